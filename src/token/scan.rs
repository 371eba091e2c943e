//! Finds tokens: stretches between white space, their words by UAX #29, split and joined the way news needs.
//!
//! - Hyphens, dashes and slashes always stand by themselves: `100-metre` is three tokens.
//! - A full stop belongs to the word before it in an abbreviation (`Mr.`), an initial (`J.`) and letters with stops (`U.S.`).
//! - `'s`, `n't`, `'ll` and the like are tokens of their own, with either apostrophe.
//! - A unit after a number is its own token (`$1.2bn` is three), an ending is not (`3rd`, `1990s`).
//! - Web and mail addresses, `@names` and `#words` are one token.

use unicode_segmentation::UnicodeSegmentation;

use super::{Token, TokenKind};
use crate::fold;
use crate::lexicon;
use crate::span::TextRange;

/// A longer token is cut: a token's length is kept in 32 bits.
const LONGEST: usize = 1 << 20;

/// The tokens of `text`, in order.
pub(crate) fn scan(text: &str) -> Vec<Token> {
    let mut scanner =
        Scanner { text, tokens: Vec::with_capacity(text.len() / 5), pieces: Vec::new() };
    let mut at = 0;
    while let Some(chunk) = next_chunk(text, at) {
        scanner.chunk(chunk);
        at = chunk.end();
    }
    scanner.tokens
}

/// The next stretch without white space at or after `at`.
fn next_chunk(text: &str, at: usize) -> Option<TextRange> {
    let rest = text.get(at..)?;
    let start = at + (rest.len() - rest.trim_start_matches(is_gap).len());
    let rest = text.get(start..)?;
    let len = rest.find(is_gap).unwrap_or(rest.len());
    (len > 0).then(|| TextRange::at(start, start + len))
}

/// White space, or what stands for nothing between words.
fn is_gap(c: char) -> bool {
    c == ' ' || c.is_whitespace() || matches!(c, '\0' | '\u{200B}' | '\u{FEFF}')
}

struct Scanner<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// The pieces of the chunk in hand, kept for its room.
    pieces: Vec<TextRange>,
}

