//! A text as the models see it: words, and quotations that count as one word each.
//!
//! A quotation lies in a content whole or not at all. Taken as one unit it cannot be cut, what stands on its two sides
//! becomes neighbours, and its words cost nothing.

use std::ops::Range;

use crate::attribution::LEAST;
use crate::attribution::content::Placed;
use crate::attribution::frame::Draft;
use crate::attribution::run::Run;
use crate::attribution::scene::{Quote, Scene};
use crate::attribution::settle;
use crate::attribution::word::Class;
use crate::fold;
use crate::lexicon;
use crate::tag::Tag;

/// How many tokens a quotation must have, marks included, to count as one unit where it is no utterance of its own.
const LONG_QUOTATION: usize = 6;

/// A word, or a quotation.
#[derive(Clone, Copy, Debug)]
pub(in crate::attribution) struct Unit {
    pub(in crate::attribution) run: Run,
    /// The place of the sentence that holds its first token, and of the one that holds its last.
    pub(in crate::attribution) sentences: (usize, usize),
    pub(in crate::attribution) paragraph: usize,
    /// What it is; see [`sort`].
    pub(in crate::attribution) sort: u8,
    /// The verb that it is a form of, where that attributes; its word otherwise.
    pub(in crate::attribution) lemma: u32,
    /// The place in the list of cues of the one whose head it is.
    pub(in crate::attribution) cue: Option<usize>,
}

/// What a unit is: a [`Tag`], or one of these.
pub(super) mod sort {
    pub(in crate::attribution) const COMMA: u8 = 22;
    pub(in crate::attribution) const STOP: u8 = 23;
    pub(in crate::attribution) const COLON: u8 = 24;
    pub(in crate::attribution) const DASH: u8 = 25;
    pub(in crate::attribution) const OPEN: u8 = 26;
    pub(in crate::attribution) const CLOSE: u8 = 27;
    pub(in crate::attribution) const MARK: u8 = 28;
    pub(in crate::attribution) const INFINITIVE: u8 = 29;
    pub(in crate::attribution) const THAT: u8 = 30;
    pub(in crate::attribution) const QUESTION: u8 = 31;
    pub(in crate::attribution) const RELATIVE: u8 = 32;
    pub(in crate::attribution) const NOT: u8 = 33;
    pub(in crate::attribution) const BE: u8 = 34;
    pub(in crate::attribution) const HAVE: u8 = 35;
    pub(in crate::attribution) const DO: u8 = 36;
    pub(in crate::attribution) const MODAL: u8 = 37;
    pub(in crate::attribution) const CLITIC: u8 = 38;
    /// A quotation that counts as one unit; to this is added how it ends: 0 with a comma, 1 with another stop, 2 without.
    pub(in crate::attribution) const QUOTATION: u8 = 40;
}

impl Unit {
    pub(in crate::attribution) const fn is_quotation(&self) -> bool {
        self.sort >= sort::QUOTATION
    }

    pub(in crate::attribution) const fn is_comma(&self) -> bool {
        self.sort == sort::COMMA
    }

    /// Whether it is a finite verb, as far as its tag tells, or an auxiliary.
    pub(in crate::attribution) const fn is_finite(&self) -> bool {
        self.sort == Tag::VerbPast as u8
            || self.sort == Tag::VerbThird as u8
            || self.sort == Tag::VerbPresent as u8
            || self.sort == Tag::Auxiliary as u8
            || (self.sort >= sort::BE && self.sort <= sort::MODAL)
    }

    pub(in crate::attribution) const fn is_verb(&self) -> bool {
        self.sort >= Tag::VerbBase as u8 && self.sort <= Tag::VerbThird as u8
    }

    const fn is_noun(&self) -> bool {
        self.sort == Tag::Noun as u8 || self.sort == Tag::ProperNoun as u8
    }
}

