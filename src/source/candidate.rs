//! Noun phrases that stand for someone who speaks, told from those that do not.

use std::ops::Range;

use super::phrase::{Phrase, phrase};
use super::terms::{Terms, clause_end};
use super::words::{
    Class, Cue, Reference, cue, is_auxiliary, is_between, is_comma, is_day, is_noun, is_wall, noun,
    value,
};
use crate::analysis::Analysis;
use crate::lexicon;
use crate::mention::{EntityKind, Mention};
use crate::span::TextRange;
use crate::tag::Tag;
use crate::token::{Shape, TokenKind};

/// The farthest that a verb may stand from its subject, in tokens.
const REACH: usize = 45;
/// The most asides between a subject and its verb.
const ASIDES: usize = 3;
/// The longest clause that gives the one name that someone is called by, in tokens.
const CALLED: usize = 14;
/// How many phrases before a statement of terms are looked at for the one that it is about.
const LOOK_BACK: usize = 6;

/// A noun phrase that may stand for a source, with what its sentence says of it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) phrase: Phrase,
    pub(super) sentence: usize,
    /// The verb or preposition that makes it speak, where one stands near.
    pub(super) cue: Option<usize>,
    /// Whether its verb only says what it thinks, or that it would not speak.
    pub(super) silent: bool,
    /// Whether it is the one spoken to.
    pub(super) addressed: bool,
    /// Whether a name says who it is: `spokesman Dan Doe`, `Jane Roe, an aide`.
    pub(super) named: bool,
    /// Where the one name stands that it is called by: `who gave only her first name, Lena`.
    pub(super) called: Option<usize>,
    pub(super) anonymity: Option<Range<usize>>,
    pub(super) reason: Option<Range<usize>>,
}

impl Candidate {
    /// Whether the text says how it knows or on what terms it speaks.
    pub(super) fn is_told_of(&self) -> bool {
        self.anonymity.is_some() || self.phrase.basis.as_ref().is_some_and(|basis| basis.strong)
    }

    /// Whether its sentence alone shows that it speaks.
    pub(super) fn speaks(&self) -> bool {
        let phrase = &self.phrase;
        if self.named || phrase.resource || phrase.reference == Reference::Nobody {
            return false;
        }
        if self.anonymity.is_some() {
            return true;
        }
        let strong = phrase.basis.as_ref().is_some_and(|basis| basis.strong);
        if strong && !self.addressed {
            return true;
        }
        let vague = phrase.noun.class == Class::Person
            && phrase.reference == Reference::Bare
            && phrase.basis.is_none();
        // A bare singular is a title beside a name, but for headlines: "Official says road is shut".
        let headless = phrase.reference == Reference::Bare
            && !phrase.noun.plural
            && self.cue != Some(phrase.tokens.end);
        let definite = matches!(phrase.reference, Reference::Definite | Reference::This);
        self.cue.is_some() && !vague && !headless && (definite || !self.silent)
    }
}

/// The candidates of the text, in order, and the places of the statements of terms that are about none of them.
pub(super) fn candidates(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    terms: &[Terms],
) -> (Vec<Candidate>, Vec<usize>) {
    let mut found: Vec<Candidate> = Vec::new();
    let mut loose = Vec::new();
    let mut term = 0;
    for (at, sentence) in analysis.sentence_list().iter().enumerate() {
        let tokens = sentence.tokens();
        let first = found.len();
        let mut floor = tokens.start;
        for head in tokens.clone() {
            if !analysis.token(head).is_word() || noun(analysis, head).is_none() {
                continue;
            }
            let within = found.get(first..).and_then(<[_]>::last);
            if within.is_some_and(|it| head < it.phrase.tokens.end) {
                continue;
            }
            let Some(phrase) = phrase(analysis, head, floor, &tokens, terms) else { continue };
            if within.is_some_and(|it| renames(analysis, it, &phrase, tokens.end, terms)) {
                floor = head + 1;
                continue;
            }
            floor = head + 1;
            found.push(candidate(analysis, mentions, terms, phrase, at, &tokens));
        }
        join_pairs(analysis, &mut found, first);
        share_cues(analysis, found.get_mut(first..).unwrap_or_default());
        while let Some(terms) = terms.get(term).filter(|terms| terms.tokens.start < tokens.end) {
            // `Maria (not her real name)` has a name of a kind.
            let bracketed = terms.tokens.start.checked_sub(2).is_some_and(|at| {
                analysis.word(at + 1) == "(" && analysis.token(at).shape.has_capital()
            });
            if !bracketed && !attach(analysis, &mut found, first, terms) {
                loose.push(term);
            }
            term += 1;
        }
    }
    found.shrink_to_fit();
    (found, loose)
}

