//! Fits the models that find attributions and writes `src/model/data/attribution_*.bin`.
//!
//! ```text
//! cargo run --release --features training --example train_attribution -- \
//!     --train polnear-train.jsonl --lines wikinews-train.jsonl --parts gum.jsonl --dev polnear-dev.jsonl
//! ```
//!
//! A line of a file is a text with its attributions, as lists of byte ranges:
//! `{"id", "text", "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 30]]}]}`. A line may have the length of
//! its text in `bytes` in place of it; the text is then that of the line with the same id in a file of `--texts`. A directory
//! holds articles with marks: `[s1|Jane Roe] [c1|said] [t1|she would go]`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use onrecord::TextRange;
use onrecord::training::{self, AttributedText, Ranges, Stage};

#[path = "common/annotated.rs"]
mod annotated;

use annotated::Annotated;

/// Fits the models that find attributions.
#[derive(Parser)]
struct Arguments {
    /// Texts to learn from.
    #[arg(long, required = true)]
    train: Vec<PathBuf>,
    /// Texts with a sentence a line, to be regrouped into paragraphs and learnt from.
    #[arg(long)]
    lines: Vec<PathBuf>,
    /// Texts whose attributions are not complete: to learn sources and contents from.
    #[arg(long)]
    parts: Vec<PathBuf>,
    /// Texts to report figures on.
    #[arg(long)]
    dev: Vec<PathBuf>,
    /// Texts by id, for lines that have none.
    #[arg(long)]
    texts: Vec<PathBuf>,
    /// Where to write the models.
    #[arg(long, default_value = "src/model/data")]
    out: PathBuf,
    /// Where to write what the models find in the texts to report on.
    #[arg(long)]
    predictions: Option<PathBuf>,
    /// The confidence below which an attribution is left out of the figures.
    #[arg(long)]
    least: Option<f32>,
    /// For each model, how often a feature must occur to be kept.
    #[arg(long, num_args = 4, default_values_t = [60, 60, 40, 20])]
    least_count: Vec<u32>,
    /// For each model, the passes over the training data.
    #[arg(long, num_args = 4, default_values_t = [8, 7, 4, 8])]
    epochs: Vec<usize>,
    /// For each model, the size of a step.
    #[arg(long, num_args = 4, default_values_t = [0.05, 0.05, 0.05, 0.05])]
    rate: Vec<f32>,
    /// The penalty on large weights.
    #[arg(long, default_value_t = 0.0)]
    decay: f32,
    /// The order of the training data.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let by_id = texts_by_id(&arguments.texts)?;
    let mut texts = read_all(&arguments.train, &by_id)?;
    for mut text in read_all(&arguments.lines, &by_id)? {
        regroup(&mut text.text);
        texts.push(text);
    }
    texts.extend(
        read_all(&arguments.parts, &by_id)?
            .into_iter()
            .map(|text| AttributedText { complete: false, ..text }),
    );
    let stage = |place: usize| -> Option<Stage> {
        Some(Stage {
            least_count: *arguments.least_count.get(place)?,
            epochs: *arguments.epochs.get(place)?,
            rate: *arguments.rate.get(place)?,
            decay: arguments.decay,
        })
    };
    let stages = [0, 1, 2, 3].map(stage);
    let [Some(spot), Some(parts), Some(choose), Some(decide)] = stages else {
        return Err("expected four stages".into());
    };
    let passes = 5 * (spot.epochs + parts.epochs + choose.epochs) + decide.epochs;
    let style = ProgressStyle::with_template("{bar:24} {elapsed}, {msg}")?;
    let bar = ProgressBar::new(passes as u64).with_style(style);
    let files = training::attribution(
        &texts,
        [spot, parts, choose, decide],
        arguments.seed,
        |what, pass, rows| {
            bar.inc(1);
            bar.set_message(format!("{what}: pass {pass}, {rows} features"));
        },
    );
    bar.finish();
    for (name, file) in [
        ("spot", &files.spot),
        ("parts", &files.parts),
        ("choose", &files.choose),
        ("decide", &files.decide),
    ] {
        std::fs::write(arguments.out.join(format!("attribution_{name}.bin")), file)?;
        eprintln!("attribution_{name}.bin: {} bytes", file.len());
    }
    for path in &arguments.dev {
        let texts = read(path, &by_id)?;
        let found = training::attributed(&files, &texts, arguments.least);
        eprintln!("{}: {}", path.display(), training::figures(&texts, &found));
        if let Some(directory) = &arguments.predictions {
            let name = path.file_name().ok_or("expected the name of a file")?;
            std::fs::write(directory.join(name), lines(&texts, &found)?)?;
        }
    }
    Ok(())
}

