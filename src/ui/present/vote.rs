//! The vote: probable causes and actions in large type, dots given by key at the speed of raised hands, the budget counted down.
//!
//! Rows stand still while hands are up; Enter shows them by their dots. Nobody's vote is recorded, only how many dots each has.

use std::ops::Range;
use std::sync::Arc;

use egui::{Align2, Galley, Id, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::PresentState;
use super::keys::Press;
use super::screen::Scale;
use crate::picture::slide::{HEADING, STRONG, TEXT};
use crate::session::walk::{Ballot, Candidate, candidates};
use crate::session::{Command, Session};
use crate::ui::Sink;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::one_line;

/// Around a row's words, between two rows, and what a row's dots take, units of a slide.
const PADDING: f32 = 5.5;
const GAP: f32 = 3.0;
const DOTS: f32 = 92.0;
/// The most dots that are painted in a row; more are told by number alone.
const MOST_PAINTED: u32 = 12;
/// The most people in a room.
const MOST_PEOPLE: u32 = 500;
/// The most dots that a person has.
const MOST_EACH: u32 = 20;

/// What is voted on, and which row is chosen.
#[derive(Default)]
pub(super) struct VoteState {
    ballot: Ballot,
    /// The revision that the rows were made for.
    made_for: Option<u64>,
    rows: Vec<Candidate>,
    row: usize,
    /// Whether the rows stand by their dots.
    by_dots: bool,
}

impl VoteState {
    pub(super) fn ballot(&self) -> Ballot {
        self.ballot
    }

    pub(super) fn set_ballot(&mut self, ballot: Ballot) {
        self.ballot = ballot;
    }

    /// Begins at the first row.
    pub(super) fn open(&mut self, session: &Session) {
        (self.row, self.by_dots, self.made_for) = (0, false, None);
        self.remake(session);
    }

    /// Makes the rows anew when the facts have changed, if they are shown.
    pub(super) fn refresh(&mut self, session: &Session) {
        if self.made_for.is_some_and(|revision| revision != session.revision()) {
            self.remake(session);
        }
    }

    fn remake(&mut self, session: &Session) {
        let chosen = self.rows.get(self.row).map(|row| row.on.clone());
        self.rows = candidates(session.org(), session.diagnosis());
        if self.by_dots {
            self.rows.sort_by_key(|row| std::cmp::Reverse(row.dots));
        }
        let place = chosen.and_then(|on| self.rows.iter().position(|row| row.on == on));
        self.row = place.unwrap_or(self.row).min(self.rows.len().saturating_sub(1));
        self.made_for = Some(session.revision());
    }

    fn give(&self, by: i64, sink: &mut Sink) {
        let Some(row) = self.rows.get(self.row) else { return };
        let dots = u32::try_from((i64::from(row.dots) + by).max(0)).unwrap_or(u32::MAX);
        if dots != row.dots {
            sink.command(Command::GiveDots { on: row.on.clone(), dots });
        }
    }
}

impl PresentState {
    /// Tells whether the key means something at the vote.
    pub(super) fn press_in_vote(&mut self, press: Press, session: &Session, sink: &mut Sink) -> bool {
        let vote = &mut self.vote;
        let last = vote.rows.len().saturating_sub(1);
        match press {
            Press::Up => vote.row = vote.row.saturating_sub(1),
            Press::Down => vote.row = (vote.row + 1).min(last),
            Press::First => vote.row = 0,
            Press::Last => vote.row = last,
            Press::Plus => vote.give(1, sink),
            Press::Minus => vote.give(-1, sink),
            Press::Digit(0) | Press::Remove => vote.give(i64::MIN / 2, sink),
            Press::Digit(dots) => vote.give(i64::from(dots), sink),
            // Left and right are Back and Next on a slide: here they count the people.
            Press::Back => vote.ballot.people = vote.ballot.people.saturating_sub(1),
            Press::Next => {
                vote.ballot.people = (vote.ballot.people + 1).min(MOST_PEOPLE);
            }
            Press::MoveUp => vote.ballot.each = (vote.ballot.each + 1).min(MOST_EACH),
            Press::MoveDown => vote.ballot.each = vote.ballot.each.saturating_sub(1).max(1),
            Press::Spotlight => {
                vote.by_dots = !vote.by_dots;
                vote.row = 0;
                vote.rows.clear();
                vote.remake(session);
            }
            Press::Vote => {
                if self.votes_only {
                    self.wishes.push(super::Wish::Leave);
                } else {
                    self.page = super::Page::Slide;
                }
            }
            Press::Blank
            | Press::Timer
            | Press::Minutes(_)
            | Press::Park
            | Press::Undo
            | Press::Overview
            | Press::Notes
            | Press::Room
            | Press::Screen => return false,
            _ => {}
        }
        true
    }
}

/// Shows the vote.
pub(super) fn vote_ui(
    ui: &mut Ui,
    scale: &Scale,
    tokens: &Tokens,
    state: &mut PresentState,
    sink: &mut Sink,
) {
    let unit = scale.unit;
    let left = scale.whole.left() + scale.margin();
    let width = scale.whole.width() - 2.0 * scale.margin();
    let mut top = scale.whole.top() + unit * 16.0;
    line_ui(ui, "vote heading", "Where do we begin?", scale.heading(), pos2(left, top), width, tokens);
    top += unit * HEADING.size as f32 * 1.35;
    let ballot = state.vote.ballot;
    let people = match ballot.people {
        0 => "How many people? Left and right say so".to_owned(),
        1 => format!("1 person, {} dots each", ballot.each),
        many => format!("{many} people, {} dots each", ballot.each),
    };
    let words = format!("{people}. {}.", ballot.left_in_words(&state.vote.rows));
    line_ui(ui, "vote budget", &words, scale.strong(), pos2(left, top), width, tokens);
    top += unit * STRONG.size as f32 * 1.7;
    if state.vote.rows.is_empty() {
        let words = "Nothing to vote on yet: plan actions, or say which links are broken.";
        line_ui(ui, "vote empty", words, scale.text(), pos2(left, top), width, tokens);
        return;
    }
    let room = scale.foot().top() - top;
    let names: Vec<Arc<Galley>> =
        state.vote.rows.iter().map(|row| name(ui, scale, tokens, row, width)).collect();
    let height = |galley: &Arc<Galley>| galley.size().y + 2.0 * PADDING * unit;
    let pages = pages(names.iter().map(height), room, GAP * unit);
    let page = pages.iter().position(|page| page.contains(&state.vote.row)).unwrap_or_default();
    let mut chosen = None;
    for place in pages.get(page).cloned().unwrap_or_default() {
        let (Some(row), Some(name)) = (state.vote.rows.get(place), names.get(place)) else { continue };
        let area = Rect::from_min_size(pos2(left, top), vec2(width, height(name)));
        top += area.height() + GAP * unit;
        if row_ui(ui, scale, tokens, (row, name), (place, place == state.vote.row), area) {
            chosen = Some(place);
        }
    }
    if let Some(place) = chosen {
        if place == state.vote.row {
            state.vote.give(1, sink);
        }
        state.vote.row = place;
    }
    let words = if pages.len() > 1 {
        format!("Page {} of {}. Digits give dots, minus takes one", page + 1, pages.len())
    } else {
        "Digits give dots, minus takes one, S sorts".to_owned()
    };
    if state.can_take_back(ui.input(|input| input.time)).is_none() && state.field.is_none() {
        let at = pos2(left, scale.foot().center().y - unit * TEXT.size as f32 * 0.65);
        line_ui(ui, "vote keys", &words, scale.text(), at, width * 0.8, tokens);
    }
}

/// A name as it is set in its row: on three lines at the most.
fn name(ui: &Ui, scale: &Scale, tokens: &Tokens, row: &Candidate, width: f32) -> Arc<Galley> {
    let room = width - (DOTS + 3.0 * PADDING) * scale.unit;
    let mut job = egui::text::LayoutJob::simple(row.name.clone(), scale.text(), tokens.ink, room);
    job.wrap.max_rows = 3;
    ui.painter().layout_job(job)
}

/// The rows of each page: as many as fit, at least one.
fn pages(heights: impl Iterator<Item = f32>, room: f32, gap: f32) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut used = 0.0;
    for (place, height) in heights.enumerate() {
        match pages.last_mut() {
            Some(page) if used + height <= room => page.end = place + 1,
            _ => {
                pages.push(place..place + 1);
                used = 0.0;
            }
        }
        used += height + gap;
    }
    pages
}

