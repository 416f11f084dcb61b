//! A flow's times, to the millisecond: every constant, every bound, every branch of a look.
//!
//! A flow may start at any time, so each table is played at several, and its times count from the start.

use alter_connect_core::flow::{CLOSE_GRACE, Flow, Focus, LEAVE_LIMIT, TOKEN_LIMIT};
use alter_connect_core::session::SESSION;

use Focus::{Elsewhere, Here, Unknown};

const OPEN: bool = false;
const CLOSED: bool = true;

/// When to look again, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Next {
    Exit,
    In(i32),
}

use Next::Exit as EXIT;

const fn wake(milliseconds: i32) -> Next {
    Next::In(milliseconds)
}

fn look(flow: &Flow, now: i32, closed: bool, focus: Focus) -> Next {
    let soon = flow.look(now, closed, focus);
    if soon > 0 { Next::In(soon) } else { Next::Exit }
}

/// A flow whose popup shows the Connect page.
fn shown(start: i32, grace: i32) -> Flow {
    let flow = Flow::default();
    flow.start(start, grace, false);
    flow.use_popup(false);
    flow.look_blank(true);
    assert!(flow.show(start));
    flow
}

/// When somebody looks, what `popup.closed` reads, where the focus is, and what the flow says.
type Look = (i32, bool, Focus, Next);

fn play(looks: &[Look]) {
    play_with(CLOSE_GRACE, looks);
}

fn play_with(grace: i32, looks: &[Look]) {
    // The clock may wrap around.
    for start in [700, 4_000_000, i32::MAX - 5_003, -5_003] {
        let flow = shown(start, grace);
        for &(after, closed, focus, next) in looks {
            let told = look(&flow, start.wrapping_add(after), closed, focus);
            assert_eq!(told, next, "{after} ms after a start at {start}, grace {grace}");
        }
    }
}

#[test]
fn the_times_are_what_the_documents_say() {
    assert_eq!((CLOSE_GRACE, SESSION), (5_000, 600_000));
    assert_eq!((TOKEN_LIMIT, LEAVE_LIMIT), (60_000, 30_000));
}

#[test]
fn a_focus_that_was_never_lost_says_nothing() {
    play(&[
        (0, OPEN, Here, wake(50)),
        (301, OPEN, Here, wake(500)),
        (1_000, CLOSED, Here, wake(500)),
        (5_900, CLOSED, Here, wake(100)),
        (6_000, CLOSED, Here, EXIT),
    ]);
    // It came back between two looks.
    let flow = shown(700, CLOSE_GRACE);
    assert_eq!(look(&flow, 700, OPEN, Here), wake(50));
    flow.hear_focus();
    assert_eq!(look(&flow, 1_000, CLOSED, Here), wake(150));
    // The browser may say so again: the time counts from the first.
    flow.hear_focus();
    assert_eq!(look(&flow, 1_150, CLOSED, Here), EXIT);
}

#[test]
fn an_open_popup_is_looked_at_more_often_while_the_focus_is_new() {
    play(&[
        (0, OPEN, Elsewhere, wake(500)),
        (500, OPEN, Here, wake(50)),
        (800, OPEN, Here, wake(50)),
        (801, OPEN, Here, wake(500)),
        (60_000, OPEN, Here, wake(500)),
        // Each visit is a new one.
        (60_500, OPEN, Elsewhere, wake(500)),
        (61_000, OPEN, Here, wake(50)),
        (61_300, OPEN, Here, wake(50)),
        (61_301, OPEN, Here, wake(500)),
        (62_000, OPEN, Unknown, wake(500)),
        (62_500, OPEN, Here, wake(50)),
    ]);
}

#[test]
fn a_popup_that_closes_with_the_focus_is_left_once_a_result_had_time_to_come() {
    for grace in [CLOSE_GRACE, 0, SESSION] {
        play_with(
            grace,
            &[
                (1_000, OPEN, Elsewhere, wake(500)),
                (1_500, CLOSED, Here, wake(150)),
                (1_649, CLOSED, Here, wake(1)),
                (1_650, CLOSED, Here, EXIT),
            ],
        );
    }
}

