//! What can happen next in the world, and what it does.

use std::rc::Rc;

use alter_connect_core::error::Error;
use alter_connect_core::signal::Signal;
use serde_json::{Value as Data, json};

use crate::app::{Act, Late};
use crate::laws::{FORGED, Outcome, name};
use crate::scene::Kind;
use crate::task::{LAG, Task};
use crate::value::{Js, data};
use crate::window::{Content, Message, Parameters};
use crate::world::World;

/// How long a navigation takes at most, in milliseconds.
const NAVIGATION: f64 = 400.0;

#[derive(Clone, Debug)]
pub enum Event {
    /// The task at a place runs.
    Run(usize),
    /// The timer of an instance's flow is due.
    Timer(usize),
    /// The pause is over of a page that came home.
    Pause(usize),
    /// A page gets the lock that it waits for.
    Lock(usize),
    /// Time passes, until the next timer is due.
    Tick,
    Sleep(f64),
    Load(usize),
    /// A window stays where it is, though it was sent elsewhere.
    Stall(usize),
    Act(Act),
    /// The late token of a request is there.
    Settle(usize),
    Fail(usize),
    /// The late token of a request is an address that is not permitted.
    Spoil(usize),
    /// The hosted page in a window answers, with grants or an error.
    Answer(usize, bool),
    /// The same, by going to `return_url` though it has its opener.
    Home(usize),
    Sever(usize),
    CloseWindow(usize),
    Focus(usize),
    Reload(usize),
    Leave(usize),
    Back(usize),
    /// A crafted link, in a tab of its own or in a window whose page has not left for the hosted page.
    ForgeLink,
    ForgeLinkIn(usize),
    /// A crafted message to a window's page: of the hosted page's origin from another window, or of another origin from a popup.
    ForgeMessage(usize, Option<usize>),
    Refuse,
}

impl World {
    /// All that can happen now.
    pub fn events(self: &Rc<Self>) -> Vec<Event> {
        let mut events: Vec<Event> =
            (0..self.state.borrow().tasks.len()).filter(|place| self.can_run(*place)).map(Event::Run).collect();
        let pages: Vec<usize> = {
            let state = self.state.borrow();
            state.windows.iter().filter(|window| window.open).map(|window| window.page).collect()
        };
        for page in &pages {
            let state = self.state.borrow();
            for id in &state.pages[*page].instances {
                let due = state.instances[*id].flow.as_ref().and_then(|held| held.timer);
                events.extend(due.filter(|due| *due <= state.now).map(|_| Event::Timer(*id)));
            }
            if let Some(home) = &state.pages[*page].home {
                events.extend(home.pause.filter(|due| *due <= state.now).map(|_| Event::Pause(*page)));
                if home.queues && !self.is_locked(*page) {
                    events.push(Event::Lock(*page));
                }
            }
        }
        self.add_windows(&mut events);
        events.extend(self.add_late());
        if self.next_tick().is_some() {
            events.push(Event::Tick);
        }
        for page in pages {
            events.extend(self.acts(page).into_iter().map(Event::Act));
        }
        events
    }

    fn add_windows(&self, events: &mut Vec<Event>) {
        let state = self.state.borrow();
        let left = |kind| state.left(kind);
        for (id, window) in state.windows.iter().enumerate().filter(|(_, window)| window.open) {
            let page = &state.pages[window.page];
            // What the page of another flow has said is heard before that page is gone.
            let speaks = |task: &Task| matches!(task, Task::Message(_, message) if message.source == Some(id));
            let goes = matches!(window.pending, Some((Content::Blank, _)));
            let waits = goes && state.tasks.iter().any(|(task, _)| speaks(task));
            if window.pending.is_some() && !waits {
                events.push(Event::Load(id));
                events.extend((left(Kind::Stall) && !goes).then_some(Event::Stall(id)));
            }
            if let Content::Hosted { answered: false, .. } = page.content {
                events.extend(left(Kind::Grant).then_some(Event::Answer(id, true)));
                events.extend(left(Kind::Decline).then_some(Event::Answer(id, false)));
                events.extend((left(Kind::Home) && window.opener.is_some()).then_some(Event::Home(id)));
            }
            if window.opener.is_some() {
                if left(Kind::Sever)
                    && !window.severed
                    && matches!(page.content, Content::Hosted { answered: false, .. })
                {
                    events.push(Event::Sever(id));
                }
                events.extend((left(Kind::CloseWindow) && !waits).then_some(Event::CloseWindow(id)));
            }
            if left(Kind::Focus) && state.focus != Some(id) {
                events.push(Event::Focus(id));
            }
            if matches!(page.content, Content::App(_)) {
                events.extend(left(Kind::Reload).then_some(Event::Reload(id)));
                events.extend(left(Kind::Leave).then_some(Event::Leave(id)));
                if left(Kind::Forge) {
                    let link = !window.away && window.opener.is_none() && !self.scene.traps;
                    events.extend(link.then_some(Event::ForgeLinkIn(id)));
                    events.push(Event::ForgeMessage(id, None));
                    let popups =
                        state.windows.iter().enumerate().filter(|(_, popup)| popup.open && popup.opener == Some(id));
                    events.extend(popups.map(|(popup, _)| Event::ForgeMessage(id, Some(popup))));
                }
            }
            if window.cached.is_some() {
                events.push(Event::Back(id));
            }
        }
        // What a page was about to take out of its address stays there where an exception comes.
        events.extend((left(Kind::Forge) && !self.scene.traps).then_some(Event::ForgeLink));
        events.extend((left(Kind::Refuse) && !state.refuses).then_some(Event::Refuse));
        if left(Kind::Sleep) && self.limit() == f64::INFINITY {
            events.extend([2_000.0, 200_000.0, 400_000.0, 700_000.0].map(Event::Sleep));
        }
    }