/// A row: what it is, and its dots. Tells whether it was clicked.
fn row_ui(
    ui: &Ui,
    scale: &Scale,
    tokens: &Tokens,
    (row, galley): (&Candidate, &Arc<Galley>),
    (place, is_chosen): (usize, bool),
    area: Rect,
) -> bool {
    let unit = scale.unit;
    let response = ui.interact(area, Id::unique(("vote row", place)), Sense::click());
    let fill = if is_chosen { tokens.chosen } else { tokens.raised };
    let edge = if is_chosen {
        Stroke::new(unit * 1.4, tokens.accent)
    } else {
        Stroke::new((unit * 0.4).max(1.0), tokens.hairline)
    };
    ui.painter().rect(area, unit * 4.0, fill, edge, StrokeKind::Inside);
    let at = pos2(area.left() + PADDING * 1.5 * unit, area.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, Arc::clone(galley), tokens.ink);
    dots_ui(ui, scale, tokens, row.dots, pos2(area.right() - PADDING * 1.5 * unit, area.center().y));
    let dots = if row.dots == 1 { "1 dot".to_owned() } else { format!("{} dots", row.dots) };
    let name = format!("{}, {dots}", row.name);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &name));
    response.clicked()
}

/// Dots as dots, and their number: read from afar and counted from near.
fn dots_ui(ui: &Ui, scale: &Scale, tokens: &Tokens, dots: u32, right: Pos2) {
    let unit = scale.unit;
    let painter = ui.painter();
    if dots > 0 {
        painter.text(right, Align2::RIGHT_CENTER, dots.to_string(), scale.strong(), tokens.ink);
    }
    let radius = unit * 2.6;
    // Two rows of six, filled from the left.
    let start = right.x - unit * 30.0 - radius * 2.6 * 5.0;
    for number in 0..dots.min(MOST_PAINTED) {
        let (column, line) = (number % 6, number / 6);
        let rows = if dots > 6 { 1.0 } else { 0.0 };
        let y = right.y + (line as f32 - rows * 0.5) * radius * 2.7;
        painter.circle_filled(pos2(start + column as f32 * radius * 2.6, y), radius, tokens.ink);
    }
}

fn line_ui(ui: &Ui, id: &str, words: &str, font: egui::FontId, at: Pos2, width: f32, tokens: &Tokens) {
    let galley = one_line(ui, words, font, tokens.ink, width);
    let area = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, tokens.ink);
    let response = ui.interact(area, Id::unique(("present", id)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}
