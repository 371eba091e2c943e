//! Noun phrases that may stand for a source, read outward from their noun.

use std::ops::Range;

use super::terms::{Terms, clause_end};
use super::words::{
    Class, Cue, Noun, Reference, cue, is_adverb, is_between, is_breaker, is_clitic, is_joint,
    is_noun, is_wall, noun, reference, reference_of, value,
};
use crate::analysis::Analysis;
use crate::lexicon;
use crate::token::{Shape, TokenKind};

/// The most tokens that are read to the left of a noun.
const LEFT: usize = 14;
/// The most tokens of a phrase such as `at the Ministry of Justice`.
const RIGHT: usize = 10;

/// A noun phrase whose noun is one for people. Ranges are places in the token list.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// The phrase with what modifies it.
    pub(super) tokens: Range<usize>,
    /// Its noun.
    pub(super) head: usize,
    pub(super) noun: Noun,
    pub(super) reference: Reference,
    /// The words that say how many.
    pub(super) quantity: Option<Quantity>,
    pub(super) seniority: Option<usize>,
    pub(super) affiliation: Option<Range<usize>>,
    pub(super) basis: Option<Basis>,
    /// The group that it is part of: `the officials` in `two of the officials`.
    pub(super) whole: Option<Range<usize>>,
    /// Whether it is the source of a thing: `energy sources`, `a source of income`.
    pub(super) resource: bool,
}

/// How many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) tokens: Range<usize>,
    /// The number, where the words give one and no limit stands before it.
    pub(super) exact: Option<u64>,
}

/// How a source knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Basis {
    pub(super) tokens: Range<usize>,
    /// Whether the words make a source of whoever they describe: `familiar with the talks`, not `involved in the crash`.
    pub(super) strong: bool,
}

impl Phrase {
    /// Whether more than one is meant.
    pub(super) fn is_plural(&self) -> bool {
        match &self.quantity {
            Some(quantity) => quantity.exact != Some(1),
            None => self.noun.plural && self.whole.is_none(),
        }
    }
}

/// The phrase round the noun at `head`, in its sentence, whose words start at `floor` at the earliest.
pub(super) fn phrase(
    analysis: &Analysis<'_>,
    head: usize,
    floor: usize,
    sentence: &Range<usize>,
    terms: &[Terms],
) -> Option<Phrase> {
    let (sentence, end) = (sentence.start, sentence.end);
    let noun = noun(analysis, head)?;
    let owner = matches!(analysis.word(head + 1), "'s" | "’s");
    if owner && !analysis.token(head + 1).space_before() {
        return None;
    }
    let mut found = Phrase {
        tokens: head..head + 1,
        head,
        noun,
        reference: Reference::Bare,
        quantity: None,
        seniority: None,
        affiliation: None,
        basis: None,
        whole: None,
        resource: false,
    };
    left(analysis, &mut found, floor);
    if found.noun.class == Class::Party && !stands_alone(analysis, head + 1) {
        return None;
    }
    let capital = analysis.token(head).shape.has_capital();
    let first = head == 0 || is_wall(analysis, head - 1) || head == sentence;
    let acronym = analysis.token(head).shape == Shape::Upper || analysis.word(head).ends_with("Ps");
    if capital && !acronym && noun.class != Class::Party && !(first && found.tokens.start == head) {
        return None;
    }
    if is_joint(analysis, head + 1) || noun_follows(analysis, head + 1) {
        return None;
    }
    partitive(analysis, &mut found, floor);
    right(analysis, &mut found, end, terms);
    (found.basis.is_some() || !needs_basis(analysis.word(head))).then_some(found)
}

/// Whether the word is a pronoun that means people only with what follows: `those close to the talks`.
fn needs_basis(word: &str) -> bool {
    ["those", "anyone", "someone", "everyone"].iter().any(|it| word.eq_ignore_ascii_case(it))
}

/// Whether the name of a party's member before `at` modifies no noun: a `Democrat`, not a `Democrat senator`.
fn stands_alone(analysis: &Analysis<'_>, at: usize) -> bool {
    !analysis.token(at).is_word()
        || is_breaker(analysis, at)
        || is_clitic(analysis.word(at))
        || cue(analysis, at).is_some()
        || value(analysis, &lexicon::BASIS_HEADS, at).is_some()
}

