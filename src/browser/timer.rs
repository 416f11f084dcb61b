//! A timer.

use super::held::Held;
use super::local::Local;
use super::name::Name;
use super::scope::Scope;
use super::window::Window;

/// A pending timeout, or none.
#[derive(Default)]
pub struct Timer(Held);

impl Timer {
    /// Calls `callback` in so many milliseconds, instead of any call that was to come.
    pub fn set(&self, callback: Local<'_>, milliseconds: f64) {
        let scope = callback.scope();
        self.clear(callback.scope());
        if let Some(window) = Window::of_page(scope) {
            let arguments = [callback, scope.number(milliseconds), scope.undefined()];
            self.0.set_call(window.local(), Name::SetTimeout, arguments);
        }
    }

    /// No call is to come any more.
    pub fn clear(&self, scope: Scope<'_>) {
        if let (Some(handle), Some(window)) = (self.0.get(scope), Window::of_page(scope)) {
            window.local().call1(Name::ClearTimeout, handle);
            self.0.clear();
        }
    }
}
