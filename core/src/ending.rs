//! A flow ends: everything is let go, then the app hears of it, in order.

use crate::error::Error;
use crate::host::Host;
use crate::machine::Machine;
use crate::message::Answer;
use crate::value::Value;
use crate::word::Word;

impl Machine {
    /// Ends the flow with an error of the SDK's.
    #[inline(never)]
    pub(crate) fn fail<H: Host>(&self, host: &H, error: Error, beside: &H::Value, details: Option<H::Value>) {
        self.end_with(host, Answer(beside.failure(error, details)));
    }

    /// Ends the flow with an answer.
    pub(crate) fn end_with<H: Host>(&self, host: &H, answer: Answer<H::Value>) {
        self.end(host, answer.event(), Some(answer.0));
    }

    /// The user has closed the popup, or it is gone.
    #[inline(never)]
    pub(crate) fn exit<H: Host>(&self, host: &H) {
        self.end(host, Word::Exit, None);
    }

    /// The app closes the popup. `close` is told even where nothing is open, and once for each flow: a flow whose end is being
    /// told hears all of it first.
    #[inline(always)]
    pub(crate) fn close<H: Host>(&self, host: &H) {
        self.stay(host);
        if !self.end(host, Word::Empty, None) {
            if self.ending.get() == 0 {
                self.emit(host, Word::Close, None);
            } else if self.told.get() {
                self.conclude(host);
            }
        }
    }

    /// The app destroys the instance: its handlers hear no more. Grants that have come still reach the flow that asked for
    /// them.
    #[inline(always)]
    pub(crate) fn destroy<H: Host>(&self, host: &H) {
        self.destroyed.set(true);
        host.forget_handlers();
        self.stay(host);
        self.end(host, Word::Empty, None);
    }

    /// A page that is being left stays.
    #[inline(never)]
    pub(crate) fn stay<H: Host>(&self, host: &H) {
        if self.flow.is_here() && self.flow.is_shown() {
            host.stay();
        }
    }

    /// The flow is over: all that it began is undone, then the app hears how it ended. Its callbacks may open the next flow.
    /// False: it was over before.
    #[inline(never)]
    fn end<H: Host>(&self, host: &H, event: Word, value: Option<H::Value>) -> bool {
        let was_open = self.flow.end();
        if was_open {
            let outer = self.ending.replace(self.flow.number());
            let outer_told = self.told.replace(false);
            // From its last moment on code of the app's may run, a console of its own first.
            host.release(event, value.clone());
            if event != Word::Empty {
                self.emit(host, event, value);
            }
            self.conclude(host);
            self.ending.set(outer);
            self.told.set(outer_told);
        }
        was_open
    }

    /// Removes the callbacks of the flow that is ending, then tells `close`, once.
    fn conclude<H: Host>(&self, host: &H) {
        let ending = self.ending.replace(0);
        if ending != 0 {
            host.dismiss(ending);
            self.emit(host, Word::Close, None);
        }
    }

    /// Calls the handlers of an event, and in their place among them the callback of the flow that is ending, which hears
    /// `close` next. The callbacks of a flow that began meanwhile are passed over: the event is not theirs.
    #[inline(never)]
    pub(crate) fn emit<H: Host>(&self, host: &H, event: Word, value: Option<H::Value>) {
        let walk = host.handlers(event);
        while let Some(handler) = host.next(walk.clone()) {
            let flow = host.flow_of(handler.clone());
            if flow == 0 {
                host.call(handler, value.clone());
            } else if flow == self.ending.get() {
                self.told.set(true);
                if self.may_hear(event) {
                    host.call_back(handler, event, value.clone());
                }
                self.conclude(host);
            }
        }
    }

    /// Whether a flow's own callback hears of an event. After `destroy()`, it hears of grants alone.
    #[inline(never)]
    fn may_hear(&self, event: Word) -> bool {
        event == Word::Success || !self.destroyed.get()
    }
}
