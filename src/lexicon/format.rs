//! The list format: `# comment`, `entry`, `entry<TAB>value`.

use crate::error::Error;
use crate::fold;

/// One entry of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The byte where its line starts.
    pub(super) start: usize,
    pub(super) entry: &'a str,
    pub(super) value: &'a str,
}

impl Line<'_> {
    /// Whether `word` is this entry: as written where the entry holds a capital, else in any case.
    pub(super) fn matches(&self, word: &str) -> bool {
        self.entry == word
            || fold::eq(self.entry, word)
                && (!self.entry.chars().any(char::is_uppercase) || same_capitals(self.entry, word))
    }
}

fn same_capitals(a: &str, b: &str) -> bool {
    let capitals = |c: &char| c.is_uppercase();
    a.chars().filter(capitals).eq(b.chars().filter(capitals))
}

/// The entry whose line starts at byte `start`.
pub(super) fn line_at(text: &str, start: usize) -> Line<'_> {
    let rest = text.get(start..).unwrap_or_default();
    let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
    let line = rest.get(..end).unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (entry, value) = line.split_once('\t').unwrap_or((line, ""));
    Line { start, entry, value }
}

/// The entries of a list, comments left out.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |raw| {
        let line = line_at(text, start);
        start += raw.len();
        (!raw.starts_with('#')).then_some(line)
    })
}

/// How many tokens an entry has, at the most.
pub(super) fn words(entry: &str) -> u32 {
    let tokens = entry.bytes().map(|byte| match byte {
        b' ' => 1,
        // A token more for the break itself: a hyphen is a token of its own.
        b'-' | b'\'' | b'&' | b'.' => 2,
        _ => 0,
    });
    tokens.fold(1, u32::saturating_add)
}

/// What the first token of an entry is.
pub(super) fn first_word(entry: &str) -> &str {
    entry.split([' ', '-', '\'']).next().unwrap_or(entry)
}

/// Where an entry lies in the text of its list: what is looked up without reading the line again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    start: usize,
    entry: u32,
    value: u32,
}

impl Place {
    /// `None` for a line of more than 4 GB.
    pub(super) fn of(line: Line<'_>) -> Option<Self> {
        let (entry, value) = (line.entry.len().try_into().ok()?, line.value.len().try_into().ok()?);
        Some(Self { start: line.start, entry, value })
    }

    pub(super) fn read(self, text: &str) -> Line<'_> {
        let end = self.start + self.entry as usize;
        let value = end + usize::from(self.value > 0);
        Line {
            start: self.start,
            entry: text.get(self.start..end).unwrap_or_default(),
            value: text.get(value..value + self.value as usize).unwrap_or_default(),
        }
    }
}

/// Whether the entries are in order and none is empty or there twice.
pub(super) fn check(text: &str) -> Result<(), Error> {
    let mut last: Option<&str> = None;
    let mut start = 0;
    for (number, raw) in text.split_inclusive('\n').enumerate() {
        let line = line_at(text, start);
        start += raw.len();
        if raw.starts_with('#') {
            continue;
        }
        let expected = match last {
            _ if line.entry.is_empty() => "an entry",
            Some(last) if last == line.entry => "each entry once",
            Some(last) if last > line.entry => "entries sorted by their bytes",
            _ => {
                last = Some(line.entry);
                continue;
            }
        };
        return Err(Error::lexicon(number + 1, expected, line.entry));
    }
    Ok(())
}
