//! A command as a visible step: a line when it begins and when it ends, its output in a log file, the end of that log when it
//! fails.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::process::Group;

const POLL: Duration = Duration::from_millis(100);
/// How often a step says that it is still alive.
const HEARTBEAT: Duration = Duration::from_secs(60);
const TAIL_LINES: usize = 60;
/// What a line begins with that is shown at once.
const AT_ONCE: &str = "failed: ";

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
        let mut news = File::open(&log)?;
        self.command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        // The log is read by people and by `test`, which counts in it.
        self.command.env("CARGO_TERM_COLOR", "never");

        eprintln!("  … {}", self.name);
        let started = Instant::now();
        let mut group = Group::spawn(&mut self.command)?;
        let mut beats = 0;
        let status = loop {
            let status = group.try_wait()?;
            show_failures(&mut news)?;
            if status.is_some() || started.elapsed() > self.limit {
                break status;
            }
            if started.elapsed() > HEARTBEAT * (beats + 1) {
                beats += 1;
                eprintln!("  … {}, {} so far", self.name, clock(started.elapsed()));
            }
            sleep(POLL);
        };
        drop(group);

        let success = status.is_some_and(|status| status.success());
        let reason = match status {
            Some(status) => status.to_string(),
            None => format!("ended after its time limit of {}", clock(self.limit)),
        };
        let mark = if success { '✓' } else { '✗' };
        eprintln!("  {mark} {} ({})", self.name, clock(started.elapsed()));
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

/// Suites run beside each other: what several need is provided by one, and the others wait.
pub fn alone(providing: &Mutex<()>) -> MutexGuard<'_, ()> {
    providing.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Shows the failures among the lines that are new in a log.
fn show_failures(log: &mut File) -> Result<()> {
    let mut new = Vec::new();
    log.read_to_end(&mut new)?;
    // Half a line is read again when the rest is there.
    let rest = new.iter().rev().take_while(|byte| **byte != b'\n').count();
    log.seek(SeekFrom::Current(-i64::try_from(rest)?))?;
    for line in String::from_utf8_lossy(&new[..new.len() - rest]).lines().filter(|line| line.starts_with(AT_ONCE)) {
        eprintln!("  {line}");
    }
    Ok(())
}

/// `0.4 s`, `12 s` or `3 min 05 s`.
pub fn clock(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
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
