//! Which way a verb looks: by its form, its auxiliaries and what it stands beside.

use super::{Lean, form};
use crate::analysis::Analysis;
use crate::lexicon;
use crate::token::Shape;

/// The lean of the verb at `index`, if it is one.
pub(super) fn verb(analysis: &Analysis<'_>, index: usize, low: usize) -> Option<Lean> {
    let past = |index| Some(passive(analysis, index, low).unwrap_or(Lean::Past));
    match form(analysis, index) {
        Some("future") => Some(Lean::Future),
        Some("plan") => {
            // `as planned`
            let told = |back: usize| index >= low + back && analysis.word(index - back) == "as";
            if told(1) || told(2) && form(analysis, index - 1) == Some("adverb") {
                return None;
            }
            let had =
                (1..=2).any(|back| index >= low + back && analysis.word(index - back) == "had");
            Some(if had { Lean::Past } else { Lean::Future })
        }
        // `promised to come`, but `set a record`.
        Some("promise") if matches!(analysis.word(index + 1), "to" | "for") => Some(Lean::Future),
        Some("promise") => {
            // `He set a date`, but `a date is set`.
            let set = analysis.word(index) == "set" && {
                let before = index.checked_sub(1).filter(|before| *before >= low);
                before.is_some_and(|before| form(analysis, before).is_none())
            };
            (set || is_regular_past(analysis, index)).then_some(Lean::Past)
        }
        // `The trial begins on Monday.`
        Some("schedule") => is_finite(analysis, index, low).then_some(Lean::Future),
        // `The Bears host the Lions on Monday`, but `the hosts on Monday`.
        Some("fixture") => {
            let plural = !analysis.word(index).ends_with('s');
            (leads_on(analysis, index + 1, plural) && is_finite(analysis, index, low))
                .then_some(Lean::Future)
        }
        // `He was due in court on Monday`, but `shut due to fog`.
        Some("ahead") if analysis.word(index) == "due" => {
            let be = index > low
                && (form(analysis, index - 1) == Some("be")
                    || matches!(analysis.word(index - 1), "was" | "were"));
            (be || matches!(analysis.word(index + 1), "in" | "out" | "back" | "on" | "at"))
                .then_some(Lean::Future)
        }
        // `ahead of the vote on Friday`, but `finished ahead of them on Friday`
        Some("ahead") if analysis.word(index + 1) == "of" => {
            let verbal = index > low
                && (matches!(form(analysis, index - 1), Some("be" | "past" | "participle"))
                    || matches!(analysis.word(index - 1), "was" | "were")
                    || is_regular_past(analysis, index - 1));
            (!verbal).then_some(Lean::Future)
        }
        Some("past" | "participle") => past(index),
        Some("preposition") if analysis.word(index) == "to" && index > low => {
            governed(analysis, index - 1, low)
        }
        Some(_) => None,
        None if is_regular_past(analysis, index) && !is_adjective(analysis, index, low) => {
            past(index)
        }
        None => None,
    }
}

fn is_determiner(word: &str) -> bool {
    ["a", "an", "the", "its", "their", "his", "her", "our", "my", "your", "this", "these", "no"]
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
}

/// A participle before its noun: `a still unspecified date`.
fn is_adjective(analysis: &Analysis<'_>, index: usize, low: usize) -> bool {
    let determined =
        |back: usize| index >= low + back && is_determiner(analysis.word(index - back));
    let next = analysis.token(index + 1);
    let nominal = next.is_word() && form(analysis, index + 1).is_none();
    nominal
        && (determined(1)
            || determined(2)
                && (form(analysis, index - 1) == Some("adverb")
                    || analysis.word(index - 1).ends_with("ly")))
}

/// Whether a word that is a verb of timetables is the verb of its clause, and no noun or infinitive.
fn is_finite(analysis: &Analysis<'_>, index: usize, low: usize) -> bool {
    let Some(mut before) = index.checked_sub(1).filter(|before| *before >= low) else {
        return false;
    };
    // `they next play on Sunday`
    let aside = matches!(analysis.word(before), "next" | "then" | "first")
        || form(analysis, before) == Some("adverb");
    if aside && before > low {
        before -= 1;
    }
    let (token, word) = (analysis.token(before), analysis.word(before));
    if analysis.token(index).shape != Shape::Lower {
        return false;
    }
    // `The fair runs until Friday`, but `two home runs on Friday`.
    let bounded =
        || matches!(analysis.word(index + 1), "from" | "through" | "until" | "till" | "to");
    if matches!(analysis.word(index), "runs" | "run") && !bounded() {
        return false;
    }
    if analysis.word(index).ends_with('s') {
        // `The trial begins`, `Round 8 begins`, but `the three starts`, `the first votes`.
        let numbered =
            token.is_number() && before > low && analysis.token(before - 1).shape.has_capital();
        return (token.is_word() || numbered)
            && !is_determiner(word)
            && !matches!(form(analysis, before), Some("preposition" | "past" | "be" | "have"))
            && lexicon::TIMEX_WORDS.get(word).is_none_or(|value| !value.starts_with("number"));
    }
    // `Voters go to the polls`, `they meet`, but `the start`, `did not meet`.
    let subject = ["they", "we", "i", "you", "who", "which", "that"];
    let plural = token.is_word() && word.len() > 3 && word.ends_with('s');
    let named = token.shape.has_capital() && !token.is_abbreviation() && before > low;
    plural && !word.ends_with("ss")
        || named
        || subject.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Whether the word after a verb opens what the verb is about: a determiner, a name, a preposition of place; for the
/// verb of a plural also a date.
fn leads_on(analysis: &Analysis<'_>, index: usize, plural: bool) -> bool {
    const PREPOSITIONS: &[&str] =
        &["in", "into", "to", "at", "against", "for", "from", "out", "off", "down", "up"];
    let word = analysis.word(index);
    is_determiner(word)
        || PREPOSITIONS.contains(&word)
        || analysis.token(index).shape.has_capital()
            && (plural || lexicon::TIMEX_WORDS.get(word).is_none())
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

pub(super) fn is_regular_past(analysis: &Analysis<'_>, index: usize) -> bool {
    let token = analysis.token(index);
    let word = analysis.word(index);
    token.is_word()
        && word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !token.shape.has_capital()
}

/// The lean of a participle's auxiliary: `will be paid`, `to be paid`, `is paid`.
pub(super) fn passive(analysis: &Analysis<'_>, index: usize, low: usize) -> Option<Lean> {
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
