//! JSON bodies of requests. What they mean is read from a `Value`, so that each type is compiled for one reader only.

use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::refusal::Refusal;

/// Any JSON.
pub(crate) fn value(body: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        let hint = "Send a JSON object.";
        Refusal::new(StatusCode::BAD_REQUEST, "invalid_json", format!("The body is not JSON: {error}."), hint)
    })
}

/// Reads a JSON object: 400 when it is no JSON, 422 when a field has the wrong type.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    read(value(body)?)
}

/// Reads a body of JSON that was parsed already.
pub(crate) fn read<T: DeserializeOwned>(value: Value) -> Result<T, Refusal> {
    let refuse = |what: String| Refusal::invalid("invalid_body", what, "Check the type of the field.");
    if !value.is_object() {
        // A list would be read as the fields in order.
        return Err(refuse("The body is no JSON object.".into()));
    }
    serde_json::from_value(value).map_err(|error| refuse(format!("The body has a wrong value: {error}.")))
}
