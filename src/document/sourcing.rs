//! Whose word an article rests on.

use std::collections::BTreeMap;

use super::Document;
use super::people::{PeopleCount, people};
use super::retold::OutletShare;
use crate::attribution::{Attribution, Statement};
use crate::id::{AttributionId, SourceId};
use crate::lexicon;
use crate::mention::EntityKind;
use crate::source::{Number, Source};
use crate::span::Span;

/// Whose word an article rests on: what [`Document::sourcing`] gives.
///
/// Words are counted in the contents of [`Document::attributions`], a content of two attributions once for each. Words
/// that nobody is said to have said are the writer's own and stand under no source.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Sourcing<'a> {
    /// The words of the text; `None` for a document without its text.
    pub words: Option<usize>,
    /// The words that someone is said to have said or thought.
    pub attributed: usize,
    /// Those of them in quotation marks.
    pub quoted: usize,
    /// Sources with a name.
    pub named: Share,
    /// People without a name.
    pub unnamed: Share,
    /// Documents, recordings and data: `the report`.
    pub documents: Share,
    /// Sources known by a description alone: `police`, `the ministry`.
    pub described: Share,
    /// Attributions to nobody: `it was alleged`.
    pub nobody: Share,
    /// Every source, in the order of [`Document::sources`].
    pub sources: Vec<SourceShare>,
    /// How many people without a name speak.
    pub unnamed_people: PeopleCount,
    /// Attributions of claims that go back to one person without a name and to nobody else.
    pub single_unnamed: Vec<AttributionId>,
    /// On what terms people without a name spoke, in the order of [`Document::sources`].
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub grounds: Vec<Ground<'a>>,
    /// The outlets whose reporting is retold, by first place.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub outlets: Vec<OutletShare<'a>>,
}

/// What a part of the sources says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Share {
    /// How many sources; those who only speak together with others are counted for themselves.
    pub sources: usize,
    /// How many attributions.
    pub attributions: usize,
    /// The words of their contents.
    pub words: usize,
    /// Those of them in quotation marks.
    pub quoted: usize,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum SourceClass {
    /// It has a name.
    Named,
    /// A person, or people, without a name.
    Unnamed,
    /// A document, a recording, data.
    Document,
    /// Something else that is known by its description: `police`.
    Described,
}

/// What one source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct SourceShare {
    /// The source.
    pub source: SourceId,
    /// What it is; of those who speak together, what the first of them is.
    pub class: SourceClass,
    /// How many attributions, those of what it says together with others included.
    pub attributions: usize,
    /// The words of their contents.
    pub words: usize,
    /// Those of them in quotation marks.
    pub quoted: usize,
    /// Where it first speaks; `None` where only others tell of it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub first: Option<AttributionId>,
    /// Where it last speaks.
    #[cfg_attr(feature = "serde", serde(default))]
    pub last: Option<AttributionId>,
}

/// The terms that a source without a name spoke on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Ground<'a> {
    /// The source.
    pub source: SourceId,
    /// That it is not named: `on condition of anonymity`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub anonymity: Option<Span<'a>>,
    /// Why: `because the talks are private`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub reason: Option<Span<'a>>,
}

impl Share {
    fn add(&mut self, counted: Counted) {
        self.attributions += 1;
        self.words += counted.words;
        self.quoted += counted.quoted;
    }
}

/// The words of a content.
#[derive(Clone, Copy, Default)]
struct Counted {
    words: usize,
    quoted: usize,
}

