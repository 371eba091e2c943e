//! What the sieves look at: the expressions of the text that may speak, and who has spoken so far.

use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::{Candidate, cue_after};
use super::cast::{Gender, Member, Title, Turn, Who};
use super::sieve::{Decision, Relation};
use super::terms::Terms;
use super::words::{Class, Cue, cue, is_between, value};
use crate::analysis::Analysis;
use crate::coreference::Entity;
use crate::fold;
use crate::id::EntityId;
use crate::lexicon;
use crate::mention::{EntityKind, Mention};
use crate::source::Number;
use crate::token::{Shape, TokenKind};

/// The length of the longest word that a pronoun of the list opens with, in bytes.
const LONGEST_PRONOUN: usize = "themselves".len();
/// The most mentions before a noun that may be the organization it takes up.
const ORGANIZATIONS: usize = 40;

/// The words that stand for one who speaks.
#[derive(Clone, Debug)]
pub(super) struct Expression<'c> {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    pub(super) candidate: Option<&'c Candidate>,
    /// The place of the name in the mentions.
    pub(super) name: Option<usize>,
    /// The value of the pronoun in its list.
    pub(super) pronoun: Option<&'static str>,
    /// Whether it stands for part of a group: `two of them`, `others`.
    pub(super) is_part: bool,
    /// Whether its verb alone does not show that it speaks: `likes`.
    pub(super) doubtful: bool,
    /// Whether no attribution shows that it speaks.
    pub(super) tentative: bool,
}

/// The text and who has spoken in it so far.
#[derive(Debug)]
pub(super) struct Scene<'t, 'a> {
    pub(super) analysis: &'t Analysis<'a>,
    pub(super) mentions: &'t [Mention<'a>],
    pub(super) entities: &'t [Entity<'a>],
    pub(super) titles: Vec<Title>,
    /// The gender of each entity, where a title gives it.
    pub(super) genders: Vec<Option<Gender>>,
    /// The countries that the text names, by their code.
    pub(super) places: BTreeMap<&'static str, EntityId>,
    pub(super) members: Vec<Member>,
    pub(super) turns: Vec<Turn>,
}

impl Scene<'_, '_> {
    /// The one that the mention at `place` names.
    pub(super) fn who(&self, place: usize) -> Who {
        match self.mentions.get(place).and_then(|mention| mention.entity) {
            Some(entity) => Who::Entity(entity),
            None => Who::Name(place),
        }
    }

    /// The place of the mention that ends at the byte `end`.
    pub(super) fn mention_ending(&self, end: usize) -> Option<usize> {
        let place =
            self.mentions.partition_point(|mention| mention.span.start() < end).checked_sub(1)?;
        self.mentions.get(place).filter(|mention| mention.span.end() == end).map(|_| place)
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
                expression.sentence.saturating_sub(turn.sentence) <= 3
                    && turn.sentence < expression.sentence
                    && self.kind_of(turn.who) == Some(EntityKind::Person)
            })
            .filter(|turn| self.can_be(turn, false, gender))
    }

    fn kind_of(&self, who: Who) -> Option<EntityKind> {
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
            (None, Who::Entity(id)) => self.genders.get(id.index()).copied().flatten(),
            _ => None,
        };
        let one = member.is_none_or(|it| it.number == Number::Singular);
        kind == Some(EntityKind::Person)
            && one
            && (known.is_none() || wanted.is_none() || known == wanted)
    }

    /// The organization or place that `it` takes up: the last to speak, or the last named.
    pub(super) fn last_body(&self, expression: &Expression<'_>) -> Option<Who> {
        let body = |who: Who| {
            matches!(
                self.kind_of(who),
                Some(EntityKind::Organization | EntityKind::Geopolitical | EntityKind::Work)
            )
        };
        let near = |turn: &&Turn| expression.sentence.saturating_sub(turn.sentence) <= 2;
        let turn = self.turns.iter().rev().take(6).take_while(near).find(|turn| body(turn.who));
        turn.map(|turn| turn.who)
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

    /// The organization that a noun such as `the ministry` takes up.
    pub(super) fn organization(&self, expression: &Expression<'_>) -> Option<usize> {
        if expression.candidate.is_some() || expression.pronoun.is_some() {
            return None;
        }
        let last = expression.tokens.end.checked_sub(1)?;
        let kind = value(self.analysis, &lexicon::ORGANIZATION_NOUNS, last)?;
        let definite = matches!(
            self.analysis.word(expression.tokens.start).to_lowercase().as_str(),
            "the" | "this" | "that" | "its"
        );
        let start = self.analysis.token(expression.tokens.start).start();
        let before = self.mentions.partition_point(|mention| mention.span.start() < start);
        let word = self.analysis.word(last);
        let hash = fold::hash(word);
        let recent = || {
            (0..before)
                .rev()
                .take(ORGANIZATIONS)
                .filter_map(|place| Some((place, self.mentions.get(place)?)))
        };
        let holds = |mention: &Mention<'_>| {
            mention.span.as_str().split_whitespace().any(|part| fold::hash(part) == hash)
        };
        let organization = |mention: &Mention<'_>| mention.kind == EntityKind::Organization;
        if !definite {
            return None;
        }
        recent()
            .find(|(_, mention)| organization(mention) && holds(mention))
            .or_else(|| recent().find(|(_, mention)| kind != "part" && organization(mention)))
            .map(|(place, _)| place)
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
            let spoken = matches!(verb, Some(Cue::Say | Cue::Tell | Cue::Think | Cue::Refuse));
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