/// Whether the noun before `at` only modifies another: `official sources`.
fn noun_follows(analysis: &Analysis<'_>, at: usize) -> bool {
    let plain = |at: usize| {
        analysis.token(at).shape == Shape::Lower
            && !is_breaker(analysis, at)
            && cue(analysis, at).is_none()
            && reference(analysis, at).is_none()
    };
    let modified = plain(at)
        && !is_between(analysis, at)
        && value(analysis, &lexicon::BASIS_HEADS, at).is_none()
        && plain(at + 1)
        && noun(analysis, at + 1).is_some();
    (plain(at) && noun(analysis, at).is_some()) || modified
}

/// Reads determiner, number and modifiers.
fn left(analysis: &Analysis<'_>, found: &mut Phrase, floor: usize) {
    let head = found.head;
    let floor = floor.max(head.saturating_sub(LEFT));
    let mut at = head;
    if head > floor + 1 && is_joint(analysis, head - 1) {
        at = head - 2;
    }
    let mut owned = false;
    while at > floor {
        if let Some(quantity) = quantity(analysis, at, floor) {
            at = quantity.tokens.start;
            found.quantity = Some(quantity);
            continue;
        }
        let before = at - 1;
        if let Some((start, reference)) = determiner(analysis, at, floor) {
            // "said that officials": no determiner, but what joins the clauses.
            let joins = found.noun.plural && matches!(analysis.word(start), "that" | "this");
            if joins {
                break;
            }
            found.reference = reference;
            at = start;
            break;
        }
        if found.quantity.is_some() {
            break;
        }
        let Some(start) = modifier(analysis, before, floor, head) else { break };
        owned |= is_clitic(analysis.word(start));
        modifier_kind(analysis, found, start..at, head);
        at = start;
    }
    while at < head && matches!(analysis.word(at), "and" | "or" | "-") {
        at += 1;
    }
    found.tokens.start = at;
    if found.reference == Reference::Bare {
        if let Some(quantity) = &found.quantity {
            let whole =
                matches!(analysis.word(quantity.tokens.start), "both" | "Both" | "all" | "All");
            found.reference = if whole { Reference::Definite } else { Reference::New };
        }
    }
    if let Some(range) = &mut found.affiliation {
        let rank = |at| value(analysis, &lexicon::SENIORITY_WORDS, at).is_some();
        while range.len() > 1 && (is_link(analysis.word(range.start)) || rank(range.start)) {
            range.start += 1;
        }
        // `Norway’s foreign minister` is Norway's.
        let owner = range.clone().skip(1).find(|&at| is_clitic(analysis.word(at)));
        if let Some(clitic) = owner {
            let small = |at: usize| analysis.token(at).shape == Shape::Lower;
            if clitic + 1 < range.end && (clitic + 1..range.end).all(small) {
                range.end = clitic;
            }
        }
    }
    if owned && found.quantity.is_none() {
        found.reference = Reference::Owned;
    }
    if found.affiliation.is_none() && found.noun.class == Class::Party {
        found.affiliation = Some(head..head + 1);
    }
}

/// The quantity that ends before `at`: `three`, `at least three`, `a dozen`, `dozens of`.
pub(super) fn quantity(analysis: &Analysis<'_>, at: usize, floor: usize) -> Option<Quantity> {
    let mut start = None;
    let mut exact = None;
    for len in (1..=4).rev() {
        let Some(from) = at.checked_sub(len).filter(|&from| from >= floor) else { continue };
        if let Some((found, number)) = analysis.phrase(&lexicon::QUANTITY_WORDS, from, at) {
            if found == len {
                start = Some(from);
                exact = number.parse().ok();
                break;
            }
        }
    }
    let before = at.checked_sub(1)?;
    if start.is_none() && analysis.token(before).kind == TokenKind::Number {
        let digits: String = analysis.word(before).chars().filter(|c| *c != ',').collect();
        exact = digits.parse().ok().filter(|number| !(1900..2100).contains(number));
        start = exact.map(|_| before);
    }
    let mut start = start?;
    if start > floor && is_joint(analysis, start - 1) {
        return None;
    }
    for len in [3, 2, 1] {
        let Some(from) = start.checked_sub(len).filter(|&from| from >= floor) else { continue };
        let limit = analysis.phrase(&lexicon::QUANTITY_LIMITS, from, start);
        if let Some((_, kind)) = limit.filter(|&(found, _)| found == len) {
            start = from;
            if kind != "about" {
                exact = None;
            }
            break;
        }
    }
    Some(Quantity { tokens: start..at, exact })
}

