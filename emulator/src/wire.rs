//! The bodies of the backend endpoints.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::grant::Grant;

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
    /// The same as a moment in time, ISO 8601.
    pub expires_at: String,
    /// Whether the session names exactly one provider, which skips the picker.
    pub single_provider: bool,
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

/// Answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum Poll {
    /// The user has not finished. Providers that the user declined meanwhile are listed.
    Pending {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        declined_providers: Vec<Declined>,
    },
    /// The user finished.
    Completed { grants: Vec<PolledGrant> },
    /// The flow ended without a grant.
    Error { error: PolledError },
    /// Too late, or no such session.
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
    /// The same id that the browser's `onSuccess` gets.
    pub grant_id: String,
    pub provider_id: String,
    pub account_identifier: String,
    pub scopes: Vec<String>,
    /// `creation`, or `reauth` when this account was granted before.
    pub operation: &'static str,
}

/// Why a flow ended without a grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolledError {
    /// E.g. `connect_denied`, `provider_error`.
    pub error_code: String,
    pub error_message: String,
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
        }
    }
}
