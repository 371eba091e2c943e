//! Level 5. Analysis to temporal expressions.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::span::Span;

mod anchor;
mod calendar;
mod date;
mod dated;
mod find;
mod holiday;
mod interval;
mod item;
mod meaning;
mod moon;
mod number;
mod pattern;
mod pick;
mod read;
mod report;
mod rules;
mod share;
mod tense;
mod text;
mod value;
mod zone;

pub use date::Date;
pub use value::{DatePart, Quantity, Season, TimeOfDay, Unit, Value};

use anchor::Anchor;
use find::Found;
use meaning::{Meaning, Part};

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
    /// TIMEX3 quant, for sets: `every Friday`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub quantifier: Option<Quantifier>,
    /// TIMEX3 freq, for sets: how many times, 2 for `twice a month`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub frequency: Option<u32>,
    /// For times with a zone: its minutes east of Greenwich, -300 for `3 p.m. EST`. The value keeps the clock's own time.
    #[cfg_attr(feature = "serde", serde(default))]
    pub offset: Option<i16>,
    /// The first day it covers, where days are known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub earliest: Option<Date>,
    /// The last day it covers, where days are known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub latest: Option<Date>,
    /// The other value it may have, where tense or preference made the pick.
    #[cfg_attr(feature = "serde", serde(default))]
    pub alternative: Option<Value>,
    /// The reason for the value.
    #[cfg_attr(feature = "serde", serde(default))]
    pub policy: Policy,
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
            quantifier: self.quantifier,
            frequency: self.frequency,
            offset: self.offset,
            earliest: self.earliest,
            latest: self.latest,
            alternative: self.alternative,
            policy: self.policy,
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

impl TimexKind {
    const fn bit(self) -> u8 {
        1 << self as u8
    }
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

/// Which of its kind a set takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Quantifier {
    /// All of them: `every Friday`, `each year`.
    Every,
}

/// Why an expression has its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Policy {
    /// The words say it all: `May 3, 2019`, `two hours`.
    #[default]
    Explicit,
    /// Counted from the text's own day: `yesterday`, `last week`.
    Published,
    /// Counted from the date that the text gives itself, where no publication day is known.
    Dated,
    /// Counted from the date mentioned before it: `the following month`.
    Mentioned,
    /// The verb looks back.
    PastTense,
    /// The verb looks ahead.
    FutureTense,
    /// The nearest such date.
    Nearest,
    /// The weekday that stands with it fixes the year.
    Weekday,
    /// The finder's [`Preference`].
    Preference,
    /// There is no such day, as of 31 April: the value is what is left of it.
    NoSuchDay,
    /// Nothing to count from: the value has gaps.
    Unanchored,
}

/// Which of two dates is taken where the wording does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Preference {
    /// The one before the day of publication, as news does.
    #[default]
    Past,
    /// The one after it.
    Future,
    /// The nearer one.
    Nearest,
}

