//! The layout of the open document, kept as long as the facts that shape it stay the same.
//!
//! One layout a view, so that going back to a view finds it as it was left. A small edit is laid out close to the present picture;
//! tidying starts afresh. A large map is laid out on a thread of its own; meanwhile the present boxes are shown, in the order of
//! the facts as they are now, with new ones beside them. Whether a map is large is decided by counting, never by a clock.
//!
//! Deliberately absent: telling the window to paint when the thread is done. It asks, see [`LayoutMemo::progress`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::carrying::carried_over;
use super::layout_worker::{Answer, Model, Settled, Worker};
use crate::layout::{Effort, Grouping, Layout, LayoutRequest, layout};
use crate::model::{Org, View};
use crate::picture::{self, Shown};

/// From this many parties and links on, a map is laid out on a thread of its own.
pub const LARGE_MAP: usize = 2_500;

/// The layouts of one document.
#[derive(Debug, Default)]
pub(super) struct LayoutMemo {
    slots: BTreeMap<View, Slot>,
    /// The facts that the slots were last compared with.
    seen: Option<LaidOut>,
    revision: u64,
}

/// The facts that shape a layout: when none of them has changed it need not be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LaidOut {
    pub(super) revision: u64,
    /// Rises with every change of what the boxes are made of.
    pub(super) parties_revision: u64,
    pub(super) shown_revision: u64,
    pub(super) view: View,
    pub(super) grouping: Grouping,
}

/// How much of the map a layout is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Extent {
    /// Every party has a box of its own.
    #[default]
    Whole,
    /// Every party has a box, but some share one.
    Folded,
    /// What a focus leaves.
    Part,
}

impl Extent {
    fn of(shown: &Shown) -> Self {
        if shown.is_part() {
            Self::Part
        } else if shown.is_everything() {
            Self::Whole
        } else {
            Self::Folded
        }
    }
}

/// The layout of one view.
#[derive(Debug, Default)]
struct Slot {
    /// What is shown, in the order of the facts.
    layout: Arc<Layout>,
    /// What `layout` answers, or will answer when the worker is done; without the picture that it was to resemble.
    request: Arc<LayoutRequest>,
    /// What the boxes of `request` were made of: the revision of the parties, and what was shown.
    boxes_of: Option<(u64, Arc<Shown>)>,
    /// `None` when `layout` is the answer to `request`.
    worker: Option<Worker>,
    /// The last finished layout: what the next one is to resemble. `None` before the first.
    settled: Option<Settled>,
    /// Whether the next layout resembles nothing.
    starts_afresh: bool,
    /// What `layout` is of.
    extent: Extent,
    /// The last finished layout of the whole map with its request, while a part of it is shown or departments are folded: what one
    /// comes back to finds everything where it stood.
    whole: Option<Settled>,
}

impl LayoutMemo {
    /// Makes the layout fit the facts. Cheap when nothing that shapes it has changed.
    pub(super) fn refresh(&mut self, org: &Org, shown: &Arc<Shown>, facts: LaidOut) {
        let slot = self.slots.entry(facts.view).or_default();
        if self.seen != Some(facts) || slot.starts_afresh {
            let turned = self.seen.is_none_or(|earlier| earlier.view != facts.view);
            let shown_anew = self.seen.is_none_or(|earlier| earlier.shown_revision != facts.shown_revision);
            self.seen = Some(facts);
            let request = slot.request_for(org, shown, facts);
            let renewed = request != *slot.request || slot.starts_afresh || slot.is_blank();
            if renewed {
                slot.begin(request, shown);
            }
            // Other boxes may happen to be laid out alike.
            self.revision += u64::from(turned || renewed || shown_anew);
        }
        self.revision += u64::from(slot.take_finished());
    }

    /// The next layout of `view` resembles nothing.
    pub(super) fn start_afresh(&mut self, view: View) {
        self.slots.entry(view).or_default().starts_afresh = true;
    }

    pub(super) fn layout(&self, view: View) -> Option<&Layout> {
        self.slots.get(&view).map(|slot| slot.layout.as_ref())
    }

    pub(super) fn shared(&self, view: View) -> Option<Arc<Layout>> {
        self.slots.get(&view).map(|slot| Arc::clone(&slot.layout))
    }

    /// Gives up the layout of `view` that is being computed: what is shown stays until the next change, or until it is tidied.
    pub(super) fn cancel(&mut self, view: View) {
        if let Some(slot) = self.slots.get_mut(&view) {
            slot.worker = None;
        }
    }

