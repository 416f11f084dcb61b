//! The bodies of the backend endpoints.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::grant::Grant;
use crate::refusal::Refusal;

/// Body of `POST /sdk/oauth/connect/session`. Fields that the emulator does not use are ignored.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct SessionRequest {
    /// Provider ids to offer. `None` offers every provider of the emulator; an empty list is refused.
    /// Ids are trimmed, lower-cased and de-duplicated. One provider skips the picker.
    pub allowed_providers: Option<Vec<String>>,
    /// Absolute http(s) address that the redirect flow returns to.
    pub return_url: Option<String>,
    /// Origin that the hosted page posts its result to. `None`: the app's registered website.
    pub allowed_origin: Option<String>,
    /// An object. `metadata.emulator` scripts the session, see [`Script`](crate::Script); `metadata.user_id` says
    /// whose grants these are when there is no `user_token`.
    pub metadata: Option<Value>,
    /// Says whose grants these are: the same user granting the same account again is a `reauth`.
    /// The emulator only compares it.
    pub user_token: Option<String>,
    /// Skips the confirm screen. Needs exactly one provider.
    pub direct: bool,
    /// How long the grants may live; the user chooses within it on the confirm screen.
    pub grant_policy: Option<PolicyBounds>,
    /// Scopes by provider id, instead of the provider's own.
    pub required_scopes: Option<BTreeMap<String, Vec<String>>>,
    /// Id or name of an agent that the grants are for, too. Needs a `user_token`.
    pub agent: Option<String>,
    pub requested_grant: Option<RequestedGrant>,
    /// A grant to renew: it keeps its id. Needs exactly one provider.
    pub repair_grant_id: Option<String>,
    /// Asks the user whether the agent may share what it gets.
    pub delegable: Option<bool>,
    /// Scopes that the agent is held to.
    pub scope_constraint: Option<Vec<String>>,
    /// Offers an account that the user has not connected yet.
    pub switch_account: bool,
    /// Taken and without effect: the emulator has no usage limits.
    pub allow_user_policy_rules: Option<bool>,
}

/// `grant_policy` of a [`SessionRequest`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PolicyBounds {
    pub max_ttl_seconds: Option<u64>,
    pub default_ttl_seconds: Option<u64>,
}

impl PolicyBounds {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let most = self.max_ttl_seconds.unwrap_or(u64::MAX);
        let usual = self.default_ttl_seconds.unwrap_or(most);
        if most > 0 && usual > 0 && usual <= most {
            return Ok(());
        }
        let hint = "Both are seconds, more than 0, and default_ttl_seconds is at most max_ttl_seconds.";
        Err(Refusal::invalid("invalid_grant_policy", "grant_policy can't be used.", hint))
    }
}

/// `requested_grant` of a [`SessionRequest`]. The emulator checks its shape only.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RequestedGrant {
    pub label: String,
    #[serde(default)]
    pub restrictions: Option<Value>,
}

/// Answer to a [`SessionRequest`].
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Session {
    /// What the SDK's `open({ token })` takes. A secret: it is never logged.
    pub session_token: String,
    /// Address of the hosted Connect page with the token in its fragment.
    pub connect_url: String,
    /// Seconds until the session expires.
    pub expires_in: u64,
    /// When the session expires, ISO 8601.
    pub expires_at: String,
    /// Whether the session names exactly one provider, which skips the picker.
    pub single_provider: bool,
    /// Whether there is no confirm screen for sure.
    pub direct: bool,
    /// A sentence for each provider that does not grant the `scope_constraint`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope_constraint_warnings: Vec<String>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("expires_at", &self.expires_at)
            .field("single_provider", &self.single_provider)
            .finish_non_exhaustive()
    }
}

/// Body of `POST /sdk/oauth/connect/session/poll`.
#[derive(Deserialize)]
pub(crate) struct PollRequest {
    pub(crate) session_token: String,
}

/// Answer to a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Poll {
    /// The user has not finished. Providers that the user declined meanwhile are listed.
    Pending {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        declined_providers: Vec<Declined>,
    },
    /// The user finished.
    Completed {
        grants: Vec<PolledGrant>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        failed_grants: Vec<FailedGrant>,
    },
    /// The flow ended without a grant.
    Error { error: PolledError },
    /// The session has expired, or there is none.
    Expired,
}

impl Poll {
    pub(crate) fn status(&self) -> &'static str {
        match self {
            Self::Pending { .. } => "pending",
            Self::Completed { .. } => "completed",
            Self::Error { .. } => "error",
            Self::Expired => "expired",
        }
    }
}

/// A grant as the backend sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolledGrant {
    /// The grant's id, which the browser's `onSuccess` gets, too.
    pub grant_id: String,
    pub provider_id: String,
    pub account_identifier: String,
    pub scopes: Vec<String>,
    /// `creation`, or `reauth` when this account was granted before.
    pub operation: &'static str,
    /// `expires_at`, `created_by` (`developer` or `end_user`) and `created_at`, for sessions with a `grant_policy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant_policy: Option<Value>,
    /// `agent_id`, `delegable` and `policy_refused`, for sessions with an agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegation: Option<Value>,
}

/// A provider that the user allowed and that was not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedGrant {
    pub provider_id: String,
    /// `not_selected`, `activation_failed`, or what a script says.
    pub reason: String,
    pub message: String,
}

/// Why a flow ended without a grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolledError {
    /// E.g. `connect_denied`, `provider_error`.
    pub error_code: String,
    pub error_message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
}

/// A provider that the user declined while the session goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    pub provider_id: String,
    pub error_code: Cow<'static, str>,
    /// ISO 8601.
    pub declined_at: String,
}

impl From<&Grant> for PolledGrant {
    fn from(grant: &Grant) -> Self {
        Self {
            grant_id: grant.grant_id.clone(),
            provider_id: grant.provider.clone(),
            account_identifier: grant.account_identifier.clone(),
            scopes: grant.scopes.clone(),
            operation: grant.operation.as_str(),
            grant_policy: grant.grant_policy.clone(),
            delegation: grant.delegation.clone(),
        }
    }
}
