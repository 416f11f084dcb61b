//! How a flow ended.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::error::ConnectError;
use super::grant::{Grant, Metadata};
use crate::browser::local::Local;
use crate::core::error::Error;
use crate::core::grant::MOST_GRANTS;
use crate::core::value::Value;
use crate::core::word::Word;

/// How a flow ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Outcome {
    /// The user granted access: one grant or more.
    Granted(Vec<Grant>),
    /// The user closed the popup.
    Exited,
}

/// The grants in a list that [`core::grant`](crate::core::grant) has mapped.
pub fn granted(list: Local<'_>) -> Result<Vec<Grant>, ConnectError> {
    let mut grants = Vec::new();
    list.each(MOST_GRANTS, |mut grant| {
        let metadata = grant.get(Word::Metadata).and_then(metadata);
        grant.set(Word::Metadata, grant.undefined());
        if let Ok(grant) = serde_wasm_bindgen::from_value::<Grant>(grant.to_js()) {
            grants.push(Grant { metadata, ..grant });
        }
    });
    if grants.is_empty() { Err(Error::InvalidResponse.into()) } else { Ok(grants) }
}

/// Whatever the page sent, it comes through JSON, which has an end: an object that contains itself has none. What JSON
/// cannot say costs the metadata, not the grant.
fn metadata(value: Local<'_>) -> Option<Metadata> {
    let json = js_sys::JSON::stringify(&value.to_js()).ok()?;
    serde_json::from_str(&String::from(json)).ok()
}
