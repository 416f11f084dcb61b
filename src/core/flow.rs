//! One connect flow as a state machine that does no I/O.
//!
//! The shell tells it what happened and does what it answers. Times are milliseconds of any monotonic clock.
//!
//! `popup.closed` is a suspicion, not a fact: it also reads true while the popup lives on a page that sends
//! `Cross-Origin-Opener-Policy: same-origin`. What tells the two apart is focus. A popup that really closes gives the
//! focus back to its opener at that moment, some engines a little before; a severed one keeps it.

use super::error::Error;

/// How often the popup is looked at.
const POLL: f64 = 500.0;
/// How often while the opener has the focus, but not for long: the popup may be closing.
const CLOSE_LOOK: f64 = 50.0;
/// Focus that comes within this time of the popup's disappearance belongs to it.
const FOCUS_OF_CLOSE: f64 = 300.0;
/// How long a confirmed close waits for a result that is still on its way.
const SETTLE: f64 = 150.0;
/// How long a session lives; so no suspicion outlives it, nor does what is stored for it.
pub const SESSION: f64 = 600_000.0;
/// The default for how long the opener has to keep the focus until a mere suspicion becomes an exit.
pub const CLOSE_GRACE: f64 = 5_000.0;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// The address is known and the window is there: go.
    Ready,
    /// The hosted page answered, with a success or an error.
    Answer,
    /// The flow cannot go on.
    Fail(Error),
    /// The popup was looked at.
    Look {
        /// Time of the look.
        now: f64,
        /// `popup.closed`.
        closed: bool,
        /// Where the focus is.
        focus: Focus,
    },
    /// Nothing is under way any more: the page came back from the back/forward cache, another flow took the popup, or the
    /// user starts again since it is closed.
    Gone,
    /// The app called `close()`.
    Close,
    /// The app called `destroy()`.
    Destroy,
}

/// Where the focus is, as far as the opener can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// In the opener.
    Here,
    /// Elsewhere.
    Elsewhere,
    /// The opener is in a frame, and the page around it can't be asked.
    Unknown,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Send the window to the Connect page.
    Navigate,
    /// Look at the popup again in this many milliseconds.
    WakeIn(f64),
    /// The flow is over: release everything, then tell the app.
    End(Ending),
}

/// How a flow ended. Each flow ends once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ending {
    /// With the hosted page's answer.
    Answered,
    /// With an error of our own.
    Failed(Error),
    /// The user closed the popup.
    Exited,
    /// The app closed it.
    Closed,
    /// The app destroyed the SDK: nothing is told any more.
    Destroyed,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// The popup shows a waiting page; the token is on its way.
    Waiting,
    /// The Connect page is open.
    Open,
    /// Over.
    Ended,
}

/// A connect flow, from the click to its one ending.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    stage: Stage,
    started: f64,
    grace: f64,
    /// Since when the opener has had the focus.
    focused: Option<f64>,
    /// When the popup was first seen closed.
    suspicion: Option<f64>,
}

/// No flow: one that is over.
impl Default for Flow {
    fn default() -> Self {
        Self { stage: Stage::Ended, started: 0.0, grace: CLOSE_GRACE, focused: None, suspicion: None }
    }
}

impl Flow {
    /// A flow that starts now. `grace`: instead of [`CLOSE_GRACE`], unless it is NaN.
    pub fn new(now: f64, grace: f64) -> Self {
        let grace = if grace.is_nan() { CLOSE_GRACE } else { grace };
        Self { stage: Stage::Waiting, started: now, grace, focused: None, suspicion: None }
    }

    /// Whether it is under way.
    pub fn is_open(&self) -> bool {
        self.stage != Stage::Ended
    }

    /// Takes one input and says what to do about it.
    pub fn step(&mut self, input: Input) -> Effect {
        if self.stage == Stage::Ended {
            return Effect::None;
        }
        match input {
            Input::Ready if self.stage == Stage::Waiting => {
                self.stage = Stage::Open;
                Effect::Navigate
            }
            Input::Ready => Effect::None,
            Input::Answer if self.stage == Stage::Open => self.end(Ending::Answered),
            Input::Answer => Effect::None,
            Input::Fail(error) => self.end(Ending::Failed(error)),
            Input::Look { now, closed, focus } => {
                self.focused = if focus == Focus::Here { self.focused.or(Some(now)) } else { None };
                if closed { self.suspect(now, focus) } else { self.trust(now) }
            }
            Input::Gone => self.end(Ending::Exited),
            Input::Close => self.end(Ending::Closed),
            Input::Destroy => self.end(Ending::Destroyed),
        }
    }

    fn trust(&mut self, now: f64) -> Effect {
        self.suspicion = None;
        let closing = self.focused.is_some_and(|since| now - since <= FOCUS_OF_CLOSE);
        Effect::WakeIn(if closing { CLOSE_LOOK } else { POLL })
    }

    fn suspect(&mut self, now: f64, focus: Focus) -> Effect {
        let since = *self.suspicion.get_or_insert(now);
        let mut left = self.started + SESSION - now;
        if focus == Focus::Unknown {
            left = left.min(since + self.grace - now);
        } else if let Some(focused) = self.focused {
            let focused = focused.max(since);
            let patience = if focused - since <= FOCUS_OF_CLOSE { SETTLE } else { self.grace };
            left = left.min(focused + patience - now);
        }
        if left <= 0.0 { self.end(Ending::Exited) } else { Effect::WakeIn(left.min(POLL)) }
    }

    fn end(&mut self, ending: Ending) -> Effect {
        self.stage = Stage::Ended;
        Effect::End(ending)
    }
}
