//! Level 5. Text to quotations.
//!
//! `marks` finds the marks, `weigh` says what each may be where it stands, `search` and `pair` find how they go together,
//! `setting` and `role` tell what each pair is for. Nothing here reads tokens.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::id::AttributionId;
use crate::paragraph::paragraphs;
use crate::span::{Span, TextRange};

mod marks;
mod pair;
mod role;
mod search;
mod setting;
mod weigh;

use marks::is_mark;
use pair::Pair;
use setting::Setting;

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
    /// The rule that gave it its role.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub rule: Cow<'a, str>,
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
            rule: Cow::Owned(self.rule.into_owned()),
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
///
/// It reads marks of every kind, straight or curly, single or double, mixed and nested, and tells them from apostrophes
/// and from signs for feet, inches, minutes and seconds. A paragraph that opens with a mark while one is open continues
/// that quotation; one that is never closed ends with its paragraph, or before the next that opens in its marks. A closing
/// mark that nothing opens is passed over, and so is a pair with nothing between.
///
/// # Examples
///
/// ```
/// use onrecord::{QuotationFinder, QuotationRole};
///
/// let found = QuotationFinder::new().find_in("‘The workers’ pay is “low”,’ he said.");
/// assert_eq!(found[0].span.as_str(), "‘The workers’ pay is “low”,’");
/// assert_eq!(found[0].role, QuotationRole::Statement);
/// assert_eq!((found[1].span.as_str(), found[1].level), ("“low”", 1));
/// ```
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
    pub fn find<'a>(&self, analysis: &Analysis<'a>) -> Vec<Quotation<'a>> {
        find(analysis.text(), analysis.paragraphs())
    }

    /// [`find`](Self::find) without an analysis: it reads nothing but marks and what stands beside them.
    #[must_use]
    pub fn find_in<'a>(&self, text: &'a str) -> Vec<Quotation<'a>> {
        find(text, &paragraphs(text))
    }
}

fn find<'a>(text: &'a str, paragraphs: &[TextRange]) -> Vec<Quotation<'a>> {
    let mut found: Vec<Quotation<'a>> = Vec::new();
    // Whether each may be the name of a work.
    let mut titled = Vec::new();
    // Those that the one in hand lies in.
    let mut around: Vec<Pair> = Vec::new();
    let span = |range| Span::new(text, range).unwrap_or_else(|| Span::empty(range.start()));
    for pair in pair::pairs(text, paragraphs) {
        let range = pair.range();
        while around.last().is_some_and(|outer| outer.range().end() <= range.start()) {
            around.pop();
        }
        if is_nothing(text, &pair, around.last()) {
            continue;
        }
        let first = paragraphs.partition_point(|here| here.end() <= range.start());
        let last = paragraphs.partition_point(|here| here.end() < range.end());
        let whole = |at: usize| paragraphs.get(at).copied().unwrap_or(range);
        let outer = around.last().map_or(whole(first).covering(whole(last)), Pair::content);
        let here = TextRange::at(
            whole(first).start().max(outer.start()),
            whole(last).end().min(outer.end()),
        );
        let setting = Setting::new(text, here, range, pair.content(), pair.parts.len());
        let rule = role::rule(&setting);
        titled.push(setting.title_words() > 0 && !setting.ends_in_stop());
        found.push(Quotation {
            span: span(range),
            role: rule.role,
            parts: pair.parts.iter().copied().map(span).collect(),
            level: around.len(),
            closed: pair.closed,
            attribution: None,
            rule: Cow::Borrowed(rule.name),
        });
        around.push(pair);
    }
    found.shrink_to_fit();
    list_titles(text, &mut found, &titled);
    found
}

/// Gives those that are listed with the name of a work, and may be one, the same role.
fn list_titles(text: &str, found: &mut [Quotation<'_>], titled: &[bool]) {
    let open = |role| matches!(role, QuotationRole::Fragment | QuotationRole::Scare);
    for index in (1..found.len()).chain((1..found.len()).rev()) {
        let Some([left, right]) = found.get_mut(index - 1..=index) else { continue };
        let gap = TextRange::at(left.span.end(), right.span.start());
        if left.level != right.level || !role::is_list_gap(gap.of(text)) {
            continue;
        }
        let may = |at: usize| titled.get(at).copied().unwrap_or(false);
        let other = match (left.role, right.role) {
            (QuotationRole::Title, other) if open(other) && may(index) => right,
            (other, QuotationRole::Title) if open(other) && may(index - 1) => left,
            _ => continue,
        };
        other.role = QuotationRole::Title;
        other.rule = Cow::Borrowed(role::LISTED_TITLE);
    }
}

/// No longer part, in bytes, is looked at for whether words stand in it.
const LONGEST_BLANK: usize = 64;

/// Whether no word stands in it, or a straight mark is doubled: `""We won.""`.
fn is_nothing(text: &str, pair: &Pair, around: Option<&Pair>) -> bool {
    let doubled =
        |outer: &Pair| pair.is_straight() && outer.is_straight() && outer.content() == pair.range();
    let is_blank = |part: &TextRange| {
        let is_blank = |c: char| is_mark(c) || c.is_whitespace();
        part.len() <= LONGEST_BLANK && part.of(text).chars().all(is_blank)
    };
    pair.parts.iter().all(is_blank) || around.is_some_and(doubled)
}
