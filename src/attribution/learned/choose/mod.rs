//! The model that chooses among contents: the second model's answer, and others with an edge elsewhere, each seen whole.
//!
//! A model that labels word by word sees a few words round each edge. Whether what a content leaves out is a clause of its
//! own, a date or an aside, and whether it has a verb at all, is seen of the whole alone.
//!
//! - [`edges`] gathers the contents to choose among;
//! - [`look`] says what the model sees of each.

use std::ops::Range;

use crate::model::template::{Atoms, Template};

use super::Model;
use super::parts::View;

mod edges;
mod look;

pub(super) use edges::choices;
use look::Look;

/// One score for each choice.
pub(super) const LABELS: usize = 1;

/// How far an edge is moved, and how far round it is looked.
const FARTHEST: usize = 40;

mod atom {
    pub(super) const BIAS: usize = 0;
    /// By how much the second model likes it less than its answer.
    pub(super) const DEFICIT: usize = 1;
    /// How the cue stands in its clause, and its word.
    pub(super) const FORM: usize = 2;
    pub(super) const CUE: usize = 3;
    /// Where the content stands, seen from the cue.
    pub(super) const SIDE: usize = 4;
    /// The words on both sides of the right edge.
    pub(super) const LAST: usize = 5;
    pub(super) const AFTER: usize = 6;
    pub(super) const AFTER_NEXT: usize = 7;
    pub(super) const LAST_LEMMA: usize = 8;
    pub(super) const AFTER_LEMMA: usize = 9;
    /// The words on both sides of the left edge.
    pub(super) const FIRST: usize = 10;
    pub(super) const BEFORE: usize = 11;
    pub(super) const FIRST_LEMMA: usize = 12;
    pub(super) const BEFORE_LEMMA: usize = 13;
    /// How long it is.
    pub(super) const LENGTH: usize = 14;
    /// Its verbs.
    pub(super) const VERBS: usize = 15;
    /// What is left of its sentence after it.
    pub(super) const TAIL: usize = 16;
    pub(super) const TAIL_VERBS: usize = 17;
    /// Its last phrase and clause.
    pub(super) const PHRASE: usize = 18;
    pub(super) const CLAUSE: usize = 19;
    pub(super) const CLAUSE_VERBS: usize = 20;
    /// Commas and brackets.
    pub(super) const BALANCE: usize = 21;
    /// How it differs from the second model's answer, at the left and at the right.
    pub(super) const MOVED_LEFT: usize = 22;
    pub(super) const MOVED_RIGHT: usize = 23;
    /// How it differs from the rules' answer.
    pub(super) const RULES: usize = 24;
    /// Where the first model has an edge.
    pub(super) const LABELLED: usize = 25;
    /// The other cues in it and after it.
    pub(super) const OTHERS: usize = 26;
    /// How many stretches it has, and quotations.
    pub(super) const STRETCHES: usize = 27;
    /// Its first verb, the last clause's, and the tail's.
    pub(super) const TENSES: usize = 28;
    /// The first words of the tail's clause.
    pub(super) const TAIL_OPENS: usize = 29;
    pub(super) const CLAUSE_LENGTH: usize = 30;
    pub(super) const COUNT: usize = 31;
}

pub(super) const WIDTH: usize = atom::COUNT;

use atom::{
    AFTER, AFTER_LEMMA, AFTER_NEXT, BALANCE, BEFORE, BEFORE_LEMMA, BIAS, CLAUSE, CLAUSE_LENGTH,
    CLAUSE_VERBS, CUE, DEFICIT, FIRST, FIRST_LEMMA, FORM, LABELLED, LAST, LAST_LEMMA, LENGTH,
    MOVED_LEFT, MOVED_RIGHT, OTHERS, PHRASE, RULES, SIDE, STRETCHES, TAIL, TAIL_OPENS, TAIL_VERBS,
    TENSES, VERBS,
};

