//! The marked article as one HTML file: `page.html` is the template, `page.css` and `page.js` go into it.

use std::error::Error;

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use onrecord::{Analysis, Attribution, Date, Document, MentionForm, Source, Span, TextRange};
use serde::Serialize;

use crate::common::finding::{Part, about, findings, joined, name, word};
use crate::common::{Article, count};
use crate::segment::{Layer, Segment, by_paragraph, marks};

/// As many hues as `page.css` has.
const HUES: usize = 8;

/// What the template is given.
#[derive(Serialize)]
struct Page<'t> {
    style: &'static str,
    script: &'static str,
    title: &'t str,
    published: Option<Date>,
    paragraphs: Vec<Paragraph<'t>>,
    speakers: Vec<Speaker>,
    lists: Vec<(String, Vec<Row>)>,
    audit: Vec<String>,
}

#[derive(Serialize)]
struct Paragraph<'t> {
    class: &'static str,
    pieces: Vec<Piece<'t>>,
    notes: Vec<Note>,
}

/// A segment: its text, how it looks, and what it belongs to.
#[derive(Serialize)]
struct Piece<'t> {
    text: &'t str,
    class: String,
    keys: String,
    /// Ids for links into the text, of what starts here.
    anchors: Vec<String>,
    /// What the reader is told right after it: a date's value, a quotation's role.
    label: Option<Label>,
}

#[derive(Serialize)]
struct Label {
    class: &'static str,
    text: String,
}

/// An attribution in the margin.
#[derive(Serialize)]
struct Note {
    key: String,
    hue: String,
    who: String,
    unnamed: bool,
    cue: String,
    facts: Vec<String>,
    /// Of one without a name, where it first speaks.
    about: Vec<String>,
    rule: String,
}

#[derive(Serialize)]
struct Speaker {
    key: String,
    /// The keys of all that it says.
    also: String,
    hue: String,
    who: String,
    unnamed: bool,
    about: Vec<String>,
    said: usize,
    share: String,
}

/// A row of a list below the article.
#[derive(Serialize)]
struct Row {
    key: String,
    kind: String,
    text: String,
    value: String,
    rule: String,
}

/// The page.
pub(crate) fn render<'t>(
    article: &'t Article,
    document: &'t Document<'_>,
) -> Result<String, Box<dyn Error>> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("page.html", include_str!("page.html"))?;
    let page = Page {
        style: include_str!("page.css"),
        script: include_str!("page.js"),
        title: document.headline().map_or(article.name.as_str(), Span::as_str),
        published: article.published,
        paragraphs: paragraphs(&article.text, document),
        speakers: speakers(document),
        lists: lists(document),
        audit: audit(document),
    };
    Ok(environment.get_template("page.html")?.render(Serde(page))?)
}

fn paragraphs<'t>(text: &'t str, document: &Document<'_>) -> Vec<Paragraph<'t>> {
    let analysis = Analysis::new(text);
    let segments = by_paragraph(analysis.paragraphs(), &marks(document));
    let paragraphs = analysis.paragraphs().iter().zip(&segments);
    paragraphs
        .map(|(&range, segments)| Paragraph {
            class: layout_class(document, range),
            pieces: segments.iter().map(|segment| piece(text, document, segment)).collect(),
            notes: notes(document, range),
        })
        .collect()
}

