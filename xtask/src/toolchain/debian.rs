//! Debian's compiler, made able to build for wasm without touching the system:
//! a sysroot in the cache that links to Debian's and adds the standard library
//! for wasm, built from Debian's sources, and a `rustc` and a `rustdoc` that use it.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{TARGET, WasmToolchain};
use crate::paths;
use crate::step::Step;
use crate::system;

const LIBRARIES: &str = "std,panic_abort,proc_macro,test";
const COMPLETE: &str = "complete-with-rustdoc";

/// The toolchain, if it was prepared for the compiler that is installed now.
pub fn prepared() -> Option<WasmToolchain> {
    let version = system::version("rustc-web")?;
    let home = home(&version);
    home.join(COMPLETE).is_file().then(|| toolchain(&home, version))
}

/// Builds the standard library for wasm and puts the sysroot together.
pub fn prepare() -> Result<WasmToolchain> {
    let version = system::version("rustc-web").context("the package rustc-web is not installed")?;
    let home = home(&version);
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    lay_out(&home).with_context(|| format!("could not write {}", home.display()))?;
    let toolchain = toolchain(&home, version);
    build_std(&home, &toolchain)?;
    fs::write(home.join(COMPLETE), "")?;
    Ok(toolchain)
}

fn home(version: &str) -> PathBuf {
    paths::cache().join(format!("rustc-web-{version}"))
}

fn toolchain(home: &Path, version: String) -> WasmToolchain {
    WasmToolchain {
        version: format!("Debian's rustc {version}"),
        rust_src: true,
        bin: Some(home.join("bin")),
        env: vec![
            ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19".into()),
            // clippy replaces rustc, and with it the argument that our rustc adds.
            ("SYSROOT", home.to_owned()),
        ],
    }
}

fn lay_out(home: &Path) -> Result<()> {
    let (bin, rustlib) = (home.join("bin"), home.join("lib/rustlib"));
    fs::create_dir_all(&bin)?;
    fs::create_dir_all(rustlib.join(TARGET).join("lib"))?;
    for entry in fs::read_dir("/usr/lib/rustlib")? {
        let entry = entry?;
        if entry.file_name() != TARGET {
            symlink(entry.path(), rustlib.join(entry.file_name()))?;
        }
    }
    for program in ["cargo", "cargo-clippy", "clippy-driver"] {
        symlink(Path::new("/usr/bin").join(program), bin.join(program))?;
    }
    let quoted = home.to_string_lossy().replace('\'', r"'\''");
    for name in ["rustc", "rustdoc"] {
        let program = bin.join(name);
        fs::write(&program, format!("#!/bin/sh\nexec /usr/bin/{name} --sysroot '{quoted}' \"$@\"\n"))?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

fn build_std(home: &Path, toolchain: &WasmToolchain) -> Result<()> {
    let empty = home.join("build-std");
    fs::create_dir_all(empty.join("src"))?;
    fs::write(empty.join("src/lib.rs"), "")?;
    // Its own workspace, wherever the cache lies.
    fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    let mut cargo = Command::new("cargo");
    toolchain.apply(&mut cargo, &[]);
    cargo
        .current_dir(&empty)
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["build", "--release", "--target", TARGET, "--target-dir", "target"])
        .arg(format!("-Zbuild-std={LIBRARIES}"));
    Step::new("build the standard library for wasm", cargo).require()?;

    let built = empty.join("target").join(TARGET).join("release/deps");
    let libraries = home.join("lib/rustlib").join(TARGET).join("lib");
    for entry in fs::read_dir(&built).with_context(|| format!("nothing in {}", built.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let is_library = Path::new(&name).extension().is_some_and(|ext| ext == "rlib");
        if is_library && !name.to_string_lossy().starts_with("libempty") {
            fs::copy(entry.path(), libraries.join(name))?;
        }
    }
    fs::remove_dir_all(&empty)?;
    Ok(())
}
