//! Simulated organisations for the layout's benchmarks and tests: the same everywhere, from a size and a seed.
//!
//! Teams stand at stages of a chain and belong to departments, whose teams stand at neighbouring stages. Three links a party: most lead to the
//! next stage and stay within the department or its neighbours, some leap ahead, one in twenty-five is rework; a few hubs serve many; the last
//! stage are external customers. Deliberately absent: real data, and any randomness that is not the same everywhere.

#![allow(dead_code, reason = "the benchmarks and tests that share it use different parts")]

use std::collections::BTreeSet;

use throughline::layout::{LayoutLink, LayoutNode, LayoutRequest, RankHint, Size};

/// Links for each party.
const LINKS_A_PARTY: usize = 3;
/// Parties in a department, on average.
const DEPARTMENT_SIZE: usize = 20;
/// Departments that work together more than with others.
const NEIGHBOURHOOD: usize = 4;

/// A party of a simulated organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// Number of the department; customers have none.
    pub department: Option<usize>,
    /// Stage of the chain from 0; customers stand beyond the last.
    stage: usize,
}

/// A simulated organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// The parties.
    pub parties: Vec<Party>,
    /// `(supplier, customer)`, indices into `parties`, without duplicates.
    pub links: Vec<(usize, usize)>,
}

/// Numbers that look random (Steele, Lea, Flood 2014: SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^= bits >> 31;
        usize::try_from(((bits >> 32) * limit as u64) >> 32).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }
}

impl Organisation {
    /// An organisation of this many parties (at least 2), three links a party where there is room for them.
    pub fn simulated(parties: usize, seed: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(parties as u64));
        let stages = 4 + parties.max(2).ilog2() as usize * 2 / 3;
        let customers = (parties / 50).max(1);
        let teams = parties.saturating_sub(customers);
        let departments = (teams / DEPARTMENT_SIZE).max(2);
        let home: Vec<usize> = (0..departments).map(|_| random.below(stages)).collect();
        let mut made = Self::default();
        for _ in 0..teams {
            let department = random.below(departments);
            let stage = (home[department] + random.below(3)).saturating_sub(1).min(stages - 1);
            made.parties.push(Party { department: Some(department), stage });
        }
        made.parties.resize(parties, Party { department: None, stage: stages });
        made.links = Linker::new(&made.parties, teams, stages, random).links();
        made
    }

    /// Reads the text a graph of the contest is written in: `parties links`, then a line a party, `department customer stage` with `customer`
    /// 0 or 1, then a line a link, `supplier customer`, counted from 0. `None` if it is not that.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(|line| line.split(' ').map_while(|word| word.parse::<usize>().ok()));
        let mut next = || lines.next().map(|numbers| numbers.collect::<Vec<usize>>());
        let sizes = next()?;
        let mut made = Self::default();
        for _ in 0..*sizes.first()? {
            let [department, customer, stage] = *next()?.as_slice() else { return None };
            made.parties.push(Party { department: (customer == 0).then_some(department), stage });
        }
        for _ in 0..*sizes.get(1)? {
            let [supplier, customer] = *next()?.as_slice() else { return None };
            made.links.push((supplier, customer));
        }
        Some(made)
    }

    /// The same as [`Organisation::parse`] reads.
    pub fn text(&self) -> String {
        let mut text = format!("{} {}\n", self.parties.len(), self.links.len());
        for party in &self.parties {
            let customer = u8::from(party.department.is_none());
            text += &format!("{} {customer} {}\n", party.department.unwrap_or_default(), party.stage);
        }
        for (supplier, customer) in &self.links {
            text += &format!("{supplier} {customer}\n");
        }
        text
    }

    /// What the layout is asked: every box 120 x 40.
    pub fn request(&self) -> LayoutRequest {
        let node = |(index, party): (usize, &Party)| LayoutNode {
            key: format!("team-{index:06}"),
            size: Size::new(120.0, 40.0),
            rank: if party.department.is_some() { RankHint::Team } else { RankHint::ExternalCustomer },
            group: party.department.map(|department| format!("department {department:04}")),
            ..LayoutNode::default()
        };
        LayoutRequest {
            nodes: self.parties.iter().enumerate().map(node).collect(),
            links: self
                .links
                .iter()
                .map(|(supplier, customer)| LayoutLink { supplier: *supplier, customer: *customer })
                .collect(),
            ..LayoutRequest::default()
        }
    }
}

/// Draws the links.
struct Linker<'a> {
    parties: &'a [Party],
    teams: usize,
    stages: usize,
    random: Random,
    hubs: Vec<usize>,
    /// Parties of each stage, of each neighbourhood at each stage, of each department at each stage.
    at_stage: Vec<Vec<usize>>,
    nearby: Vec<Vec<Vec<usize>>>,
    at_home: Vec<Vec<Vec<usize>>>,
    made: BTreeSet<(usize, usize)>,
}

impl<'a> Linker<'a> {
    fn new(parties: &'a [Party], teams: usize, stages: usize, mut random: Random) -> Self {
        let departments =
            parties.iter().filter_map(|party| party.department).max().map_or(1, |last| last + 1);
        let mut at_stage = vec![Vec::new(); stages + 1];
        let mut nearby = vec![vec![Vec::new(); stages + 1]; departments.div_ceil(NEIGHBOURHOOD)];
        let mut at_home = vec![vec![Vec::new(); stages + 1]; departments];
        for (index, party) in parties.iter().enumerate() {
            at_stage[party.stage].push(index);
            let department = party.department.unwrap_or(index % departments);
            nearby[department / NEIGHBOURHOOD][party.stage].push(index);
            at_home[department][party.stage].push(index);
        }
        let hubs = (0..(teams / 100).max(1)).map(|_| random.below(teams)).collect();
        Self { parties, teams, stages, random, hubs, at_stage, nearby, at_home, made: BTreeSet::new() }
    }

    fn links(mut self) -> Vec<(usize, usize)> {
        for team in 0..self.teams {
            self.link(team, self.parties[team].stage + 1);
        }
        let wanted = LINKS_A_PARTY * self.parties.len();
        for _ in 0..20 * wanted {
            if self.made.len() >= wanted {
                break;
            }
            let hub = self.random.pick(&self.hubs).copied().filter(|_| self.random.0.is_multiple_of(10));
            let supplier = hub.unwrap_or_else(|| self.random.below(self.teams));
            let leap = match self.random.below(100) {
                0..4 => -1 - isize::try_from(self.random.below(3)).unwrap_or_default(),
                4 => 0,
                5..72 => 1,
                72..90 => 2,
                _ => 3,
            };
            if let Some(stage) = self.parties[supplier].stage.checked_add_signed(leap)
                && stage <= self.stages
            {
                self.link(supplier, stage);
            }
        }
        self.made.into_iter().collect()
    }

    /// A link to some party of this stage: one of the department, of its neighbours, or of any.
    fn link(&mut self, supplier: usize, stage: usize) {
        let department = self.parties[supplier].department.unwrap_or_default();
        let circles = [
            &self.at_home[department][stage],
            &self.nearby[department / NEIGHBOURHOOD][stage],
            &self.at_stage[stage],
        ];
        let widest = match self.random.below(100) {
            0..45 => 0,
            45..85 => 1,
            _ => 2,
        };
        let circle = circles[widest..].iter().find(|circle| !circle.is_empty());
        if let Some(customer) =
            circle.and_then(|circle| self.random.pick(circle)).filter(|customer| **customer != supplier)
        {
            self.made.insert((supplier, *customer));
        }
    }
}
