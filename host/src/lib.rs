//! The browser: what the machine's host does, in straight-line JavaScript. It decides nothing.
//!
//! Values of JavaScript's travel by number, as in V8's embedding interface: a number is a handle, and good until the call ends
//! in which it came. No function throws into Rust. What calls this floor is [`tell`], with the machine that is meant.

#![no_std]

#[cfg(feature = "instance")]
extern crate std;

pub mod effects;
#[cfg(feature = "instance")]
mod files;
mod handle;
#[cfg(feature = "instance")]
pub mod instance;
mod value;

use alter_connect_core::flow::Focus;
use alter_connect_core::machine::{Machine, Told};
use alter_connect_core::signal::{Facts, Popup, Signal};
use alter_connect_core::value::Value;

use self::effects::Browser;
use self::handle::Handle;

#[cfg(all(target_arch = "wasm32", target_feature = "atomics"))]
compile_error!("alter-connect runs on one thread: build it without the target feature `atomics`");

/// JavaScript tells a machine what happened: `machine.js`, with the bits that `facts.js` has seen. Gives the number of a value,
/// or 0.
///
/// # Safety
///
/// `value` is the number of a value that JavaScript has entered for this call, and not 0.
#[inline(always)]
pub unsafe fn tell(machine: &Machine, signal: i32, value: i32, flow: i32, seen: i32, now: i32, grace: i32) -> i32 {
    let popup = match seen & 3 {
        0 | 2 => Popup::Missing,
        1 => Popup::Open,
        _ => Popup::LooksClosed,
    };
    let focus = match seen >> 3 {
        0 => Focus::Unknown,
        1 => Focus::Elsewhere,
        _ => Focus::Here,
    };
    let facts = Facts { flow, popup, focus, now, grace, window: seen & 4 != 0 };
    // SAFETY: the caller's.
    let value = unsafe { Handle::entered(value) };
    match machine.tell(&Browser, named(signal), value, facts) {
        Told::Done => 0,
        Told::Refused(error) => value.failure(error, None).number(),
        Told::Result(result) => result.number(),
    }
}

/// The signal of a number. An unknown number is a defect, and resets the instance.
#[inline(always)]
fn named(number: i32) -> Signal {
    if (0..Signal::ALL.len() as i32).contains(&number) {
        // SAFETY: signals are numbers of this type, from 0 and without a gap, and this is one of them.
        unsafe { core::mem::transmute::<i32, Signal>(number) }
    } else {
        Signal::Reset
    }
}
