//! Which rule made what, sentence by sentence.
//!
//! ```text
//! cargo run --release --example explain
//! cargo run --release --example explain -- article.txt --published 2026-03-11 --only dates
//! cargo run --release --example explain -- article.txt --rule weekday
//! ```

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

use clap::Parser;
use comfy_table::{ContentArrangement, Table, presets};
use onrecord::Analysis;

mod common;

use common::finding::{Finding, Part, findings, short};
use common::palette::{BOLD, DIM};
use common::{Input, count, narrow, width};

/// Tell which rule made what in a news article, sentence by sentence
#[derive(Debug, Parser)]
#[command(name = "explain", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    input: Input,

    /// Explain these parts only
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    only: Vec<Part>,

    /// Explain what rules did whose name contains this
    #[arg(long, value_name = "WORD")]
    rule: Option<String>,
}

fn main() -> ExitCode {
    common::run(|| {
        let arguments = Arguments::parse();
        let article = arguments.input.read()?;
        let document = article.extract();
        let mut found =
            findings(&document, |part| arguments.only.is_empty() || arguments.only.contains(&part));
        if let Some(word) = &arguments.rule {
            found.retain(|row| row.rule.contains(word.as_str()));
        }
        common::print(&(by_sentence(&article.text, &found) + &tally(&found)))
    })
}

/// Every sentence in which something was found, and beneath it what.
fn by_sentence(text: &str, found: &[Finding]) -> String {
    let mut out = String::new();
    let mut rest = found.iter().peekable();
    for sentence in Analysis::new(text).sentences() {
        let mut rows = Vec::new();
        while let Some(row) = rest.next_if(|row| row.range.start() < sentence.end()) {
            rows.push(row);
        }
        if rows.is_empty() {
            continue;
        }
        let words = sentence.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        for line in textwrap::wrap(&words, usize::from(width())) {
            let _ = writeln!(out, "{BOLD}{line}{BOLD:#}");
        }
        let _ = writeln!(out, "{}\n", table(&rows));
    }
    out
}

fn table(rows: &[&Finding]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width());
    for row in rows {
        let bytes = format!("{}..{}", row.range.start(), row.range.end());
        let what = format!("{} {}", row.part, row.kind);
        let rule = match row.why.as_str() {
            "" => row.rule.clone(),
            why => format!("{} ({why})", row.rule),
        };
        table.add_row([&bytes, &what, &short(&row.text), &row.value, &rule]);
    }
    narrow(&mut table, &[0, 1, 4]);
    table
}

/// How often each rule was at work.
fn tally(found: &[Finding]) -> String {
    let mut rules = BTreeMap::new();
    for row in found.iter().filter(|row| row.leads && !row.rule.is_empty()) {
        let what = match row.part {
            "source" | "cue" | "content" => "attribution",
            part => part,
        };
        *rules.entry((what, row.rule.as_str())).or_insert(0) += 1;
    }
    let times: usize = rules.values().sum();
    let mut out =
        format!("{BOLD}{} by {}{BOLD:#}\n", count(times, "finding"), count(rules.len(), "rule"));
    for ((what, rule), times) in rules {
        let _ = writeln!(out, "{times:>5}  {DIM}{what:<12}{DIM:#} {rule}");
    }
    out
}
