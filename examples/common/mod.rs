//! What the examples share: where the text comes from, how an error is told, and what is found as rows.
#![allow(dead_code, reason = "no example uses all of it")]

use std::borrow::Cow;
use std::error::Error;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use onrecord::{Date, Document, Extractor};

pub(crate) mod finding;
pub(crate) mod lines;
pub(crate) mod palette;

/// The article that ships with the crate. Its people and events are invented.
const SHIPPED: &str = include_str!("../article.txt");
const SHIPPED_ON: &str = "2026-03-11";

/// The arguments that say what to read.
#[derive(Debug, clap::Args)]
pub(crate) struct Input {
    /// The article: a UTF-8 text file, or - for standard input [default: an article that ships with the crate]
    file: Option<PathBuf>,

    /// The day it was published, as 2026-03-11, which relative dates are resolved against
    ///
    /// Without it nothing relative is guessed: "last week" stays open.
    #[arg(long, value_name = "DAY")]
    published: Option<Date>,

    #[command(flatten)]
    color: colorchoice_clap::Color,
}

/// The argument that asks for a page.
#[derive(Debug, clap::Args)]
pub(crate) struct Html {
    /// Write a self-contained HTML page to this file instead, or to standard output for -
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

impl Html {
    /// Writes the page where one is asked for, and else shows the text.
    pub(crate) fn show(
        &self,
        text: impl FnOnce() -> String,
        page: impl FnOnce() -> Result<String, Box<dyn Error>>,
    ) -> Result<ExitCode, Box<dyn Error>> {
        let Some(path) = &self.html else {
            return print(&text());
        };
        let page = page()?;
        if path.as_os_str() == "-" {
            return write(page.as_bytes());
        }
        std::fs::write(path, page)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A text and what is known of it.
#[derive(Debug)]
pub(crate) struct Article {
    pub(crate) name: String,
    pub(crate) text: Cow<'static, str>,
    pub(crate) published: Option<Date>,
}

impl Input {
    pub(crate) fn read(&self) -> Result<Article, Box<dyn Error>> {
        self.color.write_global();
        let Some(path) = &self.file else {
            let shipped = Article::shipped()?;
            return Ok(Article { published: self.published.or(shipped.published), ..shipped });
        };
        let (name, bytes) = if path == Path::new("-") {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            ("standard input".to_owned(), read.map(|_| bytes))
        } else {
            (path.display().to_string(), std::fs::read(path))
        };
        let bytes = bytes.map_err(|error| format!("cannot read {name}: {error}"))?;
        let text = utf8(bytes).map_err(|error| format!("{name} is not UTF-8: {error}"))?;
        Ok(Article { name, text: Cow::Owned(text), published: self.published })
    }
}

impl Article {
    pub(crate) fn shipped() -> Result<Self, onrecord::Error> {
        Ok(Self {
            name: "the article that ships with onrecord".to_owned(),
            text: Cow::Borrowed(SHIPPED),
            published: Some(SHIPPED_ON.parse()?),
        })
    }

    pub(crate) fn extract(&self) -> Document<'_> {
        Extractor::builder().published(self.published).build().extract(&self.text)
    }
}

/// The bytes as text, or where the first that is none lies.
pub(crate) fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let (before, after) = error.as_bytes().split_at_checked(at).unwrap_or_default();
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        let found = after.first().copied().unwrap_or_default();
        format!("expected the start of a character at byte {at} (line {line}), found 0x{found:02x}")
    })
}

/// Runs an example: an error goes to standard error in one line and the exit status is 1.
///
/// A reader that closed its end (`| head`) is no error.
pub(crate) fn run(example: impl FnOnce() -> Result<ExitCode, Box<dyn Error>>) -> ExitCode {
    match example() {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            let red = anstyle::AnsiColor::Red.on_default().bold();
            // Nobody is left to tell where standard error is closed, too.
            let _ = writeln!(anstream::stderr(), "{red}error{red:#}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Writes `text` to standard output, its colours only where they are wanted.
pub(crate) fn print(text: &str) -> Result<ExitCode, Box<dyn Error>> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Writes `bytes` to standard output as they are.
fn write(bytes: &[u8]) -> Result<ExitCode, Box<dyn Error>> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// `1 date`, `2 dates`, `2 entities`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {noun}s"),
    }
}

/// How wide to print: the terminal, within reason.
pub(crate) fn width() -> u16 {
    u16::try_from(textwrap::termwidth()).unwrap_or(u16::MAX).clamp(40, 100)
}

/// Gives these columns the width of what is in them, and what is left to the others.
pub(crate) fn narrow(table: &mut comfy_table::Table, columns: &[usize]) {
    for &column in columns {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(comfy_table::ColumnConstraint::ContentWidth);
        }
    }
}
