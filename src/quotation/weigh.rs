//! What each reading of a mark costs where it stands.
//!
//! A mark may open, close, or be none (an apostrophe, a sign for inches, a slip). Each reading has a cost; the pairing takes
//! the readings of a paragraph that cost least together. A cost of 0 says that nothing speaks against a reading.

use super::marks::{Family, Hand, Mark, Side, sides};
use crate::lexicon;
use crate::span::TextRange;

/// The cost of each reading of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weights {
    pub(super) open: i32,
    pub(super) close: i32,
    pub(super) skip: i32,
}

/// More than any reading may cost.
pub(super) const NEVER: i32 = 99;

/// What it costs that a mark is none, where nothing speaks for that.
const SKIP: i32 = 6;

/// What it costs that a mark stands for the other direction than its shape does.
const WRONG_HAND: i32 = 4;

/// The same for a single mark at the start of a word that a quotation may well start with.
pub(super) const INTRODUCED: i32 = 7;

/// What the readings of `mark` cost.
pub(super) fn weigh(text: &str, paragraph: TextRange, mark: &Mark) -> Weights {
    let (before, after) = sides(text, paragraph, mark);
    let mut weights =
        Weights { open: open_at(before, after), close: close_at(before, after), skip: SKIP };
    match mark.family {
        Family::Double => {
            if is_alone(mark, before, after) {
                weights.skip = 4;
            }
            digits(text, paragraph, mark, before, &mut weights);
        }
        Family::Single => single(text, paragraph, mark, (before, after), &mut weights),
        Family::Guillemet | Family::SmallGuillemet if is_alone(mark, before, after) => {
            weights.skip = 3;
        }
        _ => {}
    }
    handed(mark, &mut weights);
    weights
}

/// Whether it stands between spaces: two straight marks with nothing between, or a sign that parts words.
fn is_alone(mark: &Mark, before: Side, after: Side) -> bool {
    let doubled =
        mark.family != Family::Double || (mark.range.len() == 2 && mark.hand == Hand::Either);
    doubled && before == Side::Space && matches!(after, Side::Space | Side::Edge)
}

/// What opening costs between the two.
const fn open_at(before: Side, after: Side) -> i32 {
    let starts = matches!(before, Side::Edge | Side::Space | Side::Open | Side::Dash);
    match after {
        Side::Edge => 9,
        Side::Space if starts => 3,
        Side::Space | Side::Close => 8,
        Side::Stop if starts => 2,
        _ if starts => 0,
        _ => 5,
    }
}

/// What closing costs between the two.
const fn close_at(before: Side, after: Side) -> i32 {
    let ends = matches!(after, Side::Edge | Side::Space | Side::Stop | Side::Close | Side::Dash);
    match before {
        Side::Edge => NEVER,
        Side::Space if ends => 3,
        Side::Space => 8,
        Side::Open => 9,
        Side::Dash if !ends => 5,
        Side::Stop if !ends => 2,
        _ if ends => 0,
        _ => 4,
    }
}

/// Adds what the shape of the mark says.
fn handed(mark: &Mark, weights: &mut Weights) {
    let strict = matches!(mark.family, Family::Corner | Family::WhiteCorner);
    // Where shape and place speak for different readings, both count; where they agree, the place counts half.
    let agrees = |place: i32| place / 2;
    match mark.hand {
        Hand::Either | Hand::Prime => {}
        Hand::Left => {
            weights.open = agrees(weights.open);
            weights.close += if strict { NEVER } else { WRONG_HAND };
        }
        Hand::Right => {
            weights.open += if strict { NEVER } else { WRONG_HAND };
            weights.close = if weights.close >= NEVER { NEVER } else { agrees(weights.close) };
        }
        Hand::Low => {
            weights.open = agrees(weights.open);
            weights.close = NEVER;
        }
    }
}

/// Inches and seconds: `12" pipe`, `6'2"`, `46″ N`.
fn digits(text: &str, paragraph: TextRange, mark: &Mark, before: Side, weights: &mut Weights) {
    if before != Side::Digit || mark.run != mark.range {
        return;
    }
    if !matches!(mark.hand, Hand::Either | Hand::Prime) {
        return;
    }
    let left = TextRange::at(paragraph.start(), mark.range.start()).of(text);
    let (number, rest) = last_number(left);
    let feet = rest.trim_end().ends_with(['\'', '’', '′', '°']);
    if feet || mark.hand == Hand::Prime {
        *weights = Weights { open: NEVER, close: 5, skip: 0 };
    } else if !is_year(number) {
        *weights = Weights { open: NEVER, close: 1 + weights.close, skip: 3 };
    }
}

