//! From a complaint back to its probable cause: upstream through the conducting graph, breadth first.
//!
//! A trace begins at links and goes from each to the links upstream of it whose damage travels here: broken, struggling or never
//! asked, and no support link on which nobody has said "because of". A link that works stops it. What comes out are the probable
//! causes met, nearest first; the links met that nobody was asked about, as questions; and, for each cause, the other external
//! customers that it may reach: tell them first (seeds 000, 003). Words for it are in [`super::trace_words`].

use std::collections::BTreeMap;

use super::answer::{Diagnosis, FixKind, LinkRole, LinkState};
use super::chain::{LinkNumber, NONE, PartyNumber};
use super::conduction::Conduction;
use super::lists::PartyList;
use crate::model::{CauseVerdict, ComplaintId, LinkId, Org, PartyId, PartyKind};

/// Where a trace begins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TraceStart {
    /// At the link of a complaint; where it names none that is on the map, as at its customer.
    Complaint(ComplaintId),
    /// At a link, whatever its state.
    Link(LinkId),
    /// At every link into a party that does not work.
    Customer(PartyId),
}

/// What lies behind a complaint, a link or what a customer gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Where it began.
    pub start: TraceStart,
    /// Whose trouble it is: the customer of the complaint or of the link, or the customer asked for. `None` when the start is not on
    /// the map and names nobody.
    pub customer: Option<PartyId>,
    /// The links on the way, the nearest first; of one distance broken before struggling before not asked, then by id. Those at
    /// distance 0 are where it began. Empty when nothing that leads there fails or is unknown.
    pub steps: Vec<TraceStep>,
    /// The root groups met: by distance, then the weakest first, then by id.
    pub roots: Vec<TracedRoot>,
    /// The links met that nobody was asked about, the nearest first: what to ask.
    pub questions: Vec<LinkId>,
}

/// One link on the way of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceStep {
    /// Which link.
    pub link: LinkId,
    /// How many links back: 0 where the trace began.
    pub distance: u32,
    /// How it fares.
    pub state: LinkState,
    /// The link that it leads on to, one step nearer; the first by id of several. `None` at distance 0.
    pub onward: Option<LinkId>,
    /// Cause or symptom.
    pub role: LinkRole,
    /// What a person said of it as a cause.
    pub verdict: Option<CauseVerdict>,
}

/// A root group that a trace met.
#[derive(Clone, Debug, PartialEq)]
pub struct TracedRoot {
    /// Its number in [`Diagnosis::groups`].
    pub group: usize,
    /// Its links, sorted.
    pub links: Vec<LinkId>,
    /// How many links back the nearest of them is.
    pub distance: u32,
    /// The strength of its weakest link, 1.0 to 5.0.
    pub strength: f64,
    /// Whether a link that nobody was asked about is upstream: we cannot see past here.
    pub unseen: bool,
    /// The external customers that it may reach, sorted; made when asked for.
    pub reaches: PartyList,
    /// The external customer whose trouble is traced, if it is one's.
    pub traced_for: Option<PartyId>,
    /// What people said of its links as a cause, by link.
    pub verdicts: Vec<(LinkId, CauseVerdict)>,
}

impl TracedRoot {
    /// The external customers that it may reach, without the one whose trouble is traced; sorted. O(parties + links).
    #[must_use]
    pub fn also_affected(&self) -> Vec<PartyId> {
        self.reaches.iter().filter(|other| Some(*other) != self.traced_for.as_ref()).cloned().collect()
    }
}

/// Follows the trouble back from `start` on `org`, of which `diagnosis` is the diagnosis. O((parties + links) log links).
#[must_use]
pub fn trace(org: &Org, diagnosis: &Diagnosis, start: TraceStart) -> Trace {
    let map = Conduction::of(org, diagnosis);
    let (customer, starts) = starts(org, &map, &start);
    let walk = Walk::back_from(&map, &starts);
    let mut steps: Vec<TraceStep> = walk
        .links(&map, &starts)
        .map(|(link, distance)| step(org, diagnosis, &map, &walk, link, distance))
        .collect();
    steps.sort_by(|left, right| {
        (left.distance, left.state, &left.link).cmp(&(right.distance, right.state, &right.link))
    });
    let roots = roots_met(org, diagnosis, &steps, customer.as_ref());
    let is_unknown = |step: &&TraceStep| step.state == LinkState::Unknown;
    let questions = steps.iter().filter(is_unknown).map(|step| step.link.clone()).collect();
    Trace { start, customer, steps, roots, questions }
}

/// Whose trouble it is, and the links at which the trace begins, ascending.
fn starts(org: &Org, map: &Conduction, start: &TraceStart) -> (Option<PartyId>, Vec<LinkNumber>) {
    let into = |customer: &PartyId| -> Vec<LinkNumber> {
        let party = map.chain.party_number(customer);
        let incoming = party.map(|party| map.chain.incoming.of(party)).unwrap_or_default();
        let fails = |link: &LinkNumber| map.states[*link as usize] != LinkState::Sound;
        incoming.iter().copied().filter(fails).collect()
    };
    match start {
        TraceStart::Link(link) => {
            let number = map.chain.link_number(link);
            (number.map(|_| link.customer.clone()), number.into_iter().collect())
        }
        TraceStart::Customer(customer) => (org.party(customer).map(|_| customer.clone()), into(customer)),
        TraceStart::Complaint(complaint) => {
            let Some(complaint) = org.complaints.get(complaint) else { return (None, Vec::new()) };
            let link = complaint.link.as_ref().and_then(|link| map.chain.link_number(link));
            let starts = link.map_or_else(|| into(&complaint.customer), |link| vec![link]);
            (Some(complaint.customer.clone()), starts)
        }
    }
}

