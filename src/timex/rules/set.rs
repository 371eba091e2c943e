//! How often: `every Friday`, `twice a month`, `annually`.

use super::duration::nothing;
use super::{Rule, rule};
use crate::timex::item;
use crate::timex::meaning::{Meaning, Node, Part};
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{DatePart, Quantity, TimeOfDay, Unit, Value};
use crate::timex::{Quantifier, TimexKind};

fn set(value: Value) -> Node {
    Node::new(TimexKind::Set, Meaning::Fixed(value))
}

fn each_unit(count: Quantity, unit: Unit) -> Node {
    match unit {
        Unit::Decade => set(Value::Duration(vec![(Quantity::whole(10), Unit::Year)])),
        _ => set(Value::Duration(vec![(count, unit)])),
    }
}

fn unit_of(found: &Match<'_>) -> Option<(Unit, u32)> {
    item::unit(
        found
            .get(Classes::UNIT.with(Classes::UNITS).with(Classes::SET).with(Classes::SETADJ))?
            .code,
    )
}

fn every_unit(found: &Match<'_>) -> Option<Node> {
    let (unit, times) = unit_of(found)?;
    Some(each_unit(Quantity::whole(times), unit))
}

fn every_few(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DURATION)?;
    Some(Node { kind: TimexKind::Set, ..node.clone() })
}

fn every_other(found: &Match<'_>) -> Option<Node> {
    let (unit, times) = unit_of(found)?;
    Some(each_unit(Quantity::whole(times * 2), unit))
}

fn every_weekday(found: &Match<'_>) -> Option<Node> {
    let day = u8::try_from(found.get(Classes::WEEKDAYS)?.code).ok()?;
    Some(weekday(day))
}

fn weekday(day: u8) -> Node {
    set(Value::Date { year: None, part: DatePart::Weekday(None, day) })
}

fn every_date(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DATE)?;
    let Meaning::Date { year: None, part, weekday: None } = node.meaning else { return None };
    let part = match part {
        Part::Weekday(day) => return Some(weekday(day)),
        Part::Month(month) => DatePart::Month(Some(month)),
        Part::Season(season) => DatePart::Season(season),
        Part::Day(month, day) => DatePart::Day(Some(month), Some(day)),
        Part::Quarter(quarter) => DatePart::Quarter(Some(quarter)),
        _ => return None,
    };
    Some(set(Value::Date { year: None, part }))
}

fn every_part(found: &Match<'_>) -> Option<Node> {
    let time = item::part_of_day(found.get(Classes::PART.with(Classes::PARTS))?.code)?;
    Some(set(part_of_some_day(time)))
}

const fn part_of_some_day(time: TimeOfDay) -> Value {
    Value::Time { year: None, part: DatePart::Day(None, None), time }
}

fn weekday_parts(found: &Match<'_>) -> Option<Node> {
    let Meaning::Date { part: Part::Weekday(day), .. } = found.node(Classes::DATE)?.meaning else {
        return None;
    };
    let time = item::part_of_day(found.get(Classes::PARTS)?.code)?;
    let part = DatePart::Weekday(None, day);
    Some(set(Value::Time { year: None, part, time }))
}

/// With the word that says that it is all of them.
fn each(node: Node) -> Node {
    Node { quantifier: Some(Quantifier::Every), ..node }
}

/// How many times: `twice`, `three times`.
fn times(found: &Match<'_>) -> Option<u32> {
    if let Some(times) = found.get(Classes::TIMES) {
        return u32::try_from(times.code).ok();
    }
    u32::try_from(found.get(Classes::NUMBER)?.whole()?).ok()
}

/// `twice a week`
fn times_a(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DURATION.with(Classes::SETNODE))?;
    Some(Node { kind: TimexKind::Set, frequency: times(found), ..node.clone() })
}

fn weekends(found: &Match<'_>) -> Option<Node> {
    let weekend = found.node(Classes::DURATION)?.length() == Some((Quantity::Vague, Unit::Weekend));
    let part = DatePart::Weekend(None);
    weekend.then(|| set(Value::Date { year: None, part }))
}

/// `the first Monday of every month`
fn nth_of_every(found: &Match<'_>) -> Option<Node> {
    let Meaning::Date { part: Part::Weekday(_), .. } = found.node(Classes::DATE)?.meaning else {
        return None;
    };
    every_unit(found).map(each)
}

