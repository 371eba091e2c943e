//! Level 1. Word lists: sorted text files compiled into the crate, looked up without a copy of any word.
//!
//! `data/SOURCES.md` says where each list comes from and on what terms.

use std::borrow::Cow;
use std::cmp::Ordering;

use hashbrown::HashTable;

use crate::error::Error;
use crate::fold;

mod filter;
mod format;

pub(crate) use filter::Filter;

/// A set of words and phrases, or a map from them to a value.
///
/// The format is a line an entry, `entry` or `entry<TAB>value`, with `# comment` lines at the top; sorted by the bytes
/// of the entry, none twice. An entry in lower case is found in any case; one that holds a capital only as it is
/// written (`US` is no `us`). Curly apostrophes count as straight ones, and any white space in a phrase as one space.
///
/// # Examples
///
/// ```
/// use onrecord::Lexicon;
///
/// let lexicon = Lexicon::parse("# coins\ndime\t10\nnickel\t5\n")?;
/// assert_eq!(lexicon.get("Dime"), Some("10"));
/// assert_eq!(lexicon.get("penny"), None);
/// # Ok::<(), onrecord::Error>(())
/// ```
#[derive(Clone)]
pub struct Lexicon {
    text: Cow<'static, str>,
    /// Where each entry lies, by its hash.
    entries: HashTable<format::Place>,
    /// How many words the longest entry has that starts with a word, by the hash of that word; no row where that is one.
    openers: HashTable<(u64, u32)>,
    /// The hashes of the entries and of the words that those of several words start with.
    filter: Filter,
}

impl Lexicon {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] where an entry is empty, out of order or there twice.
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Result<Self, Error> {
        let text = text.into();
        format::check(&text)?;
        Ok(Self::index(text))
    }

    /// A list that ships with the crate; the tests below check each, so that the run need not.
    pub(crate) fn built_in(text: &'static str) -> Self {
        Self::index(Cow::Borrowed(text))
    }

    fn index(text: Cow<'static, str>) -> Self {
        let count = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        let mut entries = HashTable::with_capacity(count);
        let mut openers = HashTable::new();
        let mut filter = Filter::with_capacity(count);
        for line in format::lines(&text) {
            let hash = fold::hash(line.entry);
            filter.add(hash);
            if let Some(place) = format::Place::of(line) {
                entries.insert_unique(hash, place, |place| fold::hash(place.read(&text).entry));
            }
            let words = format::words(line.entry);
            if words > 1 {
                let opener = fold::hash(format::first_word(line.entry));
                filter.add(opener);
                openers
                    .entry(opener, |&(hash, _)| hash == opener, |&(hash, _)| hash)
                    .and_modify(|(_, most)| *most = words.max(*most))
                    .or_insert((opener, words));
            }
        }
        Self { text, entries, openers, filter }
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of `entry`, `""` where the list gives none; `None` where it is not in the list.
    #[must_use]
    pub fn get(&self, entry: &str) -> Option<&str> {
        self.get_hashed(fold::hash(entry), entry)
    }

    /// Whether `entry` is in the list.
    #[must_use]
    pub fn contains(&self, entry: &str) -> bool {
        self.get(entry).is_some()
    }

    /// [`get`](Self::get) for a word whose [`fold::hash`] is known.
    #[inline]
    pub(crate) fn get_hashed(&self, hash: u64, word: &str) -> Option<&str> {
        if !self.filter.may_have(hash) {
            return None;
        }
        let mut value = None;
        self.entries.find(hash, |place| {
            let line = place.read(&self.text);
            let found = line.matches(word);
            if found {
                value = Some(line.value);
            }
            found
        });
        value
    }

    /// How many words the longest entry may have that starts with the word of this [`fold::hash`]: 0 where it starts none.
    #[inline]
    pub(crate) fn longest(&self, first_word: u64) -> u32 {
        if !self.filter.may_have(first_word) {
            return 0;
        }
        self.openers.find(first_word, |&(hash, _)| hash == first_word).map_or(1, |&(_, most)| most)
    }

    /// Every entry with its value, in the list's order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        format::lines(&self.text).map(|line| (line.entry, line.value))
    }
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// Declares lists that ship with the crate: `lexicons! { pub(crate) MONTHS = "months"; … }` reads `data/months.txt`
/// at first use.
macro_rules! lexicons {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: once_cell::sync::Lazy<Lexicon> = once_cell::sync::Lazy::new(|| {
                Lexicon::built_in(include_str!(concat!("data/", $file, ".txt")))
            });
        )*

        #[cfg(test)]
        const SHIPPED: &[(&str, &str)] = &[$(($file, include_str!(concat!("data/", $file, ".txt")))),*];
    };
}

/// Every entry of a list that ships with the crate, with its value, in the list's order. For lists that are taken into
/// an index of the caller's own: it makes none.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = (&str, &str)> {
    format::lines(list).map(|line| (line.entry, line.value))
}

