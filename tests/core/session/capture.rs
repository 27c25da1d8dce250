//! Tests of the capture line: its grammar, what a line makes, where it is refused, how it goes on.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use proptest::prelude::*;
use throughline::edit::{Edit, diff};
use throughline::model::{
    ExpectationKind, Importance, LinkId, Org, PartyId, PartyKind, Source, Verdict, VerdictKey,
};
use throughline::session::capture::{
    Arrow, Completes, Does, Item, LONGEST_LINE_BYTES, Line, PartyWord, Span, Text, complete, parse, preview,
};
use throughline::session::{Command, Session, Subject};

use super::support::{clinic, score, today};

/// What the line makes of the small map, a line of words for each thing; the problem last, with a caret's place.
fn told(line: &str, hearing: Option<&str>) -> Vec<String> {
    let hearing = hearing.map(PartyId::new);
    let preview = preview(line, &clinic(), hearing.as_ref(), today());
    let mut told: Vec<String> = preview.makes.into_iter().map(|made| made.words).collect();
    told.extend(preview.problem.map(|problem| format!("{}: {}", problem.at_char, problem.message)));
    told
}

/// The small map after the line.
fn after(line: &str, hearing: Option<&str>) -> Session {
    let mut session = Session::of(clinic(), None, today());
    let done = session.capture(line, hearing.map(PartyId::new).as_ref());
    assert_eq!(done, Ok(()), "{line}");
    session
}

#[test]
fn a_line_makes_parties_links_needs_ratings_and_verdicts() {
    let line = "order DESK @Sales > Clinic > *Garages: pick list by 9:00 !5 =2,2,3; want a friendly heads-up; #broken";
    assert_eq!(
        told(line, None),
        [
            "New team order DESK in Sales",
            "Clinic, on the map",
            "New external customer Garages",
            "New link order DESK to Clinic",
            "New link Clinic to Garages",
            "New need \u{201c}pick list by 9:00\u{201d}, importance 5, rated 2, 2, 3 by Garages",
            "New want \u{201c}a friendly heads-up\u{201d}, importance 3",
            "Clinic to Garages is broken, as Garages said",
        ]
    );
    let session = after(line, None);
    assert_eq!(session.history().done().len(), 1);
    let desk = session.org().party(&PartyId::new("order-desk")).expect("it is there");
    assert_eq!((desk.name.as_str(), desk.department.as_deref()), ("order DESK", Some("Sales")));
    let garages = LinkId::new("clinic", "garages");
    assert_eq!(
        session.org().party(&garages.customer).map(|party| party.kind),
        Some(PartyKind::ExternalCustomer)
    );
    let link = session.org().link(&garages).expect("it is there");
    let key = VerdictKey { day: today(), speaker: "Garages".to_owned() };
    assert_eq!(link.verdicts.get(&key), Some(&Verdict::Broken));
    let need =
        link.expectations().values().find(|facts| facts.kind == ExpectationKind::Need).expect("a need");
    assert_eq!((need.source, need.importance.get()), (Source::Asked, 5));
    let ratings: Vec<_> =
        need.ratings.iter().map(|(key, rating)| (key.day, key.rater.as_str(), rating.score)).collect();
    assert_eq!(
        ratings,
        [
            (today(), "Garages 1", score(200)),
            (today(), "Garages 2", score(200)),
            (today(), "Garages 3", score(300)),
        ]
    );
    assert_eq!(session.selection().primary(), Some(&Subject::Link(garages)));
}

#[test]
fn what_is_on_the_map_is_found_and_filled_in() {
    let line = "RECORDS > clinic: notes  BEFORE the visit !4 =4; want A friendly word; #works";
    assert_eq!(
        told(line, None),
        [
            "Records, on the map",
            "Clinic, on the map",
            "Records to Clinic, on the map",
            "The need \u{201c}Notes before the visit\u{201d}, importance 5 becomes 4, now asked, rated 4 by Clinic",
            "The want \u{201c}A friendly word\u{201d}, now asked",
            "Records to Clinic is working, as Clinic said",
        ]
    );
    let session = after(line, None);
    assert_eq!(session.org().parties().len(), 4);
    assert_eq!(session.org().links().len(), 3);
    let link = session.org().link(&LinkId::new("records", "clinic")).expect("it is there");
    assert_eq!(link.expectations().len(), 2);
}

