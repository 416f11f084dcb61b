//! The event bus.

use wasm_bindgen::prelude::*;

use crate::browser::js::{self, Local};
use crate::browser::scope::Scope;
use crate::value::Value;
use crate::word::Word;

/// What an app can listen to. Nothing is emitted under `event` yet: what can be counted goes to `onEvent`.
const EVENTS: [Word; 5] = [Word::Success, Word::Error, Word::Exit, Word::Close, Word::Event];

/// The events that a flow's own callbacks hear of, and the option that has the callback.
const CALLBACKS: [(Word, Word); 3] =
    [(Word::Success, Word::OnSuccess), (Word::Error, Word::OnError), (Word::Exit, Word::OnExit)];

/// Handlers in the order they were added. They live in JavaScript sets, one for each event, so nothing is borrowed while
/// one runs, and a handler may add and remove others, or destroy the SDK: as in any walk over a set, what is added
/// meanwhile is visited too.
pub struct Bus(JsValue);

impl Bus {
    /// An empty bus.
    pub fn new() -> Self {
        let mut sets = Local::record();
        for event in EVENTS {
            sets.set(event, Local::new_set());
        }
        Self(sets.keep())
    }

    /// The handlers of an event, unless there is no such event.
    pub fn handlers(&self, event: Word) -> Option<Local> {
        Local::of(&self.0).get(event)
    }

    /// Adds a handler; the same one twice counts once. One for an event that does not exist is never called.
    pub fn on(&self, event: Word, handler: Local) {
        if let Some(handlers) = self.handlers(event) {
            handlers.add(&handler);
        }
    }

    /// Removes a handler.
    pub fn off(&self, event: Word, handler: Local) {
        if let Some(handlers) = self.handlers(event) {
            handlers.delete(&handler);
        }
    }

    /// Gives the callbacks among a flow's options their place in the order, until they are removed.
    pub fn add(&self, options: Local) -> Callbacks {
        let place = js::list_of(&options);
        for (event, _) in CALLBACKS {
            self.existing(event).add(&place);
        }
        Callbacks(place)
    }

    /// Removes a flow's callbacks.
    pub fn remove(&self, callbacks: Callbacks) {
        for (event, _) in CALLBACKS {
            self.existing(event).delete(&callbacks.0);
        }
    }

    /// Calls `visit` with one handler after the other, until it says that this is enough.
    pub fn visit(&self, event: Word, mut visit: impl FnMut(Handler) -> bool) {
        let handlers = self.existing(event).values();
        loop {
            let _scope = Scope::open();
            let entry = handlers.next();
            if entry.get(Word::Done).is_some() || visit(Handler(entry.any(Word::Value))) {
                break;
            }
        }
    }

    fn existing(&self, event: Word) -> Local {
        Local::of(&self.0).any(event)
    }

    /// Removes all handlers.
    pub fn clear(&self) {
        for event in EVENTS {
            self.existing(event).clear();
        }
    }
}

/// One of the app's handlers, or the place of a flow's callbacks.
#[derive(Clone, Copy)]
pub struct Handler(Local);

impl Handler {
    /// Whether it is the place of a flow's callbacks.
    pub fn is_place(self) -> bool {
        self.0.is_list()
    }

    /// Calls the handler. What it throws is the app's own affair, and is reported.
    pub fn call(self, arguments: Local) {
        report(js::apply(self.0, Local::undefined(), arguments));
    }
}

/// A flow's options, in the place that its callbacks have among the handlers.
#[derive(Clone, Copy)]
pub struct Callbacks(pub Local);

impl Callbacks {
    /// Whether this is their place.
    pub fn are_at(self, handler: Handler) -> bool {
        self.0 == handler.0
    }

    /// Calls the one that hears of an event, if there is one now.
    pub fn hear(self, event: Word, arguments: Local) {
        for (of, key) in CALLBACKS {
            if of == event
                && let Some(options) = self.options()
            {
                call(options, key, arguments);
            }
        }
    }

    /// The options that they are among.
    pub fn options(self) -> Option<Local> {
        self.0.item(0)
    }
}

/// Calls the function that is among a flow's options now under `key`, if there is one.
#[inline(never)]
pub fn call(options: Local, key: Word, arguments: Local) {
    if let Some(function) = options.get(key)
        && function.is_function()
    {
        report(js::apply(function, options, arguments));
    }
}

fn report(outcome: Result<Local, Local>) {
    if let Err(error) = outcome {
        js::log_error(Word::LogPrefix, Word::LogHandlerThrew, &error);
    }
}
