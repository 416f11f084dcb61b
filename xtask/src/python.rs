//! A virtual environment with the real backend client, for the round-trip test.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::paths;
use crate::step::Step;
use crate::system;

const REQUIREMENTS: &str = "tests/backend/requirements.txt";

/// The environment's Python, with the requirements installed.
pub fn environment() -> Result<PathBuf> {
    let file = paths::root().join(REQUIREMENTS);
    let requirements = fs::read(&file).with_context(|| format!("could not read {}", file.display()))?;
    let mut hasher = DefaultHasher::new();
    requirements.hash(&mut hasher);
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
    install.args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&file);
    Step::new(format!("pip install -r {REQUIREMENTS}"), install).require()?;
    fs::write(complete, "")?;
    Ok(python)
}
