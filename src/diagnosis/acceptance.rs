//! Findings that somebody has decided to live with: whether the decision still holds.
//!
//! A decision keeps a fingerprint of the finding's subject. It holds until its last day, or until the subject changes. What
//! counts as the subject's facts is written down here field by field, so that the fingerprint in a file is the same for ever.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::finding::Finding;
use crate::model::{
    Complaint, ComplaintStage, Day, Direction, Expectation, ExpectationKind, Link, LinkId, Org, Party,
    PartyId, PartyKind, QualityCount, QualityTarget, ServiceWindow, Source, Verdict,
};

/// What the subject of `finding` is like, as 16 hexadecimal digits (64-bit FNV-1a): the complaint it is about; else its
/// expectations; else its links with verdicts, quality and expectations; else its parties with name, kind, manager, open needs and
/// links. Notes, comments and row ids of source files are not part of it, nor are cost, volume and wait of a link, nor the day.
#[must_use]
pub fn fingerprint(finding: &Finding, org: &Org) -> String {
    let mut links: BTreeMap<&PartyId, Vec<LinkId>> = BTreeMap::new();
    if is_about_parties(finding) {
        links.extend(finding.teams().into_iter().map(|party| (party, Vec::new())));
        for link in org.links().keys() {
            for end in [&link.supplier, &link.customer] {
                if let Some(links) = links.get_mut(end) {
                    links.push(link.clone());
                }
            }
        }
    }
    fingerprint_with(finding, org, |party| links.get(party).cloned().unwrap_or_default())
}

/// Whether a decision to live with `finding` holds on `today`. `links_of` gives the links at a party, in any order.
pub(super) fn is_accepted(
    finding: &Finding,
    org: &Org,
    today: Day,
    links_of: impl Fn(&PartyId) -> Vec<LinkId>,
) -> bool {
    // Most rules have no accepted finding; their findings need no id.
    let mut of_rule = org.accepted_findings.range(finding.rule.to_owned()..);
    if of_rule.next().is_none_or(|(id, _)| !id.starts_with(finding.rule)) {
        return false;
    }
    let Some(accepted) = org.accepted_findings.get(&finding.id()) else { return false };
    accepted.until.is_none_or(|until| until >= today)
        && accepted.fingerprint == fingerprint_with(finding, org, links_of)
}

fn is_about_parties(finding: &Finding) -> bool {
    finding.complaint().is_none() && finding.expectations().is_empty() && finding.links().is_empty()
}

fn fingerprint_with(finding: &Finding, org: &Org, links_of: impl Fn(&PartyId) -> Vec<LinkId>) -> String {
    let mut print = Print::new();
    if let Some(id) = finding.complaint() {
        print.say(id);
        print.option(org.complaints.get(id), Print::complaint);
    } else if !finding.expectations().is_empty() {
        print.each(finding.expectations(), |print, (link, id)| {
            print.say(&link.supplier).say(&link.customer).say(id);
            let facts = org.link(link).and_then(|link| link.expectations().get(id));
            print.option(facts, Print::expectation);
        });
    } else if !finding.links().is_empty() {
        print.each(finding.links(), |print, id| {
            print.say(&id.supplier).say(&id.customer).option(org.link(id), Print::link);
        });
    } else {
        print.each(finding.teams(), |print, id| {
            let mut links = links_of(id);
            links.sort();
            print.say(id).option(org.party(id), Print::party);
            print.each(links, |print, link| {
                print.say(&link.supplier).say(&link.customer);
            });
        });
    }
    format!("{:016x}", print.0)
}

/// A running FNV-1a hash of texts, each with its length before it so that no two lists of texts look alike.
struct Print(u64);

impl Print {
    fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn say(&mut self, fact: impl Display) -> &mut Self {
        let text = fact.to_string();
        self.bytes(text.len().to_string().as_bytes());
        self.bytes(b":");
        self.bytes(text.as_bytes());
        self
    }

    fn option<T>(&mut self, fact: Option<T>, print: impl FnOnce(&mut Self, T)) {
        match fact {
            None => {
                self.say("none");
            }
            Some(fact) => print(self.say("some"), fact),
        }
    }

    fn maybe(&mut self, fact: Option<impl Display>) {
        self.option(fact, |print, fact| {
            print.say(fact);
        });
    }

    fn each<T>(
        &mut self,
        facts: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
        print: impl Fn(&mut Self, T),
    ) {
        let facts = facts.into_iter();
        self.say(facts.len());
        for fact in facts {
            print(self, fact);
        }
    }

