//! Guided capture: which question comes next, what an answer makes, and the way back.

use throughline::model::{LinkId, Org, PartyId, PartyKind, Verdict};
use throughline::session::guide::{Guide, Step, asked, complete_answer, foresee};
use throughline::session::{Command, Session};

use super::support::{clinic, today};

/// An interview on a map, answered in words.
struct Interview {
    session: Session,
    guide: Guide,
}

impl Interview {
    fn on(org: Org) -> Self {
        let mut interview = Self { session: Session::of(org, None, today()), guide: Guide::default() };
        interview.refresh();
        interview
    }

    fn refresh(&mut self) {
        self.session.refresh();
        self.guide.refresh(self.session.org(), self.session.diagnosis());
    }

    fn question(&self) -> String {
        self.guide.step().map_or_else(String::new, |step| {
            asked(step, self.session.org(), self.session.diagnosis()).question
        })
    }

    fn progress(&self) -> String {
        self.guide.step().map_or_else(String::new, |step| {
            asked(step, self.session.org(), self.session.diagnosis()).progress
        })
    }

    /// Answers, and stays at the question.
    fn says(&mut self, answer: &str) {
        let step = self.guide.step().cloned().unwrap_or(Step::Customers);
        let foreseen = foresee(&step, answer, self.session.org(), today());
        assert_eq!(foreseen.problem, None, "{answer}");
        assert_eq!(self.session.execute_transaction(foreseen.edits), Ok(()), "{answer}");
        self.refresh();
    }

    fn word(&mut self, verdict: Verdict) {
        let Some(Step::Word(link)) = self.guide.step().cloned() else {
            unreachable!("{:?}", self.guide.step())
        };
        assert_eq!(self.session.execute(&Command::SetVerdict { link, verdict: Some(verdict) }), Ok(()));
        self.refresh();
        self.end();
    }

    fn end(&mut self) {
        self.guide.end(self.session.org(), self.session.diagnosis());
    }

    fn skip(&mut self) {
        self.guide.skip(self.session.org(), self.session.diagnosis());
    }
}

#[test]
fn an_interview_goes_from_the_customer_upstream_then_a_word_each_then_needs_broken_first() {
    let mut talk = Interview::on(Org::default());
    assert_eq!(talk.question(), "Who is your external customer?");
    talk.says("Patients, Insurers");
    assert_eq!(talk.question(), "Who else is your external customer?", "until they say that is all");
    talk.end();
    assert_eq!(talk.question(), "Who serves Insurers?");
    talk.says("Accounts");
    talk.end();
    assert_eq!(talk.question(), "Who serves Patients?");
    talk.says("Reception: a call back, at once !5");
    assert_eq!(talk.question(), "Who else serves Patients?");
    talk.end();
    assert_eq!(talk.question(), "Who serves Accounts?");
    talk.says("Records, ~Bank");
    talk.end();
    assert_eq!(talk.question(), "Who serves Reception?");
    talk.says("records");
    talk.end();
    assert_eq!(talk.question(), "Who serves Records?", "nobody outside is asked");
    talk.end();

    assert_eq!(talk.progress(), "0 of 5 links have a word");
    assert_eq!(talk.question(), "Accounts to Insurers: does it work?");
    talk.word(Verdict::Works);
    assert_eq!(talk.progress(), "1 of 5 links have a word");
    talk.word(Verdict::Struggles);
    talk.word(Verdict::Works);
    assert_eq!(talk.question(), "Records to Accounts: does it work?");
    talk.word(Verdict::Broken);
    talk.skip();

    assert_eq!(talk.question(), "What must Accounts get from Records?", "the broken one first");
    assert_eq!(talk.progress(), "1 of 5 links have a need");
    talk.says("the bill of the month !5 =2; a word when it is late");
    assert_eq!(talk.question(), "What else must Accounts get from Records?");
    talk.end();
    assert_eq!(
        talk.question(),
        "What must Reception get from Records?",
        "then the one nobody was asked about"
    );
    talk.skip();
    talk.skip();
    talk.skip();
    assert_eq!(talk.guide.step(), None);
    assert_eq!(talk.guide.skipped(talk.session.org(), talk.session.diagnosis()), 4);
    talk.guide.ask_skipped(talk.session.org(), talk.session.diagnosis());
    assert_eq!(talk.question(), "Records to Reception: does it work?");

    let org = talk.session.org();
    assert_eq!((org.parties().len(), org.links().len()), (6, 5));
    assert_eq!(
        org.party(&PartyId::new("patients")).map(|party| party.kind),
        Some(PartyKind::ExternalCustomer)
    );
    assert_eq!(org.party(&PartyId::new("bank")).map(|party| party.kind), Some(PartyKind::ExternalSupplier));
    let needs = org.link(&LinkId::new("records", "accounts")).map(|link| link.expectations().len());
    assert_eq!(needs, Some(2));
    assert!(org.violations().is_empty());
}

