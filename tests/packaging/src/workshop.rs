//! Where everything is installed.

use std::fs;
use std::path::{Path, PathBuf};

use alter_connect_e2e::repository;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::process::Command;
use tokio::sync::OnceCell;

use crate::project::{Project, output};

/// Our packages: the folder, and the names under which it is installed. The SDK's: its own, and that of the one it replaces.
const PACKAGES: [(&str, &[&str]); 2] =
    [("pkg", &["alter-connect", "@alter-ai/connect"]), ("emulator/npm", &["alter-connect-emulator"])];

/// `target/packaging`: the tools of this folder's package.json, and our package from its tarball.
#[derive(Debug)]
pub struct Workshop {
    directory: PathBuf,
    manifest: Value,
}

impl Workshop {
    /// The workshop of this process, made at the first call.
    pub async fn get() -> Result<&'static Self> {
        static WORKSHOP: OnceCell<Workshop> = OnceCell::const_new();
        WORKSHOP.get_or_try_init(Self::open).await
    }

    /// Copies these folders of the repository, one over the other, into a project of this name.
    pub fn project(&self, name: &str, folders: &[&str]) -> Result<Project> {
        let project = Project::copy(self.directory.join(name), folders)?;
        self.check_versions(&project).with_context(|| format!("the package.json of {name}"))?;
        Ok(project)
    }

    /// A command of an installed tool.
    pub fn tool(&self, name: &str) -> Command {
        Command::new(self.directory.join("node_modules/.bin").join(name))
    }

    /// Runs a command in the workshop and gives what it printed.
    pub async fn run(&self, mut command: Command) -> Result<String> {
        command.current_dir(&self.directory);
        output(command).await
    }

    /// Our package as it is published.
    pub fn tarball(&self) -> PathBuf {
        self.tarball_of(PACKAGES[0].1[0])
    }

    /// Our package as it is installed.
    pub fn package(&self) -> PathBuf {
        self.directory.join("node_modules").join(PACKAGES[0].1[0])
    }

    async fn open() -> Result<Self> {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR"));
        let directory = repository().join("target/packaging");
        fs::create_dir_all(&directory)?;
        let directory = directory.canonicalize()?;
        let manifest = fs::read_to_string(sources.join("package.json"))?;
        let lock = fs::read_to_string(sources.join("package-lock.json"))?;
        fs::write(directory.join("package.json"), &manifest)?;
        fs::write(directory.join("package-lock.json"), &lock)?;
        let workshop = Self { directory, manifest: serde_json::from_str(&manifest)? };
        workshop.install_tools(&format!("{manifest}{lock}")).await?;
        if !repository().join("pkg/dist/alter-connect.umd.js").is_file() {
            bail!("pkg/dist is missing: run `cargo xtask build`");
        }
        for (folder, names) in PACKAGES {
            workshop.install_package(&repository().join(folder), names).await?;
        }
        Ok(workshop)
    }

    async fn install_tools(&self, wanted: &str) -> Result<()> {
        let installed = self.directory.join("node_modules/.installed");
        if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        let mut npm = Command::new("npm");
        // The tools run without their installation scripts; those would compile what npm has just brought.
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        self.run(npm).await?;
        Ok(fs::write(installed, wanted)?)
    }

    async fn install_package(&self, package: &Path, names: &[&str]) -> Result<()> {
        let mut npm = Command::new("npm");
        npm.arg("pack").arg("--pack-destination").arg(&self.directory).current_dir(package);
        output(npm).await?;
        for name in names {
            let target = self.directory.join("node_modules").join(name);
            if target.exists() {
                fs::remove_dir_all(&target)?;
            }
            fs::create_dir_all(&target)?;
            let mut tar = Command::new("tar");
            tar.arg("-xzf").arg(self.tarball_of(names[0])).arg("--strip-components=1").arg("-C").arg(target);
            output(tar).await?;
        }
        Ok(())
    }

    fn tarball_of(&self, package: &str) -> PathBuf {
        self.directory.join(format!("{package}-{}.tgz", env!("CARGO_PKG_VERSION")))
    }

    fn check_versions(&self, project: &Project) -> Result<()> {
        let Ok(text) = fs::read_to_string(project.path("package.json")) else {
            return Ok(());
        };
        let manifest: Value = serde_json::from_str(&text)?;
        let wanted = ["dependencies", "devDependencies"].into_iter().filter_map(|kind| manifest[kind].as_object());
        let is_ours = |name: &str| PACKAGES.iter().any(|(_, names)| names.contains(&name));
        for (name, version) in wanted.flatten().filter(|(name, _)| !is_ours(name)) {
            let installed = &self.manifest["devDependencies"][name];
            if installed != version {
                bail!("it asks for {name} {version}, tests/packaging/package.json has {installed}");
            }
        }
        Ok(())
    }
}
