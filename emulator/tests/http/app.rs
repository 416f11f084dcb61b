//! The app server: static files and a backend for the page on them.

use std::fs;
use std::path::PathBuf;

use alter_connect_emulator::Emulator;
use serde_json::{Value, json};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        for (file, text) in files {
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
    let builder = Emulator::builder().app_dir(&app.0).dist_dir(&dist.0);
    let emulator = builder.start().await.unwrap();
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
async fn its_backend_creates_sessions_for_its_own_page_only() {
    let app = Folder::new("app-backend", &[("index.html", "")]);
    let emulator = Emulator::builder().app_dir(&app.0).start().await.unwrap();
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
