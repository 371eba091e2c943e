//! The words of the text that may stand for one who speaks: sources of attributions, noun phrases, pronouns, names.

use std::ops::Range;

use super::candidate::{Candidate, bytes};
use super::head::{first_name, name_in};
use super::phrase::quantity;
use super::resolve::Event;
use super::scene::{Expression, pronoun_at};
use super::terms::Terms;
use super::words::{Reference, is_auxiliary, value};
use crate::analysis::Analysis;
use crate::attribution::{Attribution, Statement};
use crate::lexicon;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::span::TextRange;
use crate::token::Shape;

/// The most tokens from the start of a sentence to a name that counts as its subject.
const OPENING: usize = 5;
/// The most mentions after a name that may speak together with it.
const TOGETHER: usize = 8;
/// The most tokens between two names that speak together.
const LONGEST_TITLE: usize = 24;

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
    let name = name.or_else(|| first_name(analysis, mentions, candidate?));
    let candidate = candidate.filter(|it| name.is_none() && !it.named);
    let others = name.map_or_else(Vec::new, |name| together(analysis, mentions, &tokens, name));
    let companions = companions(
        analysis,
        candidates,
        &tokens,
        candidate,
        name.and(others.last().copied().or(name)),
        mentions,
    );
    let (tokens, core) = match (candidate, name) {
        (None, None) => counted(analysis, tokens),
        _ => (tokens.clone(), tokens),
    };
    let pronoun =
        analysis.phrase(&lexicon::SOURCE_PRONOUNS, core.start, core.end).filter(|(len, _)| {
            candidate.is_none() && (*len == core.len() || analysis.word(core.start + len) == "of")
        });
    let sentence = analysis.sentence_at(tokens.start);
    let is_part = pronoun
        .is_some_and(|(len, value)| matches!(value, "part" | "some" | "other") || len < core.len());
    let whole =
        ["all", "both"].iter().any(|it| analysis.word(tokens.start).eq_ignore_ascii_case(it));
    let is_part = is_part && !(whole && core.start > tokens.start);
    let pronoun = pronoun.map(|(_, value)| value).filter(|_| !is_part);
    let pronoun = if whole && pronoun == Some("part") { Some("many") } else { pronoun };
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
        others,
        companions,
        pronoun,
        is_part,
        doubtful,
        tentative: false,
    })
}

/// The words of a source without a noun, with the number before them, and without it: `At least [five]`, `Two [others]`.
fn counted(analysis: &Analysis<'_>, tokens: Range<usize>) -> (Range<usize>, Range<usize>) {
    let sentence = analysis.sentence_list().get(analysis.sentence_at(tokens.start));
    let floor = sentence.map_or(tokens.start, |it| it.tokens().start);
    let last = tokens.end.saturating_sub(1);
    let part = value(analysis, &lexicon::SOURCE_PRONOUNS, last);
    if tokens.len() > 3 || !matches!(part, Some("part" | "some" | "other")) {
        return (tokens.clone(), tokens);
    }
    let end = if part == Some("part") { tokens.end } else { last };
    let start = quantity(analysis, end, floor).map_or(tokens.start, |it| it.tokens.start);
    if start >= tokens.start && tokens.len() == 1 {
        return (tokens.clone(), tokens);
    }
    (start.min(tokens.start)..tokens.end, last..tokens.end)
}

/// Whether a candidate may be an earlier source, so that the least verb makes it speak again.
fn is_taken_up(candidate: &Candidate) -> bool {
    matches!(candidate.phrase.reference, Reference::Definite | Reference::This | Reference::Owned)
}

/// The names in `tokens` after the one at `name` that an *and* joins to it: `Jane Roe, the mayor, and her deputy, Dan Ulm`.
fn together(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    tokens: &Range<usize>,
    name: usize,
) -> Vec<usize> {
    let mut found = Vec::new();
    let Some(first) = mentions.get(name) else { return found };
    let Range { start: name_start, end: mut last } = analysis.tokens_in(first.span.range());
    for place in name + 1..mentions.len().min(name + TOGETHER) {
        let Some(mention) = mentions.get(place) else { break };
        let at = analysis.tokens_in(mention.span.range());
        if at.end > tokens.end {
            break;
        }
        let same = mention.kind == first.kind && mention.form == MentionForm::Name;
        // `Jane Roe, a former Norvik executive and Halden director`: the name is part of a title.
        let next = analysis.word(at.end);
        let modifies = mention.kind == EntityKind::Person
            && at.end < tokens.end
            && analysis.token(at.end).shape == Shape::Lower
            && !matches!(
                next,
                "and" | "of" | "in" | "at" | "from" | "for" | "who" | "with" | "both" | "all"
            );
        let the = |at: usize| analysis.word(at.saturating_sub(1)).eq_ignore_ascii_case("the");
        // `The Mariners and Dockers Union` is one.
        let one = mention.kind != EntityKind::Person && the(name_start) && !the(at.start);
        if same && !one && !modifies && joined(analysis, last..at.start) {
            found.push(place);
            last = at.end;
        }
    }
    found
}

