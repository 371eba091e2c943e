//! Which name in the words of a source is the one who speaks.

use std::ops::Range;

use super::candidate::Candidate;
use super::sieve::may_speak;
use super::words::{Reference, is_clitic, noun, value};
use crate::analysis::Analysis;
use crate::lexicon;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::span::TextRange;
use crate::token::Shape;

/// The most mentions in a source that are looked at.
const NAMES: usize = 16;
/// The most tokens of a title before a name.
const LONGEST_TITLE: usize = 24;

/// The place of the one name that a source is called by: `a trader who gave only her first name, Lena`.
pub(super) fn first_name(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    candidate: &Candidate,
) -> Option<usize> {
    let start = analysis.token(candidate.called?).start();
    let place = mentions.partition_point(|it| it.span.start() < start);
    mentions.get(place).filter(|it| it.span.start() == start).map(|_| place)
}

/// The place of the name that is the head of a source.
pub(super) fn name_in(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    tokens: &Range<usize>,
    candidate: Option<&Candidate>,
) -> Option<usize> {
    if let Some(place) = titled(analysis, mentions, tokens) {
        return Some(place);
    }
    let range = analysis.range_of(tokens.clone());
    let first = mentions.partition_point(|it| it.span.start() < range.start());
    let inside = mentions
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, mention)| mention.span.start() < range.end())
        .take(NAMES);
    for (place, mention) in inside {
        if mention.form != MentionForm::Name || !may_speak(mention.kind) {
            continue;
        }
        let Range { start: at, end } = analysis.tokens_in(mention.span.range());
        if mention.kind != EntityKind::Person && is_office(analysis, tokens.start, at) {
            return None;
        }
        // `Reports in Italy` are not Italy's.
        let ground = matches!(
            mention.kind,
            EntityKind::Geopolitical | EntityKind::Location | EntityKind::Facility
        );
        let located = ground
            && at > tokens.start + 1
            && matches!(analysis.word(at - 1), "in" | "at" | "near" | "from" | "across" | "around");
        if located
            || is_aside(analysis, tokens, at)
            || is_office_of(analysis, mentions, place, range)
        {
            continue;
        }
        let next = analysis.word(end);
        let follows = end < tokens.end && analysis.token(end).is_word();
        let modifies = follows
            && !is_label(analysis, mention.kind, end..tokens.end)
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

/// The person whose name ends a source behind a title that names others: `President of the United States Jane Roe`,
/// `Norvik’s chief of staff General Dan Ulm`; none in `an aide to President Jane Roe`.
fn titled(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    tokens: &Range<usize>,
) -> Option<usize> {
    let range = analysis.range_of(tokens.clone());
    let first = mentions.partition_point(|it| it.span.start() < range.start());
    for (place, mention) in mentions.iter().enumerate().skip(first).take(NAMES) {
        if mention.span.start() >= range.end() {
            return None;
        }
        if mention.kind != EntityKind::Person || mention.form != MentionForm::Name {
            continue;
        }
        let name = analysis.tokens_in(mention.span.range());
        let next = analysis.word(name.end);
        if name.end == tokens.end || matches!(next, "," | "(") {
            let before = tokens.start..name.start;
            return is_title(analysis, before).then_some(place);
        }
        // `Roe adviser Dan Ulm`: the name may modify another's title.
        if !analysis.token(name.end).is_word() || matches!(next, "and" | "or" | "of") {
            return None;
        }
    }
    None
}

/// Whether all of `before` is a title of the one named behind it.
fn is_title(analysis: &Analysis<'_>, before: Range<usize>) -> bool {
    if before.is_empty() || before.len() > LONGEST_TITLE {
        return false;
    }
    let last = before.end - 1;
    let mut titled = false;
    // Whether a name stands between the word at hand and the person's.
    let mut named = false;
    for at in before.rev() {
        let word = analysis.word(at);
        let ends = match word {
            "," | ":" | ";" | "who" | "whom" | "which" | "that" | "said" | "told" => true,
            "of" | "for" | "to" | "by" | "with" | "from" | "under" | "against" | "in" | "at"
            | "on" | "near" => {
                let staff = word == "of" && analysis.word(at + 1) == "staff";
                !staff && (titled || !named)
            }
            "and" | "&" | "or" => at == last || analysis.token(at + 1).shape == Shape::Title,
            _ => false,
        };
        if ends {
            return false;
        }
        named |= analysis.token(at).shape.has_capital();
        titled |= noun(analysis, at).is_some_and(|it| !it.plural)
            || value(analysis, &lexicon::TITLES, at).is_some();
    }
    titled
}

/// Whether `words` only say what the organization named before them is: `the Sun newspaper`, `the Norvik news agency`.
fn is_label(analysis: &Analysis<'_>, kind: EntityKind, words: Range<usize>) -> bool {
    let small = words.clone().all(|at| analysis.token(at).shape == Shape::Lower);
    let named = matches!(kind, EntityKind::Organization | EntityKind::Work | EntityKind::Product);
    if !named || !small || !(1..=2).contains(&words.len()) {
        return false;
    }
    let last = words.end - 1;
    let outlet = value(analysis, &lexicon::OUTLET_WORDS, last).is_some_and(|it| it != "name");
    let body = value(analysis, &lexicon::ORGANIZATION_NOUNS, last)
        .is_some_and(|it| it.is_empty() || analysis.word(last) == "group")
        && !matches!(analysis.word(last), "team" | "fund");
    let agency = words.len() == 2 && analysis.word(last) == "agency";
    outlet || agency || (body && words.len() == 1)
}

/// Whether the name at `at` stands in an aside on something else, behind a preposition: `The study, seen by the Ledger,`.
fn is_aside(analysis: &Analysis<'_>, tokens: &Range<usize>, at: usize) -> bool {
    let articles = usize::from(matches!(analysis.word(at.saturating_sub(1)), "the" | "The"));
    let before = at.saturating_sub(1 + articles);
    before > tokens.start
        && matches!(analysis.word(before), "by" | "in" | "at" | "with" | "from" | "to" | "for")
        && (tokens.start..before).any(|at| analysis.word(at) == ",")
}

/// Whether the name at `at` only says which office is meant, in words that start at `from` at the earliest: `the
/// Commissioner of Police`.
pub(super) fn is_office(analysis: &Analysis<'_>, from: usize, at: usize) -> bool {
    let articles = usize::from(analysis.word(at.saturating_sub(1)) == "the");
    let Some(of) = at.checked_sub(1 + articles).filter(|&of| of > from) else {
        return false;
    };
    matches!(analysis.word(of), "of" | "for")
        && analysis.token(of - 1).shape == Shape::Title
        && noun(analysis, of - 1).is_some_and(|it| !it.plural)
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
