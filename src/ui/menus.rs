//! The menu bar and the toolbar, both drawn from the table of actions.

use egui::containers::menu::MenuButton;
use egui::{
    Button, FocusDirection, Id, Key, MenuBar, Modifiers, Popup, Response, RichText, Role, ScrollArea, Sense,
    Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetInfo, pos2,
};

use super::actions::{ACTIONS, Action, Entry, Menu, entry};
use super::enabled::{Held, refusal_in_window};
use super::tokens::Tokens;
use super::widgets::{Icon, one_line, paint_icon};
use super::{Request, Sink, Workspace};
use crate::model::View;
use crate::picture::ThemeName;
use crate::session::Session;

/// What the menus show besides the table.
#[derive(Clone, Debug, Default)]
pub struct MenuFacts {
    /// Files opened lately, the last one first.
    pub recent: Vec<std::path::PathBuf>,
    /// Which panels are shown: outline, inspector, findings, history.
    pub shown: [bool; 4],
    /// Which workspace is shown.
    pub workspace: Workspace,
    /// Whether nothing moves by itself.
    pub reduces_motion: bool,
    /// Whether questions are being asked.
    pub guides: bool,
    /// What actions depend on beside the session.
    pub held: Held,
}

/// Draws the menu bar, as wide as there is room. Tells where its last menu ends, in points from the left.
pub fn menu_bar_ui(
    ui: &mut Ui,
    session: &Session,
    tokens: &Tokens,
    facts: &MenuFacts,
    sink: &mut Sink,
) -> f32 {
    let kept = Id::unique("menu bar");
    let before = ui.data(|data| data.get_temp::<Bar>(kept)).unwrap_or_default();
    let is_steered = steer(ui, &before);
    let mut bar = Bar { is_steered, ..Bar::default() };
    let shown = MenuBar::new().ui(ui, |ui| {
        for (place, menu) in Menu::ALL.into_iter().enumerate() {
            let is_shut = before.menus.get(place).is_some_and(|(_, menu)| !Popup::is_id_open(ui, *menu));
            let (response, submenu) = bar_button_ui(ui, menu, is_steered && is_shut, |ui| {
                menu_ui(ui, menu, session, tokens, facts, sink)
            });
            ring_ui(ui, &response);
            bar.menus.push((response.id, Popup::default_response_id(&response)));
            bar.submenu = bar.submenu.or(submenu);
        }
        ui.cursor().left()
    });
    ui.data_mut(|data| data.insert_temp(kept, bar));
    shown.inner
}

/// What of the height of the window no menu takes, from the middle of its button on: half the button, and the frame around a menu. In points.
const UNDER_BAR: f32 = 40.0;
/// However low the window is, a menu shows this much, in points.
const LEAST_MENU: f32 = 120.0;

/// The bar as it was drawn last.
#[derive(Clone, Debug, Default)]
struct Bar {
    /// The buttons and what opens under each.
    menus: Vec<(Id, Id)>,
    /// A line of the menu that is open which leads to a menu of its own, and whether that is open too.
    submenu: Option<(Id, bool)>,
    /// Whether the open menu was chosen by key, and the pointer has rested since: lying on another button it does not take that back.
    is_steered: bool,
}

/// A button of the bar, and its menu while that is open. While it `rests`, the pointer on it opens nothing.
fn bar_button_ui(
    ui: &mut Ui,
    menu: Menu,
    rests: bool,
    contents: impl FnOnce(&mut Ui) -> Option<(Id, bool)>,
) -> (Response, Option<(Id, bool)>) {
    let button = Button::new(menu.label()).min_size(Vec2::new(32.0, 26.0));
    if rests {
        let response = ui.add(button);
        if response.clicked() {
            Popup::open_id(ui, Popup::default_response_id(&response));
        }
        return (response, None);
    }
    // A menu that is longer than the window scrolls; it never lies over the bar.
    let room = (ui.content_rect().bottom() - ui.next_widget_position().y - UNDER_BAR).max(LEAST_MENU);
    let (response, inner) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(264.0);
        // The bar is there before the pointer is: nothing else tells that there is more.
        let scroll = &mut ui.spacing_mut().scroll;
        (scroll.dormant_handle_opacity, scroll.floating_allocated_width) = (1.0, scroll.bar_width);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, contents).inner
    });
    (response, inner.and_then(|inner| inner.inner))
}

