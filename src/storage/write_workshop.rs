//! Parked remarks, dots, and the walk's own order and notes in the text of an org file.

use super::write::{Quoted, Writer};
use super::write_records::subject;
use crate::model::{Org, StopId, VoteSubject};

/// Everything that a workshop leaves behind beside the map.
pub(super) fn workshop(writer: &mut Writer, org: &Org) {
    if !org.parked.is_empty() {
        writer.block("parked", '{', |writer| {
            for (id, parked) in &org.parked {
                writer.block(Quoted(id.as_str()), '(', |writer| {
                    writer.words("words", &parked.words);
                    writer.line("day", format_args!("\"{}\"", parked.day));
                    subject(writer, &parked.about);
                    writer.optional("settled", parked.settled.map(|day| format!("\"{day}\"")));
                });
            }
        });
    }
    if !org.votes.is_empty() {
        writer.block("votes", '[', |writer| {
            for (on, dots) in &org.votes {
                writer.item(format_args!("({}, dots: {dots})", voted_on(on)));
            }
        });
    }
    walk(writer, org);
}

fn voted_on(subject: &VoteSubject) -> String {
    match subject {
        VoteSubject::Action(id) => format!("action: {}", Quoted(id.as_str())),
        VoteSubject::Finding(id) => format!("finding: {}", Quoted(id)),
        VoteSubject::Cause(link) => {
            let (supplier, customer) = (Quoted(link.supplier.as_str()), Quoted(link.customer.as_str()));
            format!("supplier: {supplier}, customer: {customer}")
        }
    }
}

fn walk(writer: &mut Writer, org: &Org) {
    if org.walk_order.is_empty() && org.walk_left_out.is_empty() && org.walk_notes.is_empty() {
        return;
    }
    writer.block("walk", '(', |writer| {
        stops(writer, "order", org.walk_order.iter());
        stops(writer, "left_out", org.walk_left_out.iter());
        if !org.walk_notes.is_empty() {
            writer.block("notes", '{', |writer| {
                for (stop, note) in &org.walk_notes {
                    writer.line(Quoted(stop.as_str()), Quoted(note));
                }
            });
        }
    });
}

fn stops<'org>(writer: &mut Writer, name: &str, stops: impl ExactSizeIterator<Item = &'org StopId>) {
    if stops.len() > 0 {
        writer.block(name, '[', |writer| stops.for_each(|stop| writer.item(Quoted(stop.as_str()))));
    }
}
