//! Fits the models that find attributions.

use crate::analysis::Analysis;
use crate::attribution::Attributor;
use crate::attribution::learned::{Models, fit};
use crate::quotation::QuotationFinder;
use crate::span::{Span, TextRange};
use crate::timex::TimexFinder;

/// A text with its attributions.
#[derive(Clone, Debug)]
pub struct AttributedText {
    /// Its name.
    pub id: String,
    /// The text.
    pub text: String,
    /// Who says what in it.
    pub attributions: Vec<Ranges>,
    /// Whether these are all, with whole cues: the model of cues learns from such texts alone.
    pub complete: bool,
}

/// The byte ranges of an attribution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges {
    /// Of its source.
    pub source: Vec<TextRange>,
    /// Of its cue.
    pub cue: Vec<TextRange>,
    /// Of its content.
    pub content: Vec<TextRange>,
}

/// How to fit one of the models.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// How often a feature must occur to be kept.
    pub least_count: u32,
    /// The passes over the training data.
    pub epochs: usize,
    /// The size of a step.
    pub rate: f32,
    /// The penalty on large weights.
    pub decay: f32,
}

/// The files of the models.
#[derive(Clone, Debug)]
pub struct AttributionFiles {
    /// `src/model/data/attribution_spot.bin`
    pub spot: Vec<u8>,
    /// `src/model/data/attribution_parts.bin`
    pub parts: Vec<u8>,
    /// `src/model/data/attribution_choose.bin`
    pub choose: Vec<u8>,
    /// `src/model/data/attribution_decide.bin`
    pub decide: Vec<u8>,
}

/// Fits the models of cues, of sources and contents, and of which cues stand. `report` is told what is being fitted, the passes
/// so far and the number of features.
#[must_use]
pub fn attribution(
    texts: &[AttributedText],
    stages: [Stage; 4],
    seed: u64,
    report: impl FnMut(&str, usize, usize),
) -> AttributionFiles {
    let gold: Vec<Vec<fit::Gold>> =
        texts.iter().map(|text| text.attributions.iter().map(gold).collect()).collect();
    let inputs: Vec<fit::Text<'_>> = texts
        .iter()
        .zip(&gold)
        .map(|(text, attributions)| fit::Text {
            text: &text.text,
            attributions,
            complete: text.complete,
        })
        .collect();
    let stages = stages.map(|Stage { least_count, epochs, rate, decay }| fit::Stage {
        least_count,
        epochs,
        rate,
        decay,
    });
    let fit::Files { spot, parts, choose, decide } = fit::fit(&inputs, stages, seed, report);
    AttributionFiles { spot, parts, choose, decide }
}

fn gold(ranges: &Ranges) -> fit::Gold {
    let Ranges { source, cue, content } = ranges.clone();
    fit::Gold { source, cue, content }
}

/// What the models of `files` find in each of `texts` with a confidence of `least` or more, or of what is usual; nothing where the
/// files cannot be read. With each attribution comes its confidence.
#[must_use]
pub fn attributed(
    files: &AttributionFiles,
    texts: &[AttributedText],
    least: Option<f32>,
) -> Vec<Vec<(Ranges, f32)>> {
    let Ok(models) = Models::read(&files.spot, &files.parts, &files.choose, &files.decide) else {
        return Vec::new();
    };
    let attributor = Attributor::with_models(models);
    let attributor = match least {
        Some(least) => attributor.least_confidence(least),
        None => attributor,
    };
    let (quotations, dates) = (QuotationFinder::new(), TimexFinder::new());
    let ranges = |spans: &[Span<'_>]| spans.iter().map(Span::range).collect();
    texts
        .iter()
        .map(|text| {
            let analysis = Analysis::new(&text.text);
            let found = attributor.attribute(
                &analysis,
                &quotations.find(&analysis),
                &dates.find(&analysis),
            );
            found
                .iter()
                .map(|found| {
                    let (source, cue, content) =
                        (ranges(&found.source), ranges(&found.cue), ranges(&found.content));
                    (Ranges { source, cue, content }, found.confidence)
                })
                .collect()
        })
        .collect()
}

/// How well attributions were found.
///
/// Words are compared, marks are not. *Lenient*: contents share half of their words (Dice), sources too. *Strict*: contents and
/// sources have the same words and the cues share one.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Figures {
    /// The number of right attributions.
    pub gold: usize,
    /// The number found.
    pub found: usize,
    /// Cues that share a word.
    pub cues: usize,
    /// Right leniently.
    pub lenient: usize,
    /// Right strictly.
    pub strict: usize,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let score = |right: usize| 200.0 * right as f64 / (self.gold + self.found).max(1) as f64;
        write!(
            f,
            "{} right, {} found: cues {:.2}, lenient {:.2}, strict {:.2} (F1)",
            self.gold,
            self.found,
            score(self.cues),
            score(self.lenient),
            score(self.strict)
        )
    }
}

/// How well `found` matches the attributions of `texts`. Each is compared with the one whose cue it shares a word with.
#[must_use]
pub fn figures(texts: &[AttributedText], found: &[Vec<(Ranges, f32)>]) -> Figures {
    let mut figures = Figures::default();
    for (text, found) in texts.iter().zip(found) {
        let analysis = Analysis::new(&text.text);
        let words = |ranges: &[TextRange]| -> Vec<usize> {
            let mut words: Vec<usize> =
                ranges.iter().flat_map(|range| analysis.tokens_in(*range)).collect();
            words.retain(|&at| analysis.token(at).is_word() || analysis.token(at).is_number());
            words.sort_unstable();
            words.dedup();
            words
        };
        let parts =
            |ranges: &Ranges| [words(&ranges.cue), words(&ranges.source), words(&ranges.content)];
        let gold: Vec<_> = text.attributions.iter().map(parts).collect();
        let mut taken = vec![false; gold.len()];
        figures.gold += gold.len();
        figures.found += found.len();
        for (ranges, _) in found {
            let [cue, source, content] = parts(ranges);
            let own = gold.iter().zip(&taken).position(|([other, ..], taken)| {
                !taken && cue.iter().any(|word| other.binary_search(word).is_ok())
            });
            let Some((own, [_, other_source, other_content])) =
                own.and_then(|own| Some((own, gold.get(own)?)))
            else {
                continue;
            };
            if let Some(slot) = taken.get_mut(own) {
                *slot = true;
            }
            figures.cues += 1;
            let sources =
                source.is_empty() && other_source.is_empty() || dice(&source, other_source) >= 0.5;
            figures.lenient += usize::from(sources && dice(&content, other_content) >= 0.5);
            figures.strict += usize::from(source == *other_source && content == *other_content);
        }
    }
    figures
}

fn dice(one: &[usize], other: &[usize]) -> f64 {
    let shared = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    2.0 * shared as f64 / (one.len() + other.len()).max(1) as f64
}
