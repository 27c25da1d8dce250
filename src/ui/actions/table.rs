//! The table of actions: one row for each, in the order of the menus.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Action, Entry, Menu};

const fn key(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::NONE, key))
}

const fn ctrl(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

const fn ctrl_shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers { shift: true, ..Modifiers::COMMAND }, key))
}

const fn shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::SHIFT, key))
}

const fn alt(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::ALT, key))
}

const fn row(
    action: Action,
    menu: Menu,
    label: &'static str,
    explanation: &'static str,
    shortcut: Option<KeyboardShortcut>,
) -> Entry {
    Entry { action, label, explanation, menu, shortcut }
}

/// The table, in the order of the menus.
#[rustfmt::skip]
pub const ACTIONS: &[Entry] = &[
    row(Action::New, Menu::File, "New map\u{2026}", "Start empty, guided, from a spreadsheet, a template or a sample", ctrl(Key::N)),
    row(Action::Open, Menu::File, "Open\u{2026}", "Open an org file", ctrl(Key::O)),
    row(Action::ImportSpreadsheet, Menu::File, "Import spreadsheet\u{2026}", "Read teams, links and ratings from CSV files, and show what would be made", ctrl_shift(Key::O)),
    row(Action::Save, Menu::File, "Save", "Write the map to its file", ctrl(Key::S)),
    row(Action::SaveAs, Menu::File, "Save as\u{2026}", "Write the map to another file", ctrl_shift(Key::S)),
    row(Action::ExportPicture, Menu::File, "Export picture\u{2026}", "Write the map as SVG, PNG, PDF or HTML page", ctrl(Key::E)),
    row(Action::CopyPicture, Menu::File, "Copy picture", "Put the map as it is in view on the clipboard, 16:9", ctrl_shift(Key::C)),
    row(Action::ExportReport, Menu::File, "Write report\u{2026}", "One page for a director, then all that stands behind it, as PDF, HTML, Markdown or CSV", ctrl(Key::R)),
    row(Action::Quit, Menu::File, "Quit", "Close the window", ctrl(Key::Q)),

    row(Action::Undo, Menu::Edit, "Undo", "Take the last step back", ctrl(Key::Z)),
    row(Action::Redo, Menu::Edit, "Redo", "Do the undone step again", ctrl(Key::Y)),
    row(Action::History, Menu::Edit, "History", "Show every step by name and go back to any", ctrl(Key::H)),
    row(Action::Capture, Menu::Edit, "Capture line", "Type who supplies whom and what they need", key(Key::Slash)),
    row(Action::Hearing, Menu::Edit, "Hear this team", "Fix the selected team as the customer of the capture line", key(Key::H)),
    row(Action::AddTeam, Menu::Edit, "Add team", "Put a new team on the map", key(Key::T)),
    row(Action::AddCustomer, Menu::Edit, "Add external customer", "Put a new external customer on the map", shift(Key::C)),
    row(Action::AddSupplier, Menu::Edit, "Add external supplier", "Put a new external supplier on the map", shift(Key::S)),
    row(Action::Rename, Menu::Edit, "Rename", "Give the selected team another name", key(Key::F2)),
    row(Action::Remove, Menu::Edit, "Remove\u{2026}", "Take what is selected off the map", key(Key::Delete)),
    row(Action::SelectAll, Menu::Edit, "Select all", "Select every team that is shown", ctrl(Key::A)),
    row(Action::CopyRows, Menu::Edit, "Copy rows", "Put the selected links and needs on the clipboard, for a spreadsheet", ctrl(Key::C)),
    row(Action::PasteRows, Menu::Edit, "Paste rows\u{2026}", "Show what a block from a spreadsheet would make, then make it", ctrl(Key::V)),
    row(Action::SetDepartment, Menu::Edit, "Move to a department\u{2026}", "Say which department the selected teams belong to", None),
    row(Action::AddComplaint, Menu::Edit, "Add complaint\u{2026}", "Write down what an external customer complained of", key(Key::K)),
    row(Action::AddAction, Menu::Edit, "Add action\u{2026}", "Plan who does what about the selected team or link", key(Key::A)),
    row(Action::OrgSettings, Menu::Edit, "Organisation\u{2026}", "Name, service vision, thresholds and rules", ctrl(Key::Comma)),

    row(Action::Works, Menu::Link, "Works", "The customer gets what it needs", key(Key::Num1)),
    row(Action::Struggles, Menu::Link, "Struggles", "The customer gets it with effort", key(Key::Num2)),
    row(Action::Broken, Menu::Link, "Broken", "The customer does not get it", key(Key::Num3)),
    row(Action::NotAsked, Menu::Link, "Not asked", "Take the verdict back: nobody has asked", key(Key::Num4)),
    row(Action::AddLink, Menu::Link, "Add link\u{2026}", "Say whom the selected team serves", key(Key::L)),
    row(Action::AddNeed, Menu::Link, "Add need", "Write down what the customer must have", key(Key::N)),
    row(Action::AddWant, Menu::Link, "Add want", "Write down what the customer would like", key(Key::W)),
    row(Action::ReverseLink, Menu::Link, "Reverse direction", "Swap supplier and customer of the link", key(Key::R)),
    row(Action::WhatIf, Menu::Link, "What if it worked or failed", "Suppose so of the link and show what would follow; again takes it back", key(Key::I)),
    row(Action::BestTogether, Menu::Link, "Best three together", "Suppose mended what helps most together", shift(Key::I)),
    row(Action::KeepWhatIf, Menu::Link, "Keep the what-if as planned actions", "Note an action for each supposition", ctrl(Key::I)),
    row(Action::CompareWhatIf, Menu::Link, "Compare the what-if", "Put it beside others in a table", ctrl_shift(Key::I)),
    row(Action::ClearWhatIf, Menu::Link, "Clear the what-if", "Show again how things are", None),

    row(Action::MapWorkspace, Menu::View, "Map workspace", "The map with its panels around it", key(Key::M)),
    row(Action::FixWorkspace, Menu::View, "Fix workspace", "What to mend, what would follow, and why", key(Key::X)),
    row(Action::TableWorkspace, Menu::View, "Table workspace", "All links and needs in rows, edited in their place", key(Key::S)),
    row(Action::MatrixPage, Menu::View, "Matrix", "Suppliers against customers", shift(Key::M)),
    row(Action::ChainView, Menu::View, "Chain", "Left to right, the external customer at the right", key(Key::C)),
    row(Action::PyramidView, Menu::View, "Inverted pyramid", "Customers on top, leaders at the bottom as supporters", key(Key::V)),
    row(Action::Fit, Menu::View, "Show the whole map", "Zoom so that everything is in view", key(Key::F)),
    row(Action::Centre, Menu::View, "Centre on selection", "Bring what is selected into view", key(Key::G)),
    row(Action::ZoomIn, Menu::View, "Zoom in", "Show the map larger", key(Key::Plus)),
    row(Action::ZoomOut, Menu::View, "Zoom out", "Show the map smaller", key(Key::Minus)),
    row(Action::Focus, Menu::View, "Focus on selection", "Show only what lies around the selected teams or links", key(Key::O)),
    row(Action::FewerSteps, Menu::View, "One step fewer", "Show less around the focus", key(Key::Comma)),
    row(Action::MoreSteps, Menu::View, "One step more", "Show more around the focus", key(Key::Period)),
    row(Action::ShowAll, Menu::View, "Show all teams", "Leave the focus and show every team again", shift(Key::O)),
    row(Action::FoldDepartment, Menu::View, "Fold or unfold department", "Draw the department of the selected teams as one box, or its teams again", key(Key::D)),
    row(Action::FoldAll, Menu::View, "Fold all departments", "Draw each department as one box", shift(Key::D)),
    row(Action::UnfoldAll, Menu::View, "Unfold all departments", "Draw the teams of every department again", ctrl_shift(Key::D)),
    row(Action::Tidy, Menu::View, "Tidy", "Let every box go and draw the map afresh", ctrl_shift(Key::T)),
    row(Action::StopLayout, Menu::View, "Stop laying out", "Keep a large map as it is; Tidy lays it out again", None),
    row(Action::PinHere, Menu::View, "Keep it here", "Fix the selected team where it stands", key(Key::P)),
    row(Action::LetGo, Menu::View, "Let it go", "Let the map place the selected team again", shift(Key::P)),
    row(Action::NudgeLeft, Menu::View, "Move left", "Move the selected team a step to the left", alt(Key::ArrowLeft)),
    row(Action::NudgeRight, Menu::View, "Move right", "Move the selected team a step to the right", alt(Key::ArrowRight)),
    row(Action::NudgeUp, Menu::View, "Move up", "Move the selected team a step up", alt(Key::ArrowUp)),
    row(Action::NudgeDown, Menu::View, "Move down", "Move the selected team a step down", alt(Key::ArrowDown)),
    row(Action::Outline, Menu::View, "Outline", "Show or hide the list of teams", ctrl(Key::Num1)),
    row(Action::Inspector, Menu::View, "Inspector", "Show or hide the facts of what is selected", ctrl(Key::Num2)),
    row(Action::Findings, Menu::View, "Findings", "Show or hide what is broken and what to do", ctrl(Key::Num3)),
    row(Action::ComplaintLog, Menu::View, "Complaint log", "Show what external customers complained of", ctrl(Key::Num4)),
    row(Action::ActionList, Menu::View, "Action list", "Show who does what by when", ctrl(Key::Num5)),
    row(Action::ParkedList, Menu::View, "Parked list", "Show what was put aside so that it is not lost", ctrl(Key::Num6)),
    row(Action::LightTheme, Menu::View, "Light theme", "Dark on light", None),
    row(Action::DarkTheme, Menu::View, "Dark theme", "Light on dark", None),
    row(Action::HighContrastTheme, Menu::View, "High-contrast theme", "Black on white with thicker lines", None),
    row(Action::LargerText, Menu::View, "Larger text", "Make the whole window larger", ctrl(Key::Plus)),
    row(Action::SmallerText, Menu::View, "Smaller text", "Make the whole window smaller", ctrl(Key::Minus)),
    row(Action::NormalText, Menu::View, "Normal text size", "Make the whole window its normal size", ctrl(Key::Num0)),
    row(Action::ReduceMotion, Menu::View, "Reduce motion", "Let nothing glide, fly or fade", None),

    row(Action::Find, Menu::Go, "Find\u{2026}", "Find a team, a department or words in a need", ctrl(Key::F)),
    row(Action::Palette, Menu::Go, "Command palette\u{2026}", "Find any command by its name", ctrl(Key::K)),
    row(Action::GoUpstream, Menu::Go, "Upstream", "Go to who supplies it", key(Key::ArrowLeft)),
    row(Action::GoDownstream, Menu::Go, "Downstream", "Go to whom it serves", key(Key::ArrowRight)),
    row(Action::GoUp, Menu::Go, "Above", "Go to the one above on the map", key(Key::ArrowUp)),
    row(Action::GoDown, Menu::Go, "Below", "Go to the one below on the map", key(Key::ArrowDown)),
    row(Action::ExtendUpstream, Menu::Go, "Select upstream too", "Add who supplies it to the selection", shift(Key::ArrowLeft)),
    row(Action::ExtendDownstream, Menu::Go, "Select downstream too", "Add whom it serves to the selection", shift(Key::ArrowRight)),
    row(Action::ExtendUp, Menu::Go, "Select above too", "Add the one above on the map to the selection", shift(Key::ArrowUp)),
    row(Action::ExtendDown, Menu::Go, "Select below too", "Add the one below on the map to the selection", shift(Key::ArrowDown)),
    row(Action::NextBroken, Menu::Go, "Next broken link", "Walk through the broken links, causes first", key(Key::B)),
    row(Action::PreviousBroken, Menu::Go, "Previous broken link", "Walk back through the broken links", shift(Key::B)),
    row(Action::Trace, Menu::Go, "Why? Trace the cause", "Go back from what is selected to what lies behind it", key(Key::Y)),
    row(Action::NextQuestion, Menu::Go, "Next question", "Go to the link worth asking about next, and answer there", key(Key::Q)),
    row(Action::Deselect, Menu::Go, "Select nothing", "Light the whole map again; with nothing selected, show all teams", key(Key::Escape)),

    row(Action::BeginWorkshop, Menu::Workshop, "Begin workshop\u{2026}", "Keep the map as it is before anybody speaks", None),
    row(Action::Guide, Menu::Workshop, "Guided capture", "One question at a time: the customer first, then upstream, then how it goes and what is needed", ctrl(Key::G)),
    row(Action::RoomMode, Menu::Workshop, "Room mode", "Only the map and the capture line, in large type; again brings everything back", key(Key::F10)),
    row(Action::Present, Menu::Workshop, "Present", "Show a room the walk through the map, full screen; Escape leaves", key(Key::F5)),
    row(Action::PresentFromHere, Menu::Workshop, "Present from here", "Begin the walk at what is selected", shift(Key::F5)),
    row(Action::FullScreen, Menu::Workshop, "Full screen", "Let the window fill the screen, or no longer", key(Key::F11)),
    row(Action::Vote, Menu::Workshop, "Vote with dots", "Let a room weigh causes and actions; the dots order the action list", shift(Key::V)),
    row(Action::Park, Menu::Workshop, "Park a remark\u{2026}", "Put a remark aside so that it is not lost", key(Key::J)),
    row(Action::KeepVersion, Menu::Workshop, "Keep a version\u{2026}", "Keep the map as it is now under a name", None),
    row(Action::Versions, Menu::Workshop, "Versions\u{2026}", "Show what was kept, and open a copy of it", ctrl_shift(Key::H)),
    row(Action::Handout, Menu::Workshop, "Write handout\u{2026}", "A few pages for everybody who was there, as PDF or HTML", ctrl_shift(Key::R)),
    row(Action::EndWorkshop, Menu::Workshop, "End workshop\u{2026}", "Keep the map as it is now, and write the handout", None),

    row(Action::Shortcuts, Menu::Help, "Keyboard shortcuts", "Every key in one table", key(Key::F1)),
    row(Action::About, Menu::Help, "About Throughline", "Version and licences", None),
];
