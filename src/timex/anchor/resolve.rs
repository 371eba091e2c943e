//! What an expression means, tied to days.

use super::Anchor;
use crate::timex::Policy;
use crate::timex::calendar;
use crate::timex::date::Date;
use crate::timex::dated::{Resolved, dated, day_value, days_between, undated, unit_value};
use crate::timex::interval;
use crate::timex::meaning::{Base, Meaning, Part};
use crate::timex::pick::{candidates, near, pick, weekend};
use crate::timex::report::REPORT;
use crate::timex::tense::Lean;
use crate::timex::value::{DatePart, TimeOfDay, Unit, Value};

impl Anchor {
    pub(in crate::timex) fn resolve(&self, meaning: &Meaning, lean: Lean) -> Resolved {
        match meaning {
            Meaning::Fixed(value) => Resolved::plain(value.clone(), Policy::Explicit),
            Meaning::Nothing => Resolved::plain(Value::Present, Policy::Explicit),
            Meaning::Date { year, part, weekday } => self.date(*year, *part, *weekday, lean),
            Meaning::Named { which, part, base } => self.named(*which, *part, *base, lean),
            Meaning::Shift { count, unit, base } => self.shifted(*count, *unit, *base),
            Meaning::In { part, whole } => {
                let whole = self.resolve(whole, lean);
                Resolved { value: within(*part, &whole.value), ..whole }
            }
            Meaning::At { time, day } => {
                let day = match day {
                    Some(day) => self.resolve(day, lean),
                    None => self.told_day(),
                };
                Resolved { value: at(*time, &day.value), ..day }
            }
            Meaning::Again { unit, told } => self.again(*unit, *told),
            Meaning::Sometime { unit } => self.sometime(*unit),
            Meaning::SamePeriod { unit, whole } => self.same_period(*unit, whole, lean),
            Meaning::Slashed { first, second, year, short } => {
                self.slashed(*first, *second, if *short { self.full_year(*year) } else { *year })
            }
            Meaning::That { day } => self.that_weekday(*day),
            Meaning::WeeksOn { weeks, day } => self.weeks_on(*weeks, *day),
            Meaning::YearsFrom { years, of } => years_from(*years, self.resolve(of, lean)),
            Meaning::TurnOfCentury => self.turn_of_century(),
            Meaning::Beside { which, unit, of } => beside(*which, *unit, self.resolve(of, lean)),
            Meaning::Known { year, month, day } => {
                let known = calendar::day(*year, *month, *day);
                let year = known.filter(|known| self.day.is_none_or(|day| *known < day));
                self.date(year.map(Date::year), Part::Day(*month, *day), None, lean)
            }
            Meaning::Overnight => {
                let nights = if lean == Lean::Future { 0 } else { -1 };
                let day = self.shifted(nights * 1000, Unit::Day, Base::Published);
                Resolved { value: at(TimeOfDay::Night, &day.value), ..day }
            }
            Meaning::NewYear => self.new_year(),
            Meaning::QuarterTo { month, day } => self.quarter_to(*month, *day),
        }
    }

    /// Some unit of the year that is told of.
    fn sometime(&self, unit: Unit) -> Resolved {
        let year = match (unit, &self.mentioned) {
            (Unit::Day | Unit::Week | Unit::Month, Some(Value::Date { year, .. })) => *year,
            _ => None,
        };
        let value = match undated(Part::Unit(unit)) {
            Value::Date { part, .. } => Value::Date { year, part },
            value => value,
        };
        Resolved::plain(value, Policy::Mentioned)
    }

    /// What another year's figures are set against.
    fn same_period(&self, unit: Unit, whole: &Meaning, lean: Lean) -> Resolved {
        let last = matches!(whole, Meaning::Named { which: -1, .. });
        let whole = self.resolve(whole, lean);
        let Value::Date { year: Some(year), .. } = whole.value else { return whole };
        let (part, told) = self.same_part(unit);
        // In January, last year is what December is set against, and not its own.
        let year = if last && told == Some(year) { year - 1 } else { year };
        let value = Value::Date { year: Some(year), part };
        Resolved { value, policy: Policy::Mentioned, ..whole }
    }

