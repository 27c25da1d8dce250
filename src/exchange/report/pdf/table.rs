//! Tables: a head that comes again on every sheet, rows that stay whole, cells of several lines.

use super::flow::{Flow, lines};
use crate::exchange::report::blocks::{Cell, Column, Table};
use crate::exchange::report::marks;
use crate::exchange::report::paper::{COLUMN, LABEL, MARGIN, SMALL};
use crate::layout::{Point, Rect};
use crate::picture::{Stroke, ThemeName};

/// Between the words of two columns.
const GUTTER: f64 = 10.0;
/// Above and below the words of a row.
const PADDING: f64 = 3.5;
/// Between two lines of a cell that are different statements.
const BETWEEN: f64 = 2.0;

/// The most lines of a row on one sheet; a taller one goes on in rows of its own.
const MOST_LINES: usize = 40;

/// The words of a cell, broken into lines; each says whether a statement begins with it.
type Broken = Vec<(bool, String)>;

impl Flow<'_> {
    /// A table.
    pub fn table(&mut self, table: &Table) {
        let edges = edges(table.columns);
        self.keep(80.0);
        self.head(table.columns, &edges);
        for row in &table.rows {
            let broken: Vec<Broken> =
                row.iter().zip(&edges).map(|(cell, edge)| broken(cell, edge.1 - edge.0)).collect();
            let most = broken.iter().map(Vec::len).max().unwrap_or(0);
            for from in (0..most.max(1)).step_by(MOST_LINES) {
                let part: Vec<&[(bool, String)]> = broken.iter().map(|lines| part(lines, from)).collect();
                let height = part.iter().map(|lines| height(lines)).fold(0.0, f64::max) + 2.0 * PADDING;
                if self.room() < height {
                    self.next_sheet();
                    self.head(table.columns, &edges);
                }
                self.row(row, &part, &edges, height, from == 0);
            }
        }
        self.skip(6.0);
    }

    fn head(&mut self, columns: &[Column], edges: &[(f64, f64)]) {
        let theme = ThemeName::Light.theme();
        let titles: Vec<Vec<String>> = columns
            .iter()
            .zip(edges)
            .map(|(column, edge)| lines(column.title, LABEL, edge.1 - edge.0))
            .collect();
        let most = titles.iter().map(Vec::len).max().unwrap_or(1);
        let height = (0..most).map(|_| LABEL.line_height()).sum::<f64>() + 2.0 * PADDING;
        let top = self.down;
        let area = Rect { min: Point::new(MARGIN, top), max: Point::new(MARGIN + COLUMN, top + height) };
        self.pen().0.area(area, theme.supplier_fill);
        for (title, edge) in titles.iter().zip(edges) {
            self.down = top + PADDING;
            title.iter().for_each(|line| self.line(line, edge.0, LABEL, theme.ink));
        }
        self.down = top + height;
    }

    fn row(
        &mut self,
        row: &[Cell],
        part: &[&[(bool, String)]],
        edges: &[(f64, f64)],
        height: f64,
        is_first: bool,
    ) {
        let theme = ThemeName::Light.theme();
        let top = self.down;
        for ((cell, lines), edge) in row.iter().zip(part).zip(edges) {
            self.down = top + PADDING;
            let (mut left, mut style, mut color) = (edge.0, SMALL, theme.ink);
            if let Some(state) = cell.state.filter(|_| is_first) {
                left += self.mark(state, left, LABEL) + 4.0;
                (style, color) = (LABEL, theme.state(state).text);
            }
            for (place, (begins, line)) in lines.iter().enumerate() {
                if place > 0 && *begins {
                    self.skip(BETWEEN);
                }
                self.line(line, left, style, color);
            }
        }
        self.down = top + height;
        let line = Stroke::solid(theme.box_outline.over(theme.plate, 45), 0.5);
        let (from, to) = (Point::new(MARGIN, self.down), Point::new(MARGIN + COLUMN, self.down));
        self.pen().0.rule(from, to, line);
    }
}

/// Left and right edge of each column's words.
fn edges(columns: &[Column]) -> Vec<(f64, f64)> {
    let all: u32 = columns.iter().map(|column| column.share).sum();
    let mut left = MARGIN;
    let edge = |column: &Column| {
        let width = COLUMN * f64::from(column.share) / f64::from(all.max(1));
        let edge = (left + GUTTER / 2.0, left + width - GUTTER / 2.0);
        left += width;
        edge
    };
    columns.iter().map(edge).collect()
}

fn broken(cell: &Cell, width: f64) -> Broken {
    let (width, style) = match cell.state {
        Some(_) => (width - marks::WIDTH, LABEL),
        None => (width, SMALL),
    };
    let statement = |statement: &String| {
        let lines = lines(statement, style, width).into_iter().enumerate();
        lines.map(|(place, line)| (place == 0, line)).collect::<Broken>()
    };
    cell.lines.iter().flat_map(statement).collect()
}

/// The lines from `from` on, as many as one sheet takes.
fn part(lines: &[(bool, String)], from: usize) -> &[(bool, String)] {
    let rest = lines.get(from..).unwrap_or_default();
    rest.get(..MOST_LINES).unwrap_or(rest)
}

fn height(lines: &[(bool, String)]) -> f64 {
    let between = lines.iter().skip(1).filter(|(begins, _)| *begins).count();
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(lines.len()) * SMALL.line_height() + number(between) * BETWEEN
}

#[cfg(test)]
mod tests {
    use super::{edges, lines};
    use crate::exchange::report::blocks::{ACTIONS, COMPLAINTS, FIXES};
    use crate::exchange::report::paper::{LABEL, SMALL};

    #[test]
    fn titles_stay_in_their_columns_and_days_and_numbers_on_one_line() {
        for columns in [ACTIONS, COMPLAINTS, FIXES] {
            for (column, edge) in columns.iter().zip(edges(columns)) {
                let room = edge.1 - edge.0;
                let title = lines(column.title, LABEL, room);
                assert!(title.iter().all(|line| LABEL.width(line) <= room), "{title:?}");
                let whole = match column.title {
                    "Day" | "Due" => "2026-09-30",
                    "No." => "200",
                    _ => continue,
                };
                assert_eq!(lines(whole, SMALL, room).len(), 1, "{}", column.title);
            }
        }
    }
}