/// Finds temporal expressions and resolves them.
///
/// # Examples
///
/// ```
/// use onrecord::{Analysis, TimexFinder};
///
/// let finder = TimexFinder::new().published("2026-02-11".parse()?);
/// let dates = finder.find(&Analysis::new("They met last week and will meet again on Friday."));
/// let values: Vec<String> = dates.iter().map(|date| date.value.to_string()).collect();
/// assert_eq!(values, ["2026-W06", "2026-02-13"]);
/// # Ok::<(), onrecord::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TimexFinder {
    published: Option<Date>,
    preference: Preference,
    /// A set of bits, empty for all kinds.
    kinds: u8,
    grain: Option<Unit>,
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
        Self { published: Some(date), ..self }
    }

    /// Which date is taken where neither the verb nor the wording says: the past one by default.
    #[must_use]
    pub fn preference(self, preference: Preference) -> Self {
        Self { preference, ..self }
    }

    /// Only expressions of these kinds.
    #[must_use]
    pub fn kinds(self, kinds: &[TimexKind]) -> Self {
        Self { kinds: kinds.iter().fold(0, |set, kind| set | kind.bit()), ..self }
    }

    /// Only expressions whose value says at least this much: with [`Unit::Month`], `May 3` and `May`, not `2026`.
    ///
    /// Leaves durations and sets alone; drops vague references such as `recently`.
    #[must_use]
    pub fn at_least(self, grain: Unit) -> Self {
        Self { grain: Some(grain), ..self }
    }

    /// The temporal expressions of the text, in document order; none overlaps another.
    ///
    /// Without a publication day, a date that the text gives itself stands in: in its dateline, or in a line of its own
    /// near its top ([`Policy::Dated`]). Where there is none, values keep their gaps: `XXXX-04-05`.
    #[must_use]
    pub fn find<'a>(&self, analysis: &Analysis<'a>) -> Vec<Timex<'a>> {
        let mut found = find::all(analysis);
        share::share_days(analysis, &mut found);
        let own = if self.published.is_none() { own_day(analysis, &found) } else { None };
        let day = self.published.or(own);
        let mut anchor = Anchor::new(day, self.preference, is_narrative(&found, day));
        anchor.day_first = is_day_first(&found);
        anchor.guide = is_guide(&found);
        let mut dates = Vec::with_capacity(found.len());
        let mut last_year: Option<(usize, i16)> = None;
        let mut last: Option<(usize, usize, Option<u8>, Option<Date>)> = None;
        for Found { first, end, node, shares_day } in found {
            let range = analysis.range_of(first..end);
            anchor.sentence = analysis.sentence_at(first);
            anchor.paragraph = analysis.paragraph_at(range.start());
            anchor.opens = analysis
                .sentence_list()
                .get(anchor.sentence)
                .is_some_and(|sentence| first <= sentence.tokens().start + 2);
            let lean = if node.meaning.follows_tense() {
                tense::lean(analysis, first, end)
            } else {
                tense::Lean::None
            };
            let paragraph = analysis.paragraphs().get(anchor.paragraph);
            anchor.stamp = paragraph.is_some_and(|paragraph| paragraph.start() == range.start());
            let sort = node.meaning.sort();
            anchor.from = last.and_then(|(start, end, other, day)| {
                day.filter(|_| {
                    sort.is_some()
                        && sort == other
                        && !shares_day
                        && is_range(analysis, start, end, first)
                })
            });
            anchor.aside = analysis.word(first.wrapping_sub(1)) == "("
                && last.is_some_and(|(_, end, ..)| end + 6 >= first);
            anchor.of_year =
                last_year.filter(|(end, _)| is_aside(analysis, *end, first)).map(|(_, year)| year);
            let resolved = anchor.resolve(&node.meaning, lean);
            last_year = match resolved.value {
                Value::Date { year: Some(year), part: DatePart::Whole } => Some((end, year)),
                _ => None,
            };
            last = Some((first, end, sort, interval::days(&resolved.value).map(|days| days.0)));
            anchor.note(&node, &resolved.value);
            let said = self.grain.is_none_or(|grain| says(&resolved.value, grain));
            if !said || self.kinds != 0 && self.kinds & node.kind.bit() == 0 {
                continue;
            }
            let (value, offset) = zone::split(resolved.value);
            let days = interval::days(&value);
            let policy = match resolved.policy {
                Policy::Published if own.is_some() => Policy::Dated,
                policy => policy,
            };
            dates.push(Timex {
                span: analysis.span(range),
                kind: node.kind,
                value,
                modifier: node.modifier,
                quantifier: node.quantifier,
                frequency: node.frequency,
                offset,
                earliest: days.map(|days| days.0),
                latest: days.map(|days| days.1),
                alternative: resolved.alternative,
                policy,
                rule: Cow::Borrowed(node.rule),
            });
        }
        dates
    }
}

/// Whether the expression at `first` ends a range that the one over `start..end` begins: `Monday to Friday`.
fn is_range(analysis: &Analysis<'_>, start: usize, end: usize, first: usize) -> bool {
    end + 1 == first
        && match analysis.word(end) {
            "to" | "through" | "thru" | "until" | "till" => true,
            "-" | "–" | "—" => !analysis.token(end).space_before(),
            "and" => analysis.word(start.wrapping_sub(1)).eq_ignore_ascii_case("between"),
            _ => false,
        }
}

