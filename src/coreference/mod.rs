//! Level 7. Mentions to entities.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::fold;
use crate::id::{EntityId, MentionId};
use crate::mention::{EntityKind, Mention};

mod name;
mod title;

/// Someone or something that the text names, with every mention.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Entity<'a> {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name that the text gives.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub name: Cow<'a, str>,
    /// Titles and roles, as the text words them.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub titles: Vec<Cow<'a, str>>,
    /// Its mentions, in document order.
    pub mentions: Vec<MentionId>,
}

impl Entity<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Entity<'static> {
        Entity {
            kind: self.kind,
            name: Cow::Owned(self.name.into_owned()),
            titles: self.titles.into_iter().map(|title| Cow::Owned(title.into_owned())).collect(),
            mentions: self.mentions,
        }
    }
}

/// The entities of `mentions`, ordered by first mention; fills the mentions' [`entity`](Mention::entity).
pub(crate) fn entities<'a>(
    analysis: &Analysis<'a>,
    mentions: &mut [Mention<'a>],
) -> Vec<Entity<'a>> {
    let clusters = name::clusters(analysis, mentions);
    for (id, cluster) in clusters.iter().enumerate() {
        for &place in &cluster.mentions {
            if let Some(mention) = mentions.get_mut(place) {
                mention.entity = Some(EntityId::new(id));
            }
        }
    }
    clusters.into_iter().map(|cluster| entity(analysis, mentions, cluster)).collect()
}

fn entity<'a>(
    analysis: &Analysis<'a>,
    mentions: &[Mention<'a>],
    cluster: name::Cluster,
) -> Entity<'a> {
    let mut titles: Vec<Cow<'a, str>> = Vec::new();
    let mut fullest = crate::span::TextRange::default();
    let mut most = 0;
    for mention in cluster.mentions.iter().filter_map(|&place| mentions.get(place)) {
        let range = mention.span.range();
        let words = analysis.tokens_in(range).len();
        if (words, range.len()) > (most, fullest.len()) {
            most = words;
            fullest = range;
        }
        if cluster.kind != EntityKind::Person || titles.len() >= MOST_TITLES {
            continue;
        }
        let found = [title::before(analysis, range), title::after(analysis, range)];
        for title in found.into_iter().flatten().map(|range| range.of(analysis.text())) {
            if !titles.iter().any(|known| fold::eq(known, title)) {
                titles.push(Cow::Borrowed(title));
            }
        }
    }
    Entity {
        kind: cluster.kind,
        name: Cow::Borrowed(fullest.of(analysis.text())),
        titles,
        mentions: cluster.mentions.into_iter().map(MentionId::new).collect(),
    }
}

/// An article that gives one person more titles says nothing new with them.
const MOST_TITLES: usize = 12;
