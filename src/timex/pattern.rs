//! Patterns over items, written as text: `MONTH DOM|DOMTH ,? YEAR`.
//!
//! - `MONTH`: an item of that class, kept for the rule to read. Classes are in capitals.
//! - `of`: that word.
//! - `a|b`: either. `x?`: may be missing.
//! - `on|in < MONTH`: what must stand before, outside of the find; `!` for what must not: `!the < MONTH`.
//! - `YEAR > !people`: the same after it.

use super::item::Item;
use super::meaning::Node;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u64);

impl Classes {
    pub(super) const NONE: Self = Self(0);

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbers of its classes.
    pub(super) fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let place = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (place < 64).then_some(place)
        })
    }

    /// Whether the classes say nothing of time.
    pub(super) const fn is_quiet(self) -> bool {
        self.0 & !(Self::NAME.0 | Self::PLAIN.0 | Self::PLURAL.0) == 0
    }

    /// The class of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(other, _)| *other == name).map(|&(_, class)| class)
    }
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        #[expect(clippy::upper_case_acronyms, non_camel_case_types, reason = "numbers the classes")]
        enum Place { $($name),* }

        impl Classes {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << Place::$name as u64);)*
        }

        const NAMES: &[(&str, Classes)] = &[$((stringify!($name), Classes::$name)),*];
    };
}

classes! {
    /// A cardinal, in digits or words.
    NUMBER,
    /// Number words that number.rs puts together.
    TENS, SCALE, HALF, FRACTION, DOZEN, COUPLE,
    /// `several`, `few`.
    VAGUE,
    /// An ordinal, in digits or words.
    ORDINAL,
    /// A year of four digits, or of two with an apostrophe.
    YEAR,
    /// Two digits.
    TWO,
    /// A word that only tells of time in a phrase: `moment`.
    CALL,
    /// Digits from 1 to 31.
    DOM,
    /// An ordinal from 1st to 31st.
    DOMTH,
    /// `1990s`, `'90s`, `nineties`.
    DECADE,
    /// A month's name; `MAYBE_MONTH` until its neighbors confirm it.
    MONTH, MAYBE_MONTH,
    /// A weekday's name.
    WEEKDAY, MAYBE_WEEKDAY,
    /// `Mondays`
    WEEKDAYS,
    /// `year`; `years`.
    UNIT, UNITS,
    /// `weeklong`
    LONG,
    /// `attacks`: what days are known by.
    EVENT,
    /// `temperatures`: what reaches the 90s without being a date.
    MEASURED,
    /// `summer`; `summers`.
    SEASON, SEASONS,
    /// `morning`; `mornings`.
    PART, PARTS,
    /// `noon`
    CLOCK,
    /// `15.30`
    CLOCKED,
    /// `p.m.`
    MERIDIEM,
    ZONE,
    /// `Q3`
    QUARTER,
    /// `H1`
    HALFYEAR,
    /// `yesterday`
    DEICTIC, TONIGHT,
    /// `now`, `recently`
    REF, RECENT, CURRENT,
    /// `last`, `this`, `next`
    WHICH,
    /// `early`, `the end of`
    EDGE,
    /// `about`
    APPROX,
    /// `daily`
    SET, SETADJ,
    /// `twice`
    TIMES,
    OVERNIGHT,
    /// `BC`
    ERA,
    HOLIDAY,
    /// `25.12.2020`
    DOTTED,
    /// `18T14`
    DAYHOUR,
    /// A hyphen between letters or digits; a dash.
    HYPHEN, DASH,
    /// A word of a capital that is nothing else here.
    NAME,
    /// A word in small letters that is nothing else here; one that may be a plural.
    PLAIN, PLURAL,
    /// What rules made.
    DATE, TIME, DURATION, SETNODE, REFNODE,
}

/// One place of a pattern.
#[derive(Clone, Debug)]
struct Element {
    classes: Classes,
    words: Vec<u16>,
    optional: bool,
    negated: bool,
}

impl Element {
    fn accepts(&self, item: Item) -> bool {
        item.classes.has(self.classes) || (item.word != 0 && self.words.contains(&item.word))
    }

    /// For what stands outside of the find, where there may be no item.
    fn allows(&self, item: Option<Item>) -> bool {
        item.is_some_and(|item| self.accepts(item)) != self.negated
    }
}

/// A pattern, ready to match.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    before: Option<Element>,
    elements: Vec<Element>,
    after: Option<Element>,
    /// What the first item may be.
    first: Element,
    /// What the item after it may be, where there must be one.
    second: Option<Element>,
}

/// Words that patterns name, numbered from 1.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<&'static str>);

impl Words {
    fn number(&mut self, word: &'static str) -> u16 {
        let place = self.0.iter().position(|other| *other == word).unwrap_or_else(|| {
            self.0.push(word);
            self.0.len() - 1
        });
        u16::try_from(place + 1).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.iter().copied()
    }
}