fn candidate(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    terms: &[Terms],
    phrase: Phrase,
    sentence: usize,
    tokens: &Range<usize>,
) -> Candidate {
    // `The source, who is a member of the party, said`: the member is what the source is.
    let predicate = phrase.tokens.start.checked_sub(1).is_some_and(|at| {
        matches!(analysis.word(at), "is" | "was" | "are" | "were" | "been" | "being" | "became")
    });
    let after = cue_after(analysis, phrase.tokens.end, tokens.end, terms).filter(|_| !predicate);
    let before = cue_before(analysis, &phrase.tokens, tokens.start);
    let addressed = after.is_none() && before.is_some_and(|(_, cue)| cue == Cue::Tell);
    let cue = after.or(before.filter(|&(_, cue)| cue != Cue::Tell).map(|(at, _)| at));
    let called = called(analysis, phrase.tokens.end, tokens.end);
    let named = called.is_some() || is_named(analysis, mentions, &phrase, tokens, after);
    let silent = cue.is_some_and(|at| {
        matches!(super::words::cue(analysis, at), Some(Cue::Refuse | Cue::Think))
    });
    Candidate {
        phrase,
        sentence,
        cue,
        silent,
        addressed,
        named,
        called,
        anonymity: None,
        reason: None,
    }
}

/// Whether `phrase` stands in commas after `before` and says what it is: `one source, the head of a bank, said`.
fn renames(
    analysis: &Analysis<'_>,
    before: &Candidate,
    phrase: &Phrase,
    end: usize,
    terms: &[Terms],
) -> bool {
    let comma = before.phrase.tokens.end;
    is_comma(analysis, comma)
        && comma + 1 == phrase.tokens.start
        && !before.phrase.is_plural()
        && !phrase.is_plural()
        && cue_after(analysis, phrase.tokens.end, end, terms) != Some(phrase.tokens.end)
}

/// The verb of saying whose subject ends before `from`.
pub(super) fn cue_after(
    analysis: &Analysis<'_>,
    from: usize,
    end: usize,
    terms: &[Terms],
) -> Option<usize> {
    let end = end.min(from + REACH);
    let mut at = from;
    let mut asides = 0;
    while at < end {
        let next = terms.partition_point(|terms| terms.tokens.end <= at);
        if let Some(terms) = terms.get(next).filter(|terms| terms.tokens.start <= at) {
            at = terms.end().max(at + 1);
            continue;
        }
        match cue(analysis, at) {
            Some(Cue::Say | Cue::Tell | Cue::Think | Cue::Refuse)
                if !is_base_after_to(analysis, at) =>
            {
                return Some(at);
            }
            Some(Cue::Quote) if analysis.word(at + 1) == "as" => {}
            _ => {}
        }
        if is_between(analysis, at) {
            at += 1;
            continue;
        }
        let word = analysis.word(at);
        if matches!(word, "that" | "this" | "last") && is_time(analysis.word(at + 1)) {
            at += 2;
            continue;
        }
        if let (true, Some(to)) = (asides < ASIDES, aside(analysis, at, end)) {
            asides += 1;
            at = to;
            continue;
        }
        if matches!(
            word,
            "on" | "in"
                | "at"
                | "this"
                | "last"
                | "late"
                | "during"
                | "from"
                | "after"
                | "as"
                | "with"
                | "of"
                | "for"
                | "near"
                | "inside"
        ) && asides < ASIDES
        {
            let to = (at + 1..end.min(at + 8)).find(|&to| {
                is_wall(analysis, to)
                    || matches!(cue(analysis, to), Some(Cue::Say | Cue::Tell))
                        && !is_noun(analysis, to)
            })?;
            asides += 1;
            at = to;
            continue;
        }
        if matches!(analysis.word(at - 1), "who" | "that")
            || matches!(word, "that")
            || (word.len() > 5 && word.ends_with("ing"))
        {
            return relative(analysis, at, end);
        }
        return None;
    }
    None
}

