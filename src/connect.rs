//! The flow's shell: connects the [state machine](crate::flow) with the browser and the app.
//!
//! No borrow is held while JavaScript runs: the running flow is taken out of its cell, told what happened, put back, and
//! only then are callbacks called. Any of them may call any method.

use alloc::boxed::Box;
use alloc::rc::Rc;
use core::cell::Cell;

use wasm_bindgen::prelude::*;

use crate::browser::js::{self, Local};
use crate::browser::listener::{Callback, Listener};
use crate::browser::popup::Popup;
use crate::browser::relay::{self, Relay};
use crate::browser::scope::Scope;
use crate::browser::storage::Storage;
use crate::browser::timer::{self, Timer};
use crate::browser::{environment, redirect, url};
use crate::bus::{self, Bus, Callbacks};
use crate::device::Mode;
use crate::error::Error;
use crate::flow::{Effect, Ending, Flow, Input};
use crate::message::Answer;
use crate::value::Value;
use crate::word::Word;

/// One SDK instance.
pub struct Connect {
    bus: Bus,
    running: Cell<Option<Box<Running>>>,
    /// Not the running flow's own, so that it can be found where a trap has lost the flow.
    listener: Cell<Option<Listener>>,
    /// The callbacks of the flow that is ending at this moment, while [`end`](Self::end) tells the app.
    ending: Cell<Option<Callbacks>>,
    destroyed: Cell<bool>,
    /// The result of a redirect may wait in the storage.
    kept: Cell<bool>,
    flows: Cell<u32>,
    debug: bool,
    grace: f64,
}

/// A flow under way, and all that it holds but for its listener. To drop both is to end it.
struct Running {
    id: u32,
    flow: Flow,
    mode: Mode,
    /// A `URL` object: the address to open, or as much of it as is known.
    address: Option<JsValue>,
    /// The place of its [`Callbacks`].
    callbacks: JsValue,
    popup: Option<Popup>,
    relay: Option<Relay>,
    timer: Option<Timer>,
    callback: Callback,
}

/// An input, and the answer that goes with it, where there is one.
type News = (Input, Option<Answer<Local>>);

/// Who calls back.
#[derive(Clone, Copy)]
enum Signal {
    /// An event, or the timer.
    Event,
    /// The token of the flow with this id arrived, or never will.
    Token(u32),
    /// A kept result may be handed out.
    Kept,
    /// No opener took the result that this page has in its address.
    Unclaimed,
}

impl Connect {
    /// A new instance; `config` is `{debug?, closeGrace?}`. Takes note of a return from a redirect.
    pub fn new(config: Local) -> Rc<Self> {
        let this = Rc::new(Self {
            bus: Bus::new(),
            running: Cell::new(None),
            listener: Cell::new(None),
            ending: Cell::new(None),
            destroyed: Cell::new(false),
            kept: Cell::new(false),
            flows: Cell::new(0),
            debug: config.get(Word::Debug).is_some(),
            grace: config.number(Word::CloseGrace),
        });
        this.log(Word::LogCreated, Word::Version);
        if let Some(window) = js::window()
            && let Some(storage) = Storage::of_page()
        {
            if relay::hand_over(window, storage) {
                timer::once(this.callback(Signal::Unclaimed), relay::PATIENCE);
            } else {
                redirect::take_return(window, storage);
                this.kept.set(redirect::kept_result().is_some());
            }
        }
        this
    }

