//! Sieves for names, pronouns and organizations: `Jane Roe and Dan Ulm`, `she`, `the ministry`.

use std::ops::Range;

use super::{Decision, NEAR, TURNS};
use crate::mention::EntityKind;
use crate::source::Number;
use crate::source::candidate::bytes;
use crate::source::cast::{Gender, Member, Turn, Who};
use crate::source::phrase::quantity;
use crate::source::scene::{Expression, Scene};
use crate::source::words::is_clitic;

/// `Jane Roe and Dan Ulm`.
pub(super) fn together(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let mut all = vec![scene.who(expression.name?)];
    for &other in &expression.others {
        let who = scene.who(other);
        if !all.contains(&who) {
            all.push(who);
        }
    }
    (all.len() > 1).then_some(Decision::Together(all))
}

/// `Ms. Roe` where the last of that name is a man.
pub(super) fn namesake(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    scene.namesake(expression.name?).map(Decision::Named)
}

/// `Jane Roe`, `Roe`, `the ECB`, `Beijing`.
pub(super) fn name(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let mention = expression.name?;
    Some(Decision::Named(scene.who(mention)))
}

/// `Rules` after `Dan Rules`, where the word alone was not seen to be a name.
pub(super) fn surname(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let plain = expression.candidate.is_none() && expression.pronoun.is_none();
    let owner = expression.tokens.len() == 2
        && is_clitic(scene.analysis.word(expression.tokens.end.saturating_sub(1)));
    if !plain || !(owner || expression.tokens.len() == 1) {
        return None;
    }
    let token = scene.analysis.token(expression.tokens.start);
    let entity = scene.surnames.get(&token.hash()).copied();
    let entity = entity.filter(|_| token.shape.has_capital())?;
    Some(Decision::Named(Who::Entity(entity)))
}

/// `who` after a name.
pub(super) fn relative(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let at = expression.tokens.start;
    let word = scene.analysis.word(at);
    if expression.tokens.len() != 1 || !matches!(word, "who" | "whom" | "which" | "that") {
        return None;
    }
    let last = (at.saturating_sub(2)..at).rev().find(|&at| scene.analysis.word(at) != ",")?;
    if let Some(mention) = scene.mention_ending(scene.analysis.token(last).end()) {
        return Some(Decision::Named(scene.who(mention)));
    }
    let sentence = expression.sentence;
    let turn = scene.turns.iter().rev().take(4).find(|turn| turn.sentence == sentence)?;
    let fits = matches!(word, "who" | "whom");
    match turn.member {
        Some(member) if fits && scene.members.get(member)?.is_unnamed() => {
            Some(Decision::Same(member))
        }
        _ => scene.again(turn).filter(|_| fits),
    }
}

/// `the Chinese side`, `the French government`: the country.
pub(super) fn government(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    scene.government(expression).map(|entity| Decision::Named(Who::Entity(entity)))
}

/// `the ministry`, `the company`: the last organization whose name or description holds the word, or the last one at all.
pub(super) fn organization(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    scene.organization(expression).map(Decision::Named)
}

/// `the company` before the first organization that the text names.
pub(super) fn coming_organization(
    scene: &Scene<'_, '_>,
    expression: &Expression<'_>,
) -> Option<Decision> {
    scene.coming_organization(expression).map(|mention| Decision::Named(scene.who(mention)))
}

