//! wasm-bindgen takes a JavaScript file along where Rust names something of it. These are named by other files alone.

#![allow(dead_code)]

use wasm_bindgen::prelude::*;

macro_rules! take_along {
    ($($file:literal: $name:literal as $unused:ident;)*) => {
        $(#[wasm_bindgen(module = $file)]
        extern "C" {
            #[wasm_bindgen(js_name = $name)]
            fn $unused();
        })*
    };
}

take_along! {
    "/src/console.js": "say" as console;
    "/src/error.js": "failed" as error;
    "/src/facts.js": "device" as facts;
    "/src/handlers.js": "dismiss" as handlers;
    "/src/page.js": "stay" as page;
    "/src/popup.js": "release" as popup;
    "/src/relay.js": "closeRelay" as relay;
    "/src/tables.js": "WORDS" as tables;
}
