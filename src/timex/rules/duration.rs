//! How long: `two hours`, `a three-day visit`, `the past decade`, `nearly two years`.

use super::{Rule, rule};
use crate::timex::item::{self, Item};
use crate::timex::meaning::{Meaning, Node, Part};
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{Quantity, Unit, Value};
use crate::timex::{Modifier, TimexKind};

pub(super) const UNIT: Classes = Classes::UNIT.with(Classes::UNITS);

/// `count` of the unit that the item names.
fn length(count: Quantity, unit: Item) -> Option<Node> {
    let (unit, times) = item::unit(unit.code)?;
    let count = match count {
        Quantity::Thousandths(count) => Quantity::Thousandths(count.checked_mul(times.into())?),
        Quantity::Vague => Quantity::Vague,
    };
    // A decade is counted in years and a quarter in months, as most corpora do.
    Some(match (unit, count) {
        (Unit::Decade, Quantity::Thousandths(count)) => {
            Node::duration(Quantity::Thousandths(count * 10), Unit::Year)
        }
        (Unit::Century, Quantity::Thousandths(count)) => {
            Node::duration(Quantity::Thousandths(count * 100), Unit::Year)
        }
        _ => Node::duration(count, unit),
    })
}

fn counted(found: &Match<'_>) -> Option<Node> {
    let number = found.get(Classes::NUMBER.with(Classes::VAGUE))?;
    let unit = found.get(UNIT)?;
    if number.classes.has(Classes::YEAR) && unit.classes.has(Classes::UNIT) {
        // `the 1988 second quarter`
        return None;
    }
    if number.classes.has(Classes::VAGUE) {
        return length(Quantity::Vague, unit);
    }
    let approx = number.classes.has(Classes::COUPLE).then_some(Modifier::Approx);
    Some(with_half(number, unit).or_else(|| length(number.count(), unit))?.modified(approx))
}

/// `weeklong`, `yearslong`
fn long(found: &Match<'_>) -> Option<Node> {
    let item = found.get(Classes::LONG)?;
    let count = if item.classes.has(Classes::VAGUE) { Quantity::Vague } else { Quantity::whole(1) };
    length(count, item)
}

/// `three quarters of an hour`
fn quarters_of_unit(found: &Match<'_>) -> Option<Node> {
    let number = found.get(Classes::NUMBER).map_or(Some(1), Item::whole)?;
    let count = u32::try_from(number).ok().filter(|count| matches!(count, 1 | 3))?;
    // The quarters are the first of the two units.
    Some(match item::unit(found.nth(UNIT, 1)?.code)?.0 {
        Unit::Hour => Node::duration(Quantity::whole(count * 15), Unit::Minute),
        Unit::Year => Node::duration(Quantity::whole(count * 3), Unit::Month),
        Unit::Century => Node::duration(Quantity::whole(count * 25), Unit::Year),
        _ => return None,
    })
}

/// Two and a half years are two years and six months; one and a half hours an hour and thirty minutes.
fn with_half(number: Item, unit: Item) -> Option<Node> {
    let (unit, times) = item::unit(unit.code)?;
    let smaller = match unit {
        Unit::Year => (6, Unit::Month),
        Unit::Hour => (30, Unit::Minute),
        Unit::Minute => (30, Unit::Second),
        _ => return None,
    };
    let whole = u32::try_from(number.amount / 1000).ok()?;
    // In digits it stays as it is written: `9.5 years`.
    let written = number.end == number.first + 1 && number.classes.has(Classes::NUMBER);
    if number.amount % 1000 != 500 || times != 1 || whole == 0 || written {
        return None;
    }
    let parts = vec![(Quantity::whole(whole), unit), (Quantity::whole(smaller.0), smaller.1)];
    Some(Node::value(TimexKind::Duration, Value::Duration(parts)))
}

fn attributive(found: &Match<'_>) -> Option<Node> {
    Some(Node { attributive: true, ..counted(found)? })
}

fn one(found: &Match<'_>) -> Option<Node> {
    // `A second` is mostly another one.
    // `A quarter` is mostly a share.
    if matches!(item::unit(found.get(UNIT)?.code)?.0, Unit::Second | Unit::Quarter) {
        return None;
    }
    length(Quantity::whole(1), found.get(UNIT)?)
}

