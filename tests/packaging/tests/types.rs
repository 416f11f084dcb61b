//! The package's types and its manifest, as type checkers and package linters see them.

use std::fs;
use std::process::ExitCode;
use std::sync::Arc;

use alter_connect_e2e::repository;
use alter_connect_packaging::{Workshop, trial};
use anyhow::{Context, Result, bail, ensure};
use libtest_mimic::Arguments;
use serde_json::Value;
use tokio::process::Command;
use tokio::runtime::Runtime;

fn main() -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    let runtime = &Arc::new(Runtime::new()?);
    let trials = vec![
        trial(runtime, "the_app_compiles_against_the_reference", || compiles("reference")),
        trial(runtime, "bundler_resolution", || compiles("bundler")),
        trial(runtime, "entries", || compiles("entries")),
        trial(runtime, "node16_resolution", || compiles("node16")),
        trial(runtime, "commonjs_with_node10_resolution", || compiles("commonjs")),
        trial(runtime, "a_package_that_is_not_built_is_not_packed", not_built),
        trial(runtime, "glue_of_another_shape_ends_the_bundling", other_glue),
        trial(runtime, "documents_show_what_is_tested", documents_show_what_is_tested),
        trial(runtime, "no_version_of_a_framework_keeps_it_out", optional_peers),
        trial(runtime, "publint", publint),
        trial(runtime, "are_the_types_wrong", are_the_types_wrong),
    ];
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
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
    for file in ["package.json", "prepack.mjs"] {
        project.add("pkg", file)?;
    }
    let mut npm = Command::new("npm");
    npm.arg("pack");
    let refusal = project.command(npm).await.expect_err("a package without its files was packed").to_string();
    ensure!(refusal.contains("is missing. Run `cargo xtask build`"), "{refusal}");
    Ok(())
}

/// wasm-bindgen's output, and that of the tools after it, may look otherwise in another version.
async fn other_glue() -> Result<()> {
    const BUNDLE: &str = "bundle.mjs";
    let changes = [
        ("the wasm has no export tell", r#"JSON.parse(printed)"#, r#"{ imports: [], exports: [["told", "a"]] }"#),
        (
            "the wasm imports from",
            "imports.map(([module, name], index)",
            "[['./glue.js', 'f']].map(([module, name], index)",
        ),
        ("wasm2js writes another frame", r#""wasm2js", OPTIMISED"#, r#""wasm-opt", "--print", OPTIMISED"#),
        ("wasm2js imports in another way", "short }] : []", "short: 'other' }] : []"),
    ];
    for (objection, from, to) in changes {
        let project = Workshop::get().await?.project("other-glue", &[])?;
        for part in [BUNDLE, "minify.mjs", "package.json", "build", "src"] {
            project.add("pkg", part)?;
        }
        for (of_the_repository, name) in [("pkg/node_modules", "node_modules"), ("host", "../host")] {
            let _ = fs::remove_file(project.path(name));
            std::os::unix::fs::symlink(repository().join(of_the_repository).canonicalize()?, project.path(name))?;
        }
        let text = fs::read_to_string(project.path(BUNDLE))?;
        ensure!(text.contains(from), "{BUNDLE} has no {from}");
        fs::write(project.path(BUNDLE), text.replace(from, to))?;
        let mut node = Command::new("node");
        node.arg("bundle.mjs");
        let refusal = match project.command(node).await {
            Ok(_) => bail!("{to} was bundled"),
            Err(refusal) => refusal.to_string(),
        };
        ensure!(refusal.contains(objection) && refusal.contains("has another shape"), "{to}: {refusal}");
    }
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

/// Package managers refuse an optional peer of another version than the range allows, too. The class needs no framework.
async fn optional_peers() -> Result<()> {
    let manifest = fs::read_to_string(Workshop::get().await?.package().join("package.json"))?;
    let manifest: Value = serde_json::from_str(&manifest)?;
    let peers = manifest["peerDependencies"].as_object().context("there are no peers")?;
    for (peer, range) in peers {
        ensure!(range == "*", "{peer} {range} may keep the package out");
        ensure!(manifest["peerDependenciesMeta"][peer]["optional"] == true, "{peer} is not optional");
    }
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
