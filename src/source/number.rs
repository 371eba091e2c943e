//! How many an expression stands for, and the role that its noun gives.

use std::borrow::Cow;

use super::candidate::bytes;
use super::phrase::{Quantity, quantity};
use super::scene::Expression;
use super::words::Class;
use super::{Count, Number};
use crate::analysis::Analysis;
use crate::lexicon;

/// How many the words of an expression stand for.
pub(super) fn numbers<'a>(
    analysis: &Analysis<'a>,
    expression: &Expression<'_>,
) -> (Number, Option<Count<'a>>) {
    if let Some(candidate) = expression.candidate {
        let phrase = &candidate.phrase;
        if !phrase.is_plural() {
            return (Number::Singular, Some(Count::Exact(1)));
        }
        return (Number::Plural, phrase.quantity.as_ref().map(|it| counted(analysis, it)));
    }
    let first = expression.tokens.start;
    if let Some(value) = expression.pronoun {
        let many = value == "many";
        return if many {
            (Number::Plural, None)
        } else {
            (Number::Singular, Some(Count::Exact(1)))
        };
    }
    let end = expression.tokens.end;
    let other = lexicon::SOURCE_PRONOUNS.get(analysis.word(first));
    let ends = [end, end.saturating_sub(1)].into_iter().filter(|&at| at > first);
    let number =
        ends.filter_map(|at| quantity(analysis, at, first)).find(|it| it.tokens.start == first);
    let opening = || {
        let (len, number) = analysis.phrase(&lexicon::QUANTITY_WORDS, first, end)?;
        Some(Quantity { tokens: first..first + len, exact: number.parse().ok() })
    };
    match number.or_else(opening) {
        Some(Quantity { exact: Some(1), .. }) => (Number::Singular, Some(Count::Exact(1))),
        Some(quantity) => (Number::Plural, Some(counted(analysis, &quantity))),
        None if other == Some("some") => (Number::Plural, None),
        None => (Number::Singular, Some(Count::Exact(1))),
    }
}

fn counted<'a>(analysis: &Analysis<'a>, quantity: &Quantity) -> Count<'a> {
    if let Some(number) = quantity.exact {
        return Count::Exact(number);
    }
    let mut tokens = quantity.tokens.clone();
    if tokens.len() > 1 && analysis.word(tokens.end - 1) == "of" {
        tokens.end -= 1;
    }
    Count::Worded(lower(bytes(analysis, &tokens).of(analysis.text())))
}

pub(super) fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// The role that a noun gives, as a singular in lower case.
pub(super) fn role(class: Class, word: &str) -> Option<Cow<'_, str>> {
    if matches!(class, Class::Source | Class::Person) {
        return None;
    }
    let value = lexicon::SOURCE_NOUNS.get(word)?;
    Some(match value.split_once(' ') {
        Some((_, singular)) => Cow::Owned(singular.to_lowercase()),
        None => lower(word),
    })
}
