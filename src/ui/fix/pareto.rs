//! The fix list as a Pareto chart: how much each fix reaches, in the order of the list, and what share of all that the first ones make.
//!
//! The parts of a bar are told apart by ink and outline, values stand on them as text: it reads in greyscale and from paper.

use egui::{Align2, Color32, RichText, Role, Sense, Stroke, Ui, WidgetInfo};
use egui_plot::{
    AxisHints, Bar, BarChart, GridMark, HPlacement, Line, MarkerShape, PlotPoint, PlotPoints, Points, Text,
};

use super::list::FixList;
use super::parts::still_plot;
use super::row::FixRow;
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{Look, STEP, soft_ui, strong_ui};

/// So many fixes are drawn.
const MOST: usize = 10;
/// Half the width of a bar; the share so far stands over its right edge, its value over the left one.
const HALF: f64 = 0.28;

/// One bar.
struct Column<'a> {
    row: &'a FixRow,
    /// The share of everything that the rows up to this one make, 0 to 1.
    share: f64,
}

/// Shows the chart, where there is something to weigh.
pub(super) fn pareto_ui(ui: &mut Ui, scene: &Scene<'_>, list: &FixList) {
    let columns = columns(list.rows());
    if columns.len() < 2 {
        return;
    }
    let look = &scene.look;
    ui.add_space(STEP);
    strong_ui(ui, look, "Pareto: what each fix reaches, in the order of the list");
    legend_ui(ui, look);
    plot_ui(ui, look, &columns, &spoken(&columns));
    let note = "Line: share of all rows up to this one. Two causes may reach the same customer: it is counted with each.";
    soft_ui(ui, look, note);
    if list.rows().len() > columns.len() {
        soft_ui(ui, look, &format!("The first {} of {} rows.", columns.len(), list.rows().len()));
    }
}

fn columns(rows: &[FixRow]) -> Vec<Column<'_>> {
    let height = |row: &FixRow| (row.customers + row.explains) as f64;
    let all: f64 = rows.iter().map(height).sum();
    if all <= 0.0 {
        return Vec::new();
    }
    let mut so_far = 0.0;
    let column = |row| {
        so_far += height(row);
        Column { row, share: so_far / all }
    };
    rows.iter().take(MOST).map(column).collect()
}

/// What the chart says to who cannot see it.
fn spoken(columns: &[Column<'_>]) -> String {
    let said = columns.iter().map(|column| {
        let row = column.row;
        format!(
            "{}. {}: {} customers, {} broken links, {:.0} % so far",
            row.rank,
            row.title,
            row.customers,
            row.explains,
            column.share * 100.0
        )
    });
    format!("Pareto chart. {}", said.collect::<Vec<_>>().join("; "))
}

/// What the two parts of a bar mean.
fn legend_ui(ui: &mut Ui, look: &Look) {
    ui.horizontal(|ui| {
        for (fill, words) in
            [(look.text, "external customers harmed"), (look.raised, "broken links after it")]
        {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 14.0), Sense::hover());
            let edge = Stroke::new(1.5, look.text);
            ui.painter().rect(rect.shrink(1.0), 1.0, fill, edge, egui::StrokeKind::Inside);
            soft_ui(ui, look, words);
            ui.add_space(STEP);
        }
    });
}

fn plot_ui(ui: &mut Ui, look: &Look, columns: &[Column<'_>], words: &str) {
    let top =
        columns.iter().map(|column| column.row.customers + column.row.explains).max().unwrap_or(1).max(1);
    // Room above the tallest bar for its value; the line of shares ends at that height.
    let top = top as f64 * 1.18;
    let count = columns.len() as f64;
    let rank = move |mark: GridMark, _: &std::ops::RangeInclusive<f64>| {
        let is_whole = (mark.value - mark.value.round()).abs() < 1e-6;
        let is_shown = is_whole && mark.value >= 0.5 && mark.value <= count + 0.5;
        if is_shown { format!("{:.0}", mark.value) } else { String::new() }
    };
    let percent = move |mark: GridMark, _: &std::ops::RangeInclusive<f64>| {
        if mark.value < 0.0 { String::new() } else { format!("{:.0} %", mark.value / top * 100.0) }
    };
    let axis = |axis: AxisHints<'static>| axis.tick_label_color(look.soft).tick_label_font(look.small());
    // A plot remembers how far it reaches: another one for other bars.
    let shown = still_plot(("pareto", columns.len(), top.to_bits()), 168.0)
        .show_grid([false, true])
        .grid_color(look.hairline)
        .custom_x_axes(vec![axis(AxisHints::new_x()).formatter(rank).label_spacing(8.0..=20.0)])
        .custom_y_axes(vec![axis(AxisHints::new_y()).formatter(percent).placement(HPlacement::Right)])
        .y_grid_spacer(move |_| {
            (0..=4)
                .map(|quarter| GridMark { value: top * f64::from(quarter) / 4.0, step_size: top })
                .collect()
        })
        .default_x_bounds(0.4, columns.len() as f64 + 0.6)
        .default_y_bounds(0.0, top * 1.02)
        .auto_bounds(false)
        .show(ui, |plot| {
            for chart in bars(columns, look) {
                plot.bar_chart(chart);
            }
            for (place, column) in columns.iter().enumerate() {
                let (reach, at) = (column.row.customers + column.row.explains, place as f64 + 1.0);
                let words = RichText::new(reach.to_string()).font(look.small_strong()).color(look.text);
                let text =
                    Text::new(format!("value {place}"), PlotPoint::new(at - HALF, reach as f64), words);
                plot.text(text.anchor(Align2::LEFT_BOTTOM).allow_hover(false));
            }
            let points: Vec<[f64; 2]> = columns
                .iter()
                .enumerate()
                .map(|(place, column)| [place as f64 + 1.0 + HALF, column.share * top])
                .collect();
            plot.line(
                Line::new("share", PlotPoints::from(points.clone()))
                    .color(look.accent)
                    .width(2.0)
                    .allow_hover(false),
            );
            let marks = Points::new("shares", PlotPoints::from(points)).shape(MarkerShape::Diamond);
            plot.points(marks.color(look.accent).radius(4.0).allow_hover(false));
        });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::GraphicsObject, true, words));
}

/// The two parts of the bars: customers in ink, what is behind them in outline above.
fn bars(columns: &[Column<'_>], look: &Look) -> [BarChart; 2] {
    let part = |name: &str, fill: Color32, size: fn(&FixRow) -> usize, base: fn(&FixRow) -> usize| {
        let bar = |(place, column): (usize, &Column<'_>)| {
            Bar::new(place as f64 + 1.0, size(column.row) as f64)
                .base_offset(base(column.row) as f64)
                .width(HALF * 2.0)
                .fill(fill)
                .stroke(Stroke::new(1.5, look.text))
        };
        BarChart::new(name, columns.iter().enumerate().map(bar).collect()).allow_hover(false)
    };
    [
        part("customers", look.text, |row| row.customers, |_| 0),
        part("broken links", look.raised, |row| row.explains, |row| row.customers),
    ]
}
