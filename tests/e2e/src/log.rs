//! What an app has observed, as its page reports it (`pages/record.js`).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;

use serde::Deserialize;
use serde_json::Value;

/// One observation.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Entry {
    /// `callback`, `bus`, `call`, `page` or `console`.
    pub from: String,
    /// Name of the callback, event, method or console level.
    pub name: String,
    /// The arguments.
    pub payload: Vec<Value>,
    /// `isOpen()` at that moment; `None` before `create()` and after `destroy()`.
    pub open: Option<bool>,
}

impl Entry {
    /// Whether it is this observation, written `bus success` or `callback onExit`.
    pub fn is(&self, what: &str) -> bool {
        what.split_once(' ').is_some_and(|(from, name)| self.from == from && self.name == name)
    }

    /// The first argument.
    pub fn value(&self) -> &Value {
        self.payload.first().unwrap_or(&Value::Null)
    }
}

/// The observations of one load of a page, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log(pub Vec<Entry>);

impl Log {
    /// The entries that are this observation.
    pub fn all(&self, what: &str) -> Vec<&Entry> {
        self.0.iter().filter(|entry| entry.is(what)).collect()
    }

    /// Callbacks and bus events in order, such as `callback onSuccess`, without those that announce the
    /// launch: how the app learned of the outcome.
    pub fn outcome(&self) -> Vec<String> {
        self.0
            .iter()
            .filter(|entry| entry.from == "callback" || entry.from == "bus")
            .filter(|entry| !entry.is("callback onEvent") && !entry.is("bus event"))
            .map(|entry| format!("{} {}", entry.from, entry.name))
            .collect()
    }

    /// Whether the text occurs in anything that was observed of this kind (`console`, `callback`, ...).
    pub fn mentions(&self, from: &str, text: &str) -> bool {
        self.0
            .iter()
            .filter(|entry| entry.from == from)
            .any(|entry| Value::from(entry.payload.clone()).to_string().contains(text))
    }
}

/// One line for each entry; session tokens are left out.
impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.0 {
            let payload = without_tokens(&Value::from(entry.payload.clone()).to_string());
            let open = match entry.open {
                Some(true) => "open",
                Some(false) => "idle",
                None => "-",
            };
            writeln!(f, "  [{open}] {} {} {payload}", entry.from, entry.name)?;
        }
        Ok(())
    }
}

/// Entries of a page from the `first`-th on.
#[derive(Debug, Deserialize)]
pub(crate) struct Report {
    page: String,
    first: usize,
    entries: Vec<Entry>,
}

/// The logs of every page load, by the id that the page gave itself.
#[derive(Debug, Default)]
pub(crate) struct Logs(Mutex<BTreeMap<String, BTreeMap<usize, Entry>>>);

impl Logs {
    pub(crate) fn add(&self, report: Report) {
        let mut pages = self.0.lock().expect("no panic holds it");
        let page = pages.entry(report.page).or_default();
        for (number, entry) in report.entries.into_iter().enumerate() {
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
