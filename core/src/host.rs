//! What the machine asks of its surroundings.

use crate::device::Device;
use crate::sender::Sender;
use crate::value::Value;
use crate::word::Word;

/// The browser, or a simulation of it. One host serves one instance for the length of a call: "the flow" is that instance's.
///
/// Law: nothing is thrown or panics. What fails gives `None` or false, or does nothing. Any method may run code of the app's or
/// of the page's, which may call the machine again.
pub trait Host {
    /// A value of JavaScript's shape.
    type Value: Value;

    /// The device.
    fn device(&self) -> Device;
    /// The app's choice of popup or redirect: that of the flow's options, or else of the instance.
    fn display(&self, options: Self::Value) -> Option<Word>;

    // The page's address.

    /// The query parameters of the page's address, as a list of `{name, value}`.
    fn parameters(&self) -> Self::Value;
    /// Shows the path, query and fragment of the address from before a redirect. False: the browser refuses.
    fn show_former(&self, address: Self::Value) -> bool;
    /// Shows the page's address without the parameters of a return.
    fn show_without_parameters(&self);

    // The page's session storage.

    /// The record that is stored under a key; an empty one where what is stored can't be read.
    fn stored(&self, key: Word) -> Option<Self::Value>;
    /// How long ago the record was stored, in milliseconds; a very long time where it does not say.
    fn age(&self, record: Self::Value) -> i32;
    /// Stores a record under a key, with the time. False: the browser refuses.
    fn store(&self, key: Word, record: Self::Value) -> bool;
    /// Removes what is stored under a key.
    fn forget(&self, key: Word);

    // Addresses, parsed.

    /// Parses an address.
    fn parse(&self, address: Self::Value) -> Option<Self::Value>;
    /// The Connect page at a `baseURL`, or at Alter's own where none is given; with the session token if it is known.
    fn connect_page(&self, base: Option<Self::Value>, token: Option<Self::Value>) -> Option<Self::Value>;
    /// The flow's address, now that its late token is there, or its late address.
    fn complete_address(&self, late: Self::Value) -> Option<Self::Value>;

    // A flow.

    /// A flow begins, with the app's options, as much of its address as is known, and its number. Its callbacks get their
    /// place among the handlers.
    fn begin(&self, options: Self::Value, address: Option<Self::Value>, number: i32);
    /// Asks for the late token, by a function or a promise. [`Signal::Token`](crate::signal::Signal::Token) tells.
    fn ask(&self, source: Self::Value);
    /// Opens the flow's popup with a blank page, or directly with the flow's address; it has to run in the user's click. `None`:
    /// it is blocked.
    fn open_popup(&self, direct: bool) -> Option<Self::Value>;
    /// Closes a window that is no flow's.
    fn close_popup(&self, popup: Self::Value);
    /// The flow listens from now on.
    fn listen(&self);
    /// Brings the popup to the front.
    fn focus_popup(&self);
    /// Whether the popup shows our blank page, as far as can be seen.
    fn is_blank(&self) -> bool;
    /// Leaves the relay's nonce in the popup's own session storage, and shows a waiting page.
    fn prepare_popup(&self);
    /// Sends the popup to the flow's address.
    fn send_popup(&self);
    /// The popup is another flow's now.
    fn lose_popup(&self);
    /// Sends this page to the flow's address; what the browser has against storing the state that the return needs.
    fn leave_page(&self) -> Option<Self::Value>;
    /// This page stays: what loads in its place is stopped. The state of a redirect is removed as soon as it is certain that no
    /// return comes; a browser may be too far on its way to be stopped.
    fn stay(&self);
    /// Tells the app's `onEvent` that the Connect page is on its way.
    fn tell_opened(&self);
    /// Tells the flows of other instances that the popup is this flow's now.
    fn take_over(&self);
    /// Whether it was this flow that took the popup over.
    fn took_over(&self, event: Self::Value) -> bool;
    /// Who posted a message.
    fn sender(&self, event: Self::Value) -> Sender;
    /// Looks again in so many milliseconds. One pause at a time.
    fn wake(&self, milliseconds: i32);
    /// The flow is over: closes its popup and undoes all that it began, but for its callbacks. Then writes how it ends to the
    /// console of a developer who asked for `debug`: the event, or none where the app closes it; how many grants, which error,
    /// whether its popup looked closed. Nothing for an unknown word.
    fn release(&self, event: Word, value: Option<Self::Value>);

    // The relay, the opener's end.

    /// Listens on a channel under a new nonce, and holds the lock of that name.
    fn open_relay(&self);
    /// Tells the popup that its result was taken.
    fn acknowledge(&self);
    /// Closes the channel, and lets go of the lock.
    fn close_relay(&self);

    // The relay, the popup's end.

    /// Sends the page's query parameters to the opener, on the channel of that nonce, which is good for one use: it is removed from
    /// the session storage in the same step, so that no exception comes between.
    fn hand_over(&self, nonce: Self::Value);
    /// Asks for the opener's lock: at once or not at all, or waiting until it is free.
    fn ask_lock(&self, wait: bool);
    /// Pauses for so many milliseconds.
    fn pause(&self, milliseconds: i32);
    /// Says that it is known whose the result is, and closes the channel.
    fn settle_home(&self);
    /// Closes this window.
    fn close_window(&self);

    // The app.

    /// Whether the app has a handler for an event, beside the callbacks of flows.
    fn listens(&self, event: Word) -> bool;
    /// A walk over the handlers of an event, in the order in which they were added.
    fn handlers(&self, event: Word) -> Self::Value;
    /// The walk's next handler.
    fn next(&self, walk: Self::Value) -> Option<Self::Value>;
    /// The number of the flow whose callbacks stand in this place; 0 for a handler of the app's.
    fn flow_of(&self, handler: Self::Value) -> i32;
    /// Calls a handler.
    fn call(&self, handler: Self::Value, value: Option<Self::Value>);
    /// Calls the callback of a flow that hears of an event.
    fn call_back(&self, flow: Self::Value, event: Word, value: Option<Self::Value>);
    /// Removes the callbacks of the flow of that number; 0: of all.
    fn dismiss(&self, flow: i32);
    /// Removes the app's handlers of all events; the callbacks of flows keep their place.
    fn forget_handlers(&self);
    /// Writes a line to the console of a developer who asked for `debug`.
    fn say(&self, line: Word);
}
