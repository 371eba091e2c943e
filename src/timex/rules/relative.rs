//! Dates told by their distance: `last week`, `two years ago`, `the following month`, `June last year`.

use super::calendar::{future, past};
use super::{Rule, rule};
use crate::timex::Modifier;
use crate::timex::item;
use crate::timex::meaning::{Base, Meaning, Node, Part};
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{Quantity, Unit};

/// So many days from the day of publication.
pub(super) const fn days_away(days: i64) -> Meaning {
    Meaning::Shift { count: days * 1000, unit: Unit::Day, base: Base::Published }
}

/// The part that a word names: a month, weekday, season, unit.
fn named(found: &Match<'_>) -> Option<Part> {
    let any = Classes::MONTH.with(Classes::WEEKDAY).with(Classes::SEASON).with(Classes::UNIT);
    if let Some(Node { meaning: Meaning::Date { part, .. }, .. }) = found.node(Classes::HOLIDAY) {
        return Some(*part);
    }
    let item = found.get(any)?;
    Some(if item.classes.has(Classes::MONTH) {
        Part::Month(u8::try_from(item.code).ok()?)
    } else if item.classes.has(Classes::WEEKDAY) {
        Part::Weekday(u8::try_from(item.code).ok()?)
    } else if item.classes.has(Classes::SEASON) {
        Part::Season(item::season(item.code)?)
    } else {
        Part::Unit(item::unit(item.code)?.0)
    })
}

fn which(found: &Match<'_>, which: i8, base: Base) -> Option<Node> {
    let part = named(found)?;
    if let Part::Unit(unit) = part {
        if unit.is_of_day() {
            return None;
        }
    }
    Some(Node::date(Meaning::Named { which, part, base }))
}

fn last(found: &Match<'_>) -> Option<Node> {
    which(found, -1, Base::Published)
}

fn this(found: &Match<'_>) -> Option<Node> {
    which(found, 0, Base::Published)
}

fn next(found: &Match<'_>) -> Option<Node> {
    which(found, 1, Base::Published)
}

/// `the year`: the one that is told of, or the text's own.
fn own(found: &Match<'_>) -> Option<Node> {
    let node = again(found)?;
    Some(match node.meaning {
        Meaning::Again { unit, .. } => Node::date(Meaning::Again { unit, told: false }),
        _ => node,
    })
}

fn again(found: &Match<'_>) -> Option<Node> {
    match named(found)? {
        Part::Unit(unit) if unit.is_of_day() => None,
        Part::Unit(unit) => Some(Node::date(Meaning::Again { unit, told: true })),
        part => Some(Node::calendar(None, part)),
    }
}

/// `DURATION ago`
fn shifted(found: &Match<'_>, sign: i64, base: Base) -> Option<Node> {
    let node = found.node(Classes::DURATION)?;
    let (count, unit) = match &node.meaning {
        Meaning::Fixed(super::super::value::Value::Duration(parts)) => match parts.as_slice() {
            [(count, unit)] => (*count, *unit),
            // Two years and six months.
            [
                (Quantity::Thousandths(years), Unit::Year),
                (Quantity::Thousandths(months), Unit::Month),
            ] => (Quantity::Thousandths(years * 12 + months), Unit::Month),
            _ => return None,
        },
        _ => return None,
    };
    let Quantity::Thousandths(count) = count else {
        if unit.is_of_day() {
            return None;
        }
        return match (base, sign) {
            (Base::Mentioned, _) => Some(Node::date(Meaning::Sometime { unit })),
            (_, -1) => past(found),
            _ => future(found),
        };
    };
    let count = i64::try_from(count).ok()? * sign;
    if unit.is_of_day() {
        return if sign < 0 { past(found) } else { future(found) };
    }
    Some(Node::date(Meaning::Shift { count, unit, base }).modified(node.modifier))
}

fn ago(found: &Match<'_>) -> Option<Node> {
    shifted(found, -1, Base::Published)
}

fn earlier(found: &Match<'_>) -> Option<Node> {
    shifted(found, -1, Base::Mentioned)
}

