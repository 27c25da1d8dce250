//! Complaints, actions and accepted findings in the text of an org file.

use super::write::{Quoted, Writer};
use crate::model::{ActionStatus, ActionSubject, Complaint, LinkId, Org, Stage};

/// Everything that people keep beside the map, by id.
pub(super) fn records(writer: &mut Writer, org: &Org) {
    if !org.complaints.is_empty() {
        writer.block("complaints", '{', |writer| {
            for (id, facts) in &org.complaints {
                writer.block(Quoted(id.as_str()), '(', |writer| complaint(writer, facts));
            }
        });
    }
    if !org.actions.is_empty() {
        writer.block("actions", '{', |writer| {
            for (id, action) in &org.actions {
                writer.block(Quoted(id.as_str()), '(', |writer| {
                    writer.words("what", &action.what);
                    subject(writer, &action.about);
                    writer.words("owner", &action.owner);
                    writer.optional("due", action.due.map(|day| format!("\"{day}\"")));
                    match action.status {
                        ActionStatus::Planned => {}
                        status => writer.line("status", format_args!("{status:?}")),
                    }
                });
            }
        });
    }
    if !org.accepted_findings.is_empty() {
        writer.block("accepted_findings", '{', |writer| {
            for (finding, accepted) in &org.accepted_findings {
                writer.block(Quoted(finding), '(', |writer| {
                    writer.words("by", &accepted.by);
                    writer.words("why", &accepted.why);
                    writer.line("day", format_args!("\"{}\"", accepted.day));
                    writer.optional("until", accepted.until.map(|day| format!("\"{day}\"")));
                    writer.words("fingerprint", &accepted.fingerprint);
                });
            }
        });
    }
}

fn complaint(writer: &mut Writer, complaint: &Complaint) {
    writer.line("from", Quoted(complaint.customer.as_str()));
    writer.line("day", format_args!("\"{}\"", complaint.day));
    writer.words("words", &complaint.words);
    if let Some(link) = &complaint.link {
        writer.line("supplier", Quoted(link.supplier.as_str()));
        writer.line("customer", Quoted(link.customer.as_str()));
    }
    writer.optional("expectation", complaint.expectation.as_ref().map(|id| Quoted(id.as_str())));
    stage(writer, "answered", &complaint.answered);
    stage(writer, "solved", &complaint.solved);
    stage(writer, "mended", &complaint.mended);
    writer.optional("prevented", complaint.prevented.map(|day| format!("\"{day}\"")));
}

fn stage(writer: &mut Writer, name: &str, stage: &Stage) {
    if *stage == Stage::default() {
        return;
    }
    let mut entries = Vec::new();
    if !stage.owner.is_empty() {
        entries.push(format!("owner: {}", Quoted(&stage.owner)));
    }
    entries.extend(stage.due.map(|day| format!("due: \"{day}\"")));
    entries.extend(stage.done.map(|day| format!("done: \"{day}\"")));
    writer.line(name, format_args!("({})", entries.join(", ")));
}

pub(super) fn subject(writer: &mut Writer, about: &ActionSubject) {
    let link = |link: &LinkId| {
        let (supplier, customer) = (Quoted(link.supplier.as_str()), Quoted(link.customer.as_str()));
        format!("(supplier: {supplier}, customer: {customer})")
    };
    match about {
        ActionSubject::Org => {}
        ActionSubject::Party(id) => writer.line("about", format_args!("Party(id: {})", Quoted(id.as_str()))),
        ActionSubject::Finding(id) => writer.line("about", format_args!("Finding(id: {})", Quoted(id))),
        ActionSubject::Link(id) => writer.line("about", format_args!("Link{}", link(id))),
        ActionSubject::Cause(id) => writer.line("about", format_args!("Cause{}", link(id))),
    }
}
