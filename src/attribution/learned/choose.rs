//! The model that chooses among contents: the second model's answer, and others with an edge elsewhere, each seen whole.
//!
//! A model that labels word by word sees a few words round each edge. Whether what a content leaves out is a clause of its
//! own, a date or an aside, and whether it has a verb at all, is seen of the whole alone.

use std::ops::Range;

use crate::model::template::{Atoms, Template};
use crate::tag::Tag;

use super::parts::{CONTENT, Parts, View};
use super::unit::{Reading, Unit, bucket, mix, sort};
use super::{Decoder, Model, UNIT, unit};

/// One score for each choice.
pub(super) const LABELS: usize = 1;

/// How far an edge is moved.
const FARTHEST: usize = 40;
/// How many places an edge is tried at, beside its own.
const PLACES: usize = 4;
/// How far below the best an edge may score.
const LEAST: i32 = -7 * UNIT;

mod atom {
    pub(super) const BIAS: usize = 0;
    /// By how much the second model likes it less than its answer.
    pub(super) const DEFICIT: usize = 1;
    /// How the cue stands in its clause, and its word.
    pub(super) const FORM: usize = 2;
    pub(super) const CUE: usize = 3;
    /// Where the content stands, seen from the cue.
    pub(super) const SIDE: usize = 4;
    /// The words on both sides of the right edge.
    pub(super) const LAST: usize = 5;
    pub(super) const AFTER: usize = 6;
    pub(super) const AFTER_NEXT: usize = 7;
    pub(super) const LAST_LEMMA: usize = 8;
    pub(super) const AFTER_LEMMA: usize = 9;
    /// The words on both sides of the left edge.
    pub(super) const FIRST: usize = 10;
    pub(super) const BEFORE: usize = 11;
    pub(super) const FIRST_LEMMA: usize = 12;
    pub(super) const BEFORE_LEMMA: usize = 13;
    /// How long it is.
    pub(super) const LENGTH: usize = 14;
    /// Its verbs.
    pub(super) const VERBS: usize = 15;
    /// What is left of its sentence after it.
    pub(super) const TAIL: usize = 16;
    pub(super) const TAIL_VERBS: usize = 17;
    /// Its last phrase and clause.
    pub(super) const PHRASE: usize = 18;
    pub(super) const CLAUSE: usize = 19;
    pub(super) const CLAUSE_VERBS: usize = 20;
    /// Commas and brackets.
    pub(super) const BALANCE: usize = 21;
    /// How it differs from the second model's answer, at the left and at the right.
    pub(super) const MOVED_LEFT: usize = 22;
    pub(super) const MOVED_RIGHT: usize = 23;
    /// How it differs from the rules' answer.
    pub(super) const RULES: usize = 24;
    /// Where the first model has an edge.
    pub(super) const LABELLED: usize = 25;
    /// The other cues in it and after it.
    pub(super) const OTHERS: usize = 26;
    /// How many stretches it has, and quotations.
    pub(super) const STRETCHES: usize = 27;
    /// Its first verb, the last clause's, and the tail's.
    pub(super) const TENSES: usize = 28;
    /// The first words of the tail's clause.
    pub(super) const TAIL_OPENS: usize = 29;
    pub(super) const CLAUSE_LENGTH: usize = 30;
    pub(super) const COUNT: usize = 31;
}

pub(super) const WIDTH: usize = atom::COUNT;

use atom::{
    AFTER, AFTER_LEMMA, AFTER_NEXT, BALANCE, BEFORE, BEFORE_LEMMA, BIAS, CLAUSE, CLAUSE_LENGTH,
    CLAUSE_VERBS, CUE, DEFICIT, FIRST, FIRST_LEMMA, FORM, LABELLED, LAST, LAST_LEMMA, LENGTH,
    MOVED_LEFT, MOVED_RIGHT, OTHERS, PHRASE, RULES, SIDE, STRETCHES, TAIL, TAIL_OPENS, TAIL_VERBS,
    TENSES, VERBS,
};

