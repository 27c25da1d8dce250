//! From a typed line to its syntax tree. Reads left to right, once, and stops at the first thing that makes no sense.
//!
//! Deliberately absent: knowledge of who is on the map.

use super::syntax::{
    Arrow, Item, LONGEST_CHAIN, LONGEST_LINE_BYTES, LONGEST_NAME, LONGEST_STATEMENT, Line, MOST_ITEMS,
    MOST_SCORES, PartyWord, Problem, Rename, Span, Text, closing_quote, ends_name, kind_word, plain,
    rename_at, verdict_at, verdict_word,
};
use crate::model::{Importance, PartyKind, Score, Verdict};

/// What was understood of a line: everything up to the problem, if there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What the line says so far.
    pub line: Line,
    /// Where it stops making sense.
    pub problem: Option<Problem>,
}

/// Reads a capture line. O(length); a line of more than [`LONGEST_LINE_BYTES`] is refused unread.
#[must_use]
pub fn parse(line: &str) -> Parsed {
    if let Err(problem) = check_characters(line) {
        return Parsed { line: Line::default(), problem: Some(problem) };
    }
    let mut parser = Parser { line, at: 0, read: Line::default() };
    let problem = parser.line().err();
    Parsed { line: parser.read, problem }
}

/// Whether the line is short enough, and made of characters that can be seen.
fn check_characters(line: &str) -> Result<(), Problem> {
    if line.len() > LONGEST_LINE_BYTES {
        let at = line.floor_char_boundary(LONGEST_LINE_BYTES);
        let message = "This is too long for one line: take the links one at a time";
        return Err(Problem::new(line, at, message));
    }
    for (at, character) in line.char_indices() {
        let message = match character {
            '\t' => continue,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                "There is a line break here: one line at a time"
            }
            '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                "There is an invisible character here that changes how the line reads: delete it"
            }
            _ if character.is_control() => "There is an invisible control character here: delete it",
            _ => continue,
        };
        return Err(Problem::new(line, at, message));
    }
    Ok(())
}

struct Parser<'line> {
    line: &'line str,
    at: usize,
    read: Line,
}

/// What an unquoted piece of text is.
#[derive(Clone, Copy)]
enum Piece {
    Name,
    Department,
}

