//! What the model that chooses sees of a content.

use std::ops::Range;

use crate::attribution::run::Run;
use crate::tag::Tag;

use super::super::parts::View;
use super::super::unit::{Reading, Unit, bucket, mix, sort};
use super::super::{Candidate, UNIT};
use super::atom::{
    AFTER, AFTER_LEMMA, AFTER_NEXT, BALANCE, BEFORE, BEFORE_LEMMA, BIAS, CLAUSE, CLAUSE_LENGTH,
    CLAUSE_VERBS, CUE, DEFICIT, FIRST, FIRST_LEMMA, FORM, LABELLED, LAST, LAST_LEMMA, LENGTH,
    MOVED_LEFT, MOVED_RIGHT, OTHERS, PHRASE, RULES, SIDE, STRETCHES, TAIL, TAIL_OPENS, TAIL_VERBS,
    TENSES, VERBS,
};
use super::{Choice, FARTHEST, WIDTH};

/// A look at the contents of one cue.
pub(super) struct Look<'v> {
    view: &'v View<'v>,
    cue: Range<usize>,
    /// The word of the cue's head.
    head: u32,
    /// How the cue stands in its clause.
    form: u32,
    /// From where to where the second model's answer reaches.
    answer: Range<usize>,
    ruled: Option<Ruled>,
}

impl<'v> Look<'v> {
    /// A look round the candidate of `view`; `None` where `answer` is nothing.
    pub(super) fn new(view: &'v View<'v>, answer: &Choice) -> Option<Self> {
        let (reading, candidate) = (view.reading, view.candidate()?);
        let (first, last) = answer.content.first().zip(answer.content.last())?;
        Some(Self {
            view,
            cue: candidate.units.clone(),
            head: view.lemma(),
            form: view.form(),
            answer: first.start..last.end,
            ruled: Ruled::new(reading, candidate),
        })
    }

