//! An instance as JavaScript has it: its handlers and what its flow holds (`host/src/instance.js`, `handlers.js`,
//! `machine.js`).

use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;

use alter_connect_core::flow::Focus;
use alter_connect_core::machine::{Machine, Told};
use alter_connect_core::signal::{Facts, Popup, Signal};
use alter_connect_core::word::Word;
use serde_json::Value as Data;

use crate::browser::Browser;
use crate::scene::Kind;
use crate::task::Task;
use crate::value::{Handler, Js, data};
use crate::window::Address;
use crate::world::World;

pub const EVENTS: [Word; 4] = [Word::Success, Word::Error, Word::Exit, Word::Close];

/// The handlers of an event. What is added while they are walked over is visited, too.
#[derive(Debug, Default)]
pub struct Handlers(pub Vec<(u32, Handler)>);

/// What a flow holds.
#[derive(Debug, Default)]
pub struct Held {
    pub request: usize,
    pub number: i32,
    pub address: Option<Address>,
    pub popup: Option<usize>,
    pub listens: bool,
    pub timer: Option<f64>,
    /// The relay's channel and lock are of that name.
    pub nonce: Option<String>,
    pub relays: bool,
    pub took_over: Option<u32>,
}

/// What an exception carries.
struct Trap;

#[derive(Debug, Default)]
pub struct Instance {
    pub page: usize,
    pub machine: Rc<Machine>,
    pub flow: Option<Held>,
    pub handlers: [Handlers; 4],
    pub destroyed: bool,
    /// How often an exception ended all that it did.
    pub resets: u32,
    /// How many `close` the app may hear though no flow has ended: it called `close()` while nothing was open.
    pub idle_closes: u32,
}

impl World {
    pub fn create(self: &Rc<Self>, page: usize) -> usize {
        let mut state = self.state.borrow_mut();
        let instance = state.instances.len();
        state.instances.push(Instance { page, ..Instance::default() });
        state.pages[page].instances.push(instance);
        drop(state);
        self.tell(instance, Signal::Arrive, data(Data::Null), 0);
        self.queue(Task::Listen(instance));
        instance
    }

    /// Tells an instance's machine what happened.
    pub fn tell(self: &Rc<Self>, instance: usize, signal: Signal, value: Js, flow: i32) -> Told<Js> {
        let facts = self.facts(instance, flow);
        let machine = self.state.borrow().instances[instance].machine.clone();
        let browser = Browser { world: self.clone(), instance, signal };
        let walks = self.state.borrow().last;
        let told = panic::catch_unwind(AssertUnwindSafe(|| machine.tell(&browser, signal, value, facts)));
        told.unwrap_or_else(|cause| {
            if !cause.is::<Trap>() {
                panic::resume_unwind(cause);
            }
            machine.tell(&browser, Signal::Reset, data(Data::Null), facts);
            self.is_reset(instance, walks);
            Told::Done
        })
    }

    /// An exception may come out of the host here.
    pub fn may_trap(&self) {
        if self.scene.traps && self.state.borrow().left(Kind::Trap) && self.choose(100) == 1 {
            self.spend(Kind::Trap);
            self.note("    an exception".into());
            panic::resume_unwind(Box::new(Trap));
        }
    }

    fn facts(&self, instance: usize, flow: i32) -> Facts {
        let state = self.state.borrow();
        let instance = &state.instances[instance];
        let popup = match instance.flow.as_ref().and_then(|held| held.popup) {
            None => Popup::Missing,
            Some(popup) if !state.windows[popup].open || state.windows[popup].severed => Popup::LooksClosed,
            Some(_) => Popup::Open,
        };
        let focus = match state.focus {
            _ if self.scene.emulated => Focus::Here,
            Some(window) if window == state.pages[instance.page].window => Focus::Here,
            _ if self.scene.framed => Focus::Unknown,
            _ => Focus::Elsewhere,
        };
        Facts { flow, popup, focus, now: state.now as i32, grace: -1, window: true }
    }

    /// Dispatches an event on a page: the flows that listen there hear of it.
    pub fn tell_page(self: &Rc<Self>, page: usize, signal: Signal, value: &Js) {
        for (instance, number) in self.listeners(page) {
            if self.hears(instance, number) {
                self.tell(instance, signal, value.clone(), number);
            }
        }
    }

    pub fn listeners(&self, page: usize) -> Vec<(usize, i32)> {
        let state = self.state.borrow();
        let instances = state.pages[page].instances.iter();
        instances.filter_map(|id| Some((*id, state.instances[*id].flow.as_ref()?.number))).collect()
    }

    /// Whether the flow of that number listens.
    pub fn hears(&self, instance: usize, number: i32) -> bool {
        let state = self.state.borrow();
        state.instances[instance].flow.as_ref().is_some_and(|held| held.listens && held.number == number)
    }

    pub fn close(self: &Rc<Self>, instance: usize) {
        {
            let mut state = self.state.borrow_mut();
            if !state.owes_close(instance) {
                state.instances[instance].idle_closes += 1;
            }
            state.app_closes(instance);
        }
        let leaving = self.is_leaving(instance);
        self.tell(instance, Signal::Close, data(Data::Null), 0);
        self.check_stays(instance, leaving);
    }

    /// The app has closed an instance's flow, or destroyed the instance.
    fn check_stays(&self, instance: usize, leaving: bool) {
        let state = self.state.borrow();
        let instance_of = &state.instances[instance];
        // Its handlers may have opened the next meanwhile.
        let is_over = instance_of.flow.is_none() && state.requests.iter().all(|request| !request.opening);
        if leaving && is_over && !self.scene.traps {
            let window = &state.windows[state.pages[instance_of.page].window];
            assert!(!self.is_leaving(instance), "a page whose flow the app closes stays");
            let explained = window.pending.is_none() && window.storage.contains_key(Word::State.as_str());
            assert!(!explained, "nothing explains a return from a flow that the app closed");
        }
    }

    pub fn destroy(self: &Rc<Self>, instance: usize) {
        {
            let mut state = self.state.borrow_mut();
            state.app_closes(instance);
            state.instances[instance].destroyed = true;
        }
        let leaving = self.is_leaving(instance);
        self.tell(instance, Signal::Destroy, data(Data::Null), 0);
        self.check_stays(instance, leaving);
        assert!(self.state.borrow().instances[instance].flow.is_none(), "an instance that is destroyed holds nothing");
    }

    /// Removes the callbacks of a flow, or of all.
    pub fn dismiss(&self, instance: usize, number: i32) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        for handlers in &mut state.instances[instance].handlers {
            handlers.0.retain(|(_, handler)| match handler {
                Handler::Request(request) if number == 0 || state.requests[*request].number == number => {
                    state.requests[*request].dismissed = true;
                    false
                }
                _ => true,
            });
        }
    }

    pub fn add_handler(&self, instance: usize, event: usize, handler: Handler) {
        let mut state = self.state.borrow_mut();
        let place = state.next();
        state.instances[instance].handlers[event].0.push((place, handler));
    }

    pub fn on(&self, instance: usize, event: usize) {
        let handler = Handler::App(self.state.borrow_mut().next());
        self.add_handler(instance, event, handler);
        self.queue(Task::Listen(instance));
    }
}
