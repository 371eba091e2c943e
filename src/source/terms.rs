//! The terms a source speaks on: that it is not named, that it had no leave to speak, and why.

use std::ops::Range;

use super::words::{Cue, cue, is_comma, is_joint, is_noun, is_wall, value};
use crate::analysis::Analysis;
use crate::lexicon;

/// How far a statement's words may lie apart, in tokens.
const REACH: usize = 9;
/// The longest clause that is read as a basis or a reason, in tokens.
const LONGEST: usize = 40;

/// A statement that a source is not named: `on condition of anonymity because the talks are private`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) tokens: Range<usize>,
    pub(super) kind: Kind,
    pub(super) reason: Option<Range<usize>>,
}

/// What a statement states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// That the source is not to be named.
    Anonymity,
    /// That it had no leave to speak: the reason, where the other kind is there too.
    Leave,
}

impl Terms {
    /// The token after the statement and its reason.
    pub(super) fn end(&self) -> usize {
        self.reason.as_ref().map_or(self.tokens.end, |reason| reason.end)
    }
}

/// The statements of the text, in order; none overlaps another.
pub(super) fn terms(analysis: &Analysis<'_>) -> Vec<Terms> {
    let mut found: Vec<Terms> = Vec::new();
    for sentence in analysis.sentence_list() {
        let tokens = sentence.tokens();
        let mut index = tokens.start;
        while index < tokens.end {
            let word = analysis.token(index).is_word();
            let found_here = word.then(|| statement(analysis, index, tokens.end)).flatten();
            let Some((range, kind)) = found_here else {
                index += 1;
                continue;
            };
            let floor = found.last().map_or(tokens.start, Terms::end).max(tokens.start);
            let tokens_of = opening(analysis, range.start, floor)..range.end;
            let reason = reason(analysis, range.end, tokens.end);
            let terms = Terms { tokens: tokens_of, kind, reason };
            index = terms.end().max(index + 1);
            found.push(terms);
        }
    }
    found
}

fn word_class(analysis: &Analysis<'_>, index: usize) -> &'static str {
    value(analysis, &lexicon::ANONYMITY_WORDS, index).unwrap_or_default()
}

/// The statement that opens with the token at `index`.
fn statement(analysis: &Analysis<'_>, index: usize, end: usize) -> Option<(Range<usize>, Kind)> {
    match word_class(analysis, index) {
        "refuse" => refused(analysis, index, end),
        "ask" => asked(analysis, index, end),
        "speak" => spoke(analysis, index, end),
        "name" => changed(analysis, index, end),
        "leave" => {
            let lacking = analysis.word(index).starts_with("un")
                || matches!(word_before(analysis, index), "lacked" | "lacks" | "lacking" | "no");
            let to = talk(analysis, index + 1, end).filter(|_| lacking)?;
            Some((index..to, Kind::Leave))
        }
        _ => None,
    }
}

/// `whose name has been changed`, `his name was withheld`.
fn changed(analysis: &Analysis<'_>, index: usize, end: usize) -> Option<(Range<usize>, Kind)> {
    let owner = word_before(analysis, index);
    if !matches!(owner, "whose" | "his" | "her" | "their" | "Their" | "His" | "Her" | "Whose") {
        return None;
    }
    let verb = (index + 1..end.min(index + 6)).find(|&at| {
        !matches!(
            analysis.word(at),
            "has" | "have" | "is" | "are" | "was" | "were" | "being" | "been" | "and" | "identity"
        )
    })?;
    let hidden = matches!(analysis.word(verb), "changed" | "withheld" | "concealed" | "suppressed");
    (hidden && verb > index + 1).then_some((index - 1..verb + 1, Kind::Anonymity))
}

fn word_before<'a>(analysis: &Analysis<'a>, index: usize) -> &'a str {
    index.checked_sub(1).map_or("", |index| analysis.word(index))
}

/// `declined to be named`, `did not want to give her name`, `not authorized to speak publicly`.
fn refused(analysis: &Analysis<'_>, index: usize, end: usize) -> Option<(Range<usize>, Kind)> {
    for at in index + 1..end.min(index + REACH) {
        if is_wall(analysis, at) && !is_joint(analysis, at) {
            return None;
        }
        match class_at(analysis, at, end) {
            ("leave", _) => {
                let to = talk(analysis, at + 1, end)?;
                return Some((index..to, Kind::Leave));
            }
            ("name", len) if is_own_name(analysis, at) => {
                return Some((index..name_end(analysis, at + len, end), Kind::Anonymity));
            }
            _ => {}
        }
    }
    None
}

/// `asked not to be identified`, `requested anonymity`, `on condition that his name be withheld`.
fn asked(analysis: &Analysis<'_>, index: usize, end: usize) -> Option<(Range<usize>, Kind)> {
    let mut denied = false;
    for at in index + 1..end.min(index + REACH) {
        if is_wall(analysis, at) {
            return None;
        }
        match class_at(analysis, at, end) {
            ("anonymity", len) => return Some((index..at + len, Kind::Anonymity)),
            ("name", len) if is_own_name(analysis, at) => {
                let to = name_end(analysis, at + len, end);
                let withheld =
                    (at + len..to).any(|at| matches!(analysis.word(at), "withheld" | "changed"));
                let not_used = (at + len..end.min(at + len + 2))
                    .any(|at| matches!(analysis.word(at), "not" | "n't"));
                if denied || withheld || not_used {
                    return Some((index..to, Kind::Anonymity));
                }
            }
            ("refuse", _) => denied = true,
            _ => {}
        }
    }
    None
}

