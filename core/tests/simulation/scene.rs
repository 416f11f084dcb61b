//! What may happen in a run, and how often. A rule that is new needs a kind of event here, and what it does in `event.rs`.

/// What happens so often at most; each has a budget of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The app calls `open()` or `connect()`.
    Open,
    /// The app calls `close()`.
    Close,
    /// The app calls `destroy()`.
    Destroy,
    /// The app adds or removes a handler.
    On,
    /// The app calls `takeRedirectResult()`.
    Take,
    /// The hosted page answers with grants.
    Grant,
    /// The hosted page answers with an error.
    Decline,
    /// The hosted page, though it has its opener, goes to `return_url`.
    Home,
    /// A provider's page severs the popup.
    Sever,
    /// The user closes a popup.
    CloseWindow,
    /// The user goes to another window.
    Focus,
    /// `pageshow` is told of a page that was loaded.
    Shown,
    /// The user reloads an app's page.
    Reload,
    /// The user goes to another page, and comes back.
    Leave,
    /// Somebody crafts a link or posts a message.
    Forge,
    /// The machine sleeps: the clock leaps, and timers are late.
    Sleep,
    /// The token function or promise fails.
    Fail,
    /// The browser blocks a popup.
    Block,
    /// A window can't close itself.
    Stay,
    /// `return_url` has parameters of an earlier answer.
    Leftover,
    /// The address from before a redirect is of another origin, or none.
    Foreign,
    /// A navigation comes to nothing.
    Stall,
    /// An exception comes out of the host.
    Trap,
    /// The session storage begins to refuse what is stored.
    Refuse,
    /// The app calls the SDK in a handler or a callback.
    InCallback,
    /// The app calls the SDK in a getter of its options.
    InGetter,
    /// The app calls the SDK while an effect runs: a token function, a console of its own, or events while a window opens.
    InEffect,
}

/// How the app gives the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ask {
    #[default]
    Token,
    TokenPromise,
    TokenFunction,
    Url,
    UrlPromise,
    UrlFunction,
    /// An address that is not permitted.
    BadUrl,
    /// It does not.
    Nothing,
    /// It gives an object that is no promise.
    NoPromise,
    /// A token, but no function that hears of success.
    NoCallback,
}

use Kind::{
    Block, Close, CloseWindow, Decline, Destroy, Fail, Focus, Foreign, Forge, Grant, Home, InCallback, InEffect,
    InGetter, Leave, Leftover, On, Open, Refuse, Reload, Sever, Shown, Sleep, Stall, Stay, Take, Trap,
};

use Ask::{BadUrl, NoCallback, NoPromise, Nothing, Token, TokenFunction, TokenPromise, Url, UrlFunction, UrlPromise};

pub const ASKS: &[Ask] =
    &[Token, TokenPromise, TokenFunction, Url, UrlPromise, UrlFunction, BadUrl, Nothing, NoPromise, NoCallback];

/// The surroundings of a run.
#[derive(Clone, Debug)]
pub struct Scene {
    pub name: &'static str,
    /// How many instances each page of the app makes.
    pub instances: usize,
    /// The device is a phone.
    pub phone: bool,
    /// The app's page is in a frame, so nobody can tell where the focus is.
    pub framed: bool,
    /// Every page has the focus, as far as it can tell, and hears of no change: a driver emulates it.
    pub emulated: bool,
    /// The browser has locks.
    pub locks: bool,
    /// A page that is left goes into the back/forward cache.
    pub cached: bool,
    /// An exception comes out of the host, once and anywhere: no memory is left, or the stack is full.
    pub traps: bool,
    /// The app's pages add handlers at once.
    pub listens: bool,
    pub asks: &'static [Ask],
    pub budget: &'static [(Kind, u8)],
    /// How many events are tried in every order.
    pub depth: usize,
}

const PLAIN: Scene = Scene {
    name: "plain",
    instances: 1,
    phone: false,
    framed: false,
    emulated: false,
    locks: true,
    cached: false,
    traps: false,
    listens: true,
    asks: &[Token],
    budget: &[],
    depth: 0,
};

