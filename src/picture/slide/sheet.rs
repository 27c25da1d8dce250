//! Heading, figure and lines on as many slides as they take. Every slide of a content repeats its heading.

use super::route::{self, RoutePlan};
use super::services::{self, ServicesPlan};
use super::words::Set;
use super::{Content, Figure, Item, ItemKind, Line, LineLook, Setting, Slide, TEXT, item, judged};
use crate::layout::{Point, Rect, Size};
use crate::model::LinkId;
use crate::picture::DisplayList;

/// Around everything, units; at the foot there is more, for the number of the stop.
const MARGIN: f64 = 22.0;
const FOOT: f64 = 28.0;
/// Between heading and figure, and between figure and lines, units.
const GAP: f64 = 12.0;
/// Between two lines of words, units.
const LINE_GAP: f64 = 5.0;
/// However flat or upright the window is: width divided by height.
const ASPECTS: (f64, f64) = (0.9, 2.6);

/// The page of a content: what stands under its heading.
#[derive(Default)]
struct Body {
    figure: Option<Drawn>,
    lines: Vec<Set>,
}

/// A figure that has been set.
enum Drawn {
    Route(RoutePlan),
    Services(ServicesPlan),
}

impl Drawn {
    fn height(&self) -> f64 {
        match self {
            Self::Route(plan) => plan.size.height,
            Self::Services(plan) => plan.size.height,
        }
    }

    fn draw(&self, slide: &mut Slide, setting: Setting<'_>, at: Point) {
        match self {
            Self::Route(plan) => plan.draw(slide, setting, at),
            Self::Services(plan) => plan.draw(slide, setting, at),
        }
    }
}

/// What is the same on all slides of a content.
struct Frame {
    size: Size,
    width: f64,
    kicker: Option<Set>,
    heading: Set,
    /// Where the body begins and how high it may be.
    top: f64,
    room: f64,
}

impl Frame {
    fn of(content: &Content, setting: Setting<'_>) -> Self {
        let height = setting.hall.slide_height();
        let size = Size::new(height * setting.aspect.clamp(ASPECTS.0, ASPECTS.1), height);
        let width = size.width - 2.0 * MARGIN;
        let kicker = (!content.kicker.is_empty()).then(|| Set::kicker(&content.kicker, width));
        let heading = Set::heading(&content.heading, width);
        // A heading that would take the slide for itself is cut into the lines beneath it.
        let most = (height - MARGIN - FOOT) * 0.5;
        let (heading, _) = heading.clone().split(most).0.map_or((heading, ()), |first| (first, ()));
        let above = kicker.as_ref().map_or(0.0, |kicker| kicker.height() + 2.0);
        let top = MARGIN - 4.0 + above + heading.height() + GAP;
        Self { size, width, kicker, heading, top, room: height - FOOT - top }
    }

    /// A line; a large one that would not fit on a slide by itself is set plain rather than broken in two.
    fn line(&self, line: &Line) -> Set {
        let set = Set::line(line, self.width);
        if line.look == LineLook::Large && set.height() > self.room {
            return Set::line(&Line { look: LineLook::Plain, ..line.clone() }, self.width);
        }
        set
    }

    fn slide(&self, setting: Setting<'_>) -> Slide {
        let mut slide = Slide { list: DisplayList::default(), items: Vec::new(), size: self.size };
        let mut at = Point::new(MARGIN, MARGIN - 4.0);
        if let Some(kicker) = &self.kicker {
            words(&mut slide, ItemKind::Words, kicker, setting, at);
            at.y += kicker.height() + 2.0;
        }
        words(&mut slide, ItemKind::Heading, &self.heading, setting, at);
        slide
    }
}

fn words(slide: &mut Slide, kind: ItemKind, set: &Set, setting: Setting<'_>, at: Point) {
    item(slide, kind, set.text.clone(), set.area(at), |list| set.draw(list, setting.theme, at));
}

pub(super) fn slides(content: &Content, setting: Setting<'_>) -> Vec<Slide> {
    let frame = Frame::of(content, setting);
    let bodies = bodies(content, &frame, setting);
    bodies.into_iter().map(|body| drawn(&body, &frame, setting)).collect()
}

