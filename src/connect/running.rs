//! The flow under way: what it has, and what is done about it.

use alloc::rc::Rc;
use core::cell::Cell;

use super::bus::Callbacks;
use super::instance::Connect;
use super::redirect;
use super::relay::Relay;
use super::signal::Signal;
use crate::browser::clock;
use crate::browser::held::Held;
use crate::browser::listener::Listener;
use crate::browser::local::Local;
use crate::browser::name::Name;
use crate::browser::popup::Popup;
use crate::browser::scope::Scope;
use crate::browser::timer::Timer;
use crate::browser::url::Url;
use crate::browser::window::Window;
use crate::core::device::Mode;
use crate::core::error::Error;
use crate::core::flow::{Effect, Flow, Input};
use crate::core::message::Answer;
use crate::core::value::Value;
use crate::core::word::{Sentence, Word};

/// How soon to look again whether the popup shows our blank page, in milliseconds.
const PREPARING: f64 = 10.0;

/// The flow under way, if it is, and all that it has.
#[derive(Default)]
pub struct Running {
    /// The number of the latest flow. Callbacks of an earlier one carry its number and are ignored.
    id: Cell<i32>,
    flow: Cell<Flow>,
    mode: Cell<Mode>,
    /// A `URL` object: the address to open, or as much of it as is known.
    pub address: Held,
    /// Whether all of the address is known.
    complete: Cell<bool>,
    pub callbacks: Held,
    /// The event by which this flow told the others that the popup is no longer theirs.
    pub take_over: Held,
    pub popup: Popup,
    pub relay: Relay,
    listener: Listener,
    timer: Timer,
}

impl Running {
    /// The number of the flow.
    pub fn id(&self) -> i32 {
        self.id.get()
    }

    /// Whether a flow is under way.
    pub fn is_open(&self) -> bool {
        self.flow.get().is_open()
    }

    /// Whether the flow of that number is under way.
    pub fn is(&self, id: i32) -> bool {
        self.is_open() && self.id() == id
    }

    /// How it shows the Connect page.
    pub fn mode(&self) -> Mode {
        self.mode.get()
    }

    /// The address to open: a Connect page with a session token; or, where no page is given, the `connectUrl` that `source`
    /// is. `None`: not permitted.
    pub fn address_with<'s>(page: Option<Url<'s>>, source: Local<'s>) -> Option<Url<'s>> {
        match page {
            Some(page) => page.with_token(source),
            None => Url::permitted(source),
        }
    }

    /// Undoes everything, at the end of each flow: the instance lives until then, so nothing is left to do when it is dropped.
    /// Doing it again does no harm.
    pub fn release(&self, scope: Scope<'_>) {
        self.flow.set(Flow::default());
        self.listener.clear(scope);
        self.timer.clear(scope);
        self.relay.end(scope);
        self.popup.close(scope);
        self.take_over.clear();
        self.address.clear();
        self.callbacks.clear();
    }

    fn step(&self, input: Input) -> Effect {
        let mut flow = self.flow.get();
        let effect = flow.step(input);
        self.flow.set(flow);
        effect
    }
}

impl Connect {
    /// Starts a flow. `late`: all of its address will be known later.
    pub(super) fn begin(self: &Rc<Self>, options: Local<'_>, mode: Mode, address: Option<Url<'_>>, late: bool) {
        let running = &self.running;
        running.id.set(running.id.get() + 1);
        running.flow.set(Flow::new(clock::monotonic(), self.grace));
        running.mode.set(mode);
        running.complete.set(!late);
        self.itself.set(Some(self.clone()));
        self.bus.add(options).hold(&running.callbacks);
        if let Some(address) = address {
            running.address.set(address.local());
        }
    }