fn vague(found: &Match<'_>) -> Option<Node> {
    // `Quarters` are for living in.
    if item::unit(found.get(UNIT)?.code)?.0 == Unit::Quarter {
        return None;
    }
    length(Quantity::Vague, found.get(UNIT)?)
}

fn one_and_half(found: &Match<'_>) -> Option<Node> {
    let unit = found.get(UNIT)?;
    let number = Item { amount: 1500, classes: Classes::NONE, ..unit };
    with_half(number, unit).or_else(|| length(Quantity::Thousandths(1500), unit))
}

/// `the year to March`, but `the year to come`.
fn year_to(found: &Match<'_>) -> Option<Node> {
    let date = Classes::MONTH.with(Classes::DOM).with(Classes::DOMTH).with(Classes::EDGE);
    let date = date.with(Classes::YEAR);
    let dated = found.after(1).is_some_and(|item| item.classes.has(date));
    dated.then(|| one(found)).flatten()
}

fn half(found: &Match<'_>) -> Option<Node> {
    let (unit, _) = item::unit(found.get(UNIT)?.code)?;
    Some(match unit {
        Unit::Year => Node::duration(Quantity::whole(6), Unit::Month),
        Unit::Hour => Node::duration(Quantity::whole(30), Unit::Minute),
        Unit::Minute => Node::duration(Quantity::whole(30), Unit::Second),
        Unit::Day => Node::duration(Quantity::whole(12), Unit::Hour),
        Unit::Decade => Node::duration(Quantity::whole(5), Unit::Year),
        Unit::Century => Node::duration(Quantity::whole(50), Unit::Year),
        _ => Node::duration(Quantity::Thousandths(500), unit),
    })
}

/// `two to three weeks`, by the lower one.
fn length_range(found: &Match<'_>) -> Option<Node> {
    let (least, most) = (found.nth(Classes::NUMBER, 0)?, found.nth(Classes::NUMBER, 1)?);
    let unit = found.get(UNIT)?;
    let year = least.classes.has(Classes::YEAR) || most.classes.has(Classes::YEAR);
    if year || least.amount >= most.amount {
        return None;
    }
    Some(length(least.count(), unit)?.modified(Some(Modifier::EqualOrMore)))
}

fn sum(found: &Match<'_>) -> Option<Node> {
    let count = |nth| -> Option<(Quantity, Unit)> {
        let number = found.nth(Classes::NUMBER, nth)?;
        Some((number.count(), item::unit(found.nth(UNIT, nth)?.code)?.0))
    };
    let (first, second) = (count(0)?, count(1)?);
    (first.1 > second.1)
        .then(|| Node::value(TimexKind::Duration, Value::Duration(vec![first, second])))
}

/// `the first two quarters of 2025`
fn quarters_of(found: &Match<'_>) -> Option<Node> {
    let two = found.nth(Classes::NUMBER, 0)?.whole() == Some(2);
    let half = if found.get(Classes::ORDINAL).is_some() { 1 } else { 2 };
    two.then(|| Node::calendar(super::calendar::year(found), Part::Half(half)))
}

pub(super) fn nothing(_: &Match<'_>) -> Option<Node> {
    Some(Node::new(TimexKind::Date, Meaning::Nothing))
}

