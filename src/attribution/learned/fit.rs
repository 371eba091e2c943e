//! Fits the models.
//!
//! What the first model says is an input of the second, and what both say of the third. So that each learns from answers as
//! good as those it will get, a text's inputs come from models fitted to the other texts.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::attribution::rules;
use crate::attribution::run::Run;
use crate::attribution::scene::Scene;
use crate::model::chain::Mask;
use crate::model::template::Atoms;
use crate::model::train::{self, Example, Options};
use crate::quotation::QuotationFinder;
use crate::span::TextRange;
use crate::timex::TimexFinder;

use super::parts::Reader;
use super::parts::{Parts, View};
use super::spot::Spotted;
use super::unit::Reading;
use super::{Candidate, Model, UNIT, candidates, choose, decide, parts, spot};

/// How many parts the texts are split into; each is read by models fitted to the others.
const FOLDS: usize = 4;

/// The byte ranges of an attribution.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gold {
    pub(crate) source: Vec<TextRange>,
    pub(crate) cue: Vec<TextRange>,
    pub(crate) content: Vec<TextRange>,
}

/// A text with its attributions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'t> {
    pub(crate) text: &'t str,
    pub(crate) attributions: &'t [Gold],
    /// Whether all its attributions are given, and their cues whole.
    pub(crate) complete: bool,
}

/// How to fit one of the models.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stage {
    pub(crate) least_count: u32,
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) decay: f32,
}

impl Stage {
    const fn options(self, labels: usize, seed: u64) -> Options {
        let Self { least_count, epochs, rate, decay } = self;
        Options { labels, least_count, epochs, rate, decay, seed, unit: Some(UNIT as f32) }
    }
}

/// The model files.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    pub(crate) spot: Vec<u8>,
    pub(crate) parts: Vec<u8>,
    pub(crate) choose: Vec<u8>,
    pub(crate) decide: Vec<u8>,
}

/// A text read, with what is right in units.
struct Prepared {
    reading: Reading,
    gold: Vec<GoldUnits>,
    complete: bool,
}

/// The units of an attribution.
#[derive(Clone, Debug, Default)]
struct GoldUnits {
    source: Vec<usize>,
    cue: Vec<usize>,
    content: Vec<usize>,
}

fn prepare(text: Text<'_>) -> Vec<Prepared> {
    let analysis = Analysis::new(text.text);
    let quotations = QuotationFinder::new().find(&analysis);
    let dates = TimexFinder::new().find(&analysis);
    let scene = Scene::new(&analysis, &quotations, &dates);
    let mut prepared = Vec::new();
    let mut at = 0;
    while at < scene.len() {
        let (block, cues, drafts) = rules(&scene, at);
        at = block.end;
        let reading = Reading::new(&scene, block, cues, drafts);
        let units = |ranges: &[TextRange]| -> Vec<usize> {
            let runs = ranges.iter().map(|range| Run::from(analysis.tokens_in(*range)));
            let mut units: Vec<usize> = runs.flat_map(|run| mostly_in(&reading, run)).collect();
            units.sort_unstable();
            units.dedup();
            units
        };
        let gold = text.attributions.iter().map(|gold| GoldUnits {
            source: units(&gold.source),
            cue: units(&gold.cue),
            content: units(&gold.content),
        });
        let gold = gold.filter(|gold| !gold.cue.is_empty()).collect();
        prepared.push(Prepared { reading, gold, complete: text.complete });
    }
    prepared
}

/// The units that lie in `run`, half of their tokens at least.
fn mostly_in(reading: &Reading, run: Run) -> Vec<usize> {
    let mut units: Vec<usize> = reading.units_in(run).collect();
    units.retain(|&index| {
        reading.unit(index).is_some_and(|unit| {
            let shared = run.end.min(unit.run.end).saturating_sub(run.first.max(unit.run.first));
            shared * 2 >= unit.run.len()
        })
    });
    units
}