/// The determiner that ends before `at`, and where it starts.
fn determiner(analysis: &Analysis<'_>, at: usize, floor: usize) -> Option<(usize, Reference)> {
    for len in [2, 1] {
        let Some(from) = at.checked_sub(len).filter(|&from| from >= floor) else { continue };
        let found = analysis.phrase(&lexicon::PHRASE_DETERMINERS, from, at);
        if let Some((_, value)) = found.filter(|&(found, _)| found == len) {
            return Some((from, reference_of(value)));
        }
    }
    None
}

/// Where the modifier that ends with the token at `last` starts; `None` where that is no modifier.
fn modifier(analysis: &Analysis<'_>, last: usize, floor: usize, head: usize) -> Option<usize> {
    let token = analysis.token(last);
    let word = analysis.word(last);
    if is_clitic(word) && !token.space_before() && last > floor {
        return Some(last);
    }
    if matches!(word, "and" | "or" | "&") {
        let joins = last > floor && last + 1 < head && joinable(analysis, last - 1);
        return joins.then_some(last);
    }
    if !(token.is_word() || token.is_number()) {
        return None;
    }
    let mut start = last;
    while start > floor + 1 && is_joint(analysis, start - 1) {
        start -= 2;
    }
    if start < last {
        return Some(start);
    }
    let adverb = is_adverb(word);
    let verb = token.shape == Shape::Lower
        && (cue(analysis, last).is_some()
            || value(analysis, &lexicon::CUE_VERBS, last).is_some_and(|it| it.ends_with(" s")));
    (!is_breaker(analysis, last) && !verb && !adverb).then_some(last)
}

/// Whether the word before `and` modifies the same noun as the word after it.
fn joinable(analysis: &Analysis<'_>, at: usize) -> bool {
    let token = analysis.token(at);
    let word_is = |list| value(analysis, list, at).is_some();
    noun(analysis, at).is_none()
        && (word_is(&lexicon::SENIORITY_WORDS)
            || word_is(&lexicon::PLAIN_MODIFIERS)
            || token.shape.has_capital())
}

fn is_link(word: &str) -> bool {
    matches!(word, "and" | "or" | "&" | "-") || is_clitic(word)
}

/// Takes in one modifier: the rank it gives, or whose the source is.
fn modifier_kind(analysis: &Analysis<'_>, found: &mut Phrase, tokens: Range<usize>, head: usize) {
    // "A New York judge": a capital inside the sentence is a name's, not that of "new".
    let name = analysis.token(tokens.start).shape == Shape::Title
        && tokens.start > 0
        && !is_wall(analysis, tokens.start - 1)
        && analysis
            .sentence_list()
            .get(analysis.sentence_at(tokens.start))
            .is_some_and(|it| it.tokens().start < tokens.start);
    let whole = |list| {
        !name
            && analysis
                .phrase(list, tokens.start, tokens.end)
                .is_some_and(|(len, _)| len == tokens.len())
    };
    if found.noun.class == Class::Source && tokens.end == head && whole(&lexicon::RESOURCE_WORDS) {
        found.resource = true;
    }
    if whole(&lexicon::SENIORITY_WORDS) {
        found.seniority = Some(tokens.start);
        return;
    }
    let word = analysis.word(tokens.start);
    let based = tokens.len() > 1 && analysis.word(tokens.end - 1) == "based";
    let joint = matches!(word, "and" | "or" | "&") || is_clitic(word);
    // `The prime minister` is nobody's.
    let rank = ["prime", "vice", "deputy"].iter().any(|it| word.eq_ignore_ascii_case(it));
    let foreign =
        word.eq_ignore_ascii_case("foreign") && analysis.word(head).starts_with("minister");
    if tokens.end == head && (rank || foreign) {
        return;
    }
    if whole(&lexicon::PLAIN_MODIFIERS) || based || analysis.token(tokens.start).is_number() {
        return;
    }
    match &mut found.affiliation {
        Some(range) => range.start = tokens.start,
        None if joint => {}
        None => found.affiliation = Some(tokens),
    }
}

