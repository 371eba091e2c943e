//! Who is quoted with what: an article's quotes by speaker, as a table or as CSV.
//!
//! ```text
//! cargo run --release --example quotes
//! cargo run --release --example quotes -- article.txt --published 2026-03-11 --csv
//! cargo run --release --example quotes -- article.txt --all --least-confidence 0.8
//! ```

use std::process::ExitCode;

use clap::Parser;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use onrecord::{Attribution, AttributionForm, Document, Extractor, Source};
use serde::Serialize;

mod common;

use common::palette::BOLD;
use common::{Input, count, narrow, width};

/// List the quotes of a news article by speaker
#[derive(Debug, Parser)]
#[command(name = "quotes", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    input: Input,

    /// Write comma-separated values
    #[arg(long)]
    csv: bool,

    /// List what is told without quotation marks, too
    #[arg(long)]
    all: bool,

    /// Leave out what is less sure, from 0 to 1
    #[arg(long, value_name = "CONFIDENCE")]
    least_confidence: Option<f32>,
}

/// What someone said.
struct Quote {
    speaker: String,
    named: bool,
    words: String,
    form: String,
    statement: String,
    said: String,
    confidence: f32,
    rule: String,
    start: usize,
    end: usize,
}

fn main() -> ExitCode {
    common::run(|| {
        let arguments = Arguments::parse();
        let article = arguments.input.read()?;
        let mut builder = Extractor::builder().published(article.published);
        if let Some(least) = arguments.least_confidence {
            builder = builder.least_confidence(least);
        }
        let document = builder.build().extract(&article.text);
        let quotes = quotes(&document, arguments.all);
        common::print(&if arguments.csv { csv(&quotes) } else { table(&quotes) })
    })
}

/// What each speaker says, in the order in which speakers first speak.
fn quotes(document: &Document<'_>, all: bool) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for source in document.sources() {
        for &id in &source.attributions {
            quotes.extend(quote(document, &document[id], Some(source), all));
        }
    }
    let unknown = document.attributions().iter().filter(|said| said.speaker.is_none());
    quotes.extend(unknown.filter_map(|said| quote(document, said, None, all)));
    quotes
}

fn quote(
    document: &Document<'_>,
    said: &Attribution<'_>,
    source: Option<&Source<'_>>,
    all: bool,
) -> Option<Quote> {
    let (first, last) = (said.content.first()?, said.content.last()?);
    let words: Vec<&str> =
        said.content.iter().flat_map(|span| span.as_str().split_whitespace()).collect();
    (all || said.form != AttributionForm::Indirect).then(|| Quote {
        speaker: source.map_or_else(|| "—".to_owned(), speaker),
        named: source.is_some_and(|source| source.name.is_some()),
        words: words.join(" "),
        form: word(said.form),
        statement: word(said.statement),
        said: said.said.map(|id| document[id].value.to_string()).unwrap_or_default(),
        confidence: said.confidence,
        rule: said.rule.to_string(),
        start: first.start(),
        end: last.end(),
    })
}

/// The name of `source`, or the words that first stand for it.
fn speaker(source: &Source<'_>) -> String {
    let mention = source.unnamed.as_ref().and_then(|unnamed| unnamed.mentions.first());
    let words = source
        .name
        .as_deref()
        .or(source.description.as_deref())
        .or(mention.map(|mention| mention.span.as_str()));
    words.unwrap_or("—").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value's name in the JSON document.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| Some(value.as_str()?.to_owned()))
        .unwrap_or_default()
}

fn table(quotes: &[Quote]) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width());
    table.set_header(["speaker", "quote", "statement", "said"]);
    let mut before = "";
    for quote in quotes {
        // A speaker's name stands beside the first of the quotes only.
        let speaker = if quote.speaker == before { "" } else { quote.speaker.as_str() };
        table.add_row([speaker, &quote.words, &quote.statement, &quote.said]);
        before = &quote.speaker;
    }
    narrow(&mut table, &[2, 3]);
    if let Some(speakers) = table.column_mut(0) {
        // However long a speaker's title is, the words have room.
        speakers.set_constraint(ColumnConstraint::UpperBoundary(Width::Percentage(30)));
    }
    let mut speakers: Vec<&str> = quotes.iter().map(|quote| quote.speaker.as_str()).collect();
    speakers.dedup();
    let total = format!("{}, {}", count(quotes.len(), "quote"), count(speakers.len(), "speaker"));
    if quotes.is_empty() {
        format!("{BOLD}{total}{BOLD:#}\n")
    } else {
        format!("{table}\n\n{BOLD}{total}{BOLD:#}\n")
    }
}

fn csv(quotes: &[Quote]) -> String {
    let mut out =
        String::from("speaker,named,quote,form,statement,said,confidence,rule,start,end\n");
    for quote in quotes {
        let fields = [
            quote.speaker.clone(),
            quote.named.to_string(),
            quote.words.clone(),
            quote.form.clone(),
            quote.statement.clone(),
            quote.said.clone(),
            format!("{:.2}", quote.confidence),
            quote.rule.clone(),
            quote.start.to_string(),
            quote.end.to_string(),
        ];
        out += &fields.map(|field| escaped(&field)).join(",");
        out.push('\n');
    }
    out
}

/// `field` as RFC 4180 has it: in quotation marks where it holds a comma or a mark.
fn escaped(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
