//! Something that is being made on a thread of its own while the window goes on.
//!
//! The window is painted again when it is done. Deliberately absent: calling it off. One thing is made at a time, and what is no longer
//! wanted when it is done is made anew.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::Context;

/// What is being made.
pub(super) struct Making<T> {
    answer: Receiver<T>,
}

/// What came of it.
pub(super) enum Made<T> {
    /// It is not done.
    NotYet,
    /// Here it is.
    Done(T),
    /// The thread is gone without an answer.
    Lost,
}

impl<T: Send + 'static> Making<T> {
    /// Begins `work`; `None` when the system has no thread to give.
    pub(super) fn begin(ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> Option<Self> {
        let (sender, answer) = channel();
        let wake = ctx.clone();
        let body = move || {
            // Nobody waits any more when the document was closed.
            let _ = sender.send(work());
            wake.request_repaint();
        };
        std::thread::Builder::new().name("picture".to_owned()).spawn(body).ok()?;
        Some(Self { answer })
    }

    /// Takes it, if it is done.
    pub(super) fn take(&self) -> Made<T> {
        match self.answer.try_recv() {
            Ok(made) => Made::Done(made),
            Err(TryRecvError::Empty) => Made::NotYet,
            Err(TryRecvError::Disconnected) => Made::Lost,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_arrives_once_and_wakes_the_window() {
        let ctx = Context::default();
        let making = Making::begin(&ctx, || 7).expect("there is a thread");
        let made = loop {
            match making.take() {
                Made::NotYet => std::thread::yield_now(),
                Made::Done(made) => break made,
                Made::Lost => unreachable!("the thread answers"),
            }
        };
        assert_eq!(made, 7);
        // The thread may still be waking the window.
        let more = loop {
            match making.take() {
                Made::NotYet => std::thread::yield_now(),
                more => break more,
            }
        };
        assert!(matches!(more, Made::Lost), "there is nothing more to come");
    }
}
