//! Tests of what a person can ask for: the invariants after every command, what steps are called, what is refused and how.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use proptest::prelude::*;
use throughline::diagnosis::diagnose;
use throughline::layout::{Effort, Grouping};
use throughline::model::{
    AcceptedFinding, Action, ActionId, ActionSubject, Complaint, ComplaintId, Cost, CostBasis, CostUnit, Day,
    Direction, Expectation, ExpectationId, ExpectationKind, Importance, Link, LinkId, Measurement, Org,
    Parked, ParkedId, Party, PartyId, PartyKind, Period, Pin, Policy, QualityCount, QualityTarget, Quantity,
    Rating, RatingKey, Score, ServiceWindow, Source, Standard, StopId, Verdict, VerdictKey, View, Volume,
    VoteSubject,
};
use throughline::picture::request_of;
use throughline::session::{Command, NewParty, Selection, Session, Showing, Subject};

use super::support::{clinic, need, score, today};

/// What somebody may wish for, before it is known what is on the map: numbers choose among what is there.
#[derive(Clone, Debug)]
struct Wish {
    what: usize,
    first: usize,
    second: usize,
    number: i32,
    flag: bool,
    text: String,
}

/// How many kinds of wishes there are.
const WISHES: usize = 33;

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let text = prop_oneof![4 => "[A-Za-z]{1,8}", 1 => "\\PC{0,12}", 1 => Just("  ".to_owned()), 1 => Just("Clinic".to_owned())];
    let wish = (0..WISHES, 0_usize..12, 0_usize..12, -3_i32..12, any::<bool>(), text).prop_map(
        |(what, first, second, number, flag, text)| Wish { what, first, second, number, flag, text },
    );
    prop::collection::vec(wish, 0..40)
}

/// One of `all` by number; sometimes one that is not there.
fn chosen<T: Clone>(all: &[T], number: usize, nobody: T) -> T {
    if number == 11 { nobody } else { all.get(number % all.len().max(1)).cloned().unwrap_or(nobody) }
}

impl Wish {
    fn party(&self, number: usize, org: &Org) -> PartyId {
        let all: Vec<PartyId> = org.parties().keys().cloned().collect();
        chosen(&all, number, PartyId::new("nobody"))
    }

    fn link(&self, org: &Org) -> LinkId {
        let all: Vec<LinkId> = org.links().keys().cloned().collect();
        chosen(&all, self.first, LinkId::new("nobody", "clinic"))
    }

    fn expectation(&self, link: &LinkId, org: &Org) -> ExpectationId {
        let held = org.link(link).map(|link| link.expectations().keys().cloned().collect());
        let all: Vec<ExpectationId> = held.unwrap_or_default();
        chosen(&all, self.second, ExpectationId::new("nothing"))
    }

    fn subject(&self, number: usize, org: &Org) -> Subject {
        let link = self.link(org);
        match number % 3 {
            0 => Subject::Party(self.party(self.second, org)),
            1 => Subject::Link(link),
            _ => Subject::Expectation(link.clone(), self.expectation(&link, org)),
        }
    }

    fn kind(&self) -> PartyKind {
        match self.number {
            0 => PartyKind::ExternalCustomer,
            1 => PartyKind::ExternalSupplier,
            _ => PartyKind::Team,
        }
    }

    fn day(&self) -> Day {
        today().plus_days(self.number * 40 - 200)
    }

    fn quantity(&self) -> Quantity {
        Quantity::new(f64::from(self.number)).expect("finite")
    }

    fn verdict(&self) -> Option<Verdict> {
        [None, Some(Verdict::Works), Some(Verdict::Struggles), Some(Verdict::Broken)][self.second % 4]
    }

    fn view(&self) -> View {
        if self.flag { View::Chain } else { View::Pyramid }
    }

    fn party_facts(&self, id: &PartyId, org: &Org) -> Party {
        let mut facts = org.party(id).cloned().unwrap_or_default();
        match self.number {
            -3 | -2 => facts.name.clone_from(&self.text),
            -1..=1 => facts.kind = self.kind(),
            2 => facts.department = Some(self.text.clone()),
            3..=5 => facts.reports_to = self.flag.then(|| self.party(self.second, org)),
            6 => facts.weight = Some(Quantity::new(f64::from(self.number) - 6.0).expect("finite")),
            7 => {
                facts.open_needs.insert(self.text.clone());
            }
            8 => facts.open_needs.clear(),
            9 => facts.lead.clone_from(&self.text),
            _ => {
                facts.offers.clone_from(&self.text);
                facts.may_decide.clone_from(&self.text);
            }
        }
        facts
    }

