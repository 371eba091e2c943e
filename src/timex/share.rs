//! Lists and ranges that share a head: `14 and 18 September`, `May and June 2011`, `1850-58`, `May 3-5`.

use super::TimexKind;
use super::calendar::is_day;
use super::find::Found;
use super::item::Item;
use super::meaning::{Meaning, Node, Part};
use super::pattern::Classes;
use super::value::{TimeOfDay, Unit, Value};
use crate::analysis::Analysis;

/// The stage, from 0, after which heads are shared.
pub(super) const AFTER_STAGE: usize = 2;

/// Gives a time in a list or range the day of the time after it: `between 2 p.m. and 4 p.m. on Tuesday`.
pub(super) fn share_days(analysis: &Analysis<'_>, found: &mut [Found]) {
    for right in (1..found.len()).rev() {
        let Some([taker, giver]) = found.get_mut(right - 1..=right) else { continue };
        let (
            Meaning::At { time: TimeOfDay::Clock { hour: first, .. }, day: slot @ None },
            Meaning::At { time: TimeOfDay::Clock { hour: last, .. }, day: day @ Some(_) },
        ) = (&mut taker.node.meaning, &giver.node.meaning)
        else {
            continue;
        };
        // `from 10 p.m. to 5 a.m. on Tuesday` begins on the day before.
        let joined = match analysis.word(taker.end) {
            "and" | "or" => true,
            "to" | "until" | "till" | "through" | "-" | "–" | "—" => *first <= *last,
            _ => false,
        };
        if joined && taker.end + 1 == giver.first {
            slot.clone_from(day);
            giver.shares_day = true;
        }
    }
}

/// Gives what stands beside a date in a list or range the part that it shares.
pub(super) fn share(analysis: &Analysis<'_>, items: &mut [Item], nodes: &mut Vec<Node>) {
    // From the right: a head stands mostly last, and is handed on through the list.
    for right in (2..items.len()).rev() {
        let left = right - 2;
        if connects(analysis, items, right - 1) {
            to_left(analysis, items, nodes, left, right);
        }
    }
    for left in 0..items.len().saturating_sub(2) {
        if connects(analysis, items, left + 1) {
            to_right(analysis, items, nodes, left, left + 2);
        }
    }
}

fn connects(analysis: &Analysis<'_>, items: &[Item], place: usize) -> bool {
    let Some(item) = items.get(place).filter(|item| item.end == item.first + 1) else {
        return false;
    };
    item.classes.has(Classes::HYPHEN.with(Classes::DASH))
        || matches!(
            analysis.word(item.first),
            "and" | "to" | "or" | "through" | "thru" | "until" | "till" | "," | "/" | "&"
        )
}

fn small(item: Item) -> Option<u8> {
    item.whole().and_then(|number| u8::try_from(number).ok())
}

fn put(items: &mut [Item], nodes: &mut Vec<Node>, place: usize, node: Node, rule: &'static str) {
    let class = match node.kind {
        TimexKind::Date => Classes::DATE,
        TimexKind::Time => Classes::TIME,
        TimexKind::Duration => Classes::DURATION,
        TimexKind::Set => Classes::SETNODE,
    };
    nodes.push(Node { rule, ..node });
    if let Some(item) = items.get_mut(place) {
        *item = Item { classes: class, node: nodes.len() - 1, word: 0, ..*item };
    }
}

