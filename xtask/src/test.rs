//! Every check and test, counted: what needs a browser, which waits much, beside what needs a compiler.

use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use self::counts::Counts;
use self::suites::{How, Lane, SUITES, Suite};
use crate::process;
use crate::step::clock;

mod counts;
mod suites;

/// How many of the slowest tests are shown.
const SLOWEST: usize = 10;

#[derive(clap::Args)]
pub struct Args {
    /// Everything: three engines, both builds, bundlers and frameworks, published versions, Rust apps, the site, fuzzing
    #[arg(long)]
    all: bool,
    /// Run this suite alone; may be given several times
    #[arg(long, value_name = "SUITE")]
    only: Vec<String>,
    /// Go on after a failure
    #[arg(long)]
    keep_going: bool,
    /// List the suites
    #[arg(long)]
    list: bool,
}

/// Runs the suites, and ends this program: exit status 0 if nothing failed.
pub fn run(args: &Args) -> Result<()> {
    if args.list {
        for Suite { name, about, short, .. } in SUITES {
            println!("{name:<13} {:<6} {about}", if *short { "" } else { "--all" });
        }
        return Ok(());
    }
    let known = |name: &String| SUITES.iter().any(|suite| suite.name == *name);
    if let Some(unknown) = args.only.iter().find(|name| !known(name)) {
        bail!("no suite is named {unknown}; `cargo xtask test --list` shows them");
    }
    let is_chosen = |suite: &&Suite| match args.only.is_empty() {
        true => suite.short || args.all,
        false => args.only.iter().any(|name| name == suite.name),
    };
    let play = Play {
        how: How { all: args.all, keep_going: args.keep_going },
        started: Instant::now(),
        chosen: SUITES.iter().filter(is_chosen).collect(),
        ended: Mutex::default(),
    };
    thread::scope(|scope| {
        for lane in [Lane::Browsers, Lane::Compilers] {
            let play = &play;
            scope.spawn(move || {
                play.chosen.iter().filter(|suite| suite.lane == lane).for_each(|suite| play.suite(suite));
            });
        }
    });
    play.finish(&play.ended())
}

struct Play {
    how: How,
    started: Instant,
    chosen: Vec<&'static Suite>,
    ended: Mutex<Vec<Ended>>,
}

struct Ended {
    name: &'static str,
    counts: Counts,
    took: Duration,
}

impl Play {
    fn ended(&self) -> MutexGuard<'_, Vec<Ended>> {
        self.ended.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn suite(&self, suite: &Suite) {
        let started = Instant::now();
        let counts = (suite.run)(self.how).unwrap_or_else(|error| {
            eprintln!("  ✗ {}: {error:#}", suite.name);
            Counts::one(false)
        });
        let mut ended = self.ended();
        eprintln!("{}: {counts} ({})", suite.name, clock(started.elapsed()));
        let failed = counts.failed > 0;
        ended.push(Ended { name: suite.name, counts, took: started.elapsed() });
        if failed && !self.how.keep_going {
            eprintln!("Ends at the first failure; with `--keep-going` it goes on.");
            self.finish(&ended);
        }
    }

    /// Shows where the time went; then the counts, which are the last word.
    fn finish(&self, ended: &[Ended]) -> ! {
        let mut by_time: Vec<&Ended> = ended.iter().collect();
        by_time.sort_by_key(|suite| std::cmp::Reverse(suite.took));
        eprintln!("\nSuites by time:");
        for Ended { name, counts, took } in by_time {
            eprintln!("{:>13}  {name:<13} {counts}", clock(*took));
        }
        let mut total = Counts::default();
        ended.iter().for_each(|suite| total += suite.counts.clone());
        total.times.sort_by(|one, other| other.0.total_cmp(&one.0));
        if !total.times.is_empty() {
            eprintln!("Slowest scenarios:");
        }
        for (seconds, name) in total.times.iter().take(SLOWEST) {
            eprintln!("{seconds:>11.1} s  {name}");
        }
        let [checks, again] = [total.checks, total.again];
        eprintln!("{checks} checks passed, {again} tests were played twice, took {}", clock(self.started.elapsed()));
        println!("{}", total.tests());
        process::exit(i32::from(total.failed > 0))
    }
}
