//! Random organisations for property tests: every kind of fact, nasty texts, sound by construction, put together by edits.
//!
//! Ids come from small pools, so that two random organisations share parties, links and expectations and differ in their facts.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use throughline::edit::{Change, Edit, OrgFact, Transaction, add_expectation, add_link, add_party};
use throughline::model::{
    Acceptance, AcceptedFinding, Action, ActionId, ActionStatus, ActionSubject, AnswerCount, CauseVerdict,
    Complaint, ComplaintId, Cost, CostBasis, CostUnit, Day, Dimension, Direction, Expectation, ExpectationId,
    ExpectationKind, ExpectationRef, Importance, Link, LinkId, Measurement, Org, Party, PartyId, PartyKind,
    Period, Pin, Policy, QualityCount, QualityTarget, Quantity, Rating, RatingKey, Score, ServiceWindow,
    Source, Stage, Standard, Verdict, VerdictKey, View, Volume,
};

use super::random_workshop::{self, Workshop, workshop};

/// Texts that break careless readers and writers.
pub const NASTY: [&str; 22] = [
    "",
    " ",
    "\"",
    "\\",
    "\\\"",
    "\\n",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{feff}",
    "\u{202e}abc",
    "// no comment",
    "/* no comment */",
    "r#\"raw\"#",
    "<<<<<<< HEAD\n",
    "),(",
    "=1+1",
    "é\u{301}采购\u{1F9D1}\u{200D}\u{1F52C}",
    "None",
];

/// Any text: plain, nasty or random Unicode.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z ]{0,12}",
        2 => proptest::sample::select(NASTY.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[ -~\n\t\"\\\\]{0,20}",
    ]
}

/// A text that says something: not blank.
pub fn said() -> impl Strategy<Value = String> {
    text().prop_map(|text| if text.trim().is_empty() { format!("x{text}") } else { text })
}

fn texts() -> impl Strategy<Value = BTreeSet<String>> {
    btree_set(text(), 0..3)
}

/// Any day of the calendar, most of them in our years.
pub fn day() -> impl Strategy<Value = Day> {
    let near = (2020..2030_i16, 1..=12_i8, 1..=28_i8);
    let any = (0..=9999_i16, 1..=12_i8, 1..=28_i8);
    prop_oneof![4 => near, 1 => any].prop_map(|(year, month, day)| Day::new(year, month, day).expect("a day"))
}

fn period() -> impl Strategy<Value = Period> {
    let text = prop_oneof![
        (2020..2030_i16).prop_map(|year| format!("{year}")),
        (2020..2030_i16, 1..=4_u8).prop_map(|(year, quarter)| format!("{year}-Q{quarter}")),
        (2020..2030_i16, 1..=12_u8).prop_map(|(year, month)| format!("{year}-{month:02}")),
        (2020..2030_i16, 1..=52_u8).prop_map(|(year, week)| format!("{year}-W{week:02}")),
        day().prop_map(|day| day.to_string()),
    ];
    text.prop_map(|text| text.parse().expect("a period"))
}

/// Any finite number.
pub fn quantity() -> impl Strategy<Value = Quantity> {
    let number = prop_oneof![
        3 => (-1000..1000_i32).prop_map(|number| f64::from(number) / 8.0),
        1 => proptest::num::f64::ANY.prop_filter("finite", |number| number.is_finite()),
        1 => proptest::sample::select(vec![0.0, -0.0, 0.1, 1e300, -1e-300, f64::MAX, f64::MIN_POSITIVE, 5e-324]),
    ];
    number.prop_map(|number| Quantity::new(number).expect("finite"))
}

fn amount() -> impl Strategy<Value = Quantity> {
    quantity().prop_map(|quantity| Quantity::new(quantity.get().abs()).expect("finite"))
}

fn weight() -> impl Strategy<Value = Quantity> {
    amount().prop_map(|amount| if amount.get() > 0.0 { amount } else { Quantity::new(1.5).expect("finite") })
}

/// Any score.
pub fn score() -> impl Strategy<Value = Score> {
    (100..=500_u16).prop_map(|hundredths| Score::from_hundredths(hundredths).expect("in range"))
}

fn policy() -> impl Strategy<Value = Policy> {
    let custom = ([score(), score(), score()], any::<[u16; 2]>(), 0..=400_u16, any::<bool>(), texts())
        .prop_map(|(mut scores, [days, patience], gap, sigma_shift, rules_off)| {
            scores.sort_unstable();
            let [strained_from, met_from, exceeded_from] = scores;
            Policy {
                strained_from,
                met_from,
                exceeded_from,
                stale_after_days: days,
                two_views_from: Quantity::new(f64::from(gap) / 100.0).expect("finite"),
                complaint_patience_days: patience,
                sigma_shift,
                rules_off,
            }
        });
    prop_oneof![2 => Just(Policy::default()), 1 => custom]
}