    /// What the model looks at in `choice`.
    pub(super) fn row(&self, choice: &Choice) -> [u32; WIDTH] {
        let mut row = [0; WIDTH];
        let (view, reading) = (self.view, self.view.reading);
        let (Some(first), Some(last)) = (choice.content.first(), choice.content.last()) else {
            return row;
        };
        let (start, end) = (first.start, last.end);
        let cue = &self.cue;
        let sorts = |index: usize| u32::from(reading.sort(index)) + 2;
        let lemma = |index: usize| reading.unit(index).map_or(1, |unit| unit.lemma);
        row[BIAS] = 2;
        row[DEFICIT] = 20_u32.saturating_add_signed((choice.deficit / (UNIT / 2)).clamp(-18, 10));
        row[CUE] = self.head;
        row[FORM] = self.form;
        let side = 2 + u32::from(start >= cue.end) + 2 * u32::from(end <= cue.start);
        row[SIDE] = side;
        row[LAST] = sorts(end.saturating_sub(1));
        row[LAST_LEMMA] = lemma(end.saturating_sub(1));
        let sentence_end = sentence_end(reading, end);
        if end < sentence_end {
            row[AFTER] = sorts(end);
            row[AFTER_LEMMA] = lemma(end);
            row[AFTER_NEXT] = if end + 1 < sentence_end { sorts(end + 1) } else { 1 };
        } else {
            (row[AFTER], row[AFTER_LEMMA], row[AFTER_NEXT]) = (1, 1, 1);
        }
        row[FIRST] = sorts(start);
        row[FIRST_LEMMA] = lemma(start);
        let opens = start == 0
            || reading.unit(start).map(|unit| unit.sentences.0)
                != reading.unit(start - 1).map(|unit| unit.sentences.1);
        row[BEFORE] = if opens { 1 } else { sorts(start - 1) };
        row[BEFORE_LEMMA] = if opens { 1 } else { lemma(start - 1) };
        let words: usize = choice.content.iter().map(Range::len).sum();
        row[LENGTH] = 2 + bucket(words);
        let quotations = choice
            .content
            .iter()
            .flat_map(Clone::clone)
            .filter(|&index| reading.unit(index).is_some_and(Unit::is_quotation))
            .count();
        row[STRETCHES] = 2 + choice.content.len().min(3) as u32 * 4 + quotations.min(3) as u32;
        let whole = Stretch::of(reading, start..end);
        row[VERBS] = 2 + whole.finite.min(3) * 3 + whole.bare.min(2);
        let beyond = end..sentence_end.max(end);
        let tail = Stretch::of(reading, without(beyond.clone(), cue));
        let holds_cue = beyond.start <= cue.start && cue.end <= beyond.end;
        row[TAIL] = 2 + bucket(tail.words as usize) * 2 + u32::from(holds_cue);
        row[TAIL_VERBS] =
            2 + (tail.finite.min(2) * 3 + tail.bare.min(2)) * 2 + u32::from(holds_cue);
        row[TAIL_OPENS] = opener(reading, end, sentence_end);
        let phrase = back_to(reading, start, end, false);
        row[PHRASE] = mix(lemma(phrase), bucket(end - phrase) + 1);
        let clause = back_to(reading, start, end, true);
        let held = Stretch::of(reading, clause..end);
        row[CLAUSE] = if clause == start { 2 } else { opener(reading, clause, end) };
        row[CLAUSE_VERBS] = 2 + held.finite.min(2) * 3 + held.bare.min(2);
        row[CLAUSE_LENGTH] = 2 + bucket(end - clause);
        row[TENSES] = 2 + (whole.tense * 8 + held.tense) * 8 + tail.tense;
        row[BALANCE] = 2 + (whole.commas.min(3) * 4 + tail.commas.min(3)) * 3 + whole.brackets;
        row[MOVED_LEFT] = moved(reading, start, self.answer.start);
        row[MOVED_RIGHT] = moved(reading, end, self.answer.end);
        row[RULES] =
            self.ruled.as_ref().map_or(2, |ruled| ruled.compare(start..end, choice.content.len()));
        let label = |index: usize| u32::from(view.spotted.labels.get(index).copied().unwrap_or(7));
        let labelled = [start.wrapping_sub(1), start, end.saturating_sub(1), end];
        row[LABELLED] = labelled.iter().fold(1, |sum, &index| sum * 8 + label(index));
        let near = view.place.saturating_sub(4)..(view.place + 5).min(view.candidates.len());
        let (mut held, mut next) = (0, 0);
        for other in near.filter(|&other| other != view.place) {
            let Some(other) = view.candidates.get(other).filter(|other| other.margin > 0) else {
                continue;
            };
            held += u32::from(start <= other.units.start && other.units.end <= end);
            next += u32::from(end <= other.units.start && other.units.start < sentence_end);
        }
        row[OTHERS] = 2 + held.min(2) * 3 + next.min(2);
        row
    }
}

/// The end of the sentence that the unit before `end` is in, as far as [`FARTHEST`].
fn sentence_end(reading: &Reading, end: usize) -> usize {
    let Some(last) = end.checked_sub(1).and_then(|last| reading.unit(last)) else { return end };
    let here = |index: &usize| {
        reading.unit(*index).is_some_and(|unit| {
            unit.sentences.0 == last.sentences.1 && unit.paragraph == last.paragraph
        })
    };
    let mut sentence = (end..end + FARTHEST).take_while(here);
    let after = sentence.by_ref().last().map_or(end, |last| last + 1);
    // The full stop is no tail.
    let stop = after > end && reading.sort(after - 1) == sort::STOP;
    after - usize::from(stop)
}

fn without(range: Range<usize>, cue: &Range<usize>) -> Range<usize> {
    if range.start <= cue.start {
        range.start..range.end.min(cue.start.max(range.start))
    } else {
        range
    }
}

/// What opens at the unit at `at`: a comma or conjunction with what follows it.
fn opener(reading: &Reading, at: usize, end: usize) -> u32 {
    if at >= end {
        return 1;
    }
    let Some(unit) = reading.unit(at) else { return 1 };
    let next = if at + 1 < end { u32::from(reading.sort(at + 1)) } else { 255 };
    if unit.is_comma() || unit.sort == sort::DASH || unit.sort == sort::STOP {
        let lemma = reading.unit(at + 1).map_or(1, |unit| unit.lemma);
        // A word of the grammar tells by itself what it opens; of others the tag does.
        let closed = [Tag::Adposition, Tag::Adverb, Tag::Coordinator, Tag::Determiner]
            .iter()
            .chain(&[Tag::Pronoun, Tag::Subordinator, Tag::Auxiliary])
            .any(|tag| *tag as u8 == reading.sort(at + 1))
            || reading.sort(at + 1) > sort::COMMA;
        return mix(u32::from(unit.sort) + 300, if closed { lemma } else { next });
    }
    mix(unit.lemma, next)
}

