//! A row of the fix list: what to mend, the figures behind its rank, the switch, the action.

use std::sync::Arc;

use egui::{Response, Role, Ui, WidgetInfo, pos2, vec2};

use super::cost::StatedCost;
use super::parts::{cause_word, paint_cause, switch_ui};
use super::result::finding_ui;
use crate::diagnosis::{Finding, Fix, FixKind, LinkState, Severity};
use crate::model::{Action, ActionId, LinkId, Org};
use crate::ui::panels::scene::Scene;
use crate::ui::panels::words::{counted, ends, severity};
use crate::ui::widgets::{Chosen, STEP, Weight, button_ui, flow_ui, fold_ui, one_line, row_ui, wrapped};

/// The width of the switch and the button at the right, in points.
const SIDE: f32 = 116.0;
/// Where the words begin, in points from the left.
const INDENT: f32 = 54.0;

/// A row, worked out once for each change.
#[derive(Clone, Debug)]
pub(super) struct FixRow {
    /// Its place in the list, from 1.
    pub(super) rank: usize,
    /// Probable cause or suspect.
    pub(super) kind: FixKind,
    /// Its links.
    pub(super) links: Vec<LinkId>,
    /// `Records → Booking`.
    pub(super) title: String,
    /// How many external customers it harms.
    pub(super) customers: usize,
    /// How many broken links it explains, or has downstream of it.
    pub(super) explains: usize,
    /// How its first link fares.
    state: LinkState,
    /// The figures in words, each with what it means.
    facts: Vec<(String, String)>,
    /// The open action about one of its links, if there is one.
    pub(super) planned: Option<Planned>,
    /// The problems on its links, the worst first.
    pub(super) findings: Vec<Arc<Finding>>,
}

impl FixRow {
    /// The row for `fix`, at `place` of the list.
    pub(super) fn of(org: &Org, fix: &Fix, place: usize, state: LinkState, planned: Option<Planned>) -> Self {
        let names = fix.links.iter().map(|link| ends(org, link));
        let customers = fix.external_customers.to_vec();
        let named: Vec<&str> = customers.iter().map(|customer| org.name_of(customer)).collect();
        Self {
            rank: place + 1,
            kind: fix.kind,
            links: fix.links.clone(),
            title: names.collect::<Vec<_>>().join(", "),
            customers: named.len(),
            explains: fix.explains,
            state,
            facts: facts(org, fix, &named),
            planned,
            findings: Vec::new(),
        }
    }
}

/// An action that is open.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    id: ActionId,
    /// Whether somebody is to do it by some day.
    is_agreed: bool,
    /// What, by whom, by when.
    words: String,
}

impl Planned {
    /// The action in words.
    pub(super) fn of(id: &ActionId, action: &Action) -> Self {
        let owner = Some(action.owner.trim()).filter(|owner| !owner.is_empty()).map(str::to_owned);
        let due = action.due.map(|day| format!("by {day}"));
        let is_agreed = owner.is_some() && due.is_some();
        let who = [owner, due].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let words = if who.is_empty() { action.what.clone() } else { format!("{who}: {}", action.what) };
        Self { id: id.clone(), is_agreed, words: words.replace(" -> ", " \u{2192} ") }
    }
}

/// The figures by which the list is ordered, in their order.
fn facts(org: &Org, fix: &Fix, customers: &[&str]) -> Vec<(String, String)> {
    let reached = match customers {
        [] => "No external customer is downstream of it.".to_owned(),
        named => format!("Its damage may reach {}.", named.join(", ")),
    };
    let (explains, meaning) = match fix.kind {
        FixKind::Root => (
            format!("explains {}", counted(fix.explains, "break", "breaks")),
            format!(
                "{} downstream of it, for which it is a probable cause.",
                counted(fix.explains, "broken link is", "broken links are")
            ),
        ),
        FixKind::Suspect => (
            format!("{} after it", counted(fix.explains, "break", "breaks")),
            format!(
                "{} downstream of it. Whether it is their cause is not known.",
                counted(fix.explains, "broken link is", "broken links are")
            ),
        ),
    };
    let worst = match fix.severity {
        Severity::Info => "no finding".to_owned(),
        worse => format!("severity {}", severity(worse).to_lowercase()),
    };
    let cost = StatedCost::of(org, &fix.links);
    let inside = if fix.internal { "inside" } else { "one end outside" };
    vec![
        (counted(customers.len(), "customer", "customers"), format!("External customers harmed. {reached}")),
        (explains, meaning),
        (worst, "The worst severity of the findings on it.".to_owned()),
        (
            counted(fix.complaints, "complaint", "complaints"),
            "Open complaints that were traced to it.".to_owned(),
        ),
        (cost.short, cost.detail),
        (
            inside.to_owned(),
            if fix.internal {
                "Both ends are teams of the organisation: it can be mended inside.".to_owned()
            } else {
                "One end is outside of the organisation.".to_owned()
            },
        ),
    ]
}

