//! The best labels of a sequence.

use super::template::Atoms;
use super::{Model, Scores};

/// Which labels a token may have, a bit each.
pub(crate) type Mask = u32;

/// Labels sequences by a [`Model`], and keeps its room from one to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoder<const N: usize> {
    /// For each token, the best score of a labelling that ends in each label; [`NEVER`] for those that it may not have.
    best: Vec<Scores<N>>,
    /// For each token and label, the label before it in that labelling.
    back: Vec<[u8; N]>,
    masks: Vec<Mask>,
    emissions: Vec<Scores<N>>,
}

/// Below any sum that weights can make, and far enough above the least `i32` to be added to.
pub(crate) const NEVER: i32 = i32::MIN / 2;

/// After so many tokens scores are brought back near 0: fewer than would take a sum out of range.
const STRIDE: usize = 1024;

impl<const N: usize> Decoder<N> {
    /// Puts the best label of each token of `atoms` into `labels`; `allowed` says which a token may have (at least one).
    pub(crate) fn label(
        &mut self,
        model: &Model<N>,
        atoms: &Atoms,
        allowed: impl Fn(usize) -> Mask,
        labels: &mut Vec<u8>,
    ) {
        self.score(model, atoms, allowed);
        self.decode(model, labels);
    }

    /// The same where what the features say is known: `tokens` gives what each token may have, and its scores.
    pub(crate) fn label_scored(
        &mut self,
        model: &Model<N>,
        tokens: impl Iterator<Item = (Mask, Scores<N>)>,
        labels: &mut Vec<u8>,
    ) {
        self.masks.clear();
        self.emissions.clear();
        for (mask, scores) in tokens {
            self.masks.push(mask);
            self.emissions.push(scores);
        }
        self.decode(model, labels);
    }

    /// Labels the sequence labelled last once more, where each token may have fewer labels.
    pub(crate) fn relabel(
        &mut self,
        model: &Model<N>,
        allowed: impl Fn(usize) -> Mask,
        labels: &mut Vec<u8>,
    ) {
        for (index, mask) in self.masks.iter_mut().enumerate() {
            let fewer = *mask & allowed(index);
            *mask = if fewer == 0 { *mask } else { fewer };
        }
        self.decode(model, labels);
    }

    /// What the features of the token at `index` of the sequence labelled last say; zeros where one label alone is allowed.
    pub(crate) fn emission(&self, index: usize) -> Option<&Scores<N>> {
        self.emissions.get(index)
    }

    fn decode(&mut self, model: &Model<N>, labels: &mut Vec<u8>) {
        labels.clear();
        self.forward(model);
        let Some(last) = self.best.last() else { return };
        let mut label = argmax(last, *self.masks.last().unwrap_or(&1));
        for back in self.back.iter().rev() {
            labels.push(label as u8);
            label = usize::from(back.get(label).copied().unwrap_or(0));
        }
        labels.reverse();
    }

    /// Puts into `most`, for each token of the sequence labelled last and each label, how far the best labelling that gives it
    /// that label stays behind the best of all: 0 or less, [`NEVER`] where it may not have it.
    pub(crate) fn deficits(&self, model: &Model<N>, most: &mut Vec<Scores<N>>) {
        most.clear();
        let mut after = [0; N];
        let tokens = self.best.iter().zip(&self.emissions).zip(&self.masks).rev();
        for ((best, emission), &mask) in tokens {
            let mut through = [NEVER; N];
            let mut tail = [NEVER; N];
            let ends = best.iter().zip(emission).zip(after).zip(through.iter_mut().zip(&mut tail));
            for (label, (((best, emission), after), (through, tail))) in ends.enumerate() {
                if mask >> label & 1 == 1 {
                    *through = best.saturating_add(after);
                    *tail = after.saturating_add(*emission);
                }
            }
            lower(&mut through, mask);
            most.push(through);
            let mut before = [i32::MIN; N];
            for label in bits(mask) {
                let Some((tail, pairs)) = tail.get(label).zip(model.pairs_after.get(label)) else {
                    continue;
                };
                let scores = before.iter_mut().zip(pairs);
                scores
                    .for_each(|(before, pair)| *before = (*before).max(tail.saturating_add(*pair)));
            }
            lower(&mut before, (1 << model.labels) - 1);
            after = before;
        }
        most.reverse();
    }

    /// Puts what each token's features say into `emissions`; a token that may have one label only is not looked at.
    fn score(&mut self, model: &Model<N>, atoms: &Atoms, allowed: impl Fn(usize) -> Mask) {
        let all = (1 << model.labels()) - 1;
        self.masks.clear();
        self.emissions.clear();
        for index in 0..atoms.len() {
            let mask = allowed(index) & all;
            let mask = if mask == 0 { all } else { mask };
            let sure = mask.is_power_of_two();
            self.masks.push(mask);
            self.emissions.push(if sure { [0; N] } else { model.scores(atoms, index) });
        }
    }

