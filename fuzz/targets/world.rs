//! The whole machine in the simulated world of the host tests: the bytes are what happens next.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../core/tests/rules/json.rs"]
mod json;

#[path = "../../core/tests/simulation/app.rs"]
mod app;
#[path = "../../core/tests/simulation/browser.rs"]
mod browser;
#[path = "../../core/tests/simulation/choice.rs"]
mod choice;
#[path = "../../core/tests/simulation/event.rs"]
mod event;
#[path = "../../core/tests/simulation/instance.rs"]
mod instance;
#[path = "../../core/tests/simulation/laws.rs"]
mod laws;
#[path = "../../core/tests/simulation/opening.rs"]
mod opening;
#[path = "../../core/tests/simulation/run.rs"]
mod run;
#[path = "../../core/tests/simulation/scene.rs"]
mod scene;
#[path = "../../core/tests/simulation/task.rs"]
mod task;
#[path = "../../core/tests/simulation/value.rs"]
mod value;
#[path = "../../core/tests/simulation/window.rs"]
mod window;
#[path = "../../core/tests/simulation/world.rs"]
mod world;

fuzz_target!(|data: &[u8]| run::chosen(data));
