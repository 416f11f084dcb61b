//! The apps of `examples/`, each with a backend: a user connects an account, and the backend confirms it.

use alter_connect_e2e::{BrowserOptions, Origin, Scenario, Stage, free_port, repository};
use alter_connect_emulator::Emulator;
use alter_connect_packaging::{Project, Server, Workshop};
use anyhow::{Context, Result};
use backend_axum::Alter;
use tokio::process::Command;

use crate::flow::shows;
use crate::scenario;

/// The first account of the emulator's consent page.
const ACCOUNT: &str = "google: demo@example.com";

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(starter),
        scenario!(starter_on_a_phone, BrowserOptions::phone()),
        scenario!(react_in_strict_mode),
        scenario!(react_hot_reload),
        scenario!(react_on_a_phone, BrowserOptions::phone()),
        scenario!(vue),
        scenario!(vue_on_a_phone, BrowserOptions::phone()),
        scenario!(next),
        scenario!(next_on_a_phone, BrowserOptions::phone()),
        scenario!(svelte),
        scenario!(svelte_on_a_phone, BrowserOptions::phone()),
        scenario!(element),
        scenario!(element_on_a_phone, BrowserOptions::phone()),
        scenario!(element_script),
        scenario!(element_script_on_a_phone, BrowserOptions::phone()),
        scenario!(vanilla),
        scenario!(vanilla_on_a_phone, BrowserOptions::phone()),
        scenario!(script_tag),
        scenario!(script_tag_on_a_phone, BrowserOptions::phone()),
    ]
}

async fn starter(stage: &Stage) -> Result<()> {
    let server = started("starter").await?;
    connects_in_popup(stage, server.origin()).await
}

async fn starter_on_a_phone(stage: &Stage) -> Result<()> {
    let server = started("starter-phone").await?;
    connects_by_redirect(stage, server.origin(), "#accounts").await
}

/// Page, backend and emulator, as one command starts them.
async fn started(name: &str) -> Result<Server> {
    let project = Workshop::get().await?.project(name, &["examples/starter"])?;
    let port = free_port()?;
    let mut dev = Command::new("node");
    dev.arg("dev.js")
        .current_dir(project.path("."))
        .env_remove("ALTER_API_KEY")
        .env("APP_ORIGIN", origin(port))
        .env("BACKEND_PORT", free_port()?.to_string());
    Server::start(name, dev, port).await
}

/// The development server: only React's development build mounts everything twice.
async fn react_in_strict_mode(stage: &Stage) -> Result<()> {
    let (origin, _servers, _) = react(stage, "react").await?;
    connects_in_popup(stage, &origin).await?;
    // A second flow on the same page.
    connects_in_popup(stage, &origin).await
}

/// The component is edited while the user is at the provider.
async fn react_hot_reload(stage: &Stage) -> Result<()> {
    let (origin, _servers, project) = react(stage, "react-hot").await?;
    let page = stage.browser.main();
    page.goto(&origin).await?;
    page.click("#connect").await?;
    shows(page, "#connect", "Show the window").await?;
    let component = project.path("src/ConnectButton.jsx");
    let edited = std::fs::read_to_string(&component)?.replace("Show the window", "Look at the window");
    std::fs::write(component, edited)?;
    shows(page, "#connect", "Look at the window").await?;
    let popup = stage.browser.popup().await?;
    for css in ["button[data-provider=google]", "#approve", "#finish"] {
        popup.click(css).await?;
    }
    shows(page, "#accounts", ACCOUNT).await?;
    stage.browser.no_popup().await
}

async fn react_on_a_phone(stage: &Stage) -> Result<()> {
    let (origin, _servers, _) = react(stage, "react-phone").await?;
    connects_by_redirect(stage, &origin, "#accounts").await
}

async fn react(stage: &Stage, name: &str) -> Result<(String, [Server; 2], Project)> {
    let project = Workshop::get().await?.project(name, &["examples/react"])?;
    let port = free_port()?;
    let backend = fastapi(stage, name, &origin(port)).await?;
    let frontend = vite(&project, name, &[], port, backend.origin()).await?;
    Ok((origin(port), [frontend, backend], project))
}

async fn vue(stage: &Stage) -> Result<()> {
    let (origin, _servers) = built(stage, "vue", "vue").await?;
    connects_in_popup(stage, &origin).await
}

async fn vue_on_a_phone(stage: &Stage) -> Result<()> {
    let (origin, _servers) = built(stage, "vue", "vue-phone").await?;
    connects_by_redirect(stage, &origin, "#accounts").await
}

async fn svelte(stage: &Stage) -> Result<()> {
    let (origin, _servers) = built(stage, "svelte", "svelte").await?;
    connects_in_popup(stage, &origin).await
}

async fn svelte_on_a_phone(stage: &Stage) -> Result<()> {
    let (origin, _servers) = built(stage, "svelte", "svelte-phone").await?;
    connects_by_redirect(stage, &origin, "#accounts").await
}

async fn element(stage: &Stage) -> Result<()> {
    let (origin, _servers) = built(stage, "element", "element-example").await?;
    connects_in_popup(stage, &origin).await
}

async fn element_on_a_phone(stage: &Stage) -> Result<()> {
    let (origin, _servers) = built(stage, "element", "element-example-phone").await?;
    connects_by_redirect(stage, &origin, "#accounts").await
}

