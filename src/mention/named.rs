//! Names: candidates by their capitals, typed one by one and then in the light of each other.

use std::borrow::Cow;

use super::candidate::{Candidate, Reading};
use super::memory::Memory;
use super::typing::{self, Verdict};
use super::{Mention, MentionForm, scan};
use crate::analysis::Analysis;
use crate::span::TextRange;

/// The names of a text, in document order; none overlaps another.
pub(super) fn find<'a>(analysis: &Analysis<'a>) -> Vec<Mention<'a>> {
    let reading = Reading::new(analysis);
    let judged: Vec<(Candidate, Verdict)> = scan::candidates(&reading)
        .into_iter()
        .map(|candidate| {
            let verdict = typing::judge(&reading, &candidate);
            (candidate, verdict)
        })
        .collect();
    let memory = Memory::new(&reading, &judged);
    let mut names: Vec<Mention<'a>> = judged
        .iter()
        .filter_map(|(candidate, verdict)| {
            let verdict = memory.review(&reading, candidate, *verdict);
            (verdict.points > 0).then(|| Mention {
                span: analysis.span(range(analysis, candidate)),
                form: MentionForm::Name,
                kind: verdict.kind,
                entity: None,
                rule: Cow::Borrowed(verdict.rule),
            })
        })
        .collect();
    names.shrink_to_fit();
    names
}

/// The bytes of a name, without the full stop of a sentence that ends with `Inc.` or `Jr.`.
fn range(analysis: &Analysis<'_>, candidate: &Candidate) -> TextRange {
    let range = analysis.range_of(candidate.tokens.clone());
    let last = candidate.tokens.end.saturating_sub(1);
    let word = analysis.word(last);
    if !word.ends_with('.') || word.trim_end_matches('.').contains('.') || word.len() < 3 {
        return range;
    }
    let sentence = analysis.sentence_list().get(analysis.sentence_at(last));
    if sentence.is_some_and(|sentence| sentence.tokens().end == last + 1) {
        return TextRange::at(range.start(), range.end() - 1);
    }
    range
}