    fn link_facts(&self, id: &LinkId, org: &Org) -> Link {
        let mut facts = org.link(id).cloned().unwrap_or_default();
        match self.second % 10 {
            0 => facts.support = self.flag,
            1 => facts.because_of = self.flag,
            2 => facts.volume = Some(Volume { amount: self.quantity(), unit: self.text.clone() }),
            3 => facts.mean_wait_hours = Some(self.quantity()),
            4 => {
                facts.deliverables.insert(self.text.clone());
            }
            5 => {
                let key = VerdictKey { day: self.day(), speaker: self.text.clone() };
                facts.verdicts.insert(key, Verdict::Struggles);
            }
            6 => {
                let (unit, stated_by) = (CostUnit::Money(self.text.clone()), self.text.clone());
                facts.cost =
                    Some(Cost { amount: self.quantity(), unit, stated_by, basis: CostBasis::Estimated });
            }
            7 => {
                let count = QualityCount::CompleteAndAccurate(self.quantity());
                facts.quality.insert(Period::of_day(self.day()), count);
            }
            8 => facts.quality_target = Some(QualityTarget::Dpmo(self.quantity())),
            _ => facts.note.clone_from(&self.text),
        }
        facts
    }

    fn complaint(&self, org: &Org) -> Complaint {
        let mut facts = Complaint::of(self.party(self.first, org), self.day(), self.text.clone());
        facts.link = self.flag.then(|| self.link(org));
        facts.expectation = Some(ExpectationId::new("anything"));
        facts.solved.done = Some(self.day());
        facts
    }

    fn action(&self, org: &Org) -> Action {
        let about = if self.flag { ActionSubject::Cause(self.link(org)) } else { ActionSubject::Org };
        Action { what: self.text.clone(), about, due: Some(self.day()), ..Action::default() }
    }

    fn record(&self, org: &Org) -> Command {
        let complaints: Vec<_> = org.complaints.keys().cloned().collect();
        let actions: Vec<_> = org.actions.keys().cloned().collect();
        match self.number {
            -3..=0 => Command::AddComplaint(Box::new(self.complaint(org))),
            1 | 2 => Command::UpdateComplaint {
                complaint: chosen(&complaints, self.first, ComplaintId::new("nothing")),
                facts: self.flag.then(|| Box::new(self.complaint(org))),
            },
            3..=5 => Command::AddAction(Box::new(self.action(org))),
            6 | 7 => Command::UpdateAction {
                action: chosen(&actions, self.first, ActionId::new("nothing")),
                facts: self.flag.then(|| Box::new(self.action(org))),
            },
            8 => Command::AddActions("Keep a scenario".to_owned(), vec![self.action(org), self.action(org)]),
            _ => Command::AcceptFinding {
                finding: "orphan:lab".to_owned(),
                accepted: self.flag.then(|| {
                    let (by, why) = (self.text.clone(), self.text.clone());
                    Box::new(AcceptedFinding {
                        by,
                        why,
                        day: today(),
                        until: None,
                        fingerprint: String::new(),
                    })
                }),
            },
        }
    }

    fn workshop(&self, org: &Org) -> Command {
        let parked: Vec<_> = org.parked.keys().cloned().collect();
        let parked = chosen(&parked, self.first, ParkedId::new("nothing"));
        let actions: Vec<_> = org.actions.keys().cloned().collect();
        let stop = StopId::new(format!("stop-{}", self.second % 3));
        let remark = Parked { settled: self.flag.then(today), ..Parked::of(self.text.clone(), today()) };
        match self.number {
            -3..=0 => Command::Park(Box::new(remark)),
            1 | 2 => Command::UpdateParked { parked, facts: self.flag.then(|| Box::new(remark)) },
            3 => Command::ActOnParked(parked),
            4 => Command::GiveDots { on: VoteSubject::Cause(self.link(org)), dots: u32::from(self.flag) },
            5 | 6 => {
                let on = VoteSubject::Action(chosen(&actions, self.first, ActionId::new("nothing")));
                Command::GiveDots { on, dots: u32::try_from(self.second).unwrap_or_default() }
            }
            7 => Command::ClearDots,
            8 => Command::OrderWalk(vec![stop, StopId::new("stop-1")]),
            9 => Command::LeaveOut { stop, out: self.flag },
            10 => Command::RestoreWalk,
            _ => Command::NoteStop { stop, note: self.text.clone() },
        }
    }