/// Reads `two of` before the phrase.
fn partitive(analysis: &Analysis<'_>, found: &mut Phrase, floor: usize) {
    let start = found.tokens.start;
    let Some(of) = start.checked_sub(1).filter(|&of| of > floor && analysis.word(of) == "of")
    else {
        return;
    };
    let Some(part) = quantity(analysis, of, floor) else { return };
    if found.reference == Reference::Nobody || !found.noun.plural {
        return;
    }
    found.whole = Some(found.tokens.clone());
    found.tokens.start = part.tokens.start;
    found.quantity = Some(part);
    found.reference = Reference::New;
}

/// Reads what modifies the noun from the right.
fn right(analysis: &Analysis<'_>, found: &mut Phrase, end: usize, terms: &[Terms]) {
    let mut at = found.head + 1;
    let stop = terms.partition_point(|terms| terms.tokens.end <= at);
    let stop = terms.get(stop).map_or(end, |terms| terms.tokens.start.min(end)).max(at);
    for _ in 0..3 {
        if found.basis.is_none() {
            if let Some(basis) = basis(analysis, at, stop) {
                at = basis.tokens.end;
                found.basis = Some(basis);
                continue;
            }
        }
        let Some((next, object)) = place(analysis, at, stop) else { break };
        let word = analysis.word(at);
        if matches!(word, "of" | "for") && found.noun.class == Class::Source {
            found.resource |=
                matches!(analysis.word(found.head), "source" | "sources" | "Source" | "Sources");
        }
        if word == "to" && !takes_to(analysis, found.head) {
            break;
        }
        if found.affiliation.is_none() && word != "on" {
            found.affiliation = Some(object);
        }
        at = next;
    }
    found.tokens.end = at;
}

fn takes_to(analysis: &Analysis<'_>, head: usize) -> bool {
    matches!(
        analysis.word(head).to_lowercase().as_str(),
        "adviser"
            | "advisers"
            | "advisor"
            | "advisors"
            | "aide"
            | "aides"
            | "assistant"
            | "assistants"
            | "counsel"
            | "deputy"
            | "ambassador"
            | "ambassadors"
            | "envoy"
            | "envoys"
            | "witness"
            | "witnesses"
            | "consultant"
            | "consultants"
            | "lawyer"
            | "secretary"
    )
}

/// The modifier at `at` that says how a source knows.
fn basis(analysis: &Analysis<'_>, at: usize, end: usize) -> Option<Basis> {
    if let Some((len, kind)) = analysis.phrase(&lexicon::BASIS_HEADS, at, end) {
        if kind != "relative" {
            let to = if kind == "end" && !object_follows(analysis, at + len) {
                at + len
            } else {
                modifier_end(analysis, at + len, end)
            };
            let number = analysis.token(at + len).is_number();
            let strong = kind == "strong" || analysis.word(at + len - 1) == "know";
            return (!number).then_some(Basis { tokens: at..to, strong });
        }
    }
    if !matches!(analysis.word(at), "who" | "that") {
        return None;
    }
    let mut verb = at + 1;
    while verb < end.min(at + 7) {
        if let Some((len, kind)) = analysis.phrase(&lexicon::BASIS_HEADS, verb, end) {
            let said = (at + 1..verb).any(|at| cue(analysis, at).is_some());
            let strong = kind == "strong" || said || matches!(analysis.word(verb), "briefed");
            let to = modifier_end(analysis, verb + len, end);
            return Some(Basis { tokens: at..to, strong });
        }
        let skipped = is_between(analysis, verb)
            || matches!(
                analysis.word(verb),
                "say" | "said" | "they" | "claimed" | "claims" | "claim"
            );
        if !skipped {
            return None;
        }
        verb += 1;
    }
    None
}

fn object_follows(analysis: &Analysis<'_>, at: usize) -> bool {
    matches!(analysis.word(at), "at" | "in" | "during" | "for" | "when" | "on")
}

