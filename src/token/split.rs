//! A stretch without white space to its pieces: words by UAX #29, and single characters.

use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation};

use crate::fold;
use crate::span::TextRange;

/// The pieces of a stretch of text, in order.
///
/// They are the word bounds of UAX #29, but that `:` and `;` never join, a stop or apostrophe joins letters to letters
/// and a stop or comma joins digits to digits, and marks without width at the ends of a piece are in none.
/// English letters, marks and dashes are read here; a stretch that holds anything else goes to the segmentation crate.
pub(super) struct Pieces<'a> {
    text: &'a str,
    source: Source<'a>,
    /// Pieces read ahead; empty ranges past the last.
    ahead: [TextRange; 3],
}

enum Source<'a> {
    Simple { at: usize, end: usize },
    Segments { words: UWordBoundIndices<'a>, offset: usize, rest: TextRange },
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str, range: TextRange, ascii: bool) -> Self {
        let part = range.of(text);
        let source = if ascii || part.chars().all(|c| Class::of(c) != Class::Complex) {
            Source::Simple { at: range.start(), end: range.end() }
        } else {
            Source::Segments {
                words: part.split_word_bound_indices(),
                offset: range.start(),
                rest: TextRange::default(),
            }
        };
        let mut pieces = Self { text, source, ahead: [TextRange::default(); 3] };
        for _ in 0..pieces.ahead.len() {
            pieces.advance();
        }
        pieces
    }

    /// The piece `ahead` of the one in hand, which is 0; empty past the end.
    pub(super) fn peek(&self, ahead: usize) -> TextRange {
        self.ahead.get(ahead).copied().unwrap_or_default()
    }

    /// The text of [`peek`](Self::peek).
    pub(super) fn peek_text(&self, ahead: usize) -> &'a str {
        self.peek(ahead).of(self.text)
    }

    /// Leaves the piece in hand behind.
    pub(super) fn advance(&mut self) {
        let [_, second, third] = self.ahead;
        self.ahead = [second, third, self.source.next(self.text).unwrap_or_default()];
    }
}

impl Source<'_> {
    fn next(&mut self, text: &str) -> Option<TextRange> {
        match self {
            Self::Simple { at, end } => {
                let piece = simple_piece(text, *at, *end)?;
                *at = piece.end();
                Some(piece)
            }
            Self::Segments { words, offset, rest } => loop {
                if rest.is_empty() {
                    let (at, word) = words.next()?;
                    *rest = TextRange::at(*offset + at, *offset + at + word.len());
                }
                let piece = until_colon(text, *rest);
                *rest = TextRange::at(piece.end(), rest.end());
                let piece = trimmed(text, piece);
                if !piece.is_empty() {
                    return Some(piece);
                }
            },
        }
    }
}

/// What of `piece` stands before a colon or semicolon, or that mark itself.
fn until_colon(text: &str, piece: TextRange) -> TextRange {
    let len = match memchr::memchr2(b':', b';', piece.of(text).as_bytes()) {
        Some(0) => 1,
        Some(at) => at,
        None => return piece,
    };
    TextRange::at(piece.start(), piece.start() + len)
}

/// `piece` without marks of no width at its ends.
fn trimmed(text: &str, piece: TextRange) -> TextRange {
    let word = piece.of(text);
    let start = piece.start() + (word.len() - word.trim_start_matches(fold::is_invisible).len());
    let end = piece.start() + word.trim_end_matches(fold::is_invisible).len();
    TextRange::at(start, end)
}

/// What a character does between others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// `_`, which joins letters and digits.
    Low,
    /// `.`
    Stop,
    /// `'` and its curly forms.
    Apostrophe,
    /// `,`
    Comma,
    /// A mark or sign that always stands by itself.
    Single,
    /// Not read here.
    Complex,
}

impl Class {
    const fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            '_' => Self::Low,
            '.' => Self::Stop,
            ',' => Self::Comma,
            '\'' | '‘' | '’' => Self::Apostrophe,
            '\0'..='\u{7F}' => Self::Single,
            '×' | '÷' => Self::Single,
            'ª' | 'º' | 'À'..='ɏ' => Self::Letter,
            '·' | '\u{AD}' => Self::Complex,
            '\u{80}'..='¿' => Self::Single,
            '\u{2024}' | '\u{2027}' => Self::Complex,
            '\u{2010}'..='\u{2027}' | '′' | '″' | '‹' | '›' | '€' => Self::Single,
            _ => Self::Complex,
        }
    }

    const fn is_wordlike(self) -> bool {
        matches!(self, Self::Letter | Self::Digit | Self::Low)
    }
}

/// The first piece of the text from `start` to `end`, where no character is [`Class::Complex`].
fn simple_piece(text: &str, start: usize, end: usize) -> Option<TextRange> {
    let mut chars = text.get(start..end)?.chars().map(|c| (Class::of(c), c.len_utf8()));
    let (mut last, len) = chars.next()?;
    let mut at = start + len;
    if matches!(last, Class::Letter | Class::Digit) {
        // The end of the last letter or digit: a low line that no letter follows is none of the word.
        let mut word = at;
        while let Some((class, len)) = chars.next() {
            let after = || chars.clone().next().map(|(class, _)| class);
            let joins = match class {
                Class::Letter | Class::Digit | Class::Low => true,
                Class::Apostrophe => last == Class::Letter && after() == Some(Class::Letter),
                Class::Comma => last == Class::Digit && after() == Some(Class::Digit),
                Class::Stop => {
                    matches!(last, Class::Letter | Class::Digit) && after() == Some(last)
                }
                Class::Single | Class::Complex => false,
            };
            if !joins {
                break;
            }
            at += len;
            if class.is_wordlike() {
                last = class;
            }
            if class != Class::Low {
                word = at;
            }
        }
        at = word;
    }
    Some(TextRange::at(start, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, ascii: bool) -> Vec<&str> {
        let mut pieces = Pieces::new(text, TextRange::at(0, text.len()), ascii);
        let mut found = Vec::new();
        while !pieces.peek(0).is_empty() {
            found.push(pieces.peek_text(0));
            pieces.advance();
        }
        found
    }

    #[test]
    fn pieces_are_the_words_and_marks() {
        for (text, expected) in [
            ("don't", "don't"),
            ("U.S.-led", "U.S|.|-|led"),
            ("1,984.5,", "1,984.5|,"),
            ("5'11", "5|'|11"),
            ("3.5m.", "3.5m|."),
            ("_so_", "_|so|_"),
            ("snake_case", "snake_case"),
            ("“Élysée’s”", "“|Élysée’s|”"),
            ("said:“no", "said|:|“|no"),
            ("a’’b", "a|’|’|b"),
            ("مرحبا،", "مرحبا|،"),
            ("“\u{2060}so", "“|so"),
            ("co\u{AD}op", "co\u{AD}op"),
            ("👩‍👧🇫🇷🇩🇪", "👩‍👧|🇫🇷|🇩🇪"),
            ("e\u{301}lite", "e\u{301}lite"),
            ("\u{301}a", "\u{301}|a"),
        ] {
            assert_eq!(pieces(text, false).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn simple_reading_agrees_with_the_standard() {
        let words = ["can't", "O’Brien’s", "1,984", "U.S", "naïve", "Ærø", "4x4", "A1b2", "x_y"];
        for word in words {
            assert_eq!(word.split_word_bounds().count(), 1, "{word}");
            assert_eq!(pieces(word, false), [word]);
        }
    }
}
