//! Level 5. Analysis to mentions of names, and to amounts.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::id::EntityId;
use crate::span::Span;

mod amount;
mod candidate;
mod cut;
mod gazetteer;
mod memory;
pub(crate) mod model;
pub(crate) mod named;
mod scan;
mod small;
mod typing;

/// An expression that refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Mention<'a> {
    /// The words. A person's title is outside a name.
    #[cfg_attr(feature = "serde", serde(flatten, borrow))]
    pub span: Span<'a>,
    /// How it refers.
    pub form: MentionForm,
    /// What it refers to, by class.
    pub kind: EntityKind,
    /// The entity it refers to, where one is known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub entity: Option<EntityId>,
    /// The rule or model that found it.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub rule: Cow<'a, str>,
}

impl Mention<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Mention<'static> {
        Mention {
            span: self.span.into_owned(),
            form: self.form,
            kind: self.kind,
            entity: self.entity,
            rule: Cow::Owned(self.rule.into_owned()),
        }
    }
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum MentionForm {
    /// By a name: `Mara Quill`, `the EU`.
    Name,
    /// By a noun: `the ambassador`.
    Nominal,
    /// By a pronoun: `she`.
    Pronoun,
}

/// What an entity is. The classes are OntoNotes 5's: PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, `WORK_OF_ART`, PRODUCT,
/// LAW, LANGUAGE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, agency, party, team, outlet …
    Organization,
    /// A country, state or city, also where its government is meant.
    Geopolitical,
    /// A river, mountain, region without a government …
    Location,
    /// A building, airport, road …
    Facility,
    /// A nationality, religion or political group: `Chinese`, `Muslims`, `Republicans`.
    Group,
    /// A war, storm, tournament …
    Event,
    /// A book, film, song …
    Work,
    /// A vehicle, weapon, program …
    Product,
    /// A law or treaty.
    Law,
    /// A language.
    Language,
}

impl EntityKind {
    /// Every kind, in the order of the declaration.
    pub const ALL: &'static [Self] = &[
        Self::Person,
        Self::Organization,
        Self::Geopolitical,
        Self::Location,
        Self::Facility,
        Self::Group,
        Self::Event,
        Self::Work,
        Self::Product,
        Self::Law,
        Self::Language,
    ];
}

/// A number worth typing.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Amount<'a> {
    /// The words.
    #[cfg_attr(feature = "serde", serde(flatten, borrow))]
    pub span: Span<'a>,
    /// What it counts.
    pub kind: AmountKind,
    /// The number, in [`unit`](Amount::unit)s: 1e12 for `US$1 trillion`. `None` where the words give none.
    #[cfg_attr(feature = "serde", serde(default, serialize_with = "number"))]
    pub value: Option<f64>,
    /// An ISO 4217 code for money, `%` for a percentage, else the unit as worded.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub unit: Option<Cow<'a, str>>,
}

impl Amount<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Amount<'static> {
        Amount {
            span: self.span.into_owned(),
            kind: self.kind,
            value: self.value,
            unit: self.unit.map(|unit| Cow::Owned(unit.into_owned())),
        }
    }
}

/// A whole number as an integer, so that no reader of the JSON meets `1e12`.
#[cfg(feature = "serde")]
fn number<S: serde::Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    // Up to here a double holds every integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match *value {
        Some(value) if value.fract() == 0.0 && value.abs() <= EXACT =>
        {
            #[expect(clippy::cast_possible_truncation, reason = "whole, and within 53 bits")]
            serializer.serialize_some(&(value as i64))
        }
        value => serde::Serialize::serialize(&value, serializer),
    }
}

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum AmountKind {
    /// `US$1 trillion`, `£2.5m`.
    Money,
    /// `10%`, `10 per cent`.
    Percent,
    /// `40 km`, `6,000 megawatts`.
    Quantity,
}

/// Finds names and amounts.
#[derive(Clone, Debug, Default)]
pub struct MentionFinder {}

impl MentionFinder {
    /// A finder with the lists of the crate.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The names in the text, in document order; none overlaps another.
    #[must_use]
    pub fn find<'a>(&self, analysis: &Analysis<'a>) -> Vec<Mention<'a>> {
        named::find(analysis)
    }

    /// The sums of money, percentages and quantities in the text, in document order; none overlaps another.
    #[must_use]
    pub fn amounts<'a>(&self, analysis: &Analysis<'a>) -> Vec<Amount<'a>> {
        amount::find(analysis)
    }
}
