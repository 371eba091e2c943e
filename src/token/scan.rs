//! Finds tokens: stretches between white space, their words by UAX #29, split and joined the way news needs.
//!
//! - Hyphens, dashes and slashes always stand by themselves: `100-metre` is three tokens.
//! - A full stop belongs to the word before it in an abbreviation (`Mr.`), an initial (`J.`) and letters with stops (`U.S.`);
//!   whether a sentence ends there is for the [sentences](crate::sentence) to say.
//! - `'s`, `n't`, `'ll` and the like are tokens of their own, with either apostrophe. Any other mark at the edge of a word
//!   stands by itself, for the finder of quotations to judge: `the Roes'`, `'90s`.
//! - A unit after a number is its own token (`$1.2bn` is three), an ending is not (`3rd`, `1990s`).
//! - Web and mail addresses, `@names`, `#words` and markup tags are one token.
//! - White space, NUL and marks without width between words are in no token.

use super::abbreviation::{is_lettered, keeps_stop};
use super::chunk::{Chunk, NOT_ASCII, OTHER, SIGN};
use super::split::Pieces;
use super::{Token, TokenKind, address};
use crate::fold::Ascii;
use crate::lexicon;
use crate::span::TextRange;

/// A longer token is cut: a token's length is kept in 20 bits.
const LONGEST: usize = 1 << 19;

