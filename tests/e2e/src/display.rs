//! The screen on which browsers open real windows.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// An X display with a window manager: the one in `DISPLAY`, or one of our own that ends with this value.
///
/// Windows are real because a headless Chromium claims the focus for every page at once, and the focus is
/// what tells a closed popup from one that has been cut off.
#[derive(Debug)]
pub struct Display {
    name: String,
    processes: Vec<Child>,
}

impl Display {
    /// Takes the display of the environment, or starts Xvfb and openbox.
    pub fn start() -> Result<Self> {
        match std::env::var("DISPLAY") {
            Ok(name) if !name.is_empty() => Ok(Self { name, processes: Vec::new() }),
            _ => Self::start_own(),
        }
    }

    /// The value for a browser's `DISPLAY`, such as `:7`.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn start_own() -> Result<Self> {
        // Xvfb picks a free number itself and prints it on the descriptor when it is ready.
        let mut xvfb = Command::new(find("Xvfb")?)
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start Xvfb")?;
        let output = xvfb.stdout.take().context("Xvfb has no output")?;
        let mut display = Self { name: String::new(), processes: vec![xvfb] };
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        if number.trim().is_empty() {
            bail!("Xvfb ended without giving a display");
        }
        display.name = format!(":{}", number.trim());

        let openbox = Command::new(find("openbox")?)
            .env("DISPLAY", &display.name)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start openbox")?;
        display.processes.push(openbox);
        Ok(display)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        for process in self.processes.iter_mut().rev() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn find(program: &str) -> Result<std::path::PathBuf> {
    which::which(program).with_context(|| {
        format!(
            "{program} is missing: browsers need a screen for real windows. Set DISPLAY, or install Xvfb \
             and openbox (Debian, Ubuntu: apt-get install xvfb openbox)"
        )
    })
}
