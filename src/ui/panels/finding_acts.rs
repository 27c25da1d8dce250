//! What can be done about a finding, unfolded beneath its row: plan an action, or decide to live with it.

use egui::{Response, Ui};

use super::records::optional_day;
use super::scene::Scene;
use super::words::days_suggested;
use crate::diagnosis::{Finding, fingerprint};
use crate::model::{AcceptedFinding, ActionSubject};
use crate::session::Command;
use crate::session::day_words::Side;
use crate::ui::widgets::{
    Drafts, FieldLook, STEP, Taken, Weight, body_ui, button_ui, flow_ui, keyed_fold_ui, side_by_side_ui,
    soft_ui, suggested_field_ui,
};
use crate::ui::{Request, Sink};

/// In which panel the findings stand: two panels may show the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// At the bottom.
    Findings,
    /// At the right.
    Inspector,
}

/// A part of a decision to live with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    By,
    Why,
    Until,
}

/// Where a part of a decision is typed.
type Slot = (Place, String, Part);

/// Which finding is unfolded, and what is under way there.
#[derive(Debug)]
pub struct FindingActs {
    place: Place,
    open: Option<String>,
    /// The finding whose form of a decision is open.
    accepting: Option<String>,
    /// Whether what was unfolded is still to be brought into view.
    scroll: bool,
    drafts: Drafts<Slot>,
}

impl FindingActs {
    /// Nothing is unfolded.
    #[must_use]
    pub fn at(place: Place) -> Self {
        Self { place, open: None, accepting: None, scroll: false, drafts: Drafts::default() }
    }

    /// Whether what can be done about the row of the finding with this id is shown.
    #[must_use]
    pub fn is_open(&self, finding: &str) -> bool {
        self.open.as_deref() == Some(finding)
    }

    /// Folds it, or unfolds it in the place of another.
    pub fn toggle(&mut self, finding: &str) {
        self.open = if self.is_open(finding) { None } else { Some(finding.to_owned()) };
        self.accepting = None;
        self.scroll = self.open.is_some();
    }
}

/// Shows what can be done about a finding.
pub fn acts_ui(ui: &mut Ui, scene: &Scene<'_>, finding: &Finding, acts: &mut FindingActs, sink: &mut Sink) {
    let was_accepting = acts.accepting.clone();
    let shown = indented_ui(ui, |ui| {
        shown_again_ui(ui, scene, finding);
        flow_ui(ui, |ui| {
            if button_ui(ui, &scene.look, Weight::Plain, "Plan an action").clicked() {
                let what = arrowed(&finding.next_step());
                sink.push(Request::PlanAction(ActionSubject::Finding(finding.id()), what));
            }
            let complaint = finding.complaint().filter(|id| scene.org.complaints.contains_key(*id));
            if let Some(complaint) = complaint
                && button_ui(ui, &scene.look, Weight::Plain, "Show the complaint").clicked()
            {
                sink.push(Request::ShowComplaint(complaint.clone()));
            }
            let is_open = acts.accepting.as_ref() == Some(&finding.id());
            if !is_open && button_ui(ui, &scene.look, Weight::Plain, "Accept\u{2026}").clicked() {
                acts.drafts.focus((acts.place, finding.id(), Part::By));
                acts.scroll = true;
                acts.accepting = Some(finding.id());
            }
        });
        if acts.accepting.as_ref() == Some(&finding.id()) {
            accept_ui(ui, scene, finding, acts, sink);
        }
    });
    // The form is there from the next frame on.
    let is_whole = acts.accepting.is_none() || acts.accepting == was_accepting;
    if acts.scroll && is_whole {
        acts.scroll = false;
        shown.scroll_to_me(None);
    }
}

/// With the arrow that the bundled font has.
fn arrowed(words: &str) -> String {
    words.replace(" -> ", " \u{2192} ")
}

/// Beneath the words of a row, not beneath its mark.
fn indented_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) -> Response {
    let margin = egui::Margin { left: 32, right: 0, top: 0, bottom: 6 };
    egui::Frame::new().inner_margin(margin).show(ui, contents).response
}

/// Why a finding is shown although somebody has decided to live with it.
fn shown_again_ui(ui: &mut Ui, scene: &Scene<'_>, finding: &Finding) {
    let Some(accepted) = scene.org.accepted_findings.get(&finding.id()).filter(|_| !finding.accepted) else {
        return;
    };
    let reason = match accepted.until {
        Some(until) if until < scene.today() => format!("That held until {until}."),
        _ => "What it is about has changed since.".to_owned(),
    };
    let words = format!("{} accepted it on {}: {}. {reason}", accepted.by, accepted.day, accepted.why);
    soft_ui(ui, &scene.look, &words);
}

