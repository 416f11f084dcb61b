//! The end of a session: the confirm screen, what is kept of what was connected, and for how long.

use std::time::SystemTime;

use serde::Deserialize;

use crate::grant::Operation;
use crate::session::record::{End, Record};
use crate::wire::FailedGrant;

/// What the user chose on the confirm screen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    /// Grants to keep; all of them when missing.
    keep: Option<Vec<String>>,
    ttl_seconds: Option<u64>,
    /// Whether the agent may share what it gets.
    share: bool,
}

impl Record {
    /// The user is done.
    pub(crate) fn finish(&mut self, now: SystemTime) {
        if self.grants.is_empty() {
            self.fail("connect_denied", "The user cancelled.".into());
        } else if self.asks_to_confirm() {
            if let Some(flow) = &mut self.flow {
                flow.confirming = true;
            }
        } else {
            self.settle(&Choice::default(), now);
        }
    }

    pub(crate) fn fail(&mut self, code: &str, message: String) {
        self.end = Some(End::Failed { code: code.to_owned().into(), message });
    }

    /// The real page always does, but for `direct`; here it does where there is something to choose, or a script says so.
    fn asks_to_confirm(&self) -> bool {
        let scripted = self.script.as_ref().is_some_and(|script| script.confirm);
        let wanted = scripted || self.flow.as_ref().is_some_and(|flow| flow.confirm);
        !self.options.direct && (wanted || self.options.policy.is_some() || self.offers_sharing())
    }

    pub(crate) fn offers_sharing(&self) -> bool {
        self.options.agent.is_some() && self.options.delegable == Some(true)
    }

    /// Keeps what the user confirmed and the script lets be.
    pub(crate) fn settle(&mut self, choice: &Choice, now: SystemTime) {
        let scripted = self.script.as_ref().map(|script| &script.failed_grants);
        let reason = |grant: &crate::grant::Grant| match scripted.and_then(|failed| failed.get(&grant.provider)) {
            Some(reason) => Some(reason.clone()),
            None => {
                let kept = choice.keep.as_ref().is_none_or(|keep| keep.contains(&grant.grant_id));
                (!kept).then(|| "not_selected".to_owned())
            }
        };
        let (mut kept, mut failed) = (Vec::new(), Vec::new());
        for mut grant in std::mem::take(&mut self.grants) {
            let Some(reason) = reason(&grant) else {
                grant.grant_policy = self.options.grant_policy(choice.ttl_seconds, now);
                grant.delegation = self.options.delegation(choice.share);
                if self.secret.is_some() {
                    let delegable = grant.delegation.take().map(|delegation| delegation["delegable"] == true);
                    grant.delegable = delegable;
                }
                kept.push(grant);
                continue;
            };
            let message = match reason.as_str() {
                "not_selected" => format!("The user did not select {}.", grant.provider_name),
                _ => format!("{} could not be turned on.", grant.provider_name),
            };
            if grant.operation == Operation::Creation {
                self.dropped.push(grant.grant_id);
            }
            failed.push(FailedGrant { provider_id: grant.provider, reason, message });
        }
        (self.grants, self.failed) = (kept, failed);
        self.end = Some(End::Completed);
    }

    /// The code of an end that kept nothing, as Alter's backend client makes it from what failed.
    pub(crate) fn total_failure(&self) -> Option<&'static str> {
        if !self.grants.is_empty() || self.failed.is_empty() {
            return None;
        }
        let activation = |failed: &FailedGrant| matches!(&*failed.reason, "not_selected" | "activation_failed");
        Some(match self.failed.iter().all(activation) {
            true => "grant_activation_failed",
            false => "grant_policy_application_failed",
        })
    }
}
