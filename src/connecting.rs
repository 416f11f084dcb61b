//! The flow as a future.

use std::cell::Cell;
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::error::ConnectError;
use super::options::{Options, set};
use super::outcome::{Outcome, granted};
use alter_connect_core::error::Error;
use alter_connect_host::instance::{self, Instance};

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
    let hear = |read: fn(JsValue) -> Ended| {
        let flow = flow.clone();
        let hear: Callback = Closure::new(move |payload| flow.end(read(payload)));
        hear
    };
    let callbacks = [
        ("onSuccess", hear(|grants| granted(&grants).map(Outcome::Granted))),
        ("onError", hear(|error| Err(ConnectError::from_record(&error)))),
        ("onExit", hear(|_| Ok(Outcome::Exited))),
    ];
    let on_event = options.event_listener();
    let instance = instance::create(&options.config());
    // Before the window opens: Firefox handles other events meanwhile, and one may abort.
    let abort = options.signal.clone().map(|signal| Abort::new(signal, &instance, &flow));
    let record = options.record();
    for (key, callback) in &callbacks {
        set(&record, key, callback.as_ref());
    }
    if let Some(on_event) = &on_event {
        set(&record, "onEvent", on_event.as_ref());
    }
    if let Err(error) = instance::open_anew(&instance, &record) {
        flow.end(Err(ConnectError::from_record(&error)));
    }
    let callbacks = callbacks.map(|(_, callback)| callback);
    connecting.shell = Some(Shell { instance, _callbacks: callbacks, _on_event: on_event, _abort: abort });
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
    instance: Instance,
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
        instance::destroy(&self.instance);
    }
}

impl fmt::Debug for Connecting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = self.shell.as_ref().is_some_and(|shell| instance::is_open(&shell.instance).unwrap_or(false));
        f.debug_struct("Connecting").field("open", &open).finish_non_exhaustive()
    }
}

/// A listener to an abort signal; it no longer listens when dropped.
struct Abort {
    signal: AbortSignal,
    listener: Closure<dyn Fn()>,
}

impl Abort {
    fn new(signal: AbortSignal, instance: &Instance, flow: &Rc<Flow>) -> Self {
        let (instance, flow, aborted) = (instance.clone(), flow.clone(), signal.clone());
        let listener: Closure<dyn Fn()> = Closure::new(move || {
            instance::destroy(&instance);
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
