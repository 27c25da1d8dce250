//! The map: the picture of the chain through a camera, and everything that hands do with it.
//!
//! [`canvas_ui`] reads a session, paints [`crate::picture`]'s display list, and pushes what a person asks for. What is dragged or typed
//! lives in [`CanvasState`] until it is released or confirmed, then becomes one request. Deliberately absent: what things look
//! like (the picture), where they stand (the layout), what they mean (the diagnosis).

mod alarms;
mod camera;
mod crowd;
mod drawing;
mod film;
mod flags;
mod folds;
mod gathered;
mod glide;
mod handles;
mod ink;
mod invitation;
mod legend;
mod lettering;
mod line_cells;
mod links;
mod making;
mod marquee;
mod menu;
mod minimap;
mod name_field;
mod navigation;
mod progress;
mod raster;
mod scene;
mod shown_bar;
mod sizes;
mod still;
mod stretches;
mod supposed;
mod teams;
mod verdicts;
mod walk;
mod words;
mod world;
mod zoom_buttons;

use egui::emath::TSTransform;
use egui::{Id, Pos2, Rect, Role, Sense, Ui, WidgetInfo};

pub use handles::LinkEnd;
pub use shown_bar::{rest as hidden_in_words, title as shown_in_words};
pub use still::Still;
pub use supposed::{Lighted, Supposed};
pub use walk::{Direction, extended, nudge, places, set_pins, snapped, walk};
pub use zoom_buttons::ZOOM_STEP;

use std::sync::Arc;

use crate::diagnosis::Diagnosis;
use crate::model::{PartyId, PartyKind, View};
use crate::picture::{Level, Subject as PictureSubject};
use crate::session::{Command, Selection, Session, Subject};
use crate::ui::tokens::{Tokens, color32};
use crate::ui::{Request, Sink};
use navigation::{Navigation, Surroundings, Wish};
use scene::Scene;

/// What the canvas remembers from frame to frame. A new one fits the map into the view when it is first shown.
#[derive(Default)]
pub struct CanvasState {
    scene: Scene,
    film: film::Film,
    words: words::Words,
    gliding: glide::Gliding,
    /// The view that was drawn last.
    drawn_view: Option<View>,
    overview: minimap::Overview,
    navigation: Navigation,
    moving: Option<teams::Move>,
    linking: Option<handles::Linking>,
    marquee: Option<marquee::Marquee>,
    field: Option<name_field::NameField>,
    menu: Option<menu::OpenMenu>,
    legend: legend::LegendState,
    /// The party that the pointer is on or near; it shows its handles.
    hot: Option<PartyId>,
    /// Whether the keyboard was used last: then the focus shows.
    by_keyboard: bool,
    /// Whether one looks from so far away that departments are one box each.
    is_distant: bool,
    /// What was chosen when the focus last followed the choice.
    followed: Option<Subject>,
    /// What is supposed instead of the facts, if anything.
    supposed: Option<Arc<Supposed>>,
    /// What is lit instead of the chain of what is chosen, if anything.
    lighted: Option<Arc<Lighted>>,
    /// For so many frames nothing is shown that one presses.
    bare_frames: u8,
    /// Whether questions are asked beside the map, which then offers no beginnings and answers of its own.
    is_guided: bool,
}

impl CanvasState {
    /// Leaves out the buttons and the small map for the next two frames, of which a picture is about to be taken.
    pub fn show_bare(&mut self) {
        self.bare_frames = 2;
    }

    /// Shows the whole map.
    pub fn fit(&mut self) {
        self.navigation.wish(Wish::Fit);
    }

    /// Says whether questions are asked beside the map; it then offers no beginnings and answers of its own.
    pub fn guide(&mut self, is_guided: bool) {
        self.is_guided = is_guided;
    }

    /// Shows the map so many times larger, about the middle of the view.
    pub fn zoom_by(&mut self, factor: f32) {
        self.navigation.wish(Wish::ZoomBy(factor));
    }

    /// Brings a subject into the middle of the view, large enough to read.
    pub fn centre_on(&mut self, subject: &Subject) {
        self.navigation.wish(Wish::CentreOn(subject.clone()));
    }

    /// Brings all of these into view, as large as they can be.
    pub fn show_all(&mut self, subjects: Vec<Subject>) {
        self.navigation.wish(Wish::ShowAll(subjects));
    }

    /// Shows all that is drawn if nobody has moved the camera; else moves it no further than needed to have `subject` in view. For when
    /// another part of the map is drawn from now on.
    pub fn keep_in_view(&mut self, subject: &Subject) {
        self.navigation.wish(Wish::KeepInView(subject.clone()));
    }

