//! Level 3. The parts of an article that are not its running text: headline, dateline, byline, credit.

use crate::span::TextRange;
use crate::token::{Token, TokenKind, Tokens};

mod dateline;
mod signature;

/// Where the parts lie, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The first paragraph, where it is a headline.
    pub(crate) headline: Option<TextRange>,
    /// `LONDON, May 3 (Reuters) –`, its dash included.
    pub(crate) dateline: Option<TextRange>,
    /// `By Jane Roe`.
    pub(crate) byline: Option<TextRange>,
    /// `-- AGENCY`.
    pub(crate) credit: Option<TextRange>,
}

/// How many paragraphs at either end of the text are looked at.
const EDGE: usize = 6;

/// Finds the parts.
pub(crate) fn layout(text: &str, tokens: &[Token], paragraphs: &[TextRange]) -> Layout {
    let article = Article { text, tokens: Tokens::new(text, tokens), paragraphs };
    let dateline = article.first(EDGE).find_map(|paragraph| article.dateline(paragraph));
    let byline = article.byline().or_else(|| article.name_above(dateline?));
    let credit = article.credit(byline);
    // A dateline or byline right below makes a headline of a paragraph that reads like a sentence.
    let second = paragraphs.get(1).copied().unwrap_or_default();
    let topped = dateline.or(byline).is_some_and(|part| part.start() == second.start());
    let headline = article.headline(topped).filter(|headline| {
        let apart = |part: Option<TextRange>| part.is_none_or(|part| !part.overlaps(*headline));
        apart(dateline) && apart(byline) && apart(credit)
    });
    Layout { headline, dateline, byline, credit }
}

struct Article<'a> {
    text: &'a str,
    tokens: Tokens<'a>,
    paragraphs: &'a [TextRange],
}

/// The longest headline, in bytes.
const LONGEST_HEADLINE: usize = 250;

impl<'a> Article<'a> {
    fn first(&self, count: usize) -> impl Iterator<Item = TextRange> + 'a {
        self.paragraphs.iter().take(count).copied()
    }

    fn last(&self, count: usize) -> impl Iterator<Item = TextRange> + 'a {
        self.paragraphs.iter().rev().take(count).copied()
    }

    /// The first paragraph, where it is short and running text follows it, and it is no sentence or `topped`.
    fn headline(&self, topped: bool) -> Option<TextRange> {
        let first = *self.paragraphs.first()?;
        let prose = |paragraph: TextRange| {
            self.ends_sentence(paragraph) || paragraph.len() > LONGEST_HEADLINE
        };
        let followed = self.first(EDGE).skip(1).any(prose);
        if !followed || first.len() > LONGEST_HEADLINE {
            return None;
        }
        let tokens = self.tokens.within(first);
        let last = self.tokens.word(tokens.end.saturating_sub(1));
        let words = || tokens.clone().map(|at| self.tokens.at(at)).filter(|token| token.is_word());
        let marked = |word: &str| word.contains(['\'', '’']);
        let long = |token: &Token| token.range().len() > 4 && !marked(token.range().of(self.text));
        let count = words().filter(long).count();
        let capitals = words().filter(long).filter(|token| token.shape.has_capital()).count();
        let titled = count > 1 && capitals * 5 >= count * 4;
        let stopped = self.ends_sentence(first) && !matches!(last, "!" | "?");
        let starts =
            words().next().is_some() && !matches!(self.tokens.word(tokens.start), "(" | "[");
        let fits = starts && !matches!(last, ":" | ",") && (topped || titled || !stopped);
        fits.then_some(first)
    }

    /// Whether the paragraph's last mark is one that ends sentences, closing marks aside.
    fn ends_sentence(&self, paragraph: TextRange) -> bool {
        let tokens = self.tokens.within(paragraph);
        let closes = |at: &usize| {
            self.tokens.at(*at).kind == TokenKind::Mark
                || matches!(self.tokens.word(*at), ")" | "]")
        };
        let last = tokens.rev().find(|at| !closes(at));
        last.is_some_and(|at| self.tokens.word(at).ends_with(['.', '!', '?', '…']))
    }

    /// Whether `tokens` name an agency: one of the list, or several with commas or slashes between.
    fn is_agency(&self, tokens: std::ops::Range<usize>) -> bool {
        let known = |part: std::ops::Range<usize>| {
            crate::lexicon::AGENCIES.contains(self.tokens.text_of(part))
        };
        known(tokens.clone())
            || tokens.clone().any(|at| self.tokens.is_capitalized(at) && known(at..at + 1))
    }
}
