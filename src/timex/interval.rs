//! The days that a value covers.

use super::calendar;
use super::date::Date;
use super::value::{DatePart, Value};

/// The first and the last day, where days are known.
pub(super) fn days(value: &Value) -> Option<(Date, Date)> {
    match *value {
        Value::Date { year, part } | Value::Time { year, part, .. } => of_part(year?, part),
        Value::Decade(decade) if decade > 0 => years(decade.checked_mul(10)?, 10),
        Value::Century(century) if century > 0 => years(century.checked_mul(100)?, 100),
        _ => None,
    }
}

fn years(first: i16, count: i16) -> Option<(Date, Date)> {
    Some((calendar::day(first, 1, 1)?, calendar::day(first.checked_add(count - 1)?, 12, 31)?))
}

fn months(year: i16, first: u8, last: u8) -> Option<(Date, Date)> {
    let end = if last < first { year + 1 } else { year };
    Some((calendar::day(year, first, 1)?, calendar::last_of_month(end, last)?))
}

fn of_part(year: i16, part: DatePart) -> Option<(Date, Date)> {
    // 1 BC is the year 0 of the calendar.
    let year = if year < 0 { year + 1 } else { year };
    match part {
        DatePart::Whole => years(year, 1),
        DatePart::Month(Some(month)) | DatePart::Day(Some(month), None) => {
            months(year, month, month)
        }
        DatePart::Day(Some(month), Some(day)) => {
            let day = calendar::day(year, month, day)?;
            Some((day, day))
        }
        DatePart::Quarter(Some(quarter)) => months(year, quarter * 3 - 2, quarter * 3),
        DatePart::Half(half) => months(year, half * 6 - 5, half * 6),
        DatePart::Season(season) => {
            let (first, last) = calendar::season_months(season);
            months(year, first, last)
        }
        DatePart::Week(Some(week)) => {
            let monday = calendar::monday(year, week)?;
            Some((monday, calendar::add_days(monday, 6)?))
        }
        DatePart::Weekend(Some(week)) => {
            let monday = calendar::monday(year, week)?;
            Some((calendar::add_days(monday, 5)?, calendar::add_days(monday, 6)?))
        }
        DatePart::Weekday(Some(week), day) => {
            let day = calendar::add_days(calendar::monday(year, week)?, i64::from(day) - 1)?;
            Some((day, day))
        }
        DatePart::Month(None)
        | DatePart::Day(None, _)
        | DatePart::Quarter(None)
        | DatePart::Week(None)
        | DatePart::Weekend(None)
        | DatePart::Weekday(None, _) => None,
    }
}
