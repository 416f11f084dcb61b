//! The browser's side of a session: which page comes next.
//!
//! No I/O here: the hosted page asks, and gets a [`View`] to show.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::catalog::Provider;
use crate::delivery::Delivery;
use crate::grant::Ledger;
use crate::script::{Outcome, Script};
use crate::session::{End, Record, secret};
use crate::wire::Declined;

/// A session in a browser.
pub(crate) struct Flow {
    /// Names the flow in the address bar. No secret: the cookie must come with it.
    pub(crate) id: String,
    /// Value of the cookie that binds the flow to the browser which opened it.
    pub(crate) cookie: String,
    /// The visit to a provider that is under way.
    pub(crate) visit: Option<Visit>,
    /// Providers that a scripted session has behind it.
    pub(crate) visited: usize,
    /// What just happened, for the picker.
    notice: Option<String>,
    /// A script asked for a page that never answers.
    silent: bool,
}

pub(crate) struct Visit {
    /// OAuth `state`: unguessable, good for one return.
    pub(crate) state: String,
    pub(crate) provider: Provider,
}

/// What the hosted page shows next.
#[derive(Serialize)]
#[serde(tag = "step", rename_all = "lowercase")]
pub(crate) enum View {
    /// The provider picker.
    Pick { providers: Vec<Choice>, notice: Option<String>, can_finish: bool },
    /// Off to the provider.
    Authorize { url: String, provider_name: String },
    /// Nothing, for ever.
    Wait,
    /// Hand over the result.
    Deliver(Delivery),
}

/// A provider in the picker.
#[derive(Serialize)]
pub(crate) struct Choice {
    #[serde(flatten)]
    provider: Provider,
    /// Accounts connected in this session.
    accounts: Vec<String>,
}

/// What the user does on the hosted page.
#[derive(Deserialize)]
#[serde(tag = "action", rename_all = "lowercase")]
pub(crate) enum Action {
    /// The page was loaded.
    Resume,
    Choose {
        provider: String,
    },
    /// Done, or cancelled when nothing is connected yet.
    Finish,
}

/// What the consent page needs to know of a visit.
pub(crate) struct Consent {
    pub(crate) provider: Provider,
    pub(crate) script: Option<Script>,
    /// How many providers of this session came before.
    pub(crate) visited: usize,
}

/// How a visit to the provider ended.
pub(crate) enum Return {
    Approved { account: String },
    Denied,
    Failed { reason: String },
}

/// Where the pages live, as the browser sees it.
pub(crate) struct Places<'a> {
    /// Origin of the hosted page.
    pub(crate) connect: &'a str,
    pub(crate) provider: &'a str,
}

/// Path of the address that providers send the browser back to.
pub(crate) const CALLBACK: &str = "/sdk/oauth/connect/callback";

impl Record {
    pub(crate) fn act(&mut self, action: &Action, places: &Places<'_>, now: SystemTime) -> View {
        if self.end.is_none() && !self.is_expired(now) && matches!(action, Action::Finish) {
            self.finish();
        }
        if self.is_expired(now) {
            return View::Deliver(Delivery::expired(self));
        }
        match &self.end {
            Some(End::Failed { code, message }) => {
                return View::Deliver(Delivery::failed(self, code, message));
            }
            Some(_) => return View::Deliver(Delivery::completed(self)),
            None => {}
        }
        let only = self.providers.len() == 1;
        let Some(flow) = self.flow.as_mut() else {
            return View::Wait;
        };
        if flow.silent {
            return View::Wait;
        }
        let next = match action {
            Action::Choose { provider } => self.providers.iter().find(|p| p.id == *provider),
            _ if self.script.is_some() => self.providers.get(flow.visited),
            _ if only => self.providers.first(),
            _ => None,
        };
        match next {
            Some(provider) => flow.visit(provider.clone(), places),
            None => self.picker(),
        }
    }

    fn picker(&mut self) -> View {
        let accounts = |provider: &Provider| {
            let of_provider = self.grants.iter().filter(|g| g.provider == provider.id);
            of_provider.map(|g| g.account_identifier.clone()).collect()
        };
        let choices =
            self.providers.iter().map(|provider| Choice { accounts: accounts(provider), provider: provider.clone() });
        View::Pick {
            providers: choices.collect(),
            can_finish: !self.grants.is_empty(),
            notice: self.flow.as_mut().and_then(|flow| flow.notice.take()),
        }
    }

    fn finish(&mut self) {
        self.end = Some(if self.grants.is_empty() {
            End::Failed { code: "connect_denied", message: "The user cancelled.".into() }
        } else {
            End::Completed
        });
    }

    pub(crate) fn returned(&mut self, provider: &Provider, end: Return, ledger: &mut Ledger, now: SystemTime) {
        let only = self.providers.len() == 1;
        let scripted = self.script.as_ref().map(|script| script.outcome);
        let Some(flow) = self.flow.as_mut() else {
            return;
        };
        match scripted {
            Some(Outcome::Expire) => {
                self.end = Some(End::Expired);
                return;
            }
            Some(Outcome::Silent) => {
                flow.silent = true;
                return;
            }
            _ => {}
        }
        flow.visited += 1;
        self.declined.retain(|declined| declined.provider_id != provider.id);
        let (code, message, notice) = match end {
            Return::Approved { account } => {
                flow.notice = Some(format!("{} is connected as {account}.", provider.name));
                let grant = ledger.grant(&self.user, provider, &account, now);
                self.grants.retain(|old| old.grant_id != grant.grant_id);
                self.grants.push(grant);
                if only || (scripted.is_some() && flow.visited >= self.providers.len()) {
                    self.finish();
                }
                return;
            }
            Return::Denied => {
                self.declined.push(Declined {
                    provider_id: provider.id.clone(),
                    error_code: "connect_denied",
                    declined_at: humantime::format_rfc3339_seconds(now).to_string(),
                });
                let message = format!("The user declined access to {}.", provider.name);
                let notice = format!("{} was not connected: you declined.", provider.name);
                ("connect_denied", message, notice)
            }
            Return::Failed { reason } => {
                let message = format!("{} could not connect: {reason}", provider.name);
                ("provider_error", message.clone(), message)
            }
        };
        // What was connected before is kept; without anything there is nothing to go on with.
        if only || (scripted.is_some() && self.grants.is_empty()) {
            self.end = Some(End::Failed { code, message });
        } else if scripted.is_some() && flow.visited >= self.providers.len() {
            self.finish();
        } else {
            flow.notice = Some(notice);
        }
    }
}

impl Flow {
    pub(crate) fn new() -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            cookie: secret(),
            visit: None,
            visited: 0,
            notice: None,
            silent: false,
        }
    }

    /// A new visit; the one before, if any, can't return any more.
    fn visit(&mut self, provider: Provider, places: &Places<'_>) -> View {
        let state = secret();
        let redirect_uri = format!("{}{CALLBACK}", places.connect);
        let query = [
            ("response_type", "code"),
            ("client_id", "alter-connect"),
            ("redirect_uri", &redirect_uri),
            ("scope", &provider.scopes.join(" ")),
            ("state", &state),
        ];
        let base = format!("{}/{}/authorize", places.provider, provider.id);
        let view = View::Authorize {
            url: Url::parse_with_params(&base, query).map_or(base, Into::into),
            provider_name: provider.name.clone(),
        };
        self.visit = Some(Visit { state, provider });
        view
    }
}