    fn expectation_facts(&self, mut facts: Expectation) -> Expectation {
        match self.number {
            -3 => facts.statement.clone_from(&self.text),
            -2 => facts.kind = ExpectationKind::Want,
            -1 => facts.importance = Importance::new(5).expect("in range"),
            0 => facts.source = Source::Surveyed,
            1 => facts.window = ServiceWindow::Out { told: self.flag.then(|| self.day()) },
            2 => facts.disputed = self.flag,
            3 | 4 => {
                let direction = if self.flag { Direction::AtLeast } else { Direction::AtMost };
                let (metric, unit) = (self.text.clone(), " % ".to_owned());
                facts.standard =
                    Some(Box::new(Standard { metric, unit, direction, target: self.quantity() }));
            }
            5 | 6 => {
                let sample_size = u32::try_from(self.second).ok();
                let measured = Measurement { value: self.quantity(), sample_size };
                facts.measurements.insert(Period::of_day(self.day()), measured);
            }
            7 if self.flag => facts.promised = Some(self.quantity()),
            7 => facts.own_rating = Some(score(400)),
            8 | 9 => {
                let key = RatingKey { day: self.day(), rater: self.text.clone() };
                facts.ratings.insert(key, Rating::of(self.score()));
            }
            10 => facts.ratings.clear(),
            _ => facts.note.clone_from(&self.text),
        }
        facts
    }

    fn score(&self) -> Score {
        score(u16::try_from(100 + (self.number + 3) * 25).expect("between 100 and 475"))
    }

    fn command(&self, org: &Org) -> Command {
        let party = self.party(self.first, org);
        let link = self.link(org);
        let expectation = self.expectation(&link, org);
        match self.what {
            0 => Command::AddParty(NewParty {
                name: self.text.clone(),
                kind: self.kind(),
                department: self.flag.then(|| self.text.clone()),
                pin: self.flag.then_some((self.view(), Pin { x: self.number, y: 7 })),
            }),
            1 | 2 => Command::UpdateParty { facts: Box::new(self.party_facts(&party, org)), party },
            3 | 4 => Command::AddLink(LinkId { supplier: party, customer: self.party(self.second, org) }),
            5 => Command::UpdateLink { facts: Box::new(self.link_facts(&link, org)), link },
            6 if self.second.is_multiple_of(2) => Command::ReverseLink(link),
            6 => Command::MoveLink { to: LinkId { customer: party, ..link.clone() }, link },
            7 => {
                let mut facts = self.expectation_facts(Expectation::default());
                facts.statement.clone_from(&self.text);
                Command::AddExpectation { link, facts: Box::new(facts) }
            }
            8 | 9 => {
                let held = org.link(&link).and_then(|link| link.expectations().get(&expectation)).cloned();
                let facts = Box::new(self.expectation_facts(held.unwrap_or_default()));
                Command::UpdateExpectation { link, expectation, facts }
            }
            10 => Command::Remove(vec![self.subject(self.first, org), self.subject(self.second, org)]),
            11 if self.flag => Command::SetVerdicts {
                links: org.links().keys().take(self.first % 3).cloned().chain([link]).collect(),
                verdict: self.verdict(),
            },
            11 => Command::SetVerdict { link, verdict: self.verdict() },
            12 => Command::Rate { link, expectation, rater: self.text.clone(), score: self.score() },
            13 => {
                let pin = self.flag.then_some(Pin { x: self.number, y: -self.number });
                Command::SetPin { party, view: View::Chain, pin }
            }
            14 => Command::Tidy(self.view()),
            15 => Command::SetOrgName(self.text.clone()),
            16 => Command::SetServiceVision(self.text.clone()),
            17 => Command::SetMapComplete(self.flag),
            18 => {
                let strained_from = self.score();
                Command::SetPolicy(Policy { strained_from, stale_after_days: 30, ..Policy::default() })
            }
            19 => {
                if self.flag {
                    Command::Undo
                } else {
                    Command::Redo
                }
            }
            20 => Command::GoToStep(self.first),
            21 => Command::Select(
                Selection::of(self.subject(self.second, org)).toggled(&self.subject(self.first, org)),
            ),
            22 | 23 => self.record(org),
            24 => Command::JudgeCause {
                link,
                confirmed: self.verdict().map(|_| self.flag),
                by: self.text.clone(),
            },
            25 => Command::Agree { link, expectation, by: self.flag.then(|| self.text.clone()) },
            26 => {
                let pin = self.flag.then_some(Pin { x: self.number, y: 3 });
                let parties = [party, self.party(self.second, org)];
                Command::SetPins { view: self.view(), pins: parties.map(|party| (party, pin)).to_vec() }
            }
            31 | 32 => self.workshop(org),
            27 => Command::SetDepartment {
                parties: vec![party, self.party(self.second, org)],
                department: self.flag.then(|| self.text.clone()),
            },
            28 => {
                let around = Selection::of(self.subject(self.first, org));
                let departments = org.parties().values().filter_map(|party| party.department.as_deref());
                let showing = Showing::default().folding(departments.filter(|_| self.flag));
                Command::Show(if self.number > 0 { showing.focused(&around, 1) } else { showing })
            }
            _ => {
                if self.flag {
                    Command::SetView(self.view())
                } else {
                    Command::SetGrouping(Grouping::None)
                }
            }
        }
    }
}