fn later(found: &Match<'_>) -> Option<Node> {
    shifted(found, 1, Base::Mentioned)
}

fn from_now(found: &Match<'_>) -> Option<Node> {
    shifted(found, 1, Base::Published)
}

fn unit_ago(found: &Match<'_>) -> Option<Node> {
    let (unit, _) = item::unit(found.get(Classes::UNIT)?.code)?;
    Some(Node::date(Meaning::Shift { count: -1000, unit, base: Base::Mentioned }))
}

/// `the year-earlier third quarter`, `the year-earlier nine months`
fn year_ago_quarter(found: &Match<'_>) -> Option<Node> {
    if let Some(node) = found.node(Classes::DURATION) {
        return Some(node.clone());
    }
    let Meaning::Date { year: None, part: part @ Part::Quarter(_), .. } =
        found.node(Classes::DATE)?.meaning
    else {
        return None;
    };
    let whole = Meaning::Named { which: -1, part: Part::Unit(Unit::Year), base: Base::Published };
    Some(Node::date(Meaning::In { part, whole: Box::new(whole) }))
}

fn latest(_: &Match<'_>) -> Option<Node> {
    Some(Node::date(Meaning::Again { unit: Unit::Quarter, told: false }))
}

/// Stage 2.
pub(super) const NEAR: &[Rule] = &[
    rule(
        "last",
        "!the|its|his|her|their < last|past UNIT|MONTH|WEEKDAY|SEASON|HOLIDAY > !HYPHEN|UNIT",
        last,
        &[
            ("It fell [last week].", "2026-W06"),
            ("It fell [last October].", "2025-10"),
            ("It fell [last Friday].", "2026-02-06"),
            ("It fell [last summer].", "2025-SU"),
        ],
    ),
    rule(
        "this",
        "this|current UNIT|MONTH|WEEKDAY|SEASON|HOLIDAY",
        this,
        &[("It fell [this month].", "2026-02"), ("It falls [this September].", "2026-09")],
    ),
    rule(
        "the_current",
        "the current|present UNIT|SEASON",
        this,
        &[("It fell in [the current month].", "2026-02")],
    ),
    rule(
        "next",
        "next|coming|upcoming UNIT|MONTH|WEEKDAY|SEASON|HOLIDAY",
        next,
        &[("It meets [next week].", "2026-W08")],
    ),
    rule("this_coming", "this coming|past? WEEKDAY|MONTH|SEASON|weekend", this, &[]),
    rule(
        "the_next_day",
        "the next|following|subsequent|ensuing day|week|weekend|month|quarter|year|MONTH|WEEKDAY|SEASON > !NUMBER",
        |found| which(found, 1, Base::Mentioned),
        &[],
    ),
    rule(
        "the_day_before",
        "the previous|preceding|prior day|week|weekend|month|quarter|year|decade|MONTH|WEEKDAY|SEASON",
        |found| which(found, -1, Base::Mentioned),
        &[],
    ),
    rule("same", "the|that? same UNIT|MONTH|WEEKDAY|SEASON", again, &[]),
    rule("that", "that day|week|month|quarter|year|decade|MONTH|SEASON|weekend", again, &[]),
    rule(
        "quarter_to",
        "the? quarter|period > ended|ending|through",
        quarter_to,
        &[],
    ),
    rule(
        "the_unit",
        "for|in|during|throughout|through|of|over|the|and|from < the full|entire|whole? quarter|year|week|month > !of|HYPHEN|NUMBER|UNIT|YEAR|ago|earlier|that",
        own,
        &[],
    ),
    rule("the_quarter", "the quarter > !of|HYPHEN|NUMBER|YEAR", again, &[]),
    rule(
        "the_weekend",
        "the weekend",
        |_| {
            Some(Node::date(Meaning::Named {
                which: 0,
                part: Part::Unit(Unit::Weekend),
                base: Base::Published,
            }))
        },
        &[("They met over [the weekend].", "2026-W06-WE")],
    ),
    rule(
        "ago",
        "DURATION ago",
        ago,
        &[
            ("It fell [two years ago].", "2024"),
            ("It fell [10 days ago].", "2026-02-01"),
            ("It fell [three months ago].", "2025-11"),
            ("It fell [several years ago].", "PAST_REF"),
        ],
    ),
    rule("earlier", "DURATION earlier|previously > !than", earlier, &[]),
    rule("later", "DURATION later|afterward|afterwards|hence|thereafter > !than", later, &[]),
    rule("from_now", "DURATION from now|today", from_now, &[]),
    rule("unit_ago", "UNIT HYPHEN ago|earlier", unit_ago, &[]),
    rule(
        "unit_ago_period",
        "the? comparable|same|corresponding? UNIT HYPHEN ago|earlier fiscal? quarter|period|month",
        unit_ago,
        &[],
    ),
    rule("year_ago_quarter", "the? UNIT HYPHEN ago|earlier DATE|DURATION", year_ago_quarter, &[]),
    rule("quarter_year_ago", "the quarter|period DURATION ago|earlier", earlier, &[]),
    rule("latest_quarter", "the latest|current quarter|period", latest, &[]),
    rule("recent_units", "recent DURATION", past, &[("It rose in [recent years].", "PAST_REF")]),
    rule("long_ago", "long ago", past, &[("He left [long ago].", "PAST_REF")]),
    rule("once_upon", "once upon a time", past, &[]),
    rule("as_soon", "as soon as possible", future, &[]),
    rule("year_end", "the? UNIT HYPHEN|'s? end", year_end, &[]),
];

