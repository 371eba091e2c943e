//! The second model: source and content of one cue.

use std::ops::Range;

use crate::model::chain::Mask;
use crate::model::template::{Atoms, Template};

#[cfg(feature = "training")]
use super::choose::Choice;
use super::choose::{self, Chooser};
use super::spot::Spotted;
use super::unit::{self, Reading, Unit, bucket, mix, sort};
use super::{Candidate, Decoder, Model, Scores};

/// Outside, and where a source or content begins and goes on.
pub(super) const LABELS: usize = 5;
pub(super) const SOURCE: usize = 1;
pub(super) const CONTENT: usize = 3;

/// How many units before and after a cue are looked at.
const REACH: usize = 60;

/// How sure the rules must be of a content that the model gives, too, for no other to be looked at, in a hundred.
const SETTLED: u8 = 92;

/// How many candidates before and after a cue may lie between it and its parts: a bound on the work for each.
const FARTHEST: usize = 6;

/// What a unit is, seen from a cue; the places of its atoms.
mod atom {
    pub(super) const LEMMA: usize = 0;
    pub(super) const SORT: usize = 1;
    /// Before or after the cue, in which sentence from there.
    pub(super) const SIDE: usize = 2;
    pub(super) const DISTANCE: usize = 3;
    /// Commas and finite verbs between.
    pub(super) const COMMAS: usize = 4;
    /// Verbs and clause openings between.
    pub(super) const CLAUSES: usize = 5;
    /// Quotations and other cues between.
    pub(super) const OTHERS: usize = 6;
    /// The cue's head.
    pub(super) const CUE: usize = 7;
    /// How the cue stands in its clause.
    pub(super) const FORM: usize = 8;
    /// What touches the cue on both sides.
    pub(super) const TOUCHING: usize = 9;
    /// The first model's label.
    pub(super) const LABEL: usize = 10;
    /// Whether it is in another cue.
    pub(super) const OTHER: usize = 11;
    /// What it is in the rules' draft for this cue.
    pub(super) const ROLE: usize = 12;
    /// The draft's frame.
    pub(super) const FRAME: usize = 13;
    /// The word that opened the clause it is in, on the way from the cue.
    pub(super) const OPENER: usize = 14;
    pub(super) const MARKS: usize = 15;
    pub(super) const SHAPE: usize = 16;
    pub(super) const PLACE: usize = 17;
    pub(super) const SIDE_FORM: usize = 18;
    pub(super) const VERB_BEFORE: usize = 19;
    pub(super) const VERB_AFTER: usize = 20;
    pub(super) const QUOTATIONS: usize = 21;
    pub(super) const ANSWER: usize = 22;
    /// What it is to the cue before.
    pub(super) const BEFORE: usize = 23;
    pub(super) const COUNT: usize = 24;
}

pub(super) const WIDTH: usize = atom::COUNT;

use atom::{
    ANSWER, BEFORE, CLAUSES, COMMAS, CUE, DISTANCE, FORM, FRAME, LABEL, LEMMA, MARKS, OPENER,
    OTHER, OTHERS, PLACE, QUOTATIONS, ROLE, SHAPE, SIDE, SIDE_FORM, SORT, TOUCHING, VERB_AFTER,
    VERB_BEFORE,
};

