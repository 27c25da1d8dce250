//! The text of an org file as a tree of values that know where they stand.
//!
//! The tree is one flat list of small nodes that point into the text: nothing is copied until a value is asked for. It knows
//! the notation (RON) and nothing of organisations. The scanner that builds it is `scan`; typed reading is `value`.

use std::collections::BTreeMap;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `"text"` without a backslash; the span is what stands between the quotes.
    Text,
    /// `"text"` with at least one backslash; the span is what stands between the quotes.
    EscapedText,
    /// Anything that begins like a number.
    Number,
    /// A bare word: `true`, `Works`, `None`.
    Word,
    /// `'c'` or `b"bytes"`, which no org file needs.
    Foreign,
    /// The name of an entry of a record.
    Name,
    /// `(a: 1, b: 2)`; children are names and values in turn. The span is the word before the bracket, if any.
    Record,
    /// `(1, 2)`; the span is the word before the bracket, if any.
    Tuple,
    /// `[1, 2]`.
    List,
    /// `{1: 2}`; children are keys and values in turn.
    Map,
}

/// A value, as a span of the text and links to its first child and its next sibling. 0, the root, stands for "none".
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
    pub first_child: u32,
    pub next: u32,
}

/// A whole file.
#[derive(Debug)]
pub(super) struct Document<'text> {
    /// Without a byte order mark.
    pub text: &'text str,
    /// The root first; a parent always before its children.
    pub nodes: Vec<Node>,
    /// Where the first comment begins, if there is one.
    pub first_comment: Option<usize>,
    /// What a migration has put in the place of what stands in the text, by node.
    pub replaced: BTreeMap<u32, String>,
}

impl Document<'_> {
    /// The node at `index`. Indices come from the tree itself, so the fall-back is never seen.
    #[inline]
    pub(super) fn node(&self, index: u32) -> Node {
        const NOTHING: Node = Node { kind: Kind::Word, start: 0, end: 0, first_child: 0, next: 0 };
        self.nodes.get(index as usize).copied().unwrap_or(NOTHING)
    }

    /// The text that the node at `index` spans, as a migration has left it.
    #[inline]
    pub(super) fn slice(&self, index: u32) -> &str {
        if !self.replaced.is_empty()
            && let Some(text) = self.replaced.get(&index)
        {
            return text;
        }
        let node = self.node(index);
        self.text.get(node.start as usize..node.end as usize).unwrap_or_default()
    }
}
