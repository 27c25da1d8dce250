//! Several lines at once: minutes, lists and spreadsheet cells; what is taken, what waits, and what is too much.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use throughline::model::{LinkId, PartyId};
use throughline::session::capture::{
    CapturePreview, LONGEST_BLOCK_BYTES, MOST_LINES, Pasted, block_of, is_block, preview,
};
use throughline::session::{Session, Subject};

use super::support::{clinic, today};

fn pasted(text: &str) -> Pasted {
    let mut pasted = Pasted::of(text).expect("not too much");
    pasted.read(&clinic(), None, today());
    pasted
}

fn lines(text: &str) -> Vec<(usize, String)> {
    block_of(text).expect("not too much").lines
}

#[test]
fn each_line_is_read_on_top_of_those_before_it_and_all_are_one_step() {
    let mut block = pasted(
        "Laboratory > Clinic: results by noon !5\n\n- Laboratory > Records: one number per sample\n3. clinic > laboratory: #struggles\r\nLaboratory: x",
    );
    assert_eq!(block.standing(), "3 of 4 lines can be taken; 1 cannot be read");
    let numbers: Vec<_> = block.rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 3, 4, 5]);
    let said: Vec<Vec<&str>> =
        block.rows().iter().map(|row| row.preview.news().map(|made| made.words.as_str()).collect()).collect();
    assert_eq!(said[0][0], "New team Laboratory");
    assert_eq!(
        said[1],
        ["New link Laboratory to Records", "New need \u{201c}one number per sample\u{201d}, importance 3"]
    );
    let mut session = Session::of(clinic(), None, today());
    let step = block.take();
    assert_eq!(step.label, "Capture 3 lines");
    assert_eq!(session.execute_transaction(step), Ok(()));
    assert_eq!(session.history().done().len(), 1);
    assert!(session.org().link(&LinkId::new("clinic", "laboratory")).is_some());
    assert_eq!(block.rows().len(), 1, "what cannot be read stays");
    block.edit(0, "Laboratory > Patients: x".to_owned());
    block.read(session.org(), None, today());
    assert_eq!(block.ready(), 1);
    assert_eq!(block.take().label, "Capture Laboratory to Patients");
}

#[test]
fn a_name_like_another_waits_for_an_answer_for_all_lines() {
    let mut block = pasted("Recods > Clinic: a\nRecods > Patients: b\nLab > Clinic");
    assert_eq!(block.standing(), "1 of 3 lines can be taken; 2 wait for an answer");
    let twin = block.rows()[0].asks[0].clone();
    let mut other = block.clone();
    block.is_existing(&twin);
    block.read(&clinic(), None, today());
    assert_eq!(block.ready(), 3);
    assert_eq!(block.rows()[1].line, "Records > Patients: b");
    other.is_new("recods");
    other.read(&clinic(), None, today());
    assert_eq!(other.ready(), 3);
    assert_eq!(other.rows()[1].line, "Recods > Patients: b");
}

#[test]
fn cells_of_a_spreadsheet_are_lines_with_and_without_headings() {
    assert_eq!(
        lines("Order desk\tWarehouse\tpick list by 9:00\t5\t2,2,3\tbroken\nA: b\t*Garages\n\tonly"),
        [
            (1, "Order desk > Warehouse: pick list by 9:00 !5 =2,2,3 #broken".to_owned()),
            (2, "\"A: b\" > *Garages".to_owned()),
            (3, "only".to_owned()),
        ]
    );
    let headed = block_of(
        "Customer\tOwner\tSupplier\tWant\tStatus\nClinic\tMaria\tRecords\t\"a \"\"good\"\"\nday\"\tfails\nClinic\t\tLab\t\tnot asked",
    )
    .expect("not too much");
    assert_eq!(
        headed.lines,
        [
            (2, "Records > Clinic: want \"a \"\"good\"\" day\" #broken".to_owned()),
            (4, "Lab > Clinic".to_owned()),
        ]
    );
    assert_eq!(headed.left_out, ["Owner"]);
    let block = pasted("Records\tClinic\tx\thigh\nRecords\tClinic\ty\t4\tsplendid");
    let problems: Vec<_> =
        block.rows().iter().map(|row| row.preview.problem.as_ref().map(|problem| problem.at_char)).collect();
    assert_eq!(problems, [Some(20), Some(23)], "the mistake is marked in the line");
}