/// What the model looks at.
pub(super) static TEMPLATES: &[Template] = &[
    Template(&[(SIDE, 0), (SORT, -1), (SORT, 0)]),
    Template(&[(SIDE, 0), (SORT, 0), (SORT, 1)]),
    Template(&[(SIDE, 0), (SORT, -1), (SORT, 0), (SORT, 1)]),
    Template(&[(SIDE, 0), (SORT, -2), (SORT, -1), (SORT, 0)]),
    Template(&[(SIDE, 0), (LEMMA, 0)]),
    Template(&[(SIDE, 0), (LEMMA, -1)]),
    Template(&[(SIDE, 0), (LEMMA, 1)]),
    Template(&[(SIDE, 0), (LEMMA, -1), (LEMMA, 0)]),
    Template(&[(SIDE, 0), (LEMMA, 0), (LEMMA, 1)]),
    Template(&[(SIDE, 0), (LEMMA, 0), (SORT, 1)]),
    Template(&[(SIDE, 0), (SHAPE, 0)]),
    Template(&[(SIDE_FORM, 0)]),
    Template(&[(DISTANCE, 0), (SORT, 0)]),
    Template(&[(DISTANCE, 0), (FORM, 0)]),
    Template(&[(DISTANCE, 0), (TOUCHING, 0)]),
    Template(&[(DISTANCE, 0), (LEMMA, 0)]),
    Template(&[(COMMAS, 0)]),
    Template(&[(COMMAS, 0), (SORT, 0)]),
    Template(&[(OTHERS, 0), (SORT, 0)]),
    Template(&[(OTHERS, 0), (TOUCHING, 0)]),
    Template(&[(OTHER, -1), (OTHER, 0), (OTHER, 1)]),
    Template(&[(OTHER, 0), (SORT, 0)]),
    Template(&[(CUE, 0), (SIDE, 0)]),
    Template(&[(CUE, 0), (SIDE, 0), (SORT, 0)]),
    Template(&[(CUE, 0), (SIDE, 0), (LEMMA, 0)]),
    Template(&[(LABEL, -1), (LABEL, 0), (OTHERS, 0)]),
    Template(&[(ROLE, -1), (ROLE, 0), (ROLE, 1)]),
    Template(&[(ROLE, 0), (CUE, 0)]),
    Template(&[(ROLE, 0), (SORT, 0)]),
    Template(&[(ROLE, -1), (ROLE, 0), (LEMMA, 0)]),
    Template(&[(FRAME, 0), (DISTANCE, 0)]),
    Template(&[(ANSWER, -1), (ANSWER, 0)]),
    Template(&[(BEFORE, -1), (BEFORE, 0)]),
    Template(&[(BEFORE, 0), (LABEL, 0)]),
    Template(&[(OPENER, 0), (SORT, 0)]),
    Template(&[(OPENER, 0), (SIDE, 0), (COMMAS, 0)]),
    Template(&[(OPENER, -1), (OPENER, 0), (SORT, 1)]),
    Template(&[(MARKS, -1), (MARKS, 0), (SIDE, 0)]),
    Template(&[(VERB_AFTER, 0), (SORT, 0), (SIDE, 0)]),
];

/// The units that may be source or content of the candidate at `place`.
pub(super) fn window(reading: &Reading, candidates: &[Candidate], place: usize) -> Range<usize> {
    let Some(cue) = candidates.get(place).map(|candidate| &candidate.units) else { return 0..0 };
    let at = reading.paragraph_of(cue.start);
    let Some(paragraph) = reading.paragraphs.get(at) else { return cue.clone() };
    let mut end = paragraph.end;
    if reading.sort(paragraph.end - 1) == sort::COLON {
        end = reading.paragraphs.get(at + 1).map_or(end, |next| next.end);
    }
    let before = place.checked_sub(FARTHEST).and_then(|other| candidates.get(other));
    let after = candidates.get(place + FARTHEST);
    let first = before.map_or(0, |other| other.units.end).max(cue.start.saturating_sub(REACH));
    let last = after.map_or(end, |other| other.units.start).min(cue.end + REACH);
    first.max(paragraph.start)..last.min(end)
}

/// What is looked at round one cue.
pub(super) struct View<'v> {
    pub(super) reading: &'v Reading,
    pub(super) spotted: &'v Spotted,
    pub(super) candidates: &'v [Candidate],
    /// The place of the candidate.
    pub(super) place: usize,
    /// The parts of the last cue before in its sentence that has a source.
    pub(super) before: Option<&'v Parts>,
}

