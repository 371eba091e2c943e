//! Articles with their attributions marked in the text: `[s1|Jane Roe] [c1|said] [t1|she would go]`.
//!
//! `s` is a source, `c` a cue, `t` a content; spans with one number are one attribution, and a span with several numbers is in
//! each: `[s1,2|She] [c1|rose], [c2|saying] …`. Marks do not nest. A file is named by the day of publication.

#![allow(dead_code, reason = "not every program reads every field")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use onrecord::{Date, TextRange};

/// An article and what is right in it.
#[derive(Clone, Debug)]
pub(crate) struct Annotated {
    pub(crate) name: String,
    pub(crate) published: Option<Date>,
    pub(crate) text: String,
    /// Ordered by number.
    pub(crate) attributions: Vec<Spans>,
}

/// The spans of an attribution, in document order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spans {
    pub(crate) source: Vec<TextRange>,
    pub(crate) cue: Vec<TextRange>,
    pub(crate) content: Vec<TextRange>,
}

/// The articles of the directory at `path`, by name.
pub(crate) fn read(path: &Path) -> Result<Vec<Annotated>, Box<dyn Error>> {
    let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let entries = std::fs::read_dir(path).map_err(|error| at(&error))?;
    let mut files = entries.collect::<Result<Vec<_>, _>>().map_err(|error| at(&error))?;
    files.retain(|file| file.path().extension().is_some_and(|extension| extension == "txt"));
    files.sort_by_key(std::fs::DirEntry::file_name);
    let article = |file: &std::fs::DirEntry| {
        let path = file.path();
        let marked = std::fs::read_to_string(&path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (text, attributions) =
            parse(&marked).map_err(|error| format!("{}: {error}", path.display()))?;
        let published = name.get(..10).and_then(|day| day.parse().ok());
        Ok(Annotated { name, published, text, attributions })
    };
    files.iter().map(article).collect()
}

/// The text without its marks, and what they mark.
fn parse(marked: &str) -> Result<(String, Vec<Spans>), String> {
    let mut text = String::new();
    let mut found: BTreeMap<u32, Spans> = BTreeMap::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let wrong = || {
            let shown: String = after.chars().take(30).collect();
            format!("expected a mark such as [s1|words], found [{shown}")
        };
        let (words, left) = after.split_once(']').ok_or_else(wrong)?;
        let (label, words) = words.split_once('|').ok_or_else(wrong)?;
        let start = text.len();
        text.push_str(words);
        let range = TextRange::new(start, text.len()).ok_or_else(wrong)?;
        for number in label.get(1..).ok_or_else(wrong)?.split(',') {
            let spans = found.entry(number.parse().map_err(|_| wrong())?).or_default();
            match label.chars().next() {
                Some('s') => spans.source.push(range),
                Some('c') => spans.cue.push(range),
                Some('t') => spans.content.push(range),
                _ => return Err(wrong()),
            }
        }
        rest = left;
    }
    text.push_str(rest);
    Ok((text, found.into_values().collect()))
}
