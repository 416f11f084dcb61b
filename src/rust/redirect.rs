//! The result of a redirect, for the page that the user comes back to.

use alloc::vec::Vec;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::error::ConnectError;
use super::grant::Grant;
use super::outcome::granted;
use crate::browser::local::Local;
use crate::browser::receiver;
use crate::browser::scope::scope;
use crate::connect::Connect;
use crate::core::value::Value;
use crate::core::word::Word;

/// Takes the result of a redirect, once, if there is one. Call it when the page at your `return_url` starts.
///
/// On a page that is our popup, come home without its opener, it waits until it is known whether the opener takes the
/// result; everywhere else it is there at once.
///
/// # Errors
/// The inner ones are what the Connect page reported.
pub async fn redirect_result() -> Option<Result<Vec<Grant>, ConnectError>> {
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    receiver::export_by_closure();
    let decided = scope(|scope| {
        Connect::new(scope.record()).destroy(scope);
        Connect::decided(scope).map(Local::to_js)
    });
    if let Some(decided) = decided {
        // It is never rejected.
        let _ = JsFuture::from(decided.unchecked_into::<Promise>()).await;
    }
    scope(|scope| {
        let result = Connect::take_redirect_result(scope)?;
        Some(match result.get(Word::Grants) {
            Some(grants) => granted(grants),
            None => Err(ConnectError::from_record(result.get(Word::Error)?)),
        })
    })
}
