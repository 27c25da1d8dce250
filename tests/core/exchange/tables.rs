//! Encodings, separators, headers, line numbers, and tables that are none.

use throughline::exchange::{ImportTables, Table, import};

use super::{import_texts, options, remarks, table, try_import};

const LINKS: &str = "supplier,customer\n";

fn import_teams(bytes: Vec<u8>) -> Result<throughline::exchange::Import, throughline::exchange::ImportError> {
    let teams = Table { name: "teams.csv".to_owned(), bytes };
    import(&ImportTables { teams, links: table("links.csv", LINKS), ratings: None }, &options(&[]))
}

#[test]
fn headers_match_without_regard_to_case_space_underscore_and_hyphen() {
    let import = import_texts(" NAME ,Reports-To,I_D\nBoard,,1\nLab,1,2\n", LINKS, "");
    let lab = import.org.party(&"2".into()).expect("made");
    assert_eq!(lab.reports_to.as_ref().map(throughline::model::PartyId::as_str), Some("1"));
}

#[test]
fn unknown_repeated_and_nameless_columns_are_reported() {
    let import = import_texts("name,colour,Name,,id,,\nLab,red,Laboratory,x,l,,\n", LINKS, "");
    assert_eq!(import.org.name_of(&"l".into()), "Lab");
    assert_eq!(
        remarks(&import),
        [
            "teams.csv:1: column 4 has cells but no header and is left out; give it a header",
            "teams.csv:1: column Name: there is a second column of this name; only the first counts; rename one of them",
            "teams.csv:1: column colour: this column means nothing here and is left out; the columns that count are name, id, \
             kind, external, parent, department, reports_to, description",
        ]
    );
}

#[test]
fn separators_are_found_and_a_semicolon_brings_the_decimal_comma() {
    let teams = "name;id\nLab;a\nWard;b\n";
    for links in [
        "supplier;customer;weight;mean_wait_hours\na;b;2,5;0.25\n",
        "sep=;\r\nsupplier;customer;weight;mean_wait_hours\r\na;b;2,5;0.25\r\n",
        "supplier\tcustomer\tweight\tmean_wait_hours\na\tb\t2.5\t0.25\n",
        "supplier,customer,weight,\"mean_wait_hours\"\na,b,2.5,0.25\n",
        "supplier;\"needs, wants; more\";customer;weight;mean_wait_hours\na;x,y,z;b;2,5;0.25\n",
    ] {
        let import = import_texts(teams, links, "");
        let link = import.org.links().values().next().expect(links);
        assert_eq!(link.volume.as_ref().map(|volume| volume.amount.get()), Some(2.5), "{links}");
        assert_eq!(link.mean_wait_hours.map(throughline::model::Quantity::get), Some(0.25), "{links}");
    }
    let ambiguous = import_texts(teams, "supplier;customer;weight\na;b;1.234\n", "");
    assert_eq!(
        remarks(&ambiguous),
        [
            "links.csv:2: column weight: \"1.234\" may be a thousand or a fraction and is left out; write an ordinary number such \
             as 24 or 0.5"
        ]
    );
}

#[test]
fn every_encoding_gives_the_same_organisation() {
    let text = "name,id\nÉté,a\n";
    let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> =
        text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin")).collect();
    let plain = import_teams(text.as_bytes().to_vec()).expect("UTF-8");
    for bytes in [format!("\u{FEFF}{text}").into_bytes(), utf16] {
        assert_eq!(import_teams(bytes).expect("with a mark"), plain);
    }
    let guessed = import_teams(windows).expect("Windows-1252");
    assert_eq!(guessed.org, plain.org);
    assert_eq!(
        remarks(&guessed),
        [
            "teams.csv:1: the table is not UTF-8 and was read as Windows-1252; if letters look wrong, save it as CSV (UTF-8)"
        ]
    );
}

#[test]
fn the_line_of_a_remark_is_the_line_in_the_file() {
    let links = "supplier,customer,need\r\n\r\na,b,\"one\r\ntwo\r\nthree\"\r\n,,\r\na,nobody,x\r\n";
    let import = import_texts("id,name\na,Lab\nb,Ward\n", links, "");
    assert_eq!(
        remarks(&import),
        [
            "links.csv:7: row skipped: column customer: \"nobody\" is not in the teams table; add it there, or correct the name"
        ]
    );
    let need = super::only_expectation(&import.org, "a", "b");
    assert_eq!(need.statement, "one\r\ntwo\r\nthree");
}

#[test]
fn cells_beyond_the_headers_are_reported_and_missing_ones_are_empty() {
    let import = import_texts("name,id,kind\nLab,a\nWard,b,team,5 beds,\nDesk,c,team,,\n", LINKS, "");
    assert_eq!(import.org.parties().len(), 3);
    let said = remarks(&import);
    assert_eq!(said.len(), 1);
    assert!(
        said.concat().starts_with("teams.csv:3: the row has more cells than the table has headers"),
        "{said:?}"
    );
}

#[test]
fn what_is_no_table_is_refused_with_file_line_and_what_to_do() {
    let good = "name\nLab\n";
    for (teams, links, message) in [
        (
            "",
            LINKS,
            "teams.csv: the table is empty; its first line must name the columns, for example id,name,kind,department",
        ),
        (
            good,
            " \n\n",
            "links.csv: the table is empty; its first line must name the columns, for example \
                        supplier,customer,need,importance,verdict",
        ),
        (
            "id,title\n",
            LINKS,
            "teams.csv:1: there is no column name; the columns are \"id\", \"title\"; add it, or rename the one \
                               that is meant",
        ),
        (
            good,
            "\nsupplier,to\n",
            "links.csv:2: there is no column customer; the columns are \"supplier\", \"to\"; add it, or \
                                   rename the one that is meant",
        ),
        (
            "name\nLab\nx \"y\",\"open\nWard\n",
            LINKS,
            "teams.csv:3:7: the quotation mark that opens here is never closed; close it, \
                                                    or write it twice if it is meant",
        ),
        (
            "PK\u{3}\u{4}",
            LINKS,
            "teams.csv: this is a workbook, not a table of text; save the sheet as CSV (UTF-8) and import that",
        ),
        (
            "name\nL\0ab\n",
            LINKS,
            "teams.csv:2: this is not readable text; save the sheet as CSV (UTF-8) and import that",
        ),
    ] {
        let error = try_import(teams, links, "").expect_err(message);
        assert_eq!(error.to_string(), message);
    }
}
