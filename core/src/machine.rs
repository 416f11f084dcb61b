//! One SDK instance: what it is told, and what it does about it.

use core::cell::Cell;

use crate::error::Error;
use crate::flow::Flow;
use crate::host::Host;
use crate::message::Answer;
use crate::pending::{self, Taker};
use crate::relay::popup::Homecoming;
use crate::sender::Verdict;
use crate::signal::{Facts, Popup, Signal};
use crate::value::{Kind, Value};
use crate::word::Word;

/// One SDK instance. All zeros is a new one.
#[derive(Debug, Default)]
pub struct Machine {
    pub(crate) flow: Flow,
    pub(crate) homecoming: Homecoming,
    /// The number of the flow whose end the app is being told of; 0 for none.
    pub(crate) ending: Cell<i32>,
    /// Whether that flow's own callback has been called.
    pub(crate) told: Cell<bool>,
    pub(crate) destroyed: Cell<bool>,
}

/// What a call comes to, for the app.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told<V> {
    /// Nothing more to say.
    Done,
    /// The call is refused, with this error.
    Refused(Error),
    /// The result that was asked for.
    Result(V),
}

impl Machine {
    /// Tells the machine what happened.
    #[inline(always)]
    pub fn tell<H: Host>(&self, host: &H, signal: Signal, value: H::Value, facts: Facts) -> Told<H::Value> {
        if signal.is_of_flow() && !self.flow.is(facts.flow) {
            return Told::Done;
        }
        match signal {
            Signal::Arrive => {
                // The place in memory may have been another instance's.
                self.destroyed.set(false);
                self.arrive(host);
            }
            Signal::Open | Signal::Connect => {
                if let Err(error) = self.open(host, value, facts, signal == Signal::Connect) {
                    return Told::Refused(error);
                }
            }
            Signal::Close => self.close(host),
            Signal::Destroy => self.destroy(host),
            Signal::Listen => {
                if let Some(answer) = pending::take(host, Taker::Handler) {
                    self.emit(host, answer.event(), Some(answer.0));
                }
            }
            Signal::Take => {
                if let Some(answer) = pending::take(host, Taker::Anyone) {
                    return Told::Result(answer.into_record());
                }
            }
            Signal::Reset => {
                self.flow.end();
                self.ending.set(0);
                host.release(Word::UNKNOWN, None);
                host.dismiss(0);
            }
            Signal::Acknowledged | Signal::LockFree | Signal::LockHeld | Signal::NoLocks | Signal::PauseOver => {
                self.hear_at_home(host, signal, value);
            }
            Signal::Message => match host.sender(value.clone()).verdict(facts.popup == Popup::LooksClosed) {
                Verdict::Ours => {
                    if let Some(data) = value.get(Word::Data) {
                        self.hear_answer(host, Answer::from_message(&data), false);
                    }
                }
                Verdict::Stray => host.say(Word::Ignored),
                Verdict::Foreign => {}
            },
            // Whoever comes home now must not wait for this page.
            Signal::PageHide => host.close_relay(),
            // The page was in the back/forward cache, and the popup is gone or is another page's.
            Signal::PageShow if value.get(Word::Persisted).is_some() => self.exit(host),
            Signal::TakenOver => {
                if !host.took_over(value) {
                    self.stay(host);
                    host.lose_popup();
                    self.exit(host);
                }
            }
            Signal::Focus | Signal::PageShow | Signal::Look => {
                if signal == Signal::Focus {
                    self.flow.hear_focus();
                }
                self.proceed(host, facts.now);
                self.look(host, &value, facts);
            }
            Signal::Token => self.hear_token(host, value, facts.now),
            Signal::Relayed => self.hear_answer(host, Answer::from_parameters(&value), true),
        }
        Told::Done
    }

    /// The hosted page answered: in a message, or in the parameters that a severed popup hands over.
    fn hear_answer<H: Host>(&self, host: &H, answer: Option<Answer<H::Value>>, relayed: bool) {
        if let Some(answer) = answer
            && self.flow.is_shown()
        {
            if relayed {
                host.acknowledge();
            }
            self.end_with(host, answer);
        }
    }

    fn hear_token<H: Host>(&self, host: &H, token: H::Value, now: i32) {
        if token.kind() != Kind::Text {
            self.fail(host, Error::TokenFailed, &token, Some(token.clone()));
        } else if host.complete_address(token.clone()).is_some_and(|url| crate::address::is_permitted(&url)) {
            self.flow.complete();
            self.proceed(host, now);
        } else {
            self.fail(host, Error::InvalidUrl, &token, Some(token.record()));
        }
    }
}
