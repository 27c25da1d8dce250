//! The same team on the map twice, it seems.

use unicode_normalization::UnicodeNormalization;

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "duplicate",
    class: Class::Structure,
    name: "Same name twice",
    explanation: "Two parties have the same name but for case, spaces, punctuation, a plural or the word team.",
    check: Check::Map(Reads::Parties, check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let mut by_name: Vec<(String, u32)> =
        context.parties().map(|party| (folded(&party.facts.name), party.number)).collect();
    by_name.sort();
    let alike = by_name.chunk_by(|(left, _), (right, _)| left == right);
    let twins = alike.filter(|alike| alike.len() > 1 && alike.iter().all(|(name, _)| !name.is_empty()));
    twins
        .map(|alike| {
            let parties: Vec<u32> = alike.iter().map(|(_, party)| *party).collect();
            let message = format!("One team or two: {}?", context.names(&parties));
            let first = parties.first().copied().unwrap_or_default();
            let said = say(message, "Merge them, or make the names tell them apart.");
            let others = parties.iter().skip(1).map(|party| context.party_id(*party).clone());
            RULE.on_party(context, first, said).about(|things| things.teams.extend(others))
        })
        .collect()
}

/// Words at the end of a name that do not tell teams apart.
const EMPTY_WORDS: [&str; 3] = ["team", "group", "dept"];

/// What is left of a name after NFKC, folding of case, spaces and punctuation, and dropping a final "s", "team", "group", "dept".
///
/// The last word that is left is never dropped whole: a team called "Team" keeps its name.
pub(crate) fn folded(name: &str) -> String {
    let lower: String = if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        name.nfkc().flat_map(char::to_lowercase).collect()
    };
    let mut words: Vec<&str> =
        lower.split(|character| !is_kept(character)).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && words.last().is_some_and(|last| EMPTY_WORDS.contains(&without_plural(last))) {
        words.pop();
    }
    if let Some(last) = words.last_mut() {
        *last = without_plural(last);
    }
    words.concat()
}

fn is_kept(character: char) -> bool {
    character.is_alphanumeric()
        || !character.is_ascii() && unicode_normalization::char::is_combining_mark(character)
}

fn without_plural(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| !rest.is_empty()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn names_fold_to_what_tells_teams_apart() {
        for (left, right) in [
            ("Finance", "Finance Team"),
            ("Front desk", "FRONT-DESK"),
            ("Sales", "sale dept."),
            ("Ａ１ Teams", "a1"),
            ("Order desk group", "Orderdesk"),
        ] {
            assert_eq!(folded(left), folded(right), "{left} / {right}");
        }
        for (left, right) in
            [("Team A", "Team B"), ("Group 1", "Group 11"), ("Team", "Group"), ("Steam", "S")]
        {
            assert_ne!(folded(left), folded(right), "{left} / {right}");
        }
        assert_eq!(folded("--"), "");
    }
}
