//! The state machine: what a flow makes of what happens, told as stories. Its exact times are in `flow_times`.

use alter_connect::core::error::Error;
use alter_connect::core::flow::{CLOSE_GRACE, Effect, Ending, Flow, Focus, Input};

use Focus::{Elsewhere, Here};

fn look(now: f64, closed: bool, focus: Focus) -> Input {
    Input::Look { now, closed, focus }
}

fn open() -> Flow {
    let mut flow = Flow::new(0.0, CLOSE_GRACE);
    assert_eq!(flow.step(Input::Ready), Effect::Navigate);
    flow
}

/// Looks as often as the flow asks for it, from `now` on, at a popup that reads closed; the time of the end.
fn exit_time(flow: &mut Flow, mut now: f64, focus: impl Fn(f64) -> Focus) -> f64 {
    loop {
        assert!(now < 1e7, "it never ends");
        match flow.step(look(now, true, focus(now))) {
            Effect::WakeIn(milliseconds) => now += milliseconds,
            Effect::End(Ending::Exited) => return now,
            effect => panic!("{effect:?}"),
        }
    }
}

#[test]
fn no_flow_is_under_way_before_the_first() {
    let mut none = Flow::default();
    assert!(!none.is_open());
    assert_eq!(none.step(Input::Ready), Effect::None);
}

#[test]
fn the_popup_is_sent_on_once() {
    let mut flow = Flow::new(0.0, CLOSE_GRACE);
    assert!(flow.is_open());
    assert_eq!(flow.step(Input::Ready), Effect::Navigate);
    assert_eq!(flow.step(Input::Ready), Effect::None);
    assert!(flow.is_open());
}

#[test]
fn an_answer_ends_the_flow_once() {
    let mut flow = open();
    assert_eq!(flow.step(Input::Answer), Effect::End(Ending::Answered));
    assert!(!flow.is_open());
    assert_eq!(flow.step(Input::Answer), Effect::None);
    assert_eq!(flow.step(Input::Close), Effect::None);
    assert_eq!(flow.step(look(1e9, true, Here)), Effect::None);
}

#[test]
fn no_answer_counts_before_the_connect_page_is_open() {
    let mut flow = Flow::new(0.0, CLOSE_GRACE);
    assert_eq!(flow.step(Input::Answer), Effect::None);
    assert_eq!(flow.step(Input::Fail(Error::TokenFailed)), Effect::End(Ending::Failed(Error::TokenFailed)));
}

#[test]
fn each_way_to_end_is_told_apart() {
    for (input, ending) in [
        (Input::Answer, Ending::Answered),
        (Input::Fail(Error::PopupBlocked), Ending::Failed(Error::PopupBlocked)),
        (Input::Gone, Ending::Exited),
        (Input::Close, Ending::Closed),
        (Input::Destroy, Ending::Destroyed),
    ] {
        let mut flow = open();
        assert_eq!(flow.step(input), Effect::End(ending));
        assert!(!flow.is_open());
    }
}

#[test]
fn a_close_that_gives_the_focus_back_is_an_exit_at_once() {
    let mut flow = open();
    flow.step(look(10_000.0, false, Elsewhere));
    let end = exit_time(&mut flow, 10_500.0, |_| Here);
    assert!(end - 10_500.0 <= 200.0, "{end}");
}

#[test]
fn focus_that_comes_before_the_close_is_followed_up() {
    let mut flow = open();
    flow.step(look(10_000.0, false, Elsewhere));
    // The opener hears of its focus; the popup turns closed 59 ms later.
    let mut now = 10_200.0;
    while let Effect::WakeIn(milliseconds) = flow.step(look(now, now >= 10_259.0, Here)) {
        now += milliseconds;
    }
    assert!(now - 10_259.0 <= 250.0, "{now}");
}

#[test]
fn a_popup_left_open_is_looked_at_twice_a_second() {
    let mut flow = open();
    let looks = |flow: &mut Flow, from: f64, focus| {
        let (mut now, mut count) = (from, 0);
        while now < from + 10_000.0 {
            let Effect::WakeIn(milliseconds) = flow.step(look(now, false, focus)) else { panic!("it is open") };
            now += milliseconds;
            count += 1;
        }
        count
    };
    assert_eq!(looks(&mut flow, 0.0, Elsewhere), 20);
    assert!(looks(&mut flow, 20_000.0, Here) < 30);
}

#[test]
fn who_comes_back_soon_after_the_popup_was_cut_off_has_not_left() {
    let mut flow = open();
    flow.step(look(1_500.0, true, Elsewhere));
    let end = exit_time(&mut flow, 2_000.0, |_| Here);
    assert_eq!(end, 7_000.0);
}

#[test]
fn a_result_still_on_its_way_wins_over_the_close() {
    let mut flow = open();
    assert!(matches!(flow.step(look(500.0, true, Here)), Effect::WakeIn(_)));
    assert_eq!(flow.step(Input::Answer), Effect::End(Ending::Answered));
}

#[test]
fn a_popup_severed_for_five_minutes_is_not_closed() {
    let mut flow = open();
    let mut now = 1_500.0;
    while now < 300_000.0 {
        match flow.step(look(now, true, Elsewhere)) {
            Effect::WakeIn(milliseconds) => now += milliseconds,
            effect => panic!("{effect:?} after {now} ms"),
        }
    }
    assert_eq!(flow.step(Input::Answer), Effect::End(Ending::Answered));
}

#[test]
fn visits_to_the_opener_are_no_exit() {
    let mut flow = open();
    let mut now = 1_500.0;
    while now < 60_000.0 {
        let visiting = (20_000.0..24_000.0).contains(&now) || (30_000.0..34_000.0).contains(&now);
        match flow.step(look(now, true, if visiting { Here } else { Elsewhere })) {
            Effect::WakeIn(milliseconds) => now += milliseconds,
            effect => panic!("{effect:?} after {now} ms"),
        }
    }
}

#[test]
fn who_stays_in_the_opener_for_the_grace_has_left() {
    let mut flow = open();
    let end = exit_time(&mut flow, 1_500.0, |now| if now >= 20_000.0 { Here } else { Elsewhere });
    assert!((25_000.0..26_000.0).contains(&end), "{end}");
}

#[test]
fn where_nobody_can_tell_the_focus_the_grace_counts_without_it() {
    let mut flow = open();
    assert_eq!(exit_time(&mut flow, 1_500.0, |_| Focus::Unknown), 6_500.0);
}

#[test]
fn no_suspicion_outlives_the_session() {
    let mut flow = open();
    let end = exit_time(&mut flow, 1_500.0, |_| Elsewhere);
    assert_eq!(end, 600_000.0);
}

#[test]
fn a_popup_that_comes_back_is_no_longer_suspected() {
    let mut flow = open();
    flow.step(look(1_000.0, true, Elsewhere));
    assert_eq!(flow.step(look(1_500.0, false, Elsewhere)), Effect::WakeIn(500.0));
    let end = exit_time(&mut flow, 100_000.0, |_| Here);
    assert!(end < 100_500.0);
}
