//! Runs of tokens.

use std::ops::Range;

/// The tokens from `first` to before `end`, as places in the token list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) end: usize,
}

impl Run {
    /// Empty at `first` where `end` lies before it.
    pub(super) const fn new(first: usize, end: usize) -> Self {
        Self { first, end: if first <= end { end } else { first } }
    }

    pub(super) const fn is_empty(self) -> bool {
        self.first == self.end
    }

    pub(super) const fn len(self) -> usize {
        self.end - self.first
    }

    pub(super) const fn contains(self, token: usize) -> bool {
        self.first <= token && token < self.end
    }

    pub(super) const fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.end <= self.end
    }

    pub(super) const fn overlaps(self, other: Self) -> bool {
        self.first < other.end && other.first < self.end
    }

    pub(super) const fn tokens(self) -> Range<usize> {
        self.first..self.end
    }
}

impl From<Range<usize>> for Run {
    fn from(tokens: Range<usize>) -> Self {
        Self::new(tokens.start, tokens.end)
    }
}