/// Stage 1: a number and a unit.
pub(super) const LENGTHS: &[Rule] = &[
    rule("hours_of_use", "after|opening|closing|business|working|work|school|office|visiting|trading|peak|rush|off|licensing|daylight HYPHEN? hours", nothing, &[])
        .leaves(&["It fell in after-hours trade.", "Opening hours were cut."]),
    rule("zero_hour", "zero HYPHEN? hour|hours", nothing, &[])
        .leaves(&["The zero hour is near."]),
    rule("age", "NUMBER HYPHEN? year HYPHEN? old|olds", nothing, &[])
        .leaves(&["The 50-year-old singer.", "A group of 12-year-olds."]),
    rule(
        "one_day",
        "will|would|may|might|could|can|to|they|she|he|it|i|we < one day > !NUMBER|WEEKDAY|in|of|a|per|at",
        super::vague::future,
        &[("It will [one day] be sold.", "FUTURE_REF")],
    ),
    rule("some_day", "some day > !in|of", super::vague::future, &[
        ("It will be sold [some day].", "FUTURE_REF"),
    ]),
    rule(
        "quarters_of",
        "the? ORDINAL|last|final NUMBER quarters of YEAR",
        quarters_of,
        &[("It fell in [the first two quarters of 2025].", "2025-H1")],
    ),
    rule("years_of_age", "NUMBER UNITS of age", nothing, &[]).leaves(&["All over 5 years of age."]),
    rule("years_old", "NUMBER UNITS old|younger|older|senior", nothing, &[])
        .leaves(&["He is 50 years old."]),
    rule(
        "age_of_thing",
        "NUMBER|VAGUE HYPHEN month|week|day|decade|century HYPHEN old",
        attributive,
        &[("The [8-month-old] truce.", "P8M")],
    ),
    rule(
        "length_before_noun",
        "!/ < NUMBER|VAGUE HYPHEN? UNIT > !HYPHEN",
        attributive,
        &[("A [three-day] visit.", "P3D")],
    ),
    rule(
        "length",
        "NUMBER|VAGUE UNITS",
        counted,
        &[
            ("It took [two hours].", "PT2H"),
            ("It took [2 1/2 years].", "P2Y6M"),
            ("It took [a couple of years].", "P2Y"),
            ("It took [several weeks].", "PXW"),
            ("It took [a few minutes].", "PTXM"),
            ("It took [two decades].", "P20Y"),
            ("It took [a dozen years].", "P12Y"),
            ("It took [a hundred and twenty days].", "P120D"),
        ],
    ),
    rule(
        "length_range",
        "NUMBER|VAGUE to|or|HYPHEN|DASH NUMBER HYPHEN? UNITS|UNIT",
        length_range,
        &[
            ("It took [two to three weeks].", "P2W"),
            ("It took [10-15 minutes].", "PT10M"),
            ("It took [two or three years].", "P2Y"),
        ],
    ),
    rule(
        "length_range_before_noun",
        "NUMBER HYPHEN|DASH to|or HYPHEN? NUMBER HYPHEN UNIT > !HYPHEN",
        length_range,
        &[("A [three-to-five-year] plan.", "P3Y"), ("A [10- to 15-year] plan.", "P10Y")],
    ),
    rule(
        "length_long",
        "NUMBER|VAGUE HYPHEN UNIT HYPHEN long",
        attributive,
        &[("Her [two-hour-long] speech.", "PT2H")],
    ),
    rule(
        "length_period",
        "a|an|the? NUMBER|VAGUE HYPHEN? UNIT period|stretch|span|term",
        counted,
        &[("It took [a three-year period].", "P3Y")],
    ),
    rule("units_long", "UNITS HYPHEN long", vague, &[("Their [decades-long] war.", "PXDE")]),
    rule("unit_long", "UNIT HYPHEN long", one, &[
        ("Their [year-long] war.", "P1Y"),
        ("A [month-long] war.", "P1M"),
    ]),
    rule("long", "LONG", long, &[
        ("A [weeklong] war.", "P1W"),
        ("Their [decadelong] war.", "P10Y"),
        ("Their [yearslong] war.", "PXY"),
    ]),
    rule("multi", "multi HYPHEN UNIT > !HYPHEN", vague, &[("A [multi-year] deal.", "PXY")]),
    rule(
        "one_quarter",
        "a|one quarter > ago|earlier|later",
        |found| length(Quantity::whole(1), found.get(UNIT)?),
        &[],
    ),
    rule("one_unit", "a|an|one UNIT > !HYPHEN|old", one, &[("It took [a year].", "P1Y")]),
    rule(
        "one_whole_unit",
        "a|an full|whole|entire|single|additional|extra|mere|further UNIT",
        one,
        &[("It took [a full year].", "P1Y")],
    ),
    rule("another_unit", "another UNIT", one, &[("It took [another year].", "P1Y")]),
    rule("quarter_of_unit", "a|one quarter HYPHEN? of? a|an? century|hour", quarters_of_unit, &[
        ("It took [a quarter of a century].", "P25Y"),
        ("It took [a quarter of an hour].", "PT15M"),
    ]),
    rule("quarters_of_unit", "NUMBER HYPHEN? quarters of a|an century|hour|year", quarters_of_unit, &[
        ("It took [three-quarters of an hour].", "PT45M"),
    ]),
    rule("years_old_range", "NUMBER to|or|HYPHEN|DASH NUMBER HYPHEN? UNITS|UNIT HYPHEN? old|olds", nothing, &[])
        .leaves(&["He was six or seven years old.", "A class of 5- to 7-year-olds sang."]),
    rule("one_or_two", "a|an UNIT or two", one_or_two, &[("It may take [a year or two].", "P1Y")]),
    rule("one_or_so", "a|an UNIT or so", one_or_so, &[("It took [a year or so].", "P1Y")]),
    rule(
        "unit_and_half",
        "a|an|one UNIT and a half",
        one_and_half,
        &[("It took [a year and a half].", "P1Y6M")],
    ),
    rule("quarter_of", "a|one|NUMBER HYPHEN? quarter|quarters of", nothing, &[])
        .leaves(&["A quarter of voters agreed."]),
    rule("three_quarters", "NUMBER HYPHEN|of? quarters", nothing, &[])
        .leaves(&["About three-quarters voted."]),
    rule(
        "year_ended",
        "the fiscal|financial|full? year > ended|ending",
        one,
        &[("Sales for [the year] ended there.", "P1Y")],
    ),
    rule(
        "year_to",
        "the fiscal|financial|full? year|decade|month|week > to",
        year_to,
        &[],
    ),
    rule(
        "more_units",
        "NUMBER|VAGUE more|additional|extra|further|consecutive|straight|full|whole|trading|working|business|long|short|successive UNITS",
        counted,
        &[("It took [two more weeks].", "P2W")],
    ),
    rule("half_unit", "half HYPHEN? a|an? UNIT", half, &[("It took [half an hour].", "PT30M")]),
    rule("a_half_unit", "a half HYPHEN? UNIT", half, &[("It took [a half-hour].", "PT30M")]),
    rule(
        "sum",
        "NUMBER UNIT|UNITS ,? and? NUMBER UNIT|UNITS",
        sum,
        &[("It took [two hours and 30 minutes].", "PT2H30M")],
    ),
    rule(
        "day_of_noun",
        "a|the|her|his|one day nursery|nurseries|care|centre|centres|center|centers|trip|trips|trippers|job|school|schools|pass|passes|laborer|laborers|labourer|labourers|release|spa|camp|student|students|boat|boats|traders|trader|trading",
        nothing,
        &[],
    )
    .leaves(&["A day nursery closed.", "She quit her day job."]),
    rule("minute_part", "a minute amount|amounts|quantity|quantities|fraction|trace|traces|detail|particle|particles", nothing, &[])
        .leaves(&["A minute quantity leaked."]),
    rule("as_many", "as many UNITS", nothing, &[]).leaves(&["It was the third loss in as many weeks."]),
    rule("record", "the minutes of", nothing, &[]).leaves(&["The minutes of the meeting leaked."]),
    rule("units", "UNITS", vague, &[("It took [months].", "PXM")]),
    rule(
        "some_time",
        "some|considerable|quite time",
        |_| Some(Node::duration(Quantity::Vague, Unit::Month)),
        &[],
    ),
    rule("units_or_units", "UNITS or UNITS", vague, &[]),
];

