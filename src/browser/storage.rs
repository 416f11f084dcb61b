//! `sessionStorage`, which may be missing, full or forbidden.

use super::console;
use super::local::Local;
use super::name::Name;
use super::scope::Scope;
use super::window::Window;
use crate::core::value::{Kind, Value};
use crate::core::word::{Sentence, Word};

/// A window's session storage.
#[derive(Clone, Copy)]
pub struct Storage<'s>(Local<'s>);

impl<'s> Storage<'s> {
    /// This page's. In a sandboxed page even the look at it throws.
    #[inline(never)]
    pub fn of_page(scope: Scope<'s>) -> Option<Self> {
        Self::of(Window::of_page(scope)?.local())
    }

    /// Another window's.
    pub fn of(window: Local<'s>) -> Option<Self> {
        window.at(Name::SessionStorage).map(Self)
    }

    /// The JSON record under `key`. Something else is reported and removed, and counts as none.
    pub fn read(self, key: Word) -> Option<Local<'s>> {
        let scope = self.0.scope();
        let text = self.0.call1(Name::GetItem, scope.word(key)).filter(|text| text.kind() == Kind::Text)?;
        let record = json(scope)?.call1(Name::Parse, text);
        if record.is_none()
            && let Some(error) = scope.thrown()
        {
            console::log_error(scope, Sentence::StateUnreadable, error);
            self.remove(key);
        }
        record
    }

    /// Stores a record as JSON. False: the browser refused, and [`Scope::thrown`] says why.
    pub fn write(self, key: Word, record: Local<'_>) -> bool {
        let scope = self.0.scope();
        let Some(text) = json(scope).and_then(|json| json.call1(Name::Stringify, record)) else {
            return false;
        };
        self.0.call2(Name::SetItem, scope.word(key), text);
        scope.thrown().is_none()
    }

    /// Removes what is under `key`.
    pub fn remove(self, key: Word) {
        self.0.call1(Name::RemoveItem, self.0.scope().word(key));
    }
}

fn json(scope: Scope<'_>) -> Option<Local<'_>> {
    Window::of_page(scope)?.local().at(Name::Json)
}
