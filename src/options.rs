//! What to open, and how.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::error::ConnectError;

type OnEvent = Rc<dyn Fn(&str, &JsValue)>;

/// What to open, and how. A clone is independent: both can be used, for a flow each.
///
/// ```no_run
/// # use alter_connect::Options;
/// let options = Options::token("the session token from your backend").close_grace(std::time::Duration::from_secs(3));
/// ```
#[derive(Clone)]
#[must_use = "it does nothing until it is given to `connect`"]
pub struct Options {
    source: Source,
    base_url: Option<String>,
    display: Display,
    close_grace: Option<Duration>,
    debug: bool,
    on_event: Option<OnEvent>,
    pub(super) signal: Option<AbortSignal>,
}

/// How the Connect page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Display {
    /// The device decides: in place of this page on phones, and on tablets held upright; elsewhere in a popup.
    #[default]
    Auto,
    /// In a popup; on a phone, in a tab.
    Popup,
    /// In place of this page; the result comes to [`redirect_result`](crate::redirect_result). A page in a frame opens a window
    /// all the same, because the Connect page refuses frames.
    Redirect,
}

#[derive(Clone)]
enum Source {
    Token(String),
    ConnectUrl(String),
    LateToken(Promise),
    LateConnectUrl(Promise),
    /// There is no JavaScript, so nothing can be late.
    #[cfg(not(target_arch = "wasm32"))]
    Nowhere,
}

impl Options {
    /// With a session token from your backend.
    pub fn token(token: impl Into<String>) -> Self {
        Self::new(Source::Token(token.into()))
    }

    /// With a session token that is still on its way: the popup opens at once, in the click, and waits for it. The future
    /// runs from now on.
    pub fn late_token<E: Into<JsValue>>(token: impl Future<Output = Result<String, E>> + 'static) -> Self {
        Self::late(token, Source::LateToken)
    }

    /// [`late_token`](Self::late_token) from a promise of a string.
    pub fn token_promise(token: Promise) -> Self {
        Self::new(Source::LateToken(token))
    }

    /// With a session's `connect_url` from your backend instead of a token; it carries the token and Alter's address.
    pub fn connect_url(url: impl Into<String>) -> Self {
        Self::new(Source::ConnectUrl(url.into()))
    }

    /// With a `connect_url` that is still on its way, as in [`late_token`](Self::late_token).
    pub fn late_connect_url<E: Into<JsValue>>(url: impl Future<Output = Result<String, E>> + 'static) -> Self {
        Self::late(url, Source::LateConnectUrl)
    }

    /// [`late_connect_url`](Self::late_connect_url) from a promise of a string.
    pub fn connect_url_promise(url: Promise) -> Self {
        Self::new(Source::LateConnectUrl(url))
    }

    /// Another address of Alter's than `https://api.alterauth.com`: https, or http on a loopback host. Goes with a token
    /// only: a `connect_url` has the address already, and [`connect`](crate::connect) refuses the two together.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// A popup or a redirect. Default: the device decides.
    pub fn display(mut self, display: Display) -> Self {
        self.display = display;
        self
    }

    /// How long the page has to keep the focus until a popup that merely looks closed counts as closed. Default: 5 s.
    pub fn close_grace(mut self, grace: Duration) -> Self {
        self.close_grace = Some(grace);
        self
    }

    /// Writes what happens to the console; never a token.
    pub fn debug(mut self, debug: bool) -> Self {
        self.debug = debug;
        self
    }

    /// Hears what can be counted: `connect_opened` with `{timestamp}` once the Connect page is on its way.
    pub fn on_event(mut self, handler: impl Fn(&str, &JsValue) + 'static) -> Self {
        self.on_event = Some(Rc::new(handler));
        self
    }

    /// Aborts the flow with this signal: the popup closes, and the error is of the kind
    /// [`Aborted`](crate::ErrorKind::Aborted).
    pub fn signal(mut self, signal: &AbortSignal) -> Self {
        self.signal = Some(signal.clone());
        self
    }

    fn new(source: Source) -> Self {
        let display = Display::default();
        Self { source, base_url: None, display, close_grace: None, debug: false, on_event: None, signal: None }
    }

    #[cfg(target_arch = "wasm32")]
    fn late<E: Into<JsValue>>(
        text: impl Future<Output = Result<String, E>> + 'static,
        source: fn(Promise) -> Source,
    ) -> Self {
        let promise = async { text.await.map(JsValue::from).map_err(Into::into) };
        let promise = wasm_bindgen_futures::future_to_promise(promise);
        // A flow reports that it failed. Where there is none, nobody has to hear of it.
        let unheard = promise.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(unheard).await;
        });
        Self::new(source(promise))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn late<E>(_: impl Future<Output = Result<String, E>> + 'static, _: fn(Promise) -> Source) -> Self {
        Self::new(Source::Nowhere)
    }

    /// Refuses what makes no sense together.
    pub(super) fn check(&self) -> Result<(), ConnectError> {
        match self.source {
            Source::ConnectUrl(_) | Source::LateConnectUrl(_) if self.base_url.is_some() => {
                Err(ConnectError::invalid_options("base_url goes with a token; connect_url has the address already."))
            }
            _ => Ok(()),
        }
    }

    /// `{debug, display, closeGrace}`, as JavaScript's `create()` takes it.
    pub(super) fn config(&self) -> JsValue {
        let config = Object::new().into();
        set(&config, "debug", &self.debug.into());
        let display = match self.display {
            Display::Auto => "auto",
            Display::Popup => "popup",
            Display::Redirect => "redirect",
        };
        set(&config, "display", &display.into());
        if let Some(grace) = self.close_grace {
            set(&config, "closeGrace", &(grace.as_secs_f64() * 1_000.0).into());
        }
        config
    }

    /// What to open, as JavaScript's `open()` takes it.
    pub(super) fn record(&self) -> JsValue {
        let record = Object::new().into();
        let (key, value) = match &self.source {
            Source::Token(token) => ("token", token.into()),
            Source::ConnectUrl(url) => ("connectUrl", url.into()),
            Source::LateToken(promise) => ("token", promise.into()),
            Source::LateConnectUrl(promise) => ("connectUrl", promise.into()),
            #[cfg(not(target_arch = "wasm32"))]
            Source::Nowhere => ("token", JsValue::UNDEFINED),
        };
        set(&record, key, &value);
        if let Some(url) = &self.base_url {
            set(&record, "baseURL", &url.into());
        }
        record
    }

    /// The handler of events as a JavaScript function.
    pub(super) fn event_listener(&self) -> Option<Closure<dyn Fn(JsValue, JsValue)>> {
        let handler = self.on_event.clone()?;
        Some(Closure::new(move |name: JsValue, metadata| handler(&name.as_string().unwrap_or_default(), &metadata)))
    }
}

/// Sets a property of an object of our own, which refuses none.
pub(super) fn set(object: &JsValue, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}

/// Without the token, which nobody may read in a log.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = match &self.source {
            Source::Token(_) => "token",
            Source::ConnectUrl(_) => "connect_url",
            Source::LateToken(_) => "late token",
            Source::LateConnectUrl(_) => "late connect_url",
            #[cfg(not(target_arch = "wasm32"))]
            Source::Nowhere => "late token or connect_url",
        };
        f.debug_struct("Options")
            .field("source", &source.to_string())
            .field("base_url", &self.base_url)
            .field("display", &self.display)
            .field("close_grace", &self.close_grace)
            .field("debug", &self.debug)
            .finish_non_exhaustive()
    }
}
