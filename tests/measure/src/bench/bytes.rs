//! The sizes of the built files, as `cargo xtask bench` hands them over.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// Both packages' files, and what ours are made of.
#[derive(Clone, Debug, Deserialize)]
pub struct Bytes {
    /// `pkg/dist`.
    pub files: Vec<File>,
    /// The reference's `dist`.
    pub reference: Vec<File>,
    /// The ESM with less and less in it: `without-wasm.js`, `without-strings.js`; and `sdk.wasm`.
    pub parts: Vec<File>,
}

/// One file, in bytes.
#[derive(Clone, Debug, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// As servers send it.
    pub gzip: u64,
    /// As other servers send it.
    pub brotli: u64,
}

/// What of the ESM's compressed bytes is what. They sum up to the file.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// The loader and the glue between JavaScript and wasm.
    pub code: u64,
    /// The table of strings.
    pub strings: u64,
    /// The wasm, compressed as it is.
    pub wasm: u64,
    /// What it costs to have the wasm in a script, as text.
    pub text: u64,
}

impl Bytes {
    /// Reads the file that `cargo xtask bench` writes.
    ///
    /// # Errors
    /// It is not there, or is something else.
    pub fn read(file: &Path) -> Result<Self> {
        let json = fs::read(file).with_context(|| format!("no {}: run `cargo xtask bench`", file.display()))?;
        Ok(serde_json::from_slice(&json)?)
    }

    /// What the compressed ESM is made of.
    ///
    /// # Errors
    /// A part is missing.
    pub fn parts_of_esm(&self) -> Result<Parts> {
        let part = |name| find(&self.parts, name).map(|file| file.brotli);
        let (code, script, wasm) = (part("without-strings.js")?, part("without-wasm.js")?, part("sdk.wasm")?);
        let whole = find(&self.files, "alter-connect.esm.js")?.brotli;
        Ok(Parts { code, strings: script - code, wasm, text: whole - script - wasm })
    }

    /// The script and the wasm as two files.
    ///
    /// # Errors
    /// A part is missing.
    pub fn two_files(&self) -> Result<File> {
        let (script, wasm) = (find(&self.parts, "without-wasm.js")?, find(&self.parts, "sdk.wasm")?);
        Ok(File {
            name: "the ESM as two files: script and wasm".to_owned(),
            raw: script.raw + wasm.raw,
            gzip: script.gzip + wasm.gzip,
            brotli: script.brotli + wasm.brotli,
        })
    }
}

/// The file of this name.
///
/// # Errors
/// There is none.
pub fn find<'a>(files: &'a [File], name: &str) -> Result<&'a File> {
    files.iter().find(|file| file.name == name).with_context(|| format!("{name} was not measured"))
}
