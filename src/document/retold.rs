//! The outlets whose reporting an article retells.

use std::borrow::Cow;

use super::Document;
use super::sourcing::words;
use crate::attribution::Attribution;
use crate::id::{AttributionId, EntityId};
use crate::source::is_outlet_name;

/// What an article retells of another outlet's reporting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct OutletShare<'a> {
    /// Its name; the words that stand for it, where the text does not name it: `local radio`.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub name: Cow<'a, str>,
    /// The entity it is.
    #[cfg_attr(feature = "serde", serde(default))]
    pub entity: Option<EntityId>,
    /// How many attributions are its own words, or were said to it.
    pub attributions: usize,
    /// The words of their contents.
    pub words: usize,
    /// The first of them.
    pub first: AttributionId,
}

impl<'a> Document<'a> {
    /// The outlets that say something in the article, or that something was said to, by first place.
    pub(super) fn retold(&self) -> Vec<OutletShare<'a>> {
        let mut found: Vec<OutletShare<'a>> = Vec::new();
        for (place, attribution) in self.attributions.iter().enumerate() {
            let Some((name, entity)) = self.outlet(attribution) else { continue };
            let count = attribution.content.iter().map(|it| words(it.as_str())).sum::<usize>();
            let same = |it: &&mut OutletShare<'a>| match (it.entity, entity) {
                (Some(one), Some(other)) => one == other,
                (None, None) => it.name == name,
                _ => false,
            };
            if let Some(known) = found.iter_mut().find(same) {
                known.attributions += 1;
                known.words += count;
                continue;
            }
            found.push(OutletShare {
                name,
                entity,
                attributions: 1,
                words: count,
                first: AttributionId::new(place),
            });
        }
        found
    }

    /// The outlet that `attribution` is from: the one it was said to, or the one that says it.
    fn outlet(&self, attribution: &Attribution<'a>) -> Option<(Cow<'a, str>, Option<EntityId>)> {
        if let Some(outlet) = &attribution.outlet {
            let named = outlet.entity.and_then(|id| self.entities.get(id.index()));
            let name = named.map_or_else(|| outlet.span.text(), |entity| entity.name.clone());
            return Some((name, outlet.entity));
        }
        let source = self.sources.get(attribution.speaker?.index())?;
        let name = source.name.clone().filter(|name| is_outlet_name(name))?;
        Some((name, source.entity))
    }
}
