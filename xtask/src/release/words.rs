//! What documents and examples say of installing: until the packages are published it is about `target/pack`, then about
//! the registries.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::paths;

/// Files that say how to install something.
const DOCUMENTS: &[&str] = &["*.md", "examples/*.html", "examples/*.json", "www/index.html"];

/// What stands there until then, and what takes its place. Longer words come before their parts.
const WORDS: &[(&str, &str)] = &[
    ("@alter-ai/connect@file:../alter-connect/target/pack/alter-connect.tgz", "@alter-ai/connect@npm:alter-connect"),
    ("../alter-connect/target/pack/alter-connect.tgz", "alter-connect"),
    ("../alter-connect/target/pack/alter-connect-emulator.tgz", "alter-connect-emulator"),
    ("alter-connect --path ../alter-connect/target/pack/crate", "alter-connect"),
    (", once `cargo xtask pack` has made the packages", ""),
    ("file:../../target/pack/alter-connect.tgz", env!("CARGO_PKG_VERSION")),
    ("file:../../target/pack/alter-connect-emulator.tgz", env!("CARGO_PKG_VERSION")),
    (
        "src=\"alter-connect.umd.js\"",
        concat!(
            "src=\"https://cdn.jsdelivr.net/npm/alter-connect@",
            env!("CARGO_PKG_VERSION"),
            "/dist/alter-connect.umd.js\""
        ),
    ),
];

/// From the one to the other it is cut; between the other and the third it is told.
const UNTIL: &str = "<!-- until published -->\n";
const ONCE: &str = "<!-- once published\n";
const END: &str = "-->\n";

/// Rewrites the documents for the time when everything is published.
pub fn publish() -> Result<()> {
    for document in documents()? {
        let path = paths::root().join(&document);
        let text = fs::read_to_string(&path)?;
        let published = published(&text).with_context(|| document.clone())?;
        if published != text {
            fs::write(path, published)?;
            println!("{document}");
        }
    }
    Ok(())
}

/// Whether a document still speaks of `target/pack`.
pub fn speak_of_a_checkout() -> Result<bool> {
    Ok(documents()?.iter().any(|document| {
        fs::read_to_string(paths::root().join(document)).is_ok_and(|text| published(&text).ok() != Some(text))
    }))
}

fn published(text: &str) -> Result<String> {
    let mut published = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(UNTIL) {
        let (_, after) = after.split_once(ONCE).context("\"until published\" without \"once published\"")?;
        let (told, after) = after.split_once(END).context("\"once published\" has no end")?;
        published.extend([before, told]);
        rest = after;
    }
    if rest.contains(ONCE) {
        bail!("\"once published\" without \"until published\"");
    }
    published.push_str(rest);
    Ok(WORDS.iter().fold(published, |text, (until, then)| text.replace(until, then)))
}

fn documents() -> Result<Vec<String>> {
    let output =
        Command::new("git").arg("ls-files").args(DOCUMENTS).current_dir(paths::root()).output().context("no git")?;
    Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{documents, published, speak_of_a_checkout};
    use crate::paths;

    /// Words that are true only once the packages are there.
    const OF_REGISTRIES: &[&str] = &[
        "npm install alter-connect",
        "npm install --save-dev alter-connect",
        "npm i -D alter-connect",
        "npx alter-connect",
        "npm:alter-connect",
        "cargo add alter-connect\n",
        "cargo add alter-connect`",
        "cdn.jsdelivr.net/npm/alter-connect@",
        "\"alter-connect\": \"0",
        "\"alter-connect-emulator\": \"0",
    ];

    fn texts() -> Vec<(String, String)> {
        let text = |document: String| (fs::read_to_string(paths::root().join(&document)).unwrap(), document);
        documents().unwrap().into_iter().map(text).map(|(text, document)| (document, text)).collect()
    }

    #[test]
    fn no_document_names_what_is_not_published() {
        if !speak_of_a_checkout().unwrap() {
            return;
        }
        for (document, text) in texts() {
            let told: String =
                text.split("<!-- once published\n").enumerate().fold(String::new(), |told, (n, part)| {
                    told + if n == 0 { part } else { part.split_once("-->\n").unwrap().1 }
                });
            for words in OF_REGISTRIES {
                assert!(!told.contains(words), "{document} says {words:?}, and nothing is published");
            }
        }
    }

    #[test]
    fn published_documents_name_registries_alone() {
        for (document, text) in texts() {
            let published = published(&text).unwrap();
            let mut words =
                vec!["target/pack/", "xtask pack` has", "until published", "once published", "published yet"];
            if !["README.md", "CONTRIBUTING.md"].contains(&document.as_str()) && !document.starts_with("tests/") {
                words.push("target/pack");
            }
            if document.starts_with("www/") {
                words.push("<script src=\"https:");
            }
            for words in words {
                assert!(!published.contains(words), "{document} would say {words:?}");
            }
        }
    }

    #[test]
    fn the_switch_replaces_words_and_parts() {
        let text = "a\n<!-- until published -->\nbuild\n<!-- once published\ninstall\n-->\n\
                    npm install ../alter-connect/target/pack/alter-connect.tgz\n";
        assert_eq!(published(text).unwrap(), "a\ninstall\nnpm install alter-connect\n");
        published("<!-- until published -->\nbuild\n").unwrap_err();
    }
}
