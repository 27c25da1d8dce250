//! The open document itself.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::capture::{self, Problem};
use super::keeping::Keeping;
use super::layout_memo::{LaidOut, LayoutMemo};
use super::plan::{Plan, plan};
use super::showing::{Revealed, Showing, Sight, reveal};
use super::{Command, CommandError, NewParty, Removal, Selection, Subject};
use crate::diagnosis::{Diagnoser, Diagnosis};
use crate::edit::{Edit, History, PartyFact, Transaction};
use crate::layout::{Grouping, Layout, LayoutRequest};
use crate::model::{Day, Org, PartyId, View};
use crate::picture::Shown;

/// One open document: facts, history, what is chosen, where it is kept.
#[derive(Debug)]
pub struct Session {
    /// Shared with threads that read it: an edit meanwhile is made to a copy.
    pub(super) org: Arc<Org>,
    pub(super) history: History,
    revision: u64,
    /// Rises with every change of what the layout is made of.
    shape_revision: u64,
    /// Rises with every change of what the boxes are made of.
    parties_revision: u64,
    selection: Selection,
    view: View,
    today: Day,
    pub(super) keeping: Keeping,
    grouping: Grouping,
    diagnoser: Diagnoser,
    /// Edits that the diagnosis does not know yet.
    undiagnosed: Vec<Edit>,
    showing: Showing,
    shown: Arc<Shown>,
    /// What `shown` was made of: the revision and the showing; `None` before the first.
    shown_of: Option<(u64, Showing)>,
    /// Rises with every new `shown`.
    shown_revision: u64,
    /// Whether something was chosen since it was last looked after that it is seen.
    is_choice_new: bool,
    revealed: Revealed,
    layouts: LayoutMemo,
    nothing_laid_out: (LayoutRequest, Layout),
}

impl Session {
    /// An empty, unnamed document.
    #[must_use]
    pub fn new(today: Day) -> Self {
        Self::of(Org::default(), None, today)
    }

    /// The document that was read from `path`.
    #[must_use]
    pub fn of(org: Org, path: Option<PathBuf>, today: Day) -> Self {
        let diagnoser = Diagnoser::new(&org, today);
        Self {
            org: Arc::new(org),
            history: History::saved(),
            revision: 0,
            shape_revision: 0,
            parties_revision: 0,
            selection: Selection::none(),
            view: View::Chain,
            today,
            keeping: Keeping::at(path),
            grouping: Grouping::Departments,
            diagnoser,
            undiagnosed: Vec::new(),
            showing: Showing::default(),
            shown: Arc::default(),
            shown_of: None,
            shown_revision: 0,
            is_choice_new: false,
            revealed: Revealed::default(),
            layouts: LayoutMemo::default(),
            nothing_laid_out: <(LayoutRequest, Layout)>::default(),
        }
    }

    /// Does what was asked, or says why not and changes nothing.
    ///
    /// # Errors
    /// [`CommandError`] in words for the person who asked.
    pub fn execute(&mut self, command: &Command) -> Result<(), CommandError> {
        match command {
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::GoToStep(step) => self.go_to_step(*step),
            Command::Select(selection) => self.choose(selection.clone()),
            Command::SetView(view) => self.view = *view,
            Command::SetGrouping(grouping) => self.grouping = *grouping,
            Command::Show(showing) => self.showing = showing.clone().kept_in(&self.org),
            Command::SetPin { pin: Some(_), .. } | Command::SetPins { .. }
                if self.showing.focus.is_some() =>
            {
                return Err(CommandError::PartShown);
            }
            Command::AddParty(new) if self.showing.focus.is_some() => {
                // A place among a part of the map is none among all of it.
                let unplaced = Command::AddParty(NewParty { pin: None, ..new.clone() });
                self.plan_and_take(&unplaced)?;
            }
            _ => {
                self.plan_and_take(command)?;
                if let Command::Tidy(view) = command {
                    self.layouts.start_afresh(*view);
                }
            }
        }
        Ok(())
    }

    fn plan_and_take(&mut self, command: &Command) -> Result<(), CommandError> {
        match plan(command, &self.org, self.today)? {
            Some(plan) => self.take(plan),
            None => Ok(()),
        }
    }

    fn choose(&mut self, selection: Selection) {
        self.selection = selection.kept_in(&self.org);
        self.is_choice_new = true;
    }

    /// Does `transaction`, as an import or a capture line brings it, as one step.
    ///
    /// # Errors
    /// [`CommandError::Refused`] when it does not fit; nothing changes.
    pub fn execute_transaction(&mut self, transaction: Transaction) -> Result<(), CommandError> {
        if transaction.is_empty() {
            return Ok(());
        }
        let step = self.history.execute(transaction, Arc::make_mut(&mut self.org))?;
        if let Some(step) = step {
            self.changed_by(step.applied);
        }
        Ok(())
    }

