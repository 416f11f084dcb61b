//! Connect sessions, from the backend's request to the app's result. No I/O, no HTTP.

pub(crate) mod browser;
pub(crate) mod confirm;
pub(crate) mod delivery;
pub(crate) mod flow;
pub(crate) mod glance;
pub(crate) mod options;
pub(crate) mod record;
pub(crate) mod request;
pub(crate) mod secret;
pub(crate) mod store;
pub(crate) mod view;
