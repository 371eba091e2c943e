//! Times of day: `3:30 p.m. ET`, `noon Saturday`, `Tuesday morning`, `tonight`.

use super::calendar::part_of_day;
use super::duration::nothing;
use super::relative::days_away;
use super::{Rule, rule};
use crate::timex::item::NO_CODE;
use crate::timex::meaning::{Base, Meaning, Node, Part};
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{TimeOfDay, Unit};
use crate::timex::{Modifier, TimexKind};

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
        offset: found.get(Classes::ZONE).map(|zone| zone.code).filter(|code| *code != NO_CODE),
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

fn hour_minute_second(found: &Match<'_>) -> Option<Node> {
    let second = u8::try_from(found.nth(Classes::TWO, 1)?.whole()?).ok()?;
    let node = hour_minute(found)?;
    match node.meaning {
        Meaning::At { time: TimeOfDay::Clock { hour, minute, offset, .. }, day } if second < 60 => {
            let time = TimeOfDay::Clock { hour, minute, second: Some(second), offset };
            Some(Node { meaning: Meaning::At { time, day }, ..node })
        }
        _ => None,
    }
}

/// `3:15 in the afternoon`
fn hour_minute_in_part(found: &Match<'_>) -> Option<Node> {
    let hour = found.get(Classes::NUMBER)?.whole().filter(|hour| (1..=12).contains(hour))?;
    let after_noon = part_of_day(found)? != TimeOfDay::Morning && hour < 12;
    let hour = if after_noon { hour + 12 } else { hour };
    clock(found, hour, Some(found.get(Classes::TWO)?.whole()?))
}

/// `2025-09-18T14:05:00Z`
fn iso_time(found: &Match<'_>) -> Option<Node> {
    let both = found.get(Classes::DAYHOUR)?.whole()?;
    let small = |number: i64| u8::try_from(number).ok();
    let (month, day) = (small(found.nth(Classes::TWO, 0)?.whole()?)?, small(both / 100)?);
    let year = super::calendar::year(found)?;
    crate::timex::calendar::day(year, month, day)?;
    let day = Meaning::Date { year: Some(year), part: Part::Day(month, day), weekday: None };
    match clock(found, both % 100, Some(found.nth(Classes::TWO, 1)?.whole()?))?.meaning {
        Meaning::At { time, .. } => Some(Node::at(time, Some(day))),
        _ => None,
    }
}

/// `tonight at 8`
fn tonight_at(found: &Match<'_>) -> Option<Node> {
    let hour = found.get(Classes::NUMBER)?.whole().filter(|hour| (5..12).contains(hour))?;
    let time = clock(found, hour + 12, Some(0))?;
    match time.meaning {
        Meaning::At { time, .. } => Some(Node::at(time, Some(days_away(0)))),
        _ => None,
    }
}

/// `15.00 GMT`
fn dotted_hour(found: &Match<'_>) -> Option<Node> {
    let amount = found.get(Classes::CLOCKED)?.amount;
    clock(found, amount / 1000, Some(amount % 1000 / 10))
}

/// `0730 hours`
fn military_hours(found: &Match<'_>) -> Option<Node> {
    let number = found.get(Classes::NUMBER)?;
    (number.whole()? >= 100).then(|| military(found)).flatten()
}

/// `0735 GMT`
fn military(found: &Match<'_>) -> Option<Node> {
    let number = found.get(Classes::NUMBER)?.whole()?;
    clock(found, number / 100, Some(number % 100))
}

/// So many minutes past an hour, or before it: `half past five`.
fn past_hour(found: &Match<'_>, minutes: i64) -> Option<Node> {
    // `A quarter to three` farms.
    if found.after(0).is_some_and(|item| item.classes.has(Classes::PLURAL.with(Classes::UNITS))) {
        return None;
    }
    past(found, found.get(Classes::NUMBER)?.whole()?, minutes)
}

