//! Rows of weights, found by their key in one step.
//!
//! A key's bucket says how far to displace its hash, so that no two rows share a place (hash and displace, after Pagh): a
//! look-up reads one displacement and one row, never a second row, and takes no branch that depends on what it finds.

use super::template::{Atoms, MOST_TEMPLATES, Plan};
use super::{MOST_LABELS, Scores};
use crate::error::Error;

/// The bytes of a row's key, after its weights.
const KEY: usize = 4;

/// A cache line's worth of rows.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line([u8; 64]);

/// Rows of one weight a label.
#[derive(Clone, Debug)]
pub(super) struct Table {
    lines: Vec<Line>,
    /// The bytes from one row to the next: [`NARROW`] or [`WIDE`].
    stride: usize,
    /// The number of places for rows.
    places: u32,
    /// For each bucket, what sets its keys apart.
    displacements: Vec<u16>,
}

/// The bytes of a row of up to 12 labels.
const NARROW: usize = 16;

/// The bytes of a row of up to [`MOST_LABELS`].
const WIDE: usize = MOST_LABELS + KEY;

impl Table {
    /// Room for `rows` rows of `labels` weights.
    pub(super) fn empty(labels: usize, rows: usize) -> Self {
        let stride = if labels + KEY <= NARROW { NARROW } else { WIDE };
        let lines = rows * 5 / 4 * stride / 64 + 1;
        Self {
            lines: vec![Line([0; 64]); lines],
            stride,
            places: u32::try_from(lines * 64 / stride).unwrap_or(u32::MAX),
            displacements: vec![0; rows / 3 + 1],
        }
    }

    /// Lays out `rows`, a weight for each of `labels`, by their `keys`, none of which is 0.
    pub(super) fn new(labels: usize, keys: &[u32], rows: &[i8]) -> Result<Self, Error> {
        let mut table = Self::empty(labels, keys.len());
        let buckets = Buckets::new(&table, keys);
        let mut taken = vec![false; table.places as usize];
        for &bucket in &buckets.order {
            let members = buckets.members(bucket);
            let keys = || members.iter().filter_map(|&row| keys.get(row as usize).copied());
            let displacement = (0..=u16::MAX)
                .find(|&by| table.take(keys(), by, &mut taken))
                .ok_or_else(|| Error::model("keys that differ", "others".to_owned()))?;
            if let Some(slot) = table.displacements.get_mut(bucket as usize) {
                *slot = displacement;
            }
            for (&row, key) in members.iter().zip(keys()) {
                let first = row as usize * labels;
                let weights = rows.get(first..first + labels).unwrap_or_default();
                table.put(table.place(key, displacement), key, weights);
            }
        }
        Ok(table)
    }

    /// Takes the places of `keys`, displaced by `by`, where all are free.
    fn take(&self, keys: impl Iterator<Item = u32> + Clone, by: u16, taken: &mut [bool]) -> bool {
        for (done, key) in keys.clone().enumerate() {
            match taken.get_mut(self.place(key, by)) {
                Some(slot) if !*slot => *slot = true,
                _ => {
                    for key in keys.take(done) {
                        if let Some(slot) = taken.get_mut(self.place(key, by)) {
                            *slot = false;
                        }
                    }
                    return false;
                }
            }
        }
        true
    }

    fn put(&mut self, place: usize, key: u32, weights: &[i8]) {
        let at = place * self.stride;
        let line = self.lines.get_mut(at / 64).map_or(&mut [][..], |line| &mut line.0);
        let row = line.get_mut(at % 64..at % 64 + self.stride).unwrap_or_default();
        for (byte, weight) in row.iter_mut().zip(weights) {
            *byte = u8::from_le_bytes(weight.to_le_bytes());
        }
        if let Some(last) = row.last_chunk_mut() {
            *last = key.to_le_bytes();
        }
    }