/// What the item at `right` gives to the one at `left`.
fn to_left(
    analysis: &Analysis<'_>,
    items: &mut [Item],
    nodes: &mut Vec<Node>,
    left: usize,
    right: usize,
) {
    let (Some(&giver), Some(&taker)) = (items.get(right), items.get(left)) else { return };
    let Some(node) = nodes.get(giver.node) else { return };
    if let Some(other) = nodes.get(taker.node) {
        if let Some(shared) = shared_year(other, node) {
            if let Some(other) = nodes.get_mut(taker.node) {
                other.meaning = shared;
            }
        }
        return;
    }
    let connector = items.get(left + 1).map_or("", |item| analysis.word(item.first));
    let numbered = analysis.token(giver.first).is_number();
    let number = Classes::DOM.with(Classes::DOMTH);
    let made = match node.meaning {
        Meaning::Date { year, part: Part::Day(month, day), .. }
            if numbered && taker.classes.has(number) =>
        {
            small(taker)
                .filter(|first| *first < day && is_day(month, *first))
                .map(|first| (Node::calendar(year, Part::Day(month, first)), "day_of_list"))
        }
        Meaning::Date { year: Some(year), part: Part::Whole, .. }
            if year < 0 && taker.classes.has(Classes::NUMBER) =>
        {
            taker
                .whole()
                .and_then(|first| i16::try_from(-first).ok())
                .filter(|first| *first < year)
                .map(|first| (Node::calendar(Some(first), Part::Whole), "year_of_range"))
        }
        Meaning::Date { year, part: Part::Quarter(last), .. }
            if taker.classes.has(Classes::ORDINAL) =>
        {
            small(taker)
                .filter(|first| *first < last)
                .map(|first| (Node::calendar(year, Part::Quarter(first)), "quarter_of_list"))
        }
        Meaning::At { time: TimeOfDay::Clock { hour, offset, .. }, ref day }
            if taker.classes.has(Classes::DOM)
                && connector != ","
                && (connector != "and" || is_between(analysis, items, left)) =>
        {
            let half = hour / 12 * 12;
            small(taker).filter(|first| *first <= 12).map(|first| {
                let hour = if first % 12 + half > hour { first % 12 } else { first % 12 + half };
                let time = TimeOfDay::Clock { hour, minute: Some(0), second: None, offset };
                (Node::at(time, day.as_deref().cloned()), "hour_of_range")
            })
        }
        Meaning::Fixed(Value::Century(last)) if taker.classes.has(Classes::ORDINAL) => small(taker)
            .map(|nth| i16::from(nth) - 1)
            .filter(|first| *first < last)
            .map(|first| (Node::value(node.kind, Value::Century(first)), "century_of_list")),
        Meaning::Fixed(_)
            if taker.classes.has(Classes::NUMBER)
                && matches!(connector, "to" | "or" | "-" | "–") =>
        {
            node.length()
                .filter(|(_, unit)| *unit != Unit::Unknown && node.kind == TimexKind::Duration)
                .map(|(_, unit)| (Node::duration(taker.count(), unit), "length_of_range"))
        }
        _ => None,
    };
    if let Some((made, rule)) = made {
        put(items, nodes, left, made, rule);
    }
}

/// `between 2 and 4 p.m.`
fn is_between(analysis: &Analysis<'_>, items: &[Item], left: usize) -> bool {
    let before = left.checked_sub(1).and_then(|place| items.get(place));
    before.is_some_and(|item| analysis.word(item.first).eq_ignore_ascii_case("between"))
}

/// `May` takes the year of `June 2011`.
fn shared_year(taker: &Node, giver: &Node) -> Option<Meaning> {
    let (
        Meaning::Date { year: None, part, weekday },
        Meaning::Date { year: Some(year), part: last, .. },
    ) = (&taker.meaning, &giver.meaning)
    else {
        return None;
    };
    let year = match (*part, *last) {
        (Part::Month(first), Part::Month(last)) => (first < last).then_some(*year)?,
        (Part::Day(..), Part::Day(month, day)) => {
            let Part::Day(first, of_month) = *part else { return None };
            ((first, of_month) < (month, day)).then_some(*year)?
        }
        (Part::Quarter(first), Part::Quarter(last)) => (first < last).then_some(*year)?,
        (Part::Season(_), Part::Season(_)) => *year,
        _ => return None,
    };
    Some(Meaning::Date { year: Some(year), part: *part, weekday: *weekday })
}

