//! Ties what expressions say to days: the publication day, the date last mentioned, the tense of the clause.

use super::calendar;
use super::date::Date;
use super::dated::{Resolved, dated, day_value, days_between, undated, unit_value};
use super::interval;
use super::meaning::{Base, Meaning, Node, Part};
use super::pick::{candidates, near, pick, weekend};
use super::report::{REPORT, is_several_quarters};
use super::tense::Lean;
use super::value::{DatePart, TimeOfDay, Unit, Value};
use super::{Policy, Preference};

/// What resolution knows so far.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    /// The day that relative expressions count from.
    pub(super) day: Option<Date>,
    pub(super) preference: Preference,
    /// Whether the text tells of what is so year by year, as a guide does.
    pub(super) guide: bool,
    /// Whether `3/4/98` is 3 April.
    pub(super) day_first: bool,
    /// Whether the text tells of other times than its own: dates then follow the one last mentioned.
    pub(super) narrative: bool,
    /// The date last mentioned that the text goes on from.
    mentioned: Option<Value>,
    /// The date last mentioned at all, and in which sentence.
    near: Option<(Value, usize)>,
    /// The quarter that is reported on, and the paragraph that last named one.
    pub(super) quarter: Option<(Value, usize)>,
    /// Whether a stretch of several quarters was named since: `the first nine months`.
    pub(super) longer: bool,
    /// A date of an earlier year that is being told of, and in which paragraph and sentence.
    past: Option<(Value, usize, usize)>,
    /// The day last mentioned, and in which sentence.
    told: Option<(Value, usize)>,
    /// The first day of the date that a range goes on from: `Monday to Friday`.
    pub(super) from: Option<Date>,
    /// The year that was named right before: `two years later, in May`.
    pub(super) of_year: Option<i16>,
    /// Whether the expression stands in brackets right after another: `10:30 on Friday (23:30 GMT Thursday)`.
    pub(super) aside: bool,
    /// Whether the expression opens its sentence: `In March, …`.
    pub(super) opens: bool,
    /// Whether the expression opens its paragraph, as the time of an entry does.
    pub(super) stamp: bool,
    /// Where the text stands, in paragraphs and in sentences.
    pub(super) paragraph: usize,
    pub(super) sentence: usize,
}

/// Over how many sentences a paragraph goes on from an earlier year without naming it.
const BACK: usize = 3;

impl Anchor {
    pub(super) const fn new(day: Option<Date>, preference: Preference, narrative: bool) -> Self {
        Self {
            day,
            preference,
            guide: false,
            day_first: false,
            narrative,
            mentioned: None,
            near: None,
            quarter: None,
            longer: false,
            past: None,
            told: None,
            from: None,
            of_year: None,
            opens: false,
            stamp: false,
            aside: false,
            paragraph: 0,
            sentence: 0,
        }
    }

    /// Takes note of a value that was mentioned.
    pub(super) fn note(&mut self, node: &Node, value: &Value) {
        if is_several_quarters(node) {
            self.longer = true;
        }
        let (Value::Date { year: year @ Some(_), part }
        | Value::Time { year: year @ Some(_), part, .. }) = *value
        else {
            return;
        };
        if matches!(node.meaning, Meaning::Fixed(_)) || node.rule == "overnight" {
            return;
        }
        let date = Value::Date { year, part };
        self.note_past(node, &date);
        self.near = Some((date.clone(), self.sentence));
        if self.narrative && !self.opens && self.strays(&date) {
            return;
        }
        if matches!(part, DatePart::Quarter(_)) && matches!(value, Value::Date { .. }) {
            self.note_quarter(node, &date);
        }
        let guessed = matches!(node.meaning, Meaning::At { day: None, .. });
        if matches!(part, DatePart::Day(Some(_), Some(_))) && !guessed {
            self.told = Some((date.clone(), self.sentence));
        }
        self.mentioned = Some(date);
    }

    /// Takes note of a date of an earlier year that a paragraph goes on from: `In 2014, … In March …`.
    fn note_past(&mut self, node: &Node, value: &Value) {
        let Value::Date { year: Some(year), part } = *value else { return };
        let earlier = self.day.is_some_and(|day| year < day.year());
        let told = match node.meaning {
            Meaning::Date { year: Some(_), .. } => self.opens || !matches!(part, DatePart::Whole),
            // What was found by the date before it goes on with it.
            Meaning::Date { year: None, .. } => self.past_date(self.sentence).is_some(),
            _ => false,
        };
        self.past = (earlier && told).then(|| (value.clone(), self.paragraph, self.sentence));
    }

