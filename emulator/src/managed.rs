//! The bodies of the endpoint for managed secrets.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::refusal::Refusal;
use crate::wire::{PolicyBounds, RequestedGrant, SessionRequest};

/// Body of `POST /sdk/managed-secrets/connect/session`. Fields without a word here are those of a
/// [`SessionRequest`](crate::SessionRequest).
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct ManagedSecretRequest {
    /// Slug of the managed-secret provider.
    pub provider: Option<String>,
    /// Slug of the managed-secret provider, under its older name.
    pub template_slug: Option<String>,
    /// Id or name of an agent that the grant is for, too.
    pub agent: Option<String>,
    /// The agent, under its older name.
    pub delegated_agent_id: Option<String>,
    /// Says whose grant this is. Required.
    pub user_token: Option<String>,
    /// Seconds that the grant may live, where there is no `grant_policy`.
    pub requested_ttl_seconds: Option<u64>,
    pub allowed_origin: Option<String>,
    pub return_url: Option<String>,
    pub metadata: Option<Value>,
    pub delegable: bool,
    pub requested_grant: Option<RequestedGrant>,
    pub grant_policy: Option<PolicyBounds>,
    pub direct: bool,
    pub repair_grant_id: Option<String>,
}

impl ManagedSecretRequest {
    /// What it has in common with other sessions.
    pub(crate) fn common(&self) -> Result<SessionRequest, Refusal> {
        let Some(slug) = self.provider.clone().or_else(|| self.template_slug.clone()) else {
            let hint = "Give the slug of the managed-secret provider.";
            return Err(Refusal::invalid("invalid_body", "provider is missing.", hint));
        };
        if self.user_token.is_none() {
            let hint = "Sessions for managed secrets are bound to a user.";
            return Err(Refusal::invalid("invalid_body", "user_token is missing.", hint));
        }
        let ttl =
            self.requested_ttl_seconds.map(|ttl| PolicyBounds { max_ttl_seconds: Some(ttl), ..Default::default() });
        Ok(SessionRequest {
            allowed_providers: Some(vec![slug]),
            return_url: self.return_url.clone(),
            allowed_origin: self.allowed_origin.clone(),
            metadata: self.metadata.clone(),
            user_token: self.user_token.clone(),
            direct: self.direct,
            grant_policy: self.grant_policy.clone().or(ttl),
            agent: self.agent.clone().or_else(|| self.delegated_agent_id.clone()),
            requested_grant: self.requested_grant.clone(),
            repair_grant_id: self.repair_grant_id.clone(),
            delegable: self.delegable.then_some(true),
            ..Default::default()
        })
    }
}

/// How a session for a managed secret completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretPath {
    /// The user holds a grant, and lets the app use it.
    FastPath,
    /// The user enters a key.
    KeyEntry,
    /// The user replaces a key.
    Repair,
}

/// Answer to a [`ManagedSecretRequest`]. Fields without a word here are those of a [`Session`](crate::Session).
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct ManagedSecretSession {
    /// What the SDK's `open({ token })` takes. A secret: it is never logged.
    pub session_token: String,
    pub connect_url: String,
    pub expires_in: u64,
    pub expires_at: String,
    /// How the session completes.
    pub path: SecretPath,
    /// Id of the grant that the user holds already.
    pub existing_grant_id: Option<String>,
    pub direct: bool,
    /// Slug of the managed-secret provider.
    pub secret_slug: String,
    /// The same slug, where the request has its older name.
    pub template_slug: Option<String>,
    /// Id of the agent that the grant is for, too.
    pub agent_id: Option<String>,
    /// Whether the user is asked if the agent may share what it gets.
    pub delegable_requested: bool,
}

impl std::fmt::Debug for ManagedSecretSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ManagedSecretSession")
            .field("expires_at", &self.expires_at)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
