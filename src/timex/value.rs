//! Typed TIMEX3 values.

use std::fmt;
use std::str::FromStr;

use super::text::serde_as_text;
use crate::error::Error;

mod read;

/// The value of a temporal expression: what TIMEX3 writes as `2026-02-11`, `2026-W06`, `P3D`, `PRESENT_REF`.
///
/// [`Display`](fmt::Display) writes TIMEX3 and [`FromStr`] reads it, so that a value goes out and comes back the same.
///
/// # Examples
///
/// ```
/// use onrecord::Value;
///
/// let value: Value = "2026-W06".parse()?;
/// assert_eq!(value, Value::Date { year: Some(2026), part: onrecord::DatePart::Week(Some(6)) });
/// assert_eq!(value.to_string(), "2026-W06");
/// # Ok::<(), onrecord::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Value {
    /// `PAST_REF`: some time ago.
    Past,
    /// `PRESENT_REF`: now.
    Present,
    /// `FUTURE_REF`: some time to come.
    Future,
    /// A stretch of the calendar, a day or longer.
    Date {
        /// The year, negative before Christ (-44 is 44 BC); `None` (`XXXX`) where nothing fixes it.
        year: Option<i16>,
        /// What of the year.
        part: DatePart,
    },
    /// `197`: ten years, by the year divided by ten.
    Decade(i16),
    /// `19`: a hundred years, by the year divided by a hundred; [`Value::LAST_BC`] for `BC00`.
    Century(i16),
    /// A time of day on a day.
    Time {
        /// The year of the day.
        year: Option<i16>,
        /// The day of the year.
        part: DatePart,
        /// The time of the day.
        time: TimeOfDay,
    },
    /// A length of time, the longest unit first: `P2Y6M`, `PT30M`, `PXW`.
    Duration(Vec<(Quantity, Unit)>),
}

impl Value {
    /// The century that ends with the year 1 BC, which has no number: 0 is the one after it.
    pub const LAST_BC: i16 = i16::MIN;
}

/// The part of a year that a date names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DatePart {
    /// All of it.
    Whole,
    /// `2026-02`, `2026-XX`
    Month(Option<u8>),
    /// `2026-02-11`; `XX` where the month or the day is not known.
    Day(Option<u8>, Option<u8>),
    /// `2026-Q1`, `2026-QX`
    Quarter(Option<u8>),
    /// `2026-H1`
    Half(u8),
    /// `2026-SU`
    Season(Season),
    /// `2026-W06`, `2026-WXX`
    Week(Option<u8>),
    /// `2026-W06-WE`
    Weekend(Option<u8>),
    /// `XXXX-WXX-5`: a weekday of a week, Monday first.
    Weekday(Option<u8>, u8),
}

/// A season of the northern half of the world, by TIMEX3's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// `SP`
    Spring,
    /// `SU`
    Summer,
    /// `FA`
    Fall,
    /// `WI`
    Winter,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeOfDay {
    /// `T15:30`, `T15`, `T24:00`.
    Clock {
        /// 0 to 24.
        hour: u8,
        /// The minute, where it is said.
        minute: Option<u8>,
        /// The second, where it is said.
        second: Option<u8>,
        /// Minutes east of Greenwich, where the value says so. A find has them in [`Timex::offset`](crate::Timex::offset).
        offset: Option<i16>,
    },
    /// `TMO`
    Morning,
    /// `TMI`
    Midday,
    /// `TAF`
    Afternoon,
    /// `TEV`
    Evening,
    /// `TNI`
    Night,
    /// `TDT`: by day.
    Daytime,
}

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// Thousandths: 2,500 is two and a half.
    Thousandths(u64),
    /// `X`: some number.
    Vague,
}

impl Quantity {
    /// That many.
    #[must_use]
    pub const fn whole(count: u32) -> Self {
        Self::Thousandths(count as u64 * 1000)
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// `S` after `T`
    Second,
    /// `M` after `T`
    Minute,
    /// `H`
    Hour,
    /// `D`
    Day,
    /// `WE`
    Weekend,
    /// `W`
    Week,
    /// `M`
    Month,
    /// `Q`
    Quarter,
    /// `Y`
    Year,
    /// `DE`
    Decade,
    /// `CE`
    Century,
    /// `X`: a length of unknown unit.
    Unknown,
}

impl Unit {
    const fn letters(self) -> &'static str {
        match self {
            Self::Second => "S",
            Self::Minute | Self::Month => "M",
            Self::Hour => "H",
            Self::Day => "D",
            Self::Weekend => "WE",
            Self::Week => "W",
            Self::Quarter => "Q",
            Self::Year => "Y",
            Self::Decade => "DE",
            Self::Century => "CE",
            Self::Unknown => "X",
        }
    }

    fn read(letters: &str, after_t: bool) -> Option<Self> {
        Some(match letters {
            "S" if after_t => Self::Second,
            "M" if after_t => Self::Minute,
            "H" if after_t => Self::Hour,
            "D" => Self::Day,
            "WE" => Self::Weekend,
            "W" => Self::Week,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "CE" => Self::Century,
            "X" => Self::Unknown,
            _ => return None,
        })
    }

    /// Whether it is shorter than a day.
    #[must_use]
    pub const fn is_of_day(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }
}

