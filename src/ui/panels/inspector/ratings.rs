//! Ratings of an expectation: what everybody said and when, one key for a new one.

use egui::Ui;

use super::super::scene::Scene;
use super::super::words::{self, counted};
use super::expectation::change;
use super::fields;
use super::slots::{NewThing, Slot, part_ui};
use crate::diagnosis::ExpectationDiagnosis;
use crate::model::{
    AnswerCount, Day, Dimension, DimensionScores, Expectation, ExpectationId, LinkId, Rating, RatingKey,
    Score, Source,
};
use crate::session::day_words::{Side, day_from};
use crate::session::{Command, Subject};
use crate::ui::Sink;
use crate::ui::widgets::{
    Drafts, Weight, body_ui, button_ui, choice_ui, flow_ui, fold_ui, removable_line_ui, side_by_side_ui,
    soft_ui,
};

/// Ratings beyond this many, the latest first, are folded away.
const SHOWN: usize = 5;

/// Shows the ratings of an expectation and ways to add one.
#[expect(clippy::too_many_arguments, reason = "what is rated, by whom it is shown, and where requests go")]
pub fn ratings_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    judged: Option<&ExpectationDiagnosis>,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let look = &scene.look;
    let summary = judged.map_or_else(|| "nobody has rated it".to_owned(), words::score);
    body_ui(ui, look, &words::with_capital(&summary));
    let slot = |thing| Slot::New(Subject::Expectation(link.clone(), id.clone()), thing);
    soft_ui(ui, look, "Rate it today");
    let scores = [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")];
    if let Some(score) = choice_ui(ui, look, "Rate", &scores, None) {
        rate(score, slot(NewThing::Rater), link, id, drafts, sink);
    }
    let customer = scene.org.name_of(&link.customer);
    part_ui(ui, scene, &slot(NewThing::Rater), "Who says so", customer, drafts);
    let shown = |ui: &mut Ui, ratings: &mut dyn Iterator<Item = (&RatingKey, &Rating)>, sink: &mut Sink| {
        for (key, rating) in ratings {
            let words = rating_words(key, rating, scene.today());
            if removable_line_ui(ui, look, &words, &format!("Remove rating {words}")) {
                change(scene, link, id, sink, |facts| {
                    facts.ratings.remove(key);
                });
            }
        }
    };
    shown(ui, &mut facts.ratings.iter().rev().take(SHOWN), sink);
    let older = facts.ratings.len().saturating_sub(SHOWN);
    if older > 0 {
        fold_ui(ui, look, &counted(older, "earlier rating", "earlier ratings"), |ui| {
            shown(ui, &mut facts.ratings.iter().rev().skip(SHOWN), sink);
        });
    }
    fold_ui(ui, look, "More details, or another day", |ui| {
        detailed_ui(ui, scene, link, id, drafts, sink);
    });
}

fn rate(
    score: u16,
    rater: Slot,
    link: &LinkId,
    id: &ExpectationId,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let Ok(score) = Score::from_hundredths(score * 100) else { return };
    let name = drafts.text(&rater).trim().to_owned();
    drafts.clear(&rater);
    sink.command(Command::Rate { link: link.clone(), expectation: id.clone(), rater: name, score });
}

fn rating_words(key: &RatingKey, rating: &Rating, today: Day) -> String {
    let rater = if key.rater.starts_with('#') { "somebody" } else { key.rater.as_str() };
    let mut words = format!("{} of 5, {rater} on {}", rating.score, key.day);
    if rating.answers.get() > 1 {
        words.push_str(&format!(", for {} answers", rating.answers.get()));
    }
    if key.day > today {
        words.push_str(", not counted before that day");
    }
    let sides = rating.dimensions.iter().map(|(side, score)| format!("{} {score}", side.word()));
    let sides: Vec<String> = sides.collect();
    if !sides.is_empty() {
        words.push_str(&format!("; {}", sides.join(", ")));
    }
    if !rating.comment.is_empty() {
        words.push_str(&format!(": \u{201c}{}\u{201d}", rating.comment));
    }
    words
}

