//! The one way in which these tests make a window: no display, no GPU, a folder of its own, dialogs that answer from a script.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, HarnessBuilder};
use throughline::app::{Answer, FileDialogs, Purpose, ThroughlineApp};
use throughline::model::Day;
use throughline::storage::Places;

/// The day on which all tests happen.
pub fn today() -> Day {
    "2026-11-21".parse().expect("a day")
}

/// Dialogs that answer what was put into their script, in order, and "unavailable" when it is empty.
#[derive(Clone, Default)]
pub struct Script {
    answers: Rc<RefCell<VecDeque<Answer>>>,
    waiting: Rc<RefCell<Option<Purpose>>>,
}

impl Script {
    /// The next dialog is answered with this path.
    pub fn choose(&self, path: &Path) {
        self.answers.borrow_mut().push_back(Answer::Chosen(path.to_owned()));
    }

    /// The next dialog is closed without a choice.
    pub fn cancel(&self) {
        self.answers.borrow_mut().push_back(Answer::Cancelled);
    }
}

impl FileDialogs for Script {
    fn ask(&mut self, purpose: Purpose, _near: Option<&Path>, _wake: egui::Context) {
        *self.waiting.borrow_mut() = Some(purpose);
    }

    fn answer(&mut self) -> Option<(Purpose, Answer)> {
        let purpose = self.waiting.borrow_mut().take()?;
        Some((purpose, self.answers.borrow_mut().pop_front().unwrap_or(Answer::Unavailable)))
    }

    fn is_open(&self) -> bool {
        self.waiting.borrow().is_some()
    }
}

/// A window with its folder and its script.
pub struct Window {
    pub harness: Harness<'static, ThroughlineApp>,
    pub script: Script,
    pub folder: tempfile::TempDir,
}

impl Window {
    /// A window on an empty map.
    pub fn empty() -> Self {
        Self::of(tempfile::tempdir().expect("a folder"), None, egui::vec2(1280.0, 720.0))
    }

    /// A window on a copy of a sample.
    pub fn on_sample(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join(name);
        std::fs::copy(sample(name), &copy).expect("the sample is there");
        Self::of(folder, Some(copy), egui::vec2(1280.0, 720.0))
    }

    /// A window of this size whose settings, journal and backups lie in `folder`.
    pub fn of(folder: tempfile::TempDir, file: Option<PathBuf>, size: egui::Vec2) -> Self {
        Self::built(folder, file, |builder| builder.with_size(size))
    }

    /// The same in a harness of the caller's making.
    pub fn built(
        folder: tempfile::TempDir,
        file: Option<PathBuf>,
        make: impl FnOnce(HarnessBuilder<ThroughlineApp>) -> HarnessBuilder<ThroughlineApp>,
    ) -> Self {
        let script = Script::default();
        let dialogs = Box::new(script.clone());
        let places = Places::in_folder(&folder.path().join("data"));
        let harness = make(Harness::builder().with_max_steps(64)).build_eframe(|creation| {
            ThroughlineApp::with_dialogs(&creation.egui_ctx, places, file, today(), dialogs)
        });
        let mut window = Self { harness, script, folder };
        window.settle();
        window
    }

    /// Lets animations, timers and threads come to rest.
    pub fn settle(&mut self) {
        for _ in 0..4 {
            self.harness.run_steps(2);
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        self.harness.run_steps(8);
    }

    pub fn app(&self) -> &ThroughlineApp {
        self.harness.state()
    }

    /// Presses a key.
    pub fn press(&mut self, key: egui::Key) {
        self.press_with(egui::Modifiers::NONE, key);
    }

    /// Presses a key with modifiers.
    pub fn press_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Types text into whatever has the keyboard.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// Writes a capture line and takes it.
    pub fn capture(&mut self, line: &str) {
        self.press(egui::Key::Slash);
        self.type_text(line);
        self.press(egui::Key::Enter);
        self.press(egui::Key::Escape);
    }

    /// Whether a node whose name holds these words is there.
    pub fn shows_words(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// Clicks the first node with exactly this name.
    pub fn click(&mut self, label: &str) {
        self.harness.query_all_by_label(label).next().expect("something is called that").click();
        self.settle();
    }

    /// Every focusable node says what it is and what it is called.
    pub fn assert_every_node_is_named(&self) {
        for node in self.harness.root().children_recursive() {
            let inner = node.accesskit_node();
            if inner.data().supports_action(egui::accesskit::Action::Focus)
                && inner.role() != egui::accesskit::Role::Window
            {
                let name = inner.label().or_else(|| inner.value()).unwrap_or_default();
                assert!(
                    inner.role() != egui::accesskit::Role::Unknown,
                    "a focusable node has no role: {node:?}"
                );
                assert!(!name.trim().is_empty(), "a focusable node has no name: {node:?}");
            }
        }
    }
}

/// Where a sample lies.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_orgs").join(name)
}
