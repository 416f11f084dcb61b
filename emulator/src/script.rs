//! Scripted outcomes: what `metadata.emulator` of a session may ask for.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::refusal::Refusal;
use crate::trouble;

/// How a scripted session goes. A scripted session needs no clicks unless `pause_at_provider` is set.
///
/// Read from an object with these fields, or from the name of an outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, remote = "Self")]
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
    /// The code that the session fails with at the provider, e.g. `invalid_client`, on the page and on a poll.
    pub error: Option<String>,
    /// Shows the confirm screen, unless the session is `direct`.
    pub confirm: bool,
    /// Providers that are not kept although the user allowed them, with the reason, e.g. `activation_failed`.
    pub failed_grants: BTreeMap<String, String>,
    /// The code that the request for a session is refused with, e.g. `agent_not_found`.
    pub refuse: Option<String>,
    /// So many polls are answered with 429 first.
    pub throttle: u32,
    /// The session knows neither an origin nor a return address: the app can't be told.
    pub unreachable: bool,
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

/// The outcomes' names, and what they are.
pub(crate) const OUTCOMES: [(&str, &str); 6] = [
    ("approve", "everything is connected"),
    ("deny", "the user declines"),
    ("fail", "the provider fails"),
    ("expire", "the session runs out at the provider"),
    ("malformed", "a result without a usable grant"),
    ("silent", "the app is never told"),
];

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

impl<'de> Deserialize<'de> for Script {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms;
        impl<'de> Visitor<'de> for Forms {
            type Value = Script;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an outcome, or an object with one")
            }

            fn visit_str<E: de::Error>(self, outcome: &str) -> Result<Script, E> {
                let outcome = Outcome::deserialize(StrDeserializer::new(outcome))?;
                Ok(Script { outcome, ..Script::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Script, A::Error> {
                Script::deserialize(MapAccessDeserializer::new(fields))
            }
        }
        deserializer.deserialize_any(Forms)
    }
}

/// Shortest: an outcome alone as its name.
impl Serialize for Script {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self == (Self { outcome: self.outcome, ..Self::default() }) {
            true => self.outcome.serialize(serializer),
            false => Self::serialize(self, serializer),
        }
    }
}

/// As on a command line: `deny`, or JSON.
impl FromStr for Script {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let script = match text.trim_start().starts_with(['{', '[', '"']) {
            true => {
                let read = serde_json::from_str::<Value>(text).and_then(serde_json::from_value);
                read.map_err(|error| error.to_string())
            }
            false => {
                let name = StrDeserializer::<de::value::Error>::new(text);
                Deserialize::deserialize(name).map_err(|error| error.to_string())
            }
        };
        script.map_err(|error| format!("{error}. {ALLOWED}"))
    }
}

const ALLOWED: &str = "Give an outcome (approve, deny, fail, expire, malformed, silent), or an object such as \
                       {\"outcome\": \"deny\"} with outcome, accounts, coop, delay_ms, pause_at_provider, error, confirm, \
                       failed_grants, refuse, throttle, unreachable.";

impl Script {
    /// The script in a session's metadata; `None` when nothing is scripted.
    /// Alter's own clients send no other fields than `ip_address` and `user_agent`, so it may stand in the latter.
    pub(crate) fn from_metadata(metadata: Option<&Value>) -> Result<Option<Self>, Refusal> {
        let field = |name: &str| metadata.and_then(|metadata| metadata.get(name));
        if let Some(script) = field("emulator") {
            return Self::from_value(script, "metadata.emulator");
        }
        let user_agent = field("user_agent").and_then(Value::as_str);
        let Some(script) = user_agent.and_then(|text| text.strip_prefix("emulator ")) else {
            return Ok(None);
        };
        let refuse = |error| Refusal::invalid("invalid_script", "metadata.user_agent can't be used.", error);
        script.parse::<Self>().map_err(refuse)?.check("metadata.user_agent").map(Some)
    }

    fn check(self, name: &str) -> Result<Self, Refusal> {
        match &self.refuse {
            Some(code) if trouble::refusal(code).is_none() => Err(Refusal::invalid(
                "invalid_script",
                format!("{name} asks for a refusal that is not known."),
                format!("There are {}.", trouble::refusals()),
            )),
            _ => Ok(self),
        }
    }

    /// The consent page's button that it presses.
    pub(crate) fn button(&self) -> &'static str {
        match self.error {
            Some(_) => "fail",
            None => self.outcome.button(),
        }
    }

    /// `null` is no script.
    pub(crate) fn from_value(script: &Value, name: &str) -> Result<Option<Self>, Refusal> {
        let script: Option<Self> = serde_json::from_value(script.clone())
            .map_err(|error| Refusal::invalid("invalid_script", format!("{name} can't be used: {error}."), ALLOWED))?;
        script.map(|script| script.check(name)).transpose()
    }
}
