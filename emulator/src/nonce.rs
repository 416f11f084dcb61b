//! Nonces of signed requests: each is good once.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// Seconds that a request's timestamp may be off, either way.
pub(crate) const MAX_SKEW: u64 = 300;

/// Nonces seen lately.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Nonces {
    signed_at: HashMap<String, u64>,
    /// With so many it looks for those that can be forgotten: seldom, since it looks at each.
    full: usize,
}

impl Nonces {
    pub(crate) fn spend(&mut self, nonce: &str, signed_at: u64, now: u64) -> Result<(), Refusal> {
        if self.signed_at.len() >= self.full {
            // An older timestamp would be refused by itself.
            self.signed_at.retain(|_, at| *at + MAX_SKEW >= now);
            self.full = (2 * self.signed_at.len()).max(64);
        }
        match self.signed_at.insert(nonce.into(), signed_at) {
            None => Ok(()),
            Some(_) => Err(Refusal::unauthorized(
                "nonce_reused",
                "X-Alter-Nonce was used before.",
                "Make a new nonce and signature for each request, retries too.",
            )),
        }
    }
}
