//! Where things are: the repository, its build directory, and the cache of
//! tools that outlives both.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The repository's root.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        // cargo sets it at run time too, which holds after the folder was moved.
        let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or(env!("CARGO_MANIFEST_DIR").into());
        Path::new(&xtask).parent().expect("xtask lies one level below the root").to_owned()
    })
}

/// Cargo's build directory.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// What `setup` installs for this project alone. Override with
/// `ALTER_CONNECT_CACHE`.
pub fn cache() -> PathBuf {
    let base = || match env::var_os("XDG_CACHE_HOME") {
        Some(dir) if !dir.is_empty() => PathBuf::from(dir),
        _ => env::home_dir().unwrap_or_else(target).join(".cache"),
    };
    match env::var_os("ALTER_CONNECT_CACHE") {
        Some(dir) if !dir.is_empty() => root().join(dir),
        _ => base().join("alter-connect"),
    }
}

/// The first program of this name on the PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(name)).find(|path| path.is_file())
}
