//! What a flow hears of the window.

use wasm_bindgen::prelude::*;

use super::held::Held;
use super::local::Local;
use super::name::Name;
use super::scope::Scope;
use super::window::Window;

#[wasm_bindgen(module = "/src/browser/listener.js")]
extern "C" {
    fn filter(callback: i32, popup: i32, debug: bool) -> i32;
}

const EVENTS: [Name; 5] = [Name::Message, Name::Focus, Name::PageHide, Name::PageShow, Name::TakeOver];

/// A callback on the window's events, or none.
#[derive(Default)]
pub struct Listener(Held);

impl Listener {
    /// Calls `callback` at every event but the messages of windows other than `popup`; with `debug` at those, too.
    pub fn set(&self, window: Window<'_>, callback: Local<'_>, popup: Local<'_>, debug: bool) {
        let scope = callback.scope();
        let listener = scope.passed(filter(callback.number(), popup.number(), debug));
        self.0.set(listener);
        for event in EVENTS {
            window.local().call2(Name::AddEventListener, scope.name(event), listener);
        }
    }

    /// Listens no longer.
    pub fn clear(&self, scope: Scope<'_>) {
        if let (Some(listener), Some(window)) = (self.0.get(scope), Window::of_page(scope)) {
            for event in EVENTS {
                window.local().call2(Name::RemoveEventListener, scope.name(event), listener);
            }
            self.0.clear();
        }
    }
}
