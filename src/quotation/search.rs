//! The search for the cheapest reading of a paragraph's marks.
//!
//! Every mark may open a quotation, close one, or be none; [`Weights`] say what each reading costs where the mark stands.
//! The search keeps the few cheapest ways to read the marks so far, told apart by what is open after them, and drops the
//! rest, so that its time is linear in the number of marks.

use super::marks::{Family, Hand, Mark};
use super::weigh::{INTRODUCED, NEVER, Weights};
use crate::span::TextRange;

/// A quotation that stays open.
const UNCLOSED: i32 = 5;
/// A quotation that stays open, where the next paragraph opens with the same mark.
const REOPENED: i32 = 1;
/// The same for one in single marks that opens in the middle of a clause.
const REOPENED_INSIDE: i32 = 4;
/// A quotation that stays open, where a paragraph soon after it has a closing mark too many.
const CARRIED: i32 = 2;
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

/// How a mark was read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading {
    Skip,
    /// It ends so many unclosed quotations and opens one.
    Open(u8),
    /// It ends so many unclosed quotations and closes the next.
    Close(u8),
}

/// What goes on after a paragraph of what it leaves open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Onward {
    /// So many, from the outermost, are opened anew by the next paragraph's first marks.
    pub(super) reopened: usize,
    /// The outermost is closed further on without that.
    pub(super) carried: bool,
}

/// A place in a list of the search.
type Place = u32;

/// The place of the frame that nothing is open in, and of the step before the first mark.
const START: Place = 0;

/// An open quotation.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// The one around it.
    below: Place,
    /// The place of its opening mark; `None` where that was settled before.
    mark: Option<Place>,
    family: Family,
    hand: Hand,
    /// Whether [`UNCLOSED`] is in the cost already.
    charged: bool,
    /// What it costs that the next paragraph opens it anew.
    reopened: i32,
    /// Tells apart what is open: equal for equal families in equal order.
    signature: u64,
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
    /// The innermost open quotation.
    top: Place,
    step: Place,
}

/// A hypothesis with one reading more.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    cost: i32,
    previous: Place,
    reading: Reading,
    /// The innermost open quotation, without the one that the mark opens.
    top: Place,
    opens: Option<Frame>,
    signature: u64,
}

/// The marks of one paragraph and what their readings cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked<'m> {
    pub(super) text: &'m str,
    pub(super) marks: &'m [Mark],
    pub(super) weights: &'m [Weights],
}

/// The search; its lists keep their room from paragraph to paragraph.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// Whether each mark, taken for what it looks like, opens a quotation that a later one closes.
    closed: Vec<bool>,
    frames: Vec<Frame>,
    steps: Vec<Step>,
    beam: Vec<Hypothesis>,
    candidates: Vec<Candidate>,
}

impl Search {
    /// Sets out with the quotations in these marks open, outermost first.
    pub(super) fn start(&mut self, open: impl Iterator<Item = (Family, Hand)>) {
        self.frames.clear();
        self.steps.clear();
        self.beam.clear();
        let (family, hand) = (Family::Double, Hand::Either);
        let mut frame = Frame {
            below: START,
            mark: None,
            family,
            hand,
            charged: false,
            reopened: REOPENED,
            signature: 0,
        };
        self.frames.push(frame);
        self.steps.push(Step { previous: START, reading: Reading::Skip });
        for (family, hand) in open {
            let below = place(self.frames.len() - 1);
            let signature = signed(frame.signature, family, hand);
            frame = Frame { below, family, hand, signature, ..frame };
            self.frames.push(frame);
        }
        let top = place(self.frames.len() - 1);
        self.beam.push(Hypothesis { cost: 0, top, step: START });
    }

