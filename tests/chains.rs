//! Where words come from, as `tests/corpus/chains.txt` tells.
#![allow(clippy::unwrap_used, reason = "tests")]

use onrecord::{AttributionId, Document, Link, SourceId, extract};

/// How the corpus calls a source.
fn known_as(document: &Document<'_>, id: SourceId) -> String {
    let source = &document[id];
    let mention = source.unnamed.as_ref().and_then(|unnamed| unnamed.mentions.first());
    let words = mention.map(|mention| mention.span.as_str());
    let words = source.name.as_deref().or(words).or(source.description.as_deref());
    words.unwrap_or("?").to_owned()
}

/// The innermost attribution with `words` in its content.
fn saying(document: &Document<'_>, words: &str) -> Option<AttributionId> {
    let lists = document.sources().iter().flat_map(|it| it.attributions.iter().chain(&it.nested));
    let says =
        |id: &&AttributionId| document[**id].content.iter().any(|it| it.as_str().contains(words));
    lists.filter(says).max_by_key(|&&id| (document[id].level, id)).copied()
}

fn told(document: &Document<'_>, words: &str) -> Option<String> {
    let chain = document.chain(saying(document, words)?);
    let links = chain.iter().map(|link| match link {
        Link::Attribution(id) => known_as(document, document[*id].speaker.unwrap()),
        Link::Outlet(outlet) => outlet.span.to_string(),
        Link::Credit(span) => span.to_string(),
        _ => String::new(),
    });
    Some(links.collect::<Vec<_>>().join(" > "))
}

#[test]
fn words_are_given_back_to_whoever_first_said_them() {
    let mut wrong = String::new();
    let mut checked = 0;
    let corpus = include_str!("corpus/chains.txt");
    let lines: Vec<&str> = corpus.lines().filter(|line| !line.starts_with('#')).collect();
    for block in lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()) {
        let (expected, text): (Vec<&str>, Vec<&str>) =
            block.iter().partition(|line| line.starts_with("= "));
        let text = text.join("\n");
        let document = extract(&text);
        for line in expected {
            let (words, chain) = line.trim_start_matches("= ").split_once(": ").unwrap();
            let found = told(&document, words);
            checked += 1;
            if found.as_deref() != Some(chain) {
                wrong += &format!("{text}\n  expected {chain}\n  found {found:?}\n");
            }
        }
    }
    assert!(checked >= 20 && wrong.is_empty(), "of {checked}:\n{wrong}");
}

#[test]
fn the_chain_of_an_outer_attribution_goes_back_to_the_same_one() {
    let document = extract("Jane Roe said that Aldo Quist had told her that the bridge was safe.");
    let [outer] = document.attributions() else { panic!("{:?}", document.attributions()) };
    let [inner] = document.nested() else { panic!("{:?}", document.nested()) };
    assert_eq!((outer.level, inner.level), (0, 1));
    let outer = document[outer.speaker.unwrap()].attributions[0];
    assert_eq!(inner.via, Some(outer));
    let inner = document[inner.speaker.unwrap()].nested[0];
    assert_eq!(document.chain(outer), [Link::Attribution(inner), Link::Attribution(outer)]);
    assert_eq!(document.chain(inner), document.chain(outer));
}

#[test]
fn an_id_of_another_document_has_no_chain() {
    let long = extract("Jane Roe said the bridge was safe. “It is,” she added.");
    assert_eq!(extract("").chain(long.sources()[0].attributions[1]), []);
}
