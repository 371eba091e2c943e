//! Fits the model of names.

use super::{Progress, Settings};
use crate::analysis::Analysis;
use crate::mention::named::Drafted;
use crate::mention::{EntityKind, model, named};
use crate::model::chain::{Decoder, Mask};
use crate::model::template::Atoms;
use crate::model::train::{self, Example};
use crate::span::TextRange;

/// A text with names.
#[derive(Clone, Debug)]
pub struct NamedText {
    /// The text.
    pub text: String,
    /// Its names in order, each with the kinds that it may be of: several where the data do not tell them apart.
    pub names: Vec<(TextRange, Vec<EntityKind>)>,
    /// The kinds whose names the data do not mark.
    pub unmarked: Vec<EntityKind>,
}

/// The candidates of a sentence.
struct Sentence {
    atoms: Atoms,
    gold: Vec<Mask>,
    allowed: Vec<Mask>,
}

/// Fits a model of names on `texts`, stopping where `dev` no longer gets better: the bytes of `src/model/data/names.bin`.
#[must_use]
pub fn namer(
    texts: &[NamedText],
    dev: &[NamedText],
    settings: Settings,
    mut report: impl FnMut(Progress),
) -> Vec<u8> {
    let example =
        |Sentence { atoms, gold, allowed }| Example::new(model::TEMPLATES, &atoms, &gold, &allowed);
    let examples = texts.iter().flat_map(read).map(example).collect();
    let dev: Vec<Sentence> = dev.iter().flat_map(read).collect();
    let weights = train::fit(
        model::TEMPLATES,
        examples,
        settings.options(model::LABELS),
        |epoch, weights| {
            let score = accuracy(&train::file(model::TEMPLATES, weights), &dev);
            report(Progress { epoch, score, rows: weights.keys.len() });
            score
        },
    );
    train::file(model::TEMPLATES, &weights)
}

/// The share of candidates that a model gets right.
fn accuracy(file: &[u8], sentences: &[Sentence]) -> f64 {
    let Ok(model) = model::Model::read(file, model::TEMPLATES, model::LABELS) else { return 0.0 };
    let (mut decoder, mut labels) = (Decoder::default(), Vec::new());
    let (mut right, mut count) = (0, 0);
    for Sentence { atoms, gold, allowed } in sentences {
        let allowed = |index: usize| allowed.get(index).copied().unwrap_or(0);
        decoder.label(&model, atoms, allowed, &mut labels);
        right += labels.iter().zip(gold).filter(|(label, gold)| *gold >> **label & 1 == 1).count();
        count += gold.len();
    }
    right as f64 / count.max(1) as f64
}

/// The candidates of a text by sentences.
fn read(named: &NamedText) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    named::drafts(&Analysis::new(&named.text), |atoms, drafted| {
        let gold = drafted.iter().map(|candidate| right(named, candidate)).collect();
        let allowed = drafted.iter().map(|candidate| candidate.allowed).collect();
        sentences.push(Sentence { atoms: atoms.clone(), gold, allowed });
    });
    sentences
}

/// The labels that a candidate may rightly get. Where the rules are sure the model has no say, and learns nothing.
fn right(named: &NamedText, candidate: &Drafted) -> Mask {
    if candidate.allowed.is_power_of_two() {
        return candidate.allowed;
    }
    let kinds = |kinds: &[EntityKind]| kinds.iter().fold(0, |all, &kind| all | model::mask(kind));
    let (start, end) = (candidate.range.start(), candidate.range.end());
    let first = named.names.partition_point(|(name, _)| name.end() <= start);
    let overlapping =
        named.names.iter().skip(first).take_while(|(name, _)| name.start() < end).map(
            |(name, these)| {
                let before = named.text.get(name.start()..start);
                let starts = before
                    .is_some_and(|before| matches!(before, "" | "the " | "The " | "a " | "an "));
                match (starts, name.end() == end) {
                    (true, true) => kinds(these),
                    // Data differ in what belongs to a name: a title, a region behind a city.
                    (true, false) | (false, true) => kinds(these) | model::NO_NAME,
                    (false, false) => model::NO_NAME,
                }
            },
        );
    match overlapping.fold(0, |all, mask| all | mask) {
        0 => model::NO_NAME | kinds(&named.unmarked) & candidate.verdict,
        mask => mask,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str, name: &str, kind: EntityKind) -> NamedText {
        let start = text.find(name).unwrap();
        let names = vec![(TextRange::at(start, start + name.len()), vec![kind])];
        NamedText { text: text.to_owned(), names, unmarked: Vec::new() }
    }

    #[test]
    fn a_model_of_names_learns_and_the_same_each_time() {
        let places = ["Quorsk", "Vellanth", "Ostrebach", "Innemoor"];
        let text = |(n, name): (usize, &str)| match n % 2 {
            0 => named(&format!("The walk to {name} was long."), name, EntityKind::Geopolitical),
            _ => named(&format!("A talk with {name} was long."), name, EntityKind::Person),
        };
        let texts: Vec<NamedText> =
            places.into_iter().cycle().take(90).enumerate().map(text).collect();
        let settings = Settings { least_count: 2, epochs: 4, rate: 0.1, decay: 0.0, seed: 1 };
        let fitted = || namer(&texts, &texts, settings, |_| ());
        let file = fitted();
        let sentences: Vec<Sentence> = texts.iter().flat_map(read).collect();
        assert!((accuracy(&file, &sentences) - 1.0).abs() < 1e-9);
        assert_eq!(file, fitted());
    }

    #[test]
    fn what_a_candidate_may_be_follows_the_data() {
        let text = "He saw Quorsk Vale.";
        let named = named(text, "Quorsk Vale", EntityKind::Location);
        let any = (1 << model::LABELS) - 1;
        let right = |start, end| {
            let range = TextRange::at(start, end);
            super::right(&named, &Drafted { range, verdict: model::NO_NAME, allowed: any })
        };
        let location = model::mask(EntityKind::Location);
        assert_eq!(right(7, 18), location);
        assert_eq!(right(7, 13), location | model::NO_NAME);
        assert_eq!(right(8, 13), model::NO_NAME);
        assert_eq!(right(3, 6), model::NO_NAME);
    }
}
