//! The measurements of one expectation with the limits between which they may be expected to lie.

use egui::{Align2, RichText, Role, Ui, WidgetInfo};
use egui_plot::{
    AxisHints, GridMark, HLine, Line, LineStyle, MarkerShape, PlotPoint, PlotPoints, Points, Text,
};

use super::parts::still_plot;
use crate::diagnosis::{ControlChart, LinkState};
use crate::ui::panels::scene::Scene;
use crate::ui::panels::words::figure;
use crate::ui::widgets::{Look, soft_ui};

/// Shows the chart; `unit` is that of the standard, and may be empty.
pub(super) fn chart_ui(ui: &mut Ui, scene: &Scene<'_>, chart: &ControlChart, unit: &str) {
    let look = &scene.look;
    let outside: Vec<String> =
        chart.points.iter().filter(|point| point.outside).map(|point| point.period.to_string()).collect();
    let mut said = chart.sentence();
    if !outside.is_empty() {
        said.push_str(&format!(" Ask what was different: {}.", outside.join(", ")));
    }
    let figures = chart.limits.map(|limits| {
        format!(
            "Mean {}{unit}, limits {} to {} (individuals and moving range, from {} values)",
            figure(limits.centre),
            figure(limits.lower),
            figure(limits.upper),
            chart.points.len(),
        )
    });
    let words = format!("{said} {}", figures.clone().unwrap_or_default());
    plot_ui(ui, look, chart, &words);
    crate::ui::widgets::body_ui(ui, look, &said);
    if let Some(figures) = figures {
        soft_ui(ui, look, &figures);
    }
    if chart.overlapping {
        soft_ui(ui, look, "Some periods overlap, so neighbours are not independent.");
    }
}

fn plot_ui(ui: &mut Ui, look: &Look, chart: &ControlChart, words: &str) {
    let values = chart.points.iter().map(|point| point.value);
    let limits = chart.limits.map(|limits| [limits.lower, limits.upper]);
    let all = values.chain(limits.into_iter().flatten());
    let (low, high) =
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if !(low.is_finite() && high.is_finite()) {
        return;
    }
    let room = ((high - low) * 0.14).max(0.5);
    let periods: Vec<String> = chart.points.iter().map(|point| point.period.to_string()).collect();
    let period = move |mark: GridMark, _: &std::ops::RangeInclusive<f64>| {
        let place = mark.value.round();
        let is_whole = (mark.value - place).abs() < 1e-6 && place >= 0.0;
        let named = if is_whole { periods.get(place as usize) } else { None };
        named.cloned().unwrap_or_default()
    };
    let axis = |axis: AxisHints<'static>| axis.tick_label_color(look.soft).tick_label_font(look.small());
    let last = chart.points.len().saturating_sub(1) as f64;
    // A plot remembers how far it reaches: another one for other values.
    let shown = still_plot(("control chart", chart.points.len(), low.to_bits(), high.to_bits()), 176.0)
        .show_grid(false)
        .custom_x_axes(vec![axis(AxisHints::new_x()).formatter(period)])
        .custom_y_axes(vec![axis(AxisHints::new_y())])
        .default_x_bounds(-0.6, last + 0.9)
        .default_y_bounds(low - room, high + room)
        .auto_bounds(false)
        .show(ui, |plot| {
            if let Some(limits) = chart.limits {
                let lines = [
                    ("upper limit", limits.upper, LineStyle::dashed_loose()),
                    ("mean", limits.centre, LineStyle::Solid),
                    ("lower limit", limits.lower, LineStyle::dashed_loose()),
                ];
                for (name, value, style) in lines {
                    plot.hline(
                        HLine::new(name, value).color(look.soft).width(1.25).style(style).allow_hover(false),
                    );
                    let words = RichText::new(name).font(look.small()).color(look.soft);
                    let at = PlotPoint::new(last + 0.9, value);
                    plot.text(
                        Text::new(format!("{name} label"), at, words)
                            .anchor(Align2::RIGHT_BOTTOM)
                            .allow_hover(false),
                    );
                }
            }
            points(plot, look, chart);
        });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::GraphicsObject, true, words));
}

/// The values in order; those outside of the limits as crosses with their value beside them.
fn points(plot: &mut egui_plot::PlotUi<'_>, look: &Look, chart: &ControlChart) {
    let place = |at: usize, value: f64| [at as f64, value];
    let all: Vec<[f64; 2]> =
        chart.points.iter().enumerate().map(|(at, point)| place(at, point.value)).collect();
    plot.line(Line::new("values", PlotPoints::from(all)).color(look.text).width(1.5).allow_hover(false));
    let those = |outside: bool| -> Vec<[f64; 2]> {
        let points = chart.points.iter().enumerate().filter(|(_, point)| point.outside == outside);
        points.map(|(at, point)| place(at, point.value)).collect()
    };
    let inside = Points::new("inside", PlotPoints::from(those(false))).shape(MarkerShape::Circle);
    plot.points(inside.color(look.text).radius(3.5).allow_hover(false));
    let ink = look.state(LinkState::Broken).line;
    let outside = Points::new("outside", PlotPoints::from(those(true))).shape(MarkerShape::Cross);
    plot.points(outside.color(ink).radius(7.0).allow_hover(false));
    for (number, at) in those(true).into_iter().enumerate() {
        let words = RichText::new(figure(at[1])).font(look.small_strong()).color(look.text);
        let text = Text::new(format!("outside {number}"), PlotPoint::new(at[0] + 0.12, at[1]), words);
        plot.text(text.anchor(Align2::LEFT_CENTER).allow_hover(false));
    }
}