#[test]
fn a_line_that_says_nothing_new_leaves_no_step() {
    let mut session = after("Records > Clinic: =4 Notes before the visit", None);
    assert_eq!(session.history().done().len(), 1);
    assert_eq!(session.capture("Records > Clinic: Notes before the visit =4", None), Ok(()));
    assert_eq!(session.history().done().len(), 1);
}

#[test]
fn the_items_belong_to_the_link_typed_last() {
    for (line, link) in [
        ("A > B > C: x", LinkId::new("b", "c")),
        ("A < B < C: x", LinkId::new("c", "b")),
        ("Records > Clinic > Patients: x", LinkId::new("clinic", "patients")),
        ("A > B > A: x", LinkId::new("b", "a")),
    ] {
        let session = after(line, None);
        let held = session.org().link(&link).expect(line).expectations();
        assert!(held.values().any(|facts| facts.statement == "x"), "{line}: {held:?}");
    }
}

#[test]
fn hearing_fixes_the_customer_unless_an_arrow_says_otherwise() {
    assert_eq!(
        told("réception: arrivals list by 8:30 !5 =2", Some("clinic")),
        [
            "Réception, on the map",
            "Réception to Clinic, on the map",
            "The need \u{201c}Arrivals list by 8:30\u{201d}, importance 3 becomes 5, now asked, rated 2 by Clinic",
        ]
    );
    assert_eq!(
        told("Porters @Back OFFICE: a bed", Some("clinic")),
        [
            "New team Porters in Back office",
            "New link Porters to Clinic",
            "New need \u{201c}a bed\u{201d}, importance 3",
        ]
    );
    assert_eq!(
        told("Clinic > Records", Some("clinic")),
        ["Clinic, on the map", "Records, on the map", "New link Clinic to Records"]
    );
    assert_eq!(
        told("clinic", Some("clinic")).last().map(String::as_str),
        Some("0: Clinic cannot supply itself")
    );
    let gone = told("Lab: x", Some("nobody"));
    assert!(gone.last().is_some_and(|words| words.starts_with("0: The team you were hearing")), "{gone:?}");
}

#[test]
fn one_party_alone_is_put_on_the_map_and_a_department_is_filled_in() {
    assert_eq!(told("Lab @\"Ops; north\"", None), ["New team Lab in Ops; north"]);
    assert_eq!(told("Clinic @Front office", None), ["Clinic joins Front office"]);
    assert_eq!(told("records @BACK office", None), ["Records, on the map"]);
    let session = after("~Paper mill", None);
    let mill = session.org().party(&PartyId::new("paper-mill")).map(|party| party.kind);
    assert_eq!(mill, Some(PartyKind::ExternalSupplier));
    assert_eq!(session.selection().primary(), Some(&Subject::Party(PartyId::new("paper-mill"))));
}

