//! A virtual environment with the real backend client, for the tests with backends.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use anyhow::{Context, Result};

use crate::paths;
use crate::step::{Step, alone};
use crate::system;

const REQUIREMENTS: [&str; 2] = ["tests/backend/requirements.txt", "examples/backend-fastapi/requirements.txt"];

/// The environment's Python, with the requirements installed.
pub fn environment() -> Result<PathBuf> {
    static PROVIDING: Mutex<()> = Mutex::new(());
    let _alone = alone(&PROVIDING);
    let files = REQUIREMENTS.map(|file| paths::root().join(file));
    let mut hasher = DefaultHasher::new();
    for file in &files {
        fs::read(file).with_context(|| format!("could not read {}", file.display()))?.hash(&mut hasher);
    }
    let home = paths::cache().join(format!("python-{:016x}", hasher.finish()));
    let python = home.join("bin/python");
    let complete = home.join("complete");
    if complete.is_file() && python.exists() {
        return Ok(python);
    }

    system::ensure(system::PYTHON)?;
    let can = |import: &str| {
        let mut python = Command::new("python3");
        python.args(["-c", import]).stderr(Stdio::null());
        python.status().is_ok_and(|status| status.success())
    };
    if !can("import ensurepip, venv") {
        system::ensure(system::PYTHON_VENV)?;
    }
    let mut create = Command::new("python3");
    create.args(["-m", "venv", "--clear"]).arg(&home);
    Step::new("create the Python environment", create).require()?;
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet"]);
    for file in &files {
        install.arg("--requirement").arg(file);
    }
    Step::new("pip install alter-sdk and fastapi", install).require()?;
    fs::write(complete, "")?;
    Ok(python)
}