/// Whether the sorted `list` holds `entry` as it is written. For a list that is asked too seldom to be worth an index.
pub(crate) fn holds(list: &str, entry: &str) -> bool {
    value_in(list, entry).is_some()
}

/// The value of `entry` in the sorted `list`, as [`holds`] looks for it.
pub(crate) fn value_in<'l>(list: &'l str, entry: &str) -> Option<&'l str> {
    let (mut from, mut to) = (0, list.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        let before = list.as_bytes().get(..middle).unwrap_or_default();
        let line = format::line_at(list, memchr::memrchr(b'\n', before).map_or(0, |at| at + 1));
        match line.entry.cmp(entry) {
            Ordering::Equal => return Some(line.value),
            Ordering::Greater => to = line.start,
            Ordering::Less => {
                let rest = list.as_bytes().get(middle..).unwrap_or_default();
                from = memchr::memchr(b'\n', rest).map_or(to, |at| middle + at + 1);
            }
        }
    }
    None
}

/// Declares lists that ship with the crate and are read through [`entries`] and [`holds`] alone.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $(
            $(#[$doc])*
            pub(crate) const $name: &str = include_str!(concat!("data/", $file, ".txt"));
        )*

        #[cfg(test)]
        const LISTED: &[(&str, &str)] = &[$(($file, $name)),*];
    };
}

lists! {
    /// Cities; `big` from half a million inhabitants and for capitals.
    CITIES = "cities";
    /// Frequent words, written with a capital at the start of a sentence only.
    COMMON_WORDS = "common_words";
    /// Given names; `f` or `m` for what most who bear it are.
    GIVEN_NAMES = "given_names";
    /// Religions, peoples, political camps.
    GROUPS = "groups";
    /// Well-known names with their kind.
    KNOWN_NAMES = "known_names";
    /// Languages that are not named as a people is.
    LANGUAGES = "languages";
    /// Nouns that a name is built on, with the kind of such a name.
    NAME_HEADS = "name_heads";
    /// Words that start no name.
    NAME_STOPS = "name_stops";
    /// Words with a capital that name nothing.
    NOT_NAMES = "not_names";
    /// Provinces, states, counties.
    REGIONS = "regions";
    /// Family names.
    SURNAMES = "surnames";
}

