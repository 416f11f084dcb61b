//! A value of JavaScript's by its number, and what can be asked of any. `values.js` is the other side.

use core::num::NonZeroI32;

use wasm_bindgen::prelude::*;

use super::name::Name;
use super::scope::Scope;
use crate::core::word::{Sentence, Word};

#[wasm_bindgen(module = "/src/browser/values.js")]
extern "C" {
    #[wasm_bindgen(js_name = enter)]
    fn enter_value(value: JsValue) -> i32;
    #[wasm_bindgen(js_name = value)]
    fn leave_value(value: i32) -> JsValue;
    #[wasm_bindgen(js_name = lastFailure)]
    fn last_failure() -> i32;
    #[wasm_bindgen(js_name = get)]
    fn get_name(object: i32, key: Name) -> i32;
    #[wasm_bindgen(js_name = item)]
    fn any_property(object: i32, key: Word) -> i32;
    #[wasm_bindgen(js_name = set)]
    fn set_name(object: i32, key: Name, value: i32) -> bool;
    #[wasm_bindgen(js_name = call)]
    fn call_method(object: i32, method: Name, a: i32, b: i32, c: i32) -> i32;
    #[wasm_bindgen(js_name = apply)]
    fn apply_function(function: i32, this: i32, arguments: i32) -> bool;
    #[wasm_bindgen(js_name = construct)]
    fn construct_object(class: Name, argument: i32) -> i32;
    #[wasm_bindgen(js_name = record)]
    fn new_record() -> i32;
    #[wasm_bindgen(js_name = list)]
    fn new_list() -> i32;
    #[wasm_bindgen(js_name = enter)]
    fn word_string(word: Word) -> i32;
    #[wasm_bindgen(js_name = enter)]
    fn name_string(name: Name) -> i32;
    #[wasm_bindgen(js_name = enter)]
    fn sentence_string(sentence: Sentence) -> i32;
    #[wasm_bindgen(js_name = enter)]
    fn new_number(number: f64) -> i32;
    #[wasm_bindgen(js_name = toNumber)]
    fn to_number(value: i32) -> f64;
    #[wasm_bindgen(js_name = value)]
    fn to_name(value: i32) -> Name;
    #[wasm_bindgen(js_name = same)]
    fn same_value(a: i32, b: i32) -> bool;
    #[wasm_bindgen(js_name = item)]
    fn item_at(list: i32, index: i32) -> i32;
    #[wasm_bindgen(js_name = append)]
    fn append_item(list: i32, value: i32);
}

/// A value of JavaScript's, good for as long as the scope in which it came.
#[derive(Clone, Copy)]
pub struct Local<'s>(NonZeroI32, Scope<'s>);

impl<'s> Scope<'s> {
    /// The value of this number, which JavaScript has just passed and which is not 0.
    pub fn passed(self, number: i32) -> Local<'s> {
        // SAFETY: `values.js` gives no value the number 0.
        Local(unsafe { NonZeroI32::new_unchecked(number) }, self)
    }

    /// JavaScript's `undefined`.
    pub fn undefined(self) -> Local<'s> {
        self.passed(1)
    }

    /// An empty record.
    pub fn record(self) -> Local<'s> {
        self.passed(new_record())
    }

    /// An empty list.
    pub fn list(self) -> Local<'s> {
        self.passed(new_list())
    }

    /// A list of one value.
    pub fn list_of(self, value: Local<'s>) -> Local<'s> {
        let list = self.list();
        append_item(list.number(), value.number());
        list
    }

    /// A string.
    pub fn word(self, word: Word) -> Local<'s> {
        self.passed(word_string(word))
    }

    /// A string.
    pub fn name(self, name: Name) -> Local<'s> {
        self.passed(name_string(name))
    }

    /// A string.
    pub fn sentence(self, sentence: Sentence) -> Local<'s> {
        self.passed(sentence_string(sentence))
    }

    /// A number.
    pub fn number(self, number: f64) -> Local<'s> {
        self.passed(new_number(number))
    }

    /// `new` of a class of the browser's, with one argument. `None`: it threw, or there is no such class.
    pub fn construct(self, class: Name, argument: Local<'_>) -> Option<Local<'s>> {
        self.some(construct_object(class, argument.number()))
    }

    /// A value of wasm-bindgen's.
    pub fn js(self, value: JsValue) -> Local<'s> {
        self.passed(enter_value(value))
    }

    /// What the last call threw, if it did.
    pub fn thrown(self) -> Option<Local<'s>> {
        self.some(last_failure())
    }

    /// The value of this number. `None`: it is 0.
    pub fn some(self, number: i32) -> Option<Local<'s>> {
        NonZeroI32::new(number).map(|number| Local(number, self))
    }
}

