//! Which drafts stand: those sure enough, the outermost of nested ones, each quotation in one of them.

use super::frame::Draft;
use super::run::Run;
use super::scene::{Quote, Scene};
use super::word::Class;

/// Drops drafts below `least` confidence and those that lie inside another's content.
pub(super) fn outermost(drafts: &mut Vec<Draft>, least: u8) {
    drafts.retain(|draft| draft.confidence >= least && !draft.content.is_empty());
    for draft in drafts.iter_mut() {
        let cue = draft.cue_run;
        let source = draft.source;
        for run in &mut draft.content {
            *run = without(*run, cue);
            if let Some(source) = source {
                *run = without(*run, source);
            }
        }
        draft.content.retain(|run| !run.is_empty());
        draft.content.sort();
    }
    drafts.retain(|draft| !draft.content.is_empty());
    in_medium(drafts);
    let mut contents: Vec<(Run, usize, u8)> = drafts
        .iter()
        .enumerate()
        .flat_map(|(index, draft)| {
            draft.content.iter().map(move |run| (*run, index, draft.confidence))
        })
        .collect();
    contents.sort_by_key(|&(run, index, _)| (run.first, std::cmp::Reverse(run.end), index));
    let reaches = reaches(&contents);
    let mut keep = vec![true; drafts.len()];
    for (index, draft) in drafts.iter().enumerate() {
        let inner = encloses(&contents, &reaches, draft.cue_run, index).is_some_and(|outer| {
            !drafts.get(outer).is_some_and(|outer| inside(outer.cue_run, &draft.content))
        });
        if let Some(keep) = keep.get_mut(index) {
            *keep = !inner;
        }
    }
    let mut keep = keep.into_iter();
    drafts.retain(|_| keep.next().unwrap_or(true));
}

/// Drops nouns that are where another draft's words were said: `said in a statement that`.
fn in_medium(drafts: &mut Vec<Draft>) {
    let mut medium: Option<Run> = None;
    drafts.retain(|draft| {
        let inside = medium.is_some_and(|medium| medium.covers(draft.cue_run));
        medium = draft.medium.or(medium);
        !inside
    });
}

/// For each place in the sorted list, the content up to there that reaches farthest, and the one of another draft that
/// does.
fn reaches(contents: &[(Run, usize, u8)]) -> Vec<[(usize, usize); 2]> {
    let mut farthest = [(0, usize::MAX); 2];
    contents
        .iter()
        .map(|&(run, index, _)| {
            let [first, second] = farthest;
            farthest = match index {
                _ if first.1 == index => [(first.0.max(run.end), index), second],
                _ if run.end > first.0 => [(run.end, index), first],
                _ if run.end > second.0 => [first, (run.end, index)],
                _ => farthest,
            };
            farthest
        })
        .collect()
}

/// How many contents before a cue are looked at one by one.
const NEAR: usize = 64;

/// A draft other than `own` whose content holds `cue`: the nearest, or beyond [`NEAR`] the one that reaches farthest.
fn encloses(
    contents: &[(Run, usize, u8)],
    reaches: &[[(usize, usize); 2]],
    cue: Run,
    own: usize,
) -> Option<usize> {
    let after = contents.partition_point(|(run, ..)| run.first <= cue.first);
    let holds = |end: usize, index: usize| index != own && end >= cue.end && !cue.is_empty();
    let near = contents.get(after.saturating_sub(NEAR)..after)?;
    let nearest = near.iter().rev().find(|(run, index, _)| holds(run.end, *index));
    let farthest = || {
        let farthest = reaches.get(after.checked_sub(NEAR + 1)?)?;
        farthest.iter().find(|(end, index)| holds(*end, *index)).map(|&(_, index)| index)
    };
    nearest.map(|&(_, index, _)| index).or_else(farthest)
}

fn inside(run: Run, content: &[Run]) -> bool {
    !run.is_empty() && content.iter().any(|content| content.covers(run))
}

