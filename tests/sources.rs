//! Sources: those without a name, as `tests/corpus/sources.txt` marks them, and who speaks in each attribution, as
//! `tests/corpus/speakers.txt` does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "tests")]

use onrecord::{Count, Document, Source, Span, extract};

/// A mark: where it opens and closes, and what stands after its bracket.
type Mark = (usize, usize, String);

/// The blocks of a corpus, without comments.
fn blocks(corpus: &str) -> Vec<String> {
    let lines: Vec<&str> = corpus.lines().filter(|line| !line.starts_with('#')).collect();
    lines
        .split(|line| line.is_empty())
        .filter(|block| !block.is_empty())
        .map(|block| block.join("\n"))
        .collect()
}

/// `marked` without its marks: `[label words]` is `words`.
fn plain(marked: &str) -> String {
    let mut text = String::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['[', ']']) {
        text.push_str(&rest[..at]);
        let label = if rest[at..].starts_with('[') { rest[at..].find(' ').unwrap() } else { 0 };
        rest = &rest[at + label + 1..];
    }
    text + rest
}

/// `text` with `marks` in brackets; the longer of two that open together is outside.
fn marked(text: &str, mut marks: Vec<Mark>) -> String {
    marks.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut next = marks.into_iter().peekable();
    for at in 0..=text.len() {
        while open.last() == Some(&at) {
            open.pop();
            out.push(']');
        }
        while let Some((_, end, label)) = next.next_if(|&(start, _, _)| start == at) {
            out.push_str(&format!("[{label} "));
            open.push(end);
        }
        if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            out.push(c);
        }
    }
    out
}

fn count(count: Option<&Count<'_>>) -> String {
    match count {
        Some(Count::Exact(number)) => format!("={number}"),
        Some(Count::Worded(words)) => format!("={}", words.replace(' ', "_")),
        _ => String::new(),
    }
}

/// The letters of the unnamed sources, in order.
fn letters(document: &Document<'_>) -> Vec<Option<char>> {
    let mut letters = 'a'..='z';
    let unnamed = |source: &Source<'_>| source.unnamed.as_ref().and_then(|_| letters.next());
    document.sources().iter().map(unnamed).collect()
}

/// The marks of the unnamed sources.
fn unnamed(document: &Document<'_>) -> Vec<Mark> {
    let letters = letters(document);
    let letter = |id: onrecord::SourceId| letters[id.index()].unwrap();
    let mut marks = Vec::new();
    let mut mark = |span: &Span<'_>, label: String| marks.push((span.start(), span.end(), label));
    for (source, id) in document.sources().iter().zip(&letters) {
        let (Some(unnamed), Some(id)) = (&source.unnamed, id) else { continue };
        for mention in &unnamed.mentions {
            let mut label = format!("{id}{}", count(mention.count.as_ref()));
            if let Some(group) = unnamed.part_of {
                label.push_str(&format!("<{}", letter(group)));
            }
            if let Some(group) = unnamed.same_group_as {
                label.push_str(&format!("~{}", letter(group)));
            }
            mark(&mention.span, label);
            for (name, field) in [
                ("affiliation", &mention.affiliation),
                ("basis", &mention.basis),
                ("anonymity", &mention.anonymity),
                ("reason", &mention.reason),
            ] {
                if let Some(span) = field {
                    mark(span, format!("{id}.{name}"));
                }
            }
        }
    }
    marks
}

/// Compares every block with what `render` makes of its text.
fn check(corpus: &str, render: impl Fn(&Document<'_>) -> Vec<Mark>) {
    let mut wrong = String::new();
    let blocks = blocks(corpus);
    for block in &blocks {
        let text = plain(block);
        let found = marked(&text, render(&extract(&text)));
        if found != *block {
            wrong.push_str(&format!("\nexpected {block}\n   found {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "of {} blocks:\n{wrong}", blocks.len());
}

#[test]
fn sources_without_a_name_are_found_and_typed() {
    check(include_str!("corpus/sources.txt"), unnamed);
}

/// The marks of the attributions' sources.
fn speakers(document: &Document<'_>) -> Vec<Mark> {
    let letters = letters(document);
    let one = |id: onrecord::SourceId| match (&document[id].name, letters[id.index()]) {
        (Some(name), _) => name.replace(' ', "_"),
        (None, Some(letter)) => letter.to_string(),
        (None, None) => "?".to_owned(),
    };
    let label = |id: onrecord::SourceId| match document[id].members.as_slice() {
        [] => one(id),
        members => members.iter().map(|&id| one(id)).collect::<Vec<_>>().join("+"),
    };
    let mut marks: Vec<Mark> = document
        .attributions()
        .iter()
        .filter_map(|it| {
            let source = it.source.first()?;
            Some((source.start(), source.end(), label(it.speaker?)))
        })
        .collect();
    marks.dedup();
    marks
}

#[test]
fn every_attribution_is_tied_to_its_speaker() {
    check(include_str!("corpus/speakers.txt"), speakers);
}

#[test]
fn marks_are_read_and_written() {
    let text = "[a=1 A [a.affiliation port] official] said so.";
    assert_eq!(plain(text), "A port official said so.");
    let marks = vec![(0, 15, "a=1".to_owned()), (2, 6, "a.affiliation".to_owned())];
    assert_eq!(marked(&plain(text), marks), text);
}
