//! The apps of `examples/`, each with a backend: a user connects an account, and the backend confirms it.

use alter_connect_e2e::{Origin, Scenario, Stage, Window, free_port, repository, wait};
use alter_connect_emulator::Emulator;
use alter_connect_packaging::{Project, Server, Workshop};
use anyhow::{Context, Result};
use backend_axum::Alter;
use tokio::process::Command;

use crate::flow::shows;
use crate::scenario;

/// The first account of the emulator's consent page.
const ACCOUNT: &str = "google: demo@example.com";

/// Where most of them show it.
const ACCOUNTS: &str = "#accounts";

pub fn scenarios() -> Vec<Scenario> {
    let on_both = [
        scenario!(starter),
        scenario!(react_in_strict_mode),
        scenario!("vue", built("vue")),
        scenario!("svelte", built("svelte")),
        scenario!("element", built("element")),
        scenario!(next),
        scenario!("vanilla", served_by_emulator("vanilla", ACCOUNTS)),
        scenario!("script_tag", served_by_emulator("script-tag", "#result")),
        scenario!("element_script", served_by_emulator("element-script", "#result")),
    ];
    on_both.into_iter().flat_map(Scenario::and_on_a_phone).chain([scenario!(react_hot_reload)]).collect()
}

/// Page, backend and emulator, as one command starts them.
async fn starter(stage: &Stage) -> Result<()> {
    let project = project(stage, &["examples/starter"]).await?;
    let port = free_port()?;
    let mut dev = Command::new("node");
    dev.arg("dev.js")
        .current_dir(project.path("."))
        .env_remove("ALTER_API_KEY")
        .env("APP_ORIGIN", origin(port))
        .env("BACKEND_PORT", free_port()?.to_string());
    let server = Server::start(&folder(stage), dev, port).await?;
    connects(stage, server.origin(), ACCOUNTS).await?;
    connects_the_same_again(stage, "/api/grants").await
}

/// The development server: only React's development build mounts everything twice.
async fn react_in_strict_mode(stage: &Stage) -> Result<()> {
    let (origin, _servers, _) = react(stage).await?;
    connects(stage, &origin, ACCOUNTS).await?;
    // A second flow on the same page.
    connects(stage, &origin, ACCOUNTS).await
}

/// The component is edited while the user is at the provider.
async fn react_hot_reload(stage: &Stage) -> Result<()> {
    let (origin, _servers, project) = react(stage).await?;
    let page = stage.browser.main();
    page.goto(&origin).await?;
    page.click("#connect").await?;
    shows(page, "#connect", "Show the window").await?;
    let component = project.path("src/ConnectButton.jsx");
    let edited = std::fs::read_to_string(&component)?.replace("Show the window", "Look at the window");
    std::fs::write(component, edited)?;
    shows(page, "#connect", "Look at the window").await?;
    approves(&stage.browser.popup().await?).await?;
    shows(page, ACCOUNTS, ACCOUNT).await?;
    stage.browser.no_popup().await
}

async fn react(stage: &Stage) -> Result<(String, [Server; 2], Project)> {
    let project = project(stage, &["examples/react"]).await?;
    let (origin, servers) = vite(stage, &project, &[]).await?;
    Ok((origin, servers, project))
}

/// What Vite has built, and the backend in Python.
async fn built(stage: &Stage, example: &str) -> Result<()> {
    let project = project(stage, &[&format!("examples/{example}")]).await?;
    project.run("build").await?;
    let (origin, _servers) = vite(stage, &project, &["preview"]).await?;
    connects(stage, &origin, ACCOUNTS).await
}

/// The frontend, and the backend in Rust: rendered by the server, and taken over in the browser without a difference between
/// the two.
async fn next(stage: &Stage) -> Result<()> {
    let workshop = Workshop::get().await?;
    let project = project(stage, &["examples/next", "tests/packaging/next"]).await?;
    let port = free_port()?;
    let alter = Alter::new(stage.emulator.base_url(), stage.emulator.api_key());
    let backend = Origin::serve(|_| backend_axum::router(alter, origin(port))).await?;

    let mut build = workshop.tool("next");
    build.arg("build").env("BACKEND_URL", backend.url());
    project.command(build).await?;
    let mut start = workshop.tool("next");
    start.args(["start", "--hostname", "127.0.0.1", "--port", &port.to_string()]);
    start.current_dir(project.path("."));
    let frontend = Server::start(&folder(stage), start, port).await?;

    let client = reqwest::Client::builder().no_proxy().build()?;
    let rendered = client.get(frontend.origin()).send().await?.text().await?;
    assert!(rendered.contains("Connect an account"), "the server did not render the button:\n{rendered}");
    connects(stage, frontend.origin(), ACCOUNTS).await?;
    let messages: Vec<String> = stage.browser.main().script("return consoleMessages", vec![]).await?;
    assert_eq!(messages, Vec::<String>::new(), "the console was told something");
    Ok(())
}