fn does_not_edit(command: &Command) -> bool {
    // No catch-all: a new command must be put on one side, and among the wishes.
    match command {
        Command::Undo
        | Command::Redo
        | Command::GoToStep(_)
        | Command::Select(_)
        | Command::SetView(_)
        | Command::SetGrouping(_)
        | Command::Show(_) => true,
        Command::AddParty(_)
        | Command::UpdateParty { .. }
        | Command::AddLink(_)
        | Command::UpdateLink { .. }
        | Command::ReverseLink(_)
        | Command::MoveLink { .. }
        | Command::AddExpectation { .. }
        | Command::UpdateExpectation { .. }
        | Command::Remove(_)
        | Command::SetVerdict { .. }
        | Command::SetVerdicts { .. }
        | Command::Rate { .. }
        | Command::SetPin { .. }
        | Command::SetPins { .. }
        | Command::SetDepartment { .. }
        | Command::Tidy(_)
        | Command::SetOrgName(_)
        | Command::SetServiceVision(_)
        | Command::SetMapComplete(_)
        | Command::SetPolicy(_)
        | Command::AddComplaint(_)
        | Command::UpdateComplaint { .. }
        | Command::AddAction(_)
        | Command::AddActions(..)
        | Command::UpdateAction { .. }
        | Command::AcceptFinding { .. }
        | Command::JudgeCause { .. }
        | Command::Agree { .. }
        | Command::Park(_)
        | Command::UpdateParked { .. }
        | Command::ActOnParked(_)
        | Command::GiveDots { .. }
        | Command::ClearDots
        | Command::OrderWalk(_)
        | Command::LeaveOut { .. }
        | Command::NoteStop { .. }
        | Command::RestoreWalk => false,
    }
}

fn check_after(
    session: &Session,
    before: &Org,
    steps_before: usize,
    command: &Command,
    refused: bool,
) -> Result<(), TestCaseError> {
    let org = session.org();
    prop_assert_eq!(org.violations(), vec![]);
    for subject in session.selection().subjects() {
        prop_assert!(subject.exists_in(org), "{:?} is chosen, but gone", subject);
    }
    let primary = session.selection().primary();
    prop_assert!(primary.is_none_or(|primary| session.selection().contains(primary)));
    prop_assert_eq!(primary.is_none(), session.selection().is_empty());
    if refused {
        prop_assert_eq!(org, before);
    }
    let steps = session.history().done().len();
    if !does_not_edit(command) {
        prop_assert_eq!(steps, steps_before + usize::from(org != before), "{:?}", command);
    }
    for step in session.history().done() {
        let label = &step.label;
        prop_assert!(label.starts_with(char::is_uppercase) && !label.contains("  "), "{:?}", label);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::WithSource("regressions"))), ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_the_map_stays_sound_and_every_step_can_be_taken_back(wishes in wishes()) {
        let mut session = Session::of(clinic(), None, today());
        for wish in wishes {
            let (before, steps) = (session.org().clone(), session.history().done().len());
            let command = wish.command(&before);
            let refused = session.execute(&command);
            if let Err(error) = &refused {
                prop_assert!(!error.to_string().is_empty());
            }
            check_after(&session, &before, steps, &command, refused.is_err())?;
            prop_assert_eq!(session.has_unsaved_changes(), !session.history().done().is_empty());
            session.refresh();
            prop_assert_eq!(session.diagnosis(), &diagnose(session.org(), today()));
            check_what_is_drawn(&session)?;
        }
        session.refresh();
        prop_assert_eq!(session.layout().boxes.len(), session.shown().boxes().len());
        prop_assert_eq!(
            session.shown().parties() + session.shown().hidden(),
            session.org().parties().len()
        );
        walk_back_and_forth(&mut session)?;
    }
}

