//! What the rules look at: the analysis with a class for each word, the quotations as runs of tokens, the dates.

use std::borrow::Cow;
use std::ops::Range;

use crate::analysis::Analysis;
use crate::fold;
use crate::lexicon::Lexicon;
use crate::quotation::{Quotation, QuotationRole};
use crate::span::TextRange;
use crate::timex::{Timex, TimexKind};

use super::run::Run;
use super::word::{Class, classes};

/// How many tokens of a sentence are looked at before a place in it and after: a bound on the work for each cue that
/// no written sentence comes near.
const REACH: usize = 400;

/// A text as the rules see it.
pub(super) struct Scene<'s, 'a> {
    pub(super) analysis: &'s Analysis<'a>,
    classes: Cow<'s, [Class]>,
    /// The outermost quotations, in order, none overlapping another.
    quotes: Vec<Quote>,
    /// The dates, in order.
    dates: Cow<'s, [Run]>,
    /// Which of the dates are points in time: no length, nothing that happens every so often, no holiday that a party is
    /// held for.
    points: Cow<'s, [bool]>,
}

/// An outermost quotation of spoken or written words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// From its first mark to its last.
    pub(super) run: Run,
    /// Its place in the list of quotations.
    pub(super) index: usize,
    /// Whether its closing mark is there.
    pub(super) closed: bool,
    /// Whether it is an utterance of its own.
    pub(super) utterance: bool,
}

