//! Attributions by models: which words attribute, and who and what belongs to each.
//!
//! - [`unit`] reads a text as units with what is known of each, the rules' answer included;
//! - [`spot`] labels cues, sources and contents of a paragraph at once, which gives candidate cues;
//! - [`parts`] finds source and content of each candidate;
//! - [`choose`] moves the edges of each content;
//! - [`decide`] says which candidates stand.

use std::ops::Range;

use once_cell::sync::Lazy;

use crate::error::Error;
use crate::model::template::Atoms;
use crate::model::{self, chain};

use super::addressee;
use super::content::Placed;
use super::cue::Form;
use super::frame::Draft;
use super::run::Run;
use super::scene::Scene;
use super::sequel::sequel;
use super::{LEAST, USUAL_LEAST};

mod beside;
mod choose;
mod decide;
#[cfg(feature = "training")]
pub(crate) mod fit;
mod mend;
mod parts;
mod spot;
mod unit;

use mend::mend;
use parts::{Parts, Reader, View};
use spot::Spotted;
use unit::Reading;

/// Room for the labels of each of the models.
const LANES: usize = 8;

type Model = model::Model<LANES>;
type Decoder = chain::Decoder<LANES>;
type Scores = model::Scores<LANES>;

/// What a difference of 1 in log odds is in the scores of these models.
const UNIT: i32 = 20;

/// How sure the rules must be of a candidate, in a hundred, that the first model passes over.
const SURE: u8 = 60;

/// How sure the rules must be of an answer that the models share for it to stand, in a hundred, …
const CERTAIN: u8 = 80;

/// … and how sure it then is at least.
const LEAST_CERTAIN: u8 = 62;

/// How far below even odds the first model may leave a candidate.
const FLOOR: i32 = -UNIT;

static SPOT_FILE: &[u8] = include_bytes!("../../model/data/attribution_spot.bin");
static PARTS_FILE: &[u8] = include_bytes!("../../model/data/attribution_parts.bin");
static CHOOSE_FILE: &[u8] = include_bytes!("../../model/data/attribution_choose.bin");
static DECIDE_FILE: &[u8] = include_bytes!("../../model/data/attribution_decide.bin");

/// The models that ship with the crate; `None` where they cannot be read.
pub(super) static MODELS: Lazy<Option<Models>> =
    Lazy::new(|| Models::read(SPOT_FILE, PARTS_FILE, CHOOSE_FILE, DECIDE_FILE).ok());

/// The four models.
#[derive(Clone, Debug)]
pub(crate) struct Models {
    spot: Model,
    parts: Model,
    choose: Model,
    decide: Model,
}

impl Models {
    pub(crate) fn read(
        spot: &[u8],
        parts: &[u8],
        choose: &[u8],
        decide: &[u8],
    ) -> Result<Self, Error> {
        Ok(Self {
            spot: Model::read(spot, spot::TEMPLATES, spot::LABELS)?,
            parts: Model::read(parts, parts::TEMPLATES, parts::LABELS)?,
            choose: Model::read(choose, choose::TEMPLATES, choose::LABELS)?,
            decide: Model::read(decide, decide::TEMPLATES, decide::LABELS)?,
        })
    }
}

/// A word or words that may attribute.
#[derive(Clone, Debug)]
struct Candidate {
    units: Range<usize>,
    /// By how much the first model's best labelling with it beats the best without.
    margin: i32,
    /// The place of its cue in [`Reading::cues`].
    cue: Option<usize>,
    /// The place of the rules' draft in [`Reading::drafts`].
    draft: Option<usize>,
}

impl Candidate {
    fn new(reading: &Reading, units: Range<usize>, margin: i32) -> Self {
        let cues = || units.clone().filter_map(|index| reading.unit(index)?.cue);
        let form = |cue: &usize| reading.cues.get(*cue).map(|placed| placed.cue.form);
        // `declined [to comment]`, `said [in a statement]`: the first verb that is no infinitive.
        let cue = cues()
            .find(|cue| !matches!(form(cue), Some(Form::Infinitive | Form::Noun) | None))
            .or_else(|| cues().find(|cue| form(cue) == Some(Form::Infinitive)))
            .or_else(|| cues().next());
        let run = reading.run_of(units.clone());
        // Drafts are in the order of their heads, and few hold one place.
        let after = reading.drafts.partition_point(|draft| draft.cue_run.first < run.end);
        let near = after.saturating_sub(4)..after;
        let drafts = reading.drafts.get(near.clone()).unwrap_or_default().iter().zip(near);
        let draft = drafts
            .filter(|(draft, _)| draft.cue_run.overlaps(run))
            .max_by_key(|(draft, _)| draft.confidence)
            .map(|(_, place)| place);
        Self { units, margin, cue, draft }
    }