/// What is known of a unit by itself and by what stands around it; the places of its atoms.
pub(super) mod atom {
    pub(in crate::attribution) const WORD: usize = 0;
    pub(in crate::attribution) const LEMMA: usize = 1;
    pub(in crate::attribution) const ENDING: usize = 2;
    pub(in crate::attribution) const SHAPE: usize = 3;
    pub(in crate::attribution) const SORT: usize = 4;
    /// Inside a short quotation, after one, before one.
    pub(in crate::attribution) const MARKS: usize = 5;
    /// How far the quotations before and after are.
    pub(in crate::attribution) const QUOTATIONS: usize = 6;
    /// How far the commas before and after are.
    pub(in crate::attribution) const COMMAS: usize = 7;
    /// How far the sentence's two ends are.
    pub(in crate::attribution) const PLACE: usize = 8;
    /// Which sentence of its paragraph it is in.
    pub(in crate::attribution) const SENTENCE: usize = 9;
    /// Whether it is in the headline.
    pub(in crate::attribution) const HEADLINE: usize = 10;
    /// The form and act of the cue whose head it is.
    pub(in crate::attribution) const CUE: usize = 11;
    pub(in crate::attribution) const CUE_BEFORE: usize = 12;
    pub(in crate::attribution) const CUE_AFTER: usize = 13;
    /// The frame that the rules read round the cue which holds it.
    pub(in crate::attribution) const FRAME: usize = 14;
    /// What it is in the rules' answer.
    pub(in crate::attribution) const ROLE: usize = 15;
    /// The same, with the frame.
    pub(in crate::attribution) const ROLE_FRAME: usize = 16;
    pub(in crate::attribution) const VERB_BEFORE: usize = 17;
    pub(in crate::attribution) const VERB_AFTER: usize = 18;
    pub(in crate::attribution) const NOUN_BEFORE: usize = 19;
    pub(in crate::attribution) const COUNT: usize = 20;
}

pub(in crate::attribution) type Row = [u32; atom::COUNT];

/// A stretch of text read for the models.
#[derive(Clone, Debug)]
pub(in crate::attribution) struct Reading {
    pub(in crate::attribution) units: Vec<Unit>,
    /// The atoms of each unit.
    pub(in crate::attribution) rows: Vec<Row>,
    /// The units of each paragraph that has any.
    pub(in crate::attribution) paragraphs: Vec<Range<usize>>,
    pub(in crate::attribution) cues: Vec<Placed>,
    /// What the rules make of each cue, if anything, sure or not.
    pub(in crate::attribution) drafts: Vec<Draft>,
    /// A number for the rule of each draft.
    rules: Vec<u32>,
}

impl Reading {
    /// The tokens of `block`, with their cues and what the rules make of each.
    pub(in crate::attribution) fn new(
        scene: &Scene<'_, '_>,
        block: Run,
        cues: Vec<Placed>,
        drafts: Vec<Draft>,
    ) -> Self {
        let mut answer = drafts.clone();
        settle::outermost(&mut answer, LEAST);
        settle::resume(scene, &mut answer);
        let units = units(scene, block, &cues);
        let mut paragraphs: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        for run in units.chunk_by(|a, b| a.paragraph == b.paragraph) {
            paragraphs.push(at..at + run.len());
            at += run.len();
        }
        let rows = vec![[0; atom::COUNT]; units.len()];
        let rules = drafts.iter().map(rule_name).collect();
        let mut reading = Self { units, rows, paragraphs, cues, drafts, rules };
        reading.words(scene);
        reading.forward();
        reading.backward();
        reading.sentences(scene);
        reading.read_rules(&answer);
        reading
    }

    pub(in crate::attribution) fn unit(&self, index: usize) -> Option<&Unit> {
        self.units.get(index)
    }

    /// What the unit at `index` is; 255 past either end.
    pub(in crate::attribution) fn sort(&self, index: usize) -> u8 {
        self.unit(index).map_or(255, |unit| unit.sort)
    }

    /// The units that share a token with `run`.
    pub(in crate::attribution) fn units_in(&self, run: Run) -> Range<usize> {
        let first = self.units.partition_point(|unit| unit.run.end <= run.first);
        let mut end = first;
        while self.units.get(end).is_some_and(|unit| unit.run.first < run.end) {
            end += 1;
        }
        first..end
    }

    /// The tokens of `units`.
    pub(in crate::attribution) fn run_of(&self, units: Range<usize>) -> Run {
        let first = self.unit(units.start).map_or(0, |unit| unit.run.first);
        let end = units.end.checked_sub(1).and_then(|last| self.unit(last));
        Run::new(first, end.map_or(first, |unit| unit.run.end))
    }

