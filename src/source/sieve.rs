//! The ordered table of sieves that tie an expression to the one who speaks: precise ones first.

use std::ops::Range;

use super::candidate::Candidate;
use super::cast::{Fit, Gender, Member, Who, announced, titled};
use super::scene::{Expression, Scene};
use super::words::{Class, Reference};
use crate::mention::EntityKind;
use crate::source::Number;

/// How far back a noun or pronoun looks for the one it takes up, in sentences.
const NEAR: usize = 3;
const FAR: usize = 30;
/// The most turns that are looked back over.
const TURNS: usize = 48;

/// Who an expression stands for.
#[derive(Clone, Debug)]
pub(super) enum Decision {
    /// One that the text names.
    Named(Who),
    /// One that has spoken before, in the words at `antecedent`.
    Again { member: usize, antecedent: Range<usize> },
    /// Someone new, with a tie to others.
    Unnamed { relation: Relation, antecedent: Option<Range<usize>> },
    /// What the words describe.
    Described,
}

/// How someone without a name is tied to an earlier source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    None,
    PartOf(usize),
    SameGroup(usize),
}

/// A step of resolution.
#[derive(Clone, Copy)]
pub(super) struct Sieve {
    /// Its name, which is the [`rule`](crate::Source) of the sources it makes.
    pub(super) name: &'static str,
    pub(super) decide: fn(&Scene<'_, '_>, &Expression<'_>) -> Option<Decision>,
    /// Texts with a source in brackets that the sieve decides, and who that is.
    #[cfg(test)]
    finds: &'static [&'static str],
    /// Texts with a source in brackets that it leaves to others.
    #[cfg(test)]
    leaves: &'static [&'static str],
}

