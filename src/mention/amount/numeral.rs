//! Numbers, in digits and in words, with their exact value: `1,984.5`, `1.2bn`, `twenty-five`, `half a million`.

use crate::analysis::Analysis;
use crate::lexicon;

/// A number: `digits` times ten to the power of `exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u64,
    exponent: i32,
}

impl Decimal {
    /// Reads `1,984.5`; `None` where that is no number or has too many digits.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let (whole, fraction) = match word.split_once('.') {
            Some((_, fraction)) if fraction.contains('.') => return Self::grouped(word, '.'),
            Some((whole, fraction)) => (whole, fraction),
            None => (word, ""),
        };
        let number = Self::grouped(whole, ',')?;
        fraction.bytes().try_fold(number, |number, byte| {
            Some(Self { digits: number.digit(byte)?, exponent: number.exponent - 1 })
        })
    }

    /// Reads whole digits in groups, the first of up to three, the others of two (in India) or three.
    fn grouped(word: &str, mark: char) -> Option<Self> {
        let mut number = Self { digits: 0, exponent: 0 };
        for (at, group) in word.split(mark).enumerate() {
            if group.is_empty() || at > 0 && !matches!(group.len(), 2 | 3) {
                return None;
            }
            for byte in group.bytes() {
                number.digits = number.digit(byte)?;
            }
        }
        Some(number)
    }

    fn digit(self, byte: u8) -> Option<u64> {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        self.digits.checked_mul(10)?.checked_add(digit)
    }

    pub(super) const fn scaled(self, power: i32) -> Self {
        Self { digits: self.digits, exponent: self.exponent + power }
    }

    /// The same and a half.
    fn and_a_half(self) -> Option<Self> {
        let digits = (self.exponent == 0).then_some(self.digits)?;
        Some(Self { digits: digits.checked_mul(10)?.checked_add(5)?, exponent: -1 })
    }

    /// The nearest double: what reading the decimal gives, without a rounding step between.
    pub(super) fn value(self) -> Option<f64> {
        format!("{}e{}", self.digits, self.exponent).parse().ok()
    }
}

/// A number in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Its first token and the place after its last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it says without the scale: 1.2 of `1.2bn`; `None` for `hundreds of millions`.
    pub(super) base: Option<Decimal>,
    /// The power of ten of its scale.
    pub(super) power: Option<i32>,
}

impl Numeral {
    /// Its value, times ten to the power of `more`.
    pub(super) fn value(self, more: i32) -> Option<f64> {
        self.base?.scaled(self.power.unwrap_or(0) + more).value()
    }
}

/// A word of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Number(u64),
    Scale(i32),
    Dozen,
    Half,
}

fn part(analysis: &Analysis<'_>, index: usize) -> Option<Part> {
    let token = analysis.token(index);
    let value = lexicon::AMOUNT_WORDS.get_hashed(token.hash(), analysis.word(index))?;
    match value.split_once(' ') {
        Some(("number", number)) => number.parse().ok().map(Part::Number),
        Some(("scale", power)) => power.parse().ok().map(Part::Scale),
        None if value == "dozen" => Some(Part::Dozen),
        None if value == "half" => Some(Part::Half),
        _ => None,
    }
}

/// The longest number in words, in tokens.
const LONGEST: usize = 16;

/// The number that starts with the token at `start`.
pub(super) fn read(analysis: &Analysis<'_>, start: usize) -> Option<Numeral> {
    if analysis.token(start).is_number() {
        return Some(digits(analysis, start));
    }
    let article = matches!(analysis.word(start), "a" | "an" | "A" | "An");
    match part(analysis, start + usize::from(article))? {
        Part::Half => half(analysis, start + usize::from(article), start),
        Part::Number(_) if article => None,
        Part::Dozen => Some(Numeral {
            start,
            end: start + 1 + usize::from(article),
            base: exact(analysis, start + usize::from(article))
                .then_some(Decimal { digits: 12, exponent: 0 }),
            power: None,
        }),
        _ => words(analysis, start, usize::from(article)),
    }
}

/// Whether the word is no plural: `million`, not `millions`.
fn exact(analysis: &Analysis<'_>, index: usize) -> bool {
    !analysis.word(index).ends_with('s')
}

