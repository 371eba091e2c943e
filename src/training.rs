//! Level 10. Fits the models that ship with the crate; for the programs under `examples/train_*.rs`.
//!
//! Behind the feature `training`, and without any promise of stability.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::fold;
use crate::model::Model;
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
    /// Its words in order, with the byte range and tag of each.
    pub words: Vec<(TextRange, Tag)>,
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
/// it need not be free of errors.
#[must_use]
pub fn tagger(
    texts: &[TaggedText],
    more: &[TaggedText],
    dev: &[TaggedText],
    settings: Settings,
    mut report: impl FnMut(Progress),
) -> TaggerFiles {
    let words = dictionary(texts, more);
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
            let gold: Vec<Mask> = gold.iter().map(|tag| tag.bit()).collect();
            examples.push(Example::new(tag::TEMPLATES, &atoms, &gold, &masks));
        }
    }
    let weights =
        train::fit(tag::TEMPLATES, examples, settings.options(tag::COUNT), |epoch, weights| {
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
    let Ok(model) = Model::read(&files.model, tag::TEMPLATES, tag::COUNT) else {
        return Vec::new();
    };
    let tagger = Tagger::new(model, Dictionary::parse(&files.dictionary));
    let mut judged = Vec::new();
    for tagged in texts {
        let analysis = match on {
            Tokens::Own => Analysis::new(&tagged.text),
            Tokens::Given => {
                Analysis::with_words(&tagged.text, tagged.words.iter().map(|&(range, _)| range))
            }
        };
        let sentences = analysis.sentence_list().iter().map(|sentence| sentence.tokens());
        let tags = tagger.tag(&tagged.text, analysis.tokens(), sentences);
        judged.extend(tagged.words.iter().map(|&(range, gold)| {
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

/// The tag of each token: that of the word which holds its first byte.
fn align(analysis: &Analysis<'_>, words: &[(TextRange, Tag)]) -> Vec<Tag> {
    let tag_of = |range: TextRange| {
        let at = words.partition_point(|(word, _)| word.end() <= range.start());
        let &(word, tag) = words.get(at)?;
        let whole = word.start() == range.start();
        let mark = range.of(analysis.text()).chars().all(|c| c.is_ascii_punctuation());
        word.overlaps(range).then_some(if mark && !whole { Tag::Punctuation } else { tag })
    };
    analysis.token_ranges().map(|range| tag_of(range).unwrap_or(Tag::Other)).collect()
}

/// How often a word must occur for its tags to be taken as all that it can have.
const KNOWN: u32 = 6;

/// How often a word must occur for one tag to be taken as the only one.
const SURE: u32 = 20;

/// How often a word must occur for its tags not to need those of further texts beside them.
const WELL_KNOWN: u32 = 50;

/// How often a word must occur in all texts for the tags that it mostly has to be told.
const SEEN: u32 = 4;

/// How often each word, folded, has each tag.
type Counts = BTreeMap<String, BTreeMap<Tag, u32>>;

/// The text of a [`Dictionary`]: the tags that words may have in `texts` (or, where they are rare there, in `more`), and those
/// that they mostly have in both.
fn dictionary(texts: &[TaggedText], more: &[TaggedText]) -> String {
    let (own, further) = (count(texts), count(more));
    let mut all = further.clone();
    for (word, tags) in &own {
        let sum = all.entry(word.clone()).or_default();
        tags.iter().for_each(|(tag, count)| *sum.entry(*tag).or_default() += count);
    }
    let mut text = String::from(
        "# Words, the tags that each may have, the tags that it mostly has. Written by examples/train_tagger.rs.\n",
    );
    for (word, tags) in all.iter().filter(|(word, _)| !word.contains(['\t', '\n', '#'])) {
        let allowed = allowed(own.get(word), further.get(word));
        let usual = if total(tags) >= SEEN { shared(tags, 1, 10) } else { BTreeSet::new() };
        if !allowed.is_empty() || !usual.is_empty() {
            text.push_str(&format!("{word}\t{}\t{}\n", names(&allowed), names(&usual)));
        }
    }
    text
}

/// The tags that a word may have, by its counts in the texts and in further ones; none where it is too rare to say.
fn allowed(
    own: Option<&BTreeMap<Tag, u32>>,
    further: Option<&BTreeMap<Tag, u32>>,
) -> BTreeSet<Tag> {
    let none = BTreeMap::new();
    let (own, further) = (own.unwrap_or(&none), further.unwrap_or(&none));
    let well_seen = total(further) >= SURE;
    let mut tags = shared(own, 2, 100);
    if total(own) >= if tags.len() > 1 { KNOWN } else { SURE } {
        if total(own) < WELL_KNOWN && well_seen {
            tags.extend(shared(further, 2, 10));
        }
        tags
    } else if well_seen {
        tags.extend(own.keys());
        tags.extend(shared(further, 2, 50));
        tags
    } else {
        BTreeSet::new()
    }
}

fn total(tags: &BTreeMap<Tag, u32>) -> u32 {
    tags.values().sum()
}

/// The tags that come up `least` times and once in `every` times.
fn shared(tags: &BTreeMap<Tag, u32>, least: u32, every: u32) -> BTreeSet<Tag> {
    let enough = |&(_, &count): &(&Tag, &u32)| count >= least && count * every >= total(tags);
    tags.iter().filter(enough).map(|(tag, _)| *tag).collect()
}

fn names(tags: &BTreeSet<Tag>) -> String {
    tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join(" ")
}

fn count(texts: &[TaggedText]) -> Counts {
    let mut counts = Counts::new();
    for tagged in texts {
        let analysis = Analysis::new(&tagged.text);
        for (range, tag) in analysis.token_ranges().zip(align(&analysis, &tagged.words)) {
            let word = fold::chars(range.of(&tagged.text)).collect();
            *counts.entry(word).or_default().entry(tag).or_default() += 1;
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
            tagged
                .words
                .push((TextRange::at(start, tagged.text.len()), Tag::from_name(tag).unwrap()));
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
        let fitted = || tagger(&texts, &[], &texts, settings, |_| ());
        let files = fitted();
        for on in [Tokens::Given, Tokens::Own] {
            assert!((accuracy(&judge(&files, &texts, on)) - 1.0).abs() < 1e-9);
        }
        assert_eq!(files.model, fitted().model);
        assert!(files.dictionary.contains("talks\tNOUN VBZ\tNOUN VBZ\n"), "{}", files.dictionary);
    }
}
