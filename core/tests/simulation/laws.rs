//! The laws: what has to hold whatever happens, each with its sentence. Those of a single effect stand where that effect is.

use std::collections::BTreeSet;
use std::rc::Rc;

use alter_connect_core::error::Error;
use alter_connect_core::flow::{CLOSE_GRACE, LEAVE_LIMIT, TOKEN_LIMIT};
use alter_connect_core::signal::Signal;
use alter_connect_core::word::Word;
use serde_json::Value as Data;

use crate::app::Late;
use crate::instance::Instance;
use crate::value::{Handler, Js};
use crate::window::{Content, Parameters};
use crate::world::{State, World};

const SESSION: f64 = alter_connect_core::session::SESSION as f64;

/// What became of an answer of the hosted page.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Grants, and no error.
    pub granted: bool,
    /// When the hosted page gave it.
    pub at: f64,
    /// The walks over handlers, and the numbers of calls, that told it.
    pub told: BTreeSet<u32>,
    /// It went back to the app's page in an address.
    pub returns: bool,
    /// A page found it in its address, and what explains it beside.
    pub believed: bool,
    /// The user threw it away: the window with it was closed, reloaded or sent elsewhere in mid-air.
    pub thrown_away: bool,
}

/// What a forger puts into a result.
pub const FORGED: &str = "forged";

/// The name of a session's result: the id of its grant, or the code of its error.
pub fn name(session: usize) -> String {
    format!("result:{session}")
}

fn session(name: &str) -> Option<usize> {
    assert_ne!(name, FORGED, "nothing is told that a link or a window of somebody else's has forged");
    name.strip_prefix("result:")?.parse().ok()
}

/// The session whose answer a told value is; none for an error of the SDK's own.
pub fn session_of(value: &Js) -> Option<usize> {
    let data = value.as_data();
    session(data[0]["grant_id"].as_str().or_else(|| data["code"].as_str())?)
}

/// The session whose answer is in parameters.
pub fn session_in(parameters: &Parameters) -> Option<usize> {
    let name = parameters.iter().rfind(|(key, _)| key == "grant_id" || key == "error_code")?;
    name.1.strip_prefix("result:")?.parse().ok()
}

impl State {
    /// Lets go of what an instance's flow holds. Gives its request.
    pub fn release(&mut self, instance: usize) -> Option<usize> {
        let held = self.instances[instance].flow.take()?;
        let request = &mut self.requests[held.request];
        assert!(!request.released, "a flow ends once");
        request.released = true;
        let popup = held.popup.map(|popup| &self.windows[popup]);
        request.popup_lives = popup.is_some_and(|popup| popup.open);
        request.popup_blank =
            popup.is_some_and(|popup| popup.open && !popup.severed && self.pages[popup.page].content == Content::Blank);
        request.focused = self.focus == Some(self.pages[self.instances[instance].page].window);
        self.last += 1;
        request.ended = self.last;
        self.endings.push(held.request);
        Some(held.request)
    }

    /// The flow of the instance whose end is told, and whose `close` is not yet.
    pub fn ending(&self, instance: usize) -> Option<usize> {
        self.endings.iter().copied().rfind(|request| self.requests[*request].instance == instance)
    }

    /// Whether a flow of the instance owes the app its `close`: one that is open, or whose end is being told right now.
    pub fn owes_close(&self, instance: usize) -> bool {
        let walk = self.walks.iter().rfind(|(_, walk)| walk.instance == instance);
        let is_told = |request: usize| {
            walk.is_none_or(|(since, walk)| walk.of == Some(request) || *since < self.requests[request].ended)
        };
        self.instances[instance].flow.is_some() || self.ending(instance).is_some_and(is_told)
    }

    pub fn app_closes(&mut self, instance: usize) {
        for request in self.requests.iter_mut().filter(|request| request.instance == instance) {
            request.closed = true;
        }
    }

