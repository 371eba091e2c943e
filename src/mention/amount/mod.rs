//! Sums of money, percentages and quantities.

use std::borrow::Cow;
use std::ops::Range;

use super::{Amount, AmountKind};
use crate::analysis::Analysis;
use crate::fold;
use crate::lexicon;
use crate::token::TokenKind;

mod numeral;

use numeral::Numeral;

/// The amounts of a text, in document order; none overlaps another.
pub(super) fn find<'a>(analysis: &Analysis<'a>) -> Vec<Amount<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < analysis.tokens().len() {
        at = if may_start(analysis, at) {
            step(analysis, at, &mut found).max(at + 1)
        } else {
            at + 1
        };
    }
    found
}

/// Whether a number may start at `at`: a look at the token alone where that says no.
fn may_start(analysis: &Analysis<'_>, at: usize) -> bool {
    let token = analysis.token(at);
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Word => FILTER.may_have(token.hash()),
        _ => false,
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Measure<'a> {
    kind: AmountKind,
    unit: Option<&'a str>,
    /// The power of ten of the unit: -2 for cents.
    power: i32,
}

/// Reads the amount or the pair of amounts whose number starts at `at`; gives the place after it.
fn step<'a>(analysis: &Analysis<'a>, at: usize, found: &mut Vec<Amount<'a>>) -> usize {
    let Some(mut numeral) = numeral::read(analysis, at) else { return at + 1 };
    // `a million`, `a dozen`
    let article = at
        .checked_sub(1)
        .filter(|&before| matches!(analysis.word(before), "a" | "an" | "A" | "An"));
    if let Some(with_article) = article.and_then(|before| numeral::read(analysis, before)) {
        numeral = with_article;
    }
    let at = numeral.start;
    let floor = found.last().map_or(0, |amount| amount.span.end());
    let sign = sign(analysis, at, floor);
    let measure = measure(analysis, numeral.end);
    let second = second(analysis, numeral.end).filter(|_| measure.is_none());
    if let Some(next) = second {
        let next_sign = self::sign(analysis, next.start, floor);
        let next_measure = self::measure(analysis, next.end);
        let shared = next_measure
            .map(|(_, measure)| measure)
            .or_else(|| next_sign.map(|(_, unit)| money(unit)))
            .or_else(|| sign.map(|(_, unit)| money(unit)));
        // `$5 to $10 million` has the scale once; `$500 to $1 million` has not.
        let shares = numeral.power.is_none() && next.power.is_some() && base(numeral) < base(next);
        let power = if shares { next.power } else { numeral.power };
        if let Some(shared) = shared.filter(|_| sign.is_some() || next_measure.is_some()) {
            let first = Numeral { power, ..numeral };
            let start = sign.map_or(at, |(start, _)| start);
            let own = sign.map_or(shared, |(_, unit)| money(unit));
            push(analysis, start..numeral.end, first, own, found);
            let start = next_sign.map_or(next.start, |(start, _)| start);
            let end = next_measure.map_or(next.end, |(end, _)| end);
            push(analysis, start..end, next, shared, found);
            return end;
        }
    }
    let (start, end, measure) = match (sign, measure) {
        (Some((start, unit)), measure) => {
            // `$5 million dollars`, `US$ 3 per cent`: the sign says it.
            let end = measure
                .filter(|(_, measure)| measure.kind == AmountKind::Money)
                .map_or(numeral.end, |(end, _)| end);
            (start, end, money(unit))
        }
        (None, Some((end, measure))) => (at, end, measure),
        (None, None) => return numeral.end,
    };
    push(analysis, start..end, numeral, measure, found);
    end
}

fn base(numeral: Numeral) -> f64 {
    numeral.base.and_then(numeral::Decimal::value).unwrap_or(f64::MAX)
}

const fn money(unit: Option<&str>) -> Measure<'_> {
    Measure { kind: AmountKind::Money, unit, power: 0 }
}

fn push<'a>(
    analysis: &Analysis<'a>,
    tokens: Range<usize>,
    numeral: Numeral,
    measure: Measure<'a>,
    found: &mut Vec<Amount<'a>>,
) {
    let mut tokens = tokens;
    let mut value = numeral.value(measure.power);
    if let Some(minus) = minus(analysis, tokens.start) {
        tokens.start = minus;
        value = value.map(|value| -value);
    }
    found.push(Amount {
        span: analysis.span(analysis.range_of(tokens)),
        kind: measure.kind,
        value,
        unit: measure.unit.map(Cow::Borrowed),
    });
}

