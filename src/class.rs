//! The class that `wasm-pack build` makes of this crate: the same as the npm package's, over the same machine.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use alter_connect_host::instance::{self, Instance};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = without_default(include_str!("alter-connect.d.ts"));
#[wasm_bindgen(typescript_custom_section)]
const EXPORT: &str = "export { AlterConnect };";

/// The npm package's types. Their last line makes the class the default export, which here is wasm-bindgen's.
// Named in the attribute's expansion, where the lint does not look.
#[allow(dead_code)]
const fn without_default(types: &str) -> &str {
    types.split_at(types.len() - "export default AlterConnect;\n".len()).0
}

/// One instance of the SDK. `alter-connect.d.ts` describes the members.
#[wasm_bindgen(skip_typescript)]
pub struct AlterConnect(Instance);

#[wasm_bindgen]
#[allow(missing_docs)]
impl AlterConnect {
    #[wasm_bindgen(skip_typescript)]
    pub fn create(config: &JsValue) -> Self {
        Self(instance::create(config))
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn open(&self, options: &JsValue) -> Promise {
        match instance::open(&self.0, options) {
            Ok(()) => Promise::resolve(&JsValue::UNDEFINED),
            Err(error) => Promise::reject(&error),
        }
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn connect(&self, options: &JsValue) -> Promise {
        instance::connect(&self.0, options)
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn close(&self) -> Result<(), JsValue> {
        instance::close(&self.0)
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn destroy(&self) {
        instance::destroy(&self.0);
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn on(&self, event: &JsValue, handler: &JsValue) -> Result<Function, JsValue> {
        instance::on(&self.0, event, handler)
    }

    #[wasm_bindgen(skip_typescript)]
    pub fn off(&self, event: &JsValue, handler: &JsValue) -> Result<(), JsValue> {
        instance::off(&self.0, event, handler)
    }

    #[wasm_bindgen(js_name = isOpen, skip_typescript)]
    pub fn is_open(&self) -> Result<bool, JsValue> {
        instance::is_open(&self.0)
    }

    #[wasm_bindgen(js_name = takeRedirectResult, skip_typescript)]
    pub fn take_redirect_result(&self) -> Promise {
        instance::take_redirect_result(&self.0)
    }

    #[wasm_bindgen(js_name = getVersion, skip_typescript)]
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").into()
    }
}
