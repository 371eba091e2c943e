//! The day of a year that a holiday falls on.

use super::calendar;
use super::date::Date;

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
