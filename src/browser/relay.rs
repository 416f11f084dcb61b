//! The relay: how a popup that lost its opener still reaches it.
//!
//! A page with `Cross-Origin-Opener-Policy: same-origin` cuts the popup off for good. When the sign-in then ends on the
//! app's own `return_url`, the SDK on that page hands the result over on a BroadcastChannel. A nonce in the session
//! storage, which a popup gets a copy of when it is opened, shows that the page is our popup and not a crafted link.

use wasm_bindgen::prelude::*;

use super::js::{self, Local};
use super::listener::Callback;
use super::redirect;
use super::scope::Scope;
use super::storage::Storage;
use crate::value::Value;
use crate::word::Word;

/// How long the opener has to take a result that is handed over, in milliseconds.
pub const PATIENCE: f64 = 2_000.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(constructor, js_class = "BroadcastChannel")]
    fn new_channel(name: Word) -> Local;
    #[wasm_bindgen(method, structural, js_name = postMessage)]
    fn post_message(this: &Local, message: &Local);
    #[wasm_bindgen(method, structural, js_name = randomUUID)]
    fn random_uuid(this: &Local) -> Local;
}

/// The opener's end, for the length of one flow; nonce and channel, and the callback on it, are gone on drop.
#[must_use = "a relay is closed when dropped"]
pub struct Relay {
    nonce: JsValue,
    channel: Option<JsValue>,
}

impl Relay {
    /// Leaves a nonce for the popup that is about to be opened. `None` where the browser lacks what it takes: the flow
    /// works without, for as long as the popup keeps its opener.
    pub fn new(window: Local) -> Option<Self> {
        let crypto = window.get(Word::Crypto)?;
        crypto.get(Word::RandomUuid)?;
        let storage = Storage::of_page()?;
        let nonce = crypto.random_uuid();
        storage.write(Word::RelayNonce, nonce).ok()?;
        Some(Self { nonce: nonce.keep(), channel: None })
    }

    /// Calls `callback` with what the popup hands over.
    pub fn listen(&mut self, window: Local, callback: &Callback) {
        if window.get(Word::BroadcastChannel).is_some() {
            let channel = Local::new_channel(Word::RelayNonce);
            channel.add_listener(Word::Message, &Local::of(callback.as_ref()));
            self.channel = Some(channel.keep());
        }
        if let Some(storage) = Storage::of_page() {
            storage.remove(Word::RedirectState);
        }
    }

    /// The query string in a relayed message, and word back that it arrived. `None`: another flow's.
    pub fn take(&self, data: Local) -> Option<Local> {
        let (query, nonce) = (data.get(Word::Query)?, Local::of(&self.nonce));
        if data.get(Word::Nonce)? != nonce {
            return None;
        }
        Local::of(self.channel.as_ref()?).post_message(&nonce);
        Some(query)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if let Some(storage) = Storage::of_page() {
            storage.remove(Word::RelayNonce);
        }
        if let Some(channel) = &self.channel {
            Local::of(channel).close();
        }
    }
}

/// The popup's end: when this page is our popup coming home without an opener, hands its query string over and closes
/// the window once it was taken. False: it is not.
pub fn hand_over(window: Local, storage: Storage) -> bool {
    let Some(nonce) = storage.read(Word::RelayNonce) else { return false };
    let Some(query) = redirect::query(window) else { return false };
    if redirect::read(query).is_none() {
        return false;
    }
    let mut message = Local::record();
    message.set(Word::Nonce, nonce);
    message.set(Word::Query, query);
    let channel = Local::new_channel(Word::RelayNonce);
    let nonce = nonce.keep();
    let taken: Callback = Closure::new(move |event| close_when_taken(event, &nonce));
    channel.add_listener(Word::Message, &Local::from(taken.into_js_value()));
    channel.post_message(&message);
    true
}

#[inline(never)]
fn close_when_taken(event: JsValue, nonce: &JsValue) {
    let _scope = Scope::open();
    if Local::from(event).get(Word::Data).is_some_and(|data| data == Local::of(nonce)) {
        if let Some(storage) = Storage::of_page() {
            storage.remove(Word::RelayNonce);
        }
        if let Some(window) = js::window() {
            window.close();
        }
    }
}

/// The opener did not take what was handed over. The nonce shows that this page is the end of a flow of ours, so the
/// result is kept here.
pub fn keep_unclaimed(window: Local, storage: Storage) {
    if storage.read(Word::RelayNonce).is_some()
        && let Some(answer) = redirect::query(window).and_then(redirect::read)
        && redirect::keep(window, storage, answer, None).is_ok()
    {
        storage.remove(Word::RelayNonce);
    }
}
