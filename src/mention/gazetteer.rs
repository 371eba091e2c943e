//! All lists of names in one index: a word or phrase to the classes of name it is listed under.

use hashbrown::HashTable;
use once_cell::sync::Lazy;

use crate::analysis::Analysis;
use crate::fold;
use crate::lexicon;
use crate::token::Shape;

/// The lists of the crate.
pub(super) static GAZETTEER: Lazy<Gazetteer> = Lazy::new(Gazetteer::read);

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident)*) => {
        classes! { @ 0; $($(#[$doc])* $name)* }
    };
    (@ $at:expr; $(#[$doc:meta])* $name:ident $($rest:tt)*) => {
        impl Classes {
            $(#[$doc])*
            pub(super) const $name: Self = Self(1 << ($at));
        }
        classes! { @ $at + 1; $($rest)* }
    };
    (@ $at:expr;) => {};
}

classes! {
    GIVEN SURNAME COUNTRY CITY BIG_CITY REGION DEMONYM GROUP LANGUAGE
    /// A frequent word.
    COMMON
    /// A day, a month, an abbreviation that names nothing.
    NOT_NAME
    /// A word that starts no name.
    STOP
    /// What ends a company's name.
    SUFFIX
    TITLE
    /// A title that stands before a name and needs no comma: `Mr`.
    ADDRESS
    HEAD_ORGANIZATION HEAD_FACILITY HEAD_LOCATION HEAD_GEOPOLITICAL HEAD_EVENT HEAD_LAW
    ORGANIZATION
    /// An organization that prints or broadcasts: `the` may be part of its name.
    OUTLET
    LOCATION FACILITY EVENT LAW PRODUCT WORK
    /// A head that stands first: `Lake`, `Hurricane`.
    PREFIX
    /// A team, which may bear its town's name before its own.
    TEAM
}

impl Classes {
    pub(super) const NONE: Self = Self(0);
    pub(super) const HEAD: Self = Self(
        Self::HEAD_ORGANIZATION.0
            | Self::HEAD_FACILITY.0
            | Self::HEAD_LOCATION.0
            | Self::HEAD_GEOPOLITICAL.0
            | Self::HEAD_EVENT.0
            | Self::HEAD_LAW.0,
    );
    /// Lists whose every entry is a name by itself.
    pub(super) const KNOWN: Self = Self(
        Self::COUNTRY.0
            | Self::BIG_CITY.0
            | Self::CITY.0
            | Self::REGION.0
            | Self::DEMONYM.0
            | Self::GROUP.0
            | Self::LANGUAGE.0
            | Self::ORGANIZATION.0
            | Self::LOCATION.0
            | Self::FACILITY.0
            | Self::EVENT.0
            | Self::LAW.0
            | Self::PRODUCT.0
            | Self::WORK.0,
    );
    pub(super) const PERSONAL: Self = Self(Self::GIVEN.0 | Self::SURNAME.0);

    /// A bit for each class that the model looks at.
    pub(super) const fn bits(self) -> u32 {
        self.0 & !Self::TEAM.0
    }

    /// Whether one of `classes` is in the set.
    pub(super) const fn any(self, classes: Self) -> bool {
        self.0 & classes.0 != 0
    }

    pub(super) const fn with(self, classes: Self) -> Self {
        Self(self.0 | classes.0)
    }
}

/// An index of the lists. Entries are known by the hash of their folded text alone.
#[derive(Debug)]
pub(super) struct Gazetteer {
    entries: HashTable<(u64, Classes)>,
    /// How many tokens the longest entry may have that starts with a word, by the hash of the word; no row where that is one.
    openers: HashTable<(u64, usize)>,
}

/// Keeps acronyms apart from words in small letters: `US` is no `us`.
const ACRONYM: u64 = 0x5bd1_e995_9d1b_58ed;

impl Gazetteer {
    fn read() -> Self {
        let mut gazetteer =
            Self { entries: HashTable::with_capacity(100_000), openers: HashTable::new() };
        let of_kind: &[(&str, Classes)] = &[
            (lexicon::GIVEN_NAMES, Classes::GIVEN),
            (lexicon::SURNAMES, Classes::SURNAME),
            (lexicon::REGIONS, Classes::REGION),
            (lexicon::GROUPS, Classes::GROUP),
            (lexicon::LANGUAGES, Classes::LANGUAGE),
            (lexicon::COMMON_WORDS, Classes::COMMON),
            (lexicon::NOT_NAMES, Classes::NOT_NAME),
            (lexicon::NAME_STOPS, Classes::STOP.with(Classes::COMMON)),
        ];
        for &(list, classes) in of_kind {
            for (entry, _) in lexicon::entries(list) {
                gazetteer.add(entry, classes);
            }
        }
        for (entry, value) in lexicon::entries(lexicon::CITIES) {
            let big = if value == "big" { Classes::BIG_CITY } else { Classes::NONE };
            gazetteer.add(entry, Classes::CITY.with(big));
        }
        for (entry, _) in lexicon::COUNTRIES.iter() {
            gazetteer.add(entry, Classes::COUNTRY);
        }
        for (entry, _) in lexicon::DEMONYMS.iter() {
            gazetteer.add(entry, Classes::DEMONYM);
        }
        for (entry, _) in lexicon::COMPANY_SUFFIXES.iter() {
            gazetteer.add(entry, Classes::SUFFIX);
        }
        for (entry, value) in lexicon::TITLES.iter().filter(|&(_, value)| value != "role") {
            let address = if value == "address" { Classes::ADDRESS } else { Classes::NONE };
            gazetteer.add(entry, Classes::TITLE.with(address));
        }
        for (entry, value) in lexicon::entries(lexicon::NAME_HEADS) {
            let (kind, place) = value.split_once(' ').unwrap_or((value, ""));
            let prefix = if place == "first" { Classes::PREFIX } else { Classes::NONE };
            gazetteer.add(entry, head(kind).with(prefix));
        }
        for (entry, value) in lexicon::entries(lexicon::KNOWN_NAMES) {
            gazetteer.add(entry, known(value));
        }
        gazetteer
    }

    fn add(&mut self, entry: &str, classes: Classes) {
        let hash = if is_acronym(entry) { fold::hash(entry) ^ ACRONYM } else { fold::hash(entry) };
        self.entries
            .entry(hash, |&(other, _)| other == hash, |&(hash, _)| hash)
            .and_modify(|(_, known)| *known = known.with(classes))
            .or_insert((hash, classes));
        let is_break = |byte: &u8| matches!(byte, b' ' | b'-' | b'\'' | b'&' | b'.' | b'/' | b',');
        let breaks = entry.bytes().filter(|byte| is_break(byte)).count();
        if breaks > 0 {
            let first = entry.split([' ', '-', '\'']).next().unwrap_or(entry);
            let opener = fold::hash(first);
            let most = 2 * breaks + 1;
            self.openers
                .entry(opener, |&(other, _)| other == opener, |&(hash, _)| hash)
                .and_modify(|(_, known)| *known = most.max(*known))
                .or_insert((opener, most));
        }
    }

    fn find(&self, hash: u64) -> Classes {
        self.entries.find(hash, |&(other, _)| other == hash).map_or(Classes::NONE, |&(_, c)| c)
    }

    /// The classes of the token at `index`.
    pub(super) fn word(&self, analysis: &Analysis<'_>, index: usize) -> Classes {
        let token = analysis.token(index);
        let classes = match token.shape {
            Shape::Upper | Shape::Mixed => {
                self.find(token.hash()).with(self.find(token.hash() ^ ACRONYM))
            }
            _ => self.find(token.hash()),
        };
        if classes == Classes::NONE && token.shape != Shape::Initial {
            return self.inflected(analysis.word(index), 2);
        }
        classes
    }

    /// `COMMON` for a form of a frequent word: the list has the base alone (`shootings`: `shoot`, by two `steps`).
    fn inflected(&self, word: &str, steps: u32) -> Classes {
        const ENDINGS: [(&str, &str); 8] = [
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("ed", ""),
            ("d", ""),
            ("ing", ""),
            ("ing", "e"),
            ("ly", ""),
        ];
        let is_common = ENDINGS.iter().any(|(ending, more)| {
            let at = word.len().saturating_sub(ending.len());
            let tail = word.get(at..).filter(|_| at > 2);
            if !tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending)) {
                return false;
            }
            let base = word.get(..at).unwrap_or_default();
            let mut hasher = fold::Hasher::new();
            hasher.write(base);
            hasher.write(more);
            self.find(hasher.finish()).any(Classes::COMMON)
                || steps > 1 && more.is_empty() && self.inflected(base, steps - 1) != Classes::NONE
        });
        if is_common { Classes::COMMON } else { Classes::NONE }
    }

    /// The longest listed phrase of two tokens or more that starts with the token at `index` and ends before `end`: the
    /// place after its last token and its classes.
    pub(super) fn phrase(
        &self,
        analysis: &Analysis<'_>,
        index: usize,
        end: usize,
    ) -> Option<(usize, Classes)> {
        let first = analysis.token(index);
        let &(_, most) = self.openers.find(first.hash(), |&(hash, _)| hash == first.hash())?;
        let mut hasher = fold::Hasher::new();
        hasher.write(analysis.word(index));
        let mut best = None;
        let mut capitals = first.shape == Shape::Upper;
        for at in index + 1..end.min(index + most) {
            let token = analysis.token(at);
            if token.space_before() {
                hasher.write(" ");
            }
            hasher.write(analysis.word(at));
            capitals &= matches!(token.shape, Shape::Upper | Shape::None | Shape::Initial);
            let mut classes = self.find(hasher.finish());
            if capitals {
                classes = classes.with(self.find(hasher.finish() ^ ACRONYM));
            }
            if classes != Classes::NONE {
                best = Some((at + 1, classes));
            }
        }
        best
    }
}

fn is_acronym(entry: &str) -> bool {
    !entry.chars().any(char::is_lowercase) && entry.chars().filter(|c| c.is_uppercase()).count() > 1
}

fn head(value: &str) -> Classes {
    match value {
        "facility" => Classes::HEAD_FACILITY,
        "location" => Classes::HEAD_LOCATION,
        "geopolitical" => Classes::HEAD_GEOPOLITICAL,
        "event" => Classes::HEAD_EVENT,
        "law" => Classes::HEAD_LAW,
        _ => Classes::HEAD_ORGANIZATION,
    }
}

fn known(value: &str) -> Classes {
    match value {
        "location" => Classes::LOCATION,
        "facility" => Classes::FACILITY,
        "event" => Classes::EVENT,
        "law" => Classes::LAW,
        "product" => Classes::PRODUCT,
        "work" => Classes::WORK,
        "organization team" => Classes::ORGANIZATION.with(Classes::TEAM),
        "organization outlet" => Classes::ORGANIZATION.with(Classes::OUTLET),
        _ => Classes::ORGANIZATION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_have_their_classes() {
        let analysis = Analysis::new("The US told us of South Korea and People's Daily in Paris.");
        let word = |index: usize| GAZETTEER.word(&analysis, index);
        assert!(word(1).any(Classes::COUNTRY));
        assert!(!word(3).any(Classes::COUNTRY));
        assert!(word(0).any(Classes::STOP));
        let end = analysis.tokens().len();
        assert!(
            GAZETTEER
                .phrase(&analysis, 5, end)
                .is_some_and(|(to, c)| to == 7 && c.any(Classes::COUNTRY))
        );
        assert!(
            GAZETTEER
                .phrase(&analysis, 8, end)
                .is_some_and(|(to, c)| to == 11 && c.any(Classes::OUTLET))
        );
        assert_eq!(GAZETTEER.phrase(&analysis, 0, end), None);
    }
}