impl Pattern {
    pub(super) fn compile(text: &'static str, words: &mut Words) -> Self {
        let (before, rest) = match text.split_once(" < ") {
            Some((before, rest)) => (Some(element(before, words)), rest),
            None => (None, text),
        };
        let (middle, after) = match rest.split_once(" > ") {
            Some((middle, after)) => (middle, Some(element(after, words))),
            None => (rest, None),
        };
        let elements: Vec<Element> = middle.split(' ').map(|part| element(part, words)).collect();
        let starts = elements.iter().position(|element| !element.optional).unwrap_or_default();
        let first = any_of(elements.get(..=starts).unwrap_or_default());
        let follows = elements.get(1..).unwrap_or_default();
        // The second item takes a place up to the second that must be taken.
        let ends = follows.iter().enumerate().skip(starts).find(|(_, element)| !element.optional);
        let second = ends.and_then(|(end, _)| Some(any_of(follows.get(..=end)?)));
        Self { before, elements, after, first, second }
    }

    /// What the first item may be: its classes.
    pub(super) const fn first_classes(&self) -> Classes {
        self.first.classes
    }

    /// What the first item may be: words.
    pub(super) fn first_words(&self) -> &[u16] {
        &self.first.words
    }

    /// Matches from the item at `start`.
    pub(super) fn matches<'i>(
        &self,
        items: &'i [Item],
        nodes: &'i [Node],
        start: usize,
    ) -> Option<Match<'i>> {
        let item = items.get(start)?;
        if !self.first.accepts(*item) {
            return None;
        }
        if let Some(before) = &self.before {
            if !before.allows(start.checked_sub(1).and_then(|place| items.get(place)).copied()) {
                return None;
            }
        }
        if let Some(second) = &self.second {
            if !items.get(start + 1).is_some_and(|item| second.accepts(*item)) {
                return None;
            }
        }
        let mut found =
            Match { items, nodes, start, end: start, taken: [(0, Classes::NONE); MOST], len: 0 };
        self.step(0, start, &mut found).then_some(found)
    }

    fn step(&self, place: usize, at: usize, found: &mut Match<'_>) -> bool {
        let Some(element) = self.elements.get(place) else {
            let fits = at > found.start
                && self
                    .after
                    .as_ref()
                    .is_none_or(|after| after.allows(found.items.get(at).copied()));
            found.end = at;
            return fits;
        };
        if let Some(item) = found.items.get(at) {
            if element.accepts(*item) {
                let len = found.len;
                if let Some(slot) = found.taken.get_mut(len) {
                    *slot = (at, element.classes);
                    found.len = len + 1;
                }
                if self.step(place + 1, at + 1, found) {
                    return true;
                }
                found.len = len;
            }
        }
        element.optional && self.step(place + 1, at, found)
    }
}

/// What takes whatever one of these takes.
fn any_of(elements: &[Element]) -> Element {
    let mut any =
        Element { classes: Classes::NONE, words: Vec::new(), optional: false, negated: false };
    for element in elements {
        any.classes = any.classes.with(element.classes);
        any.words.extend(&element.words);
    }
    any.words.sort_unstable();
    any.words.dedup();
    any
}

fn element(text: &'static str, words: &mut Words) -> Element {
    let (text, negated) = match text.strip_prefix('!') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let (text, optional) = match text.strip_suffix('?') {
        Some(text) if !text.is_empty() => (text, true),
        _ => (text, false),
    };
    let mut element = Element { classes: Classes::NONE, words: Vec::new(), optional, negated };
    for name in text.split('|') {
        match Classes::named(name) {
            Some(class) => element.classes = element.classes.with(class),
            None => element.words.push(words.number(name)),
        }
    }
    element
}

/// The most items that a find takes.
const MOST: usize = 16;

/// A pattern's find.
#[derive(Clone, Debug)]
pub(super) struct Match<'i> {
    items: &'i [Item],
    nodes: &'i [Node],
    /// The first item.
    pub(super) start: usize,
    /// The item after the last.
    pub(super) end: usize,
    /// Each item with the classes that its place asked for.
    taken: [(usize, Classes); MOST],
    len: usize,
}

impl<'i> Match<'i> {
    /// The `nth` item, from 0, that was taken for one of `classes`.
    pub(super) fn nth(&self, classes: Classes, nth: usize) -> Option<Item> {
        self.taken
            .iter()
            .take(self.len)
            // A place that asks for a word takes the classes of that word.
            .filter(|(_, asked)| asked.is_empty() || asked.has(classes))
            .filter_map(|&(place, _)| self.items.get(place))
            .filter(|item| item.classes.has(classes))
            .nth(nth)
            .copied()
    }

    /// The first such item.
    pub(super) fn get(&self, classes: Classes) -> Option<Item> {
        self.nth(classes, 0)
    }

    /// The item so many places before the find, from 1.
    pub(super) fn before(&self, places: usize) -> Option<Item> {
        self.items.get(self.start.checked_sub(places)?).copied()
    }

    /// The item so many places after the find, from 0.
    pub(super) fn after(&self, places: usize) -> Option<Item> {
        self.items.get(self.end + places).copied()
    }

    /// What a rule made of the item so many places after the find, from 0.
    pub(super) fn node_after(&self, places: usize) -> Option<&'i Node> {
        self.nodes.get(self.after(places)?.node)
    }

    /// What a rule made of the first such item.
    pub(super) fn node(&self, classes: Classes) -> Option<&'i Node> {
        self.nodes.get(self.get(classes)?.node)
    }

    pub(super) fn nth_node(&self, classes: Classes, nth: usize) -> Option<&'i Node> {
        self.nodes.get(self.nth(classes, nth)?.node)
    }
}
