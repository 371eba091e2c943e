//! Someone without a name who is spoken of and then speaks: `A guard saw the car. She said it was empty.`

use super::candidate::Candidate;
use super::cast::{Gender, gender_of_word};
use super::resolve::Event;
use super::scene::Expression;
use super::words::Reference;
use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::mention::{EntityKind, Mention};

/// Adds to `events` the subjects of sentences that the next one takes up with a *he* or *she* that speaks.
pub(super) fn unheard<'c>(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    candidates: &'c [Candidate],
    attributions: &[Attribution<'_>],
    events: &mut Vec<Event<'c>>,
) {
    for attribution in attributions.iter().filter(|it| it.level == 0) {
        let [source] = attribution.source.as_slice() else { continue };
        let tokens = analysis.tokens_in(source.range());
        let gender = match analysis.word(tokens.start) {
            "He" | "he" => Gender::Male,
            "She" | "she" => Gender::Female,
            _ => continue,
        };
        let Some(before) = analysis.sentence_at(tokens.start).checked_sub(1) else { continue };
        let Some(sentence) = analysis.sentence_list().get(before).map(|it| it.tokens()) else {
            continue;
        };
        let first = candidates.partition_point(|it| it.phrase.tokens.start < sentence.start);
        let Some(subject) = candidates.get(first) else { continue };
        let phrase = &subject.phrase;
        let range = analysis.range_of(sentence.clone());
        let next = mentions.partition_point(|it| it.span.start() < range.start());
        let mut inside = mentions.iter().skip(next).take_while(|it| it.span.end() <= range.end());
        let opens = phrase.tokens.start == sentence.start && phrase.reference == Reference::New;
        let unknown =
            !subject.named && !phrase.resource && !phrase.is_plural() && !subject.speaks();
        let fits = gender_of_word(analysis.word(phrase.head)).is_none_or(|it| it == gender);
        if tokens.len() == 1
            && opens
            && unknown
            && fits
            && !inside.any(|it| it.kind == EntityKind::Person)
        {
            events.push(Event::Alone(Expression {
                candidate: Some(subject),
                ..Expression::alone(phrase.tokens.clone(), before)
            }));
        }
    }
}
