//! A flow's times, to the millisecond: every constant, every bound, every branch of a look.
//!
//! A flow may start at any time, so each table is played at several, and its times count from the start.

use alter_connect_core::flow::{CLOSE_GRACE, Flow, Focus};
use alter_connect_core::returning::SESSION;

use Focus::{Elsewhere, Here, Unknown};

const OPEN: bool = false;
const CLOSED: bool = true;

/// When to look again, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Next {
    Exit,
    In(f64),
}

use Next::Exit as EXIT;

const fn wake(milliseconds: f64) -> Next {
    Next::In(milliseconds)
}

fn look(flow: &Flow, now: f64, closed: bool, focus: Focus) -> Next {
    let soon = flow.look(now, closed, focus);
    if soon > 0.0 { Next::In(soon) } else { Next::Exit }
}

/// A flow whose popup shows the Connect page.
fn shown(start: f64, grace: f64) -> Flow {
    let flow = Flow::default();
    flow.start(start, grace, false);
    flow.has_window(false);
    flow.look_blank(true);
    assert!(flow.show());
    flow
}

/// When somebody looks, what `popup.closed` reads, where the focus is, and what the flow says.
type Look = (f64, bool, Focus, Next);

fn play(grace: f64, looks: &[Look]) {
    for start in [700.0, 4_000_000.0] {
        let flow = shown(start, grace);
        for &(after, closed, focus, next) in looks {
            let told = look(&flow, start + after, closed, focus);
            assert_eq!(told, next, "{after} ms after a start at {start}, grace {grace}");
        }
    }
}

#[test]
fn the_times_are_what_the_documents_say() {
    assert_eq!(CLOSE_GRACE, 5_000.0);
    assert_eq!(SESSION, 600_000.0);
}

#[test]
fn an_open_popup_is_looked_at_more_often_while_the_focus_is_new() {
    play(
        CLOSE_GRACE,
        &[
            (0.0, OPEN, Elsewhere, wake(500.0)),
            (500.0, OPEN, Here, wake(50.0)),
            (800.0, OPEN, Here, wake(50.0)),
            (801.0, OPEN, Here, wake(500.0)),
            (60_000.0, OPEN, Here, wake(500.0)),
            // Each visit is a new one.
            (60_500.0, OPEN, Elsewhere, wake(500.0)),
            (61_000.0, OPEN, Here, wake(50.0)),
            (61_300.0, OPEN, Here, wake(50.0)),
            (61_301.0, OPEN, Here, wake(500.0)),
            (62_000.0, OPEN, Unknown, wake(500.0)),
            (62_500.0, OPEN, Here, wake(50.0)),
        ],
    );
}

#[test]
fn a_popup_that_closes_with_the_focus_is_left_once_a_result_had_time_to_come() {
    for grace in [CLOSE_GRACE, 0.0, f64::INFINITY] {
        play(
            grace,
            &[
                (1_000.0, OPEN, Elsewhere, wake(500.0)),
                (1_500.0, CLOSED, Here, wake(150.0)),
                (1_649.0, CLOSED, Here, wake(1.0)),
                (1_650.0, CLOSED, Here, EXIT),
            ],
        );
    }
}

