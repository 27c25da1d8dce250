//! One row of the outline, painted and named.

use egui::{CursorIcon, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::scene::Scene;
use super::list::{End, Row};
use super::{OutlineState, other_end, row_id, toggle};
use crate::diagnosis::LinkState;
use crate::model::{PartyId, PartyKind};
use crate::session::Subject;
use crate::ui::widgets::{Chosen, Icon, STEP, one_line, paint_icon, paint_state_mark, row_background};

/// Shows a row in `rect`.
pub fn row_ui(ui: &Ui, scene: &Scene<'_>, rect: Rect, row: &Row, state: &mut OutlineState) -> Response {
    let response = ui.interact(rect, row_id(row), Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let chosen = subject(row).is_some_and(|subject| scene.session.selection().contains(&subject));
    row_background(ui, &scene.look, rect, &response, Chosen::from(chosen));
    let (name, level, unfolded) = match row {
        Row::Group(name) => group(ui, scene, rect, name, state),
        Row::Party(party) => party_row(ui, scene, rect, party, state),
        Row::Link(link, end) => {
            let seen = other_end(link, *end);
            let verb = if *end == End::Supplier { "serves" } else { "served by" };
            let words = format!("{verb} {}", scene.org.name_of(seen));
            line(ui, scene, rect, 52.0, Some(scene.state(link)), &words, scene.state(link).word());
            (spoken_link(scene, link), 3, None)
        }
        Row::Expectation(link, id) => {
            let found = super::super::inspector::expectation_of(scene.org, link, id);
            let statement = found.map_or("", |facts| facts.statement.as_str());
            let ends = super::super::words::ends(scene.org, link);
            line(
                ui,
                scene,
                rect,
                24.0,
                Some(scene.state(link)),
                &format!("\u{201c}{statement}\u{201d}"),
                &ends,
            );
            (format!("Expectation \u{201c}{statement}\u{201d} on {ends}"), 2, None)
        }
    };
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, chosen, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_level(level);
        if let Some(unfolded) = unfolded {
            node.set_expanded(unfolded);
        }
    });
    match row {
        Row::Party(party) => {
            let words = state.outline.tally(party).in_words();
            let title = scene.org.name_of(party);
            response.on_hover_ui(|ui| {
                ui.set_max_width(320.0);
                ui.label(format!("{title}: {words}"));
            })
        }
        _ => response,
    }
}

type Painted = (String, usize, Option<bool>);

fn subject(row: &Row) -> Option<Subject> {
    match row {
        Row::Group(_) => None,
        Row::Party(party) => Some(Subject::Party(party.clone())),
        Row::Link(link, _) => Some(Subject::Link(link.clone())),
        Row::Expectation(link, id) => Some(Subject::Expectation(link.clone(), id.clone())),
    }
}

fn spoken_link(scene: &Scene<'_>, link: &crate::model::LinkId) -> String {
    match scene.org.link(link) {
        Some(facts) => crate::picture::names::link(scene.org, link, facts, scene.judged(link)),
        None => String::new(),
    }
}

fn group(ui: &Ui, scene: &Scene<'_>, rect: Rect, name: &str, state: &OutlineState) -> Painted {
    let look = &scene.look;
    let open = !state.folded.contains(name);
    let members =
        state.outline.groups.iter().find(|group| group.name == name).map_or(0, |group| group.parties.len());
    chevron(ui, scene, pos2(rect.left() + 12.0, rect.center().y + 2.0), open);
    let count = one_line(ui, &members.to_string(), look.small(), look.soft, 48.0);
    let room = rect.width() - 24.0 - count.size().x - STEP * 2.0;
    let words = one_line(ui, name, look.small_strong(), look.soft, room);
    let count_at = pos2(rect.right() - count.size().x - STEP, rect.center().y - count.size().y * 0.5 + 2.0);
    ui.painter().galley(
        pos2(rect.left() + 24.0, rect.center().y - words.size().y * 0.5 + 2.0),
        words,
        look.soft,
    );
    ui.painter().galley(count_at, count, look.soft);
    (format!("{name}, {}", super::super::words::counted(members, "party", "parties")), 1, Some(open))
}

fn party_row(ui: &Ui, scene: &Scene<'_>, rect: Rect, id: &PartyId, state: &mut OutlineState) -> Painted {
    let tally = state.outline.tally(id);
    let worst = tally.worst();
    let open = state.unfolded.contains(id);
    let Some(party) = scene.org.party(id) else { return (String::new(), 2, None) };
    if worst.is_some() {
        // Only the pointer uses it: the keyboard folds with Left and Right on the row itself.
        let place = Rect::from_center_size(pos2(rect.left() + 20.0, rect.center().y), vec2(24.0, 28.0));
        let fold = ui.interact(place, row_id(&Row::Party(id.clone())).with("fold"), Sense::CLICK);
        let verb = if open { "Hide" } else { "Show" };
        let name = format!("{verb} the links of {}", party.name);
        fold.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, &name));
        if fold.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            toggle(&mut state.unfolded, id);
        }
        chevron(ui, scene, place.center(), open);
    }
    let summary = scene
        .diagnosis
        .first_screen
        .customers
        .iter()
        .find(|summary| summary.customer == *id && party.kind == PartyKind::ExternalCustomer);
    let detail = match summary {
        Some(summary) if summary.fail == 1 => format!("1 of {} fails", summary.services),
        Some(summary) if summary.fail > 1 => format!("{} of {} fail", summary.fail, summary.services),
        Some(_) => String::new(),
        None if state.query.trim().is_empty() => String::new(),
        None => party.department.clone().unwrap_or_default(),
    };
    line(ui, scene, rect, 32.0, worst, &party.name, &detail);
    let spoken = crate::picture::names::party(party, scene.judged_party(id), summary);
    (format!("{spoken}, {}", tally.in_words()), 2, worst.map(|_| open))
}

fn chevron(ui: &Ui, scene: &Scene<'_>, center: egui::Pos2, open: bool) {
    let icon = if open { Icon::Down } else { Icon::Right };
    paint_icon(ui.painter(), center, 9.0, icon, scene.look.soft);
}

/// Mark, words, and a detail at the right that gives way first.
fn line(
    ui: &Ui,
    scene: &Scene<'_>,
    rect: Rect,
    indent: f32,
    state: Option<LinkState>,
    words: &str,
    detail: &str,
) {
    let look = &scene.look;
    if let Some(state) = state {
        let center = pos2(rect.left() + indent + 12.0, rect.center().y);
        paint_state_mark(ui.painter(), center, 15.0, state, look);
    }
    let left = rect.left() + indent + 28.0;
    let room = rect.right() - STEP - left;
    let words = one_line(ui, words, look.body(), look.text, room);
    let spare = room - words.size().x - STEP;
    let words_at = pos2(left, rect.center().y - words.size().y * 0.5);
    ui.painter().galley(words_at, words, look.text);
    if spare > 40.0 {
        let detail = one_line(ui, detail, look.small(), look.soft, spare);
        let at = pos2(rect.right() - STEP - detail.size().x, rect.center().y - detail.size().y * 0.5);
        ui.painter().galley(at, detail, look.soft);
    }
}
