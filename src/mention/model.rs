//! The model that says what a candidate names, and whether it names anything: a chain over the candidates of a sentence,
//! which looks at their words, the words beside them, the lists, and what the rules make of them here and elsewhere in the
//! text.

use hashbrown::HashTable;
use once_cell::sync::Lazy;

use super::EntityKind;
use super::candidate::{Candidate, Case, Reading, Titled};
use super::gazetteer::Classes;
use super::memory::{Memory, name_hash};
use super::named::Draft;
use super::typing::{NONE, SURE, Verdict};
use crate::fold;
use crate::model;
use crate::model::chain::{Decoder, Mask};
use crate::model::template::{Atoms, Template};
use crate::token::Token;

/// The labels: no name, then the kinds.
pub(crate) const LABELS: usize = KINDS.len() + 1;

/// The label of what names nothing.
pub(crate) const NO_NAME: Mask = 1;

/// All labels.
const ANY: Mask = (1 << LABELS) - 1;

/// The kinds in the order of their labels, which start at 1.
const KINDS: &[EntityKind] = EntityKind::ALL;

/// The label of `kind`, as a mask.
pub(crate) fn mask(kind: EntityKind) -> Mask {
    KINDS.iter().position(|&other| other == kind).map_or(NO_NAME, |place| 2 << place)
}

/// The kind of a label; `None` for that of what names nothing.
pub(super) fn kind(label: u8) -> Option<EntityKind> {
    KINDS.get(usize::from(label).wrapping_sub(1)).copied()
}

macro_rules! atoms {
    ($($name:ident)*) => {
        atoms! { @ 0; $($name)* }
    };
    (@ $at:expr; $name:ident $($rest:tt)*) => {
        const $name: usize = $at;
        atoms! { @ $at + 1; $($rest)* }
    };
    (@ $at:expr;) => {
        /// The number of atoms.
        pub(crate) const ATOMS: usize = $at;
    };
}

atoms! {
    NAME FIRST LAST BEFORE BEFORE_2 AFTER AFTER_2
    FIRST_END LAST_END LAST_END_4
    SHAPE LENGTH
    LIST_FIRST LIST_LAST LIST_ALL LIST_BEFORE LIST_AFTER
    VERDICT KIND TITLED RULE ELSEWHERE LINK PLACE
    TAG_FIRST TAG_LAST TAG_BEFORE TAG_AFTER
}

