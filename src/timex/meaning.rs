//! What rules make of words, before it is resolved to a value.

use super::value::{Quantity, Season, TimeOfDay, Unit, Value};
use super::{Modifier, Quantifier, TimexKind};

/// What an expression says, not yet tied to a day.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// A value that needs no anchor.
    Fixed(Value),
    /// A part of a year: `May 3`, `1998`; with a weekday that it should fall on.
    Date { year: Option<i16>, part: Part, weekday: Option<u8> },
    /// The one before, at or after the base: `last April`, `this week`, `the following year`.
    Named { which: i8, part: Part, base: Base },
    /// So many units from the base, back for a negative number of thousandths: `two years ago`.
    Shift { count: i64, unit: Unit, base: Base },
    /// A part of a longer stretch: `the first week of May`, `June last year`.
    In { part: Part, whole: Box<Meaning> },
    /// A time of a day; of the day that is told of where none is named.
    At { time: TimeOfDay, day: Option<Box<Meaning>> },
    /// The stretch of this unit that was last mentioned, or holds the base: `the quarter`.
    Again { unit: Unit, told: bool },
    /// The part of a year that is told of another: `the 2024 quarter`, `the same month last year`; by
    /// [`Unit::Unknown`] whatever part that is: `the same period`.
    SamePeriod { unit: Unit, whole: Box<Meaning> },
    /// Two numbers of which one is the month: `3/4/98`; `short` for a year of two digits.
    Slashed { first: u8, second: u8, year: i16, short: bool },
    /// `that Friday`
    That { day: u8 },
    /// So many weeks after the weekday to come: `a week on Monday`.
    WeeksOn { weeks: i64, day: u8 },
    /// The day, week or month that lies so many years from another: `ten years ago today`.
    YearsFrom { years: i64, of: Box<Meaning> },
    /// A day that is known by what happened on it, unless the text is older: `the Sept. 11 attacks`.
    Known { year: i16, month: u8, day: u8 },
    /// `overnight`: the night just past, or the one to come.
    Overnight,
    /// `the turn of the century`: the one nearest to what is told of.
    TurnOfCentury,
    /// The unit before or after the one that holds a day: `the day after Christmas`.
    Beside { which: i8, unit: Unit, of: Box<Meaning> },
    /// `the new year`
    NewYear,
    /// The quarter that ends on this day: `the quarter ended Sept. 30`.
    QuarterTo { month: u8, day: u8 },
    /// An unknown number of units from the date last mentioned: `a few weeks later`.
    Sometime { unit: Unit },
    /// No expression of time after all: `the 50-year-old singer`.
    Nothing,
}

impl Meaning {
    /// Whether the tense of the clause may make a difference to its value.
    pub(super) fn follows_tense(&self) -> bool {
        match self {
            Self::Date { year, .. } => year.is_none(),
            Self::Overnight | Self::Known { .. } => true,
            Self::Named { which, .. } => *which == 0,
            Self::In { whole, .. } => whole.follows_tense(),
            Self::Beside { of, .. } => of.follows_tense(),
            Self::At { day, .. } => day.as_ref().is_some_and(|day| day.follows_tense()),
            _ => false,
        }
    }
}

impl Meaning {
    /// A number for what sort of date it is, where a range may go from one such date to another.
    pub(super) fn sort(&self) -> Option<u8> {
        match self {
            Self::Date { part, .. } => match part {
                Part::Month(_) => Some(0),
                Part::Day(..) => Some(1),
                Part::Weekday(_) => Some(2),
                Part::Season(_) => Some(3),
                Part::Quarter(_) => Some(4),
                _ => None,
            },
            Self::At { day: Some(day), .. } => day.sort(),
            _ => None,
        }
    }
}

/// What relative expressions count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The day of publication.
    Published,
    /// The date last mentioned.
    Mentioned,
}

/// A part of a year, or of another stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Month(u8),
    Day(u8, u8),
    DayOfMonth(u8),
    /// A day that the month does not have.
    NoDay(u8),
    Quarter(u8),
    Half(u8),
    Season(Season),
    Weekday(u8),
    /// The nth week of the stretch; 0 for its last.
    Week(u8),
    /// The nth day of it.
    NthDay(u8),
    /// The nth weekend of a month, from 1; 5 for the last.
    NthWeekend(u8),
    /// The nth such weekday of a month, from 1; 5 for the last.
    NthWeekday(u8, u8),
    Holiday(&'static str),
    /// A unit of the calendar: with `which`, `last week`.
    Unit(Unit),
}

/// A find, before it is resolved.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) meaning: Meaning,
    pub(super) kind: TimexKind,
    pub(super) modifier: Option<Modifier>,
    /// How often in each, for sets.
    pub(super) frequency: Option<u32>,
    /// Whether it says every or each one, for sets.
    pub(super) quantifier: Option<Quantifier>,
    /// Whether it stands before a noun, without a determiner of its own: `a [two-hour] visit`.
    pub(super) attributive: bool,
    /// The rule that made it.
    pub(super) rule: &'static str,
}

impl Node {
    pub(super) fn new(kind: TimexKind, meaning: Meaning) -> Self {
        Self {
            meaning,
            kind,
            modifier: None,
            frequency: None,
            quantifier: None,
            attributive: false,
            rule: "",
        }
    }

    pub(super) fn date(meaning: Meaning) -> Self {
        Self::new(TimexKind::Date, meaning)
    }

    pub(super) fn calendar(year: Option<i16>, part: Part) -> Self {
        Self::date(Meaning::Date { year, part, weekday: None })
    }

    pub(super) fn value(kind: TimexKind, value: Value) -> Self {
        Self::new(kind, Meaning::Fixed(value))
    }

    pub(super) fn duration(count: Quantity, unit: Unit) -> Self {
        Self::value(TimexKind::Duration, Value::Duration(vec![(count, unit)]))
    }

    pub(super) fn at(time: TimeOfDay, day: Option<Meaning>) -> Self {
        Self::new(TimexKind::Time, Meaning::At { time, day: day.map(Box::new) })
    }

    pub(super) fn modified(self, modifier: Option<Modifier>) -> Self {
        Self { modifier: modifier.or(self.modifier), ..self }
    }

    /// The single count and unit of a duration.
    pub(super) fn length(&self) -> Option<(Quantity, Unit)> {
        match &self.meaning {
            Meaning::Fixed(Value::Duration(parts)) if parts.len() == 1 => parts.first().copied(),
            _ => None,
        }
    }
}