/// What is shown, and what is asked of the layout, are the same as made from scratch, though most of it is taken over.
fn check_what_is_drawn(session: &Session) -> Result<(), TestCaseError> {
    let (org, shown) = (session.org(), session.shown());
    prop_assert_eq!(shown, &session.showing().of(org));
    let asked = request_of(org, shown, session.view(), session.grouping(), Effort::Normal, None);
    prop_assert_eq!(session.layout_request(), &asked);
    Ok(())
}

fn walk_back_and_forth(session: &mut Session) -> Result<(), TestCaseError> {
    let all = session.history().done().len() + session.history().undone().len();
    session.execute(&Command::GoToStep(all)).expect("every step can be done again");
    let last = session.org().clone();
    let mut states = vec![last.clone()];
    while session.history().undo_label().is_some() {
        session.execute(&Command::Undo).expect("every step can be undone");
        prop_assert_eq!(session.org().violations(), vec![]);
        session.refresh();
        prop_assert_eq!(session.diagnosis(), &diagnose(session.org(), today()));
        states.push(session.org().clone());
    }
    prop_assert_eq!(session.org(), &clinic());
    prop_assert!(!session.has_unsaved_changes());
    prop_assert_eq!(states.len(), all + 1);
    for state in states.iter().rev().skip(1) {
        session.execute(&Command::Redo).expect("every step can be done again");
        prop_assert_eq!(session.org(), state);
    }
    prop_assert_eq!(session.org(), &last);
    let middle = all / 2;
    session.execute(&Command::GoToStep(middle)).expect("any step can be gone to");
    prop_assert_eq!(Some(session.org()), states.get(all - middle));
    Ok(())
}

fn label_of(commands: &[Command]) -> String {
    let mut session = Session::of(clinic(), None, today());
    for command in commands {
        session.execute(command).expect("the command can be done");
    }
    session.history().undo_label().unwrap_or("nothing").to_owned()
}

fn changed_party(id: &str, change: impl Fn(&mut Party)) -> Command {
    let party = PartyId::new(id);
    let mut facts = clinic().party(&party).cloned().expect("it is there");
    change(&mut facts);
    Command::UpdateParty { party, facts: Box::new(facts) }
}

fn changed_link(change: impl Fn(&mut Link)) -> Command {
    let link = LinkId::new("records", "clinic");
    let mut facts = clinic().link(&link).cloned().expect("it is there");
    change(&mut facts);
    Command::UpdateLink { link, facts: Box::new(facts) }
}

fn changed_need(change: impl Fn(&mut Expectation)) -> Command {
    let (link, expectation) = (LinkId::new("records", "clinic"), ExpectationId::new("notes"));
    let held = clinic().link(&link).and_then(|link| link.expectations().get(&expectation)).cloned();
    let mut facts = held.expect("it is there");
    change(&mut facts);
    Command::UpdateExpectation { link, expectation, facts: Box::new(facts) }
}

