//! The sizes of built files: as they are, and as servers send them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// One file, in bytes.
pub struct Size {
    pub raw: u64,
    pub gzip: u64,
    pub brotli: u64,
    /// Subresource-integrity hash, as a script tag takes it.
    pub sri: String,
}

/// Our files by name, each beside the reference's file of the same name.
pub struct Table {
    pub ours: BTreeMap<String, Size>,
    reference: BTreeMap<String, Size>,
}

impl Table {
    /// Measures the scripts and wasm files of both directories.
    pub fn measure(ours: &Path, reference: &Path) -> Result<Self> {
        // Node is needed for the build anyhow, and has the compressors.
        let output = Command::new("node")
            .args(["--input-type=module", "--eval", include_str!("sizes.mjs")])
            .args([ours, reference])
            .stderr(Stdio::inherit())
            .output()
            .context("could not run node")?;
        if !output.status.success() {
            bail!("could not measure {} and {}", ours.display(), reference.display());
        }
        let directories: Value = serde_json::from_slice(&output.stdout)?;
        Ok(Self { ours: read(&directories[0]), reference: read(&directories[1]) })
    }

    /// For the playground, which shows the sizes of what it runs: `{files, reference}`, each a list of
    /// `{name, raw, gzip, brotli}` in bytes.
    pub fn to_json(&self) -> Value {
        let list = |files: &BTreeMap<String, Size>| -> Vec<Value> {
            files
                .iter()
                .map(|(name, size)| json!({"name": name, "raw": size.raw, "gzip": size.gzip, "brotli": size.brotli}))
                .collect()
        };
        json!({"files": list(&self.ours), "reference": list(&self.reference)})
    }
}

fn read(directory: &Value) -> BTreeMap<String, Size> {
    let files = directory.as_object().into_iter().flatten();
    files
        .map(|(name, file)| {
            let bytes = |key: &str| file[key].as_u64().unwrap_or_default();
            let size = Size {
                raw: bytes("raw"),
                gzip: bytes("gzip"),
                brotli: bytes("brotli"),
                sri: file["sri"].as_str().unwrap_or_default().to_owned(),
            };
            (name.clone(), size)
        })
        .collect()
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<26} {:>8} {:>8} {:>8}   {:>9} {:>6}", "bytes", "raw", "gzip", "brotli", "reference", "ratio")?;
        for (name, size) in &self.ours {
            write!(f, "{name:<26} {:>8} {:>8} {:>8}", size.raw, size.gzip, size.brotli)?;
            if let Some(reference) = self.reference.get(name) {
                let ratio = size.brotli as f64 / reference.brotli as f64;
                write!(f, "   {:>9} {:>5.2}x", reference.brotli, ratio)?;
            }
            writeln!(f)?;
        }
        write!(f, "(reference and ratio: brotli, @alter-ai/connect)")
    }
}
