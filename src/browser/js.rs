//! JavaScript's values and functions. The imports are declared by hand: in the npm package each one costs bytes, and these
//! are all it needs.

use core::mem::ManuallyDrop;
use core::num::NonZeroU32;

use wasm_bindgen::convert::{FromWasmAbi, IntoWasmAbi, OptionFromWasmAbi};
use wasm_bindgen::describe::WasmDescribe;
use wasm_bindgen::prelude::*;

use super::scope;
use crate::value::Value;
use crate::word::Word;

/// A value of JavaScript's, for as long as the [`Scope`] in which it came, or its owner.
#[derive(Clone, Copy)]
pub struct Local(NonZeroU32);

#[wasm_bindgen(module = "/src/browser/value.js")]
extern "C" {
    fn property(object: &Local, key: Word) -> Option<Local>;
    #[wasm_bindgen(catch, js_name = property)]
    fn guarded_property(object: &Local, key: Word) -> Result<Option<Local>, JsValue>;
    #[wasm_bindgen(js_name = property)]
    fn word_property(object: &Local, key: Word) -> Word;
    #[wasm_bindgen(js_name = copy)]
    fn copy_property(to: &Local, key: Word, from: &Local);
    #[wasm_bindgen(js_name = now)]
    fn iso_now() -> Local;
    /// Whether a text matches a pattern, in upper or lower case.
    pub fn matches(text: &Local, pattern: Word) -> bool;
    /// A text with the first match of a pattern replaced.
    pub fn replaced(text: &Local, pattern: Word, by: Word) -> Local;
    /// The parameters in a query string.
    pub fn query(text: &Local) -> Local;
    /// `JSON.parse`, but what JavaScript takes for false counts as nothing.
    #[wasm_bindgen(catch, js_name = parse)]
    pub fn parse_json(text: &Local) -> Result<Option<Local>, JsValue>;
}