    /// Opens a field in the middle of the view for the name of a new party of that kind.
    pub fn start_add_party(&mut self, kind: PartyKind) {
        self.field = Some(name_field::NameField::for_party_by_keyboard(kind));
    }

    /// Opens a field over the box of a party for its new name.
    pub fn start_rename(&mut self, party: &PartyId, session: &Session) {
        self.field = Some(name_field::NameField::for_rename(party, session.org().name_of(party)));
    }

    /// Shows the map as it would be, with a banner that says so; `None` shows it as it is.
    pub fn suppose(&mut self, supposed: Option<Arc<Supposed>>) {
        self.supposed = supposed;
    }

    /// Lights these parties and links instead of the chain of what is chosen; `None` lights that chain again.
    pub fn light(&mut self, lighted: Option<Arc<Lighted>>) {
        self.lighted = lighted;
    }

    /// Drops what is in the hand, as it was, and closes the menu: what Escape does first.
    pub fn let_go(&mut self) {
        self.moving = self.moving.take().filter(teams::Move::is_released);
        self.linking = None;
        self.marquee = None;
        self.menu = None;
    }

    /// Whether something is being dragged or typed, so that Escape belongs to the canvas.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let in_hand = self.moving.is_some() || self.linking.is_some() || self.marquee.is_some();
        in_hand || self.field.is_some() || self.menu.is_some()
    }

    /// Whether a better picture of the map is being made on a thread; what was there before is shown meanwhile.
    #[must_use]
    pub fn is_drawing(&self) -> bool {
        self.scene.is_making() || self.film.is_making()
    }

    /// Whether boxes and lines are on their way to new places.
    #[must_use]
    pub fn is_gliding(&self) -> bool {
        self.gliding.is_gliding()
    }

    /// What a pointer at `at` would mean, in a canvas that fills `view`, screen points both: the party or the folded department whose box is
    /// there, else the link whose line is near; of the picture that was drawn last. O(what is near).
    #[must_use]
    pub fn subject_at(&self, at: Pos2, view: Rect) -> Option<PictureSubject> {
        let camera = self.navigation.camera;
        let at = camera.screen_from_world(view).inverse().mul_pos(at);
        let level = if self.is_distant { Level::Distant } else { level_at(camera.zoom) };
        let has_box = |spot: &&scene::PartySpot| level != Level::Distant || spot.gathered.is_none();
        if let Some(spot) = self.scene.party_at(at).filter(has_box) {
            return Some(PictureSubject::Party(spot.id.clone()));
        }
        if let Some(spot) = self.scene.fold_at(at) {
            return Some(PictureSubject::Folded(spot.department.clone()));
        }
        let spot = self.scene.link_at(at, level, links::REACH / camera.zoom)?;
        Some(PictureSubject::Link(spot.id.clone()))
    }

    /// Screen points a world unit: 1 is 100 %.
    #[must_use]
    pub fn zoom(&self) -> f32 {
        self.navigation.camera.zoom
    }
}

/// Below this zoom the teams of a department are one box: theirs are less than seven points high.
const GATHERS_BELOW: f32 = 0.12;
/// From this zoom on they have boxes of their own again.
const OPENS_FROM: f32 = 0.14;

/// What every part of the canvas needs to know in this frame.
struct Frame<'a> {
    session: &'a Session,
    /// What is said of its facts, or what would follow from what is supposed.
    diagnosis: &'a Diagnosis,
    supposed: Option<&'a Supposed>,
    tokens: &'a Tokens,
    scene: &'a Scene,
    /// The canvas on the screen.
    view: Rect,
    /// What is seen of the world.
    visible: Rect,
    screen_from_world: TSTransform,
    level: Level,
    /// Whether a picture is about to be taken of it: nothing is shown that one presses, or that follows the pointer.
    is_bare: bool,
    /// Everything on the canvas has an id made from this one.
    id: Id,
}

impl Frame<'_> {
    fn to_world(&self, on_screen: Pos2) -> Pos2 {
        self.screen_from_world.inverse().mul_pos(on_screen)
    }

    /// Whether departments are one box each.
    fn is_distant(&self) -> bool {
        self.level == Level::Distant
    }

    /// Whether that party has a box of its own at this distance.
    fn has_box(&self, spot: &scene::PartySpot) -> bool {
        spot.gathered.is_none() || !self.is_distant()
    }

    fn party_id(&self, party: &PartyId) -> Id {
        self.id.with(("party", party))
    }
}

