//! One SDK instance: what an app can ask of it.

use alloc::rc::{Rc, Weak};
use core::cell::Cell;

use super::bus::{Bus, Callbacks};
use super::running::Running;
use super::signal::Signal;
use super::{handover, kept, redirect};
use crate::browser::console;
use crate::browser::held::Held;
use crate::browser::local::Local;
use crate::browser::name::Name;
use crate::browser::receiver::Receiver;
use crate::browser::scope::{Scope, in_call};
use crate::browser::url::Url;
use crate::browser::window::{self, Window};
use crate::core::device::Mode;
use crate::core::error::Error;
use crate::core::flow::{Ending, Focus, Input};
use crate::core::message::Answer;
use crate::core::value::{Kind, Value};
use crate::core::word::{Sentence, Word};

/// With [`Signal::Abandon`], in place of a flow's number: nothing else of the SDK is under way.
const OUTERMOST: i32 = 1;

/// One SDK instance.
pub struct Connect {
    pub(super) bus: Bus,
    pub(super) running: Running,
    /// The callbacks of the flow that is ending at this moment, while the app is told.
    pub(super) ending: Held,
    /// What JavaScript calls: see [`signal`](super::signal).
    receiver: Receiver,
    /// Itself, while a flow is under way, so that it lives until the app has been told.
    pub(super) itself: Cell<Option<Rc<Self>>>,
    /// Itself, while JavaScript's call of it is under way.
    called: Cell<Option<Rc<Self>>>,
    /// The result of a redirect may wait in the storage.
    pub(super) kept: Cell<bool>,
    destroyed: Cell<bool>,
    pub(super) debug: bool,
    pub(super) grace: f64,
}

impl Connect {
    /// A new instance; `config` is `{debug?, closeGrace?}`. Takes note of a return from a redirect.
    pub fn new(config: Local<'_>) -> Rc<Self> {
        let scope = config.scope();
        let this = Rc::new_cyclic(|weak: &Weak<Self>| {
            let weak = weak.clone();
            let receiver = Receiver::new(scope, move |signal, flow, value| {
                if let Some(this) = weak.upgrade() {
                    this.call(Signal::from(signal), flow, value);
                }
            });
            Self {
                bus: Bus::new(scope),
                running: Running::default(),
                ending: Held::nothing(),
                receiver,
                itself: Cell::new(None),
                called: Cell::new(None),
                kept: Cell::new(false),
                destroyed: Cell::new(false),
                debug: config.get(Word::Debug).is_some(),
                grace: config.number_at(Word::CloseGrace),
            }
        });
        this.log(scope, Sentence::Created);
        if let Some(window) = Window::of_page(scope) {
            redirect::take_return(window);
            if let Some(decided) = handover::begin(window) {
                decided.then(this.bind(scope, Signal::KeptResult));
            }
            this.kept.set(kept::read(scope).is_some());
        }
        this
    }

    /// A call from JavaScript. The reference that keeps the instance alive meanwhile is in a cell: an exception skips
    /// destructors, and one on the stack would be leaked.
    fn call(self: Rc<Self>, signal: Signal, flow: i32, value: i32) {
        let this = Rc::as_ptr(&self);
        // SAFETY: `called` keeps it until the last line.
        let this = unsafe { &*this };
        let outer = this.called.replace(Some(self));
        in_call(|scope| this.hear(scope, signal, flow, scope.passed(value)));
        // What an exception has left there, nobody needs any more.
        let left = signal == Signal::Abandon && flow == OUTERMOST;
        this.called.set(outer.filter(|_| !left));
    }

    /// Starts a flow. An error means that none was started; whatever happens later goes to the handlers.
    pub fn open(self: &Rc<Self>, options: Local<'_>) -> Result<(), Error> {
        self.check_alive()?;
        let connect_url = options.get(Word::ConnectUrl);
        let source = connect_url.or_else(|| options.get(Word::Token)).ok_or(Error::TokenMissing)?;
        let late = match source.kind() {
            Kind::Text => false,
            Kind::Function => true,
            _ if source.at(Name::Then).is_some_and(Local::is_function) => true,
            _ => return Err(Error::TokenMissing),
        };
        if !options.get(Word::OnSuccess).is_some_and(Local::is_function) {
            return Err(Error::CallbackMissing);
        }
        let scope = options.scope();
        if self.is_under_way(scope) {
            self.log(scope, Sentence::AlreadyOpen);
            return Ok(());
        }
        let window = Window::of_page(scope).ok_or(Error::UnsupportedEnvironment)?;
        let mut address = None;
        if connect_url.is_none() {
            let base_url = options.get(Word::BaseUrl).unwrap_or_else(|| scope.word(Word::DefaultBaseUrl));
            address = Some(Url::connect_page(base_url).ok_or(Error::InvalidUrl)?);
        }
        if !late {
            address = Some(Running::address_with(address, source).ok_or(Error::InvalidUrl)?);
        }
        if let Some(answer @ Answer::Success(_)) = self.kept_result(scope) {
            kept::forget(scope);
            let callbacks = self.bus.add(options);
            self.tell_end(callbacks, Ending::Answered, Some(answer));
            return Ok(());
        }
        // A promise is asked once, and before the window opens: one that has failed counts as handled from then on.
        let promise = if late && !source.is_function() { Some(window::settle(source)) } else { None };
        let mode = window.device().mode();
        self.begin(options, mode, address, late);
        if self.launch(window) {
            if late {
                promise.unwrap_or_else(|| window::settle(source)).then(self.bind(scope, Signal::Token));
            }
            self.proceed(scope);
            self.look(scope);
        }
        Ok(())
    }