    /// Takes every mark of a paragraph for what it looks like, to know which opening ones have a closing one.
    pub(super) fn glance(&mut self, marked: Marked<'_>) {
        self.closed.clear();
        self.closed.resize(marked.marks.len(), false);
        let mut open: Vec<(Family, usize)> = Vec::new();
        for (index, (mark, weights)) in marked.marks.iter().zip(marked.weights).enumerate() {
            if weights.skip < 3 {
                continue;
            }
            if weights.close < weights.open {
                let mut near = open.iter().rev().take(REACH);
                if let Some(above) = near.position(|(family, _)| *family == mark.family) {
                    open.truncate(open.len() - above);
                    let opener = open.pop().and_then(|(_, at)| self.closed.get_mut(at));
                    opener.into_iter().for_each(|closed| *closed = true);
                }
            } else if weights.open <= 4 {
                open.push((mark.family, index));
            }
        }
    }

    /// Goes on from every hypothesis with every reading of the mark at `index`, and keeps the cheapest.
    pub(super) fn read(&mut self, marked: Marked<'_>, index: usize) {
        let Some(weights) = marked.weights.get(index) else { return };
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        for hypothesis in &self.beam {
            if weights.close < NEVER {
                self.close(marked, index, hypothesis, &mut candidates);
            }
            if weights.open < NEVER {
                self.open(marked, index, hypothesis, &mut candidates);
            }
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

    /// How the marks since the start are read best, where the paragraph goes on.
    pub(super) fn best(&self) -> Vec<Reading> {
        self.readings(self.beam.iter().min_by_key(|hypothesis| hypothesis.cost))
    }

    /// The same at the paragraph's end, with what follows it in view.
    pub(super) fn best_at_end(&self, onward: impl Fn(&[(Family, Hand)]) -> Onward) -> Vec<Reading> {
        let cost =
            |hypothesis: &&Hypothesis| hypothesis.cost + self.cost_of_end(hypothesis.top, &onward);
        self.readings(self.beam.iter().min_by_key(cost))
    }

    /// The steps that led to `hypothesis`.
    fn readings(&self, hypothesis: Option<&Hypothesis>) -> Vec<Reading> {
        let mut readings = Vec::new();
        let mut at = hypothesis.map_or(START, |hypothesis| hypothesis.step);
        while let Some(step) = self.steps.get(at as usize).filter(|_| at != START) {
            readings.push(step.reading);
            at = step.previous;
        }
        readings.reverse();
        readings
    }

    /// What it costs that a paragraph ends with `top` open.
    fn cost_of_end(&self, top: Place, onward: &impl Fn(&[(Family, Hand)]) -> Onward) -> i32 {
        let mut frames = Vec::new();
        let mut at = top;
        while let Some(frame) = self.frame(at) {
            frames.push(frame);
            at = frame.below;
        }
        frames.reverse();
        let open: Vec<_> = frames.iter().map(|frame| (frame.family, frame.hand)).collect();
        let Onward { reopened, carried } =
            if open.is_empty() { Onward::default() } else { onward(&open) };
        let cost = |(index, frame): (usize, &Frame)| {
            let goes_on = match index {
                _ if index < reopened => frame.reopened,
                0 if carried => CARRIED,
                _ => UNCLOSED,
            };
            goes_on - if frame.charged { UNCLOSED } else { 0 }
        };
        frames.iter().enumerate().map(cost).sum()
    }

    fn frame(&self, at: Place) -> Option<Frame> {
        if at == START { None } else { self.frames.get(at as usize).copied() }
    }

    fn signature(&self, top: Place) -> u64 {
        self.frame(top).map_or(0, |frame| frame.signature)
    }

    /// The readings of a mark as one that closes.
    fn close(
        &self,
        marked: Marked<'_>,
        index: usize,
        hypothesis: &Hypothesis,
        candidates: &mut Vec<Candidate>,
    ) {
        let Some((mark, weights)) = marked.marks.get(index).zip(marked.weights.get(index)) else {
            return;
        };
        let mut cost = hypothesis.cost + weights.close;
        let mut top = hypothesis.top;
        for above in 0..REACH {
            let Some(frame) = self.frame(top) else { break };
            let same = frame.family == mark.family;
            if same || (above == 0 && mixes(frame.family, mark.family)) {
                let refund = if frame.charged { UNCLOSED } else { 0 };
                let low = frame.hand == Hand::Low && mark.hand == Hand::Left;
                let pairing = match (same, low) {
                    (true, true) => LOW_HIGH,
                    (true, false) => i32::from(marked.is_blank(frame, index)),
                    (false, _) => OTHER_FAMILY,
                };
                candidates.push(Candidate {
                    cost: cost + pairing - refund,
                    previous: hypothesis.step,
                    reading: Reading::Close(count(above)),
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

    /// The readings of a mark as one that opens: inside what is open, or after an unclosed one of its family.
    fn open(
        &self,
        marked: Marked<'_>,
        index: usize,
        hypothesis: &Hypothesis,
        candidates: &mut Vec<Candidate>,
    ) {
        let Some((mark, weights)) = marked.marks.get(index).zip(marked.weights.get(index)) else {
            return;
        };
        let closed = self.closed.get(index).copied().unwrap_or(false);
        let inside = mark.family == Family::Single && weights.skip < INTRODUCED;
        let base = hypothesis.cost + weights.open + if closed { 0 } else { UNCLOSED };
        let mut push = |cost: i32, below: Place, ended: usize| {
            let signature = signed(self.signature(below), mark.family, mark.hand);
            let opens = Frame {
                below,
                mark: Some(place(index)),
                family: mark.family,
                hand: mark.hand,
                charged: !closed,
                reopened: if inside { REOPENED_INSIDE } else { REOPENED },
                signature,
            };
            candidates.push(Candidate {
                cost,
                previous: hypothesis.step,
                reading: Reading::Open(count(ended)),
                top: below,
                opens: Some(opens),
                signature,
            });
        };
        let mut top = hypothesis.top;
        let mut unclosed = 0;
        for ended in 1..=REACH {
            let Some(frame) = self.frame(top) else { break };
            unclosed += if frame.charged { 0 } else { UNCLOSED };
            top = frame.below;
            if frame.family == mark.family {
                let nested = match (frame.charged, ended) {
                    (true, _) => SAME_FAMILY,
                    (false, 1) => SAME_FAMILY_CLOSED,
                    (false, _) => 0,
                };
                push(base + nested, hypothesis.top, 0);
                if !marked.is_blank(frame, index) {
                    push(base + unclosed, top, ended);
                }
                return;
            }
        }
        push(base, hypothesis.top, 0);
    }

    /// Makes the cheapest candidates, one for each thing that is open, the new beam.
    fn keep(&mut self, candidates: &[Candidate]) {
        self.beam.clear();
        let best = candidates.first().map_or(0, |candidate| candidate.cost);
        for (index, candidate) in candidates.iter().enumerate() {
            if self.beam.len() == KEPT || candidate.cost > best + DEARER {
                break;
            }
            let cheaper = candidates.get(..index).unwrap_or_default();
            if cheaper.iter().any(|other| other.signature == candidate.signature) {
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
}

impl Marked<'_> {
    /// Whether nothing stands between the opening mark of `frame` and the mark at `index`.
    fn is_blank(self, frame: Frame, index: usize) -> bool {
        let opener = frame.mark.map(|opener| opener as usize);
        let before = index.checked_sub(1).filter(|before| Some(*before) == opener);
        let pair = before.and_then(|before| self.marks.get(before)).zip(self.marks.get(index));
        pair.is_some_and(|(opener, mark)| {
            let gap = TextRange::at(opener.range.end(), mark.range.start());
            gap.of(self.text).trim().is_empty()
        })
    }
}

/// Whether one of the two is double and the other single.
const fn mixes(opener: Family, closer: Family) -> bool {
    matches!((opener, closer), (Family::Double, Family::Single) | (Family::Single, Family::Double))
}

fn place(index: usize) -> Place {
    Place::try_from(index).unwrap_or(Place::MAX)
}

/// A count up to [`REACH`].
fn count(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn signed(below: u64, family: Family, hand: Hand) -> u64 {
    let sign = 1 + 2 * family as u64 + u64::from(hand == Hand::Low);
    (below ^ sign).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}
