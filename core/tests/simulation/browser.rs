//! The simulated browser as the machine's host: each method does what the function of that name in `host/src/*.js` does.
//!
//! What would throw there is an assertion here, for nothing may be thrown into the machine.

use std::rc::Rc;

use alter_connect_core::device::Device;
use alter_connect_core::host::Host;
use alter_connect_core::sender::Sender;
use alter_connect_core::signal::Signal;
use alter_connect_core::word::{PARAMETERS, WORDS, Word};
use serde_json::{Value as Data, json};

use crate::app::Late;
use crate::instance::{EVENTS, Held};
use crate::laws;
use crate::scene::Kind;
use crate::task::Task;
use crate::value::{Handler, Js, data};
use crate::window::{Address, Content, Home, Parameters, list};
use crate::world::{Walk, World};

/// The browser, while an instance hears of a signal.
pub struct Browser {
    pub world: Rc<World>,
    pub instance: usize,
    pub signal: Signal,
}

impl Browser {
    fn page(&self) -> usize {
        self.world.may_trap();
        self.world.state.borrow().instances[self.instance].page
    }

    fn window(&self) -> usize {
        let page = self.page();
        self.world.state.borrow().pages[page].window
    }

    /// Does something with what the flow holds.
    fn with_flow<T>(&self, act: impl FnOnce(&mut Held) -> T) -> T {
        self.world.may_trap();
        let mut state = self.world.state.borrow_mut();
        act(state.instances[self.instance].flow.as_mut().expect("an effect of a flow needs that flow"))
    }

    fn flow_s_popup(&self) -> Option<usize> {
        self.world.state.borrow().instances[self.instance].flow.as_ref().and_then(|held| held.popup)
    }

    /// The flow's popup, if it is a window that the opener reaches.
    fn reachable_popup(&self) -> Option<usize> {
        self.flow_s_popup().filter(|popup| !self.world.looks_closed(*popup))
    }

    fn with_parameters<T>(&self, act: impl FnOnce(&mut Parameters) -> T) -> T {
        let page = self.page();
        match &mut self.world.state.borrow_mut().pages[page].content {
            Content::App(parameters) => act(parameters),
            content => panic!("the app runs in {content:?}"),
        }
    }

    fn record(&self, record: &Data) -> Data {
        let mut stamped = json!({"timestamp": self.world.state.borrow().now});
        stamped.as_object_mut().unwrap().extend(record.as_object().cloned().unwrap_or_default());
        stamped
    }

    fn save(&self, key: Word, record: &Data) -> bool {
        let record = self.record(record);
        let window = self.window();
        let mut state = self.world.state.borrow_mut();
        if !state.refuses {
            let before = state.windows[window].storage.insert(key.as_str(), record);
            state.is_replaced(before.as_ref());
            return true;
        }
        drop(state);
        if key == Word::Result {
            self.world.is_refused(self.page());
        }
        false
    }

    fn note(&self, line: String) {
        self.world.note(format!("    {line}"));
    }
}

const NAME: &str = "alter_oauth_popup";

fn address(text: &Js) -> Option<Address> {
    let (kind, session) = text.as_data().as_str()?.split_once(':')?;
    Some(Address { session: session.parse().ok(), permitted: kind != "bad" })
}

impl Host for Browser {
    type Value = Js;

    fn device(&self) -> Device {
        Device {
            mobile_agent: self.world.scene.phone,
            touch: true,
            width: if self.world.scene.phone { 390 } else { 1280 },
            height: 800,
            framed: self.world.scene.framed,
        }
    }

    fn parameters(&self) -> Js {
        self.with_parameters(|parameters| list(parameters))
    }

    fn show_former(&self, address: Js) -> bool {
        let former = serde_json::from_str(address.as_data().as_str().unwrap_or_default());
        if self.world.may(Kind::Foreign) {
            return false;
        }
        self.with_parameters(|parameters| former.map(|former| *parameters = former)).is_ok()
    }