/// What the model looks at.
pub(super) static TEMPLATES: &[Template] = &[
    Template(&[(DEFICIT, 0)]),
    Template(&[(DEFICIT, 0), (FORM, 0)]),
    Template(&[(DEFICIT, 0), (SIDE, 0)]),
    Template(&[(SIDE, 0), (LAST, 0), (AFTER, 0)]),
    Template(&[(SIDE, 0), (LAST, 0), (AFTER, 0), (AFTER_NEXT, 0)]),
    Template(&[(SIDE, 0), (AFTER_LEMMA, 0)]),
    Template(&[(SIDE, 0), (AFTER_LEMMA, 0), (LAST, 0)]),
    Template(&[(CUE, 0), (AFTER_LEMMA, 0)]),
    Template(&[(FORM, 0), (AFTER, 0), (AFTER_NEXT, 0)]),
    Template(&[(SIDE, 0), (LAST_LEMMA, 0)]),
    Template(&[(SIDE, 0), (BEFORE, 0), (FIRST, 0)]),
    Template(&[(FORM, 0), (BEFORE, 0), (FIRST, 0)]),
    Template(&[(SIDE, 0), (FIRST_LEMMA, 0)]),
    Template(&[(CUE, 0), (FIRST_LEMMA, 0)]),
    Template(&[(CUE, 0), (FIRST, 0)]),
    Template(&[(SIDE, 0), (BEFORE_LEMMA, 0)]),
    Template(&[(BEFORE_LEMMA, 0), (FIRST_LEMMA, 0)]),
    Template(&[(LENGTH, 0), (SIDE, 0)]),
    Template(&[(LENGTH, 0), (FORM, 0)]),
    Template(&[(LENGTH, 0), (VERBS, 0)]),
    Template(&[(VERBS, 0), (FORM, 0)]),
    Template(&[(VERBS, 0), (CUE, 0)]),
    Template(&[(VERBS, 0), (FIRST, 0), (SIDE, 0)]),
    Template(&[(TAIL, 0), (SIDE, 0)]),
    Template(&[(TAIL, 0), (AFTER_LEMMA, 0)]),
    Template(&[(TAIL_VERBS, 0), (AFTER, 0), (SIDE, 0)]),
    Template(&[(TAIL_VERBS, 0), (AFTER_LEMMA, 0)]),
    Template(&[(TAIL_VERBS, 0), (TAIL_OPENS, 0)]),
    Template(&[(TAIL_OPENS, 0), (SIDE, 0)]),
    Template(&[(TAIL_OPENS, 0), (FORM, 0)]),
    Template(&[(PHRASE, 0), (SIDE, 0)]),
    Template(&[(PHRASE, 0), (AFTER, 0)]),
    Template(&[(CLAUSE, 0), (SIDE, 0)]),
    Template(&[(CLAUSE, 0), (CLAUSE_VERBS, 0), (SIDE, 0)]),
    Template(&[(CLAUSE, 0), (CLAUSE_LENGTH, 0), (SIDE, 0)]),
    Template(&[(CLAUSE, 0), (AFTER, 0), (SIDE, 0)]),
    Template(&[(CLAUSE, 0), (FORM, 0)]),
    Template(&[(BALANCE, 0), (SIDE, 0)]),
    Template(&[(BALANCE, 0), (AFTER, 0), (BEFORE, 0)]),
    Template(&[(MOVED_LEFT, 0)]),
    Template(&[(MOVED_RIGHT, 0)]),
    Template(&[(MOVED_RIGHT, 0), (SIDE, 0)]),
    Template(&[(MOVED_LEFT, 0), (SIDE, 0)]),
    Template(&[(RULES, 0)]),
    Template(&[(RULES, 0), (SIDE, 0)]),
    Template(&[(RULES, 0), (DEFICIT, 0)]),
    Template(&[(LABELLED, 0)]),
    Template(&[(LABELLED, 0), (SIDE, 0)]),
    Template(&[(OTHERS, 0)]),
    Template(&[(OTHERS, 0), (SIDE, 0)]),
    Template(&[(OTHERS, 0), (AFTER, 0)]),
    Template(&[(STRETCHES, 0)]),
    Template(&[(STRETCHES, 0), (SIDE, 0)]),
    Template(&[(STRETCHES, 0), (FORM, 0)]),
    Template(&[(TENSES, 0), (SIDE, 0)]),
    Template(&[(TENSES, 0), (CLAUSE, 0)]),
    Template(&[(TENSES, 0), (TAIL_OPENS, 0)]),
    Template(&[(TAIL, 0), (TAIL_VERBS, 0), (SIDE, 0)]),
    Template(&[(BIAS, 0), (AFTER, 0), (STRETCHES, 0)]),
];

/// A content to choose.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) content: Vec<Range<usize>>,
    /// By how much the second model likes it less than its own answer, about.
    deficit: i32,
}

/// Chooses contents, and keeps its room from one candidate to the next.
#[derive(Default)]
pub(super) struct Chooser {
    atoms: Option<Atoms>,
}

impl Chooser {
    /// The best of `choices`, the first of which is the second model's answer.
    pub(super) fn choose(
        &mut self,
        model: &Model,
        view: &View<'_>,
        mut choices: Vec<Choice>,
    ) -> Option<Choice> {
        if choices.len() < 2 {
            return choices.pop();
        }
        let mut atoms = self.atoms.take().unwrap_or_else(|| Atoms::new(WIDTH));
        put(view, &choices, &mut atoms);
        let best = (0..choices.len())
            .max_by_key(|&at| (model.scores(&atoms, at)[0], std::cmp::Reverse(at)));
        self.atoms = Some(atoms);
        Some(choices.swap_remove(best?))
    }
}

/// Puts what the model looks at in each of `choices` into `atoms`.
pub(super) fn put(view: &View<'_>, choices: &[Choice], atoms: &mut Atoms) {
    atoms.clear();
    let look = choices.first().and_then(|answer| Look::new(view, answer));
    for choice in choices {
        atoms.push(&look.as_ref().map_or([0; WIDTH], |look| look.row(choice)));
    }
}
