//! Real tables that nobody here made up, against what an independent program says of them (`expected.json`).
//!
//! The data are third-party and not part of the project: they are found through `THROUGHLINE_REAL_DATA`, the folder that holds
//! them; without it these tests say that they are skipped. Where the independent program means something else than
//! Throughline does, the place says so and compares nothing, or what both mean.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use throughline::diagnosis::{Diagnosis, LinkState, diagnose};
use throughline::exchange::{Import, ImportTables, RemarkKind, SheetRole, Table, import};
use throughline::model::{LinkId, Org, PartyId, PartyKind};

use super::{assert_rows_add_up, options};

/// A folder of tables, imported and diagnosed.
struct Case {
    folder: PathBuf,
    expected: Value,
    import: Import,
    diagnosis: Diagnosis,
}

/// The case, or `None` (said aloud) where the data are not there.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn case(name: &str, dimensions: &[&str]) -> Option<Case> {
    let Some(root) = std::env::var_os("THROUGHLINE_REAL_DATA") else {
        println!("skipped: THROUGHLINE_REAL_DATA does not say where the real data are");
        return None;
    };
    let folder = Path::new(&root).join(name);
    let table = |name: &str| Table {
        name: name.to_owned(),
        bytes: std::fs::read(folder.join(name)).expect("a table"),
    };
    let tables = ImportTables {
        teams: table("teams.csv"),
        links: table("links.csv"),
        ratings: Some(table("ratings.csv")),
    };
    let options = options(dimensions);
    let import = import(&tables, &options).expect("imports");
    assert_rows_add_up(&import);
    assert_eq!(import.org.violations(), []);
    let expected = std::fs::read(folder.join("expected.json")).expect("expected.json");
    let expected = serde_json::from_slice(&expected).expect("JSON");
    let diagnosis = diagnose(&import.org, options.today);
    Some(Case { folder, expected, import, diagnosis })
}

impl Case {
    fn org(&self) -> &Org {
        &self.import.org
    }

    /// The rows of a table as another reader sees them: line, then cell by header.
    fn rows(&self, name: &str) -> Vec<(u64, BTreeMap<String, String>)> {
        let mut reader = csv::Reader::from_path(self.folder.join(name)).expect("a table");
        let header = reader.headers().expect("headers").clone();
        let row = |record: csv::StringRecord| {
            let cells = header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
            (record.position().expect("a place").line(), cells)
        };
        reader.records().map(|record| row(record.expect("a record"))).collect()
    }

    /// The lines of the remarks of one kind.
    fn lines(&self, sheet: SheetRole, kind: RemarkKind) -> BTreeSet<u64> {
        let remarks = self.import.report.remarks.iter();
        remarks
            .filter(|remark| remark.sheet == sheet && remark.kind == kind)
            .map(|remark| remark.line)
            .collect()
    }

    fn number(&self, key: &str) -> usize {
        usize::try_from(self.expected[key].as_u64().expect(key)).expect("fits")
    }
}

/// A list of texts in the expectation, sorted.
fn texts(value: &Value) -> BTreeSet<String> {
    value.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

fn ids<'a>(parties: impl Iterator<Item = &'a PartyId>) -> BTreeSet<String> {
    parties.map(|id| id.as_str().to_owned()).collect()
}

/// Everything that means the same in all folders.
fn compare_map(case: &Case) {
    let report = &case.import.report;
    let (teams, links) = (report.totals(SheetRole::Teams), report.totals(SheetRole::Links));
    assert_eq!(teams.rows, case.number("teams"));
    assert_eq!(teams.rows - case.org().parties().len(), case.number("grouping_only"));
    let customers =
        case.org().parties().iter().filter(|(_, party)| party.kind == PartyKind::ExternalCustomer);
    assert_eq!(ids(customers.map(|(id, _)| id)), texts(&case.expected["external_customers"]));
    assert_eq!(links.rows, case.number("links"));
    assert_eq!(case.number("self_links"), 0);
    assert_eq!(case.lines(SheetRole::Links, RemarkKind::LinkKeptOut).len(), case.number("unused_links"));
    // Unused links are kept out, so that the pairs on the map are the others.
    assert_eq!(case.org().links().len(), case.number("distinct_pairs") - case.number("unused_links"));
    compare_status(case);
    // The graph of the independent program leaves unused links out too.
    compare_graph(case.org(), |_| true, &case.expected["graph"]);
    compare_distances(case);
}