/// What Vite has built, and the backend in Python.
async fn built(stage: &Stage, example: &str, name: &str) -> Result<(String, [Server; 2])> {
    let project = Workshop::get().await?.project(name, &[&format!("examples/{example}")])?;
    project.run("build").await?;
    let port = free_port()?;
    let backend = fastapi(stage, name, &origin(port)).await?;
    let frontend = vite(&project, name, &["preview"], port, backend.origin()).await?;
    Ok((origin(port), [frontend, backend]))
}

/// Rendered by the server, and taken over in the browser without a difference between the two.
async fn next(stage: &Stage) -> Result<()> {
    let (origin, _servers) = built_next(stage, "next").await?;
    let rendered = reqwest::Client::builder().no_proxy().build()?.get(&origin).send().await?.text().await?;
    assert!(rendered.contains("Connect an account"), "the server did not render the button:\n{rendered}");
    connects_in_popup(stage, &origin).await?;
    let messages: Vec<String> = stage.browser.main().script("return consoleMessages", vec![]).await?;
    assert_eq!(messages, Vec::<String>::new(), "the console was told something");
    Ok(())
}

async fn next_on_a_phone(stage: &Stage) -> Result<()> {
    let (origin, _servers) = built_next(stage, "next-phone").await?;
    connects_by_redirect(stage, &origin, "#accounts").await
}

/// The frontend, and the backend in Rust.
async fn built_next(stage: &Stage, name: &str) -> Result<(String, (Server, Origin))> {
    let workshop = Workshop::get().await?;
    let project = workshop.project(name, &["examples/next", "tests/packaging/next"])?;
    let port = free_port()?;
    let alter = Alter::new(stage.emulator.base_url(), stage.emulator.api_key());
    let backend = Origin::serve(|_| backend_axum::router(alter, origin(port))).await?;

    let mut build = workshop.tool("next");
    build.arg("build").env("BACKEND_URL", backend.url());
    project.command(build).await?;
    let mut start = workshop.tool("next");
    start.args(["start", "--hostname", "127.0.0.1", "--port", &port.to_string()]);
    start.current_dir(project.path("."));
    let frontend = Server::start(name, start, port).await?;
    Ok((origin(port), (frontend, backend)))
}

async fn vanilla(stage: &Stage) -> Result<()> {
    let emulator = served_by_emulator("vanilla").await?;
    connects_in_popup(stage, app(&emulator)?).await
}

async fn vanilla_on_a_phone(stage: &Stage) -> Result<()> {
    let emulator = served_by_emulator("vanilla").await?;
    connects_by_redirect(stage, app(&emulator)?, "#accounts").await
}

async fn script_tag(stage: &Stage) -> Result<()> {
    let emulator = served_by_emulator("script-tag").await?;
    connects_in_popup_and_shows(stage, app(&emulator)?, "#result").await
}

async fn script_tag_on_a_phone(stage: &Stage) -> Result<()> {
    let emulator = served_by_emulator("script-tag").await?;
    connects_by_redirect(stage, app(&emulator)?, "#result").await
}

async fn element_script(stage: &Stage) -> Result<()> {
    let emulator = served_by_emulator("element-script").await?;
    connects_in_popup_and_shows(stage, app(&emulator)?, "#result").await
}

async fn element_script_on_a_phone(stage: &Stage) -> Result<()> {
    let emulator = served_by_emulator("element-script").await?;
    connects_by_redirect(stage, app(&emulator)?, "#result").await
}

/// As the example's README says: the emulator serves the page and is its backend.
async fn served_by_emulator(example: &str) -> Result<Emulator> {
    let dist = Workshop::get().await?.package().join("dist");
    let app = repository().join("examples").join(example);
    Ok(Emulator::builder().app_dir(app).dist_dir(dist).start().await?)
}

fn app(emulator: &Emulator) -> Result<&str> {
    emulator.app_url().context("the emulator serves no app")
}

pub async fn connects_in_popup(stage: &Stage, url: &str) -> Result<()> {
    connects_in_popup_and_shows(stage, url, "#accounts").await
}

async fn connects_in_popup_and_shows(stage: &Stage, url: &str, css: &str) -> Result<()> {
    let page = stage.browser.main();
    page.goto(url).await?;
    // A page that the server has rendered is enabled once it is interactive.
    page.click("#connect:enabled").await?;
    let popup = stage.browser.popup().await?;
    for css in ["button[data-provider=google]", "#approve", "#finish"] {
        popup.click(css).await?;
    }
    shows(page, css, ACCOUNT).await?;
    stage.browser.no_popup().await
}

/// What the element shows at the end, the backend has said: the page was loaded anew, and its address is as before.
pub async fn connects_by_redirect(stage: &Stage, url: &str, css: &str) -> Result<()> {
    let page = stage.browser.main();
    page.goto(url).await?;
    for css in ["#connect:enabled", "button[data-provider=google]", "#approve", "#finish"] {
        page.click(css).await?;
    }
    shows(page, css, ACCOUNT).await?;
    assert_eq!(page.url().await?.trim_end_matches('/'), url.trim_end_matches('/'));
    Ok(())
}

async fn fastapi(stage: &Stage, name: &str, app_origin: &str) -> Result<Server> {
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
    Server::start(&format!("{name}-fastapi"), uvicorn, port).await
}

async fn vite(project: &Project, name: &str, command: &[&str], port: u16, backend: &str) -> Result<Server> {
    let mut vite = Workshop::get().await?.tool("vite");
    vite.args(command)
        .args(["--host", "127.0.0.1", "--strictPort", "--port", &port.to_string()])
        .current_dir(project.path("."))
        .env("BACKEND_URL", backend);
    Server::start(name, vite, port).await
}

fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