fn one_or_two(found: &Match<'_>) -> Option<Node> {
    one(found).map(|node| node.modified(Some(Modifier::EqualOrMore)))
}

fn one_or_so(found: &Match<'_>) -> Option<Node> {
    one(found).map(|node| node.modified(Some(Modifier::Approx)))
}

fn same(found: &Match<'_>) -> Option<Node> {
    found.node(Classes::DURATION).cloned()
}

/// Stage 2: a length between a determiner and its unit.
pub(super) const BOUNDED: &[Rule] = &[
    rule(
        "past_length",
        "!to|will|would|could|can|may|might|should|must|and|not|they|it|which|that < last|past|next|coming|previous|preceding|first|final|following|initial|ensuing|latest|upcoming DURATION > !ago|earlier|later",
        same,
        &[("It fell in [past months].", "PXM")],
    )
    .leaves(&[]),
    rule(
        "which_length",
        "the|these|those|its|their|his|her last|past|next|coming|previous|preceding|first|final|following|initial|remaining|ensuing|intervening|latest|subsequent|upcoming|opening DURATION > !ago|earlier|later",
        same,
        &[
            ("It fell in [the past three months].", "P3M"),
            ("It fell in [the last few days].", "PXD"),
            ("It fell over [the next two years].", "P2Y"),
            ("It meets in [the coming weeks].", "PXW"),
        ],
    ),
    rule(
        "the_last_unit",
        "the past|last UNIT > !of|DATE|NUMBER",
        one,
        &[("It fell over [the past year].", "P1Y"), ("It fell over [the last decade].", "P10Y")],
    ),
    rule(
        "the_next_unit",
        "the next decade|century|hour|minute",
        one,
        &[("It rises over [the next decade].", "P10Y")],
    ),
    rule(
        "length_ahead",
        "the DURATION ahead",
        same,
        &[("It will fall in [the weeks ahead].", "PXW")],
    ),
    rule(
        "the_length",
        "the|those|these DURATION > !ago|earlier|later|before|after|HYPHEN",
        the_length,
        &[("It fell in [the nine months].", "P9M")],
    ),
];

