//! Finds the marks of a paragraph, apostrophes inside words left out.

use crate::fold::is_invisible;
use crate::span::TextRange;

/// A quotation mark, or what may be one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) range: TextRange,
    pub(super) family: Family,
    pub(super) hand: Hand,
    /// The marks that stand together with it, itself included.
    pub(super) run: TextRange,
}

/// Which marks go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// `"` `“` `”` `„` `‟` `″` `＂` `''` ``` `` ```
    Double,
    /// `'` `‘` `’` `‚` `‛` `′` `＇` `` ` `` `´`
    Single,
    /// `«` `»`
    Guillemet,
    /// `‹` `›`
    SmallGuillemet,
    /// `「` `」`
    Corner,
    /// `『` `』`
    WhiteCorner,
}

/// What the shape of a mark says of its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    /// Nothing: `"` `'`
    Either,
    /// It opens: `“` `‘` `«`
    Left,
    /// It closes: `”` `’` `»`
    Right,
    /// It opens on the line: `„` `‚`
    Low,
    /// It stands for feet, inches, minutes or seconds: `′` `″`
    Prime,
}

/// What stands beside a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The end of the paragraph.
    Edge,
    Space,
    /// An opening bracket.
    Open,
    /// A closing bracket or a mark that is none.
    Close,
    /// Punctuation that stands after words: `.` `,` `?`
    Stop,
    /// What stands between words without a space: a dash, `/`, `*`
    Dash,
    Letter,
    Digit,
    /// Anything else.
    Symbol,
}

/// Appends the marks of `paragraph` to `marks`, in order.
pub(super) fn scan(text: &str, paragraph: TextRange, marks: &mut Vec<Mark>) {
    let first = marks.len();
    let bytes = paragraph.of(text).as_bytes();
    let mut at = 0;
    while let Some(skip) = bytes.get(at..).and_then(next_lead) {
        at += skip;
        let start = paragraph.start() + at;
        let Some(found) = mark_at(text, TextRange::at(start, paragraph.end())) else {
            at += char_at(text, start).map_or(1, char::len_utf8);
            continue;
        };
        at += found.range.len();
        if let Some(value) = attribute(text, paragraph, found.range) {
            at += value;
            continue;
        }
        if !is_apostrophe(text, paragraph, &found) {
            marks.push(found);
        }
    }
    join_runs(text, marks.get_mut(first..).unwrap_or_default());
}

/// The length of an attribute's value and its closing mark where the mark at `range` opens one: `href="…"`.
fn attribute(text: &str, paragraph: TextRange, range: TextRange) -> Option<usize> {
    let mut left = TextRange::at(paragraph.start(), range.start()).of(text).chars();
    let named = left.next_back() == Some('=') && left.next_back()?.is_ascii_alphanumeric();
    let mark = *range.of(text).as_bytes().first().filter(|byte| named && byte.is_ascii())?;
    let rest = TextRange::at(range.end(), paragraph.end()).of(text).as_bytes();
    let end = memchr::memchr(mark, rest.get(..LONGEST_VALUE.min(rest.len()))?)?;
    let after = rest.get(end + 1);
    after.is_none_or(|byte| matches!(byte, b' ' | b'>' | b'/')).then_some(end + 1)
}

/// No attribute's value is longer, in bytes.
const LONGEST_VALUE: usize = 500;

/// How many bytes stand before the next one that may start a mark.
fn next_lead(bytes: &[u8]) -> Option<usize> {
    let leads = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2 | 0xE3 | 0xEF);
    bytes.iter().position(leads)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at `at`, within `paragraph`.
fn before(text: &str, paragraph: TextRange, at: usize) -> Option<char> {
    TextRange::at(paragraph.start(), at).of(text).chars().next_back()
}

/// The character that starts at `at`, within `paragraph`.
fn after(text: &str, paragraph: TextRange, at: usize) -> Option<char> {
    TextRange::at(at, paragraph.end()).of(text).chars().next()
}

/// The mark at the start of `rest`.
fn mark_at(text: &str, rest: TextRange) -> Option<Mark> {
    let mut chars = rest.of(text).chars();
    let first = chars.next()?;
    let (family, hand) = kind(first)?;
    let mut len = first.len_utf8();
    let mut family = family;
    if matches!(first, '\'' | '’' | '‘' | '`' | '´' | '′' | '‚') {
        // Of three at the end of a word, the single one closes first: `'''` after a word is `'` and `''`.
        let count = 1 + chars.by_ref().take(3).take_while(|next| *next == first).count();
        let opens = text
            .get(..rest.start())
            .and_then(|text| text.chars().next_back())
            .is_none_or(|before| before.is_whitespace());
        if count == 2 || count == 4 || (count == 3 && opens) {
            family = Family::Double;
            len *= 2;
        }
    }
    let range = TextRange::at(rest.start(), rest.start() + len);
    Some(Mark { range, family, hand, run: range })
}

