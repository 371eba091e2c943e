//! Level 10. Fits the models that ship with the crate; for the programs under `examples/train_*.rs`.
//!
//! Behind the feature `training`, and without any promise of stability.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::fold;
use crate::lexicon;
use crate::model::chain::Mask;
use crate::model::template::Atoms;
use crate::model::train::{self, Example, Options};
use crate::span::TextRange;
use crate::tag::{self, Dictionary, Tag, Tagger};

mod attribution;
mod names;

pub use attribution::{
    AttributedText, AttributionFiles, Figures, Ranges, Stage, attributed, attribution, figures,
};
pub use names::{NamedText, namer};

/// A text with tagged words.
#[derive(Clone, Debug)]
pub struct TaggedText {
    /// The text.
    pub text: String,
    /// Its words in order.
    pub words: Vec<TaggedWord>,
}

/// A word with its tag.
#[derive(Clone, Copy, Debug)]
pub struct TaggedWord {
    /// Where it is.
    pub range: TextRange,
    /// Its tag.
    pub tag: Tag,
    /// Whether it is a common noun in the plural, which the model tells apart.
    pub plural: bool,
}

impl TaggedWord {
    /// What the model should make of it.
    const fn label(&self) -> Mask {
        if self.plural { tag::PLURAL } else { self.tag.bit() }
    }
}

/// A word as a dictionary lists it.
#[derive(Clone, Debug)]
pub struct ListedWord {
    /// The word, in small letters.
    pub word: String,
    /// A letter for each part of speech and form that it may be.
    pub letters: String,
}

/// What fitting has come to.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Progress {
    /// The passes over the training data so far.
    pub epoch: usize,
    /// The figure on the development data, from 0 to 1.
    pub score: f64,
    /// The number of features kept.
    pub rows: usize,
}

/// How to fit a model.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often a feature must occur to be kept.
    pub least_count: u32,
    /// The passes over the training data, at most.
    pub epochs: usize,
    /// The size of a step.
    pub rate: f32,
    /// The penalty on large weights.
    pub decay: f32,
    /// The order of the training data.
    pub seed: u64,
}

impl Settings {
    const fn options(self, labels: usize) -> Options {
        let Self { least_count, epochs, rate, decay, seed } = self;
        Options { labels, least_count, epochs, rate, decay, seed, unit: None }
    }
}

/// The files of a tagger.
#[derive(Clone, Debug)]
pub struct TaggerFiles {
    /// `src/model/data/tags.txt`
    pub dictionary: String,
    /// `src/model/data/tags.bin`
    pub model: Vec<u8>,
}

/// Fits a tagger on `texts`, stopping where `dev` no longer gets better. `more` tells which tags further words mostly have;
/// it need not be free of errors. `listed` are the words of a dictionary, of which those in the texts and the frequent ones are
/// kept.
#[must_use]
pub fn tagger(
    texts: &[TaggedText],
    more: &[TaggedText],
    listed: &[ListedWord],
    dev: &[TaggedText],
    settings: Settings,
    mut report: impl FnMut(Progress),
) -> TaggerFiles {
    let words = dictionary(texts, more, listed);
    let dictionary = Dictionary::parse(&words);
    let mut examples = Vec::new();
    let mut atoms = Atoms::new(tag::atom::COUNT);
    let mut masks = Vec::new();
    for tagged in texts {
        let analysis = Analysis::new(&tagged.text);
        let gold = align(&analysis, &tagged.words);
        for sentence in analysis.sentence_list() {
            let tokens = analysis.tokens().get(sentence.tokens()).unwrap_or_default();
            tag::read(&tagged.text, tokens, &dictionary, &mut atoms, &mut masks);
            let gold = gold.get(sentence.tokens()).unwrap_or_default();
            examples.push(Example::new(tag::TEMPLATES, &atoms, gold, &masks));
        }
    }
    let weights =
        train::fit(tag::TEMPLATES, examples, settings.options(tag::LABELS), |epoch, weights| {
            let file = train::file(tag::TEMPLATES, weights);
            let files = TaggerFiles { dictionary: words.clone(), model: file };
            let score = accuracy(&judge(&files, dev, Tokens::Given));
            report(Progress { epoch, score, rows: weights.keys.len() });
            score
        });
    TaggerFiles { model: train::file(tag::TEMPLATES, &weights), dictionary: words }
}

