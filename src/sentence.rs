//! Level 3. Tokens to sentences.
//!
//! A sentence ends with its paragraph, and in it after a stop (`.`, `!`, `?`, an ellipsis, or an abbreviation that may end
//! one) with the quotation marks and brackets that close behind it, where what follows looks like the start of another.
//! The stops of a quotation end sentences too: `“We won. They lost,” he said.` is two.

use std::ops::Range;

use crate::lexicon;
use crate::span::TextRange;
use crate::token::{Shape, Token, TokenKind, Tokens};

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

/// How many tokens to look at on either side of a stop.
const REACH: usize = 8;

/// The sentences, in order. Every token lies in exactly one.
pub(crate) fn sentences(text: &str, tokens: &[Token], paragraphs: &[TextRange]) -> Vec<Sentence> {
    let mut found = Vec::with_capacity(tokens.len() / 16);
    let mut first = 0;
    for (number, _) in paragraphs.iter().enumerate() {
        // White space between paragraphs holds no token: the next paragraph's start ends this one.
        let end = match paragraphs.get(number + 1) {
            Some(next) => {
                let rest = tokens.get(first..).unwrap_or_default();
                first + rest.iter().take_while(|token| token.start() < next.start()).count()
            }
            None => tokens.len(),
        };
        let tokens = Tokens::new(text, tokens);
        let mut reader = Reader { text, tokens, first, end, bracket: None, quoted: false };
        while reader.first < reader.end {
            let end = reader.sentence_end();
            found.push(Sentence { first: reader.first, end });
            (reader.first, reader.bracket) = (end, None);
        }
        first = end;
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    tokens: Tokens<'a>,
    /// The first token of the sentence in hand.
    first: usize,
    /// The end of the paragraph.
    end: usize,
    /// The bracket open in the sentence.
    bracket: Option<usize>,
    /// Whether the last straight double mark of the paragraph opened, if they open and close in turn.
    quoted: bool,
}

impl<'a> Reader<'a> {
    /// The end of the sentence that starts at `first`.
    fn sentence_end(&mut self) -> usize {
        let mut index = self.first;
        while index < self.end {
            let token = self.at(index);
            let end = match token.kind {
                TokenKind::Punctuation => match self.byte(token) {
                    b'(' | b'[' => {
                        self.bracket = Some(index);
                        None
                    }
                    b'.' | b'!' | b'?' | 0x80.. if self.is_stop(index) => {
                        self.end_after_stop(index)
                    }
                    _ => None,
                },
                TokenKind::Mark => {
                    self.quoted ^= self.byte(token) == b'"';
                    None
                }
                _ if token.is_abbreviation() => self.end_after_abbreviation(index),
                _ => None,
            };
            if let Some(end) = end {
                let closers = (index + 1..end).filter(|at| self.word(*at) == "\"");
                self.quoted ^= closers.count() % 2 == 1;
                return end;
            }
            index += 1;
        }
        self.end
    }

    /// The end of the sentence, where the stop at `stop` ends it.
    fn end_after_stop(&self, stop: usize) -> Option<usize> {
        let end = self.past_closers(stop + 1);
        if end >= self.end {
            return Some(self.end);
        }
        let goes_on = self.is_stop(end) && !self.at(end).space_before()
            || self.is_list_number(stop)
            || self.closes_aside(stop + 1, end)
            || self.is_name_with_mark(stop)
            || self.word(stop) != "." && self.is_told_on(stop + 1, end);
        let spaced =
            self.at(end).space_before() || matches!(self.word(stop), "。" | "！" | "？" | "।");
        let starts = if spaced { self.starts_sentence(end) } else { self.is_glued(stop, end) };
        (starts && !goes_on).then_some(end)
    }

    /// The end of the sentence, where the abbreviation at `index` ends it.
    fn end_after_abbreviation(&self, index: usize) -> Option<usize> {
        let end = self.past_closers(index + 1);
        if end >= self.end || !self.at(end).space_before() || self.closes_aside(index + 1, end) {
            return None;
        }
        let word = self.word(index).trim_end_matches('.');
        let initial = self.at(index).shape == Shape::Initial;
        let kind = lexicon::ABBREVIATIONS.get(word).filter(|_| !initial).unwrap_or("letters");
        let inner = matches!(kind, "title" | "number" | "inner");
        if inner || self.is_list_number(index) || self.is_headline(index) {
            return None;
        }
        let opener = self.past_openers(end);
        let next = self.at(opener);
        let told = lexicon::AFTER_STOPS.get_hashed(next.hash(), self.word(opener));
        let ends = match kind {
            _ if !self.tokens.is_capitalized(opener) => false,
            // 9 p.m. Monday, 9 p.m. ET, 9 p.m. Moscow time
            _ if matches!(word, "a.m" | "p.m") => {
                told != Some("time")
                    && next.shape != Shape::Upper
                    && self.word(opener + 1) != "time"
            }
            "final" if word == "etc" => true,
            "street" if !self.is_after_name(index) => false,
            _ => told == Some("opener") || end > index + 1 && next.shape == Shape::Title,
        };
        ends.then_some(end)
    }

    /// Whether the token at `index` is a full stop, a question or exclamation mark, or an ellipsis.
    fn is_stop(&self, index: usize) -> bool {
        let token = self.at(index);
        token.kind == TokenKind::Punctuation
            && self.word(index).starts_with(['.', '!', '?', '…', '‥', '。', '！', '？', '؟', '।'])
    }

    /// The place after the marks and brackets from `from` that close, and the numbers of notes: `[2]`.
    fn past_closers(&self, from: usize) -> usize {
        let mut at = from + usize::from(from < self.end && self.closes_apart(from));
        while at < self.end {
            if self.word(at) == "[" && self.at(at + 1).is_number() && self.word(at + 2) == "]" {
                at = self.end.min(at + 3);
            } else if !self.at(at).space_before() && self.closes(at) {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// Whether the mark or bracket at `index`, with no space before it, closes: straight marks do before a space or
    /// another mark.
    fn closes(&self, index: usize) -> bool {
        match self.word(index) {
            "”" | "’" | "''" | "»" | "›" | "」" | "』" | ")" | "]" | "}" | "）" | "］" | "】" => {
                true
            }
            "\"" | "'" | "“" | "‘" => {
                let next = self.at(index + 1);
                index + 1 >= self.end || next.space_before() || next.kind != TokenKind::Word
            }
            _ => false,
        }
    }

    /// Whether the mark at `index` closes with a space before it, as in texts that set every mark apart.
    fn closes_apart(&self, index: usize) -> bool {
        let apart = self.at(index).space_before()
            && (index + 1 >= self.end || self.at(index + 1).space_before());
        apart && (self.word(index) == "\"" && self.quoted || matches!(self.word(index), "”" | "''"))
    }

    /// The place of the first word from `from`, past opening marks and brackets, dashes and bullets.
    fn past_openers(&self, from: usize) -> usize {
        let last = self.end.min(from + REACH);
        let opens = |at: &usize| {
            self.at(*at).kind == TokenKind::Mark
                || matches!(self.word(*at), "(" | "[" | "•" | "*" | "¿" | "¡" | "（" | "【")
        };
        (from..last).find(|at| !opens(at)).unwrap_or(last)
    }

    /// Whether the token at `index`, after a space, may start a sentence.
    fn starts_sentence(&self, index: usize) -> bool {
        let mut opener = self.past_openers(index);
        let dash = self.tokens.is_dash(opener);
        if dash && self.tokens.is_capitalized(opener + 1) && !self.closes(index.wrapping_sub(1)) {
            opener += 1;
        }
        let token = self.at(opener);
        match token.kind {
            TokenKind::Word => token.shape != Shape::Lower,
            TokenKind::Punctuation | TokenKind::Mark | TokenKind::Nothing => false,
            _ => true,
        }
    }

    /// Whether a space is missing between the stop and the token at `next`: `he said.The next day`.
    fn is_glued(&self, stop: usize, next: usize) -> bool {
        let before = self.at(stop.wrapping_sub(1));
        next > stop
            && matches!(self.word(stop), "." | "!" | "?")
            && (before.shape == Shape::Lower || self.closes(stop.wrapping_sub(1)))
            && (self.at(next).shape == Shape::Title || self.word(next) == "“")
    }

    /// Whether all of the sentence before the stop is the number of a list's item: `2. Wages`, `A. Wages`.
    fn is_list_number(&self, stop: usize) -> bool {
        let first = self.past_openers(self.first);
        let number = self.at(first);
        number.shape == Shape::Initial && stop <= first + 1
            || number.is_number() && number.range().len() <= 3 && stop == first + 1
    }

    /// Whether the words up to `index` are set as a headline's are: `Firms To Leave U.S. As Tariffs Bite`.
    fn is_headline(&self, index: usize) -> bool {
        let opening = self.first..index.min(self.first + REACH);
        let closing = index.saturating_sub(REACH).max(opening.end)..index;
        let words = || {
            let tokens = opening.clone().chain(closing.clone()).map(|at| self.at(at));
            tokens.filter(|token| token.is_word() && token.range().len() > 3)
        };
        words().count() > 1 && words().all(|token| token.shape.has_capital())
    }

    /// Whether the closers from `from` to `end` shut a bracket that opened inside the sentence: `Roe (who won!) left`.
    /// A bracket about an ellipsis alone stands for what was left out.
    fn closes_aside(&self, from: usize, end: usize) -> bool {
        let opened_inside = self
            .bracket
            .is_some_and(|bracket| bracket > self.past_marks(self.first) && bracket + 2 < from);
        opened_inside && (from..end.min(from + REACH)).any(|at| matches!(self.word(at), ")" | "]"))
    }

    fn past_marks(&self, from: usize) -> usize {
        let last = self.end.min(from + REACH);
        (from..last).find(|at| self.at(*at).kind != TokenKind::Mark).unwrap_or(last)
    }

    /// Whether the stop belongs to a name: `Yahoo! Inc.`
    fn is_name_with_mark(&self, stop: usize) -> bool {
        self.word(stop) == "!"
            && !self.at(stop).space_before()
            && matches!(self.word(stop.wrapping_sub(1)), "Yahoo" | "Jeb" | "Jeopardy")
            && self.word(stop + 1) != "”"
    }

    /// Whether a quotation ends between `from` and `next` and the words at `next` tell who said it: `“Why?” Roe asked.`
    fn is_told_on(&self, from: usize, next: usize) -> bool {
        let quoted = (from..next).any(|at| self.at(at).kind == TokenKind::Mark);
        let told = |at: &usize| {
            self.at(*at).shape == Shape::Lower
                && lexicon::AFTER_STOPS.get_hashed(self.at(*at).hash(), self.word(*at))
                    == Some("speech")
        };
        let named = |at: &usize| {
            self.tokens.is_capitalized(*at)
                && lexicon::AFTER_STOPS.get_hashed(self.at(*at).hash(), self.word(*at)).is_none()
        };
        let name = (next..self.end.min(next + REACH)).take_while(named).count();
        quoted && name > 0 && told(&(next + name))
    }

    /// Whether the token at `index` follows a name or number in the sentence: `Main St.`, `42nd St.`
    fn is_after_name(&self, index: usize) -> bool {
        index > self.first
            && (self.tokens.is_capitalized(index - 1) || self.at(index - 1).is_number())
    }

    fn at(&self, index: usize) -> Token {
        self.tokens.at(index)
    }

    fn word(&self, index: usize) -> &'a str {
        self.tokens.word(index)
    }

    fn byte(&self, token: Token) -> u8 {
        self.text.as_bytes().get(token.start()).copied().unwrap_or_default()
    }
}
