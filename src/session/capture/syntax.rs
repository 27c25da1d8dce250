//! What a capture line says, before anybody knows who is on the map: the syntax tree, its limits, and the way back to text.

use std::fmt;

use crate::model::{ExpectationKind, Importance, PartyKind, Score, Verdict};

/// A line of more bytes than this is not something that somebody said.
pub const LONGEST_LINE_BYTES: usize = 16 * 1024;
/// The most characters of a name.
pub const LONGEST_NAME: usize = 200;
/// The most characters of a need or want.
pub const LONGEST_STATEMENT: usize = 1_000;
/// The most parties in one line.
pub const LONGEST_CHAIN: usize = 50;
/// The most needs and wants in one line.
pub const MOST_ITEMS: usize = 100;
/// The most people who rate one thing in one line.
pub const MOST_SCORES: usize = 99;

/// A stretch of the line, in bytes, at character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Just after its last byte.
    pub end: usize,
}

/// A piece of text and where it stands. `text` is what is meant: quotes taken off, blanks made single.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// What is meant.
    pub text: String,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// Why a line cannot be taken, under the character where it stops making sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// Which byte of the line; its length when something is missing at the end.
    pub at_byte: usize,
    /// Which character of the line, counted from 0.
    pub at_char: usize,
    /// What is wrong and what to do, in a sentence.
    pub message: String,
}

impl Problem {
    pub(super) fn new(line: &str, at_byte: usize, message: impl Into<String>) -> Self {
        let at_char = line.char_indices().take_while(|(byte, _)| *byte < at_byte).count();
        Self { at_byte, at_char, message: message.into() }
    }
}

/// Which way a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    /// `supplier > customer`.
    ToCustomer,
    /// `customer < supplier`.
    FromSupplier,
}

/// A party as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyWord {
    /// Its name.
    pub name: Text,
    /// `*` external customer, `~` external supplier; nothing said otherwise.
    pub kind: Option<PartyKind>,
    /// `@department`.
    pub department: Option<Text>,
}

/// What follows the colon, up to a semicolon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The word `need` or `want`, if it was there.
    pub kind: Option<ExpectationKind>,
    /// What is needed or wanted; `None` when the item is a verdict only.
    pub statement: Option<Text>,
    /// `!1` to `!5`.
    pub importance: Option<(Importance, Span)>,
    /// `=2,2,3`: one score a person.
    pub scores: Option<(Vec<Score>, Span)>,
    /// `#works`, `#struggles`, `#broken`: the word on the whole link.
    pub verdict: Option<(Verdict, Span)>,
}

/// `Old name = New name`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rename {
    /// Who is called otherwise from now on.
    pub from: Text,
    /// What they are called.
    pub to: Text,
}

/// A whole line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Another name for somebody on the map; nothing else stands in such a line.
    pub rename: Option<Rename>,
    /// The parties in the order in which they were typed. Empty only when the line says nothing, or gives another name.
    pub parties: Vec<PartyWord>,
    /// Which way; `None` with fewer than two parties.
    pub arrow: Option<Arrow>,
    /// What is needed and wanted on the link that was typed last.
    pub items: Vec<Item>,
}

/// A character of the grammar, whichever width an input method gave it.
pub(super) fn plain(character: char) -> char {
    match character {
        '＞' | '\u{2192}' => '>',
        '＜' | '\u{2190}' => '<',
        '：' => ':',
        '；' => ';',
        '＠' => '@',
        '＊' => '*',
        '～' => '~',
        '！' => '!',
        '＝' => '=',
        '＃' => '#',
        other => other,
    }
}

/// The quote that closes the one given; `None` when it opens nothing.
pub(super) fn closing_quote(opening: char) -> Option<char> {
    match opening {
        '"' => Some('"'),
        '\u{201c}' => Some('\u{201d}'),
        _ => None,
    }
}

/// The word of a verdict, as it is typed after `#`.
pub(super) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "works",
        Verdict::Struggles => "struggles",
        Verdict::Broken => "broken",
    }
}

/// Where `#works`, `#struggles` or `#broken` stands as a word of its own behind others, from the byte `start` on.
pub(super) fn verdict_at(line: &str, start: usize) -> Option<usize> {
    let rest = line.get(start..)?;
    rest.char_indices().filter(|(at, mark)| *at > 0 && plain(*mark) == '#').find_map(|(at, mark)| {
        let before = rest.get(..at)?;
        let after = rest.get(at + mark.len_utf8()..)?;
        let word = after.split(|c: char| c.is_whitespace() || ends_name(c)).next().unwrap_or_default();
        let verdicts = [Verdict::Works, Verdict::Struggles, Verdict::Broken];
        let is_verdict = verdicts.into_iter().any(|verdict| word.eq_ignore_ascii_case(verdict_word(verdict)));
        (is_verdict && before.ends_with(char::is_whitespace)).then_some(start + at)
    })
}