/// Labels `units` in `labels`, whose first is that of the unit at `start`: `begin` where a run of them begins, the next
/// label where it goes on.
fn mark(labels: &mut [Mask], start: usize, units: &[usize], begin: usize) {
    let mut before = None;
    for &index in units {
        let goes_on = before == index.checked_sub(1) && before.is_some();
        if let Some(label) = index.checked_sub(start).and_then(|at| labels.get_mut(at)) {
            *label = 1 << (begin + usize::from(goes_on));
        }
        before = Some(index);
    }
}

impl Prepared {
    /// The first model's examples: a paragraph each.
    fn spot_examples(&self, examples: &mut Vec<Example>) {
        let mut labels = vec![1 as Mask; self.reading.units.len()];
        for gold in &self.gold {
            mark(&mut labels, 0, &gold.content, spot::CONTENT);
            mark(&mut labels, 0, &gold.source, spot::SOURCE);
        }
        for gold in &self.gold {
            mark(&mut labels, 0, &gold.cue, spot::CUE);
        }
        let mut atoms = Atoms::new(super::unit::atom::COUNT);
        for paragraph in &self.reading.paragraphs {
            spot::atoms(&self.reading, paragraph.clone(), &mut atoms);
            let gold = labels.get(paragraph.clone()).unwrap_or_default();
            let allowed = vec![!0; gold.len()];
            examples.push(Example::new(spot::TEMPLATES, &atoms, gold, &allowed));
        }
    }

    /// The candidates, with those that the first model missed, and for each what it belongs to.
    fn candidates(&self, spotted: &Spotted, missed: bool) -> (Vec<Candidate>, Vec<Option<usize>>) {
        let mut found = candidates(&self.reading, spotted);
        if missed {
            for gold in &self.gold {
                let (Some(&first), Some(&last)) = (gold.cue.first(), gold.cue.last()) else {
                    continue;
                };
                let taken =
                    found.iter().any(|other| other.units.start <= last && first < other.units.end);
                if !taken {
                    found.push(Candidate::new(&self.reading, first..last + 1, 0));
                }
            }
            found.sort_by_key(|candidate| candidate.units.start);
        }
        let owner = |candidate: &Candidate| {
            self.gold
                .iter()
                .position(|gold| gold.cue.iter().any(|index| candidate.units.contains(index)))
        };
        let owners = found.iter().map(owner).collect();
        (found, owners)
    }

    /// The second model's examples: a candidate each that attributes.
    fn part_examples(&self, spotted: &Spotted, examples: &mut Vec<Example>) {
        let (candidates, owners) = self.candidates(spotted, true);
        let right: Vec<Parts> = owners
            .iter()
            .map(|owner| {
                owner.and_then(|owner| self.gold.get(owner)).map_or_else(Parts::default, parts_of)
            })
            .collect();
        let mut atoms = Atoms::new(parts::WIDTH);
        for (place, owner) in owners.iter().enumerate() {
            let (Some(gold), Some(candidate)) =
                (owner.and_then(|owner| self.gold.get(owner)), candidates.get(place))
            else {
                continue;
            };
            let window = parts::window(&self.reading, &candidates, place);
            let before = super::before(&self.reading, &candidates, &right, place);
            let view =
                View { reading: &self.reading, spotted, candidates: &candidates, place, before };
            view.atoms(window.clone(), &mut atoms);
            let allowed = parts::masks(&self.reading, candidate, &window);
            let mut labels = vec![1 as Mask; window.len()];
            mark(&mut labels, window.start, &gold.content, parts::CONTENT);
            mark(&mut labels, window.start, &gold.source, parts::SOURCE);
            for index in candidate.units.clone() {
                if let Some(label) = labels.get_mut(index - window.start) {
                    *label = 1;
                }
            }
            examples.push(Example::new(parts::TEMPLATES, &atoms, &labels, &allowed));
        }
    }