/// The noun phrases in `tokens` that an *and* joins to the candidate or the last name before them.
fn companions<'c>(
    analysis: &Analysis<'_>,
    candidates: &'c [Candidate],
    tokens: &Range<usize>,
    candidate: Option<&Candidate>,
    name: Option<usize>,
    mentions: &[Mention<'_>],
) -> Vec<&'c Candidate> {
    let mut found = Vec::new();
    let named =
        name.and_then(|name| mentions.get(name)).map(|it| analysis.tokens_in(it.span.range()).end);
    let Some(mut last) = candidate.map(|it| it.phrase.tokens.end).or(named) else { return found };
    let first = candidates.partition_point(|it| it.phrase.tokens.start < last);
    for other in candidates.get(first..).unwrap_or_default().iter().take(TOGETHER) {
        let phrase = &other.phrase;
        if phrase.tokens.end > tokens.end {
            break;
        }
        let and = phrase.tokens.start.checked_sub(1).filter(|&and| analysis.word(and) == "and");
        let beside =
            and.is_some_and(|and| and == last || (and == last + 1 && analysis.word(last) == ","));
        // `the chair and chief of the bank` is one, as `Jane Roe, a lawyer and mother` is.
        let role = phrase.reference == Reference::Bare && !phrase.is_plural();
        let someone =
            !role && !other.named && !phrase.resource && phrase.reference != Reference::Nobody;
        if beside && someone {
            found.push(other);
            last = phrase.tokens.end;
        }
    }
    found
}

/// Whether the words between two names join them: `and`, a comma before more of them, with what their titles say.
fn joined(analysis: &Analysis<'_>, between: Range<usize>) -> bool {
    let word = |at: usize| analysis.word(at);
    let and = between.clone().rev().find(|&at| matches!(word(at), "and" | "&"));
    let Some(and) = and.filter(|_| between.len() <= LONGEST_TITLE) else { return false };
    let links = |at: usize| {
        matches!(
            word(at),
            "of" | "for" | "to" | "by" | "with" | "from" | "at" | "in" | "on" | "against" | "as"
        )
    };
    let before = between.start..and;
    let clause = before.clone().any(|at| matches!(word(at), "who" | "whom" | "which" | "that"));
    let closed = and > between.start && word(and - 1) == ",";
    !clause && (closed || !before.clone().any(links)) && !(and + 1..between.end).any(links)
}

fn is_taken(taken: &[TextRange], range: TextRange) -> bool {
    let place = taken.partition_point(|it| it.start() < range.end());
    place.checked_sub(1).and_then(|place| taken.get(place)).is_some_and(|it| it.overlaps(range))
}

/// Whether one of `cues`, which are in order, holds the token at `at`.
fn holds(cues: &[Range<usize>], at: usize) -> bool {
    let next = cues.partition_point(|cue| cue.end <= at);
    cues.get(next).is_some_and(|cue| cue.start <= at)
}

/// The candidates that speak outside attributions.
pub(super) fn alone<'c>(
    analysis: &Analysis<'_>,
    candidates: &'c [Candidate],
    taken: &[TextRange],
    quoted: &[TextRange],
    cues: &[Range<usize>],
    terms: &[Terms],
    events: &mut Vec<Event<'c>>,
) {
    for candidate in candidates {
        let tokens = candidate.phrase.tokens.clone();
        let range = bytes(analysis, &tokens);
        let supposed = is_supposed(analysis, tokens.start) && !candidate.is_told_of();
        // `Since he may not brief reporters, an aide said`.
        let next = terms.partition_point(|it| it.end() <= tokens.start);
        let reason = terms.get(next).and_then(|it| it.reason.as_ref());
        let within = reason.is_some_and(|it| it.contains(&tokens.start));
        let supposed = supposed || within;
        if !candidate.speaks() || supposed || is_taken(taken, range) || is_taken(quoted, range) {
            continue;
        }
        // `Roe, in tears, said the mayor had left`: the verb has its subject.
        let inverted = candidate.cue.filter(|&cue| cue < tokens.start);
        if inverted.is_some_and(|cue| holds(cues, cue)) && !candidate.is_told_of() {
            continue;
        }
        events.push(Event::Alone(Expression {
            candidate: Some(candidate),
            tentative: true,
            ..Expression::alone(tokens, candidate.sentence)
        }));
    }
}

/// Whether the words before the token at `at` only suppose what its clause says: `if`, `suppose that`.
fn is_supposed(analysis: &Analysis<'_>, at: usize) -> bool {
    let supposes = |at: usize| lexicon::SUPPOSING_WORDS.contains(analysis.word(at));
    at.checked_sub(1).is_some_and(|one| {
        supposes(one) || analysis.word(one) == "that" && one.checked_sub(1).is_some_and(supposes)
    })
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
                pronoun: Some(value).filter(|_| !is_part),
                is_part,
                tentative: true,
                ..Expression::alone(words, sentence)
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
        if last != Some(sentence)
            && (tokens.start <= start + OPENING || is_subject(analysis, &tokens))
        {
            last = Some(sentence);
            events.push(Event::Named(place, tokens));
        }
    }
}

/// Whether a name after a comma has a verb: `Asked whether it would last, Roe laughed`.
fn is_subject(analysis: &Analysis<'_>, name: &Range<usize>) -> bool {
    let opens = name.start.checked_sub(1).is_some_and(|at| analysis.word(at) == ",");
    let word = analysis.word(name.end);
    let verb = || {
        word.ends_with("ed")
            || is_auxiliary(analysis, name.end)
            || value(analysis, &lexicon::WORD_CLASSES, name.end) == Some("verb")
            || value(analysis, &lexicon::CUE_VERBS, name.end).is_some()
    };
    opens && analysis.token(name.end).shape == Shape::Lower && verb()
}
