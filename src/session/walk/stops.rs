//! The stops that the map gives, in its order: what each shows and says. The breaks have a file of their own.

use super::Stop;
use super::breaks::{breaks, struggling};
use crate::diagnosis::{CustomerSummary, Diagnosis, LinkState, ask, with_capital, worth};
use crate::exchange::report::{self, services};
use crate::model::{ActionSubject, LinkId, Org, Parked, StopId};
use crate::picture::slide::{Content, Figure, Line};
use crate::picture::summary;

/// The most external customers with a stop of their own, the worst served first.
const MOST_CUSTOMERS: usize = 4;
/// The most services that a stop shows.
const MOST_SERVICES: usize = 12;
/// The most rows of a list.
const MOST_ROWS: usize = 12;

/// All stops. `told` is the diagnosis with what may be told to everybody.
pub(super) fn stops(org: &Org, told: &Diagnosis) -> Vec<Stop> {
    let mut stops = vec![vision(org, told)];
    stops.extend(customers(org, told));
    let breaks = breaks(org, told);
    if breaks.is_empty() {
        stops.extend(struggling(org, told));
    }
    stops.extend(breaks);
    stops.extend(question(org, told));
    stops.extend(works_well(org, told));
    stops.extend(parked(org));
    stops.push(actions(org));
    stops.extend(unknown(org, told));
    stops
}

/// A stop about the organisation as a whole.
pub(super) fn stop(id: &str, name: &str, content: Content) -> Stop {
    Stop { id: StopId::new(id), name: name.to_owned(), content, about: ActionSubject::Org, link: None }
}

/// `Records to Booking`.
pub(super) fn link_words(org: &Org, link: &LinkId) -> String {
    format!("{} to {}", org.name_of(&link.supplier), org.name_of(&link.customer))
}

/// A sentence: with a capital at its beginning and a full stop at its end; arrows as words.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim().replace(" \u{2192} ", " to ").replace(" -> ", " to ");
    let end =
        if text.ends_with(['.', '?', '!', '\u{2026}', '\u{201d}']) || text.is_empty() { "" } else { "." };
    with_capital(&text) + end
}

fn vision(org: &Org, told: &Diagnosis) -> Stop {
    let vision = org.service_vision.trim();
    let mut lines = Vec::new();
    if vision.is_empty() {
        lines.push(Line::large("In two sentences: what service do we want to be known for?"));
        lines.push(Line::plain("Nobody has written it down yet."));
    } else {
        lines.push(Line::large(vision));
    }
    if told.counts.links > 0 {
        lines.push(Line::plain(format!("{}. As of {}.", summary(&told.counts), told.today)));
    }
    let name = org.name.trim();
    let heading = if name.is_empty() { "What we want to be known for" } else { name };
    let kicker = if name.is_empty() { "" } else { "What we want to be known for" };
    let content =
        Content { kicker: kicker.to_owned(), heading: heading.to_owned(), lines, ..Content::default() };
    stop("vision", "Service vision", content)
}

fn customers(org: &Org, told: &Diagnosis) -> Vec<Stop> {
    let mut summaries: Vec<&CustomerSummary> = told.first_screen.customers.iter().collect();
    summaries.sort_by(|left, right| {
        let key = |summary: &CustomerSummary| (summary.fail, summary.struggle, summary.not_asked);
        key(right).cmp(&key(left)).then_with(|| left.customer.cmp(&right.customer))
    });
    if summaries.is_empty() {
        let lines =
            vec![Line::large("Who buys from us or depends on us? Everything else follows from there.")];
        let heading = "Who is our external customer?".to_owned();
        return vec![stop(
            "customers",
            "External customer",
            Content { heading, lines, ..Content::default() },
        )];
    }
    let mut stops: Vec<Stop> =
        summaries.iter().take(MOST_CUSTOMERS).map(|summary| customer(org, told, summary)).collect();
    let others = summaries.get(MOST_CUSTOMERS..).unwrap_or_default();
    if !others.is_empty() {
        let lines = report::customers(org, told).into_iter().skip(MOST_CUSTOMERS);
        let lines = lines.map(|line| Line::of(line.state, line.text)).collect();
        let heading = "Our other external customers".to_owned();
        let content = Content { heading, lines: first_rows(lines), ..Content::default() };
        stops.push(stop("customers", "Other external customers", content));
    }
    stops
}

fn customer(org: &Org, told: &Diagnosis, summary: &CustomerSummary) -> Stop {
    let id = &summary.customer;
    let name = org.name_of(id);
    let mut links: Vec<&LinkId> = org.links_to(id).map(|(link, _)| link).collect();
    let state = |link: &LinkId| told.link(link).map_or(LinkState::Unknown, |judged| judged.state);
    links.sort_by_key(|link| (state(link), (*link).clone()));
    let more = links.len().saturating_sub(MOST_SERVICES);
    links.truncate(MOST_SERVICES);
    let mut lines = Vec::new();
    if summary.services == 0 {
        lines.push(Line::large(format!("Who serves {name}, and with what?")));
    }
    if more > 0 {
        let others = if more == 1 {
            "1 more service works best".to_owned()
        } else {
            format!("{more} more services work as well or better")
        };
        lines.push(Line::plain(format!("And {others}.")));
    }
    let figure = match links.as_slice() {
        [] => Figure::None,
        links => Figure::Services { customer: id.clone(), links: links.iter().copied().cloned().collect() },
    };
    let kicker = "What our external customer gets".to_owned();
    let content = Content { kicker, heading: format!("{name}: {}", services(summary)), figure, lines };
    Stop {
        about: ActionSubject::Party(id.clone()),
        ..stop(&format!("customer:{id}"), &format!("Services to {name}"), content)
    }
}

