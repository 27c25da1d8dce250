//! The window's contents: panels and canvas that read a session and push what the person asks for.
//!
//! Nothing here changes a fact: every click becomes a [`Request`] in a [`Sink`], which the app drains. Functions that paint end in
//! `_ui`. Drags and text fields live in the state structs here until release or Enter, then become one command.

pub mod actions;
pub mod canvas;
pub mod enabled;
pub mod fix;
pub mod guide;
pub mod menus;
pub mod notices;
pub mod palette;
pub mod panels;
pub mod present;
pub mod questions;
pub mod room;
mod sink;
pub mod start;
pub mod table;
pub mod tokens;
pub mod versions;
pub mod widgets;
mod workspace;

pub use sink::{Request, Sink};
pub use workspace::Workspace;
