//! A grant, typed for Rust. The shape is the one that [`message`](crate::message) maps to.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;

/// Access that a user granted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Grant {
    /// Store this: your backend uses the account through it.
    pub grant_id: String,
    /// The provider's id, such as `google`.
    pub provider: String,
    /// The provider's name, such as `Google`.
    pub provider_name: String,
    /// The account, such as an e-mail address; empty where the provider tells none.
    pub account_identifier: String,
    /// ISO-8601.
    pub timestamp: String,
    /// Whether the account is new.
    pub operation: Operation,
    /// What was granted, in the provider's words.
    pub scopes: Vec<String>,
    /// Whether the grant can be used.
    pub status: Status,
    /// What else is known of the account.
    #[serde(default)]
    pub metadata: Option<Metadata>,
}

/// Whether the account is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    /// A new grant.
    Creation,
    /// An existing grant was renewed.
    Reauth,
}

/// Whether a grant can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It can.
    Active,
    /// Not yet.
    Pending,
    /// It cannot.
    Error,
}

/// What else is known of an account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Metadata {
    /// The account's name for people.
    #[serde(default)]
    pub account_display_name: Option<String>,
    /// The account's e-mail address.
    #[serde(default)]
    pub account_email: Option<String>,
}
