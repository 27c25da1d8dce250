//! A party's box: its words, its size, its shape and its badges.
//!
//! The size depends on the party's facts alone, never on the diagnosis, so that a new rating does not move anybody's box.
//! Deliberately absent: where the box stands.

use super::display::{Anchor, Levels, Part, Stroke};
use super::marks;
use super::metrics::{
    BADGE, BOX_MIN_WIDTH, BOX_PADDING, BOX_PADDING_TOP, BOX_RADIUS, DOUBLE_BORDER, NAME, NAME_LINES,
    NAME_WIDTH, PILL_PADDING, SMALL, UNIT, WORD,
};
use super::pen::Pen;
use super::text::{ASCENT, clean, shorten, wrap_evenly};
use super::theme::Theme;
use crate::diagnosis::{CustomerSummary, PartyDiagnosis, all_of};
use crate::layout::{Point, Rect, Size};
use crate::model::{Party, PartyKind};

/// Room for the longest usual line beneath an external customer's name.
const SERVICE_LINE_WIDTH: f64 = 128.0;
/// Said of a team that serves an external customer directly.
const FRONT_LINE: &str = "front line";

/// The words of a box, broken into lines, and how much room they take.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyPlan {
    /// The name's lines.
    pub name: Vec<String>,
    /// Whether a small line follows.
    pub small: SmallLine,
    /// The box's size, on the grid.
    pub size: Size,
}

/// What stands beneath the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmallLine {
    /// These words.
    Words(String),
    /// Who leads the team, and whether it is at the front: known with the diagnosis only. May be empty; the box is as high.
    Team {
        /// Who leads it; may be empty.
        lead: String,
    },
    /// How the customer is served: known with the diagnosis only.
    Service,
}

/// The words and size of a party's box.
#[must_use]
pub fn plan(party: &Party) -> PartyPlan {
    let padding = padding(party.kind);
    let room = NAME_WIDTH + 2.0 * BOX_PADDING - 2.0 * padding;
    let name = wrap_evenly(&party.name, NAME, room, NAME_LINES, UNIT);
    let lead = clean(&party.lead);
    let (small, small_width) = match party.kind {
        PartyKind::ExternalCustomer => (SmallLine::Service, SERVICE_LINE_WIDTH),
        PartyKind::ExternalSupplier => {
            let words = "external supplier".to_owned();
            let width = SMALL.width(&words);
            (SmallLine::Words(words), width)
        }
        PartyKind::Team => {
            let widest = SMALL.width(&team_line(FRONT_LINE, &lead)).min(room);
            (SmallLine::Team { lead }, widest)
        }
    };
    let widest = name.iter().map(|line| NAME.width(line)).fold(small_width, f64::max);
    let width = on_grid(widest + 2.0 * padding).max(BOX_MIN_WIDTH);
    let height = on_grid(text_height(name.len()) + 2.0 * BOX_PADDING_TOP);
    PartyPlan { name, small, size: Size::new(width, height) }
}

fn padding(kind: PartyKind) -> f64 {
    match kind {
        PartyKind::ExternalCustomer => PILL_PADDING,
        PartyKind::Team | PartyKind::ExternalSupplier => BOX_PADDING,
    }
}

/// Every box has room for the small line, whether or not there is one: boxes of equal height are calmer.
fn text_height(name_lines: usize) -> f64 {
    name_height(name_lines) + SMALL.line_height()
}

fn name_height(name_lines: usize) -> f64 {
    f64::from(u32::try_from(name_lines).unwrap_or(u32::MAX)) * NAME.line_height()
}

/// "front line, Ana Ortiz".
fn team_line(front_line: &str, lead: &str) -> String {
    let words: Vec<&str> = [front_line, lead].into_iter().filter(|words| !words.is_empty()).collect();
    words.join(" \u{b7} ")
}

fn on_grid(length: f64) -> f64 {
    (length / UNIT).ceil() * UNIT
}