    /// Starts a flow. An error means that none was started; whatever happens later goes to the handlers.
    pub fn open(self: &Rc<Self>, options: Local) -> Result<(), Error> {
        self.check_alive()?;
        let connect_url = options.get(Word::ConnectUrl);
        let source = connect_url.or_else(|| options.get(Word::Token)).ok_or(Error::TokenMissing)?;
        let late = !source.is_string();
        if late && !source.is_function() && !source.get(Word::Then).is_some_and(Local::is_function) {
            return Err(Error::TokenMissing);
        }
        if !options.get(Word::OnSuccess).is_some_and(Local::is_function) {
            return Err(Error::CallbackMissing);
        }
        if self.focus_popup() {
            self.log(Word::LogAlreadyOpen, Word::Empty);
            return Ok(());
        }
        let window = js::window().ok_or(Error::UnsupportedEnvironment)?;
        let mut address = None;
        if connect_url.is_none() {
            address = Some(url::connect_page(options.get(Word::BaseUrl)).ok_or(Error::InvalidUrl)?);
        }
        if !late {
            address = Some(url::address(address, source).ok_or(Error::InvalidUrl)?);
        }
        let callbacks = self.bus.add(options);
        if self.kept.get()
            && let Some(answer @ Answer::Success(_)) = redirect::kept_result()
        {
            redirect::forget_result();
            self.end(callbacks, Ending::Answered, Some(answer));
            return Ok(());
        }

        if late {
            // A promise that has failed already counts as handled from here on: Firefox runs other tasks while a window opens.
            js::all_settled(&js::list_of(&source));
        }
        let id = self.flows.get() + 1;
        self.flows.set(id);
        let mode = environment::device(window).mode();
        let running = Box::new(Running {
            id,
            flow: Flow::new(js::monotonic_now(), self.grace),
            mode,
            address: address.map(Local::keep),
            callbacks: callbacks.0.keep(),
            popup: None,
            relay: if mode == Mode::Popup { Relay::new(window) } else { None },
            timer: None,
            callback: self.callback(Signal::Event),
        });
        if mode == Mode::Redirect {
            self.listen(window, &running, Local::undefined());
        }
        if !late {
            self.step(running, Input::Ready, None);
        } else if let Some(running) = self.open_popup(running, None) {
            self.put(running);
            self.await_token(id, source);
        }
        self.hear(Signal::Event, Local::undefined());
        Ok(())
    }

    /// Closes the popup and forgets the flow's callbacks.
    pub fn close(self: &Rc<Self>) -> Result<(), Error> {
        self.check_alive()?;
        if let Some(running) = self.running.take() {
            self.step(running, Input::Close, None);
        } else if !self.finish() {
            self.emit(Word::Close, Local::list());
        }
        Ok(())
    }

    /// Closes everything and forgets every handler. Twice is fine.
    pub fn destroy(self: &Rc<Self>) {
        self.destroyed.set(true);
        self.bus.clear();
        if let Some(running) = self.running.take() {
            self.step(running, Input::Destroy, None);
        }
    }

    /// Adds a handler. A kept result of a redirect goes to the first that can take it, once this call is over.
    pub fn on(self: &Rc<Self>, event: Word, handler: Local) -> Result<(), Error> {
        self.check_alive()?;
        if self.bus.handlers(event).is_none() {
            self.log(Word::LogUnknownEvent, Word::Empty);
        }
        if self.kept.get() && matches!(event, Word::Success | Word::Error) {
            js::all_settled(&Local::list()).then(self.callback(Signal::Kept).into_js_value());
        }
        self.bus.on(event, handler);
        Ok(())
    }

    /// Removes a handler, also of an instance that has been destroyed.
    pub fn off(&self, event: Word, handler: Local) {
        self.bus.off(event, handler);
    }

    /// Whether a flow is under way.
    pub fn is_open(&self) -> Result<bool, Error> {
        self.check_alive()?;
        let running = self.running.take();
        let open = running.is_some();
        self.running.set(running);
        Ok(open)
    }

    /// Takes the kept result of a redirect: `{grants}` or `{error}`, null where there is none.
    pub fn take_redirect_result() -> JsValue {
        redirect::kept_result().map_or(JsValue::NULL, |answer| {
            redirect::forget_result();
            answer.into_record().keep()
        })
    }

    fn check_alive(&self) -> Result<(), Error> {
        if self.destroyed.get() { Err(Error::SdkDestroyed) } else { Ok(()) }
    }

    /// Puts the running flow back in its place.
    #[inline(never)]
    fn put(&self, running: Box<Running>) {
        self.running.set(Some(running));
    }

    /// Brings the popup to the front. False: no flow is under way.
    fn focus_popup(&self) -> bool {
        let Some(running) = self.running.take() else { return false };
        let popup = running.popup.as_ref().map(Popup::window);
        self.put(running);
        // The page may hear of the lost focus at once.
        if let Some(popup) = popup {
            popup.focus();
        }
        true
    }

    /// Asks for the token; the answer comes as [`Signal::Token`].
    fn await_token(self: &Rc<Self>, id: u32, source: Local) {
        let token = if source.is_function() {
            js::apply(source, Local::undefined(), Local::list()).unwrap_or_else(|error| js::rejected(&error))
        } else {
            source
        };
        js::all_settled(&js::list_of(&token)).then(self.callback(Signal::Token(id)).into_js_value());
    }

    fn callback(self: &Rc<Self>, signal: Signal) -> Callback {
        let this = self.clone();
        Closure::new(move |event| this.hear_in_scope(signal, event))
    }

    #[inline(never)]
    fn hear_in_scope(self: &Rc<Self>, signal: Signal, event: JsValue) {
        let _scope = Scope::open();
        self.hear(signal, Local::from(event));
    }