/// The sieves, in the order in which they are asked.
pub(super) const SIEVES: &[Sieve] = &[
    Sieve {
        name: "name",
        decide: name,
        #[cfg(test)]
        finds: &[
            "Jane Roe left. [Roe] said the vote was close. => Jane Roe",
            "[Norvik Corp.] said the crane was safe. => Norvik Corp.",
            "The talks failed, [Berlin] said. => Berlin",
        ],
        #[cfg(test)]
        leaves: &["[A spokeswoman for Jane Roe] said the vote was close."],
    },
    Sieve {
        name: "relative",
        decide: relative,
        #[cfg(test)]
        finds: &["The report cited Jane Roe, [who] said the vote was close. => Jane Roe"],
        #[cfg(test)]
        leaves: &["Jane Roe spoke. [She] said the vote was close."],
    },
    Sieve {
        name: "part of a group",
        decide: part,
        #[cfg(test)]
        finds: &[
            "Four guards came in. Guards said the gate was open. [Two of them] said it had no lock. => Two of them",
            "Residents heard a blast, residents said. [One of the residents] said there were two. => One of the residents",
        ],
        #[cfg(test)]
        leaves: &["[Two guards] said the gate was open."],
    },
    Sieve {
        name: "another",
        decide: another,
        #[cfg(test)]
        finds: &[
            "One diplomat said the text was final. [Another diplomat] said it was not. => Another diplomat",
        ],
        #[cfg(test)]
        leaves: &["[One diplomat] said the text was final."],
    },
    Sieve {
        name: "introduced",
        decide: introduced,
        #[cfg(test)]
        finds: &[
            "[A port official] said the crane was safe. => A port official",
            "The price will rise, according to [analysts]. => analysts",
        ],
        #[cfg(test)]
        leaves: &["A port official said the crane was safe. [The official] said it was new."],
    },
    Sieve {
        name: "nearest source",
        decide: nearest_source,
        #[cfg(test)]
        finds: &[
            "Officials of the port spoke. People familiar with the bid said it was low. [The sources] said a second one was near. => People familiar with the bid",
        ],
        #[cfg(test)]
        leaves: &["Sources said the bid was low. [The sources] said a second one was near."],
    },
    Sieve {
        name: "same noun",
        decide: same_noun,
        #[cfg(test)]
        finds: &[
            "A port official said the crane was safe. [The official] said it was new. => A port official",
        ],
        #[cfg(test)]
        leaves: &["A person familiar with the bid said it was low. [The source] said it was late."],
    },
    Sieve {
        name: "title",
        decide: title,
        #[cfg(test)]
        finds: &[
            "Ambassador Jane Roe came home. [The ambassador] said the talks went well. => Jane Roe",
            "Jane Roe, a senator, came home. [The senator] said the talks went well. => Jane Roe",
        ],
        #[cfg(test)]
        leaves: &["[An ambassador] said the talks went well."],
    },
    Sieve {
        name: "kindred noun",
        decide: kindred_noun,
        #[cfg(test)]
        finds: &[
            "An adviser to the mayor said the plan was dead. [The aide] said it would not pass. => An adviser to the mayor",
        ],
        #[cfg(test)]
        leaves: &["An adviser said the plan was dead. [The adviser] said it would not pass."],
    },
    Sieve {
        name: "general title",
        decide: general_title,
        #[cfg(test)]
        finds: &[
            "Ambassador Jane Roe came home. [The diplomat] said the talks went well. => Jane Roe",
        ],
        #[cfg(test)]
        leaves: &["Ambassador Jane Roe came home. [A diplomat] said the talks went well."],
    },
    Sieve {
        name: "coming title",
        decide: coming_title,
        #[cfg(test)]
        finds: &[
            "[Norway’s top diplomat in Lima] said the talks went well. Ambassador Jane Roe left at noon. => Jane Roe",
        ],
        #[cfg(test)]
        leaves: &[
            "[A top diplomat in Lima] said the talks went well. Ambassador Jane Roe left at noon.",
        ],
    },
    Sieve {
        name: "nearest name",
        decide: nearest_name,
        #[cfg(test)]
        finds: &["Jane Roe signed the order. [The official] said it was overdue. => Jane Roe"],
        #[cfg(test)]
        leaves: &["Jane Roe signed the order. [An official] said it was overdue."],
    },
    Sieve {
        name: "unnamed",
        decide: unnamed,
        #[cfg(test)]
        finds: &["[The mayor’s spokesman] said the bridge was safe. => The mayor’s spokesman"],
        #[cfg(test)]
        leaves: &["[A spokesman] said the bridge was safe."],
    },
    Sieve {
        name: "government",
        decide: government,
        #[cfg(test)]
        finds: &["China sent an envoy. [The Chinese side] said the talks went well. => China"],
        #[cfg(test)]
        leaves: &["China sent an envoy. [China] said the talks went well."],
    },
    Sieve {
        name: "organization noun",
        decide: organization,
        #[cfg(test)]
        finds: &[
            "Wards were closed by Norway’s Health Ministry. [The ministry] said they were empty. => Health Ministry",
            "Norvik Corp. sold its fleet. [The company] said it was old. => Norvik Corp.",
        ],
        #[cfg(test)]
        leaves: &["[The report] said they were empty."],
    },
    Sieve {
        name: "pronoun",
        decide: pronoun,
        #[cfg(test)]
        finds: &[
            "Jane Roe signed the order. [She] said it was overdue. => Jane Roe",
            "Dealers said the day was quiet. [They] said volume was thin. => Dealers",
        ],
        #[cfg(test)]
        leaves: &["Jane Roe signed the order. [Roe] said it was overdue."],
    },
    Sieve {
        name: "description",
        decide: description,
        #[cfg(test)]
        finds: &["[The report] said the wards were empty. => The report"],
        #[cfg(test)]
        leaves: &["[Jane Roe] said the wards were empty."],
    },
];

/// `Jane Roe`, `Roe`, `the ECB`, `Beijing`.
fn name(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let mention = expression.name?;
    Some(Decision::Named(scene.who(mention)))
}

/// `who` after a name.
fn relative(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
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
    scene.again(turn).filter(|_| fits)
}

