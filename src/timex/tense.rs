//! Which way a clause looks, by its verb forms: a light look at the words around, without a parser.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::lexicon;
use crate::token::{Shape, TokenKind};

mod before;
mod verb;

use before::told;
use verb::{is_regular_past, verb};

/// The way that the words around an expression look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Past,
    /// Past without a doubt: `since`, `the year ended`.
    Gone,
    Future,
    /// Not one time but many: `is usually held in July`.
    Habit,
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
    if let Some(lean) = told(analysis, first, end, &(low..high)) {
        return lean;
    }
    if is_habit(analysis, low..first) {
        return Lean::Habit;
    }
    // `Tuesday's ruling` is not what the clause is about: only what plainly looks ahead reaches it.
    let owner = matches!(analysis.word(end), "'s" | "’s" | "'" | "’");
    let mut infinitive = false;
    let mut parted = false;
    for index in (low..first).rev() {
        if is_break(analysis, index) {
            break;
        }
        parted |= analysis.word(index) == ",";
        match verb(analysis, index, low) {
            // `Ahead of the vote, he left on Friday.`
            Some(Lean::Future) if parted && analysis.word(index + 1) == "of" => {}
            Some(Lean::Future) if owner && is_vague_future(analysis, index) => {}
            // `A service planned for Saturday was called off.`
            Some(Lean::Future) if is_reduced(analysis, index, low) => {
                return ahead(analysis, end..high, low).unwrap_or(Lean::Future);
            }
            Some(lean) => return lean,
            None => {}
        }
        let next = analysis.token(index + 1);
        infinitive |= analysis.word(index) == "to"
            && index + 1 < first
            && next.is_word()
            && next.shape == Shape::Lower;
    }
    let comma = (end..high).find(|index| analysis.word(*index) == ",").unwrap_or(high);
    // `Friday's talks will go on`, but `Friday's talks, which will go on`
    let after = ahead(analysis, end..if owner { comma } else { high }, low);
    if infinitive && !owner {
        // `Dockers to strike on Monday`, but `The first to sign on Monday were the Danes.`
        return ahead(analysis, end..comma, low).unwrap_or(Lean::Future);
    }
    after.unwrap_or(Lean::None)
}

/// Whether the clause before an expression says what mostly is so: `the river often floods in spring`.
fn is_habit(analysis: &Analysis<'_>, tokens: Range<usize>) -> bool {
    let near = tokens.start.max(tokens.end.saturating_sub(8))..tokens.end;
    let place = near.clone().rev().find(|index| form(analysis, *index) == Some("habit"));
    let Some(place) = place else { return false };
    let past = |index: usize| {
        let finite = matches!(analysis.word(index), "was" | "were" | "had" | "would" | "did");
        finite || index > place && form(analysis, index) == Some("past") && index == place + 1
    };
    // `is usually held`, but `usually fell`
    let auxiliary = place > near.start && form(analysis, place - 1) == Some("be");
    auxiliary && !near.clone().any(|index| matches!(analysis.word(index), "was" | "were"))
        || !near.clone().any(past) && !is_regular_past(analysis, place + 1)
}

/// The lean of the first verb among the tokens after an expression.
fn ahead(analysis: &Analysis<'_>, tokens: Range<usize>, low: usize) -> Option<Lean> {
    for index in tokens {
        if is_break(analysis, index) {
            return None;
        }
        if let Some(lean) = verb(analysis, index, low) {
            let planned = matches!(analysis.word(index), "was" | "were")
                && form(analysis, index + 1) == Some("plan")
                && matches!(analysis.word(index + 2), "to" | "for");
            return Some(if planned { Lean::Future } else { lean });
        }
    }
    None
}

/// `would`, which tells what was to come.
fn is_vague_future(analysis: &Analysis<'_>, index: usize) -> bool {
    matches!(analysis.word(index), "would" | "to")
}

/// A participle after its noun: `the vote planned for Friday`.
fn is_reduced(analysis: &Analysis<'_>, index: usize, low: usize) -> bool {
    form(analysis, index) == Some("plan")
        && analysis.word(index).ends_with("ed")
        && analysis.word(index + 1) != "to"
        && !(1..=2).any(|back| {
            index >= low + back && {
                let before = form(analysis, index - back);
                matches!(before, Some("be" | "have"))
                    || matches!(analysis.word(index - back), "was" | "were")
            }
        })
}

fn is_break(analysis: &Analysis<'_>, index: usize) -> bool {
    analysis.token(index).kind == TokenKind::Punctuation
        && matches!(analysis.word(index), ";" | ":" | "--" | "—")
}

fn form(analysis: &Analysis<'_>, index: usize) -> Option<&'static str> {
    lexicon::TENSE_WORDS.get_hashed(analysis.token(index).hash(), analysis.word(index))
}
