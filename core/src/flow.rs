//! A connect flow: its stages, its window and its clocks. Times are milliseconds of a monotonic clock that may wrap
//! around and is never 0.
//!
//! `popup.closed` is a suspicion, not a fact: it also reads true while the popup lives on a page that sends
//! `Cross-Origin-Opener-Policy: same-origin`. What tells the two apart is focus. A popup that really closes gives the
//! focus back to its opener at that moment, some engines a little before; a severed one keeps it. Where the opener never lost
//! the focus, as in a browser whose driver emulates it, having it says nothing.

use core::cell::Cell;

use crate::session::SESSION;

/// How often the popup is looked at.
pub const POLL: i32 = 500;
/// How often a popup is looked at until it shows its blank page.
pub const BLANK_LOOK: i32 = 10;
/// How many looks a popup gets for its blank page, before it is taken as it is.
const MOST_LOOKS: u8 = 100;
/// How often a popup is looked at while the opener has just got the focus: the popup may be closing.
const CLOSE_LOOK: i32 = 50;
/// Focus that comes within this time of the popup's disappearance belongs to it.
const FOCUS_OF_CLOSE: i32 = 300;
/// How long a confirmed close waits for a result that is still on its way.
const SETTLE: i32 = 150;
/// How long a late token or address may take: long for a request, and well within the session's life.
pub const TOKEN_LIMIT: i32 = 60_000;
/// How long a popup that was sent to the Connect page may still show the blank one, in which case nobody sent it anywhere; and
/// how long this page may still be there after it was left.
pub const LEAVE_LIMIT: i32 = 30_000;
/// The default for how long the opener has to keep the focus until a mere suspicion becomes an exit.
pub const CLOSE_GRACE: i32 = 5_000;

