//! Listens on 127.0.0.1:8000, or at `BACKEND_PORT`. Environment: `ALTER_API_KEY`; `APP_ORIGIN`, the address of the app's
//! pages, such as `https://app.example.com`; for the emulator also `ALTER_BASE_URL`.

use std::env::var;

use anyhow::{Context, Result};
use backend_axum::{Alter, router};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let base_url = var("ALTER_BASE_URL").unwrap_or_else(|_| "https://backend.alterauth.com".into());
    let api_key = var("ALTER_API_KEY").context("ALTER_API_KEY is not set")?;
    let origin = var("APP_ORIGIN").context("APP_ORIGIN is not set")?;
    let address = format!("127.0.0.1:{}", var("BACKEND_PORT").unwrap_or_else(|_| "8000".into()));
    let listener = TcpListener::bind(&address).await.with_context(|| {
        format!("can't listen on {address}: stop the program that uses the port, or choose another with BACKEND_PORT")
    })?;
    println!("http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router(Alter::new(base_url, api_key), origin)).await?)
}
