//! The signature on backend requests.
//!
//! The signed text is, one a line: method, path, timestamp, nonce, hex SHA-256 of the body, scope
//! constraints (empty when there are none); then, for each header that is present, a labelled line.
//! The key is derived from the API key, so that the key itself is never used to sign.

use axum::http::HeaderMap;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::nonce::{MAX_SKEW, Nonces};
use crate::refusal::Refusal;

/// Optional headers that are part of the signed text, with their labels, in order.
const LABELLED: [(&str, &str); 5] = [
    ("request-rule", "x-alter-request-rule"),
    ("caller", "x-alter-caller"),
    ("caller-type", "x-alter-caller-type"),
    ("actor-id", "x-alter-actor-id"),
    ("actor-context", "x-alter-context"),
];

/// A request as far as it is signed.
pub(crate) struct Signed<'a> {
    pub(crate) method: &'a str,
    /// Path with its query.
    pub(crate) path: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

impl<'a> Signed<'a> {
    fn header(&self, name: &str) -> Option<&'a str> {
        let value = self.headers.get(name)?.to_str().ok()?;
        (!value.is_empty()).then_some(value)
    }

    fn required(&self, name: &str) -> Result<&'a str, Refusal> {
        self.header(name).ok_or_else(|| {
            Refusal::unauthorized(
                "missing_signature_header",
                format!("The header {name} is missing."),
                "Sign the request: the backend client of Alter does it for you.",
            )
        })
    }

    fn is_v2(&self) -> bool {
        LABELLED[1..].iter().any(|(_, name)| self.header(name).is_some())
    }

    fn text(&self, timestamp: &str, nonce: &str, content_hash: &str) -> String {
        let constraints = self.header("x-alter-scope-constraints").unwrap_or_default();
        let mut text = [self.method, self.path, timestamp, nonce, content_hash, constraints].join("\n");
        for (label, name) in LABELLED {
            if let Some(value) = self.header(name) {
                text.push_str(&format!("\n{label}:{value}"));
            }
        }
        text
    }
}

/// Checks every part of the signature. `now` is in Unix seconds.
pub(crate) fn verify(request: &Signed<'_>, api_key: &str, nonces: &mut Nonces, now: u64) -> Result<(), Refusal> {
    let given_key = request.header("x-api-key").ok_or_else(|| {
        Refusal::unauthorized(
            "missing_api_key",
            "The header x-api-key is missing.",
            "Send the API key that the emulator was started with.",
        )
    })?;
    if !same(given_key, api_key) {
        return Err(Refusal::unauthorized(
            "invalid_key",
            "The API key is not the emulator's.",
            "Use the key that the emulator printed at its start or was given with --api-key.",
        ));
    }

    let timestamp = request.required("x-alter-timestamp")?;
    let nonce = request.required("x-alter-nonce")?;
    let content_hash = request.required("x-alter-content-sha256")?;
    let signature = request.required("x-alter-signature")?;

    let signed_at: u64 = timestamp.parse().map_err(|_| {
        Refusal::unauthorized(
            "invalid_timestamp",
            "X-Alter-Timestamp is no Unix time in seconds.",
            "Send whole seconds since 1970, e.g. 1764000000.",
        )
    })?;
    let skew = now.abs_diff(signed_at);
    if skew > MAX_SKEW {
        return Err(Refusal::unauthorized(
            "stale_timestamp",
            format!("X-Alter-Timestamp is {skew} s off, at most {MAX_SKEW} s are allowed."),
            "Sign each request when it is sent, and check the clock of the machine that signs.",
        ));
    }
    if nonce.len() != 32 || !nonce.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Refusal::unauthorized(
            "invalid_nonce",
            "X-Alter-Nonce is not 32 hex digits.",
            "Send 16 random bytes as hex, new ones for each request.",
        ));
    }
    if !same(content_hash, &hex::encode(Sha256::digest(request.body))) {
        return Err(Refusal::unauthorized(
            "content_hash_mismatch",
            "X-Alter-Content-SHA256 is not the hash of the body that arrived.",
            "Hash exactly the bytes that are sent, and send the hash as lower-case hex.",
        ));
    }

    let expected = sign(api_key, &request.text(timestamp, nonce, content_hash));
    if !same(signature, &expected) {
        return Err(Refusal::unauthorized(
            "invalid_signature",
            "X-Alter-Signature does not match the request.",
            "Sign METHOD, PATH, timestamp, nonce, body hash and scope constraints, one a line, then \
             the caller lines, with the key derived from the API key.",
        ));
    }
    match request.header("x-alter-signature-v2") {
        Some(v2) if !same(v2, &expected) => {
            return Err(Refusal::unauthorized(
                "invalid_signature_v2",
                "X-Alter-Signature-V2 does not match the request.",
                "It carries the same digest as X-Alter-Signature.",
            ));
        }
        None if request.is_v2() => {
            return Err(Refusal::unauthorized(
                "missing_signature_v2",
                "The request has caller headers but no X-Alter-Signature-V2.",
                "With caller headers send the digest in X-Alter-Signature-V2 too.",
            ));
        }
        _ => {}
    }

    // Last, so that only a holder of the key can use up a nonce.
    nonces.spend(nonce, signed_at, now)
}

/// Hex HMAC-SHA256 of `text` under the key derived from `api_key`.
pub(crate) fn sign(api_key: &str, text: &str) -> String {
    let signing_key = hmac(api_key.as_bytes(), b"alter-signing-v1");
    hex::encode(hmac(&signing_key, text.as_bytes()))
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

/// Compares without telling by the time it takes where the first difference is.
fn same(given: &str, expected: &str) -> bool {
    given.as_bytes().ct_eq(expected.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use axum::http::{HeaderMap, HeaderName};
    use serde::Deserialize;

    use super::{Signed, verify};
    use crate::nonce::Nonces;

    #[derive(Deserialize)]
    struct Recorded {
        api_key: String,
        signed_at: u64,
        requests: Vec<Request>,
    }

    #[derive(Deserialize)]
    struct Request {
        made_by: String,
        path: String,
        headers: HashMap<String, String>,
        body: String,
    }

    fn recorded() -> Recorded {
        serde_json::from_str(include_str!("../tests/alter-sdk-0.29.0.json")).unwrap()
    }

    fn check(recorded: &Recorded, request: &Request) -> Result<(), &'static str> {
        let pairs = request.headers.iter();
        let mut headers: HeaderMap =
            pairs.map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap())).collect();
        headers.insert("x-api-key", recorded.api_key.parse().unwrap());
        let signed = Signed { method: "POST", path: &request.path, headers: &headers, body: request.body.as_bytes() };
        let now = recorded.signed_at + 5;
        verify(&signed, &recorded.api_key, &mut Nonces::default(), now).map_err(|r| r.error)
    }

    #[test]
    fn takes_what_the_real_client_signed() {
        let recorded = recorded();
        assert_eq!(recorded.requests.len(), 4);
        for request in &recorded.requests {
            assert_eq!(check(&recorded, request), Ok(()), "{}", request.made_by);
        }
    }

    #[test]
    fn every_signed_header_is_bound() {
        let mut recorded = recorded();
        let full = recorded.requests.pop().unwrap();
        for name in full.headers.keys() {
            let mut changed = full.headers.clone();
            changed.remove(name);
            let request = Request {
                headers: changed,
                path: full.path.clone(),
                body: full.body.clone(),
                made_by: full.made_by.clone(),
            };
            assert!(check(&recorded, &request).is_err(), "without {name}");
        }
    }
}
