//! Everything that can go wrong on our side, each with a stable code and a sentence that says what to do.

use crate::word::{SENTENCE, Word};

/// An error of the SDK itself. What the hosted page reports keeps the page's own code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence().as_str())]
pub enum Error {
    /// A method was called after `destroy()`.
    SdkDestroyed,
    /// Neither `token` nor `connectUrl`, or one that is empty or of the wrong type.
    TokenMissing,
    /// `onSuccess` is missing or no function.
    CallbackMissing,
    /// `baseURL` or `connectUrl` is not https, nor http on a loopback host.
    InvalidUrl,
    /// `window.open` returned nothing.
    PopupBlocked,
    /// `window.open` returned something that can't be sent to an address.
    PopupUnusable,
    /// The promise or function given as `token` or `connectUrl` failed, or gave no string.
    TokenFailed,
    /// The hosted page reported success without a usable grant.
    InvalidResponse,
    /// The state that a redirect needs could not be stored.
    RedirectError,
    /// There is no browser window.
    UnsupportedEnvironment,
}

impl Error {
    /// The stable code, as JavaScript sees it in `error.code`.
    pub const fn code(self) -> Word {
        Word(Word::SdkDestroyed.0 + self as i32)
    }

    /// The sentence for the developer.
    pub const fn sentence(self) -> Word {
        Word(self.code().0 + SENTENCE)
    }
}