impl Scanner<'_> {
    fn chunk(&mut self, chunk: TextRange) {
        let word = chunk.of(self.text);
        if word.bytes().all(|byte| byte.is_ascii_alphabetic()) && word.len() < 3 {
            // Most short words.
            self.push(chunk, TokenKind::Word, true);
            return;
        }
        let first = self.tokens.len();
        let rest = match address(word) {
            Some((before, address, kind)) => {
                let start = chunk.start() + before;
                self.plain(TextRange::at(chunk.start(), start));
                self.push(TextRange::at(start, start + address), kind, false);
                TextRange::at(start + address, chunk.end())
            }
            None => chunk,
        };
        self.plain(rest);
        if let Some(token) = self.tokens.get_mut(first) {
            token.flags |= Token::SPACE_BEFORE;
        }
    }

    /// A chunk, or part of one, that is no address.
    fn plain(&mut self, chunk: TextRange) {
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.clear();
        split(self.text, chunk, &mut pieces);
        let mut index = 0;
        while let Some(&piece) = pieces.get(index) {
            index += self.join(piece, pieces.get(index + 1..).unwrap_or_default());
        }
        self.pieces = pieces;
    }

    /// Makes tokens of `piece` and as many of the `later` pieces as belong to it; gives the number of pieces used.
    fn join(&mut self, piece: TextRange, later: &[TextRange]) -> usize {
        let text = self.text;
        let word = piece.of(text);
        let Some(first) = word.chars().next() else { return 1 };
        if first.is_alphabetic() {
            return self.word(piece, later);
        }
        if first.is_numeric() {
            self.number(piece);
            return 1;
        }
        let same = |count: usize| {
            let same = later.iter().take(count).take_while(|next| next.of(text) == word).count();
            (same + 1, later.get(same.wrapping_sub(1)).map_or(piece, |last| piece.covering(*last)))
        };
        let next = later.first().map_or("", |next| next.of(text));
        let (used, range, kind) = match word {
            "." | "-" | "–" | "—" | "―" | "?" | "!" | "*" | "_" | "=" | "~" => {
                let (used, range) = same(usize::MAX);
                (used, range, TokenKind::Punctuation)
            }
            "'" | "`" => {
                let (used, range) = same(1);
                (used, range, TokenKind::Mark)
            }
            "\"" | "“" | "”" | "„" | "‟" | "‘" | "’" | "‚" | "‛" | "«" | "»" | "‹" | "›" | "″"
            | "′" | "´" | "「" | "」" | "『" | "』" | "＂" | "＇" => {
                (1, piece, TokenKind::Mark)
            }
            "@" | "#" if next.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
                let kind = if word == "@" { TokenKind::Handle } else { TokenKind::Hashtag };
                let range = later.first().map_or(piece, |next| piece.covering(*next));
                (2, range, kind)
            }
            _ if first.is_ascii_punctuation()
                && !matches!(first, '$' | '%' | '&' | '+' | '<' | '>' | '^' | '|') =>
            {
                (1, piece, TokenKind::Punctuation)
            }
            "…" | "‐" | "‑" | "‒" | "•" | "·" | "¿" | "¡" | "、" | "。" => {
                (1, piece, TokenKind::Punctuation)
            }
            _ => (1, piece, TokenKind::Symbol),
        };
        self.push(range, kind, false);
        used
    }

    fn word(&mut self, piece: TextRange, later: &[TextRange]) -> usize {
        let text = self.text;
        let word = piece.of(text);
        let next = later.first().map_or("", |next| next.of(text));
        if next == "." && later.get(1).is_none_or(|after| after.of(text) != ".") && keeps_stop(word)
        {
            let end = later.first().map_or(piece.end(), |stop| stop.end());
            self.push(TextRange::at(piece.start(), end), TokenKind::Word, false);
            if let Some(token) = self.tokens.last_mut() {
                *token = token.abbreviation();
            }
            return 2;
        }
        if next == "&" && is_capitals(word) {
            // AT&T, S&P's, R&D
            let last = later.get(1).copied().unwrap_or_default();
            let name = clitic(last.of(text)).map_or(last.end(), |at| last.start() + at);
            if is_capitals(TextRange::at(last.start(), name).of(text)) {
                self.push(TextRange::at(piece.start(), name), TokenKind::Word, false);
                self.push(TextRange::at(name, last.end()), TokenKind::Word, false);
                return 3;
            }
        }
        match clitic(word) {
            Some(at) => {
                let at = piece.start() + at;
                self.push(TextRange::at(piece.start(), at), TokenKind::Word, false);
                self.push(TextRange::at(at, piece.end()), TokenKind::Word, false);
            }
            None => {
                self.push(piece, TokenKind::Word, false);
                if word.contains('.') && !word.ends_with('.') && is_lettered(word) {
                    if let Some(token) = self.tokens.last_mut() {
                        *token = token.abbreviation();
                    }
                }
            }
        }
        1
    }

    fn number(&mut self, piece: TextRange) {
        let word = piece.of(self.text);
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic()).len();
        let unit = word.get(digits..).unwrap_or_default();
        if !unit.is_empty() && digits > 0 && lexicon::UNIT_SUFFIXES.contains(unit) {
            let at = piece.start() + digits;
            self.push(TextRange::at(piece.start(), at), TokenKind::Number, false);
            self.push(TextRange::at(at, piece.end()), TokenKind::Word, false);
        } else {
            self.push(piece, TokenKind::Number, false);
        }
    }

    fn push(&mut self, range: TextRange, kind: TokenKind, space_before: bool) {
        let mut rest = range;
        while rest.len() > LONGEST {
            let mut cut = rest.start() + LONGEST;
            while !self.text.is_char_boundary(cut) {
                cut -= 1;
            }
            self.tokens.push(Token::new(
                self.text,
                TextRange::at(rest.start(), cut),
                kind,
                space_before,
            ));
            rest = TextRange::at(cut, rest.end());
        }
        if !rest.is_empty() {
            self.tokens.push(Token::new(self.text, rest, kind, space_before));
        }
    }
}

/// The word bounds of UAX #29 within `chunk`, less its joins at `:` and `_`.
fn split(text: &str, chunk: TextRange, pieces: &mut Vec<TextRange>) {
    let part = chunk.of(text);
    if part.is_ascii() {
        split_ascii(part.as_bytes(), chunk.start(), pieces);
        return;
    }
    for (at, piece) in part.split_word_bound_indices() {
        let start = chunk.start() + at;
        let mut from = 0;
        for (colon, _) in piece.match_indices(':') {
            if colon > from {
                pieces.push(TextRange::at(start + from, start + colon));
            }
            pieces.push(TextRange::at(start + colon, start + colon + 1));
            from = colon + 1;
        }
        if from < piece.len() {
            pieces.push(TextRange::at(start + from, start + piece.len()));
        }
    }
}

