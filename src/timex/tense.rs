//! Which way a clause looks, by its verb forms: a light look at the words around, without a parser.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::lexicon;
use crate::token::{Shape, TokenKind};

/// The way that the words around an expression look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Past,
    /// Past without a doubt: `since`, `the year ended`.
    Gone,
    Future,
    /// A present tense, or nothing that says.
    None,
}

/// How far a verb is looked for, in tokens.
const REACH: usize = 24;

/// The lean of the clause around the tokens `first..end`: by the words right before it, then by the nearest verb before
/// it, then by the nearest after it.
pub(super) fn lean(analysis: &Analysis<'_>, first: usize, end: usize) -> Lean {
    let sentence = analysis.sentence_list().get(analysis.sentence_at(first));
    let bounds = sentence.map_or(first..end, |sentence| sentence.tokens());
    let low = bounds.start.max(first.saturating_sub(REACH));
    let high = bounds.end.min(end.saturating_add(REACH));
    if let Some(lean) = told(analysis, first, &(low..high)) {
        return lean;
    }
    let mut infinitive = false;
    for index in (low..first).rev() {
        if is_break(analysis, index) {
            break;
        }
        if let Some(lean) = verb(analysis, index, low) {
            return lean;
        }
        let next = analysis.token(index + 1);
        infinitive |= analysis.word(index) == "to"
            && index + 1 < first
            && next.is_word()
            && next.shape == Shape::Lower;
    }
    // `Dockers to strike on Monday`
    if infinitive {
        return Lean::Future;
    }
    for index in end..high {
        if is_break(analysis, index) {
            break;
        }
        if let Some(lean) = verb(analysis, index, low) {
            return lean;
        }
    }
    Lean::None
}

fn is_break(analysis: &Analysis<'_>, index: usize) -> bool {
    analysis.token(index).kind == TokenKind::Punctuation
        && matches!(analysis.word(index), ";" | ":" | "--" | "—")
}

fn form(analysis: &Analysis<'_>, index: usize) -> Option<&'static str> {
    lexicon::TENSE_WORDS.get_hashed(analysis.token(index).hash(), analysis.word(index))
}

/// What stands right before: `until`, `by`, `due`, `since`, `as early as`.
fn told(analysis: &Analysis<'_>, first: usize, bounds: &Range<usize>) -> Option<Lean> {
    let mut index = first;
    for _ in 0..4 {
        if index <= bounds.start {
            return None;
        }
        index -= 1;
        match form(analysis, index) {
            Some("ahead") => {
                // `By Friday they had left.`
                let had = |place: usize| analysis.word(place).eq_ignore_ascii_case("had");
                let past = bounds.clone().any(had);
                return Some(if past { Lean::Past } else { Lean::Future });
            }
            Some("back") => return Some(Lean::Gone),
            Some("preposition") => {}
            // `until 6 a.m. on Tuesday`
            _ if analysis.token(index).is_number() => {}
            None if lexicon::TIMEX_WORDS
                .get(analysis.word(index))
                .is_some_and(|value| value.starts_with("meridiem")) => {}
            // `The deadline is Friday.`
            Some("be") if index + 1 == first && matches!(analysis.word(index), "is" | "are") => {
                return Some(Lean::Future);
            }
            None if analysis.word(index) == "as"
                && matches!(analysis.word(index - 1), "early" | "soon" | "late") =>
            {
                return Some(Lean::Future);
            }
            _ => return None,
        }
    }
    None
}

/// The lean of the verb at `index`, if it is one.
fn verb(analysis: &Analysis<'_>, index: usize, low: usize) -> Option<Lean> {
    let past = |index| Some(passive(analysis, index, low).unwrap_or(Lean::Past));
    match form(analysis, index) {
        Some("future") => Some(Lean::Future),
        Some("plan") => {
            let had =
                (1..=2).any(|back| index >= low + back && analysis.word(index - back) == "had");
            Some(if had { Lean::Past } else { Lean::Future })
        }
        // `promised to come`, but `set a record`.
        Some("promise") if matches!(analysis.word(index + 1), "to" | "for") => Some(Lean::Future),
        Some("promise") => is_regular_past(analysis, index).then_some(Lean::Past),
        Some("past" | "participle") => past(index),
        Some("preposition") if analysis.word(index) == "to" && index > low => {
            governed(analysis, index - 1, low)
        }
        Some(_) => None,
        None if is_regular_past(analysis, index) => past(index),
        None => None,
    }
}

/// The lean of an infinitive, by what its `to` follows: `is to meet`, `hopes to meet`, but `declined to meet`.
fn governed(analysis: &Analysis<'_>, index: usize, low: usize) -> Option<Lean> {
    match form(analysis, index) {
        Some("be" | "plan" | "promise" | "have" | "future") => Some(Lean::Future),
        Some("past" | "participle") => Some(Lean::Past),
        _ if is_regular_past(analysis, index) => {
            Some(passive(analysis, index, low).unwrap_or(Lean::Past))
        }
        _ => None,
    }
}

fn is_regular_past(analysis: &Analysis<'_>, index: usize) -> bool {
    let token = analysis.token(index);
    let word = analysis.word(index);
    token.is_word()
        && word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !token.shape.has_capital()
}

/// The lean of a participle's auxiliary: `will be paid`, `to be paid`, `is paid`.
fn passive(analysis: &Analysis<'_>, index: usize, low: usize) -> Option<Lean> {
    for back in 1..=4 {
        let at = index.checked_sub(back).filter(|at| *at >= low)?;
        match form(analysis, at) {
            Some("future") => return Some(Lean::Future),
            Some("have") => return Some(Lean::Past),
            Some("be") => {
                let before = at.checked_sub(1).filter(|at| *at >= low)?;
                return (analysis.word(at) == "be"
                    && (analysis.word(before) == "to"
                        || form(analysis, before) == Some("future")))
                .then_some(Lean::Future);
            }
            Some("adverb" | "not") => {}
            _ => return None,
        }
    }
    None
}
