//! `By Jane Roe`, `-- AGENCY`: whose report it is.

use std::ops::Range;

use super::{Article, EDGE};
use crate::fold;
use crate::lexicon;
use crate::span::TextRange;
use crate::token::{Shape, TokenKind};

/// The most tokens of a byline.
const LONGEST_BYLINE: usize = 30;

/// The most tokens of a credit after a dash or in brackets.
const LONGEST_CREDIT: usize = 8;

impl Article<'_> {
    /// The paragraph that names the writers, near the start or the end.
    pub(super) fn byline(&self) -> Option<TextRange> {
        self.first(EDGE).chain(self.last(EDGE / 2)).find(|paragraph| self.is_byline(*paragraph))
    }

    /// The paragraph above `dateline` and below the headline, where it is a name by itself.
    pub(super) fn name_above(&self, dateline: TextRange) -> Option<TextRange> {
        let index = self.first(EDGE).position(|paragraph| paragraph.start() == dateline.start())?;
        let above = *self.paragraphs.get(index.checked_sub(1)?)?;
        let tokens = self.tokens.within(above);
        let named = (2..=4).contains(&tokens.len())
            && tokens
                .clone()
                .all(|at| matches!(self.tokens.at(at).shape, Shape::Title | Shape::Initial));
        (index > 1 && named).then_some(above)
    }

    fn is_byline(&self, paragraph: TextRange) -> bool {
        let tokens = self.tokens.within(paragraph);
        let (first, last) = (tokens.start, tokens.end);
        if tokens.len() > LONGEST_BYLINE || !fold::eq(self.tokens.word(first), "by") {
            return false;
        }
        let names = first + 1 + usize::from(self.tokens.word(first + 1) == ":");
        let capitals = (names..last).take_while(|at| self.tokens.is_capitalized(*at)).count();
        let one_word = capitals == 1
            && names + 1 == last
            && (self.is_agency(names..last) || self.tokens.at(names).shape == Shape::Upper);
        let particle = self.tokens.is_capitalized(names)
            && is_particle(self.tokens.word(names + 1))
            && self.tokens.is_capitalized(names + 2);
        (one_word || capitals > 1 || particle) && self.is_signature(names..last)
    }

    /// Whether `tokens` hold names, outlets, roles and days alone: small words are few between two marks or names.
    fn is_signature(&self, tokens: Range<usize>) -> bool {
        let mut small = 0;
        for at in tokens.clone() {
            let token = self.tokens.at(at);
            match token.kind {
                TokenKind::Word if token.shape.has_capital() => small = 0,
                TokenKind::Word if token.shape == Shape::Lower => {
                    let verb = matches!(
                        self.tokens.word(at),
                        "is" | "was" | "has" | "had" | "said" | "will" | "are"
                    );
                    small += 1;
                    if small > 3 || verb {
                        return false;
                    }
                }
                TokenKind::Punctuation => {
                    if matches!(self.tokens.word(at), "." | "?" | "!" | "…" | "...")
                        && at + 1 < tokens.end
                    {
                        return false;
                    }
                    small = 0;
                }
                _ => {}
            }
        }
        true
    }

    /// The outlet or agency that signs the text at its end; before `byline`, where that comes last.
    pub(super) fn credit(&self, byline: Option<TextRange>) -> Option<TextRange> {
        let mut last = self.last(EDGE / 2).filter(|paragraph| Some(*paragraph) != byline);
        let paragraph = last.next()?;
        // A text of one paragraph may end in a credit but is none.
        let alone = self.paragraphs.len() > 1;
        let tokens = self.tokens.within(paragraph);
        self.dashed_credit(tokens.clone(), alone)
            .or_else(|| self.bracketed_credit(tokens.clone(), alone))
            .or_else(|| (alone && self.is_credit(tokens.clone())).then_some(tokens))
            .map(|tokens| self.tokens.range_of(tokens))
    }

    /// `-- AGENCY`, `— Reuters`, after a sentence or by itself.
    fn dashed_credit(&self, tokens: Range<usize>, alone: bool) -> Option<Range<usize>> {
        let from = tokens.end.saturating_sub(LONGEST_CREDIT).max(tokens.start);
        let dash = (from..tokens.end).rev().find(|at| {
            self.tokens.is_dash(*at) && (self.tokens.at(*at).space_before() || *at == tokens.start)
        })?;
        let name = dash + 1..tokens.end;
        let signs = self.is_after_sentence(dash, tokens.start, alone)
            && (self.is_agency(name.clone()) || self.is_in_capitals_alone(name));
        signs.then_some(dash..tokens.end)
    }

    fn is_in_capitals_alone(&self, tokens: Range<usize>) -> bool {
        let mut words = tokens.clone().filter(|at| self.tokens.at(*at).is_word()).peekable();
        let marked = tokens.clone().all(|at| {
            self.tokens.at(at).is_word()
                || matches!(self.tokens.word(at), "/" | "&" | "." | "," | "-")
        });
        words.peek().is_some()
            && marked
            && words.all(|at| {
                matches!(self.tokens.at(at).shape, Shape::Upper | Shape::Initial)
                    || matches!(self.tokens.word(at), "and" | "with" | "of" | "the")
            })
    }

    /// `(Reuters)`, `(ab/cd)`, after a sentence or by itself.
    fn bracketed_credit(&self, tokens: Range<usize>, alone: bool) -> Option<Range<usize>> {
        let last = tokens.end.checked_sub(1)?;
        let last = if self.tokens.word(last) == "." { last.checked_sub(1)? } else { last };
        let from = last.saturating_sub(LONGEST_CREDIT).max(tokens.start);
        if self.tokens.word(last) != ")" {
            return None;
        }
        let open = (from..last).rev().find(|at| self.tokens.word(*at) == "(")?;
        let inside = open + 1..last;
        let initials = self.tokens.word(open + 2) == "/"
            && inside
                .clone()
                .all(|at| !self.tokens.is_capitalized(at) && self.tokens.at(at).range().len() <= 4);
        let signs = self.is_after_sentence(open, tokens.start, alone)
            && (self.is_agency(inside) || initials);
        signs.then_some(open..tokens.end)
    }

    /// A paragraph that signs: an agency's name, `© 2020 Agency`, `Reporting by …; editing by …`.
    fn is_credit(&self, tokens: Range<usize>) -> bool {
        let word = |ahead: usize| self.tokens.word(tokens.start + ahead);
        let opener = usize::from(word(0) == "(");
        let is = |ahead: usize, wanted: &str| fold::eq(word(ahead + opener), wanted);
        let reporting =
            is(0, "reporting") && is(1, "by") || is(0, "additional") && is(1, "reporting");
        let right = (is(0, "©") || is(0, "copyright")) && tokens.len() <= 2 * LONGEST_CREDIT;
        let named =
            lexicon::AGENCIES.contains(self.tokens.text_of(tokens.clone()).trim_end_matches('.'));
        reporting || right || named
    }

    /// Whether a sentence ends before the token at `index` of the paragraph that starts at `start`, or the token opens
    /// the paragraph, which may be a credit by itself where `alone`.
    fn is_after_sentence(&self, index: usize, start: usize, alone: bool) -> bool {
        if index == start {
            return alone;
        }
        let closes = |at: &usize| matches!(self.tokens.word(*at), "”" | "\"" | "''" | "’" | ")");
        let last = (start..index).rev().find(|at| !closes(at));
        last.is_some_and(|at| self.tokens.word(at).ends_with(['.', '!', '?', '…']))
    }
}

/// A small word inside a name.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "van"
            | "von"
            | "der"
            | "den"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "la"
            | "le"
            | "du"
            | "di"
            | "da"
            | "dos"
            | "ten"
            | "ter"
    )
}
