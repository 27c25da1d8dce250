//! The picture at hand: made again only when facts, layout, choice or theme have changed. That of a large map is made on a thread, and
//! the one before is shown meanwhile.
//!
//! Whether a map is large is decided by counting, never by a clock. Deliberately absent: the camera, and what a picture is made of; see
//! `drawing`.

use std::ops::Deref;
use std::sync::Arc;

use egui::Context;

use super::drawing::{Drawing, Wanted};
use super::making::{Made, Making};
use super::supposed::{Lighted, Supposed};
use crate::model::View;
use crate::picture::ThemeName;
use crate::session::{Selection, Session};
use crate::ui::tokens::Tokens;

pub(super) use super::drawing::{LinkSpot, PartySpot};

/// From this many parties and links on, the picture is made on a thread.
const LARGE: usize = 1_000;

/// What marks and labels depend on.
#[derive(Clone, Debug, PartialEq)]
struct Facts {
    revision: u64,
    layout_revision: u64,
    view: View,
    parties: usize,
    /// The serial number of what is supposed.
    supposed: Option<u64>,
}

/// What a picture was made of. Equal: it is still right.
#[derive(Clone, Debug, PartialEq)]
struct MadeOf {
    facts: Facts,
    selection: Selection,
    theme: ThemeName,
    /// The serial number of what is lit besides the choice.
    lighted: Option<u64>,
    /// Whether it has no labels yet: the first picture of a large map is to be there soon.
    is_rough: bool,
}

/// The picture that is shown, and the next.
#[derive(Default)]
pub(super) struct Scene {
    made_of: Option<MadeOf>,
    /// Rises with every new picture.
    pub(super) serial: u64,
    drawing: Arc<Drawing>,
    making: Option<(MadeOf, Making<Drawing>)>,
}

impl Deref for Scene {
    type Target = Drawing;

    fn deref(&self) -> &Drawing {
        &self.drawing
    }
}

impl Scene {
    /// Brings the scene up to date, or begins to.
    pub(super) fn refresh(
        &mut self,
        ctx: &Context,
        session: &Session,
        tokens: &Tokens,
        supposed: Option<&Arc<Supposed>>,
        lighted: Option<&Arc<Lighted>>,
    ) {
        self.take_made();
        let made_of = MadeOf {
            facts: Facts {
                revision: session.revision(),
                layout_revision: session.layout_revision(),
                view: session.view(),
                parties: session.org().parties().len(),
                supposed: supposed.map(|supposed| supposed.serial),
            },
            selection: session.selection().clone(),
            theme: tokens.theme.name,
            lighted: lighted.map(|lighted| lighted.serial),
            is_rough: false,
        };
        if self.made_of.as_ref() == Some(&made_of) || self.making.is_some() {
            return;
        }
        // Another choice or theme leaves marks and labels where they are.
        let same_facts = self.made_of.as_ref().is_some_and(|earlier| earlier.facts == made_of.facts);
        let wanted = Wanted {
            org: session.shared_org(),
            layout: session.shared_layout(),
            shown: session.shared_shown(),
            supposed: supposed.cloned(),
            lighted: lighted.cloned(),
            selection: made_of.selection.clone(),
            theme: tokens.theme,
            arrangement: if same_facts { self.drawing.arrangement.clone() } else { None },
            is_rough: false,
        };
        let org = session.org();
        if org.parties().len() + org.links().len() >= LARGE {
            let diagnosis = supposed.is_none().then(|| session.diagnosis().without_findings());
            let made_of = MadeOf { is_rough: self.drawing.list.shapes.is_empty(), ..made_of.clone() };
            let work = Wanted { is_rough: made_of.is_rough, ..wanted.clone() };
            let making = Making::begin(ctx, move || work.drawing(diagnosis.as_ref()));
            if let Some(making) = making {
                self.making = Some((made_of, making));
                return;
            }
        }
        self.show(wanted.drawing(Some(session.diagnosis())), made_of);
    }

    /// Whether a better picture is being made on a thread.
    pub(super) fn is_making(&self) -> bool {
        self.making.is_some()
    }

    /// The picture itself, for a thread to read.
    pub(super) fn shared(&self) -> Arc<Drawing> {
        Arc::clone(&self.drawing)
    }

    fn take_made(&mut self) {
        let Some((made_of, making)) = self.making.take() else { return };
        match making.take() {
            Made::NotYet => self.making = Some((made_of, making)),
            Made::Done(drawing) => self.show(drawing, made_of),
            // The thread is gone without an answer: what is shown stays until something changes.
            Made::Lost => self.made_of = Some(made_of),
        }
    }

    fn show(&mut self, drawing: Drawing, made_of: MadeOf) {
        // A large picture takes a while to take down as well.
        let old = std::mem::replace(&mut self.drawing, Arc::new(drawing));
        if old.list.shapes.len() > LARGE {
            drop(std::thread::Builder::new().spawn(move || drop(old)));
        }
        self.serial += 1;
        self.made_of = Some(made_of);
    }
}
