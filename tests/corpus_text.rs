//! Tokens, sentences and the parts of an article, as the corpora of `tests/corpus` mark them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use onrecord::{Analysis, Span, extract};

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
