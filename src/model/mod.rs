//! Level 1. Small linear-chain models compiled into the crate.
//!
//! A model gives each token of a sequence one of a few labels: the sum of its features' weights, plus a weight for each
//! pair of neighbouring labels, is largest over the whole sequence (a conditional random field, once trained). Weights are
//! integers and so are sums: every platform gives the same answer.
//!
//! - [`template`] declares which features a token has; training and running read the same table.
//! - [`wire`] is the file format; every read is checked.
//! - `table` lays rows of weights out to be found by their key in one step.
//! - [`chain`] finds the best labels of a sequence.
//! - `train`, behind the feature `training`, fits the weights.

use crate::error::Error;

pub(crate) mod chain;
mod table;
pub(crate) mod template;
#[cfg(feature = "training")]
pub(crate) mod train;
mod wire;

use table::Table;
use template::{Atoms, Plan, Template};

/// The most labels that a model may have.
pub(crate) const MOST_LABELS: usize = 24;

/// The scores of all labels; those beyond the model's own are never read.
pub(crate) type Scores<const N: usize> = [i32; N];

/// A linear-chain model with room for `N` labels.
#[derive(Clone, Debug)]
pub(crate) struct Model<const N: usize> {
    plan: Plan,
    labels: usize,
    /// The score of each label at the start of a sequence.
    first: Scores<N>,
    /// The score of each label after another: a row for each label before.
    pairs: Vec<Scores<N>>,
    /// The same, a row for each label after.
    pairs_after: Vec<Scores<N>>,
    table: Table<N>,
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

impl<const N: usize> Model<N> {
    /// Reads a model file that was trained with `templates`.
    ///
    /// # Errors
    ///
    /// [`Error::is_model`] where it is damaged, of another version, or made for other templates or labels.
    pub(crate) fn read(bytes: &[u8], templates: &[Template], labels: usize) -> Result<Self, Error> {
        let weights = wire::read(bytes, template::fingerprint(templates))?;
        if weights.labels != labels || labels > N {
            return Err(Error::model(
                "as many labels as the program has",
                weights.labels.to_string(),
            ));
        }
        Self::lay_out(&weights, templates)
    }

    /// A model that knows nothing: every label scores 0.
    pub(crate) fn empty(templates: &[Template], labels: usize) -> Self {
        Self {
            plan: Plan::new(templates),
            labels,
            first: [0; N],
            pairs: vec![[0; N]; labels],
            pairs_after: vec![[0; N]; labels],
            table: Table::empty(0),
        }
    }

    fn lay_out(weights: &Weights, templates: &[Template]) -> Result<Self, Error> {
        let labels = weights.labels;
        let after = |label: usize| {
            let column: Vec<i16> =
                weights.pairs.iter().skip(label).step_by(labels).copied().collect();
            widen(&column)
        };
        Ok(Self {
            plan: Plan::new(templates),
            labels,
            first: widen(&weights.first),
            pairs: weights.pairs.chunks(labels.max(1)).map(widen).collect(),
            pairs_after: (0..labels).map(after).collect(),
            table: Table::new(labels, &weights.keys, &weights.rows)?,
        })
    }

    /// The number of labels.
    pub(crate) const fn labels(&self) -> usize {
        self.labels
    }

    /// The score of the label `after` where the token before has the label `before`.
    pub(crate) fn pair(&self, before: usize, after: usize) -> i32 {
        self.pairs.get(before).and_then(|scores| scores.get(after)).copied().unwrap_or(0)
    }

    /// What the features of the token at `index` say for each label.
    #[inline]
    pub(crate) fn scores(&self, atoms: &Atoms, index: usize) -> Scores<N> {
        self.table.sum(&self.plan, atoms, index)
    }
}

fn widen<const N: usize>(scores: &[i16]) -> Scores<N> {
    let mut wide = [0; N];
    wide.iter_mut().zip(scores).for_each(|(wide, &score)| *wide = i32::from(score));
    wide
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
        let model = Model::<8>::lay_out(&weights(), TEMPLATES).unwrap();
        for n in 1..=500_u32 {
            let key = n * 7919;
            let scores = model.table.sum_rows(&[key]);
            assert_eq!(scores[..3], [(key % 100) as i32, -((key % 90) as i32), 3]);
            assert_eq!(model.table.sum_rows(&[key + 1, 0])[..3], [0; 3]);
        }
    }

    #[test]
    fn a_file_reads_back() {
        let bytes = wire::write(&weights(), template::fingerprint(TEMPLATES));
        assert_eq!(wire::read(&bytes, template::fingerprint(TEMPLATES)), Ok(weights()));
        assert_eq!(Model::<8>::read(&bytes, TEMPLATES, 3).unwrap().labels(), 3);
    }

    #[test]
    fn a_damaged_file_is_an_error() {
        let bytes = wire::write(&weights(), template::fingerprint(TEMPLATES));
        for end in 0..bytes.len() {
            assert!(
                Model::<8>::read(&bytes[..end], TEMPLATES, 3).unwrap_err().is_model(),
                "cut at {end}"
            );
        }
        let read = |bytes: &[u8]| Model::<8>::read(bytes, TEMPLATES, 3).unwrap_err().to_string();
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(read(&longer), "model file: expected its end, found 1 byte more");
        let mut other = bytes.clone();
        other[0] = b'X';
        assert_eq!(
            read(&other),
            "model file: expected the magic bytes \"ONRECORD\", found \"XNRECORD\""
        );
        let other = Model::<8>::read(&bytes, &[Template(&[(0, 1)])], 3).unwrap_err().to_string();
        assert!(
            other.starts_with("model file: expected the templates that it was trained with"),
            "{other}"
        );
        assert!(Model::<8>::read(&bytes, TEMPLATES, 4).unwrap_err().is_model());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut noise in proptest::collection::vec(0_u8.., 0..80), at in 0_usize..4000) {
            let _ = Model::<8>::read(&noise, TEMPLATES, 3);
            let mut bytes = wire::write(&weights(), template::fingerprint(TEMPLATES));
            let at = at.min(bytes.len());
            noise.truncate(bytes.len() - at);
            bytes[at..at + noise.len()].copy_from_slice(&noise);
            if let Ok(model) = Model::<8>::read(&bytes, TEMPLATES, 3) {
                model.table.sum_rows(&[7919]);
            }
        }
    }
}