/// Chooses `subject`, or adds it to what is chosen when Ctrl or Shift is held.
fn choose(ui: &Ui, session: &Session, subject: &Subject, sink: &mut Sink) {
    let adds = ui.input(|input| input.modifiers.command || input.modifiers.shift);
    let selection =
        if adds { session.selection().clone().toggled(subject) } else { Selection::of(subject.clone()) };
    if selection != *session.selection() {
        sink.command(Command::Select(selection));
    }
}

/// Chooses just `subject` unless it is among what is chosen.
fn make_chosen(session: &Session, subject: &Subject, sink: &mut Sink) {
    if !session.selection().contains(subject) {
        sink.command(Command::Select(Selection::of(subject.clone())));
    }
}

/// Draws the map into all the room that is left in `ui` and pushes what the person asks for.
pub fn canvas_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, state: &mut CanvasState, sink: &mut Sink) {
    let view = ui.available_rect_before_wrap();
    ui.allocate_rect(view, Sense::HOVER);
    if view.width() < 32.0 || view.height() < 32.0 {
        return;
    }
    ui.scope_builder(egui::UiBuilder::new().max_rect(view).id_salt("canvas"), |ui| {
        ui.shrink_clip_rect(view);
        map_ui(ui, view, session, tokens, state, sink);
    });
}

fn map_ui(
    ui: &mut Ui,
    view: Rect,
    session: &Session,
    tokens: &Tokens,
    state: &mut CanvasState,
    sink: &mut Sink,
) {
    ui.painter().rect_filled(view, 0.0, color32(tokens.theme.canvas));
    let mut scene = std::mem::take(&mut state.scene);
    let (supposed, lighted) = (state.supposed.clone(), state.lighted.clone());
    scene.refresh(ui.ctx(), session, tokens, supposed.as_ref(), lighted.as_ref());
    follow_picture(ui, session, &scene, state);
    let id = ui.scope_id();
    let background = ui.interact(view, id.with("map"), Sense::CLICK | Sense::DRAG);
    background.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, map_name(session)));
    let place_of = |subject: &Subject| scene.place_of(subject);
    let legend = legend::area(state.legend, view);
    let around = Surroundings {
        view,
        extent: scene.extent,
        head: shown_bar::reach(session),
        legend,
        place_of: &place_of,
    };
    marquee::watch(ui, &background, view, state);
    state.navigation.steer(ui, &background, state.marquee.is_none(), &around);
    note_keyboard(ui, state);

    let camera = state.navigation.camera;
    state.is_distant = is_distant(camera.zoom, state.is_distant, &scene);
    let frame = Frame {
        session,
        diagnosis: supposed.as_ref().map_or(session.diagnosis(), |supposed| &supposed.outcome.diagnosis),
        supposed: supposed.as_deref(),
        tokens,
        scene: &scene,
        view,
        visible: camera.visible_in_world(view),
        screen_from_world: camera.screen_from_world(view),
        level: if state.is_distant { Level::Distant } else { level_at(camera.zoom) },
        is_bare: state.bare_frames > 0,
        id,
    };
    follow_choice(ui, &frame, state);
    if session.org().parties().is_empty() {
        invitation::invitation_ui(ui, &frame, state, sink);
    } else {
        paint(ui, &frame, state);
        folds::folds_ui(ui, &frame, state, sink);
        gathered::gathered_ui(ui, &frame, state, sink);
        teams::teams_ui(ui, &frame, state, sink);
    }
    links::background_ui(ui, &frame, &background, state, sink);
    marquee::marquee_ui(ui, &frame, &background, state, sink);
    if !frame.is_bare {
        handles::handles_ui(ui, &frame, state, sink);
    }
    overlays_ui(ui, &frame, state, sink);
    state.scene = scene;
}

/// When there is another picture of the same view, what has moved glides to its place, unless motion is reduced.
fn follow_picture(ui: &Ui, session: &Session, scene: &Scene, state: &mut CanvasState) {
    let is_same_view = state.drawn_view.replace(session.view()) == Some(session.view());
    // No animation time is how a theme says "reduce motion".
    let is_wanted = is_same_view && ui.style().animation_time > 0.0;
    let held = state.moving.as_ref().map(teams::Move::parties);
    state.gliding.follow(ui, (scene.serial, scene.shared()), held, is_wanted);
}

