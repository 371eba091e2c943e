//! Tokens to items: what each word or number may say of time.

use super::item::{Entry, Item, NO_CODE};
use super::pattern::Classes;
use crate::analysis::Analysis;
use crate::lexicon;
use crate::token::{Shape, Token, TokenKind};

/// The item of the token at `index`, and whether it calls for the rules.
pub(super) fn item(analysis: &Analysis<'_>, entry: Option<&Entry>, index: usize) -> (Item, bool) {
    let token = analysis.token(index);
    let mut item = Item {
        first: index,
        end: index + 1,
        classes: Classes::NONE,
        word: 0,
        amount: 0,
        code: NO_CODE,
        node: usize::MAX,
    };
    if token.kind == TokenKind::Number {
        number(analysis, index, &mut item);
        return (item, item.classes.has(CALLING));
    }
    if let Some(entry) = entry {
        item.word = entry.word;
        if !entry.capital || token.shape.has_capital() {
            item.classes = entry.classes;
            item.amount = entry.amount;
            item.code = entry.code;
        }
    }
    match token.kind {
        TokenKind::Punctuation if analysis.word(index) == ":" => {
            let tight = !token.space_before() && !analysis.token(index + 1).space_before();
            let before = analysis.token(index.wrapping_sub(1)).is_number();
            let clock = tight && before && analysis.token(index + 1).is_number();
            if clock {
                item.classes = Classes::CALL;
            }
            return (item, clock);
        }
        // `3/4/98`
        _ if analysis.word(index) == "/" => {
            let number = |place: usize| {
                let token = analysis.token(place);
                token.is_number() && token.range().len() <= 4
            };
            let dated = number(index.wrapping_sub(1))
                && number(index + 1)
                && analysis.word(index + 2) == "/"
                && number(index + 3);
            if dated {
                item.classes = Classes::CALL;
            }
            return (item, dated);
        }
        TokenKind::Mark => {
            let next = analysis.token(index + 1);
            let short = next.is_number() && !next.space_before() && next.range().len() <= 3;
            return (item, short);
        }
        TokenKind::Punctuation => punctuation(analysis, index, &mut item),
        TokenKind::Word if item.classes.is_empty() => {
            let capital = token.shape.has_capital();
            item.classes = if capital { Classes::NAME } else { Classes::PLAIN };
            let word = analysis.word(index);
            if let Some(year) = fiscal_year(word).or_else(|| year_about(word)) {
                item.classes = Classes::YEAR;
                item.amount = year * 1000;
                return (item, true);
            }
            if !capital && word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
                item.classes = item.classes.with(Classes::PLURAL);
            }
        }
        _ => {}
    }
    if item.classes.has(Classes::SET) && token.shape.has_capital() {
        item.classes = item.classes.with(Classes::NAME);
    }
    if token.shape.has_capital() && item.classes.has(NAMED) && is_of_name(analysis, index) {
        item.classes = Classes::NAME;
        item.word = 0;
    }
    if item.classes.has(Classes::MAYBE_MONTH) {
        maybe_month(analysis, index, &mut item);
    }
    if item.classes.has(Classes::MAYBE_WEEKDAY) {
        maybe_weekday(analysis, index, &mut item);
    }
    (item, item.classes.has(CALLING))
}

/// Words of time that names are made of: `60 Minutes`, `USA Today`, `High Noon`.
const NAMED: Classes = Classes::UNIT
    .with(Classes::UNITS)
    .with(Classes::DEICTIC)
    .with(Classes::CLOCK)
    .with(Classes::TONIGHT)
    .with(Classes::REF);

