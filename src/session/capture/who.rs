//! Whom a line names: somebody on the map, somebody new, and somebody new who looks like somebody on the map.

use super::names::{Likeness, Meant, folded};
use super::preview::{Capture, Does, NearDuplicate, Somebody};
use super::syntax::{PartyWord, Problem, Rename, typed_name};
use crate::model::{Party, PartyId, PartyKind, free_id, slug};
use crate::session::Subject;
use crate::session::labels::a_kind;

impl Capture<'_> {
    pub(super) fn party(&mut self, word: &PartyWord) -> Result<Somebody, Problem> {
        match self.names.find(&word.name.text) {
            Meant::Known(id) => self.known_party(id, word),
            Meant::Nobody => self.new_party(word),
            Meant::Several(ids) => {
                let ids: Vec<&str> = ids.into_iter().map(PartyId::as_str).collect();
                let message = format!(
                    "{} parties are called {}: rename one, or write which one: {}",
                    ids.len(),
                    word.name.text,
                    ids.join(", ")
                );
                Err(self.problem(word.name.span, message))
            }
        }
    }

    fn known_party(&mut self, id: &PartyId, word: &PartyWord) -> Result<Somebody, Problem> {
        let Some(party) = self.org.party(id) else { return self.new_party(word) };
        if word.kind.is_some_and(|kind| kind != party.kind) {
            let message = format!(
                "The name {} is on the map as that of {}: leave the mark out",
                party.name,
                a_kind(party.kind)
            );
            return Err(self.problem(word.name.span, message));
        }
        let mut joined = None;
        if let Some(typed) = &word.department {
            let department = self.names.department(&typed.text);
            let present = self.joins.get(id).or(party.department.as_ref());
            match present {
                Some(present) if *present == department => {}
                Some(present) => {
                    let message =
                        format!("{} belongs to {present}: change that on the team itself", party.name);
                    return Err(self.problem(typed.span, message));
                }
                None if party.kind != PartyKind::Team => {
                    return Err(self.problem(typed.span, "Only a team has a department"));
                }
                None => joined = Some(department),
            }
        }
        let subject = Subject::Party(id.clone());
        match joined {
            Some(department) => {
                let words = format!("{} joins {department}", party.name);
                self.joins.insert(id.clone(), department);
                self.made(Does::Changes, subject, words, word.name.span);
            }
            None if self.makes.iter().any(|made| made.subject == subject) => {}
            None => self.made(Does::Finds, subject, format!("{}, on the map", party.name), word.name.span),
        }
        Ok(Somebody { id: id.clone(), name: party.name.clone() })
    }

    fn new_party(&mut self, word: &PartyWord) -> Result<Somebody, Problem> {
        let key = folded(&word.name.text);
        let department = word.department.as_ref().map(|typed| self.names.department(&typed.text));
        if let Some((id, party)) = self.new.get(&key) {
            let same_kind = word.kind.is_none_or(|kind| kind == party.kind);
            let same_department = department.is_none() || department == party.department;
            if !same_kind || !same_department {
                return Err(
                    self.problem(word.name.span, "This name stands twice, and not with the same marks")
                );
            }
            return Ok(Somebody { id: id.clone(), name: party.name.clone() });
        }
        let kind = word.kind.unwrap_or_default();
        if let Some(typed) = word.department.as_ref().filter(|_| kind != PartyKind::Team) {
            return Err(self.problem(typed.span, "Only a team has a department"));
        }
        let name = word.name.text.clone();
        let id = self.free_party_id(&name);
        self.note_near_duplicates(word);
        let place = department.as_ref().map(|department| format!(" in {department}")).unwrap_or_default();
        let words = format!("New {} {name}{place}", kind_name(kind));
        self.made(Does::Adds, Subject::Party(id.clone()), words, word.name.span);
        self.new_ids.insert(id.clone());
        let party = Party { name: name.clone(), kind, department, ..Party::default() };
        self.new.insert(key, (id.clone(), party));
        Ok(Somebody { id, name })
    }

    pub(super) fn rename(&mut self, rename: &Rename) -> Result<(), Problem> {
        let Rename { from, to } = rename;
        let id = match self.names.find(&from.text) {
            Meant::Known(id) => id.clone(),
            Meant::Several(_) => {
                let message = format!("Several are called {}: rename one on the map (F2)", from.text);
                return Err(self.problem(from.span, message));
            }
            Meant::Nobody => {
                let message =
                    format!("Nobody is called {}: before the = stands a name on the map", from.text);
                return Err(self.problem(from.span, message));
            }
        };
        if !matches!(self.names.find(&to.text), Meant::Nobody) && folded(&to.text) != folded(&from.text) {
            let message = format!("The name {} is on the map already: choose another", to.text);
            return Err(self.problem(to.span, message));
        }
        let (before, after) = (self.org.name_of(&id), to.text.clone());
        let subject = Subject::Party(id.clone());
        if before == after {
            self.made(Does::Finds, subject, format!("{before}, on the map"), from.span);
            return Ok(());
        }
        self.made(Does::Changes, subject, format!("Rename {before} to {after}"), to.span);
        self.renamed = Some((id, after));
        Ok(())
    }

    fn free_party_id(&self, name: &str) -> PartyId {
        let taken = |candidate: &str| {
            let candidate = PartyId::new(candidate);
            self.org.party(&candidate).is_some() || self.new_ids.contains(&candidate)
        };
        free_id(&slug(name), "party", taken).into()
    }

    fn note_near_duplicates(&mut self, word: &PartyWord) {
        let org = self.org;
        let likenesses = self.likenesses.get_or_insert_with(|| {
            org.parties().iter().map(|(id, party)| (id, Likeness::of(&party.name))).collect()
        });
        let (typed, span) = (Likeness::of(&word.name.text), word.name.span);
        for (id, _) in likenesses.iter().filter(|(_, known)| typed.is_like(known)) {
            let name = org.name_of(id);
            let mut line = self.line.to_owned();
            line.replace_range(span.start..span.end, &typed_name(name));
            self.near_duplicates.push(NearDuplicate {
                at: span,
                typed: word.name.text.clone(),
                existing: (*id).clone(),
                existing_name: name.to_owned(),
                line_with_existing: line,
            });
        }
    }
}

fn kind_name(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Team => "team",
        PartyKind::ExternalCustomer => "external customer",
        PartyKind::ExternalSupplier => "external supplier",
    }
}