fn past(found: &Match<'_>, hour: i64, minutes: i64) -> Option<Node> {
    let hour = if minutes < 0 { (hour + 10) % 12 + 1 } else { hour };
    clock(found, hour, Some(minutes.rem_euclid(60))).filter(|_| (1..=12).contains(&hour))
}

/// `ten past seven`, `20 minutes to six`
fn minutes_past(found: &Match<'_>, sign: i64) -> Option<Node> {
    let minutes = found.nth(Classes::NUMBER, 0)?.whole()?;
    let hour = found.nth(Classes::NUMBER, 1)?;
    let fits = matches!(minutes, 5 | 10 | 20 | 25) || found.get(Classes::UNITS).is_some();
    // `from 20 to 10`, in digits, are numbers.
    let told = sign > 0 || found.get(Classes::UNITS).is_some() || !hour.classes.has(Classes::DOM);
    (fits && told && (1..30).contains(&minutes))
        .then(|| past(found, hour.whole()?, minutes * sign))
        .flatten()
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
        "iso_time",
        "YEAR HYPHEN TWO HYPHEN DAYHOUR : TWO :? TWO?",
        iso_time,
        &[("Updated [2025-09-18T14:05:00Z] there.", "2025-09-18T14:05")],
    ),
    rule(
        "hour_minute_in_part",
        "NUMBER : TWO in the PART",
        hour_minute_in_part,
        &[("It was [3:15 in the afternoon].", "2026-02-11T15:15")],
    ),
    rule(
        "hour_minute_alone",
        "at|by|from|until|till|around|about|before|after|since|to|between|and|HYPHEN|DASH|( < NUMBER : TWO",
        hour_minute,
        &[("It began at [14:30].", "2026-02-11T14:30")],
    ),
    rule(
        "hour_minute_second",
        "NUMBER : TWO : TWO MERIDIEM|ZONE ZONE?",
        hour_minute_second,
        &[("It began at [23:59:30 UTC].", "2026-02-11T23:59:30")],
    )
    .leaves(&["He ran a 2:05:30 marathon."]),
    rule(
        "hour_minute_second_alone",
        "at|by|from|until|till|around|about|before|after|since|to|between|and|,|HYPHEN|TWO|DOM|YEAR < NUMBER : TWO : TWO",
        hour_minute_second,
        &[("It began at [23:59:30].", "2026-02-11T23:59:30")],
    ),
    rule(
        "hour_zone_time",
        "NUMBER MERIDIEM ZONE|NAME|local standard|daylight|summer? time",
        hour,
        &[
            ("It began at [3 p.m. Eastern time].", "2026-02-11T15:00"),
            ("It began at [9 a.m. local time].", "2026-02-11T09:00"),
        ],
    ),
    rule(
        "hour_minute_zone_time",
        "NUMBER : TWO MERIDIEM? ZONE|NAME|local standard|daylight|summer? time",
        hour_minute,
        &[("It began at [9:30 a.m. Lima time].", "2026-02-11T09:30")],
    ),
    rule(
        "half_past",
        "half HYPHEN? past NUMBER MERIDIEM?",
        |found| past_hour(found, 30),
        &[("It began at [half past five].", "2026-02-11T05:30")],
    ),
    rule(
        "quarter_past",
        "a? quarter past|after NUMBER MERIDIEM?",
        |found| past_hour(found, 15),
        &[("It began at [a quarter past 10 p.m.].", "2026-02-11T22:15")],
    ),
    rule(
        "quarter_to",
        "a? quarter to|before NUMBER MERIDIEM?",
        |found| past_hour(found, -15),
        &[("It began at [a quarter to six].", "2026-02-11T05:45")],
    )
    .leaves(&["They cut a quarter to three farms."]),
    rule(
        "minutes_past",
        "NUMBER minutes? past NUMBER MERIDIEM?",
        |found| minutes_past(found, 1),
        &[("It began at [ten past seven].", "2026-02-11T07:10")],
    ),
    rule(
        "minutes_to",
        "at|by|about|around|until|till|since|just < NUMBER minutes? to NUMBER MERIDIEM? > !UNITS|UNIT|PLURAL|HYPHEN|NUMBER|PLAIN",
        |found| minutes_past(found, -1),
        &[("It began at [twenty to nine].", "2026-02-11T08:40")],
    ),
    rule(
        "early_hours",
        "the early|small|wee hours",
        |_| Some(Node::at(TimeOfDay::Morning, None).modified(Some(Modifier::Start))),
        &[("It began in [the early hours].", "2026-02-11TMO")],
    ),
    rule(
        "dotted_hour",
        "CLOCKED hours? ZONE",
        dotted_hour,
        &[("It began at [15.30 GMT].", "2026-02-11T15:30")],
    ),
    rule(
        "dotted_hour_local",
        "CLOCKED hours? local time",
        dotted_hour,
        &[("It began at [15.00 local time].", "2026-02-11T15:00")],
    ),
    rule(
        "military",
        "NUMBER hours? ZONE",
        military,
        &[("It began at [0735 GMT].", "2026-02-11T07:35")],
    ),
    rule(
        "military_local",
        "NUMBER hours? local time",
        military,
        &[("It began at [1900 local time].", "2026-02-11T19:00")],
    ),
    rule(
        "military_hours",
        "at|by|from|until|till|to|around|about < NUMBER hours|hrs|hr",
        military_hours,
        &[
            ("It began at [0730 hours].", "2026-02-11T07:30"),
            ("It began at [0730hrs].", "2026-02-11T07:30"),
        ],
    ),
    rule(
        "tonight_at",
        "TONIGHT at NUMBER > !UNITS|UNIT|PLURAL|:",
        tonight_at,
        &[("It begins [tonight at 8].", "2026-02-11T20:00")],
    ),
    rule(
        "at_tonight",
        "at < NUMBER TONIGHT",
        tonight_at,
        &[("It begins at [8 tonight].", "2026-02-11T20:00")],
    ),
    rule(
        "o_clock",
        "NUMBER o'clock",
        hour,
        &[("It began at [three o’clock].", "2026-02-11T03:00")],
    ),
    rule("idiom", "morning ,? noon and|or night", nothing, &[])
        .leaves(&["They sang morning, noon and night."]),
    rule("noon", "CLOCK ZONE?", named, &[("It began at [noon].", "2026-02-11T12:00")]),
    rule("high_noon", "12 CLOCK", named, &[]),
    rule(
        "tonight",
        "later? TONIGHT",
        |_| Some(Node::at(TimeOfDay::Night, Some(days_away(0)))),
        &[("They meet [tonight].", "2026-02-11TNI")],
    ),
    rule(
        "overnight",
        "OVERNIGHT",
        |_| Some(Node::new(TimexKind::Time, Meaning::Overnight)),
        &[
            ("It fell [overnight].", "2026-02-10TNI"),
            ("It will fall [overnight].", "2026-02-11TNI"),
        ],
    ),
];

