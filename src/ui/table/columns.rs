//! Where each column stands.

use egui::{Rect, pos2};

use crate::session::table::Column;

/// Narrower than this the rows scroll sideways, in points.
pub(super) const LEAST_WIDTH: f32 = 1000.0;

/// Points that a column always takes, or its share of the rest.
enum Width {
    Points(f32),
    Share(f32),
}

fn wanted(column: Column) -> Width {
    match column {
        Column::Supplier | Column::Customer => Width::Share(1.25),
        Column::Kind => Width::Points(60.0),
        Column::Statement => Width::Share(2.6),
        Column::Importance => Width::Points(98.0),
        Column::Rating => Width::Points(84.0),
        Column::Standard => Width::Share(1.1),
        Column::State => Width::Points(112.0),
        Column::Verdict => Width::Points(92.0),
        Column::Deliverable => Width::Share(0.9),
    }
}

/// The columns of rows that are `width` wide: from where to where, from the row's left.
pub(super) struct Columns(Vec<(Column, f32, f32)>);

impl Columns {
    pub(super) fn of(width: f32) -> Self {
        let fixed: f32 = Column::ALL
            .into_iter()
            .map(|column| match wanted(column) {
                Width::Points(points) => points,
                Width::Share(_) => 0.0,
            })
            .sum();
        let shares: f32 = Column::ALL
            .into_iter()
            .map(|column| match wanted(column) {
                Width::Points(_) => 0.0,
                Width::Share(share) => share,
            })
            .sum();
        let mut left = 0.0;
        let placed = Column::ALL.into_iter().map(|column| {
            let points = match wanted(column) {
                Width::Points(points) => points,
                Width::Share(share) => (width - fixed) * share / shares,
            };
            let place = (column, left, left + points);
            left += points;
            place
        });
        Self(placed.collect())
    }

    /// The cell of a column in a row.
    pub(super) fn cell(&self, row: Rect, column: Column) -> Rect {
        let (left, right) = self
            .0
            .iter()
            .find(|(other, ..)| *other == column)
            .map_or((0.0, 0.0), |(_, left, right)| (*left, *right));
        Rect::from_min_max(pos2(row.left() + left, row.top()), pos2(row.left() + right, row.bottom()))
    }

    /// The column at a place of a row.
    pub(super) fn at(&self, row: Rect, x: f32) -> Option<Column> {
        let x = x - row.left();
        self.0.iter().find(|(_, left, right)| (*left..*right).contains(&x)).map(|(column, ..)| *column)
    }
}
