//! Fits a [`Model`](super::Model): a conditional random field by stochastic gradient steps (AdaGrad), over features that
//! occur often enough, then rounded to integers.
//!
//! Training alone uses floating point; what it writes is integers. The same input and options give the same bytes.

use super::chain::Mask;
use super::template::{Atoms, Plan, Template};
use super::{MOST_LABELS, Weights, wire};

/// A sequence with the labels it should get.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// A key for each template of each token, 0 where the feature is absent; while fitting, places in the list of rows.
    keys: Vec<u32>,
    /// The labels that each token may rightly get: several where the data do not tell them apart.
    gold: Vec<Mask>,
    /// The labels that each token may get.
    allowed: Vec<Mask>,
}

impl Example {
    /// `gold` and `allowed`: one for each token of `atoms`. What is right becomes allowed.
    pub(crate) fn new(
        templates: &'static [Template],
        atoms: &Atoms,
        gold: &[Mask],
        allowed: &[Mask],
    ) -> Self {
        let plan = Plan::new(templates);
        let mut keys = vec![0; atoms.len() * templates.len()];
        for (index, row) in keys.chunks_exact_mut(templates.len().max(1)).enumerate() {
            row.iter_mut().zip(plan.keys(atoms, index)).for_each(|(slot, key)| *slot = key);
        }
        let allowed = allowed.iter().zip(gold).map(|(mask, gold)| mask | gold).collect();
        Self { keys, gold: gold.to_vec(), allowed }
    }
}

/// How to fit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// The number of labels.
    pub(crate) labels: usize,
    /// How often a feature must occur to be kept.
    pub(crate) least_count: u32,
    /// The passes over the examples, at most.
    pub(crate) epochs: usize,
    /// The size of a step.
    pub(crate) rate: f32,
    /// The penalty on large weights.
    pub(crate) decay: f32,
    /// The order of the examples.
    pub(crate) seed: u64,
    /// What a weight of 1 is rounded to; where `None`, the largest weight becomes 127. Models whose scores are compared need
    /// the same.
    pub(crate) unit: Option<f32>,
}

/// Fits weights to `examples`. After each pass `judge` says how good the weights so far are; the best are given back, and
/// fitting stops when two passes have brought nothing.
pub(crate) fn fit(
    templates: &'static [Template],
    examples: Vec<Example>,
    options: Options,
    judge: impl FnMut(usize, &Weights) -> f64,
) -> Weights {
    if options.labels <= FEW_LABELS {
        fit_lanes::<FEW_LABELS>(templates, examples, options, judge)
    } else {
        fit_lanes::<MOST_LABELS>(templates, examples, options, judge)
    }
}

fn fit_lanes<const N: usize>(
    templates: &'static [Template],
    mut examples: Vec<Example>,
    options: Options,
    mut judge: impl FnMut(usize, &Weights) -> f64,
) -> Weights {
    let keys = frequent(&examples, options.least_count);
    for example in &mut examples {
        for key in &mut example.keys {
            // From here on a place in `keys`, one up; 0 for none.
            *key = keys.binary_search(key).map_or(0, |row| u32::try_from(row + 1).unwrap_or(0));
        }
    }
    let mut field = Field::<N>::new(keys.len(), templates.len(), options);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = options.seed;
    let mut best: Option<(f64, usize, Weights)> = None;
    for epoch in 1..=options.epochs {
        shuffle(&mut order, &mut random);
        for &index in &order {
            if let Some(example) = examples.get(index) {
                field.step(example);
            }
        }
        let weights = field.round(&keys);
        let score = judge(epoch, &weights);
        if best.as_ref().is_none_or(|(top, _, _)| score > *top) {
            best = Some((score, epoch, weights));
        } else if best.as_ref().is_some_and(|(_, at, _)| epoch >= at + 2) {
            break;
        }
    }
    best.map_or_else(|| field.round(&keys), |(_, _, weights)| weights)
}

/// Fits weights that score the right ones among choices above the others: a model of one label. Each example is a token a
/// choice; where its first label is among `gold`, the choice is right.
pub(crate) fn fit_choice(
    templates: &'static [Template],
    mut examples: Vec<Example>,
    options: Options,
    mut report: impl FnMut(usize, usize),
) -> Weights {
    let keys = frequent(&examples, options.least_count);
    for example in &mut examples {
        for key in &mut example.keys {
            *key = keys.binary_search(key).map_or(0, |row| u32::try_from(row + 1).unwrap_or(0));
        }
    }
    let mut field = Field::<1>::new(keys.len(), templates.len(), options);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = options.seed;
    for epoch in 1..=options.epochs {
        shuffle(&mut order, &mut random);
        for &index in &order {
            if let Some(example) = examples.get(index) {
                field.step_choice(example);
            }
        }
        report(epoch, keys.len());
    }
    field.round(&keys)
}

