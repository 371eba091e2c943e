//! The contents to choose among.

use std::ops::Range;

use crate::tag::Tag;

use super::super::parts::{CONTENT, Parts, View};
use super::super::unit::{Reading, sort};
use super::super::{Decoder, Model, UNIT};
use super::{Choice, FARTHEST};

/// How many places an edge is tried at, beside its own.
const PLACES: usize = 4;

/// How far below the best an edge may score.
const LEAST: i32 = -7 * UNIT;

/// The contents to choose among: first the answer of `model`, whose labels `decoder` gave the units of `window` last.
pub(in super::super) fn choices(
    view: &View<'_>,
    window: &Range<usize>,
    model: &Model,
    decoder: &Decoder,
    answer: &Parts,
) -> Vec<Choice> {
    let own = Choice { content: answer.content.clone(), deficit: 0 };
    let mut found = vec![own];
    let (Some(candidate), Some(first), Some(last)) =
        (view.candidate(), answer.content.first(), answer.content.last())
    else {
        return found;
    };
    if candidate.margin < 0 {
        // Few of these stand.
        return found;
    }
    let reading = view.reading;
    let inside = CONTENT + 1;
    let on = model.pair(inside, inside) - model.pair(0, 0);
    // What a unit more of content brings.
    let gain = |index: usize| -> Option<i32> {
        let free = window.contains(&index)
            && !candidate.units.contains(&index)
            && !answer.source.as_ref().is_some_and(|source| source.contains(&index));
        let scores = decoder.emission(index.checked_sub(window.start)?).filter(|_| free)?;
        Some(scores.get(inside)? - scores.first()? + on)
    };
    let mut rights: Vec<(i32, usize)> = Vec::new();
    let mut sum = 0;
    for end in last.end..last.end + FARTHEST {
        let Some(more) = gain(end) else { break };
        sum += more;
        if ends(reading, end + 1) {
            rights.push((sum, end + 1));
        }
    }
    sum = 0;
    for end in (last.start.max(last.end.saturating_sub(FARTHEST)) + 1..last.end).rev() {
        sum -= gain(end).unwrap_or(0);
        if ends(reading, end) {
            rights.push((sum, end));
        }
    }
    let mut lefts: Vec<(i32, usize)> = Vec::new();
    sum = 0;
    for start in (first.start.saturating_sub(FARTHEST)..first.start).rev() {
        let Some(more) = gain(start) else { break };
        sum += more;
        if starts(reading, start) {
            lefts.push((sum, start));
        }
    }
    sum = 0;
    for start in first.start + 1..first.end.min(first.start + FARTHEST) {
        sum -= gain(start - 1).unwrap_or(0);
        if starts(reading, start) {
            lefts.push((sum, start));
        }
    }
    for edges in [&mut rights, &mut lefts] {
        edges.retain(|(sum, _)| *sum >= LEAST);
        edges.sort_by_key(|&(sum, at)| (-sum, at));
        edges.truncate(PLACES);
    }
    let moved = |left: Option<usize>, right: Option<usize>| {
        let mut content = answer.content.clone();
        if let (Some(first), Some(left)) = (content.first_mut(), left) {
            first.start = left;
        }
        if let (Some(last), Some(right)) = (content.last_mut(), right) {
            last.end = right;
        }
        content
    };
    let mut add = |content: Vec<Range<usize>>, deficit: i32| {
        let whole = !content.is_empty() && content.iter().all(|run| run.start < run.end);
        if whole && !found.iter().any(|other| other.content == content) {
            found.push(Choice { content, deficit });
        }
    };
    rights.iter().for_each(|&(sum, right)| add(moved(None, Some(right)), sum));
    lefts.iter().for_each(|&(sum, left)| add(moved(Some(left), None), sum));
    for &(less, left) in lefts.iter().take(2) {
        for &(sum, right) in rights.iter().take(2) {
            if left + 1 < right {
                add(moved(Some(left), Some(right)), sum + less);
            }
        }
    }
    if answer.content.len() > 1 {
        let worth = |run: &Range<usize>| -run.clone().filter_map(gain).sum::<i32>();
        add(answer.content.iter().skip(1).cloned().collect(), worth(first));
        add(answer.content.iter().rev().skip(1).rev().cloned().collect(), worth(last));
        let gap: Option<i32> = answer.content.windows(2).try_fold(0, |sum, pair| {
            let [one, next] = pair else { return Some(sum) };
            (one.end..next.start).try_fold(sum, |sum, index| Some(sum + gain(index)?))
        });
        if let Some(gap) = gap {
            let whole = Range { start: first.start, end: last.end };
            add(Vec::from([whole]), gap);
        }
    }
    found
}

/// Whether a content may end before the unit at `end`.
fn ends(reading: &Reading, end: usize) -> bool {
    let last = reading.sort(end - 1);
    let open = [Tag::Determiner, Tag::Adposition, Tag::Coordinator, Tag::Subordinator];
    !open.iter().any(|tag| *tag as u8 == last)
        && !matches!(
            last,
            sort::COMMA
                | sort::COLON
                | sort::DASH
                | sort::OPEN
                | sort::INFINITIVE
                | sort::THAT
                | sort::RELATIVE
        )
}

/// Whether a content may start with the unit at `start`.
fn starts(reading: &Reading, start: usize) -> bool {
    !matches!(
        reading.sort(start),
        sort::COMMA | sort::STOP | sort::COLON | sort::DASH | sort::CLOSE | sort::CLITIC
    )
}