    fn add_late(&self) -> Vec<Event> {
        let state = self.state.borrow();
        let late = state
            .requests
            .iter()
            .filter(|request| request.late == Late::Asked && state.runs(&state.instances[request.instance]));
        let mut events = Vec::new();
        for request in late {
            events.push(Event::Settle(request.id));
            if state.left(Kind::Fail) {
                events.push(Event::Fail(request.id));
                events.extend(request.source().starts_with("url").then_some(Event::Spoil(request.id)));
            }
        }
        events
    }

    /// Until when time may pass: what is due soon comes first.
    fn limit(&self) -> f64 {
        let state = self.state.borrow();
        let tasks =
            state.tasks.iter().enumerate().filter(|(place, _)| self.can_run(*place)).map(|(_, (_, since))| since + LAG);
        let windows =
            state.windows.iter().filter_map(|window| window.pending.as_ref()).map(|(_, since)| since + NAVIGATION);
        let locks = (0..state.pages.len()).filter(|page| self.may_lock(*page)).map(|_| state.now);
        let late = self.timers().into_iter().filter(|due| *due <= state.now).map(|due| due + LAG);
        tasks.chain(windows).chain(locks).chain(late).fold(f64::INFINITY, f64::min)
    }

    fn may_lock(&self, page: usize) -> bool {
        let state = self.state.borrow();
        state.pages[page].runs()
            && state.pages[page].home.as_ref().is_some_and(|home| home.queues)
            && !self.is_locked(page)
    }

    /// The times of all timers that run.
    fn timers(&self) -> Vec<f64> {
        let state = self.state.borrow();
        let flows = state
            .instances
            .iter()
            .filter(|instance| state.runs(instance))
            .filter_map(|instance| instance.flow.as_ref()?.timer);
        let pauses = state.pages.iter().filter(|page| page.runs()).filter_map(|page| page.home.as_ref()?.pause);
        flows.chain(pauses).collect()
    }

    /// When time stands still next; none where nothing would happen, or what is due has to happen first.
    fn next_tick(&self) -> Option<f64> {
        let now = self.state.borrow().now;
        let next = self.timers().into_iter().filter(|due| *due > now).fold(f64::INFINITY, f64::min);
        let until = next.min(self.limit());
        (next.is_finite() && until > now).then_some(until)
    }