/// Whether a word with a capital ends a name, in a sentence that has its words in small letters.
fn is_of_name(analysis: &Analysis<'_>, index: usize) -> bool {
    let before = analysis.token(index.wrapping_sub(1));
    let word = analysis.word(index.wrapping_sub(1));
    let told = lexicon::TIMEX_WORDS.get(word).is_some_and(|_| !word.eq_ignore_ascii_case("this"));
    let show = before.is_number()
        && !word.ends_with(|c: char| c.is_ascii_alphabetic())
        && matches!(analysis.word(index), "Minutes" | "Hours");
    let capital = before.shape.has_capital() && !told || show;
    if analysis.token(index).shape != Shape::Title {
        return false;
    }
    let Some(sentence) = analysis.sentence_list().get(analysis.sentence_at(index)) else {
        return false;
    };
    let tokens = sentence.tokens();
    if !capital || index <= tokens.start {
        return false;
    }
    let near = tokens.start.max(index.saturating_sub(12))..tokens.end.min(index + 12);
    let small = near.filter(|place| {
        let token = analysis.token(*place);
        token.shape == Shape::Lower && token.range().len() > 3
    });
    small.count() >= 2
}

/// Classes of words that rules are tried for; the others only stand beside these.
pub(super) const CALLING: Classes = Classes::YEAR
    .with(Classes::DATE)
    .with(Classes::TIME)
    .with(Classes::DURATION)
    .with(Classes::SETNODE)
    .with(Classes::DECADE)
    .with(Classes::MONTH)
    .with(Classes::MAYBE_MONTH)
    .with(Classes::WEEKDAY)
    .with(Classes::MAYBE_WEEKDAY)
    .with(Classes::WEEKDAYS)
    .with(Classes::UNIT)
    .with(Classes::UNITS)
    .with(Classes::LONG)
    .with(Classes::SEASON)
    .with(Classes::PART)
    .with(Classes::PARTS)
    .with(Classes::CLOCK)
    .with(Classes::MERIDIEM)
    .with(Classes::QUARTER)
    .with(Classes::DEICTIC)
    .with(Classes::TONIGHT)
    .with(Classes::REF)
    .with(Classes::RECENT)
    .with(Classes::CURRENT)
    .with(Classes::SET)
    .with(Classes::SETADJ)
    .with(Classes::OVERNIGHT)
    .with(Classes::ERA)
    .with(Classes::HOLIDAY)
    .with(Classes::DOTTED)
    .with(Classes::CALL)
    .with(Classes::ZONE);

/// `FY24`, `FY2024`
fn fiscal_year(word: &str) -> Option<i64> {
    let digits = word.strip_prefix("FY")?;
    let year: i64 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        4 => Some(year),
        _ => None,
    }
}

/// `c1890`
fn year_about(word: &str) -> Option<i64> {
    let digits = word.strip_prefix('c')?;
    is_year(digits).then(|| digits.parse().ok()).flatten()
}

/// `25.12.2020`
fn dotted_day(word: &str, item: &mut Item) {
    let mut parts = word.split('.');
    let mut number = |most: usize| {
        parts.next().filter(|part| part.len() <= most).and_then(|part| part.parse::<i64>().ok())
    };
    if let (Some(day), Some(month), Some(year)) = (number(2), number(2), number(4)) {
        if parts.next().is_none() && (1000..2200).contains(&year) {
            item.amount = (year * 100 + month) * 100 + day;
            item.classes = Classes::DOTTED;
        }
    }
}

