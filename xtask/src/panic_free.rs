//! Proof that no input makes the npm package panic.
//!
//! The package is built so that every panic is the instruction `unreachable`; what can go wrong without one ends in a
//! function that never returns, after a call of which the compiler puts `unreachable` too. So the places where the wasm
//! can end early are few and can all be named, and each has to have a reason here. Read is the wasm before the last
//! optimisation, which has the functions' names and of which that optimisation only takes away.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::npm;

/// Functions that may end early, each in one place, and why.
const ALLOWED: &[(&str, &str)] =
    &[("alter_connect_npm::machine", "no memory for one more machine, of which each takes 36 bytes")];

/// Prints what is allowed; an error where there is another way to end, or one fewer.
pub fn check() -> Result<()> {
    for (function, reason) in ALLOWED {
        println!("{function} may end early: {reason}");
    }
    let shipped = ends_in(&text_of("optimised.wasm")?).count();
    println!("{shipped} ends are in the wasm that is shipped");
    let found = ends(&text_of("alter_connect_bg.wasm")?);
    let allowed = ALLOWED.iter().map(|(function, _)| ((*function).to_owned(), 1)).collect();
    ensure!(found == allowed, "{} allows {allowed:?}, and these functions can end early: {found:?}", file!());
    Ok(())
}

/// A built wasm in WebAssembly's text format.
fn text_of(file: &str) -> Result<String> {
    let mut dis = Command::new(npm::package().join("node_modules/.bin/wasm-dis"));
    let output = dis.arg(npm::package().join("build").join(file)).output().context("could not run wasm-dis")?;
    ensure!(output.status.success(), "wasm-dis {file}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// The lines that end a function early: a trap, or a call that throws.
fn ends_in(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| line.contains("(unreachable") || line.contains("(call $") && line.contains("throw"))
}

/// Every function that can end early, and in how many places.
fn ends(text: &str) -> BTreeMap<String, usize> {
    let functions = text.split("\n (func $").skip(1).map(|function| (name_of(function), ends_in(function).count()));
    functions.filter(|(_, ends)| *ends > 0).collect()
}

/// `"alter_connect_npm[6ccceecd3902b573]::machine" (param …` is `alter_connect_npm::machine`, whatever compiled it.
fn name_of(function: &str) -> String {
    let name = match function.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => function.split([' ', '\n', ')']).next(),
    };
    let parts = name.unwrap_or_default().split('[');
    parts.map(|part| part.split_once(']').map_or(part, |(_hash, rest)| rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_is_found_by_the_name_of_its_function() {
        let module = "(module\n (import \"a\" \"throw\" (func $throw))\n (func $good (param $0 i32)\n  (nop)\n )
 (func $\"alter_connect[6ccceecd3902b573]::machine\" (param $0 i32)\n  (unreachable)\n )
 (func $gone\n  (call $throw)\n  (unreachable)\n )\n)\n";
        let found = [("alter_connect::machine", 1), ("gone", 2)].map(|(name, ends)| (name.to_owned(), ends));
        assert_eq!(ends(module), BTreeMap::from(found));
    }
}
