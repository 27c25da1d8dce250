//! How much of what goes over a link is right: a target, and what was counted in each period.

use egui::Ui;

use super::super::scene::Scene;
use super::super::words::counted;
use super::InspectorState;
use super::fields;
use super::link::change;
use super::measurements::read_period;
use super::slots::{NewThing, Slot, part_ui};
use crate::model::{Link, LinkId, Period, QualityCount, QualityTarget};
use crate::session::Subject;
use crate::ui::Sink;
use crate::ui::widgets::{
    Drafts, Weight, button_ui, choice_ui, fold_ui, removable_line_ui, section_ui, soft_ui,
};

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QualityKind {
    /// Defects among the opportunities for one.
    #[default]
    Defects,
    /// The share that the customer could use as it came.
    Share,
}

const KINDS: [(QualityKind, &str); 2] =
    [(QualityKind::Defects, "Defects"), (QualityKind::Share, "Complete and accurate")];

/// Shows the target and the counts, and ways to add to them.
pub fn quality_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &LinkId,
    link: &Link,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let look = &scene.look;
    section_ui(ui, look, "Right the first time");
    if link.quality.is_empty() && link.quality_target.is_none() {
        soft_ui(ui, look, "Nobody has counted yet how much of what is handed over can be used as it comes.");
    }
    if let Some(target) = &link.quality_target {
        let words = target_words(target);
        if removable_line_ui(ui, look, &words, "Remove the quality target") {
            change(scene, id, sink, |facts| facts.quality_target = None);
        }
    }
    for (period, count) in link.quality.iter().rev() {
        let words = format!("{period}: {}", count_words(count));
        if removable_line_ui(ui, look, &words, &format!("Remove count {words}")) {
            change(scene, id, sink, |facts| {
                facts.quality.remove(period);
            });
        }
    }
    fold_ui(ui, look, "Add a count", |ui| new_count_ui(ui, scene, id, state, sink));
    let words =
        if link.quality_target.is_some() { "Change the quality target" } else { "Set a quality target" };
    fold_ui(ui, look, words, |ui| new_target_ui(ui, scene, id, state, sink));
}

/// `12 defects in 400 units with 3 opportunities each`.
fn count_words(count: &QualityCount) -> String {
    match count {
        QualityCount::Defects { units, opportunities, defects } => {
            let defects = if *defects == 1 { "1 defect".to_owned() } else { format!("{defects} defects") };
            let units = if *units == 1 { "1 unit".to_owned() } else { format!("{units} units") };
            let each = counted(*opportunities as usize, "opportunity", "opportunities");
            format!("{defects} in {units} with {each} each")
        }
        QualityCount::CompleteAndAccurate(percent) => format!("{percent} % complete and accurate"),
    }
}

fn target_words(target: &QualityTarget) -> String {
    match target {
        QualityTarget::Dpmo(most) => format!("Target: at most {most} defects in a million opportunities"),
        QualityTarget::CompleteAndAccurate(least) => {
            format!("Target: at least {least} % complete and accurate")
        }
    }
}

fn new_count_ui(ui: &mut Ui, scene: &Scene<'_>, id: &LinkId, state: &mut InspectorState, sink: &mut Sink) {
    let slot = |thing| Slot::New(Subject::Link(id.clone()), thing);
    if let Some(kind) = choice_ui(ui, &scene.look, "What is counted", &KINDS, Some(state.new_quality)) {
        state.new_quality = kind;
    }
    let drafts = &mut state.drafts;
    let period =
        (NewThing::QualityPeriod, "Counted in which period", "Such as 2026, 2026-Q3, 2026-09, 2026-W38");
    let parts: &[(NewThing, &str, &str)] = match state.new_quality {
        QualityKind::Defects => &[
            period,
            (NewThing::Units, "Units handed over", "Such as 400"),
            (NewThing::Opportunities, "What can go wrong on one unit", "1"),
            (NewThing::Defects, "What went wrong", "Such as 12"),
        ],
        QualityKind::Share => &[period, (NewThing::Percent, "Complete and accurate, in %", "Such as 92.5")],
    };
    let mut enter = false;
    for (thing, label, hint) in parts {
        enter |= part_ui(ui, scene, &slot(*thing), label, hint, drafts);
    }
    enter |= button_ui(ui, &scene.look, Weight::Plain, "Add this count").clicked();
    if !enter {
        return;
    }
    match read_count(id, state.new_quality, drafts) {
        Err((thing, problem)) => {
            let typed = drafts.text(&slot(thing)).to_owned();
            drafts.refuse(&slot(thing), typed, problem);
        }
        Ok((period, count)) => {
            change(scene, id, sink, |facts| {
                facts.quality.insert(period, count);
            });
            for (thing, ..) in parts {
                drafts.clear(&slot(*thing));
            }
        }
    }
}

