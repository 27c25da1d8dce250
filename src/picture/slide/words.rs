//! Words on a slide: broken into lines, drawn from a place on; and the marks before them.

use super::super::display::{Anchor, DisplayList};
use super::super::marks;
use super::super::party::baseline_in_line;
use super::super::pen::Pen;
use super::super::text::{TextStyle, wrap};
use super::super::theme::Theme;
use super::{HEADING, LARGE, Line, LineLook, NOBODY, STRONG, TEXT};
use crate::diagnosis::LinkState;
use crate::layout::{Point, Rect, Size};

/// So many lines a text may take: more than any slide holds.
const MOST_LINES: usize = 200;
/// The room for a mark before a line, units.
const MARK_ROOM: f64 = 30.0;

/// Words that have been broken into lines.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) text: String,
    lines: Vec<String>,
    style: TextStyle,
    state: Option<LinkState>,
}

impl Set {
    /// A heading within `width`.
    pub(super) fn heading(text: &str, width: f64) -> Self {
        Self::of(text, HEADING, None, width)
    }

    /// The few words above a heading.
    pub(super) fn kicker(text: &str, width: f64) -> Self {
        Self::of(text, TEXT, None, width)
    }

    /// A line within `width`.
    pub(super) fn line(line: &Line, width: f64) -> Self {
        let style = match line.look {
            LineLook::Plain => TEXT,
            LineLook::Strong => STRONG,
            LineLook::Large => LARGE,
        };
        Self::of(&line.text, style, line.state, width)
    }

    fn of(text: &str, style: TextStyle, state: Option<LinkState>, width: f64) -> Self {
        let room = if state.is_some() { width - MARK_ROOM } else { width };
        let lines = wrap(text, style, room, MOST_LINES);
        Self { text: text.to_owned(), lines, style, state }
    }

    /// How high it is.
    pub(super) fn height(&self) -> f64 {
        self.style.line_height() * f64::from(u32::try_from(self.lines.len()).unwrap_or(u32::MAX))
    }

    /// The first lines that fit into `height`, and the rest; `None` for what holds no line.
    pub(super) fn split(self, height: f64) -> (Option<Self>, Option<Self>) {
        let is_in = |place: usize| {
            let lines = f64::from(u32::try_from(place + 1).unwrap_or(u32::MAX));
            self.style.line_height() * lines <= height
        };
        let first: Vec<String> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(place, _)| is_in(*place))
            .map(|(_, line)| line.clone())
            .collect();
        let rest: Vec<String> = self.lines.iter().skip(first.len()).cloned().collect();
        let part = |lines: Vec<String>, state| {
            let text = lines.join(" ");
            (!lines.is_empty()).then_some(Self { text, lines, style: self.style, state })
        };
        let state = self.state;
        (part(first, state), part(rest, None))
    }

    /// Where it lies with its left upper corner at `at`.
    pub(super) fn area(&self, at: Point) -> Rect {
        let indent = self.indent();
        let widest = self.lines.iter().map(|line| self.style.width(line)).fold(0.0, f64::max);
        let corner = Point::new(at.x + indent + widest, at.y + self.height());
        Rect::from_corners(at, corner)
    }

    fn indent(&self) -> f64 {
        if self.state.is_some() { MARK_ROOM } else { 0.0 }
    }

    /// Draws it with its left upper corner at `at`.
    pub(super) fn draw(&self, list: &mut DisplayList, theme: &Theme, at: Point) {
        if let Some(state) = self.state {
            let middle = Point::new(at.x + 12.0, at.y + self.style.line_height() / 2.0);
            mark(list, theme, state, middle);
        }
        let mut pen = Pen::new(list, theme, NOBODY);
        let mut top = at.y;
        for line in &self.lines {
            let baseline = top + baseline_in(self.style);
            pen.text(line, Point::new(at.x + self.indent(), baseline), Anchor::Start, self.style, theme.ink);
            top += self.style.line_height();
        }
    }
}

/// From the top of a line of this style to its baseline, units.
pub(super) fn baseline_in(style: TextStyle) -> f64 {
    baseline_in_line(style.size)
}

/// The mark of a state around `middle`, as the map has it; a tick for what works.
fn mark(list: &mut DisplayList, theme: &Theme, state: LinkState, middle: Point) {
    let mut pen = Pen::new(list, theme, NOBODY);
    let color = theme.state(state).line;
    match state {
        LinkState::Broken => marks::broken_chain(&mut pen, middle, Point::new(1.0, 0.0), 0.72, color),
        LinkState::Strained => marks::exclamation(&mut pen, middle, 0.9, color, theme.plate),
        LinkState::Unknown => marks::question(&mut pen, middle, 0.95, color, theme.plate),
        LinkState::Sound => {
            let at = |x: f64, y: f64| Point::new(middle.x + x, middle.y + y);
            pen.polyline(&[at(-6.0, 0.5), at(-1.5, 5.0), at(6.5, -5.0)], color, 2.4);
        }
    }
}

/// The lines of a name in its box, centred.
pub(super) fn name_in_box(
    list: &mut DisplayList,
    theme: &Theme,
    subject: super::Subject,
    lines: &[String],
    style: TextStyle,
    area: Rect,
) {
    let mut pen = Pen::new(list, theme, subject);
    let count = f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    let mut top = area.centre().y - style.line_height() * count / 2.0;
    for line in lines {
        let at = Point::new(area.centre().x, top + baseline_in(style));
        pen.text(line, at, Anchor::Middle, style, theme.ink);
        top += style.line_height();
    }
}

/// The size of a box around a name's lines.
pub(super) fn box_size(lines: &[String], style: TextStyle, padding: f64) -> Size {
    let widest = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
    let count = f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX));
    Size::new(widest + 2.0 * padding, style.line_height() * count + 16.0)
}