/// The place of a minus sign that touches the token at `at` and nothing before it.
fn minus(analysis: &Analysis<'_>, at: usize) -> Option<usize> {
    let sign = at.checked_sub(1)?;
    let token = analysis.token(sign);
    let is_sign = matches!(analysis.word(sign), "-" | "−" | "–") && token.space_before();
    (is_sign && !analysis.token(at).space_before()).then_some(sign)
}

fn entry(analysis: &Analysis<'_>, index: usize) -> &'static str {
    let token = analysis.token(index);
    lexicon::AMOUNT_WORDS.get_hashed(token.hash(), analysis.word(index)).unwrap_or_default()
}

/// The sign or code of a currency right before the token at `at`, not before the byte `floor`: its place and the
/// currency.
fn sign<'a>(analysis: &Analysis<'_>, at: usize, floor: usize) -> Option<(usize, Option<&'a str>)> {
    let mut before = at.checked_sub(1)?;
    if analysis.word(before) == "." && !analysis.token(before).space_before() {
        // Rs. 500
        before = before.checked_sub(1)?;
    }
    let token = analysis.token(before);
    if token.start() < floor {
        return None;
    }
    let currency = entry(analysis, before).strip_prefix("sign ")?;
    let is_word = token.kind == TokenKind::Word;
    if is_word && analysis.word(before).len() == 1 && analysis.token(at).space_before() {
        // `R 500` may be anything, `R500` is rand.
        return None;
    }
    // US$, A$, HK$
    if let Some(letters) = before.checked_sub(1).filter(|_| !is_word && !token.space_before()) {
        let pair = analysis.range_of(letters..before + 1);
        let text = pair.of(analysis.text());
        let value = lexicon::AMOUNT_WORDS.get_hashed(fold::hash(text), text);
        if let Some(currency) = value.and_then(|value| value.strip_prefix("sign ")) {
            return (pair.start() >= floor).then_some((letters, Some(currency)));
        }
    }
    Some((before, Some(currency)))
}

/// What is measured, by the words that start at `at`, and the place after them.
fn measure<'a>(analysis: &Analysis<'a>, at: usize) -> Option<(usize, Measure<'a>)> {
    let mut start = at;
    let hyphen = analysis.word(start) == "-" && !analysis.token(start).space_before();
    // `millions of dollars`, `10-kilometre`
    if hyphen || analysis.word(start) == "of" {
        start += 1;
    }
    let of = start > at && !hyphen;
    let (count, value) = analysis.phrase(&lexicon::AMOUNT_WORDS, start, analysis.tokens().len())?;
    let end = start + count;
    let (class, currency) = value.split_once(' ').unwrap_or((value, ""));
    let currency = (!currency.is_empty()).then_some(currency);
    let words = || analysis.range_of(start..end).of(analysis.text());
    let measure = match class {
        "percent" => Measure { kind: AmountKind::Percent, unit: Some("%"), power: 0 },
        "points" => Measure { kind: AmountKind::Percent, unit: Some(words()), power: 0 },
        "currency" => money(currency),
        "sign" if analysis.token(start).is_word() && words().len() == 3 => money(currency),
        "hundredth" => Measure { kind: AmountKind::Money, unit: currency, power: -2 },
        "pounds" if is_large(analysis, at) => money(Some("GBP")),
        "pounds" | "unit" if !of => {
            Measure { kind: AmountKind::Quantity, unit: Some(words()), power: 0 }
        }
        _ => return None,
    };
    Some((end, measure))
}

/// Whether the word before `at` is a scale, as in `3 million pounds`: so much is money, not weight.
fn is_large(analysis: &Analysis<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| entry(analysis, before).starts_with("scale "))
}

/// The second number of a range whose first ends before `at`.
fn second(analysis: &Analysis<'_>, at: usize) -> Option<Numeral> {
    if !matches!(analysis.word(at), "to" | "-" | "–" | "—" | "and" | "or") {
        return None;
    }
    let mut next = at + 1;
    for _ in 0..2 {
        if entry(analysis, next).starts_with("sign ") || entry(analysis, next + 1) == "sign USD" {
            next += 1;
        }
    }
    numeral::read(analysis, next)
}

/// The words that a number may start with.
static FILTER: once_cell::sync::Lazy<lexicon::Filter> = once_cell::sync::Lazy::new(|| {
    let mut filter = lexicon::Filter::with_capacity(lexicon::AMOUNT_WORDS.len());
    let starts = |value: &str| {
        ["number", "scale", "dozen", "half"].iter().any(|class| value.starts_with(class))
    };
    for (word, _) in lexicon::AMOUNT_WORDS.iter().filter(|(_, value)| starts(value)) {
        filter.add(fold::hash(word));
    }
    filter
});
