//! What the sieves look at: the expressions of the text that may speak, and who has spoken so far.

use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::{Candidate, cue_after};
use super::cast::{
    Gender, Member, Title, Turn, Who, gender_of_entity, gender_of_given_name, title_gender, titles,
};
use super::head::is_office;
use super::outlet::is_outlet;
use super::sieve::{Decision, Relation, may_speak};
use super::terms::Terms;
use super::words::{Class, Cue, cue, is_between, is_clitic, value};
use crate::analysis::Analysis;
use crate::coreference::Entity;
use crate::fold;
use crate::id::EntityId;
use crate::lexicon;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::source::Number;
use crate::token::{Shape, TokenKind};

/// The length of the longest word that a pronoun of the list opens with, in bytes.
const LONGEST_PRONOUN: usize = "themselves".len();
/// The most mentions before a noun that may be the organization it takes up.
const ORGANIZATIONS: usize = 40;
/// The most mentions before a pronoun or name that may be the person it stands for.
const NAMES: usize = 48;
/// The most turns that are looked back over for a description.
const TURNS: usize = 48;
/// How far back a noun looks for the same one, in sentences.
const NEAR_BODY: usize = 12;

/// The words that stand for one who speaks.
#[derive(Clone, Debug)]
pub(super) struct Expression<'c> {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    pub(super) candidate: Option<&'c Candidate>,
    /// The place of the name in the mentions.
    pub(super) name: Option<usize>,
    /// The places of the names that speak together with it: `Jane Roe and Dan Ulm`.
    pub(super) others: Vec<usize>,
    /// The noun phrases that speak together with it: `Jane Roe and two aides`.
    pub(super) companions: Vec<&'c Candidate>,
    /// The value of the pronoun in its list.
    pub(super) pronoun: Option<&'static str>,
    /// Whether it stands for part of a group: `two of them`, `others`.
    pub(super) is_part: bool,
    /// Whether its verb alone does not show that it speaks: `likes`.
    pub(super) doubtful: bool,
    /// Whether no attribution shows that it speaks.
    pub(super) tentative: bool,
}

impl Expression<'_> {
    /// One of these tokens alone, of which no more is known.
    pub(super) const fn alone(tokens: Range<usize>, sentence: usize) -> Self {
        Self {
            tokens,
            sentence,
            candidate: None,
            name: None,
            others: Vec::new(),
            companions: Vec::new(),
            pronoun: None,
            is_part: false,
            doubtful: false,
            tentative: false,
        }
    }

    /// The words without what a comma or bracket sets off behind them: `The ministry, citing early figures,`.
    pub(super) fn core(&self, analysis: &Analysis<'_>) -> Range<usize> {
        let Range { start, end } = self.tokens;
        let comma = (start + 1..end).find(|&at| matches!(analysis.word(at), "," | "("));
        let joined =
            |at: usize| (at..end).any(|at| matches!(analysis.word(at), "and" | "or" | "&"));
        start..comma.filter(|&at| !joined(at)).unwrap_or(end)
    }
}

/// The text and who has spoken in it so far.
#[derive(Debug)]
pub(super) struct Scene<'t, 'a> {
    pub(super) analysis: &'t Analysis<'a>,
    pub(super) mentions: &'t [Mention<'a>],
    pub(super) entities: &'t [Entity<'a>],
    pub(super) titles: Vec<Title>,
    /// The gender of each entity, where a title or its given name tells.
    pub(super) genders: Vec<Option<Gender>>,
    /// The countries that the text names, by their code.
    pub(super) places: BTreeMap<&'static str, EntityId>,
    /// The people by the hash of their last name, and whatever has but one; of two with the same one, the first.
    pub(super) surnames: BTreeMap<u64, EntityId>,
    pub(super) members: Vec<Member>,
    pub(super) turns: Vec<Turn>,
}

