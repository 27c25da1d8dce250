//! From keys to actions, by the table.

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

use crate::ui::actions::{ACTIONS, Action};

/// The actions whose keys were pressed in this frame. The keys are taken, so that no widget sees them.
///
/// While a person types in a text field only keys that write nothing there count; while a question is open, none. Arrows, plain or with Shift, are left
/// to whatever list has the keyboard.
pub(super) fn pressed(ctx: &Context, question: Open, keyboard: KeyboardIs) -> Vec<Action> {
    if question == Open::Yes {
        return Vec::new();
    }
    let typing = ctx.text_edit_focused();
    // A menu or a list that is open has the plain keys for itself.
    let in_popup = egui::Popup::is_any_open(ctx);
    let mut actions = Vec::new();
    ctx.input_mut(|input| {
        // Longer chords first, so that Ctrl+Shift+S is not taken for Ctrl+S.
        let mut entries: Vec<_> = ACTIONS.iter().filter(|entry| entry.shortcut.is_some()).collect();
        entries.sort_by_key(|entry| {
            std::cmp::Reverse(entry.shortcut.map_or(0, |key| chord_length(key.modifiers)))
        });
        for entry in entries {
            let Some(shortcut) = entry.shortcut else { continue };
            let elsewhere = match keyboard {
                KeyboardIs::OnTheMap => false,
                KeyboardIs::InAPanel => is_plain_arrow(shortcut),
                KeyboardIs::InTheTable => is_plain_arrow(shortcut) || shortcut.logical_key == Key::F2,
                KeyboardIs::OnACell { digits_write } => {
                    is_plain_arrow(shortcut)
                        || shortcut.logical_key == Key::F2
                        || is_plain_letter(shortcut)
                        || (digits_write && is_plain_digit(shortcut))
                }
                KeyboardIs::BeforeARoom => !entry.action.works_while_presenting(),
                KeyboardIs::InTheOutline => is_plain_arrow(shortcut) || is_plain_letter(shortcut),
            };
            if elsewhere || ((typing || in_popup) && !entry.works_while_typing()) {
                continue;
            }
            if input.consume_shortcut(&shortcut) {
                actions.push(entry.action);
            }
        }
        let redo = KeyboardShortcut::new(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Z);
        if !typing && keyboard != KeyboardIs::BeforeARoom && input.consume_shortcut(&redo) {
            actions.push(Action::Redo);
        }
        if !actions.is_empty() && !typing {
            // The key that opened a field is not to be written into it.
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
    });
    actions
}

/// Whether a question, or the palette, is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Every key is its own.
    Yes,
    /// Keys are for the window.
    No,
}

/// Where a plain arrow goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyboardIs {
    /// It walks the map.
    OnTheMap,
    /// It walks a list.
    InAPanel,
    /// It walks rows or cells, which F2 edits.
    InTheTable,
    /// It is on one cell, into which letters are written, and digits too where they mean nothing else.
    OnACell {
        /// Whether digits are written as well.
        digits_write: bool,
    },
    /// It walks the outline, which finds names by their first letters.
    InTheOutline,
    /// Something is shown to a room: it has keys of its own.
    BeforeARoom,
}

fn is_plain_letter(shortcut: KeyboardShortcut) -> bool {
    (Key::A..=Key::Z).contains(&shortcut.logical_key) && !shortcut.modifiers.command
}

fn is_plain_digit(shortcut: KeyboardShortcut) -> bool {
    (Key::Num0..=Key::Num9).contains(&shortcut.logical_key) && shortcut.modifiers == Modifiers::NONE
}

fn is_plain_arrow(shortcut: KeyboardShortcut) -> bool {
    let arrow =
        matches!(shortcut.logical_key, Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown);
    arrow && matches!(shortcut.modifiers, Modifiers::NONE | Modifiers::SHIFT)
}

fn chord_length(modifiers: Modifiers) -> u8 {
    u8::from(modifiers.command) + u8::from(modifiers.shift) + u8::from(modifiers.alt)
}
