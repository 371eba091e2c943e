//! One JSON document a line in, one a line out.
#![allow(clippy::print_stdout, reason = "an example's output")]
use std::io::{BufRead, Write};

#[derive(serde::Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    published: Option<onrecord::Date>,
}

#[derive(serde::Serialize)]
struct Out<'a> {
    id: serde_json::Value,
    #[serde(flatten)]
    document: onrecord::Document<'a>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let Line { id, text, published } = serde_json::from_str(&line?)?;
        let document = onrecord::Extractor::builder().published(published).build().extract(&text);
        serde_json::to_writer(&mut out, &Out { id, document })?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