/// Whether only a comma and a preposition part two expressions: `two years later, in May`.
fn is_aside(analysis: &Analysis<'_>, end: usize, first: usize) -> bool {
    let (comma, word) = (analysis.word(end), analysis.word(first.wrapping_sub(1)));
    match first.wrapping_sub(end) {
        2 => comma == "," && matches!(word, "in" | "on" | "at"),
        _ => false,
    }
}

/// Whether the text writes days before months: `3 April`, `25/12/98`.
fn is_day_first(found: &[Found]) -> bool {
    let order = found.iter().map(|found| match found.node.meaning {
        Meaning::Slashed { first: 13.., .. } => 1,
        Meaning::Slashed { second: 13.., .. } => -1,
        _ => match found.node.rule {
            "day_month" | "day_month_year" => 1,
            "month_day" | "month_day_year" => -1,
            _ => 0,
        },
    });
    order.sum::<i32>() > 0
}

/// Whether a value says at least a stretch of this length.
fn says(value: &Value, grain: Unit) -> bool {
    let own = match value {
        Value::Past | Value::Present | Value::Future => return false,
        Value::Duration(_) => return true,
        Value::Time { .. } => Unit::Hour,
        Value::Decade(_) => Unit::Decade,
        Value::Century(_) => Unit::Century,
        Value::Date { part, .. } => match part {
            DatePart::Whole => Unit::Year,
            DatePart::Half(_) | DatePart::Season(_) | DatePart::Quarter(_) => Unit::Quarter,
            DatePart::Month(_) | DatePart::Day(_, None) => Unit::Month,
            DatePart::Week(_) => Unit::Week,
            DatePart::Weekend(_) => Unit::Weekend,
            DatePart::Day(..) | DatePart::Weekday(..) => Unit::Day,
        },
    };
    own <= grain
}

/// How many paragraphs at the top may hold the text's own date.
const TOP: usize = 6;

/// The day that the text gives itself: in its dateline, or in a line of its own near the top.
fn own_day(analysis: &Analysis<'_>, found: &[Found]) -> Option<Date> {
    let top = analysis.paragraphs().get(TOP).map_or(usize::MAX, |paragraph| paragraph.start());
    let dateline = analysis.layout().dateline;
    found.iter().find_map(|found| {
        let Meaning::Date { year: Some(year), part: Part::Day(month, day), .. } =
            found.node.meaning
        else {
            return None;
        };
        let range = analysis.range_of(found.first..found.end);
        let paragraph = *analysis.paragraphs().get(analysis.paragraph_at(range.start()))?;
        let in_dateline = dateline.is_some_and(|dateline| dateline.covers(range));
        // Room for `Published` and a time of day.
        let own_line = paragraph.len() < range.len() + 32 && paragraph.start() < top;
        (in_dateline || own_line).then(|| calendar::day(year, month, day)).flatten()
    })
}

/// Whether the text is a guide to what is so year by year: it names months and seasons, and no day of its own time.
fn is_guide(found: &[Found]) -> bool {
    let mut months = 0;
    let mut near = 0;
    for found in found {
        match &found.node.meaning {
            Meaning::Date { year: None, part: Part::Month(_) | Part::Season(_), .. } => months += 1,
            Meaning::Date { year: None, part: Part::Weekday(_), .. }
            | Meaning::Named { base: meaning::Base::Published, .. }
            | Meaning::Shift { base: meaning::Base::Published, .. } => near += 1,
            _ => {}
        }
    }
    months > 4 * near + 3
}

/// Whether the text tells of other times than its own: it names far more years and days of them than it says `today`,
/// `last week` or a bare weekday.
fn is_narrative(found: &[Found], published: Option<Date>) -> bool {
    let mut near = 0;
    let mut far = 0;
    for found in found {
        match &found.node.meaning {
            Meaning::Date { year: Some(year), .. }
                if published
                    .is_none_or(|day| (i32::from(*year) - i32::from(day.year())).abs() > 1) =>
            {
                far += 1;
            }
            Meaning::Date { part: Part::Weekday(_), .. }
            | Meaning::Named { base: meaning::Base::Published, .. }
            | Meaning::Shift { base: meaning::Base::Published, .. } => near += 1,
            _ => {}
        }
    }
    far > 3 * near + 3
}
