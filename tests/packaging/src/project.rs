//! A small app, copied so that the repository stays clean.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use alter_connect_e2e::repository;
use anyhow::{Context, Result, bail};
use tokio::process::Command;
use tokio::time::timeout;

/// Generous: it bounds hangs, it measures nothing.
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// A project in the workshop.
#[derive(Debug)]
pub struct Project {
    directory: PathBuf,
}

impl Project {
    pub(crate) fn copy(directory: PathBuf, folders: &[&str]) -> Result<Self> {
        if directory.exists() {
            fs::remove_dir_all(&directory)?;
        }
        for folder in folders {
            copy(&repository().join(folder), &directory).with_context(|| format!("cannot copy {folder}"))?;
        }
        Ok(Self { directory })
    }

    /// Copies a file or folder of this folder of the repository's.
    pub fn add(&self, folder: &str, name: &str) -> Result<()> {
        let from = repository().join(folder).join(name);
        let copied = if from.is_dir() {
            copy(&from, &self.path(name))
        } else {
            fs::create_dir_all(&self.directory)?;
            fs::copy(&from, self.path(name)).map(drop).map_err(Into::into)
        };
        copied.with_context(|| format!("cannot copy {}", from.display()))
    }

    /// A file or folder of the project.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    /// Runs a script of its package.json and gives what it printed.
    pub async fn run(&self, script: &str) -> Result<String> {
        let mut npm = Command::new("npm");
        npm.args(["run", script]);
        self.command(npm).await
    }

    /// Runs a command in the project's folder and gives what it printed.
    pub async fn command(&self, mut command: Command) -> Result<String> {
        command.current_dir(&self.directory);
        output(command).await
    }
}

/// Runs a command and gives what it wrote to both streams.
pub(crate) async fn output(mut command: Command) -> Result<String> {
    command.env("NO_COLOR", "1").env("NEXT_TELEMETRY_DISABLED", "1").env("npm_config_update_notifier", "false");
    command.stdin(Stdio::null()).kill_on_drop(true);
    let what = format!("{:?}", command.as_std());
    let finished = timeout(LIMIT, command.output()).await.with_context(|| format!("{what} does not end"))?;
    let finished = finished.with_context(|| format!("cannot run {what}"))?;
    let printed = String::from_utf8_lossy(&[finished.stdout, finished.stderr].concat()).into_owned();
    if !finished.status.success() {
        bail!("{what} failed ({}):\n{}", finished.status, shortened(&printed));
    }
    Ok(printed)
}

/// Bundlers quote the line that they choke on, and a minified line is the whole file.
fn shortened(printed: &str) -> String {
    let line = |line: &str| line.chars().take(400).collect::<String>();
    printed.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !entry.file_type()?.is_dir() {
            fs::copy(entry.path(), target)?;
        } else if entry.file_name() != "node_modules" {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}
