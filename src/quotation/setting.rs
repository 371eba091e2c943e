//! What stands in a quotation and beside it, as the rules of its role read it.

use super::marks::is_mark;
use crate::lexicon;
use crate::span::TextRange;

/// How many bytes on either side the rules look at.
const REACH: usize = 240;
/// How many words and marks on either side the rules look at.
const BESIDE: usize = 8;

/// A quotation among its neighbors.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    /// What stands between its marks, up to the [`REACH`].
    content: &'a str,
    /// What stands between its marks, from the [`REACH`] before its end on.
    content_end: &'a str,
    /// What stands before it in its paragraph, from the [`REACH`] on.
    pub(super) before: &'a str,
    /// What stands after it in its paragraph, up to the [`REACH`].
    pub(super) after: &'a str,
    /// Words and punctuation before it, the nearest first.
    left: [&'a str; BESIDE],
    /// Words and punctuation after it, the nearest first.
    right: [&'a str; BESIDE],
    /// The first words and punctuation in it.
    inside: [&'a str; BESIDE],
    /// How many paragraphs it runs over.
    pub(super) parts: usize,
}

impl<'a> Setting<'a> {
    /// The setting of the quotation at `range` with `content` between its marks, in `paragraph` or, where it is nested, in
    /// the quotation around it.
    pub(super) fn new(
        text: &'a str,
        around: TextRange,
        range: TextRange,
        content: TextRange,
        parts: usize,
    ) -> Self {
        let before = last_bytes(text, TextRange::at(around.start(), range.start()));
        let after = first_bytes(text, TextRange::at(range.end(), around.end()));
        let content_end = last_bytes(text, content);
        let content = first_bytes(text, content).trim_start();
        let mut left = [""; BESIDE];
        let mut rest = before;
        for slot in &mut left {
            (rest, *slot) = split_last(rest);
        }
        Self {
            content,
            content_end,
            before,
            after,
            left,
            right: first_pieces(after),
            inside: first_pieces(content),
            parts,
        }
    }

    /// The word or mark at `index` before it, the nearest at 0; `""` past the paragraph's start.
    pub(super) fn left(&self, index: usize) -> &'a str {
        self.left.get(index).copied().unwrap_or_default()
    }

    /// The word or mark at `index` after it.
    pub(super) fn right(&self, index: usize) -> &'a str {
        self.right.get(index).copied().unwrap_or_default()
    }

    /// Whether it has no more than `most` words, which is less than eight, and no punctuation between them.
    pub(super) fn is_short(&self, most: usize) -> bool {
        let words = self.inside.iter().take_while(|piece| is_word(piece)).count();
        let rest = self.inside.get(words).copied().unwrap_or("…");
        let after = self.inside.get(words + 1).copied().unwrap_or("…");
        (1..=most).contains(&words) && (rest.is_empty() || (after.is_empty() && !is_word(rest)))
    }

    /// Whether it ends with `.`, `?`, `!`, `…` or a dash before its closing mark.
    pub(super) fn ends_in_stop(&self) -> bool {
        self.last().is_some_and(|c| matches!(c, '.' | '?' | '!' | '…' | '—' | '–' | '-'))
    }

    /// Whether it ends with `?` or `!` before its closing mark.
    pub(super) fn ends_in_cry(&self) -> bool {
        matches!(self.last(), Some('?' | '!'))
    }

    /// Whether it ends with a comma before its closing mark.
    pub(super) fn ends_in_comma(&self) -> bool {
        self.last() == Some(',')
    }

    fn last(&self) -> Option<char> {
        self.content_end.chars().rev().find(|c| !is_mark(*c) && !c.is_whitespace())
    }

    /// Whether its first letter is a capital, or it starts with a number.
    pub(super) fn is_capitalized(&self) -> bool {
        let first = self.content.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }

    /// Whether a sentence may start with it.
    pub(super) fn starts_sentence(&self) -> bool {
        let before = self
            .before
            .trim_end()
            .trim_end_matches(|c| is_mark(c) || matches!(c, '(' | '[' | '*' | '_'));
        let before = before.trim_end();
        before.is_empty() || before.ends_with(['.', '!', '?', '…', '•'])
    }

    /// Whether a comma, colon or dash leads up to it.
    pub(super) fn is_led_up_to(&self) -> bool {
        self.before.trim_end().ends_with([',', ':', '-', '–', '—'])
    }

    /// Whether it holds the end of a sentence and the start of another.
    pub(super) fn holds_sentences(&self) -> bool {
        sentence_ends(self.content).next().is_some()
    }

    /// Whether it starts as a clause of its own does: with a capital on a word that is no name.
    pub(super) fn starts_as_clause(&self) -> bool {
        let first = self.inside.first().copied().unwrap_or_default();
        first.starts_with(char::is_uppercase) && lexicon::WORD_CLASSES.contains(first)
    }

    /// How many words of a name of a work it has in capitals: all but small words between; 0 where it is none, or where
    /// the words around it are in capitals too.
    pub(super) fn title_words(&self) -> usize {
        let mut capitals = 0;
        for word in self.content.split_whitespace().take(16) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            match word.chars().next() {
                None => {}
                Some(first) if first.is_uppercase() => capitals += 1,
                Some(first) if first.is_numeric() => {}
                Some(_) if capitals > 0 && is_joiner(word) => {}
                Some(_) => return 0,
            }
        }
        if self.is_among_capitals() { 0 } else { capitals }
    }

    /// Whether all words beside it are capitalized, as in a headline.
    pub(super) fn is_among_capitals(&self) -> bool {
        let beside = self.left.iter().chain(&self.right);
        let mut capitals = 0;
        for word in beside.filter(|word| is_word(word) && !is_joiner(word)) {
            if !word.starts_with(char::is_uppercase) {
                return false;
            }
            capitals += 1;
        }
        capitals >= 3
    }

    /// Whether a verb of speech stands in its sentence, as far as the rules look.
    pub(super) fn is_near_speech(&self) -> bool {
        let start = sentence_ends(self.before).last().map_or(0, |at| at + 1);
        let end = sentence_ends(self.after).next().unwrap_or(self.after.len());
        let sentence = self.before.get(start..).unwrap_or_default();
        let rest = self.after.get(..end).unwrap_or_default();
        let mut words = sentence.split_whitespace().chain(rest.split_whitespace());
        words.any(|word| {
            lexicon::CUE_VERBS.contains(word.trim_matches(|c: char| !c.is_alphanumeric()))
        })
    }
}

