//! `throughline diff`: what has changed between two org files, fact by fact, for people or for programs.

use std::fmt::Write;

use serde::Serialize;

use super::arguments::{DiffArguments, Format};
use super::fault::Fault;
use super::wrap::count;
use super::{FOUND, SUCCESS, Surroundings, harmless, read_org, write_text};
use crate::edit::{Edit, describe, diff};

pub(super) fn run(arguments: &DiffArguments, surroundings: &mut Surroundings<'_>) -> Result<u8, Fault> {
    let (before, after) = (read_org(&arguments.before)?.org, read_org(&arguments.after)?.org);
    let edits = diff(&before, &after);
    let page = match arguments.format {
        Format::Text => text(&edits),
        Format::Json => json(&edits)?,
    };
    write_text(surroundings.out, &page)?;
    Ok(if edits.is_empty() { SUCCESS } else { FOUND })
}

/// A change a line, then how many there are.
fn text(edits: &[Edit]) -> String {
    let mut page = String::new();
    for edit in edits {
        page.push_str(&harmless(&describe(edit)));
        page.push('\n');
    }
    match edits.len() {
        0 => page.push_str("Both say the same.\n"),
        changes => page.push_str(&format!("{}.\n", count(changes, "change", "changes"))),
    }
    page
}

/// Where a change is and what it is. Every key is always there.
#[derive(Serialize)]
struct ChangeJson<'a> {
    party: Option<&'a str>,
    link: Option<(&'a str, &'a str)>,
    expectation: Option<&'a str>,
    /// Of a whole party, link or expectation; `changed` for one fact of it.
    kind: &'static str,
    what: String,
}

fn json(edits: &[Edit]) -> Result<String, Fault> {
    let unwritable = |error: serde_json::Error| Fault::Output(error.to_string());
    let mut page = String::from("{\n  \"format\": 1,\n  \"changes\": [");
    for (number, edit) in edits.iter().enumerate() {
        let line = serde_json::to_string(&change(edit)).map_err(unwritable)?;
        let comma = if number == 0 { "" } else { "," };
        let _written = write!(page, "{comma}\n    {line}");
    }
    page.push_str(if edits.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    Ok(page)
}

fn change(edit: &Edit) -> ChangeJson<'_> {
    let whole = |there: bool| if there { "added" } else { "removed" };
    let (party, link, expectation, kind) = match edit {
        Edit::Org(_) => (None, None, None, "changed"),
        Edit::PartyExists { party, change } => (Some(party), None, None, whole(change.after)),
        Edit::Party { party, .. } => (Some(party), None, None, "changed"),
        Edit::LinkExists { link, change } => (None, Some(link), None, whole(change.after)),
        Edit::Link { link, .. } => (None, Some(link), None, "changed"),
        Edit::ExpectationExists { link, expectation, change } => {
            (None, Some(link), Some(expectation), whole(change.after))
        }
        Edit::Expectation { link, expectation, .. } => (None, Some(link), Some(expectation), "changed"),
    };
    ChangeJson {
        party: party.map(|id| id.as_str()),
        link: link.map(|id| (id.supplier.as_str(), id.customer.as_str())),
        expectation: expectation.map(|id| id.as_str()),
        kind,
        what: describe(edit),
    }
}
