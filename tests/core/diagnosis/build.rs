//! Small maps for tests, built through edits as everything is.

use throughline::diagnosis::{Diagnosis, Finding, LinkDiagnosis, PartyDiagnosis, diagnose};
use throughline::edit::{
    Change, Edit, LinkFact, OrgFact, PartyFact, add_expectation, add_link, add_party, apply,
    diff_expectation, diff_link_facts,
};
use throughline::model::{
    Acceptance, AnswerCount, Complaint, ComplaintId, Day, Direction, Expectation, ExpectationId,
    ExpectationKind, Importance, Link, LinkId, Measurement, Org, Party, PartyId, PartyKind, Policy, Quantity,
    Rating, RatingKey, Score, Source, Standard, Verdict, VerdictKey,
};

/// The day on which all tests are judged.
pub const TODAY: &str = "2026-11-21";

pub fn day(text: &str) -> Day {
    text.parse().expect(text)
}

pub fn today() -> Day {
    day(TODAY)
}

pub fn score(text: &str) -> Score {
    text.parse().expect(text)
}

/// `"a>b"` as a link.
pub fn link(text: &str) -> LinkId {
    let (supplier, customer) = text.split_once('>').expect("supplier>customer");
    LinkId::new(supplier, customer)
}

/// An organisation in the making. Parties are named by their ids, the first letter a capital.
#[derive(Clone, Debug, Default)]
pub struct Map {
    pub org: Org,
}

impl Map {
    /// Links written `a>b`. Parties come into being as they are named: `*e` is an external customer, `~s` an external supplier.
    pub fn of(links: &[&str]) -> Self {
        let mut map = Self::default();
        for text in links {
            map = map.link(text);
        }
        map
    }

    fn edit(&mut self, edit: Edit) {
        apply(&edit, &mut self.org).expect("the edit fits");
    }

    fn edits(&mut self, edits: Vec<Edit>) {
        for edit in edits {
            self.edit(edit);
        }
    }

    /// A party, unless it is there; returns its id.
    fn ensure(&mut self, text: &str) -> PartyId {
        let (kind, name) = match text.split_at(1) {
            ("*", name) => (PartyKind::ExternalCustomer, name),
            ("~", name) => (PartyKind::ExternalSupplier, name),
            _ => (PartyKind::Team, text),
        };
        let id = PartyId::new(name);
        if self.org.party(&id).is_none() {
            let (first, rest) = name.split_at(1);
            let party = Party { name: format!("{}{rest}", first.to_uppercase()), kind, ..Party::default() };
            self.edits(add_party(&id, &party));
        }
        id
    }

    pub fn party(mut self, text: &str) -> Self {
        self.ensure(text);
        self
    }

    pub fn named(mut self, text: &str, name: &str) -> Self {
        let id = self.ensure(text);
        let before = self.org.party(&id).expect("there").name.clone();
        self.edit(Edit::Party { party: id, fact: PartyFact::Name(Change::new(before, name.to_owned())) });
        self
    }

    pub fn reports(mut self, party: &str, manager: &str) -> Self {
        let (party, manager) = (self.ensure(party), self.ensure(manager));
        let before = self.org.party(&party).expect("there").reports_to.clone();
        let fact = PartyFact::ReportsTo(Change::new(before, Some(manager)));
        self.edit(Edit::Party { party, fact });
        self
    }

    pub fn open_need(mut self, party: &str, need: &str) -> Self {
        let party = self.ensure(party);
        let fact = PartyFact::OpenNeed { key: need.to_owned(), change: Change::new(false, true) };
        self.edit(Edit::Party { party, fact });
        self
    }

    pub fn weight(mut self, party: &str, weight: f64) -> Self {
        let party = self.ensure(party);
        let weight = Quantity::new(weight).expect("finite");
        self.edit(Edit::Party { party, fact: PartyFact::Weight(Change::new(None, Some(weight))) });
        self
    }

    pub fn complete(mut self) -> Self {
        let before = self.org.map_complete;
        self.edit(Edit::Org(OrgFact::MapComplete(Change::new(before, true))));
        self
    }