/// A word that a tagger got wrong or right.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Judged<'t> {
    /// The word.
    pub word: &'t str,
    /// What it should be.
    pub gold: Tag,
    /// What the tagger took it for.
    pub found: Tag,
}

/// Which tokens a tagger is judged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokens {
    /// The words of the data themselves, as is the custom.
    Given,
    /// The crate's own: a word gets the tag of the token that holds its first byte.
    Own,
}

/// What the tagger of `files` makes of each word of `texts`; nothing where the files cannot be read.
#[must_use]
pub fn judge<'t>(files: &TaggerFiles, texts: &'t [TaggedText], on: Tokens) -> Vec<Judged<'t>> {
    let Ok(model) = tag::Model::read(&files.model, tag::TEMPLATES, tag::LABELS) else {
        return Vec::new();
    };
    let tagger = Tagger::new(model, Dictionary::parse(&files.dictionary));
    let mut judged = Vec::new();
    for tagged in texts {
        let analysis = match on {
            Tokens::Own => Analysis::new(&tagged.text),
            Tokens::Given => {
                Analysis::with_words(&tagged.text, tagged.words.iter().map(|word| word.range))
            }
        };
        let sentences = analysis.sentence_list().iter().map(|sentence| sentence.tokens());
        let tags = tagger.tag(&tagged.text, analysis.tokens(), sentences);
        judged.extend(tagged.words.iter().map(|&TaggedWord { range, tag: gold, .. }| {
            let token = analysis.tokens_in(range).start;
            Judged {
                word: range.of(&tagged.text),
                gold,
                found: tags.get(token).copied().unwrap_or(Tag::Other),
            }
        }));
    }
    judged
}

