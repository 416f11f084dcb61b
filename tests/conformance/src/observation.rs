//! What was observed in a run, and how two runs compare.

use std::fmt;

use alter_connect_e2e::{Entry, Log};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The observations of one run, one line each.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Observation(Vec<String>);

impl Observation {
    /// Adds what one load of the page has observed, up to the end of its scenario.
    pub fn add(&mut self, log: &Log) {
        let until_the_end = log.0.iter().take_while(|entry| entry.what != "page finished");
        self.0.extend(until_the_end.filter(|entry| !entry.what.starts_with("page ")).map(
            |Entry { what, values, .. }| {
                let values: Vec<String> = values.iter().map(Value::to_string).collect();
                [what.clone(), values.join(", ")].join(" ").trim_end().to_owned()
            },
        ));
    }

    /// Says that the page is loaded again.
    pub fn next_load(&mut self) {
        self.0.push("(the page is loaded again)".into());
    }

    /// Lines that only one of the two has, in order: `-` for `self`, `+` for `other`. Empty when they are equal.
    pub fn compare(&self, other: &Self) -> Vec<String> {
        let (a, b) = (&self.0, &other.0);
        // Longest common subsequence, from the end.
        let mut length = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                length[i][j] =
                    if a[i] == b[j] { length[i + 1][j + 1] + 1 } else { length[i + 1][j].max(length[i][j + 1]) };
            }
        }
        let (mut i, mut j, mut lines) = (0, 0, Vec::new());
        while i < a.len() || j < b.len() {
            if i < a.len() && j < b.len() && a[i] == b[j] {
                (i, j) = (i + 1, j + 1);
            } else if j == b.len() || (i < a.len() && length[i + 1][j] >= length[i][j + 1]) {
                lines.push(format!("- {}", a[i]));
                i += 1;
            } else {
                lines.push(format!("+ {}", b[j]));
                j += 1;
            }
        }
        lines
    }
}

impl fmt::Display for Observation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| writeln!(f, "    {line}"))
    }
}