    fn hear(self: &Rc<Self>, signal: Signal, event: Local) {
        match signal {
            Signal::Event | Signal::Token(_) => {}
            Signal::Kept => return self.deliver_kept(),
            Signal::Unclaimed => {
                if let Some(window) = js::window()
                    && let Some(storage) = Storage::of_page()
                {
                    relay::keep_unclaimed(window, storage);
                    self.kept.set(true);
                }
                return self.deliver_kept();
            }
        }
        let Some(mut running) = self.running.take() else { return self.hear_with(None) };
        if running.popup.as_ref().is_some_and(Popup::is_taken_over) {
            return self.step(running, Input::Gone, None);
        }
        let news = match signal {
            Signal::Token(id) if id == running.id => event.item(0).map(|outcome| running.token(outcome)),
            Signal::Token(_) => None,
            _ => running.event(event, self.debug),
        };
        match news {
            None => self.put(running),
            Some((input, answer)) => self.step(running, input, answer),
        }
    }

    /// Tells the flow what happened and does what it says. `answer` goes with the input, where there is one.
    fn step(self: &Rc<Self>, mut running: Box<Running>, input: Input, answer: Option<Answer<Local>>) {
        match running.flow.step(input) {
            Effect::None => self.put(running),
            Effect::WakeIn(milliseconds) => {
                running.timer = Some(Timer::new(&running.callback, milliseconds));
                self.put(running);
            }
            Effect::Navigate => self.navigate(running),
            Effect::End(ending) => {
                let callbacks = core::mem::take(&mut running.callbacks);
                // Everything is released before the app hears of the end; its callbacks may open the next flow.
                drop(running);
                self.hear_with(None);
                self.end(Callbacks(Local::of(&callbacks)), ending, answer);
            }
        }
    }

    /// Shows the Connect page: in the popup that waits, in a new one, or here.
    fn navigate(self: &Rc<Self>, mut running: Box<Running>) {
        let Some(window) = js::window() else { return };
        let Some(url) = running.address().and_then(|address| address.get(Word::Href)) else { return };
        if running.mode == Mode::Redirect {
            if let Err(cause) = redirect::leave(window, url) {
                let mut details = Local::record();
                details.set(Word::Error, cause);
                let (input, answer) = failure(Error::RedirectError, details);
                return self.step(running, input, answer);
            }
        } else if let Some(popup) = &running.popup {
            popup.navigate(url);
        } else if let Some(opened) = self.open_popup(running, Some(url)) {
            running = opened;
        } else {
            return;
        }
        let options = Callbacks(Local::of(&running.callbacks)).options();
        self.put(running);
        self.log(Word::LogOpened, Word::Empty);
        if let Some(options) = options {
            let mut metadata = Local::record();
            metadata.set(Word::Timestamp, Local::now());
            let mut arguments = js::list_of(&js::string(Word::ConnectOpened));
            arguments.push(metadata);
            bus::call(options, Word::OnEvent, arguments);
        }
    }

    /// Opens the popup, still in the user's click: for an address, or for one that is on its way. The flow stays in its
    /// place meanwhile, since Firefox handles other events while a window opens. `None`: the flow is over.
    fn open_popup(self: &Rc<Self>, running: Box<Running>, url: Option<Local>) -> Option<Box<Running>> {
        if running.mode == Mode::Redirect {
            return Some(running);
        }
        let id = running.id;
        self.put(running);
        let window = js::window()?;
        let popup = Popup::open(window, url);
        let mut running = self.running.take()?;
        if running.id != id {
            self.put(running);
            return None;
        }
        let Some(popup) = popup else {
            self.step(running, Input::Fail(Error::PopupBlocked), None);
            return None;
        };
        // Not before: it would keep the user waiting for the window.
        self.listen(window, &running, popup.window());
        if let Some(relay) = &mut running.relay {
            relay.listen(window, &running.callback);
        }
        running.popup = Some(popup);
        Some(running)
    }

    fn listen(&self, window: Local, running: &Running, popup: Local) {
        self.hear_with(Some(Listener::new(window, &running.callback, popup, self.debug)));
    }

    #[inline(never)]
    fn hear_with(&self, listener: Option<Listener>) {
        self.listener.set(listener);
    }

    /// Tells the app how a flow ended.
    fn end(&self, callbacks: Callbacks, ending: Ending, answer: Option<Answer<Local>>) {
        let outer = self.ending.replace(Some(callbacks));
        match ending {
            Ending::Closed | Ending::Destroyed => {}
            Ending::Exited => self.emit(Word::Exit, Local::list()),
            Ending::Answered => self.deliver(answer),
            Ending::Failed(error) => self.deliver(answer.or_else(|| Some(Answer::from_error(error)))),
        }
        self.finish();
        self.ending.set(outer);
    }