impl<'s> Local<'s> {
    /// Its number, to pass on to JavaScript.
    pub fn number(self) -> i32 {
        self.0.get()
    }

    /// As a value of wasm-bindgen's, which outlives the scope.
    pub fn to_js(self) -> JsValue {
        leave_value(self.number())
    }

    /// The scope in which it came.
    pub fn scope(self) -> Scope<'s> {
        self.1
    }

    /// The property `key`, unless JavaScript takes it for false.
    #[inline(never)]
    pub fn at(self, key: Name) -> Option<Self> {
        self.scope().some(get_name(self.number(), key))
    }

    /// The [`Name`] that it is, if it is one.
    pub fn as_name(self) -> Name {
        to_name(self.number())
    }

    /// Item `index` of a list; `undefined` where there is none.
    pub fn item(self, index: i32) -> Option<Self> {
        self.scope().some(item_at(self.number(), index))
    }

    /// The property `key` as a number; NaN where it is none.
    pub fn number_at(self, key: Word) -> f64 {
        self.scope().some(any_property(self.number(), key)).map_or(f64::NAN, Self::as_number)
    }

    /// The number that it is; NaN where it is none.
    pub fn as_number(self) -> f64 {
        to_number(self.number())
    }

    /// Sets a property. False: that threw.
    pub fn put(self, key: Name, value: Local<'_>) -> bool {
        set_name(self.number(), key, value.number())
    }

    /// Calls a method; what it gives, unless that is undefined. A method that throws or does not exist gives nothing.
    pub fn call(self, method: Name) -> Option<Self> {
        self.invoke(method, [0, 0, 0])
    }

    /// [`call`](Self::call) with one argument.
    pub fn call1(self, method: Name, a: Local<'_>) -> Option<Self> {
        self.invoke(method, [a.number(), 0, 0])
    }

    /// [`call`](Self::call) with two arguments.
    pub fn call2(self, method: Name, a: Local<'_>, b: Local<'_>) -> Option<Self> {
        self.invoke(method, [a.number(), b.number(), 0])
    }

    /// [`call`](Self::call) with three arguments.
    pub fn call3(self, method: Name, a: Local<'_>, b: Local<'_>, c: Local<'_>) -> Option<Self> {
        self.invoke(method, [a.number(), b.number(), c.number()])
    }

    fn invoke(self, method: Name, [a, b, c]: [i32; 3]) -> Option<Self> {
        self.scope().some(call_method(self.number(), method, a, b, c))
    }

    /// Calls it as a function. False: that threw.
    pub fn apply(self, this: Local<'_>, arguments: Local<'_>) -> bool {
        apply_function(self.number(), this.number(), arguments.number())
    }

    /// What follows on a promise; the promise of that.
    pub fn then(self, handler: Local<'_>) -> Option<Self> {
        self.call1(Name::Then, handler)
    }
}

/// JavaScript's `===`.
impl PartialEq for Local<'_> {
    fn eq(&self, other: &Self) -> bool {
        same_value(self.number(), other.number())
    }
}