/// Each is played in every order.
pub const SMALL: &[Scene] = &[
    Scene {
        name: "a popup",
        asks: &[Token, TokenPromise, BadUrl],
        budget: &[(Open, 2), (Close, 1), (Grant, 1), (Decline, 1), (CloseWindow, 1), (Fail, 1), (Block, 1)],
        depth: 5,
        ..PLAIN
    },
    Scene {
        name: "calls inside calls",
        asks: &[Token, TokenFunction],
        budget: &[(Open, 2), (Close, 2), (Destroy, 1), (Grant, 1), (InCallback, 1), (InGetter, 1), (InEffect, 1)],
        depth: 3,
        ..PLAIN
    },
    Scene {
        name: "a severed popup, and a focus that is emulated",
        emulated: true,
        budget: &[(Open, 1), (Sever, 1), (Grant, 1)],
        depth: 12,
        ..PLAIN
    },
    Scene {
        name: "a severed popup comes home",
        budget: &[(Open, 1), (Close, 1), (Sever, 1), (Grant, 1), (Reload, 1), (CloseWindow, 1), (Stay, 1)],
        depth: 9,
        ..PLAIN
    },
    Scene {
        name: "no locks",
        locks: false,
        budget: &[(Open, 1), (Close, 1), (Sever, 1), (Grant, 1)],
        depth: 8,
        ..PLAIN
    },
    Scene {
        name: "an opener in the cache",
        cached: true,
        budget: &[(Open, 1), (Sever, 1), (Leave, 1), (Grant, 1)],
        depth: 8,
        ..PLAIN
    },
    Scene {
        name: "a phone",
        phone: true,
        cached: true,
        asks: &[Token, TokenPromise],
        budget: &[
            (Open, 2),
            (Grant, 1),
            (Decline, 1),
            (Leave, 1),
            (Reload, 1),
            (Take, 1),
            (Leftover, 1),
            (Stall, 1),
            (Refuse, 1),
        ],
        depth: 5,
        ..PLAIN
    },
    Scene {
        name: "what a redirect left, and the next click",
        phone: true,
        asks: &[Token],
        budget: &[(Open, 2), (Grant, 1), (Decline, 1)],
        depth: 7,
        ..PLAIN
    },
    Scene {
        name: "a popup that goes nowhere",
        asks: &[Token],
        budget: &[(Open, 1), (Stall, 1), (Sleep, 1)],
        depth: 7,
        ..PLAIN
    },
    Scene {
        name: "two instances",
        instances: 2,
        budget: &[(Open, 2), (Close, 1), (Grant, 2), (InCallback, 1)],
        depth: 5,
        ..PLAIN
    },
    Scene {
        name: "a click on another instance while a window opens",
        instances: 2,
        asks: &[Token, TokenPromise],
        budget: &[(Open, 2), (Grant, 1), (InEffect, 1)],
        depth: 5,
        ..PLAIN
    },
    Scene {
        name: "forgers",
        budget: &[(Open, 1), (Forge, 2), (Grant, 1), (Sever, 1), (CloseWindow, 1)],
        depth: 5,
        ..PLAIN
    },
];

/// For random runs: everything.
const EVERYTHING: Scene = Scene {
    name: "everything",
    asks: ASKS,
    budget: &[
        (Open, 8),
        (Close, 3),
        (Destroy, 1),
        (On, 4),
        (Take, 3),
        (Grant, 6),
        (Decline, 2),
        (Home, 1),
        (Sever, 3),
        (CloseWindow, 3),
        (Focus, 8),
        (Shown, 3),
        (Reload, 2),
        (Leave, 2),
        (Forge, 3),
        (Sleep, 2),
        (Fail, 2),
        (Block, 1),
        (Stay, 1),
        (Leftover, 1),
        (Foreign, 1),
        (Stall, 1),
        (Trap, 1),
        (Refuse, 1),
        (InCallback, 5),
        (InGetter, 2),
        (InEffect, 3),
    ],
    ..PLAIN
};

/// The surroundings of the random run of that number.
pub fn any(number: u64) -> Scene {
    let bit = |place: u32| number >> place & 1 != 0;
    Scene {
        instances: 1 + usize::from(bit(0)),
        phone: bit(1) && bit(2),
        framed: bit(3) && bit(4),
        emulated: bit(4) && bit(6),
        locks: !(bit(1) && bit(3)),
        cached: bit(2),
        traps: bit(5) && bit(6),
        listens: bit(0) || bit(4),
        ..EVERYTHING
    }
}
