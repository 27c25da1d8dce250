//! How many links of some kind lie downstream of a place on the map.

use super::chain::LinkNumber;
use super::judged::JudgedChain;

/// How many links of some kind are downstream of each place on the map.
#[derive(Clone, Debug)]
pub(super) struct DownstreamCounts {
    by_component: Vec<usize>,
    counted: Vec<bool>,
}

impl DownstreamCounts {
    /// Counts the links that are `wanted`. O((parties + links) x wanted / 64).
    pub(super) fn of_all(judged: &JudgedChain, wanted: impl Fn(LinkNumber) -> bool) -> Self {
        let (chain, components) = (&judged.chain, &judged.causes.components);
        let counted: Vec<bool> =
            chain.link_numbers().map(|link| chain.carries(link) && wanted(link)).collect();
        let homes: Vec<u32> = chain
            .link_numbers()
            .filter(|link| counted[*link as usize])
            .map(|link| components.of_party(chain.supplier_of(link)))
            .collect();
        Self { by_component: components.count_downstream(&homes), counted }
    }

    /// How many are downstream of `link`, itself left out.
    pub(super) fn of(&self, judged: &JudgedChain, link: LinkNumber) -> usize {
        if !judged.causes.spreads[link as usize] {
            return 0;
        }
        let end = judged.causes.components.of_party(judged.chain.customer_of(link));
        let itself = self.counted[link as usize] && judged.causes.goes_round(&judged.chain, link);
        self.by_component[end as usize] - usize::from(itself)
    }
}
