//! What kind of word a token is, judged by lists and by its look alone.
//!
//! Rules ask for a [`Class`] and never look at a word's ending themselves, so that a part-of-speech tagger can take
//! this module's place.

use crate::analysis::Analysis;
use crate::lexicon;
use crate::token::{Shape, Token, TokenKind};

/// The kind of a word, as far as its look tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `the`, `several`
    Determiner,
    /// `that`, whatever it does
    That,
    /// `his`, and the `'s` after a noun
    Possessive,
    /// `he`, `nobody`
    Pronoun,
    /// `him`, `themselves`
    Object,
    /// `who`, `which`
    Relative,
    /// `there`
    There,
    /// `of`, `among`
    Preposition,
    /// `to`
    To,
    /// `and`, `but`
    And,
    /// `because`, `when`
    Subordinator,
    /// `how`, `what`
    Question,
    /// A form of *be*.
    Be,
    /// A form of *have*.
    Have,
    /// A form of *do*.
    Do,
    /// `will`, `could`
    Modal,
    /// `not`, `never`
    Not,
    /// `also`, `quickly`
    Adverb,
    /// A finite verb that is known as nothing else: `fell`, `says`.
    Verb,
    /// A word in `-ed`.
    Ed,
    /// A word in `-ing`.
    Ing,
    /// A word with a capital that the sentence's start does not account for.
    Name,
    /// Any other word: mostly a noun or an adjective.
    Noun,
    /// `7`, `$`, `%`
    Number,
    /// `,`
    Comma,
    /// `.` `?` `!` `…` at a sentence's end, or `;`
    Stop,
    /// `:`
    Colon,
    /// `–`, `—`, `--`, and a hyphen between spaces
    Dash,
    /// A hyphen or slash inside a compound.
    Hyphen,
    /// `(` and `[`
    Open,
    /// `)` and `]`
    Close,
    /// A quotation mark.
    Mark,
    /// Anything else.
    Other,
}

impl Class {
    /// Whether a verb group may hold it before its verb.
    pub(super) const fn is_auxiliary(self) -> bool {
        matches!(self, Self::Be | Self::Have | Self::Do | Self::Modal)
    }

    /// Whether a clause with it has a finite verb.
    pub(super) const fn is_finite(self) -> bool {
        self.is_auxiliary() || matches!(self, Self::Verb)
    }

    /// Whether a noun phrase may start with it.
    pub(super) const fn starts_phrase(self) -> bool {
        matches!(
            self,
            Self::Determiner
                | Self::Possessive
                | Self::Pronoun
                | Self::Name
                | Self::Noun
                | Self::Number
        )
    }

    /// Whether a noun phrase may end with it.
    pub(super) const fn ends_phrase(self) -> bool {
        matches!(
            self,
            Self::Name | Self::Noun | Self::Number | Self::Pronoun | Self::Close | Self::Ing
        )
    }
}

/// The class of every token.
pub(super) fn classes(analysis: &Analysis<'_>) -> Vec<Class> {
    let mut found = Vec::with_capacity(analysis.tokens().len());
    for sentence in analysis.sentence_list() {
        let mut opens = true;
        for index in sentence.tokens() {
            let token = analysis.token(index);
            let class = class(token, analysis.word(index), opens);
            let class = match class {
                Class::Dash if is_inner(analysis, index) => Class::Hyphen,
                Class::Colon if is_in_number(analysis, index) => Class::Number,
                Class::Possessive if is_short_is(analysis, index) => Class::Be,
                class => class,
            };
            opens = matches!(class, Class::Mark | Class::Open | Class::Dash | Class::Colon);
            found.push(class);
        }
    }
    found
}

/// Whether the dash at `index` joins two halves of a compound.
fn is_inner(analysis: &Analysis<'_>, index: usize) -> bool {
    let spaced = analysis.token(index).space_before() || analysis.token(index + 1).space_before();
    matches!(analysis.word(index), "-" | "‐" | "‑" | "/") && !spaced
}

