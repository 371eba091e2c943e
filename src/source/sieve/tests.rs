//! Every sieve against its examples.

use std::borrow::Cow;

use super::SIEVES;
use crate::analysis::Analysis;
use crate::attribution::{Attribution, AttributionForm, Attributor, Statement};
use crate::coreference::entities;
use crate::mention::MentionFinder;
use crate::quotation::QuotationFinder;
use crate::source::Resolver;
use crate::span::TextRange;

/// An attribution to the words at `range`.
fn attribution<'a>(analysis: &Analysis<'a>, range: TextRange) -> Attribution<'a> {
    Attribution {
        form: AttributionForm::Indirect,
        source: vec![analysis.span(range)],
        cue: Vec::new(),
        content: Vec::new(),
        speaker: None,
        speaker_rule: None,
        statement: Statement::Assertion,
        said: None,
        addressee: None,
        medium: None,
        via: None,
        level: 0,
        outlet: None,
        continues: None,
        confidence: 1.0,
        rule: Cow::Borrowed("example"),
    }
}

/// The sieve that decides who the words in brackets stand for, and by what words that source is known.
fn decided(marked: &str) -> (String, String) {
    let (before, rest) = marked.split_once('[').unwrap();
    let (words, after) = rest.split_once(']').unwrap();
    let text = format!("{before}{words}{after}");
    let range = TextRange::at(before.len(), before.len() + words.len());
    let analysis = Analysis::new(&text);
    let mut mentions = MentionFinder::new().find(&analysis);
    let entities = entities(&analysis, &mut mentions, &[]);
    let quotations = QuotationFinder::new().find(&analysis);
    let mut attributions = Attributor::new().attribute(&analysis, &quotations, &[]);
    attributions.retain(|it| !it.source.iter().any(|it| it.range().overlaps(range)));
    attributions.push(attribution(&analysis, range));
    let sources =
        Resolver::new().resolve(&analysis, &mentions, &entities, &quotations, &mut attributions);
    let said = attributions.last().unwrap();
    let rule = said.speaker_rule.as_deref().unwrap_or_default().to_owned();
    let Some(speaker) = said.speaker.map(|id| &sources[id.index()]) else {
        return (rule, String::new());
    };
    let unnamed = speaker.unnamed.as_ref().map(|it| it.mentions[0].span.as_str());
    let known = speaker.name.as_deref().or(unnamed).or(speaker.description.as_deref());
    (rule, known.unwrap_or_default().to_owned())
}

#[test]
fn every_sieve_decides_its_examples() {
    let mut wrong = Vec::new();
    for sieve in SIEVES {
        for example in sieve.finds {
            let (marked, who) = example.split_once(" => ").unwrap();
            let found = decided(marked);
            if found != (sieve.name.to_owned(), who.to_owned()) {
                wrong.push(format!("{}: {example}: {found:?}", sieve.name));
            }
        }
        for example in sieve.leaves {
            if decided(example).0 == sieve.name {
                wrong.push(format!("{}: takes {example}", sieve.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
