//! The *Present* workspace: the walk through the map, one stop at a time, for a room; and voting.
//!
//! No menus, no panels, no messages over the slide: what there is to say besides stands in a strip at its foot. The map is locked; a
//! key opens it for a moment. What is shown is made by [`crate::session::walk`] and set by [`crate::picture::slide`]; here it is
//! painted, keys are read, and what a person asks for is pushed. Seconds are those of the window.

mod fields;
mod foot;
mod keys;
mod notes;
mod overview;
mod screen;
mod slide;
mod trail;
mod vote;

use egui::{Rect, Ui};

use super::Sink;
use super::tokens::Tokens;
use crate::model::{Day, Parked};
use crate::picture::slide::Hall;
use crate::session::walk::{Ballot, Lectern, Lock, Timer, Walk};
use crate::session::{Command, Session};

pub use keys::pressed;

/// How long a change can be taken back with one key, seconds.
pub const UNDO_STAYS_S: f64 = 10.0;
/// How long a word in the strip at the foot stays, seconds.
const WORD_STAYS_S: f64 = 6.0;

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// A stop of the walk.
    #[default]
    Slide,
    /// The list of all stops.
    Overview,
    /// The vote.
    Vote,
}

/// Something that the app has to do: windows are its business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To leave the workspace.
    Leave,
    /// To go to the next screen.
    NextScreen,
    /// To set the slides for a room of another depth.
    Hall(Hall),
}

/// What the workspace remembers from frame to frame; a new one for every document.
#[derive(Default)]
pub struct PresentState {
    lectern: Lectern,
    /// The revision and day that the walk was built for.
    built_for: Option<(u64, Day)>,
    page: Page,
    /// Whether voting alone was asked for: then leaving it leaves the workspace.
    votes_only: bool,
    lock: Lock,
    timer: Timer,
    hall: Hall,
    is_blank: bool,
    spot: slide::Spot,
    trail: trail::Trail,
    has_notes: bool,
    field: Option<fields::Field>,
    /// What was done last, and when: it can be taken back with one key.
    done: Option<(String, f64)>,
    /// Why what was done last shows less than was said, if it does.
    why: Option<String>,
    /// How many steps had been done when that was looked at last.
    steps: Option<usize>,
    /// A word in the strip at the foot, and when it was said.
    word: Option<(String, f64)>,
    slides: slide::Slides,
    overview: overview::OverviewState,
    vote: vote::VoteState,
    wishes: Vec<Wish>,
}

impl PresentState {
    /// Sets the slides for a room of this depth.
    pub fn set_hall(&mut self, hall: Hall) {
        self.hall = hall;
    }

    /// Begins the walk at its first stop, locked.
    pub fn start(&mut self, session: &Session) {
        self.begin(session);
        self.lectern.go_to(0);
    }

    /// Begins at the stop that speaks of what is selected, or at the first.
    pub fn start_from_here(&mut self, session: &Session) {
        self.start(session);
        let chosen = session.selection().primary();
        let stop = match chosen {
            Some(crate::session::Subject::Party(party)) => {
                let about = crate::model::ActionSubject::Party(party.clone());
                self.lectern.walk().stops.iter().find(|stop| stop.about == about)
            }
            Some(subject) => subject.link().and_then(|link| self.lectern.walk().stop_about(link)),
            None => None,
        };
        if let Some(stop) = stop.map(|stop| stop.id.clone()) {
            self.lectern.go_to_stop(&stop);
        }
    }

    /// Shows the vote alone.
    pub fn start_vote(&mut self, session: &Session, presents: bool) {
        if !presents {
            self.begin(session);
        }
        self.votes_only = !presents;
        self.page = Page::Vote;
        self.vote.open(session);
    }

    fn begin(&mut self, session: &Session) {
        let (hall, ballot) = (self.hall, self.vote.ballot());
        *self = Self { hall, ..Self::default() };
        self.vote.set_ballot(ballot);
        self.refresh(session, 0.0);
    }