/// How far back each party and link is.
struct Walk {
    /// By party: how many links back its deliveries are; [`NONE`] where the trace does not come by.
    distance: Vec<u32>,
    /// By party: the first link by number, of those it delivers, that is nearest.
    onward: Vec<LinkNumber>,
}

impl Walk {
    fn back_from(map: &Conduction, starts: &[LinkNumber]) -> Self {
        let parties = map.chain.party_count();
        let mut walk = Self { distance: vec![NONE; parties], onward: vec![NONE; parties] };
        // Nothing is upstream of what leaves an external customer.
        let mut front: Vec<PartyNumber> = Vec::new();
        for link in starts.iter().copied().filter(|link| map.chain.carries(*link)) {
            walk.arrive(map.chain.supplier_of(link), link, 0, &mut front);
        }
        let mut distance = 0;
        while !front.is_empty() {
            distance += 1;
            let mut next = Vec::new();
            for party in front {
                for link in map.chain.incoming.of(party).iter().copied() {
                    if map.spreads[link as usize] && map.chain.carries(link) {
                        walk.arrive(map.chain.supplier_of(link), link, distance, &mut next);
                    }
                }
            }
            front = next;
        }
        walk
    }

    fn arrive(&mut self, party: PartyNumber, over: LinkNumber, distance: u32, front: &mut Vec<PartyNumber>) {
        let place = party as usize;
        if self.distance[place] == NONE {
            self.distance[place] = distance;
            front.push(party);
        }
        if self.distance[place] == distance {
            self.onward[place] = self.onward[place].min(over);
        }
    }

    /// Every link met with its distance: the starts, and all that spread into a party met.
    fn links<'walk>(
        &'walk self,
        map: &'walk Conduction,
        starts: &'walk [LinkNumber],
    ) -> impl Iterator<Item = (LinkNumber, u32)> + 'walk {
        map.chain.link_numbers().filter_map(|link| {
            let ahead = self.distance[map.chain.customer_of(link) as usize];
            let is_start = starts.binary_search(&link).is_ok();
            let is_met = map.spreads[link as usize] && ahead != NONE;
            if is_start { Some((link, 0)) } else { is_met.then_some((link, ahead.saturating_add(1))) }
        })
    }
}

fn step(
    org: &Org,
    diagnosis: &Diagnosis,
    map: &Conduction,
    walk: &Walk,
    link: LinkNumber,
    distance: u32,
) -> TraceStep {
    let id = map.chain.link_id(link);
    let onward = (distance > 0).then(|| walk.onward[map.chain.customer_of(link) as usize]);
    TraceStep {
        distance,
        state: map.states[link as usize],
        onward: onward.filter(|onward| *onward != NONE).map(|onward| map.chain.link_id(onward)),
        role: diagnosis.link(&id).map(|judged| judged.role.clone()).unwrap_or_default(),
        verdict: org.link(&id).and_then(|facts| facts.cause_verdict.clone()),
        link: id,
    }
}

fn roots_met(
    org: &Org,
    diagnosis: &Diagnosis,
    steps: &[TraceStep],
    customer: Option<&PartyId>,
) -> Vec<TracedRoot> {
    let mut nearest: BTreeMap<usize, (u32, bool)> = BTreeMap::new();
    for step in steps {
        if let LinkRole::Root { group, unseen } = step.role {
            // The nearest come first.
            nearest.entry(group).or_insert((step.distance, unseen));
        }
    }
    let harm: BTreeMap<&LinkId, usize> = diagnosis
        .fixes
        .iter()
        .enumerate()
        .filter(|(_, fix)| fix.kind == FixKind::Root)
        .filter_map(|(place, fix)| Some((fix.links.first()?, place)))
        .collect();
    let customer =
        customer.filter(|id| org.party(id).is_some_and(|party| party.kind == PartyKind::ExternalCustomer));
    let root = |(group, (distance, unseen)): (usize, (u32, bool))| {
        let links = diagnosis.groups.get(group)?.links.clone();
        let fix =
            links.first().and_then(|first| harm.get(first)).and_then(|place| diagnosis.fixes.get(*place));
        let reaches = fix.map(|fix| fix.external_customers.clone()).unwrap_or_default();
        let traced_for = customer.cloned();
        let strengths = links.iter().filter_map(|link| diagnosis.link(link)).map(|link| link.strength.low);
        let strength = strengths.fold(f64::INFINITY, f64::min);
        let verdict = |link: &LinkId| Some((link.clone(), org.link(link)?.cause_verdict.clone()?));
        let verdicts = links.iter().filter_map(verdict).collect();
        Some(TracedRoot { group, links, distance, strength, unseen, reaches, traced_for, verdicts })
    };
    let mut roots: Vec<TracedRoot> = nearest.into_iter().filter_map(root).collect();
    roots.sort_by(|left, right| {
        let by_distance = left.distance.cmp(&right.distance);
        by_distance.then(left.strength.total_cmp(&right.strength)).then_with(|| left.links.cmp(&right.links))
    });
    roots
}
