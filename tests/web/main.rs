//! The Rust API in a real browser. Popups are real windows of this page's own origin; what the hosted page would say, they
//! say.
//!
//! Played by `cargo xtask test --only wasm`.

#![cfg(target_arch = "wasm32")]

mod abort;
#[cfg(feature = "class")]
mod class;
mod errors;
mod flow;
mod late;
mod popup;
mod redirect;
mod values;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