fn year_end(found: &Match<'_>) -> Option<Node> {
    let (unit, _) = item::unit(found.get(Classes::UNIT)?.code)?;
    let part = Part::Unit(unit);
    matches!(unit, Unit::Year | Unit::Quarter | Unit::Month).then(|| {
        Node::date(Meaning::Named { which: 0, part, base: Base::Published })
            .modified(Some(Modifier::End))
    })
}

fn within(found: &Match<'_>) -> Option<Node> {
    let (first, whole) = (found.node(Classes::DATE)?, found.nth_node(Classes::DATE, 1)?);
    let Meaning::Date { year: None, part, weekday: None } = first.meaning else { return None };
    let larger = match &whole.meaning {
        Meaning::Named { part: Part::Unit(unit), .. }
        | Meaning::Again { unit, .. }
        | Meaning::Shift { unit, .. } => match part {
            Part::Weekday(_) => matches!(unit, Unit::Week),
            Part::DayOfMonth(_) => matches!(unit, Unit::Month),
            _ => matches!(unit, Unit::Year),
        },
        Meaning::Date { part: Part::Whole, .. } => {
            !matches!(part, Part::Weekday(_) | Part::DayOfMonth(_))
        }
        Meaning::Date { part: Part::Month(_), .. } => matches!(part, Part::DayOfMonth(_)),
        _ => false,
    };
    larger.then(|| {
        Node::date(Meaning::In { part, whole: Box::new(whole.meaning.clone()) })
            .modified(whole.modifier)
    })
}

fn nth_of(found: &Match<'_>) -> Option<Node> {
    let whole = found.node(Classes::DATE)?;
    let nth = match found.get(Classes::ORDINAL) {
        Some(nth) => u8::try_from(nth.whole()?).ok()?,
        None => 0,
    };
    let (unit, _) = item::unit(found.get(Classes::UNIT)?.code)?;
    let part = match unit {
        Unit::Week => Part::Week(nth),
        Unit::Day => Part::NthDay(nth),
        Unit::Quarter if (1..=4).contains(&nth) => Part::Quarter(nth),
        _ => return None,
    };
    Some(Node::date(Meaning::In { part, whole: Box::new(whole.meaning.clone()) }))
}

