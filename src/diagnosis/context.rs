//! What a rule may look at, and how it puts a finding together.

use std::cell::OnceCell;
use std::sync::Arc;

use smallvec::SmallVec;

use super::about::{About, JudgedLink, Subject, Things};
use super::answer::{Class, ExpectationDiagnosis, LinkDiagnosis, LinkState, Severity};
use super::chain::{LinkNumber, PartyNumber, number};
use super::finding::{Finding, Said, Words};
use super::judged::JudgedChain;
use super::loops::{WorkLoop, loops};
use super::rules::Rule;
use super::tally::Totals;
use crate::model::{
    ComplaintId, Day, Expectation, ExpectationId, ExpectationKind, Link, LinkId, Org, Party, PartyId,
    PartyKind,
};

/// The map, judged.
pub(super) struct Context<'org> {
    /// The facts.
    pub(super) org: &'org Org,
    /// The day.
    pub(super) today: Day,
    /// The chain and what follows from it.
    pub(super) judged: &'org JudgedChain,
    /// The judgement on each link, by number.
    pub(super) judgements: &'org [LinkDiagnosis],
    /// Whether there is an external customer. Without one, nobody can be said to lead to none.
    pub(super) has_customer: bool,
    /// Whether anybody has rated anything.
    pub(super) has_rating: bool,
    /// Whether any two expectations are marked as impossible to meet together.
    pub(super) has_conflict: bool,
    /// Answers from before this day are out of date.
    pub(super) stale_before: Day,
    party_facts: OnceCell<Vec<&'org Party>>,
    link_facts: OnceCell<Vec<&'org Link>>,
    loops: OnceCell<Vec<WorkLoop>>,
    nearest_root: OnceCell<Vec<LinkNumber>>,
}

/// A party, with its number.
pub(super) struct OnParty<'org> {
    /// Its number.
    pub(super) number: PartyNumber,
    /// Its facts.
    pub(super) facts: &'org Party,
}

/// A link, with its number.
pub(super) struct OnLink<'org> {
    /// Its number.
    pub(super) number: LinkNumber,
    /// Its facts.
    pub(super) facts: &'org Link,
    /// How it fares.
    pub(super) judgement: &'org LinkDiagnosis,
}

/// An expectation that is not set aside, on its link.
pub(super) struct OnExpectation<'org> {
    /// The number of its link.
    pub(super) link: LinkNumber,
    /// How the link fares.
    pub(super) link_state: LinkState,
    /// Its place among the expectations of its link.
    place: usize,
    /// Its link, as it was judged.
    known: &'org Arc<JudgedLink>,
    /// Its id.
    pub(super) id: &'org ExpectationId,
    /// Its facts.
    pub(super) facts: &'org Expectation,
    /// How it fares.
    pub(super) judged: &'org ExpectationDiagnosis,
}

impl OnExpectation<'_> {
    /// Whether it is a need.
    pub(super) fn is_need(&self) -> bool {
        self.facts.kind == ExpectationKind::Need
    }
}

impl<'org> OnLink<'org> {
    /// Its expectations, those set aside left out.
    pub(super) fn expectations(&self) -> impl Iterator<Item = OnExpectation<'org>> + use<'org> {
        let (link, link_state, known) = (self.number, self.judgement.state, &self.judgement.known);
        let with_judgement = self.facts.expectations().iter().zip(known.expectations.values()).enumerate();
        with_judgement.filter(|(_, ((_, facts), _))| !facts.is_set_aside()).map(
            move |(place, ((id, facts), judged))| OnExpectation {
                link,
                link_state,
                place,
                known,
                id,
                facts,
                judged,
            },
        )
    }
}

impl<'org> Context<'org> {
    /// Gathers what rules look at.
    pub(super) fn new(
        org: &'org Org,
        today: Day,
        judged: &'org JudgedChain,
        judgements: &'org [LinkDiagnosis],
    ) -> Self {
        Self {
            org,
            today,
            judged,
            judgements,
            has_customer: judged.chain.kinds.contains(&PartyKind::ExternalCustomer),
            has_rating: false,
            has_conflict: false,
            stale_before: today.plus_days(-i32::from(org.policy.stale_after_days)),
            party_facts: OnceCell::new(),
            link_facts: OnceCell::new(),
            loops: OnceCell::new(),
            nearest_root: OnceCell::new(),
        }
    }

    /// The same, with what the sums over all links say.
    pub(super) fn with_totals(self, totals: &Totals) -> Self {
        Self { has_conflict: totals.has_conflict(), ..self.with_rating(totals.has_rating()) }
    }

