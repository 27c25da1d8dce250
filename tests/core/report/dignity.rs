//! What must never be in a report: one person's rating, anybody's comment, a name beside a judgement.

use proptest::prelude::*;
use throughline::diagnosis::{diagnose, score_text};
use throughline::edit::{Change, Edit, ExpectationFact, LinkFact};
use throughline::exchange::report::ReportFormat;
use throughline::model::{ExpectationId, LinkId, Org, Score, Verdict, VerdictKey};

use super::{change, connect, day, need, org_of, text_of, today};

/// Links by their ends, each with the ratings of one need and the supplier's own rating.
type Said = Vec<((usize, usize), Vec<(u16, u32)>, Option<u16>, Option<Verdict>)>;

const PARTIES: usize = 6;

fn said() -> impl Strategy<Value = Said> {
    let ends = (0..PARTIES, 0..PARTIES).prop_filter("two ends", |(supplier, customer)| supplier != customer);
    let rating = (100..=500_u16, prop_oneof![3 => Just(1_u32), 2 => 2..12_u32]);
    let verdict = prop_oneof![Just(Verdict::Works), Just(Verdict::Struggles), Just(Verdict::Broken)];
    let own = proptest::option::of(100..=500_u16);
    prop::collection::vec(
        (ends, prop::collection::vec(rating, 0..4), own, proptest::option::of(verdict)),
        0..10,
    )
}

fn org(said: &Said) -> Org {
    let mut org = org_of("Talk", &["Alpha", "Beta", "Gamma", "Delta", "*Epsilon", "*Zeta"]);
    for ((supplier, customer), ratings, own, verdict) in said {
        let id = super::link_id(*supplier, *customer);
        if org.link(&id).is_some() {
            continue;
        }
        connect(&mut org, *supplier, *customer);
        need(&mut org, &id, "things in time", ratings);
        let fact = |fact| Edit::Expectation { link: id.clone(), expectation: ExpectationId::new("e0"), fact };
        if let Some(own) = own {
            let own = Score::from_hundredths(*own).expect("a score");
            change(&mut org, vec![fact(ExpectationFact::OwnRating(Change::new(None, Some(own))))]);
        }
        if let Some(verdict) = verdict {
            let key = VerdictKey { day: day("2026-10-01"), speaker: "SPEAKERNAME".to_owned() };
            let fact = LinkFact::Verdict { key, change: Change::new(None, Some(*verdict)) };
            change(&mut org, vec![Edit::Link { link: id.clone(), fact }]);
        }
    }
    org
}

/// The scores that may not be shown, and those that may.
fn scores(org: &Org) -> (Vec<String>, Vec<String>) {
    let diagnosis = diagnose(org, today());
    let judged = diagnosis.links.iter().flat_map(|link| link.expectations().values());
    let (mut hidden, mut shown) = (Vec::new(), Vec::new());
    for judged in judged {
        let Some(score) = judged.score else { continue };
        let list = if judged.raters == 1 && judged.answers < 5 { &mut hidden } else { &mut shown };
        list.push(format!("{} of 5 (", score_text(score)));
    }
    for link in org.links().values() {
        let own = link.expectations().values().filter_map(|facts| facts.own_rating);
        hidden.extend(own.map(|own| format!("{} of 5 (", score_text(own.get()))));
    }
    (hidden, shown)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobodys_rating_comment_or_name_is_told(said in said()) {
        let org = org(&said);
        let (hidden, shown) = scores(&org);
        for format in [ReportFormat::Html, ReportFormat::Markdown, ReportFormat::Csv] {
            let text = text_of(&org, format);
            for secret in ["COMMENTWORDS", "RATERNAME", "SPEAKERNAME"] {
                prop_assert!(!text.contains(secret), "{secret} in {format:?}");
            }
            for score in hidden.iter().filter(|score| !shown.contains(score)) {
                // "1.5 of 5 (" does not tell "5 of 5 (".
                let told = text.match_indices(score.as_str()).any(|(at, _)| {
                    let before = text.get(..at).and_then(|before| before.chars().next_back());
                    !before.is_some_and(|before| before.is_ascii_digit() || before == '.')
                });
                prop_assert!(!told, "{score} in {format:?}");
            }
            for (at, mean) in text.match_indices(" of 5 (") {
                let rest = text.get(at + mean.len()..).unwrap_or_default();
                let words: String = rest.chars().take_while(|c| *c != ')').collect();
                prop_assert!(words.contains("answer"), "a mean without its number of answers: {words}");
            }
        }
    }
}

#[test]
fn a_mean_of_enough_answers_is_told_and_a_single_rating_is_not() {
    let mut org = org_of("Talk", &["Alpha", "Beta", "*Epsilon"]);
    let links: Vec<LinkId> = vec![connect(&mut org, 0, 1), connect(&mut org, 1, 2)];
    need(&mut org, &links[0], "one voice", &[(217, 1)]);
    need(&mut org, &links[1], "many voices", &[(231, 6)]);
    for format in [ReportFormat::Html, ReportFormat::Markdown, ReportFormat::Csv] {
        let text = text_of(&org, format);
        assert!(text.contains("2.31 of 5 (6 answers"), "{format:?}");
        assert!(!text.contains("2.17"), "{format:?}");
        assert!(text.contains("one voice"), "{format:?}: the statement stays");
        assert!(text.contains("not met (1 answer"), "{format:?}: that it is not met stays");
    }
}