    /// The first such weekday from the day that is told of.
    fn that_weekday(&self, day: u8) -> Resolved {
        match self.told_as_day().and_then(|told| calendar::weekday_from(told, day)) {
            Some(day) => Resolved::plain(day_value(day), Policy::Mentioned),
            None => self.date(None, Part::Weekday(day), None, Lean::Past),
        }
    }

    /// So many weeks after the weekday to come.
    fn weeks_on(&self, weeks: i64, day: u8) -> Resolved {
        let found = self.day.and_then(|reference| {
            let next = calendar::weekday_from(calendar::add_days(reference, 1)?, day)?;
            calendar::add_days(next, weeks * 7)
        });
        match found {
            Some(day) => Resolved::plain(day_value(day), Policy::FutureTense),
            None => Resolved::plain(undated(Part::Weekday(day)), Policy::Unanchored),
        }
    }

    /// The first year of the century that is nearest to what is told of.
    fn turn_of_century(&self) -> Resolved {
        match self.last() {
            Some(day) => {
                let year = (day.year() + 50) / 100 * 100;
                Resolved::plain(dated(Part::Whole, year), Policy::Mentioned)
            }
            None => Resolved::plain(undated(Part::Whole), Policy::Unanchored),
        }
    }

    /// The year to come; in its first half the one that has come.
    fn new_year(&self) -> Resolved {
        match self.day {
            Some(day) => {
                let year = day.year() + i16::from(calendar::month(day) > 6);
                Resolved::plain(dated(Part::Whole, year), Policy::Published)
            }
            None => Resolved::plain(undated(Part::Whole), Policy::Unanchored),
        }
    }

    /// The year of two digits that lies nearest behind, or a little ahead.
    fn full_year(&self, short: i16) -> i16 {
        let latest = self.day.map_or(2049, |day| day.year() + 20);
        latest - (latest - short).rem_euclid(100)
    }

    /// A day of two numbers: as the text orders them, where both may be the month.
    fn slashed(&self, first: u8, second: u8, year: i16) -> Resolved {
        let reading = |month, day| calendar::day(year, month, day).map(day_value);
        let (by_month, by_day) = (reading(first, second), reading(second, first));
        let (one, other) = if self.day_first { (by_day, by_month) } else { (by_month, by_day) };
        match (one, other) {
            (Some(value), alternative) => {
                let alternative = alternative.filter(|other| *other != value);
                Resolved { value, policy: Policy::Explicit, alternative }
            }
            (None, Some(value)) => Resolved::plain(value, Policy::Explicit),
            (None, None) => {
                let month = Some(first).filter(|month| *month <= 12);
                let part = DatePart::Day(month.or(Some(second).filter(|month| *month <= 12)), None);
                Resolved::plain(Value::Date { year: Some(year), part }, Policy::NoSuchDay)
            }
        }
    }

    /// The day that a bare time of day belongs to.
    fn told_day(&self) -> Resolved {
        if self.narrative {
            if let Some((day, _)) = self.told.clone() {
                return Resolved::plain(day, Policy::Mentioned);
            }
        }
        let recent = self.told.as_ref().filter(|(_, sentence)| *sentence + 1 >= self.sentence);
        if let Some((day, _)) = recent.filter(|_| !self.stamp) {
            return Resolved::plain(day.clone(), Policy::Mentioned);
        }
        match self.day {
            Some(day) => Resolved::plain(day_value(day), Policy::Published),
            None => Resolved::plain(
                Value::Date { year: None, part: DatePart::Day(None, None) },
                Policy::Unanchored,
            ),
        }
    }

    fn date(&self, year: Option<i16>, part: Part, weekday: Option<u8>, lean: Lean) -> Resolved {
        let resolved = self.any_date(year, part, weekday, lean);
        match part {
            Part::NoDay(_) => Resolved { policy: Policy::NoSuchDay, ..resolved },
            _ => resolved,
        }
    }

