//! What Alter's clients and documents call what can go wrong, for scripts that want it to. The words are ours.

use axum::http::StatusCode;

use crate::refusal::Refusal;

/// Refusals of a session request: code, status, words.
const REFUSALS: [(&str, u16, &str); 21] = [
    ("agent_not_found", 404, "No active agent of this app has that id or name."),
    ("agent_requires_user_token", 400, "A session for an agent needs a user_token."),
    ("binding_hosts_required", 409, "The provider has no hosts set for keys of its users."),
    ("grant_limit_exceeded", 402, "The plan allows no more grants."),
    ("grant_not_found", 404, "There is no such grant."),
    ("identity_group_name_ambiguous", 409, "Two groups of the identity provider have the same name."),
    ("identity_provider_inactive", 409, "The identity provider is switched off."),
    ("idp_signin_not_configured", 409, "The identity provider can't sign users in."),
    ("invalid_origin", 400, "allowed_origin must be https: in production, http is for loopback hosts only."),
    (
        "invalid_scope_constraint",
        422,
        "The scope constraint is not within the scopes of any provider, or no agent is named.",
    ),
    ("ip_not_allowed", 403, "The API key can't be used from this IP address."),
    ("jwt_validation_error", 401, "The user_token is not valid."),
    ("managed_oauth_scope_approval_required", 409, "Alter has not approved these scopes for its own OAuth client."),
    ("no_eligible_grants", 409, "The user holds no grant that this session could use."),
    ("provider_configuration_unavailable", 409, "The provider is not configured."),
    ("provider_contract_repair_required", 409, "The provider's stored contract is out of date."),
    ("rate_limit_exceeded", 429, "Too many requests."),
    ("scope_not_allowed", 400, "A required scope is not among those that are configured for the provider."),
    ("secret_not_found", 404, "No active managed-secret provider has that slug."),
    ("secret_template_mismatch", 422, "The managed-secret provider is not of that template."),
    ("service_unavailable", 503, "Users can't be synchronised at the moment."),
];

/// Ends of a flow, as a poll and the page name them.
const ENDS: [(&str, &str); 13] = [
    ("connect_config_error", "The connection is not configured correctly."),
    ("grant_activation_failed", "The connection could not be completed."),
    ("grant_policy_application_failed", "The limits that the user set could not be applied."),
    ("identity_group_name_ambiguous", "Two groups of the identity provider have the same name."),
    ("identity_provider_inactive", "The identity provider is switched off."),
    ("invalid_client", "The provider does not know the OAuth client."),
    ("invalid_redirect_uri", "The provider does not know the redirect address."),
    ("invalid_token", "The session token is not valid."),
    ("managed_oauth_scope_approval_required", "Alter has not approved these scopes for its own OAuth client."),
    ("provider_configuration_unavailable", "The provider is not configured."),
    ("service_unavailable", "Users can't be synchronised at the moment."),
    ("shared_dev_credential_unavailable", "Alter's shared development credential can't be used at the moment."),
    ("unauthorized_client", "The provider does not let the OAuth client do that."),
];

/// For what is worth another try.
const RETRY_AFTER_SECONDS: u64 = 1;

/// The refusal of that code.
pub(crate) fn refusal(code: &str) -> Option<Refusal> {
    let (error, status, message) = REFUSALS.into_iter().find(|(known, ..)| *known == code)?;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let mut refusal = Refusal::new(status, error, message, "Alter's documentation says what to do about this code.");
    refusal.retry_after = matches!(status.as_u16(), 429 | 503).then_some(RETRY_AFTER_SECONDS);
    Some(refusal)
}

pub(crate) fn refusals() -> String {
    REFUSALS.map(|(code, ..)| code).join(", ")
}

/// What the end of that code says.
pub(crate) fn words(code: &str) -> &'static str {
    ENDS.into_iter().find(|(known, _)| *known == code).map_or("The provider had an internal error.", |(_, words)| words)
}

/// When that end is worth another try.
pub(crate) fn retry_after(code: &str) -> Option<u64> {
    (code == "service_unavailable").then_some(RETRY_AFTER_SECONDS)
}
