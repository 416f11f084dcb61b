//! The popup's end: this page is a popup that came home without its opener. The opener gets the result if it is still there;
//! else the result is this page's.
//!
//! The opener holds a lock for as long as it listens. So a lock that is free says that nobody does, without a clock.

use core::cell::Cell;

use crate::signal::Signal;

/// Lock and channel are not ordered: an answer that was sent just before the lock was let go has this long to arrive.
const LAST_WORD: i32 = 100;
/// How long an opener has in a browser without locks.
const PATIENCE: i32 = 2_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Nothing to hand over, or no longer.
    #[default]
    Over,
    /// Whether the lock is held is not known yet.
    Asked,
    /// The opener holds it.
    Held,
    /// Nobody holds it, but a word of the opener's may be on its way.
    Free,
}

/// What this page does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Does nothing.
    Wait,
    /// Asks for the lock.
    Ask,
    /// Asks for the lock, and waits for it.
    Queue,
    /// Pauses, in milliseconds.
    Pause(i32),
    /// Closes itself: the opener has the result.
    Close,
    /// Keeps the result.
    Keep,
}

/// The popup's end of the relay. All zeros: this page has not come home.
#[derive(Debug, Default)]
pub struct Homecoming(Cell<Stage>);

impl Homecoming {
    /// What this page does when it hears a signal. `Arrive`: the result is on its way to the opener.
    #[inline(always)]
    pub fn hear(&self, heard: Signal) -> Step {
        let (stage, step) = match (self.0.get(), heard) {
            (Stage::Over, Signal::Arrive) => (Stage::Asked, Step::Ask),
            (Stage::Over, _) => return Step::Wait,
            (_, Signal::Acknowledged) => (Stage::Over, Step::Close),
            (Stage::Asked, Signal::LockHeld) => (Stage::Held, Step::Queue),
            (Stage::Asked | Stage::Held, Signal::LockFree) => (Stage::Free, Step::Pause(LAST_WORD)),
            (_, Signal::NoLocks) => (Stage::Free, Step::Pause(PATIENCE)),
            _ => (Stage::Over, Step::Keep),
        };
        self.0.set(stage);
        step
    }
}
