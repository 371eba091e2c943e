//! A listing to read: source by source, then the rest.

use std::fmt::Write;

use anstyle::Style;
use onrecord::{Attribution, Document, Entity, EntityKind, MentionForm, MentionId, Span};
use textwrap::Options;

use crate::common::finding::{Part, about, findings, joined, name, short, word};
use crate::common::palette::{self, BOLD, DIM};
use crate::common::{Article, count, width};

/// Everything in `document`, of the parts that `wanted` takes.
pub(crate) fn listing(
    article: &Article,
    document: &Document<'_>,
    wanted: impl Fn(Part) -> bool,
) -> String {
    let mut out = head(article, document);
    if wanted(Part::Sources) || wanted(Part::Attributions) {
        said(document, &mut out);
    }
    if wanted(Part::Quotations) {
        unattributed(document, &mut out);
    }
    if wanted(Part::Dates) {
        rows("Dates", Part::Dates, document, &mut out);
    }
    if wanted(Part::Names) {
        names(document, &mut out);
    }
    if wanted(Part::Amounts) {
        rows("Amounts", Part::Amounts, document, &mut out);
    }
    out
}

fn head(article: &Article, document: &Document<'_>) -> String {
    let title = document.headline().map_or(article.name.as_str(), Span::as_str);
    let published = article
        .published
        .map_or_else(|| "no publication day".to_owned(), |day| format!("published {day}"));
    let facts = [
        published,
        count(document.sources().len(), "source"),
        count(document.attributions().len(), "attribution"),
        count(document.quotations().len(), "quotation"),
        count(document.dates().len(), "date"),
        count(document.entities().len(), "entity"),
        count(document.amounts().len(), "amount"),
    ];
    let mut out = String::new();
    paragraph(&mut out, BOLD, "", title);
    paragraph(&mut out, DIM, "", &facts.join(" · "));
    out
}

/// Source by source, in the order in which they first speak.
fn said(document: &Document<'_>, out: &mut String) {
    for source in document.sources() {
        let spoken: Vec<&Attribution<'_>> =
            source.attributions.iter().map(|&id| &document[id]).collect();
        let color = spoken.first().map_or_else(Style::new, |first| palette::of(first));
        out.push('\n');
        paragraph(out, color.bold(), "", &name(document, source));
        let about = about(document, source).join(" · ");
        if !about.is_empty() {
            paragraph(out, DIM, "  ", &about);
        }
        for attribution in spoken {
            statement(document, attribution, color, out);
        }
    }
    let nobody: Vec<_> =
        document.attributions().iter().filter(|said| said.speaker.is_none()).collect();
    if !nobody.is_empty() {
        out.push('\n');
        paragraph(out, BOLD, "", "No one in particular");
        for attribution in nobody {
            statement(document, attribution, Style::new(), out);
        }
    }
}

/// One attribution: the cue with what is known of it, then the words.
fn statement(
    document: &Document<'_>,
    attribution: &Attribution<'_>,
    color: Style,
    out: &mut String,
) {
    let words = format!("{} {}", joined(&attribution.source), joined(&attribution.cue));
    let mut told = vec![words.trim().to_owned()];
    told.retain(|words| !words.is_empty());
    told.extend(attribution.addressee.as_ref().map(|to| format!("to {to}")));
    told.extend(attribution.medium.as_ref().map(ToString::to_string));
    told.extend(attribution.said.map(|id| {
        let said = &document[id];
        format!("{} = {}", said.span, said.value)
    }));
    told.push(format!("{} {}", word(attribution.form), word(attribution.statement)));
    if let Some(via) = attribution.via.and_then(|id| document[id].speaker) {
        told.push(format!("as told by {}", name(document, &document[via])));
    }
    paragraph(out, DIM, "  ", &told.join(" · "));
    if !attribution.content.is_empty() {
        paragraph(out, color, "    ", &joined(&attribution.content));
    }
}

/// Quotations that no attribution holds.
fn unattributed(document: &Document<'_>, out: &mut String) {
    let rest: Vec<_> =
        document.quotations().iter().filter(|quotation| quotation.attribution.is_none()).collect();
    if rest.is_empty() {
        return;
    }
    heading(out, "Quotations that nobody is said to have said");
    for quotation in rest {
        let _ = writeln!(
            out,
            "  {DIM}{:<12}{DIM:#}{}",
            word(quotation.role),
            short(quotation.span.as_str())
        );
    }
}

/// A line for every finding of one part: its words, then its value.
fn rows(title: &str, part: Part, document: &Document<'_>, out: &mut String) {
    let found = findings(document, |it| it == part);
    if found.is_empty() {
        return;
    }
    heading(out, title);
    let texts: Vec<String> = found.iter().map(|row| short(&row.text)).collect();
    let width = texts.iter().map(|text| textwrap::core::display_width(text)).max().unwrap_or(0);
    for (row, text) in found.iter().zip(&texts) {
        let pad = " ".repeat(width - textwrap::core::display_width(text));
        let _ =
            writeln!(out, "  {text}{pad}  {BOLD}{}{BOLD:#} {DIM}{}{DIM:#}", row.value, row.kind);
    }
}

/// How often the text names `entity`.
fn times(document: &Document<'_>, entity: &Entity<'_>) -> usize {
    let named = |id: &&MentionId| document[**id].form == MentionForm::Name;
    entity.mentions.iter().filter(named).count()
}

/// The entities by kind, with how often each is named.
fn names(document: &Document<'_>, out: &mut String) {
    let mut kinds: Vec<EntityKind> = document.entities().iter().map(|entity| entity.kind).collect();
    kinds.sort();
    kinds.dedup();
    if !kinds.is_empty() {
        heading(out, "Names");
    }
    for kind in kinds {
        let of_kind = document.entities().iter().filter(|entity| entity.kind == kind);
        let listed: Vec<String> = of_kind
            .map(|entity| match times(document, entity) {
                0 | 1 => entity.name.to_string(),
                times => format!("{} ({times})", entity.name),
            })
            .collect();
        let _ = writeln!(out, "  {DIM}{}{DIM:#}", word(kind));
        paragraph(out, Style::new(), "    ", &listed.join(", "));
    }
}

fn heading(out: &mut String, title: &str) {
    let _ = writeln!(out, "\n{BOLD}{title}{BOLD:#}");
}

/// `text` wrapped to the terminal, each line after `indent`.
fn paragraph(out: &mut String, style: Style, indent: &str, text: &str) {
    let options = Options::new(width().into()).initial_indent(indent).subsequent_indent(indent);
    for line in textwrap::wrap(text, options) {
        let _ = writeln!(out, "{style}{line}{style:#}");
    }
}
