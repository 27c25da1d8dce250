//! The figures: how much is known, how well links were measured to work, the best and the worst route, and one row of measurements.

use egui::Ui;

use super::chart::chart_ui;
use super::coverage::coverage_ui;
use crate::diagnosis::{
    BestAndWorst, ControlChart, Coverage, LinkFigures, PartyRoutes, RouteFigures, RouteFinder, coverage,
};
use crate::model::{Day, ExpectationId, LinkId, Org, PartyId};
use crate::session::Subject;
use crate::ui::Sink;
use crate::ui::panels::scene::{Scene, fly_to_link};
use crate::ui::panels::words::{ends, figure};
use crate::ui::widgets::{STEP, body_ui, choice_ui, section_ui, soft_ui, strong_ui, way_ui};

/// The figures as they stand.
#[derive(Debug, Default)]
pub(super) struct FiguresState {
    made_for: Option<(u64, Day)>,
    coverage: Coverage,
    measured: Vec<(LinkId, LinkFigures)>,
    charted: Vec<(LinkId, ExpectationId)>,
    routes: Option<(u64, Day, PartyId, Option<PartyRoutes>)>,
    /// The expectation that was chosen here.
    chosen: Option<(LinkId, ExpectationId)>,
    chart: Option<(u64, Day, LinkId, ExpectationId, ControlChart)>,
    view: RouteView,
}

/// How links that nobody knows are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum RouteView {
    #[default]
    Pessimistic,
    Optimistic,
}

/// Shows the figures.
pub(super) fn figures_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut FiguresState, sink: &mut Sink) {
    refresh(scene, state);
    coverage_ui(ui, scene, &state.coverage);
    measured_ui(ui, scene, &state.measured, sink);
    routes_ui(ui, scene, state, sink);
    measurements_ui(ui, scene, state);
}

fn refresh(scene: &Scene<'_>, state: &mut FiguresState) {
    let made_for = Some((scene.session.revision(), scene.today()));
    if state.made_for == made_for {
        return;
    }
    state.made_for = made_for;
    let (org, today) = (scene.org, scene.today());
    state.coverage = coverage(org, scene.diagnosis);
    let figures = |(id, link)| Some((LinkId::clone(id), LinkFigures::of(link, &org.policy, today)?));
    state.measured = org.links().iter().filter_map(figures).collect();
    state.measured.sort_by(|(_, left), (_, right)| left.yield_share.total_cmp(&right.yield_share));
    state.charted = charted(org);
}

/// The expectations with measurements.
fn charted(org: &Org) -> Vec<(LinkId, ExpectationId)> {
    let mut found = Vec::new();
    for (id, link) in org.links() {
        let measured = link.expectations().iter().filter(|(_, facts)| !facts.measurements.is_empty());
        found.extend(measured.map(|(expectation, _)| (id.clone(), expectation.clone())));
    }
    found
}

fn measured_ui(ui: &mut Ui, scene: &Scene<'_>, measured: &[(LinkId, LinkFigures)], sink: &mut Sink) {
    let look = &scene.look;
    section_ui(ui, look, "Quality of links, lowest yield first");
    if measured.is_empty() {
        soft_ui(ui, look, "Nobody has counted right and wrong on a link yet.");
        return;
    }
    for (link, figures) in measured {
        measured_row_ui(ui, scene, link, figures, sink);
    }
    let shifted = measured.iter().any(|(_, figures)| figures.sigma_shifted);
    let note = if shifted {
        "DPMO: defects per million opportunities. Sigma levels hold the usual shift of 1.5."
    } else {
        "DPMO: defects per million opportunities. Sigma levels without the shift of 1.5."
    };
    soft_ui(ui, look, note);
}

/// A link with its figures beneath it, each with its name: narrow panels have no room for columns.
fn measured_row_ui(ui: &mut Ui, scene: &Scene<'_>, link: &LinkId, figures: &LinkFigures, sink: &mut Sink) {
    let look = &scene.look;
    let words = format!("{}, {}", ends(scene.org, link), figures.period);
    if ui.push_id(link, |ui| way_ui(ui, look, &words)).inner.clicked() {
        fly_to_link(sink, link);
    }
    let mut said = vec![format!("yield {}", percent(figures.yield_share))];
    said.extend(figures.dpmo.map(|dpmo| format!("{dpmo:.0} DPMO")));
    said.extend(figures.sigma.map(|sigma| format!("sigma {sigma:.2}")));
    said.extend(
        figures.misses_target.map(|missed| if missed { "target missed" } else { "target kept" }.to_owned()),
    );
    body_ui(ui, look, &said.join(" \u{00b7} "));
    ui.add_space(STEP * 0.5);
}

/// `97.9 %`.
fn percent(share: f64) -> String {
    format!("{} %", figure(share * 100.0))
}

