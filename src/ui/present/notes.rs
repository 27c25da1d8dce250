//! The speaker's own window: what to say at this stop, what comes next, the timer and the time. Keys pressed there walk too.
//!
//! Where the platform has no second window the notes stand beside the slide. They come only when asked for.

use egui::{
    CentralPanel, Frame, Margin, Panel, RichText, ScrollArea, Ui, ViewportBuilder, ViewportClass, ViewportId,
    vec2,
};

use super::{PresentState, keys};
use crate::session::Session;
use crate::ui::Sink;
use crate::ui::tokens::{Tokens, semibold};

/// Sizes of type there, points: read at arm's length by somebody who speaks.
const NOTE: f32 = 24.0;
const SMALL: f32 = 17.0;

/// Shows the notes when they were asked for.
pub(super) fn notes_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut PresentState,
    clock: &str,
    sink: &mut Sink,
) {
    if !state.has_notes {
        return;
    }
    let frame = Frame::new().fill(tokens.panel).inner_margin(Margin::same(24));
    if ui.ctx().embed_viewports() {
        Panel::right("speaker notes")
            .frame(frame)
            .exact_size((ui.available_width() * 0.3).max(240.0))
            .show(ui, |ui| contents_ui(ui, session, tokens, state, clock));
        return;
    }
    let id = ViewportId::from_hash_of("speaker notes");
    let builder = ViewportBuilder::default().with_title("Speaker notes").with_inner_size(vec2(720.0, 560.0));
    let ctx = ui.ctx().clone();
    ctx.show_viewport_immediate(id, builder, |ui, class| {
        if class == ViewportClass::EmbeddedWindow {
            contents_ui(ui, session, tokens, state, clock);
            return;
        }
        keys::pressed(ui.ctx(), session, state, sink);
        if ui.input(|input| input.viewport().close_requested()) {
            state.has_notes = false;
        }
        CentralPanel::default().frame(frame).show(ui, |ui| contents_ui(ui, session, tokens, state, clock));
    });
}

fn contents_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, state: &PresentState, clock: &str) {
    let now_s = ui.input(|input| input.time);
    let small = |text: String| RichText::new(text).size(SMALL).color(tokens.ink);
    let stops = state.lectern.walk().stops.len();
    let mut standing = vec![format!("{} of {stops}", state.lectern.place() + 1)];
    standing.extend((!clock.is_empty()).then(|| clock.to_owned()));
    standing.extend(state.timer.text(now_s).map(|text| format!("timer {text}")));
    standing.push(if state.lock.is_open(now_s) { "unlocked" } else { "locked" }.to_owned());
    ui.add(egui::Label::new(small(standing.join("  \u{00b7}  "))).wrap());
    ui.add_space(16.0);
    if let Some(stop) = state.lectern.stop() {
        ui.add(
            egui::Label::new(RichText::new(&stop.content.heading).font(semibold(NOTE)).color(tokens.ink))
                .wrap(),
        );
        ui.add_space(8.0);
        let note = session.org().walk_notes.get(&stop.id).map(String::as_str);
        let note = note.unwrap_or("No note for this stop. O lists the stops; notes are written there.");
        let height = (ui.available_height() - 72.0).max(64.0);
        ScrollArea::vertical().id_salt("speaker note").max_height(height).show(ui, |ui| {
            ui.add(egui::Label::new(RichText::new(note).size(NOTE).color(tokens.ink)).wrap());
        });
    }
    ui.add_space(16.0);
    let next =
        state.lectern.next_stop().map_or("Next: the end of the walk", |stop| stop.content.heading.as_str());
    let next = if state.lectern.next_stop().is_some() { format!("Next: {next}") } else { next.to_owned() };
    ui.add(egui::Label::new(small(next)).wrap());
}
