//! The app server: static files and a backend for the page on them.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::emulator::Emulator;

/// A folder of its own for one test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        for (file, text) in files {
            fs::create_dir_all(path.join(file).parent().unwrap()).unwrap();
            fs::write(path.join(file), text).unwrap();
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn serves_files_with_their_types() {
    let app = Folder::new("app-files", &[("index.html", "<h1>hi</h1>"), ("a.wasm", "")]);
    let dist = Folder::new("dist-files", &[("sdk.js", "let ü;"), ("sdk.js.map", "{}")]);
    let emulator = Emulator::start(json!({"appDir": app.0, "distDir": dist.0})).await.unwrap();
    let url = emulator.app_url().unwrap();
    for (path, mime) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/a.wasm", "application/wasm"),
        ("/dist/sdk.js", "text/javascript; charset=utf-8"),
    ] {
        let response = reqwest::get(format!("{url}{path}")).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["content-type"], mime, "{path}");
        assert_eq!(response.headers()["cache-control"], "no-store", "{path}");
    }
    for path in ["/none.html", "/dist/none.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        let response = reqwest::get(format!("{url}{path}")).await.unwrap();
        assert_eq!(response.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn folders_heads_and_other_methods() {
    let app = Folder::new("app-folders", &[("sub/index.html", "sub"), ("a.txt", "four")]);
    let emulator = Emulator::start(json!({"appDir": app.0})).await.unwrap();
    let url = emulator.app_url().unwrap();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let folder = http.get(format!("{url}/sub")).send().await.unwrap();
    assert_eq!((folder.status().as_u16(), &folder.headers()["location"].to_str().unwrap()), (307, &"/sub/"));
    assert_eq!(http.get(format!("{url}/sub/")).send().await.unwrap().text().await.unwrap(), "sub");
    let head = http.head(format!("{url}/a.txt")).send().await.unwrap();
    assert_eq!((head.status().as_u16(), head.headers()["content-length"].to_str().unwrap()), (200, "4"));
    for (method, path, status) in
        [("PUT", "/a.txt", 405), ("GET", "/sub/none/", 404), ("PUT", "/api/session", 405), ("GET", "/api/poll", 405)]
    {
        let request = http.request(method.parse().unwrap(), format!("{url}{path}"));
        assert_eq!(request.send().await.unwrap().status(), status, "{method} {path}");
    }
}

#[tokio::test]
async fn its_backend_creates_sessions_for_its_own_page_only() {
    let app = Folder::new("app-backend", &[("index.html", "")]);
    let emulator = Emulator::start(json!({"appDir": app.0})).await.unwrap();
    let url = emulator.app_url().unwrap();
    let post = |path: &str, origin: &str, body: Value| {
        let request = reqwest::Client::new().post(format!("{url}{path}"));
        request.header("origin", origin).json(&body).send()
    };
    let body = json!({"allowed_providers": ["google"], "allowed_origin": "https://other.example.com"});
    let response = post("/api/session", url, body.clone()).await.unwrap();
    assert_eq!(response.status(), 200);
    let session: Value = response.json().await.unwrap();
    assert_eq!(session["base_url"], emulator.base_url());
    assert_eq!(session["expires_in"], 600);
    let token = session["session_token"].as_str().unwrap();
    assert!(session["connect_url"].as_str().unwrap().ends_with(token));

    let answer = post("/api/poll", url, json!({"session_token": token})).await.unwrap();
    assert_eq!(answer.json::<Value>().await.unwrap(), json!({"status": "pending"}));

    // The page gets its results itself, whatever origin it asked for.
    let base = emulator.base_url();
    let open = reqwest::Client::new()
        .post(format!("{base}/sdk/oauth/connect/open"))
        .header("origin", base)
        .json(&json!({"session_token": token}));
    let view: Value = open.send().await.unwrap().json().await.unwrap();
    assert_eq!(view["app"], url.strip_prefix("http://").unwrap());

    let empty = reqwest::Client::new().post(format!("{url}/api/session")).header("origin", url).send().await.unwrap();
    assert_eq!(empty.status(), 200, "no body asks for nothing in particular");

    let foreign = post("/api/session", "https://evil.example.com", body).await.unwrap();
    assert_eq!(foreign.status(), 403);
}

/// What people paste: each guide of the vendor's has a route and a spelling of its own.
#[tokio::test]
async fn the_routes_and_spellings_of_the_guides() {
    let app = Folder::new("app-guides", &[("index.html", "")]);
    let emulator = Emulator::start(json!({"appDir": app.0})).await.unwrap();
    let url = emulator.app_url().unwrap();
    let http = reqwest::Client::new();
    for path in ["/api/session", "/api/alter/session", "/api/connect-session", "/api/alter/connect-session"] {
        let request = http.post(format!("{url}{path}")).header("origin", url);
        let body = json!({"allowedProviders": ["google"], "returnUrl": format!("{url}/done")});
        let posted: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
        assert_eq!(posted["single_provider"], true, "{path}: {posted}");
        let got: Value = http.get(format!("{url}{path}")).send().await.unwrap().json().await.unwrap();
        assert_eq!(got["single_provider"], false, "{path}: {got}");
        for answer in [posted, got] {
            for (one, other) in [
                ("session_token", "sessionToken"),
                ("connect_url", "connectUrl"),
                ("expires_in", "expiresIn"),
                ("expires_at", "expiresAt"),
                ("single_provider", "singleProvider"),
                ("base_url", "baseUrl"),
            ] {
                assert!(!answer[one].is_null() && answer[one] == answer[other], "{path}: {one} in {answer}");
            }
        }
        let rebound = http.get(format!("{url}{path}")).header("host", "evil.example.com").send().await.unwrap();
        assert_eq!(rebound.status(), 403);
        let foreign = http.post(format!("{url}{path}")).header("origin", "https://evil.example.com");
        assert_eq!(foreign.send().await.unwrap().status(), 403);
    }
}