    /// Builds the walk anew when the facts or the day have changed, and notes what was done.
    pub fn refresh(&mut self, session: &Session, now_s: f64) {
        let built_for = Some((session.revision(), session.today()));
        if self.built_for != built_for {
            self.built_for = built_for;
            let walk = Walk::of(session.org(), session.diagnosis());
            self.lectern.follow(walk, session.org(), session.diagnosis());
            self.slides.forget();
        }
        let steps = session.history().done().len();
        if let Some(before) = self.steps.replace(steps) {
            if steps > before {
                let label = session.history().undo_label().unwrap_or_default().to_owned();
                let words = match self.why.take() {
                    Some(why) => format!("{label}. {why}"),
                    None => label,
                };
                self.done = Some((words, now_s));
            } else if steps < before {
                self.done = None;
            }
        }
        self.vote.refresh(session);
    }

    /// Says a word in the strip at the foot.
    pub fn tell(&mut self, word: impl Into<String>, now_s: f64) {
        self.word = Some((word.into(), now_s));
    }

    /// Why what was just done shows less than was said: stands beside it in the strip at the foot.
    pub fn explain(&mut self, why: impl Into<String>) {
        self.why = Some(why.into());
    }

    /// What the app has to do.
    pub fn take_wishes(&mut self) -> Vec<Wish> {
        std::mem::take(&mut self.wishes)
    }

    /// Where the speaker stands.
    #[must_use]
    pub fn lectern(&self) -> &Lectern {
        &self.lectern
    }

    /// What is shown.
    #[must_use]
    pub fn page(&self) -> Page {
        self.page
    }

    /// Whether the map can be changed at `now_s`.
    #[must_use]
    pub fn is_unlocked(&self, now_s: f64) -> bool {
        self.lock.is_open(now_s)
    }

    /// Whether the screen is black.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// The vote's budget.
    #[must_use]
    pub fn ballot(&self) -> Ballot {
        self.vote.ballot()
    }

    /// How many slides the stop takes, as they were set last.
    fn pages(&self) -> usize {
        self.slides.count()
    }

    /// What can be taken back with one key at `now_s`, in words.
    fn can_take_back(&self, now_s: f64) -> Option<&str> {
        self.done
            .as_ref()
            .filter(|(_, since_s)| now_s - since_s < UNDO_STAYS_S)
            .map(|(label, _)| label.as_str())
    }

    fn word(&self, now_s: f64) -> Option<&str> {
        self.word
            .as_ref()
            .filter(|(_, since_s)| now_s - since_s < WORD_STAYS_S)
            .map(|(word, _)| word.as_str())
    }

    /// Parks what was typed, as said at this stop.
    fn park(&self, words: &str, session: &Session, sink: &mut Sink) {
        let about = self.lectern.stop().map(|stop| stop.about.clone()).unwrap_or_default();
        let remark = Parked { about, ..Parked::of(words, session.today()) };
        sink.command(Command::Park(Box::new(remark)));
    }
}

/// Draws the workspace into all the room that is left. `clock` is the time on the wall, for the speaker.
pub fn present_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut PresentState,
    clock: &str,
    sink: &mut Sink,
) {
    let now_s = ui.input(|input| input.time);
    notes::notes_ui(ui, session, tokens, state, clock, sink);
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect_filled(whole, 0.0, tokens.canvas);
    if whole.width() < 64.0 || whole.height() < 64.0 {
        return;
    }
    let scale = screen::Scale::of(whole, state.hall);
    match state.page {
        Page::Overview => overview::overview_ui(ui, whole, session, tokens, state, sink),
        Page::Vote => vote::vote_ui(ui, &scale, tokens, state, sink),
        Page::Slide => slide::slide_ui(ui, &scale, session, tokens, state),
    }
    if state.page != Page::Overview {
        foot::foot_ui(ui, &scale, tokens, state, sink);
        fields::fields_ui(ui, &scale, session, tokens, state, sink);
    }
    if state.is_blank {
        blank_ui(ui, whole);
    }
    screen::wake(ui, state, now_s);
}

/// A black screen: the room looks at the speaker.
fn blank_ui(ui: &Ui, whole: Rect) {
    let painter =
        ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("blank")));
    painter.rect_filled(whole, 0.0, egui::Color32::BLACK);
    let response = ui.interact(whole, egui::Id::unique("blank screen"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Status, true, "The screen is blank"));
}
