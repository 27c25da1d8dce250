//! Where this program keeps what is its own: settings, the journal of unsaved work, backups, versions. Never beside the person's files.

use std::path::{Path, PathBuf};

use super::hash::FileHash;

/// The folders of this program. They are made when something is first written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    settings: PathBuf,
    data: PathBuf,
}

impl Places {
    /// Where the platform wants them; a folder under the one for temporary files where the platform knows no home.
    #[must_use]
    pub fn platform() -> Self {
        match directories::ProjectDirs::from("", "", "Throughline") {
            Some(folders) => {
                Self { settings: folders.config_dir().to_owned(), data: folders.data_local_dir().to_owned() }
            }
            None => Self::in_folder(&std::env::temp_dir().join("throughline")),
        }
    }

    /// Everything under `folder`: for tests, and for a program on a stick.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { settings: folder.join("settings"), data: folder.join("data") }
    }

    /// The file of the settings.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.settings.join("settings.ron")
    }

    /// The folder of the journals, one file an open document.
    #[must_use]
    pub fn journals(&self) -> PathBuf {
        self.data.join("journal")
    }

    /// The folder of the backups of the file at `path`. Its name is made from the whole path, so that two files of one name do
    /// not share it, and from nothing that stands in a file.
    #[must_use]
    pub fn backups_of(&self, path: &Path) -> PathBuf {
        let whole = FileHash::of(path.as_os_str().as_encoded_bytes()).to_string();
        self.data.join("backups").join(whole.get(..16).unwrap_or_default())
    }

    /// The folder of all versions, one folder a map in it.
    #[must_use]
    pub fn versions(&self) -> PathBuf {
        self.data.join("versions")
    }

    /// The folder of the versions of the map at `path`, named as in [`Places::backups_of`]; `None` for maps that were never saved.
    #[must_use]
    pub fn versions_of(&self, path: Option<&Path>) -> PathBuf {
        let whole = path.map(|path| FileHash::of(path.as_os_str().as_encoded_bytes()).to_string());
        let name = whole.as_deref().and_then(|whole| whole.get(..16)).unwrap_or("never-saved");
        self.versions().join(name)
    }
}
