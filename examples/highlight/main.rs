//! A news article with everything marked, in the terminal or as one HTML file that needs no other.
//!
//! ```text
//! cargo run --release --example highlight
//! cargo run --release --example highlight -- article.txt --published 2026-03-11 --html article.html
//! ```

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

#[path = "../common/mod.rs"]
mod common;
mod page;
mod segment;
mod terminal;

use common::Input;

/// Show a news article with everything marked: who said what, when, and on whose word
#[derive(Debug, Parser)]
#[command(name = "highlight", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    input: Input,

    /// Write one self-contained HTML file instead, - for standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

fn main() -> ExitCode {
    common::run(|| {
        let arguments = Arguments::parse();
        let article = arguments.input.read()?;
        let document = article.extract();
        let Some(path) = &arguments.html else {
            return common::print(&terminal::show(&article, &document));
        };
        let page = page::render(&article, &document)?;
        if path.as_os_str() == "-" {
            return common::write(page.as_bytes());
        }
        std::fs::write(path, page)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        Ok(ExitCode::SUCCESS)
    })
}
