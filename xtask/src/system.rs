//! Packages of the Debian system.

use std::env;
use std::io::IsTerminal;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result, bail};

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
    if find_program("apt-get").is_none() {
        bail!(
            "missing: {list}. These are Debian package names, and this system has no apt-get: \
             install their equals by hand and run the command again"
        );
    }
    let by_hand = format!("apt-get install {list}");
    let Some(privilege) = Privilege::get() else {
        bail!(
            "missing Debian packages: {list}. Neither root nor sudo is at hand to install them; \
             have someone run `{by_hand}` and run the command again"
        );
    };
    // A failed update may still leave a usable index; the install will tell.
    Step::new("apt-get update", privilege.apt_get(&["update"])).run()?;
    let mut install = vec!["install", "--yes", "--no-install-recommends", "--no-remove"];
    install.extend(&missing);
    Step::new(format!("install {list}"), privilege.apt_get(&install))
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

/// How this user may install packages.
enum Privilege {
    Root,
    Sudo,
}

impl Privilege {
    fn get() -> Option<Self> {
        if nix::unistd::geteuid().is_root() {
            return Some(Self::Root);
        }
        find_program("sudo")?;
        // Asks for the password here, where the user can see the question.
        let mut ask = Command::new("sudo");
        match std::io::stdin().is_terminal() && env::var_os("CI").is_none() {
            true => ask.arg("--validate"),
            false => ask.args(["--non-interactive", "true"]).stderr(Stdio::null()),
        };
        ask.status().ok()?.success().then_some(Self::Sudo)
    }

    fn apt_get(&self, args: &[&str]) -> Command {
        let mut command = match self {
            Self::Root => Command::new("env"),
            Self::Sudo => {
                let mut sudo = Command::new("sudo");
                sudo.args(["--non-interactive", "env"]);
                sudo
            }
        };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]).args(args);
        command
    }
}
