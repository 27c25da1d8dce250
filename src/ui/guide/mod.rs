//! Guided capture: one calm band under the map with one question in large type, how it is answered, and the way back.
//!
//! Not here: which question comes next and what an answer makes (`session::guide`), and doing it (the app).

use egui::{Align, FontId, Id, Label, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use crate::model::{Org, PartyId};
use crate::picture::summary;
use crate::session::Session;
use crate::session::Subject;
use crate::session::capture::{CapturePreview, Completion};
use crate::session::guide::{Asked, Guide, Step, asked, complete_answer, foresee};
use crate::ui::actions::Action;
use crate::ui::panels::capture::line::{LineEvent, LineLook, LineState, Reads, line_ui};
use crate::ui::panels::scene::Scene;
use crate::ui::tokens::{Tokens, semibold};
use crate::ui::widgets::{STEP, Weight, body_ui, button_ui, soft_ui, verdicts_ui};
use crate::ui::{Request, Sink};

/// The question, in points.
const QUESTION: f32 = 28.0;
/// The height of the four answers, which a typed one takes up too, so that the map does not jump; in points.
const ANSWERS: f32 = 52.0;
/// The width of the button back, in points.
const BACK: f32 = 128.0;
/// The answer, in points.
const ANSWER: f32 = 18.0;
/// The most width of the field and of the four answers, in points.
const WIDEST: f32 = 960.0;

/// What is asked and typed.
#[derive(Debug, Default)]
pub struct GuideState {
    open: bool,
    guide: Guide,
    line: LineState,
    /// The question that the map was moved for.
    shown: Option<Option<Step>>,
}

impl GuideState {
    /// Asks on, where the map leaves something open. With a customer that is being heard, that one first.
    pub fn open(&mut self, session: &Session, hearing: Option<&PartyId>) {
        self.open = true;
        self.shown = None;
        self.guide.refresh(session.org(), session.diagnosis());
        if let Some(customer) = hearing {
            self.hear(customer, session);
        }
        self.line.focus();
    }

    /// Asks what this customer needs, and from whom.
    pub fn hear(&mut self, customer: &PartyId, session: &Session) {
        self.guide.ask(Step::Suppliers(customer.clone()), session.org());
        self.line.focus();
    }

    /// Puts the questions away; what was said stays, and so does the place.
    pub fn leave(&mut self) {
        self.open = false;
    }

    /// Whether a question is shown.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// What is asked now; `None` when nothing is left to ask.
    #[must_use]
    pub fn step(&self) -> Option<&Step> {
        self.guide.step()
    }

    /// Gives the keyboard to the answer.
    pub fn focus(&mut self) {
        self.line.focus();
    }

    /// Brings the question up to date with the facts. Tells what to show on the map, once for each new question: its subject, if it has one.
    pub fn refresh(&mut self, session: &Session) -> Option<Option<Subject>> {
        if !self.open {
            return None;
        }
        self.guide.refresh(session.org(), session.diagnosis());
        let step = self.guide.step().cloned();
        if self.shown.as_ref() == Some(&step) {
            return None;
        }
        let subject = step.as_ref().and_then(subject_of);
        self.shown = Some(step);
        self.line.focus();
        Some(subject)
    }

    /// That is all to this question.
    pub fn end(&mut self, session: &Session) {
        self.guide.end(session.org(), session.diagnosis());
    }

    /// Not now.
    pub fn skip(&mut self, session: &Session) {
        self.guide.skip(session.org(), session.diagnosis());
    }

    /// To the question before.
    pub fn back(&mut self) {
        self.guide.back();
    }
}

fn subject_of(step: &Step) -> Option<Subject> {
    match step {
        Step::Customers => None,
        Step::Suppliers(party) | Step::Serves(party) => Some(Subject::Party(party.clone())),
        Step::Word(link) | Step::Needs(link) => Some(Subject::Link(link.clone())),
    }
}

/// An answer to a question, on the map as it is.
struct Answered<'a> {
    scene: &'a Scene<'a>,
    step: Step,
}

