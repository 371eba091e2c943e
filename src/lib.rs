//! News text in, typed structs out: who said what, when, and on whose word.
//!
//! ```
//! use onrecord::{AttributionForm, Date, Extractor, Statement};
//!
//! let text = "“We will appeal,” Jane Roe, the mayor, told reporters on Tuesday. \
//!     Two people familiar with the case said it had cost the city $1.2 million since May.";
//! let document = Extractor::builder().published(Date::new(2026, 3, 11)?).build().extract(text);
//!
//! let [roe, two] = document.attributions() else { panic!("two attributions") };
//! assert_eq!(roe.content[0].as_str(), "“We will appeal,”");
//! assert_eq!((roe.form, roe.statement), (AttributionForm::Direct, Statement::Assertion));
//! assert_eq!(document[roe.speaker.unwrap()].name.as_deref(), Some("Jane Roe"));
//! assert_eq!(document[roe.said.unwrap()].value.to_string(), "2026-03-10");
//! let unnamed = document[two.speaker.unwrap()].unnamed.as_ref().unwrap();
//! assert_eq!(unnamed.count, Some(onrecord::Count::Exact(2)));
//! assert_eq!(unnamed.mentions[0].basis.as_ref().unwrap().as_str(), "familiar with the case");
//! # Ok::<(), onrecord::Error>(())
//! ```
//!
//! # What it finds
//!
//! | what | for example | as |
//! |---|---|---|
//! | [mentions](Mention) of [entities](Entity) | `Jane Roe` … `Ms. Roe` … `she` | one person, three mentions; eleven [kinds](EntityKind) |
//! | [amounts](Amount) | `$1.2 million`, `10 per cent`, `42 km` | 1200000 USD; 10 %; 42 km |
//! | [dates](Timex) | `last week`, `early April`, `every Friday` | TIMEX3: `2026-W10`; `2026-04` with the modifier `start`; a set; and the days that each may cover |
//! | [quotations](Quotation) | `“We will appeal”`, `Joe “Fingers” Roe` | a statement, a nickname; nested ones and ones over several paragraphs as one value |
//! | [attributions](Attribution) | `Roe` `denied` `that she had paid` | source, cue and content; direct, mixed or indirect; a denial; to whom, when, as told by whom |
//! | [nested](Document::nested) attributions, [chains](Document::chain) | `the paper reported, citing two engineers` | the engineers first, then the paper |
//! | [sources](Source) | `four people familiar with the talks` … `two of them` | how many, how they know, why they are not named, and two who are part of the four |
//!
//! # The types
//!
//! - A [`Document`] holds a list of each. A link from one list into another is a typed id, and `document[id]` follows it.
//! - A [`Span`] is a [`TextRange`] with its text, borrowed from the input; [`Document::into_owned`] cuts that tie.
//! - An [`Extractor`] makes documents. The finders that it is made of ([`MentionFinder`], [`TimexFinder`], [`QuotationFinder`],
//!   [`Attributor`], [`Resolver`]) work alone, too, over an [`Analysis`] that they share.
//!
//! # What it does not do
//!
//! It reads English news, as plain text. Entities are made of names; nouns and pronouns join them where they speak, and a *he* or
//! *she* elsewhere where only one person can be meant: this is no full coreference. It
//! looks nobody up: two names are one entity only where the text shows it. It does not judge what is said. Without a day of
//! publication it guesses nothing relative, and it never asks what day it is today.
//!
//! # Offsets
//!
//! Every offset is a count of UTF-8 bytes from the start of the text that was given, and every range is half-open and lies on
//! character boundaries: `&text[span.range()]` is `span.as_str()`. The text is never changed, normalized or copied to look at it.
//!
//! # Determinism and panics
//!
//! Extraction is a total function: any `&str` gives a value, the same one every time, on every platform. There is no clock, no
//! randomness and no global state but the word lists, which are indexed at first use. The only panics are those of indexing:
//! [`Document`] by the id of a longer one, a `str` by a range of another. What can fail (reading a date, a word list, a serialized
//! document) gives an [`Error`].
//!
//! # Untrusted input
//!
//! Time and memory are in proportion to the length of the text, whatever it holds: ten thousand open quotation marks, a
//! sentence of a megabyte, marks nested a thousand deep. Nothing is truncated. A service that reads what strangers send need
//! limit only its length.
//!
//! # Cookbook
//!
//! - [All that one person said](#all-that-one-person-said)
//! - [Who is not named, and why](#who-is-not-named-and-why)
//! - [On whose word an article rests](#on-whose-word-an-article-rests)
//! - [When it was said](#when-it-was-said)
//! - [One part alone](#one-part-alone)
//! - [Many articles on all cores](#many-articles-on-all-cores)
//! - [Results that outlive the text](#results-that-outlive-the-text)
//! - [Other units of offset](#other-units-of-offset)
//! - [To JSON and back](#to-json-and-back)
//! - [Why it was found](#why-it-was-found)
//!
//! ## All that one person said
//!
//! ```
//! let text = "Jane Roe said the plan was dead. “It was never alive,” she added.";
//! let document = onrecord::extract(text);
//! let roe = document.sources().iter().find(|source| source.name.as_deref() == Some("Jane Roe"));
//! let said = roe.unwrap().attributions.iter().map(|&id| document[id].content[0].as_str());
//! assert_eq!(said.collect::<Vec<_>>(), ["the plan was dead", "“It was never alive,”"]);
//! ```
//!
//! ## Who is not named, and why
//!
//! ```
//! let text = "A senior official, who was not authorized to speak publicly, said talks had failed.";
//! let document = onrecord::extract(text);
//! let unnamed = document.sources().iter().filter_map(|source| source.unnamed.as_ref());
//! for source in unnamed {
//!     assert_eq!((&*source.head, source.seniority.as_deref()), ("official", Some("senior")));
//!     let terms = source.mentions[0].anonymity.as_ref().unwrap();
//!     assert_eq!(terms.as_str(), "not authorized to speak publicly");
//! }
//! ```
//!
//! ## On whose word an article rests
//!
//! [`Document::sourcing`] counts words by source, [`Document::chain`] leads from words to the one who first said them.
//!
//! ```
//! let text = "Two people briefed on the sale said it was off. “It is not,” Jane Roe said.";
//! let sourcing = onrecord::extract(text).sourcing();
//! assert_eq!((sourcing.unnamed.words, sourcing.named.words), (3, 3));
//! assert_eq!((sourcing.unnamed_people.at_least, sourcing.unnamed_people.at_most), (2, Some(2)));
//! ```
//!
//! ## When it was said
//!
//! A date has a TIMEX3 [`Value`] and, where days are known, the first and the last that it covers.
//!
//! ```
//! use onrecord::{Date, Extractor};
//!
//! let extractor = Extractor::builder().published(Date::new(2026, 3, 11)?).build();
//! let document = extractor.extract("Prices fell last month, the bank said on Tuesday.");
//! let [month, day] = document.dates() else { panic!("two dates") };
//! assert_eq!(month.value.to_string(), "2026-02");
//! assert_eq!((month.earliest, month.latest), (Some(Date::new(2026, 2, 1)?), Some(Date::new(2026, 2, 28)?)));
//! assert_eq!(document[document.attributions()[0].said.unwrap()].span, day.span);
//! # Ok::<(), onrecord::Error>(())
//! ```
//!
//! ## One part alone
//!
//! The free functions do one part's work; finders that share an [`Analysis`] read the text once.
//!
//! ```
//! use onrecord::{Analysis, QuotationFinder, TimexFinder};
//!
//! let text = "“Not in 2024,” he said.";
//! assert_eq!(onrecord::quotations(text)[0].span.as_str(), "“Not in 2024,”");
//!
//! let analysis = Analysis::new(text);
//! let quotations = QuotationFinder::new().find(&analysis);
//! let dates = TimexFinder::new().find(&analysis);
//! assert!(quotations[0].span.range().covers(dates[0].span.range()));
//! ```
//!
//! ## Many articles on all cores
//!
//! An [`Extractor`] is `Send + Sync`: with `rayon`, `articles.par_iter().map(|text| extractor.extract(text))`. The example `jsonl`
//! does this for files of any length.
//!
//! ## Results that outlive the text
//!
//! ```
//! fn read() -> onrecord::Document<'static> {
//!     let text = String::from("Nobody answered.");
//!     onrecord::extract(&text).into_owned()
//! }
//! assert_eq!(read().text(), Some("Nobody answered."));
//! ```
//!
//! ## Other units of offset
//!
//! Languages whose strings count code points or UTF-16 code units need other numbers: [`Offsets`] has them.
//!
//! ```
//! use onrecord::Offsets;
//!
//! let text = "“Élan” won in May 2024.";
//! let range = onrecord::dates(text)[0].span.range();
//! let utf16 = Offsets::new(text).to_utf16(range).unwrap();
//! assert_eq!((range.start(), utf16.start()), (19, 14));
//! ```
//!
//! ## To JSON and back
//!
//! With the feature `serde`; [`_documentation::schema`] describes it.
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! let text = "Sales rose 4% in May.";
//! let json = serde_json::to_string(&onrecord::extract(text))?;
//! let document: onrecord::Document = serde_json::from_str(&json)?;
//! assert_eq!(document.attach(text)?, onrecord::extract(text));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Why it was found
//!
//! Mentions, dates and attributions name the rule that made them; the example `explain` shows it for a whole article.
//!
//! ```
//! assert!(!onrecord::dates("It opened on May 3, 2021.")[0].rule.is_empty());
//! ```
//!
//! # Crate features
//!
//! | feature | by default | what |
//! |---|---|---|
//! | `serde` | yes | `Serialize` and `Deserialize` for [`Document`] and all records in it |
//! | `chrono04` | no | conversions between [`Date`] and `chrono::NaiveDate` |
//! | `jiff02` | no | conversions between [`Date`] and `jiff::civil::Date` |
//!
//! # Versions
//!
//! The minimum supported Rust version is 1.85. It may rise in a minor version, never to a compiler younger than a year.
//!
//! Changes to types and to the JSON document's fields are breaking. Fields may be added (records are `#[non_exhaustive]`), and what
//! is found in a text may change in a minor version: rules get better, and [the changelog](_documentation::changelog) says how.
//! Names of rules are for people to read and may change at any time.

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
mod model;
mod offsets;
mod paragraph;
mod quotation;
mod sentence;
mod source;
mod span;
mod tag;
mod timex;
mod token;
#[cfg(feature = "training")]
pub mod training;