fn nth_weekday(found: &Match<'_>) -> Option<Node> {
    let (day, whole) = (found.node(Classes::DATE)?, found.nth_node(Classes::DATE, 1)?);
    let Meaning::Date { part: Part::Weekday(weekday), .. } = day.meaning else { return None };
    let nth = match found.get(Classes::ORDINAL) {
        Some(nth) => u8::try_from(nth.whole()?).ok().filter(|nth| *nth < 5)?,
        None => 5,
    };
    let month = matches!(
        whole.meaning,
        Meaning::Date { part: Part::Month(_), .. }
            | Meaning::Named { part: Part::Unit(Unit::Month), .. }
    );
    let part = Part::NthWeekday(nth, weekday);
    month.then(|| Node::date(Meaning::In { part, whole: Box::new(whole.meaning.clone()) }))
}

fn half_of(found: &Match<'_>) -> Option<Node> {
    let whole = found.node(Classes::DATE)?;
    let half = match found.get(Classes::ORDINAL) {
        Some(nth) => u8::try_from(nth.whole()?).ok()?,
        None => 2,
    };
    let year = matches!(
        whole.meaning,
        Meaning::Named { part: Part::Unit(Unit::Year), .. }
            | Meaning::Again { unit: Unit::Year, .. }
    );
    (year && (1..=2).contains(&half)).then(|| {
        Node::date(Meaning::In { part: Part::Half(half), whole: Box::new(whole.meaning.clone()) })
    })
}

fn week_of(found: &Match<'_>) -> Option<Node> {
    let day = found.node(Classes::DATE)?;
    Some(Node::date(Meaning::In {
        part: Part::Unit(Unit::Week),
        whole: Box::new(day.meaning.clone()),
    }))
}

fn last_date(found: &Match<'_>) -> Option<Node> {
    let which = i8::try_from(found.get(Classes::WHICH)?.code).ok()?;
    match found.node(Classes::DATE)?.meaning {
        Meaning::Date { year: None, part: part @ Part::Day(..), .. } => {
            Some(Node::date(Meaning::Named { which, part, base: Base::Published }))
        }
        _ => None,
    }
}

/// `this year's third quarter`
fn within_owner(found: &Match<'_>) -> Option<Node> {
    let (whole, part) = (found.node(Classes::DATE)?, found.nth_node(Classes::DATE, 1)?);
    let Meaning::Date { year: None, part, weekday: None } = part.meaning else { return None };
    let year = matches!(
        whole.meaning,
        Meaning::Named { part: Part::Unit(Unit::Year), .. }
            | Meaning::Again { unit: Unit::Year, .. }
            | Meaning::Date { part: Part::Whole, .. }
    );
    let fits = year && matches!(part, Part::Quarter(_) | Part::Half(_) | Part::Season(_));
    fits.then(|| Node::date(Meaning::In { part, whole: Box::new(whole.meaning.clone()) }))
}

/// The year that a find names: `1998`, `last year`, `a year ago`.
fn a_year(found: &Match<'_>) -> Option<Meaning> {
    let meaning = &found.node(Classes::DATE)?.meaning;
    let year = matches!(
        meaning,
        Meaning::Named { part: Part::Unit(Unit::Year), .. }
            | Meaning::Again { unit: Unit::Year, .. }
            | Meaning::Date { year: Some(_), part: Part::Whole, .. }
            | Meaning::Shift { unit: Unit::Year, .. }
    );
    year.then(|| meaning.clone())
}

fn period_of_year(found: &Match<'_>) -> Option<Node> {
    let unit = found.get(Classes::UNIT);
    let unit = match unit.and_then(|unit| item::unit(unit.code)) {
        Some((unit @ (Unit::Quarter | Unit::Month), _)) => unit,
        Some(_) => return None,
        None => Unit::Unknown,
    };
    Some(Node::date(Meaning::SamePeriod { unit, whole: Box::new(a_year(found)?) }))
}

/// `the quarter ended Sept. 30`
fn quarter_to(found: &Match<'_>) -> Option<Node> {
    match found.node_after(1)?.meaning {
        Meaning::Date { part: Part::Day(month, day), .. } => {
            Some(Node::date(Meaning::QuarterTo { month, day }))
        }
        _ => None,
    }
}

