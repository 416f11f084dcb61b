//! Test runners and Node itself: the package is imported where there is no browser.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use alter_connect_e2e::free_port;
use alter_connect_packaging::{Workshop, trial};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use tokio::process::Command;
use tokio::runtime::Runtime;

/// Both give the class, whatever the file that imports it, and have nothing to report.
const MODULE: &str = "
    import AlterConnect from '@alter-ai/connect';
    console.error = console.log;
    console.log(AlterConnect.create().isOpen());";
const COMMONJS: &str = "
    console.error = console.log;
    console.log(require('@alter-ai/connect').default.create().isOpen());";

/// The app of `beside_old_frameworks`.
const OLD_FRAMEWORKS: &str = r#"{"private": true, "dependencies": {"react": "16.14.0", "vue": "2.7.16"}}"#;

pub fn trials() -> Result<Vec<Trial>> {
    let runtime = &Arc::new(Runtime::new()?);
    Ok(vec![
        trial(runtime, "node::vitest", || runs("vitest", "Tests  188 passed (188)")),
        trial(runtime, "node::jest", || runs("jest", "Tests:       7 passed, 7 total")),
        trial(runtime, "node::module", || imports("module", MODULE)),
        trial(runtime, "node::commonjs", || imports("commonjs", COMMONJS)),
        trial(runtime, "node::test_runner", ends_by_itself),
        trial(runtime, "node::starter", starter),
        trial(runtime, "node::starter_beside_another_program", starter_beside_another_program),
        trial(runtime, "node::beside_old_frameworks", beside_old_frameworks),
    ])
}

/// A script of `tests/packaging/node`, and what it prints when all its tests have run.
async fn runs(script: &str, summary: &str) -> Result<()> {
    let project = Workshop::get().await?.project(script, &["tests/packaging/node"])?;
    let printed = project.run(script).await?;
    ensure!(printed.contains(summary), "{script} did not print {summary:?}:\n{printed}");
    Ok(())
}

async fn imports(kind: &str, code: &str) -> Result<()> {
    let project = Workshop::get().await?.project(&format!("node-{kind}"), &["tests/packaging/node"])?;
    let mut node = Command::new("node");
    node.args([&format!("--input-type={kind}"), "--eval", code]);
    let printed = project.command(node).await?;
    ensure!(printed.trim() == "false", "isOpen() printed {printed:?}");
    Ok(())
}

/// What keeps a process from ending fails by the limit of a command.
async fn ends_by_itself() -> Result<()> {
    let project = Workshop::get().await?.project("node-test-runner", &["tests/packaging/node"])?;
    let mut node = Command::new("node");
    node.args(["--test", "unrestored.test.mjs"]);
    let printed = project.command(node).await?;
    ensure!(printed.contains("# pass 1"), "the test has not run:\n{printed}");
    Ok(())
}

/// The starter compiles in strict TypeScript, and its own tests pass: Vitest's and Playwright's.
async fn starter() -> Result<()> {
    let workshop = Workshop::get().await?;
    let project = workshop.project("starter-tests", &["examples/starter", "tests/packaging/playwright"])?;
    project.run("build").await?;
    let printed = project.run("test").await?;
    ensure!(printed.contains("Tests  3 passed (3)"), "not all of Vitest's tests have run:\n{printed}");
    ensure!(!printed.contains("stderr | "), "tests that pass print errors:\n{printed}");

    let mut test = workshop.tool("playwright");
    let chromium = std::env::var_os("CHROMIUM").unwrap_or("/usr/bin/chromium".into());
    test.args(["test", "--config", "here.config.mjs"]);
    test.env("PORT", free_port()?.to_string()).env("CHROMIUM", chromium);
    let printed = project.command(test).await?;
    ensure!(printed.contains("4 passed"), "not all of Playwright's tests have run:\n{printed}");
    Ok(())
}

/// Each server of the starter, where its port is taken: it says what to do, and ends.
async fn starter_beside_another_program() -> Result<()> {
    let project = Workshop::get().await?.project("starter-ports", &["examples/starter"])?;
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let taken = other.local_addr()?.port();
    for (server, page, backend, advice) in [
        (&["dev.js"][..], taken, free_port()?, "APP_ORIGIN="),
        (&["dev.js"], free_port()?, taken, "BACKEND_PORT="),
        (&["dev.js", "--backend"], free_port()?, taken, "BACKEND_PORT="),
        (&["server/main.js"], free_port()?, taken, "BACKEND_PORT="),
    ] {
        let mut node = Command::new("node");
        node.args(server)
            .env("APP_ORIGIN", format!("http://127.0.0.1:{page}"))
            .env("BACKEND_PORT", backend.to_string())
            .env("ALTER_API_KEY", "alter_key");
        let ended = project.command(node).await;
        let printed = format!("{:#}", ended.err().context("it has started on a port that is taken")?);
        let sentence = format!("Another program uses port {taken}. Stop that program, or choose another port for the ");
        ensure!(printed.contains(&sentence) && printed.contains(advice), "{server:?}:\n{printed}");
        ensure!(!printed.contains("    at "), "{server:?} printed a stack:\n{printed}");
    }
    Ok(())
}

/// npm puts the package into an app whose frameworks are older than those of its entries: the class needs none.
async fn beside_old_frameworks() -> Result<()> {
    let workshop = Workshop::get().await?;
    let project = workshop.project("old-frameworks", &[])?;
    std::fs::create_dir_all(project.path(""))?;
    std::fs::write(project.path("package.json"), OLD_FRAMEWORKS)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--package-lock-only", "--no-audit", "--no-fund"]);
    npm.arg(format!("@alter-ai/connect@file:{}", workshop.tarball().display()));
    project.command(npm).await?;
    Ok(())
}
