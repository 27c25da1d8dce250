//! Text into a [`Document`]: brackets, texts, numbers, words, comments, each with its place.
//!
//! Reads all of RON's notation that can stand for facts: comments, raw texts, trailing commas, named records, `Some`. It does
//! not judge values: a number out of range or a misspelt word is for the reader, who knows what is expected.
//! One pass, O(n); nesting and count are bounded by [`limits`].

use super::document::{Document, Kind, Node};
use super::fault::{Fault, LoadProblem, Place};
use super::limits;

pub(super) type Scanned<T> = Result<T, Fault>;

/// The tree of `text`, which has no byte order mark.
pub(super) fn scan(text: &str) -> Scanned<Document<'_>> {
    scan_within(text, limits::MAX_VALUES)
}

fn scan_within(text: &str, max_values: usize) -> Scanned<Document<'_>> {
    // Org files have a value for every seven bytes; room that is not needed is never touched.
    let nodes = Vec::with_capacity((text.len() / 6).min(max_values));
    let mut scanner = Scanner { max_values, nodes, ..Scanner::new(text) };
    scanner.extensions()?;
    if scanner.peek().is_none() {
        return Err(scanner.fault(LoadProblem::Empty));
    }
    scanner.value(0)?;
    scanner.skip_blank()?;
    if scanner.peek().is_some() {
        return Err(scanner.unexpected("the end of the file"));
    }
    let Scanner { nodes, first_comment, .. } = scanner;
    Ok(Document { text, nodes, first_comment, replaced: std::collections::BTreeMap::new() })
}

/// How far a text has been read, and what has been found in it so far.
pub(super) struct Scanner<'text> {
    text: &'text str,
    bytes: &'text [u8],
    at: usize,
    pub(super) nodes: Vec<Node>,
    first_comment: Option<usize>,
    max_values: usize,
}

fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// For every byte, whether a word may have it.
const WORD_PARTS: [bool; 256] = {
    let mut parts = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        parts[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    parts
};

#[inline]
fn is_word_part(byte: u8) -> bool {
    WORD_PARTS.get(usize::from(byte)).copied().unwrap_or_default()
}

fn offset(at: usize) -> u32 {
    // The file is at most 64 MiB long.
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'text> Scanner<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            nodes: Vec::new(),
            first_comment: None,
            max_values: limits::MAX_VALUES,
        }
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn looking_at(&self, word: &str) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()))
    }

    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'text str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn fault(&self, problem: LoadProblem) -> Fault {
        Fault::new(self.at, problem)
    }

    /// What stands here is not what should: names the usual accidents by their own names.
    fn unexpected(&self, expected: &'static str) -> Fault {
        let Some(rest) = self.text.get(self.at..) else { return self.cut_off("file", 0) };
        let line_start = self.at == 0 || self.bytes.get(self.at - 1) == Some(&b'\n');
        let marker = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| rest.starts_with(mark));
        match rest.chars().next() {
            _ if line_start && marker => self.fault(LoadProblem::ConflictMarker),
            Some('\0') => self.fault(LoadProblem::ZeroBytes),
            Some(character) => {
                let found = match character {
                    '"' => "a text".to_owned(),
                    other => format!("\"{}\"", other.escape_debug()),
                };
                self.fault(LoadProblem::Syntax { found, expected })
            }
            None => self.fault(LoadProblem::Syntax { found: "the end of the file".to_owned(), expected }),
        }
    }

    fn cut_off(&self, what: &'static str, opened_at: usize) -> Fault {
        let opened = Place::of(self.bytes, opened_at);
        Fault::new(self.bytes.len(), LoadProblem::CutOff { what, opened })
    }

    /// White space (RON's list of it) and comments.
    #[inline]
    pub(super) fn skip_blank(&mut self) -> Scanned<()> {
        // After one space there is mostly something; and of ASCII above the space only the stroke may begin a comment.
        self.at += usize::from(self.peek() == Some(b' '));
        match self.peek() {
            Some(byte) if byte > b' ' && byte != b'/' && byte.is_ascii() => Ok(()),
            _ => self.skip_longer_blank(),
        }
    }

    #[inline(never)]
    fn skip_longer_blank(&mut self) -> Scanned<()> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\t' | b'\r' | 0x0B | 0x0C) => self.at += 1,
                Some(b'/') => self.comment()?,
                Some(0x80..) => {
                    let character = self.text.get(self.at..).and_then(|rest| rest.chars().next());
                    match character {
                        Some(blank @ ('\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')) => {
                            self.at += blank.len_utf8()
                        }
                        _ => return Ok(()),
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Scanned<()> {
        let start = self.at;
        match self.bytes.get(start + 1) {
            Some(b'/') => {
                let rest = self.bytes.get(start..).unwrap_or_default();
                self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            }
            Some(b'*') => self.block_comment(start)?,
            _ => return Err(self.unexpected("a value or a comment")),
        }
        self.first_comment.get_or_insert(start);
        Ok(())
    }

    /// `/* ... */`, which may hold others of its kind.
    fn block_comment(&mut self, start: usize) -> Scanned<()> {
        let mut open = 0_usize;
        loop {
            if self.looking_at("/*") {
                open += 1;
                self.at += 2;
            } else if self.looking_at("*/") {
                open -= 1;
                self.at += 2;
                if open == 0 {
                    return Ok(());
                }
            } else if self.at < self.bytes.len() {
                self.at += 1;
            } else {
                return Err(self.cut_off("comment", start));
            }
        }
    }

    /// `#![enable(implicit_some)]` lines; what they switch on is always on here.
    pub(super) fn extensions(&mut self) -> Scanned<()> {
        const KNOWN: [&str; 4] =
            ["implicit_some", "unwrap_newtypes", "unwrap_variant_newtypes", "explicit_struct_names"];
        self.skip_blank()?;
        while self.peek() == Some(b'#') {
            for part in ["#", "!", "[", "enable", "("] {
                self.expect(part, "#![enable(implicit_some)]")?;
            }
            while self.peek() != Some(b')') {
                let start = self.at;
                let (from, to) = self.word_span();
                let name = self.slice(from, to);
                if name.is_empty() {
                    return Err(self.unexpected("the name of an extension"));
                }
                if !KNOWN.contains(&name) {
                    return Err(Fault::new(start, LoadProblem::UnknownExtension(name.to_owned())));
                }
                self.skip_blank()?;
                if !self.take(b',') && self.peek() != Some(b')') {
                    return Err(self.unexpected("a comma or )"));
                }
                self.skip_blank()?;
            }
            self.at += 1;
            self.skip_blank()?;
            self.expect("]", "]")?;
        }
        Ok(())
    }

    fn expect(&mut self, part: &str, expected: &'static str) -> Scanned<()> {
        if !self.looking_at(part) {
            return Err(self.unexpected(expected));
        }
        self.at += part.len();
        self.skip_blank()
    }

    /// The span of the word that begins here; empty when none does. Names may be written `r#name`.
    pub(super) fn word_span(&mut self) -> (usize, usize) {
        if self.peek() == Some(b'r')
            && self.looking_at("r#")
            && self.bytes.get(self.at + 2).copied().is_some_and(is_word_start)
        {
            self.at += 2;
        }
        let start = self.at;
        if self.peek().is_some_and(is_word_start) {
            let rest = self.bytes.get(start..).unwrap_or_default();
            self.at += rest.iter().position(|byte| !is_word_part(*byte)).unwrap_or(rest.len());
        }
        (start, self.at)
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) -> Scanned<u32> {
        if self.nodes.len() >= self.max_values {
            return Err(Fault::new(start, LoadProblem::TooManyValues { limit: self.max_values }));
        }
        let index = offset(self.nodes.len());
        self.nodes.push(Node { kind, start: offset(start), end: offset(end), first_child: 0, next: 0 });
        Ok(index)
    }

    /// The value that begins here, after white space.
    pub(super) fn value(&mut self, depth: usize) -> Scanned<u32> {
        self.skip_blank()?;
        let start = self.at;
        match self.peek() {
            Some(b'"') => self.text_value(),
            Some(b'r') if self.begins_raw_text() => self.raw_text(),
            Some(b'0'..=b'9' | b'-' | b'+' | b'.') => self.number(),
            Some(b'(' | b'[' | b'{') => self.group(start, start, depth),
            Some(b'\'') => self.foreign(1, b'\''),
            Some(b'b') if self.bytes.get(start + 1) == Some(&b'"') => self.foreign(2, b'"'),
            Some(first) if is_word_start(first) => {
                let (from, to) = self.word_span();
                self.skip_blank()?;
                if self.peek() == Some(b'(') {
                    return self.group(from, to, depth);
                }
                self.push(Kind::Word, from, to)
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    fn text_value(&mut self) -> Scanned<u32> {
        let quote = self.at;
        let mut kind = Kind::Text;
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'));
            match plain.and_then(|plain| Some((plain, *rest.get(plain)?))) {
                Some((plain, b'"')) => {
                    self.at += plain;
                    break;
                }
                Some((plain, _)) => {
                    kind = Kind::EscapedText;
                    self.at += plain + 2;
                }
                None => return Err(self.cut_off("text", quote)),
            }
        }
        self.at += 1;
        self.push(kind, quote + 1, self.at - 1)
    }

    fn begins_raw_text(&self) -> bool {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        rest.iter().find(|byte| **byte != b'#') == Some(&b'"')
    }

    /// `r"..."` or `r#"..."#`, in which a backslash is a backslash.
    fn raw_text(&mut self) -> Scanned<u32> {
        let start = self.at;
        self.at += 1;
        while self.take(b'#') {}
        let close = format!("\"{}", "#".repeat(self.at - start - 1));
        let from = self.at + 1;
        let Some(length) = self.text.get(from..).and_then(|rest| rest.find(&close)) else {
            return Err(self.cut_off("text", start));
        };
        self.at = from + length + close.len();
        self.push(Kind::Text, from, from + length)
    }

    /// `'c'` and `b"..."`: read over, so that the reader can say what it expected instead.
    fn foreign(&mut self, opening: usize, close: u8) -> Scanned<u32> {
        let start = self.at;
        self.at += opening;
        loop {
            match self.peek() {
                Some(b'\\') => self.at += 2,
                Some(byte) => {
                    self.at += 1;
                    if byte == close {
                        return self.push(Kind::Foreign, start, self.at);
                    }
                }
                None => return Err(self.cut_off("text", start)),
            }
        }
    }

    fn number(&mut self) -> Scanned<u32> {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            let exponent = matches!(self.bytes.get(self.at - 1), Some(b'e' | b'E'));
            let sign = matches!(byte, b'+' | b'-') && exponent;
            if !(is_word_part(byte) || byte == b'.' || sign) {
                break;
            }
            self.at += 1;
        }
        self.push(Kind::Number, start, self.at)
    }

    /// A bracket and what is in it, up to its closing one. `from..to` is the word before it.
    fn group(&mut self, from: usize, to: usize, depth: usize) -> Scanned<u32> {
        let opened = self.at;
        if depth >= limits::MAX_DEPTH {
            return Err(self.fault(LoadProblem::TooDeep { limit: limits::MAX_DEPTH }));
        }
        let (what, close) = match self.peek() {
            Some(b'[') => ("[", b']'),
            Some(b'{') => ("{", b'}'),
            _ => ("(", b')'),
        };
        self.at += 1;
        self.skip_blank()?;
        let kind = match close {
            b']' => Kind::List,
            b'}' => Kind::Map,
            _ if self.peek() == Some(b')') || self.begins_entry()? => Kind::Record,
            _ => Kind::Tuple,
        };
        let group = self.push(kind, from, to)?;
        let mut last = 0;
        loop {
            self.skip_blank()?;
            if self.peek().is_none() {
                return Err(self.cut_off(what, opened));
            }
            if self.take(close) {
                return Ok(group);
            }
            last = self.member(kind, group, last, depth + 1, (what, opened))?;
            self.skip_blank()?;
            if self.peek().is_none() {
                return Err(self.cut_off(what, opened));
            }
            if !self.take(b',') && self.peek() != Some(close) {
                let expected = match close {
                    b']' => "a comma or ]",
                    b'}' => "a comma or }",
                    _ if kind == Kind::Tuple => "a colon, a comma or )",
                    _ => "a comma or )",
                };
                return Err(self.unexpected(expected));
            }
        }
    }

    /// One value, or a name or key with its value; returns the last node of it on this level.
    fn member(
        &mut self,
        kind: Kind,
        group: u32,
        last: u32,
        depth: usize,
        (what, opened): (&'static str, usize),
    ) -> Scanned<u32> {
        let first = if kind == Kind::Record {
            let (from, to) = self.word_span();
            if from == to {
                return Err(self.unexpected("the name of an entry"));
            }
            self.push(Kind::Name, from, to)?
        } else {
            self.value(depth)?
        };
        self.chain(group, last, first);
        if !matches!(kind, Kind::Record | Kind::Map) {
            return Ok(first);
        }
        self.skip_blank()?;
        if self.peek().is_none() {
            return Err(self.cut_off(what, opened));
        }
        if !self.take(b':') {
            return Err(self.unexpected("a colon"));
        }
        self.skip_blank()?;
        if self.peek().is_none() {
            return Err(self.cut_off(what, opened));
        }
        let value = self.value(depth)?;
        self.chain(group, first, value);
        Ok(value)
    }

    fn chain(&mut self, group: u32, last: u32, next: u32) {
        if last == 0 {
            if let Some(group) = self.nodes.get_mut(group as usize) {
                group.first_child = next;
            }
        } else if let Some(last) = self.nodes.get_mut(last as usize) {
            last.next = next;
        }
    }

    /// Whether a word and a colon stand here, after white space.
    fn begins_entry(&mut self) -> Scanned<bool> {
        let start = self.at;
        let (from, to) = self.word_span();
        self.skip_blank()?;
        let entry = from != to && self.peek() == Some(b':');
        self.at = start;
        Ok(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fault::{Fault, LoadProblem};
    use super::scan_within;

    #[test]
    fn values_are_counted() {
        let text = "(a: [1, 2])";
        assert_eq!(scan_within(text, 5).map(|document| document.nodes.len()), Ok(5));
        let fault = Fault::new(8, LoadProblem::TooManyValues { limit: 4 });
        assert_eq!(scan_within(text, 4).map(|document| document.nodes.len()), Err(fault));
    }
}
