//! How long a diagnosis takes: `cargo bench --bench diagnosis`. Random maps of fixed seeds, and the largest real one when
//! `THROUGHLINE_REAL_DATA` names the folder that holds it.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up has nothing to measure")]
#![expect(clippy::print_stderr, reason = "it says that it skips")]

use std::hint::black_box;
use std::path::PathBuf;

use divan::Bencher;
use throughline::diagnosis::{Diagnoser, diagnose, diagnose_without_questions};
use throughline::edit::{
    Change, Edit, ExpectationFact, LinkFact, add_expectation, add_link, add_party, apply, remove_link,
};
use throughline::model::{
    Day, Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId, PartyKind, Rating, RatingKey, Score,
    Source, Verdict, VerdictKey,
};

fn main() {
    divan::main();
}

fn today() -> Day {
    "2026-11-21".parse().expect("a day")
}

/// A generator of numbers that is the same everywhere (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }
}

fn party(place: u64) -> PartyId {
    PartyId::new(format!("team-{place:05}"))
}

/// `teams` teams, three links each, mostly onward and some back; one customer for a hundred teams. Of the links, `broken`, 15 and
/// 40 in a hundred are broken, strained and never asked. Three needs on each that was asked.
fn random_org(teams: u64, broken: u64) -> Org {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut org = Org::default();
    let customers = teams / 100 + 1;
    let mut edits = Vec::new();
    for place in 0..teams {
        let kind = if place + customers >= teams { PartyKind::ExternalCustomer } else { PartyKind::Team };
        edits.extend(add_party(
            &party(place),
            &Party { name: format!("Team {place}"), kind, ..Party::default() },
        ));
    }
    for place in 0..teams * 3 {
        let supplier = place % (teams - customers);
        let step = 1 + dice.below(teams / 8 + 1);
        let is_rework = dice.below(100) < 4;
        let customer = if is_rework {
            supplier.saturating_sub(step)
        } else {
            (supplier + step).min(teams - 1 - dice.below(customers))
        };
        let link = LinkId { supplier: party(supplier), customer: party(customer) };
        let is_known = edits
            .iter()
            .rev()
            .take(400)
            .any(|edit| matches!(edit, Edit::LinkExists { link: other, .. } if *other == link));
        if supplier == customer || is_known || org.link(&link).is_some() {
            continue;
        }
        edits.extend(add_link(&link, &Link::default()));
        edits.extend(facts(&link, dice.below(100), broken, &mut dice));
        for edit in edits.drain(..) {
            apply(&edit, &mut org).expect("fits");
        }
    }
    org
}

fn facts(link: &LinkId, lot: u64, broken: u64, dice: &mut Dice) -> Vec<Edit> {
    let mut edits = Vec::new();
    let is_asked = lot < broken + 15 || lot >= broken + 55;
    let (low, high) = if lot < broken {
        (150, 290)
    } else if is_asked && lot < broken + 15 {
        (300, 390)
    } else {
        (400, 480)
    };
    let needs = if is_asked { 3 } else { 0 };
    for need in 0..needs {
        let mut facts = Expectation {
            statement: format!("something on time {need}"),
            source: Source::Asked,
            ..Expectation::default()
        };
        for rater in 0..2 {
            let hundredths = low + u16::try_from(dice.below(u64::from(high - low))).expect("small");
            let key = RatingKey { day: "2026-03-01".parse().expect("a day"), rater: format!("#{rater}") };
            facts.ratings.insert(key, Rating::of(Score::from_hundredths(hundredths).expect("in range")));
        }
        edits.extend(add_expectation(link, &ExpectationId::new(format!("need-{need}")), &facts));
    }
    edits
}

/// 464 teams, 7,337 links, 41 broken, the rest never asked.
fn debian_teams() -> Option<Org> {
    let folder = PathBuf::from(std::env::var_os("THROUGHLINE_REAL_DATA")?).join("debian_teams");
    let mut org = Org::default();
    let mut edits = Vec::new();
    let mut teams = csv::Reader::from_path(folder.join("teams.csv")).ok()?;
    for row in teams.records().map_while(Result::ok) {
        let kind = if row.get(2) == Some("external_customer") {
            PartyKind::ExternalCustomer
        } else {
            PartyKind::Team
        };
        let party = Party { name: row.get(1)?.to_owned(), kind, ..Party::default() };
        edits.extend(add_party(&PartyId::new(row.get(0)?), &party));
    }
    let mut links = csv::Reader::from_path(folder.join("links.csv")).ok()?;
    for row in links.records().map_while(Result::ok) {
        let link = LinkId::new(row.get(1)?, row.get(2)?);
        edits.extend(add_link(&link, &Link::default()));
        let facts = Expectation { statement: row.get(4)?.to_owned(), ..Expectation::default() };
        edits.extend(add_expectation(&link, &ExpectationId::new("need"), &facts));
        if row.get(8) == Some("broken") {
            let key = VerdictKey { day: "2026-03-01".parse().expect("a day"), speaker: String::new() };
            let change = Change::new(None, Some(Verdict::Broken));
            edits.push(Edit::Link { link, fact: LinkFact::Verdict { key, change } });
        }
    }
    for edit in edits {
        apply(&edit, &mut org).ok()?;
    }
    Some(org)
}

