//! The capture line: one line of typing makes teams, links, needs and ratings; what it will make is shown before Enter. Several pasted
//! lines are looked at in a list first.
//!
//! Not here: reading the line (`session::capture` does) and doing it (the window executes [`Request::Capture`] with
//! [`CaptureState::hearing`]).

mod foreseen;
pub(in crate::ui) mod line;
mod pasted;

use egui::{Id, Key, Modifiers, Ui};

use super::scene::Scene;
use crate::model::{Org, PartyId};
use crate::session::Session;
use crate::session::capture::{CapturePreview, Completion, Pasted, complete, preview};
use crate::ui::actions::Action;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{STEP, Weight, button_ui, chip_ui};
use crate::ui::{Request, Sink};
use line::{LineEvent, LineLook, LineState, Reads, line_ui};
use pasted::{PastedState, pasted_ui};

/// Lines that Up brings back.
const REMEMBERED: usize = 50;

/// What is typed, and what was typed before.
#[derive(Debug, Default)]
pub struct CaptureState {
    line: LineState,
    hearing: Option<PartyId>,
    earlier: Vec<String>,
    place: Option<usize>,
    /// Lines taken, each with how many steps there were before it.
    taken: Vec<(usize, String)>,
    pasted: Option<PastedState>,
}

impl CaptureState {
    /// The customer that is being heard: the lines speak of what it needs.
    #[must_use]
    pub fn hearing(&self) -> Option<&PartyId> {
        self.hearing.as_ref()
    }

    /// Hears this customer, or nobody in particular.
    pub fn hear(&mut self, customer: Option<PartyId>) {
        self.hearing = customer;
        self.line.focus();
    }

    /// Gives the keyboard to the line.
    pub fn start(&mut self) {
        self.line.focus();
    }

    /// Gives the keyboard to the line with `text` in it, unless something is typed there already.
    pub fn start_with(&mut self, text: &str) {
        if self.line.text().is_empty() {
            self.line.put(text.to_owned());
        }
        self.line.focus();
    }

    /// Whether the list of pasted lines is open.
    #[must_use]
    pub fn is_listing(&self) -> bool {
        self.pasted.as_ref().is_some_and(PastedState::is_open)
    }

    /// Lines that were pasted and wait to be looked at.
    #[must_use]
    pub fn waiting(&self) -> Option<&Pasted> {
        self.pasted.as_ref().map(PastedState::pasted)
    }
}

/// The grammar of the capture line, on the map as it is.
struct Spoken<'a> {
    scene: &'a Scene<'a>,
    hearing: Option<PartyId>,
}

impl Reads for Spoken<'_> {
    fn org(&self) -> &Org {
        self.scene.org
    }

    fn ground(&self) -> String {
        format!("{} {:?}", self.scene.session.revision(), self.hearing)
    }

    fn foresee(&self, text: &str) -> CapturePreview {
        preview(text, self.scene.org, self.hearing.as_ref(), self.scene.today())
    }

    fn complete(&self, text: &str, cursor: usize) -> Vec<Completion> {
        complete(text, cursor, self.scene.org, self.hearing.as_ref())
    }
}

/// Shows the capture line, and above it the lines that were pasted.
pub fn capture_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut CaptureState,
    sink: &mut Sink,
) {
    let scene = Scene::of(session, tokens);
    if state.hearing.as_ref().is_some_and(|customer| scene.org.party(customer).is_none()) {
        state.hearing = None;
    }
    pasted_ui(ui, &scene, state, sink);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = STEP;
        if let Some(customer) = &state.hearing {
            let words = format!("Hearing {}", scene.org.name_of(customer));
            let most = ui.available_width() * 0.4;
            if chip_ui(ui, &scene.look, &words, "Stop hearing", most) {
                state.hearing = None;
            }
        }
        waiting_ui(ui, &scene, state);
        spoken_ui(ui, &scene, state, sink);
    });
}

