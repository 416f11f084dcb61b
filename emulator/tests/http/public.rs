//! Where people develop beside their own machine: containers, tunnels, phones.

use serde_json::{Value, json};

use crate::app::Folder;
use crate::emulator::Emulator;

fn port(url: &str) -> &str {
    url.rsplit_once(':').unwrap().1
}

/// The tunnel speaks https to the browser, and passes on its own name or this machine's.
#[tokio::test]
async fn a_whole_flow_behind_a_tunnel() {
    let app = Folder::new("app-tunnel", &[("index.html", "hi")]);
    let options = json!({"publicUrl": "https://name-{port}.example.dev/", "appDir": app.0});
    let emulator = Emulator::start(options).await.unwrap();
    let public = emulator.base_url().to_owned();
    let number = public.strip_prefix("https://name-").unwrap().strip_suffix(".example.dev").unwrap().to_owned();
    assert!(emulator.provider_url().starts_with("https://name-"), "{}", emulator.provider_url());
    let here = format!("http://127.0.0.1:{number}");
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    for host in
        [public.strip_prefix("https://").unwrap(), &format!("localhost:{number}"), &format!("127.0.0.1:{number}")]
    {
        let post = |path: &str, body: Value| {
            let request = http.post(format!("{here}{path}")).header("host", host).header("origin", &public);
            request.json(&body).send()
        };
        let session: Value =
            post("/emulator/sessions", json!({"allowed_providers": ["google"]})).await.unwrap().json().await.unwrap();
        assert!(session["connect_url"].as_str().unwrap().starts_with(&public), "{session}");
        let opened = post("/sdk/oauth/connect/open", json!({"session_token": session["session_token"]})).await.unwrap();
        let cookie = opened.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let view: Value = opened.json().await.unwrap();
        let consent = view["url"].as_str().unwrap();
        assert!(consent.starts_with(emulator.provider_url()), "{consent}");
        let callback = url::Url::parse(consent).unwrap();
        let of = |name: &str| callback.query_pairs().find(|(n, _)| n == name).unwrap().1.into_owned();
        assert_eq!(of("redirect_uri"), format!("{public}/sdk/oauth/connect/callback"));
        let provider =
            emulator.provider_url().strip_prefix("https://name-").unwrap().strip_suffix(".example.dev").unwrap();
        let form = [
            ("state", of("state")),
            ("redirect_uri", of("redirect_uri")),
            ("decision", "approve".into()),
            ("account", "me".into()),
        ];
        let decided =
            http.post(format!("http://127.0.0.1:{provider}/google/authorize")).form(&form).send().await.unwrap();
        let back = decided.headers()["location"].to_str().unwrap().strip_prefix(&public).unwrap().to_owned();
        let returned =
            http.get(format!("{here}{back}")).header("host", host).header("cookie", cookie).send().await.unwrap();
        let location = returned.headers()["location"].to_str().unwrap();
        // The browser knows best where it is.
        assert!(location.starts_with("/sdk/oauth/connect#flow="), "{location}");
        let polled = post("/emulator/poll", json!({"session_token": session["session_token"]})).await.unwrap();
        assert_eq!(polled.json::<Value>().await.unwrap()["status"], "completed");
    }
    let foreign =
        http.get(format!("{here}/sdk/oauth/connect")).header("host", "evil.example.dev").send().await.unwrap();
    assert_eq!(foreign.status(), 403);
}

#[tokio::test]
async fn every_address_of_the_machine_on_request_only() {
    let emulator = Emulator::start(json!({"host": "0.0.0.0"})).await.unwrap();
    let base = emulator.base_url();
    assert!(base.starts_with("http://127.0.0.1:"), "{base}");
    assert_eq!(reqwest::get(base).await.unwrap().status(), 200);
    // Another address of this machine; its name is still not the emulator's.
    let other = reqwest::get(format!("http://127.0.0.2:{}/sdk/oauth/connect", port(base))).await.unwrap();
    assert_eq!(other.status(), 403);
    let hint = other.json::<Value>().await.unwrap()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("--public-url"), "{hint}");
    let closed = Emulator::start(json!({})).await.unwrap();
    reqwest::get(format!("http://127.0.0.2:{}/", port(closed.base_url()))).await.unwrap_err();

    let known = Emulator::start(json!({"host": "127.0.0.2", "publicUrl": "http://127.0.0.2:{port}"})).await.unwrap();
    assert_eq!(reqwest::get(known.base_url()).await.unwrap().status(), 200);
}

/// Alter takes http and https alone, so the emulator does, too.
#[tokio::test]
async fn origins_of_extensions_and_shells_are_refused_as_alter_does() {
    let emulator = Emulator::start(json!({})).await.unwrap();
    for (origin, status) in [
        ("chrome-extension://abcdefghijklmnopabcdefghijklmnop", 400),
        ("moz-extension://a", 400),
        ("capacitor://localhost", 400),
        ("tauri://localhost", 400),
        ("https://localhost", 200),
        ("http://tauri.localhost", 200),
    ] {
        let (given, answer) =
            crate::backend::ask(&emulator, crate::backend::SESSION, json!({"allowed_origin": origin})).await;
        assert_eq!(given, status, "{origin}: {answer}");
    }
}