/// A token of digits: `12`, `1,984`, `2.5`, `3rd`, `1990s`.
fn number(analysis: &Analysis<'_>, index: usize, item: &mut Item) {
    let word = analysis.word(index);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = word.split_at_checked(digits).unwrap_or((word, ""));
    let plain: Option<i64> = head.parse().ok().filter(|_| digits < 13);
    let Some(plain) = plain else { return fraction_sign(word, 0, item) };
    item.amount = plain * 1000;
    match tail {
        "" => {
            item.classes = Classes::NUMBER;
            if (1..=31).contains(&plain) && digits <= 2 {
                item.classes = item.classes.with(Classes::DOM);
            }
            if digits == 2 {
                item.classes = item.classes.with(Classes::TWO);
            }
            if digits == 4 && (1000..=2199).contains(&plain) {
                item.classes = item.classes.with(Classes::YEAR);
            }
        }
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" => {
            item.classes = Classes::ORDINAL;
            if (1..=31).contains(&plain) {
                item.classes = item.classes.with(Classes::DOMTH).with(Classes::CALL);
            }
        }
        "s" | "S" if plain % 10 == 0 && (digits == 2 || digits == 4) => {
            item.classes = Classes::DECADE;
        }
        "Q" | "q" if (1..=4).contains(&plain) => {
            item.classes = Classes::QUARTER;
            item.code = i16::try_from(plain).unwrap_or(NO_CODE);
        }
        "Z" if digits == 2 => item.classes = Classes::TWO.with(Classes::NUMBER),
        // `2025-09-18T14:05`
        _ if tail.len() == 3 && tail.starts_with('T') && digits == 2 => {
            let hour: Option<i64> = tail.get(1..).and_then(|hour| hour.parse().ok());
            if let Some(hour) = hour {
                item.amount = (plain * 100 + hour) * 1000;
                item.classes = Classes::DAYHOUR;
            }
        }
        _ if tail.len() == 3 && matches!(tail.get(..1), Some("Q" | "H")) => {
            // `3Q25`
            let year: Option<i64> = tail.get(1..).and_then(|year| year.parse().ok());
            let most = if tail.starts_with('Q') { 4 } else { 2 };
            if let Some(year) = year.filter(|_| (1..=most).contains(&plain)) {
                item.classes = if most == 4 { Classes::QUARTER } else { Classes::HALFYEAR };
                item.classes = item.classes.with(Classes::CALL);
                item.code = i16::try_from(plain).unwrap_or(NO_CODE);
                item.amount = (2000 + year) * 1000;
            }
        }
        _ if tail.starts_with(',') => grouped(word, item),
        _ if tail.starts_with('.') && word.len() > 7 => dotted_day(word, item),
        _ if tail.starts_with('.') => decimal(plain, tail, item),
        _ => fraction_sign(tail, plain, item),
    }
}

/// `1,984,000`
fn grouped(word: &str, item: &mut Item) {
    let mut amount: i64 = 0;
    for group in word.split(',') {
        match group.parse::<i64>() {
            Ok(number) if group.len() <= 3 && amount < 1_000_000_000 => {
                amount = amount * 1000 + number;
            }
            _ => return,
        }
    }
    item.amount = amount * 1000;
    item.classes = Classes::NUMBER;
}

fn decimal(plain: i64, tail: &str, item: &mut Item) {
    let decimals = tail.get(1..).unwrap_or_default();
    let scale = [0, 100, 10, 1].get(decimals.len()).copied().unwrap_or(0);
    match decimals.parse::<i64>() {
        Ok(decimals) if scale > 0 => {
            item.amount = plain * 1000 + decimals * scale;
            item.classes = Classes::NUMBER;
            if scale == 10 && plain <= 24 && decimals < 60 {
                item.classes = item.classes.with(Classes::CLOCKED);
            }
        }
        _ => {}
    }
}

/// `½` after `plain`.
fn fraction_sign(tail: &str, plain: i64, item: &mut Item) {
    let part = match tail {
        "½" => 500,
        "¼" => 250,
        "¾" => 750,
        _ => return,
    };
    item.amount = plain * 1000 + part;
    item.classes = Classes::NUMBER;
}

fn punctuation(analysis: &Analysis<'_>, index: usize, item: &mut Item) {
    let joins = !analysis.token(index).space_before() && !analysis.token(index + 1).space_before();
    match analysis.word(index) {
        "-" | "‐" | "‑" | "–" | "—" if joins => item.classes = Classes::HYPHEN,
        "-" | "--" | "–" | "—" => item.classes = Classes::DASH,
        _ => {}
    }
}

