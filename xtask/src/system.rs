//! Packages of the Debian system.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::paths::find_program;
use crate::step::{Step, alone};

/// A Debian package, and the program that shows that it (or an equal from
/// elsewhere) is there; without one, dpkg is asked.
pub struct Package {
    name: &'static str,
    program: Option<&'static str>,
}

const fn package(name: &'static str, program: &'static str) -> Package {
    Package { name, program: Some(program) }
}

const fn library(name: &'static str) -> Package {
    Package { name, program: None }
}

pub const CHROMIUM: &[Package] = &[package("chromium", "chromium"), package("chromium-driver", "chromedriver")];

/// The engines' browsers and their drivers; Firefox's driver is compiled (see `tools`).
pub const ENGINES: [(&str, &[Package]); 3] = [
    ("chromium", CHROMIUM),
    ("firefox", &[package("firefox-esr", "firefox")]),
    ("webkit", &[package("webkit2gtk-driver", "WebKitWebDriver")]),
];

/// A display with a window manager, for the tests that need real windows.
pub const DISPLAY: &[Package] = &[package("openbox", "openbox"), package("xvfb", "Xvfb")];

/// A Rust compiler whose sources come with it, so that the standard library
/// for wasm can be built here (see `toolchain`).
pub const WASM_COMPILER: &[Package] = &[
    library("cargo-web"),
    library("lld-19"),
    library("rust-web-clippy"),
    library("rust-web-src"),
    library("rustc-web"),
];

/// libFuzzer is C++.
pub const CXX: &[Package] = &[package("g++", "c++")];

pub const NODE: &[Package] = &[package("nodejs", "node"), package("npm", "npm")];

pub const PYTHON: &[Package] = &[package("python3", "python3")];

/// Python's module for virtual environments, which Debian packs by itself.
pub const PYTHON_VENV: &[Package] = &[library("python3-venv")];

/// Installs what is missing, as root or through sudo.
pub fn ensure(packages: &[Package]) -> Result<()> {
    static PROVIDING: Mutex<()> = Mutex::new(());
    let _alone = alone(&PROVIDING);
    let missing: Vec<&str> =
        packages.iter().filter(|package| !package.is_there()).map(|package| package.name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let by_hand = format!("apt-get install {list}");
    ensure!(
        find_program("apt-get").is_some() && (is_root() || sudo_works()),
        "missing Debian packages: {list}. There is no apt-get here, or neither root nor sudo to run it: \
         have someone run `{by_hand}`, or install what equals them, and run the command again"
    );
    // A failed update may still leave a usable index; the install will tell.
    Step::new("apt-get update", apt_get(&["update"])).run()?;
    let mut install = vec!["install", "--yes", "--no-install-recommends", "--no-remove"];
    install.extend(&missing);
    Step::new(format!("install {list}"), apt_get(&install))
        .limit(Duration::from_secs(30 * 60))
        .require()
        .with_context(|| format!("could not install the Debian packages {list}; by hand: `{by_hand}`"))?;
    Ok(())
}

impl Package {
    fn is_there(&self) -> bool {
        match self.program {
            Some(program) => find_program(program).is_some(),
            None => version(self.name).is_some(),
        }
    }
}

/// The installed version of a Debian package.
pub fn version(package: &str) -> Option<String> {
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status} ${Version}", package])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.strip_prefix("installed ")?.to_owned())
}

fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

/// sudo asks for the password here, where the user can see the question; a step has no terminal.
fn sudo_works() -> bool {
    Command::new("sudo").arg("true").status().is_ok_and(|status| status.success())
}

fn apt_get(arguments: &[&str]) -> Command {
    let mut command = Command::new(if is_root() { "env" } else { "sudo" });
    if !is_root() {
        command.args(["--non-interactive", "env"]);
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]).args(arguments);
    command
}
