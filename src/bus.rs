//! The event bus.

use wasm_bindgen::prelude::*;

use crate::browser::js::{self, Array, Function, Set};
use crate::browser::listener::Callback;
use crate::value::Value;
use crate::word::Word;

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
}

/// Handlers in the order they were added. They live in JavaScript sets, so nothing is borrowed while one runs, and a
/// handler may add and remove others, or destroy the SDK. As in any walk over a set, what is added meanwhile is visited
/// too, except the callbacks of a flow that began meanwhile: the news is not theirs.
pub struct Bus {
    handlers: [Set; 5],
    newcomers: Set,
}

impl Bus {
    /// An empty bus.
    pub fn new() -> Self {
        Self { handlers: core::array::from_fn(|_| Set::new()), newcomers: Set::new() }
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

    /// Adds the function under `key` of the app's options for as long as the subscription lives.
    pub fn subscribe(&self, event: Event, options: &JsValue, key: Word) -> Option<Subscription> {
        let handler = callback(options, key)?;
        let handlers = self.handlers[event as usize].clone();
        handlers.add(&handler);
        self.newcomers.add(&handler);
        Some(Subscription { handlers, handler })
    }

    /// Whether anyone listens.
    pub fn has(&self, event: Event) -> bool {
        self.handlers[event as usize].size() > 0
    }

    /// Calls the handlers. One that throws is reported, and the others still run.
    pub fn emit(&self, event: Event, arguments: &Array) {
        self.newcomers.clear();
        let handlers = self.handlers[event as usize].values();
        loop {
            let entry = JsValue::from(handlers.next());
            if entry.get(Word::Done).truthy() {
                break;
            }
            let handler = entry.get(Word::Value);
            if !self.newcomers.has(&handler) {
                call(handler, arguments);
            }
        }
    }

    /// Removes all handlers.
    pub fn clear(&self) {
        self.handlers.iter().for_each(Set::clear);
    }
}

/// A handler for the length of one flow; removed on drop.
#[must_use = "a handler is removed when dropped"]
pub struct Subscription {
    handlers: Set,
    handler: JsValue,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.handlers.delete(&self.handler);
    }
}

/// The function under `key` of the app's options, bound to them: a handler of its own, since the same function may be on
/// the bus besides.
pub fn callback(options: &JsValue, key: Word) -> Option<JsValue> {
    let function = options.get(key);
    function.is_function().then(|| function.unchecked_into::<Function>().bind_to(options).into())
}

/// Calls one of the app's functions. What it throws is its own affair, and is reported.
pub fn call(function: JsValue, arguments: &Array) {
    if let Err(error) = js::apply(function, JsValue::UNDEFINED, arguments) {
        js::log_error(Word::LogPrefix, Word::LogHandlerThrew, error);
    }
}
