//! What an app has observed, as its page reports it (`tests/pages/record.js`).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;

use serde::Deserialize;
use serde_json::Value;

/// One observation.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Entry {
    /// `onSuccess`, `bus success`, `console.error`, `window.open`, `page ready`, ...
    pub what: String,
    /// What came with it, such as the arguments.
    pub values: Vec<Value>,
    /// When: milliseconds since 1970.
    pub at: u64,
}

impl Entry {
    /// The first value.
    pub fn value(&self) -> &Value {
        self.values.first().unwrap_or(&Value::Null)
    }

    /// Whether it tells the app how a flow has ended.
    fn is_outcome(&self) -> bool {
        (self.what.starts_with("bus ") && self.what != "bus event")
            || ["onSuccess", "onError", "onExit"].contains(&self.what.as_str())
    }
}

/// The observations of one load of a page, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log(pub Vec<Entry>);

impl Log {
    /// The entries that are this observation.
    pub fn all(&self, what: &str) -> Vec<&Entry> {
        self.0.iter().filter(|entry| entry.what == what).collect()
    }

    /// Callbacks and bus events in order, such as `onSuccess`, without those that announce the launch: how the app
    /// learned of the outcome.
    pub fn outcome(&self) -> Vec<String> {
        self.0.iter().filter(|entry| entry.is_outcome()).map(|entry| entry.what.clone()).collect()
    }
}

/// One line for each entry; session tokens are left out.
impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Entry { what, values, .. } in &self.0 {
            writeln!(f, "  {what} {}", without_tokens(&Value::from(values.clone()).to_string()))?;
        }
        Ok(())
    }
}

/// Entries of a page from the `first`-th on.
#[derive(Debug, Deserialize)]
pub(crate) struct Report {
    page: String,
    first: usize,
    observed: Vec<Entry>,
}

/// The logs of every page load, by the id that the page gave itself.
#[derive(Debug, Default)]
pub(crate) struct Logs(Mutex<BTreeMap<String, BTreeMap<usize, Entry>>>);

impl Logs {
    pub(crate) fn add(&self, report: Report) {
        let mut pages = self.0.lock().expect("no panic holds it");
        let page = pages.entry(report.page).or_default();
        for (number, entry) in report.observed.into_iter().enumerate() {
            page.insert(report.first + number, entry);
        }
    }

    /// The log of one load; empty while nothing has come.
    pub(crate) fn of(&self, page: &str) -> Log {
        let pages = self.0.lock().expect("no panic holds it");
        Log(pages.get(page).map(|log| log.values().cloned().collect()).unwrap_or_default())
    }

    /// Every load's log, the earliest load first.
    pub(crate) fn all(&self) -> Vec<Log> {
        let pages = self.0.lock().expect("no panic holds it");
        pages.values().map(|log| Log(log.values().cloned().collect())).collect()
    }
}

// The hosted page's address carries the token in its fragment.
fn without_tokens(text: &str) -> String {
    let mut parts = text.split("session=");
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.%~".contains(c))).unwrap_or(part.len());
        clean.push_str("session=…");
        clean.push_str(&part[end..]);
    }
    clean
}
