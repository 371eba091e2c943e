//! Level 1. Small linear-chain models compiled into the crate.
//!
//! A model gives each token of a sequence one of a few labels: the sum of its features' weights, plus a weight for each
//! pair of neighbouring labels, is largest over the whole sequence (a conditional random field, once trained). Weights are
//! integers and so are sums: every platform gives the same answer.
//!
//! - [`template`] declares which features a token has; training and running read the same table.
//! - [`wire`] is the file format; every read is checked.
//! - [`chain`] finds the best labels of a sequence.
//! - `train`, behind the feature `training`, fits the weights.

use crate::error::Error;

pub(crate) mod chain;
pub(crate) mod template;
#[cfg(feature = "training")]
pub(crate) mod train;
mod wire;

use template::Template;

/// The most labels that a model may have: with its key a row of weights then fills half a cache line at most.
pub(crate) const MOST_LABELS: usize = 28;

/// The scores of all labels; those beyond the model's own are never read.
pub(crate) type Scores = [i32; MOST_LABELS];

/// A cache line's worth of rows.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line([u8; 64]);

/// The bytes of a row's key, before its weights.
const KEY: usize = 4;

/// A linear-chain model.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    templates: &'static [Template],
    labels: usize,
    /// The score of a label at the start of a sequence.
    first: Vec<i32>,
    /// The score of a label after another: `labels` for each label before.
    pairs: Vec<i32>,
    /// Rows at the place that their key hashes to, or the next free one: the key, then a weight a label.
    table: Vec<Line>,
    /// The bytes from one row to the next: 16 or 32.
    stride: usize,
    /// The number of places in `table`, a power of two.
    places: usize,
}

/// What a model file holds, before it is laid out to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Weights {
    pub(crate) labels: usize,
    pub(crate) first: Vec<i16>,
    pub(crate) pairs: Vec<i16>,
    /// Sorted, none zero, none twice.
    pub(crate) keys: Vec<u32>,
    /// `labels` for each key.
    pub(crate) rows: Vec<i8>,
}

impl Model {
    /// Reads a model file that was trained with `templates`.
    ///
    /// # Errors
    ///
    /// [`Error::is_model`] where it is damaged, of another version, or made for other templates or labels.
    pub(crate) fn read(
        bytes: &[u8],
        templates: &'static [Template],
        labels: usize,
    ) -> Result<Self, Error> {
        let weights = wire::read(bytes, template::fingerprint(templates))?;
        if weights.labels != labels {
            return Err(Error::model(
                "as many labels as the program has",
                weights.labels.to_string(),
            ));
        }
        Ok(Self::lay_out(&weights, templates))
    }

    /// A model that knows nothing: every label scores 0.
    pub(crate) fn empty(templates: &'static [Template], labels: usize) -> Self {
        let weights = Weights {
            labels,
            first: vec![0; labels],
            pairs: vec![0; labels * labels],
            keys: Vec::new(),
            rows: Vec::new(),
        };
        Self::lay_out(&weights, templates)
    }

    fn lay_out(weights: &Weights, templates: &'static [Template]) -> Self {
        let labels = weights.labels;
        let stride = if labels + KEY <= 16 { 16 } else { 32 };
        let places = (weights.keys.len() * 3 / 2).next_power_of_two().max(64 / stride);
        let widen = |scores: &[i16]| scores.iter().map(|&score| i32::from(score)).collect();
        let mut model = Self {
            templates,
            labels,
            first: widen(&weights.first),
            pairs: widen(&weights.pairs),
            table: vec![Line([0; 64]); places * stride / 64],
            stride,
            places,
        };
        for (&key, row) in weights.keys.iter().zip(weights.rows.chunks_exact(labels.max(1))) {
            model.insert(key, row);
        }
        model
    }

    fn insert(&mut self, key: u32, weights: &[i8]) {
        let mut place = self.place(key);
        // There are more places than rows, so that a free one comes.
        while self.key_at(place).is_some_and(|taken| taken != 0) {
            place = (place + 1) % self.places;
        }
        let at = place * self.stride;
        let row = self
            .table
            .get_mut(at / 64)
            .and_then(|line| line.0.get_mut(at % 64..at % 64 + self.stride));
        if let Some((head, tail)) = row.and_then(|row| row.split_at_mut_checked(KEY)) {
            head.copy_from_slice(&key.to_le_bytes());
            tail.iter_mut()
                .zip(weights)
                .for_each(|(byte, &weight)| *byte = u8::from_le_bytes(weight.to_le_bytes()));
        }
    }

