//! Whole articles and their JSON documents, which lie beside them in `tests/golden`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes the documents anew; read the difference before you commit it.
#![cfg(feature = "serde")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use articles::Article;

#[path = "common/articles.rs"]
mod articles;

/// How many lines of a difference are shown.
const SHOWN: usize = 60;

fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn document(article: &Article) -> String {
    let extractor = onrecord::Extractor::builder().published(article.published).build();
    let json = serde_json::to_string_pretty(&extractor.extract(article.text)).unwrap();
    json + "\n"
}

/// The first lines that differ, each with the lines round it.
fn difference(name: &str, golden: &str, found: &str) -> String {
    let diff = similar::TextDiff::from_lines(golden, found);
    let unified = diff.unified_diff().context_radius(4).header("golden", "found").to_string();
    let lines = unified.lines().count();
    let mut shown = format!("tests/golden/{name}.json is stale:\n");
    for line in unified.lines().take(SHOWN) {
        writeln!(shown, "  {line}").unwrap();
    }
    if lines > SHOWN {
        writeln!(shown, "  … and {} lines more", lines - SHOWN).unwrap();
    }
    shown
}

#[test]
fn articles_give_their_documents() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut stale = String::new();
    for article in articles::all() {
        let path = dir().join(article.name).with_extension("json");
        let found = document(&article);
        let golden = fs::read_to_string(&path).unwrap_or_default();
        if golden == found {
            continue;
        }
        if update {
            fs::write(&path, &found).unwrap();
        } else {
            stale += &difference(article.name, &golden, &found);
        }
    }
    assert!(
        stale.is_empty(),
        "\n{stale}\nwhere the new answers are right: UPDATE_GOLDEN=1 cargo test --test golden\n"
    );
}

#[test]
fn every_file_is_an_article_or_its_document() {
    let articles: BTreeSet<String> = articles::all()
        .iter()
        .flat_map(|it| [format!("{}.txt", it.name), format!("{}.json", it.name)])
        .collect();
    let files: BTreeSet<String> = fs::read_dir(dir())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, articles);
}
