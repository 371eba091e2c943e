//! Numbers in words: `twenty-four`, `two and a half`, `a dozen`, `a couple of`, `2 1/2`, `twenty-first`.

use super::item::Item;
use super::pattern::Classes;
use crate::analysis::Analysis;

/// Puts the number words of a stretch together, each run to one item.
pub(super) fn join(analysis: &Analysis<'_>, items: &mut Vec<Item>) {
    let mut kept = 0;
    let mut at = 0;
    while let Some(&item) = items.get(at) {
        let (item, used) = read(analysis, items, at, item);
        if let Some(slot) = items.get_mut(kept) {
            *slot = item;
        }
        kept += 1;
        at += used;
    }
    items.truncate(kept);
}

const PARTS: Classes = Classes::NUMBER.with(Classes::TENS).with(Classes::SCALE);

/// The item at `at`, and how many it takes.
fn read(analysis: &Analysis<'_>, items: &[Item], at: usize, item: Item) -> (Item, usize) {
    let get = |place: usize| items.get(place).copied();
    let word = |place: usize| get(place).map_or("", |item| analysis.word(item.first));
    let is =
        |place: usize, classes: Classes| get(place).is_some_and(|item| item.classes.has(classes));
    let covering = |end: usize, amount: i64, classes: Classes| {
        let last = get(end - 1).map_or(item.end, |last| last.end);
        (Item { end: last, amount, classes, word: 0, ..item }, end - at)
    };
    if item.classes.has(Classes::DECADE) || is_mark(word(at)) {
        if let Some(found) = short_year(analysis, items, at) {
            return found;
        }
    }
    // `the 1960's`, but `2020's election`
    if item.classes.has(Classes::YEAR) && item.amount % 10_000 == 0 {
        let told = at.checked_sub(1).is_some_and(|place| {
            matches!(word(place), "the" | "The" | "early" | "late" | "mid" | "-")
        });
        if told && matches!(word(at + 1), "'s" | "’s") {
            return covering(at + 2, item.amount, Classes::DECADE);
        }
        if is_mark(word(at + 1)) && word(at + 2) == "s" {
            return covering(at + 3, item.amount, Classes::DECADE);
        }
    }
    let is_article = matches!(word(at), "a" | "A" | "an");
    if item.classes.has(Classes::COUPLE) && word(at + 1) == "of" {
        return covering(at + 2, 2000, Classes::NUMBER.with(Classes::COUPLE));
    }
    if item.classes.has(Classes::HALF) {
        let dozen = if matches!(word(at + 1), "a" | "-") { at + 2 } else { at + 1 };
        if is(dozen, Classes::DOZEN) {
            return covering(dozen + 1, 6000, Classes::NUMBER);
        }
        return (item, 1);
    }
    if is_article {
        if is(at + 1, Classes::VAGUE) && matches!(word(at + 1), "few" | "many") {
            return covering(at + 2, 0, Classes::VAGUE);
        }
        if is(at + 1, Classes::COUPLE) {
            let end = at + 2 + usize::from(word(at + 2) == "of");
            let more = end + usize::from(word(end) == "more");
            return covering(more, 2000, Classes::NUMBER.with(Classes::COUPLE));
        }
        if is(at + 1, Classes::DOZEN) {
            return covering(at + 2, 12_000, Classes::NUMBER);
        }
        if word(at + 1) == "number" && word(at + 2) == "of" {
            return covering(at + 3, 0, Classes::VAGUE);
        }
        if !is(at + 1, Classes::SCALE) {
            return (item, 1);
        }
    }
    if item.classes.has(Classes::VAGUE) && is(at + 1, Classes::SCALE.with(Classes::DOZEN)) {
        let end = at + 2 + usize::from(word(at + 2) == "of");
        return covering(end, 0, Classes::VAGUE);
    }
    if item.classes.has(Classes::VAGUE)
        && word(at + 1) == "of"
        && word(at).ends_with('s')
        && word(at) != "various"
    {
        return covering(at + 2, 0, Classes::VAGUE);
    }
    if item.classes.has(PARTS) || is_article {
        return cardinal(analysis, items, at, item);
    }
    (item, 1)
}

