//! What the diagnosis says of the thing that is shown, asked once per change: its long lists are made by walking the map.

use super::super::scene::Scene;
use super::super::words::{counted, figure};
use crate::diagnosis::{FixKind, LinkDiagnosis, LinkRole, LinkState, PartyDiagnosis, Weakest};
use crate::model::{LinkId, PartyId};
use crate::session::Subject;

/// What is said of a party or a link; of anything else, nothing.
#[derive(Debug, Default)]
pub struct Standing {
    /// Of a party: whom it reaches, whether it is cut off, who depends on it.
    pub sentences: Vec<String>,
    /// Of a party: how strong its best way to a customer is, and the links that make it so.
    pub weakest: Option<(String, Vec<LinkId>)>,
    /// Of a party: the links over which it serves others, the worst first.
    pub serves: Vec<LinkId>,
    /// Of a party: the links over which it is served, the worst first.
    pub served: Vec<LinkId>,
    /// Of a symptom: the probable causes behind it.
    pub roots: Vec<LinkId>,
    /// Of a probable cause: what breaks because of it and reaches whom, in sentences.
    pub harm: Vec<String>,
    /// Of a probable cause that goes round: the other links of its group.
    pub group: Vec<LinkId>,
    /// Of a probable cause: links upstream that struggle.
    pub strained_upstream: Vec<LinkId>,
    /// Of a probable cause: links upstream that were never asked about.
    pub unknown_upstream: Vec<LinkId>,
}

impl Standing {
    /// What is said of `subject`. O(parties + links).
    #[must_use]
    pub fn of(scene: &Scene<'_>, subject: Option<&Subject>) -> Self {
        match subject {
            Some(Subject::Party(party)) => Self::of_party(scene, party),
            Some(Subject::Link(link)) => {
                scene.judged(link).map_or_else(Self::default, |judged| Self::of_link(scene, judged))
            }
            Some(Subject::Expectation(..)) | None => Self::default(),
        }
    }

    fn of_party(scene: &Scene<'_>, party: &PartyId) -> Self {
        let worst_first = |mut links: Vec<LinkId>| {
            links.sort_by_cached_key(|link| scene.state(link));
            links
        };
        let judged = scene.judged_party(party);
        Self {
            sentences: judged.map(|judged| sentences(scene, judged)).unwrap_or_default(),
            weakest: judged.and_then(|judged| judged.weakest()).and_then(weakest),
            serves: worst_first(scene.org.links_from(party).map(|(link, _)| link.clone()).collect()),
            served: worst_first(scene.org.links_to(party).map(|(link, _)| link.clone()).collect()),
            ..Self::default()
        }
    }

    fn of_link(scene: &Scene<'_>, judged: &LinkDiagnosis) -> Self {
        match &judged.role {
            LinkRole::None => Self::default(),
            LinkRole::Symptom { explained_by, .. } => {
                Self { roots: explained_by.to_vec(), ..Self::default() }
            }
            LinkRole::Root { group, .. } => {
                let Some(group) = scene.diagnosis.groups.get(*group) else { return Self::default() };
                Self {
                    harm: harm(scene, judged.id()),
                    group: group.links.iter().filter(|link| *link != judged.id()).cloned().collect(),
                    strained_upstream: group.strained_upstream.to_vec(),
                    unknown_upstream: group.unknown_upstream.to_vec(),
                    ..Self::default()
                }
            }
        }
    }
}

fn names(scene: &Scene<'_>, ids: &[PartyId]) -> String {
    let shown: Vec<&str> = ids.iter().take(4).map(|id| scene.org.name_of(id)).collect();
    let list = shown.join(", ");
    match ids.len().saturating_sub(shown.len()) {
        0 => list,
        more => format!("{list} and {more} more"),
    }
}

fn sentences(scene: &Scene<'_>, judged: &PartyDiagnosis) -> Vec<String> {
    let mut sentences = Vec::new();
    let reaches = judged.reaches().to_vec();
    if !reaches.is_empty() {
        sentences.push(format!("Its work reaches {}.", names(scene, &reaches)));
    }
    if judged.cut_off {
        sentences.push("Cut off: every route from here to a customer crosses a broken link.".to_owned());
    }
    let depend = judged.single_point_for().to_vec();
    if !depend.is_empty() {
        let teams = counted(depend.len(), "team reaches", "teams reach");
        let who = names(scene, &depend);
        sentences.push(format!("Single point: {teams} the customer only through it ({who})."));
    }
    sentences
}

fn weakest(weakest: Weakest) -> Option<(String, Vec<LinkId>)> {
    let (low, high) = (&weakest.pessimistic, &weakest.optimistic);
    let mut links = low.links.to_vec();
    // Compared as shown: a difference that nobody can see is none.
    let (least, most) = (figure(low.strength), figure(high.strength));
    let strength = if least == most {
        format!("{least} of 5")
    } else {
        links.extend(high.links.to_vec());
        links.sort();
        links.dedup();
        format!("between {least} and {most} of 5, for some were never asked")
    };
    let sentence = format!("The weakest link on its best way to a customer: {strength}.");
    (!links.is_empty()).then_some((sentence, links))
}

fn harm(scene: &Scene<'_>, id: &LinkId) -> Vec<String> {
    let fix = scene.diagnosis.fixes.iter().find(|fix| fix.kind == FixKind::Root && fix.links.contains(id));
    let Some(fix) = fix else { return Vec::new() };
    let mut sentences = Vec::new();
    if fix.explains > 0 {
        let explains = counted(fix.explains, "other broken link", "other broken links");
        sentences.push(format!("It may explain {explains}."));
    }
    let customers = fix.external_customers.to_vec();
    if !customers.is_empty() {
        sentences.push(format!("What breaks here reaches {}.", names(scene, &customers)));
    }
    sentences
}

/// Whether nobody has asked about a link that plays no part in what is broken.
#[must_use]
pub fn is_open_question(judged: &LinkDiagnosis) -> bool {
    judged.role == LinkRole::None && judged.state == LinkState::Unknown
}
