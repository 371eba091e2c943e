//! Who speaks, as it becomes known while the text is read, and what the text tells of each.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::bytes;
use super::cast::{Kin, Member, Turn, Who, gender_of_entity, gender_of_word, kin, titles};
use super::phrase::Quantity;
use super::scene::{Expression, PRONOUN_CLASS, Scene};
use super::sieve::{Decision, Relation, SIEVES};
use super::terms::Terms;
use super::words::Class;
use super::{Count, Number, Source, Unnamed, UnnamedMention};
use crate::analysis::Analysis;
use crate::coreference::Entity;
use crate::fold;
use crate::id::{AttributionId, EntityId, SourceId};
use crate::lexicon;
use crate::mention::{EntityKind, Mention};
use crate::span::Span;

/// What is known of a source while the text is read.
struct Draft<'a> {
    who: Who,
    kind: Option<EntityKind>,
    attributions: Vec<AttributionId>,
    rule: &'static str,
    description: Option<Cow<'a, str>>,
    unnamed: Option<Unnamed<'a>>,
}

pub(super) struct Stage<'t, 'a> {
    scene: Scene<'t, 'a>,
    drafts: Vec<Draft<'a>>,
    entities: Vec<Option<usize>>,
    /// The sources of candidates, by the place of the noun.
    heard: BTreeMap<usize, usize>,
    /// Names without an entity and descriptions, by the hash of their words.
    worded: BTreeMap<u64, usize>,
}

