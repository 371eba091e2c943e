//! Those who were asked and said nothing: fixed expressions that news uses for it.

use super::cue::Form;
use super::frame::Draft;
use super::page::draft;
use super::phrase;
use super::run::Run;
use super::scene::Scene;
use super::settle::Taken;
use super::subject::main_subject;
use super::word::Class;
use crate::lexicon;

/// The rule of those who gave no answer: `could not be reached for comment`.
pub(super) const NO_ANSWER: &str = "no_answer";
/// The rule of those who kept something to themselves: `did not elaborate`.
pub(super) const NO_DETAILS: &str = "no_details";

/// How sure it is that such an expression attributes, in a hundred: of two who annotate, one leaves it out.
const CONFIDENCE: u8 = 60;
/// How far the auxiliaries and adverbs of a verb may reach before it, and the adverbs after a *not*.
const LONGEST_GROUP: usize = 5;
/// How far *neither* may stand before its verb.
const LONGEST_SUBJECT: usize = 14;
/// How long what went unanswered may be.
const LONGEST_OBJECT: usize = 30;

/// The values of [`lexicon::SILENCE_WORDS`]: `calls`, `information`, `gave`.
const REQUEST: &str = "request";
const DETAIL: &str = "detail";
const GIVE: &str = "give";

/// An expression: who kept silent, the words for it, and what they kept silent on.
struct Found {
    rule: &'static str,
    source: Option<Run>,
    cue: Run,
    content: Run,
}

/// Adds those who said nothing to `drafts`, which the words attribute.
pub(super) fn add(scene: &Scene<'_, '_>, drafts: &mut Vec<Draft>) {
    // `Calls to the mayor’s office were not returned` calls for nothing.
    drafts.retain(|draft| !is_unreturned(scene, draft));
    let taken = Taken::of(drafts);
    let mut cues: Vec<Run> = drafts.iter().map(|draft| draft.cue_run).collect();
    cues.sort();
    for at in 0..scene.len() {
        let read = match scene.class(at) {
            Class::Not => not,
            Class::Mark | Class::Comma | Class::Stop | Class::Name => continue,
            _ if scene.is(at, &["yet", "failed"]) => unfulfilled,
            _ if scene.is(at, &["unavailable", "unanswered", "silent"]) => adjective,
            _ if scene.is(at, &["no"]) => no,
            _ => continue,
        };
        let free = |run: Run| {
            let next = cues.partition_point(|cue| cue.end <= run.first);
            !taken.holds(run) && cues.get(next).is_none_or(|cue| !cue.overlaps(run))
        };
        if scene.quote_at(at).is_some() || !free(Run::new(at, at + 1)) {
            continue;
        }
        let Some(found) = read(scene, at) else { continue };
        if free(found.cue) && free(found.content) && !found.content.is_empty() {
            drafts.push(draft(found.rule, found.source, found.cue, found.content, CONFIDENCE));
        }
    }
}

/// Whether what a noun seems to call for is that it was not answered.
fn is_unreturned(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let calls = draft.cue.is_some_and(|cue| cue.form == Form::Noun);
    let unreturned = |run: &Run| {
        (run.end..run.end + 3).any(|at| {
            let verb = after_adverbs(scene, at + 1);
            scene.class(at) == Class::Not && scene.is(verb, &["returned", "answered"])
        })
    };
    calls && draft.content.iter().any(unreturned)
}

/// `did not respond`, `could not be reached`, `was not available for comment`, `were not returned`
fn not(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    if scene.is(at, &["neither"]) {
        return neither(scene, at);
    }
    let first = group_first(scene, at);
    let aux = scene.class(at.checked_sub(1)?);
    if !aux.is_auxiliary() {
        return None;
    }
    let verb = after_adverbs(scene, at + 1);
    if aux == Class::Be && scene.is(verb, &["available"]) {
        return for_comment(scene, first, verb + 1);
    }
    if aux == Class::Be && scene.is(verb, &["returned", "answered"]) {
        return unreturned(scene, first, verb + 1);
    }
    if aux == Class::Modal && scene.is(verb, &["be"]) {
        let reached = after_adverbs(scene, verb + 1);
        return (scene.is(reached, &["reached", "contacted"]))
            .then(|| for_comment(scene, first, reached + 1))
            .flatten();
    }
    let (rule, content) = unanswered(scene, verb)?;
    // `would not comment`
    let unwilling = aux == Class::Modal && scene.is(verb, &["comment"]);
    Some(Found {
        rule: if unwilling { NO_DETAILS } else { rule },
        source: source(scene, first),
        cue: Run::new(first, content.first),
        content,
    })
}

