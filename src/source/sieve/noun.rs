//! Sieves for noun phrases: `an official`, `the official`, `two of them`, `the ambassador`.

use std::ops::Range;

use super::{Decision, FAR, NEAR, Relation, TURNS};
use crate::lexicon;
use crate::mention::EntityKind;
use crate::source::Number;
use crate::source::candidate::Candidate;
use crate::source::cast::{Fit, Member, Who, announced, titled};
use crate::source::scene::{Expression, Scene};
use crate::source::words::{Class, Reference};

/// `two of them`, `one of the people`, `some`, `others` after a group.
pub(super) fn part(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let whole = match expression.candidate {
        Some(candidate) => {
            candidate.phrase.whole.as_ref()?;
            group(scene, expression, Some(candidate), FAR)
        }
        None if expression.is_part => {
            let other = group(scene, expression, None, 6);
            let last = scene.turns.last().and_then(|turn| scene.members.get(turn.member?));
            let single = last.filter(|it| it.is_unnamed() && it.number == Number::Singular);
            if let Some(last) = single.filter(|_| is_other(scene, expression)) {
                let antecedent = Some(last.words.clone());
                let relation = other.map_or(Relation::None, |(group, _)| Relation::PartOf(group));
                return Some(Decision::Unnamed { relation, antecedent });
            }
            other
        }
        None => return None,
    };
    match whole {
        Some((member, antecedent)) => Some(Decision::Unnamed {
            relation: Relation::PartOf(member),
            antecedent: Some(antecedent),
        }),
        None if expression.candidate.is_some() || is_counted(scene, expression) => {
            Some(Decision::Unnamed { relation: Relation::None, antecedent: None })
        }
        None => None,
    }
}