#[test]
fn steps_are_called_by_what_the_person_did() {
    let manager = Some(PartyId::new("clinic"));
    let standard = Standard {
        metric: "ready".to_owned(),
        unit: "%".to_owned(),
        direction: Direction::AtLeast,
        target: Quantity::new(95.0).expect("finite"),
    };
    let measured = Measurement { value: Quantity::new(80.0).expect("finite"), sample_size: None };
    let quarter: Period = "2026-Q3".parse().expect("a period");
    for (command, label) in [
        (Command::AddParty(NewParty { name: " Lab ".to_owned(), ..NewParty::default() }), "Add Lab"),
        (changed_party("clinic", |party| "Ward".clone_into(&mut party.name)), "Rename Clinic to Ward"),
        (changed_party("clinic", |party| party.department = Some("Care".to_owned())), "Move Clinic to Care"),
        (changed_party("records", |party| party.department = None), "Take Records out of Back office"),
        (
            changed_party("records", |party| party.reports_to.clone_from(&manager)),
            "Let Records report to Clinic",
        ),
        (changed_party("réception", |party| party.reports_to = None), "Let Réception report to nobody"),
        (
            changed_party("records", |party| party.kind = PartyKind::ExternalSupplier),
            "Make Records an external supplier",
        ),
        (
            changed_party("records", |party| party.open_needs.clear()),
            "Remove the open need \u{201c}legible forms\u{201d} of Records",
        ),
        (
            changed_party("records", |party| party.may_decide = "paper".to_owned()),
            "Say what Records may decide alone",
        ),
        (
            changed_party("records", |party| {
                "Files".clone_into(&mut party.name);
                party.note = "moved".to_owned();
            }),
            "Change Records",
        ),
        (Command::AddLink(LinkId::new("patients", "clinic")), "Link Patients to Clinic"),
        (changed_link(|link| link.support = true), "Mark Records to Clinic as support"),
        (
            changed_link(|link| {
                link.deliverables.insert(" notes ".to_owned());
            }),
            "Add the deliverable \u{201c}notes\u{201d} of Records to Clinic",
        ),
        (Command::ReverseLink(LinkId::new("records", "clinic")), "Turn Records to Clinic round"),
        (
            Command::MoveLink {
                link: LinkId::new("records", "clinic"),
                to: LinkId::new("records", "patients"),
            },
            "Move Records to Clinic to Records to Patients",
        ),
        (
            Command::AddExpectation {
                link: LinkId::new("clinic", "patients"),
                facts: Box::new(need(&"long ".repeat(30), 3, None)),
            },
            "Add \u{201c}long long long long long long long long long long long long \u{2026}\u{201d} to Clinic to Patients",
        ),
        (
            changed_need(|need| need.statement = "Notes".to_owned()),
            "Reword \u{201c}Notes before the visit\u{201d} as \u{201c}Notes\u{201d}",
        ),
        (
            changed_need(|need| need.importance = Importance::default()),
            "Set the importance of \u{201c}Notes before the visit\u{201d} to 3",
        ),
        (
            changed_need(|need| need.disputed = true),
            "Mark \u{201c}Notes before the visit\u{201d} as disputed",
        ),
        (
            changed_need(|need| need.standard = Some(Box::new(standard.clone()))),
            "Set the standard of \u{201c}Notes before the visit\u{201d}",
        ),
        (
            changed_need(|need| {
                need.measurements.insert(quarter, measured);
            }),
            "Add the measurement of \u{201c}Notes before the visit\u{201d} in 2026-Q3",
        ),
        (
            changed_need(|need| need.ratings.clear()),
            "Remove the rating of \u{201c}Notes before the visit\u{201d} by Clinic on 2026-09-01",
        ),
        (
            Command::SetVerdict { link: LinkId::new("records", "clinic"), verdict: Some(Verdict::Broken) },
            "Mark Records to Clinic \u{201c}broken\u{201d}",
        ),
        (
            Command::Remove(vec![Subject::Party(PartyId::new("clinic"))]),
            "Remove Clinic, 3 links, 4 needs and wants, 2 ratings, 1 team will report to nobody",
        ),
        (Command::SetMapComplete(true), "Mark the map complete"),
    ] {
        assert_eq!(label_of(std::slice::from_ref(&command)), label, "{command:?}");
    }
}

