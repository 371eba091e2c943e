//! Level 2. Text to tokens.

use std::ops::Range;

use crate::fold;
use crate::span::TextRange;

mod abbreviation;
mod address;
mod chunk;
mod scan;
mod split;

pub(crate) use scan::scan;

/// The smallest unit of the text: a word, a number, a mark.
///
/// Sixteen bytes, since a text has one for every five bytes of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    place: Place,
    /// [`fold::hash`] of its text: the low half …
    hash_low: u32,
    /// … and the bits after it.
    hash_high: u16,
    pub(crate) kind: TokenKind,
    pub(crate) shape: Shape,
}

/// Where a token lies, and two flags: its start in 42 bits (4 TB), its length in 20, a bit each.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place(u64);

impl Place {
    const SPACE_BEFORE: u64 = 1;
    const ABBREVIATION: u64 = 2;
    const LEN_BITS: u32 = 20;
    const FLAG_BITS: u32 = 2;
    const MOST_BYTES: u64 = (1 << Self::LEN_BITS) - 1;

    const fn new(range: TextRange, flags: u64) -> Self {
        // The scanner cuts what is longer.
        let len = range.len() as u64 & Self::MOST_BYTES;
        let start = (range.start() as u64) << (Self::LEN_BITS + Self::FLAG_BITS);
        Self(start | len << Self::FLAG_BITS | flags)
    }

    const fn start(self) -> usize {
        (self.0 >> (Self::LEN_BITS + Self::FLAG_BITS)) as usize
    }

    const fn end(self) -> usize {
        self.start() + (self.0 >> Self::FLAG_BITS & Self::MOST_BYTES) as usize
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start(), self.end())
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Starts with a letter: `Lin`, `U.S.`, `Mr.`, `n't`, `Q3`; and `'s`, `'ll` and the like.
    Word,
    /// Starts with a digit: `1,984`, `3.5`, `1990s`, `3rd`; or a stop and a digit: `.45`.
    Number,
    /// A full stop, comma, dash, bracket …: one mark, or a run such as `...` and `--`.
    Punctuation,
    /// A quotation mark or apostrophe of any kind that stands by itself, `''` and ``` `` ``` included.
    Mark,
    /// A currency sign, `%`, `&`, an emoji, a control character: any other character.
    Symbol,
    /// A web or mail address.
    Url,
    /// `@name`.
    Handle,
    /// `#word` with a letter in it.
    Hashtag,
    /// A markup tag such as `<tweet id="1">`.
    Markup,
    /// Before the first token and after the last: what [`Analysis::token`](crate::analysis::Analysis::token) gives there.
    Nothing,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No letters, or letters of a script without case.
    None,
    /// `lower`
    Lower,
    /// `Title`
    Title,
    /// `UPPER`, two capitals at least and no small letter; `U.S.` too.
    Upper,
    /// One capital letter by itself, `J` or `J.`.
    Initial,
    /// `iPhone`, `McDonald`.
    Mixed,
}

impl Shape {
    /// Whether the first letter is a capital, or a later one is.
    pub(crate) const fn has_capital(self) -> bool {
        !matches!(self, Self::None | Self::Lower)
    }
}

/// Tokens beside their text, for looking around freely: past either end there is [`Token::NOTHING`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    list: &'a [Token],
}

impl<'a> Tokens<'a> {
    pub(crate) const fn new(text: &'a str, list: &'a [Token]) -> Self {
        Self { text, list }
    }

    pub(crate) fn at(self, index: usize) -> Token {
        self.list.get(index).copied().unwrap_or(Token::NOTHING)
    }

    /// The text of the token at `index`.
    pub(crate) fn word(self, index: usize) -> &'a str {
        self.at(index).range().of(self.text)
    }

    /// The bytes from the first of `tokens` to the last.
    pub(crate) fn range_of(self, tokens: Range<usize>) -> TextRange {
        TextRange::at(self.at(tokens.start).start(), self.at(tokens.end.saturating_sub(1)).end())
    }

    /// The text from the first of `tokens` to the last.
    pub(crate) fn text_of(self, tokens: Range<usize>) -> &'a str {
        self.range_of(tokens).of(self.text)
    }

    /// The tokens that start in `range`.
    pub(crate) fn within(self, range: TextRange) -> Range<usize> {
        let place = |offset| self.list.partition_point(|token| token.start() < offset);
        place(range.start())..place(range.end())
    }

    /// Whether the token at `index` is a word with a capital.
    pub(crate) fn is_capitalized(self, index: usize) -> bool {
        self.at(index).is_word() && self.at(index).shape.has_capital()
    }

    /// Whether the token at `index` is a dash of any kind, or a hyphen.
    pub(crate) fn is_dash(self, index: usize) -> bool {
        matches!(self.word(index), "-" | "–" | "—" | "--" | "―" | "---" | "‒")
    }
}

