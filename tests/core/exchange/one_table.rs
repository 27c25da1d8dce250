//! One table that holds everything: to a new organisation, and into one that is there.

use throughline::edit::Transaction;
use throughline::exchange::{
    ColumnNames, Import, NewsKind, SheetRole, TableImport, escaped, import_table, read_table, role_of,
};
use throughline::model::{ExpectationKind, LinkId, Org, PartyKind, Verdict};

use super::{only_expectation, options, remarks, table};

const TABLE: &str = "supplier,customer,customer_kind,need,importance,verdict,score,rater,team colour\n\
    Order desk,Baking,,Final list by 16:00,5,broken,2,Ana,red\n\
    Baking,Packing,,,,works,,,\n\
    Packing,Cafés,external_customer,Full delivery by 7:00,4,,,,\n\
    Packing,Packing,,,,,,,\n\
    Packing,,,,,,,,\n";

fn names(pairs: &[(&str, &str)]) -> ColumnNames {
    ColumnNames::of(pairs.iter().map(|(name, header)| ((*name).to_owned(), (*header).to_owned())))
        .expect("columns")
}

fn made(text: &str) -> Import {
    let import = import_table(&table("all.csv", text), &names(&[]), &options(&[])).expect("a readable table");
    assert_eq!(import.org.violations(), []);
    import
}

/// What a table does to an organisation, and the organisation afterwards.
fn put(text: &str, org: &Org) -> (TableImport, Org) {
    let read =
        read_table(&table("all.csv", text), &names(&[]), org, &options(&[])).expect("a readable table");
    let mut after = org.clone();
    Transaction::new("Paste", read.edits.clone()).apply(&mut after).expect("it fits");
    assert_eq!(after.violations(), []);
    (read, after)
}

#[test]
fn one_table_makes_everybody_it_names() {
    let import = made(TABLE);
    let org = &import.org;
    assert_eq!(org.parties().len(), 4);
    assert!(org.map_complete, "an import sets it, whatever it reads");
    let cafes = org.parties().values().find(|party| party.name == "Cafés").expect("there");
    assert_eq!(cafes.kind, PartyKind::ExternalCustomer);
    let need = only_expectation(org, "order-desk", "baking");
    assert_eq!((need.importance.get(), need.ratings.len()), (5, 1));
    let today = super::TODAY.parse().expect("a day");
    let verdict = |supplier: &str, customer: &str| {
        org.link(&LinkId::new(supplier, customer)).expect("there").latest_verdict(today).map(|(_, word)| word)
    };
    assert_eq!(verdict("order-desk", "baking"), Some(Verdict::Broken));
    assert_eq!(verdict("packing", "cafés"), None);
    let said = remarks(&import);
    for expected in [
        "all.csv:5: row skipped: \"Packing\" serves itself",
        "all.csv:6: row skipped: column customer: nobody",
    ] {
        assert!(said.iter().any(|remark| remark.starts_with(expected)), "{said:#?}");
    }
    assert!(said.iter().any(|remark| remark.contains("column team colour")), "{said:#?}");
    let totals = import.report.totals(SheetRole::Links);
    assert_eq!((totals.rows, totals.made, totals.skipped), (5, 3, 2));
    assert_eq!(import.report.totals(SheetRole::Ratings).made, 1);
}

#[test]
fn columns_may_be_called_otherwise() {
    let text = "From;To;What they need\nLab;Clinic;Results by 9\n";
    let map = names(&[("supplier", "from"), ("Customer", "TO"), ("need", "what they need")]);
    let import = import_table(&table("t.csv", text), &map, &options(&[])).expect("readable");
    assert_eq!(only_expectation(&import.org, "lab", "clinic").statement, "Results by 9");
    let error = import_table(
        &table("t.csv", text),
        &names(&[("supplier", "Whence"), ("customer", "To")]),
        &options(&[]),
    );
    let words = error.expect_err("no such header").to_string();
    assert!(words.contains("t.csv:1:") && words.contains("\"Whence\""), "{words}");
    assert!(ColumnNames::of([("boss".to_owned(), "To".to_owned())]).is_err());
    assert!(import_table(&table("t.csv", text), &names(&[]), &options(&[])).is_err());
}