/// What the item at `left` gives to the one at `right`.
fn to_right(
    analysis: &Analysis<'_>,
    items: &mut [Item],
    nodes: &mut Vec<Node>,
    left: usize,
    right: usize,
) {
    let (Some(&giver), Some(&taker)) = (items.get(left), items.get(right)) else { return };
    let Some(node) = nodes.get(giver.node).filter(|_| taker.node == usize::MAX) else { return };
    let connector = items.get(left + 1).copied();
    let dashed = connector.is_some_and(|item| {
        item.classes.has(Classes::HYPHEN.with(Classes::DASH)) || analysis.word(item.first) == "/"
    });
    let said = connector
        .is_some_and(|item| matches!(analysis.word(item.first), "and" | "to" | "through" | "or"));
    let after = items.get(right + 1).copied();
    let counted = Classes::UNIT
        .with(Classes::UNITS)
        .with(Classes::PLURAL)
        .with(Classes::SCALE)
        .with(Classes::MERIDIEM);
    let counts = after.is_some_and(|after| {
        after.classes.has(counted.without(Classes::PLURAL).with(Classes::HYPHEN))
    });
    let free = after.is_none_or(|after| {
        !after.classes.has(counted.with(Classes::MONTH).with(Classes::PLAIN).with(Classes::HYPHEN))
            || said && !after.classes.has(counted)
    });
    // `June 3, 5 and 7`
    let listed = connector.is_some_and(|item| analysis.word(item.first) == ",")
        && is_list(analysis, items, right);
    let made = match node.meaning {
        Meaning::Date { year, part: Part::Day(month, day), .. }
            if ((dashed || said) && free || listed)
                && taker.classes.has(Classes::DOM.with(Classes::DOMTH))
                && (node.rule == "day_of_list" || !analysis.token(giver.first).is_number()) =>
        {
            small(taker)
                .filter(|last| *last > day && is_day(month, *last))
                .map(|last| (Node::calendar(year, Part::Day(month, last)), "day_of_list"))
        }
        Meaning::Fixed(Value::Decade(decade))
            if taker.classes.has(Classes::DECADE) && taker.amount < 100_000 =>
        {
            small(taker)
                .map(|last| decade / 10 * 10 + i16::from(last) / 10)
                .filter(|last| *last > decade)
                .map(|last| (Node::value(node.kind, Value::Decade(last)), "decade_of_list"))
        }
        Meaning::Date { year: Some(year), part: Part::Whole, .. }
            if dashed && !counts && year > 0 && taker.classes.has(Classes::TWO) =>
        {
            let last = small(taker).map(i16::from);
            // `1999-00`
            let last = last.map(|last| if last == 0 && year % 100 == 99 { 100 } else { last });
            last.filter(|last| *last > year % 100).map(|last| {
                (Node::calendar(Some(year / 100 * 100 + last), Part::Whole), "year_of_range")
            })
        }
        _ => None,
    };
    let Some((made, rule)) = made else { return };
    put(items, nodes, right, made, rule);
    if items.get(right + 1).is_some_and(|item| analysis.word(item.first) == ",") {
        year_after(items, nodes, left, right);
    }
}

/// Whether the number at `place` is followed by `and` and a larger one that counts nothing: `3, 5 and 7`.
fn is_list(analysis: &Analysis<'_>, items: &[Item], place: usize) -> bool {
    let number = |place: usize| {
        items.get(place).copied().filter(|item| item.classes.has(Classes::DOM)).and_then(small)
    };
    let joined = items.get(place + 1).is_some_and(|item| {
        matches!(analysis.word(item.first), "and" | "," | "&") && item.end == item.first + 1
    });
    let counts = items.get(place + 3).is_some_and(|item| {
        item.classes
            .has(Classes::UNIT.with(Classes::UNITS).with(Classes::PLURAL).with(Classes::SCALE))
    });
    joined && !counts && number(place) < number(place + 2)
}

/// `March 5-9, 1918`: the year that follows belongs to both.
fn year_after(items: &mut [Item], nodes: &mut [Node], left: usize, right: usize) {
    let Some(&last) = items.get(right + 2) else { return };
    let Some(Meaning::Date { year: Some(year), part: Part::Whole, .. }) =
        nodes.get(last.node).map(|node| &node.meaning)
    else {
        return;
    };
    let year = *year;
    for place in [left, right] {
        let node = items.get(place).and_then(|item| nodes.get_mut(item.node));
        if let Some(Node { meaning: Meaning::Date { year: slot @ None, .. }, .. }) = node {
            *slot = Some(year);
        }
    }
    // The year is part of the last day's expression.
    if let Some(item) = items.get_mut(right) {
        item.end = last.end;
    }
    for place in [right + 1, right + 2] {
        if let Some(item) = items.get_mut(place) {
            *item = Item {
                classes: Classes::NONE,
                node: usize::MAX,
                first: last.end,
                end: last.end,
                word: 0,
                ..*item
            };
        }
    }
}
