//! The snippets of README.md and docs/, as they stand there: a user who copies them gets what it says.

use alter_connect_e2e::readme::snippet;
use alter_connect_e2e::{AppServer, BrowserOptions, JsonProcess, Page, Scenario, Sdk, Stage, Window, repository, wait};
use alter_connect_emulator::Emulator;
use anyhow::{Context, Result, ensure};
use axum::Json;
use axum::Router;
use axum::extract::OriginalUri;
use axum::response::Html;
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::process::Command;
use tokio::sync::{mpsc, oneshot};

use crate::scenario;

const README: &str = "README.md";
const PACKAGE: &str = "pkg/README.md";
const JAVASCRIPT: &str = "docs/javascript.md";
const BACKEND: &str = "docs/backend.md";

/// What the snippets leave to the app.
const NEW_CONNECT_URL: &str = r#"
    const newConnectUrl = async () => {
        const response = await fetch("/api/session", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ return_url: location.href }),
        });
        return (await response.json()).connect_url;
    };"#;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(the_ten_lines),
        scenario!(the_lines_for_phones, BrowserOptions::phone()),
        scenario!(the_script_tag_on_a_phone, BrowserOptions::phone()),
        scenario!(the_modules),
        scenario!("the_late_token", logs_the_grants(README, "late-token")),
        scenario!("the_package_s_own_readme", logs_the_grants(PACKAGE, "package")),
        scenario!(the_python_backend),
        scenario!(the_node_backend),
        scenario!(the_fields_of_a_session),
    ]
}

/// As README.md says: the emulator serves the page and is its backend.
async fn the_ten_lines(stage: &Stage) -> Result<()> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("index.html"), from_dist(&snippet(README, "ten-lines")?)?)?;
    let emulator = Emulator::builder().app_dir(folder.path()).dist_dir(Sdk::Ours.directory()?).start().await?;
    let page = stage.browser.main();
    page.goto(emulator.app_url().context("the emulator serves no app")?).await?;
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    for css in ["button[data-provider=google]", "#approve", "#finish"] {
        popup.click(css).await?;
    }
    shows(page, "Connected: Google").await?;
    stage.browser.no_popup().await
}

async fn the_lines_for_phones(stage: &Stage) -> Result<()> {
    let mut site = Site::running(&format!(
        "const show = (value) => console.log(value);
        {}
        {NEW_CONNECT_URL}
        document.querySelector('#connect').onclick = () => connect.open({{ connectUrl: newConnectUrl, onSuccess() {{}} }});",
        snippet(README, "returned")?
    ))
    .await?;
    let page = site.open(stage).await?;
    page.window().click("#connect").await?;
    site.create_session(stage).await?;
    page.window().click("#approve").await?;
    let back = page.next().await?;
    assert_eq!(back.observed("console.log").await?.value()[0]["provider"], "google");
    Ok(())
}

async fn the_script_tag_on_a_phone(stage: &Stage) -> Result<()> {
    let mut site = Site::start(script_tag()?).await?;
    let page = site.open(stage).await?;
    page.window().click("#connect").await?;
    site.create_session(stage).await?;
    page.window().click("#approve").await?;
    let back = page.next().await?;
    site.confirm().await?;
    shows(back.window(), "Connected: Google").await?;
    assert_eq!(back.window().url().await?, site.address());
    Ok(())
}

async fn shows(page: &Window, result: &str) -> Result<()> {
    wait::until(&format!("the result {result:?}"), async || {
        Ok((page.text("#result").await?.as_deref() == Some(result)).then_some(()))
    })
    .await
}

async fn the_modules(stage: &Stage) -> Result<()> {
    // newConnectUrl is what the snippet before it defines.
    let mut site = Site::running(&format!(
        "{}
        {NEW_CONNECT_URL}
        document.querySelector('#connect').onclick = async () => console.log(await connectAccount(newConnectUrl));
        console.info((await returnedGrants()).length);",
        snippet(JAVASCRIPT, "vanilla")?
    ))
    .await?;
    let page = connects_google(&mut site, stage).await?;
    assert_eq!(page.observed("console.info").await?.value(), 0, "nothing has returned");
    Ok(())
}

/// A snippet that is the whole script of its page.
async fn logs_the_grants(stage: &Stage, document: &str, name: &str) -> Result<()> {
    let mut site = Site::running(&snippet(document, name)?).await?;
    connects_google(&mut site, stage).await.map(drop)
}

