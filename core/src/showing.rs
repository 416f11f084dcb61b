//! The Connect page is shown as soon as its address is known and its window is ready; then the window is looked at.

use crate::error::Error;
use crate::flow::POLL;
use crate::host::Host;
use crate::machine::Machine;
use crate::signal::{Facts, Popup};
use crate::value::Value;
use crate::word::Word;

impl Machine {
    /// Goes to the Connect page, if that can be done now.
    #[inline(never)]
    pub(crate) fn proceed<H: Host>(&self, host: &H, now: i32) {
        if self.flow.is_preparing() {
            let blank = host.is_blank();
            if blank {
                host.prepare_popup();
            }
            self.flow.look_blank(blank);
        }
        if self.flow.show(now) {
            if self.flow.is_here() {
                if let Some(cause) = host.leave_page() {
                    let mut details = cause.record();
                    details.set(Word::Error, cause);
                    return self.fail(host, Error::RedirectError, &details.clone(), Some(details));
                }
            } else if !self.flow.is_direct() {
                host.send_popup();
            }
            host.tell_opened();
        }
    }

    /// Looks at the window, and again later; or notices that the flow is over.
    #[inline(always)]
    pub(crate) fn look<H: Host>(&self, host: &H, beside: &H::Value, facts: Facts) {
        // What was done before may have run code of the app's, so it asks again whether the flow goes on.
        if !self.flow.is(facts.flow) {
            return;
        }
        if self.flow.is_late(facts.now) {
            return self.fail(host, Error::TokenFailed, beside, None);
        }
        if self.flow.is_on_its_way() && !self.flow.is_here() && !host.is_blank() {
            self.flow.note_departure();
        }
        if self.flow.is_on_its_way() && self.flow.is_stuck(facts.now) {
            if !self.flow.is_here() {
                return self.fail(host, Error::PopupUnusable, beside, None);
            }
            // The user stays, or the hosted page has nothing to show. Nothing may come back later.
            self.stay(host);
            return self.exit(host);
        }
        if facts.popup != Popup::Missing {
            let soon = self.flow.look(facts.now, facts.popup == Popup::LooksClosed, facts.focus);
            if soon > 0 {
                host.wake(soon);
            } else {
                self.exit(host);
            }
        } else {
            host.wake(POLL);
        }
    }
}