/// Every word of the status column: kept out, a verdict, nothing, or a note with its line.
fn compare_status(case: &Case) {
    let words = case.expected["status"].as_object().expect("a map");
    let rows = case.rows("links.csv");
    let of_word = |word: &str| -> BTreeSet<u64> {
        rows.iter().filter(|(_, cells)| cells["status"] == word).map(|(line, _)| *line).collect()
    };
    let mut noted = BTreeSet::new();
    for (word, count) in words {
        let lines = of_word(word);
        assert_eq!(Some(lines.len() as u64), count.as_u64(), "{word}");
        match word.as_str() {
            "" | "active" | "graded" => {}
            "unused" => assert_eq!(lines, case.lines(SheetRole::Links, RemarkKind::LinkKeptOut)),
            "broken" => {
                let verdicts = case.org().links().values().filter(|link| !link.verdicts.is_empty()).count();
                assert_eq!(lines.len(), verdicts);
            }
            _ => noted.extend(lines),
        }
    }
    assert_eq!(noted, case.lines(SheetRole::Links, RemarkKind::NoteKept));
}

/// Components, ends and two-way pairs of the map's links, by walking from every party.
fn compare_graph(org: &Org, counts: impl Fn(&LinkId) -> bool, expected: &Value) {
    let links: Vec<&LinkId> = org.links().keys().filter(|link| counts(link)).collect();
    let mut customers: BTreeMap<&PartyId, Vec<&PartyId>> = BTreeMap::new();
    let mut neighbours: BTreeMap<&PartyId, Vec<&PartyId>> = BTreeMap::new();
    for link in &links {
        customers.entry(&link.supplier).or_default().push(&link.customer);
        neighbours.entry(&link.supplier).or_default().push(&link.customer);
        neighbours.entry(&link.customer).or_default().push(&link.supplier);
    }
    let reached: BTreeMap<&PartyId, BTreeSet<&PartyId>> =
        org.parties().keys().map(|id| (id, reached_from(id, &customers))).collect();
    let strong =
        |id: &PartyId| reached[id].iter().filter(|other| reached[*other].contains(id)).count().max(1);
    let largest = org.parties().keys().map(strong).max().unwrap_or_default();
    assert_eq!(Some(largest as u64), expected["strongly_connected_components_largest"].as_u64());

    let mut seen: BTreeSet<&PartyId> = BTreeSet::new();
    let mut sizes = Vec::new();
    for id in org.parties().keys() {
        if !seen.contains(id) {
            let mut component = reached_from(id, &neighbours);
            component.insert(id);
            sizes.push(component.len() as u64);
            seen.extend(component);
        }
    }
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    sizes.truncate(10);
    assert_eq!(Value::from(sizes), expected["weakly_connected_components"]);

    let has_customers = |id: &&PartyId| customers.contains_key(*id);
    let has_suppliers = |id: &&PartyId| links.iter().any(|link| link.customer == **id);
    let is_outside = |id: &&PartyId| org.parties()[*id].kind == PartyKind::ExternalCustomer;
    let all = || org.parties().keys();
    assert_eq!(
        ids(all().filter(|id| !has_customers(id) && !has_suppliers(id))),
        texts(&expected["isolated"])
    );
    assert_eq!(
        ids(all().filter(|id| has_customers(id) && !has_suppliers(id))),
        texts(&expected["without_suppliers"])
    );
    let without_customers = all().filter(|id| !has_customers(id) && has_suppliers(id) && !is_outside(id));
    assert_eq!(ids(without_customers), texts(&expected["without_customers"]));
    let pairs: BTreeSet<(&PartyId, &PartyId)> =
        links.iter().map(|link| (&link.supplier, &link.customer)).collect();
    let two_way = pairs.iter().filter(|(one, other)| one < other && pairs.contains(&(*other, *one))).count();
    assert_eq!(Some(two_way as u64), expected["reciprocal_pairs"].as_u64());
}