    /// The same, where somebody `has` or nobody has rated anything.
    pub(super) fn with_rating(self, has: bool) -> Self {
        Self { has_rating: has, ..self }
    }

    fn party_facts(&self) -> &[&'org Party] {
        self.party_facts.get_or_init(|| self.org.parties().values().collect())
    }

    /// The facts of each link, by number. Gathers them when first asked for.
    pub(super) fn link_facts(&self) -> &[&'org Link] {
        self.link_facts.get_or_init(|| self.org.links().values().collect())
    }

    /// The facts of a party.
    pub(super) fn facts_of(&self, party: PartyNumber) -> &'org Party {
        self.party_facts()[party as usize]
    }

    /// Where work goes round. Found when first asked for.
    pub(super) fn loops(&self) -> &[WorkLoop] {
        let judged = self.judged;
        let is_broken = |link: LinkNumber| judged.states[link as usize] == LinkState::Broken;
        self.loops.get_or_init(|| {
            let members = judged.routes.members_of_loops(&judged.chain);
            loops(&judged.chain, members, &judged.routes.distance, is_broken)
        })
    }

    /// By party: the nearest root upstream, or [`super::chain::NONE`]. Found when first asked for.
    pub(super) fn nearest_root(&self) -> &[LinkNumber] {
        self.nearest_root.get_or_init(|| self.judged.causes.nearest_root(&self.judged.chain))
    }

    /// Each party.
    pub(super) fn parties(&self) -> impl Iterator<Item = OnParty<'org>> {
        let parties = self.party_facts().iter().enumerate();
        parties.map(|(place, facts)| OnParty { number: number(place), facts })
    }

    /// A link.
    pub(super) fn link(&self, link: LinkNumber) -> OnLink<'org> {
        self.on_link(link, self.link_facts()[link as usize])
    }

    /// A link, whose facts are at hand.
    pub(super) fn on_link(&self, link: LinkNumber, facts: &'org Link) -> OnLink<'org> {
        OnLink { number: link, facts, judgement: &self.judgements[link as usize] }
    }

    /// An expectation, unless it is set aside or has left the map.
    pub(super) fn expectation(
        &self,
        link: LinkNumber,
        id: &'org ExpectationId,
    ) -> Option<OnExpectation<'org>> {
        let judgement = &self.judgements[link as usize];
        let facts_of_all = self.link_facts()[link as usize].expectations();
        let place = facts_of_all.find_index(id).ok()?;
        let (id, facts) = facts_of_all.get_indexed(place)?;
        let known = &judgement.known;
        let judged = known.expectations.get(id)?;
        let on = OnExpectation { link, link_state: judgement.state, place, known, id, facts, judged };
        (!facts.is_set_aside()).then_some(on)
    }

    /// Each link.
    pub(super) fn links(&self) -> impl Iterator<Item = OnLink<'org>> {
        let links = self.link_facts().iter().zip(self.judgements).enumerate();
        links.map(|(place, (facts, judgement))| OnLink { number: number(place), facts, judgement })
    }

    /// What people call a party.
    pub(super) fn name(&self, party: PartyNumber) -> &'org str {
        &self.facts_of(party).name
    }

    /// What people call the giving end of a link.
    pub(super) fn supplier(&self, link: LinkNumber) -> &'org str {
        self.name(self.judged.chain.supplier_of(link))
    }

    /// What people call the receiving end of a link.
    pub(super) fn customer(&self, link: LinkNumber) -> &'org str {
        self.name(self.judged.chain.customer_of(link))
    }

    /// `Records -> Booking`.
    pub(super) fn link_name(&self, link: LinkNumber) -> String {
        format!("{} -> {}", self.supplier(link), self.customer(link))
    }

    /// Names joined by commas.
    pub(super) fn names(&self, parties: &[PartyNumber]) -> String {
        parties.iter().map(|party| self.name(*party)).collect::<Vec<_>>().join(", ")
    }

    /// The id of a party.
    pub(super) fn party_id(&self, party: PartyNumber) -> &'org PartyId {
        &self.judged.chain.parties[party as usize]
    }

    /// The id of a link.
    pub(super) fn link_id(&self, link: LinkNumber) -> LinkId {
        self.judged.chain.link_id(link)
    }

    /// The severity of a problem on `link`: one step up when an external customer feels it at once.
    pub(super) fn severity_on(&self, link: LinkNumber, severity: Severity) -> Severity {
        let customer = self.judged.chain.customer_of(link);
        if self.judged.chain.is_external_customer(customer) { severity.one_step_up() } else { severity }
    }
}

