//! Level 3. Tokens to part-of-speech tags.

use std::ops::Range;

use hashbrown::HashTable;
use once_cell::sync::Lazy;

use crate::fold;
use crate::model::chain::{Decoder, Mask};
use crate::model::template::{Atoms, Template};
use crate::model::{self, MOST_LABELS};
use crate::token::{Shape, Token, TokenKind};

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// A part of speech: the tags of Universal Dependencies, and for verbs the Penn Treebank's tag of their form.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Tag {
            $($(#[$doc])* $name,)*
        }

        impl Tag {
            const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the Universal Dependencies, or in the Penn Treebank for verbs.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The tag with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

tags! {
    /// Adjective.
    Adjective = "ADJ",
    /// Preposition or postposition.
    Adposition = "ADP",
    /// Adverb.
    Adverb = "ADV",
    /// Auxiliary verb, modals and the copula included.
    Auxiliary = "AUX",
    /// `and`, `or`, `but`.
    Coordinator = "CCONJ",
    /// Determiner.
    Determiner = "DET",
    /// Interjection.
    Interjection = "INTJ",
    /// Common noun.
    Noun = "NOUN",
    /// Number.
    Numeral = "NUM",
    /// `to` before a verb, `not`, the possessive `'s`.
    Particle = "PART",
    /// Pronoun.
    Pronoun = "PRON",
    /// Proper noun.
    ProperNoun = "PROPN",
    /// Punctuation.
    Punctuation = "PUNCT",
    /// `that`, `if`, `because`.
    Subordinator = "SCONJ",
    /// Symbol.
    Symbol = "SYM",
    /// Other.
    Other = "X",
    /// `say`, after `to` or an auxiliary.
    VerbBase = "VB",
    /// `said`, finite.
    VerbPast = "VBD",
    /// `saying`.
    VerbGerund = "VBG",
    /// `said`, after `have` or `be`.
    VerbParticiple = "VBN",
    /// `say`, finite.
    VerbPresent = "VBP",
    /// `says`.
    VerbThird = "VBZ",
}

impl Tag {
    /// The tag of the Universal Dependencies.
    pub const fn universal(self) -> &'static str {
        if self.is_verb() { "VERB" } else { self.as_str() }
    }

    /// Whether it is a verb that is no auxiliary.
    pub const fn is_verb(self) -> bool {
        self as u8 >= Self::VerbBase as u8
    }

    /// Whether a clause may have it for its finite verb: a verb in the past or present, or an auxiliary.
    pub(crate) const fn is_finite(self) -> bool {
        matches!(self, Self::VerbPast | Self::VerbPresent | Self::VerbThird | Self::Auxiliary)
    }

    pub(crate) const fn bit(self) -> Mask {
        1 << self as u8
    }
}

/// What the model tells apart: the tags, and common nouns in the plural, which others go with than with one in the singular.
pub(crate) const LABELS: usize = Tag::ALL.len() + 1;

/// A common noun in the plural, as a label.
pub(crate) const PLURAL: Mask = 1 << Tag::ALL.len();

/// The name of [`PLURAL`] in a [`Dictionary`]: the Penn Treebank's.
pub(crate) const PLURAL_NAME: &str = "NNS";

/// The tag of a label.
fn tag_of(label: u8) -> Tag {
    Tag::ALL.get(usize::from(label)).copied().unwrap_or(Tag::Noun)
}

/// The name of a label in a [`Dictionary`].
#[cfg(feature = "training")]
pub(crate) fn label_name(label: u32) -> &'static str {
    Tag::ALL.get(label as usize).map_or(PLURAL_NAME, |tag| tag.as_str())
}

/// The label with this name in a [`Dictionary`].
fn label_of(name: &str) -> Mask {
    if name == PLURAL_NAME { PLURAL } else { Tag::from_name(name).map_or(0, Tag::bit) }
}

/// The tags that a word of no known sort may have.
const OPEN: Mask = Tag::Adjective.bit()
    | Tag::Adverb.bit()
    | Tag::Interjection.bit()
    | Tag::Noun.bit()
    | PLURAL
    | Tag::ProperNoun.bit()
    | Tag::Other.bit()
    | Tag::VerbBase.bit()
    | Tag::VerbPast.bit()
    | Tag::VerbGerund.bit()
    | Tag::VerbParticiple.bit()
    | Tag::VerbPresent.bit()
    | Tag::VerbThird.bit();

