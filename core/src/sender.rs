//! Whose a message is.

/// What is known of a `message` event beside its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The message's origin is that of the address that the flow shows.
    pub origin: bool,
    /// The message's source is the flow's popup.
    pub popup: bool,
    /// The message has no source. Firefox does so where the popup has closed before a busy opener got to the message.
    pub gone: bool,
}

/// What to do with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The message is the hosted page's, in our popup.
    Ours,
    /// The hosted page sent the message from another window. Worth a line for the developer.
    Stray,
    /// The message is none of ours.
    Foreign,
}

impl Sender {
    /// Whose the message is. `closed`: the flow's popup looks closed.
    #[inline(always)]
    pub fn verdict(self, closed: bool) -> Verdict {
        if !self.origin {
            Verdict::Foreign
        } else if self.popup || (self.gone && closed) {
            Verdict::Ours
        } else {
            Verdict::Stray
        }
    }
}