impl Reads for Answered<'_> {
    fn org(&self) -> &Org {
        self.scene.org
    }

    fn ground(&self) -> String {
        format!("{} {:?}", self.scene.session.revision(), self.step)
    }

    fn foresee(&self, text: &str) -> CapturePreview {
        foresee(&self.step, text, self.scene.org, self.scene.today())
    }

    fn complete(&self, text: &str, cursor: usize) -> Vec<Completion> {
        complete_answer(&self.step, text, cursor, self.scene.org)
    }
}

/// Shows the question.
pub fn guide_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, state: &mut GuideState, sink: &mut Sink) {
    let scene = Scene::of(session, tokens);
    ui.add_space(STEP);
    match state.guide.step().cloned() {
        Some(step) => {
            let asked = asked(&step, scene.org, scene.diagnosis);
            head_ui(ui, &scene, &asked, state);
            question_ui(ui, &scene, &asked.question);
            help_ui(ui, &scene, &asked);
            match &step {
                Step::Word(link) => {
                    ui.scope(|ui| {
                        ui.set_max_width(WIDEST.min(ui.available_width()));
                        let said = scene.judged(link).and_then(crate::diagnosis::LinkDiagnosis::word);
                        let said = said.filter(|said| said.is_some());
                        if let Some(verdict) = verdicts_ui(ui, &scene.look, said) {
                            sink.act(action_of(verdict));
                        }
                    });
                }
                _ => answer_ui(ui, &scene, step, &asked, state, sink),
            }
            said_ui(ui, &scene, &asked);
        }
        None => finished_ui(ui, &scene, state, sink),
    }
    ui.add_space(STEP);
}

fn action_of(verdict: Option<crate::model::Verdict>) -> Action {
    use crate::model::Verdict;
    match verdict {
        Some(Verdict::Works) => Action::Works,
        Some(Verdict::Struggles) => Action::Struggles,
        Some(Verdict::Broken) => Action::Broken,
        None => Action::NotAsked,
    }
}

fn head_ui(ui: &mut Ui, scene: &Scene<'_>, asked: &Asked, state: &mut GuideState) {
    let look = &scene.look;
    let (org, diagnosis) = (scene.org, scene.diagnosis);
    ui.horizontal(|ui| {
        body_ui(ui, look, &format!("Guided capture, {}", asked.part));
        ui.add_space(STEP);
        let progress = body_ui(ui, look, &asked.progress);
        progress.widget_info(|| WidgetInfo::labeled(Role::Status, true, &asked.progress));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if button_ui(ui, look, Weight::Quiet, "Leave (Esc)").clicked() {
                state.leave();
            }
            if !asked.next_part.is_empty() && button_ui(ui, look, Weight::Quiet, asked.next_part).clicked() {
                state.guide.skip_part(org, diagnosis);
            }
            if button_ui(ui, look, Weight::Plain, "Skip (Alt+Right)").clicked() {
                state.guide.skip(org, diagnosis);
            }
            // A window that has no room for it has the key.
            if ui.available_width() >= BACK {
                ui.add_enabled_ui(state.guide.can_go_back(), |ui| {
                    if button_ui(ui, look, Weight::Plain, "Back (Alt+Left)").clicked() {
                        state.guide.back();
                    }
                });
            }
        });
    });
}

fn question_ui(ui: &mut Ui, scene: &Scene<'_>, question: &str) {
    let words = RichText::new(question).font(semibold(QUESTION)).color(scene.look.text);
    let response = ui.add(Label::new(words).wrap().selectable(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, question));
}

/// What was said to the question before; the latest words are the last ones.
fn said_ui(ui: &mut Ui, scene: &Scene<'_>, asked: &Asked) {
    const SHOWN: usize = 8;
    let mut words = asked.answered.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if let Some(more) = asked.answered.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        words.push_str(&format!(" and {more} more"));
    }
    let title = if asked.so_far.is_empty() { "So far" } else { asked.so_far };
    // An empty line keeps its place, so that the map does not jump with the first answer.
    let line = if words.is_empty() { " ".to_owned() } else { format!("{title}: {words}") };
    soft_ui(ui, &scene.look, &line);
}