    /// The scores of all labellings up to each token.
    fn forward(&mut self, model: &Model<N>) {
        self.best.clear();
        self.back.clear();
        let mut before: Option<([i32; N], Mask)> = None;
        for (index, (emission, &mask)) in self.emissions.iter().zip(&self.masks).enumerate() {
            let (mut scores, back) = match &before {
                None => (model.first, [0; N]),
                Some((earlier, mask)) => best_before(model, earlier, *mask),
            };
            for (label, (score, emission)) in scores.iter_mut().zip(emission).enumerate() {
                *score = if mask >> label & 1 == 1 { *score + emission } else { NEVER };
            }
            if index % STRIDE == STRIDE - 1 {
                let most = scores.iter().copied().max().unwrap_or(0);
                scores.iter_mut().for_each(|score| *score = (*score - most).max(NEVER));
            }
            self.best.push(scores);
            self.back.push(back);
            before = Some((scores, mask));
        }
    }
}

/// Takes the largest score from all: the largest becomes 0, so that a sequence of any length stays in range.
fn lower(scores: &mut [i32], mask: Mask) {
    let most = bits(mask).filter_map(|label| scores.get(label).copied()).max().unwrap_or(0);
    for label in bits(mask) {
        if let Some(score) = scores.get_mut(label) {
            *score = score.saturating_sub(most).max(NEVER);
        }
    }
}

/// For each label that may follow, the best score of a labelling up to the token before, and the label it ends in.
#[inline]
fn best_before<const N: usize>(
    model: &Model<N>,
    earlier: &[i32; N],
    mask: Mask,
) -> ([i32; N], [u8; N]) {
    let (mut best, mut back) = ([i32::MIN; N], [0_i32; N]);
    for from in bits(mask) {
        let score = earlier.get(from).copied().unwrap_or(NEVER);
        let Some(pairs) = model.pairs.get(from) else { continue };
        for ((best, back), pair) in best.iter_mut().zip(&mut back).zip(pairs) {
            let score = score + pair;
            *back = if score > *best { from as i32 } else { *back };
            *best = score.max(*best);
        }
    }
    (best, back.map(|from| from as u8))
}

fn argmax(scores: &[i32], mask: Mask) -> usize {
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
    use super::super::template::{Plan, Template};
    use super::*;

    static TEMPLATES: &[Template] = &[Template(&[(0, 0)]), Template(&[(0, -1)])];
    const LABELS: usize = 3;

    /// A model of weights drawn from `random`, for atoms of 2 to 5.
    fn model(random: &mut impl FnMut(i32) -> i32) -> Model<8> {
        let mut keys: Vec<u32> = (1..=5)
            .flat_map(|before| (2..=5).map(move |here| (before, here)))
            .flat_map(|(before, here)| {
                let mut atoms = Atoms::new(1);
                atoms.push(&[before]);
                atoms.push(&[here]);
                Plan::new(TEMPLATES).keys(&atoms, 1).collect::<Vec<_>>()
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let rows = keys.iter().flat_map(|_| [(); LABELS]).map(|()| random(40) as i8 - 20).collect();
        let mut scores = |count: usize| (0..count).map(|_| random(60) as i16 - 30).collect();
        let (first, pairs) = (scores(LABELS), scores(LABELS * LABELS));
        Model::lay_out(&Weights { labels: LABELS, first, pairs, keys, rows }, TEMPLATES).unwrap()
    }

    fn score(model: &Model<8>, atoms: &Atoms, labels: &[u8]) -> i32 {
        let mut sum = 0;
        for (index, &label) in labels.iter().enumerate() {
            let scores = model.scores(atoms, index);
            let before = index.checked_sub(1).map(|index| usize::from(labels[index]));
            let label = usize::from(label);
            sum += before.map_or(model.first[label], |before| model.pairs[before][label])
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
            let mut decoder = Decoder::default();
            decoder.label(&model, &atoms, |index| masks[index], &mut labels);
            assert!(labels.iter().zip(&masks).all(|(label, mask)| mask >> label & 1 == 1));
            // A token with one label left adds nothing of its own, so that all labellings may be scored in full.
            let all = (0..LABELS.pow(5))
                .map(|n| (0..5).map(|at| (n / LABELS.pow(at) % LABELS) as u8).collect::<Vec<_>>());
            let allowed = all.filter(|labels| {
                labels.iter().zip(&masks).all(|(label, mask)| mask >> label & 1 == 1)
            });
            let best = allowed.clone().map(|labels| score(&model, &atoms, &labels)).max();
            assert_eq!(Some(score(&model, &atoms, &labels)), best);
            let mut deficits = Vec::new();
            decoder.deficits(&model, &mut deficits);
            for (token, mask) in masks.iter().enumerate() {
                for (label, &deficit) in deficits[token].iter().enumerate().take(LABELS) {
                    let with = allowed.clone().filter(|labels| usize::from(labels[token]) == label);
                    let most = with.map(|labels| score(&model, &atoms, &labels)).max();
                    match most.zip(best) {
                        Some((most, best)) => assert_eq!(deficit, most - best),
                        None => assert!(mask >> label & 1 == 0 && deficit == NEVER),
                    }
                }
            }
        }
    }

    #[test]
    fn no_tokens_have_no_labels() {
        let mut labels = vec![1];
        Decoder::default().label(
            &Model::<8>::empty(TEMPLATES, LABELS),
            &Atoms::new(1),
            |_| 1,
            &mut labels,
        );
        assert_eq!(labels, []);
    }
}
