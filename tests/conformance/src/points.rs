//! Where this package differs from `@alter-ai/connect` on purpose.

/// The points, numbered from 1: what `@alter-ai/connect` does, what this package does.
pub const POINTS: &[(&str, &str)] = &[
    (
        "The result of a redirect is emitted inside `create()`, before `on()` can be called, and is lost.",
        "It is kept for the first `success` or `error` listener, or for `takeRedirectResult()`.",
    ),
    (
        "Any frame or window of the hosted origin can post a result.",
        "Only the popup can, and the origin has to be right as well.",
    ),
    (
        "A `null` in `grants` throws: the grants beside it are lost and the flow never ends.",
        "Bad items are skipped; the good ones arrive.",
    ),
    (
        "A popup closed without an `onExit` callback leaves `isOpen()` true for ever.",
        "A flow that ended is closed, whoever listens.",
    ),
    (
        "The flow is still open while its callbacks run, and stays open if one of them throws.",
        "The flow has ended before its callbacks run. One that throws is reported on the console.",
    ),
    ("`baseURL` is pasted into the address as it is.", "It is normalised: trailing slashes and a query are dropped."),
    (
        "`create()` throws where there is no window or no storage.",
        "`create()` works everywhere; `open()` rejects with a code where it cannot work.",
    ),
    (
        "A popup that shows a page with `Cross-Origin-Opener-Policy: same-origin` counts as closed: `exit`, and the result \
         is lost.",
        "The SDK waits, and the result arrives when the popup comes back to `return_url`.",
    ),
    ("`connect_opened` is reported even if nothing was opened.", "It is reported once the Connect page is on its way."),
    ("`debug` prints the session token.", "No token is ever printed."),
    ("`open()` inside a callback of the flow that just ended does nothing.", "It starts the next flow."),
    ("`token` is a string.", "It may also be a promise, or a function that returns a string or a promise."),
    (
        "Only a token and `baseURL` can be given, and any scheme passes as `baseURL`.",
        "`connectUrl` may be given instead; both have to be https, or http on a loopback host, and an address that is \
         refused has the code `invalid_url`.",
    ),
    (
        "`open()` without options rejects with a `TypeError`.",
        "It rejects with `invalid_options`, as for any other missing option.",
    ),
    ("After `destroy()` inside a handler, the handlers behind it still run.", "None runs."),
    ("`close` is emitted twice when a callback calls `close()`.", "It is emitted once for each flow."),
    (
        "Instances that are open at once share one popup, and each takes what the other's session answers.",
        "The popup is the last one's; the flow before it ends with `exit`.",
    ),
    (
        "Fields of a grant or an error are passed on whatever their type.",
        "They have the types that are promised: an item without a usable id is skipped, any other field gets its default.",
    ),
    (
        "`open()` while open does nothing, also when the popup is closed but nobody has noticed yet.",
        "It brings a living popup to the front; where the popup is closed, the old flow exits and the new one starts.",
    ),
    ("`new AlterConnect()` works without `create()`.", "It throws an error that names `create()`."),
    (
        "`window.open()` gets the address: a popup that is used again may not load it, if only its fragment is new.",
        "The popup is opened blank and then sent to the address, which is always loaded.",
    ),
    (
        "A message without a source is taken on its origin alone.",
        "It is taken only if the popup is closed: a message that arrives after the popup's end has no source.",
    ),
    (
        "Of two parameters of the same name in a return the first counts, and success before error: a leftover, or the app's \
         own `provider`, wins over what the hosted page appended.",
        "The last one counts, and of success and error the one that stands last. What was read is taken out of the address, \
         believed or not; the app's own parameters stay.",
    ),
    (
        "A return later than 5 minutes is ignored, though the session lives 10.",
        "It counts for as long as the session lives.",
    ),
    (
        "`open()` in a page that is itself the popup finds its own window by name: the page navigates itself away.",
        "The window gets another name: a second window opens, and the page stays.",
    ),
    (
        "`window.open()` gets the address, also in a host that refuses blank windows.",
        "It gets a blank page. If that is refused and the address is known, it gets the address; such a popup has no way back \
         if it loses its opener.",
    ),
    (
        "On a phone, a framed page sends its own frame to the hosted page, which refuses framing.",
        "A frame is never sent away: a window opens (a tab on phones), or an error says so.",
    ),
    (
        "A second tap on a phone starts nothing (it takes ready tokens only).",
        "The same while the session is fetched: one request, one redirect.",
    ),
    (
        "Popup or redirect is the device rule's choice alone.",
        "The rule is the default; the app may choose with `display`.",
    ),
    (
        "`create({ baseURL })` is ignored without a word.",
        "It is ignored, with one console line that says where it belongs.",
    ),
    (
        "A window that cannot be sent to an address counts as opened; the flow stays open for ever.",
        "After half a minute the flow ends with `popup_blocked`.",
    ),
    (
        "It takes ready tokens only.",
        "If a promised token or address does not come within a minute, the flow ends with `token_failed`.",
    ),
    ("A script tag beside an AMD loader throws and leaves no global.", "A classic script tag always gets its global."),
    (
        "`close()` in a handler of `success` keeps the grants from `onSuccess`; `destroy()` there does not.",
        "Grants that have come reach `onSuccess` in both cases.",
    ),
    (
        "Of a grant, nine fields are passed on and the others dropped. A success without a list of them is `invalid_response`.",
        "The others are in `extra`, as they came. A success without a list may be the one grant itself; where no grant is usable, the error's `details` is the message.",
    ),
];

/// The points that no scenario beside the original can show: they take a frame on a phone, minutes, or a late token. The core's
/// tests prove them.
pub const PROVED_ELSEWHERE: [usize; 4] = [27, 28, 31, 32];
