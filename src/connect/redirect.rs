//! The full-page redirect: what is stored before leaving, and what is found on return.

use super::kept::{self, is_fresh, stamp};
use crate::browser::local::Local;
use crate::browser::name::Name;
use crate::browser::storage::Storage;
use crate::browser::url::{self, Url};
use crate::browser::window::Window;
use crate::core::message::{Answer, PARAMETERS};
use crate::core::value::Value;
use crate::core::word::Word;

/// A return later than this, in milliseconds, is not believed.
const STATE_LIFE: f64 = 300_000.0;

/// Remembers where we are and goes to `url`. False: nothing could be remembered, and we stay; what the browser has against
/// it is [thrown](crate::browser::scope::Scope::thrown).
pub fn leave(window: Window<'_>, url: Url<'_>) -> bool {
    let scope = window.local().scope();
    let mut state = scope.record();
    stamp(&mut state);
    state.set(Word::ReturnUrl, window.address());
    let remembered = Storage::of_page(scope).is_some_and(|storage| storage.write(Word::RedirectState, state));
    if remembered {
        window.go(url.href());
    }
    remembered
}

/// The result in the page's address, and the query that it was read from.
pub fn result_in_address<'s>(window: Window<'s>) -> Option<(Local<'s>, Answer<Local<'s>>)> {
    let query = window.location()?.at(Name::Search)?;
    Some((query, Answer::from_redirect(&url::parameters(query))?))
}

/// Turns the parameters of a return into a kept result and cleans the address. Parameters that no redirect of ours
/// explains are left alone: anyone can craft a link.
pub fn take_return(window: Window<'_>) {
    let scope = window.local().scope();
    let Some(storage) = Storage::of_page(scope) else { return };
    let Some(state) = storage.read(Word::RedirectState) else { return };
    if is_fresh(state, STATE_LIFE) {
        let Some((_, answer)) = result_in_address(window) else { return };
        // A storage that is full loses no result: it is still in the address, and the next load of the page finds it.
        if !kept::keep(scope, answer) {
            return;
        }
        match state.get(Word::ReturnUrl).and_then(Url::parse).and_then(Url::on_this_origin) {
            Some(before) => window.show(before),
            None => show_without_result(window),
        }
    }
    storage.remove(Word::RedirectState);
}

/// Takes the result out of the address that is shown. The rest of it is the app's.
pub fn show_without_result(window: Window<'_>) {
    if let Some(address) = Url::parse(window.address()) {
        window.show(address.without(&PARAMETERS));
    }
}
