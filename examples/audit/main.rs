//! On whose word an article rests: who speaks how much, who is not named and on what grounds, what rests on one of them
//! alone, and through whom words came. Of many articles, one row each.
//!
//! ```text
//! cargo run --release --example audit
//! cargo run --release --example audit -- article.txt --published 2026-03-11 --html audit.html
//! cargo run --release --example audit -- --lines articles.jsonl > audit.csv
//! ```

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

#[path = "../common/mod.rs"]
mod common;
mod page;
mod profile;
mod row;
mod terminal;

use common::lines::{Work, each};
use common::{Html, Input};
use profile::Profile;

/// Tell on whose word a news article rests
#[derive(Debug, Parser)]
#[command(name = "audit", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    html: Html,

    /// Audit many articles instead, {"id", "text", "published"} a line, and write a row of CSV for each; - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "html"])]
    lines: Option<PathBuf>,

    #[command(flatten)]
    work: Work,
}

fn main() -> ExitCode {
    common::run(|| {
        let arguments = Arguments::parse();
        if let Some(file) = &arguments.lines {
            return each(Some(file), &arguments.work, row::HEAD, row::row);
        }
        let article = arguments.input.read()?;
        let document = article.extract();
        let profile = Profile::new(&article, &document);
        arguments.html.show(|| terminal::show(&profile), || page::render(&profile))
    })
}