#[test]
fn what_cannot_be_is_refused_in_words_with_names() {
    let refused = |command: &Command| {
        let mut session = Session::of(clinic(), None, today());
        session.execute(command).map_err(|error| error.to_string())
    };
    let weight = |value: f64| Quantity::new(value).ok();
    for (command, words) in [
        (Command::AddParty(NewParty::default()), "A name is needed: type what people call it"),
        (
            Command::AddLink(LinkId::new("clinic", "clinic")),
            "Clinic cannot supply itself: choose another team as the customer",
        ),
        (
            Command::AddLink(LinkId::new("records", "clinic")),
            "Records to Clinic: this link is on the map already",
        ),
        (Command::AddLink(LinkId::new("records", "nobody")), "That is no longer on the map"),
        (
            changed_party("records", |party| party.reports_to = Some(PartyId::new("patients"))),
            "Records cannot report to Patients, who is not a team: choose a team, or nobody",
        ),
        (
            changed_party("records", |party| party.reports_to = Some(PartyId::new("records"))),
            "Records cannot report to itself: choose another team, or nobody",
        ),
        (
            changed_party("clinic", |party| party.reports_to = Some(PartyId::new("réception"))),
            "Réception already reports to Clinic, directly or over others: change that first",
        ),
        (
            changed_party("clinic", |party| party.kind = PartyKind::ExternalCustomer),
            "Clinic cannot become an external customer while Réception reports to it: change that first",
        ),
        (
            changed_party("patients", |party| party.weight = weight(0.0)),
            "The weight of Patients must be above zero: write a number such as 1 or 2.5",
        ),
        (
            changed_link(|link| {
                link.volume =
                    Some(Volume { amount: Quantity::new(-1.0).expect("finite"), unit: String::new() })
            }),
            "The volume of Records to Clinic cannot be below zero",
        ),
        (changed_need(|need| need.statement = " ".to_owned()), "Write down what the customer expects"),
        (
            changed_need(|need| {
                let (metric, unit) = (String::new(), String::new());
                let target = Quantity::new(1.0).expect("finite");
                need.standard =
                    Some(Box::new(Standard { metric, unit, direction: Direction::AtMost, target }));
            }),
            "Say what is measured, for example \u{201c}records ready before the visit\u{201d}",
        ),
        (
            Command::SetPolicy(Policy { met_from: score(200), ..Policy::default() }),
            "The thresholds must rise: struggles from, works from, exceeds from",
        ),
    ] {
        assert_eq!(refused(&command), Err(words.to_owned()), "{command:?}");
    }
}

#[test]
fn a_link_turned_round_carries_everything_but_over_no_other_link() {
    let mut session = Session::of(clinic(), None, today());
    let (there, back) = (LinkId::new("records", "clinic"), LinkId::new("clinic", "records"));
    session
        .execute(&Command::SetVerdict { link: there.clone(), verdict: Some(Verdict::Struggles) })
        .expect("it can be said");
    let held = session.org().link(&there).cloned();
    session.execute(&Command::ReverseLink(there.clone())).expect("it can be turned");
    assert_eq!(session.org().link(&back).cloned(), held);
    assert_eq!(session.org().link(&there), None);
    assert_eq!(session.selection(), &Selection::link(&back));
    session.execute(&Command::AddLink(there)).expect("there is room");
    let refused = session.execute(&Command::ReverseLink(back)).map_err(|error| error.to_string());
    assert_eq!(refused, Err("Records to Clinic: this link is on the map already".to_owned()));
}

#[test]
fn editing_an_expectation_keeps_it_chosen() {
    let mut session = Session::of(clinic(), None, today());
    let subject = Subject::Expectation(LinkId::new("records", "clinic"), ExpectationId::new("notes"));
    session.execute(&Command::Select(Selection::of(subject.clone()))).expect("it can be chosen");
    session.execute(&changed_need(|need| need.note = "since May".to_owned())).expect("it can be said");
    assert_eq!(session.selection().primary(), Some(&subject));
}

#[test]
fn the_last_word_of_a_day_counts_and_an_older_day_stays() {
    let mut session = Session::of(clinic(), None, today());
    let link = LinkId::new("records", "clinic");
    let say = |session: &mut Session, verdict| {
        session.execute(&Command::SetVerdict { link: link.clone(), verdict }).expect("it can be said");
    };
    say(&mut session, Some(Verdict::Broken));
    session.set_today(today().plus_days(1));
    say(&mut session, Some(Verdict::Broken));
    say(&mut session, Some(Verdict::Works));
    let held: Vec<_> = session.org().link(&link).expect("it is there").verdicts.values().copied().collect();
    assert_eq!(held, [Verdict::Broken, Verdict::Works]);
    say(&mut session, Some(Verdict::Works));
    assert_eq!(session.history().done().len(), 3);
    say(&mut session, None);
    assert!(session.org().link(&link).expect("it is there").verdicts.is_empty());
}