impl Season {
    const fn letters(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Fall => "FA",
            Self::Winter => "WI",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Past => f.write_str("PAST_REF"),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
            Self::Date { year, part } => write_date(*year, *part, f),
            Self::Decade(decade) => write_era(*decade, 3, f),
            Self::Century(Self::LAST_BC) => f.write_str("BC00"),
            Self::Century(century) => write_era(*century, 2, f),
            Self::Time { year, part, time } => {
                write_date(*year, *part, f)?;
                write_time(*time, f)
            }
            Self::Duration(parts) => write_duration(parts, f),
        }
    }
}

/// `digits` digits, `BC` before them for what lies before Christ.
fn write_era(number: i16, digits: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sign = if number < 0 { "BC" } else { "" };
    write!(f, "{sign}{:0digits$}", number.unsigned_abs())
}

fn write_date(year: Option<i16>, part: DatePart, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match year {
        Some(year) => write_era(year, 4, f)?,
        None => f.write_str("XXXX")?,
    }
    let two = |number: Option<u8>| number.map_or("XX".to_owned(), |number| format!("{number:02}"));
    match part {
        DatePart::Whole => Ok(()),
        DatePart::Month(month) => write!(f, "-{}", two(month)),
        DatePart::Day(month, day) => write!(f, "-{}-{}", two(month), two(day)),
        DatePart::Quarter(Some(quarter)) => write!(f, "-Q{quarter}"),
        DatePart::Quarter(None) => f.write_str("-QX"),
        DatePart::Half(half) => write!(f, "-H{half}"),
        DatePart::Season(season) => write!(f, "-{}", season.letters()),
        DatePart::Week(week) => write!(f, "-W{}", two(week)),
        DatePart::Weekend(week) => write!(f, "-W{}-WE", two(week)),
        DatePart::Weekday(week, day) => write!(f, "-W{}-{day}", two(week)),
    }
}

fn write_time(time: TimeOfDay, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match time {
        TimeOfDay::Clock { hour, minute, second, offset } => {
            write!(f, "T{hour:02}")?;
            if let Some(minute) = minute {
                write!(f, ":{minute:02}")?;
                if let Some(second) = second {
                    write!(f, ":{second:02}")?;
                }
            }
            match offset {
                None => Ok(()),
                Some(0) => f.write_str("Z"),
                Some(offset) => {
                    let sign = if offset < 0 { '-' } else { '+' };
                    let minutes = offset.unsigned_abs();
                    write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
                }
            }
        }
        TimeOfDay::Morning => f.write_str("TMO"),
        TimeOfDay::Midday => f.write_str("TMI"),
        TimeOfDay::Afternoon => f.write_str("TAF"),
        TimeOfDay::Evening => f.write_str("TEV"),
        TimeOfDay::Night => f.write_str("TNI"),
        TimeOfDay::Daytime => f.write_str("TDT"),
    }
}

fn write_duration(parts: &[(Quantity, Unit)], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("P")?;
    let mut in_day = false;
    for (count, unit) in parts {
        if unit.is_of_day() && !in_day {
            in_day = true;
            f.write_str("T")?;
        }
        match count {
            Quantity::Vague => f.write_str("X")?,
            Quantity::Thousandths(count) if count % 1000 == 0 => write!(f, "{}", count / 1000)?,
            Quantity::Thousandths(count) => {
                let decimals = format!("{:03}", count % 1000);
                write!(f, "{}.{}", count / 1000, decimals.trim_end_matches('0'))?;
            }
        }
        f.write_str(unit.letters())?;
    }
    Ok(())
}

impl FromStr for Value {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        read::read(text)
            .ok_or_else(|| Error::value("2026-02-11, 2026-W06, P3D or PRESENT_REF", text))
    }
}

serde_as_text!(Value);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_out_and_come_back() {
        for text in [
            "PAST_REF",
            "PRESENT_REF",
            "FUTURE_REF",
            "2026",
            "2026-02",
            "2026-02-11",
            "XXXX-04-05",
            "XXXX-12-XX",
            "XXXX-XX",
            "2026-W06",
            "2026-WXX",
            "2026-W06-WE",
            "XXXX-WXX-5",
            "2026-Q1",
            "2026-QX",
            "2026-H2",
            "2026-SU",
            "2026-WI",
            "197",
            "19",
            "00",
            "BC0493",
            "BC048",
            "BC04",
            "BC00",
            "2026-02-11T15:30",
            "2026-02-11T24:00",
            "2026-02-11T09",
            "2026-02-11T09:30:15",
            "2026-02-11T15:30Z",
            "2026-02-11T15:30-05:00",
            "2026-02-11TMO",
            "XXXX-XX-XXTNI",
            "P3D",
            "PXW",
            "P2Y6M",
            "PT2H30M",
            "P1DT12H",
            "P2.5Y",
            "P1DE",
            "PXX",
            "PT90M",
            "P1WE",
            "PT0.125S",
        ] {
            assert_eq!(text.parse::<Value>().map(|value| value.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_value_says_so() {
        for text in [
            "",
            "P",
            "PT",
            "P3",
            "P3H",
            "PT3D",
            "2026-13",
            "2026-W54",
            "2026-02-32",
            "2026-Q5",
            "20260",
            "1",
            "2026-02-11T25",
            "2026-02-11T10:60",
            "2026-02-11T",
            "XXXX-",
            "P1.2345Y",
            "2026-",
            "P3DT",
            "2026-02-11T10:00+00:00",
            "197TMO",
            "P1é",
        ] {
            assert!(text.parse::<Value>().is_err_and(|error| error.is_value()), "{text}");
        }
    }
}