/// [`split`] for ASCII: letters, digits and `_` hang together; `.` and `'` join letters to letters and digits to
/// digits, `,` and `;` join digits.
fn split_ascii(part: &[u8], offset: usize, pieces: &mut Vec<TextRange>) {
    let at = |index: usize| part.get(index).copied().unwrap_or(0);
    let mut start = 0;
    while start < part.len() {
        let mut end = start + 1;
        if is_wordlike(at(start)) {
            loop {
                let (before, here, after) = (at(end - 1), at(end), at(end + 1));
                let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
                let digits = before.is_ascii_digit() && after.is_ascii_digit();
                if is_wordlike(here) {
                    end += 1;
                } else if matches!(here, b'.' | b'\'') && (letters || digits)
                    || matches!(here, b',' | b';') && digits
                {
                    end += 2;
                } else {
                    break;
                }
            }
        }
        pieces.push(TextRange::at(offset + start, offset + end));
        start = end;
    }
}

const fn is_wordlike(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where in `chunk` an address or handle lies: the bytes before it, its length, its kind.
fn address(chunk: &str) -> Option<(usize, usize, TokenKind)> {
    let bytes = chunk.as_bytes();
    let sign = memchr::memchr3(b'@', b'/', b'w', bytes)?;
    let opening = |c: char| matches!(c, '(' | '[' | '{' | '<' | '"' | '\'' | '“' | '‘' | '«');
    let before = chunk.len() - chunk.trim_start_matches(opening).len();
    let body = chunk.get(before..)?;
    let body = body.trim_end_matches(|c: char| {
        matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '}'
                | '>'
                | '"'
                | '\''
                | '”'
                | '’'
                | '»'
                | '…'
        )
    });
    let is_web =
        body.contains("://") || body.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
    let is_mail = || {
        let (name, host) = body.split_once('@')?;
        let named = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        let fits = !name.is_empty()
            && name.chars().all(named)
            && host.contains('.')
            && host.chars().all(named);
        fits.then_some(())
    };
    let _ = sign;
    (is_web || is_mail().is_some()).then_some((before, body.len(), TokenKind::Url))
}

/// Whether a full stop after `word` belongs to it.
fn keeps_stop(word: &str) -> bool {
    is_lettered(word) || lexicon::ABBREVIATIONS.contains(word)
}

/// `J`, `U.S`, `a.m`: single letters with stops between.
fn is_lettered(word: &str) -> bool {
    let mut letters = word.split('.');
    let single = |letter: &str| {
        let mut chars = letter.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.all(|c| fold::is_invisible(c))
    };
    if word.contains('.') {
        letters.all(single)
    } else {
        single(word) && word != "I" && word.chars().all(char::is_uppercase)
    }
}

fn is_capitals(word: &str) -> bool {
    !word.is_empty() && word.len() <= 4 && word.chars().all(char::is_uppercase)
}

/// Where in `word` its clitic starts: before `'s`, `n't`, `'ll`, `'re`, `'ve`, `'d`, `'m`.
fn clitic(word: &str) -> Option<usize> {
    let (at, mark) = word
        .char_indices()
        .rev()
        .take(4)
        .find(|(_, c)| matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇'))?;
    let tail = word.get(at + mark.len_utf8()..)?;
    let is = |ending: &str| tail.eq_ignore_ascii_case(ending);
    if is("s") || is("ll") || is("re") || is("ve") || is("d") || is("m") {
        return (at > 0).then_some(at);
    }
    let before = word.get(..at)?;
    let n = before.len().checked_sub(1)?;
    let negated = is("t") && before.get(n..).is_some_and(|c| c.eq_ignore_ascii_case("n"));
    (negated && n > 0).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        scan(text).into_iter().map(|token| token.range().of(text)).collect()
    }

    #[test]
    fn news_is_split_as_news_needs() {
        for (text, expected) in [
            ("Trump’s team didn't say.", "Trump|’s|team|did|n't|say|."),
            ("U.S.-led, in the U.S.", "U.S.|-|led|,|in|the|U.S."),
            ("Mr. J. Roe paid $1.2bn", "Mr.|J.|Roe|paid|$|1.2|bn"),
            ("a 100-metre race at 3pm, 3rd in 1990s", "a|100|-|metre|race|at|3|pm|,|3rd|in|1990s"),
            ("1,984 votes... AT&T -- S&P's", "1,984|votes|...|AT&T|--|S&P|'s"),
            (
                "(https://a.example/b?c=d). me@a.example, @jane_roe #vote",
                "(|https://a.example/b?c=d|)|.|me@a.example|,|@jane_roe|#vote",
            ),
            ("``Well,'' he said: no", "``|Well|,|''|he|said|:|no"),
            ("at 10:30 a.m. O'Brien’s", "at|10|:|30|a.m.|O'Brien|’s"),
        ] {
            assert_eq!(words(text), expected.split('|').collect::<Vec<_>>(), "{text}");
        }
    }
}
