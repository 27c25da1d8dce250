//! The findings, at the bottom: the first screen, and everything that was found under three headings. A click flies to the subject.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{ScrollArea, Ui};

use super::finding_acts::{FindingActs, Place, accepted_ui, acts_ui};
use super::finding_row::{row_of_findings_ui, subject_of_row};
use super::overview::{Overview, cards_ui, continue_ui};
use super::records::{
    ParkedState, RecordsState, actions_ui, add_action_ui, add_complaint_ui, complaints_ui, parked_ui,
};
use super::scene::Scene;
use crate::diagnosis::{Headings, Row, rows};
use crate::model::{ActionId, ActionSubject, ComplaintId, Day, LinkId, Org, PartyId};
use crate::session::Session;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{STEP, Weight, button_ui, empty_ui, fold_ui, soft_ui, strong_ui, tabs_ui};
use crate::ui::{Request, Sink};

/// At most this many rows stand under a heading before "n more" is pressed.
const SHOWN: usize = 3;
/// How wide the tabs are, in points.
const TABS_WIDTH: f32 = 640.0;
/// From this width on what can be done on a page stands beside the tabs, in points.
const BESIDE_WIDTH: f32 = 780.0;
/// From this width on there is room for more words beside the tabs, in points.
const WORDY_WIDTH: f32 = 940.0;
/// How much of that width what stands beside takes, in points.
const BESIDE_ROOM: f32 = 300.0;
/// The least width of a column, in points.
const COLUMN_WIDTH: f32 = 280.0;

/// The pages of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FindingsPage {
    /// The first screen.
    #[default]
    Overview,
    /// Everything that was found.
    All,
    /// The complaint log.
    Complaints,
    /// The action list.
    Actions,
    /// What was put aside.
    Parked,
}

/// Which page is shown, which headings are unfolded, and the rows as they stand.
#[derive(Debug)]
pub struct FindingsState {
    page: FindingsPage,
    unfolded: BTreeSet<Heading>,
    headings: Headings,
    overview: Overview,
    acts: FindingActs,
    records: RecordsState,
    parked: ParkedState,
    /// The revision and the day that the rows were made for.
    made_for: Option<(u64, Day)>,
}

impl Default for FindingsState {
    fn default() -> Self {
        Self {
            page: FindingsPage::default(),
            unfolded: BTreeSet::new(),
            headings: Headings::default(),
            overview: Overview::default(),
            acts: FindingActs::at(Place::Findings),
            records: RecordsState::default(),
            parked: ParkedState::default(),
            made_for: None,
        }
    }
}

impl FindingsState {
    /// Shows this page.
    pub fn open(&mut self, page: FindingsPage) {
        self.page = page;
    }

    /// Opens the form for an action about this, with these words to begin with and the keyboard behind them.
    pub fn start_action(&mut self, session: &Session, about: ActionSubject, what: &str) {
        self.open(FindingsPage::Actions);
        self.records.start_action(session, about, what);
    }

    /// Opens the form for a complaint with the keyboard in its text.
    pub fn start_complaint(&mut self, session: &Session, customer: Option<&PartyId>, link: Option<&LinkId>) {
        self.open(FindingsPage::Complaints);
        self.records.start_complaint(session, customer, link);
    }

    /// Gives the keyboard to the field for a remark to park, about what is selected.
    pub fn start_parked(&mut self, session: &Session) {
        self.open(FindingsPage::Parked);
        self.parked.start(session);
    }

    /// Shows an action in the list, unfolded.
    pub fn show_action(&mut self, action: &ActionId) {
        self.open(FindingsPage::Actions);
        self.records.show_action(action);
    }

    /// Shows a complaint in the log, unfolded.
    pub fn show_complaint(&mut self, complaint: &ComplaintId) {
        self.open(FindingsPage::Complaints);
        self.records.show_complaint(complaint);
    }

    /// The complaint that is unfolded on the page that is shown, if one is.
    #[must_use]
    pub fn open_complaint(&self) -> Option<&ComplaintId> {
        self.records.open_complaint().filter(|_| self.page == FindingsPage::Complaints)
    }

    /// Whether something is being written down or looked at on the page, which takes more room than a list.
    #[must_use]
    pub fn wants_room(&self, org: &Org) -> bool {
        match self.page {
            FindingsPage::Complaints => self.records.wants_room_for_complaints(org),
            FindingsPage::Actions => self.records.wants_room_for_actions(org),
            FindingsPage::Overview | FindingsPage::All | FindingsPage::Parked => false,
        }
    }

