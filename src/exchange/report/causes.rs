//! A probable cause in words: where it is, how it shows, what it does to the customer, what it costs, who has taken it on.
//!
//! Page one and the fix list say the same of it. Deliberately absent: any figure that nobody stated.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{SENTENCE, cost, counted, due, expectation, fares, first_of, link, party, said};
use crate::diagnosis::{Class, Diagnosis, ExpectationState, Finding, Fix, FixKind, LinkRole};
use crate::model::{Action, ActionStatus, ActionSubject, Day, LinkId, Org, PartyKind};

/// What is looked up again and again while the fix list is written.
pub(crate) struct Evidence<'facts> {
    org: &'facts Org,
    diagnosis: &'facts Diagnosis,
    /// The finding that says most about a link.
    worst: BTreeMap<&'facts LinkId, &'facts Finding>,
    /// The actions about a link, the most urgent first.
    actions: BTreeMap<&'facts LinkId, Vec<&'facts Action>>,
    /// The symptoms of each root group, those that an external customer feels first; empty where they are very many.
    symptoms: BTreeMap<usize, Vec<&'facts LinkId>>,
}

/// A row of the fix list in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The links: `Records → Booking`.
    pub links: String,
    /// What part it plays: `Probable cause`.
    pub role: String,
    /// How bad, in the word of the findings.
    pub severity: &'static str,
    /// How it shows, evidence quoted; empty when no finding says it.
    pub seen: String,
    /// What it does to the customers.
    pub does: String,
    /// What it costs, as somebody stated it; empty when nobody has.
    pub cost: String,
    /// What is planned.
    pub plan: Plan,
}

/// Who does what by when, as far as that is settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What is to be done, with how far it has come; empty when nothing is planned.
    pub action: String,
    /// Who does it; empty when nobody has taken it.
    pub owner: String,
    /// By when.
    pub due: Option<Day>,
    /// By when in words, with how long ago that was; empty when no day is set.
    pub due_text: String,
    /// What has still to be decided; empty when everything is.
    pub decision: String,
}

impl<'facts> Evidence<'facts> {
    /// `diagnosis` must be one that may be told.
    pub(crate) fn of(org: &'facts Org, diagnosis: &'facts Diagnosis) -> Self {
        let mut worst: BTreeMap<&LinkId, &Finding> = BTreeMap::new();
        // What a customer needs says more than that it waits, and both say more than who is cut off by it.
        let says_less = |finding: &Finding| (finding.severity, finding.expectations().is_empty());
        for finding in
            diagnosis.findings.iter().filter(|finding| finding.class == Class::Problem && !finding.accepted)
        {
            let [link] = finding.links() else { continue };
            if matches!(finding.rule, "cut-off" | "only-broken-deliveries" | "promise-at-risk") {
                continue;
            }
            let kept = worst.entry(link).or_insert(finding);
            if says_less(finding) < says_less(kept) {
                *kept = finding;
            }
        }
        let findings: BTreeMap<String, &Finding> =
            diagnosis.findings.iter().map(|finding| (finding.id(), &**finding)).collect();
        let mut actions: BTreeMap<&LinkId, Vec<&Action>> = BTreeMap::new();
        for action in org.actions.values() {
            let about: &[LinkId] = match &action.about {
                ActionSubject::Link(link) | ActionSubject::Cause(link) => std::slice::from_ref(link),
                ActionSubject::Finding(id) => findings.get(id).map_or(&[], |finding| finding.links()),
                ActionSubject::Org | ActionSubject::Party(_) => &[],
            };
            about.iter().for_each(|link| actions.entry(link).or_default().push(action));
        }
        for actions in actions.values_mut() {
            actions.sort_by_key(|action| urgency(action));
        }
        Self { org, diagnosis, worst, actions, symptoms: symptoms(org, diagnosis) }
    }

    /// A row of the fix list in words.
    pub(crate) fn cause(&self, fix: &Fix) -> Cause {
        let names: Vec<String> = fix.links.iter().map(|id| link(self.org, id)).collect();
        Cause {
            links: first_of(names, 3),
            role: self.role(fix),
            severity: fix.severity.code(),
            seen: self.seen(fix),
            does: self.does(fix),
            cost: self.cost(fix),
            plan: self.plan(fix),
        }
    }

