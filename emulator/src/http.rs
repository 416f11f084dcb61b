//! Requests and answers: the backend's API, the hosted Connect page, the provider, the app.

pub(crate) mod api;
pub(crate) mod app;
pub(crate) mod body;
pub(crate) mod connect;
pub(crate) mod control;
pub(crate) mod cookie;
pub(crate) mod log;
pub(crate) mod page;
pub(crate) mod provider;
pub(crate) mod state;
