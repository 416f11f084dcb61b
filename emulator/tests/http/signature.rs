//! Requests that must be refused, and what the refusal says.

use serde_json::{Value, json};

use crate::backend::{Request, SESSION, unix_now};
use crate::emulator::Emulator;

fn body() -> Value {
    json!({"allowed_providers": ["google"]})
}

async fn emulator() -> Emulator {
    Emulator::start(json!({})).await.unwrap()
}

async fn refused(request: &Request, error: &str) {
    let (status, answer) = request.send().await;
    assert_eq!(status, 401, "{answer}");
    assert_eq!(answer["error"], error, "{answer}");
    for field in ["message", "hint"] {
        let text = answer[field].as_str().unwrap();
        assert!(text.len() > 10, "{field} of {error} says too little");
    }
}

#[tokio::test]
async fn a_signed_request_is_taken() {
    let emulator = emulator().await;
    let (status, session) = Request::signed(&emulator, SESSION, &body()).send().await;
    assert_eq!(status, 200, "{session}");
}

#[tokio::test]
async fn caller_headers_are_signed_too() {
    let emulator = emulator().await;
    let signed = || Request::signed_at(&emulator, SESSION, &body(), unix_now(), Some("billing"));
    let (status, session) = signed().send().await;
    assert_eq!(status, 200, "{session}");

    refused(&signed().without("x-alter-signature-v2"), "missing_signature_v2").await;
    refused(&signed().set("x-alter-signature-v2", "00"), "invalid_signature_v2").await;
    refused(&signed().set("x-alter-caller", "other"), "invalid_signature").await;
    refused(&signed().without("x-alter-caller"), "invalid_signature").await;
    let unsigned_caller = Request::signed(&emulator, SESSION, &body()).set("x-alter-caller", "billing");
    refused(&unsigned_caller, "invalid_signature").await;
}

#[tokio::test]
async fn the_key_must_be_the_emulators() {
    let emulator = emulator().await;
    let signed = || Request::signed(&emulator, SESSION, &body());
    refused(&signed().without("x-api-key"), "missing_api_key").await;
    let other = format!("alter_key_{}", "x".repeat(40));
    refused(&signed().set("x-api-key", &other), "invalid_key").await;
    refused(&signed().set("x-api-key", ""), "missing_api_key").await;
}

#[tokio::test]
async fn every_header_is_needed() {
    let emulator = emulator().await;
    for name in ["x-alter-timestamp", "x-alter-nonce", "x-alter-content-sha256", "x-alter-signature"] {
        let request = Request::signed(&emulator, SESSION, &body()).without(name);
        refused(&request, "missing_signature_header").await;
        let (_, answer) = request.send().await;
        assert!(answer["message"].as_str().unwrap().contains(name), "{answer}");
    }
}

#[tokio::test]
async fn the_signature_covers_what_is_sent() {
    let emulator = emulator().await;
    let signed = || Request::signed(&emulator, SESSION, &body());
    let mut tampered = signed();
    tampered.body = json!({"allowed_providers": ["github"]}).to_string();
    refused(&tampered, "content_hash_mismatch").await;

    let zeros = "0".repeat(64);
    refused(&signed().set("x-alter-content-sha256", &zeros), "content_hash_mismatch").await;
    refused(&signed().set("x-alter-signature", &zeros), "invalid_signature").await;
    refused(&signed().set("x-alter-nonce", &"a".repeat(32)), "invalid_signature").await;
    let mut elsewhere = signed();
    elsewhere.url = format!("{}/sdk/oauth/connect/session/poll", emulator.base_url());
    refused(&elsewhere, "invalid_signature").await;
}

#[tokio::test]
async fn timestamps_are_fresh_within_300_seconds() {
    let emulator = emulator().await;
    let at = |timestamp| Request::signed_at(&emulator, SESSION, &body(), timestamp, None);
    // Far enough from the limit that a slow machine makes no difference.
    assert_eq!(at(unix_now() - 240).send().await.0, 200);
    assert_eq!(at(unix_now() + 240).send().await.0, 200);
    refused(&at(unix_now() - 330), "stale_timestamp").await;
    refused(&at(unix_now() + 400), "stale_timestamp").await;
    let words = Request::signed(&emulator, SESSION, &body()).set("x-alter-timestamp", "soon");
    refused(&words, "invalid_timestamp").await;
}

#[tokio::test]
async fn a_nonce_is_good_for_one_request() {
    let emulator = emulator().await;
    let request = Request::signed(&emulator, SESSION, &body());
    assert_eq!(request.send().await.0, 200);
    refused(&request, "nonce_reused").await;
    let short = Request::signed(&emulator, SESSION, &body()).set("x-alter-nonce", "abc");
    refused(&short, "invalid_nonce").await;
}

#[tokio::test]
async fn a_refused_request_uses_up_no_nonce() {
    let emulator = emulator().await;
    let request = Request::signed(&emulator, SESSION, &body());
    let signature = request.headers[4].1.clone();
    let spoiled = request.set("x-alter-signature", &"0".repeat(64));
    refused(&spoiled, "invalid_signature").await;
    let repaired = spoiled.set("x-alter-signature", &signature);
    assert_eq!(repaired.send().await.0, 200);
}
