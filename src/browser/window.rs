//! The page's window, and what hangs on it.

use wasm_bindgen::prelude::*;

use super::local::Local;
use super::name::Name;
use super::scope::Scope;
use crate::core::device::Device;
use crate::core::flow::Focus;
use crate::core::word::Word;

#[wasm_bindgen(module = "/src/browser/window.js")]
extern "C" {
    #[wasm_bindgen(js_name = page)]
    fn page_window() -> i32;
    fn mobile() -> bool;
    fn touch() -> bool;
    /// 2: this page has the focus. 1: it has not. 0: nobody can tell.
    fn focus() -> i32;
    fn uuid() -> i32;
    #[wasm_bindgen(js_name = settle)]
    fn settle_value(source: i32) -> i32;
}

/// The page's window.
#[derive(Clone, Copy)]
pub struct Window<'s>(Local<'s>);

impl<'s> Window<'s> {
    /// `None` outside a browser.
    pub fn of_page(scope: Scope<'s>) -> Option<Self> {
        scope.some(page_window()).map(Self)
    }

    /// As a value.
    pub fn local(self) -> Local<'s> {
        self.0
    }

    /// What the device rule looks at.
    pub fn device(self) -> Device {
        let size = |name| self.0.at(name).map_or(0.0, Local::as_number);
        Device {
            mobile_agent: mobile(),
            touch: touch(),
            width: size(Name::InnerWidth),
            height: size(Name::InnerHeight),
        }
    }

    /// Where the focus is.
    pub fn focus(self) -> Focus {
        match focus() {
            2 => Focus::Here,
            1 => Focus::Elsewhere,
            _ => Focus::Unknown,
        }
    }

    /// A random UUID. `None` on pages that are not secure, and in old browsers.
    pub fn uuid(self) -> Option<Local<'s>> {
        self.0.scope().some(uuid())
    }

    /// `location`.
    pub fn location(self) -> Option<Local<'s>> {
        self.0.at(Name::Location)
    }

    /// The page's address.
    pub fn address(self) -> Local<'s> {
        let address = self.location().and_then(|location| location.at(Name::Href));
        address.unwrap_or_else(|| self.0.scope().word(Word::Empty))
    }

    /// Goes to an address.
    pub fn go(self, url: Local<'_>) {
        if let Some(location) = self.location() {
            location.put(Name::Href, url);
        }
    }

    /// Shows another address of this origin's, without going there; the page's own state stays with it.
    pub fn show(self, url: Local<'_>) {
        if let Some(history) = self.0.at(Name::History) {
            let scope = self.0.scope();
            let state = history.at(Name::State).unwrap_or_else(|| scope.undefined());
            // Where the browser refuses, the parameters stay in sight and harm nothing.
            history.call3(Name::ReplaceState, state, scope.word(Word::Empty), url);
        }
    }

    /// Lets everybody on the page hear an event.
    pub fn dispatch(self, event: Local<'_>) {
        self.0.call1(Name::DispatchEvent, event);
    }

    /// Closes the window.
    pub fn close(self) {
        self.0.call(Name::Close);
    }
}

/// A promise of `{value}` or `{reason}`: what a function gives, a promise resolves to, or the value itself.
pub fn settle<'s>(source: Local<'s>) -> Local<'s> {
    source.scope().passed(settle_value(source.number()))
}
