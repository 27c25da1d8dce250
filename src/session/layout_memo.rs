//! The layout of the open document, kept as long as the facts that shape it stay the same.
//!
//! One layout a view, so that going back to a view finds it as it was left. A small edit is laid out close to the present picture;
//! tidying starts afresh. A large map is laid out on a thread of its own; meanwhile the present boxes are shown, in the order of
//! the facts as they are now, with new ones beside them. Whether a map is large is decided by counting, never by a clock.
//!
//! Deliberately absent: telling the window to paint when the thread is done. It asks, see [`LayoutMemo::progress`].

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::layout::{
    Effort, Grouping, Layout, LayoutRequest, Point, Previous, Rect, Route, View as LayoutView, layout,
    layout_cancellable,
};
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
    request: LayoutRequest,
    /// `None` when `layout` is the answer to `request`.
    worker: Option<Worker>,
    /// Where the last finished layout put each party: what the next one is to resemble. `None` before the first.
    settled: Option<Previous>,
    /// Whether the next layout resembles nothing.
    starts_afresh: bool,
    /// What `layout` is of.
    extent: Extent,
    /// The last finished layout of the whole map with its request, while a part of it is shown or departments are folded: what one
    /// comes back to finds everything where it stood.
    whole: Option<(LayoutRequest, Arc<Layout>)>,
}