/// The page's script logs the grants that a person gives in the popup.
async fn connects_google(site: &mut Site, stage: &Stage) -> Result<Page> {
    let page = site.open(stage).await?;
    page.window().click("#connect").await?;
    site.create_session(stage).await?;
    stage.browser.popup().await?.click("#approve").await?;
    assert_eq!(page.observed("console.log").await?.value()[0]["provider"], "google");
    Ok(page)
}

/// What to say when Python is not usable.
const PYTHON: &str = "ALTER_PYTHON has to name a Python with tests/backend/requirements.txt installed";

/// A Python program of `tests/backend`.
fn python(program: &str) -> Command {
    let python = std::env::var("ALTER_PYTHON").unwrap_or_else(|_| "python3".into());
    let mut command = Command::new(python);
    command.arg(repository().join("tests/backend").join(program));
    command
}

async fn the_python_backend(stage: &Stage) -> Result<()> {
    let file = tempfile::Builder::new().suffix(".py").tempfile()?;
    std::fs::write(file.path(), snippet(BACKEND, "backend-python")?)?;
    backend(stage, python("readme_backend.py"), file.path()).await.context(PYTHON)
}

async fn the_node_backend(stage: &Stage) -> Result<()> {
    let mut command = Command::new("node");
    command.arg(repository().join("tests/backend/readme_backend.mjs"));
    backend(stage, command, &repository().join("examples/starter/server/alter.js")).await
}

/// The script-tag page with the documented backend behind it: sessions for three providers, one of which the
/// user connects, and the confirmation of its grant.
async fn backend(stage: &Stage, mut command: Command, snippet: &std::path::Path) -> Result<()> {
    let mut site = Site::start(script_tag()?).await?;
    command
        .arg(snippet)
        .env("ALTER_BASE_URL", stage.emulator.base_url())
        .env("ALTER_API_KEY", stage.emulator.api_key())
        .env("APP_ORIGIN", site.server.origin());
    let mut backend = JsonProcess::start(command)?;

    let page = site.open(stage).await?;
    page.window().click("#connect").await?;
    let (request, reply) = site.asked("/api/session").await?;
    let session = backend.ask(&json!({ "create_session": request["return_url"] })).await?;
    reply.send(session.clone()).ok().context("the page no longer waits for its session")?;

    let popup = stage.browser.popup().await?;
    popup.click("button[data-provider=slack]").await?;
    popup.click("#approve").await?;
    popup.click("#finish").await?;
    let (_, reply) = site.asked("/api/grants").await?;
    let token = session["session_token"].as_str().context("the backend gave no token")?;
    let confirmed = backend.ask(&json!({ "confirm": token })).await?;
    let polled = stage.backend.poll(token).await?;
    for field in ["grant_id", "provider_id", "account_identifier"] {
        assert_eq!(confirmed[0][field], polled["grants"][0][field], "{field}");
    }
    reply.send(confirmed).ok().context("the page no longer waits for its grants")?;
    shows(page.window(), "Connected: Slack").await
}

/// The real client takes each field that the page names, and of `metadata` what it says.
async fn the_fields_of_a_session(stage: &Stage) -> Result<()> {
    let mut command = python("roundtrip.py");
    command.env("ALTER_BASE_URL", stage.emulator.base_url()).env("ALTER_API_KEY", stage.emulator.api_key());
    let mut alter_sdk = JsonProcess::start(command).context(PYTHON)?;
    let minimal = json!({ "allowed_providers": ["google"], "allowed_origin": stage.app.origin() });
    let session = alter_sdk.ask(&json!({ "create_session": minimal })).await.context(PYTHON)?;
    let page = stage.page_with_token(session["session_token"].as_str().context("no session token")?).await?;
    page.connect().await?;
    stage.browser.popup().await?.click("#approve").await?;
    let success = page.observed("onSuccess").await?;

    let examples = json!({
        "allowed_providers": ["google"],
        "allowed_origin": stage.app.origin(),
        "return_url": format!("{}/accounts", stage.app.origin()),
        "metadata": { "ip_address": "192.0.2.1", "user_agent": "Firefox" },
        "user_token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.",
        "direct": true,
        "required_scopes": { "google": ["email"] },
        "grant_policy": { "max_ttl_seconds": 86400, "default_ttl_seconds": 3600 },
        "repair_grant_id": success.value()[0]["grant_id"],
        "switch_account": true,
    });
    let document = std::fs::read_to_string(repository().join(BACKEND))?;
    let (_, table) = document.split_once("## What a session may say").context("the page has no such part")?;
    let named = table.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0));
    let named: Vec<&str> = named.collect();
    assert_eq!(named.len(), examples.as_object().map_or(0, serde_json::Map::len), "{named:?}");
    for field in named {
        let mut request = minimal.clone();
        request[field] = examples.get(field).with_context(|| format!("no example of {field}"))?.clone();
        let session = alter_sdk.ask(&json!({ "create_session": request })).await?;
        ensure!(session["session_token"].is_string(), "{field}: {session}");
    }

    let mut request = minimal;
    request["metadata"] = json!({ "order": "17" });
    let refused = alter_sdk.ask(&json!({ "create_session": request })).await?;
    assert_eq!(refused["raised"], "AlterValueError", "metadata takes the two fields that the page names");
    Ok(())
}

