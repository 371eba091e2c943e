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
    /// Not one time but many: `is usually held in July`.
    Habit,
    /// A present tense, or nothing that says.
    None,
}

/// How far a verb is looked for, in tokens.
const REACH: usize = 24;

/// How far from `by` its `had` may stand.
const NEAR: usize = 8;

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

/// What stands right before: `until`, `by`, `due`, `since`, `as early as`.
fn told(analysis: &Analysis<'_>, first: usize, end: usize, bounds: &Range<usize>) -> Option<Lean> {
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
                    || is_opened_past(analysis, index, end, bounds.end);
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
                && index.checked_sub(1).is_some_and(|before| {
                    matches!(analysis.word(before), "early" | "soon" | "late")
                }) =>
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

/// `By June, dozens were dead.`
fn is_opened_past(analysis: &Analysis<'_>, by: usize, end: usize, high: usize) -> bool {
    matches!(analysis.word(by), "By" | "Starting" | "Beginning")
        && analysis.word(end) == ","
        && ahead(analysis, end + 1..high, end + 1) == Some(Lean::Past)
        && !(end..high).any(|index| matches!(analysis.word(index), "said" | "told" | "added"))
}

/// The lean of the verb at `index`, if it is one.
fn verb(analysis: &Analysis<'_>, index: usize, low: usize) -> Option<Lean> {
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
        // `The trial begins`, but `the three starts`, `the first votes`.
        return token.is_word()
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
