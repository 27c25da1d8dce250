//! The chain with everything that was judged of it: what the answer keeps, so that long lists can be made when asked for.

use std::sync::{Arc, OnceLock};

use super::answer::{LinkDiagnosis, LinkState, Strength};
use super::bounds::Bounds;
use super::causes::{Causes, Involvement};
use super::chain::{Chain, LinkNumber, NONE, PartyNumber};
use super::lists::{LinksAsked, PartiesAsked};
use super::routes::{Routes, unbroken_distances};
use super::side_by_side::two_at_once;

/// How to look at links that nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// As if they were as weak as can be.
    Pessimistic,
    /// As if they were as strong as can be.
    Optimistic,
}

impl View {
    /// The strength to reckon with.
    pub(super) fn of(self, strength: Strength) -> f64 {
        match self {
            Self::Pessimistic => strength.low,
            Self::Optimistic => strength.high,
        }
    }
}

/// The chain, the state and strength of each link, and what follows from them.
#[derive(Clone, Debug, Default)]
pub(super) struct JudgedChain {
    /// The map in numbers.
    pub(super) chain: Arc<Chain>,
    /// How each link fares.
    pub(super) states: Vec<LinkState>,
    /// How strong each link is.
    pub(super) strengths: Vec<Strength>,
    /// What reaches the customer.
    pub(super) routes: Arc<Routes>,
    /// What is broken because of what.
    pub(super) causes: Arc<Causes>,
    /// How well it reaches the customer; found when somebody asks.
    pub(super) bounds: LazyBounds,
}

/// The strengths of routes in both views, each made when first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct LazyBounds {
    pessimistic: OnceLock<Bounds>,
    optimistic: OnceLock<Bounds>,
}

impl JudgedChain {
    /// What follows from the states of links. `before` are the routes of the same map before, if it has the `same_shape`; else all that is known
    /// of the routes is the loops in them, if anything.
    pub(super) fn of(
        chain: &Arc<Chain>,
        links: &[LinkDiagnosis],
        involved: &[Involvement],
        before: &Routes,
        same_shape: bool,
    ) -> Self {
        let states: Vec<_> = links.iter().map(|link| link.state).collect();
        let find_routes = || if same_shape { before.clone() } else { Routes::of(chain, &before.loops) };
        let unbroken = OnceLock::new();
        let find_unbroken = || unbroken_distances(chain, &states);
        // What the rules will ask for, too. Whoever is done first sees to it.
        let see_to_the_rest = || {
            unbroken.get_or_init(find_unbroken);
            before.members_of_loops(chain);
        };
        let (causes, routes) = two_at_once(
            chain.link_count(),
            || {
                let causes = Causes::of(chain, &states, involved);
                see_to_the_rest();
                causes
            },
            || {
                let routes = find_routes();
                see_to_the_rest();
                routes
            },
        );
        let routes = routes.cut_off_but(unbroken.get_or_init(find_unbroken));
        Self {
            causes: Arc::new(causes),
            chain: Arc::clone(chain),
            strengths: links.iter().map(|link| link.strength).collect(),
            states,
            routes: Arc::new(routes),
            bounds: LazyBounds::default(),
        }
    }

    /// The same map, its links faring as before but stronger or weaker.
    pub(super) fn with_strengths(&self, strengths: Vec<Strength>) -> Self {
        Self {
            chain: Arc::clone(&self.chain),
            states: self.states.clone(),
            strengths,
            routes: Arc::clone(&self.routes),
            causes: Arc::clone(&self.causes),
            bounds: LazyBounds::default(),
        }
    }

    /// Greatest minimum strength of a route, by party.
    pub(super) fn best_strengths(&self, view: View) -> &[f64] {
        &self.bounds_in(view).best
    }

    /// Lowest strength of a link on any route, by party.
    pub(super) fn worst_strengths(&self, view: View) -> &[f64] {
        &self.bounds_in(view).worst
    }

    fn bounds_in(&self, view: View) -> &Bounds {
        let bounds = match view {
            View::Pessimistic => &self.bounds.pessimistic,
            View::Optimistic => &self.bounds.optimistic,
        };
        bounds.get_or_init(|| Bounds::of(&self.chain, &self.routes.distance, &self.strengths, view))
    }

    /// The links asked for, ascending.
    pub(super) fn links_for(&self, asked: LinksAsked) -> Vec<LinkNumber> {
        match asked {
            LinksAsked::Nothing => Vec::new(),
            LinksAsked::RootsUpstream(link) => self.upstream_where(link, |other| self.causes.is_root(other)),
            LinksAsked::Upstream(link, state) => {
                self.upstream_where(link, |other| self.states[other as usize] == state)
            }
            LinksAsked::Bottleneck(party, view) => self.bottleneck(party, view),
            LinksAsked::Worst(party, view) => self.worst(party, view),
        }
    }