/// `two of them`, `one of the people`, `some`, `others` after a group.
fn part(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
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
        None if expression.candidate.is_some() => {
            Some(Decision::Unnamed { relation: Relation::None, antecedent: None })
        }
        None => None,
    }
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
fn another(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
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
fn introduced(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
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

/// `the sources` after `people familiar with the talks`, however many sentences back other sources spoke.
fn nearest_source(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| it.phrase.noun.class == Class::Source)?;
    let plain = candidate.phrase.basis.is_none() && candidate.phrase.affiliation.is_none();
    let (member, antecedent) = taken_up(scene, expression, Fit::Kindred, 2).filter(|_| plain)?;
    let same = taken_up(scene, expression, Fit::Same, NEAR);
    same.is_none().then(|| scene.group_again(member, antecedent))
}

/// `the official` after `a US official`, where no one named by that title stands between.
fn same_noun(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
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
        if has_just_spoken(scene, expression, candidate) {
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
fn title(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    by_title(scene, expression, true)
}

/// `the diplomat` after `Ambassador Jane Roe`.
fn general_title(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    by_title(scene, expression, false)
}

fn by_title(scene: &Scene<'_, '_>, expression: &Expression<'_>, exact: bool) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| is_definite(it))?;
    let own_terms = candidate.anonymity.is_some() || candidate.phrase.basis.is_some();
    let source = matches!(candidate.phrase.noun.class, Class::Source);
    if number(candidate) == Number::Plural || source || own_terms {
        return None;
    }
    let name = titled(scene.analysis, &scene.titles, scene.mentions, candidate, exact)?;
    Some(Decision::Named(scene.who(name)))
}

/// `China's top diplomat in Washington` before `Ambassador Jane Roe`.
fn coming_title(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
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
fn kindred_noun(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
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
fn nearest_name(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate.filter(|it| is_definite(it))?;
    let phrase = &candidate.phrase;
    let plain = candidate.anonymity.is_none() && phrase.basis.is_none();
    let role = matches!(phrase.noun.class, Class::Role | Class::Speaker | Class::Party);
    let open = phrase.reference != Reference::Owned && !phrase.is_plural();
    if !(plain && role && open) {
        return None;
    }
    let turn = scene.last_named(expression, None)?;
    Some(Decision::Named(turn.who))
}

/// A definite noun phrase that takes up nothing.
fn unnamed(_: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    let candidate = expression.candidate?;
    let refuses = candidate.silent && expression.tentative && candidate.anonymity.is_none();
    (!candidate.named && !candidate.phrase.resource && !refuses && !expression.doubtful)
        .then_some(Decision::Unnamed { relation: Relation::None, antecedent: None })
}

/// `the Chinese side`, `the French government`: the country.
fn government(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    scene.government(expression).map(|entity| Decision::Named(Who::Entity(entity)))
}

/// `the ministry`, `the company`: the last organization whose name holds the word, or the last one at all.
fn organization(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    scene.organization(expression).map(|mention| Decision::Named(scene.who(mention)))
}

/// `he`, `she`, `they`: the last fitting speaker, or the last name that opens a sentence.
fn pronoun(scene: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
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
    let turn = scene.turns.iter().rev().take(TURNS).find(|turn| {
        let near = expression.sentence.saturating_sub(turn.sentence) <= NEAR + 1;
        near && scene.can_be(turn, many, wanted)
    });
    turn.or_else(|| {
        scene.turns.last().filter(|turn| {
            let one =
                turn.member.and_then(|it| scene.members.get(it)).is_some_and(|it| it.is_unnamed());
            many && one && expression.sentence.saturating_sub(turn.sentence) <= 1
        })
    })
    .and_then(|turn| scene.again(turn))
}

/// Whatever else speaks: `the report`, `a poll`.
fn description(_: &Scene<'_, '_>, expression: &Expression<'_>) -> Option<Decision> {
    (!expression.tentative).then_some(Decision::Described)
}

/// Whether a mention of this kind may be the one who speaks.
pub(super) fn may_speak(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Event | EntityKind::Language | EntityKind::Law)
}

#[cfg(test)]
mod tests;
