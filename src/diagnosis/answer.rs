//! The shape of the answer: what every judgement is called, and where it stands.

use std::sync::Arc;

use super::about::JudgedLink;
use super::assemble::PlaceInChain;
use super::by_expectation::ByExpectation;
use super::finding::Finding;
use super::lists::{LinkList, PartyList};
use crate::model::{Day, LinkId, PartyId, PartyKind, Verdict};

/// How an expectation fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExpectationState {
    /// Below the band, or its standard is missed.
    Unmet,
    /// In the middle band.
    Strained,
    /// Nobody has rated or measured it.
    Unknown,
    /// In the upper band, or its standard is met.
    Met,
}

/// How a link fares. On the screen: broken, struggles, not asked, works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkState {
    /// A need that matters is unmet, or the customer says so.
    Broken,
    /// It works with effort.
    Strained,
    /// Nobody knows yet. Neither bad nor fine.
    Unknown,
    /// The customer gets what it needs.
    Sound,
}

impl LinkState {
    /// The word on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Strained => "struggles",
            Self::Unknown => "not asked",
            Self::Sound => "works",
        }
    }

    /// The word in code and JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Strained => "strained",
            Self::Unknown => "unknown",
            Self::Sound => "sound",
        }
    }
}

/// How strong a link is, 1.0 to 5.0: from the pessimistic to the optimistic view. Equal unless nobody knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strength {
    /// What it is at the least.
    pub low: f64,
    /// What it is at the most.
    pub high: f64,
}

/// What part a link plays in what reaches the customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LinkRole {
    /// Not broken.
    #[default]
    None,
    /// A probable cause.
    Root {
        /// Number of its group in [`Diagnosis::groups`].
        group: usize,
        /// Whether an unknown link is upstream: we cannot see past here.
        unseen: bool,
    },
    /// Broken because of a root upstream.
    Symptom {
        /// Whether some root reaches it over broken and strained links alone; else only possible.
        likely: bool,
        /// The roots upstream of it, sorted. Never empty.
        explained_by: LinkList,
    },
}

/// The judgement on one link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkDiagnosis {
    /// Which link, and how its expectations fare.
    pub(super) known: Arc<JudgedLink>,
    /// How it fares.
    pub state: LinkState,
    /// How strong it is.
    pub strength: Strength,
    /// The customer's word on the link that counts today, if any.
    pub verdict: Option<CountedVerdict>,
    /// Cause or symptom.
    pub role: LinkRole,
    /// For a symptom: the fewest links between it and a root that nobody was asked about; 0 when it is likely.
    pub never_asked_between: u32,
}

impl LinkDiagnosis {
    /// Which link.
    #[must_use]
    pub fn id(&self) -> &LinkId {
        &self.known.id
    }

    /// How each of its expectations fares, with the exact mean where it was rated.
    #[must_use]
    pub fn expectations(&self) -> &ByExpectation<ExpectationDiagnosis> {
        &self.known.expectations
    }

    /// What the customer says of the link as a whole: the verdict that counts, `Some(None)` for "not asked", `None` where no verdict
    /// counts because ratings or measurements speak.
    #[must_use]
    pub fn word(&self) -> Option<Option<Verdict>> {
        match &self.verdict {
            Some(counted) => Some(Some(counted.verdict)),
            None if self.state == LinkState::Unknown => Some(None),
            None => None,
        }
    }
}

/// The customer's word on a whole link, with who said it when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedVerdict {
    /// What was said.
    pub verdict: Verdict,
    /// When.
    pub day: Day,
    /// By whom; may be empty.
    pub speaker: String,
}

/// The judgement on one expectation. One that is set aside is judged too, so that it can be shown, and counted nowhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpectationDiagnosis {
    /// How it fares.
    pub state: ExpectationState,
    /// Mean over raters of each one's latest rating, each counted n times; `None` when nobody has rated it.
    pub score: Option<f64>,
    /// How many answers the score stands for.
    pub answers: u64,
    /// How many raters.
    pub raters: usize,
    /// Day of the latest counted rating.
    pub last_rated: Option<Day>,
    /// Whether the score alone makes it unmet.
    pub unmet_by_score: bool,
    /// Whether the score makes it more than met.
    pub exceeded: bool,
    /// Whether the latest period's measurement meets the standard; `None` without one or the other.
    pub meets_standard: Option<bool>,
}