/// Where the last phrase or clause of the units from `start` to `end` starts.
fn back_to(reading: &Reading, start: usize, end: usize, clause: bool) -> usize {
    let opens = |index: &usize| {
        let sort = reading.sort(*index);
        let clausal = matches!(
            sort,
            sort::COMMA | sort::DASH | sort::STOP | sort::RELATIVE | sort::QUESTION | sort::THAT
        ) || sort == Tag::Subordinator as u8
            || sort == Tag::Coordinator as u8;
        clausal || !clause && (sort == Tag::Adposition as u8 || sort == sort::INFINITIVE)
    };
    let far = start.max(end.saturating_sub(FARTHEST));
    (far..end).rev().find(opens).unwrap_or(start)
}

/// How the edge at `at` differs from the one at `own`: by what lies between.
fn moved(reading: &Reading, at: usize, own: usize) -> u32 {
    if at == own {
        return 2;
    }
    let between = Stretch::of(reading, at.min(own)..at.max(own));
    let way = u32::from(at > own);
    3 + ((between.finite.min(1) * 3 + between.commas.min(2)) * 10 + bucket(at.abs_diff(own))) * 2
        + way
}

/// The content as the rules' draft has it.
struct Ruled {
    rule: u32,
    confidence: u8,
    start: usize,
    end: usize,
    stretches: usize,
}

impl Ruled {
    fn new(reading: &Reading, candidate: &Candidate) -> Option<Self> {
        let (rule, draft) = reading.ruled(candidate.draft?)?;
        let units = |run: Option<&Run>| {
            run.filter(|run| !run.is_empty()).map_or(0..0, |run| reading.units_in(*run))
        };
        Some(Self {
            rule,
            confidence: draft.confidence,
            start: units(draft.content.first()).start,
            end: units(draft.content.last()).end,
            stretches: draft.content.len(),
        })
    }

    /// How a content of so many stretches, the first and last of which reach over `units`, compares with it.
    fn compare(&self, units: Range<usize>, stretches: usize) -> u32 {
        let same = u32::from(self.start == units.start) + 2 * u32::from(self.end == units.end);
        let stretches = u32::from(self.stretches == stretches);
        mix(self.rule, 1 + (same * 2 + stretches) * 8 + u32::from(self.confidence) / 25)
    }
}

/// What a stretch of units holds.
#[derive(Default)]
struct Stretch {
    words: u32,
    finite: u32,
    /// Verbs that are not finite.
    bare: u32,
    commas: u32,
    /// 0 where brackets balance, 1 where one is left open, 2 where one is closed that was not opened.
    brackets: u32,
    /// The first finite verb: 0 for none.
    tense: u32,
}

impl Stretch {
    fn of(reading: &Reading, units: Range<usize>) -> Self {
        let mut found = Self::default();
        let mut open = 0_i32;
        for unit in reading.units.get(units).unwrap_or_default() {
            found.words += 1;
            found.commas += u32::from(unit.is_comma());
            if unit.is_finite() {
                found.finite += 1;
                if found.tense == 0 {
                    found.tense = match unit.sort {
                        sort::MODAL => 1,
                        sort::BE => 2,
                        sort::HAVE => 3,
                        sort if sort == Tag::VerbPast as u8 => 4,
                        sort if sort == Tag::VerbThird as u8 => 5,
                        sort if sort == Tag::VerbPresent as u8 => 6,
                        _ => 7,
                    };
                }
            } else {
                found.bare += u32::from(unit.is_verb());
            }
            match unit.sort {
                sort::OPEN => open += 1,
                sort::CLOSE if open == 0 => found.brackets = 2,
                sort::CLOSE => open -= 1,
                _ => {}
            }
        }
        if open > 0 {
            found.brackets = 1;
        }
        found
    }
}