impl<'t, 'a> Stage<'t, 'a> {
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
        let scene = Scene {
            analysis,
            mentions,
            entities,
            titles,
            places,
            genders,
            members: Vec::new(),
            turns: Vec::new(),
        };
        Self {
            scene,
            drafts: Vec::new(),
            entities: vec![None; entities.len()],
            heard: BTreeMap::new(),
            worded: BTreeMap::new(),
        }
    }

    /// Takes in a name that opens a sentence.
    pub(super) fn name(&mut self, place: usize, tokens: &Range<usize>) {
        let who = self.scene.who(place);
        let member = self.known(who);
        let sentence = self.scene.analysis.sentence_at(tokens.start);
        self.scene.turns.push(Turn { who, member, tokens: tokens.clone(), sentence });
    }

    /// Takes in a statement of terms about the one who spoke last.
    pub(super) fn terms(&mut self, terms: &Terms) {
        let sentence = self.scene.analysis.sentence_at(terms.tokens.start);
        let turn = self.scene.turns.iter().rev().take(3).find(|turn| {
            sentence.saturating_sub(turn.sentence) <= 2
                && turn
                    .member
                    .and_then(|it| self.scene.members.get(it))
                    .is_some_and(Member::is_unnamed)
        });
        let analysis = self.scene.analysis;
        let mention = turn
            .and_then(|turn| self.drafts.get_mut(turn.member?))
            .and_then(|draft| draft.unnamed.as_mut()?.mentions.last_mut());
        if let Some(mention) = mention.filter(|it| it.anonymity.is_none()) {
            mention.anonymity = Some(analysis.span(bytes(analysis, &terms.tokens)));
            mention.reason = terms.reason.as_ref().map(|it| analysis.span(bytes(analysis, it)));
        }
    }

    pub(super) fn credit(&mut self, member: usize, attribution: AttributionId) {
        if let Some(draft) = self.drafts.get_mut(member) {
            draft.attributions.push(attribution);
        }
    }

    /// The member that `who` is already.
    fn known(&self, who: Who) -> Option<usize> {
        match who {
            Who::Entity(id) => self.entities.get(id.index()).copied().flatten(),
            Who::Name(place) => {
                let mention = self.scene.mentions.get(place)?;
                self.worded.get(&fold::hash(mention.span.as_str())).copied()
            }
            Who::Described(hash) => self.worded.get(&hash).copied(),
            Who::Unnamed => None,
        }
    }

    /// Asks the sieves who `expression` stands for; the place of that source.
    pub(super) fn hear(&mut self, expression: &Expression<'_>) -> Option<(usize, &'static str)> {
        let head = expression.candidate.map(|it| it.phrase.head);
        if let Some(member) = head.and_then(|head| self.heard.get(&head)) {
            return Some((*member, "heard before"));
        }
        let (member, rule) = self.decide(expression)?;
        if let Some(head) = head {
            self.heard.insert(head, member);
        }
        Some((member, rule))
    }

    /// As [`hear`](Self::hear), for words inside what another says: whoever speaks there has not spoken in the article.
    pub(super) fn overhear(
        &mut self,
        expression: &Expression<'_>,
    ) -> Option<(usize, &'static str)> {
        let turns = self.scene.turns.len();
        let heard = self.hear(expression);
        self.scene.turns.truncate(turns);
        heard
    }

    fn decide(&mut self, expression: &Expression<'_>) -> Option<(usize, &'static str)> {
        let (sieve, decision) = SIEVES
            .iter()
            .find_map(|sieve| Some((sieve, (sieve.decide)(&self.scene, expression)?)))?;
        let (who, member) = match decision {
            Decision::Named(who) => {
                let known = self.known(who);
                if expression.tentative {
                    let turn = Turn {
                        who,
                        member: known,
                        tokens: expression.tokens.clone(),
                        sentence: expression.sentence,
                    };
                    self.scene.turns.push(turn);
                    return None;
                }
                (who, known.unwrap_or_else(|| self.named(who, expression, sieve.name)))
            }
            Decision::Again { member, antecedent } => {
                self.mention(member, expression, Some(antecedent), sieve.name);
                (Who::Unnamed, member)
            }
            Decision::Unnamed { relation, antecedent } => {
                (Who::Unnamed, self.unnamed(expression, relation, antecedent, sieve.name))
            }
            Decision::Described => {
                let who = Who::Described(self.description(expression));
                (who, self.known(who).unwrap_or_else(|| self.named(who, expression, sieve.name)))
            }
        };
        let turn = Turn {
            who,
            member: Some(member),
            tokens: expression.tokens.clone(),
            sentence: expression.sentence,
        };
        self.scene.turns.push(turn);
        Some((member, sieve.name))
    }

    /// The words of an expression without their determiner, hashed.
    fn description(&self, expression: &Expression<'_>) -> u64 {
        let analysis = self.scene.analysis;
        let mut tokens = expression.tokens.clone();
        if super::words::reference(analysis, tokens.start).is_some() && tokens.len() > 1 {
            tokens.start += 1;
        }
        fold::hash(analysis.range_of(tokens).of(analysis.text()))
    }

    /// A new source with a name, or with no more than its words.
    fn named(&mut self, who: Who, expression: &Expression<'_>, rule: &'static str) -> usize {
        let member = self.drafts.len();
        let scene = &self.scene;
        let kind = match who {
            Who::Entity(id) => scene.entities.get(id.index()).map(|it| it.kind),
            Who::Name(place) => scene.mentions.get(place).map(|it| it.kind),
            _ => None,
        };
        match who {
            Who::Entity(id) => {
                if let Some(place) = self.entities.get_mut(id.index()) {
                    *place = Some(member);
                }
            }
            Who::Name(place) => {
                if let Some(mention) = scene.mentions.get(place) {
                    self.worded.insert(fold::hash(mention.span.as_str()), member);
                }
            }
            Who::Described(hash) => {
                self.worded.insert(hash, member);
            }
            Who::Unnamed => {}
        }
        let described = matches!(who, Who::Described(_));
        let words = bytes(scene.analysis, &expression.tokens).of(scene.analysis.text());
        self.drafts.push(Draft {
            who,
            kind,
            attributions: Vec::new(),
            rule,
            description: described.then_some(Cow::Borrowed(words)),
            unnamed: None,
        });
        self.scene.members.push(Member {
            who,
            number: Number::Singular,
            gender: None,
            class: None,
            lemma: 0,
            kin: Kin::default(),
            words: expression.tokens.clone(),
            part_of: None,
            parted: false,
        });
        member
    }

    /// A new source without a name.
    fn unnamed(
        &mut self,
        expression: &Expression<'_>,
        relation: Relation,
        antecedent: Option<Range<usize>>,
        rule: &'static str,
    ) -> usize {
        let member = self.drafts.len();
        let analysis = self.scene.analysis;
        let mut unnamed = Unnamed {
            number: Number::Singular,
            count: None,
            head: Cow::Borrowed(""),
            role: None,
            seniority: None,
            mentions: Vec::new(),
            part_of: None,
            same_group_as: None,
        };
        match relation {
            Relation::PartOf(group) => {
                unnamed.part_of = Some(SourceId::new(group));
                if let Some(group) = self.scene.members.get_mut(group) {
                    group.parted = true;
                }
            }
            Relation::SameGroup(group) => unnamed.same_group_as = Some(SourceId::new(group)),
            Relation::None => {}
        }
        let mut cast = Member {
            who: Who::Unnamed,
            number: Number::Singular,
            gender: None,
            class: None,
            lemma: 0,
            kin: Kin::default(),
            words: expression.tokens.clone(),
            part_of: match relation {
                Relation::PartOf(group) => Some(group),
                _ => None,
            },
            parted: false,
        };
        match expression.candidate.map(|it| &it.phrase) {
            Some(phrase) => {
                let word = analysis.word(phrase.head);
                cast.class = Some(phrase.noun.class);
                cast.lemma = phrase.noun.lemma;
                cast.kin = kin(analysis, phrase.head);
                cast.gender = gender_of_word(word);
                unnamed.head = Cow::Borrowed(word);
                unnamed.role = role(phrase.noun.class, word);
                unnamed.seniority = phrase.seniority.map(|at| lower(analysis.word(at)));
            }
            None => {
                cast.class = Some(PRONOUN_CLASS);
                unnamed.head = Cow::Borrowed(analysis.word(expression.tokens.start));
            }
        }
        let (number, count) = numbers(analysis, expression);
        cast.number = number;
        unnamed.number = number;
        unnamed.count = count;
        self.scene.members.push(cast);
        self.drafts.push(Draft {
            who: Who::Unnamed,
            kind: Some(EntityKind::Person),
            attributions: Vec::new(),
            rule,
            description: None,
            unnamed: Some(unnamed),
        });
        self.mention(member, expression, antecedent, rule);
        member
    }

    /// Adds the words of `expression` to a source without a name.
    fn mention(
        &mut self,
        member: usize,
        expression: &Expression<'_>,
        antecedent: Option<Range<usize>>,
        rule: &'static str,
    ) {
        let analysis = self.scene.analysis;
        let span = |tokens: Option<&Range<usize>>| {
            tokens
                .map(|tokens| analysis.span(bytes(analysis, tokens)))
                .filter(|it| !it.as_str().is_empty())
        };
        let (mut number, mut count) = numbers(analysis, expression);
        let candidate = expression.candidate;
        if let Some(member) = self.scene.members.get_mut(member) {
            if candidate.is_some() {
                member.words = expression.tokens.clone();
            } else if expression.pronoun.is_some() && member.number == Number::Singular {
                (number, count) = (Number::Singular, Some(Count::Exact(1)));
            }
        }
        let phrase = candidate.map(|it| &it.phrase);
        let mention = UnnamedMention {
            span: analysis.span(bytes(analysis, &expression.tokens)),
            count,
            number,
            affiliation: span(phrase.and_then(|it| it.affiliation.as_ref())),
            basis: span(phrase.and_then(|it| it.basis.as_ref()).map(|it| &it.tokens)),
            anonymity: span(candidate.and_then(|it| it.anonymity.as_ref())),
            reason: span(candidate.and_then(|it| it.reason.as_ref())),
            antecedent: span(antecedent.as_ref()),
            rule: Cow::Borrowed(rule),
        };
        if let Some(unnamed) = self.drafts.get_mut(member).and_then(|it| it.unnamed.as_mut()) {
            let repeated = unnamed.mentions.last().is_some_and(|it| {
                let range = mention.span.range();
                let inside = |span: &Span<'_>| span.range().covers(range);
                it.span.range() == range || it.reason.as_ref().is_some_and(inside)
            });
            if !repeated {
                // Most have one mention only.
                unnamed.mentions.reserve_exact(usize::from(unnamed.mentions.is_empty()));
                unnamed.mentions.push(mention);
            }
        }
    }

    /// The sources, done.
    pub(super) fn sources(self) -> Vec<Source<'a>> {
        let Self { scene, drafts, .. } = self;
        drafts
            .into_iter()
            .map(|mut draft| {
                // An attribution is listed by its cue, and heard where its source stands.
                draft.attributions.sort_unstable();
                let (name, entity) = match draft.who {
                    Who::Entity(id) => {
                        (scene.entities.get(id.index()).map(|it| it.name.clone()), Some(id))
                    }
                    Who::Name(place) => {
                        let text = scene.analysis.text();
                        let words = scene.mentions.get(place).map(|it| it.span.range().of(text));
                        (words.map(Cow::Borrowed), None)
                    }
                    Who::Unnamed | Who::Described(_) => (None, None),
                };
                Source {
                    name,
                    kind: draft.kind,
                    entity,
                    description: draft.description,
                    attributions: draft.attributions,
                    nested: Vec::new(),
                    unnamed: draft.unnamed,
                    rule: Cow::Borrowed(draft.rule),
                }
            })
            .collect()
    }
}

