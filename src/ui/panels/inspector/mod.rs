//! The inspector, at the right: everything that the chosen party, link or expectation holds, read and edited in one place.
//!
//! With nothing chosen it shows the organisation. Each typed fact is one command on Enter or when the keyboard leaves it; each choice one
//! command at once. Text that is under way lives in [`InspectorState`], which the window makes afresh for every document.

mod agreement;
mod cause;
mod cost;
mod doing;
mod expectation;
mod fields;
mod improve;
mod link;
mod measurements;
mod organisation;
mod party;
mod quality;
mod ratings;
mod records;
mod several;
mod slots;
mod standing;
mod wants;

use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{ScrollArea, Ui};

use self::quality::QualityKind;
use self::standing::Standing;
use super::finding_acts::{FindingActs, Place};
use super::scene::Scene;
use crate::model::{Day, Direction, ExpectationId, ExpectationKind, LinkId, PartyId, Verdict};
use crate::session::{Session, Subject};
use crate::ui::Sink;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{Drafts, STEP};

pub(super) use fields::expectation_of;
pub use fields::{ExpectationField, Field, LinkField, OrgField, PartyField};
pub use organisation::org_settings_ui;
pub(super) use party::like;
pub use slots::{NewThing, Slot};

/// The three questions of seed 001, each a tab of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Question {
    /// What do they want?
    #[default]
    Want,
    /// How are we doing?
    Doing,
    /// How can we improve?
    Improve,
}

/// What is open and under way in the inspector.
#[derive(Debug)]
pub struct InspectorState {
    pub(super) drafts: Drafts<Slot>,
    tab: Question,
    unfolded: BTreeSet<(LinkId, ExpectationId)>,
    new_kind: ExpectationKind,
    new_direction: Option<Direction>,
    new_verdict: Option<Verdict>,
    new_quality: QualityKind,
    new_target: QualityKind,
    acts: FindingActs,
    shown: Option<Subject>,
    standing: Rc<Standing>,
    /// The revision, the day and the subject that the standing was asked for.
    asked_for: Option<(u64, Day, Option<Subject>)>,
    together: several::Together,
}

impl Default for InspectorState {
    fn default() -> Self {
        Self {
            drafts: Drafts::default(),
            tab: Question::default(),
            unfolded: BTreeSet::new(),
            new_kind: ExpectationKind::default(),
            new_direction: None,
            new_verdict: None,
            new_quality: QualityKind::default(),
            new_target: QualityKind::default(),
            acts: FindingActs::at(Place::Inspector),
            shown: None,
            standing: Rc::default(),
            asked_for: None,
            together: several::Together::default(),
        }
    }
}

impl InspectorState {
    /// Gives the keyboard to a typed fact as soon as it is shown, for example to the name of a team just made.
    pub fn focus(&mut self, field: Field) {
        self.drafts.focus(Slot::Field(field));
    }

    /// Opens a link's first question with the keyboard in the line for a new need or want.
    pub fn start_expectation(&mut self, link: &LinkId, kind: ExpectationKind) {
        self.tab = Question::Want;
        self.new_kind = kind;
        self.drafts.focus(Slot::New(Subject::Link(link.clone()), NewThing::Statement));
    }

    /// Gives the keyboard to the name of a party.
    pub fn start_naming(&mut self, party: &PartyId) {
        self.focus(Field::Party(party.clone(), PartyField::Name));
    }

    /// Gives the keyboard to the department of what is chosen, be it one party or several.
    pub fn start_department(&mut self, session: &Session) {
        match session.selection().primary() {
            Some(Subject::Party(party)) if session.selection().subjects().len() == 1 => {
                self.focus(Field::Party(party.clone(), PartyField::Department));
            }
            _ => self.drafts.focus(Slot::Department),
        }
    }

    /// Opens a tab of the link inspector.
    pub fn open_tab(&mut self, tab: Question) {
        self.tab = tab;
    }

    /// Takes what was typed and not yet confirmed, before a save or another document. What cannot be taken stays.
    pub fn finish(&mut self, session: &Session, sink: &mut Sink) {
        slots::take_waiting(&mut self.drafts, session.org(), session.today(), sink);
    }
}

/// Shows the inspector for what is chosen.
pub fn inspector_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    state: &mut InspectorState,
    sink: &mut Sink,
) {
    let scene = Scene::of(session, tokens);
    let chosen = session.selection().primary().cloned();
    if chosen != state.shown {
        // What was typed about something that is no longer shown is taken now: its field cannot lose the keyboard any more.
        state.finish(session, sink);
        state.drafts.clear(&Slot::Department);
        state.shown.clone_from(&chosen);
    }
    let asked_for = Some((session.revision(), session.today(), chosen.clone()));
    if state.asked_for != asked_for {
        state.standing = Rc::new(Standing::of(&scene, chosen.as_ref()));
        state.asked_for = asked_for;
    }
    let scroll = ScrollArea::vertical().id_salt(("inspector", &chosen)).auto_shrink(false);
    scroll.show(ui, |ui| {
        // The bar floats over the right edge; keep text out of its way.
        ui.set_max_width((ui.available_width() - STEP).max(0.0));
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.push_id(&chosen, |ui| match &chosen {
            _ if session.selection().subjects().len() > 1 => several::several_ui(ui, &scene, state, sink),
            Some(Subject::Party(party)) => party::party_ui(ui, &scene, party, state, sink),
            Some(Subject::Link(link)) => link::link_ui(ui, &scene, link, state, sink),
            Some(Subject::Expectation(link, id)) => {
                expectation::expectation_ui(ui, &scene, link, id, state, sink);
            }
            None => organisation::organisation_ui(ui, &scene, &mut state.drafts, sink),
        });
        ui.add_space(STEP * 3.0);
    });
}