/// What a token is, to the tagger; the places of its atoms.
pub(crate) mod atom {
    pub(super) const WORD: usize = 0;
    pub(super) const LAST_2: usize = 1;
    pub(super) const LAST_3: usize = 2;
    pub(super) const LAST_4: usize = 3;
    pub(super) const FIRST_3: usize = 4;
    pub(super) const SHAPE: usize = 5;
    pub(super) const TAGS: usize = 6;
    pub(super) const LISTED: usize = 7;
    pub(crate) const COUNT: usize = 8;
}

use atom::{FIRST_3, LAST_2, LAST_3, LAST_4, LISTED, SHAPE, TAGS, WORD};

/// What the tagger looks at.
pub(crate) static TEMPLATES: &[Template] = &[
    Template(&[(WORD, 0)]),
    Template(&[(WORD, -1)]),
    Template(&[(WORD, 1)]),
    Template(&[(WORD, -2)]),
    Template(&[(WORD, 2)]),
    Template(&[(WORD, -1), (WORD, 0)]),
    Template(&[(WORD, 0), (WORD, 1)]),
    Template(&[(LAST_2, 0), (SHAPE, 0)]),
    Template(&[(LAST_3, 0)]),
    Template(&[(LAST_4, 0)]),
    Template(&[(FIRST_3, 0)]),
    Template(&[(SHAPE, -1), (SHAPE, 0), (SHAPE, 1)]),
    Template(&[(TAGS, 0), (TAGS, -1)]),
    Template(&[(TAGS, 0), (TAGS, 1)]),
    Template(&[(WORD, 0), (TAGS, -1)]),
    Template(&[(LAST_3, -1)]),
    Template(&[(LISTED, 0)]),
    Template(&[(SHAPE, 0), (WORD, -1)]),
    Template(&[(SHAPE, 1), (WORD, 0)]),
    Template(&[(LISTED, 0), (LISTED, -1)]),
];

static DICTIONARY_TEXT: &str = include_str!("model/data/tags.txt");
static MODEL_FILE: &[u8] = include_bytes!("model/data/tags.bin");

/// What is known of words: a line each, `word<TAB>tags it may have<TAB>tags it mostly has<TAB>what it is listed as`, each of
/// which may be empty; the last is a letter for each part of speech that a dictionary gives it.
pub(crate) struct Dictionary {
    words: HashTable<Entry>,
    /// What is known of the words of each sort: few, and shared by many.
    sorts: Vec<Known>,
}

/// A word: half of its hash, and its sort. Small, since every token of a text is looked up.
#[derive(Clone, Copy, Debug)]
struct Entry {
    word: u32,
    sort: u32,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// The tags it may have; 0 where any is possible.
    allowed: Mask,
    /// The tags it mostly has; 0 where that is not known.
    usual: Mask,
    /// A bit for each letter of what it is listed as.
    listed: u32,
}

impl Known {
    /// Reads what stands behind a word in its line.
    fn parse(text: &str) -> Self {
        let mut fields = text.split('\t');
        let mut field = || fields.next().unwrap_or_default();
        let mask = |tags: &str| tags.split(' ').map(label_of).fold(0, |mask, label| mask | label);
        let letters = |listed: &str| listed.bytes().fold(0, |all, byte| all | 1 << (byte % 32));
        Self { allowed: mask(field()), usual: mask(field()), listed: letters(field()) }
    }
}

