//! The full-page redirect: what is kept before leaving, and what is found on return.

use wasm_bindgen::prelude::*;

use super::js::{self, Local};
use super::storage::Storage;
use super::url;
use crate::message::Answer;
use crate::value::Value;
use crate::word::Word;

/// A return later than this, in milliseconds, is not believed.
const STATE_LIFE: f64 = 300_000.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method, structural, catch, js_name = replaceState)]
    fn replace_state(this: &Local, state: &Local, title: Word, url: &Local) -> Result<(), JsValue>;
}

/// Remembers where we are and goes to `url`. An error, the browser's: nothing could be remembered, and we stay.
pub fn leave(window: Local, url: Local) -> Result<(), Local> {
    let storage = Storage::of(window)?;
    let mut state = Local::record();
    state.set(Word::Timestamp, js::number(js::epoch()));
    let mut location = window.any(Word::Location);
    state.set(Word::ReturnUrl, location.any(Word::Href));
    storage.remove(Word::RelayNonce);
    storage.write(Word::RedirectState, state)?;
    location.set(Word::Href, url);
    Ok(())
}

/// The page's query string, if it has one.
pub fn query(window: Local) -> Option<Local> {
    window.any(Word::Location).get(Word::Search)
}

/// Reads a query string of the hosted page's.
pub fn read(query: Local) -> Option<Answer<Local>> {
    Answer::from_redirect(&js::query(&query))
}

/// Turns the parameters of a return into a kept result and cleans the address. Parameters that no redirect of ours
/// explains are left alone: anyone can craft a link.
pub fn take_return(window: Local, storage: Storage) {
    let Some(state) = storage.read(Word::RedirectState) else { return };
    let fresh = js::epoch() - state.number(Word::Timestamp) <= STATE_LIFE;
    let answer = if fresh { query(window).and_then(read) } else { None };
    if fresh && answer.is_none() {
        return;
    }
    // A storage that is full loses no result: it is still in the address, and the next load of the page finds it there.
    if answer.is_none_or(|answer| keep(window, storage, answer, state.get(Word::ReturnUrl)).is_ok()) {
        storage.remove(Word::RedirectState);
    }
}

/// Keeps a result until someone takes it, and puts back the address that the page had before.
pub fn keep(window: Local, storage: Storage, answer: Answer<Local>, return_url: Option<Local>) -> Result<(), Local> {
    storage.write(Word::KeptResult, answer.into_record())?;
    let clean = match return_url.and_then(url::parse) {
        Some(url) => url.any(Word::Pathname).append(&url.any(Word::Search)).append(&url.any(Word::Hash)),
        None => window.any(Word::Location).any(Word::Pathname),
    };
    // Where the browser refuses, the parameters stay in sight and harm nothing.
    let _ = window.any(Word::History).replace_state(&Local::record(), Word::Empty, &clean);
    Ok(())
}

/// The result that is kept until someone takes it.
pub fn kept_result() -> Option<Answer<Local>> {
    Answer::from_record(&Storage::of_page()?.read(Word::KeptResult)?)
}

/// The kept result was taken.
pub fn forget_result() {
    if let Some(storage) = Storage::of_page() {
        storage.remove(Word::KeptResult);
    }
}
