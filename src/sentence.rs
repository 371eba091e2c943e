//! Level 3. Tokens to sentences.

use std::ops::Range;

use crate::lexicon;
use crate::span::TextRange;
use crate::token::{Shape, Token, TokenKind};

/// A sentence: a run of tokens in one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    first: usize,
    end: usize,
}

impl Sentence {
    /// Its tokens, as places in the token list.
    pub(crate) const fn tokens(self) -> Range<usize> {
        self.first..self.end
    }
}

/// The sentences, in order. Every token lies in exactly one.
pub(crate) fn sentences(text: &str, tokens: &[Token], paragraphs: &[TextRange]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut first = 0;
    let mut paragraphs = paragraphs.iter();
    let mut paragraph = paragraphs.next();
    for index in 0..tokens.len() {
        let next = tokens.get(index + 1);
        let mut breaks = next.is_none();
        while let (Some(next), Some(here)) = (next, paragraph) {
            if next.start() < here.end() {
                break;
            }
            breaks = true;
            paragraph = paragraphs.next();
        }
        if breaks || ends(text, tokens, index) {
            found.push(Sentence { first, end: index + 1 });
            first = index + 1;
        }
    }
    found
}

/// Whether a sentence ends with the token at `index`, in the middle of a paragraph.
fn ends(text: &str, tokens: &[Token], index: usize) -> bool {
    let at = |index: usize| tokens.get(index).copied().unwrap_or(Token::NOTHING);
    let next = at(index + 1);
    if !next.space_before() {
        return false;
    }
    let mut last = index;
    while last > 0 && closes(at(last).range().of(text)) && !at(last).space_before() {
        last -= 1;
    }
    let stop = at(last);
    let word = stop.range().of(text);
    let ended = stop.kind == TokenKind::Punctuation
        && matches!(word.chars().next(), Some('.' | '!' | '?' | '…' | '。'));
    let mut opener = index + 1;
    while at(opener).kind == TokenKind::Mark || matches!(at(opener).range().of(text), "(" | "[") {
        opener += 1;
    }
    let starts =
        at(opener).shape.has_capital() || at(opener).is_number() || at(opener).shape == Shape::None;
    if ended {
        return starts;
    }
    if stop.is_abbreviation() {
        let value = lexicon::ABBREVIATIONS.get(word.trim_end_matches('.'));
        return value == Some("final") && starts && at(opener).shape == Shape::Title;
    }
    false
}

fn closes(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "''" | "'" | "»" | "›" | ")" | "]")
}