/// Stage 3: a part of a longer stretch.
pub(super) const WITHIN: &[Rule] = &[
    rule(
        "part_of",
        "DATE ,? of|in? DATE",
        within,
        &[
            ("It fell in [June last year].", "2025-06"),
            ("It meets in [April next year].", "2027-04"),
            ("It fell in [the fourth quarter of last year].", "2025-Q4"),
        ],
    ),
    rule("last_date", "last|next DATE", last_date, &[("It fell [last Feb. 1].", "2026-02-01")]),
    rule(
        "part_of_owner",
        "the? DATE 's|' DATE",
        within_owner,
        &[("It fell in [last year’s third quarter].", "2025-Q3")],
    ),
    rule(
        "part_of_year",
        "the DATE DATE",
        within_owner,
        &[("It fell in [the 1988 third quarter].", "1988-Q3")],
    ),
    rule(
        "period_of_year",
        "the DATE period|quarter",
        period_of_year,
        &[("It fell in [the 2024 period].", "2024")],
    ),
    rule(
        "period_of_owner",
        "DATE 's|' period|quarter",
        period_of_year,
        &[("It fell in [last year’s quarter].", "2025")],
    ),
    rule(
        "same_period",
        "the? same|corresponding|comparable|equivalent|like period|quarter|month of|in|from? DATE",
        period_of_year,
        &[("It fell from [the same period last year].", "2025")],
    ),
    rule(
        "nth_weekday_of",
        "the ORDINAL|last|final DATE in|of DATE",
        nth_weekday,
        &[
            ("It opened on [the first Sunday in January].", "2026-01-04"),
            ("It opened on [the last Monday of January 2026].", "2026-01-26"),
        ],
    ),
    rule(
        "nth_of",
        "the ORDINAL week|day|quarter of|in DATE",
        nth_of,
        &[("It fell in [the first week of January].", "2026-W01")],
    ),
    rule(
        "last_of",
        "the last|final week|day of|in DATE",
        nth_of,
        &[("It fell on [the last day of January].", "2026-01-31")],
    ),
    rule(
        "half_of",
        "the? ORDINAL|last|latter half of DATE",
        half_of,
        &[("It fell in [the second half of last year].", "2025-H2")],
    ),
    rule("week_of", "the week of DATE", week_of, &[("In [the week of February 2].", "2026-W06")]),
];

fn edge(found: &Match<'_>) -> Option<Node> {
    let modifier = item::modifier(found.get(Classes::EDGE)?.code)?;
    let node = found.node(Classes::DATE.with(Classes::TIME))?;
    Some(node.clone().modified(Some(modifier)))
}

/// `the early 1990s`, but `the [early April] window`.
fn edge_of_long(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DATE)?;
    let short = matches!(
        node.meaning,
        Meaning::Date { part: Part::Month(_) | Part::Day(..) | Part::Weekday(_), .. }
    );
    if short { None } else { edge(found) }
}

fn unchanged(found: &Match<'_>) -> Option<Node> {
    found.node(Classes::DATE.with(Classes::TIME)).cloned()
}

/// Stage 5: the start, middle or end of a date.
pub(super) const EDGES: &[Rule] = &[
    rule(
        "edge_of_long",
        "the very? early|late|mid|middle HYPHEN? DATE",
        edge_of_long,
        &[("It fell in [the late 1990s].", "199")],
    ),
    rule(
        "edge",
        "very? early|late|mid|middle|earlier|later HYPHEN? DATE|TIME",
        edge,
        &[
            ("It fell in [early January].", "2026-01"),
            ("It fell [late last week].", "2026-W06"),
            ("It fell in [mid-January].", "2026-01"),
            ("It fell [earlier this month].", "2026-02"),
        ],
    ),
    rule(
        "edge_of",
        "the|late|very? beginning|start|outset|middle|end|close|midst of|in DATE",
        edge,
        &[("It fell at [the end of January].", "2026-01")],
    ),
    rule(
        "much_of",
        "much|most|part|some|all of DATE",
        unchanged,
        &[("It rained for [much of 2025].", "2025")],
    ),
    rule(
        "later_in",
        "earlier|later|early|late in|on DATE",
        edge,
        &[("It rose [later in 2025].", "2025")],
    ),
];