/// While a menu is open Left and Right go to the one beside it, and from the last round to the first; what leads further has its keys for itself.
/// Tells whether the open menu was chosen so, and the pointer has rested since.
fn steer(ui: &Ui, bar: &Bar) -> bool {
    let Some(open) = bar.menus.iter().position(|(_, menu)| Popup::is_id_open(ui, *menu)) else {
        return false;
    };
    let rests = ui.input(|input| input.pointer.delta() == Vec2::ZERO && !input.pointer.any_pressed());
    let focused = ui.memory(|memory| memory.focused());
    let (left, right) = ui.input(|input| {
        let pressed = |key| input.modifiers == Modifiers::NONE && input.key_pressed(key);
        (pressed(Key::ArrowLeft), pressed(Key::ArrowRight))
    });
    let leads_further =
        bar.submenu.is_some_and(|(line, is_open)| is_open || (right && focused == Some(line)));
    if left == right || leads_further {
        return bar.is_steered && rests;
    }
    let count = bar.menus.len();
    let beside = (open + if right { 1 } else { count - 1 }) % count;
    if let Some((button, menu)) = bar.menus.get(beside) {
        Popup::open_id(ui, *menu);
        ui.memory_mut(|memory| {
            memory.move_focus(FocusDirection::None);
            memory.request_focus(*button);
        });
    }
    true
}

/// Tells the line that leads to a menu of its own, if there is one, and whether that is open.
fn menu_ui(
    ui: &mut Ui,
    menu: Menu,
    session: &Session,
    tokens: &Tokens,
    facts: &MenuFacts,
    sink: &mut Sink,
) -> Option<(Id, bool)> {
    let mut submenu = None;
    for entry in ACTIONS.iter().filter(|entry| entry.menu == menu) {
        if starts_group(entry.action) {
            ui.separator();
        }
        if entry_ui(ui, entry, session, tokens, facts).clicked() {
            sink.act(entry.action);
            ui.close();
        }
        if entry.action == Action::Open {
            submenu = Some(recent_ui(ui, facts, sink));
        }
    }
    submenu
}

/// Whether a hairline stands above the action in its menu.
fn starts_group(action: Action) -> bool {
    matches!(
        action,
        Action::Save
            | Action::ExportPicture
            | Action::Quit
            | Action::Capture
            | Action::AddTeam
            | Action::Remove
            | Action::AddComplaint
            | Action::OrgSettings
            | Action::AddLink
            | Action::WhatIf
            | Action::ChainView
            | Action::Fit
            | Action::Focus
            | Action::FoldDepartment
            | Action::Tidy
            | Action::Outline
            | Action::LightTheme
            | Action::LargerText
            | Action::GoUpstream
            | Action::ExtendUpstream
            | Action::NextBroken
            | Action::Trace
            | Action::Deselect
            | Action::KeepVersion
            | Action::Vote
    )
}

fn entry_ui(ui: &mut Ui, entry: &Entry, session: &Session, tokens: &Tokens, facts: &MenuFacts) -> Response {
    let refusal = refusal_in_window(entry.action, session, facts.held);
    let label = match entry.action {
        Action::Undo => with_name(entry.label, session.history().undo_label()),
        Action::Redo => with_name(entry.label, session.history().redo_label()),
        _ => entry.label.to_owned(),
    };
    // In ink whether chosen or not: the accent is too faint for words on what is chosen.
    let label = RichText::new(label).color(tokens.ink);
    let button = Button::selectable(is_on(entry.action, session, tokens, facts), label)
        .shortcut_text(entry.shortcut_text())
        .min_size(Vec2::new(0.0, 26.0));
    let response = ui.add_enabled(refusal.is_none(), button);
    ring_ui(ui, &response);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    match refusal {
        Some(reason) => response.on_disabled_hover_text(reason),
        None => response.on_hover_text(entry.explanation),
    }
}

