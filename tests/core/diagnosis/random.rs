//! Random organisations: a few parties, loops and islands, customers that supply, links that nobody knows, support.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use throughline::model::{Direction, Expectation, Source, Verdict};

use super::build::{Facts, Map, need, want};

/// What stands on one link.
#[derive(Clone, Debug)]
pub struct LinkPlan {
    verdict: Option<Verdict>,
    needs: Vec<(u8, Option<u16>)>,
    support: bool,
    because_of: bool,
}

/// A map in the making: kinds of parties, and links by their ends.
#[derive(Clone, Debug)]
pub struct Plan {
    kinds: Vec<char>,
    links: Vec<((usize, usize), LinkPlan)>,
}

impl Plan {
    fn name(&self, party: usize) -> String {
        let place = party % self.kinds.len();
        let mark = match self.kinds[place] {
            'e' => "*",
            's' => "~",
            _ => "",
        };
        format!("{mark}p{place}")
    }

    /// The organisation, its links put in from the first or from the last.
    pub fn build(&self, backwards: bool) -> Map {
        let mut map = Map::default();
        let mut parties: Vec<usize> = (0..self.kinds.len()).collect();
        let mut links: Vec<_> = self.links.iter().collect();
        if backwards {
            parties.reverse();
            links.reverse();
        }
        for party in parties {
            map = map.party(&self.name(party));
        }
        for ((supplier, customer), plan) in links {
            let (supplier, customer) = (self.name(*supplier), self.name(*customer));
            if supplier != customer {
                map = plan.build(map, &format!("{supplier}>{customer}"));
            }
        }
        map
    }
}

impl LinkPlan {
    fn build(&self, map: Map, at: &str) -> Map {
        let mut map = map.link(at);
        if let Some(verdict) = self.verdict {
            map = map.verdict(at, verdict);
        }
        for (place, (importance, hundredths)) in self.needs.iter().enumerate() {
            let mut facts: Expectation = need("on time").importance(*importance);
            if let Some(hundredths) = hundredths {
                let value = format!("{}", f64::from(*hundredths) / 100.0);
                facts = facts.rated("2026-03-01", "ana", &value);
            }
            map = map.expect(at, &format!("n{place}"), &facts);
        }
        if self.support {
            map = map.support(at);
        }
        if self.because_of {
            map = map.because_of(at);
        }
        map
    }
}

fn link_plan() -> impl Strategy<Value = LinkPlan> {
    let verdict = prop_oneof![
        5 => Just(None),
        3 => Just(Some(Verdict::Broken)),
        1 => Just(Some(Verdict::Struggles)),
        1 => Just(Some(Verdict::Works)),
    ];
    let rating = proptest::option::weighted(
        0.6,
        prop_oneof![Just(150), Just(250), Just(350), Just(450), 100..=500_u16],
    );
    let needs = prop_oneof![3 => Just(Vec::new()), 1 => vec((1..=5_u8, rating), 1..3)];
    (verdict, needs, prop::bool::weighted(0.1), prop::bool::weighted(0.5))
        .prop_map(|(verdict, needs, support, because_of)| LinkPlan { verdict, needs, support, because_of })
}

/// One to nine parties.
pub fn plan() -> impl Strategy<Value = Plan> {
    let kind = prop_oneof![7 => Just('t'), 2 => Just('e'), 1 => Just('s')];
    (vec(kind, 1..10), btree_map((0..9_usize, 0..9_usize), link_plan(), 0..22)).prop_map(|(kinds, links)| {
        let mut seen = std::collections::BTreeSet::new();
        let count = kinds.len();
        let links = links
            .into_iter()
            .map(|((supplier, customer), plan)| ((supplier % count, customer % count), plan))
            .filter(|(ends, _)| seen.insert(*ends))
            .collect();
        Plan { kinds, links }
    })
}