    /// One result is pending at a time: one that nobody took until the next came is gone.
    pub fn is_replaced(&mut self, record: Option<&Data>) {
        let session = record.and_then(session_of_record);
        if let Some(outcome) = session.and_then(|session| self.outcomes.get_mut(&session)) {
            outcome.thrown_away = true;
        }
    }

    /// Whether the page of an instance is there.
    pub fn runs(&self, instance: &Instance) -> bool {
        self.pages[instance.page].runs()
    }
}

impl World {
    /// A living flow has got its answer: unless the app has destroyed the instance since, and waits for no more than grants, it
    /// is told.
    pub fn expect_told(&self, instance: usize, session: usize) {
        let state = self.state.borrow();
        let outcome = &state.outcomes[&session];
        let is_due = outcome.granted || !state.instances[instance].destroyed;
        let is_due = is_due && state.instances[instance].resets == 0;
        assert!(!is_due || outcome.told.len() == 1, "an answer of the hosted page to a living flow is told");
    }

    pub fn is_told(&self, session: usize, telling: u32) {
        let mut state = self.state.borrow_mut();
        let outcome = state.outcomes.get_mut(&session).expect("nothing is told that nobody said");
        outcome.told.insert(telling);
        assert!(outcome.told.len() <= 1, "a result is told once");
        assert!(!outcome.returns || outcome.believed, "a return that nothing explains is left alone");
    }

    /// The app took a pending result.
    pub fn taken(&self, instance: usize, result: &Js) {
        let content = &result.as_data()["grants"];
        let content = if content.is_null() { &result.as_data()["error"] } else { content };
        let telling = self.state.borrow_mut().next();
        if let Some(session) = session_of(&crate::value::data(content.clone())) {
            self.is_told(session, telling);
        }
        self.note(format!("    instance {instance} takes {content}"));
    }

    /// A flow's callbacks are about to hear of something that is no end.
    pub fn may_hear(&self, request: usize, instance: usize) {
        let state = self.state.borrow();
        let request = &state.requests[request];
        assert!(!state.instances[instance].destroyed, "nothing is told after destroy()");
        assert!(!request.dismissed && !request.released, "a flow that is over hears nothing");
        assert_eq!(request.instance, instance, "a flow hears of its own instance");
    }

    /// A flow's callbacks hear how it ended.
    pub fn hears_end(&self, id: usize, instance: usize, event: Word, value: Option<&Js>, telling: u32) {
        let result = value.and_then(session_of);
        if let Some(session) = result {
            self.is_told(session, telling);
        }
        let mut state = self.state.borrow_mut();
        let destroyed = state.instances[instance].destroyed;
        assert!(!destroyed || event == Word::Success, "nothing but grants that have come is told after destroy()");
        let request = &mut state.requests[id];
        assert!(request.released, "a flow lets go of everything before the app hears of its end");
        assert!(!request.dismissed, "a flow that is over hears nothing");
        assert!(request.told.is_empty(), "a flow has one end, and its callbacks hear of it once");
        request.told.push(event);
        if event == Word::Error && result.is_none() {
            let message = value.map(|value| value.as_data()["message"].clone()).unwrap_or_default();
            assert!(is_due(&state, id, &message), "an error of the SDK's has its cause: {message}");
        }
        let request = &mut state.requests[id];
        let (opening, promised) = (request.opening, request.promised);
        if let Some(session) = result.filter(|session| *session != id) {
            let pending = state.outcomes[&session].believed && opening && event == Word::Success;
            assert!(pending, "a result is told to the flow that it answers, or to the next open() as a pending one");
            assert!(!promised, "connect() gets no pending result");
        }
    }

