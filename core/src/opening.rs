//! `open()`: a flow begins, or is refused.

use crate::address::is_permitted;
use crate::device::Mode;
use crate::error::Error;
use crate::flow::{BLANK_LOOK, Focus};
use crate::host::Host;
use crate::machine::Machine;
use crate::pending::{self, Taker};
use crate::signal::{Facts, Popup};
use crate::value::{Kind, Value};
use crate::word::Word;

impl Machine {
    /// Starts a flow. An error means that none was started; whatever happens later goes to the handlers. `promised`: a promise
    /// stands for the callbacks.
    // Inlined, so that the facts need no place in memory.
    #[inline(always)]
    pub(crate) fn open<H: Host>(&self, host: &H, options: H::Value, facts: Facts, promised: bool) -> Result<(), Error> {
        let connect_url = options.get(Word::ConnectUrl);
        let by_url = connect_url.is_some();
        let source = connect_url.or_else(|| options.get(Word::Token)).ok_or(Error::TokenMissing)?;
        let late = source.kind() != Kind::Text;
        let by_function = source.kind() == Kind::Function;
        if late && !by_function && !is_function(&source, Word::Then) {
            return Err(Error::TokenMissing);
        }
        if !promised && !is_function(&options, Word::OnSuccess) {
            return Err(Error::CallbackMissing);
        }
        let mut address = None;
        if !(by_url && late) {
            address = if by_url {
                host.parse(source.clone())
            } else {
                host.connect_page(options.get(Word::BaseUrl), if late { None } else { Some(source.clone()) })
            };
        }
        // The options are read, which may have run code of the app's and opened a flow. From here to the flow's start, only the
        // end of a flow that the user has left runs any.
        if self.flow.is_open() && self.is_under_way(host, facts) {
            host.focus_popup();
            host.say(Word::AlreadyOpen);
            return Ok(());
        }
        if self.destroyed.get() {
            return Err(Error::SdkDestroyed);
        }
        if !facts.window {
            return Err(Error::UnsupportedEnvironment);
        }
        if !(by_url && late) {
            address = Some(address.filter(is_permitted).ok_or(Error::InvalidUrl)?);
        }
        let number = self.flow.start(facts.now, facts.grace, late);
        host.begin(options.clone(), address, number);
        // A promise is asked before anything else: one that has failed counts as handled from then on.
        if late && !by_function {
            host.ask(source.clone());
        }
        // What an earlier redirect left may answer another session, so connect() never gets it. open() does, because code that
        // was written for @alter-ai/connect does not ask for it. The code that was asked may have ended the flow.
        if !promised
            && self.flow.is(number)
            && let Some(answer) = pending::take(host, Taker::Flow)
        {
            self.end_with(host, answer);
            return Ok(());
        }
        let here = host.device().mode(host.display(options.clone())) == Mode::Redirect;
        let mut direct = false;
        let mut popup = if here || !self.flow.is(number) { None } else { host.open_popup(false) };
        // A host may refuse a blank window and let the address itself through. Such a popup has no relay.
        if !here && popup.is_none() && !late && self.flow.is(number) {
            direct = true;
            popup = host.open_popup(true);
        }
        // Firefox handles other events while a window opens.
        if !self.flow.is(number) {
            // A flow that began since uses the window, by its name.
            if let Some(popup) = popup
                && !self.flow.is_open()
            {
                host.close_popup(popup);
            }
            return Ok(());
        }
        if !here && popup.is_none() {
            self.fail(host, Error::PopupBlocked, &options, None);
            return Ok(());
        }
        host.listen();
        if here {
            self.flow.use_this_window();
        } else {
            self.flow.use_popup(direct);
            // One that is used again may be behind other windows.
            host.focus_popup();
            if !direct {
                host.open_relay();
            }
            host.take_over();
        }
        if by_function && self.flow.is(number) {
            host.ask(source);
        }
        self.proceed(host, facts.now);
        if self.flow.is(number) {
            host.wake(BLANK_LOOK);
        }
        Ok(())
    }

    /// Whether the flow goes on. One that the user has left ends here, though nobody has noticed yet: this is the click that
    /// starts the next.
    #[inline(always)]
    fn is_under_way<H: Host>(&self, host: &H, facts: Facts) -> bool {
        // A page that was left has come back without a result. One that is about to be left goes on: a second tap is no second
        // request.
        let left = self.flow.is_here() && self.flow.is_shown()
            || facts.popup == Popup::LooksClosed && facts.focus != Focus::Elsewhere;
        if left {
            self.stay(host);
            self.exit(host);
        }
        self.flow.is_open()
    }
}

fn is_function<V: Value>(record: &V, key: Word) -> bool {
    record.get(key).is_some_and(|value| value.kind() == Kind::Function)
}
