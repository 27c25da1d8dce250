//! Rows that several panels show: a link with its state, from either end or from outside.

use egui::{Color32, Response, Ui, pos2};

use super::scene::Scene;
use super::words;
use crate::diagnosis::LinkState;
use crate::model::LinkId;
use crate::ui::widgets::{Chosen, ROW, STEP, one_line, paint_state_mark, row_ui, wrapped};

/// From where a link is looked at, which decides what its row calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenFrom {
    /// From the supplier: the row names the customer.
    Supplier,
    /// From the customer: the row names the supplier.
    Customer,
    /// From outside: the row names both.
    Outside,
}

/// A row for a link: mark, name, state in words. `more` stands in a second line when it is not empty.
pub fn link_row_ui(ui: &mut Ui, scene: &Scene<'_>, link: &LinkId, from: SeenFrom, more: &str) -> Response {
    let state = scene.state(link);
    let name = match from {
        SeenFrom::Supplier => scene.org.name_of(&link.customer).to_owned(),
        SeenFrom::Customer => scene.org.name_of(&link.supplier).to_owned(),
        SeenFrom::Outside => words::ends(scene.org, link),
    };
    let spoken = crate::picture::names::link(
        scene.org,
        link,
        scene.org.link(link).unwrap_or(&crate::model::Link::default()),
        scene.judged(link),
    );
    marked_row_ui(ui, scene, state, &name, more, &spoken)
}

/// A row with a state's mark at the left and its word at the right.
pub fn marked_row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: LinkState,
    name: &str,
    more: &str,
    spoken: &str,
) -> Response {
    let look = &scene.look;
    let indent = 36.0;
    let width = ui.available_width();
    let word = one_line(ui, state.word(), look.small(), look.state(state).text, 80.0);
    let room = width - indent - word.size().x - STEP * 2.0;
    let title = one_line(ui, name, look.body(), look.text, room);
    let second =
        (!more.is_empty()).then(|| wrapped(ui, more, look.small(), look.soft, width - indent - STEP));
    let second_height = second.as_ref().map_or(0.0, |galley| galley.size().y + 2.0);
    let height = ROW.max(title.size().y + 12.0) + second_height;
    let cut = title.elided;
    let response = row_ui(ui, look, height, Chosen::No, spoken);
    let rect = response.rect;
    let middle = rect.top() + (height - second_height) * 0.5;
    paint_state_mark(ui.painter(), pos2(rect.left() + 18.0, middle), 16.0, state, look);
    let title_at = pos2(rect.left() + indent, middle - title.size().y * 0.5);
    let below = title_at.y + title.size().y + 1.0;
    let word_at = pos2(rect.right() - word.size().x - STEP, middle - word.size().y * 0.5);
    ui.painter().galley(title_at, title, look.text);
    ui.painter().galley(word_at, word, Color32::PLACEHOLDER);
    if let Some(second) = second {
        ui.painter().galley(pos2(rect.left() + indent, below), second, look.soft);
    }
    if cut { response.on_hover_text(name) } else { response }
}