impl<'t, 'a> Scene<'t, 'a> {
    /// The text, before anyone has spoken.
    pub(super) fn new(
        analysis: &'t Analysis<'a>,
        mentions: &'t [Mention<'a>],
        entities: &'t [Entity<'a>],
    ) -> Self {
        let titles = titles(analysis, mentions);
        let places = entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.kind == EntityKind::Geopolitical)
            .filter_map(|(place, entity)| {
                Some((lexicon::COUNTRIES.get(&entity.name)?, EntityId::new(place)))
            })
            .rev()
            .collect();
        let genders = entities
            .iter()
            .map(|it| {
                let person = it.kind == EntityKind::Person;
                person.then(|| gender_of_entity(analysis, mentions, it)).flatten()
            })
            .collect();
        let people = entities.iter().enumerate().rev();
        let surnames = people
            .filter_map(|(place, entity)| {
                let last = match entity.name.rsplit_once(char::is_whitespace) {
                    Some((_, last)) if entity.kind == EntityKind::Person => last,
                    Some(_) => return None,
                    None => &entity.name,
                };
                may_speak(entity.kind).then(|| (fold::hash(last), EntityId::new(place)))
            })
            .collect();
        Self {
            analysis,
            mentions,
            entities,
            titles,
            places,
            genders,
            surnames,
            members: Vec::new(),
            turns: Vec::new(),
        }
    }

    /// The one that the mention at `place` names.
    pub(super) fn who(&self, place: usize) -> Who {
        match self.mentions.get(place).and_then(|mention| mention.entity) {
            Some(entity) => Who::Entity(entity),
            None => Who::Name(place),
        }
    }

    /// The place of the mention that ends at the byte `end`, where it is no part of a title.
    pub(super) fn mention_ending(&self, end: usize) -> Option<usize> {
        let place =
            self.mentions.partition_point(|mention| mention.span.start() < end).checked_sub(1)?;
        let mention = self.mentions.get(place).filter(|mention| mention.span.end() == end)?;
        let first = self.analysis.tokens_in(mention.span.range()).start;
        (mention.kind == EntityKind::Person || !is_office(self.analysis, 0, first)).then_some(place)
    }

    /// The same one as in `turn`.
    pub(super) fn again(&self, turn: &Turn) -> Option<Decision> {
        match turn.member {
            Some(member) if self.members.get(member)?.is_unnamed() => {
                Some(Decision::Again { member, antecedent: turn.tokens.clone() })
            }
            Some(_) | None => Some(Decision::Named(turn.who)),
        }
    }

    /// A group that is taken up by a noun: itself, or open how much of it where part of it has spoken apart.
    pub(super) fn group_again(&self, member: usize, antecedent: Range<usize>) -> Decision {
        let known = self.members.get(member);
        let whole = known.filter(|it| it.number == Number::Plural).and_then(|it| it.part_of);
        if let Some(whole) = whole {
            let relation = Relation::SameGroup(whole);
            return Decision::Unnamed { relation, antecedent: Some(antecedent) };
        }
        if self.members.get(member).is_some_and(|it| it.parted) {
            let relation = Relation::SameGroup(member);
            return Decision::Unnamed { relation, antecedent: Some(antecedent) };
        }
        Decision::Again { member, antecedent }
    }

    /// The token where the entity of the mention at `place` was last named before `token`.
    pub(super) fn last_place(&self, place: usize, token: usize) -> usize {
        let limit = self.analysis.token(token).start();
        let first = || self.mentions.get(place).map_or(0, |it| it.span.start());
        let entity = self.mentions.get(place).and_then(|it| it.entity);
        let start = entity
            .and_then(|id| self.entities.get(id.index()))
            .and_then(|entity| {
                let before = entity.mentions.partition_point(|id| {
                    self.mentions.get(id.index()).is_some_and(|it| it.span.start() < limit)
                });
                let last = entity.mentions.get(before.checked_sub(1)?)?;
                self.mentions.get(last.index()).map(|it| it.span.start())
            })
            .unwrap_or_else(first);
        self.analysis.tokens().partition_point(|token| token.start() < start)
    }

    /// The last name of a person that spoke or opened a sentence, near the expression.
    pub(super) fn last_named(
        &self,
        expression: &Expression<'_>,
        gender: Option<Gender>,
    ) -> Option<&Turn> {
        self.turns
            .iter()
            .rev()
            .take(12)
            .find(|turn| {
                // `Roe’s lawyer` is not Roe.
                let owns = turn.member.is_none() && is_clitic(self.analysis.word(turn.tokens.end));
                !owns
                    && expression.sentence.saturating_sub(turn.sentence) <= 3
                    && turn.sentence < expression.sentence
                    && turn.who != Who::Unnamed
                    && self.kind_of(turn.who) == Some(EntityKind::Person)
            })
            .filter(|turn| self.can_be(turn, false, gender))
    }

    pub(super) fn kind_of(&self, who: Who) -> Option<EntityKind> {
        match who {
            Who::Entity(id) => self.entities.get(id.index()).map(|it| it.kind),
            Who::Name(place) => self.mentions.get(place).map(|it| it.kind),
            Who::Unnamed => Some(EntityKind::Person),
            Who::Described(_) => None,
        }
    }

    /// Whether a pronoun for `many`, or for one of gender `wanted`, may stand for the one in `turn`.
    pub(super) fn can_be(&self, turn: &Turn, many: bool, wanted: Option<Gender>) -> bool {
        let member = turn.member.and_then(|place| self.members.get(place));
        let kind = self.kind_of(turn.who);
        if many {
            let group = member.is_some_and(|it| it.number == Number::Plural);
            return group || matches!(kind, Some(EntityKind::Group | EntityKind::Organization));
        }
        let known = match (member.and_then(|it| it.gender), turn.who) {
            (Some(gender), _) => Some(gender),
            (None, who) => self.gender(who),
        };
        let one = member.is_none_or(|it| it.number == Number::Singular);
        kind == Some(EntityKind::Person)
            && one
            && (known.is_none() || wanted.is_none() || known == wanted)
    }

    /// The gender that is known of an entity.
    pub(super) fn gender(&self, who: Who) -> Option<Gender> {
        match who {
            Who::Entity(id) => self.genders.get(id.index()).copied().flatten(),
            _ => None,
        }
    }

    /// The organization, place or document that `it` takes up: the last to speak, or the last named.
    pub(super) fn last_body(&self, expression: &Expression<'_>) -> Option<Who> {
        let body = |turn: &&Turn| {
            let kind = self.kind_of(turn.who);
            let number = turn.member.and_then(|it| self.members.get(it)).map(|it| it.number);
            let described =
                matches!(turn.who, Who::Described(_)) && number == Some(Number::Singular);
            described
                || matches!(
                    kind,
                    Some(EntityKind::Organization | EntityKind::Geopolitical | EntityKind::Work)
                )
        };
        let near = |turn: &&Turn| expression.sentence.saturating_sub(turn.sentence) <= 2;
        let turn = self.turns.iter().rev().take(6).take_while(near).find(body);
        turn.map(|turn| turn.who).or_else(|| self.opening_body(expression))
    }

    /// The organization that opens the sentence of an expression, or the one before: `Norvik makes cranes. It plans …`.
    fn opening_body(&self, expression: &Expression<'_>) -> Option<Who> {
        let start = self.analysis.token(expression.tokens.start).start();
        let known = self.mentions.partition_point(|mention| mention.span.start() < start);
        let opens = |place: &usize| {
            let Some(mention) = self.mentions.get(*place) else { return false };
            let token = self.analysis.tokens_in(mention.span.range()).start;
            let sentence = self.analysis.sentence_at(token);
            let first =
                self.analysis.sentence_list().get(sentence).map_or(0, |it| it.tokens().start);
            mention.kind == EntityKind::Organization
                && expression.sentence.saturating_sub(sentence) <= 1
                && token <= first + 1
        };
        (0..known).rev().take(8).find(opens).map(|place| self.who(place))
    }

    /// The person of gender `wanted` that is named last before an expression, or, where none is, first after it.
    pub(super) fn nearest_person(
        &self,
        expression: &Expression<'_>,
        wanted: Option<Gender>,
    ) -> Option<Who> {
        let start = self.analysis.token(expression.tokens.start).start();
        let known = self.mentions.partition_point(|mention| mention.span.start() < start);
        let fits = |place: &usize| {
            let person =
                |it: &Mention<'_>| it.kind == EntityKind::Person && it.form == MentionForm::Name;
            let gender = self.gender(self.who(*place));
            self.mentions.get(*place).is_some_and(person)
                && (gender.is_none() || wanted.is_none() || gender == wanted)
        };
        let sentence = |place: &usize| {
            let start = self.mentions.get(*place).map_or(0, |it| it.span.start());
            let token = self.analysis.tokens().partition_point(|token| token.start() < start);
            self.analysis.sentence_at(token)
        };
        let before = (0..known).rev().take(NAMES).find(fits);
        let before = before.filter(|it| expression.sentence.saturating_sub(sentence(it)) <= 3);
        let after = || {
            let coming = (known..self.mentions.len()).take(4).find(fits);
            coming.filter(|it| sentence(it).saturating_sub(expression.sentence) <= 1)
        };
        before.or_else(after).map(|place| self.who(place))
    }

    /// The person that a name with a title stands for where its entity is of the other gender: `Ms. Roe` after `Dan Roe`.
    pub(super) fn namesake(&self, place: usize) -> Option<Who> {
        let mention = self.mentions.get(place)?;
        let titled = title_gender(self.analysis, mention)?;
        let own = mention.entity.and_then(|id| self.entities.get(id.index()))?;
        if gender_of_given_name(&own.name)? == titled {
            return None;
        }
        let last = fold::hash(mention.span.as_str().split_whitespace().next_back()?);
        let namesake = |other: &usize| {
            let entity =
                self.mentions.get(*other).and_then(|it| self.entities.get(it.entity?.index()));
            entity.is_some_and(|entity| {
                entity.kind == EntityKind::Person
                    && entity.name.split_whitespace().next_back().map(fold::hash) == Some(last)
                    && gender_of_given_name(&entity.name) == Some(titled)
            })
        };
        (0..place).rev().take(NAMES).find(namesake).map(|place| self.who(place))
    }

    /// The country that `the Chinese side` and the like stand for.
    pub(super) fn government(&self, expression: &Expression<'_>) -> Option<EntityId> {
        let tokens = expression.tokens.clone();
        let last = tokens.end.checked_sub(1)?;
        if value(self.analysis, &lexicon::ORGANIZATION_NOUNS, last)? != "place" || tokens.len() > 4
        {
            return None;
        }
        let code = tokens.rev().find_map(|at| value(self.analysis, &lexicon::DEMONYMS, at))?;
        self.places.get(code).copied()
    }

    /// The organization or document that a noun such as `the ministry` takes up.
    pub(super) fn organization(&self, expression: &Expression<'_>) -> Option<Who> {
        if expression.candidate.is_some() || expression.pronoun.is_some() {
            return None;
        }
        let last = expression.tokens.end.checked_sub(1)?;
        let definite = matches!(
            self.analysis.word(expression.tokens.start).to_lowercase().as_str(),
            "the" | "this" | "that" | "its"
        );
        if !definite {
            return None;
        }
        let plain = expression.tokens.len() == 2;
        let described = self.described(expression, last).filter(|_| plain);
        let named = self.named_body(expression, last);
        let place = |mention: usize| self.mentions.get(mention).map_or(0, |it| it.span.start());
        match (described, named) {
            (Some(turn), Some((mention, exact)))
                if !exact || place(mention) < self.analysis.token(turn.tokens.start).start() =>
            {
                Some(turn.who)
            }
            (_, Some((mention, _))) => Some(self.who(mention)),
            (Some(turn), None) => Some(turn.who),
            (None, None) => None,
        }
    }

    /// The first organization of the text where a noun such as `the company` stands right before it.
    pub(super) fn coming_organization(&self, expression: &Expression<'_>) -> Option<usize> {
        let last = expression.tokens.end.checked_sub(1)?;
        let definite = self.analysis.word(expression.tokens.start).eq_ignore_ascii_case("the");
        let kind = value(self.analysis, &lexicon::ORGANIZATION_NOUNS, last)?;
        if !definite || expression.tokens.len() != 2 || !matches!(kind, "" | "any") {
            return None;
        }
        let start = self.analysis.token(expression.tokens.start).start();
        let known = self.mentions.partition_point(|mention| mention.span.start() < start);
        let body = |it: &Mention<'_>| it.kind == EntityKind::Organization;
        if self.mentions.iter().take(known).rev().take(ORGANIZATIONS).any(body) {
            return None;
        }
        let (place, mention) =
            self.mentions.iter().enumerate().skip(known).take(4).find(|(_, it)| body(it))?;
        let token = self.analysis.tokens_in(mention.span.range()).start;
        let near = self.analysis.sentence_at(token).saturating_sub(expression.sentence) <= 2;
        near.then_some(place)
    }

    /// The last turn of one that is known by words that end in the noun at `last`.
    fn described(&self, expression: &Expression<'_>, last: usize) -> Option<&Turn> {
        let hash = |at: usize| self.analysis.token(at).hash();
        self.turns.iter().rev().take(TURNS).find(|turn| {
            expression.sentence.saturating_sub(turn.sentence) <= NEAR_BODY
                && matches!(turn.who, Who::Described(_))
                && turn.tokens.end > 0
                && turn.tokens.clone().take(8).any(|at| hash(at) == hash(last))
        })
    }

    /// The named organization that the noun at `last` takes up, and whether its name holds the noun.
    fn named_body(&self, expression: &Expression<'_>, last: usize) -> Option<(usize, bool)> {
        let kind = value(self.analysis, &lexicon::ORGANIZATION_NOUNS, last)?;
        let start = self.analysis.token(expression.tokens.start).start();
        let before = self.mentions.partition_point(|mention| mention.span.start() < start);
        let hash = fold::hash(self.analysis.word(last));
        let modifiers: Vec<u64> = (expression.tokens.start + 1..last)
            .take(8)
            .filter(|&at| self.analysis.token(at).is_word())
            .map(|at| self.analysis.token(at).hash())
            .collect();
        let recent = || {
            (0..before)
                .rev()
                .take(ORGANIZATIONS)
                .filter_map(|place| Some((place, self.mentions.get(place)?)))
                .filter(|(_, mention)| mention.kind == EntityKind::Organization)
        };
        let words = |mention: &Mention<'_>, hash: u64| {
            mention.span.as_str().split_whitespace().any(|part| fold::hash(part) == hash)
        };
        // "the Russian foreign ministry" is no Health Ministry.
        let fits = |mention: &Mention<'_>| {
            modifiers.is_empty() || modifiers.iter().any(|&hash| words(mention, hash))
        };
        let exact = recent().find(|(_, mention)| words(mention, hash) && fits(mention));
        if let Some((place, _)) = exact {
            return Some((place, true));
        }
        let outlet = value(self.analysis, &lexicon::OUTLET_WORDS, last).is_some();
        let alike = |mention: &Mention<'_>| {
            let name = mention.span.range();
            let head =
                name.of(self.analysis.text()).split_whitespace().next_back().unwrap_or_default();
            let other = lexicon::ORGANIZATION_NOUNS.get(head);
            let open = other.is_none() || kind == "any";
            open && (kind == "any" || outlet == is_outlet(self.analysis, name))
        };
        let open = modifiers.is_empty() && !matches!(kind, "part" | "place");
        let loose = recent().filter(|_| open).find(|(_, mention)| alike(mention));
        loose.map(|(place, _)| (place, false))
    }
}

