//! The table and the matrix: which rows in which order, what an edited cell asks for, what goes out and comes back.

use std::collections::BTreeSet;

use throughline::diagnosis::LinkState;
use throughline::model::{ExpectationKind, LinkId, Org, PartyId, Verdict};
use throughline::session::table::{
    Column, Direction, Filter, Matrix, MatrixOrder, NewRow, Sort, cell_text, copied, edit, list, pasted,
    spoken, suggestions,
};
use throughline::session::{Command, Session, Subject};

const TODAY: &str = "2026-11-21";

/// A session in which these lines were captured.
fn session(lines: &[&str]) -> Session {
    let mut session = Session::new(TODAY.parse().expect("a day"));
    for line in lines {
        session.capture(line, None).expect("it can be captured");
    }
    session.refresh();
    session
}

fn bakery() -> Session {
    session(&[
        "Order desk > Baking: final list by 16:00 !5 =2,2",
        "Order desk > Baking: want a call when it changes =4",
        "Baking > Packing",
        "Packing > *Caf\u{e9}s: full delivery by 7:00 #broken",
        "~Mill > Baking: flour on Mondays #works",
    ])
}

fn listed(session: &Session, sort: Sort, filter: &Filter) -> Vec<String> {
    let (org, diagnosis) = (session.org(), session.diagnosis());
    let listed = list(org, diagnosis, session.today(), sort, filter);
    assert_eq!(listed.all, 5, "the filter hides, it does not take away");
    listed.rows.iter().map(|row| spoken(org, diagnosis, row)).collect()
}

fn by(column: Column, direction: Direction) -> Sort {
    Sort { column, direction }
}

fn row(session: &Session, statement: &str) -> Subject {
    let org = session.org();
    let found = org.links().iter().find_map(|(link, facts)| {
        let found = facts.expectations().iter().find(|(_, facts)| facts.statement == statement);
        found.map(|(id, _)| Subject::Expectation(link.clone(), id.clone()))
    });
    found.expect("a row")
}

#[test]
fn each_need_is_a_row_and_so_is_a_link_without_one() {
    let session = bakery();
    assert_eq!(
        listed(&session, Sort::default(), &Filter::default()),
        [
            "Baking to Packing, not asked, no need yet",
            "Mill to Baking, works, need: flour on Mondays",
            "Order desk to Baking, broken, want: a call when it changes",
            "Order desk to Baking, broken, need: final list by 16:00",
            "Packing to Caf\u{e9}s, broken, need: full delivery by 7:00",
        ]
    );
}

#[test]
fn rows_are_sorted_by_any_column_and_what_is_empty_stands_last() {
    let session = bakery();
    let first = |column, direction| listed(&session, by(column, direction), &Filter::default());
    for column in Column::ALL {
        for direction in [Direction::Ascending, Direction::Descending] {
            assert_eq!(first(column, direction).len(), 5, "{column:?}");
        }
    }
    assert!(first(Column::State, Direction::Ascending)[0].contains("broken"));
    assert!(first(Column::State, Direction::Descending)[0].contains("works"));
    assert!(first(Column::Rating, Direction::Ascending)[0].contains("final list"));
    assert!(first(Column::Rating, Direction::Descending)[0].contains("a call"));
    for direction in [Direction::Ascending, Direction::Descending] {
        assert!(first(Column::Statement, direction)[4].contains("no need yet"), "{direction:?}");
    }
    assert_eq!(Sort::default().turned(Column::Supplier), by(Column::Supplier, Direction::Descending));
    assert_eq!(Sort::default().turned(Column::State), by(Column::State, Direction::Ascending));
}

#[test]
fn words_states_and_missing_needs_filter() {
    let session = bakery();
    let shown = |filter| listed(&session, Sort::default(), &filter).len();
    let words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    assert_eq!(shown(words("BAKING list")), 1);
    assert_eq!(shown(words("caf\u{e9}s")), 1);
    assert_eq!(shown(words("nobody")), 0);
    assert_eq!(shown(words("  ")), 5);
    let broken = Filter { states: BTreeSet::from([LinkState::Broken]), ..Filter::default() };
    assert_eq!(shown(broken.clone()), 3);
    assert_eq!(shown(Filter { without_need: true, ..Filter::default() }), 1);
    assert!(broken.hides() && !Filter::default().hides() && !words(" ").hides());
}