/// The bytes of the file for `weights`.
pub(crate) fn file(templates: &[Template], weights: &Weights) -> Vec<u8> {
    wire::write(weights, super::template::fingerprint(templates))
}

/// The keys that occur at least `least` times, rising.
fn frequent(examples: &[Example], least: u32) -> Vec<u32> {
    let mut all: Vec<u32> = examples
        .iter()
        .flat_map(|example| &example.keys)
        .copied()
        .filter(|&key| key != 0)
        .collect();
    all.sort_unstable();
    let runs = all.chunk_by(|a, b| a == b).filter(|run| run.len() >= least as usize);
    runs.filter_map(|run| run.first().copied()).collect()
}

/// Fisher and Yates's shuffle over a 64-bit linear congruential sequence.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (*random >> 33) as usize % (last + 1));
    }
}

type Lane<const N: usize> = [f32; N];

/// The labels that a lane of a model with few has room for: fitting is faster where lanes are short.
const FEW_LABELS: usize = 8;

/// The weights while they are fitted.
struct Field<const N: usize> {
    options: Options,
    templates: usize,
    /// The steps taken so far.
    time: f32,
    rows: Table<N>,
    pairs: Table<N>,
    first: Table<N>,
}

/// The chances of each label of each token, and of each pair, before and after what is right is known.
struct Lattice<const N: usize> {
    emissions: Vec<Lane<N>>,
    forward: Vec<Lane<N>>,
    backward: Vec<Lane<N>>,
}

impl<const N: usize> Lattice<N> {
    fn new(emissions: Vec<Lane<N>>, first: &Lane<N>, pairs: &[Lane<N>]) -> Self {
        let mut lattice = Self { emissions, forward: Vec::new(), backward: Vec::new() };
        lattice.run_forward(first, pairs);
        lattice.run_backward(pairs);
        lattice
    }

    fn run_forward(&mut self, first: &Lane<N>, pairs: &[Lane<N>]) {
        let mut before: Option<Lane<N>> = None;
        for emission in &self.emissions {
            let mut lane = [0.0_f32; N];
            match &before {
                None => lane = *first,
                Some(before) => {
                    for (weight, row) in
                        before.iter().zip(pairs).filter(|(weight, _)| **weight > 0.0)
                    {
                        lane.iter_mut().zip(row).for_each(|(sum, pair)| *sum += weight * pair);
                    }
                }
            }
            lane.iter_mut().zip(emission).for_each(|(sum, emission)| *sum *= emission);
            normalize(&mut lane);
            self.forward.push(lane);
            before = Some(lane);
        }
    }

    #[expect(clippy::indexing_slicing, reason = "dense arithmetic over arrays of known size")]
    fn run_backward(&mut self, pairs: &[Lane<N>]) {
        let count = self.emissions.len();
        self.backward.resize(count, [1.0; N]);
        for index in (0..count.saturating_sub(1)).rev() {
            let after = self.after(index + 1);
            let mut lane = [0.0_f32; N];
            for (sum, row) in lane.iter_mut().zip(pairs) {
                *sum = row.iter().zip(&after).map(|(pair, after)| pair * after).sum();
            }
            normalize(&mut lane);
            self.backward[index] = lane;
        }
    }

    #[expect(clippy::indexing_slicing, reason = "as `run_backward`")]
    fn after(&self, index: usize) -> Lane<N> {
        let mut lane = self.backward[index];
        lane.iter_mut().zip(&self.emissions[index]).for_each(|(sum, emission)| *sum *= emission);
        lane
    }

    /// The chance of each label at `index`.
    #[expect(clippy::indexing_slicing, reason = "as `run_backward`")]
    fn chances(&self, index: usize) -> Lane<N> {
        let mut lane = self.forward[index];
        lane.iter_mut()
            .zip(&self.backward[index])
            .for_each(|(chance, backward)| *chance *= backward);
        normalize(&mut lane);
        lane
    }

