//! Web and mail addresses, `@names`, `#words` and markup tags: what keeps its marks in one token.

use super::TokenKind;
use crate::span::TextRange;

/// How far to look back for the start of an address, and ahead for the end of a tag.
const REACH: usize = 512;

/// The first of them in `range`, a stretch without white space. A tag may end after it.
pub(super) fn find(text: &str, range: TextRange) -> Option<(TextRange, TokenKind)> {
    let mut from = range.start();
    while let Some(at) = next_sign(text.get(from..range.end())?).map(|sign| from + sign) {
        let found = match text.as_bytes().get(at)? {
            b'@' => mail(text, range, at).or_else(|| name(text, range, at, TokenKind::Handle)),
            b'#' => name(text, range, at, TokenKind::Hashtag),
            b'<' => tag(text, at),
            b'/' => web(text, range, at),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        from = at + 1;
    }
    bare_web(text, range)
}

/// Whether `chunk` may start with `www.`, bare or after an opening mark.
pub(super) fn may_be_web(chunk: &str) -> bool {
    let body = chunk.trim_start_matches(is_opening);
    body.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."))
}

fn next_sign(text: &str) -> Option<usize> {
    text.bytes().position(|byte| matches!(byte, b'@' | b'#' | b'<' | b'/'))
}

/// `https://a.example/b`, with the slash of it at `slash`; `a.example/b` too.
fn web(text: &str, range: TextRange, slash: usize) -> Option<(TextRange, TokenKind)> {
    let before = text.get(range.start()..slash)?;
    if let Some(before) = before.strip_suffix(':') {
        let scheme = tail(before, |c| c.is_ascii_alphanumeric() || c == '+');
        if scheme.is_empty() || !text.get(slash..)?.starts_with("//") {
            return None;
        }
        return address(text, slash - 1 - scheme.len(), slash + 2, range.end());
    }
    let host = tail(before, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let (name, domain) = host.rsplit_once('.')?;
    let named = name.bytes().any(|byte| byte.is_ascii_alphabetic()) && !name.ends_with('.');
    let domain = (2..=6).contains(&domain.len()) && domain.bytes().all(|b| b.is_ascii_lowercase());
    (named && domain).then(|| address(text, slash - host.len(), slash, range.end()))?
}

/// `www.a.example`
fn bare_web(text: &str, range: TextRange) -> Option<(TextRange, TokenKind)> {
    let chunk = range.of(text);
    let start = range.start() + (chunk.len() - chunk.trim_start_matches(is_opening).len());
    may_be_web(chunk).then(|| address(text, start, start + 4, range.end()))?
}

/// The address from `start`, of which the part before `body` is settled.
fn address(text: &str, start: usize, body: usize, end: usize) -> Option<(TextRange, TokenKind)> {
    let rest = text.get(body..end)?;
    let part = rest.get(..rest.find(ends_address).unwrap_or(rest.len()))?;
    let count = |mark| memchr::memchr_iter(mark, part.as_bytes()).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    let part = part.trim_end_matches(|c| {
        let closes = c == ')' && unopened > 0;
        unopened -= usize::from(closes);
        closes || ends_sentence(c)
    });
    let end = body + part.len();
    (end > body || rest.is_empty()).then(|| (TextRange::at(start, end), TokenKind::Url))
}

/// What an address does not end in.
const fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | ']' | '}' | '…' | '–' | '-')
}

/// What no address holds.
const fn ends_address(c: char) -> bool {
    matches!(
        c,
        '"' | '<'
            | '>'
            | '`'
            | '|'
            | '\\'
            | '^'
            | '{'
            | '“'
            | '”'
            | '„'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '—'
            | '。'
            | '，'
    )
}

const fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '"' | '\'' | '“' | '‘' | '«' | '‹' | '„' | '—' | '–')
}

/// `jane.roe@a.example`, with its sign at `at`.
fn mail(text: &str, range: TextRange, at: usize) -> Option<(TextRange, TokenKind)> {
    let before = text.get(range.start()..at)?;
    let user = tail(before, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'));
    let user = user.trim_start_matches(['.', '-']);
    let after = text.get(at + 1..range.end())?;
    let host = head(after, |c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let host = host.trim_end_matches(['.', '-']);
    let fits = !user.is_empty() && host.contains('.') && !host.contains("..");
    fits.then(|| (TextRange::at(at - user.len(), at + 1 + host.len()), TokenKind::Url))
}

/// `@name` or `#word`, with its sign at `at`.
fn name(
    text: &str,
    range: TextRange,
    at: usize,
    kind: TokenKind,
) -> Option<(TextRange, TokenKind)> {
    let joined = text.get(range.start()..at)?.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let after = text.get(at + 1..range.end())?;
    let word = head(after, |c| c.is_alphanumeric() || c == '_');
    // `#1` counts, it names nothing.
    let named = kind == TokenKind::Handle || word.contains(char::is_alphabetic);
    let fits = !joined && named && !word.is_empty();
    fits.then(|| (TextRange::at(at, at + 1 + word.len()), kind))
}

/// `<tweet id="1">`, `</p>`, with its `<` at `at`.
fn tag(text: &str, at: usize) -> Option<(TextRange, TokenKind)> {
    let after = text.as_bytes().get(at + 1..)?;
    let after = after.get(..REACH).unwrap_or(after);
    let ends = |byte: &u8| matches!(byte, b'<' | b'>') || byte.is_ascii_control();
    let end = after.iter().position(ends)?;
    let inside = after.get(..end).filter(|_| after.get(end) == Some(&b'>'))?;
    let name = inside.strip_prefix(b"/").unwrap_or(inside);
    let attributes = name.iter().position(|byte| !byte.is_ascii_alphanumeric());
    let (name, attributes) = name.split_at_checked(attributes.unwrap_or(name.len()))?;
    let named = name.first()?.is_ascii_alphabetic();
    let fits = named && (matches!(attributes, [] | [b'/']) || attributes.contains(&b'='));
    let tag = TextRange::at(at, at + 1 + end + 1);
    let one_line = !tag.of(text).contains(['\u{2028}', '\u{2029}']);
    (fits && one_line).then_some((tag, TokenKind::Markup))
}

/// The end of `text` in which every character `fits`.
fn tail(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let len: usize =
        text.chars().rev().take(REACH).take_while(|c| fits(*c)).map(char::len_utf8).sum();
    text.get(text.len() - len..).unwrap_or_default()
}

/// The start of `text` in which every character `fits`.
fn head(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let len: usize = text.chars().take(REACH).take_while(|c| fits(*c)).map(char::len_utf8).sum();
    text.get(..len).unwrap_or_default()
}
