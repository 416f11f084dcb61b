//! The hosted side for JavaScript, which carries requests to it. Values go over as JSON.

use std::time::{Duration, SystemTime};

use alter_connect_emulator::{HostedSide, Refusal, Script};
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    fn milliseconds() -> f64;
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill(bytes: &mut [u8]);
}

fn now() -> SystemTime {
    // Tests fake it, and set it to anything.
    SystemTime::UNIX_EPOCH + Duration::try_from_secs_f64(milliseconds() / 1000.0).unwrap_or_default()
}

/// See `HostedSide`.
#[wasm_bindgen]
pub struct Hosted(HostedSide);

#[wasm_bindgen]
impl Hosted {
    /// `setup` is a `Setup`.
    #[wasm_bindgen(constructor)]
    pub fn new(setup: &str) -> Result<Hosted, JsError> {
        let setup = serde_json::from_str::<Value>(setup).and_then(serde_json::from_value);
        let setup = setup.map_err(|error| JsError::new(&format!("the options can't be used: {error}")))?;
        Ok(Self(HostedSide::new(setup, now, fill)?))
    }

    #[wasm_bindgen(getter, js_name = apiKey)]
    pub fn api_key(&self) -> Option<String> {
        self.0.setup().api_key.clone()
    }

    /// `headers` holds names and values in turn.
    pub fn handle(&self, method: &str, url: &str, headers: Vec<String>, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(url);
        for pair in headers.chunks_exact(2) {
            // Names that HTTP doesn't allow, such as those of HTTP/2's pseudo-headers, mean nothing here.
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(&pair[0]), HeaderValue::try_from(&pair[1])) {
                request = request.header(name, value);
            }
        }
        Answer(match request.body(body) {
            Ok(request) => self.0.handle(request),
            Err(_) => {
                let mut response = Response::new(Vec::new());
                *response.status_mut() = StatusCode::BAD_REQUEST;
                response
            }
        })
    }

    /// A `Session`, or the refusal as it would go over HTTP with its `status`.
    #[wasm_bindgen(js_name = createSession)]
    pub fn create_session(&self, request: &str) -> String {
        answer(self.0.create_session_of_json(request.as_bytes()))
    }

    /// Likewise for a managed secret.
    #[wasm_bindgen(js_name = createManagedSecretSession)]
    pub fn create_managed_secret_session(&self, request: &str) -> String {
        answer(self.0.create_managed_secret_session_of_json(request.as_bytes()))
    }

    pub fn poll(&self, session_token: &str) -> String {
        json!(self.0.poll_session(session_token)).to_string()
    }

    #[wasm_bindgen(js_name = advanceClock)]
    pub fn advance_clock(&self, milliseconds: f64) {
        // What is no time, or goes back, moves nothing.
        let by = Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default();
        self.0.advance_clock(by);
    }

    /// JSON; `null` is no script.
    #[wasm_bindgen(js_name = setScript)]
    pub fn set_script(&self, script: &str) -> Result<(), JsError> {
        let script = serde_json::from_str::<Value>(script)
            .and_then(serde_json::from_value)
            .map_err(|error| JsError::new(&format!("the script can't be used: {error}")))?;
        self.0.set_script(script);
        Ok(())
    }

    #[wasm_bindgen(js_name = takeLog)]
    pub fn take_log(&self) -> Vec<String> {
        self.0.take_log()
    }

    /// For what was sent in place of the empty 404 for what the app's backend does not have.
    pub fn note(&self, method: &str, path: &str, status: u16) {
        if let Ok(status) = StatusCode::from_u16(status) {
            self.0.note(method, path, status);
        }
    }

    pub fn save(&self) -> String {
        self.0.save()
    }

    pub fn restore(&self, saved: &str) -> Result<(), JsError> {
        Ok(self.0.restore(saved)?)
    }

    pub fn reset(&self) {
        self.0.reset();
    }
}

fn answer<T: Serialize>(of: Result<T, Refusal>) -> String {
    let answer = match of {
        Ok(session) => json!(session),
        Err(no) => json!({"error": no.error, "message": no.message, "hint": no.hint, "status": no.status}),
    };
    answer.to_string()
}

/// The answer to one request.
#[wasm_bindgen]
pub struct Answer(Response<Vec<u8>>);

#[wasm_bindgen]
impl Answer {
    #[wasm_bindgen(getter)]
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    /// Names and values in turn.
    #[wasm_bindgen(getter)]
    pub fn headers(&self) -> Vec<String> {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        self.0.headers().iter().flat_map(|(name, value)| [name.to_string(), text(value)]).collect()
    }

    #[wasm_bindgen(getter)]
    pub fn body(&self) -> Vec<u8> {
        self.0.body().clone()
    }
}

/// What is wrong with a script as on a command line, if anything is.
#[wasm_bindgen(js_name = scriptError)]
pub fn script_error(text: &str) -> Option<String> {
    text.parse::<Script>().err()
}
