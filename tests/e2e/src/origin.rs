//! Origins of this machine.

use std::ffi::OsStr;
use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Routes on a free port of 127.0.0.1 until dropped.
#[derive(Debug)]
pub struct Origin {
    url: String,
    task: JoinHandle<()>,
}

impl Origin {
    /// Serves the routes, which may depend on the origin itself: scheme, host and port.
    pub async fn serve(routes: impl FnOnce(&str) -> Router) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let routes = routes(&url);
        let task = tokio::spawn(async move {
            axum::serve(listener, routes).await.expect("serving does not end");
        });
        Ok(Self { url, task })
    }

    /// Scheme, host and port.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Origin {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A file, read anew each time: no cache stands between a rebuild and the next run.
pub async fn file(path: &Path) -> Response {
    match tokio::fs::read(path).await.with_context(|| path.display().to_string()) {
        Ok(content) => ([(CONTENT_TYPE, content_type(path))], content).into_response(),
        Err(error) => (StatusCode::NOT_FOUND, format!("{error:#}")).into_response(),
    }
}

/// By the ending of its name.
pub fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(OsStr::to_str) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A port that nothing listens on, for a server that has to be told its own address beforehand.
pub fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