#[test]
fn focus_that_was_here_before_counts_from_the_close() {
    play(
        CLOSE_GRACE,
        &[
            (1_000.0, OPEN, Here, wake(50.0)),
            (9_000.0, OPEN, Here, wake(500.0)),
            (9_500.0, CLOSED, Here, wake(150.0)),
            (9_649.0, CLOSED, Here, wake(1.0)),
            (9_650.0, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn focus_that_comes_300_ms_after_the_close_belongs_to_it() {
    play(
        CLOSE_GRACE,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (1_300.0, CLOSED, Here, wake(150.0)),
            (1_449.0, CLOSED, Here, wake(1.0)),
            (1_450.0, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn focus_that_comes_later_is_a_visit_which_has_the_grace() {
    play(
        CLOSE_GRACE,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (1_301.0, CLOSED, Here, wake(500.0)),
            (5_900.0, CLOSED, Here, wake(401.0)),
            (6_300.0, CLOSED, Here, wake(1.0)),
            (6_301.0, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn visits_do_not_add_up() {
    play(
        CLOSE_GRACE,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (2_000.0, CLOSED, Here, wake(500.0)),
            (6_999.0, CLOSED, Here, wake(1.0)),
            (7_000.0, CLOSED, Elsewhere, wake(500.0)),
            (8_000.0, CLOSED, Here, wake(500.0)),
            (12_999.0, CLOSED, Here, wake(1.0)),
            (13_000.0, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn the_app_may_give_another_grace() {
    let visit = |grace, first| {
        play(grace, &[(1_000.0, CLOSED, Elsewhere, wake(500.0)), (2_000.0, CLOSED, Here, first)]);
    };
    visit(f64::NEG_INFINITY, EXIT);
    visit(-1.0, EXIT);
    visit(0.0, EXIT);
    visit(200.0, wake(200.0));
    visit(500.0, wake(500.0));
    visit(501.0, wake(500.0));
    play(
        700.0,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (2_000.0, CLOSED, Here, wake(500.0)),
            (2_500.0, CLOSED, Here, wake(200.0)),
            (2_700.0, CLOSED, Here, EXIT),
        ],
    );
    play(
        f64::INFINITY,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (2_000.0, CLOSED, Here, wake(500.0)),
            (599_999.0, CLOSED, Here, wake(1.0)),
            (600_000.0, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn a_grace_that_is_no_number_is_the_default() {
    play(
        f64::NAN,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (2_000.0, CLOSED, Here, wake(500.0)),
            (6_999.0, CLOSED, Here, wake(1.0)),
            (7_000.0, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn a_popup_that_comes_back_is_suspected_anew() {
    play(
        CLOSE_GRACE,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (1_500.0, OPEN, Elsewhere, wake(500.0)),
            (4_000.0, CLOSED, Here, wake(150.0)),
            (4_150.0, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn where_the_focus_is_unknown_the_grace_counts_from_the_close() {
    play(
        CLOSE_GRACE,
        &[
            (1_000.0, OPEN, Unknown, wake(500.0)),
            (1_500.0, CLOSED, Unknown, wake(500.0)),
            (6_200.0, CLOSED, Unknown, wake(300.0)),
            (6_499.0, CLOSED, Unknown, wake(1.0)),
            (6_500.0, CLOSED, Unknown, EXIT),
        ],
    );
    play(200.0, &[(1_500.0, CLOSED, Unknown, wake(200.0)), (1_700.0, CLOSED, Unknown, EXIT)]);
    play(0.0, &[(1_500.0, CLOSED, Unknown, EXIT)]);
    // It may become known, and unknown again.
    play(
        CLOSE_GRACE,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (1_200.0, CLOSED, Unknown, wake(500.0)),
            (1_250.0, CLOSED, Here, wake(150.0)),
            (1_300.0, CLOSED, Unknown, wake(500.0)),
            (1_301.0, CLOSED, Here, wake(500.0)),
            (5_900.0, CLOSED, Unknown, wake(100.0)),
            (6_100.0, CLOSED, Here, wake(500.0)),
            (6_200.0, CLOSED, Unknown, EXIT),
        ],
    );
}

#[test]
fn the_session_is_the_end_of_every_suspicion() {
    play(
        CLOSE_GRACE,
        &[
            (1_000.0, CLOSED, Elsewhere, wake(500.0)),
            (599_500.0, CLOSED, Elsewhere, wake(500.0)),
            (599_501.0, CLOSED, Elsewhere, wake(499.0)),
            (599_999.0, CLOSED, Elsewhere, wake(1.0)),
            (600_000.0, CLOSED, Elsewhere, EXIT),
        ],
    );
    play(CLOSE_GRACE, &[(599_900.0, CLOSED, Here, wake(100.0)), (600_000.0, CLOSED, Here, EXIT)]);
    play(CLOSE_GRACE, &[(599_900.0, CLOSED, Unknown, wake(100.0)), (600_000.0, CLOSED, Unknown, EXIT)]);
    play(
        CLOSE_GRACE,
        &[
            (598_000.0, CLOSED, Elsewhere, wake(500.0)),
            (599_700.0, CLOSED, Here, wake(300.0)),
            (600_000.0, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn an_open_popup_may_outlive_its_session() {
    play(
        CLOSE_GRACE,
        &[
            (600_000.0, OPEN, Elsewhere, wake(500.0)),
            (700_000.0, OPEN, Here, wake(50.0)),
            (700_100.0, CLOSED, Elsewhere, EXIT),
        ],
    );
}

#[test]
fn a_popup_is_awaited_for_a_second_until_it_shows_the_blank_page() {
    let flow = Flow::default();
    flow.start(700.0, CLOSE_GRACE, false);
    flow.has_window(false);
    assert_eq!(flow.first_look(), 10.0);
    for _ in 0..100 {
        flow.look_blank(false);
        assert!(!flow.show());
        // Nothing else counts meanwhile, not even that it looks closed.
        assert_eq!(look(&flow, 9e9, CLOSED, Here), wake(10.0));
    }
    flow.look_blank(false);
    assert!(flow.show());
    assert_eq!(flow.first_look(), 50.0);
}

#[test]
fn the_connect_page_is_shown_once_and_when_window_and_address_are_there() {
    let flow = Flow::default();
    assert!(!flow.show());
    let number = flow.start(700.0, CLOSE_GRACE, true);
    flow.complete();
    assert!(!flow.show(), "there is no window");
    flow.start(700.0, CLOSE_GRACE, true);
    flow.has_window(true);
    assert!(!flow.show(), "there is no address");
    flow.complete();
    assert!(flow.show() && flow.is_shown());
    assert!(!flow.show());
    assert!(!flow.is(number) && flow.is(number + 1));
    assert!(flow.end());
    assert!(!flow.end() && !flow.is(number + 1) && !flow.show());
}
