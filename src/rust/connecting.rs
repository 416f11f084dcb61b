//! The flow as a future.

use alloc::rc::Rc;
use core::cell::Cell;
use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::error::ConnectError;
use super::options::Options;
use super::outcome::{Outcome, granted};
use crate::browser::local::Local;
use crate::browser::receiver;
use crate::browser::scope::scope;
use crate::connect::Connect;
use crate::core::error::Error;
use crate::core::value::Value;
use crate::core::word::Word;

type Ended = Result<Outcome, ConnectError>;

/// Opens the Connect page. The window opens in this call, not at the first poll, so that it is still the user's click: call
/// it in the event handler itself, and await the future wherever you like.
///
/// On phones the page leaves for the Connect page instead, and the result is there after the return: see
/// [`redirect_result`](crate::redirect_result).
///
/// # Errors
/// The future gives them; the call itself never fails.
pub fn connect(options: Options) -> Connecting {
    let flow = Rc::new(Flow::default());
    let mut connecting = Connecting { flow: flow.clone(), shell: None };
    if cfg!(not(target_arch = "wasm32")) {
        flow.end(Err(Error::UnsupportedEnvironment.into()));
        return connecting;
    }
    if let Err(error) = options.check() {
        flow.end(Err(error));
        return connecting;
    }
    if let Some(signal) = options.signal.as_ref().filter(|signal| signal.aborted()) {
        flow.end(Err(ConnectError::aborted(signal.reason())));
        return connecting;
    }
    let hear = |read: fn(Local<'_>) -> Ended| {
        let flow = flow.clone();
        let hear: Callback = Closure::new(move |payload| flow.end(scope(|scope| read(scope.js(payload)))));
        hear
    };
    let callbacks = [
        (Word::OnSuccess, hear(|grants| granted(grants).map(Outcome::Granted))),
        (Word::OnError, hear(|error| Err(ConnectError::from_record(error)))),
        (Word::OnExit, hear(|_| Ok(Outcome::Exited))),
    ];
    let on_event = options.event_listener();
    receiver::export_by_closure();
    let connect = scope(|scope| Connect::new(options.config(scope)));
    // Before the window opens: Firefox handles other events meanwhile, and one may abort.
    let abort = options.signal.clone().map(|signal| Abort::new(signal, &connect, &flow));
    scope(|scope| {
        let mut record = options.record(scope);
        for (key, callback) in &callbacks {
            record.set(*key, scope.js(callback.as_ref().clone()));
        }
        if let Some(on_event) = &on_event {
            record.set(Word::OnEvent, scope.js(on_event.as_ref().clone()));
        }
        if let Err(error) = connect.open(record) {
            flow.end(Err(error.into()));
        }
    });
    let callbacks = callbacks.map(|(_, callback)| callback);
    connecting.shell = Some(Shell { connect, _callbacks: callbacks, _on_event: on_event, _abort: abort });
    connecting
}

/// A flow under way. Dropping it closes the popup and ends the flow.
///
/// It is neither `Send` nor `Sync`: a window belongs to the thread that opened it. Await it with `spawn_local`.
#[must_use = "dropping it closes the popup"]
pub struct Connecting {
    flow: Rc<Flow>,
    shell: Option<Shell>,
}

type Callback = Closure<dyn Fn(JsValue)>;

struct Shell {
    connect: Rc<Connect>,
    _callbacks: [Callback; 3],
    _on_event: Option<Closure<dyn Fn(JsValue, JsValue)>>,
    _abort: Option<Abort>,
}

/// What is known of the flow, and who waits for it.
#[derive(Default)]
struct Flow {
    ended: Cell<Option<Ended>>,
    waker: Cell<Option<Waker>>,
}

impl Flow {
    /// The first end counts. Nothing is borrowed while the waker runs: it may poll at once.
    fn end(&self, ended: Ended) {
        let first = self.ended.take().unwrap_or(ended);
        self.ended.set(Some(first));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Future for Connecting {
    type Output = Ended;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Ended> {
        match self.flow.ended.take() {
            Some(ended) => Poll::Ready(ended),
            None => {
                self.flow.waker.set(Some(context.waker().clone()));
                Poll::Pending
            }
        }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        scope(|scope| self.connect.destroy(scope));
    }
}

impl fmt::Debug for Connecting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = self.shell.as_ref().is_some_and(|shell| shell.connect.is_open());
        f.debug_struct("Connecting").field("open", &open).finish_non_exhaustive()
    }
}

/// A listener to an abort signal; it no longer listens when dropped.
struct Abort {
    signal: AbortSignal,
    listener: Closure<dyn Fn()>,
}

impl Abort {
    fn new(signal: AbortSignal, connect: &Rc<Connect>, flow: &Rc<Flow>) -> Self {
        let (connect, flow, aborted) = (connect.clone(), flow.clone(), signal.clone());
        let listener: Closure<dyn Fn()> = Closure::new(move || {
            scope(|scope| connect.destroy(scope));
            flow.end(Err(ConnectError::aborted(aborted.reason())));
        });
        // An event target of the browser's takes every listener.
        let _ = signal.add_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
        Self { signal, listener }
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        let _ = self.signal.remove_event_listener_with_callback("abort", self.listener.as_ref().unchecked_ref());
    }
}