/// How many the words of an expression stand for.
fn numbers<'a>(
    analysis: &Analysis<'a>,
    expression: &Expression<'_>,
) -> (Number, Option<Count<'a>>) {
    if let Some(candidate) = expression.candidate {
        let phrase = &candidate.phrase;
        if !phrase.is_plural() {
            return (Number::Singular, Some(Count::Exact(1)));
        }
        return (Number::Plural, phrase.quantity.as_ref().map(|it| counted(analysis, it)));
    }
    let first = expression.tokens.start;
    if let Some(value) = expression.pronoun {
        let many = value == "many";
        return if many {
            (Number::Plural, None)
        } else {
            (Number::Singular, Some(Count::Exact(1)))
        };
    }
    let quantity = analysis.phrase(&lexicon::QUANTITY_WORDS, first, expression.tokens.end);
    let other = lexicon::SOURCE_PRONOUNS.get(analysis.word(first));
    match quantity {
        Some((_, "1")) => (Number::Singular, Some(Count::Exact(1))),
        Some((len, number)) => {
            let exact = number.parse().ok();
            let quantity = Quantity { tokens: first..first + len, exact };
            (Number::Plural, Some(counted(analysis, &quantity)))
        }
        None if other == Some("some") => (Number::Plural, None),
        None => (Number::Singular, Some(Count::Exact(1))),
    }
}

fn counted<'a>(analysis: &Analysis<'a>, quantity: &Quantity) -> Count<'a> {
    if let Some(number) = quantity.exact {
        return Count::Exact(number);
    }
    let mut tokens = quantity.tokens.clone();
    if tokens.len() > 1 && analysis.word(tokens.end - 1) == "of" {
        tokens.end -= 1;
    }
    Count::Worded(lower(bytes(analysis, &tokens).of(analysis.text())))
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// The role that a noun gives, as a singular in lower case.
fn role(class: Class, word: &str) -> Option<Cow<'_, str>> {
    if matches!(class, Class::Source | Class::Person) {
        return None;
    }
    let value = lexicon::SOURCE_NOUNS.get(word)?;
    Some(match value.split_once(' ') {
        Some((_, singular)) => Cow::Owned(singular.to_lowercase()),
        None => lower(word),
    })
}
