//! Which of the dates around the reference is meant: by tense, by preference, by distance.

use super::calendar;
use super::date::Date;
use super::dated::{Resolved, dated, day_value, days_between, undated, unit_value};
use super::holiday;
use super::interval;
use super::meaning::Part;
use super::tense::Lean;
use super::value::{Unit, Value};
use super::{Policy, Preference};

/// The weekend just past, or the one to come.
pub(super) fn weekend(reference: Date, lean: Lean) -> Option<Value> {
    let back = lean != Lean::Future && calendar::weekday(reference) < 6;
    unit_value(reference, if back { -1 } else { 0 }, Unit::Weekend)
}

/// The dates of this part in the years, months or weeks around `reference`, in order, with their first and last days.
pub(super) fn candidates(part: Part, reference: Date) -> Vec<(Value, Date, Date)> {
    let values: Vec<Value> = match part {
        Part::Weekday(day) => {
            let latest = calendar::weekday_up_to(reference, day);
            let dates = [-7, 0, 7].into_iter().filter_map(|days| calendar::add_days(latest?, days));
            dates.map(day_value).collect()
        }
        Part::DayOfMonth(day) => [-1, 0, 1]
            .into_iter()
            .filter_map(|months| calendar::add_months(reference, months))
            .filter_map(|date| calendar::day(date.year(), calendar::month(date), day))
            .map(day_value)
            .collect(),
        Part::Holiday(told) => holiday::readings(told)
            .flat_map(|told| in_years(Part::Holiday(told), reference))
            .collect(),
        _ => in_years(part, reference).collect(),
    };
    let mut dates: Vec<_> = values
        .into_iter()
        .filter_map(|value| {
            let (first, last) = interval::days(&value)?;
            Some((value, first, last))
        })
        .collect();
    dates.sort_by_key(|(_, first, _)| *first);
    dates
}

/// The part in the year of `reference`, the year before and the year after.
fn in_years(part: Part, reference: Date) -> impl Iterator<Item = Value> {
    [-1, 0, 1].into_iter().map(move |years| dated(part, reference.year() + years))
}

/// Which of the dates around the reference is meant, by tense and preference.
pub(super) fn pick(part: Part, reference: Date, lean: Lean, preference: Preference) -> Resolved {
    let candidates = candidates(part, reference);
    let past = candidates.iter().rev().find(|(_, first, _)| *first <= reference);
    let future = candidates.iter().find(|(_, _, last)| *last >= reference);
    let (Some(past), Some(future)) = (past, future) else {
        return Resolved::plain(undated(part), Policy::Unanchored);
    };
    let back = days_between(past.1, reference);
    let ahead = days_between(reference, future.1);
    let past_end = days_between(past.2, reference);
    let by_year = !matches!(part, Part::Weekday(_) | Part::DayOfMonth(_));
    let (looks_ahead, policy) = match (lean, preference) {
        // News names the year of what lies most of a year away.
        (Lean::Past, _)
            if by_year
                && back > 270
                && ahead < 95
                && past.1.year() != reference.year()
                && !matches!(part, Part::Month(_) | Part::Quarter(_)) =>
        {
            (true, Policy::Nearest)
        }
        (Lean::Past, _)
            if by_year
                && back > 300
                && ahead < 50
                && past.1.year() != reference.year()
                && !matches!(part, Part::Quarter(_)) =>
        {
            (true, Policy::Nearest)
        }
        (Lean::Future, _)
            if by_year && ahead > 270 && back < 95 && !matches!(part, Part::Month(_)) =>
        {
            (false, Policy::Nearest)
        }
        (Lean::Future, _) if matches!(part, Part::Month(_)) && ahead > 300 && back < 70 => {
            (false, Policy::Nearest)
        }
        // Quarters are reported on once they are over.
        (Lean::Future, _) if matches!(part, Part::Quarter(_)) && past_end < 95 && ahead > 95 => {
            (false, Policy::Nearest)
        }
        (Lean::Past | Lean::Gone, _) => (false, Policy::PastTense),
        (Lean::Habit, _) => return Resolved::plain(undated(part), Policy::Unanchored),
        (Lean::Future, _) => (true, Policy::FutureTense),
        (Lean::None, Preference::Future) => (true, Policy::Preference),
        (Lean::None, Preference::Nearest) => (ahead < back, Policy::Nearest),
        (Lean::None, Preference::Past) if matches!(part, Part::Month(_)) => {
            (ahead <= 62 && back > 270, Policy::Nearest)
        }
        (Lean::None, Preference::Past) if by_year => (ahead * 2 < back, Policy::Nearest),
        (Lean::None, Preference::Past) => (false, Policy::Preference),
    };
    let (picked, other) = if looks_ahead { (future, past) } else { (past, future) };
    let alternative = (picked.0 != other.0).then(|| other.0.clone());
    let policy = if alternative.is_none() { Policy::Published } else { policy };
    Resolved { value: picked.0.clone(), policy, alternative }
}

/// `last April`, `this Friday`, `next summer`.
pub(super) fn near(part: Part, reference: Date, which: i8, lean: Lean) -> Option<Value> {
    let candidates = candidates(part, reference);
    let found = match which {
        -1 => candidates.iter().rev().find(|(_, _, last)| *last < reference),
        1 => candidates.iter().find(|(_, first, _)| *first > reference),
        _ => match part {
            Part::Weekday(_) if matches!(lean, Lean::Past | Lean::Gone) => {
                candidates.iter().rev().find(|(_, first, _)| *first <= reference)
            }
            Part::Weekday(_) => candidates.iter().find(|(_, first, _)| *first >= reference),
            _ => candidates.iter().find(|(_, first, _)| first.year() == reference.year()),
        },
    };
    found.map(|(value, ..)| value.clone())
}
