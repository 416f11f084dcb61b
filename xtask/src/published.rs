//! The crate as its users get it: its documentation, what would be published, and that with the lowest and with the newest
//! versions of other crates that its manifest allows.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;

use crate::step::Step;
use crate::{pack, paths, toolchain};

/// Builds the documentation for the host, and for wasm, as docs.rs does. Warnings are errors.
pub fn documentation() -> Result<[(&'static str, Command); 2]> {
    let doc = |target: &[&str]| -> Result<Command> {
        let mut cargo = cargo()?;
        cargo.args(["doc", "--no-deps", "--all-features", "--package", "alter-connect"]).args(target);
        cargo.env("RUSTDOCFLAGS", "-D warnings");
        Ok(cargo)
    };
    Ok([("documentation", doc(&[])?), ("documentation for wasm", doc(&["--target", toolchain::TARGET])?)])
}

/// Whether the registry can be reached: without it nothing is resolved anew.
pub fn registry_answers() -> Result<bool> {
    let mut update = cargo()?;
    update.args(["update", "--dry-run"]).env("CARGO_NET_RETRY", "0");
    Ok(Step::new("ask the registry", update).run()?.success)
}

/// All of publishing the crate and its floors but the upload, in a folder of this run's own. Cargo keeps what it unpacks there
/// in its home, and would take it again for a later package of the same version in the same folder.
pub fn dry_run() -> Result<Command> {
    let all = paths::target().join("publish");
    if all.exists() {
        fs::remove_dir_all(&all)?;
    }
    let own = all.join(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis().to_string());
    let mut publish = cargo()?;
    publish.args(["publish", "--dry-run", "--allow-dirty"]).args(pack::selected()).env("CARGO_TARGET_DIR", own);
    Ok(publish)
}

/// Compiles the packaged crate with the lowest versions and with the newest: on the host and for wasm, with all features and
/// with none.
pub fn compiled() -> Result<Vec<(String, Command)>> {
    let mut checks = compiled_with("lowest", &["-Zdirect-minimal-versions"])?;
    checks.extend(compiled_with("newest", &[])?);
    Ok(checks)
}

fn compiled_with(name: &str, choice: &[&str]) -> Result<Vec<(String, Command)>> {
    let directory = paths::target().join("crate").join(name);
    unpack(&directory)?;
    let mut resolve = cargo()?;
    resolve.args(choice).arg("generate-lockfile").current_dir(&directory);
    if !choice.is_empty() {
        // For cargo alone: the compiler stays a stable one.
        resolve.env("RUSTC_BOOTSTRAP", "1");
    }
    Step::new(format!("resolve with the {name} versions"), resolve).require()?;

    let mut checks = Vec::new();
    for (place, target) in [("the host", &[][..]), ("wasm", &["--target", toolchain::TARGET])] {
        for features in ["--all-features", "--no-default-features"] {
            let mut check = cargo()?;
            check.args(["check", "--lib", "--locked", features]).args(target).current_dir(&directory);
            check.env("CARGO_TARGET_DIR", paths::target().join("crate/target")).env("CARGO_PROFILE_DEV_DEBUG", "false");
            checks.push((format!("the {name} versions on {place}, {features}"), check));
        }
    }
    Ok(checks)
}

/// In a workspace of its own, without what only the crate's own tests need: that would hold other versions fast.
fn unpack(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory)?;
    }
    pack::unpack_crate(directory)?;
    let manifest = directory.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    let tables = text.split("\n[").filter(|table| !table.lines().next().is_some_and(|name| name.contains("dev-dep")));
    let kept = tables.collect::<Vec<_>>().join("\n[");
    Ok(fs::write(manifest, format!("{kept}\n[workspace]\nexclude = [\"core\", \"host\"]\n"))?)
}

fn cargo() -> Result<Command> {
    let mut cargo = Command::new("cargo");
    toolchain::provide()?.apply(&mut cargo, &[]);
    Ok(cargo)
}
