//! A round of asking the rules: about the links that were touched, and about all that may have changed around them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Assumed;
use super::answer::{Class, LinkDiagnosis};
use super::chain::LinkNumber;
use super::context::Context;
use super::finding::Finding;
use super::judged::JudgedChain;
use super::rules::Reads;
use super::said::{Asking, Said};
use super::tally::{Tally, Totals};
use crate::model::{Day, LinkId, Org};

/// What is asked about.
pub(super) struct Round<'asked> {
    pub(super) org: &'asked Org,
    pub(super) today: Day,
    pub(super) judged: &'asked Arc<JudgedChain>,
    /// By link.
    pub(super) links: &'asked [LinkDiagnosis],
    pub(super) totals: Totals,
    /// By link.
    pub(super) tallies: &'asked [Tally],
    pub(super) assumptions: &'asked BTreeMap<LinkId, Assumed>,
}

impl<'asked> Round<'asked> {
    /// Asks about the links that are `dirty`, and about the rest as far as it has `changed`. Tells whether the worst that is said of a
    /// link may be another than before.
    pub(super) fn ask(&self, said: &mut Said, dirty: &[LinkNumber], changed: Reads) -> bool {
        let context = self.context();
        let is_kept = |finding: &Finding| !is_assumed_away(finding, self.assumptions);
        let asking = Asking::new(&context, &is_kept);
        self.ask_again(said, dirty, changed, &asking);
        said.ask_widely(changed, &asking);
        said.decide_again(&asking);
        said.find_worst(&self.judged.chain)
    }

    fn context(&self) -> Context<'asked> {
        Context::new(self.org, self.today, self.judged, self.links).with_totals(&self.totals)
    }

    fn ask_again(&self, said: &mut Said, dirty: &[LinkNumber], changed: Reads, asking: &Asking<'_, '_>) {
        let context = self.context();
        let known = |link: LinkNumber| Some((link, self.org.link(&context.link_id(link))?));
        for (link, facts) in dirty.iter().copied().filter_map(known) {
            said.ask_about(&context.on_link(link, facts), asking);
        }
        // What is said of a link in its chain can have changed anywhere, where there is anything to say.
        let all = if changed <= Reads::States { self.judged.chain.link_numbers() } else { 0..0 };
        let speaks = |link: &LinkNumber| {
            self.org.map_complete || self.tallies[*link as usize].is_promised || said.speaks_in_chain(*link)
        };
        let others: Vec<LinkNumber> = all.filter(speaks).collect();
        for (link, facts) in dirty.iter().copied().filter_map(known) {
            said.ask_in_chain(&context.on_link(link, facts), asking);
        }
        if !others.is_empty() {
            let facts = context.link_facts();
            for link in others {
                said.ask_in_chain(&context.on_link(link, facts[link as usize]), asking);
            }
        }
    }
}

/// Whether a finding is a problem on links that are all assumed to be sound.
pub(super) fn is_assumed_away(finding: &Finding, assumptions: &BTreeMap<LinkId, Assumed>) -> bool {
    let is_sound = |link: &LinkId| assumptions.get(link) == Some(&Assumed::Sound);
    finding.class == Class::Problem && !finding.links().is_empty() && finding.links().iter().all(is_sound)
}
