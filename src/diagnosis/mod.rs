//! What is broken, why, and what to do: a pure function of the facts and of today's date.
//!
//! [`diagnose`] goes through it in this order, one file each: the map in numbers (`chain`), the state of each link (`judgement`),
//! what reaches the customer (`routes`), cause and symptom (`causes`), what each rule has to say (`rules`), what to mend
//! (`fixes`), what complaints lead to (`complaints`), what to ask (`questions`), what to see first (`first_screen`). The same facts give the same answer, in whatever
//! order they were entered.
//!
//! Broken input gives findings here, never errors. Deliberately absent: files, geometry, clocks.

mod acceptance;
mod answer;
mod asking;
mod assemble;
mod best_together;
mod causes;
mod chain;
mod compare;
mod complaints;
mod components;
mod conduction;
mod context;
mod control_chart;
mod coverage;
mod cuts;
mod downstream;
mod explanations;
mod figures;
mod first_screen;
mod fixes;
mod flow;
mod judged;
mod judgement;
mod keep;
mod lists;
mod loops;
mod mean;
mod normal;
mod questions;
mod route_figures;
mod routes;
mod rows;
mod rules;
mod trace;
mod trace_words;
mod what_if;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use petgraph::graph::DiGraph;

use crate::model::{Day, LinkId, Org};

pub use acceptance::fingerprint;
pub use answer::{
    Class, ComplaintFigures, CountedVerdict, Counts, CustomerSummary, Diagnosis, ExpectationDiagnosis,
    ExpectationState, Finding, FirstScreen, Fix, FixKind, LinkDiagnosis, LinkRole, LinkState, PartyDiagnosis,
    Question, RootGroup, Severity, Strength, Weakest, WeakestRoute,
};
pub use asking::{ask, reason, worth};
pub use best_together::{BestTogether, MOST_CANDIDATES, MOST_FIXES, best_together};
pub use compare::{CustomerChange, Difference, compare};
pub use control_chart::{ControlChart, ControlLimits, ControlPoint};
pub use coverage::{Coverage, Share, coverage};
pub use figures::{
    Consistency, LAST_RATINGS, LinkFigures, SIGMA_SHIFT, consistency, counted_quality, sigma_level,
};
pub use keep::kept_as;
pub use lists::{LinkList, PartyList};
pub use route_figures::{BestAndWorst, PartyRoutes, RouteFigures, RouteFinder, rolled_yield};
pub use rows::{Headings, Row, rows};
pub(crate) use rules::folded_name;
pub use rules::{Rule, rules};
pub use trace::{Trace, TraceStart, TraceStep, TracedRoot, trace};
pub use what_if::{CustomerOutlook, Outcome, Scenario, side_by_side, what_if};
pub use wording::score_text;

use causes::{Causes, Involvement};
use chain::Chain;
use context::{Context, Facts};
use judged::JudgedChain;
use judgement::Judgement;
use routes::Routes;

/// What a link is supposed to be, whatever its facts say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumed {
    /// The customer gets what it needs.
    Sound,
    /// It does not.
    Broken,
}

/// Everything that can be said of `org` on `today`.
#[must_use]
pub fn diagnose(org: &Org, today: Day) -> Diagnosis {
    judge(org, today, &BTreeMap::new(), Ask::Everything)
}

/// [`diagnose`] without weighing what to ask next, which costs most where very much is broken. All questions are counted as left out.
#[must_use]
pub fn diagnose_without_questions(org: &Org, today: Day) -> Diagnosis {
    judge(org, today, &BTreeMap::new(), Ask::Nothing)
}

/// [`diagnose`] as if the links named were sound or broken. A link assumed sound counts as strong as a met need at the least; one
/// assumed broken as weak as can be. Its expectations stay as they are; problems found on sound links alone are left out.
#[must_use]
pub fn diagnose_assuming(org: &Org, today: Day, assumptions: &BTreeMap<LinkId, Assumed>) -> Diagnosis {
    judge(org, today, assumptions, Ask::Everything)
}

/// Whether to weigh what to ask next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Everything,
    Nothing,
}

fn judge(org: &Org, today: Day, assumptions: &BTreeMap<LinkId, Assumed>, ask: Ask) -> Diagnosis {
    let facts = Facts::of(org);
    let chain = Chain::of(org);
    let mut judgements: Vec<Judgement> =
        facts.links.iter().map(|link| judgement::judge(link, &org.policy, today)).collect();
    for (id, assumed) in assumptions {
        if let Some(link) = chain.link_number(id) {
            judgements[link as usize].assume(*assumed, &org.policy);
        }
    }
    let graph = chain.graph();
    let judged = Arc::new(judge_chain(chain, &graph, &facts, &judgements));
    let context = Context::new(org, today, &judged, &graph, &facts, &judgements);
    let said = rules::findings(&context, |finding| !is_assumed_away(finding, assumptions));
    let traced = complaints::trace(org, &judged, today);
    let fixes = fixes::fix_list(org, &judged, &said.worst, &traced.by_group);
    let weighed = match ask {
        Ask::Everything => questions::questions(&judged),
        Ask::Nothing => questions::none(&judged),
    };
    Diagnosis {
        today,
        counts: assemble::counts(&judged, &facts, &judgements),
        parties: assemble::parties(&judged),
        groups: assemble::groups(&judged),
        first_screen: first_screen::first_screen(&judged, &facts.links, &fixes, &weighed.questions),
        links: assemble::links(&judged, judgements),
        findings: said.findings,
        fixes,
        complaints: traced.figures,
        questions: weighed.questions,
        questions_left_out: weighed.left_out,
    }
}

/// Whether a finding is a problem on links that are all assumed to be sound.
fn is_assumed_away(finding: &Finding, assumptions: &BTreeMap<LinkId, Assumed>) -> bool {
    let is_sound = |link: &LinkId| assumptions.get(link) == Some(&Assumed::Sound);
    finding.class == Class::Problem && !finding.links.is_empty() && finding.links.iter().all(is_sound)
}

fn judge_chain(
    chain: Chain,
    graph: &DiGraph<(), u32>,
    facts: &Facts<'_>,
    judgements: &[Judgement],
) -> JudgedChain {
    let states: Vec<LinkState> = judgements.iter().map(|link| link.state).collect();
    let strengths: Vec<Strength> = judgements.iter().map(|link| link.strength).collect();
    let involved: Vec<Involvement> = facts.links.iter().map(|link| Involvement::of(link)).collect();
    let routes = Routes::of(&chain, graph, &states, &strengths);
    let causes = Causes::of(&chain, graph, &states, &involved);
    JudgedChain { chain, states, strengths, routes, causes }
}