impl Dictionary {
    pub(crate) fn parse(text: &str) -> Self {
        let mut words =
            HashTable::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count());
        let mut sorts = Vec::new();
        // What stands behind a word is read once for all words that share it.
        let mut read: HashTable<(&str, u32)> = HashTable::with_capacity(2048);
        let mut rest = text;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let line = rest.get(..end).unwrap_or_default();
            rest = rest.get(end + 1..).unwrap_or_default();
            let tab = memchr::memchr(b'\t', line.as_bytes()).unwrap_or(line.len());
            let (word, known) = line.split_at_checked(tab).unwrap_or((line, ""));
            if word.is_empty() || word.starts_with('#') {
                continue;
            }
            let same = |&(text, _): &(&str, u32)| text == known;
            let sort = read.entry(hash_of_bytes(known), same, |&(text, _)| hash_of_bytes(text));
            let &(_, sort) = sort
                .or_insert_with(|| {
                    sorts.push(Known::parse(known.get(1..).unwrap_or_default()));
                    (known, sorts.len() as u32 - 1)
                })
                .get();
            let entry = Entry { word: half(fold::hash(word)), sort };
            words.insert_unique(spread(entry.word), entry, |entry| spread(entry.word));
        }
        Self { words, sorts }
    }

    /// What is known of the word with this hash.
    fn find(&self, hash: u64) -> Known {
        let word = half(hash);
        let entry = self.words.find(spread(word), |entry| entry.word == word);
        entry.and_then(|entry| self.sorts.get(entry.sort as usize)).copied().unwrap_or_default()
    }

    /// The tags that `token` may have, and what is known of those it has and of what it is listed as.
    fn tags(&self, token: Token) -> (Mask, u32, u32) {
        let Known { allowed, usual, listed } = self.find(token.hash());
        let mask = match token.kind {
            TokenKind::Url => Tag::Other.bit() | Tag::ProperNoun.bit(),
            TokenKind::Handle | TokenKind::Hashtag => Tag::ProperNoun.bit() | Tag::Other.bit(),
            TokenKind::Word if allowed == 0 => OPEN,
            TokenKind::Word if may_be_name(token.shape, allowed) => allowed | Tag::ProperNoun.bit(),
            _ if allowed != 0 => allowed,
            TokenKind::Punctuation | TokenKind::Mark => Tag::Punctuation.bit(),
            TokenKind::Symbol | TokenKind::Markup => Tag::Symbol.bit() | Tag::Punctuation.bit(),
            TokenKind::Number => {
                Tag::Numeral.bit() | Tag::Noun.bit() | PLURAL | Tag::Adjective.bit()
            }
            TokenKind::Word | TokenKind::Nothing => Tag::Other.bit(),
        };
        let class = if usual == 0 || mask.is_power_of_two() { mask } else { usual | 1 << 30 };
        (mask, class + 2, listed + 2)
    }
}

/// A hash of short text as it stands.
fn hash_of_bytes(text: &str) -> u64 {
    let join = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, join);
    hash ^ hash >> 32
}

/// The half of a hash that a dictionary keeps.
const fn half(hash: u64) -> u32 {
    hash as u32
}

