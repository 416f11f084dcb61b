//! Proof that no input makes the npm package panic.
//!
//! The package is built so that every panic is the instruction `unreachable`; what can go wrong without one ends in a
//! function that never returns, after a call of which the compiler puts `unreachable` too. So the places where the wasm
//! can end early are few and can all be named, and each has to have a reason here. Read is the wasm before the last
//! optimisation, which has the functions' names and of which that optimisation only takes away.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{KnownCustom, Name, Operator, Parser, Payload, TypeRef};

use crate::npm;

/// Ends that are all right. A name may end in `*`. Each function may have one end of a kind, not two.
const ALLOWED: &[Allowed] = &[
    Allowed {
        reason: "an index that stands for no word; the glue gives an unknown string the index of `__Invalid`",
        end: TRAPS,
        functions: &[
            "<alter_connect::connect::instance::Connect>::new::{closure#0}::{closure#0}",
            "<alter_connect::browser::local::Local as alter_connect::core::value::Value>::word",
            "<alter_connect::browser::local::Local>::as_name",
        ],
    },
    Allowed {
        reason: "no memory for a block whose size is fixed, no input makes one larger; or two to the 32nd references",
        end: TRAPS,
        functions: &["create", "open"],
    },
];

/// The end of a function that runs into `unreachable` by itself.
const TRAPS: &str = "(traps)";

struct Allowed {
    reason: &'static str,
    /// [`TRAPS`], or the function that is called and does not return.
    end: &'static str,
    functions: &'static [&'static str],
}

/// Prints what is allowed and how often it occurs; an error where there is another way to end, or one fewer.
pub fn check() -> Result<()> {
    let build = npm::package().join("build");
    let ends = ends(&read(&build.join("alter_connect_bg.wasm"))?)?;
    let objections = compare(&ends, ALLOWED);
    for allowed in ALLOWED {
        let times: usize = allowed.functions.iter().map(|function| matching(&ends, allowed, function).count()).sum();
        println!("{times:>3}  {}", allowed.reason);
    }
    let shipped = unreachables(&read(&build.join("optimised.wasm"))?)?;
    println!("{:>3}  in all; {shipped} in the wasm that is shipped", ends.values().sum::<usize>());
    ensure!(objections.is_empty(), "the list in {} does not fit the package:\n  {}", file!(), objections.join("\n  "));
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("no {}", path.display()))
}

/// How a function can end other than by returning.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    function: String,
    end: String,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.end == TRAPS {
            write!(f, "{} traps", self.function)
        } else {
            write!(f, "{} calls {}", self.function, self.end)
        }
    }
}

fn fits(name: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(name == pattern, |start| name.starts_with(start))
}

fn matching<'a>(ends: &'a BTreeMap<End, usize>, allowed: &Allowed, function: &str) -> impl Iterator<Item = &'a End> {
    ends.keys().filter(move |end| fits(&end.end, allowed.end) && fits(&end.function, function))
}

/// What is not on the list or occurs more often than it may, and what is on the list and does not occur.
fn compare(ends: &BTreeMap<End, usize>, list: &[Allowed]) -> Vec<String> {
    let is_listed = |end: &End| {
        list.iter().any(|allowed| {
            fits(&end.end, allowed.end) && allowed.functions.iter().any(|function| fits(&end.function, function))
        })
    };
    let mut objections = Vec::new();
    for (end, times) in ends {
        if !is_listed(end) {
            objections.push(format!("{end}, which has no reason on the list"));
        } else if *times > 1 {
            objections.push(format!("{end} in {times} places; the reason on the list is for one"));
        }
    }
    for allowed in list {
        for function in allowed.functions {
            if matching(ends, allowed, function).next().is_none() {
                objections.push(format!("{function} does not end so any more: {}", allowed.reason));
            }
        }
    }
    objections
}

