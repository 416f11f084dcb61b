//! Addresses of the Connect page, as `URL` objects.

use wasm_bindgen::prelude::*;

use super::js::{self, Local};
use crate::address;
use crate::value::Value;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(constructor, catch, js_class = "URL")]
    fn new_url(url: &Local) -> Result<Local, JsValue>;
}

/// The Connect page at a `baseURL`, which may be undefined for the default. `None`: not permitted.
pub fn connect_page(base_url: Option<Local>) -> Option<Local> {
    let mut url = permitted(base_url.unwrap_or_else(|| js::string(Word::DefaultBaseUrl)))?;
    url.set(Word::Pathname, js::replaced(&url.any(Word::Pathname), Word::TrailingSlashes, Word::ConnectPath));
    url.set_word(Word::Search, Word::Empty);
    Some(url)
}

/// The address to open: the Connect page with a session token in its fragment; or, where there is no `page`, the
/// `connectUrl` that `source` is. `None`: not permitted, or not to be encoded.
pub fn address(page: Option<Local>, source: Local) -> Option<Local> {
    let Some(mut page) = page else { return permitted(source) };
    let token = js::encode_uri_component(&source).ok()?;
    page.set(Word::Hash, js::string(Word::SessionFragment).append(&token));
    Some(page)
}

/// A `URL` object.
pub fn parse(url: Local) -> Option<Local> {
    Local::new_url(&url).ok()
}

fn permitted(url: Local) -> Option<Local> {
    let url = parse(url)?;
    address::is_permitted(url.word(Word::Protocol), url.word(Word::Hostname)).then_some(url)
}