/// A line for each text with what was found in it.
fn lines(texts: &[AttributedText], found: &[Vec<(Ranges, f32)>]) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    let pairs = |ranges: &[TextRange]| -> Vec<[usize; 2]> {
        ranges.iter().map(|range| [range.start(), range.end()]).collect()
    };
    for (text, found) in texts.iter().zip(found) {
        let found: Vec<_> = found
            .iter()
            .map(|(ranges, confidence)| {
                serde_json::json!({
                    "source": pairs(&ranges.source),
                    "cue": pairs(&ranges.cue),
                    "content": pairs(&ranges.content),
                    "confidence": confidence,
                })
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({"id": text.id, "attributions": found}))?;
    }
    Ok(out)
}

/// A line of a file of texts.
#[derive(serde::Deserialize)]
struct Line {
    id: String,
    text: Option<String>,
    bytes: Option<usize>,
    #[serde(default)]
    attributions: Vec<Spans>,
}

#[derive(serde::Deserialize)]
struct Spans {
    #[serde(default)]
    source: Vec<(usize, usize)>,
    #[serde(default)]
    cue: Vec<(usize, usize)>,
    #[serde(default)]
    content: Vec<(usize, usize)>,
}

/// The texts of `paths`, by id.
fn texts_by_id(paths: &[PathBuf]) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut by_id = BTreeMap::new();
    for path in paths {
        for line in read_lines(path)? {
            by_id.extend(line.text.map(|text| (line.id, text)));
        }
    }
    Ok(by_id)
}

fn read_all(
    paths: &[PathBuf],
    by_id: &BTreeMap<String, String>,
) -> Result<Vec<AttributedText>, Box<dyn Error>> {
    Ok(paths.iter().map(|path| read(path, by_id)).collect::<Result<Vec<_>, _>>()?.concat())
}

/// The texts of the file at `path`; those that its lines leave out are in `by_id`.
fn read(
    path: &Path,
    by_id: &BTreeMap<String, String>,
) -> Result<Vec<AttributedText>, Box<dyn Error>> {
    if path.is_dir() {
        return Ok(annotated::read(path)?.into_iter().map(text_of).collect());
    }
    let mut texts = Vec::new();
    for Line { id, text, bytes, attributions } in read_lines(path)? {
        let text = text.or_else(|| by_id.get(&id).cloned()).unwrap_or_default();
        if bytes.is_some_and(|bytes| bytes != text.len()) || text.is_empty() {
            let wanted = bytes.map_or(String::new(), |bytes| format!(" of {bytes} bytes"));
            let error = format!(
                "{}: expected a text{wanted} for {id}, in the file or in one of --texts; found {} bytes",
                path.display(),
                text.len()
            );
            return Err(error.into());
        }
        let ranges = |spans: Vec<(usize, usize)>| -> Vec<TextRange> {
            spans.into_iter().filter_map(|(start, end)| TextRange::new(start, end)).collect()
        };
        let attributions = attributions
            .into_iter()
            .map(|Spans { source, cue, content }| Ranges {
                source: ranges(source),
                cue: ranges(cue),
                content: ranges(content),
            })
            .collect();
        texts.push(AttributedText { id, text, attributions, complete: true });
    }
    Ok(texts)
}

fn read_lines(path: &Path) -> Result<Vec<Line>, Box<dyn Error>> {
    let file =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let line = |(number, line)| {
        serde_json::from_str(line)
            .map_err(|error| format!("{}:{}: {error}", path.display(), number + 1).into())
    };
    file.lines().enumerate().map(line).collect()
}

fn text_of(article: Annotated) -> AttributedText {
    let Annotated { name, text, attributions, .. } = article;
    let ranges = |spans: annotated::Spans| {
        let annotated::Spans { source, cue, content } = spans;
        Ranges { source, cue, content }
    };
    let attributions = attributions.into_iter().map(ranges).collect();
    AttributedText { id: name, text, attributions, complete: true }
}

/// Makes paragraphs of one to four lines, in place: every byte keeps its offset.
fn regroup(text: &mut String) {
    let mut lines = 0;
    let mut wanted = 1;
    *text = text
        .chars()
        .map(|c| {
            if c != '\n' {
                return c;
            }
            lines += 1;
            // The headline and the dateline keep their lines; from there on paragraphs of changing length.
            if lines <= 2 || wanted <= 1 {
                wanted = 1 + (lines * 7 + 3) % 4;
                '\n'
            } else {
                wanted -= 1;
                ' '
            }
        })
        .collect();
}
