//! A diagnosis that is kept up to date: after an edit only that is computed again which can have changed.
//!
//! What hangs on what, from the narrow to the wide:
//! - a fact of a link or an expectation changes the judgement on that link, and what the rules say of it alone;
//! - a strength changes how strong routes are, which is found when somebody asks, and the order of the suspects;
//! - a state changes what is cut off, causes, explanations, the fix list and the questions;
//! - a party or a link that comes, goes or is changed changes the numbers of the map, and with them everything that is not
//!   about one other link alone;
//! - the day and the policy change everything.
//!
//! A property test holds the answer equal to one computed from scratch, edit by edit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::about::Name;
use super::answer::{ComplaintFigures, Counts, Diagnosis, FirstScreen, LinkDiagnosis, LinkRole};
use super::causes::Involvement;
use super::chain::{Chain, LinkNumber};
use super::first_look::{self, Seen};
use super::first_screen::{self, AT_MOST};
use super::fixes::{self, Reach};
use super::judged::JudgedChain;
use super::judgement::{self, Judgement};
use super::routes::Routes;
use super::rule_round::Round;
use super::rules::Reads;
use super::said::{Said, old_numbers};
use super::side_by_side::two_at_once;
use super::splice::Splice;
use super::tally::{Tally, Totals};
use super::{Assumed, assemble, complaints, questions};
use crate::edit::{Edit, OrgFact};
use crate::model::{Day, LinkId, Org, PartyId};

/// Whether to weigh what to ask next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Everything,
    Nothing,
}

/// A diagnosis with what it takes to keep it up to date.
#[derive(Clone, Debug)]
pub struct Diagnoser {
    diagnosis: Diagnosis,
    judged: Arc<JudgedChain>,
    /// What each party is called.
    names: Vec<Name>,
    assumptions: BTreeMap<LinkId, Assumed>,
    ask: Ask,
    involved: Vec<Involvement>,
    tallies: Vec<Tally>,
    totals: Totals,
    reach: Arc<Reach>,
    said: Said,
    drafts: Vec<fixes::Draft>,
    /// By link: whether it is part of a row of the fix list.
    drafted: Vec<bool>,
    /// By root group: the open complaints when the fix list was made.
    complaints: Vec<usize>,
    /// Whether the fix list may have another order, or other rows, than when it was made.
    fixes_open: bool,
    /// Whether there are other causes than when the fix list was made.
    causes_moved: bool,
}

/// What edits may have changed.
#[derive(Clone, Debug, Default)]
struct Touched {
    links: BTreeSet<LinkId>,
    parties: BTreeSet<PartyId>,
    /// A party or link came or went, or a party is no longer what it was.
    shape: bool,
    /// Whether everybody is said to be on the map.
    map_complete: bool,
    /// The thresholds.
    policy: bool,
    /// Anything at all.
    anything: bool,
}

impl Touched {
    /// Whether more than links came or went.
    fn parties_or_policy(&self) -> bool {
        self.map_complete || !self.parties.is_empty()
    }

    fn by(edits: &[Edit]) -> Self {
        let mut touched = Self { anything: !edits.is_empty(), ..Self::default() };
        for edit in edits {
            match edit {
                Edit::Org(OrgFact::Policy(_)) => touched.policy = true,
                Edit::Org(OrgFact::MapComplete(_)) => (touched.shape, touched.map_complete) = (true, true),
                Edit::Org(_) => {}
                Edit::PartyExists { party, .. } | Edit::Party { party, .. } => {
                    touched.shape = true;
                    touched.parties.insert(party.clone());
                }
                Edit::LinkExists { link, .. } => {
                    touched.shape = true;
                    touched.links.insert(link.clone());
                }
                Edit::Link { link, .. }
                | Edit::ExpectationExists { link, .. }
                | Edit::Expectation { link, .. } => {
                    touched.links.insert(link.clone());
                }
            }
        }
        touched
    }
}

/// How far the judgement on links has changed.
#[derive(Clone, Copy, Debug, Default)]
struct Shifted {
    states: bool,
    strengths: bool,
}

/// What has another number than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Renumbered {
    Nothing,
    /// Links; the parties are the same.
    Links,
    All,
}

impl Diagnoser {
    /// Everything that can be said of `org` on `today`, from scratch.
    #[must_use]
    pub fn new(org: &Org, today: Day) -> Self {
        Self::assuming(org, today, BTreeMap::new(), Ask::Everything)
    }

