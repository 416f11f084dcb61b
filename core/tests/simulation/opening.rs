//! A call of `open()` or `connect()`, and what must come of it.

use std::rc::Rc;

use alter_connect_core::error::Error;
use alter_connect_core::machine::Told;
use alter_connect_core::session::SESSION;
use alter_connect_core::signal::Signal;
use alter_connect_core::word::Word;

use crate::app::{Options, Request};
use crate::laws::session_of_record;
use crate::scene::{Ask, Kind};
use crate::value::Js;
use crate::world::World;

/// How it stands when the app calls.
struct Before {
    /// A flow is open that goes on, though the app asks for another.
    goes_on: bool,
    /// Grants are pending.
    pending: Option<usize>,
    brought_to_front: u32,
    resets: u32,
    interrupts: usize,
}

impl World {
    pub fn open(self: &Rc<Self>, instance: usize, ask: Ask, promised: bool) {
        self.spend(Kind::Open);
        let before = self.before(instance);
        let request = self.request(instance, ask, promised);
        let options = Options { world: self.clone(), request, instance, ask, promised };
        let signal = if promised { Signal::Connect } else { Signal::Open };
        let told = self.tell(instance, signal, Js::Options(Rc::new(options)), 0);
        self.state.borrow_mut().requests[request].opening = false;
        self.check_open(request, &before, &told);
    }

    fn before(&self, instance: usize) -> Before {
        let state = self.state.borrow();
        let of = &state.instances[instance];
        let window = &state.windows[state.pages[of.page].window];
        let has_focus = state.focus == Some(state.pages[of.page].window) || self.scene.framed || self.scene.emulated;
        let goes_on = of.flow.as_ref().is_some_and(|held| match held.popup {
            // One that the user has left, though nobody has noticed yet, is over.
            Some(popup) => !has_focus || state.windows[popup].open && !state.windows[popup].severed,
            // A page that was left, and is there again.
            None => state.requests[held.request].sent.is_none(),
        });
        let result = window.storage.get(Word::Result.as_str());
        let fresh = result.filter(|record| state.now - record["timestamp"].as_f64().unwrap() <= f64::from(SESSION));
        Before {
            goes_on,
            pending: fresh.filter(|record| record["grants"].is_array()).and_then(session_of_record),
            brought_to_front: state.brought_to_front,
            resets: of.resets,
            interrupts: state.interrupts(),
        }
    }

    fn request(&self, instance: usize, ask: Ask, promised: bool) -> usize {
        let mut state = self.state.borrow_mut();
        let id = state.requests.len();
        state.requests.push(Request { id, instance, ask, promised, opening: true, ..Request::default() });
        id
    }

    fn check_open(&self, id: usize, before: &Before, told: &Told<Js>) {
        let state = self.state.borrow();
        let request = &state.requests[id];
        let (ask, of) = (request.ask, &state.instances[request.instance]);
        if of.resets > before.resets {
            return;
        }
        match told {
            Told::Refused(error) => {
                assert!(!request.has_begun(), "an open() that is refused begins nothing");
                let cause = match error {
                    Error::TokenMissing => matches!(ask, Ask::Nothing | Ask::NoPromise),
                    Error::CallbackMissing => ask == Ask::NoCallback && !request.promised,
                    Error::InvalidUrl => ask == Ask::BadUrl,
                    Error::SdkDestroyed => of.destroyed,
                    _ => false,
                };
                assert!(cause, "{ask:?} is refused: {error:?}");
            }
            _ if request.has_begun() => {
                let refused = matches!(ask, Ask::BadUrl | Ask::Nothing | Ask::NoPromise)
                    || ask == Ask::NoCallback && !request.promised;
                assert!(!refused, "options that are not valid begin nothing: {ask:?}");
                let asked = request.popup_asked || request.released || self.scene.phone;
                assert!(asked, "the popup is asked for in the call of open() itself");
            }
            _ => {
                let was_open = state.brought_to_front > before.brought_to_front;
                assert!(was_open, "an open() that begins nothing brings what is open to the front");
            }
        }
        // What else the app did meanwhile may have changed how it stands.
        if state.interrupts() == before.interrupts && !matches!(told, Told::Refused(_)) {
            assert_eq!(request.has_begun(), !before.goes_on, "a flow begins unless one is open that goes on");
            if let Some(session) = before.pending.filter(|_| request.has_begun()) {
                let told = state.outcomes[&session].told.len() == 1;
                assert_eq!(told, !request.promised, "pending grants are told to open(), and not to connect()");
            }
        }
    }
}
