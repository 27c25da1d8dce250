//! What the rules have said, kept so that after an edit only those are asked again that may say something else.

use std::collections::BTreeSet;
use std::sync::Arc;

use smallvec::SmallVec;

use super::acceptance::is_accepted;
use super::answer::Severity;
use super::chain::{Chain, LinkNumber};
use super::context::{Context, OnExpectation, OnLink};
use super::finding::Finding;
use super::piles::Piles;
use super::rules::{Check, Reads, Rule, rules};
use super::splice::Splice;
use crate::model::LinkId;

/// Up to so many findings are put in and taken out one by one.
const FEW: usize = 32;

/// One link's findings, or one rule's.
pub(super) type Findings = SmallVec<[Arc<Finding>; 2]>;

/// All findings, by where they come from.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// By link: what rules say that look at it alone.
    own: Vec<Findings>,
    /// By link: what rules say that look at it and at the chain around it.
    in_chain: Vec<Findings>,
    /// By rule, in the order of the table: what those say that look at parties or at the whole map. Sorted by id.
    wide: Vec<Findings>,
    /// By link: the worst severity in `wide` that nobody has accepted.
    worst_wide: Vec<Severity>,
    /// Whether `worst_wide` is still to be found, since links have other numbers.
    worst_is_open: bool,
    /// What has come into `wide`, and gone from there, since `worst_wide` was found.
    wide_new: Findings,
    wide_gone: Findings,
    /// Whether somebody had decided to live with a finding when this was last looked at.
    has_accepted: bool,
    /// What is said of each link alone, until a list of all is made for the first time.
    first: Piles,
    is_listed: bool,
    /// What is new and what has gone since the list of all was last brought up to date.
    new: Findings,
    gone: Findings,
}

impl Said {
    /// What rules have said of each link alone, also in piles, and nothing yet of the rest.
    pub(super) fn of_links(own: Vec<Findings>, piled: Piles) -> Self {
        let links = own.len();
        Self {
            own,
            first: piled,
            in_chain: std::iter::repeat_with(Findings::new).take(links).collect(),
            wide: vec![Findings::new(); rules().len()],
            worst_wide: vec![Severity::Info; links],
            ..Self::default()
        }
    }

    /// The same on a map whose links have other numbers: `old_number` says what a link was, `None` where it is new.
    pub(super) fn renumbered(
        mut self,
        links: usize,
        old_number: impl Fn(LinkNumber) -> Option<LinkNumber>,
    ) -> Self {
        let mut moved = Self {
            wide: self.wide,
            new: self.new,
            gone: self.gone,
            worst_is_open: true,
            has_accepted: self.has_accepted,
            is_listed: self.is_listed,
            ..Self::of_links(vec![Findings::new(); links], Piles::default())
        };
        for (link, (own, in_chain)) in (0..).zip(moved.own.iter_mut().zip(&mut moved.in_chain)) {
            if let Some(old) = old_number(link) {
                *own = std::mem::take(&mut self.own[old as usize]);
                *in_chain = std::mem::take(&mut self.in_chain[old as usize]);
            }
        }
        moved.gone.extend(self.own.into_iter().chain(self.in_chain).flatten());
        moved
    }

    /// The same on a map on which a few links came or went.
    pub(super) fn spliced(&mut self, splice: &Splice) {
        let nothing = |_: LinkNumber| Findings::new();
        splice.apply(&mut self.own, nothing, |gone| self.gone.extend(gone));
        splice.apply(&mut self.in_chain, nothing, |gone| self.gone.extend(gone));
        // Whatever was said widely of a link that went is taken back when the rules are asked again.
        splice.apply(&mut self.worst_wide, |_| Severity::Info, |_| ());
    }

    /// Whether anything was said of a link in its chain.
    pub(super) fn speaks_in_chain(&self, link: LinkNumber) -> bool {
        !self.in_chain[link as usize].is_empty()
    }

    /// Asks the rules that look at one link alone about it.
    pub(super) fn ask_about(&mut self, link: &OnLink<'_>, asking: &Asking<'_, '_>) {
        let found = asking.about(link);
        replace(&mut self.own[link.number as usize], found, &mut self.new, &mut self.gone);
    }

    /// Asks the rules that look at one link in its chain about it.
    pub(super) fn ask_in_chain(&mut self, link: &OnLink<'_>, asking: &Asking<'_, '_>) {
        let found = asking.in_chain(link);
        replace(&mut self.in_chain[link.number as usize], found, &mut self.new, &mut self.gone);
    }

    /// Asks the rules on parties and on the whole map, as far as they read what has `changed`.
    pub(super) fn ask_widely(&mut self, changed: Reads, asking: &Asking<'_, '_>) {
        let unchanged = (self.new.len(), self.gone.len());
        for (rule, said) in rules().iter().zip(&mut self.wide) {
            if let Some(found) = asking.widely(rule, changed) {
                replace(said, found, &mut self.new, &mut self.gone);
            }
        }
        self.wide_new.extend(self.new.iter().skip(unchanged.0).cloned());
        self.wide_gone.extend(self.gone.iter().skip(unchanged.1).cloned());
    }

