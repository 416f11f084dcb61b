//! A session in a browser, and its visits to providers.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::catalog::Provider;
use crate::random::Random;

/// A session in a browser.
#[derive(Serialize, Deserialize)]
pub(crate) struct Flow {
    /// Names the flow in the address bar. No secret: the cookie must come with it.
    pub(crate) id: String,
    /// Value of the cookie of the browser that opened it.
    pub(crate) cookie: String,
    /// The visit to a provider that is under way.
    pub(crate) visit: Option<Visit>,
    /// Providers that a scripted session has behind it.
    pub(crate) visited: usize,
    /// What just happened, for the picker.
    pub(crate) notice: Option<String>,
    /// It was asked for a page that never answers.
    pub(crate) silent: bool,
    /// The user is to see the confirm screen in the end, and sees it.
    pub(crate) confirm: bool,
    pub(crate) confirming: bool,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Visit {
    /// OAuth `state`: unguessable, good for one return.
    pub(crate) state: String,
    pub(crate) provider: Provider,
}

/// How a visit to the provider ended.
pub(crate) enum Return {
    Approved { account: String },
    Denied,
    Failed { reason: String },
}

/// Where the pages live, as the browser sees it.
pub(crate) struct Places<'a> {
    /// What the hosted page's path comes after.
    pub(crate) connect: &'a str,
    pub(crate) provider: &'a str,
}

/// Path of the address that providers send the browser back to.
pub(crate) const CALLBACK: &str = "/sdk/oauth/connect/callback";

impl Flow {
    /// A flow in the browser that has these cookies.
    pub(crate) fn new(cookies: &[String], random: &Random) -> Self {
        let given = cookies.iter().find(|cookie| cookie.len() == 64 && cookie.bytes().all(|b| b.is_ascii_hexdigit()));
        let cookie = given.cloned().unwrap_or_else(|| random.secret());
        Self {
            id: random.uuid(),
            cookie,
            visit: None,
            visited: 0,
            notice: None,
            silent: false,
            confirm: false,
            confirming: false,
        }
    }

    /// The address of a new visit; the one before, if any, can't return any more.
    pub(crate) fn visit(
        &mut self,
        provider: Provider,
        scopes: &[String],
        places: &Places<'_>,
        random: &Random,
    ) -> String {
        let state = random.secret();
        let redirect_uri = format!("{}{CALLBACK}", places.connect);
        let query = [
            ("response_type", "code"),
            ("client_id", "alter-connect"),
            ("redirect_uri", &redirect_uri),
            ("scope", &scopes.join(" ")),
            ("state", &state),
        ];
        let base = format!("{}/{}/authorize", places.provider, provider.id);
        let url = Url::parse_with_params(&base, query).map_or(base, Into::into);
        self.visit = Some(Visit { state, provider });
        url
    }
}
