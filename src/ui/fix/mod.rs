//! The *Fix* workspace: what to mend first, what would follow if it were mended, why something fails, what to ask, and the figures.
//!
//! One panel beside the map. What is supposed here is shown on the map at once, with a banner, and changes no fact. Everything that takes
//! reckoning is worked out once for each change of facts or suppositions, never in a frame. Deliberately absent: judgement (the
//! diagnosis), and the map (the canvas).

mod asking;
mod chart;
mod comparison;
mod cost;
mod coverage;
mod figures;
mod list;
mod pareto;
mod parts;
mod result;
mod row;
mod scenario;
mod trace;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Panel, ScrollArea, Ui};

pub use asking::asking_ui;

use super::Sink;
use super::canvas::{Lighted, Supposed};
use super::panels::scene::Scene;
use super::tokens::Tokens;
use super::widgets::{STEP, tabs_ui};
use crate::diagnosis::{Scenario, TraceStart};
use crate::model::LinkId;
use crate::session::Session;

/// The pages of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FixPage {
    /// What to mend, and what would follow.
    #[default]
    List,
    /// What lies behind something.
    Trace,
    /// Coverage, quality, routes, measurements.
    Figures,
}

/// What the workspace remembers from frame to frame; a new one for every document.
#[derive(Debug, Default)]
pub struct FixState {
    page: FixPage,
    supposing: scenario::Supposing,
    comparison: comparison::Comparison,
    list: list::FixList,
    trace: trace::TraceState,
    figures: figures::FiguresState,
    asking: asking::Asking,
}

impl FixState {
    /// Shows this page.
    pub fn show(&mut self, page: FixPage) {
        self.page = page;
    }

    /// Which page is shown.
    #[must_use]
    pub fn page(&self) -> FixPage {
        self.page
    }

    /// Works out anew whatever the facts, the day or the suppositions have changed. Cheap when nothing has.
    pub fn refresh(&mut self, session: &Session) {
        self.supposing.refresh(session);
        self.comparison.refresh(session);
        self.list.refresh(session);
        self.trace.refresh(session);
        self.asking.refresh(session);
    }

    /// What is supposed, with what would follow; `None` while the map shows how things are.
    #[must_use]
    pub fn supposed(&self) -> Option<&Arc<Supposed>> {
        self.supposing.supposed()
    }

    /// Whether anything is supposed.
    #[must_use]
    pub fn is_supposing(&self) -> bool {
        !self.supposing.assumptions().is_empty()
    }

    /// What is supposed, as a scenario with a name; `None` while nothing is.
    #[must_use]
    pub fn scenario(&self, session: &Session) -> Option<Scenario> {
        self.supposing.scenario(session.org())
    }

    /// What the trace lights on the map; `None` while it is not shown.
    #[must_use]
    pub fn lighted(&self) -> Option<&Arc<Lighted>> {
        if self.page == FixPage::Trace { self.trace.lighted() } else { None }
    }

    /// Goes through what can be supposed of `link`: that it works, that it fails, nothing.
    pub fn turn(&mut self, link: &LinkId, session: &Session) {
        self.page = FixPage::List;
        self.supposing.turn(link, session);
    }

    /// Supposes nothing any more. Tells whether anything was supposed.
    pub fn clear_what_if(&mut self) -> bool {
        self.supposing.clear()
    }

    /// Supposes mended what helps most together, and says so above the outcome.
    pub fn suppose_best_together(&mut self, session: &Session) {
        self.page = FixPage::List;
        self.supposing.best_together(session);
    }

    /// Puts what is supposed beside others. Answers in words.
    pub fn compare(&mut self, session: &Session) -> String {
        self.page = FixPage::List;
        match self.scenario(session) {
            Some(scenario) => self.comparison.add(scenario, session),
            None => "Nothing is supposed: switch on \"if mended\" first".to_owned(),
        }
    }

    /// Shows what lies behind `start`.
    pub fn trace(&mut self, start: TraceStart) {
        self.page = FixPage::Trace;
        self.trace.begin(start);
    }

    /// Goes on to the next question, passing over the present one. `None` when no link waits for an answer.
    pub fn ask_next(&mut self, session: &Session) -> Option<LinkId> {
        self.asking.next(session)
    }

    /// Whether a question is being asked.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.asking.is_open()
    }

    /// Puts the question away.
    pub fn stop_asking(&mut self) {
        self.asking.close();
    }
}

/// Shows the panel.
pub fn fix_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, state: &mut FixState, sink: &mut Sink) {
    let scene = Scene::of(session, tokens);
    let tabs =
        [(FixPage::List, "What to fix"), (FixPage::Trace, "Why: trace"), (FixPage::Figures, "Figures")];
    if let Some(page) = tabs_ui(ui, &scene.look, &tabs, state.page) {
        state.page = page;
    }
    ui.add_space(STEP * 0.5);
    match state.page {
        FixPage::List => list_page_ui(ui, &scene, state, sink),
        FixPage::Trace => scrolled(ui, "trace", |ui| trace::trace_ui(ui, &scene, &mut state.trace, sink)),
        FixPage::Figures => {
            scrolled(ui, "figures", |ui| figures::figures_ui(ui, &scene, &mut state.figures, sink));
        }
    }
}

/// The list above, what would follow beneath it: both are seen at once.
fn list_page_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut FixState, sink: &mut Sink) {
    let height = ui.available_height();
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 0, right: 0, top: 8, bottom: 0 });
    let is_empty = state.supposed().is_none() && state.comparison.is_empty();
    if is_empty {
        Panel::bottom("no what-if").frame(frame).resizable(false).show(ui, |ui| {
            result::result_ui(ui, scene, &mut state.supposing, sink);
        });
    } else {
        what_if_ui(ui, scene, state, frame, height, sink);
    }
    let mut turned: Option<(BTreeSet<LinkId>, bool)> = None;
    scrolled(ui, "list", |ui| {
        turned = list::list_ui(ui, scene, &mut state.list, &state.supposing, sink);
        pareto::pareto_ui(ui, scene, &state.list);
    });
    if let Some((links, on)) = turned {
        state.supposing.mend(&links, on);
    }
}

fn what_if_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut FixState,
    frame: egui::Frame,
    height: f32,
    sink: &mut Sink,
) {
    // A table takes more room; how much each is given is remembered.
    let (salt, share, most) =
        if state.comparison.is_empty() { ("what-if", 0.5, 460.0) } else { ("compared", 0.64, 620.0) };
    Panel::bottom(salt)
        .frame(frame)
        .resizable(true)
        .default_size((height * share).clamp(160.0, most))
        .min_size(96.0)
        .max_size((height - 160.0).max(96.0))
        .show(ui, |ui| {
            scrolled(ui, "what-if", |ui| {
                result::result_ui(ui, scene, &mut state.supposing, sink);
                comparison::comparison_ui(ui, scene, &mut state.comparison, &mut state.supposing);
                result::findings_ui(ui, scene, &state.supposing);
            });
        });
}

fn scrolled(ui: &mut Ui, salt: &str, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - STEP).max(0.0));
        contents(ui);
    });
}
