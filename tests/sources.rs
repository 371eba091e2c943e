//! Sources: those without a name, as `tests/corpus/sources.txt` marks them, and who speaks in each attribution, as
//! `tests/corpus/speakers.txt` does.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "tests")]

use onrecord::{Count, Document, Source, Span, extract};

#[path = "common/marked.rs"]
mod marked;

/// A mark: where it opens and closes, and what stands after its bracket.
type Mark = (usize, usize, String);

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

#[test]
fn sources_without_a_name_are_found_and_typed() {
    marked::check(include_str!("corpus/sources.txt"), |text| unnamed(&extract(text)));
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
    marked::check(include_str!("corpus/speakers.txt"), |text| speakers(&extract(text)));
}

#[test]
fn a_verb_that_shares_its_subject_has_its_speaker() {
    for text in [
        "Jane Roe said the bridge was safe, and urged drivers to slow down.",
        "Jane Roe said the bridge was safe but warned that more rain was on its way.",
    ] {
        let document = extract(text);
        assert!(document.attributions().len() > 1, "{text}");
        for attribution in document.attributions() {
            let name = attribution.speaker.and_then(|id| document[id].name.as_deref());
            assert_eq!(name, Some("Jane Roe"), "{:?} in {text}", attribution.cue);
        }
    }
}

#[test]
fn marks_are_read_and_written() {
    let text = "[a=1 A [a.affiliation port] official] said so.";
    assert_eq!(marked::strip(text), "A port official said so.");
    let marks = vec![(0, 15, "a=1".to_owned()), (2, 6, "a.affiliation".to_owned())];
    assert_eq!(marked::render(&marked::strip(text), marks), text);
}
