//! Text of four sizes through each stage. `word pass`, a bare walk over the words of the same text, is the yardstick.
//!
//! `cargo bench` runs them; `cargo bench -- quotations` those with that name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench fails by panicking"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use onrecord::{
    Analysis, Attributor, Date, Extractor, MentionFinder, QuotationFinder, TimexFinder,
};
use unicode_segmentation::UnicodeSegmentation;

#[path = "../tests/common/articles.rs"]
mod articles;

const SENTENCE: &str = "“We will appeal, and we will win,” said Jane Roe, the mayor of Port Salin, on Tuesday, \
     adding that two people familiar with the talks had told her so last week.";

/// A text and how many quotations it holds: counted by hand for the sentence, by the golden document for the articles.
struct Input {
    name: &'static str,
    text: String,
    quotations: usize,
}

fn inputs() -> Vec<Input> {
    let articles = articles::all();
    let article = articles.iter().find(|it| it.name.ends_with("long-read")).unwrap();
    let all: String = articles.iter().map(|it| format!("{}\n\n", it.text)).collect();
    let quotations = articles.iter().map(|it| quotations_of(it.name)).sum::<usize>();
    let times = |bytes: usize| bytes.div_ceil(all.len());
    let repeated =
        |name, times| Input { name, text: all.repeat(times), quotations: quotations * times };
    vec![
        Input { name: "sentence", text: SENTENCE.to_owned(), quotations: 1 },
        Input {
            name: "article",
            text: article.text.to_owned(),
            quotations: quotations_of(article.name),
        },
        repeated("long read", times(50_000)),
        repeated("book", times(1_000_000)),
    ]
}

/// How many quotations the golden document of an article lists.
fn quotations_of(name: &str) -> usize {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let json = std::fs::read_to_string(format!("{dir}/{name}.json")).unwrap();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    document["quotations"].as_array().unwrap().len()
}

/// Times `work` over the text; what it counts must be `count`.
fn bench(
    criterion: &mut Criterion,
    input: &Input,
    stage: &str,
    count: usize,
    work: impl Fn(&str) -> usize,
) {
    let mut group = criterion.benchmark_group(input.name);
    group.throughput(Throughput::Bytes(input.text.len() as u64));
    if input.text.len() > 500_000 {
        group.sample_size(10);
    }
    group.bench_function(stage, |bencher| {
        bencher
            .iter(|| assert_eq!(work(black_box(&input.text)), count, "{stage} of {}", input.name));
    });
    group.finish();
}

fn stages(criterion: &mut Criterion, input: &Input) {
    let published: Option<Date> = "2026-02-11".parse().ok();
    let extractor = Extractor::builder().published(published).build();
    let document = extractor.extract(&input.text);
    let analysis = Analysis::new(&input.text);

    let words = input.text.unicode_word_indices().count();
    bench(criterion, input, "word pass", words, |text| text.unicode_word_indices().count());

    let tokens = analysis.token_ranges().len();
    bench(criterion, input, "tokens", tokens, |text| Analysis::new(text).token_ranges().len());

    let finder = QuotationFinder::new();
    bench(criterion, input, "quotations", input.quotations, |text| {
        finder.find(&Analysis::new(text)).len()
    });

    let finder = published.into_iter().fold(TimexFinder::new(), TimexFinder::published);
    bench(criterion, input, "dates", document.dates().len(), |_| finder.find(&analysis).len());

    let finder = MentionFinder::new();
    let names = finder.find(&analysis).len();
    bench(criterion, input, "names", names, |_| finder.find(&analysis).len());

    let attributor = Attributor::new();
    let count = document.attributions().len();
    bench(criterion, input, "attributions", count, |_| {
        attributor.attribute(&analysis, document.quotations(), document.dates()).len()
    });

    bench(criterion, input, "extract", count, |text| extractor.extract(text).attributions().len());
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for input in inputs() {
        stages(&mut criterion, &input);
    }
    criterion.final_summary();
}
