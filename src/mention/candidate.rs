//! Where names may be: runs of capitals cut into names, with what their form says of their kind.

use std::ops::Range;

use super::gazetteer::{Classes, GAZETTEER, Gazetteer};
use super::{EntityKind, small};
use crate::analysis::Analysis;
use crate::token::Shape;

/// A stretch that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) tokens: Range<usize>,
    /// What its form says, where it says something.
    pub(super) form: Option<(EntityKind, &'static str)>,
    /// Whether a title or form of address stands right before it.
    pub(super) titled: Titled,
    /// Whether a capital would stand there in any case.
    pub(super) initial: bool,
    /// How the sentence is written.
    pub(super) case: Case,
}

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Titled {
    No,
    /// `President`, `Chief Executive`.
    Office,
    /// `Mr`, `Gen.`
    Address,
}

/// How a sentence is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Capitals start names and sentences.
    Sentence,
    /// Capitals start all words of weight: `Court Backs Plan to Cut Fees`.
    Title,
    /// All letters are capitals.
    Upper,
}

/// The tokens of a text with their classes.
#[derive(Debug)]
pub(super) struct Reading<'r, 'a> {
    pub(super) analysis: &'r Analysis<'a>,
    pub(super) gazetteer: &'static Gazetteer,
    /// One for each token; none for a token without a capital.
    classes: Vec<Classes>,
    /// In a text that has no capitals, which tokens would have one; empty in others.
    capitals: Vec<bool>,
}

impl<'r, 'a> Reading<'r, 'a> {
    pub(super) fn new(analysis: &'r Analysis<'a>) -> Self {
        let gazetteer = &*GAZETTEER;
        let small = is_small(analysis);
        let class = |(index, token): (usize, &crate::token::Token)| {
            if token.is_word() && (small || token.shape.has_capital()) {
                gazetteer.word(analysis, index)
            } else {
                Classes::NONE
            }
        };
        let classes = analysis.tokens().iter().enumerate().map(class).collect();
        let mut reading = Self { analysis, gazetteer, classes, capitals: Vec::new() };
        if small {
            reading.capitals = small::capitals(&reading);
            for (class, _) in
                reading.classes.iter_mut().zip(&reading.capitals).filter(|(_, capital)| !**capital)
            {
                *class = Classes::NONE;
            }
        }
        reading
    }

    pub(super) fn class(&self, index: usize) -> Classes {
        self.classes.get(index).copied().unwrap_or(Classes::NONE)
    }

    /// Whether the text has no capitals, so that small letters say nothing.
    pub(super) fn is_small(&self) -> bool {
        !self.capitals.is_empty()
    }

    /// How the sentence of `tokens` is written.
    pub(super) fn case(&self, tokens: Range<usize>) -> Case {
        let (mut words, mut upper, mut capital, mut common) = (0_u32, 0_u32, 0_u32, 0_u32);
        for index in tokens.clone() {
            let token = self.analysis.token(index);
            // Short words are small in a headline as well.
            if !token.is_word() || token.range().len() < 4 {
                continue;
            }
            words += 1;
            upper += u32::from(token.shape == Shape::Upper);
            if token.shape.has_capital() {
                capital += 1;
                let class = self.class(index);
                common += u32::from(class.any(Classes::COMMON) && index > tokens.start);
            }
        }
        if words >= 2 && upper * 5 >= words * 4 {
            Case::Upper
        } else if words >= 4
            && capital * 10 >= words * 9
            && common >= 2
            && self.analysis.word(tokens.end.saturating_sub(1)) != "."
        {
            Case::Title
        } else {
            Case::Sentence
        }
    }

    /// Whether the token at `index` is a word that may be part of a name.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        let token = self.analysis.token(index);
        let restored = || self.capitals.get(index).copied().unwrap_or(false);
        token.is_word() && (token.shape.has_capital() || restored())
    }

    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        self.analysis.word(index).eq_ignore_ascii_case(word)
    }

    /// Whether the tokens at `index - 1` and `index` have no space between them.
    pub(super) fn touches(&self, index: usize) -> bool {
        !self.analysis.token(index).space_before()
    }
}

/// Whether the text is written without capitals but for a stray one.
fn is_small(analysis: &Analysis<'_>) -> bool {
    const WORDS: usize = 5;
    const STRAY: usize = 50;
    let words = || analysis.tokens().iter().filter(|token| token.is_word());
    let capitals = words().filter(|token| token.shape.has_capital()).take(WORDS + 1).count();
    // A text with capitals is known by its first few.
    capitals <= WORDS && {
        let small = words().filter(|token| token.shape == Shape::Lower).count();
        small >= WORDS && capitals * STRAY < small
    }
}
