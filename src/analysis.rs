//! Level 4. What every finder reads: the text with its tokens, sentences and paragraphs.

use std::ops::Range;
use std::sync::OnceLock;

use crate::fold;
use crate::layout::{Layout, layout};
use crate::lexicon::Lexicon;
use crate::paragraph::paragraphs;
use crate::sentence::{Sentence, sentences};
use crate::span::{Span, TextRange};
use crate::tag::{TAGGER, Tag};
use crate::token::{Token, scan};

/// A text, read once: tokens, sentences, paragraphs and layout.
///
/// Finders that are used together share one: [`TimexFinder::find`](crate::TimexFinder::find) and the like take it.
/// It borrows the text and holds no copy of it.
///
/// # Examples
///
/// ```
/// use onrecord::{Analysis, TimexFinder};
///
/// let analysis = Analysis::new("Ms. Roe left in May. She came back.");
/// assert_eq!(analysis.sentences().count(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Analysis<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    paragraphs: Vec<TextRange>,
    layout: Layout,
    tags: OnceLock<Vec<Tag>>,
}

impl<'a> Analysis<'a> {
    /// Reads `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let paragraphs = paragraphs(text);
        let tokens = scan(text);
        let sentences = sentences(text, &tokens, &paragraphs);
        let layout = layout(text, &tokens, &paragraphs);
        Self { text, tokens, sentences, paragraphs, layout, tags: OnceLock::new() }
    }

    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The tokens' byte ranges, in order.
    pub fn token_ranges(&self) -> impl ExactSizeIterator<Item = TextRange> + '_ {
        self.tokens.iter().map(|token| token.range())
    }

    /// The sentences' byte ranges, in order; every token lies in one.
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = TextRange> + '_ {
        self.sentences.iter().map(|sentence| self.range_of(sentence.tokens()))
    }

    /// The paragraphs' byte ranges, in order.
    #[must_use]
    pub fn paragraphs(&self) -> &[TextRange] {
        &self.paragraphs
    }

    pub(crate) const fn layout(&self) -> &Layout {
        &self.layout
    }

    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The token at `index`; [`Token::NOTHING`] past either end (so that rules may look around freely).
    pub(crate) fn token(&self, index: usize) -> Token {
        self.tokens.get(index).copied().unwrap_or(Token::NOTHING)
    }

    /// The text of the token at `index`; `""` past the end.
    pub(crate) fn word(&self, index: usize) -> &'a str {
        self.token(index).range().of(self.text)
    }

    /// The stretch of text at `range`.
    pub(crate) fn span(&self, range: TextRange) -> Span<'a> {
        Span::new(self.text, range).unwrap_or_else(|| Span::empty(range.start()))
    }

    /// A part-of-speech tag for each token, in the order of [`token_ranges`](Self::token_ranges); tagged when first asked
    /// for.
    ///
    /// # Examples
    ///
    /// ```
    /// use onrecord::{Analysis, Tag};
    ///
    /// let analysis = Analysis::new("She said talks would go on.");
    /// assert_eq!(analysis.tags()[1], Tag::VerbPast);
    /// assert_eq!(analysis.tags()[2], Tag::Noun);
    /// ```
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        self.tags.get_or_init(|| {
            TAGGER.tag(
                self.text,
                &self.tokens,
                self.sentences.iter().map(|sentence| sentence.tokens()),
            )
        })
    }

    /// Reads `text` with these words for its tokens.
    #[cfg(feature = "training")]
    pub(crate) fn with_words(text: &'a str, words: impl Iterator<Item = TextRange>) -> Self {
        let tokens: Vec<Token> = words.map(|range| Token::from_word(text, range)).collect();
        let paragraphs = paragraphs(text);
        let sentences = sentences(text, &tokens, &paragraphs);
        Self {
            text,
            tokens,
            sentences,
            paragraphs,
            layout: Layout::default(),
            tags: OnceLock::new(),
        }
    }

    /// The bytes from the first of `tokens` to the last.
    pub(crate) fn range_of(&self, tokens: Range<usize>) -> TextRange {
        let first = self.token(tokens.start);
        let last = self.token(tokens.end.saturating_sub(1));
        TextRange::at(first.start(), last.end())
    }

    /// The tokens that share a byte with `range`, as places in the token list.
    pub(crate) fn tokens_in(&self, range: TextRange) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.end() <= range.start());
        let inside = |token: &Token| token.start() < range.end();
        // Most ranges hold few tokens: look near the first before halving all the rest.
        let mut near = 8;
        while self.tokens.get(first + near).is_some_and(inside) {
            near *= 4;
        }
        let last = self.tokens.len().min(first + near);
        let rest = self.tokens.get(first..last).unwrap_or_default();
        first..first + rest.partition_point(inside)
    }

    /// The longest entry of `lexicon` that starts with the token at `index` and ends before the token at `end`: how many
    /// tokens it takes and its value.
    pub(crate) fn phrase<'l>(
        &self,
        lexicon: &'l Lexicon,
        index: usize,
        end: usize,
    ) -> Option<(usize, &'l str)> {
        let first = self.token(index);
        let most = (lexicon.longest(first.hash()) as usize).min(end.saturating_sub(index));
        if most == 0 {
            return None;
        }
        let mut best = lexicon.get_hashed(first.hash(), self.word(index)).map(|value| (1, value));
        if most > 1 {
            let mut hasher = fold::Hasher::new();
            hasher.write(self.word(index));
            for count in 2..=most {
                let token = self.token(index + count - 1);
                if token.space_before() {
                    hasher.write(" ");
                }
                hasher.write(token.range().of(self.text));
                let phrase = first.range().covering(token.range()).of(self.text);
                best = lexicon
                    .get_hashed(hasher.finish(), phrase)
                    .map(|value| (count, value))
                    .or(best);
            }
        }
        best
    }

    pub(crate) fn sentence_list(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The place in [`sentence_list`](Self::sentence_list) of the sentence that holds the token at `token`.
    pub(crate) fn sentence_at(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens().end <= token)
    }

    /// The place in [`paragraphs`](Self::paragraphs) of the paragraph that holds the byte at `offset`.
    pub(crate) fn paragraph_at(&self, offset: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.end() <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_of_a_list_is_found() {
        let lexicon =
            Lexicon::parse("New York\tcity\nNew York Times\toutlet\ncoast guard\nd'Ivoire\n")
                .unwrap();
        let analysis = Analysis::new("The New\u{A0}York Times and the Coast\nGuard, New York.");
        let found = |index| analysis.phrase(&lexicon, index, analysis.tokens().len());
        assert_eq!(found(0), None);
        assert_eq!(found(1), Some((3, "outlet")));
        assert_eq!(found(6), Some((2, "")));
        assert_eq!(found(9), Some((2, "city")));
        assert_eq!(analysis.phrase(&lexicon, 1, 3), Some((2, "city")));
        assert_eq!(analysis.phrase(&lexicon, 1, 1), None);
    }
}