/// As the example's README says: the emulator serves the page and is its backend.
async fn served_by_emulator(stage: &Stage, example: &str, css: &str) -> Result<()> {
    let dist = Workshop::get().await?.package().join("dist");
    let app = repository().join("examples").join(example);
    let emulator = Emulator::builder().app_dir(app).dist_dir(dist).start().await?;
    connects(stage, emulator.app_url().context("the emulator serves no app")?, css).await?;
    if css == ACCOUNTS { connects_the_same_again(stage, "/api/poll").await } else { Ok(()) }
}

/// Connects an account, in a popup or on a phone by a redirect, and waits until an element shows it: what that shows in the end,
/// the backend has said.
pub async fn connects(stage: &Stage, url: &str, css: &str) -> Result<()> {
    let page = stage.browser.main();
    page.goto(url).await?;
    // A page that the server has rendered is enabled once it is interactive.
    page.click("#connect:enabled").await?;
    if stage.on_a_phone {
        approves(page).await?;
    } else {
        approves(&stage.browser.popup().await?).await?;
    }
    shows(page, css, ACCOUNT).await?;
    // A page that was loaded anew has its former address.
    assert_eq!(page.url().await?.trim_end_matches('/'), url.trim_end_matches('/'));
    stage.browser.no_popup().await
}

/// A list that grows has an account once, however often it was connected. `confirming` is what the page asks its backend.
async fn connects_the_same_again(stage: &Stage, confirming: &str) -> Result<()> {
    if stage.on_a_phone {
        // The page is loaded anew, and its list begins anew.
        return Ok(());
    }
    let page = stage.browser.main();
    page.click("#connect").await?;
    approves(&stage.browser.popup().await?).await?;
    let asked =
        "return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith(arguments[0])).length";
    wait::until("the backend's second answer", async || {
        let times: u32 = page.script(asked, vec![confirming.into()]).await?;
        Ok((times == 2).then_some(()))
    })
    .await?;
    stage.browser.no_popup().await?;
    assert_eq!(page.text(ACCOUNTS).await?.as_deref(), Some(ACCOUNT), "what the list shows");
    Ok(())
}

/// What a person does on the hosted pages.
async fn approves(hosted: &Window) -> Result<()> {
    for css in ["button[data-provider=google]", "#approve", "#finish"] {
        hosted.click(css).await?;
    }
    Ok(())
}

/// Scenarios play beside each other: each has a folder of its own.
fn folder(stage: &Stage) -> String {
    stage.scenario.replace("::", "-")
}

async fn project(stage: &Stage, folders: &[&str]) -> Result<Project> {
    Workshop::get().await?.project(&folder(stage), folders)
}

/// Vite with the backend in Python behind it: the app's origin, and both.
async fn vite(stage: &Stage, project: &Project, command: &[&str]) -> Result<(String, [Server; 2])> {
    let port = free_port()?;
    let backend = fastapi(stage, &origin(port)).await?;
    let mut vite = Workshop::get().await?.tool("vite");
    vite.args(command)
        .args(["--host", "127.0.0.1", "--strictPort", "--port", &port.to_string()])
        .current_dir(project.path("."))
        .env("BACKEND_URL", backend.origin());
    let frontend = Server::start(&folder(stage), vite, port).await?;
    Ok((origin(port), [frontend, backend]))
}

async fn fastapi(stage: &Stage, app_origin: &str) -> Result<Server> {
    let port = free_port()?;
    let python = std::env::var("ALTER_PYTHON").unwrap_or_else(|_| "python3".into());
    let mut uvicorn = Command::new(python);
    uvicorn
        .args(["-m", "uvicorn", "main:app", "--port", &port.to_string()])
        .current_dir(repository().join("examples/backend-fastapi"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("ALTER_BASE_URL", stage.emulator.base_url())
        .env("ALTER_API_KEY", stage.emulator.api_key())
        .env("APP_ORIGIN", app_origin);
    Server::start(&format!("{}-fastapi", folder(stage)), uvicorn, port).await
}

fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
