//! The event bus: who hears what, and in which order.

use crate::browser::console;
use crate::browser::held::Held;
use crate::browser::local::Local;
use crate::browser::name::Name;
use crate::browser::scope::{Scope, scope};
use crate::core::value::{Kind, Value};
use crate::core::word::{Sentence, Word};

/// What an app can listen to. Nothing is emitted under `event` yet: what can be counted goes to `onEvent`.
const EVENTS: [Word; 5] = [Word::Success, Word::Error, Word::Exit, Word::Close, Word::Event];

/// The events that a flow's own callbacks hear of, and the option that has the callback.
const CALLBACKS: [(Word, Word); 3] =
    [(Word::Success, Word::OnSuccess), (Word::Error, Word::OnError), (Word::Exit, Word::OnExit)];

/// Handlers in the order they were added. They live in JavaScript sets, one for each event, so nothing is borrowed while
/// one runs, and a handler may add and remove others, or destroy the SDK: as in any walk over a set, what is added
/// meanwhile is visited too.
pub struct Bus(Held);

impl Bus {
    /// An empty bus.
    pub fn new(scope: Scope<'_>) -> Self {
        let mut sets = scope.record();
        for event in EVENTS {
            if let Some(set) = scope.construct(Name::Set, scope.undefined()) {
                sets.set(event, set);
            }
        }
        let bus = Held::nothing();
        bus.set(sets);
        Self(bus)
    }

    /// The handlers of an event. `None`: there is no such event.
    pub fn handlers<'s>(&self, scope: Scope<'s>, event: Word) -> Option<Local<'s>> {
        self.0.get(scope)?.get(event)
    }

    /// Adds a handler; the same one twice counts once.
    pub fn on(&self, event: Word, handler: Local<'_>) {
        self.change(event, Name::Add, handler);
    }

    /// Removes a handler.
    pub fn off(&self, event: Word, handler: Local<'_>) {
        self.change(event, Name::Delete, handler);
    }

    /// Gives the callbacks among a flow's options their place in the order, until they are removed.
    pub fn add<'s>(&self, options: Local<'s>) -> Callbacks<'s> {
        let callbacks = Callbacks(options.scope().list_of(options));
        for (event, _) in CALLBACKS {
            self.change(event, Name::Add, callbacks.0);
        }
        callbacks
    }

    /// Removes a flow's callbacks.
    pub fn remove(&self, callbacks: Callbacks<'_>) {
        for (event, _) in CALLBACKS {
            self.change(event, Name::Delete, callbacks.0);
        }
    }

    /// Calls `visit` with one handler after the other, until it says that this is enough.
    pub fn visit(&self, outer: Scope<'_>, event: Word, mut visit: impl FnMut(Handler<'_>) -> bool) {
        let Some(handlers) = self.handlers(outer, event).and_then(|set| set.call(Name::Values)) else { return };
        loop {
            let enough = scope(|scope| {
                let Some(entry) = scope.passed(handlers.number()).call(Name::Next) else { return true };
                entry.at(Name::Done).is_some() || entry.at(Name::Value).is_some_and(|value| visit(Handler(value)))
            });
            if enough {
                break;
            }
        }
    }

    /// Removes all handlers.
    pub fn clear(&self, scope: Scope<'_>) {
        for event in EVENTS {
            if let Some(handlers) = self.handlers(scope, event) {
                handlers.call(Name::Clear);
            }
        }
    }

    fn change(&self, event: Word, how: Name, handler: Local<'_>) {
        if let Some(handlers) = self.handlers(handler.scope(), event) {
            handlers.call1(how, handler);
        }
    }
}

/// One of the app's handlers, or a flow's callbacks in their place among them.
#[derive(Clone, Copy)]
pub struct Handler<'s>(Local<'s>);

impl<'s> Handler<'s> {
    /// The flow's callbacks, if they are what stands here.
    pub fn callbacks(self) -> Option<Callbacks<'s>> {
        (self.0.kind() == Kind::List).then_some(Callbacks(self.0))
    }

    /// Calls the handler.
    pub fn call(self, arguments: Local<'_>) {
        call(self.0, self.0.scope().undefined(), arguments);
    }
}

/// A flow's options, in the place that its callbacks have among the handlers.
#[derive(Clone, Copy)]
pub struct Callbacks<'s>(Local<'s>);

impl<'s> Callbacks<'s> {
    /// Those that are held.
    pub fn held(held: &Held, scope: Scope<'s>) -> Option<Self> {
        held.get(scope).map(Self)
    }

    /// The scope in which they came.
    pub fn scope(self) -> Scope<'s> {
        self.0.scope()
    }

    /// Holds them.
    pub fn hold(self, held: &Held) {
        held.set(self.0);
    }

    /// Whether these are the same options.
    pub fn is_same(self, other: Callbacks<'_>) -> bool {
        self.0 == other.0
    }

    /// Calls the one that hears of an event.
    pub fn tell(self, event: Word, arguments: Local<'_>) {
        for (of, key) in CALLBACKS {
            if of == event {
                self.call(key, arguments);
            }
        }
    }

    /// Calls the one that is among the options now under `key`, if there is one.
    pub fn call(self, key: Word, arguments: Local<'_>) {
        if let Some(options) = self.0.item(0)
            && let Some(function) = options.get(key)
            && function.is_function()
        {
            call(function, options, arguments);
        }
    }
}

/// Calls a function of the app's. What it throws is the app's own affair, and is reported.
#[inline(never)]
fn call(function: Local<'_>, this: Local<'_>, arguments: Local<'_>) {
    let scope = function.scope();
    if !function.apply(this, arguments) {
        let error = scope.thrown().unwrap_or_else(|| scope.undefined());
        console::log_error(scope, Sentence::HandlerThrew, error);
    }
}
