//! The map as a picture file: one sheet, the same in every format.
//!
//! Deliberately absent: choosing what is shown.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fmt, io};

use super::png::{Size, TooLarge, png};
use super::report::map_page;
use super::{pdf::pdf, svg::svg};
use crate::diagnosis::Diagnosis;
use crate::layout::Layout;
use crate::model::Org;
use crate::picture::{PictureInput, Seen, Shown, Subject, Theme, sheet_of, summary};
use crate::storage::replace_file;

/// What kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PictureFormat {
    /// Shapes and words, for browsers, word processors and drawing programs.
    Svg,
    /// Pixels, for everything else.
    Png,
    /// A sheet in the map's own size, for printing and sending.
    Pdf,
    /// One page for a browser that needs nothing else: the picture, and for each team in it whom it serves and who serves it.
    Html,
}

impl PictureFormat {
    /// All of them, the usual one first.
    pub const ALL: [Self; 4] = [Self::Svg, Self::Png, Self::Pdf, Self::Html];

    /// The format that a file's name asks for.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?;
        Self::ALL.into_iter().find(|format| extension.eq_ignore_ascii_case(format.extension()))
    }

    /// What names of such files end in, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }
}

/// What the picture is to show.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'facts> {
    /// Who is there.
    pub org: &'facts Org,
    /// How it is judged.
    pub diagnosis: &'facts Diagnosis,
    /// What of the map is drawn.
    pub shown: &'facts Shown,
    /// Where that stands; made for this `org` and `shown`.
    pub layout: &'facts Layout,
    /// In which colours.
    pub theme: &'facts Theme,
    /// How many pixels wide, for [`PictureFormat::Png`] alone; two pixels a world unit when left out, fewer on a large map.
    pub width: Option<u32>,
}

/// Why there is no picture.
#[derive(Debug)]
pub enum DrawingError {
    /// More pixels than a picture may have.
    TooLarge(TooLarge),
    /// The compressor failed, and how.
    Compressor(String),
}

impl fmt::Display for DrawingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(error) => error.fmt(formatter),
            Self::Compressor(reason) => write!(formatter, "the picture could not be compressed ({reason})"),
        }
    }
}

impl std::error::Error for DrawingError {}

/// The bytes of the file: what is shown of the map, heading and legend on one sheet.
///
/// # Errors
/// [`DrawingError`], for PNG alone.
pub fn drawing(what: &Drawing<'_>, format: PictureFormat) -> Result<Vec<u8>, DrawingError> {
    let input = PictureInput {
        org: what.org,
        diagnosis: what.diagnosis,
        layout: what.layout,
        theme: what.theme,
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    };
    let list = sheet_of(&input, &Seen { shown: what.shown, chosen: &BTreeSet::new() });
    match format {
        PictureFormat::Svg => {
            Ok(svg(&list, &what.org.name, &summary(&what.diagnosis.counts), what.theme).into_bytes())
        }
        PictureFormat::Pdf => Ok(pdf(&list, &what.org.name, what.diagnosis.today, what.theme)),
        PictureFormat::Html => {
            Ok(map_page(what.org, what.diagnosis, what.shown, &list, what.theme).into_bytes())
        }
        PictureFormat::Png => {
            let size = Size::of(&list, what.width).map_err(DrawingError::TooLarge)?;
            png(&list, what.theme, size).map_err(|error| DrawingError::Compressor(error.to_string()))
        }
    }
}

/// Writes a file to `path`, over whatever is there: the old one or the new one, never half of either.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_file(path, bytes)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::PictureFormat;

    #[test]
    fn a_name_says_what_kind() {
        for (name, format) in [
            ("a.svg", Some(PictureFormat::Svg)),
            ("b/c.d.PNG", Some(PictureFormat::Png)),
            ("e.Pdf", Some(PictureFormat::Pdf)),
            ("g.html", Some(PictureFormat::Html)),
            ("f.jpg", None),
            ("svg", None),
        ] {
            assert_eq!(PictureFormat::of_path(Path::new(name)), format, "{name}");
        }
    }
}
