//! Cargo's runner for the crate's own tests in wasm: plays them in real browsers and prints what they say.
//!
//! wasm-bindgen's runner makes the page and serves it. It can drive a browser as well, but its server now and then
//! leaves one of the page's requests unanswered, and then the browser is waited for in vain. Here such a page is loaded
//! again, until its tests have begun.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};
use std::time::Duration;

use alter_connect_e2e::{Browser, BrowserOptions, Engine, Host, Window, wait};
use anyhow::{Context, Result};
use clap::Parser;

/// How often the page is loaded at most, and how long that may take.
const LOADS: usize = 20;
const LOADING: Duration = Duration::from_secs(6);
/// How long the page may say nothing new.
const SILENCE: Duration = Duration::from_secs(10);

/// Plays the tests of a wasm file in the engines that ENGINES names, or in all three; exit status 0 if all passed.
#[derive(Parser)]
struct Arguments {
    /// The tests, and what is said to their runner
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    tests: Vec<OsString>,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let server = Server::start(&Arguments::parse().tests)?;
    let mut passed = true;
    for engine in Engine::chosen()? {
        let mut host = Host::new(engine);
        let browser = host.browser(&BrowserOptions::default()).await?;
        let output = play(browser, &server.url).await.with_context(|| format!("in {engine}"))?;
        host.restart().await;
        println!("in {engine}:\n{output}");
        passed &= output.contains("test result: ok");
    }
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Gives what the page says once its tests have ended.
async fn play(browser: &Browser, url: &str) -> Result<String> {
    let page = browser.main();
    browser.limit_loading(LOADING).await?;
    let mut loads = 1;
    while let Err(error) = begin(page, url).await {
        if loads == LOADS {
            return Err(error);
        }
        loads += 1;
    }
    let mut said = String::new();
    while !said.contains("test result: ") {
        said = wait::until_within(SILENCE, "the next test to end", async || {
            let text = output(page).await?;
            Ok((text != said).then_some(text))
        })
        .await
        .with_context(|| format!("after this:\n{said}"))?;
    }
    Ok(said)
}

/// Loads the page, and the wasm that it asks for.
async fn begin(page: &Window, url: &str) -> Result<()> {
    page.goto(url).await?;
    wait::until_within(LOADING, "the tests to begin", async || {
        Ok(output(page).await?.contains("running ").then_some(()))
    })
    .await
}

/// What the page says.
async fn output(page: &Window) -> Result<String> {
    page.script("return document.querySelector('#output').textContent", vec![]).await
}

/// The process that serves the page of the tests; it ends with this value.
struct Server {
    child: Child,
    /// Held open: the process writes to it.
    _output: BufReader<ChildStdout>,
    url: String,
}

impl Server {
    fn start(tests: &[OsString]) -> Result<Self> {
        let mut child = Command::new("wasm-bindgen-test-runner")
            .args(tests)
            .env("NO_HEADLESS", "1")
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            .env("WASM_BINDGEN_TEST_ADDRESS", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start wasm-bindgen-test-runner")?;
        let mut output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut line = String::new();
        let url = loop {
            line.clear();
            anyhow::ensure!(output.read_line(&mut line)? > 0, "wasm-bindgen-test-runner ended without an address");
            if let Some((_, url)) = line.split_once("available at ") {
                break url.trim().to_owned();
            }
        };
        Ok(Self { child, _output: output, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
