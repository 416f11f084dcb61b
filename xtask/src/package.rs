//! The npm package: the crate as wasm, then the package's own bundling, then checks of
//! what came out.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::npm;
use crate::paths;
use crate::sizes::Table;
use crate::step::{Step, alone};
use crate::toolchain::{self, WasmToolchain};
use crate::wasm;

/// The crate that the package's wasm is made of.
const CRATE: &str = "alter-connect-npm";

/// With the library's sources: built for this package alone, so that nothing
/// unused is in it, and without the instructions that the oldest promised
/// browsers lack. `RUSTC_BOOTSTRAP` lets a stable compiler do it.
const LEAN_CARGO: &[&str] = &["-Zbuild-std=core,alloc", "-Zbuild-std-features=optimize_for_size"];
const LEAN_RUSTFLAGS: &[&str] = &[
    "-Ctarget-cpu=mvp",
    "-Ctarget-feature=+mutable-globals",
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    // Optimised for speed but with little inlining: values stay out of memory, and the code compresses better than that
    // which is optimised for size (docs/performance.md).
    "-Cllvm-args=-inline-threshold=15",
    "-Cllvm-args=-unroll-runtime=false",
    // A flow needs less than a kilobyte of stack.
    "-Clink-arg=-zstack-size=32768",
];

/// For the loader, which puts it back after an exception.
const STACK_POINTER: &str = "-Clink-arg=--export=__stack_pointer";

/// Bytes after brotli: the single-file bundles, with every feature in.
const BUDGET: &[(&str, u64)] = &[
    ("alter-connect.esm.js", 9_000),
    ("alter-connect.umd.js", 9_000),
    ("alter-connect.cjs.js", 9_000),
    ("alter-connect.node.mjs", 200),
    ("alter-connect-js.esm.js", 10_500),
    ("alter-connect-js.umd.js", 10_500),
    ("alter-connect-js.cjs.js", 10_500),
    ("address.mjs", 350),
    ("alter-connect-element.js", 12_000),
    ("element.mjs", 2_400),
    ("errors.mjs", 200),
    ("flow.mjs", 1_500),
    ("preflight.mjs", 2_000),
    ("react.mjs", 350),
    ("testing.mjs", 1_300),
    ("vue.mjs", 500),
];

/// Exactly what a user gets.
const TARBALL: &[&str] = &[
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/address.cjs",
    "dist/address.d.cts",
    "dist/address.d.mts",
    "dist/address.mjs",
    "dist/alter-connect-element.js",
    "dist/alter-connect-js.cjs.js",
    "dist/alter-connect-js.esm.js",
    "dist/alter-connect-js.node.mjs",
    "dist/alter-connect-js.umd.js",
    "dist/alter-connect.cjs.js",
    "dist/alter-connect.d.mts",
    "dist/alter-connect.d.ts",
    "dist/alter-connect.esm.js",
    "dist/alter-connect.node.mjs",
    "dist/alter-connect.umd.js",
    "dist/element.cjs",
    "dist/element.d.cts",
    "dist/element.d.mts",
    "dist/element.mjs",
    "dist/errors.cjs",
    "dist/errors.d.cts",
    "dist/errors.d.mts",
    "dist/errors.mjs",
    "dist/flow.cjs",
    "dist/flow.mjs",
    "dist/preflight.cjs",
    "dist/preflight.d.cts",
    "dist/preflight.d.mts",
    "dist/preflight.mjs",
    "dist/react.cjs",
    "dist/react.d.cts",
    "dist/react.d.mts",
    "dist/react.mjs",
    "dist/testing-playwright.cjs",
    "dist/testing-playwright.d.cts",
    "dist/testing-playwright.d.mts",
    "dist/testing-playwright.mjs",
    "dist/testing.cjs",
    "dist/testing.d.cts",
    "dist/testing.d.mts",
    "dist/testing.mjs",
    "dist/vue.cjs",
    "dist/vue.d.cts",
    "dist/vue.d.mts",
    "dist/vue.mjs",
    "docs/errors.md",
    "package.json",
];

