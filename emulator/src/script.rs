//! Scripted outcomes: what `metadata.emulator` of a session may ask for.

use serde::de::value::StrDeserializer;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::refusal::Refusal;

/// How a scripted session goes. A scripted session needs no clicks unless `pause_at_provider` is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Script {
    /// How it ends.
    pub outcome: Outcome,
    /// Accounts that the consent page offers. The n-th provider of a session is approved with the
    /// n-th account, or with the last one when there are fewer accounts than providers.
    pub accounts: Vec<String>,
    /// The consent page sends `Cross-Origin-Opener-Policy: same-origin`: the popup loses its opener.
    pub coop: bool,
    /// Milliseconds to stay at the consent page before going on.
    pub delay_ms: u64,
    /// Stay at the consent page until someone clicks there. The click decides between approve, deny
    /// and fail; an `outcome` of expire, malformed or silent still applies afterwards.
    pub pause_at_provider: bool,
}

/// How a scripted session ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// One grant for each allowed provider.
    #[default]
    Approve,
    /// The user declines: error `connect_denied`.
    Deny,
    /// The provider fails: error `provider_error`.
    Fail,
    /// The session expires while the user is at the provider: error `session_expired`.
    Expire,
    /// The success message carries no usable grant.
    Malformed,
    /// The hosted page never answers.
    Silent,
}

impl Outcome {
    /// The outcome that an account is named after: `deny`, or `deny@example.com`. So a person, or a test of a user
    /// interface, chooses one without a script.
    pub(crate) fn of_account(account: &str) -> Option<Self> {
        let name = account.split('@').next().unwrap_or_default().to_ascii_lowercase();
        let known = StrDeserializer::<serde::de::value::Error>::new(&name);
        Self::deserialize(known).ok()
    }

    /// The consent page's button that this outcome presses.
    pub(crate) fn button(self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::Fail => "fail",
            _ => "approve",
        }
    }
}

impl Script {
    /// The script in a session's metadata; `None` when nothing is scripted.
    pub(crate) fn from_metadata(metadata: Option<&Value>) -> Result<Option<Self>, Refusal> {
        let Some(script) = metadata.and_then(|metadata| metadata.get("emulator")) else {
            return Ok(None);
        };
        Self::deserialize(script).map(Some).map_err(|error| {
            Refusal::invalid(
                "invalid_script",
                format!("metadata.emulator can't be used: {error}."),
                "Allowed: outcome (approve, deny, fail, expire, malformed, silent), accounts, coop, \
                 delay_ms, pause_at_provider.",
            )
        })
    }
}
