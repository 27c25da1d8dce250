//! Text that runs down the sheets: headings, sentences, tables; a new sheet where one is full.

use super::sheets::finished;
use crate::diagnosis::LinkState;
use crate::exchange::pdf::{Fonts, Ink, Mark, Sheets};
use crate::exchange::report::blocks::{Block, Section};
use crate::exchange::report::marks::{self, mark};
use crate::exchange::report::paper::{BODY, COLUMN, FOOT, HEADING, HEIGHT, MARGIN, SECTION, WIDTH};
use crate::layout::Point;
use crate::model::Day;
use crate::picture::text::{ASCENT, TextStyle, wrap};
use crate::picture::{Color, DisplayList, Level, ThemeName};

/// The most lines that one text may take: far more than any has.
const MOST_LINES: usize = 400;

/// Stands for a space at which no line ends, while lines are broken.
const SPACE: char = '\u{E000}';
/// Stands for such a hyphen.
const HYPHEN: char = '\u{E001}';

/// Where the next line goes.
pub(super) struct Flow<'fonts> {
    pub fonts: &'fonts mut Fonts,
    inks: Vec<Ink>,
    /// The sheet that is being filled.
    ink: Ink,
    marks: Vec<Mark>,
    /// How far down the sheet.
    pub down: f64,
}

impl<'fonts> Flow<'fonts> {
    /// An empty sheet.
    pub fn new(fonts: &'fonts mut Fonts) -> Self {
        Self::of_size(fonts, WIDTH, HEIGHT)
    }

    /// An empty sheet of this size; those that follow are A4, upright.
    pub fn of_size(fonts: &'fonts mut Fonts, width: f64, height: f64) -> Self {
        Self { fonts, inks: Vec::new(), ink: Ink::new(width, height), marks: Vec::new(), down: MARGIN }
    }

    /// How many sheets have been begun.
    pub fn sheets_begun(&self) -> usize {
        self.inks.len() + 1
    }

    /// How much is left of this sheet.
    pub fn room(&self) -> f64 {
        HEIGHT - FOOT - self.down
    }

    /// Begins a new sheet.
    pub fn next_sheet(&mut self) {
        self.turn_to(Ink::new(WIDTH, HEIGHT));
    }

    fn turn_to(&mut self, ink: Ink) {
        self.inks.push(std::mem::replace(&mut self.ink, ink));
        self.down = MARGIN;
    }

    /// Begins a new sheet when less than `needed` is left of this one.
    pub fn keep(&mut self, needed: f64) {
        if self.room() < needed && self.down > MARGIN {
            self.next_sheet();
        }
    }

    /// The sheet to draw on, and the fonts to draw with.
    pub fn pen(&mut self) -> (&mut Ink, &mut Fonts) {
        (&mut self.ink, self.fonts)
    }

    /// Leaves some room.
    pub fn skip(&mut self, points: f64) {
        self.down += points;
    }

    /// A text as wide as `width`, beginning `left` of the sheet's edge; on the next sheet where this one is full.
    pub fn text(&mut self, text: &str, left: f64, width: f64, style: TextStyle, color: Color) {
        for line in lines(text, style, width) {
            self.keep(style.line_height());
            self.line(&line, left, style, color);
        }
    }

    /// One line, as it is.
    pub fn line(&mut self, line: &str, left: f64, style: TextStyle, color: Color) {
        let at = Point::new(left, baseline(self.down, style));
        self.ink.words(line, at, style, color, self.fonts);
        self.down += style.line_height();
    }

    /// The drawing of a state beside a line of `style` that stands where the next line goes. How wide it is.
    pub fn mark(&mut self, state: LinkState, left: f64, style: TextStyle) -> f64 {
        let scale = style.size * 0.95 / marks::HEIGHT;
        let middle = baseline(self.down, style) - style.size * 0.34;
        let corner = Point::new(left, middle - marks::HEIGHT * scale / 2.0);
        self.ink.drawing(&mark(state), corner, scale, self.fonts);
        marks::WIDTH * scale
    }