/// `May` and `March` are months where a day, a year or a word of time stands beside them.
fn maybe_month(analysis: &Analysis<'_>, index: usize, item: &mut Item) {
    let next = analysis.token(index + 1);
    let next_word = analysis.word(index + 1);
    let mut before = analysis.word(index.wrapping_sub(1));
    // `mid-March`
    if before == "-" && ["mid", "early", "late"].contains(&analysis.word(index.wrapping_sub(2))) {
        before = "mid";
    }
    let token = analysis.token(index);
    // `the March quarter`
    let year_or_day = next_word == "quarter"
        || next.kind == TokenKind::Number && is_day_or_year(next_word)
        || matches!(next_word, "of" | ",") && is_year(analysis.word(index + 2));
    let day_before = analysis.token(index.wrapping_sub(1)).kind == TokenKind::Number
        && is_day_or_year(before)
        || lexicon::TIMEX_WORDS.get(before).is_some_and(|value| value.starts_with("ordinal"));
    let listed = matches!(before, "and" | "or" | "to" | "through" | "-" | "–" | ",") && {
        let first = analysis.word(index.wrapping_sub(2));
        lexicon::TIMEX_WORDS.get(first).is_some_and(|value| value.contains("month"))
            || is_day_or_year(first)
    };
    // `Jan-Sept`
    let joined = matches!(next_word, "-" | "–")
        && lexicon::TIMEX_WORDS
            .get(analysis.word(index + 2))
            .is_some_and(|value| value.contains("month"))
        && analysis.token(index + 2).shape.has_capital();
    let told = listed || joined || is_before_month(before);
    let named =
        matches!(next_word, "'s" | "’s") && !is_which(before) || next.shape.has_capital() && !told;
    let is_month = token.shape.has_capital() && !token_is_first(analysis, index) && told && !named
        || token.shape.has_capital() && (year_or_day || day_before)
        || token.shape == Shape::Lower && day_before && is_year(next_word)
        || token.shape.has_capital() && told && is_which(before);
    item.classes = item.classes.without(Classes::MAYBE_MONTH);
    if is_month {
        item.classes = item.classes.with(Classes::MONTH);
    }
}

fn token_is_first(analysis: &Analysis<'_>, index: usize) -> bool {
    let sentence = analysis.sentence_list().get(analysis.sentence_at(index));
    sentence.is_some_and(|sentence| sentence.tokens().start == index)
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(word.get(..1), Some("1" | "2"))
}

fn is_day_or_year(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    is_year(word)
        || digits.len() <= 2 && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

/// Words after which a month's name is a month.
fn is_before_month(word: &str) -> bool {
    is_which(word)
        || [
            "in",
            "by",
            "since",
            "until",
            "till",
            "of",
            "from",
            "to",
            "through",
            "between",
            "during",
            "for",
            "before",
            "after",
            "throughout",
            "mid",
            "around",
            "about",
            "every",
            "each",
            "ending",
            "ended",
            "beginning",
            "starting",
            "end",
            "end-",
        ]
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
}

fn is_which(word: &str) -> bool {
    ["in", "last", "next", "this", "early", "late", "past", "coming", "previous", "following"]
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
}

/// `Sun` and `Sat` are weekdays beside a date or a part of the day.
fn maybe_weekday(analysis: &Analysis<'_>, index: usize, item: &mut Item) {
    let token = analysis.token(index);
    let mut after = index + 1;
    if analysis.word(after) == "," || analysis.word(after) == "." {
        after += 1;
    }
    let next = lexicon::TIMEX_WORDS.get(analysis.word(after)).unwrap_or_default();
    let dated = ["month", "maybe_month", "part"].iter().any(|class| next.starts_with(class))
        || analysis.token(after).kind == TokenKind::Number && is_day_or_year(analysis.word(after));
    let before = analysis.word(index.wrapping_sub(1));
    let told = ["on", "last", "next", "this", "every"]
        .iter()
        .any(|word| before.eq_ignore_ascii_case(word));
    let long = token.range().len() > 3 && !token.is_abbreviation();
    item.classes = item.classes.without(Classes::MAYBE_WEEKDAY);
    if token.shape.has_capital() && (dated || told && (long || token.is_abbreviation())) {
        item.classes = item.classes.with(Classes::WEEKDAY);
    }
}

/// Whether the item at the token's place may end a stretch that the rules look at.
pub(super) fn ends_stretch(analysis: &Analysis<'_>, token: Token, index: usize) -> bool {
    token.kind == TokenKind::Punctuation
        && matches!(analysis.word(index), "." | "!" | "?" | ";" | "…" | "...")
}
