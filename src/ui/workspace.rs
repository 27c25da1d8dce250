//! Which of its workspaces the window shows.

/// The workspaces of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// The map with its panels around it.
    #[default]
    Map,
    /// The map with the panel of what to mend, why and what to ask.
    Fix,
    /// All links and needs as a table or a matrix.
    Table,
    /// The walk through the map, for a room: nothing else is in the window.
    Present,
}