/// `Neither company responded to questions`
fn neither(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let done = ["responded", "replied", "returned", "answered", "commented"];
    let verb = (at + 1..at + LONGEST_SUBJECT).find(|&at| scene.is(at, &done))?;
    let first = group_first(scene, verb);
    let source = Run::new(at, first);
    let (rule, content) = unanswered(scene, verb)?;
    let apart = !source.tokens().any(|at| {
        let class = scene.class(at);
        class.is_finite() || matches!(class, Class::Stop | Class::Comma)
    });
    let cue = Run::new(first, content.first.max(first));
    (apart && first > at + 1).then_some(Found { rule, source: Some(source), cue, content })
}

/// The rule of the verb at `verb` that one has not done, and what it is not done to: `respond [to a request]`.
fn unanswered(scene: &Scene<'_, '_>, verb: usize) -> Option<(&'static str, Run)> {
    let next = after_adverbs(scene, verb + 1);
    let ends = matches!(
        scene.class(next),
        Class::Stop | Class::Comma | Class::And | Class::Subordinator | Class::Close
    ) || next >= scene.len()
        || scene.date_at(next).is_some()
        || scene.date_at(next + 1).is_some()
        || scene.is(next, &["by", "before", "when", "further", "on"]);
    let bare = Run::new(verb, verb + 1);
    if scene.is(verb, &["respond", "reply", "responded", "replied"]) {
        let asked = scene.class(next) == Class::To;
        let object = asked.then(|| object(scene, next + 1)).filter(|run| is_request(scene, *run));
        return object.or(Some(bare).filter(|_| ends)).map(|run| (NO_ANSWER, run));
    }
    if scene.is(verb, &["return", "answer", "returned", "answered"]) {
        let object = object(scene, next);
        return is_request(scene, object).then_some((NO_ANSWER, object));
    }
    if scene.is(verb, &["comment", "commented"]) {
        return ends.then_some((NO_ANSWER, bare));
    }
    (scene.is(verb, &["elaborate", "elaborated"]) && ends).then_some((NO_DETAILS, bare))
}

/// `has yet to respond`, `failed to respond to questions`
fn unfulfilled(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let before = scene.class(at.checked_sub(1)?);
    let opens = scene.is(at, &["failed"]) || before == Class::Have || before == Class::Be;
    if !opens || scene.class(at + 1) != Class::To {
        return None;
    }
    let verb = after_adverbs(scene, at + 2);
    let (rule, content) = unanswered(scene, verb)?;
    let first = group_first(scene, at);
    let source = source(scene, first);
    let content = if content.first == verb { Run::new(at + 1, content.end) } else { content };
    Some(Found { rule, source, cue: Run::new(first, content.first), content })
}

/// `was unavailable for comment`, `went unanswered`, `has remained silent`
fn adjective(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let verb = at.checked_sub(1)?;
    let be = scene.class(verb) == Class::Be;
    let first = group_first(scene, if be { at } else { verb });
    if scene.is(at, &["unavailable"]) && be {
        return for_comment(scene, first, at + 1);
    }
    if scene.is(at, &["unanswered"]) && (be || scene.is(verb, &["went", "gone"])) {
        return unreturned(scene, first, at + 1);
    }
    let silent = scene.is(at, &["silent"])
        && scene.is(verb, &["remained", "remains", "stayed", "stays", "kept", "keeps"]);
    let content = object(scene, at);
    let source = source(scene, first);
    silent.then_some(Found { rule: NO_ANSWER, source, cue: Run::new(first, at), content })
}

/// `There was no immediate comment from`, `made no comment`, `gave no details of`
fn no(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let noun = (at + 1..at + 4).find(|&noun| {
        scene.is(noun, &["comment", "response", "reaction"]) || is(scene, noun, DETAIL)
    })?;
    if (at + 1..noun).any(|at| !matches!(scene.class(at), Class::Noun | Class::Adverb)) {
        return None;
    }
    let details = is(scene, noun, DETAIL);
    let verb = at.checked_sub(1)?;
    let first = group_first(scene, verb);
    if scene.class(verb) == Class::Be && !details {
        let there = scene.class(first.checked_sub(1)?) == Class::There;
        let from = scene.is(noun + 1, &["from"]) && there;
        let source = from.then(|| phrase::after(scene, noun + 2, scene.stretch_end(noun)))??;
        let content = Run::new(at + 1, noun + 1);
        return Some(Found {
            rule: NO_ANSWER,
            source: Some(source),
            cue: Run::new(first, at + 1),
            content,
        });
    }
    let gives = is(scene, verb, GIVE);
    let makes = scene.is(verb, &["made", "had", "offered", "issued"]);
    if !(gives && details || makes && !details) {
        return None;
    }
    let unwilling = scene.is(verb, &["had", "offered"]) && scene.is(noun, &["comment"]);
    let rule = if details || unwilling { NO_DETAILS } else { NO_ANSWER };
    let content = if details { object(scene, at + 1) } else { Run::new(at + 1, noun + 1) };
    let source = source(scene, first)?;
    Some(Found { rule, source: Some(source), cue: Run::new(first, at + 1), content })
}

