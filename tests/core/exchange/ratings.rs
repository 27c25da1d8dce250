//! The ratings table: what a row rates, how its score is read, which rows do not count.

use throughline::exchange::{ImportError, ImportTables, SheetRole, import};
use throughline::model::{ExpectationKind, LinkId, Source};

use super::{TODAY, assert_rows_add_up, import_texts, only_expectation, options, remarks, table, try_import};

const TEAMS: &str = "id,name\na,Lab\nb,Ward\n";

/// The ratings on a link as `kind statement: day rater score n`, in order.
fn rated(import: &throughline::exchange::Import) -> Vec<String> {
    let mut lines = Vec::new();
    for (link, facts) in import.org.links() {
        for expectation in facts.expectations().values() {
            for (key, rating) in &expectation.ratings {
                let kind = if expectation.kind == ExpectationKind::Need { "need" } else { "want" };
                let (day, rater, score, n) = (key.day, &key.rater, rating.score, rating.answers.get());
                lines.push(format!("{link} {kind} {}: {day} {rater} {score} {n}", expectation.statement));
            }
        }
    }
    lines
}

#[test]
fn a_row_rates_what_it_names_else_its_links_row_else_the_only_expectation_else_its_dimension() {
    let links = "id,supplier,customer,need,want\n1,a,b,speed,\n2,a,b,,warmth\n3,b,a,care,\n";
    for (row, expected) in [
        ("1,,,,,,5", "a > b need speed"),
        ("2,,,,,,5", "a > b want warmth"),
        ("2,,,SPEED,,,5", "a > b need speed"),
        ("1,,,,warmth,,5", "a > b want warmth"),
        (",Lab,Ward,,Warmth,,5", "a > b want warmth"),
        ("1,,,order,,,5", "a > b need order"),
        (",Lab,Ward,,smile,,5", "a > b need smile"),
        (",b,a,,,quality,5", "b > a need care"),
        (",a,b,,,quality,5", "a > b need quality"),
        (",a,b,,,Speed,5", "a > b need speed"),
    ] {
        let import =
            import_texts(TEAMS, links, &format!("link,supplier,customer,need,want,dimension,score\n{row}\n"));
        assert_eq!(rated(&import), [format!("{expected}: {TODAY} #1 5 1")], "{row}");
    }
}

#[test]
fn what_two_rows_rate_does_not_depend_on_their_order() {
    let links = "supplier,customer\na,b\n";
    let header = "supplier,customer,dimension,score\n";
    let (speed, care) = ("a,b,speed,2\n", "a,b,care,4\n");
    let forward = import_texts(TEAMS, links, &[header, speed, care].concat());
    let backward = import_texts(TEAMS, links, &[header, care, speed].concat());
    assert_eq!(forward.org, backward.org);
    assert_eq!(rated(&forward).len(), 2);
}

#[test]
fn a_rated_expectation_was_asked_an_unrated_one_is_assumed() {
    let links = "id,supplier,customer,need\n1,a,b,speed\n2,b,a,care\n";
    let import = import_texts(TEAMS, links, "link,score\n1,4\n");
    assert_eq!(only_expectation(&import.org, "a", "b").source, Source::Asked);
    assert_eq!(only_expectation(&import.org, "b", "a").source, Source::Assumed);
}

#[test]
fn everything_that_a_row_says_is_kept() {
    let ratings = "link,score,scale_min,scale_max,n,rater,date,note\n\
        1,3,0,5,12,Ana,2026-03-01,late twice\n\
        1,0.5,0,1,,Ana,2026-03-02 09:30,\n";
    let import = import_texts(TEAMS, "id,supplier,customer,need\n1,a,b,speed\n", ratings);
    assert_eq!(
        rated(&import),
        ["a > b need speed: 2026-03-01 Ana 3.4 12", "a > b need speed: 2026-03-02 Ana 3 1"]
    );
    let ratings = &only_expectation(&import.org, "a", "b").ratings;
    assert_eq!(
        ratings.values().map(|rating| rating.comment.as_str()).collect::<Vec<_>>(),
        ["late twice", ""]
    );
}

#[test]
fn a_rating_without_a_rater_keeps_a_number_that_nobody_else_has() {
    let ratings =
        "link,score,rater,date\n1,1,,2026-03-02\n1,2,#2,2026-03-01\n1,3,,2026-03-01\n1,4,,2026-03-02\n";
    let import = import_texts(TEAMS, "id,supplier,customer,need\n1,a,b,speed\n", ratings);
    assert_eq!(
        rated(&import),
        [
            "a > b need speed: 2026-03-01 #2 2 1",
            "a > b need speed: 2026-03-01 #3 3 1",
            "a > b need speed: 2026-03-02 #1 1 1",
            "a > b need speed: 2026-03-02 #4 4 1",
        ]
    );
}

#[test]
fn a_later_entry_of_one_rater_and_day_replaces_and_the_lost_line_is_reported() {
    let ratings = "link,score,rater,date\n1,1,Ana,2026-03-01\n1,2,Ana,2026-03-02\n1,3,Ana,2026-03-01\n1,5,Ana,2026-03-01\n";
    let import = import_texts(TEAMS, "id,supplier,customer,need\n1,a,b,speed\n", ratings);
    assert_eq!(
        rated(&import),
        ["a > b need speed: 2026-03-01 Ana 5 1", "a > b need speed: 2026-03-02 Ana 2 1"]
    );
    let said = remarks(&import);
    assert_eq!(said.len(), 1);
    assert!(
        said.iter().all(|remark| remark.contains("rows replaced") && remark.ends_with("lines 2, 4")),
        "{said:?}"
    );
}

