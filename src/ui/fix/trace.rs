//! Why: from what is felt back to what lies behind it, step by step, with the causes to judge and the questions to ask.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Response, Role, Ui, WidgetInfo, pos2};

use super::parts::{arrowed, paint_cause};
use crate::diagnosis::{FixKind, LinkState, Trace, TraceStart, TraceStep, TracedRoot, ask, trace};
use crate::model::{Day, LinkId, Org};
use crate::picture::Lit;
use crate::session::{Command, Session, Subject};
use crate::ui::canvas::Lighted;
use crate::ui::panels::scene::{Scene, fly_to_link, select};
use crate::ui::panels::words::ends;
use crate::ui::widgets::{
    Chosen, Drafts, FieldLook, STEP, Weight, button_ui, empty_ui, field_ui, flow_ui, heading_ui,
    keyboard_comes, paint_state_mark, row_ui, section_ui, soft_ui, strong_ui, way_ui, wrapped,
};
use crate::ui::{Request, Sink};

/// The trace that is shown.
#[derive(Debug, Default)]
pub(super) struct TraceState {
    start: Option<TraceStart>,
    found: Option<Trace>,
    lighted: Option<Arc<Lighted>>,
    made_for: Option<(u64, Day, TraceStart)>,
    serial: u64,
    /// Whether the keyboard is still to come to the first step, from where arrow keys walk the others.
    wants_keyboard: bool,
    /// Who judges a cause; may stay empty.
    by: String,
    drafts: Drafts<&'static str>,
}

impl TraceState {
    /// Begins anew.
    pub(super) fn begin(&mut self, start: TraceStart) {
        self.start = Some(start);
        self.wants_keyboard = true;
    }

    /// Follows the trouble back anew, if facts or start have changed.
    pub(super) fn refresh(&mut self, session: &Session) {
        let Some(start) = self.start.clone() else { return };
        let made_for = Some((session.revision(), session.today(), start.clone()));
        if self.made_for == made_for {
            return;
        }
        self.made_for = made_for;
        let found = trace(session.org(), session.diagnosis(), start);
        self.serial += 1;
        self.lighted = light_of(&found).map(|lit| Arc::new(Lighted { serial: self.serial, lit }));
        self.found = Some(found);
    }

    /// What the trace lights on the map.
    pub(super) fn lighted(&self) -> Option<&Arc<Lighted>> {
        self.lighted.as_ref()
    }
}

/// The links on the way and their ends; `None` for a trace without steps.
fn light_of(found: &Trace) -> Option<Lit> {
    let links: BTreeSet<LinkId> = found.steps.iter().map(|step| step.link.clone()).collect();
    let ends = links.iter().flat_map(|link| [link.supplier.clone(), link.customer.clone()]);
    let parties = ends.chain(found.customer.clone()).collect();
    (!links.is_empty()).then_some(Lit { parties, links })
}

/// Shows the trace, or where one can begin.
pub(super) fn trace_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut TraceState, sink: &mut Sink) {
    match &state.found {
        None => {
            empty_ui(
                ui,
                &scene.look,
                "Why does it fail?",
                "Select a link, a customer or a team and press Y: what lies behind it is lit on the map, step by step.",
            );
            starts_ui(ui, scene, "Or begin with", sink);
        }
        Some(found) => {
            heading_ui(ui, &scene.look, &arrowed(&found.heading(scene.org)));
            strong_ui(ui, &scene.look, &found.conclusion());
            steps_ui(ui, scene, found, std::mem::take(&mut state.wants_keyboard), sink);
            roots_ui(ui, scene, found, &mut state.by, &mut state.drafts, sink);
            questions_ui(ui, scene, found, sink);
            starts_ui(ui, scene, "Trace something else", sink);
        }
    }
}

fn steps_ui(ui: &mut Ui, scene: &Scene<'_>, found: &Trace, wants_keyboard: bool, sink: &mut Sink) {
    if found.steps.is_empty() {
        return;
    }
    section_ui(ui, &scene.look, "Step by step, back from where it is felt");
    for (place, step) in found.steps.iter().enumerate() {
        let response = ui.push_id(&step.link, |ui| step_ui(ui, scene, step)).inner;
        if wants_keyboard && place == 0 {
            response.request_focus();
        }
        touch(ui, scene, &response, &step.link, sink);
    }
}

/// A click goes to the link; the pointer on it, and the keyboard, choose it where it is.
fn touch(ui: &Ui, scene: &Scene<'_>, response: &Response, link: &LinkId, sink: &mut Sink) {
    let subject = Subject::Link(link.clone());
    let comes = response.hovered() && ui.input(|input| input.pointer.is_moving());
    if response.clicked() {
        fly_to_link(sink, link);
    } else if (comes || keyboard_comes(response, "trace"))
        && scene.session.selection().primary() != Some(&subject)
    {
        select(sink, subject);
    }
}

