//! Rows of weights, found by their key in one step.
//!
//! A key's bucket says how far to displace its hash, so that no two rows share a place (hash and displace, after Pagh): a
//! look-up reads one displacement and one key. Most features of a token have no row; keys lie apart from the rows, so that
//! those cost no room in the cache, and which have one is noted without a branch, for it is hard to foretell.

use super::Scores;
use super::template::{Atoms, MOST_TEMPLATES, Plan};
use crate::error::Error;

/// Rows of one weight a label, `N` labels at most.
#[derive(Clone, Debug)]
pub(super) struct Table<const N: usize> {
    /// The key of the row at each place; 0 where there is none.
    keys: Vec<u32>,
    rows: Vec<[i8; N]>,
    /// For each bucket, what sets its keys apart.
    displacements: Vec<u16>,
}

impl<const N: usize> Table<N> {
    /// Room for `rows` rows.
    pub(super) fn empty(rows: usize) -> Self {
        let places = rows * 5 / 4 + 1;
        Self {
            keys: vec![0; places],
            rows: vec![[0; N]; places],
            displacements: vec![0; rows / 3 + 1],
        }
    }

    /// Lays out `rows`, a weight for each of `labels`, by their `keys`, none of which is 0.
    pub(super) fn new(labels: usize, keys: &[u32], rows: &[i8]) -> Result<Self, Error> {
        let mut table = Self::empty(keys.len());
        let buckets = Buckets::new(&table, keys);
        for &bucket in &buckets.order {
            let members = buckets.members(bucket);
            let keys = || members.iter().filter_map(|&row| keys.get(row as usize).copied());
            let displacement = (0..=u16::MAX)
                .find(|&by| table.take(keys(), by))
                .ok_or_else(|| Error::model("keys that differ", "others".to_owned()))?;
            if let Some(slot) = table.displacements.get_mut(bucket as usize) {
                *slot = displacement;
            }
            for (&row, key) in members.iter().zip(keys()) {
                let first = row as usize * labels;
                let weights = rows.get(first..first + labels).unwrap_or_default();
                if let Some(row) = table.rows.get_mut(place(key, displacement, table.keys.len())) {
                    row.iter_mut().zip(weights).for_each(|(slot, weight)| *slot = *weight);
                }
            }
        }
        Ok(table)
    }

    /// Takes the places of `keys`, displaced by `by`, where all are free.
    fn take(&mut self, keys: impl Iterator<Item = u32> + Clone, by: u16) -> bool {
        let places = self.keys.len();
        for (done, key) in keys.clone().enumerate() {
            match self.keys.get_mut(place(key, by, places)) {
                Some(slot) if *slot == 0 => *slot = key,
                _ => {
                    for key in keys.take(done) {
                        if let Some(slot) = self.keys.get_mut(place(key, by, places)) {
                            *slot = 0;
                        }
                    }
                    return false;
                }
            }
        }
        true
    }

    /// The place in `displacements` that counts for `key`.
    #[inline]
    fn bucket(&self, key: u32) -> usize {
        scale(key.wrapping_mul(0xC2B2_AE35), self.displacements.len() as u32)
    }

    /// The sums of the weights of all features of the token at `index`.
    #[inline]
    pub(super) fn sum(&self, plan: &Plan, atoms: &Atoms, index: usize) -> Scores<N> {
        // All keys first: a loop that does one thing is laid out best.
        let mut keys = [0; MOST_TEMPLATES];
        let count =
            keys.iter_mut().zip(plan.keys(atoms, index)).map(|(slot, key)| *slot = key).count();
        self.sum_rows(keys.get(..count).unwrap_or_default())
    }

    /// The sums of the weights of the features with these keys, [`MOST_TEMPLATES`] at most. Sixteen bits hold them.
    pub(super) fn sum_rows(&self, keys: &[u32]) -> Scores<N> {
        let mut present = [0_u32; MOST_TEMPLATES];
        let mut count = 0;
        for &key in keys {
            let displacement = self.displacements.get(self.bucket(key)).copied().unwrap_or(0);
            let place = place(key, displacement, self.keys.len());
            if let Some(slot) = present.get_mut(count) {
                *slot = place as u32;
            }
            count += usize::from(self.keys.get(place) == Some(&key));
        }
        let mut sums = [0_i16; N];
        for &place in present.get(..count).unwrap_or_default() {
            let Some(row) = self.rows.get(place as usize) else { continue };
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(i16::from(weight));
            }
        }
        sums.map(i32::from)
    }
}

/// Where the row of `key` is, if there is one.
#[inline]
const fn place(key: u32, displacement: u16, places: usize) -> usize {
    let hash = (key ^ (displacement as u32).wrapping_mul(0x9E37_79B1)).wrapping_mul(0x85EB_CA6B);
    scale(hash ^ hash >> 15, places as u32)
}

/// Rows by the bucket of their key.
struct Buckets {
    /// Where the rows of each bucket start in `rows`, and where the last ones end.
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// The buckets, the fullest first, for they must choose first.
    order: Vec<u32>,
}

impl Buckets {
    fn new<const N: usize>(table: &Table<N>, keys: &[u32]) -> Self {
        let mut starts = vec![0_u32; table.displacements.len() + 1];
        for &key in keys {
            starts.iter_mut().skip(table.bucket(key) + 1).take(1).for_each(|count| *count += 1);
        }
        let size = |bucket: u32| starts.get(bucket as usize + 1).copied().unwrap_or(0);
        let mut order: Vec<u32> =
            (0..table.displacements.len() as u32).filter(|&bucket| size(bucket) > 0).collect();
        order.sort_unstable_by_key(|&bucket| (std::cmp::Reverse(size(bucket)), bucket));
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut rows = vec![0; keys.len()];
        for (row, &key) in (0_u32..).zip(keys) {
            if let Some(place) = next.get_mut(table.bucket(key)) {
                rows.iter_mut().skip(*place as usize).take(1).for_each(|slot| *slot = row);
                *place += 1;
            }
        }
        Self { starts, rows, order }
    }

    fn members(&self, bucket: u32) -> &[u32] {
        let at = |index: usize| self.starts.get(index).map_or(0, |&start| start as usize);
        self.rows.get(at(bucket as usize)..at(bucket as usize + 1)).unwrap_or_default()
    }
}

/// `hash`, spread over all numbers of 32 bits, brought below `below`.
#[inline]
const fn scale(hash: u32, below: u32) -> usize {
    ((hash as u64 * below as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::super::MOST_LABELS;
    use super::*;

    #[test]
    fn rows_of_any_width_are_found_by_their_key_alone() {
        let keys: Vec<u32> = (1..=9000_u32).map(|n| n.wrapping_mul(0x9E37_79B1)).collect();
        rows_are_found::<1>(&keys);
        rows_are_found::<8>(&keys);
        rows_are_found::<MOST_LABELS>(&keys);
    }

    fn rows_are_found<const N: usize>(keys: &[u32]) {
        for labels in [1, N] {
            let rows: Vec<i8> =
                keys.iter().flat_map(|&key| vec![(key >> 9) as i8; labels]).collect();
            let table = Table::<N>::new(labels, keys, &rows).unwrap();
            for pair in keys.chunks_exact(2) {
                let weight = |key: u32| i32::from((key >> 9) as i8);
                let expected = weight(pair[0]) + weight(pair[1]);
                let sums = table.sum_rows(&[pair[0], 0, pair[1], pair[0] ^ 1]);
                assert_eq!(sums[..labels], vec![expected; labels]);
                assert!(sums[labels..].iter().all(|&sum| sum == 0));
            }
        }
    }
}
