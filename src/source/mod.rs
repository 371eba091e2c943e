//! Level 8. Attributions and entities to sources: everyone who speaks, each once.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::coreference::Entity;
use crate::coreference::reference::Reference;
use crate::id::{AttributionId, EntityId, SourceId};
use crate::mention::{EntityKind, Mention};
use crate::quotation::Quotation;
use crate::span::Span;

mod candidate;
mod cast;
mod expression;
mod head;
mod number;
mod outlet;
mod phrase;
mod refer;
mod resolve;
mod scene;
mod settle;
mod sieve;
mod stage;
mod terms;
mod unheard;
mod words;

/// One who is said to have said something: a person, an organization, a document; named or not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Source<'a> {
    /// The entity's name; `None` for one without a name.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub name: Option<Cow<'a, str>>,
    /// What it is; `None` where that is not known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub kind: Option<EntityKind>,
    /// The entity it is, for one with a name.
    #[cfg_attr(feature = "serde", serde(default))]
    pub entity: Option<EntityId>,
    /// The words that first stand for it, where they are all that is known: `the report`.
    #[cfg_attr(feature = "serde", serde(default, borrow, skip_serializing_if = "Option::is_none"))]
    pub description: Option<Cow<'a, str>>,
    /// Those who speak together in it: `Jane Roe and Dan Ulm`. Empty for all others.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub members: Vec<SourceId>,
    /// What it said, in document order.
    pub attributions: Vec<AttributionId>,
    /// What others say that it said: the attributions to it that lie in another's content.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub nested: Vec<AttributionId>,
    /// What the text tells of one that it does not name.
    #[cfg_attr(feature = "serde", serde(default, borrow, skip_serializing_if = "Option::is_none"))]
    pub unnamed: Option<Unnamed<'a>>,
    /// The sieve that found it, at its first place.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub rule: Cow<'a, str>,
}

/// What the text tells of a source that it does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Unnamed<'a> {
    /// One or more.
    pub number: Number,
    /// How many.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub count: Option<Count<'a>>,
    /// The noun: `people`, `officials`.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub head: Cow<'a, str>,
    /// `official`, `lawyer`, `diplomat`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub role: Option<Cow<'a, str>>,
    /// `senior`, `top`, `former`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub seniority: Option<Cow<'a, str>>,
    /// Every expression that refers to it, in document order.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub mentions: Vec<UnnamedMention<'a>>,
    /// The group it is part of: `two of them`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub part_of: Option<SourceId>,
    /// The group it is another mention of, where the text leaves open whether all of it speaks: `the sources`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub same_group_as: Option<SourceId>,
}

/// An expression that refers to a source without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct UnnamedMention<'a> {
    /// The noun phrase with its `familiar with …`.
    #[cfg_attr(feature = "serde", serde(flatten, borrow))]
    pub span: Span<'a>,
    /// How many, here.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub count: Option<Count<'a>>,
    /// One or more, here.
    pub number: Number,
    /// Whose they are: `White House`, `US Treasury`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub affiliation: Option<Span<'a>>,
    /// How they know: `familiar with the plans`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub basis: Option<Span<'a>>,
    /// On what terms they spoke: `on condition of anonymity`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub anonymity: Option<Span<'a>>,
    /// Why they are not named: `because the talks are private`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub reason: Option<Span<'a>>,
    /// The earlier expression that this one takes up.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub antecedent: Option<Span<'a>>,
    /// The sieve that tied it to its source.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub rule: Cow<'a, str>,
}

/// One or more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Number {
    /// One.
    Singular,
    /// More than one.
    Plural,
}

/// How many.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
#[non_exhaustive]
pub enum Count<'a> {
    /// A number.
    Exact(u64),
    /// A word, in lower case: `several`, `dozens`, `at least three`.
    #[cfg_attr(feature = "serde", serde(borrow))]
    Worded(Cow<'a, str>),
}

impl Count<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Count<'static> {
        match self {
            Self::Exact(count) => Count::Exact(count),
            Self::Worded(word) => Count::Worded(Cow::Owned(word.into_owned())),
        }
    }
}

fn owned(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

impl Source<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Source<'static> {
        Source {
            name: self.name.map(owned),
            kind: self.kind,
            entity: self.entity,
            description: self.description.map(owned),
            members: self.members,
            attributions: self.attributions,
            nested: self.nested,
            unnamed: self.unnamed.map(Unnamed::into_owned),
            rule: owned(self.rule),
        }
    }
}

impl Unnamed<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Unnamed<'static> {
        Unnamed {
            number: self.number,
            count: self.count.map(Count::into_owned),
            head: owned(self.head),
            role: self.role.map(owned),
            seniority: self.seniority.map(owned),
            mentions: self.mentions.into_iter().map(UnnamedMention::into_owned).collect(),
            part_of: self.part_of,
            same_group_as: self.same_group_as,
        }
    }
}

impl UnnamedMention<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> UnnamedMention<'static> {
        UnnamedMention {
            span: self.span.into_owned(),
            count: self.count.map(Count::into_owned),
            number: self.number,
            affiliation: self.affiliation.map(Span::into_owned),
            basis: self.basis.map(Span::into_owned),
            anonymity: self.anonymity.map(Span::into_owned),
            reason: self.reason.map(Span::into_owned),
            antecedent: self.antecedent.map(Span::into_owned),
            rule: owned(self.rule),
        }
    }
}

pub(crate) use outlet::is_outlet_name;

/// Ties attributions to those who speak in them.
#[derive(Clone, Debug, Default)]
pub struct Resolver {}

impl Resolver {
    /// A resolver with the lists of the crate.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The sources, ordered by where each first speaks; fills the attributions' [`speaker`](Attribution::speaker) and
    /// [`outlet`](Attribution::outlet), and [`via`](Attribution::via) where an attribution to that outlet stands before.
    ///
    /// Of the attributions inside others ([`Attributor::attribute_nested`](crate::Attributor::attribute_nested)), those
    /// without a speaker of their own are taken out.
    #[must_use]
    pub fn resolve<'a>(
        &self,
        analysis: &Analysis<'a>,
        mentions: &[Mention<'a>],
        entities: &[Entity<'a>],
        quotations: &[Quotation<'a>],
        attributions: &mut Vec<Attribution<'a>>,
    ) -> Vec<Source<'a>> {
        self.resolve_all(analysis, mentions, entities, quotations, attributions).0
    }

    /// As [`resolve`](Self::resolve), with the nouns and pronouns that stand for an entity.
    #[expect(clippy::unused_self, reason = "a resolver may hold lists of its own")]
    pub(crate) fn resolve_all<'a>(
        &self,
        analysis: &Analysis<'a>,
        mentions: &[Mention<'a>],
        entities: &[Entity<'a>],
        quotations: &[Quotation<'a>],
        attributions: &mut Vec<Attribution<'a>>,
    ) -> (Vec<Source<'a>>, Vec<Reference>) {
        resolve::resolve(analysis, mentions, entities, quotations, attributions)
    }
}
