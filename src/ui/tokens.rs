//! The look, as egui wants it: the picture's theme turned into colours, type and spacing of the window.