fn is_mark(word: &str) -> bool {
    matches!(word, "'" | "’" | "‘" | "`")
}

/// `'98`, `'90s`, `'60's`.
fn short_year(analysis: &Analysis<'_>, items: &[Item], at: usize) -> Option<(Item, usize)> {
    let item = items.get(at).copied()?;
    let marked = !item.classes.has(Classes::DECADE);
    let number = if marked { items.get(at + 1).copied()? } else { item };
    // `5'10` is a height.
    if marked
        && (analysis.token(number.first).space_before()
            || !analysis.token(item.first).space_before())
    {
        return None;
    }
    let century = if number.amount < 30_000 { 2_000_000 } else { 1_900_000 };
    let used = usize::from(marked) + 1;
    let decade = |end: usize, used: usize| {
        let amount =
            if marked && number.amount < 100_000 { number.amount + century } else { number.amount };
        (Item { end, amount, classes: Classes::DECADE, word: 0, ..item }, used)
    };
    if number.classes.has(Classes::DECADE) {
        return Some(decade(number.end, used));
    }
    if !number.classes.has(Classes::TWO) {
        return None;
    }
    if number.amount % 10_000 == 0 {
        let (mark, ending) = (items.get(at + 2), items.get(at + 3));
        if mark.is_some_and(|mark| matches!(analysis.word(mark.first), "'s" | "’s")) {
            return mark.map(|mark| decade(mark.end, 3));
        }
        let parted = mark.is_some_and(|mark| is_mark(analysis.word(mark.first)));
        if let Some(ending) = ending.filter(|ending| parted && analysis.word(ending.first) == "s") {
            return Some(decade(ending.end, 4));
        }
    }
    let amount = number.amount + century;
    Some((Item { end: number.end, amount, classes: Classes::YEAR, word: 0, ..item }, used))
}

/// A number, word by word.
struct Sum {
    /// What is done, and the hundreds, tens and ones in hand, in thousandths.
    sum: i64,
    group: i64,
    last_scale: i64,
    /// What the last word was.
    after: Classes,
    ordinal: bool,
}

impl Sum {
    /// Takes the next word in, if it belongs to the number.
    fn take(&mut self, part: Item, in_words: bool, anded: bool) -> bool {
        let started = !self.after.is_empty();
        let ones =
            self.after.has(Classes::SCALE) || self.after.has(Classes::TENS) && part.amount < 10_000;
        if part.classes.has(Classes::SCALE) {
            let hundreds = part.amount == 100_000 && (1000..100_000).contains(&self.group);
            let scales = part.amount > 100_000 && part.amount < self.last_scale;
            if !started || anded || !hundreds && !scales {
                return false;
            }
            if hundreds {
                self.group *= 100;
            } else {
                self.sum += self.group.saturating_mul(part.amount / 1000);
                self.group = 0;
                self.last_scale = part.amount;
            }
        } else if !started && part.classes.has(Classes::NUMBER.with(Classes::TENS)) {
            self.group = part.amount;
        } else if in_words && part.classes.has(Classes::TENS) && self.after.has(Classes::SCALE)
            || in_words && ones && part.classes.has(Classes::NUMBER.with(Classes::ORDINAL))
        {
            self.group += part.amount;
            self.ordinal = part.classes.has(Classes::ORDINAL);
        } else {
            return false;
        }
        self.after = part.classes;
        self.sum <= 100_000_000_000_000
    }
}

