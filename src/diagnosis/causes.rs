//! Cause and symptom: which broken links are roots, which are explained by them, and where nobody can see further.
//!
//! Damage travels over links that are not sound (they *conduct*) and never on from an external customer. A support link has no part
//! in it until a person has confirmed that breaks are because of it: neither damage further up nor its own goes through it.
//! A broken link is a root when every broken link upstream of it is also downstream of it.
//!
//! Deliberately absent: the order in which to mend ([`super::fixes`]) and to ask ([`super::questions`]).

use std::collections::VecDeque;

use petgraph::graph::DiGraph;

use super::answer::LinkState;
use super::chain::{Chain, LinkNumber, NONE, number};
use super::components::Components;
use crate::model::Link;

/// What part a link plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CauseRole {
    /// Not broken.
    #[default]
    None,
    /// A root, of the group with this number.
    Root(u32),
    /// Broken, with a root upstream.
    Symptom,
}

/// The causes on one map.
#[derive(Clone, Debug, Default)]
pub(super) struct Causes {
    /// By link: whether damage upstream of its supplier travels on to its customer.
    pub(super) conducts: Vec<bool>,
    /// By link: whether its own failing may do damage downstream. Those that conduct, and bad input from outside.
    pub(super) spreads: Vec<bool>,
    /// The conducting graph, loops taken together.
    pub(super) components: Components,
    /// By link.
    pub(super) roles: Vec<CauseRole>,
    /// The root groups, by first link; each ascending.
    pub(super) groups: Vec<Vec<LinkNumber>>,
    /// By component: whether a broken link is upstream.
    pub(super) broken_upstream: Vec<bool>,
    /// By component: whether a broken link that is not within it is upstream.
    pub(super) broken_outside_upstream: Vec<bool>,
    /// By component: whether an unknown link is upstream.
    pub(super) unknown_upstream: Vec<bool>,
    /// By party: the fewest unknown links on a way from a root; [`NONE`] where there is no way.
    never_asked_from_root: Vec<u32>,
}

/// What a support link means for the damage further on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Involvement {
    /// Part of the work, or confirmed: it may be the cause.
    Possible,
    /// Support on which nobody has confirmed "because of".
    Unconfirmed,
}

impl Causes {
    /// Finds the causes. O(parties + links).
    pub(super) fn of(
        chain: &Chain,
        graph: &DiGraph<(), LinkNumber>,
        states: &[LinkState],
        involved: &[Involvement],
    ) -> Self {
        let may_spread =
            |link: &usize| states[*link] != LinkState::Sound && involved[*link] == Involvement::Possible;
        let spreads: Vec<bool> = (0..chain.link_count()).map(|link| may_spread(&link)).collect();
        let conducts: Vec<bool> =
            chain.link_numbers().map(|link| spreads[link as usize] && chain.carries(link)).collect();
        let components = Components::of(chain, graph, &conducts);
        let mut causes = Self { conducts, spreads, components, ..Self::default() };
        let is_broken = |link: LinkNumber| states[link as usize] == LinkState::Broken;
        let is_unknown = |link: LinkNumber| states[link as usize] == LinkState::Unknown;
        causes.broken_upstream = causes.upstream_marks(chain, is_broken);
        causes.broken_outside_upstream = causes.outside_marks(chain, is_broken, &causes.broken_upstream);
        causes.unknown_upstream = causes.upstream_marks(chain, is_unknown);
        causes.find_roots(chain, is_broken);
        causes.never_asked_from_root = causes.fewest_unknown(chain, is_unknown);
        causes
    }

    /// Whether a link is a root.
    pub(super) fn is_root(&self, link: LinkNumber) -> bool {
        matches!(self.roles[link as usize], CauseRole::Root(_))
    }

    /// Whether both ends of a conducting link lie in one component, so that damage may come back to it.
    pub(super) fn goes_round(&self, chain: &Chain, link: LinkNumber) -> bool {
        let (supplier, customer) = (chain.supplier_of(link), chain.customer_of(link));
        self.conducts[link as usize]
            && self.components.of_party(supplier) == self.components.of_party(customer)
    }

    /// Whether a broken link that is not also downstream of `link` is upstream of it; whatever the state of `link` itself.
    pub(super) fn is_explained(&self, chain: &Chain, link: LinkNumber) -> bool {
        if !chain.carries(link) {
            return false;
        }
        let home = self.components.of_party(chain.supplier_of(link)) as usize;
        if self.goes_round(chain, link) {
            self.broken_outside_upstream[home]
        } else {
            self.broken_upstream[home]
        }
    }

    /// Whether an unknown link is upstream of `link`.
    pub(super) fn is_unseen(&self, chain: &Chain, link: LinkNumber) -> bool {
        chain.carries(link)
            && self.unknown_upstream[self.components.of_party(chain.supplier_of(link)) as usize]
    }

