//! A look at one bit that spares most look-ups.

/// Says of most hashes that were not added that they were not.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    /// A power of two of them.
    rows: Vec<u64>,
}

/// Rows beyond this would push other data out of the nearest cache.
const MOST_ROWS: usize = 512;

impl Filter {
    /// A filter for `count` hashes: 16 bits for each.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self { rows: vec![0; (count / 4).next_power_of_two().min(MOST_ROWS)] }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 6) as usize & (self.rows.len() - 1), 1 << (hash & 63))
    }

    pub(crate) fn add(&mut self, hash: u64) {
        let (row, bit) = self.place(hash);
        if let Some(row) = self.rows.get_mut(row) {
            *row |= bit;
        }
    }

    /// Whether `hash` may have been added: always where it was, and seldom else.
    #[inline]
    pub(crate) fn may_have(&self, hash: u64) -> bool {
        let (row, bit) = self.place(hash);
        self.rows.get(row).is_some_and(|row| row & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn what_was_added_is_never_missed_and_little_else_passes() {
        for count in [0, 1, 50, 2_000] {
            let mut filter = Filter::with_capacity(count);
            (0..count).for_each(|n| filter.add(fold::hash(&format!("in{n}"))));
            assert!((0..count).all(|n| filter.may_have(fold::hash(&format!("in{n}")))));
            let passed =
                (0..10_000).filter(|n| filter.may_have(fold::hash(&format!("out{n}")))).count();
            assert!(passed < 1_200, "{count}: {passed}");
        }
    }
}