fn the_length(found: &Match<'_>) -> Option<Node> {
    let node = same(found)?;
    // `the years` and `the hours` by themselves say little.
    match node.length() {
        Some((Quantity::Vague, _)) => None,
        _ if node.attributive => None,
        _ => Some(node),
    }
}

fn modified(found: &Match<'_>, modifier: Modifier) -> Option<Node> {
    let any = Classes::DURATION.with(Classes::DATE).with(Classes::TIME).with(Classes::SETNODE);
    found.node(any).map(|node| node.clone().modified(Some(modifier)))
}

fn than_ago(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DATE)?;
    matches!(node.meaning, Meaning::Shift { .. })
        .then(|| node.clone().modified(Some(Modifier::Approx)))
}

/// Last stage: what the wording adds.
pub(super) const MODIFIED: &[Rule] = &[
    rule(
        "about",
        "APPROX DURATION|DATE|TIME",
        |found| {
            let modifier = item::modifier(found.get(Classes::APPROX)?.code)?;
            modified(found, modifier).filter(|node| {
                !node.attributive
                    && !matches!(
                        node.meaning,
                        Meaning::Fixed(Value::Past | Value::Present | Value::Future)
                            | Meaning::Date { part: Part::Weekday(_), .. }
                    )
            })
        },
        &[("It took [about two years].", "P2Y")],
    ),
    rule(
        "more_than",
        "more than DURATION",
        |found| modified(found, Modifier::MoreThan),
        &[("It took [more than two years].", "P2Y")],
    ),
    rule(
        "more_than_ago",
        "more|less than DATE",
        than_ago,
        &[("He left [more than two years ago].", "2024")],
    ),
    rule("less_than", "less|fewer than DURATION", |found| modified(found, Modifier::LessThan), &[]),
    rule(
        "not_more_than",
        "no|not more|longer|later than DURATION",
        |found| modified(found, Modifier::EqualOrLess),
        &[],
    ),
    rule(
        "up_to",
        "up to DURATION",
        |found| modified(found, Modifier::EqualOrLess),
        &[("It took [up to two years].", "P2Y")],
    ),
    rule(
        "at_least",
        "at least DURATION",
        |found| modified(found, Modifier::EqualOrMore),
        &[("It took [at least two years].", "P2Y")],
    ),
    rule("at_most", "at most DURATION", |found| modified(found, Modifier::EqualOrLess), &[]),
    rule(
        "as_many_as",
        "as many|much|little|few as DURATION",
        |found| modified(found, Modifier::EqualOrLess),
        &[],
    ),
    rule("only", "just? under|shy DURATION", |found| modified(found, Modifier::LessThan), &[]),
    rule("length_or_so", "DURATION|DATE or so", |found| modified(found, Modifier::Approx), &[]),
];