    /// The unit that its cue turns on: the listed one, or its last verb, or its last.
    fn head(&self, reading: &Reading) -> usize {
        let last = self.units.end.saturating_sub(1);
        let find = |is: &dyn Fn(&unit::Unit) -> bool| {
            self.units.clone().rev().find(|&index| reading.unit(index).is_some_and(is))
        };
        let listed = self.cue.and_then(|cue| find(&|unit| unit.cue == Some(cue)));
        listed.or_else(|| find(&unit::Unit::is_verb)).unwrap_or(last)
    }
}

/// The candidates among the units of `reading`, in order.
fn candidates(reading: &Reading, spotted: &Spotted) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let is_cue =
        |index: usize| spotted.labels.get(index).is_some_and(|&label| matches!(label, 1 | 2));
    let margin = |index: usize| spotted.cues.get(index).copied().unwrap_or(i32::MIN);
    for paragraph in &reading.paragraphs {
        let mut at = paragraph.start;
        while at < paragraph.end {
            if is_cue(at) {
                let rest = at + 1..paragraph.end;
                let end = rest.take_while(|&index| spotted.labels.get(index) == Some(&2)).last();
                let units = at..end.map_or(at + 1, |last| last + 1);
                at = units.end;
                let most = units.clone().map(margin).max().unwrap_or(0);
                found.push(Candidate::new(reading, units, most));
            } else if margin(at) > FLOOR {
                let rest = at..paragraph.end;
                let end = rest.take_while(|&index| !is_cue(index) && margin(index) > FLOOR).last();
                let units = at..end.map_or(at + 1, |last| last + 1);
                at = units.end;
                // The words beside a cue are no candidate of their own.
                let beside =
                    is_cue(units.end) || units.start > paragraph.start && is_cue(units.start - 1);
                let most = units.clone().map(margin).max().unwrap_or(0);
                if !beside {
                    found.push(Candidate::new(reading, units, most));
                }
            } else {
                at += 1;
            }
        }
    }
    add_sure(reading, &margin, &mut found);
    found
}

/// Adds the cues that the rules are sure of and the first model passes over.
fn add_sure(reading: &Reading, margin: &impl Fn(usize) -> i32, found: &mut Vec<Candidate>) {
    let mut sure: Vec<Candidate> = Vec::new();
    for draft in reading.drafts.iter().filter(|draft| draft.confidence >= SURE) {
        let units = reading.units_in(draft.cue_run);
        // A word beside a candidate is part of its cue.
        let near = found.partition_point(|other| other.units.end < units.start);
        let free = |other: &Candidate| other.units.start > units.end;
        if !units.is_empty()
            && found.get(near).is_none_or(free)
            && sure.last().is_none_or(|last| last.units.end < units.start)
        {
            let most = units.clone().map(margin).max().unwrap_or(0);
            sure.push(Candidate::new(reading, units, most));
        }
    }
    if !sure.is_empty() {
        found.append(&mut sure);
        found.sort_by_key(|candidate| candidate.units.start);
    }
}

/// Source and content of each candidate.
fn parts(
    mut reader: Reader,
    model: &Model,
    chooser: &Model,
    reading: &Reading,
    spotted: &Spotted,
    candidates: &[Candidate],
) -> Vec<Parts> {
    let mut parts: Vec<Parts> = Vec::with_capacity(candidates.len());
    for place in 0..candidates.len() {
        let before = before(reading, candidates, &parts, place);
        parts.push(reader.read(
            model,
            chooser,
            &View { reading, spotted, candidates, place, before },
        ));
    }
    parts
}

/// The parts of the last cue before the one at `place` in its sentence that has a source.
fn before<'p>(
    reading: &Reading,
    candidates: &[Candidate],
    parts: &'p [Parts],
    place: usize,
) -> Option<&'p Parts> {
    let sentence = |candidate: &Candidate| Some(reading.unit(candidate.units.start)?.sentences.0);
    let here = sentence(candidates.get(place)?);
    let near = place.saturating_sub(4)..place;
    let mut earlier =
        near.rev().filter_map(|place| Some((candidates.get(place)?, parts.get(place)?)));
    let found = earlier.find(|(candidate, parts)| {
        sentence(candidate) == here && candidate.margin > 0 && parts.source.is_some()
    });
    found.map(|(_, parts)| parts)
}

/// How sure the last model is of a candidate, in a hundred.
fn confidence(
    model: &Model,
    decoder: &mut Decoder,
    atoms: &mut Atoms,
    row: &[u32; decide::WIDTH],
) -> u8 {
    decide::atoms(row, atoms);
    let mut labels = Vec::new();
    let mut deficits: Vec<Scores> = Vec::new();
    decoder.label(model, atoms, |_| !0, &mut labels);
    decoder.deficits(model, &mut deficits);
    let scores = deficits.first().copied().unwrap_or([0; LANES]);
    chance(scores[1].saturating_sub(scores[0]))
}

/// The chance in a hundred for odds whose logarithm is `score` times a [`UNIT`]th.
fn chance(score: i32) -> u8 {
    // At 0, 1/4, 2/4 … of a unit of log odds.
    const CHANCES: [u8; 21] =
        [50, 56, 62, 68, 73, 78, 82, 85, 88, 90, 92, 94, 95, 96, 97, 98, 98, 98, 98, 99, 99];
    let step = (score.unsigned_abs() as usize * 4 + UNIT as usize / 2) / UNIT as usize;
    let sure = CHANCES.get(step).copied().unwrap_or(99);
    if score < 0 { 100 - sure } else { sure }
}