impl<'line> Parser<'line> {
    fn rest(&self) -> &'line str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next().map(plain)
    }

    fn step(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn skip_until(&mut self, stops: impl Fn(char) -> bool) {
        self.at += self.rest().find(stops).unwrap_or(self.rest().len());
    }

    fn problem(&self, at: usize, message: impl Into<String>) -> Problem {
        Problem::new(self.line, at, message)
    }

    fn line(&mut self) -> Result<(), Problem> {
        self.skip_blanks();
        if self.peek().is_none() {
            return Ok(());
        }
        if let Some(equals) = rename_at(self.line) {
            return self.rename(equals);
        }
        loop {
            self.party()?;
            self.skip_blanks();
            self.skip_shaft();
            let at = self.at;
            let arrow = match self.peek() {
                None => return Ok(()),
                Some(':') => {
                    self.step();
                    return self.items();
                }
                // People leave the colon out before a word on the whole link: `A > B #works`.
                Some('#') => return self.items(),
                Some('>') => Arrow::ToCustomer,
                Some('<') => Arrow::FromSupplier,
                Some(';') => {
                    return Err(self
                        .problem(at, "A semicolon parts needs; they come after a colon, as in A > B: need"));
                }
                Some('@') => return Err(self.problem(at, "A team has one department")),
                Some(_) => {
                    let message =
                        "After the closing quote comes >, <, : or @; a quote inside a name is written twice";
                    return Err(self.problem(at, message));
                }
            };
            if self.read.arrow.is_some_and(|earlier| earlier != arrow) {
                return Err(self.problem(at, "Use only > or only < in one line: which way does the work go?"));
            }
            if self.read.parties.len() == LONGEST_CHAIN {
                return Err(
                    self.problem(at, format!("A line holds at most {LONGEST_CHAIN} teams: begin a new one"))
                );
            }
            self.step();
            if arrow == Arrow::FromSupplier {
                self.at += self.rest().len() - self.rest().trim_start_matches('-').len();
            }
            self.skip_blanks();
            if matches!(self.peek(), None | Some(':' | ';')) {
                let message = match arrow {
                    Arrow::ToCustomer => "Who is the customer? Type a name after the >",
                    Arrow::FromSupplier => "Who is the supplier? Type a name after the <",
                };
                return Err(self.problem(self.at, message));
            }
            self.read.arrow = Some(arrow);
        }
    }

    /// Steps over the shaft of an arrow that was written `->`.
    fn skip_shaft(&mut self) {
        let bare = self.rest().trim_start_matches('-');
        if bare.chars().next().map(plain) == Some('>') {
            self.at += self.rest().len() - bare.len();
        }
    }

    /// `Old name = New name`, the equals sign standing at `equals`.
    fn rename(&mut self, equals: usize) -> Result<(), Problem> {
        let from = self.renamed_text(equals)?;
        self.at = equals;
        self.step();
        self.skip_blanks();
        let start = self.at;
        if self.peek().is_none() {
            return Err(self.problem(start, "What is it called from now on? Type the new name after the ="));
        }
        let to = self.renamed_text(self.line.len())?;
        self.read.rename = Some(Rename { from, to });
        Ok(())
    }

    /// A name that fills everything up to `end`.
    fn renamed_text(&mut self, end: usize) -> Result<Text, Problem> {
        if matches!(self.peek(), Some('*' | '~')) {
            self.step();
        }
        let name = self.short_text(Piece::Name)?;
        self.skip_blanks();
        match self.peek() {
            Some('=') if self.at == end => Ok(name),
            None => Ok(name),
            Some(_) => {
                let message =
                    "A new name stands alone, as in Old name = New name; such a character goes in quotes";
                Err(self.problem(self.at, message))
            }
        }
    }

    fn party(&mut self) -> Result<(), Problem> {
        let kind = match self.peek() {
            Some('*') => Some(PartyKind::ExternalCustomer),
            Some('~') => Some(PartyKind::ExternalSupplier),
            _ => None,
        };
        if kind.is_some() {
            self.step();
            self.skip_blanks();
        }
        let name = self.short_text(Piece::Name)?;
        self.read.parties.push(PartyWord { name, kind, department: None });
        self.skip_blanks();
        if self.peek() == Some('@') {
            self.step();
            self.skip_blanks();
            let department = self.short_text(Piece::Department)?;
            if let Some(party) = self.read.parties.last_mut() {
                party.department = Some(department);
            }
        }
        Ok(())
    }

    /// A name or a department, quoted or not.
    fn short_text(&mut self, piece: Piece) -> Result<Text, Problem> {
        let start = self.at;
        let text = if self.peek().and_then(closing_quote).is_some() {
            self.quoted()?.trim().to_owned()
        } else {
            self.skip_until(|character| ends_name(character) || closing_quote(character).is_some());
            self.at = verdict_at(self.line, start).map_or(self.at, |verdict| verdict.min(self.at));
            if let Some(equals) = rename_at(self.line).filter(|equals| (start..self.at).contains(equals)) {
                self.at = equals;
            }
            if self.peek().and_then(closing_quote).is_some() {
                let message =
                    "A quote inside a name: put the whole name in quotes, and write the quote twice";
                return Err(self.problem(self.at, message));
            }
            let mut typed = self.line.get(start..self.at).unwrap_or_default();
            if self.peek() == Some('>') {
                typed = typed.trim_end_matches('-');
            }
            self.at = start + typed.trim_end().len();
            typed.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        if !text.chars().any(|character| !character.is_whitespace()) {
            let message = match piece {
                Piece::Name => "A name is needed here: type what people call the team",
                Piece::Department => "Which department? Type its name after the @",
            };
            return Err(self.problem(start, message));
        }
        if text.chars().count() > LONGEST_NAME {
            return Err(
                self.problem(start, format!("A name has at most {LONGEST_NAME} characters: shorten it"))
            );
        }
        Ok(Text { text, span: Span { start, end: self.at } })
    }

    /// What stands between quotes, a doubled closing quote being one of its characters. Ends after the closing quote.
    fn quoted(&mut self) -> Result<String, Problem> {
        let start = self.at;
        let closing = self.peek().and_then(closing_quote).unwrap_or('"');
        self.step();
        let mut text = String::new();
        loop {
            match self.rest().chars().next() {
                None => return Err(self.problem(start, "This quote is never closed")),
                Some(character) => {
                    self.step();
                    if character == closing {
                        if !self.rest().starts_with(closing) {
                            return Ok(text);
                        }
                        self.step();
                    }
                    text.push(character);
                }
            }
        }
    }

    fn items(&mut self) -> Result<(), Problem> {
        loop {
            let start = self.at;
            let item = self.item()?;
            if item != Item::default() {
                if self.read.items.len() == MOST_ITEMS {
                    let message = format!("A line holds at most {MOST_ITEMS} needs: begin a new one");
                    return Err(self.problem(start, message));
                }
                self.read.items.push(item);
            }
            if self.peek() != Some(';') {
                return Ok(());
            }
            self.step();
        }
    }

    fn item(&mut self) -> Result<Item, Problem> {
        let mut item = Item::default();
        let mut words: Vec<Word<'line>> = Vec::new();
        loop {
            self.skip_blanks();
            let start = self.at;
            match self.peek() {
                None | Some(';') => break,
                Some(mark @ ('!' | '=' | '#')) => {
                    self.skip_until(|character| character.is_whitespace() || plain(character) == ';');
                    self.mark(mark, start, &mut item)?;
                }
                Some(_) => words.push(self.word()?),
            }
        }
        let keyword =
            words.first().filter(|word| word.quoted.is_none()).and_then(|word| kind_word(word.typed));
        if keyword.is_some() {
            item.kind = keyword;
            words.remove(0);
        }
        item.statement = self.statement(&words)?;
        self.check_complete(&item)?;
        Ok(item)
    }

    /// One word of a statement. A quote at its beginning protects blanks and semicolons up to the closing one.
    fn word(&mut self) -> Result<Word<'line>, Problem> {
        let start = self.at;
        let mut quoted = None;
        if self.peek().and_then(closing_quote).is_some() {
            quoted = Some(self.quoted()?);
        }
        let closed = self.at;
        self.skip_until(|character| character.is_whitespace() || plain(character) == ';');
        if self.at != closed {
            quoted = None;
        }
        let typed = self.line.get(start..self.at).unwrap_or_default();
        Ok(Word { typed, quoted, span: Span { start, end: self.at } })
    }

    fn statement(&self, words: &[Word<'line>]) -> Result<Option<Text>, Problem> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Ok(None) };
        let span = Span { start: first.span.start, end: last.span.end };
        let text = match words {
            [Word { quoted: Some(quoted), .. }] => quoted.trim().to_owned(),
            _ => words.iter().map(|word| word.typed).collect::<Vec<_>>().join(" "),
        };
        if text.is_empty() {
            return Err(self.problem(span.start, "There is nothing between these quotes"));
        }
        if text.chars().count() > LONGEST_STATEMENT {
            let message =
                format!("A need has at most {LONGEST_STATEMENT} characters: say it shorter, or in two");
            return Err(self.problem(span.start, message));
        }
        Ok(Some(Text { text, span }))
    }

    fn check_complete(&self, item: &Item) -> Result<(), Problem> {
        if item.statement.is_some() {
            return Ok(());
        }
        if let Some((_, span)) = item.importance {
            return Err(self.problem(span.start, "What is that important? Write the need before the !"));
        }
        if let Some((_, span)) = &item.scores {
            return Err(self.problem(span.start, "What is rated? Write the need before the ="));
        }
        match item.kind {
            Some(_) => Err(self.problem(self.at, "What is it? Write it down in the customer's words")),
            None => Ok(()),
        }
    }

    fn mark(&self, mark: char, start: usize, item: &mut Item) -> Result<(), Problem> {
        let span = Span { start, end: self.at };
        let typed = self.line.get(start..self.at).unwrap_or_default();
        let mut characters = typed.chars();
        characters.next();
        let value = characters.as_str();
        let repeated = |what: &str| self.problem(start, format!("{what} stands twice here: keep one"));
        match mark {
            '!' if item.importance.is_some() => Err(repeated("The importance")),
            '!' => {
                let importance = value.parse().ok().and_then(Importance::new).ok_or_else(|| {
                    self.problem(start, "Importance is !1 to !5; text that begins with ! goes in quotes")
                })?;
                item.importance = Some((importance, span));
                Ok(())
            }
            '=' if item.scores.is_some() => {
                Err(self.problem(start, "There are scores already: write those of several people as =2,2,3"))
            }
            '=' => {
                item.scores = Some((self.scores(value, start)?, span));
                Ok(())
            }
            _ if item.verdict.is_some() => Err(repeated("The verdict")),
            _ => {
                let verdict = [Verdict::Works, Verdict::Struggles, Verdict::Broken]
                    .into_iter()
                    .find(|verdict| value.eq_ignore_ascii_case(verdict_word(*verdict)));
                let message = "Write #works, #struggles or #broken; text that begins with # goes in quotes";
                item.verdict = Some((verdict.ok_or_else(|| self.problem(start, message))?, span));
                Ok(())
            }
        }
    }

    fn scores(&self, value: &str, start: usize) -> Result<Vec<Score>, Problem> {
        let mut scores = Vec::new();
        let mut at =
            start + self.line.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        for part in value.split(',') {
            // Only digits and a point: a blank, a sign or "NaN" is not how people write a score.
            let digits = part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let score = digits.then(|| part.parse::<Score>().ok()).flatten();
            let message = "A score is 1 to 5, as in =4; several people =2,2,3, without blanks";
            scores.push(score.ok_or_else(|| self.problem(at, message))?);
            at += part.len() + 1;
        }
        if scores.len() > MOST_SCORES {
            let message = format!("At most {MOST_SCORES} people in one line: import a table for more");
            return Err(self.problem(start, message));
        }
        Ok(scores)
    }
}

/// One word of a statement, as typed, and what its quotes hold when it is quoted from end to end.
struct Word<'line> {
    typed: &'line str,
    quoted: Option<String>,
    span: Span,
}