    /// `close` is about to be told.
    pub fn tells_close(&self, instance: usize) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let ended = state.ending(instance);
        let idle = &mut state.instances[instance].idle_closes;
        if *idle > 0 {
            *idle -= 1;
        } else if let Some(ended) = ended {
            state.endings.retain(|request| *request != ended);
            let request = &mut state.requests[ended];
            assert!(request.dismissed, "nothing that is left of a flow hears more, once `close` is told");
            let heard = !request.told.is_empty() || request.closed;
            assert!(heard, "a flow's end is told before its `close`");
            request.close_told = true;
        } else {
            // What an exception came out of may have been in the middle of another flow's end.
            assert!(state.instances[instance].resets > 0, "`close` is told once for each flow, after its end");
        }
    }

    /// `exit` is about to be told, because of a signal.
    pub fn tells_exit(&self, instance: usize, signal: Signal) {
        let state = self.state.borrow();
        let Some(request) = state.ending(instance).map(|request| &state.requests[request]) else {
            return assert!(state.instances[instance].resets > 0, "`exit` is told of a flow that has just ended");
        };
        if signal == Signal::TakenOver {
            let taker = state.requests.iter().any(|other| other.opening && other.popup_asked && other.id != request.id);
            assert!(taker, "a flow is left without its popup only where another takes it");
        }
        if !matches!(signal, Signal::TakenOver | Signal::Open | Signal::Connect) && !state.is_back && !self.scene.framed
        {
            let over = state.now - request.started >= SESSION;
            // A focus that is emulated is no evidence, so nothing is decided before the grace is over.
            let focused = if self.scene.emulated {
                state.now - request.started >= f64::from(CLOSE_GRACE)
            } else {
                request.focused
            };
            assert!(
                !request.popup_lives || focused || over,
                "no exit is declared while the popup lives and the opener has not the focus"
            );
        }
    }

    /// A page of the app's was loaded: whether what its address brings is to be believed.
    pub fn believe(&self, window: usize) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let page = state.windows[window].page;
        let Content::App(parameters) = &state.pages[page].content else { return };
        let storage = &state.windows[window].storage;
        let fresh = |key: Word| {
            storage.get(key.as_str()).is_some_and(|record| state.now - record["timestamp"].as_f64().unwrap() <= SESSION)
        };
        let explained = fresh(Word::State) || fresh(Word::Relay);
        if let Some(session) = session_in(parameters) {
            let outcome = state.outcomes.get_mut(&session).expect("the hosted page said so");
            outcome.believed |= explained;
            // What explained it when it came has grown too old.
            outcome.thrown_away |= !explained;
            // Where the storage refuses the result, what explains it stays, for the next load.
            state.windows[window].away &= !explained || state.refuses || self.scene.traps;
        }
    }

    /// The user closes a page, or goes elsewhere with its window: what nobody was told yet goes with it. A page that is loaded
    /// again finds it again, unless it was still finding out whose it is: a nonce is good for one use.
    pub fn throw_away(&self, page: usize, next: Option<&Content>) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let page = &state.pages[page];
        let window = &state.windows[page.window];
        let address = match &page.content {
            Content::App(parameters) if next != Some(&page.content) => session_in(parameters),
            _ => None,
        };
        let home = page.home.as_ref().filter(|home| !home.settled).and_then(|home| session_in(&home.parameters));
        let stored = window.storage.get(Word::Result.as_str()).filter(|_| next.is_none()).and_then(session_of_record);
        for session in address.into_iter().chain(home).chain(stored) {
            if let Some(outcome) = state.outcomes.get_mut(&session) {
                outcome.thrown_away = true;
            }
        }
    }

    /// The storage refuses the result of a page that came home: its nonce is used, so it is lost.
    pub fn is_refused(&self, page: usize) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        let home = state.pages[page].home.as_ref().and_then(|home| session_in(&home.parameters));
        if let Some(outcome) = home.and_then(|session| state.outcomes.get_mut(&session)) {
            outcome.thrown_away = true;
        }
    }

    /// An exception ended all that an instance did, and the walks since; what nobody was told yet may be lost.
    pub fn is_reset(&self, instance: usize, since: u32) {
        let mut state = self.state.borrow_mut();
        let state = &mut *state;
        assert!(state.instances[instance].flow.is_none(), "after an exception an instance holds nothing");
        let requests = state.requests.iter_mut().filter(|request| request.instance == instance && request.has_begun());
        for request in requests.filter(|request| !request.close_told) {
            assert!(request.released && request.dismissed, "after an exception nothing is left of a flow");
            (request.closed, request.close_told) = (true, true);
        }
        state.endings.retain(|request| state.requests[*request].instance != instance);
        state.walks.retain(|walk, of| of.instance != instance || *walk <= since);
        state.instances[instance].idle_closes = 0;
        state.instances[instance].resets += 1;
        for outcome in state.outcomes.values_mut().filter(|outcome| outcome.told.is_empty()) {
            outcome.thrown_away = true;
        }
    }

    /// After each event.
    pub fn check(&self) {
        let state = self.state.borrow();
        for instance in state.instances.iter().filter(|instance| state.runs(instance)) {
            if let Some(held) = &instance.flow {
                assert!(!state.requests[held.request].released, "after its end a flow holds nothing");
            }
            assert_eq!(instance.idle_closes, 0, "`close` is told even where nothing is open");
        }
        let flows = state.instances.iter().filter(|instance| state.runs(instance)).filter_map(|of| of.flow.as_ref());
        let mut popups: Vec<usize> = flows.filter_map(|held| held.popup).collect();
        popups.sort_unstable();
        assert!(popups.windows(2).all(|pair| pair[0] != pair[1]), "a popup is one flow's");
        for instance in state.instances.iter().filter(|instance| state.runs(instance)) {
            let Some(held) = instance.flow.as_ref().filter(|held| held.popup.is_some()) else { continue };
            assert!(held.nonce.is_some() || state.requests[held.request].direct, "a popup has a way home");
        }
        for window in state.windows.iter().filter(|window| window.open) {
            let Content::App(parameters) = &state.pages[window.page].content else { continue };
            let pending = window.storage.get(Word::Result.as_str()).and_then(session_of_record);
            let shown = pending.is_some() && pending == session_in(parameters);
            assert!(!shown || self.scene.traps, "a result that is pending is taken out of the address");
        }
        self.check_left_over(&state);
        for request in &state.requests {
            if request.released && state.runs(&state.instances[request.instance]) {
                assert!(request.dismissed, "nothing is left of a flow that is over");
                assert!(request.close_told, "`close` is told for each flow");
                let told = !request.told.is_empty() || request.closed;
                assert!(told, "a flow's callbacks hear of its end, unless the app closed it");
            }
        }
        for (session, outcome) in &state.outcomes {
            let stored = stored(&state, *session);
            assert!(outcome.told.len() + stored <= 1, "a result is told once, or pending once");
            let old = state.now - outcome.at > SESSION;
            if outcome.believed && outcome.told.is_empty() && stored == 0 && !outcome.thrown_away && !old {
                assert!(
                    is_found(&state, *session),
                    "a result that came back is told, or pending, or found by a reload"
                );
            }
        }
    }

    /// A window was sent to the Connect page.
    pub fn is_sent(&self, request: usize) {
        let mut state = self.state.borrow_mut();
        state.requests[request].sent = Some(state.now);
    }

    /// A flow's window was looked at.
    pub fn check_stuck(&self, instance: usize) {
        let state = self.state.borrow();
        let Some(held) = &state.instances[instance].flow else { return };
        let is_blank = held.popup.is_none_or(|popup| {
            let window = &state.windows[popup];
            window.open && !window.severed && state.pages[window.page].content == Content::Blank
        });
        let sent = state.requests[held.request].sent.filter(|_| is_blank).unwrap_or(state.now);
        assert!(state.now - sent < f64::from(LEAVE_LIMIT), "a window that does not go where it is sent ends its flow");
    }

    /// When a page that came home has had its time, and whoever listens, too.
    pub fn check_homes(&self) {
        let state = self.state.borrow();
        for instance in state.instances.iter().filter(|instance| state.runs(instance) && !self.scene.traps) {
            let storage = &state.windows[state.pages[instance.page].window].storage;
            let Some(record) = storage.get(Word::Result.as_str()) else { continue };
            let event = usize::from(record["grants"].is_null());
            let listens = instance.handlers[event].0.iter().any(|(_, handler)| matches!(handler, Handler::App(_)));
            let old = state.now - record["timestamp"].as_f64().unwrap() > SESSION;
            assert!(!listens || old, "a pending result is told to whoever listens");
        }
        drop(state);
        for page in self.state.borrow().pages.iter().filter(|page| page.runs() && !self.scene.traps) {
            assert!(page.is_settled(), "a page that came home finds out whose its result is");
        }
    }

    /// Whether an instance's page is on its way to the hosted page.
    pub fn is_leaving(&self, instance: usize) -> bool {
        let state = self.state.borrow();
        let window = &state.windows[state.pages[state.instances[instance].page].window];
        matches!(window.pending, Some((Content::Hosted { session, .. }, _)) if state.requests[session].instance == instance)
    }

    /// No window is left open that shows nothing and is no flow's. Two instances may cross while a window opens: then the flow
    /// that hears it is left without its popup can't know that the other has a window of its own.
    fn check_left_over(&self, state: &State) {
        for (id, window) in state.windows.iter().enumerate().filter(|(_, window)| window.open && !window.severed) {
            let Some(opener) = window.opener.filter(|_| state.pages[window.page].content == Content::Blank) else {
                continue;
            };
            let page = &state.pages[state.windows[opener].page];
            let of =
                |instance: &usize| state.instances[*instance].flow.as_ref().is_some_and(|held| held.popup == Some(id));
            // Where the page that opened it is gone, so is who would close it.
            let is_left =
                page.runs() && window.opened_by == state.windows[opener].page && !page.instances.iter().any(of);
            assert!(
                !is_left || self.scene.traps || self.scene.instances > 1,
                "no window is left over that shows nothing"
            );
        }
    }

    /// When nothing happens any more.
    pub fn check_end(self: &Rc<Self>) {
        let state = self.state.borrow();
        for request in state.requests.iter().filter(|request| request.has_begun()) {
            if state.runs(&state.instances[request.instance]) {
                assert!(request.released, "a flow ends once its popup is closed: request {}", request.id);
            }
        }
    }
}