fn step_ui(ui: &mut Ui, scene: &Scene<'_>, step: &TraceStep) -> Response {
    let look = &scene.look;
    // Further back, further in: up to four steps.
    let indent = 8.0 + 12.0 * step.distance.min(4) as f32;
    let words = arrowed(&step.sentence(scene.org));
    let galley = wrapped(ui, &words, look.body(), look.text, ui.available_width() - indent - 34.0 - STEP);
    let chosen = scene.session.selection().primary().and_then(Subject::link) == Some(&step.link);
    let response = row_ui(ui, look, galley.size().y + 10.0, Chosen::from(chosen), &words);
    let rect = response.rect;
    let at = pos2(rect.left() + indent + 34.0, rect.center().y - galley.size().y * 0.5);
    let mark = pos2(rect.left() + indent + 14.0, rect.center().y);
    paint_state_mark(ui.painter(), mark, 17.0, step.state, look);
    ui.painter().galley(at, galley, look.text);
    response
}

fn roots_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    found: &Trace,
    by: &mut String,
    drafts: &mut Drafts<&'static str>,
    sink: &mut Sink,
) {
    if found.roots.is_empty() {
        return;
    }
    section_ui(ui, &scene.look, "Probable causes: is it so?");
    for root in &found.roots {
        ui.push_id(("root", root.group), |ui| root_ui(ui, scene, root, by, sink));
        ui.add_space(STEP);
    }
    let field = FieldLook::line("Who says so (may stay empty)", "Name of the person who knows");
    if let Some(name) = field_ui(ui, &scene.look, &"who judges", field, by, drafts) {
        *by = name;
    }
}

fn root_ui(ui: &mut Ui, scene: &Scene<'_>, root: &TracedRoot, by: &str, sink: &mut Sink) {
    let look = &scene.look;
    let words = arrowed(&root.sentence(scene.org));
    let galley = wrapped(ui, &words, look.body(), look.text, ui.available_width() - 42.0);
    let response = row_ui(ui, look, galley.size().y + 10.0, Chosen::No, &words);
    let rect = response.rect;
    let ink = look.state(LinkState::Broken).line;
    paint_cause(ui.painter(), pos2(rect.left() + 18.0, rect.top() + 14.0), 14.0, FixKind::Root, ink);
    ui.painter().galley(pos2(rect.left() + 34.0, rect.top() + 5.0), galley, look.text);
    if let Some(link) = root.links.first() {
        touch(ui, scene, &response, link, sink);
    }
    for link in &root.links {
        ui.push_id(link, |ui| judging_ui(ui, scene, link, root.links.len() > 1, by, sink));
    }
}

/// Confirm, reject, leave open: the word of a person on one link.
fn judging_ui(ui: &mut Ui, scene: &Scene<'_>, link: &LinkId, is_named: bool, by: &str, sink: &mut Sink) {
    let name = ends(scene.org, link);
    let said = scene.org.link(link).and_then(|facts| facts.cause_verdict.as_ref());
    let choices = [
        ("This is the cause", Some(true), format!("Confirm {name} as the cause")),
        ("It is not", Some(false), format!("Reject {name} as the cause")),
        ("Leave it open", None, format!("Leave open whether {name} is the cause")),
    ];
    if is_named {
        soft_ui(ui, &scene.look, &name);
    }
    ui.horizontal(|ui| {
        ui.add_space(34.0);
        flow_ui(ui, |ui| {
            for (words, confirmed, spoken) in choices {
                if said.map(|said| said.confirmed) == confirmed {
                    continue;
                }
                let response = button_ui(ui, &scene.look, Weight::Plain, words);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
                if response.on_hover_text(spoken).clicked() {
                    let by = by.trim().to_owned();
                    sink.command(Command::JudgeCause { link: link.clone(), confirmed, by });
                }
            }
        });
    });
}

fn questions_ui(ui: &mut Ui, scene: &Scene<'_>, found: &Trace, sink: &mut Sink) {
    if found.questions.is_empty() {
        return;
    }
    section_ui(ui, &scene.look, "Nobody has asked yet: we cannot see past here");
    for link in &found.questions {
        let response = ui.push_id(("ask", link), |ui| way_ui(ui, &scene.look, &ask(link, scene.org))).inner;
        touch(ui, scene, &response, link, sink);
    }
}

/// Where else a trace can begin: complaints that are open, and customers for whom something fails.
fn starts_ui(ui: &mut Ui, scene: &Scene<'_>, title: &str, sink: &mut Sink) {
    let places = starts(scene.org, scene);
    if places.is_empty() {
        return;
    }
    section_ui(ui, &scene.look, title);
    for (words, start) in places {
        if ui.push_id(&words, |ui| way_ui(ui, &scene.look, &words)).inner.clicked() {
            sink.push(Request::Trace(start));
        }
    }
}

fn starts(org: &Org, scene: &Scene<'_>) -> Vec<(String, TraceStart)> {
    let open = org.complaints.iter().filter(|(_, complaint)| complaint.is_open(scene.today()));
    let complaints = open.map(|(id, complaint)| {
        let words =
            format!("{}: \u{201c}{}\u{201d}", org.name_of(&complaint.customer), complaint.words.trim());
        (words, TraceStart::Complaint(id.clone()))
    });
    let failing = scene.diagnosis.first_screen.customers.iter().filter(|customer| customer.fail > 0);
    let customers = failing.map(|summary| {
        let words = format!("Services to {}", org.name_of(&summary.customer));
        (words, TraceStart::Customer(summary.customer.clone()))
    });
    complaints.chain(customers).collect()
}
