//! What a person can ask for, as data. Each is one undo step, or changes only what is shown.

use crate::layout::Grouping;
use crate::model::{
    AcceptedFinding, Action, ActionId, Complaint, ComplaintId, Expectation, ExpectationId, Link, LinkId,
    Parked, ParkedId, Party, PartyId, PartyKind, Pin, Policy, Score, StopId, Verdict, View, VoteSubject,
};

use super::{Selection, Showing, Subject};

/// A party that is about to be put on the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewParty {
    /// Its name; anything but white space.
    pub name: String,
    /// Which side of the wall.
    pub kind: PartyKind,
    /// Its department, if any.
    pub department: Option<String>,
    /// Where it was dropped, if a place was chosen.
    pub pin: Option<(View, Pin)>,
}

/// What a person can ask of an open document.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Puts a party on the map and selects it.
    AddParty(NewParty),
    /// Makes the facts of a party these. Every field that differs becomes an edit.
    UpdateParty {
        /// Which party.
        party: PartyId,
        /// What is to be true of it.
        facts: Box<Party>,
    },
    /// Puts a link on the map and selects it.
    AddLink(LinkId),
    /// Makes the facts of a link these, its expectations apart.
    UpdateLink {
        /// Which link.
        link: LinkId,
        /// What is to be true of it; its expectations are not looked at.
        facts: Box<Link>,
    },
    /// Turns a link round, with all its facts: the supplier becomes the customer. Chooses it.
    ReverseLink(LinkId),
    /// Gives a link another supplier or customer. It keeps its facts; complaints, actions, parked remarks and dots about it follow.
    /// Chooses it.
    MoveLink {
        /// Which link.
        link: LinkId,
        /// Its new ends.
        to: LinkId,
    },
    /// Puts an expectation on a link.
    AddExpectation {
        /// On which link.
        link: LinkId,
        /// What is expected; its statement gives the id.
        facts: Box<Expectation>,
    },
    /// Makes the facts of an expectation these.
    UpdateExpectation {
        /// On which link.
        link: LinkId,
        /// Which expectation.
        expectation: ExpectationId,
        /// What is to be true of it.
        facts: Box<Expectation>,
    },
    /// Takes things off the map, with everything that hangs on them. See [`super::Session::removal`].
    Remove(Vec<Subject>),
    /// The customer's word on a whole link, said today; `None` is "not asked" and takes all verdicts back.
    SetVerdict {
        /// Which link.
        link: LinkId,
        /// The word.
        verdict: Option<Verdict>,
    },
    /// The same word on several links: one undo step.
    SetVerdicts {
        /// Which links.
        links: Vec<LinkId>,
        /// The word.
        verdict: Option<Verdict>,
    },
    /// A rating given today.
    Rate {
        /// On which link.
        link: LinkId,
        /// Which expectation.
        expectation: ExpectationId,
        /// Who says so; the customer's name when empty.
        rater: String,
        /// How well it is met.
        score: Score,
    },
    /// Fixes a box at a place, or lets it go.
    SetPin {
        /// Which party.
        party: PartyId,
        /// In which view.
        view: View,
        /// The place of its centre; `None` lets it go.
        pin: Option<Pin>,
    },
    /// Fixes several boxes at once, each at its place: one undo step.
    SetPins {
        /// In which view.
        view: View,
        /// Which parties, and the places of their centres; `None` lets one go.
        pins: Vec<(PartyId, Option<Pin>)>,
    },
    /// Says of several parties at once which department they belong to: one undo step.
    SetDepartment {
        /// Which parties.
        parties: Vec<PartyId>,
        /// Which department; `None`, or one without a visible character: none.
        department: Option<String>,
    },
    /// Lets every box of a view go and draws the map afresh.
    Tidy(View),
    /// Names the organisation.
    SetOrgName(String),
    /// Says what service it wants to be known for.
    SetServiceVision(String),
    /// Says whether everybody is on the map.
    SetMapComplete(bool),
    /// Sets thresholds and switches.
    SetPolicy(Policy),
    /// Puts a complaint into the log.
    AddComplaint(Box<Complaint>),
    /// Makes the facts of a complaint these.
    UpdateComplaint {
        /// Which complaint.
        complaint: ComplaintId,
        /// What is to be true of it; `None` takes it out of the log.
        facts: Option<Box<Complaint>>,
    },
    /// Notes something that somebody is to do.
    AddAction(Box<Action>),
    /// Notes several at once, as a scenario that is kept brings them: one undo step of this name.
    AddActions(String, Vec<Action>),
    /// Makes the facts of an action these.
    UpdateAction {
        /// Which action.
        action: ActionId,
        /// What is to be true of it; `None` takes it off the list.
        facts: Option<Box<Action>>,
    },
    /// Decides to live with a finding, or (`None`) no longer.
    AcceptFinding {
        /// Its id.
        finding: String,
        /// Who, why, until when, with the fingerprint that [`crate::diagnosis::fingerprint`] gives.
        accepted: Option<Box<AcceptedFinding>>,
    },
    /// Says that a link is the cause, or is not; `None` leaves it open again.
    JudgeCause {
        /// Which link.
        link: LinkId,
        /// Who says so is the speaker; dated today.
        confirmed: Option<bool>,
        /// Who says so; may be empty.
        by: String,
    },
    /// The supplier agrees today to an expectation as it stands; `None` takes that back.
    Agree {
        /// On which link.
        link: LinkId,
        /// To which expectation.
        expectation: ExpectationId,
        /// Who agrees; the supplier's name when empty.
        by: Option<String>,
    },
    /// Puts a remark aside so that it is not lost.
    Park(Box<Parked>),
    /// Makes the facts of a parked remark these.
    UpdateParked {
        /// Which remark.
        parked: ParkedId,
        /// What is to be true of it; `None` takes it off the list.
        facts: Option<Box<Parked>>,
    },
    /// Makes an action of a parked remark, about the same subject, and settles the remark today.
    ActOnParked(ParkedId),
    /// Says how many dots something has.
    GiveDots {
        /// What people gave them to.
        on: VoteSubject,
        /// How many it has now; 0 takes them away.
        dots: u32,
    },
    /// Takes all dots away, before another vote.
    ClearDots,
    /// Puts the stops of the walk in this order; an empty one is the order that the map gives.
    OrderWalk(Vec<StopId>),
    /// Leaves a stop out of the walk, or puts it back.
    LeaveOut {
        /// Which stop.
        stop: StopId,
        /// Whether the walk leaves it out.
        out: bool,
    },
    /// What the speaker wants to say at a stop; blank takes the note away.
    NoteStop {
        /// At which stop.
        stop: StopId,
        /// The words.
        note: String,
    },
    /// Walks as the map gives it again: its order, no stop left out. The notes stay.
    RestoreWalk,
    /// Takes the last step back.
    Undo,
    /// Does the last undone step again.
    Redo,
    /// Goes back, or forward, until this many steps hold.
    GoToStep(usize),
    /// Chooses what the inspector and the map show. No undo step.
    Select(Selection),
    /// Chooses the way the map is drawn. No undo step.
    SetView(View),
    /// Chooses whether departments are drawn together. No undo step.
    SetGrouping(Grouping),
    /// Chooses which part of the map is drawn, and which departments as one box. No undo step.
    Show(Showing),
}