/// Adds what the models find in the tokens of `block` to `drafts`: every candidate, sure or not.
pub(super) fn find(
    models: &Models,
    scene: &Scene<'_, '_>,
    block: Run,
    cues: Vec<Placed>,
    rules: Vec<Draft>,
    drafts: &mut Vec<Draft>,
) {
    let reading = Reading::new(scene, block, cues, rules);
    let spotted = spot::spot(&models.spot, &reading);
    let candidates = candidates(&reading, &spotted);
    let parts =
        parts(Reader::default(), &models.parts, &models.choose, &reading, &spotted, &candidates);
    let mut decoder = Decoder::default();
    let mut atoms = Atoms::new(decide::WIDTH);
    let from = drafts.len();
    for (place, (candidate, own)) in candidates.iter().zip(&parts).enumerate() {
        let row = decide::row(&reading, &candidates, &parts, place);
        let confidence = confidence(&models.decide, &mut decoder, &mut atoms, &row);
        let rules = candidate.draft.and_then(|draft| reading.drafts.get(draft));
        if !own.content.is_empty() || rules.is_some_and(|rules| is_block(scene, rules)) {
            let found = draft(scene, &reading, candidate, own, confidence);
            let mended = mend(scene, found, rules, drafts.last());
            let taken =
                |run: Run| drafts.last().is_some_and(|last: &Draft| last.cue_run.overlaps(run));
            drafts.extend(mended.filter(|mended| !taken(mended.cue_run)));
        }
    }
    let mut found = drafts.split_off(from);
    beside::settle(scene, &reading.drafts, &mut found);
    drafts.append(&mut found);
}

fn draft(
    scene: &Scene<'_, '_>,
    reading: &Reading,
    candidate: &Candidate,
    own: &Parts,
    confidence: u8,
) -> Draft {
    let cue_run = reading.run_of(candidate.units.clone());
    let cue = candidate.cue.and_then(|cue| reading.cues.get(cue)).map(|placed| placed.cue);
    let rules = candidate.draft.and_then(|draft| reading.drafts.get(draft));
    let headline = scene.headline().is_some_and(|headline| headline.overlaps(cue_run));
    if let Some(rules) = rules.filter(|rules| headline && rules.confidence >= LEAST) {
        // A headline has an order of its own: `Bridge to close, says minister`.
        return Draft { confidence: confidence.max(USUAL_LEAST), ..rules.clone() };
    }
    if let Some(rules) = rules.filter(|rules| is_block(scene, rules)) {
        return Draft { confidence: confidence.max(LEAST_CERTAIN), ..rules.clone() };
    }
    let source = own.source.clone().map(|units| reading.run_of(units));
    let content: Vec<Run> = own.content.iter().map(|units| reading.run_of(units.clone())).collect();
    let agreed = rules.filter(|rules| rules.source == source && rules.content == content);
    // `…, Reuters reported, citing two officials`: the last model takes one of the two for nothing.
    let certain = agreed.is_some_and(|rules| rules.confidence >= CERTAIN);
    let confidence = if certain { confidence.max(LEAST_CERTAIN) } else { confidence };
    let beside = cue.map(|cue| sequel(scene, &cue, cue.run.end, scene.stretch_end(cue.head)));
    Draft {
        rule: agreed.map_or_else(|| rule(reading, own), |rules| rules.rule),
        cue,
        cue_run,
        source,
        content,
        confidence,
        // A passive's subject is told, as the rules know: `Roe was told that`.
        addressee: beside
            .and_then(|beside| beside.addressee)
            .or_else(|| addressee::asked(scene, &cue?))
            .or_else(|| agreed.and_then(|rules| rules.addressee)),
        medium: beside.and_then(|beside| beside.medium),
        said: beside.and_then(|beside| beside.said),
        continues: None,
    }
}

/// Whether what someone says stands in paragraphs of its own, without marks: `The club said:`
fn is_block(scene: &Scene<'_, '_>, rules: &Draft) -> bool {
    let paragraph = scene.paragraph(rules.cue_run.first);
    rules.source.is_some()
        && rules.cue.is_some_and(|cue| cue.speaks() && cue.form == Form::Finite && !cue.negated)
        && rules.content.last().is_some_and(|run| {
            scene.paragraph(run.first) > paragraph && scene.quote_at(run.first).is_none()
        })
}

/// The name of what the models found where the rules read it otherwise.
fn rule(reading: &Reading, own: &Parts) -> &'static str {
    let quoted = |units: &Range<usize>| {
        units.clone().any(|index| reading.unit(index).is_some_and(unit::Unit::is_quotation))
    };
    if own.content.iter().any(quoted) { "model_quotation" } else { "model_report" }
}
