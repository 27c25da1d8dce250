//! What the person has chosen about the program itself. A convenience: settings that cannot be read never stand in the way.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::path_text::PathText;
use super::{Places, atomic};
use crate::picture::ThemeName;
use crate::picture::slide::Hall;

/// How many recent files are remembered.
pub const RECENT_KEPT: usize = 12;

/// The choices, each with its default.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The theme.
    pub theme: ThemeName,
    /// The size of the window's texts and boxes, 0.5 to 3; 1 is normal.
    pub text_scale: f32,
    /// Files opened or saved, the latest first.
    pub recent: Vec<PathBuf>,
    /// Whether the outline is open.
    pub outline: bool,
    /// Whether the inspector is open.
    pub inspector: bool,
    /// Whether the findings are open.
    pub findings: bool,
    /// Whether nothing moves by itself: no glides, flights and fades.
    pub reduce_motion: bool,
    /// How far away the last row sits when something is shown to a room.
    pub hall: Hall,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeName::default(),
            text_scale: 1.0,
            recent: Vec::new(),
            outline: true,
            inspector: true,
            findings: true,
            reduce_motion: false,
            hall: Hall::default(),
        }
    }
}

/// As it is written. Unknown entries of a newer program are passed over.
#[derive(Serialize, Deserialize)]
#[serde(default)]
struct Written {
    theme: ThemeName,
    text_scale: f32,
    recent: Vec<PathText>,
    outline: bool,
    inspector: bool,
    findings: bool,
    reduce_motion: bool,
    hall: Hall,
}

impl Default for Written {
    fn default() -> Self {
        Self::from(&Settings::default())
    }
}

impl From<&Settings> for Written {
    fn from(settings: &Settings) -> Self {
        Self {
            theme: settings.theme,
            text_scale: settings.text_scale,
            recent: settings.recent.iter().map(|path| PathText::of(path)).collect(),
            outline: settings.outline,
            inspector: settings.inspector,
            findings: settings.findings,
            reduce_motion: settings.reduce_motion,
            hall: settings.hall,
        }
    }
}

impl From<Written> for Settings {
    fn from(written: Written) -> Self {
        let usual = Self::default();
        let scale = written.text_scale;
        let mut recent: Vec<PathBuf> = written.recent.iter().map(PathText::to_path).collect();
        recent.truncate(RECENT_KEPT);
        Self {
            theme: written.theme,
            text_scale: if scale.is_finite() { scale.clamp(0.5, 3.0) } else { usual.text_scale },
            recent,
            outline: written.outline,
            inspector: written.inspector,
            findings: written.findings,
            reduce_motion: written.reduce_motion,
            hall: written.hall,
        }
    }
}

impl Settings {
    /// The settings as last saved; the defaults where there are none. A damaged file is kept beside as `settings.ron.damaged`.
    #[must_use]
    pub fn load(places: &Places) -> Self {
        let path = places.settings_file();
        let Ok(bytes) = fs::read(&path) else { return Self::default() };
        let written = std::str::from_utf8(&bytes).ok().and_then(|text| ron::from_str::<Written>(text).ok());
        written.map_or_else(
            || {
                drop(fs::rename(&path, path.with_extension("ron.damaged")));
                Self::default()
            },
            Self::from,
        )
    }

    /// Saves them.
    ///
    /// # Errors
    /// When the folder or file cannot be written.
    pub fn save(&self, places: &Places) -> io::Result<()> {
        let path = places.settings_file();
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        let pretty = ron::ser::PrettyConfig::new().new_line("\n");
        let text = ron::ser::to_string_pretty(&Written::from(self), pretty).map_err(io::Error::other)?;
        atomic::replace(&path, text.as_bytes())
    }

    /// Puts `path` at the head of the recent files.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_KEPT);
    }
}