    /// Adds `times` the chance of each pair of labels that ends at `index` to `steps`.
    #[expect(clippy::indexing_slicing, reason = "as `run_backward`")]
    fn add_pairs(&self, index: usize, pairs: &[Lane<N>], times: f32, steps: &mut [Lane<N>]) {
        let after = self.after(index);
        let before = &self.forward[index - 1];
        let mut total = 0.0_f32;
        for (weight, row) in before.iter().zip(pairs).filter(|(weight, _)| **weight > 0.0) {
            total += weight * row.iter().zip(&after).map(|(pair, after)| pair * after).sum::<f32>();
        }
        if total <= 0.0 {
            return;
        }
        for ((weight, row), steps) in
            before.iter().zip(pairs).zip(steps).filter(|((weight, _), _)| **weight > 0.0)
        {
            let share = times * weight / total;
            for ((step, pair), after) in steps.iter_mut().zip(row).zip(&after) {
                *step += share * pair * after;
            }
        }
    }
}

impl<const N: usize> Field<N> {
    fn new(rows: usize, templates: usize, options: Options) -> Self {
        Self {
            options,
            templates,
            time: 0.0,
            rows: Table::new(rows),
            pairs: Table::new(options.labels),
            first: Table::new(1),
        }
    }

    /// One step up the likelihood of `example`.
    #[expect(clippy::indexing_slicing, reason = "dense arithmetic over arrays of known size")]
    fn step(&mut self, example: &Example) {
        let count = example.gold.len();
        if count == 0 {
            return;
        }
        self.time += 1.0;
        let scores = self.scores(example);
        let exp = |lane: &Lane<N>| lane.map(f32::exp);
        let (first, pairs) = (
            exp(&self.first.weights[0]),
            self.pairs.weights.iter().map(exp).collect::<Vec<Lane<N>>>(),
        );
        let all = Lattice::new(self.emissions(&scores, &example.allowed), &first, &pairs);
        let right = Lattice::new(self.emissions(&scores, &example.gold), &first, &pairs);
        let mut pair_steps = vec![[0.0_f32; N]; self.options.labels];
        for index in 0..count {
            let mut step = right.chances(index);
            step.iter_mut().zip(all.chances(index)).for_each(|(step, chance)| *step -= chance);
            if !example.allowed[index].is_power_of_two()
                && step.iter().any(|part| part.abs() > 1e-3)
            {
                for &row in &example.keys[index * self.templates..(index + 1) * self.templates] {
                    if row != 0 {
                        let row = row as usize - 1;
                        self.rows.climb(row, &step, self.options, self.time);
                    }
                }
            }
            if index == 0 {
                self.first.climb(0, &step, self.options, self.time);
            } else {
                right.add_pairs(index, &pairs, 1.0, &mut pair_steps);
                all.add_pairs(index, &pairs, -1.0, &mut pair_steps);
            }
        }
        for (label, step) in pair_steps.iter().enumerate() {
            self.pairs.climb(label, step, self.options, self.time);
        }
    }

    /// One step up the likelihood of the right choices of `example`.
    #[expect(clippy::indexing_slicing, reason = "as `step`")]
    fn step_choice(&mut self, example: &Example) {
        self.time += 1.0;
        let scores = self.scores(example);
        let most = scores.iter().map(|score| score[0]).fold(f32::MIN, f32::max);
        let chances: Vec<f32> = scores.iter().map(|score| (score[0] - most).exp()).collect();
        let all: f32 = chances.iter().sum();
        let is_right = |index: usize| example.gold[index] & 1 == 1;
        let right: f32 =
            (0..chances.len()).filter(|&index| is_right(index)).map(|index| chances[index]).sum();
        for (index, chance) in chances.iter().enumerate() {
            let wanted = if is_right(index) { chance / right.max(f32::MIN_POSITIVE) } else { 0.0 };
            let step = [wanted - chance / all; N];
            if step[0].abs() > 1e-3 {
                for &row in &example.keys[index * self.templates..(index + 1) * self.templates] {
                    if row != 0 {
                        self.rows.climb(row as usize - 1, &step, self.options, self.time);
                    }
                }
            }
        }
    }

    /// The sum of each token's features' weights.
    #[expect(clippy::indexing_slicing, reason = "as `step`")]
    fn scores(&self, example: &Example) -> Vec<Lane<N>> {
        let sum = |keys: &[u32]| {
            let mut scores = [0.0_f32; N];
            for &row in keys.iter().filter(|&&row| row != 0) {
                scores
                    .iter_mut()
                    .zip(&self.rows.weights[row as usize - 1])
                    .for_each(|(score, weight)| *score += weight);
            }
            scores
        };
        example.keys.chunks_exact(self.templates).map(sum).collect()
    }

