//! The list of all findings while it is put together: in piles of one severity and rule.
//!
//! Links come in the order of their ids, and so, nearly always, do the findings on them: then nothing is left to sort.

use std::sync::Arc;

use super::answer::Severity;
use super::finding::Finding;

/// Findings in piles.
#[derive(Clone, Debug, Default)]
pub(super) struct Piles(Vec<Pile>);

/// Findings of one severity and rule.
#[derive(Clone, Debug)]
struct Pile {
    severity: Severity,
    rule: &'static str,
    findings: Vec<Arc<Finding>>,
    in_order: bool,
}

impl Piles {
    /// Puts a finding on its pile.
    pub(super) fn add(&mut self, finding: &Arc<Finding>) {
        self.pile(finding.severity, finding.rule).push(Arc::clone(finding));
    }

    /// Puts the piles of another on these.
    pub(super) fn join(&mut self, other: Self) {
        for Pile { severity, rule, mut findings, in_order } in other.0 {
            let pile = self.pile(severity, rule);
            let mut found = findings.drain(..);
            found.next().into_iter().for_each(|first| pile.push(first));
            pile.findings.extend(found);
            pile.in_order &= in_order;
        }
    }

    /// All of them by severity, rule and id.
    pub(super) fn into_list(mut self) -> Vec<Arc<Finding>> {
        self.0.sort_unstable_by_key(|pile| (pile.severity, pile.rule));
        let mut list = Vec::with_capacity(self.0.iter().map(|pile| pile.findings.len()).sum());
        for mut pile in self.0 {
            if !pile.in_order {
                pile.findings.sort_by(|left, right| left.id_order(right));
            }
            list.append(&mut pile.findings);
        }
        list
    }

    fn pile(&mut self, severity: Severity, rule: &'static str) -> &mut Pile {
        let is_it = |pile: &Pile| pile.severity == severity && pile.rule == rule;
        let place = self.0.iter().position(is_it).unwrap_or_else(|| {
            self.0.push(Pile { severity, rule, findings: Vec::new(), in_order: true });
            self.0.len() - 1
        });
        &mut self.0[place]
    }
}

impl Pile {
    fn push(&mut self, finding: Arc<Finding>) {
        self.in_order &= self.findings.last().is_none_or(|last| last.id_order(&finding).is_le());
        self.findings.push(finding);
    }
}
