//! The marked article in a terminal.

use std::fmt::Write;

use anstyle::{Effects, Style};
use onrecord::{Analysis, Document, TextRange};

use crate::common::finding::{name, terms};
use crate::common::palette::{self, BOLD, DIM};
use crate::common::{Article, count, width};
use crate::segment::{Layer, Segment, by_paragraph, marks};

/// The article, paragraph by paragraph, then who speaks in which colour.
pub(crate) fn show(article: &Article, document: &Document<'_>) -> String {
    let analysis = Analysis::new(&article.text);
    let segments = by_paragraph(analysis.paragraphs(), &marks(document));
    let mut out = String::new();
    for (&paragraph, segments) in analysis.paragraphs().iter().zip(&segments) {
        let line = painted(document, paragraph, &article.text, segments);
        for line in textwrap::wrap(&line, usize::from(width())) {
            let _ = writeln!(out, "{line}");
        }
        out.push('\n');
    }
    out + &legend(document)
}

/// One paragraph with a style for every segment and, after a date, its value.
fn painted(
    document: &Document<'_>,
    paragraph: TextRange,
    text: &str,
    segments: &[Segment],
) -> String {
    let headline = document.headline().map(|headline| headline.range());
    let base = if headline == Some(paragraph) { BOLD } else { Style::new() };
    let mut out = String::new();
    for segment in segments {
        let style = style(document, segment, base);
        let _ = write!(out, "{style}{}{style:#}", segment.range.of(text));
        for layer in segment.closed() {
            if let Layer::Date(at) = layer {
                let value = document.dates().get(at).map(|timex| &timex.value);
                let _ = value.map(|value| write!(out, "{DIM}[{value}]{DIM:#}"));
            }
        }
    }
    out
}

/// The style of a segment: the colour of the innermost attribution's source, and an effect for each other mark.
fn style(document: &Document<'_>, segment: &Segment, base: Style) -> Style {
    let color = |at: usize| {
        document.attributions().get(at).map_or_else(Style::new, palette::of).get_fg_color()
    };
    segment.marks.iter().fold(base, |style, mark| match mark.layer {
        Layer::Content(at) => style.fg_color(color(at)),
        Layer::Cue(at) => style.fg_color(color(at)) | Effects::ITALIC | Effects::UNDERLINE,
        Layer::Source(at) => style.fg_color(color(at)) | Effects::BOLD | Effects::UNDERLINE,
        Layer::Mention(_) => style | Effects::BOLD,
        Layer::Date(_) | Layer::Amount(_) => style | Effects::ITALIC,
        Layer::Quotation(_) | Layer::QuotationMark(_) => style,
    })
}

fn legend(document: &Document<'_>) -> String {
    let mut out = format!("{BOLD}{}{BOLD:#}\n", count(document.sources().len(), "source"));
    for source in document.sources() {
        let first = source.attributions.first().map(|&id| &document[id]);
        let color = first.map_or_else(Style::new, palette::of).bold();
        let said = count(source.attributions.len(), "attribution");
        let terms = source.unnamed.as_ref().map(terms).unwrap_or_default();
        let not_named = if source.unnamed.is_some() { ", not named: " } else { "" };
        let who = name(document, source);
        let _ = writeln!(
            out,
            "  {color}{who}{color:#} {DIM}{said}{not_named}{}{DIM:#}",
            terms.join(", ")
        );
    }
    out
}