    fn role(&self, fix: &Fix) -> String {
        let role = fix.links.first().and_then(|id| self.diagnosis.link(id)).map(|link| &link.role);
        let role = match (fix.kind, role) {
            (FixKind::Root, _) if fix.links.len() > 1 => {
                "Probable cause: the break goes round among these links"
            }
            (FixKind::Root, Some(LinkRole::Root { unseen: true, .. })) => {
                "Probable cause, as far as can be seen: something before it was never asked about"
            }
            (FixKind::Root, _) => "Probable cause",
            (FixKind::Suspect, Some(LinkRole::Symptom { .. })) => "Symptom that may hide a cause of its own",
            (FixKind::Suspect, _) => "Struggles, with a break further on",
        };
        let verdicts = fix.links.iter().filter_map(|id| self.org.link(id)?.cause_verdict.as_ref());
        let verdict =
            verdicts.filter(|verdict| verdict.day <= self.diagnosis.today).max_by_key(|verdict| verdict.day);
        match verdict {
            Some(verdict) if verdict.confirmed => format!("{role}. Confirmed on {}", verdict.day),
            Some(verdict) => format!("{role}. Doubted on {}", verdict.day),
            None => role.to_owned(),
        }
    }

    fn seen(&self, fix: &Fix) -> String {
        let findings = fix.links.iter().filter_map(|id| self.worst.get(id));
        let worst = findings.min_by_key(|finding| (finding.severity, finding.expectations().is_empty()));
        match worst {
            Some(finding) => finding.message(),
            None => fix.links.iter().find_map(|id| self.half_met(id)).unwrap_or_default(),
        }
    }

    /// What struggles on a link of which no finding speaks.
    fn half_met(&self, id: &LinkId) -> Option<String> {
        let (judged, facts) = (self.diagnosis.link(id)?, self.org.link(id)?);
        let is_weak = |state| matches!(state, ExpectationState::Strained | ExpectationState::Unmet);
        let mut weak = facts.expectations().iter().filter_map(|(expected, facts)| {
            let judged = judged.expectations().get(expected).filter(|judged| is_weak(judged.state))?;
            (!facts.is_set_aside()).then_some((facts, judged))
        });
        let (facts, judged) = weak.next()?;
        Some(format!("{}: {}.", expectation(facts), fares(judged)))
    }

    fn does(&self, fix: &Fix) -> String {
        let reached: Vec<String> = fix.external_customers.iter().map(|id| party(self.org, id)).collect();
        let own: BTreeSet<String> = fix.links.iter().map(|id| party(self.org, &id.customer)).collect();
        let mut parts = Vec::new();
        if reached.iter().any(|name| !own.contains(name)) {
            parts.push(format!("Reaches {}.", first_of(reached, 3)));
        } else if reached.is_empty() && self.diagnosis.counts.external_customers > 0 {
            parts.push("Reaches no external customer on this map.".to_owned());
        }
        match (fix.kind, fix.explains) {
            (_, 0) => {}
            (FixKind::Root, explains) => parts.push(self.explained(fix, explains)),
            (FixKind::Suspect, 1) => parts.push("1 broken link comes after it.".to_owned()),
            (FixKind::Suspect, after) => parts.push(format!("{after} broken links come after it.")),
        }
        match fix.complaints {
            0 => {}
            1 => parts.push("1 open complaint leads here.".to_owned()),
            many => parts.push(format!("{many} open complaints lead here.")),
        }
        parts.join(" ")
    }

    /// What may come from a root group, the first by name.
    fn explained(&self, fix: &Fix, explains: usize) -> String {
        let role = fix.links.first().and_then(|id| self.diagnosis.link(id)).map(|link| &link.role);
        let first = match role {
            Some(LinkRole::Root { group, .. }) => self.symptoms.get(group).and_then(|links| links.first()),
            _ => None,
        };
        let others = |count| counted(count, "other broken link", "other broken links");
        match first {
            None => format!("{} may come from it.", others(explains)),
            Some(id) if explains == 1 => format!("{} may be broken because of it.", link(self.org, id)),
            Some(id) => {
                format!("{} and {} may be broken because of it.", link(self.org, id), others(explains - 1))
            }
        }
    }