/// `spoke anonymously`, `speaking on background`.
fn spoke(analysis: &Analysis<'_>, index: usize, end: usize) -> Option<(Range<usize>, Kind)> {
    for at in index + 1..end.min(index + 6) {
        if is_wall(analysis, at) {
            return None;
        }
        match class_at(analysis, at, end) {
            ("anonymity" | "manner", len) => return Some((index..at + len, Kind::Anonymity)),
            ("ask" | "speak" | "refuse", _) => return None,
            _ => {}
        }
    }
    None
}

fn class_at(analysis: &Analysis<'_>, at: usize, end: usize) -> (&'static str, usize) {
    analysis.phrase(&lexicon::ANONYMITY_WORDS, at, end).map_or(("", 1), |(len, value)| (value, len))
}

/// Whether the name word at `at` is about the one who speaks: `be named`, `his name`, `on the record`.
fn is_own_name(analysis: &Analysis<'_>, at: usize) -> bool {
    let own = |word: &str| {
        matches!(
            word,
            "be" | "being"
                | "his"
                | "her"
                | "their"
                | "my"
                | "its"
                | "further"
                | "fully"
                | "publicly"
        )
    };
    if matches!(analysis.word(at), "on" | "for") {
        return true;
    }
    let one = word_before(analysis, at);
    let two = at.checked_sub(2).map_or("", |at| analysis.word(at));
    own(one)
        || (own(two)
            && matches!(one, "full" | "last" | "real" | "first" | "own" | "publicly" | "otherwise"))
        || (matches!(analysis.word(at), "name") && one == "a")
}

/// The token after `by name`, `be used`, `not be published`.
fn name_end(analysis: &Analysis<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end.min(from + 4) {
        match analysis.word(at) {
            "by" | "name" | "names" | "be" | "not" | "used" | "withheld" | "published"
            | "publicly" | "revealed" | "disclosed" | "changed" | "made" | "public" | "printed"
            | "to" | "in" | "print" | "mentioned" => at += 1,
            _ => break,
        }
    }
    let trailing =
        (from..at).rev().take_while(|&at| matches!(analysis.word(at), "to" | "in")).count();
    at - trailing
}

/// The token after `to speak publicly`, from `to`.
fn talk(analysis: &Analysis<'_>, from: usize, end: usize) -> Option<usize> {
    (from..end.min(from + 2)).find(|&at| analysis.word(at) == "to")?;
    (from + 1..end.min(from + 5))
        .find(|&at| matches!(word_class(analysis, at), "talk" | "speak"))
        .map(|at| clause_end(analysis, at + 1, end))
}

/// Where the words before a statement's verb or noun belong to it: `speaking on the condition …`.
fn opening(analysis: &Analysis<'_>, from: usize, floor: usize) -> usize {
    let mut at = from;
    while at > floor && from - at < 4 {
        match analysis.word(at - 1) {
            "on" | "under" | "in" | "the" | "a" | "strict" | "speaking" | "Speaking" | "On"
            | "only" | "who" | "did" | "does" | "do" | "would" | "could" | "usual" => at -= 1,
            _ => break,
        }
    }
    let surplus =
        (at..from).take_while(|&at| matches!(analysis.word(at), "who" | "the" | "a" | "only"));
    at + surplus.count()
}

/// The reason that follows at `from`.
fn reason(analysis: &Analysis<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let start = if is_comma(analysis, from) { from + 1 } else { from };
    let reasons = (start + 1..end.min(start + 4)).find(|&at| analysis.word(at) == "reasons");
    if let Some(last) = reasons.filter(|_| analysis.word(start) == "for") {
        // `for security reasons`
        return Some(start..last + 1);
    }
    let (len, kind) = analysis.phrase(&lexicon::REASON_OPENERS, start, end)?;
    let plain_verb = |at: usize| {
        analysis.token(at).is_word() && analysis.token(at).shape == crate::token::Shape::Lower
    };
    let fits = match kind {
        "purpose" => start == from && plain_verb(start + len),
        _ => !matches!(analysis.word(start + 1), "saying" | "well"),
    };
    let to = clause_end(analysis, start + len, end);
    (fits && to > start + len).then_some(start..to)
}

/// The token after the clause at `from`: before a comma, a stop, a bracket, or a verb of saying of the clause round it.
pub(super) fn clause_end(analysis: &Analysis<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    let last = end.min(from + LONGEST);
    while at < last {
        if is_wall(analysis, at) {
            break;
        }
        let finite = matches!(
            cue(analysis, at),
            Some(Cue::Say | Cue::Tell) if is_finite(analysis.word(at)) && !is_noun(analysis, at)
        );
        if at > from && finite {
            break;
        }
        at += 1;
    }
    while at > from
        && matches!(analysis.word(at - 1), "also" | "has" | "have" | "had" | "and" | "but" | "who")
    {
        at -= 1;
    }
    at
}

fn is_finite(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "say"
            | "told"
            | "tells"
            | "added"
            | "confirmed"
            | "insisted"
            | "argued"
            | "claimed"
            | "acknowledged"
    )
}