    /// The place in `displacements` that counts for `key`.
    #[inline]
    fn bucket(&self, key: u32) -> usize {
        scale(key.wrapping_mul(0xC2B2_AE35), self.displacements.len() as u32)
    }

    /// Where the row of `key` is, if there is one.
    #[inline]
    const fn place(&self, key: u32, displacement: u16) -> usize {
        let hash =
            (key ^ (displacement as u32).wrapping_mul(0x9E37_79B1)).wrapping_mul(0x85EB_CA6B);
        scale(hash ^ hash >> 15, self.places)
    }

    /// The sums of the weights of all features of the token at `index`.
    #[inline]
    pub(super) fn sum(&self, plan: &Plan, atoms: &Atoms, index: usize) -> Scores {
        // All keys first: a loop that does one thing is laid out best.
        let mut keys = [0; MOST_TEMPLATES];
        let count =
            keys.iter_mut().zip(plan.keys(atoms, index)).map(|(slot, key)| *slot = key).count();
        let keys = keys.get(..count).unwrap_or_default();
        if self.stride == NARROW {
            self.sum_rows::<NARROW>(keys)
        } else {
            self.sum_rows::<WIDE>(keys)
        }
    }

    /// The sums of the weights of the features with these keys, rows being of `N` bytes. Sixteen bits hold those of 250.
    pub(super) fn sum_rows<const N: usize>(&self, keys: &[u32]) -> Scores {
        let mut sums = [0_i16; N];
        for &key in keys {
            // Loops over references are laid out flat; `map` over an array of this size is a call.
            for (sum, &byte) in sums.iter_mut().zip(&self.row::<N>(key)) {
                *sum = sum.wrapping_add(i16::from(i8::from_le_bytes([byte])));
            }
        }
        let mut scores = [0; MOST_LABELS];
        // The lanes after the last label hold sums of keys: no one reads them.
        scores.iter_mut().zip(sums).for_each(|(score, sum)| *score = i32::from(sum));
        scores
    }

    /// The row of `key`, all zeros where there is none.
    #[inline]
    fn row<const N: usize>(&self, key: u32) -> [u8; N] {
        let displacement = self.displacements.get(self.bucket(key)).copied().unwrap_or(0);
        let at = self.place(key, displacement) * N;
        let line = self.lines.get(at / 64).map_or(&[][..], |line| &line.0);
        let row = line.get(at % 64..).and_then(|rest| rest.first_chunk::<N>());
        let mut row = row.copied().unwrap_or([0; N]);
        let found = row.last_chunk().map_or(0, |key| u32::from_le_bytes(*key));
        // All ones where the keys are the same, without a branch: whether they are is hard to foretell.
        let keep = (u64::from(found ^ key).wrapping_sub(1) >> 32) as u8;
        row.iter_mut().for_each(|byte| *byte &= keep);
        row
    }
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
    fn new(table: &Table, keys: &[u32]) -> Self {
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
    use super::*;

    #[test]
    fn rows_of_either_width_are_found_by_their_key_alone() {
        let keys: Vec<u32> = (1..=9000_u32).map(|n| n.wrapping_mul(0x9E37_79B1)).collect();
        for labels in [1, 12, 13, MOST_LABELS] {
            let rows: Vec<i8> =
                keys.iter().flat_map(|&key| vec![(key >> 9) as i8; labels]).collect();
            let table = Table::new(labels, &keys, &rows).unwrap();
            let sum = |keys: &[u32]| match table.stride {
                NARROW => table.sum_rows::<NARROW>(keys),
                _ => table.sum_rows::<WIDE>(keys),
            };
            for pair in keys.chunks_exact(2) {
                let weight = |key: u32| i32::from((key >> 9) as i8);
                let expected = weight(pair[0]) + weight(pair[1]);
                assert_eq!(
                    sum(&[pair[0], 0, pair[1], pair[0] ^ 1])[..labels],
                    vec![expected; labels]
                );
            }
        }
    }
}
