//! A page is loaded: whether it returns from the hosted page, and what becomes of the parameters in its address.

use crate::host::Host;
use crate::machine::Machine;
use crate::message::Answer;
use crate::pending;
use crate::signal::Signal;
use crate::value::Value;
use crate::word::Word;

/// How long a session lives, in milliseconds. What is stored for it is good for as long.
pub const SESSION: i32 = 600_000;

impl Machine {
    /// An instance's first moment.
    ///
    /// Parameters that a redirect of ours explains become a pending result. Those in a popup that lost its opener go to the
    /// opener, if it is still there. Parameters that neither explains are not believed, since anyone can craft a link, and are
    /// taken out of the address all the same.
    pub(crate) fn arrive<H: Host>(&self, host: &H) {
        let parameters = host.parameters();
        let state = stored(host, Word::State, SESSION);
        let relay = stored(host, Word::Relay, SESSION);
        let Some(answer) = Answer::from_parameters(&parameters) else { return };
        if state.is_some() {
            self.keep(host, answer, state);
            host.say(Word::Returned);
        } else if let Some(nonce) = relay.and_then(|relay| relay.get(Word::Nonce)) {
            // A nonce is good for one use.
            host.forget(Word::Relay);
            host.hand_over(nonce);
            self.hear_at_home(host, Signal::Arrive, parameters);
        } else {
            host.show_without_parameters();
            host.say(Word::NotBelieved);
        }
    }

    /// Makes an answer the pending result, and takes it out of the address. Where the browser refuses to store it, it is not
    /// lost: it stays in the address, and the next load of the page finds it.
    pub(crate) fn keep<H: Host>(&self, host: &H, answer: Answer<H::Value>, state: Option<H::Value>) {
        if pending::keep(host, answer) {
            let former = state.and_then(|state| state.get(Word::ReturnUrl));
            if !former.is_some_and(|former| host.show_former(former)) {
                host.show_without_parameters();
            }
            host.forget(Word::State);
        }
    }
}

/// The record that is stored under a key. One that is older than `life` is removed.
#[inline(never)]
pub fn stored<H: Host>(host: &H, key: Word, life: i32) -> Option<H::Value> {
    let record = host.stored(key)?;
    let fresh = host.age(record.clone()) <= life;
    if !fresh {
        host.forget(key);
    }
    fresh.then_some(record)
}
