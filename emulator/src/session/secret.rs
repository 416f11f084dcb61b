//! Managed secrets: the user gives a key of their own, or lets the app use one that is there. How the real page does it and
//! what it tells the app is not published: a guess.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::catalog::Provider;
use crate::grant::{Grant, Ledger, Operation};
use crate::managed::SecretPath;
use crate::random::Random;
use crate::session::options::Options;

/// What makes a session one for a managed secret.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Secret {
    pub(crate) path: SecretPath,
    pub(crate) existing: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) template: Option<String>,
}

impl Secret {
    /// How a session will go, with what the user holds already.
    pub(crate) fn of(
        label: Option<String>,
        template: Option<String>,
        options: &Options,
        user: &str,
        provider: &str,
        ledger: &Ledger,
    ) -> Self {
        let (path, existing) = match &options.repair {
            Some(grant_id) => (SecretPath::Repair, Some(grant_id.clone())),
            None => match ledger.held(user, provider, label.as_deref()) {
                Some(grant_id) => (SecretPath::FastPath, Some(grant_id.to_owned())),
                None => (SecretPath::KeyEntry, None),
            },
        };
        Self { path, existing, label, template }
    }

    /// What the user's consent makes: their own grant, or the agent's under it.
    pub(crate) fn grant(
        &self,
        user: &str,
        provider: &Provider,
        options: &Options,
        ledger: &mut Ledger,
        random: &Random,
        now: SystemTime,
    ) -> Grant {
        let existing = self.existing.as_deref();
        let held = existing.and_then(|grant_id| ledger.account(grant_id)).map(str::to_owned);
        let account = held.or_else(|| self.label.clone()).unwrap_or_else(|| "default".into());
        let mut grant = ledger.grant(user, provider, &account, existing, random, now);
        if let Some(agent) = &options.agent {
            let user = format!("{user}\nagent {agent}");
            grant = ledger.grant(&user, provider, &account, None, random, now);
            grant.updated = Some(grant.operation == Operation::Reauth);
        }
        grant.scopes = Vec::new();
        grant
    }
}