/// "1 of 6 services fails": the worst that can be said of how a customer is served.
#[must_use]
pub fn service_line(summary: Option<&CustomerSummary>) -> String {
    let Some(summary) = summary.filter(|summary| summary.services > 0) else {
        return "external customer".to_owned();
    };
    let services = summary.services;
    let of = |count: usize, one: &str, many: &str| match (services, count) {
        (1, _) => format!("its one service {one}"),
        (_, 1) => format!("1 of {services} services {one}"),
        _ => format!("{count} of {services} services {many}"),
    };
    if summary.fail > 0 {
        of(summary.fail, "fails", "fail")
    } else if summary.struggle > 0 {
        of(summary.struggle, "struggles", "struggle")
    } else if summary.not_asked > 0 {
        of(summary.not_asked, "not asked", "not asked")
    } else if services == 1 {
        "its one service works".to_owned()
    } else {
        format!("{} services work", all_of(services))
    }
}

/// What is known of a party when its box is drawn.
#[derive(Clone, Copy, Debug)]
pub struct PartyFace<'facts> {
    /// Its facts.
    pub party: &'facts Party,
    /// Its words and size.
    pub plan: &'facts PartyPlan,
    /// The judgement on it.
    pub diagnosis: Option<&'facts PartyDiagnosis>,
    /// How it is served, for an external customer.
    pub service: Option<&'facts CustomerSummary>,
    /// Whether its department's box stands for it where departments are one box each.
    pub is_gathered: bool,
}

/// Draws a party's box at `rect`.
pub fn draw(mut pen: Pen<'_>, theme: &Theme, face: PartyFace<'_>, rect: Rect) {
    let cut_off = face.diagnosis.is_some_and(|diagnosis| diagnosis.cut_off);
    pen.levels = if face.is_gathered { Levels::FAR_ALONE } else { Levels::FAR };
    draw_from_afar(&mut pen, theme, face.party.kind, cut_off, rect);
    pen.levels = Levels::MIDDLE_AND_NEAR;
    draw_box(&mut pen, theme, face.party.kind, rect);
    draw_words(&mut pen, theme, face, rect);
    draw_badges(&mut pen, theme, face.diagnosis, rect);
}

fn draw_from_afar(pen: &mut Pen<'_>, theme: &Theme, kind: PartyKind, cut_off: bool, rect: Rect) {
    let fill = match kind {
        _ if cut_off => theme.broken.line,
        PartyKind::Team => theme.box_outline,
        PartyKind::ExternalCustomer => theme.customer_outline,
        PartyKind::ExternalSupplier => theme.unknown.line,
    };
    pen.rect(Part::Body, rect, corner_radius(kind, rect), Some(fill), None);
}

/// Of the corners of that kind of box, world units.
#[must_use]
pub fn corner_radius(kind: PartyKind, rect: Rect) -> f64 {
    match kind {
        PartyKind::Team => BOX_RADIUS,
        PartyKind::ExternalCustomer => (rect.height() / 2.0).min(28.0),
        PartyKind::ExternalSupplier => 0.0,
    }
}

/// A team is a box, an external customer a pill with a double border, an external supplier a square-cornered box with a
/// double left edge: it feeds the chain from outside.
pub fn draw_box(pen: &mut Pen<'_>, theme: &Theme, kind: PartyKind, rect: Rect) {
    let hairline = theme.widths.hairline;
    let radius = corner_radius(kind, rect);
    match kind {
        PartyKind::Team => {
            let stroke = Stroke::solid(theme.box_outline, hairline);
            pen.rect(Part::Body, rect, radius, Some(theme.box_fill), Some(stroke));
        }
        PartyKind::ExternalCustomer => {
            let outer = Stroke::solid(theme.customer_outline, hairline + 0.75);
            pen.rect(Part::Body, rect, radius, Some(theme.customer_fill), Some(outer));
            let inset = DOUBLE_BORDER + hairline / 2.0;
            let inner = Stroke::solid(theme.customer_outline, hairline);
            pen.rect(Part::Detail, rect.grown(-inset), radius - inset, None, Some(inner));
        }
        PartyKind::ExternalSupplier => {
            let stroke = Stroke::solid(theme.box_outline, hairline);
            pen.rect(Part::Body, rect, radius, Some(theme.supplier_fill), Some(stroke));
            let x = rect.min.x + DOUBLE_BORDER + 1.5;
            let edge = [Point::new(x, rect.min.y), Point::new(x, rect.max.y)];
            pen.polyline(&edge, theme.box_outline, hairline);
        }
    }
}

