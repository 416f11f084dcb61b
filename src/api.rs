//! The flow for Rust frontends: typed, and awaited.

use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::browser::js::Local;
use crate::browser::listener::Callback;
use crate::browser::scope::Scope;
use crate::connect::Connect;
use crate::error::Error;
use crate::grant::Grant;
use crate::value::Value;
use crate::word::Word;

/// What to open, and how.
#[derive(Clone, Debug)]
pub struct Options(JsValue);

impl Options {
    /// With a session token from your backend.
    pub fn token(token: &str) -> Self {
        Self::with(Word::Token, token.into())
    }

    /// With a session token that is still on its way: the popup opens at once and waits for it.
    pub fn token_from(token: impl Future<Output = Result<String, JsValue>> + 'static) -> Self {
        Self::with(Word::Token, future_to_promise(async { token.await.map(JsValue::from) }).into())
    }

    /// With a session's `connect_url` instead of a token.
    pub fn connect_url(url: &str) -> Self {
        Self::with(Word::ConnectUrl, url.into())
    }

    /// Another address of Alter's than the default: https, or http on a loopback host.
    #[must_use]
    pub fn base_url(self, url: &str) -> Self {
        Local::of(&self.0).set(Word::BaseUrl, Local::of(&url.into()));
        self
    }

    fn with(key: Word, value: JsValue) -> Self {
        let _scope = Scope::open();
        let mut options = Local::record();
        options.set(key, Local::of(&value));
        Self(options.keep())
    }
}

/// How a flow ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The user granted access: one grant or more.
    Granted(Vec<Grant>),
    /// The user closed the popup.
    Exited,
}

/// Why a flow failed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, thiserror::Error)]
#[error("{message} ({code})")]
pub struct ConnectError {
    /// Stable; every code has a section in docs/errors.md.
    pub code: String,
    /// For the developer.
    pub message: String,
}

impl From<Error> for ConnectError {
    fn from(error: Error) -> Self {
        Self { code: error.code().as_str().to_string(), message: error.to_string() }
    }
}

/// Opens the Connect page. The window opens in this call, not at the first poll, so that it is still the user's click;
/// dropping the future closes it.
///
/// On phones the page leaves for the Connect page instead, and the result is there after the return: see
/// [`redirect_result`].
pub fn connect(options: Options) -> Connecting {
    let _scope = Scope::open();
    let state = Rc::new(RefCell::new(State::default()));
    let connect = Connect::new(Local::record());
    let callback = |read: fn(Local) -> Result<Outcome, ConnectError>| {
        let state = state.clone();
        Closure::new(move |payload| {
            let _scope = Scope::open();
            let mut state = state.borrow_mut();
            state.outcome = Some(read(Local::from(payload)));
            if let Some(waker) = state.waker.take() {
                waker.wake();
            }
        })
    };
    let callbacks: [(Word, Callback); 3] = [
        (Word::OnSuccess, callback(|grants| granted(grants).map(Outcome::Granted))),
        (Word::OnError, callback(|error| Err(failure(error)))),
        (Word::OnExit, callback(|_| Ok(Outcome::Exited))),
    ];
    let mut record = Local::of(&options.0);
    for (key, callback) in &callbacks {
        record.set(*key, Local::of(callback.as_ref()));
    }
    if let Err(error) = connect.open(record) {
        state.borrow_mut().outcome = Some(Err(error.into()));
    }
    Connecting { connect, state, _callbacks: callbacks.map(|(_, callback)| callback) }
}

/// Takes the result of a redirect, once, if there is one. Call it when the page at your `return_url` starts.
pub fn redirect_result() -> Option<Result<Vec<Grant>, ConnectError>> {
    let _scope = Scope::open();
    Connect::new(Local::record()).destroy();
    let result = Local::from(Connect::take_redirect_result());
    Some(match result.get(Word::Grants) {
        Some(grants) => granted(grants),
        None => Err(failure(result.get(Word::Error)?)),
    })
}

/// A flow under way.
#[must_use = "dropping it closes the popup"]
pub struct Connecting {
    connect: Rc<Connect>,
    state: Rc<RefCell<State>>,
    _callbacks: [Callback; 3],
}

#[derive(Default)]
struct State {
    outcome: Option<Result<Outcome, ConnectError>>,
    waker: Option<Waker>,
}

impl Future for Connecting {
    type Output = Result<Outcome, ConnectError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.state.borrow_mut();
        match state.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Drop for Connecting {
    fn drop(&mut self) {
        let _scope = Scope::open();
        self.connect.destroy();
    }
}

/// A grant whose fields have other types than the protocol's is no grant; it does not cost those beside it.
fn granted(grants: Local) -> Result<Vec<Grant>, ConnectError> {
    let length = if grants.is_list() { grants.length() } else { 0 };
    let grants: Vec<Grant> = (0..length)
        .filter_map(|index| {
            let _scope = Scope::open();
            serde_wasm_bindgen::from_value(grants.item(index)?.keep()).ok()
        })
        .collect();
    if grants.is_empty() { Err(Error::InvalidResponse.into()) } else { Ok(grants) }
}

fn failure(error: Local) -> ConnectError {
    serde_wasm_bindgen::from_value(error.keep()).unwrap_or_else(|_| Error::InvalidResponse.into())
}