/// Whether the expression says how many of whom: `several of them`.
fn is_counted(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> bool {
    let mut tokens = expression.tokens.clone();
    !expression.tentative && tokens.any(|at| scene.analysis.word(at) == "of")
}

/// Whether the expression sets one more beside those before: `another`.
fn is_other(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> bool {
    let found = scene.analysis.phrase(
        &crate::lexicon::SOURCE_PRONOUNS,
        expression.tokens.start,
        expression.tokens.end,
    );
    found.is_some_and(|(_, value)| value == "other")
}

/// The last group that the noun of `candidate` fits: its member and its words.
fn group(
    scene: &Scene<'_, '_>,
    expression: &Expression<'_>,
    candidate: Option<&Candidate>,
    reach: usize,
) -> Option<(usize, Range<usize>)> {
    scene.turns.iter().rev().take(TURNS).find_map(|turn| {
        let place = turn.member?;
        let member = scene.members.get(place)?;
        let near = expression.sentence.saturating_sub(turn.sentence) <= reach;
        let fits = candidate
            .is_none_or(|it| member.fits(it.phrase.noun.class, it.phrase.noun.lemma).is_some());
        let group = member.is_unnamed() && member.number == Number::Plural;
        let whole = member.part_of.filter(|_| candidate.is_none()).unwrap_or(place);
        (near && group && fits).then(|| (whole, member.words.clone()))
    })
}

/// `another official`.
pub(super) fn another(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate?;
    if candidate.phrase.reference != Reference::Other {
        return None;
    }
    let noun = candidate.phrase.noun;
    let antecedent = scene.turns.iter().rev().take(TURNS).find_map(|turn| {
        let member = scene.members.get(turn.member?)?;
        let near = expression.sentence.saturating_sub(turn.sentence) <= FAR;
        let same = member.fits(noun.class, noun.lemma) == Some(Fit::Same);
        (near && same && member.is_unnamed()).then(|| member.words.clone())
    });
    Some(Decision::Unnamed { relation: Relation::None, antecedent })
}

/// `an official`, `officials`, `one person`; part of an earlier group where `one` or a number takes it up.
pub(super) fn introduced(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate?;
    let phrase = &candidate.phrase;
    if !matches!(phrase.reference, Reference::New | Reference::Bare | Reference::Nobody) {
        return None;
    }
    let counted = phrase.quantity.as_ref().is_some_and(|it| {
        it.exact.is_some() || scene.analysis.word(it.tokens.start).eq_ignore_ascii_case("several")
    });
    let plain = phrase.basis.is_none() && phrase.affiliation.is_none();
    let group =
        scene.turns.iter().rev().take(TURNS).filter(|_| counted && plain).find_map(|turn| {
            let place = turn.member?;
            let member = scene.members.get(place)?;
            let near = expression.sentence.saturating_sub(turn.sentence) <= FAR;
            let fits = member.fits(phrase.noun.class, phrase.noun.lemma) == Some(Fit::Same);
            let group = member.is_unnamed() && member.number == Number::Plural;
            (near && fits && group).then(|| (place, member.words.clone()))
        });
    let (relation, antecedent) = match group {
        Some((member, antecedent)) => (Relation::PartOf(member), Some(antecedent)),
        None => (Relation::None, None),
    };
    Some(Decision::Unnamed { relation, antecedent })
}

fn is_definite(candidate: &Candidate) -> bool {
    matches!(candidate.phrase.reference, Reference::Definite | Reference::This | Reference::Owned)
}

fn number(candidate: &Candidate) -> Number {
    if candidate.phrase.is_plural() { Number::Plural } else { Number::Singular }
}

/// The last unnamed source that a definite noun phrase takes up.
fn taken_up(
    scene: &Scene<'_, '_>,
    expression: &Expression<'_>,
    fit: Fit,
    reach: usize,
) -> Option<(usize, Range<usize>)> {
    let candidate = expression.candidate.filter(|it| is_definite(it))?;
    let noun = candidate.phrase.noun;
    scene.turns.iter().rev().take(TURNS).find_map(|turn| {
        let place = turn.member?;
        let member = scene.members.get(place)?;
        let near = expression.sentence.saturating_sub(turn.sentence) <= reach;
        let fits = member.is_unnamed()
            && member.number == number(candidate)
            && member.fits(noun.class, noun.lemma) == Some(fit);
        (near && fits).then(|| (place, member.words.clone()))
    })
}

/// `the people`, `both`, `the two ministers` after each of them has spoken alone.
pub(super) fn all_of_them(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let both = scene.analysis.word(expression.tokens.start).eq_ignore_ascii_case("both");
    let size = match expression.candidate {
        Some(candidate) => {
            let phrase = &candidate.phrase;
            let plain = phrase.basis.is_none() && phrase.affiliation.is_none();
            if !(is_definite(candidate) && phrase.is_plural() && plain) {
                return None;
            }
            match &phrase.quantity {
                Some(_) if both => Some(2),
                Some(quantity) => Some(quantity.exact?),
                None => None,
            }
        }
        None if both && expression.pronoun == Some("many") => Some(2),
        None => return None,
    };
    let reach = if size.is_some() { NEAR } else { 2 * NEAR };
    let fits = |member: &Member| {
        expression.candidate.is_none_or(|candidate| {
            let noun = candidate.phrase.noun;
            member.fits(noun.class, noun.lemma).is_some()
        })
    };
    let mut members: Vec<usize> = Vec::new();
    for turn in scene.turns.iter().rev().take(TURNS) {
        if expression.sentence.saturating_sub(turn.sentence) > reach || members.len() > 4 {
            break;
        }
        let Some(place) = turn.member.filter(|it| !members.contains(it)) else { continue };
        let Some(member) = scene.members.get(place) else { continue };
        let named = scene.kind_of(member.who) == Some(EntityKind::Person) && !member.is_unnamed();
        match (member.is_unnamed(), member.number) {
            (true, Number::Singular) if member.part_of.is_none() && fits(member) => {
                members.push(place);
            }
            // They are of a group, or are one.
            (true, _) if fits(member) => return None,
            (false, Number::Singular) if named && size.is_some() => members.push(place),
            (false, Number::Plural) if size.is_some() => return None,
            _ => {}
        }
    }
    members.reverse();
    let count = u64::try_from(members.len()).ok()?;
    (count > 1 && size.is_none_or(|it| it == count)).then_some(Decision::Gathered(members))
}

/// `the sources` after `people familiar with the talks`, however many sentences back other sources spoke.
pub(super) fn nearest_source(
    scene: &Scene<'_, '_>,
    expression: &Expression<'_>,
) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| it.phrase.noun.class == Class::Source)?;
    let plain = candidate.phrase.basis.is_none() && candidate.phrase.affiliation.is_none();
    let (member, antecedent) = taken_up(scene, expression, Fit::Kindred, 2).filter(|_| plain)?;
    let same = taken_up(scene, expression, Fit::Same, NEAR);
    same.is_none().then(|| scene.group_again(member, antecedent))
}

