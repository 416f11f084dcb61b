//! The browser as the machine's host: the functions of the files in this folder, each by its number.
//!
//! One import with a number is smaller than one import for each. `effects.js` has the functions in the same order; it is
//! generated from this table, as `tables.js` is from the core's (`tests/tables.rs`).

use alter_connect_core::device::Device;
use alter_connect_core::host::Host;
use alter_connect_core::sender::Sender;
use alter_connect_core::word::Word;
use wasm_bindgen::prelude::*;

use crate::handle::Handle;

#[wasm_bindgen(module = "/src/effects.js")]
extern "C" {
    // One function in JavaScript; wasm imports a function once for each type.
    fn act0(effect: i32) -> i32;
    fn act1(effect: i32, a: i32) -> i32;
    fn act2(effect: i32, a: i32, b: i32) -> i32;
    fn act3(effect: i32, a: i32, b: i32, c: i32) -> i32;
}

#[wasm_bindgen(module = "/src/values.js")]
extern "C" {
    pub fn set(record: i32, key: i32, value: i32);
}

/// What is passed to an effect: it travels as a number.
pub trait Passed {
    fn number(self) -> i32;
}

/// What an effect gives, of the number in which it travels.
pub trait Given {
    /// # Safety
    ///
    /// The number is of this type: that of a [`Handle`] is not 0.
    unsafe fn given(number: i32) -> Self;
}

macro_rules! effects {
    (
        of_values: { $($of_values:tt)* }
        of_the_host: { $($of_the_host:tt)* }
        attempted: { $($attempted:tt)* }
    ) => {
        effects!(@table $($of_values)* $($of_the_host)* $($attempted)*);
        effects!(@host $($of_the_host)* $($attempted)*);

        /// From this number on, what an effect throws is its answer: 0.
        pub const ATTEMPTED: usize = effects!(@count $($of_values)* $($of_the_host)*);
    };
    (@host $($file:literal: { $($name:ident($($argument:ident: $type:ty),*) $(-> $given:ty)?;)* })*) => {

        impl Host for Browser {
            type Value = Handle;

            #[inline(always)]
            fn device(&self) -> Device {
                let seen = device();
                Device {
                    mobile_agent: seen & 1 != 0,
                    touch: seen & 2 != 0,
                    width: width(),
                    height: height(),
                    framed: seen & 4 != 0,
                }
            }

            $($(fn $name(&self, $($argument: $type),*) $(-> $given)? { $name($($argument),*) })*)*
        }
    };
    (@table $($file:literal: { $($name:ident($($argument:ident: $type:ty),*) $(-> $given:ty)?;)* })*) => {
        #[allow(non_camel_case_types)]
        enum Place { $($($name,)*)* }

        $($(#[inline(always)] pub fn $name($($argument: $type),*) $(-> $given)? {
            let number = effects!(@act Place::$name as i32, $($argument),*);
            // SAFETY: the function gives such a number, as its line in its file says. What gives a handle has entered a value,
            // by `enter` in `values.js`, which pushes to a list that begins with a hole and is never cut below it.
            unsafe { Given::given(number) }
        })*)*

        /// The files, and the functions of each, in the order of their numbers.
        pub const EFFECTS: &[(&str, &[&str])] = &[$(($file, &[$(stringify!($name),)*]),)*];
    };
    (@count $($file:literal: { $($name:ident $arguments:tt $(-> $given:ty)?;)* })*) => { [$($(stringify!($name)),*),*].len() };
    (@act $number:expr, ) => { act0($number) };
    (@act $number:expr, $a:ident) => { act1($number, $a.number()) };
    (@act $number:expr, $a:ident, $b:ident) => { act2($number, $a.number(), $b.number()) };
    (@act $number:expr, $a:ident, $b:ident, $c:ident) => { act3($number, $a.number(), $b.number(), $c.number()) };
}

/// The browser that this page runs in.
pub struct Browser;