    /// The draft at `place` in [`drafts`](Self::drafts), and a number for its rule.
    pub(in crate::attribution) fn ruled(&self, place: usize) -> Option<(u32, &Draft)> {
        self.rules.get(place).copied().zip(self.drafts.get(place))
    }

    /// The place in [`paragraphs`](Self::paragraphs) of the paragraph that holds the unit at `index`.
    pub(in crate::attribution) fn paragraph_of(&self, index: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.end <= index)
    }

    fn set(&mut self, index: usize, atom: usize, value: u32) {
        if let Some(slot) = self.rows.get_mut(index).and_then(|row| row.get_mut(atom)) {
            *slot = value;
        }
    }

    /// What each unit is by itself.
    fn words(&mut self, scene: &Scene<'_, '_>) {
        let headline = scene.headline();
        for (unit, row) in self.units.iter().zip(&mut self.rows) {
            let token = scene.analysis.token(unit.run.first);
            let mut put = |atom: usize, value: u32| {
                if let Some(slot) = row.get_mut(atom) {
                    *slot = value;
                }
            };
            let sort = u32::from(unit.sort) + 2;
            put(atom::SORT, sort);
            put(atom::LEMMA, unit.lemma);
            if unit.is_quotation() {
                put(atom::WORD, sort);
                put(atom::SHAPE, sort + 200);
            } else {
                put(atom::WORD, if token.is_word() { token.hash() as u32 | 1 } else { unit.lemma });
                put(atom::ENDING, ending(scene.word(unit.run.first)));
                put(atom::SHAPE, 2 + 16 * token.kind as u32 + token.shape as u32);
                put(atom::MARKS, marks(scene, unit.run.first));
            }
            if headline.is_some_and(|headline| headline.contains(unit.run.first)) {
                put(atom::HEADLINE, 2);
            }
            if let Some(placed) = unit.cue.and_then(|cue| self.cues.get(cue)) {
                let negated = u32::from(placed.cue.negated);
                put(
                    atom::CUE,
                    2 + (placed.cue.form as u32 * 8 + placed.cue.act as u32) * 2 + negated,
                );
            }
        }
    }

    /// What stands before each unit.
    fn forward(&mut self) {
        let mut last = Last::default();
        for index in 0..self.units.len() {
            let Some(&unit) = self.units.get(index) else { break };
            last.enter(&unit);
            self.set(index, atom::CUE_BEFORE, last.cue.atom(index, 5));
            self.set(index, atom::VERB_BEFORE, last.verb.atom(index, 5));
            self.set(index, atom::NOUN_BEFORE, last.noun.map_or(1, |(_, lemma)| lemma));
            self.set(index, atom::QUOTATIONS, last.quotation.far(index));
            self.set(index, atom::COMMAS, last.comma.far(index));
            last.take(index, &unit);
        }
    }

    /// What stands after each unit.
    fn backward(&mut self) {
        let mut last = Last::default();
        for index in (0..self.units.len()).rev() {
            let Some(&unit) = self.units.get(index) else { break };
            last.enter(&unit);
            self.set(index, atom::CUE_AFTER, last.cue.atom(index, 5));
            self.set(index, atom::VERB_AFTER, last.verb.atom(index, 5));
            let row = self.rows.get(index).copied().unwrap_or_default();
            self.set(
                index,
                atom::QUOTATIONS,
                2 + row[atom::QUOTATIONS] * 16 + last.quotation.far(index),
            );
            self.set(index, atom::COMMAS, 2 + row[atom::COMMAS] * 16 + last.comma.far(index));
            last.take(index, &unit);
        }
    }

    /// Where each unit stands in its sentence and that in its paragraph.
    fn sentences(&mut self, scene: &Scene<'_, '_>) {
        for place in 0..self.paragraphs.len() {
            let Some(paragraph) = self.paragraphs.get(place).cloned() else { break };
            let first = self.unit(paragraph.start).map_or(0, |unit| unit.sentences.0);
            let last = self.unit(paragraph.end - 1).map_or(0, |unit| unit.sentences.1);
            let opens = u32::from(self.sort(paragraph.start) >= sort::QUOTATION);
            for index in paragraph {
                let Some(&unit) = self.units.get(index) else { break };
                let sentence = scene.sentence(unit.run.first);
                let before = bucket(unit.run.first.saturating_sub(sentence.first));
                let after = bucket(sentence.end.saturating_sub(unit.run.end));
                self.set(index, atom::PLACE, 2 + before * 16 + after);
                let nth = unit.sentences.0.saturating_sub(first).min(3) as u32;
                let left = last.saturating_sub(unit.sentences.1).min(3) as u32;
                self.set(index, atom::SENTENCE, 2 + (nth * 4 + left) * 2 + opens);
            }
        }
    }

    /// What the rules make of each unit.
    fn read_rules(&mut self, answer: &[Draft]) {
        for place in 0..self.drafts.len() {
            let Some((rule, draft)) = self.ruled(place) else { break };
            let value = mix(rule, u32::from(draft.confidence) / 12);
            for index in self.units_in(draft.cue_run) {
                self.set(index, atom::FRAME, value);
            }
        }
        self.rows.iter_mut().for_each(|row| row[atom::ROLE] = 2);
        for draft in answer {
            let rule = rule_name(draft);
            let runs = draft.content.iter().map(|run| (*run, 2));
            let runs = runs.chain(draft.source.map(|run| (run, 1))).chain([(draft.cue_run, 0)]);
            for (run, part) in runs {
                if run.is_empty() {
                    continue;
                }
                let units = self.units_in(run);
                for index in units.clone() {
                    let begins = u32::from(index == units.start);
                    let role = 3 + part * 2 + begins;
                    self.set(index, atom::ROLE, role);
                    self.set(index, atom::ROLE_FRAME, mix(rule, role));
                }
            }
        }
    }
}

