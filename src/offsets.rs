//! Level 1. Byte offsets to offsets in other units and back.

use crate::span::TextRange;

/// How many bytes lie between two checkpoints.
const STEP: usize = 128;

/// Translates ranges of one text between bytes, characters and UTF-16 code units.
///
/// All ranges of this crate count UTF-8 bytes. Languages whose strings are indexed by code points (Python) or by UTF-16
/// code units (JavaScript, Java, C#) need the other two. Made in one pass over the text; it then holds a few numbers for
/// every 128 bytes, none where the text is ASCII, and each look-up reads 128 bytes at most.
///
/// # Examples
///
/// ```
/// use onrecord::{Offsets, TextRange};
///
/// let text = "“Élan” 😀 won";
/// let offsets = Offsets::new(text);
/// let won = TextRange::new(text.find("won").unwrap(), text.len()).unwrap();
/// let chars = offsets.to_chars(won).unwrap();
/// assert_eq!((chars.start(), chars.end()), (9, 12));
/// let utf16 = offsets.to_utf16(won).unwrap();
/// assert_eq!((utf16.start(), utf16.end()), (10, 13));
/// assert_eq!(offsets.from_utf16(utf16), Some(won));
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    /// The counts at every [`STEP`] bytes, the first at 0; empty where the text is ASCII and all counts are the same.
    checkpoints: Vec<Counts>,
}

/// How much of each unit lies before a place.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    chars: usize,
    utf16: usize,
}

impl Counts {
    /// Counts the characters that start in `bytes` on.
    fn add(&mut self, bytes: &[u8]) {
        let starts = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        // A character of four bytes takes two units.
        let long = bytes.iter().filter(|&&byte| byte >= 0xF0).count();
        self.chars += starts;
        self.utf16 += starts + long;
    }
}