/// What a person did with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Did {
    /// Nothing.
    Nothing,
    /// Chose it.
    Flew,
    /// Turned the switch to this position.
    Turned(bool),
    /// Asked for an action.
    Planned,
    /// Asked to see the action that is planned.
    Opened(ActionId),
}

/// Shows a row; `on` is the position of its switch.
pub(super) fn fix_row_ui(ui: &mut Ui, scene: &Scene<'_>, row: &FixRow, on: bool) -> Did {
    let look = &scene.look;
    let mut did = Did::Nothing;
    let width = ui.available_width();
    let chosen = row.links.iter().any(|link| {
        scene.session.selection().primary().and_then(crate::session::Subject::link) == Some(link)
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.vertical(|ui| {
            ui.set_width(width - SIDE);
            ui.spacing_mut().item_spacing.y = 2.0;
            if title_ui(ui, scene, row, chosen).clicked() {
                did = Did::Flew;
            }
            facts_ui(ui, scene, row);
            findings_ui(ui, scene, row);
        });
        ui.vertical(|ui| {
            ui.set_width(SIDE);
            ui.with_layout(egui::Layout::top_down(egui::Align::Max), |ui| {
                let name = format!("If {} were mended", row.title);
                if let Some(on) = switch_ui(ui, look, "if mended", &name, on) {
                    did = Did::Turned(on);
                }
                if let Some(asked) = plan_ui(ui, scene, row) {
                    did = asked;
                }
            });
        });
    });
    let line = ui.allocate_exact_size(vec2(width, 9.0), egui::Sense::hover()).0;
    ui.painter().hline(line.x_range(), line.center().y, look.hair());
    did
}

fn title_ui(ui: &mut Ui, scene: &Scene<'_>, row: &FixRow, chosen: bool) -> Response {
    let look = &scene.look;
    let rank = one_line(ui, &row.rank.to_string(), look.heading(), look.text, 30.0);
    let room = ui.available_width() - INDENT - STEP;
    let title = wrapped(ui, &row.title, look.strong(), look.text, room);
    let word = format!("{}, {}", cause_word(row.kind), row.state.word());
    let word = one_line(ui, &word, look.small(), look.state(row.state).text, room);
    let height = title.size().y + word.size().y + 6.0;
    let spoken = format!("{}. {}, {}, {}", row.rank, row.title, cause_word(row.kind), row.state.word());
    let response = row_ui(ui, look, height, Chosen::from(chosen), &spoken);
    let rect = response.rect;
    let at = pos2(rect.left() + INDENT, rect.top() + 3.0);
    let middle = at.y + title.rows.first().map_or(9.0, |first| first.height() * 0.5);
    let rank_at = pos2(rect.left() + 26.0 - rank.size().x, middle - rank.size().y * 0.5);
    ui.painter().galley(rank_at, rank, look.text);
    let ink = look.state(row.state).line;
    paint_cause(ui.painter(), pos2(rect.left() + 40.0, middle), 13.0, row.kind, ink);
    let below = at + vec2(0.0, title.size().y);
    ui.painter().galley(at, title, look.text);
    ui.painter().galley(below, word, look.text);
    response.on_hover_text("Go to it on the map")
}

fn facts_ui(ui: &mut Ui, scene: &Scene<'_>, row: &FixRow) {
    ui.horizontal(|ui| {
        ui.add_space(INDENT);
        // Lines of small print stand closer than lines of buttons.
        ui.spacing_mut().interact_size.y = 16.0;
        flow_ui(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 1.0);
            for (words, meaning) in &row.facts {
                let label = egui::Label::new(
                    egui::RichText::new(words).font(scene.look.small()).color(scene.look.text),
                );
                let response = ui.add(label.extend().selectable(false));
                response
                    .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{words}. {meaning}")));
                response.on_hover_text(meaning);
            }
        });
    });
}

/// What was found on the links of the row, folded.
fn findings_ui(ui: &mut Ui, scene: &Scene<'_>, row: &FixRow) {
    if row.findings.is_empty() {
        return;
    }
    ui.horizontal_top(|ui| {
        ui.add_space(INDENT - STEP);
        ui.vertical(|ui| {
            fold_ui(ui, &scene.look, &counted(row.findings.len(), "finding", "findings"), |ui| {
                for finding in &row.findings {
                    finding_ui(ui, scene, finding);
                }
            });
        });
    });
}

fn plan_ui(ui: &mut Ui, scene: &Scene<'_>, row: &FixRow) -> Option<Did> {
    let Some(planned) = &row.planned else {
        let response = button_ui(ui, &scene.look, Weight::Faint, "Plan action");
        let name = format!("Plan an action on {}", row.title);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        return response.on_hover_text(name).clicked().then_some(Did::Planned);
    };
    // An action that nobody has taken on is not agreed yet.
    let words = if planned.is_agreed { "action planned" } else { "Who, by when?" };
    let response = button_ui(ui, &scene.look, Weight::Faint, words);
    let name = format!("{words} {}: {}", row.title, planned.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response
        .on_hover_text(format!("{}. Go to it in the action list", planned.words))
        .clicked()
        .then(|| Did::Opened(planned.id.clone()))
}
