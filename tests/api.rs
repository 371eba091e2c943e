//! The public face as a caller sees it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::thread;

use onrecord::{
    Analysis, Attributor, Document, Extractor, Lexicon, MentionFinder, QuotationFinder, Resolver,
    TimexFinder,
};

const TEXT: &str = "“We will appeal,” Jane Roe, the mayor, told reporters on Tuesday. Two people \
     familiar with the matter said the city had spent $1.2bn.";

#[test]
fn what_finds_is_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Extractor>();
    shared::<MentionFinder>();
    shared::<TimexFinder>();
    shared::<QuotationFinder>();
    shared::<Attributor>();
    shared::<Resolver>();
    shared::<Lexicon>();
    shared::<Document<'static>>();
    fn sent<T: Send + Sync>() {}
    sent::<Analysis<'_>>();
    sent::<onrecord::Error>();
}

#[test]
fn one_extractor_gives_every_thread_the_same() {
    let extractor = Extractor::builder().published("2026-02-11".parse().ok()).build();
    let expected = extractor.extract(TEXT).into_owned();
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| extractor.extract(TEXT).into_owned())).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}

#[test]
fn a_document_outlives_its_text() {
    let document = {
        let text = TEXT.to_owned();
        onrecord::extract(&text).into_owned()
    };
    assert_eq!(document.text(), Some(TEXT));
    assert_eq!(document, onrecord::extract(TEXT));
}

#[test]
fn finders_share_one_analysis() {
    let analysis = Analysis::new(TEXT);
    let dates = TimexFinder::new().find(&analysis);
    let quotations = QuotationFinder::new().find(&analysis);
    let attributions = Attributor::new().attribute(&analysis, &quotations, &dates);
    let names = MentionFinder::new().find(&analysis);
    let amounts = MentionFinder::new().amounts(&analysis);
    let words = |spans: Vec<&str>| spans.join(" | ");
    assert_eq!(words(quotations.iter().map(|it| it.span.as_str()).collect()), "“We will appeal,”");
    assert_eq!(words(dates.iter().map(|it| it.span.as_str()).collect()), "Tuesday");
    assert_eq!(words(names.iter().map(|it| it.span.as_str()).collect()), "Jane Roe");
    assert_eq!(words(amounts.iter().map(|it| it.span.as_str()).collect()), "$1.2bn");
    let cues = attributions.iter().flat_map(|it| &it.cue).map(|span| span.as_str()).collect();
    assert_eq!(words(cues), "told | said");
}

#[test]
fn a_text_of_nothing_gives_a_document_of_nothing() {
    for text in ["", " ", "\n\r\n\t", "\u{FEFF}", "\0"] {
        let document = onrecord::extract(text);
        assert_eq!(document.text(), Some(text));
        assert!(document.mentions().is_empty() && document.quotations().is_empty());
        assert!(document.attributions().is_empty() && document.sources().is_empty());
    }
}
