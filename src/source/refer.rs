//! Pronouns that stand for a person the text names, where nobody else can be meant.

use std::ops::Range;

use super::cast::{Gender, gender_of_word};
use super::scene::{Expression, Scene};
use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::coreference::reference::Reference;
use crate::id::EntityId;
use crate::mention::{EntityKind, MentionForm};
use crate::quotation::Quotation;
use crate::token::TokenKind;

/// How many sentences before its own a pronoun reaches.
const NEAR: usize = 2;
/// The most earlier references that are looked at for one pronoun.
const LOOK_BACK: usize = 16;
/// The most tokens before a name that opens its sentence.
const OPENING: usize = 4;

/// The words of `expression`, where they are no name, as those that stand for `entity`.
pub(super) fn reference(
    analysis: &Analysis<'_>,
    expression: &Expression<'_>,
    entity: EntityId,
    rule: &'static str,
) -> Option<Reference> {
    let Range { start, mut end } = expression.tokens.clone();
    while end > start && matches!(analysis.word(end - 1), "," | ";" | ":") {
        end -= 1;
    }
    // `They responded` may be whoever is at hand.
    let loose = expression.tentative && expression.pronoun == Some("many");
    let word = start < end && analysis.token(start).kind == TokenKind::Word;
    if loose || expression.name.is_some() || !word {
        return None;
    }
    let one = end - start == 1;
    let relative = matches!(analysis.word(start), "who" | "whom" | "which" | "that" | "Who");
    let noun = expression.candidate.is_some() || !one;
    let form = match expression.pronoun {
        _ if one && relative => MentionForm::Pronoun,
        _ if noun => MentionForm::Nominal,
        Some(_) => MentionForm::Pronoun,
        None => return None,
    };
    Some(Reference { range: analysis.range_of(start..end), form, entity, rule })
}