/// Ten to forty parties in a long chain of work: most links lead onward, few of them broken, most of them unknown.
pub fn long_plan() -> impl Strategy<Value = Plan> {
    let kind = prop_oneof![12 => Just('t'), 1 => Just('e')];
    let verdict = prop_oneof![
        8 => Just(None),
        2 => Just(Some(Verdict::Broken)),
        1 => Just(Some(Verdict::Struggles)),
        1 => Just(Some(Verdict::Works)),
    ];
    let link = (0..40_usize, 1..7_usize, prop::bool::weighted(0.12), verdict);
    (vec(kind, 10..40), vec(link, 10..90)).prop_map(|(kinds, links)| {
        let count = kinds.len();
        let mut seen = std::collections::BTreeSet::new();
        let ends = |from: usize, step: usize, is_back: bool| {
            let (from, to) = (from % count, (from % count + step).min(count - 1));
            if is_back { (to, from) } else { (from, to) }
        };
        let links = links
            .into_iter()
            .map(|(from, step, is_back, verdict)| (ends(from, step, is_back), verdict))
            .filter(|(ends, _)| seen.insert(*ends))
            .map(|(ends, verdict)| {
                (ends, LinkPlan { verdict, needs: Vec::new(), support: false, because_of: false })
            })
            .collect();
        Plan { kinds, links }
    })
}

/// A ring of nine to sixteen teams, with shortcuts, links that lead in and one that leads out: too large for each link to be tried.
pub fn ring_plan() -> impl Strategy<Value = Plan> {
    let verdict =
        prop_oneof![6 => Just(None), 1 => Just(Some(Verdict::Broken)), 1 => Just(Some(Verdict::Works))];
    let inner =
        prop_oneof![20 => Just(None), 1 => Just(Some(Verdict::Broken)), 1 => Just(Some(Verdict::Works))];
    let shortcut = (0..16_usize, 0..16_usize, verdict);
    (9..17_usize, vec(inner, 16), vec(shortcut, 0..8), vec(0..16_usize, 1..4)).prop_map(
        |(count, inner, shortcuts, entries)| {
            let plan = |verdict| LinkPlan { verdict, needs: Vec::new(), support: false, because_of: false };
            let broken = || plan(Some(Verdict::Broken));
            // After the ring come an external customer and a team that supplies.
            let (customer, source) = (count, count + 1);
            let mut links = std::collections::BTreeMap::new();
            for (from, verdict) in inner.into_iter().take(count).enumerate() {
                links.insert((from, (from + 1) % count), plan(verdict));
            }
            for (from, to, verdict) in shortcuts {
                links.entry((from % count, to % count)).or_insert_with(|| plan(verdict));
            }
            for entry in entries {
                links.insert((source, entry % count), broken());
            }
            links.insert((0, customer), broken());
            let mut kinds = vec!['t'; count + 2];
            kinds[customer] = 'e';
            Plan { kinds, links: links.into_iter().collect() }
        },
    )
}

/// Everything that can stand on an expectation, days before and after today, set aside or not.
pub fn any_expectation() -> impl Strategy<Value = Expectation> {
    let when = prop_oneof![
        Just("2024-02-29"),
        Just("2025-11-21"),
        Just("2025-11-20"),
        Just("2026-06-01"),
        Just("2026-11-21"),
        Just("2026-11-22"),
    ];
    let period = prop_oneof![Just("2025"), Just("2026-Q3"), Just("2026"), Just("2026-11-21")];
    let ratings = vec((when, "[a-c]", 100..=500_u16, 1..5_u32), 0..4);
    let standard = proptest::option::of((prop::bool::ANY, -5.0..5.0_f64));
    let measured = vec((period, -5.0..5.0_f64, proptest::option::of(1..9_u32)), 0..3);
    let flags = (prop::bool::ANY, prop::bool::weighted(0.1), 0..3_u8, proptest::option::of(100..=500_u16));
    (1..=5_u8, ratings, standard, measured, flags).prop_map(
        |(importance, ratings, standard, measured, flags)| {
            let (is_want, disputed, source, own) = flags;
            let mut facts = if is_want { want("a smile") } else { need("on time") }.importance(importance);
            for (when, rater, hundredths, answers) in ratings {
                facts =
                    facts.rated_by_many(when, &rater, &format!("{}", f64::from(hundredths) / 100.0), answers);
            }
            if let Some((at_least, target)) = standard {
                let direction = if at_least { Direction::AtLeast } else { Direction::AtMost };
                facts = facts.standard(direction, target);
            }
            for (period, value, sample) in measured {
                facts = facts.measured(period, value, sample);
            }
            facts.disputed = disputed;
            facts.source = [Source::Asked, Source::Surveyed, Source::Assumed][usize::from(source)];
            facts.own_rating = own.map(|own| super::build::score(&format!("{}", f64::from(own) / 100.0)));
            facts
        },
    )
}
