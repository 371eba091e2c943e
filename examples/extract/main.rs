//! Who said what, when, and on whose word, in one article.
//!
//! ```text
//! cargo run --release --example extract
//! cargo run --release --example extract -- article.txt --published 2026-03-11 --format json
//! ```

use std::process::ExitCode;

use clap::Parser;
use comfy_table::{ContentArrangement, Table, presets};

#[path = "../common/mod.rs"]
mod common;
mod listing;

use common::finding::{Finding, Part, findings, short};
use common::{Input, narrow, width};

/// Tell who said what, when, and on whose word, in a news article
#[derive(Debug, Parser)]
#[command(name = "extract", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    input: Input,

    /// How to show what was found
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,

    /// Show these parts only (listing and table)
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    only: Vec<Part>,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// Source by source, then dates, names and the rest
    #[default]
    Listing,
    /// A row for everything that was found, in the order of the text
    Table,
    /// The JSON document
    Json,
}

fn main() -> ExitCode {
    common::run(|| {
        let arguments = Arguments::parse();
        let article = arguments.input.read()?;
        let document = article.extract();
        let wanted = |part| arguments.only.is_empty() || arguments.only.contains(&part);
        common::print(&match arguments.format {
            Format::Listing => listing::listing(&article, &document, wanted),
            Format::Table => table(&findings(&document, wanted)),
            Format::Json => serde_json::to_string_pretty(&document)? + "\n",
        })
    })
}

fn table(findings: &[Finding]) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_BORDERS_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width())
        .set_header(["bytes", "part", "kind", "text", "value"]);
    for found in findings {
        let bytes = format!("{}..{}", found.range.start(), found.range.end());
        table.add_row([&bytes, found.part, &found.kind, &short(&found.text), &found.value]);
    }
    narrow(&mut table, &[0, 1, 2]);
    format!("{table}\n")
}
