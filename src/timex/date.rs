//! A calendar day, over `jiff`'s civil date.

use std::fmt;
use std::str::FromStr;

use super::text::serde_as_text;
use crate::error::Error;

/// A day of the Gregorian calendar.
///
/// # Examples
///
/// ```
/// use onrecord::Date;
///
/// let date: Date = "2026-02-11".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2026, 2, 11));
/// assert_eq!(date, Date::new(2026, 2, 11)?);
/// # Ok::<(), onrecord::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

const EXPECTED: &str = "a calendar date like 2026-02-11";

impl Date {
    /// The day with this year (-9999 to 9999), month and day, both from 1.
    ///
    /// # Errors
    ///
    /// [`Error::is_date`] where there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, Error> {
        jiff::civil::Date::new(year, month, day)
            .map(Self)
            .map_err(|_| Error::date(EXPECTED, &format!("{year:04}-{month:02}-{day:02}")))
    }

    /// The year; 0 and below are years before Christ.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    pub(crate) const fn civil(self) -> jiff::civil::Date {
        self.0
    }

    pub(crate) const fn from_civil(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year() < 0 { "-" } else { "" };
        let year = self.year().unsigned_abs();
        write!(f, "{sign}{year:04}-{:02}-{:02}", self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        read(text).ok_or_else(|| Error::date(EXPECTED, text))
    }
}

/// What [`Display`](fmt::Display) writes.
fn read(text: &str) -> Option<Date> {
    fn number(digits: &str, count: usize) -> Option<i16> {
        let fits = digits.len() == count && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| fits)
    }
    let (sign, day) = text.strip_prefix('-').map_or((1, text), |day| (-1, day));
    let mut parts = day.splitn(3, '-');
    let year = number(parts.next()?, 4)? * sign;
    let month = number(parts.next()?, 2)?.try_into().ok()?;
    Date::new(year, month, number(parts.next()?, 2)?.try_into().ok()?).ok()
}

#[cfg(feature = "jiff02")]
impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

#[cfg(feature = "jiff02")]
impl From<Date> for jiff::civil::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

#[cfg(feature = "chrono04")]
impl TryFrom<chrono::NaiveDate> for Date {
    type Error = Error;

    /// Fails for years beyond 9999, either way.
    fn try_from(date: chrono::NaiveDate) -> Result<Self, Error> {
        use chrono::Datelike;
        let part = || -> Option<Self> {
            let (year, month) =
                (i16::try_from(date.year()).ok()?, i8::try_from(date.month()).ok()?);
            Self::new(year, month, i8::try_from(date.day()).ok()?).ok()
        };
        part().ok_or_else(|| Error::date(EXPECTED, &date.to_string()))
    }
}

#[cfg(feature = "chrono04")]
impl From<Date> for chrono::NaiveDate {
    fn from(date: Date) -> Self {
        let day = Self::from_ymd_opt(
            date.year().into(),
            date.month().unsigned_abs().into(),
            date.day().unsigned_abs().into(),
        );
        // Every day of jiff's calendar is a day of chrono's.
        day.unwrap_or_default()
    }
}

serde_as_text!(Date);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_date_says_so() {
        for text in
            ["", "2026", "2026-2-11", "2026-13-01", "11/02/2026", "2026-02-11T10:00", "２026-02-11"]
        {
            let error = text.parse::<Date>().unwrap_err();
            assert!(error.is_date());
            assert_eq!(
                error.to_string(),
                format!("expected a calendar date like 2026-02-11, found {text:?}")
            );
        }
    }

    #[test]
    fn years_before_the_first_are_written_and_read() {
        for (year, text) in [(-9999, "-9999-01-31"), (-43, "-0043-01-31"), (0, "0000-01-31")] {
            let date = Date::new(year, 1, 31).unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(text.parse(), Ok(date));
        }
        assert!("--043-01-31".parse::<Date>().unwrap_err().is_date());
    }

    #[cfg(feature = "chrono04")]
    #[test]
    fn goes_to_chrono_and_back() {
        let date = Date::new(2024, 2, 29).unwrap();
        assert_eq!(Date::try_from(chrono::NaiveDate::from(date)), Ok(date));
        assert!(Date::try_from(chrono::NaiveDate::MAX).unwrap_err().is_date());
    }

    #[cfg(feature = "jiff02")]
    #[test]
    fn goes_to_jiff_and_back() {
        let date = Date::new(2024, 2, 29).unwrap();
        assert_eq!(Date::from(jiff::civil::Date::from(date)), date);
    }
}
