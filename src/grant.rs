//! A grant, typed for Rust. The shape is the one that [`alter_connect_core::grant`] maps to.

use serde::{Deserialize, Serialize};

/// Access that a user granted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Grant {
    /// Store this, once your backend has confirmed it: it uses the account through it.
    pub grant_id: String,
    /// The provider's id, such as `google`.
    pub provider: String,
    /// The provider's name, such as `Google`.
    pub provider_name: String,
    /// The account, such as an e-mail address; empty where the provider tells none.
    pub account_identifier: String,
    /// When it was granted: ISO-8601, such as `2026-01-02T03:04:05.678Z`.
    pub timestamp: String,
    /// Whether the grant is new.
    pub operation: Operation,
    /// What was granted, in the provider's words; at most 1,000.
    pub scopes: Vec<String>,
    /// Whether the grant can be used.
    pub status: Status,
    /// What else is known of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// Every other field that the Connect page sent with the grant, as it came and unchecked. A redirect brings none: in an
    /// address, what the SDK does not know is the app's own.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// Whether a grant is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Operation {
    /// The grant is new.
    Creation,
    /// An existing grant was renewed.
    Reauth,
}

/// Whether a grant can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// The grant can be used.
    Active,
    /// The grant can't be used yet.
    Pending,
    /// The grant can't be used.
    Error,
}

/// What else is known of an account. A key that the provider has left out, or filled with another type, is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Metadata {
    /// The account's name for people.
    #[serde(default, deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub account_display_name: Option<String>,
    /// The account's e-mail address.
    #[serde(default, deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    pub account_email: Option<String>,
    /// Every other key, as it came.
    #[serde(flatten)]
    pub other: serde_json::Map<String, serde_json::Value>,
}

fn text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_str().map(String::from))
}
