//! Pairs the marks of a text.

use std::ops::Range;

use super::marks::{Family, Hand, Mark, scan};
use super::search::{Marked, Onward, Reading, Search};
use super::weigh::{Weights, weigh};
use crate::span::TextRange;

/// A quotation's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// One for each paragraph.
    pub(super) parts: Vec<TextRange>,
    pub(super) closed: bool,
    /// The length of the opening mark.
    opener: usize,
    /// The length of the closing mark; 0 where there is none.
    closer: usize,
    family: Family,
    hand: Hand,
}

impl Pair {
    /// From the first mark to the last.
    pub(super) fn range(&self) -> TextRange {
        let first = self.parts.first().copied().unwrap_or_default();
        self.parts.last().map_or(first, |last| first.covering(*last))
    }

    /// Whether it opens with `"`.
    pub(super) fn is_straight(&self) -> bool {
        self.family == Family::Double && self.hand == Hand::Either
    }

    /// What stands between the marks.
    pub(super) fn content(&self) -> TextRange {
        let range = self.range();
        TextRange::at(range.start() + self.opener, range.end().saturating_sub(self.closer))
    }
}

/// How many marks are read before the cheapest reading up to there is settled.
const SETTLED: usize = 2048;
/// How many paragraphs after its own may close a quotation that none of them opens anew, and how many bytes on.
const CARRIED: (usize, usize) = (8, 1500);

/// The quotations of `text`, by start.
pub(super) fn pairs(text: &str, paragraphs: &[TextRange]) -> Vec<Pair> {
    let page = Page::read(text, paragraphs);
    let mut pairer =
        Pairer { page: &page, search: Search::default(), found: Vec::new(), open: Vec::new() };
    let mut leading = 0;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if !page.range(index).is_empty() || !pairer.open.is_empty() {
            leading = pairer.paragraph(index, *paragraph, leading);
        }
    }
    pairer.found
}

/// The marks of a text.
struct Page<'a> {
    text: &'a str,
    paragraphs: &'a [TextRange],
    marks: Vec<Mark>,
    weights: Vec<Weights>,
    /// Where the marks of each paragraph end in the list of them.
    ends: Vec<usize>,
}

impl<'a> Page<'a> {
    fn read(text: &'a str, paragraphs: &'a [TextRange]) -> Self {
        let (mut marks, mut weights) = (Vec::new(), Vec::new());
        let mut ends = Vec::with_capacity(paragraphs.len());
        for paragraph in paragraphs {
            scan(text, *paragraph, &mut marks);
            let unweighed = marks.get(weights.len()..).unwrap_or_default();
            weights.extend(unweighed.iter().map(|mark| weigh(text, *paragraph, mark)));
            ends.push(marks.len());
        }
        Self { text, paragraphs, marks, weights, ends }
    }

    /// The places of the marks of the paragraph at `index`.
    fn range(&self, index: usize) -> Range<usize> {
        let Some(end) = self.ends.get(index) else { return 0..0 };
        let before = index.checked_sub(1).and_then(|before| self.ends.get(before));
        before.copied().unwrap_or(0)..*end
    }

    fn marked(&self, index: usize) -> Marked<'_> {
        let range = self.range(index);
        Marked {
            text: self.text,
            marks: self.marks.get(range.clone()).unwrap_or_default(),
            weights: self.weights.get(range).unwrap_or_default(),
        }
    }

    /// What goes on after the paragraph at `index` of quotations that such marks open, outermost first.
    ///
    /// A straight mark is opened anew by a straight one, a curly one by a curly one: else it is a quotation inside.
    fn onward(&self, index: usize, open: &[(Family, Hand)]) -> Onward {
        let straight = |hand| hand == Hand::Either;
        let anew = |((family, hand), mark): &(&(Family, Hand), &Mark)| {
            *family == mark.family && straight(*hand) == straight(mark.hand)
        };
        let reopened = open.iter().zip(self.reopening(index + 1)).take_while(anew).count();
        let carried = reopened == 0
            && open.first().is_some_and(|(family, _)| self.is_closed_after(index, *family));
        Onward { reopened, carried }
    }

    /// The marks that the paragraph at `index` starts with and that may open anew what the one before it left open.
    fn reopening(&self, index: usize) -> impl Iterator<Item = &Mark> {
        let start = self.paragraphs.get(index).map(|paragraph| paragraph.start());
        let Marked { marks, weights, .. } = self.marked(index);
        let opens = move |mark: &Mark, weights: &Weights| {
            Some(mark.run.start()) == start && weights.open <= 4 && weights.skip > 0
        };
        let leading = marks.iter().zip(weights).take_while(move |(mark, cost)| opens(mark, cost));
        leading.map(|(mark, _)| mark)
    }

    /// Whether the next mark of `family` after the paragraph at `index` is one that closes.
    fn is_closed_after(&self, index: usize, family: Family) -> bool {
        let Some(end) = self.paragraphs.get(index).map(|paragraph| paragraph.end()) else {
            return false;
        };
        for later in index + 1..=index + CARRIED.0 {
            let Marked { marks, weights, .. } = self.marked(later);
            let mut same = marks.iter().zip(weights).filter(|(mark, weights)| {
                mark.family == family && (weights.skip >= 4 || family != Family::Single)
            });
            if let Some((mark, weights)) = same.next() {
                let strong = weights.skip >= 6 && weights.close < weights.open;
                let gap = mark.range.start().checked_sub(end);
                return strong && gap.is_some_and(|gap| gap <= CARRIED.1);
            }
        }
        false
    }
}