/// Whether a character ends an unquoted name.
pub(super) fn ends_name(character: char) -> bool {
    matches!(plain(character), '>' | '<' | ':' | ';' | '@')
}

fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn has_loose_blanks(text: &str) -> bool {
    text.split(char::is_whitespace).any(str::is_empty)
        || text.contains(|c: char| c.is_whitespace() && c != ' ')
}

/// Where an unquoted equals sign between blanks stands, before anything else of the grammar: `Old name = New name`.
pub(super) fn rename_at(line: &str) -> Option<usize> {
    let mut closing = None;
    let mut before = ' ';
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let blank_after = characters.peek().is_none_or(|(_, next)| next.is_whitespace());
        match closing {
            Some(quote) if character == quote => closing = None,
            Some(_) => {}
            None if closing_quote(character).is_some() => closing = closing_quote(character),
            None if ends_name(character) => return None,
            None if plain(character) == '=' && before.is_whitespace() && blank_after => return Some(at),
            None => {}
        }
        before = character;
    }
    None
}

/// `name` as it must be typed to be read as a party or department of that name.
#[must_use]
pub fn typed_name(name: &str) -> String {
    let marked = name.starts_with(|first| matches!(plain(first), '*' | '~' | '-')) || name.ends_with('-');
    let renames = name.split_whitespace().any(|word| word.chars().map(plain).eq(['=']));
    let special = name.contains(|c: char| ends_name(c) || closing_quote(c).is_some())
        || renames
        || verdict_at(name, 0).is_some();
    if marked || special || has_loose_blanks(name) { in_quotes(name) } else { name.to_owned() }
}

/// `statement` as it must be typed to be read as a need or want of those words.
#[must_use]
pub fn typed_statement(statement: &str) -> String {
    let is_special = |word: &str| {
        word.starts_with(|first| matches!(plain(first), '!' | '=' | '#') || closing_quote(first).is_some())
    };
    let keyword = statement.split(' ').next().is_some_and(|first| kind_word(first).is_some());
    let special = keyword || statement.contains([';', '；']) || statement.split(' ').any(is_special);
    if special || has_loose_blanks(statement) { in_quotes(statement) } else { statement.to_owned() }
}

/// What `need` and `want` stand for, whatever their case.
pub(super) fn kind_word(word: &str) -> Option<ExpectationKind> {
    if word.eq_ignore_ascii_case("need") {
        Some(ExpectationKind::Need)
    } else if word.eq_ignore_ascii_case("want") {
        Some(ExpectationKind::Want)
    } else {
        None
    }
}

impl fmt::Display for PartyWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.kind {
            Some(PartyKind::ExternalCustomer) => "*",
            Some(PartyKind::ExternalSupplier) => "~",
            Some(PartyKind::Team) | None => "",
        };
        write!(formatter, "{mark}{}", typed_name(&self.name.text))?;
        self.department
            .as_ref()
            .map_or(Ok(()), |department| write!(formatter, " @{}", typed_name(&department.text)))
    }
}

impl fmt::Display for Item {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Vec::new();
        words.extend(self.kind.map(|kind| match kind {
            ExpectationKind::Need => "need".to_owned(),
            ExpectationKind::Want => "want".to_owned(),
        }));
        words.extend(self.statement.as_ref().map(|statement| typed_statement(&statement.text)));
        words.extend(self.importance.map(|(importance, _)| format!("!{}", importance.get())));
        words.extend(self.scores.as_ref().map(|(scores, _)| {
            let scores: Vec<String> = scores.iter().map(Score::to_string).collect();
            format!("={}", scores.join(","))
        }));
        words.extend(self.verdict.map(|(verdict, _)| format!("#{}", verdict_word(verdict))));
        formatter.write_str(&words.join(" "))
    }
}

impl fmt::Display for Line {
    /// The line as it must be typed to be read as this one.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Rename { from, to }) = &self.rename {
            return write!(formatter, "{} = {}", typed_name(&from.text), typed_name(&to.text));
        }
        let arrow = match self.arrow {
            Some(Arrow::FromSupplier) => " < ",
            Some(Arrow::ToCustomer) | None => " > ",
        };
        let parties: Vec<String> = self.parties.iter().map(PartyWord::to_string).collect();
        formatter.write_str(&parties.join(arrow))?;
        let items: Vec<String> = self.items.iter().map(Item::to_string).collect();
        if items.is_empty() { Ok(()) } else { write!(formatter, ": {}", items.join("; ")) }
    }
}
