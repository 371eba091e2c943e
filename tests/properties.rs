//! What holds for any text: see `common/invariants.rs`.
#![cfg(feature = "serde")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use onrecord::Date;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, proptest};
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;

#[path = "common/articles.rs"]
mod articles;
#[path = "common/invariants.rs"]
mod invariants;

/// What news text is made of, and what goes wrong in it.
const PIECES: &[&str] = &[
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "''",
    "``",
    "`",
    "«",
    "»",
    "‹",
    "›",
    "„",
    "‚",
    "‟",
    "\"\"",
    "“”",
    "'s",
    "’s",
    "s’",
    "n't",
    "’90s",
    "6'2\"",
    "40°30′15″",
    "(",
    ")",
    "[the company]",
    "…",
    "...",
    "—",
    " – ",
    "--",
    "-",
    ",",
    ".",
    ". ",
    "!",
    "?",
    ":",
    ";",
    ", ",
    ": ",
    "\n",
    "\r\n",
    "\n\n",
    "\r",
    "\t",
    " ",
    "  ",
    "\u{A0}",
    "\u{2028}",
    "\u{85}",
    "\u{B}",
    "\u{200B}",
    "\u{FEFF}",
    "\0",
    "\u{7F}",
    "\u{202E}",
    "\u{301}",
    "e\u{301}",
    "ﬁ",
    "İ",
    "ß",
    "Ǆ",
    "Σ",
    "中文",
    "שלום",
    "👩‍👩‍👧",
    "🇫🇷",
    "𝐀",
    "Jane Roe",
    "Roe",
    "Ms. Roe",
    "Dr Amara Okoye",
    "Luis de la Vega",
    "J. R. Doe Jr.",
    "U.S.",
    "the U.N.",
    "UN",
    "A",
    "I",
    "it",
    "he",
    "she",
    "they",
    "them",
    "who",
    "The",
    "Mr and Mrs Doe",
    "Acme Corp. (ACME)",
    "the Ministry of Health",
    "Paris",
    "Washington",
    "Chinese",
    "NASA's",
    "said",
    "says",
    "Said",
    "told",
    "asked",
    "according to",
    "added that",
    "that",
    "to",
    "by",
    "denied",
    "declined to comment",
    "did not respond",
    "did not immediately respond to",
    "wrote",
    "was quoted as saying",
    "announced",
    "noting",
    "according",
    "in a statement",
    "on condition",
    "two people familiar with the talks",
    "sources said",
    "a senior official",
    "two of them",
    "another person",
    "who spoke on condition of anonymity because",
    "the sources",
    "several aides",
    "last week",
    "Monday",
    "on Tuesday",
    "May",
    "may",
    "March 3",
    "3 March 2024",
    "2024-02-30",
    "31 April",
    "02/11/2026",
    "the 1990s",
    "Q3",
    "a year earlier",
    "next month",
    "five",
    "twenty",
    "two years ago",
    "every Friday",
    "3 p.m.",
    "noon",
    "12",
    "1",
    "2026",
    "00:00",
    "1850-58",
    "$1.2bn",
    "US$1 trillion",
    "10%",
    "five per cent",
    "£",
    "€3",
    "40 km",
    "99999999999999999999",
    "0.0.0",
    "1e999",
    "-1",
    "+44 20 7946 0000",
    "@handle",
    "#tag",
    "https://example.org/a_(b)",
    "By Jane Roe",
    "LONDON, May 3 (Wire) —",
    "-- WIRE",
    "WASHINGTON",
    "the so-called",
    "a",
    "an",
    "of",
    "and",
    "or",
    "the",
    "in",
    "the report",
    "the court heard",
    "’Tis",
    "rock ’n’ roll",
];

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/properties.regressions.txt",
        ))),
        ..ProptestConfig::default()
    }
}

fn published() -> impl Strategy<Value = Option<Date>> {
    select(
        &[
            None,
            Some((2026, 2, 11)),
            Some((2024, 2, 29)),
            Some((-9999, 1, 1)),
            Some((9999, 12, 31)),
        ][..],
    )
    .prop_map(|day| day.map(|(year, month, day)| Date::new(year, month, day).unwrap()))
}

/// Pieces of news, with a space between them or not.
fn news() -> impl Strategy<Value = String> {
    let piece = (select(PIECES), any::<bool>());
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| {
        let spaced =
            |(piece, space): (&str, bool)| format!("{piece}{}", if space { " " } else { "" });
        pieces.into_iter().map(spaced).collect()
    })
}

/// A stretch of an article with pieces put in and stretches taken out.
fn damaged() -> impl Strategy<Value = String> {
    let cut = (any::<Index>(), any::<Index>());
    let edit = (any::<Index>(), 0..40_usize, select(PIECES));
    (select(articles::all()), cut, proptest::collection::vec(edit, 0..12)).prop_map(
        |(article, (from, length), edits)| {
            let mut chars: Vec<char> = article.text.chars().collect();
            let from = from.index(chars.len());
            chars.drain(..from);
            chars.truncate(1 + length.index(1500));
            for (at, removed, piece) in edits {
                let at = at.index(chars.len() + 1);
                let end = chars.len().min(at + removed);
                chars.splice(at..end, piece.chars());
            }
            chars.into_iter().collect()
        },
    )
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn any_text_gives_a_sound_document(text in any::<String>(), published in published()) {
        invariants::hold(&text, published);
    }

    #[test]
    fn pieces_of_news_give_a_sound_document(text in news(), published in published()) {
        invariants::hold(&text, published);
    }

    #[test]
    fn damaged_articles_give_a_sound_document(text in damaged(), published in published()) {
        invariants::hold(&text, published);
    }

    #[test]
    fn one_piece_many_times_gives_a_sound_document(
        piece in select(PIECES),
        times in 0..200_usize,
        gap in select(&["", " ", "\n"][..]),
        published in Just(Some(Date::new(2026, 2, 11).unwrap())),
    ) {
        invariants::hold(&format!("{piece}{gap}").repeat(times), published);
    }
}

#[test]
fn whole_articles_give_sound_documents() {
    for article in articles::all() {
        invariants::hold(article.text, article.published);
    }
}
