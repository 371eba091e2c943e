//! Runs the rules over a text: one pass over the tokens, stretch by stretch.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::holiday;
use super::item::{Item, NO_CODE};
use super::meaning::{Meaning, Node, Part};
use super::pattern::Classes;
use super::rules::{Stage, TABLE};
use super::{TimexKind, number, read, share};
use crate::analysis::Analysis;
use crate::lexicon;

/// A find: its tokens and what it says.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) node: Node,
    /// Whether the time before it has its day from it.
    pub(super) shares_day: bool,
}

/// A rule starts fewer items than this before the item that calls for it.
const MOST: usize = 8;

/// A stretch is cut here at a word that says nothing of time, and at twice this anywhere.
const LONG: usize = 400;

/// All finds of the text, in order.
pub(super) fn all(analysis: &Analysis<'_>) -> Vec<Found> {
    let mut finder = Finder {
        analysis,
        items: Vec::new(),
        next: Vec::new(),
        nodes: Vec::new(),
        found: Vec::new(),
        countries: OnceCell::new(),
    };
    let mut paragraphs = analysis.paragraphs().iter();
    let mut paragraph = paragraphs.next();
    let mut calls = false;
    let mut index = 0;
    let count = analysis.tokens().len();
    while index < count {
        let token = analysis.token(index);
        let mut cut = false;
        while paragraph.is_some_and(|paragraph| token.start() >= paragraph.end()) {
            paragraph = paragraphs.next();
            cut = true;
        }
        if cut {
            finder.stretch(&mut calls);
        }
        let (item, called) = finder.read(index);
        calls |= called;
        let quiet = item.classes.is_quiet() && item.word == 0;
        index = item.end;
        finder.items.push(item);
        let long = finder.items.len() >= LONG && quiet || finder.items.len() >= 2 * LONG;
        if long || read::ends_stretch(analysis, token, index - 1) {
            finder.stretch(&mut calls);
        }
    }
    finder.stretch(&mut calls);
    finder.found
}

struct Finder<'f, 'a> {
    analysis: &'f Analysis<'a>,
    /// The stretch in hand; the one that a stage makes of it.
    items: Vec<Item>,
    next: Vec<Item>,
    nodes: Vec<Node>,
    found: Vec<Found>,
    /// The countries that the text names, counted for the first holiday that countries keep on days of their own.
    countries: OnceCell<BTreeMap<&'static str, usize>>,
}

impl Finder<'_, '_> {
    fn read(&mut self, index: usize) -> (Item, bool) {
        let token = self.analysis.token(index);
        let entry = TABLE.vocabulary.get(token.hash());
        if entry.is_some_and(|entry| entry.holiday) && token.shape.has_capital() {
            let end = self.analysis.tokens().len().min(index + 8);
            if let Some((used, told)) = self.analysis.phrase(&lexicon::HOLIDAYS, index, end) {
                let told = if told.contains(';') {
                    let analysis = self.analysis;
                    let countries = self.countries.get_or_init(|| holiday::countries(analysis));
                    holiday::at_home(told, countries)
                } else {
                    told
                };
                let node = Node { rule: "holiday", ..Node::calendar(None, Part::Holiday(told)) };
                return (self.item(index, index + used, node), true);
            }
        }
        read::item(self.analysis, entry, index)
    }

    /// The item of a node over these tokens.
    fn item(&mut self, first: usize, end: usize, node: Node) -> Item {
        let classes = match (&node.meaning, node.kind) {
            (Meaning::Nothing, _) => Classes::NONE,
            (_, TimexKind::Date) => Classes::DATE,
            (_, TimexKind::Time) => Classes::TIME,
            (_, TimexKind::Duration) => Classes::DURATION,
            (_, TimexKind::Set) => Classes::SETNODE,
        };
        let classes = if node.rule == "holiday" { classes.with(Classes::HOLIDAY) } else { classes };
        self.nodes.push(node);
        Item { first, end, classes, word: 0, amount: 0, code: NO_CODE, node: self.nodes.len() - 1 }
    }

    /// Runs the rules over the stretch in hand, if anything in it calls for them, and starts a new one.
    fn stretch(&mut self, calls: &mut bool) {
        if *calls {
            number::join(self.analysis, &mut self.items);
            for (place, stage) in TABLE.stages.iter().enumerate() {
                self.stage(stage);
                if place == share::AFTER_STAGE {
                    share::share(self.analysis, &mut self.items, &mut self.nodes);
                }
            }
            for item in &self.items {
                if let Some(node) = self.nodes.get(item.node) {
                    if !matches!(node.meaning, Meaning::Nothing) {
                        self.found.push(Found {
                            first: item.first,
                            end: item.end,
                            node: node.clone(),
                            shares_day: false,
                        });
                    }
                }
            }
            self.nodes.clear();
            *calls = false;
        }
        self.items.clear();
    }

    fn stage(&mut self, stage: &Stage) {
        let items = std::mem::take(&mut self.items);
        let mut made = std::mem::take(&mut self.next);
        let mut at = 0;
        // The next item that calls for the rules, at or after `at`.
        let mut call = 0;
        while let Some(item) = items.get(at) {
            while call < at || items.get(call).is_some_and(|item| !item.classes.has(read::CALLING))
            {
                call += 1;
            }
            let best = if call - at < MOST && call < items.len() {
                self.best(stage, &items, at)
            } else {
                None
            };
            match best {
                Some((end, node)) => {
                    let last = items.get(end.wrapping_sub(1)).map_or(item.end, |last| last.end);
                    let item = self.item(item.first, last, node);
                    made.push(item);
                    at = end;
                }
                None => {
                    made.push(*item);
                    at += 1;
                }
            }
        }
        self.items = made;
        self.next = items;
        self.next.clear();
    }

    /// The longest find from the item at `at`, by the first row of equal ones: the item after it and what it says.
    fn best(&self, stage: &Stage, items: &[Item], at: usize) -> Option<(usize, Node)> {
        let item = items.get(at)?;
        let mut best: Option<(usize, u16, Node)> = None;
        for (row, (pattern, rule)) in stage.starting(item.classes, item.word) {
            let Some(found) = pattern.matches(items, &self.nodes, at) else { continue };
            let better = best.as_ref().is_none_or(|(end, other, _)| {
                found.end > *end || found.end == *end && row < *other
            });
            if better {
                if let Some(node) = (rule.make)(&found) {
                    best = Some((found.end, row, Node { rule: rule.name, ..node }));
                }
            }
        }
        best.map(|(end, _, node)| (end, node))
    }
}
