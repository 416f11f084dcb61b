//! What a backend may ask a session to be.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::catalog::Provider;
use crate::origin::{parse_origin, parse_return_url};
use crate::refusal::Refusal;
use crate::script::Script;
use crate::session::options::Options;
use crate::session::record::Record;
use crate::trouble;
use crate::wire::SessionRequest;

/// How long a session can be used.
pub(crate) const LIFETIME: Duration = Duration::from_secs(600);

/// Checks a request. `website` and `script` are for requests that name none.
pub(crate) fn record(
    request: SessionRequest,
    website: Option<&str>,
    script: Option<&Script>,
    now: SystemTime,
) -> Result<Record, Refusal> {
    let providers = providers(request.allowed_providers.as_deref())?;
    let script = Script::from_metadata(request.metadata.as_ref())?.or_else(|| script.cloned());
    if let Some(refusal) = script.as_ref().and_then(|script| trouble::refusal(script.refuse.as_deref()?)) {
        return Err(refusal);
    }
    let unreachable = script.as_ref().is_some_and(|script| script.unreachable);
    let return_url = request.return_url.as_deref().map(parse_return_url).transpose()?;
    let allowed_origin = match &request.allowed_origin {
        Some(origin) => Some(parse_origin(origin)?),
        None => website.map(Into::into),
    };
    Ok(Record {
        number: 0,
        created_at: now,
        options: Options::of(&request, &providers)?,
        return_url: return_url.filter(|_| !unreachable),
        allowed_origin: allowed_origin.filter(|_| !unreachable),
        throttle: script.as_ref().map_or(0, |script| script.throttle),
        script,
        secret: None,
        providers,
        user: user(request.user_token, request.metadata.as_ref())?,
        expires_at: now + LIFETIME,
        flow: None,
        grants: Vec::new(),
        declined: Vec::new(),
        failed: Vec::new(),
        dropped: Vec::new(),
        malformed: false,
        end: None,
        told: String::new(),
        polled: String::new(),
    })
}

fn providers(allowed: Option<&[String]>) -> Result<Vec<Provider>, Refusal> {
    let Some(allowed) = allowed else {
        return Ok(Provider::all());
    };
    let refuse = |what: &str| {
        Refusal::invalid(
            "invalid_allowed_providers",
            format!("allowed_providers {what}."),
            "List provider ids such as \"google\", or leave it out to offer every provider.",
        )
    };
    if allowed.is_empty() {
        return Err(refuse("is empty"));
    }
    let mut seen = BTreeSet::new();
    let mut providers = Vec::new();
    for id in allowed {
        let id = id.trim().to_lowercase();
        let is_slug = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        // Dots alone would name another folder in the provider's address.
        if id.len() > 100 || !id.chars().all(is_slug) || !id.contains(|letter: char| letter.is_ascii_alphanumeric()) {
            return Err(refuse("has an entry that is no provider id (letters, digits and hyphens)"));
        }
        if seen.insert(id.clone()) {
            providers.push(Provider::of(&id));
        }
    }
    Ok(providers)
}

fn user(token: Option<String>, metadata: Option<&Value>) -> Result<String, Refusal> {
    let id = match metadata {
        None | Some(Value::Null) => None,
        Some(Value::Object(fields)) => fields.get("user_id"),
        Some(_) => {
            return Err(Refusal::invalid(
                "invalid_metadata",
                "metadata is no object.",
                "Send an object such as {\"user_id\": \"42\"}, or leave it out.",
            ));
        }
    };
    Ok(token.unwrap_or_else(|| id.map(Value::to_string).unwrap_or_default()))
}
