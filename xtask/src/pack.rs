//! Everything that an app needs of this checkout, in one folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::site::{self, Hosted};
use crate::step::Step;
use crate::{emulator, npm, package, paths};

/// The files for npm have names without a version, so that documents can name them.
pub const SDK: &str = "alter-connect.tgz";
pub const EMULATOR: &str = "alter-connect-emulator.tgz";
const SCRIPT: &str = "alter-connect.umd.js";
const ELEMENT: &str = "alter-connect-element.js";
const WITHOUT_WASM: &str = "alter-connect-js.umd.js";

/// Makes the folder and prints the lines that use it.
pub fn run() -> Result<()> {
    npm::ensure_node(npm::TO_PACKAGE)?;
    let package = package::ensure()?;
    package.check()?;
    let emulator = emulator::build()?;
    let site = site::build(Hosted::Worker)?;

    let out = paths::target().join("pack");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    fs::rename(package::pack(&out)?, out.join(SDK))?;
    fs::rename(emulator, out.join(EMULATOR))?;
    for script in [SCRIPT, ELEMENT, WITHOUT_WASM] {
        fs::copy(package::dist().join(script), out.join(script))?;
    }
    let mut copy = Command::new("cp");
    copy.arg("--recursive").arg(site).arg(out.join("site"));
    Step::new("copy the site", copy).require()?;
    unpack_crate(&out.join("crate"))?;
    print(&out, package.integrity(SCRIPT)?);
    Ok(())
}

/// A crate, its place in the folder, and where it finds those that it stands on.
pub type Floor = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

pub const FLOORS: [Floor; 3] = [
    ("alter-connect-core", "core", &[]),
    ("alter-connect-host", "host", &[("alter-connect-core", "../core")]),
    ("alter-connect", "", &[("alter-connect-core", "core"), ("alter-connect-host", "host")]),
];

/// What names the crate and its floors to cargo: none of them is in a registry without the others.
pub fn selected() -> impl Iterator<Item = &'static str> {
    FLOORS.iter().flat_map(|(name, ..)| ["--package", name])
}

/// The crate as it would be published, with its floors.
pub fn unpack_crate(folder: &Path) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["package", "--no-verify", "--allow-dirty"]).args(selected());
    Step::new("cargo package", cargo).require()?;
    for (name, place, needs) in FLOORS {
        let folder = folder.join(place);
        fs::create_dir_all(&folder)?;
        let packed = paths::target().join(format!("package/{name}-{}.crate", env!("CARGO_PKG_VERSION")));
        let mut tar = Command::new("tar");
        tar.arg("-xzf").arg(packed).arg("--strip-components=1").arg("-C").arg(&folder);
        Step::new(format!("unpack {name}"), tar).require()?;
        // No registry has the floors below yet.
        let manifest = folder.join("Cargo.toml");
        let mut text = fs::read_to_string(&manifest)?;
        for (below, path) in needs {
            let table = format!("[dependencies.{below}]\n");
            text = text.replace(&table, &format!("{table}path = \"{path}\"\n"));
        }
        fs::write(manifest, text)?;
    }
    Ok(())
}

fn print(out: &Path, integrity: &str) {
    let path = |name: &str| -> PathBuf { out.join(name) };
    println!("Everything is in {}. In the folder of your app:\n", out.display());
    for (what, line) in [
        ("the SDK", format!("npm install {}", path(SDK).display())),
        ("the same, in place of the original", format!("npm install @alter-ai/connect@file:{}", path(SDK).display())),
        ("the emulator", format!("npx --yes {} --app-dir .", path(EMULATOR).display())),
        ("the emulator, for tests", format!("npm install --save-dev {}", path(EMULATOR).display())),
        ("the crate", format!("cargo add alter-connect --path {} --no-default-features", path("crate").display())),
        ("for a script tag", format!("cp {} .", path(SCRIPT).display())),
        ("for a script tag with the element", format!("cp {} .", path(ELEMENT).display())),
    ] {
        println!("  {line}    # {what}");
    }
    println!("\n  <script src=\"{SCRIPT}\" integrity=\"{integrity}\"></script>");
    println!("\nThe site, for any web server: {}", path("site").display());
}
