//! Parts of a longer stretch: `June last year`, `the first week of May`, `early April`, `the end of the year`.

use super::{Rule, rule};
use crate::timex::Modifier;
use crate::timex::item;
use crate::timex::meaning::{Base, Meaning, Node, Part};
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{Quantity, Unit, Value};

fn within(found: &Match<'_>) -> Option<Node> {
    let (first, whole) = (found.node(Classes::DATE)?, found.nth_node(Classes::DATE, 1)?);
    // `the same month last year`
    if let Meaning::Again { unit: unit @ (Unit::Month | Unit::Quarter), told: true } = first.meaning
    {
        let whole = Box::new(year_of(whole)?);
        return Some(Node::date(Meaning::SamePeriod { unit, whole }));
    }
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
        Unit::Weekend => Part::NthWeekend(if nth == 0 { 5 } else { nth }),
        Unit::Quarter if nth == 0 => Part::Quarter(4),
        Unit::Quarter if nth <= 4 => Part::Quarter(nth),
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

fn day_of_month_of(found: &Match<'_>) -> Option<Node> {
    let whole = found.node(Classes::DATE)?;
    let nth = found.get(Classes::DOMTH).filter(|nth| nth.classes.has(Classes::CALL))?.whole()?;
    let month = matches!(
        whole.meaning,
        Meaning::Named { part: Part::Unit(Unit::Month), .. }
            | Meaning::Again { unit: Unit::Month, .. }
            | Meaning::Shift { unit: Unit::Month, .. }
    );
    let part = Part::DayOfMonth(u8::try_from(nth).ok()?);
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
            | Meaning::Date { part: Part::Whole, .. }
    );
    if !(1..=2).contains(&half) {
        return None;
    }
    if year {
        let whole = Box::new(whole.meaning.clone());
        return Some(Node::date(Meaning::In { part: Part::Half(half), whole }));
    }
    let edge = if half == 1 { Modifier::Start } else { Modifier::End };
    Some(whole.clone().modified(Some(edge)))
}

/// So many weeks after the weekday to come.
fn weeks_after(weeks: i64, day: &Node) -> Option<Node> {
    match day.meaning {
        Meaning::Date { year: None, part: Part::Weekday(day), .. } => {
            Some(Node::date(Meaning::WeeksOn { weeks, day }))
        }
        _ => None,
    }
}

/// `ten years ago today`
fn years_from(found: &Match<'_>) -> Option<Node> {
    let Meaning::Shift { count, unit: Unit::Year, base: Base::Published } =
        found.node(Classes::DATE)?.meaning
    else {
        return None;
    };
    let of = &found.nth_node(Classes::DATE, 1)?.meaning;
    let near = matches!(
        of,
        Meaning::Shift { unit: Unit::Day, base: Base::Published, .. }
            | Meaning::Named { which: 0, part: Part::Unit(Unit::Week | Unit::Month), .. }
            | Meaning::Date { year: None, part: Part::Weekday(_), .. }
    );
    (near && count % 1000 == 0)
        .then(|| Node::date(Meaning::YearsFrom { years: count / 1000, of: Box::new(of.clone()) }))
}

/// `a week on Monday`, `a fortnight on Friday`
fn weeks_on(found: &Match<'_>) -> Option<Node> {
    let length = found.node(Classes::DURATION)?;
    let weeks = match length.length()? {
        (Quantity::Thousandths(weeks @ (1000 | 2000)), Unit::Week) if !length.attributive => weeks,
        _ => return None,
    };
    weeks_after(i64::try_from(weeks / 1000).ok()?, found.node(Classes::DATE)?)
}

/// `Monday week`
fn weekday_week(found: &Match<'_>) -> Option<Node> {
    let (_, weeks) = item::unit(found.get(Classes::UNIT)?.code)?;
    let ends = found.after(0).is_none_or(|item| item.classes.is_empty());
    ends.then(|| weeks_after(weeks.into(), found.node(Classes::DATE)?)).flatten()
}

