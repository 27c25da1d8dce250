//! The stops about what is broken: each probable cause from the customer's side, what it does, and what mending it would do.

use super::Stop;
use super::route::route_to_customer;
use super::stops::{first_rows, link_words, sentence, stop};
use crate::diagnosis::{Diagnosis, Fix, FixKind, LinkRole, LinkState, Scenario, what_if};
use crate::exchange::report::{Cause, Evidence, Plan};
use crate::model::{ActionSubject, Complaint, LinkId, Org, PartyId, PartyKind};
use crate::picture::slide::{Content, Figure, Line};

/// The most probable causes with stops of their own, as on page one of the report.
const MOST_CAUSES: usize = 3;
/// The most complaints that are quoted at a stop.
const MOST_QUOTES: usize = 2;

/// Three stops for each of the first probable causes, and one for the others.
pub(super) fn breaks(org: &Org, told: &Diagnosis) -> Vec<Stop> {
    let evidence = Evidence::of(org, told);
    let roots: Vec<&Fix> = told.fixes.iter().filter(|fix| fix.kind == FixKind::Root).collect();
    let shown = roots.len().min(MOST_CAUSES);
    let mut stops = Vec::new();
    for (number, fix) in roots.iter().take(MOST_CAUSES).enumerate() {
        let Some(link) = fix.links.first() else { continue };
        let kicker =
            if shown == 1 { "The break".to_owned() } else { format!("Break {} of {shown}", number + 1) };
        let cause = evidence.cause(fix);
        let about = About { org, told, fix, link, cause: &cause, kicker: &kicker };
        stops.extend([about.symptom_to_cause(), about.what_it_does(), about.what_if_mended()]);
    }
    let others = roots.get(MOST_CAUSES..).unwrap_or_default();
    if !others.is_empty() {
        let line = |fix: &&Fix| Line::of(LinkState::Broken, sentence(&evidence.cause(fix).links));
        let lines = first_rows(others.iter().map(line).collect());
        let heading = match others.len() {
            1 => "1 more probable cause".to_owned(),
            many => format!("{many} more probable causes"),
        };
        stops.push(stop(
            "more-causes",
            "More probable causes",
            Content { heading, lines, ..Content::default() },
        ));
    }
    stops
}

/// Where nothing is broken: what takes effort.
pub(super) fn struggling(org: &Org, told: &Diagnosis) -> Option<Stop> {
    let strained = told.links.iter().filter(|link| link.state == LinkState::Strained);
    let lines: Vec<Line> =
        strained.map(|link| Line::of(LinkState::Strained, link_words(org, link.id()))).collect();
    if told.counts.links == 0 {
        return None;
    }
    let heading = "No link is known to be broken".to_owned();
    let lines =
        if lines.is_empty() { vec![Line::large("Whom have we not asked yet?")] } else { first_rows(lines) };
    let kicker = if told.counts.strained > 0 { "What takes effort" } else { "" }.to_owned();
    Some(stop("struggles", "What struggles", Content { kicker, heading, lines, ..Content::default() }))
}

/// One probable cause, and what its stops are made of.
struct About<'facts> {
    org: &'facts Org,
    told: &'facts Diagnosis,
    fix: &'facts Fix,
    link: &'facts LinkId,
    cause: &'facts Cause,
    kicker: &'facts str,
}

