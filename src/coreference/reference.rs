//! Mentions by nouns and pronouns among those by name.

use std::borrow::Cow;

use super::Entity;
use crate::analysis::Analysis;
use crate::id::{EntityId, MentionId};
use crate::mention::{Mention, MentionForm};
use crate::span::TextRange;

/// Words that are no name and refer to an entity: `she`, `the ministry`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    pub(crate) range: TextRange,
    pub(crate) form: MentionForm,
    pub(crate) entity: EntityId,
    /// What tied it to the entity.
    pub(crate) rule: &'static str,
}

/// Puts `references` among `mentions`, in document order, and lists them with their entities. Of two with the same words
/// the first counts, and a name before all.
pub(crate) fn join<'a>(
    analysis: &Analysis<'a>,
    mentions: &mut Vec<Mention<'a>>,
    entities: &mut [Entity<'a>],
    mut references: Vec<Reference>,
) {
    references.sort_by(|a, b| a.range.document_order(b.range));
    references.dedup_by(|b, a| a.range == b.range);
    let taken = |range: TextRange| {
        mentions.binary_search_by(|it| it.span.range().document_order(range)).is_ok()
    };
    references.retain(|it| !taken(it.range));
    if references.is_empty() {
        return;
    }
    mentions.reserve_exact(references.len());
    for reference in references {
        let kind = entities.get(reference.entity.index()).map(|it| it.kind);
        let Some(kind) = kind else { continue };
        mentions.push(Mention {
            span: analysis.span(reference.range),
            form: reference.form,
            kind,
            entity: Some(reference.entity),
            rule: Cow::Borrowed(reference.rule),
        });
    }
    mentions.sort_by(|a, b| a.span.range().document_order(b.span.range()));
    for entity in entities.iter_mut() {
        entity.mentions.clear();
    }
    for (place, mention) in mentions.iter().enumerate() {
        let entity = mention.entity.and_then(|id| entities.get_mut(id.index()));
        if let Some(entity) = entity {
            entity.mentions.push(MentionId::new(place));
        }
    }
}