/// `the day after Christmas`
fn beside(found: &Match<'_>, which: i8) -> Option<Node> {
    // `in the week` is a date by itself.
    let (unit, nth) = match found.node(Classes::DATE)?.meaning {
        Meaning::Again { unit, .. } => (unit, 1),
        _ => (item::unit(found.get(Classes::UNIT)?.code)?.0, 0),
    };
    if !matches!(unit, Unit::Day | Unit::Week | Unit::Weekend) {
        return None;
    }
    let day = &found.nth_node(Classes::DATE, nth)?.meaning;
    let told = matches!(day, Meaning::Date { part: Part::Holiday(_) | Part::Day(..), .. });
    told.then(|| Node::date(Meaning::Beside { which, unit, of: Box::new(day.clone()) }))
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
    year_of(found.node(Classes::DATE)?)
}

fn year_of(node: &Node) -> Option<Meaning> {
    let meaning = &node.meaning;
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
        "day_of_month_of",
        "the? DOMTH of DATE",
        day_of_month_of,
        &[("It fell on [the 3rd of this month].", "2026-02-03")],
    ),
    rule(
        "nth_of",
        "the ORDINAL week|weekend|day|quarter of|in DATE",
        nth_of,
        &[("It fell in [the first week of January].", "2026-W01")],
    ),
    rule(
        "last_of",
        "the last|final week|weekend|day|quarter of|in DATE",
        nth_of,
        &[
            ("It fell on [the last day of January].", "2026-01-31"),
            ("It fell in [the final quarter of 2025].", "2025-Q4"),
        ],
    ),
    rule(
        "half_of",
        "the? ORDINAL|last|latter half of DATE",
        half_of,
        &[
            ("It fell in [the second half of last year].", "2025-H2"),
            ("It fell in [the last half of 2024].", "2024-H2"),
            ("It fell in [the first half of the 1990s].", "199"),
        ],
    ),
    rule(
        "years_from",
        "DATE on? DATE",
        years_from,
        &[
            ("It fell [ten years ago today].", "2016-02-11"),
            ("It fell [three years ago this week].", "2023-W06"),
        ],
    ),
    rule(
        "week_on",
        "DURATION on DATE > !night|morning|evening|afternoon",
        weeks_on,
        &[("It will meet [a week on Monday].", "2026-02-23")],
    ),
    rule(
        "weekday_week",
        "DATE week|fortnight",
        weekday_week,
        &[("It will meet on [Monday week].", "2026-02-23")],
    ),
    rule(
        "day_before_date",
        "the? UNIT|DATE before DATE",
        |found| beside(found, -1),
        &[("It fell in [the week before Christmas].", "2025-W51")],
    ),
    rule(
        "day_after_date",
        "the? UNIT|DATE after DATE",
        |found| beside(found, 1),
        &[("It fell on [the day after Christmas].", "2025-12-26")],
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

/// `the turn of the 20th century`, `the turn of the year`
fn turn_of(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DATE)?;
    let long = match node.meaning {
        Meaning::Fixed(Value::Century(_)) => true,
        Meaning::Again { unit, .. } | Meaning::Named { part: Part::Unit(unit), .. } => {
            unit == Unit::Year
        }
        _ => false,
    };
    long.then(|| node.clone().modified(Some(Modifier::Start)))
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
        "the|late|very? beginning|start|outset|middle|end|close|midst of DATE",
        edge,
        &[("It fell at [the end of January].", "2026-01")],
    ),
    rule(
        "turn_of",
        "the turn of DATE",
        turn_of,
        &[("It fell at [the turn of the 20th century].", "19")],
    ),
    rule(
        "turn_of_century",
        "the turn of the century|millennium",
        |_| Some(Node::date(Meaning::TurnOfCentury).modified(Some(Modifier::Approx))),
        &[("It fell at [the turn of the century].", "2000")],
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