#[test]
fn it_is_taken_up_wherever_the_map_stands() {
    let talk = Interview::on(clinic());
    assert_eq!(talk.question(), "Who serves Records?", "the customer is there already");
    let other = Interview::on(talk.session.org().clone());
    assert_eq!(talk.guide.step(), other.guide.step(), "another person goes on at the same place");
}

#[test]
fn the_way_back_asks_again_and_what_leaves_the_map_is_not_asked() {
    let mut talk = Interview::on(clinic());
    let first = talk.guide.step().cloned();
    talk.skip();
    talk.end();
    talk.guide.back();
    talk.guide.back();
    talk.refresh();
    assert_eq!(talk.guide.step().cloned(), first);
    assert!(!talk.guide.can_go_back());
    let gone = Command::Remove(vec![throughline::session::Subject::Party("records".into())]);
    assert_eq!(talk.session.execute(&gone), Ok(()));
    talk.refresh();
    assert_ne!(talk.guide.step().cloned(), first);
}

#[test]
fn enough_of_a_part_goes_on_to_the_next() {
    let mut talk = Interview::on(clinic());
    talk.guide.skip_part(talk.session.org(), talk.session.diagnosis());
    assert!(matches!(talk.guide.step(), Some(Step::Word(_))), "{:?}", talk.guide.step());
    talk.guide.skip_part(talk.session.org(), talk.session.diagnosis());
    assert_eq!(talk.guide.step(), None, "every link of the small map has a need");
    talk.guide.back();
    talk.refresh();
    assert!(matches!(talk.guide.step(), Some(Step::Word(_))));
}

#[test]
fn a_word_that_is_undone_is_asked_again() {
    let mut talk = Interview::on(clinic());
    talk.guide.skip_part(talk.session.org(), talk.session.diagnosis());
    let first = talk.guide.step().cloned();
    talk.word(Verdict::Broken);
    assert_ne!(talk.guide.step().cloned(), first);
    assert_eq!(talk.session.execute(&Command::Undo), Ok(()));
    talk.refresh();
    assert_eq!(talk.guide.step().cloned(), first);
}

#[test]
fn a_team_that_hangs_in_the_air_is_asked_whom_it_serves() {
    let mut talk = Interview::on(clinic());
    let line = "Laundry";
    assert_eq!(talk.session.capture(line, None), Ok(()));
    talk.refresh();
    talk.end();
    talk.end();
    assert_eq!(talk.question(), "Who gets something from Laundry?");
    talk.says("Clinic: clean sheets by six");
    let link = talk.session.org().link(&LinkId::new("laundry", "clinic"));
    assert_eq!(link.map(|link| link.expectations().len()), Some(1));
}

#[test]
fn a_problem_stands_under_its_character_of_the_answer_and_names_are_asked_about() {
    let step = Step::Suppliers(PartyId::new("clinic"));
    let foreseen = foresee(&step, "Lab, Recods, Bank: results !9", &clinic(), today());
    assert_eq!(foreseen.problem.map(|problem| (problem.at_char, problem.at_byte)), Some((27, 27)));
    assert!(foreseen.edits.is_empty());
    let twins: Vec<_> =
        foreseen.near_duplicates.iter().map(|twin| twin.line_with_existing.as_str()).collect();
    assert_eq!(twins, ["Lab, Records, Bank: results !9"]);
    let customers = foresee(&Step::Customers, "Insurers, Patiens", &clinic(), today());
    let twins: Vec<_> =
        customers.near_duplicates.iter().map(|twin| twin.line_with_existing.as_str()).collect();
    assert_eq!(twins, ["Insurers, Patients"]);
    let needs = Step::Needs(LinkId::new("records", "clinic"));
    assert_eq!(foresee(&needs, "x =9", &clinic(), today()).problem.map(|problem| problem.at_char), Some(3));
    assert_eq!(foresee(&needs, "  ", &clinic(), today()), Default::default());
}

#[test]
fn answers_are_completed_where_the_cursor_stands() {
    let step = Step::Suppliers(PartyId::new("clinic"));
    let offered = |answer: &str| -> Vec<(usize, String)> {
        let found = complete_answer(&step, answer, answer.len(), &clinic());
        found.into_iter().map(|one| (one.replaces.start, one.insert)).collect()
    };
    assert_eq!(offered("rec"), [(0, "Records".to_owned()), (0, "Réception".to_owned())]);
    assert_eq!(offered("Lab, recor"), [(5, "Records".to_owned())]);
    assert_eq!(offered("Lab, records: x #br"), [(16, "#broken".to_owned())]);
}

#[test]
fn a_map_that_was_emptied_again_is_asked_from_the_beginning() {
    let mut interview = Interview::on(Org::default());
    assert_eq!(interview.question(), "Who is your external customer?");
    interview.says("Patients");
    interview.end();
    assert_eq!(interview.question(), "Who serves Patients?");
    assert_eq!(interview.session.execute(&Command::Undo), Ok(()));
    interview.refresh();
    assert_eq!(interview.question(), "Who is your external customer?", "not: everything has been asked");
    interview.end();
    assert_eq!(interview.question(), "Who is your external customer?", "nobody at all is no answer");
}
