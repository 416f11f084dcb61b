//! The package's types and its manifest, as type checkers and package linters see them.

use std::fs;
use std::process::ExitCode;
use std::sync::Arc;

use alter_connect_e2e::repository;
use alter_connect_packaging::Workshop;
use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::process::Command;
use tokio::runtime::Runtime;

fn main() -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    let runtime = Arc::new(Runtime::new()?);
    let mut trials: Vec<Trial> = [
        ("the_app_compiles_against_the_reference", "reference"),
        ("bundler_resolution", "bundler"),
        ("entries", "entries"),
        ("node16_resolution", "node16"),
        ("commonjs_with_node10_resolution", "commonjs"),
    ]
    .map(|(name, config)| trial(&runtime, name, move || compiles(config)))
    .into();
    trials.push(trial(&runtime, "a_package_that_is_not_built_is_not_packed", not_built));
    trials.push(trial(&runtime, "documents_show_what_is_tested", documents_show_what_is_tested));
    trials.push(trial(&runtime, "publint", publint));
    trials.push(trial(&runtime, "are_the_types_wrong", are_the_types_wrong));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial<Checked: Future<Output = Result<()>>>(
    runtime: &Arc<Runtime>,
    name: &str,
    check: impl FnOnce() -> Checked + Send + 'static,
) -> Trial {
    let runtime = runtime.clone();
    Trial::test(name, move || runtime.block_on(check()).map_err(|error| Failed::from(format!("{error:#}"))))
}

async fn compiles(config: &str) -> Result<()> {
    let workshop = Workshop::get().await?;
    let project = workshop.project("types", &["tests/packaging/types"])?;
    let mut tsc = workshop.tool("tsc");
    tsc.args(["--project", &format!("{config}.json")]);
    project.command(tsc).await?;
    Ok(())
}

async fn not_built() -> Result<()> {
    let project = Workshop::get().await?.project("not-built", &[])?;
    fs::create_dir_all(project.path(""))?;
    for file in ["package.json", "prepack.mjs"] {
        fs::copy(repository().join("pkg").join(file), project.path(file))?;
    }
    let mut npm = Command::new("npm");
    npm.arg("pack");
    let refusal = project.command(npm).await.expect_err("a package without its files was packed").to_string();
    ensure!(refusal.contains("is missing. Run `cargo xtask build`"), "{refusal}");
    Ok(())
}

/// A block below `<!-- file: path -->` is that file, which other tests run.
async fn documents_show_what_is_tested() -> Result<()> {
    let mut shown = 0;
    for entry in std::fs::read_dir(repository().join("docs"))? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let document = std::fs::read_to_string(&path)?;
        for block in document.split("<!-- file: ").skip(1) {
            let (file, rest) = block.split_once(" -->\n```").context("a mark without a block")?;
            let (_language, rest) = rest.split_once('\n').context("the fence is not closed")?;
            let (code, _) = rest.split_once("```\n").context("the fence is not closed")?;
            let tested = std::fs::read_to_string(repository().join(file)).with_context(|| file.to_owned())?;
            ensure!(code == tested, "{} does not show {file} as it is", path.display());
            shown += 1;
        }
    }
    ensure!(shown >= 8, "the documents show {shown} files");
    Ok(())
}

/// Warnings fail. What it merely suggests does not: it would have a `"type": "commonjs"`, with which webpack 5 refuses
/// the package's ESM file.
async fn publint() -> Result<()> {
    let workshop = Workshop::get().await?;
    let mut publint = workshop.tool("publint");
    publint.args(["run", "--strict"]).arg(workshop.tarball());
    workshop.run(publint).await?;
    Ok(())
}

async fn are_the_types_wrong() -> Result<()> {
    let workshop = Workshop::get().await?;
    let mut attw = workshop.tool("attw");
    attw.arg(workshop.tarball());
    workshop.run(attw).await?;
    Ok(())
}