impl<'s, 'a> Scene<'s, 'a> {
    pub(super) fn new(
        analysis: &'s Analysis<'a>,
        quotations: &[Quotation<'a>],
        dates: &[Timex<'a>],
    ) -> Self {
        let quotes = quotes(analysis, quotations.iter().enumerate());
        let classes = classes(analysis);
        let points = dates
            .iter()
            .map(|date| {
                let end = analysis.tokens_in(date.span.range()).end;
                // `at a Christmas party` tells no day.
                let names = date.rule == "holiday" && classes.get(end) == Some(&Class::Noun);
                matches!(date.kind, TimexKind::Date | TimexKind::Time) && !names
            })
            .collect();
        let dates =
            dates.iter().map(|date| Run::from(analysis.tokens_in(date.span.range()))).collect();
        Self { analysis, classes: Cow::Owned(classes), quotes, dates, points }
    }

    /// The same text as those see it who are quoted: with the quotations inside quotations alone.
    pub(super) fn inside_quotations(&self, quotations: &[Quotation<'a>]) -> Scene<'_, 'a> {
        let inner = quotations.iter().enumerate().filter(|(_, quotation)| quotation.level > 0);
        Scene {
            analysis: self.analysis,
            classes: Cow::Borrowed(&self.classes),
            quotes: quotes(self.analysis, inner),
            dates: Cow::Borrowed(&self.dates),
            points: Cow::Borrowed(&self.points),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    /// The class of the token at `index`; [`Class::Other`] past the end.
    pub(super) fn class(&self, index: usize) -> Class {
        self.classes.get(index).copied().unwrap_or(Class::Other)
    }

    /// The class of the token before `index`; [`Class::Other`] before the first.
    pub(super) fn class_before(&self, index: usize) -> Class {
        index.checked_sub(1).map_or(Class::Other, |index| self.class(index))
    }

    pub(super) fn word(&self, index: usize) -> &'a str {
        self.analysis.word(index)
    }

    /// Whether the token at `index` is one of `words`, which are in lower case.
    pub(super) fn is(&self, index: usize, words: &[&str]) -> bool {
        let word = self.word(index);
        words.iter().any(|other| other.len() == word.len() && fold::eq(other, word))
    }

    /// The value of the token at `index` in `list`.
    pub(super) fn value<'l>(&self, list: &'l Lexicon, index: usize) -> Option<&'l str> {
        list.get_hashed(self.analysis.token(index).hash(), self.word(index))
    }

    /// Whether the token at `index` is a finite verb by its class or its tag.
    pub(super) fn is_finite(&self, index: usize) -> bool {
        self.class(index).is_finite() || self.is_tagged_finite(index)
    }

    /// Whether the tag of the token at `index` is that of a finite verb.
    pub(super) fn is_tagged_finite(&self, index: usize) -> bool {
        self.analysis.tags().get(index).is_some_and(|tag| tag.is_finite())
    }

    /// Whether the token at `index` is the *'s* of the word before it.
    pub(super) fn is_clitic(&self, index: usize) -> bool {
        self.class(index) == Class::Possessive && self.word(index).starts_with(['\'', '’'])
    }

    /// Whether the token at `index` marks an item of a list.
    pub(super) fn is_item(&self, index: usize) -> bool {
        matches!(self.word(index), "•" | "●" | "▪" | "■" | "◦" | "‣" | "·" | "*")
            || self.class(index) == Class::Dash
    }

    pub(super) fn quotes(&self) -> &[Quote] {
        &self.quotes
    }

    /// The quotations that end after the token at `index`.
    pub(super) fn quotes_from(&self, index: usize) -> &[Quote] {
        let at = self.quotes.partition_point(|quote| quote.run.end <= index);
        self.quotes.get(at..).unwrap_or_default()
    }

    /// The quotation that holds the token at `index`.
    pub(super) fn quote_at(&self, index: usize) -> Option<Quote> {
        self.quotes_from(index).first().copied().filter(|quote| quote.run.first <= index)
    }

    /// The quotation whose last token is the one before `index`.
    pub(super) fn quote_ending(&self, index: usize) -> Option<Quote> {
        self.quote_at(index.checked_sub(1)?).filter(|quote| quote.run.end == index)
    }

    /// The quotation whose first token is the one at `index`.
    pub(super) fn quote_starting(&self, index: usize) -> Option<Quote> {
        self.quote_at(index).filter(|quote| quote.run.first == index)
    }

    /// The date that holds the token at `index`.
    pub(super) fn date_at(&self, index: usize) -> Option<Run> {
        let at = self.dates.partition_point(|date| date.end <= index);
        self.dates.get(at).copied().filter(|date| date.first <= index)
    }

    /// The place in the list of dates of the first date that lies within `run`.
    pub(super) fn date_in(&self, run: Run) -> Option<usize> {
        let at = self.dates.partition_point(|date| date.first < run.first);
        self.dates.get(at).filter(|date| date.end <= run.end).map(|_| at)
    }

    /// Whether the date at `place` of the list is a point in time.
    pub(super) fn is_point(&self, place: usize) -> bool {
        self.points.get(place).copied().unwrap_or(false)
    }

    /// The sentence that holds the token at `index`; of a sentence without end, what lies within [`REACH`].
    pub(super) fn sentence(&self, index: usize) -> Run {
        let at = self.analysis.sentence_at(index);
        let Some(sentence) = self.analysis.sentence_list().get(at) else {
            return Run::new(index, index);
        };
        let Range { start, end } = sentence.tokens();
        Run::new(start.max(index.saturating_sub(REACH)), end.min(index.saturating_add(REACH)))
    }

    /// The place of the paragraph that holds the token at `index`.
    pub(super) fn paragraph(&self, index: usize) -> usize {
        self.analysis.paragraph_at(self.analysis.token(index).start())
    }

    /// The tokens of the paragraph at `place`.
    pub(super) fn paragraph_run(&self, place: usize) -> Option<Run> {
        let range = self.analysis.paragraphs().get(place)?;
        Some(self.analysis.tokens_in(*range).into())
    }

    /// Whether a blank line stands before the paragraph at `place`.
    pub(super) fn is_blank_before(&self, place: usize) -> bool {
        let range = |place: usize| self.analysis.paragraphs().get(place);
        let between = place.checked_sub(1).and_then(range).zip(range(place));
        let gap =
            between.and_then(|(last, next)| self.analysis.text().get(last.end()..next.start()));
        gap.is_some_and(|gap| gap.bytes().filter(|&byte| byte == b'\n').count() > 1)
    }

    /// The tokens of the headline.
    pub(super) fn headline(&self) -> Option<Run> {
        let headline = self.analysis.layout().headline?;
        Some(self.analysis.tokens_in(headline).into())
    }

    /// The first token of the sentence that holds the token at `index`, or of the one where a quotation starts that
    /// runs into that sentence.
    pub(super) fn stretch_first(&self, index: usize) -> usize {
        let first = self.sentence(index).first;
        match self.quote_at(first) {
            Some(quote) if quote.run.first < first => self.sentence(quote.run.first).first,
            _ => first,
        }
    }

    /// The end of the sentence that holds the token at `index`, or of the one where a quotation ends that it runs into.
    pub(super) fn stretch_end(&self, index: usize) -> usize {
        let end = self.sentence(index).end;
        match self.quote_at(end).filter(|quote| quote.run.first < end) {
            Some(quote) => self.sentence(quote.run.end.saturating_sub(1)).end,
            None => end,
        }
    }

    pub(super) fn range(&self, run: Run) -> TextRange {
        self.analysis.range_of(run.tokens())
    }
}

/// The outermost of `quotations` that hold spoken or written words.
fn quotes<'q, 'a: 'q>(
    analysis: &Analysis<'a>,
    quotations: impl Iterator<Item = (usize, &'q Quotation<'a>)>,
) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    for (index, quotation) in quotations {
        let spoken = matches!(
            quotation.role,
            QuotationRole::Statement | QuotationRole::Fragment | QuotationRole::Scare
        );
        let run = Run::from(analysis.tokens_in(quotation.span.range()));
        let free = quotes.last().is_none_or(|last| last.run.end <= run.first);
        if spoken && free && !run.is_empty() {
            let utterance = quotation.role == QuotationRole::Statement;
            quotes.push(Quote { run, index, closed: quotation.closed, utterance });
        }
    }
    quotes
}
