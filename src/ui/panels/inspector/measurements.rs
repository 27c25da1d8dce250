//! The standard of an expectation, and what was measured against it, period by period.

use egui::Ui;

use super::super::scene::Scene;
use super::super::words::counted;
use super::InspectorState;
use super::expectation::change;
use super::fields::{self, ExpectationField, Field};
use super::slots::{NewThing, Slot, fact_ui, part_ui};
use crate::model::{Direction, Expectation, ExpectationId, LinkId, Measurement, Period, Standard};
use crate::session::Subject;
use crate::ui::Sink;
use crate::ui::widgets::{
    Drafts, Point, Side, Weight, body_ui, button_ui, choice_ui, fold_ui, removable_line_ui, soft_ui, trend_ui,
};

const DIRECTIONS: [(Direction, &str); 2] = [(Direction::AtLeast, "at least"), (Direction::AtMost, "at most")];

/// `records ready, at least 95 %`.
#[must_use]
pub fn standard_words(standard: &Standard) -> String {
    let direction = standard.direction.words();
    let metric = if standard.metric.is_empty() { "standard" } else { standard.metric.as_str() };
    format!("{metric} {direction} {} {}", standard.target, standard.unit).trim_end().to_owned()
}

/// Shows the standard and the measurements.
pub fn measurements_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    measured_ui(ui, scene, link, id, facts, sink);
    match &facts.standard {
        Some(standard) => {
            fold_ui(ui, &scene.look, "Change the standard", |ui| {
                standard_ui(ui, scene, link, id, standard, &mut state.drafts, sink);
            });
        }
        None => {
            fold_ui(ui, &scene.look, "Set a standard", |ui| {
                new_standard_ui(ui, scene, link, id, state, sink)
            });
        }
    }
    fold_ui(ui, &scene.look, "Add a measurement", |ui| {
        new_measurement_ui(ui, scene, link, id, &mut state.drafts, sink);
    });
}

fn measured_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    sink: &mut Sink,
) {
    let look = &scene.look;
    match &facts.standard {
        Some(standard) => body_ui(ui, look, &super::super::words::with_capital(&standard_words(standard))),
        None => soft_ui(ui, look, "No standard yet: how would both sides know that it is good enough?"),
    };
    let side = |measurement: &Measurement| match &facts.standard {
        Some(standard) if !standard.is_met_by(measurement.value) => Side::Misses,
        _ => Side::Good,
    };
    let points: Vec<Point> = facts
        .measurements
        .values()
        .map(|measurement| Point { value: measurement.value.get(), side: side(measurement) })
        .collect();
    if points.len() > 1 {
        let target = facts.standard.as_ref().map(|standard| standard.target.get());
        let missed = points.iter().filter(|point| point.side == Side::Misses).count();
        let words = format!(
            "{} over time, {} of them missing the standard",
            counted(points.len(), "measurement", "measurements"),
            missed
        );
        trend_ui(ui, look, &points, target, &words);
    }
    let unit = facts.standard.as_ref().map_or("", |standard| standard.unit.as_str());
    for (period, measurement) in facts.measurements.iter().rev() {
        let missed = if side(measurement) == Side::Misses { ", missed" } else { "" };
        let cases = measurement.sample_size.map(|size| format!(", n = {size}")).unwrap_or_default();
        let value = format!("{} {unit}", measurement.value);
        let words = format!("{period}: {}{cases}{missed}", value.trim_end());
        if removable_line_ui(ui, look, &words, &format!("Remove measurement {words}")) {
            change(scene, link, id, sink, |facts| {
                facts.measurements.remove(period);
            });
        }
    }
}

fn standard_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    standard: &Standard,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let field = |field| Field::Expectation(link.clone(), id.clone(), field);
    fact_ui(ui, scene, field(ExpectationField::Metric), drafts, sink);
    soft_ui(ui, &scene.look, "Good is");
    if let Some(direction) = choice_ui(ui, &scene.look, "Good is", &DIRECTIONS, Some(standard.direction)) {
        change(scene, link, id, sink, |facts| {
            if let Some(standard) = &mut facts.standard {
                standard.direction = direction;
            }
        });
    }
    fact_ui(ui, scene, field(ExpectationField::Target), drafts, sink);
    fact_ui(ui, scene, field(ExpectationField::Unit), drafts, sink);
    if button_ui(ui, &scene.look, Weight::Plain, "Remove the standard").clicked() {
        change(scene, link, id, sink, |facts| facts.standard = None);
    }
}