#[wasm_bindgen(module = "/src/browser/columns.js")]
extern "C" {
    fn having(items: &Local, key: Word, another: Word) -> Local;
    fn copies(record: &Local, items: &Local) -> Local;
    fn fill(records: &Local, key: Word, items: &Local, from: Word);
    #[wasm_bindgen(js_name = fillAny)]
    fn fill_any(records: &Local, key: Word, items: &Local);
    #[wasm_bindgen(js_name = fillWord)]
    fn fill_word(records: &Local, key: Word, items: &Local, word: Word, another: Word);
    #[wasm_bindgen(js_name = fillList)]
    fn fill_list(records: &Local, key: Word, items: &Local);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new_record() -> Local;
    /// A property, whatever it is, of an object.
    #[wasm_bindgen(method, structural, indexing_getter)]
    pub fn any(this: &Local, key: Word) -> Local;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn number_property(this: &Local, key: Word) -> f64;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set_property(this: &Local, key: Word, value: &Local);
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set_word_property(this: &Local, key: Word, value: Word);
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = apply)]
    fn reflect_apply(function: &Local, this: &Local, arguments: &Local) -> Result<Local, JsValue>;

    #[wasm_bindgen(constructor, js_class = "Array")]
    fn new_list() -> Local;
    #[wasm_bindgen(js_namespace = Array, js_name = isArray)]
    fn is_array(value: &Local) -> bool;
    #[wasm_bindgen(method, structural, getter, js_name = length)]
    fn list_length(this: &Local) -> u32;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn list_item(this: &Local, index: u32) -> Option<Local>;
    #[wasm_bindgen(method, structural, js_name = push)]
    fn push_item(this: &Local, value: &Local);
    /// `Array.of`.
    #[wasm_bindgen(js_namespace = Array, js_name = of)]
    pub fn list_of(value: &Local) -> Local;

    #[wasm_bindgen(js_name = String)]
    fn new_string(word: Word) -> Local;
    #[wasm_bindgen(method, structural, js_name = split)]
    fn split_at(this: &Local, separator: Word) -> Local;
    /// `Number(number)`.
    #[wasm_bindgen(js_name = Number)]
    pub fn number(number: f64) -> Local;
    /// Appends to a string, or to a list.
    #[wasm_bindgen(method, structural, js_name = concat)]
    pub fn append(this: &Local, other: &Local) -> Local;
    #[wasm_bindgen(method, structural, js_name = slice)]
    fn list_slice(this: &Local, start: u32, end: u32) -> Local;
    /// Fails on a lone surrogate.
    #[wasm_bindgen(catch, js_name = encodeURIComponent)]
    pub fn encode_uri_component(text: &Local) -> Result<Local, JsValue>;

    /// `Date.now()`: milliseconds since 1970.
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    pub fn epoch() -> f64;
    /// `performance.now()`: milliseconds, monotonic.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub fn monotonic_now() -> f64;

    /// `new Set`.
    #[wasm_bindgen(constructor, js_class = "Set")]
    pub fn new_set() -> Local;
    /// Adds to a set.
    #[wasm_bindgen(method, structural)]
    pub fn add(this: &Local, value: &Local);
    /// Removes from a set.
    #[wasm_bindgen(method, structural)]
    pub fn delete(this: &Local, value: &Local);
    /// Empties a set.
    #[wasm_bindgen(method, structural)]
    pub fn clear(this: &Local);
    /// A walk over a set.
    #[wasm_bindgen(method, structural)]
    pub fn values(this: &Local) -> Local;
    /// The next step of a walk: `{done, value}`.
    #[wasm_bindgen(method, structural)]
    pub fn next(this: &Local) -> Local;

    /// `Promise.reject`.
    #[wasm_bindgen(js_namespace = Promise, js_name = reject)]
    pub fn rejected(reason: &Local) -> Local;
    /// `Promise.allSettled`.
    #[wasm_bindgen(js_namespace = Promise, js_name = allSettled)]
    pub fn all_settled(promises: &Local) -> Local;
    /// What follows on a promise.
    #[wasm_bindgen(method, structural)]
    pub fn then(this: &Local, handler: JsValue) -> Local;

    /// `new Error`, so that a rejection has a stack.
    #[wasm_bindgen(constructor, js_class = "Error")]
    pub fn new_error(message: Word) -> Local;

    /// `JSON.stringify`.
    #[wasm_bindgen(js_namespace = JSON, js_name = stringify)]
    pub fn to_json(value: &Local) -> Local;

    /// `console.log`.
    #[wasm_bindgen(js_namespace = console, js_name = log)]
    pub fn log(prefix: Word, what: Word, detail: Word);
    /// `console.error`.
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    pub fn log_error(prefix: Word, what: Word, error: &Local);

    type Global;
    #[wasm_bindgen(static_method_of = Global, getter, js_class = "globalThis", js_name = window)]
    fn global_window() -> Option<Local>;
}

impl Local {
    /// The value of a [`JsValue`], for as long as that one lives.
    #[inline(always)]
    pub fn of(owner: &JsValue) -> Self {
        Self::at(owner.into_abi())
    }

    /// Undefined.
    #[inline(always)]
    pub fn undefined() -> Self {
        Self::of(&JsValue::UNDEFINED)
    }

    /// The same value, to outlive the scope.
    #[inline(never)]
    pub fn keep(self) -> JsValue {
        (*self.borrow()).clone()
    }

    /// Whether it is undefined.
    #[inline(never)]
    pub fn is_undefined(self) -> bool {
        self == Self::undefined()
    }

    /// Whether it is a string.
    #[inline(never)]
    pub fn is_string(self) -> bool {
        self.borrow().is_string()
    }

    /// Whether it can be called.
    #[inline(never)]
    pub fn is_function(self) -> bool {
        self.borrow().is_function()
    }

    #[inline(always)]
    fn at(slot: u32) -> Self {
        // SAFETY: wasm-bindgen gives no value slot 0.
        Self(unsafe { NonZeroU32::new_unchecked(slot) })
    }

    #[inline(always)]
    fn borrow(self) -> ManuallyDrop<JsValue> {
        // SAFETY: never dropped, so the slot stays with its owner.
        ManuallyDrop::new(unsafe { JsValue::from_abi(self.0.get()) })
    }
}

