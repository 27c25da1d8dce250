//! The first screen: how each external customer is served, what to fix first, what to ask next, what works well.
//!
//! At most three rows a card, large enough to be read from the back row. Each row flies to what it is about.

use std::cmp::Reverse;

use egui::{Response, Ui, pos2, vec2};

use super::records::{about_link, next_step_on};
use super::scene::Scene;
use super::words::{self, counted};
use crate::diagnosis::{CustomerSummary, Diagnosis, Fix, FixKind, LinkState, Question, ask, worth};
use crate::model::{ExpectationKind, LinkId, Org};
use crate::session::{Session, Subject};
use crate::ui::actions::Action;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{
    Chosen, STEP, Weight, button_ui, empty_ui, flow_ui, paint_state_mark, row_ui, soft_ui, strong_ui, wrapped,
};
use crate::ui::{Request, Sink};

/// The least width of a card, in points.
const CARD_WIDTH: f32 = 212.0;
/// The card on which an action can be planned.
const FIX_FIRST: &str = "Fix first";

/// Shows the first screen.
pub fn overview_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, sink: &mut Sink) {
    let scene = Scene::of(session, tokens);
    cards_ui(ui, &scene, &Overview::of(scene.org, scene.diagnosis), sink);
    continue_ui(ui, &scene, sink);
}

/// Shows a first screen that was worked out before.
pub(super) fn cards_ui(ui: &mut Ui, scene: &Scene<'_>, overview: &Overview, sink: &mut Sink) {
    if scene.org.parties().is_empty() {
        empty_ui(
            ui,
            &scene.look,
            "Start with the external customer",
            "Whom is all this work for? Put them on the map, then ask who serves them, and what they need.",
        );
        flow_ui(ui, |ui| {
            if button_ui(ui, &scene.look, Weight::Main, "Add external customer").clicked() {
                sink.act(Action::AddCustomer);
            }
            if button_ui(ui, &scene.look, Weight::Plain, "Type a chain").clicked() {
                sink.act(Action::Capture);
            }
        });
        return;
    }
    let width = ui.available_width();
    let columns = ((width + STEP) / (CARD_WIDTH + STEP)).floor().clamp(1.0, 4.0) as usize;
    let each = (width - STEP * (columns as f32 - 1.0)) / columns as f32;
    for row in overview.cards.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = STEP;
            for card in row {
                ui.vertical(|ui| {
                    ui.set_width(each);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    card_ui(ui, scene, card, sink);
                });
            }
        });
        ui.add_space(STEP);
    }
}

/// A row of a card.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    state: LinkState,
    title: String,
    words: String,
    subject: Subject,
}

/// One of the four cards.
#[derive(Clone, Debug, PartialEq)]
struct Card {
    title: &'static str,
    when_empty: &'static str,
    lines: Vec<Line>,
}

/// The first screen as data, worked out once per change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    cards: Vec<Card>,
}

impl Overview {
    /// The first screen of the document.
    #[must_use]
    pub fn of(org: &Org, diagnosis: &Diagnosis) -> Self {
        let first = &diagnosis.first_screen;
        let mut customers: Vec<&CustomerSummary> = first.customers.iter().collect();
        customers.sort_by_key(|summary| Reverse((summary.fail, summary.struggle, summary.not_asked)));
        let fixes = first.fix_first.iter().filter_map(|place| diagnosis.fixes.get(*place));
        let questions = first.ask_next.iter().filter_map(|place| diagnosis.questions.get(*place));
        let card = |title, when_empty, lines| Card { title, when_empty, lines };
        let cards = vec![
            card(
                "What the customer gets",
                "No external customer is on the map yet. Who is it?",
                customers.into_iter().map(|summary| customer_line(org, summary)).collect(),
            ),
            card(
                FIX_FIRST,
                "Nothing is known to be broken.",
                fixes.filter_map(|fix| fix_line(org, diagnosis, fix)).collect(),
            ),
            card(
                "Ask next",
                "No link waits for an answer.",
                questions.map(|question| question_line(org, question)).collect(),
            ),
            card(
                "Works well",
                "Nobody has said yet what works.",
                first.works_well.iter().map(|link| works_line(org, diagnosis, link)).collect(),
            ),
        ];
        Self { cards }
    }
}

fn customer_line(org: &Org, summary: &CustomerSummary) -> Line {
    Line {
        state: worst(summary),
        title: org.name_of(&summary.customer).to_owned(),
        words: words::service(summary),
        subject: Subject::Party(summary.customer.clone()),
    }
}

/// The worst state among the services of a customer.
fn worst(summary: &CustomerSummary) -> LinkState {
    if summary.fail > 0 {
        LinkState::Broken
    } else if summary.struggle > 0 {
        LinkState::Strained
    } else if summary.not_asked > 0 || summary.services == 0 {
        LinkState::Unknown
    } else {
        LinkState::Sound
    }
}

fn fix_line(org: &Org, diagnosis: &Diagnosis, fix: &Fix) -> Option<Line> {
    let link = fix.links.first()?;
    Some(Line {
        state: diagnosis.link(link).map_or(LinkState::Unknown, |judged| judged.state),
        title: words::ends(org, link),
        words: fix_words(org, fix),
        subject: Subject::Link(link.clone()),
    })
}

