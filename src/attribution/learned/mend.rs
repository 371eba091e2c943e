//! What is certain, whatever the models say.

use std::ops::Range;

use crate::attribution::content;
use crate::attribution::cue::Form;
use crate::attribution::frame::Draft;
use crate::attribution::phrase;
use crate::attribution::run::Run;
use crate::attribution::scene::Scene;
use crate::attribution::word::Class;

/// How far `as saying` may stand from `was quoted`.
const LONGEST_QUOTED: usize = 12;

/// Mends `draft`; `None` where nobody said it.
pub(super) fn mend(
    scene: &Scene<'_, '_>,
    mut draft: Draft,
    rules: Option<&Draft>,
) -> Option<Draft> {
    let closes_aside = matches!(
        scene.class_before(draft.cue_run.first),
        Class::Comma | Class::Close | Class::Dash
    );
    if draft.source.is_none() && closes_aside {
        // The models lose sight of a subject behind a long aside.
        let finite = draft.cue.is_some_and(|cue| cue.form == Form::Finite);
        draft.source = rules.filter(|_| finite).and_then(|rules| rules.source);
    }
    for run in &mut draft.content {
        *run = content::whole_quotations(scene, without_dateline(scene, *run));
    }
    // Two ends of one quotation have become the whole of it.
    draft.content.sort();
    draft.content.dedup_by(|next, run| {
        let one = next.overlaps(*run);
        if one {
            run.end = run.end.max(next.end);
        }
        one
    });
    if draft.source.is_none() {
        draft.source = quoted(scene, &draft);
    }
    if let Some(source) = draft.source {
        if scene.is(source.first, &["no", "nobody", "none", "neither"]) {
            return None;
        }
        draft.source = Some(without_relative(scene, without_dateline(scene, source)));
        if is_told(&draft, source) {
            draft.addressee = draft.source.take();
        }
        // `was criticized [by]`
        let end = draft.cue_run.end;
        if end + 1 == source.first && scene.is(end, &["by"]) {
            draft.cue_run.end += 1;
        }
    }
    // Whom the source cites is no content of another verb: `the paper reported, citing [two engineers]`.
    let cited = |run: &Run| {
        run.first.checked_sub(1).is_some_and(|before| {
            scene.is(before, &["citing", "quoting"]) && !draft.cue_run.contains(before)
        })
    };
    if draft.content.len() > 1 {
        draft.content.retain(|run| !cited(run));
    }
    if is_apart(scene, &draft) || tells_terms(scene, &draft) || only_quotes(scene, &draft) {
        return None;
    }
    let aside = draft.source.map(|source| Run::new(source.end, draft.cue_run.first));
    if draft.content.len() > 1 {
        // `The union, which has 4,000 members, said`
        draft.content.retain(|run| !aside.is_some_and(|aside| aside.covers(*run)));
    }
    Some(draft)
}

/// `run` without the dateline that it starts in.
fn without_dateline(scene: &Scene<'_, '_>, run: Run) -> Run {
    let dateline = scene.analysis.layout().dateline;
    let tokens = dateline.map_or(Run::new(0, 0), |range| scene.analysis.tokens_in(range).into());
    if !tokens.contains(run.first) {
        return run;
    }
    let mut first = tokens.end;
    while first < run.end && matches!(scene.class(first), Class::Dash | Class::Colon | Class::Comma)
    {
        first += 1;
    }
    Run::new(first.min(run.end), run.end)
}

/// Whether a quotation that ends with a full stop stands before a clause of its own: `“It is over.” Roe left at noon.`
fn is_apart(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let [content] = draft.content.as_slice() else { return false };
    let Some(quote) = scene.quote_ending(content.end) else { return false };
    let last = quote.run.end.saturating_sub(2);
    draft.cue.is_none()
        && quote.run.end <= draft.cue_run.first
        && scene.class(last) == Class::Stop
        && scene.is(last, &["."])
}

/// Whether it says on what terms someone spoke, or why, and not what: `both spoke on condition of anonymity because they
/// feared for their jobs`.
fn tells_terms(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let cue = draft.cue_run;
    let unnamed =
        |mut tokens: Range<usize>| tokens.any(|at| scene.is(at, &["anonymity", "anonymously"]));
    let spoke = cue.tokens().any(|at| scene.is(at, &["spoke", "speak", "speaking"]));
    let before = cue.first.saturating_sub(8)..cue.first;
    let reason = before.clone().any(|at| scene.is(at, &["because", "as", "since"]));
    spoke && unnamed(cue.first..cue.end + 6) || reason && unnamed(before)
}

/// The source of `saying` in `Roe was quoted by the paper as saying that …`.
fn quoted(scene: &Scene<'_, '_>, draft: &Draft) -> Option<Run> {
    let as_ = draft.cue_run.first.checked_sub(1).filter(|&at| scene.is(at, &["as"]))?;
    let mut near = as_.saturating_sub(LONGEST_QUOTED)..as_;
    let verb = near.rfind(|&at| scene.is(at, &["quoted", "cited"]))?;
    let first = scene.sentence(verb).first;
    let group = (first..verb).rev().take_while(|&at| scene.class(at).is_auxiliary()).last()?;
    phrase::before(scene, group, first)
}

/// Whether it only says who quotes: `was quoted by the paper [as saying]`.
fn only_quotes(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let passive = draft
        .cue
        .is_some_and(|cue| cue.form == Form::Passive && matches!(cue.lemma, "quote" | "cite"));
    let after = draft.cue_run.end..draft.cue_run.end + LONGEST_QUOTED;
    let inside = draft.cue_run.tokens().any(|at| scene.is(at, &["saying", "telling"]));
    passive
        && !inside
        && after
            .into_iter()
            .any(|at| scene.is(at, &["as"]) && scene.is(at + 1, &["saying", "telling"]))
}

/// Whether `source` is told and does not tell: `Roe was told that the bridge would close`.
fn is_told(draft: &Draft, source: Run) -> bool {
    draft.cue.is_some_and(|cue| {
        cue.form == Form::Passive
            && source.end <= cue.head
            && matches!(cue.lemma, "tell" | "ask" | "inform" | "warn" | "urge" | "order" | "advise")
    })
}

/// `source` without the clause that tells more of it: `Jane Roe[, who leads the union]`.
fn without_relative(scene: &Scene<'_, '_>, source: Run) -> Run {
    let opens = |at: &usize| {
        scene.class(*at) == Class::Comma && scene.is(at + 1, &["who", "whose", "which"])
    };
    let comma = (source.first + 1..source.end).find(opens);
    Run::new(source.first, comma.unwrap_or(source.end))
}
