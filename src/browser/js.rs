//! The imports, declared by hand: in the npm package each one costs bytes, and these are all it needs.

use wasm_bindgen::prelude::*;

use crate::value::Value;
use crate::word::Word;

#[wasm_bindgen]
extern "C" {
    /// Any JavaScript value that is neither null nor undefined.
    #[derive(Clone)]
    pub type Object;
    #[wasm_bindgen(constructor)]
    pub fn new() -> Object;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn property(this: &Object, key: Word) -> JsValue;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn word_property(this: &Object, key: Word) -> Word;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn number_property(this: &Object, key: Word) -> f64;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set_property(this: &Object, key: Word, value: JsValue);
    /// `Object.fromEntries`.
    #[wasm_bindgen(static_method_of = Object, js_name = fromEntries)]
    pub fn from_entries(entries: JsValue) -> Object;
    /// Like [`property`](Object::property), for objects that may refuse.
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    pub fn try_get(target: &JsValue, key: Word) -> Result<JsValue, JsValue>;
    /// `Reflect.apply`.
    #[wasm_bindgen(catch, js_namespace = Reflect)]
    pub fn apply(function: JsValue, this: JsValue, arguments: &Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub type Array;
    #[wasm_bindgen(constructor)]
    pub fn new() -> Array;
    #[wasm_bindgen(static_method_of = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> bool;
    #[wasm_bindgen(method, getter)]
    fn length(this: &Array) -> u32;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn at(this: &Array, index: u32) -> JsValue;
    #[wasm_bindgen(method)]
    pub fn push(this: &Array, value: JsValue);
    #[wasm_bindgen(static_method_of = Array)]
    pub fn of(value: JsValue) -> Array;

    #[wasm_bindgen(js_name = String)]
    pub fn string(word: Word) -> JsString;
    #[wasm_bindgen(js_name = String)]
    #[derive(Clone)]
    pub type JsString;
    #[wasm_bindgen(method, structural, js_name = split)]
    fn split_at(this: &JsString, separator: Word) -> JsValue;
    #[wasm_bindgen(method, structural)]
    pub fn concat(this: &JsString, other: JsValue) -> JsString;
    #[wasm_bindgen(method, structural)]
    pub fn replace(this: &JsString, pattern: &RegExp, with: Word) -> JsString;
    /// Fails on a lone surrogate.
    #[wasm_bindgen(catch, js_name = encodeURIComponent)]
    pub fn encode_uri_component(text: &JsValue) -> Result<JsValue, JsValue>;

    pub type RegExp;
    #[wasm_bindgen(constructor)]
    pub fn new(pattern: Word, flags: Word) -> RegExp;
    #[wasm_bindgen(method)]
    pub fn test(this: &RegExp, text: &JsValue) -> bool;

    type Date;
    #[wasm_bindgen(constructor)]
    fn new() -> Date;
    #[wasm_bindgen(method, js_name = toISOString)]
    fn to_iso_string(this: &Date) -> JsValue;
    /// `Date.now()`: milliseconds since 1970.
    #[wasm_bindgen(static_method_of = Date, js_name = now)]
    fn epoch() -> f64;
    /// `performance.now()`: milliseconds, monotonic.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub fn monotonic_now() -> f64;

    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub type Set;
    #[wasm_bindgen(constructor)]
    pub fn new() -> Set;
    #[wasm_bindgen(method)]
    pub fn add(this: &Set, value: &JsValue);
    #[wasm_bindgen(method)]
    pub fn delete(this: &Set, value: &JsValue);
    #[wasm_bindgen(method)]
    pub fn clear(this: &Set);
    #[wasm_bindgen(method)]
    pub fn values(this: &Set) -> Iterator;
    pub type Iterator;
    #[wasm_bindgen(method, structural)]
    pub fn next(this: &Iterator) -> Object;

    pub type Promise;
    #[wasm_bindgen(static_method_of = Promise)]
    pub fn resolve(value: JsValue) -> Promise;
    #[wasm_bindgen(static_method_of = Promise)]
    pub fn reject(reason: JsValue) -> Promise;
    #[wasm_bindgen(static_method_of = Promise, js_name = allSettled)]
    pub fn all_settled(promises: Array) -> Promise;
    #[wasm_bindgen(method)]
    pub fn then(this: &Promise, handler: JsValue) -> Promise;

    /// An `Error`, so that a rejection has a stack.
    #[wasm_bindgen(extends = Object, js_name = Error)]
    #[derive(Clone)]
    pub type JsError;
    #[wasm_bindgen(constructor, js_class = "Error")]
    pub fn new(message: Word) -> JsError;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    pub fn parse_json(text: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = JSON, js_name = stringify)]
    pub fn to_json(value: &JsValue) -> JsValue;

    #[wasm_bindgen(js_namespace = console, js_name = log)]
    pub fn log(prefix: Word, what: Word, detail: Word);
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    pub fn log_error(prefix: Word, what: Word, error: JsValue);

    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub type Window;
    #[wasm_bindgen(js_name = globalThis)]
    type Global;
    #[wasm_bindgen(static_method_of = Global, getter, js_class = "globalThis", js_name = window)]
    fn global_window() -> Option<Window>;
}

/// The page's window; `None` outside a browser.
pub fn window() -> Option<Window> {
    Global::global_window()
}

/// Milliseconds since 1970.
pub fn epoch() -> f64 {
    Date::epoch()
}

impl Value for JsValue {
    fn get(&self, key: Word) -> Self {
        if self.truthy() { self.unchecked_ref::<Object>().property(key) } else { Self::UNDEFINED }
    }

    fn word(&self, key: Word) -> Option<Word> {
        // An unknown string decodes to a variant that equals none of ours.
        self.truthy().then(|| self.unchecked_ref::<Object>().word_property(key))
    }

    fn number(&self, key: Word) -> f64 {
        if self.truthy() { self.unchecked_ref::<Object>().number_property(key) } else { f64::NAN }
    }

    fn truthy(&self) -> bool {
        !self.is_falsy()
    }

    fn length(&self) -> Option<u32> {
        Array::is_array(self).then(|| self.unchecked_ref::<Array>().length())
    }

    fn item(&self, index: u32) -> Self {
        self.unchecked_ref::<Array>().at(index)
    }

    fn split(&self) -> Self {
        self.unchecked_ref::<JsString>().split_at(Word::Comma)
    }

    fn undefined() -> Self {
        Self::UNDEFINED
    }

    fn from_word(word: Word) -> Self {
        string(word).into()
    }

    fn record() -> Self {
        Object::new().into()
    }

    fn list() -> Self {
        Array::new().into()
    }

    fn now() -> Self {
        Date::new().to_iso_string()
    }

    fn set(&mut self, key: Word, value: Self) {
        self.unchecked_ref::<Object>().set_property(key, value);
    }

    fn push(&mut self, value: Self) {
        self.unchecked_ref::<Array>().push(value);
    }
}
