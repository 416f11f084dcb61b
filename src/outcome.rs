//! How a flow ended.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use alter_connect_core::error::Error;
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

use super::error::{ConnectError, property};
use super::grant::Grant;
use super::options::set;

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

/// The grants in the list that the core has mapped ([`alter_connect_core::grant`]).
pub fn granted(list: &JsValue) -> Result<Vec<Grant>, ConnectError> {
    let mut grants = Vec::new();
    for grant in Array::from(list) {
        let metadata = through_json(&property(&grant, "metadata"));
        let extra = through_json(&property(&grant, "extra")).unwrap_or_default();
        set(&grant, "metadata", &JsValue::UNDEFINED);
        set(&grant, "extra", &Object::new());
        if let Ok(grant) = serde_wasm_bindgen::from_value::<Grant>(grant) {
            grants.push(Grant { metadata, extra, ..grant });
        }
    }
    if grants.is_empty() { Err(Error::InvalidResponse.into()) } else { Ok(grants) }
}

/// Whatever the page sent, it comes through JSON, which has an end: an object that contains itself has none. What JSON
/// cannot say costs that field, not the grant.
fn through_json<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let json = js_sys::JSON::stringify(value).ok()?;
    serde_json::from_str(&json.as_string()?).ok()
}