fn answer_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    step: Step,
    asked: &Asked,
    state: &mut GuideState,
    sink: &mut Sink,
) {
    let is_last = asked.answered.is_empty();
    let hint =
        if is_last { format!("For example: {}", asked.example) } else { format!("{}: Enter", asked.end) };
    let face = LineLook {
        look: &scene.look,
        id: Id::unique("guide answer"),
        name: "Answer",
        hint: &hint,
        font: FontId::proportional(ANSWER),
        offers: true,
        // The room reads the question while the answer is typed.
        clear_of: Some(ui.min_rect().top()),
    };
    let reads = Answered { scene, step: step.clone() };
    let shown = ui.scope(|ui| {
        ui.set_max_width(WIDEST.min(ui.available_width()));
        line_ui(ui, &face, &mut state.line, &reads)
    });
    ui.add_space((ANSWERS - shown.response.rect.height()).max(0.0));
    match shown.inner.1 {
        LineEvent::Nothing => {}
        LineEvent::Taken(answer) => {
            let step = foresee(&step, &answer, scene.org, scene.today()).edits;
            if !step.is_empty() {
                sink.push(Request::Take(step));
            }
        }
        LineEvent::EnteredNothing => state.end(scene.session),
        LineEvent::Escaped => state.leave(),
        LineEvent::TakeBack => {}
        LineEvent::Undo => sink.act(Action::Undo),
        LineEvent::Redo => sink.act(Action::Redo),
        LineEvent::Pasted(_) => {
            let words =
                "Several lines go into the capture line: leave the questions (Esc), press / and paste there";
            sink.push(Request::Say(words.to_owned()));
        }
    }
}

fn help_ui(ui: &mut Ui, scene: &Scene<'_>, asked: &Asked) {
    let words = match asked.end {
        "" => asked.help.clone(),
        end => format!("{} Enter on an empty line: {}.", asked.help, end.to_lowercase()),
    };
    soft_ui(ui, &scene.look, &words);
}

/// Nothing is left to ask: what came of it, and where to go from here.
fn finished_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut GuideState, sink: &mut Sink) {
    let (org, diagnosis, look) = (scene.org, scene.diagnosis, &scene.look);
    let skipped = state.guide.skipped(org, diagnosis);
    question_ui(ui, scene, if skipped == 0 { "Everything has been asked." } else { "That is all for now." });
    let counts = &diagnosis.counts;
    body_ui(ui, look, &format!("{}.", summary(counts)));
    ui.horizontal(|ui| {
        if skipped > 0 {
            let words = match skipped {
                1 => "Ask the skipped question again".to_owned(),
                many => format!("Ask the {many} skipped questions again"),
            };
            if button_ui(ui, look, Weight::Main, &words).clicked() {
                state.guide.ask_skipped(org, diagnosis);
            }
        }
        let weight = if skipped > 0 { Weight::Plain } else { Weight::Main };
        if counts.broken > 0 && button_ui(ui, look, weight, "What to fix (X)").clicked() {
            state.leave();
            sink.act(Action::FixWorkspace);
        }
        if button_ui(ui, look, Weight::Plain, "Save (Ctrl+S)").clicked() {
            sink.act(Action::Save);
        }
        ui.add_enabled_ui(state.guide.can_go_back(), |ui| {
            if button_ui(ui, look, Weight::Plain, "Back (Alt+Left)").clicked() {
                state.guide.back();
            }
        });
        if button_ui(ui, look, Weight::Plain, "Leave (Esc)").clicked() {
            state.leave();
        }
    });
    // The same height as a question, so that the map does not jump.
    ui.allocate_exact_size(vec2(1.0, STEP * 3.0), Sense::hover());
}
