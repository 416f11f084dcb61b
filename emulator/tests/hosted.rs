//! The hosted side without sockets: a function of requests, a given clock and given randomness.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, SystemTime};

use alter_connect_emulator::{HostedSide, Poll, SessionRequest, Setup, SetupError};
use axum::http::{Request, Response};
use serde_json::{Value, json};

const BASE: &str = "http://127.0.0.1:4600";
const PROVIDER: &str = "http://127.0.0.1:4601";

fn setup() -> Setup {
    Setup { base_url: BASE.into(), provider_url: PROVIDER.into(), ..Default::default() }
}

fn hosted() -> HostedSide {
    hosted_at(setup(), &Arc::default())
}

fn hosted_at(setup: Setup, drawn: &Arc<AtomicU8>) -> HostedSide {
    let drawn = Arc::clone(drawn);
    let now = || SystemTime::UNIX_EPOCH + Duration::from_secs(1_764_000_000);
    HostedSide::new(setup, now, move |bytes| bytes.fill(drawn.fetch_add(1, Ordering::Relaxed))).unwrap()
}

fn post(hosted: &HostedSide, url: &str, cookie: &str, content_type: &str, body: String) -> Response<Vec<u8>> {
    let origin = url.split('/').take(3).collect::<Vec<_>>().join("/");
    let request =
        Request::post(url).header("origin", origin).header("cookie", cookie).header("content-type", content_type);
    hosted.handle(request.body(body.into()).unwrap())
}

fn header<'a>(response: &'a Response<Vec<u8>>, name: &str) -> &'a str {
    response.headers()[name].to_str().unwrap()
}

/// A whole flow. Gives everything that the browser and the backend saw.
fn play(hosted: &HostedSide) -> Vec<String> {
    play_at(BASE, || hosted.clone())
}

/// The same at an address of one's choice; each step asks for the hosted side anew.
fn play_at(base: &str, hosted: impl Fn() -> HostedSide) -> Vec<String> {
    let request = SessionRequest { allowed_providers: Some(vec!["google".into()]), ..Default::default() };
    let session = hosted().create_session(request).unwrap();
    let open = format!("{base}/sdk/oauth/connect/open");
    let opened = post(&hosted(), &open, "", "", json!({"session_token": session.session_token}).to_string());
    let cookie = header(&opened, "set-cookie").split(';').next().unwrap().to_owned();
    let view: Value = serde_json::from_slice(opened.body()).unwrap();

    let consent = view["url"].as_str().unwrap();
    let page = hosted().handle(Request::get(consent).body(Vec::new()).unwrap());
    assert!(String::from_utf8_lossy(page.body()).contains("Let Alter use your Google account?"));
    let (_, state) = consent.rsplit_once("state=").unwrap();
    let form = format!("state={state}&redirect_uri={base}/sdk/oauth/connect/callback&decision=approve&account=me");
    let decided = post(&hosted(), consent, "", "application/x-www-form-urlencoded", form);

    let callback = Request::get(header(&decided, "location")).header("cookie", &cookie);
    let returned = hosted().handle(callback.body(Vec::new()).unwrap());
    assert_eq!(returned.status(), 303);
    let flow = view["flow"].as_str().unwrap();
    assert_eq!(header(&returned, "location"), format!("{base}/sdk/oauth/connect#flow={flow}"));
    let act = format!("{base}/sdk/oauth/connect/flow");
    let done = post(&hosted(), &act, &cookie, "", json!({"flow": flow, "action": "resume"}).to_string());
    let polled = hosted().poll_session(&session.session_token);
    assert!(matches!(&polled, Poll::Completed { grants, .. } if grants[0].account_identifier == "me"), "{polled:?}");
    let texts = [opened, page, decided, returned, done].map(|answer| format!("{answer:?}"));
    texts.into_iter().chain([session.session_token, format!("{polled:?}")]).collect()
}

#[test]
fn the_same_requests_get_the_same_answers() {
    assert_eq!(play(&hosted()), play(&hosted()));
}

