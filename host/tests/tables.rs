//! The tables that Rust and JavaScript share are written once, in Rust. `UPDATE=1 cargo test -p alter-connect-host` writes the
//! JavaScript again.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use alter_connect_core::signal::Signal;
use alter_connect_core::word::{PARAMETERS, SENTENCE, WORDS, Word};
use alter_connect_host::effects::{ATTEMPTED, EFFECTS};

/// The words that JavaScript names.
const NAMED: &[(&str, Word)] =
    &[("STATE", Word::State), ("RESULT", Word::Result), ("RELAY", Word::Relay), ("SDK_DESTROYED", Word::SdkDestroyed)];

#[test]
fn words_and_signals() {
    let mut file = String::from("// Generated from core/src: see tests/tables.rs.\n\nexport const WORDS = [\n");
    for word in WORDS {
        writeln!(file, "  {},", serde_json::to_string(word).unwrap()).unwrap();
    }
    file += "];\n";
    writeln!(file, "export const PARAMETERS = {PARAMETERS};").unwrap();
    writeln!(file, "export const SENTENCE = {SENTENCE};").unwrap();
    for (name, word) in NAMED {
        writeln!(file, "export const {name} = {};", word.0).unwrap();
    }
    file += "\n// What the machine is told.\n";
    for (number, name) in Signal::NAMES.iter().enumerate() {
        writeln!(file, "export const {} = {number};", snake(name)).unwrap();
    }
    compare("src/tables.js", &file);
}

#[test]
fn effects() {
    let mut file = String::from("// Generated from src/effects.rs: see tests/tables.rs.\n\n");
    let mut imports: BTreeMap<&str, Vec<String>> = BTreeMap::from([("values", vec!["attempt".to_owned()])]);
    let mut all = String::new();
    for (module, names) in EFFECTS {
        for name in names.iter().map(|name| camel(name)) {
            writeln!(all, "  {name},").unwrap();
            imports.entry(module).or_default().push(name);
        }
    }
    for (module, names) in imports {
        writeln!(file, "import {{ {} }} from \"./{module}.js\";", names.join(", ")).unwrap();
    }
    let act = format!(
        "const act = (effect, ...values) => {{
  const action = () => effects[effect](...values);
  return (effect < {ATTEMPTED} ? action() : attempt(action)) | 0;
}};"
    );
    let types = ["act0", "act1", "act2", "act3"].map(|name| format!("act as {name}")).join(", ");
    write!(file, "\n/** @type {{((...values: number[]) => any)[]}} */\nconst effects = [\n{all}];\n{act}\nexport {{ {types} }};\n").unwrap();
    compare("src/effects.js", &file);
}

fn snake(camel: &str) -> String {
    let mut snake = String::new();
    for letter in camel.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_uppercase());
    }
    snake
}

fn camel(snake: &str) -> String {
    let mut parts = snake.split('_');
    let mut camel = parts.next().unwrap().to_owned();
    for part in parts {
        let (first, rest) = part.split_at(1);
        camel += &first.to_uppercase();
        camel += rest;
    }
    camel
}

fn compare(path: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed,
        generated,
        "{} is older than its source: UPDATE=1 cargo test -p alter-connect-host",
        path.display()
    );
}
