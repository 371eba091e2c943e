//! An article as a row of CSV.

use onrecord::{Extractor, Share};

use crate::common::lines::Line;
use crate::profile::chains;

/// The columns.
pub(crate) const HEAD: &str = "id,published,words,attributed,quoted,\
named_sources,named_words,named_quoted,unnamed_sources,unnamed_words,unnamed_quoted,\
document_sources,document_words,document_quoted,described_sources,described_words,described_quoted,\
nobody_words,unnamed_people_at_least,unnamed_people_at_most,single_unnamed,anonymity,reasons,chains,outlets\n";

/// The row of an article.
pub(crate) fn row(line: Line) -> Result<Vec<u8>, String> {
    let Line { id, text, published } = line;
    let document = Extractor::builder().published(published).build().extract(&text);
    let sourcing = document.sourcing();
    let id = match id {
        serde_json::Value::String(id) => id,
        other => other.to_string(),
    };
    let mut cells = vec![quoted(&id), published.map(|day| day.to_string()).unwrap_or_default()];
    let mut number = |number: usize| cells.push(number.to_string());
    number(sourcing.words.unwrap_or_default());
    number(sourcing.attributed);
    number(sourcing.quoted);
    let parts = [&sourcing.named, &sourcing.unnamed, &sourcing.documents, &sourcing.described];
    for Share { sources, words, quoted, .. } in parts {
        number(*sources);
        number(*words);
        number(*quoted);
    }
    number(sourcing.nobody.words);
    cells.push(sourcing.unnamed_people.at_least.to_string());
    let most = sourcing.unnamed_people.at_most;
    cells.push(most.map(|most| most.to_string()).unwrap_or_default());
    let reasons = sourcing.grounds.iter().filter(|ground| ground.reason.is_some()).count();
    let last = [
        sourcing.single_unnamed.len(),
        sourcing.grounds.len(),
        reasons,
        chains(&document).len(),
        sourcing.outlets.len(),
    ];
    cells.extend(last.iter().map(ToString::to_string));
    Ok((cells.join(",") + "\n").into_bytes())
}

/// A cell of CSV.
fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