lexicons! {
    /// Abbreviations that keep their full stop; the value says where, and whether a sentence may end there.
    ABBREVIATIONS = "abbreviations";
    /// News agencies, and outlets that sign reports as agencies do.
    AGENCIES = "agencies";
    /// Words that label an article where a dateline would stand.
    ARTICLE_LABELS = "article_labels";
    /// What the word after a full stop, question or exclamation mark tells of it: `opener`, `time`, `speech`.
    AFTER_STOPS = "after_stops";
    /// Words and signs of amounts: numbers, scales, currencies, units.
    AMOUNT_WORDS = "amount_words";
    /// What ends the name of a company.
    COMPANY_SUFFIXES = "company_suffixes";
    /// Countries and parts of countries, with their code.
    COUNTRIES = "countries";
    /// Words for the people and things of a country, with the country's code.
    DEMONYMS = "demonyms";
    /// Words beside a name that say what it names.
    NAME_CONTEXTS = "name_contexts";
    /// Titles, offices and roles of persons: `address`, `office`, `role`.
    TITLES = "titles";
    /// What stands before a title and belongs to it.
    TITLE_MODIFIERS = "title_modifiers";
    /// Words that an apostrophe stands for the lost part of; the value says on which side of the word it stands.
    ELISIONS = "elisions";
    /// What a word beside a quotation says of it.
    QUOTATION_CUES = "quotation_cues";
    /// What may follow a number without a space: `bn`, `km`, `pm`.
    UNIT_SUFFIXES = "unit_suffixes";
    /// Nouns that attribute: what is done by them, then their rates.
    CUE_NOUNS = "cue_nouns";
    /// Verbs that attribute and make another statement than is done by them: the statement, and before which complement.
    CUE_STATEMENTS = "cue_statements";
    /// Forms of the verbs that attribute: the verb, then which of its forms.
    CUE_VERBS = "cue_verbs";
    /// Verbs that attribute: what is done by them, then their rates.
    CUES = "cues";
    /// Nouns that speak at a headline's colon.
    HEADLINE_SOURCES = "headline_sources";
    /// Nouns for where words are said; `name` for a service.
    MEDIA = "media";
    /// Forms of verbs for how documents and broadcasts come out.
    RELEASE_VERBS = "release_verbs";
    /// Words of those who were asked and said nothing: `request`, `detail`, `give`.
    SILENCE_WORDS = "silence_words";
    /// Function words and irregular verb forms, with the class of each.
    WORD_CLASSES = "word_classes";
    /// Words of statements that a source is not named: `refuse`, `ask`, `speak`, `anonymity`, `manner`, `name`, `leave`,
    /// `talk`.
    ANONYMITY_WORDS = "anonymity_words";
    /// What opens a modifier that says how a source knows: `strong`, `weak`, `end`, `relative`.
    BASIS_HEADS = "basis_heads";
    /// Nouns that take up an organization; `part` where its name must hold the word, `any` for one of any kind.
    ORGANIZATION_NOUNS = "organization_nouns";
    /// Nouns for documents, recordings and data.
    DOCUMENT_NOUNS = "document_nouns";
    /// What names an outlet: `noun`, `loose`, `name`.
    OUTLET_WORDS = "outlet_words";
    /// Words that never stand between the opening of a noun phrase and its noun.
    PHRASE_BREAKERS = "phrase_breakers";
    /// What opens a noun phrase: `new`, `other`, `definite`, `this`, `owned`, `none`.
    PHRASE_DETERMINERS = "phrase_determiners";
    /// Adjectives that do not say whose a source is.
    PLAIN_MODIFIERS = "plain_modifiers";
    /// What stands before a number: `least`, `more`, `fewer`, `about`.
    QUANTITY_LIMITS = "quantity_limits";
    /// How many people, with the number where they say one.
    QUANTITY_WORDS = "quantity_words";
    /// What opens the reason a source is not named; `purpose` before a plain verb.
    REASON_OPENERS = "reason_openers";
    /// Words before "source" that make it the source of a thing.
    RESOURCE_WORDS = "resource_words";
    /// Roles, and the more general words by which one who holds them may be taken up.
    ROLE_KIN = "role_kin";
    /// `senior`, `former` and the like.
    SENIORITY_WORDS = "seniority_words";
    /// Verbs that make a source of their subject: `say`, `tell`, `think`, `refuse`; `quote` and `by`, which a source follows.
    SOURCE_CUES = "source_cues";
    /// Nouns for people who may speak: `source`, `person`, `role`, `speaker`, `party`, and the singular of a plural.
    SOURCE_NOUNS = "source_nouns";
    /// Words that stand for a source by themselves: how many, and of which gender.
    SOURCE_PRONOUNS = "source_pronouns";
    /// Words that open a clause which only supposes what it tells.
    SUPPOSING_WORDS = "supposing_words";
    /// What a word says of time: classes with their values.
    TIMEX_WORDS = "timex_words";
    /// Verb forms and other words that tell which way a clause looks.
    TENSE_WORDS = "tense_words";
    /// Holidays and observances, and how their days are told.
    HOLIDAYS = "holidays";
    /// Days of holidays that follow the moon.
    MOON_DAYS = "moon_days";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_unique() {
        for (name, text) in SHIPPED.iter().chain(LISTED) {
            if let Err(error) = Lexicon::parse(*text) {
                panic!("{name}: {error}");
            }
        }
    }

    #[test]
    fn every_list_says_where_it_comes_from() {
        let sources = include_str!("data/SOURCES.md");
        for (name, text) in SHIPPED.iter().chain(LISTED) {
            assert!(text.starts_with("# "), "{name}: no head");
            assert!(sources.contains(&format!("`{name}.txt`")), "{name}: not in SOURCES.md");
        }
    }

    #[test]
    fn a_list_without_an_index_is_asked_by_halving() {
        for (name, text) in LISTED {
            let every = entries(text).step_by(entries(text).count() / 50 + 1);
            for (entry, _) in every.chain(entries(text).last()) {
                assert!(holds(text, entry), "{name}: {entry}");
                assert!(!holds(text, &format!("{entry}\u{1}")), "{name}: {entry}");
            }
            assert!(!holds(text, "") && !holds(text, "\u{10FFFF}"));
        }
        assert!(holds("a", "a") && !holds("", "a") && holds("# b\na\t1\nb", "b"));
    }

    #[test]
    fn capitals_match_as_written_and_the_rest_in_any_case() {
        let lexicon = Lexicon::parse("US\nNew York\tcity\ncoast guard\n").unwrap_err();
        assert!(lexicon.is_lexicon());
        let lexicon = Lexicon::parse("New York\tcity\nUS\ncoast guard\n").unwrap();
        assert!(lexicon.contains("US") && !lexicon.contains("us"));
        assert!(lexicon.contains("COAST GUARD") && !lexicon.contains("new york"));
        assert_eq!(lexicon.get("New\u{A0}York"), Some("city"));
        assert!(lexicon.longest(fold::hash("new")) >= 2);
        assert_eq!(lexicon.longest(fold::hash("US")), 1);
        assert_eq!(lexicon.iter().count(), lexicon.len());
    }

    #[test]
    fn a_bad_list_says_where() {
        for (text, message) in [
            ("b\na\n", "word list, line 2: expected entries sorted by their bytes, found \"a\""),
            ("a\na\n", "word list, line 2: expected each entry once, found \"a\""),
            ("a\n\nb\n", "word list, line 2: expected an entry, found \"\""),
        ] {
            assert_eq!(Lexicon::parse(text).unwrap_err().to_string(), message);
        }
    }
}