fn digits(analysis: &Analysis<'_>, start: usize) -> Numeral {
    let base = Decimal::parse(analysis.word(start));
    let mut numeral = Numeral { start, end: start + 1, base, power: None };
    let mut next = start + 1;
    if analysis.word(next) == "-" && !analysis.token(next).space_before() {
        next += 1;
    }
    if let Some(Part::Scale(power)) = part(analysis, next) {
        // `5m` and `5b` only where they touch: `5 m` is metres.
        if analysis.word(next).len() > 1
            || next == start + 1 && !analysis.token(next).space_before()
        {
            numeral.power = Some(power);
            numeral.end = next + 1;
        }
        // two hundred million, 300 thousand billion
        if let Some(Part::Scale(more)) = part(analysis, numeral.end).filter(|_| power < 6) {
            numeral.power = Some(power + more);
            numeral.end += 1;
        }
    }
    numeral
}

/// `half a million`, `half a dozen`.
fn half(analysis: &Analysis<'_>, at: usize, start: usize) -> Option<Numeral> {
    let mut next = at + 1;
    if matches!(analysis.word(next), "a" | "-") {
        next += 1;
    }
    let half = Decimal { digits: 5, exponent: -1 };
    match part(analysis, next)? {
        Part::Scale(power) => {
            Some(Numeral { start, end: next + 1, base: Some(half), power: Some(power) })
        }
        Part::Dozen => {
            let base = Some(Decimal { digits: 6, exponent: 0 });
            Some(Numeral { start, end: next + 1, base, power: None })
        }
        _ => None,
    }
}

/// `two hundred and fifty thousand`, `twenty-five`, `two and a half million`, `a million`, `millions`.
fn words(analysis: &Analysis<'_>, start: usize, skip: usize) -> Option<Numeral> {
    let mut at = start + skip;
    let (mut total, mut group, mut any) = (0_u64, 0_u64, skip > 0);
    let mut plural = false;
    let mut half = false;
    let mut last_power = None;
    let limit = start + LONGEST;
    let mut end = at;
    while at < limit {
        match part(analysis, at) {
            Some(Part::Number(number)) if last_power.is_none_or(|power| power < 6) => {
                group = group.checked_add(number)?;
                any = true;
                last_power = None;
            }
            Some(Part::Scale(power)) if analysis.word(at).len() > 2 => {
                plural |= !exact(analysis, at);
                any |= at == start;
                let factor = 10_u64.checked_pow(u32::try_from(power).ok()?)?;
                if power == 2 {
                    group = group.max(1).checked_mul(factor)?;
                } else {
                    let part = group.max(1).checked_mul(factor)?;
                    let part = if half { part.checked_add(factor / 2)? } else { part };
                    half = false;
                    total = total.checked_add(part)?;
                    group = 0;
                }
                last_power = Some(power);
            }
            _ => break,
        }
        at += 1;
        end = at;
        // The hyphen of `twenty-five`, the `and` of `hundred and fifty`, the `of` of `hundreds of millions`.
        let word = analysis.word(at);
        let joins = word == "-" || word == "and" || word == "of" && plural;
        if word == "and" && analysis.word(at + 1) == "a" && analysis.word(at + 2) == "half" {
            half = true;
            at += 3;
            end = at;
        } else if joins && part(analysis, at + 1).is_some() {
            let number = matches!(part(analysis, at + 1), Some(Part::Number(_)));
            // `two and three` are two numbers.
            if word == "and" && (last_power.is_none() || !number) {
                break;
            }
            at += 1;
        }
    }
    if !any || end <= start + skip {
        return None;
    }
    let number = Decimal { digits: total.checked_add(group)?, exponent: 0 };
    let base = if plural {
        None
    } else if half {
        Some(number.and_a_half()?)
    } else {
        Some(number)
    };
    Some(Numeral { start, end, base, power: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_exact_value() {
        for (text, tokens, value) in [
            ("1,984.5 votes", 1, Some(1984.5)),
            ("1.2bn a year", 2, Some(1_200_000_000.0)),
            ("0.1 of it", 1, Some(0.1)),
            ("1,50,000 homes", 1, Some(150_000.0)),
            ("3.3 trillion", 2, Some(3_300_000_000_000.0)),
            ("twenty-five people", 3, Some(25.0)),
            ("two hundred and fifty thousand", 5, Some(250_000.0)),
            ("two and a half million", 5, Some(2_500_000.0)),
            ("half a million", 3, Some(500_000.0)),
            ("a million", 2, Some(1_000_000.0)),
            ("hundreds of millions", 3, None),
            ("a dozen", 2, Some(12.0)),
            ("99999999999999999999999", 1, None),
            ("two and three", 1, Some(2.0)),
        ] {
            let analysis = Analysis::new(text);
            let numeral = read(&analysis, 0).unwrap();
            assert_eq!((numeral.end, numeral.value(0)), (tokens, value), "{text}");
        }
    }
}
