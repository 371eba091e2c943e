//! What happened when: the events that an article dates, on a time line, those that it does not date apart.
//!
//! ```text
//! cargo run --release --example timeline
//! cargo run --release --example timeline -- article.txt --published 2026-03-11
//! cargo run --release --example timeline -- article.txt --published 2026-03-11 --html timeline.html
//! ```

use std::fmt::Write;
use std::process::ExitCode;

use clap::Parser;

#[path = "../common/mod.rs"]
mod common;
mod event;
mod page;

use common::palette::{BOLD, DIM};
use common::{Html, Input, count, width};
use event::{Event, Line};

/// Lay out what a news article dates on a time line
#[derive(Debug, Parser)]
#[command(name = "timeline", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    input: Input,

    #[command(flatten)]
    html: Html,
}

fn main() -> ExitCode {
    common::run(|| {
        let arguments = Arguments::parse();
        let article = arguments.input.read()?;
        let document = article.extract();
        let line = Line::new(&article.text, &document);
        arguments.html.show(|| terminal(&line), || page::render(&article.name, &line))
    })
}

/// The column of days, and the rail beside it.
const DAYS: usize = 24;

fn terminal(line: &Line) -> String {
    let mut out = String::new();
    for event in &line.dated {
        if let Some(gap) = &event.gap {
            let _ = writeln!(out, "{:DAYS$} {DIM}┊ {gap}{DIM:#}", "");
        }
        if let Some(day) = line.published.filter(|_| event.turn) {
            let _ = writeln!(out, "{DIM}{:>DAYS$} ┼ published{DIM:#}", day.to_string());
        }
        show(event, "●", &mut out);
    }
    if line.dated.is_empty() {
        out.push_str("Nothing here has a date.\n");
    }
    if !line.undated.is_empty() {
        let _ = writeln!(out, "\n{BOLD}Without a date{BOLD:#}");
        for event in &line.undated {
            show(event, "○", &mut out);
        }
    }
    let dated = count(line.dated.len(), "dated expression");
    let _ = writeln!(out, "\n{DIM}{dated}, {} without a date{DIM:#}", line.undated.len());
    out
}

fn show(event: &Event, mark: &str, out: &mut String) {
    let room = usize::from(width()).saturating_sub(DAYS + 3).max(20);
    let mut text = String::new();
    for piece in &event.pieces {
        let _ = if piece.marked {
            write!(text, "{BOLD}{}{BOLD:#}", piece.text)
        } else {
            write!(text, "{}", piece.text)
        };
    }
    for (row, words) in textwrap::wrap(&text, room).into_iter().enumerate() {
        let (day, rail) = if row == 0 { (event.label.as_str(), mark) } else { ("", "│") };
        let _ = writeln!(out, "{day:>DAYS$} {rail} {words}");
    }
}
