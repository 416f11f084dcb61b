//! What must not end it, nor fill it up: whatever a page, a broken line or a clock sends its way.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::app::Folder;
use crate::browser::{Browser, emulator, token};
use crate::emulator::Emulator;

fn connect(url: &str) -> TcpStream {
    let stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Sends the beginning of a request.
fn begin(url: &str, text: &str) -> TcpStream {
    let mut stream = connect(url);
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

fn app(name: &str) -> Folder {
    Folder::new(name, &[("index.html", "hi"), ("sub/index.html", "sub")])
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_break_off() {
    let app = app("app-breaks");
    let emulator = Emulator::start(json!({"appDir": app.0})).await.unwrap();
    let places = [
        (emulator.base_url(), "/sdk/oauth/connect/session"),
        (emulator.base_url(), "/sdk/oauth/connect/open"),
        (emulator.provider_url(), "/google/authorize"),
        (emulator.app_url().unwrap(), "/api/session"),
        (emulator.app_url().unwrap(), "/index.html"),
    ];
    for (url, path) in places {
        for rest in [
            "Content-Length: 1000\r\n\r\n{",
            "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"",
            "Transfer-Encoding: chunked\r\n\r\nno size\r\n",
            "Content-",
            "Content-Length: -1\r\n\r\n",
        ] {
            let host = url.strip_prefix("http://").unwrap();
            drop(begin(url, &format!("POST {path} HTTP/1.1\r\nHost: {host}\r\n{rest}")));
        }
        for line in ["GET * HTTP/1.1", "CONNECT a:1 HTTP/1.1", "GET http:// HTTP/1.1", "GET //// HTTP/1.1", "nonsense"]
        {
            let mut stream = begin(url, &format!("{line}\r\nHost: x\r\nConnection: close\r\n\r\n"));
            let _ = stream.read(&mut [0; 64]);
        }
    }
    token(&emulator, &["google"], None).await;
    for (url, path) in [(emulator.base_url(), "/sdk/oauth/connect"), (emulator.app_url().unwrap(), "/")] {
        assert_eq!(reqwest::get(format!("{url}{path}")).await.unwrap().status(), 200);
    }
}

/// No request has a reason to be large. The answer comes before the body is there.
#[tokio::test(flavor = "multi_thread")]
async fn bodies_without_end() {
    let app = app("app-bodies");
    let emulator = Emulator::start(json!({"appDir": app.0})).await.unwrap();
    for (url, path) in [
        (emulator.base_url(), "/sdk/oauth/connect/session"),
        (emulator.base_url(), "/sdk/oauth/connect/open"),
        (emulator.provider_url(), "/google/authorize"),
        (emulator.app_url().unwrap(), "/api/session"),
        (emulator.app_url().unwrap(), "/index.html"),
    ] {
        for length in ["Content-Length: 400000000", "Transfer-Encoding: chunked"] {
            let host = url.strip_prefix("http://").unwrap().to_owned();
            let mut stream = begin(url, &format!("POST {path} HTTP/1.1\r\nHost: {host}\r\n{length}\r\n\r\n"));
            let chunk = "x".repeat(0x10000);
            let chunked = length.starts_with("Transfer");
            for _ in 0..48 {
                let sent = match chunked {
                    true => stream.write_all(format!("10000\r\n{chunk}\r\n").as_bytes()),
                    false => stream.write_all(chunk.as_bytes()),
                };
                // It stops listening once it has answered.
                if sent.is_err() {
                    break;
                }
            }
            let mut answer = [0; 12];
            stream.read_exact(&mut answer).unwrap_or_else(|error| panic!("{path}, {length}: {error}"));
            assert_eq!(std::str::from_utf8(&answer).unwrap(), "HTTP/1.1 413", "{path}, {length}");
        }
    }
    let large = reqwest::Client::new().post(format!("{}/sdk/oauth/connect/session", emulator.base_url()));
    let refused = large.body(vec![b' '; 1_100_000]).send().await.unwrap();
    assert_eq!(refused.status(), 413);
    assert_eq!(refused.json::<serde_json::Value>().await.unwrap()["error"], "body_too_large");
}

#[tokio::test(flavor = "multi_thread")]
async fn downloads_that_break_off_leave_no_open_file() {
    let app = app("app-downloads");
    let file = app.0.join("large.bin");
    fs::File::create(&file).unwrap().set_len(64 << 20).unwrap();
    let emulator = Emulator::start(json!({"appDir": app.0})).await.unwrap();
    let url = emulator.app_url().unwrap();
    for _ in 0..20 {
        let host = url.strip_prefix("http://").unwrap();
        let mut stream = begin(url, &format!("GET /large.bin HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        stream.read_exact(&mut [0; 1000]).unwrap();
    }
    let mut left = opened(emulator.process(), &file);
    for _ in 0..200 {
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        left = opened(emulator.process(), &file);
    }
    assert_eq!(left, 0, "files still open");
}

fn opened(process: u32, file: &Path) -> usize {
    let files = fs::read_dir(format!("/proc/{process}/fd")).unwrap();
    files.filter(|entry| fs::read_link(entry.as_ref().unwrap().path()).is_ok_and(|open| open == file)).count()
}

/// A browser sends every cookie of 127.0.0.1 with each request, and servers take so many and no more.
#[tokio::test(flavor = "multi_thread")]
async fn one_browser_may_go_through_any_number_of_flows() {
    let emulator = emulator().await;
    let browser = Browser::new(&emulator);
    for _ in 0..300 {
        browser.open(&token(&emulator, &["google"], None).await).await;
    }
    let response = browser.get(&format!("{}/sdk/oauth/connect", emulator.base_url())).await;
    assert_eq!(response.status(), 200);
}

/// Apps beside it set cookies of their own: browsers tell ports apart nowhere in cookies.
#[tokio::test(flavor = "multi_thread")]
async fn cookies_of_others_do_no_harm() {
    let emulator = emulator().await;
    let page = format!("{}/sdk/oauth/connect", emulator.base_url());
    let request = reqwest::Client::new().get(page).header("cookie", format!("other={}", "x".repeat(30_000)));
    assert_eq!(request.send().await.unwrap().status(), 200);
}

/// Tests that fake the time may fake it badly; the npm package runs in their process.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_tells_no_time() {
    let emulator = emulator().await;
    for date in [json!("NaN"), json!(8.64e15), json!(-8.64e15), json!("Infinity"), json!(0)] {
        emulator.set_date(&date).await;
        token(&emulator, &["google"], None).await;
    }
    emulator.set_date(&json!(null)).await;
    let token = token(&emulator, &["google"], None).await;
    assert_eq!(emulator.poll_session(&token).await["status"], "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_for_pages_of_this_machine() {
    let files = [("index.html", "hi"), (".env", "SECRET=1"), ("sub/.git/config", ""), (".well-known/x.txt", "x")];
    let (app, dist) = (Folder::new("app-hidden", &files), Folder::new("dist-hidden", &[(".npmrc", ""), ("a.js", "")]));
    let emulator = Emulator::start(json!({"appDir": app.0, "distDir": dist.0})).await.unwrap();
    let url = emulator.app_url().unwrap();
    let http = reqwest::Client::new();
    for path in ["/index.html", "/", "/dist/a.js", "/none.html", "/.env", "/api/session"] {
        let rebound = http.get(format!("{url}{path}")).header("host", "evil.example.com").send().await.unwrap();
        assert_eq!(rebound.status(), 403, "{path}");
        assert_eq!(rebound.json::<serde_json::Value>().await.unwrap()["error"], "foreign_host", "{path}");
    }
    for path in ["/.env", "/%2eenv", "/%2Eenv", "/sub/.git/config", "/sub/.git/", "/dist/.npmrc", "/sub/%2e%2e/.env"] {
        assert_eq!(http.get(format!("{url}{path}")).send().await.unwrap().status(), 404, "{path}");
    }
    for path in ["/index.html", "/.well-known/x.txt", "/dist/a.js"] {
        assert_eq!(http.get(format!("{url}{path}")).send().await.unwrap().status(), 200, "{path}");
    }
    let local = http.get(url).header("host", url.replace("http://127.0.0.1", "localhost")).send().await.unwrap();
    assert_eq!(local.status(), 200);

    // Nor for consent pages under a foreign name.
    let rebound = http.get(format!("{}/style.css", emulator.provider_url())).header("host", "evil.example.com");
    assert_eq!(rebound.send().await.unwrap().status(), 403);
}

/// A folder's address gets its slash; the address must not become another server's.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_no_way_out() {
    let app = app("app-folder");
    let emulator = Emulator::start(json!({"appDir": app.0})).await.unwrap();
    let url = emulator.app_url().unwrap();
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = begin(url, &format!("GET //sub HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let location =
        answer.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("location: ").map(String::from));
    assert!(location.as_deref().is_none_or(|to| !to.starts_with("//")), "{answer}");
}
