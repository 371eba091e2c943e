//! Whose word an article rests on.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "tests")]

use onrecord::{PeopleCount, Share, SourceClass, extract};

fn people(text: &str) -> (u64, Option<u64>) {
    let PeopleCount { at_least, at_most, .. } = extract(text).sourcing().unnamed_people;
    (at_least, at_most)
}

#[test]
fn people_without_a_name_are_counted_once_each() {
    for (text, expected) in [
        ("Jane Roe said it was dead.", (0, Some(0))),
        ("An official said it was dead. The official said it was over.", (1, Some(1))),
        // One of the four is among them, the sources are the four.
        (
            "Four people familiar with the plan said it was dead. One of them said it was over. \
             The sources said it would not come back.",
            (4, Some(4)),
        ),
        // An official and a banker may be two, or one.
        ("An official said it was dead. A banker said it was over.", (1, Some(2))),
        // Another official is one more.
        ("An official said it was dead. Another official said it was over.", (2, Some(2))),
        (
            "One aide said it was dead. A second aide said it was over. A third aide said no.",
            (3, Some(3)),
        ),
        // Nobody knows how many officials there are.
        ("Officials said it was dead.", (2, None)),
        ("At least five lawmakers said it was dead.", (5, None)),
        ("More than 20 lawmakers said it was dead.", (21, None)),
        ("Several aides said it was dead. Two diplomats said it was over.", (3, None)),
        ("Dozens of residents said the river rose.", (24, None)),
    ] {
        assert_eq!(people(text), expected, "{text}");
    }
}

#[test]
fn words_stand_under_the_one_who_says_them() {
    let text = "“We will appeal,” Jane Roe said. An official said the case was closed. The report \
                found that four bridges were unsafe. Police said “no”. It was alleged that he lied.";
    let document = extract(text);
    let sourcing = document.sourcing();
    let counted = |share: Share| (share.sources, share.attributions, share.words, share.quoted);
    assert_eq!(counted(sourcing.named), (1, 1, 3, 3));
    assert_eq!(counted(sourcing.unnamed), (1, 1, 4, 0));
    assert_eq!(counted(sourcing.documents), (1, 1, 5, 0));
    assert_eq!(counted(sourcing.described), (1, 1, 1, 1));
    let parts = [sourcing.named, sourcing.unnamed, sourcing.documents, sourcing.described];
    let words: usize = parts.iter().map(|part| part.words).sum();
    assert_eq!(words + sourcing.nobody.words, sourcing.attributed);
    assert_eq!(sourcing.quoted, 4);
    assert_eq!(sourcing.words, Some(30));
    let classes: Vec<SourceClass> = sourcing.sources.iter().map(|it| it.class).collect();
    let expected =
        [SourceClass::Named, SourceClass::Unnamed, SourceClass::Document, SourceClass::Described];
    assert_eq!(classes, expected);
}

#[test]
fn those_who_speak_together_speak_each() {
    let document = extract("Jane Roe and Dan Ulm said it was over. “It is,” Roe said.");
    let sourcing = document.sourcing();
    assert_eq!((sourcing.named.sources, sourcing.named.attributions), (2, 2));
    let said: Vec<(usize, usize)> =
        sourcing.sources.iter().map(|it| (it.attributions, it.words)).collect();
    assert_eq!(said, [(2, 5), (1, 3), (1, 3)]);
    assert_ne!(sourcing.sources[0].first, sourcing.sources[0].last);
}

#[test]
fn a_claim_on_one_word_is_one_of_a_person_without_a_name() {
    let text = "The Harbor Times reported that the plant would close, citing a person familiar with \
                the plan. Two people said it would not. An aide declined to comment. “It will,” \
                Jane Roe said.";
    let document = extract(text);
    let claims: Vec<&str> = document
        .sourcing()
        .single_unnamed
        .iter()
        .map(|&id| document[id].content[0].as_str())
        .collect();
    assert!(claims.iter().any(|it| it.starts_with("that the plant would close")), "{claims:?}");
    assert!(!claims.iter().any(|it| it.contains("not") || it.contains("comment")), "{claims:?}");
}

#[test]
fn grounds_have_their_terms_and_their_reason() {
    let text = "An aide said it was dead. A banker, who asked not to be named because the talks are \
                private, said it was over. Both were tired.";
    let document = extract(text);
    let grounds = document.sourcing().grounds;
    assert_eq!(grounds.len(), 1);
    assert_eq!(
        grounds[0].anonymity.as_ref().map(onrecord::Span::as_str),
        Some("asked not to be named")
    );
    assert_eq!(
        grounds[0].reason.as_ref().map(onrecord::Span::as_str),
        Some("because the talks are private")
    );
    assert_eq!(document[grounds[0].source].unnamed.as_ref().map(|it| &*it.head), Some("banker"));
}

#[test]
fn outlets_that_are_retold_are_listed_once() {
    let text = "The plant will close, the Harbor Times reported, citing two people familiar with the \
                plan. The newspaper said 900 workers would go. “It is over,” Jane Roe told the BBC. \
                Dan Ulm said it was not.";
    let outlets = extract(text).sourcing().outlets;
    let told: Vec<&str> = outlets.iter().map(|it| &*it.name).collect();
    assert_eq!(told, ["Harbor Times", "BBC"]);
    assert!(outlets[0].attributions >= 2 && outlets[1].attributions == 1, "{outlets:?}");
}

#[cfg(feature = "serde")]
#[test]
fn a_profile_is_written_and_read() {
    let document = extract("An aide, who asked not to be named, said it was dead.");
    let sourcing = document.sourcing();
    let Ok(json) = serde_json::to_string(&sourcing) else { panic!("not written") };
    let Ok(read) = serde_json::from_str::<onrecord::Sourcing<'_>>(&json) else {
        panic!("not read: {json}")
    };
    assert_eq!(read, sourcing);
}
