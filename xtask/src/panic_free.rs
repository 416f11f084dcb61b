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

/// Ends that are all right. Each function may have one, not two.
const ALLOWED: &[Allowed] = &[Allowed {
    reason: "no memory for one more machine, of which each takes 36 bytes",
    functions: &["alter_connect_npm::machine"],
}];

struct Allowed {
    reason: &'static str,
    functions: &'static [&'static str],
}

/// Prints what is allowed; an error where there is another way to end, or one fewer.
pub fn check() -> Result<()> {
    let ends = ends(&text_of("alter_connect_bg.wasm")?);
    for Allowed { reason, functions } in ALLOWED {
        println!("{:>3}  {reason}", functions.len());
    }
    let shipped = ends_in(&text_of("optimised.wasm")?).count();
    println!("{:>3}  in all; {shipped} in the wasm that is shipped", ends.values().sum::<usize>());
    let objections = compare(&ends, ALLOWED);
    ensure!(objections.is_empty(), "the list in {} does not fit the package:\n  {}", file!(), objections.join("\n  "));
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

/// `"<alter_connect[6ccceecd3902b573]::url::Url>::new" (param …` is `<alter_connect::url::Url>::new`, whatever compiled it.
fn name_of(function: &str) -> String {
    let name = match function.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => function.split([' ', '\n', ')']).next(),
    };
    let mut parts = name.unwrap_or_default().split('[');
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() > 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => clean += rest,
            _ => clean.extend(["[", part]),
        }
    }
    clean
}

/// What is not on the list or occurs more often than it may, and what is on the list and does not occur.
fn compare(ends: &BTreeMap<String, usize>, list: &[Allowed]) -> Vec<String> {
    let listed: Vec<&str> = list.iter().flat_map(|allowed| allowed.functions).copied().collect();
    let mut objections = Vec::new();
    for (function, times) in ends {
        if !listed.contains(&function.as_str()) {
            objections.push(format!("{function} can end early, and has no reason on the list"));
        } else if *times > 1 {
            objections.push(format!("{function} can end early in {times} places; the reason on the list is for one"));
        }
    }
    let gone = listed.iter().filter(|function| !ends.contains_key(**function));
    objections.extend(gone.map(|function| format!("{function} does not end early any more")));
    objections
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &str = "(module\n (import \"a\" \"throw\" (func $throw))\n (func $good (param $0 i32)\n  (nop)\n )
 (func $\"<alter_connect[6ccceecd3902b573]::rc::Rc<[u8]>>::new\" (param $0 i32)\n  (unreachable)\n )
 (func $gone\n  (call $throw)\n )\n)\n";

    #[test]
    fn a_list_has_to_fit_exactly() {
        let found = ends(MODULE);
        let list = |functions| [Allowed { reason: "a test", functions }];
        let fitting = list(&["<alter_connect::rc::Rc<[u8]>>::new", "gone"]);
        assert_eq!(compare(&found, &fitting), Vec::<String>::new());
        assert!(compare(&found, &list(&["gone"]))[0].starts_with("<alter_connect::rc::Rc<[u8]>>::new can end early"));
        assert!(compare(&BTreeMap::new(), &list(&["gone"]))[0].starts_with("gone does not end"));
        let twice = found.into_keys().map(|function| (function, 2)).collect();
        assert_eq!(compare(&twice, &fitting).len(), 2);
    }
}
