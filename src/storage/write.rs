//! An organisation into the text of an org file: the canonical form.
//!
//! One fact a line, in the order of ids, defaults left out, LF, a trailing comma everywhere: so that a one-word edit is a one-line
//! difference and edits in different places merge as text. The same organisation always gives the same bytes. O(n).

use std::fmt::Display;

use super::migrate::NEWEST_FORMAT;
use super::{write_records, write_workshop};
use crate::model::{
    AnswerCount, CostBasis, CostUnit, Direction, Expectation, ExpectationKind, Importance, Link, LinkId,
    Measurement, Org, Party, PartyId, PartyKind, Policy, QualityCount, QualityTarget, Rating, RatingKey,
    ServiceWindow, Source, Standard, Verdict, View,
};

/// What this program writes as the maker of a file, for example `Throughline 0.1.0`.
pub const MADE_BY: &str = concat!("Throughline ", env!("CARGO_PKG_VERSION"));

/// The org file of `org`, in canonical form, UTF-8 with LF.
#[must_use]
pub fn to_text(org: &Org) -> String {
    let mut writer = Writer { text: String::from("#![enable(implicit_some)]\n(\n"), depth: 1 };
    writer.line("format", NEWEST_FORMAT);
    writer.line("made_by", Quoted(MADE_BY));
    writer.words("name", &org.name);
    writer.words("service_vision", &org.service_vision);
    writer.flag("map_complete", org.map_complete);
    if org.policy != Policy::default() {
        writer.block("policy", '(', |writer| policy(writer, &org.policy));
    }
    if !org.parties().is_empty() {
        writer.block("parties", '{', |writer| {
            for (id, facts) in org.parties() {
                writer.block(Quoted(id.as_str()), '(', |writer| party(writer, facts));
            }
        });
    }
    if !org.links().is_empty() {
        writer.block("links", '[', |writer| {
            for (id, facts) in org.links() {
                writer.group('(', |writer| link(writer, id, facts));
            }
        });
    }
    write_records::records(&mut writer, org);
    write_workshop::workshop(&mut writer, org);
    writer.text.push_str(")\n");
    writer.text
}

pub(super) struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }

    fn push(&mut self, value: impl Display) {
        use std::fmt::Write;
        let written = write!(self.text, "{value}");
        debug_assert!(written.is_ok(), "writing to memory does not fail");
    }

    /// `name: value,` on a line of its own.
    pub(super) fn line(&mut self, name: impl Display, value: impl Display) {
        self.indent();
        self.push(name);
        self.text.push_str(": ");
        self.push(value);
        self.text.push_str(",\n");
    }

    /// `value,` on a line of its own.
    pub(super) fn item(&mut self, value: impl Display) {
        self.indent();
        self.push(value);
        self.text.push_str(",\n");
    }

    pub(super) fn words(&mut self, name: &str, words: &str) {
        if !words.is_empty() {
            self.line(name, Quoted(words));
        }
    }

    fn flag(&mut self, name: &str, flag: bool) {
        if flag {
            self.line(name, true);
        }
    }

    pub(super) fn optional(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.line(name, value);
        }
    }

    /// `name: [` ... `],` with an item a line.
    fn list<'items>(&mut self, name: &str, items: impl IntoIterator<Item = &'items String>) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.block(name, '[', |writer| items.for_each(|item| writer.item(Quoted(item))));
        }
    }

    pub(super) fn block(&mut self, name: impl Display, bracket: char, inside: impl FnOnce(&mut Self)) {
        self.indent();
        self.push(name);
        self.text.push_str(": ");
        self.bracket(bracket, inside);
    }

    fn group(&mut self, bracket: char, inside: impl FnOnce(&mut Self)) {
        self.indent();
        self.bracket(bracket, inside);
    }

    fn bracket(&mut self, bracket: char, inside: impl FnOnce(&mut Self)) {
        self.text.push(bracket);
        self.text.push('\n');
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.indent();
        self.text.push_str(match bracket {
            '(' => "),\n",
            '[' => "],\n",
            _ => "},\n",
        });
    }
}

/// A text in quotes, with everything escaped that would not survive or not be seen.
pub(super) struct Quoted<'text>(pub(super) &'text str);

impl Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("\"")?;
        let mut rest = self.0;
        while let Some(next) = rest.find(needs_escape) {
            let (plain, special) = rest.split_at(next);
            formatter.write_str(plain)?;
            let mut characters = special.chars();
            match characters.next() {
                Some('"') => formatter.write_str("\\\"")?,
                Some('\\') => formatter.write_str("\\\\")?,
                Some('\n') => formatter.write_str("\\n")?,
                Some('\r') => formatter.write_str("\\r")?,
                Some('\t') => formatter.write_str("\\t")?,
                Some(other) => write!(formatter, "\\u{{{:x}}}", u32::from(other))?,
                None => {}
            }
            rest = characters.as_str();
        }
        formatter.write_str(rest)?;
        formatter.write_str("\"")
    }
}

/// Quotes, backslashes, control characters, and what breaks a line or turns the direction of reading unseen.
fn needs_escape(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, '"' | '\\') || character.is_ascii_control();
    }
    character.is_control()
        || matches!(
            character,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}

