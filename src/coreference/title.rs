//! Titles and roles beside a person's name: `foreign ministry spokesman Wei Sutan`, `Jane Roe, the chief executive of …`.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::lexicon;
use crate::span::TextRange;

/// How far from the name a title may start or end, in tokens.
const REACH: usize = 10;

/// The title before the name at `name`, without an article.
pub(super) fn before(analysis: &Analysis<'_>, name: TextRange) -> Option<TextRange> {
    let end = analysis.tokens_in(name).start;
    let sentence = analysis.sentence_list().get(analysis.sentence_at(end))?.tokens();
    let floor = sentence.start.max(end.saturating_sub(REACH));
    let mut start = (floor..end).find(|&at| is_title(analysis, at, end))?;
    while start > floor && modifies(analysis, start - 1) {
        start -= 1;
    }
    let tokens = trim(analysis, start..end);
    let only_address = tokens.len() == 1 && is_plain_address(analysis.word(tokens.start));
    (!tokens.is_empty() && !only_address).then(|| analysis.range_of(tokens))
}

/// The title in apposition behind the name at `name`, without an article.
pub(super) fn after(analysis: &Analysis<'_>, name: TextRange) -> Option<TextRange> {
    let comma = analysis.tokens_in(name).end;
    if analysis.word(comma) != "," {
        return None;
    }
    let sentence = analysis.sentence_list().get(analysis.sentence_at(comma))?.tokens();
    let start = comma + 1;
    let limit = sentence.end.min(start + REACH);
    let mut end = None;
    let mut at = start;
    while at < limit {
        if let Some((count, _)) = analysis.phrase(&lexicon::TITLES, at, limit) {
            at += count;
            end = Some(at);
            continue;
        }
        let joins = analysis.token(at).is_word() && !closes(analysis.word(at))
            || matches!(analysis.word(at), "-" | "’s" | "'s");
        if !joins {
            break;
        }
        at += 1;
    }
    let tokens = trim(analysis, start..end?);
    (!tokens.is_empty()).then(|| analysis.range_of(tokens))
}

fn is_title(analysis: &Analysis<'_>, at: usize, end: usize) -> bool {
    analysis.phrase(&lexicon::TITLES, at, end).is_some_and(|(count, _)| at + count == end)
}

/// Whether the word at `index` may stand before a title as part of it: `former`, `US`, `ministry`.
fn modifies(analysis: &Analysis<'_>, index: usize) -> bool {
    let token = analysis.token(index);
    let word = analysis.word(index);
    token.is_word() && token.shape.has_capital() && !closes(word)
        || lexicon::TITLES.get_hashed(token.hash(), word).is_some()
        || lexicon::TITLE_MODIFIERS.get_hashed(token.hash(), word).is_some()
}

/// Without articles and marks at the ends.
fn trim(analysis: &Analysis<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let article = |word: &str| {
        ["a", "an", "the", "his", "her", "its", "their", "our", "my", "then", "and"]
            .iter()
            .any(|article| word.eq_ignore_ascii_case(article))
    };
    while tokens.start < tokens.end
        && (article(analysis.word(tokens.start)) || !analysis.token(tokens.start).is_word())
    {
        tokens.start += 1;
    }
    tokens
}

/// Words that no title goes over.
fn closes(word: &str) -> bool {
    const CLOSING: [&str; 26] = [
        "of", "for", "at", "in", "on", "with", "who", "which", "that", "to", "from", "said",
        "says", "told", "is", "was", "has", "had", "are", "were", "by", "when", "where", "while",
        "but", "as",
    ];
    CLOSING.iter().any(|closing| word.eq_ignore_ascii_case(closing))
}

fn is_plain_address(word: &str) -> bool {
    const PLAIN: [&str; 8] = ["mr", "mrs", "ms", "miss", "mx", "messrs", "mme", "mlle"];
    let word = word.trim_end_matches('.');
    PLAIN.iter().any(|plain| word.eq_ignore_ascii_case(plain))
}
