//! Grants, and the emulator's memory of them.

use std::borrow::Cow;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::catalog::{Provider, capitalised};
use crate::clock::milliseconds;
use crate::random::Random;

/// One connected account, as the hosted page reports it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) grant_id: String,
    pub(crate) provider: String,
    pub(crate) provider_name: String,
    pub(crate) account_identifier: String,
    pub(crate) timestamp: String,
    pub(crate) operation: Operation,
    pub(crate) scopes: Vec<String>,
    pub(crate) status: Cow<'static, str>,
    pub(crate) metadata: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) grant_policy: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) delegation: Option<Value>,
    /// Of an agent's grant on a managed secret: whether it was there before, and whether the agent may share it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) updated: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) delegable: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Operation {
    Creation,
    Reauth,
}

impl Operation {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Creation => "creation",
            Self::Reauth => "reauth",
        }
    }
}

/// Which user granted which account in this run. Granting the same account again keeps its grant id.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Ledger {
    granted: Vec<Granted>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Granted {
    user: String,
    provider: String,
    account: String,
    grant_id: String,
}

impl Ledger {
    /// Whether a user's grant is one of that provider.
    pub(crate) fn holds(&self, grant_id: &str, user: &str, provider: &str) -> bool {
        self.granted.iter().any(|it| it.grant_id == grant_id && it.user == user && it.provider == provider)
    }

    /// The accounts of a provider that a user has granted.
    pub(crate) fn accounts(&self, user: &str, provider: &str) -> Vec<&str> {
        let granted = self.granted.iter().filter(|it| it.user == user && it.provider == provider);
        granted.map(|it| it.account.as_str()).collect()
    }

    /// The user's grant of that provider: the one with that account if there is one, else the newest.
    pub(crate) fn held(&self, user: &str, provider: &str, account: Option<&str>) -> Option<&str> {
        let granted = || self.granted.iter().rev().filter(|it| it.user == user && it.provider == provider);
        let found = granted().find(|it| Some(&*it.account) == account).or_else(|| granted().next())?;
        Some(&found.grant_id)
    }

    pub(crate) fn account(&self, grant_id: &str) -> Option<&str> {
        self.granted.iter().find(|it| it.grant_id == grant_id).map(|it| it.account.as_str())
    }

    /// What was not kept after all.
    pub(crate) fn forget(&mut self, grant_id: &str) {
        self.granted.retain(|it| it.grant_id != grant_id);
    }

    pub(crate) fn grant(
        &mut self,
        user: &str,
        provider: &Provider,
        account: &str,
        repair: Option<&str>,
        random: &Random,
        now: SystemTime,
    ) -> Grant {
        let known = self.granted.iter_mut().find(|it| match repair {
            Some(grant_id) => it.grant_id == grant_id,
            None => it.user == user && it.provider == provider.id && it.account == account,
        });
        let (grant_id, operation) = match known {
            Some(granted) => {
                granted.account = account.into();
                (granted.grant_id.clone(), Operation::Reauth)
            }
            None => {
                let grant_id = random.uuid();
                self.granted.push(Granted {
                    user: user.into(),
                    provider: provider.id.clone(),
                    account: account.into(),
                    grant_id: grant_id.clone(),
                });
                (grant_id, Operation::Creation)
            }
        };
        let name = account.split('@').next().unwrap_or(account);
        Grant {
            grant_id,
            provider: provider.id.clone(),
            provider_name: provider.name.clone(),
            account_identifier: account.into(),
            timestamp: milliseconds(now),
            operation,
            scopes: provider.scopes.clone(),
            status: "active".into(),
            metadata: json!({
                "account_display_name": capitalised(name),
                "account_email": account.contains('@').then_some(account),
            }),
            grant_policy: None,
            delegation: None,
            updated: None,
            delegable: None,
        }
    }
}