    /// The examples of the model that chooses: a candidate each that attributes, where the right content is among those to choose.
    fn choose_examples(&self, spotted: &Spotted, model: &Model, examples: &mut Vec<Example>) {
        let (candidates, owners) = self.candidates(spotted, false);
        let mut reader = Reader::default();
        let mut parts: Vec<Parts> = Vec::new();
        for (place, owner) in owners.iter().enumerate() {
            let before = super::before(&self.reading, &candidates, &parts, place);
            let view =
                View { reading: &self.reading, spotted, candidates: &candidates, place, before };
            let (answer, choices) = reader.choices(model, &view);
            if let Some(gold) = owner.and_then(|owner| self.gold.get(owner)) {
                let wanted = self.words(gold.content.iter().copied());
                let right = |choice: &choose::Choice| {
                    let units = choice.content.iter().flat_map(Clone::clone);
                    u32::from(self.words(units) == wanted)
                };
                let labels: Vec<Mask> = choices.iter().map(right).collect();
                if labels.contains(&1) && labels.len() > 1 {
                    let mut atoms = Atoms::new(choose::WIDTH);
                    choose::put(&view, &choices, &mut atoms);
                    examples.push(Example::new(choose::TEMPLATES, &atoms, &labels, &labels));
                }
            }
            parts.push(answer);
        }
    }

    /// `units` without marks.
    fn words(&self, units: impl Iterator<Item = usize>) -> Vec<usize> {
        let is_mark = |index: &usize| {
            (super::unit::sort::COMMA..=super::unit::sort::MARK)
                .contains(&self.reading.sort(*index))
        };
        units.filter(|index| !is_mark(index)).collect()
    }

    fn decide_examples(
        &self,
        spotted: &Spotted,
        model: &Model,
        chooser: &Model,
        examples: &mut Vec<Example>,
    ) {
        let (candidates, owners) = self.candidates(spotted, false);
        let reader = Reader::thorough();
        let parts = super::parts(reader, model, chooser, &self.reading, spotted, &candidates);
        let mut atoms = Atoms::new(decide::WIDTH);
        for (place, owner) in owners.iter().enumerate() {
            let row = decide::row(&self.reading, &candidates, &parts, place);
            decide::atoms(&row, &mut atoms);
            let label = if owner.is_some() { 2 } else { 1 };
            examples.push(Example::new(decide::TEMPLATES, &atoms, &[label], &[3]));
        }
    }
}

/// The parts of an attribution as the models give them.
fn parts_of(gold: &GoldUnits) -> Parts {
    let runs = |units: &[usize]| -> Vec<Range<usize>> {
        let runs = units.chunk_by(|one, next| one + 1 == *next);
        runs.filter_map(|run| Some(*run.first()?..*run.last()? + 1)).collect()
    };
    Parts { source: runs(&gold.source).into_iter().next(), content: runs(&gold.content) }
}

