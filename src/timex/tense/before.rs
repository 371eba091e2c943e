//! What the words right before an expression tell of its tense: `until`, `since`, `due`, `as early as`.

use std::ops::Range;

use super::verb::{is_regular_past, passive, verb};
use super::{Lean, ahead, form};
use crate::analysis::Analysis;
use crate::lexicon;
use crate::token::Shape;

/// How far from `by` its `had` may stand.
const NEAR: usize = 8;

/// What stands right before: `until`, `by`, `due`, `since`, `as early as`.
pub(super) fn told(
    analysis: &Analysis<'_>,
    first: usize,
    end: usize,
    bounds: &Range<usize>,
) -> Option<Lean> {
    let mut index = first;
    for _ in 0..4 {
        if index <= bounds.start {
            return None;
        }
        index -= 1;
        match form(analysis, index) {
            // `They were shaken by Tuesday's vote.`
            Some("ahead") if is_agent(analysis, index, end, bounds.start) => return None,
            Some("ahead") => {
                // `By Friday they had left.`
                let had = |place: usize| analysis.word(place).eq_ignore_ascii_case("had");
                let near = bounds.start.max(index.saturating_sub(NEAR));
                let past = (near..bounds.end.min(first + NEAR)).any(had)
                    || is_opened_past(analysis, index, end, bounds.end)
                    || is_done_by(analysis, near..index);
                return Some(if past { Lean::Past } else { Lean::Future });
            }
            // `Schools will be closed Friday.`
            Some("back") if is_kept(analysis, index, bounds.start) => return Some(Lean::Future),
            Some("back") => return Some(Lean::Gone),
            // `From Monday, masks are required.`
            Some("preposition")
                if index == bounds.start
                    && analysis.word(index) == "From"
                    && analysis.word(end) == "," =>
            {
                let past = ahead(analysis, end + 1..bounds.end, end + 1) == Some(Lean::Past)
                    && !is_present_passive(analysis, end + 1..bounds.end);
                return Some(if past { Lean::Past } else { Lean::Future });
            }
            Some("preposition") => {}
            // `a warning for Friday`
            Some("prospect")
                if matches!(analysis.word(index + 1), "for" | "from" | "through" | "until") =>
            {
                return Some(Lean::Future);
            }
            // `Showers are possible Sunday.`
            _ if matches!(analysis.word(index), "possible" | "likely")
                && index > bounds.start
                && form(analysis, index - 1) == Some("be") =>
            {
                return Some(Lean::Future);
            }
            // `out on Friday`
            _ if analysis.word(index) == "out"
                && index > bounds.start
                && (matches!(analysis.word(index - 1), "is" | "are" | "due" | "’s" | "'s")) =>
            {
                return Some(Lean::Future);
            }
            // `until 6 a.m. on Tuesday`
            _ if analysis.token(index).is_number() => {}
            None if lexicon::TIMEX_WORDS
                .get(analysis.word(index))
                .is_some_and(|value| value.starts_with("meridiem")) => {}
            // `The deadline is Friday.`
            Some("be") if matches!(analysis.word(index), "is" | "are") => {
                return Some(Lean::Future);
            }
            None if analysis.word(index) == "as"
                && index > bounds.start
                && matches!(analysis.word(index - 1), "early" | "soon" | "late") =>
            {
                return Some(Lean::Future);
            }
            _ => return None,
        }
    }
    None
}

/// Whether a participle tells of a state to come: `will be closed`, `remains closed`, `are closed`.
fn is_kept(analysis: &Analysis<'_>, index: usize, low: usize) -> bool {
    index > low
        && (matches!(analysis.word(index - 1), "remain" | "remains" | "stay" | "is" | "are")
            || passive(analysis, index, low) == Some(Lean::Future))
}

/// Whether the first verb is a passive of the present: `masks are required`.
fn is_present_passive(analysis: &Analysis<'_>, tokens: Range<usize>) -> bool {
    let low = tokens.start;
    let mut tokens = tokens;
    tokens
        .find(|index| verb(analysis, *index, low).is_some())
        .is_some_and(|index| index > low && matches!(analysis.word(index - 1), "is" | "are"))
}

/// Whether a `by` between a participle and an expression's noun tells who did it: `hurt by overnight losses`.
fn is_agent(analysis: &Analysis<'_>, index: usize, end: usize, low: usize) -> bool {
    let verbal = |at: usize| {
        matches!(form(analysis, at), Some("past" | "participle")) || is_regular_past(analysis, at)
    };
    let adverb = |at: usize| analysis.word(at).ends_with("ly");
    let next = analysis.token(end);
    let noun = matches!(analysis.word(end), "'s" | "’s")
        || next.is_word() && next.shape == Shape::Lower && form(analysis, end).is_none();
    noun && analysis.word(index) == "by"
        && (index > low && verbal(index - 1)
            || index > low + 1 && adverb(index - 1) && verbal(index - 2))
}

/// `Ninety were killed by Thursday.`, but `They were told to leave by Thursday.`
fn is_done_by(analysis: &Analysis<'_>, tokens: Range<usize>) -> bool {
    const ORDERS: &[&str] =
        &["told", "ordered", "asked", "urged", "given", "required", "warned", "instructed", "set"];
    let Some(be) =
        tokens.clone().rev().find(|index| matches!(analysis.word(*index), "was" | "were"))
    else {
        return false;
    };
    let after = be + 1..tokens.end;
    let done = |index: usize| {
        matches!(form(analysis, index), Some("past" | "participle"))
            || is_regular_past(analysis, index)
    };
    after.clone().any(done)
        && !after.clone().any(|index| {
            matches!(analysis.word(index), "to" | "be" | "due")
                || matches!(form(analysis, index), Some("plan" | "promise"))
                || ORDERS.contains(&analysis.word(index))
        })
}

/// `By June, dozens were dead.`
fn is_opened_past(analysis: &Analysis<'_>, by: usize, end: usize, high: usize) -> bool {
    matches!(analysis.word(by), "By" | "Starting" | "Beginning")
        && analysis.word(end) == ","
        && ahead(analysis, end + 1..high, end + 1) == Some(Lean::Past)
        && !(end..high).any(|index| matches!(analysis.word(index), "said" | "told" | "added"))
}