/// Where the focus is, as far as the opener can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// In the opener.
    Here,
    /// In another window.
    Elsewhere,
    /// The opener is in a frame, and the page around it can't be asked.
    Unknown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Stage {
    /// The popup shows a waiting page; the token is on its way.
    #[default]
    Waiting,
    /// The address is known; the popup may not be ready for it.
    Ready,
    /// The Connect page is open.
    Open,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Window {
    /// There is no window yet.
    #[default]
    Missing,
    /// The app's own.
    Here,
    /// A popup that is about to show its blank page. How often it is still looked at.
    New(u8),
    /// A popup that is ready.
    Popup,
    /// A popup that was opened with the address itself.
    Direct,
}

/// A connect flow, from the click to its one ending. All zeros: none. A time of 0 is none, too.
#[derive(Debug, Default)]
pub struct Flow {
    /// The number of the last flow. No other flow of the instance had or will have it.
    number: Cell<i32>,
    /// The number of the flow under way.
    open: Cell<i32>,
    stage: Cell<Stage>,
    window: Cell<Window>,
    started: Cell<i32>,
    /// When the window was sent to the address, until it is seen that it went.
    sent: Cell<i32>,
    grace: Cell<i32>,
    /// Since when the opener has had the focus: since the flow started where it was never seen without.
    focused: Cell<i32>,
    /// When the popup was first seen closed.
    suspicion: Cell<i32>,
}

impl Flow {
    /// A flow starts now. `grace`: instead of [`CLOSE_GRACE`], unless it is negative. `late`: its address is not known yet.
    /// Gives its number.
    pub fn start(&self, now: i32, grace: i32, late: bool) -> i32 {
        let number = self.number.get() + 1;
        self.number.set(number);
        self.open.set(number);
        self.window.set(Window::Missing);
        self.stage.set(if late { Stage::Waiting } else { Stage::Ready });
        self.started.set(now);
        self.grace.set(if grace < 0 { CLOSE_GRACE } else { grace });
        self.sent.set(0);
        self.focused.set(now);
        self.suspicion.set(0);
        number
    }

    /// The opener gets the focus, which was elsewhere before.
    pub fn hear_focus(&self) {
        if self.focused.get() == self.started.get() {
            self.focused.set(0);
        }
    }

    /// The number of the last flow that started.
    pub fn number(&self) -> i32 {
        self.number.get()
    }

    /// Whether the flow of that number is under way.
    pub fn is(&self, number: i32) -> bool {
        self.open.get() == number
    }

    /// The flow's window is the app's own, which is to leave for the address.
    pub fn use_this_window(&self) {
        self.window.set(Window::Here);
    }

    /// The flow's window is a popup; `direct`: one that was opened with the address itself.
    pub fn use_popup(&self, direct: bool) {
        self.window.set(if direct { Window::Direct } else { Window::New(MOST_LOOKS) });
    }

    /// Whether the flow's popup was opened with the address itself.
    pub fn is_direct(&self) -> bool {
        self.window.get() == Window::Direct
    }

    /// Whether the flow's window is the app's own.
    pub fn is_here(&self) -> bool {
        self.window.get() == Window::Here
    }

    /// Whether the flow's popup may not show the blank page yet.
    pub fn is_preparing(&self) -> bool {
        matches!(self.window.get(), Window::New(_))
    }

    /// The popup was looked at for its blank page.
    pub fn look_blank(&self, blank: bool) {
        if let Window::New(looks) = self.window.get() {
            self.window.set(if blank || looks == 0 { Window::Popup } else { Window::New(looks - 1) });
        }
    }

    /// Whether a flow is under way.
    pub fn is_open(&self) -> bool {
        self.open.get() != 0
    }

    /// Whether an answer of the hosted page is believed.
    pub fn is_shown(&self) -> bool {
        self.stage.get() == Stage::Open
    }

    /// The address is known.
    pub fn complete(&self) {
        self.stage.set(Stage::Ready);
    }

    /// Whether the window has to go to the address now.
    pub fn show(&self, now: i32) -> bool {
        let ready = self.stage.get() == Stage::Ready
            && matches!(self.window.get(), Window::Here | Window::Popup | Window::Direct);
        if ready {
            self.stage.set(Stage::Open);
            self.sent.set(now);
        }
        ready
    }

    /// Whether the late token or address has taken too long.
    pub fn is_late(&self, now: i32) -> bool {
        self.stage.get() == Stage::Waiting && since(self.started.get(), now) >= TOKEN_LIMIT
    }

    /// Whether the window was sent to the address, and was not seen to go.
    pub fn is_on_its_way(&self) -> bool {
        self.sent.get() != 0
    }

    /// The window was seen to go.
    pub fn note_departure(&self) {
        self.sent.set(0);
    }

    /// Whether the window should have gone by now.
    pub fn is_stuck(&self, now: i32) -> bool {
        since(self.sent.get(), now) >= LEAVE_LIMIT
    }

    /// The flow is over. False: it was over before.
    pub fn end(&self) -> bool {
        let open = self.is_open();
        self.open.set(0);
        self.stage.set(Stage::Waiting);
        self.window.set(Window::Missing);
        open
    }

    /// The popup was looked at; `closed` is `popup.closed`. When to look again, in milliseconds; 0 or less: the user closed it.
    #[inline(always)]
    pub fn look(&self, now: i32, closed: bool, focus: Focus) -> i32 {
        let mut focused = 0;
        if focus == Focus::Here {
            focused = self.focused.get();
            if focused == 0 {
                focused = now;
            }
        }
        self.focused.set(focused);
        if !closed {
            self.suspicion.set(0);
            return if self.is_preparing() {
                BLANK_LOOK
            } else if focused != 0 && since(focused, now) <= FOCUS_OF_CLOSE {
                CLOSE_LOOK
            } else {
                POLL
            };
        }
        if self.suspicion.get() == 0 {
            self.suspicion.set(now);
        }
        let suspected = since(self.suspicion.get(), now);
        let age = since(self.started.get(), now);
        let mut left = SESSION - age;
        if focus == Focus::Unknown {
            left = least(left, self.grace.get() - suspected);
        } else if focused != 0 {
            let focused = since(focused, now);
            let lost = focused != age;
            // Focus that came before the popup disappeared has lasted since then.
            let late = suspected - focused;
            let patience = if lost && late <= FOCUS_OF_CLOSE { SETTLE } else { self.grace.get() };
            left = least(left, patience - least(focused, suspected));
        }
        least(left, POLL)
    }
}

/// How long ago that was.
fn since(then: i32, now: i32) -> i32 {
    now.wrapping_sub(then)
}

fn least(a: i32, b: i32) -> i32 {
    if b < a { b } else { a }
}
