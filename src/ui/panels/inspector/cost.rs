//! What the trouble on a link costs a month: how it is typed and read, who said so, and how it is known.

use egui::Ui;

use super::super::scene::Scene;
use super::fields::{Field, LinkField, quantity};
use super::link::change;
use super::slots::{Slot, fact_ui};
use crate::model::{Cost, CostBasis, CostUnit, Link, LinkId};
use crate::ui::Sink;
use crate::ui::widgets::{Drafts, choice_ui, section_ui, soft_ui};

const BASES: [(CostBasis, &str); 2] =
    [(CostBasis::Estimated, "Estimated"), (CostBasis::Measured, "Measured")];

/// Shows the cost of a link.
pub fn cost_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    link: &Link,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    section_ui(ui, &scene.look, "What the trouble here costs");
    fact_ui(ui, scene, Field::Link(id.clone(), LinkField::Cost), drafts, sink);
    let Some(cost) = &link.cost else {
        soft_ui(ui, &scene.look, "In hours of people\u{2019}s time, or in money. An estimate will do.");
        return;
    };
    soft_ui(ui, &scene.look, "How it is known");
    if let Some(basis) = choice_ui(ui, &scene.look, "How it is known", &BASES, Some(cost.basis)) {
        change(scene, id, sink, |facts| {
            if let Some(cost) = &mut facts.cost {
                cost.basis = basis;
            }
        });
    }
    fact_ui(ui, scene, Field::Link(id.clone(), LinkField::CostStatedBy), drafts, sink);
}

/// `40 hours`, `1200 EUR`.
pub fn cost_text(cost: &Cost) -> String {
    match &cost.unit {
        CostUnit::Hours => {
            format!("{} {}", cost.amount, if cost.amount.get() == 1.0 { "hour" } else { "hours" })
        }
        CostUnit::Money(currency) => format!("{} {currency}", cost.amount).trim_end().to_owned(),
    }
}

/// The cost that `text` says, with what `before` says of its source; none when nothing is typed.
///
/// # Errors
/// What to write instead.
pub fn read_cost(text: &str, before: Option<&Cost>) -> Result<Option<Cost>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let advice = || "Write the amount and what it is in, for example 40 hours or 1200 EUR".to_owned();
    let end = text.find(|c: char| !(c.is_ascii_digit() || ".,-+".contains(c))).unwrap_or(text.len());
    let (amount, unit) = text.split_at(end);
    let amount = quantity(amount).map_err(|_| advice())?;
    if amount.get() < 0.0 {
        return Err("The cost cannot be below 0".to_owned());
    }
    let unit = unit.trim().trim_end_matches("a month").trim_end();
    let unit = match unit.to_lowercase().as_str() {
        "" => return Err(advice()),
        "h" | "hour" | "hours" | "hrs" => CostUnit::Hours,
        _ => CostUnit::Money(unit.to_owned()),
    };
    let (stated_by, basis) =
        before.map_or_else(Default::default, |cost| (cost.stated_by.clone(), cost.basis));
    Ok(Some(Cost { amount, unit, stated_by, basis }))
}

#[cfg(test)]
mod tests {
    use super::{cost_text, read_cost};

    #[test]
    fn a_cost_reads_as_it_is_written_and_needs_its_unit() {
        for (typed, written) in [
            ("40 hours", "40 hours"),
            ("1 h", "1 hour"),
            ("2,5h", "2.5 hours"),
            ("40 hours a month", "40 hours"),
            ("1200 EUR", "1200 EUR"),
            ("1200 \u{20ac} a month", "1200 \u{20ac}"),
        ] {
            let cost = read_cost(typed, None).expect(typed).expect(typed);
            assert_eq!(cost_text(&cost), written, "{typed}");
            assert_eq!(read_cost(&cost_text(&cost), None), Ok(Some(cost)), "{typed}");
        }
        assert_eq!(read_cost("  ", None), Ok(None));
        for bad in ["40", "hours", "EUR 40", "-3 hours", "4-3 hours"] {
            assert!(read_cost(bad, None).is_err(), "{bad}");
        }
    }
}
