//! The best labels of a sequence.

use super::template::{Atoms, features};
use super::{MOST_LABELS, Model, Scores};

/// Which labels a token may have, a bit each.
pub(crate) type Mask = u32;

/// Labels sequences by a [`Model`], and keeps its room from one to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoder {
    /// For each token, the best score of a labelling that ends in each label.
    best: Vec<Scores>,
    /// For each token and label, the label before it in that labelling.
    back: Vec<[u8; MOST_LABELS]>,
    masks: Vec<Mask>,
    emissions: Vec<Scores>,
}

/// Below any sum that weights can make, and far enough above the least `i32` to be added to.
const NEVER: i32 = i32::MIN / 2;

impl Decoder {
    /// Puts the best label of each token of `atoms` into `labels`; `allowed` says which a token may have (at least one).
    pub(crate) fn label(
        &mut self,
        model: &Model,
        atoms: &Atoms,
        allowed: impl Fn(usize) -> Mask,
        labels: &mut Vec<u8>,
    ) {
        labels.clear();
        self.score(model, atoms, allowed);
        self.forward(model);
        let Some(last) = self.best.last() else { return };
        let mut label = argmax(last, *self.masks.last().unwrap_or(&1));
        for back in self.back.iter().rev() {
            labels.push(label as u8);
            label = usize::from(back.get(label).copied().unwrap_or(0));
        }
        labels.reverse();
    }

    /// Puts what each token's features say into `emissions`; a token that may have one label only is not looked at.
    fn score(&mut self, model: &Model, atoms: &Atoms, allowed: impl Fn(usize) -> Mask) {
        let all = (1 << model.labels()) - 1;
        self.masks.clear();
        self.emissions.clear();
        for index in 0..atoms.len() {
            let mask = allowed(index) & all;
            let mask = if mask == 0 { all } else { mask };
            let mut scores = [0; MOST_LABELS];
            if !mask.is_power_of_two() {
                for (_, key) in features(model.templates(), atoms, index) {
                    model.add(key, &mut scores);
                }
            }
            self.masks.push(mask);
            self.emissions.push(scores);
        }
    }

    fn forward(&mut self, model: &Model) {
        self.best.clear();
        self.back.clear();
        let mut before: Option<(Scores, Mask)> = None;
        for (scores, &mask) in self.emissions.iter().zip(&self.masks) {
            let mut best = [NEVER; MOST_LABELS];
            let mut back = [0; MOST_LABELS];
            for label in bits(mask) {
                let (score, from) = match &before {
                    Some((earlier, mask)) => best_before(model, earlier, *mask, label),
                    None => (model.first.get(label).copied().unwrap_or(0), 0),
                };
                if let (Some(best), Some(back)) = (best.get_mut(label), back.get_mut(label)) {
                    *best = score.saturating_add(scores.get(label).copied().unwrap_or(0));
                    *back = from as u8;
                }
            }
            // Kept near 0, so that a sequence of any length stays in range.
            let most = bits(mask).filter_map(|label| best.get(label).copied()).max().unwrap_or(0);
            best.iter_mut().for_each(|score| *score = score.saturating_sub(most).max(NEVER));
            self.best.push(best);
            self.back.push(back);
            before = Some((best, mask));
        }
    }
}

/// The best score of a labelling up to the token before, when `label` follows, and the label it ends in.
fn best_before(model: &Model, earlier: &Scores, mask: Mask, label: usize) -> (i32, usize) {
    let mut best = (NEVER, 0);
    for from in bits(mask) {
        let pair = model.pairs.get(from * model.labels + label).copied().unwrap_or(0);
        let score = earlier.get(from).copied().unwrap_or(NEVER).saturating_add(pair);
        if score > best.0 {
            best = (score, from);
        }
    }
    best
}

fn argmax(scores: &Scores, mask: Mask) -> usize {
    let mut best = (NEVER - 1, 0);
    for label in bits(mask) {
        let score = scores.get(label).copied().unwrap_or(NEVER);
        if score > best.0 {
            best = (score, label);
        }
    }
    best.1
}

/// The places of the bits that are set, from the lowest.
fn bits(mut mask: Mask) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        bit
    })
}

#[cfg(test)]
mod tests {
    use super::super::Weights;
    use super::super::template::Template;
    use super::*;

    static TEMPLATES: &[Template] = &[Template(&[(0, 0)]), Template(&[(0, -1)])];
    const LABELS: usize = 3;

    /// A model of weights drawn from `random`, for atoms of 2 to 5.
    fn model(random: &mut impl FnMut(i32) -> i32) -> Model {
        let mut keys: Vec<u32> = (1..=5)
            .flat_map(|before| (2..=5).map(move |here| (before, here)))
            .flat_map(|(before, here)| {
                let mut atoms = Atoms::new(1);
                atoms.push(&[before]);
                atoms.push(&[here]);
                features(TEMPLATES, &atoms, 1).map(|(_, key)| key).collect::<Vec<_>>()
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let rows = keys.iter().flat_map(|_| [(); LABELS]).map(|()| random(40) as i8 - 20).collect();
        let mut scores = |count: usize| (0..count).map(|_| random(60) as i16 - 30).collect();
        let (first, pairs) = (scores(LABELS), scores(LABELS * LABELS));
        Model::lay_out(&Weights { labels: LABELS, first, pairs, keys, rows }, TEMPLATES)
    }

    fn score(model: &Model, atoms: &Atoms, labels: &[u8]) -> i32 {
        let mut sum = 0;
        for (index, &label) in labels.iter().enumerate() {
            let mut scores = [0; MOST_LABELS];
            features(TEMPLATES, atoms, index).for_each(|(_, key)| model.add(key, &mut scores));
            let before = index.checked_sub(1).map(|index| usize::from(labels[index]));
            let label = usize::from(label);
            sum += before.map_or(model.first[label], |before| model.pairs[before * LABELS + label])
                + scores[label];
        }
        sum
    }

    #[test]
    fn no_other_labelling_scores_more() {
        let mut seed = 7_u64;
        let mut random = |below: i32| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((seed >> 33) % below as u64) as i32
        };
        for _ in 0..40 {
            let model = model(&mut random);
            let mut atoms = Atoms::new(1);
            let masks: Vec<Mask> = (0..5).map(|_| 1 + random(7) as Mask).collect();
            masks.iter().for_each(|_| atoms.push(&[2 + random(4) as u32]));
            let mut labels = Vec::new();
            Decoder::default().label(&model, &atoms, |index| masks[index], &mut labels);
            assert!(labels.iter().zip(&masks).all(|(label, mask)| mask >> label & 1 == 1));
            // A token with one label left adds nothing of its own, so that all labellings may be scored in full.
            let all = (0..LABELS.pow(5))
                .map(|n| (0..5).map(|at| (n / LABELS.pow(at) % LABELS) as u8).collect::<Vec<_>>());
            let allowed = all.filter(|labels| {
                labels.iter().zip(&masks).all(|(label, mask)| mask >> label & 1 == 1)
            });
            let best = allowed.map(|labels| score(&model, &atoms, &labels)).max();
            assert_eq!(Some(score(&model, &atoms, &labels)), best);
        }
    }

    #[test]
    fn no_tokens_have_no_labels() {
        let mut labels = vec![1];
        Decoder::default().label(
            &Model::empty(TEMPLATES, LABELS),
            &Atoms::new(1),
            |_| 1,
            &mut labels,
        );
        assert_eq!(labels, []);
    }
}