fn reached_from<'a>(
    start: &PartyId,
    next: &BTreeMap<&'a PartyId, Vec<&'a PartyId>>,
) -> BTreeSet<&'a PartyId> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&PartyId> = vec![start];
    while let Some(id) = open.pop() {
        for other in next.get(id).into_iter().flatten() {
            if reached.insert(*other) {
                open.push(other);
            }
        }
    }
    reached
}

/// Distances mean the same although routes end at the first external customer here and go on through it there: the shortest
/// way to a customer never goes through another one, and each of these maps has one at most.
fn compare_distances(case: &Case) {
    let graph = &case.expected["graph"];
    let Some(expected) = graph["distance_to_external_customer"].as_object() else { return };
    let mut distances: BTreeMap<String, u64> = BTreeMap::new();
    let parties = || case.diagnosis.parties.iter().filter(|party| party.kind != PartyKind::ExternalCustomer);
    for distance in parties().filter_map(|party| party.distance) {
        *distances.entry(distance.to_string()).or_default() += 1;
    }
    let expected: BTreeMap<String, u64> = expected
        .iter()
        .map(|(distance, count)| (distance.clone(), count.as_u64().expect("a count")))
        .collect();
    assert_eq!(distances, expected);
    let lost = parties().filter(|party| party.distance.is_none()).map(|party| &party.id);
    assert_eq!(ids(lost), texts(&graph["cannot_reach_external_customer"]));
}

/// Volumes added up by one end of the links; the same top five.
fn compare_volumes(case: &Case) {
    type End = fn(&LinkId) -> &PartyId;
    let ends: [(&str, End); 2] = [
        ("top_suppliers_by_weight", |link| &link.supplier),
        ("top_customers_by_weight", |link| &link.customer),
    ];
    for (key, end) in ends {
        let mut sums: BTreeMap<&PartyId, f64> = BTreeMap::new();
        for (id, link) in case.org().links() {
            *sums.entry(end(id)).or_default() +=
                link.volume.as_ref().map_or(0.0, |volume| volume.amount.get());
        }
        for top in case.expected[key].as_array().expect(key) {
            let id = PartyId::new(top[0].as_str().expect("an id"));
            assert!((sums[&id] - top[1].as_f64().expect("a sum")).abs() < 1e-6, "{key} {id}");
        }
        let mut largest: Vec<f64> = sums.into_values().collect();
        largest.sort_by(|one, other| other.total_cmp(one));
        let expected =
            case.expected[key].as_array().expect(key).iter().map(|top| top[1].as_f64().expect("a sum"));
        assert!(largest.iter().zip(expected).all(|(sum, expected)| (sum - expected).abs() < 1e-6), "{key}");
    }
}

/// Every rating on the map: its supplier, its statement, its score from 0 to 1.
fn scores(org: &Org) -> Vec<(&PartyId, &str, f64)> {
    let mut scores = Vec::new();
    for (id, link) in org.links() {
        for expectation in link.expectations().values() {
            for rating in expectation.ratings.values() {
                scores.push((&id.supplier, expectation.statement.as_str(), (rating.score.get() - 1.0) / 4.0));
            }
        }
    }
    scores
}

fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = u32::try_from(values.clone().count()).expect("few");
    values.sum::<f64>() / f64::from(count)
}

/// Scores are kept in hundredths from 1 to 5, the expected ones with four decimals from 0 to 1.
fn assert_near(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().expect("a number");
    assert!((found - expected).abs() < 0.5 / 400.0 + 0.5e-4, "{what}: {found}, expected {expected}");
}

