//! Where a noun phrase lies beside a verb.

use super::run::Run;
use super::scene::Scene;
use super::word::Class;

/// How far a phrase may reach.
const LONGEST: usize = 48;

/// The noun phrase that ends before the token at `end` and starts at `floor` or later.
pub(super) fn before(scene: &Scene<'_, '_>, end: usize, floor: usize) -> Option<Run> {
    let floor = floor.max(end.saturating_sub(LONGEST));
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    // `he said`, `both said`, `all agreed`
    if matches!(
        scene.class(last),
        Class::Pronoun | Class::Relative | Class::Determiner | Class::That
    ) {
        return Some(Run::new(last, end));
    }
    let partitive =
        scene.class(last) == Class::Object && scene.class_before(last) == Class::Preposition;
    if !scene.class(last).ends_phrase() && !partitive && scene.class(last) != Class::Mark {
        return None;
    }
    let mut first = end;
    let mut at = end;
    while at > floor {
        at -= 1;
        if scene.quote_at(at).is_some() && scene.quote_ending(end).is_none() {
            // Words in marks inside a name or description belong to it; a quotation before it does not.
            let quote = scene.quote_at(at).map_or(Run::new(at, at), |quote| quote.run);
            if quote.first <= floor || quote.len() > 5 || quote.end == first {
                break;
            }
            at = quote.first;
            continue;
        }
        match scene.class(at) {
            Class::Name | Class::Noun | Class::Number | Class::Determiner | Class::Pronoun => {
                first = at;
            }
            Class::Possessive | Class::Hyphen | Class::Close => {}
            Class::Open => first = at,
            Class::Preposition | Class::To if first < end && first == at + 1 => {}
            Class::Mark => {}
            Class::Adverb if first < end => {}
            Class::Ing if first <= at + 1 => {}
            Class::Ed if is_reduced(scene, at) => {}
            Class::And if joins_nouns(scene, at, floor) => {}
            Class::Object if first < end || partitive => first = at,
            _ => break,
        }
        if scene.class(at) == Class::Possessive && !is_clitic(scene, at) {
            first = at;
        }
    }
    let run = trim_start(scene, Run::new(first, end));
    (!run.is_empty()).then_some(run)
}

fn is_clitic(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.word(at).starts_with(['\'', '’'])
}

/// Whether the word in `-ed` at `at` modifies the noun before it: `a statement released by`, `a firm based in`.
fn is_reduced(scene: &Scene<'_, '_>, at: usize) -> bool {
    let next = scene.class(at + 1);
    matches!(next, Class::Preposition | Class::Noun | Class::Hyphen)
        || scene.date_at(at + 1).is_some()
        || scene.class_before(at) == Class::Hyphen
        || scene.class_before(at) == Class::Determiner
}

/// Whether the *and* at `at` joins nouns and not clauses: no verb stands before it in its clause.
fn joins_nouns(scene: &Scene<'_, '_>, at: usize, floor: usize) -> bool {
    if !scene.is(at, &["and", "or"]) {
        return false;
    }
    let mut before = at;
    while before > floor {
        before -= 1;
        if scene.quote_at(before).is_some() {
            return true;
        }
        match scene.class(before) {
            Class::Verb | Class::Ed | Class::Be | Class::Have | Class::Do | Class::Modal => {
                return false;
            }
            Class::Stop | Class::Colon | Class::Subordinator | Class::That | Class::Relative => {
                return true;
            }
            _ => {}
        }
    }
    true
}

/// `run` without a preposition, conjunction or adverb at its start.
fn trim_start(scene: &Scene<'_, '_>, run: Run) -> Run {
    let mut first = run.first;
    while first < run.end && !scene.class(first).starts_phrase() && !is_opening(scene, first) {
        first += 1;
    }
    // The possessive mark alone starts nothing.
    if scene.is_clitic(first) && first + 1 < run.end {
        first += 1;
    }
    Run::new(first, run.end)
}

fn is_opening(scene: &Scene<'_, '_>, at: usize) -> bool {
    matches!(scene.class(at), Class::That | Class::Relative | Class::Ed | Class::Ing)
}

/// The noun phrase that starts at the token at `start` and ends at `ceiling` or before, without what a comma adds.
pub(super) fn after(scene: &Scene<'_, '_>, start: usize, ceiling: usize) -> Option<Run> {
    let ceiling = ceiling.min(start.saturating_add(LONGEST));
    if !scene.class(start).starts_phrase()
        && !matches!(
            scene.class(start),
            Class::Object | Class::Relative | Class::Ed | Class::Ing | Class::Adverb | Class::That
        )
    {
        return None;
    }
    if matches!(scene.class(start), Class::Pronoun | Class::Object)
        && !scene.is(start, &["one", "none", "others", "anyone", "everyone", "someone"])
    {
        return Some(Run::new(start, start + 1));
    }
    let mut end = start;
    let mut at = start;
    let mut has_head = false;
    let mut named = false;
    while at < ceiling {
        if scene.quote_at(at).is_some_and(|quote| quote.run.len() > 5) {
            break;
        }
        if scene.date_at(at).is_some() && has_head {
            break;
        }
        match scene.class(at) {
            Class::Name => {
                has_head = true;
                named = true;
                end = at + 1;
            }
            // `told Roe she would appeal`: a clause has begun.
            Class::Pronoun
                if has_head && scene.is(at, &["he", "i", "it", "she", "they", "we", "you"]) =>
            {
                break;
            }
            Class::Noun | Class::Number | Class::Pronoun | Class::Close => {
                has_head = true;
                end = at + 1;
            }
            Class::Object if has_head => end = at + 1,
            Class::Ing | Class::Ed if !has_head => end = at + 1,
            Class::Ing | Class::Ed if scene.class_before(at) == Class::Hyphen => end = at + 1,
            Class::Ed if has_head && !named && scene.class(at + 1) == Class::Preposition => {
                end = at + 1;
            }
            // `told the BBC the bridge would close`: the next phrase has begun.
            Class::Determiner | Class::Possessive
                if has_head
                    && !is_clitic(scene, at)
                    && !matches!(
                        scene.class_before(at),
                        Class::Preposition | Class::And | Class::Comma
                    ) =>
            {
                break;
            }
            Class::Determiner | Class::Possessive | Class::Hyphen | Class::Open | Class::Mark => {
                if is_clitic(scene, at) {
                    end = at + 1;
                }
            }
            Class::Preposition if keeps(scene, at, named) => {}
            Class::Adverb if !has_head => {}
            Class::That if at == start => end = at + 1,
            Class::And
                if scene.is(at, &["and"])
                    && scene.class(at + 1).starts_phrase()
                    && scene.class(at + 1) != Class::Pronoun => {}
            _ => break,
        }
        at += 1;
    }
    (end > start).then_some(Run::new(start, end))
}

/// Whether the preposition at `at` goes on with the phrase before it and not with the verb.
fn keeps(scene: &Scene<'_, '_>, at: usize, named: bool) -> bool {
    if scene.date_at(at + 1).is_some() {
        return false;
    }
    if named {
        scene.is(at, &["of", "from", "for"])
    } else {
        scene.is(
            at,
            &[
                "of", "from", "for", "at", "with", "in", "on", "to", "by", "inside", "within",
                "among", "about", "near",
            ],
        )
    }
}
