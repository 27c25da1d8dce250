//! An expectation: everything it holds, inline, on its own page or unfolded in its link.

use egui::Ui;

use super::super::scene::{Scene, fly_to_link};
use super::super::words;
use super::agreement::agreement_ui;
use super::fields::{ExpectationField, Field};
use super::slots::{NewThing, Slot, fact_ui, new_ui, suggested_fact_ui};
use super::{InspectorState, measurements, ratings};
use crate::diagnosis::ExpectationState;
use crate::model::{Expectation, ExpectationId, ExpectationKind, Importance, LinkId, ServiceWindow, Source};
use crate::session::{Command, Subject};
use crate::ui::widgets::{
    Drafts, STEP, Weight, button_ui, chips_ui, choice_ui, fold_ui, heading_ui, link_like, one_line,
    paint_state_mark, section_ui, soft_ui, toggle_ui, way_ui,
};
use crate::ui::{Request, Sink};

/// Shows an expectation on a page of its own.
pub fn expectation_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let Some(facts) = super::fields::expectation_of(scene.org, link, id) else { return };
    let judged = scene.judged(link).and_then(|judged| judged.expectations().get(id));
    let how = judged.map_or(ExpectationState::Unknown, |judged| judged.state);
    let kind = if facts.kind == ExpectationKind::Need { "Need" } else { "Want" };
    let customer = scene.org.name_of(&link.customer);
    soft_ui(ui, &scene.look, &format!("{kind} of {customer}"));
    heading_ui(ui, &scene.look, &facts.statement);
    how_ui(ui, scene, facts, how);
    if way_ui(ui, &scene.look, &format!("On the link {}", words::ends(scene.org, link))).clicked() {
        fly_to_link(sink, link);
    }
    section_ui(ui, &scene.look, "Ratings");
    ratings::ratings_ui(ui, scene, link, id, facts, judged, &mut state.drafts, sink);
    section_ui(ui, &scene.look, "Standard and measurements");
    measurements::measurements_ui(ui, scene, link, id, facts, state, sink);
    agreement_ui(ui, scene, link, id, facts, &mut state.drafts, sink);
    section_ui(ui, &scene.look, "About it");
    facts_ui(ui, scene, link, id, facts, &mut state.drafts, sink);
}

fn how_ui(ui: &mut Ui, scene: &Scene<'_>, facts: &Expectation, how: ExpectationState) {
    let look = &scene.look;
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), 28.0), egui::Sense::hover());
    let state = link_like(how);
    paint_state_mark(ui.painter(), egui::pos2(rect.left() + 14.0, rect.center().y), 18.0, state, look);
    let mut words = words::with_capital(words::expectation(how));
    if facts.is_set_aside() {
        words.push_str(", set aside: counted nowhere");
    }
    let galley = one_line(ui, &words, look.strong(), look.state(state).text, rect.width() - 36.0);
    ui.painter().galley(
        egui::pos2(rect.left() + 34.0, rect.center().y - galley.size().y * 0.5),
        galley,
        look.text,
    );
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Status, true, &words));
}

/// Asks for an expectation with its facts changed.
pub fn change(
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    sink: &mut Sink,
    with: impl FnOnce(&mut Expectation),
) {
    if let Some(facts) = super::fields::expectation_of(scene.org, link, id) {
        let mut facts = facts.clone();
        with(&mut facts);
        let (link, expectation) = (link.clone(), id.clone());
        sink.command(Command::UpdateExpectation { link, expectation, facts: Box::new(facts) });
    }
}

