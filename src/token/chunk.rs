//! Text to chunks, the stretches between gaps.

use crate::fold::{self, Ascii};
use crate::span::TextRange;

/// A stretch without white space.
#[derive(Clone, Copy)]
pub(super) struct Chunk {
    pub(super) range: TextRange,
    /// The ASCII letters it starts with.
    pub(super) letters: Ascii,
    /// The union of its bytes' classes.
    pub(super) classes: u8,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

/// Digits, marks and control characters.
pub(super) const OTHER: u8 = 1;
/// `@ # / <`: an address may be near.
pub(super) const SIGN: u8 = 2;
pub(super) const NOT_ASCII: u8 = 4;
/// NUL, and the first bytes of characters that may be gaps.
const MAYBE_GAP: u8 = 8;
const SPACE: u8 = 16;

/// The class of each byte; a letter has none.
#[expect(clippy::indexing_slicing, reason = "worked out by the compiler, which checks it")]
const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => 0,
            b'@' | b'#' | b'/' | b'<' => SIGN,
            b' ' | b'\t'..=b'\r' => SPACE,
            0 => MAYBE_GAP,
            0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xE3 | 0xEF => NOT_ASCII | MAYBE_GAP,
            0x80.. => NOT_ASCII,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

impl Chunk {
    /// The first chunk at or after `at`.
    #[inline]
    pub(super) fn next(text: &str, mut at: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut spaced = false;
        loop {
            match class(*bytes.get(at)?) {
                SPACE => {
                    spaced = true;
                    at += 1;
                }
                class if class & MAYBE_GAP != 0 => {
                    let c = text.get(at..)?.chars().next()?;
                    if !is_gap(c) {
                        break;
                    }
                    spaced |= c.is_whitespace();
                    at += c.len_utf8();
                }
                _ => break,
            }
        }
        let rest = bytes.get(at..)?;
        let letters = Ascii::read_letters(bytes, at);
        let mut classes = 0;
        let mut len = letters.letters;
        while let Some(&byte) = rest.get(len) {
            let class = class(byte);
            if class & (SPACE | MAYBE_GAP) != 0
                && (class == SPACE || text.get(at + len..)?.starts_with(ends_chunk))
            {
                break;
            }
            classes |= class;
            len += 1;
            // The other bytes of a character are no starts of one.
            while class & NOT_ASCII != 0 && rest.get(len).is_some_and(|byte| byte & 0xC0 == 0x80) {
                len += 1;
            }
        }
        Some(Self { range: TextRange::at(at, at + len), letters, classes, spaced })
    }
}

/// White space, or what stands for nothing between words.
fn is_gap(c: char) -> bool {
    c == '\0' || c.is_whitespace() || fold::is_invisible(c)
}

/// Whether a chunk ends before `c`. Most marks without width may stand inside a word.
fn ends_chunk(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{200B}' | '\u{FEFF}')
}
