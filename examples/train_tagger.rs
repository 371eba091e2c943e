//! Fits the part-of-speech tagger and writes `src/model/data/tags.bin` and `tags.txt`.
//!
//! ```text
//! cargo run --release --features training --example train_tagger -- \
//!     --train en_ewt-ud-train.conllu --train gum-train.conllu --dev en_ewt-ud-dev.conllu
//! ```
//!
//! The files are CoNLL-U: the Universal Dependencies' English Web Treebank (CC BY-SA 4.0) and GUM (CC BY 4.0 parts).

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use onrecord::training::{self, Judged, ListedWord, Settings, TaggedText, TaggedWord, Tokens};
use onrecord::{Tag, TextRange};

/// Fits the part-of-speech tagger.
#[derive(Parser)]
struct Arguments {
    /// CoNLL-U files to learn from.
    #[arg(long, required = true)]
    train: Vec<PathBuf>,
    /// Files of `examples/training/label.py` that tell of further words.
    #[arg(long)]
    labelled: Vec<PathBuf>,
    /// A file of `examples/training/wordnet.py`, which tells what words are listed as.
    #[arg(long)]
    listed: Option<PathBuf>,
    /// CoNLL-U files to choose the best pass by, each reported by itself.
    #[arg(long, required = true)]
    dev: Vec<PathBuf>,
    /// Where to write `tags.bin` and `tags.txt`.
    #[arg(long, default_value = "src/model/data")]
    out: PathBuf,
    /// How often a feature must occur to be kept.
    #[arg(long, default_value_t = 6)]
    least_count: u32,
    /// Passes over the training data, at most.
    #[arg(long, default_value_t = 10)]
    epochs: usize,
    /// The size of a step.
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// The penalty on large weights.
    #[arg(long, default_value_t = 0.0)]
    decay: f32,
    /// Show this many of the commonest errors on each development file.
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let train = read_all(&arguments.train)?;
    let more = arguments
        .labelled
        .iter()
        .map(|path| read_labelled(path))
        .collect::<Result<Vec<_>, _>>()?
        .concat();
    let listed = arguments.listed.as_deref().map_or(Ok(Vec::new()), read_listed)?;
    let dev = read_all(&arguments.dev)?;
    let settings = Settings {
        least_count: arguments.least_count,
        epochs: arguments.epochs,
        rate: arguments.rate,
        decay: arguments.decay,
        seed: 1,
    };
    let style = ProgressStyle::with_template("{bar:24} pass {pos} of {len}, {elapsed}, {msg}")?;
    let bar = ProgressBar::new(settings.epochs as u64).with_style(style);
    let files = training::tagger(&train, &more, &listed, &dev, settings, |progress| {
        bar.set_position(progress.epoch as u64);
        bar.set_message(format!(
            "{:.2} % right, {} features",
            100.0 * progress.score,
            progress.rows
        ));
        bar.suspend(|| {
            eprintln!(
                "pass {}: {:.3} % right, {} features",
                progress.epoch,
                100.0 * progress.score,
                progress.rows
            )
        });
    });
    bar.finish();
    for path in &arguments.dev {
        let texts = read(path)?;
        let given = training::judge(&files, &texts, Tokens::Given);
        let own = training::judge(&files, &texts, Tokens::Own);
        let percent = |judged: &[Judged<'_>]| 100.0 * training::accuracy(judged);
        eprintln!(
            "{}: {:.2} % of universal tags right on the data's words, {:.2} % on the crate's tokens",
            path.display(),
            percent(&given),
            percent(&own)
        );
        show_errors(&given, arguments.errors);
    }
    std::fs::write(arguments.out.join("tags.bin"), &files.model)?;
    std::fs::write(arguments.out.join("tags.txt"), &files.dictionary)?;
    eprintln!("tags.bin {} bytes, tags.txt {} bytes", files.model.len(), files.dictionary.len());
    Ok(())
}

/// The commonest errors: how often, what it is, what it was taken for, the words it befalls most.
fn show_errors(judged: &[Judged<'_>], most: usize) {
    let mut errors: BTreeMap<(&str, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    for word in judged.iter().filter(|word| word.gold.universal() != word.found.universal()) {
        let words = errors.entry((word.gold.universal(), word.found.universal())).or_default();
        *words.entry(word.word).or_default() += 1;
    }
    let mut rows: Vec<_> =
        errors.iter().map(|(tags, words)| (words.values().sum::<usize>(), tags, words)).collect();
    rows.sort_by_key(|&(count, tags, _)| (std::cmp::Reverse(count), tags));
    for (count, (gold, found), words) in rows.into_iter().take(most) {
        let mut words: Vec<_> = words.iter().collect();
        words.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
        let words: Vec<String> =
            words.into_iter().take(8).map(|(word, count)| format!("{word} {count}")).collect();
        eprintln!("{count:6} {gold:>6} taken for {found:<6} {}", words.join(", "));
    }
}

fn read_all(paths: &[PathBuf]) -> Result<Vec<TaggedText>, Box<dyn Error>> {
    Ok(paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?.concat())
}

/// A line of `examples/training/label.py`.
#[derive(serde::Deserialize)]
struct Labelled {
    text: String,
    words: Vec<(usize, usize, String, String)>,
}

/// The documents of a file of `examples/training/label.py`.
fn read_labelled(path: &Path) -> Result<Vec<TaggedText>, Box<dyn Error>> {
    let file =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut texts = Vec::new();
    for (number, line) in file.lines().enumerate() {
        let place = |error: String| format!("{}:{}: {error}", path.display(), number + 1);
        let Labelled { text, words } =
            serde_json::from_str(line).map_err(|error| place(error.to_string()))?;
        let word = |(start, end, universal, penn): (usize, usize, String, String)| {
            let range = TextRange::new(start, end)?;
            tagged(range, &universal, &penn)
        };
        let words = words.into_iter().map(word).collect::<Option<Vec<_>>>();
        let words = words.ok_or_else(|| place("expected universal and Penn tags".to_owned()))?;
        texts.push(TaggedText { text, words });
    }
    Ok(texts)
}

/// The words of a file of `examples/training/wordnet.py`, each with a letter for each thing that it may be.
fn read_listed(path: &Path) -> Result<Vec<ListedWord>, Box<dyn Error>> {
    let file =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut words = Vec::new();
    for (number, line) in file.lines().enumerate() {
        let &[word, letters] = line.split('\t').collect::<Vec<_>>().as_slice() else {
            return Err(format!("{}:{}: expected two fields", path.display(), number + 1).into());
        };
        words.push(ListedWord { word: word.to_owned(), letters: letters.to_owned() });
    }
    Ok(words)
}

/// The word at `range` with the tag for a universal and a Penn tag.
fn tagged(range: TextRange, universal: &str, penn: &str) -> Option<TaggedWord> {
    let verb = universal == "VERB";
    let tag = Tag::from_name(if verb { penn } else { universal });
    let tag = tag.or(verb.then_some(Tag::VerbBase))?;
    Some(TaggedWord { range, tag, plural: tag == Tag::Noun && penn == "NNS" })
}

/// The documents of a CoNLL-U file. A sentence's text follows the last one's after a space, or on a new line where it opens a
/// paragraph.
fn read(path: &Path) -> Result<Vec<TaggedText>, Box<dyn Error>> {
    let file =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut texts: Vec<TaggedText> = Vec::new();
    let (mut gap, mut at) = ("", 0);
    for (number, line) in file.lines().enumerate() {
        if line.starts_with("# newdoc") || texts.is_empty() {
            texts.push(TaggedText { text: String::new(), words: Vec::new() });
            gap = "";
        }
        let Some(text) = texts.last_mut() else { continue };
        if line.starts_with("# newpar") {
            gap = if text.text.is_empty() { "" } else { "\n\n" };
        } else if let Some(sentence) = line.strip_prefix("# text = ") {
            text.text.push_str(gap);
            at = text.text.len();
            text.text.push_str(sentence);
            gap = " ";
        } else if line.starts_with(|c: char| c.is_ascii_digit()) {
            let place = || format!("{}:{}", path.display(), number + 1);
            let fields: Vec<&str> = line.split('\t').collect();
            let &[id, form, _, upos, xpos, ..] = fields.as_slice() else {
                return Err(
                    format!("{}: expected ten fields, found {}", place(), fields.len()).into()
                );
            };
            if id.contains(['-', '.']) {
                continue;
            }
            let rest = text.text.get(at..).unwrap_or_default();
            let Some(found) = rest.find(form) else { continue };
            let range =
                TextRange::new(at + found, at + found + form.len()).ok_or("an empty word")?;
            let word = tagged(range, upos, xpos)
                .ok_or_else(|| format!("{}: expected a universal tag, found {upos:?}", place()))?;
            text.words.push(word);
            at = range.end();
        }
    }
    Ok(texts)
}
