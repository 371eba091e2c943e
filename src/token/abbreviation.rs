//! Where a full stop belongs to the word before it.

use super::Token;
use crate::fold;
use crate::lexicon;
use crate::span::TextRange;

/// Whether the full stop at the end of `word` belongs to it: in an initial (`J.`), in letters with stops (`U.S.`), and
/// in an abbreviation of the list where its surroundings bear it out (`Rep. Roe` but not "he is a rep.").
///
/// `hash` is the word's; `before` is the token before it.
pub(super) fn keeps_stop(text: &str, word: TextRange, hash: u64, before: Option<&Token>) -> bool {
    let letters = word.of(text);
    if is_lettered(letters) {
        // `wrote on X.` names the service.
        let service = |before: &Token| matches!(before.range().of(text), "on" | "On" | "via");
        return letters != "X" || !before.is_some_and(service);
    }
    let Some(kind) = lexicon::ABBREVIATIONS.get_hashed(hash, letters) else { return false };
    let after = text.get(word.end() + 1..).unwrap_or_default();
    if after.starts_with([',', '-']) {
        return true;
    }
    let capital = letters.starts_with(char::is_uppercase);
    let next = || {
        after
            .chars()
            .filter(|c| !fold::is_invisible(*c))
            .take(LOOK_AHEAD)
            .find(|c| !c.is_whitespace())
    };
    let before = before.map_or("", |before| before.range().of(text));
    match kind {
        "number" => next().is_some_and(|c| c.is_numeric() || matches!(c, 'I' | 'V' | 'X')),
        "state" => capital && matches!(before, "," | "-" | "(" | "/"),
        "others" => before == "et",
        "title" | "month" | "place" | "street" => capital,
        _ => true,
    }
}

/// How far the next word may be off.
const LOOK_AHEAD: usize = 8;

/// `J`, `U.S`, `a.m`: single letters with stops between. `I` is the pronoun.
pub(super) fn is_lettered(word: &str) -> bool {
    let mut letters = word.split('.');
    let single = |letter: &str| {
        let mut chars = letter.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.all(fold::is_invisible)
    };
    if word.len() > 1 && word.contains('.') {
        letters.all(single)
    } else {
        word.len() <= 4 && word != "I" && single(word) && word.chars().all(char::is_uppercase)
    }
}
