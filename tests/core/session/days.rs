//! Days as people say them: what is understood, what is asked about, and what is offered while somebody types.

use throughline::model::Day;
use throughline::session::day_words::{Side, day_from, days_offered, standing};

use Side::{Ahead, Back};

/// A Sunday.
fn today() -> Day {
    day("2026-11-22")
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

#[test]
fn what_people_say_is_understood() {
    let table = [
        ("2026-12-05", Ahead, "2026-12-05"),
        ("2026-12-5", Ahead, "2026-12-05"),
        ("2026/12/05", Back, "2026-12-05"),
        (" Today ", Ahead, "2026-11-22"),
        ("tomorrow", Ahead, "2026-11-23"),
        ("yesterday", Back, "2026-11-21"),
        ("in 2 weeks", Ahead, "2026-12-06"),
        ("in 10 days", Ahead, "2026-12-02"),
        ("in a month", Ahead, "2026-12-22"),
        ("in 3 months", Ahead, "2027-02-22"),
        ("3 weeks ago", Back, "2026-11-01"),
        ("1 month ago", Back, "2026-10-22"),
        ("Fri", Ahead, "2026-11-27"),
        ("friday", Back, "2026-11-20"),
        ("Mon", Ahead, "2026-11-23"),
        ("Saturday", Back, "2026-11-21"),
        ("15 Dec", Ahead, "2026-12-15"),
        ("15 Dec", Back, "2025-12-15"),
        ("Dec 15th", Ahead, "2026-12-15"),
        ("3 March", Ahead, "2027-03-03"),
        ("22 Nov", Ahead, "2026-11-22"),
        ("22 Nov", Back, "2026-11-22"),
        ("1. January 2026", Ahead, "2026-01-01"),
        ("15 dec 2030", Back, "2030-12-15"),
        ("29 Feb", Ahead, "2028-02-29"),
    ];
    for (text, side, wanted) in table {
        assert_eq!(day_from(text, today(), side), Ok(day(wanted)), "{text}");
    }
    assert_eq!(
        day_from("in 1 month", day("2027-01-31"), Ahead),
        Ok(day("2027-02-28")),
        "held at its last day"
    );
    assert_eq!(day_from("3 months ago", day("2026-01-31"), Back), Ok(day("2025-10-31")));
}

#[test]
fn what_says_two_days_is_asked_about() {
    let table = [
        ("03/04", Ahead, "That can be 3 Apr or 4 Mar"),
        ("3.4.2026", Back, "That can be 3 Apr or 4 Mar"),
        ("25/12/2026", Ahead, "Write the month as a word: 25 Dec"),
        ("4/4", Ahead, "Write the month as a word: 4 Apr"),
        ("next Friday", Ahead, "can be 2026-11-27 or 2026-12-04"),
        ("this fri", Ahead, "can be 2026-11-27 or 2026-12-04"),
        ("last Friday", Back, "can be 2026-11-13 or 2026-11-20"),
        ("Sunday", Ahead, "write today, or 2026-11-29"),
        ("Sunday", Back, "write today, or 2026-11-15"),
        ("soon", Ahead, "Write a day such as tomorrow, Friday, in 2 weeks, 15 Dec or 2026-12-22"),
        ("", Back, "Write a day such as yesterday"),
        ("2026-13-40", Ahead, "Write a day such as"),
        ("in 2 fortnights", Ahead, "Write a day such as"),
        ("in 99999 days", Ahead, "Write a day such as"),
        ("31 Nov", Ahead, "Write a day such as"),
        ("15 Dec 26", Ahead, "Write a day such as"),
        ("J 15", Ahead, "Write a day such as"),
        ("\u{00e4}\u{00e4}\u{00e4}\u{00e4} 12", Ahead, "Write a day such as"),
    ];
    for (text, side, wanted) in table {
        let refused = day_from(text, today(), side).expect_err(text);
        assert!(refused.contains(wanted), "{text}: {refused}");
    }
}

#[test]
fn what_is_offered_says_its_weekday_and_how_far_it_is() {
    let offered = |typed, side| {
        let offered = days_offered(typed, today(), side);
        offered.into_iter().map(|(day, words)| format!("{day} {words}")).collect::<Vec<_>>()
    };
    assert_eq!(offered("in 2 weeks", Ahead), ["2026-12-06 Sun, in 14 days"]);
    assert_eq!(offered("f", Ahead), ["2026-11-27 Fri, in 5 days"]);
    assert_eq!(offered("f", Back), ["2026-11-20 Fri, 2 days ago"]);
    assert_eq!(offered("to", Ahead)[0], "2026-11-23 Mon, tomorrow");
    let by_number = ["2026-11-24 Tue, in 2 days", "2026-12-06 Sun, in 14 days", "2027-01-22 Fri, in 61 days"];
    assert_eq!(offered("2", Ahead), by_number);
    assert_eq!(offered("in 2 w", Ahead), by_number[1..2]);
    assert_eq!(offered("2 w", Back), ["2026-11-08 Sun, 14 days ago"]);
    assert_eq!(offered("", Ahead).len(), 6);
    assert_eq!(offered("", Back)[..2], ["2026-11-22 Sun, today", "2026-11-21 Sat, yesterday"]);
    assert!(offered("soon", Ahead).is_empty());
    assert_eq!(standing(day("2026-11-23"), today()), "Mon, tomorrow");
}