    /// Looks again at what somebody has decided to live with: the subject of a finding may have changed while the finding has not.
    pub(super) fn decide_again(&mut self, asking: &Asking<'_, '_>) {
        let decided = &asking.context.org.accepted_findings;
        if decided.is_empty() && !self.has_accepted {
            return;
        }
        self.has_accepted = !decided.is_empty();
        for findings in self.own.iter_mut().chain(&mut self.in_chain).chain(&mut self.wide) {
            for finding in findings {
                let accepted = asking.is_accepted(finding);
                if accepted != finding.accepted {
                    self.gone.push(Arc::clone(finding));
                    *finding = Arc::new(Finding { accepted, ..(**finding).clone() });
                    self.new.push(Arc::clone(finding));
                    self.worst_is_open = true;
                }
            }
        }
    }

    /// Finds the worst of what was said widely, where that may have changed; tells whether it may. To be called before
    /// [`Self::worst`].
    pub(super) fn find_worst(&mut self, chain: &Chain) -> bool {
        let (new, gone) = (std::mem::take(&mut self.wide_new), std::mem::take(&mut self.wide_gone));
        let lost: BTreeSet<&LinkId> = gone.iter().take(FEW).flat_map(|finding| finding.links()).collect();
        let (worst, all) = (&mut self.worst_wide, self.wide.iter().flatten());
        if std::mem::take(&mut self.worst_is_open) || gone.len() > FEW || lost.len() > FEW {
            worst.fill(Severity::Info);
            worsen(worst, chain, all, |_| true);
            return true;
        }
        for link in lost.iter().filter_map(|link| chain.link_number(link)) {
            worst[link as usize] = Severity::Info;
        }
        if !lost.is_empty() {
            worsen(worst, chain, all, |link| lost.contains(link));
        }
        worsen(worst, chain, new.iter(), |_| true);
        !new.is_empty() || !gone.is_empty()
    }

    /// The worst severity of the findings on a link that nobody has accepted; [`Severity::Info`] without one.
    pub(super) fn worst(&self, link: LinkNumber) -> Severity {
        let place = link as usize;
        let open = self.own[place].iter().chain(&self.in_chain[place]).filter(|finding| !finding.accepted);
        let on_link = open.map(|finding| finding.severity);
        on_link.min().unwrap_or(Severity::Info).min(self.worst_wide[place])
    }

    /// Brings `all`, the list of all findings by severity, rule and id as this left it last, up to date.
    pub(super) fn list(&mut self, all: &mut Vec<Arc<Finding>>) {
        if !std::mem::replace(&mut self.is_listed, true) {
            *all = self.all();
        } else if !self.new.is_empty() || !self.gone.is_empty() {
            self.bring_up_to_date(all);
        }
    }

    /// All findings by severity, rule, id, for the first time.
    fn all(&mut self) -> Vec<Arc<Finding>> {
        (self.new, self.gone) = (Findings::new(), Findings::new());
        let mut piles = std::mem::take(&mut self.first);
        for finding in self.in_chain.iter().chain(&self.wide).flatten() {
            piles.add(finding);
        }
        piles.into_list()
    }

    /// Puts what is new into `all`, and takes out what has gone.
    fn bring_up_to_date(&mut self, all: &mut Vec<Arc<Finding>>) {
        let (mut new, gone) = (std::mem::take(&mut self.new), std::mem::take(&mut self.gone));
        let is_gone: BTreeSet<*const Finding> = gone.iter().map(Arc::as_ptr).collect();
        new.retain(|finding| !is_gone.contains(&Arc::as_ptr(finding)));
        if new.len() + gone.len() <= FEW {
            for finding in &gone {
                if let Ok(place) = all.binary_search_by(|other| order(other, finding)) {
                    all.remove(place);
                }
            }
            for finding in new {
                let (Ok(place) | Err(place)) = all.binary_search_by(|other| order(other, &finding));
                all.insert(place, finding);
            }
            return;
        }
        all.retain(|finding| !is_gone.contains(&Arc::as_ptr(finding)));
        new.sort_by(|left, right| order(left, right));
        // Two runs in order: the sort of the standard library merges them.
        all.extend(new);
        all.sort_by(|left, right| order(left, right));
    }
}

/// Takes account of `findings` on the links that are `asked` about.
fn worsen<'said>(
    worst: &mut [Severity],
    chain: &Chain,
    findings: impl Iterator<Item = &'said Arc<Finding>>,
    asked: impl Fn(&LinkId) -> bool,
) {
    for finding in findings.filter(|finding| !finding.accepted) {
        for link in
            finding.links().iter().filter(|link| asked(link)).filter_map(|link| chain.link_number(link))
        {
            let worst = &mut worst[link as usize];
            *worst = (*worst).min(finding.severity);
        }
    }
}

fn order(left: &Finding, right: &Finding) -> std::cmp::Ordering {
    let by_rule = (left.severity, left.rule).cmp(&(right.severity, right.rule));
    by_rule.then_with(|| left.id_order(right))
}