    /// Remembers that a chapter begins here.
    pub fn chapter(&mut self, title: &str, is_nested: bool) {
        let sheet = self.inks.len();
        self.marks.push(Mark { title: title.to_owned(), sheet, down: self.down, is_nested });
    }

    /// Lines with a dot before each.
    pub fn items(&mut self, lines: &[String]) {
        let theme = ThemeName::Light.theme();
        for line in lines {
            self.keep(BODY.line_height());
            self.line("\u{2022}", MARGIN, BODY, theme.soft_ink);
            self.down -= BODY.line_height();
            self.text(line, MARGIN + 11.0, COLUMN - 11.0, BODY, theme.ink);
            self.skip(1.5);
        }
    }

    /// A picture on a sheet of its own, turned to suit it.
    pub fn picture(&mut self, list: &DisplayList, title: &str) {
        let bounds = list.bounds;
        let (width, height) =
            if bounds.width() > bounds.height() { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
        self.turn_to(Ink::new(width, height));
        self.chapter(title, false);
        let (across, along) = (width - 2.0 * MARGIN, height - MARGIN - FOOT);
        let scale = (across / bounds.width().max(1.0)).min(along / bounds.height().max(1.0)).min(1.0);
        let corner = Point::new(
            MARGIN + (across - bounds.width() * scale) / 2.0 - bounds.min.x * scale,
            MARGIN - bounds.min.y * scale,
        );
        let shapes = list.shapes.iter().filter(|shape| shape.levels.contains(Level::Near));
        self.ink.drawing(shapes.map(|shape| &shape.geometry), corner, scale, self.fonts);
        self.down = HEIGHT;
    }

    /// A chapter.
    pub fn section(&mut self, section: &Section) {
        let theme = ThemeName::Light.theme();
        let is_fresh = self.down <= MARGIN;
        if section.own_sheet && !is_fresh {
            self.next_sheet();
        } else if !is_fresh {
            // A heading with a sentence or two finds room at the foot of a sheet.
            let is_short = section.blocks.iter().all(|block| matches!(block, Block::Text(_)));
            self.keep(if is_short { 80.0 } else { 200.0 });
            if self.down > MARGIN {
                self.skip(22.0);
            }
        }
        self.chapter(&section.title, section.is_nested);
        self.text(&section.title, MARGIN, COLUMN, SECTION, theme.ink);
        self.skip(5.0);
        for block in &section.blocks {
            match block {
                Block::Heading(heading) => {
                    self.keep(150.0);
                    self.skip(8.0);
                    self.text(heading, MARGIN, COLUMN, HEADING, theme.ink);
                    self.skip(3.0);
                }
                Block::Text(text) => {
                    self.text(text, MARGIN, COLUMN, BODY, theme.ink);
                    self.skip(5.0);
                }
                Block::Items(lines) => {
                    self.items(lines);
                    self.skip(5.0);
                }
                Block::Table(table) => self.table(table),
            }
        }
    }

    /// The finished sheets.
    pub fn finish(self, name: &str, today: Day) -> Sheets {
        let mut inks = self.inks;
        inks.push(self.ink);
        finished(inks, self.marks, name, today, self.fonts)
    }
}

/// The lines of a text. Days stay whole, and an arrow or a per cent sign stays with what stands before it.
pub(super) fn lines(text: &str, style: TextStyle, width: f64) -> Vec<String> {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        kept.push(match (letter, letters.peek()) {
            ('-', Some(after)) if before.is_ascii_digit() && after.is_ascii_digit() => HYPHEN,
            (' ', Some('\u{2192}' | '%')) => SPACE,
            _ => letter,
        });
        before = letter;
    }
    let lines = wrap(&kept, style, width, MOST_LINES);
    lines.into_iter().map(|line| line.replace(SPACE, " ").replace(HYPHEN, "-")).collect()
}

/// Where the letters of a line stand whose top is `down` the sheet.
fn baseline(down: f64, style: TextStyle) -> f64 {
    down + (style.line_height() - style.size) / 2.0 + style.size * ASCENT
}
