//! Grants, and the emulator's memory of them.

use std::collections::HashMap;
use std::time::SystemTime;

use serde::Serialize;
use serde_json::{Value, json};

use crate::catalog::{Provider, capitalised};
use crate::random::Random;

/// One connected account, as the hosted page reports it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Grant {
    pub(crate) grant_id: String,
    pub(crate) provider: String,
    pub(crate) provider_name: String,
    pub(crate) account_identifier: String,
    pub(crate) timestamp: String,
    pub(crate) operation: Operation,
    pub(crate) scopes: Vec<String>,
    pub(crate) status: &'static str,
    pub(crate) metadata: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    granted: HashMap<(String, String, String), String>,
}

impl Ledger {
    pub(crate) fn grant(
        &mut self,
        user: &str,
        provider: &Provider,
        account: &str,
        random: &Random,
        now: SystemTime,
    ) -> Grant {
        let key = (user.into(), provider.id.clone(), account.into());
        let (grant_id, operation) = match self.granted.get(&key) {
            Some(id) => (id.clone(), Operation::Reauth),
            None => {
                let id = random.uuid();
                self.granted.insert(key, id.clone());
                (id, Operation::Creation)
            }
        };
        let name = account.split('@').next().unwrap_or(account);
        Grant {
            grant_id,
            provider: provider.id.clone(),
            provider_name: provider.name.clone(),
            account_identifier: account.into(),
            timestamp: humantime::format_rfc3339_millis(now).to_string(),
            operation,
            scopes: provider.scopes.clone(),
            status: "active",
            metadata: json!({
                "account_display_name": capitalised(name),
                "account_email": account.contains('@').then_some(account),
            }),
        }
    }
}
