//! The world of a run: windows, pages, instances, and what is on its way between them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::app::Request;
use crate::choice::Choices;
use crate::instance::Instance;
use crate::laws::Outcome;
use crate::scene::{Kind, Scene};
use crate::task::Task;
use crate::window::{Page, Window};

pub struct World {
    pub scene: Scene,
    pub state: RefCell<State>,
    pub choices: RefCell<Choices>,
    /// What happened, for who reads of a failure.
    pub story: RefCell<Vec<String>>,
}

/// A walk over the handlers of an instance for the event at a place.
#[derive(Debug)]
pub struct Walk {
    pub instance: usize,
    pub event: usize,
    /// The request whose end it tells.
    pub of: Option<usize>,
    /// The place of the handler before.
    pub last: u32,
}

/// No borrow of it outlives a line that could run other code.
#[derive(Debug, Default)]
pub struct State {
    /// Of every clock, in milliseconds.
    pub now: f64,
    pub windows: Vec<Window>,
    pub pages: Vec<Page>,
    pub instances: Vec<Instance>,
    pub requests: Vec<Request>,
    /// What hosted pages answered, by the number of the session.
    pub outcomes: BTreeMap<usize, Outcome>,
    pub tasks: Vec<(Task, f64)>,
    pub walks: BTreeMap<u32, Walk>,
    /// The requests whose flows have ended and owe a `close`, the last one first in turn.
    pub endings: Vec<usize>,
    pub focus: Option<usize>,
    /// The request that asked for a window last.
    pub asked: usize,
    /// The session storage refuses what is stored.
    pub refuses: bool,
    /// A page hears that it came back from the cache.
    pub is_back: bool,
    /// How often a popup was brought to the front.
    pub brought_to_front: u32,
    spent: Vec<Kind>,
    budget: &'static [(Kind, u8)],
    pub last: u32,
}

impl State {
    pub fn next(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    /// How often the app's code has called the SDK in the middle of something.
    pub fn interrupts(&self) -> usize {
        let kinds = [Kind::InCallback, Kind::InGetter, Kind::InEffect];
        self.spent.iter().filter(|spent| kinds.contains(spent)).count()
    }

    pub fn left(&self, kind: Kind) -> bool {
        let budget = self.budget.iter().find(|(of, _)| *of == kind).map_or(0, |(_, count)| *count);
        self.spent.iter().filter(|spent| **spent == kind).count() < usize::from(budget)
    }
}

impl World {
    pub fn new(scene: Scene, choices: Choices) -> Self {
        let state = State { now: 1_000_000.0, focus: Some(0), budget: scene.budget, ..State::default() };
        Self { scene, state: RefCell::new(state), choices: RefCell::new(choices), story: RefCell::default() }
    }

    pub fn choose(&self, of: usize) -> usize {
        self.choices.borrow_mut().choose(of)
    }

    pub fn choose_rarely(&self, of: usize) -> usize {
        self.choices.borrow_mut().choose_rarely(of)
    }

    pub fn spend(&self, kind: Kind) {
        let mut state = self.state.borrow_mut();
        if !state.spent.contains(&kind) || state.left(kind) {
            state.spent.push(kind);
            state.spent.sort_by_key(|kind| *kind as u8);
        }
    }

    /// Whether something happens that may happen now.
    pub fn may(&self, kind: Kind) -> bool {
        let happens = self.state.borrow().left(kind) && self.choose_rarely(2) == 1;
        if happens {
            self.spend(kind);
            self.note(format!("    {kind:?}"));
        }
        happens
    }

    /// No more of anything.
    pub fn end_budgets(&self) {
        self.state.borrow_mut().budget = &[];
    }

    pub fn note(&self, line: String) {
        self.story.borrow_mut().push(line);
    }
}
