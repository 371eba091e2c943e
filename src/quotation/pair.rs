//! Pairs the marks of a text: the readings of a paragraph's marks that cost least together.
//!
//! Every mark may open a quotation, close one, or be none; [`weigh`] says what each reading costs where the mark stands.
//! A search keeps the few cheapest ways to read a paragraph up to a mark, told apart by what is open there, and drops
//! the rest, so that its time is linear in the number of marks.

use super::marks::{Family, Hand, Mark, scan};
use super::weigh::{NEVER, Weights, weigh};
use crate::span::TextRange;

/// A quotation's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) parts: Vec<TextRange>,
    pub(super) level: usize,
    pub(super) closed: bool,
    /// The length of the opening mark.
    pub(super) opener: usize,
    /// The length of the closing mark; 0 where there is none.
    pub(super) closer: usize,
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

/// A quotation that stays open.
const UNCLOSED: i32 = 5;
/// A quotation that stays open, where the next paragraph opens with the same mark.
const CONTINUED: i32 = 1;
/// A quotation right inside one in the same marks.
const SAME_FAMILY: i32 = 3;
/// The same, where the outer one has a closing mark further on.
const SAME_FAMILY_CLOSED: i32 = 1;
/// A double mark that closes a single one, or the reverse.
const OTHER_FAMILY: i32 = 5;
/// `„` closed by `“` is right: what the wrong direction cost is given back.
const LOW_HIGH: i32 = -4;
/// How many readings are kept at a mark.
const KEPT: usize = 8;
/// How much dearer than the cheapest a reading may be and be kept.
const DEARER: i32 = 18;
/// How many quotations one mark may end.
const REACH: usize = 4;
/// How many marks are read before the cheapest reading up to there is settled.
const SETTLED: usize = 2048;

/// The quotations of `text`, by start.
pub(super) fn pairs(text: &str, paragraphs: &[TextRange]) -> Vec<Pair> {
    let mut pairer = Pairer::new(text);
    let mut marks = Vec::new();
    let mut later = Vec::new();
    let mut leading = 0;
    if let Some(first) = paragraphs.first() {
        scan(text, *first, &mut marks);
    }
    for (index, paragraph) in paragraphs.iter().enumerate() {
        later.clear();
        let next = paragraphs.get(index + 1);
        if let Some(next) = next {
            scan(text, *next, &mut later);
        }
        if !marks.is_empty() || !pairer.open.is_empty() {
            let reopening = next.map_or(&[][..], |next| reopening(text, *next, &later));
            leading = pairer.paragraph(*paragraph, &marks, leading, reopening);
        }
        std::mem::swap(&mut marks, &mut later);
    }
    pairer.finish()
}

/// The marks that `paragraph` starts with and that may take up what the one before it left open.
fn reopening<'m>(text: &str, paragraph: TextRange, marks: &'m [Mark]) -> &'m [Mark] {
    let takes_up = |mark: &&Mark| {
        let weights = weigh(text, paragraph, mark);
        mark.run.start() == paragraph.start() && weights.open <= 4 && weights.skip > 0
    };
    let count = marks.iter().take_while(takes_up).count();
    marks.get(..count).unwrap_or_default()
}

/// A place in a list of the search.
type Place = u32;

/// What is open: the innermost quotation and the frame of those around it.
#[derive(Clone, Copy, Debug)]
struct Frame {
    below: Place,
    /// The place of its opening mark in the paragraph; `None` where an earlier paragraph or stretch opened it.
    mark: Option<Place>,
    family: Family,
    hand: Hand,
    /// Whether [`UNCLOSED`] is in the cost already.
    charged: bool,
    /// Tells apart what is open: equal for equal families in equal order.
    signature: u64,
}

/// How a mark was read.
#[derive(Clone, Copy, Debug)]
enum Reading {
    Skip,
    /// It ends so many unclosed quotations and opens one.
    Open(u8),
    /// It ends so many unclosed quotations and closes the next.
    Close(u8),
}

#[derive(Clone, Copy, Debug)]
struct Step {
    previous: Place,
    reading: Reading,
}

/// A way to read the marks so far.
#[derive(Clone, Copy, Debug)]
struct Hypothesis {
    cost: i32,
    /// What is open.
    top: Place,
    step: Place,
}

/// A hypothesis with one reading more.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    cost: i32,
    previous: Place,
    reading: Reading,
    /// What is open below the quotation that the mark opens, or what is open after it.
    top: Place,
    opens: Option<Frame>,
    signature: u64,
}

