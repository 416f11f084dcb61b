//! Every check and test, in order, counted.

use std::time::Instant;

use anyhow::{Result, bail};

use self::counts::Counts;
use self::suites::SUITES;
use crate::step::clock;

mod counts;
mod suites;

#[derive(clap::Args)]
pub struct Args {
    /// Run this suite alone; may be given several times
    #[arg(long, value_name = "SUITE")]
    only: Vec<String>,
    /// List the suites
    #[arg(long)]
    list: bool,
}

/// Runs the suites; an error if anything failed.
pub fn run(args: &Args) -> Result<()> {
    if args.list {
        for suite in SUITES {
            println!("{:<15} {}", suite.name, suite.about);
        }
        return Ok(());
    }
    let known = |name: &String| SUITES.iter().any(|suite| suite.name == *name);
    if let Some(unknown) = args.only.iter().find(|name| !known(name)) {
        bail!("no suite is named {unknown}; `cargo xtask test --list` shows them");
    }

    let started = Instant::now();
    let mut total = Counts::default();
    let mut unusable = Vec::new();
    for suite in SUITES {
        if !args.only.is_empty() && !args.only.iter().any(|name| name == suite.name) {
            continue;
        }
        let counts = match suite.needs.filter(|needed| unusable.contains(needed)) {
            Some(needed) => {
                eprintln!("  ✗ {} was not run, because {needed} failed", suite.name);
                Counts::one(false)
            }
            None => (suite.run)().unwrap_or_else(|error| {
                eprintln!("  ✗ {}: {error:#}", suite.name);
                Counts::one(false)
            }),
        };
        eprintln!("{}: {counts}", suite.name);
        if counts.failed > 0 {
            unusable.push(suite.name);
        }
        total += counts;
    }
    eprintln!("took {}", clock(started.elapsed()));
    println!("{total}");
    // The line above is the last word, so no error is printed after it.
    std::process::exit(i32::from(total.failed > 0));
}