/// The way back to pasted lines that were put away.
fn waiting_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut CaptureState) {
    if let Some(pasted) = state.pasted.as_mut().filter(|pasted| !pasted.is_open()) {
        let count = pasted.pasted().rows().len();
        let words = match count {
            1 => "1 pasted line waits".to_owned(),
            many => format!("{many} pasted lines wait"),
        };
        if button_ui(ui, &scene.look, Weight::Plain, &words).clicked() {
            pasted.open();
        }
    }
}

fn spoken_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut CaptureState, sink: &mut Sink) {
    let id = Id::unique("capture line");
    walk_back(ui, id, state);
    let hint = match &state.hearing {
        Some(customer) => format!(
            "What does {} need, from whom? Reception: arrivals list by 8:30 !5 =2",
            scene.org.name_of(customer)
        ),
        None => "Order desk > Warehouse: pick list by 9:00 !5 =2; want a friendly heads-up".to_owned(),
    };
    let face = LineLook {
        look: &scene.look,
        id,
        name: "Capture line",
        hint: &hint,
        font: scene.look.body(),
        offers: state.place.is_none(),
        clear_of: None,
    };
    let spoken = Spoken { scene, hearing: state.hearing.clone() };
    let (response, event) = line_ui(ui, &face, &mut state.line, &spoken);
    if response.changed() {
        state.place = None;
    }
    match event {
        LineEvent::Nothing | LineEvent::EnteredNothing => {}
        LineEvent::Taken(line) => take(state, scene, line, sink),
        LineEvent::Escaped => response.surrender_focus(),
        LineEvent::TakeBack => take_back(state, scene, sink),
        LineEvent::Undo => sink.act(Action::Undo),
        LineEvent::Redo => sink.act(Action::Redo),
        LineEvent::Pasted(text) => match Pasted::of(&text) {
            Ok(pasted) => state.pasted = Some(PastedState::of(pasted)),
            Err(too_much) => sink.push(Request::Say(too_much.to_string())),
        },
    }
}

fn take(state: &mut CaptureState, scene: &Scene<'_>, line: String, sink: &mut Sink) {
    state.earlier.retain(|earlier| *earlier != line);
    state.earlier.push(line.clone());
    let surplus = state.earlier.len().saturating_sub(REMEMBERED);
    state.earlier.drain(..surplus);
    state.place = None;
    state.taken.push((scene.session.history().done().len(), line.clone()));
    let surplus = state.taken.len().saturating_sub(REMEMBERED);
    state.taken.drain(..surplus);
    sink.push(Request::Capture(line));
}

/// Undoes the last line and puts it into the field again, when it was the last step.
fn take_back(state: &mut CaptureState, scene: &Scene<'_>, sink: &mut Sink) {
    let steps = scene.session.history().done().len();
    // A line that said nothing new left no step; one that was undone otherwise is not undone again.
    state.taken.retain(|(before, _)| *before < steps);
    match state.taken.last() {
        Some((before, line)) if before + 1 == steps => {
            state.line.put(line.clone());
            state.taken.pop();
            sink.act(Action::Undo);
        }
        _ if steps > 0 => {
            sink.push(Request::Say("The last step was not a line: Ctrl+Z takes it back".to_owned()));
        }
        _ => {}
    }
}

/// Up and Down bring earlier lines back, when nothing new is typed.
fn walk_back(ui: &Ui, id: Id, state: &mut CaptureState) {
    let browsing = state.place.is_some();
    if !ui.memory(|memory| memory.has_focus(id)) || !(state.line.text().is_empty() || browsing) {
        return;
    }
    let (up, down) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowUp),
            browsing && input.consume_key(Modifiers::NONE, Key::ArrowDown),
        )
    });
    let place = match (up, down, state.place) {
        (true, _, None) => state.earlier.len().checked_sub(1),
        (true, _, Some(place)) => Some(place.saturating_sub(1)),
        (false, true, Some(place)) => Some(place + 1).filter(|place| *place < state.earlier.len()),
        _ => return,
    };
    state.place = place;
    state.line.put(place.and_then(|place| state.earlier.get(place)).cloned().unwrap_or_default());
}