    fn show_without_parameters(&self) {
        self.with_parameters(|parameters| {
            let mut appended = false;
            parameters.retain(|(name, _)| {
                appended |= WORDS[..2].contains(&name.as_str());
                !appended || !WORDS[..PARAMETERS].contains(&name.as_str())
            });
        });
    }

    fn stored(&self, key: Word) -> Option<Js> {
        let window = self.window();
        self.world.state.borrow().windows[window].storage.get(key.as_str()).cloned().map(data)
    }

    fn age(&self, record: Js) -> i32 {
        (self.world.state.borrow().now - record.as_data()["timestamp"].as_f64().unwrap_or(f64::MIN)) as i32
    }

    fn store(&self, key: Word, record: Js) -> bool {
        self.save(key, record.as_data())
    }

    fn forget(&self, key: Word) {
        let window = self.window();
        self.world.state.borrow_mut().windows[window].storage.remove(key.as_str());
    }

    fn parse(&self, text: Js) -> Option<Js> {
        address(&text).map(Js::Address)
    }

    fn connect_page(&self, _base: Option<Js>, token: Option<Js>) -> Option<Js> {
        let session = token.as_ref().and_then(address).and_then(|address| address.session);
        Some(Js::Address(Address { session, permitted: true }))
    }

    fn complete_address(&self, late: Js) -> Option<Js> {
        let late = address(&late);
        self.with_flow(|held| held.address = late);
        late.map(Js::Address)
    }

    fn begin(&self, options: Js, address: Option<Js>, number: i32) {
        self.world.may_trap();
        let Js::Options(options) = options else { panic!("a flow begins with the app's options") };
        self.note(format!("begins: request {}", options.request));
        let address =
            address.map(|address| if let Js::Address(address) = address { address } else { panic!("no address") });
        {
            let mut state = self.world.state.borrow_mut();
            let now = state.now;
            let request = &mut state.requests[options.request];
            assert!(!request.has_begun(), "a request begins once");
            (request.number, request.started) = (number, now);
            let flow = &mut state.instances[self.instance].flow;
            assert!(flow.is_none(), "a flow begins where nothing of another is held");
            *flow = Some(Held { request: options.request, number, address, ..Held::default() });
        }
        for event in 0..3 {
            self.world.add_handler(self.instance, event, Handler::Request(options.request));
        }
    }

    fn ask(&self, source: Js) {
        let Js::Late(options) = source else { panic!("only what comes late is asked for") };
        self.with_flow(|held| assert_eq!(held.request, options.request, "the flow's own token is asked for"));
        {
            let request = &mut self.world.state.borrow_mut().requests[options.request];
            assert_eq!(request.late, Late::NotAsked, "a token is asked for once");
            request.late = Late::Asked;
        }
        self.world.interrupt(self.instance, Kind::InEffect);
    }

    fn open_popup(&self, direct: bool) -> Option<Js> {
        let (request, address) = self.with_flow(|held| (held.request, held.address));
        assert!(matches!(self.signal, Signal::Open | Signal::Connect), "a popup is asked for in a call of open()");
        {
            let mut state = self.world.state.borrow_mut();
            state.requests[request].popup_asked = true;
            state.asked = request;
        }
        let content = if direct {
            self.world.is_sent(request);
            self.world.state.borrow_mut().requests[request].direct = true;
            Content::Hosted {
                session: address.and_then(|address| address.session).expect("the address is complete"),
                answered: false,
            }
        } else {
            Content::Blank
        };
        let window = self.window();
        let name = match &self.world.state.borrow().windows[window].name {
            own if own.starts_with(NAME) => format!("{own}_"),
            _ => NAME.to_owned(),
        };
        let popup = self.world.open_named(window, name, content);
        self.note(format!("opens popup {popup:?}"));
        // Firefox handles other events while a window opens; it refuses no blank window.
        if !direct {
            self.world.interrupt(self.instance, Kind::InEffect);
        }
        let mut state = self.world.state.borrow_mut();
        if let Some(held) = state.instances[self.instance].flow.as_mut().filter(|held| held.request == request) {
            held.popup = popup;
        }
        popup.map(Js::Window)
    }