#[test]
fn too_much_is_bounded_or_refused() {
    let many: String = (0..50_000).map(|line| format!("Team {line} > Clinic: thing {line}\n")).collect();
    let block = pasted(&many);
    assert_eq!((block.rows().len(), block.unread()), (MOST_LINES, 50_000 - MOST_LINES));
    let cells: String = (0..50_000).map(|line| format!("Team {line}\tClinic\n")).collect();
    assert_eq!(pasted(&cells).unread(), 50_000 - MOST_LINES);
    let novel = "It was the best of times, it was the worst of times. ".repeat(20_000);
    assert!(is_block(&novel));
    let block = pasted(&novel);
    assert_eq!(block.rows().len(), 1);
    assert!(block.rows()[0].line.len() < 20_000, "only its beginning is kept");
    assert!(block.rows()[0].preview.problem.is_some());
    let error = Pasted::of(&"x\n".repeat(LONGEST_BLOCK_BYTES)).expect_err("too much");
    assert_eq!(
        error.to_string(),
        "This is 8 MB of text. Paste at most 4 MB, or save it as a file and import it"
    );
    let quotes = "\"\t".repeat(50_000);
    assert!(block_of(&quotes).expect("not too much").lines.len() <= 1);
    let bell = pasted("A > B\u{7}\nC > D");
    assert_eq!(bell.ready(), 1);
    let long = format!("{} > Clinic\nx", "n".repeat(10_000));
    assert!(pasted(&long).rows()[0].preview.problem.is_some());
    assert!(!is_block("Order desk > Warehouse\n"), "one line with its end is one line");
}

fn renaming(line: &str) -> CapturePreview {
    preview(line, &clinic(), None, today())
}

#[test]
fn a_line_renames_and_an_arrow_with_a_shaft_is_an_arrow() {
    let done = renaming("records = Archive");
    assert_eq!(done.problem, None);
    assert_eq!(done.makes[0].words, "Rename Records to Archive");
    assert_eq!(done.edits.label, "Rename Records to Archive");
    let mut session = Session::of(clinic(), None, today());
    assert_eq!(session.capture("records = \"Archive: old\"", None), Ok(()));
    assert_eq!(session.org().name_of(&PartyId::new("records")), "Archive: old");
    assert_eq!(session.selection().primary(), Some(&Subject::Party(PartyId::new("records"))));
    for (line, at) in [
        ("Nobody = Somebody", 0),
        ("Records = clinic", 10),
        ("Records = ", 10),
        ("Records = A > B", 12),
        (" = B", 1),
    ] {
        assert_eq!(renaming(line).problem.map(|problem| problem.at_char), Some(at), "{line}");
        assert!(renaming(line).edits.is_empty());
    }
    assert_eq!(renaming("Records = records").problem, None, "only its case");
    for line in
        ["A=B", "A -> Clinic", "A --> Clinic: x", "Clinic <- A", "A \u{2192} Clinic", "\"A\" -> Clinic"]
    {
        let preview = renaming(line);
        assert_eq!(preview.problem, None, "{line}");
        let name = if line == "A=B" { "A=B" } else { "A" };
        assert!(preview.makes.iter().any(|made| made.words == format!("New team {name}")), "{line}");
    }
}

#[test]
fn a_long_block_is_read_a_few_lines_at_a_time() {
    let mut block = Pasted::of("A > Clinic\nB > A\nC > B\nD > D").expect("not too much");
    assert!(!block.is_read());
    assert!(!block.read_on(&clinic(), None, today(), 3));
    assert_eq!(block.take().edits, [], "nothing is taken before everything is read");
    assert!(block.read_on(&clinic(), None, today(), 3));
    let mut at_once = Pasted::of("A > Clinic\nB > A\nC > B\nD > D").expect("not too much");
    at_once.read(&clinic(), None, today());
    assert_eq!(block, at_once);
    assert_eq!(block.ready(), 3);
}