/// What the model looks at.
pub(super) static TEMPLATES: &[Template] = &[
    Template(&[(DEFICIT, 0)]),
    Template(&[(DEFICIT, 0), (FORM, 0)]),
    Template(&[(DEFICIT, 0), (SIDE, 0)]),
    Template(&[(SIDE, 0), (LAST, 0), (AFTER, 0)]),
    Template(&[(SIDE, 0), (LAST, 0), (AFTER, 0), (AFTER_NEXT, 0)]),
    Template(&[(SIDE, 0), (AFTER_LEMMA, 0)]),
    Template(&[(SIDE, 0), (AFTER_LEMMA, 0), (LAST, 0)]),
    Template(&[(CUE, 0), (AFTER_LEMMA, 0)]),
    Template(&[(FORM, 0), (AFTER, 0), (AFTER_NEXT, 0)]),
    Template(&[(SIDE, 0), (LAST_LEMMA, 0)]),
    Template(&[(SIDE, 0), (BEFORE, 0), (FIRST, 0)]),
    Template(&[(FORM, 0), (BEFORE, 0), (FIRST, 0)]),
    Template(&[(SIDE, 0), (FIRST_LEMMA, 0)]),
    Template(&[(CUE, 0), (FIRST_LEMMA, 0)]),
    Template(&[(CUE, 0), (FIRST, 0)]),
    Template(&[(SIDE, 0), (BEFORE_LEMMA, 0)]),
    Template(&[(BEFORE_LEMMA, 0), (FIRST_LEMMA, 0)]),
    Template(&[(LENGTH, 0), (SIDE, 0)]),
    Template(&[(LENGTH, 0), (FORM, 0)]),
    Template(&[(LENGTH, 0), (VERBS, 0)]),
    Template(&[(VERBS, 0), (FORM, 0)]),
    Template(&[(VERBS, 0), (CUE, 0)]),
    Template(&[(VERBS, 0), (FIRST, 0), (SIDE, 0)]),
    Template(&[(TAIL, 0), (SIDE, 0)]),
    Template(&[(TAIL, 0), (AFTER_LEMMA, 0)]),
    Template(&[(TAIL_VERBS, 0), (AFTER, 0), (SIDE, 0)]),
    Template(&[(TAIL_VERBS, 0), (AFTER_LEMMA, 0)]),
    Template(&[(TAIL_VERBS, 0), (TAIL_OPENS, 0)]),
    Template(&[(TAIL_OPENS, 0), (SIDE, 0)]),
    Template(&[(TAIL_OPENS, 0), (FORM, 0)]),
    Template(&[(PHRASE, 0), (SIDE, 0)]),
    Template(&[(PHRASE, 0), (AFTER, 0)]),
    Template(&[(CLAUSE, 0), (SIDE, 0)]),
    Template(&[(CLAUSE, 0), (CLAUSE_VERBS, 0), (SIDE, 0)]),
    Template(&[(CLAUSE, 0), (CLAUSE_LENGTH, 0), (SIDE, 0)]),
    Template(&[(CLAUSE, 0), (AFTER, 0), (SIDE, 0)]),
    Template(&[(CLAUSE, 0), (FORM, 0)]),
    Template(&[(BALANCE, 0), (SIDE, 0)]),
    Template(&[(BALANCE, 0), (AFTER, 0), (BEFORE, 0)]),
    Template(&[(MOVED_LEFT, 0)]),
    Template(&[(MOVED_RIGHT, 0)]),
    Template(&[(MOVED_RIGHT, 0), (SIDE, 0)]),
    Template(&[(MOVED_LEFT, 0), (SIDE, 0)]),
    Template(&[(RULES, 0)]),
    Template(&[(RULES, 0), (SIDE, 0)]),
    Template(&[(RULES, 0), (DEFICIT, 0)]),
    Template(&[(LABELLED, 0)]),
    Template(&[(LABELLED, 0), (SIDE, 0)]),
    Template(&[(OTHERS, 0)]),
    Template(&[(OTHERS, 0), (SIDE, 0)]),
    Template(&[(OTHERS, 0), (AFTER, 0)]),
    Template(&[(STRETCHES, 0)]),
    Template(&[(STRETCHES, 0), (SIDE, 0)]),
    Template(&[(STRETCHES, 0), (FORM, 0)]),
    Template(&[(TENSES, 0), (SIDE, 0)]),
    Template(&[(TENSES, 0), (CLAUSE, 0)]),
    Template(&[(TENSES, 0), (TAIL_OPENS, 0)]),
    Template(&[(TAIL, 0), (TAIL_VERBS, 0), (SIDE, 0)]),
    Template(&[(BIAS, 0), (AFTER, 0), (STRETCHES, 0)]),
];

