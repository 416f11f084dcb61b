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

use crate::scenario::{Group, Scenario};

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

/// Every scenario, in the order in which they are played: those that share a browser together.
pub fn scenarios() -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> = groups().into_iter().flat_map(|group| group.scenarios).collect();
    scenarios.sort_by_key(|scenario| scenario.surroundings as u8);
    scenarios
}
