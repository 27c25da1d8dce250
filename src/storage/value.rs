//! Typed reading of a [`Document`]: every getter either gives what is asked for or names what stands there instead.

use std::borrow::Cow;

use super::document::{Document, Kind};
use super::fault::{Fault, LoadProblem, Place, nearest};

/// One value of a document. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Value<'doc> {
    document: &'doc Document<'doc>,
    index: u32,
}

type Read<T> = Result<T, Fault>;

impl<'doc> Value<'doc> {
    pub(super) fn root(document: &'doc Document<'doc>) -> Self {
        Self { document, index: 0 }
    }

    /// The byte at which the value begins, its quote included.
    pub(super) fn at(self) -> usize {
        let node = self.document.node(self.index);
        let quote = usize::from(matches!(node.kind, Kind::Text | Kind::EscapedText));
        (node.start as usize).saturating_sub(quote)
    }

    pub(super) fn fault(self, problem: LoadProblem) -> Fault {
        Fault::new(self.at(), problem)
    }

    pub(super) fn place_of(self, at: usize) -> Place {
        Place::of(self.document.text.as_bytes(), at)
    }

    fn kind(self) -> Kind {
        self.document.node(self.index).kind
    }

    fn slice(self) -> &'doc str {
        self.document.slice(self.index)
    }

    /// What stands here, for a message: short, in words.
    fn found(self) -> String {
        const SHOWN: usize = 40;
        let slice = self.slice();
        let short = match slice.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}...", slice.get(..end).unwrap_or_default()),
            None => slice.to_owned(),
        };
        match self.kind() {
            Kind::Text | Kind::EscapedText => format!("the text \"{short}\""),
            Kind::Number => format!("the number {short}"),
            Kind::Word | Kind::Name => format!("the word {short}"),
            Kind::Foreign => short,
            Kind::Record | Kind::Tuple if short.is_empty() => "a ( ) group".to_owned(),
            Kind::Record | Kind::Tuple => format!("{short}( )"),
            Kind::List => "a [ ] list".to_owned(),
            Kind::Map => "a { } table".to_owned(),
        }
    }

    pub(super) fn wrong_type(self, expected: impl Into<String>) -> Fault {
        self.fault(LoadProblem::WrongType { found: self.found(), expected: expected.into() })
    }

    pub(super) fn out_of_range(self, expected: impl Into<String>) -> Fault {
        self.fault(LoadProblem::OutOfRange { found: self.found(), expected: expected.into() })
    }

    /// The children one by one.
    #[inline]
    fn children(self) -> impl Iterator<Item = Value<'doc>> {
        let document = self.document;
        let node = move |index: u32| (index != 0).then_some(Value { document, index });
        let first = node(document.node(self.index).first_child);
        std::iter::successors(first, move |value| node(document.node(value.index).next))
    }

    /// A value that may be written `Some(value)`, or `None` for no value.
    pub(super) fn optional(self) -> Option<Self> {
        match self.kind() {
            Kind::Word if self.slice() == "None" => None,
            Kind::Tuple if self.slice() == "Some" => {
                let mut children = self.children();
                match (children.next(), children.next()) {
                    (Some(only), None) => Some(only),
                    _ => Some(self),
                }
            }
            _ => Some(self),
        }
    }

    pub(super) fn text(self) -> Read<Cow<'doc, str>> {
        match self.kind() {
            Kind::Text => Ok(Cow::Borrowed(self.slice())),
            Kind::EscapedText => self.unescaped().map(Cow::Owned),
            _ => Err(self.wrong_type("a text in \"quotes\"")),
        }
    }

    pub(super) fn string(self) -> Read<String> {
        self.text().map(Cow::into_owned)
    }

    fn unescaped(self) -> Read<String> {
        let slice = self.slice();
        let mut text = String::with_capacity(slice.len());
        let mut rest = slice;
        while let Some(backslash) = rest.find('\\') {
            let (before, escape) = rest.split_at(backslash);
            text.push_str(before);
            let Some((character, length)) = escaped_character(escape) else {
                let shown: String = escape.chars().take(2).collect();
                let at = self.document.node(self.index).start as usize + (slice.len() - escape.len());
                return Err(Fault::new(at, LoadProblem::BadEscape(shown)));
            };
            text.extend(character);
            rest = escape.get(length..).unwrap_or_default();
        }
        text.push_str(rest);
        Ok(text)
    }

    /// What stands here, without the `_` that a number may have between its digits.
    fn digits(self) -> Cow<'doc, str> {
        let slice = self.slice();
        if slice.contains('_') { Cow::Owned(slice.replace('_', "")) } else { Cow::Borrowed(slice) }
    }

    /// A finite number.
    pub(super) fn number(self) -> Read<f64> {
        let expected = "a number such as 24 or 0.5";
        match self.kind() {
            Kind::Number => {}
            Kind::Word if matches!(self.slice(), "NaN" | "inf") => {
                return Err(self.out_of_range(format!("write {expected}")));
            }
            _ => return Err(self.wrong_type(expected)),
        }
        let digits = self.digits();
        let number = match whole_number(&digits) {
            #[expect(clippy::cast_precision_loss, reason = "the nearest number is what is meant")]
            Some(whole) => whole as f64,
            None => match without_suffix(&digits).parse::<f64>() {
                Ok(number) => number,
                Err(_) => return Err(self.wrong_type(expected)),
            },
        };
        if number.is_finite() {
            Ok(number)
        } else {
            Err(self.out_of_range(format!("too large to be a number here; write {expected}")))
        }
    }

    /// A whole number from `least` to `most`; `meaning` says what it is, for the message.
    pub(super) fn whole(self, least: i64, most: i64, meaning: &str) -> Read<i64> {
        let range = || match least == most {
            true => format!("the number {least}"),
            false => format!("a whole number from {least} to {most}"),
        };
        if self.kind() != Kind::Number {
            return Err(self.wrong_type(range()));
        }
        match whole_number(&self.digits()).map(i64::try_from) {
            Some(Ok(number)) if (least..=most).contains(&number) => Ok(number),
            _ => Err(self.out_of_range(format!("{meaning} is {}", range()))),
        }
    }

    pub(super) fn boolean(self) -> Read<bool> {
        match (self.kind(), self.slice()) {
            (Kind::Word, "true") => Ok(true),
            (Kind::Word, "false") => Ok(false),
            _ => Err(self.wrong_type("true or false")),
        }
    }

    /// One of a few words: gives what stands beside it.
    pub(super) fn choice<T: Copy>(self, choices: &[(&'static str, T)]) -> Read<T> {
        let found = (self.kind() == Kind::Word)
            .then(|| choices.iter().find(|(word, _)| *word == self.slice()).map(|(_, value)| *value));
        found.flatten().ok_or_else(|| {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.wrong_type(format!("one of {}", words.join(", ")))
        })
    }

    /// The word before the bracket of a group, or a bare word; empty when there is none.
    pub(super) fn head_word(self) -> &'doc str {
        match self.kind() {
            Kind::Record | Kind::Tuple | Kind::Word => self.slice(),
            _ => "",
        }
    }

    /// The value of the record's first entry, when it is called `name`.
    pub(super) fn first_entry(self, name: &str) -> Option<Self> {
        let mut children = self.children();
        let first = children.next().filter(|first| self.kind() == Kind::Record && first.slice() == name);
        first.and_then(|_| children.next())
    }

    pub(super) fn is_word(self) -> bool {
        self.kind() == Kind::Word
    }

    /// The texts of these entries of a record; empty where one is missing. For messages: nothing is checked.
    pub(super) fn texts_of(self, names: &[&str]) -> Vec<String> {
        let text = |name: &&str| {
            let mut children = self.children();
            while let (Some(child), Some(value)) = (children.next(), children.next()) {
                if child.slice() == *name {
                    return value.string().unwrap_or_default();
                }
            }
            String::new()
        };
        names.iter().map(text).collect()
    }

    /// The entries of a record: each name is known and stands there once.
    pub(super) fn fields(
        self,
        of: &'static str,
        known: &'static [&'static str],
    ) -> Read<impl Iterator<Item = (&'doc str, Value<'doc>)>> {
        if self.kind() != Kind::Record {
            return Err(self.wrong_type(format!("{of} ( ... )")));
        }
        let (mut seen, mut next) = (0_u32, 0);
        let mut children = self.children();
        while let (Some(name), Some(_)) = (children.next(), children.next()) {
            let Some(number) = place_from(known, next, name.slice()) else {
                let suggestion = nearest(name.slice(), known.iter().copied())
                    .and_then(|near| known.iter().copied().find(|known| *known == near));
                let typed = name.slice().to_owned();
                return Err(name.fault(LoadProblem::UnknownField { of, name: typed, suggestion, known }));
            };
            let mark = 1_u32.checked_shl(number).unwrap_or(0);
            if seen & mark != 0 {
                let earlier = self.children().step_by(2).find(|earlier| earlier.slice() == name.slice());
                let first = earlier.map_or(self.at(), Value::at);
                return Err(name.repeated(format!("the entry {}", name.slice()), first));
            }
            seen |= mark;
            next = number + 1;
        }
        let mut children = self.children();
        Ok(std::iter::from_fn(move || Some((children.next()?.slice(), children.next()?))))
    }

    /// How many children there are: items of a list, or keys and values of a table.
    pub(super) fn count(self) -> usize {
        self.children().count()
    }

    /// The items of a list.
    pub(super) fn items(self, of: &str) -> Read<impl Iterator<Item = Value<'doc>>> {
        if self.kind() == Kind::List {
            Ok(self.children())
        } else {
            Err(self.wrong_type(format!("{of} [ ... ]")))
        }
    }

    /// The keys and values of a table.
    pub(super) fn entries(self, of: &str) -> Read<impl Iterator<Item = (Value<'doc>, Value<'doc>)>> {
        if self.kind() != Kind::Map {
            return Err(self.wrong_type(format!("{of} {{ ... }}")));
        }
        let mut children = self.children();
        Ok(std::iter::from_fn(move || Some((children.next()?, children.next()?))))
    }

    /// That `what` stands here again after it stood at the byte `first`.
    pub(super) fn repeated(self, what: String, first: usize) -> Fault {
        self.fault(LoadProblem::Repeated { what, first: self.place_of(first) })
    }
}

