//! Level 0. Words compared without regard to case.
//!
//! Folding lower-cases, takes a curly apostrophe for a straight one, any run of white space for one space, and passes
//! over marks that have no width (soft hyphen, zero-width space, direction marks, byte-order mark). It is done while
//! reading; no folded copy of a word is made.

use std::ops::Range;

/// The characters of `word`, folded.
pub(crate) fn chars(word: &str) -> impl Iterator<Item = char> + '_ {
    let mut after_space = false;
    word.chars().flat_map(char::to_lowercase).filter_map(move |c| {
        let space = c.is_whitespace();
        let doubled = space && after_space;
        match c {
            _ if doubled || is_invisible(c) => return None,
            _ => after_space = space,
        }
        Some(match c {
            _ if space => ' ',
            '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{FF07}' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
    })
}

/// Whether the two are the same, folded.
pub(crate) fn eq(a: &str, b: &str) -> bool {
    let first = |word: &str| word.bytes().next().filter(u8::is_ascii_alphanumeric);
    let differ = |(a, b): (u8, u8)| !a.eq_ignore_ascii_case(&b);
    if first(a).zip(first(b)).is_some_and(differ) {
        return false;
    }
    a.eq_ignore_ascii_case(b) || chars(a).eq(chars(b))
}

/// A hash that is equal for words that are [`eq`]. Stable across platforms.
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = Hasher::new();
    hasher.write(word);
    hasher.finish()
}

/// A hash has 48 bits of its own, so that a token finds room for it; the highest of its 64 repeat some of them, for tables
/// that look there.
pub(crate) const fn widen(hash: u64) -> u64 {
    (hash & 0xFFFF_FFFF_FFFF) | (hash >> 16) << 48
}

/// Folds and hashes text piece by piece, eight bytes at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hasher {
    state: u64,
    /// The bytes since the last whole block, the first one lowest.
    block: u64,
    /// How many they are, under eight.
    filled: u32,
}

impl Hasher {
    pub(crate) const fn new() -> Self {
        Self { state: 0xcbf2_9ce4_8422_2325, block: 0, filled: 0 }
    }

    /// Takes in `part`. White space that two parts share at their seam is not folded into one.
    pub(crate) fn write(&mut self, part: &str) {
        let bytes = part.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let count = (bytes.len() - at).min(8);
            let block = Block::read(eight_bytes(bytes, at), count);
            if block.bytes & HIGH_BITS != 0 || block.holds_space(count) {
                return self.write_chars(part.get(at..).unwrap_or_default());
            }
            self.join(block.bytes, count);
            at += count;
        }
    }

    fn write_chars(&mut self, part: &str) {
        let mut buffer = [0; 4];
        for c in chars(part) {
            c.encode_utf8(&mut buffer).bytes().for_each(|byte| self.join(u64::from(byte), 1));
        }
    }

    pub(crate) const fn finish(self) -> u64 {
        // The count of the last bytes keeps a word apart from the same word with NULs after it.
        let last = self.block | (self.filled as u64) << 56;
        widen(mix(mix(self.state ^ last) ^ SECOND))
    }

    /// Takes in the first `count` of eight folded bytes, the others being 0.
    #[inline]
    const fn join(&mut self, bytes: u64, count: usize) {
        let filled = self.filled as usize;
        self.block |= bytes << (8 * filled);
        if filled + count < 8 {
            self.filled += count as u32;
        } else {
            self.state = mix(self.state ^ self.block);
            self.block = if filled == 0 { 0 } else { bytes >> (8 * (8 - filled)) };
            self.filled = (filled + count - 8) as u32;
        }
    }
}

const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
const SECOND: u64 = 0xD1B5_4A32_D192_ED03;

/// Both halves of the long product, laid over each other.
const fn mix(value: u64) -> u64 {
    let product = value as u128 * FIRST as u128;
    product as u64 ^ (product >> 64) as u64
}

