//! What a person asked for in this frame, in order.

use std::path::PathBuf;

use super::actions::Action;
use super::table::Take;
use crate::diagnosis::TraceStart;
use crate::edit::Transaction;
use crate::exchange::ColumnNames;
use crate::model::{ActionId, ActionSubject, ComplaintId, LinkId, PartyId};
use crate::session::{Command, Subject};

/// One thing asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Of the document.
    Command(Command),
    /// Of the program: whatever stands in a menu.
    Act(Action),
    /// To choose a subject and bring it into view.
    FlyTo(Subject),
    /// To open this file.
    Open(PathBuf),
    /// To take this capture line, typed and confirmed with Enter.
    Capture(String),
    /// To do this, made ready and shown by a panel, as one step, and to choose what it ends with.
    Take(Transaction),
    /// To remove these, after naming what goes along.
    Remove(Vec<Subject>),
    /// To show what lies behind a complaint, a link or what a customer gets.
    Trace(TraceStart),
    /// To write down an action about this, with these words to begin with.
    PlanAction(ActionSubject, String),
    /// To write down a complaint: whose, and on which link, where that is known.
    StartComplaint(Option<PartyId>, Option<LinkId>),
    /// To show an action in the action list.
    ShowAction(ActionId),
    /// To show a complaint in the complaint log.
    ShowComplaint(ComplaintId),
    /// To do something with a spreadsheet that was read.
    TakeTable(Take),
    /// To say again which column of the spreadsheet that is shown says what.
    ChooseColumns,
    /// To read the spreadsheet whose columns are shown with these.
    ReadColumns(ColumnNames),
    /// To show a short message.
    Say(String),
}

/// Collects requests while the window is drawn; the app drains it afterwards.
#[derive(Debug, Default)]
pub struct Sink {
    requests: Vec<Request>,
}

impl Sink {
    /// Asks for `request`.
    pub fn push(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// Asks something of the document.
    pub fn command(&mut self, command: Command) {
        self.push(Request::Command(command));
    }

    /// Asks the document for these, in order.
    pub fn commands(&mut self, commands: impl IntoIterator<Item = Command>) {
        self.requests.extend(commands.into_iter().map(Request::Command));
    }

    /// Asks for what stands in a menu.
    pub fn act(&mut self, action: Action) {
        self.push(Request::Act(action));
    }

    /// Everything asked for so far, in order; leaves the sink empty.
    pub fn drain(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }
}