/// A built package.
pub struct Package {
    sizes: Table,
    lean: bool,
}

/// Where the built files are.
pub fn dist() -> PathBuf {
    npm::package().join("dist")
}

/// Builds the package.
pub fn build() -> Result<Package> {
    let started = SystemTime::now();
    let toolchain = toolchain::provide()?;
    npm::install()?;
    compile(toolchain)?;
    clear_dist()?;
    Step::new("bundle", npm::npm(&["run", "bundle"])).require()?;
    leave_stamp(started, toolchain)?;
    measure(toolchain)
}

/// Builds the package unless nothing that it is made of has changed.
pub fn ensure() -> Result<Package> {
    static PROVIDING: Mutex<()> = Mutex::new(());
    let _alone = alone(&PROVIDING);
    let wasm = toolchain::provide()?;
    let made_by = fs::read_to_string(stamp()).unwrap_or_default();
    let built = fs::metadata(stamp()).and_then(|file| file.modified());
    match built {
        Ok(built) if made_by == wasm.to_string() && dist().is_dir() && newest_source()? < built => {
            npm::install()?;
            measure(wasm)
        }
        _ => build(),
    }
}

/// Files of earlier builds would be packed, too.
fn clear_dist() -> Result<()> {
    match fs::remove_dir_all(dist()) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("could not empty pkg/dist"),
        _ => Ok(()),
    }
}

/// wasm-opt is the bundling's business.
fn compile(toolchain: &WasmToolchain) -> Result<()> {
    let mut rustflags = remapped_paths(toolchain)?;
    rustflags.push(STACK_POINTER.to_owned());
    let mut cargo = wasm::cargo(&["build", "--release", "--package", CRATE])?;
    if toolchain.rust_src {
        cargo.args(LEAN_CARGO).env("RUSTC_BOOTSTRAP", "1");
        rustflags.extend(LEAN_RUSTFLAGS.iter().map(|flag| (*flag).to_owned()));
    }
    cargo.env("CARGO_ENCODED_RUSTFLAGS", rustflags.join("\u{1f}"));
    let built = wasm::built(&paths::target(), "release", &CRATE.replace('-', "_"));
    let glue = ["--target", "bundler", "--out-name", "alter_connect"];
    wasm::build("the npm package", cargo, built, &glue, &npm::package().join("build"))
}

/// The same bytes from every folder.
pub fn remapped_paths(wasm: &WasmToolchain) -> Result<Vec<String>> {
    let sources = wasm.sysroot()?.join("lib/rustlib/src/rust");
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
        .unwrap_or_default();
    let resolved = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut flags: Vec<String> =
        [(paths::root(), "."), (&cargo_home, "cargo"), (&resolved(&sources), "rust"), (&sources, "rust")]
            .iter()
            .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
            .collect();
    flags.dedup();
    Ok(flags)
}

fn measure(wasm: &WasmToolchain) -> Result<Package> {
    let reference = npm::package().join("node_modules/@alter-ai/connect/dist");
    let sizes = Table::measure(&dist(), &reference)?;
    fs::write(dist().join("sizes.json"), sizes.to_json().to_string()).context("could not write the sizes")?;
    Ok(Package { sizes, lean: wasm.rust_src })
}

impl Package {
    /// Shows the sizes, and the hash for those who load the script from a CDN.
    pub fn print(&self) {
        println!("{}", self.sizes);
        if let Some(umd) = self.sizes.ours.get("alter-connect.umd.js") {
            println!("integrity of alter-connect.umd.js: {}", umd.sri);
        }
        if !self.lean {
            println!("Built without the standard library's sources, and so larger than a build with them may be:");
            for (name, size, budget) in self.budgets().flatten() {
                println!("  {name}: by {} bytes or more", size.saturating_sub(budget));
            }
            println!("`rustup component add rust-src` makes the next build the small one.");
        }
    }

