//! Authorization codes: what a provider sends the browser back with.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::random::Random;

/// Authorization codes that were not redeemed yet.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Codes {
    issued: HashMap<String, (String, String)>,
}

impl Codes {
    pub(crate) fn issue(&mut self, state: &str, account: &str, random: &Random) -> String {
        let code = random.secret();
        self.issued.insert(code.clone(), (state.into(), account.into()));
        code
    }

    /// The account that was approved; once, and only together with the `state` it was issued for.
    pub(crate) fn redeem(&mut self, code: &str, state: &str) -> Option<String> {
        let (issued_for, account) = self.issued.remove(code)?;
        (issued_for == state).then_some(account)
    }
}
