//! Times of day: `3:30 p.m. ET`, `noon Saturday`, `Tuesday morning`, `tonight`.

use super::calendar::part_of_day;
use super::relative::days_away;
use super::{Rule, rule};
use crate::timex::meaning::{Base, Meaning, Node, Part};
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{TimeOfDay, Unit};

/// `hour:minute`, by the half of the day that the meridiem says.
fn clock(found: &Match<'_>, hour: i64, minute: Option<i64>) -> Option<Node> {
    let hour = match found.get(Classes::MERIDIEM) {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + i64::from(half.code),
        None => hour,
    };
    let time = TimeOfDay::Clock {
        hour: u8::try_from(hour).ok().filter(|hour| *hour <= 24)?,
        minute: match minute {
            Some(minute) => Some(u8::try_from(minute).ok().filter(|minute| *minute < 60)?),
            None => None,
        },
        second: None,
        // The local time, as corpora have it: the zone stands in the words.
        offset: None,
    };
    Some(Node::at(time, None))
}

/// `3 p.m.`, `7.30pm`
fn hour(found: &Match<'_>) -> Option<Node> {
    let number = found.get(Classes::NUMBER)?;
    let minute = (number.amount % 1000 != 0).then_some(number.amount % 1000 / 10);
    clock(found, number.amount / 1000, minute.or(Some(0)))
}

fn hour_minute(found: &Match<'_>) -> Option<Node> {
    clock(found, found.get(Classes::NUMBER)?.whole()?, Some(found.get(Classes::TWO)?.whole()?))
}

/// `0735 GMT`
fn military(found: &Match<'_>) -> Option<Node> {
    let number = found.get(Classes::NUMBER)?.whole()?;
    clock(found, number / 100, Some(number % 100))
}

fn named(found: &Match<'_>) -> Option<Node> {
    clock(found, i64::from(found.get(Classes::CLOCK)?.code), Some(0))
}

/// Stage 1.
pub(super) const CLOCK: &[Rule] = &[
    rule(
        "hour",
        "NUMBER MERIDIEM ZONE?",
        hour,
        &[
            ("It began at [3 p.m. ET].", "2026-02-11T15:00"),
            ("It began at [7.30pm].", "2026-02-11T19:30"),
        ],
    ),
    rule(
        "hour_minute",
        "NUMBER : TWO MERIDIEM|ZONE|local|hours ZONE?",
        hour_minute,
        &[
            ("It began at [10:35 a.m.] there.", "2026-02-11T10:35"),
            ("It began at [14:30 GMT].", "2026-02-11T14:30"),
        ],
    )
    .leaves(&["They won 3:1 there."]),
    rule(
        "hour_minute_alone",
        "at|by|from|until|till|around|about|before|after|since|to|between|and|HYPHEN|DASH|( < NUMBER : TWO",
        hour_minute,
        &[("It began at [14:30].", "2026-02-11T14:30")],
    ),
    rule("hour_minute_second", "NUMBER : TWO : TWO MERIDIEM? ZONE?", hour_minute, &[]),
    rule("military", "NUMBER ZONE", military, &[("It began at [0735 GMT].", "2026-02-11T07:35")]),
    rule(
        "o_clock",
        "NUMBER o'clock",
        hour,
        &[("It began at [three o’clock].", "2026-02-11T03:00")],
    ),
    rule("noon", "CLOCK ZONE?", named, &[("It began at [noon].", "2026-02-11T12:00")]),
    rule("high_noon", "12 CLOCK", named, &[]),
    rule(
        "tonight",
        "later? TONIGHT",
        |_| Some(Node::at(TimeOfDay::Night, Some(days_away(0)))),
        &[("They meet [tonight].", "2026-02-11TNI")],
    ),
    rule("overnight", "OVERNIGHT", last_night, &[("It fell [overnight].", "2026-02-10TNI")]),
];

fn on_day(found: &Match<'_>) -> Option<Node> {
    let (time, day) = (found.node(Classes::TIME)?, found.node(Classes::DATE)?);
    match time.meaning {
        Meaning::At { time, day: None } => {
            Some(Node::at(time, Some(day.meaning.clone())).modified(day.modifier))
        }
        _ => None,
    }
}

fn part_on_day(found: &Match<'_>) -> Option<Node> {
    let day = found.node(Classes::DATE)?;
    Some(Node::at(part_of_day(found)?, Some(day.meaning.clone())).modified(day.modifier))
}

fn this_part(found: &Match<'_>) -> Option<Node> {
    Some(Node::at(part_of_day(found)?, Some(days_away(0))))
}

fn next_part(found: &Match<'_>) -> Option<Node> {
    let day = Meaning::Named { which: 1, part: Part::Unit(Unit::Day), base: Base::Mentioned };
    Some(Node::at(part_of_day(found)?, Some(day)))
}

fn last_night(_: &Match<'_>) -> Option<Node> {
    Some(Node::at(TimeOfDay::Night, Some(days_away(-1))))
}

fn part(found: &Match<'_>) -> Option<Node> {
    Some(Node::at(part_of_day(found)?, None))
}

/// `4 in the morning`
fn hour_in_part(found: &Match<'_>) -> Option<Node> {
    let (number, part) = (found.get(Classes::NUMBER)?.whole()?, part_of_day(found)?);
    let after_noon = !matches!(part, TimeOfDay::Morning) && number < 12;
    clock(found, if after_noon { number + 12 } else { number }, Some(0))
        .filter(|_| (1..=12).contains(&number))
}

/// Stage 4.
pub(super) const ON_DAY: &[Rule] = &[
    rule(
        "time_on_day",
        "TIME ,? on|of? early|late? DATE",
        on_day,
        &[
            ("It began at [10 p.m. Monday].", "2026-02-09T22:00"),
            ("It began at [noon on Monday].", "2026-02-09T12:00"),
        ],
    ),
    rule(
        "day_at_time",
        "DATE ,? at TIME",
        on_day,
        &[("It began [Monday at 10 p.m.] there.", "2026-02-09T22:00")],
    ),
    rule(
        "part_of_day",
        "DATE PART",
        part_on_day,
        &[
            ("It began [Monday night].", "2026-02-09TNI"),
            ("It began [yesterday afternoon].", "2026-02-10TAF"),
        ],
    ),
    rule(
        "part_of_that_day",
        "the? PART of DATE",
        part_on_day,
        &[("It began on [the evening of Jan. 3].", "2026-01-03TEV")],
    ),
    rule("part_day", "early|late|mid HYPHEN? PART DATE", part_on_day, &[]),
    rule("next_part", "the? next|following morning|afternoon|evening|night", next_part, &[]),
    rule(
        "this_part",
        "this morning|afternoon|evening",
        this_part,
        &[("It began [this morning].", "2026-02-11TMO")],
    ),
    rule(
        "last_night",
        "last night|evening",
        last_night,
        &[("It began [last night].", "2026-02-10TNI")],
    ),
    rule(
        "part_alone",
        "in|during|by|until|at|of|since < the? early|late? morning|afternoon|evening|night|dawn|dusk|sunset|sunrise|lunchtime > !HYPHEN|NAME",
        part,
        &[("It began in [the morning].", "2026-02-11TMO")],
    ),
    rule(
        "hour_in_part",
        "NUMBER in|at the? morning|afternoon|evening|night",
        hour_in_part,
        &[("It began at [4 in the morning].", "2026-02-11T04:00")],
    ),
];