    fn close_popup(&self, popup: Js) {
        let Js::Window(popup) = popup else { panic!("no window") };
        // That of another instance, which opened it while this one's window opened, can't be told apart.
        let held = self.flow_s_popup() == Some(popup);
        assert!(!held, "the popup of a flow is closed with that flow");
        if !self.world.looks_closed(popup) {
            self.world.close_window(popup);
        }
    }

    fn listen(&self) {
        let (request, popup) = self.with_flow(|held| {
            assert!(!held.listens, "a flow listens once");
            held.listens = true;
            (held.request, held.popup)
        });
        self.world.state.borrow_mut().requests[request].has_popup = popup.is_some();
    }

    fn focus_popup(&self) {
        self.world.state.borrow_mut().brought_to_front += 1;
        if let Some(popup) = self.reachable_popup() {
            self.world.state.borrow_mut().focus = Some(popup);
        }
    }

    fn is_blank(&self) -> bool {
        self.flow_s_popup().is_some_and(|popup| {
            let state = self.world.state.borrow();
            let window = &state.windows[popup];
            window.open && !window.severed && state.pages[window.page].content == Content::Blank
        })
    }

    fn prepare_popup(&self) {
        let nonce = self.with_flow(|held| held.nonce.clone());
        let Some(popup) = self.reachable_popup() else { return };
        let record = nonce.map(|nonce| self.record(&json!({"nonce": nonce})));
        let mut state = self.world.state.borrow_mut();
        let refuses = state.refuses;
        let storage = &mut state.windows[popup].storage;
        storage.remove(Word::State.as_str());
        storage.remove(Word::Result.as_str());
        if let (Some(record), false) = (record, refuses) {
            storage.insert(Word::Relay.as_str(), record);
        }
    }

    fn send_popup(&self) {
        let (request, address) = self.with_flow(|held| (held.request, held.address));
        let session = address.and_then(|address| address.session).expect("the address is complete");
        assert_eq!(session, request, "a popup shows its own flow's session");
        self.world.is_sent(request);
        self.note(format!("sends the popup to session {session}"));
        if let Some(popup) = self.reachable_popup() {
            self.world.navigate(popup, Content::Hosted { session, answered: false });
        }
    }

    fn lose_popup(&self) {
        self.with_flow(|held| held.popup = None);
    }

    fn leave_page(&self) -> Option<Js> {
        let (request, address) = self.with_flow(|held| (held.request, held.address));
        let session = address.and_then(|address| address.session).expect("the address is complete");
        assert_eq!(session, request, "a page leaves for its own flow's session");
        let here = self.with_parameters(|parameters| serde_json::to_string(parameters).unwrap());
        if !self.save(Word::State, &json!({"returnUrl": here})) {
            return Some(Js::text("SecurityError"));
        }
        let window = self.window();
        self.world.is_sent(request);
        self.world.state.borrow_mut().windows[window].away = true;
        self.world.navigate(window, Content::Hosted { session, answered: false });
        None
    }

    fn stay(&self) {
        let request = self.with_flow(|held| held.popup.is_none().then_some(held.request));
        let is_left = request.is_some_and(|request| self.world.state.borrow().requests[request].sent.is_some());
        assert!(is_left, "only a page that is being left is told to stay");
        self.forget(Word::State);
        let window = self.window();
        self.world.state.borrow_mut().windows[window].pending = None;
    }

    fn tell_opened(&self) {
        let request = self.with_flow(|held| held.request);
        self.world.may_hear(request, self.instance);
        self.world.interrupt(self.instance, Kind::InCallback);
    }