/// What the model looks at.
pub(crate) static TEMPLATES: &[Template] = &[
    Template(&[(VERDICT, 0)]),
    Template(&[(KIND, 0), (RULE, 0)]),
    Template(&[(VERDICT, 0), (ELSEWHERE, 0)]),
    Template(&[(KIND, 0), (NAME, 0)]),
    Template(&[(NAME, 0)]),
    Template(&[(FIRST, 0)]),
    Template(&[(LAST, 0)]),
    Template(&[(BEFORE, 0)]),
    Template(&[(AFTER, 0)]),
    Template(&[(KIND, 0), (BEFORE, 0)]),
    Template(&[(KIND, 0), (AFTER, 0)]),
    Template(&[(KIND, 0), (LAST, 0)]),
    Template(&[(KIND, 0), (FIRST, 0)]),
    Template(&[(BEFORE, 0), (AFTER, 0)]),
    Template(&[(BEFORE_2, 0), (BEFORE, 0)]),
    Template(&[(AFTER, 0), (AFTER_2, 0)]),
    Template(&[(KIND, 0), (BEFORE_2, 0)]),
    Template(&[(KIND, 0), (AFTER_2, 0)]),
    Template(&[(LAST_END, 0), (LENGTH, 0)]),
    Template(&[(LAST_END_4, 0), (LENGTH, 0)]),
    Template(&[(FIRST_END, 0), (LENGTH, 0)]),
    Template(&[(KIND, 0), (SHAPE, 0), (LENGTH, 0)]),
    Template(&[(SHAPE, 0), (LENGTH, 0), (PLACE, 0)]),
    Template(&[(LIST_FIRST, 0), (LENGTH, 0)]),
    Template(&[(LIST_LAST, 0), (LENGTH, 0)]),
    Template(&[(LIST_FIRST, 0), (LIST_LAST, 0), (LENGTH, 0)]),
    Template(&[(LIST_ALL, 0), (KIND, 0)]),
    Template(&[(LIST_ALL, 0), (BEFORE, 0)]),
    Template(&[(LIST_ALL, 0), (AFTER, 0)]),
    Template(&[(LIST_BEFORE, 0), (KIND, 0)]),
    Template(&[(LIST_AFTER, 0), (KIND, 0)]),
    Template(&[(TITLED, 0), (KIND, 0), (LENGTH, 0)]),
    Template(&[(KIND, 0), (KIND, -1), (LINK, 0)]),
    Template(&[(KIND, 0), (KIND, 1), (LINK, 1)]),
    Template(&[(KIND, -1), (KIND, 0), (KIND, 1)]),
    Template(&[(VERDICT, 0), (PLACE, 0), (SHAPE, 0)]),
    Template(&[(ELSEWHERE, 0), (KIND, 0), (LENGTH, 0)]),
    Template(&[(ELSEWHERE, 0), (LIST_ALL, 0)]),
    Template(&[(TAG_FIRST, 0), (KIND, 0), (PLACE, 0)]),
    Template(&[(TAG_FIRST, 0), (TAG_LAST, 0), (LENGTH, 0)]),
    Template(&[(TAG_BEFORE, 0), (TAG_FIRST, 0), (TAG_AFTER, 0)]),
    Template(&[(TAG_AFTER, 0), (KIND, 0)]),
    Template(&[(TAG_BEFORE, 0), (KIND, 0)]),
    Template(&[(TAG_FIRST, 0), (VERDICT, 0)]),
];

static MODEL_FILE: &[u8] = include_bytes!("../model/data/names.bin");

/// A model with room for these labels.
pub(crate) type Model = model::Model<LABELS>;

/// The model that ships with the crate.
pub(super) static MODEL: Lazy<Model> = Lazy::new(|| {
    Model::read(MODEL_FILE, TEMPLATES, LABELS).unwrap_or_else(|_| Model::empty(TEMPLATES, LABELS))
});

/// What a candidate may be, as labels: where the rules are sure, what they say.
pub(super) fn allowed(
    reading: &Reading<'_, '_>,
    (candidate, verdict): &(Candidate, Verdict),
) -> Mask {
    if verdict.points >= SURE {
        return mask(verdict.kind);
    }
    let class = reading.class(candidate.tokens.start);
    let single = candidate.tokens.len() == 1;
    let common = class.any(Classes::COMMON);
    if verdict.points <= NONE {
        return NO_NAME;
    }
    // `Mark the date`: a frequent word with nothing else to say for a name.
    if single && common && verdict.points < -1 && candidate.initial {
        return NO_NAME;
    }
    // A listed word that is nothing else, and owes its capital to nothing else, is a name.
    let listed = class.any(Classes::PERSONAL.with(Classes::KNOWN));
    if listed
        && !common
        && !candidate.initial
        && candidate.case == Case::Sentence
        && verdict.points > 0
    {
        return ANY & !NO_NAME;
    }
    ANY
}

/// What the rules take a candidate for, as a label.
pub(super) fn ruled(verdict: Verdict) -> Mask {
    if verdict.points > 0 { mask(verdict.kind) } else { NO_NAME }
}

/// What the verdict of the rules scores beyond what the model was taught of it, so that little does not overturn it.
const HOLD: i32 = 30;

/// What each label scores.
type Points = [i16; LABELS];

