//! The word lists of sources, read off tokens.

use crate::analysis::Analysis;
use crate::fold;
use crate::lexicon::{self, Lexicon};
use crate::token::{Shape, Token, TokenKind};

/// What kind of noun stands for a person who may speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `source`, `insider`: one who speaks, and no more is said.
    Source,
    /// `person`, `people`, `man`.
    Person,
    /// `official`, `lawyer`.
    Role,
    /// `spokesman`.
    Speaker,
    /// `Democrat`.
    Party,
}

/// A noun for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    pub(super) class: Class,
    pub(super) plural: bool,
    /// [`fold::hash`] of its singular.
    pub(super) lemma: u64,
}

/// How a noun phrase refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// `officials`
    Bare,
    /// `an official`, `three officials`
    New,
    /// `another official`
    Other,
    /// `the official`
    Definite,
    /// `these officials`
    This,
    /// `his lawyer`
    Owned,
    /// `no official`: nobody is meant.
    Nobody,
}

/// What a verb makes of the words round it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Its subject speaks; the subject may follow it.
    Say,
    /// Its subject speaks to its object.
    Tell,
    /// Its subject thinks.
    Think,
    /// Its subject will not speak.
    Refuse,
    /// Its object speaks.
    Quote,
}

/// The value of the token at `index` in `list`.
pub(super) fn value(
    analysis: &Analysis<'_>,
    list: &'static Lexicon,
    index: usize,
) -> Option<&'static str> {
    let token = analysis.token(index);
    list.get_hashed(token.hash(), analysis.word(index))
}

pub(super) fn noun(analysis: &Analysis<'_>, index: usize) -> Option<Noun> {
    let token = analysis.token(index);
    let value = lexicon::SOURCE_NOUNS.get_hashed(token.hash(), analysis.word(index))?;
    let (class, singular) =
        value.split_once(' ').map_or((value, None), |(class, word)| (class, Some(word)));
    let class = match class {
        "source" => Class::Source,
        "person" => Class::Person,
        "speaker" => Class::Speaker,
        "party" => Class::Party,
        _ => Class::Role,
    };
    Some(Noun {
        class,
        plural: singular.is_some(),
        lemma: singular.map_or(token.hash(), fold::hash),
    })
}

pub(super) fn reference(analysis: &Analysis<'_>, index: usize) -> Option<Reference> {
    value(analysis, &lexicon::PHRASE_DETERMINERS, index).map(reference_of)
}

pub(super) fn reference_of(value: &str) -> Reference {
    match value {
        "new" => Reference::New,
        "other" => Reference::Other,
        "definite" => Reference::Definite,
        "this" => Reference::This,
        "owned" => Reference::Owned,
        _ => Reference::Nobody,
    }
}

pub(super) fn cue(analysis: &Analysis<'_>, index: usize) -> Option<Cue> {
    match value(analysis, &lexicon::CUE_VERBS, index) {
        Some(form) => {
            let (verb, forms) = form.split_once(' ')?;
            let (class, only) = class_of(lexicon::SOURCE_CUES.get(verb)?);
            let is = |one: &str| forms.split(' ').any(|it| it == one);
            let speaks = match only {
                "past" => is("past"),
                _ if forms == "ing" => only.contains("ing"),
                _ => only.contains("noun") || !is("noun"),
            };
            class.filter(|_| speaks)
        }
        None => class_of(value(analysis, &lexicon::SOURCE_CUES, index)?).0,
    }
}

/// The class of a verb in its list, and which of its forms have it.
fn class_of(value: &'static str) -> (Option<Cue>, &'static str) {
    let (class, only) = value.split_once(' ').unwrap_or((value, ""));
    let class = match class {
        "say" => Cue::Say,
        "tell" => Cue::Tell,
        "think" => Cue::Think,
        "refuse" => Cue::Refuse,
        "quote" => Cue::Quote,
        _ => return (None, only),
    };
    (Some(class), only)
}

