//! Quotations over corpora of marked text: `{role …}` round each, `{role? …}` round one that is not closed, and
//! `{role+ …}` round each part after the first of one that runs over paragraphs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use onrecord::{Extractor, Quotation, QuotationFinder};

#[path = "common/marked.rs"]
#[expect(dead_code, reason = "its brackets stand for themselves here")]
mod marked;

fn strip(marked: &str) -> String {
    let mut text = String::new();
    let mut pieces = marked.split('{');
    text.push_str(pieces.next().unwrap());
    for piece in pieces {
        text.push_str(piece.split_once(' ').unwrap().1);
    }
    text.replace('}', "")
}

fn render(text: &str, found: &[Quotation<'_>]) -> String {
    // Where each mark stands; one that ends there comes first, then the outermost that starts there.
    let mut marks: Vec<(usize, bool, usize, String)> = Vec::new();
    for quotation in found {
        let role = format!("{:?}", quotation.role).to_lowercase();
        let open = if quotation.closed { "" } else { "?" };
        for (part, span) in quotation.parts.iter().enumerate() {
            let later = if part > 0 { "+" } else { "" };
            let label = format!("{{{role}{later}{open} ");
            marks.push((span.start(), true, quotation.level, label));
            marks.push((span.end(), false, quotation.level, "}".to_owned()));
        }
        assert_eq!(quotation.parts.first().unwrap().start(), quotation.span.start(), "{text}");
        assert_eq!(quotation.parts.last().unwrap().end(), quotation.span.end(), "{text}");
    }
    marks.sort();
    let mut marked = String::new();
    let mut at = 0;
    for (offset, _, _, mark) in marks {
        marked.push_str(&text[at..offset]);
        marked.push_str(&mark);
        at = offset;
    }
    marked + &text[at..]
}

fn check(corpus: &str) {
    let finder = QuotationFinder::new();
    let extractor = Extractor::new();
    let mut wrong = String::new();
    for block in marked::blocks(corpus) {
        let text = strip(&block);
        let alone = render(&text, &finder.find_in(&text));
        let within = render(&text, extractor.extract(&text).quotations());
        for (way, found) in [("find_in", alone), ("extract", within)] {
            if found != block {
                wrong.push_str(&format!("expected: {block}\n{way:>8}: {found}\n\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn marks() {
    check(include_str!("corpus/quotations.txt"));
}

#[test]
fn no_marks() {
    let corpus = include_str!("corpus/quotations_none.txt");
    assert!(!corpus.contains('{'));
    check(corpus);
}

#[test]
fn roles() {
    check(include_str!("corpus/quotations_roles.txt"));
}

/// What no line of text can show: nothing at all, marks without words, marks of every kind without end.
#[test]
fn marks_alone_are_no_quotation() {
    let finder = QuotationFinder::new();
    for mark in
        ["\"", "'", "“", "”", "‘", "’", "„", "«", "»", "‹", "›", "``", "''", "「", "』", "″"]
    {
        for text in ["", mark, &mark.repeat(2), &mark.repeat(999), &format!("{mark}\n\n{mark} \n")]
        {
            assert_eq!(finder.find_in(text), [], "{text:.20}");
        }
    }
}

#[test]
fn every_kind_of_mark_nests_to_any_depth() {
    let finder = QuotationFinder::new();
    for (open, close) in
        [("“‘", "’”"), ("\"'", "'\""), ("«“", "”»"), ("‘“", "”’"), ("「『", "』」")]
    {
        let text = format!("{}Yes{}", open.repeat(2000), close.repeat(2000));
        let found = finder.find_in(&text);
        let levels: Vec<usize> = found.iter().map(|quotation| quotation.level).collect();
        assert_eq!(levels, (0..4000).collect::<Vec<_>>(), "{open}");
        assert!(found.iter().all(|quotation| quotation.closed), "{open}");
    }
}
