//! Runs: a search through every order of events, and random ones.

use std::collections::HashMap;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hasher};
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;

use crate::choice::{Choices, next};
use crate::event::Event;
use crate::scene::{self, Scene};
use crate::window::Content;
use crate::world::World;

/// How many events a random run has.
const LENGTH: usize = 80;

/// Plays every order of events to a depth. How many runs that took, and how many states they met.
pub fn search(scene: &Scene, depth: usize) -> (usize, usize) {
    // How many more events were tried after a state that was met.
    let mut met: HashMap<u64, usize> = HashMap::new();
    let (mut runs, mut given) = (0, Some(Vec::new()));
    while let Some(choices) = given {
        runs += 1;
        let world = Rc::new(World::new(scene.clone(), Choices::from(choices)));
        let how = format!("in the scene `{}`", scene.name);
        narrated(&world, &how, || {
            start(&world);
            for left in (0..depth).rev() {
                if !step(&world) {
                    break;
                }
                if world.choices.borrow().are_new() {
                    let tried = met.entry(fingerprint(&world)).or_default();
                    if *tried > left {
                        return;
                    }
                    *tried = left + 1;
                }
            }
            finish(&world);
        });
        given = world.choices.replace(Choices::from(Vec::new())).following();
    }
    (runs, met.len())
}

/// Plays the random run of that seed.
pub fn random(seed: u64) {
    let scene = scene::any(next(&mut seed.clone()));
    let how = format!("SEED={seed} RUNS=1 plays it again, in {scene:?}");
    let world = Rc::new(World::new(scene, Choices::random(seed)));
    narrated(&world, &how, || {
        start(&world);
        for _ in 0..LENGTH {
            step(&world);
        }
        finish(&world);
    });
}

/// Plays a run that a fuzzer has chosen: its surroundings, then what happens.
pub fn chosen(bytes: &[u8]) {
    let [number, choices @ ..] = bytes else { return };
    let scene = scene::any((*number).into());
    let how = format!("in {scene:?}");
    let world = Rc::new(World::new(scene, Choices::from(choices.iter().copied().map(usize::from).collect())));
    narrated(&world, &how, || {
        start(&world);
        while !world.choices.borrow().are_new() && step(&world) {}
        finish(&world);
    });
}

/// Should a law be broken, prints what happened.
fn narrated(world: &World, how: &str, run: impl FnOnce()) {
    if let Err(cause) = panic::catch_unwind(AssertUnwindSafe(run)) {
        println!("{}\n{how}", world.story.borrow().join("\n"));
        panic::resume_unwind(cause);
    }
}

fn start(world: &Rc<World>) {
    let window = world.new_window(Content::App(Vec::new()));
    world.start_app(window);
    world.check();
}

/// Lets one of the events happen that can. False: there is none.
fn step(world: &Rc<World>) -> bool {
    let events = world.events();
    if events.is_empty() {
        return false;
    }
    let choice = world.choose(events.len());
    world.happen(events[choice].clone());
    true
}

/// Nobody does anything any more, no late token comes, and the user closes the popups: every flow ends.
fn finish(world: &Rc<World>) {
    world.note("the end begins".into());
    world.end_budgets();
    let mut windows = (0..world.state.borrow().windows.len()).rev();
    let soon = world.state.borrow().now + 3_000.0;
    for _ in 0..20_000 {
        let mut events = world.events();
        events.retain(|event| !matches!(event, Event::Back(_) | Event::Settle(_)));
        // What is on its way, and a little time; then the user, and then time.
        let waits = world.state.borrow().now < soon;
        if let Some(event) = events.iter().find(|event| waits || !matches!(event, Event::Tick)) {
            world.happen(event.clone());
        } else if let Some(window) = windows.next() {
            world.check_homes();
            let of_app = world.state.borrow().windows[window].opener.is_none();
            world.happen(if of_app { Event::Focus(window) } else { Event::CloseWindow(window) });
        } else if let Some(tick) = events.pop() {
            world.happen(tick);
        } else {
            break;
        }
    }
    world.check_end();
}

/// One number for all that a run's future depends on.
fn fingerprint(world: &World) -> u64 {
    struct Hashing(DefaultHasher);
    impl Write for Hashing {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.write(text.as_bytes());
            Ok(())
        }
    }
    let mut hashing = Hashing(DefaultHasher::new());
    write!(hashing, "{:?}", world.state.borrow()).expect("hashing never fails");
    hashing.0.finish()
}