#[test]
fn a_line_that_cannot_be_taken_says_where_and_what_to_do() {
    for (line, problem) in [
        ("Records >", "9: Who is the customer? Type a name after the >"),
        ("Clinic < : x", "9: Who is the supplier? Type a name after the <"),
        (" > Clinic", "1: A name is needed here: type what people call the team"),
        ("Records > > Clinic", "10: A name is needed here: type what people call the team"),
        ("Records > Clinic < Patients", "17: Use only > or only < in one line: which way does the work go?"),
        ("Records; x", "7: A semicolon parts needs; they come after a colon, as in A > B: need"),
        ("Records: x", "9: From whom, for whom? Write supplier > customer before the colon"),
        ("Réception > réception", "12: Réception cannot supply itself"),
        ("Lab > Lab", "6: Lab cannot supply itself"),
        ("*Records > Clinic", "1: The name Records is on the map as that of a team: leave the mark out"),
        ("Records @Sales", "9: Records belongs to Back office: change that on the team itself"),
        ("Patients @Sales", "10: Only a team has a department"),
        ("*Garages @Sales", "10: Only a team has a department"),
        ("Lab @", "5: Which department? Type its name after the @"),
        ("Lab @X @Y", "7: A team has one department"),
        ("\"Lab", "0: This quote is never closed"),
        ("\"\" > Clinic", "0: A name is needed here: type what people call the team"),
        ("The \"Lab\"", "4: A quote inside a name: put the whole name in quotes, and write the quote twice"),
        (
            "\"Lab\" two",
            "6: After the closing quote comes >, <, : or @; a quote inside a name is written twice",
        ),
        ("Lab > *Lab", "7: This name stands twice, and not with the same marks"),
        ("Réception > Clinic: é !6", "22: Importance is !1 to !5; text that begins with ! goes in quotes"),
        ("A > B: x !", "9: Importance is !1 to !5; text that begins with ! goes in quotes"),
        ("A > B: x !1 !2", "12: The importance stands twice here: keep one"),
        ("A > B: x =2,9", "12: A score is 1 to 5, as in =4; several people =2,2,3, without blanks"),
        ("A > B: x =2, 3", "12: A score is 1 to 5, as in =4; several people =2,2,3, without blanks"),
        ("A > B: x =NaN", "10: A score is 1 to 5, as in =4; several people =2,2,3, without blanks"),
        ("A > B: x =1 =2", "12: There are scores already: write those of several people as =2,2,3"),
        ("A > B: x #fine", "9: Write #works, #struggles or #broken; text that begins with # goes in quotes"),
        ("A > B: #works #works", "14: The verdict stands twice here: keep one"),
        ("A > B: x #works; y #broken", "19: A link has one verdict: it was given earlier in this line"),
        ("A > B: !4", "7: What is that important? Write the need before the !"),
        ("A > B: =4", "7: What is rated? Write the need before the ="),
        ("A > B: need ; x", "12: What is it? Write it down in the customer's words"),
        ("A > B: \"  \"", "7: There is nothing between these quotes"),
        ("A > B: say \"x", "11: This quote is never closed"),
        ("A > B: x =4; X", "13: This stands in the line twice: put its marks together"),
        ("A > B\u{7}", "5: There is an invisible control character here: delete it"),
        ("A\nB", "1: There is a line break here: one line at a time"),
        ("A\u{202e}B", "1: There is an invisible character here that changes how the line reads: delete it"),
    ] {
        assert_eq!(told(line, None).last().map(String::as_str), Some(problem), "{line}");
        let mut session = Session::of(clinic(), None, today());
        assert!(session.capture(line, None).is_err(), "{line}");
        assert_eq!(session.org(), &clinic(), "{line}");
    }
}

#[test]
fn too_much_is_refused_at_once() {
    let novel = "It was the best of times; ".repeat(4_000);
    assert!(novel.len() > 100_000);
    let long_name = format!("{} > B", "x".repeat(10_000));
    let long_need = format!("A > B: {}", "x".repeat(10_000));
    let long_chain = vec!["A"; 51].join(">B>");
    let many_items = format!("A > B: {}", (0..101).map(|n| n.to_string()).collect::<Vec<_>>().join(";"));
    let many_scores = format!("A > B: x ={}", vec!["3"; 100].join(","));
    for (line, at, words) in [
        (&novel, LONGEST_LINE_BYTES, "too long"),
        (&long_name, 0, "A name has at most 200"),
        (&long_need, 7, "A need has at most 1000"),
        (&long_chain, 99, "at most 50 teams"),
        (&many_items, 297, "at most 100 needs"),
        (&many_scores, 9, "At most 99 people"),
    ] {
        let problem = parse(line).problem.expect("it is too much");
        assert!(problem.message.contains(words), "{problem:?}");
        assert_eq!(problem.at_char, at, "{problem:?}");
        assert!(preview(line, &clinic(), None, today()).edits.is_empty());
        let none: Vec<_> = complete(&novel, 10, &clinic(), None);
        assert!(none.is_empty());
    }
}