/// What a table reads of it: the low bits and the highest.
const fn spread(half: u32) -> u64 {
    (half as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Whether a word of these tags may also be a proper noun. Small words are not, for a capital opens sentences and titles
/// too; `US` and `IT` are.
const fn may_be_name(shape: Shape, allowed: Mask) -> bool {
    match shape {
        Shape::None | Shape::Lower => false,
        Shape::Upper => true,
        Shape::Title | Shape::Initial | Shape::Mixed => allowed & OPEN != 0,
    }
}

/// A model with room for these labels.
pub(crate) type Model = model::Model<MOST_LABELS>;

/// Tags tokens.
pub(crate) struct Tagger {
    model: Model,
    dictionary: Dictionary,
}

/// The tagger that ships with the crate.
pub(crate) static TAGGER: Lazy<Tagger> = Lazy::new(|| Tagger {
    model: Model::read(MODEL_FILE, TEMPLATES, LABELS)
        .unwrap_or_else(|_| Model::empty(TEMPLATES, LABELS)),
    dictionary: Dictionary::parse(DICTIONARY_TEXT),
});

impl Tagger {
    /// A tagger of these parts.
    #[cfg(feature = "training")]
    pub(crate) const fn new(model: Model, dictionary: Dictionary) -> Self {
        Self { model, dictionary }
    }

    /// A tag for each token; `sentences` are runs of tokens that together hold them all, in order.
    pub(crate) fn tag(
        &self,
        text: &str,
        tokens: &[Token],
        sentences: impl Iterator<Item = Range<usize>>,
    ) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(tokens.len());
        let mut atoms = Atoms::new(atom::COUNT);
        let mut masks: Vec<Mask> = Vec::new();
        let mut labels = Vec::new();
        let mut decoder = Decoder::default();
        for sentence in sentences {
            let tokens = tokens.get(sentence).unwrap_or_default();
            read(text, tokens, &self.dictionary, &mut atoms, &mut masks);
            let allowed = |index: usize| masks.get(index).copied().unwrap_or(OPEN);
            decoder.label(&self.model, &atoms, allowed, &mut labels);
            tags.extend(labels.iter().map(|&label| tag_of(label)));
        }
        tags
    }
}

/// The atoms of a sentence's tokens, and the tags that each may have.
pub(crate) fn read(
    text: &str,
    tokens: &[Token],
    dictionary: &Dictionary,
    atoms: &mut Atoms,
    masks: &mut Vec<Mask>,
) {
    atoms.clear();
    masks.clear();
    let case = 1024 * sentence_case(tokens);
    for (index, &token) in tokens.iter().enumerate() {
        let (mask, class, listed) = dictionary.tags(token);
        let mut row = [0; atom::COUNT];
        row[WORD] = token.hash() as u32 | 1;
        if token.kind == TokenKind::Word {
            let ends = Ends::of(text, token);
            row[LAST_3] = ends.last(3);
            // A token that can have one tag only is read for the sake of its neighbours.
            if !mask.is_power_of_two() {
                row[LAST_2] = ends.last(2);
                row[LAST_4] = ends.last(4);
                row[FIRST_3] = ends.first(3);
            }
        }
        row[SHAPE] = 2
            + 16 * token.kind as u32
            + 2 * token.shape as u32
            + u32::from(index == 0) * 512
            + case;
        row[TAGS] = class;
        row[LISTED] = listed;
        atoms.push(&row);
        masks.push(mask);
    }
}

/// The ends of a word.
enum Ends<'a> {
    /// Of eight bytes, as [`fold::ascii_ends`] gives them, and the length of the word.
    Ascii(u64, u64, usize),
    Other(&'a str),
}

impl<'a> Ends<'a> {
    #[inline]
    fn of(text: &'a str, token: Token) -> Self {
        match fold::ascii_ends(text.as_bytes(), token.range().into()) {
            Some((first, last)) => Self::Ascii(first, last, token.range().len()),
            None => Self::Other(token.range().of(text)),
        }
    }

    /// A number for the last `count` characters, four at most; 0 where the word has no more than that.
    #[inline]
    fn last(&self, count: usize) -> u32 {
        match *self {
            Self::Ascii(_, last, len) if len > count => (last >> (8 * (8 - count))) as u32,
            Self::Ascii(..) => 0,
            Self::Other(word) => {
                let at = word.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
                hash_of_part(word.get(at..).filter(|_| at > 0))
            }
        }
    }

    /// A number for the first `count` characters, four at most; 0 where the word has no more than that.
    #[inline]
    fn first(&self, count: usize) -> u32 {
        match *self {
            Self::Ascii(first, _, len) if len > count => {
                first as u32 & (u32::MAX >> (8 * (4 - count)))
            }
            Self::Ascii(..) => 0,
            Self::Other(word) => {
                let at = word.char_indices().nth(count).map_or(0, |(at, _)| at);
                hash_of_part(word.get(..at).filter(|_| at > 0))
            }
        }
    }
}

fn hash_of_part(part: Option<&str>) -> u32 {
    part.map_or(0, |part| fold::hash(part) as u32 | 1)
}

/// Whether capitals tell something here: 0 where they do, 1 where most words have one, 2 where most have nothing else.
fn sentence_case(tokens: &[Token]) -> u32 {
    let words = tokens.iter().filter(|token| token.is_word()).count();
    let count = |is: fn(Shape) -> bool| {
        tokens.iter().filter(|token| token.is_word() && is(token.shape)).count()
    };
    if 2 * count(|shape| shape == Shape::Upper) > words {
        2
    } else {
        u32::from(10 * count(Shape::has_capital) > 7 * words && words > 2)
    }
}

#[cfg(test)]
mod tests {
    use crate::Analysis;

    use super::*;

    fn tags(text: &str) -> String {
        let analysis = Analysis::new(text);
        let names: Vec<&str> = analysis.tags().iter().map(|tag| tag.as_str()).collect();
        names.join(" ")
    }

    #[test]
    fn the_file_that_ships_is_read() {
        let model = Model::read(MODEL_FILE, TEMPLATES, LABELS).unwrap();
        assert_eq!(model.labels(), LABELS);
        assert!(TAGGER.dictionary.words.len() > 5_000);
    }

    #[test]
    fn words_are_tagged_by_what_stands_round_them() {
        for (text, expected) in [
            ("The talks failed.", "DET NOUN VBD PUNCT"),
            ("She talks to reporters.", "PRON VBZ ADP NOUN PUNCT"),
            ("The two sides have agreed to meet.", "DET NUM NOUN AUX VBN PART VB PUNCT"),
            ("He said the plans would not change.", "PRON VBD DET NOUN AUX PART VB PUNCT"),
            ("Officials declined to comment.", "NOUN VBD PART VB PUNCT"),
        ] {
            assert_eq!(tags(text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_tags_read_back() {
        assert!(Tag::ALL.iter().all(|&tag| Tag::from_name(tag.as_str()) == Some(tag)));
        assert!(Tag::VerbThird.is_verb() && !Tag::Other.is_verb());
        assert_eq!(Tag::VerbPast.universal(), "VERB");
    }

    proptest::proptest! {
        #[test]
        fn every_token_of_any_text_has_a_tag(text in ".{0,200}") {
            let analysis = Analysis::new(&text);
            assert_eq!(analysis.tags().len(), analysis.token_ranges().len());
        }
    }
}
