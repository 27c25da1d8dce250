//! The findings, at the bottom: the first screen, and everything that was found under three headings. A click flies to the subject.

use egui::{ScrollArea, Ui};

use super::finding_row::{finding_ui, subject_of};
use super::overview::overview_ui;
use super::scene::Scene;
use crate::diagnosis::{Diagnosis, Finding, Severity};
use crate::session::Session;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{STEP, Weight, button_ui, empty_ui, soft_ui, strong_ui, tabs_ui};
use crate::ui::{Request, Sink};

/// At most this many rows stand under a heading before "n more" is pressed.
const SHOWN: usize = 3;
/// The least width of a column, in points.
const COLUMN_WIDTH: f32 = 280.0;

/// The pages of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingsPage {
    /// The first screen.
    #[default]
    Overview,
    /// Everything that was found.
    All,
}

/// Which page is shown, and which headings are unfolded.
#[derive(Debug, Default)]
pub struct FindingsState {
    page: FindingsPage,
    unfolded: [bool; 3],
}

impl FindingsState {
    /// Shows this page.
    pub fn open(&mut self, page: FindingsPage) {
        self.page = page;
    }
}

/// The three headings.
const HEADINGS: [(&str, &str); 3] = [
    ("Fix first", "Nothing has to be fixed first."),
    ("Look at", "Nothing else is found."),
    ("Good to know", "Nothing to know yet."),
];

/// The heading that a severity belongs to.
fn heading_of(severity: Severity) -> usize {
    match severity {
        Severity::Critical | Severity::High => 0,
        Severity::Medium | Severity::Low => 1,
        Severity::Info => 2,
    }
}

/// Shows the findings.
pub fn findings_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut FindingsState,
    sink: &mut Sink,
) {
    let scene = Scene::of(session, tokens);
    let all = format!("Findings ({})", scene.diagnosis.findings.len());
    let tabs = [(FindingsPage::Overview, "At a glance"), (FindingsPage::All, all.as_str())];
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(320.0));
        if let Some(page) = tabs_ui(ui, &scene.look, &tabs, state.page) {
            state.page = page;
        }
    });
    ui.add_space(STEP * 0.5);
    ScrollArea::vertical().id_salt(("findings", state.page == FindingsPage::All)).auto_shrink(false).show(
        ui,
        |ui| {
            ui.set_max_width(ui.available_width() - STEP);
            match state.page {
                FindingsPage::Overview => overview_ui(ui, session, tokens, sink),
                FindingsPage::All => columns_ui(ui, &scene, state, sink),
            }
        },
    );
}

fn columns_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut FindingsState, sink: &mut Sink) {
    if scene.org.parties().is_empty() {
        empty_ui(
            ui,
            &scene.look,
            "Nothing to find yet",
            "As soon as somebody is on the map, what is broken, missing or good to know stands here.",
        );
        return;
    }
    let width = ui.available_width();
    let columns = ((width + STEP * 2.0) / (COLUMN_WIDTH + STEP * 2.0)).floor().clamp(1.0, 3.0) as usize;
    let each = (width - STEP * 2.0 * (columns as f32 - 1.0)) / columns as f32;
    let places: Vec<usize> = (0..HEADINGS.len()).collect();
    for row in places.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = STEP * 2.0;
            for place in row {
                ui.vertical(|ui| {
                    ui.set_width(each);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    heading_ui(ui, scene, *place, state, sink);
                });
            }
        });
        ui.add_space(STEP);
    }
}

fn under(diagnosis: &Diagnosis, place: usize) -> Vec<&Finding> {
    diagnosis.findings.iter().filter(|finding| heading_of(finding.severity) == place).collect()
}

fn heading_ui(ui: &mut Ui, scene: &Scene<'_>, place: usize, state: &mut FindingsState, sink: &mut Sink) {
    let Some((title, none)) = HEADINGS.get(place) else { return };
    let findings = under(scene.diagnosis, place);
    strong_ui(ui, &scene.look, title);
    if findings.is_empty() {
        soft_ui(ui, &scene.look, none);
        return;
    }
    let unfolded = state.unfolded.get(place).copied().unwrap_or_default();
    let shown = if unfolded { findings.len() } else { SHOWN };
    for finding in findings.iter().take(shown) {
        ui.push_id(&finding.id, |ui| {
            if finding_ui(ui, scene, finding).clicked()
                && let Some(subject) = subject_of(finding)
            {
                sink.push(Request::FlyTo(subject));
            }
        });
    }
    let more = findings.len().saturating_sub(SHOWN);
    if more == 0 {
        return;
    }
    let words = if unfolded { format!("Fewer under {title}") } else { format!("{more} more under {title}") };
    if button_ui(ui, &scene.look, Weight::Quiet, &words).clicked()
        && let Some(unfolded) = state.unfolded.get_mut(place)
    {
        *unfolded = !*unfolded;
    }
}