/// The outline of a chosen box: it lies around the box and does not cover its badges.
pub fn draw_selection(mut pen: Pen<'_>, theme: &Theme, kind: PartyKind, rect: Rect) {
    let width = theme.widths.selection;
    let distance = 3.0 + width / 2.0;
    let radius = corner_radius(kind, rect).max(BOX_RADIUS / 2.0) + distance;
    let ring = Stroke::solid(theme.accent, width);
    pen.rect(Part::Detail, rect.grown(distance), radius, None, Some(ring));
}

fn draw_words(pen: &mut Pen<'_>, theme: &Theme, face: PartyFace<'_>, rect: Rect) {
    let small = small_words(face, rect.width() - BOX_PADDING);
    let name_lines = face.plan.name.len();
    let height = if small.is_empty() { name_height(name_lines) } else { text_height(name_lines) };
    let centre = rect.centre();
    let mut top = centre.y - height / 2.0;
    for line in &face.plan.name {
        let baseline = top + baseline_in_line(NAME.size);
        pen.text(line, Point::new(centre.x, baseline), Anchor::Middle, NAME, theme.ink);
        top += NAME.line_height();
    }
    let color = match face.service {
        Some(service) if service.fail > 0 => theme.broken.text,
        Some(service) if service.struggle > 0 => theme.strained.text,
        _ => theme.soft_ink,
    };
    let at = Point::new(centre.x, top + baseline_in_line(SMALL.size));
    pen.text(&small, at, Anchor::Middle, SMALL, color);
}

fn small_words(face: PartyFace<'_>, room: f64) -> String {
    let words = match &face.plan.small {
        SmallLine::Words(words) => words.clone(),
        SmallLine::Service => service_line(face.service),
        SmallLine::Team { lead } => {
            let is_front_line = face.diagnosis.is_some_and(|diagnosis| diagnosis.distance == Some(1));
            team_line(if is_front_line { FRONT_LINE } else { "" }, lead)
        }
    };
    shorten(&words, SMALL, room)
}

/// From a line's top to its baseline: the letters' height is centred in the line.
#[must_use]
pub fn baseline_in_line(size: f64) -> f64 {
    // Capitals are 0.70 em high: centring those looks right, since few letters reach below the baseline.
    size * (super::text::LINE / 2.0 + 0.35)
}

fn draw_badges(pen: &mut Pen<'_>, theme: &Theme, diagnosis: Option<&PartyDiagnosis>, rect: Rect) {
    let Some(diagnosis) = diagnosis.filter(|diagnosis| diagnosis.kind == PartyKind::Team) else { return };
    if diagnosis.cut_off {
        let right = Point::new(rect.max.x - UNIT - badge_width("cut off"), rect.min.y);
        badge(pen, theme, "cut off", right);
    }
    if diagnosis.is_single_point() {
        let centre = Point::new(rect.min.x + UNIT + 9.0, rect.min.y);
        marks::single_point(pen, centre, theme.box_outline, theme.plate);
    }
}

/// The width of a badge with that word, world units.
#[must_use]
pub fn badge_width(word: &str) -> f64 {
    WORD.width(word) + 14.0
}

/// A filled pill with a word of alarm, its left end and its middle at `left_middle`.
pub fn badge(pen: &mut Pen<'_>, theme: &Theme, word: &str, left_middle: Point) {
    let rect = Rect {
        min: Point::new(left_middle.x, left_middle.y - BADGE / 2.0),
        max: Point::new(left_middle.x + badge_width(word), left_middle.y + BADGE / 2.0),
    };
    pen.rect(Part::Plate, rect, BADGE / 2.0, Some(theme.broken.text), None);
    // Lower-case words look centred a little above the middle of the capitals.
    let baseline = left_middle.y + WORD.size * (ASCENT - 0.44);
    pen.text(word, Point::new(rect.centre().x, baseline), Anchor::Middle, WORD, theme.on_fill);
}