    /// The number of labels.
    pub(crate) const fn labels(&self) -> usize {
        self.labels
    }

    /// The features that it looks at.
    pub(crate) const fn templates(&self) -> &'static [Template] {
        self.templates
    }

    /// Adds the weights of the feature with `key` to `scores`; nothing where the model has none.
    #[inline]
    pub(crate) fn add(&self, key: u32, scores: &mut Scores) {
        let mut place = self.place(key);
        while let Some(row) = self.row(place) {
            let Some((head, weights)) = row.split_first_chunk::<KEY>() else { return };
            let found = u32::from_le_bytes(*head);
            if found == key {
                for (score, &weight) in scores.iter_mut().zip(weights) {
                    *score += i32::from(i8::from_le_bytes([weight]));
                }
                return;
            }
            if found == 0 {
                return;
            }
            place = (place + 1) & (self.places - 1);
        }
    }

    #[inline]
    const fn place(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9E37_79B1) >> 7) as usize & (self.places - 1)
    }

    #[inline]
    fn row(&self, place: usize) -> Option<&[u8]> {
        let at = place * self.stride;
        self.table.get(at / 64)?.0.get(at % 64..at % 64 + self.stride)
    }

    fn key_at(&self, place: usize) -> Option<u32> {
        let head = self.row(place)?.first_chunk::<KEY>()?;
        Some(u32::from_le_bytes(*head))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TEMPLATES: &[Template] = &[Template(&[(0, 0)])];

    fn weights() -> Weights {
        let keys: Vec<u32> = (1..=500).map(|n| n * 7919).collect();
        let rows =
            keys.iter().flat_map(|key| [(key % 100) as i8, -((key % 90) as i8), 3]).collect();
        Weights {
            labels: 3,
            first: vec![1, 2, 3],
            pairs: vec![0, -4, 5, 6, 7, 8, 9, 10, 11],
            keys,
            rows,
        }
    }

    #[test]
    fn every_row_is_found_and_no_other() {
        let model = Model::lay_out(&weights(), TEMPLATES);
        for n in 1..=500_u32 {
            let key = n * 7919;
            let mut scores = [0; MOST_LABELS];
            model.add(key, &mut scores);
            assert_eq!(scores[..3], [(key % 100) as i32, -((key % 90) as i32), 3]);
            let mut scores = [0; MOST_LABELS];
            model.add(key + 1, &mut scores);
            assert_eq!(scores, [0; MOST_LABELS]);
        }
    }

    #[test]
    fn a_file_reads_back() {
        let bytes = wire::write(&weights(), template::fingerprint(TEMPLATES));
        assert_eq!(wire::read(&bytes, template::fingerprint(TEMPLATES)), Ok(weights()));
        assert_eq!(Model::read(&bytes, TEMPLATES, 3).unwrap().labels(), 3);
    }

    #[test]
    fn a_damaged_file_is_an_error() {
        let bytes = wire::write(&weights(), template::fingerprint(TEMPLATES));
        for end in 0..bytes.len() {
            assert!(
                Model::read(&bytes[..end], TEMPLATES, 3).unwrap_err().is_model(),
                "cut at {end}"
            );
        }
        let read = |bytes: &[u8]| Model::read(bytes, TEMPLATES, 3).unwrap_err().to_string();
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(read(&longer), "model file: expected its end, found 1 byte more");
        let mut other = bytes.clone();
        other[0] = b'X';
        assert_eq!(
            read(&other),
            "model file: expected the magic bytes \"ONRECORD\", found \"XNRECORD\""
        );
        let other = Model::read(&bytes, &[Template(&[(0, 1)])], 3).unwrap_err().to_string();
        assert!(
            other.starts_with("model file: expected the templates that it was trained with"),
            "{other}"
        );
        assert!(Model::read(&bytes, TEMPLATES, 4).unwrap_err().is_model());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut noise in proptest::collection::vec(0_u8.., 0..80), at in 0_usize..4000) {
            let _ = Model::read(&noise, TEMPLATES, 3);
            let mut bytes = wire::write(&weights(), template::fingerprint(TEMPLATES));
            let at = at.min(bytes.len());
            noise.truncate(bytes.len() - at);
            bytes[at..at + noise.len()].copy_from_slice(&noise);
            if let Ok(model) = Model::read(&bytes, TEMPLATES, 3) {
                model.add(7919, &mut [0; MOST_LABELS]);
            }
        }
    }
}