    pub fn policy(mut self, change: impl FnOnce(&mut Policy)) -> Self {
        let before = self.org.policy.clone();
        let mut after = before.clone();
        change(&mut after);
        self.edit(Edit::Org(OrgFact::Policy(Change::new(before, after))));
        self
    }

    pub fn without_rule(self, rule: &str) -> Self {
        self.policy(|policy| {
            policy.rules_off.insert(rule.to_owned());
        })
    }

    /// A link, unless it is there.
    pub fn link(mut self, text: &str) -> Self {
        let (supplier, customer) = text.split_once('>').expect("supplier>customer");
        let id = LinkId { supplier: self.ensure(supplier), customer: self.ensure(customer) };
        if self.org.link(&id).is_none() {
            self.edits(add_link(&id, &Link::default()));
        }
        self
    }

    pub fn verdict(self, at: &str, verdict: Verdict) -> Self {
        self.verdict_on(at, verdict, "2026-06-01", "Ana")
    }

    pub fn verdict_on(self, at: &str, verdict: Verdict, when: &str, speaker: &str) -> Self {
        let mut map = self.link(at);
        let key = VerdictKey { day: day(when), speaker: speaker.to_owned() };
        let fact = LinkFact::Verdict { key, change: Change::new(None, Some(verdict)) };
        map.edit(Edit::Link { link: plain(at), fact });
        map
    }

    pub fn broken(self, at: &str) -> Self {
        self.verdict(at, Verdict::Broken)
    }

    pub fn struggles(self, at: &str) -> Self {
        self.verdict(at, Verdict::Struggles)
    }

    pub fn works(self, at: &str) -> Self {
        self.verdict(at, Verdict::Works)
    }

    pub fn support(self, at: &str) -> Self {
        let mut map = self.link(at);
        map.edit(Edit::Link { link: plain(at), fact: LinkFact::Support(Change::new(false, true)) });
        map
    }

    pub fn because_of(self, at: &str) -> Self {
        let mut map = self.link(at);
        map.edit(Edit::Link { link: plain(at), fact: LinkFact::BecauseOf(Change::new(false, true)) });
        map
    }

    /// An expectation called `id`.
    pub fn expect(self, at: &str, id: &str, expectation: &Expectation) -> Self {
        let mut map = self.link(at);
        map.edits(add_expectation(&plain(at), &ExpectationId::new(id), expectation));
        map
    }

    /// Changes facts of a link, which comes into being.
    pub fn with(self, at: &str, change: impl FnOnce(&mut Link)) -> Self {
        let mut map = self.link(at);
        let before = map.org.link(&plain(at)).expect("there").clone();
        let mut after = before.clone();
        change(&mut after);
        map.edits(diff_link_facts(&plain(at), &before, &after));
        map
    }

    /// Changes facts of an expectation that is there.
    pub fn change(mut self, at: &str, id: &str, change: impl FnOnce(&mut Expectation)) -> Self {
        let (link, id) = (plain(at), ExpectationId::new(id));
        let before =
            self.org.link(&link).and_then(|link| link.expectations().get(&id)).expect("there").clone();
        let mut after = before.clone();
        change(&mut after);
        self.edits(diff_expectation(&link, &id, &before, &after));
        self
    }

    pub fn complaint(mut self, id: &str, complaint: Complaint) -> Self {
        self.org.complaints.insert(ComplaintId::new(id), complaint);
        self
    }

    pub fn need(self, at: &str, id: &str) -> Self {
        self.expect(at, id, &need(id))
    }

    pub fn diagnose(&self) -> Diagnosis {
        diagnose(&self.org, today())
    }

    /// Ids of the findings of a rule.
    pub fn found(&self, rule: &str) -> Vec<String> {
        self.findings(rule).into_iter().map(|finding| finding.id()).collect()
    }

    pub fn findings(&self, rule: &str) -> Vec<Finding> {
        let findings = self.diagnose().findings;
        findings.iter().filter(|finding| finding.rule == rule).map(|finding| (**finding).clone()).collect()
    }

