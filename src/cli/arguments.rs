//! What can be asked for on the command line, with an example for each call.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnosis::Severity;
use crate::model::{Day, View};
use crate::picture::ThemeName;

/// The whole call. (The doc comments below are the texts of `--help`.)
#[derive(Debug, Parser)]
#[command(
    name = "throughline",
    version,
    about = "Shows who serves whom inside an organisation, what they need, and where it breaks before it reaches the customer.",
    after_help = "Examples:\n  throughline clinic.org.ron           open the window with this organisation\n  \
                  throughline check clinic.org.ron     say what is broken, and why\n\n\
                  Exit codes: 0 all is well; 1 check found something, diff a difference, fmt --check another\n\
                  form; 2 the call makes no sense; 3 a file cannot be read or is refused; 4 a file cannot be\n\
                  written.",
    args_conflicts_with_subcommands = true
)]
pub(super) struct Arguments {
    /// Organisation to open in the window
    pub file: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The calls that need no window.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Say what is broken, why, and what to do
    #[command(after_help = "Examples:\n  throughline check clinic.org.ron\n  \
                      throughline check clinic.org.ron --format json --fail-on critical --today 2026-11-21\n\n\
                      Ends with 0 when no finding is as severe as --fail-on, with 1 when one is.")]
    Check(CheckArguments),
    /// Make an organisation of spreadsheets: who is there, who serves whom, how it goes
    #[command(
        after_help = "Examples:\n  throughline import -o clinic.org.ron --teams teams.csv --links links.csv --ratings ratings.csv\n  \
                      throughline import --dry-run --teams teams.csv --links links.csv\n  \
                      throughline import -o clinic.org.ron --table handovers.csv --map supplier=From,customer=To\n  \
                      throughline import --into clinic.org.ron --table answers.csv\n\n\
                      Columns (case, space, _ and - in headers do not count; separated by comma, semicolon or tab):\n  \
                      teams    name, id, kind, external, department or parent, reports_to, description\n  \
                      links    supplier, customer, deliverable, need, want, importance, verdict or status, weight,\n           \
                      weight_unit, mean_wait_hours, id\n  \
                      ratings  link, or supplier and customer; score, need, want, dimension, scale_min, scale_max, n,\n           \
                      rater, date, note\n  \
                      --table  those of links and ratings together (but not link), supplier_kind, customer_kind,\n           \
                      supplier_department, customer_department; whoever is named is made\n\n\
                      --into changes the organisation in its place and keeps a copy of it as it was. An empty cell\n\
                      takes nothing away, nothing is taken off the map, and what stands there already is left\n\
                      alone.\n\n\
                      Rows that are skipped, and whatever else is left out, are listed by line on the error output."
    )]
    Import(ImportArguments),
    /// Say what has changed between two organisations
    #[command(after_help = "Examples:\n  throughline diff monday.org.ron friday.org.ron\n  \
                      throughline diff monday.org.ron friday.org.ron --format json\n\n\
                      Ends with 0 when both say the same, however it is written, with 1 when they differ.")]
    Diff(DiffArguments),
    /// Write an organisation in its canonical form, so that one changed fact is one changed line
    #[command(after_help = "Examples:\n  throughline fmt clinic.org.ron\n  \
                      throughline fmt --check clinic.org.ron    end with 1 if it would be changed, and leave it alone")]
    Fmt(FmtArguments),
    /// Draw an organisation
    #[command(after_help = "Examples:\n  throughline render clinic.org.ron -o clinic.svg\n  \
                      throughline render clinic.org.ron -o clinic.png --width 1920\n  \
                      throughline render clinic.org.ron -o clinic.pdf --view pyramid --theme high-contrast\n  \
                      throughline render clinic.org.ron -o lab.svg --focus lab --steps 1\n\n\
                      OUT ends in .svg, .png, .pdf (one sheet in the map's own size) or .html (one page that needs\n\
                      nothing else: the picture, and whom each team serves and who serves it), and is replaced if\n\
                      it is there.\n\
                      A PNG has two pixels for each at 100 %, fewer where that is more than 16000 a side or 40 million.")]
    Render(RenderArguments),
    /// Write a report: one page for a director, then what to mend, who does what, and a page for each team
    #[command(after_help = "Examples:\n  throughline report clinic.org.ron -o clinic.pdf\n  \
                      throughline report clinic.org.ron -o clinic.html --today 2026-11-21\n\n\
                      OUT ends in .html (one file, ready to print), .md, .pdf (A4) or .csv, and is replaced if it\n\
                      is there.\n\
                      Nobody's single rating or comment is in a report: means only, with the number of answers.\n\n\
                      Columns of .csv: section (customer, fix, finding, action, complaint, coverage, question), number,\n\
                      severity, what, links, next_step, owner, due, status, cost, count, of.")]
    Report(ReportArguments),
    /// Write a workshop's handout: the map, what breaks and why, what was decided, who does what
    #[command(after_help = "Examples:\n  throughline handout clinic.org.ron -o clinic-handout.pdf\n  \
                      throughline handout clinic.org.ron -o clinic-handout.html --since morning.org.ron --today 2026-11-21\n\n\
                      OUT ends in .pdf (two to four sheets of A4) or .html (one file, ready to print), and is\n\
                      replaced if it is there. Nobody's single rating or comment is in it. With --since it says\n\
                      what the day has changed.")]
    Handout(HandoutArguments),
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Organisation to look at
    pub file: PathBuf,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Mildest finding that ends the call with 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::High)]
    pub fail_on: FailOn,
    /// Day to judge by, as 2026-11-21; today when left out
    #[arg(long, value_name = "DATE")]
    pub today: Option<Day>,
}