impl View<'_> {
    pub(super) fn candidate(&self) -> Option<&Candidate> {
        self.candidates.get(self.place)
    }

    /// The unit that the cue turns on.
    fn head(&self) -> Option<&Unit> {
        self.reading.unit(self.candidate()?.head(self.reading))
    }

    /// Its word.
    pub(super) fn lemma(&self) -> u32 {
        self.head().map_or(1, |unit| unit.lemma)
    }

    /// How the cue stands in its clause.
    pub(super) fn form(&self) -> u32 {
        let cue = self.candidate().and_then(|candidate| self.reading.cues.get(candidate.cue?));
        mix(
            self.head().map_or(0, |unit| u32::from(unit.sort)) + 1,
            cue.map_or(9, |placed| placed.cue.form as u32 * 2 + u32::from(placed.cue.negated)),
        )
    }

    /// Whether `content` is what the rules are certain of, too, so that nothing else need be looked at.
    fn is_certain(&self, content: &[Range<usize>]) -> bool {
        let draft = self.candidate().and_then(|it| self.reading.drafts.get(it.draft?));
        draft.is_some_and(|draft| draft.confidence >= SETTLED) && self.ruled() == content
    }

    /// The content as the rules have it.
    fn ruled(&self) -> Vec<Range<usize>> {
        let draft =
            self.candidate().and_then(|candidate| self.reading.drafts.get(candidate.draft?));
        let content = draft.map_or(Default::default(), |draft| draft.content.as_slice());
        content.iter().map(|run| self.reading.units_in(*run)).collect()
    }

    /// Puts the atoms of the units of `window` into `atoms`.
    pub(super) fn atoms(&self, window: Range<usize>, atoms: &mut Atoms) {
        atoms.clear();
        let Some(candidate) = self.candidate() else { return };
        let reading = self.reading;
        let cue = candidate.units.clone();
        let mut rows = vec![[0_u32; WIDTH]; window.len()];
        let (lemma, form) = (self.lemma(), self.form());
        let touching = mix(
            cue.start.checked_sub(1).map_or(255, |before| touch(reading, before)),
            touch(reading, cue.end),
        );
        let ruled = candidate.draft.and_then(|draft| reading.ruled(draft));
        let frame = ruled.map_or(1, |(rule, draft)| mix(rule, u32::from(draft.confidence) / 25));
        let start = window.start;
        for (row, index) in rows.iter_mut().zip(window.clone()) {
            let Some(unit) = reading.unit(index) else { continue };
            let base = reading.rows.get(index).copied().unwrap_or_default();
            let label = self.spotted.labels.get(index).copied().unwrap_or(0);
            row[LEMMA] = unit.lemma;
            row[SORT] = u32::from(unit.sort) + 2;
            row[CUE] = lemma;
            row[FORM] = form;
            row[TOUCHING] = touching;
            row[LABEL] = u32::from(label) + 2;
            row[FRAME] = frame;
            row[MARKS] = base[unit::atom::MARKS];
            row[SHAPE] = base[unit::atom::SHAPE];
            row[PLACE] = base[unit::atom::PLACE];
            row[VERB_BEFORE] = base[unit::atom::VERB_BEFORE];
            row[VERB_AFTER] = base[unit::atom::VERB_AFTER];
            row[QUOTATIONS] = base[unit::atom::QUOTATIONS];
            row[ANSWER] = base[unit::atom::ROLE];
            row[ROLE] = 2;
            row[BEFORE] = self.before.map_or(2, |before| {
                let is_source =
                    before.source.as_ref().is_some_and(|source| source.contains(&index));
                let is_content = before.content.iter().any(|content| content.contains(&index));
                3 + u32::from(is_source) + 2 * u32::from(is_content)
            });
        }
        if let Some((_, draft)) = ruled {
            let runs = draft.content.iter().map(|run| (*run, 5));
            for (run, role) in runs.chain(draft.source.map(|run| (run, 3))) {
                let units = reading.units_in(run);
                for index in units.clone() {
                    if let Some(row) = index.checked_sub(start).and_then(|at| rows.get_mut(at)) {
                        row[ROLE] = role + u32::from(index == units.start);
                    }
                }
            }
        }
        let Some(anchor) = self.head() else { return };
        let mut between = Between::default();
        for index in (window.start..cue.start).rev() {
            if let Some(row) = rows.get_mut(index - start) {
                self.relate(row, index, &mut between, anchor, cue.start - index, 0);
            }
        }
        for index in cue.clone() {
            if let Some(row) = rows.get_mut(index - start) {
                row[SIDE] = 3;
                row[DISTANCE] = 3;
                row[OTHER] = 9;
                (row[COMMAS], row[CLAUSES], row[OTHERS], row[OPENER]) = (3, 3, 3, 3);
                row[SIDE_FORM] = 3;
            }
        }
        let mut between = Between::default();
        for index in cue.end..window.end {
            if let Some(row) = rows.get_mut(index - start) {
                self.relate(row, index, &mut between, anchor, index + 1 - cue.end, 1);
            }
        }
        rows.iter().for_each(|row| atoms.push(row));
    }

    /// What lies between the cue and the unit at `index`, `distance` units off on `side` of it.
    fn relate(
        &self,
        row: &mut [u32; WIDTH],
        index: usize,
        between: &mut Between,
        cue: &Unit,
        distance: usize,
        side: u32,
    ) {
        let Some(unit) = self.reading.unit(index) else { return };
        let off = match side {
            0 => cue.sentences.0.saturating_sub(unit.sentences.1),
            _ => unit.sentences.0.saturating_sub(cue.sentences.1),
        };
        let off = off.min(2) as u32 + if unit.paragraph == cue.paragraph { 0 } else { 3 };
        let whole = u32::from(unit.is_quotation());
        row[SIDE] = 4 + (off * 2 + side) * 2 + whole;
        row[DISTANCE] = 4 + bucket(distance) * 2 + side;
        row[COMMAS] = 4 + (between.commas.min(3) * 4 + between.finite.min(3)) * 2 + side;
        row[CLAUSES] = 4
            + ((between.verbs.min(3) * 2 + between.that.min(1)) * 4 + between.openings.min(3)) * 2
            + side;
        row[OTHERS] = 4 + (between.quotations.min(2) * 4 + between.cues.min(3)) * 2 + side;
        row[SIDE_FORM] = mix(row[SIDE], row[FORM]);
        let other = self.spotted_cue(index);
        row[OTHER] = 2 + other;
        row[OPENER] = mix(between.opener, side);
        between.pass(self.reading, index, unit, other > 2, side);
    }

    /// How sure the first model is of another candidate that holds the unit at `index`; 0 where there is none.
    fn spotted_cue(&self, index: usize) -> u32 {
        let at = self.candidates.partition_point(|candidate| candidate.units.end <= index);
        let other = self.candidates.get(at).filter(|_| at != self.place);
        other.filter(|other| other.units.start <= index).map_or(0, |other| {
            match other.margin / super::UNIT {
                ..=-1 => 1,
                0 => 2,
                1 => 3,
                2..=3 => 4,
                _ => 5,
            }
        })
    }
}