    /// Closes the popup and forgets the flow's callbacks.
    pub fn close(&self, scope: Scope<'_>) -> Result<(), Error> {
        self.check_alive()?;
        if self.running.is_open() {
            self.step(scope, Input::Close, None);
        } else if !self.finish(scope) {
            self.emit(scope, Word::Close, scope.list());
        }
        Ok(())
    }

    /// Closes everything and forgets every handler. Twice is fine.
    pub fn destroy(&self, scope: Scope<'_>) {
        self.destroyed.set(true);
        self.bus.clear(scope);
        self.step(scope, Input::Destroy, None);
    }

    /// Adds a handler. A kept result of a redirect goes to the first that can take it, once this call is over.
    pub fn on(&self, event: Local<'_>, handler: Local<'_>) -> Result<(), Error> {
        self.check_alive()?;
        let scope = handler.scope();
        let Some(event) = event.word().filter(|event| self.bus.handlers(scope, *event).is_some()) else {
            self.log(scope, Sentence::UnknownEvent);
            return Ok(());
        };
        if self.kept.get() {
            window::settle(scope.undefined()).then(self.bind(scope, Signal::KeptResult));
        }
        self.bus.on(event, handler);
        Ok(())
    }

    /// Removes a handler.
    pub fn off(&self, event: Local<'_>, handler: Local<'_>) {
        if let Some(event) = event.word() {
            self.bus.off(event, handler);
        }
    }

    /// Whether a flow is under way.
    pub fn is_open(&self) -> bool {
        self.running.is_open()
    }

    /// A promise that resolves once it is known whether this page has the result of a redirect.
    /// `None`: it is known already.
    pub fn decided(scope: Scope<'_>) -> Option<Local<'_>> {
        handover::decided(scope)
    }

    /// Takes the kept result of a redirect, `{grants}` or `{error}`, if there is one.
    pub fn take_redirect_result(scope: Scope<'_>) -> Option<Local<'_>> {
        let answer = kept::read(scope)?;
        kept::forget(scope);
        Some(answer.into_record())
    }

    /// Releases the flow under way, when an exception has come out of the middle of something.
    pub fn abandon(&self, scope: Scope<'_>) {
        for held in [&self.ending, &self.running.callbacks] {
            if let Some(callbacks) = Callbacks::held(held, scope) {
                self.bus.remove(callbacks);
            }
        }
        self.ending.clear();
        self.running.release(scope);
        self.itself.set(None);
    }

    /// Whether the instance has not been destroyed.
    pub fn check_alive(&self) -> Result<(), Error> {
        if self.destroyed.get() { Err(Error::SdkDestroyed) } else { Ok(()) }
    }

    /// Whether a flow is under way, whose popup is then brought to the front. One that the user has left ends here, though
    /// nobody has noticed yet: this is the click that starts the next.
    fn is_under_way(&self, scope: Scope<'_>) -> bool {
        let running = &self.running;
        if !running.is_open() {
            return false;
        }
        let left = running.mode() == Mode::Redirect
            || running.popup.looks_closed(scope)
                && Window::of_page(scope).is_some_and(|window| window.focus() != Focus::Elsewhere);
        if left {
            self.step(scope, Input::Gone, None);
        } else {
            running.popup.focus(scope);
        }
        running.is_open()
    }

    fn kept_result<'s>(&self, scope: Scope<'s>) -> Option<Answer<Local<'s>>> {
        if self.kept.get() { kept::read(scope) } else { None }
    }

    /// A function that tells this instance of a signal of the flow under way.
    pub(super) fn bind<'s>(&self, scope: Scope<'s>, signal: Signal) -> Local<'s> {
        self.receiver.bind(scope, signal as i32, self.running.id())
    }

    /// A line for the developer who asked for `debug`. Never with an address in it: it would show the token.
    pub(super) fn log(&self, scope: Scope<'_>, line: Sentence) {
        if self.debug {
            console::log(scope, line);
        }
    }
}
