//! Finding a draft by what a row calls it.

use std::collections::BTreeMap;

use super::words::folded_name;
use crate::model::slug;

/// Drafts by id and by name.
#[derive(Debug, Default)]
pub(super) struct Directory {
    ids: BTreeMap<String, usize>,
    names: BTreeMap<String, Vec<usize>>,
    folded_ids: BTreeMap<String, Vec<usize>>,
}

/// Whom a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// This draft.
    One(usize),
    /// Nobody.
    Nobody,
    /// Several drafts have this name.
    Several(&'a [usize]),
}

impl Directory {
    /// Enters a draft.
    pub fn enter(&mut self, draft: usize, id: &str, name: &str) {
        self.ids.insert(id.to_owned(), draft);
        self.names.entry(folded_name(name)).or_default().push(draft);
        self.folded_ids.entry(folded_name(id)).or_default().push(draft);
    }

    /// Enters another name of a draft.
    pub fn enter_name(&mut self, draft: usize, name: &str) {
        self.names.entry(folded_name(name)).or_default().push(draft);
    }

    /// Whom `text` names: exactly an id; else a name, else an id, without regard to case and gaps.
    pub fn find(&self, text: &str) -> Named<'_> {
        if let Some(draft) = self.ids.get(text) {
            return Named::One(*draft);
        }
        let folded = folded_name(text);
        match self.names.get(&folded).or_else(|| self.folded_ids.get(&folded)).map(Vec::as_slice) {
            None | Some([]) => Named::Nobody,
            Some([draft]) => Named::One(*draft),
            Some(drafts) => Named::Several(drafts),
        }
    }
}

/// Ids made from texts: a slug, with `-2`, `-3`, ... when it is taken. O(log n) each, however many texts share a slug.
#[derive(Debug, Default)]
pub(super) struct FreeIds {
    taken: BTreeMap<String, u64>,
}

impl FreeIds {
    /// Takes this id; `false` when it was taken before.
    pub fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned(), 1).is_none()
    }

    /// Makes and takes an id; `fallback` stands in for a text without letter or digit.
    pub fn make(&mut self, text: &str, fallback: &str) -> String {
        let slug = slug(text);
        let base = if slug.is_empty() { fallback } else { slug.as_str() };
        let mut number = self.taken.get(base).copied().unwrap_or(0);
        loop {
            number += 1;
            let id = if number == 1 { base.to_owned() } else { format!("{base}-{number}") };
            if !self.taken.contains_key(&id) {
                self.taken.insert(base.to_owned(), number);
                self.taken.entry(id.clone()).or_insert(1);
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Directory, FreeIds, Named};

    #[test]
    fn free_ids_count_on_from_what_is_taken() {
        let mut ids = FreeIds::default();
        assert!(ids.take("sales-2"));
        let made: Vec<String> = ["Sales", "SALES", "sales!", "Sales 2", "!", "?"]
            .into_iter()
            .map(|text| ids.make(text, "party"))
            .collect();
        assert_eq!(made, ["sales", "sales-3", "sales-4", "sales-2-2", "party", "party-2"]);
        assert!(!ids.take("sales-4"));
    }

    #[test]
    fn an_exact_id_goes_before_a_name_and_a_shared_name_is_nobodys() {
        let mut directory = Directory::default();
        directory.enter(0, "lab", "Laboratory");
        directory.enter(1, "x1", "LAB");
        directory.enter(2, "x2", "Store");
        directory.enter(3, "x3", "store ");
        assert_eq!(directory.find("lab"), Named::One(0));
        assert_eq!(directory.find("Lab"), Named::One(1));
        assert_eq!(directory.find("X2"), Named::One(2));
        assert_eq!(directory.find("Store"), Named::Several(&[2, 3]));
        assert_eq!(directory.find("nobody"), Named::Nobody);
    }
}
