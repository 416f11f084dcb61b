//! The providers that the emulator offers.

use serde::{Deserialize, Serialize};

/// A provider as the hosted page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Known")]
pub(crate) struct Provider {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(skip)]
    pub(crate) scopes: Vec<String>,
}

/// What a session without `allowed_providers` offers, and the providers known by more than their id.
const KNOWN: [(&str, &str, &[&str]); 6] = [
    ("google", "Google", &["openid", "email", "profile"]),
    ("github", "GitHub", &["read:user", "repo"]),
    ("slack", "Slack", &["channels:read", "chat:write"]),
    ("notion", "Notion", &["read_content"]),
    ("microsoft", "Microsoft", &["openid", "email", "User.Read"]),
    ("linear", "Linear", &["read", "write"]),
];

/// All that has to be read of a provider.
#[derive(Deserialize)]
struct Known {
    id: String,
}

impl From<Known> for Provider {
    fn from(Known { id }: Known) -> Self {
        Self::of(&id)
    }
}

impl Provider {
    /// The provider of that id. Ids that are not known here get a name made from the id, so that an
    /// app can try whatever provider it uses.
    pub(crate) fn of(id: &str) -> Self {
        match KNOWN.iter().find(|known| known.0 == id) {
            Some((id, name, scopes)) => Self {
                id: (*id).into(),
                name: (*name).into(),
                scopes: scopes.iter().map(|scope| (*scope).into()).collect(),
            },
            None => Self { id: id.into(), name: capitalised(id), scopes: vec!["read".into()] },
        }
    }

    pub(crate) fn all() -> Vec<Self> {
        KNOWN.iter().map(|known| Self::of(known.0)).collect()
    }
}

/// `constant-contact` → `Constant Contact`.
pub(crate) fn capitalised(id: &str) -> String {
    id.split(['-', '_', '.', '+'])
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_uppercase());
            first.into_iter().flatten().chain(letters).collect()
        })
        .collect::<Vec<String>>()
        .join(" ")
}
