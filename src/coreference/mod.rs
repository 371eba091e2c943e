//! Level 7. Mentions to entities.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::id::MentionId;
use crate::mention::{EntityKind, Mention};

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
    _analysis: &Analysis<'a>,
    _mentions: &mut [Mention<'a>],
) -> Vec<Entity<'a>> {
    Vec::new()
}
