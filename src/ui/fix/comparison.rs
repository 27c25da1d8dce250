//! Several what-ifs side by side, beside how things are.

use egui::{Align, Grid, Layout, Role, Ui, WidgetInfo};

use super::scenario::Supposing;
use crate::diagnosis::{CustomerOutlook, Outcome, Scenario, side_by_side};
use crate::model::Day;
use crate::session::Session;
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{Icon, STEP, Weight, body_ui, button_ui, icon_button_ui, section_ui, strong_ui};

/// The most what-ifs beside each other.
const MOST: usize = 4;

/// What is compared.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    scenarios: Vec<Scenario>,
    outcomes: Vec<Outcome>,
    made_for: Option<(u64, Day, usize)>,
    /// Rises with every change of the list.
    edition: usize,
}

impl Comparison {
    /// Works the columns out anew, if facts or scenarios have changed. Links that have left the map are supposed nothing of.
    pub(super) fn refresh(&mut self, session: &Session) {
        let made_for = Some((session.revision(), session.today(), self.edition));
        if self.made_for == made_for {
            return;
        }
        self.made_for = made_for;
        for scenario in &mut self.scenarios {
            scenario.assumptions.retain(|link, _| session.org().link(link).is_some());
        }
        self.scenarios.retain(|scenario| !scenario.assumptions.is_empty());
        let outcomes = side_by_side(session.org(), session.diagnosis(), &self.scenarios);
        // None has edits, so all of them fit.
        self.outcomes = outcomes.into_iter().flatten().collect();
    }

    /// Adds a scenario, unless it is there already or there is no room. Answers in words.
    pub(super) fn add(&mut self, scenario: Scenario, session: &Session) -> String {
        if self.scenarios.iter().any(|other| other.assumptions == scenario.assumptions) {
            return "It is in the comparison already".to_owned();
        }
        if self.scenarios.len() == MOST {
            return format!("{MOST} stand beside each other already: take one away first");
        }
        let words = format!("In the comparison: {}", scenario.name);
        self.scenarios.push(scenario);
        self.edition += 1;
        self.refresh(session);
        words
    }

    /// Whether nothing is compared.
    pub(super) fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    fn remove(&mut self, place: usize) {
        if place < self.scenarios.len() {
            self.scenarios.remove(place);
            self.edition += 1;
        }
    }
}

/// Shows the table, once something is compared.
pub(super) fn comparison_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    comparison: &mut Comparison,
    supposing: &mut Supposing,
) {
    if comparison.outcomes.is_empty() {
        return;
    }
    section_ui(ui, &scene.look, "Side by side");
    let mut gone = None;
    let mut shown = None;
    for (place, outcome) in comparison.outcomes.iter().enumerate() {
        ui.horizontal(|ui| {
            let letter = letter(place);
            strong_ui(ui, &scene.look, letter);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("Take what-if {letter} out of the comparison");
                if icon_button_ui(ui, &scene.look, Icon::Cross, &name).clicked() {
                    gone = Some(place);
                }
                let name = format!("Show what-if {letter}");
                let response = button_ui(ui, &scene.look, Weight::Faint, "Show");
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                if response.on_hover_text(name).clicked() {
                    shown = Some(place);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    body_ui(ui, &scene.look, &outcome.name);
                });
            });
        });
    }
    let columns = comparison.outcomes.len() + 2;
    Grid::new("side by side").num_columns(columns).min_col_width(36.0).spacing([STEP * 2.0, 4.0]).show(
        ui,
        |ui| {
            ui.label("");
            strong_ui(ui, &scene.look, "Now");
            for place in 0..comparison.outcomes.len() {
                strong_ui(ui, &scene.look, letter(place));
            }
            ui.end_row();
            lines_ui(ui, scene, &comparison.outcomes);
        },
    );
    if let Some(scenario) = shown.and_then(|place| comparison.scenarios.get(place)) {
        supposing.suppose(scenario.assumptions.clone());
    }
    if let Some(place) = gone {
        comparison.remove(place);
    }
}

/// What a what-if is called in the table.
fn letter(place: usize) -> &'static str {
    ["A", "B", "C", "D"].get(place).copied().unwrap_or("E")
}

/// What a line of the table says of one what-if.
type Said = fn(&Outcome) -> usize;

fn lines_ui(ui: &mut Ui, scene: &Scene<'_>, outcomes: &[Outcome]) {
    let total = |pick: fn(&CustomerOutlook) -> usize, outcome: &Outcome| -> usize {
        outcome.outlook.iter().map(pick).sum()
    };
    let counts = scene.diagnosis.counts;
    let failing = outcomes.first().map_or(0, |outcome| total(|line| line.fail_before, outcome));
    let lines: [(&str, usize, Said); 3] = [
        ("broken links", counts.broken, Outcome::still_recorded),
        ("probable causes", counts.roots, |outcome| outcome.still_to_mend().0),
        ("symptoms", counts.symptoms, |outcome| outcome.still_to_mend().1),
    ];
    let line_ui = |ui: &mut Ui, what: &str, now: String, then: Vec<String>| {
        ui.scope(|ui| {
            ui.set_min_width(200.0);
            body_ui(ui, &scene.look, what);
        });
        strong_ui(ui, &scene.look, &now);
        for words in then {
            strong_ui(ui, &scene.look, &words);
        }
        ui.end_row();
    };
    let fail_after = outcomes.iter().map(|outcome| total(|line| line.fail_after, outcome).to_string());
    line_ui(ui, "customer services that fail", failing.to_string(), fail_after.collect());
    let clear = outcomes.iter().map(|outcome| total(|line| line.expected_to_clear, outcome).to_string());
    line_ui(ui, "of these expected to clear", "\u{2013}".to_owned(), clear.collect());
    for (what, now, said) in lines {
        let then = outcomes.iter().map(|outcome| said(outcome).to_string()).collect();
        line_ui(ui, what, now.to_string(), then);
    }
    let clear = outcomes.iter().map(|outcome| outcome.expected_to_clear.len().to_string());
    line_ui(ui, "broken links expected to clear", "\u{2013}".to_owned(), clear.collect());
}
