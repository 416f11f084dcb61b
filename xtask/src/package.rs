//! The npm package: the crate as wasm, then the package's own bundling, then checks of
//! what came out.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

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
    ("alter-connect.esm.js", 6_800),
    ("alter-connect.umd.js", 6_800),
    ("alter-connect.cjs.js", 6_800),
    ("alter-connect.node.mjs", 200),
    ("alter-connect-js.esm.js", 7_200),
    ("alter-connect-js.umd.js", 7_300),
    ("alter-connect-js.cjs.js", 7_300),
    ("address.mjs", 350),
    ("alter-connect-element.js", 12_000),
    ("element.mjs", 2_400),
    ("errors.mjs", 200),
    ("flow.mjs", 1_560),
    ("preflight.mjs", 2_000),
    ("react.mjs", 350),
    ("testing.mjs", 1_500),
    ("vue.mjs", 500),
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
    let toolchain = toolchain::provide()?;
    npm::install()?;
    // As old as the beginning of the build: what changes meanwhile is newer.
    let begun = stamp().with_extension("begun");
    fs::create_dir_all(paths::target())?;
    fs::write(&begun, toolchain.to_string())?;
    compile(toolchain)?;
    if dist().exists() {
        // Files of earlier builds would be packed, too.
        fs::remove_dir_all(dist()).context("could not empty pkg/dist")?;
    }
    Step::new("bundle", npm::npm(&["run", "bundle"])).require()?;
    Step::new("measure", sizes()).require()?;
    fs::rename(begun, stamp())?;
    read(toolchain)
}

/// Builds the package unless nothing that it is made of has changed.
pub fn ensure() -> Result<Package> {
    static PROVIDING: Mutex<()> = Mutex::new(());
    let _alone = alone(&PROVIDING);
    let toolchain = toolchain::provide()?;
    if !is_current(toolchain)? {
        return build();
    }
    npm::install()?;
    read(toolchain)
}

/// What the package is made of, in the root.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "docs/errors.md",
    "pkg/bundle.mjs",
    "pkg/entries",
    "pkg/entries.mjs",
    "pkg/minify.mjs",
    "pkg/package-lock.json",
    "pkg/package.json",
    "pkg/src",
    "core/src",
    "host/src",
    "src",
    "xtask/src/package.rs",
    "xtask/src/wasm.rs",
];

/// The last good build leaves this file, with the name of its toolchain.
fn stamp() -> PathBuf {
    paths::target().join("npm-package.stamp")
}

fn is_current(toolchain: &WasmToolchain) -> Result<bool> {
    let made_by = fs::read_to_string(stamp()).unwrap_or_default();
    if made_by != toolchain.to_string() || !dist().is_dir() {
        return Ok(false);
    }
    let mut find = Command::new("find");
    find.args(SOURCES).arg("-newer").arg(stamp()).current_dir(paths::root());
    let newer = find.output().context("could not run find")?;
    ensure!(newer.status.success(), "{}", String::from_utf8_lossy(&newer.stderr));
    Ok(newer.stdout.is_empty())
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

    /// Fails where the package exceeds its budget or lacks a file.
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
        pack(&paths::target()).map(drop)
    }
}

/// Packs the built package into a folder, and gives the tarball.
pub fn pack(to: &Path) -> Result<PathBuf> {
    npm::pack(&npm::package(), to)
}

#[cfg(test)]
pub mod tests {
    use std::fs;
    use std::path::Path;

    use super::npm;
    use crate::paths;

    /// What the links of a document lead to, but for places in it and addresses.
    pub fn relative_links(document: &str) -> Vec<&str> {
        let targets = document.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
        targets.filter(|target| !target.starts_with('#') && !target.contains("://")).collect()
    }

    #[test]
    fn packed_documents_link_to_packed_files() {
        let packed = npm::files(&npm::package()).unwrap();
        for (document, source) in
            [("README.md", "pkg/README.md"), ("CHANGELOG.md", "CHANGELOG.md"), ("docs/errors.md", "docs/errors.md")]
        {
            let text = fs::read_to_string(paths::root().join(source)).unwrap();
            for link in relative_links(&text) {
                let file = Path::new(document).with_file_name(link.split('#').next().unwrap_or_default());
                assert!(packed.iter().any(|name| Path::new(name) == file), "{source} links to {link}");
            }
        }
    }
}