#[test]
fn rows_that_cannot_be_read_are_skipped_by_line_and_never_clamped() {
    let links = "id,supplier,customer,need\n1,a,b,speed\n2,b,b,self\n";
    for (row, part) in [
        (
            "1,,,6,,,,,",
            "column score: \"6\" lies outside the scale from 1 to 5; correct the score or the scale",
        ),
        ("1,,,-1,0,1,,,", "column score: \"-1\" lies outside the scale from 0 to 1"),
        ("1,,,-99,0,10,,,", "column score: \"-99\" stands for a missing score"),
        ("1,,,n/a,,,,,", "column score: \"n/a\" stands for a missing score"),
        ("1,,,good,,,,,", "column score: \"good\" is not a number; write a number"),
        ("1,,,,,,,,x", "column score: there is no score"),
        ("1,,,3,5,1,,,", "column score: a scale from 5 to 1 has no length"),
        ("1,,,3,low,,,,", "column scale_min: \"low\" is not a number"),
        ("1,,,3,,,0,,", "column n: \"0\" is no number of answers"),
        ("1,,,3,,,2.5,,", "column n: \"2.5\" is no number of answers"),
        ("1,,,3,,,,1.3.2026,", "column date: \"1.3.2026\" is not a day"),
        ("9,,,3,,,,,", "column link: no row of the links table has the id \"9\""),
        ("2,,,3,,,,,", "column link: the links row that it names was skipped"),
        (",a,Nobody,3,,,,,", "column customer: \"Nobody\" is not in the teams table"),
        (",b,a,3,,,,,", "the links table has no link from \"b\" to \"a\"; add a row there"),
        (",,,3,,,,,", "column supplier: neither a link nor a pair is named"),
    ] {
        let ratings = format!("link,supplier,customer,score,scale_min,scale_max,n,date,note\n{row}\n");
        let import = import_texts(TEAMS, links, &ratings);
        assert_eq!(rated(&import), [""; 0], "{row}");
        assert_eq!(import.report.totals(SheetRole::Ratings).skipped, 1, "{row}");
        let said = remarks(&import);
        assert!(
            said.iter().any(|remark| remark.starts_with(&format!("ratings.csv:2: row skipped: {part}"))),
            "{row}: {said:?}"
        );
    }
}

#[test]
fn a_row_that_names_nothing_to_rate_is_skipped() {
    let import = import_texts(TEAMS, "supplier,customer\na,b\n", "supplier,customer,score\na,b,3\n");
    assert_eq!(
        remarks(&import),
        ["ratings.csv:2: row skipped: the row does not say what it rates; fill in need, want or dimension"]
    );
}

#[test]
fn only_the_dimensions_asked_for_count() {
    let tables = |ratings: &str| ImportTables {
        teams: table("teams.csv", TEAMS),
        links: table("links.csv", "id,supplier,customer,need\n1,a,b,speed\n"),
        ratings: Some(table("ratings.csv", ratings)),
    };
    let ratings = "link,dimension,score,rater\n1,Use,1,c\n1,Value,5,c\n1,,3,d\n";
    let all = import(&tables(ratings), &options(&[])).expect("imports");
    let mixed = "ratings.csv:1: column dimension: ratings of \"\", \"Value\" count for needs";
    assert!(remarks(&all).iter().any(|remark| remark.starts_with(mixed)), "{:?}", remarks(&all));

    let value = import(&tables(ratings), &options(&["value"])).expect("imports");
    assert_rows_add_up(&value);
    assert_eq!(rated(&value), [format!("a > b need speed: {TODAY} c 5 1")]);
    assert_eq!(
        remarks(&value),
        [
            "ratings.csv:2: row skipped: ratings of the dimension \"Use\" are left out, as asked",
            "ratings.csv:4: row skipped: the rating has no dimension and is left out",
        ]
    );

    let error = import(&tables(ratings), &options(&["Vlaue"])).expect_err("a misspelt dimension");
    assert_eq!(
        error.to_string(),
        "ratings.csv: no rating has the dimension \"Vlaue\"; the table has \"Use\", \"Value\""
    );
    assert!(
        import(&tables("link,dimension,score\n"), &options(&["value"])).is_ok(),
        "no row, nothing to misspell"
    );
}

#[test]
fn a_rating_of_a_later_day_is_kept_and_pointed_out() {
    let import =
        import_texts(TEAMS, "id,supplier,customer,need\n1,a,b,speed\n", "link,score,date\n1,3,2026-11-22\n");
    assert_eq!(rated(&import).len(), 1);
    assert!(remarks(&import).concat().contains("ratings.csv:2: column date: the day lies after 2026-11-21"));
}

#[test]
fn a_table_without_a_way_to_a_link_or_a_score_is_refused() {
    let links = "supplier,customer\na,b\n";
    for (ratings, column) in
        [("link,note\n", "score"), ("score,supplier\n", "link, nor supplier and customer")]
    {
        match try_import(TEAMS, links, ratings) {
            Err(ImportError::MissingColumn { column: missing, .. }) => assert_eq!(missing, column),
            other => panic!("{other:?}"),
        }
    }
    assert!(try_import(TEAMS, links, "score,supplier,customer\n").is_ok());
    assert!(import_texts(TEAMS, links, "").org.link(&LinkId::new("a", "b")).is_some());
}
