//! The teams table, column by column.

use throughline::exchange::SheetRole;
use throughline::model::PartyKind;

use super::{import_texts, remarks};

const NO_LINKS: &str = "supplier,customer\n";

#[test]
fn kinds_say_which_side_of_the_wall() {
    for (kind, external, expected) in [
        ("", "", PartyKind::Team),
        ("", "0", PartyKind::Team),
        ("", "1", PartyKind::ExternalCustomer),
        ("Team", "", PartyKind::Team),
        ("person", "0", PartyKind::Team),
        ("PROCESS", "", PartyKind::Team),
        ("external_customer", "1", PartyKind::ExternalCustomer),
        ("External Customer", "", PartyKind::ExternalCustomer),
        ("external-supplier", "yes", PartyKind::ExternalSupplier),
    ] {
        let import = import_texts(&format!("name,kind,external\nLab,{kind},{external}\n"), NO_LINKS, "");
        let kinds: Vec<PartyKind> = import.org.parties().values().map(|party| party.kind).collect();
        assert_eq!(kinds, [expected], "{kind}, {external}");
        assert_eq!(remarks(&import), [""; 0], "{kind}, {external}");
    }
}

#[test]
fn a_kind_or_mark_that_means_nothing_is_reported_and_the_row_kept() {
    let teams = "name,kind,external\nA,squad,\nB,squad,1\nC,,maybe\nD,team,1\nE,external_customer,0\n";
    let import = import_texts(teams, NO_LINKS, "");
    let kinds: Vec<PartyKind> = import.org.parties().values().map(|party| party.kind).collect();
    let (team, customer) = (PartyKind::Team, PartyKind::ExternalCustomer);
    assert_eq!(kinds, [team, customer, team, team, customer]);
    let next_step = "write team, person, process, department, external_customer or external_supplier";
    assert_eq!(
        remarks(&import),
        [
            format!("teams.csv:2: column kind: \"squad\" is no kind; the row is read as a team; {next_step}"),
            format!("teams.csv:3: column kind: \"squad\" is no kind; the row is read as an external customer; {next_step}"),
            "teams.csv:4: column external: \"maybe\" is neither 1 nor 0 and is left out; write 1 or 0".to_owned(),
            "teams.csv:5: column external: \"1\" contradicts the kind \"team\"; the kind counts; correct one of them".to_owned(),
            "teams.csv:6: column external: \"0\" contradicts the kind \"external_customer\"; the kind counts; correct one of them"
                .to_owned(),
        ]
    );
}

#[test]
fn ids_are_kept_verbatim_or_made_from_names() {
    let teams = "id,name\n,Sales\nsales,Field sales\nX 7,Lab\n,R & D\n,R-D\n,??\n";
    let import = import_texts(teams, NO_LINKS, "");
    let ids: Vec<(&str, &str)> =
        import.org.parties().iter().map(|(id, party)| (id.as_str(), party.name.as_str())).collect();
    assert_eq!(
        ids,
        [
            ("X 7", "Lab"),
            ("party", "??"),
            ("r-d", "R & D"),
            ("r-d-2", "R-D"),
            ("sales", "Field sales"),
            ("sales-2", "Sales"),
        ]
    );
}

#[test]
fn rows_that_cannot_be_told_apart_are_one_and_reported() {
    let teams = "id,name,department,description\n,Sales,North,a\n,sales,north,b\n,Sales,South,\nx,Lab,,\nx,Labs,,\n,,,\n";
    let import = import_texts(teams, NO_LINKS, "");
    let names: Vec<&str> = import.org.parties().keys().map(throughline::model::PartyId::as_str).collect();
    assert_eq!(names, ["sales", "sales-2", "x"]);
    assert_eq!(
        remarks(&import),
        [
            "teams.csv:3: column description: \"b\" differs from line 2 and is left out",
            "teams.csv:3: column name: \"Sales\" is named on line 2 already; give both rows ids if they are two",
            "teams.csv:6: row skipped: column id: the id \"x\" is used on an earlier line; give every row an id of its own, or none",
        ]
    );
    let totals = import.report.totals(SheetRole::Teams);
    assert_eq!((totals.rows, totals.made, totals.matched, totals.skipped), (5, 3, 1, 1));
}