/// Paints the picture, without what is being dragged.
fn paint(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState) {
    let lifted = state.moving.as_ref().map_or(&[][..], |moving| moving.shapes());
    let sheet = ink::Sheet {
        scene: frame.scene.serial,
        shapes: &frame.scene.list.shapes,
        bounds: &frame.scene.bounds,
        lifted,
        level: frame.level,
        screen_from_world: frame.screen_from_world,
        visible: frame.visible,
    };
    if state.gliding.paint(ui, &sheet, frame.scene) {
        return;
    }
    state.film.paint(&sheet, &frame.scene.shared(), ui.painter());
    let is_held = |party: &PartyId| state.moving.as_ref().is_some_and(|moving| moving.moves(party));
    let held: Option<words::IsHeld<'_>> = state.moving.is_some().then_some(&is_held);
    state.words.paint(&sheet, frame.scene, held, frame.tokens, ui.painter());
}

/// How closely one looks. Names are set as large as their boxes allow, so boxes keep their look for longer than in an export.
fn level_at(zoom: f32) -> Level {
    if zoom < 0.24 { Level::Far } else { Level::at_zoom(f64::from(zoom)).max(Level::Middle) }
}

/// Whether departments are one box each: from where no team's name can be read at all. Once they are, one must come a little closer than
/// that for teams to show again, so that nothing flickers.
fn is_distant(zoom: f32, was_distant: bool, scene: &Scene) -> bool {
    !scene.list.gathered.is_empty() && zoom < if was_distant { OPENS_FROM } else { GATHERS_BELOW }
}

/// What lies above the map: fields, menus, buttons, legend.
fn overlays_ui(ui: &mut Ui, frame: &Frame<'_>, state: &mut CanvasState, sink: &mut Sink) {
    if !frame.session.org().parties().is_empty() {
        state.bare_frames = state.bare_frames.saturating_sub(1);
        if !frame.is_bare {
            if !state.is_guided {
                verdicts::verdicts_ui(ui, frame, state, sink);
            }
            minimap::minimap_ui(ui, frame, &mut state.navigation, &mut state.overview);
            zoom_buttons::zoom_buttons_ui(ui, frame, state);
        }
        legend::legend_ui(ui, frame, &mut state.legend);
        crowd::crowd_ui(ui, frame, state);
        progress::progress_ui(ui, frame, state, sink);
        supposed::banner_ui(ui, frame, sink);
        shown_bar::shown_bar_ui(ui, frame, below_banner(frame), !frame.is_bare, sink);
    }
    name_field::name_field_ui(ui, frame, state, sink);
    menu::menu_ui(ui, frame, state, sink);
}

/// How far below the head of the canvas there is room beneath the what-if banner.
fn below_banner(frame: &Frame<'_>) -> f32 {
    if frame.supposed.is_some() { 60.0 } else { 8.0 }
}

fn map_name(session: &Session) -> String {
    let org = session.org();
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    format!(
        "Map, {}, {}",
        counted(org.parties().len(), "party", "parties"),
        counted(org.links().len(), "link", "links")
    )
}

fn note_keyboard(ui: &Ui, state: &mut CanvasState) {
    ui.input(|input| {
        if input.events.iter().any(|event| matches!(event, egui::Event::Key { pressed: true, .. })) {
            state.by_keyboard = true;
        }
        if input.pointer.any_pressed() {
            state.by_keyboard = false;
        }
    });
}

/// When the choice changed while something on the canvas had the focus, the focus goes along: a screen reader then speaks the new one.
fn follow_choice(ui: &Ui, frame: &Frame<'_>, state: &mut CanvasState) {
    let chosen = frame.session.selection().primary();
    if state.followed.as_ref() == chosen {
        return;
    }
    let focused = ui.memory(|memory| memory.focused());
    if state.by_keyboard
        && let Some(area) = chosen.and_then(|subject| frame.scene.place_of(subject))
    {
        state.navigation.reveal(ui, area, frame.view);
    }
    let was_here = state.followed.as_ref().is_some_and(|subject| focused == Some(id_of(frame, subject)));
    if let Some(subject) = chosen
        && (was_here || focused.is_none())
    {
        ui.memory_mut(|memory| memory.request_focus(id_of(frame, subject)));
    }
    state.followed = chosen.cloned();
}

fn id_of(frame: &Frame<'_>, subject: &Subject) -> Id {
    match subject {
        Subject::Party(party) => frame.party_id(party),
        Subject::Link(link) | Subject::Expectation(link, _) => frame.id.with(("link", link)),
    }
}

/// Asks for a menu's action on `subject`, which is chosen first.
fn act_on(session: &Session, subject: &Subject, action: crate::ui::actions::Action, sink: &mut Sink) {
    make_chosen(session, subject, sink);
    sink.push(Request::Act(action));
}