/// The digits that `left` ends in, and what stands before them.
fn last_number(left: &str) -> (&str, &str) {
    let window = left.len().saturating_sub(12);
    let window = (window..=left.len()).find(|at| left.is_char_boundary(*at)).unwrap_or(left.len());
    let tail = left.get(window..).unwrap_or_default();
    let rest = tail.trim_end_matches(|c: char| {
        c.is_numeric() || matches!(c, '.' | ',' | '/' | '½' | '¼' | '¾')
    });
    (tail.get(rest.len()..).unwrap_or_default(), rest)
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// Single marks, which may be apostrophes.
fn single(
    text: &str,
    paragraph: TextRange,
    mark: &Mark,
    (before, after): (Side, Side),
    weights: &mut Weights,
) {
    let starts = matches!(before, Side::Edge | Side::Space | Side::Open | Side::Dash);
    let ends = matches!(after, Side::Edge | Side::Space | Side::Stop | Side::Close | Side::Dash);
    let left = TextRange::at(paragraph.start(), mark.range.start()).of(text);
    let right = TextRange::at(mark.range.end(), paragraph.end()).of(text);
    weights.skip = 4;
    if starts && !ends {
        let first = if mark.range.end() == mark.run.end() { right } else { "" };
        opening(left, first, mark, weights);
    } else if ends && !starts && mark.range.start() == mark.run.start() {
        closing(left, right, (before, after), mark, weights);
    } else if ends && !starts {
        weights.skip = SKIP;
    } else if starts && ends {
        weights.skip = 2;
    }
}

/// At the start of a word: `'tis`, `'90s`, or `'We won'`.
fn opening(left: &str, right: &str, mark: &Mark, weights: &mut Weights) {
    let lead = left.trim_end();
    let introduced = lead.is_empty() || lead.ends_with([',', ':', '.', '?', '!']);
    weights.skip = match mark.hand {
        Hand::Right => 2,
        _ if introduced => INTRODUCED,
        Hand::Left | Hand::Low => 5,
        Hand::Either | Hand::Prime => 4,
    };
    if is_elision(right, "before") {
        weights.open += 4;
        weights.skip = 0;
    } else if let Some(decade) = decade(right) {
        weights.open += if decade { 4 } else { 1 };
        weights.skip = i32::from(!decade);
    }
}

/// At the end of a word: `the workers' pay`, `goin'`, `5'`, or `'We won'`.
fn closing(
    left: &str,
    right: &str,
    (before, after): (Side, Side),
    mark: &Mark,
    weights: &mut Weights,
) {
    let (close, skip) = match before {
        Side::Stop => (0, SKIP),
        Side::Digit if mark.hand == Hand::Prime => (5, 0),
        Side::Digit if is_year(last_number(left).0) => (0, 3),
        Side::Digit => (2, 1),
        Side::Letter if drops_letter(left) => (3, 0),
        Side::Letter if left.ends_with(['s', 'S', 'x', 'z']) => {
            if after == Side::Space && may_be_owned(right) { (2, 0) } else { (0, 2) }
        }
        _ => (0, 4),
    };
    weights.close += close;
    weights.skip = skip;
    if mark.hand == Hand::Prime && before == Side::Digit {
        weights.open = NEVER;
    }
}

/// Whether `right` starts with a word that may follow a possessive: `workers' pay`, not `workers' of`.
fn may_be_owned(right: &str) -> bool {
    let word = first_word(right.trim_start());
    !word.is_empty() && lexicon::WORD_CLASSES.get(word).is_none_or(|class| class == "adv")
}

/// The letters, digits and apostrophes that `text` starts with, no more than a short word of them.
fn first_word(text: &str) -> &str {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let end = text
        .char_indices()
        .take(24)
        .find(|(_, c)| !inside(*c))
        .map_or_else(|| text.char_indices().nth(24).map_or(text.len(), |(at, _)| at), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// The last word of `text`.
fn last_word(text: &str) -> &str {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let start = text
        .char_indices()
        .rev()
        .take(24)
        .take_while(|(_, c)| inside(*c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// Whether the word that an apostrophe stands before is one that has lost its start.
fn is_elision(right: &str, place: &str) -> bool {
    let word = first_word(right);
    !word.is_empty() && lexicon::ELISIONS.get(word) == Some(place)
}

/// Whether the word before an apostrophe has lost its end: `goin'`, `ol'`.
fn drops_letter(left: &str) -> bool {
    let word = last_word(left);
    (word.len() > 4 && word.ends_with("in")) || lexicon::ELISIONS.get(word) == Some("after")
}

/// `90s` at the start of `right`: whether the `s` is there; `None` where no two digits are.
fn decade(right: &str) -> Option<bool> {
    let word = first_word(right);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, word.get(digits..)?) {
        (2, "s" | "'s" | "’s") => Some(true),
        (2, "") => Some(false),
        _ => None,
    }
}