    /// The value for `integrity` of a script tag.
    pub fn integrity(&self, file: &str) -> Result<&str> {
        Ok(&self.sizes.ours.get(file).with_context(|| format!("{file} was not built"))?.sri)
    }

    /// Fails where the package exceeds its budget or holds other files than it
    /// should.
    pub fn check(&self) -> Result<()> {
        self.check_budget()?;
        packed(npm::npm(&["pack", "--dry-run", "--json", "--silent"]), TARBALL)?;
        Ok(())
    }

    fn check_budget(&self) -> Result<()> {
        for file in self.budgets() {
            let (name, size, budget) = file?;
            if self.lean && size > budget {
                bail!("{name} has {size} bytes (brotli); its budget is {budget}");
            }
        }
        Ok(())
    }

    /// The files that have a budget, with their size and the budget, in bytes after brotli.
    /// An error for one that was not built.
    fn budgets(&self) -> impl Iterator<Item = Result<(&'static str, u64, u64)>> {
        BUDGET.iter().map(|(name, budget)| {
            let size = self.sizes.ours.get(*name).with_context(|| format!("{name} was not built"))?;
            Ok((*name, size.brotli, *budget))
        })
    }
}

/// Packs the built package into a folder, and gives the tarball.
pub fn pack(to: &Path) -> Result<PathBuf> {
    let mut pack = npm::npm(&["pack", "--json", "--silent", "--pack-destination"]);
    pack.arg(to);
    let report = packed(pack, TARBALL)?;
    Ok(to.join(report["filename"].as_str().context("npm pack names no file")?))
}

/// Runs `npm pack --json`, checks that these and no other files are packed, and gives its report.
pub fn packed(mut pack: Command, tarball: &[&str]) -> Result<Value> {
    let output = pack.output().context("could not run npm")?;
    if !output.status.success() {
        bail!("npm pack failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let mut report: Value = serde_json::from_slice(&output.stdout).context("npm pack printed no JSON")?;
    let report = report[0].take();
    let packed: BTreeSet<&str> =
        report["files"].as_array().into_iter().flatten().filter_map(|file| file["path"].as_str()).collect();
    let expected: BTreeSet<&str> = tarball.iter().copied().collect();
    if packed != expected {
        let missing: Vec<_> = expected.difference(&packed).collect();
        let surplus: Vec<_> = packed.difference(&expected).collect();
        bail!("the npm package's files differ: missing {missing:?}, not expected {surplus:?}");
    }
    Ok(report)
}

/// A file as old as the beginning of the last good build, naming its toolchain.
fn stamp() -> PathBuf {
    paths::target().join("npm-package.stamp")
}

fn leave_stamp(started: SystemTime, wasm: &WasmToolchain) -> Result<()> {
    fs::write(stamp(), wasm.to_string())?;
    File::options().write(true).open(stamp())?.set_modified(started)?;
    Ok(())
}

/// What the package is made of, in the root.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "docs/errors.md",
    "pkg/bundle.mjs",
    "pkg/entries",
    "pkg/entries.mjs",
    "pkg/package-lock.json",
    "pkg/package.json",
    "pkg/src",
    "src",
    "xtask/src/package.rs",
    "xtask/src/wasm.rs",
];

/// When the newest of the sources was changed.
fn newest_source() -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut open: Vec<PathBuf> = SOURCES.iter().map(|source| paths::root().join(source)).collect();
    while let Some(path) = open.pop() {
        let metadata = fs::metadata(&path).with_context(|| format!("no {}", path.display()))?;
        newest = newest.max(metadata.modified()?);
        if metadata.is_dir() {
            for entry in fs::read_dir(&path)? {
                open.push(entry?.path());
            }
        }
    }
    Ok(newest)
}
