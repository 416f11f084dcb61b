//! Runs the emulator beside an app.

use std::error::Error;
use std::future::pending;
use std::path::PathBuf;
use std::process::ExitCode;

use alter_connect_emulator::{Emulator, Script};
use clap::Parser;

/// A local stand-in for Alter's hosted side.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Port of the API and the hosted Connect page; 0 takes a free one.
    #[arg(long, default_value_t = 4600)]
    connect_port: u16,
    /// Port of the provider consent pages; 0 takes a free one.
    #[arg(long, default_value_t = 4601)]
    provider_port: u16,
    /// Port of the app server; 0 takes a free one. Needs --app-dir.
    #[arg(long, default_value_t = 4602)]
    app_port: u16,
    /// Your app's registered website, for sessions that name no allowed_origin.
    #[arg(long, value_name = "ORIGIN")]
    app_origin: Option<String>,
    /// Serve this folder too, with POST /api/session and POST /api/poll as its backend.
    #[arg(long, value_name = "DIR")]
    app_dir: Option<PathBuf>,
    /// Serve this folder under /dist/ of the app server.
    #[arg(long, value_name = "DIR", requires = "app_dir")]
    dist_dir: Option<PathBuf>,
    /// The API key to accept; generated when missing.
    #[arg(long, value_name = "KEY")]
    api_key: Option<String>,
    /// Outcome of sessions that script none, e.g. '{"outcome": "deny"}'; without it, a person clicks.
    #[arg(long, value_name = "JSON", value_parser = script)]
    script: Option<Script>,
}

fn script(json: &str) -> Result<Script, serde_json::Error> {
    serde_json::from_str(json)
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    let generated = options.api_key.is_none();
    let mut builder = Emulator::builder()
        .connect_port(options.connect_port)
        .provider_port(options.provider_port)
        .app_port(options.app_port);
    if let Some(key) = options.api_key {
        builder = builder.api_key(key);
    }
    if let Some(origin) = options.app_origin {
        builder = builder.app_origin(origin);
    }
    if let Some(dir) = options.app_dir {
        builder = builder.app_dir(dir);
    }
    if let Some(dir) = options.dist_dir {
        builder = builder.dist_dir(dir);
    }
    if let Some(script) = options.script {
        builder = builder.script(script);
    }
    let emulator = builder.start().await?;

    // Listens for Ctrl-C before it says so.
    tokio::select! {
        biased;
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        () = async { announce(&emulator, generated); pending().await } => {}
    }
    emulator.shutdown().await;
    Ok(())
}

fn announce(emulator: &Emulator, generated: bool) {
    println!("Alter Connect emulator");
    println!("  Connect page and API  {}", emulator.base_url());
    println!("  Provider pages        {}", emulator.provider_url());
    if let Some(app) = emulator.app_url() {
        println!("  App                   {app}");
    }
    println!("\nPoint your backend at it:");
    println!("  export ALTER_BASE_URL={}", emulator.base_url());
    if generated {
        // A throw-away key of this run that opens nothing but this emulator.
        println!("  export ALTER_API_KEY={}", emulator.api_key());
    }
    println!("and the SDK: open({{ token, baseURL: \"{}\" }})", emulator.base_url());
    println!("\nCtrl-C stops it.");
}
