//! JSON bodies of requests.

use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// Any JSON.
pub(crate) fn value(body: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(body).map_err(|error| refuse(&error))
}

/// Reads a JSON object: 400 when it is no JSON, 422 when a field has the wrong type.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    // A list would be read as the fields in order.
    let of_object = match body.trim_ascii_start().first() {
        Some(b'[') => serde_json::from_slice::<Map<String, Value>>(body).map(drop),
        _ => Ok(()),
    };
    of_object.and_then(|()| serde_json::from_slice(body)).map_err(|error| refuse(&error))
}

fn refuse(error: &serde_json::Error) -> Refusal {
    match error.classify() {
        serde_json::error::Category::Data => Refusal::invalid(
            "invalid_body",
            format!("The body has a wrong value: {error}."),
            "Check the type of the field.",
        ),
        _ => Refusal::new(
            StatusCode::BAD_REQUEST,
            "invalid_json",
            format!("The body is not JSON: {error}."),
            "Send a JSON object.",
        ),
    }
}
