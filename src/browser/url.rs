//! Addresses of the Connect page.

use wasm_bindgen::prelude::*;

use super::js::{self, JsString, Object, RegExp};
use crate::address;
use crate::value::Value;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object, js_name = URL)]
    type Url;
    #[wasm_bindgen(constructor, catch, js_class = "URL")]
    fn new(url: &JsValue) -> Result<Url, JsValue>;
}

/// A page to open, and the origin that may answer.
pub struct Address {
    /// The whole address, with the session token in its fragment.
    pub url: JsValue,
    /// The page's origin.
    pub origin: JsValue,
}

/// What an [`Address`] is made from, apart from the token: the Connect page, or nothing where the app gives whole addresses.
pub struct Base(Option<JsValue>);

impl Base {
    /// From `baseURL`, which may be undefined for the default; or from nothing, for a `connectUrl`. `None`: not permitted.
    pub fn new(base_url: Option<JsValue>) -> Option<Self> {
        let Some(base_url) = base_url else { return Some(Self(None)) };
        let mut url = permitted(base_url.or(|| JsValue::from_word(Word::DefaultBaseUrl)))?;
        let path = url
            .get(Word::Pathname)
            .unchecked_into::<JsString>()
            .replace(&RegExp::new(Word::TrailingSlashes, Word::Empty), Word::ConnectPath);
        url.set(Word::Pathname, path.into());
        url.set(Word::Search, JsValue::from_word(Word::Empty));
        Some(Self(Some(url)))
    }

    /// The address for a session token, or for a `connectUrl`. `None`: not permitted, or not to be encoded.
    pub fn address(&self, source: &JsValue) -> Option<Address> {
        let url = match &self.0 {
            None => permitted(source.clone())?,
            Some(url) => {
                let token = js::encode_uri_component(source).ok()?;
                let mut url = url.clone();
                url.set(Word::Hash, js::string(Word::SessionFragment).concat(token).into());
                url
            }
        };
        Some(Address { url: url.get(Word::Href), origin: url.get(Word::Origin) })
    }
}

/// A `URL` object.
pub fn parse(url: JsValue) -> Option<JsValue> {
    Url::new(&url).ok().map(JsValue::from)
}

fn permitted(url: JsValue) -> Option<JsValue> {
    let url = parse(url)?;
    address::is_permitted(url.word(Word::Protocol), url.word(Word::Hostname)).then_some(url)
}
