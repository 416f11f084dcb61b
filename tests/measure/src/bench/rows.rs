//! What the report has, in its order, and what is to be thought of it.

use super::format::Unit;
use super::format::Unit::{Kilobytes, Microseconds, Milliseconds, Nanoseconds};

/// A table of the report.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its heading.
    pub title: &'static str,
    /// What was done, and which of the numbers hold elsewhere.
    pub about: &'static str,
    /// Its rows, each once for every engine.
    pub rows: &'static [Row],
}

/// A row: one figure of both SDKs.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it says.
    pub label: &'static str,
    /// The name under which it was measured.
    pub figure: &'static str,
    /// What it counts.
    pub unit: Unit,
}

const fn row(label: &'static str, figure: &'static str, unit: Unit) -> Row {
    Row { label, figure, unit }
}

/// Every group.
pub const GROUPS: &[Group] = &[
    Group {
        title: "Until the popup opens",
        about: "The script's bytes are in the browser already. *Cold*: the first load in a site, and so in a process, that \
                has not seen the script. *Warm*: the same page loaded again and again, so that the browser has compiled code \
                in its cache. The main thread's time is that of all tasks from the script's start until the page has been \
                idle, less that of a page that does the same with an empty script; Chromium alone tells it. The first \
                `open()` is measured up to the call of `window.open`: on a page that has been idle since `create()`, and \
                together with `create()` in one task, as when somebody clicks before the page is ready. The times are this \
                machine's; the ratios hold roughly for the engine.",
        rows: &[
            row("`create()`, cold", "cold create", Milliseconds),
            row("`create()`, warm", "warm create", Milliseconds),
            row("main thread busy until ready, cold", "cold busy", Milliseconds),
            row("main thread busy until ready, warm", "warm busy", Milliseconds),
            row("first click, cold", "cold launch", Milliseconds),
            row("first click, warm", "warm launch", Milliseconds),
            row("`create()` and `open()` at once, cold", "cold at once", Milliseconds),
        ],
    },
    Group {
        title: "From the result to your callback",
        about: "From the dispatch of the hosted page's message to `onSuccess`. The browser's copying of the message between \
                the windows is not in it. 10,000 grants come in the page's first flow; flows came before the others, for \
                which the engine has compiled its best code.",
        rows: &[
            row("1 grant", "grants 1", Microseconds),
            row("10 grants", "grants 10", Microseconds),
            row("100 grants", "grants 100", Microseconds),
            row("10,000 grants", "grants 10000", Microseconds),
        ],
    },
    Group {
        title: "Messages of others",
        about: "For each of 100,000 messages of another frame and another origin. The browser's own work on an event that \
                nobody hears is the first row; what an SDK adds is the difference to it, and the ratio of these \
                differences can be trusted.",
        rows: &[
            row("SDK destroyed: the browser's own work", "chatter alone", Nanoseconds),
            row("a flow open", "chatter flow", Nanoseconds),
        ],
    },
    Group {
        title: "Memory",
        about: "JavaScript heap after garbage collection, beyond what the page had before the script, and the wasm's memory \
                beside it. Firefox does not tell its heap's size. The flows' growth is code that the engine compiled \
                meanwhile; the suite `e2e` looks for leaks. The wasm's memory holds everywhere, the heap in Chromium.",
        rows: &[
            row("heap when ready", "heap created", Kilobytes),
            row("heap after 10,000 flows", "heap used", Kilobytes),
            row("wasm memory when ready", "wasm created", Kilobytes),
            row("wasm memory after 10,000 flows", "wasm used", Kilobytes),
        ],
    },
];
