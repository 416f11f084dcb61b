//! Measures this SDK beside the package that it replaces, in turns, prints the figures, and writes docs/performance.md.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use alter_connect_e2e::{AppServer, Browser, BrowserOptions, Engine, Host, Sdk, content_type, repository, wait};
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::Path as Segment;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use clap::Parser;
use serde_json::{Value, json};

/// Both, in the order in which they take turns.
const SDKS: [Sdk; 2] = [Sdk::Reference, Sdk::Ours];
/// The files whose sizes are shown.
const FILES: [&str; 3] = ["alter-connect.esm.js", "alter-connect.umd.js", "alter-connect-js.esm.js"];
/// What each load of the page adds to the figures; the first load of a site, and so in a process, that has not seen the script.
const STEPS: [&[&str]; 2] = [&["nothing", "create", "click", "grants"], &["clickAtOnce"]];
const BUSY: &str = "main thread busy until ready";

/// Measures both SDKs in turns.
#[derive(Parser)]
struct Args {
    /// The engine to measure in; may be given several times [default: chromium and firefox]
    #[arg(long)]
    engine: Vec<Engine>,
    /// Few repetitions; prints the figures and leaves docs/performance.md alone
    #[arg(long)]
    quick: bool,
}

const BEGIN: &str = "<!-- Written by `cargo xtask bench` from here on. -->";
const END: &str = "<!-- Written by `cargo xtask bench` up to here. -->";

/// Milliseconds by figure, engine and SDK.
type Samples = BTreeMap<(String, &'static str, &'static str), Vec<f64>>;

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    let engines = if args.engine.is_empty() { vec![Engine::Chromium, Engine::Firefox] } else { args.engine.clone() };
    let app = AppServer::start(|_| Router::new().route("/bench/{*file}", get(serve))).await?;
    let mut samples = Samples::new();
    let mut browsers = Vec::new();
    for engine in engines {
        eprintln!("measuring in {engine}");
        let mut host = Host::new(engine);
        let browser = host.take(&BrowserOptions::default()).await?;
        browsers.push(browser.main().script::<String>("return `\\`${navigator.userAgent}\\``", vec![]).await?);
        let loads = if args.quick { 3 } else { 31 };
        let measured = measure(&app, engine, &browser, loads, &mut samples).await;
        browser.quit().await?;
        host.restart().await;
        measured.with_context(|| format!("in {engine}"))?;
    }
    let generated = report(&samples, &browsers)?;
    println!("{generated}");
    // The page has both engines.
    if args.quick || !args.engine.is_empty() {
        println!("(docs/performance.md is written by a whole run: without --quick and --engine)");
        return Ok(());
    }
    write(&repository().join("docs/performance.md"), &generated)
}

async fn measure(
    app: &AppServer,
    engine: Engine,
    browser: &Browser,
    loads: usize,
    samples: &mut Samples,
) -> Result<()> {
    let (_, port) = app.origin().rsplit_once(':').context("the app's origin has a port")?;
    if engine == Engine::Chromium {
        browser.main().devtools("Performance.enable", json!({})).await?;
    }
    for load in 0..loads {
        for sdk in SDKS {
            let mut add = |figure: &str, value| {
                samples.entry((figure.to_owned(), engine.name(), sdk.name())).or_default().push(value);
            };
            for (visit, steps) in STEPS.iter().enumerate() {
                let site = format!("site-{visit}-{load}-{}.localhost:{port}", sdk.name());
                browser.main().goto(&format!("http://{site}/bench/bench.html?sdk={}", sdk.name())).await?;
                figures(browser).await?;
                let mut took = BTreeMap::new();
                for step in *steps {
                    let before = busy(engine, browser).await?;
                    browser.main().script::<Value>(&format!("{step}()"), vec![]).await?;
                    figures(browser).await?.iter().for_each(|(figure, value)| add(figure, *value));
                    took.insert(*step, busy(engine, browser).await? - before);
                }
                if engine == Engine::Chromium && steps.contains(&"create") {
                    add(BUSY, took["create"] - took["nothing"]);
                }
            }
        }
    }
    Ok(())
}

