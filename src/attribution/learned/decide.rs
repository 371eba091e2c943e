//! The last model: which candidates attribute.

use crate::fold;
use crate::model::template::{Atoms, Template};

use super::parts::Parts;
use super::unit::{Reading, bucket, mix};
use super::{Candidate, UNIT};

/// No, yes.
pub(super) const LABELS: usize = 2;

mod atom {
    pub(super) const MARGIN: usize = 0;
    pub(super) const RULE: usize = 1;
    pub(super) const ENCLOSED: usize = 2;
    pub(super) const CONTENT: usize = 3;
    pub(super) const SOURCE: usize = 4;
    pub(super) const LEMMA: usize = 5;
    pub(super) const FORM: usize = 6;
    pub(super) const TOUCHING: usize = 7;
    pub(super) const ENDING: usize = 8;
    pub(super) const ENCLOSES: usize = 9;
    pub(super) const BIAS: usize = 10;
    pub(super) const CUE: usize = 11;
    pub(super) const HEADLINE: usize = 12;
    pub(super) const COUNT: usize = 13;
}

pub(super) const WIDTH: usize = atom::COUNT;

use atom::{
    BIAS, CONTENT, CUE, ENCLOSED, ENCLOSES, ENDING, FORM, HEADLINE, LEMMA, MARGIN, RULE, SOURCE,
    TOUCHING,
};

/// What the model looks at.
pub(super) static TEMPLATES: &[Template] = &[
    Template(&[(BIAS, 0)]),
    Template(&[(MARGIN, 0)]),
    Template(&[(MARGIN, 0), (RULE, 0)]),
    Template(&[(MARGIN, 0), (ENCLOSED, 0)]),
    Template(&[(MARGIN, 0), (CONTENT, 0)]),
    Template(&[(MARGIN, 0), (FORM, 0)]),
    Template(&[(MARGIN, 0), (LEMMA, 0)]),
    Template(&[(RULE, 0)]),
    Template(&[(RULE, 0), (ENCLOSED, 0)]),
    Template(&[(RULE, 0), (LEMMA, 0)]),
    Template(&[(ENCLOSED, 0)]),
    Template(&[(ENCLOSES, 0)]),
    Template(&[(ENCLOSED, 0), (FORM, 0)]),
    Template(&[(CONTENT, 0)]),
    Template(&[(CONTENT, 0), (FORM, 0)]),
    Template(&[(CONTENT, 0), (SOURCE, 0)]),
    Template(&[(CONTENT, 0), (LEMMA, 0)]),
    Template(&[(SOURCE, 0)]),
    Template(&[(SOURCE, 0), (FORM, 0)]),
    Template(&[(SOURCE, 0), (LEMMA, 0)]),
    Template(&[(LEMMA, 0)]),
    Template(&[(LEMMA, 0), (FORM, 0)]),
    Template(&[(LEMMA, 0), (TOUCHING, 0)]),
    Template(&[(FORM, 0)]),
    Template(&[(TOUCHING, 0)]),
    Template(&[(CUE, 0)]),
    Template(&[(CUE, 0), (TOUCHING, 0)]),
    Template(&[(HEADLINE, 0)]),
    Template(&[(HEADLINE, 0), (MARGIN, 0)]),
    Template(&[(ENDING, 0), (FORM, 0)]),
];

/// The atoms of the candidate at `place`.
pub(super) fn row(
    reading: &Reading,
    candidates: &[Candidate],
    parts: &[Parts],
    place: usize,
) -> [u32; WIDTH] {
    let mut row = [0; WIDTH];
    let (Some(candidate), Some(own)) = (candidates.get(place), parts.get(place)) else {
        return row;
    };
    let step = |margin: i32| (margin.clamp(-6 * UNIT, 8 * UNIT) / (UNIT / 2) + 12) as u32;
    row[BIAS] = 2;
    row[MARGIN] = 2 + step(candidate.margin);
    row[RULE] = candidate
        .draft
        .and_then(|draft| reading.ruled(draft))
        .map_or(2, |(rule, draft)| mix(rule, u32::from(draft.confidence) / 12));
    let enclosing = enclosing(candidates, parts, place);
    row[ENCLOSED] = match enclosing.and_then(|outer| candidates.get(outer)) {
        Some(outer) => 3 + (step(outer.margin) / 4) * 16 + step(candidate.margin) / 4,
        None => 2,
    };
    let encloses = (0..candidates.len().min(place + 5))
        .skip(place.saturating_sub(4))
        .filter(|&other| other != place && holds(own, candidates.get(other)))
        .count();
    row[ENCLOSES] = 2 + encloses.min(3) as u32;
    let words: usize = own.content.iter().map(|units| units.len()).sum();
    let quoted = own
        .content
        .iter()
        .any(|units| units.clone().any(|at| reading.sort(at) >= super::unit::sort::QUOTATION));
    row[CONTENT] = 2 + bucket(words) * 2 + u32::from(quoted);
    row[SOURCE] = own.source.as_ref().map_or(2, |units| {
        let side = u32::from(units.start > candidate.units.start);
        let far = if side == 1 {
            units.start.saturating_sub(candidate.units.end)
        } else {
            candidate.units.start.saturating_sub(units.end)
        };
        let last = u32::from(reading.sort(units.end.saturating_sub(1)));
        3 + (last * 8 + bucket(far).min(3)) * 2 + side
    });
    let head = candidate.head(reading);
    let unit = reading.unit(head);
    row[LEMMA] = unit.map_or(1, |unit| unit.lemma);
    let placed = candidate.cue.and_then(|cue| reading.cues.get(cue));
    let form =
        placed.map_or(31, |placed| placed.cue.form as u32 * 2 + u32::from(placed.cue.negated));
    row[FORM] = mix(unit.map_or(0, |unit| u32::from(unit.sort)), form);
    row[TOUCHING] = 2
        + u32::from(candidate.units.start.checked_sub(1).map_or(255, |at| reading.sort(at))) * 256
        + u32::from(reading.sort(candidate.units.end));
    let base = reading.rows.get(head).copied().unwrap_or_default();
    row[ENDING] = base[super::unit::atom::ENDING];
    row[HEADLINE] = base[super::unit::atom::HEADLINE];
    row[CUE] = mix(bucket(candidate.units.len()), fold::hash("cue") as u32 ^ row[LEMMA]);
    row
}

/// The nearest candidate that beats the one at `place` and whose content holds its cue.
fn enclosing(candidates: &[Candidate], parts: &[Parts], place: usize) -> Option<usize> {
    let own = candidates.get(place);
    let near = place.saturating_sub(6)..(place + 6).min(candidates.len());
    near.filter(|&other| other != place && parts.get(other).is_some_and(|parts| holds(parts, own)))
        .max_by_key(|&other| candidates.get(other).map_or(0, |outer| outer.margin))
}

fn holds(outer: &Parts, inner: Option<&Candidate>) -> bool {
    inner.is_some_and(|inner| {
        outer
            .content
            .iter()
            .any(|units| units.start <= inner.units.start && inner.units.end <= units.end)
    })
}

/// The candidate alone, as a sequence.
pub(super) fn atoms(row: &[u32; WIDTH], atoms: &mut Atoms) {
    atoms.clear();
    atoms.push(row);
}
