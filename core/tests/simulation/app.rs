//! The app: what it asks for, and what it does when its code runs, which may be in the middle of anything.

use std::rc::Rc;

use alter_connect_core::error::Error;
use alter_connect_core::signal::Signal;
use alter_connect_core::word::Word;

use crate::instance::EVENTS;
use crate::scene::{Ask, Kind};
use crate::task::Task;
use crate::value::{Handler, Js};
use crate::window::Content;
use crate::world::World;

/// What the app asks for with one call of `open()` or `connect()`, and what came of it. Its number is its session's, too.
#[derive(Debug, Default)]
pub struct Request {
    pub id: usize,
    pub instance: usize,
    pub ask: Ask,
    /// `connect()`.
    pub promised: bool,
    /// Of its flow; 0 before that began.
    pub number: i32,
    pub started: f64,
    /// Its call of `open()` is under way.
    pub opening: bool,
    pub popup_asked: bool,
    pub has_popup: bool,
    /// The popup was opened with the address itself.
    pub direct: bool,
    pub late: Late,
    /// What the late token or address ends in.
    pub fails: Option<Error>,
    /// When its window was sent to the Connect page.
    pub sent: Option<f64>,
    /// When it ended, its popup was there, and its page had the focus.
    pub popup_lives: bool,
    pub popup_blank: bool,
    pub focused: bool,
    /// It let go of everything.
    pub released: bool,
    /// When that was, in the order of walks over handlers.
    pub ended: u32,
    /// What its callbacks have heard.
    pub told: Vec<Word>,
    pub dismissed: bool,
    pub close_told: bool,
    /// The app closed it, or destroyed its instance.
    pub closed: bool,
}

/// Whether a late token is there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Late {
    #[default]
    NotAsked,
    Asked,
    Settled,
}

impl Request {
    pub fn has_begun(&self) -> bool {
        self.number != 0
    }

    /// What the app gives, or what its promise resolves to.
    pub fn source(&self) -> String {
        let kind = match self.ask {
            Ask::Token | Ask::TokenPromise | Ask::TokenFunction | Ask::NoCallback => "token",
            Ask::Url | Ask::UrlPromise | Ask::UrlFunction => "url",
            Ask::BadUrl | Ask::Nothing | Ask::NoPromise => "bad",
        };
        format!("{kind}:{}", self.id)
    }
}

/// The options of a request: an object with getters.
pub struct Options {
    pub world: Rc<World>,
    pub request: usize,
    pub instance: usize,
    pub ask: Ask,
    pub promised: bool,
}

impl Options {
    pub fn is_function(&self) -> bool {
        matches!(self.ask, Ask::TokenFunction | Ask::UrlFunction)
    }

    fn is_promise(&self) -> bool {
        matches!(self.ask, Ask::TokenPromise | Ask::UrlPromise)
    }

    fn is_late(&self) -> bool {
        self.is_function() || self.is_promise() || self.ask == Ask::NoPromise
    }

    pub fn get(self: &Rc<Self>, key: Word) -> Option<Js> {
        self.world.interrupt(self.instance, Kind::InGetter);
        let by_url = matches!(self.ask, Ask::Url | Ask::UrlPromise | Ask::UrlFunction | Ask::BadUrl);
        match key {
            Word::Token | Word::ConnectUrl if self.ask == Ask::Nothing => None,
            Word::Token if by_url => None,
            Word::ConnectUrl if !by_url => None,
            Word::Token | Word::ConnectUrl if self.is_late() => Some(Js::Late(self.clone())),
            Word::Token | Word::ConnectUrl => Some(Js::text(self.world.state.borrow().requests[self.request].source())),
            // What stands there may be something else.
            Word::OnSuccess if !self.promised && self.ask == Ask::NoCallback => Some(Js::text("onSuccess")),
            Word::OnSuccess if !self.promised => Some(Js::Function),
            _ => None,
        }
    }

    pub fn get_of_late(&self, key: Word) -> Option<Js> {
        self.world.interrupt(self.instance, Kind::InGetter);
        match key {
            Word::Then if self.is_promise() => Some(Js::Function),
            Word::Then => Some(Js::text("then")),
            _ => None,
        }
    }
}

/// What the app does with the SDK.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    Open(usize, Ask),
    Connect(usize, Ask),
    Close(usize),
    Destroy(usize),
    /// Adds a handler for the event at a place.
    On(usize, usize),
    /// Removes its first handler for the event at a place.
    Off(usize, usize),
    Take(usize),
}

