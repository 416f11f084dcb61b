//! What documents and examples say of installing: until the packages are published it is about `target/pack`, then about
//! the registries. `published.sed` makes the one of the other.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::paths;

/// Files that say how to install something.
const DOCUMENTS: &[&str] = &["*.md", "examples/*.html", "examples/*.json", "www/index.html"];

/// Rewrites the documents for the time when everything is published.
pub fn publish() -> Result<()> {
    let done = sed().arg("--in-place").args(documents()?).status().context("could not run sed")?;
    ensure!(done.success(), "sed failed");
    Ok(())
}

/// Whether a document still speaks of `target/pack`.
pub fn speak_of_a_checkout() -> Result<bool> {
    for document in documents()? {
        if published(&document)? != read(&document)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A document as it will be.
fn published(document: &str) -> Result<String> {
    let output = sed().arg(document).output().context("could not run sed")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

fn sed() -> Command {
    let mut sed = Command::new("sed");
    sed.current_dir(paths::root()).args(["--file", "xtask/src/release/published.sed"]);
    sed.arg("--expression").arg(concat!("s/@VERSION@/", env!("CARGO_PKG_VERSION"), "/"));
    sed
}

fn read(document: &str) -> Result<String> {
    fs::read_to_string(paths::root().join(document)).with_context(|| format!("no {document}"))
}

fn documents() -> Result<Vec<String>> {
    let output =
        Command::new("git").arg("ls-files").args(DOCUMENTS).current_dir(paths::root()).output().context("no git")?;
    Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::{documents, published, read, speak_of_a_checkout};

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

    #[test]
    fn no_document_names_what_is_not_published() {
        if !speak_of_a_checkout().unwrap() {
            return;
        }
        for document in documents().unwrap() {
            let text = read(&document).unwrap();
            // Without what will be told.
            let told = text.split("<!-- once published\n").enumerate().map(|(number, part)| match number {
                0 => part,
                _ => part.split_once("-->\n").expect("it has an end").1,
            });
            for (part, words) in told.flat_map(|part| OF_REGISTRIES.iter().map(move |words| (part, words))) {
                assert!(!part.contains(words), "{document} says {words:?}, and nothing is published");
            }
        }
    }

    #[test]
    fn published_documents_name_registries_alone() {
        for document in documents().unwrap() {
            let [until, once] = ["until published -->", "<!-- once published"]
                .map(|mark| read(&document).unwrap().matches(mark).count());
            assert_eq!(until, once, "{document} has a mark without the other");
            let published = published(&document).unwrap();
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
}
