//! The class that `wasm-pack build` exports.

use alter_connect::AlterConnect;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn code(error: &JsValue) -> Option<String> {
    Reflect::get(error, &"code".into()).ok()?.as_string()
}

#[wasm_bindgen_test]
async fn an_instance_from_create_to_destroy() {
    let connect = AlterConnect::create(&JsValue::UNDEFINED);
    assert_eq!(connect.version(), env!("CARGO_PKG_VERSION"));
    assert_eq!(connect.is_open(), Ok(false));
    let refused = JsFuture::from(connect.open(&Object::new().into())).await.unwrap_err();
    assert_eq!(code(&refused).as_deref(), Some("invalid_options"));
    let rejected = JsFuture::from(connect.connect(&Object::new().into())).await.unwrap_err();
    assert_eq!(code(&rejected).as_deref(), Some("invalid_options"));
    assert!(JsFuture::from(connect.take_redirect_result()).await.unwrap().is_null());
    connect.destroy();
    assert_eq!(code(&connect.close().unwrap_err()).as_deref(), Some("sdk_destroyed"));
}
