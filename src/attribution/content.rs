//! Where the words attributed begin and end.

use super::cue::{Cue, Form};
use super::run::Run;
use super::scene::Scene;
use super::subject::Subject;
use super::word::Class;
use crate::tag::Tag;

/// How many later cues of a sentence are asked whether they end a content.
const LATER_CUES: usize = 12;
/// How far from a sentence's start the cue of a clause before the main one may stand.
const LONGEST_OPENER: usize = 12;
/// How far from its start an object is looked through for the place where a clause follows it.
const LONGEST_OBJECT: usize = 80;

/// A cue with its place in its sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) cue: Cue,
    pub(super) subject: Subject,
}

impl Placed {
    /// Where its clause starts, as far as cue and subject tell.
    fn first(&self) -> usize {
        match self.subject {
            Subject::Before(run) => run.first.min(self.cue.run.first),
            _ => self.cue.run.first,
        }
    }
}

/// The content from `start` to the end of its sentence, of the quotation that runs on from it, or of its clause.
///
/// `later` are the cues after the one that it belongs to.
pub(super) fn rightward(
    scene: &Scene<'_, '_>,
    start: usize,
    later: &[Placed],
    is_object: bool,
) -> Run {
    let end = scene.stretch_end(start);
    let end = cut_by_cue(scene, start, end, later, is_object);
    let end = if is_object { cut_object(scene, start, end) } else { end };
    trim(scene, Run::new(start, end))
}

/// The end before the next coordinated or participial cue: `said A, adding B`, `said A and urged B`, `said A, but Roe
/// said B`.
fn cut_by_cue(
    scene: &Scene<'_, '_>,
    start: usize,
    end: usize,
    later: &[Placed],
    is_object: bool,
) -> usize {
    let opens = opens_sentence(scene, start);
    for placed in later.iter().take(LATER_CUES).take_while(|placed| placed.cue.head < end) {
        let first = placed.first();
        let beyond = matches!(placed.subject, Subject::Before(run) if run.end <= start);
        if (first <= start && !beyond) || scene.quote_at(first).is_some() {
            continue;
        }
        let before = scene.class_before(first);
        let cuts = match (placed.cue.form, placed.subject) {
            (Form::AccordingTo, _) => matches!(before, Class::Comma | Class::Dash),
            (Form::Participle, _) => {
                before == Class::Comma && (placed.cue.speaks() || placed.cue.rate("ing") >= 40)
            }
            // The cue stands in an aside of the later one: `Roe, who told Poe that …, said`.
            (Form::Finite, Subject::Before(source))
                if source.end <= start && placed.cue.run.first > start =>
            {
                let close = placed.cue.run.first - 1;
                if matches!(scene.class(close), Class::Comma | Class::Dash | Class::Close) {
                    return close.max(start);
                }
                false
            }
            (Form::Finite, Subject::Shared) => {
                before == Class::And && (placed.cue.speaks() || is_object)
            }
            (Form::Finite, Subject::Before(_)) => {
                let joined = matches!(before, Class::And | Class::Subordinator)
                    && first >= 2
                    && matches!(scene.class(first - 2), Class::Comma | Class::Dash | Class::Stop);
                // `Asked whether …, Roe said`: the clause before the main one has ended.
                let main = opens && before == Class::Comma;
                (joined || main) && placed.cue.speaks()
            }
            _ => false,
        };
        if cuts {
            return clause_end(scene, first, start);
        }
    }
    end
}

/// Whether the clause before `start` opens its sentence and is not the main one: `Asked whether`, `When Roe said`.
fn opens_sentence(scene: &Scene<'_, '_>, start: usize) -> bool {
    let first = scene.sentence(start).first;
    let word = scene.word(first);
    start <= first + LONGEST_OPENER
        && (matches!(scene.class(first), Class::Subordinator | Class::Preposition)
            || word.ends_with("ed")
            || word.ends_with("ing"))
}

/// The token after the last of the clause before `first`: without conjunction and comma.
fn clause_end(scene: &Scene<'_, '_>, first: usize, start: usize) -> usize {
    let mut end = first;
    while end > start + 1
        && matches!(
            scene.class(end - 1),
            Class::Comma
                | Class::And
                | Class::Subordinator
                | Class::Dash
                | Class::Stop
                | Class::Adverb
        )
        && scene.quote_at(end - 1).is_none()
    {
        end -= 1;
    }
    end
}