/// `run` up to where `other` starts in it, or from where it ends.
fn without(run: Run, other: Run) -> Run {
    if other.is_empty() || !run.overlaps(other) {
        run
    } else if other.first > run.first {
        Run::new(run.first, other.first)
    } else {
        Run::new(other.end, run.end)
    }
}

/// Gives each draft the quotations that go on with it after its sentence: `“A,” X said. “B.”`, `X said that A. “B.”`
pub(super) fn resume(scene: &Scene<'_, '_>, drafts: &mut [Draft]) {
    let taken = Taken::of(drafts);
    for draft in drafts.iter_mut() {
        let Some(last) = draft.content.last().copied() else { continue };
        let speaks = draft.cue.is_none_or(|cue| cue.speaks());
        let quotes = draft.content.iter().any(|run| scene.quote_at(run.first).is_some());
        let told = draft.cue.is_some_and(|cue| !cue.negated && draft.cue_run.end == cue.run.end);
        if !speaks || !(quotes || told && draft.source.is_some()) {
            continue;
        }
        let mut end =
            last.end.max(draft.cue_run.end).max(draft.source.map_or(0, |source| source.end));
        end = scene.stretch_end(end.saturating_sub(1));
        while let Some(quote) = goes_on(scene, end).filter(|quote| quotes || quote.utterance) {
            // Its own content is taken, too.
            if taken.holds(quote.run) {
                break;
            }
            draft.content.push(quote.run);
            end = quote.run.end;
        }
    }
}

/// The quotation that starts at `at` and is a sentence or more, in the paragraph of the token before it.
fn goes_on(scene: &Scene<'_, '_>, at: usize) -> Option<Quote> {
    let quote = scene.quote_starting(at)?;
    let same = scene.paragraph(at) == scene.paragraph(at.saturating_sub(1));
    let end = quote.run.end;
    let ends = end >= scene.len()
        || scene.sentence(end.saturating_sub(1)).end <= end
        || scene.class(end) == Class::Stop;
    (same && ends).then_some(quote)
}

/// The stretches that some content holds.
pub(super) struct Taken(Vec<Run>);

impl Taken {
    pub(super) fn of(drafts: &[Draft]) -> Self {
        let mut runs: Vec<Run> =
            drafts.iter().flat_map(|draft| draft.content.iter().copied()).collect();
        runs.sort();
        let mut merged: Vec<Run> = Vec::with_capacity(runs.len());
        for run in runs {
            match merged.last_mut() {
                Some(last) if run.first <= last.end => last.end = last.end.max(run.end),
                _ => merged.push(run),
            }
        }
        Self(merged)
    }

    pub(super) fn holds(&self, run: Run) -> bool {
        let at = self.0.partition_point(|taken| taken.end <= run.first);
        self.0.get(at).is_some_and(|taken| taken.overlaps(run))
    }
}

/// Drops drafts below `least` confidence, and whatever goes on with one of them does so no more.
pub(super) fn drop_unsure(drafts: &mut Vec<Draft>, least: u8) {
    let mut kept = 0;
    let places: Vec<Option<usize>> = drafts
        .iter()
        .map(|draft| {
            let place = (draft.confidence >= least).then_some(kept);
            kept += usize::from(place.is_some());
            place
        })
        .collect();
    for draft in drafts.iter_mut() {
        draft.continues = draft.continues.and_then(|index| places.get(index).copied().flatten());
    }
    drafts.retain(|draft| draft.confidence >= least);
}

/// Sorts the drafts by where their cue starts, or their content where there is no cue.
pub(super) fn sort(drafts: &mut [Draft]) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&index| drafts.get(index).map(|draft| draft.cue_run));
    let mut places = vec![0; order.len()];
    for (place, &index) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(index) {
            *slot = place;
        }
    }
    for draft in drafts.iter_mut() {
        draft.continues = draft.continues.and_then(|index| places.get(index).copied());
    }
    drafts.sort_by_key(|draft| draft.cue_run);
}