#[test]
fn a_name_that_two_parties_have_must_be_told_apart() {
    let mut session = after("Lab", None);
    let lab_two = throughline::session::NewParty { name: "LAB".to_owned(), ..Default::default() };
    session.execute(&Command::AddParty(lab_two)).expect("a second one may be called so");
    let org = session.org();
    let of = |line: &str| preview(line, org, None, today());
    let which = of("lAb > Clinic").problem.map(|problem| problem.message);
    assert_eq!(
        which.as_deref(),
        Some("2 parties are called lAb: rename one, or write which one: lab, lab-2")
    );
    for (typed, meant) in [("lab", "lab"), ("LAB", "lab-2"), ("Lab", "lab"), ("lab-2", "lab-2")] {
        let preview = of(&format!("{typed} > Clinic"));
        assert_eq!(
            preview.makes.first().map(|made| made.subject.clone()),
            Some(Subject::Party(PartyId::new(meant)))
        );
    }
    // An id alone means nobody, or an old one could catch the name of a new team.
    let mut ward = clinic().party(&PartyId::new("clinic")).cloned().expect("it is there");
    ward.name = "Ward 7".to_owned();
    let update = Command::UpdateParty { party: PartyId::new("clinic"), facts: Box::new(ward) };
    session.execute(&update).expect("a new name is fine");
    let made = preview("clinic", session.org(), None, today()).makes;
    assert_eq!(made.first().map(|made| made.does), Some(Does::Adds));
}

#[test]
fn a_name_that_looks_like_another_is_asked_about() {
    for (line, mended) in [
        ("Record > Clinic", "Records > Clinic"),
        ("Clinic < \"Records team\": x", "Clinic < Records: x"),
        ("Recpetion > Clinic", "Réception > Clinic"),
        ("Réceptoin > Clinic", "Réception > Clinic"),
        ("Recods > Patient", "Records > Patient"),
    ] {
        let preview = preview(line, &clinic(), None, today());
        assert_eq!(preview.problem, None);
        let first = preview.near_duplicates.first().map_or("", |near| near.line_with_existing.as_str());
        assert_eq!(first, mended, "{line}");
    }
    assert_eq!(preview("Records > Clinic", &clinic(), None, today()).near_duplicates, []);
}

fn offered(line: &str, hearing: Option<&str>) -> Vec<String> {
    let cursor = line.find('|').expect("a cursor");
    let line = line.replace('|', "");
    let hearing = hearing.map(PartyId::new);
    complete(&line, cursor, &clinic(), hearing.as_ref())
        .into_iter()
        .map(|completion| {
            let mut completed = line.clone();
            completed.replace_range(completion.replaces, &completion.insert);
            completed
        })
        .collect()
}