/// As in a service worker, which is ended between any two requests and shares its origin with its site.
#[test]
fn a_flow_survives_restarts_under_a_path() {
    let base = "https://example.com/demo/alter";
    let drawn = Arc::default();
    let start = || {
        let provider_url = "https://example.com/demo/provider".into();
        hosted_at(Setup { base_url: base.into(), provider_url, ..Default::default() }, &drawn)
    };
    let last = RefCell::new(start());
    let restarted = || {
        let next = start();
        next.restore(&last.borrow().save()).unwrap();
        last.replace(next.clone());
        next
    };
    let seen = play_at(base, restarted).join("\n");
    assert!(seen.contains("Path=/demo/alter/sdk/oauth/connect;"), "{seen}");
    assert!(seen.contains("creation") && !seen.contains("reauth"), "{seen}");
    // Grants are remembered, too.
    assert!(play_at(base, restarted).join("\n").contains("reauth"));
}

#[test]
fn what_was_not_saved_is_not_restored() {
    for saved in ["", "[]", "{}", r#"{"ahead_ms": -1}"#] {
        hosted().restore(saved).unwrap_err();
    }
}

#[test]
fn a_reset_forgets_sessions_grants_and_the_moved_clock() {
    let hosted = hosted();
    let key = hosted.setup().api_key.clone();
    play(&hosted);
    let session = hosted.create_session(SessionRequest::default()).unwrap();
    hosted.advance_clock(Duration::from_secs(300));
    hosted.reset();
    assert_eq!(hosted.poll_session(&session.session_token), Poll::Expired);
    let again = hosted.create_session(SessionRequest::default()).unwrap();
    assert_eq!(again.expires_at, session.expires_at);
    assert_eq!(hosted.setup().api_key, key);
    // A grant that is remembered would be a reauth.
    assert!(play(&hosted).iter().all(|seen| !seen.contains("reauth")));
    assert!(play(&hosted).iter().any(|seen| seen.contains("reauth")));
}

#[test]
fn the_clock_can_go_as_far_ahead_as_one_likes() {
    let hosted = hosted();
    hosted.advance_clock(Duration::MAX);
    hosted.advance_clock(Duration::MAX);
    hosted.create_session(SessionRequest::default()).unwrap();
}

#[test]
fn a_clock_may_tell_any_time() {
    let ends = [
        SystemTime::UNIX_EPOCH + Duration::from_secs(8_640_000_000_000),
        SystemTime::UNIX_EPOCH - Duration::from_secs(8_640_000_000_000),
    ];
    for time in ends {
        let hosted = HostedSide::new(setup(), move || time, |bytes| bytes.fill(1)).unwrap();
        hosted.advance_clock(Duration::from_secs(1));
        play(&hosted);
    }
}

#[test]
fn a_request_to_another_name_is_refused() {
    for url in
        ["http://evil.example.com:4600/sdk/oauth/connect", "/sdk/oauth/connect", "http://127.0.0.1:4602/api/poll"]
    {
        let hosted = hosted();
        let answer = hosted.handle(Request::get(url).body(Vec::new()).unwrap());
        assert_eq!(answer.status(), 403, "{url}");
        let log = hosted.take_log();
        assert!(matches!(&log[..], [line] if line.contains(" 403  foreign_host: ")), "{url}: {log:?}");
    }
    let localhost = Request::get("http://localhost:4600/sdk/oauth/connect").body(Vec::new()).unwrap();
    assert_eq!(hosted().handle(localhost).status(), 200);
}

#[test]
fn a_setup_that_makes_no_sense_is_refused() {
    let refused = |setup| HostedSide::new(setup, SystemTime::now, |_| ()).unwrap_err();
    let key = refused(Setup { api_key: Some("secret".into()), ..setup() });
    assert!(matches!(key, SetupError::ApiKey));
    let origin = refused(Setup { app_origin: Some("*".into()), ..setup() });
    assert!(matches!(origin, SetupError::AppOrigin(_)));
}

#[test]
fn debug_output_has_no_secrets() {
    let hosted = hosted();
    let session = hosted.create_session(SessionRequest::default()).unwrap();
    assert!(!format!("{session:?}").contains(&session.session_token));
    let text = format!("{hosted:?}");
    let key = hosted.setup().api_key.as_deref().unwrap();
    assert!(!text.contains(&session.session_token) && !text.contains(key));
}