#[test]
fn a_row_without_a_name_is_called_by_its_id_or_skipped() {
    let import = import_texts("id,name,kind\nlab-1,,team\n,,team\n", NO_LINKS, "");
    assert_eq!(import.org.parties().values().map(|party| party.name.as_str()).collect::<Vec<_>>(), ["lab-1"]);
    assert_eq!(
        remarks(&import),
        [
            "teams.csv:2: column name: there is no name; the id stands in for it; write a name",
            "teams.csv:3: row skipped: column name: there is no name; write one",
        ]
    );
}

#[test]
fn a_department_groups_and_is_a_party_only_when_a_link_names_it() {
    let teams = "id,name,kind,parent\n\
        d1,Care,department,\n\
        d2,Back office,department,d1\n\
        d3,Empty,department,\n\
        t1,Ward,team,d1\n\
        t2,Lab,team,Back office\n\
        t3,Store,team,Stores and more\n\
        t4,Help,team,t1\n";
    let import = import_texts(teams, "supplier,customer\nLab,Care\n", "");
    let departments: Vec<(&str, Option<&str>)> =
        import.org.parties().iter().map(|(id, party)| (id.as_str(), party.department.as_deref())).collect();
    assert_eq!(
        departments,
        [
            ("d1", Some("Care")),
            ("t1", Some("Care")),
            ("t2", Some("Back office")),
            ("t3", Some("Stores and more")),
            ("t4", Some("Ward")),
        ]
    );
    assert_eq!(
        remarks(&import),
        [
            "teams.csv:3: the department \"Care\" is left out; a department is only a name",
            "teams.csv:4: row skipped: the department \"Empty\" has no teams and no links; name it as the department of a team, or make it \
             a team",
            "teams.csv:8: column parent: \"Ward\" is a team; its name serves as the department; if people of one lead the other, \
             say so in a column reports_to",
        ]
    );
}

#[test]
fn the_department_column_goes_before_the_parent() {
    let import = import_texts("name,parent,department\nLab,Care,Science\nWard,Care,care\n", NO_LINKS, "");
    let departments: Vec<Option<&str>> =
        import.org.parties().values().map(|party| party.department.as_deref()).collect();
    assert_eq!(departments, [Some("Science"), Some("care")]);
    assert_eq!(
        remarks(&import),
        ["teams.csv:2: column parent: the row has a department as well; the parent \"Care\" is left out"]
    );
}

#[test]
fn reports_to_names_another_team_or_is_reported() {
    let teams = "id,name,kind,reports_to\n\
        a,Board,team,\n\
        b,Ward,team,board\n\
        c,Patient,external_customer,\n\
        d,Lab,team,Patient\n\
        e,Store,team,e\n\
        f,Desk,team,Nobody\n\
        g,Care,department,\n\
        h,Help,team,Care\n";
    let import = import_texts(teams, NO_LINKS, "");
    let managers: Vec<(&str, &str)> = import
        .org
        .parties()
        .iter()
        .filter_map(|(id, party)| Some((id.as_str(), party.reports_to.as_ref()?.as_str())))
        .collect();
    assert_eq!(managers, [("b", "a")]);
    let said = remarks(&import);
    assert_eq!(said.len(), 5, "{said:#?}");
    for (remark, part) in said.iter().zip([
        ":5: column reports_to: \"Patient\" is no team; whom it reports to is left out",
        ":6: column reports_to: a team cannot report to itself",
        ":7: column reports_to: \"Nobody\" is not in the teams table",
        ":8: row skipped: the department \"Care\" has no teams",
        ":9: column reports_to: \"Care\" is no team",
    ]) {
        assert!(remark.contains(part), "{remark}");
    }
}