/// The tokens of `text`, in order.
pub(crate) fn scan(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { text, tokens: Vec::new(), spaced: true };
    let mut at = 0;
    while let Some(chunk) = Chunk::next(text, at) {
        scanner.spaced |= chunk.spaced;
        at = scanner.chunk(chunk);
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// Whether white space stands before the next token.
    spaced: bool,
}

impl Scanner<'_> {
    /// Makes tokens of `chunk`; gives where the next one may start.
    fn chunk(&mut self, chunk: Chunk) -> usize {
        let Chunk { range, letters: read, classes, .. } = chunk;
        let letters = read.letters;
        let word = TextRange::at(range.start(), range.start() + letters);
        if letters == range.len() {
            self.push_letters(word, read);
            return range.end();
        }
        if letters > 0 && letters + 1 == range.len() && classes == OTHER {
            let mark = TextRange::at(word.end(), range.end());
            match self.text.as_bytes().get(word.end()) {
                Some(b',' | b';' | b':' | b'?' | b'!' | b')') => {
                    self.push_letters(word, read);
                    self.push(mark, TokenKind::Punctuation);
                    return range.end();
                }
                Some(b'.') => {
                    self.word_and_stop(word, mark);
                    return range.end();
                }
                _ => {}
            }
        }
        let ascii = classes & NOT_ASCII == 0;
        if classes & SIGN == 0 && !address::may_be_web(range.of(self.text)) {
            self.plain(range, ascii);
            return range.end();
        }
        let mut rest = range;
        while let Some((address, kind)) = address::find(self.text, rest) {
            self.plain(TextRange::at(rest.start(), address.start()), ascii);
            self.push(address, kind);
            if address.end() >= rest.end() {
                return address.end();
            }
            rest = TextRange::at(address.end(), rest.end());
        }
        self.plain(rest, ascii);
        rest.end()
    }

    /// A chunk, or part of one, that is no address.
    fn plain(&mut self, range: TextRange, ascii: bool) {
        let mut pieces = Pieces::new(self.text, range, ascii);
        while !pieces.peek(0).is_empty() {
            self.piece(&mut pieces);
        }
    }

    /// Makes tokens of the piece in hand and of those after it that belong to it.
    fn piece(&mut self, pieces: &mut Pieces<'_>) {
        let piece = pieces.peek(0);
        let word = pieces.peek_text(0);
        let Some(first) = word.chars().next() else { return pieces.advance() };
        if first.is_alphabetic() {
            return self.word(pieces);
        }
        pieces.advance();
        if first.is_numeric() {
            return self.number(piece);
        }
        let next = pieces.peek_text(0);
        match first {
            '.' if next.starts_with(|c: char| c.is_ascii_digit()) && self.starts_number() => {
                let digits = pieces.peek(0);
                pieces.advance();
                self.number(piece.covering(digits));
            }
            '.' | '-' | '–' | '—' | '―' | '?' | '!' | '*' | '_' | '=' | '~' => {
                let run = self.run(piece, pieces, usize::MAX);
                self.push(run, TokenKind::Punctuation);
            }
            '\'' | '’' | '‘' | '＇' if self.takes_clitic(pieces) => {
                let clitic = piece.covering(pieces.peek(0));
                pieces.advance();
                self.push(clitic, TokenKind::Word);
            }
            '\'' | '`' => {
                let pair = self.run(piece, pieces, 1);
                self.push(pair, TokenKind::Mark);
            }
            _ => self.push(piece, sign(first)),
        }
    }

    /// `piece` with as many as `most` pieces after it that are the same.
    fn run(&self, piece: TextRange, pieces: &mut Pieces<'_>, most: usize) -> TextRange {
        let mut run = piece;
        for _ in 0..most {
            if pieces.peek_text(0) != piece.of(self.text) {
                break;
            }
            run = run.covering(pieces.peek(0));
            pieces.advance();
        }
        run
    }

    /// Whether a stop before digits is a decimal point: `a .45 caliber`, `$.50`.
    fn starts_number(&self) -> bool {
        let before = self.tokens.last().map_or("", |token| token.range().of(self.text));
        self.spaced || matches!(before, "$" | "£" | "€" | "(" | "-" | "–")
    }

    /// Whether the pieces in hand, after an apostrophe, end a word that is no word to UAX #29: `1990's`, `U.S.'s`,
    /// `“Hamlet”'s`, or a stray `'s`.
    fn takes_clitic(&self, pieces: &Pieces<'_>) -> bool {
        let ends = pieces.peek(1).is_empty() || !pieces.peek_text(1).starts_with(['\'', '’']);
        let before = self.tokens.last().map_or(TokenKind::Nothing, |token| token.kind);
        let word = pieces.peek_text(0);
        ends && if self.spaced {
            is_clitic(word) && pieces.peek(1).is_empty()
        } else {
            word.eq_ignore_ascii_case("s") && before != TokenKind::Nothing
        }
    }

    fn word(&mut self, pieces: &mut Pieces<'_>) {
        let mut piece = pieces.peek(0);
        pieces.advance();
        piece = self.glued_stops(piece);
        let text = self.text;
        let word = piece.of(text);
        match pieces.peek_text(0) {
            // The second of two stops ends the sentence: "in the U.S.."
            "." if pieces.peek_text(1) != "."
                || is_lettered(word) && pieces.peek_text(2) != "." =>
            {
                let stop = pieces.peek(0);
                pieces.advance();
                return self.word_and_stop(piece, stop);
            }
            "&" if is_capitals(word) => {
                // AT&T, S&P's, R&D
                let last = pieces.peek(1);
                let name = clitic(last.of(text)).map_or(last.end(), |at| last.start() + at);
                if is_name_tail(TextRange::at(last.start(), name).of(text)) {
                    pieces.advance();
                    pieces.advance();
                    self.push(TextRange::at(piece.start(), name), TokenKind::Word);
                    return self.push(TextRange::at(name, last.end()), TokenKind::Word);
                }
            }
            _ => {}
        }
        self.word_and_clitic(piece);
    }

    fn word_and_clitic(&mut self, word: TextRange) {
        let letters = word.of(self.text);
        match clitic(letters) {
            Some(at) => {
                let at = word.start() + at;
                self.push(TextRange::at(word.start(), at), TokenKind::Word);
                self.push(TextRange::at(at, word.end()), TokenKind::Word);
            }
            None => self.push(word, TokenKind::Word),
        }
    }

    /// A word with a full stop after it, which may be its own.
    fn word_and_stop(&mut self, word: TextRange, stop: TextRange) {
        self.word_and_clitic(word);
        let Some((last, before)) = self.tokens.split_last() else { return };
        if last.start() == word.start() && keeps_stop(self.text, word, last.hash(), before.last()) {
            let whole = Token::new(self.text, word.covering(stop), last.kind, last.space_before());
            if let Some(last) = self.tokens.last_mut() {
                *last = whole.abbreviation();
            }
        } else {
            self.push(stop, TokenKind::Punctuation);
        }
    }

    /// Cuts what a missing space has joined, `Mr.Smith` and `said.The`, off the front of `piece`; gives what is left.
    fn glued_stops(&mut self, piece: TextRange) -> TextRange {
        let word = piece.of(self.text);
        if memchr::memchr(b'.', word.as_bytes()).is_none() || lexicon::ABBREVIATIONS.contains(word)
        {
            return piece;
        }
        let mut start = piece.start();
        let mut segment = start;
        let mut lettered = true;
        for (at, _) in word.match_indices('.') {
            let stop = piece.start() + at;
            let before = TextRange::at(segment, stop);
            let rest = self.text.get(stop + 1..piece.end()).unwrap_or_default();
            let mut rest = rest.chars();
            let capital = rest.next().is_some_and(char::is_uppercase);
            let small = rest.next().is_some_and(char::is_lowercase);
            let letters = before.of(self.text);
            lettered &= is_lettered(letters);
            if capital && small {
                let word = TextRange::at(start, stop);
                let mark = TextRange::at(stop, stop + 1);
                let sentence =
                    letters.chars().nth(1).is_some() && letters.ends_with(char::is_lowercase);
                if lettered || sentence {
                    self.word_and_stop(word, mark);
                    start = stop + 1;
                    lettered = true;
                }
            }
            segment = stop + 1;
        }
        TextRange::at(start, piece.end())
    }

    fn number(&mut self, piece: TextRange) {
        let word = piece.of(self.text);
        let digits = word.trim_end_matches(char::is_alphabetic).len();
        let unit = word.get(digits..).unwrap_or_default();
        if !unit.is_empty() && digits > 0 && is_unit(unit) {
            let at = piece.start() + digits;
            self.push(TextRange::at(piece.start(), at), TokenKind::Number);
            self.push(TextRange::at(at, piece.end()), TokenKind::Word);
        } else {
            self.push(piece, TokenKind::Number);
        }
    }

    /// The word of ASCII letters at `range`, which were `read`.
    fn push_letters(&mut self, range: TextRange, read: Ascii) {
        if range.len() > LONGEST {
            return self.push(range, TokenKind::Word);
        }
        let spaced = std::mem::take(&mut self.spaced);
        self.make_room(range.end());
        self.tokens.push(Token::of_letters(self.text, range.start(), read, spaced));
    }

    fn push(&mut self, range: TextRange, kind: TokenKind) {
        let mut rest = range;
        while rest.len() > LONGEST {
            let mut cut = rest.start() + LONGEST;
            while !self.text.is_char_boundary(cut) {
                cut -= 1;
            }
            self.push_one(TextRange::at(rest.start(), cut), kind);
            rest = TextRange::at(cut, rest.end());
        }
        self.push_one(rest, kind);
    }

    fn push_one(&mut self, range: TextRange, kind: TokenKind) {
        if !range.is_empty() {
            let spaced = std::mem::take(&mut self.spaced);
            self.make_room(range.end());
            self.tokens.push(Token::new(self.text, range, kind, spaced));
        }
    }

    /// Sees that there is room for a token, and for all that are to come if the text goes on as it has up to `end`.
    fn make_room(&mut self, end: usize) {
        let count = self.tokens.len();
        if count == self.tokens.capacity() {
            let rest = self.text.len() - end;
            // News has a token for every five bytes.
            let (seen, tokens) = if count > 0 { (end, count) } else { (5, 1) };
            let likely = (rest as u128 * tokens as u128 / seen as u128) as usize;
            self.tokens.reserve_exact(likely + likely / 16 + count / 8 + 16);
        }
    }
}

