//! A finding as a row: how bad, what, and what to do next.

use egui::{Color32, Response, Ui, pos2, vec2};

use super::scene::Scene;
use super::words;
use crate::diagnosis::{Class, Diagnosis, Finding, Row};
use crate::session::Subject;
use crate::ui::widgets::{Chosen, STEP, one_line, paint_severity_mark, row_ui, wrapped};

/// What a click on a row leads to: the expectation or link it is about, or the party to ask.
#[must_use]
pub fn subject_of_row(row: &Row, diagnosis: &Diagnosis) -> Option<Subject> {
    let first = row.findings.first().and_then(|place| diagnosis.findings.get(*place));
    let link = || row.links.first().map(|link| Subject::Link(link.clone()));
    let party = || row.teams.first().map(|party| Subject::Party(party.clone()));
    match (row.class, row.findings.len()) {
        (_, 1) => {
            let expectation = first.and_then(|finding| finding.expectations().first().copied());
            let expectation = expectation.map(|(link, id)| Subject::Expectation(link.clone(), id.clone()));
            expectation.or_else(link).or_else(party)
        }
        (Class::Gap, _) => party(),
        _ => link().or_else(party),
    }
}

/// A row for findings with one cause.
pub fn row_of_findings_ui(ui: &mut Ui, scene: &Scene<'_>, row: &Row) -> Response {
    let (message, next_step) = (arrowed(&row.text), arrowed(&row.next_step));
    let spoken = format!("{}: {message} Next: {next_step}", words::severity(row.severity));
    said_row_ui(ui, scene, row.severity, &message, &next_step, &spoken)
}

/// A row for a finding.
pub fn finding_ui(ui: &mut Ui, scene: &Scene<'_>, finding: &Finding) -> Response {
    let severity = words::severity(finding.severity);
    let (message, next_step) = (arrowed(&finding.message()), arrowed(&finding.next_step()));
    let spoken = format!("{severity}: {message} Next: {next_step}");
    said_row_ui(ui, scene, finding.severity, &message, &next_step, &spoken)
}

/// With the arrow that the bundled font has; the command line writes plain characters.
fn arrowed(words: &str) -> String {
    words.replace(" -> ", " \u{2192} ")
}

/// A row with a severity's mark and word, a message, and a next step beneath.
fn said_row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    severity: crate::diagnosis::Severity,
    message: &str,
    next_step: &str,
    spoken: &str,
) -> Response {
    let look = &scene.look;
    let indent = 36.0;
    let width = ui.available_width();
    let word = one_line(ui, words::severity(severity), look.small_strong(), look.severity(severity), 80.0);
    let room = width - indent - STEP;
    let message = wrapped(ui, message, look.body(), look.text, room - word.size().x - STEP);
    let next = (!next_step.is_empty())
        .then(|| wrapped(ui, next_step, look.small(), look.soft, room - word.size().x - STEP));
    let next_height = next.as_ref().map_or(0.0, |galley| galley.size().y + 2.0);
    let height = message.size().y + next_height + 12.0;
    let response = row_ui(ui, look, height, Chosen::No, spoken);
    let rect = response.rect;
    let top = rect.top() + (rect.height() - message.size().y - next_height) * 0.5;
    paint_severity_mark(ui.painter(), pos2(rect.left() + 18.0, top + 9.0), 15.0, severity, look);
    let word_at = pos2(rect.right() - word.size().x - STEP, top + 1.0);
    ui.painter().galley(word_at, word, Color32::PLACEHOLDER);
    let at = pos2(rect.left() + indent, top);
    let below = at + vec2(0.0, message.size().y + 2.0);
    ui.painter().galley(at, message, look.text);
    if let Some(next) = next {
        ui.painter().galley(below, next, look.soft);
    }
    response
}