    fn take_over(&self) {
        let event = self.world.state.borrow_mut().next();
        let (request, popup) = self.with_flow(|held| {
            held.took_over = Some(event);
            (held.request, held.popup)
        });
        let is_shared = self.world.state.borrow().asked != request;
        if let Some(popup) = popup.filter(|popup| is_shared && !self.world.looks_closed(*popup)) {
            self.world.navigate(popup, Content::Blank);
        }
        self.world.tell_page(self.page(), Signal::TakenOver, &Js::TakenOver(event));
    }

    fn took_over(&self, event: Js) -> bool {
        let Js::TakenOver(event) = event else { panic!("another event") };
        self.with_flow(|held| held.took_over == Some(event))
    }

    fn sender(&self, event: Js) -> Sender {
        let Js::Message(message) = event else { panic!("another event") };
        self.with_flow(|held| Sender {
            origin: message.hosted && held.address.is_some(),
            popup: message.source.is_some() && message.source == held.popup,
            gone: message.source.is_none(),
        })
    }

    fn wake(&self, milliseconds: i32) {
        assert!(milliseconds > 0 && milliseconds <= 60_000, "a pause of {milliseconds} ms");
        let now = self.world.state.borrow().now;
        self.with_flow(|held| held.timer = Some(now + f64::from(milliseconds)));
    }

    fn release(&self, event: Word, _value: Option<Js>) {
        self.world.may_trap();
        let popup = self.reachable_popup();
        let ended = self.world.state.borrow_mut().release(self.instance);
        self.note(format!("releases request {ended:?}"));
        if let Some(popup) = popup {
            self.world.close_window(popup);
        }
        if event != Word::UNKNOWN {
            self.world.interrupt(self.instance, Kind::InEffect);
        }
    }

    fn open_relay(&self) {
        let nonce = format!("nonce {}", self.world.state.borrow_mut().next());
        self.with_flow(|held| {
            assert!(!held.relays, "a flow opens one relay");
            (held.relays, held.nonce) = (true, Some(nonce));
        });
    }

    fn acknowledge(&self) {
        let nonce = self.with_flow(|held| held.nonce.clone());
        let pages: Vec<usize> = {
            let state = self.world.state.borrow();
            let is_of =
                |page: &usize| state.pages[*page].home.as_ref().is_some_and(|home| Some(&home.nonce) == nonce.as_ref());
            (0..state.pages.len()).filter(is_of).collect()
        };
        pages.into_iter().for_each(|page| self.world.queue(Task::Taken(page)));
    }

    fn close_relay(&self) {
        self.with_flow(|held| held.relays = false);
    }

    fn hand_over(&self, nonce: Js) {
        self.forget(Word::Relay);
        let nonce = nonce.as_data().as_str().unwrap_or_default().to_owned();
        let parameters = self.with_parameters(|parameters| parameters.clone());
        let page = self.page();
        let listeners: Vec<(usize, i32)> = {
            let mut state = self.world.state.borrow_mut();
            assert!(state.pages[page].home.is_none(), "a page comes home once");
            state.pages[page].home = Some(Home {
                nonce: nonce.clone(),
                instance: self.instance,
                parameters: parameters.clone(),
                listens: true,
                queues: false,
                pause: None,
                settled: false,
            });
            let flows = state.instances.iter().enumerate();
            let of_nonce = flows.filter_map(|(id, instance)| {
                let held = instance.flow.as_ref()?;
                (held.relays && held.nonce.as_ref() == Some(&nonce)).then_some((id, held.number))
            });
            of_nonce.collect()
        };
        self.note(format!("hands over to {listeners:?}"));
        for (instance, number) in listeners {
            self.world.queue(Task::Relay(instance, number, parameters.clone()));
        }
    }

    fn ask_lock(&self, wait: bool) {
        let page = self.page();
        if wait {
            self.world.state.borrow_mut().pages[page].home.as_mut().expect("it came home").queues = true;
        } else {
            self.world.queue(Task::Lock(page));
        }
    }

