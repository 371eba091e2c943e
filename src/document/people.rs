//! How many people without a name speak, at the least and at the most.

use crate::lexicon;
use crate::source::{Count, Number, Source, Unnamed};

/// How many people, as far as the text tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PeopleCount {
    /// At the least: as many as the largest group has, and those that the text sets beside it (`another official`).
    pub at_least: u64,
    /// At the most: as many as all groups together have. `None` where one has no number: `officials`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub at_most: Option<u64>,
}

/// The least number that a plural without a number stands for.
const SOME: u64 = 2;

/// How many people without a name are among `sources`, each counted once.
pub(super) fn people(sources: &[Source<'_>]) -> PeopleCount {
    let mut at_most = Some(0_u64);
    // For each source, the fewest people that it stands for with all that it is set beside.
    let mut least: Vec<u64> = Vec::with_capacity(sources.len());
    for (place, source) in sources.iter().enumerate() {
        let Some(unnamed) = &source.unnamed else {
            least.push(0);
            continue;
        };
        // `The people` after `a person` and `a second person` are no others.
        if !source.members.is_empty() {
            least.push(u64::try_from(source.members.len()).unwrap_or(u64::MAX));
            continue;
        }
        let bounds = Bounds::of(unnamed);
        let beside = unnamed.mentions.first().filter(|it| sets_apart(it.span.as_str()));
        let beside = beside.and_then(|it| it.antecedent.as_ref()).and_then(|antecedent| {
            let before = sources.get(place.saturating_sub(NEAR)..place)?;
            let offset = place - before.len();
            let names = |it: &Source<'_>| {
                let mentions = it.unnamed.iter().flat_map(|it| &it.mentions);
                mentions.rev().take(NEAR).any(|it| it.span.range() == antecedent.range())
            };
            before.iter().rposition(names).map(|at| offset + at)
        });
        let others = beside.and_then(|at| least.get(at).copied()).unwrap_or(0);
        least.push(bounds.least.saturating_add(others));
        let within = unnamed.part_of.or(unnamed.same_group_as);
        if within.is_none_or(|group| group.index() >= place) {
            at_most = at_most.zip(bounds.most).map(|(sum, most)| sum.saturating_add(most));
        }
    }
    let at_least = least.into_iter().max().unwrap_or(0);
    PeopleCount { at_least, at_most: at_most.map(|most| most.max(at_least)) }
}

/// How many sources before one are looked through for the one that it is set beside.
const NEAR: usize = 64;

/// How many people a source stands for.
struct Bounds {
    least: u64,
    most: Option<u64>,
}

impl Bounds {
    fn of(unnamed: &Unnamed<'_>) -> Self {
        let exact = |count| Self { least: count, most: Some(count) };
        match (&unnamed.count, unnamed.number) {
            (Some(Count::Exact(count)), _) => exact(*count),
            (None, Number::Singular) => exact(1),
            (None, Number::Plural) => Self { least: SOME, most: None },
            (Some(Count::Worded(words)), _) => Self::worded(words),
        }
    }

    /// What `at least three`, `up to ten`, `dozens` stand for.
    fn worded(words: &str) -> Self {
        let limited = (1..=3).find_map(|count| {
            let at = words.match_indices(' ').nth(count - 1)?.0;
            let (limit, number) = (words.get(..at)?, words.get(at + 1..)?);
            Some((lexicon::QUANTITY_LIMITS.get(limit)?, number_of(number)?))
        });
        match limited {
            Some(("least", number)) => Self { least: number, most: None },
            Some(("more", number)) => Self { least: number.saturating_add(1), most: None },
            Some(("fewer", number)) => Self { least: SOME.min(number), most: Some(number) },
            _ => {
                let least = match words.split(' ').next().unwrap_or_default() {
                    "dozens" => 24,
                    "scores" => 40,
                    "hundreds" => 200,
                    "thousands" => 2000,
                    "several" => 3,
                    _ => SOME,
                };
                Self { least, most: None }
            }
        }
    }
}

fn number_of(words: &str) -> Option<u64> {
    lexicon::QUANTITY_WORDS
        .get(words)
        .and_then(|number| number.parse().ok())
        .or_else(|| words.replace(',', "").parse().ok())
}

/// Whether the words set someone beside those before: `another official`, `two others`, `the other`.
fn sets_apart(words: &str) -> bool {
    let opening = words.split_whitespace().take(3);
    opening.into_iter().any(|word| {
        let apart =
            ["another", "other", "others", "second", "third", "fourth", "different", "separate"];
        apart.iter().any(|other| word.eq_ignore_ascii_case(other))
    })
}