#[test]
fn a_line_is_completed_from_what_is_on_the_map() {
    for (line, expected) in [
        ("rec|", vec!["Records", "Réception"]),
        ("Records > pat|", vec!["Records > Patients"]),
        (
            "Records > | : x",
            vec!["Records > Clinic : x", "Records > Patients : x", "Records > Réception : x"],
        ),
        ("*|", vec!["*Patients"]),
        ("~|", vec![]),
        ("rec|ords", vec!["Records", "Réception"]),
        ("Lab @off|", vec!["Lab @Back office", "Lab @Front office"]),
        ("Lab @| > Clinic", vec!["Lab @Back office > Clinic", "Lab @Front office > Clinic"]),
        ("Records > Clinic: note|", vec!["Records > Clinic: Notes before the visit"]),
        ("Records > Clinic: x; want frien| !5", vec!["Records > Clinic: x; want A friendly word !5"]),
        ("Clinic < records: x #b|", vec!["Clinic < records: x #broken"]),
        (
            "Records > Clinic: #|",
            vec!["Records > Clinic: #works", "Records > Clinic: #struggles", "Records > Clinic: #broken"],
        ),
        ("Records > Nobody: no|", vec![]),
        ("\"rec|", vec!["Records", "Réception"]),
        ("\"A > rec|", vec![]),
    ] {
        assert_eq!(offered(line, None), expected, "{line}");
    }
    assert_eq!(offered("Réception: |", Some("clinic")), ["Réception: Arrivals list by 8:30"]);
    assert_eq!(offered("|", Some("clinic")), ["Patients", "Records", "Réception"]);
    let whole = complete("Records", 7, &clinic(), None);
    assert!(
        whole.iter().all(|completion| completion.completes == Completes::Party(PartyId::new("réception")))
    );
}

/// Without the places, which a printed line need not keep.
fn placeless(mut line: Line) -> Line {
    let placeless = |text: &mut Text| text.span = Span::default();
    for party in &mut line.parties {
        placeless(&mut party.name);
        party.department.iter_mut().for_each(placeless);
    }
    for item in &mut line.items {
        item.statement.iter_mut().for_each(placeless);
        item.importance.iter_mut().for_each(|(_, span)| *span = Span::default());
        item.scores.iter_mut().for_each(|(_, span)| *span = Span::default());
        item.verdict.iter_mut().for_each(|(_, span)| *span = Span::default());
    }
    line
}

fn text() -> impl Strategy<Value = Text> {
    let marks = "[ABab:;<>@*~!=#\"“”＞：1,. ]{1,8}";
    prop_oneof![marks, "\\PC{1,12}", "(need|Want|WANT) ?[a-z]{0,3}"]
        .prop_map(|text: String| text.trim().to_owned())
        .prop_filter("a name is needed", |text| {
            !text.is_empty()
                && parse(text).problem.is_none_or(|problem| !problem.message.starts_with("There is a"))
        })
        .prop_map(|text| Text { text, span: Span::default() })
}

fn lines() -> impl Strategy<Value = Line> {
    let kind = prop_oneof![
        Just(None),
        Just(Some(PartyKind::ExternalCustomer)),
        Just(Some(PartyKind::ExternalSupplier))
    ];
    let party = (text(), kind, prop::option::of(text())).prop_map(|(name, kind, department)| PartyWord {
        name,
        kind,
        department,
    });
    let importance = prop::option::of(
        (1_u8..=5).prop_map(|value| (Importance::new(value).expect("in range"), Span::default())),
    );
    let scores = prop::option::of(
        prop::collection::vec((100_u16..=500).prop_map(score), 1..4)
            .prop_map(|scores| (scores, Span::default())),
    );
    let verdict = || {
        prop::option::of(
            prop_oneof![Just(Verdict::Works), Just(Verdict::Struggles), Just(Verdict::Broken)]
                .prop_map(|verdict| (verdict, Span::default())),
        )
    };
    let kind = prop_oneof![Just(None), Just(Some(ExpectationKind::Need)), Just(Some(ExpectationKind::Want))];
    let stated = (kind, text(), importance, scores, verdict()).prop_map(
        |(kind, statement, importance, scores, verdict)| Item {
            kind,
            statement: Some(statement),
            importance,
            scores,
            verdict,
        },
    );
    let judged = verdict()
        .prop_filter("an item says something", Option::is_some)
        .prop_map(|verdict| Item { verdict, ..Item::default() });
    let items = prop::collection::vec(prop_oneof![4 => stated, 1 => judged], 0..4);
    let arrow = prop_oneof![Just(Arrow::ToCustomer), Just(Arrow::FromSupplier)];
    (prop::collection::vec(party, 1..5), arrow, items).prop_map(|(parties, arrow, items)| {
        let arrow = (parties.len() > 1).then_some(arrow);
        Line { parties, arrow, items, ..Line::default() }
    })
}

