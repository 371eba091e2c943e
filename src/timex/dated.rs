//! Values of days, units and parts of a year.

use super::Policy;
use super::calendar;
use super::date::Date;
use super::holiday;
use super::meaning::Part;
use super::value::{DatePart, Unit, Value};

/// A value with the reason for the pick.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) value: Value,
    pub(super) policy: Policy,
    pub(super) alternative: Option<Value>,
}

impl Resolved {
    pub(super) const fn plain(value: Value, policy: Policy) -> Self {
        Self { value, policy, alternative: None }
    }
}

pub(super) const fn whole(year: Option<i16>) -> Value {
    Value::Date { year, part: DatePart::Whole }
}

pub(super) fn day_value(date: Date) -> Value {
    let part = DatePart::Day(Some(calendar::month(date)), Some(calendar::day_of_month(date)));
    Value::Date { year: Some(year_of(date)), part }
}

/// The year by the count without a year 0.
pub(super) fn year_of(date: Date) -> i16 {
    if date.year() <= 0 { date.year() - 1 } else { date.year() }
}

pub(super) fn month_value(date: Date) -> Value {
    Value::Date { year: Some(year_of(date)), part: DatePart::Month(Some(calendar::month(date))) }
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.civil().until(to.civil()).map_or(0, |span| i64::from(span.get_days()))
}

/// The part in a known year.
pub(super) fn dated(part: Part, year: i16) -> Value {
    let part = match part {
        Part::Whole
        | Part::Unit(_)
        | Part::Week(_)
        | Part::NthDay(_)
        | Part::NthWeekday(..)
        | Part::NthWeekend(_)
        | Part::DayOfMonth(_) => DatePart::Whole,
        Part::Month(month) => DatePart::Month(Some(month)),
        Part::Day(month, day) => DatePart::Day(Some(month), Some(day)),
        Part::NoDay(month) => DatePart::Day(Some(month), None),
        Part::Quarter(quarter) => DatePart::Quarter(Some(quarter)),
        Part::Half(half) => DatePart::Half(half),
        Part::Season(season) => DatePart::Season(season),
        Part::Weekday(day) => DatePart::Weekday(None, day),
        Part::Holiday(told) => match holiday::day(told, year) {
            Some(date) => return day_value(date),
            None => DatePart::Whole,
        },
    };
    Value::Date { year: Some(year), part }
}

/// The part where nothing fixes it.
pub(super) fn undated(part: Part) -> Value {
    let part = match part {
        Part::Month(month) => DatePart::Month(Some(month)),
        Part::Day(month, day) => DatePart::Day(Some(month), Some(day)),
        Part::NoDay(month) => DatePart::Day(Some(month), None),
        Part::DayOfMonth(day) => DatePart::Day(None, Some(day)),
        Part::Quarter(quarter) => DatePart::Quarter(Some(quarter)),
        Part::Half(half) => DatePart::Half(half),
        Part::Season(season) => DatePart::Season(season),
        Part::Weekday(day) => DatePart::Weekday(None, day),
        Part::Holiday(told) => match fixed_day(told) {
            Some((month, day)) => DatePart::Day(Some(month), Some(day)),
            None => DatePart::Day(None, None),
        },
        Part::Week(_) | Part::Unit(Unit::Week) => DatePart::Week(None),
        Part::NthWeekend(_) | Part::Unit(Unit::Weekend) => DatePart::Weekend(None),
        Part::Unit(Unit::Quarter) => DatePart::Quarter(None),
        Part::NthDay(_) | Part::NthWeekday(..) | Part::Unit(Unit::Day) => DatePart::Day(None, None),
        Part::Unit(Unit::Month) => DatePart::Month(None),
        Part::Whole | Part::Unit(_) => DatePart::Whole,
    };
    Value::Date { year: None, part }
}

fn fixed_day(told: &str) -> Option<(u8, u8)> {
    let (month, day) = told.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

/// The stretch of `unit` that lies `count` of them from the one that holds `reference`.
pub(super) fn unit_value(reference: Date, count: i64, unit: Unit) -> Option<Value> {
    let date = calendar::shift(reference, count, unit)?;
    Some(match unit {
        Unit::Day => day_value(date),
        Unit::Week => {
            let (year, week) = calendar::week(date);
            Value::Date { year: Some(year), part: DatePart::Week(Some(week)) }
        }
        Unit::Weekend => {
            let (year, week) = calendar::week(date);
            Value::Date { year: Some(year), part: DatePart::Weekend(Some(week)) }
        }
        Unit::Month => month_value(date),
        Unit::Quarter => Value::Date {
            year: Some(date.year()),
            part: DatePart::Quarter(Some(calendar::quarter(date))),
        },
        Unit::Year => whole(Some(year_of(date))),
        Unit::Decade => Value::Decade(date.year() / 10),
        Unit::Century => Value::Century(date.year() / 100),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Unknown => return None,
    })
}