    pub fn happen(self: &Rc<Self>, event: Event) {
        if !matches!(event, Event::Act(_)) {
            self.note(format!("{event:?}"));
        }
        match event {
            Event::Run(place) => {
                let task = self.state.borrow().tasks[place].0.clone();
                self.note(format!("  {task:?}"));
                self.run(place);
            }
            Event::Timer(instance) => {
                let number = {
                    let mut state = self.state.borrow_mut();
                    let held = state.instances[instance].flow.as_mut().expect("it has a timer");
                    held.timer = None;
                    held.number
                };
                self.tell(instance, Signal::Look, data(Data::Null), number);
                self.check_stuck(instance);
            }
            Event::Pause(page) => {
                self.state.borrow_mut().pages[page].home.as_mut().expect("it came home").pause = None;
                self.tell_home(page, Signal::PauseOver);
            }
            Event::Lock(page) => {
                self.state.borrow_mut().pages[page].home.as_mut().expect("it came home").queues = false;
                self.tell_home(page, Signal::LockFree);
            }
            Event::Tick => {
                let next = self.next_tick().expect("time passes");
                self.state.borrow_mut().now = next;
            }
            Event::Sleep(milliseconds) => {
                self.spend(Kind::Sleep);
                self.state.borrow_mut().now += milliseconds;
            }
            Event::Load(window) => self.load(window),
            Event::Stall(window) => {
                self.spend(Kind::Stall);
                self.state.borrow_mut().windows[window].pending = None;
            }
            Event::Act(act) => self.act(act),
            Event::Settle(request) => {
                let source = self.state.borrow().requests[request].source();
                self.settle(request, Js::text(source), None);
            }
            Event::Fail(request) => {
                self.spend(Kind::Fail);
                self.settle(request, data(json!({"reason": "no network"})), Some(Error::TokenFailed));
            }
            Event::Spoil(request) => {
                self.spend(Kind::Fail);
                self.settle(request, Js::text(format!("bad:{request}")), Some(Error::InvalidUrl));
            }
            Event::Answer(window, granted) => {
                self.spend(if granted { Kind::Grant } else { Kind::Decline });
                self.answer(window, granted, true);
            }
            Event::Home(window) => {
                self.spend(Kind::Home);
                self.answer(window, true, false);
            }
            Event::Sever(window) => {
                self.spend(Kind::Sever);
                self.sever(window);
            }
            Event::CloseWindow(window) => {
                self.spend(Kind::CloseWindow);
                let (page, opener) = {
                    let state = self.state.borrow();
                    (state.windows[window].page, state.windows[window].opener)
                };
                self.tell_page(page, Signal::PageHide, &data(Data::Null));
                self.close_window(window);
                self.tell_focus(opener);
            }
            Event::Focus(window) => {
                self.spend(Kind::Focus);
                self.state.borrow_mut().focus = Some(window);
                self.tell_focus(Some(window));
            }
            Event::Reload(window) => {
                self.spend(Kind::Reload);
                let content = {
                    let state = self.state.borrow();
                    state.pages[state.windows[window].page].content.clone()
                };
                self.navigate(window, content);
            }
            Event::Leave(window) => {
                self.spend(Kind::Leave);
                self.state.borrow_mut().windows[window].pending = None;
                self.leave(window, Content::Elsewhere);
            }
            Event::Back(window) => self.back(window),
            Event::ForgeLink => {
                self.spend(Kind::Forge);
                let tab = self.new_window(Content::App(returned(FORGED.into(), true)));
                self.start_app(tab);
            }
            Event::ForgeLinkIn(window) => {
                self.spend(Kind::Forge);
                self.navigate(window, Content::App(returned(FORGED.into(), true)));
            }
            Event::ForgeMessage(window, source) => {
                self.spend(Kind::Forge);
                let message = Message {
                    data: said(FORGED.into(), true),
                    hosted: source.is_none(),
                    source: source.or(Some(usize::MAX)),
                    session: None,
                };
                let page = self.state.borrow().windows[window].page;
                self.queue(Task::Message(page, message));
            }
            Event::Refuse => {
                self.spend(Kind::Refuse);
                self.state.borrow_mut().refuses = true;
            }
        }
        self.drop_lost();
        self.check();
    }

    /// If a window has the focus now, its page hears of it.
    pub fn tell_focus(&self, window: Option<usize>) {
        if self.scene.emulated {
            return;
        }
        let page = {
            let state = self.state.borrow();
            window.filter(|window| state.focus == Some(*window)).map(|window| state.windows[window].page)
        };
        if let Some(page) = page {
            self.queue(Task::Focus(page));
        }
    }

    /// The hosted page answers: its opener if it has one, else in the address of `return_url`.
    fn answer(self: &Rc<Self>, window: usize, granted: bool, posts: bool) {
        let (session, opener) = {
            let mut state = self.state.borrow_mut();
            let state = &mut *state;
            let page = state.windows[window].page;
            let Content::Hosted { session, answered } = &mut state.pages[page].content else {
                panic!("no hosted page")
            };
            *answered = true;
            let of = &state.windows[window];
            let opener = of.opener.filter(|opener| posts && !of.severed && state.windows[*opener].open);
            let outcome = Outcome { granted, at: state.now, returns: opener.is_none(), ..Outcome::default() };
            assert!(state.outcomes.insert(*session, outcome).is_none(), "a session is shown once");
            (*session, opener.map(|opener| state.windows[opener].page))
        };
        match opener {
            Some(page) => {
                let data = said(name(session), granted);
                self.queue(Task::Message(
                    page,
                    Message { data, hosted: true, source: Some(window), session: Some(session) },
                ));
            }
            None => {
                // What was in the address before: an answer of an earlier attempt, or parameters of the app's.
                let mut parameters = if self.may(Kind::Leftover) { returned(FORGED.into(), true) } else { Vec::new() };
                parameters.extend(returned(name(session), granted));
                self.navigate(window, Content::App(parameters));
            }
        }
    }
}

fn said(name: String, granted: bool) -> Data {
    if granted {
        json!({"type": "alter_connect_success", "grants": [{"grant_id": name, "provider": "p"}]})
    } else {
        json!({"type": "alter_connect_error", "error": name})
    }
}

fn returned(name: String, granted: bool) -> Parameters {
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    if granted {
        let of =
            [("alter_connect_success", "true"), ("grant_id", &name), ("provider", "p"), ("account_identifier", "a")];
        of.iter().map(|(key, value)| pair(key, value)).collect()
    } else {
        vec![pair("alter_connect_error", "true"), pair("error_code", &name)]
    }
}
