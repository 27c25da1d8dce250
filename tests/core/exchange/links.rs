//! The links table, column by column.

use throughline::exchange::SheetRole;
use throughline::model::{ExpectationKind, LinkId, Source, Verdict};

use super::{TODAY, import_texts, only_expectation, remarks};

const TEAMS: &str = "id,name,kind\na,Lab,team\nb,Ward,team\nc,Patient,external_customer\n";

#[test]
fn a_row_makes_a_link_with_everything_it_says() {
    let links = "id,Supplier,Customer,Deliverable,Need,Want,Importance,Verdict,Weight,Weight Unit,mean-wait-hours\n\
        L1,Lab,b,blood values,values by noon,a call when late,5,struggles,12.5,tests a day,-0.5\n";
    let import = import_texts(TEAMS, links, "");
    let link = import.org.link(&LinkId::new("a", "b")).expect("made");
    assert_eq!(link.deliverables.iter().collect::<Vec<_>>(), ["blood values"]);
    assert_eq!(link.aliases.iter().collect::<Vec<_>>(), ["L1"]);
    let volume = link.volume.as_ref().expect("a volume");
    assert_eq!((volume.amount.get(), volume.unit.as_str()), (12.5, "tests a day"));
    assert_eq!(link.mean_wait_hours.map(throughline::model::Quantity::get), Some(-0.5));
    let (key, verdict) = link.verdicts.iter().next().expect("a verdict");
    assert_eq!(
        (key.speaker.as_str(), key.day.to_string().as_str(), *verdict),
        ("Ward", TODAY, Verdict::Struggles)
    );
    let expectations: Vec<_> = link
        .expectations()
        .iter()
        .map(|(id, facts)| {
            (id.as_str(), facts.kind, facts.statement.as_str(), facts.importance.get(), facts.source)
        })
        .collect();
    assert_eq!(
        expectations,
        [
            ("a-call-when-late", ExpectationKind::Want, "a call when late", 5, Source::Assumed),
            ("values-by-noon", ExpectationKind::Need, "values by noon", 5, Source::Assumed),
        ]
    );
    for facts in link.expectations().values() {
        assert_eq!(facts.deliverable, "blood values");
        assert!(facts.aliases.contains("L1"));
    }
    assert!(import.org.map_complete);
    assert_eq!(import.org.name, "Test");
    assert_eq!(remarks(&import), [""; 0]);
}

#[test]
fn every_word_for_a_verdict_is_known() {
    for (words, verdict) in [
        (["works", "OK", "flowing"].as_slice(), Some(Verdict::Works)),
        (&["Struggles", "slowing"], Some(Verdict::Struggles)),
        (&["broken", "blocking", "fails"], Some(Verdict::Broken)),
        (&["active", "Graded", ""], None),
    ] {
        for word in words {
            for column in ["verdict", "status"] {
                let import = import_texts(TEAMS, &format!("supplier,customer,{column}\na,b,{word}\n"), "");
                let link = import.org.link(&LinkId::new("a", "b")).expect("made");
                assert_eq!(link.verdicts.values().copied().next(), verdict, "{word}");
                assert_eq!(remarks(&import), [""; 0], "{word}");
            }
        }
    }
}

#[test]
fn any_other_word_is_kept_as_a_note_and_reported() {
    let links = "supplier,customer,need,status\na,b,,tier 3\na,b,speed,tier 1\na,b,,tier 3\nb,c,,tier 3\n";
    let import = import_texts(TEAMS, links, "");
    let link = import.org.link(&LinkId::new("a", "b")).expect("made");
    assert_eq!(link.note, "tier 3");
    assert_eq!(only_expectation(&import.org, "a", "b").note, "tier 1");
    let advice = "says nothing of how it goes; it is kept as a note; write works, struggles or broken if that is meant";
    assert_eq!(
        remarks(&import),
        [
            format!("links.csv: 3 rows: column status: \"tier 3\" {advice}; lines 2, 4, 5"),
            format!("links.csv:3: column status: \"tier 1\" {advice}"),
        ]
    );
}

#[test]
fn an_unused_link_is_kept_out_with_its_ratings_and_reported() {
    let links = "id,supplier,customer,status\n1,a,b,unused\n2,b,c,active\n";
    let import = import_texts(TEAMS, links, "link,dimension,score\n1,speed,4\n2,speed,4\n");
    assert_eq!(import.org.links().len(), 1);
    assert_eq!(
        remarks(&import),
        [
            "links.csv:2: row skipped: the link is said to be unused and is kept out",
            "ratings.csv:2: row skipped: column link: its link is said to be unused and is kept out",
            "ratings.csv:3: column dimension: \"speed\" was made a need of importance 3 of the link",
        ]
    );
}

