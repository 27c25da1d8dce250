//! Page one, for a director: what the customer gets, at most three causes, what is to be decided, what nobody knows yet.
//!
//! One sheet of A4, always. Where names are long or customers many, sentences are shortened and what is left out is counted,
//! until it fits. Deliberately absent: praise and blame for teams; anything that nobody said.

use std::collections::{BTreeMap, BTreeSet};

use super::causes::{Cause, Evidence, Plan};
use super::coverage::{QuestionRow, acted_on, gaps, question};
use super::words::{all_of, counted, first_of, link, org_name, party, said, services};
use crate::diagnosis::{CustomerSummary, Diagnosis, Fix, FixKind, LinkState, Scenario, what_if};
use crate::model::{Org, PartyId};
use crate::picture::summary;

/// The most causes.
const MOST_CAUSES: usize = 3;

/// What an arrow says, to whoever has never seen a map.
const READING: &str =
    "An arrow reads \"serves\": who stands before it supplies, who stands after it is the customer.";

/// A sentence with the state that it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The worst state in it.
    pub state: LinkState,
    /// The sentence.
    pub text: String,
}

/// What page one says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstPage {
    /// The organisation's name.
    pub title: String,
    /// The day, and how many links are in which state.
    pub subtitle: String,
    /// The service that the organisation wants to be known for; may be empty.
    pub vision: String,
    /// One line an external customer, the worst served first.
    pub customers: Vec<Line>,
    /// What stands there instead of customers, or after them; may be empty.
    pub customers_note: String,
    /// How many complaints are open; empty when there are none.
    pub complaints: String,
    /// Above the causes.
    pub causes_heading: &'static str,
    /// How the names of causes are read; empty where there are none.
    pub causes_reading: &'static str,
    /// At most three.
    pub causes: Vec<Cause>,
    /// What stands there instead of causes, or after them; may be empty.
    pub causes_note: String,
    /// What may be expected when these causes are mended; may be empty.
    pub effect: String,
    /// What is not known, a sentence each.
    pub unknown: Vec<String>,
    /// What works; may be empty.
    pub well: String,
}

/// How much is said: a row a level, the fullest first.
const LEVELS: [Level; 7] = [
    Level { customers: 8, characters: 400 },
    Level { customers: 6, characters: 280 },
    Level { customers: 5, characters: 200 },
    Level { customers: 4, characters: 140 },
    Level { customers: 3, characters: 100 },
    Level { customers: 2, characters: 60 },
    Level { customers: 1, characters: 30 },
];

/// How much is said.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// The most customers.
    customers: usize,
    /// The most characters of a sentence.
    characters: usize,
}

/// Page one, as full as `fits` lets it be. `diagnosis` must be one that may be told.
pub(super) fn first_page(
    org: &Org,
    diagnosis: &Diagnosis,
    evidence: &Evidence<'_>,
    fits: impl Fn(&FirstPage) -> bool,
) -> FirstPage {
    let whole = whole(org, diagnosis, evidence);
    let mut page = whole.clone();
    for level in LEVELS {
        page = whole.at(level);
        if fits(&page) {
            break;
        }
    }
    page
}

