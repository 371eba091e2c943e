//! `LONDON, May 3 (Reuters) –`: where a report was filed.

use std::ops::Range;

use super::Article;
use crate::lexicon;
use crate::span::TextRange;
use crate::token::Shape;

/// The most tokens of a place, or of what a comma sets off after it.
const PART: usize = 6;

/// The most tokens of a place that has no more than a dash to show what it is.
const BARE_PLACE: usize = 4;

/// The parts of a dateline, as the tokens of a paragraph give them.
#[derive(Debug, Default)]
struct Parts {
    place: Range<usize>,
    /// Whether the place is written in capitals.
    capitals: bool,
    /// Whether what follows the place is in capitals too, and no letters with stops: `D.C.`
    region_in_capitals: bool,
    /// Whether a day is given.
    dated: bool,
    /// An agency in brackets or slashes, and whether it is one of the list.
    agency: Option<bool>,
    /// The place after all that.
    end: usize,
}

impl Article<'_> {
    /// The dateline that `paragraph` opens with.
    pub(super) fn dateline(&self, paragraph: TextRange) -> Option<TextRange> {
        let tokens = self.tokens.within(paragraph);
        let parts = self.parts(tokens.clone());
        let divided = parts.end < tokens.end && self.is_divider(parts.end);
        let end = parts.end + usize::from(divided);
        let found = self.ends_parts(&parts, tokens.end);
        found.then(|| self.tokens.range_of(tokens.start..end))
    }

    fn parts(&self, tokens: Range<usize>) -> Parts {
        let mut parts = Parts::default();
        let mut at = self.past_place(tokens.clone());
        parts.place = tokens.start..at;
        parts.capitals = self.is_in_capitals(parts.place.clone());
        // At most a region, a month with its day, a year.
        for _ in 0..4 {
            let apart = matches!(self.tokens.word(at), "," | ".") && !parts.place.is_empty();
            let from = at + usize::from(apart);
            let end = self.past_part(from..tokens.end);
            let dated = (from..end).any(|at| self.is_date(at));
            if end == from || !apart && !dated {
                break;
            }
            parts.dated |= dated;
            parts.region_in_capitals |= !dated && self.is_in_capitals(from..end);
            at = end;
        }
        let stop = usize::from(self.tokens.word(at) == "." && self.tokens.word(at + 1) == "/");
        if let Some((end, known)) = self.agency(at + stop, tokens.end) {
            (at, parts.agency) = (end, Some(known));
        }
        parts.end = at;
        parts
    }

    /// Whether what stands after `parts` makes a dateline of them.
    fn ends_parts(&self, parts: &Parts, end: usize) -> bool {
        let at = parts.end;
        let next = at + 1;
        let spaced = self.tokens.at(at).space_before();
        let divided = at < end
            && self.is_divider(at)
            && (spaced || !matches!(self.tokens.word(at), "-" | "_"))
            && (next >= end || self.tokens.at(next).space_before() || self.tokens.word(at) != "-");
        let colon = at < end && self.tokens.word(at) == ":";
        let opens = |at: usize| {
            at >= end || self.tokens.is_capitalized(at) || !self.tokens.at(at).is_word()
        };
        let placed = !parts.place.is_empty();
        match parts.agency {
            Some(known) => {
                (placed || parts.dated || divided)
                    && (divided || colon || known && at < end && opens(at))
            }
            // LONDON 1996-08-30, by itself
            None if at >= end => placed && parts.capitals && parts.dated,
            None if !placed || !opens(next) => false,
            None if next >= end => divided && parts.capitals && !self.is_label(parts),
            None if colon => {
                self.tokens.at(next).space_before() && self.is_city(parts.place.clone())
            }
            None if !divided || self.is_label(parts) || !self.is_prose(next, end) => false,
            None if parts.capitals
                && parts.place.len() <= BARE_PLACE
                && !parts.region_in_capitals =>
            {
                true
            }
            None => {
                (spaced || parts.capitals) && (parts.dated || self.is_city(parts.place.clone()))
            }
        }
    }

    /// The end of the words with a capital at the start of `tokens`: `NEW YORK`, `St. Louis`, `BEIJING/TAIPEI`,
    /// `Dar es Salaam`.
    fn past_place(&self, tokens: Range<usize>) -> usize {
        let mut at = tokens.start;
        let last = tokens.end.min(tokens.start + PART);
        while at < last {
            let token = self.tokens.at(at);
            let inner = at > tokens.start
                && (matches!(
                    self.tokens.word(at),
                    "de" | "es" | "of" | "the" | "la" | "al" | "and"
                ) || !token.space_before()
                    && matches!(self.tokens.word(at), "-" | "/" | "'" | "’"));
            if !(self.tokens.is_capitalized(at) && !self.is_date(at)
                || inner && self.tokens.is_capitalized(at + 1))
            {
                break;
            }
            at += 1;
        }
        at
    }

    /// The end of the words with a capital, numbers and hyphens between numbers at the start of `tokens`.
    fn past_part(&self, tokens: Range<usize>) -> usize {
        let last = tokens.end.min(tokens.start + PART);
        let fits = |at: &usize| {
            self.tokens.is_capitalized(*at)
                || self.tokens.at(*at).is_number()
                || self.tokens.word(*at) == "-" && !self.tokens.at(*at).space_before()
        };
        (tokens.start..last).find(|at| !fits(at)).unwrap_or(last)
    }

    fn is_in_capitals(&self, place: Range<usize>) -> bool {
        let words = || place.clone().map(|at| self.tokens.at(at)).filter(|token| token.is_word());
        words().any(|token| token.shape == Shape::Upper && !token.is_abbreviation())
            && words().all(|token| !matches!(token.shape, Shape::Title | Shape::Mixed))
    }

    /// Whether the token at `index` is a month, a weekday, or a number as dates have them.
    fn is_date(&self, index: usize) -> bool {
        let token = self.tokens.at(index);
        let word = self.tokens.word(index);
        let time = || lexicon::AFTER_STOPS.get(word.trim_end_matches('.')) == Some("time");
        token.is_number() || token.is_word() && token.shape != Shape::Lower && time()
    }

    /// `(Reuters)`, `/TASS/`, `AAP`: where it ends, and whether it is in the list.
    fn agency(&self, at: usize, end: usize) -> Option<(usize, bool)> {
        let last = end.min(at + 2 + PART);
        let close = match self.tokens.word(at) {
            "(" => ")",
            "/" => "/",
            _ => {
                let spaced = self.is_agency(at..at + 1) && self.tokens.at(at).space_before();
                return (spaced && self.tokens.is_dash(at + 1)).then_some((at + 1, true));
            }
        };
        let shut = (at + 1..last).find(|at| self.tokens.word(*at) == close)?;
        let known = self.is_agency(at + 1..shut);
        // Its own full stop: MOSCOW, January 14. /TASS/.
        let stop = usize::from(close == "/" && self.tokens.word(shut + 1) == ".");
        (known || close == ")" && self.tokens.is_capitalized(at + 1))
            .then_some((shut + 1 + stop, known))
    }

    /// Whether the token at `index` is a dash, or the low line that stands for one in old wires.
    fn is_divider(&self, index: usize) -> bool {
        self.tokens.is_dash(index) || matches!(self.tokens.word(index), "_" | ":")
    }

    /// `EXCLUSIVE -`, `UPDATE 2 -`
    fn is_label(&self, parts: &Parts) -> bool {
        let first = self.tokens.word(parts.place.start);
        let told = lexicon::AFTER_STOPS.get(first) == Some("opener");
        told || lexicon::ARTICLE_LABELS.contains(self.tokens.text_of(parts.place.clone()))
            || lexicon::ARTICLE_LABELS.contains(first)
    }

    /// Whether running text starts at the token `from`: capitals are not all there is.
    fn is_prose(&self, from: usize, end: usize) -> bool {
        (from..end.min(from + 2 * PART)).any(|at| self.tokens.at(at).shape == Shape::Lower)
    }

    /// Whether the list of cities or of countries has the place.
    fn is_city(&self, place: Range<usize>) -> bool {
        let name = self.tokens.text_of(place.clone());
        let mut start = true;
        let titled: String = name
            .chars()
            .map(|c| {
                let first = std::mem::replace(&mut start, !c.is_alphabetic());
                if first { c } else { c.to_ascii_lowercase() }
            })
            .collect();
        let known =
            |name: &str| lexicon::holds(lexicon::CITIES, name) || lexicon::COUNTRIES.contains(name);
        place.len() <= PART && (known(name) || self.is_in_capitals(place) && known(&titled))
    }
}