/// `a day` after a number and what it counts: `1.5 million barrels a day`.
fn rate(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DURATION)?;
    let counted = |back| {
        found.before(back).is_some_and(|item| {
            let counted = Classes::NUMBER.with(Classes::SCALE).with(Classes::VAGUE);
            item.classes.has(counted.with(Classes::DURATION).with(Classes::SETNODE))
        })
    };
    if node.length().is_some_and(|(_, unit)| unit.is_of_day()) && !counted(1) {
        // A speed: `112 miles an hour`.
        return (counted(2)).then(|| nothing(found)).flatten();
    }
    if node.rule != "one_unit" {
        return None;
    }
    let noun = found.before(1).is_some_and(|item| item.classes.has(Classes::PLAIN));
    (counted(1) || noun && (counted(2) || counted(3)))
        .then(|| Node { kind: TimexKind::Set, ..node.clone() })
        .filter(|_| node.length().is_some_and(|(count, _)| count == Quantity::whole(1)))
}

/// `the Daily Mail`
fn newspaper(found: &Match<'_>) -> Option<Node> {
    let named = found.get(Classes::SET)?.classes.has(Classes::NAME);
    named.then(|| nothing(found)).flatten()
}

/// Stage 4.
pub(super) const SETS: &[Rule] = &[
    rule(
        "every",
        "every|each and? every? UNIT",
        |found| every_unit(found).map(each),
        &[("It meets [every week].", "P1W"), ("It meets [each year].", "P1Y")],
    ),
    rule(
        "every_length",
        "every|each DURATION",
        |found| every_few(found).map(each),
        &[("It meets [every two weeks].", "P2W")],
    ),
    rule(
        "every_other",
        "every other|second UNIT",
        |found| every_other(found).map(each),
        &[("It meets [every other week].", "P2W")],
    ),
    rule(
        "every_date",
        "every|each DATE",
        |found| every_date(found).map(each),
        &[("It meets [every Friday].", "XXXX-WXX-5"), ("It meets [each April].", "XXXX-04")],
    ),
    rule(
        "every_part",
        "every|each PART",
        |found| every_part(found).map(each),
        &[("It meets [every morning].", "XXXX-XX-XXTMO")],
    ),
    rule("parts", "PARTS", every_part, &[]),
    rule(
        "weekday_parts",
        "DATE PARTS",
        weekday_parts,
        &[("It meets [Tuesday nights].", "XXXX-WXX-2TNI")],
    ),
    rule(
        "weekends",
        "on|at|most|some|all|during < DURATION",
        weekends,
        &[("It opens on [weekends].", "XXXX-WXX-WE")],
    ),
    rule("weekdays", "WEEKDAYS", every_weekday, &[("It meets on [Fridays].", "XXXX-WXX-5")]),
    rule("newspaper_set", "SET NAME", newspaper, &[]).leaves(&["The Daily Mail reported it."]),
    rule(
        "set",
        "SET",
        every_unit,
        &[("It is paid [weekly].", "P1W"), ("It is paid [annually].", "P1Y")],
    ),
    rule(
        "times_set",
        "TIMES HYPHEN? SET",
        |found| Some(Node { frequency: times(found), ..every_unit(found)? }),
        &[("It meets [twice weekly].", "P1W"), ("A [twice-weekly] talk.", "P1W")],
    ),
    rule("per", "per UNIT", every_unit, &[("It pays $10 [per day].", "P1D")]),
    rule(
        "times_a_quarter",
        "TIMES a|per quarter",
        |found| {
            Some(Node {
                frequency: times(found),
                ..set(Value::Duration(vec![(Quantity::whole(1), Unit::Quarter)]))
            })
        },
        &[("It meets [once a quarter].", "P1Q")],
    ),
    rule(
        "times_every",
        "TIMES every|each DURATION",
        |found| times_a(found).map(each),
        &[("It meets [once every four years].", "P4Y")],
    ),
    rule(
        "every_other_date",
        "every|each other|second DATE",
        |found| every_date(found).map(each),
        &[("It meets [every other Thursday].", "XXXX-WXX-4")],
    ),
    rule(
        "nth_of_every_unit",
        "the ORDINAL|last|final DATE of|in every|each UNIT",
        nth_of_every,
        &[("It meets on [the first Monday of every month].", "P1M")],
    ),
    rule("times_a", "TIMES DURATION", times_a, &[("It meets [twice a week].", "P1W")]),
    rule(
        "times_each",
        "TIMES every|each UNIT",
        |found| Some(Node { frequency: times(found), ..each(every_unit(found)?) }),
        &[("It meets [once every week].", "P1W")],
    ),
    rule(
        "n_times_a",
        "NUMBER|VAGUE times DURATION",
        times_a,
        &[("It meets [three times a week].", "P1W")],
    ),
    rule(
        "rate",
        "DURATION > !ago|earlier|later|before|after|old|or",
        rate,
        &[("It pays $10 million [a year].", "P1Y"), ("It pumps 2 million barrels [a day].", "P1D")],
    )
    .leaves(&[]),
];