/// A rating with everything that can be said of it.
fn detailed_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    drafts: &mut Drafts<Slot>,
    sink: &mut Sink,
) {
    let slot = |thing| Slot::New(Subject::Expectation(link.clone(), id.clone()), thing);
    let today = scene.today().to_string();
    let mut enter = part_ui(ui, scene, &slot(NewThing::Score), "Score", "1 to 5, for example 3.5", drafts);
    enter |= part_ui(ui, scene, &slot(NewThing::RatingDay), "On which day", &today, drafts);
    enter |= part_ui(ui, scene, &slot(NewThing::Answers), "For how many answers", "1", drafts);
    enter |= part_ui(ui, scene, &slot(NewThing::Comment), "In their words", "", drafts);
    soft_ui(ui, &scene.look, "How it was to be served, each from 1 to 5, as far as they said");
    for pair in Dimension::ALL.chunks(2) {
        side_by_side_ui(ui, &[1.0, 1.0], 96.0, |ui, place| {
            let Some(side) = pair.get(place) else { return };
            let label = words::with_capital(side.word());
            enter |= part_ui(ui, scene, &slot(NewThing::Dimension(*side)), &label, "Not said", drafts);
        });
    }
    flow_ui(ui, |ui| enter |= button_ui(ui, &scene.look, Weight::Plain, "Add this rating").clicked());
    soft_ui(ui, &scene.look, "It replaces what the same person said on the same day.");
    if !enter {
        return;
    }
    match read(scene, link, id, drafts) {
        Err((thing, problem)) => {
            let text = drafts.text(&slot(thing)).to_owned();
            drafts.refuse(&slot(thing), text, problem);
        }
        Ok((key, rating)) => {
            change(scene, link, id, sink, |facts| {
                facts.ratings.insert(key, rating);
                if facts.source == Source::Assumed {
                    facts.source = Source::Asked;
                }
            });
            let parts =
                [NewThing::Score, NewThing::Rater, NewThing::RatingDay, NewThing::Answers, NewThing::Comment];
            let sides = Dimension::ALL.map(NewThing::Dimension);
            for thing in parts.into_iter().chain(sides) {
                drafts.clear(&slot(thing));
            }
        }
    }
}

/// The rating that the parts make, or which part cannot be read and why.
fn read(
    scene: &Scene<'_>,
    link: &LinkId,
    id: &ExpectationId,
    drafts: &Drafts<Slot>,
) -> Result<(RatingKey, Rating), (NewThing, String)> {
    let text = |thing| {
        drafts.text(&Slot::New(Subject::Expectation(link.clone(), id.clone()), thing)).trim().to_owned()
    };
    let score = fields::score(&text(NewThing::Score)).map_err(|problem| (NewThing::Score, problem))?;
    let day = match text(NewThing::RatingDay) {
        typed if typed.is_empty() => scene.today(),
        typed => {
            day_from(&typed, scene.today(), Side::Back).map_err(|problem| (NewThing::RatingDay, problem))?
        }
    };
    let answers = match text(NewThing::Answers) {
        typed if typed.is_empty() => AnswerCount::ONE,
        typed => typed.parse().ok().and_then(AnswerCount::new).ok_or_else(|| {
            (NewThing::Answers, "Write a whole number from 1 to 1,000,000,000 without commas".to_owned())
        })?,
    };
    let mut dimensions = DimensionScores::default();
    for side in Dimension::ALL {
        let thing = NewThing::Dimension(side);
        let typed = text(thing);
        if !typed.is_empty() {
            dimensions.insert(side, fields::score(&typed).map_err(|problem| (thing, problem))?);
        }
    }
    let rater = match text(NewThing::Rater) {
        typed if typed.is_empty() => scene.org.name_of(&link.customer).to_owned(),
        typed => typed,
    };
    let comment = text(NewThing::Comment);
    Ok((RatingKey { day, rater }, Rating { score, answers, comment, dimensions }))
}
