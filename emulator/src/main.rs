//! Runs the emulator beside an app.

use std::error::Error;
use std::future::pending;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use alter_connect_emulator::{Emulator, Script};
use clap::Parser;
use clap::builder::NonEmptyStringValueParser;

/// A local stand-in for Alter's hosted side.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Port of the API and the hosted Connect page; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 4600, allow_negative_numbers = true)]
    connect_port: u16,
    /// Port of the provider consent pages; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 4601, allow_negative_numbers = true)]
    provider_port: u16,
    /// Port of the app server; 0 takes a free one. Needs --app-dir. [default: 4602]
    #[arg(long, value_name = "PORT", requires = "app_dir", allow_negative_numbers = true)]
    app_port: Option<u16>,
    /// Address to listen on; with any but this machine's own, others can use it.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// What browsers know it by, with {port} in it, e.g. 'https://name-{port}.app.github.dev'.
    #[arg(long, value_name = "URL", value_parser = NonEmptyStringValueParser::new())]
    public_url: Option<String>,
    /// Your app's registered website, for sessions that name no allowed_origin.
    #[arg(long, value_name = "ORIGIN", value_parser = NonEmptyStringValueParser::new())]
    app_origin: Option<String>,
    /// Serve this folder too, with POST /api/session and POST /api/poll as its backend.
    #[arg(long, value_name = "DIR")]
    app_dir: Option<PathBuf>,
    /// Serve this folder under /dist/ of the app server.
    #[arg(long, value_name = "DIR", requires = "app_dir")]
    dist_dir: Option<PathBuf>,
    /// The API key to accept; generated when missing.
    #[arg(long, value_name = "KEY", value_parser = NonEmptyStringValueParser::new())]
    api_key: Option<String>,
    /// Outcome of sessions that script none, e.g. deny or '{"outcome": "deny"}'; without it, a person clicks.
    #[arg(long, value_name = "SCRIPT")]
    script: Option<Script>,
    /// Print no line for each request.
    #[arg(long)]
    quiet: bool,
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
    let open = !options.host.is_loopback();
    let mut builder =
        Emulator::builder().host(options.host).connect_port(options.connect_port).provider_port(options.provider_port);
    if let Some(url) = options.public_url {
        builder = builder.public_url(url);
    }
    if let Some(key) = options.api_key {
        builder = builder.api_key(key);
    }
    if let Some(origin) = options.app_origin {
        builder = builder.app_origin(origin);
    }
    if let Some(dir) = options.app_dir {
        builder = builder.app_dir(dir).app_port(options.app_port.unwrap_or(4602));
    }
    if let Some(dir) = options.dist_dir {
        builder = builder.dist_dir(dir);
    }
    if let Some(script) = options.script {
        builder = builder.script(script);
    }
    if !options.quiet {
        builder = builder.log(print);
    }
    let emulator = builder.start().await?;

    // Listens for signals before it says so.
    tokio::select! {
        biased;
        stopped = stopped() => stopped?,
        () = async { announce(&emulator, generated, open); pending().await } => {}
    }
    emulator.shutdown().await;
    Ok(())
}

/// Ctrl-C, or what `kill` sends.
async fn stopped() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// The reader may be gone; that ends nothing.
fn print(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

fn announce(emulator: &Emulator, generated: bool, open: bool) {
    print("Alter Connect emulator");
    print(&format!("  Connect page and API  {}", emulator.base_url()));
    print(&format!("  Provider pages        {}", emulator.provider_url()));
    if let Some(app) = emulator.app_url() {
        print(&format!("  App                   {app}"));
    }
    print("\nPoint your backend at it:");
    print(&format!("  export ALTER_BASE_URL={}", emulator.base_url()));
    if generated {
        // A throw-away key of this run that opens nothing but this emulator.
        print(&format!("  export ALTER_API_KEY={}", emulator.api_key()));
    }
    print(&format!("and the SDK: open({{ token, baseURL: \"{}\" }})", emulator.base_url()));
    if open {
        print("\nWarning: whoever reaches this machine can use it, and read the files of --app-dir.");
    }
    print(&format!("\nOpen {} in a browser to watch it. Ctrl-C stops it.", emulator.base_url()));
}
