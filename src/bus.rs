//! The event bus.

use wasm_bindgen::prelude::*;

use crate::browser::js::{self, Array, Set};
use crate::browser::listener::Callback;
use crate::value::Value;
use crate::word::Word;

/// The events that a flow's own callbacks hear of.
const CALLED_BACK: [Event; 3] = [Event::Success, Event::Error, Event::Exit];

/// What an app can listen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Grants arrived.
    Success,
    /// The flow failed.
    Error,
    /// The user closed the popup.
    Exit,
    /// A flow is over, however it ended.
    Close,
    /// `event`: nothing is emitted under it yet; what can be counted goes to `onEvent`.
    Analytics,
}

impl Event {
    /// The event of that name.
    pub const fn from_word(name: Word) -> Option<Self> {
        Some(match name {
            Word::Success => Self::Success,
            Word::Error => Self::Error,
            Word::Exit => Self::Exit,
            Word::Close => Self::Close,
            Word::Event => Self::Analytics,
            _ => return None,
        })
    }

    /// The option whose function hears of it.
    pub const fn callback(self) -> Word {
        match self {
            Self::Success => Word::OnSuccess,
            Self::Error => Word::OnError,
            Self::Exit | Self::Close => Word::OnExit,
            Self::Analytics => Word::OnEvent,
        }
    }
}

/// Handlers in the order they were added. They live in JavaScript sets, so nothing is borrowed while one runs, and a
/// handler may add and remove others, or destroy the SDK: as in any walk over a set, what is added meanwhile is visited
/// too.
pub struct Bus {
    handlers: [Set; 5],
}

impl Bus {
    /// An empty bus.
    pub fn new() -> Self {
        Self { handlers: core::array::from_fn(|_| Set::new()) }
    }

    /// Adds a handler; the same one twice counts once. Returns the function that removes it. `None`, an event that does
    /// not exist, is listened to in vain.
    pub fn on(&self, event: Option<Event>, handler: &JsValue) -> JsValue {
        let handlers = event.map_or_else(Set::new, |event| self.handlers[event as usize].clone());
        handlers.add(handler);
        let handler = handler.clone();
        let unsubscribe: Callback = Closure::new(move |_| handlers.delete(&handler));
        unsubscribe.into_js_value()
    }

    /// Removes a handler.
    pub fn off(&self, event: Option<Event>, handler: &JsValue) {
        if let Some(event) = event {
            self.handlers[event as usize].delete(handler);
        }
    }

    /// Gives the callbacks among a flow's options their place in the order, until they are removed.
    pub fn add(&self, options: &JsValue) -> Callbacks {
        let place = Array::of(options.clone());
        for event in CALLED_BACK {
            self.handlers[event as usize].add(&place);
        }
        Callbacks(place.into())
    }

    /// Removes a flow's callbacks.
    pub fn remove(&self, callbacks: &Callbacks) {
        for event in CALLED_BACK {
            self.handlers[event as usize].delete(&callbacks.0);
        }
    }

    /// The handlers of an event, one after the other.
    pub fn handlers(&self, event: Event) -> Handlers {
        Handlers(self.handlers[event as usize].values())
    }

    /// Removes all handlers.
    pub fn clear(&self) {
        self.handlers.iter().for_each(Set::clear);
    }
}

/// A walk over the handlers of an event.
pub struct Handlers(js::Iterator);

impl Iterator for Handlers {
    type Item = Handler;

    fn next(&mut self) -> Option<Handler> {
        let entry = JsValue::from(self.0.next());
        (!entry.get(Word::Done).truthy()).then(|| Handler(entry.get(Word::Value)))
    }
}

/// One of the app's handlers, or the place of a flow's callbacks.
pub struct Handler(JsValue);

impl Handler {
    /// Whether it is the place of a flow's callbacks.
    pub fn is_place(&self) -> bool {
        self.0.length().is_some()
    }

    /// Calls the handler. What it throws is the app's own affair, and is reported.
    pub fn call(self, arguments: &Array) {
        report(js::apply(self.0, JsValue::UNDEFINED, arguments));
    }
}

/// A flow's options, in the place that its callbacks have among the handlers.
#[derive(Clone, Default)]
pub struct Callbacks(JsValue);

impl Callbacks {
    /// Whether this is their place.
    pub fn are_at(&self, handler: &Handler) -> bool {
        self.0 == handler.0
    }

    /// Calls the function that is there now under `key`, if there is one.
    pub fn call(&self, key: Word, arguments: &Array) {
        let options = self.0.item(0);
        let function = options.get(key);
        if function.is_function() {
            report(js::apply(function, options, arguments));
        }
    }
}

fn report(outcome: Result<JsValue, JsValue>) {
    if let Err(error) = outcome {
        js::log_error(Word::LogPrefix, Word::LogHandlerThrew, error);
    }
}