/// The count that the parts make, or which part cannot be read and why.
fn read_count(
    id: &LinkId,
    kind: QualityKind,
    drafts: &Drafts<Slot>,
) -> Result<(Period, QualityCount), (NewThing, String)> {
    let text = |thing| drafts.text(&Slot::New(Subject::Link(id.clone()), thing)).trim().to_owned();
    let whole = |thing, advice: &str| {
        let digits: String = text(thing).chars().filter(|c| !c.is_whitespace()).collect();
        digits.parse::<u64>().map_err(|_| (thing, advice.to_owned()))
    };
    let period =
        read_period(&text(NewThing::QualityPeriod)).map_err(|problem| (NewThing::QualityPeriod, problem))?;
    if kind == QualityKind::Share {
        let percent = percent(&text(NewThing::Percent)).map_err(|problem| (NewThing::Percent, problem))?;
        return Ok((period, QualityCount::CompleteAndAccurate(percent)));
    }
    let units = whole(NewThing::Units, "Write a whole number of units, for example 400")?;
    if !(1..=QualityCount::MOST_UNITS).contains(&units) {
        return Err((NewThing::Units, "Write 1 or more units, at most a million million".to_owned()));
    }
    let advice = "Write a whole number from 1 to 1,000,000 without commas";
    let opportunities = match text(NewThing::Opportunities) {
        typed if typed.is_empty() => 1,
        _ => u32::try_from(whole(NewThing::Opportunities, advice)?)
            .ok()
            .filter(|count| (1..=QualityCount::MOST_OPPORTUNITIES).contains(count))
            .ok_or_else(|| (NewThing::Opportunities, advice.to_owned()))?,
    };
    let defects = whole(NewThing::Defects, "Write a whole number, 0 when nothing went wrong")?;
    let count = QualityCount::Defects { units, opportunities, defects };
    if count.is_consistent() {
        Ok((period, count))
    } else {
        let most = u128::from(units) * u128::from(opportunities);
        Err((NewThing::Defects, format!("At most {most} things can go wrong on so many units")))
    }
}

fn percent(text: &str) -> Result<crate::model::Quantity, String> {
    let number = fields::quantity(text.trim_end_matches('%'))?;
    if (0.0..=100.0).contains(&number.get()) {
        Ok(number)
    } else {
        Err("Write a percentage from 0 to 100".to_owned())
    }
}

fn new_target_ui(ui: &mut Ui, scene: &Scene<'_>, id: &LinkId, state: &mut InspectorState, sink: &mut Sink) {
    let slot = Slot::New(Subject::Link(id.clone()), NewThing::QualityTarget);
    if let Some(kind) = choice_ui(ui, &scene.look, "Target for", &KINDS, Some(state.new_target)) {
        state.new_target = kind;
    }
    let (label, hint) = match state.new_target {
        QualityKind::Defects => ("At most so many defects in a million opportunities", "Such as 5000"),
        QualityKind::Share => ("At least so many percent complete and accurate", "Such as 95"),
    };
    let drafts = &mut state.drafts;
    let mut enter = part_ui(ui, scene, &slot, label, hint, drafts);
    enter |= button_ui(ui, &scene.look, Weight::Plain, "Set this target").clicked();
    if !enter {
        return;
    }
    let typed = drafts.text(&slot).to_owned();
    let target = match state.new_target {
        QualityKind::Share => percent(&typed).map(QualityTarget::CompleteAndAccurate),
        QualityKind::Defects => fields::quantity(&typed).map(QualityTarget::Dpmo).and_then(|target| {
            let advice = || "Write a number from 0 to 1,000,000 without commas".to_owned();
            if target.is_consistent() { Ok(target) } else { Err(advice()) }
        }),
    };
    match target {
        Err(problem) => drafts.refuse(&slot, typed, problem),
        Ok(target) => {
            change(scene, id, sink, |facts| facts.quality_target = Some(target));
            drafts.clear(&slot);
        }
    }
}
