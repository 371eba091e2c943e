//! A news article with everything marked, in the terminal or as one HTML file that needs no other.
//!
//! ```text
//! cargo run --release --example highlight
//! cargo run --release --example highlight -- article.txt --published 2026-03-11 --html article.html
//! ```

use std::process::ExitCode;

use clap::Parser;

#[path = "../common/mod.rs"]
mod common;
mod page;
mod segment;
mod terminal;

use common::{Html, Input};

/// Show a news article with everything marked: who said what, when, and on whose word
#[derive(Debug, Parser)]
#[command(name = "highlight", version, max_term_width = 100)]
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
        arguments
            .html
            .show(|| terminal::show(&article, &document), || page::render(&article, &document))
    })
}
