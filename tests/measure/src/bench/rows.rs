//! What the report has, in its order, and what is to be thought of it.

use super::format::Unit;
use super::format::Unit::{Kilobytes, Microseconds, Milliseconds, MillisecondsPerMinute, Nanoseconds, PerMinute};

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
        title: "Until the button works",
        about: "The script's bytes are in the browser already. *Ready* is the time from its being added to the page until \
                `create()` has returned: the browser's reading and compiling, the script's own run, and compiling and \
                starting the wasm. *Cold*: the first load in a site, and so in a process, that has not seen the script. \
                *Warm*: the same page loaded again and again, so that the browser has compiled code in its cache. The \
                first `open()` on the page is measured up to the call of `window.open`. Chromium slows its processor \
                down on demand, and the loop shows by how much; Firefox does not. The times are this machine's, and so \
                are their differences. The ratios of `create()` and of `open()` hold roughly for the engine; *ready* has \
                the same turns of the event loop in both, which draw its ratio towards 1.",
        rows: &[
            row("ready, cold", "cold 1 ready", Milliseconds),
            row("ready, warm", "warm 1 ready", Milliseconds),
            row("of it `create()`, cold", "cold 1 create", Milliseconds),
            row("of it `create()`, warm", "warm 1 create", Milliseconds),
            row("first `open()` to `window.open`, cold", "cold 1 launch", Milliseconds),
            row("first `open()` to `window.open`, warm", "warm 1 launch", Milliseconds),
            row("a loop of arithmetic, the same each time", "cold 1 yardstick", Milliseconds),
            row("ready, cold, 4 times slower", "cold 4 ready", Milliseconds),
            row("ready, warm, 4 times slower", "warm 4 ready", Milliseconds),
            row("of it `create()`, cold, 4 times slower", "cold 4 create", Milliseconds),
            row("of it `create()`, warm, 4 times slower", "warm 4 create", Milliseconds),
            row("first `open()` to `window.open`, cold, 4 times slower", "cold 4 launch", Milliseconds),
            row("first `open()` to `window.open`, warm, 4 times slower", "warm 4 launch", Milliseconds),
            row("the loop, 4 times slower", "cold 4 yardstick", Milliseconds),
        ],
    },
    Group {
        title: "Opening, after the first time",
        about: "The mean of 200 calls in one page, `window.open` replaced by a function that notes the time. The ratio holds \
                for a page that does this often, which none does: a user feels the first time, above.",
        rows: &[
            row("`open()` to `window.open`", "launch", Microseconds),
            row("`open()` until it returns", "open", Microseconds),
        ],
    },
    Group {
        title: "Grants",
        about: "From the dispatch of the hosted page's message to `onSuccess`. The browser's copying of the message between \
                the windows is not in it. But for the last row, flows came before, for which the engine has compiled its \
                best code; the last row is what an app sees. The ratios of 1,000 and 10,000 grants can be trusted; those \
                of one and ten are the cost of ending a flow rather than of grants.",
        rows: &[
            row("1 grant", "grants 1", Microseconds),
            row("10 grants", "grants 10", Microseconds),
            row("100 grants", "grants 100", Microseconds),
            row("1,000 grants", "grants 1000", Microseconds),
            row("10,000 grants", "grants 10000", Microseconds),
            row("10,000 grants in the page's first flow", "grants first", Microseconds),
        ],
    },
    Group {
        title: "Messages of others",
        about: "For each of 100,000 messages of another frame and another origin. The browser's own work on an event that \
                nobody hears is the first row; what an SDK adds is the difference to it, and the ratio of these \
                differences can be trusted.",
        rows: &[
            row("SDK destroyed: the browser's own work", "chatter alone", Nanoseconds),
            row("no flow open", "chatter idle", Nanoseconds),
            row("a flow open", "chatter flow", Nanoseconds),
        ],
    },
    Group {
        title: "Events",
        about: "`close()` with nothing open emits `close` and does nothing else. The ratios can be trusted as far as the \
                same work repeated 5,000 times can be: in an app, where it is done once, compiling outweighs it in both.",
        rows: &[
            row("`on()` and `off()`, no other handler", "on 1", Nanoseconds),
            row("`on()` and `off()` beside 999 handlers", "on 1000", Nanoseconds),
            row("emit, 1 handler", "emit 1", Nanoseconds),
            row("emit, 1,000 handlers", "emit 1000", Nanoseconds),
        ],
    },
    Group {
        title: "While a popup is open",
        about: "A real popup that says nothing, for the first minute. How often the page wakes up holds everywhere; how long \
                it is busy then is this machine's, and near what its clock can tell.",
        rows: &[
            row("timers set", "timers", PerMinute),
            row("wake-ups by timers", "wakeups", PerMinute),
            row("main thread busy with them", "busy", MillisecondsPerMinute),
        ],
    },
    Group {
        title: "Memory",
        about: "JavaScript heap after garbage collection, beyond what the page had before the script, and the wasm's memory \
                beside it. Firefox does not tell its heap's size. The flows' growth is code that the engine compiled \
                meanwhile; the suite `e2e` looks for leaks. The wasm's memory holds everywhere, the heap in Chromium.",
        rows: &[
            row("heap after `create()`", "heap created", Kilobytes),
            row("heap after 10,000 flows", "heap used", Kilobytes),
            row("wasm memory after `create()`", "wasm created", Kilobytes),
            row("wasm memory after 10,000 flows", "wasm used", Kilobytes),
        ],
    },
];
