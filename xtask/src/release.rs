//! All that a release would do, but the uploads.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::step::Step;
use crate::{dependencies, npm, paths};

mod copies;
mod sbom;
mod versions;
mod words;

#[derive(clap::Args)]
pub struct Args {
    /// Do everything but publish: what would be run is printed at the end
    #[arg(long)]
    dry_run: bool,
    /// Rewrite the documents for the time when everything is published: they name the registries instead of `target/pack`
    #[arg(long, conflicts_with = "dry_run")]
    published: bool,
}

pub fn run(args: &Args) -> Result<()> {
    if args.published {
        return words::publish();
    }
    ensure!(args.dry_run, "only `cargo xtask release --dry-run` is there: it ends with the commands that publish");
    let version = versions::check()?;
    println!("version {version}: crate, npm packages, documents and changelog agree");
    check_tree()?;

    let out = paths::target().join("to-publish");
    let [copy, other] = copies::build(&out)?;
    copies::compare(&copy, &other)?;

    let to_publish = copies::collect(&copy, &out.join("files"))?;
    publish_checks(&copy, &to_publish)?;
    for (artifact, root, name) in [
        ("alter-connect", "alter-connect-npm", "alter-connect"),
        ("alter-connect-emulator", "alter-connect-emulator-npm", "alter-connect-emulator"),
    ] {
        let file = out.join("files").join(format!("{artifact}-{version}.cdx.json"));
        fs::write(&file, format!("{:#}\n", sbom::of(&copy, root, name)?))?;
    }
    dependencies::licences()?;
    let unanswered = [dependencies::advisories()?, dependencies::audit()?];
    let mut unchecked: Vec<String> = unanswered.into_iter().flatten().collect();
    unchecked.extend(versions::placeholders()?);
    if words::speak_of_a_checkout()? {
        unchecked
            .push("documents say that nothing is published; `cargo xtask release --published` rewrites them".into());
    }

    println!("\nIntegrity values of alter-connect {version}:\n{}", copies::integrity(&copy)?);
    println!("To publish, from {}:", out.join("files").display());
    for file in &to_publish {
        let name = file.file_name().unwrap_or_default().display();
        match file.extension().is_some_and(|extension| extension == "tgz") {
            true => println!("  npm publish {name}"),
            false => println!("  cargo publish --package alter-connect    # makes {name}"),
        }
    }
    for gap in unchecked {
        println!("Still open: {gap}");
    }
    Ok(())
}

/// What is built is the last commit: what is not committed would be missing.
fn check_tree() -> Result<()> {
    let output = Command::new("git").args(["status", "--porcelain"]).current_dir(paths::root()).output()?;
    let changed = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success() && changed.is_empty(), "commit first; these files differ:\n{changed}");
    Ok(())
}

/// All of publishing but the uploads. What is in the npm packages was checked when they were packed.
fn publish_checks(copy: &Path, files: &[PathBuf]) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["publish", "--dry-run", "--package", "alter-connect"]).current_dir(copy);
    cargo.env("CARGO_TARGET_DIR", copies::target(copy));
    Step::new("cargo publish --dry-run", cargo).require()?;
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "tgz")) {
        let mut publish = npm::npm(&["publish", "--dry-run"]);
        publish.arg(file);
        Step::new(format!("npm publish --dry-run {}", file.file_name().unwrap_or_default().display()), publish)
            .require()?;
    }
    Ok(())
}
