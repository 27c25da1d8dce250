//! What links cost, as it was stated: one figure a unit, units never added up.

use std::collections::BTreeMap;

use crate::model::{CostBasis, CostUnit, LinkId, Org};
use crate::ui::panels::words::{ends, figure};

/// What was stated for some links.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct StatedCost {
    /// `12 hours, 300 EUR a month`; `-` while nobody stated any.
    pub(super) short: String,
    /// Who stated what, and how it is known.
    pub(super) detail: String,
}

impl StatedCost {
    /// What was stated for `links`.
    pub(super) fn of(org: &Org, links: &[LinkId]) -> Self {
        let mut sums: BTreeMap<&CostUnit, f64> = BTreeMap::new();
        let mut lines = Vec::new();
        for (link, cost) in links.iter().filter_map(|link| Some((link, org.link(link)?.cost.as_ref()?))) {
            *sums.entry(&cost.unit).or_default() += cost.amount.get();
            let basis = match cost.basis {
                CostBasis::Estimated => "estimated",
                CostBasis::Measured => "measured",
            };
            let by = match cost.stated_by.trim() {
                "" => "nobody is named as the source".to_owned(),
                by => format!("stated by {by}"),
            };
            let amount = amount(&cost.unit, cost.amount.get());
            lines.push(format!("{}: {amount} a month, {basis}, {by}", ends(org, link)));
        }
        if sums.is_empty() {
            return Self {
                short: "cost not stated".to_owned(),
                detail: "Nobody has stated what the trouble on it costs.".to_owned(),
            };
        }
        let sums: Vec<String> = sums.into_iter().map(|(unit, sum)| amount(unit, sum)).collect();
        Self { short: format!("{} a month", sums.join(" and ")), detail: lines.join("\n") }
    }
}

fn amount(unit: &CostUnit, amount: f64) -> String {
    match unit {
        CostUnit::Hours => format!("{} hours", figure(amount)),
        CostUnit::Money(currency) => format!("{} {currency}", figure(amount)),
    }
}

#[cfg(test)]
mod tests {
    use super::StatedCost;
    use crate::edit::{Transaction, add_link, add_party};
    use crate::model::{Cost, CostBasis, CostUnit, Link, LinkId, Org, Party, PartyId, Quantity};

    #[test]
    fn costs_of_one_unit_are_added_and_others_stand_beside_them() {
        let mut org = Org::default();
        let mut edits = Vec::new();
        for id in ["a", "b", "c", "d"] {
            let party = Party { name: id.to_owned(), ..Party::default() };
            edits.extend(add_party(&PartyId::new(id), &party));
        }
        let cost = |amount: f64, unit| Cost {
            amount: Quantity::new(amount).expect("finite"),
            unit,
            stated_by: "Ana".to_owned(),
            basis: CostBasis::Estimated,
        };
        let links = [LinkId::new("a", "b"), LinkId::new("b", "c"), LinkId::new("c", "d")];
        let units = [CostUnit::Hours, CostUnit::Hours, CostUnit::Money("EUR".to_owned())];
        for (link, unit) in links.iter().zip(units) {
            let mut facts = Link::default();
            facts.cost = Some(cost(2.5, unit));
            edits.extend(add_link(link, &facts));
        }
        edits.extend(add_link(&LinkId::new("d", "a"), &Link::default()));
        Transaction::new("Set up", edits).apply(&mut org).expect("it fits");
        assert_eq!(StatedCost::of(&org, &links).short, "5 hours and 2.5 EUR a month");
        assert!(StatedCost::of(&org, &links).detail.contains("estimated, stated by Ana"));
        assert_eq!(StatedCost::of(&org, &[LinkId::new("d", "a")]).short, "cost not stated");
    }
}
