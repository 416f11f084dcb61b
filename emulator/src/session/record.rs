//! A session: what it is for, what has been granted, and how it ends.

use std::borrow::Cow;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::catalog::Provider;
use crate::clock::seconds;
use crate::grant::{Grant, Ledger};
use crate::random::Random;
use crate::script::{Outcome, Script};
use crate::session::flow::{Flow, Return};
use crate::session::options::Options;
use crate::session::secret::Secret;
use crate::trouble;
use crate::wire::{Declined, FailedGrant, Poll, PolledError, PolledGrant};

/// One session as the emulator keeps it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Record {
    /// The first session of a run is 1.
    pub(crate) number: u64,
    pub(crate) created_at: SystemTime,
    pub(crate) providers: Vec<Provider>,
    pub(crate) return_url: Option<Url>,
    pub(crate) allowed_origin: Option<String>,
    pub(crate) script: Option<Script>,
    pub(crate) options: Options,
    /// For a managed secret.
    pub(crate) secret: Option<Secret>,
    /// Whose grants these are.
    pub(crate) user: String,
    pub(crate) expires_at: SystemTime,
    /// The browser's side, from the moment a browser opened the session.
    pub(crate) flow: Option<Flow>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) declined: Vec<Declined>,
    pub(crate) failed: Vec<FailedGrant>,
    /// New grants that were not kept.
    pub(crate) dropped: Vec<String>,
    /// So many polls are still to be put off.
    pub(crate) throttle: u32,
    /// What the app is told has no usable grant in it.
    pub(crate) malformed: bool,
    pub(crate) end: Option<End>,
    /// What was said of it last to those who watch, and to its backend.
    pub(crate) told: String,
    pub(crate) polled: String,
}

/// How a session ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum End {
    Completed,
    Failed {
        code: Cow<'static, str>,
        message: String,
    },
    /// Before its time, because a script asked for it.
    Expired,
}

impl Record {
    pub(crate) fn is_expired(&self, now: SystemTime) -> bool {
        match self.end {
            Some(End::Expired) => true,
            Some(_) => false,
            None => now >= self.expires_at,
        }
    }

    /// Host of the app.
    pub(crate) fn app(&self) -> Option<&str> {
        self.allowed_origin.as_ref()?.split_once("://").map(|(_, host)| host)
    }

    /// What the backend is told.
    pub(crate) fn poll(&self, now: SystemTime) -> Poll {
        if self.is_expired(now) {
            return Poll::Expired;
        }
        match &self.end {
            Some(End::Completed) => Poll::Completed {
                grants: self.grants.iter().map(PolledGrant::from).collect(),
                failed_grants: self.failed.clone(),
            },
            Some(End::Failed { code, message }) => {
                let retry_after_seconds = trouble::retry_after(code);
                let (error_code, error_message) = (code.clone().into(), message.clone());
                Poll::Error { error: PolledError { error_code, error_message, retry_after_seconds } }
            }
            Some(End::Expired) => Poll::Expired,
            None => Poll::Pending { declined_providers: self.declined.clone() },
        }
    }

    /// A visit to a provider ended.
    pub(crate) fn returned(
        &mut self,
        provider: &Provider,
        end: Return,
        ledger: &mut Ledger,
        random: &Random,
        now: SystemTime,
    ) {
        let only = self.providers.len() == 1;
        let scripted = self.script.as_ref().map(|script| script.outcome);
        let Some(flow) = self.flow.as_mut() else {
            return;
        };
        let named = match &end {
            Return::Approved { account } => Outcome::of_account(account),
            _ => None,
        };
        let outcome = named.or(scripted);
        match outcome {
            Some(Outcome::Expire) => {
                self.end = Some(End::Expired);
                return;
            }
            Some(Outcome::Silent) => {
                flow.silent = true;
                return;
            }
            Some(Outcome::Malformed) => self.malformed = true,
            _ => {}
        }
        flow.visited += 1;
        self.declined.retain(|declined| declined.provider_id != provider.id);
        let (code, message, notice) = match end {
            Return::Approved { account } => {
                flow.notice = Some(format!("{} is connected as {account}.", provider.name));
                flow.confirm |= account.split('@').next().is_some_and(|name| name.eq_ignore_ascii_case("confirm"));
                let repair = self.options.repair.as_deref();
                let grant = match &self.secret {
                    Some(secret) => secret.grant(&self.user, provider, &self.options, ledger, random, now),
                    None => {
                        let mut grant = ledger.grant(&self.user, provider, &account, repair, random, now);
                        grant.scopes = self.options.scopes(provider);
                        grant
                    }
                };
                self.grants.retain(|old| old.grant_id != grant.grant_id);
                self.grants.push(grant);
                if only || (scripted.is_some() && flow.visited >= self.providers.len()) {
                    self.finish(now);
                }
                return;
            }
            Return::Denied => {
                self.declined.push(Declined {
                    provider_id: provider.id.clone(),
                    error_code: "connect_denied".into(),
                    declined_at: seconds(now),
                });
                let message = format!("The user declined access to {}.", provider.name);
                let notice = format!("{} was not connected: you declined.", provider.name);
                ("connect_denied", message, notice)
            }
            Return::Failed { reason } => {
                let notice = format!("{} could not connect: {reason}", provider.name);
                match self.script.as_ref().and_then(|script| script.error.as_deref()) {
                    Some(code) => (code, trouble::words(code).to_owned(), notice),
                    None => ("provider_error", notice.clone(), notice),
                }
            }
        };
        // What was connected before is kept; without anything there is nothing to go on with.
        if only || (scripted.is_some() && self.grants.is_empty()) {
            let code = code.to_owned();
            self.fail(&code, message);
        } else if scripted.is_some() && flow.visited >= self.providers.len() {
            self.finish(now);
        } else {
            flow.notice = Some(notice);
        }
    }
}
