//! Which browser may go on with which flow.
//!
//! A flow belongs to the browser that opened it: a cookie on the hosted page's origin says so. Only
//! the provider, which never sees that cookie, knows a visit by its `state` alone.

use std::time::SystemTime;

use crate::catalog::Provider;
use crate::random::Random;
use crate::script::Script;
use crate::session::delivery::Delivery;
use crate::session::flow::{Flow, Places, Return};
use crate::session::store::Sessions;
use crate::session::view::{Action, View};

/// What the consent page needs to know of a visit.
pub(crate) struct Consent {
    pub(crate) provider: Provider,
    pub(crate) script: Option<Script>,
    /// How many providers of this session came before.
    pub(crate) visited: usize,
    /// Accounts that are not the one to offer first: the user wants another.
    pub(crate) avoid: Vec<String>,
}

impl Sessions {
    /// A browser came with a token. `cookies` are those that it has.
    pub(crate) fn open(
        &mut self,
        token: &str,
        cookies: &[String],
        website: Option<&str>,
        random: &Random,
        now: SystemTime,
    ) -> Result<&Flow, Box<Delivery>> {
        let Some(record) = self.records.get_mut(token) else {
            return Err(Box::new(Delivery::unknown_session(website)));
        };
        if let Some(flow) = &record.flow {
            if !cookies.contains(&flow.cookie) || record.end.is_some() {
                return Err(Box::new(Delivery::used_session(record)));
            }
        } else if record.is_expired(now) {
            return Err(Box::new(Delivery::expired(record)));
        }
        let flow = record.flow.get_or_insert_with(|| Flow::new(cookies, random));
        self.tokens.insert(flow.id.clone(), token.into());
        Ok(flow)
    }

    /// The user did something on the hosted page. Answers what comes next and the host of the app;
    /// `None` when there is no such flow in this browser.
    pub(crate) fn act(
        &mut self,
        flow_id: &str,
        cookies: &[String],
        action: &Action,
        places: &Places<'_>,
        random: &Random,
        now: SystemTime,
    ) -> Option<(View, Option<String>)> {
        let token = self.tokens.get(flow_id)?.clone();
        let record = self.records.get_mut(&token)?;
        record.flow.as_ref().filter(|flow| flow.id == flow_id && cookies.contains(&flow.cookie))?;
        let view = record.act(action, places, &mut self.ledger, random, now);
        let app = record.app().map(str::to_owned);
        let dropped = std::mem::take(&mut record.dropped);
        dropped.iter().for_each(|grant_id| self.ledger.forget(grant_id));
        if let Some(visit) = record.flow.as_ref().and_then(|flow| flow.visit.as_ref()) {
            self.tokens.insert(visit.state.clone(), token.clone());
        }
        self.tell(&token, now);
        Some((view, app))
    }

    /// The visit that `state` belongs to, for the provider.
    pub(crate) fn consent(&self, state: &str) -> Option<Consent> {
        let record = self.records.get(self.tokens.get(state)?)?;
        let flow = record.flow.as_ref()?;
        let visit = flow.visit.as_ref().filter(|visit| visit.state == state)?;
        let connected = match record.options.switch_account {
            true => self.ledger.accounts(&record.user, &visit.provider.id),
            false => Vec::new(),
        };
        Some(Consent {
            provider: visit.provider.clone(),
            script: record.script.clone(),
            visited: flow.visited,
            avoid: connected.into_iter().map(str::to_owned).collect(),
        })
    }

    /// The browser came back from the provider. Answers the flow's id; `None` when this `state` is
    /// unknown, used, or of another browser, and then nobody looks at what it brought.
    pub(crate) fn returned(
        &mut self,
        state: &str,
        cookies: &[String],
        end: impl FnOnce() -> Return,
        random: &Random,
        now: SystemTime,
    ) -> Option<String> {
        let Self { records, tokens, ledger, .. } = self;
        let token = tokens.get(state)?.clone();
        let record = records.get_mut(&token)?;
        let flow = record.flow.as_mut().filter(|flow| cookies.contains(&flow.cookie))?;
        let visit = flow.visit.take_if(|visit| visit.state == state)?;
        let flow_id = flow.id.clone();
        if record.end.is_none() && !record.is_expired(now) {
            record.returned(&visit.provider, end(), ledger, random, now);
            record.dropped.drain(..).for_each(|grant_id| ledger.forget(&grant_id));
        }
        self.tell(&token, now);
        Some(flow_id)
    }
}