#[test]
fn rows_of_one_pair_are_one_link_and_the_worst_verdict_wins() {
    let links = "id,supplier,customer,deliverable,need,want,importance,verdict,weight,weight_unit,mean_wait_hours\n\
        1,a,b,values,speed,,2,works,2,jobs,1\n\
        2,a,b,reports,Speed,,4,broken,3,jobs,2\n\
        3,a,b,,,speed,,struggles,1,hours,1\n";
    let import = import_texts(TEAMS, links, "");
    assert_eq!(import.org.links().len(), 1);
    let link = import.org.link(&LinkId::new("a", "b")).expect("made");
    assert_eq!(link.deliverables.iter().collect::<Vec<_>>(), ["reports", "values"]);
    assert_eq!(link.verdicts.values().collect::<Vec<_>>(), [&Verdict::Broken]);
    assert_eq!(link.volume.as_ref().map(|volume| volume.amount.get()), Some(5.0));
    let expectations: Vec<_> = link
        .expectations()
        .iter()
        .map(|(id, facts)| {
            (id.as_str(), facts.kind, facts.importance.get(), facts.deliverable.as_str(), facts.aliases.len())
        })
        .collect();
    assert_eq!(
        expectations,
        [("speed", ExpectationKind::Need, 4, "", 2), ("speed-2", ExpectationKind::Want, 3, "", 1)]
    );
    assert_eq!(
        remarks(&import),
        [
            "links.csv:3: column importance: the importance differs from an earlier row; the higher one counts",
            "links.csv:3: column mean_wait_hours: the wait differs from an earlier row of this pair; the first counts",
            "links.csv:3: column need: an earlier row of this pair has the same words; both are one",
            "links.csv: 2 rows: column verdict: the verdict differs from an earlier row of this pair; the worst counts; lines 3, 4",
            "links.csv:4: column weight: the unit differs from an earlier row of this pair; the weight is left out",
        ]
    );
    let totals = import.report.totals(SheetRole::Links);
    assert_eq!((totals.rows, totals.made, totals.matched, totals.skipped), (3, 2, 1, 0));
}

#[test]
fn rows_without_two_different_known_ends_are_skipped_by_line() {
    let teams = "id,name\na,Lab\nb,Ward\nx,Store\ny,store\n";
    let links = "supplier,customer\na,Lab\nLab,Wards\n,b\nStore,b\nx,b\n";
    let import = import_texts(teams, links, "");
    assert_eq!(import.org.links().keys().map(ToString::to_string).collect::<Vec<_>>(), ["x > b"]);
    assert_eq!(
        remarks(&import),
        [
            "links.csv:2: row skipped: \"a\" serves itself here; a link joins two parties; correct one end",
            "links.csv:3: row skipped: column customer: \"Wards\" is not in the teams table; add it there, or correct the name",
            "links.csv:4: row skipped: column supplier: nobody is named; write an id or a name",
            "links.csv:5: row skipped: column supplier: \"Store\" names several teams: x, y; write the id",
        ]
    );
}

#[test]
fn numbers_that_are_none_are_left_out_and_the_row_kept() {
    let links =
        "supplier,customer,need,importance,weight,mean_wait_hours\na,b,speed,6,-1,soon\nb,c,care,,1e999,\n";
    let import = import_texts(TEAMS, links, "");
    assert_eq!(only_expectation(&import.org, "a", "b").importance.get(), 3);
    let link = import.org.link(&LinkId::new("a", "b")).expect("made");
    assert_eq!((&link.volume, link.mean_wait_hours), (&None, None));
    assert_eq!(
        remarks(&import),
        [
            "links.csv:2: column importance: \"6\" is no importance; 3 stands in for it; write a whole number from 1 to 5",
            "links.csv:2: column mean_wait_hours: \"soon\" is not a number and is left out; write an ordinary number such as 24 \
             or 0.5",
            "links.csv:2: column weight: a negative weight is left out",
            "links.csv:3: column weight: \"1e999\" is not a number and is left out; write an ordinary number such as 24 or 0.5",
        ]
    );
}
