//! Which page of a session comes next.
//!
//! No I/O here: the hosted page asks, and gets a [`View`] to show.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::catalog::Provider;
use crate::grant::{Grant, Ledger};
use crate::managed::SecretPath;
use crate::random::Random;
use crate::script::Script;
use crate::session::confirm::Choice as Chosen;
use crate::session::delivery::Delivery;
use crate::session::flow::{Places, Return};
use crate::session::record::{End, Record};
use crate::wire::PolicyBounds;

/// What the hosted page shows next.
#[derive(Serialize)]
#[serde(tag = "step", rename_all = "lowercase")]
pub(crate) enum View {
    /// The provider picker.
    Pick { providers: Vec<Choice>, notice: Option<String>, advice: Option<String>, can_finish: bool },
    /// The browser leaves for the provider.
    Authorize { url: String, provider_name: String },
    /// A managed secret: a key is asked for, or whether one may be used.
    Secret { name: String, path: SecretPath, press: Option<&'static str>, delay_ms: u64 },
    /// What to keep, and for how long.
    Confirm { grants: Vec<Kept>, policy: Option<PolicyBounds>, sharing: bool, press: bool, delay_ms: u64 },
    /// A page that never goes on.
    Wait,
    /// Hand over the result.
    Deliver(Delivery),
}

/// A provider in the picker.
#[derive(Serialize)]
pub(crate) struct Choice {
    #[serde(flatten)]
    provider: Provider,
    /// Accounts connected in this session.
    accounts: Vec<String>,
}

/// A grant on the confirm screen.
#[derive(Serialize)]
pub(crate) struct Kept {
    grant_id: String,
    name: String,
    account: String,
}

/// What the user does on the hosted page.
#[derive(Deserialize)]
#[serde(tag = "action", rename_all = "lowercase")]
pub(crate) enum Action {
    /// The page was loaded.
    Resume,
    Choose {
        provider: String,
    },
    /// Done, or cancelled when nothing is connected yet.
    Finish,
    /// On the confirm screen.
    Confirm(Chosen),
    /// On the page of a managed secret, with the name of the button.
    Secret {
        decision: String,
    },
    Cancel,
}

impl Record {
    pub(crate) fn act(
        &mut self,
        action: &Action,
        places: &Places<'_>,
        ledger: &mut Ledger,
        random: &Random,
        now: SystemTime,
    ) -> View {
        let confirming = self.flow.as_ref().is_some_and(|flow| flow.confirming);
        if self.end.is_none() && !self.is_expired(now) {
            match action {
                Action::Finish if !confirming => self.finish(now),
                Action::Secret { decision } if self.secret.is_some() && !confirming => {
                    self.decide(decision, ledger, random, now);
                }
                Action::Confirm(choice) if confirming => self.settle(choice, now),
                Action::Cancel if confirming => self.fail("connect_denied", "The user cancelled.".into()),
                _ => {}
            }
        }
        if self.is_expired(now) {
            return View::Deliver(Delivery::expired(self));
        }
        match &self.end {
            Some(End::Failed { code, message }) => {
                return View::Deliver(Delivery::failed(self, code, message));
            }
            Some(_) => return View::Deliver(Delivery::completed(self)),
            None => {}
        }
        let only = self.providers.len() == 1;
        let Some(flow) = self.flow.as_mut() else {
            return View::Wait;
        };
        if flow.silent {
            return View::Wait;
        }
        if flow.confirming {
            return self.confirm();
        }
        if let Some(secret) = &self.secret {
            let script = self.script.as_ref();
            return View::Secret {
                name: self.providers.first().map(|provider| provider.name.clone()).unwrap_or_default(),
                path: secret.path,
                press: script.filter(|script| !script.pause_at_provider).map(Script::button),
                delay_ms: script.map_or(0, |script| script.delay_ms),
            };
        }
        let next = match action {
            Action::Choose { provider } => self.providers.iter().find(|p| p.id == *provider),
            _ if self.script.is_some() => self.providers.get(flow.visited),
            _ if only => self.providers.first(),
            _ => None,
        };
        match next {
            Some(provider) => View::Authorize {
                url: flow.visit(provider.clone(), &self.options.scopes(provider), places, random),
                provider_name: provider.name.clone(),
            },
            None => self.picker(),
        }
    }

    /// Consent to a managed secret ends as a visit to a provider does.
    fn decide(&mut self, decision: &str, ledger: &mut Ledger, random: &Random, now: SystemTime) {
        let end = match decision {
            "approve" => Return::Approved { account: String::new() },
            "deny" => Return::Denied,
            _ => Return::Failed { reason: "the key can't be used.".into() },
        };
        if let Some(provider) = self.providers.first().cloned() {
            self.returned(&provider, end, ledger, random, now);
        }
    }

    fn confirm(&self) -> View {
        let kept = |grant: &Grant| Kept {
            grant_id: grant.grant_id.clone(),
            name: grant.provider_name.clone(),
            account: grant.account_identifier.clone(),
        };
        let script = self.script.as_ref();
        View::Confirm {
            grants: self.grants.iter().map(kept).collect(),
            policy: self.options.policy.clone(),
            sharing: self.offers_sharing(),
            press: script.is_some_and(|script| !script.pause_at_provider),
            delay_ms: script.map_or(0, |script| script.delay_ms),
        }
    }

    fn picker(&mut self) -> View {
        let accounts = |provider: &Provider| {
            let of_provider = self.grants.iter().filter(|g| g.provider == provider.id);
            of_provider.map(|g| g.account_identifier.clone()).collect()
        };
        let choices =
            self.providers.iter().map(|provider| Choice { accounts: accounts(provider), provider: provider.clone() });
        View::Pick {
            providers: choices.collect(),
            can_finish: !self.grants.is_empty(),
            advice: (!self.grants.is_empty()).then(|| {
                let app = self.app().unwrap_or("The app");
                format!("{app} gets nothing until you press Done. You can connect another account first.")
            }),
            notice: self.flow.as_mut().and_then(|flow| flow.notice.take()),
        }
    }
}
