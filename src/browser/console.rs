//! The console. Nothing written to it has an address or a token in it.

use super::local::Local;
use super::name::Name;
use super::scope::Scope;
use super::window::Window;
use crate::core::word::Sentence;

/// A line for the developer.
pub fn log(scope: Scope<'_>, line: Sentence) {
    if let Some(console) = console(scope) {
        console.call2(Name::Log, scope.sentence(Sentence::Prefix), scope.sentence(line));
    }
}

/// A line about an error that is not the SDK's.
pub fn log_error(scope: Scope<'_>, line: Sentence, error: Local<'_>) {
    if let Some(console) = console(scope) {
        console.call3(Name::Error, scope.sentence(Sentence::Prefix), scope.sentence(line), error);
    }
}

fn console(scope: Scope<'_>) -> Option<Local<'_>> {
    Window::of_page(scope)?.local().at(Name::Console)
}
