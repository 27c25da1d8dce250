//! Tests of what is derived from the facts and kept: diagnosis and layout.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use std::time::Duration;

use throughline::diagnosis::diagnose;
use throughline::edit::{Transaction, add_link, add_party};
use throughline::layout::{Grouping, layout};
use throughline::model::{Day, ExpectationId, Link, LinkId, Org, PartyId, Pin, Verdict, View};
use throughline::session::{Command, LARGE_MAP, NewParty, Session};

use super::support::{clinic, execute, open, score, team, today};

#[test]
fn the_diagnosis_follows_the_facts_and_the_day() {
    let mut session = open(clinic());
    let link = LinkId::new("réception", "clinic");
    execute(&mut session, &Command::SetVerdict { link: link.clone(), verdict: Some(Verdict::Broken) });
    assert_eq!(session.diagnosis(), &diagnose(session.org(), today()));
    assert_eq!(session.diagnosis().counts.broken, 3);
    session.set_today(Day::new(2028, 1, 1).expect("a day"));
    session.refresh();
    assert_eq!(session.diagnosis(), &diagnose(session.org(), session.today()));
    assert!(session.diagnosis().findings.iter().any(|finding| finding.rule == "stale"));
}

#[test]
fn a_rating_moves_nothing_and_a_new_team_little() {
    let mut session = open(clinic());
    let first = session.layout_revision();
    let rate = Command::Rate {
        link: LinkId::new("records", "clinic"),
        expectation: ExpectationId::new("notes"),
        rater: String::new(),
        score: score(500),
    };
    execute(&mut session, &rate);
    session.refresh();
    assert_eq!(session.layout_revision(), first);
    execute(&mut session, &Command::AddParty(NewParty { name: "Lab".to_owned(), ..NewParty::default() }));
    assert_eq!(session.layout_revision(), first + 1);
    assert_eq!(session.layout().boxes.len(), session.org().parties().len());
    assert_eq!(session.layout_request().nodes.len(), session.org().parties().len());
}

#[test]
fn each_view_keeps_its_own_layout() {
    let mut session = open(clinic());
    let chain = session.layout().clone();
    execute(&mut session, &Command::SetView(View::Pyramid));
    let pyramid = session.layout().clone();
    assert_ne!(chain, pyramid);
    execute(&mut session, &Command::SetView(View::Chain));
    assert_eq!(session.layout(), &chain);
    let revision = session.layout_revision();
    execute(&mut session, &Command::SetGrouping(Grouping::None));
    assert!(session.layout().groups.is_empty() && !chain.groups.is_empty());
    assert_eq!(session.layout_revision(), revision + 1);
}

#[test]
fn tidying_forgets_the_present_picture() {
    let mut session = open(clinic());
    let fresh = session.layout().clone();
    let pin = Some(Pin { x: 2_000, y: -900 });
    execute(&mut session, &Command::SetPin { party: PartyId::new("records"), view: View::Chain, pin });
    assert_ne!(session.layout(), &fresh);
    execute(&mut session, &Command::Tidy(View::Chain));
    assert_eq!(session.layout(), &fresh);
    // Again, with nothing pinned: no step, and still the fresh picture.
    let steps = session.history().done().len();
    execute(&mut session, &Command::Tidy(View::Chain));
    assert_eq!(session.history().done().len(), steps);
    assert_eq!(session.layout(), &fresh);
}

/// Many short chains with a shortcut each: as many teams and links as make a large map, quickly laid out.
fn large() -> Org {
    let teams = LARGE_MAP / 2;
    let id = |number: usize| PartyId::new(format!("t{number:04}"));
    let mut edits = Vec::new();
    for number in 0..teams {
        edits.extend(add_party(&id(number), &team(&format!("Team {number}"), None)));
    }
    for number in 0..teams {
        for step in [1, 3] {
            if number % 10 + step < 10 && number + step < teams {
                edits.extend(add_link(&LinkId::new(id(number), id(number + step)), &Link::default()));
            }
        }
    }
    let mut org = Org::default();
    Transaction::new("Set up", edits).apply(&mut org).expect("it fits");
    org
}

fn wait(session: &mut Session) {
    for _ in 0..6_000 {
        if !session.is_laying_out() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
        session.refresh();
    }
    assert!(!session.is_laying_out(), "the layout takes more than a minute");
}

#[test]
fn a_large_map_is_laid_out_aside_and_shown_as_it_was_meanwhile() {
    let mut session = open(large());
    assert!(session.is_laying_out());
    assert!(session.layout_progress().is_some_and(|share| (0.0..=1.0).contains(&share)));
    assert_eq!(session.layout().boxes.len(), session.org().parties().len());
    assert_eq!(session.layout().routes.len(), session.org().links().len());
    let apart = |session: &Session| {
        let mut boxes = session.layout().boxes.clone();
        boxes.sort_by(|a, b| a.min.x.total_cmp(&b.min.x));
        boxes.iter().enumerate().all(|(place, area)| {
            boxes
                .iter()
                .skip(place + 1)
                .take_while(|other| other.min.x < area.max.x)
                .all(|other| !area.overlaps(*other))
        })
    };
    assert!(apart(&session), "boxes that wait for their place stand apart");
    wait(&mut session);
    assert!(session.layout() == &layout(session.layout_request()), "another answer than without a thread");
    let revision = session.layout_revision();

    // An edit: everybody stays where they are until the thread is done; whoever is new stands beneath.
    let before = session.layout().clone();
    execute(
        &mut session,
        &Command::AddParty(NewParty { name: "A new one".to_owned(), ..NewParty::default() }),
    );
    assert!(session.is_laying_out());
    assert_eq!(session.layout_revision(), revision + 1);
    assert!(session.layout().boxes.get(1..) == Some(before.boxes.as_slice()), "somebody moved");
    assert!(session.layout().routes == before.routes, "a line moved");
    assert!(apart(&session));

    // Another edit while it runs: the first is called off.
    execute(
        &mut session,
        &Command::Remove(vec![throughline::session::Subject::Party(PartyId::new("t0000"))]),
    );
    assert_eq!(session.layout().routes.len(), session.org().links().len());
    wait(&mut session);
    assert_eq!(session.layout().boxes.len(), session.org().parties().len());
    assert!(session.layout().routes.iter().all(|route| !route.points.is_empty()));
}