    pub(super) fn request(&self, view: View) -> Option<&LayoutRequest> {
        self.slots.get(&view).map(|slot| slot.request.as_ref())
    }

    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) fn progress(&self, view: View) -> Option<f32> {
        self.slots.get(&view)?.worker.as_ref().map(Worker::progress)
    }
}

impl Slot {
    fn is_blank(&self) -> bool {
        self.settled.is_none() && self.worker.is_none()
    }

    fn request_for(&mut self, org: &Org, shown: &Arc<Shown>, facts: LaidOut) -> LayoutRequest {
        let is_known = |(revision, earlier): &(u64, Arc<Shown>)| {
            *revision == facts.parties_revision
                && earlier.is_part() == shown.is_part()
                && earlier.boxes() == shown.boxes()
        };
        let is_known = self.boxes_of.as_ref().is_some_and(is_known);
        self.boxes_of = Some((facts.parties_revision, Arc::clone(shown)));
        if is_known {
            picture::request_again(&self.request, shown, facts.grouping)
        } else {
            picture::request_of(org, shown, facts.view, facts.grouping, Effort::Normal, None)
        }
    }

    fn begin(&mut self, request: LayoutRequest, shown: &Arc<Shown>) {
        let request = Arc::new(request);
        let earlier = std::mem::replace(&mut self.extent, Extent::of(shown));
        if earlier == Extent::Whole
            && self.extent != Extent::Whole
            && self.worker.is_none()
            && !self.is_blank()
        {
            self.whole = Some(self.as_settled());
        }
        self.worker = None;
        if self.starts_afresh {
            self.whole = None;
        }
        if self.extent == Extent::Whole
            && let Some(settled) = self.whole.take_if(|settled| settled.request == request)
        {
            self.request = request;
            self.finish(settled.layout);
            return;
        }
        // Departments drawn together make another picture altogether.
        let resembles = !self.starts_afresh && request.grouping == self.request.grouping;
        self.starts_afresh = false;
        let model = self.model_for(earlier, shown);
        let model = model.filter(|model| resembles && !model.is_blank());
        if request.nodes.len() + request.links.len() >= LARGE_MAP
            && let Some(worker) = Worker::start(Arc::clone(&request), model.clone())
        {
            self.layout = Arc::new(carried_over(&self.request, &self.layout, &request));
            self.worker = Some(worker);
            self.request = request;
        } else {
            let wanted =
                LayoutRequest { previous: model.map(|model| model.previous()), ..(*request).clone() };
            self.request = request;
            self.finish(Arc::new(layout(&wanted)));
        }
    }

    /// What the next layout is to resemble: the picture that a person knows of the same extent.
    fn model_for(&mut self, earlier: Extent, shown: &Arc<Shown>) -> Option<Model> {
        // Where much is folded, little of the earlier picture is left: it is drawn afresh, and compactly.
        let own = shown.boxes().len() - shown.folded().count();
        let is_similar = own * 4 >= shown.parties() * 3;
        match (earlier, self.extent) {
            (Extent::Folded | Extent::Part, Extent::Whole) => {
                self.whole.take().or_else(|| self.settled.clone()).map(Model::of)
            }
            // A part has room of its own: it is not to keep the gaps that the rest has left.
            (Extent::Whole | Extent::Folded, Extent::Part) => None,
            _ if !is_similar => None,
            (Extent::Part, Extent::Folded) => {
                self.whole.clone().map(|settled| Model::of(settled).with_folded(shown))
            }
            _ => self.settled.clone().map(|settled| Model::of(settled).with_folded(shown)),
        }
    }

    fn as_settled(&self) -> Settled {
        Settled { request: Arc::clone(&self.request), layout: Arc::clone(&self.layout) }
    }

    fn finish(&mut self, layout: Arc<Layout>) {
        self.layout = layout;
        self.settled = Some(self.as_settled());
        self.worker = None;
    }

    /// Takes the layout over from the worker, if it is done.
    fn take_finished(&mut self) -> bool {
        let Some(worker) = &self.worker else { return false };
        match worker.answer() {
            Answer::NotYet => false,
            Answer::Done(layout) => {
                self.finish(Arc::new(layout));
                true
            }
            // What is shown stays, and nobody waits for ever.
            Answer::Lost => {
                self.worker = None;
                false
            }
        }
    }
}
