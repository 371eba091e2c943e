//! The text cut wherever a mark starts or ends: marks may overlap, segments do not.

use onrecord::{Document, Span, TextRange};

/// What a stretch of text is; the number is its place in the document's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    Content(usize),
    Source(usize),
    Cue(usize),
    Quotation(usize),
    QuotationMark(usize),
    Date(usize),
    Amount(usize),
    Mention(usize),
}

/// A stretch of text that is something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) range: TextRange,
    pub(crate) layer: Layer,
}

/// A stretch of text in which no mark starts or ends.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) range: TextRange,
    /// The marks that cover it, the longest first.
    pub(crate) marks: Vec<Mark>,
}

impl Segment {
    /// The marks that start with this segment.
    pub(crate) fn opened(&self) -> impl Iterator<Item = Layer> + '_ {
        let start = self.range.start();
        self.marks.iter().filter(move |mark| mark.range.start() == start).map(|mark| mark.layer)
    }

    /// The marks that end with this segment.
    pub(crate) fn closed(&self) -> impl Iterator<Item = Layer> + '_ {
        let end = self.range.end();
        self.marks.iter().filter(move |mark| mark.range.end() == end).map(|mark| mark.layer)
    }
}

/// Everything in the document that has a place in the text, in document order.
pub(crate) fn marks(document: &Document<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |range, layer| marks.push(Mark { range, layer });
    for (at, mention) in document.mentions().iter().enumerate() {
        add(mention.span.range(), Layer::Mention(at));
    }
    for (at, amount) in document.amounts().iter().enumerate() {
        add(amount.span.range(), Layer::Amount(at));
    }
    for (at, timex) in document.dates().iter().enumerate() {
        add(timex.span.range(), Layer::Date(at));
    }
    for (at, quotation) in document.quotations().iter().enumerate() {
        for part in &quotation.parts {
            add(part.range(), Layer::Quotation(at));
            add(first_char(part), Layer::QuotationMark(at));
        }
        if let Some(part) = quotation.parts.last().filter(|_| quotation.closed) {
            add(last_char(part), Layer::QuotationMark(at));
        }
    }
    for (at, attribution) in document.attributions().iter().enumerate() {
        for span in &attribution.source {
            add(span.range(), Layer::Source(at));
        }
        for span in &attribution.cue {
            add(span.range(), Layer::Cue(at));
        }
        for span in &attribution.content {
            add(span.range(), Layer::Content(at));
        }
    }
    marks.sort_by(|a, b| a.range.document_order(b.range).then(a.layer.cmp(&b.layer)));
    marks
}

fn first_char(span: &Span<'_>) -> TextRange {
    let len = span.as_str().chars().next().map_or(0, char::len_utf8);
    TextRange::new(span.start(), span.start() + len).unwrap_or_default()
}

fn last_char(span: &Span<'_>) -> TextRange {
    let len = span.as_str().chars().next_back().map_or(0, char::len_utf8);
    TextRange::new(span.end() - len, span.end()).unwrap_or_default()
}

/// The segments of each paragraph, without a gap. `marks` are in document order.
pub(crate) fn by_paragraph(paragraphs: &[TextRange], marks: &[Mark]) -> Vec<Vec<Segment>> {
    let mut ahead = marks.iter().copied().peekable();
    let mut open: Vec<Mark> = Vec::new();
    paragraphs
        .iter()
        .map(|paragraph| {
            while let Some(mark) = ahead.next_if(|mark| mark.range.start() < paragraph.end()) {
                open.push(mark);
            }
            open.retain(|mark| mark.range.end() > paragraph.start());
            segments(*paragraph, &open)
        })
        .collect()
}

fn segments(within: TextRange, marks: &[Mark]) -> Vec<Segment> {
    let here: Vec<Mark> = marks.iter().filter_map(|mark| clipped(*mark, within)).collect();
    let mut cuts: Vec<usize> =
        here.iter().flat_map(|mark| [mark.range.start(), mark.range.end()]).collect();
    cuts.extend([within.start(), within.end()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut ahead = here.into_iter().peekable();
    let mut open: Vec<Mark> = Vec::new();
    cuts.iter()
        .zip(cuts.iter().skip(1))
        .filter_map(|(&start, &end)| TextRange::new(start, end))
        .map(|range| {
            while let Some(mark) = ahead.next_if(|mark| mark.range.start() <= range.start()) {
                open.push(mark);
            }
            open.retain(|mark| mark.range.end() > range.start());
            let mut marks = open.clone();
            marks.sort_by_key(|mark| std::cmp::Reverse(mark.range.len()));
            Segment { range, marks }
        })
        .collect()
}

/// The part of a mark that lies in `within`.
fn clipped(mark: Mark, within: TextRange) -> Option<Mark> {
    let start = mark.range.start().max(within.start());
    let range = TextRange::new(start, mark.range.end().min(within.end()))?;
    (!range.is_empty()).then_some(Mark { range, ..mark })
}
