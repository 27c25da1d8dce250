//! Older formats into the newest one: one small step a version, applied to the document before anything is read from it.
//!
//! Places stay those of the file as it stands on disk, so that an error in an old file is found where the person sees it.
//! There is one public format so far, hence no step; the mechanism is tested with a step of its own.

use super::document::Document;

/// The format that this program writes, and the newest that it reads.
pub const NEWEST_FORMAT: u64 = 1;

/// Turns a document of format k into one of format k + 1.
type Step = fn(&mut Document<'_>);

/// The step from format k stands at place k - 1.
const STEPS: &[Step] = &[];

/// Brings `document` from `format` (at least 1, at most [`NEWEST_FORMAT`]) to the newest format.
pub(super) fn to_newest(document: &mut Document<'_>, format: u64) {
    run(document, format, STEPS);
}

fn run(document: &mut Document<'_>, format: u64, steps: &[Step]) {
    let done = usize::try_from(format.saturating_sub(1)).unwrap_or(usize::MAX);
    for step in steps.iter().skip(done) {
        step(document);
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{Document, Kind};
    use super::super::fault::LoadProblem;
    use super::super::{read, scan};
    use super::run;

    fn rename(document: &mut Document<'_>, from: &str, to: &str) {
        let names: Vec<u32> = (0_u32..)
            .zip(&document.nodes)
            .filter(|(index, node)| node.kind == Kind::Name && document.slice(*index) == from)
            .map(|(index, _)| index)
            .collect();
        for index in names {
            document.replaced.insert(index, to.to_owned());
        }
    }

    #[test]
    fn steps_run_from_the_format_of_the_file_to_the_newest() {
        let steps: &[super::Step] =
            &[|document| rename(document, "title", "label"), |document| rename(document, "label", "name")];
        for (format, text) in [
            (1, "(format: 1, title: \"Clinic\")"),
            (2, "(format: 2, label: \"Clinic\")"),
            (3, "(format: 3, name: \"Clinic\")"),
        ] {
            let mut document = scan::scan(text).expect(text);
            run(&mut document, format, steps);
            assert_eq!(read::org(&document).expect(text).name, "Clinic", "{text}");
        }
    }

    #[test]
    fn an_error_in_an_old_file_stands_where_the_old_file_has_it() {
        let steps: &[super::Step] = &[|document| rename(document, "title", "name")];
        let text = "(format: 1, title: 5)";
        let mut document = scan::scan(text).expect(text);
        run(&mut document, 1, steps);
        let fault = read::org(&document).expect_err("a number is no name");
        assert_eq!(fault.at, text.find('5').expect("it is there"));
        assert!(matches!(fault.problem, LoadProblem::WrongType { .. }), "{fault:?}");
    }
}