/// Everything that an expectation holds apart from ratings, standard and measurements.
pub fn facts_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let field = |field| Field::Expectation(link.clone(), id.clone(), field);
    fact_ui(ui, scene, field(ExpectationField::Statement), drafts, sink);
    choices_ui(ui, scene, link, id, facts, sink);
    if matches!(facts.window, ServiceWindow::Out { .. }) {
        fact_ui(ui, scene, field(ExpectationField::ToldOn), drafts, sink);
    }
    let words = "Disputed: the two sides disagree that it should be expected";
    if let Some(disputed) = toggle_ui(ui, &scene.look, words, facts.disputed) {
        change(scene, link, id, sink, |facts| facts.disputed = disputed);
    }
    suggested_fact_ui(ui, scene, field(ExpectationField::Deliverable), drafts, sink, |typed| {
        let deliverables = scene.org.link(link).map(|link| link.deliverables.clone()).unwrap_or_default();
        super::party::like(deliverables.into_iter(), typed)
    });
    fact_ui(ui, scene, field(ExpectationField::OwnRating), drafts, sink);
    fact_ui(ui, scene, field(ExpectationField::Note), drafts, sink);
    aliases_ui(ui, scene, link, id, facts, drafts, sink);
    ui.add_space(STEP);
    if button_ui(ui, &scene.look, Weight::Plain, "Remove this expectation\u{2026}").clicked() {
        sink.push(Request::Remove(vec![Subject::Expectation(link.clone(), id.clone())]));
    }
}

/// What is chosen from a few.
fn choices_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    sink: &mut Sink,
) {
    let look = &scene.look;
    soft_ui(ui, look, "Need or want");
    let kinds =
        [(ExpectationKind::Need, "Need: solves the problem"), (ExpectationKind::Want, "Want: feels good")];
    if let Some(kind) = choice_ui(ui, look, "Need or want", &kinds, Some(facts.kind)) {
        change(scene, link, id, sink, |facts| facts.kind = kind);
    }
    soft_ui(ui, look, "Importance");
    let levels = [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")];
    if let Some(importance) =
        choice_ui(ui, look, "Importance", &levels, Some(facts.importance.get())).and_then(Importance::new)
    {
        change(scene, link, id, sink, |facts| facts.importance = importance);
    }
    soft_ui(ui, look, "How do we know");
    let sources = [(Source::Asked, "Asked"), (Source::Surveyed, "Surveyed"), (Source::Assumed, "Assumed")];
    if let Some(source) = choice_ui(ui, look, "How do we know", &sources, Some(facts.source)) {
        change(scene, link, id, sink, |facts| facts.source = source);
    }
    soft_ui(ui, look, "Service window");
    let windows = [(Window::Undecided, "Undecided"), (Window::In, "In"), (Window::Out, "Out")];
    if let Some(window) = choice_ui(ui, look, "Service window", &windows, Some(Window::of(&facts.window))) {
        change(scene, link, id, sink, |facts| facts.window = window.fact());
    }
}

/// The service window without the day on which the customer was told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Window {
    Undecided,
    In,
    Out,
}

impl Window {
    fn of(window: &ServiceWindow) -> Self {
        match window {
            ServiceWindow::Undecided => Self::Undecided,
            ServiceWindow::In => Self::In,
            ServiceWindow::Out { .. } => Self::Out,
        }
    }

    fn fact(self) -> ServiceWindow {
        match self {
            Self::Undecided => ServiceWindow::Undecided,
            Self::In => ServiceWindow::In,
            Self::Out => ServiceWindow::Out { told: None },
        }
    }
}

fn aliases_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    fold_ui(ui, &scene.look, "Rows in source files", |ui| {
        if let Some(alias) = chips_ui(ui, &scene.look, "row", facts.aliases.iter()) {
            change(scene, link, id, sink, |facts| {
                facts.aliases.remove(alias);
            });
        }
        let slot = Slot::New(Subject::Expectation(link.clone(), id.clone()), NewThing::Alias);
        let hint = "Add the id of its row in a spreadsheet";
        if let Some(alias) = new_ui(ui, scene, &slot, "Add a row in source files", hint, drafts) {
            change(scene, link, id, sink, |facts| {
                facts.aliases.insert(alias);
            });
        }
    });
}