    /// Takes what was typed and not yet confirmed, before a save or another document. What cannot be taken stays.
    pub fn finish(&mut self, session: &Session, sink: &mut Sink) {
        self.records.finish(session, sink);
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
    let beside = ui.available_width() >= BESIDE_WIDTH;
    let titles = Titles::of(&scene, &state.headings, ui.available_width() >= WORDY_WIDTH);
    let tabs = titles.tabs();
    let room = if beside { ui.available_width() - BESIDE_ROOM } else { ui.available_width() };
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.set_width(room.min(TABS_WIDTH));
            if let Some(page) = tabs_ui(ui, &scene.look, &tabs, state.page) {
                state.page = page;
            }
        });
        if beside {
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(layout, |ui| beside_ui(ui, &scene, state, sink));
        }
    });
    ui.add_space(STEP * 0.5);
    ScrollArea::vertical().id_salt(("findings", state.page)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - STEP).max(0.0));
        match state.page {
            FindingsPage::Overview => {
                cards_ui(ui, &scene, &state.overview, sink);
                if !beside {
                    continue_ui(ui, &scene, sink);
                }
            }
            FindingsPage::All => columns_ui(ui, &scene, state, sink),
            FindingsPage::Complaints => complaints_ui(ui, &scene, &mut state.records, beside, sink),
            FindingsPage::Actions => actions_ui(ui, &scene, &mut state.records, beside, sink),
            FindingsPage::Parked => parked_ui(ui, &scene, &mut state.parked, sink),
        }
    });
}

/// What can be done on the page, beside the tabs.
fn beside_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut FindingsState, sink: &mut Sink) {
    match state.page {
        FindingsPage::Overview => continue_ui(ui, scene, sink),
        FindingsPage::All | FindingsPage::Parked => {}
        FindingsPage::Complaints => add_complaint_ui(ui, scene, &mut state.records),
        FindingsPage::Actions => add_action_ui(ui, scene, &mut state.records),
    }
}

/// The titles of the pages, with what waits on each.
struct Titles {
    findings: String,
    complaints: String,
    actions: String,
    parked: String,
}

impl Titles {
    fn of(scene: &Scene<'_>, headings: &Headings, wordy: bool) -> Self {
        let today = scene.today();
        let complaints = scene.org.complaints.values().filter(|facts| facts.is_open(today)).count();
        let open = if wordy { " open" } else { "" };
        // As many as there are rows: those with one cause are one thing to look at.
        let findings: usize =
            COLUMNS.iter().flat_map(|column| *column).map(|heading| heading.rows(headings).len()).sum();
        let actions = scene.org.actions.values().filter(|facts| facts.status.is_open()).count();
        Self {
            findings: format!("Findings ({findings})"),
            complaints: format!("Complaints ({complaints}{open})"),
            actions: format!("Actions ({actions}{open})"),
            parked: format!("Parked ({})", scene.org.parked.values().filter(|parked| parked.waits()).count()),
        }
    }

    fn tabs(&self) -> [(FindingsPage, &str); 5] {
        [
            (FindingsPage::Overview, "At a glance"),
            (FindingsPage::All, &self.findings),
            (FindingsPage::Complaints, &self.complaints),
            (FindingsPage::Actions, &self.actions),
            (FindingsPage::Parked, &self.parked),
        ]
    }
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
    accepted_ui(ui, scene, scene.diagnosis.findings.iter().map(Arc::as_ref), sink);
}

fn heading_ui(ui: &mut Ui, scene: &Scene<'_>, heading: Heading, state: &mut FindingsState, sink: &mut Sink) {
    let FindingsState { headings, unfolded: unfolded_headings, acts, .. } = state;
    let rows = heading.rows(headings);
    let title = heading.title();
    if heading == Heading::ShapeOfTheMap {
        // Remarks on the shape stay folded away: people first, then geometry.
        if !rows.is_empty() {
            fold_ui(ui, &scene.look, &format!("{title} ({})", rows.len()), |ui| {
                for row in rows {
                    line_ui(ui, scene, row, acts, sink);
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
    let unfolded = unfolded_headings.contains(&heading);
    let shown = if unfolded { rows.len() } else { SHOWN };
    for row in rows.iter().take(shown) {
        line_ui(ui, scene, row, acts, sink);
    }
    let more = rows.len().saturating_sub(SHOWN);
    if more == 0 {
        return;
    }
    let words = if unfolded { format!("Fewer under {title}") } else { format!("{more} more under {title}") };
    if button_ui(ui, &scene.look, Weight::Quiet, &words).clicked() {
        if unfolded {
            unfolded_headings.remove(&heading);
        } else {
            unfolded_headings.insert(heading);
        }
    }
}

/// A row; a click flies to its subject and unfolds what can be done about each finding in it.
fn line_ui(ui: &mut Ui, scene: &Scene<'_>, row: &Row, acts: &mut FindingActs, sink: &mut Sink) {
    let findings = || row.findings.iter().filter_map(|place| scene.diagnosis.findings.get(*place));
    let Some(first) = findings().next() else { return };
    ui.push_id(first.id(), |ui| {
        if row_of_findings_ui(ui, scene, row).clicked() {
            acts.toggle(&first.id());
            if let Some(subject) = subject_of_row(row, scene.diagnosis) {
                sink.push(Request::FlyTo(subject));
            }
        }
        if !acts.is_open(&first.id()) {
            return;
        }
        for finding in findings() {
            if row.findings.len() > 1 {
                soft_ui(ui, &scene.look, &finding.message().replace(" -> ", " \u{2192} "));
            }
            ui.push_id(finding.id(), |ui| acts_ui(ui, scene, finding, acts, sink));
        }
    });
}
