//! Everything that stands in a menu: one table of labels, explanations, places and shortcuts.
//!
//! Menus, toolbar, palette, key listener and the README's shortcut table all read [`ACTIONS`]; a test fails on a clash. What an action does
//! is not here: the app does it.

mod table;

pub use table::ACTIONS;

use egui::{Key, KeyboardShortcut};

/// Something that a person can ask of the program without further words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the table says what each is for")]
pub enum Action {
    New,
    Open,
    Save,
    SaveAs,
    ExportPicture,
    CopyPicture,
    ExportReport,
    Quit,
    Undo,
    Redo,
    Remove,
    SelectAll,
    SetDepartment,
    Find,
    Palette,
    Capture,
    Hearing,
    AddTeam,
    AddCustomer,
    AddSupplier,
    Rename,
    AddComplaint,
    AddAction,
    AddLink,
    AddNeed,
    AddWant,
    ReverseLink,
    Works,
    Struggles,
    Broken,
    NotAsked,
    ChainView,
    PyramidView,
    Fit,
    Centre,
    ZoomIn,
    ZoomOut,
    Focus,
    FewerSteps,
    MoreSteps,
    ShowAll,
    FoldDepartment,
    FoldAll,
    UnfoldAll,
    Tidy,
    StopLayout,
    PinHere,
    LetGo,
    NudgeLeft,
    NudgeRight,
    NudgeUp,
    NudgeDown,
    GoUpstream,
    GoDownstream,
    GoUp,
    GoDown,
    ExtendUpstream,
    ExtendDownstream,
    ExtendUp,
    ExtendDown,
    NextBroken,
    PreviousBroken,
    Deselect,
    MapWorkspace,
    FixWorkspace,
    TableWorkspace,
    MatrixPage,
    CopyRows,
    PasteRows,
    ImportSpreadsheet,
    WhatIf,
    ClearWhatIf,
    BestTogether,
    KeepWhatIf,
    CompareWhatIf,
    Trace,
    NextQuestion,
    Outline,
    Inspector,
    Findings,
    ComplaintLog,
    ActionList,
    History,
    OrgSettings,
    LightTheme,
    DarkTheme,
    HighContrastTheme,
    LargerText,
    SmallerText,
    NormalText,
    ReduceMotion,
    BeginWorkshop,
    EndWorkshop,
    KeepVersion,
    Versions,
    Handout,
    Guide,
    RoomMode,
    ParkedList,
    Park,
    Vote,
    Present,
    PresentFromHere,
    FullScreen,
    Shortcuts,
    About,
}

impl Action {
    /// Whether it is about which part of the map is drawn, or about several things at once.
    #[must_use]
    pub const fn is_about_shown(self) -> bool {
        matches!(
            self,
            Self::Focus
                | Self::FewerSteps
                | Self::MoreSteps
                | Self::ShowAll
                | Self::FoldDepartment
                | Self::FoldAll
                | Self::UnfoldAll
                | Self::SelectAll
                | Self::SetDepartment
        )
    }
}

/// The menu an action stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the menus' own")]
pub enum Menu {
    File,
    Edit,
    Link,
    View,
    Go,
    Workshop,
    Help,
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Self; 7] =
        [Self::File, Self::Edit, Self::Link, Self::View, Self::Go, Self::Workshop, Self::Help];

    /// What stands on the menu bar.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Link => "Link",
            Self::View => "View",
            Self::Go => "Go",
            Self::Workshop => "Workshop",
            Self::Help => "Help",
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it asks for.
    pub action: Action,
    /// What it is called, sentence case.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub explanation: &'static str,
    /// Where it stands.
    pub menu: Menu,
    /// The key that does it.
    pub shortcut: Option<KeyboardShortcut>,
}

impl Action {
    /// Whether its key does it while something is shown to a room: nothing that changes the map by a slip.
    #[must_use]
    pub const fn works_while_presenting(self) -> bool {
        matches!(self, Self::Save | Self::Quit | Self::FullScreen)
    }

    /// Whether it belongs to presenting, voting and parking.
    #[must_use]
    pub const fn is_about_presenting(self) -> bool {
        matches!(self, Self::Present | Self::PresentFromHere | Self::FullScreen | Self::Park | Self::Vote)
    }
}

impl Entry {
    /// Whether the key does it even while a person types in a text field: only keys that write nothing there.
    #[must_use]
    pub fn works_while_typing(&self) -> bool {
        self.shortcut.is_some_and(|shortcut| {
            let function_key = matches!(
                shortcut.logical_key,
                Key::F1 | Key::F5 | Key::F6 | Key::F7 | Key::F8 | Key::F9 | Key::F10 | Key::F11
            );
            let edits_text = matches!(
                self.action,
                Action::Undo | Action::Redo | Action::SelectAll | Action::CopyRows | Action::PasteRows
            );
            (shortcut.modifiers.command && !edits_text) || function_key
        })
    }

    /// The key as it is written in menus, for example `Ctrl+Shift+S`; empty without one.
    #[must_use]
    pub fn shortcut_text(&self) -> String {
        self.shortcut.map_or_else(String::new, shortcut_text)
    }
}

fn shortcut_text(shortcut: KeyboardShortcut) -> String {
    let mut parts = Vec::new();
    for (pressed, name) in [
        (shortcut.modifiers.command, if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" }),
        (shortcut.modifiers.alt, "Alt"),
        (shortcut.modifiers.shift, "Shift"),
    ] {
        if pressed {
            parts.push(name);
        }
    }
    parts.push(match shortcut.logical_key {
        Key::ArrowLeft => "Left",
        Key::ArrowRight => "Right",
        Key::ArrowUp => "Up",
        Key::ArrowDown => "Down",
        Key::Slash => "/",
        Key::Comma => ",",
        Key::Period => ".",
        Key::Plus => "Plus",
        Key::Minus => "Minus",
        key => key.name(),
    });
    parts.join("+")
}

/// The row of `action`.
#[must_use]
pub fn entry(action: Action) -> Option<&'static Entry> {
    ACTIONS.iter().find(|entry| entry.action == action)
}

/// The shortcut table as Markdown, for the README.
#[must_use]
pub fn shortcut_table() -> String {
    let mut table = String::from("| Key | Command | What it does |\n| --- | --- | --- |\n");
    for entry in ACTIONS.iter().filter(|entry| entry.shortcut.is_some()) {
        let label = entry.label.trim_end_matches('\u{2026}');
        table.push_str(&format!("| {} | {label} | {} |\n", entry.shortcut_text(), entry.explanation));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_key_or_a_label() {
        for (place, entry) in ACTIONS.iter().enumerate() {
            for other in &ACTIONS[place + 1..] {
                assert_ne!(entry.action, other.action);
                assert_ne!(entry.label, other.label);
                assert!(entry.shortcut.is_none() || entry.shortcut != other.shortcut, "{entry:?} {other:?}");
            }
        }
    }

    #[test]
    fn every_row_says_what_it_does() {
        for entry in ACTIONS {
            assert!(!entry.label.is_empty() && !entry.explanation.is_empty(), "{entry:?}");
            assert!(!entry.explanation.ends_with('.'), "{entry:?}");
        }
    }
}