/// A number for the frame of `draft`.
fn rule_name(draft: &Draft) -> u32 {
    fold::hash(draft.rule) as u32 | 1
}

/// The last of each kind of unit that was passed, with where and what it was.
#[derive(Default)]
struct Last {
    sentence: Option<usize>,
    paragraph: Option<usize>,
    cue: Passed,
    verb: Passed,
    comma: Passed,
    quotation: Passed,
    noun: Option<(usize, u32)>,
}

/// Where a unit was and what.
#[derive(Clone, Copy, Default)]
struct Passed(Option<(usize, u32)>);

impl Passed {
    /// What it was and how far it is, coarsely; 1 for none.
    fn atom(self, index: usize, farthest: u32) -> u32 {
        self.0.map_or(1, |(at, what)| mix(what, bucket(index.abs_diff(at)).min(farthest)))
    }

    /// How far it is; 15 for none.
    fn far(self, index: usize) -> u32 {
        self.0.map_or(15, |(at, _)| bucket(index.abs_diff(at)))
    }
}

impl Last {
    /// Forgets what belongs to another sentence or paragraph than `unit`.
    fn enter(&mut self, unit: &Unit) {
        if self.paragraph != Some(unit.paragraph) {
            *self = Self { paragraph: Some(unit.paragraph), ..Self::default() };
        }
        if !unit.is_quotation() && self.sentence != Some(unit.sentences.0) {
            self.sentence = Some(unit.sentences.0);
            (self.cue, self.verb, self.comma, self.noun) = Default::default();
        }
    }

    fn take(&mut self, index: usize, unit: &Unit) {
        if unit.cue.is_some() {
            self.cue = Passed(Some((index, unit.lemma)));
        }
        if unit.is_verb() || unit.is_finite() {
            self.verb = Passed(Some((index, u32::from(unit.sort) + 2)));
        }
        if unit.is_comma() {
            self.comma = Passed(Some((index, 0)));
        }
        if unit.is_quotation() {
            self.quotation = Passed(Some((index, 0)));
        }
        if unit.is_noun() {
            self.noun = Some((index, unit.lemma));
        }
    }
}

/// How many, coarsely: 0 to 9.
pub(in crate::attribution) const fn bucket(count: usize) -> u32 {
    match count {
        0..=3 => count as u32,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=21 => 7,
        22..=40 => 8,
        _ => 9,
    }
}

