//! Parking, dots, and the order of the walk: each one undo step, each with its words.

use throughline::edit::{Edit, describe, diff};
use throughline::model::{
    Action, ActionId, ActionSubject, Dots, Parked, ParkedId, PartyId, StopId, VoteSubject,
};
use throughline::session::{Command, CommandError, Session};

use super::support::{clinic, today};

fn session() -> Session {
    Session::of(clinic(), None, today())
}

fn label(session: &Session) -> &str {
    session.history().undo_label().unwrap_or_default()
}

#[test]
fn a_remark_is_parked_settled_and_taken_off() {
    let mut session = session();
    session.execute(&Command::Park(Box::new(Parked::of("  Who has the keys?  ", today())))).unwrap();
    assert_eq!(label(&session), "Park \u{201c}Who has the keys?\u{201d}");
    let id = ParkedId::new("who-has-the-keys");
    let parked = session.org().parked[&id].clone();
    assert!(parked.waits());

    let settled = Parked { settled: Some(today()), ..parked };
    let command = Command::UpdateParked { parked: id.clone(), facts: Some(Box::new(settled)) };
    session.execute(&command).unwrap();
    assert_eq!(label(&session), "Settle \u{201c}Who has the keys?\u{201d}");
    session.execute(&Command::UpdateParked { parked: id.clone(), facts: None }).unwrap();
    assert!(session.org().parked.is_empty());
    for _ in 0..3 {
        session.execute(&Command::Undo).unwrap();
    }
    assert_eq!(session.org(), &clinic());
    let nothing = Command::UpdateParked { parked: id, facts: None };
    assert_eq!(session.execute(&nothing), Err(CommandError::Gone));
    let blank = Command::Park(Box::new(Parked::of(" ", today())));
    assert_eq!(session.execute(&blank), Err(CommandError::EmptyParked));
}

#[test]
fn an_action_made_of_a_remark_keeps_its_subject_and_settles_it() {
    let mut session = session();
    let about = ActionSubject::Party(PartyId::new("records"));
    let remark = Parked { about: about.clone(), ..Parked::of("Ask Records for a sample", today()) };
    session.execute(&Command::Park(Box::new(remark))).unwrap();
    let before = session.org().clone();
    let id = ParkedId::new("ask-records-for-a-sample");
    session.execute(&Command::ActOnParked(id.clone())).unwrap();
    let action = &session.org().actions[&ActionId::new("ask-records-for-a-sample")];
    assert_eq!((action.what.as_str(), &action.about), ("Ask Records for a sample", &about));
    assert!(!session.org().parked[&id].waits());
    session.execute(&Command::Undo).unwrap();
    assert_eq!(session.org(), &before);
}

#[test]
fn dots_go_with_their_action() {
    let mut session = session();
    let action = Action { what: "Ask first".to_owned(), ..Action::default() };
    session.execute(&Command::AddAction(Box::new(action))).unwrap();
    let on = VoteSubject::Action(ActionId::new("ask-first"));
    session.execute(&Command::GiveDots { on: on.clone(), dots: 7 }).unwrap();
    assert_eq!(label(&session), "Give 7 dots to \u{201c}Ask first\u{201d}");
    assert_eq!(session.org().votes.get(&on), Dots::new(7).as_ref());
    session.execute(&Command::UpdateAction { action: ActionId::new("ask-first"), facts: None }).unwrap();
    assert!(session.org().votes.is_empty());
    session.execute(&Command::Undo).unwrap();
    assert_eq!(session.org().votes.get(&on), Dots::new(7).as_ref());
    session.execute(&Command::GiveDots { on: on.clone(), dots: 0 }).unwrap();
    assert!(session.org().votes.is_empty());
    session.execute(&Command::Undo).unwrap();
    session.execute(&Command::ClearDots).unwrap();
    assert!(session.org().votes.is_empty());
    let nobody = Command::GiveDots { on: VoteSubject::Action(ActionId::new("nothing")), dots: 1 };
    assert_eq!(session.execute(&nobody), Err(CommandError::Gone));
}

#[test]
fn the_walk_keeps_its_order_what_it_leaves_out_and_its_notes() {
    let mut session = session();
    let stops = ["b", "a", "b"].map(StopId::new).to_vec();
    session.execute(&Command::OrderWalk(stops)).unwrap();
    assert_eq!(session.org().walk_order, [StopId::new("b"), StopId::new("a")]);
    session.execute(&Command::LeaveOut { stop: StopId::new("a"), out: true }).unwrap();
    session.execute(&Command::NoteStop { stop: StopId::new("a"), note: " Breathe ".to_owned() }).unwrap();
    assert_eq!(session.org().walk_notes[&StopId::new("a")], "Breathe");
    session.execute(&Command::RestoreWalk).unwrap();
    assert!(session.org().walk_order.is_empty() && session.org().walk_left_out.is_empty());
    assert_eq!(session.org().walk_notes.len(), 1);
    session.execute(&Command::NoteStop { stop: StopId::new("a"), note: String::new() }).unwrap();
    assert_eq!(session.org(), &clinic());
}

#[test]
fn every_fact_is_told_in_words() {
    let mut session = session();
    let park = Command::Park(Box::new(Parked::of("Parking", today())));
    let on = VoteSubject::Finding("orphan:lab".to_owned());
    let (stop, note) = (StopId::new("vision"), "Breathe".to_owned());
    let order = Command::OrderWalk(vec![stop.clone()]);
    let commands = [
        park,
        Command::GiveDots { on, dots: 2 },
        order,
        Command::LeaveOut { stop: stop.clone(), out: true },
        Command::NoteStop { stop, note },
    ];
    for command in &commands {
        session.execute(command).unwrap();
    }
    let way: Vec<Edit> = diff(&clinic(), session.org());
    let told: Vec<String> = way.iter().map(describe).collect();
    assert_eq!(
        told,
        [
            "order of the walk: 1 stop",
            "stop left out of the walk: vision: yes",
            "parked: parking: \u{201c}Parking\u{201d}, waits",
            "dots: finding orphan:lab: 2",
            "speaker note: vision: \u{201c}Breathe\u{201d}",
        ]
    );
}
