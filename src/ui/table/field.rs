//! A field of one line that stands in a row, a bar or a cell: no label painted, no height to spare.

use egui::{
    CornerRadius, EventFilter, Frame, Id, Margin, Rect, Response, RichText, Stroke, TextEdit, Ui, UiBuilder,
};

use crate::ui::widgets::{Look, ROUND, STEP};

/// How a field looks and behaves.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) id: Id,
    /// What screen readers call it.
    pub(super) name: &'a str,
    /// What stands in it while it is empty.
    pub(super) hint: &'a str,
    /// Whether Tab stays in it.
    pub(super) keeps_tab: bool,
    /// Whether what is typed cannot be taken.
    pub(super) refused: bool,
}

/// Shows a field that fills `rect`.
pub(super) fn field_in_ui(
    ui: &mut Ui,
    look: &Look,
    rect: Rect,
    field: Field<'_>,
    text: &mut String,
) -> Response {
    let focused = ui.memory(|memory| memory.has_focus(field.id));
    let stroke = match (field.refused, focused) {
        (true, _) => Stroke::new(1.5, look.problem),
        (false, true) => look.ring(),
        (false, false) => Stroke::new(1.0, look.border),
    };
    let width = stroke.width as i8;
    let above = ((rect.height() - look.body().size * 1.3) * 0.5).max(1.0) as i8;
    let frame = Frame::new()
        .fill(look.raised)
        .stroke(stroke)
        .corner_radius(CornerRadius::same(ROUND))
        .inner_margin(Margin::symmetric(STEP as i8 - width, (above - width).max(0)));
    let filter =
        EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: field.keeps_tab };
    let hint = RichText::new(field.hint).color(look.soft).font(look.body());
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.add_sized(
            rect.size(),
            TextEdit::singleline(text)
                .id(field.id)
                .font(look.body())
                .text_color(look.text)
                .hint_text(hint)
                .frame(frame)
                .desired_width(rect.width())
                .event_filter(filter),
        )
        .accessible_name(field.name)
    })
    .inner
}