/// `the official` after `a US official`, where no one named by that title stands between.
pub(super) fn same_noun(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate?;
    let (member, antecedent) = taken_up(scene, expression, Fit::Same, FAR)?;
    if shares_affiliation(scene, candidate, &antecedent) {
        return Some(scene.group_again(member, antecedent));
    }
    if number(candidate) == Number::Singular {
        if let Some(name) = titled(scene.analysis, &scene.titles, scene.mentions, candidate, true) {
            if scene.last_place(name, expression.tokens.start) > antecedent.start {
                return None;
            }
        }
        if has_just_spoken(scene, expression, candidate)
            || is_long_ago(scene, expression, &antecedent)
        {
            return None;
        }
    }
    Some(scene.group_again(member, antecedent))
}

/// Whether the noun phrase says whose its source is in words of `antecedent`: `the port official` after `a port official`.
fn shares_affiliation(
    scene: &Scene<'_, '_>,
    candidate: &Candidate,
    antecedent: &Range<usize>,
) -> bool {
    let hash = |at| scene.analysis.token(at).hash();
    candidate.phrase.affiliation.as_ref().is_some_and(|own| {
        own.clone()
            .take(6)
            .any(|at| antecedent.clone().take(24).any(|other| hash(other) == hash(at)))
    })
}

/// Whether the one at `antecedent` has not been heard of for long, and someone named has just spoken.
fn is_long_ago(
    scene: &Scene<'_, '_>,
    expression: &Expression<'_>,
    antecedent: &Range<usize>,
) -> bool {
    let then = scene.analysis.sentence_at(antecedent.start);
    let last = scene.turns.last().filter(|last| {
        last.member.is_some() && expression.sentence.saturating_sub(last.sentence) == 1
    });
    let named = last.is_some_and(|last| {
        last.who != Who::Unnamed && scene.kind_of(last.who) == Some(EntityKind::Person)
    });
    named && expression.sentence.saturating_sub(then) > 2 * NEAR
}

/// Whether the last to speak, one sentence back, is named and holds a role that the noun is a more general word for.
fn has_just_spoken(
    scene: &Scene<'_, '_>,
    expression: &Expression<'_>,
    candidate: &Candidate,
) -> bool {
    let Some(last) = scene.turns.last() else { return false };
    let unnamed = last.member.and_then(|it| scene.members.get(it)).is_some_and(Member::is_unnamed);
    if unnamed || expression.sentence.saturating_sub(last.sentence) != 1 {
        return false;
    }
    titled(scene.analysis, &scene.titles, scene.mentions, candidate, false)
        .is_some_and(|name| scene.who(name) == last.who)
}

/// `the ambassador` after `Ambassador Jane Roe`.
pub(super) fn title(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    by_title(scene, expression, true)
}

/// `the diplomat` after `Ambassador Jane Roe`.
pub(super) fn general_title(
    scene: &Scene<'_, '_>,
    expression: &Expression<'_>,
) -> Option<Decision> {
    by_title(scene, expression, false)
}

fn by_title(scene: &Scene<'_, '_>, expression: &Expression<'_>, exact: bool) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| is_definite(it))?;
    let own_terms = candidate.anonymity.is_some() || candidate.phrase.basis.is_some();
    let source = matches!(candidate.phrase.noun.class, Class::Source);
    if number(candidate) == Number::Plural || source || own_terms {
        return None;
    }
    // `The defendant’s lawyer` is not the prosecutor.
    let owned =
        candidate.phrase.reference == Reference::Owned && candidate.phrase.affiliation.is_some();
    if owned && !exact {
        return None;
    }
    let name = titled(scene.analysis, &scene.titles, scene.mentions, candidate, exact)?;
    Some(Decision::Named(scene.who(name)))
}

/// `China's top diplomat in Washington` before `Ambassador Jane Roe`.
pub(super) fn coming_title(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| is_definite(it))?;
    let noun = candidate.phrase.noun;
    let bare = candidate.anonymity.is_none() && candidate.phrase.basis.is_none();
    if number(candidate) == Number::Plural
        || !matches!(noun.class, Class::Role | Class::Speaker)
        || !bare
    {
        return None;
    }
    if taken_up(scene, expression, Fit::Kindred, NEAR).is_some() {
        return None;
    }
    let name = announced(scene.analysis, &scene.titles, scene.mentions, candidate)?;
    Some(Decision::Named(scene.who(name)))
}

