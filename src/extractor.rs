//! Level 10. Runs the stages in order.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::attribution::{self, Attributor};
use crate::coreference;
use crate::document::Document;
use crate::mention::MentionFinder;
use crate::quotation::QuotationFinder;
use crate::source::Resolver;
use crate::timex::{Date, TimexFinder};

/// Finds everything in a text, in one call.
///
/// Cheap to clone, reusable, `Send + Sync`.
///
/// # Examples
///
/// ```
/// use onrecord::{Date, Extractor};
///
/// let extractor = Extractor::builder().published(Date::new(2026, 2, 11)?).build();
/// let document = extractor.extract("“We will appeal,” Jane Roe said on Tuesday.");
/// assert_eq!(document.dates()[0].value.to_string(), "2026-02-10");
/// # Ok::<(), onrecord::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Extractor {
    published: Option<Date>,
    mentions: MentionFinder,
    dates: TimexFinder,
    quotations: QuotationFinder,
    attributor: Attributor,
    resolver: Resolver,
}

impl Extractor {
    /// An extractor that knows no publication day.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// To set what differs from [`Extractor::new`].
    #[must_use]
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// All that is in `text`.
    #[must_use]
    pub fn extract<'a>(&self, text: &'a str) -> Document<'a> {
        let analysis = Analysis::new(text);
        let mut mentions = self.mentions.find(&analysis);
        let amounts = self.mentions.amounts(&analysis);
        let dates = self.dates.find(&analysis);
        let mut quotations = self.quotations.find(&analysis);
        let mut attributions = self.attributor.attribute_nested(&analysis, &quotations, &dates);
        attribution::link(&mut quotations, &attributions);
        let mut entities = coreference::entities(&analysis, &mut mentions, &quotations);
        let (sources, references) = self.resolver.resolve_all(
            &analysis,
            &mentions,
            &entities,
            &quotations,
            &mut attributions,
        );
        coreference::reference::join(&analysis, &mut mentions, &mut entities, references);
        let outermost = attributions.partition_point(|attribution| attribution.level == 0);
        let nested = attributions.split_off(outermost);
        let layout = analysis.layout();
        let part = |range: Option<crate::TextRange>| range.map(|range| analysis.span(range));
        Document {
            text: Some(Cow::Borrowed(text)),
            published: self.published,
            headline: part(layout.headline),
            dateline: part(layout.dateline),
            byline: part(layout.byline),
            credit: part(layout.credit),
            mentions,
            entities,
            amounts,
            dates,
            quotations,
            attributions,
            nested,
            sources,
        }
    }
}

/// Sets up an [`Extractor`].
#[derive(Clone, Debug, Default)]
pub struct ExtractorBuilder {
    published: Option<Date>,
    attributor: Attributor,
}

impl ExtractorBuilder {
    /// The day the text was published, which relative dates are resolved against.
    #[must_use]
    pub fn published(self, date: impl Into<Option<Date>>) -> Self {
        Self { published: date.into(), ..self }
    }

    /// Leaves out attributions that it is less sure of than `confidence`, from 0 to 1: see
    /// [`Attributor::least_confidence`].
    #[must_use]
    pub fn least_confidence(self, confidence: f32) -> Self {
        Self { attributor: self.attributor.least_confidence(confidence), ..self }
    }

    /// The extractor.
    #[must_use]
    pub fn build(self) -> Extractor {
        let mut dates = TimexFinder::new();
        if let Some(date) = self.published {
            dates = dates.published(date);
        }
        Extractor {
            published: self.published,
            dates,
            attributor: self.attributor,
            ..Extractor::default()
        }
    }
}
