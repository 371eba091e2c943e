//! Runs the sieves over the text in reading order and gathers what each source says and is.

use std::borrow::Cow;
use std::ops::Range;

use super::Source;
use super::candidate::{Candidate, candidates};
use super::expression::{alone, expression, openings, pronouns};
use super::outlet::outlets;
use super::scene::Expression;
use super::settle::settle;
use super::stage::Stage;
use super::terms::{Terms, terms};
use super::unheard::unheard;
use super::words::{is_auxiliary, is_between};
use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::coreference::Entity;
use crate::coreference::reference::Reference;
use crate::id::{AttributionId, SourceId};
use crate::mention::Mention;
use crate::quotation::Quotation;
use crate::span::{Span, TextRange};
use crate::tag::Tag;

/// Something in the text that the sieves or the cast must hear of, in reading order.
pub(super) enum Event<'c> {
    /// The source of an attribution.
    Attribution(usize, Expression<'c>),
    /// The source of an attribution inside another's content.
    Nested(usize, Expression<'c>),
    /// An expression that no attribution holds.
    Alone(Expression<'c>),
    /// A name that opens a sentence.
    Named(usize, Range<usize>),
    /// A statement of terms that stands with a pronoun or by itself.
    Terms(usize),
}

impl Event<'_> {
    /// By place, and at one place in the order of the kinds.
    fn order(&self, terms: &[Terms]) -> (usize, u8, usize) {
        let (rank, place) = match self {
            Self::Attribution(place, _) => (0, *place),
            Self::Alone(expression) => (1, expression.tokens.end),
            Self::Named(place, _) => (2, *place),
            Self::Terms(place) => (3, *place),
            // Of an expression that speaks by itself and in another's content, the first is heard first.
            Self::Nested(place, _) => (4, *place),
        };
        (self.start(terms), rank, place)
    }

    fn start(&self, terms: &[Terms]) -> usize {
        match self {
            Self::Attribution(_, expression)
            | Self::Nested(_, expression)
            | Self::Alone(expression) => expression.tokens.start,
            Self::Named(_, tokens) => tokens.start,
            Self::Terms(place) => terms.get(*place).map_or(0, |terms| terms.tokens.start),
        }
    }
}

/// The sources of the text; fills the speakers of `attributions`.
pub(super) fn resolve<'a>(
    analysis: &Analysis<'a>,
    mentions: &[Mention<'a>],
    entities: &[Entity<'a>],
    quotations: &[Quotation<'a>],
    attributions: &mut Vec<Attribution<'a>>,
) -> (Vec<Source<'a>>, Vec<Reference>) {
    let terms = terms(analysis);
    let (candidates, loose) = candidates(analysis, mentions, &terms);
    let quoted: Vec<TextRange> =
        quotations.iter().filter(|it| it.level == 0).map(|it| it.span.range()).collect();
    let mut events = Vec::new();
    let mut nested = Vec::new();
    let mut taken = Vec::new();
    for (place, attribution) in attributions.iter().enumerate() {
        let Some(expression) = expression(analysis, mentions, &candidates, attribution) else {
            continue;
        };
        if attribution.level > 0 {
            nested.push(Event::Nested(place, expression));
        } else {
            taken.push(analysis.range_of(expression.tokens.clone()));
            events.push(Event::Attribution(place, expression));
        }
    }
    taken.sort();
    let cues = cues(analysis, attributions);
    alone(analysis, &candidates, &taken, &quoted, &cues, &terms, &mut events);
    pronouns(analysis, &terms, &taken, &quoted, &mut events);
    unheard(analysis, mentions, &candidates, attributions, &mut events);
    openings(analysis, mentions, &mut events);
    events.extend(loose.into_iter().map(Event::Terms));
    events.append(&mut nested);
    events.shrink_to_fit();
    // In place: a stable sort would take half as much room again.
    events.sort_unstable_by_key(|event| event.order(&terms));
    let mut stage = Stage::new(analysis, mentions, entities);
    for event in &events {
        match event {
            Event::Attribution(place, expression) => {
                let heard = stage.hear(expression);
                if let Some(member) = speaks(attributions.get_mut(*place), heard) {
                    stage.credit(member, AttributionId::new(*place));
                }
            }
            Event::Nested(place, expression) => {
                // Officials whom an outlet cites have spoken, if to the outlet.
                let told = attributions
                    .get(*place)
                    .is_some_and(|it| matches!(&*it.rule, "cited" | "quoted_as"));
                let heard = stage.overhear(expression, told);
                speaks(attributions.get_mut(*place), heard);
            }
            Event::Alone(expression) => {
                stage.hear(expression);
            }
            Event::Named(place, tokens) => stage.name(*place, tokens),
            Event::Terms(place) => {
                if let Some(terms) = terms.get(*place) {
                    stage.terms(terms);
                }
            }
        }
    }
    drop(events);
    let people = people(&candidates);
    drop(candidates);
    share(analysis, &mut stage, attributions);
    carry_on(&mut stage, attributions);
    let references = stage.references(&people, quotations, attributions);
    let mut sources = stage.sources();
    outlets(analysis, mentions, &sources, attributions);
    settle(&mut sources, attributions);
    (sources, references)
}

/// The places of the nouns for one person whom no name beside them names.
fn people(candidates: &[Candidate]) -> Vec<usize> {
    let single = |it: &&Candidate| !it.named && !it.phrase.is_plural() && !it.phrase.resource;
    candidates.iter().filter(single).map(|it| it.phrase.head).collect()
}

/// The cues that have a source, in order.
fn cues(analysis: &Analysis<'_>, attributions: &[Attribution<'_>]) -> Vec<Range<usize>> {
    let sourced = attributions.iter().filter(|it| it.level == 0 && !it.source.is_empty());
    let spans = sourced.flat_map(|it| &it.cue);
    spans.map(|span| analysis.tokens_in(span.range())).collect()
}

/// Gives `attribution` the speaker that was heard; its place.
fn speaks(
    attribution: Option<&mut Attribution<'_>>,
    heard: Option<(usize, &'static str)>,
) -> Option<usize> {
    let (member, rule) = heard?;
    let attribution = attribution?;
    attribution.speaker = Some(SourceId::new(member));
    attribution.speaker_rule = Some(Cow::Borrowed(rule));
    Some(member)
}

/// Gives an attribution that names no source, and whose verb shares its subject with one before it, that one's speaker:
/// `Roe said the bridge was safe and warned of more rain`.
fn share(analysis: &Analysis<'_>, stage: &mut Stage<'_, '_>, attributions: &mut [Attribution<'_>]) {
    for place in 1..attributions.len() {
        let Some((before, own)) = attributions.get(place - 1).zip(attributions.get(place)) else {
            continue;
        };
        let bare = own.level == 0 && own.speaker.is_none() && own.source.is_empty();
        let Some(speaker) = before.speaker.filter(|_| bare && before.level == 0) else { continue };
        if !shares_subject(analysis, before, own) {
            continue;
        }
        if let Some(attribution) = attributions.get_mut(place) {
            attribution.speaker = Some(speaker);
            attribution.speaker_rule = Some(Cow::Borrowed("shared"));
            stage.credit(speaker.index(), AttributionId::new(place));
        }
    }
}

/// Whether an *and* or *but* joins the verb of `own` to that of `before`, which has its subject in front.
fn shares_subject(
    analysis: &Analysis<'_>,
    before: &Attribution<'_>,
    own: &Attribution<'_>,
) -> bool {
    let first = |spans: &[Span<'_>]| spans.first().map(|it| analysis.tokens_in(it.range()));
    let Some(verb) = first(&own.cue) else { return false };
    let Some((subject, earlier)) = first(&before.source).zip(first(&before.cue)) else {
        // It shares a subject itself.
        return first(&before.cue).is_some_and(|it| is_joined(analysis, it.end, &verb));
    };
    subject.end <= earlier.start && is_joined(analysis, earlier.end, &verb)
}

/// Whether the finite verb at `verb` follows an *and* or *but* in the sentence of the token at `after`, before it.
fn is_joined(analysis: &Analysis<'_>, after: usize, verb: &Range<usize>) -> bool {
    let passive = verb.clone().any(|at| {
        matches!(analysis.word(at), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "by")
    });
    let Some(and) = (after..verb.start).rev().find(|&at| !is_between(analysis, at)) else {
        return false;
    };
    let first = analysis.tags().get(verb.start).copied();
    let finite = first.is_some_and(|tag| {
        matches!(tag, Tag::VerbPast | Tag::VerbPresent | Tag::VerbThird)
            || is_auxiliary(analysis, verb.start)
    });
    !passive
        && finite
        && matches!(analysis.word(and), "and" | "but" | "then")
        && analysis.sentence_at(after.saturating_sub(1)) == analysis.sentence_at(verb.start)
}

/// Gives an attribution that names no source, and goes on with an earlier one, that one's speaker.
fn carry_on(stage: &mut Stage<'_, '_>, attributions: &mut [Attribution<'_>]) {
    for place in 0..attributions.len() {
        let earlier = attributions
            .get(place)
            .filter(|it| it.speaker.is_none() && it.source.is_empty())
            .and_then(|it| attributions.get(it.continues?.index())?.speaker);
        if let (Some(speaker), Some(attribution)) = (earlier, attributions.get_mut(place)) {
            attribution.speaker = Some(speaker);
            attribution.speaker_rule = Some(Cow::Borrowed("continued"));
            stage.credit(speaker.index(), AttributionId::new(place));
        }
    }
}
