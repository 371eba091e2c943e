//! Dates of the calendar: days, months, quarters, seasons, weekdays.

use super::duration::nothing;
use super::year::no_year;
use super::{Rule, rule};
use crate::timex::TimexKind;
use crate::timex::calendar::is_day;
use crate::timex::item;
use crate::timex::meaning::{Meaning, Node, Part};
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{DatePart, Season, TimeOfDay, Value};

fn small(amount: Option<i64>) -> Option<u8> {
    u8::try_from(amount?).ok()
}

pub(super) fn month(found: &Match<'_>) -> Option<u8> {
    u8::try_from(found.get(Classes::MONTH)?.code).ok()
}

pub(super) fn year(found: &Match<'_>) -> Option<i16> {
    i16::try_from(found.get(Classes::YEAR)?.whole()?).ok()
}

fn day_number(found: &Match<'_>) -> Option<u8> {
    small(found.get(Classes::DOM.with(Classes::DOMTH))?.whole())
        .filter(|day| (1..=31).contains(day))
}

pub(super) fn ordinal(found: &Match<'_>) -> Option<u8> {
    small(found.get(Classes::ORDINAL)?.whole())
}

/// The day, where the month has it.
fn day(found: &Match<'_>, year: Option<i16>) -> Option<Node> {
    let (month, day) = (month(found)?, day_number(found)?);
    let fits = is_day(month, day)
        && year.is_none_or(|year| crate::timex::calendar::day(year, month, day).is_some());
    let part = if fits { Part::Day(month, day) } else { Part::NoDay(month) };
    Some(Node::calendar(year, part))
}

fn day_of_year(found: &Match<'_>) -> Option<Node> {
    day(found, year(found))
}

fn month_of_year(found: &Match<'_>) -> Option<Node> {
    Some(Node::calendar(year(found), Part::Month(month(found)?)))
}

/// A month's name by itself; `April Jones` is a person.
fn month_alone(found: &Match<'_>) -> Option<Node> {
    let given_name = matches!(month(found)?, 4 | 6 | 8);
    let is_name =
        |item: Option<item::Item>| item.is_some_and(|item| item.classes.has(Classes::NAME));
    let told = found.before(1).is_some_and(|item| item.classes.has(Classes::EDGE));
    if given_name && is_name(found.after(0)) && !told { None } else { month_of_year(found) }
}

/// `2011-10-31`
fn iso(found: &Match<'_>) -> Option<Node> {
    let two = Classes::TWO.with(Classes::NUMBER);
    let month = small(found.nth(two, 0)?.whole()).filter(|month| (1..=12).contains(month))?;
    let day = small(found.nth(two, 1)?.whole()).filter(|day| (1..=31).contains(day))?;
    let year = year(found)?;
    let part = match crate::timex::calendar::day(year, month, day) {
        Some(_) => Part::Day(month, day),
        None => Part::NoDay(month),
    };
    Some(Node::calendar(Some(year), part))
}

/// `10/31/2011`, `3/4/98`: the text says which number is the month.
fn slashes(found: &Match<'_>) -> Option<Node> {
    let first = small(found.nth(Classes::NUMBER, 0)?.whole())?;
    let second = small(found.nth(Classes::NUMBER, 1)?.whole())?;
    let last = found.get(Classes::TWO.with(Classes::YEAR))?;
    let short = !last.classes.has(Classes::YEAR);
    let year = i16::try_from(last.whole()?).ok()?;
    let day = |number| (1..=31).contains(&number);
    let fits = day(first) && day(second) && (!short || first.min(second) <= 12);
    fits.then(|| Node::date(Meaning::Slashed { first, second, year, short }))
}

fn dotted(found: &Match<'_>) -> Option<Node> {
    let number = found.get(Classes::DOTTED)?.amount;
    let (day, month) = (small(Some(number % 100))?, small(Some(number / 100 % 100))?);
    let year = i16::try_from(number / 10_000).ok()?;
    crate::timex::calendar::day(year, month, day)?;
    Some(Node::calendar(Some(year), Part::Day(month, day)))
}