    /// The only finding of a rule.
    pub fn only(&self, rule: &str) -> Finding {
        let mut findings = self.findings(rule);
        assert_eq!(findings.len(), 1, "{rule}: {findings:#?}");
        findings.remove(0)
    }
}

/// `"*a>b"` as the id of the link, without the marks of kind.
pub fn plain(text: &str) -> LinkId {
    let (supplier, customer) = text.split_once('>').expect("supplier>customer");
    let bare = |end: &str| PartyId::new(end.trim_start_matches(['*', '~']));
    LinkId { supplier: bare(supplier), customer: bare(customer) }
}

/// A need of importance 3 that was asked for.
pub fn need(statement: &str) -> Expectation {
    Expectation { statement: statement.to_owned(), source: Source::Asked, ..Expectation::default() }
}

pub fn want(statement: &str) -> Expectation {
    Expectation { kind: ExpectationKind::Want, ..need(statement) }
}

pub fn quantity(value: f64) -> Quantity {
    Quantity::new(value).expect("finite")
}

/// What tests say of an expectation, one after the other.
pub trait Facts {
    fn importance(self, importance: u8) -> Self;
    fn rated(self, when: &str, rater: &str, value: &str) -> Self;
    fn rated_by_many(self, when: &str, rater: &str, value: &str, answers: u32) -> Self;
    fn standard(self, direction: Direction, target: f64) -> Self;
    fn measured(self, period: &str, value: f64, sample: Option<u32>) -> Self;
    fn agreed(self, when: &str) -> Self;
    fn promised(self, value: f64) -> Self;
}

impl Facts for Expectation {
    fn importance(mut self, importance: u8) -> Self {
        self.importance = Importance::new(importance).expect("1 to 5");
        self
    }

    fn rated(self, when: &str, rater: &str, value: &str) -> Self {
        self.rated_by_many(when, rater, value, 1)
    }

    fn rated_by_many(mut self, when: &str, rater: &str, value: &str, answers: u32) -> Self {
        let key = RatingKey { day: day(when), rater: rater.to_owned() };
        let answers = AnswerCount::new(answers).expect("a count");
        self.ratings.insert(key, Rating { answers, ..Rating::of(score(value)) });
        self
    }

    fn standard(mut self, direction: Direction, target: f64) -> Self {
        let target = Quantity::new(target).expect("finite");
        let (metric, unit) = ("ready on time".to_owned(), "%".to_owned());
        self.standard = Some(Box::new(Standard { metric, unit, direction, target }));
        self
    }

    fn agreed(mut self, when: &str) -> Self {
        let fingerprint = self.agreed_text();
        self.acceptance = Some(Box::new(Acceptance { by: "Ben".to_owned(), day: day(when), fingerprint }));
        self
    }

    fn promised(mut self, value: f64) -> Self {
        self.promised = Some(quantity(value));
        self
    }

    fn measured(mut self, period: &str, value: f64, sample_size: Option<u32>) -> Self {
        let value = Quantity::new(value).expect("finite");
        self.measurements.insert(period.parse().expect(period), Measurement { value, sample_size });
        self
    }
}

/// The judgement on a link.
pub fn at<'answer>(diagnosis: &'answer Diagnosis, text: &str) -> &'answer LinkDiagnosis {
    diagnosis.link(&link(text)).expect(text)
}

/// The judgement on a party.
pub fn of<'answer>(diagnosis: &'answer Diagnosis, id: &str) -> &'answer PartyDiagnosis {
    diagnosis.party(&PartyId::new(id)).expect(id)
}

/// Party ids as text.
pub fn ids<'ids>(parties: impl IntoIterator<Item = &'ids PartyId>) -> Vec<String> {
    parties.into_iter().map(ToString::to_string).collect()
}

/// Link ids as `a>b`.
pub fn links<'ids>(links: impl IntoIterator<Item = &'ids LinkId>) -> Vec<String> {
    links.into_iter().map(|link| format!("{}>{}", link.supplier, link.customer)).collect()
}