    /// The fewest unknown links on the way from a root to the supplier of the symptom `link`.
    pub(super) fn never_asked_before(&self, chain: &Chain, link: LinkNumber) -> u32 {
        self.never_asked_from_root[chain.supplier_of(link) as usize]
    }

    /// By component: whether damage on a spreading link that is `wanted` gets there.
    fn upstream_marks(&self, chain: &Chain, wanted: impl Fn(LinkNumber) -> bool) -> Vec<bool> {
        let mut marks = vec![false; self.components.count as usize];
        for link in chain.link_numbers().filter(|link| self.spreads[*link as usize] && wanted(*link)) {
            marks[self.components.of_party(chain.customer_of(link)) as usize] = true;
        }
        self.components.spread(&mut marks);
        marks
    }

    /// By component: whether such damage gets there from outside of it. `anywhere` is what [`Self::upstream_marks`] found.
    fn outside_marks(
        &self,
        chain: &Chain,
        wanted: impl Fn(LinkNumber) -> bool,
        anywhere: &[bool],
    ) -> Vec<bool> {
        let mut marks = vec![false; self.components.count as usize];
        for link in
            chain.link_numbers().filter(|link| self.spreads[*link as usize] && !self.goes_round(chain, *link))
        {
            let from_before = self.conducts[link as usize]
                && anywhere[self.components.of_party(chain.supplier_of(link)) as usize];
            if wanted(link) || from_before {
                marks[self.components.of_party(chain.customer_of(link)) as usize] = true;
            }
        }
        marks
    }

    fn find_roots(&mut self, chain: &Chain, is_broken: impl Fn(LinkNumber) -> bool) {
        self.roles = vec![CauseRole::None; chain.link_count()];
        let mut group_of_component = vec![NONE; self.components.count as usize];
        for link in chain.link_numbers().filter(|link| is_broken(*link)) {
            if self.is_explained(chain, link) {
                self.roles[link as usize] = CauseRole::Symptom;
                continue;
            }
            let mut group = number(self.groups.len());
            if self.goes_round(chain, link) {
                let known =
                    &mut group_of_component[self.components.of_party(chain.supplier_of(link)) as usize];
                if *known == NONE {
                    *known = group;
                }
                group = *known;
            }
            self.roles[link as usize] = CauseRole::Root(group);
            match self.groups.get_mut(group as usize) {
                Some(members) => members.push(link),
                None => self.groups.push(vec![link]),
            }
        }
    }

    /// By party: the root with the fewest links on the way from it to there, of several the first by id; [`NONE`] where there is
    /// none. O(parties + links).
    pub(super) fn nearest_root(&self, chain: &Chain) -> Vec<LinkNumber> {
        let mut nearest = vec![NONE; chain.party_count()];
        let roots = chain.link_numbers().filter(|link| self.is_root(*link) && self.spreads[*link as usize]);
        let mut waiting: VecDeque<(u32, LinkNumber)> =
            roots.map(|root| (chain.customer_of(root), root)).collect();
        while let Some((party, root)) = waiting.pop_front() {
            if nearest[party as usize] != NONE {
                continue;
            }
            nearest[party as usize] = root;
            let onward = chain.outgoing.of(party).iter().filter(|link| self.conducts[**link as usize]);
            waiting.extend(onward.map(|link| (chain.customer_of(*link), root)));
        }
        nearest
    }

    /// By party: the fewest unknown links on a way from a root. Ways without a further unknown link are walked first.
    fn fewest_unknown(&self, chain: &Chain, is_unknown: impl Fn(LinkNumber) -> bool) -> Vec<u32> {
        let mut fewest = vec![NONE; chain.party_count()];
        let roots = self.groups.iter().flatten().filter(|link| self.spreads[**link as usize]);
        let mut waiting: VecDeque<(u32, u32)> = roots.map(|link| (chain.customer_of(*link), 0)).collect();
        while let Some((party, unknown)) = waiting.pop_front() {
            if fewest[party as usize] <= unknown {
                continue;
            }
            fewest[party as usize] = unknown;
            for link in chain.outgoing.of(party).iter().copied().filter(|link| self.conducts[*link as usize])
            {
                let next = chain.customer_of(link);
                if is_unknown(link) {
                    waiting.push_back((next, unknown + 1));
                } else {
                    waiting.push_front((next, unknown));
                }
            }
        }
        fewest
    }
}

impl Involvement {
    /// What the facts of a link say.
    pub(super) fn of(link: &Link) -> Self {
        if link.support && !link.because_of { Self::Unconfirmed } else { Self::Possible }
    }
}
