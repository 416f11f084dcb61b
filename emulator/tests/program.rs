//! The command line, of the program and, where `ALTER_EMULATOR=node` says so, of the npm package.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

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

const FREE_PORTS: [&str; 4] = ["--connect-port", "0", "--provider-port", "0"];

/// A program that has printed what it prints before it waits.
struct Started {
    process: Child,
    lines: Vec<String>,
}

impl Started {
    fn with(arguments: &[&str]) -> Self {
        let mut process = program().args(FREE_PORTS).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut lines = Vec::new();
        for line in output.lines() {
            lines.push(line.unwrap());
            if lines.last().is_some_and(|line| line.ends_with("Ctrl-C stops it.")) {
                break;
            }
        }
        Self { process, lines }
    }

    /// A signal has to end it well.
    fn ends_by(mut self, signal: &str) -> Vec<String> {
        let sent = Command::new("kill").args([signal, &self.process.id().to_string()]).status().unwrap();
        let status = self.process.wait().unwrap();
        assert!(sent.success() && status.success(), "{signal}: {status}, it had printed {:?}", self.lines);
        self.lines
    }
}

/// What it prints at its start.
fn printed(arguments: &[&str]) -> Vec<String> {
    Started::with(arguments).ends_by("-INT")
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
    let lines = printed(&["--api-key", &key, "--app-port", "0", "--app-dir", env!("CARGO_MANIFEST_DIR")]);
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
        (["--public-url", "https://example.com"], "error: a public address has {port} in it"),
        (["--public-url", "https://{port}.example.com/path"], "error: a public address has {port} in it"),
        (["--app-dir", "/no/such/folder"], "error: /no/such/folder is no folder"),
    ] {
        let output = run(&[&FREE_PORTS[..], &arguments].concat());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert!(error.starts_with(said) && error.lines().count() == 1, "{error}");
    }
}

/// Command lines that make no sense, and what has to stand in the answer.
const REFUSED: &[(&[&str], &[&str])] = &[
    (&["--port", "1"], &["--port"]),
    (&["surplus"], &["surplus"]),
    // A mistyped option gets the one that was meant.
    (&["--conect-port", "1"], &["--conect-port", "'--connect-port'"]),
    (&["--app-dri", "."], &["--app-dri", "'--app-dir'"]),
    (&["--scirpt=deny"], &["--scirpt", "'--script'"]),
    (&["--connect-port", "65536"], &["--connect-port"]),
    (&["--connect-port", "http"], &["--connect-port"]),
    (&["--connect-port", "4600x"], &["--connect-port"]),
    (&["--connect-port", "-1"], &["--connect-port"]),
    (&["--connect-port", "1.5"], &["--connect-port"]),
    (&["--connect-port"], &["--connect-port"]),
    (&["--script", "{"], &["--script", "approve", "deny", "silent"]),
    (&["--script", "explode"], &["--script", "explode", "approve", "deny", "silent"]),
    (&["--script", "{\"outcome\": \"explode\"}"], &["--script", "explode", "approve", "deny"]),
    (&["--script", "[]"], &["--script", "approve"]),
    (&["--script="], &["--script"]),
    // What would be ignored without a word.
    (&["--dist-dir", "."], &["--app-dir"]),
    (&["--app-port", "0"], &["--app-dir"]),
    (&["--app-dir="], &["--app-dir"]),
    (&["--app-dir", ".", "--dist-dir="], &["--dist-dir"]),
    (&["--app-origin="], &["--app-origin"]),
    (&["--api-key="], &["--api-key"]),
    (&["--connect-port="], &["--connect-port"]),
    (&["--connect-port", "0", "--connect-port", "0"], &["--connect-port", "multiple times"]),
    (&["--app-origin=http://a", "--app-origin=http://b"], &["--app-origin", "multiple times"]),
    (&["--host", "localhost"], &["--host", "localhost"]),
    (&["--host="], &["--host"]),
    (&["--public-url="], &["--public-url"]),
    (&["--quiet", "--quiet"], &["--quiet", "multiple times"]),
    (&["--quiet=no"], &["--quiet", "unexpected value"]),
    (&["--script", "deny", "--script", "deny"], &["--script", "multiple times"]),
];

