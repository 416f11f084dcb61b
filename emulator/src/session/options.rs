//! What a backend may ask of a session beside its providers.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use crate::catalog::Provider;
use crate::clock::seconds;
use crate::refusal::Refusal;
use crate::trouble;
use crate::wire::{PolicyBounds, SessionRequest};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Options {
    /// No confirm screen.
    pub(crate) direct: bool,
    pub(crate) policy: Option<PolicyBounds>,
    /// By provider.
    scopes: BTreeMap<String, Vec<String>>,
    /// Id of the agent that the grants are for, too.
    pub(crate) agent: Option<String>,
    pub(crate) delegable: Option<bool>,
    /// The grant to renew.
    pub(crate) repair: Option<String>,
    pub(crate) switch_account: bool,
    pub(crate) warnings: Vec<String>,
}

impl Options {
    pub(crate) fn of(request: &SessionRequest, providers: &[Provider]) -> Result<Self, Refusal> {
        let refuse = |what: &str| {
            Err(Refusal::invalid("invalid_options", what, "Compare with the documentation of Alter's backend client."))
        };
        if request.direct && providers.len() != 1 {
            return refuse("direct needs exactly one provider in allowed_providers.");
        }
        if request.repair_grant_id.is_some() {
            if providers.len() != 1 {
                return refuse("repair_grant_id needs exactly one provider in allowed_providers.");
            }
            if request.agent.is_some() || request.requested_grant.is_some() || request.switch_account {
                return refuse("repair_grant_id can't be combined with agent, requested_grant or switch_account.");
            }
        }
        if request.requested_grant.as_ref().is_some_and(|grant| grant.label.is_empty()) {
            return refuse("requested_grant needs a label.");
        }
        let policy = request.grant_policy.clone();
        policy.as_ref().map_or(Ok(()), PolicyBounds::check)?;
        let agent = request.agent.as_deref().map(agent_id);
        if agent.is_some() && request.user_token.is_none() {
            return Err(known("agent_requires_user_token"));
        }
        // With a choice to make, the user is asked.
        let shared = agent.is_some() && request.delegable == Some(true);
        let mut options = Self {
            direct: (request.direct || request.repair_grant_id.is_some()) && !shared,
            policy,
            scopes: request.required_scopes.clone().unwrap_or_default(),
            agent,
            delegable: request.delegable,
            repair: request.repair_grant_id.clone(),
            switch_account: request.switch_account,
            warnings: Vec::new(),
        };
        options.warnings = options.constrained(request.scope_constraint.as_deref(), providers)?;
        Ok(options)
    }

    /// A warning for each provider whose scopes don't contain the constraint. They are known where `required_scopes` says
    /// them.
    fn constrained(&self, constraint: Option<&[String]>, providers: &[Provider]) -> Result<Vec<String>, Refusal> {
        let Some(constraint) = constraint else {
            return Ok(Vec::new());
        };
        let outside = providers.iter().filter_map(|provider| {
            let scopes: BTreeSet<_> = self.scopes.get(&provider.id)?.iter().collect();
            let outside: Vec<_> = constraint.iter().filter(|atom| !scopes.contains(atom)).cloned().collect();
            (!outside.is_empty()).then(|| format!("{} does not grant {}.", provider.id, outside.join(", ")))
        });
        let warnings: Vec<_> = outside.collect();
        let usable = constraint.iter().all(|atom| !atom.is_empty() && atom != "*" && !atom.contains(' '));
        if self.agent.is_none() || !usable || warnings.len() == providers.len() {
            return Err(known("invalid_scope_constraint"));
        }
        Ok(warnings)
    }

    pub(crate) fn scopes(&self, provider: &Provider) -> Vec<String> {
        self.scopes.get(&provider.id).unwrap_or(&provider.scopes).clone()
    }

    /// What a grant lives by, with the time that the user chose.
    pub(crate) fn grant_policy(&self, chosen: Option<u64>, now: SystemTime) -> Option<Value> {
        let bounds = self.policy.as_ref()?;
        let most = bounds.max_ttl_seconds.unwrap_or(u64::MAX);
        let ttl = chosen.or(bounds.default_ttl_seconds).unwrap_or(most).min(most);
        // For ever, where nobody set an end.
        let end = (ttl < FOR_EVER).then(|| seconds(now + Duration::from_secs(ttl)));
        let by = if chosen.is_some() { "end_user" } else { "developer" };
        Some(json!({"expires_at": end, "created_by": by, "created_at": seconds(now)}))
    }

    /// `shared`: whether the user lets the agent share what it gets.
    pub(crate) fn delegation(&self, shared: bool) -> Option<Value> {
        let agent = self.agent.as_ref()?;
        let delegable = shared && self.delegable == Some(true);
        Some(json!({"agent_id": agent, "delegable": delegable, "policy_refused": false}))
    }
}

/// A thousand years.
const FOR_EVER: u64 = 1000 * 365 * 24 * 3600;

fn known(code: &str) -> Refusal {
    trouble::refusal(code).unwrap_or_else(|| Refusal::invalid("invalid_options", code, ""))
}

/// Agents are known by an id or a name; here each name has its id.
fn agent_id(agent: &str) -> String {
    if Uuid::try_parse(agent).is_ok() {
        return agent.into();
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(agent)[..16]);
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}
