//! What is certain, whatever the models say.

use crate::attribution::content;
use crate::attribution::cue::Form;
use crate::attribution::frame::Draft;
use crate::attribution::run::Run;
use crate::attribution::scene::Scene;
use crate::attribution::word::Class;

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
    if let Some(source) = draft.source {
        if scene.is(source.first, &["no", "nobody", "none", "neither"]) {
            return None;
        }
        draft.source = Some(without_relative(scene, source));
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
    if is_apart(scene, &draft) {
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
