//! What the table and the page show.

use onrecord::{
    Document, Link, OutletShare, PeopleCount, Share, SourceClass, SourceId, SourceShare, Span,
};
use serde::Serialize;

use crate::common::finding::{about, flat, joined, name, short};
use crate::common::{Article, count};

/// The profile of an article.
#[derive(Debug, Serialize)]
pub(crate) struct Profile {
    pub(crate) title: String,
    pub(crate) facts: Vec<String>,
    pub(crate) parts: Vec<Part>,
    pub(crate) voices: Vec<Voice>,
    pub(crate) people: String,
    pub(crate) alone: Vec<Alone>,
    pub(crate) grounds: Vec<Grounds>,
    pub(crate) chains: Vec<Chain>,
    /// The outlets that are retold, with how often.
    pub(crate) outlets: Vec<String>,
}

/// A part of the sources.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    pub(crate) label: &'static str,
    pub(crate) class: &'static str,
    pub(crate) sources: usize,
    pub(crate) attributions: usize,
    pub(crate) words: usize,
    pub(crate) quoted: usize,
    /// Of all attributed words, in a hundred.
    pub(crate) share: usize,
    /// Of all quoted words, in a hundred.
    pub(crate) quoted_share: usize,
}

/// One source.
#[derive(Debug, Serialize)]
pub(crate) struct Voice {
    pub(crate) name: String,
    pub(crate) class: &'static str,
    pub(crate) about: String,
    pub(crate) attributions: usize,
    pub(crate) words: usize,
    pub(crate) quoted: usize,
    /// Of all attributed words, in a hundred.
    pub(crate) share: usize,
    /// Of the words of the source that speaks most, in a hundred: the length of its bar, and of the quoted part.
    pub(crate) bar: usize,
    pub(crate) bar_quoted: usize,
    /// How far into the text it first and last speaks, in a hundred.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// A claim that rests on one person without a name.
#[derive(Debug, Serialize)]
pub(crate) struct Alone {
    pub(crate) who: String,
    pub(crate) words: String,
}

/// Why someone is not named.
#[derive(Debug, Serialize)]
pub(crate) struct Grounds {
    pub(crate) who: String,
    pub(crate) anonymity: String,
    pub(crate) reason: String,
}

/// How words came into the article.
#[derive(Debug, Serialize)]
pub(crate) struct Chain {
    pub(crate) words: String,
    pub(crate) links: Vec<String>,
}

impl Profile {
    pub(crate) fn new(article: &Article, document: &Document<'_>) -> Self {
        let sourcing = document.sourcing();
        let all = sourcing.attributed;
        let part = |label, class, share: &Share| Part {
            label,
            class,
            sources: share.sources,
            attributions: share.attributions,
            words: share.words,
            quoted: share.quoted,
            share: percent(share.words, all),
            quoted_share: percent(share.quoted, sourcing.quoted),
        };
        let parts = [
            part("named", "named", &sourcing.named),
            part("not named", "unnamed", &sourcing.unnamed),
            part("documents", "document", &sourcing.documents),
            part("described only", "described", &sourcing.described),
            part("no source given", "nobody", &sourcing.nobody),
        ];
        let mut speaking: Vec<&SourceShare> =
            sourcing.sources.iter().filter(|it| it.attributions > 0).collect();
        speaking.sort_by_key(|it| (std::cmp::Reverse(it.words), it.source));
        let most = speaking.first().map_or(0, |it| it.words);
        let length = article.text.len();
        let voices = speaking.iter().map(|it| voice(document, it, all, most, length)).collect();
        let words = sourcing.words.unwrap_or_default();
        let told = |id: onrecord::AttributionId| joined(&document[id].content);
        let alone = sourcing
            .single_unnamed
            .iter()
            .map(|&id| Alone { who: origin(document, id), words: told(id) });
        let grounds = sourcing.grounds.iter().map(|ground| Grounds {
            who: name(document, &document[ground.source]),
            anonymity: ground.anonymity.as_ref().map(flat).unwrap_or_default(),
            reason: ground.reason.as_ref().map(flat).unwrap_or_default(),
        });
        Self {
            title: document.headline().map_or_else(|| article.name.clone(), flat),
            facts: vec![
                count(words, "word"),
                format!("{}% attributed", percent(all, words)),
                format!("{}% quoted", percent(sourcing.quoted, words)),
                count(speaking.len(), "source"),
                count(document.attributions().len(), "attribution"),
            ],
            parts: parts.into_iter().filter(|part| part.sources + part.attributions > 0).collect(),
            voices,
            people: people(sourcing.unnamed_people),
            alone: alone.collect(),
            grounds: grounds.collect(),
            chains: chains(document),
            outlets: sourcing.outlets.iter().map(outlet).collect(),
        }
    }
}

fn voice(
    document: &Document<'_>,
    share: &SourceShare,
    all: usize,
    most: usize,
    length: usize,
) -> Voice {
    let source = &document[share.source];
    let place = |id: Option<onrecord::AttributionId>| {
        let start = id.and_then(|id| document[id].content.first()).map_or(0, Span::start);
        percent(start, length)
    };
    Voice {
        name: name(document, source),
        class: class(share.class),
        about: about(document, source).join(", "),
        attributions: share.attributions,
        words: share.words,
        quoted: share.quoted,
        share: percent(share.words, all),
        bar: percent(share.words - share.quoted.min(share.words), most),
        bar_quoted: percent(share.quoted.min(share.words), most),
        first: place(share.first),
        last: place(share.last),
    }
}

const fn class(class: SourceClass) -> &'static str {
    match class {
        SourceClass::Named => "named",
        SourceClass::Unnamed => "unnamed",
        SourceClass::Document => "document",
        _ => "described",
    }
}