#[test]
fn an_edited_cell_asks_for_one_step_or_says_what_to_write() {
    let mut session = bakery();
    let need = row(&session, "final list by 16:00");
    let link = need.link().expect("on a link").clone();
    let mut take = |column, text: &str| -> Result<(), String> {
        let before = session.history().done().len();
        let command = edit(session.org(), &need, column, text)?;
        if let Some(command) = command {
            session.execute(&command).map_err(|refused| refused.to_string())?;
            session.refresh();
            assert_eq!(session.history().done().len(), before + 1);
        }
        Ok(())
    };
    take(Column::Kind, "Want").expect("a kind");
    take(Column::Importance, "2").expect("an importance");
    take(Column::Rating, "4,5").expect("a rating");
    take(Column::Verdict, "struggles").expect("a verdict");
    take(Column::Deliverable, "list").expect("a deliverable");
    take(Column::Statement, "the list by noon").expect("a statement");
    for (column, text) in [
        (Column::Kind, "wish"),
        (Column::Importance, "0"),
        (Column::Importance, "6"),
        (Column::Rating, "7"),
        (Column::Verdict, "so-so"),
        (Column::Statement, "  "),
        (Column::Supplier, "Mill"),
        (Column::State, "works"),
        (Column::Standard, "soon"),
    ] {
        let refused = take(column, text).expect_err("refused");
        assert!(refused.len() > 10, "it says what to do: {refused}");
    }
    let text = |column| cell_text(session.org(), session.diagnosis(), session.today(), &need, column);
    assert_eq!(text(Column::Kind), "want");
    assert_eq!(text(Column::Importance), "2");
    assert_eq!(text(Column::Verdict), "struggles");
    assert_eq!(text(Column::Deliverable), "list");
    assert_eq!(text(Column::Statement), "the list by noon");
    let facts = &session
        .org()
        .link(&link)
        .expect("there")
        .expectations()
        .values()
        .find(|one| one.deliverable == "list");
    assert!(
        facts.expect("changed").ratings.keys().any(|key| key.rater == "Baking" && key.day == session.today())
    );
}

#[test]
fn the_first_need_of_a_link_is_written_into_its_row() {
    let session = bakery();
    let bare = Subject::Link(LinkId::new("baking", "packing"));
    let made = edit(session.org(), &bare, Column::Statement, " trays counted ");
    assert!(
        matches!(made, Ok(Some(Command::AddExpectation { facts, .. })) if facts.statement == "trays counted")
    );
    assert!(edit(session.org(), &bare, Column::Importance, "4").is_err());
    assert!(edit(session.org(), &bare, Column::Verdict, "2").is_ok());
    assert_eq!(edit(session.org(), &bare, Column::Statement, ""), Ok(None));
    let gone = Subject::Link(LinkId::new("baking", "nobody"));
    assert!(edit(session.org(), &gone, Column::Verdict, "2").is_err());
}

#[test]
fn names_complete_and_a_new_row_is_a_capture_line() {
    let session = bakery();
    assert_eq!(suggestions(session.org(), None, Column::Supplier, "pak"), ["Packing"]);
    assert!(suggestions(session.org(), None, Column::Supplier, "Packing").is_empty());
    assert_eq!(suggestions(session.org(), None, Column::Verdict, "").len(), 4);
    let org = session.org();
    let mut new = NewRow::between(org, &PartyId::new("mill"), &PartyId::new("packing"));
    assert_eq!(new.capture_line().as_deref(), Some("Mill > Packing"));
    new.statement = "bags; sealed".to_owned();
    new.kind = ExpectationKind::Want;
    let mut session = bakery();
    session.capture(&new.capture_line().expect("both ends"), None).expect("it can be captured");
    let made = row(&session, "bags; sealed");
    assert_eq!(made.link(), Some(&LinkId::new("mill", "packing")));
    let outside =
        NewRow { supplier: "Packing".to_owned(), customer: "*Schools".to_owned(), ..NewRow::default() };
    assert_eq!(outside.capture_line().as_deref(), Some("Packing > *Schools"));
    assert_eq!(NewRow::default().capture_line(), None);
}

#[test]
fn one_word_on_several_links_is_one_step() {
    let mut session = bakery();
    let links: Vec<LinkId> = session.org().links().keys().cloned().collect();
    let steps = session.history().done().len();
    session
        .execute(&Command::SetVerdicts { links: links.clone(), verdict: Some(Verdict::Works) })
        .expect("they are there");
    assert_eq!(session.history().done().len(), steps + 1);
    assert_eq!(session.history().undo_label(), Some("Mark 4 links \u{201c}works\u{201d}"));
    let today = session.today();
    let works = |org: &Org| {
        let verdicts = links.iter().filter_map(|link| org.link(link)?.latest_verdict(today));
        verdicts.filter(|(_, verdict)| *verdict == Verdict::Works).count()
    };
    assert_eq!(works(session.org()), 4);
    session.execute(&Command::SetVerdicts { links: links.clone(), verdict: None }).expect("they are there");
    assert_eq!(works(session.org()), 0);
}

