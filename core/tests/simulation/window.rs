//! Windows and the pages in them, as browsers have them: names, openers, focus, navigation, the back/forward cache.

use std::collections::BTreeMap;
use std::rc::Rc;

use alter_connect_core::signal::Signal;
use serde_json::{Value as Data, json};

use crate::instance::Instance;
use crate::scene::Kind;
use crate::value::{Js, data};
use crate::world::World;

/// An address of the hosted page's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Address {
    /// The request whose session it has.
    pub session: Option<usize>,
    pub permitted: bool,
}

/// A `message` event.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub data: Data,
    /// Whether its origin is the hosted page's.
    pub hosted: bool,
    /// The window that posted it.
    pub source: Option<usize>,
    /// The request whose session it answers; none where it is forged.
    pub session: Option<usize>,
}

/// Query parameters, in order.
pub type Parameters = Vec<(String, String)>;

/// As JavaScript lists them.
pub fn list(parameters: &Parameters) -> Js {
    data(parameters.iter().map(|(name, value)| json!({"name": name, "value": value})).collect())
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Content {
    #[default]
    Blank,
    /// The hosted page, with the session of a request.
    Hosted {
        session: usize,
        answered: bool,
    },
    App(Parameters),
    Elsewhere,
}

/// The session storage of a window. Records are kept as they are stored, with their time.
pub type Storage = BTreeMap<&'static str, Data>;

#[derive(Debug, Default)]
pub struct Window {
    pub open: bool,
    /// The name by which `window.open` finds it; empty for none.
    pub name: String,
    pub opener: Option<usize>,
    /// The page that opened it.
    pub opened_by: usize,
    /// Cut off from its opener, for good.
    pub severed: bool,
    /// Windows find each other by name within a group.
    pub group: usize,
    pub storage: Storage,
    pub page: usize,
    /// Where it is going, and since when.
    pub pending: Option<(Content, f64)>,
    /// It was sent to the hosted page, from which nothing has come back yet.
    pub away: bool,
    /// The page in the back/forward cache.
    pub cached: Option<usize>,
}

/// A page that came home: the popup's end of the relay.
#[derive(Debug)]
pub struct Home {
    pub nonce: String,
    pub instance: usize,
    pub parameters: Parameters,
    pub listens: bool,
    /// It waits for the lock.
    pub queues: bool,
    /// Its pause is over then.
    pub pause: Option<f64>,
    pub settled: bool,
}

#[derive(Debug, Default)]
pub struct Page {
    pub window: usize,
    pub content: Content,
    /// False once it is gone.
    pub alive: bool,
    /// In the back/forward cache.
    pub frozen: bool,
    pub instances: Vec<usize>,
    pub home: Option<Home>,
}

impl Page {
    pub fn runs(&self) -> bool {
        self.alive && !self.frozen
    }

    pub fn is_settled(&self) -> bool {
        self.home.as_ref().is_none_or(|home| home.settled)
    }
}

impl World {
    /// A window of its own, with a page.
    pub fn new_window(&self, content: Content) -> usize {
        let mut state = self.state.borrow_mut();
        let (window, page) = (state.windows.len(), state.pages.len());
        state.pages.push(Page { window, content, alive: true, ..Page::default() });
        state.windows.push(Window { open: true, group: window, page, ..Window::default() });
        window
    }

    /// `window.open(address, name)`. A window that is there already is never blocked.
    pub fn open_named(&self, opener: usize, name: String, content: Content) -> Option<usize> {
        let group = self.state.borrow().windows[opener].group;
        let is_it = |window: &Window| window.open && window.name == name && window.group == group;
        let found = self.state.borrow().windows.iter().position(is_it);
        if found.is_none() && self.may(Kind::Block) {
            return None;
        }
        let popup = found.unwrap_or_else(|| {
            let popup = self.new_window(Content::Blank);
            let mut state = self.state.borrow_mut();
            let storage = state.windows[opener].storage.clone();
            let opened_by = state.windows[opener].page;
            let window = &mut state.windows[popup];
            window.opened_by = opened_by;
            (window.name, window.opener, window.group, window.storage) = (name, Some(opener), group, storage);
            popup
        });
        if found.is_some() || content != Content::Blank {
            self.navigate(popup, content);
        }
        self.state.borrow_mut().focus = Some(popup);
        Some(popup)
    }

    pub fn navigate(&self, window: usize, content: Content) {
        let mut state = self.state.borrow_mut();
        let now = state.now;
        state.windows[window].pending = Some((content, now));
    }

    /// What `popup.closed` reads in its opener.
    pub fn looks_closed(&self, popup: usize) -> bool {
        let state = self.state.borrow();
        !state.windows[popup].open || state.windows[popup].severed
    }

    /// A provider's page isolates itself.
    pub fn sever(&self, popup: usize) {
        let mut state = self.state.borrow_mut();
        let window = &mut state.windows[popup];
        (window.severed, window.name, window.group) = (true, String::new(), popup);
    }

    /// Closes a window. The focus goes back to its opener.
    pub fn close_window(self: &Rc<Self>, window: usize) {
        if !self.state.borrow().windows[window].open {
            return;
        }
        let mut state = self.state.borrow_mut();
        state.windows[window].open = false;
        state.windows[window].pending = None;
        let opener = state.windows[window].opener;
        if state.focus == Some(window) {
            state.focus = opener.filter(|opener| state.windows[*opener].open);
        }
        let (page, cached) = (state.windows[window].page, state.windows[window].cached);
        drop(state);
        self.throw_away(page, None);
        self.bury(page);
        if let Some(cached) = cached {
            self.bury(cached);
        }
    }

    /// The navigation of a window is through: its page goes, another comes.
    pub fn load(self: &Rc<Self>, window: usize) {
        let (content, _) = self.state.borrow_mut().windows[window].pending.take().expect("it is going somewhere");
        let is_app = matches!(content, Content::App(_));
        self.leave(window, content);
        if is_app {
            self.start_app(window);
        }
    }

    /// The page of a window goes, perhaps into the cache, and another comes.
    pub fn leave(self: &Rc<Self>, window: usize, content: Content) {
        let old = self.state.borrow().windows[window].page;
        self.tell_page(old, Signal::PageHide, &data(Data::Null));
        self.throw_away(old, Some(&content));
        let mut state = self.state.borrow_mut();
        let caches =
            self.scene.cached && matches!(state.pages[old].content, Content::App(_)) && content != Content::Blank;
        let page = state.pages.len();
        state.pages.push(Page { window, content, alive: true, ..Page::default() });
        let before = std::mem::replace(&mut state.windows[window].cached, caches.then_some(old));
        state.windows[window].page = page;
        state.pages[old].frozen = caches;
        drop(state);
        if !caches {
            self.bury(old);
        }
        if let Some(before) = before {
            self.bury(before);
        }
    }

    /// The user goes back to the page in the cache.
    pub fn back(self: &Rc<Self>, window: usize) {
        let mut state = self.state.borrow_mut();
        let page = state.windows[window].cached.take().expect("a page is in the cache");
        let old = std::mem::replace(&mut state.windows[window].page, page);
        state.windows[window].pending = None;
        state.pages[page].frozen = false;
        drop(state);
        self.bury(old);
        let before = self.state.borrow().requests.len();
        self.state.borrow_mut().is_back = true;
        self.tell_page(page, Signal::PageShow, &data(json!({"persisted": true})));
        self.state.borrow_mut().is_back = false;
        let state = self.state.borrow();
        let flows = state.pages[page].instances.iter().filter_map(|instance| state.instances[*instance].flow.as_ref());
        let over = flows.filter(|held| held.listens).all(|held| held.request >= before);
        assert!(over, "a page that comes back from the cache has no flow of before");
    }

    /// A page is gone, with all that it began.
    fn bury(&self, page: usize) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        state.pages[page].alive = false;
        for instance in &state.pages[page].instances {
            let instance: &mut Instance = &mut state.instances[*instance];
            instance.flow = None;
        }
    }
}
