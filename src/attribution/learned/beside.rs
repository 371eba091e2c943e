//! What the words beside a cue make sure, whatever the models say. Each quotation goes to the cue that stands beside it: none is
//! given twice, and none goes under in the content of a cue before it. A finite verb is parted from an infinitive before it, and
//! the rest of a quotation goes back to its speaker over an aside.

use crate::attribution::content;
use crate::attribution::cue::Form;
use crate::attribution::frame::Draft;
use crate::attribution::run::Run;
use crate::attribution::scene::{Quote, Scene};
use crate::attribution::word::Class;
use crate::tag::Tag;

use super::{CERTAIN, LEAST_CERTAIN, SURE};

/// How far from its quotation a cue may stand, and from the start of its sentence one in a clause before the main one.
const FARTHEST: usize = 6;
/// How many drafts on each side of a cue may hold its quotation.
const NEAR: usize = 4;
/// How long a clause before the main one may be: `and when pressed for a reason, Roe replied`.
const LONGEST_OPENER: usize = 16;
/// How long an infinitive with its object may be.
const LONGEST_INFINITIVE: usize = 40;
/// The shortest quotation that is told apart.
const SHORTEST: usize = 5;

/// A cue that the rules are sure of, and the quotation beside it.
struct Pair<'r> {
    rules: &'r Draft,
    quote: Quote,
}

/// Mends `drafts`, those of one block, where `rules` are sure.
pub(super) fn settle(scene: &Scene<'_, '_>, rules: &[Draft], drafts: &mut Vec<Draft>) {
    let pairs = rules.iter().filter_map(|rules| {
        let quote = beside(scene, rules)?;
        Some(Pair { rules, quote })
    });
    let pairs: Vec<Pair<'_>> = pairs.collect();
    let missed = rules.iter().filter_map(|rules| part(scene, rules, drafts)).collect();
    add(drafts, missed);
    let mut missed: Vec<Draft> = Vec::new();
    for (place, pair) in pairs.iter().enumerate() {
        let near = place.saturating_sub(1)..(place + 2).min(pairs.len());
        let rivals = pairs.get(near).unwrap_or_default();
        let alone = rivals.iter().filter(|other| other.quote == pair.quote).count() == 1;
        if alone {
            missed.extend(take(scene, pair, drafts));
        }
    }
    add(drafts, missed);
    for place in 1..drafts.len() {
        if let Some([said, aside]) = drafts.get_mut(place - 1..=place) {
            resume(scene, said, aside);
        }
    }
    drafts.retain(|draft| !draft.content.is_empty());
}

/// Puts `missed` among `drafts`, in the order of their cues.
fn add(drafts: &mut Vec<Draft>, mut missed: Vec<Draft>) {
    if !missed.is_empty() {
        drafts.append(&mut missed);
        drafts.sort_by_key(|draft| draft.cue_run.first);
    }
}

/// The quotation beside the cue of `rules`.
fn beside(scene: &Scene<'_, '_>, rules: &Draft) -> Option<Quote> {
    let cue = rules.cue_run;
    // A colon before it leaves little doubt.
    let led_in = scene.quote_starting(cue.end).is_some_and(|quote| quote.utterance)
        && scene.class_before(cue.end) == Class::Colon;
    if rules.confidence < if led_in { SURE } else { CERTAIN } || rules.source.is_none() {
        return None;
    }
    let quote = match rules.rule {
        "quotation_source_cue" | "quotation_cue_source" => {
            scene.quote_ending(rules.content.first()?.end)
        }
        "source_cue_quotation" => {
            let after = rules.content.iter().find(|run| run.first >= cue.end)?;
            scene.quote_starting(after.first).filter(|quote| quote.run.first <= cue.end + FARTHEST)
        }
        _ => None,
    };
    quote.filter(|quote| quote.run.len() >= SHORTEST && quote.closed)
}

/// Gives the rest of a quotation back to `said` where `aside` tells what it is of: `“It,” Roe said, referring to the deal, “is dead.”`
fn resume(scene: &Scene<'_, '_>, said: &mut Draft, aside: &mut Draft) {
    let tells = scene.is(aside.cue_run.first, &["referring", "alluding", "pointing", "gesturing"]);
    let Some(run) = aside.content.last_mut().filter(|_| tells) else { return };
    let Some(quote) = run.end.checked_sub(1).and_then(|last| scene.quote_at(last)) else { return };
    let lower = scene.word(quote.run.first + 1).starts_with(char::is_lowercase);
    let rest = lower && scene.class_before(quote.run.first) == Class::Comma;
    let begun = said
        .content
        .iter()
        .any(|run| run.end <= said.cue_run.first && scene.quote_ending(run.end).is_some());
    let one = scene.sentence(said.cue_run.first).contains(aside.cue_run.first);
    if rest && begun && one && run.end == quote.run.end {
        *run = content::trim(scene, Run::new(run.first, quote.run.first));
        said.content.push(quote.run);
        aside.content.retain(|run| !run.is_empty());
    }
}