impl<'a> Document<'a> {
    /// Whose word the article rests on: who speaks how much, named or not, on what grounds the latter are not named, and
    /// what rests on one of them alone.
    ///
    /// # Examples
    ///
    /// ```
    /// let text = "“We will appeal,” Jane Roe said. A city official, who asked not to be named \
    ///     because the case is open, said the bolts were loose.";
    /// let document = onrecord::extract(text);
    /// let sourcing = document.sourcing();
    /// assert_eq!((sourcing.named.words, sourcing.named.quoted), (3, 3));
    /// assert_eq!((sourcing.unnamed.sources, sourcing.unnamed_people.at_most), (1, Some(1)));
    /// let [claim] = sourcing.single_unnamed[..] else { panic!() };
    /// assert_eq!(document[claim].content[0].as_str(), "the bolts were loose");
    /// assert_eq!(sourcing.grounds[0].reason.as_ref().unwrap().as_str(), "because the case is open");
    /// ```
    #[must_use]
    pub fn sourcing(&self) -> Sourcing<'a> {
        let mut classes: Vec<SourceClass> = self.sources.iter().map(class).collect();
        for (place, source) in self.sources.iter().enumerate() {
            let first = source.members.first().and_then(|id| classes.get(id.index()).copied());
            if let (Some(first), Some(class)) = (first, classes.get_mut(place)) {
                *class = first;
            }
        }
        let mut sourcing = Sourcing {
            words: self.text().map(words),
            attributed: 0,
            quoted: 0,
            named: Share::default(),
            unnamed: Share::default(),
            documents: Share::default(),
            described: Share::default(),
            nobody: Share::default(),
            sources: classes
                .iter()
                .enumerate()
                .map(|(place, &class)| blank(place, class))
                .collect(),
            unnamed_people: people(&self.sources),
            single_unnamed: Vec::new(),
            grounds: self.grounds(),
            outlets: self.retold(),
        };
        for (source, &class) in self.sources.iter().zip(&classes) {
            if source.members.is_empty() {
                sourcing.share(Some(class)).sources += 1;
            }
        }
        let inner = self.inner();
        for (place, attribution) in self.attributions.iter().enumerate() {
            let counted = self.counted(attribution);
            sourcing.attributed += counted.words;
            sourcing.quoted += counted.quoted;
            let speaker = attribution.speaker.map(SourceId::index);
            let class = speaker.and_then(|place| classes.get(place).copied());
            sourcing.share(class).add(counted);
            let id = AttributionId::new(place);
            let members = speaker.and_then(|place| self.sources.get(place)).map(|it| &it.members);
            for speaker in
                speaker.into_iter().chain(members.into_iter().flatten().map(|id| id.index()))
            {
                if let Some(share) = sourcing.sources.get_mut(speaker) {
                    share.add(counted, id);
                }
            }
            if is_claim(attribution) && self.rests_on_one(id, &inner) {
                sourcing.single_unnamed.push(id);
            }
        }
        sourcing
    }

    /// The terms of all mentions of people without a name.
    fn grounds(&self) -> Vec<Ground<'a>> {
        let unnamed =
            self.sources.iter().enumerate().filter_map(|(place, source)| {
                Some((SourceId::new(place), source.unnamed.as_ref()?))
            });
        let grounds = unnamed.flat_map(|(source, unnamed)| {
            unnamed.mentions.iter().map(move |mention| Ground {
                source,
                anonymity: mention.anonymity.clone(),
                reason: mention.reason.clone(),
            })
        });
        grounds.filter(|it| it.anonymity.is_some() || it.reason.is_some()).collect()
    }

    /// The attributions inside each attribution.
    pub(super) fn inner(&self) -> BTreeMap<AttributionId, Vec<AttributionId>> {
        let mut inner: BTreeMap<AttributionId, Vec<AttributionId>> = BTreeMap::new();
        for (place, nested) in self.nested.iter().enumerate() {
            if let Some(via) = nested.via {
                let id = AttributionId::new(self.attributions.len() + place);
                inner.entry(via).or_default().push(id);
            }
        }
        inner
    }

    /// Whether what the attribution tells was first said by one person without a name.
    fn rests_on_one(
        &self,
        id: AttributionId,
        inner: &BTreeMap<AttributionId, Vec<AttributionId>>,
    ) -> bool {
        let origin = self.attribution(self.origin_in(id, inner));
        let speaker = origin.and_then(|it| self.sources.get(it.speaker?.index()));
        speaker
            .and_then(|source| source.unnamed.as_ref())
            .is_some_and(|unnamed| unnamed.number == Number::Singular)
    }

    /// The words of the content of `attribution`, and those of them in quotation marks.
    fn counted(&self, attribution: &Attribution<'_>) -> Counted {
        let mut counted = Counted::default();
        for content in &attribution.content {
            counted.words += words(content.as_str());
            let range = content.range();
            let first = self.quotations.partition_point(|it| it.span.end() <= range.start());
            let quotations = self.quotations.get(first..).unwrap_or_default().iter();
            for quotation in quotations.take_while(|it| it.span.start() < range.end()) {
                if quotation.level > 0 {
                    continue;
                }
                let from = quotation.span.start().max(range.start()) - range.start();
                let to = quotation.span.end().min(range.end()).saturating_sub(range.start());
                counted.quoted += content.as_str().get(from..to).map_or(0, words);
            }
        }
        counted
    }
}

impl Sourcing<'_> {
    fn share(&mut self, class: Option<SourceClass>) -> &mut Share {
        match class {
            Some(SourceClass::Named) => &mut self.named,
            Some(SourceClass::Unnamed) => &mut self.unnamed,
            Some(SourceClass::Document) => &mut self.documents,
            Some(SourceClass::Described) => &mut self.described,
            None => &mut self.nobody,
        }
    }
}

impl SourceShare {
    fn add(&mut self, counted: Counted, id: AttributionId) {
        self.attributions += 1;
        self.words += counted.words;
        self.quoted += counted.quoted;
        self.first = self.first.or(Some(id));
        self.last = Some(id);
    }
}

fn blank(place: usize, class: SourceClass) -> SourceShare {
    SourceShare {
        source: SourceId::new(place),
        class,
        attributions: 0,
        words: 0,
        quoted: 0,
        first: None,
        last: None,
    }
}

fn class(source: &Source<'_>) -> SourceClass {
    if source.unnamed.is_some() {
        return SourceClass::Unnamed;
    }
    if matches!(source.kind, Some(EntityKind::Work | EntityKind::Law)) {
        return SourceClass::Document;
    }
    if source.name.is_some() {
        return SourceClass::Named;
    }
    let described = source.description.as_deref().unwrap_or_default();
    // Its noun is the last word, or the last before what modifies it: `the report by the auditors`.
    let noun = described
        .split_whitespace()
        .take_while(|word| !matches!(*word, "of" | "by" | "from" | "on" | "in" | "for" | "about"))
        .filter(|word| !word.ends_with("ed"))
        .last();
    match noun {
        Some(noun) if lexicon::DOCUMENT_NOUNS.contains(noun.trim_end_matches(',')) => {
            SourceClass::Document
        }
        _ => SourceClass::Described,
    }
}

/// Whether the attribution says that something is so or will be.
const fn is_claim(attribution: &Attribution<'_>) -> bool {
    matches!(
        attribution.statement,
        Statement::Assertion | Statement::Denial | Statement::Commitment
    )
}

/// The words of `text`: what stands between white space and holds a letter or a digit.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
