//! Names: candidates by their capitals, typed one by one and then in the light of each other.

use std::borrow::Cow;

use super::candidate::{Candidate, Reading};
use super::memory::Memory;
use super::typing::{self, Verdict};
use super::{Mention, MentionForm};
use crate::analysis::Analysis;

/// The names of a text, in document order; none overlaps another.
pub(super) fn find<'a>(analysis: &Analysis<'a>) -> Vec<Mention<'a>> {
    let reading = Reading::new(analysis);
    let judged: Vec<(Candidate, Verdict)> = reading
        .candidates()
        .into_iter()
        .map(|candidate| {
            let verdict = typing::judge(&reading, &candidate);
            (candidate, verdict)
        })
        .collect();
    let memory = Memory::new(&reading, &judged);
    judged
        .iter()
        .filter_map(|(candidate, verdict)| {
            let verdict = memory.review(&reading, candidate, *verdict);
            (verdict.points > 0).then(|| Mention {
                span: analysis.span(analysis.range_of(candidate.tokens.clone())),
                form: MentionForm::Name,
                kind: verdict.kind,
                entity: None,
                rule: Cow::Borrowed(verdict.rule),
            })
        })
        .collect()
}