fn question(org: &Org, told: &Diagnosis) -> Option<Stop> {
    let question = told.questions.first()?;
    let link = &question.link;
    let mut lines = vec![Line::strong("Does it work, does it struggle, is it broken?")];
    lines.push(Line::plain(sentence(&worth(question))));
    let content = Content {
        kicker: "The next question".to_owned(),
        heading: ask(link, org),
        figure: Figure::link(link),
        lines,
    };
    Some(Stop {
        about: ActionSubject::Link(link.clone()),
        link: Some(link.clone()),
        ..stop("question", "Next question", content)
    })
}

fn works_well(org: &Org, told: &Diagnosis) -> Option<Stop> {
    let well = &told.first_screen.works_well;
    let lines: Vec<Line> =
        well.iter().map(|link| Line::of(LinkState::Sound, link_words(org, link))).collect();
    let thanks = Line::plain("Who should hear that today?");
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().chain([thanks]).collect();
        let content = Content { heading: "What works well".to_owned(), lines, ..Content::default() };
        stop("works-well", "What works well", content)
    })
}

fn parked(org: &Org) -> Option<Stop> {
    let mut waiting: Vec<&Parked> = org.parked.values().filter(|parked| parked.waits()).collect();
    waiting.sort_by_key(|parked| parked.day);
    let lines: Vec<Line> = waiting.iter().map(|parked| Line::plain(sentence(&parked.words))).collect();
    (!lines.is_empty()).then(|| {
        let content = Content {
            heading: "Parked for later".to_owned(),
            lines: first_rows(lines),
            ..Content::default()
        };
        stop("parked", "Parked", content)
    })
}

fn actions(org: &Org) -> Stop {
    let open = org.actions_in_order().into_iter().filter(|(_, action)| action.status.is_open());
    let lines: Vec<Line> = open
        .flat_map(|(id, action)| {
            let owner = if action.owner.trim().is_empty() { "Nobody yet" } else { action.owner.trim() };
            let due = action.due.map_or_else(|| "no day yet".to_owned(), |day| format!("by {day}"));
            let dots = match org.dots_behind(id, action) {
                0 => String::new(),
                1 => ", 1 dot".to_owned(),
                many => format!(", {many} dots"),
            };
            [Line::strong(action.what.trim()), Line::plain(format!("{owner}, {due}{dots}."))]
        })
        .collect();
    let lines = match lines.as_slice() {
        [] => vec![Line::large("Nothing is planned yet. Who mends what, and by when?")],
        _ => lines,
    };
    let content = Content { heading: "Who does what by when".to_owned(), lines, ..Content::default() };
    stop("actions", "Actions", content)
}

fn unknown(org: &Org, told: &Diagnosis) -> Option<Stop> {
    let lines: Vec<Line> =
        report::unknown(org, told).iter().map(|line| Line::plain(sentence(line))).collect();
    (!lines.is_empty()).then(|| {
        let content = Content { heading: "What we do not know".to_owned(), lines, ..Content::default() };
        stop("unknown", "What we do not know", content)
    })
}

/// The first rows of a list, and how many more there are.
pub(super) fn first_rows(mut lines: Vec<Line>) -> Vec<Line> {
    let more = lines.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        lines.truncate(MOST_ROWS);
        lines.push(Line::plain(format!("And {more} more.")));
    }
    lines
}

/// What is shown in the place of a stop that the facts no longer give: the same heading and figure, and what is so now.
#[must_use]
pub fn gone(before: &Stop, org: &Org, diagnosis: &Diagnosis) -> Stop {
    let mut lines = Vec::new();
    if let Some(link) = &before.link {
        match diagnosis.link(link) {
            Some(judged) => {
                let words = format!("{}: {}.", link_words(org, link), judged.state.word());
                lines.push(Line {
                    look: crate::picture::slide::LineLook::Large,
                    ..Line::of(judged.state, words)
                });
            }
            None => lines.push(Line::large("That link is no longer on the map.")),
        }
    }
    lines.push(Line::plain(format!("Now: {}.", summary(&diagnosis.counts))));
    let is_there = before.content.figure.links().iter().all(|link| org.link(link).is_some());
    let figure = if is_there { before.content.figure.clone() } else { Figure::None };
    let content = Content {
        kicker: "This has changed".to_owned(),
        heading: before.content.heading.clone(),
        figure,
        lines,
    };
    Stop { content, ..before.clone() }
}