const fn kind(c: char) -> Option<(Family, Hand)> {
    Some(match c {
        '"' | '＂' => (Family::Double, Hand::Either),
        '“' | '‟' | '〝' => (Family::Double, Hand::Left),
        '”' | '〞' | '〟' => (Family::Double, Hand::Right),
        '„' => (Family::Double, Hand::Low),
        '″' => (Family::Double, Hand::Prime),
        '\'' | '＇' => (Family::Single, Hand::Either),
        '‘' | '‛' | '`' => (Family::Single, Hand::Left),
        '’' | '´' => (Family::Single, Hand::Right),
        '‚' => (Family::Single, Hand::Low),
        '′' => (Family::Single, Hand::Prime),
        '«' => (Family::Guillemet, Hand::Left),
        '»' => (Family::Guillemet, Hand::Right),
        '‹' => (Family::SmallGuillemet, Hand::Left),
        '›' => (Family::SmallGuillemet, Hand::Right),
        '「' => (Family::Corner, Hand::Left),
        '」' => (Family::Corner, Hand::Right),
        '『' => (Family::WhiteCorner, Hand::Left),
        '』' => (Family::WhiteCorner, Hand::Right),
        _ => return None,
    })
}

/// Whether a single mark can be nothing but an apostrophe: `don't`, `O'Neill`, `Inc.'s`, `“Sand”'s`, `rock 'n' roll`.
fn is_apostrophe(text: &str, paragraph: TextRange, mark: &Mark) -> bool {
    if mark.family != Family::Single {
        return false;
    }
    let left = before(text, paragraph, mark.range.start());
    let right = after(text, paragraph, mark.range.end());
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if in_word(left) && in_word(right) {
        return true;
    }
    let rest = TextRange::at(mark.range.end(), paragraph.end()).of(text);
    is_clitic(rest) && !matches!(side(left), Side::Edge | Side::Open | Side::Dash)
        || is_short_and(text, paragraph, mark.range)
}

/// Whether `rest` starts with what an apostrophe leaves of a word: `s`, `ll`, `re`.
fn is_clitic(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let len = match bytes {
        [b'l', b'l', ..] | [b'r' | b'v', b'e', ..] => 2,
        [b's' | b't' | b'd' | b'm', ..] => 1,
        _ => return false,
    };
    let joins = |c: char| c.is_alphanumeric() || is_single(c) || side(Some(c)) == Side::Dash;
    !rest.get(len..).unwrap_or_default().starts_with(joins)
}

/// Whether `c` is a quotation mark of some kind.
pub(super) const fn is_mark(c: char) -> bool {
    kind(c).is_some()
}

const fn is_single(c: char) -> bool {
    matches!(kind(c), Some((Family::Single, _)))
}

/// Whether the mark at `range` is one of the two in `'n'`.
fn is_short_and(text: &str, paragraph: TextRange, range: TextRange) -> bool {
    let mut right = TextRange::at(range.end(), paragraph.end()).of(text).chars();
    let mut left = TextRange::at(paragraph.start(), range.start()).of(text).chars();
    let is_n = |c: Option<char>| matches!(c, Some('n' | 'N'));
    is_n(right.next()) && right.next().is_some_and(is_single)
        || is_n(left.next_back()) && left.next_back().is_some_and(is_single)
}

/// Gives every mark the run it stands in: marks with nothing, or no more than a narrow space, between them.
fn join_runs(text: &str, marks: &mut [Mark]) {
    let mut end: Option<TextRange> = None;
    for mark in &mut *marks {
        if let Some(last) = end {
            if adjoins(text, last, mark.range) {
                mark.run = TextRange::at(last.start(), mark.range.end());
            }
        }
        end = Some(mark.run);
    }
    let mut later: Option<TextRange> = None;
    for mark in marks.iter_mut().rev() {
        if let Some(run) = later.filter(|run| run.start() == mark.run.start()) {
            mark.run = run;
        }
        later = Some(mark.run);
    }
}

/// Whether nothing stands between `run` and the mark at `mark`, or a narrow space that does not part words.
fn adjoins(text: &str, run: TextRange, mark: TextRange) -> bool {
    let gap = TextRange::at(run.end(), mark.start()).of(text);
    if gap.is_empty() {
        return run.end() == mark.start();
    }
    let is_word = |c: Option<char>| side(c) != Side::Edge && side(c) != Side::Space;
    let before = text.get(..run.start()).and_then(|text| text.chars().next_back());
    let after = char_at(text, mark.end());
    matches!(gap, "\u{A0}" | "\u{2009}" | "\u{200A}" | "\u{202F}" | "\u{200B}")
        && !(is_word(before) && is_word(after))
}

/// What stands before the run of `mark` and after it.
pub(super) fn sides(text: &str, paragraph: TextRange, mark: &Mark) -> (Side, Side) {
    let left = before(text, paragraph, mark.run.start());
    let right = after(text, paragraph, mark.run.end());
    (side(left), side(right))
}

fn side(c: Option<char>) -> Side {
    let Some(c) = c else { return Side::Edge };
    match c {
        ' ' => Side::Space,
        'a'..='z' | 'A'..='Z' => Side::Letter,
        '.' | ',' | '!' | '?' | ';' | ':' | '…' | '。' | '、' | '！' | '？' => Side::Stop,
        '(' | '[' | '{' | '<' | '¿' | '¡' => Side::Open,
        ')' | ']' | '}' | '>' => Side::Close,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '/' | '|' | '*' | '_' | '~' => {
            Side::Dash
        }
        _ if kind(c).is_some() => Side::Close,
        _ if c.is_whitespace() || is_invisible(c) || c == '\0' => Side::Space,
        _ if c.is_alphabetic() => Side::Letter,
        _ if c.is_numeric() => Side::Digit,
        _ => Side::Symbol,
    }
}
