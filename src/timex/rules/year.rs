//! Years, decades and centuries; and the numbers that are none.

use super::calendar::year;
use super::duration::nothing;
use super::{Rule, rule};
use crate::timex::TimexKind;
use crate::timex::item;
use crate::timex::meaning::{Base, Meaning, Node, Part};
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{Unit, Value};

fn whole_year(found: &Match<'_>) -> Option<Node> {
    Some(Node::calendar(Some(year(found)?), Part::Whole))
}

fn which_fiscal_year(found: &Match<'_>) -> Option<Node> {
    // `the latest fiscal year` is over.
    let named = found.get(Classes::WHICH.with(Classes::CALL));
    let which = named.map_or(0, |item| if item.code == item::NO_CODE { -1 } else { item.code });
    let part = Part::Unit(Unit::Year);
    Some(Node::date(Meaning::Named {
        which: i8::try_from(which).ok()?,
        part,
        base: Base::Published,
    }))
}

/// Four digits by themselves: a year, unless they count or number something.
fn year_alone(found: &Match<'_>) -> Option<Node> {
    let year = year(found)?;

    let counts = found.after(0).is_some_and(|item| {
        let counted = Classes::UNIT.with(Classes::UNITS).with(Classes::SCALE).with(Classes::NUMBER);
        // `the 1988 second quarter`
        item.classes.has(counted.with(Classes::MERIDIEM).with(Classes::ZONE))
            && !item.classes.has(Classes::ORDINAL)
            // `the 1988 quarter`
            && item::unit(item.code) != Some((Unit::Quarter, 1))
            || item.classes.has(Classes::PLURAL)
            || item.classes.has(Classes::HYPHEN)
                && found.after(1).is_some_and(|item| item.classes.has(Classes::PLAIN))
    });
    // `the Russell 2000 Index`, but `The 2028 Games`
    let is_name = |item: Option<item::Item>| {
        item.is_some_and(|item| item.classes.has(Classes::NAME) && item.word == 0)
    };
    let named = is_name(found.before(1)) && is_name(found.after(0));
    // `555-2010`
    let dialed = found.before(1).is_some_and(|item| item.classes.has(Classes::HYPHEN))
        && found.before(2).is_some_and(|item| {
            item.classes.has(Classes::NUMBER) && !item.classes.has(Classes::YEAR)
        });
    // `2016-1187`
    let numbered = found.after(0).is_some_and(|item| item.classes.has(Classes::HYPHEN))
        && found.after(1).is_some_and(|item| {
            item.classes.has(Classes::NUMBER)
                && !item.classes.has(Classes::YEAR.with(Classes::TWO).with(Classes::DOM))
        });
    let counts = counts || dialed || numbered;
    let fits = (1400..=2100).contains(&year) && !counts && !named;
    fits.then(|| Node::calendar(Some(year), Part::Whole))
}

/// A year after a word that only a year follows.
fn year_told(found: &Match<'_>) -> Option<Node> {
    let counts = found.after(0).is_some_and(|item| {
        item.classes.has(Classes::UNITS.with(Classes::SCALE).with(Classes::MERIDIEM))
            || item.classes.has(Classes::HYPHEN)
                && found.after(1).is_some_and(|item| item.classes.has(Classes::PLAIN))
    });
    if counts { None } else { whole_year(found) }
}

/// Four digits that number or count something.
pub(super) fn no_year(_: &Match<'_>) -> Option<Node> {
    Some(Node::new(TimexKind::Date, Meaning::Nothing))
}

fn year_in_words(found: &Match<'_>) -> Option<Node> {
    let year = found.get(Classes::NUMBER)?.whole()?;
    let fits = (1..=2999).contains(&year);
    fits.then(|| Node::calendar(i16::try_from(year).ok(), Part::Whole))
}

fn era(found: &Match<'_>) -> Option<Node> {
    let sign = found.get(Classes::ERA)?.code;
    let year = i16::try_from(found.get(Classes::NUMBER.with(Classes::YEAR))?.whole()?).ok()?;
    (year > 0).then(|| Node::calendar(Some(year * sign), Part::Whole))
}

fn decade(found: &Match<'_>) -> Option<Node> {
    let year = i16::try_from(found.get(Classes::DECADE)?.whole()?).ok()?;
    // Without an apostrophe it may be an age or a temperature.
    let year = match year {
        0..50 => return None,
        50..100 => year + 1900,
        _ => year,
    };
    Some(Node::value(TimexKind::Date, Value::Decade(year / 10)))
}

