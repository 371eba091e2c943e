//! The rule table: what stands for what.
//!
//! A row is a name, a pattern, what it makes, and examples: `finds` are texts with the find in brackets and its value,
//! resolved against Wednesday 2026-02-11; `leaves` are texts in which nothing is found. Rows of a stage are tried at
//! each item; the longest find wins, the first row of equal ones. A stage reads what the stages before it made.

use once_cell::sync::Lazy;

use super::item::Vocabulary;
use super::meaning::Node;
use super::pattern::{Classes, Match, Pattern, Words};

mod calendar;
mod clock;
mod duration;
mod part;
mod relative;
mod set;
mod vague;
mod year;

/// A row of the table.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    /// Names the rule in [`Timex::rule`](crate::Timex::rule).
    pub(super) name: &'static str,
    /// See [`Pattern`].
    pub(super) pattern: &'static str,
    /// What the find means; `None` where it is none after all.
    pub(super) make: fn(&Match<'_>) -> Option<Node>,
    /// Texts with the find in brackets, and its value.
    #[cfg_attr(not(test), expect(dead_code, reason = "the table's own tests"))]
    pub(super) finds: &'static [(&'static str, &'static str)],
    /// Texts in which it finds nothing.
    #[cfg_attr(not(test), expect(dead_code, reason = "the table's own tests"))]
    pub(super) leaves: &'static [&'static str],
}

/// The rows by stage.
pub(super) const STAGES: &[&[&[Rule]]] = &[
    &[calendar::NUMBERS, year::YEARS, clock::CLOCK, duration::LENGTHS],
    &[calendar::DATES, vague::VAGUE, relative::NEAR, duration::BOUNDED],
    &[part::WITHIN, calendar::WITH_WEEKDAY],
    &[clock::ON_DAY, set::SETS],
    &[part::EDGES],
    &[duration::MODIFIED],
];

/// The table with its patterns compiled.
pub(super) struct Table {
    pub(super) vocabulary: Vocabulary,
    pub(super) stages: Vec<Stage>,
}

/// The rows of a stage, with the places of those that may start with a class or a word.
pub(super) struct Stage {
    rows: Vec<(Pattern, Rule)>,
    by_class: Vec<Vec<u16>>,
    by_word: Vec<Vec<u16>>,
}

impl Stage {
    fn new(rules: &[&[Rule]], words: &mut Words) -> Self {
        let rows: Vec<_> = rules
            .iter()
            .flat_map(|rows| rows.iter())
            .map(|rule| (Pattern::compile(rule.pattern, words), *rule))
            .collect();
        let mut stage = Self { rows, by_class: vec![Vec::new(); 64], by_word: Vec::new() };
        for (place, (pattern, _)) in (0..).zip(&stage.rows) {
            for class in pattern.first_classes().places() {
                if let Some(rows) = stage.by_class.get_mut(class) {
                    rows.push(place);
                }
            }
            for &word in pattern.first_words() {
                let word = usize::from(word);
                if stage.by_word.len() <= word {
                    stage.by_word.resize(word + 1, Vec::new());
                }
                if let Some(rows) = stage.by_word.get_mut(word) {
                    rows.push(place);
                }
            }
        }
        stage
    }

    /// The rows that may start with such an item, with their places; one may come twice.
    pub(super) fn starting(
        &self,
        classes: Classes,
        word: u16,
    ) -> impl Iterator<Item = (u16, &(Pattern, Rule))> {
        let by_word = (word != 0).then(|| self.by_word.get(usize::from(word))).flatten();
        let by_class = classes.places().filter_map(|class| self.by_class.get(class));
        by_class
            .chain(by_word)
            .flatten()
            .filter_map(|&place| Some((place, self.rows.get(usize::from(place))?)))
    }
}

/// Compiled at first use.
pub(super) static TABLE: Lazy<Table> = Lazy::new(|| {
    let mut words = Words::default();
    let stages = STAGES.iter().map(|stage| Stage::new(stage, &mut words)).collect();
    Table { vocabulary: Vocabulary::new(words.iter()), stages }
});

/// A row without examples of what it leaves.
const fn rule(
    name: &'static str,
    pattern: &'static str,
    make: fn(&Match<'_>) -> Option<Node>,
    finds: &'static [(&'static str, &'static str)],
) -> Rule {
    Rule { name, pattern, make, finds, leaves: &[] }
}

impl Rule {
    const fn leaves(self, leaves: &'static [&'static str]) -> Self {
        Self { leaves, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analysis, Timex, TimexFinder};

    fn find(text: &str) -> Vec<Timex<'_>> {
        let published = "2026-02-11".parse().unwrap();
        TimexFinder::new().published(published).find(&Analysis::new(text))
    }

    #[test]
    fn every_row_finds_and_leaves_as_it_says() {
        let mut wrong = String::new();
        for rule in STAGES.iter().flat_map(|stage| stage.iter()).flat_map(|rows| rows.iter()) {
            for (marked, value) in rule.finds {
                let text = marked.replace(['[', ']'], "");
                let found = find(&text);
                let shown = found.iter().rev().fold(text.clone(), |text, timex| {
                    let (start, end) = (timex.span.start(), timex.span.end());
                    let (head, tail) = text.split_at(end);
                    let (head, words) = head.split_at(start);
                    format!("{head}[{words}]{tail}")
                });
                let values: Vec<_> = found
                    .iter()
                    .map(|timex| format!("{} by {}", timex.value, timex.rule))
                    .collect();
                if shown != *marked || values != [format!("{value} by {}", rule.name)] {
                    wrong += &format!("{marked} {value} by {}: {shown} {values:?}\n", rule.name);
                }
            }
            for text in rule.leaves {
                let found = find(text);
                if !found.is_empty() {
                    wrong += &format!("{}: {text}: {found:?}\n", rule.name);
                }
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = STAGES
            .iter()
            .flat_map(|stage| stage.iter())
            .flat_map(|rows| rows.iter())
            .map(|rule| rule.name)
            .collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
