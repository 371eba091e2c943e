//! Attributions, as `tests/corpus/attributions.txt` marks them: through the free function and the extractor.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "tests")]

use onrecord::{Attribution, Document, attributions, extract};

#[allow(dead_code, reason = "the other corpora use more of it")]
#[path = "common/marked.rs"]
mod marked;

/// A text of the corpus: marked, and what else is said of its attributions.
struct Block {
    marked: String,
    fields: Vec<String>,
}

fn blocks(corpus: &str) -> Vec<Block> {
    let block = |block: &String| {
        let (fields, text): (Vec<&str>, Vec<&str>) =
            block.lines().partition(|line| line.starts_with("= "));
        Block {
            marked: text.join("\n"),
            fields: fields.iter().map(|field| field[2..].to_owned()).collect(),
        }
    };
    marked::blocks(corpus).iter().map(block).collect()
}

const LABELS: [&str; 3] = ["source", "cue", "content"];

/// `marked` without its marks; a bracket that opens no mark is the text's own.
fn plain(marked: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        let label = rest.strip_prefix('[').and_then(|inner| {
            let label = LABELS.iter().find(|label| inner.starts_with(**label))?;
            let digits = inner[label.len()..].chars().take_while(char::is_ascii_digit).count();
            inner[label.len() + digits..].starts_with(' ').then_some(label.len() + digits + 2)
        });
        match (c, label) {
            (_, Some(length)) => {
                depth += 1;
                rest = &rest[length..];
                continue;
            }
            (']', _) if depth > 0 => depth -= 1,
            _ => text.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    text
}

/// `text` with the spans of `found` in brackets; the second attribution's labels end in 2.
fn marked(text: &str, found: &[Attribution<'_>]) -> String {
    let mut marks = Vec::new();
    for (index, attribution) in found.iter().enumerate() {
        let number = if index == 0 { String::new() } else { (index + 1).to_string() };
        let lists = [&attribution.source, &attribution.cue, &attribution.content];
        for (label, spans) in LABELS.iter().zip(lists) {
            let mark =
                |span: &onrecord::Span<'_>| (span.start(), span.end(), format!("{label}{number}"));
            marks.extend(spans.iter().map(mark));
        }
    }
    marked::render(text, marks)
}

/// The fields of `attribution`, in the corpus's words.
fn fields(document: &Document<'_>, attribution: &Attribution<'_>) -> Vec<(&'static str, String)> {
    let text = |span: Option<&onrecord::Span<'_>>| span.map_or(String::new(), ToString::to_string);
    vec![
        ("form", format!("{:?}", attribution.form).to_lowercase()),
        ("statement", format!("{:?}", attribution.statement).to_lowercase()),
        ("addressee", text(attribution.addressee.as_ref())),
        ("medium", text(attribution.medium.as_ref())),
        ("said", text(attribution.said.map(|id| &document[id].span))),
        (
            "continues",
            attribution.continues.map_or(String::new(), |id| (id.index() + 1).to_string()),
        ),
        ("rule", attribution.rule.to_string()),
    ]
}

#[test]
fn every_block_is_read() {
    let corpus = include_str!("corpus/attributions.txt");
    let blocks = blocks(corpus);
    assert!(blocks.len() >= 120, "{} blocks", blocks.len());
    let mut wrong = String::new();
    for block in &blocks {
        let text = plain(&block.marked);
        let document = extract(&text);
        let found = marked(&text, document.attributions());
        if found != block.marked {
            wrong += &format!("expected {}\n   found {found}\n", block.marked);
        }
        assert_eq!(marked(&text, &attributions(&text)), found, "alone and in the extractor");
        for line in &block.fields {
            let (number, rest) = line.split_once(' ').unwrap();
            let (name, value) = rest.split_once(' ').unwrap_or((rest, ""));
            let at: usize = number.parse().unwrap();
            let found = document.attributions().get(at - 1).map(|found| fields(&document, found));
            let found = found.unwrap_or_default();
            let found = found.iter().find(|(field, _)| *field == name).map(|(_, value)| value);
            if found.map(String::as_str) != Some(value) {
                wrong += &format!("{text}\n  expected {line}\n  found {found:?}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_quotation_knows_the_attribution_that_holds_it() {
    let document =
        extract("“We will appeal,” Jane Roe said. “They know it.” The “reforms” stayed.");
    let holds: Vec<Option<usize>> = document
        .quotations()
        .iter()
        .map(|quotation| quotation.attribution.map(|id| id.index()))
        .collect();
    assert_eq!(holds, [Some(0), Some(0), None]);
}