    /// The parties asked for, ascending.
    pub(super) fn parties_for(&self, asked: PartiesAsked) -> Vec<PartyNumber> {
        match asked {
            PartiesAsked::Nothing => Vec::new(),
            PartiesAsked::Reached(party) => {
                let reached = self.reached_over(&[party], |_| true);
                let is_end = |other: &PartyNumber| self.chain.is_external_customer(*other) && *other != party;
                reached.into_iter().filter(is_end).collect()
            }
            PartiesAsked::OnlyThrough(party) => self.routes.only_through(party),
            PartiesAsked::Harmed(link) => {
                let customer = self.chain.customer_of(link);
                let spreads = self.causes.spreads[link as usize];
                let reached =
                    self.reached_over(&[customer], |next| spreads && self.causes.conducts[next as usize]);
                reached.into_iter().filter(|party| self.chain.is_external_customer(*party)).collect()
            }
        }
    }

    /// The links upstream of `link` that are as wanted: those that spread damage to a party from which it travels to the
    /// supplier of `link`. Nothing is upstream of a link that leaves an external customer.
    fn upstream_where(&self, link: LinkNumber, wanted: impl Fn(LinkNumber) -> bool) -> Vec<LinkNumber> {
        let chain = &self.chain;
        let supplier = chain.supplier_of(link);
        if chain.is_external_customer(supplier) {
            return Vec::new();
        }
        let mut seen = vec![false; chain.party_count()];
        seen[supplier as usize] = true;
        let mut waiting = vec![supplier];
        let mut found = Vec::new();
        while let Some(party) = waiting.pop() {
            for other in chain.incoming.of(party).iter().copied() {
                if other != link && self.causes.spreads[other as usize] && wanted(other) {
                    found.push(other);
                }
                let before = chain.supplier_of(other);
                if self.causes.conducts[other as usize] && !seen[before as usize] {
                    seen[before as usize] = true;
                    waiting.push(before);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// The parties that carrying links lead to from `starts`, over those `allowed`; the starts included. Ascending.
    fn reached_over(&self, starts: &[PartyNumber], allowed: impl Fn(LinkNumber) -> bool) -> Vec<PartyNumber> {
        let mut seen = vec![false; self.chain.party_count()];
        let mut waiting = starts.to_vec();
        for start in starts {
            seen[*start as usize] = true;
        }
        while let Some(party) = waiting.pop() {
            for link in self.chain.carrying_from(party).iter().copied() {
                let next = self.chain.customer_of(link);
                if !seen[next as usize] && allowed(link) {
                    seen[next as usize] = true;
                    waiting.push(next);
                }
            }
        }
        self.chain.party_numbers().filter(|party| seen[*party as usize]).collect()
    }

    /// The links at the greatest minimum strength that lie on a route of that strength from `party`.
    fn bottleneck(&self, party: PartyNumber, view: View) -> Vec<LinkNumber> {
        let widths = self.best_strengths(view);
        let width = widths[party as usize];
        let on_route = |link: LinkNumber| {
            let onward = widths[self.chain.customer_of(link) as usize];
            onward >= width && view.of(self.strengths[link as usize]) >= width
        };
        self.links_of_strength(party, width, view, on_route)
    }

    /// The links at the lowest strength on any route from `party`.
    fn worst(&self, party: PartyNumber, view: View) -> Vec<LinkNumber> {
        let lowest = self.worst_strengths(view)[party as usize];
        let on_route = |link: LinkNumber| self.routes.distance[self.chain.customer_of(link) as usize] != NONE;
        self.links_of_strength(party, lowest, view, on_route)
    }

    fn links_of_strength(
        &self,
        party: PartyNumber,
        strength: f64,
        view: View,
        on_route: impl Fn(LinkNumber) -> bool,
    ) -> Vec<LinkNumber> {
        if self.chain.is_external_customer(party) || self.routes.distance[party as usize] == NONE {
            return Vec::new();
        }
        let reached = self.reached_over(&[party], &on_route);
        let carrying = reached.into_iter().flat_map(|party| self.chain.carrying_from(party).iter().copied());
        #[expect(clippy::float_cmp, reason = "the strength was taken from these very links")]
        let is_at = |link: &LinkNumber| view.of(self.strengths[*link as usize]) == strength;
        carrying.filter(|link| is_at(link) && on_route(*link)).collect()
    }
}
