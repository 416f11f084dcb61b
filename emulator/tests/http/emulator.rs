//! The emulator that a test gets, carried by tokio, or by Node where `ALTER_EMULATOR=node` says so.

use std::sync::Arc;
use std::time::Duration;

use alter_connect_emulator::{Builder, SessionRequest};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::node::Node;

/// The tests start it, and then ask it over HTTP what they can.
pub struct Emulator {
    carrier: Carrier,
    base_url: String,
    provider_url: String,
    app_url: Option<String>,
    api_key: String,
}

enum Carrier {
    Tokio(alter_connect_emulator::Emulator, Arc<std::sync::Mutex<Vec<String>>>),
    Node(Box<Mutex<Node>>),
}

/// Why a session was not created.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    pub status: u64,
    pub error: String,
}

impl Emulator {
    /// `options` are those of the npm package; the error is what a person would read.
    pub async fn start(options: Value) -> Result<Self, String> {
        match std::env::var("ALTER_EMULATOR").as_deref() {
            Ok("node") => Self::node(options).await,
            Ok(other) => panic!("ALTER_EMULATOR is {other:?}, which is no carrier"),
            Err(_) => Self::tokio(options).await,
        }
    }

    async fn tokio(options: Value) -> Result<Self, String> {
        let log = Arc::default();
        let lines: Arc<std::sync::Mutex<Vec<String>>> = Arc::clone(&log);
        let builder = builder(options).log(move |line| lines.lock().unwrap().push(line.into()));
        let emulator = builder.start().await.map_err(|error| error.to_string())?;
        Ok(Self {
            base_url: emulator.base_url().into(),
            provider_url: emulator.provider_url().into(),
            app_url: emulator.app_url().map(Into::into),
            api_key: emulator.api_key().into(),
            carrier: Carrier::Tokio(emulator, log),
        })
    }

    async fn node(options: Value) -> Result<Self, String> {
        let mut node = Node::start();
        let told = node.ask("start", options).await;
        let started = told.map_err(|refusal| refusal["message"].as_str().unwrap().to_owned())?;
        let of = |name: &str| started[name].as_str().map(str::to_owned);
        Ok(Self {
            base_url: of("baseURL").unwrap(),
            provider_url: of("providerURL").unwrap(),
            app_url: of("appURL"),
            api_key: of("apiKey").unwrap(),
            carrier: Carrier::Node(Box::new(Mutex::new(node))),
        })
    }

    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    pub fn provider_url(&self) -> &str {
        &self.provider_url
    }

    pub fn app_url(&self) -> Option<&str> {
        self.app_url.as_deref()
    }

    pub fn api_key(&self) -> &str {
        &self.api_key
    }

    /// The process that it runs in.
    pub fn process(&self) -> u32 {
        match &self.carrier {
            Carrier::Tokio(..) => std::process::id(),
            Carrier::Node(node) => node.try_lock().unwrap().id(),
        }
    }

    /// What it said to whoever watches, without the times.
    pub async fn log(&self) -> Vec<String> {
        let lines: Vec<String> = match &self.carrier {
            Carrier::Tokio(_, log) => log.lock().unwrap().clone(),
            Carrier::Node(node) => {
                serde_json::from_value(node.lock().await.ask("log", Value::Null).await.unwrap()).unwrap()
            }
        };
        lines.iter().map(|line| line.split_once("  ").unwrap().1.to_owned()).collect()
    }

    /// Makes the process believe that it is that date, in milliseconds; `null` is the truth. Only JavaScript's can be
    /// made to: tests/hosted.rs has the other clocks.
    pub async fn set_date(&self, date: &Value) {
        if let Carrier::Node(node) = &self.carrier {
            node.lock().await.ask("setDate", date.clone()).await.unwrap();
        }
    }

    /// The new session's token.
    pub async fn create_session(&self, request: SessionRequest) -> Result<String, Refused> {
        match &self.carrier {
            Carrier::Tokio(emulator, _) => match emulator.create_session(request).await {
                Ok(session) => Ok(session.session_token),
                Err(refusal) => Err(Refused { status: refusal.status.into(), error: refusal.error.into() }),
            },
            Carrier::Node(node) => match node.lock().await.ask("createSession", json!(request)).await {
                Ok(session) => Ok(session["session_token"].as_str().unwrap().into()),
                Err(refusal) => Err(Refused {
                    status: refusal["status"].as_u64().unwrap(),
                    error: refusal["error"].as_str().unwrap().into(),
                }),
            },
        }
    }

    pub async fn poll_session(&self, token: &str) -> Value {
        match &self.carrier {
            Carrier::Tokio(emulator, _) => json!(emulator.poll_session(token).await),
            Carrier::Node(node) => node.lock().await.ask("poll", json!(token)).await.unwrap(),
        }
    }

    pub async fn advance_clock(&self, by: Duration) {
        match &self.carrier {
            Carrier::Tokio(emulator, _) => emulator.advance_clock(by),
            Carrier::Node(node) => {
                node.lock().await.ask("advanceClock", json!(by.as_millis() as u64)).await.unwrap();
            }
        }
    }

    pub async fn reset(&self) {
        match &self.carrier {
            Carrier::Tokio(emulator, _) => emulator.reset(),
            Carrier::Node(node) => {
                node.lock().await.ask("reset", Value::Null).await.unwrap();
            }
        }
    }

    pub async fn shutdown(self) {
        match self.carrier {
            Carrier::Tokio(emulator, _) => emulator.shutdown().await,
            Carrier::Node(node) => {
                node.lock().await.ask("close", Value::Null).await.unwrap();
            }
        }
    }
}

fn builder(options: Value) -> Builder {
    let Value::Object(options) = options else { panic!("{options} are no options") };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let port = |value: &Value| value.as_u64().unwrap().try_into().unwrap();
    options.iter().fold(alter_connect_emulator::Emulator::builder(), |builder, (name, value)| match name.as_str() {
        "connectPort" => builder.connect_port(port(value)),
        "providerPort" => builder.provider_port(port(value)),
        "appPort" => builder.app_port(port(value)),
        "host" => builder.host(text(value).parse().unwrap()),
        "publicUrl" => builder.public_url(text(value)),
        "appOrigin" => builder.app_origin(text(value)),
        "appDir" => builder.app_dir(text(value)),
        "distDir" => builder.dist_dir(text(value)),
        "apiKey" => builder.api_key(text(value)),
        "script" => builder.script(serde_json::from_value(value.clone()).unwrap()),
        other => panic!("no test has used the option {other} yet"),
    })
}
