//! The day of a year that a holiday falls on.

use std::collections::BTreeMap;

use super::calendar;
use super::date::Date;
use crate::analysis::Analysis;
use crate::lexicon;

/// How often the text names each country, or its people.
pub(super) fn countries(analysis: &Analysis<'_>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    let end = analysis.tokens().len();
    let mut index = 0;
    while index < end {
        let found = Some(index)
            .filter(|index| analysis.token(*index).shape.has_capital())
            .and_then(|index| {
                let country = analysis.phrase(&lexicon::COUNTRIES, index, end);
                country.or_else(|| analysis.phrase(&lexicon::DEMONYMS, index, end))
            });
        if let Some((_, code)) = found {
            // `US-AL`, a part of a country
            *counts.entry(code.split('-').next().unwrap_or(code)).or_default() += 1;
        }
        index += found.map_or(1, |(used, _)| used);
    }
    counts
}

/// The value that holds in the country that the text names most, of those in which the holiday falls on other days.
pub(super) fn at_home(
    told: &'static str,
    countries: &BTreeMap<&'static str, usize>,
) -> &'static str {
    let mut best = (0, told);
    for (place, variant) in told.split("; ").enumerate() {
        let is_code = |code: &str| code.bytes().all(|byte| byte.is_ascii_uppercase());
        let (code, day) =
            variant.split_once(' ').filter(|(code, _)| is_code(code)).unwrap_or(("", variant));
        let count = countries.get(code).copied().unwrap_or(0);
        if place == 0 || count > best.0 {
            best = (count, day);
        }
    }
    best.1
}

/// The values of what a name may mean: `Eid` is one of two feasts.
pub(super) fn readings(told: &'static str) -> impl Iterator<Item = &'static str> {
    told.split(" or ")
}

/// The day in `year` of the holiday that the list's value tells, where it can be told.
pub(super) fn day(told: &str, year: i16) -> Option<Date> {
    let mut words = told.split(' ');
    let first = words.next()?;
    let mut number = || words.next().and_then(|word| word.parse::<i64>().ok());
    if let Some((month, day)) = first.split_once('-') {
        return calendar::day(year, month.parse().ok()?, day.parse().ok()?);
    }
    match first {
        "easter" => calendar::add_days(calendar::easter(year)?, number()?),
        "orthodox" => calendar::add_days(calendar::orthodox_easter(year)?, number()?),
        "nth" => {
            let (month, nth, weekday) = (number()?, number()?, number()?);
            let small = |number: i64| u8::try_from(number).ok();
            let date = calendar::nth_weekday(year, small(month)?, small(nth)?, small(weekday)?)?;
            calendar::add_days(date, number().unwrap_or(0))
        }
        // The Tuesday after the first Monday.
        "election" => calendar::add_days(calendar::nth_weekday(year, 11, 1, 1)?, 1),
        // The Monday before 25 May.
        "victoria" => calendar::weekday_up_to(calendar::day(year, 5, 24)?, 1),
        "qingming" => calendar::day(year, 4, if year % 4 < 2 { 4 } else { 5 })
            .filter(|_| (1904..2100).contains(&year)),
        _ => super::moon::day(told, year),
    }
}