/// What each candidate names; `None` where it names nothing.
///
/// The mentions of one name have a say in each other: each candidate adds to its scores the mean of what the others have.
pub(super) fn decide(draft: &Draft<'_, '_>) -> Vec<Option<EntityKind>> {
    let mut atoms = Atoms::new(ATOMS);
    let mut scored: Vec<Points> = Vec::with_capacity(draft.judged.len());
    let mut votes: HashTable<Vote> = HashTable::new();
    for candidates in draft.sentences() {
        read(draft, candidates, &mut atoms);
        for (index, (candidate, verdict)) in candidates.iter().enumerate() {
            if verdict.points >= SURE {
                scored.push([0; LABELS]);
                continue;
            }
            let points = narrow(&MODEL.scores(&atoms, index));
            scored.push(points);
            let name = name_hash(&draft.reading, candidate);
            let vote = votes.entry(name, |vote| vote.name == name, |vote| vote.name);
            vote.or_insert(Vote { name, count: 0, sums: [0; LABELS] }).get_mut().add(&points);
        }
    }
    let mut kinds = Vec::with_capacity(scored.len());
    let (mut decoder, mut labels) = (Decoder::default(), Vec::new());
    let mut rest = scored.iter();
    for candidates in draft.sentences() {
        let tokens = candidates.iter().zip(&mut rest).map(|(judged, points)| {
            let (candidate, verdict) = judged;
            let name = name_hash(&draft.reading, candidate);
            let vote = votes.find(name, |vote| vote.name == name);
            let mut scores = if verdict.points < SURE { joint(points, vote) } else { [0; LABELS] };
            let ruled = ruled(*verdict).trailing_zeros() as usize;
            scores.iter_mut().skip(ruled).take(1).for_each(|score| *score += HOLD);
            (allowed(&draft.reading, judged), scores)
        });
        decoder.label_scored(&MODEL, tokens, &mut labels);
        kinds.extend(labels.iter().map(|&label| kind(label)));
    }
    kinds
}

/// What all mentions of a name score.
struct Vote {
    name: u64,
    count: i32,
    sums: [i32; LABELS],
}

impl Vote {
    fn add(&mut self, points: &Points) {
        self.count += 1;
        self.sums.iter_mut().zip(points).for_each(|(sum, &point)| *sum += i32::from(point));
    }
}

/// A candidate's own scores and the mean of the others of its name.
fn joint(own: &Points, vote: Option<&Vote>) -> model::Scores<LABELS> {
    let mut scores = [0; LABELS];
    let others = vote.filter(|vote| vote.count > 1);
    for (label, (score, &own)) in scores.iter_mut().zip(own).enumerate() {
        let own = i32::from(own);
        let mean = others.map_or(0, |vote| {
            (vote.sums.get(label).copied().unwrap_or(0) - own) / (vote.count - 1)
        });
        *score = own + mean;
    }
    scores
}

fn narrow(scores: &model::Scores<LABELS>) -> Points {
    let mut points = [0; LABELS];
    // They are sums of sixteen bits.
    points.iter_mut().zip(scores).for_each(|(point, &score)| *point = score as i16);
    points
}

/// Reads the candidates of a sentence.
pub(super) fn read(draft: &Draft<'_, '_>, candidates: &[(Candidate, Verdict)], atoms: &mut Atoms) {
    atoms.clear();
    let mut end = None;
    for (candidate, verdict) in candidates {
        atoms.push(&row(&draft.reading, &draft.memory, candidate, *verdict, end));
        end = Some(candidate.tokens.end);
    }
}