/// `at least 4 people without a name, at most 9`
pub(crate) fn people(people: PeopleCount) -> String {
    match (people.at_least, people.at_most) {
        (0, _) => "No one without a name speaks.".to_owned(),
        (least, Some(most)) if least == most => {
            format!("{} without a name.", noun(least))
        }
        (least, Some(most)) => format!("{} without a name, or up to {most}.", noun(least)),
        (least, None) => format!("{} without a name, or more.", noun(least)),
    }
}

fn noun(number: u64) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

/// The one whose words an attribution's are.
fn origin(document: &Document<'_>, id: onrecord::AttributionId) -> String {
    let first = document.chain(id).into_iter().next();
    first.map_or_else(String::new, |link| told(document, &link))
}

fn told(document: &Document<'_>, link: &Link<'_, '_>) -> String {
    let by = |id: SourceId| name(document, &document[id]);
    match link {
        Link::Attribution(id) => document[*id].speaker.map_or_else(|| "someone".to_owned(), by),
        Link::Outlet(outlet) => flat(&outlet.span),
        Link::Credit(span) => flat(span),
        _ => String::new(),
    }
}

/// The chains of more than one link, the article's credit not counted.
pub(crate) fn chains(document: &Document<'_>) -> Vec<Chain> {
    let ids = document.sources().iter().flat_map(|source| &source.attributions).copied();
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    let chain = |id| {
        let links = document.chain(id);
        let own = links.iter().filter(|link| !matches!(link, Link::Credit(_))).count();
        (own > 1).then(|| Chain {
            words: short(&joined(&document[id].content)),
            links: links.iter().map(|link| told(document, link)).collect(),
        })
    };
    ids.into_iter().filter_map(chain).collect()
}

fn outlet(outlet: &OutletShare<'_>) -> String {
    match outlet.attributions {
        1 => outlet.name.to_string(),
        times => format!("{} ({times})", outlet.name),
    }
}

/// `part` of `whole` in a hundred, rounded.
pub(crate) fn percent(part: usize, whole: usize) -> usize {
    (200 * part + whole).checked_div(2 * whole).unwrap_or(0)
}