/// A cardinal in words, digits with a scale or fraction, or an ordinal that ends one.
fn cardinal(analysis: &Analysis<'_>, items: &[Item], at: usize, item: Item) -> (Item, usize) {
    if let Some(year) = year_in_words(analysis, items, at) {
        return year;
    }
    let get = |place: usize| items.get(place).copied();
    let is_and = |item: Item| analysis.word(item.first) == "and";
    let mut sum =
        Sum { sum: 0, group: 0, last_scale: i64::MAX, after: Classes::NONE, ordinal: false };
    let mut end = at;
    if !item.classes.has(PARTS) {
        // `a hundred`
        sum.group = 1000;
        sum.after = Classes::NUMBER;
        end += 1;
    }
    // Twelve words are more than any number that counts time.
    while let Some(next) = get(end).filter(|_| end <= at + 12 && !sum.ordinal) {
        let joined = next.classes.has(Classes::HYPHEN) && sum.after.has(Classes::TENS);
        let anded = sum.after.has(Classes::SCALE) && is_and(next);
        let place = if joined || anded { end + 1 } else { end };
        let Some(part) = get(place) else { break };
        if !sum.take(part, analysis.token(part.first).is_word(), anded) {
            break;
        }
        end = place + 1;
    }
    if end == at {
        return (item, 1);
    }
    let single = end == at + 1;
    let mut amount = sum.sum.saturating_add(sum.group);
    if let Some((part, used)) = fraction(analysis, items, end).filter(|_| !sum.ordinal) {
        amount += part;
        end += used;
    }
    let classes = match (single, sum.ordinal) {
        // As it was read, with what else it may be.
        (true, _) if item.classes.has(Classes::TENS) => item.classes.with(Classes::NUMBER),
        (true, _) if end == at + 1 => item.classes,
        (_, true) if (1000..=31_000).contains(&amount) => Classes::ORDINAL.with(Classes::DOMTH),
        (_, true) => Classes::ORDINAL,
        _ => Classes::NUMBER,
    };
    let last = get(end - 1).map_or(item.end, |last| last.end);
    let word = if single { item.word } else { 0 };
    (Item { end: last, amount, classes, word, ..item }, end - at)
}

/// `nineteen ninety-eight`
fn year_in_words(analysis: &Analysis<'_>, items: &[Item], at: usize) -> Option<(Item, usize)> {
    let first = *items.get(at)?;
    let mut next = *items.get(at + 1)?;
    let mut used = 2;
    let in_words = analysis.token(first.first).is_word();
    if !in_words || !matches!(first.amount, 16_000..=20_000) || !next.classes.has(Classes::TENS) {
        return None;
    }
    if items.get(at + 2).is_some_and(|item| item.classes.has(Classes::HYPHEN)) {
        if let Some(ones) = items
            .get(at + 3)
            .filter(|item| item.classes.has(Classes::NUMBER) && item.amount < 10_000)
        {
            next = Item { amount: next.amount + ones.amount, end: ones.end, ..next };
            used = 4;
        }
    }
    let amount = first.amount * 100 + next.amount;
    Some((Item { end: next.end, amount, classes: Classes::YEAR, word: 0, ..first }, used))
}

/// ` 1/2`, ` and a half`, ` and one-half`: its thousandths and items.
fn fraction(analysis: &Analysis<'_>, items: &[Item], at: usize) -> Option<(i64, usize)> {
    let get = |place: usize| items.get(place).copied();
    let word = |place: usize| get(place).map_or("", |item| analysis.word(item.first));
    let tight =
        |place: usize| get(place).is_some_and(|item| !analysis.token(item.first).space_before());
    match (word(at), word(at + 1), word(at + 2)) {
        ("1", "/", "2") if tight(at + 1) => Some((500, 3)),
        ("1", "/", "4") if tight(at + 1) => Some((250, 3)),
        ("3", "/", "4") if tight(at + 1) => Some((750, 3)),
        ("½", ..) => Some((500, 1)),
        ("and", "a" | "one", "half") => Some((500, 3)),
        ("and", "a", "quarter") => Some((250, 3)),
        // `two-and-a-half`
        ("-" | "‐" | "‑", "and", "-" | "‐" | "‑")
            if word(at + 3) == "a" && word(at + 5) == "half" =>
        {
            Some((500, 6))
        }
        // `two and half years`
        ("and", "half", "years" | "months" | "weeks" | "days" | "hours") => Some((500, 2)),
        _ => None,
    }
}