    /// Does what a capture line says, as one step, and chooses its last link. `hearing` is the customer being heard, if any.
    ///
    /// # Errors
    /// [`Problem`] under the character where the line stops making sense; nothing changes.
    pub fn capture(&mut self, line: &str, hearing: Option<&PartyId>) -> Result<(), Problem> {
        let preview = capture::preview(line, &self.org, hearing, self.today);
        if let Some(problem) = preview.problem {
            return Err(problem);
        }
        let chosen = preview.chosen().cloned();
        self.execute_transaction(preview.edits).map_err(|error| Problem {
            at_byte: 0,
            at_char: 0,
            message: error.to_string(),
        })?;
        if let Some(subject) = chosen {
            self.choose(Selection::of(subject));
        }
        Ok(())
    }

    fn take(&mut self, plan: Plan) -> Result<(), CommandError> {
        self.execute_transaction(plan.transaction)?;
        if let Some(selection) = plan.select {
            self.choose(selection);
        }
        Ok(())
    }

    fn undo(&mut self) {
        if let Some(step) = self.history.undo(Arc::make_mut(&mut self.org)) {
            self.changed_by(step.applied);
        }
    }

    fn redo(&mut self) {
        if let Some(step) = self.history.redo(Arc::make_mut(&mut self.org)) {
            self.changed_by(step.applied);
        }
    }

    fn go_to_step(&mut self, step: usize) {
        while self.history.done().len() > step && self.history.undo_label().is_some() {
            self.undo();
        }
        while self.history.done().len() < step && self.history.redo_label().is_some() {
            self.redo();
        }
    }

    fn changed_by(&mut self, applied: Transaction) {
        self.revision += 1;
        let shapes_boxes = applied.edits.iter().any(shapes_boxes);
        let shapes_lines = applied.edits.iter().any(|edit| matches!(edit, Edit::LinkExists { .. }));
        self.parties_revision += u64::from(shapes_boxes);
        self.shape_revision += u64::from(shapes_boxes || shapes_lines);
        self.undiagnosed.extend(applied.edits.iter().cloned());
        self.keeping.note_step(applied);
        self.selection = std::mem::take(&mut self.selection).kept_in(&self.org);
    }

    /// Brings diagnosis and layout up to date with the facts, the day and the view. Cheap when nothing changed: call it once before
    /// each drawing. The diagnosis is made at once; the layout of a large map on a thread, see [`Session::is_laying_out`].
    pub fn refresh(&mut self) {
        self.diagnoser.update(&self.org, self.today, &std::mem::take(&mut self.undiagnosed));
        self.refresh_shown();
        let facts = LaidOut {
            revision: self.shape_revision,
            parties_revision: self.parties_revision,
            shown_revision: self.shown_revision,
            view: self.view,
            grouping: self.grouping,
        };
        self.layouts.refresh(&self.org, &self.shown, facts);
    }

    /// Brings what is shown up to date, and what was chosen since into sight.
    fn refresh_shown(&mut self) {
        self.make_shown();
        if std::mem::take(&mut self.is_choice_new)
            && let Some(chosen) = self.selection.primary().cloned()
        {
            self.reveal_as(&chosen, Sight::InSum);
        }
    }

    fn make_shown(&mut self) {
        let is_right = |(revision, showing): &(u64, Showing)| {
            *revision == self.shape_revision && *showing == self.showing
        };
        if self.shown_of.as_ref().is_some_and(is_right) {
            return;
        }
        self.showing = std::mem::take(&mut self.showing).kept_in(&self.org);
        let shown = self.showing.after(&self.shown, &self.org);
        self.shown_revision += u64::from(shown != *self.shown || self.shown_of.is_none());
        self.shown = Arc::new(shown);
        self.shown_of = Some((self.shape_revision, self.showing.clone()));
    }

    fn reveal_as(&mut self, subject: &Subject, sight: Sight) {
        if !subject.exists_in(&self.org) {
            return;
        }
        let revealed = reveal(&mut self.showing, &self.shown, subject, sight, &self.selection);
        if !revealed.is_empty() {
            self.revealed.add(revealed);
            self.make_shown();
        }
    }