pub fn session_of_record(record: &Data) -> Option<usize> {
    let name = record["grants"][0]["grant_id"].as_str().or_else(|| record["error"]["code"].as_str())?;
    name.strip_prefix("result:")?.parse().ok()
}

/// Whether there is a cause for an error of the SDK's that ends a flow.
fn is_due(state: &State, id: usize, message: &Data) -> bool {
    let request = &state.requests[id];
    let waited = request.late == Late::Asked && state.now - request.started >= f64::from(TOKEN_LIMIT);
    let is = |error: Error| *message == error.to_string();
    let fails = request.fails.is_some_and(is);
    if is(Error::TokenFailed) {
        fails || waited
    } else if is(Error::InvalidUrl) {
        fails
    } else if is(Error::PopupBlocked) {
        request.opening && request.popup_asked && !request.has_popup
    } else if is(Error::PopupUnusable) {
        request.popup_blank
    } else {
        is(Error::RedirectError) && state.refuses
    }
}

/// How often a result is pending in windows that show the app.
fn stored(state: &State, session: usize) -> usize {
    let windows = state.windows.iter().filter(|window| {
        window.open
            && matches!(state.pages[window.page].content, Content::App(_))
            && window.storage.get(Word::Result.as_str()).and_then(session_of_record) == Some(session)
    });
    windows.count()
}

/// Whether a page is still finding out whose a result is, or finds it when it is loaded again.
fn is_found(state: &State, session: usize) -> bool {
    state.windows.iter().filter(|window| window.open).any(|window| {
        let page = &state.pages[window.page];
        let home =
            page.home.as_ref().is_some_and(|home| !home.settled && session_in(&home.parameters) == Some(session));
        let pending = window.storage.get(Word::Result.as_str()).and_then(session_of_record) == Some(session);
        let Content::App(parameters) = &page.content else { return pending };
        home || session_in(parameters) == Some(session) && window.storage.contains_key(Word::State.as_str())
    })
}
