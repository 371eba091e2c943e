//! Level 9. The typed result.

use std::borrow::Cow;

use crate::attribution::Attribution;
use crate::coreference::Entity;
use crate::error::Error;
use crate::id::{AttributionId, EntityId, MentionId, SourceId, TimexId};
use crate::mention::{Amount, Mention};
use crate::quotation::Quotation;
use crate::source::Source;
use crate::span::Span;
use crate::timex::{Date, Timex};

mod chain;
mod check;
mod people;
mod retold;
mod sourcing;

pub use chain::Link;
pub use people::PeopleCount;
pub use retold::OutletShare;
pub use sourcing::{Ground, Share, SourceClass, SourceShare, Sourcing};

/// All that was found in a text.
///
/// Every list is in document order (by start, longer first; sources and entities by first place), and a reference from one
/// list into another is a typed id. Offsets are UTF-8 bytes.
///
/// The serde form is the JSON document of `onrecord::_documentation::schema`: it holds the text of every range but not
/// the whole text, so that [`text`](Self::text) is `None` after reading one, until [`attach`](Self::attach).
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "check::Form<'a>"))]
#[cfg_attr(feature = "serde", serde(bound(deserialize = "'de: 'a")))]
pub struct Document<'a> {
    #[cfg_attr(feature = "serde", serde(skip_serializing))]
    pub(crate) text: Option<Cow<'a, str>>,
    pub(crate) published: Option<Date>,
    pub(crate) mentions: Vec<Mention<'a>>,
    pub(crate) entities: Vec<Entity<'a>>,
    pub(crate) amounts: Vec<Amount<'a>>,
    pub(crate) dates: Vec<Timex<'a>>,
    pub(crate) quotations: Vec<Quotation<'a>>,
    pub(crate) attributions: Vec<Attribution<'a>>,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub(crate) nested: Vec<Attribution<'a>>,
    pub(crate) sources: Vec<Source<'a>>,
    pub(crate) headline: Option<Span<'a>>,
    pub(crate) dateline: Option<Span<'a>>,
    pub(crate) byline: Option<Span<'a>>,
    pub(crate) credit: Option<Span<'a>>,
}

impl<'a> Document<'a> {
    /// The text; `None` for a document read from its serialised form, until [`attach`](Self::attach).
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The day of publication that relative dates were resolved against.
    #[must_use]
    pub const fn published(&self) -> Option<Date> {
        self.published
    }

    /// The mentions of entities: every name, and the nouns and pronouns that are known to stand for one.
    #[must_use]
    pub fn mentions(&self) -> &[Mention<'a>] {
        &self.mentions
    }

    /// Everyone and everything that is named, each once.
    #[must_use]
    pub fn entities(&self) -> &[Entity<'a>] {
        &self.entities
    }

    /// Sums of money, percentages and quantities.
    #[must_use]
    pub fn amounts(&self) -> &[Amount<'a>] {
        &self.amounts
    }

    /// Temporal expressions.
    #[must_use]
    pub fn dates(&self) -> &[Timex<'a>] {
        &self.dates
    }

    /// Stretches in quotation marks.
    #[must_use]
    pub fn quotations(&self) -> &[Quotation<'a>] {
        &self.quotations
    }

    /// Who said what by which word; of attributions inside one another, the outermost.
    #[must_use]
    pub fn attributions(&self) -> &[Attribution<'a>] {
        &self.attributions
    }

    /// The attributions that others tell of: `Roe said [that Doe had denied it]`. Their ids go on from those of
    /// [`attributions`](Self::attributions), and [`via`](Attribution::via) leads to the one that tells.
    #[must_use]
    pub fn nested(&self) -> &[Attribution<'a>] {
        &self.nested
    }

    /// Everyone who speaks, each once.
    #[must_use]
    pub fn sources(&self) -> &[Source<'a>] {
        &self.sources
    }

    /// The headline, where the first paragraph is one.
    #[must_use]
    pub const fn headline(&self) -> Option<&Span<'a>> {
        self.headline.as_ref()
    }

    /// The dateline: `LONDON, May 3 (Reuters) –`.
    #[must_use]
    pub const fn dateline(&self) -> Option<&Span<'a>> {
        self.dateline.as_ref()
    }

    /// The byline: `By Jane Roe`.
    #[must_use]
    pub const fn byline(&self) -> Option<&Span<'a>> {
        self.byline.as_ref()
    }

    /// The agency's credit: `-- AGENCY`.
    #[must_use]
    pub const fn credit(&self) -> Option<&Span<'a>> {
        self.credit.as_ref()
    }

    /// The same, with copies of all text, tied to no other value's life.
    #[must_use]
    pub fn into_owned(self) -> Document<'static> {
        Document {
            text: self.text.map(|text| Cow::Owned(text.into_owned())),
            published: self.published,
            mentions: self.mentions.into_iter().map(Mention::into_owned).collect(),
            entities: self.entities.into_iter().map(Entity::into_owned).collect(),
            amounts: self.amounts.into_iter().map(Amount::into_owned).collect(),
            dates: self.dates.into_iter().map(Timex::into_owned).collect(),
            quotations: self.quotations.into_iter().map(Quotation::into_owned).collect(),
            attributions: self.attributions.into_iter().map(Attribution::into_owned).collect(),
            nested: self.nested.into_iter().map(Attribution::into_owned).collect(),
            sources: self.sources.into_iter().map(Source::into_owned).collect(),
            headline: self.headline.map(Span::into_owned),
            dateline: self.dateline.map(Span::into_owned),
            byline: self.byline.map(Span::into_owned),
            credit: self.credit.map(Span::into_owned),
        }
    }

    /// The same, with the text it was made from.
    ///
    /// # Errors
    ///
    /// [`Error::is_document`] where a range of the document is not the text's own bytes.
    pub fn attach(self, text: &'a str) -> Result<Self, Error> {
        check::against(&self, text)?;
        Ok(Self { text: Some(Cow::Borrowed(text)), ..self })
    }
}

macro_rules! by_id {
    ($($id:ident => $item:ident in $list:ident;)*) => {$(
        impl<'a> std::ops::Index<$id> for Document<'a> {
            type Output = $item<'a>;

            /// # Panics
            ///
            /// With the id of another document that is longer.
            #[expect(clippy::indexing_slicing, reason = "the contract of indexing")]
            fn index(&self, id: $id) -> &$item<'a> {
                &self.$list[id.index()]
            }
        }
    )*};
}

by_id! {
    MentionId => Mention in mentions;
    EntityId => Entity in entities;
    TimexId => Timex in dates;
    SourceId => Source in sources;
}

impl<'a> std::ops::Index<AttributionId> for Document<'a> {
    type Output = Attribution<'a>;

    /// # Panics
    ///
    /// With the id of another document that is longer.
    #[expect(clippy::indexing_slicing, reason = "the contract of indexing")]
    fn index(&self, id: AttributionId) -> &Attribution<'a> {
        match id.index().checked_sub(self.attributions.len()) {
            Some(nested) => &self.nested[nested],
            None => &self.attributions[id.index()],
        }
    }
}