/// What a mark or sign by itself is.
const fn sign(first: char) -> TokenKind {
    match first {
        '"' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›' | '″' | '′'
        | '´' | '「' | '」' | '『' | '』' | '＂' | '＇' | '〝' | '〞' | '〟' => {
            TokenKind::Mark
        }
        '$' | '%' | '&' | '+' | '<' | '>' | '^' | '|' | '@' | '#' => TokenKind::Symbol,
        '…' | '‐' | '‑' | '‒' | '•' | '·' | '¿' | '¡' | '、' | '。' | '，' | '！' | '？' | '：'
        | '；' | '（' | '）' | '［' | '］' | '【' | '】' | '《' | '》' | '،' | '؛' | '؟' | '।'
        | '‥' => TokenKind::Punctuation,
        _ if first.is_ascii_punctuation() => TokenKind::Punctuation,
        _ => TokenKind::Symbol,
    }
}

/// Whether `unit` may follow a number and is a token of its own. `G` and `P` are no grams and pence: `5G`, `1080P`.
fn is_unit(unit: &str) -> bool {
    !matches!(unit, "G" | "H" | "P") && lexicon::UNIT_SUFFIXES.contains(unit)
}

fn is_capitals(word: &str) -> bool {
    !word.is_empty() && word.len() <= 4 && word.chars().all(char::is_uppercase)
}