/// The pronouns of those who speak in quotation marks: `“[I] will appeal,” Roe said`.
pub(super) fn speakers(
    scene: &Scene<'_, '_>,
    quotations: &[Quotation<'_>],
    attributions: &[Attribution<'_>],
    speaker: impl Fn(&Attribution<'_>) -> Option<EntityId>,
) -> Vec<Reference> {
    let analysis = scene.analysis;
    let mut found = Vec::new();
    let mut inner = quotations.iter().filter(|it| it.level == 1).peekable();
    for quotation in quotations.iter().filter(|it| it.level == 0) {
        let said = quotation.attribution.and_then(|id| attributions.get(id.index()));
        let Some(entity) = said.and_then(&speaker) else { continue };
        let person =
            scene.entities.get(entity.index()).is_some_and(|it| it.kind == EntityKind::Person);
        if !person {
            continue;
        }
        for at in quotation.parts.iter().flat_map(|part| analysis.tokens_in(part.range())) {
            if !is_first_person(analysis.word(at)) {
                continue;
            }
            let range = analysis.token(at).range();
            while inner.next_if(|it| it.span.range().end() <= range.start()).is_some() {}
            // What they quote is another's.
            if inner.peek().is_some_and(|it| it.span.range().covers(range)) {
                continue;
            }
            found.push(Reference {
                range,
                form: MentionForm::Pronoun,
                entity,
                rule: "speaker_in_quotation",
            });
        }
    }
    found
}

fn is_first_person(word: &str) -> bool {
    matches!(word, "I" | "me" | "my" | "My" | "myself" | "mine")
}

/// One who is spoken of, and where.
struct Place {
    token: usize,
    sentence: usize,
    /// `None` for someone whom the text does not name.
    who: Option<EntityId>,
    /// The gender of one without a name, where the noun tells.
    gender: Option<Gender>,
    /// Whether the words are the subject of a sentence or clause.
    subject: bool,
}

/// The pronouns of the third person, outside quotation marks, that only one who is named near them fits, and `who` after a
/// name. `people` are the places of nouns for someone who is not named.
pub(super) fn further(
    scene: &Scene<'_, '_>,
    known: &[Reference],
    people: &[usize],
    quotations: &[Quotation<'_>],
) -> Vec<Reference> {
    let analysis = scene.analysis;
    let places = places(scene, known, people);
    let mut quotes = quotations.iter().filter(|it| it.level == 0).peekable();
    let mut known = known.iter().peekable();
    let mut heard: Vec<Place> = Vec::new();
    let mut found = Vec::new();
    let mut coming = places.into_iter().peekable();
    for (sentence, tokens) in analysis.sentence_list().iter().map(|it| it.tokens()).enumerate() {
        for at in tokens.clone() {
            while let Some(place) = coming.next_if(|it| it.token <= at) {
                heard.push(place);
            }
            let range = analysis.token(at).range();
            let Some(wanted) = wanted(range.of(analysis.text())) else { continue };
            while quotes.next_if(|it| it.span.range().end() <= range.start()).is_some() {}
            while known.next_if(|it| it.range.start() < range.start()).is_some() {}
            let quoted = quotes.peek().is_some_and(|it| it.span.range().covers(range));
            let done = known.peek().is_some_and(|it| it.range == range);
            if quoted || done {
                continue;
            }
            let entity = match wanted {
                Wanted::Relative => relative(scene, at),
                Wanted::Gender(gender) => only(scene, &heard, sentence, gender),
            };
            let gender = match wanted {
                Wanted::Gender(gender) => Some(gender),
                Wanted::Relative => None,
            };
            if entity.is_some() || gender.is_some() {
                heard.push(Place {
                    token: at,
                    sentence,
                    who: entity,
                    gender,
                    subject: entity.is_some(),
                });
            }
            let Some(entity) = entity else { continue };
            let rule = match wanted {
                Wanted::Relative => "relative",
                Wanted::Gender(_) => "only_one",
            };
            found.push(Reference { range, form: MentionForm::Pronoun, entity, rule });
        }
    }
    found
}

/// What a pronoun asks for.
#[derive(Clone, Copy)]
enum Wanted {
    /// `who`: the one named right before it.
    Relative,
    Gender(Gender),
}

fn wanted(word: &str) -> Option<Wanted> {
    if word.len() > "himself".len() {
        return None;
    }
    Some(match word {
        "who" | "whose" | "whom" => Wanted::Relative,
        "he" | "He" | "him" | "his" | "His" | "himself" => Wanted::Gender(Gender::Male),
        "she" | "She" | "her" | "Her" | "hers" | "herself" => Wanted::Gender(Gender::Female),
        _ => return None,
    })
}

/// The places where the text speaks of someone, in order.
fn places(scene: &Scene<'_, '_>, known: &[Reference], people: &[usize]) -> Vec<Place> {
    let analysis = scene.analysis;
    let place = |token: usize, who: Option<EntityId>, last: usize| {
        let sentence = analysis.sentence_at(token);
        let start = analysis.sentence_list().get(sentence).map_or(0, |it| it.tokens().start);
        let verb = analysis.tags().get(last).is_some_and(|tag| tag.is_finite());
        let aside = analysis.word(last) == "," && analysis.word(last + 1) == "who";
        let subject = token < start + OPENING || verb || aside;
        Place { token, sentence, who, gender: None, subject }
    };
    let is_person = |id: EntityId| {
        scene.entities.get(id.index()).is_some_and(|it| it.kind == EntityKind::Person)
    };
    let named = scene.mentions.iter().filter_map(|it| Some((it.span.range(), it.entity?)));
    let referred = known.iter().map(|it| (it.range, it.entity));
    let mut places: Vec<Place> = named
        .chain(referred)
        .filter(|&(_, id)| is_person(id))
        .map(|(range, id)| {
            let tokens = analysis.tokens_in(range);
            place(tokens.start, Some(id), tokens.end)
        })
        .collect();
    let nominal = |at: &usize| {
        let range = analysis.token(*at).range();
        let next = known.partition_point(|it| it.range.end() < range.end());
        known.get(next).is_some_and(|it| it.range.covers(range))
    };
    let unnamed = |at: usize| {
        let gender = gender_of_word(analysis.word(at));
        Place { gender, ..place(at, None, at + 1) }
    };
    places.extend(people.iter().filter(|at| !nominal(at)).map(|&at| unnamed(at)));
    places.sort_unstable_by_key(|it| it.token);
    places
}

/// The person whose name ends right before the `who` at `at`.
fn relative(scene: &Scene<'_, '_>, at: usize) -> Option<EntityId> {
    let comma = usize::from(at > 0 && scene.analysis.word(at - 1) == ",");
    let last = at.checked_sub(1 + comma)?;
    let mention = scene.mention_ending(scene.analysis.token(last).end())?;
    let mention = scene.mentions.get(mention).filter(|it| it.kind == EntityKind::Person)?;
    mention.entity
}

/// The only one of `heard` whom a pronoun of `gender` in `sentence` may stand for.
fn only(
    scene: &Scene<'_, '_>,
    heard: &[Place],
    sentence: usize,
    gender: Gender,
) -> Option<EntityId> {
    let fits = |who: EntityId| {
        scene.genders.get(who.index()).copied().flatten().is_none_or(|it| it == gender)
    };
    let mut one = None;
    let mut subject = false;
    for place in heard.iter().rev().take(LOOK_BACK) {
        if sentence.saturating_sub(place.sentence) > NEAR {
            break;
        }
        match place.who {
            None if one.is_none() && place.gender.is_none_or(|it| it == gender) => return None,
            None => {}
            Some(who) if !fits(who) => {}
            Some(who) if one.is_none() || one == Some(who) => {
                one = Some(who);
                subject |= place.subject;
            }
            Some(_) => return None,
        }
    }
    one.filter(|_| subject)
}
