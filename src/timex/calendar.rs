//! Civil dates: arithmetic over `jiff`, weeks, and the days that holidays fall on.

use jiff::civil;

use super::date::Date;
use super::value::{Season, Unit};

/// The day, where there is one.
pub(super) fn day(year: i16, month: u8, day: u8) -> Option<Date> {
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        .ok()
        .map(Date::from_civil)
}

/// Whether some year has this day.
pub(super) fn is_day(month: u8, day_of_month: u8) -> bool {
    day(2000, month, day_of_month).is_some()
}

/// The day so many days on, or back.
pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    date.civil().checked_add(span).ok().map(Date::from_civil)
}

/// The day so many months on, or back; the month's last day where it is too short.
pub(super) fn add_months(date: Date, months: i64) -> Option<Date> {
    let span = jiff::Span::new().try_months(months).ok()?;
    date.civil().checked_add(span).ok().map(Date::from_civil)
}

/// 1 for Monday to 7 for Sunday.
pub(super) fn weekday(date: Date) -> u8 {
    date.civil().weekday().to_monday_one_offset().unsigned_abs()
}

/// The year and number of the week by ISO 8601.
pub(super) fn week(date: Date) -> (i16, u8) {
    let week = date.civil().iso_week_date();
    (week.year(), week.week().unsigned_abs())
}

/// The Monday of a week by ISO 8601.
pub(super) fn monday(year: i16, week: u8) -> Option<Date> {
    let week = i8::try_from(week).ok()?;
    let date = civil::ISOWeekDate::new(year, week, civil::Weekday::Monday).ok()?;
    Some(Date::from_civil(date.date()))
}

pub(super) fn month(date: Date) -> u8 {
    date.month().unsigned_abs()
}

pub(super) fn day_of_month(date: Date) -> u8 {
    date.day().unsigned_abs()
}

pub(super) fn quarter(date: Date) -> u8 {
    (month(date) - 1) / 3 + 1
}

/// The month's last day.
pub(super) fn last_of_month(year: i16, month: u8) -> Option<Date> {
    day(year, month, 1).map(|first| Date::from_civil(first.civil().last_of_month()))
}

/// The months, first and last, that a season of the northern half takes; winter starts in December.
pub(super) const fn season_months(season: Season) -> (u8, u8) {
    match season {
        Season::Spring => (3, 5),
        Season::Summer => (6, 8),
        Season::Fall => (9, 11),
        Season::Winter => (12, 2),
    }
}

/// `count` units on, or back; `None` for units that are not of the calendar.
pub(super) fn shift(date: Date, count: i64, unit: Unit) -> Option<Date> {
    match unit {
        Unit::Day => add_days(date, count),
        Unit::Week | Unit::Weekend => add_days(date, count.checked_mul(7)?),
        Unit::Month => add_months(date, count),
        Unit::Quarter => add_months(date, count.checked_mul(3)?),
        Unit::Year => add_months(date, count.checked_mul(12)?),
        Unit::Decade => add_months(date, count.checked_mul(120)?),
        Unit::Century => add_months(date, count.checked_mul(1200)?),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Unknown => None,
    }
}

/// The latest day of this weekday up to `date`, that day included.
pub(super) fn weekday_up_to(date: Date, day: u8) -> Option<Date> {
    let back = (weekday(date) + 7 - day) % 7;
    add_days(date, -i64::from(back))
}

/// The first day of this weekday from `date` on, that day included.
pub(super) fn weekday_from(date: Date, day: u8) -> Option<Date> {
    let on = (day + 7 - weekday(date)) % 7;
    add_days(date, i64::from(on))
}

/// The `nth` such weekday of a month, from 1; the last of them for 5 where there are four.
pub(super) fn nth_weekday(year: i16, month: u8, nth: u8, weekday: u8) -> Option<Date> {
    let first = weekday_from(day(year, month, 1)?, weekday)?;
    let date = add_days(first, 7 * i64::from(nth.checked_sub(1)?))?;
    if self::month(date) == month { Some(date) } else { add_days(date, -7) }
}

/// Easter Sunday of the western churches (the anonymous Gregorian computus).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let of_month = (h + l - 7 * m + 114) % 31 + 1;
    day(year, u8::try_from(month).ok()?, u8::try_from(of_month).ok()?)
}

/// Easter Sunday of the eastern churches, in the Gregorian calendar.
pub(super) fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i64::from(year);
    let d = (19 * y.rem_euclid(19) + 15).rem_euclid(30);
    let e = (2 * y.rem_euclid(4) + 4 * y.rem_euclid(7) - d + 34).rem_euclid(7);
    // Counted from 22 March of the Julian calendar, which is this many days behind.
    let behind = y.div_euclid(100) - y.div_euclid(400) - 2;
    add_days(day(year, 3, 22)?, d + e + behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(date: Option<Date>) -> String {
        date.map_or("none".to_owned(), |date| date.to_string())
    }

    #[test]
    fn easter_falls_where_the_churches_put_it() {
        for (year, expected) in [
            (1961, "1961-04-02"),
            (2000, "2000-04-23"),
            (2019, "2019-04-21"),
            (2026, "2026-04-05"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(shown(easter(year)), expected);
        }
        for (year, expected) in [
            (2008, "2008-04-27"),
            (2016, "2016-05-01"),
            (2021, "2021-05-02"),
            (2024, "2024-05-05"),
            (2025, "2025-04-20"),
            (2026, "2026-04-12"),
        ] {
            assert_eq!(shown(orthodox_easter(year)), expected);
        }
    }

    #[test]
    fn weekdays_are_counted_within_their_month() {
        assert_eq!(shown(nth_weekday(2025, 11, 4, 4)), "2025-11-27");
        assert_eq!(shown(nth_weekday(2026, 5, 5, 1)), "2026-05-25");
        assert_eq!(shown(nth_weekday(2026, 8, 5, 1)), "2026-08-31");
        let wednesday = day(2026, 2, 11).unwrap();
        assert_eq!(shown(weekday_up_to(wednesday, 3)), "2026-02-11");
        assert_eq!(shown(weekday_up_to(wednesday, 5)), "2026-02-06");
        assert_eq!(shown(weekday_from(wednesday, 2)), "2026-02-17");
        assert_eq!(week(day(2024, 12, 30).unwrap()), (2025, 1));
        assert_eq!(shown(monday(2026, 6)), "2026-02-02");
        assert_eq!(shown(add_months(day(2026, 3, 31).unwrap(), -1)), "2026-02-28");
    }
}
