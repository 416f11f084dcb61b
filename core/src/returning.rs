//! A page is loaded: whether it returns from the hosted page, and what becomes of the parameters in its address.

use crate::host::Host;
use crate::machine::Machine;
use crate::message::Answer;
use crate::pending;
use crate::relay::popup::Step;
use crate::session::stored;
use crate::signal::Signal;
use crate::value::Value;
use crate::word::Word;

impl Machine {
    /// An instance's first moment.
    ///
    /// Parameters that a redirect of ours explains become a pending result. Those in a popup that lost its opener go to the
    /// opener, if it is still there. Parameters that neither explains are not believed, since anyone can craft a link, and are
    /// taken out of the address all the same.
    pub(crate) fn arrive<H: Host>(&self, host: &H) {
        let parameters = host.parameters();
        let state = stored(host, Word::State);
        let relay = stored(host, Word::Relay);
        let Some(answer) = Answer::from_parameters(&parameters) else { return };
        if state.is_some() {
            self.keep(host, answer, state);
            host.say(Word::Returned);
        } else if let Some(nonce) = relay.and_then(|relay| relay.get(Word::Nonce)) {
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

    /// This page is a popup that came home, and hears from its opener or of it. `parameters` are those that it came with.
    #[inline(never)]
    pub(crate) fn hear_at_home<H: Host>(&self, host: &H, heard: Signal, parameters: H::Value) {
        match self.homecoming.hear(heard) {
            Step::Wait => {}
            Step::Ask => host.ask_lock(false),
            Step::Queue => host.ask_lock(true),
            Step::Pause(milliseconds) => host.pause(milliseconds),
            Step::Close => {
                host.settle_home();
                host.close_window();
            }
            Step::Keep => {
                if let Some(answer) = Answer::from_parameters(&parameters) {
                    self.keep(host, answer, None);
                }
                host.settle_home();
            }
        }
    }
}
