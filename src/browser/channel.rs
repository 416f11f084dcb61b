//! A `BroadcastChannel`: what windows of one origin say to each other.

use super::held::Held;
use super::local::Local;
use super::name::Name;
use super::scope::Scope;

/// A channel, or none.
#[derive(Default)]
pub struct Channel(Held);

impl Channel {
    /// Opens the channel of that name and calls `callback` with what others say on it. False: the browser has no channels.
    pub fn open(&self, name: Local<'_>, callback: Local<'_>) -> bool {
        self.0.set_new(Name::BroadcastChannel, name);
        let Some(channel) = self.0.get(name.scope()) else { return false };
        channel.call2(Name::AddEventListener, name.scope().name(Name::Message), callback);
        true
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// Says something to the others.
    pub fn post(&self, message: Local<'_>) {
        if let Some(channel) = self.0.get(message.scope()) {
            channel.call1(Name::PostMessage, message);
        }
    }

    /// Closes it.
    pub fn close(&self, scope: Scope<'_>) {
        if let Some(channel) = self.0.get(scope) {
            channel.call(Name::Close);
            self.0.clear();
        }
    }
}