/// A content to choose.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) content: Vec<Range<usize>>,
    /// By how much the second model likes it less than its own answer, about.
    deficit: i32,
}

/// The contents to choose among: first the answer of `model`, whose labels `decoder` gave the units of `window` last.
pub(super) fn choices(
    view: &View<'_>,
    window: &Range<usize>,
    model: &Model,
    decoder: &Decoder,
    answer: &Parts,
) -> Vec<Choice> {
    let own = Choice { content: answer.content.clone(), deficit: 0 };
    let mut found = vec![own];
    let (Some(candidate), Some(first), Some(last)) =
        (view.candidate(), answer.content.first(), answer.content.last())
    else {
        return found;
    };
    if candidate.margin < 0 {
        // Few of these stand.
        return found;
    }
    let reading = view.reading;
    let inside = CONTENT + 1;
    let on = model.pair(inside, inside) - model.pair(0, 0);
    // What a unit more of content brings.
    let gain = |index: usize| -> Option<i32> {
        let free = window.contains(&index)
            && !candidate.units.contains(&index)
            && !answer.source.as_ref().is_some_and(|source| source.contains(&index));
        let scores = decoder.emission(index.checked_sub(window.start)?).filter(|_| free)?;
        Some(scores.get(inside)? - scores.first()? + on)
    };
    let mut rights: Vec<(i32, usize)> = Vec::new();
    let mut sum = 0;
    for end in last.end..last.end + FARTHEST {
        let Some(more) = gain(end) else { break };
        sum += more;
        if ends(reading, end + 1) {
            rights.push((sum, end + 1));
        }
    }
    sum = 0;
    for end in (last.start.max(last.end.saturating_sub(FARTHEST)) + 1..last.end).rev() {
        sum -= gain(end).unwrap_or(0);
        if ends(reading, end) {
            rights.push((sum, end));
        }
    }
    let mut lefts: Vec<(i32, usize)> = Vec::new();
    sum = 0;
    for start in (first.start.saturating_sub(FARTHEST)..first.start).rev() {
        let Some(more) = gain(start) else { break };
        sum += more;
        if starts(reading, start) {
            lefts.push((sum, start));
        }
    }
    sum = 0;
    for start in first.start + 1..first.end.min(first.start + FARTHEST) {
        sum -= gain(start - 1).unwrap_or(0);
        if starts(reading, start) {
            lefts.push((sum, start));
        }
    }
    for edges in [&mut rights, &mut lefts] {
        edges.retain(|(sum, _)| *sum >= LEAST);
        edges.sort_by_key(|&(sum, at)| (-sum, at));
        edges.truncate(PLACES);
    }
    let moved = |left: Option<usize>, right: Option<usize>| {
        let mut content = answer.content.clone();
        if let (Some(first), Some(left)) = (content.first_mut(), left) {
            first.start = left;
        }
        if let (Some(last), Some(right)) = (content.last_mut(), right) {
            last.end = right;
        }
        content
    };
    let mut add = |content: Vec<Range<usize>>, deficit: i32| {
        let whole = !content.is_empty() && content.iter().all(|run| run.start < run.end);
        if whole && !found.iter().any(|other| other.content == content) {
            found.push(Choice { content, deficit });
        }
    };
    rights.iter().for_each(|&(sum, right)| add(moved(None, Some(right)), sum));
    lefts.iter().for_each(|&(sum, left)| add(moved(Some(left), None), sum));
    for &(less, left) in lefts.iter().take(2) {
        for &(sum, right) in rights.iter().take(2) {
            if left + 1 < right {
                add(moved(Some(left), Some(right)), sum + less);
            }
        }
    }
    if answer.content.len() > 1 {
        let worth = |run: &Range<usize>| -run.clone().filter_map(gain).sum::<i32>();
        add(answer.content.iter().skip(1).cloned().collect(), worth(first));
        add(answer.content.iter().rev().skip(1).rev().cloned().collect(), worth(last));
        let gap: Option<i32> = answer.content.windows(2).try_fold(0, |sum, pair| {
            let [one, next] = pair else { return Some(sum) };
            (one.end..next.start).try_fold(sum, |sum, index| Some(sum + gain(index)?))
        });
        if let Some(gap) = gap {
            let whole = Range { start: first.start, end: last.end };
            add(Vec::from([whole]), gap);
        }
    }
    found
}

