//! News text in, typed structs out: who said what, when, and on whose word.

#![forbid(unsafe_code)]

mod analysis;
mod attribution;
mod coreference;
mod document;
mod error;
mod extractor;
mod fold;
mod id;
mod layout;
mod lexicon;
mod mention;
mod offsets;
mod overlap;
mod paragraph;
mod quotation;
mod sentence;
mod source;
mod span;
mod timex;
mod token;

pub use analysis::Analysis;
pub use attribution::{Attribution, AttributionForm, Attributor, Statement};
pub use coreference::Entity;
pub use document::Document;
pub use error::Error;
pub use extractor::{Extractor, ExtractorBuilder};
pub use id::{AttributionId, EntityId, MentionId, QuotationId, SourceId, TimexId};
pub use lexicon::Lexicon;
pub use mention::{Amount, AmountKind, EntityKind, Mention, MentionFinder, MentionForm};
pub use offsets::Offsets;
pub use quotation::{Quotation, QuotationFinder, QuotationRole};
pub use source::{Count, Number, Resolver, Source, Unnamed, UnnamedMention};
pub use span::{Span, TextRange};
pub use timex::{Date, Modifier, Timex, TimexFinder, TimexKind, Value};

/// All that is in `text`, without a publication day: [`Extractor::extract`].
#[must_use]
pub fn extract(text: &str) -> Document<'_> {
    Extractor::new().extract(text)
}

/// The quotations of `text`: [`QuotationFinder::find_in`].
///
/// # Examples
///
/// ```
/// let found = onrecord::quotations("She called it “a step back” on Monday.");
/// assert_eq!(found[0].span.as_str(), "“a step back”");
/// ```
#[must_use]
pub fn quotations(text: &str) -> Vec<Quotation<'_>> {
    QuotationFinder::new().find_in(text)
}

/// The attributions of `text`: [`Attributor::attribute`].
///
/// [`said`](Attribution::said) is a place in what [`TimexFinder`] finds; [`speaker`](Attribution::speaker) is left open:
/// [`extract`] fills it.
///
/// # Examples
///
/// ```
/// let found = onrecord::attributions("Jane Roe said that she would appeal.");
/// assert_eq!(found[0].source[0].as_str(), "Jane Roe");
/// assert_eq!(found[0].cue[0].as_str(), "said");
/// assert_eq!(found[0].content[0].as_str(), "that she would appeal");
/// ```
#[must_use]
pub fn attributions(text: &str) -> Vec<Attribution<'_>> {
    let analysis = Analysis::new(text);
    let quotations = QuotationFinder::new().find(&analysis);
    let dates = TimexFinder::new().find(&analysis);
    Attributor::new().attribute(&analysis, &quotations, &dates)
}

/// The entities that `text` names, with the mentions that their [`Entity::mentions`] count.
///
/// ```
/// let (entities, mentions) = onrecord::entities("Jane Roe, the mayor, left. “I am tired,” Ms. Roe said.");
/// assert_eq!(entities[0].name, "Jane Roe");
/// assert_eq!(entities[0].titles, ["mayor"]);
/// assert_eq!(mentions.len(), 2);
/// ```
#[must_use]
pub fn entities(text: &str) -> (Vec<Entity<'_>>, Vec<Mention<'_>>) {
    let analysis = Analysis::new(text);
    let mut mentions = MentionFinder::new().find(&analysis);
    let entities = coreference::entities(&analysis, &mut mentions);
    (entities, mentions)
}