/// How `check` and `diff` answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// [`Severity`] as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Critical,
    High,
    Medium,
    Low,
    Info,
}

impl From<FailOn> for Severity {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Critical => Self::Critical,
            FailOn::High => Self::High,
            FailOn::Medium => Self::Medium,
            FailOn::Low => Self::Low,
            FailOn::Info => Self::Info,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// Organisation to make, for example clinic.org.ron
    #[arg(short, long = "output", value_name = "OUT", required_unless_present_any = ["dry_run", "into"])]
    pub output: Option<PathBuf>,
    /// Organisation to change by the one table, instead of making a new one
    #[arg(long, value_name = "ORG.ron", requires = "table", conflicts_with_all = ["output", "teams", "links", "ratings", "force"])]
    pub into: Option<PathBuf>,
    /// Table of teams
    #[arg(long, value_name = "T.csv", required_unless_present = "table")]
    pub teams: Option<PathBuf>,
    /// Table of links
    #[arg(long, value_name = "L.csv", required_unless_present = "table")]
    pub links: Option<PathBuf>,
    /// One table that holds everything, instead of teams, links and ratings
    #[arg(long, value_name = "X.csv", conflicts_with_all = ["teams", "links", "ratings"])]
    pub table: Option<PathBuf>,
    /// What a column is called in the one table, for example supplier=From,customer=To
    #[arg(long = "map", value_name = "COLUMN=HEADER,...", value_parser = column_names)]
    pub map: Vec<Headers>,
    /// Table of ratings
    #[arg(long, value_name = "R.csv")]
    pub ratings: Option<PathBuf>,
    /// Count only ratings of this dimension (may be given several times)
    #[arg(long = "dimension", value_name = "NAME")]
    pub dimensions: Vec<String>,
    /// Day of verdicts and of ratings without a date, as 2026-11-21; today when left out
    #[arg(long, value_name = "DATE")]
    pub today: Option<Day>,
    /// Say what would be made, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Replace OUT if it is there
    #[arg(long)]
    pub force: bool,
}

/// Columns by their own names, each with its header in the table.
pub(super) type Headers = Vec<(String, String)>;

/// `supplier=From,customer=To`. What has no `=` after a comma belongs to the header before it, for headers hold commas too.
fn column_names(text: &str) -> Result<Headers, String> {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for part in text.split(',') {
        match (part.split_once('='), pairs.last_mut()) {
            (Some((name, header)), _) => pairs.push((name.trim(), header.to_owned())),
            (None, Some((_, header))) => *header = format!("{header},{part}"),
            (None, None) => pairs.push(("", String::new())),
        }
    }
    let whole = |(name, header): (&str, String)| {
        let header = header.trim();
        (!name.is_empty() && !header.is_empty()).then(|| (name.to_owned(), header.to_owned()))
    };
    let example = "write the column, =, and its header in the table, for example supplier=From";
    pairs.into_iter().map(whole).collect::<Option<Headers>>().ok_or_else(|| example.to_owned())
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// Organisation as it was
    #[arg(value_name = "A")]
    pub before: PathBuf,
    /// Organisation as it is
    #[arg(value_name = "B")]
    pub after: PathBuf,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub(super) struct FmtArguments {
    /// Organisation to rewrite
    pub file: PathBuf,
    /// Only say whether it would be changed
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
pub(super) struct RenderArguments {
    /// Organisation to draw
    pub file: PathBuf,
    /// Picture to make, for example clinic.svg
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: PathBuf,
    /// How to lay it out
    #[arg(long, value_enum, default_value_t = ViewName::Chain)]
    pub view: ViewName,
    /// In which colours
    #[arg(long, value_enum, default_value_t = Colors::Light)]
    pub theme: Colors,
    /// Only the party with this id and what is around it
    #[arg(long, value_name = "ID")]
    pub focus: Option<String>,
    /// How many links around it, up- and downstream
    #[arg(long, value_name = "LINKS", default_value_t = 2, requires = "focus")]
    pub steps: usize,
    /// Width of a PNG
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(16..))]
    pub width: Option<u32>,
    /// Day to judge by, as 2026-11-21; today when left out
    #[arg(long, value_name = "DATE")]
    pub today: Option<Day>,
}

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// Organisation to report on
    pub file: PathBuf,
    /// Report to write, for example clinic.pdf
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: PathBuf,
    /// Day to judge by, as 2026-11-21; today when left out
    #[arg(long, value_name = "DATE")]
    pub today: Option<Day>,
}

#[derive(Debug, Args)]
pub(super) struct HandoutArguments {
    /// Organisation as it is after the workshop
    pub file: PathBuf,
    /// Handout to write, for example clinic-handout.pdf
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: PathBuf,
    /// The same organisation as it was when the workshop began
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
    /// Day to judge by, as 2026-11-21; today when left out
    #[arg(long, value_name = "DATE")]
    pub today: Option<Day>,
}

/// [`ThemeName`] as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colors {
    /// Ink on paper
    Light,
    /// For dim rooms
    Dark,
    /// Black on white, with thicker lines
    HighContrast,
}

impl From<Colors> for ThemeName {
    fn from(colors: Colors) -> Self {
        match colors {
            Colors::Light => Self::Light,
            Colors::Dark => Self::Dark,
            Colors::HighContrast => Self::HighContrast,
        }
    }
}

/// [`View`] as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ViewName {
    /// From left to right, the external customer at the right
    Chain,
    /// The external customer on top, those who lead at the bottom
    Pyramid,
}

impl From<ViewName> for View {
    fn from(name: ViewName) -> Self {
        match name {
            ViewName::Chain => Self::Chain,
            ViewName::Pyramid => Self::Pyramid,
        }
    }
}