    fn complaint(&mut self, facts: &Complaint) {
        self.say(&facts.customer).say(facts.day).say(&facts.words);
        self.maybe(facts.link.as_ref());
        self.maybe(facts.expectation.as_ref());
        for stage in ComplaintStage::ALL.map(|stage| facts.stage(stage)) {
            self.say(&stage.owner);
            self.maybe(stage.due);
            self.maybe(stage.done);
        }
        self.maybe(facts.prevented);
    }

    fn expectation(&mut self, facts: &Expectation) {
        self.say(match facts.kind {
            ExpectationKind::Need => "need",
            ExpectationKind::Want => "want",
        });
        self.say(&facts.statement).say(facts.importance.get()).say(match facts.source {
            Source::Asked => "asked",
            Source::Surveyed => "surveyed",
            Source::Assumed => "assumed",
        });
        match &facts.window {
            ServiceWindow::Undecided => self.say("undecided"),
            ServiceWindow::In => self.say("in"),
            ServiceWindow::Out { told: None } => self.say("out"),
            ServiceWindow::Out { told: Some(day) } => self.say("told").say(day),
        };
        self.say(facts.disputed).say(&facts.deliverable);
        self.option(facts.standard.as_ref(), |print, standard| {
            let side = match standard.direction {
                Direction::AtLeast => "at least",
                Direction::AtMost => "at most",
            };
            print.say(&standard.metric).say(&standard.unit).say(side).say(standard.target);
        });
        self.evidence(facts);
    }

    fn evidence(&mut self, facts: &Expectation) {
        self.each(&facts.measurements, |print, (period, measured)| {
            print.say(period).say(measured.value).maybe(measured.sample_size);
        });
        self.maybe(facts.promised);
        self.option(facts.acceptance.as_ref(), |print, accepted| {
            print.say(&accepted.by).say(accepted.day).say(&accepted.fingerprint);
        });
        self.each(&facts.conflicts, |print, other| {
            print.say(&other.link.supplier).say(&other.link.customer).say(&other.expectation);
        });
        self.maybe(facts.own_rating);
        self.each(&facts.ratings, |print, (key, rating)| {
            print.say(key.day).say(&key.rater).say(rating.score).say(rating.answers.get());
            print.each(rating.dimensions.iter().collect::<Vec<_>>(), |print, (dimension, score)| {
                print.say(dimension.word()).say(score);
            });
        });
    }

    fn link(&mut self, facts: &Link) {
        self.each(&facts.deliverables, |print, deliverable| {
            print.say(deliverable);
        });
        self.say(facts.support).say(facts.because_of);
        self.each(&facts.quality, |print, (period, count)| {
            print.say(period);
            match count {
                QualityCount::Defects { units, opportunities, defects } => {
                    print.say("defects").say(units).say(opportunities).say(defects)
                }
                QualityCount::CompleteAndAccurate(percent) => print.say("percent").say(percent),
            };
        });
        self.option(facts.quality_target, |print, target| {
            match target {
                QualityTarget::Dpmo(dpmo) => print.say("dpmo").say(dpmo),
                QualityTarget::CompleteAndAccurate(percent) => print.say("percent").say(percent),
            };
        });
        self.each(&facts.verdicts, |print, (key, verdict)| {
            print.say(key.day).say(&key.speaker).say(match verdict {
                Verdict::Works => "works",
                Verdict::Struggles => "struggles",
                Verdict::Broken => "broken",
            });
        });
        self.each(facts.expectations(), |print, (id, facts)| print.say(id).expectation(facts));
    }

    fn party(&mut self, facts: &Party) {
        self.say(&facts.name).say(match facts.kind {
            PartyKind::Team => "team",
            PartyKind::ExternalCustomer => "external customer",
            PartyKind::ExternalSupplier => "external supplier",
        });
        self.maybe(facts.reports_to.as_ref());
        self.each(&facts.open_needs, |print, need| {
            print.say(need);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Print;

    #[test]
    fn the_hash_is_fnv_and_lists_are_told_apart() {
        // Test vectors of the authors of FNV: "a" and "foobar".
        for (text, hash) in
            [("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8)]
        {
            let mut print = Print::new();
            print.bytes(text.as_bytes());
            assert_eq!(print.0, hash, "{text}");
        }
        let of = |texts: &[&str]| {
            let mut print = Print::new();
            print.each(texts, |print, text| {
                print.say(text);
            });
            print.0
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a"]), of(&["a", ""]));
    }
}