    fn pause(&self, milliseconds: i32) {
        assert!(milliseconds > 0, "a pause of {milliseconds} ms");
        let page = self.page();
        let mut state = self.world.state.borrow_mut();
        let now = state.now;
        state.pages[page].home.as_mut().expect("it came home").pause = Some(now + f64::from(milliseconds));
    }

    fn settle_home(&self) {
        let page = self.page();
        let mut state = self.world.state.borrow_mut();
        let home = state.pages[page].home.as_mut().expect("it came home");
        assert!(!home.settled, "it is settled once whose a result is");
        (home.settled, home.listens) = (true, false);
    }

    fn close_window(&self) {
        if !self.world.may(Kind::Stay) {
            self.world.close_window(self.window());
        }
    }

    fn listens(&self, event: Word) -> bool {
        let place = EVENTS.iter().position(|of| *of == event).expect("an event");
        let state = self.world.state.borrow();
        state.instances[self.instance].handlers[place].0.iter().any(|(_, handler)| matches!(handler, Handler::App(_)))
    }

    fn handlers(&self, event: Word) -> Js {
        let place = EVENTS.iter().position(|of| *of == event).expect("an event");
        self.note(format!("tells {}", event.as_str()));
        match event {
            Word::Close => self.world.tells_close(self.instance),
            Word::Exit => self.world.tells_exit(self.instance, self.signal),
            _ => {}
        }
        let mut state = self.world.state.borrow_mut();
        let walk = state.next();
        let of = state.ending(self.instance).filter(|_| event != Word::Close);
        state.walks.insert(walk, Walk { instance: self.instance, event: place, of, last: 0 });
        Js::Walk(walk)
    }

    fn next(&self, walk: Js) -> Option<Js> {
        self.world.may_trap();
        let Js::Walk(id) = walk else { panic!("no walk") };
        let mut state = self.world.state.borrow_mut();
        let state = &mut *state;
        let walk = state.walks.get_mut(&id)?;
        let handlers = &state.instances[walk.instance].handlers[walk.event].0;
        let next = handlers.iter().find(|(place, _)| *place > walk.last).copied();
        if let Some((place, handler)) = next {
            walk.last = place;
            return Some(Js::Handler(handler, id));
        }
        state.walks.remove(&id);
        None
    }

    fn flow_of(&self, handler: Js) -> i32 {
        match handler {
            Js::Handler(Handler::Request(request), _) => self.world.state.borrow().requests[request].number,
            _ => 0,
        }
    }

    fn call(&self, handler: Js, value: Option<Js>) {
        let Js::Handler(Handler::App(_), walk) = handler else { panic!("no handler of the app's") };
        assert!(!self.world.state.borrow().instances[self.instance].destroyed, "nothing is told after destroy()");
        if let Some(session) = value.as_ref().and_then(laws::session_of) {
            self.world.is_told(session, walk);
        }
        self.world.interrupt(self.instance, Kind::InCallback);
    }

    fn call_back(&self, flow: Js, event: Word, value: Option<Js>) {
        let Js::Handler(Handler::Request(request), walk) = flow else { panic!("no flow's callbacks") };
        self.note(format!("calls back request {request}: {}", event.as_str()));
        self.world.hears_end(request, self.instance, event, value.as_ref(), walk);
        self.world.interrupt(self.instance, Kind::InCallback);
    }

    fn dismiss(&self, flow: i32) {
        self.world.may_trap();
        self.world.dismiss(self.instance, flow);
    }

    fn forget_handlers(&self) {
        let mut state = self.world.state.borrow_mut();
        for handlers in &mut state.instances[self.instance].handlers {
            handlers.0.retain(|(_, handler)| matches!(handler, Handler::Request(_)));
        }
    }

    fn display(&self, _options: Js) -> Option<Word> {
        self.world.interrupt(self.instance, Kind::InGetter);
        None
    }

    fn say(&self, _line: Word) {
        self.world.interrupt(self.instance, Kind::InEffect);
    }
}
