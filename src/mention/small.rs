//! Texts without capitals: which words would have one.
//!
//! Less can be told there, so only the sure are taken: listed names that are no other word, and a given name with the family
//! name behind it.

use hashbrown::HashTable;

use super::candidate::Reading;
use super::gazetteer::Classes;

/// Whether each token would have a capital.
pub(super) fn capitals(reading: &Reading<'_, '_>) -> Vec<bool> {
    let tokens = reading.analysis.tokens();
    let mut capitals = vec![false; tokens.len()];
    let mut persons: HashTable<u64> = HashTable::new();
    let mut mark = |index: usize| capitals.iter_mut().skip(index).take(1).for_each(|it| *it = true);
    for sentence in reading.analysis.sentence_list() {
        let mut at = sentence.tokens().start;
        let end = sentence.tokens().end;
        while at < end {
            let to = listed_end(reading, at, end);
            (at..to).for_each(&mut mark);
            if to > at {
                at = to;
            } else if is_given(reading, at) && at + 1 < end && is_family(reading, at + 1) {
                for index in [at, at + 1] {
                    mark(index);
                    let hash = reading.analysis.token(index).hash();
                    persons.entry(hash, |&other| other == hash, |&hash| hash).or_insert(hash);
                }
                at += 2;
            } else {
                at += 1;
            }
        }
    }
    // The family name by itself, elsewhere.
    if !persons.is_empty() {
        for (capital, token) in capitals.iter_mut().zip(tokens) {
            *capital |= persons.find(token.hash(), |&other| other == token.hash()).is_some();
        }
    }
    capitals
}

/// The place after the listed name that starts at `at`; `at` where none does.
fn listed_end(reading: &Reading<'_, '_>, at: usize, end: usize) -> usize {
    let article = reading.is(at, "the") || reading.is(at, "a");
    let phrase = reading.gazetteer.phrase(reading.analysis, at, end);
    if let Some((to, _)) = phrase.filter(|(_, classes)| !article && classes.any(Classes::KNOWN)) {
        return to;
    }
    let sure = Classes::COUNTRY
        .with(Classes::BIG_CITY)
        .with(Classes::DEMONYM)
        .with(Classes::GROUP)
        .with(Classes::ORGANIZATION)
        .with(Classes::LOCATION);
    at + usize::from(reading.class(at).any(sure) && !is_word(reading, at))
}

/// Whether the token at `index` is another word as well.
fn is_word(reading: &Reading<'_, '_>, index: usize) -> bool {
    const WORDS: Classes =
        Classes::COMMON.with(Classes::STOP).with(Classes::NOT_NAME).with(Classes::TITLE);
    reading.class(index).any(WORDS)
}

fn is_given(reading: &Reading<'_, '_>, index: usize) -> bool {
    reading.class(index).any(Classes::GIVEN) && !is_word(reading, index)
}

/// Whether the token at `index`, behind a given name, is a family name: a listed one, or a word that is in no list.
fn is_family(reading: &Reading<'_, '_>, index: usize) -> bool {
    let token = reading.analysis.token(index);
    let class = reading.class(index);
    let unlisted = class == Classes::NONE && token.range().len() > 3;
    token.is_word()
        && token.space_before()
        && (class.any(Classes::SURNAME) || unlisted)
        && !is_word(reading, index)
}