/// What a unit beside a cue is, coarsely.
fn touch(reading: &Reading, index: usize) -> u32 {
    let Some(unit) = reading.unit(index) else { return 255 };
    let row = reading.rows.get(index).copied().unwrap_or_default();
    let marks = row[unit::atom::MARKS];
    // A short quotation beside the cue counts as one.
    if marks.saturating_sub(2) & 1 == 1 { 100 } else { u32::from(unit.sort) }
}

/// What was passed on the way from the cue.
#[derive(Default)]
struct Between {
    commas: u32,
    finite: u32,
    verbs: u32,
    that: u32,
    openings: u32,
    quotations: u32,
    cues: u32,
    /// The word that opened the clause last.
    opener: u32,
    in_cue: bool,
}

impl Between {
    fn pass(&mut self, reading: &Reading, index: usize, unit: &Unit, other: bool, side: u32) {
        self.commas += u32::from(unit.is_comma());
        self.finite += u32::from(unit.is_finite());
        self.verbs += u32::from(unit.is_verb());
        self.that += u32::from(unit.sort == sort::THAT);
        self.quotations += u32::from(unit.is_quotation());
        self.cues += u32::from(other && !self.in_cue);
        self.in_cue = other;
        let opens = matches!(
            unit.sort,
            sort::THAT | sort::QUESTION | sort::RELATIVE | sort::DASH | sort::COLON
        ) || unit.sort == crate::tag::Tag::Subordinator as u8
            || unit.sort == crate::tag::Tag::Coordinator as u8;
        self.openings += u32::from(opens);
        if unit.is_comma() {
            // What a comma opens is told by the word after it.
            let next = if side == 1 { index + 1 } else { index.saturating_sub(1) };
            self.opener = mix(7, u32::from(reading.sort(next)));
        } else if opens {
            self.opener = unit.lemma;
        }
    }
}

/// Source and content of a cue.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) source: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
}

/// Finds source and content of cues.
#[derive(Default)]
pub(super) struct Reader {
    decoder: Decoder,
    atoms: Option<Atoms>,
    labels: Vec<u8>,
    chooser: Chooser,
    /// Whether contents that the rules are certain of are compared with others, too.
    thorough: bool,
}

impl Reader {
    /// One that looks at others than what the rules are certain of, too: so the last model learns more of each.
    #[cfg(feature = "training")]
    pub(super) fn thorough() -> Self {
        Self { thorough: true, ..Self::default() }
    }

    /// Source and content of the cue of `view`; `chooser` moves the content's edges.
    pub(super) fn read(&mut self, model: &Model, chooser: &Model, view: &View<'_>) -> Parts {
        let (answer, window) = self.answer(model, view);
        if !self.thorough && view.is_certain(&answer.content) {
            return answer;
        }
        let choices = choose::choices(view, &window, model, &self.decoder, &answer);
        match self.chooser.choose(chooser, view, choices) {
            Some(choice) => Parts { content: choice.content, ..answer },
            None => answer,
        }
    }

