//! The popup window.

use core::cell::Cell;

use wasm_bindgen::prelude::*;

use super::held::Held;
use super::local::Local;
use super::name::Name;
use super::scope::Scope;
use super::storage::Storage;
use super::url::Url;
use super::window::Window;
use crate::core::word::Word;

#[wasm_bindgen(module = "/src/browser/popup.js")]
extern "C" {
    fn features() -> i32;
    #[wasm_bindgen(js_name = isBlank)]
    fn is_blank(popup: i32) -> bool;
    #[wasm_bindgen(js_name = showWaitingPage)]
    fn show_waiting_page(popup: i32);
}

/// How many looks at a popup that is used again it gets to show our blank page.
const MOST_LOOKS: u32 = 100;

/// The popup, or none.
#[derive(Default)]
pub struct Popup {
    window: Held,
    /// Looks at it that are left until it is taken as it is.
    looks: Cell<u32>,
}

impl Popup {
    /// Opens a blank page, centred on the opener. Has to run in the user's click. There is no window if it is blocked.
    ///
    /// The name finds a popup that is open already. It leaves its page for the blank one, which takes a moment.
    pub fn open(&self, opener: Window<'_>) {
        let scope = opener.local().scope();
        let arguments = [scope.name(Name::Blank), scope.name(Name::Popup), scope.passed(features())];
        self.window.set_call(opener.local(), Name::Open, arguments);
        self.looks.set(MOST_LOOKS);
    }

    /// Its window, which may be of another origin: `focus`, `close`, `closed` and `location` are all that it offers then.
    pub fn window<'s>(&self, scope: Scope<'s>) -> Option<Local<'s>> {
        self.window.get(scope)
    }

    /// Leaves a record in the popup's own session storage, where no other window finds it, and shows a waiting page.
    /// False: its blank page is not there yet.
    pub fn prepare(&self, scope: Scope<'_>, record: Option<Local<'_>>) -> bool {
        let left = self.looks.get();
        let Some(window) = self.window.get(scope).filter(|_| left > 0) else { return true };
        if !is_blank(window.number()) {
            self.looks.set(left - 1);
            return left == 1;
        }
        self.looks.set(0);
        if let Some(storage) = Storage::of(window) {
            // The browser has copied ours into it.
            storage.remove(Word::RedirectState);
            storage.remove(Word::KeptResult);
            if let Some(record) = record {
                storage.write(Word::Relay, record);
            }
        }
        show_waiting_page(window.number());
        true
    }

    /// Whether there is nothing to prepare any more.
    pub fn is_prepared(&self) -> bool {
        self.looks.get() == 0
    }

    /// Goes to another page. The history gets no entry, so that Back does not lead to the blank one.
    pub fn navigate(&self, url: Url<'_>) {
        let href = url.href();
        if let Some(location) = self.window.get(href.scope()).and_then(|window| window.at(Name::Location)) {
            location.call1(Name::Replace, href);
        }
    }

    /// `popup.closed`: see [`flow`](crate::core::flow) for what it is worth.
    pub fn looks_closed(&self, scope: Scope<'_>) -> bool {
        self.window.get(scope).is_some_and(|window| window.at(Name::Closed).is_some())
    }

    /// Brings it to the front.
    pub fn focus(&self, scope: Scope<'_>) {
        if let Some(window) = self.window.get(scope) {
            window.call(Name::Focus);
        }
    }

    /// Closes it.
    pub fn close(&self, scope: Scope<'_>) {
        if let Some(window) = self.window.get(scope) {
            window.call(Name::Close);
            self.window.clear();
        }
    }

    /// Leaves it to somebody else.
    pub fn leave(&self) {
        self.window.clear();
    }
}