    pub(super) fn assuming(org: &Org, today: Day, assumptions: BTreeMap<LinkId, Assumed>, ask: Ask) -> Self {
        let number = || {
            let (ids, facts): (Vec<_>, Vec<_>) = org.links().iter().unzip();
            (Chain::with_links(org, &ids), facts)
        };
        let ((chain, facts), names) = two_at_once(org.links().len(), number, || names_of(org));
        let chain = Arc::new(chain);
        let Seen { links, tallies, involved, said, piles } =
            first_look::look(org, &facts, today, &chain, &names, &assumptions);
        let judged = Arc::new(JudgedChain::of(&chain, &links, &involved, &Routes::default(), false));
        let mut diagnoser = Self {
            diagnosis: empty(today, links),
            said: Said::of_links(said, piles),
            reach: Arc::default(),
            names,
            judged,
            assumptions,
            ask,
            involved,
            totals: Totals::of(&tallies),
            tallies,
            drafts: Vec::new(),
            drafted: Vec::new(),
            complaints: Vec::new(),
            fixes_open: true,
            causes_moved: true,
        };
        diagnoser.follow_causes();
        let judged = Arc::clone(&diagnoser.judged);
        let rest = || (assemble::parties(&judged), assemble::Summary::of(&judged));
        let (parties, summary) = diagnoser.weigh_and_ask(org, &[], Reads::Parties, rest);
        diagnoser.diagnosis.parties = parties;
        summary.put_into(&mut diagnoser.diagnosis);
        diagnoser.sum_up();
        diagnoser
    }

    /// The answer.
    #[must_use]
    pub fn diagnosis(&self) -> &Diagnosis {
        &self.diagnosis
    }

    /// The answer alone.
    #[must_use]
    pub fn into_diagnosis(self) -> Diagnosis {
        self.diagnosis
    }

    /// Brings the answer up to date with `org`, which `edits` have led to from what it was before, and with the day. Edits that
    /// were taken back may stand among them, as their inverses.
    pub fn update(&mut self, org: &Org, today: Day, edits: &[Edit]) {
        let touched = Touched::by(edits);
        if touched.policy || today != self.diagnosis.today {
            *self = Self::assuming(org, today, std::mem::take(&mut self.assumptions), self.ask);
            return;
        }
        if !touched.anything {
            return;
        }
        if !touched.parties.is_empty() {
            self.names = names_of(org);
        }
        let had_rating = self.totals.has_rating();
        let renumbered = if touched.shape { self.renumber(org, &touched) } else { Renumbered::Nothing };
        let dirty = self.dirty(&touched);
        let shifted = self.judge_again(org, &dirty);
        if self.totals.has_rating() != had_rating {
            // With the first rating, every need that nobody has confirmed becomes a question.
            *self = Self::assuming(org, today, std::mem::take(&mut self.assumptions), self.ask);
            return;
        }
        let moved = renumbered != Renumbered::Nothing || shifted.states;
        if moved {
            let (chain, routes) = (Arc::clone(&self.judged.chain), Arc::clone(&self.judged.routes));
            let links = &self.diagnosis.links;
            let same_shape = renumbered == Renumbered::Nothing;
            self.judged = Arc::new(JudgedChain::of(&chain, links, &self.involved, &routes, same_shape));
            self.follow_causes();
        } else if shifted.strengths {
            let mut strengths = self.judged.strengths.clone();
            for link in &dirty {
                strengths[*link as usize] = self.diagnosis.links[*link as usize].strength;
            }
            self.judged = Arc::new(self.judged.with_strengths(strengths));
        }
        let widely = if touched.parties_or_policy() {
            Reads::Parties
        } else if touched.shape {
            Reads::Shape
        } else if moved {
            Reads::States
        } else {
            Reads::Facts
        };
        // What becomes a row follows from states; a link outside of the list changes nothing about it by its strength or findings.
        self.fixes_open |= moved
            || touched.shape
            || dirty.iter().any(|link| self.drafted.get(*link as usize).is_none_or(|drafted| *drafted));
        if moved {
            let judged = Arc::clone(&self.judged);
            let summary = self.weigh_and_ask(org, &dirty, widely, || assemble::Summary::of(&judged));
            summary.put_into(&mut self.diagnosis);
        } else {
            if touched.shape {
                // A customer may weigh more or less.
                self.reach = Arc::new(Reach::of(org, &self.judged));
            }
            self.ask_rules(org, &dirty, widely);
            self.draft(org, &Arc::clone(&self.reach));
        }
        if renumbered == Renumbered::All {
            self.diagnosis.parties = assemble::parties(&self.judged);
        } else if moved || shifted.strengths {
            assemble::move_parties(&mut self.diagnosis.parties, &self.judged);
        }
        if !moved && shifted.strengths {
            self.diagnosis.first_screen.works_well = first_screen::works_well(&self.judged);
        }
        self.sum_up();
    }

