//! What the machine is told.

use crate::flow::Focus;

macro_rules! signals {
    ($($(#[$about:meta])* $name:ident,)*) => {
        /// What happened. The numbers have no gaps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(i32)]
        pub enum Signal { $($(#[$about])* $name,)* }

        impl Signal {
            /// All signals, each at the place of its number.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
            /// The names of all signals, at the same places.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];
        }
    };
}

signals! {
    /// The page was loaded, and this is an instance's first moment.
    Arrive,
    /// The app calls `open()`; the value is its options.
    Open,
    /// The app calls `connect()`, whose promise stands for the callbacks.
    Connect,
    /// The app calls `close()`.
    Close,
    /// The app calls `destroy()`.
    Destroy,
    /// The app may listen to what it did not listen to before.
    Listen,
    /// The app calls `takeRedirectResult()`.
    Take,
    /// An exception came out of the call before. Nothing of it goes on.
    Reset,
    /// This page came home as a severed popup, and its opener has the result. The value is the result's query parameters, as
    /// it is for all four that follow.
    Acknowledged,
    /// This page got the lock that the opener holds while it listens.
    LockFree,
    /// The opener holds its lock.
    LockHeld,
    /// The browser has no locks.
    NoLocks,
    /// The pause that this page made for its opener is over.
    PauseOver,

    // What follows is of a flow, and ignored when that flow is over.

    /// A window posted a message. The value is the event.
    Message,
    /// The page got the focus.
    Focus,
    /// The page goes, perhaps into the back/forward cache.
    PageHide,
    /// The page is there again. The value is the event.
    PageShow,
    /// A flow has opened the popup, which all flows share. The value is the event.
    TakenOver,
    /// It is time to look at the popup.
    Look,
    /// The late token or address came. The value is a string, or a record that may have the `reason` why none came.
    Token,
    /// The severed popup came home. The value is the query parameters of its address.
    Relayed,
}

impl Signal {
    /// Whether the signal is about a flow, which may be over by now.
    #[inline(always)]
    pub fn is_of_flow(self) -> bool {
        self as i32 >= Self::Message as i32
    }
}

/// What may matter to any signal, as it is at the moment of the call.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The number of the flow that the signal is about.
    pub flow: i32,
    /// What the flow's popup looks like.
    pub popup: Popup,
    /// Where the focus is.
    pub focus: Focus,
    /// Milliseconds of a clock that is never set back, may wrap around, and is never 0.
    pub now: i32,
    /// The app's `closeGrace` in milliseconds; negative where it gives none.
    pub grace: i32,
    /// Whether there is a browser window at all: none while a server renders the page.
    pub window: bool,
}

/// What a popup looks like from its opener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Popup {
    /// There is no popup.
    Missing,
    /// `popup.closed` is false.
    Open,
    /// `popup.closed` is true, which is a suspicion and not a fact: see [`flow`](crate::flow).
    LooksClosed,
}
