//! Holidays that follow the moon: by lists of days, the tabular Islamic calendar beyond them, and the Hebrew calendar.

use super::calendar;
use super::date::Date;
use crate::lexicon;

/// The day in `year` of such a holiday: `lunar -1`, `hijri 10 1`, `rosh 9`.
pub(super) fn day(told: &str, year: i16) -> Option<Date> {
    let mut words = told.split(' ');
    let first = words.next()?;
    let mut number = || words.next().and_then(|word| word.parse::<i64>().ok());
    match first {
        "hijri" => hijri(year, number()?, number()?),
        "rosh" => calendar::add_days(rosh_hashanah(year)?, number()?),
        "hanukkah" => {
            let start = rosh_hashanah(year)?;
            // The second month has a day more in years of 355 and 385 days.
            let length = days(rosh_hashanah(year + 1)?)? - days(start)?;
            calendar::add_days(start, 83 + i64::from(length % 10 == 5))
        }
        _ => {
            let listed = lexicon::MOON_DAYS.get(&format!("{first} {year}"))?;
            let (month, day) = listed.split_once('-')?;
            let date = calendar::day(year, month.parse().ok()?, day.parse().ok()?)?;
            calendar::add_days(date, number().unwrap_or(0))
        }
    }
}

/// Days since the start of the year 1.
fn days(date: Date) -> Option<i64> {
    let start = calendar::day(1, 1, 1)?;
    start.civil().until(date.civil()).ok().map(|span| i64::from(span.get_days()))
}

fn date(days: i64) -> Option<Date> {
    calendar::add_days(calendar::day(1, 1, 1)?, days)
}

/// The first such day in `year`, give or take a day: in many countries months begin when the moon is seen.
fn hijri(year: i16, month: i64, day: i64) -> Option<Date> {
    let starts = [
        (format!("hijri-{month}+ {}", year - 1), year - 1),
        (format!("hijri-{month} {}", year - 1), year - 1),
        (format!("hijri-{month} {year}"), year),
        (format!("hijri-{month}+ {year}"), year),
    ];
    let listed = starts.iter().find_map(|(key, of)| {
        let (first, start) = lexicon::MOON_DAYS.get(key)?.split_once('-')?;
        let start = calendar::day(*of, first.parse().ok()?, start.parse().ok()?)?;
        calendar::add_days(start, day - 1).filter(|date| date.year() == year)
    });
    listed.or_else(|| tabular(year, month, day))
}

/// The same by the tabular calendar, with months of 30 and 29 days in turn.
fn tabular(year: i16, month: i64, day: i64) -> Option<Date> {
    let guess = (i64::from(year) - 622) * 33 / 32;
    (guess - 1..=guess + 2).find_map(|hijri| {
        let elapsed = (hijri - 1) * 354 + (3 + 11 * hijri).div_euclid(30);
        let found = date(227_013 + elapsed + 29 * (month - 1) + month / 2 + day)?;
        (found.year() == year).then_some(found)
    })
}

/// The first day of the Hebrew year that starts in `year`.
fn rosh_hashanah(year: i16) -> Option<Date> {
    let hebrew = i64::from(year) + 3761;
    let (last, this, next) = (elapsed(hebrew - 1), elapsed(hebrew), elapsed(hebrew + 1));
    let late = if next - this == 356 { 2 } else { i64::from(this - last == 382) };
    date(this + late - 1_373_428)
}

/// Days from the Hebrew calendar's epoch to a year's first new moon, put off where the rules of weekdays say so.
const fn elapsed(hebrew: i64) -> i64 {
    let months = (235 * hebrew - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moon_sets_the_day() {
        for (told, expected) in [
            ("lunar 0", "2026-02-17"),
            ("lunar -1", "2026-02-16"),
            ("midautumn", "2026-09-25"),
            ("diwali", "2026-11-08"),
            ("hijri 9 1", "2026-02-18"),
            ("hijri 10 1", "2026-03-20"),
            ("hijri 12 10", "2026-05-27"),
            ("rosh 0", "2026-09-12"),
            ("rosh 9", "2026-09-21"),
            ("rosh -163", "2026-04-02"),
            ("hanukkah", "2026-12-05"),
        ] {
            assert_eq!(
                day(told, 2026).map(|date| date.to_string()).as_deref(),
                Some(expected),
                "{told}"
            );
        }
        for (told, year, expected) in [
            ("lunar 0", 1985, "1985-02-20"),
            ("diwali", 2020, "2020-11-14"),
            ("hijri 10 1", 2024, "2024-04-10"),
            ("hijri 9 1", 2025, "2025-03-01"),
            ("hijri 10 1", 2019, "2019-06-04"),
            ("hijri 12 10", 2020, "2020-07-31"),
            ("hijri 12 10", 2006, "2006-01-10"),
            ("hijri 10 1", 2090, "2090-04-01"),
            ("rosh 0", 2024, "2024-10-03"),
            ("rosh -163", 2024, "2024-04-23"),
            ("hanukkah", 2024, "2024-12-26"),
            ("hanukkah", 2023, "2023-12-08"),
        ] {
            assert_eq!(
                day(told, year).map(|date| date.to_string()).as_deref(),
                Some(expected),
                "{told}"
            );
        }
        assert_eq!(day("lunar 0", 1700), None);
    }
}
