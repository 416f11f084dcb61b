//! The command line, of the program and, where `ALTER_EMULATOR=node` says so, of the npm package.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn program() -> Command {
    match std::env::var("ALTER_EMULATOR").as_deref() {
        Ok("node") => {
            let mut node = Command::new("node");
            node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("npm/cli.js"));
            node
        }
        Ok(other) => panic!("ALTER_EMULATOR is {other:?}, which is no carrier"),
        Err(_) => Command::new(env!("CARGO_BIN_EXE_alter-connect-emulator")),
    }
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).stdin(Stdio::null()).output().unwrap()
}

const FREE_PORTS: [&str; 6] = ["--connect-port", "0", "--provider-port", "0", "--app-port", "0"];

/// Starts it and gives what it prints before it waits; then Ctrl-C has to end it well.
fn printed(arguments: &[&str]) -> Vec<String> {
    let mut process = program().args(FREE_PORTS).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let output = BufReader::new(process.stdout.take().unwrap());
    let mut lines = Vec::new();
    for line in output.lines() {
        lines.push(line.unwrap());
        if lines.last().is_some_and(|line| line.starts_with("Ctrl-C")) {
            break;
        }
    }
    let interrupt = Command::new("kill").args(["-INT", &process.id().to_string()]).status().unwrap();
    assert!(interrupt.success() && process.wait().unwrap().success(), "it printed {lines:?}");
    lines
}

/// What stands at the end of the line that begins like this.
fn said<'a>(lines: &'a [String], beginning: &str) -> Option<&'a str> {
    lines.iter().find_map(|line| line.trim_start().strip_prefix(beginning)).map(str::trim)
}

#[test]
fn it_prints_what_a_backend_and_a_page_need() {
    let lines = printed(&["--app-origin", "http://localhost:5173"]);
    let base = said(&lines, "Connect page and API").unwrap();
    assert!(base.starts_with("http://127.0.0.1:"));
    assert_eq!(said(&lines, "export ALTER_BASE_URL="), Some(base));
    assert!(said(&lines, "export ALTER_API_KEY=").unwrap().starts_with("alter_key_"));
    assert_eq!(said(&lines, "and the SDK:"), Some(&*format!("open({{ token, baseURL: \"{base}\" }})")));
    assert!(said(&lines, "Provider pages").is_some() && said(&lines, "App").is_none());

    let key = format!("alter_key_{}", "x".repeat(40));
    let lines = printed(&["--api-key", &key, "--app-dir", env!("CARGO_MANIFEST_DIR")]);
    assert!(!lines.iter().any(|line| line.contains(&key)), "a key that was given is not shown again");
    assert!(said(&lines, "App").is_some());
}

#[test]
fn what_it_can_not_start_with_is_said_in_one_line() {
    for (arguments, said) in [
        (["--api-key", "secret"], "error: the API key must be"),
        (
            ["--app-origin", "*"],
            "error: the app's registered website can't be used: allowed_origin must name one origin",
        ),
        (["--app-dir", "/no/such/folder"], "error: /no/such/folder is no folder"),
    ] {
        let output = run(&[&FREE_PORTS[..], &arguments].concat());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert!(error.starts_with(said) && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn a_command_line_that_makes_no_sense_is_refused() {
    for arguments in [
        &["--port", "1"][..],
        &["surplus"],
        &["--connect-port", "65536"],
        &["--connect-port", "http"],
        &["--connect-port"],
        &["--script", "{"],
        &["--script", "{\"outcome\": \"explode\"}"],
        &["--dist-dir", "."],
    ] {
        let output = run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.starts_with("error: ") && error.contains(arguments[0]), "{arguments:?}: {error}");
    }
}

#[test]
fn help_names_every_option() {
    let output = run(&["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for option in
        ["connect-port", "provider-port", "app-port", "app-origin", "app-dir", "dist-dir", "api-key", "script", "help"]
    {
        assert!(help.contains(&format!("--{option}")), "{option}");
    }
    let version = String::from_utf8(run(&["--version"]).stdout).unwrap();
    assert_eq!(version.trim(), concat!("alter-connect-emulator ", env!("CARGO_PKG_VERSION")));
}