#[test]
fn what_goes_out_comes_back_as_it_is_and_makes_the_same_elsewhere() {
    let session = bakery();
    let (org, diagnosis) = (session.org(), session.diagnosis());
    let rows = list(org, diagnosis, session.today(), Sort::default(), &Filter::default()).rows;
    let text = copied(org, diagnosis, session.today(), &rows);
    assert_eq!(text.lines().count(), 6);
    assert!(text.contains("\t2\t2\t"), "the mean of two raters: {text}");
    assert!(!text.contains("Baking 1"), "no rater is named");
    assert!(!text.contains("\t4\t1\t"), "nobody's single rating goes out: {text}");
    let back = pasted(&text, None, org, session.today()).expect("it can be read");
    assert!(back.transaction.is_empty(), "{:?}", back.news);

    let mut other = Session::new(session.today());
    let block = pasted(&text, None, other.org(), session.today()).expect("it can be read");
    other.execute_transaction(block.transaction).expect("it fits");
    assert_eq!(other.history().done().len(), 1);
    let kinds =
        |org: &Org| org.parties().values().map(|party| (party.name.clone(), party.kind)).collect::<Vec<_>>();
    assert_eq!(kinds(other.org()), kinds(org));
    assert_eq!(other.org().links().len(), org.links().len());
}

#[test]
fn the_matrix_runs_along_the_chain_and_says_each_cell() {
    let session = bakery();
    let (org, diagnosis) = (session.org(), session.diagnosis());
    let matrix = Matrix::of(org, diagnosis, MatrixOrder::Chain);
    for link in org.links().keys() {
        let (row, column) = matrix.place_of(link).expect("both ends are there");
        assert_eq!(matrix.link(row, column).map(|(id, _)| id), Some(link));
        let place = |of: &[PartyId], id: &PartyId| of.iter().position(|other| other == id);
        let (own, next) =
            (place(&matrix.suppliers, &link.supplier), place(&matrix.suppliers, &link.customer));
        assert!(next.is_none_or(|next| own < Some(next)), "{link}: a supplier stands before its customer");
    }
    let names = |of: &[PartyId]| of.iter().map(|id| org.name_of(id).to_owned()).collect::<Vec<_>>();
    assert!(!names(&matrix.suppliers).contains(&"Caf\u{e9}s".to_owned()), "it supplies nobody");
    assert!(!names(&matrix.customers).contains(&"Mill".to_owned()), "nobody supplies it");
    assert_eq!(names(&matrix.customers).last().map(String::as_str), Some("Caf\u{e9}s"));
    let (row, column) = matrix.place_of(&LinkId::new("packing", "caf\u{e9}s")).expect("there");
    assert_eq!(matrix.spoken(org, row, column), "Packing to Caf\u{e9}s, broken");
    assert_eq!(
        matrix.spoken(org, 0, column),
        format!("{} does not serve Caf\u{e9}s", names(&matrix.suppliers)[0])
    );
    let own = matrix.customers.iter().position(|id| *id == matrix.suppliers[row]).expect("it is served");
    assert_eq!(matrix.pair(row, own), None);
    let sorted = Matrix::of(org, diagnosis, MatrixOrder::Department);
    assert_eq!(sorted.suppliers.len(), matrix.suppliers.len());
}

#[test]
fn a_matrix_of_a_loop_holds_everybody_once() {
    let session = session(&["A > B > C > A", "C > *X", "D > A"]);
    let matrix = Matrix::of(session.org(), session.diagnosis(), MatrixOrder::Chain);
    let all: BTreeSet<&PartyId> = matrix.suppliers.iter().collect();
    assert_eq!((matrix.suppliers.len(), all.len(), matrix.customers.len()), (4, 4, 5));
}

/// What an edit of this cell comes to, done.
fn typed(session: &mut Session, statement: &str, column: Column, text: &str) -> Result<(), String> {
    let row = row(session, statement);
    if let Some(command) = edit(session.org(), &row, column, text)? {
        session.execute(&command).map_err(|refused| refused.to_string())?;
    }
    session.refresh();
    Ok(())
}

fn cell(session: &Session, statement: &str, column: Column) -> String {
    let row = row(session, statement);
    cell_text(session.org(), session.diagnosis(), session.today(), &row, column)
}