/// Where each row of the links table has at most one rating: means over all, and by supplier.
fn compare_scores(case: &Case) {
    let expected = &case.expected["ratings"];
    let scores = scores(case.org());
    assert_eq!(
        case.import.report.totals(SheetRole::Ratings).rows as u64,
        expected["rows"].as_u64().expect("rows")
    );
    assert_eq!(scores.len() as u64, expected["rated_links"].as_u64().expect("links"));
    assert_near(mean(scores.iter().map(|score| score.2)), &expected["mean_normalised_over_links"], "all");
    for worst in expected["worst_suppliers_min3links"].as_array().expect("a list") {
        let supplier = worst[0].as_str().expect("an id");
        let of = scores.iter().filter(|(id, ..)| id.as_str() == supplier).map(|score| score.2);
        assert_eq!(of.clone().count() as u64, worst[2].as_u64().expect("a count"), "{supplier}");
        assert_near(mean(of), &worst[1], supplier);
    }
}

#[test]
fn receipt_groups_agree() {
    let Some(case) = case("receipt_wabo_groups", &[]) else { return };
    compare_map(&case);
    compare_volumes(&case);
    compare_scores(&case);
    // No links row has a need, so every rating has made one, called by its dimension.
    let scores = scores(case.org());
    for (dimension, expected) in case.expected["ratings"]["mean_by_dimension"].as_object().expect("a map") {
        assert_near(
            mean(scores.iter().filter(|score| score.1 == dimension).map(|score| score.2)),
            expected,
            dimension,
        );
    }
}

#[test]
fn gitlab_groups_agree() {
    let Some(case) = case("gitlab_jtbd_and_systems", &[]) else { return };
    compare_map(&case);
    // Weights of one pair add up, for they have one unit.
    compare_volumes(&case);
    compare_scores(&case);
    // 506 rows on 231 pairs: every statement of a pair is on its link, and every row that repeats one is reported.
    let mut needs: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    let mut repeated = BTreeSet::new();
    for (line, cells) in case.rows("links.csv") {
        let need = cells["need"].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let of_pair = needs.entry((cells["supplier"].clone(), cells["customer"].clone())).or_default();
        if !need.is_empty() && !of_pair.insert(need) {
            repeated.insert(line);
        }
    }
    assert_eq!(repeated, case.lines(SheetRole::Links, RemarkKind::RowsMerged));
    let of_dimension = |cells: &BTreeMap<String, String>| usize::from(cells["need"].is_empty());
    let rated: BTreeSet<String> =
        case.rows("ratings.csv").into_iter().map(|(_, cells)| cells["link"].clone()).collect();
    let made: usize = case
        .rows("links.csv")
        .iter()
        .filter(|(_, cells)| rated.contains(&cells["id"]))
        .map(|(_, cells)| of_dimension(cells))
        .sum();
    let statements: usize = needs.values().map(BTreeSet::len).sum();
    assert_eq!(case.import.report.made.needs, statements + made);
}

#[test]
fn debian_teams_agree() {
    let Some(case) = case("debian_teams", &[]) else { return };
    compare_map(&case);
    compare_volumes(&case);
    let broken = |link: &LinkId| case.diagnosis.link(link).map(|link| link.state) == Some(LinkState::Broken);
    let pairs: BTreeSet<String> = case
        .org()
        .links()
        .keys()
        .filter(|link| broken(link))
        .map(|link| format!("{} -> {}", link.supplier, link.customer))
        .collect();
    assert_eq!(pairs, texts(&case.expected["pairs_fully_broken"]));
    let without_broken = &case.expected["graph_without_broken_links"];
    compare_graph(case.org(), |link| !broken(link), without_broken);
    // Cut off: reaches the customer, but not once broken links are taken away.
    let cut_off = ids(case.diagnosis.parties.iter().filter(|party| party.cut_off).map(|party| &party.id));
    let lost_before = texts(&case.expected["graph"]["cannot_reach_external_customer"]);
    let lost_after = texts(&without_broken["cannot_reach_external_customer"]);
    assert_eq!(cut_off, lost_after.difference(&lost_before).cloned().collect());
}