fn routes_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut FiguresState, sink: &mut Sink) {
    let look = &scene.look;
    let party = match scene.session.selection().primary() {
        Some(Subject::Party(party)) => Some(party.clone()),
        Some(Subject::Link(link) | Subject::Expectation(link, _)) => Some(link.supplier.clone()),
        None => None,
    };
    let Some(party) = party else {
        section_ui(ui, look, "Best and worst route");
        soft_ui(ui, look, "Select a team: how does its work reach the external customer?");
        return;
    };
    section_ui(ui, look, &format!("Best and worst route from {}", scene.org.name_of(&party)));
    let (revision, today) = (scene.session.revision(), scene.today());
    let is_made = state
        .routes
        .as_ref()
        .is_some_and(|(made, day, of, _)| (*made, *day, of) == (revision, today, &party));
    if !is_made {
        let found = RouteFinder::new(scene.org, scene.diagnosis).routes(&party);
        state.routes = Some((revision, today, party, found));
    }
    let Some((_, _, _, Some(routes))) = &state.routes else {
        soft_ui(ui, look, "No route from here to an external customer is on the map.");
        return;
    };
    let views =
        [(RouteView::Pessimistic, "not asked counts 1"), (RouteView::Optimistic, "not asked counts 5")];
    if routes.pessimistic != routes.optimistic
        && let Some(view) = choice_ui(ui, look, "Links nobody was asked about", &views, Some(state.view))
    {
        state.view = view;
    }
    let BestAndWorst { best, worst } = match state.view {
        RouteView::Pessimistic => &routes.pessimistic,
        RouteView::Optimistic => &routes.optimistic,
    };
    soft_ui(ui, look, "Hand-overs are joint: the work needs all of them, so look at both routes.");
    for (what, route) in [("Best route", best), ("Worst route", worst)] {
        ui.push_id(what, |ui| route_ui(ui, scene, what, route, sink));
    }
}

fn route_ui(ui: &mut Ui, scene: &Scene<'_>, what: &str, route: &RouteFigures, sink: &mut Sink) {
    let look = &scene.look;
    let rolled = route.rolled_yield.map_or_else(|| "unknown".to_owned(), percent);
    let rolled = format!("rolled yield {rolled}, {}", route.measured_words());
    strong_ui(ui, look, &format!("{what}: weakest link {} of 5; {rolled}", figure(route.strength)));
    for (place, link) in route.links.iter().enumerate() {
        let words = format!("{}, {}", ends(scene.org, link), scene.state(link).word());
        if ui.push_id(place, |ui| way_ui(ui, look, &words)).inner.clicked() {
            fly_to_link(sink, link);
        }
    }
}

fn measurements_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut FiguresState) {
    let look = &scene.look;
    section_ui(ui, look, "Measurements: news or normal variation?");
    let Some((link, expectation)) = to_chart(scene, state) else {
        soft_ui(
            ui,
            look,
            "Nothing is measured yet. Give a need a standard, and note a value for each period.",
        );
        return;
    };
    let (revision, today) = (scene.session.revision(), scene.today());
    let facts = scene.org.link(&link).and_then(|facts| facts.expectations().get(&expectation));
    let Some(facts) = facts else { return };
    let is_made = state.chart.as_ref().is_some_and(|(made, day, of, what, _)| {
        (*made, *day, of, what) == (revision, today, &link, &expectation)
    });
    if !is_made {
        let chart = ControlChart::of(facts, today);
        state.chart = Some((revision, today, link.clone(), expectation.clone(), chart));
    }
    strong_ui(ui, look, &format!("{}: {}", ends(scene.org, &link), facts.statement));
    let unit = facts.standard.as_ref().map(|standard| format!(" {}", standard.unit)).unwrap_or_default();
    if let Some((_, _, _, _, chart)) = &state.chart {
        chart_ui(ui, scene, chart, &unit);
    }
    let others = state.charted.iter().filter(|other| (&other.0, &other.1) != (&link, &expectation));
    for (other, id) in others {
        let statement = scene.org.link(other).and_then(|facts| facts.expectations().get(id));
        let words = statement.map_or("", |facts| facts.statement.as_str());
        let words = format!("{}: {words}", ends(scene.org, other));
        if ui.push_id((other, id), |ui| way_ui(ui, look, &words)).inner.clicked() {
            state.chosen = Some((other.clone(), id.clone()));
        }
    }
}

/// What was chosen here, else what is selected on the map, else the first that was measured.
fn to_chart(scene: &Scene<'_>, state: &FiguresState) -> Option<(LinkId, ExpectationId)> {
    let chosen = state.chosen.iter().find(|chosen| state.charted.contains(chosen));
    let selected = || match scene.session.selection().primary()? {
        Subject::Expectation(link, id) => {
            state.charted.iter().find(|charted| (&charted.0, &charted.1) == (link, id))
        }
        Subject::Link(link) => state.charted.iter().find(|charted| charted.0 == *link),
        Subject::Party(_) => None,
    };
    chosen.or_else(selected).or_else(|| state.charted.first()).cloned()
}
