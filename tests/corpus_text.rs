//! Tokens, sentences and the parts of an article, as the corpora of `tests/corpus` mark them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use onrecord::{Analysis, Span, TextRange, extract};

#[path = "common/marked.rs"]
mod marked;

/// `\u{AD}`, `\n`, `\t` and `\0` to the characters they stand for.
fn unescape(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let len = match escape.as_bytes()[0] {
            b'u' => {
                let (code, _) = escape[2..].split_once('}').unwrap();
                text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
                code.len() + 3
            }
            letter => {
                text.push(match letter {
                    b'n' => '\n',
                    b't' => '\t',
                    b'0' => '\0',
                    other => panic!("\\{}", other as char),
                });
                1
            }
        };
        rest = &escape[len..];
    }
    text + rest
}

#[test]
fn tokens() {
    let mut wrong = String::new();
    for line in include_str!("corpus/tokens.txt").lines() {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let marked = unescape(line);
        let text = marked.replace('|', "");
        let mut found = String::new();
        let mut end = 0;
        for token in Analysis::new(&text).token_ranges() {
            if token.start() == end && end > 0 {
                found.push('|');
            }
            found.push_str(&text[end..token.end()]);
            end = token.end();
        }
        found.push_str(&text[end..]);
        if found != marked {
            wrong.push_str(&format!("\nexpected {marked:?}\n   found {found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn sentences() {
    let mut wrong = String::new();
    for block in marked::blocks(include_str!("corpus/sentences.txt")) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for line in block.lines().map(str::trim_end) {
            let joined = line.strip_prefix('+');
            match line {
                "¶" => text.push('\n'),
                _ => {
                    let spaced = joined.is_none() && !text.is_empty() && !text.ends_with('\n');
                    text.push_str(if spaced { " " } else { "" });
                    text.push_str(joined.unwrap_or(line));
                    expected.push(joined.unwrap_or(line));
                }
            }
        }
        let analysis = Analysis::new(&text);
        let found: Vec<&str> = analysis.sentences().map(|range| &text.as_str()[range]).collect();
        if found != expected {
            wrong.push_str(&format!("\nexpected {expected:#?}\n   found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn layout() {
    marked::check(include_str!("corpus/layout.txt"), |text| {
        let document = extract(text);
        let parts = [
            ("headline", document.headline()),
            ("dateline", document.dateline()),
            ("byline", document.byline()),
            ("credit", document.credit()),
        ];
        let mut found: Vec<_> = parts
            .into_iter()
            .filter_map(|(label, part): (&str, Option<&Span<'_>>)| {
                part.map(|part| (part.start(), part.end(), label.to_owned()))
            })
            .collect();
        found.sort();
        found
    });
}

/// What stands between tokens: white space, NUL, and marks without width.
fn is_gap(c: char) -> bool {
    c == '\0'
        || c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Pieces of text that hold what is hard: marks, joiners, flags, stops, addresses, other scripts.
const PIECES: &[&str] = &[
    "Roe",
    "roe",
    "U.S.",
    "Mr.",
    "don't",
    "’s",
    "'s",
    "’",
    "'",
    "“",
    "”",
    "\"",
    "``",
    "''",
    ".",
    "...",
    "…",
    "?",
    "!",
    ",",
    ":",
    "-",
    "--",
    "—",
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u{A0}",
    "\u{2028}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{200D}",
    "\u{200E}",
    "\u{2060}",
    "\0",
    "\u{301}",
    "e\u{301}",
    "É",
    "ß",
    "İ",
    "日本",
    "。",
    "ﷺ",
    "שלום",
    "ก็",
    "👩\u{200D}👧",
    "🇫",
    "🇫🇷",
    "1\u{FE0F}\u{20E3}",
    "½",
    "1,984",
    "1.5",
    "$",
    "3bn",
    "5pm",
    "(",
    ")",
    "[",
    "]",
    "@roe",
    "@",
    "#vote",
    "#1",
    "<b>",
    "<",
    "<a x=\"",
    ">",
    "https://a.example/b",
    "www.",
    "a@b.example",
    "/",
    "_",
    "&",
    "AT&T",
    "a.B",
    "said.The",
    "By",
    "LONDON",
    "(AP)",
    "\u{10FFFF}",
    "\u{E000}",
    "x\u{303}",
];

proptest::proptest! {
    #[test]
    fn tokens_hold_every_character_but_gaps(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
    ) {
        let text = pieces.concat();
        let mut at = 0;
        for token in Analysis::new(&text).token_ranges().chain([TextRange::new(text.len(), text.len()).unwrap()]) {
            let gap = &text[at..token.start()];
            assert!(gap.chars().all(is_gap), "{gap:?} in {text:?} is in no token");
            at = token.end();
        }
    }

    #[test]
    fn paragraphs_hold_every_token(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
    ) {
        let text = pieces.concat();
        let analysis = Analysis::new(&text);
        for sentence in analysis.sentences() {
            let covers = |paragraph: &TextRange| paragraph.covers(sentence);
            assert!(analysis.paragraphs().iter().any(covers), "{sentence:?} of {text:?}");
        }
    }
}
