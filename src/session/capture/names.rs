//! Which name is which: the same but for case and width, or alike enough to ask "is this the one you mean?".

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::diagnosis::folded_name;
use crate::model::{Org, PartyId};

/// The form in which two ways to type one name are equal: NFKC, lower case, single blanks.
#[must_use]
pub fn folded(name: &str) -> String {
    // Nearly every name, and the same answer at a fraction of the work.
    let lower: String = if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        name.nfkc().flat_map(char::to_lowercase).nfkc().collect()
    };
    if lower.contains("  ")
        || lower.contains(|c: char| c.is_whitespace() && c != ' ')
        || lower.trim() != lower
    {
        return lower.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    lower
}

/// A name taken apart once, to be compared with many.
pub(super) struct Likeness {
    /// What the rule `duplicate` compares.
    skeleton: Vec<char>,
    words: Vec<String>,
}

impl Likeness {
    pub(super) fn of(name: &str) -> Self {
        let mut words: Vec<String> = folded(name)
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort_unstable();
        Self { skeleton: folded_name(name).chars().collect(), words }
    }

    /// Whether both probably name one team: equal but for the small words, the same words in another order, or a slip of the
    /// finger apart (one from five letters on, two from nine on). Names that differ in a number are never alike.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        if self.skeleton.is_empty() || other.skeleton.is_empty() {
            return false;
        }
        if self.skeleton == other.skeleton || (self.words.len() > 1 && self.words == other.words) {
            return true;
        }
        if self.digits().ne(other.digits()) {
            return false;
        }
        let slips = match self.skeleton.len().min(other.skeleton.len()) {
            0..=4 => 0,
            5..=8 => 1,
            _ => 2,
        };
        within_slips(&self.skeleton, &other.skeleton, slips)
    }

    fn digits(&self) -> impl Iterator<Item = &char> {
        self.skeleton.iter().filter(|character| character.is_numeric())
    }
}

/// Whether at most `slips` letters were left out, put in, mistaken or swapped with their neighbour (optimal string alignment).
/// O(length of `a` times length of `b`), and nothing at all when the lengths are too different.
fn within_slips(a: &[char], b: &[char], slips: usize) -> bool {
    if slips == 0 || a.len().abs_diff(b.len()) > slips {
        return slips == 0 && a == b;
    }
    let mut two_before: Vec<usize> = Vec::new();
    let mut before: Vec<usize> = (0..=b.len()).collect();
    for (row, letter) in a.iter().enumerate() {
        let mut now = vec![row + 1];
        for (column, other) in b.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&before, column) + usize::from(letter != other))
                .min(at(&before, column + 1) + 1)
                .min(at(&now, column) + 1);
            let swapped =
                row > 0 && column > 0 && a.get(row - 1) == Some(other) && b.get(column - 1) == Some(letter);
            if swapped {
                cost = cost.min(at(&two_before, column - 1) + 1);
            }
            now.push(cost);
        }
        if now.iter().all(|cost| *cost > slips) {
            return false;
        }
        two_before = std::mem::replace(&mut before, now);
    }
    before.last().is_some_and(|cost| *cost <= slips)
}

/// The parties by folded name.
pub(super) struct NameIndex<'org> {
    org: &'org Org,
    by_name: BTreeMap<String, Vec<&'org PartyId>>,
}

/// Whom a typed name means.
pub(super) enum Meant<'org> {
    /// Somebody on the map.
    Known(&'org PartyId),
    /// Nobody yet.
    Nobody,
    /// Several of that name.
    Several(Vec<&'org PartyId>),
}

impl<'org> NameIndex<'org> {
    pub(super) fn of(org: &'org Org) -> Self {
        let mut by_name: BTreeMap<String, Vec<&PartyId>> = BTreeMap::new();
        for (id, party) in org.parties() {
            by_name.entry(folded(&party.name)).or_default().push(id);
        }
        Self { org, by_name }
    }

    /// Whom `name` means: the party of that name, whatever its case. Where several have it, the one written exactly so, else the
    /// one whose id was typed.
    pub(super) fn find(&self, name: &str) -> Meant<'org> {
        match self.by_name.get(&folded(name)).map_or(&[][..], Vec::as_slice) {
            [] => self.find_by_id(name),
            [id] => Meant::Known(id),
            several => {
                let mut exact = several.iter().filter(|id| self.org.name_of(id) == name);
                match (exact.next(), exact.next()) {
                    (Some(id), None) => Meant::Known(id),
                    _ => match several.iter().find(|id| id.as_str() == name) {
                        Some(id) => Meant::Known(id),
                        None => Meant::Several(several.to_vec()),
                    },
                }
            }
        }
    }

    /// An id means its party only where the name alone does not: else an old id could catch a new team's name.
    fn find_by_id(&self, id: &str) -> Meant<'org> {
        let known = self.org.parties().get_key_value(&PartyId::new(id));
        match known {
            Some((id, party))
                if self.by_name.get(&folded(&party.name)).is_some_and(|same| same.len() > 1) =>
            {
                Meant::Known(id)
            }
            _ => Meant::Nobody,
        }
    }

    /// How a department is spelled on the map already, whatever the case in which it was typed.
    pub(super) fn department(&self, typed: &str) -> String {
        let wanted = folded(typed);
        self.org
            .parties()
            .values()
            .filter_map(|party| party.department.as_deref())
            .find(|known| folded(known) == wanted)
            .unwrap_or(typed)
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Likeness, folded};

    #[test]
    fn names_are_the_same_whatever_case_width_and_blanks() {
        assert_eq!(folded("  Ｏｒｄｅｒ\u{a0} DESK "), "order desk");
        assert_eq!(folded("E\u{301}quipe"), folded("équipe"));
        assert_ne!(folded("Order desk"), folded("Order-desk"));
    }

    #[test]
    fn names_of_probably_one_team_are_alike() {
        for (a, b) in [
            ("Warehouse", "Warehouse team"),
            ("Order desk", "Order-Desks"),
            ("Order desk", "Desk, order"),
            ("Reception", "Recepton"),
            ("Reception", "Receptoin"),
            ("Sales dept.", "Sales"),
            ("Maintenance crew", "Maintanence crew"),
        ] {
            assert!(Likeness::of(a).is_like(&Likeness::of(b)), "{a} / {b}");
            assert!(Likeness::of(b).is_like(&Likeness::of(a)), "{b} / {a}");
        }
        for (a, b) in [
            ("Ward 1", "Ward 2"),
            ("Ward 11", "Ward 1"),
            ("Lab", "Bar"),
            ("Front desk", "Reception"),
            ("Sales", "Scales and weights"),
            ("--", "!!"),
            ("IT", "HR"),
        ] {
            assert!(!Likeness::of(a).is_like(&Likeness::of(b)), "{a} / {b}");
        }
    }
}
