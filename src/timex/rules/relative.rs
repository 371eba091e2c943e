//! Dates told by their distance: `last week`, `two years ago`, `the following month`.

use super::vague::{future, past};
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
        part => Some(Node::date(Meaning::Named { which: 0, part, base: Base::Mentioned })),
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
        // `two hours later` is a length: what it is later than is seldom told to the hour.
        return match (base, sign) {
            (Base::Mentioned, _) => None,
            (_, -1) => past(found),
            _ => future(found),
        };
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

/// Whether what follows is no part of the phrase: a stop, or nothing.
fn at_end(found: &Match<'_>) -> bool {
    found.after(0).is_none_or(|item| item.classes.is_empty() || item.classes.has(Classes::DASH))
}

/// `the year before`, by itself.
fn before_that(found: &Match<'_>) -> Option<Node> {
    at_end(found).then(|| which(found, -1, Base::Mentioned)).flatten()
}

/// `recent years` are the past, and `recent weeks` some weeks, as corpora have them.
fn recent_units(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DURATION)?;
    let (_, unit) = node.length()?;
    if unit >= Unit::Year { past(found) } else { Some(node.clone()) }
}

fn holiday_week(found: &Match<'_>) -> Option<Node> {
    let whole = Box::new(found.node(Classes::HOLIDAY)?.meaning.clone());
    let (unit, _) = item::unit(found.get(Classes::UNIT)?.code)?;
    Some(Node::date(Meaning::In { part: Part::Unit(unit), whole }))
}

/// `the year after`, by itself.
fn after_that(found: &Match<'_>) -> Option<Node> {
    at_end(found).then(|| which(found, 1, Base::Mentioned)).flatten()
}

fn two_away(found: &Match<'_>, count: i64) -> Option<Node> {
    let (unit, _) = item::unit(found.get(Classes::UNIT)?.code)?;
    (!unit.is_of_day()).then(|| Node::date(Meaning::Shift { count, unit, base: Base::Published }))
}

fn latest(_: &Match<'_>) -> Option<Node> {
    Some(Node::date(Meaning::Again { unit: Unit::Quarter, told: false }))
}

/// `that Friday`: the first one from the day that is told of.
fn that_weekday(found: &Match<'_>) -> Option<Node> {
    let day = u8::try_from(found.get(Classes::WEEKDAY)?.code).ok()?;
    Some(Node::date(Meaning::That { day }))
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
        "the very? next|following|subsequent|ensuing day|week|weekend|month|quarter|year|MONTH|WEEKDAY|SEASON > !NUMBER",
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
    rule("that_weekday", "that WEEKDAY > !that", that_weekday, &[]),
    rule("quarter_ended", "the? quarter|period > ended|ending|through", quarter_to, &[]),
    rule(
        "the_unit",
        "for|in|during|throughout|through|of|over|the|and|from < the full|entire|whole? quarter|year|week|month > !of|HYPHEN|NUMBER|UNIT|YEAR|ago|earlier|that",
        own,
        &[],
    ),
    rule("the_quarter", "the quarter > !of|HYPHEN|NUMBER|YEAR", own, &[]),
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
    rule(
        "in_time",
        "in < DURATION 's|'|’ time",
        from_now,
        &[("It will open in [two weeks’ time].", "2026-W09")],
    ),
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
    rule(
        "recent_units",
        "recent DURATION",
        recent_units,
        &[("It rose in [recent years].", "PAST_REF"), ("It rose in [recent weeks].", "PXW")],
    ),
    rule(
        "unit_before",
        "the year|month|week|quarter|day before",
        before_that,
        &[("It rose [the day before].", "2026-02-10")],
    ),
    rule(
        "unit_after",
        "the year|month|week|quarter|day after",
        after_that,
        &[("It rose [the day after].", "2026-02-12")],
    ),
    rule(
        "after_next",
        "the UNIT after next",
        |found| two_away(found, 2000),
        &[("It meets [the week after next].", "2026-W09")],
    ),
    rule(
        "before_last",
        "the UNIT before last > !WEEKDAY|MONTH|SEASON|UNIT|PART",
        |found| two_away(found, -2000),
        &[("It fell [the month before last].", "2025-12")],
    ),
    rule(
        "weekday_last",
        "WEEKDAY|MONTH last",
        |found| at_end(found).then(|| last(found)).flatten(),
        &[("He left on [Monday last].", "2026-02-09")],
    ),
    rule("long_ago", "long ago", past, &[("He left [long ago].", "PAST_REF")]),
    rule(
        "holiday_name",
        "HOLIDAY agreement|accord|accords|rising|uprising|island|islands|carol|carols",
        super::duration::nothing,
        &[],
    )
    .leaves(&["The Good Friday Agreement holds.", "The Easter Rising failed."]),
    rule(
        "holiday_week",
        "HOLIDAY week|weekend",
        holiday_week,
        &[("It fell on [Christmas week].", "2025-W52")],
    ),
    rule(
        "new_year",
        "in|into|by|before|until|early|for < the new year > !'s",
        |_| Some(Node::date(Meaning::NewYear).modified(Some(Modifier::Start))),
        &[("It will report in [the new year].", "2026")],
    ),
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