/// `the Sept. 11 attacks`, `the attacks of Sept. 11`, of the days that the press names without their year.
fn known_day(found: &Match<'_>) -> Option<Node> {
    let (month, day) = (month(found)?, day_number(found)?);
    let &(_, _, year) = KNOWN_DAYS.iter().find(|known| (known.0, known.1) == (month, day))?;
    let is_event =
        |item: Option<item::Item>| item.is_some_and(|item| item.classes.has(Classes::EVENT));
    let between = |places: usize| {
        found.after(places).is_some_and(|item| {
            item.word == 0 && item.classes.has(Classes::NAME.with(Classes::PLAIN))
                || item.classes.has(Classes::HYPHEN)
        })
    };
    let before = (0..EVENT_NEAR)
        .take_while(|places| is_event(found.after(*places)) || between(*places))
        .any(|places| is_event(found.after(places)));
    let after = is_event(found.before(2)) && found.before(1).is_some_and(|item| item.word != 0);
    (before || after).then(|| Node::date(Meaning::Known { year, month, day }))
}

/// Months, days and years of what is called by its day.
const KNOWN_DAYS: &[(u8, u8, i16)] =
    &[(1, 6, 2021), (6, 4, 1989), (7, 7, 2005), (9, 11, 2001), (10, 7, 2023)];

/// Within how many items after such a day its event is named.
const EVENT_NEAR: usize = 5;

/// `June 32, 2020`
fn no_day(found: &Match<'_>) -> Option<Node> {
    let number = found.nth(Classes::NUMBER, 0)?.whole()?;
    (32..100).contains(&number).then_some(())?;
    Some(Node::calendar(year(found), Part::NoDay(month(found)?)))
}

/// `the April-June quarter`, `the December quarter`
fn months_quarter(found: &Match<'_>) -> Option<Node> {
    let number = |nth| u8::try_from(found.nth(Classes::MONTH, nth)?.code).ok();
    let (first, last) = (number(0)?, number(1));
    let fits = last.map_or(first % 3 == 0, |last| last == first + 2 && first % 3 == 1);
    fits.then(|| Node::calendar(year(found), Part::Quarter(first.div_ceil(3))))
}

/// `30 September 420`, `December of 384`
fn early_year(found: &Match<'_>) -> Option<Node> {
    let number = found.nth(Classes::NUMBER.without(Classes::DOM), 0);
    let last = found.nth(Classes::NUMBER, 1).or(number)?;
    let year = i16::try_from(last.whole()?).ok().filter(|year| (100..1000).contains(year))?;
    let ends = found.after(0).is_none_or(|item| item.classes.is_empty());
    if !ends {
        return None;
    }
    match found.get(Classes::DOM.with(Classes::DOMTH)) {
        Some(_) => day(found, Some(year)),
        None => Some(Node::calendar(Some(year), Part::Month(month(found)?))),
    }
}

fn quarter_number(found: &Match<'_>) -> Option<u8> {
    let named = found.get(Classes::QUARTER).and_then(|item| u8::try_from(item.code).ok());
    named.or_else(|| ordinal(found)).filter(|quarter| (1..=4).contains(quarter))
}

fn quarter(found: &Match<'_>) -> Option<Node> {
    Some(Node::calendar(year(found).or(coded_year(found)), Part::Quarter(quarter_number(found)?)))
}

/// The year of `3Q25`.
fn coded_year(found: &Match<'_>) -> Option<i16> {
    let code = found.get(Classes::QUARTER.with(Classes::HALFYEAR))?;
    i16::try_from(code.amount / 1000).ok().filter(|year| *year >= 2000)
}

fn half(found: &Match<'_>) -> Option<Node> {
    let named = found.get(Classes::HALFYEAR).and_then(|item| u8::try_from(item.code).ok());
    let half = named.or_else(|| ordinal(found)).filter(|half| (1..=2).contains(half))?;
    Some(Node::calendar(year(found).or(coded_year(found)), Part::Half(half)))
}

fn season(found: &Match<'_>) -> Option<Node> {
    let season = item::season(found.get(Classes::SEASON)?.code)?;
    Some(Node::calendar(year(found), Part::Season(season)))
}

/// `the fall in prices`, but `in the fall in Ohio`.
fn is_decline(found: &Match<'_>) -> bool {
    let fall = found.get(Classes::SEASON).and_then(|item| item::season(item.code));
    let noun = found.after(1).is_some_and(|item| item.classes.has(Classes::PLAIN));
    fall == Some(Season::Fall)
        && found.after(0).is_some_and(|item| item.word != 0 && item.classes == Classes::PLAIN)
        && noun
        && found.before(2).is_none_or(|item| item.word == 0)
}