/// Puts figure and lines on as few slides as they fit on, in their order.
fn bodies(content: &Content, frame: &Frame, setting: Setting<'_>) -> Vec<Body> {
    let said: Vec<Set> = content.lines.iter().map(|line| frame.line(line)).collect();
    let (figures, mut lines) = match figures(&content.figure, frame, &said, setting) {
        Some(figures) => (figures, Vec::new()),
        None => (Vec::new(), in_words(&content.figure, frame, setting)),
    };
    lines.extend(said);
    let with = |figure| Body { figure: Some(figure), lines: Vec::new() };
    let mut bodies: Vec<Body> = figures.into_iter().map(with).collect();
    if bodies.is_empty() {
        bodies.push(Body::default());
    }
    let mut used =
        bodies.last().map_or(0.0, |body| body.figure.as_ref().map_or(0.0, |drawn| drawn.height() + GAP));
    for line in lines {
        let mut rest = Some(line);
        while let Some(line) = rest.take() {
            let height = line.height();
            if used + height <= frame.room {
                used += height + LINE_GAP;
                push(&mut bodies, line);
            } else if used > 0.0 {
                bodies.push(Body::default());
                used = 0.0;
                rest = Some(line);
            } else {
                // More than a slide by itself: as much of it as goes on one.
                let (first, more) = line.split(frame.room);
                match first {
                    Some(first) => push(&mut bodies, first),
                    None => break,
                }
                used = frame.room;
                rest = more;
            }
        }
    }
    bodies
}

fn push(bodies: &mut [Body], line: Set) {
    if let Some(body) = bodies.last_mut() {
        body.lines.push(line);
    }
}

/// The figure, on as many slides as it takes; `None` where it cannot be drawn with every name whole.
fn figures(figure: &Figure, frame: &Frame, lines: &[Set], setting: Setting<'_>) -> Option<Vec<Drawn>> {
    match figure {
        Figure::None => Some(Vec::new()),
        Figure::Route { from, links } => {
            let plan = |room| route::plan(from, links, setting, frame.width, room);
            // The first line belongs beneath the figure: a long way takes one row less rather than push it off.
            let first = lines.first().map_or(0.0, |line| line.height().min(TEXT.line_height() * 3.0) + GAP);
            let (beside_words, alone) = (plan(frame.room - first), plan(frame.room));
            let is_whole = |plan: &RoutePlan| plan.is_whole();
            // The whole way, if that can be, even where the words then come on a slide of their own.
            let drawn = beside_words
                .clone()
                .filter(is_whole)
                .or_else(|| alone.clone().filter(is_whole))
                .or(beside_words)
                .or(alone)?;
            Some(vec![Drawn::Route(drawn)])
        }
        Figure::Services { customer, links } => {
            let plans = services::plans(customer, links, setting, frame.width, frame.room)?;
            Some(plans.into_iter().map(Drawn::Services).collect())
        }
    }
}

/// The figure as lines, where there is not the room to draw it.
fn in_words(figure: &Figure, frame: &Frame, setting: Setting<'_>) -> Vec<Set> {
    let org = setting.org;
    let line = |link: &LinkId| {
        let (state, _) = judged(link, setting);
        let ends = format!("{} to {}", org.name_of(&link.supplier), org.name_of(&link.customer));
        Set::line(&Line::of(state, format!("{ends}: {}", state.word())), frame.width)
    };
    figure.links().iter().map(line).collect()
}

fn drawn(body: &Body, frame: &Frame, setting: Setting<'_>) -> Slide {
    let mut slide = frame.slide(setting);
    let figure = body.figure.as_ref().map_or(0.0, Drawn::height);
    let lines: f64 = body.lines.iter().map(|line| line.height() + LINE_GAP).sum::<f64>();
    let between = if figure > 0.0 && lines > 0.0 { GAP } else { 0.0 };
    // What is left is shared out, but a heading stays near what it is about.
    let spare = (frame.room - figure - lines - between).max(0.0);
    let mut top = frame.top + (spare * 0.25).min(18.0);
    if let Some(drawn) = &body.figure {
        drawn.draw(&mut slide, setting, Point::new(MARGIN, top));
        top += figure + between + (spare * 0.2).min(14.0);
    }
    for line in &body.lines {
        words(&mut slide, ItemKind::Words, line, setting, Point::new(MARGIN, top));
        top += line.height() + LINE_GAP;
    }
    slide
}

/// Whether a thing lies on the slide.
impl Slide {
    /// The whole slide, units.
    #[must_use]
    pub fn area(&self) -> Rect {
        Rect::from_corners(Point::default(), Point::new(self.size.width, self.size.height))
    }

    /// The item under a point, units; the last drawn of several.
    #[must_use]
    pub fn item_at(&self, point: Point) -> Option<usize> {
        self.items.iter().rposition(|item: &Item| item.area.contains(point))
    }
}