#[test]
fn a_standard_is_typed_in_one_line_and_read_as_it_was_written() {
    let mut session = bakery();
    let need = "flour on Mondays";
    for (text, shown, parts) in [
        ("at least 95 % deliveries by 6:00", "at least 95 % deliveries by 6:00", ("%", "deliveries by 6:00")),
        ("\u{2265}95% deliveries by 6", "at least 95 % deliveries by 6", ("%", "deliveries by 6")),
        ("within 2 hours answered", "at most 2 hours answered", ("hours", "answered")),
        ("max 2.5 working days: answered", "at most 2.5 working days answered", ("working days", "answered")),
        ("At most 2,5 h late", "at most 2.5 h late", ("h", "late")),
        ("at least 3 visits each week", "at least 3 visits each week", ("", "visits each week")),
        ("no more than 0.125 EUR a loaf", "at most 0.125 EUR a loaf", ("EUR", "a loaf")),
        ("at least 3 sacks: on the ramp", "at least 3 sacks on the ramp", ("sacks", "on the ramp")),
        // The unit stays what it was when only the number is another one.
        ("at least 4 sacks on the ramp", "at least 4 sacks on the ramp", ("sacks", "on the ramp")),
    ] {
        assert_eq!(typed(&mut session, need, Column::Standard, text), Ok(()), "{text}");
        assert_eq!(cell(&session, need, Column::Standard), shown, "{text}");
        let Subject::Expectation(link, id) = row(&session, need) else { unreachable!() };
        let standard = session.org().link(&link).and_then(|link| link.expectations()[&id].standard.clone());
        let standard = standard.expect("there is one");
        assert_eq!((standard.unit.as_str(), standard.metric.as_str()), parts, "{text}");
        let same = edit(session.org(), &row(&session, need), Column::Standard, shown);
        assert_eq!(same, Ok(None), "what is shown is the same when it is typed: {shown}");
    }
    assert_eq!(typed(&mut session, need, Column::Standard, ""), Ok(()));
    assert_eq!(cell(&session, need, Column::Standard), "", "an empty cell is no standard");
}

#[test]
fn a_standard_that_cannot_be_read_says_what_is_missing() {
    let session = bakery();
    let row = row(&session, "flour on Mondays");
    for (text, says) in [
        ("95 % on time", "Begin with at least or at most"),
        ("minutes 5 late", "Begin with at least or at most"),
        ("at least most of them", "After at least comes a number"),
        ("at most", "After at most comes a number"),
        ("at least 95 %", "Say what is measured"),
        ("at least 95", "Say what is measured"),
        ("at most 1,000 ppm wrong", "can be read in two ways"),
        ("at most 12.500 ppm wrong", "can be read in two ways"),
    ] {
        let refused = edit(session.org(), &row, Column::Standard, text).expect_err(text);
        assert!(refused.contains(says), "{text}: {refused}");
    }
    let bare = Subject::Link(LinkId::new("baking", "packing"));
    let refused = edit(session.org(), &bare, Column::Standard, "at least 1 % x").expect_err("no need yet");
    assert!(refused.contains("Write down the need first"), "{refused}");
}

#[test]
fn another_supplier_or_customer_takes_the_link_with_all_that_is_known_of_it() {
    let mut session = bakery();
    session.execute(&Command::AddLink(LinkId::new("order-desk", "packing"))).expect("there is room");
    session.capture("Sales > *Shops", None).expect("it can be captured");
    let from = LinkId::new("baking", "packing");
    let facts = throughline::model::Action {
        what: "Ask them".to_owned(),
        about: throughline::model::ActionSubject::Link(LinkId::new("order-desk", "baking")),
        ..Default::default()
    };
    session.execute(&Command::AddAction(Box::new(facts))).expect("it can be planned");
    session.refresh();
    let before = session.org().clone();
    let need = "final list by 16:00";
    let refuses = |session: &Session, column, text: &str| {
        edit(session.org(), &row(session, need), column, text).expect_err(text)
    };
    assert!(refuses(&session, Column::Supplier, "Nobody").contains("Nobody on the map is called Nobody"));
    assert!(refuses(&session, Column::Supplier, "baking").contains("cannot supply itself"));
    assert!(
        refuses(&session, Column::Customer, "Packing")
            .contains("Order desk to Packing: this link is on the map already")
    );
    assert!(refuses(&session, Column::Customer, " ").contains("Delete"));
    assert_eq!(
        typed(&mut session, need, Column::Supplier, "Order  DESK"),
        Ok(()),
        "the same one is no change"
    );
    assert_eq!(*session.org(), before);

    assert_eq!(typed(&mut session, need, Column::Supplier, "sales"), Ok(()));
    let (old, new) = (LinkId::new("order-desk", "baking"), LinkId::new("sales", "baking"));
    assert_eq!(session.org().link(&new), before.link(&old), "needs, ratings and all");
    assert_eq!(session.org().link(&old), None);
    let about = session.org().actions.values().next().and_then(|action| action.about.link());
    assert_eq!(about, Some(&new), "what is planned about it goes along");
    assert!(session.org().link(&from).is_some(), "no other link moves");
    session.execute(&Command::Undo).expect("one step");
    assert_eq!(*session.org(), before);
}
