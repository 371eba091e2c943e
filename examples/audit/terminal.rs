//! The profile as tables.

use std::fmt::Write;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::common::palette::{BOLD, DIM};
use crate::common::{narrow, width};
use crate::profile::Profile;

pub(crate) fn show(profile: &Profile) -> String {
    let mut out = String::new();
    paragraph(&mut out, &format!("{BOLD}{}{BOLD:#}", profile.title), "");
    paragraph(&mut out, &format!("{DIM}{}{DIM:#}", profile.facts.join(" · ")), "");
    let mut parts = table(&["", "sources", "said", "words", "", "quoted", ""]);
    for part in &profile.parts {
        let numbers = [part.sources, part.attributions, part.words].map(|it| it.to_string());
        let [sources, said, words] = numbers;
        parts.add_row([
            part.label.to_owned(),
            sources,
            said,
            words,
            format!("{}%", part.share),
            part.quoted.to_string(),
            format!("{}%", part.quoted_share),
        ]);
    }
    numbers(&mut parts, 1..7);
    let _ = writeln!(out, "\n{parts}");
    if !profile.voices.is_empty() {
        heading(&mut out, "Who speaks");
        let mut voices = table(&["", "said", "words", "", ""]);
        for voice in &profile.voices {
            let mark = if voice.class == "named" { "" } else { " *" };
            let bar = "█".repeat(bar(voice.bar_quoted)) + &"▒".repeat(bar(voice.bar));
            voices.add_row([
                format!("{}{mark}", voice.name),
                voice.attributions.to_string(),
                voice.words.to_string(),
                format!("{}%", voice.share),
                bar,
            ]);
        }
        numbers(&mut voices, 1..4);
        narrow(&mut voices, &[1, 2, 3, 4]);
        let _ = writeln!(out, "{voices}\n{DIM}█ quoted  ▒ in other words  * has no name{DIM:#}");
    }
    heading(&mut out, "Without a name");
    paragraph(&mut out, &profile.people, "  ");
    for grounds in &profile.grounds {
        let terms = [grounds.anonymity.as_str(), grounds.reason.as_str()];
        let terms: Vec<&str> = terms.into_iter().filter(|it| !it.is_empty()).collect();
        paragraph(&mut out, &format!("{}: {}", grounds.who, terms.join("; ")), "  ");
    }
    if !profile.alone.is_empty() {
        heading(&mut out, "On the word of one person without a name");
        for alone in &profile.alone {
            paragraph(&mut out, &format!("{} {DIM}{}{DIM:#}", alone.words, alone.who), "  ");
        }
    }
    if !profile.chains.is_empty() {
        heading(&mut out, "Told by others");
        for chain in &profile.chains {
            let links = chain.links.join(" → ");
            paragraph(&mut out, &format!("{links}: {DIM}{}{DIM:#}", chain.words), "  ");
        }
    }
    if !profile.outlets.is_empty() {
        heading(&mut out, "Outlets retold");
        paragraph(&mut out, &profile.outlets.join(", "), "  ");
    }
    out
}

/// The longest bar, in columns.
const BAR: usize = 24;

fn bar(share: usize) -> usize {
    (share * BAR).div_ceil(100)
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n{BOLD}{text}{BOLD:#}");
}

fn paragraph(out: &mut String, text: &str, indent: &str) {
    let options = textwrap::Options::new(usize::from(width()))
        .initial_indent(indent)
        .subsequent_indent(indent);
    for line in textwrap::wrap(text, options) {
        let _ = writeln!(out, "{line}");
    }
}

fn table(head: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width())
        .set_header(head.iter().copied());
    table
}

/// Sets columns flush right.
fn numbers(table: &mut Table, columns: std::ops::Range<usize>) {
    for column in columns {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}
