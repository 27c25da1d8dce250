//! The words on a link: its state, the first need that is not met, the flag of a probable cause.
//!
//! Deliberately absent: where they find room; see `placement`.

use super::display::{Anchor, Levels, Part, Stroke};
use super::link::{LinkLine, Loudness};
use super::metrics::{BADGE, LABEL_LINES, LABEL_WIDTH, SMALL, UNIT, WORD};
use super::party::{badge, badge_width, baseline_in_line};
use super::path::{Path, nearest_in};
use super::pen::Pen;
use super::placement::PlacedLabel;
use super::text::{shorten, wrap_evenly};
use super::theme::Theme;
use crate::diagnosis::{ExpectationState, LinkDiagnosis, LinkState};
use crate::layout::{Point, Size};
use crate::model::{ExpectationKind, Link};

const PADDING: f64 = 6.0;
const PADDING_TOP: f64 = 3.0;

/// The words of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelPlan {
    /// "cause", with its group's number where there are several.
    pub flag: Option<String>,
    /// The state's word.
    pub word: String,
    /// The need, in lines.
    pub lines: Vec<String>,
}

impl LabelPlan {
    /// The label of a link, with all that it has to say.
    #[must_use]
    pub fn of(flag: Option<String>, word: String, need: Option<&str>) -> Self {
        let lines =
            need.map_or_else(Vec::new, |need| wrap_evenly(need, SMALL, LABEL_WIDTH, LABEL_LINES, UNIT));
        Self { flag, word, lines }
    }

    /// The same, in fewer and fewer words, each with what the loss of words costs.
    pub(super) fn shorter_forms(&self) -> Vec<(Self, f64)> {
        let mut forms = vec![(self.clone(), 0.0)];
        if let [first, _, ..] = self.lines.as_slice() {
            let line = shorten(&format!("{first}\u{2026}"), SMALL, LABEL_WIDTH);
            forms.push((Self { lines: vec![line], ..self.clone() }, 35.0));
        }
        if !self.lines.is_empty() {
            forms.push((Self { lines: Vec::new(), ..self.clone() }, 65.0));
        }
        if self.flag.is_some() {
            forms.push((Self { word: String::new(), lines: Vec::new(), ..self.clone() }, 110.0));
        }
        forms
    }

    /// A broken link's word is worth its room alone. That a link struggles its mark says as well, so the word comes with
    /// more words or not at all.
    pub(super) fn says_more_than_a_mark(&self, loudness: Loudness) -> bool {
        loudness != Loudness::Strained || !self.lines.is_empty() || self.word != LinkState::Strained.word()
    }

    fn head_height(&self) -> f64 {
        if self.flag.is_some() { BADGE } else { WORD.line_height() }
    }

    fn head_width(&self) -> f64 {
        let flag = self.flag.as_ref().map_or(0.0, |flag| badge_width(flag));
        let gap = if self.flag.is_some() && !self.word.is_empty() { 6.0 } else { 0.0 };
        flag + gap + WORD.width(&self.word)
    }

    /// The label's size with its plate.
    #[must_use]
    pub fn size(&self) -> Size {
        if self.is_flag_alone() {
            return Size::new(self.head_width(), BADGE);
        }
        let widest = self.lines.iter().map(|line| SMALL.width(line)).fold(self.head_width(), f64::max);
        let lines = f64::from(u32::try_from(self.lines.len()).unwrap_or(u32::MAX));
        let height = self.head_height() + lines * SMALL.line_height();
        Size::new(widest + 2.0 * PADDING, height + 2.0 * PADDING_TOP)
    }

    fn is_flag_alone(&self) -> bool {
        self.flag.is_some() && self.word.is_empty() && self.lines.is_empty()
    }
}

/// The first need of a link that is not met: the most important, then the worst rated; else what it hands over, when the link
/// is worth a word at all.
#[must_use]
pub fn first_need<'facts>(link: &'facts Link, diagnosis: &LinkDiagnosis) -> Option<&'facts str> {
    let rank = |state: ExpectationState| match (diagnosis.state, state) {
        (_, ExpectationState::Unmet) => Some(0),
        (LinkState::Strained, ExpectationState::Strained) => Some(1),
        _ => None,
    };
    let candidates = link.expectations().iter().filter(|(_, facts)| !facts.is_set_aside());
    let ranked = candidates.filter_map(|(id, facts)| {
        let judged = diagnosis.expectations().get(id)?;
        let is_want = facts.kind == ExpectationKind::Want;
        let importance = std::cmp::Reverse(facts.importance);
        Some(((rank(judged.state)?, is_want, importance), judged.score.unwrap_or(5.0), facts))
    });
    let first = ranked.min_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let deliverable = || link.deliverables.first().map(String::as_str);
    first.map(|(_, _, facts)| facts.statement.as_str()).or_else(deliverable)
}

/// Draws a label in its place, with a leader to its line.
pub fn draw(pen: &mut Pen<'_>, theme: &Theme, line: &LinkLine<'_>, label: &PlacedLabel) {
    let PlacedLabel { plan, rect, foot } = label;
    let rect = *rect;
    let colors = theme.state(line.state);
    pen.levels = if line.loudness() >= Loudness::Symptom { Levels::MIDDLE_AND_NEAR } else { Levels::NEAR };
    let leader = Path::polyline(&[*foot, nearest_in(rect, *foot)]);
    pen.path(Part::Plate, leader, Stroke::solid(colors.line, theme.widths.hairline));
    if let (true, Some(flag)) = (plan.is_flag_alone(), &plan.flag) {
        badge(pen, theme, flag, Point::new(rect.min.x, rect.centre().y));
        return;
    }
    let outline = match line.loudness() {
        Loudness::Root => Some(Stroke::solid(colors.line, theme.widths.hairline + 0.25)),
        _ => None,
    };
    pen.rect(Part::Plate, rect, 6.0, Some(theme.plate), outline);
    let mut left = rect.min.x + PADDING;
    let top = rect.min.y + PADDING_TOP;
    let middle = top + plan.head_height() / 2.0;
    if let Some(flag) = &plan.flag {
        badge(pen, theme, flag, Point::new(left, middle));
        left += badge_width(flag) + 6.0;
    }
    let baseline = middle - WORD.line_height() / 2.0 + baseline_in_line(WORD.size);
    pen.text(&plan.word, Point::new(left, baseline), Anchor::Start, WORD, colors.text);
    let mut line_top = top + plan.head_height();
    for words in &plan.lines {
        let at = Point::new(rect.min.x + PADDING, line_top + baseline_in_line(SMALL.size));
        pen.text(words, at, Anchor::Start, SMALL, theme.soft_ink);
        line_top += SMALL.line_height();
    }
}
