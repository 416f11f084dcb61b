//! The site beside the emulator.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::site::{self, Hosted};
use crate::system;

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
    let port = args.port.to_string();
    ensure!(
        args.check || TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).is_ok(),
        "another program uses port {port}: stop it, or choose another port with --port"
    );
    let site = site::build(Hosted::Process)?;
    let (package, program, more) = match args.check {
        true => ("alter-connect-e2e", "demo-check", &[][..]),
        false => (
            "alter-connect-emulator",
            "alter-connect-emulator",
            &["--connect-port", "0", "--provider-port", "0", "--app-port", &port][..],
        ),
    };
    if args.check {
        system::ensure(system::CHROMIUM)?;
        system::ensure(system::DISPLAY)?;
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--package", package, "--bin", program, "--", "--app-dir"]).arg(site).args(more);
    ensure!(cargo.status()?.success(), "{program} failed; see above");
    Ok(())
}
