//! How an app hears that a flow has ended.

use super::bus::Callbacks;
use super::instance::Connect;
use super::kept;
use crate::browser::local::Local;
use crate::browser::scope::Scope;
use crate::core::flow::Ending;
use crate::core::message::Answer;
use crate::core::word::Word;

impl Connect {
    /// Tells the app how a flow ended.
    pub(super) fn tell_end<'s>(&self, callbacks: Callbacks<'s>, ending: Ending, answer: Option<Answer<Local<'s>>>) {
        let scope = callbacks.scope();
        let told = match ending {
            Ending::Closed | Ending::Destroyed => None,
            Ending::Exited => Some((Word::Exit, scope.list())),
            Ending::Answered => answer.map(event_of),
            Ending::Failed(error) => {
                Some(event_of(answer.unwrap_or_else(|| Answer::from_error(&scope.undefined(), error))))
            }
        };
        let outer = Callbacks::held(&self.ending, scope);
        callbacks.hold(&self.ending);
        if let Some((event, arguments)) = told {
            self.emit(scope, event, arguments);
        }
        self.finish(scope);
        if let Some(outer) = outer {
            outer.hold(&self.ending);
        }
    }

    /// Removes the callbacks of the flow that is ending, and emits `close`. False: no flow is ending, or it was done.
    pub(super) fn finish(&self, scope: Scope<'_>) -> bool {
        let Some(callbacks) = Callbacks::held(&self.ending, scope) else { return false };
        self.ending.clear();
        self.bus.remove(callbacks);
        self.emit(scope, Word::Close, scope.list());
        true
    }

    /// Calls the handlers, and in their place among them the callback of the flow that is ending, which hears `close`
    /// next. The callbacks of a flow that began meanwhile are passed over: the event is not theirs.
    pub(super) fn emit(&self, scope: Scope<'_>, event: Word, arguments: Local<'_>) {
        self.bus.visit(scope, event, |handler| {
            match handler.callbacks() {
                None => handler.call(arguments),
                Some(callbacks) => {
                    if Callbacks::held(&self.ending, scope).is_some_and(|ending| ending.is_same(callbacks)) {
                        callbacks.tell(event, arguments);
                        self.finish(scope);
                    }
                }
            }
            false
        });
    }

    /// Hands the kept result of a redirect to whoever listens for it.
    pub(super) fn deliver_kept(&self, scope: Scope<'_>) {
        let Some(answer) = kept::read(scope) else { return };
        self.kept.set(true);
        let (event, arguments) = event_of(answer);
        let mut heard = false;
        self.bus.visit(scope, event, |handler| {
            heard = handler.callbacks().is_none();
            heard
        });
        if heard {
            kept::forget(scope);
            self.emit(scope, event, arguments);
        }
    }
}

/// The event that tells of an answer, and its arguments.
fn event_of(answer: Answer<Local<'_>>) -> (Word, Local<'_>) {
    let (event, value) = match answer {
        Answer::Success(grants) => (Word::Success, grants),
        Answer::Failure(error) => (Word::Error, error),
    };
    (event, value.scope().list_of(value))
}