/// The atoms of a candidate; `end` is the place after the one before it in the sentence.
fn row(
    reading: &Reading<'_, '_>,
    memory: &Memory,
    candidate: &Candidate,
    verdict: Verdict,
    end: Option<usize>,
) -> [u32; ATOMS] {
    let analysis = reading.analysis;
    let (start, stop) = (candidate.tokens.start, candidate.tokens.end);
    let hash = |token: Token| token.hash() as u32 | 1;
    let before = |by: usize| start.checked_sub(by).map_or(Token::NOTHING, |at| analysis.token(at));
    let (first, last) = (analysis.token(start), analysis.token(stop - 1));
    let possessive = matches!(analysis.word(stop), "'s" | "’s" | "'" | "’");
    let listed = |index: usize| 2 + reading.class(index).bits();
    let all = candidate.tokens.clone().fold(0, |all, index| all | reading.class(index).bits());
    let kind = if verdict.points > 0 { 3 + verdict.kind as u32 } else { 2 };
    let points = verdict.points.clamp(-6, 10) + 6;
    let long = candidate.tokens.len();
    let mut row = [0; ATOMS];
    row[NAME] = name_hash(reading, candidate) as u32 | 1;
    row[FIRST] = hash(first);
    row[LAST] = hash(last);
    row[BEFORE] = hash(before(1));
    row[BEFORE_2] = hash(before(2));
    row[AFTER] = hash(analysis.token(stop));
    row[AFTER_2] = hash(analysis.token(stop + 1));
    row[FIRST_END] = ending(analysis.word(start), 3);
    row[LAST_END] = ending(analysis.word(stop - 1), 3);
    row[LAST_END_4] = ending(analysis.word(stop - 1), 4);
    let case = match candidate.case {
        Case::Sentence => 0,
        Case::Title => 1,
        Case::Upper => 2,
    };
    row[SHAPE] = 2 + first.shape as u32 + 8 * last.shape as u32 + 64 * case;
    row[LENGTH] = 2 + long.min(5) as u32;
    row[LIST_FIRST] = listed(start);
    row[LIST_LAST] = listed(stop - 1);
    row[LIST_ALL] = 2 + all;
    row[LIST_BEFORE] = start.checked_sub(1).map_or(1, listed);
    row[LIST_AFTER] = listed(stop + usize::from(possessive));
    row[VERDICT] = 2 + kind * 32 + points as u32;
    row[KIND] = kind;
    row[TITLED] = match candidate.titled {
        Titled::No => 2,
        Titled::Office => 3,
        Titled::Address => 4,
    };
    row[RULE] = fold::hash(verdict.rule) as u32 | 1;
    row[ELSEWHERE] = memory.elsewhere(reading, candidate);
    row[LINK] = match end {
        Some(end) if start - end <= 2 => {
            hash(analysis.token(end)) ^ (hash(analysis.token(start - 1)) << 1) | 1
        }
        Some(_) => 2,
        None => 3,
    };
    let tags = analysis.tags();
    let tag = |index: usize| tags.get(index).map_or(1, |&tag| 2 + tag as u32);
    row[TAG_FIRST] = tag(start);
    row[TAG_LAST] = tag(stop - 1);
    row[TAG_BEFORE] = start.checked_sub(1).map_or(1, tag);
    row[TAG_AFTER] = tag(stop + usize::from(possessive));
    row[PLACE] = 2 + u32::from(candidate.initial) + 2 * u32::from(possessive);
    row
}

/// The hash of the last `count` characters of `word`, folded.
fn ending(word: &str, count: usize) -> u32 {
    let at = word.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    fold::hash(word.get(at..).unwrap_or_default()) as u32 | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_that_ships_is_read() {
        assert_eq!(Model::read(MODEL_FILE, TEMPLATES, LABELS).unwrap().labels(), LABELS);
    }

    #[test]
    fn labels_and_kinds_go_together() {
        assert_eq!(kind(0), None);
        for &known in KINDS {
            assert_eq!(kind(mask(known).trailing_zeros() as u8), Some(known));
        }
        assert_eq!(kind(LABELS as u8), None);
    }

    #[test]
    fn the_mentions_of_a_name_have_a_say_in_each_other() {
        let mut points = [0; LABELS];
        (points[1], points[2]) = (10, 4);
        let mut other = [0; LABELS];
        (other[1], other[2]) = (-20, 30);
        let mut vote = Vote { name: 1, count: 0, sums: [0; LABELS] };
        vote.add(&points);
        assert_eq!(joint(&points, Some(&vote))[..3], [0, 10, 4]);
        vote.add(&other);
        assert_eq!(joint(&points, Some(&vote))[..3], [0, -10, 34]);
    }
}
