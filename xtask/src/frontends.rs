//! The example apps of Rust frontends, built into `target/frontends` as Trunk would build them.

use std::fs;

use anyhow::{Context, Result};

use crate::{paths, wasm};

/// The folders in `examples`.
pub const APPS: [&str; 3] = ["dioxus", "leptos", "yew"];

/// What Trunk replaces in index.html.
const LINK: &str = "<link data-trunk rel=\"rust\">";

const START: &str = "<script type=\"module\">import init from \"./app.js\"; init();</script>";

/// Builds each app into a folder of its own, which a web server can serve.
pub fn build() -> Result<()> {
    for app in APPS {
        build_app(app).with_context(|| format!("examples/{app}"))?;
    }
    Ok(())
}

fn build_app(app: &str) -> Result<()> {
    let example = paths::root().join("examples").join(app);
    let shared = paths::target().join("frontends");
    let folder = shared.join(app);

    let mut cargo = wasm::cargo(&["build", "--locked", "--manifest-path"])?;
    cargo
        .arg(example.join("Cargo.toml"))
        .envs([("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "false")])
        .env("CARGO_TARGET_DIR", &shared);
    let built = wasm::built(&shared, "debug", &format!("{app}-app"));
    wasm::build(&format!("examples/{app}"), cargo, built, &["--target", "web", "--out-name", "app"], &folder)?;

    let page = fs::read_to_string(example.join("index.html"))?;
    let (head, rest) = page.split_once(LINK).with_context(|| format!("index.html has no {LINK}"))?;
    fs::write(folder.join("index.html"), [head, START, rest].concat())?;
    Ok(())
}