    /// Draws these by themselves from now on: unfolds the departments they are in, and makes them part of the focus, if they are hidden. What
    /// was done is in [`Session::take_revealed`].
    pub fn reveal<'subjects>(&mut self, subjects: impl IntoIterator<Item = &'subjects Subject>) {
        self.make_shown();
        for subject in subjects {
            self.reveal_as(subject, Sight::ByItself);
        }
    }

    /// What was unfolded, or added to the focus, because it was asked for while it was hidden; each is said once. `None` when
    /// there is nothing to say.
    pub fn take_revealed(&mut self) -> Option<String> {
        std::mem::take(&mut self.revealed).in_words(&self.org)
    }

    /// What of the map is to be drawn.
    #[must_use]
    pub fn showing(&self) -> &Showing {
        &self.showing
    }

    /// What of the map is drawn, as of the last [`Session::refresh`]: the boxes and lines of [`Session::layout`].
    #[must_use]
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// The judgement on the facts, as of the last [`Session::refresh`].
    #[must_use]
    pub fn diagnosis(&self) -> &Diagnosis {
        self.diagnoser.diagnosis()
    }

    /// Where everything stands in the present view, as of the last [`Session::refresh`]: boxes in the order of [`Shown::boxes`],
    /// routes in the order of [`Shown::lines`]; that is, of [`Org::parties`] and [`Org::links`] while all of the map is shown. Empty
    /// before the first.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        self.layouts.layout(self.view).unwrap_or(&self.nothing_laid_out.1)
    }

    /// What [`Session::layout`] answers. It does not say which earlier picture the layout was to resemble.
    #[must_use]
    pub fn layout_request(&self) -> &LayoutRequest {
        self.layouts.request(self.view).unwrap_or(&self.nothing_laid_out.0)
    }

    /// Rises whenever [`Session::layout`] is another one, be it by an edit, another view, or a thread that has finished.
    #[must_use]
    pub fn layout_revision(&self) -> u64 {
        self.layouts.revision()
    }

    /// Whether a better layout is still being computed. Until then the boxes stand where they stood, new ones beneath them, and some
    /// lines have no way yet. Whoever draws calls [`Session::refresh`] again soon.
    #[must_use]
    pub fn is_laying_out(&self) -> bool {
        self.layout_progress().is_some()
    }

    /// Gives up the layout that is being computed: what is shown stays, and some of it may have no place or no line until the next
    /// change, or until the map is tidied. Does nothing when there is none.
    pub fn cancel_layout(&mut self) {
        self.layouts.cancel(self.view);
    }

    /// How far the layout is that is being computed, 0 to 1; `None` when there is none.
    #[must_use]
    pub fn layout_progress(&self) -> Option<f32> {
        self.layouts.progress(self.view)
    }

    /// Whether departments are drawn together.
    #[must_use]
    pub fn grouping(&self) -> Grouping {
        self.grouping
    }

    /// The facts.
    #[must_use]
    pub fn org(&self) -> &Org {
        &self.org
    }

    /// The facts, for a thread to read. An edit made while another holds them costs a copy of everything: let go of them soon.
    #[must_use]
    pub fn shared_org(&self) -> Arc<Org> {
        Arc::clone(&self.org)
    }

    /// [`Session::shown`], for a thread to read.
    #[must_use]
    pub fn shared_shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown)
    }

    /// [`Session::layout`], for a thread to read.
    #[must_use]
    pub fn shared_layout(&self) -> Arc<Layout> {
        self.layouts.shared(self.view).unwrap_or_default()
    }

    /// What was done and undone.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Rises with every change of the facts.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What is chosen.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The parties that are chosen, and those at the ends of chosen links.
    #[must_use]
    pub fn chosen_parties(&self) -> BTreeSet<PartyId> {
        super::showing::parties_of(self.selection.subjects())
    }

    /// How the map is drawn.
    #[must_use]
    pub fn view(&self) -> View {
        self.view
    }

    /// Moves on to another day: ratings and verdicts are dated so from now on, and what is old enough becomes stale.
    pub fn set_today(&mut self, today: Day) {
        self.today = today;
    }

    /// The day that counts as today.
    #[must_use]
    pub fn today(&self) -> Day {
        self.today
    }

    /// Whether there is something that the file does not hold.
    #[must_use]
    pub fn has_unsaved_changes(&self) -> bool {
        !self.history.is_saved()
    }

    /// What would go along if `subjects` were removed.
    #[must_use]
    pub fn removal(&self, subjects: &[Subject]) -> Removal {
        Removal::of(subjects, &self.org)
    }
}

/// Whether an edit changes what the boxes of a layout are made of: who there is, and how large their boxes are. With who serves whom that
/// is all a layout is made of: ratings, verdicts and notes are no part of it.
fn shapes_boxes(edit: &Edit) -> bool {
    match edit {
        Edit::PartyExists { .. } => true,
        Edit::Party { fact, .. } => matches!(
            fact,
            PartyFact::Name(_)
                | PartyFact::Kind(_)
                | PartyFact::Department(_)
                | PartyFact::ReportsTo(_)
                | PartyFact::Lead(_)
                | PartyFact::Pin { .. }
        ),
        Edit::Org(_)
        | Edit::LinkExists { .. }
        | Edit::Link { .. }
        | Edit::ExpectationExists { .. }
        | Edit::Expectation { .. } => false,
    }
}
