//! The relay, the popup's end: this page is our popup coming home without an opener.
//!
//! It hands the query of its address over to the opener and closes once that was taken. Where the opener is gone, the result
//! is this page's own, kept as after a redirect.

use alloc::rc::Rc;
use core::mem::ManuallyDrop;
use core::sync::atomic::{AtomicI32, Ordering::Relaxed};

use super::kept::{self, is_fresh};
use super::redirect::{result_in_address, show_without_result};
use crate::browser::channel::Channel;
use crate::browser::held::{self, Held};
use crate::browser::local::Local;
use crate::browser::lock;
use crate::browser::receiver::Receiver;
use crate::browser::scope::{Scope, in_call};
use crate::browser::storage::Storage;
use crate::browser::url;
use crate::browser::window::Window;
use crate::core::flow::SESSION;
use crate::core::message::Answer;
use crate::core::value::Value;
use crate::core::word::Word;

/// The opener has taken the result.
const TAKEN: i32 = 1;
/// Nobody will.
const UNCLAIMED: i32 = 2;

/// The promise that resolves once either is known: the number by which it is held. A page comes home once.
static DECIDED: AtomicI32 = AtomicI32::new(0);

struct Handover {
    channel: Channel,
    query: Held,
}

/// Hands the result in the page's address over, if the popup's nonce says that it is a flow's of ours. Gives the promise
/// that resolves once it is known whether the result is this page's own.
pub fn begin(window: Window<'_>) -> Option<Local<'_>> {
    let scope = window.local().scope();
    if let Some(decided) = decided(scope) {
        return Some(decided);
    }
    // Read once: the app's router may strip it in the next moment.
    let (query, _) = result_in_address(window)?;
    let storage = Storage::of_page(scope)?;
    let record = storage.read(Word::Relay)?;
    // It is good for one use, and for as long as the session.
    storage.remove(Word::Relay);
    let nonce = record.get(Word::Nonce).filter(|_| is_fresh(record, SESSION))?;

    let handover = Rc::new(Handover { channel: Channel::default(), query: Held::nothing() });
    handover.query.set(query);
    let this = handover.clone();
    let receiver = Receiver::new(scope, move |signal, _, _| in_call(|scope| this.hear(scope, signal)));
    // The page comes home once.
    let receiver = ManuallyDrop::new(receiver);
    // First, since it is what closes the channel in any case.
    let promise = lock::free(nonce).then(receiver.bind(scope, UNCLAIMED, 0))?;
    DECIDED.store(held::forever(promise), Relaxed);
    handover.channel.open(nonce, receiver.bind(scope, TAKEN, 0));
    handover.channel.post(query);
    Some(promise)
}

/// The promise that resolves once it is known whether a result is this page's own. `None`: nothing is handed over.
pub fn decided(scope: Scope<'_>) -> Option<Local<'_>> {
    held::by_number(scope, DECIDED.load(Relaxed))
}

impl Handover {
    fn hear(&self, scope: Scope<'_>, signal: i32) {
        let Some(window) = Window::of_page(scope).filter(|_| self.channel.is_open()) else { return };
        self.channel.close(scope);
        if signal == TAKEN {
            window.close();
        } else if let Some(query) = self.query.get(scope)
            && let Some(answer) = Answer::from_redirect(&url::parameters(query))
            && kept::keep(scope, answer)
        {
            show_without_result(window);
        }
    }
}
