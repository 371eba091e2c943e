//! Level 1. The one policy for findings that overlap: the longest stays, of equal ones the leftmost, of those the first
//! in the list.

use crate::span::TextRange;

/// Takes from `found` what overlaps something longer, leftmost or earlier in the list, and sorts the rest in document
/// order.
pub(crate) fn keep_longest<T>(found: &mut Vec<T>, range: impl Fn(&T) -> TextRange) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    let range_at = |index: usize| found.get(index).map_or(TextRange::default(), &range);
    order.sort_by_key(|&index| {
        let range = range_at(index);
        (std::cmp::Reverse(range.len()), range.start(), index)
    });
    let mut kept: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut keep = vec![false; found.len()];
    for index in order {
        let range = range_at(index);
        let free =
            kept.range(..range.end()).next_back().is_none_or(|(_, &end)| end <= range.start());
        if free {
            kept.insert(range.start(), range.end());
            if let Some(keep) = keep.get_mut(index) {
                *keep = true;
            }
        }
    }
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(false));
    found.sort_by(|a, b| range(a).document_order(range(b)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_then_the_leftmost_stays() {
        let mut found = vec![(8, 10), (0, 4), (2, 7), (6, 9), (2, 7), (20, 22)];
        keep_longest(&mut found, |&(start, end)| TextRange::at(start, end));
        assert_eq!(found, [(2, 7), (8, 10), (20, 22)]);
    }
}
