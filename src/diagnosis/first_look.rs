//! Every link looked at once: how it fares, what it adds to the counts, and what rules say of it alone.
//!
//! All in one walk: to go through the facts of a large map again and again is what takes longest.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::ops::Range;
use std::sync::Arc;

use super::about::Name;
use super::answer::LinkDiagnosis;
use super::causes::Involvement;
use super::chain::{Chain, LinkNumber, number};
use super::context::{Context, OnLink};
use super::judged::JudgedChain;
use super::judgement::judge;
use super::mean::is_rated;
use super::piles::Piles;
use super::rule_round::is_assumed_away;
use super::said::{Asking, Findings};
use super::side_by_side::halves;
use super::tally::Tally;
use super::{Assumed, assemble};
use crate::model::{Day, Link, LinkId, Org};

/// The facts of so many links are fetched together.
const AHEAD: usize = 16;

/// What was seen, by link.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) links: Vec<LinkDiagnosis>,
    pub(super) tallies: Vec<Tally>,
    pub(super) involved: Vec<Involvement>,
    /// What rules say that look at the link alone.
    pub(super) said: Vec<Findings>,
    /// The same, on the way to the list of all.
    pub(super) piles: Piles,
}

impl Seen {
    fn with_room(links: usize) -> Self {
        Self {
            links: Vec::with_capacity(links),
            tallies: Vec::with_capacity(links),
            involved: Vec::with_capacity(links),
            said: Vec::with_capacity(links),
            piles: Piles::default(),
        }
    }

    /// Adds the links that come after.
    fn join(mut self, mut after: Self) -> Self {
        self.links.append(&mut after.links);
        self.tallies.append(&mut after.tallies);
        self.involved.append(&mut after.involved);
        self.said.append(&mut after.said);
        self.piles.join(after.piles);
        self
    }
}

/// Looks at every link of `org`: `facts`, by number. `names` are what the parties of `chain` are called.
pub(super) fn look(
    org: &Org,
    facts: &[&Link],
    today: Day,
    chain: &Arc<Chain>,
    names: &[Name],
    assumptions: &BTreeMap<LinkId, Assumed>,
) -> Seen {
    let has_rating = facts.iter().any(|link| link.expectations().values().any(|on| is_rated(on, today)));
    // Rules that look at one link alone ask nothing of the chain but where the link stands in it.
    let places = JudgedChain { chain: Arc::clone(chain), ..JudgedChain::default() };
    let is_kept = |finding: &_| !is_assumed_away(finding, assumptions);
    let look_at_part = |part: Range<usize>| {
        let context = Context::new(org, today, &places, &[]).with_rating(has_rating);
        let asking = Asking::new(&context, &is_kept);
        let mut seen = Seen::with_room(if part.start == 0 { facts.len() } else { part.len() });
        for start in part.clone().step_by(AHEAD) {
            let block = start..part.end.min(start + AHEAD);
            fetch(&facts[block.clone()]);
            for place in block {
                look_at(number(place), facts[place], names, &asking, assumptions, &mut seen);
            }
        }
        seen
    };
    halves(facts.len(), look_at_part, Seen::join)
}

/// Reads the facts of `links` that are looked at next, only so that they are at hand then: they lie scattered in memory, and to read many side
/// by side takes hardly longer than to wait for one.
fn fetch(links: &[&Link]) {
    let count: usize = links.iter().map(|link| link.expectations().len()).sum();
    let on_links = || links.iter().flat_map(|link| link.expectations().as_slice());
    let some_facts: usize =
        on_links().map(|(_, on)| on.ratings.len() + on.measurements.len() + on.conflicts.len()).sum();
    let ratings = on_links().flat_map(|(_, on)| on.ratings.as_slice());
    let hundredths: usize = ratings.map(|(_, rating)| usize::from(rating.score.hundredths())).sum();
    black_box((count, some_facts, hundredths));
}

fn look_at(
    link: LinkNumber,
    facts: &Link,
    names: &[Name],
    asking: &Asking<'_, '_>,
    assumptions: &BTreeMap<LinkId, Assumed>,
    seen: &mut Seen,
) {
    let context = asking.context;
    let mut judgement = judge(facts, &context.org.policy, context.today);
    if !assumptions.is_empty()
        && let Some(assumed) = assumptions.get(&context.link_id(link))
    {
        judgement.assume(*assumed, &context.org.policy);
    }
    seen.tallies.push(Tally::of(facts, &judgement));
    seen.involved.push(Involvement::of(facts));
    let judgement = assemble::link(&context.judged.chain, names, link, judgement);
    let said = asking.about(&OnLink { number: link, facts, judgement: &judgement });
    said.iter().for_each(|finding| seen.piles.add(finding));
    seen.links.push(judgement);
    seen.said.push(said);
}