/// The end of a basis: where its clause ends, or the clause round it goes on.
fn modifier_end(analysis: &Analysis<'_>, from: usize, end: usize) -> usize {
    let to = clause_end(analysis, from, end);
    let mut at = from;
    while at < to {
        let word = analysis.word(at);
        let next = analysis.word(at + 1);
        let goes_on = match word {
            "as" => matches!(next, "saying" | "telling"),
            "and" | "but" => {
                cue(analysis, at + 1).is_some()
                    || matches!(next, "who" | "asked" | "spoke")
                    || introduces(analysis, at + 1, to)
            }
            "who" => true,
            "have" | "has" | "had" | "is" | "are" | "was" | "were" | "will" | "would" => {
                at > from
                    && !matches!(
                        analysis.word(at - 1),
                        "who" | "that" | "they" | "he" | "she" | "what" | "it" | "which"
                    )
            }
            _ => {
                at > from
                    && matches!(cue(analysis, at), Some(Cue::Say | Cue::Tell | Cue::Think))
                    && !is_noun(analysis, at)
                    && !matches!(
                        analysis.word(at - 1),
                        "to" | "officer" | "what" | "he" | "she" | "they"
                    )
            }
        };
        if goes_on {
            break;
        }
        at += 1;
    }
    while at > from
        && (is_between(analysis, at - 1) && analysis.token(at - 1).shape != Shape::Title)
    {
        at -= 1;
    }
    at
}

/// Whether someone else is brought in at the token at `at`: `and [a third person] briefed on it`.
fn introduces(analysis: &Analysis<'_>, at: usize, end: usize) -> bool {
    let new = matches!(reference(analysis, at), Some(Reference::New | Reference::Other));
    new && (at + 1..end.min(at + 4)).any(|at| noun(analysis, at).is_some_and(|it| !it.plural))
}

/// The prepositional phrase at `at`: where it ends, and its object without determiner.
fn place(analysis: &Analysis<'_>, at: usize, end: usize) -> Option<(usize, Range<usize>)> {
    let opens = matches!(
        analysis.word(at),
        "in" | "at"
            | "from"
            | "of"
            | "with"
            | "for"
            | "inside"
            | "within"
            | "on"
            | "near"
            | "to"
            | "by"
    );
    if !opens || analysis.word(at) == "by" {
        return None;
    }
    let mut from = at + 1;
    let opened = reference(analysis, from).is_some();
    if opened {
        from += 1;
    }
    let mut to = from;
    while to < end.min(at + RIGHT) {
        let token = analysis.token(to);
        let word = analysis.word(to);
        let joint = is_joint(analysis, to) || (is_clitic(word) && !token.space_before());
        let link = matches!(word, "of" | "the" | "and" | "&") && to > from;
        let capital = |at: usize| analysis.token(at).shape.has_capital();
        let linked = link
            && match word {
                "and" | "&" => capital(to - 1) && capital(to + 1),
                "the" => analysis.word(to - 1) == "of",
                _ => true,
            };
        if joint || linked {
            to += 1;
            continue;
        }
        let plain = (token.is_word() || token.is_number())
            && !is_breaker(analysis, to)
            && !(cue(analysis, to).is_some() && token.shape == Shape::Lower);
        if !plain || is_wall(analysis, to) {
            break;
        }
        to += 1;
    }
    while to > from && matches!(analysis.word(to - 1), "of" | "the" | "and" | "&") {
        to -= 1;
    }
    let medium = matches!(
        analysis.word(to.saturating_sub(1)),
        "statement"
            | "interview"
            | "email"
            | "e"
            | "mail"
            | "condition"
            | "conditions"
            | "call"
            | "news"
            | "conference"
            | "briefing"
            | "message"
            | "tweet"
            | "letter"
            | "background"
            | "record"
            | "report"
            | "post"
            | "phone"
            | "telephone"
            | "time"
            | "speech"
            | "television"
            | "radio"
            | "testimony"
            | "years"
            | "months"
            | "weeks"
    ) || (analysis.word(at) != "of" && analysis.token(from).is_number());
    // `An employee of nearly four years`
    let counted = quantity(analysis, to, from).is_some();
    (to > from && !medium && !counted).then_some((to, from..to))
}
