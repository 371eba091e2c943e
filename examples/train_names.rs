//! Fits the model of names and writes `src/model/data/names.bin`.
//!
//! ```text
//! cargo run --release --features training --example train_names -- \
//!     --train wikigold.jsonl --labelled wikinews.jsonl --dev uner-ewt-dev.jsonl
//! ```
//!
//! The files hold a JSON document a line: `{"id", "text", "genre", "entities": [[start, end, type, ...], ...]}`, with half-open
//! UTF-8 byte offsets and the types of any of the usual inventories.

use std::error::Error;
use std::path::{Path, PathBuf};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use onrecord::training::{self, NamedText, Settings};
use onrecord::{EntityKind, TextRange};

/// Fits the model of names.
#[derive(Parser)]
struct Arguments {
    /// Files to learn from, marked by hand.
    #[arg(long, required = true)]
    train: Vec<PathBuf>,
    /// How often each of them counts.
    #[arg(long, default_value_t = 1)]
    times: usize,
    /// Files of `examples/training/label.py` to learn from.
    #[arg(long)]
    labelled: Vec<PathBuf>,
    /// Files to choose the best pass by.
    #[arg(long, required = true)]
    dev: Vec<PathBuf>,
    /// Leave out documents of these genres.
    #[arg(long, value_delimiter = ',')]
    without: Vec<String>,
    /// Where to write `names.bin`.
    #[arg(long, default_value = "src/model/data")]
    out: PathBuf,
    /// How often a feature must occur to be kept.
    #[arg(long, default_value_t = 8)]
    least_count: u32,
    /// Passes over the training data, at most.
    #[arg(long, default_value_t = 6)]
    epochs: usize,
    /// The size of a step.
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// The penalty on large weights.
    #[arg(long, default_value_t = 0.0)]
    decay: f32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let read_all = |paths: &[PathBuf]| {
        paths.iter().map(|path| read(path, &arguments.without)).collect::<Result<Vec<_>, _>>()
    };
    let by_hand = read_all(&arguments.train)?.concat();
    let mut train = read_all(&arguments.labelled)?.concat();
    // A program misses names: what it leaves out may be one.
    train.iter_mut().for_each(|text| text.unmarked = EntityKind::ALL.to_vec());
    for _ in 0..arguments.times {
        train.extend(by_hand.iter().cloned());
    }
    let dev = read_all(&arguments.dev)?.concat();
    let settings = Settings {
        least_count: arguments.least_count,
        epochs: arguments.epochs,
        rate: arguments.rate,
        decay: arguments.decay,
        seed: 1,
    };
    let style = ProgressStyle::with_template("{bar:24} pass {pos} of {len}, {elapsed}")?;
    let bar = ProgressBar::new(settings.epochs as u64).with_style(style);
    let file = training::namer(&train, &dev, settings, |progress| {
        bar.set_position(progress.epoch as u64);
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
    std::fs::write(arguments.out.join("names.bin"), &file)?;
    eprintln!("names.bin {} bytes", file.len());
    Ok(())
}

/// A line of a file.
#[derive(serde::Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    genre: String,
    entities: Vec<Vec<serde_json::Value>>,
}

/// The documents of a file, but those of genres `without`.
fn read(path: &Path, without: &[String]) -> Result<Vec<NamedText>, Box<dyn Error>> {
    let file =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut texts = Vec::new();
    let mut inventory: Vec<String> = Vec::new();
    for (number, line) in file.lines().enumerate() {
        let place = |error: String| format!("{}:{}: {error}", path.display(), number + 1);
        let Line { text, genre, entities } =
            serde_json::from_str(line).map_err(|error| place(error.to_string()))?;
        if without.contains(&genre) {
            continue;
        }
        let mut names = Vec::new();
        for entity in &entities {
            let [start, end, name, ..] = entity.as_slice() else {
                return Err(place("expected a start, an end and a type".to_owned()).into());
            };
            let offset = |value: &serde_json::Value| value.as_u64().map(|n| n as usize);
            let (Some(start), Some(end), Some(name)) = (offset(start), offset(end), name.as_str())
            else {
                return Err(place("expected a start, an end and a type".to_owned()).into());
            };
            inventory.push(name.to_owned());
            let range =
                TextRange::new(start, end).ok_or_else(|| place("an empty name".to_owned()))?;
            let kinds = kinds(name);
            if !kinds.is_empty() {
                names.push((range, kinds.to_vec()));
            }
        }
        names.sort_by_key(|(range, _)| (range.start(), range.end()));
        texts.push(NamedText { text, names, unmarked: Vec::new() });
    }
    inventory.sort();
    inventory.dedup();
    let has = |name: &str| inventory.iter().any(|other| other == name);
    // Where governments' places have a type of their own, `LOC` is what is left.
    if has("GPE") {
        for (_, kinds) in texts.iter_mut().flat_map(|text| &mut text.names) {
            if kinds.len() == 3 {
                *kinds = vec![EntityKind::Location];
            }
        }
    }
    let mut unmarked = unmarked(&inventory);
    // GUM does not mark words for nationalities.
    if has("ABSTRACT") {
        unmarked.push(EntityKind::Group);
    }
    texts.iter_mut().for_each(|text| text.unmarked.clone_from(&unmarked));
    Ok(texts)
}

/// The kinds that no name of a set with this inventory is of, so that words it does not mark may be of them.
fn unmarked(inventory: &[String]) -> Vec<EntityKind> {
    let marks = |kind: EntityKind| inventory.iter().any(|name| kinds(name).contains(&kind));
    EntityKind::ALL.iter().copied().filter(|&kind| !marks(kind)).collect()
}

/// The kinds of a type of the usual inventories; none for numbers, times and the like.
fn kinds(name: &str) -> &'static [EntityKind] {
    use EntityKind as Kind;
    match name {
        "PER" | "PERSON" | "Person" | "person" | "politician" => &[Kind::Person],
        "ORG" | "Organization" | "organisation" | "politicalparty" => &[Kind::Organization],
        "GPE" | "country" => &[Kind::Geopolitical],
        "LOC" | "PLACE" | "location" => &[Kind::Geopolitical, Kind::Location, Kind::Facility],
        "FAC" => &[Kind::Facility],
        "NORP" => &[Kind::Group],
        "EVENT" | "event" | "election" => &[Kind::Event],
        "WORK_OF_ART" => &[Kind::Work],
        "PRODUCT" | "OBJECT" => &[Kind::Product],
        "LAW" => &[Kind::Law],
        "LANGUAGE" => &[Kind::Language],
        "MISC" | "misc" | "ABSTRACT" => {
            &[Kind::Group, Kind::Event, Kind::Work, Kind::Product, Kind::Law, Kind::Language]
        }
        _ => &[],
    }
}
