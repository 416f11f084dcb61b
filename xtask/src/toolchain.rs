//! A Rust compiler that can build for wasm32-unknown-unknown.
//!
//! The active toolchain is used where it has the target or rustup can add it.
//! Where rustup's server can't be reached, Debian's compiler builds the standard
//! library from Debian's sources, once; see `debian`.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;
use std::{fs, iter};

use anyhow::{Context, Result, anyhow, bail};

use crate::paths::{self, find_program};
use crate::step::Step;
use crate::system;

mod debian;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// rustup gives up late where packets are dropped.
const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// What a command needs to compile for wasm: apply it, then run cargo or
/// wasm-pack by name.
pub struct WasmToolchain {
    version: String,
    /// Whether the standard library's sources are there (for `build-std`).
    pub rust_src: bool,
    /// Directory of `cargo` and `rustc` that comes before the PATH's own.
    bin: Option<PathBuf>,
    env: Vec<(&'static str, PathBuf)>,
}

impl WasmToolchain {
    /// Makes the command, and what it starts, use this toolchain.
    pub fn apply(&self, command: &mut Command, more_bins: &[PathBuf]) {
        let path = env::var_os("PATH").unwrap_or_default();
        let dirs = self.bin.iter().chain(more_bins).cloned().chain(env::split_paths(&path));
        if let Ok(path) = env::join_paths(dirs) {
            command.env("PATH", path);
        }
        // Set by the cargo that runs xtask; they would name its own compiler.
        for variable in ["CARGO", "RUSTC", "RUSTDOC", "RUSTFLAGS"] {
            command.env_remove(variable);
        }
        command.envs(self.env.iter().cloned());
    }

    /// Directory of the compiler's own files, its library sources among them.
    pub fn sysroot(&self) -> Result<PathBuf> {
        let mut rustc = Command::new("rustc");
        self.apply(&mut rustc, &[]);
        print(rustc, &["--print", "sysroot"]).map(PathBuf::from).context("rustc names no sysroot")
    }
}

impl fmt::Display for WasmToolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sources = if self.rust_src { "with" } else { "without" };
        write!(f, "{} for {TARGET}, {sources} library sources", self.version)
    }
}

/// The toolchain, installed if need be. What came of it holds for the whole run.
pub fn provide() -> Result<&'static WasmToolchain> {
    static PROVIDED: OnceLock<Result<WasmToolchain, String>> = OnceLock::new();
    PROVIDED
        .get_or_init(|| find_or_install().map_err(|error| format!("{error:#}")))
        .as_ref()
        .map_err(|error| anyhow!("{error}"))
}

fn find_or_install() -> Result<WasmToolchain> {
    if let Some(active) = active() {
        return Ok(active);
    }
    if let Some(debian) = debian::prepared() {
        return Ok(debian);
    }
    if rustup_adds(&["target", "add", TARGET])?
        && let Some(active) = active()
    {
        return Ok(active);
    }
    eprintln!("  {TARGET} can't be had through rustup: Debian's compiler will do");
    system::ensure(system::WASM_COMPILER)?;
    debian::prepare()
}

/// The active toolchain, if it has the target's standard library.
fn active() -> Option<WasmToolchain> {
    let ask = |args: &[&str]| print(Command::new("rustc"), args);
    let libraries = PathBuf::from(ask(&["--print", "target-libdir", "--target", TARGET])?);
    if !libraries.is_dir() {
        return None;
    }
    let version = ask(&["--version"])?;
    let sysroot = PathBuf::from(ask(&["--print", "sysroot"])?);
    let rust_src = has_sources(&sysroot) || {
        let _ = add_sources_once(&version);
        has_sources(&sysroot)
    };
    Some(WasmToolchain { version, rust_src, bin: None, env: Vec::new() })
}

fn has_sources(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").is_file()
}

/// Tries to add the library sources, which make the package smaller but are not
/// needed. A failure is remembered, so that only `setup` tries again.
fn add_sources_once(version: &str) -> Result<()> {
    let refused = refusal();
    if fs::read_to_string(&refused).is_ok_and(|earlier| earlier == version) {
        return Ok(());
    }
    if !rustup_adds(&["component", "add", "rust-src"])? {
        fs::create_dir_all(paths::cache())?;
        fs::write(refused, version)?;
    }
    Ok(())
}

/// rustfmt and clippy for the active toolchain.
pub fn ensure_lints() -> Result<()> {
    for (component, program) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let there = || print(Command::new("cargo"), &[program, "--version"]).is_some();
        if there() {
            continue;
        }
        if !rustup_adds(&["component", "add", component])? || !there() {
            bail!("`cargo {program}` is missing; add it with `rustup component add {component}`");
        }
    }
    Ok(())
}

/// Forgets that a component could not be had.
pub fn retry_components() -> Result<()> {
    match fs::remove_file(refusal()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).context("could not clear the cache"),
        _ => Ok(()),
    }
}

fn refusal() -> PathBuf {
    paths::cache().join("rust-src-refused")
}

fn rustup_adds(args: &[&str]) -> Result<bool> {
    if find_program("rustup").is_none() {
        return Ok(false);
    }
    let mut rustup = Command::new("rustup");
    rustup.args(args);
    let name = iter::once(&"rustup").chain(args).copied().collect::<Vec<_>>().join(" ");
    Ok(Step::new(name, rustup).limit(RUSTUP_LIMIT).run()?.success)
}

/// What the command prints, if it succeeds.
fn print(mut command: Command, args: &[&str]) -> Option<String> {
    let output = command.args(args).current_dir(paths::root()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
