//! The memory that extraction takes, relative to the text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use peak_alloc::PeakAlloc;

#[path = "common/articles.rs"]
mod articles;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// The peak of what is allocated while 1 MB of news is read, the document itself included, in bytes for each byte of
/// text.
const MOST: f64 = 16.0;

#[test]
fn extraction_takes_little_memory() {
    let articles: String = articles::all().iter().map(|article| article.text).collect();
    let text = articles.repeat(1_000_000 / articles.len() + 1);
    let extractor = onrecord::Extractor::builder().published("2026-02-11".parse().ok()).build();
    // The word lists are read at first use and stay.
    drop(extractor.extract(&articles));
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let document = extractor.extract(&text);
    let taken = ALLOCATED.peak_usage() - before;
    assert!(!document.quotations().is_empty());
    drop(document);
    let times =
        f64::from(u32::try_from(taken).unwrap()) / f64::from(u32::try_from(text.len()).unwrap());
    println!("peak: {times:.1} bytes for each byte of text");
    assert!(times < MOST, "{times:.1} bytes for each byte of text, at most {MOST} are allowed");
}