/// A ring around what has the keyboard: the ground alone is too faint.
fn ring_ui(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, ui.visuals().selection.stroke.color);
        ui.painter().rect_stroke(response.rect.shrink(1.0), 4.0, ring, StrokeKind::Inside);
    }
}

fn with_name(verb: &str, label: Option<&str>) -> String {
    match label {
        None => verb.to_owned(),
        Some(label) => {
            let short: String = label.chars().take(48).collect();
            let dots = if short.len() < label.len() { "\u{2026}" } else { "" };
            format!("{verb} \u{2013} {short}{dots}")
        }
    }
}

/// Whether a choice that the action stands for is the present one.
fn is_on(action: Action, session: &Session, tokens: &Tokens, facts: &MenuFacts) -> bool {
    let [outline, inspector, findings, history] = facts.shown;
    match action {
        Action::MapWorkspace => facts.workspace == Workspace::Map,
        Action::FixWorkspace => facts.workspace == Workspace::Fix,
        Action::TableWorkspace => facts.workspace == Workspace::Table,
        Action::ChainView => session.view() == View::Chain,
        Action::PyramidView => session.view() == View::Pyramid,
        Action::LightTheme => tokens.name == ThemeName::Light,
        Action::DarkTheme => tokens.name == ThemeName::Dark,
        Action::HighContrastTheme => tokens.name == ThemeName::HighContrast,
        Action::ReduceMotion => facts.reduces_motion,
        Action::Guide => facts.guides,
        Action::Outline => outline,
        Action::Inspector => inspector,
        Action::Findings => findings,
        Action::History => history,
        _ => false,
    }
}

fn recent_ui(ui: &mut Ui, facts: &MenuFacts, sink: &mut Sink) -> (Id, bool) {
    let shown = ui.add_enabled_ui(!facts.recent.is_empty(), |ui| {
        let submenu = ui.menu_button("Open recent", |ui| {
            for path in &facts.recent {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                let response = ui.add(Button::new(name).min_size(Vec2::new(200.0, 26.0)));
                ring_ui(ui, &response);
                if response.on_hover_text(path.display().to_string()).clicked() {
                    sink.push(Request::Open(path.clone()));
                    ui.close();
                }
            }
        });
        ring_ui(ui, &submenu.response);
        (submenu.response.id, submenu.inner.is_some())
    });
    shown.inner
}

/// The workspaces on their switch.
const WORKSPACES: [(Workspace, &str, Action); 4] = [
    (Workspace::Map, "Map", Action::MapWorkspace),
    (Workspace::Fix, "Fix", Action::FixWorkspace),
    (Workspace::Table, "Table", Action::TableWorkspace),
    (Workspace::Present, "Present", Action::Present),
];
/// The views on their switch.
const VIEWS: [Action; 2] = [Action::ChainView, Action::PyramidView];

/// How the two switches beside the menus are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switches {
    /// Pictures and words.
    Worded,
    /// Pictures alone; the words come under the pointer.
    Pictures,
}

impl Switches {
    /// What has `room`, in points, and how wide it is; `None` when even the pictures have no room: the menus hold them all.
    #[must_use]
    pub fn fitting(ui: &Ui, room: f32) -> Option<(Self, f32)> {
        let words = WORKSPACES.iter().map(|(_, words, _)| *words);
        let views = VIEWS.iter().filter_map(|action| entry(*action)).map(|entry| entry.label);
        // One fewer than there are switches: the last is at the edge.
        let gaps = ui.spacing().item_spacing.x * (WORKSPACES.len() + VIEWS.len() - 1) as f32;
        let worded: f32 = words.chain(views).map(|words| switch_galley(ui, words).size().x + 46.0).sum();
        let pictured = PICTURED * (WORKSPACES.len() + VIEWS.len()) as f32;
        [(Self::Worded, worded), (Self::Pictures, pictured)]
            .into_iter()
            .map(|(switches, width)| (switches, width + gaps + switches.gap()))
            .find(|(_, width)| *width <= room)
    }