    /// The first day of the earlier date that the paragraph tells of.
    fn past_date(&self, sentence: usize) -> Option<Date> {
        let (value, paragraph, told) = self.past.as_ref()?;
        let near = *paragraph == self.paragraph && sentence <= told + BACK;
        interval::days(value).filter(|_| near).map(|days| days.0)
    }

    /// Whether the value lies far from what is being told, as the year of a book or a law does.
    fn strays(&self, value: &Value) -> bool {
        let year = |value: &Value| match value {
            Value::Date { year, .. } | Value::Time { year, .. } => *year,
            _ => None,
        };
        let reach = if matches!(value, Value::Date { part: DatePart::Whole, .. }) { 2 } else { 10 };
        match (self.mentioned.as_ref().and_then(year), year(value)) {
            (Some(told), Some(year)) => (i32::from(told) - i32::from(year)).abs() > reach,
            _ => false,
        }
    }

    /// The date last mentioned in this sentence, else the one that the text goes on from.
    pub(super) fn told_date(&self) -> Option<&Value> {
        let near = self.near.as_ref().filter(|(_, sentence)| *sentence == self.sentence);
        near.map(|(value, _)| value).or(self.mentioned.as_ref())
    }

    /// The first day of the date last mentioned, else the text's own day.
    fn last(&self) -> Option<Date> {
        self.told_date().and_then(interval::days).map(|days| days.0).or(self.day)
    }

    /// The day last mentioned.
    fn told_as_day(&self) -> Option<Date> {
        let (day, _) = self.told.as_ref()?;
        interval::days(day).map(|days| days.0)
    }

    fn base(&self, base: Base) -> Option<Date> {
        match base {
            Base::Published => self.day,
            Base::Mentioned => self.last(),
        }
    }

