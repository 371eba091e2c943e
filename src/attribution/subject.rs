//! The source of a cue: the subject of its verb, wherever that stands.

use super::cue::{Cue, Form};
use super::phrase;
use super::run::Run;
use super::scene::Scene;
use super::word::Class;

/// How far a subject may stand from its verb.
const FARTHEST: usize = 60;
/// How far before a comma an earlier one may open a longer aside.
const LONGEST_ASIDE: usize = 16;

/// Where a cue's source lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// These words before the cue.
    Before(Run),
    /// The subject of an earlier verb: `…, adding that`, `and urged`.
    Shared,
    None,
}

/// The subject that stands before `cue`.
pub(super) fn subject(scene: &Scene<'_, '_>, cue: &Cue) -> Subject {
    let sentence = scene.sentence(cue.head);
    let floor = floor(scene, cue.run.first, sentence.first);
    match cue.form {
        Form::AccordingTo | Form::Noun => return Subject::None,
        Form::Participle => {
            let before = scene.class_before(cue.run.first);
            let free = matches!(
                before,
                Class::Comma
                    | Class::Dash
                    | Class::And
                    | Class::Preposition
                    | Class::Subordinator
                    | Class::Close
            );
            if free || cue.run.first == floor || scene.quote_ending(cue.run.first).is_some() {
                return Subject::Shared;
            }
        }
        _ => {}
    }
    let end = before_adverbs(scene, cue.run.first, floor);
    if end <= floor {
        return Subject::None;
    }
    let last = end - 1;
    match scene.class(last) {
        Class::Comma | Class::Dash | Class::Close => {
            aside(scene, last, floor).map_or(Subject::None, Subject::Before)
        }
        Class::And => Subject::Shared,
        Class::Preposition | Class::To | Class::Subordinator => Subject::None,
        _ => phrase::before(scene, end, floor).map_or(Subject::None, Subject::Before),
    }
}

/// Where the clause of the token at `at` may start: after the last quotation before it in its sentence.
fn floor(scene: &Scene<'_, '_>, at: usize, first: usize) -> usize {
    let first = first.max(at.saturating_sub(FARTHEST));
    match scene.quote_at(first) {
        Some(quote) if quote.run.end <= at => quote.run.end,
        _ => first,
    }
}

/// The end of what stands before adverbs and dates: `Roe on Tuesday also [said]`.
fn before_adverbs(scene: &Scene<'_, '_>, first: usize, floor: usize) -> usize {
    let mut end = first;
    while end > floor {
        let last = end - 1;
        if let Some(date) = scene.date_at(last).filter(|date| date.first > floor) {
            end = date.first;
            if end > floor && scene.is(end - 1, &["on", "in", "late", "early"]) {
                end -= 1;
            }
            continue;
        }
        match scene.class(last) {
            Class::Adverb => end = last,
            // `Roe and Poe both said`
            Class::Determiner
                if last > floor
                    && scene.class(last - 1).ends_phrase()
                    && scene.is(last, &["both", "all", "each"]) =>
            {
                end = last;
            }
            // `Roe, however, said`
            Class::Comma if last > floor + 1 && scene.class(last - 1) == Class::Adverb => {
                let mut opening = last - 1;
                while opening > floor && scene.class(opening) == Class::Adverb {
                    opening -= 1;
                }
                if scene.class(opening) != Class::Comma {
                    break;
                }
                end = opening;
            }
            _ => break,
        }
    }
    // `A law passed in May says`: the date belongs to the participle.
    if scene.class_before(end) == Class::Ed { first } else { end }
}

/// The phrase before an aside that closes with the comma, dash or bracket at `close`, with the aside where it says
/// who that is.
fn aside(scene: &Scene<'_, '_>, close: usize, floor: usize) -> Option<Run> {
    let closing = scene.class(close);
    let opens = |class: Class| match closing {
        Class::Close => class == Class::Open,
        other => class == other,
    };
    let mut at = close;
    while at > floor {
        at -= 1;
        if let Some(quote) = scene.quote_at(at) {
            if quote.run.len() > 6 || quote.run.first <= floor {
                return None;
            }
            at = quote.run.first;
            continue;
        }
        if !opens(scene.class(at)) {
            continue;
        }
        let Some(head) = phrase::before(scene, at, floor) else { continue };
        let inside = Run::new(at + 1, close);
        match kind_of_aside(scene, inside) {
            // `Roe, 52, the mayor of Springfield, Illinois, said`: an earlier comma may open a longer aside.
            Aside::Identifies => {
                let longer = is_place(scene, inside) || is_number(scene, head);
                let outer = longer.then(|| longer_aside(scene, at, close, floor)).flatten();
                return Some(outer.unwrap_or(Run::new(head.first, close + 1)));
            }
            Aside::Adds => return Some(head),
            Aside::None => {}
        }
    }
    None
}