/// Whether the colon at `index` stands in a time or a score: `9:30pm`.
fn is_in_number(analysis: &Analysis<'_>, index: usize) -> bool {
    let digit = |at: usize| analysis.token(at).is_number();
    let touches = |at: usize| !analysis.token(at).space_before();
    index > 0 && digit(index - 1) && digit(index + 1) && touches(index) && touches(index + 1)
}

/// Whether the `'s` at `index` is short for *is* or *has*: after a pronoun.
fn is_short_is(analysis: &Analysis<'_>, index: usize) -> bool {
    let short = matches!(analysis.word(index), "'s" | "’s");
    short && index > 0 && {
        let before = analysis.word(index - 1);
        ["he", "she", "it", "that", "who", "there", "what"]
            .iter()
            .any(|word| before.eq_ignore_ascii_case(word))
    }
}

fn class(token: Token, word: &str, opens: bool) -> Class {
    match token.kind {
        TokenKind::Word => word_class(token, word, opens),
        TokenKind::Number => Class::Number,
        TokenKind::Mark => Class::Mark,
        TokenKind::Handle => Class::Name,
        TokenKind::Punctuation => match word {
            "," => Class::Comma,
            ":" => Class::Colon,
            "(" | "[" => Class::Open,
            ")" | "]" => Class::Close,
            ";" => Class::Stop,
            _ if word.starts_with(['.', '?', '!', '…', '。']) => Class::Stop,
            _ if word.starts_with(['-', '–', '—', '―', '‐', '‑', '‒', '/']) => {
                Class::Dash
            }
            _ => Class::Other,
        },
        TokenKind::Symbol if matches!(word, "$" | "€" | "£" | "¥" | "%") => Class::Number,
        TokenKind::Symbol if word == "&" => Class::Name,
        _ => Class::Other,
    }
}

fn word_class(token: Token, word: &str, opens: bool) -> Class {
    let capital = token.shape.has_capital();
    if capital && !opens && word != "I" {
        return Class::Name;
    }
    if let Some(value) = lexicon::WORD_CLASSES.get_hashed(token.hash(), word) {
        // `US` opens a sentence and is no `us`.
        return if token.shape == Shape::Upper { Class::Name } else { listed(value) };
    }
    if capital && word != "I" {
        return if is_adverb(word) { Class::Adverb } else { Class::Name };
    }
    match word {
        "'s" | "’s" | "'" | "’" => Class::Possessive,
        _ if is_adverb(word) => Class::Adverb,
        _ if word.ends_with("ing") && word.len() > 5 => Class::Ing,
        _ if word.ends_with("ed") && word.len() > 4 && !word.ends_with("eed") => Class::Ed,
        _ => Class::Noun,
    }
}

/// `quickly`, but neither `family` nor `daily`.
fn is_adverb(word: &str) -> bool {
    word.len() > 5
        && word.ends_with("ly")
        && !["family", "assembly", "monopoly", "anomaly", "weekly", "monthly", "yearly", "elderly"]
            .iter()
            .any(|noun| word.eq_ignore_ascii_case(noun))
}

fn listed(value: &str) -> Class {
    match value {
        "det" => Class::Determiner,
        "that" => Class::That,
        "to" => Class::To,
        "poss" => Class::Possessive,
        "subj" => Class::Pronoun,
        "obj" => Class::Object,
        "rel" => Class::Relative,
        "there" => Class::There,
        "prep" => Class::Preposition,
        "and" => Class::And,
        "sub" => Class::Subordinator,
        "wh" => Class::Question,
        "be" => Class::Be,
        "have" => Class::Have,
        "do" => Class::Do,
        "modal" => Class::Modal,
        "not" => Class::Not,
        "adv" => Class::Adverb,
        "verb" => Class::Verb,
        _ => Class::Noun,
    }
}