#[test]
fn focus_that_was_here_before_counts_from_the_close() {
    play(&[
        (500, OPEN, Elsewhere, wake(500)),
        (1_000, OPEN, Here, wake(50)),
        (9_000, OPEN, Here, wake(500)),
        (9_500, CLOSED, Here, wake(150)),
        (9_649, CLOSED, Here, wake(1)),
        (9_650, CLOSED, Here, EXIT),
    ]);
}

#[test]
fn focus_that_comes_300_ms_after_the_close_belongs_to_it() {
    play(&[
        (1_000, CLOSED, Elsewhere, wake(500)),
        (1_300, CLOSED, Here, wake(150)),
        (1_449, CLOSED, Here, wake(1)),
        (1_450, CLOSED, Here, EXIT),
    ]);
}

#[test]
fn focus_that_comes_later_is_a_visit_which_has_the_grace() {
    play(&[
        (1_000, CLOSED, Elsewhere, wake(500)),
        (1_301, CLOSED, Here, wake(500)),
        (5_900, CLOSED, Here, wake(401)),
        (6_300, CLOSED, Here, wake(1)),
        (6_301, CLOSED, Here, EXIT),
    ]);
}

#[test]
fn visits_do_not_add_up() {
    play(&[
        (1_000, CLOSED, Elsewhere, wake(500)),
        (2_000, CLOSED, Here, wake(500)),
        (6_999, CLOSED, Here, wake(1)),
        (7_000, CLOSED, Elsewhere, wake(500)),
        (8_000, CLOSED, Here, wake(500)),
        (12_999, CLOSED, Here, wake(1)),
        (13_000, CLOSED, Here, EXIT),
    ]);
}

