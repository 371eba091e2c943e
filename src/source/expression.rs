//! The words of the text that may stand for one who speaks: sources of attributions, noun phrases, pronouns, names.

use std::ops::Range;

use super::candidate::{Candidate, bytes};
use super::resolve::Event;
use super::scene::{Expression, pronoun_at};
use super::sieve::may_speak;
use super::terms::Terms;
use super::words::{Reference, is_clitic};
use crate::analysis::Analysis;
use crate::attribution::{Attribution, Statement};
use crate::lexicon;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::span::TextRange;

/// The most tokens from the start of a sentence to a name that counts as its subject.
const OPENING: usize = 5;

/// The expression that an attribution gives as its source.
pub(super) fn expression<'c>(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    candidates: &'c [Candidate],
    attribution: &Attribution<'_>,
) -> Option<Expression<'c>> {
    let span = attribution.source.first()?;
    let tokens = analysis.tokens_in(span.range());
    if tokens.is_empty() {
        return None;
    }
    let first = candidates.partition_point(|it| it.phrase.head < tokens.start);
    let relative =
        tokens.len() == 1 && matches!(analysis.word(tokens.start), "who" | "that" | "which");
    let described = || {
        let candidate = candidates.get(first.checked_sub(1)?)?;
        let gap = tokens.start.saturating_sub(candidate.phrase.tokens.end);
        (gap == 0 || (gap == 1 && analysis.word(tokens.start - 1) == ",")).then_some(candidate)
    };
    let around = || {
        let candidate = candidates.get(first.checked_sub(1)?)?;
        let inside = candidate.phrase.tokens.end == tokens.end;
        (inside && candidate.cue.is_some() && candidate.speaks()).then_some(candidate)
    };
    let candidate = if let Some(candidate) = around() {
        Some(candidate)
    } else if relative {
        described()
    } else {
        candidates.get(first).filter(|it| it.phrase.head < tokens.end)
    };
    let name = name_in(analysis, mentions, &tokens, candidate)
        .filter(|_| candidate.is_none_or(|it| it.phrase.head >= tokens.start));
    let candidate = candidate.filter(|it| name.is_none() && !it.named);
    let pronoun =
        analysis.phrase(&lexicon::SOURCE_PRONOUNS, tokens.start, tokens.end).filter(|(len, _)| {
            candidate.is_none()
                && (*len == tokens.len() || analysis.word(tokens.start + len) == "of")
        });
    let sentence = analysis.sentence_at(tokens.start);
    let is_part = pronoun.is_some_and(|(len, value)| {
        matches!(value, "part" | "some" | "other") || len < tokens.len()
    });
    let pronoun = pronoun.map(|(_, value)| value).filter(|_| !is_part);
    let tokens = candidate.map_or(tokens, |it| it.phrase.tokens.clone());
    let doubtful = matches!(attribution.statement, Statement::Opinion | Statement::Refusal);
    let shown = candidate.is_some_and(|it| it.speaks() || it.cue.is_some());
    let doubtful = doubtful && !shown;
    let candidate = candidate.filter(|it| !doubtful || is_taken_up(it));
    Some(Expression {
        tokens,
        sentence,
        candidate,
        name,
        pronoun,
        is_part,
        doubtful,
        tentative: false,
    })
}

/// Whether a candidate may be an earlier source, so that the least verb makes it speak again.
fn is_taken_up(candidate: &Candidate) -> bool {
    matches!(candidate.phrase.reference, Reference::Definite | Reference::This | Reference::Owned)
}