/// JavaScript's `===`.
impl PartialEq for Local {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        same(*self, *other)
    }
}

impl From<JsValue> for Local {
    fn from(value: JsValue) -> Self {
        // SAFETY: an owned value's slot.
        unsafe { Self::from_abi(value.into_abi()) }
    }
}

impl WasmDescribe for Local {
    fn describe() {
        JsValue::describe();
    }
}

impl FromWasmAbi for Local {
    type Abi = u32;

    unsafe fn from_abi(slot: u32) -> Self {
        Self::at(scope::take(slot))
    }
}

impl OptionFromWasmAbi for Local {
    fn is_none(slot: &u32) -> bool {
        *slot == 0
    }
}

impl IntoWasmAbi for &Local {
    type Abi = u32;

    fn into_abi(self) -> u32 {
        self.0.get()
    }
}

impl Value for Local {
    #[inline(always)]
    fn get(&self, key: Word) -> Option<Self> {
        get(*self, key)
    }

    #[inline(always)]
    fn word(&self, key: Word) -> Option<Word> {
        // An unknown string decodes to a variant that equals none of ours.
        Some(word_property(self, key))
    }

    #[inline(always)]
    fn number(&self, key: Word) -> f64 {
        self.number_property(key)
    }

    #[inline(always)]
    fn is_list(&self) -> bool {
        is_array(self)
    }

    #[inline(always)]
    fn length(&self) -> u32 {
        self.list_length()
    }

    #[inline(always)]
    fn item(&self, index: u32) -> Option<Self> {
        self.list_item(index)
    }

    fn split(&self) -> Self {
        self.split_at(Word::Comma)
    }

    fn record() -> Self {
        Self::new_record()
    }

    fn list() -> Self {
        Self::new_list()
    }

    fn now() -> Self {
        iso_now()
    }

    fn set(&mut self, key: Word, value: Self) {
        self.set_property(key, &value);
    }

    fn set_word(&mut self, key: Word, word: Word) {
        self.set_word_property(key, word);
    }

    #[inline(always)]
    fn copy(&mut self, key: Word, from: &Self) {
        copy_property(self, key, from);
    }

    fn slice(&self, start: u32, end: u32) -> Self {
        self.list_slice(start, end)
    }

    fn concat(&self, other: &Self) -> Self {
        self.append(other)
    }

    fn having(&self, [key, another]: [Word; 2]) -> Self {
        having(self, key, another)
    }

    fn copies(&self, items: &Self) -> Self {
        copies(self, items)
    }

    fn fill(&mut self, key: Word, items: &Self, from: Word) {
        fill(self, key, items, from);
    }

    fn fill_any(&mut self, key: Word, items: &Self) {
        fill_any(self, key, items);
    }

    fn fill_word(&mut self, key: Word, items: &Self, [word, another]: [Word; 2]) {
        fill_word(self, key, items, word, another);
    }

    fn fill_list(&mut self, key: Word, items: &Self) {
        fill_list(self, key, items);
    }

    fn push(&mut self, value: Self) {
        self.push_item(&value);
    }
}

// What follows is called from many places: by value, since a reference would need the value in memory, and not inlined.

#[inline(never)]
fn get(record: Local, key: Word) -> Option<Local> {
    property(&record, key)
}

#[inline(never)]
fn same(value: Local, other: Local) -> bool {
    *value.borrow() == *other.borrow()
}

/// Like [`Value::get`], for objects that may refuse.
#[inline(never)]
pub fn try_get(target: Local, key: Word) -> Result<Option<Local>, Local> {
    guarded_property(&target, key).map_err(Local::from)
}

/// `Reflect.apply`.
#[inline(never)]
pub fn apply(function: Local, this: Local, arguments: Local) -> Result<Local, Local> {
    reflect_apply(&function, &this, &arguments).map_err(Local::from)
}

/// A string.
#[inline(never)]
pub fn string(word: Word) -> Local {
    new_string(word)
}

/// The page's window; `None` outside a browser.
#[inline(never)]
pub fn window() -> Option<Local> {
    Global::global_window()
}