    /// What lies between the two switches, in points.
    #[must_use]
    pub fn gap(self) -> f32 {
        match self {
            Self::Worded => 24.0,
            Self::Pictures => 8.0,
        }
    }
}

/// The width of a switch without words, in points.
const PICTURED: f32 = 36.0;

/// Draws the switch between the workspaces.
pub fn workspace_switch_ui(ui: &mut Ui, workspace: Workspace, switches: Switches, sink: &mut Sink) {
    for (choice, words, action) in WORKSPACES {
        let Some(entry) = entry(action) else { continue };
        let hint = hint_of(entry, words, switches);
        if switch_ui(ui, choice == workspace, action, words, switches).on_hover_text(hint).clicked() {
            sink.act(action);
        }
    }
}

/// Draws the view switch at the right of the bar: chain or inverted pyramid.
pub fn view_switch_ui(ui: &mut Ui, session: &Session, switches: Switches, sink: &mut Sink) {
    for action in VIEWS {
        let Some(entry) = entry(action) else { continue };
        let on = matches!(
            (action, session.view()),
            (Action::ChainView, View::Chain) | (Action::PyramidView, View::Pyramid)
        );
        let hint = hint_of(entry, entry.label, switches);
        if switch_ui(ui, on, action, entry.label, switches).on_hover_text(hint).clicked() {
            sink.act(action);
        }
    }
}

/// The picture on a switch.
fn icon_of(action: Action) -> Option<Icon> {
    match action {
        Action::MapWorkspace => Some(Icon::Map),
        Action::FixWorkspace => Some(Icon::Mend),
        Action::TableWorkspace => Some(Icon::Table),
        Action::Present => Some(Icon::Screen),
        Action::ChainView => Some(Icon::Chain),
        Action::PyramidView => Some(Icon::Pyramid),
        _ => None,
    }
}

/// What stands under the pointer: with the word where the switch has none.
fn hint_of(entry: &Entry, words: &str, switches: Switches) -> String {
    let explained = format!("{} ({})", entry.explanation, entry.shortcut_text());
    match switches {
        Switches::Worded => explained,
        Switches::Pictures => format!("{words}. {explained}"),
    }
}

fn switch_galley(ui: &Ui, words: &str) -> std::sync::Arc<egui::Galley> {
    let ink = ui.visuals().text_color();
    one_line(ui, words, TextStyle::Body.resolve(ui.style()), ink, f32::INFINITY)
}

/// One of several choices beside each other: a picture and words, on a ground of its own when it is the present one.
fn switch_ui(ui: &mut Ui, on: bool, action: Action, words: &str, switches: Switches) -> Response {
    let visuals = ui.visuals().clone();
    let ink = visuals.text_color();
    let galley = (switches == Switches::Worded).then(|| switch_galley(ui, words));
    let icon = icon_of(action);
    let words_at = if icon.is_some() { 34.0 } else { 12.0 };
    let width = galley.as_ref().map_or(PICTURED, |galley| words_at + galley.size().x + 12.0);
    let size = Vec2::new(width, 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let (fill, stroke) = match (on, response.hovered()) {
        (true, _) => (visuals.selection.bg_fill, visuals.selection.stroke),
        (false, true) => (visuals.widgets.hovered.bg_fill, Stroke::NONE),
        (false, false) => (egui::Color32::TRANSPARENT, Stroke::NONE),
    };
    ui.painter().rect(rect, 6.0, fill, stroke, StrokeKind::Inside);
    ring_ui(ui, &response);
    if let Some(icon) = icon {
        let at = pos2(rect.left() + if galley.is_some() { 20.0 } else { PICTURED * 0.5 }, rect.center().y);
        paint_icon(ui.painter(), at, 16.0, icon, if on { visuals.selection.stroke.color } else { ink });
    }
    if let Some(galley) = galley {
        let at = pos2(rect.left() + words_at, rect.center().y - galley.size().y * 0.5);
        ui.painter().galley(at, galley, ink);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, words));
    response
}