fn day_of_month(found: &Match<'_>) -> Option<Node> {
    // In words it is mostly another thing: `on the third`.
    if !found.get(Classes::DOMTH)?.classes.has(Classes::CALL) {
        return None;
    }
    // `on the 14th and 15th`, but `on the 14th floor`.
    if found.after(0).is_some_and(|item| {
        item.classes.has(Classes::PLAIN) && item.word == 0
            || item.classes.has(Classes::ORDINAL.with(Classes::SCALE))
    }) {
        return None;
    }
    Some(Node::calendar(None, Part::DayOfMonth(day_number(found)?)))
}

/// `on a Wednesday`: some one.
fn any_weekday(found: &Match<'_>) -> Option<Node> {
    let day = u8::try_from(found.get(Classes::WEEKDAY)?.code).ok()?;
    let ends = found
        .after(0)
        // `on a Saturday in September`, but `a Saturday match`
        .is_none_or(|item| item.classes.is_empty() || item.word != 0 && item.classes == Classes::PLAIN)
        // `June 6, a Friday`
        && !found.before(2).is_some_and(|item| item.classes.is_empty());
    let part = DatePart::Weekday(None, day);
    ends.then(|| Node::value(TimexKind::Date, Value::Date { year: None, part }))
}

fn weekday(found: &Match<'_>) -> Option<Node> {
    let day = u8::try_from(found.get(Classes::WEEKDAY)?.code).ok()?;
    Some(Node::calendar(None, Part::Weekday(day)))
}

fn deictic(found: &Match<'_>) -> Option<Node> {
    let days = i64::from(found.get(Classes::DEICTIC)?.code);
    Some(Node::date(super::relative::days_away(days)))
}

fn day_beyond(found: &Match<'_>) -> Option<Node> {
    let days = i64::from(found.get(Classes::DEICTIC)?.code);
    Some(Node::date(super::relative::days_away(days * 2)))
}