/// The place of the name that is the head of a source.
fn name_in(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    tokens: &Range<usize>,
    candidate: Option<&Candidate>,
) -> Option<usize> {
    let range = analysis.range_of(tokens.clone());
    let first = mentions.partition_point(|it| it.span.start() < range.start());
    let inside = mentions
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, mention)| mention.span.start() < range.end())
        .take(16);
    for (place, mention) in inside {
        if mention.form != MentionForm::Name || !may_speak(mention.kind) {
            continue;
        }
        let end = analysis.tokens_in(mention.span.range()).end;
        let next = analysis.word(end);
        let follows = end < tokens.end && analysis.token(end).is_word();
        let modifies = follows
            && (is_clitic(next)
                || (!matches!(next, "of" | "in" | "at" | "from" | "and" | "for" | "who" | "with")));
        let person = mention.kind == EntityKind::Person;
        let covers = |it: &Candidate| {
            analysis.range_of(it.phrase.tokens.clone()).overlaps(mention.span.range())
        };
        let title = candidate.is_some_and(|it| {
            let bare = it.phrase.reference == Reference::Bare && !it.phrase.is_plural();
            let last = end == tokens.end || analysis.word(end) == ",";
            let after = it.phrase.tokens.end <= end && it.phrase.head < end;
            let joined = (it.phrase.tokens.end..end)
                .all(|at| !matches!(analysis.word(at), "," | "(" | "with"));
            person && (bare || (last && after && joined && !it.phrase.noun.plural && !covers(it)))
        });
        let within = !title
            && candidate.is_some_and(|it| {
                let phrase = analysis.range_of(it.phrase.tokens.clone());
                !it.named && phrase.overlaps(mention.span.range())
            });
        let part = modifies && (!person || is_clitic(next));
        if within || part {
            if candidate.is_some_and(|it| !it.named) && within {
                return None;
            }
            continue;
        }
        let before = candidate.is_none_or(|it| {
            title || it.named || mention.span.start() < analysis.token(it.phrase.head).start()
        });
        return before.then_some(place);
    }
    None
}

fn is_taken(taken: &[TextRange], range: TextRange) -> bool {
    let place = taken.partition_point(|it| it.start() < range.end());
    place.checked_sub(1).and_then(|place| taken.get(place)).is_some_and(|it| it.overlaps(range))
}

/// The candidates that speak outside attributions.
pub(super) fn alone<'c>(
    analysis: &Analysis<'_>,
    candidates: &'c [Candidate],
    taken: &[TextRange],
    quoted: &[TextRange],
    events: &mut Vec<Event<'c>>,
) {
    for candidate in candidates {
        let tokens = candidate.phrase.tokens.clone();
        let range = bytes(analysis, &tokens);
        if !candidate.speaks() || is_taken(taken, range) || is_taken(quoted, range) {
            continue;
        }
        events.push(Event::Alone(Expression {
            tokens,
            sentence: candidate.sentence,
            candidate: Some(candidate),
            name: None,
            pronoun: None,
            is_part: false,
            doubtful: false,
            tentative: true,
        }));
    }
}

/// The pronouns that speak outside attributions.
pub(super) fn pronouns(
    analysis: &Analysis<'_>,
    terms: &[Terms],
    taken: &[TextRange],
    quoted: &[TextRange],
    events: &mut Vec<Event<'_>>,
) {
    for (sentence, tokens) in analysis.sentence_list().iter().map(|it| it.tokens()).enumerate() {
        for at in tokens.clone() {
            let Some((words, value, is_part)) = pronoun_at(analysis, at, tokens.end, terms) else {
                continue;
            };
            let range = analysis.range_of(words.clone());
            if is_taken(taken, range) || is_taken(quoted, range) {
                continue;
            }
            events.push(Event::Alone(Expression {
                tokens: words,
                sentence,
                candidate: None,
                name: None,
                pronoun: Some(value).filter(|_| !is_part),
                is_part,
                doubtful: false,
                tentative: true,
            }));
        }
    }
}

/// The people that open a sentence by name.
pub(super) fn openings<'c>(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    events: &mut Vec<Event<'c>>,
) {
    let mut last = None;
    for (place, mention) in mentions.iter().enumerate() {
        if mention.kind != EntityKind::Person || mention.form != MentionForm::Name {
            continue;
        }
        let tokens = analysis.tokens_in(mention.span.range());
        let sentence = analysis.sentence_at(tokens.start);
        let start = analysis.sentence_list().get(sentence).map_or(0, |it| it.tokens().start);
        if tokens.start <= start + OPENING && last != Some(sentence) {
            last = Some(sentence);
            events.push(Event::Named(place, tokens));
        }
    }
}
