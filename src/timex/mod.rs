//! Level 5. Analysis to temporal expressions.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::span::Span;

mod date;
mod value;

pub use date::Date;
pub use value::Value;

/// A temporal expression: `last week`, `October 31`, `nearly two hours`, `every Friday`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Timex<'a> {
    /// The words, without a preposition before them.
    #[cfg_attr(feature = "serde", serde(flatten, borrow))]
    pub span: Span<'a>,
    /// TIMEX3 type.
    pub kind: TimexKind,
    /// TIMEX3 value.
    pub value: Value,
    /// TIMEX3 mod.
    #[cfg_attr(feature = "serde", serde(default))]
    pub modifier: Option<Modifier>,
    /// The first day it covers, where days are known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub earliest: Option<Date>,
    /// The last day it covers, where days are known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub latest: Option<Date>,
    /// The rule that found it.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub rule: Cow<'a, str>,
}

impl Timex<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Timex<'static> {
        Timex {
            span: self.span.into_owned(),
            kind: self.kind,
            value: self.value,
            modifier: self.modifier,
            earliest: self.earliest,
            latest: self.latest,
            rule: Cow::Owned(self.rule.into_owned()),
        }
    }
}

/// The class of a temporal expression, by TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum TimexKind {
    /// A day or anything longer: `Tuesday`, `April`, `the 1990s`.
    Date,
    /// A time of day: `3 p.m.`, `Tuesday morning`.
    Time,
    /// How long: `two hours`.
    Duration,
    /// How often: `every Friday`.
    Set,
}

/// What the wording adds to a value, by TIMEX3's `mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Modifier {
    /// `before March`
    Before,
    /// `after March`
    After,
    /// `no later than March`
    OnOrBefore,
    /// `no earlier than March`
    OnOrAfter,
    /// `less than a year`
    LessThan,
    /// `more than a year`
    MoreThan,
    /// `up to a year`
    EqualOrLess,
    /// `at least a year`
    EqualOrMore,
    /// `early April`
    Start,
    /// `mid-April`
    Mid,
    /// `late April`
    End,
    /// `about a year`
    Approx,
}

/// Finds temporal expressions and resolves them.
#[derive(Clone, Debug, Default)]
pub struct TimexFinder {
    published: Option<Date>,
}

impl TimexFinder {
    /// A finder that knows no publication day.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Resolves relative expressions against this day.
    #[must_use]
    pub fn published(self, date: Date) -> Self {
        Self { published: Some(date) }
    }

    /// The temporal expressions of the text, in document order; none overlaps another.
    #[must_use]
    pub fn find<'a>(&self, _analysis: &Analysis<'a>) -> Vec<Timex<'a>> {
        Vec::new()
    }
}
