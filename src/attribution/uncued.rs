//! Quotations that no word attributes: whose they are by what stands before them.

use crate::lexicon;

use super::frame::Draft;
use super::page::{draft, merge};
use super::phrase;
use super::run::Run;
use super::scene::{Quote, Scene};
use super::settle::Taken;
use super::subject::tagged_subject;
use super::word::Class;

/// How many words and marks are looked through for somebody who is brought in.
const FARTHEST: usize = 60;
/// How many words and marks of a phrase are asked whether they name somebody.
const LONGEST_NAME: usize = 16;

/// Quotations in a paragraph after a sentence that brings in who speaks: `The mayor was blunt. “We will see.”`
pub(super) fn introduced(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let taken = Taken::of(drafts);
    let free = scene.quotes().iter().filter(|quote| {
        quote.utterance && !taken.holds(quote.run) && is_own_sentence(scene, **quote)
    });
    let found = free.filter_map(|quote| {
        let source = brought_in(scene, quote.run.first.checked_sub(1)?)?;
        let nothing = Run::new(quote.run.first, quote.run.first);
        Some(draft(name, Some(source), nothing, quote.run, 60))
    });
    let found = found.collect();
    merge(drafts, found);
}

/// The one whom the sentence that ends with the token at `last` tells of.
fn brought_in(scene: &Scene<'_, '_>, last: usize) -> Option<Run> {
    if scene.class(last) != Class::Stop || scene.quote_at(last).is_some() {
        return None;
    }
    let sentence = scene.sentence(last);
    let opener = scene.is(sentence.first, &["for"]).then(|| {
        // `For Jane Roe, the vote was personal.`
        let phrase = phrase::after(scene, sentence.first + 1, last)?;
        (scene.class(phrase.end) == Class::Comma).then_some(phrase)
    });
    let subject = opener.flatten().or_else(|| tagged_subject(scene, last))?;
    // `Jane Roe met John Poe at noon.`: who speaks after that is open.
    let rest = Run::new(subject.end, last.min(subject.end + FARTHEST));
    let another = rest.tokens().any(|at| {
        let her = scene.is(at, &["her"]) && scene.class(at + 1) != Class::Noun;
        her || scene.is(at, &["him"]) || is_given(scene, rest, at)
    });
    (is_person(scene, subject) && !another).then_some(subject)
}

/// Whether the words at `at` and after it are a given name and another, and lie in `run`.
fn is_given(scene: &Scene<'_, '_>, run: Run, at: usize) -> bool {
    let is_name = |at: usize| scene.class(at) == Class::Name && run.contains(at);
    is_name(at) && is_name(at + 1) && lexicon::holds(lexicon::GIVEN_NAMES, scene.word(at))
}

/// Whether `phrase` is sure to tell of one person: a pronoun, a title or a role, a given name.
fn is_person(scene: &Scene<'_, '_>, phrase: Run) -> bool {
    if phrase.len() == 1 && scene.is(phrase.first, &["he", "she"]) {
        return true;
    }
    let listed = |list: &lexicon::Lexicon, at: usize| scene.value(list, at).is_some();
    let ends = |at: &usize| {
        matches!(scene.class(*at), Class::Comma | Class::Preposition | Class::Relative)
    };
    let end = phrase.tokens().find(ends).unwrap_or(phrase.end);
    let head = Run::new(phrase.first, end);
    let last = head.end.saturating_sub(1);
    let named = phrase.contains(last) && scene.class(last) == Class::Name;
    let role = |at: usize| listed(&lexicon::TITLES, at) || listed(&lexicon::SOURCE_NOUNS, at);
    // `Jane Roe`, `the steward, Jane Roe`
    phrase.tokens().take(LONGEST_NAME).any(|at| is_given(scene, phrase, at))
        || named && head.tokens().any(role)
        || !head.is_empty() && listed(&lexicon::SOURCE_NOUNS, last)
}

/// Whether `quote` is a sentence or more and stands in a paragraph after a sentence.
fn is_own_sentence(scene: &Scene<'_, '_>, quote: Quote) -> bool {
    let Run { first, end } = quote.run;
    let Some(last) = first.checked_sub(1) else { return false };
    scene.paragraph(last) == scene.paragraph(first)
        && scene.sentence(first).first == first
        && ends_sentence(scene, quote)
        && scene.class(end) != Class::Dash
}

fn ends_sentence(scene: &Scene<'_, '_>, quote: Quote) -> bool {
    let end = quote.run.end;
    end >= scene.len() || scene.sentence(end.saturating_sub(1)).end <= end
}

/// Quotations that stand as paragraphs of their own without a cue: to the speaker of the paragraph before.
pub(super) fn floating(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let taken = Taken::of(drafts);
    // Where the quotations of each draft end, in the order of the text.
    let mut ends: Vec<(usize, usize)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.content.iter().any(|run| scene.quote_at(run.first).is_some()))
        .filter_map(|(index, draft)| {
            Some((draft.content.last()?.end.max(draft.cue_run.end), index))
        })
        .collect();
    ends.sort_unstable();
    let mut before = 0;
    let mut last: Option<(usize, usize)> = None;
    for quote in scene.quotes() {
        while let Some(&(end, index)) = ends.get(before).filter(|(end, _)| *end <= quote.run.first)
        {
            last = last.max(Some((end, index)));
            before += 1;
        }
        let Some((end, speaker)) = last else { continue };
        let paragraph = scene.paragraph(quote.run.first);
        let opens = scene.paragraph_run(paragraph).is_some_and(|run| run.first == quote.run.first);
        if taken.holds(quote.run)
            || !opens
            || !ends_sentence(scene, *quote)
            || scene.paragraph(end.saturating_sub(1)) + 1 != paragraph
            || is_another_in(
                scene,
                Run::new(scene.stretch_end(end.saturating_sub(1)), quote.run.first),
            )
        {
            continue;
        }
        let nothing = Run::new(quote.run.first, quote.run.first);
        last = Some((quote.run.end, drafts.len()));
        drafts
            .push(Draft { continues: Some(speaker), ..draft(name, None, nothing, quote.run, 55) });
    }
}

/// Whether a sentence of `run` brings somebody in.
fn is_another_in(scene: &Scene<'_, '_>, run: Run) -> bool {
    if run.len() > FARTHEST {
        return true;
    }
    let mut at = run.first;
    while at < run.end {
        let sentence = scene.sentence(at);
        let last = sentence.end.saturating_sub(1);
        if tagged_subject(scene, last).is_some_and(|subject| is_person(scene, subject)) {
            return true;
        }
        at = sentence.end.max(at + 1);
    }
    false
}