impl LayoutMemo {
    /// Makes the layout fit the facts. Cheap when nothing that shapes it has changed.
    pub(super) fn refresh(&mut self, org: &Org, shown: &Shown, facts: LaidOut) {
        let slot = self.slots.entry(facts.view).or_default();
        if self.seen != Some(facts) || slot.starts_afresh {
            let turned = self.seen.is_none_or(|earlier| earlier.view != facts.view);
            let shown_anew = self.seen.is_none_or(|earlier| earlier.shown_revision != facts.shown_revision);
            self.seen = Some(facts);
            let request = picture::request_of(org, shown, facts.view, facts.grouping, Effort::Normal, None);
            let renewed = request != slot.request || slot.starts_afresh || slot.is_blank();
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
        self.slots.get(&view).map(|slot| &slot.request)
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

    fn begin(&mut self, request: LayoutRequest, shown: &Shown) {
        let earlier = std::mem::replace(&mut self.extent, Extent::of(shown));
        if earlier == Extent::Whole
            && self.extent != Extent::Whole
            && self.worker.is_none()
            && !self.is_blank()
        {
            self.whole = Some((self.request.clone(), Arc::clone(&self.layout)));
        }
        self.worker = None;
        if self.starts_afresh {
            self.whole = None;
        }
        if self.extent == Extent::Whole
            && let Some((_, layout)) = self.whole.take_if(|(of, _)| *of == request)
        {
            self.request = request;
            self.finish(layout);
            return;
        }
        // Departments drawn together make another picture altogether.
        let resembles = !self.starts_afresh && request.grouping == self.request.grouping;
        self.starts_afresh = false;
        let settled = self.model_for(earlier, shown);
        let settled = settled.filter(|settled| resembles && !settled.centres.is_empty());
        let wanted = LayoutRequest { previous: settled, ..request.clone() };
        if request.nodes.len() + request.links.len() >= LARGE_MAP
            && let Some(worker) = Worker::start(wanted.clone())
        {
            self.layout = Arc::new(carried_over(&self.request, &self.layout, &request));
            self.worker = Some(worker);
            self.request = request;
        } else {
            self.request = request;
            self.finish(Arc::new(layout(&wanted)));
        }
    }

    /// What the next layout is to resemble: the picture that a person knows of the same extent.
    fn model_for(&mut self, earlier: Extent, shown: &Shown) -> Option<Previous> {
        // Where much is folded, little of the earlier picture is left: it is drawn afresh, and compactly.
        let own = shown.boxes().len() - shown.folded().count();
        let is_similar = own * 4 >= shown.parties() * 3;
        let whole = self.whole.as_ref().map(|(request, layout)| Previous::of(request, layout));
        match (earlier, self.extent) {
            (Extent::Folded | Extent::Part, Extent::Whole) => {
                self.whole = None;
                whole.or_else(|| self.settled.clone())
            }
            // A part has room of its own: it is not to keep the gaps that the rest has left.
            (Extent::Whole | Extent::Folded, Extent::Part) => None,
            _ if !is_similar => None,
            (Extent::Part, Extent::Folded) => whole.map(|previous| with_folded(previous, shown)),
            _ => self.settled.clone().map(|previous| with_folded(previous, shown)),
        }
    }

    fn finish(&mut self, layout: Arc<Layout>) {
        self.settled = Some(Previous::of(&self.request, &layout));
        self.layout = layout;
        self.worker = None;
    }

    /// Takes the layout over from the worker, if it is done.
    fn take_finished(&mut self) -> bool {
        let Some(worker) = &self.worker else { return false };
        match worker.answer.try_recv() {
            Err(TryRecvError::Empty) => false,
            Ok(layout) => {
                self.finish(Arc::new(layout));
                true
            }
            // The thread is gone without an answer: what is shown stays, and nobody waits for ever.
            Err(TryRecvError::Disconnected) => {
                self.worker = None;
                false
            }
        }
    }
}

/// A department that is being folded stands in the middle of where its members stood.
fn with_folded(mut previous: Previous, shown: &Shown) -> Previous {
    for department in shown.folded() {
        let key = picture::folded_key(&department.name);
        let stood = department.members.iter().filter_map(|id| previous.centres.get(id.as_str()).copied());
        let (mut sum, mut count) = (Point::new(0.0, 0.0), 0.0);
        for centre in stood {
            sum = Point::new(sum.x + centre.x, sum.y + centre.y);
            count += 1.0;
        }
        if count > 0.0 {
            previous.centres.entry(key).or_insert(Point::new(sum.x / count, sum.y / count));
        }
    }
    previous
}

/// A layout being computed. Dropping it calls it off.
#[derive(Debug)]
struct Worker {
    answer: Receiver<Layout>,
    called_off: Arc<AtomicBool>,
    /// From 0 to 1, as the bits of an `f32`.
    progress: Arc<AtomicU32>,
}

impl Worker {
    /// `None` when the system has no thread to give.
    fn start(request: LayoutRequest) -> Option<Self> {
        let (sender, answer) = channel();
        let called_off = Arc::new(AtomicBool::new(false));
        let progress = Arc::new(AtomicU32::new(0.0_f32.to_bits()));
        let (stop, told) = (Arc::clone(&called_off), Arc::clone(&progress));
        let work = move || {
            let mut pulse = |share: f32| {
                told.store(share.to_bits(), Ordering::Relaxed);
                if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            if let Some(layout) = layout_cancellable(&request, &mut pulse) {
                // Nobody waits any more when the document was closed; then the answer is not wanted.
                let _ = sender.send(layout);
            }
        };
        std::thread::Builder::new().name("layout".to_owned()).spawn(work).ok()?;
        Some(Self { answer, called_off, progress })
    }

    fn progress(&self) -> f32 {
        f32::from_bits(self.progress.load(Ordering::Relaxed)).clamp(0.0, 1.0)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.called_off.store(true, Ordering::Relaxed);
    }
}

/// The boxes of `old`, in the order of the parties of `new`, until the worker is done. A party that is new stands in rows beneath
/// the others; a line whose ends stand where they stood keeps its way, any other has none yet.
fn carried_over(old: &LayoutRequest, shown: &Layout, new: &LayoutRequest) -> Layout {
    let stood: BTreeMap<&str, Rect> =
        old.nodes.iter().map(|node| node.key.as_str()).zip(shown.boxes.iter().copied()).collect();
    let newcomers = new.nodes.iter().filter(|node| !stood.contains_key(node.key.as_str())).count();
    let mut rows = Rows::beneath(shown, new, newcomers);
    let boxes: Vec<Rect> = new
        .nodes
        .iter()
        .map(|node| match stood.get(node.key.as_str()) {
            Some(area) => {
                let centre = node.pin.unwrap_or(area.centre());
                // Not moved by a rounding error: a box that stays where it is keeps its lines.
                let wanted = Rect::from_centre(centre, node.size);
                let stays = wanted.min.distance(area.min) < 1e-6 && wanted.max.distance(area.max) < 1e-6;
                if stays { *area } else { wanted }
            }
            None => node.pin.map_or_else(|| rows.next(node.size), |pin| Rect::from_centre(pin, node.size)),
        })
        .collect();
    let ways: BTreeMap<(&str, &str), &Route> = old
        .links
        .iter()
        .zip(&shown.routes)
        .filter_map(|(link, route)| Some(((key(old, link.supplier)?, key(old, link.customer)?), route)))
        .collect();
    let stands = |place: usize| {
        let node = new.nodes.get(place)?;
        (stood.get(node.key.as_str()) == boxes.get(place)).then_some(node.key.as_str())
    };
    let routes = new
        .links
        .iter()
        .map(|link| {
            let ends = stands(link.supplier).zip(stands(link.customer));
            ends.and_then(|ends| ways.get(&ends)).map(|route| (*route).clone()).unwrap_or_else(|| Route {
                flow_is_horizontal: new.view == LayoutView::Chain,
                ..Route::default()
            })
        })
        .collect();
    let bounds = boxes.iter().copied().fold(shown.bounds, Rect::union);
    Layout { boxes, routes, groups: shown.groups.clone(), layers: Vec::new(), bounds }
}

fn key(request: &LayoutRequest, place: usize) -> Option<&str> {
    request.nodes.get(place).map(|node| node.key.as_str())
}

/// Places in rows, from left to right.
struct Rows {
    left: f64,
    right: f64,
    next: Point,
    row_height: f64,
    gap: f64,
}

impl Rows {
    fn beneath(shown: &Layout, request: &LayoutRequest, newcomers: usize) -> Self {
        let gap = request.spacing.layer_gap;
        let widest = request.nodes.iter().map(|node| node.size.width).fold(0.0, f64::max);
        let columns = (1_u32..).find(|columns| u64::from(*columns).pow(2) >= newcomers as u64).unwrap_or(1);
        let left = shown.bounds.min.x;
        let right = shown.bounds.max.x.max(left + f64::from(columns) * (widest + gap));
        let top = if shown.boxes.is_empty() { 0.0 } else { shown.bounds.max.y + gap };
        Self { left, right, next: Point::new(left, top), row_height: 0.0, gap }
    }

    fn next(&mut self, size: crate::layout::Size) -> Rect {
        if self.next.x + size.width > self.right && self.next.x > self.left {
            self.next = Point::new(self.left, self.next.y + self.row_height + self.gap);
            self.row_height = 0.0;
        }
        let centre = Point::new(self.next.x + size.width / 2.0, self.next.y + size.height / 2.0);
        self.next.x += size.width + self.gap;
        self.row_height = self.row_height.max(size.height);
        Rect::from_centre(centre, size)
    }
}