/// The verb of saying after a relative clause that no comma sets off: `officials who saw it said`.
fn relative(analysis: &Analysis<'_>, from: usize, end: usize) -> Option<usize> {
    (from..end.min(from + 25)).take_while(|&at| !is_wall(analysis, at)).find(|&at| {
        matches!(analysis.word(at), "said" | "says" | "say" | "told" | "added")
            && !is_noun(analysis, at)
    })
}

fn is_time(word: &str) -> bool {
    matches!(
        word,
        "week"
            | "month"
            | "year"
            | "day"
            | "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "weekend"
    )
}

fn is_base_after_to(analysis: &Analysis<'_>, at: usize) -> bool {
    at > 0 && analysis.word(at - 1) == "to"
}

/// The token after an aside in commas, brackets or dashes that opens at `at`.
fn aside(analysis: &Analysis<'_>, at: usize, end: usize) -> Option<usize> {
    let word = analysis.word(at);
    let closes: fn(&str) -> bool = match word {
        "," => |word| word == ",",
        "(" => |word| word == ")",
        "—" | "–" | "--" | "-" => |word| matches!(word, "—" | "–" | "--" | "-"),
        _ => return None,
    };
    // "officials, said": a pair that holds nothing but the verb is no aside.
    if word == "," && cue(analysis, at + 1) == Some(Cue::Say) {
        return Some(at + 1);
    }
    (at + 1..end)
        .take_while(|&to| !matches!(analysis.token(to).kind, TokenKind::Mark | TokenKind::Nothing))
        .find(|&to| closes(analysis.word(to)))
        .map(|to| to + 1)
}

/// The verb or preposition before `start` that makes a source, or an addressee, of what starts there.
fn cue_before(
    analysis: &Analysis<'_>,
    phrase: &Range<usize>,
    floor: usize,
) -> Option<(usize, Cue)> {
    let start = phrase.start;
    let mut at = start.checked_sub(1).filter(|&at| at >= floor)?;
    if analysis.word(at) == "to"
        && at > floor
        && analysis.word(at - 1).eq_ignore_ascii_case("according")
    {
        return Some((at - 1, Cue::Quote));
    }
    if analysis.word(at) == "by" && at > floor {
        return match cue(analysis, at - 1) {
            Some(Cue::Say | Cue::Tell) => Some((at - 1, Cue::Quote)),
            _ => None,
        };
    }
    if matches!(analysis.word(at), "and" | "both" | "also") && at > floor {
        at -= 1;
    }
    let found = cue(analysis, at)?;
    match found {
        Cue::Quote | Cue::Tell => Some((at, found)),
        Cue::Say => {
            let opens = at == floor
                || matches!(analysis.token(at - 1).kind, TokenKind::Mark)
                || matches!(
                    analysis.word(at - 1),
                    "," | "—" | "–" | "--" | "?" | "!" | "-" | "..."
                );
            // `Roe, a surgeon, said 14 people had been treated`: a clause of its own.
            (opens && !is_auxiliary(analysis, phrase.end)).then_some((at, found))
        }
        Cue::Think | Cue::Refuse => None,
    }
}

/// Whether a name stands with the phrase and says who it is.
fn is_named(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    phrase: &Phrase,
    sentence: &Range<usize>,
    cue: Option<usize>,
) -> bool {
    let next = phrase.head + 1;
    if next < sentence.end && names(analysis, mentions, next, false) {
        return true;
    }
    let start = analysis.token(next).start();
    let place = mentions.partition_point(|mention| mention.span.start() < start);
    let body = mentions
        .get(place)
        .is_some_and(|it| it.span.start() == start && it.kind == EntityKind::Organization);
    if body && !phrase.noun.plural {
        return true;
    }
    let end = phrase.tokens.end;
    let apposed = past_title(analysis, end + 1, sentence.end);
    if is_comma(analysis, end) && !phrase.is_plural() && names(analysis, mentions, apposed, true) {
        return true;
    }
    if matches!(analysis.word(end), "named" | "called")
        || (analysis.word(end) == "identified" && matches!(analysis.word(end + 1), "as" | "only"))
    {
        return true;
    }
    let Some(comma) = phrase.tokens.start.checked_sub(1) else { return false };
    if comma <= sentence.start || !is_comma(analysis, comma) {
        return false;
    }
    let before = analysis.token(comma - 1);
    let person = mention_ending(mentions, before.end())
        .is_some_and(|mention| mention.kind == EntityKind::Person);
    person && cue != Some(end)
}

