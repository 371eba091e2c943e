//! One JSON document a line in, one a line out, in order, on all cores.
//!
//! ```text
//! cargo run --release --example jsonl -- articles.jsonl > documents.jsonl
//! ```
//!
//! In: `{"id": …, "text": "…", "published": "2026-03-11"}`, where `published` may be `null`, empty or left out. Out: the same
//! `id`, then the document. A line that cannot be read gets a line on standard error,
//! `{"line": 7, "error": "…"}`, and the exit status is 1 once all others are done.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use onrecord::{Document, Extractor};
use serde::Serialize;

mod common;

use common::lines::{Line, Work, each};

/// Turn one JSON document a line, {"id", "text", "published"}, into {"id", …document} a line
///
/// The lines come out in the order they went in. A line that cannot be read gets a line with "error" on standard
/// error that names it, and the exit status is 1 once all others are done. Blank lines are skipped.
#[derive(Debug, Parser)]
#[command(name = "jsonl", version, max_term_width = 100)]
struct Arguments {
    /// What to read, - for standard input [default: standard input, or where that is a terminal the article that ships with the crate]
    file: Option<PathBuf>,

    #[command(flatten)]
    work: Work,
}

#[derive(Serialize)]
struct Out<'a> {
    id: serde_json::Value,
    #[serde(flatten)]
    document: Document<'a>,
}

fn main() -> ExitCode {
    common::run(|| {
        let arguments = Arguments::parse();
        each(arguments.file.as_ref(), &arguments.work, "", document)
    })
}

/// The line to write for an article.
fn document(line: Line) -> Result<Vec<u8>, String> {
    let Line { id, text, published } = line;
    let document = Extractor::builder().published(published).build().extract(&text);
    let mut out = serde_json::to_vec(&Out { id, document }).map_err(|error| error.to_string())?;
    out.push(b'\n');
    Ok(out)
}
