//! Reads TIMEX3 values.

use super::{DatePart, Quantity, Season, TimeOfDay, Unit, Value};

/// The value that `text` writes.
pub(super) fn read(text: &str) -> Option<Value> {
    match text {
        "PAST_REF" => return Some(Value::Past),
        "PRESENT_REF" => return Some(Value::Present),
        "FUTURE_REF" => return Some(Value::Future),
        _ => {}
    }
    if let Some(parts) = text.strip_prefix('P') {
        return read_duration(parts);
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let value = read_date(date)?;
    let Some(time) = time else { return Some(value) };
    let time = read_time(time)?;
    match value {
        Value::Date { year, part } => Some(Value::Time { year, part, time }),
        _ => None,
    }
}

fn read_date(text: &str) -> Option<Value> {
    let (head, rest) = match text.split_once('-') {
        Some((head, rest)) => (head, Some(rest)),
        None => (text, None),
    };
    let (sign, digits) = match head.strip_prefix("BC") {
        Some(digits) => (-1, digits),
        None => (1, head),
    };
    let year = match digits {
        "XXXX" if sign == 1 => None,
        _ if !digits.bytes().all(|byte| byte.is_ascii_digit()) => return None,
        _ => {
            let number = digits.parse::<i16>().ok()? * sign;
            if number == 0 && sign < 0 {
                return (digits.len() == 2 && rest.is_none())
                    .then_some(Value::Century(Value::LAST_BC));
            }
            match (digits.len(), rest) {
                (4, _) => Some(number),
                // The first years that a date can have.
                (5, _) if sign < 0 => Some(number),
                (3, None) => return Some(Value::Decade(number)),
                (2, None) => return Some(Value::Century(number)),
                _ => return None,
            }
        }
    };
    Some(Value::Date { year, part: rest.map_or(Some(DatePart::Whole), read_part)? })
}

fn read_part(text: &str) -> Option<DatePart> {
    if let Some(week) = text.strip_prefix('W').filter(|_| text != "WI") {
        let (week, day) = match week.split_once('-') {
            Some((week, day)) => (week, Some(day)),
            None => (week, None),
        };
        let week = read_two(week, 53)?;
        return Some(match day {
            None => DatePart::Week(week),
            Some("WE") => DatePart::Weekend(week),
            Some(day) => DatePart::Weekday(week, read_digits(day, 1, 1..=7)?),
        });
    }
    Some(match text {
        "SP" => DatePart::Season(Season::Spring),
        "SU" => DatePart::Season(Season::Summer),
        "FA" => DatePart::Season(Season::Fall),
        "WI" => DatePart::Season(Season::Winter),
        "QX" => DatePart::Quarter(None),
        _ => {
            if let Some(quarter) = text.strip_prefix('Q') {
                return Some(DatePart::Quarter(Some(read_digits(quarter, 1, 1..=4)?)));
            }
            if let Some(half) = text.strip_prefix('H') {
                return Some(DatePart::Half(read_digits(half, 1, 1..=2)?));
            }
            match text.split_once('-') {
                Some((month, day)) => DatePart::Day(read_two(month, 12)?, read_two(day, 31)?),
                None => DatePart::Month(read_two(text, 12)?),
            }
        }
    })
}

/// `XX`, or two digits from 1 to `most`.
fn read_two(text: &str, most: u8) -> Option<Option<u8>> {
    if text == "XX" { Some(None) } else { read_digits(text, 2, 1..=most).map(Some) }
}

fn read_digits(text: &str, len: usize, fits: std::ops::RangeInclusive<u8>) -> Option<u8> {
    let plain = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| plain && fits.contains(number))
}

fn read_time(text: &str) -> Option<TimeOfDay> {
    Some(match text {
        "MO" => TimeOfDay::Morning,
        "MI" => TimeOfDay::Midday,
        "AF" => TimeOfDay::Afternoon,
        "EV" => TimeOfDay::Evening,
        "NI" => TimeOfDay::Night,
        "DT" => TimeOfDay::Daytime,
        _ => {
            let zone = text.find(['Z', '+', '-']);
            let (clock, zone) = text.split_at_checked(zone.unwrap_or(text.len()))?;
            let mut numbers = clock.split(':');
            let hour = read_digits(numbers.next()?, 2, 0..=24)?;
            let minute = match numbers.next() {
                Some(minute) => Some(read_digits(minute, 2, 0..=59)?),
                None => None,
            };
            let second = match numbers.next() {
                Some(second) => Some(read_digits(second, 2, 0..=60)?),
                None => None,
            };
            if numbers.next().is_some() {
                return None;
            }
            TimeOfDay::Clock { hour, minute, second, offset: read_offset(zone)? }
        }
    })
}

fn read_offset(text: &str) -> Option<Option<i16>> {
    if text.is_empty() || text == "Z" {
        return Some((!text.is_empty()).then_some(0));
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let minutes = i16::from(read_digits(minutes, 2, 0..=59)?);
    let offset = i16::from(read_digits(hours, 2, 0..=14)?) * 60 + minutes;
    (offset != 0).then_some(Some(sign * offset))
}

fn read_duration(text: &str) -> Option<Value> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut in_day = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            if in_day || after.is_empty() {
                return None;
            }
            in_day = true;
            rest = after;
        }
        let count_len = match rest.strip_prefix('X') {
            Some(_) => 1,
            None => rest.find(|c: char| !c.is_ascii_digit() && c != '.')?,
        };
        let (count, after) = rest.split_at_checked(count_len)?;
        let unit_len = after.find(|c: char| !c.is_ascii_uppercase() || c == 'T');
        let (unit, after) = after.split_at_checked(unit_len.unwrap_or(after.len()))?;
        let unit = Unit::read(unit, in_day)?;
        if unit.is_of_day() != in_day {
            return None;
        }
        parts.push((read_count(count)?, unit));
        rest = after;
    }
    (!parts.is_empty()).then_some(Value::Duration(parts))
}

fn read_count(text: &str) -> Option<Quantity> {
    if text == "X" {
        return Some(Quantity::Vague);
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    if decimals.is_empty() || decimals.len() > 3 {
        return None;
    }
    let scale = [1000, 100, 10, 1].get(decimals.len()).copied()?;
    let whole: u64 = whole.parse().ok().filter(|whole| *whole < 1_000_000_000_000)?;
    Some(Quantity::Thousandths(whole * 1000 + decimals.parse::<u64>().ok()? * scale))
}