/// Whether the cue word at `index` is used as a noun: `the report`, `its claims`.
pub(super) fn is_noun(analysis: &Analysis<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    let word = analysis.word(before);
    reference(analysis, before).is_some_and(|it| it != Reference::This)
        || is_clitic(word)
        || matches!(word, "of" | "in" | "on" | "for" | "with" | "about" | "by" | "into")
}

pub(super) fn is_clitic(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’" | "'S" | "’S")
}

pub(super) fn is_breaker(analysis: &Analysis<'_>, index: usize) -> bool {
    let token = analysis.token(index);
    token.shape != Shape::Upper && value(analysis, &lexicon::PHRASE_BREAKERS, index).is_some()
}

/// Whether the token is a hyphen inside a compound.
pub(super) fn is_joint(analysis: &Analysis<'_>, index: usize) -> bool {
    matches!(analysis.word(index), "-" | "‐" | "‑" | "–")
        && !analysis.token(index).space_before()
        && !analysis.token(index + 1).space_before()
}

pub(super) fn is_comma(analysis: &Analysis<'_>, index: usize) -> bool {
    analysis.word(index) == ","
}

/// Whether no clause runs on over the token: a stop, a bracket, a dash, a quotation mark.
pub(super) fn is_wall(analysis: &Analysis<'_>, index: usize) -> bool {
    let token = analysis.token(index);
    match token.kind {
        TokenKind::Punctuation => !is_joint(analysis, index),
        TokenKind::Mark => !is_clitic(analysis.word(index)) || token.space_before(),
        TokenKind::Nothing => true,
        _ => false,
    }
}

/// Whether the token is an auxiliary of a finite verb.
pub(super) fn is_auxiliary(analysis: &Analysis<'_>, index: usize) -> bool {
    matches!(
        analysis.word(index),
        "had"
            | "has"
            | "have"
            | "was"
            | "were"
            | "is"
            | "are"
            | "will"
            | "would"
            | "could"
            | "can"
            | "may"
            | "might"
            | "must"
            | "should"
            | "did"
            | "does"
            | "do"
    )
}

/// Whether the token is an auxiliary, or an adverb that may stand between a subject and its verb.
pub(super) fn is_between(analysis: &Analysis<'_>, index: usize) -> bool {
    let word = analysis.word(index);
    let token = analysis.token(index);
    if token.shape != Shape::Lower {
        return is_day(token, word);
    }
    matches!(
        word,
        "have"
            | "has"
            | "had"
            | "also"
            | "later"
            | "earlier"
            | "then"
            | "would"
            | "will"
            | "did"
            | "does"
            | "do"
            | "not"
            | "n't"
            | "now"
            | "still"
            | "even"
            | "further"
            | "again"
            | "once"
            | "both"
            | "all"
            | "today"
            | "yesterday"
            | "only"
            | "never"
            | "went"
            | "is"
            | "was"
            | "were"
            | "are"
            | "been"
            | "quickly"
            | "who"
            | "to"
            | "meanwhile"
            | "however"
            | "just"
            | "could"
            | "may"
            | "might"
            | "can"
    ) || is_adverb(word)
}

/// Whether the word ends as adverbs do, and is none of the others that do: `quickly`, not `family`.
pub(super) fn is_adverb(word: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "family", "early", "daily", "weekly", "monthly", "friendly", "elderly", "assembly",
        "italy", "supply", "ally", "reply",
    ];
    word.len() > 4 && word.ends_with("ly") && !OTHERS.iter().any(|it| word.eq_ignore_ascii_case(it))
}

/// Whether the token names a day of the week or a month.
pub(super) fn is_day(token: Token, word: &str) -> bool {
    token.shape == Shape::Title
        && matches!(
            word,
            "Monday"
                | "Tuesday"
                | "Wednesday"
                | "Thursday"
                | "Friday"
                | "Saturday"
                | "Sunday"
                | "January"
                | "February"
                | "March"
                | "April"
                | "May"
                | "June"
                | "July"
                | "August"
                | "September"
                | "October"
                | "November"
                | "December"
        )
}
