//! One app, written for the original package, built by every bundler.

use alter_connect_e2e::{Scenario, Stage, free_port};
use alter_connect_packaging::{Project, Server, Site, Workshop};
use anyhow::Result;

use crate::flow::{connects, connects_at};
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!("vite", built_by("vite")),
        scenario!(vite_dev),
        scenario!("webpack", built_by("webpack")),
        scenario!("rollup", built_by("rollup")),
        scenario!("esbuild", built_by("esbuild")),
        scenario!("parcel", built_by("parcel")),
    ]
}

async fn vite_dev(stage: &Stage) -> Result<()> {
    let project = project("vite-dev", "vite").await?;
    let port = free_port()?;
    let origin = format!("http://127.0.0.1:{port}");
    let backend = Site::start(stage, &project.path("."), Some(&origin)).await?;
    let mut vite = Workshop::get().await?.tool("vite");
    vite.args(["--host", "127.0.0.1", "--strictPort", "--port", &port.to_string()])
        .current_dir(project.path("."))
        .env("BACKEND_URL", backend.origin());
    let server = Server::start("vite-dev", vite, port).await?;
    connects_at(stage, server.origin()).await
}

async fn built_by(stage: &Stage, bundler: &str) -> Result<()> {
    let project = project(bundler, bundler).await?;
    project.run("build").await?;
    connects(stage, &project, "dist").await
}

async fn project(name: &str, bundler: &str) -> Result<Project> {
    let own = format!("tests/packaging/bundlers/{bundler}");
    Workshop::get().await?.project(name, &["tests/packaging/bundlers/app", &own])
}
