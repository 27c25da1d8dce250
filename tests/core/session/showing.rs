//! Tests of what a person has chosen to see: it changes no fact, hides nothing that is asked for, and comes back as it was.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use throughline::model::{LinkId, Org, PartyId, Pin, View};
use throughline::picture::ShownBox;
use throughline::session::{
    Command, CommandError, NewParty, OPENED_FOLDED, Selection, Session, Showing, Subject,
};

use super::support::{execute, open};
use crate::picture::fixtures::{clinic, config, random_org};

fn show(session: &mut Session, showing: Showing) {
    execute(session, &Command::Show(showing));
}

fn choose(session: &mut Session, subject: Subject) {
    execute(session, &Command::Select(Selection::of(subject)));
}

fn party(id: &str) -> Subject {
    Subject::Party(PartyId::new(id))
}

fn focused(session: &mut Session, id: &str, steps: usize) {
    let selection = Selection::of(party(id));
    execute(session, &Command::Select(selection.clone()));
    show(session, Showing::default().focused(&selection, steps));
}

fn all_departments(session: &Session) -> Vec<String> {
    let names = session.org().parties().values().filter_map(|party| party.department.clone());
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn a_focus_is_laid_out_by_itself_and_judged_as_part_of_the_whole() {
    let mut session = open(clinic());
    let (whole, diagnosis) = (session.layout().clone(), session.diagnosis().clone());
    focused(&mut session, "laboratory", 1);
    let shown: BTreeSet<&str> =
        session.shown().boxes().iter().flat_map(ShownBox::parties).map(PartyId::as_str).collect();
    assert_eq!(shown, BTreeSet::from(["blood-bank", "doctors", "laboratory"]));
    assert_eq!(session.layout().boxes.len(), 3);
    assert_eq!(session.shown().hidden(), session.org().parties().len() - 3);
    assert_eq!(session.diagnosis(), &diagnosis);
    assert!(!session.has_unsaved_changes());
    assert_eq!(session.history().done().len(), 0);
    show(&mut session, Showing::default());
    assert_eq!(session.layout(), &whole);
}

#[test]
fn whatever_is_asked_for_in_a_focus_becomes_part_of_it() {
    let mut session = open(clinic());
    focused(&mut session, "laboratory", 1);
    assert_eq!(session.take_revealed(), None);
    choose(&mut session, party("cleaning"));
    assert!(session.shown().place_of(&PartyId::new("cleaning")).is_some());
    let said = session.take_revealed().expect("it was hidden");
    assert_eq!(said, "Now part of the focus, hidden before: Cleaning");
    assert_eq!(session.take_revealed(), None);
    choose(&mut session, Subject::Link(LinkId::new("billing", "patients")));
    assert!(session.shown().line_of(&LinkId::new("billing", "patients")).is_some());
    assert_eq!(
        session.take_revealed().as_deref(),
        Some("Now part of the focus, hidden before: Billing to Patients")
    );
    let new = NewParty { name: "Porters".to_owned(), ..NewParty::default() };
    execute(&mut session, &Command::AddParty(new));
    assert!(session.shown().place_of(&PartyId::new("porters")).is_some());
}

#[test]
fn whatever_is_asked_for_in_a_folded_department_unfolds_it() {
    let mut session = open(clinic());
    let names = all_departments(&session);
    let all = Showing::default().folding(names.iter().map(String::as_str));
    show(&mut session, all.clone());
    assert_eq!(session.shown().folded().count(), 5);
    choose(&mut session, party("booking"));
    assert_eq!(session.take_revealed().as_deref(), Some("Front of house unfolded to show it"));
    assert!(session.shown().folded_around(&PartyId::new("booking")).is_none());
    assert_eq!(session.shown().folded().count(), 4);

    // A department that is chosen as a whole is in sight.
    show(&mut session, all.clone());
    let members = session.shown().folded_around(&PartyId::new("booking")).expect("folded").members.clone();
    let selection = Selection::of_all(members.into_iter().map(Subject::Party));
    execute(&mut session, &Command::Select(selection));
    assert_eq!(session.take_revealed(), None);
    assert_eq!(session.shown().folded().count(), 5);

    // A link that lies on a line is in sight, but whoever flies to it wants to see its ends.
    let between = Subject::Link(LinkId::new("records", "booking"));
    choose(&mut session, between.clone());
    assert_eq!(session.take_revealed(), None);
    session.reveal([&between]);
    session.refresh();
    assert_eq!(
        session.take_revealed().as_deref(),
        Some("Back office and Front of house unfolded to show it")
    );
    // One inside is not.
    show(&mut session, all);
    choose(&mut session, Subject::Link(LinkId::new("nurses", "doctors")));
    assert_eq!(session.take_revealed().as_deref(), Some("Care unfolded to show it"));
}

#[test]
fn a_focus_ends_with_what_it_was_around() {
    let mut session = open(clinic());
    focused(&mut session, "cleaning", 2);
    execute(&mut session, &Command::Remove(vec![party("cleaning")]));
    assert_eq!(session.showing().focus, None);
    assert_eq!(session.layout().boxes.len(), session.org().parties().len());
}

#[test]
fn a_focus_says_what_it_is_around() {
    let session = open(clinic());
    let of = |subjects: &[Subject]| {
        let showing = Showing::default().focused(&Selection::of_all(subjects.to_vec()), 2);
        showing.focus.expect("something is chosen").in_words(session.org())
    };
    assert_eq!(of(&[party("billing")]), "Billing");
    assert_eq!(of(&[party("billing"), party("records")]), "Billing and Records");
    assert_eq!(of(&[Subject::Link(LinkId::new("records", "billing"))]), "Records to Billing");
    assert_eq!(of(&[party("nurses"), Subject::Link(LinkId::new("records", "billing"))]), "3 teams");
    assert_eq!(Showing::default().focused(&Selection::none(), 2), Showing::default());
}

#[test]
fn no_place_is_kept_on_a_part_of_the_map() {
    let mut session = open(clinic());
    focused(&mut session, "laboratory", 1);
    let pin = Some(Pin { x: 8, y: 8 });
    let one = Command::SetPin { party: PartyId::new("laboratory"), view: View::Chain, pin };
    let several = Command::SetPins { view: View::Chain, pins: vec![(PartyId::new("laboratory"), pin)] };
    assert_eq!(session.execute(&one), Err(CommandError::PartShown));
    assert_eq!(session.execute(&several), Err(CommandError::PartShown));
    let new = NewParty {
        name: "Porters".to_owned(),
        pin: Some((View::Chain, Pin { x: 8, y: 8 })),
        ..NewParty::default()
    };
    execute(&mut session, &Command::AddParty(new));
    assert!(session.org().party(&PartyId::new("porters")).expect("added").pins.is_empty());
}

#[test]
fn several_are_moved_put_into_a_department_and_let_go_in_one_step_each() {
    let mut session = open(clinic());
    let ids = ["billing", "records", "cleaning"].map(PartyId::new);
    let pins = ids.iter().enumerate().map(|(place, id)| {
        let x = i32::try_from(place).expect("few") * 200;
        (id.clone(), Some(Pin { x, y: 16 }))
    });
    execute(&mut session, &Command::SetPins { view: View::Chain, pins: pins.collect() });
    assert_eq!(session.history().undo_label(), Some("Move 3 teams"));
    let department =
        |session: &Session, id: &PartyId| session.org().party(id).expect("known").department.clone();
    let command =
        Command::SetDepartment { parties: ids.to_vec(), department: Some(" Back office ".to_owned()) };
    execute(&mut session, &command);
    assert_eq!(session.history().undo_label(), Some("Move Cleaning to Back office"), "the others are in it");
    assert!(ids.iter().all(|id| department(&session, id).as_deref() == Some("Back office")));
    execute(
        &mut session,
        &Command::SetDepartment { parties: ids.to_vec(), department: Some("  ".to_owned()) },
    );
    assert_eq!(session.history().undo_label(), Some("Take 3 teams out of their departments"));
    let pins = ids.iter().map(|id| (id.clone(), None)).collect();
    execute(&mut session, &Command::SetPins { view: View::Chain, pins });
    assert_eq!(session.history().undo_label(), Some("Let 3 teams go"));
    for _ in 0..4 {
        execute(&mut session, &Command::Undo);
    }
    assert_eq!(session.org(), &clinic());
    let gone = Command::SetDepartment { parties: vec![PartyId::new("nobody")], department: None };
    assert_eq!(session.execute(&gone), Err(CommandError::Gone));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn folding_all_and_unfolding_all_brings_the_picture_back(org in random_org(), pyramid in any::<bool>(), steps in 0..4_usize) {
        let mut session = open(org);
        if pyramid {
            execute(&mut session, &Command::SetView(View::Pyramid));
        }
        let (layout, request) = (session.layout().clone(), session.layout_request().clone());
        let names = all_departments(&session);
        let folded = Showing::default().folding(names.iter().map(String::as_str));
        show(&mut session, folded.clone());
        prop_assert_eq!(session.layout().boxes.len(), session.shown().boxes().len());
        prop_assert_eq!(session.layout().routes.len(), session.shown().lines().len());
        let first = session.org().parties().keys().next().cloned();
        if let Some(first) = first {
            let selection = Selection::party(&first);
            show(&mut session, folded.clone().focused(&selection, steps));
            prop_assert_eq!(session.layout().boxes.len(), session.shown().boxes().len());
            show(&mut session, folded.clone());
        }
        show(&mut session, folded.unfolding(names.iter().map(String::as_str)));
        prop_assert!(session.shown().is_everything());
        prop_assert_eq!(session.layout(), &layout);
        prop_assert_eq!(session.layout_request(), &request);
    }
}

/// So many teams in so many departments of the same size, each serving the next.
fn chain_in_departments(teams: usize, departments: usize) -> Org {
    let mut session = open(Org::default());
    for number in 0..teams {
        let department = (departments > 0).then(|| format!("Department {}", number * departments / teams));
        let new = NewParty { name: format!("Team {number:04}"), department, ..NewParty::default() };
        session.execute(&Command::AddParty(new)).expect("a new team");
    }
    session.org().clone()
}

#[test]
fn a_large_map_is_opened_with_its_departments_folded_and_says_so() {
    let org = chain_in_departments(OPENED_FOLDED, 12);
    let shown = Showing::at_first(&org).of(&org);
    assert_eq!((shown.boxes().len(), shown.folded().count(), shown.hidden()), (12, 12, 0));
    assert_eq!(shown.parties(), OPENED_FOLDED, "their boxes stand for all of them");
    for (teams, departments) in
        [(OPENED_FOLDED - 1, 12), (OPENED_FOLDED, 1), (OPENED_FOLDED, 0), (OPENED_FOLDED, 200)]
    {
        let org = chain_in_departments(teams, departments);
        assert_eq!(Showing::at_first(&org), Showing::default(), "{teams} teams, {departments} departments");
    }
}