    /// Gives the links of a map that may have another shape their numbers. Judgements and findings move along with their links;
    /// those of new links are still to be made.
    fn renumber(&mut self, org: &Org, touched: &Touched) -> Renumbered {
        let chain = &self.judged.chain;
        let is_other = |id: &PartyId| {
            let before = chain.party_number(id).map(|party| chain.kinds[party as usize]);
            org.party(id).map(|party| party.kind) != before
        };
        if touched.parties.iter().any(is_other) {
            self.renumber_all(org);
            return Renumbered::All;
        }
        let is_link_other = |id: &LinkId| chain.link_number(id).is_some() != org.link(id).is_some();
        if !touched.links.iter().any(is_link_other) {
            return Renumbered::Nothing;
        }
        assemble::let_go(&mut self.diagnosis);
        let judged = Arc::unwrap_or_clone(std::mem::take(&mut self.judged));
        let mut chain = Arc::unwrap_or_clone(judged.chain);
        let splice = Splice::of(&mut chain, org, &touched.links);
        let Some(splice) = splice else {
            self.judged = Arc::new(JudgedChain { chain: Arc::new(chain), ..JudgedChain::default() });
            self.renumber_all(org);
            return Renumbered::All;
        };
        let routes = Arc::new(judged.routes.with_loops_after(&chain, &splice));
        self.judged = Arc::new(JudgedChain { chain: Arc::new(chain), routes, ..JudgedChain::default() });
        let nothing = |link| assemble::link(&self.judged.chain, &self.names, link, Judgement::nothing());
        splice.apply(&mut self.diagnosis.links, nothing, |_| ());
        splice.apply(&mut self.involved, |_| Involvement::Possible, |_| ());
        splice.apply(&mut self.tallies, |_| Tally::default(), |gone| self.totals.remove(gone));
        splice.each_new(|_| self.totals.add(Tally::default()));
        self.said.spliced(&splice);
        Renumbered::Links
    }

    fn renumber_all(&mut self, org: &Org) {
        let chain = Chain::of(org);
        let before = &self.judged.chain;
        let old = old_numbers(before, &chain);
        let old_of = |link: LinkNumber| old[link as usize];
        let mut links: Vec<Option<LinkDiagnosis>> =
            std::mem::take(&mut self.diagnosis.links).into_iter().map(Some).collect();
        let mut kept = |number: LinkNumber| links[number as usize].take();
        let nothing = |link| assemble::link(&chain, &self.names, link, Judgement::nothing());
        self.diagnosis.links = chain
            .link_numbers()
            .map(|link| old_of(link).and_then(&mut kept).unwrap_or_else(|| nothing(link)))
            .collect();
        let tallies = std::mem::take(&mut self.tallies);
        let of_old = |link: LinkNumber| old_of(link).map(|old| tallies[old as usize]).unwrap_or_default();
        self.tallies = chain.link_numbers().map(of_old).collect();
        self.totals = Totals::of(&self.tallies);
        self.involved = org.links().values().map(Involvement::of).collect();
        self.said = std::mem::take(&mut self.said).renumbered(chain.link_count(), old_of);
        self.judged = Arc::new(JudgedChain { chain: Arc::new(chain), ..JudgedChain::default() });
    }

    /// The links that have to be judged again: those touched, and those whose ends were.
    fn dirty(&self, touched: &Touched) -> Vec<LinkNumber> {
        let chain = &self.judged.chain;
        let mut dirty: Vec<LinkNumber> =
            touched.links.iter().filter_map(|link| chain.link_number(link)).collect();
        for party in touched.parties.iter().filter_map(|party| chain.party_number(party)) {
            dirty.extend(chain.outgoing.of(party));
            dirty.extend(chain.incoming.of(party));
        }
        dirty.sort_unstable();
        dirty.dedup();
        dirty
    }

    fn judge_again(&mut self, org: &Org, dirty: &[LinkNumber]) -> Shifted {
        let mut shifted = Shifted::default();
        for link in dirty {
            let place = *link as usize;
            let id = &self.judged.chain.link_id(*link);
            let Some(facts) = org.link(id) else { continue };
            let mut judgement = judgement::judge(facts, &org.policy, self.diagnosis.today);
            if let Some(assumed) = self.assumptions.get(id) {
                judgement.assume(*assumed, &org.policy);
            }
            let tally = Tally::of(facts, &judgement);
            self.totals.replace(self.tallies[place], tally);
            self.tallies[place] = tally;
            let involved = Involvement::of(facts);
            let answer = assemble::link(&self.judged.chain, &self.names, *link, judgement);
            let before = &mut self.diagnosis.links[place];
            shifted.states |= before.state != answer.state || self.involved[place] != involved;
            shifted.strengths |= before.strength != answer.strength;
            self.involved[place] = involved;
            let (role, never_asked_between) = (std::mem::take(&mut before.role), before.never_asked_between);
            *before = LinkDiagnosis { role, never_asked_between, ..answer };
        }
        shifted
    }

