//! The functions of the files in this folder that the machine's host is made of, each by its number.
//!
//! One import with a number is smaller than one import for each. `effects.js` has the functions in the same order; it is
//! generated from this table, as `tables.js` is from the core's (`tests/tables.rs`).

use wasm_bindgen::prelude::*;

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

macro_rules! effects {
    ($($file:literal: { $($name:ident($($argument:ident),*);)* })*) => {
        #[allow(non_camel_case_types)]
        enum Place { $($($name,)*)* }

        $($(#[inline(always)] pub fn $name($($argument: i32),*) -> i32 {
            effects!(@act Place::$name as i32, $($argument),*)
        })*)*

        /// The files, and the functions of each, in the order of their numbers.
        pub const EFFECTS: &[(&str, &[&str])] = &[$(($file, &[$(stringify!($name),)*]),)*];
    };
    (@act $number:expr, ) => { act0($number) };
    (@act $number:expr, $a:ident) => { act1($number, $a) };
    (@act $number:expr, $a:ident, $b:ident) => { act2($number, $a, $b) };
    (@act $number:expr, $a:ident, $b:ident, $c:ident) => { act3($number, $a, $b, $c) };
}

effects! {
    "values": {
        record();
        list();
        nothing();
        now();
        text(word);
        word(value);
        kind(value);
        get(record, key);
        length(list, most);
        item(list, index);
        append(list, value);
        set_extra(grant, item);
        split(text);
        last_label(text);
        failure(code, details);
    }
    "facts": {
        device();
        width();
        height();
    }
    "console": {
        say(word);
        say_end(event, value);
    }
    "handlers": {
        begin(options, address, number);
        dismiss(flow);
        listens(event);
        display(options);
        forget_handlers();
        handlers(event);
        next(walk);
        flow_of(handler);
        call(handler, value);
        call_back(flow, event, value);
        tell_opened();
    }
    "page": {
        parse(address);
        connect_page(base, token);
        complete_address(late);
        parameters();
        show_former(address);
        show_without_parameters();
        store(key, record);
        stored(key);
        age(record);
        forget(key);
        leave_page();
        close_window();
        stay();
    }
    "popup": {
        open_popup(direct);
        close_popup(popup);
        focus_popup();
        lose_popup();
        send_popup();
        is_blank();
        prepare_popup();
        listen();
        sender(event);
        take_over();
        took_over(event);
        ask(source);
        wake(milliseconds);
        release();
    }
    "relay": {
        open_relay();
        acknowledge();
        close_relay();
        hand_over(nonce);
        ask_lock(wait);
        settle_home();
        pause(milliseconds);
    }
}