#[test]
fn the_app_may_give_another_grace() {
    let visit = |grace, first| {
        play_with(grace, &[(1_000, CLOSED, Elsewhere, wake(500)), (2_000, CLOSED, Here, first)]);
    };
    visit(0, EXIT);
    visit(200, wake(200));
    visit(500, wake(500));
    visit(501, wake(500));
    play_with(
        700,
        &[
            (1_000, CLOSED, Elsewhere, wake(500)),
            (2_000, CLOSED, Here, wake(500)),
            (2_500, CLOSED, Here, wake(200)),
            (2_700, CLOSED, Here, EXIT),
        ],
    );
    play_with(
        SESSION,
        &[
            (1_000, CLOSED, Elsewhere, wake(500)),
            (2_000, CLOSED, Here, wake(500)),
            (599_999, CLOSED, Here, wake(1)),
            (600_000, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn a_grace_that_is_not_given_is_the_default() {
    play_with(
        -1,
        &[
            (1_000, CLOSED, Elsewhere, wake(500)),
            (2_000, CLOSED, Here, wake(500)),
            (6_999, CLOSED, Here, wake(1)),
            (7_000, CLOSED, Here, EXIT),
        ],
    );
}

#[test]
fn a_popup_that_comes_back_is_suspected_anew() {
    play(&[
        (1_000, CLOSED, Elsewhere, wake(500)),
        (1_500, OPEN, Elsewhere, wake(500)),
        (4_000, CLOSED, Here, wake(150)),
        (4_150, CLOSED, Here, EXIT),
    ]);
}

#[test]
fn where_the_focus_is_unknown_the_grace_counts_from_the_close() {
    play(&[
        (1_000, OPEN, Unknown, wake(500)),
        (1_500, CLOSED, Unknown, wake(500)),
        (6_200, CLOSED, Unknown, wake(300)),
        (6_499, CLOSED, Unknown, wake(1)),
        (6_500, CLOSED, Unknown, EXIT),
    ]);
    play_with(200, &[(1_500, CLOSED, Unknown, wake(200)), (1_700, CLOSED, Unknown, EXIT)]);
    play_with(0, &[(1_500, CLOSED, Unknown, EXIT)]);
    // It may become known, and unknown again.
    play(&[
        (1_000, CLOSED, Elsewhere, wake(500)),
        (1_200, CLOSED, Unknown, wake(500)),
        (1_250, CLOSED, Here, wake(150)),
        (1_300, CLOSED, Unknown, wake(500)),
        (1_301, CLOSED, Here, wake(500)),
        (5_900, CLOSED, Unknown, wake(100)),
        (6_100, CLOSED, Here, wake(500)),
        (6_200, CLOSED, Unknown, EXIT),
    ]);
}

#[test]
fn the_session_is_the_end_of_every_suspicion() {
    play(&[
        (1_000, CLOSED, Elsewhere, wake(500)),
        (599_500, CLOSED, Elsewhere, wake(500)),
        (599_501, CLOSED, Elsewhere, wake(499)),
        (599_999, CLOSED, Elsewhere, wake(1)),
        (600_000, CLOSED, Elsewhere, EXIT),
    ]);
    play(&[(599_900, CLOSED, Here, wake(100)), (600_000, CLOSED, Here, EXIT)]);
    play(&[(599_900, CLOSED, Unknown, wake(100)), (600_000, CLOSED, Unknown, EXIT)]);
    play(&[(598_000, CLOSED, Elsewhere, wake(500)), (599_700, CLOSED, Here, wake(300)), (600_000, CLOSED, Here, EXIT)]);
}

#[test]
fn an_open_popup_may_outlive_its_session() {
    play(&[(600_000, OPEN, Elsewhere, wake(500)), (700_000, OPEN, Here, wake(50)), (700_100, CLOSED, Elsewhere, EXIT)]);
}

#[test]
fn a_popup_is_awaited_for_a_second_until_it_shows_the_blank_page() {
    let flow = Flow::default();
    flow.start(700, CLOSE_GRACE, false);
    flow.use_popup(false);
    assert!(flow.is_preparing() && !flow.is_here() && !flow.is_direct());
    for _ in 0..100 {
        flow.look_blank(false);
        assert!(!flow.show(800));
        assert_eq!(look(&flow, 800, OPEN, Here), wake(10));
    }
    flow.look_blank(false);
    assert!(!flow.is_preparing() && flow.show(800));
}

#[test]
fn a_popup_that_closes_before_it_shows_anything_is_left_like_any_other() {
    let flow = Flow::default();
    flow.start(700, CLOSE_GRACE, false);
    flow.use_popup(false);
    assert_eq!(look(&flow, 800, CLOSED, Elsewhere), wake(500));
    assert_eq!(look(&flow, 900, CLOSED, Here), wake(150));
    assert_eq!(look(&flow, 1_050, CLOSED, Here), EXIT);
}

#[test]
fn the_connect_page_is_shown_once_and_when_window_and_address_are_there() {
    let flow = Flow::default();
    assert!(!flow.show(700));
    let number = flow.start(700, CLOSE_GRACE, true);
    flow.complete();
    assert!(!flow.show(700), "there is no window");
    flow.start(700, CLOSE_GRACE, true);
    flow.use_this_window();
    assert!(flow.is_here() && !flow.show(700), "there is no address");
    flow.complete();
    assert!(flow.show(700) && flow.is_shown());
    assert!(!flow.show(700));
    assert!(!flow.is(number) && flow.is(number + 1) && flow.number() == number + 1);
    assert!(flow.end());
    assert!(!flow.end() && !flow.is(number + 1) && !flow.show(700) && !flow.is_shown());
}

#[test]
fn a_popup_that_is_opened_with_the_address_needs_no_blank_page() {
    let flow = Flow::default();
    flow.start(700, CLOSE_GRACE, false);
    flow.use_popup(true);
    assert!(flow.is_direct() && !flow.is_preparing() && !flow.is_here());
    assert!(flow.show(700));
}

#[test]
fn a_late_token_has_a_minute() {
    for start in [700, i32::MAX - 5] {
        let flow = Flow::default();
        flow.start(start, CLOSE_GRACE, true);
        flow.use_this_window();
        assert!(!flow.is_late(start.wrapping_add(59_999)));
        assert!(flow.is_late(start.wrapping_add(60_000)));
        flow.complete();
        assert!(!flow.is_late(start.wrapping_add(60_000)));
    }
}

#[test]
fn a_window_that_was_sent_has_half_a_minute_to_go() {
    for sent in [700, i32::MAX - 5] {
        let flow = Flow::default();
        flow.start(600, CLOSE_GRACE, false);
        flow.use_this_window();
        assert!(!flow.is_on_its_way());
        assert!(flow.show(sent) && flow.is_on_its_way());
        assert!(!flow.is_stuck(sent.wrapping_add(29_999)));
        assert!(flow.is_stuck(sent.wrapping_add(30_000)));
        flow.note_departure();
        assert!(!flow.is_on_its_way());
    }
}