/// The judgement on one party.
#[derive(Clone, Debug)]
pub struct PartyDiagnosis {
    /// Which party.
    pub id: PartyId,
    /// Which side of the wall.
    pub kind: PartyKind,
    /// Fewest links to an external customer: 0 for one, `None` when none can be reached.
    pub distance: Option<u32>,
    /// Whether it reaches one, but not once broken links are taken away.
    pub cut_off: bool,
    pub(super) place: PlaceInChain,
}

impl PartyDiagnosis {
    /// The external customers that a route from here ends at, sorted. Empty for an external customer itself.
    #[must_use]
    pub fn reaches(&self) -> PartyList {
        self.place.reaches()
    }

    /// The teams that reach the customer only through this team, sorted; empty for a party that is no team.
    #[must_use]
    pub fn single_point_for(&self) -> PartyList {
        self.place.single_point_for()
    }

    /// Whether there are teams that reach the customer only through it.
    #[must_use]
    pub fn is_single_point(&self) -> bool {
        self.place.is_single_point()
    }

    /// The weakest link on its best route; `None` when it reaches no external customer. The first call on a diagnosis follows
    /// all routes: O((parties + links) log links).
    #[must_use]
    pub fn weakest(&self) -> Option<Weakest> {
        self.place.weakest()
    }

    /// The lowest strength of any link on any route from here, pessimistic and optimistic, with the links at it. As dear as
    /// [`Self::weakest`].
    #[must_use]
    pub fn worst(&self) -> Option<Weakest> {
        self.place.worst()
    }
}

impl PartialEq for PartyDiagnosis {
    fn eq(&self, other: &Self) -> bool {
        (&self.id, self.kind, self.distance, self.cut_off)
            == (&other.id, other.kind, other.distance, other.cut_off)
            && self.reaches() == other.reaches()
            && self.single_point_for() == other.single_point_for()
            && self.weakest() == other.weakest()
            && self.worst() == other.worst()
    }
}

/// A weakest link, seen twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Weakest {
    /// Links that nobody knows count 1.
    pub pessimistic: WeakestRoute,
    /// Links that nobody knows count 5.
    pub optimistic: WeakestRoute,
}

/// The strength of a route, and the links that make it so.
#[derive(Clone, Debug, PartialEq)]
pub struct WeakestRoute {
    /// 1.0 to 5.0.
    pub strength: f64,
    /// All links of exactly that strength on any such route, sorted.
    pub links: LinkList,
}

/// What kind of statement a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// People or figures say so.
    Problem,
    /// Nobody knows yet.
    Gap,
    /// Shape of the map.
    Structure,
    /// Something to be glad of.
    Good,
}

/// How bad. Orders from worst to mildest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A customer is cut off.
    Critical,
    /// Fix first.
    High,
    /// Look at.
    Medium,
    /// Look at when there is time.
    Low,
    /// Good to know.
    Info,
}

impl Severity {
    /// The word in code, JSON and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Info => "info",
        }
    }
}

/// Roots that are mutually up- and downstream: the break goes round here. Mostly one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootGroup {
    /// Its root links, sorted.
    pub links: Vec<LinkId>,
    /// Strained links upstream, sorted: they may have a part in it.
    pub strained_upstream: LinkList,
    /// Unknown links upstream, sorted: we cannot see past here.
    pub unknown_upstream: LinkList,
}

/// What a row of the fix list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FixKind {
    /// A root group.
    Root,
    /// A strained link or a symptom that may hide a cause.
    Suspect,
}

/// A row of the fix list. The list is in the order in which fixing helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Root group or suspect.
    pub kind: FixKind,
    /// Its links, sorted.
    pub links: Vec<LinkId>,
    /// External customers downstream in the conducting graph, the links' own customers included; sorted.
    pub external_customers: PartyList,
    /// Symptoms explained by a root group; broken links downstream of a suspect.
    pub explains: usize,
    /// Worst severity of the findings on its links, accepted ones left out.
    pub severity: Severity,
    /// Open complaints that lead back to a root group; 0 for a suspect.
    pub complaints: usize,
    /// Whether both ends of every link lie inside the organisation.
    pub internal: bool,
}

/// An unknown link that is worth asking about. The list is in the order of worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which link.
    pub link: LinkId,
    /// How many broken links change role or explanation, summed over the two possible answers.
    pub gain: usize,
    /// How many probable causes fall away if the answer is "works".
    pub causes_cleared: usize,
}