/// In both folders of consultants the independent program counts the ratings of unused links (959 rated links, of which 438
/// unused); here an unused link is not on the map, and its ratings are reported. So the means are compared with a tally of
/// our own over the active rows, and the lost rows by line.
fn compare_consultants(name: &str) {
    let Some(case) = case(name, &[]) else { return };
    compare_map(&case);
    // Its sums leave unused links out, as the map does.
    compare_volumes(&case);
    let unused: BTreeSet<String> = case
        .rows("links.csv")
        .into_iter()
        .filter(|(_, cells)| cells["status"] == "unused")
        .map(|(_, cells)| cells["id"].clone())
        .collect();
    let ratings = case.rows("ratings.csv");
    assert_eq!(Some(ratings.len() as u64), case.expected["ratings"]["rows"].as_u64());
    let lost: BTreeSet<u64> =
        ratings.iter().filter(|(_, cells)| unused.contains(&cells["link"])).map(|(line, _)| *line).collect();
    assert_eq!(lost, case.lines(SheetRole::Ratings, RemarkKind::RowSkipped));

    let dimensions = case.expected["ratings"]["mean_by_dimension"].as_object().expect("a map");
    assert_eq!(dimensions.len(), 2);
    for (dimension, over_all) in dimensions {
        let one = self::case(name, &[dimension]).expect("it was there before");
        let of_dimension = || ratings.iter().filter(|(_, cells)| cells["dimension"] == *dimension);
        let score = |cells: &BTreeMap<String, String>| cells["score"].parse::<f64>().expect("a score");
        // The tally reads the table as the independent program does...
        let all = mean(of_dimension().map(|(_, cells)| score(cells)));
        assert!((all - over_all.as_f64().expect("a mean")).abs() < 1e-4, "{dimension}: {all}");
        // ... and the map holds exactly its active part, from 0 to 5 put on 1 to 5.
        let active: Vec<f64> = of_dimension()
            .filter(|(_, cells)| !unused.contains(&cells["link"]))
            .map(|(_, cells)| score(cells))
            .collect();
        let kept = scores(one.org());
        assert_eq!(kept.len(), active.len(), "{dimension}");
        let difference =
            mean(kept.iter().map(|score| score.2)) - mean(active.iter().map(|score| score / 5.0));
        assert!(difference.abs() < 0.5 / 400.0, "{dimension}: {difference}");
        let left_out: BTreeSet<u64> = ratings
            .iter()
            .filter(|(_, cells)| cells["dimension"] != *dimension)
            .map(|(line, _)| *line)
            .collect();
        assert_eq!(left_out, one.lines(SheetRole::Ratings, RemarkKind::DimensionLeftOut));
    }
}

#[test]
fn consultants_agree() {
    compare_consultants("cross_parker_consulting");
}

#[test]
fn offices_of_consultants_agree() {
    compare_consultants("cross_parker_consulting_offices");
}

/// Both ratings of a link rate its one need, by one rater on one day: the later replaces the earlier, and each is reported.
#[test]
fn of_two_dimensions_on_one_need_the_later_row_counts() {
    let Some(case) = case("cross_parker_consulting", &[]) else { return };
    let mut last: BTreeMap<String, u64> = BTreeMap::new();
    let mut replaced = BTreeSet::new();
    let skipped = case.lines(SheetRole::Ratings, RemarkKind::RowSkipped);
    for (line, cells) in case.rows("ratings.csv") {
        if !skipped.contains(&line) {
            replaced.extend(last.insert(cells["link"].clone(), line));
        }
    }
    assert_eq!(replaced, case.lines(SheetRole::Ratings, RemarkKind::RatingReplaced));
    assert_eq!(case.import.report.made.ratings, last.len());
}