impl Severity {
    fn one_step_up(self) -> Self {
        match self {
            Self::Critical | Self::High => Self::Critical,
            Self::Medium => Self::High,
            Self::Low => Self::Medium,
            Self::Info => Self::Low,
        }
    }
}

impl Rule {
    /// How bad a finding of this class is when nothing makes it worse.
    fn mildest(&self) -> Severity {
        match self.class {
            Class::Problem => Severity::Medium,
            Class::Structure => Severity::Low,
            Class::Gap | Class::Good => Severity::Info,
        }
    }

    fn finding(&self, severity: Severity, about: About, words: Words) -> Finding {
        Finding { rule: self.id, class: self.class, severity, accepted: false, about, words }
    }

    /// A finding on the whole map.
    pub(super) fn on_map(&self, said: Said) -> Finding {
        self.finding(self.mildest(), About::Map, said.into())
    }

    /// A finding on a party.
    pub(super) fn on_party(&self, context: &Context<'_>, party: PartyNumber, said: Said) -> Finding {
        let about = About::Party(context.party_id(party).clone());
        self.finding(self.mildest(), about, said.into())
    }

    /// A finding on a link.
    pub(super) fn on_link(&self, context: &Context<'_>, on: &OnLink<'_>, words: impl Into<Words>) -> Finding {
        let about = About::Link(Arc::clone(&on.judgement.known));
        self.finding(self.on_one(context, on.number), about, words.into())
    }

    /// A finding on an expectation.
    pub(super) fn on_expectation(
        &self,
        context: &Context<'_>,
        on: &OnExpectation<'_>,
        words: impl Into<Words>,
    ) -> Finding {
        let about = About::Expectation(Arc::clone(on.known), number(on.place));
        self.finding(self.on_one(context, on.link), about, words.into())
    }

    /// How bad a finding on one link is when nothing makes it worse.
    fn on_one(&self, context: &Context<'_>, link: LinkNumber) -> Severity {
        match self.class {
            Class::Problem => context.severity_on(link, self.mildest()),
            Class::Gap | Class::Structure | Class::Good => self.mildest(),
        }
    }

    /// A finding on two expectations of one supplier, which has to decide and so is the subject.
    pub(super) fn on_pair(
        &self,
        context: &Context<'_>,
        (first, second): (&OnExpectation<'_>, &OnExpectation<'_>),
        said: Said,
    ) -> Finding {
        let supplier = context.party_id(context.judged.chain.supplier_of(first.link));
        let (one, other) = (context.link_id(first.link), context.link_id(second.link));
        let mut things = Things {
            subject: Subject::Expectations,
            teams: others_sorted(
                supplier,
                [one.customer.clone(), other.customer.clone(), other.supplier.clone()],
            ),
            links: [one.clone(), other.clone()].into_iter().collect(),
            expectations: [(one.clone(), first.id.clone()), (other.clone(), second.id.clone())]
                .into_iter()
                .collect(),
            complaint: None,
        };
        things.links.sort();
        things.links.dedup();
        let severity = self.on_one(context, first.link).min(self.on_one(context, second.link));
        self.finding(severity, About::Several(Box::new(things)), said.into())
    }

    /// A finding on a complaint. What it points at and has left the map is left out.
    pub(super) fn on_complaint(&self, context: &Context<'_>, id: &ComplaintId, said: Said) -> Finding {
        let mut things =
            Things { subject: Subject::Complaint, complaint: Some(id.clone()), ..Things::default() };
        if let Some(complaint) = context.org.complaints.get(id) {
            let link = complaint.link.as_ref().and_then(|id| Some((id, context.org.link(id)?)));
            let ends = link.iter().flat_map(|(link, _)| [link.customer.clone(), link.supplier.clone()]);
            things.teams = others_sorted(&complaint.customer, ends);
            things.teams.retain(|party| context.org.party(party).is_some());
            if let Some((link, facts)) = link {
                things.links.push(link.clone());
                let expectation =
                    complaint.expectation.iter().filter(|id| facts.expectations().contains_key(*id));
                things.expectations.extend(expectation.map(|id| (link.clone(), id.clone())));
            }
        }
        self.finding(self.mildest(), About::Several(Box::new(things)), said.into())
    }
}

/// `subject`, then the others, sorted, each once.
pub(super) fn others_sorted(
    subject: &PartyId,
    others: impl IntoIterator<Item = PartyId>,
) -> SmallVec<[PartyId; 2]> {
    let mut parties: SmallVec<[PartyId; 2]> = others.into_iter().filter(|party| party != subject).collect();
    parties.sort();
    parties.dedup();
    parties.insert(0, subject.clone());
    parties
}