/// Every early end in a module, and how often it occurs.
fn ends(module: &[u8]) -> Result<BTreeMap<End, usize>> {
    let mut names = BTreeMap::new();
    let mut imports: Vec<String> = Vec::new();
    let mut found: Vec<(u32, Option<u32>)> = Vec::new();
    let mut function = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    if matches!(import.ty, TypeRef::Func(_)) {
                        imports.push(import.name.to_owned());
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                let index = u32::try_from(imports.len())? + function;
                function += 1;
                let mut called = None;
                for operator in body.get_operators_reader()? {
                    let throws = |index: &u32| imports.get(*index as usize).is_some_and(|name| name.contains("throw"));
                    match operator? {
                        // Counted at the call.
                        Operator::Unreachable if called.as_ref().is_some_and(throws) => {}
                        Operator::Unreachable => found.push((index, called)),
                        Operator::Call { function_index } => {
                            if throws(&function_index) {
                                found.push((index, Some(function_index)));
                            }
                            called = Some(function_index);
                            continue;
                        }
                        _ => {}
                    }
                    called = None;
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(sections) = section.as_known() {
                    for section in sections {
                        if let Name::Function(functions) = section? {
                            for name in functions {
                                let name = name?;
                                names.insert(name.index, without_hashes(name.name));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if names.is_empty() {
        bail!("the wasm has no names of functions");
    }
    let name = |index: u32| names.get(&index).cloned().unwrap_or_else(|| format!("function {index}"));
    let mut ends = BTreeMap::new();
    for (function, called) in found {
        let end = End { function: name(function), end: called.map_or_else(|| TRAPS.to_owned(), name) };
        *ends.entry(end).or_insert(0) += 1;
    }
    Ok(ends)
}

fn unreachables(module: &[u8]) -> Result<usize> {
    let mut count = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload? {
            for operator in body.get_operators_reader()? {
                count += usize::from(matches!(operator?, Operator::Unreachable));
            }
        }
    }
    Ok(count)
}

/// `alloc[6ccceecd3902b573]::alloc::f` is `alloc::alloc::f`, whatever compiled it.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut clean = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() > 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => clean += rest,
            _ => {
                clean.push('[');
                clean += part;
            }
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An imported function 0, `throw`; 1, `good`, returns; 2, `bad`, calls 3 and does not go on; 3, `end`, traps; 4,
    /// `gone`, throws.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x0b\x01\x01a\x05throw\0\0\
        \x03\x05\x04\0\0\0\0\
        \x0a\x13\x04\x02\0\x0b\x05\0\x10\x03\0\x0b\x03\0\0\x0b\x04\0\x10\0\x0b\
        \0\x25\x04name\x01\x1e\x05\0\x05throw\x01\x04good\x02\x03bad\x03\x03end\x04\x04gone";

    fn list(functions: &'static [&'static str], end: &'static str) -> Allowed {
        Allowed { reason: "a test", end, functions }
    }

    #[test]
    fn every_early_end_is_found() {
        let ends = ends(MODULE).unwrap();
        let told: Vec<String> = ends.keys().map(End::to_string).collect();
        assert_eq!(told, ["bad calls end", "end traps", "gone calls throw"]);
        assert_eq!(unreachables(MODULE).unwrap(), 2);
    }

    #[test]
    fn a_list_has_to_fit_exactly() {
        let ends = ends(MODULE).unwrap();
        let fitting = || vec![list(&["b*"], "end"), list(&["end"], TRAPS), list(&["gone"], "throw")];
        assert_eq!(compare(&ends, &fitting()), Vec::<String>::new());
        assert!(compare(&ends, &fitting()[1..])[0].starts_with("bad calls end"));
        let mut longer = fitting();
        longer.push(list(&["good"], TRAPS));
        assert!(compare(&ends, &longer)[0].starts_with("good does not end so"));
        let twice = ends.into_keys().map(|end| (end, 2)).collect();
        assert_eq!(compare(&twice, &fitting()).len(), 3);
    }

    #[test]
    fn names_lose_their_hashes_and_nothing_else() {
        assert_eq!(without_hashes("<alloc[6ccceecd3902b573]::rc::Rc<[u8]>>::new"), "<alloc::rc::Rc<[u8]>>::new");
    }
}
