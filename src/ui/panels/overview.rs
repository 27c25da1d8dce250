//! The first screen: how each external customer is served, what to fix first, what to ask next, what works well.
//!
//! At most three rows a card, large enough to be read from the back row. Each row flies to what it is about.

use egui::{Response, Ui, pos2, vec2};

use super::scene::{Scene, fly_to_link, fly_to_party};
use super::words::{self, counted};
use crate::diagnosis::{CustomerSummary, Fix, FixKind, LinkState, Question};
use crate::model::{ExpectationKind, LinkId, Org};
use crate::session::{Session, Subject};
use crate::ui::actions::Action;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{
    Chosen, STEP, Weight, button_ui, empty_ui, flow_ui, paint_state_mark, row_ui, soft_ui, strong_ui, way_ui,
    wrapped,
};
use crate::ui::{Request, Sink};

/// The least width of a card, in points.
const CARD_WIDTH: f32 = 250.0;

/// Shows the first screen.
pub fn overview_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, sink: &mut Sink) {
    let scene = Scene::of(session, tokens);
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
    let cards: [Card; 4] = [customers_ui, fix_first_ui, ask_next_ui, works_well_ui];
    for row in cards.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = STEP;
            for card in row {
                ui.vertical(|ui| {
                    ui.set_width(each);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    card(ui, &scene, sink);
                });
            }
        });
        ui.add_space(STEP);
    }
    continue_ui(ui, &scene, sink);
}

type Card = fn(&mut Ui, &Scene<'_>, &mut Sink);

fn customers_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    strong_ui(ui, &scene.look, "What the customer gets");
    let customers = &scene.diagnosis.first_screen.customers;
    if customers.is_empty() {
        soft_ui(ui, &scene.look, "No external customer is on the map yet. Who is it?");
    }
    for summary in customers {
        let name = scene.org.name_of(&summary.customer);
        let words = words::service(summary);
        let spoken = format!("{name}: {words}");
        if card_row_ui(ui, scene, worst(summary), name, &words, &spoken).clicked() {
            fly_to_party(sink, &summary.customer);
        }
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

fn fix_first_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    strong_ui(ui, &scene.look, "Fix first");
    let list: Vec<&Fix> = scene
        .diagnosis
        .first_screen
        .fix_first
        .iter()
        .filter_map(|place| scene.diagnosis.fixes.get(*place))
        .collect();
    if list.is_empty() {
        soft_ui(ui, &scene.look, "Nothing is known to be broken.");
    }
    for fix in list {
        let Some(first) = fix.links.first() else { continue };
        let title = words::ends(scene.org, first);
        let words = fix_words(scene.org, fix);
        let spoken = format!("Fix first: {title}, {words}");
        if card_row_ui(ui, scene, scene.state(first), &title, &words, &spoken).clicked() {
            fly_to_link(sink, first);
        }
    }
}

/// `probable cause; explains 2 more; reaches Patients`.
fn fix_words(org: &Org, fix: &Fix) -> String {
    let mut parts = Vec::new();
    match (fix.kind, fix.links.len()) {
        (FixKind::Root, 1) => parts.push("probable cause".to_owned()),
        (FixKind::Root, links) => parts.push(format!("probable cause, going round {links} links")),
        (FixKind::Suspect, _) => parts.push("suspect".to_owned()),
    }
    if fix.explains > 0 {
        parts.push(format!("may explain {} more", fix.explains));
    }
    let customers: Vec<&str> =
        fix.external_customers.iter().take(2).map(|customer| org.name_of(customer)).collect();
    if !customers.is_empty() {
        parts.push(format!("reaches {}", customers.join(", ")));
    }
    parts.join("; ")
}

fn ask_next_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    strong_ui(ui, &scene.look, "Ask next");
    let list: Vec<&Question> = scene
        .diagnosis
        .first_screen
        .ask_next
        .iter()
        .filter_map(|place| scene.diagnosis.questions.get(*place))
        .collect();
    if list.is_empty() {
        soft_ui(ui, &scene.look, "Every link has been asked about.");
    }
    for question in list {
        let link = &question.link;
        let title =
            format!("Ask {} about {}", scene.org.name_of(&link.customer), scene.org.name_of(&link.supplier));
        let words = match question.causes_cleared {
            0 => "never asked".to_owned(),
            causes => format!("if it works, {} away", counted(causes, "cause falls", "causes fall")),
        };
        let spoken = format!("{title}, {words}");
        if card_row_ui(ui, scene, LinkState::Unknown, &title, &words, &spoken).clicked() {
            fly_to_link(sink, link);
        }
    }
}

fn works_well_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    strong_ui(ui, &scene.look, "Works well");
    let links = &scene.diagnosis.first_screen.works_well;
    if links.is_empty() {
        soft_ui(ui, &scene.look, "Nobody has said yet what works.");
    }
    for link in links {
        let title = words::ends(scene.org, link);
        let words = match scene.judged(link).map(|judged| judged.strength) {
            Some(strength) if strength.low == strength.high => {
                format!("{} of 5", words::figure(strength.low))
            }
            _ => "the customer says so".to_owned(),
        };
        let spoken = format!("Works well: {title}, {words}");
        if card_row_ui(ui, scene, LinkState::Sound, &title, &words, &spoken).clicked() {
            fly_to_link(sink, link);
        }
    }
}

/// "16 of 33 links have no need yet: continue".
fn continue_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    let without = scene.diagnosis.first_screen.links_without_need;
    if without == 0 {
        return;
    }
    let links = scene.diagnosis.counts.links;
    let verb = if without == 1 { "has" } else { "have" };
    let words = format!("{without} of {} {verb} no need yet: continue", counted(links, "link", "links"));
    if way_ui(ui, &scene.look, &words).clicked()
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
        .filter(|judged| !has_need(&judged.id))
        .map(|judged| (judged.state, &judged.id))
        .collect();
    links.sort();
    let here = scene.session.selection().primary().and_then(Subject::link);
    let place = here.and_then(|here| links.iter().position(|(_, link)| *link == here));
    let next = place.map_or(0, |place| (place + 1) % links.len());
    links.get(next).map(|(_, link)| (*link).clone())
}

/// A row of a card: mark, a title with weight, words beneath.
fn card_row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: LinkState,
    title: &str,
    words: &str,
    spoken: &str,
) -> Response {
    let look = &scene.look;
    let indent = 38.0;
    let width = ui.available_width();
    let title = wrapped(ui, title, look.strong(), look.text, width - indent - STEP);
    let below = wrapped(ui, words, look.body(), look.soft, width - indent - STEP);
    let height = title.size().y + below.size().y + 10.0;
    let response = row_ui(ui, look, height, Chosen::No, spoken);
    let rect = response.rect;
    paint_state_mark(ui.painter(), pos2(rect.left() + 19.0, rect.center().y), 20.0, state, look);
    let at = pos2(rect.left() + indent, rect.top() + 4.0);
    let below_at = at + vec2(0.0, title.size().y + 1.0);
    ui.painter().galley(at, title, look.text);
    ui.painter().galley(below_at, below, look.soft);
    response
}