/// `probable cause of 2 more; reaches Patients`.
fn fix_words(org: &Org, fix: &Fix) -> String {
    let part = match (fix.kind, fix.explains) {
        (FixKind::Root, 0) => "probable cause".to_owned(),
        (FixKind::Root, more) => format!("probable cause of {}", counted(more, "more break", "more breaks")),
        (FixKind::Suspect, _) => "suspect".to_owned(),
    };
    let round =
        if fix.links.len() > 1 { format!(", going round {} links", fix.links.len()) } else { String::new() };
    let customers = fix.external_customers.to_vec();
    let named: Vec<&str> = customers.iter().take(2).map(|customer| org.name_of(customer)).collect();
    match (named.is_empty(), customers.len().saturating_sub(named.len())) {
        (true, _) => format!("{part}{round}"),
        (false, 0) => format!("{part}{round}; reaches {}", named.join(", ")),
        (false, more) => format!("{part}{round}; reaches {} and {more} more", named.join(", ")),
    }
}

fn question_line(org: &Org, question: &Question) -> Line {
    let link = &question.link;
    Line {
        state: LinkState::Unknown,
        title: ask(link, org),
        words: worth(question),
        subject: Subject::Link(link.clone()),
    }
}

fn works_line(org: &Org, diagnosis: &Diagnosis, link: &LinkId) -> Line {
    let strength = diagnosis.link(link).map(|judged| judged.strength);
    Line {
        state: LinkState::Sound,
        title: words::ends(org, link),
        words: match strength {
            Some(strength) if strength.low == strength.high => {
                format!("{} of 5", words::figure(strength.low))
            }
            _ => "the customer says so".to_owned(),
        },
        subject: Subject::Link(link.clone()),
    }
}

fn card_ui(ui: &mut Ui, scene: &Scene<'_>, card: &Card, sink: &mut Sink) {
    strong_ui(ui, &scene.look, card.title);
    if card.lines.is_empty() {
        soft_ui(ui, &scene.look, card.when_empty);
    }
    for line in &card.lines {
        let spoken = format!("{}: {}, {}", card.title, line.title, line.words);
        let is_clicked = card_row_ui(ui, scene, line, &spoken).clicked();
        if is_clicked {
            sink.push(Request::FlyTo(line.subject.clone()));
        }
        if card.title == FIX_FIRST
            && let Subject::Link(link) = &line.subject
        {
            plan_ui(ui, scene, link, is_clicked, sink);
        }
    }
}

/// The way to plan an action on what is to be fixed, once it is chosen; brought into view when its row was clicked.
fn plan_ui(ui: &mut Ui, scene: &Scene<'_>, link: &LinkId, is_clicked: bool, sink: &mut Sink) {
    let wanted = ui.make_persistent_id(("plan an action", link));
    if is_clicked {
        ui.data_mut(|data| data.insert_temp(wanted, true));
    }
    let chosen = scene.session.selection();
    if chosen.primary() != Some(&Subject::Link(link.clone())) {
        return;
    }
    let button = button_ui(ui, &scene.look, Weight::Plain, "Plan an action");
    if ui.data_mut(|data| data.remove_temp::<bool>(wanted)).is_some() {
        button.scroll_to_me(None);
    }
    if button.clicked() {
        let what = next_step_on(link, scene.org, scene.diagnosis);
        sink.push(Request::PlanAction(about_link(link, scene.diagnosis), what));
    }
}

/// "16 of 33 links have no need yet: continue": a press goes to the next of them.
pub(super) fn continue_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    let without = scene.diagnosis.first_screen.links_without_need;
    if without == 0 {
        return;
    }
    let links = scene.diagnosis.counts.links;
    let verb = if without == 1 { "has" } else { "have" };
    let words = format!("{without} of {} {verb} no need yet: continue", counted(links, "link", "links"));
    if button_ui(ui, &scene.look, Weight::Plain, &words).clicked()
        && let Some(link) = next_without_need(scene)
    {
        sink.push(Request::FlyTo(Subject::Link(link)));
    }
}

/// The next link without a need after the chosen one, going round: broken and struggling ones first.
fn next_without_need(scene: &Scene<'_>) -> Option<LinkId> {
    let has_need = |link: &LinkId| {
        let facts = scene.org.link(link);
        facts.is_some_and(|facts| {
            facts.expectations().values().any(|expectation| expectation.kind == ExpectationKind::Need)
        })
    };
    let mut links: Vec<(LinkState, &LinkId)> = scene
        .diagnosis
        .links
        .iter()
        .filter(|judged| !has_need(judged.id()))
        .map(|judged| (judged.state, judged.id()))
        .collect();
    links.sort();
    let here = scene.session.selection().primary().and_then(Subject::link);
    let place = here.and_then(|here| links.iter().position(|(_, link)| *link == here));
    let next = place.map_or(0, |place| (place + 1) % links.len());
    links.get(next).map(|(_, link)| (*link).clone())
}

/// A row of a card: mark, a title with weight, words beneath.
fn card_row_ui(ui: &mut Ui, scene: &Scene<'_>, line: &Line, spoken: &str) -> Response {
    let look = &scene.look;
    let indent = 36.0;
    let width = ui.available_width();
    let title = wrapped(ui, &line.title, look.strong(), look.text, width - indent - STEP);
    let below = wrapped(ui, &line.words, look.body(), look.soft, width - indent - STEP);
    let height = title.size().y + below.size().y + 8.0;
    let response = row_ui(ui, look, height, Chosen::No, spoken);
    let rect = response.rect;
    paint_state_mark(ui.painter(), pos2(rect.left() + 17.0, rect.center().y), 19.0, line.state, look);
    let at = pos2(rect.left() + indent, rect.top() + 3.0);
    let below_at = at + vec2(0.0, title.size().y + 1.0);
    ui.painter().galley(at, title, look.text);
    ui.painter().galley(below_at, below, look.soft);
    response
}