/// What one pass over an ASCII word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ascii {
    /// [`hash`] of the word.
    pub(crate) hash: u64,
    /// How many of its bytes are letters.
    pub(crate) letters: usize,
    /// How many of those are capitals.
    pub(crate) capitals: usize,
}

impl Ascii {
    /// Reads the bytes at `range`, which hold no white space; `None` where one of them is not ASCII.
    #[inline]
    pub(crate) fn read(text: &[u8], range: Range<usize>) -> Option<Self> {
        let mut hasher = Hasher::new();
        let (mut letters, mut capitals) = (0, 0);
        let mut at = range.start;
        while at < range.end {
            let count = (range.end - at).min(8);
            let block = Block::read(eight_bytes(text, at), count);
            if block.bytes & HIGH_BITS != 0 {
                return None;
            }
            letters += block.letters.count_ones() as usize;
            capitals += block.capitals.count_ones() as usize;
            hasher.join(block.bytes, count);
            at += count;
        }
        Some(Self { hash: hasher.finish(), letters, capitals })
    }

    /// Reads the letters from `at` to the first byte that is none.
    #[inline]
    pub(crate) fn read_letters(text: &[u8], at: usize) -> Self {
        let mut hasher = Hasher::new();
        let (mut letters, mut capitals) = (0, 0);
        loop {
            let block = Block::read(eight_bytes(text, at + letters), 8);
            let count = ((!block.letters & HIGH_BITS).trailing_zeros() / 8) as usize;
            let first = first_bytes(count);
            letters += count;
            capitals += (block.capitals & first).count_ones() as usize;
            hasher.join(block.bytes & first, count);
            if count < 8 {
                return Self { hash: hasher.finish(), letters, capitals };
            }
        }
    }
}

/// The first and the last eight bytes of the ASCII word at `range`, folded; a word's first byte is the lowest of the one,
/// its last byte the highest of the other, zeros filling up what it does not have. `None` where one of them is not ASCII.
#[inline]
pub(crate) fn ascii_ends(text: &[u8], range: Range<usize>) -> Option<(u64, u64)> {
    let count = range.len().min(8);
    let first = Block::read(eight_bytes(text, range.start), count).bytes;
    let last = Block::read(eight_bytes(text, range.end - count), count).bytes;
    let last = if count == 0 { 0 } else { last << (8 * (8 - count)) };
    ((first | last) & HIGH_BITS == 0).then_some((first, last))
}

/// Eight bytes of text: what they are folded, and the high bit of each that is a letter or a capital.
struct Block {
    bytes: u64,
    letters: u64,
    capitals: u64,
}

impl Block {
    /// Reads the first `count` of `bytes`.
    const fn read(bytes: u64, count: usize) -> Self {
        let bytes = bytes & first_bytes(count);
        let ascii = !bytes & HIGH_BITS;
        let low = bytes & !HIGH_BITS;
        let capitals = between(low, b'A', b'Z') & ascii;
        // The bit that sets a small letter apart from its capital is the sixth.
        let bytes = bytes | capitals >> 2;
        let letters = between(bytes & !HIGH_BITS, b'a', b'z') & ascii;
        Self { bytes, letters, capitals }
    }

    /// Whether one of the first `count` bytes, all ASCII, is a space or a control character.
    const fn holds_space(&self, count: usize) -> bool {
        between(self.bytes, 0, b' ') & first_bytes(count) != 0
    }
}

/// All bits of the first `count` of eight bytes.
const fn first_bytes(count: usize) -> u64 {
    if count < 8 { (1 << (8 * count)) - 1 } else { u64::MAX }
}

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// The high bit of every byte of the ASCII `block` that lies in `first..=last`.
const fn between(block: u64, first: u8, last: u8) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let from = block + EACH * (0x80 - first as u64);
    let past = block + EACH * (0x7F - last as u64);
    (from ^ past) & HIGH_BITS
}