/// Parts the finite verb of `rules` from an infinitive before it: `urged the council to act and [warned that …]`; gives
/// what is missing among `drafts`.
fn part(scene: &Scene<'_, '_>, rules: &Draft, drafts: &mut [Draft]) -> Option<Draft> {
    let cue = rules.cue_run;
    // `and [repeatedly] said`
    let adverb = usize::from(scene.class_before(cue.first) == Class::Adverb);
    let joint = cue.first.saturating_sub(1 + adverb);
    // The base form goes on with the infinitive.
    let finite =
        rules.cue.is_some_and(|cue| cue.form == Form::Finite && !scene.is(cue.head, &[cue.lemma]));
    if rules.confidence < CERTAIN || scene.class(joint) != Class::And || !finite {
        return None;
    }
    let after = drafts.partition_point(|draft| draft.cue_run.first < cue.first);
    let near = drafts.get_mut(after.saturating_sub(NEAR)..after).unwrap_or_default();
    let before = near.iter_mut().rev().find_map(|draft| {
        let source = draft.source?;
        let run = draft.content.last_mut().filter(|run| run.covers(cue))?;
        is_infinitive(scene, Run::new(run.first, joint)).then(|| {
            *run = content::trim(scene, Run::new(run.first, joint));
            source
        })
    })?;
    let near = after.saturating_sub(1)..(after + 1).min(drafts.len());
    let mut near = drafts.get_mut(near).unwrap_or_default().iter_mut();
    match near.find(|draft| draft.cue_run.overlaps(cue)) {
        Some(own) => {
            own.confidence = own.confidence.max(LEAST_CERTAIN);
            own.source = own.source.or(Some(before));
            None
        }
        None => Some(Draft { source: Some(before), ..rules.clone() }),
    }
}

/// Whether the first verb of `run` is an infinitive, and no other is finite.
fn is_infinitive(scene: &Scene<'_, '_>, run: Run) -> bool {
    let tags = scene.analysis.tags();
    let finite = |at: usize| scene.is_tagged_finite(at);
    let mut outside = run.tokens().filter(|&at| scene.quote_at(at).is_none());
    run.len() <= LONGEST_INFINITIVE
        && outside
            .find(|&at| scene.class(at) == Class::To || finite(at))
            .is_some_and(|at| tags.get(at) == Some(&Tag::Particle))
        && !outside.any(finite)
}

/// Takes the quotation of `pair` from all others, and gives it to its cue; gives what is missing among `drafts`.
fn take(scene: &Scene<'_, '_>, pair: &Pair<'_>, drafts: &mut [Draft]) -> Option<Draft> {
    let Pair { rules, quote } = *pair;
    let after = drafts.partition_point(|draft| draft.cue_run.first < rules.cue_run.first);
    let near = after.saturating_sub(NEAR)..(after + NEAR).min(drafts.len());
    let near = drafts.get_mut(near).unwrap_or_default();
    let mut taken = false;
    for draft in near.iter_mut() {
        if draft.cue_run.overlaps(rules.cue_run) || quote.run.overlaps(draft.cue_run) {
            continue;
        }
        let cue = draft.cue_run;
        draft.content.retain_mut(|run| {
            if quote.run.covers(*run) {
                taken = true;
                return false;
            }
            let ends = run.end == quote.run.end && run.end <= rules.cue_run.first;
            let swallowed = run.covers(quote.run) && (ends || run.covers(rules.cue_run));
            let end = Some(run).filter(|_| swallowed && cue.first < quote.run.first);
            if let Some((run, end)) =
                end.and_then(|run| Some((own_end(scene, pair, cue, *run)?, run)))
            {
                *end = run;
                taken = true;
            }
            true
        });
    }
    let held = |draft: &Draft| draft.content.iter().any(|run| run.overlaps(quote.run));
    if !taken && !quote.utterance {
        return None;
    }
    let is_held = near.iter().any(held);
    match near.iter_mut().find(|draft| draft.cue_run.overlaps(rules.cue_run)) {
        Some(own) => {
            own.confidence = own.confidence.max(LEAST_CERTAIN);
            if !own.content.iter().any(|run| run.covers(quote.run)) {
                own.content.retain(|run| !run.overlaps(quote.run));
                own.content.push(quote.run);
                own.content.sort();
                own.source = own.source.or(rules.source);
            }
            None
        }
        None => (taken || !is_held).then(|| rules.clone()),
    }
}

/// Whether `cue` stands in a clause before the main one: `when asked`, `Conceding that` at a sentence's start.
fn is_subordinate(scene: &Scene<'_, '_>, cue: Run) -> bool {
    let first = scene.sentence(cue.first).first;
    scene.class_before(cue.first) == Class::Subordinator
        || cue.first <= first + FARTHEST
            && (scene.class(first) == Class::Ing || scene.is(first, &["asked", "pressed"]))
}

/// What is left of `run`, the content of a cue before it, without the clause of `pair`; `None` where that is part of it.
fn own_end(scene: &Scene<'_, '_>, pair: &Pair<'_>, cue: Run, run: Run) -> Option<Run> {
    let source = pair.rules.source?;
    let quote = pair.quote.run;
    let first = quote.first.min(source.first).min(pair.rules.cue_run.first);
    let before = scene.class_before(first);
    let end = if first == quote.first {
        // `feared the opposite: “They will leave,” Roe said`
        matches!(before, Class::Colon | Class::Stop).then_some(first)
    } else if !run.contains(source.first) {
        None
    } else {
        // `said that it was safe, but Poe replied, “…”`
        let opener = (first.saturating_sub(LONGEST_OPENER)..first).rev().find(|&at| {
            scene.class(at) == Class::And && scene.class(at + 1) == Class::Subordinator
        });
        let joint = match before {
            Class::And => first.checked_sub(1),
            // `when asked for proof, Poe replied, “…”`
            Class::Comma if is_subordinate(scene, cue) => {
                return Some(content::trim(scene, Run::new(run.first, first)));
            }
            Class::Comma => opener,
            Class::Dash => Some(first),
            _ => None,
        };
        joint.filter(|&at| {
            matches!(scene.class_before(at), Class::Comma | Class::Dash | Class::Stop)
        })
    };
    let left = content::trim(scene, Run::new(run.first, end?.max(run.first)));
    (!left.is_empty()).then_some(left)
}