/// The name in a clause such as `who gave only his first name, Yusuf` or `who asked to be identified as Yusuf`.
fn called(analysis: &Analysis<'_>, from: usize, end: usize) -> Option<usize> {
    let from = if is_comma(analysis, from) { from + 1 } else { from };
    if !matches!(analysis.word(from), "who" | "identified" | "identifying" | "giving" | "asking") {
        return None;
    }
    let clause = from..end.min(from + CALLED);
    let part = |at: usize| {
        matches!(analysis.word(at), "name" | "nickname" | "initial")
            && (at.saturating_sub(3)..at).any(|at| {
                matches!(
                    analysis.word(at),
                    "first" | "given" | "only" | "middle" | "a" | "by" | "his" | "her" | "their"
                )
            })
    };
    let known = |at: usize| {
        analysis.word(at) == "as"
            && (at.saturating_sub(4)..at).any(|at| {
                matches!(
                    analysis.word(at),
                    "identified" | "known" | "only" | "name" | "himself" | "herself"
                )
            })
    };
    let at = clause.clone().find(|&at| part(at) || known(at))?;
    let name = |at: usize| {
        let token = analysis.token(at);
        matches!(token.shape, Shape::Title | Shape::Mixed | Shape::Initial)
            && !is_day(token, analysis.word(at))
    };
    (at + 1..end.min(at + 4))
        .take_while(|&at| matches!(analysis.word(at), "," | "as" | "only" | ":") || name(at))
        .find(|&at| name(at))
}

/// The most words that describe an office before its title.
const OFFICE: usize = 3;

/// The token after the title that opens at `at`: `, Colonel Jane Roe,`, `, regional transport secretary Jane Roe,`.
fn past_title(analysis: &Analysis<'_>, at: usize, end: usize) -> usize {
    let titled = |at: usize| Some(at + analysis.phrase(&lexicon::TITLES, at, end)?.0);
    let modifies = |at: &usize| {
        analysis.token(*at).shape == Shape::Lower
            && matches!(analysis.tags().get(*at), Some(Tag::Noun | Tag::Adjective))
    };
    let modifiers = (at..end.min(at + OFFICE)).take_while(modifies).count();
    let title = (at..=at + modifiers).find_map(titled).unwrap_or(at);
    titled(title).unwrap_or(title)
}

/// Whether a person's name starts at the token at `at`; by its capitals where no mention tells. `strict` asks for two.
fn names(analysis: &Analysis<'_>, mentions: &[Mention<'_>], at: usize, strict: bool) -> bool {
    let token = analysis.token(at);
    let place = mentions.partition_point(|mention| mention.span.start() < token.start());
    if let Some(mention) = mentions.get(place).filter(|it| it.span.start() == token.start()) {
        return mention.kind == EntityKind::Person;
    }
    let capital = |at: usize| {
        let token = analysis.token(at);
        matches!(token.shape, Shape::Title | Shape::Mixed | Shape::Initial)
            && !is_day(token, analysis.word(at))
            && value(analysis, &lexicon::PHRASE_BREAKERS, at).is_none()
            && value(analysis, &lexicon::PHRASE_DETERMINERS, at).is_none()
    };
    let two = capital(at) && capital(at + 1);
    if strict { two && mentions.is_empty() } else { two || (capital(at) && mentions.is_empty()) }
}

fn mention_ending<'m, 'a>(mentions: &'m [Mention<'a>], end: usize) -> Option<&'m Mention<'a>> {
    let place = mentions.partition_point(|mention| mention.span.start() < end);
    mentions.get(place.checked_sub(1)?).filter(|mention| mention.span.end() == end)
}

/// Makes one of two groups that speak together: `officials and experts said`.
fn join_pairs(analysis: &Analysis<'_>, found: &mut Vec<Candidate>, first: usize) {
    let mut at = first + 1;
    while at < found.len() {
        let pair = found.get(at - 1).zip(found.get(at)).is_some_and(|(one, two)| {
            let group = |it: &Candidate| {
                it.phrase.noun.plural
                    && it.phrase.reference == Reference::Bare
                    && !it.named
                    && !it.phrase.resource
            };
            group(one)
                && group(two)
                && analysis.word(one.phrase.tokens.end) == "and"
                && one.phrase.tokens.end + 1 == two.phrase.tokens.start
        });
        if !pair {
            at += 1;
            continue;
        }
        let two = found.remove(at);
        if let Some(one) = found.get_mut(at - 1) {
            one.phrase.tokens.end = two.phrase.tokens.end;
            one.phrase.basis = one.phrase.basis.take().or(two.phrase.basis);
            one.cue = one.cue.or(two.cue);
        }
    }
}