/// Lines that mean something more often than not, and mention who is there.
fn typed_lines() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Records"),
        Just("clinic"),
        Just("Réception"),
        Just("Patients"),
        Just("Lab"),
        Just("Recods"),
        Just(" > "),
        Just(" < "),
        Just(": "),
        Just("; "),
        Just("*"),
        Just("~"),
        Just(" @Ops "),
        Just("\""),
        Just("notes before the visit"),
        Just("a bed"),
        Just("need "),
        Just("want "),
        Just(" !5"),
        Just(" =2,2,3"),
        Just(" =4"),
        Just(" #broken"),
        Just(" #works"),
        Just("é\u{301}"),
        Just("“"),
        Just("”"),
    ];
    let soup = prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat());
    let chain = (
        prop::collection::vec(
            prop_oneof![Just("Records"), Just("clinic"), Just("Lab"), Just("*New"), Just("réception")],
            1..5,
        ),
        prop_oneof![Just(" > "), Just("<")],
        prop::collection::vec(
            prop_oneof![
                Just("notes before the visit !1 =3"),
                Just("want a bed"),
                Just("A bed =2,3"),
                Just("#struggles"),
                Just("arrivals list by 8:30")
            ],
            0..3,
        ),
    )
        .prop_map(|(names, arrow, items)| format!("{}: {}", names.join(arrow), items.join("; ")));
    prop_oneof![2 => chain, 2 => soup, 1 => ".{0,60}", 1 => lines().prop_map(|line| line.to_string())]
}

fn adds(edit: &Edit) -> Option<Subject> {
    match edit {
        Edit::PartyExists { party, change } if change.after => Some(Subject::Party(party.clone())),
        Edit::LinkExists { link, change } if change.after => Some(Subject::Link(link.clone())),
        Edit::ExpectationExists { link, expectation, change } if change.after => {
            Some(Subject::Expectation(link.clone(), expectation.clone()))
        }
        _ => None,
    }
}

fn about(edit: &Edit) -> Option<Subject> {
    match edit {
        Edit::Party { party, .. } => Some(Subject::Party(party.clone())),
        Edit::Link { link, .. } => Some(Subject::Link(link.clone())),
        Edit::Expectation { link, expectation, .. } => {
            Some(Subject::Expectation(link.clone(), expectation.clone()))
        }
        other => adds(other),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::WithSource("regressions"))), ..ProptestConfig::default() })]

    #[test]
    fn a_printed_line_is_read_as_the_same_line(line in lines()) {
        let printed = line.to_string();
        let parsed = parse(&printed);
        prop_assert_eq!(parsed.problem, None, "{}", printed);
        prop_assert_eq!(placeless(parsed.line), line, "{}", printed);
    }

    #[test]
    fn spans_and_problems_lie_at_characters_of_the_line(line in typed_lines()) {
        let parsed = parse(&line);
        let mut spans: Vec<Span> = parsed.line.parties.iter().map(|party| party.name.span).collect();
        spans.extend(parsed.line.items.iter().filter_map(|item| Some(item.statement.as_ref()?.span)));
        for span in spans {
            prop_assert!(line.get(span.start..span.end).is_some_and(|text| !text.is_empty()), "{:?}", span);
        }
        if let Some(problem) = preview(&line, &clinic(), None, today()).problem {
            let before = line.get(..problem.at_byte);
            prop_assert_eq!(before.map(|before| before.chars().count()), Some(problem.at_char));
        }
        for cursor in 0..=line.len() + 1 {
            for completion in complete(&line, cursor, &clinic(), Some(&PartyId::new("clinic"))) {
                prop_assert!(line.get(completion.replaces.clone()).is_some(), "{:?}", completion);
            }
        }
    }

    #[test]
    fn what_the_preview_says_is_what_executing_makes(line in typed_lines(), hears in any::<bool>()) {
        let hearing = hears.then(|| PartyId::new("clinic"));
        let before = clinic();
        let said = preview(&line, &before, hearing.as_ref(), today());
        let mut session = Session::of(before.clone(), None, today());
        let done = session.capture(&line, hearing.as_ref());
        prop_assert_eq!(done.err(), said.problem.clone());
        let changes = diff(&before, session.org());
        prop_assert_eq!(session.org().violations(), vec![]);
        if said.problem.is_some() {
            prop_assert_eq!(changes, vec![]);
            return Ok(());
        }
        prop_assert_eq!(session.history().done().len(), usize::from(!changes.is_empty()));
        let said_of = |wanted: Does| -> Vec<&Subject> {
            said.makes.iter().filter(|made| made.does == wanted).map(|made| &made.subject).collect()
        };
        let mut added: Vec<Subject> = changes.iter().filter_map(adds).collect();
        let mut promised: Vec<Subject> = said_of(Does::Adds).into_iter().cloned().collect();
        added.sort();
        promised.sort();
        prop_assert_eq!(added, promised);
        for made in &said.makes {
            prop_assert!(made.subject.exists_in(session.org()), "{:?}", made);
            prop_assert_eq!(made.does != Does::Adds || !made.subject.exists_in(&before), true, "{:?}", made);
        }
        for changed in changes.iter().filter_map(about) {
            let told = said.makes.iter().any(|made| made.subject == changed && made.does != Does::Finds);
            prop_assert!(told, "{:?} changed without a word", changed);
        }
        session.execute(&Command::Undo).expect("undo is always possible");
        prop_assert_eq!(session.org(), &before);
    }
}

