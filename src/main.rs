//! The program: hands the arguments to the command line, and opens the window when no command is given.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use throughline::cli::{Outcome, Surroundings, run, system_today};
use throughline::storage::Places;

fn main() -> ExitCode {
    let started = Instant::now();
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    let places = Places::platform();
    let mut surroundings =
        Surroundings { out: &mut out, err: &mut err, today: &system_today, places: &places };
    match run(std::env::args_os(), &mut surroundings) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::OpenWindow(file) => {
            drop((out, err));
            open_window(file.as_deref(), started)
        }
    }
}

/// Opens the window, on `file` or on an empty map.
#[cfg(feature = "gui")]
fn open_window(file: Option<&Path>, started: Instant) -> ExitCode {
    match throughline::app::launch(file.map(Path::to_owned), started) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _unheard = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Says what to do instead: this program has no window.
#[cfg(not(feature = "gui"))]
fn open_window(file: Option<&Path>, _started: Instant) -> ExitCode {
    let call = match file {
        Some(file) => format!("throughline check {}", file.display()),
        None => "throughline --help".to_owned(),
    };
    let _unheard =
        writeln!(std::io::stderr(), "error: this program was built without a window; use \"{call}\"");
    ExitCode::from(throughline::cli::USAGE)
}