fn new_standard_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let slot = |thing| Slot::New(Subject::Expectation(link.clone(), id.clone()), thing);
    let drafts = &mut state.drafts;
    let hint = "Such as records ready before the visit";
    let mut enter = part_ui(ui, scene, &slot(NewThing::Metric), "What is measured", hint, drafts);
    soft_ui(ui, &scene.look, "Good is");
    let direction = state.new_direction.unwrap_or(Direction::AtLeast);
    if let Some(direction) = choice_ui(ui, &scene.look, "Good is", &DIRECTIONS, Some(direction)) {
        state.new_direction = Some(direction);
    }
    enter |= part_ui(ui, scene, &slot(NewThing::Target), "Target", "Such as 95", drafts);
    enter |= part_ui(ui, scene, &slot(NewThing::Unit), "Unit", "Such as %, hours, days", drafts);
    enter |= button_ui(ui, &scene.look, Weight::Plain, "Set this standard").clicked();
    if !enter {
        return;
    }
    let typed = drafts.text(&slot(NewThing::Target)).to_owned();
    match fields::quantity(&typed) {
        Err(problem) => drafts.refuse(&slot(NewThing::Target), typed, problem),
        Ok(target) => {
            let text = |thing| drafts.text(&slot(thing)).trim().to_owned();
            let (metric, unit) = (text(NewThing::Metric), text(NewThing::Unit));
            let standard = Standard { metric, unit, direction, target };
            change(scene, link, id, sink, |facts| facts.standard = Some(Box::new(standard)));
            for thing in [NewThing::Metric, NewThing::Target, NewThing::Unit] {
                drafts.clear(&slot(thing));
            }
        }
    }
}

fn new_measurement_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let slot = |thing| Slot::New(Subject::Expectation(link.clone(), id.clone()), thing);
    let hint = "Such as 2026, 2026-Q3, 2026-09, 2026-W38";
    let mut enter = part_ui(ui, scene, &slot(NewThing::Period), "Period", hint, drafts);
    enter |= part_ui(ui, scene, &slot(NewThing::Value), "Measured value", "Such as 92.5", drafts);
    enter |= part_ui(ui, scene, &slot(NewThing::SampleSize), "From how many cases", "Not known", drafts);
    enter |= button_ui(ui, &scene.look, Weight::Plain, "Add this measurement").clicked();
    if !enter {
        return;
    }
    let text = |thing| drafts.text(&slot(thing)).trim().to_owned();
    let read = read(&text(NewThing::Period), &text(NewThing::Value), &text(NewThing::SampleSize));
    match read {
        Err((thing, problem)) => {
            let typed = text(thing);
            drafts.refuse(&slot(thing), typed, problem);
        }
        Ok((period, measurement)) => {
            change(scene, link, id, sink, |facts| {
                facts.measurements.insert(period, measurement);
            });
            for thing in [NewThing::Period, NewThing::Value, NewThing::SampleSize] {
                drafts.clear(&slot(thing));
            }
        }
    }
}

/// A period as it is written in files.
///
/// # Errors
/// What to write instead.
pub fn read_period(text: &str) -> Result<Period, String> {
    text.parse().map_err(|_| "Write 2026, 2026-Q3, 2026-09, 2026-W38 or 2026-09-14".to_owned())
}

/// The measurement that the parts make, or which part cannot be read and why.
fn read(period: &str, value: &str, sample_size: &str) -> Result<(Period, Measurement), (NewThing, String)> {
    let period = read_period(period).map_err(|problem| (NewThing::Period, problem))?;
    let value = fields::quantity(value).map_err(|problem| (NewThing::Value, problem))?;
    let sample_size = if sample_size.is_empty() {
        None
    } else {
        let size = sample_size.parse().ok().filter(|size| *size >= 1_u32);
        let advice = || (NewThing::SampleSize, "Write a whole number of cases, at least 1".to_owned());
        Some(size.ok_or_else(advice)?)
    };
    Ok((period, Measurement { value, sample_size }))
}