/// Puts `found` in the place of `said`. What is said again as it was stays the same finding.
fn replace(said: &mut Findings, found: Findings, new: &mut Findings, gone: &mut Findings) {
    if said.is_empty() {
        new.extend(found.iter().cloned());
        *said = found;
        return;
    }
    let mut before = std::mem::take(said).into_iter().peekable();
    for finding in found {
        // Both lists come in the same order, so what stays is met in turn.
        if let Some(earlier) = before.next_if(|earlier| **earlier == *finding) {
            said.push(earlier);
            continue;
        }
        while let Some(earlier) = before.next_if(|earlier| earlier.id() <= finding.id()) {
            gone.push(earlier);
        }
        new.push(Arc::clone(&finding));
        said.push(finding);
    }
    gone.extend(before);
}

/// What is to be kept of what rules say.
pub(super) type Kept<'asked> = &'asked (dyn Fn(&Finding) -> bool + Sync);

/// Whom to ask, and about what.
pub(super) struct Asking<'asked, 'org> {
    /// The map.
    pub(super) context: &'asked Context<'org>,
    on_link: Vec<fn(&Context<'_>, &OnLink<'_>) -> Option<Finding>>,
    on_expectation: Vec<fn(&Context<'_>, &OnExpectation<'_>) -> Option<Finding>>,
    on_expectation_in_chain: Vec<fn(&Context<'_>, &OnExpectation<'_>) -> Option<Finding>>,
    is_kept: Kept<'asked>,
}

impl<'asked, 'org> Asking<'asked, 'org> {
    /// Asks the rules that are switched on; what is not to be kept is dropped.
    pub(super) fn new(context: &'asked Context<'org>, is_kept: Kept<'asked>) -> Self {
        let off = &context.org.policy.rules_off;
        let mut asking = Self {
            context,
            on_link: Vec::new(),
            on_expectation: Vec::new(),
            on_expectation_in_chain: Vec::new(),
            is_kept,
        };
        for rule in rules().iter().filter(|rule| !off.contains(rule.id)) {
            match rule.check {
                Check::Link(check) => asking.on_link.push(check),
                Check::Expectation(check) => asking.on_expectation.push(check),
                Check::ExpectationInChain(check) => asking.on_expectation_in_chain.push(check),
                Check::Party(..) | Check::Map(..) => {}
            }
        }
        asking
    }

    /// What rules say that look at one link alone.
    pub(super) fn about(&self, link: &OnLink<'_>) -> Findings {
        let mut found = Findings::new();
        for check in &self.on_link {
            if let Some(finding) = check(self.context, link) {
                found.extend(self.settled(finding));
            }
        }
        for on in link.expectations() {
            for check in &self.on_expectation {
                if let Some(finding) = check(self.context, &on) {
                    found.extend(self.settled(finding));
                }
            }
        }
        found
    }

    /// What rules say that look at one link in its chain.
    pub(super) fn in_chain(&self, link: &OnLink<'_>) -> Findings {
        let mut found = Findings::new();
        for on in link.expectations() {
            for check in &self.on_expectation_in_chain {
                found.extend(check(self.context, &on).and_then(|finding| self.settled(finding)));
            }
        }
        found
    }

    /// What a rule on parties or on the whole map says, by id; `None` when it reads nothing that has `changed`.
    fn widely(&self, rule: &Rule, changed: Reads) -> Option<Findings> {
        if self.context.org.policy.rules_off.contains(rule.id) {
            return None;
        }
        let found: Vec<Finding> = match rule.check {
            Check::Map(reads, check) if reads >= changed => check(self.context),
            Check::Party(reads, check) if reads >= changed => {
                self.context.parties().filter_map(|party| check(self.context, &party)).collect()
            }
            _ => return None,
        };
        let mut found: Findings = found.into_iter().filter_map(|finding| self.settled(finding)).collect();
        found.sort_by(|left, right| left.id_order(right));
        Some(found)
    }

    /// A finding that is to be kept, with what somebody has decided.
    fn settled(&self, mut finding: Finding) -> Option<Arc<Finding>> {
        if !(self.is_kept)(&finding) {
            return None;
        }
        if !self.context.org.accepted_findings.is_empty() {
            finding.accepted = self.is_accepted(&finding);
        }
        Some(Arc::new(finding))
    }

    fn is_accepted(&self, finding: &Finding) -> bool {
        let chain = &self.context.judged.chain;
        is_accepted(finding, self.context.org, self.context.today, |party| {
            let number = chain.party_number(party);
            let links = number.map(|party| chain.outgoing.of(party).iter().chain(chain.incoming.of(party)));
            links.into_iter().flatten().map(|link| self.context.link_id(*link)).collect()
        })
    }
}

/// What a link was called before, by number: links are sorted by id in both.
pub(super) fn old_numbers(before: &Chain, after: &Chain) -> Vec<Option<LinkNumber>> {
    let mut old = before.link_numbers().peekable();
    let mut numbers = Vec::with_capacity(after.link_count());
    for ends in after.link_numbers().map(|link| after.ends_of(link)) {
        while old.next_if(|earlier| before.ends_of(*earlier) < ends).is_some() {}
        numbers.push(old.next_if(|earlier| before.ends_of(*earlier) == ends));
    }
    numbers
}