/// One number for two.
pub(in crate::attribution) const fn mix(one: u32, other: u32) -> u32 {
    let hash = (one ^ other.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0x9E37_79B1);
    (hash ^ (hash >> 15)) | 1
}

fn units(scene: &Scene<'_, '_>, block: Run, cues: &[Placed]) -> Vec<Unit> {
    let tags = scene.analysis.tags();
    let mut units = Vec::with_capacity(block.len());
    let mut cues = cues.iter().enumerate().peekable();
    let mut at = block.first;
    while at < block.end {
        let whole = scene.quote_starting(at).filter(|quote| is_whole(*quote));
        let run = whole.map_or(Run::new(at, at + 1), |quote| quote.run);
        while cues.next_if(|(_, placed)| placed.cue.head < at).is_some() {}
        let cue = cues.next_if(|(_, placed)| placed.cue.head == at).map(|(index, _)| index);
        let sort = match whole {
            Some(quote) => sort::QUOTATION + ending_of(scene, quote),
            None => sort_of(scene, at, tags.get(at).copied().unwrap_or(Tag::Other)),
        };
        let lemma = if whole.is_some() { u32::from(sort) + 2 } else { lemma(scene, at) };
        let sentence = scene.analysis.sentence_at(at);
        let last = if run.len() > 1 { scene.analysis.sentence_at(run.end - 1) } else { sentence };
        let paragraph = scene.paragraph(at);
        units.push(Unit { run, sentences: (sentence, last), paragraph, sort, lemma, cue });
        at = run.end;
    }
    units
}

/// Whether `quote` counts as one unit.
fn is_whole(quote: Quote) -> bool {
    quote.closed && (quote.utterance || quote.run.len() >= LONG_QUOTATION)
}

/// How a quotation ends: 0 with a comma, 1 with another stop, 2 without.
fn ending_of(scene: &Scene<'_, '_>, quote: Quote) -> u8 {
    let inside = quote.run.end.saturating_sub(2);
    let last = if scene.class(inside) == Class::Mark { inside.saturating_sub(1) } else { inside };
    match scene.class(last) {
        Class::Comma => 0,
        Class::Stop => 1,
        _ => 2,
    }
}

fn lemma(scene: &Scene<'_, '_>, at: usize) -> u32 {
    // Which mark and which figure it is says nothing here.
    match scene.class(at) {
        Class::Mark => return 3,
        Class::Dash => return 5,
        Class::Number => return 7,
        _ => {}
    }
    let token = scene.analysis.token(at);
    let verb = scene.value(&lexicon::CUE_VERBS, at);
    let lemma = verb.and_then(|value| value.split_once(' '));
    lemma.map_or(token.hash(), |(lemma, _)| fold::hash(lemma)) as u32 | 1
}

fn sort_of(scene: &Scene<'_, '_>, at: usize, tag: Tag) -> u8 {
    match scene.class(at) {
        Class::Comma => sort::COMMA,
        Class::Stop => sort::STOP,
        Class::Colon => sort::COLON,
        Class::Dash => sort::DASH,
        Class::Open => sort::OPEN,
        Class::Close => sort::CLOSE,
        Class::Mark => sort::MARK,
        Class::To if tag == Tag::Particle => sort::INFINITIVE,
        Class::That => sort::THAT,
        Class::Question => sort::QUESTION,
        Class::Relative => sort::RELATIVE,
        Class::Not => sort::NOT,
        Class::Be => sort::BE,
        Class::Have => sort::HAVE,
        Class::Do => sort::DO,
        Class::Modal => sort::MODAL,
        Class::Possessive if scene.is_clitic(at) => sort::CLITIC,
        _ => tag as u8,
    }
}

/// Whether the token at `at` is in a short quotation, or beside one.
fn marks(scene: &Scene<'_, '_>, at: usize) -> u32 {
    let inside = u32::from(scene.quote_at(at).is_some());
    let after = u32::from(scene.quote_ending(at).is_some());
    let before = u32::from(scene.quote_starting(at + 1).is_some());
    2 + inside + 2 * after + 4 * before
}

/// The last three characters of `word`, folded.
fn ending(word: &str) -> u32 {
    let at = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    fold::hash(word.get(at..).unwrap_or_default()) as u32 | 1
}
