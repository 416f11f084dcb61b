//! A command as a visible step: a line of progress while it runs, its output in
//! a log file, the end of that log when it fails.

use std::fs::{self, File};
use std::io::{IsTerminal, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::paths;
use crate::process::Group;

const POLL: Duration = Duration::from_millis(100);
/// How often a step that prints no progress line says that it is still alive.
const HEARTBEAT: Duration = Duration::from_secs(60);
const TAIL_LINES: usize = 60;

/// A command, its name for the reader and its time limit.
pub struct Step {
    name: String,
    command: Command,
    limit: Duration,
}

/// How a step ended.
pub struct Finished {
    name: String,
    /// Exit status zero, within the time limit.
    pub success: bool,
    /// Everything the command wrote.
    pub output: String,
    log: PathBuf,
    reason: String,
}

impl Step {
    /// A step that runs in the repository's root for at most 20 minutes.
    pub fn new(name: impl Into<String>, mut command: Command) -> Self {
        if command.get_current_dir().is_none() {
            command.current_dir(paths::root());
        }
        Self { name: name.into(), command, limit: Duration::from_secs(20 * 60) }
    }

    /// Replaces the time limit; a step that exceeds it is ended and has failed.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Runs the step; an error unless it succeeds. Gives the output.
    pub fn require(self) -> Result<String> {
        let finished = self.run()?;
        if !finished.success {
            bail!("{}", finished.report());
        }
        Ok(finished.output)
    }

    /// Runs the step to its end, good or bad.
    pub fn run(mut self) -> Result<Finished> {
        let log = self.log_path()?;
        let file = File::create(&log).with_context(|| format!("could not write {}", log.display()))?;
        self.command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        // The log is read by people and by `test`, which counts in it.
        self.command.env("CARGO_TERM_COLOR", "never");

        let started = Instant::now();
        let mut group = Group::spawn(&mut self.command)?;
        let progress = Progress::start(&self.name);
        let status = loop {
            if let Some(status) = group.try_wait()? {
                break Some(status);
            }
            if started.elapsed() > self.limit {
                break None;
            }
            progress.tick(&log);
            sleep(POLL);
        };
        drop(group);

        let success = status.is_some_and(|status| status.success());
        let reason = match status {
            Some(status) => status.to_string(),
            None => format!("ended after its time limit of {}", clock(self.limit)),
        };
        progress.finish(&self.name, success, started.elapsed());
        let output = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
        Ok(Finished { name: self.name, success, output, log, reason })
    }

    fn log_path(&self) -> Result<PathBuf> {
        let dir = paths::target().join("xtask-logs");
        fs::create_dir_all(&dir).with_context(|| format!("could not create {}", dir.display()))?;
        let slug: String = self.name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        Ok(dir.join(slug).with_extension("log"))
    }
}

impl Finished {
    /// What went wrong: the reason, the end of the output, where the rest is.
    pub fn report(&self) -> String {
        let lines: Vec<&str> = self.output.lines().collect();
        let tail = &lines[lines.len().saturating_sub(TAIL_LINES)..];
        let indented: String = tail.iter().map(|line| format!("  | {line}\n")).collect();
        format!("{} failed ({})\n{indented}  full log: {}", self.name, self.reason, self.log.display())
    }
}

/// A line that moves on a terminal, plain lines elsewhere.
enum Progress {
    Moving(ProgressBar),
    Plain { name: String, started: Instant, beats: std::cell::Cell<u32> },
}

impl Progress {
    fn start(name: &str) -> Self {
        let plain = std::env::var_os("CI").is_some() || !std::io::stderr().is_terminal();
        if plain {
            eprintln!("  … {name}");
            return Self::Plain { name: name.to_owned(), started: Instant::now(), beats: 0.into() };
        }
        let style = ProgressStyle::with_template("  {spinner} {prefix} [{elapsed}] {wide_msg:.dim}")
            .expect("the template is valid");
        Self::Moving(ProgressBar::new_spinner().with_style(style).with_prefix(name.to_owned()))
    }

    /// Shows that time passes, with the newest line of the log where it fits.
    fn tick(&self, log: &PathBuf) {
        match self {
            Self::Moving(bar) => {
                bar.set_message(last_line(log).unwrap_or_default());
                bar.tick();
            }
            Self::Plain { name, started, beats } => {
                if started.elapsed() > HEARTBEAT * (beats.get() + 1) {
                    beats.set(beats.get() + 1);
                    eprintln!("  … {name}, {} so far", clock(started.elapsed()));
                }
            }
        }
    }

    fn finish(&self, name: &str, success: bool, elapsed: Duration) {
        if let Self::Moving(bar) = self {
            bar.finish_and_clear();
        }
        let mark = if success { '✓' } else { '✗' };
        eprintln!("  {mark} {name} ({})", clock(elapsed));
    }
}

/// `0.4 s`, `12 s` or `3 min 05 s`.
pub fn clock(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn last_line(log: &PathBuf) -> Option<String> {
    const WINDOW: u64 = 1024;
    let mut file = File::open(log).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(WINDOW))).ok()?;
    let mut end = Vec::new();
    file.read_to_end(&mut end).ok()?;
    let text = String::from_utf8_lossy(&end);
    let line = text.lines().rev().find(|line| !line.trim().is_empty())?;
    Some(line.trim().chars().filter(|c| !c.is_control()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn a_step_that_exceeds_its_limit_is_ended_with_its_children() {
        let step = Step::new("unit test limit", shell("sleep 3600 & echo $!; wait"));
        let finished = step.limit(Duration::from_millis(500)).run().unwrap();
        assert!(!finished.success);
        let grandchild = finished.output.trim();
        assert!(!grandchild.is_empty());
        let status = fs::read_to_string(format!("/proc/{grandchild}/status"));
        // Gone, or dead and not yet collected by the system.
        assert!(status.is_err() || status.unwrap().contains("State:\tZ"));
    }

    #[test]
    fn a_failed_step_reports_the_end_of_its_output() {
        let finished = Step::new("unit test failure", shell("seq 1000; exit 3")).run().unwrap();
        let report = finished.report();
        assert!(report.contains("exit status: 3") && report.contains("| 1000\n"));
        assert!(!report.contains("| 1\n"));
    }
}