    fn cost(&self, fix: &Fix) -> String {
        let stated = fix.links.iter().filter_map(|id| {
            let cost = cost(self.org.link(id)?.cost.as_ref()?);
            Some(if fix.links.len() == 1 { cost } else { format!("{}: {cost}", link(self.org, id)) })
        });
        let stated: Vec<String> = stated.collect();
        let (all, shown) = (stated.len(), stated.iter().take(3).cloned().collect::<Vec<_>>().join("; "));
        if all > 3 { format!("{shown}; {} more", all - 3) } else { shown }
    }

    fn plan(&self, fix: &Fix) -> Plan {
        let mut about: Vec<&Action> =
            fix.links.iter().filter_map(|id| self.actions.get(id)).flatten().copied().collect();
        about.sort_by_key(|action| urgency(action));
        let verb = if fix.kind == FixKind::Root { "mends" } else { "looks into" };
        match about.iter().find(|action| action.status != ActionStatus::Dropped) {
            None => Plan { decision: format!("Who {verb} it, and by when?"), ..Plan::default() },
            Some(action) => settled(action, self.diagnosis.today),
        }
    }
}

/// The symptoms by root group. Finding them walks the map once for each, so on a map with very many there are none.
fn symptoms<'facts>(org: &Org, diagnosis: &'facts Diagnosis) -> BTreeMap<usize, Vec<&'facts LinkId>> {
    const MOST: usize = 200;
    let mut symptoms: BTreeMap<usize, Vec<&LinkId>> = BTreeMap::new();
    if diagnosis.counts.symptoms > MOST {
        return symptoms;
    }
    for link in &diagnosis.links {
        let LinkRole::Symptom { explained_by, .. } = &link.role else { continue };
        let roots = explained_by.iter().filter_map(|root| diagnosis.link(root));
        let groups: BTreeSet<usize> = roots.filter_map(|root| group_of(&root.role)).collect();
        groups.into_iter().for_each(|group| symptoms.entry(group).or_default().push(link.id()));
    }
    let is_felt =
        |id: &LinkId| org.party(&id.customer).is_some_and(|party| party.kind == PartyKind::ExternalCustomer);
    symptoms.values_mut().for_each(|links| links.sort_by_key(|id| (!is_felt(id), *id)));
    symptoms
}

fn group_of(role: &LinkRole) -> Option<usize> {
    match role {
        LinkRole::Root { group, .. } => Some(*group),
        LinkRole::None | LinkRole::Symptom { .. } => None,
    }
}

/// The open ones first, by the day they are due.
fn urgency(action: &Action) -> (bool, bool, Option<Day>, &str) {
    (!action.status.is_open(), action.due.is_none(), action.due, &action.what)
}

/// How far an action is settled.
fn settled(action: &Action, today: Day) -> Plan {
    let what = said(&action.what, SENTENCE);
    let owner = said(&action.owner, SENTENCE);
    if !action.status.is_open() {
        let decision =
            "That is done; what people say does not show it yet. Ask again, or decide what comes next.";
        let action = format!("{what} ({})", action.status.word());
        return Plan { action, owner, decision: decision.to_owned(), ..Plan::default() };
    }
    let decision = match (owner.is_empty(), action.due) {
        (true, None) => "Who does it, and by when?",
        (true, Some(_)) => "Who does it?",
        (false, None) => "By when?",
        (false, Some(day)) if day < today => "The day has passed: a new day, or help?",
        (false, Some(_)) => "",
    };
    Plan {
        action: format!("{what} ({})", action.status.word()),
        owner,
        due: action.due,
        due_text: action.due.map(|day| due(day, today)).unwrap_or_default(),
        decision: decision.to_owned(),
    }
}
