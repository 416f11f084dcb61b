//! The relay, the opener's end: how a popup that lost its opener still reaches it.
//!
//! A page with `Cross-Origin-Opener-Policy: same-origin` cuts the popup off for good. When the sign-in then ends on the
//! app's own `return_url`, the SDK on that page [hands the result over](super::handover), on a channel that is named by a
//! nonce. The popup alone has it, from the moment in which it was opened: its own session storage has it, the opener's
//! never does, so no crafted link in another tab is believed.

use super::kept::stamp;
use crate::browser::channel::Channel;
use crate::browser::held::Held;
use crate::browser::local::Local;
use crate::browser::lock::Lock;
use crate::browser::name::Name;
use crate::browser::scope::Scope;
use crate::browser::url;
use crate::browser::window::Window;
use crate::core::message::Answer;
use crate::core::value::Value;
use crate::core::word::Word;

/// The opener's end, for the length of one flow.
#[derive(Default)]
pub struct Relay {
    nonce: Held,
    channel: Channel,
    /// Held for as long as this page listens.
    lock: Lock,
}

impl Relay {
    /// Calls `callback` with what the popup hands over. Where the browser lacks what it takes, the flow works without, for
    /// as long as the popup keeps its opener.
    pub fn begin(&self, window: Window<'_>, callback: Local<'_>) {
        if let Some(nonce) = window.uuid()
            && self.channel.open(nonce, callback)
        {
            self.nonce.set(nonce);
            self.lock.acquire(nonce);
        }
    }

    /// What the popup needs to come home.
    pub fn record<'s>(&self, scope: Scope<'s>) -> Option<Local<'s>> {
        let nonce = self.nonce.get(scope)?;
        let mut record = scope.record();
        record.set(Word::Nonce, nonce);
        stamp(&mut record);
        Some(record)
    }

    /// The answer in what was handed over, and word back that it arrived.
    pub fn take<'s>(&self, event: Local<'s>) -> Option<Answer<Local<'s>>> {
        let answer = Answer::from_redirect(&url::parameters(event.at(Name::Data)?))?;
        self.channel.post(event.scope().word(Word::True));
        Some(answer)
    }

    /// Listens no longer.
    pub fn end(&self, scope: Scope<'_>) {
        self.channel.close(scope);
        self.lock.release(scope);
        self.nonce.clear();
    }
}