/// The share of `judged` whose universal tag is right.
#[must_use]
pub fn accuracy(judged: &[Judged<'_>]) -> f64 {
    let right =
        judged.iter().filter(|word| word.gold.universal() == word.found.universal()).count();
    right as f64 / judged.len().max(1) as f64
}

/// The label of each token: that of the word which holds its first byte.
fn align(analysis: &Analysis<'_>, words: &[TaggedWord]) -> Vec<Mask> {
    let label_of = |range: TextRange| {
        let at = words.partition_point(|word| word.range.end() <= range.start());
        let word = words.get(at)?;
        let whole = word.range.start() == range.start();
        let mark = range.of(analysis.text()).chars().all(|c| c.is_ascii_punctuation());
        let label = if mark && !whole { Tag::Punctuation.bit() } else { word.label() };
        word.range.overlaps(range).then_some(label)
    };
    analysis.token_ranges().map(|range| label_of(range).unwrap_or(Tag::Other.bit())).collect()
}

/// How often a word must occur for its tags to be taken as all that it can have.
const KNOWN: u32 = 6;

/// How often a word must occur for one tag to be taken as the only one.
const SURE: u32 = 20;

/// How often a word must occur for its tags not to need those of further texts beside them.
const WELL_KNOWN: u32 = 50;

/// How often a word must occur in all texts for the tags that it mostly has to be told.
const SEEN: u32 = 4;

/// How often each word, folded, has each label.
type Counts = BTreeMap<String, BTreeMap<Mask, u32>>;

/// The text of a [`Dictionary`]: the tags that words may have in `texts` (or, where they are rare there, in `more`), those
/// that they mostly have in both, and what they are listed as.
fn dictionary(texts: &[TaggedText], more: &[TaggedText], listed: &[ListedWord]) -> String {
    let (own, further) = (count(texts), count(more));
    let mut all = further.clone();
    for (word, labels) in &own {
        let sum = all.entry(word.clone()).or_default();
        labels.iter().for_each(|(label, count)| *sum.entry(*label).or_default() += count);
    }
    let is_frequent = |word: &String| lexicon::holds(lexicon::COMMON_WORDS, word);
    let listed: BTreeMap<&String, &String> = listed
        .iter()
        .filter(|it| all.contains_key(&it.word) || is_frequent(&it.word))
        .map(|it| (&it.word, &it.letters))
        .collect();
    let words: BTreeSet<&String> = all.keys().chain(listed.keys().copied()).collect();
    let mut text = String::from(
        "# Words, the tags that each may have, those that it mostly has, what it is listed as. Written by examples/train_tagger.rs.\n",
    );
    for word in words.into_iter().filter(|word| !word.contains(['\t', '\n', '#'])) {
        let allowed = allowed(own.get(word), further.get(word));
        let usual = all.get(word).filter(|labels| total(labels) >= SEEN);
        let usual = usual.map_or(0, |labels| shared(labels, 1, 10));
        let letters = listed.get(word).map_or("", |letters| letters.as_str());
        let line = format!("{word}\t{}\t{}\t{letters}", names(allowed), names(usual));
        let line = line.trim_end_matches('\t');
        if line != word {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The labels that a word may have, by its counts in the texts and in further ones; none where it is too rare to say.
fn allowed(own: Option<&BTreeMap<Mask, u32>>, further: Option<&BTreeMap<Mask, u32>>) -> Mask {
    let none = BTreeMap::new();
    let (own, further) = (own.unwrap_or(&none), further.unwrap_or(&none));
    let well_seen = total(further) >= SURE;
    let labels = shared(own, 1, 400);
    if total(own) >= if labels.is_power_of_two() { SURE } else { KNOWN } {
        let few = total(own) < WELL_KNOWN && well_seen;
        labels | if few { shared(further, 2, 10) } else { 0 }
    } else if well_seen {
        own.keys().fold(shared(further, 2, 50), |all, label| all | label)
    } else {
        0
    }
}

fn total(labels: &BTreeMap<Mask, u32>) -> u32 {
    labels.values().sum()
}

/// The labels that come up `least` times and once in `every` times.
fn shared(labels: &BTreeMap<Mask, u32>, least: u32, every: u32) -> Mask {
    let enough = |&(_, &count): &(&Mask, &u32)| count >= least && count * every >= total(labels);
    labels.iter().filter(enough).fold(0, |all, (label, _)| all | label)
}

fn names(labels: Mask) -> String {
    let bits = (0..Mask::BITS).filter(|bit| labels >> bit & 1 == 1);
    bits.map(tag::label_name).collect::<Vec<_>>().join(" ")
}

fn count(texts: &[TaggedText]) -> Counts {
    let mut counts = Counts::new();
    for tagged in texts {
        let analysis = Analysis::new(&tagged.text);
        for (range, label) in analysis.token_ranges().zip(align(&analysis, &tagged.words)) {
            let word = fold::chars(range.of(&tagged.text)).collect();
            *counts.entry(word).or_default().entry(label).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of words with their tags behind a stroke.
    fn tagged(line: &str) -> TaggedText {
        let mut tagged = TaggedText { text: String::new(), words: Vec::new() };
        for word in line.split(' ') {
            let (word, tag) = word.split_once('/').unwrap();
            let start = tagged.text.len();
            tagged.text.push_str(word);
            let range = TextRange::at(start, tagged.text.len());
            let tag = Tag::from_name(tag).unwrap();
            tagged.words.push(TaggedWord {
                range,
                tag,
                plural: word == "talks" && tag == Tag::Noun,
            });
            tagged.text.push(' ');
        }
        tagged
    }

    #[test]
    fn a_tagger_learns_what_it_is_shown_and_the_same_each_time() {
        let lines = [
            "the/DET talks/NOUN failed/VBD ./PUNCT",
            "she/PRON talks/VBZ ./PUNCT",
            "the/DET plans/NOUN failed/VBD ./PUNCT",
            "he/PRON plans/VBZ ./PUNCT",
        ];
        let texts: Vec<TaggedText> =
            lines.iter().cycle().take(80).map(|line| tagged(line)).collect();
        let settings = Settings { least_count: 2, epochs: 4, rate: 0.1, decay: 0.0, seed: 1 };
        let listed = [ListedWord { word: "talks".to_owned(), letters: "nz".to_owned() }];
        let fitted = || tagger(&texts, &[], &listed, &texts, settings, |_| ());
        let files = fitted();
        for on in [Tokens::Given, Tokens::Own] {
            assert!((accuracy(&judge(&files, &texts, on)) - 1.0).abs() < 1e-9);
        }
        assert_eq!(files.model, fitted().model);
        assert!(files.dictionary.contains("talks\tVBZ NNS\tVBZ NNS\tnz\n"), "{}", files.dictionary);
    }
}