    fn any_date(&self, year: Option<i16>, part: Part, weekday: Option<u8>, lean: Lean) -> Resolved {
        if let Some(year) = year {
            return Resolved::plain(dated(part, year), Policy::Explicit);
        }
        if self.guide && matches!(part, Part::Month(_) | Part::Season(_)) && lean == Lean::None {
            return Resolved::plain(undated(part), Policy::Unanchored);
        }
        if let Some(value) = self.by_neighbor(part, weekday, lean) {
            return Resolved::plain(value, Policy::Mentioned);
        }
        let by_week = matches!(part, Part::Weekday(_) | Part::DayOfMonth(_));
        let near = !by_week
            || self.told.as_ref().is_some_and(|(_, sentence)| self.sentence <= sentence + 3);
        let narrative = self.narrative && near && self.mentioned.is_some();
        let told = self.mentioned.as_ref().and_then(interval::days).map(|days| days.0);
        let reference = if narrative { told.or(self.day) } else { self.day };
        let Some(reference) = reference else {
            return Resolved::plain(undated(part), Policy::Unanchored);
        };
        if let (Some(weekday), Part::Day(month, day)) = (weekday, part) {
            if let Some(year) = agreeing_year(reference, month, day, weekday) {
                return Resolved::plain(dated(part, year), Policy::Weekday);
            }
        }
        if narrative {
            return match after_told(part, reference) {
                Some(value) => Resolved::plain(value, Policy::Mentioned),
                None => Resolved::plain(undated(part), Policy::Unanchored),
            };
        }
        let picked = pick(part, reference, lean, self.preference);
        let Some(next) = self.to_come(reference) else { return picked };
        match (part, lean) {
            // `in Lima in December, in Quito in January`
            (_, Lean::None) | (Part::Month(_) | Part::Day(..), Lean::Future) => {
                after_told(part, next)
                    .map_or(picked, |value| Resolved::plain(value, Policy::Mentioned))
            }
            // On a Wednesday: `will speak on Monday in Lima and on Wednesday in Quito`.
            (Part::Weekday(_), Lean::Future) if picked.value == day_value(reference) => {
                pick(part, next, lean, self.preference)
            }
            _ => picked,
        }
    }

    /// A date that the expressions right before it fix.
    fn by_neighbor(&self, part: Part, weekday: Option<u8>, lean: Lean) -> Option<Value> {
        let of_year =
            matches!(part, Part::Month(_) | Part::Day(..) | Part::Season(_) | Part::Holiday(_));
        if let Some(year) = self.of_year.filter(|_| of_year) {
            return Some(dated(part, year));
        }
        if let Part::DayOfMonth(day) = part {
            if let Some(value) = self.day_of_told_month(day) {
                return Some(value);
            }
        }
        if let (Part::Weekday(day), true, Some(told)) = (part, self.aside, self.told_as_day()) {
            let near = calendar::add_days(told, -3);
            if let Some(found) = near.and_then(|near| calendar::weekday_from(near, day)) {
                return Some(day_value(found));
            }
        }
        if weekday.is_some() {
            return None;
        }
        if let Some(start) = self.from {
            // The end of a range is the first such date after its start.
            let end = candidates(part, start).into_iter().find(|(_, first, _)| *first > start);
            if let Some((value, ..)) = end {
                return Some(value);
            }
        }
        let of_told_year = matches!(part, Part::Month(_) | Part::Day(..) | Part::Season(_));
        if of_told_year && self.opens && !self.narrative && lean != Lean::Future {
            return self.past_date(self.sentence).and_then(|told| after_told(part, told));
        }
        None
    }

    /// The first day of a date to come that this sentence has named.
    fn to_come(&self, reference: Date) -> Option<Date> {
        let (value, _) = self.near.as_ref().filter(|(_, sentence)| *sentence == self.sentence)?;
        interval::days(value).map(|days| days.0).filter(|day| *day > reference)
    }

    /// `the 15th`, of the month of a day that was named lately.
    fn day_of_told_month(&self, day: u8) -> Option<Value> {
        let (told, sentence) = self.told.as_ref()?;
        let recent = self.sentence <= sentence + 2;
        let (told, _) = interval::days(told).filter(|_| recent)?;
        let same = calendar::day(told.year(), calendar::month(told), day)?;
        let next = calendar::add_months(same, 1)?;
        Some(day_value(if days_between(same, told) > 7 { next } else { same }))
    }

