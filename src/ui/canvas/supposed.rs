//! The map as it would be: what is supposed, and the banner that says so for as long as it is shown.
//!
//! Deliberately absent: what follows from a supposition (the diagnosis), and how one comes about (the *Fix* workspace).

use std::collections::BTreeMap;

use egui::{Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::Frame;
use crate::diagnosis::{Assumed, LinkRole, Outcome};
use crate::model::LinkId;
use crate::picture::Lit;
use crate::ui::Sink;
use crate::ui::actions::Action;
use crate::ui::tokens::{color32, semibold};

/// What is supposed, and what would follow.
#[derive(Clone, Debug)]
pub struct Supposed {
    /// Another number for everything else that is supposed.
    pub serial: u64,
    /// What links are supposed to be.
    pub assumptions: BTreeMap<LinkId, Assumed>,
    /// What would follow.
    pub outcome: Outcome,
}

impl Supposed {
    /// What is supposed, with what would follow. Links that can be expected to clear are shown so on the map, and not as causes:
    /// they stay broken there, since nobody has asked again.
    #[must_use]
    pub fn new(serial: u64, assumptions: BTreeMap<LinkId, Assumed>, mut outcome: Outcome) -> Self {
        for link in &mut outcome.diagnosis.links {
            if outcome.expected_to_clear.binary_search(link.id()).is_ok() {
                link.role = LinkRole::None;
            }
        }
        Self { serial, assumptions, outcome }
    }

    /// `What if: 2 links mended, 1 failed.`
    #[must_use]
    pub fn words(&self) -> String {
        let count = |wanted| self.assumptions.values().filter(|assumed| **assumed == wanted).count();
        let (mended, failed) = (count(Assumed::Sound), count(Assumed::Broken));
        let links = |count: usize| if count == 1 { "1 link".to_owned() } else { format!("{count} links") };
        match (mended, failed) {
            (0, failed) => format!("What if: {} failed.", links(failed)),
            (mended, 0) => format!("What if: {} mended.", links(mended)),
            (mended, failed) => format!("What if: {} mended, {failed} failed.", links(mended)),
        }
    }
}

/// Parties and links to be lit.
#[derive(Clone, Debug)]
pub struct Lighted {
    /// Another number for everything else that is lit.
    pub serial: u64,
    /// What is lit.
    pub lit: Lit,
}

/// Says at the head of the map that it is not how things are, and leads back.
pub(super) fn banner_ui(ui: &Ui, frame: &Frame<'_>, sink: &mut Sink) {
    let Some(supposed) = frame.supposed else { return };
    let theme = frame.tokens.theme;
    let (ink, soft) = (color32(theme.ink), color32(theme.soft_ink));
    let painter = ui.painter();
    let room = (frame.view.width() - 120.0).max(80.0);
    let title = painter.layout(supposed.words(), semibold(15.0), ink, room);
    let rest =
        if frame.is_bare { "Not how things are" } else { "Not how things are. Esc or Clear to go back" };
    let rest = painter.layout(rest.to_owned(), egui::FontId::proportional(12.5), soft, room);
    let clear = painter.layout_no_wrap("Clear".to_owned(), semibold(13.5), color32(theme.on_fill));
    let button = if frame.is_bare { Vec2::ZERO } else { vec2(clear.size().x + 24.0, 30.0) };
    let words = vec2(title.size().x.max(rest.size().x), title.size().y + rest.size().y);
    let size = vec2(12.0 + words.x + 16.0 + button.x + 8.0, words.y.max(button.y) + 12.0);
    let plate = Rect::from_min_size(pos2(frame.view.center().x - size.x * 0.5, frame.view.top() + 8.0), size);
    let edge = Stroke::new(2.0, color32(theme.accent));
    painter.rect(plate, CornerRadius::same(8), color32(theme.plate), edge, StrokeKind::Inside);
    ui.interact(plate, frame.id.with("what-if"), Sense::CLICK | Sense::DRAG)
        .widget_info(|| WidgetInfo::labeled(Role::Status, true, supposed.words()));
    let at = pos2(plate.left() + 12.0, plate.center().y - words.y * 0.5);
    let below = at + vec2(0.0, title.size().y);
    painter.galley(at, title, ink);
    painter.galley(below, rest, soft);
    if frame.is_bare {
        return;
    }
    let area =
        Rect::from_min_size(pos2(plate.right() - 8.0 - button.x, plate.center().y - button.y * 0.5), button);
    let response = ui.interact(area, frame.id.with("clear what-if"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Clear the what-if"));
    let fill = if response.hovered() { color32(theme.ink) } else { color32(theme.accent) };
    painter.rect_filled(area, CornerRadius::same(5), fill);
    painter.galley(area.center() - clear.size() * 0.5, clear, Color32::PLACEHOLDER);
    if response.has_focus() {
        painter.rect_stroke(area.expand(2.0), CornerRadius::same(7), edge, StrokeKind::Outside);
    }
    if response.on_hover_text("Show again how things are (Esc)").clicked() {
        sink.act(Action::ClearWhatIf);
    }
}
