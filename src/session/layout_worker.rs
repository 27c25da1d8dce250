//! A layout being computed on a thread of its own, and the finished layout that it is to resemble.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::layout::{Layout, LayoutRequest, Point, Previous, layout_cancellable};
use crate::picture::{self, Shown};

/// A finished layout with what it answers.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) request: Arc<LayoutRequest>,
    pub(super) layout: Arc<Layout>,
}

/// What a layout is to resemble. Spelled out only by whoever computes it.
#[derive(Clone, Debug)]
pub(super) struct Model {
    settled: Settled,
    /// What is shown from now on, where departments that are folded take the place of their members.
    shown: Option<Arc<Shown>>,
}

impl Model {
    pub(super) fn of(settled: Settled) -> Self {
        Self { settled, shown: None }
    }

    /// Departments that `shown` folds stand in the middle of where their members stood.
    pub(super) fn with_folded(self, shown: &Arc<Shown>) -> Self {
        Self { shown: shown.folded().next().map(|_| Arc::clone(shown)), ..self }
    }

    /// Whether there is nothing to resemble.
    pub(super) fn is_blank(&self) -> bool {
        self.settled.request.nodes.is_empty() || self.settled.layout.boxes.is_empty()
    }

    /// Where everything was.
    pub(super) fn previous(&self) -> Previous {
        let previous = Previous::of(&self.settled.request, &self.settled.layout);
        match &self.shown {
            Some(shown) => with_folded(previous, shown),
            None => previous,
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

/// What has come of a worker.
pub(super) enum Answer {
    NotYet,
    Done(Layout),
    /// The thread is gone without an answer.
    Lost,
}

/// A layout being computed. Dropping it calls it off.
#[derive(Debug)]
pub(super) struct Worker {
    answer: Receiver<Layout>,
    called_off: Arc<AtomicBool>,
    /// From 0 to 1, as the bits of an `f32`.
    progress: Arc<AtomicU32>,
}

impl Worker {
    /// `None` when the system has no thread to give.
    pub(super) fn start(request: Arc<LayoutRequest>, model: Option<Model>) -> Option<Self> {
        let (sender, answer) = channel();
        let called_off = Arc::new(AtomicBool::new(false));
        let progress = Arc::new(AtomicU32::new(0.0_f32.to_bits()));
        let (stop, told) = (Arc::clone(&called_off), Arc::clone(&progress));
        let work = move || {
            let mut pulse = |share: f32| {
                told.store(share.to_bits(), Ordering::Relaxed);
                if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            // A large map is copied here, where nobody waits for it.
            let previous = model.map(|model| model.previous());
            let wanted = LayoutRequest { previous, ..(*request).clone() };
            drop(request);
            if let Some(layout) = layout_cancellable(&wanted, &mut pulse) {
                // Nobody waits any more when the document was closed; then the answer is not wanted.
                let _ = sender.send(layout);
            }
        };
        std::thread::Builder::new().name("layout".to_owned()).spawn(work).ok()?;
        Some(Self { answer, called_off, progress })
    }

    pub(super) fn answer(&self) -> Answer {
        match self.answer.try_recv() {
            Ok(layout) => Answer::Done(layout),
            Err(TryRecvError::Empty) => Answer::NotYet,
            Err(TryRecvError::Disconnected) => Answer::Lost,
        }
    }

    /// From 0 to 1.
    pub(super) fn progress(&self) -> f32 {
        f32::from_bits(self.progress.load(Ordering::Relaxed)).clamp(0.0, 1.0)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.called_off.store(true, Ordering::Relaxed);
    }
}