/// The eight bytes at `at`, the first one lowest; zeros past the end.
#[inline]
fn eight_bytes(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(bytes) = rest.first_chunk() {
        return u64::from_le_bytes(*bytes);
    }
    if let (Some(first), Some(last)) = (rest.first_chunk(), rest.last_chunk()) {
        // The two halves may overlap, where they agree.
        let last = u64::from(u32::from_le_bytes(*last)) << (8 * (rest.len() - 4));
        return u64::from(u32::from_le_bytes(*first)) | last;
    }
    rest.iter().rev().fold(0, |block, &byte| block << 8 | u64::from(byte))
}

/// Whether `c` takes no room on the page and says nothing of the word it stands in.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_hash_alike() {
        for (a, b) in [
            ("Trump", "trump"),
            ("don’t", "DON'T"),
            ("New\u{A0}York", "new york"),
            ("New \n York", "New York"),
            ("co\u{AD}operate", "cooperate"),
            ("İzmir", "i\u{307}zmir"),
            ("ÉLYSÉE", "élysée"),
        ] {
            assert!(eq(a, b), "{a} {b}");
            assert_eq!(hash(a), hash(b), "{a} {b}");
        }
        assert!(!eq("Roe", "Row"));
        assert_ne!(hash("Roe"), hash("Row"));
    }

    #[test]
    fn a_word_hashes_alike_however_it_is_read() {
        let text = "A U.S. Attorney-General’s @[`z{ Zebra-Crossings 24/7 ANTIDISESTABLISHMENT, x";
        for start in 0..text.len() {
            for end in start..=text.len() {
                let Some(word) = text.get(start..end) else { continue };
                if word.contains(char::is_whitespace) {
                    continue;
                }
                let read = Ascii::read(text.as_bytes(), start..end);
                assert_eq!(read.is_some(), word.is_ascii(), "{word}");
                let Some(read) = read else { continue };
                let count = |of: fn(&u8) -> bool| word.bytes().filter(of).count();
                assert_eq!(read.hash, hash(word), "{word}");
                assert_eq!(read.letters, count(u8::is_ascii_alphabetic), "{word}");
                assert_eq!(read.capitals, count(u8::is_ascii_uppercase), "{word}");
                let run = Ascii::read_letters(text.as_bytes(), start);
                if run.letters == word.len() {
                    assert_eq!(run, read, "{word}");
                }
                let mut pieces = Hasher::new();
                word.split_inclusive('.').for_each(|piece| pieces.write(piece));
                assert_eq!(pieces.finish(), hash(word), "{word}");
            }
        }
    }

    #[test]
    fn the_ends_of_a_word_are_read_folded() {
        let text = "an Adjournment é";
        assert_eq!(
            ascii_ends(text.as_bytes(), 3..14),
            Some((u64::from_le_bytes(*b"adjournm"), u64::from_le_bytes(*b"ournment")))
        );
        assert_eq!(
            ascii_ends(text.as_bytes(), 0..2),
            Some((u64::from_le_bytes(*b"an\0\0\0\0\0\0"), u64::from_le_bytes(*b"\0\0\0\0\0\0an")))
        );
        assert_eq!(ascii_ends(text.as_bytes(), 15..17), None);
        assert_eq!(ascii_ends(b"", 0..0), Some((0, 0)));
    }

    #[test]
    fn hashes_are_stable_and_well_spread() {
        assert_eq!(hash(""), 0xB2EF_E01A_B2EF_D603);
        assert_eq!(hash("Trump’s"), 0x88D4_3480_88D4_9B14);
        let mut hashes: Vec<u64> = (0..40_000).map(|n| hash(&format!("w{n}"))).collect();
        for shift in [0, 32, 48] {
            let buckets: std::collections::BTreeSet<u64> =
                hashes.iter().map(|hash| hash >> shift & 0xFFFF).collect();
            // Of 65,536 buckets, 40,000 throws fill 29,950 on average.
            assert!((29_500..30_400).contains(&buckets.len()), "{shift}: {}", buckets.len());
        }
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 40_000);
    }
}
