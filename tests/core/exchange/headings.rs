//! Somebody's own table: what its columns may mean, and how it is read once somebody has said so.

use throughline::exchange::{ColumnNames, Heading, MEANINGS, has_both_ends, headings, import_table};

use super::{options, table};

const SURVEY: &str = "Who delivers;Who receives;What is needed;Rating 1-5;Rated by;Comment;Internal no\n\
     Lab;Clinic nurses;Results by ten;2;Ana;late again;7\n\
     Records;Booking;A phone number;4;Ben;;8\n\
     Lab;Clinic nurses;Results by ten;3;Cem;;9\n";

fn columns(headings: &[Heading]) -> Vec<(&str, Option<&str>)> {
    headings.iter().map(|heading| (heading.title.as_str(), heading.column)).collect()
}

#[test]
fn a_survey_in_its_own_words_is_guessed_at_and_read_when_that_is_confirmed() {
    let survey = table("survey.csv", SURVEY);
    let headings = headings(&survey, &ColumnNames::default()).expect("a table");
    let wanted = [
        ("Who delivers", Some("supplier")),
        ("Who receives", Some("customer")),
        ("What is needed", Some("need")),
        ("Rating 1-5", Some("score")),
        ("Rated by", Some("rater")),
        ("Comment", Some("note")),
        ("Internal no", None),
    ];
    assert_eq!(columns(&headings), wanted);
    assert_eq!(headings[0].examples, ["Lab", "Records"], "each once");
    assert_eq!(headings[5].examples, ["late again"]);
    assert!(has_both_ends(&headings));
    let said =
        headings.iter().filter_map(|heading| Some((heading.column?.to_owned(), heading.title.clone())));
    let names = ColumnNames::all_of(said).expect("columns");
    let import = import_table(&survey, &names, &options(&[])).expect("a readable table");
    assert_eq!((import.org.links().len(), import.report.made.needs, import.report.made.ratings), (2, 2, 3));
    let remarks: Vec<String> = import.report.groups().iter().map(ToString::to_string).collect();
    assert!(remarks.iter().any(|words| words.contains("left out, as chosen")), "{remarks:?}");
}

#[test]
fn headers_of_ours_are_no_guess_and_guesses_never_collide() {
    let read = |text: &str| headings(&table("t.csv", text), &ColumnNames::default()).expect("a table");
    let ours = read("From,supplier,customer,customer,,score\na,b,c,d,e,1\n");
    assert_eq!(
        columns(&ours),
        [
            ("From", None),
            ("supplier", Some("supplier")),
            ("customer", Some("customer")),
            ("score", Some("score"))
        ]
    );
    let ends = read("Delivered to,Comes from,Client\na,b,c\n");
    assert_eq!(
        columns(&ends),
        [("Delivered to", Some("customer")), ("Comes from", Some("supplier")), ("Client", None)]
    );
    let foreign = read("Nom,\u{00c9}quipe\na,b\n");
    assert_eq!(columns(&foreign), [("Nom", None), ("\u{00c9}quipe", None)]);
    assert!(!has_both_ends(&foreign));
}

#[test]
fn what_somebody_leaves_out_is_left_out_though_its_header_is_ours() {
    let all = table("t.csv", "supplier,customer,need,verdict\nLab,Clinic,Results,broken\n");
    let pairs = [("supplier", "supplier"), ("customer", "customer"), ("need", "verdict")];
    let names = ColumnNames::all_of(pairs.map(|(name, header)| (name.to_owned(), header.to_owned())))
        .expect("columns");
    let read = headings(&all, &names).expect("a table");
    assert_eq!(
        columns(&read),
        [
            ("supplier", Some("supplier")),
            ("customer", Some("customer")),
            ("need", None),
            ("verdict", Some("need"))
        ]
    );
    let org = import_table(&all, &names, &options(&[])).expect("a readable table").org;
    let link = org.links().values().next().expect("a link");
    assert!(link.verdicts.is_empty());
    assert_eq!(link.expectations().values().next().map(|facts| facts.statement.as_str()), Some("broken"));
}

#[test]
fn every_column_has_words_and_every_choice_is_a_column() {
    for (column, words) in MEANINGS {
        let own = ColumnNames::of([(column.to_owned(), "x".to_owned())]);
        assert!(own.is_ok() && !words.is_empty(), "{column}");
    }
    // The refusal of what is no column lists all there are.
    let all = ColumnNames::of([("no such".to_owned(), "x".to_owned())]).expect_err("no column");
    let listed = all.split_once("are ").map_or(0, |(_, list)| list.split(", ").count());
    assert_eq!(listed, MEANINGS.len());
}