    fn named(&self, which: i8, part: Part, base: Base, lean: Lean) -> Resolved {
        let policy = match base {
            Base::Mentioned if self.mentioned.is_some() => Policy::Mentioned,
            _ => Policy::Published,
        };
        let by_day = matches!(part, Part::Unit(Unit::Day) | Part::Weekday(_));
        let told = self.told_as_day().filter(|_| by_day && base == Base::Mentioned);
        let Some(reference) = told.or_else(|| self.base(base)) else {
            return Resolved::plain(undated(part), Policy::Unanchored);
        };
        let value = match part {
            Part::Unit(Unit::Weekend) if which == 0 => weekend(reference, lean),
            Part::Unit(unit) => unit_value(reference, which.into(), unit),
            _ => near(part, reference, which, lean),
        };
        Resolved::plain(value.unwrap_or_else(|| undated(part)), policy)
    }

    fn shifted(&self, count: i64, unit: Unit, base: Base) -> Resolved {
        let recent = self
            .quarter
            .as_ref()
            .filter(|(_, paragraph)| !self.longer && self.paragraph <= paragraph + REPORT);
        if let (Unit::Year, Some((Value::Date { year: Some(year), part }, _)), false) =
            (unit, recent, self.narrative)
        {
            if count.abs() == 1000 {
                let value = Value::Date {
                    year: i16::try_from(i64::from(*year) + count / 1000).ok(),
                    part: *part,
                };
                return Resolved::plain(value, Policy::Mentioned);
            }
        }
        let policy = if base == Base::Mentioned && self.mentioned.is_some() {
            Policy::Mentioned
        } else {
            Policy::Published
        };
        let told = self.told_as_day().filter(|_| unit == Unit::Day && base == Base::Mentioned);
        let compared = unit == Unit::Year && self.longer && !self.narrative;
        let base = if compared { Base::Published } else { base };
        let Some(reference) = told.or_else(|| self.base(base)) else {
            return Resolved::plain(undated(Part::Unit(unit)), Policy::Unanchored);
        };
        // A part of a unit is counted in the next smaller one.
        let (count, unit) = match unit {
            Unit::Year if count % 1000 != 0 => (count * 12 / 1000, Unit::Month),
            Unit::Week if count % 1000 != 0 => (count * 7 / 1000, Unit::Day),
            Unit::Month if count % 1000 != 0 => (count * 30 / 1000, Unit::Day),
            _ => (count / 1000, unit),
        };
        let value = unit_value(reference, count, unit);
        // Beyond the calendar: `66 million years ago`.
        let beyond = if count < 0 { Value::Past } else { Value::Future };
        Resolved::plain(value.unwrap_or(beyond), policy)
    }

    fn again(&self, unit: Unit, told: bool) -> Resolved {
        if unit == Unit::Quarter {
            let named = self.told_date().filter(|value| {
                told && matches!(value, Value::Date { part: DatePart::Quarter(_), .. })
            });
            return match named {
                Some(value) => Resolved::plain(value.clone(), Policy::Mentioned),
                None => self.reported(),
            };
        }
        let coarse = match self.told_date() {
            Some(Value::Date { year: Some(year), part }) => match (unit, *part) {
                (Unit::Day, DatePart::Whole) => Some((*year, DatePart::Day(None, None))),
                (Unit::Day, DatePart::Month(month)) => Some((*year, DatePart::Day(month, None))),
                (Unit::Month, DatePart::Whole) => Some((*year, DatePart::Month(None))),
                _ => None,
            },
            _ => None,
        };
        // `that day` in a month: some day of it.
        if let Some((year, part)) = coarse.filter(|_| told) {
            return Resolved::plain(Value::Date { year: Some(year), part }, Policy::Mentioned);
        }
        let (reference, policy) = match (self.told_date(), self.day) {
            (Some(_), day) if told || self.narrative || unit != Unit::Year || day.is_none() => {
                (self.last(), Policy::Mentioned)
            }
            (_, day) => (day, Policy::Published),
        };
        let value = reference.and_then(|reference| unit_value(reference, 0, unit));
        match value {
            Some(value) => Resolved::plain(value, policy),
            None => Resolved::plain(undated(Part::Unit(unit)), Policy::Unanchored),
        }
    }
}

