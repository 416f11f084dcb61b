//! What is on its way: messages between windows, answers of the browser, promises. The platform delivers soon, but in any
//! order that it does not promise.

use std::rc::Rc;

use alter_connect_core::machine::Told;
use alter_connect_core::signal::Signal;
use serde_json::{Value as Data, json};

use crate::laws::session_in;
use crate::value::{Js, data};
use crate::window::{Message, Parameters, list};
use crate::world::World;

#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// A message to a page.
    Message(usize, Message),
    /// A page was loaded.
    Shown(usize),
    /// A page has the focus.
    Focus(usize),
    /// A popup that came home hands over its parameters, to the flow of that number.
    Relay(usize, i32, Parameters),
    /// An opener tells a page that its result was taken.
    Taken(usize),
    /// The browser answers a page that asked for a lock.
    Lock(usize),
    /// An instance hands a pending result to whoever listens.
    Listen(usize),
    /// The app waits for `takeRedirectResult()`.
    Take(usize),
}

/// How long the platform takes at most, in milliseconds.
pub const LAG: f64 = 90.0;

impl World {
    pub fn queue(&self, task: Task) {
        let mut state = self.state.borrow_mut();
        let now = state.now;
        // To look twice in a row whether somebody listens is to look once.
        if !matches!(task, Task::Listen(_)) || !state.tasks.iter().any(|(other, _)| *other == task) {
            state.tasks.push((task, now));
        }
    }

    /// The page that a task is of.
    fn page_of(&self, task: &Task) -> usize {
        let state = self.state.borrow();
        match task {
            Task::Message(page, _) | Task::Shown(page) | Task::Focus(page) | Task::Taken(page) | Task::Lock(page) => {
                *page
            }
            Task::Relay(instance, ..) | Task::Listen(instance) | Task::Take(instance) => {
                state.instances[*instance].page
            }
        }
    }

    /// Whether it can run now. What comes from one window comes in order.
    pub fn can_run(&self, place: usize) -> bool {
        let task = self.state.borrow().tasks[place].0.clone();
        let page = self.page_of(&task);
        let state = self.state.borrow();
        if !state.pages[page].runs() {
            return false;
        }
        match &task {
            Task::Listen(_) | Task::Take(_) => {
                let earlier = |task: &Task| matches!(task, Task::Listen(_) | Task::Take(_));
                state.pages[page].is_settled() && !self.is_behind(place, page, earlier)
            }
            Task::Message(_, message) => {
                let source = message.source;
                drop(state);
                !self.is_behind(place, page, |task| matches!(task, Task::Message(_, other) if other.source == source))
            }
            _ => true,
        }
    }

    fn is_behind(&self, place: usize, page: usize, same: impl Fn(&Task) -> bool) -> bool {
        let state = self.state.borrow();
        state.tasks[..place].iter().any(|(task, _)| same(task) && self.page_of(task) == page)
    }

    /// Drops what is on its way to pages that are gone.
    pub fn drop_lost(&self) {
        let tasks = std::mem::take(&mut self.state.borrow_mut().tasks);
        let kept = tasks.into_iter().filter(|(task, _)| self.state.borrow().pages[self.page_of(task)].alive).collect();
        self.state.borrow_mut().tasks = kept;
    }

    pub fn run(self: &Rc<Self>, place: usize) {
        let (task, _) = self.state.borrow_mut().tasks.remove(place);
        match task {
            Task::Message(page, message) => self.deliver(page, &message),
            Task::Shown(page) => self.tell_page(page, Signal::PageShow, &data(json!({"persisted": false}))),
            Task::Focus(page) => self.tell_page(page, Signal::Focus, &data(Data::Null)),
            Task::Relay(instance, number, parameters) => self.relay(instance, number, parameters),
            Task::Taken(page) => self.tell_home(page, Signal::Acknowledged),
            Task::Lock(page) => self.answer_lock(page),
            Task::Listen(instance) => {
                self.tell(instance, Signal::Listen, data(Data::Null), 0);
            }
            Task::Take(instance) => {
                if let Told::Result(result) = self.tell(instance, Signal::Take, data(Data::Null), 0) {
                    self.taken(instance, &result);
                }
            }
        }
    }

    /// Each flow that listens hears a message; the one that it answers takes it.
    fn deliver(self: &Rc<Self>, page: usize, message: &Message) {
        // Firefox names no source once that is closed. Whose such a message is, nobody can tell: where the flow that it answers
        // is over by then, another whose popup has closed in the same moment takes it.
        let is_named = |source: &usize| {
            let state = self.state.borrow();
            let mut held = state.instances.iter().filter_map(|instance| instance.flow.as_ref());
            let is_open = state.windows.get(*source).is_none_or(|window| window.open);
            is_open || !held.any(|held| Some(held.request) == message.session)
        };
        let message = &Message { source: message.source.filter(is_named), ..message.clone() };
        for (instance, number) in self.listeners(page) {
            if !self.hears(instance, number) {
                continue;
            }
            let due = self.is_answered_by(instance, message);
            self.tell(instance, Signal::Message, Js::Message(message.clone()), number);
            if let (true, Some(session)) = (due, message.session) {
                self.expect_told(instance, session);
            }
        }
    }

    /// Whether a message is the answer to this instance's flow, which shows the hosted page in its popup.
    fn is_answered_by(&self, instance: usize, message: &Message) -> bool {
        let state = self.state.borrow();
        let Some(held) = &state.instances[instance].flow else { return false };
        let request = &state.requests[held.request];
        let from_popup = match message.source {
            Some(source) => held.popup == Some(source),
            None => held.popup.is_some_and(|popup| !state.windows[popup].open),
        };
        message.hosted && message.session == Some(request.id) && request.sent.is_some() && from_popup
    }

    fn relay(self: &Rc<Self>, instance: usize, number: i32, parameters: Parameters) {
        let (hears, due) = {
            let state = self.state.borrow();
            let held = state.instances[instance].flow.as_ref().filter(|held| held.relays && held.number == number);
            (held.is_some(), held.filter(|held| state.requests[held.request].sent.is_some()).map(|held| held.request))
        };
        if !hears {
            return;
        }
        let session = session_in(&parameters);
        self.tell(instance, Signal::Relayed, list(&parameters), number);
        if let Some(session) = session.filter(|session| due == Some(*session)) {
            self.expect_told(instance, session);
        }
    }

    pub fn tell_home(self: &Rc<Self>, page: usize, signal: Signal) {
        let (instance, parameters) = {
            let state = self.state.borrow();
            let home = state.pages[page].home.as_ref().expect("it came home");
            if signal == Signal::Acknowledged && !home.listens {
                return;
            }
            (home.instance, home.parameters.clone())
        };
        self.tell(instance, signal, list(&parameters), 0);
    }

    /// `ifAvailable`.
    fn answer_lock(self: &Rc<Self>, page: usize) {
        let signal = if !self.scene.locks {
            Signal::NoLocks
        } else if self.is_locked(page) {
            Signal::LockHeld
        } else {
            Signal::LockFree
        };
        self.tell_home(page, signal);
    }

    /// Whether an opener holds the lock that a page that came home asks for.
    pub fn is_locked(&self, page: usize) -> bool {
        let state = self.state.borrow();
        let nonce = state.pages[page].home.as_ref().map(|home| &home.nonce);
        state.instances.iter().any(|instance| {
            state.pages[instance.page].alive
                && instance.flow.as_ref().is_some_and(|held| held.relays && held.nonce.as_ref() == nonce)
        })
    }
}