impl World {
    /// The app's code in a page that was just loaded.
    pub fn start_app(self: &Rc<Self>, window: usize) {
        let page = self.state.borrow().windows[window].page;
        self.believe(window);
        if self.state.borrow().left(Kind::Shown) {
            self.spend(Kind::Shown);
            self.queue(Task::Shown(page));
        }
        for _ in 0..self.scene.instances {
            let instance = self.create(page);
            if self.scene.listens && !self.state.borrow().instances[instance].destroyed {
                (0..EVENTS.len()).for_each(|event| self.on(instance, event));
            }
        }
    }

    /// What the app may do now in a page, as far as the scene lets it.
    pub fn acts(&self, page: usize) -> Vec<Act> {
        let state = self.state.borrow();
        let mut acts = Vec::new();
        if !state.pages[page].runs() || !matches!(state.pages[page].content, Content::App(_)) {
            return acts;
        }
        for &id in state.pages[page].instances.iter().filter(|id| !state.instances[**id].destroyed) {
            if state.left(Kind::Open) {
                for ask in self.scene.asks {
                    acts.extend([Act::Open(id, *ask), Act::Connect(id, *ask)]);
                }
            }
            if state.left(Kind::Close) {
                acts.push(Act::Close(id));
            }
            if state.left(Kind::Destroy) {
                acts.push(Act::Destroy(id));
            }
            if state.left(Kind::On) {
                acts.extend((0..EVENTS.len()).flat_map(|event| [Act::On(id, event), Act::Off(id, event)]));
            }
            if state.left(Kind::Take) {
                acts.push(Act::Take(id));
            }
        }
        acts
    }

    /// Code of the app's runs in the middle of something; it may call the SDK.
    pub fn interrupt(self: &Rc<Self>, instance: usize, kind: Kind) {
        if !self.state.borrow().left(kind) {
            return;
        }
        let page = self.state.borrow().instances[instance].page;
        let acts = self.acts(page);
        if acts.is_empty() {
            return;
        }
        let choice = self.choose_rarely(1 + acts.len());
        if choice > 0 {
            self.spend(kind);
            self.note(format!("  {kind:?}"));
            self.act(acts[choice - 1]);
            self.note("  back".into());
        }
    }

    pub fn act(self: &Rc<Self>, act: Act) {
        self.note(format!("{act:?}"));
        match act {
            Act::Open(instance, ask) => self.open(instance, ask, false),
            Act::Connect(instance, ask) => self.open(instance, ask, true),
            Act::Close(instance) => {
                self.spend(Kind::Close);
                self.close(instance);
            }
            Act::Destroy(instance) => {
                self.spend(Kind::Destroy);
                self.destroy(instance);
            }
            Act::On(instance, event) => {
                self.spend(Kind::On);
                self.on(instance, event);
            }
            Act::Off(instance, event) => {
                self.spend(Kind::On);
                let handlers = &mut self.state.borrow_mut().instances[instance].handlers[event].0;
                if let Some(first) = handlers.iter().position(|(_, handler)| matches!(handler, Handler::App(_))) {
                    handlers.remove(first);
                }
            }
            Act::Take(instance) => {
                self.spend(Kind::Take);
                self.queue(Task::Take(instance));
            }
        }
    }

    /// A token or an address comes late, or what the flow ends in instead.
    pub fn settle(self: &Rc<Self>, id: usize, value: Js, fails: Option<Error>) {
        let (instance, number, over, told) = {
            let request = &mut self.state.borrow_mut().requests[id];
            (request.late, request.fails) = (Late::Settled, fails);
            (request.instance, request.number, request.released, request.told.len())
        };
        self.tell(instance, Signal::Token, value, number);
        let state = self.state.borrow();
        let request = &state.requests[id];
        assert!(!over || request.told.len() == told, "a flow that is over hears nothing");
        let held = state.instances[instance].flow.as_ref().filter(|held| held.request == id);
        // A popup that is used again shows the page of before until it goes to the blank one; one that looks closed shows
        // nothing.
        let is_ready = held.is_some_and(|held| {
            held.popup.is_none_or(|popup| {
                !self.looks_closed(popup) && state.pages[state.windows[popup].page].content == Content::Blank
            })
        });
        assert!(!is_ready || request.sent.is_some(), "the Connect page is shown once its address is known");
        assert!(fails.is_none() || request.released, "a flow whose token fails ends");
    }
}
