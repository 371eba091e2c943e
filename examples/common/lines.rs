//! Articles of a file, one JSON document a line, worked on by all cores and written in order.

use std::borrow::Cow;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use onrecord::Date;
use rayon::prelude::*;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::Article;

/// A chunk ends at this many bytes even where it has fewer lines than it may.
const CHUNK_BYTES: usize = 16 << 20;

/// The arguments that say how to work through many articles.
#[derive(Debug, clap::Args)]
pub(crate) struct Work {
    /// How many threads [default: one a core]
    #[arg(long, short = 'j', value_name = "COUNT")]
    threads: Option<NonZeroUsize>,

    /// How many lines to hold at a time: the memory needed is for these
    #[arg(long, value_name = "LINES", default_value = "256")]
    chunk: NonZeroUsize,
}

/// An article.
#[derive(Deserialize)]
pub(crate) struct Line {
    pub(crate) id: serde_json::Value,
    pub(crate) text: String,
    #[serde(default, deserialize_with = "day")]
    pub(crate) published: Option<Date>,
}

/// A day; none where the field is `null` or empty, as exports write it that do not know the day.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<Cow<'de, str>>::deserialize(deserializer)?;
    text.filter(|text| !text.is_empty())
        .map(|text| text.parse().map_err(D::Error::custom))
        .transpose()
}

impl Line {
    /// The article of a line: none for a blank one.
    fn read(line: &[u8]) -> Result<Option<Self>, String> {
        let line = std::str::from_utf8(line)
            .map_err(|error| format!("not UTF-8 at byte {} of the line", error.valid_up_to()))?;
        let line = line.trim();
        if line.is_empty() {
            return Ok(None);
        }
        serde_json::from_str(line).map(Some).map_err(|error| told(&error))
    }
}

#[derive(Serialize)]
struct Unread {
    line: usize,
    error: String,
}

/// Writes for each article of `file`, or of standard input, what `write` makes of it, after `head`.
///
/// A line that cannot be read gets a line with "error" on standard error that names it.
pub(crate) fn each(
    file: Option<&PathBuf>,
    work: &Work,
    head: &str,
    write: impl Fn(Line) -> Result<Vec<u8>, String> + Sync,
) -> Result<ExitCode, Box<dyn Error>> {
    let threads = work.threads.map_or(0, NonZeroUsize::get);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let source = open(file)?;
    let progress = progress(source.bytes);
    io::stdout().write_all(head.as_bytes())?;
    let result = convert(source.lines, work.chunk.get(), &progress, &write);
    progress.finish_and_clear();
    result
}

/// What to read, and how many bytes it has where that is known.
struct Source {
    lines: Box<dyn BufRead>,
    bytes: Option<u64>,
}

fn open(file: Option<&PathBuf>) -> Result<Source, Box<dyn Error>> {
    match file {
        Some(path) if path.as_os_str() != "-" => {
            let name = path.display();
            let file = File::open(path).map_err(|error| format!("cannot read {name}: {error}"))?;
            let bytes = file.metadata()?.len();
            Ok(Source { lines: Box::new(BufReader::new(file)), bytes: Some(bytes) })
        }
        None if io::stdin().is_terminal() => {
            let article = Article::shipped()?;
            let line = serde_json::json!({
                "id": "article", "text": article.text, "published": article.published,
            });
            Ok(Source { lines: Box::new(io::Cursor::new(line.to_string())), bytes: None })
        }
        _ => Ok(Source { lines: Box::new(BufReader::new(io::stdin())), bytes: None }),
    }
}

/// A bar on a terminal that does not show the documents themselves.
fn progress(bytes: Option<u64>) -> ProgressBar {
    if io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match bytes {
        Some(bytes) => (
            ProgressBar::new(bytes),
            "{bar:40} {percent:>3}%  {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}, {bytes_per_sec}"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Reads, extracts and writes a chunk at a time.
fn convert(
    mut input: impl BufRead,
    lines: usize,
    progress: &ProgressBar,
    write: &(impl Fn(Line) -> Result<Vec<u8>, String> + Sync),
) -> Result<ExitCode, Box<dyn Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut read = 0;
    let mut all_read = true;
    loop {
        let chunk = chunk(&mut input, lines)?;
        if chunk.is_empty() {
            break;
        }
        let results: Vec<_> =
            chunk.par_iter().map(|line| Line::read(line)?.map_or(Ok(Vec::new()), write)).collect();
        for (bytes, result) in chunk.iter().zip(results) {
            read += 1;
            match result {
                Ok(line) => out.write_all(&line)?,
                Err(error) => {
                    all_read = false;
                    let unread = serde_json::to_string(&Unread { line: read, error })?;
                    progress.suspend(|| writeln!(io::stderr(), "{unread}"))?;
                }
            }
            progress.inc(bytes.len() as u64);
        }
        out.flush()?;
    }
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The next lines, at most so many.
fn chunk(input: &mut impl BufRead, lines: usize) -> io::Result<Vec<Vec<u8>>> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < lines && bytes < CHUNK_BYTES {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        bytes += line.len();
        chunk.push(line);
    }
    Ok(chunk)
}

/// What is wrong with a line of JSON; that it is the line's line 1 goes without saying.
fn told(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}
