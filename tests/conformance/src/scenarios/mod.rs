//! The table.

mod bus;
mod checks;
mod debug;
mod device;
mod ending;
mod hosted;
mod instance;
mod launch;
mod messages;
mod origin;
mod redirect;

use crate::scenario::Group;

/// Every scenario, by theme.
pub fn groups() -> Vec<Group> {
    vec![
        instance::group(),
        checks::group(),
        bus::group(),
        launch::group(),
        device::group(),
        messages::group(),
        origin::group(),
        ending::group(),
        redirect::group(),
        debug::group(),
        hosted::group(),
    ]
}
