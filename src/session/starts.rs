//! What a new map can begin with: templates, and copies of the samples. Both are bundled, and are org files like any other.
//!
//! A template has team names, links and needs as they are usually found, and not a word on how anything goes: every need is marked as
//! assumed, to be asked about.

use crate::model::Org;
use crate::storage::{LoadError, parse};

/// A map that is ready to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// What it is called.
    pub name: &'static str,
    /// What is in it, in a sentence without a full stop.
    pub about: &'static str,
    file: &'static str,
    text: &'static str,
}

impl Start {
    /// The map, as a copy of the person's own.
    ///
    /// # Errors
    /// [`LoadError`] when the bundled file cannot be read, which a test rules out.
    pub fn org(&self) -> Result<Org, LoadError> {
        parse(self.text.as_bytes(), self.file).map(|loaded| loaded.org)
    }

    /// The bundled file itself.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }
}

macro_rules! start {
    ($name:literal, $about:literal, $folder:literal, $file:literal) => {
        Start {
            name: $name,
            about: $about,
            file: $file,
            text: include_str!(concat!("../../", $folder, "/", $file)),
        }
    };
}

/// Usual teams, links and needs, by the kind of organisation.
pub const TEMPLATES: [Start; 4] = [
    start!(
        "Service organisation",
        "Front desk, advice, case handling and what stands behind them",
        "assets/templates",
        "service-organisation.org.ron"
    ),
    start!(
        "Manufacturer",
        "From the order over planning and production to shipping",
        "assets/templates",
        "manufacturer.org.ron"
    ),
    start!(
        "Public office",
        "Counter, registry, case work and decisions",
        "assets/templates",
        "public-office.org.ron"
    ),
    start!(
        "Software company",
        "Support, product, development and operations",
        "assets/templates",
        "software-company.org.ron"
    ),
];

/// Invented organisations with needs, ratings and breaks, to learn from.
pub const SAMPLES: [Start; 5] = [
    start!("Harbour Bakery", "Small: six teams, one cause", "sample_orgs", "first-example.org.ron"),
    start!(
        "Riverside Clinic",
        "A hospital clinic with complaints and actions",
        "sample_orgs",
        "hospital-clinic.org.ron"
    ),
    start!("Keller Precision Parts", "A manufacturer of parts", "sample_orgs", "parts-manufacturer.org.ron"),
    start!("City of Aldermoor", "A permit office", "sample_orgs", "city-permit-office.org.ron"),
    start!("Lighthouse Ledger", "A software company", "sample_orgs", "software-company.org.ron"),
];
