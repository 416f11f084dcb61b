//! All that a release would do, but the uploads.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::step::Step;
use crate::{dependencies, npm, pack, paths, published};

mod copies;
mod sbom;
mod versions;
mod words;

/// The npm packages, as `pack` names them.
const PACKAGES: [&str; 2] = [pack::SDK, pack::EMULATOR];

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
    let copy = copies::build(&out)?;
    publish_checks(&copy)?;
    for (root, name) in
        [("alter-connect-npm", "alter-connect"), ("alter-connect-emulator-npm", "alter-connect-emulator")]
    {
        let file = out.join(format!("{name}-{version}.cdx.json"));
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

    let sizes: Value = serde_json::from_slice(&fs::read(copy.join("pkg/dist/sizes.json"))?)?;
    println!("\nIntegrity values of alter-connect {version}:");
    for file in sizes["files"].as_array().context("no files were measured")? {
        let [name, integrity] = ["name", "sri"].map(|field| file[field].as_str().unwrap_or_default());
        println!("  {name}  {integrity}");
    }
    println!("\nTo publish, from {}:", copy.display());
    PACKAGES.iter().for_each(|package| println!("  npm publish target/pack/{package}"));
    pack::FLOORS.iter().for_each(|(name, ..)| println!("  cargo publish --package {name}"));
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
fn publish_checks(copy: &Path) -> Result<()> {
    let mut cargo = published::dry_run()?;
    cargo.current_dir(copy);
    Step::new("cargo publish --dry-run", cargo).require()?;
    for package in PACKAGES {
        let mut publish = npm::npm(&["publish", "--dry-run"]);
        publish.arg(copies::packed(copy).join(package));
        Step::new(format!("npm publish --dry-run {package}"), publish).require()?;
    }
    Ok(())
}