fn policy(writer: &mut Writer, policy: &Policy) {
    let usual = Policy::default();
    let scores = [
        ("strained_from", policy.strained_from, usual.strained_from),
        ("met_from", policy.met_from, usual.met_from),
        ("exceeded_from", policy.exceeded_from, usual.exceeded_from),
    ];
    for (name, score, _) in scores.into_iter().filter(|(_, score, usual)| score != usual) {
        writer.line(name, Number(score.get()));
    }
    if policy.stale_after_days != usual.stale_after_days {
        writer.line("stale_after_days", policy.stale_after_days);
    }
    if policy.two_views_from != usual.two_views_from {
        writer.line("two_views_from", Number(policy.two_views_from.get()));
    }
    if policy.complaint_patience_days != usual.complaint_patience_days {
        writer.line("complaint_patience_days", policy.complaint_patience_days);
    }
    if !policy.sigma_shift {
        writer.line("sigma_shift", false);
    }
    writer.list("rules_off", &policy.rules_off);
}

fn party(writer: &mut Writer, party: &Party) {
    writer.words("name", &party.name);
    match party.kind {
        PartyKind::Team => {}
        PartyKind::ExternalCustomer => writer.line("kind", "ExternalCustomer"),
        PartyKind::ExternalSupplier => writer.line("kind", "ExternalSupplier"),
    }
    writer.optional("department", party.department.as_deref().map(Quoted));
    writer.optional("reports_to", party.reports_to.as_ref().map(PartyId::as_str).map(Quoted));
    writer.words("lead", &party.lead);
    writer.words("offers", &party.offers);
    writer.words("may_decide", &party.may_decide);
    writer.words("note", &party.note);
    writer.optional("weight", party.weight.map(|weight| Number(weight.get())));
    writer.list("open_needs", &party.open_needs);
    writer.list("aliases", &party.aliases);
    if !party.pins.is_empty() {
        writer.block("pins", '{', |writer| {
            for (view, pin) in &party.pins {
                let view = match view {
                    View::Chain => "Chain",
                    View::Pyramid => "Pyramid",
                };
                writer.line(view, format_args!("(x: {}, y: {})", pin.x, pin.y));
            }
        });
    }
}

fn link(writer: &mut Writer, id: &LinkId, link: &Link) {
    writer.line("supplier", Quoted(id.supplier.as_str()));
    writer.line("customer", Quoted(id.customer.as_str()));
    writer.list("deliverables", &link.deliverables);
    writer.flag("support", link.support);
    writer.flag("because_of", link.because_of);
    if let Some(volume) = &link.volume {
        let (amount, unit) = (Number(volume.amount.get()), Quoted(&volume.unit));
        writer.line("volume", format_args!("(amount: {amount}, unit: {unit})"));
    }
    writer.optional("mean_wait_hours", link.mean_wait_hours.map(|wait| Number(wait.get())));
    trouble(writer, link);
    writer.words("note", &link.note);
    if !link.verdicts.is_empty() {
        writer.block("verdicts", '[', |writer| {
            for (key, verdict) in &link.verdicts {
                let verdict = match verdict {
                    Verdict::Works => "Works",
                    Verdict::Struggles => "Struggles",
                    Verdict::Broken => "Broken",
                };
                let (day, speaker) = (key.day, Quoted(&key.speaker));
                writer.item(format_args!("(day: \"{day}\", speaker: {speaker}, verdict: {verdict})"));
            }
        });
    }
    writer.list("aliases", &link.aliases);
    if !link.expectations().is_empty() {
        writer.block("expectations", '{', |writer| {
            for (id, facts) in link.expectations() {
                writer.block(Quoted(id.as_str()), '(', |writer| expectation(writer, facts));
            }
        });
    }
}

/// What a link costs, what was counted on it, and whether it is held for the cause.
fn trouble(writer: &mut Writer, link: &Link) {
    if let Some(cost) = &link.cost {
        let mut inside = match &cost.unit {
            CostUnit::Hours => format!("hours: {}", Number(cost.amount.get())),
            CostUnit::Money(currency) => {
                format!("money: {}, currency: {}", Number(cost.amount.get()), Quoted(currency))
            }
        };
        if !cost.stated_by.is_empty() {
            inside = format!("{inside}, stated_by: {}", Quoted(&cost.stated_by));
        }
        if cost.basis == CostBasis::Measured {
            inside.push_str(", basis: Measured");
        }
        writer.line("cost", format_args!("({inside})"));
    }
    if !link.quality.is_empty() {
        writer.block("quality", '{', |writer| {
            for (period, count) in &link.quality {
                writer.line(format_args!("\"{period}\""), Counted(*count));
            }
        });
    }
    if let Some(target) = &link.quality_target {
        match target {
            QualityTarget::Dpmo(dpmo) => {
                writer.line("quality_target", format_args!("Dpmo(at_most: {})", Number(dpmo.get())));
            }
            QualityTarget::CompleteAndAccurate(percent) => {
                let percent = Number(percent.get());
                writer.line("quality_target", format_args!("CompleteAndAccurate(at_least: {percent})"));
            }
        }
    }
    if let Some(verdict) = &link.cause_verdict {
        let (confirmed, by, day) = (verdict.confirmed, Quoted(&verdict.by), verdict.day);
        writer.line("cause", format_args!("(confirmed: {confirmed}, by: {by}, day: \"{day}\")"));
    }
}