/// Whether the verb in `cue` gives nothing: `gave no details`.
pub(super) fn gives_nothing(scene: &Scene<'_, '_>, cue: Run) -> bool {
    (cue.first..cue.end.min(cue.first + 4)).any(|at| {
        is(scene, at, GIVE)
            && scene.is(at + 1, &["no"])
            && (at + 2..at + 5).any(|at| is(scene, at, DETAIL))
    })
}

/// `… for comment`, where one could not be reached: `cue` starts at `first` and ends at `end`.
fn for_comment(scene: &Scene<'_, '_>, first: usize, end: usize) -> Option<Found> {
    let comment =
        (end + 1..end + 5).find(|&at| scene.is(at, &["comment", "interview", "interviews"]));
    let comment = comment.filter(|_| scene.is(end, &["for", "to"]))?;
    let (cue, content) = (Run::new(first, end), Run::new(end, comment + 1));
    Some(Found { rule: NO_ANSWER, source: source(scene, first), cue, content })
}

/// `Calls to the mayor’s office were not returned`: the group of its verb starts at `first` and ends at `end`.
fn unreturned(scene: &Scene<'_, '_>, first: usize, end: usize) -> Option<Found> {
    let sentence = scene.sentence(first);
    let opens = sentence.first.max(first.saturating_sub(LONGEST_OBJECT));
    let noun = (opens..first).find(|&at| is(scene, at, REQUEST))?;
    let subject = phrase::before(scene, noun + 1, opens)?;
    let to = (noun..first).find(|&at| scene.class(at) == Class::To);
    let source = to.and_then(|to| phrase::after(scene, to + 1, first));
    let content = Run::new(subject.first, if source.is_some() { noun + 1 } else { first });
    Some(Found { rule: NO_ANSWER, source, cue: Run::new(first, end), content })
}

/// Where the auxiliaries and adverbs that end before `at` start.
fn group_first(scene: &Scene<'_, '_>, at: usize) -> usize {
    let near = (at.saturating_sub(LONGEST_GROUP)..at).rev();
    let group = near.take_while(|&at| {
        let class = scene.class(at);
        class.is_auxiliary() || matches!(class, Class::Adverb | Class::Not)
    });
    group.last().unwrap_or(at)
}

fn after_adverbs(scene: &Scene<'_, '_>, at: usize) -> usize {
    let adverb = |at: &usize| {
        scene.class(*at) == Class::Adverb || scene.is(*at, &["so", "far", "yet", "immediately"])
    };
    at + (at..at + LONGEST_GROUP).take_while(adverb).count()
}

/// The subject of the verb whose group starts at `first`.
fn source(scene: &Scene<'_, '_>, first: usize) -> Option<Run> {
    let sentence = scene.sentence(first).first;
    match scene.class_before(first) {
        Class::Comma | Class::Close | Class::Dash => main_subject(scene, first),
        _ => phrase::before(scene, first, sentence),
    }
}

/// What stands at `at` up to the end of its clause or a date.
fn object(scene: &Scene<'_, '_>, at: usize) -> Run {
    let ends = |&at: &usize| {
        matches!(
            scene.class(at),
            Class::Stop
                | Class::Comma
                | Class::And
                | Class::Subordinator
                | Class::Close
                | Class::Colon
        ) || scene.date_at(at).is_some()
            || scene.class(at) == Class::Preposition && scene.date_at(at + 1).is_some()
    };
    let limit = scene.len().min(at + LONGEST_OBJECT);
    let end = (at..limit).find(ends).unwrap_or(limit);
    // `a request for comment on` what a clause says
    let dangling = end > at + 1 && scene.class(end - 1) == Class::Preposition;
    Run::new(at, end - usize::from(dangling))
}

/// Whether the token at `at` is listed as `value` among the words of silence.
fn is(scene: &Scene<'_, '_>, at: usize, value: &str) -> bool {
    scene.value(&lexicon::SILENCE_WORDS, at) == Some(value)
}

fn is_request(scene: &Scene<'_, '_>, run: Run) -> bool {
    run.tokens().any(|at| is(scene, at, REQUEST))
}
