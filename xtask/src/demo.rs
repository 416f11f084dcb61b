//! The site beside the emulator.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::process::Group;
use crate::site::{self, Hosted};
use crate::step::Step;
use crate::system;

#[derive(clap::Args)]
pub struct Args {
    /// Drive the playground once in a headless browser and end: exit status 0 if the flow worked
    #[arg(long)]
    check: bool,
    /// Port of the playground; 0 picks a free one, and so does --check
    #[arg(long, default_value_t = 4602, conflicts_with = "check")]
    port: u16,
}

/// Builds what is served; then serves it until it is interrupted, or checks it.
pub fn run(args: &Args) -> Result<()> {
    let site = site::build(Hosted::Process)?;
    build_crate("the emulator", &["--package", "alter-connect-emulator"])?;
    if args.check {
        return check(&site);
    }
    let mut emulator = Emulator::start(&site, args.port)?;
    println!("Site: {}\nCtrl-C stops it.", emulator.app_url);
    let status = emulator.group.wait()?;
    bail!("the emulator ended with {status}\n{}", log()?)
}

fn check(site: &Path) -> Result<()> {
    system::ensure(system::CHROMIUM)?;
    build_crate("the check", &["--package", "alter-connect-e2e", "--bin", "demo-check"])?;
    let emulator = Emulator::start(site, 0)?;
    let mut check = Command::new(paths::target().join("debug/demo-check"));
    check.args(["--app-url", &emulator.app_url, "--base-url", &emulator.base_url]);
    Step::new("the whole flow in a browser", check).limit(Duration::from_secs(180)).require()?;
    println!("The playground works.");
    Ok(())
}

fn build_crate(name: &str, selection: &[&str]) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.arg("build").args(selection);
    Step::new(format!("compile {name}"), cargo).require()?;
    Ok(())
}

/// The emulator's process, serving the playground too.
struct Emulator {
    group: Group,
    app_url: String,
    base_url: String,
}

impl Emulator {
    fn start(site: &Path, port: u16) -> Result<Self> {
        let output = File::create(log_path()).context("could not write the emulator's log")?;
        let mut command = Command::new(paths::target().join("debug/alter-connect-emulator"));
        command
            .current_dir(paths::root())
            .arg("--app-dir")
            .arg(site)
            .args(["--connect-port", "0", "--provider-port", "0"])
            .args(["--app-port", &port.to_string()])
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let mut group = Group::spawn(&mut command)?;
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let log = log()?;
            // The addresses stand at the end of lines that say what they are of.
            let address = |of: &str| {
                let line = log.lines().find(|line| line.trim_start().starts_with(of))?;
                Some(line.split_whitespace().last()?.to_owned())
            };
            if let (Some(app_url), Some(base_url)) = (address("App "), address("Connect page")) {
                return Ok(Self { group, app_url, base_url });
            }
            if group.try_wait()?.is_some() {
                bail!("the emulator did not start (if a port is taken, try --port 0)\n{log}");
            }
            if Instant::now() > deadline {
                bail!("the emulator printed no address\n{log}");
            }
            sleep(Duration::from_millis(50));
        }
    }
}

fn log_path() -> std::path::PathBuf {
    paths::target().join("xtask-logs/emulator.log")
}

fn log() -> Result<String> {
    fs::read_to_string(log_path()).context("could not read the emulator's log")
}