impl Token {
    /// What stands where there is no token.
    pub(crate) const NOTHING: Self = Self {
        place: Place(Place::SPACE_BEFORE),
        hash_low: 0,
        hash_high: 0,
        kind: TokenKind::Nothing,
        shape: Shape::None,
    };

    fn new(text: &str, range: TextRange, kind: TokenKind, space_before: bool) -> Self {
        let (hash, shape) = match fold::Ascii::read(text.as_bytes(), range.into()) {
            Some(read) if kind != TokenKind::Markup => {
                (read.hash, shape_of_ascii(text, range.start(), read))
            }
            _ => {
                let word = range.of(text);
                (fold::hash(word), shape_of(word))
            }
        };
        let shape = if kind == TokenKind::Word { shape } else { Shape::None };
        Self::with(range, kind, hash, shape, space_before)
    }

    /// The word of ASCII letters at `start` that was `read`.
    fn of_letters(text: &str, start: usize, read: fold::Ascii, space_before: bool) -> Self {
        let range = TextRange::at(start, start + read.letters);
        let shape = shape_of_ascii(text, start, read);
        Self::with(range, TokenKind::Word, read.hash, shape, space_before)
    }

    fn with(
        range: TextRange,
        kind: TokenKind,
        hash: u64,
        shape: Shape,
        space_before: bool,
    ) -> Self {
        let place = Place::new(range, if space_before { Place::SPACE_BEFORE } else { 0 });
        Self { place, hash_low: hash as u32, hash_high: (hash >> 32) as u16, kind, shape }
    }

    /// A token of a word that comes from elsewhere.
    #[cfg(feature = "training")]
    pub(crate) fn from_word(text: &str, range: TextRange) -> Self {
        let before = text.get(..range.start()).unwrap_or_default();
        let space_before = before.is_empty() || before.ends_with(char::is_whitespace);
        let kind = scan(range.of(text)).first().map_or(TokenKind::Word, |first| first.kind);
        let token = Self::new(text, range, kind, space_before);
        let stopped = kind == TokenKind::Word && range.len() > 1 && range.of(text).ends_with('.');
        if stopped { token.abbreviation() } else { token }
    }

    fn abbreviation(self) -> Self {
        Self { place: Place(self.place.0 | Place::ABBREVIATION), ..self }
    }

    /// Its bytes in the text.
    pub(crate) const fn range(self) -> TextRange {
        TextRange::at(self.start(), self.end())
    }

    pub(crate) const fn start(self) -> usize {
        self.place.start()
    }

    pub(crate) const fn end(self) -> usize {
        self.place.end()
    }

    /// [`fold::hash`] of its text.
    #[inline]
    pub(crate) const fn hash(self) -> u64 {
        fold::widen(self.hash_low as u64 | (self.hash_high as u64) << 32)
    }

    /// Whether white space, or the start of the text, stands before it.
    pub(crate) const fn space_before(self) -> bool {
        self.place.0 & Place::SPACE_BEFORE != 0
    }

    /// Whether it is a word that ends in a full stop of its own.
    pub(crate) const fn is_abbreviation(self) -> bool {
        self.place.0 & Place::ABBREVIATION != 0
    }

    pub(crate) const fn is_word(self) -> bool {
        matches!(self.kind, TokenKind::Word)
    }

    pub(crate) const fn is_number(self) -> bool {
        matches!(self.kind, TokenKind::Number)
    }
}

fn shape_of(word: &str) -> Shape {
    let (mut letters, mut capitals, mut first_is_capital) = (0, 0, false);
    for c in word.chars() {
        let upper = c.is_uppercase();
        if upper || c.is_lowercase() {
            first_is_capital |= upper && letters == 0;
            letters += 1;
            capitals += usize::from(upper);
        }
    }
    shape(letters, capitals, first_is_capital)
}

fn shape_of_ascii(text: &str, start: usize, read: fold::Ascii) -> Shape {
    let first = text.as_bytes().get(start).is_some_and(u8::is_ascii_uppercase);
    shape(read.letters, read.capitals, first)
}

/// The shape of so many letters that have case, so many of them capitals.
const fn shape(letters: usize, capitals: usize, first_is_capital: bool) -> Shape {
    match (capitals, letters - capitals) {
        (0, 0) => Shape::None,
        (0, _) => Shape::Lower,
        (1, 0) => Shape::Initial,
        (_, 0) => Shape::Upper,
        (1, _) if first_is_capital => Shape::Title,
        _ => Shape::Mixed,
    }
}
