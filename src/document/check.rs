//! What must hold of a document that is read from its serialised form.

use super::Document;
use crate::error::Error;
use crate::span::Span;

/// The serialised form, not yet checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) struct Form<'a> {
    #[serde(default)]
    published: Option<super::Date>,
    #[serde(default)]
    mentions: Vec<super::Mention<'a>>,
    #[serde(default)]
    entities: Vec<super::Entity<'a>>,
    #[serde(default)]
    amounts: Vec<super::Amount<'a>>,
    #[serde(default)]
    dates: Vec<super::Timex<'a>>,
    #[serde(default)]
    quotations: Vec<super::Quotation<'a>>,
    #[serde(default)]
    attributions: Vec<super::Attribution<'a>>,
    #[serde(default)]
    nested: Vec<super::Attribution<'a>>,
    #[serde(default)]
    sources: Vec<super::Source<'a>>,
    #[serde(default)]
    headline: Option<Span<'a>>,
    #[serde(default)]
    dateline: Option<Span<'a>>,
    #[serde(default)]
    byline: Option<Span<'a>>,
    #[serde(default)]
    credit: Option<Span<'a>>,
}

#[cfg(feature = "serde")]
impl<'a> TryFrom<Form<'a>> for Document<'a> {
    type Error = Error;

    fn try_from(form: Form<'a>) -> Result<Self, Error> {
        let document = Self {
            text: None,
            published: form.published,
            mentions: form.mentions,
            entities: form.entities,
            amounts: form.amounts,
            dates: form.dates,
            quotations: form.quotations,
            attributions: form.attributions,
            nested: form.nested,
            sources: form.sources,
            headline: form.headline,
            dateline: form.dateline,
            byline: form.byline,
            credit: form.credit,
        };
        references(&document)?;
        order(&document)?;
        Ok(document)
    }
}

/// Every reference points into its list.
#[cfg(feature = "serde")]
fn references(document: &Document<'_>) -> Result<(), Error> {
    let check = |from: &str, at: usize, to: &str, target: Option<usize>, len: usize| match target {
        Some(target) if target >= len => Err(Error::document(
            format!("{from}[{at}]"),
            format!("a place in {to}, which has {len}"),
            target.to_string(),
        )),
        _ => Ok(()),
    };
    let entities = document.entities.len();
    let sources = document.sources.len();
    let attributions = document.attributions.len();
    let all = attributions + document.nested.len();
    for (at, mention) in document.mentions.iter().enumerate() {
        check("mentions", at, "entities", mention.entity.map(|id| id.index()), entities)?;
    }
    for (at, entity) in document.entities.iter().enumerate() {
        for id in &entity.mentions {
            check("entities", at, "mentions", Some(id.index()), document.mentions.len())?;
        }
    }
    for (at, quotation) in document.quotations.iter().enumerate() {
        check(
            "quotations",
            at,
            "attributions",
            quotation.attribution.map(|id| id.index()),
            attributions,
        )?;
    }
    for (at, attribution) in document.attributions.iter().chain(&document.nested).enumerate() {
        check("attributions", at, "sources", attribution.speaker.map(|id| id.index()), sources)?;
        check(
            "attributions",
            at,
            "dates",
            attribution.said.map(|id| id.index()),
            document.dates.len(),
        )?;
        check("attributions", at, "attributions", attribution.via.map(|id| id.index()), all)?;
        let outlet = attribution.outlet.as_ref().and_then(|outlet| outlet.entity);
        check("attributions", at, "entities", outlet.map(|id| id.index()), entities)?;
        check(
            "attributions",
            at,
            "attributions",
            attribution.continues.map(|id| id.index()),
            attributions,
        )?;
    }
    for (at, source) in document.sources.iter().enumerate() {
        check("sources", at, "entities", source.entity.map(|id| id.index()), entities)?;
        for id in &source.attributions {
            check("sources", at, "attributions", Some(id.index()), attributions)?;
        }
        for id in &source.members {
            check("sources", at, "sources", Some(id.index()), sources)?;
        }
        for id in &source.nested {
            check("sources", at, "attributions", Some(id.index()), all)?;
        }
        if let Some(unnamed) = &source.unnamed {
            check("sources", at, "sources", unnamed.part_of.map(|id| id.index()), sources)?;
            check("sources", at, "sources", unnamed.same_group_as.map(|id| id.index()), sources)?;
        }
    }
    Ok(())
}

/// The lists that are in document order are so.
#[cfg(feature = "serde")]
fn order(document: &Document<'_>) -> Result<(), Error> {
    fn sorted<T>(
        name: &str,
        list: &[T],
        range: impl Fn(&T) -> crate::span::TextRange,
    ) -> Result<(), Error> {
        for (at, pair) in list.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if range(a).document_order(range(b)).is_gt() {
                return Err(Error::document(
                    format!("{name}[{}]", at + 1),
                    "ranges sorted by start, longer first".to_owned(),
                    format!("{:?} after {:?}", range(b), range(a)),
                ));
            }
        }
        Ok(())
    }
    sorted("mentions", &document.mentions, |item| item.span.range())?;
    sorted("amounts", &document.amounts, |item| item.span.range())?;
    sorted("dates", &document.dates, |item| item.span.range())?;
    sorted("quotations", &document.quotations, |item| item.span.range())
}

/// Every span of `document` is the bytes of `text` at its range.
pub(super) fn against(document: &Document<'_>, text: &str) -> Result<(), Error> {
    for (place, span) in spans(document) {
        let range: std::ops::Range<usize> = span.range().into();
        if text.get(range) != Some(span.as_str()) {
            let expected = format!("{:?} at {:?}", span.as_str(), span.range());
            return Err(Error::document(
                place.to_owned(),
                expected,
                format!("{:?}", span.range().of(text)),
            ));
        }
    }
    Ok(())
}

/// Every span of `document`, with the list it is from.
fn spans<'d, 'a>(document: &'d Document<'a>) -> impl Iterator<Item = (&'static str, &'d Span<'a>)> {
    let mentions = document.mentions.iter().map(|item| ("mentions", &item.span));
    let amounts = document.amounts.iter().map(|item| ("amounts", &item.span));
    let dates = document.dates.iter().map(|item| ("dates", &item.span));
    let quotations = document
        .quotations
        .iter()
        .flat_map(|item| item.parts.iter().chain([&item.span]))
        .map(|span| ("quotations", span));
    let attributions = document.attributions.iter().chain(&document.nested).flat_map(|item| {
        let lists = item.source.iter().chain(&item.cue).chain(&item.content);
        let outlet = item.outlet.as_ref().map(|outlet| &outlet.span);
        let other = item.addressee.iter().chain(&item.medium).chain(outlet);
        lists.chain(other).map(|span| ("attributions", span))
    });
    let sources = document
        .sources
        .iter()
        .filter_map(|source| source.unnamed.as_ref())
        .flat_map(|unnamed| &unnamed.mentions)
        .flat_map(|item| {
            let parts =
                [&item.affiliation, &item.basis, &item.anonymity, &item.reason, &item.antecedent];
            parts.into_iter().flatten().chain([&item.span]).map(|span| ("sources", span))
        });
    let layout = [
        ("headline", &document.headline),
        ("dateline", &document.dateline),
        ("byline", &document.byline),
        ("credit", &document.credit),
    ];
    let layout =
        layout.into_iter().filter_map(|(place, span)| span.as_ref().map(|span| (place, span)));
    mentions
        .chain(amounts)
        .chain(dates)
        .chain(quotations)
        .chain(attributions)
        .chain(sources)
        .chain(layout)
}
