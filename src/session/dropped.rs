//! What files mean that are dropped on the window: by their names alone, since they may be large or far away.

use std::path::{Path, PathBuf};

/// What is done with files that are dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// An org file: opened.
    Open(PathBuf),
    /// Tables: shown as what they would make.
    Import(Vec<PathBuf>),
    /// Neither; why, in a sentence.
    Refused(String),
}

/// What `paths` mean together. Upper and lower case in the ends of names are one.
#[must_use]
pub fn dropped(paths: &[PathBuf]) -> Dropped {
    let ends_in = |path: &Path, ends: &[&str]| {
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
        end.is_some_and(|end| ends.contains(&end.as_str()))
    };
    let is_org = |path: &PathBuf| ends_in(path, &["ron"]);
    match paths {
        [one] if is_org(one) => Dropped::Open(one.clone()),
        [_, ..] if paths.iter().all(|path| ends_in(path, &["csv", "tsv", "txt"])) => {
            Dropped::Import(paths.to_vec())
        }
        [_, _, ..] if paths.iter().any(is_org) => {
            Dropped::Refused("Drop one org file alone, or tables".to_owned())
        }
        _ => Dropped::Refused(
            "Only an org file (.org.ron) or tables (.csv, .tsv, .txt) can be dropped".to_owned(),
        ),
    }
}

impl Dropped {
    /// What would happen, while the files are still held over the window: `Drop to open clinic.org.ron`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let name = |path: &Path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        match self {
            Self::Open(path) => format!("Drop to open {}", name(path)),
            Self::Import(paths) => match paths.as_slice() {
                [one] => format!("Drop to see what {} would make", name(one)),
                several => format!("Drop to see what {} tables would make", several.len()),
            },
            Self::Refused(why) => why.clone(),
        }
    }
}