fn whole(org: &Org, diagnosis: &Diagnosis, evidence: &Evidence<'_>) -> FirstPage {
    let (causes_heading, fixes, causes_note) = causes(diagnosis);
    FirstPage {
        title: org_name(org),
        subtitle: format!("As of {}. {}.", diagnosis.today, summary(&diagnosis.counts)),
        vision: said(&org.service_vision, 400),
        customers: customers(org, diagnosis),
        customers_note: no_customers(diagnosis),
        causes_heading,
        causes_reading: if fixes.is_empty() { "" } else { READING },
        effect: effect(org, diagnosis, &fixes),
        causes: fixes.into_iter().map(|fix| evidence.cause(fix)).collect(),
        causes_note: [causes_note, where_they_begin(org, diagnosis), acted_on(org, diagnosis)]
            .into_iter()
            .filter(|note| !note.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        complaints: complaints(org, diagnosis),
        unknown: unknown(org, diagnosis),
        well: well(org, diagnosis),
    }
}

/// One line an external customer, the worst served first.
pub(crate) fn customers(org: &Org, diagnosis: &Diagnosis) -> Vec<Line> {
    let mut summaries: Vec<&CustomerSummary> = diagnosis.first_screen.customers.iter().collect();
    summaries.sort_by(|left, right| {
        let key = |summary: &CustomerSummary| (summary.fail, summary.struggle, summary.not_asked);
        key(right).cmp(&key(left)).then_with(|| left.customer.cmp(&right.customer))
    });
    let line = |summary: &CustomerSummary| Line {
        state: match summary {
            CustomerSummary { fail: 1.., .. } => LinkState::Broken,
            CustomerSummary { struggle: 1.., .. } => LinkState::Strained,
            CustomerSummary { not_asked: 1.., .. } | CustomerSummary { services: 0, .. } => {
                LinkState::Unknown
            }
            _ => LinkState::Sound,
        },
        text: format!("{}: {}.", party(org, &summary.customer), services(summary)),
    };
    summaries.into_iter().map(line).collect()
}

fn no_customers(diagnosis: &Diagnosis) -> String {
    let counts = &diagnosis.counts;
    if counts.external_customers > 0 {
        String::new()
    } else if counts.teams + counts.external_suppliers == 0 {
        "Nothing is on the map yet. A good beginning: who is the external customer, and who serves it?"
            .to_owned()
    } else {
        "No external customer is on the map yet, so nothing can be said of what reaches one.".to_owned()
    }
}

/// Heading, what stands under it, and what is to be said besides.
pub(super) fn causes(diagnosis: &Diagnosis) -> (&'static str, Vec<&Fix>, String) {
    let of_kind =
        |kind: FixKind| -> Vec<&Fix> { diagnosis.fixes.iter().filter(|fix| fix.kind == kind).collect() };
    let mut roots = of_kind(FixKind::Root);
    if !roots.is_empty() {
        let more = roots.len().saturating_sub(MOST_CAUSES);
        roots.truncate(MOST_CAUSES);
        let note = match more {
            0 => String::new(),
            _ => format!(
                "And {}, in the fix list.",
                counted(more, "more probable cause", "more probable causes")
            ),
        };
        let heading = if roots.len() == 1 {
            "Probable cause: mend this first"
        } else {
            "Probable causes: mend these first"
        };
        return (heading, roots, note);
    }
    let counts = &diagnosis.counts;
    let note = match (counts.links, counts.unknown, counts.strained) {
        (0, ..) => "No link is on the map yet.".to_owned(),
        (_, 0, 0) => "Nothing is broken: every link works, by what people and figures say.".to_owned(),
        (_, 0, struggling) => {
            format!(
                "No broken link is recorded; {}.",
                counted(struggling, "link struggles", "links struggle")
            )
        }
        (links, unknown, _) => {
            format!("No broken link is recorded. {unknown} of {} not asked about yet.", were(links))
        }
    };
    ("Probable causes", Vec::new(), note)
}

/// `All 41 begin at Stores.` where more than half of the causes, of more than stand on the page, are links of one supplier: whoever reads
/// three of them should know.
fn where_they_begin(org: &Org, diagnosis: &Diagnosis) -> String {
    let mut causes: BTreeMap<&PartyId, usize> = BTreeMap::new();
    let roots = diagnosis.fixes.iter().filter(|fix| fix.kind == FixKind::Root);
    let mut all = 0;
    for fix in roots {
        all += 1;
        let suppliers: BTreeSet<&PartyId> = fix.links.iter().map(|link| &link.supplier).collect();
        for supplier in suppliers {
            *causes.entry(supplier).or_default() += 1;
        }
    }
    let most = causes.into_iter().max_by_key(|(supplier, count)| (*count, std::cmp::Reverse(*supplier)));
    match most {
        Some((supplier, count)) if all > MOST_CAUSES && count * 2 > all => {
            let how_many = if count == all { format!("All {all}") } else { format!("{count} of all {all}") };
            format!("{how_many} begin at {}.", party(org, supplier))
        }
        _ => String::new(),
    }
}

fn were(links: usize) -> String {
    if links == 1 { "1 link was".to_owned() } else { format!("{links} links were") }
}

/// What mending these would do, by the diagnosis that follows from it.
pub(super) fn effect(org: &Org, diagnosis: &Diagnosis, fixes: &[&Fix]) -> String {
    if fixes.is_empty() || diagnosis.counts.symptoms == 0 {
        return String::new();
    }
    let scenario = Scenario::mending("page one", fixes.iter().copied());
    let Ok(outcome) = what_if(org, diagnosis, &scenario) else { return String::new() };
    let (remain, clear, may) =
        (outcome.still_recorded(), outcome.expected_to_clear.len(), outcome.may_clear.len());
    let these = match fixes.len() {
        1 => "this one is".to_owned(),
        2 => "these two are".to_owned(),
        _ => "these three are".to_owned(),
    };
    let others = counted(remain, "other broken link", "other broken links");
    let some = |count: usize| match remain {
        1 => "the other broken link".to_owned(),
        _ if count == remain => format!("{} other broken links", all_of(remain)),
        _ => format!("{count} of the {others}"),
    };
    let mut text = match (clear, may) {
        _ if remain == 0 => return String::new(),
        (0, 0) => {
            let (own, it) = if remain == 1 { ("its", "it") } else { ("their", "them") };
            return format!(
                "If {these} mended, {others} would still have a cause of {own} own or another before {it}."
            );
        }
        (clear, 0) => format!("If {these} mended, {} can be expected to clear", some(clear)),
        (0, may) => {
            format!("If {these} mended, {} may clear (not every link between was asked about)", some(may))
        }
        (clear, may) => {
            format!("If {these} mended, {} can be expected to clear, and {may} more may", some(clear))
        }
    };
    let them = if clear + may == 1 { "it" } else { "them" };
    text += &format!(": nothing broken is left before {them}. Ask again then.");
    text
}

fn complaints(org: &Org, diagnosis: &Diagnosis) -> String {
    let open = || {
        org.complaints
            .values()
            .filter(|complaint| complaint.day <= diagnosis.today && complaint.is_open(diagnosis.today))
    };
    let unanswered = open().filter(|complaint| !complaint.answered.is_done(diagnosis.today)).count();
    let text = match open().count() {
        0 => return String::new(),
        1 => "1 complaint is open".to_owned(),
        many => format!("{many} complaints are open"),
    };
    let text = match unanswered {
        0 => format!("{text}; every customer has an answer."),
        1 => format!("{text}; 1 customer still waits for an answer."),
        many => format!("{text}; {many} still wait for an answer."),
    };
    let figures = &diagnosis.complaints;
    match (figures.traced, figures.traced_inside) {
        (0, _) => text,
        (1, 1) => format!("{text} 1 leads back to a probable cause, which lies inside the organisation."),
        (1, _) => format!("{text} 1 leads back to a probable cause, which does not lie inside alone."),
        (traced, inside) if inside == traced => {
            format!("{text} {traced} lead back to a probable cause inside the organisation.")
        }
        (traced, inside) => {
            format!(
                "{text} {traced} lead back to a probable cause; for {inside} of these it lies inside the organisation."
            )
        }
    }
}

pub(crate) fn unknown(org: &Org, diagnosis: &Diagnosis) -> Vec<String> {
    let next = &diagnosis.first_screen.ask_next;
    let next = next.iter().filter_map(|place| diagnosis.questions.get(*place));
    let ask = |row: QuestionRow| format!("{}: {}.", row.ask, row.worth);
    let mut lines: Vec<String> = next.map(|row| ask(question(row, org))).collect();
    if diagnosis.counts.external_customers == 0 && diagnosis.counts.links > 0 {
        lines.insert(0, "Who the external customer is: nobody is on the map as one.".to_owned());
    }
    lines.extend(Some(gaps(org, diagnosis)).filter(|gaps| !gaps.is_empty()));
    if lines.is_empty() && diagnosis.counts.links > 0 {
        lines.push("Every link was asked about, and every need was confirmed by its customer.".to_owned());
    }
    lines
}

fn well(org: &Org, diagnosis: &Diagnosis) -> String {
    let links: Vec<String> = diagnosis.first_screen.works_well.iter().map(|id| link(org, id)).collect();
    if links.is_empty() { String::new() } else { format!("{}.", first_of(links, 3)) }
}

impl FirstPage {
    /// The same, as brief as `level` says.
    fn at(&self, level: Level) -> Self {
        let short = |text: &String| said(text, level.characters);
        let more = self.customers.len().saturating_sub(level.customers);
        let customers = self.customers.iter().take(level.customers);
        let customers: Vec<Line> =
            customers.map(|line| Line { state: line.state, text: short(&line.text) }).collect();
        let customers_note = match more {
            0 => short(&self.customers_note),
            _ => self.of_the_others(level.customers),
        };
        let cause = |cause: &Cause| Cause {
            links: short(&cause.links),
            role: short(&cause.role),
            severity: cause.severity,
            seen: short(&cause.seen),
            does: short(&cause.does),
            cost: short(&cause.cost),
            plan: Plan {
                action: short(&cause.plan.action),
                owner: short(&cause.plan.owner),
                due: cause.plan.due,
                due_text: short(&cause.plan.due_text),
                decision: short(&cause.plan.decision),
            },
        };
        Self {
            title: short(&self.title),
            subtitle: self.subtitle.clone(),
            vision: short(&self.vision),
            customers,
            customers_note,
            causes_heading: self.causes_heading,
            causes_reading: self.causes_reading,
            causes: self.causes.iter().map(cause).collect(),
            causes_note: self.causes_note.clone(),
            effect: self.effect.clone(),
            complaints: self.complaints.clone(),
            unknown: self.unknown.iter().map(short).collect(),
            well: short(&self.well),
        }
    }

    /// `And 4 more external customers: 2 of them have a service that fails.`
    fn of_the_others(&self, shown: usize) -> String {
        let others = self.customers.get(shown..).unwrap_or_default();
        let failing = others.iter().filter(|line| line.state == LinkState::Broken).count();
        let more = counted(others.len(), "more external customer", "more external customers");
        match failing {
            0 => format!("And {more}; no broken service is recorded there."),
            1 => format!("And {more}; 1 of them has a service that fails."),
            many => format!("And {more}; {many} of them have a service that fails."),
        }
    }
}