#[test]
fn a_command_line_that_makes_no_sense_is_refused() {
    for (arguments, said) in REFUSED {
        let output = run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.starts_with("error: "), "{arguments:?}: {error}");
        for words in *said {
            assert!(error.contains(words), "{arguments:?}: no {words:?} in {error}");
        }
    }
}

#[test]
fn an_open_door_is_said() {
    let warned =
        |arguments: &[&str]| printed(arguments).iter().any(|line| line.starts_with("Warning: whoever reaches"));
    assert!(warned(&["--host", "0.0.0.0"]));
    assert!(!warned(&["--host", "127.0.0.1"]) && !warned(&[]));
}

/// Nor a token, nor anything else that one could use.
#[test]
fn it_says_what_happens_unless_it_is_told_to_be_quiet() {
    for (arguments, says) in [(&[][..], true), (&["--quiet"], false)] {
        let mut process = program().args(FREE_PORTS).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let started: Vec<_> = lines.by_ref().take_while(|line| !line.ends_with("Ctrl-C stops it.")).collect();
        let address = said(&started, "Connect page and API").unwrap().strip_prefix("http://").unwrap();
        let mut request = TcpStream::connect(address).unwrap();
        write!(request, "POST /emulator/sessions HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        request.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(Command::new("kill").arg(process.id().to_string()).status().unwrap().success());
        let rest: Vec<_> = lines.map(|line| line.split_once("  ").unwrap().1.to_owned()).collect();
        let told = ["session 1 was created for no known origin: Google, GitHub, Slack, Notion, Microsoft, Linear"];
        let told = [&told[..], &["POST /emulator/sessions 200"]].concat();
        assert_eq!(rest, if says { told } else { vec![] });
        process.wait().unwrap();
    }
}

#[test]
fn one_port_for_two_places_is_no_other_programs() {
    for ports in [["--connect-port", "4633", "--provider-port", "4633"], ["--connect-port", "4601", "--script", "deny"]]
    {
        let output = run(&ports);
        let error = String::from_utf8(output.stderr).unwrap();
        let said = format!("error: port {} is meant for the hosted Connect page and for the consent pages", ports[1]);
        assert!(error.starts_with(&said) && error.lines().count() == 1, "{error}");
        assert_eq!(output.status.code(), Some(1), "{error}");
    }
}

#[test]
fn an_outcome_is_a_script() {
    for script in ["deny", "{\"outcome\": \"deny\"}", " {\"accounts\": [\"a@example.com\"]}"] {
        printed(&["--script", script]);
    }
}

#[test]
fn signals_end_it_well_whatever_is_under_way() {
    for signal in ["-INT", "-TERM"] {
        Started::with(&[]).ends_by(signal);

        let program = Started::with(&[]);
        let address = said(&program.lines, "Connect page and API").unwrap().strip_prefix("http://").unwrap().to_owned();
        let mut request = TcpStream::connect(&address).unwrap();
        let beginning = "POST /sdk/oauth/connect/session HTTP/1.1\r\nContent-Length: 99\r\n";
        write!(request, "{beginning}Host: {address}\r\n\r\n{{").unwrap();
        // The second is answered, so the first is under way.
        let mut other = TcpStream::connect(&address).unwrap();
        write!(other, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
        other.read_exact(&mut [0; 8]).unwrap();
        program.ends_by(signal);
    }
}

#[test]
fn help_names_every_option() {
    let output = run(&["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for option in [
        "connect-port",
        "provider-port",
        "app-port",
        "app-origin",
        "app-dir",
        "dist-dir",
        "api-key",
        "script",
        "quiet",
        "host",
        "public-url",
        "help",
    ] {
        assert!(help.contains(&format!("--{option}")), "{option}");
    }
    let version = String::from_utf8(run(&["--version"]).stdout).unwrap();
    assert_eq!(version.trim(), concat!("alter-connect-emulator ", env!("CARGO_PKG_VERSION")));
}