    /// Opens the popup if the flow needs one, still in the user's click, and listens. False: the flow is over.
    pub(super) fn launch(&self, window: Window<'_>) -> bool {
        let scope = window.local().scope();
        let running = &self.running;
        let id = running.id();
        let event = self.bind(scope, Signal::Event);
        if running.mode() == Mode::Redirect {
            running.listener.set(window, event, scope.undefined(), false);
            return true;
        }
        // Firefox handles other events while a window opens.
        running.popup.open(window);
        if !running.is(id) {
            // The flow ended meanwhile, when there was no window to close. A flow that began since uses it, by its name.
            if !running.is_open() {
                running.popup.close(scope);
            }
            return false;
        }
        let Some(popup) = running.popup.window(scope) else {
            self.step(scope, Input::Fail(Error::PopupBlocked), None);
            return false;
        };
        // One that is used again may be behind other windows.
        running.popup.focus(scope);
        // Not before: it would keep the user waiting for the window.
        running.listener.set(window, event, popup, self.debug);
        running.relay.begin(window, self.bind(scope, Signal::Relayed));
        // Flows share the popup, by its name. The others hear that it is this flow's now, and their apps may do anything.
        if let Some(event) = scope.construct(Name::Event, scope.name(Name::TakeOver)) {
            running.take_over.set(event);
            window.dispatch(event);
        }
        running.is(id)
    }

    /// Goes to the Connect page as soon as its address is known and the popup is ready for it.
    pub(super) fn proceed(&self, scope: Scope<'_>) {
        let running = &self.running;
        if running.popup.prepare(scope, running.relay.record(scope)) && running.complete.get() {
            self.step(scope, Input::Ready, None);
        }
    }

    /// The address is known, at last.
    pub(super) fn complete(&self, scope: Scope<'_>, address: Url<'_>) {
        self.running.address.set(address.local());
        self.running.complete.set(true);
        self.proceed(scope);
    }

    /// Tells the flow what happened and does what it says. `answer` goes with the input, where there is one.
    pub(super) fn step(&self, scope: Scope<'_>, input: Input, answer: Option<Answer<Local<'_>>>) {
        let running = &self.running;
        match running.step(input) {
            Effect::None => {}
            Effect::WakeIn(milliseconds) => {
                let soon = if running.popup.is_prepared() { milliseconds } else { PREPARING };
                running.timer.set(self.bind(scope, Signal::Event), soon);
            }
            Effect::Navigate => self.navigate(scope),
            Effect::End(ending) => {
                let callbacks = Callbacks::held(&running.callbacks, scope);
                // Everything is released before the app hears of the end; its callbacks may open the next flow.
                running.release(scope);
                // Whoever has called keeps the instance until then.
                self.itself.set(None);
                if let Some(callbacks) = callbacks {
                    self.tell_end(callbacks, ending, answer);
                }
            }
        }
    }

    /// Shows the Connect page, in the popup or here.
    fn navigate(&self, scope: Scope<'_>) {
        let running = &self.running;
        let Some(address) = running.address.get(scope).map(Url::of) else { return };
        let callbacks = Callbacks::held(&running.callbacks, scope);
        if running.mode() == Mode::Popup {
            running.popup.navigate(address);
        } else if let Some(window) = Window::of_page(scope)
            && !redirect::leave(window, address)
        {
            let mut details = scope.record();
            details.set(Word::Error, scope.thrown().unwrap_or_else(|| scope.undefined()));
            return self.fail(scope, Error::RedirectError, details);
        }
        self.log(scope, Sentence::Opened);
        if let Some(callbacks) = callbacks {
            let mut metadata = scope.record();
            metadata.set(Word::Timestamp, clock::iso(scope));
            let mut arguments = scope.list_of(scope.word(Word::ConnectOpened));
            arguments.push(metadata);
            callbacks.call(Word::OnEvent, arguments);
        }
    }

    /// The flow failed, and this is what caused it.
    pub(super) fn fail(&self, scope: Scope<'_>, error: Error, details: Local<'_>) {
        let answer = Answer::from_error(&details, error).with_details(details);
        self.step(scope, Input::Fail(error), Some(answer));
    }
}