fn on_day(found: &Match<'_>) -> Option<Node> {
    let (time, day) = (found.node(Classes::TIME)?, found.node(Classes::DATE)?);
    match time.meaning {
        Meaning::At { time, day: None } => {
            let node = Node::at(time, Some(day.meaning.clone())).modified(day.modifier);
            Some(Node { modifier: node.modifier.or(found.node(Classes::TIME)?.modifier), ..node })
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

/// `the morning after`, by itself.
fn part_beside(found: &Match<'_>, which: i8) -> Option<Node> {
    let ends = found.after(0).is_none_or(|item| item.classes.is_empty());
    let day = Meaning::Named { which, part: Part::Unit(Unit::Day), base: Base::Mentioned };
    ends.then(|| Some(Node::at(part_of_day(found)?, Some(day)))).flatten()
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

/// `10:35 a.m. (0735 GMT) Friday`
fn before_bracket(found: &Match<'_>) -> Option<Node> {
    let inner = found.node_after(1).filter(|node| node.kind == TimexKind::Time)?;
    let day = [3, 4]
        .into_iter()
        .find_map(|places| found.node_after(places).filter(|node| node.kind == TimexKind::Date))?;
    match (&found.node(Classes::TIME)?.meaning, &inner.meaning) {
        (Meaning::At { time, day: None }, Meaning::At { day: None, .. }) => {
            Some(Node::at(*time, Some(day.meaning.clone())))
        }
        _ => None,
    }
}

/// `the early hours of Thursday morning`
fn early_part(found: &Match<'_>) -> Option<Node> {
    let hours = found.node(Classes::TIME)?;
    let day = found.node(Classes::DATE).map(|day| day.meaning.clone());
    matches!(hours.modifier, Some(Modifier::Start))
        .then(|| part_of_day(found))
        .flatten()
        .map(|part| Node::at(part, day).modified(hours.modifier))
}

/// `half past five in the afternoon`
fn clock_in_part(found: &Match<'_>) -> Option<Node> {
    let Meaning::At { time: TimeOfDay::Clock { hour, minute, second, offset }, ref day } =
        found.node(Classes::TIME)?.meaning
    else {
        return None;
    };
    let after_noon = part_of_day(found)? != TimeOfDay::Morning && (1..12).contains(&hour);
    let hour = if after_noon { hour + 12 } else { hour };
    let time = TimeOfDay::Clock { hour, minute, second, offset };
    Some(Node::at(time, day.as_deref().cloned()))
}

/// Stage 4.
pub(super) const ON_DAY: &[Rule] = &[
    rule("time_before_bracket", "TIME > (", before_bracket, &[]),
    rule(
        "early_part",
        "TIME of the? DATE? PART",
        early_part,
        &[("It fell in [the early hours of Monday morning].", "2026-02-09TMO")],
    ),
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
        "time_on_day_part",
        "TIME on? DATE PART > !of",
        on_day,
        &[("It began at [10:30 on Monday morning].", "2026-02-09T10:30")],
    ),
    rule(
        "part_after",
        "the PART after",
        |found| part_beside(found, 1),
        &[("He rang again [the morning after].", "2026-02-12TMO")],
    ),
    rule(
        "part_before",
        "the PART before",
        |found| part_beside(found, -1),
        &[("He rang [the night before].", "2026-02-10TNI")],
    ),
    rule(
        "day_at_time",
        "DATE ,? at TIME",
        on_day,
        &[("It began [Monday at 10 p.m.] there.", "2026-02-09T22:00")],
    ),
    rule(
        "day_time",
        "DATE ,? TIME",
        |found| {
            let day = matches!(
                found.node(Classes::DATE)?.meaning,
                Meaning::Date { part: Part::Day(..) | Part::Weekday(_), .. }
            );
            day.then(|| on_day(found)).flatten()
        },
        &[("It began [Monday 10 p.m.] there.", "2026-02-09T22:00")],
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
        "part_on_day",
        "at|before|after|around|by|until|from|since|in < PART on DATE",
        part_on_day,
        &[("It fell at [dawn on Monday].", "2026-02-09TMO")],
    ),
    rule(
        "that_part",
        "that same? PART",
        part,
        &[("It fell [that same evening].", "2026-02-11TEV")],
    ),
    rule("same_part", "the same PART", part, &[]),
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
        "in|during|by|until|at|of|since|before|after|around < the? early|late|mid? HYPHEN? morning|afternoon|evening|night|dawn|dusk|sunset|sundown|sunrise|lunchtime|nightfall|daybreak > !HYPHEN|NAME",
        part,
        &[("It began in [the morning].", "2026-02-11TMO")],
    ),
    rule(
        "clock_in_part",
        "TIME in|at the? morning|afternoon|evening|night",
        clock_in_part,
        &[("It began at [half past five in the afternoon].", "2026-02-11T17:30")],
    ),
    rule(
        "hour_in_part",
        "NUMBER in|at the? morning|afternoon|evening|night",
        hour_in_part,
        &[("It began at [4 in the morning].", "2026-02-11T04:00")],
    ),
];
