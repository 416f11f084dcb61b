//! A pending result: nobody listened when it came, because the page had just been loaded.

use crate::host::Host;
use crate::message::Answer;
use crate::session::stored;
use crate::word::Word;

/// Who asks for the pending result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taker {
    /// A flow that begins. It gets grants; the error of an earlier flow does not end it.
    Flow,
    /// A handler, of the event that tells it.
    Handler,
    /// Whoever calls `takeRedirectResult()`.
    Anyone,
}

/// Keeps a result. False: the browser refuses to store it.
pub fn keep<H: Host>(host: &H, answer: Answer<H::Value>) -> bool {
    host.store(Word::Result, answer.into_record())
}

/// The pending result, if this taker may have it. It is gone then, before anybody hears of it: once is once.
///
/// It is not told once its session is over: whoever uses the tab then may be somebody else.
#[inline(never)]
pub fn take<H: Host>(host: &H, taker: Taker) -> Option<Answer<H::Value>> {
    let answer = Answer::from_record(&stored(host, Word::Result)?)?;
    let event = answer.event();
    let may = match taker {
        Taker::Flow => event == Word::Success,
        Taker::Handler => host.listens(event),
        Taker::Anyone => true,
    };
    if may {
        host.forget(Word::Result);
    }
    may.then_some(answer)
}