/// Stage 1: what is told by numbers.
pub(super) const NUMBERS: &[Rule] = &[
    rule(
        "month_day_year",
        "MONTH the? DOM|DOMTH ,? of? YEAR",
        day_of_year,
        &[
            ("It passed on [May 3, 2019].", "2019-05-03"),
            ("It passed on [Sept. 14th 2019].", "2019-09-14"),
        ],
    ),
    rule(
        "day_month_year",
        "the? DOM|DOMTH of? MONTH ,? of? YEAR",
        day_of_year,
        &[
            ("It passed on [3 May 2019].", "2019-05-03"),
            ("It passed on [the 3rd of May, 2019].", "2019-05-03"),
        ],
    ),
    rule(
        "day_month_year_dashes",
        "DOM HYPHEN MONTH HYPHEN YEAR",
        day_of_year,
        &[("Filed [10-Apr-2015] here.", "2015-04-10")],
    ),
    rule(
        "iso_day",
        "YEAR HYPHEN TWO HYPHEN TWO",
        |found| iso(found).or_else(|| no_year(found)),
        &[("Filed [2015-04-10] here.", "2015-04-10")],
    )
    .leaves(&["Call 2015-44-10 there."]),
    rule(
        "slashed_day",
        "!/ < NUMBER / NUMBER / YEAR",
        slashes,
        &[
            ("Filed [4/10/2015] here.", "2015-04-10"),
            ("Filed [31/10/2015] here.", "2015-10-31"),
            ("Filed [2/30/2015] here.", "2015-02-XX"),
        ],
    ),
    rule(
        "slashed_short_day",
        "!/ < NUMBER / NUMBER / TWO > !/",
        slashes,
        &[("Filed [3/4/98] here.", "1998-03-04"), ("Filed [25/12/19] here.", "2019-12-25")],
    )
    .leaves(&["They drew 40/45/50 cards."]),
    rule(
        "dashed_day",
        "!HYPHEN < NUMBER HYPHEN NUMBER HYPHEN YEAR > !HYPHEN",
        slashes,
        &[("Filed [12-25-2020] here.", "2020-12-25")],
    ),
    rule("dotted_day", "DOTTED", dotted, &[("Filed [25.12.2020] here.", "2020-12-25")]),
    rule("no_day", "MONTH NUMBER ,? YEAR", no_day, &[("Filed on [June 32, 2020].", "2020-06-XX")]),
    rule(
        "early_year",
        "DOM|DOMTH MONTH NUMBER",
        early_year,
        &[("He died on [30 September 420].", "0420-09-30")],
    ),
    rule(
        "early_year_of",
        "MONTH of NUMBER",
        early_year,
        &[("He died in [December of 384].", "0384-12")],
    ),
    rule(
        "months_quarter",
        "the? MONTH HYPHEN|DASH|to|through MONTH HYPHEN? quarter|period of? YEAR?",
        months_quarter,
        &[("Profit rose in [the October-December quarter].", "2025-Q4")],
    ),
    rule(
        "month_quarter",
        "the? MONTH HYPHEN? quarter of? YEAR?",
        months_quarter,
        &[("Profit rose in [the September quarter].", "2025-Q3")],
    ),
    rule(
        "known_day",
        "MONTH DOM|DOMTH",
        known_day,
        &[
            ("He fled the [Sept. 11] attacks.", "2001-09-11"),
            ("It recalled the [Oct. 7] Hamas-led attack.", "2023-10-07"),
            ("It recalled the attacks of [Sept. 11].", "2001-09-11"),
        ],
    ),
    rule(
        "known_day_month",
        "the? DOM|DOMTH of? MONTH",
        known_day,
        &[("It led [the 7 October] attack.", "2023-10-07")],
    ),
    rule(
        "month_day",
        "MONTH the? DOM|DOMTH",
        |found| day(found, None),
        &[
            ("It passed on [Jan. 3].", "2026-01-03"),
            ("It passed on [January the third].", "2026-01-03"),
        ],
    ),
    rule(
        "day_month",
        "the? DOM|DOMTH of? MONTH",
        |found| day(found, None),
        &[
            ("It passed on [3 January].", "2026-01-03"),
            ("It passed on [the 3rd of January].", "2026-01-03"),
        ],
    ),
    rule(
        "month_year",
        "MONTH ,? of? YEAR",
        month_of_year,
        &[("It passed in [May 2019].", "2019-05"), ("It passed in [May of 2019].", "2019-05")],
    ),
    rule(
        "season_year",
        "the? SEASON of? YEAR",
        season,
        &[
            ("It passed in [the spring of 2019].", "2019-SP"),
            ("It passed in [fall 2019].", "2019-FA"),
        ],
    ),
    rule(
        "fiscal_quarter",
        "the? fiscal HYPHEN? ORDINAL quarter",
        quarter,
        &[("Sales rose in [the fiscal second quarter].", "2025-Q2")],
    ),
    rule(
        "fiscal_quarter_before_noun",
        "fiscal HYPHEN? ORDINAL HYPHEN quarter",
        quarter,
        &[("Its [fiscal second-quarter] sales rose.", "2025-Q2")],
    ),
    rule(
        "quarter_year",
        "the? fiscal? ORDINAL HYPHEN? quarter|quarters of|in? YEAR",
        quarter,
        &[("Sales rose in [the third quarter of 2019].", "2019-Q3")],
    ),
    rule(
        "quarter_code_year",
        "QUARTER of? fiscal? YEAR",
        quarter,
        &[("Sales rose in [Q3 2019].", "2019-Q3")],
    ),
    rule("year_quarter_code", "YEAR QUARTER", quarter, &[]),
    rule(
        "quarter_before_noun",
        "ORDINAL HYPHEN quarter",
        quarter,
        &[
            ("It reported a [fourth-quarter] loss.", "2025-Q4"),
            ("It reported the [fourth-quarter] loss.", "2025-Q4"),
        ],
    ),
    rule(
        "quarter",
        "the? ORDINAL quarter",
        quarter,
        &[("Sales rose in [the fourth quarter].", "2025-Q4")],
    ),
    rule("quarters", "and|or|to|through < ORDINAL quarters", quarter, &[]),
    rule(
        "quarter_code",
        "QUARTER",
        quarter,
        &[("Sales rose in [Q4].", "2025-Q4"), ("Sales rose in [3Q24].", "2024-Q3")],
    ),
    rule(
        "half_year",
        "the? ORDINAL half of? YEAR",
        half,
        &[("Sales rose in [the first half of 2019].", "2019-H1")],
    ),
    rule(
        "half_code_alone",
        "HALFYEAR",
        |found| coded_year(found).and_then(|_| half(found)),
        &[("Sales rose in [1H25].", "2025-H1")],
    ),
    rule("half_code", "HALFYEAR of? YEAR", half, &[]),
];