/// The first bytes of `range`, no more than the rules look at.
fn first_bytes(text: &str, range: TextRange) -> &str {
    let most = range.end().min(range.start() + REACH);
    let end = (range.start()..=most).rev().find(|at| text.is_char_boundary(*at));
    TextRange::at(range.start(), end.unwrap_or(most)).of(text)
}

/// The last bytes of `range`, no more than the rules look at.
fn last_bytes(text: &str, range: TextRange) -> &str {
    let least = range.start().max(range.end().saturating_sub(REACH));
    let start = (least..=range.end()).find(|at| text.is_char_boundary(*at));
    TextRange::at(start.unwrap_or(least), range.end()).of(text)
}

/// The stops in `text` that end a sentence with another after it.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    memchr::memchr3_iter(b'.', b'?', b'!', text.as_bytes()).filter(|at| {
        let word = text.get(..*at).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
        let after = text.get(at + 1..).unwrap_or_default();
        let next = after.trim_start_matches(|c| is_mark(c) || c == ' ');
        next.len() < after.len()
            && after.contains(' ')
            && next.starts_with(char::is_uppercase)
            && word.chars().count() > 1
            && !word.contains('.')
            && !matches!(lexicon::ABBREVIATIONS.get(word), Some("title" | "inner"))
    })
}

/// What the list of words beside quotations says of `word`.
pub(super) fn cue(word: &str) -> Option<&'static str> {
    lexicon::QUOTATION_CUES.get(word)
}

/// What joins `word` to others, where it is no noun, adjective or verb of content.
pub(super) fn function(word: &str) -> Option<Function> {
    Some(match lexicon::WORD_CLASSES.get(word)? {
        "det" | "poss" => Function::Determiner,
        "prep" | "to" | "that" | "and" | "not" | "sub" | "wh" => Function::Joiner,
        "be" | "have" | "do" | "modal" => Function::Auxiliary,
        "subj" | "obj" | "rel" | "there" => Function::Pronoun,
        _ => return None,
    })
}

/// What a function word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Determiner,
    /// A preposition or conjunction.
    Joiner,
    Auxiliary,
    Pronoun,
}

/// Whether a title may leave `word` in small letters.
fn is_joiner(word: &str) -> bool {
    let class = lexicon::WORD_CLASSES.get(word);
    matches!(class, Some("det" | "prep" | "to" | "and" | "that" | "sub"))
        || matches!(word, "vs" | "v" | "de" | "la" | "le" | "el" | "y")
}

pub(super) fn is_word(piece: &str) -> bool {
    piece.starts_with(char::is_alphanumeric)
}

fn is_inside_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '‑')
}

fn first_pieces(text: &str) -> [&str; BESIDE] {
    let mut pieces = [""; BESIDE];
    let mut rest = text;
    for slot in &mut pieces {
        (*slot, rest) = split_first(rest);
    }
    pieces
}

/// The first word or mark of `text`, and the rest.
fn split_first(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let Some(first) = text.chars().next() else { return ("", "") };
    let end = if first.is_alphanumeric() {
        text.find(|c| !is_inside_word(c)).unwrap_or(text.len())
    } else {
        first.len_utf8()
    };
    (text.get(..end).unwrap_or_default(), text.get(end..).unwrap_or_default())
}

/// What stands before the last word or mark of `text`, and that.
fn split_last(text: &str) -> (&str, &str) {
    let text = text.trim_end();
    let Some(last) = text.chars().next_back() else { return ("", "") };
    let word = text.trim_end_matches(is_inside_word);
    let start = if last.is_alphanumeric() { word.len() } else { text.len() - last.len_utf8() };
    (text.get(..start).unwrap_or_default(), text.get(start..).unwrap_or_default())
}
