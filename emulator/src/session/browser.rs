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
}

impl Sessions {
    /// A browser came with a token. `cookie` looks up a cookie by the id of its flow.
    pub(crate) fn open(
        &mut self,
        token: &str,
        cookie: impl Fn(&str) -> Option<String>,
        website: Option<&str>,
        random: &Random,
        now: SystemTime,
    ) -> Result<&Flow, Box<Delivery>> {
        let Some(record) = self.records.get_mut(token) else {
            return Err(Box::new(Delivery::unknown_session(website)));
        };
        if let Some(flow) = &record.flow {
            let same_browser = cookie(&flow.id).is_some_and(|value| value == flow.cookie);
            if !same_browser || record.end.is_some() {
                return Err(Box::new(Delivery::used_session(record)));
            }
        } else if record.is_expired(now) {
            return Err(Box::new(Delivery::expired(record)));
        }
        Ok(record.flow.get_or_insert_with(|| Flow::new(random)))
    }

    /// The user did something on the hosted page. Answers what comes next and the host of the app;
    /// `None` when there is no such flow in this browser.
    pub(crate) fn act(
        &mut self,
        flow_id: &str,
        cookie: &str,
        action: &Action,
        places: &Places<'_>,
        random: &Random,
        now: SystemTime,
    ) -> Option<(View, Option<String>)> {
        let record = self.records.values_mut().find(|record| {
            let flow = record.flow.as_ref();
            flow.is_some_and(|flow| flow.id == flow_id && flow.cookie == cookie)
        })?;
        let view = record.act(action, places, random, now);
        let host = |origin: &String| origin.split_once("://").map(|(_, host)| host.to_owned());
        Some((view, record.allowed_origin.as_ref().and_then(host)))
    }

    /// The visit that `state` belongs to, for the provider.
    pub(crate) fn consent(&self, state: &str) -> Option<Consent> {
        let (record, flow, visit) = self.records.values().find_map(|record| {
            let flow = record.flow.as_ref()?;
            let visit = flow.visit.as_ref()?;
            (visit.state == state).then_some((record, flow, visit))
        })?;
        Some(Consent { provider: visit.provider.clone(), script: record.script.clone(), visited: flow.visited })
    }

    /// The browser came back from the provider. Answers the flow's id; `None` when this `state` is
    /// unknown, used, or of another browser, and then nobody looks at what it brought.
    pub(crate) fn returned(
        &mut self,
        state: &str,
        cookie: impl Fn(&str) -> Option<String>,
        end: impl FnOnce() -> Return,
        random: &Random,
        now: SystemTime,
    ) -> Option<String> {
        let Self { records, ledger } = self;
        let record = records.values_mut().find(|record| {
            record.flow.as_ref().is_some_and(|flow| {
                let awaited = flow.visit.as_ref().is_some_and(|v| v.state == state);
                awaited && cookie(&flow.id).is_some_and(|value| value == flow.cookie)
            })
        })?;
        let flow = record.flow.as_mut()?;
        let flow_id = flow.id.clone();
        let provider = flow.visit.take()?.provider;
        if record.end.is_none() && !record.is_expired(now) {
            record.returned(&provider, end(), ledger, random, now);
        }
        Some(flow_id)
    }
}
