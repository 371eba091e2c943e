//! Names: candidates by their capitals, typed one by one and then in the light of each other.

use std::borrow::Cow;

use super::candidate::{Candidate, Reading};
use super::memory::Memory;
use super::typing::{self, SURE, Verdict};
use super::{Mention, MentionForm, model, scan};
use crate::analysis::Analysis;
#[cfg(feature = "training")]
use crate::model::chain::Mask;
#[cfg(feature = "training")]
use crate::model::template::Atoms;
use crate::span::TextRange;

/// The names of a text, in document order; none overlaps another.
pub(super) fn find<'a>(analysis: &Analysis<'a>) -> Vec<Mention<'a>> {
    let draft = Draft::new(analysis);
    let kinds = model::decide(&draft);
    let named = draft.judged.iter().zip(kinds).filter_map(|((candidate, verdict), kind)| {
        Some(Mention {
            span: analysis.span(range(analysis, candidate)),
            form: MentionForm::Name,
            kind: kind?,
            entity: None,
            rule: Cow::Borrowed(if verdict.points < SURE { "model" } else { verdict.rule }),
        })
    });
    let mut names: Vec<Mention<'a>> = named.collect();
    names.shrink_to_fit();
    names
}

/// What the rules make of a text.
pub(super) struct Draft<'r, 'a> {
    pub(super) reading: Reading<'r, 'a>,
    /// The candidates, each with the verdict on it in the light of the others.
    pub(super) judged: Vec<(Candidate, Verdict)>,
    pub(super) memory: Memory,
}

impl<'r, 'a> Draft<'r, 'a> {
    pub(super) fn new(analysis: &'r Analysis<'a>) -> Self {
        let reading = Reading::new(analysis);
        let judge = |candidate| {
            let verdict = typing::judge(&reading, &candidate);
            (candidate, verdict)
        };
        let mut judged: Vec<(Candidate, Verdict)> =
            scan::candidates(&reading).into_iter().map(judge).collect();
        let memory = Memory::new(&reading, &judged);
        for (candidate, verdict) in &mut judged {
            *verdict = memory.review(&reading, candidate, *verdict);
        }
        Self { reading, judged, memory }
    }

    /// The candidates of each sentence that has some.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &[(Candidate, Verdict)]> {
        let sentence = |judged: &(Candidate, Verdict)| {
            self.reading.analysis.sentence_at(judged.0.tokens.start)
        };
        self.judged.chunk_by(move |a, b| sentence(a) == sentence(b))
    }
}

/// A candidate as training reads it.
#[cfg(feature = "training")]
pub(crate) struct Drafted {
    pub(crate) range: TextRange,
    /// What the rules take it for.
    pub(crate) verdict: Mask,
    /// What it may be: that alone where the rules are sure.
    pub(crate) allowed: Mask,
}

/// Calls `each` with the atoms of each sentence's candidates, for training.
#[cfg(feature = "training")]
pub(crate) fn drafts(analysis: &Analysis<'_>, mut each: impl FnMut(&Atoms, Vec<Drafted>)) {
    let draft = Draft::new(analysis);
    let mut atoms = Atoms::new(model::ATOMS);
    for candidates in draft.sentences() {
        model::read(&draft, candidates, &mut atoms);
        let drafted = |judged: &(Candidate, Verdict)| Drafted {
            range: range(analysis, &judged.0),
            verdict: model::ruled(judged.1),
            allowed: model::allowed(&draft.reading, judged),
        };
        each(&atoms, candidates.iter().map(drafted).collect());
    }
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