    /// The exponentials of `scores`, largest 1, and 0 for labels that a token may not have.
    fn emissions(&self, scores: &[Lane<N>], masks: &[Mask]) -> Vec<Lane<N>> {
        let labels = self.options.labels;
        let one = |(scores, &mask): (&Lane<N>, &Mask)| {
            let allowed = |label: usize| label < labels && mask >> label & 1 == 1;
            let most = scores
                .iter()
                .enumerate()
                .filter(|&(label, _)| allowed(label))
                .map(|(_, &score)| score);
            let most = most.fold(f32::MIN, f32::max);
            let mut lane = [0.0_f32; N];
            for (label, (emission, score)) in lane.iter_mut().zip(scores).enumerate() {
                *emission = if allowed(label) { (score - most).exp() } else { 0.0 };
            }
            lane
        };
        scores.iter().zip(masks).map(one).collect()
    }

    /// The weights as integers.
    fn round(&self, keys: &[u32]) -> Weights {
        let labels = self.options.labels;
        let (rows, pairs) = (self.rows.average(self.time), self.pairs.average(self.time));
        let first = self.first.average(self.time);
        let most = rows.iter().flatten().fold(1e-6_f32, |most, weight| most.max(weight.abs()));
        let scale = self.options.unit.unwrap_or(127.0 / most);
        let wide = |lane: &Lane<N>| -> Vec<i16> {
            lane.iter()
                .take(labels)
                .map(|weight| (weight * scale).round().clamp(-32_000.0, 32_000.0) as i16)
                .collect()
        };
        let narrow = |lane: &Lane<N>| -> Vec<i8> {
            lane.iter()
                .take(labels)
                .map(|weight| (weight * scale).round().clamp(-127.0, 127.0) as i8)
                .collect()
        };
        let rows = rows.iter().map(narrow);
        // A row that rounds to nothing is not worth its place.
        let kept = keys.iter().zip(rows).filter(|(_, row)| row.iter().any(|&weight| weight != 0));
        let (keys, rows): (Vec<u32>, Vec<Vec<i8>>) = kept.map(|(&key, row)| (key, row)).unzip();
        Weights {
            labels,
            first: first.iter().flat_map(wide).collect(),
            pairs: pairs.iter().flat_map(wide).collect(),
            keys,
            rows: rows.concat(),
        }
    }
}

fn normalize<const N: usize>(lane: &mut Lane<N>) {
    let sum: f32 = lane.iter().sum();
    if sum > 0.0 {
        lane.iter_mut().for_each(|part| *part /= sum);
    }
}

/// Weights, a lane for each feature or label.
struct Table<const N: usize> {
    weights: Vec<Lane<N>>,
    /// The sums of squared steps, which AdaGrad divides by.
    squares: Vec<Lane<N>>,
    /// The sums of the weights at each time before `since`.
    past: Vec<Lane<N>>,
    since: Vec<f32>,
}

impl<const N: usize> Table<N> {
    fn new(rows: usize) -> Self {
        let zero = vec![[0.0; N]; rows];
        Self { weights: zero.clone(), squares: zero.clone(), past: zero, since: vec![0.0; rows] }
    }

    /// A step of AdaGrad.
    #[expect(clippy::indexing_slicing, reason = "rows of known number")]
    fn climb(&mut self, row: usize, step: &Lane<N>, options: Options, time: f32) {
        let waited = time - self.since[row];
        self.since[row] = time;
        let lanes =
            self.weights[row].iter_mut().zip(&mut self.squares[row]).zip(&mut self.past[row]);
        for (((weight, square), past), &step) in lanes.zip(step) {
            *past += waited * *weight;
            let step = step - options.decay * *weight;
            *square += step * step;
            *weight += options.rate * step / (square.sqrt() + 1e-6);
        }
    }

    /// The mean of the weights over all times up to `time`.
    fn average(&self, time: f32) -> Vec<Lane<N>> {
        let lanes = self.weights.iter().zip(&self.past).zip(&self.since);
        let mean = |((weights, past), since): ((&Lane<N>, &Lane<N>), &f32)| {
            let mut lane = *past;
            lane.iter_mut()
                .zip(weights)
                .for_each(|(sum, weight)| *sum = (*sum + (time - since) * weight) / time);
            lane
        };
        lanes.map(mean).collect()
    }
}
