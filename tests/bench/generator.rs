//! Organisations of any size for benchmarks: layers of teams in departments, with forward links, some rework, and a mix of states.
//!
//! Deliberately absent: real data, and any randomness that is not the same everywhere.

use throughline::model::{Day, LinkId, PartyId, PartyKind, Verdict};
use throughline::session::{Command, NewParty, Session};

use crate::numbers::Numbers;

const WORDS: [&str; 24] = [
    "Order",
    "Billing",
    "Stock",
    "Claims",
    "Intake",
    "Planning",
    "Quality",
    "Returns",
    "Contract",
    "Payroll",
    "Design",
    "Supply",
    "Night",
    "Field",
    "Records",
    "Booking",
    "Training",
    "Support",
    "Parts",
    "Survey",
    "Permit",
    "Archive",
    "Transport",
    "Service",
];
const KINDS: [&str; 6] = ["desk", "team", "office", "crew", "group", "line"];
const DEPARTMENTS: [&str; 8] =
    ["Sales", "Operations", "Finance", "People", "Technology", "Logistics", "Customer care", "Quality"];

fn name_of(number: usize) -> String {
    let word = WORDS.get(number % WORDS.len()).copied().unwrap_or_default();
    let kind = KINDS.get(number / WORDS.len() % KINDS.len()).copied().unwrap_or_default();
    let round = number / (WORDS.len() * KINDS.len());
    if round == 0 { format!("{word} {kind}") } else { format!("{word} {kind} {}", round + 1) }
}

/// A session with `teams` teams and about `links` links, judged and laid out.
pub fn session(teams: usize, links: usize, today: Day) -> Session {
    let mut session = Session::new(today);
    let mut numbers = Numbers::new(teams as u64 * 7919 + links as u64);
    let customers = (teams / 30).max(1);
    for number in 0..customers {
        let name = format!("Customers {}", number + 1);
        add(&mut session, name, PartyKind::ExternalCustomer, None);
    }
    for number in 0..teams {
        let department = DEPARTMENTS.get(number * DEPARTMENTS.len() / teams).map(|name| (*name).to_owned());
        add(&mut session, name_of(number), PartyKind::Team, department);
    }
    let mut made = 0;
    let ids: Vec<PartyId> =
        (0..teams).map(|number| PartyId::new(throughline::model::slug(&name_of(number)))).collect();
    let customer = |number: usize| PartyId::new(format!("customers-{}", number % customers + 1));
    for tries in 0..links * 20 {
        if made >= links {
            break;
        }
        let from = numbers.below(teams);
        let reach = 1 + numbers.below(teams / 4 + 2);
        let is_rework = numbers.below(25) == 0;
        let to = if is_rework { from.saturating_sub(reach) } else { from + reach };
        let end = if to >= teams { Some(customer(tries)) } else { ids.get(to).cloned() };
        let (Some(supplier), Some(end)) = (ids.get(from).cloned(), end) else { continue };
        let link = LinkId { supplier, customer: end };
        if session.execute(&Command::AddLink(link.clone())).is_ok() {
            made += 1;
            let verdict = match numbers.below(10) {
                0 => Some(Verdict::Broken),
                1 | 2 => Some(Verdict::Struggles),
                3..=6 => Some(Verdict::Works),
                _ => None,
            };
            if verdict.is_some() {
                session.execute(&Command::SetVerdict { link, verdict }).expect("the link is there");
            }
        }
    }
    session
        .execute(&Command::Select(throughline::session::Selection::none()))
        .expect("nothing can be chosen");
    session.refresh();
    session
}

fn add(session: &mut Session, name: String, kind: PartyKind, department: Option<String>) {
    let new = NewParty { name, kind, department, pin: None };
    session.execute(&Command::AddParty(new)).expect("every name has a letter");
}
