//! The relay: how a popup that lost its opener still reaches it.
//!
//! A page with `Cross-Origin-Opener-Policy: same-origin` cuts the popup off for good. When the sign-in then ends on the
//! app's own `return_url`, the SDK on that page hands the result over on a BroadcastChannel. A nonce in the session
//! storage, which a popup gets a copy of when it is opened, shows that the page is our popup and not a crafted link.

use wasm_bindgen::prelude::*;

use super::js::{Object, Window};
use super::listener::{Callback, EventTarget};
use super::redirect;
use super::storage::Storage;
use crate::value::Value;
use crate::word::Word;

/// How long the opener has to take a result that is handed over, in milliseconds.
pub const PATIENCE: f64 = 2_000.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = EventTarget)]
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    type BroadcastChannel;
    #[wasm_bindgen(constructor)]
    fn new(name: Word) -> BroadcastChannel;
    #[wasm_bindgen(method, js_name = postMessage)]
    fn post_message(this: &BroadcastChannel, message: &JsValue);
    #[wasm_bindgen(method)]
    fn close(this: &BroadcastChannel);

    #[wasm_bindgen(method, structural, js_name = close)]
    fn close_window(this: &Window);

    #[wasm_bindgen(extends = Object)]
    type Crypto;
    #[wasm_bindgen(method, structural, js_name = randomUUID)]
    fn random_uuid(this: &Crypto) -> JsValue;
}

/// The opener's end, for the length of one flow; nonce and channel, and the callback on it, are gone on drop.
#[must_use = "a relay is closed when dropped"]
pub struct Relay {
    channel: BroadcastChannel,
    nonce: JsValue,
    storage: Storage,
}

impl Relay {
    /// Leaves a nonce for the popup that is about to be opened. `None` where the browser lacks what it takes: the flow
    /// works without, for as long as the popup keeps its opener.
    pub fn new(window: &Window, callback: &Callback) -> Option<Self> {
        let crypto = window.get(Word::Crypto);
        if !crypto.get(Word::RandomUuid).truthy() || !window.get(Word::BroadcastChannel).truthy() {
            return None;
        }
        let storage = Storage::session(window).ok()?;
        let nonce = crypto.unchecked_ref::<Crypto>().random_uuid();
        storage.write(Word::RelayNonce, &nonce).ok()?;
        storage.remove(Word::RedirectState);
        let channel = BroadcastChannel::new(Word::RelayNonce);
        channel.add_event_listener(Word::Message, callback.as_ref());
        Some(Self { channel, nonce, storage })
    }

    /// The query string in a relayed message, and word back that it arrived. `None`: another flow's.
    pub fn take(&self, data: &JsValue) -> Option<JsValue> {
        let query = data.get(Word::Query);
        (query.truthy() && data.get(Word::Nonce) == self.nonce).then(|| {
            self.channel.post_message(&self.nonce);
            query
        })
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.storage.remove(Word::RelayNonce);
        self.channel.close();
    }
}

/// The popup's end: when this page is our popup coming home without an opener, hands its query string over and closes
/// the window once it was taken. False: it is not.
pub fn hand_over(window: &Window, storage: &Storage) -> bool {
    let nonce = storage.read(Word::RelayNonce);
    let query = redirect::query(window);
    if !nonce.truthy() || redirect::read(&query).is_none() {
        return false;
    }
    let mut message = JsValue::record();
    message.set(Word::Nonce, nonce.clone());
    message.set(Word::Query, query);
    let channel = BroadcastChannel::new(Word::RelayNonce);
    let (this, there) = (window.clone(), storage.clone());
    let taken: Callback = Closure::new(move |event: JsValue| {
        if event.get(Word::Data) == nonce {
            there.remove(Word::RelayNonce);
            this.close_window();
        }
    });
    channel.add_event_listener(Word::Message, &taken.into_js_value());
    channel.post_message(&message);
    true
}

/// The opener did not take what was handed over. The nonce shows that this page is the end of a flow of ours, so the
/// result is kept here.
pub fn keep_unclaimed(window: &Window, storage: &Storage) {
    if storage.read(Word::RelayNonce).truthy()
        && let Some(answer) = redirect::read(&redirect::query(window))
        && redirect::keep(window, storage, answer, JsValue::UNDEFINED).is_ok()
    {
        storage.remove(Word::RelayNonce);
    }
}
