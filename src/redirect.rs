//! The result of a redirect, for the page that the user comes back to.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::error::{ConnectError, property};
use super::grant::Grant;
use super::outcome::granted;
use alter_connect_host::instance;

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
    let instance = instance::create(&JsValue::UNDEFINED);
    // It is never rejected: nothing of it runs code of the page's.
    let result = JsFuture::from(instance::take_redirect_result(&instance)).await.ok().filter(JsValue::is_object);
    instance::destroy(&instance);
    let result = result?;
    let grants = property(&result, "grants");
    Some(if grants.is_undefined() {
        Err(ConnectError::from_record(&property(&result, "error")))
    } else {
        granted(&grants)
    })
}