/// `the source` after `a person familiar with the talks`, `the aide` after `an adviser`.
pub(super) fn kindred_noun(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate?;
    let reach = if candidate.phrase.noun.class == Class::Source { FAR } else { 8 };
    let (member, antecedent) = taken_up(scene, expression, Fit::Kindred, reach)?;
    let named = scene.last_named(expression, None);
    let loose = matches!(candidate.phrase.noun.class, Class::Source | Class::Person);
    if !loose && named.is_some_and(|turn| turn.tokens.start > antecedent.start) {
        return None;
    }
    Some(scene.group_again(member, antecedent))
}

/// `the official` for someone whose title the text words otherwise: the last one named as a subject.
pub(super) fn nearest_name(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| is_definite(it))?;
    let phrase = &candidate.phrase;
    let plain = candidate.anonymity.is_none() && phrase.basis.is_none();
    let role = matches!(phrase.noun.class, Class::Role | Class::Speaker | Class::Party);
    let open = phrase.reference != Reference::Owned && !phrase.is_plural();
    // `The client` is no office that someone named may hold.
    let word = scene.analysis.word(phrase.head);
    let office = lexicon::ROLE_KIN.contains(word) || lexicon::TITLES.get(word) == Some("office");
    let placed = phrase
        .affiliation
        .as_ref()
        .is_some_and(|it| it.clone().any(|at| scene.analysis.token(at).shape.has_capital()));
    if !(plain && role && open && (office || placed)) {
        return None;
    }
    let turn = scene.last_named(expression, None)?;
    // `The judge` is not the prosecutor who spoke before.
    let titled = scene.titles.iter().rev().take(TURNS).any(|title| {
        let sentence = scene.analysis.sentence_at(title.context.start);
        scene.who(title.mention) == turn.who && turn.sentence.saturating_sub(sentence) <= NEAR
    });
    let general = matches!(
        word,
        "official"
            | "politician"
            | "lawmaker"
            | "legislator"
            | "executive"
            | "leader"
            | "expert"
            | "officer"
    );
    (placed || general || !titled).then_some(Decision::Named(turn.who))
}

/// `the official` after `officials`, where no one of them has spoken alone.
pub(super) fn one_of_them(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| is_definite(it))?;
    let phrase = &candidate.phrase;
    let plain = phrase.basis.is_none() && phrase.affiliation.is_none() && !phrase.is_plural();
    let near = scene.turns.iter().rev().take(TURNS).find_map(|turn| {
        let place = turn.member?;
        let member = scene.members.get(place)?;
        let same = member.fits(phrase.noun.class, phrase.noun.lemma) == Some(Fit::Same);
        let near = expression.sentence.saturating_sub(turn.sentence) <= 2 * NEAR;
        let group = member.is_unnamed() && member.number == Number::Plural;
        (near && same && group).then(|| (place, member.words.clone()))
    });
    let (member, antecedent) = near.filter(|_| plain && !expression.tentative)?;
    let relation = Relation::PartOf(member);
    Some(Decision::Unnamed { relation, antecedent: Some(antecedent) })
}

/// A definite noun phrase that takes up nothing.
pub(super) fn unnamed(_: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate?;
    let refuses = candidate.silent && expression.tentative && candidate.anonymity.is_none();
    (!candidate.named && !candidate.phrase.resource && !refuses && !expression.doubtful)
        .then_some(Decision::Unnamed { relation: Relation::None, antecedent: None })
}

/// `the first official`: of those whom the noun fits, the one who spoke first.
pub(super) fn ordinal(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| is_definite(it))?;
    let phrase = &candidate.phrase;
    let mut before = phrase.tokens.start..phrase.head;
    if phrase.is_plural() || !before.any(|at| scene.analysis.word(at) == "first") {
        return None;
    }
    let noun = phrase.noun;
    let fits = |member: &Member| {
        member.is_unnamed()
            && member.number == Number::Singular
            && member.fits(noun.class, noun.lemma) == Some(Fit::Same)
    };
    let turns = scene.turns.iter().rev().take(TURNS);
    let first = turns.filter_map(|turn| Some((turn.member?, scene.members.get(turn.member?)?)));
    let (member, known) = first.rev().find(|(_, member)| fits(member))?;
    Some(Decision::Again { member, antecedent: known.words.clone() })
}