pub use analysis::Analysis;
pub use attribution::{Attribution, AttributionForm, Attributor, Outlet, Statement};
pub use coreference::Entity;
pub use document::{
    Document, Ground, Link, OutletShare, PeopleCount, Share, SourceClass, SourceShare, Sourcing,
};
pub use error::Error;
pub use extractor::{Extractor, ExtractorBuilder};
pub use id::{AttributionId, EntityId, MentionId, SourceId, TimexId};
pub use lexicon::Lexicon;
pub use mention::{Amount, AmountKind, EntityKind, Mention, MentionFinder, MentionForm};
pub use offsets::Offsets;
pub use quotation::{Quotation, QuotationFinder, QuotationRole};
pub use source::{Count, Number, Resolver, Source, Unnamed, UnnamedMention};
pub use span::{Span, TextRange};
pub use tag::Tag;
pub use timex::{
    Date, DatePart, Modifier, Policy, Preference, Quantifier, Quantity, Season, TimeOfDay, Timex,
    TimexFinder, TimexKind, Unit, Value,
};

/// All that is in `text`, without a publication day: [`Extractor::extract`].
///
/// # Examples
///
/// ```
/// let document = onrecord::extract("“We will appeal,” Jane Roe said.");
/// assert_eq!(document.quotations()[0].span.as_str(), "“We will appeal,”");
/// ```
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

/// The temporal expressions of `text`, without a publication day: [`TimexFinder::find`].
///
/// ```
/// let dates = onrecord::dates("The law of May 3, 2019, took two years.");
/// assert_eq!(dates[0].value.to_string(), "2019-05-03");
/// assert_eq!(dates[1].value.to_string(), "P2Y");
/// ```
#[must_use]
pub fn dates(text: &str) -> Vec<Timex<'_>> {
    TimexFinder::new().find(&Analysis::new(text))
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
    let quotations = QuotationFinder::new().find(&analysis);
    let entities = coreference::entities(&analysis, &mut mentions, &quotations);
    (entities, mentions)
}

/// Pages about the crate as a whole.
pub mod _documentation {
    #[doc = include_str!("_docs/architecture.md")]
    pub mod architecture {}

    #[doc = include_str!("_docs/schema.md")]
    pub mod schema {}

    #[doc = include_str!("_docs/lexicons.md")]
    pub mod lexicons {}

    #[doc = include_str!("../CHANGELOG.md")]
    pub mod changelog {}
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