fn party() -> impl Strategy<Value = Party> {
    let kind = prop_oneof![
        3 => Just(PartyKind::Team), 1 => Just(PartyKind::ExternalCustomer), 1 => Just(PartyKind::ExternalSupplier)
    ];
    let pins = btree_map(
        prop_oneof![Just(View::Chain), Just(View::Pyramid)],
        (any::<i32>(), any::<i32>()).prop_map(|(x, y)| Pin { x, y }),
        0..3,
    );
    (said(), kind, of(text()), [text(), text(), text(), text()], of(weight()), texts(), texts(), pins)
        .prop_map(
            |(
                name,
                kind,
                department,
                [lead, offers, may_decide, note],
                weight,
                open_needs,
                aliases,
                pins,
            )| Party {
                name,
                kind,
                department,
                reports_to: None,
                lead,
                offers,
                may_decide,
                note,
                weight,
                open_needs,
                aliases,
                pins,
            },
        )
}

fn standard() -> impl Strategy<Value = Standard> {
    let direction = prop_oneof![Just(Direction::AtLeast), Just(Direction::AtMost)];
    (text(), text(), direction, quantity()).prop_map(|(metric, unit, direction, target)| Standard {
        metric,
        unit,
        direction,
        target,
    })
}

fn window() -> impl Strategy<Value = ServiceWindow> {
    prop_oneof![
        Just(ServiceWindow::Undecided),
        Just(ServiceWindow::In),
        of(day()).prop_map(|told| ServiceWindow::Out { told }),
    ]
}

fn rating() -> impl Strategy<Value = (RatingKey, Rating)> {
    let answers = prop_oneof![Just(1_u32), 1..50_u32, Just(AnswerCount::MAX)];
    let dimensions = btree_map(proptest::sample::select(Dimension::ALL.to_vec()), score(), 0..3);
    (day(), text(), score(), answers, text(), dimensions).prop_map(
        |(day, rater, score, answers, comment, dimensions)| {
            let answers = AnswerCount::new(answers).expect("in range");
            (RatingKey { day, rater }, Rating { score, answers, comment, dimensions: dimensions.into() })
        },
    )
}

fn measurement() -> impl Strategy<Value = Measurement> {
    (quantity(), of(1..=u32::MAX)).prop_map(|(value, sample_size)| Measurement { value, sample_size })
}

/// Any expectation that says something.
pub fn expectation() -> impl Strategy<Value = Expectation> {
    let kind = prop_oneof![Just(ExpectationKind::Need), Just(ExpectationKind::Want)];
    let source = prop_oneof![Just(Source::Asked), Just(Source::Surveyed), Just(Source::Assumed)];
    let words = (said(), text(), text(), texts());
    let judged = (1..=5_u8, source, window(), any::<bool>(), of(standard()));
    let evidence = (btree_map(period(), measurement(), 0..3), of(score()), vec(rating(), 0..4));
    let agreed =
        of((text(), day(), text()).prop_map(|(by, day, fingerprint)| Acceptance { by, day, fingerprint }));
    let agreed = (of(quantity()), agreed, btree_set(expectation_ref(), 0..2));
    (kind, words, judged, evidence, agreed).prop_map(|(kind, words, judged, evidence, agreed)| {
        let (promised, acceptance, conflicts) = agreed;
        let (statement, deliverable, note, aliases) = words;
        let (importance, source, window, disputed, standard) = judged;
        let (measurements, own_rating, ratings) = evidence;
        let importance = Importance::new(importance).expect("in range");
        let ratings: BTreeMap<_, _> = ratings.into_iter().collect();
        Expectation {
            kind,
            statement,
            importance,
            source,
            window,
            disputed,
            deliverable,
            standard: standard.map(Box::new),
            measurements: measurements.into_iter().collect(),
            promised,
            acceptance: acceptance.map(Box::new),
            conflicts,
            own_rating,
            ratings: ratings.into_iter().collect(),
            note,
            aliases,
        }
    })
}

fn expectation_ref() -> impl Strategy<Value = ExpectationRef> {
    (link_id(), expectation_id()).prop_map(|(link, expectation)| ExpectationRef { link, expectation })
}

/// Mostly links that may be there.
pub(super) fn link_id() -> impl Strategy<Value = LinkId> {
    (party_id(), party_id()).prop_map(|(supplier, customer)| LinkId { supplier, customer })
}