fn script_tag() -> Result<String> {
    from_dist(&snippet(JAVASCRIPT, "script-tag")?)
}

/// The snippet, with the built file at the address where the site has it.
fn from_dist(html: &str) -> Result<String> {
    let (before, after) = html.split_once("<script src=\"").context("the snippet loads no script")?;
    let (address, after) = after.split_once('"').context("the script's address does not end")?;
    let name = address.rsplit('/').next().unwrap_or_default();
    Ok(format!("{before}<script src=\"/dist/{name}\"{after}"))
}

/// A path, what was posted there, and where the answer goes.
type Request = (String, Value, oneshot::Sender<Value>);

/// A user's site: one page, and its backend, in whose place the scenario answers.
struct Site {
    server: AppServer,
    requests: mpsc::Receiver<Request>,
}

impl Site {
    async fn start(html: String) -> Result<Self> {
        // The recorder before it and the mark after it are all that is added.
        let html = format!(
            "<!doctype html><meta charset=utf-8><script type=module src=/tests/e2e/pages/watch.js></script>\n{html}\n\
             <script type=module>setTimeout(() => record('page ready'))</script>"
        );
        let (ask, requests) = mpsc::channel::<Request>(1);
        let backend = async move |OriginalUri(uri): OriginalUri, Json(request): Json<Value>| {
            let (reply, answer) = oneshot::channel();
            let _ = ask.send((uri.path().to_owned(), request, reply)).await;
            Json(answer.await.unwrap_or_default())
        };
        let server = AppServer::start(|_| {
            Router::new().route("/", get(async move || Html(html))).route("/api/{what}", post(backend))
        })
        .await?;
        Ok(Self { server, requests })
    }

    /// A page with a button, and this script. The import map stands for a bundler.
    async fn running(script: &str) -> Result<Self> {
        Self::start(format!(
            r#"<script type="importmap">{{ "imports": {{ "alter-connect": "/dist/alter-connect.esm.js" }} }}</script>
            <script src="/dist/alter-connect.umd.js"></script>
            <button id="connect">Connect</button>
            <script type="module">{script}</script>"#
        ))
        .await
    }

    fn address(&self) -> String {
        format!("{}/", self.server.origin())
    }

    async fn open(&self, stage: &Stage) -> Result<Page> {
        self.server.load(stage.browser.main(), &self.address()).await
    }

    /// What the page posts to this path, which is all that it asks for now.
    async fn asked(&mut self, path: &str) -> Result<(Value, oneshot::Sender<Value>)> {
        let request = tokio::time::timeout(wait::LIMIT, self.requests.recv()).await;
        let (asked, request, reply) =
            request.with_context(|| format!("the page does not ask {path}"))?.context("the server is gone")?;
        ensure!(asked == path, "the page asks {asked}, not {path}");
        Ok((request, reply))
    }

    /// Confirms the page's grants.
    async fn confirm(&mut self) -> Result<()> {
        let (_, reply) = self.asked("/api/grants").await?;
        reply.send(json!({})).ok().context("the page no longer waits for its grants")
    }

    /// Answers the page's request with a session for Google.
    async fn create_session(&mut self, stage: &Stage) -> Result<()> {
        let (request, reply) = self.asked("/api/session").await?;
        let session = stage
            .backend
            .create_session(&json!({
                "allowed_providers": ["google"],
                "allowed_origin": self.server.origin(),
                "return_url": request["return_url"],
            }))
            .await?;
        reply.send(session).ok().context("the page no longer waits for its session")
    }
}
