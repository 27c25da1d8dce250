//! The findings, at the bottom: the first screen, and everything that was found under three headings. A click flies to the subject.

use std::collections::BTreeSet;

use egui::{ScrollArea, Ui};

use super::finding_row::{row_of_findings_ui, subject_of_row};
use super::overview::{Overview, cards_ui, continue_ui};
use super::scene::Scene;
use crate::diagnosis::{Headings, Row, rows};
use crate::model::Day;
use crate::session::Session;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{STEP, Weight, button_ui, empty_ui, fold_ui, soft_ui, strong_ui, tabs_ui};
use crate::ui::{Request, Sink};

/// At most this many rows stand under a heading before "n more" is pressed.
const SHOWN: usize = 3;
/// How wide the two tabs are, in points.
const TABS_WIDTH: f32 = 280.0;
/// From this width on the way to the next link without a need stands beside the tabs, in points.
const BESIDE_WIDTH: f32 = 620.0;
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

/// Which page is shown, which headings are unfolded, and the rows as they stand.
#[derive(Debug, Default)]
pub struct FindingsState {
    page: FindingsPage,
    unfolded: BTreeSet<Heading>,
    headings: Headings,
    overview: Overview,
    /// The revision and the day that the rows were made for.
    made_for: Option<(u64, Day)>,
}

impl FindingsState {
    /// Shows this page.
    pub fn open(&mut self, page: FindingsPage) {
        self.page = page;
    }
}

/// The headings, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Heading {
    FixFirst,
    LookAt,
    ShapeOfTheMap,
    GoodToKnow,
}

impl Heading {
    fn title(self) -> &'static str {
        match self {
            Self::FixFirst => "Fix first",
            Self::LookAt => "Look at",
            Self::ShapeOfTheMap => "Shape of the map",
            Self::GoodToKnow => "Good to know",
        }
    }

    fn when_empty(self) -> &'static str {
        match self {
            Self::FixFirst => "Nothing has to be fixed first.",
            Self::LookAt => "Nobody says that anything else is wrong.",
            Self::ShapeOfTheMap => "Nothing strikes the eye.",
            Self::GoodToKnow => "Nothing to ask and nothing to thank for yet.",
        }
    }

    fn rows(self, headings: &Headings) -> &[Row] {
        match self {
            Self::FixFirst => &headings.fix_first,
            Self::LookAt => &headings.look_at,
            Self::ShapeOfTheMap => &headings.shape_of_the_map,
            Self::GoodToKnow => &headings.good_to_know,
        }
    }
}

/// What stands in each column.
const COLUMNS: [&[Heading]; 3] =
    [&[Heading::FixFirst], &[Heading::LookAt, Heading::ShapeOfTheMap], &[Heading::GoodToKnow]];

/// Shows the findings.
pub fn findings_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut FindingsState,
    sink: &mut Sink,
) {
    let scene = Scene::of(session, tokens);
    let made_for = Some((session.revision(), session.today()));
    if state.made_for != made_for {
        state.headings = rows(scene.diagnosis, scene.org);
        state.overview = Overview::of(scene.org, scene.diagnosis);
        state.made_for = made_for;
    }
    let all = format!("Findings ({})", scene.diagnosis.findings.len());
    let tabs = [(FindingsPage::Overview, "At a glance"), (FindingsPage::All, all.as_str())];
    let beside = ui.available_width() >= BESIDE_WIDTH;
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.set_width(ui.available_width().min(TABS_WIDTH));
            if let Some(page) = tabs_ui(ui, &scene.look, &tabs, state.page) {
                state.page = page;
            }
        });
        if beside {
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(layout, |ui| continue_ui(ui, &scene, sink));
        }
    });
    ui.add_space(STEP * 0.5);
    ScrollArea::vertical().id_salt(("findings", state.page == FindingsPage::All)).auto_shrink(false).show(
        ui,
        |ui| {
            ui.set_max_width(ui.available_width() - STEP);
            match state.page {
                FindingsPage::Overview => {
                    cards_ui(ui, &scene, &state.overview, sink);
                    if !beside {
                        continue_ui(ui, &scene, sink);
                    }
                }
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
    for row in COLUMNS.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = STEP * 2.0;
            for column in row {
                ui.vertical(|ui| {
                    ui.set_width(each);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for heading in *column {
                        heading_ui(ui, scene, *heading, state, sink);
                    }
                });
            }
        });
        ui.add_space(STEP);
    }
}

fn heading_ui(ui: &mut Ui, scene: &Scene<'_>, heading: Heading, state: &mut FindingsState, sink: &mut Sink) {
    let rows = heading.rows(&state.headings);
    let title = heading.title();
    if heading == Heading::ShapeOfTheMap {
        // Remarks on the shape stay folded away: people first, then geometry.
        if !rows.is_empty() {
            fold_ui(ui, &scene.look, &format!("{title} ({})", rows.len()), |ui| {
                for row in rows {
                    line_ui(ui, scene, row, sink);
                }
            });
        }
        return;
    }
    strong_ui(ui, &scene.look, title);
    if rows.is_empty() {
        soft_ui(ui, &scene.look, heading.when_empty());
        return;
    }
    let unfolded = state.unfolded.contains(&heading);
    let shown = if unfolded { rows.len() } else { SHOWN };
    for row in rows.iter().take(shown) {
        line_ui(ui, scene, row, sink);
    }
    let more = rows.len().saturating_sub(SHOWN);
    if more == 0 {
        return;
    }
    let words = if unfolded { format!("Fewer under {title}") } else { format!("{more} more under {title}") };
    if button_ui(ui, &scene.look, Weight::Quiet, &words).clicked() {
        if unfolded {
            state.unfolded.remove(&heading);
        } else {
            state.unfolded.insert(heading);
        }
    }
}

fn line_ui(ui: &mut Ui, scene: &Scene<'_>, row: &Row, sink: &mut Sink) {
    ui.push_id(&row.findings, |ui| {
        if row_of_findings_ui(ui, scene, row).clicked()
            && let Some(subject) = subject_of_row(row, scene.diagnosis)
        {
            sink.push(Request::FlyTo(subject));
        }
    });
}