#[test]
fn a_table_changes_what_is_there_and_takes_nothing_away() {
    let org = made(TABLE).org;
    let (same, after) = put(&TABLE.replace(",2,Ana", ",,"), &org);
    assert_eq!((same.edits.len(), same.news.len()), (0, 0), "{:?}", same.news);
    assert_eq!(after, org);

    let text = "supplier\tcustomer\tneed\twant\timportance\tverdict\n\
        order DESK\tBaking\tfinal list  by 16:00\t\t4\tstruggles\n\
        Baking\tPacking\tTrays counted\t\t\t\n\
        Baking\tPacking\t\tA smile\t\t\n\
        Bakery shop\tBaking\t\t\t\t\n";
    let (read, after) = put(text, &org);
    let words: Vec<(u64, NewsKind, &str)> =
        read.news.iter().map(|news| (news.line, news.kind, news.words.as_str())).collect();
    assert_eq!(
        words,
        [
            (2, NewsKind::Changed, "Order desk to Baking: broken becomes struggles"),
            (
                2,
                NewsKind::Changed,
                "Order desk to Baking: need \"Final list by 16:00\", importance 5 becomes 4"
            ),
            (3, NewsKind::New, "Baking to Packing: new need \"Trays counted\""),
            (4, NewsKind::New, "Baking to Packing: new want \"A smile\""),
            (5, NewsKind::New, "New team Bakery shop"),
            (5, NewsKind::New, "New link Bakery shop to Baking"),
        ]
    );
    let need = only_expectation(&after, "order-desk", "baking");
    assert_eq!(
        (need.statement.as_str(), need.importance.get(), need.ratings.len()),
        ("Final list by 16:00", 4, 1)
    );
    let kinds: Vec<ExpectationKind> = after
        .link(&LinkId::new("baking", "packing"))
        .expect("there")
        .expectations()
        .values()
        .map(|facts| facts.kind)
        .collect();
    assert_eq!(kinds.len(), 2);
    let (again, _) = put(text, &after);
    assert!(again.edits.is_empty(), "the same block twice changes nothing: {:?}", again.news);
}

#[test]
fn a_name_of_two_is_never_guessed() {
    let org = made("supplier,customer\nStore,Clinic\n").org;
    let twin = throughline::model::Party { name: "STORE".to_owned(), ..Default::default() };
    let edits = throughline::edit::add_party(&throughline::model::PartyId::new("store-2"), &twin);
    let mut two = org;
    Transaction::new("Add", edits).apply(&mut two).expect("fits");
    let (read, after) = put("supplier,customer\nStore,Lab\nstore-2,Lab\n", &two);
    assert_eq!(read.report.totals(SheetRole::Links).skipped, 1);
    assert!(read.report.groups().iter().any(|group| group.to_string().contains("names several teams")));
    assert!(after.link(&LinkId::new("store-2", "lab")).is_some(), "an id says which");
}

#[test]
fn cells_that_a_spreadsheet_would_run_go_out_harmless_and_come_back() {
    for text in ["=1+1", "+49 30", "-5", "@here", "plain", "a\tb", "say \"no\"", "'quoted'"] {
        let out = escaped(text);
        assert!(!throughline_runs(&out), "{out}");
        let (_, after) = put(&format!("supplier\tcustomer\tneed\nA\tB\t{out}\n"), &Org::default());
        assert_eq!(only_expectation(&after, "a", "b").statement, text);
    }
}

