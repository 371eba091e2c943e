//! Level 0. Byte ranges, and byte ranges with their text.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::ops::Range;

/// A half-open range of UTF-8 byte offsets into the text, `start <= end`.
///
/// # Examples
///
/// ```
/// use onrecord::TextRange;
///
/// let range = TextRange::new(4, 9).unwrap();
/// assert_eq!(&"She said so."[range], "said ");
/// assert!(range.contains(4) && !range.contains(9));
/// assert_eq!(TextRange::new(9, 4), None);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextRange {
    start: usize,
    end: usize,
}

impl TextRange {
    /// The range from `start` to before `end`, in bytes; `None` where `end` lies before `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Option<Self> {
        if start <= end { Some(Self { start, end }) } else { None }
    }

    /// The range from `start` to before `end`; empty at `start` where `end` lies before it.
    pub(crate) const fn at(start: usize, end: usize) -> Self {
        Self { start, end: if start <= end { end } else { start } }
    }

    /// The first byte.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether no byte lies in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies in it.
    #[must_use]
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether all of `other` lies in it.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether they share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn covering(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes of `text` in this range; empty where it does not lie on character boundaries of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The order of every list in a [`Document`](crate::Document): by start, and the longer one first.
    #[must_use]
    pub fn document_order(self, other: Self) -> Ordering {
        (self.start, Reverse(self.end)).cmp(&(other.start, Reverse(other.end)))
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<TextRange> for Range<usize> {
    fn from(range: TextRange) -> Self {
        range.start..range.end
    }
}

impl std::ops::Index<TextRange> for str {
    type Output = str;

    /// # Panics
    ///
    /// Where the range does not lie on character boundaries of the text, as indexing a `str` does.
    #[expect(clippy::string_slice, reason = "the contract of indexing")]
    fn index(&self, range: TextRange) -> &str {
        &self[range.start..range.end]
    }
}

/// A stretch of the text with its place: exactly the bytes from [`start`](Span::start) to [`end`](Span::end).
///
/// It borrows from the text it was found in; [`into_owned`](Span::into_owned) cuts that tie.
///
/// # Examples
///
/// ```
/// use onrecord::{Span, TextRange};
///
/// let span = Span::new("Ms Roe said so.", TextRange::new(3, 6).unwrap()).unwrap();
/// assert_eq!(span.as_str(), "Roe");
/// assert_eq!((span.start(), span.end()), (3, 6));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Span<'a> {
    start: usize,
    text: Cow<'a, str>,
}

impl<'a> Span<'a> {
    /// The part of `text` at `range`; `None` where that does not lie on character boundaries.
    #[must_use]
    pub fn new(text: &'a str, range: TextRange) -> Option<Self> {
        let part = text.get(range.start..range.end)?;
        Some(Self { start: range.start, text: Cow::Borrowed(part) })
    }

    /// `text` from the byte `start` of the text that it is a part of.
    pub(crate) fn new_at(text: &'a str, start: usize) -> Option<Self> {
        (!text.is_empty()).then_some(Self { text: Cow::Borrowed(text), start })
    }

    /// No bytes at `start`.
    pub(crate) const fn empty(start: usize) -> Self {
        Self { start, text: Cow::Borrowed("") }
    }

    /// The bytes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes, as they are held.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        self.text.clone()
    }

    /// The offset of the first byte.
    #[must_use]
    pub const fn start(&self) -> usize {
        self.start
    }

    /// The offset after the last byte.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The offsets.
    #[must_use]
    pub fn range(&self) -> TextRange {
        TextRange { start: self.start, end: self.end() }
    }

    /// The same, with a copy of its text.
    #[must_use]
    pub fn into_owned(self) -> Span<'static> {
        Span { start: self.start, text: Cow::Owned(self.text.into_owned()) }
    }
}

impl fmt::Debug for Span<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{} {:?}", self.start, self.end(), self.text)
    }
}

impl fmt::Display for Span<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(feature = "serde")]
mod form {
    use std::borrow::Cow;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Span;
    use crate::error::Error;

    #[derive(Serialize, Deserialize)]
    struct Form<'a> {
        start: usize,
        end: usize,
        #[serde(borrow)]
        text: Cow<'a, str>,
    }

    impl Serialize for Span<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Form { start: self.start, end: self.end(), text: Cow::Borrowed(&self.text) }
                .serialize(serializer)
        }
    }

    impl<'de: 'a, 'a> Deserialize<'de> for Span<'a> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let Form { start, end, text } = Form::deserialize(deserializer)?;
            if start.checked_add(text.len()) == Some(end) {
                return Ok(Self { start, text });
            }
            let place = format!("span {start}..{end}");
            let expected = format!("a range as long as its text of {} bytes", text.len());
            let found = format!("{} bytes", end.saturating_sub(start));
            Err(serde::de::Error::custom(Error::document(place, expected, found)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_comes_first_at_one_start() {
        let mut ranges = [TextRange::at(4, 6), TextRange::at(0, 2), TextRange::at(4, 9)];
        ranges.sort_by(|a, b| a.document_order(*b));
        assert_eq!(ranges, [TextRange::at(0, 2), TextRange::at(4, 9), TextRange::at(4, 6)]);
    }

    #[test]
    fn a_span_off_the_boundaries_is_none() {
        assert_eq!(Span::new("é", TextRange::at(1, 2)), None);
        assert_eq!(Span::new("é", TextRange::at(0, 3)), None);
        assert_eq!(TextRange::at(1, 2).of("é"), "");
    }
}
