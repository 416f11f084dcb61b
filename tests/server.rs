//! On a server the Rust API compiles, refuses, and harms nobody.

#![cfg(not(target_arch = "wasm32"))]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use alter_connect::{ErrorKind, Options, connect, redirect_result};

/// What a future gives that needs nobody to wait for.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn a_flow_is_refused() {
    let late = || std::future::ready(Ok::<_, &str>("a token".to_owned()));
    for options in [Options::token("a token"), Options::late_token(late()), Options::connect_url("https://example.com")]
    {
        let error = ready(connect(options.clone())).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::UnsupportedEnvironment, "unsupported_environment"));
        assert!(error.to_string().ends_with("(unsupported_environment)"), "{error}");
        assert!(format!("{error:?} {options:?}").contains("unsupported_environment"));
    }
}

#[test]
fn no_redirect_has_a_result() {
    assert_eq!(ready(redirect_result()), None);
}
