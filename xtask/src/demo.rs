//! The site beside the emulator.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::browsers;
use crate::site::{self, Hosted};

#[derive(clap::Args)]
pub struct Args {
    /// Drive the playground once in a browser of its own and end: exit status 0 if the flow worked
    #[arg(long)]
    check: bool,
    /// Port of the site; 0 picks a free one
    #[arg(long, default_value_t = 4602, conflicts_with = "check")]
    port: u16,
}

/// Builds the site; then serves it until it is interrupted, or checks it.
pub fn run(args: &Args) -> Result<()> {
    let port = args.port;
    ensure!(
        args.check || TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok(),
        "another program uses port {port}: stop it, or choose another port with --port"
    );
    let site = site::build(Hosted::Process)?;
    let mut cargo = if args.check {
        let mut test =
            browsers::cargo(&["test", "--quiet", "--package", "alter-connect-site", "--test", "site"], false)?;
        test.env("SCENARIO", "flows::beside_the_emulator");
        test
    } else {
        let mut serve = Command::new("cargo");
        serve.args(["run", "--quiet", "--package", "alter-connect-emulator", "--bin", "alter-connect-emulator", "--"]);
        serve.arg("--app-dir").arg(site).args(["--connect-port", "0", "--provider-port", "0"]);
        serve.args(["--app-port", &port.to_string()]);
        serve
    };
    ensure!(cargo.status()?.success(), "the demo failed; see above");
    Ok(())
}
