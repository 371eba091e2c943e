//! The format of a model file.
//!
//! All numbers are little endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | the magic `ONRECORD` |
//! | 2 | the version, 1 |
//! | 2 | `n`, the number of labels |
//! | 4 | `r`, the number of rows |
//! | 8 | the fingerprint of the templates it was trained with |
//! | 2·n | the score of each label at the start of a sequence |
//! | 2·n·n | the score of each label after each other |
//! | 4·r | the rows' keys, rising |
//! | r·n | the rows' weights |
//!
//! A format of our own, for it is five lists of numbers: a general one would bring a dependency and say less.

use super::{MOST_LABELS, Weights};
use crate::error::Error;

const MAGIC: &[u8; 8] = b"ONRECORD";
const VERSION: u16 = 1;

/// The bytes of a file.
#[cfg(any(test, feature = "training"))]
pub(super) fn write(weights: &Weights, fingerprint: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64 + weights.keys.len() * (4 + weights.labels));
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&u16::try_from(weights.labels).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend_from_slice(&u32::try_from(weights.keys.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend_from_slice(&fingerprint.to_le_bytes());
    bytes.extend(weights.first.iter().chain(&weights.pairs).flat_map(|score| score.to_le_bytes()));
    bytes.extend(weights.keys.iter().flat_map(|key| key.to_le_bytes()));
    bytes.extend(weights.rows.iter().flat_map(|weight| weight.to_le_bytes()));
    bytes
}

/// Reads a file made for templates of this fingerprint.
pub(super) fn read(bytes: &[u8], fingerprint: u64) -> Result<Weights, Error> {
    let mut reader = Reader { rest: bytes };
    let magic = reader.array::<8>("the magic bytes \"ONRECORD\"")?;
    if magic != *MAGIC {
        return Err(Error::model(
            "the magic bytes \"ONRECORD\"",
            format!("{:?}", String::from_utf8_lossy(&magic)),
        ));
    }
    let version = u16::from_le_bytes(reader.array("a version")?);
    if version != VERSION {
        return Err(Error::model("version 1", format!("version {version}")));
    }
    let labels = usize::from(u16::from_le_bytes(reader.array("the number of labels")?));
    if !(1..=MOST_LABELS).contains(&labels) {
        return Err(Error::model("1 to 24 labels", labels.to_string()));
    }
    let rows = u32::from_le_bytes(reader.array("the number of rows")?) as usize;
    let found = u64::from_le_bytes(reader.array("the fingerprint of its templates")?);
    if found != fingerprint {
        return Err(Error::model(
            "the templates that it was trained with",
            format!("others ({found:#018x})"),
        ));
    }
    let first = reader.scores(labels)?;
    let pairs = reader.scores(labels * labels)?;
    let keys = reader.take(rows.saturating_mul(4), "the rows' keys")?;
    let keys: Vec<u32> = keys
        .chunks_exact(4)
        .filter_map(|key| key.first_chunk().copied().map(u32::from_le_bytes))
        .collect();
    let rising = keys.windows(2).all(|pair| pair.first() < pair.last());
    if !rising || keys.first() == Some(&0) {
        return Err(Error::model("keys above 0 that rise", "others".to_owned()));
    }
    let weights = reader.take(rows.saturating_mul(labels), "the rows' weights")?;
    let rows = weights.iter().map(|&byte| i8::from_le_bytes([byte])).collect();
    match reader.rest.len() {
        0 => Ok(Weights { labels, first, pairs, keys, rows }),
        1 => Err(Error::model("its end", "1 byte more".to_owned())),
        more => Err(Error::model("its end", format!("{more} bytes more"))),
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize, what: &'static str) -> Result<&'a [u8], Error> {
        let short =
            || Error::model(what, format!("{} bytes where it takes {count}", self.rest.len()));
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(short)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], Error> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N, what)?);
        Ok(array)
    }

    fn scores(&mut self, count: usize) -> Result<Vec<i16>, Error> {
        let bytes = self.take(2 * count, "the scores of labels")?;
        Ok(bytes
            .chunks_exact(2)
            .filter_map(|score| score.first_chunk().copied().map(i16::from_le_bytes))
            .collect())
    }
}
