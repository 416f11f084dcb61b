//! What was observed in a run, and how two runs compare.

use std::fmt;

use serde_json::Value;

/// The observations of one run, one line each.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Observation(Vec<String>);

impl Observation {
    /// Adds what one load of the page reported: arrays of what was seen and the values.
    pub fn add(&mut self, entries: &[Value]) {
        self.0.extend(entries.iter().map(|entry| match entry.as_array().map(Vec::as_slice) {
            Some([what, values @ ..]) => {
                let values: Vec<String> = values.iter().map(Value::to_string).collect();
                [what.as_str().unwrap_or_default().to_owned(), values.join(", ")].join(" ").trim_end().to_owned()
            }
            _ => entry.to_string(),
        }));
    }

    /// A load of the page is over.
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