/// The character that the escape at the start of `escape` stands for, if any, and how many bytes the escape has.
/// A backslash before the end of a line stands for nothing and swallows the white space that follows.
fn escaped_character(escape: &str) -> Option<(Option<char>, usize)> {
    let code = |digits: &str| {
        let hexadecimal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        hexadecimal.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    let character = match escape.as_bytes().get(1)? {
        b'\n' | b'\r' => {
            let blank = |character: char| matches!(character, ' ' | '\t' | '\n' | '\r');
            return Some((None, escape.len() - escape.get(1..)?.trim_start_matches(blank).len()));
        }
        b'"' => '"',
        b'\'' => '\'',
        b'\\' => '\\',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'0' => '\0',
        b'x' => {
            // Above 7F several of them would have to make one character; `\u{...}` says the same plainly.
            let ascii = code(escape.get(2..4)?).filter(|code| *code < 0x80)?;
            return Some((Some(char::from_u32(ascii)?), 4));
        }
        b'u' => {
            let (digits, _) = escape.get(2..)?.strip_prefix('{')?.split_once('}')?;
            let length = (1..=6).contains(&digits.len()).then_some(digits.len() + 4)?;
            return Some((Some(char::from_u32(code(digits)?)?), length));
        }
        _ => return None,
    };
    Some((Some(character), 2))
}

/// `digits`, when they are a whole number: decimal, `0x`, `0o`, `0b`, with a sign and a type suffix if need be.
pub(super) fn whole_number(digits: &str) -> Option<i128> {
    if (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.parse::<i64>().ok().map(i128::from);
    }
    if digits.contains('.') {
        return None;
    }
    let unsigned = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let radix =
        [("0x", 16), ("0o", 8), ("0b", 2)].into_iter().find(|(prefix, _)| unsigned.starts_with(prefix));
    let (body, radix) = match radix {
        Some((prefix, radix)) => (unsigned.get(prefix.len()..)?, radix),
        None => (unsigned, 10),
    };
    let body = ["i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128"]
        .into_iter()
        .find_map(|suffix| body.strip_suffix(suffix))
        .unwrap_or(body);
    if !body.starts_with(|first: char| first.is_digit(radix)) {
        return None;
    }
    let number = i128::from_str_radix(body, radix).ok()?;
    Some(if digits.starts_with('-') { -number } else { number })
}

/// The place of `name` among `known`, looked for from `from` on first: entries mostly stand in the order in which they are known.
fn place_from(known: &[&str], from: u32, name: &str) -> Option<u32> {
    let is_it = |(_, known): &(u32, &&str)| **known == name;
    let mut ahead = (0..).zip(known).skip(from as usize);
    let found = ahead.find(is_it).or_else(|| (0..).zip(known).find(is_it));
    found.map(|(place, _)| place)
}

fn without_suffix(digits: &str) -> &str {
    digits.strip_suffix("f64").or_else(|| digits.strip_suffix("f32")).unwrap_or(digits)
}
