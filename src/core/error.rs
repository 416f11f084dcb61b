//! Everything that can go wrong on our side, each with a stable code and a sentence that says what to do.

use super::word::{Sentence, Word};

/// An error of the SDK itself. What the hosted page reports keeps the page's own code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence().as_str())]
pub enum Error {
    /// A method was called after `destroy()`.
    SdkDestroyed,
    /// Neither `token` nor `connectUrl`, or one that is empty or of the wrong type.
    TokenMissing,
    /// `baseURL` or `connectUrl` is not https, nor http on a loopback host.
    InvalidUrl,
    /// `window.open` returned nothing.
    PopupBlocked,
    /// The promise or function given as `token` or `connectUrl` failed, or gave no string.
    TokenFailed,
    /// The hosted page reported success without a usable grant.
    InvalidResponse,
    /// The state that a redirect needs could not be stored.
    RedirectError,
    /// There is no browser window.
    UnsupportedEnvironment,
    /// `onSuccess` is missing or no function.
    CallbackMissing,
}

impl Error {
    /// The stable code, as JavaScript sees it in `error.code`.
    // The words stand in the order of the errors, which makes a sum of the table as long as it is not inlined.
    #[inline(never)]
    pub const fn code(self) -> Word {
        match self {
            Self::SdkDestroyed => Word::SdkDestroyed,
            Self::TokenMissing | Self::CallbackMissing => Word::InvalidOptions,
            Self::InvalidUrl => Word::InvalidUrl,
            Self::PopupBlocked => Word::PopupBlocked,
            Self::TokenFailed => Word::TokenFailed,
            Self::InvalidResponse => Word::InvalidResponse,
            Self::RedirectError => Word::RedirectError,
            Self::UnsupportedEnvironment => Word::UnsupportedEnvironment,
        }
    }

    /// The sentence for the developer.
    #[inline(never)]
    pub const fn sentence(self) -> Sentence {
        match self {
            Self::SdkDestroyed => Sentence::SdkDestroyed,
            Self::TokenMissing => Sentence::TokenMissing,
            Self::CallbackMissing => Sentence::CallbackMissing,
            Self::InvalidUrl => Sentence::InvalidUrl,
            Self::PopupBlocked => Sentence::PopupBlocked,
            Self::TokenFailed => Sentence::TokenFailed,
            Self::InvalidResponse => Sentence::InvalidResponse,
            Self::RedirectError => Sentence::RedirectError,
            Self::UnsupportedEnvironment => Sentence::UnsupportedEnvironment,
        }
    }
}
