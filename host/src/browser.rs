//! The browser as the machine's host: each method is one function of the files in this folder.

use alter_connect_core::device::Device;
use alter_connect_core::host::Host;
use alter_connect_core::sender::Sender;
use alter_connect_core::word::Word;

use super::effects;
use super::handle::{Handle, number};

/// The browser that this page runs in.
pub struct Browser;

impl Host for Browser {
    type Value = Handle;

    #[inline(always)]
    fn device(&self) -> Device {
        let seen = effects::device();
        Device {
            mobile_agent: seen & 1 != 0,
            touch: seen & 2 != 0,
            width: effects::width(),
            height: effects::height(),
            framed: seen & 4 != 0,
        }
    }

    fn display(&self, options: Handle) -> Option<Word> {
        Some(Word(effects::display(options.number())))
    }

    fn parameters(&self) -> Handle {
        Handle::entered(effects::parameters())
    }

    fn show_former(&self, address: Handle) -> bool {
        effects::show_former(address.number()) != 0
    }

    fn show_without_parameters(&self) {
        effects::show_without_parameters();
    }

    fn stored(&self, key: Word) -> Option<Handle> {
        Handle::some(effects::stored(key.0))
    }

    fn age(&self, record: Handle) -> i32 {
        effects::age(record.number())
    }

    fn store(&self, key: Word, record: Handle) -> bool {
        effects::store(key.0, record.number()) != 0
    }

    fn forget(&self, key: Word) {
        effects::forget(key.0);
    }

    fn parse(&self, address: Handle) -> Option<Handle> {
        Handle::some(effects::parse(address.number()))
    }

    fn connect_page(&self, base: Option<Handle>, token: Option<Handle>) -> Option<Handle> {
        Handle::some(effects::connect_page(number(base), number(token)))
    }

    fn complete_address(&self, late: Handle) -> Option<Handle> {
        Handle::some(effects::complete_address(late.number()))
    }

    fn begin(&self, options: Handle, address: Option<Handle>, flow: i32) {
        effects::begin(options.number(), number(address), flow);
    }

    fn ask(&self, source: Handle) {
        effects::ask(source.number());
    }

    fn open_popup(&self, direct: bool) -> Option<Handle> {
        Handle::some(effects::open_popup(direct.into()))
    }

    fn close_popup(&self, popup: Handle) {
        effects::close_popup(popup.number());
    }

    fn listen(&self) {
        effects::listen();
    }

    fn focus_popup(&self) {
        effects::focus_popup();
    }

    fn is_blank(&self) -> bool {
        effects::is_blank() != 0
    }

    fn prepare_popup(&self) {
        effects::prepare_popup();
    }

    fn send_popup(&self) {
        effects::send_popup();
    }

    fn lose_popup(&self) {
        effects::lose_popup();
    }

    fn leave_page(&self) -> Option<Handle> {
        Handle::some(effects::leave_page())
    }

    fn stay(&self) {
        effects::stay();
    }

    fn tell_opened(&self) {
        effects::tell_opened();
    }

    fn take_over(&self) {
        effects::take_over();
    }

    fn took_over(&self, event: Handle) -> bool {
        effects::took_over(event.number()) != 0
    }

    #[inline(always)]
    fn sender(&self, event: Handle) -> Sender {
        let known = effects::sender(event.number());
        Sender { origin: known & 1 != 0, popup: known & 2 != 0, gone: known & 4 != 0 }
    }

    fn wake(&self, milliseconds: i32) {
        effects::wake(milliseconds);
    }

    fn release(&self) {
        effects::release();
    }

    fn open_relay(&self) {
        effects::open_relay();
    }

    fn acknowledge(&self) {
        effects::acknowledge();
    }

    fn close_relay(&self) {
        effects::close_relay();
    }

    fn hand_over(&self, nonce: Handle) {
        effects::hand_over(nonce.number());
    }

    fn ask_lock(&self, wait: bool) {
        effects::ask_lock(wait.into());
    }

    fn pause(&self, milliseconds: i32) {
        effects::pause(milliseconds);
    }

    fn settle_home(&self) {
        effects::settle_home();
    }

    fn close_window(&self) {
        effects::close_window();
    }

    fn listens(&self, event: Word) -> bool {
        effects::listens(event.0) != 0
    }

    fn handlers(&self, event: Word) -> Handle {
        Handle::entered(effects::handlers(event.0))
    }

    fn next(&self, walk: Handle) -> Option<Handle> {
        Handle::some(effects::next(walk.number()))
    }

    fn flow_of(&self, handler: Handle) -> i32 {
        effects::flow_of(handler.number())
    }

    fn call(&self, handler: Handle, value: Option<Handle>) {
        effects::call(handler.number(), number(value));
    }

    fn call_back(&self, flow: Handle, event: Word, value: Option<Handle>) {
        effects::call_back(flow.number(), event.0, number(value));
    }

    fn dismiss(&self, flow: i32) {
        effects::dismiss(flow);
    }

    fn forget_handlers(&self) {
        effects::forget_handlers();
    }

    fn say_end(&self, event: Word, value: Option<Handle>) {
        effects::say_end(event.0, number(value));
    }

    fn say(&self, line: Word) {
        effects::say(line.0);
    }
}
