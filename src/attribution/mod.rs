//! Level 6. Analysis, quotations and dates to attributions.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::id::{AttributionId, SourceId, TimexId};
use crate::quotation::Quotation;
use crate::span::Span;
use crate::timex::Timex;

/// Who said what by which word.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Attribution<'a> {
    /// How much of the content lies in quotation marks.
    pub form: AttributionForm,
    /// The words that name the source here; empty where there are none.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub source: Vec<Span<'a>>,
    /// The words that attribute.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub cue: Vec<Span<'a>>,
    /// The words attributed.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub content: Vec<Span<'a>>,
    /// The source, once for all that it says in the text; `None` where there is no source.
    #[cfg_attr(feature = "serde", serde(default))]
    pub speaker: Option<SourceId>,
    /// What the source did in saying it.
    pub statement: Statement,
    /// When it was said.
    #[cfg_attr(feature = "serde", serde(default))]
    pub said: Option<TimexId>,
    /// Whom it was said to.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub addressee: Option<Span<'a>>,
    /// Where it was said: `in a statement`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub medium: Option<Span<'a>>,
    /// The attribution that tells of this one.
    #[cfg_attr(feature = "serde", serde(default))]
    pub via: Option<AttributionId>,
    /// How sure the crate is, from 0 to 1.
    pub confidence: f32,
    /// The rule or model that found it.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub rule: Cow<'a, str>,
}

impl Attribution<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Attribution<'static> {
        let owned = |spans: Vec<Span<'_>>| spans.into_iter().map(Span::into_owned).collect();
        Attribution {
            form: self.form,
            source: owned(self.source),
            cue: owned(self.cue),
            content: owned(self.content),
            speaker: self.speaker,
            statement: self.statement,
            said: self.said,
            addressee: self.addressee.map(Span::into_owned),
            medium: self.medium.map(Span::into_owned),
            via: self.via,
            confidence: self.confidence,
            rule: Cow::Owned(self.rule.into_owned()),
        }
    }
}

/// How much of a content lies in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum AttributionForm {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// None of it.
    Indirect,
}

/// What a source did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Statement {
    /// Said that something is so.
    Assertion,
    /// Said that something is not so: `denied`.
    Denial,
    /// Asked.
    Question,
    /// Told someone to do something: `urged`.
    Directive,
    /// Bound itself: `promised to`.
    Commitment,
    /// Gave a belief, a wish or an attitude: `supports`.
    Opinion,
    /// Would not say: `declined to comment`.
    Refusal,
    /// Gave no answer: `did not respond`.
    Silence,
}

/// Finds attributions.
#[derive(Clone, Debug, Default)]
pub struct Attributor {}

impl Attributor {
    /// An attributor with the cues of the crate.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The attributions of the text, ordered by where their cue starts (their content, where there is no cue).
    ///
    /// `quotations` and `dates` are those of the same text. [`speaker`](Attribution::speaker) is left open: a
    /// [`Resolver`](crate::Resolver) fills it.
    #[must_use]
    pub fn attribute<'a>(
        &self,
        _analysis: &Analysis<'a>,
        _quotations: &[Quotation<'a>],
        _dates: &[Timex<'a>],
    ) -> Vec<Attribution<'a>> {
        Vec::new()
    }
}