fn layout_class(document: &Document<'_>, paragraph: TextRange) -> &'static str {
    let is = |part: Option<&Span<'_>>| part.is_some_and(|part| part.range().overlaps(paragraph));
    if is(document.headline()) {
        "headline"
    } else if is(document.byline()) {
        "byline"
    } else if is(document.credit()) {
        "credit"
    } else {
        "body"
    }
}

fn piece<'t>(text: &'t str, document: &Document<'_>, segment: &Segment) -> Piece<'t> {
    let mut classes = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for mark in &segment.marks {
        let (class, key) = look(document, mark.layer);
        classes.extend(class.split(' ').map(str::to_owned));
        keys.insert(0, key);
    }
    classes.sort();
    classes.dedup();
    // The innermost attribution's colours hold.
    let hue_of = |pick: fn(Layer) -> Option<usize>| {
        segment.marks.iter().rev().find_map(|mark| pick(mark.layer)).map(|at| hue(document, at))
    };
    classes.extend(
        hue_of(|layer| match layer {
            Layer::Content(at) => Some(at),
            _ => None,
        })
        .map(|hue| format!("c{hue}")),
    );
    classes.extend(
        hue_of(|layer| match layer {
            Layer::Source(at) | Layer::Cue(at) => Some(at),
            _ => None,
        })
        .map(|hue| format!("s{hue}")),
    );
    keys.dedup();
    Piece {
        text: segment.range.of(text),
        class: classes.join(" "),
        keys: keys.join(" "),
        anchors: segment
            .opened()
            .map(|layer| format!("{}-here", look(document, layer).1))
            .collect(),
        label: segment.closed().find_map(|layer| label(document, layer)),
    }
}

/// The classes of a layer, and the key that ties it to its other places.
fn look(document: &Document<'_>, layer: Layer) -> (String, String) {
    match layer {
        Layer::Content(at) => ("content".to_owned(), format!("a{at}")),
        Layer::Source(at) => {
            let speaker = document.attributions().get(at).and_then(|it| it.speaker);
            let unnamed = speaker.is_some_and(|id| document[id].unnamed.is_some());
            let class = if unnamed { "source unnamed" } else { "source" };
            (class.to_owned(), format!("a{at}"))
        }
        Layer::Cue(at) => ("cue".to_owned(), format!("a{at}")),
        Layer::Quotation(at) => ("quotation".to_owned(), format!("q{at}")),
        Layer::QuotationMark(at) => ("mark".to_owned(), format!("q{at}")),
        Layer::Date(at) => ("date".to_owned(), format!("d{at}")),
        Layer::Amount(at) => ("amount".to_owned(), format!("n{at}")),
        Layer::Mention(at) => {
            let mention = document.mentions().get(at);
            let named = mention.filter(|mention| mention.form == MentionForm::Name);
            let kind = named.map(|mention| word(mention.kind)).unwrap_or_default();
            let entity = mention.and_then(|mention| mention.entity);
            let key = entity.map_or_else(|| format!("m{at}"), |id| format!("e{}", id.index()));
            (format!("name {kind}"), key)
        }
    }
}

fn label(document: &Document<'_>, layer: Layer) -> Option<Label> {
    match layer {
        Layer::Date(at) => document
            .dates()
            .get(at)
            .map(|timex| (timex.span.as_str(), timex.value.to_string()))
            .filter(|(words, value)| words != value)
            .map(|(_, text)| Label { class: "value", text }),
        Layer::Quotation(at) => document
            .quotations()
            .get(at)
            .map(|quotation| word(quotation.role))
            .filter(|role| !matches!(role.as_str(), "statement" | "fragment"))
            .map(|text| Label { class: "role", text }),
        _ => None,
    }
}

/// The colour of an attribution is its speaker's.
fn hue(document: &Document<'_>, attribution: usize) -> String {
    document
        .attributions()
        .get(attribution)
        .and_then(|attribution| attribution.speaker)
        .map_or_else(|| "-".to_owned(), |id| (id.index() % HUES).to_string())
}

/// The attributions whose cue stands in this paragraph.
fn notes(document: &Document<'_>, paragraph: TextRange) -> Vec<Note> {
    let mut notes: Vec<(usize, Note)> = Vec::new();
    for (at, attribution) in document.attributions().iter().enumerate() {
        let place = [&attribution.cue, &attribution.source, &attribution.content]
            .into_iter()
            .find_map(|spans| spans.first())
            .map(Span::start);
        if let Some(place) = place.filter(|&place| paragraph.contains(place)) {
            notes.push((place, note(document, at, attribution)));
        }
    }
    notes.sort_by_key(|(place, _)| *place);
    notes.into_iter().map(|(_, note)| note).collect()
}

fn note(document: &Document<'_>, at: usize, attribution: &Attribution<'_>) -> Note {
    let speaker = attribution.speaker.map(|id| &document[id]);
    let mut facts = vec![format!("{} {}", word(attribution.form), word(attribution.statement))];
    facts.extend(attribution.addressee.as_ref().map(|to| format!("to {to}")));
    facts.extend(attribution.medium.as_ref().map(ToString::to_string));
    facts.extend(attribution.said.map(|id| {
        let said = &document[id];
        format!("{} = {}", said.span, said.value)
    }));
    if let Some(via) = attribution.via.and_then(|id| document[id].speaker) {
        facts.push(format!("as told by {}", name(document, &document[via])));
    }
    Note {
        key: format!("a{at}"),
        hue: hue(document, at),
        who: speaker.map_or_else(|| joined(&attribution.source), |source| name(document, source)),
        unnamed: speaker.is_some_and(|source| source.unnamed.is_some()),
        cue: joined(&attribution.cue),
        facts,
        about: speaker
            .filter(|source| source.unnamed.is_some())
            .filter(|source| source.attributions.first().is_some_and(|id| id.index() == at))
            .map(|source| about(document, source))
            .unwrap_or_default(),
        rule: attribution.rule.to_string(),
    }
}

fn speakers(document: &Document<'_>) -> Vec<Speaker> {
    let all = document.attributions().len().max(1);
    let speaker = |(at, source): (usize, &Source<'_>)| Speaker {
        key: format!("s{at}"),
        also: source.attributions.iter().map(|id| format!("a{} ", id.index())).collect(),
        hue: (at % HUES).to_string(),
        who: name(document, source),
        unnamed: source.unnamed.is_some(),
        about: about(document, source),
        said: source.attributions.len(),
        share: format!("{:.2}", source.attributions.len() as f64 * 100.0 / all as f64),
    };
    document.sources().iter().enumerate().map(speaker).collect()
}

/// The lists below the article, each with its title.
fn lists(document: &Document<'_>) -> Vec<(String, Vec<Row>)> {
    let rows = |part, prefix: &str| -> Vec<Row> {
        findings(document, |it| it == part)
            .into_iter()
            .enumerate()
            .map(|(at, found)| Row {
                key: format!("{prefix}{at}"),
                kind: found.kind,
                text: found.text,
                value: found.value,
                rule: found.rule,
            })
            .collect()
    };
    let entities = document.entities().iter().enumerate().map(|(at, entity)| Row {
        key: format!("e{at}"),
        kind: word(entity.kind),
        text: entity.name.to_string(),
        value: count(entity.mentions.len(), "mention"),
        rule: entity.titles.join(", "),
    });
    [
        ("date", rows(Part::Dates, "d")),
        ("entity", entities.collect()),
        ("quotation", rows(Part::Quotations, "q")),
        ("amount", rows(Part::Amounts, "n")),
    ]
    .into_iter()
    .map(|(noun, rows)| (count(rows.len(), noun), rows))
    .collect()
}

/// How much of what is said stands on whose word.
fn audit(document: &Document<'_>) -> Vec<String> {
    let sources = document.sources();
    let unnamed = sources.iter().filter(|source| source.unnamed.is_some()).count();
    vec![
        count(document.attributions().len(), "attribution"),
        format!("{} named", count(sources.len() - unnamed, "source")),
        format!("{unnamed} not named"),
        count(document.quotations().len(), "quotation"),
        count(document.dates().len(), "date"),
        count(document.entities().len(), "entity"),
    ]
}