fn throughline_runs(cell: &str) -> bool {
    cell.trim_start_matches('"').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[test]
fn a_table_is_known_by_its_headers() {
    for (text, role) in [
        ("name,kind\n", Some(SheetRole::Teams)),
        ("sep=;\nsupplier;customer;need\n", Some(SheetRole::Links)),
        ("supplier,customer,need,score\n", Some(SheetRole::Ratings)),
        ("supplier,customer,need,importance,score\n", Some(SheetRole::Links)),
        ("link,score\n\"l1\nx", Some(SheetRole::Ratings)),
        ("colour,size\n1,2\n", None),
        ("", None),
    ] {
        assert_eq!(role_of(&table("t.csv", text)), role, "{text}");
    }
}

#[test]
fn fifty_thousand_rows_are_read() {
    let rows: String = (0..50_000)
        .map(|row| format!("Team {},Team {},Need {row},4\n", row % 900, (row * 7 + 1) % 901))
        .collect();
    let import = made(&format!("supplier,customer,need,importance\n{rows}"));
    assert!(import.report.made.needs > 49_000, "{:?}", import.report.made);
}

#[test]
fn a_rating_without_a_rater_never_takes_the_place_of_another() {
    let first = made("supplier,customer,need,score\nA,B,n,3\nA,B,n,3\n").org;
    let scores = |org: &Org| {
        let ratings = &only_expectation(org, "a", "b").ratings;
        ratings.values().map(|rating| rating.score.hundredths()).collect::<Vec<_>>()
    };
    let (read, again) = put("supplier,customer,need,score\nA,B,n,3\nA,B,n,3\n", &first);
    assert_eq!((read.edits.len(), scores(&again)), (0, vec![300, 300]), "the same table says nothing new");
    let (_, more) = put("supplier,customer,need,score\nA,B,n,5\nA,B,n,3\nA,B,n,3\nA,B,n,3\n", &first);
    assert_eq!(scores(&more), [300, 300, 500, 300], "two are there, two are new");
    let (_, other) = put("supplier,customer,need,score,rater\nA,B,n,1,#1\nA,B,n,2,\n", &first);
    assert_eq!(scores(&other), [100, 300, 200], "who is called #1 says it anew");
}

#[test]
fn a_row_that_comes_back_with_other_words_is_the_same_need() {
    let first = made("supplier,customer,id,need,importance\nA,B,r1,list by 16:00,4\nA,B,r2,one list,2\n").org;
    let (read, after) = put("supplier,customer,id,need\nA,B,r1,list by 15:00\nA,B,r3,a call\n", &first);
    let link = after.link(&LinkId::new("a", "b")).expect("there");
    let said: Vec<(&str, &str, u8)> = link
        .expectations()
        .iter()
        .map(|(id, facts)| (id.as_str(), facts.statement.as_str(), facts.importance.get()))
        .collect();
    assert_eq!(
        said,
        [("a-call", "a call", 3), ("list-by-16-00", "list by 15:00", 4), ("one-list", "one list", 2)]
    );
    let words: Vec<&str> = read.news.iter().map(|news| news.words.as_str()).collect();
    assert!(words.contains(&"A to B: need \"list by 16:00\", now reads \"list by 15:00\""), "{words:?}");
    // The same again says nothing new; the old words with the same row id are the old need's again.
    assert_eq!(put("supplier,customer,id,need\nA,B,r1,list by 15:00\n", &after).0.edits, []);
    // A want is no need, and a row id that two needs share tells neither.
    let (_, other) = put("supplier,customer,id,want\nA,B,r1,a smile\n", &first);
    assert_eq!(other.link(&LinkId::new("a", "b")).expect("there").expectations().len(), 3);
    let shared = made("supplier,customer,id,need\nA,B,r1,one\nA,B,r1,two\n").org;
    let (_, more) = put("supplier,customer,id,need\nA,B,r1,three\n", &shared);
    assert_eq!(more.link(&LinkId::new("a", "b")).expect("there").expectations().len(), 3);
    // Who is spoken of by its own words keeps them.
    let (_, both) = put("supplier,customer,id,need\nA,B,r1,a call\nA,B,,list by 16:00\n", &first);
    assert_eq!(both.link(&LinkId::new("a", "b")).expect("there").expectations().len(), 3);
}