/// Fits the four models to `texts`. `report` is told what is being fitted and how many passes were made.
pub(crate) fn fit(
    texts: &[Text<'_>],
    [spot, parts, choose, decide]: [Stage; 4],
    seed: u64,
    mut report: impl FnMut(&str, usize, usize),
) -> Files {
    let folds = texts.iter().enumerate().flat_map(|(index, text)| {
        prepare(*text).into_iter().map(move |prepared| (prepared, index % FOLDS))
    });
    let (texts, folds): (Vec<Prepared>, Vec<usize>) = folds.unzip();
    let in_fold = |index: usize, fold: usize| folds.get(index) == Some(&fold);
    let mut fit_spot = |name: &str, but: Option<usize>| {
        let mut examples = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            if text.complete && but.is_none_or(|fold| !in_fold(index, fold)) {
                text.spot_examples(&mut examples);
            }
        }
        let options = spot.options(spot::LABELS, seed);
        train::fit(spot::TEMPLATES, examples, options, |epoch, weights| {
            report(name, epoch, weights.keys.len());
            epoch as f64
        })
    };
    let whole = train::file(spot::TEMPLATES, &fit_spot("cues", None));
    let mut spotted: Vec<Spotted> = vec![Spotted::default(); texts.len()];
    for fold in 0..FOLDS {
        let weights = fit_spot(&format!("cues, part {} left out", fold + 1), Some(fold));
        let Some(model) =
            model(&train::file(spot::TEMPLATES, &weights), spot::TEMPLATES, spot::LABELS)
        else {
            continue;
        };
        for (index, slot) in
            spotted.iter_mut().enumerate().filter(|(index, _)| in_fold(*index, fold))
        {
            if let Some(text) = texts.get(index) {
                *slot = spot::spot(&model, &text.reading);
            }
        }
    }
    let mut fit_parts = |name: &str, but: Option<usize>| {
        let mut examples = Vec::new();
        for (index, (text, spotted)) in texts.iter().zip(&spotted).enumerate() {
            if but.is_none_or(|fold| !in_fold(index, fold)) {
                text.part_examples(spotted, &mut examples);
            }
        }
        let options = parts.options(parts::LABELS, seed);
        train::fit(parts::TEMPLATES, examples, options, |epoch, weights| {
            report(name, epoch, weights.keys.len());
            epoch as f64
        })
    };
    let parts_file = train::file(parts::TEMPLATES, &fit_parts("sources and contents", None));
    let mut readers: Vec<Model> = Vec::new();
    let mut chosen: Vec<Vec<Example>> = vec![Vec::new(); FOLDS];
    for fold in 0..FOLDS {
        let name = format!("sources and contents, part {} left out", fold + 1);
        let file = train::file(parts::TEMPLATES, &fit_parts(&name, Some(fold)));
        let reader = model(&file, parts::TEMPLATES, parts::LABELS)
            .unwrap_or_else(|| Model::empty(parts::TEMPLATES, parts::LABELS));
        for (index, (text, spotted)) in texts.iter().zip(&spotted).enumerate() {
            if let Some(examples) = chosen.get_mut(fold).filter(|_| in_fold(index, fold)) {
                text.choose_examples(spotted, &reader, examples);
            }
        }
        readers.push(reader);
    }
    let mut fit_choose = |name: &str, but: Option<usize>| {
        let kept = chosen.iter().enumerate().filter(|(fold, _)| but != Some(*fold));
        let examples = kept.flat_map(|(_, examples)| examples.iter().cloned()).collect();
        let options = choose.options(choose::LABELS, seed);
        let weights = train::fit_choice(choose::TEMPLATES, examples, options, |epoch, rows| {
            report(name, epoch, rows);
        });
        train::file(choose::TEMPLATES, &weights)
    };
    let choose_file = fit_choose("edges", None);
    let mut examples = Vec::new();
    for (fold, reader) in readers.iter().enumerate() {
        let file = fit_choose(&format!("edges, part {} left out", fold + 1), Some(fold));
        let Some(chooser) = model(&file, choose::TEMPLATES, choose::LABELS) else { continue };
        for (index, (text, spotted)) in texts.iter().zip(&spotted).enumerate() {
            if in_fold(index, fold) && text.complete {
                text.decide_examples(spotted, reader, &chooser, &mut examples);
            }
        }
    }
    let options = decide.options(decide::LABELS, seed);
    let weights = train::fit(decide::TEMPLATES, examples, options, |epoch, weights| {
        report("decisions", epoch, weights.keys.len());
        epoch as f64
    });
    Files {
        spot: whole,
        parts: parts_file,
        choose: choose_file,
        decide: train::file(decide::TEMPLATES, &weights),
    }
}

fn model(
    file: &[u8],
    templates: &'static [crate::model::template::Template],
    labels: usize,
) -> Option<Model> {
    Model::read(file, templates, labels).ok()
}
