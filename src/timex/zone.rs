//! Zones of times: how far they are from Greenwich.

use super::calendar;
use super::date::Date;
use super::value::{TimeOfDay, Value};

/// Zones that have a name for all of the year, with their minutes east of Greenwich in winter; North America's.
pub(super) const NAMED: &[(&str, i16)] =
    &[("eastern", -300), ("central", -360), ("mountain", -420), ("pacific", -480)];

/// The code of the first of them; what lies below is an offset.
pub(super) const FIRST: i16 = 10_000;

/// Takes the zone out of a value, whose clock is the local one: the value, and the minutes east of Greenwich.
pub(super) fn split(value: Value) -> (Value, Option<i16>) {
    let Value::Time { year, part, time: TimeOfDay::Clock { hour, minute, second, offset } } = value
    else {
        return (value, None);
    };
    let time = TimeOfDay::Clock { hour, minute, second, offset: None };
    let value = Value::Time { year, part, time };
    let minutes = offset.and_then(|code| {
        let Ok(place) = usize::try_from(code - FIRST) else { return Some(code) };
        let (_, winter) = *NAMED.get(place)?;
        let (day, _) = super::interval::days(&value)?;
        Some(if is_summer(day)? { winter + 60 } else { winter })
    });
    (value, minutes)
}

/// Whether North America's clocks are put forward on this day.
fn is_summer(day: Date) -> Option<bool> {
    let year = day.year();
    let (start, end) = match year {
        2007.. => (calendar::nth_weekday(year, 3, 2, 7)?, calendar::nth_weekday(year, 11, 1, 7)?),
        1987.. => (calendar::nth_weekday(year, 4, 1, 7)?, calendar::nth_weekday(year, 10, 5, 7)?),
        _ => return None,
    };
    Some(start <= day && day < end)
}
