//! The fix list: what helps most, first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::Ui;

use super::row::{Did, FixRow, Planned, fix_row_ui};
use super::scenario::Supposing;
use crate::diagnosis::{Assumed, Class, Finding, LinkState, Scenario, ask, kept_as};
use crate::model::{Action as Planning, ActionId, Day, LinkId};
use crate::session::{Command, Session};
use crate::ui::actions::Action;
use crate::ui::panels::scene::{Scene, fly_to_link};
use crate::ui::panels::words::counted;
use crate::ui::widgets::{STEP, Weight, button_ui, empty_ui, soft_ui};
use crate::ui::{Request, Sink};

/// So many rows are shown before "more" is pressed.
const SHOWN: usize = 8;

/// The rows as they stand.
#[derive(Debug, Default)]
pub(super) struct FixList {
    rows: Vec<FixRow>,
    made_for: Option<(u64, Day)>,
    unfolded: bool,
}

impl FixList {
    /// Makes the rows anew, if the facts have changed.
    pub(super) fn refresh(&mut self, session: &Session) {
        let made_for = Some((session.revision(), session.today()));
        if self.made_for == made_for {
            return;
        }
        self.made_for = made_for;
        let (org, diagnosis) = (session.org(), session.diagnosis());
        // Of several open actions on a link the one that still lacks somebody or a day is shown.
        let mut planned: BTreeMap<&LinkId, (&ActionId, &Planning)> = BTreeMap::new();
        let lacks = |action: &Planning| action.owner.trim().is_empty() || action.due.is_none();
        for (id, action) in org.actions.iter().filter(|(_, action)| action.status.is_open()) {
            if let Some(link) = action.about.link()
                && planned.get(link).is_none_or(|(_, known)| lacks(action) && !lacks(known))
            {
                planned.insert(link, (id, action));
            }
        }
        let mut problems: BTreeMap<&LinkId, Vec<&Arc<Finding>>> = BTreeMap::new();
        let open = diagnosis.findings.iter().filter(|finding| !finding.accepted);
        for finding in open.filter(|finding| finding.class == Class::Problem) {
            for link in finding.links() {
                problems.entry(link).or_default().push(finding);
            }
        }
        let fixes = diagnosis.fixes.iter().enumerate();
        let rows = fixes.map(|(place, fix)| {
            let first = fix.links.first().and_then(|link| diagnosis.link(link));
            let state = first.map_or(LinkState::Unknown, |judged| judged.state);
            let planned = fix
                .links
                .iter()
                .find_map(|link| planned.get(link))
                .map(|(id, action)| Planned::of(id, action));
            let found = fix.links.iter().filter_map(|link| problems.get(link)).flatten();
            let mut findings: Vec<Arc<Finding>> = found.map(|finding| Arc::clone(finding)).collect();
            findings.dedup_by(|one, other| Arc::ptr_eq(one, other));
            let mut row = FixRow::of(org, fix, place, state, planned);
            row.findings = findings;
            row
        });
        self.rows = rows.collect();
    }

    /// All rows, the first one first.
    pub(super) fn rows(&self) -> &[FixRow] {
        &self.rows
    }
}

/// Shows the list. Tells the links of the switch that was turned, and its new position.
pub(super) fn list_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    list: &mut FixList,
    supposing: &Supposing,
    sink: &mut Sink,
) -> Option<(BTreeSet<LinkId>, bool)> {
    if list.rows.is_empty() {
        nothing_ui(ui, scene, sink);
        return None;
    }
    let mut turned = None;
    let shown = if list.unfolded { list.rows.len() } else { SHOWN };
    for row in list.rows.iter().take(shown) {
        let assumptions = supposing.assumptions();
        let on = row.links.iter().all(|link| assumptions.get(link) == Some(&Assumed::Sound));
        let did = ui.push_id(&row.links, |ui| fix_row_ui(ui, scene, row, on)).inner;
        match did {
            Did::Nothing => {}
            Did::Flew => {
                if let Some(link) = row.links.first() {
                    fly_to_link(sink, link);
                }
            }
            Did::Turned(on) => turned = Some((row.links.iter().cloned().collect(), on)),
            Did::Planned => plan(scene, row, sink),
            Did::Opened(action) => sink.push(Request::ShowAction(action)),
        }
    }
    let more = list.rows.len().saturating_sub(SHOWN);
    if more > 0 {
        let words = if list.unfolded {
            "Show fewer".to_owned()
        } else {
            format!("Show {more} more, mostly suspects")
        };
        if button_ui(ui, &scene.look, Weight::Quiet, &words).clicked() {
            list.unfolded = !list.unfolded;
        }
    }
    turned
}

/// Notes an action on each link of a row, in the words in which a what-if is kept.
fn plan(scene: &Scene<'_>, row: &FixRow, sink: &mut Sink) {
    let Some(fix) = scene.diagnosis.fixes.get(row.rank - 1) else { return };
    let scenario = Scenario::mending(row.title.clone(), [fix]);
    let mut actions = kept_as(&scenario, scene.org, scene.diagnosis).actions;
    match (actions.pop(), actions.is_empty()) {
        (None, _) => sink.push(Request::Say("An open action says so already".to_owned())),
        (Some(only), true) => sink.command(Command::AddAction(Box::new(only))),
        (Some(last), false) => {
            actions.push(last);
            sink.command(Command::AddActions(format!("Plan: mend {}", row.title), actions));
        }
    }
}

/// Nothing to mend: what to ask instead.
fn nothing_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    let unknown = scene.diagnosis.counts.unknown;
    match scene.diagnosis.questions.first() {
        Some(question) => {
            let advice = format!(
                "{} never asked. Ask next: {}.",
                counted(unknown, "link was", "links were"),
                ask(&question.link, scene.org)
            );
            empty_ui(ui, &scene.look, "Nothing is broken as far as anybody has said", &advice);
            if button_ui(ui, &scene.look, Weight::Main, "Next question").clicked() {
                sink.act(Action::NextQuestion);
            }
        }
        None if scene.org.links().is_empty() => empty_ui(
            ui,
            &scene.look,
            "Nothing to fix yet",
            "As soon as somebody says how a link goes, what to mend first stands here.",
        ),
        None => empty_ui(
            ui,
            &scene.look,
            "Nothing is broken",
            "Every link was asked about. Select a link and press I to see what would follow if it failed.",
        ),
    }
    ui.add_space(STEP);
    soft_ui(ui, &scene.look, "Select any link and press I: what if it worked or failed?");
}
