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

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::npm;
use crate::paths;
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
    "-Cllvm-args=-inline-threshold=20",
    "-Cllvm-args=-unroll-runtime=false",
    // There is no stack: pkg/bundle.mjs ends the build if there is one.
    "-Clink-arg=-zstack-size=0",
];

/// Bytes of wasm that every browser compiles synchronously on the main thread.
const SYNCHRONOUS: u64 = 4_096;

/// Bytes after brotli: the single-file bundles, with every feature in.
const BUDGET: &[(&str, u64)] = &[
    ("alter-connect.esm.js", 7_200),
    ("alter-connect.umd.js", 7_200),
    ("alter-connect.cjs.js", 7_200),
    ("alter-connect.node.mjs", 200),
    ("alter-connect-js.esm.js", 7_600),
    ("alter-connect-js.umd.js", 7_600),
    ("alter-connect-js.cjs.js", 7_600),
    ("address.mjs", 350),
    ("alter-connect-element.js", 12_000),
    ("element.mjs", 2_400),
    ("errors.mjs", 200),
    ("flow.mjs", 1_500),
    ("preflight.mjs", 2_000),
    ("react.mjs", 350),
    ("testing.mjs", 1_450),
    ("vue.mjs", 500),
];

/// What a user gets beside the files that package.json names.
const MORE_FILES: &[&str] = &[
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/alter-connect-element.js",
    "dist/alter-connect-js.umd.js",
    "dist/flow.cjs",
    "dist/flow.mjs",
    "docs/errors.md",
    "package.json",
];

/// A built package.
pub struct Package {
    /// The sizes of our files and of the reference's, as `sizes.mjs` has measured them.
    sizes: Value,
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
    Step::new("measure", sizes()).require()?;
    leave_stamp(started, toolchain)?;
    read(toolchain)
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
            read(wasm)
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

/// Node is needed for the build anyhow, and has the compressors. Prints the sizes in a table, and leaves them for the site,
/// the documents and [`Package`].
fn sizes() -> Command {
    let mut node = Command::new("node");
    node.arg(paths::root().join("xtask/src/sizes.mjs")).arg(dist());
    node.arg(npm::package().join("node_modules/@alter-ai/connect/dist"));
    node
}

fn read(toolchain: &WasmToolchain) -> Result<Package> {
    let sizes = fs::read(dist().join("sizes.json")).context("the sizes were not measured")?;
    Ok(Package { sizes: serde_json::from_slice(&sizes)?, lean: toolchain.rust_src })
}

impl Package {
    /// Shows the sizes, and the hash for those who load the script from a CDN.
    pub fn print(&self) -> Result<()> {
        ensure!(sizes().status()?.success(), "could not measure the package");
        println!("integrity of alter-connect.umd.js: {}", self.integrity("alter-connect.umd.js")?);
        if !self.lean {
            println!("Built without the standard library's sources, and so larger than a build with them;");
            println!("`rustup component add rust-src` makes the next build the small one.");
        }
        Ok(())
    }

    fn file(&self, name: &str) -> Result<&Value> {
        let file = self.sizes["files"].as_array().and_then(|files| files.iter().find(|file| file["name"] == name));
        file.with_context(|| format!("{name} was not built"))
    }

    /// The value for `integrity` of a script tag.
    pub fn integrity(&self, file: &str) -> Result<&str> {
        self.file(file)?["sri"].as_str().context("it was not hashed")
    }

    /// Fails where the package exceeds its budget or holds other files than it
    /// should.
    pub fn check(&self) -> Result<()> {
        let wasm = fs::metadata(npm::package().join("build/optimised.wasm")).context("no wasm was built")?.len();
        ensure!(
            !self.lean || wasm <= SYNCHRONOUS,
            "the wasm has {wasm} bytes; Chrome before 115 compiles no more than {SYNCHRONOUS} at once"
        );
        for (name, budget) in BUDGET {
            let size = self.file(name)?["brotli"].as_u64().context("it was not measured")?;
            ensure!(!self.lean || size <= *budget, "{name} has {size} bytes (brotli); its budget is {budget}");
        }
        packed(npm::npm(&["pack", "--dry-run", "--json", "--silent"]), MORE_FILES).map(drop)
    }
}

/// Packs the built package into a folder, and gives the tarball.
pub fn pack(to: &Path) -> Result<PathBuf> {
    let mut pack = npm::npm(&["pack", "--json", "--silent", "--pack-destination"]);
    pack.arg(to);
    let report = packed(pack, MORE_FILES)?;
    Ok(to.join(report["filename"].as_str().context("npm pack names no file")?))
}

/// Runs `npm pack --json`, checks that what its package.json names, these and no other files are packed, and gives its report.
pub fn packed(mut pack: Command, more: &[&str]) -> Result<Value> {
    let folder = pack.get_current_dir().context("a package has a folder")?;
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("package.json"))?)?;
    let mut expected: BTreeSet<&str> = more.iter().copied().collect();
    for field in ["bin", "exports", "main", "module", "types", "unpkg"] {
        named(&manifest[field], &mut expected);
    }
    let output = pack.output().context("could not run npm")?;
    ensure!(output.status.success(), "npm pack failed: {}", String::from_utf8_lossy(&output.stderr));
    let mut report: Value = serde_json::from_slice(&output.stdout).context("npm pack printed no JSON")?;
    let report = report[0].take();
    let packed: BTreeSet<&str> =
        report["files"].as_array().into_iter().flatten().filter_map(|file| file["path"].as_str()).collect();
    let missing: Vec<_> = expected.difference(&packed).collect();
    let surplus: Vec<_> = packed.difference(&expected).collect();
    ensure!(packed == expected, "the npm package's files differ: missing {missing:?}, not expected {surplus:?}");
    Ok(report)
}

/// The files that a part of package.json names.
fn named<'a>(part: &'a Value, files: &mut BTreeSet<&'a str>) {
    match part {
        Value::String(file) if !file.contains('*') => _ = files.insert(file.trim_start_matches("./")),
        Value::Object(conditions) => conditions.values().for_each(|part| named(part, files)),
        _ => {}
    }
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
    "core/src",
    "host/src",
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

#[cfg(test)]
pub mod tests {
    use std::fs;
    use std::path::Path;

    use super::MORE_FILES;
    use crate::paths;

    /// What the links of a document lead to, but for places in it and addresses.
    pub fn relative_links(document: &str) -> Vec<&str> {
        let targets = document.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
        targets.filter(|target| !target.starts_with('#') && !target.contains("://")).collect()
    }

    #[test]
    fn packed_documents_link_to_packed_files() {
        for (packed, source) in
            [("README.md", "pkg/README.md"), ("CHANGELOG.md", "CHANGELOG.md"), ("docs/errors.md", "docs/errors.md")]
        {
            let text = fs::read_to_string(paths::root().join(source)).unwrap();
            for link in relative_links(&text) {
                let file = Path::new(packed).with_file_name(link.split('#').next().unwrap_or_default());
                assert!(MORE_FILES.iter().any(|name| Path::new(name) == file), "{source} links to {link}");
            }
        }
    }
}
