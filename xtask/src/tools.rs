//! Programs that the commands use, compiled from crates.io into the cache.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;
use std::{fs, slice};

use anyhow::{Context, Result};

use crate::paths;
use crate::step::{Step, alone};

/// A program, the crate that it comes from, and its version.
pub struct Tool {
    program: &'static str,
    package: &'static str,
    /// None: that of the crate of the program's name in our Cargo.lock, which it must match.
    version: Option<&'static str>,
    /// What `cargo install` is told besides.
    arguments: &'static [&'static str],
}

const fn tool(program: &'static str, version: &'static str) -> Tool {
    Tool { program, package: program, version: Some(version), arguments: &["--locked"] }
}

/// Its own lock file may name crates that a registry mirror lacks.
pub const WASM_BINDGEN: Tool =
    Tool { program: "wasm-bindgen", package: "wasm-bindgen-cli", version: None, arguments: &[] };
pub const GECKODRIVER: Tool = tool("geckodriver", "0.37.1");
/// Makes the book of docs/.
pub const MDBOOK: Tool =
    Tool { arguments: &["--locked", "--no-default-features", "--features", "search"], ..tool("mdbook", "0.5.4") };
pub const CARGO_DENY: Tool = tool("cargo-deny", "0.20.2");
pub const WASM_PACK: Tool = tool("wasm-pack", "0.15.1");
pub const CARGO_MUTANTS: Tool = tool("cargo-mutants", "27.1.0");

pub const ALL: &[Tool] = &[WASM_BINDGEN, GECKODRIVER, MDBOOK, WASM_PACK];

/// Where they are installed: first on the PATH of commands that use the tools.
pub fn bin() -> PathBuf {
    root().join("bin")
}

fn root() -> PathBuf {
    paths::cache().join("tools")
}

/// Installs the tools that are missing or of another version.
pub fn ensure(tools: &[Tool]) -> Result<()> {
    static PROVIDING: Mutex<()> = Mutex::new(());
    let _alone = alone(&PROVIDING);
    // Shared while installing, because the tools have many crates in common.
    let build_dir = paths::cache().join("tools-target");
    for tool in tools {
        let version = tool.version()?;
        if !tool.is_installed(&version) {
            tool.compile(&version, &build_dir)?;
        }
    }
    if build_dir.exists() {
        fs::remove_dir_all(build_dir).context("could not remove what the tools were built from")?;
    }
    Ok(())
}

impl Tool {
    /// The program, installed if need be.
    pub fn provide(&self) -> Result<PathBuf> {
        ensure(slice::from_ref(self))?;
        Ok(self.path())
    }

    fn path(&self) -> PathBuf {
        bin().join(self.program)
    }

    fn version(&self) -> Result<String> {
        self.version.map_or_else(|| locked_version(self.program), |version| Ok(version.to_owned()))
    }

    /// Cargo writes down there what it has installed.
    fn is_installed(&self, version: &str) -> bool {
        let installed = fs::read_to_string(root().join(".crates.toml")).unwrap_or_default();
        installed.contains(&format!("\"{} {version} (", self.package)) && self.path().is_file()
    }

    fn compile(&self, version: &str, build_dir: &Path) -> Result<()> {
        let mut cargo = Command::new("cargo");
        cargo
            .args(["install", self.package, "--version", &format!("={version}"), "--force"])
            .args(self.arguments)
            .arg("--root")
            .arg(root())
            // They run seldom: compile quickly rather than optimise.
            .envs([
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
                ("CARGO_PROFILE_RELEASE_LTO", "off"),
                ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            ])
            .env("CARGO_TARGET_DIR", build_dir);
        Step::new(format!("compile {} {version}", self.program), cargo)
            .limit(Duration::from_secs(45 * 60))
            .require()
            .map(drop)
    }
}

/// The version of a crate in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(paths::root().join("Cargo.lock")).context("no Cargo.lock")?;
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""));
    let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).with_context(|| format!("Cargo.lock does not name {package}"))
}
