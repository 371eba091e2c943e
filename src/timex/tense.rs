//! Which way a clause looks, by its verb forms: a light look at the words around, without a parser.

use crate::analysis::Analysis;
use crate::lexicon;
use crate::token::TokenKind;

/// The way that the words around an expression look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Past,
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
    if let Some(lean) = told(analysis, first, low) {
        return lean;
    }
    for index in (low..first).rev() {
        if is_break(analysis, index) {
            break;
        }
        if let Some(lean) = verb(analysis, index, low) {
            return lean;
        }
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
    lexicon::TENSE_WORDS.get_hashed(analysis.token(index).hash, analysis.word(index))
}

/// What stands right before: `until`, `by`, `due`, `since`.
fn told(analysis: &Analysis<'_>, first: usize, low: usize) -> Option<Lean> {
    let mut index = first;
    for _ in 0..2 {
        if index <= low {
            return None;
        }
        index -= 1;
        match form(analysis, index) {
            Some("ahead") => return Some(Lean::Future),
            Some("back") => return Some(Lean::Past),
            Some("preposition") => {}
            _ => return None,
        }
    }
    None
}

/// The lean of the verb at `index`, if it is one.
fn verb(analysis: &Analysis<'_>, index: usize, low: usize) -> Option<Lean> {
    match form(analysis, index) {
        Some("future") => Some(Lean::Future),
        // `was due to`, `is expected to`, but `he planned the visit`.
        Some("plan") => {
            let to = matches!(analysis.word(index + 1), "to" | "for" | "on");
            Some(if to { Lean::Future } else { Lean::Past })
        }
        Some("past" | "participle") => Some(passive(analysis, index, low).unwrap_or(Lean::Past)),
        Some("be") => Some(Lean::None).filter(|_| false),
        Some(_) => None,
        None if is_regular_past(analysis, index) => {
            Some(passive(analysis, index, low).unwrap_or(Lean::Past))
        }
        None if index > low
            && analysis.word(index - 1) == "to"
            && analysis.token(index).is_word() =>
        {
            let lower = !analysis.token(index).shape.has_capital();
            let verbal =
                lower && !analysis.word(index).ends_with("ing") && form(analysis, index).is_none();
            (verbal
                && lexicon::TIMEX_WORDS.get(analysis.word(index)).is_none()
                && !matches!(
                    analysis.word(index),
                    "a" | "an" | "the" | "his" | "her" | "its" | "their"
                ))
            .then_some(Lean::Future)
        }
        None => None,
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
