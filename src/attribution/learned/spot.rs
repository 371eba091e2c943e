//! The first model: cue, source and content of a paragraph, all at once.

use std::ops::Range;

use crate::model::chain::NEVER;
use crate::model::template::{Atoms, Template};

use super::unit::{Reading, Unit, atom, sort};
use super::{Decoder, Model, Scores};

/// Outside, and where a cue, source or content begins and goes on.
pub(super) const LABELS: usize = 7;
pub(super) const CUE: usize = 1;
pub(super) const SOURCE: usize = 3;
#[cfg(feature = "training")]
pub(super) const CONTENT: usize = 5;

use atom::{
    COMMAS, CUE as CUE_HEAD, CUE_AFTER, CUE_BEFORE, ENDING, FRAME, LEMMA, MARKS, NOUN_BEFORE,
    PLACE, QUOTATIONS, ROLE, ROLE_FRAME, SENTENCE, SHAPE, SORT, VERB_AFTER, VERB_BEFORE, WORD,
};

/// What the model looks at.
pub(super) static TEMPLATES: &[Template] = &[
    Template(&[(LEMMA, -1)]),
    Template(&[(LEMMA, 0)]),
    Template(&[(LEMMA, 1)]),
    Template(&[(LEMMA, 2)]),
    Template(&[(WORD, 0), (SHAPE, 0)]),
    Template(&[(LEMMA, 0), (LEMMA, 1)]),
    Template(&[(ENDING, 0)]),
    Template(&[(SHAPE, 0)]),
    Template(&[(SORT, 0)]),
    Template(&[(SORT, -1), (SORT, 0), (SORT, 1)]),
    Template(&[(SORT, -2), (SORT, -1), (SORT, 0)]),
    Template(&[(SORT, 0), (SORT, 1), (SORT, 2)]),
    Template(&[(SORT, -1), (LEMMA, 0), (SORT, 1)]),
    Template(&[(MARKS, -1), (MARKS, 0), (MARKS, 1)]),
    Template(&[(QUOTATIONS, 0)]),
    Template(&[(QUOTATIONS, 0), (SORT, 0)]),
    Template(&[(COMMAS, 0), (SORT, 0)]),
    Template(&[(PLACE, 0), (SORT, 0)]),
    Template(&[(SENTENCE, 0), (SORT, 0)]),
    Template(&[(CUE_HEAD, -1)]),
    Template(&[(CUE_HEAD, 0)]),
    Template(&[(CUE_BEFORE, 0)]),
    Template(&[(CUE_BEFORE, 0), (SORT, 0)]),
    Template(&[(CUE_AFTER, 0)]),
    Template(&[(CUE_AFTER, 0), (SORT, 0)]),
    Template(&[(FRAME, 0)]),
    Template(&[(FRAME, 0), (LEMMA, 0)]),
    Template(&[(FRAME, -1)]),
    Template(&[(ROLE, -1), (ROLE, 0), (ROLE, 1)]),
    Template(&[(ROLE, 0), (SORT, 0)]),
    Template(&[(ROLE, 0), (LEMMA, 0)]),
    Template(&[(ROLE_FRAME, 0)]),
    Template(&[(ROLE_FRAME, -1), (ROLE, 0)]),
    Template(&[(VERB_BEFORE, 0), (SORT, 0)]),
    Template(&[(VERB_AFTER, 0), (SORT, 0)]),
    Template(&[(NOUN_BEFORE, 0), (LEMMA, 0)]),
];

/// A longer paragraph is labelled in pieces: more than the longest that is written, and few enough to take little room.
const LONGEST: usize = 2048;

/// The first model's answer for each unit of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Spotted {
    pub(super) labels: Vec<u8>,
    /// By how much the best labelling with a cue there beats the best without; below 0 where it does not.
    pub(super) cues: Vec<i32>,
}

/// The atoms of the units of a paragraph.
pub(super) fn atoms(reading: &Reading, paragraph: Range<usize>, atoms: &mut Atoms) {
    atoms.clear();
    for row in reading.rows.get(paragraph).unwrap_or_default() {
        atoms.push(row);
    }
}

/// Labels the units of `reading`.
pub(super) fn spot(model: &Model, reading: &Reading) -> Spotted {
    let mut spotted = Spotted::default();
    let mut decoder = Decoder::default();
    let mut sequence = Atoms::new(atom::COUNT);
    let (mut labels, mut deficits) = (Vec::new(), Vec::new());
    for piece in reading.paragraphs.iter().flat_map(pieces) {
        let spoken = spoken(reading, piece.clone());
        if !spoken.contains(&true) {
            spotted.labels.resize(piece.end, 0);
            spotted.cues.resize(piece.end, NEVER);
            continue;
        }
        atoms(reading, piece, &mut sequence);
        let mask = |index: usize| if spoken.get(index) == Some(&false) { 1 } else { !0 };
        decoder.label(model, &sequence, mask, &mut labels);
        decoder.deficits(model, &mut deficits);
        spotted.labels.extend_from_slice(&labels);
        spotted.cues.extend(deficits.iter().map(margin));
    }
    spotted
}

/// `paragraph` cut where it is longer than [`LONGEST`].
fn pieces(paragraph: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
    let Range { start, end } = *paragraph;
    (start..end).step_by(LONGEST).map(move |at| at..end.min(at + LONGEST))
}

fn margin(deficits: &Scores) -> i32 {
    let most =
        |labels: Range<usize>| deficits.get(labels).unwrap_or_default().iter().copied().max();
    let cue = most(CUE..CUE + 2).unwrap_or(0);
    let none = most(0..1).max(most(SOURCE..LABELS)).unwrap_or(0);
    cue - none
}

/// For each unit of `paragraph`, whether its sentence has anything that may attribute: a listed word, a quotation, a colon.
fn spoken(reading: &Reading, paragraph: Range<usize>) -> Vec<bool> {
    let units = reading.units.get(paragraph).unwrap_or_default();
    let may = |unit: &Unit| {
        unit.cue.is_some() || unit.is_quotation() || matches!(unit.sort, sort::COLON | sort::MARK)
    };
    let mut spoken = Vec::with_capacity(units.len());
    for sentence in units.chunk_by(|a, b| a.sentences.1 == b.sentences.0) {
        spoken.resize(spoken.len() + sentence.len(), sentence.iter().any(may));
    }
    spoken
}