/// Stage 2: names of the calendar by themselves.
pub(super) const DATES: &[Rule] = &[
    rule("month", "the|in|of|by|since|until|till|from|during|this|last|next|between|through|before|after < MONTH", month_of_year, &[
        ("It passed in [October].", "2025-10"),
    ]),
    rule("title_name", "mr|mr.|mrs|mrs.|ms|ms.|miss|sir|lord|lady|baroness|dr|dr. < WEEKDAY|MONTH|SEASON", nothing, &[])
        .leaves(&["Mr Friday left.", "Ms June left."]),
    rule("month_alone", "MONTH", month_alone, &[("It passed, said the maker’s [October] note.", "2025-10")]).leaves(&[
        "They march on.",
        "It may rain.",
        "March on, they said.",
        "Theresa May said so.",
        "The mayor and April Dunn danced.",
    ]),
    rule(
        "season",
        "the|in|of|by|since|until|during|early|late|mid|HYPHEN < SEASON > !of|for|from",
        |found| season(found).filter(|_| !is_decline(found)),
        &[],
    )
    .leaves(&["Prices fall.", "The fall of the wall.", "The fall in prices hurt."]),
    rule(
        "the_season",
        "in|of|by|since|until|during|this|through|over|for|throughout|all|from|to|and|after|before < the SEASON > !of|for|from",
        season,
        &[("It opened in [the summer].", "2025-SU")],
    ),
    rule(
        "month_alone_day",
        "on|and|from|until|since|by|to < the DOMTH > !of|HYPHEN|HALF|NAME|WEEKDAY|UNIT|UNITS|SEASON|PART|DATE|DURATION|MONTH",
        day_of_month,
        &[("It passed on [the 3rd].", "2026-02-03")],
    ),
    rule("newspaper", "WEEKDAY times|telegraph|mail|mirror|express|herald|post|independent|tribune|school|service|services", nothing, &[])
        .leaves(&["The Sunday Times reported it.", "They met at Sunday school."]),
    rule("any_weekday", "a < WEEKDAY", any_weekday, &[
        ("It always falls on a [Wednesday].", "XXXX-WXX-3"),
    ]),
    rule("weekday", "WEEKDAY", weekday, &[("He left on [Tuesday].", "2026-02-10")]),
    rule("deictic", "DEICTIC", deictic, &[("He left [yesterday].", "2026-02-10")]),
    rule(
        "day_beyond",
        "the day before|after DEICTIC",
        day_beyond,
        &[("He left [the day before yesterday].", "2026-02-09")],
    ),
];

fn with_weekday(found: &Match<'_>) -> Option<Node> {
    let node = found.node(Classes::DATE)?;
    let inner = found.nth_node(Classes::DATE, 1)?;
    let (Meaning::Date { part: Part::Weekday(weekday), .. }
    | Meaning::Named { part: Part::Weekday(weekday), .. }) = node.meaning
    else {
        return None;
    };
    match inner.meaning {
        Meaning::Date {
            year,
            part: part @ (Part::Day(..) | Part::DayOfMonth(_)),
            weekday: None,
        } => Some(Node::date(Meaning::Date { year, part, weekday: Some(weekday) })),
        _ => None,
    }
}

/// `June 6, a Friday`
fn with_weekday_after(found: &Match<'_>) -> Option<Node> {
    let inner = found.node(Classes::DATE)?;
    let Meaning::Date { part: Part::Weekday(day), year: None, .. } =
        found.nth_node(Classes::DATE, 1)?.meaning
    else {
        return None;
    };
    match inner.meaning {
        Meaning::Date { year, part: part @ Part::Day(..), weekday: None } => {
            Some(Node::date(Meaning::Date { year, part, weekday: Some(day) }))
        }
        _ => None,
    }
}

/// Stage 3: a weekday with its date.
pub(super) const WITH_WEEKDAY: &[Rule] = &[
    rule(
        "weekday_date",
        "this|WHICH? coming? DATE ,? DATE",
        with_weekday,
        &[
            ("It passed on [Monday, Feb. 9].", "2026-02-09"),
            ("It passed on [Monday 9 February 2026].", "2026-02-09"),
        ],
    ),
    rule(
        "date_weekday",
        "DATE , a DATE > !PLAIN|NAME|PART",
        with_weekday_after,
        &[("It passed on [June 6, a Friday], in Lima.", "2025-06-06")],
    ),
    rule(
        "date_weekday_brackets",
        "DATE ( DATE )",
        with_weekday_after,
        &[("It passed on [June 6 (Friday)].", "2025-06-06")],
    ),
];

/// The time of day that a word names.
pub(super) fn part_of_day(found: &Match<'_>) -> Option<TimeOfDay> {
    item::part_of_day(found.get(Classes::PART)?.code)
}