/// Gives the verb behind the second of two to the first: `[two people who heard it] and a third person said`.
fn share_cues(analysis: &Analysis<'_>, found: &mut [Candidate]) {
    for at in (1..found.len()).rev() {
        let Some([one, two]) = found.get_mut(at - 1..=at) else { continue };
        let joined = analysis.word(one.phrase.tokens.end) == "and"
            && one.phrase.tokens.end + 1 == two.phrase.tokens.start;
        let someone = !two.named && two.phrase.reference != Reference::Nobody;
        if joined && someone && one.cue.is_none() && one.phrase.basis.is_some() {
            one.cue = two.cue.filter(|&cue| cue >= two.phrase.tokens.end);
        }
    }
}

/// Gives a statement of terms to the phrase of its sentence that it is about.
fn attach(analysis: &Analysis<'_>, found: &mut [Candidate], first: usize, terms: &Terms) -> bool {
    let Some(sentence) = found.get_mut(first..) else { return false };
    let before = sentence.partition_point(|it| it.phrase.head < terms.tokens.start);
    let fits = |it: &Candidate| {
        !it.named && !it.phrase.resource && it.phrase.reference != Reference::Nobody
    };
    let adjacent = |it: &Candidate| {
        let gap = it.phrase.tokens.end..terms.tokens.start;
        gap.len() <= 4
            && gap.clone().all(|at| {
                is_comma(analysis, at) || is_between(analysis, at) || analysis.word(at) == "("
            })
    };
    let backward = || (0..before).rev().take(LOOK_BACK);
    let pick = |choose: &dyn Fn(&Candidate) -> bool| {
        backward().find(|&at| sentence.get(at).is_some_and(|it| fits(it) && choose(it)))
    };
    let chosen = pick(&adjacent)
        .or_else(|| pick(&|it| it.cue.is_some() && !it.addressed))
        .or_else(|| {
            (before..sentence.len()).take(2).find(|&at| {
                sentence.get(at).is_some_and(|it| fits(it) && it.cue.is_some())
                    && !pronoun_before(analysis, terms)
            })
        })
        .or_else(|| {
            pick(&|it| {
                !it.addressed
                    && clause_end(analysis, it.phrase.tokens.end, terms.tokens.start)
                        >= terms.tokens.start
            })
        });
    let Some(chosen) = chosen else { return false };
    let mut at = chosen;
    loop {
        let Some(one) = sentence.get_mut(at) else { return at < chosen };
        one.give(terms);
        // `an official and two contractors, all of whom …`
        let start = one.phrase.tokens.start;
        let Some(before) = at.checked_sub(1).and_then(|before| sentence.get(before)) else { break };
        let joined = before.phrase.tokens.end + 1 == start && analysis.word(start - 1) == "and";
        if !joined || !fits(before) {
            break;
        }
        at -= 1;
    }
    true
}

impl Candidate {
    /// Takes in a statement of terms.
    pub(super) fn give(&mut self, terms: &Terms) {
        use super::terms::Kind;
        let stated = Some(terms.tokens.clone());
        match (&self.anonymity, terms.kind) {
            (None, _) => {
                self.anonymity = stated;
                self.reason = self.reason.take().or_else(|| terms.reason.clone());
            }
            (Some(_), Kind::Leave) => self.reason = self.reason.take().or(stated),
            (Some(_), Kind::Anonymity) => {
                if self.reason.is_none() {
                    self.reason = terms.reason.clone().or_else(|| self.anonymity.take());
                    self.anonymity = stated;
                }
            }
        }
    }
}

fn pronoun_before(analysis: &Analysis<'_>, terms: &Terms) -> bool {
    let from = terms.tokens.start.saturating_sub(3);
    (from..terms.tokens.start).any(|at| {
        value(analysis, &lexicon::SOURCE_PRONOUNS, at)
            .is_some_and(|it| it.starts_with("one ") || it == "many")
    })
}

/// The bytes of `tokens`.
pub(super) fn bytes(analysis: &Analysis<'_>, tokens: &Range<usize>) -> TextRange {
    analysis.range_of(tokens.clone())
}