#[divan::bench(args = [(500, 10), (500, 20), (10_000, 2), (10_000, 10)])]
fn everything(bencher: Bencher<'_, '_>, (teams, broken): (u64, u64)) {
    let org = random_org(teams, broken);
    bencher.bench_local(|| diagnose(black_box(&org), today()));
}

#[divan::bench(args = [(500, 10), (10_000, 2), (10_000, 10)])]
fn all_but_questions(bencher: Bencher<'_, '_>, (teams, broken): (u64, u64)) {
    let org = random_org(teams, broken);
    bencher.bench_local(|| diagnose_without_questions(black_box(&org), today()));
}

/// A kept diagnosis and the edits to send it through, one after the other, each the inverse of an earlier one in time.
struct Kept {
    org: Org,
    diagnoser: Diagnoser,
    steps: Vec<Vec<Edit>>,
    next: usize,
}

impl Kept {
    fn new(org: Org, there: Vec<Vec<Edit>>) -> Self {
        let back = |edits: &Vec<Edit>| edits.iter().rev().map(Edit::inverted).collect();
        let back: Vec<Vec<Edit>> = there.iter().map(back).collect();
        let steps = there.into_iter().zip(back).flat_map(|(there, back)| [there, back]).collect();
        Self { diagnoser: Diagnoser::new(&org, today()), org, steps, next: 0 }
    }

    fn step(&mut self) {
        let edits = &self.steps[self.next % self.steps.len()];
        self.next += 1;
        for edit in edits {
            apply(edit, &mut self.org).expect("fits");
        }
        self.diagnoser.update(&self.org, today(), edits);
    }
}

/// Ratings all over the map, each changed by half a point: most change a mean, some a state.
fn ratings(org: &Org) -> Vec<Vec<Edit>> {
    let mut dice = Dice(7);
    let links: Vec<LinkId> = org.links().keys().cloned().collect();
    let mut steps = Vec::new();
    while steps.len() < 400 {
        let link = &links[usize::try_from(dice.below(links.len() as u64)).expect("small")];
        let facts = org.link(link).expect("it is there");
        let Some((expectation, facts)) = facts.expectations().iter().next() else { continue };
        let Some((key, rating)) = facts.ratings.iter().next() else { continue };
        let other = rating.score.hundredths();
        let other = if other > 300 { other - 50 } else { other + 50 };
        let after = Rating::of(Score::from_hundredths(other).expect("in range"));
        let change = Change::new(Some(rating.clone()), Some(after));
        let fact = ExpectationFact::Rating { key: key.clone(), change };
        steps.push(vec![Edit::Expectation { link: link.clone(), expectation: expectation.clone(), fact }]);
    }
    steps
}

#[divan::bench(args = [100, 500, 1_000, 10_000], sample_count = 300)]
fn one_rating(bencher: Bencher<'_, '_>, teams: u64) {
    let org = random_org(teams, 10);
    let steps = ratings(&org);
    let mut kept = Kept::new(org, steps);
    bencher.bench_local(|| kept.step());
}

#[divan::bench(args = [100, 500, 1_000, 10_000])]
fn one_link(bencher: Bencher<'_, '_>, teams: u64) {
    let org = random_org(teams, 10);
    let links = org.links().iter().step_by(org.links().len() / 50).map(|(id, link)| remove_link(id, link));
    let steps = links.collect();
    let mut kept = Kept::new(org, steps);
    bencher.bench_local(|| kept.step());
}

#[divan::bench(args = [100, 1_000, 10_000, 50_000], sample_count = 10)]
fn scaling(bencher: Bencher<'_, '_>, teams: u64) {
    let org = random_org(teams, 10);
    bencher.bench_local(|| diagnose(black_box(&org), today()));
}

#[divan::bench]
fn real_464_teams_7337_links(bencher: Bencher<'_, '_>) {
    match debian_teams() {
        Some(org) => bencher.bench_local(|| diagnose(black_box(&org), today())),
        None => eprintln!("skipped: THROUGHLINE_REAL_DATA does not name the folder of debian_teams"),
    }
}