const BOTTOM: Place = 0;

struct Pairer<'a> {
    text: &'a str,
    found: Vec<Pair>,
    /// The open ones, outermost first, with the start of the part in hand.
    open: Vec<(usize, usize)>,
    weights: Vec<Weights>,
    /// Whether each mark, taken for what it looks like, opens a quotation that a later one closes.
    closed: Vec<bool>,
    frames: Vec<Frame>,
    steps: Vec<Step>,
    beam: Vec<Hypothesis>,
    candidates: Vec<Candidate>,
}

impl<'a> Pairer<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            found: Vec::new(),
            open: Vec::new(),
            weights: Vec::new(),
            closed: Vec::new(),
            frames: Vec::new(),
            steps: Vec::new(),
            beam: Vec::new(),
            candidates: Vec::new(),
        }
    }

    fn finish(self) -> Vec<Pair> {
        self.found
    }

    /// Reads one paragraph, whose first `leading` marks take up what is open; gives how many of the `reopening` marks of
    /// the next one do.
    fn paragraph(
        &mut self,
        paragraph: TextRange,
        marks: &[Mark],
        leading: usize,
        reopening: &[Mark],
    ) -> usize {
        let text = self.text;
        self.weights.clear();
        self.weights.extend(marks.iter().map(|mark| weigh(text, paragraph, mark)));
        self.guess(marks);
        self.restart();
        let mut settled = leading;
        for place in leading..marks.len() {
            self.read(marks, place);
            if place + 1 - settled >= SETTLED.max(self.open.len()) {
                self.settle(marks, settled, &[]);
                self.restart();
                settled = place + 1;
            }
        }
        self.settle(marks, settled, reopening);
        self.end_paragraph(paragraph, reopening)
    }

    /// Sets up the search from what is open.
    fn restart(&mut self) {
        self.frames.clear();
        self.steps.clear();
        self.beam.clear();
        let (family, hand) = (Family::Double, Hand::Either);
        let bottom =
            Frame { below: BOTTOM, mark: None, family, hand, charged: false, signature: 0 };
        self.frames.push(bottom);
        self.steps.push(Step { previous: 0, reading: Reading::Skip });
        let mut top = BOTTOM;
        for (index, _) in &self.open {
            if let Some(pair) = self.found.get(*index) {
                let (family, hand) = (pair.family, pair.hand);
                let signature =
                    signed(self.frames.last().map_or(0, |frame| frame.signature), family, hand);
                self.frames.push(Frame {
                    below: top,
                    mark: None,
                    family,
                    hand,
                    charged: false,
                    signature,
                });
                top = place(self.frames.len() - 1);
            }
        }
        self.beam.push(Hypothesis { cost: 0, top, step: 0 });
    }

    /// Fills [`closed`](Self::closed).
    fn guess(&mut self, marks: &[Mark]) {
        self.closed.clear();
        self.closed.resize(marks.len(), false);
        let mut open: Vec<(Family, usize)> = Vec::new();
        for (index, (mark, weights)) in marks.iter().zip(&self.weights).enumerate() {
            if weights.skip < 3 {
                continue;
            }
            if weights.close < weights.open {
                let found =
                    open.iter().rev().take(REACH).position(|(family, _)| *family == mark.family);
                if let Some(above) = found {
                    open.truncate(open.len() - above);
                    if let Some((_, opener)) = open.pop() {
                        if let Some(closed) = self.closed.get_mut(opener) {
                            *closed = true;
                        }
                    }
                }
            } else if weights.open <= 4 {
                open.push((mark.family, index));
            }
        }
    }

    fn frame(&self, place: Place) -> Option<Frame> {
        if place == BOTTOM { None } else { self.frames.get(place as usize).copied() }
    }

    /// Goes on from every hypothesis with every reading of the mark at `index`, and keeps the cheapest.
    fn read(&mut self, marks: &[Mark], index: usize) {
        let (Some(mark), Some(weights)) = (marks.get(index), self.weights.get(index).copied())
        else {
            return;
        };
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        for hypothesis in &self.beam {
            self.close(marks, index, mark, weights, hypothesis, &mut candidates);
            self.open(marks, index, mark, weights, hypothesis, &mut candidates);
            candidates.push(Candidate {
                cost: hypothesis.cost + weights.skip,
                previous: hypothesis.step,
                reading: Reading::Skip,
                top: hypothesis.top,
                opens: None,
                signature: self.signature(hypothesis.top),
            });
        }
        candidates.sort_by_key(|candidate| candidate.cost);
        self.keep(&candidates);
        self.candidates = candidates;
    }

    fn signature(&self, top: Place) -> u64 {
        self.frame(top).map_or(0, |frame| frame.signature)
    }

    /// The readings of `mark` as one that closes.
    fn close(
        &self,
        marks: &[Mark],
        index: usize,
        mark: &Mark,
        weights: Weights,
        hypothesis: &Hypothesis,
        candidates: &mut Vec<Candidate>,
    ) {
        if weights.close >= NEVER {
            return;
        }
        let mut cost = hypothesis.cost + weights.close;
        let mut top = hypothesis.top;
        for above in 0..REACH {
            let Some(frame) = self.frame(top) else { break };
            let same = frame.family == mark.family;
            let other = above == 0
                && matches!(
                    (frame.family, mark.family),
                    (Family::Double, Family::Single) | (Family::Single, Family::Double)
                );
            if same || other {
                let refund = if frame.charged { UNCLOSED } else { 0 };
                let low = frame.hand == Hand::Low && mark.hand == Hand::Left;
                let pairing = match (same, low) {
                    (true, true) => LOW_HIGH,
                    (true, false) => i32::from(self.is_blank(marks, frame, index)),
                    (false, _) => OTHER_FAMILY,
                };
                candidates.push(Candidate {
                    cost: cost + pairing - refund,
                    previous: hypothesis.step,
                    reading: Reading::Close(u8::try_from(above).unwrap_or(u8::MAX)),
                    top: frame.below,
                    opens: None,
                    signature: self.signature(frame.below),
                });
            }
            if same {
                break;
            }
            cost += if frame.charged { 0 } else { UNCLOSED };
            top = frame.below;
        }
    }

    /// The readings of `mark` as one that opens: inside what is open, or after an unclosed one of its family.
    fn open(
        &self,
        marks: &[Mark],
        index: usize,
        mark: &Mark,
        weights: Weights,
        hypothesis: &Hypothesis,
        candidates: &mut Vec<Candidate>,
    ) {
        if weights.open >= NEVER {
            return;
        }
        let closed = self.closed.get(index).copied().unwrap_or(false);
        let base = hypothesis.cost + weights.open + if closed { 0 } else { UNCLOSED };
        let mut push = |cost: i32, top: Place, ended: usize| {
            let signature = signed(self.signature(top), mark.family, mark.hand);
            let opens = Frame {
                below: top,
                mark: Some(place(index)),
                family: mark.family,
                hand: mark.hand,
                charged: !closed,
                signature,
            };
            candidates.push(Candidate {
                cost,
                previous: hypothesis.step,
                reading: Reading::Open(u8::try_from(ended).unwrap_or(u8::MAX)),
                top,
                opens: Some(opens),
                signature,
            });
        };
        let mut top = hypothesis.top;
        let mut ended = 0;
        let mut unclosed = 0;
        while let Some(frame) = self.frame(top).filter(|_| ended < REACH) {
            ended += 1;
            unclosed += if frame.charged { 0 } else { UNCLOSED };
            top = frame.below;
            if frame.family == mark.family {
                let nested = match (frame.charged, ended) {
                    (true, _) => SAME_FAMILY,
                    (false, 1) => SAME_FAMILY_CLOSED,
                    (false, _) => 0,
                };
                push(base + nested, hypothesis.top, 0);
                if !self.is_blank(marks, frame, index) {
                    push(base + unclosed, top, ended);
                }
                return;
            }
        }
        push(base, hypothesis.top, 0);
    }

    /// Whether nothing stands between the opening mark of `frame` and the mark at `index`.
    fn is_blank(&self, marks: &[Mark], frame: Frame, index: usize) -> bool {
        let opener = frame.mark.map(|opener| opener as usize);
        let before = index.checked_sub(1).filter(|before| Some(*before) == opener);
        match (before.and_then(|before| marks.get(before)), marks.get(index)) {
            (Some(opener), Some(mark)) => {
                let gap = TextRange::at(opener.range.end(), mark.range.start());
                gap.of(self.text).trim().is_empty()
            }
            _ => false,
        }
    }

    /// Makes the cheapest candidates, one for each thing that is open, the new beam.
    fn keep(&mut self, candidates: &[Candidate]) {
        self.beam.clear();
        let best = candidates.first().map_or(0, |candidate| candidate.cost);
        for (index, candidate) in candidates.iter().enumerate() {
            if self.beam.len() == KEPT || candidate.cost > best + DEARER {
                break;
            }
            let earlier = candidates.get(..index).unwrap_or_default();
            if earlier.iter().any(|other| other.signature == candidate.signature) {
                continue;
            }
            let mut top = candidate.top;
            if let Some(frame) = candidate.opens {
                self.frames.push(frame);
                top = place(self.frames.len() - 1);
            }
            self.steps.push(Step { previous: candidate.previous, reading: candidate.reading });
            let step = place(self.steps.len() - 1);
            self.beam.push(Hypothesis { cost: candidate.cost, top, step });
        }
    }

    /// Follows the cheapest hypothesis through the marks from `from` on.
    fn settle(&mut self, marks: &[Mark], from: usize, reopening: &[Mark]) {
        let cost = |hypothesis: &&Hypothesis| {
            hypothesis.cost + self.cost_of_end(hypothesis.top, reopening)
        };
        let Some(best) = self.beam.iter().min_by_key(cost) else { return };
        let mut readings = Vec::new();
        let mut step = best.step;
        while step != 0 {
            let Some(taken) = self.steps.get(step as usize) else { break };
            readings.push(taken.reading);
            step = taken.previous;
        }
        for (mark, reading) in marks.iter().skip(from).zip(readings.into_iter().rev()) {
            match reading {
                Reading::Skip => {}
                Reading::Open(ended) => {
                    self.end(ended, mark.range.start());
                    self.begin(mark);
                }
                Reading::Close(ended) => {
                    self.end(ended, mark.range.start());
                    self.finish_one(mark);
                }
            }
        }
    }

    /// What it costs that a paragraph ends with `top` open.
    fn cost_of_end(&self, top: Place, reopening: &[Mark]) -> i32 {
        let mut stack = Vec::new();
        let mut at = top;
        while let Some(frame) = self.frame(at) {
            stack.push(frame);
            at = frame.below;
        }
        let mut cost = 0;
        let mut taken_up = reopening.iter();
        let mut goes_on = true;
        for frame in stack.iter().rev() {
            goes_on = goes_on && taken_up.next().is_some_and(|mark| mark.family == frame.family);
            cost += if goes_on { CONTINUED } else { UNCLOSED };
            cost -= if frame.charged { UNCLOSED } else { 0 };
        }
        cost
    }

    fn begin(&mut self, mark: &Mark) {
        self.open.push((self.found.len(), mark.range.start()));
        self.found.push(Pair {
            parts: Vec::new(),
            level: self.open.len() - 1,
            closed: false,
            opener: mark.range.len(),
            closer: 0,
            family: mark.family,
            hand: mark.hand,
        });
    }

    fn finish_one(&mut self, mark: &Mark) {
        let Some((index, start)) = self.open.pop() else { return };
        if let Some(pair) = self.found.get_mut(index) {
            pair.parts.push(TextRange::at(start, mark.range.end()));
            pair.closed = true;
            pair.closer = mark.range.len();
        }
    }

    /// Ends the `count` innermost ones, unclosed, before the byte at `end`.
    fn end(&mut self, count: u8, end: usize) {
        for _ in 0..count {
            let Some((index, start)) = self.open.pop() else { return };
            let part = TextRange::at(start, end).of(self.text);
            if let Some(pair) = self.found.get_mut(index) {
                pair.parts.push(TextRange::at(start, start + part.trim_end().len()));
            }
        }
    }

    /// Ends the parts of what is open, and what the next paragraph does not take up; gives how many it does.
    fn end_paragraph(&mut self, paragraph: TextRange, reopening: &[Mark]) -> usize {
        let family = |index: usize| self.found.get(index).map(|pair| pair.family);
        let taken_up = self
            .open
            .iter()
            .zip(reopening)
            .take_while(|((index, _), mark)| family(*index) == Some(mark.family))
            .count();
        while self.open.len() > taken_up {
            self.end(1, paragraph.end());
        }
        for ((index, start), mark) in self.open.iter_mut().zip(reopening) {
            if let Some(pair) = self.found.get_mut(*index) {
                pair.parts.push(TextRange::at(*start, paragraph.end()));
            }
            *start = mark.range.start();
        }
        taken_up
    }
}

fn place(index: usize) -> Place {
    Place::try_from(index).unwrap_or(Place::MAX)
}

fn signed(below: u64, family: Family, hand: Hand) -> u64 {
    let sign = 1 + 2 * family as u64 + u64::from(hand == Hand::Low);
    (below ^ sign).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}
