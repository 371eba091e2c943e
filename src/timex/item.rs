//! What the rules read: tokens with the classes that they may stand for, and what earlier rules made of them.

use hashbrown::HashTable;

use super::Modifier;
use super::pattern::Classes;
use super::value::{Quantity, Season, TimeOfDay, Unit};
use super::zone;
use crate::lexicon;

/// A token, or a run of tokens that a rule has read as one thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// The first token, as a place in the token list.
    pub(super) first: usize,
    /// The token after the last.
    pub(super) end: usize,
    /// All that it may be.
    pub(super) classes: Classes,
    /// The word's number in the rules' own list of words; 0 where they never name it.
    pub(super) word: u16,
    /// What a number, ordinal, year or era counts, in thousandths.
    pub(super) amount: i64,
    /// What a word of the calendar means: a month, weekday, unit …, by its class.
    pub(super) code: i16,
    /// For what rules made: its place among the nodes.
    pub(super) node: usize,
}

impl Item {
    /// A whole number.
    pub(super) const fn whole(self) -> Option<i64> {
        if self.amount % 1000 == 0 { Some(self.amount / 1000) } else { None }
    }

    pub(super) fn count(self) -> Quantity {
        u64::try_from(self.amount).map_or(Quantity::Vague, Quantity::Thousandths)
    }
}

/// A word of the vocabulary.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) classes: Classes,
    pub(super) word: u16,
    pub(super) amount: i64,
    pub(super) code: i16,
    /// Whether it counts only with a capital.
    pub(super) capital: bool,
    /// Whether a holiday's name may start with it.
    pub(super) holiday: bool,
}

/// Every word that the rules know, by the hash of its folded text.
pub(super) struct Vocabulary {
    entries: HashTable<(u64, Entry)>,
}

impl Vocabulary {
    /// The list of words of time, and the words that rules name, numbered in their order from 1.
    pub(super) fn new<'a>(named: impl Iterator<Item = &'a str>) -> Self {
        let mut vocabulary = Self { entries: HashTable::new() };
        for (entry, value) in lexicon::TIMEX_WORDS.iter() {
            let slot = vocabulary.slot(crate::fold::hash(entry));
            slot.capital = entry.chars().any(char::is_uppercase);
            for meaning in value.split("; ") {
                add_meaning(slot, meaning);
            }
        }
        for (entry, _) in lexicon::HOLIDAYS.iter() {
            let first = entry.split([' ', '-', '\'']).next().unwrap_or(entry);
            vocabulary.slot(crate::fold::hash(first)).holiday = true;
        }
        for (number, word) in (1..).zip(named) {
            vocabulary.slot(crate::fold::hash(word)).word = number;
        }
        vocabulary
    }

    pub(super) fn get(&self, hash: u64) -> Option<&Entry> {
        // Two words with one 64-bit hash would have to be made on purpose.
        self.entries.find(hash, |(other, _)| *other == hash).map(|(_, entry)| entry)
    }

    fn slot(&mut self, hash: u64) -> &mut Entry {
        let row = self.entries.entry(hash, |(other, _)| *other == hash, |(other, _)| *other);
        &mut row.or_insert((hash, Entry::default())).into_mut().1
    }
}

/// Reads `class value` into the entry.
fn add_meaning(entry: &mut Entry, meaning: &str) {
    let (class, value) = meaning.split_once(' ').unwrap_or((meaning, ""));
    let name = class.to_ascii_uppercase();
    entry.classes = entry.classes.with(Classes::named(&name).unwrap_or_default());
    let number: Option<i16> = value.parse().ok();
    match class {
        "number" | "tens" | "scale" | "ordinal" | "decade" => {
            entry.amount = value.parse().map_or(0, |amount: i64| amount * 1000);
            if class == "ordinal" && entry.amount <= 31_000 {
                entry.classes = entry.classes.with(Classes::DOMTH);
            }
        }
        "fraction" => entry.amount = value.parse().unwrap_or_default(),
        _ => entry.code = number.or_else(|| code_of(value)).unwrap_or(NO_CODE),
    }
}

/// The code of a word that has none.
pub(super) const NO_CODE: i16 = i16::MIN;

/// Names in the list's values, each with what it stands for; its place is its code.
const UNITS: &[(&str, Unit, u32)] = &[
    ("second", Unit::Second, 1),
    ("minute", Unit::Minute, 1),
    ("hour", Unit::Hour, 1),
    ("day", Unit::Day, 1),
    ("week", Unit::Week, 1),
    ("fortnight", Unit::Week, 2),
    ("month", Unit::Month, 1),
    ("quarter", Unit::Quarter, 1),
    ("year", Unit::Year, 1),
    ("decade", Unit::Decade, 1),
    ("century", Unit::Century, 1),
    ("millennium", Unit::Century, 10),
    ("weekend", Unit::Weekend, 1),
    ("2year", Unit::Year, 2),
];
const PARTS: &[(&str, TimeOfDay)] = &[
    ("morning", TimeOfDay::Morning),
    ("midday", TimeOfDay::Midday),
    ("afternoon", TimeOfDay::Afternoon),
    ("evening", TimeOfDay::Evening),
    ("night", TimeOfDay::Night),
    ("daytime", TimeOfDay::Daytime),
];
const SEASONS: &[(&str, Season)] = &[
    ("spring", Season::Spring),
    ("summer", Season::Summer),
    ("fall", Season::Fall),
    ("winter", Season::Winter),
];
const MODIFIERS: &[(&str, Option<Modifier>)] = &[
    ("start", Some(Modifier::Start)),
    ("mid", Some(Modifier::Mid)),
    ("end", Some(Modifier::End)),
    ("approx", Some(Modifier::Approx)),
    ("near", Some(Modifier::LessThan)),
];
const REFERENCES: &[&str] = &["past", "present", "future"];

fn code_of(name: &str) -> Option<i16> {
    let place = UNITS.iter().position(|row| row.0 == name);
    let place = place.or_else(|| PARTS.iter().position(|row| row.0 == name));
    let place = place.or_else(|| SEASONS.iter().position(|row| row.0 == name));
    let place = place.or_else(|| MODIFIERS.iter().position(|row| row.0 == name));
    let place = place.or_else(|| REFERENCES.iter().position(|row| *row == name));
    let place = place.or_else(|| {
        let zone = zone::NAMED.iter().position(|row| row.0 == name)?;
        Some(zone + usize::try_from(zone::FIRST).ok()?)
    });
    i16::try_from(place?).ok()
}

fn row<T>(table: &[T], code: i16) -> Option<&T> {
    table.get(usize::try_from(code).ok()?)
}

/// The unit of a word, and how many of it the word is: a fortnight is two weeks.
pub(super) fn unit(code: i16) -> Option<(Unit, u32)> {
    row(UNITS, code).map(|&(_, unit, times)| (unit, times))
}

pub(super) fn part_of_day(code: i16) -> Option<TimeOfDay> {
    row(PARTS, code).map(|row| row.1)
}

pub(super) fn season(code: i16) -> Option<Season> {
    row(SEASONS, code).map(|row| row.1)
}

pub(super) fn modifier(code: i16) -> Option<Modifier> {
    row(MODIFIERS, code).and_then(|row| row.1)
}
