//! Level 5. Text to quotations.

use crate::analysis::Analysis;
use crate::id::AttributionId;
use crate::span::Span;

/// A stretch in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Quotation<'a> {
    /// From its first mark to its last, over all its [`parts`](Quotation::parts).
    #[cfg_attr(feature = "serde", serde(flatten, borrow))]
    pub span: Span<'a>,
    /// What the marks are for.
    pub role: QuotationRole,
    /// One for each paragraph that it runs over, marks included.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub parts: Vec<Span<'a>>,
    /// How many quotations it lies in.
    pub level: usize,
    /// Whether its closing mark is there.
    pub closed: bool,
    /// The attribution whose content holds it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub attribution: Option<AttributionId>,
}

impl Quotation<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Quotation<'static> {
        Quotation {
            span: self.span.into_owned(),
            role: self.role,
            parts: self.parts.into_iter().map(Span::into_owned).collect(),
            level: self.level,
            closed: self.closed,
            attribution: self.attribution,
        }
    }
}

/// What quotation marks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum QuotationRole {
    /// A whole utterance: `“We will appeal,” she said.`
    Statement,
    /// Words of an utterance inside a sentence of the writer's: `he called it “a disgrace”`.
    Fragment,
    /// A term the writer keeps at a distance: `the so-called “reforms”`.
    Scare,
    /// The name of a work: `her novel “Sand”`.
    Title,
    /// A nickname inside a name: `Joe “Fingers” Roe`.
    Nickname,
}

/// Finds quotations.
#[derive(Clone, Debug, Default)]
pub struct QuotationFinder {}

impl QuotationFinder {
    /// A finder for every kind of mark.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The quotations of the text, in document order; nested ones follow the one they lie in.
    #[must_use]
    pub fn find<'a>(&self, _analysis: &Analysis<'a>) -> Vec<Quotation<'a>> {
        Vec::new()
    }
}