effects! {
    of_values: {
        "values": {
            record() -> Handle;
            list() -> Handle;
            nothing() -> Handle;
            now() -> Handle;
            text(word: Word) -> Handle;
            word(value: Handle) -> Option<Word>;
            kind(value: Handle) -> i32;
            get(record: Handle, key: Word) -> Option<Handle>;
            length(list: Handle, most: i32) -> i32;
            item(list: Handle, index: i32) -> Handle;
            append(list: Handle, value: Handle);
            set_extra(grant: Handle, item: Handle);
            split(text: Handle) -> Handle;
            last_label(text: Handle) -> Option<Word>;
            failure(code: Word, details: Option<Handle>) -> Handle;
        }
        "facts": {
            device() -> i32;
            width() -> i32;
            height() -> i32;
        }
    }
    // These do not throw, but where the stack ends: then nothing of the instance's goes on.
    of_the_host: {
        "console": {
            say(line: Word);
        }
        "handlers": {
            begin(options: Handle, address: Option<Handle>, flow: i32);
            dismiss(flow: i32);
            listens(event: Word) -> bool;
            display(options: Handle) -> Option<Word>;
            forget_handlers();
            handlers(event: Word) -> Handle;
            next(walk: Handle) -> Option<Handle>;
            flow_of(handler: Handle) -> i32;
            call(handler: Handle, value: Option<Handle>);
            call_back(flow: Handle, event: Word, value: Option<Handle>);
            tell_opened();
        }
        "page": {
            parameters() -> Handle;
            age(record: Handle) -> i32;
        }
        "popup": {
            lose_popup();
            listen();
            sender(event: Handle) -> Sender;
            took_over(event: Handle) -> bool;
            ask(source: Handle);
            wake(milliseconds: i32);
            release(event: Word, value: Option<Handle>);
        }
        "relay": {
            hand_over(nonce: Handle);
            ask_lock(wait: bool);
        }
    }
    // These the browser may refuse, or the page may have broken.
    attempted: {
        "page": {
            parse(address: Handle) -> Option<Handle>;
            connect_page(base: Option<Handle>, token: Option<Handle>) -> Option<Handle>;
            complete_address(late: Handle) -> Option<Handle>;
            show_former(address: Handle) -> bool;
            show_without_parameters();
            store(key: Word, record: Handle) -> bool;
            stored(key: Word) -> Option<Handle>;
            forget(key: Word);
            leave_page() -> Option<Handle>;
            close_window();
            stay();
        }
        "popup": {
            open_popup(direct: bool) -> Option<Handle>;
            close_popup(popup: Handle);
            focus_popup();
            send_popup();
            is_blank() -> bool;
            prepare_popup();
            take_over();
        }
        "relay": {
            open_relay();
            acknowledge();
            close_relay();
            settle_home();
            pause(milliseconds: i32);
        }
    }
}

impl Passed for i32 {
    fn number(self) -> i32 {
        self
    }
}

impl Passed for bool {
    fn number(self) -> i32 {
        self.into()
    }
}

impl Passed for Word {
    fn number(self) -> i32 {
        self.0
    }
}

impl Passed for Handle {
    fn number(self) -> i32 {
        Self::number(self)
    }
}

/// Without a value, 0.
impl Passed for Option<Handle> {
    fn number(self) -> i32 {
        self.map_or(0, Handle::number)
    }
}

impl Given for () {
    unsafe fn given(_: i32) {}
}

impl Given for i32 {
    unsafe fn given(number: i32) -> Self {
        number
    }
}

impl Given for bool {
    unsafe fn given(number: i32) -> Self {
        number != 0
    }
}

/// -1 is a word, too: one that is none of ours.
impl Given for Option<Word> {
    unsafe fn given(number: i32) -> Self {
        Some(Word(number))
    }
}

impl Given for Option<Handle> {
    unsafe fn given(number: i32) -> Self {
        Handle::some(number)
    }
}

impl Given for Handle {
    unsafe fn given(number: i32) -> Self {
        // SAFETY: the caller's.
        unsafe { Self::entered(number) }
    }
}

impl Given for Sender {
    unsafe fn given(bits: i32) -> Self {
        Self { origin: bits & 1 != 0, popup: bits & 2 != 0, gone: bits & 4 != 0 }
    }
}