fn long_decade(found: &Match<'_>) -> Option<Node> {
    decade(found).filter(|_| found.get(Classes::DECADE).is_some_and(|item| item.amount >= 100_000))
}

/// How far before `the 90s` what is measured may stand.
const MEASURED_NEAR: usize = 8;

fn short_decade(found: &Match<'_>) -> Option<Node> {
    if long_decade(found).is_some() {
        return None;
    }
    // `temperatures in the 90s`
    let measured =
        |back| found.before(back).is_some_and(|item| item.classes.has(Classes::MEASURED));
    if (1..=MEASURED_NEAR).any(measured) {
        return None;
    }
    let modifier = found.get(Classes::EDGE).and_then(|edge| item::modifier(edge.code));
    decade(found).map(|node| node.modified(modifier))
}

fn century(found: &Match<'_>) -> Option<Node> {
    let nth = i16::try_from(found.get(Classes::ORDINAL)?.whole()?).ok()?;
    // A century is written with two digits.
    if !(1..100).contains(&nth) {
        return None;
    }
    let sign = found.get(Classes::ERA).map_or(1, |era| era.code);
    let century = if nth == 1 && sign < 0 { Value::LAST_BC } else { (nth - 1) * sign };
    Some(Node::value(TimexKind::Date, Value::Century(century)))
}

/// Stage 1: what is told by the number of a year.
pub(super) const YEARS: &[Rule] = &[
    rule("fiscal_year", "the? fiscal|financial|fy year? YEAR", whole_year, &[("Sales rose in [fiscal 2019].", "2019")]),
    rule("fiscal_years", "the fiscal|financial HYPHEN? year", |_| {
        Some(Node::date(Meaning::Again { unit: Unit::Year, told: false }))
    }, &[]),
    rule("which_fiscal_year", "the? latest|current|this|last|past|previous|next|coming fiscal|financial year", which_fiscal_year, &[
        ("It rose in [the current fiscal year].", "2026"),
        ("It rose [last fiscal year].", "2025"),
    ]),
    rule("the_year", "the year YEAR", whole_year, &[("It was [the year 1998].", "1998")]),
    rule("the_year_words", "the year NUMBER", year_in_words, &[("It will be done by [the year two thousand].", "2000")]),
    rule("no_year", "room|flight|no|no.|number|$|£|€|#|about|nearly|almost|some|than|over|route|highway|section|resolution|page|channel|boeing|approximately|roughly|least|most|up|only|/|.|+ < YEAR", no_year, &[])
        .leaves(&["She stayed in room 2012.", "More than 2000 came.", "It cost $1999."]),
    rule("no_year_people", "YEAR people|men|women|children|police|troops|acres|percent|per|%|km|kg", no_year, &[])
        .leaves(&["The 2000 people who came sang."]),
    rule("year", "YEAR", year_alone, &[
        ("It passed in [2019].", "2019"),
        ("The [1996] law stands.", "1996"),
        ("It passed in [’98].", "1998"),
    ]),
    rule("year_told", "in|since|by|until|till|during|(|circa|ca.|early|late|from|between < YEAR", year_told, &[]),
    rule("era_after", "YEAR|NUMBER ERA", era, &[("Rome fell in [476 AD].", "0476"), ("It was built in [264 BC].", "BC0264")]),
    rule("era_before", "ERA YEAR|NUMBER", era, &[("Rome fell in [AD 476].", "0476")]),
    rule("short_decade", "the EDGE? HYPHEN? DECADE", short_decade, &[
        ("It began in [the 80s].", "198"),
    ]).leaves(&["A man in his 60s was held."]),
    rule("decade", "the? DECADE", long_decade, &[
        ("It began in [the 1990s].", "199"),
        ("It began in [the ’60s].", "196"),
    ]).leaves(&["She is in her 30s."]),
    // Cricket's.
    rule("scored_century", "scored|scores|scoring|hit|hits|hitting|struck|made|makes|making|smashed|slammed|notched|compiled|his|her|their < a|an? maiden|unbeaten|brilliant|fine|first|ORDINAL? half|double? HYPHEN? century|centuries", nothing, &[])
        .leaves(&["He scored a century.", "She hit an unbeaten half-century.", "It was his 30th century."]),
    rule("quarter_final", "the? ORDINAL|last|final? quarter HYPHEN final|finals|finalist|finalists", nothing, &[])
        .leaves(&["The first quarter-final is over."]),
    rule("century", "the? ORDINAL HYPHEN? century ERA?", century, &[
        ("A [12th-century] church.", "11"),
        ("It began in [the 20th century].", "19"),
    ]),
    rule("centuries", "ORDINAL centuries ERA?", century, &[]),
];