/// How an external customer is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerSummary {
    /// Which external customer.
    pub customer: PartyId,
    /// Links that enter it.
    pub services: usize,
    /// ... of which broken.
    pub fail: usize,
    /// ... of which strained.
    pub struggle: usize,
    /// ... of which unknown.
    pub not_asked: usize,
}

/// What a person sees first. Each list holds at most three.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstScreen {
    /// One line per external customer.
    pub customers: Vec<CustomerSummary>,
    /// Indices into [`Diagnosis::fixes`].
    pub fix_first: Vec<usize>,
    /// Indices into [`Diagnosis::questions`].
    pub ask_next: Vec<usize>,
    /// Links that work well, the strongest first.
    pub works_well: Vec<LinkId>,
    /// Links without a need yet.
    pub links_without_need: usize,
}

/// What the complaints up to today say of where their causes lie (seed 004).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComplaintFigures {
    /// All that came in by today.
    pub all: usize,
    /// ... of which open: not all three stages are done.
    pub open: usize,
    /// Open ones that lead back to a probable cause.
    pub traced: usize,
    /// ... of which to one that lies inside: both ends of all of its links are teams.
    pub traced_inside: usize,
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the number of what its name says")]
pub struct Counts {
    pub teams: usize,
    pub external_customers: usize,
    pub external_suppliers: usize,
    pub links: usize,
    pub needs: usize,
    pub wants: usize,
    pub broken: usize,
    pub strained: usize,
    pub unknown: usize,
    pub sound: usize,
    /// Root links, not groups.
    pub roots: usize,
    pub root_groups: usize,
    pub symptoms: usize,
    /// Counted needs that have been asked: rated, measured, or recorded as asked.
    pub needs_asked: usize,
}

/// Everything that can be said of an organisation on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// The day it was made for: later ratings do not count.
    pub today: Day,
    /// How many of each.
    pub counts: Counts,
    /// One for each link, sorted by id: in the order of [`crate::model::Org::links`].
    pub links: Vec<LinkDiagnosis>,
    /// One for each party, sorted by id: in the order of [`crate::model::Org::parties`].
    pub parties: Vec<PartyDiagnosis>,
    /// By severity, rule, id.
    pub findings: Vec<Arc<Finding>>,
    /// The root groups, by their first link. [`LinkRole::Root`] names them by number.
    pub groups: Vec<RootGroup>,
    /// What helps most, first.
    pub fixes: Vec<Fix>,
    /// Where the complaints lead to.
    pub complaints: ComplaintFigures,
    /// What is worth asking, first.
    pub questions: Vec<Question>,
    /// How many unknown links are missing from the questions: 0, except where so much is broken that weighing each answer would
    /// take too long. The gains that are listed are exact.
    pub questions_left_out: usize,
    /// What a person sees first.
    pub first_screen: FirstScreen,
}

impl Diagnosis {
    /// The judgement on a link.
    #[must_use]
    pub fn link(&self, id: &LinkId) -> Option<&LinkDiagnosis> {
        let place = self.links.binary_search_by(|link| link.id().cmp(id)).ok()?;
        self.links.get(place)
    }

    /// By root group: its place among the root groups of the fix list, from 0. What people call "cause 1" helps most when mended.
    #[must_use]
    pub fn cause_ranks(&self) -> Vec<usize> {
        let mut ranks = vec![0; self.groups.len()];
        let roots = self.fixes.iter().filter(|fix| fix.kind == FixKind::Root);
        for (rank, fix) in roots.enumerate() {
            let first = fix.links.first().and_then(|link| self.link(link));
            if let Some(LinkRole::Root { group, .. }) = first.map(|link| &link.role)
                && let Some(place) = ranks.get_mut(*group)
            {
                *place = rank;
            }
        }
        ranks
    }

    /// The same without its findings, for a thread that has no use for them: made in a fraction of the time.
    #[must_use]
    pub fn without_findings(&self) -> Self {
        Self {
            today: self.today,
            counts: self.counts,
            links: self.links.clone(),
            parties: self.parties.clone(),
            findings: Vec::new(),
            groups: self.groups.clone(),
            fixes: self.fixes.clone(),
            complaints: self.complaints,
            questions: self.questions.clone(),
            questions_left_out: self.questions_left_out,
            first_screen: self.first_screen.clone(),
        }
    }

    /// The judgement on a party.
    #[must_use]
    pub fn party(&self, id: &PartyId) -> Option<&PartyDiagnosis> {
        let place = self.parties.binary_search_by(|party| party.id.cmp(id)).ok()?;
        self.parties.get(place)
    }
}