/// The pronoun with a verb of saying at `at`: its words, its value in the list, whether it stands for part of a group.
pub(super) fn pronoun_at(
    analysis: &Analysis<'_>,
    at: usize,
    end: usize,
    terms: &[Terms],
) -> Option<(Range<usize>, &'static str, bool)> {
    if !analysis.token(at).is_word() || analysis.token(at).range().len() > LONGEST_PRONOUN {
        return None;
    }
    let (len, found) = analysis.phrase(&lexicon::SOURCE_PRONOUNS, at, end)?;
    let object = ["them", "him", "himself", "herself", "themselves"];
    if len == 1 && object.iter().any(|it| analysis.word(at).eq_ignore_ascii_case(it)) {
        return None;
    }
    let part = matches!(found, "part" | "some" | "other");
    let mut to = at + len;
    let of_them = analysis.word(to) == "of"
        && matches!(analysis.word(to + 1), "them" | "whom" | "these" | "those");
    if of_them {
        to += 2;
    } else if matches!(found, "self" | "any" | "thing") {
        return None;
    }
    let followed = match cue(analysis, to) {
        Some(Cue::Say | Cue::Tell | Cue::Think | Cue::Refuse) => true,
        _ => {
            let near = (to..end.min(to + 4)).take_while(|&at| is_between(analysis, at)).count();
            let verb = cue(analysis, to + near);
            // `He is expected`: others do.
            let passive = (to..to + near)
                .any(|at| matches!(analysis.word(at), "is" | "are" | "was" | "were" | "been"))
                && analysis.word(to + near).ends_with("ed");
            let spoken =
                matches!(verb, Some(Cue::Say | Cue::Tell | Cue::Think | Cue::Refuse)) && !passive;
            spoken || aside_then_cue(analysis, to, end, terms)
        }
    };
    let inverted = at > 1
        && cue(analysis, at - 1) == Some(Cue::Say)
        && analysis.token(at - 2).kind == TokenKind::Mark;
    let clause = at == 0 || opens_clause(analysis, at);
    let personal = found.starts_with("one ") || analysis.word(at).eq_ignore_ascii_case("they");
    (followed && (personal || clause || of_them) || inverted).then_some((
        at..to,
        found,
        part || of_them,
    ))
}

/// `He, speaking on condition of anonymity, said`.
fn aside_then_cue(analysis: &Analysis<'_>, at: usize, end: usize, terms: &[Terms]) -> bool {
    let named = analysis.token(at + 1).shape == Shape::Title;
    analysis.word(at) == "," && !named && cue_after(analysis, at, end, terms).is_some()
}

/// Whether a clause opens with the token at `at`.
fn opens_clause(analysis: &Analysis<'_>, at: usize) -> bool {
    let before = analysis.token(at - 1);
    matches!(before.kind, TokenKind::Punctuation | TokenKind::Mark | TokenKind::Nothing)
        || matches!(
            analysis.word(at - 1),
            "and" | "but" | "while" | "But" | "And" | "though" | "although"
        )
}

/// The person class of an expression without a noun of its own.
pub(super) const PRONOUN_CLASS: Class = Class::Person;
