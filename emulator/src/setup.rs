//! What an emulator is told at its start.

use serde::Deserialize;

use crate::origin::parse_origin;
use crate::random::Random;
use crate::refusal::Refusal;
use crate::script::Script;

/// Where the sites of the emulator are, and how it behaves.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Setup {
    /// Where the API and the hosted Connect page are, e.g. `http://127.0.0.1:4600`. For [`HostedSide::handle`] it may
    /// be a path of a larger site, `https://example.com/demo/alter`: without a slash at its end, and not in another's.
    ///
    /// [`HostedSide::handle`]: crate::HostedSide::handle
    pub base_url: String,
    /// Where the provider consent pages are; the same rules hold.
    pub provider_url: String,
    /// Origin of the app whose backend the emulator is, when there is such an app.
    #[serde(default)]
    pub app_url: Option<String>,
    /// Where the three are on this machine, if those addresses lead here by way of another one.
    #[serde(default)]
    pub local_base_url: Option<String>,
    #[serde(default)]
    pub local_provider_url: Option<String>,
    #[serde(default)]
    pub local_app_url: Option<String>,
    /// The app's registered website. Default: `app_url`.
    #[serde(default)]
    pub app_origin: Option<String>,
    /// The one API key to accept. Default: a generated one.
    #[serde(default)]
    pub api_key: Option<String>,
    /// For sessions that script nothing themselves.
    #[serde(default)]
    pub script: Option<Script>,
}

/// Why an emulator can't be set up like that.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    #[error("the API key must be \"alter_key_\" and 40 letters, digits, - or _, or a scoped key (alter_rk_…)")]
    ApiKey,
    #[error("the app's registered website can't be used: {0}")]
    AppOrigin(Refusal),
}

impl Setup {
    /// Checks the values and fills in those that are missing.
    pub(crate) fn complete(mut self, random: &Random) -> Result<Self, SetupError> {
        let key = self.api_key.get_or_insert_with(|| format!("alter_key_{}", random.key()));
        if !is_api_key(key) {
            return Err(SetupError::ApiKey);
        }
        self.app_origin = match self.app_origin {
            Some(origin) => Some(parse_origin(&origin).map_err(SetupError::AppOrigin)?),
            None => self.app_url.clone(),
        };
        Ok(self)
    }
}

/// `alter_key_` and 40 characters, or `alter_` with a key type, 22 characters and a checksum of 6.
fn is_api_key(key: &str) -> bool {
    let url_safe = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if let Some(random) = key.strip_prefix("alter_key_") {
        return random.len() == 40 && random.bytes().all(url_safe);
    }
    let parts: Vec<&str> = key.split('_').collect();
    matches!(parts[..], ["alter", "rk" | "ak" | "dk" | "pk", random, checksum]
        if random.len() == 22 && checksum.len() == 6)
}
