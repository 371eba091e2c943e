//! The words of the text that may stand for one who speaks: sources of attributions, noun phrases, pronouns, names.

use std::ops::Range;

use super::candidate::{Candidate, bytes};
use super::phrase::quantity;
use super::resolve::Event;
use super::scene::{Expression, pronoun_at};
use super::sieve::may_speak;
use super::terms::Terms;
use super::words::{Reference, is_auxiliary, is_clitic, value};
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

/// The place of the one name that a source is called by: `a trader who gave only her first name, Lena`.
fn first_name(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    candidate: &Candidate,
) -> Option<usize> {
    let start = analysis.token(candidate.called?).start();
    let place = mentions.partition_point(|it| it.span.start() < start);
    mentions.get(place).filter(|it| it.span.start() == start).map(|_| place)
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
        let Range { start: at, end } = analysis.tokens_in(mention.span.range());
        if is_aside(analysis, tokens, at) || is_office_of(analysis, mentions, place, range) {
            continue;
        }
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
        let the = |at: usize| analysis.word(at.saturating_sub(1)).eq_ignore_ascii_case("the");
        // `The Mariners and Dockers Union` is one.
        let one = mention.kind != EntityKind::Person && the(name_start) && !the(at.start);
        if same && !one && joined(analysis, last..at.start) {
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
        let someone = !other.named && !phrase.resource && phrase.reference != Reference::Nobody;
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

/// Whether the name at `at` stands in an aside on something else, behind a preposition: `The study, seen by the Ledger,`.
fn is_aside(analysis: &Analysis<'_>, tokens: &Range<usize>, at: usize) -> bool {
    let articles = usize::from(matches!(analysis.word(at.saturating_sub(1)), "the" | "The"));
    let before = at.saturating_sub(1 + articles);
    before > tokens.start
        && matches!(analysis.word(before), "by" | "in" | "at" | "with" | "from" | "to" | "for")
        && (tokens.start..before).any(|at| analysis.word(at) == ",")
}

/// Whether the name at `place` belongs to the office of someone named after it: `the mayor of Corvina, Jane Roe,`.
fn is_office_of(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    place: usize,
    source: TextRange,
) -> bool {
    let Some((name, next)) = mentions.get(place).zip(mentions.get(place + 1)) else { return false };
    let tokens = analysis.tokens_in(name.span.range());
    next.kind == EntityKind::Person
        && name.kind != EntityKind::Person
        && next.span.end() <= source.end()
        && matches!(
            analysis.word(tokens.start.saturating_sub(1)),
            "of" | "in" | "for" | "at" | "the"
        )
        && analysis.word(tokens.end) == ","
        && analysis.tokens_in(next.span.range()).start == tokens.end + 1
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
    events: &mut Vec<Event<'c>>,
) {
    for candidate in candidates {
        let tokens = candidate.phrase.tokens.clone();
        let range = bytes(analysis, &tokens);
        if !candidate.speaks() || is_taken(taken, range) || is_taken(quoted, range) {
            continue;
        }
        // `Roe, in tears, said the mayor had left`: the verb has its subject.
        let inverted = candidate.cue.filter(|&cue| cue < tokens.start);
        if inverted.is_some_and(|cue| holds(cues, cue)) && !candidate.is_told_of() {
            continue;
        }
        events.push(Event::Alone(Expression {
            tokens,
            sentence: candidate.sentence,
            candidate: Some(candidate),
            name: None,
            others: Vec::new(),
            companions: Vec::new(),
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
                others: Vec::new(),
                companions: Vec::new(),
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