/// The end of an object that starts at `start`: before the clause that a comma or conjunction adds.
fn cut_object(scene: &Scene<'_, '_>, start: usize, end: usize) -> usize {
    let last = end.min(start + LONGEST_OBJECT);
    let mut at = start + 1;
    while at < last {
        if let Some(quote) = scene.quote_at(at) {
            at = quote.run.end.max(at + 1);
            continue;
        }
        let next = scene.class(at + 1);
        let cuts = match scene.class(at) {
            Class::Comma => {
                matches!(
                    next,
                    Class::And
                        | Class::Subordinator
                        | Class::Relative
                        | Class::Ing
                        | Class::Preposition
                        | Class::Ed
                        | Class::Adverb
                        | Class::Pronoun
                        | Class::Question
                ) && !scene.is(at + 1, &["and", "or", "of"])
            }
            Class::Subordinator => scene.is(
                at,
                &["while", "because", "although", "though", "when", "after", "since", "unless"],
            ),
            Class::Stop => scene.is(at, &[";"]),
            Class::Dash => true,
            _ => false,
        };
        if cuts {
            return at;
        }
        at += 1;
    }
    end
}

/// The content that ends before the token at `end`, back to the start of its sentence.
pub(super) fn leftward(scene: &Scene<'_, '_>, end: usize) -> Run {
    let mut first = scene.stretch_first(end.saturating_sub(1));
    while first < end
        && (scene.class(first) == Class::And
            || matches!(scene.class(first), Class::Comma | Class::Dash | Class::Colon))
        && scene.quote_at(first).is_none()
    {
        first += 1;
    }
    trim(scene, Run::new(first, end))
}

/// `run` without the marks at its ends that belong to the sentence around it.
pub(super) fn trim(scene: &Scene<'_, '_>, run: Run) -> Run {
    let Run { mut first, mut end } = run;
    let outside = |at: usize| scene.quote_at(at).is_none();
    while end > first
        && outside(end - 1)
        && (matches!(scene.class(end - 1), Class::Comma | Class::Colon | Class::Dash)
            || (scene.class(end - 1) == Class::Stop && !scene.is(end - 1, &["?", "!"])))
    {
        end -= 1;
    }
    while first < end
        && outside(first)
        && matches!(scene.class(first), Class::Comma | Class::Colon | Class::Dash)
    {
        first += 1;
    }
    Run::new(first, end)
}

/// `run` with every quotation whole that it cuts.
pub(super) fn whole_quotations(scene: &Scene<'_, '_>, run: Run) -> Run {
    let Run { mut first, mut end } = run;
    if let Some(quote) = scene.quote_at(first) {
        first = quote.run.first;
    }
    if let Some(quote) = end.checked_sub(1).and_then(|last| scene.quote_at(last)) {
        end = quote.run.end.max(end);
    }
    Run::new(first, end)
}

/// `run` up to the verb whose subject it is part of: `calls for a boycott [have come]`, `the claim that it was safe
/// [was met with laughter]`. `own` is how many verbs are its own.
pub(super) fn before_verb(scene: &Scene<'_, '_>, run: Run, own: usize) -> Run {
    let mut verbs = 0;
    // The verb of an infinitive may look like a finite one: `to cut taxes`.
    let mut at = run.first + 1 + usize::from(scene.class(run.first) == Class::To);
    while at < run.end.min(run.first + LONGEST_OBJECT) {
        if let Some(quote) = scene.quote_at(at) {
            at = quote.run.end.max(at + 1);
            continue;
        }
        match scene.class(at) {
            // Another clause has verbs of its own.
            Class::Relative | Class::That | Class::Question | Class::Subordinator | Class::And => {
                return run;
            }
            class
                if class.is_finite()
                    || class == Class::Ed
                        && scene.analysis.tags().get(at) == Some(&Tag::VerbPast) =>
            {
                if verbs == own {
                    return trim(scene, Run::new(run.first, at));
                }
                verbs += 1;
                while scene.class(at + 1).is_auxiliary()
                    || matches!(scene.class(at + 1), Class::Not | Class::Adverb | Class::Verb)
                {
                    at += 1;
                }
            }
            Class::Ed => verbs = verbs.max(1),
            _ => {}
        }
        at += 1;
    }
    run
}