    pub(super) fn resolve(&self, meaning: &Meaning, lean: Lean) -> Resolved {
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
            Meaning::Sometime { unit } => {
                let year = match (unit, &self.mentioned) {
                    (Unit::Day | Unit::Week | Unit::Month, Some(Value::Date { year, .. })) => *year,
                    _ => None,
                };
                let value = match undated(Part::Unit(*unit)) {
                    Value::Date { part, .. } => Value::Date { year, part },
                    value => value,
                };
                Resolved::plain(value, Policy::Mentioned)
            }
            Meaning::SamePeriod { unit, whole } => {
                let last = matches!(**whole, Meaning::Named { which: -1, .. });
                let whole = self.resolve(whole, lean);
                match whole.value {
                    Value::Date { year: Some(year), .. } => {
                        let (part, told) = self.same_part(*unit);
                        // In January, last year is what December is set against, and not its own.
                        let year = if last && told == Some(year) { year - 1 } else { year };
                        let value = Value::Date { year: Some(year), part };
                        Resolved { value, policy: Policy::Mentioned, ..whole }
                    }
                    _ => whole,
                }
            }
            Meaning::Slashed { first, second, year, short } => {
                self.slashed(*first, *second, if *short { self.full_year(*year) } else { *year })
            }
            Meaning::That { day } => {
                let found = self.told_as_day().and_then(|told| calendar::weekday_from(told, *day));
                match found {
                    Some(day) => Resolved::plain(day_value(day), Policy::Mentioned),
                    None => self.date(None, Part::Weekday(*day), None, Lean::Past),
                }
            }
            Meaning::WeeksOn { weeks, day } => {
                let found = self.day.and_then(|reference| {
                    let next = calendar::weekday_from(calendar::add_days(reference, 1)?, *day)?;
                    calendar::add_days(next, weeks * 7)
                });
                match found {
                    Some(day) => Resolved::plain(day_value(day), Policy::FutureTense),
                    None => Resolved::plain(undated(Part::Weekday(*day)), Policy::Unanchored),
                }
            }
            Meaning::YearsFrom { years, of } => {
                let of = self.resolve(of, lean);
                let unit = match &of.value {
                    Value::Date { part: DatePart::Week(_), .. } => Unit::Week,
                    Value::Date { part: DatePart::Month(_), .. } => Unit::Month,
                    _ => Unit::Day,
                };
                // A week lies where its middle does.
                let middle = if unit == Unit::Week { 3 } else { 0 };
                let value = interval::days(&of.value)
                    .and_then(|(first, _)| calendar::add_days(first, middle))
                    .and_then(|day| calendar::shift(day, *years, Unit::Year))
                    .and_then(|date| unit_value(date, 0, unit));
                match value {
                    Some(value) => Resolved { value, ..of },
                    None => of,
                }
            }
            Meaning::TurnOfCentury => match self.last() {
                Some(day) => {
                    let year = (day.year() + 50) / 100 * 100;
                    Resolved::plain(dated(Part::Whole, year), Policy::Mentioned)
                }
                None => Resolved::plain(undated(Part::Whole), Policy::Unanchored),
            },
            Meaning::Beside { which, unit, of } => {
                let of = self.resolve(of, lean);
                let value = interval::days(&of.value)
                    .and_then(|(first, _)| unit_value(first, (*which).into(), *unit));
                match value {
                    Some(value) => Resolved::plain(value, of.policy),
                    None => Resolved::plain(undated(Part::Unit(*unit)), Policy::Unanchored),
                }
            }
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
            Meaning::NewYear => match self.day {
                Some(day) => {
                    let year = day.year() + i16::from(calendar::month(day) > 6);
                    Resolved::plain(dated(Part::Whole, year), Policy::Published)
                }
                None => Resolved::plain(undated(Part::Whole), Policy::Unanchored),
            },
            Meaning::QuarterTo { month, day } => self.quarter_to(*month, *day),
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
        if let (Some(year), Part::Month(_) | Part::Day(..) | Part::Season(_) | Part::Holiday(_)) =
            (self.of_year, part)
        {
            return Resolved::plain(dated(part, year), Policy::Mentioned);
        }
        if let Part::DayOfMonth(day) = part {
            if let Some(value) = self.day_of_told_month(day) {
                return Resolved::plain(value, Policy::Mentioned);
            }
        }
        if let (Part::Weekday(day), true, Some(told)) = (part, self.aside, self.told_as_day()) {
            let near = calendar::add_days(told, -3);
            if let Some(found) = near.and_then(|near| calendar::weekday_from(near, day)) {
                return Resolved::plain(day_value(found), Policy::Mentioned);
            }
        }
        let season = matches!(part, Part::Month(_) | Part::Season(_));
        if self.guide && season && lean == Lean::None {
            return Resolved::plain(undated(part), Policy::Unanchored);
        }
        if let Some(start) = self.from.filter(|_| weekday.is_none()) {
            // The end of a range is the first such date after its start.
            let end = candidates(part, start).into_iter().find(|(_, first, _)| *first > start);
            if let Some((value, ..)) = end {
                return Resolved::plain(value, Policy::Mentioned);
            }
        }
        if let (Part::Month(_) | Part::Day(..) | Part::Season(_), Some(told), false) =
            (part, self.past_date(self.sentence), self.narrative)
        {
            if self.opens && lean != Lean::Future && weekday.is_none() {
                return self.after_told(part, told);
            }
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
            let year = agreeing_year(reference, month, day, weekday);
            if let Some(year) = year {
                return Resolved::plain(dated(part, year), Policy::Weekday);
            }
        }
        if narrative {
            return self.after_told(part, reference);
        }
        let picked = pick(part, reference, lean, self.preference);
        match (part, self.on_from(reference)) {
            // On a Wednesday: `on Monday in Lima and on Wednesday in Quito`.
            (Part::Weekday(_), Some(next)) if picked.value == day_value(reference) => {
                pick(part, next, Lean::Future, self.preference)
            }
            _ => picked,
        }
    }

    /// The day to come that this sentence has named before.
    fn on_from(&self, reference: Date) -> Option<Date> {
        let (day, _) = self.told.as_ref().filter(|(_, sentence)| *sentence == self.sentence)?;
        interval::days(day).map(|days| days.0).filter(|day| *day > reference)
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

    /// In a narrative: the next such date after the one last mentioned, unless it is far off.
    fn after_told(&self, part: Part, reference: Date) -> Resolved {
        let candidates = candidates(part, reference);
        let fits = candidates.iter().min_by_key(|(_, first, last)| {
            let (ahead, back) = (days_between(reference, *first), days_between(*last, reference));
            if *first <= reference && reference <= *last { 0 } else { ahead.max(back * 2) }
        });
        match fits {
            Some((value, ..)) => Resolved::plain(value.clone(), Policy::Mentioned),
            None => Resolved::plain(undated(part), Policy::Unanchored),
        }
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

/// The year near `reference` in which this day is that weekday.
fn agreeing_year(reference: Date, month: u8, day: u8, weekday: u8) -> Option<i16> {
    [0, -1, 1, -2, 2].into_iter().map(|years| reference.year() + years).find(|year| {
        calendar::day(*year, month, day).is_some_and(|date| calendar::weekday(date) == weekday)
    })
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