/// Waits for what the page has measured.
async fn figures(browser: &Browser) -> Result<Vec<(String, f64)>> {
    let script = "return result && (result.failure ? [[result.failure, -1]] : Object.entries(result))";
    let figures: Vec<(String, f64)> =
        wait::until("the page to have measured", async || browser.main().script(script, vec![]).await).await?;
    match figures.first() {
        Some((failure, -1.0)) => bail!("the page failed: {failure}"),
        _ => Ok(figures),
    }
}

/// Milliseconds for which the page's main thread has been busy, in the engine that tells.
async fn busy(engine: Engine, browser: &Browser) -> Result<f64> {
    if engine != Engine::Chromium {
        return Ok(0.0);
    }
    let metrics = browser.main().devtools("Performance.getMetrics", json!({})).await?;
    let metrics = metrics["metrics"].as_array().context("Chromium tells no metrics")?;
    let duration = metrics.iter().find(|metric| metric["name"] == "TaskDuration");
    let seconds = duration.and_then(|metric| metric["value"].as_f64());
    Ok(seconds.context("Chromium does not tell how long its tasks took")? * 1e3)
}

/// The page and both SDKs, isolated from other origins: only then browsers give a fine clock.
async fn serve(Segment(file): Segment<String>) -> Response {
    let sdk = |name: &str| SDKS.into_iter().find(|sdk| sdk.name() == name);
    let path = match file.strip_prefix("sdk/") {
        Some("nothing") => None,
        Some(name) => sdk(name).and_then(|sdk| sdk.script().ok()),
        None => Some(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/pages")).join(&file)),
    };
    let content = path.as_ref().map(fs::read).transpose();
    let kind = path.as_deref().map_or("text/javascript", content_type);
    let headers = [
        (CONTENT_TYPE.as_str(), kind),
        (CACHE_CONTROL.as_str(), "max-age=86400, immutable"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "cross-origin"),
    ];
    (headers, content.ok().flatten().unwrap_or_default()).into_response()
}

/// The generated part of the document, as Markdown.
fn report(samples: &Samples, browsers: &[String]) -> Result<String> {
    let mut text = format!(
        "Measured on {} by `cargo xtask bench`, on {} processors, in {}. Each time is a median. The reference is \
         `@alter-ai/connect` 0.8.0. The ratio is ours divided by the reference.\n\n",
        &humantime::format_rfc3339(SystemTime::now()).to_string()[..10],
        std::thread::available_parallelism()?,
        browsers.join(" and "),
    );
    let sizes: Value = serde_json::from_slice(&fs::read(repository().join("pkg/dist/sizes.json"))?)?;
    let size = |of: &str, name: &str| {
        let file = sizes[of].as_array()?.iter().find(|file| file["name"] == name)?;
        file["brotli"].as_f64()
    };
    writeln!(text, "| bytes, brotli | reference | ours | ratio |\n|---|--:|--:|--:|")?;
    for name in FILES {
        let ours = size("files", name).with_context(|| format!("{name} was not built"))?;
        match size("reference", name) {
            Some(reference) => writeln!(text, "| {name} | {reference} | {ours} | {:.2}× |", ours / reference)?,
            None => writeln!(text, "| {name} | | {ours} | |")?,
        }
    }
    writeln!(text, "\n| milliseconds | engine | reference | ours | ratio |\n|---|---|--:|--:|--:|")?;
    for ((figure, engine, sdk), values) in samples {
        if *sdk == Sdk::Ours.name() {
            let reference = median(&samples[&(figure.clone(), *engine, Sdk::Reference.name())]);
            let ours = median(values);
            writeln!(text, "| {figure} | {engine} | {reference:.3} | {ours:.3} | {:.2}× |", ours / reference)?;
        }
    }
    Ok(text)
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Puts it between the two comments. What is written by hand around it stays.
fn write(page: &Path, generated: &str) -> Result<()> {
    let text = fs::read_to_string(page).with_context(|| format!("no {}", page.display()))?;
    let (before, rest) = text.split_once(BEGIN).with_context(|| format!("{}: no {BEGIN}", page.display()))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("{}: no {END}", page.display()))?;
    fs::write(page, format!("{before}{BEGIN}\n\n{generated}\n{END}{after}"))?;
    Ok(())
}
