//! The emulator's npm package: its library half as wasm, then the tarball.

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use anyhow::{Context, Result};

use crate::step::alone;
use crate::{npm, package, paths, toolchain, wasm};

const CRATE: &str = "alter-connect-emulator-npm";

/// Builds the package in its folder, and gives the tarball.
pub fn build() -> Result<PathBuf> {
    static PROVIDING: Mutex<()> = Mutex::new(());
    let _alone = alone(&PROVIDING);
    npm::ensure_node(npm::TO_PACKAGE)?;
    compile()?;
    fs::copy(paths::root().join("LICENSE"), folder().join("LICENSE")).context("could not copy LICENSE")?;
    fs::write(folder().join("README.md"), readme()?)?;
    npm::pack(&folder(), &paths::target())
}

fn folder() -> PathBuf {
    paths::root().join("emulator/npm")
}

/// The package's README: what it links to lies in the repository alone.
fn readme() -> Result<String> {
    let readme = paths::root().join("emulator/README.md");
    let text = fs::read_to_string(&readme).with_context(|| format!("could not read {}", readme.display()))?;
    Ok(text.replace("](../", "](https://github.com/alter-connect/alter-connect/blob/main/"))
}

/// Its library half as wasm, with the glue, in the package's folder.
pub fn compile() -> Result<()> {
    let mut cargo = wasm::cargo(&["build", "--release", "--package", CRATE])?;
    cargo
        .env("CARGO_ENCODED_RUSTFLAGS", package::remapped_paths(toolchain::provide()?)?.join("\u{1f}"))
        // A page downloads it, and its speed does not matter: optimise for size.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z");
    let built = wasm::built(&paths::target(), "release", &CRATE.replace('-', "_"));
    let glue = ["--target", "web", "--out-name", "hosted", "--remove-name-section", "--remove-producers-section"];
    wasm::build("the emulator", cargo, built, &glue, &folder().join("wasm"))
}

#[cfg(test)]
mod tests {
    use crate::package::tests::relative_links;

    #[test]
    fn the_readme_links_to_what_a_reader_of_the_package_can_reach() {
        let readme = super::readme().unwrap();
        assert_eq!(relative_links(&readme), Vec::<&str>::new());
    }
}