struct Pairer<'p> {
    page: &'p Page<'p>,
    search: Search,
    found: Vec<Pair>,
    /// Where the open ones are in `found`, outermost first, with the start of the part in hand.
    open: Vec<(usize, usize)>,
}

impl Pairer<'_> {
    /// Reads one paragraph, whose first `leading` marks open anew what is open; gives how many of the next one's do.
    fn paragraph(&mut self, index: usize, paragraph: TextRange, leading: usize) -> usize {
        let page = self.page;
        let marked = page.marked(index);
        let mut settled = leading;
        if settled < marked.marks.len() {
            self.search.glance(marked);
            self.start();
        }
        for at in leading..marked.marks.len() {
            self.search.read(marked, at);
            if at + 1 - settled >= SETTLED.max(self.open.len()) {
                let readings = self.search.best();
                self.settle(marked.marks, settled, &readings);
                self.start();
                settled = at + 1;
            }
        }
        if settled < marked.marks.len() {
            let readings = self.search.best_at_end(|open| page.onward(index, open));
            self.settle(marked.marks, settled, &readings);
        }
        self.end_paragraph(index, paragraph)
    }

    /// Starts the search from what is open.
    fn start(&mut self) {
        let open = self.open.iter().filter_map(|(index, _)| self.found.get(*index));
        self.search.start(open.map(|pair| (pair.family, pair.hand)));
    }

    /// Reads the marks from `from` on as the search has found best.
    fn settle(&mut self, marks: &[Mark], from: usize, readings: &[Reading]) {
        for (mark, reading) in marks.iter().skip(from).zip(readings) {
            match reading {
                Reading::Skip => {}
                Reading::Open(ended) => {
                    self.end(usize::from(*ended), mark.range.start());
                    self.open(mark);
                }
                Reading::Close(ended) => {
                    self.end(usize::from(*ended), mark.range.start());
                    self.close(mark);
                }
            }
        }
    }

    fn open(&mut self, mark: &Mark) {
        self.open.push((self.found.len(), mark.range.start()));
        self.found.push(Pair {
            parts: Vec::new(),
            closed: false,
            opener: mark.range.len(),
            closer: 0,
            family: mark.family,
            hand: mark.hand,
        });
    }

    fn close(&mut self, mark: &Mark) {
        let Some((index, start)) = self.open.pop() else { return };
        if let Some(pair) = self.found.get_mut(index) {
            pair.parts.push(TextRange::at(start, mark.range.end()));
            pair.closed = true;
            pair.closer = mark.range.len();
        }
    }

    /// Ends the `count` innermost ones, unclosed, before the byte at `end`.
    fn end(&mut self, count: usize, end: usize) {
        for _ in 0..count {
            let Some((index, start)) = self.open.pop() else { return };
            let part = TextRange::at(start, end).of(self.page.text);
            if let Some(pair) = self.found.get_mut(index) {
                pair.parts.push(TextRange::at(start, start + part.trim_end().len()));
            }
        }
    }

    /// Ends the parts of what is open, and all that does not go on; gives how many the next paragraph opens anew.
    fn end_paragraph(&mut self, index: usize, paragraph: TextRange) -> usize {
        if self.open.is_empty() {
            return 0;
        }
        let page = self.page;
        let open = self.open.iter().filter_map(|(index, _)| self.found.get(*index));
        let open: Vec<_> = open.map(|pair| (pair.family, pair.hand)).collect();
        let onward = page.onward(index, &open);
        let kept = onward.reopened.max(usize::from(onward.carried));
        self.end(self.open.len() - kept, paragraph.end());
        let next = page.paragraphs.get(index + 1).map_or(paragraph.end(), |next| next.start());
        let mut starts = page.reopening(index + 1).map(|mark| mark.range.start());
        for (index, start) in &mut self.open {
            if let Some(pair) = self.found.get_mut(*index) {
                pair.parts.push(TextRange::at(*start, paragraph.end()));
            }
            *start = if onward.carried { next } else { starts.next().unwrap_or(next) };
        }
        onward.reopened
    }
}