/// Every link of the small map, written as a line, makes the same links on an empty one.
#[test]
fn a_chain_of_the_map_can_be_written_as_a_line() {
    let org: Org = clinic();
    let mut session = Session::new(today());
    for id in org.links().keys() {
        let word = |party: &PartyId| {
            let party = org.party(party).expect("it is there");
            let kind = (party.kind != PartyKind::Team).then_some(party.kind);
            PartyWord { name: Text { text: party.name.clone(), ..Text::default() }, kind, department: None }
        };
        let line = Line {
            parties: vec![word(&id.supplier), word(&id.customer)],
            arrow: Some(Arrow::ToCustomer),
            items: vec![],
            ..Line::default()
        };
        assert_eq!(session.capture(&line.to_string(), None), Ok(()));
    }
    assert_eq!(session.org().links().len(), org.links().len());
    assert_eq!(session.org().parties().len(), org.parties().len());
}

#[test]
fn a_word_on_the_whole_link_needs_no_colon() {
    let with = |line: &str| {
        let mut session = Session::new(today());
        session.capture(line, None).expect("it can be captured");
        session.org().clone()
    };
    for (bare, colon) in [
        ("Sales > *Garages #works", "Sales > *Garages: #works"),
        ("Sales > Stores #Broken", "Sales > Stores: #broken"),
        ("Stores < Sales @Front #struggles", "Stores < Sales @Front: #struggles"),
        ("A > B > C #works; a list by noon", "A > B > C: #works; a list by noon"),
        ("A > B #works a list by noon !5", "A > B: #works a list by noon !5"),
        ("\"Team #works\" > B #works", "\"Team #works\" > B: #works"),
    ] {
        assert_eq!(with(bare), with(colon), "{bare}");
    }
    for (line, name) in [("Team #3 > B", "Team #3"), ("#works > B", "#works"), ("B > C#works", "C#works")] {
        let org = with(line);
        assert!(org.parties().values().any(|party| party.name == name), "{line}: {:?}", org.parties());
    }
    let quoted = throughline::session::capture::typed_name("Night #works");
    assert_eq!(quoted, "\"Night #works\"", "such a name is offered so that it is read as a name");
}
