//! The rule table: what stands for what.
//!
//! A row is a name, a pattern, what it makes, and examples: `finds` are texts with the find in brackets and its value,
//! resolved against Wednesday 2026-02-11; `leaves` are texts in which nothing is found. Rows of a stage are tried at
//! each item; the longest find wins, the first row of equal ones. A stage reads what the stages before it made.

use once_cell::sync::Lazy;

use super::item::Vocabulary;
use super::meaning::Node;
use super::pattern::{Match, Pattern, Words};

mod calendar;
mod clock;
mod duration;
mod relative;
mod set;

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
    &[calendar::NUMBERS, clock::CLOCK, duration::LENGTHS],
    &[calendar::DATES, relative::NEAR, duration::BOUNDED],
    &[relative::WITHIN, calendar::WITH_WEEKDAY],
    &[clock::ON_DAY, set::SETS],
    &[relative::EDGES],
    &[duration::MODIFIED],
];

/// The table with its patterns compiled.
pub(super) struct Table {
    pub(super) vocabulary: Vocabulary,
    pub(super) stages: Vec<Vec<(Pattern, Rule)>>,
}

/// Compiled at first use.
pub(super) static TABLE: Lazy<Table> = Lazy::new(|| {
    let mut words = Words::default();
    let mut stages = Vec::with_capacity(STAGES.len());
    for stage in STAGES {
        let mut rows = Vec::new();
        for rule in stage.iter().flat_map(|rows| rows.iter()) {
            rows.push((Pattern::compile(rule.pattern, &mut words), *rule));
        }
        stages.push(rows);
    }
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
                    format!("{}[{}]{}", &text[..start], &text[start..end], &text[end..])
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
