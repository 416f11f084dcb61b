//! What happened, in lines for whoever watches. No token and no address of a session is ever in them.

use std::collections::VecDeque;
use std::time::SystemTime;

use crate::clock::seconds;

/// So many lines are kept.
const KEPT: usize = 200;

#[derive(Default)]
pub(crate) struct Journal {
    lines: VecDeque<String>,
    /// The last so many were not taken yet.
    news: usize,
}

impl Journal {
    pub(crate) fn note(&mut self, now: SystemTime, text: &str) {
        let time = seconds(now);
        self.lines.push_back(format!("{}  {text}", &time[11..19]));
        self.news += 1;
        if self.lines.len() > KEPT {
            self.lines.pop_front();
        }
        self.news = self.news.min(self.lines.len());
    }

    /// The lines since the last time.
    pub(crate) fn take(&mut self) -> Vec<String> {
        let known = self.lines.len() - self.news;
        self.news = 0;
        self.lines.range(known..).cloned().collect()
    }

    /// The last lines, the newest first.
    pub(crate) fn latest(&self) -> Vec<&str> {
        self.lines.iter().rev().map(String::as_str).collect()
    }
}