    /// Roles and groups, after the causes have changed.
    fn follow_causes(&mut self) {
        self.causes_moved = true;
        let judged = &self.judged;
        for (link, answer) in judged.chain.link_numbers().zip(&mut self.diagnosis.links) {
            answer.role = assemble::role_of(judged, link);
            answer.never_asked_between = match answer.role {
                LinkRole::Symptom { .. } => judged.causes.never_asked_before(&judged.chain, link),
                LinkRole::None | LinkRole::Root { .. } => 0,
            };
        }
        self.diagnosis.groups = assemble::groups(judged);
    }

    /// Weighs what lies downstream and the questions; meanwhile asks the rules and makes the fix list, which have nothing to do with
    /// either. Whoever is done first sees to the `rest`.
    fn weigh_and_ask<Rest: Send + Sync>(
        &mut self,
        org: &Org,
        dirty: &[LinkNumber],
        changed: Reads,
        rest: impl Fn() -> Rest + Sync,
    ) -> Rest {
        let (judged, ask) = (Arc::clone(&self.judged), self.ask);
        let reach = OnceLock::new();
        let find_reach = || Reach::of(org, &judged);
        let made = OnceLock::new();
        let weigh = || {
            let reach = reach.get_or_init(find_reach);
            let weighed = match ask {
                Ask::Everything => questions::questions(&judged, &reach.downstream),
                Ask::Nothing => questions::none(&judged),
            };
            made.get_or_init(&rest);
            weighed
        };
        let ask_rules = || {
            self.ask_rules(org, dirty, changed);
            self.draft(org, reach.get_or_init(find_reach));
            made.get_or_init(&rest);
        };
        let ((), weighed) = two_at_once(judged.chain.link_count(), ask_rules, weigh);
        self.diagnosis.questions = weighed.questions;
        self.diagnosis.questions_left_out = weighed.left_out;
        self.reach = Arc::new(reach.into_inner().unwrap_or_default());
        made.into_inner().unwrap_or_else(rest)
    }

    /// Asks the rules about the links that are `dirty`, and the others about what has changed.
    fn ask_rules(&mut self, org: &Org, dirty: &[LinkNumber], changed: Reads) {
        let round = Round {
            org,
            today: self.diagnosis.today,
            judged: &self.judged,
            links: &self.diagnosis.links,
            totals: self.totals,
            tallies: &self.tallies,
            assumptions: &self.assumptions,
        };
        self.fixes_open |= round.ask(&mut self.said, dirty, changed);
        self.said.list(&mut self.diagnosis.findings);
    }

    /// The fix list, after the rules were asked.
    fn draft(&mut self, org: &Org, reach: &Reach) {
        let diagnosis = &mut self.diagnosis;
        let traced = complaints::trace(org, &self.judged, diagnosis.today);
        if self.fixes_open || traced.by_group != self.complaints {
            let worst = |link: LinkNumber| self.said.worst(link);
            let drafts = fixes::drafts(&self.judged, reach, worst, &traced.by_group);
            // The same rows of the same causes stay; most edits move none.
            if self.causes_moved || drafts != self.drafts {
                diagnosis.fixes = fixes::rows(&self.judged, &drafts);
            }
            self.drafted = fixes::drafted(&self.judged, &drafts);
            (self.drafts, self.complaints) = (drafts, traced.by_group);
            (self.causes_moved, self.fixes_open) = (false, false);
        }
        diagnosis.complaints = traced.figures;
    }

    /// What is counted in facts, and the first screen's places in other lists.
    fn sum_up(&mut self) {
        let (totals, diagnosis) = (&self.totals, &mut self.diagnosis);
        let (needs, wants, needs_asked) = (totals.needs, totals.wants, totals.needs_asked);
        diagnosis.counts = Counts { needs, wants, needs_asked, ..diagnosis.counts };
        let screen = &mut diagnosis.first_screen;
        screen.links_without_need = totals.links_without_need;
        screen.fix_first = (0..diagnosis.fixes.len().min(AT_MOST)).collect();
        screen.ask_next = (0..diagnosis.questions.len().min(AT_MOST)).collect();
    }
}

fn names_of(org: &Org) -> Vec<Name> {
    org.parties().values().map(|party| Name::from(party.name.as_str())).collect()
}

fn empty(today: Day, links: Vec<LinkDiagnosis>) -> Diagnosis {
    Diagnosis {
        today,
        counts: Counts::default(),
        links,
        parties: Vec::new(),
        findings: Vec::new(),
        groups: Vec::new(),
        fixes: Vec::new(),
        complaints: ComplaintFigures::default(),
        questions: Vec::new(),
        questions_left_out: 0,
        first_screen: FirstScreen::default(),
    }
}