/// The head with the aside that closes at `close` and opens before the token at `at`.
fn longer_aside(scene: &Scene<'_, '_>, at: usize, close: usize, floor: usize) -> Option<Run> {
    let mut earlier = at;
    for _ in 0..LONGEST_ASIDE {
        earlier = earlier.checked_sub(1).filter(|&earlier| earlier > floor)?;
        if scene.class(earlier) != Class::Comma {
            continue;
        }
        let head = phrase::before(scene, earlier, floor)?;
        if is_number(scene, head) {
            continue;
        }
        let inside = Run::new(earlier + 1, close);
        let fits = kind_of_aside(scene, inside) == Aside::Identifies
            && scene.class(inside.first) != Class::Name;
        return fits.then_some(Run::new(head.first, close + 1));
    }
    None
}

fn is_number(scene: &Scene<'_, '_>, run: Run) -> bool {
    run.tokens().all(|at| scene.class(at) == Class::Number)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Aside {
    /// An apposition: `the mayor of Springfield`.
    Identifies,
    /// A clause: `who took office in May`.
    Adds,
    None,
}

fn kind_of_aside(scene: &Scene<'_, '_>, inside: Run) -> Aside {
    if inside.is_empty() {
        return Aside::None;
    }
    let clause = inside.tokens().any(|at| scene.class(at).is_finite());
    match scene.class(inside.first) {
        Class::Relative | Class::Subordinator | Class::Question => Aside::Adds,
        Class::Ing | Class::Ed | Class::Adverb => Aside::Adds,
        Class::Preposition if !clause => Aside::Adds,
        Class::Possessive if scene.is(inside.first + 1, &["own"]) => Aside::Adds,
        Class::Determiner | Class::Possessive | Class::Noun | Class::Number | Class::Name => {
            // A relative clause may stand inside the apposition; a main clause means that this is no aside.
            let relative =
                inside.tokens().any(|at| matches!(scene.class(at), Class::Relative | Class::That));
            if clause && !relative { Aside::None } else { Aside::Identifies }
        }
        _ => Aside::None,
    }
}

fn is_place(scene: &Scene<'_, '_>, inside: Run) -> bool {
    inside.len() <= 3 && inside.tokens().all(|at| scene.class(at) == Class::Name)
}

/// The subject of the main clause of the sentence that holds the token at `at`: its first noun phrase before a verb.
pub(super) fn main_subject(scene: &Scene<'_, '_>, at: usize) -> Option<Run> {
    first_subject(scene, at, |_| false)
}

/// The same, where verbs are known by their tags, too: `Jane Roe shook her head.`
pub(super) fn tagged_subject(scene: &Scene<'_, '_>, at: usize) -> Option<Run> {
    first_subject(scene, at, |index| scene.is_tagged_finite(index))
}

/// The phrase before the first verb of the sentence that holds the token at `at`; `is_verb` knows more verbs.
fn first_subject(scene: &Scene<'_, '_>, at: usize, is_verb: impl Fn(usize) -> bool) -> Option<Run> {
    let sentence = scene.sentence(at);
    let end = sentence.end.min(sentence.first + FARTHEST);
    let mut index = sentence.first;
    while index < end {
        if let Some(quote) = scene.quote_at(index) {
            index = quote.run.end;
            continue;
        }
        if scene.class(index).is_finite()
            || index > sentence.first && (scene.class(index) == Class::Ed || is_verb(index))
        {
            let floor = sentence.first;
            let last = before_adverbs(scene, index, floor);
            let found = match scene.class_before(last) {
                Class::Comma => aside(scene, last.saturating_sub(1), floor),
                _ => phrase::before(scene, last, floor),
            };
            return found.filter(|found| found.first < at);
        }
        index += 1;
    }
    None
}

/// The source after the cue: `said Jane Roe, the mayor of Springfield`.
pub(super) fn inverted(scene: &Scene<'_, '_>, start: usize, end: usize) -> Option<Run> {
    let phrase = phrase::after(scene, start, end)?;
    let mut found = phrase;
    for _ in 0..3 {
        if scene.class(found.end) != Class::Comma || found.end + 1 >= end {
            break;
        }
        let Some(addition) = apposition(scene, found.end + 1, end) else { break };
        found.end = addition.end;
    }
    Some(found)
}

/// The apposition that starts at `start`.
fn apposition(scene: &Scene<'_, '_>, start: usize, end: usize) -> Option<Run> {
    let fits = match scene.class(start) {
        Class::Determiner | Class::Possessive | Class::Number | Class::Name => true,
        Class::Noun => !scene.is(start, &["adding", "though"]),
        _ => false,
    };
    if !fits || scene.quote_starting(start).is_some() {
        return None;
    }
    let phrase = phrase::after(scene, start, end)?;
    // A verb after it means that a new clause has begun.
    (!scene.class(phrase.end).is_finite()).then_some(phrase)
}