fn cost() -> impl Strategy<Value = Cost> {
    let unit = prop_oneof![Just(CostUnit::Hours), text().prop_map(CostUnit::Money)];
    let basis = prop_oneof![Just(CostBasis::Estimated), Just(CostBasis::Measured)];
    (amount(), unit, text(), basis).prop_map(|(amount, unit, stated_by, basis)| Cost {
        amount,
        unit,
        stated_by,
        basis,
    })
}

fn percent() -> impl Strategy<Value = Quantity> {
    (0..=1000_u16).prop_map(|tenths| Quantity::new(f64::from(tenths) / 10.0).expect("finite"))
}

fn quality() -> impl Strategy<Value = QualityCount> {
    let units = prop_oneof![4 => 1..1000_u64, 1 => Just(QualityCount::MOST_UNITS)];
    let defects =
        (units, 1..20_u32, any::<prop::sample::Index>()).prop_map(|(units, opportunities, part)| {
            let most = usize::try_from(units * u64::from(opportunities)).expect("64 bits");
            QualityCount::Defects { units, opportunities, defects: part.index(most + 1) as u64 }
        });
    prop_oneof![defects, percent().prop_map(QualityCount::CompleteAndAccurate)]
}

fn quality_target() -> impl Strategy<Value = QualityTarget> {
    let dpmo = (0..=1_000_000_u32)
        .prop_map(|dpmo| QualityTarget::Dpmo(Quantity::new(f64::from(dpmo)).expect("finite")));
    prop_oneof![dpmo, percent().prop_map(QualityTarget::CompleteAndAccurate)]
}

fn cause_verdict() -> impl Strategy<Value = CauseVerdict> {
    (any::<bool>(), text(), day()).prop_map(|(confirmed, by, day)| CauseVerdict { confirmed, by, day })
}

fn stage() -> impl Strategy<Value = Stage> {
    (text(), of(day()), of(day())).prop_map(|(owner, due, done)| Stage { owner, due, done })
}

fn complaint() -> impl Strategy<Value = Complaint> {
    let about = (party_id(), of((link_id(), of(expectation_id()))));
    (about, day(), said(), [stage(), stage(), stage()], of(day())).prop_map(
        |((customer, about), day, words, [answered, solved, mended], prevented)| {
            let (link, expectation) =
                about.map_or((None, None), |(link, expectation)| (Some(link), expectation));
            Complaint { customer, link, expectation, day, words, answered, solved, mended, prevented }
        },
    )
}