/// Who, why, until when.
fn accept_ui(ui: &mut Ui, scene: &Scene<'_>, finding: &Finding, acts: &mut FindingActs, sink: &mut Sink) {
    let slot = |part| (acts.place, finding.id(), part);
    let slots = [slot(Part::By), slot(Part::Why), slot(Part::Until)];
    let shapes = [
        FieldLook::line("Who decides", "Name"),
        FieldLook::line("Why you can live with it", "Such as the new system comes in March"),
        FieldLook::line("Until which day", "Without an end"),
    ];
    let mut enter = false;
    side_by_side_ui(ui, &[1.0, 2.0, 1.0], 110.0, |ui, place| {
        let (Some(slot), Some(shape)) = (slots.get(place), shapes.get(place)) else { return };
        let shape = FieldLook { taken: Taken::OnEnter, ..*shape };
        let before = acts.drafts.text(slot).to_owned();
        let days = |typed: &str| match slot.2 {
            Part::Until => days_suggested(typed, scene.today(), Side::Ahead),
            Part::By | Part::Why => Vec::new(),
        };
        if let Some(text) = suggested_field_ui(ui, &scene.look, slot, shape, "", &mut acts.drafts, days) {
            // Taking a suggestion is not Enter.
            enter |= text == before;
            acts.drafts.put(slot, text);
        }
    });
    soft_ui(ui, &scene.look, "It stays quiet until that day, or until what it is about changes.");
    let mut cancel = false;
    flow_ui(ui, |ui| {
        enter |= button_ui(ui, &scene.look, Weight::Main, "Accept it").clicked();
        cancel = button_ui(ui, &scene.look, Weight::Quiet, "Cancel").clicked();
    });
    if enter {
        let [by, why, until] = &slots;
        match read(scene, finding, [by, why, until].map(|slot| acts.drafts.text(slot))) {
            Err((part, problem)) => {
                let slot = (acts.place, finding.id(), part);
                let typed = acts.drafts.text(&slot).to_owned();
                acts.drafts.refuse(&slot, typed, problem);
                return;
            }
            Ok(accepted) => {
                let (finding, accepted) = (finding.id(), Some(Box::new(accepted)));
                sink.command(Command::AcceptFinding { finding, accepted });
            }
        }
    }
    if enter || cancel {
        acts.accepting = None;
        for slot in &slots {
            acts.drafts.clear(slot);
        }
    }
}

/// The decision that the parts make, or which part is missing or cannot be read, and why.
fn read(
    scene: &Scene<'_>,
    finding: &Finding,
    [by, why, until]: [&str; 3],
) -> Result<AcceptedFinding, (Part, String)> {
    let said = |text: &str, part, advice: &str| match text.trim() {
        "" => Err((part, advice.to_owned())),
        text => Ok(text.to_owned()),
    };
    Ok(AcceptedFinding {
        by: said(by, Part::By, "Say who decides")?,
        why: said(why, Part::Why, "Say why, for whoever asks next year")?,
        day: scene.today(),
        until: optional_day(until, scene.today(), Side::Ahead).map_err(|problem| (Part::Until, problem))?,
        fingerprint: fingerprint(finding, scene.org),
    })
}

/// Shows the accepted ones among `findings`, folded away, with a way to take each decision back.
pub fn accepted_ui<'a>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    findings: impl Iterator<Item = &'a Finding>,
    sink: &mut Sink,
) {
    let accepted: Vec<_> = findings
        .filter(|finding| finding.accepted)
        .filter_map(|finding| Some((finding, scene.org.accepted_findings.get(&finding.id())?)))
        .collect();
    if accepted.is_empty() {
        return;
    }
    keyed_fold_ui(ui, &scene.look, "accepted", &format!("Accepted ({})", accepted.len()), |ui| {
        for (finding, decision) in accepted {
            ui.push_id(finding.id(), |ui| {
                body_ui(ui, &scene.look, &arrowed(&finding.message()));
                soft_ui(ui, &scene.look, &decision_words(decision));
                if button_ui(ui, &scene.look, Weight::Plain, "No longer accept").clicked() {
                    let finding = finding.id();
                    sink.command(Command::AcceptFinding { finding, accepted: None });
                }
                ui.add_space(STEP);
            });
        }
    });
}

/// `Ana on 2026-11-21, until 2027-03-31: the new system comes in March`.
fn decision_words(decision: &AcceptedFinding) -> String {
    let until = decision.until.map_or_else(|| "without an end".to_owned(), |day| format!("until {day}"));
    format!("{} on {}, {until}: {}", decision.by, decision.day, decision.why)
}