/// The day, week or month that lies so many years from another.
fn years_from(years: i64, of: Resolved) -> Resolved {
    let unit = match &of.value {
        Value::Date { part: DatePart::Week(_), .. } => Unit::Week,
        Value::Date { part: DatePart::Month(_), .. } => Unit::Month,
        _ => Unit::Day,
    };
    // A week lies where its middle does.
    let middle = if unit == Unit::Week { 3 } else { 0 };
    let value = interval::days(&of.value)
        .and_then(|(first, _)| calendar::add_days(first, middle))
        .and_then(|day| calendar::shift(day, years, Unit::Year))
        .and_then(|date| unit_value(date, 0, unit));
    match value {
        Some(value) => Resolved { value, ..of },
        None => of,
    }
}

/// The unit before or after the one that holds a day.
fn beside(which: i8, unit: Unit, of: Resolved) -> Resolved {
    let value =
        interval::days(&of.value).and_then(|(first, _)| unit_value(first, which.into(), unit));
    match value {
        Some(value) => Resolved::plain(value, of.policy),
        None => Resolved::plain(undated(Part::Unit(unit)), Policy::Unanchored),
    }
}

/// The year near `reference` in which this day is that weekday.
fn agreeing_year(reference: Date, month: u8, day: u8, weekday: u8) -> Option<i16> {
    [0, -1, 1, -2, 2].into_iter().map(|years| reference.year() + years).find(|year| {
        calendar::day(*year, month, day).is_some_and(|date| calendar::weekday(date) == weekday)
    })
}

/// In a narrative: the next such date after the one last mentioned, unless it is far off.
fn after_told(part: Part, reference: Date) -> Option<Value> {
    let candidates = candidates(part, reference).into_iter();
    let fits = candidates.min_by_key(|(_, first, last)| {
        let (ahead, back) = (days_between(reference, *first), days_between(*last, reference));
        if *first <= reference && reference <= *last { 0 } else { ahead.max(back * 2) }
    });
    fits.map(|(value, ..)| value)
}

/// A part of a resolved stretch.
fn within(part: Part, stretch: &Value) -> Value {
    let (year, of) = match stretch {
        Value::Date { year, part } => (*year, *part),
        _ => return undated(part),
    };
    let bounds = interval::days(stretch);
    let found = match (part, bounds) {
        (Part::Weekday(day), Some((first, _))) => calendar::weekday_from(first, day).map(day_value),
        (Part::DayOfMonth(day), Some((first, _))) => {
            calendar::day(first.year(), calendar::month(first), day).map(day_value)
        }
        (Part::NthWeekday(nth, weekday), Some((first, _))) => {
            calendar::nth_weekday(first.year(), calendar::month(first), nth, weekday).map(day_value)
        }
        (Part::NthWeekend(nth), Some((first, _))) => {
            calendar::nth_weekday(first.year(), calendar::month(first), nth, 6)
                .and_then(|saturday| unit_value(saturday, 0, Unit::Weekend))
        }
        (Part::NthDay(0), Some((_, last))) => Some(day_value(last)),
        (Part::NthDay(nth), Some((first, _))) => {
            calendar::add_days(first, i64::from(nth) - 1).map(day_value)
        }
        (Part::Week(0), Some((_, last))) => unit_value(last, 0, Unit::Week),
        (Part::Week(nth), Some((first, _))) => calendar::add_days(first, i64::from(nth) * 7 - 4)
            .and_then(|date| unit_value(date, 0, Unit::Week)),
        (Part::Unit(unit), Some((first, _))) => unit_value(first, 0, unit),
        _ => None,
    };
    match (found, year, of) {
        (Some(value), ..) => value,
        (None, Some(year), _) => dated(part, year),
        (None, None, _) => undated(part),
    }
}

/// A time of a day.
fn at(time: TimeOfDay, day: &Value) -> Value {
    match *day {
        Value::Date { year, part } | Value::Time { year, part, .. } => {
            Value::Time { year, part, time }
        }
        _ => Value::Time { year: None, part: DatePart::Day(None, None), time },
    }
}