pub(super) fn subject() -> impl Strategy<Value = ActionSubject> {
    prop_oneof![
        Just(ActionSubject::Org),
        party_id().prop_map(ActionSubject::Party),
        link_id().prop_map(ActionSubject::Link),
        link_id().prop_map(ActionSubject::Cause),
        text().prop_map(ActionSubject::Finding),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    let about = subject();
    let status = proptest::sample::select(ActionStatus::ALL.to_vec());
    (said(), about, text(), of(day()), status).prop_map(|(what, about, owner, due, status)| Action {
        what,
        about,
        owner,
        due,
        status,
    })
}

fn accepted() -> impl Strategy<Value = AcceptedFinding> {
    (text(), text(), day(), of(day()), text())
        .prop_map(|(by, why, day, until, fingerprint)| AcceptedFinding { by, why, day, until, fingerprint })
}

pub(super) fn record_id() -> impl Strategy<Value = String> {
    prop_oneof![(0..4_u8).prop_map(|number| format!("record-{number}")), text()]
}

fn link() -> impl Strategy<Value = Link> {
    let verdict = prop_oneof![Just(Verdict::Works), Just(Verdict::Struggles), Just(Verdict::Broken)];
    let verdicts = vec(((day(), text()), verdict), 0..3).prop_map(|said| {
        said.into_iter().map(|((day, speaker), verdict)| (VerdictKey { day, speaker }, verdict)).collect()
    });
    let volume = of((amount(), text()).prop_map(|(amount, unit)| Volume { amount, unit }));
    let counts = btree_map(period(), quality(), 0..3).prop_map(|counts| counts.into_iter().collect());
    let trouble = (of(cost()), counts, of(quality_target()), of(cause_verdict()));
    (texts(), any::<[bool; 2]>(), volume, of(quantity()), text(), verdicts, texts(), trouble).prop_map(
        |(deliverables, [support, because_of], volume, mean_wait_hours, note, verdicts, aliases, trouble)| {
            let mut link = Link::default();
            link.deliverables = deliverables;
            link.support = support;
            link.because_of = because_of;
            link.volume = volume;
            link.mean_wait_hours = mean_wait_hours;
            (link.cost, link.quality, link.quality_target, link.cause_verdict) = trouble;
            link.note = note;
            link.verdicts = verdicts;
            link.aliases = aliases;
            link
        },
    )
}

/// Ids as people and files have them, few enough that two organisations share some.
fn party_id() -> impl Strategy<Value = PartyId> {
    prop_oneof![
        6 => (0..8_u8).prop_map(|number| PartyId::new(format!("team-{number}"))),
        1 => proptest::sample::select(NASTY.to_vec()).prop_map(|nasty| PartyId::new(format!("{nasty}x"))),
    ]
}

fn expectation_id() -> impl Strategy<Value = ExpectationId> {
    prop_oneof![
        4 => (0..4_u8).prop_map(|number| ExpectationId::new(format!("need-{number}"))),
        1 => proptest::sample::select(NASTY.to_vec()).prop_map(ExpectationId::new),
    ]
}

type Expectations = BTreeMap<ExpectationId, Expectation>;

type Records =
    (BTreeMap<String, Complaint>, BTreeMap<String, Action>, BTreeMap<String, AcceptedFinding>, Workshop);

fn records() -> impl Strategy<Value = Records> {
    (
        btree_map(record_id(), complaint(), 0..3),
        btree_map(record_id(), action(), 0..3),
        btree_map(record_id(), accepted(), 0..2),
        workshop(),
    )
}

/// A sound organisation of at most 8 parties and 12 links.
pub fn org() -> impl Strategy<Value = Org> {
    let whole = (text(), text(), any::<bool>(), policy(), records());
    let parties = btree_map(party_id(), (party(), of(any::<prop::sample::Index>())), 0..8);
    let ends = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let links = vec((ends, link(), btree_map(expectation_id(), expectation(), 0..3)), 0..12);
    (whole, parties, links).prop_map(|(whole, parties, links)| assemble(whole, parties, links))
}

type Ends = (prop::sample::Index, prop::sample::Index);

fn assemble(
    (name, service_vision, map_complete, policy, records): (String, String, bool, Policy, Records),
    parties: BTreeMap<PartyId, (Party, Option<prop::sample::Index>)>,
    links: Vec<(Ends, Link, Expectations)>,
) -> Org {
    let ids: Vec<PartyId> = parties.keys().cloned().collect();
    let kinds: BTreeMap<PartyId, PartyKind> =
        parties.iter().map(|(id, (party, _))| (id.clone(), party.kind)).collect();
    let before = Org::default();
    let mut edits = vec![
        Edit::Org(OrgFact::Name(Change::new(before.name.clone(), name))),
        Edit::Org(OrgFact::ServiceVision(Change::new(before.service_vision.clone(), service_vision))),
        Edit::Org(OrgFact::MapComplete(Change::new(before.map_complete, map_complete))),
        Edit::Org(OrgFact::Policy(Change::new(before.policy.clone(), policy))),
    ];
    edits.extend(records.0.into_iter().map(|(id, complaint)| {
        let change = Change::new(None, Some(complaint));
        Edit::Org(OrgFact::Complaint { key: ComplaintId::new(id), change })
    }));
    edits.extend(records.1.into_iter().map(|(id, action)| {
        Edit::Org(OrgFact::Action { key: ActionId::new(id), change: Change::new(None, Some(action)) })
    }));
    edits.extend(records.2.into_iter().map(|(key, accepted)| {
        Edit::Org(OrgFact::Accepted { key, change: Change::new(None, Some(accepted)) })
    }));
    edits.extend(random_workshop::edits(records.3));
    for (id, (mut party, manager)) in parties {
        let manager = manager.map(|index| index.get(&ids).clone());
        party.reports_to =
            manager.filter(|manager| *manager != id && kinds.get(manager) == Some(&PartyKind::Team));
        edits.extend(add_party(&id, &party));
    }
    let mut seen = BTreeSet::new();
    for ((supplier, customer), link, expectations) in links {
        if ids.is_empty() {
            continue;
        }
        let id = LinkId::new(supplier.get(&ids).clone(), customer.get(&ids).clone());
        if id.supplier == id.customer || !seen.insert(id.clone()) {
            continue;
        }
        edits.extend(add_link(&id, &link));
        for (expectation, facts) in expectations {
            edits.extend(add_expectation(&id, &expectation, &facts));
        }
    }
    let mut org = Org::default();
    Transaction::new("Make it", edits).apply(&mut org).expect("sound by construction");
    org
}