fn expectation(writer: &mut Writer, facts: &Expectation) {
    match facts.kind {
        ExpectationKind::Need => {}
        ExpectationKind::Want => writer.line("kind", "Want"),
    }
    writer.words("statement", &facts.statement);
    if facts.importance != Importance::default() {
        writer.line("importance", facts.importance.get());
    }
    match facts.source {
        Source::Assumed => {}
        Source::Asked => writer.line("source", "Asked"),
        Source::Surveyed => writer.line("source", "Surveyed"),
    }
    match facts.window {
        ServiceWindow::Undecided => {}
        ServiceWindow::In => writer.line("window", "In"),
        ServiceWindow::Out { told: None } => writer.line("window", "Out()"),
        ServiceWindow::Out { told: Some(day) } => {
            writer.line("window", format_args!("Out(told: \"{day}\")"));
        }
    }
    writer.flag("disputed", facts.disputed);
    writer.words("deliverable", &facts.deliverable);
    if let Some(standard) = &facts.standard {
        self::standard(writer, standard);
    }
    if !facts.measurements.is_empty() {
        writer.block("measurements", '{', |writer| {
            for (period, measurement) in &facts.measurements {
                writer.line(format_args!("\"{period}\""), Measured(*measurement));
            }
        });
    }
    writer.optional("promised", facts.promised.map(|promised| Number(promised.get())));
    if let Some(acceptance) = &facts.acceptance {
        let (by, day, agreed) = (Quoted(&acceptance.by), acceptance.day, Quoted(&acceptance.fingerprint));
        writer.line("acceptance", format_args!("(by: {by}, day: \"{day}\", agreed_to: {agreed})"));
    }
    if !facts.conflicts.is_empty() {
        writer.block("conflicts", '[', |writer| {
            for other in &facts.conflicts {
                let supplier = Quoted(other.link.supplier.as_str());
                let customer = Quoted(other.link.customer.as_str());
                let expectation = Quoted(other.expectation.as_str());
                writer.item(format_args!(
                    "(supplier: {supplier}, customer: {customer}, expectation: {expectation})"
                ));
            }
        });
    }
    writer.optional("own_rating", facts.own_rating.map(|score| Number(score.get())));
    if !facts.ratings.is_empty() {
        writer.block("ratings", '[', |writer| {
            facts.ratings.iter().for_each(|(key, rating)| writer.item(Rated(key, rating)));
        });
    }
    writer.words("note", &facts.note);
    writer.list("aliases", &facts.aliases);
}

fn standard(writer: &mut Writer, standard: &Standard) {
    let (metric, unit) = (Quoted(&standard.metric), Quoted(&standard.unit));
    let (side, target) = match standard.direction {
        Direction::AtLeast => ("at_least", Number(standard.target.get())),
        Direction::AtMost => ("at_most", Number(standard.target.get())),
    };
    writer.line("standard", format_args!("(metric: {metric}, unit: {unit}, {side}: {target})"));
}

/// The shortest digits that read back as the same number, always with a point or an exponent.
struct Number(f64);

impl Display for Number {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(&self.0, formatter)
    }
}

struct Counted(QualityCount);

impl Display for Counted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            QualityCount::Defects { units, opportunities, defects } => {
                write!(
                    formatter,
                    "Defects(units: {units}, opportunities: {opportunities}, defects: {defects})"
                )
            }
            QualityCount::CompleteAndAccurate(percent) => {
                write!(formatter, "CompleteAndAccurate(percent: {})", Number(percent.get()))
            }
        }
    }
}

struct Measured(Measurement);

impl Display for Measured {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "(value: {}", Number(self.0.value.get()))?;
        if let Some(sample_size) = self.0.sample_size {
            write!(formatter, ", sample_size: {sample_size}")?;
        }
        formatter.write_str(")")
    }
}

struct Rated<'facts>(&'facts RatingKey, &'facts Rating);

impl Display for Rated<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(key, rating) = self;
        let (day, rater, score) = (key.day, Quoted(&key.rater), Number(rating.score.get()));
        write!(formatter, "(day: \"{day}\", rater: {rater}, score: {score}")?;
        if rating.answers != AnswerCount::ONE {
            write!(formatter, ", answers: {}", rating.answers.get())?;
        }
        if !rating.comment.is_empty() {
            write!(formatter, ", comment: {}", Quoted(&rating.comment))?;
        }
        if !rating.dimensions.is_empty() {
            formatter.write_str(", dimensions: {")?;
            for (place, (dimension, score)) in rating.dimensions.iter().enumerate() {
                let comma = if place == 0 { "" } else { ", " };
                write!(formatter, "{comma}{dimension:?}: {}", Number(score.get()))?;
            }
            formatter.write_str("}")?;
        }
        formatter.write_str(")")
    }
}