impl About<'_> {
    fn stop(&self, kind: &str, name: &str, content: Content) -> Stop {
        let id = format!("{kind}:{}>{}", self.link.supplier, self.link.customer);
        Stop {
            about: ActionSubject::Cause(self.link.clone()),
            link: Some(self.link.clone()),
            ..stop(&id, name, content)
        }
    }

    /// A question first: the room knows better than the map.
    fn symptom_to_cause(&self) -> Stop {
        let (supplier, customer) =
            (self.org.name_of(&self.link.supplier), self.org.name_of(&self.link.customer));
        let links = route_to_customer(self.link, self.org, self.told);
        let mut lines = Vec::new();
        if !self.cause.seen.is_empty() {
            lines.push(Line::plain(sentence(&self.cause.seen)));
        }
        let role = self.told.link(self.link).map(|judged| &judged.role);
        if matches!(role, Some(LinkRole::Root { unseen: true, .. })) {
            lines.push(Line::plain("Something before it was never asked about."));
        }
        if self.fix.links.len() > 1 {
            lines.push(Line::plain(sentence(&format!("The break goes round: {}", self.cause.links))));
        }
        let content = Content {
            kicker: format!("{}: from the customer back to the cause", self.kicker),
            heading: format!("{supplier} to {customer}: does it work?"),
            figure: Figure::Route { from: self.link.supplier.clone(), links },
            lines,
        };
        self.stop("break", &format!("Break: {supplier} to {customer}"), content)
    }

    /// The external customer at the end of the way, else the first whom it reaches.
    fn who_feels_it(&self) -> Option<PartyId> {
        let end = route_to_customer(self.link, self.org, self.told).last()?.customer.clone();
        let is_outside = self.org.party(&end)?.kind == PartyKind::ExternalCustomer;
        if is_outside { Some(end) } else { self.fix.external_customers.first().cloned() }
    }

    fn what_it_does(&self) -> Stop {
        let first = self.who_feels_it();
        let mut lines: Vec<Line> = Vec::new();
        if !self.cause.does.is_empty() {
            lines.push(Line::plain(sentence(&self.cause.does)));
        }
        for complaint in self.complaints().into_iter().take(MOST_QUOTES) {
            let who = self.org.name_of(&complaint.customer);
            lines.push(Line::plain(format!("{who}: \u{201c}{}\u{201d}", complaint.words.trim())));
        }
        if !self.cause.cost.is_empty() {
            lines.push(Line::plain(sentence(&format!("It costs {}", self.cause.cost))));
        }
        if lines.is_empty() {
            lines.push(Line::plain("Nobody has said yet what follows from it. Who knows?"));
        }
        let figure = match &first {
            None => Figure::link(self.link),
            Some(customer) => self.failing_services(customer),
        };
        let heading = match &first {
            Some(customer) => format!("What does it do to {}?", self.org.name_of(customer)),
            None => "Whom does it reach?".to_owned(),
        };
        let content = Content { kicker: self.kicker.to_owned(), heading, figure, lines };
        let name = format!("What it does: {}", link_words(self.org, self.link));
        self.stop("effect", &name, content)
    }

    /// What the customer gets of which something is known to fail or to struggle, the worst first.
    fn failing_services(&self, customer: &PartyId) -> Figure {
        let state = |link: &LinkId| self.told.link(link).map_or(LinkState::Unknown, |judged| judged.state);
        let fails = |link: &&LinkId| matches!(state(link), LinkState::Broken | LinkState::Strained);
        let mut links: Vec<LinkId> =
            self.org.links_to(customer).map(|(link, _)| link).filter(fails).cloned().collect();
        links.sort_by_key(|link| (state(link), link.clone()));
        links.truncate(4);
        if links.is_empty() {
            Figure::link(self.link)
        } else {
            Figure::Services { customer: customer.clone(), links }
        }
    }

    /// The open complaints of the customers that it reaches, the latest first.
    fn complaints(&self) -> Vec<&Complaint> {
        let reached = self.fix.external_customers.to_vec();
        let today = self.told.today;
        let open = self.org.complaints.values().filter(|complaint| {
            complaint.day <= today && complaint.is_open(today) && reached.contains(&complaint.customer)
        });
        let mut open: Vec<&Complaint> = open.collect();
        open.sort_by_key(|complaint| std::cmp::Reverse(complaint.day));
        // Without a complaint that leads here nothing is quoted: the words would be about something else.
        if self.fix.complaints == 0 { Vec::new() } else { open }
    }

    fn what_if_mended(&self) -> Stop {
        let scenario = Scenario::mending("mended", [self.fix]);
        let sentences = what_if(self.org, self.told, &scenario).map(|outcome| outcome.sentences(self.org));
        let mut lines: Vec<Line> =
            sentences.unwrap_or_default().iter().map(|words| Line::plain(sentence(words))).collect();
        let Plan { action, owner, due_text, decision, .. } = &self.cause.plan;
        if !action.is_empty() {
            let by = [owner.as_str(), due_text.as_str()].into_iter().filter(|part| !part.is_empty());
            let by = by.collect::<Vec<_>>().join(", ");
            let words = if by.is_empty() { action.clone() } else { format!("{action}: {by}") };
            lines.push(Line::strong(sentence(&words)));
        }
        if !decision.is_empty() {
            lines.push(Line::strong(sentence(decision)));
        }
        let content = Content {
            kicker: self.kicker.to_owned(),
            heading: "What if it were mended?".to_owned(),
            figure: Figure::link(self.link),
            lines,
        };
        let name = format!("What if mended: {}", link_words(self.org, self.link));
        self.stop("fix", &name, content)
    }
}