    /// The last word on the flow that is ending. False: none is, or it has been said.
    fn finish(&self) -> bool {
        let Some(callbacks) = self.ending.take() else { return false };
        self.bus.remove(callbacks);
        self.emit(Word::Close, Local::list());
        true
    }

    fn deliver(&self, answer: Option<Answer<Local>>) {
        match answer {
            Some(Answer::Success(grants)) => self.emit(Word::Success, js::list_of(&grants)),
            Some(Answer::Failure(error)) => self.emit(Word::Error, js::list_of(&error)),
            None => {}
        }
    }

    /// Calls the handlers, and in their place among them the callback of the flow that is ending, which hears `close`
    /// next. The callbacks of a flow that began meanwhile are passed over: the news is not theirs.
    fn emit(&self, event: Word, arguments: Local) {
        self.bus.visit(event, |handler| {
            if !handler.is_place() {
                handler.call(arguments);
                return false;
            }
            if let Some(callbacks) = self.ending.get()
                && callbacks.are_at(handler)
            {
                callbacks.hear(event, arguments);
                self.finish();
            }
            false
        });
    }

    /// Hands the kept result of a redirect to whoever listens for it.
    fn deliver_kept(&self) {
        let Some(answer) = redirect::kept_result() else { return };
        let event = if let Answer::Success(_) = answer { Word::Success } else { Word::Error };
        let mut heard = false;
        self.bus.visit(event, |handler| {
            heard = !handler.is_place();
            heard
        });
        if heard {
            redirect::forget_result();
            self.deliver(Some(answer));
        }
    }

    /// A line for the developer who asked for `debug`. Never with an address in it: it would show the token.
    fn log(&self, what: Word, detail: Word) {
        if self.debug {
            js::log(Word::LogPrefix, what, detail);
        }
    }
}

impl Running {
    /// What an event means to the flow. Only a window's message has a source; it is looked at first, so that the chatter of
    /// other frames costs little.
    fn event(&mut self, event: Local, debug: bool) -> Option<News> {
        let answer = if let Some(source) = event.get(Word::Source) {
            self.answer(event, source, debug)
        } else {
            match event.word(Word::Type) {
                Some(Word::Message) => redirect::read(self.relay.as_ref()?.take(event.get(Word::Data)?)?),
                Some(Word::PageHide) => {
                    // Whatever this window shows next is not our popup coming home: it must not find the nonce.
                    self.relay = None;
                    None
                }
                Some(Word::PageShow) if event.get(Word::Persisted).is_some() => return Some((Input::Gone, None)),
                // WebKit says so a little before the document does.
                Some(Word::Focus) => return self.look(true),
                _ => return self.look(false),
            }
        };
        answer.map(|answer| (Input::Answer, Some(answer)))
    }

    /// What the hosted page says, if it is the hosted page in our popup that speaks.
    fn answer(&self, event: Local, source: Local, debug: bool) -> Option<Answer<Local>> {
        let ours = self.popup.as_ref()?.window() == source;
        if !ours && !debug || event.get(Word::Origin)? != self.address()?.get(Word::Origin)? {
            return None;
        }
        if !ours {
            js::log(Word::LogPrefix, Word::LogForeignMessage, Word::Empty);
            return None;
        }
        Answer::from_message(&event.get(Word::Data)?)
    }

    /// Nothing to look at: the popup is not open yet.
    fn look(&self, focused: bool) -> Option<News> {
        let popup = self.popup.as_ref()?;
        let look = Input::Look {
            now: js::monotonic_now(),
            closed: popup.looks_closed(),
            focused: focused || environment::has_focus(js::window()?),
        };
        Some((look, None))
    }

    fn token(&mut self, outcome: Local) -> News {
        let error = match outcome.get(Word::Value).filter(|token| token.is_string()) {
            None => Error::TokenFailed,
            Some(token) => match url::address(self.address(), token) {
                None => Error::InvalidUrl,
                Some(address) => {
                    self.address = Some(address.keep());
                    return (Input::Ready, None);
                }
            },
        };
        let mut details = Local::record();
        details.copy(Word::Reason, &outcome);
        failure(error, details)
    }

    fn address(&self) -> Option<Local> {
        self.address.as_ref().map(Local::of)
    }
}

/// A failure, with what caused it.
fn failure(error: Error, details: Local) -> News {
    (Input::Fail(error), Some(Answer::from_error(error).with_details(details)))
}