/// Whether a content may end before the unit at `end`.
fn ends(reading: &Reading, end: usize) -> bool {
    let last = reading.sort(end - 1);
    let open = [Tag::Determiner, Tag::Adposition, Tag::Coordinator, Tag::Subordinator];
    !open.iter().any(|tag| *tag as u8 == last)
        && !matches!(
            last,
            sort::COMMA
                | sort::COLON
                | sort::DASH
                | sort::OPEN
                | sort::INFINITIVE
                | sort::THAT
                | sort::RELATIVE
        )
}

/// Whether a content may start with the unit at `start`.
fn starts(reading: &Reading, start: usize) -> bool {
    !matches!(
        reading.sort(start),
        sort::COMMA | sort::STOP | sort::COLON | sort::DASH | sort::CLOSE | sort::CLITIC
    )
}

/// What the model looks at in `choice`; `answer` is the first of the choices.
pub(super) fn row(view: &View<'_>, answer: &Choice, choice: &Choice) -> [u32; WIDTH] {
    let mut row = [0; WIDTH];
    let reading = view.reading;
    let (Some(candidate), Some(first), Some(last)) =
        (view.candidate(), choice.content.first(), choice.content.last())
    else {
        return row;
    };
    let (start, end) = (first.start, last.end);
    let cue = candidate.units.clone();
    let head = reading.unit(candidate.head(reading));
    let placed = candidate.cue.and_then(|cue| reading.cues.get(cue));
    let sorts = |index: usize| u32::from(reading.sort(index)) + 2;
    let lemma = |index: usize| reading.unit(index).map_or(1, |unit| unit.lemma);
    row[BIAS] = 2;
    row[DEFICIT] = 20_u32.saturating_add_signed((choice.deficit / (UNIT / 2)).clamp(-18, 10));
    row[CUE] = head.map_or(1, |unit| unit.lemma);
    row[FORM] = mix(
        head.map_or(0, |unit| u32::from(unit.sort)) + 1,
        placed.map_or(9, |placed| placed.cue.form as u32 * 2 + u32::from(placed.cue.negated)),
    );
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
    let tail = Stretch::of(reading, without(beyond.clone(), &cue));
    let holds_cue = beyond.start <= cue.start && cue.end <= beyond.end;
    row[TAIL] = 2 + bucket(tail.words as usize) * 2 + u32::from(holds_cue);
    row[TAIL_VERBS] = 2 + (tail.finite.min(2) * 3 + tail.bare.min(2)) * 2 + u32::from(holds_cue);
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
    let answer_start = answer.content.first().map_or(start, |run| run.start);
    let answer_end = answer.content.last().map_or(end, |run| run.end);
    row[MOVED_LEFT] = moved(reading, start, answer_start);
    row[MOVED_RIGHT] = moved(reading, end, answer_end);
    row[RULES] = rules(view, start, end, &choice.content);
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

/// How a content compares with that of the rules' draft.
fn rules(view: &View<'_>, start: usize, end: usize, content: &[Range<usize>]) -> u32 {
    let reading = view.reading;
    let draft = view.candidate().and_then(|candidate| reading.drafts.get(candidate.draft?));
    let Some(draft) = draft else { return 2 };
    let own = |run: Option<&super::Run>| {
        run.filter(|run| !run.is_empty()).map_or(0..0, |run| reading.units_in(*run))
    };
    let first = own(draft.content.first());
    let last = own(draft.content.last());
    let same = u32::from(first.start == start) + 2 * u32::from(last.end == end);
    let stretches = u32::from(draft.content.len() == content.len());
    mix(unit::rule_name(draft), 1 + (same * 2 + stretches) * 8 + u32::from(draft.confidence) / 25)
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

/// The best of `choices`.
pub(super) fn choose(model: &Model, view: &View<'_>, mut choices: Vec<Choice>) -> Option<Choice> {
    if choices.len() < 2 {
        return choices.pop();
    }
    let mut atoms = Atoms::new(WIDTH);
    let answer = choices.first()?.clone();
    choices.iter().for_each(|choice| atoms.push(&row(view, &answer, choice)));
    let best = (0..choices.len())
        .max_by_key(|&at| (model.scores(&atoms, at)[0], std::cmp::Reverse(at)))?;
    Some(choices.swap_remove(best))
}