/// `he`, `she`, `they`: the last fitting speaker, or the last name that opens a sentence.
pub(super) fn pronoun(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let value = expression.pronoun?;
    let wanted = match value {
        "one male" => Some(Gender::Male),
        "one female" => Some(Gender::Female),
        _ => None,
    };
    let many = value == "many";
    if value == "thing" {
        return scene.last_body(expression).map(Decision::Named);
    }
    if !many && wanted.is_none() {
        return None;
    }
    if let Some(turn) = sized(scene, expression).filter(|_| many) {
        return scene.again(turn);
    }
    let turn = scene.turns.iter().rev().take(TURNS).find(|turn| {
        let near = expression.sentence.saturating_sub(turn.sentence) <= NEAR + 1;
        near && scene.can_be(turn, many, wanted)
    });
    turn.or_else(|| {
        // One whose gender is not known: `Kim said … They added`.
        scene.turns.last().filter(|turn| {
            let member = turn.member.and_then(|it| scene.members.get(it));
            let named = scene.kind_of(turn.who) == Some(EntityKind::Person);
            let open =
                member.is_none_or(|it| it.gender.is_none()) && scene.gender(turn.who).is_none();
            let unnamed = member.is_some_and(Member::is_unnamed);
            many && (unnamed || named && open)
                && expression.sentence.saturating_sub(turn.sentence) <= 1
        })
    })
    .and_then(|turn| scene.again(turn))
}

/// The last group of as many as the expression says: `all three`.
fn sized<'s>(scene: &'s Scene<'_, '_>, expression: &Expression<'_>) -> Option<&'s Turn> {
    let Range { start, end } = expression.tokens.clone();
    let words = start + 1..=end;
    let size = words.rev().find_map(|at| quantity(scene.analysis, at, start)?.exact)?;
    scene.turns.iter().rev().take(TURNS).find(|turn| {
        let member = turn.member.and_then(|it| scene.members.get(it));
        member.is_some_and(|it| it.size == Some(size))
            && expression.sentence.saturating_sub(turn.sentence) <= 2 * NEAR
    })
}

/// `he` or `the 54-year-old` for someone who has not spoken: the last person named, or the first in the next words.
pub(super) fn nearest_person(
    scene: &Scene<'_, '_>,
    expression: &Expression<'_>,
) -> Option<Decision> {
    if expression.candidate.is_some() || expression.tentative {
        return None;
    }
    let wanted = match expression.pronoun {
        Some("one male") => Some(Gender::Male),
        Some("one female") => Some(Gender::Female),
        Some(_) => return None,
        None if is_aged(scene, expression) => None,
        None => return None,
    };
    scene.nearest_person(expression, wanted).map(Decision::Named)
}

/// `the 54-year-old`.
fn is_aged(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> bool {
    let words = bytes(scene.analysis, &expression.tokens).of(scene.analysis.text());
    let definite = scene.analysis.word(expression.tokens.start).eq_ignore_ascii_case("the");
    definite && words.ends_with("-year-old") && words.len() < 32
}

/// Whatever else speaks: `the report`, `a poll`; never the `it` of `it seems`.
pub(super) fn description(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let impersonal = expression.tokens.len() == 1
        && ["it", "there"]
            .iter()
            .any(|it| scene.analysis.word(expression.tokens.start).eq_ignore_ascii_case(it));
    (!expression.tentative && !impersonal).then_some(Decision::Described)
}

/// `the couple`, `the ministers` after `Jane Roe and Dan Ulm`.
pub(super) fn joint_again(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let (first, last) = (expression.tokens.start, expression.tokens.end.checked_sub(1)?);
    let word = scene.analysis.word(last);
    let plural = word.ends_with('s')
        || matches!(word, "couple" | "pair" | "duo" | "trio" | "two" | "men" | "women");
    let opens = |word: &str| ["the", "both"].iter().any(|it| word.eq_ignore_ascii_case(it));
    let short = expression.tokens.len() <= 3 && expression.pronoun.is_none_or(|it| it == "many");
    if !plural || !short || !opens(scene.analysis.word(first)) || expression.name.is_some() {
        return None;
    }
    let turn = scene.turns.iter().rev().take(12).find(|turn| {
        let member = turn.member.and_then(|it| scene.members.get(it));
        member.is_some_and(|it| it.number == Number::Plural)
            && expression.sentence.saturating_sub(turn.sentence) <= 2 * NEAR
    })?;
    let joint = matches!(turn.who, Who::Described(_));
    joint.then_some(Decision::Named(turn.who))
}
