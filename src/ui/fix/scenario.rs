//! What is supposed at the moment, and what would follow: worked out once for each change, never in a frame.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnosis::{Assumed, FixKind, LinkState, MOST_FIXES, Scenario, best_together, what_if};
use crate::model::{Day, LinkId, Org};
use crate::session::Session;
use crate::ui::canvas::Supposed;
use crate::ui::panels::words::ends;

/// The present suppositions.
#[derive(Debug, Default)]
pub(super) struct Supposing {
    assumptions: BTreeMap<LinkId, Assumed>,
    /// What was supposed before it was cleared.
    cleared: BTreeMap<LinkId, Assumed>,
    made_for: Option<(u64, Day, BTreeMap<LinkId, Assumed>)>,
    supposed: Option<Arc<Supposed>>,
    serial: u64,
    /// How these suppositions came about.
    note: Option<(BTreeMap<LinkId, Assumed>, String)>,
}

impl Supposing {
    /// Works out what would follow, if facts or suppositions have changed.
    pub(super) fn refresh(&mut self, session: &Session) {
        self.assumptions.retain(|link, _| session.org().link(link).is_some());
        let made_for = (session.revision(), session.today(), self.assumptions.clone());
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        self.made_for = Some(made_for);
        self.supposed = None;
        if let Some(scenario) = self.scenario(session.org())
            && let Ok(outcome) = what_if(session.org(), session.diagnosis(), &scenario)
        {
            self.serial += 1;
            let assumptions = self.assumptions.clone();
            self.supposed = Some(Arc::new(Supposed::new(self.serial, assumptions, outcome)));
        }
    }

    /// What would follow; `None` while nothing is supposed.
    pub(super) fn supposed(&self) -> Option<&Arc<Supposed>> {
        self.supposed.as_ref()
    }

    /// What is supposed of each link.
    pub(super) fn assumptions(&self) -> &BTreeMap<LinkId, Assumed> {
        &self.assumptions
    }

    /// How the present ones came about, where that is worth a word.
    pub(super) fn note(&self) -> Option<&str> {
        let (assumptions, words) = self.note.as_ref()?;
        (*assumptions == self.assumptions).then_some(words.as_str())
    }

    /// Whether there is something to bring back.
    pub(super) fn can_bring_back(&self) -> bool {
        self.assumptions.is_empty() && !self.cleared.is_empty()
    }

    /// The suppositions with a name made of them.
    pub(super) fn scenario(&self, org: &Org) -> Option<Scenario> {
        let (first, assumed) = self.assumptions.first_key_value()?;
        let verb = if *assumed == Assumed::Sound { "mended" } else { "failed" };
        let more = match self.assumptions.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let name = format!("{} {verb}{more}", ends(org, first));
        Some(Scenario { name, assumptions: self.assumptions.clone(), edits: Vec::new() })
    }

    /// Supposes all of `links` mended, or nothing of them any more.
    pub(super) fn mend(&mut self, links: &BTreeSet<LinkId>, on: bool) {
        for link in links {
            if on {
                self.assumptions.insert(link.clone(), Assumed::Sound);
            } else {
                self.assumptions.remove(link);
            }
        }
    }

    /// Supposes nothing of `link` any more.
    pub(super) fn forget(&mut self, link: &LinkId) {
        self.assumptions.remove(link);
    }

    /// Supposes what a scenario supposes.
    pub(super) fn suppose(&mut self, assumptions: BTreeMap<LinkId, Assumed>) {
        self.assumptions = assumptions;
    }

    /// What is not so already, then its opposite, then nothing.
    pub(super) fn turn(&mut self, link: &LinkId, session: &Session) {
        let state = session.diagnosis().link(link).map_or(LinkState::Unknown, |judged| judged.state);
        let next = match (self.assumptions.get(link), state) {
            (None, LinkState::Sound) | (Some(Assumed::Sound), LinkState::Strained | LinkState::Unknown) => {
                Some(Assumed::Broken)
            }
            (None, _) => Some(Assumed::Sound),
            (Some(_), _) => None,
        };
        match next {
            Some(assumed) => {
                self.assumptions.insert(link.clone(), assumed);
            }
            None => self.forget(link),
        }
    }

    /// Supposes nothing any more. Tells whether anything was supposed.
    pub(super) fn clear(&mut self) -> bool {
        if self.assumptions.is_empty() {
            return false;
        }
        self.cleared = std::mem::take(&mut self.assumptions);
        true
    }

    /// Supposes again what was cleared last.
    pub(super) fn bring_back(&mut self) {
        self.assumptions = std::mem::take(&mut self.cleared);
    }

    /// Supposes mended what helps most together.
    pub(super) fn best_together(&mut self, session: &Session) {
        let diagnosis = session.diagnosis();
        let Some(best) = best_together(session.org(), diagnosis) else { return };
        let fixes: Vec<_> = best.fixes.iter().filter_map(|place| diagnosis.fixes.get(*place)).collect();
        let links = fixes.iter().flat_map(|fix| &fix.links);
        self.assumptions = links.map(|link| (link.clone(), Assumed::Sound)).collect();
        let causes = fixes.iter().filter(|fix| fix.kind == FixKind::Root).count();
        let ranks: Vec<String> = best.fixes.iter().map(|place| (place + 1).to_string()).collect();
        let what = if causes == fixes.len() { "probable causes" } else { "fixes" };
        let listed = ranks.join(", ");
        let words = match fixes.len() {
            1 => format!("One alone helps as much as any {MOST_FIXES}: number {listed} of the list."),
            many => {
                let tried = best.candidates;
                format!("These {many} {what} help most together: numbers {listed} of the {tried} tried.")
            }
        };
        self.note = Some((self.assumptions.clone(), words));
    }
}