impl<'a> Offsets<'a> {
    /// Reads `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let mut counts = Counts::default();
            checkpoints.reserve_exact(text.len() / STEP + 1);
            for chunk in text.as_bytes().chunks(STEP) {
                checkpoints.push(counts);
                counts.add(chunk);
            }
        }
        Self { text, checkpoints }
    }

    /// The range of bytes `bytes` in characters (code points); `None` where it does not lie on character boundaries.
    ///
    /// # Examples
    ///
    /// ```
    /// use onrecord::{Offsets, TextRange};
    ///
    /// let offsets = Offsets::new("né 1970");
    /// assert_eq!(offsets.to_chars(TextRange::new(1, 3).unwrap()), TextRange::new(1, 2));
    /// assert_eq!(offsets.to_chars(TextRange::new(2, 3).unwrap()), None);
    /// ```
    #[must_use]
    pub fn to_chars(&self, bytes: TextRange) -> Option<TextRange> {
        self.each(bytes, |at| Some(self.counts(at)?.chars))
    }

    /// The range of bytes `bytes` in UTF-16 code units; `None` where it does not lie on character boundaries.
    ///
    /// # Examples
    ///
    /// ```
    /// use onrecord::{Offsets, TextRange};
    ///
    /// let offsets = Offsets::new("😀 yes");
    /// assert_eq!(offsets.to_utf16(TextRange::new(5, 8).unwrap()), TextRange::new(3, 6));
    /// ```
    #[must_use]
    pub fn to_utf16(&self, bytes: TextRange) -> Option<TextRange> {
        self.each(bytes, |at| Some(self.counts(at)?.utf16))
    }

    /// The range of characters `chars` in bytes; `None` where it does not lie in the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use onrecord::{Offsets, TextRange};
    ///
    /// let offsets = Offsets::new("né 1970");
    /// assert_eq!(offsets.from_chars(TextRange::new(1, 2).unwrap()), TextRange::new(1, 3));
    /// assert_eq!(offsets.from_chars(TextRange::new(1, 8).unwrap()), None);
    /// ```
    #[must_use]
    pub fn from_chars(&self, chars: TextRange) -> Option<TextRange> {
        self.each(chars, |at| self.byte(at, |counts| counts.chars))
    }

    /// The range of UTF-16 code units `utf16` in bytes; `None` where it does not lie in the text, or cuts a surrogate pair.
    ///
    /// # Examples
    ///
    /// ```
    /// use onrecord::{Offsets, TextRange};
    ///
    /// let offsets = Offsets::new("😀 yes");
    /// assert_eq!(offsets.from_utf16(TextRange::new(3, 6).unwrap()), TextRange::new(5, 8));
    /// assert_eq!(offsets.from_utf16(TextRange::new(1, 6).unwrap()), None);
    /// ```
    #[must_use]
    pub fn from_utf16(&self, utf16: TextRange) -> Option<TextRange> {
        self.each(utf16, |at| self.byte(at, |counts| counts.utf16))
    }

    fn each(
        &self,
        range: TextRange,
        translate: impl Fn(usize) -> Option<usize>,
    ) -> Option<TextRange> {
        TextRange::new(translate(range.start())?, translate(range.end())?)
    }

    /// The counts before the byte at `at`; `None` off the boundaries.
    fn counts(&self, at: usize) -> Option<Counts> {
        if !self.text.is_char_boundary(at) {
            return None;
        }
        if self.checkpoints.is_empty() {
            return Some(Counts { chars: at, utf16: at });
        }
        let step = (at / STEP).min(self.checkpoints.len() - 1);
        let mut counts = self.checkpoints.get(step).copied()?;
        counts.add(self.text.as_bytes().get(step * STEP..at)?);
        Some(counts)
    }

    /// The byte before which `unit` counts `wanted`; `None` where there is none.
    fn byte(&self, wanted: usize, unit: impl Fn(Counts) -> usize) -> Option<usize> {
        if self.checkpoints.is_empty() {
            return (wanted <= self.text.len()).then_some(wanted);
        }
        let step =
            self.checkpoints.partition_point(|counts| unit(*counts) <= wanted).checked_sub(1)?;
        let mut counts = self.checkpoints.get(step).copied()?;
        let rest = self.text.as_bytes().get(step * STEP..)?;
        for (at, byte) in rest.iter().enumerate() {
            if byte & 0xC0 != 0x80 {
                // The place before this character.
                if unit(counts) >= wanted {
                    return (unit(counts) == wanted).then_some(step * STEP + at);
                }
                counts.add(std::slice::from_ref(byte));
            }
        }
        (unit(counts) == wanted).then_some(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of one, two, three and four bytes a character, longer than a few steps.
    fn texts() -> Vec<String> {
        let mut texts: Vec<String> = ["", "a", "é", "😀"].into_iter().map(str::to_owned).collect();
        for mix in ["a", "é", "“”", "😀", "aé“😀", "0123456789abcdef“", "\u{301}e\0\r\n"]
        {
            texts.push(mix.repeat(400));
        }
        texts.push(format!("{}é", "a".repeat(STEP - 1)));
        texts.push(format!("{}é", "a".repeat(STEP)));
        texts
    }

    #[test]
    fn every_place_goes_there_and_back() {
        for text in texts() {
            let offsets = Offsets::new(&text);
            let mut utf16 = 0;
            let mut places: Vec<(usize, usize, usize)> = Vec::new();
            for (chars, (at, c)) in text.char_indices().enumerate() {
                places.push((at, chars, utf16));
                utf16 += c.len_utf16();
            }
            places.push((text.len(), text.chars().count(), utf16));
            for &(byte, chars, utf16) in &places {
                let empty = |at| TextRange::at(at, at);
                assert_eq!(offsets.to_chars(empty(byte)), Some(empty(chars)));
                assert_eq!(offsets.to_utf16(empty(byte)), Some(empty(utf16)));
                assert_eq!(offsets.from_chars(empty(chars)), Some(empty(byte)));
                assert_eq!(offsets.from_utf16(empty(utf16)), Some(empty(byte)));
            }
        }
    }

    #[test]
    fn what_is_no_place_is_none() {
        for text in texts() {
            let offsets = Offsets::new(&text);
            let ends = |start, end| TextRange::at(start, end);
            for at in (0..text.len()).filter(|at| !text.is_char_boundary(*at)) {
                assert_eq!(offsets.to_chars(ends(at, text.len())), None);
                assert_eq!(offsets.to_utf16(ends(0, at)), None);
            }
            let (chars, utf16) = (text.chars().count(), text.encode_utf16().count());
            assert_eq!(offsets.to_chars(ends(0, text.len() + 1)), None);
            assert_eq!(offsets.from_chars(ends(0, chars + 1)), None);
            assert_eq!(offsets.from_utf16(ends(0, utf16 + 1)), None);
            assert_eq!(offsets.from_utf16(ends(usize::MAX, usize::MAX)), None);
        }
        assert_eq!(Offsets::new("a😀").from_utf16(TextRange::at(0, 2)), None);
    }
}
