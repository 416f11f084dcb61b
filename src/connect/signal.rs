//! What JavaScript tells an instance, and what it means to the flow.

use super::instance::Connect;
use crate::browser::clock;
use crate::browser::local::Local;
use crate::browser::name::Name;
use crate::browser::scope::Scope;
use crate::browser::url::Url;
use crate::browser::window::Window;
use crate::core::error::Error;
use crate::core::flow::Input;
use crate::core::message::Answer;
use crate::core::value::{Kind, Value};
use crate::core::word::{Sentence, Word};

/// Who calls back. The numbers travel through JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// An exception came out of the call before: `values.js` says so, with this number.
    Abandon = 0,
    /// An event of the window, or the timer.
    Event = 1,
    /// The token arrived, or never will.
    Token = 2,
    /// The popup came home without an opener and hands over what it has.
    Relayed = 3,
    /// A kept result may be handed out.
    KeptResult = 4,
}

impl From<i32> for Signal {
    fn from(number: i32) -> Self {
        match number {
            1 => Self::Event,
            2 => Self::Token,
            3 => Self::Relayed,
            4 => Self::KeptResult,
            _ => Self::Abandon,
        }
    }
}

impl Connect {
    /// A signal of the flow of that number, which may be over.
    pub(super) fn hear(&self, scope: Scope<'_>, signal: Signal, flow: i32, value: Local<'_>) {
        match signal {
            Signal::Abandon => self.abandon(scope),
            Signal::KeptResult => self.deliver_kept(scope),
            _ if !self.running.is(flow) => {}
            Signal::Event => self.hear_event(scope, value),
            Signal::Token => self.hear_token(scope, value),
            Signal::Relayed => {
                if let Some(answer) = self.running.relay.take(value) {
                    self.step(scope, Input::Answer, Some(answer));
                }
            }
        }
    }

    fn hear_event(&self, scope: Scope<'_>, event: Local<'_>) {
        match event.get(Word::Type).map(Local::as_name) {
            Some(Name::Message) => {
                if let Some(answer) = self.hosted_answer(event) {
                    self.step(scope, Input::Answer, Some(answer));
                }
            }
            // Whoever comes home now must not wait for this page.
            Some(Name::PageHide) => self.running.relay.end(scope),
            Some(Name::PageShow) if event.at(Name::Persisted).is_some() => self.step(scope, Input::Gone, None),
            Some(Name::TakeOver) => {
                if self.running.take_over.get(scope).is_none_or(|own| own != event) {
                    self.running.popup.leave();
                    self.step(scope, Input::Gone, None);
                }
            }
            _ => self.look(scope),
        }
    }

    /// What the hosted page says, if it is the hosted page in our popup that speaks.
    fn hosted_answer<'s>(&self, event: Local<'s>) -> Option<Answer<Local<'s>>> {
        let scope = event.scope();
        let address = self.running.address.get(scope)?;
        if event.at(Name::Origin)? != address.at(Name::Origin)? {
            return None;
        }
        let ours = match event.at(Name::Source) {
            Some(source) => self.running.popup.window(scope)? == source,
            // Firefox forgets the source of a window that has closed since.
            None => self.running.popup.looks_closed(scope),
        };
        if !ours {
            self.log(scope, Sentence::ForeignMessage);
            return None;
        }
        Answer::from_message(&event.at(Name::Data)?)
    }

    /// Looks at the popup, and goes on with it where it had to be waited for.
    pub(super) fn look(&self, scope: Scope<'_>) {
        let running = &self.running;
        let Some(window) = Window::of_page(scope).filter(|_| running.popup.window(scope).is_some()) else { return };
        if !running.popup.is_prepared() {
            self.proceed(scope);
        }
        let closed = running.popup.looks_closed(scope);
        self.step(scope, Input::Look { now: clock::monotonic(), closed, focus: window.focus() }, None);
    }

    fn hear_token(&self, scope: Scope<'_>, outcome: Local<'_>) {
        let error = match outcome.at(Name::Value).filter(|token| token.kind() == Kind::Text) {
            None => Error::TokenFailed,
            Some(token) => {
                let page = self.running.address.get(scope).map(Url::of);
                match super::running::Running::address_with(page, token) {
                    None => Error::InvalidUrl,
                    Some(address) => return self.complete(scope, address),
                }
            }
        };
        let mut details = scope.record();
        details.set(Word::Reason, outcome.get(Word::Reason).unwrap_or_else(|| scope.undefined()));
        self.fail(scope, error, details);
    }
}
