//! The Connect page is shown as soon as its address is known and its window is ready; then the popup is looked at.

use crate::error::Error;
use crate::host::Host;
use crate::machine::Machine;
use crate::signal::{Facts, Popup};
use crate::value::Value;
use crate::word::Word;

impl Machine {
    /// Goes to the Connect page, if that can be done now.
    #[inline(never)]
    pub(crate) fn proceed<H: Host>(&self, host: &H) {
        if self.flow.is_preparing() {
            let blank = host.is_blank();
            if blank {
                host.prepare_popup();
            }
            self.flow.look_blank(blank);
        }
        if self.flow.show() {
            if !self.flow.is_here() {
                host.send_popup();
            } else if let Some(cause) = host.leave_page() {
                let mut details = cause.record();
                details.set(Word::Error, cause);
                return self.fail(host, Error::RedirectError, &details.clone(), Some(details));
            }
            host.say(Word::Opened);
            host.tell_opened();
        }
    }

    /// Looks at the popup, and again later; or notices that the user has closed it.
    #[inline(always)]
    pub(crate) fn look<H: Host>(&self, host: &H, facts: Facts) {
        // `proceed` may have run code of the app's, so it asks again whether the flow goes on.
        if facts.popup != Popup::Missing && self.flow.is(facts.flow) {
            let soon = self.flow.look(facts.now, facts.popup == Popup::LooksClosed, facts.focus);
            if soon > 0.0 {
                host.wake(soon);
            } else {
                self.exit(host);
            }
        }
    }
}