    /// The answer of `model`, and the contents to choose among.
    #[cfg(feature = "training")]
    pub(super) fn choices(&mut self, model: &Model, view: &View<'_>) -> (Parts, Vec<Choice>) {
        let (answer, window) = self.answer(model, view);
        let choices = choose::choices(view, &window, model, &self.decoder, &answer);
        (answer, choices)
    }

    /// The answer of `model`, and the units that it labelled.
    fn answer(&mut self, model: &Model, view: &View<'_>) -> (Parts, Range<usize>) {
        let Some(candidate) = view.candidate() else { return Default::default() };
        let window = window(view.reading, view.candidates, view.place);
        let mut atoms = self.atoms.take().unwrap_or_else(|| Atoms::new(WIDTH));
        view.atoms(window.clone(), &mut atoms);
        let allowed = masks(view.reading, candidate, &window);
        let mask = |index: usize| allowed.get(index).copied().unwrap_or(!0);
        self.decoder.label(model, &atoms, mask, &mut self.labels);
        let mut parts = parts(&self.labels, window.start);
        if parts.0.is_empty() {
            // Something is said: what the rules read, or else the unit that may be content at the least loss.
            let ruled = view.ruled();
            let mut deficits = Vec::new();
            self.decoder.deficits(model, &mut deficits);
            let gain = |scores: &Scores| scores.get(CONTENT).max(scores.get(CONTENT + 1)).copied();
            let told = (0..deficits.len()).max_by_key(|&at| deficits.get(at).and_then(gain));
            let content: Mask = 3 << CONTENT;
            let mask = |at: usize| match ruled.as_slice() {
                [] if Some(at) == told => content,
                [] => !0,
                ruled if ruled.iter().any(|units| units.contains(&(at + window.start))) => content,
                _ => !content,
            };
            self.decoder.relabel(model, mask, &mut self.labels);
            parts = self::parts(&self.labels, window.start);
        }
        if parts.1.len() > 1 {
            // One source: the one without which the rest would score least.
            let mut deficits = Vec::new();
            self.decoder.deficits(model, &mut deficits);
            let worth = |run: &Range<usize>| {
                let at = run.start - window.start;
                deficits.get(at).and_then(|scores| {
                    scores.first().copied().max(scores.get(CONTENT + 1).copied())
                })
            };
            let best =
                parts.1.iter().min_by_key(|run| worth(run).unwrap_or(0)).cloned().unwrap_or(0..0);
            let no_source: Mask = !(3 << SOURCE);
            let mask = |index: usize| {
                if best.contains(&(index + window.start)) { !0 } else { no_source }
            };
            self.decoder.relabel(model, mask, &mut self.labels);
            parts = self::parts(&self.labels, window.start);
        }
        self.atoms = Some(atoms);
        (Parts { source: parts.1.into_iter().next(), content: parts.0 }, window)
    }
}

/// The labels that each unit of `window` may have: a cue is neither source nor content, and its source is in its sentence.
pub(super) fn masks(reading: &Reading, candidate: &Candidate, window: &Range<usize>) -> Vec<Mask> {
    let is_quoted = |index: usize| {
        let row = reading.rows.get(index).copied().unwrap_or_default();
        row[unit::atom::MARKS].saturating_sub(2) & 1 == 1
    };
    let Some(cue) = reading.unit(candidate.head(reading)) else { return Vec::new() };
    let mask = |index: usize| {
        let unit = reading.unit(index);
        let here = unit.is_some_and(|unit| {
            unit.sentences.0 <= cue.sentences.1 && cue.sentences.0 <= unit.sentences.1
        });
        if candidate.units.contains(&index) {
            1
        } else if here {
            !0
        } else if unit.is_some_and(Unit::is_quotation) || is_quoted(index) {
            !(3 << SOURCE)
        } else {
            1
        }
    };
    window.clone().map(mask).collect()
}

/// The contents and the sources in `labels`, the first of which belongs to the unit at `start`.
fn parts(labels: &[u8], start: usize) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut contents, mut sources): (Vec<Range<usize>>, Vec<Range<usize>>) = Default::default();
    let mut before = 0;
    for (at, &label) in labels.iter().enumerate() {
        let index = start + at;
        let label = usize::from(label);
        let runs = match label {
            SOURCE | 2 => Some(&mut sources),
            0 => None,
            _ => Some(&mut contents),
        };
        if let Some(runs) = runs {
            let goes_on = label % 2 == 0 && (before == label || before + 1 == label);
            match runs.last_mut().filter(|last| goes_on && last.end == index) {
                Some(last) => last.end += 1,
                None => runs.push(index..index + 1),
            }
        }
        before = label;
    }
    (contents, sources)
}