/// The end of `B&Bs`, `S&P500`.
fn is_name_tail(word: &str) -> bool {
    is_capitals(word.trim_end_matches(|c: char| c == 's' || c.is_ascii_digit()))
}

fn is_clitic(tail: &str) -> bool {
    ["s", "ll", "re", "ve", "d", "m"].iter().any(|ending| tail.eq_ignore_ascii_case(ending))
}

/// Where in `word` its clitic starts: before `'s`, `n't`, `'ll`, `'re`, `'ve`, `'d`, `'m`.
fn clitic(word: &str) -> Option<usize> {
    let is_apostrophe = |c: &(usize, char)| matches!(c.1, '\'' | '’' | '‘' | 'ʼ' | '＇');
    let (at, mark) = word.char_indices().rev().take(3).find(is_apostrophe)?;
    let tail = word.get(at + mark.len_utf8()..)?;
    if is_clitic(tail) {
        return (at > 0).then_some(at);
    }
    let n = at.checked_sub(1)?;
    let negated = tail.eq_ignore_ascii_case("t")
        && word.get(n..at).is_some_and(|c| c.eq_ignore_ascii_case("n"));
    (negated && n > 0).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;
    use crate::token::Shape;

    // What is one token is in tests/corpus/tokens.txt.
    #[test]
    fn a_token_knows_what_it_is() {
        use TokenKind::{Handle, Hashtag, Mark, Markup, Number, Punctuation, Symbol, Url, Word};
        for (text, kind, shape) in [
            ("roe", Word, Shape::Lower),
            ("Roe", Word, Shape::Title),
            ("ROE", Word, Shape::Upper),
            ("McRoe", Word, Shape::Mixed),
            ("iPhone", Word, Shape::Mixed),
            ("A", Word, Shape::Initial),
            ("Élan", Word, Shape::Title),
            ("日", Word, Shape::None),
            ("U.S.", Word, Shape::Upper),
            ("J.", Word, Shape::Initial),
            ("AT&T", Word, Shape::Upper),
            ("1990s", Number, Shape::None),
            (".45", Number, Shape::None),
            ("½", Number, Shape::None),
            ("...", Punctuation, Shape::None),
            ("—", Punctuation, Shape::None),
            ("”", Mark, Shape::None),
            ("''", Mark, Shape::None),
            ("€", Symbol, Shape::None),
            ("👩\u{200D}👧", Symbol, Shape::None),
            ("https://a.example", Url, Shape::None),
            ("me@a.example", Url, Shape::None),
            ("@roe", Handle, Shape::None),
            ("#vote", Hashtag, Shape::None),
            ("<a href='b c'>", Markup, Shape::None),
        ] {
            let tokens = scan(text);
            let [token] = tokens[..] else { panic!("{text}: {tokens:?}") };
            assert_eq!((token.kind, token.shape), (kind, shape), "{text}");
            assert_eq!(token.hash(), fold::hash(text), "{text}");
            assert_eq!(token.is_abbreviation(), matches!(text, "U.S." | "J."), "{text}");
        }
    }

    #[test]
    fn a_token_knows_whether_it_touches_the_one_before() {
        let spaced: Vec<bool> =
            scan("“Roe’s,\u{A0}x\u{200B}y\n—").iter().map(|token| token.space_before()).collect();
        assert_eq!(spaced, [true, false, false, false, true, false, true]);
        assert!(scan("\u{FEFF}Roe")[0].space_before());
    }

    #[test]
    fn an_endless_word_is_cut() {
        let text = "é".repeat(LONGEST);
        let tokens = scan(&text);
        assert_eq!(tokens.len(), 2);
        assert!(tokens.iter().all(|token| token.range().len() == LONGEST));
        assert_eq!(size_of::<Token>(), 16);
    }
}
