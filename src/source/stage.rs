//! Who speaks, as it becomes known while the text is read, and what the text tells of each.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::bytes;
use super::cast::{Gender, Kin, Member, Turn, Who, gender_of_word, kin};
use super::number::{lower, numbers, role};
use super::refer;
use super::scene::{Expression, PRONOUN_CLASS, Scene};
use super::sieve::{Decision, Relation, SIEVES};
use super::terms::Terms;
use super::{Count, Number, Source, Unnamed, UnnamedMention};
use crate::analysis::Analysis;
use crate::attribution::Attribution;
use crate::coreference::Entity;
use crate::coreference::reference::Reference;
use crate::fold;
use crate::id::{AttributionId, SourceId};
use crate::mention::{EntityKind, Mention};
use crate::quotation::Quotation;
use crate::span::Span;

/// What is known of a source while the text is read.
struct Draft<'a> {
    who: Who,
    kind: Option<EntityKind>,
    attributions: Vec<AttributionId>,
    rule: &'static str,
    description: Option<Cow<'a, str>>,
    members: Vec<SourceId>,
    unnamed: Option<Unnamed<'a>>,
}

/// How far before a statement of terms its subject may stand, in tokens.
const SUBJECT: usize = 5;
/// How far back a statement about all who spoke reaches, in sentences.
const NEAR: usize = 3;
/// The most sources that a statement of terms is about.
const SHARED: usize = 8;
/// The sieve of those who speak together.
const TOGETHER: &str = "together";

pub(super) struct Stage<'t, 'a> {
    scene: Scene<'t, 'a>,
    drafts: Vec<Draft<'a>>,
    entities: Vec<Option<usize>>,
    /// The sources of candidates, by the place of the noun.
    heard: BTreeMap<usize, usize>,
    /// Names without an entity and descriptions, by the hash of their words.
    worded: BTreeMap<u64, usize>,
    /// The nouns and pronouns that stood for an entity.
    references: Vec<Reference>,
}

impl<'t, 'a> Stage<'t, 'a> {
    pub(super) fn new(
        analysis: &'t Analysis<'a>,
        mentions: &'t [Mention<'a>],
        entities: &'t [Entity<'a>],
    ) -> Self {
        let scene = Scene::new(analysis, mentions, entities);
        Self {
            scene,
            drafts: Vec::new(),
            entities: vec![None; entities.len()],
            heard: BTreeMap::new(),
            worded: BTreeMap::new(),
            references: Vec::new(),
        }
    }

    /// Takes in a name that opens a sentence.
    pub(super) fn name(&mut self, place: usize, tokens: &Range<usize>) {
        let who = self.scene.who(place);
        let member = self.known(who);
        let sentence = self.scene.analysis.sentence_at(tokens.start);
        self.scene.turns.push(Turn { who, member, tokens: tokens.clone(), sentence });
    }

    /// Takes in a statement of terms about the one who spoke last, or about all who did: `Both spoke on condition of …`.
    pub(super) fn terms(&mut self, terms: &Terms) {
        let analysis = self.scene.analysis;
        let sentence = analysis.sentence_at(terms.tokens.start);
        let subject = terms.tokens.start.saturating_sub(SUBJECT)..terms.tokens.start;
        let subject = subject.rev().find_map(|at| match analysis.word(at) {
            "both" | "Both" | "neither" | "Neither" => Some(2),
            "all" | "All" | "each" | "Each" | "none" | "None" => Some(SHARED),
            _ => None,
        });
        let unnamed =
            |member: usize| self.scene.members.get(member).is_some_and(Member::is_unnamed);
        let mut members = Vec::new();
        for turn in self.scene.turns.iter().rev().take(3 * SHARED) {
            let near = if subject.is_some() { 2 * NEAR } else { 2 };
            let Some(member) = turn.member.filter(|&it| unnamed(it)) else { continue };
            if sentence.saturating_sub(turn.sentence) <= near && !members.contains(&member) {
                members.push(member);
            }
        }
        let single = |member: Option<&usize>| {
            let member = member.and_then(|&it| self.scene.members.get(it));
            member.is_some_and(|it| it.number == Number::Singular)
        };
        members.truncate(subject.filter(|_| single(members.first())).unwrap_or(1));
        for member in members {
            let unnamed = self.drafts.get_mut(member).and_then(|it| it.unnamed.as_mut());
            let mention = unnamed.and_then(|it| it.mentions.last_mut());
            if let Some(mention) = mention.filter(|it| it.anonymity.is_none()) {
                mention.anonymity = Some(analysis.span(bytes(analysis, &terms.tokens)));
                mention.reason = terms.reason.as_ref().map(|it| analysis.span(bytes(analysis, it)));
            }
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

    /// Asks the sieves who `expression` stands for; the place of that source, with all who speak in it.
    pub(super) fn hear(&mut self, expression: &Expression<'_>) -> Option<(usize, &'static str)> {
        let (first, rule) = self.hear_one(expression)?;
        let Some(last) = expression.companions.last() else { return Some((first, rule)) };
        let mut members = self.drafts.get(first).map(|it| it.members.clone()).unwrap_or_default();
        if members.is_empty() {
            members.push(SourceId::new(first));
        }
        for &candidate in &expression.companions {
            let other = Expression {
                tokens: candidate.phrase.tokens.clone(),
                candidate: Some(candidate),
                name: None,
                others: Vec::new(),
                companions: Vec::new(),
                pronoun: None,
                ..expression.clone()
            };
            members.extend(self.hear_one(&other).map(|(member, _)| SourceId::new(member)));
        }
        members.dedup();
        if members.len() < 2 {
            return Some((first, rule));
        }
        let whole = Expression {
            tokens: expression.tokens.start..last.phrase.tokens.end,
            ..expression.clone()
        };
        let who = Who::Described(self.description(&whole));
        let member = self.known(who).unwrap_or_else(|| self.joint(who, members, &whole, TOGETHER));
        self.turn(who, member, &whole);
        Some((member, TOGETHER))
    }

    fn hear_one(&mut self, expression: &Expression<'_>) -> Option<(usize, &'static str)> {
        // Of the same words, as the source of two verbs, the first hearing counts.
        let key = match (expression.candidate, expression.name) {
            (Some(candidate), _) => Some(candidate.phrase.head),
            (None, None) if expression.is_part => Some(expression.tokens.start),
            _ => None,
        };
        if let Some(member) = key.and_then(|key| self.heard.get(&key)) {
            return Some((*member, "heard_before"));
        }
        let (member, rule) = self.decide(expression)?;
        if let Some(key) = key {
            self.heard.insert(key, member);
        }
        Some((member, rule))
    }

    /// As [`hear`](Self::hear), for words inside what another says: whoever speaks there has not spoken in the article, but
    /// for people without a name who are `cited`.
    pub(super) fn overhear(
        &mut self,
        expression: &Expression<'_>,
        cited: bool,
    ) -> Option<(usize, &'static str)> {
        let turns = self.scene.turns.len();
        let heard = self.hear(expression);
        let member = heard.and_then(|(member, _)| self.scene.members.get(member));
        if !(cited && member.is_some_and(Member::is_unnamed)) {
            self.scene.turns.truncate(turns);
        }
        heard
    }

    fn decide(&mut self, expression: &Expression<'_>) -> Option<(usize, &'static str)> {
        let (sieve, decision) = SIEVES
            .iter()
            .find_map(|sieve| Some((sieve, (sieve.decide)(&self.scene, expression)?)))?;
        let (who, member) = match decision {
            Decision::Named(who) => {
                let known = self.known(who);
                if let Who::Entity(entity) = who {
                    let analysis = self.scene.analysis;
                    self.references
                        .extend(refer::reference(analysis, expression, entity, sieve.name));
                }
                if expression.tentative {
                    let (tokens, sentence) = (expression.tokens.clone(), expression.sentence);
                    self.scene.turns.push(Turn { who, member: known, tokens, sentence });
                    return None;
                }
                (who, known.unwrap_or_else(|| self.named(who, expression, sieve.name)))
            }
            Decision::Again { member, antecedent } => {
                if let Some(known) = self.scene.members.get_mut(member) {
                    known.gender = known.gender.or(match expression.pronoun {
                        Some("one male") => Some(Gender::Male),
                        Some("one female") => Some(Gender::Female),
                        _ => None,
                    });
                }
                self.mention(member, expression, Some(antecedent), sieve.name);
                (Who::Unnamed, member)
            }
            Decision::Same(member) => (Who::Unnamed, member),
            Decision::Unnamed { relation, antecedent } => {
                (Who::Unnamed, self.unnamed(expression, relation, antecedent, sieve.name))
            }
            Decision::Gathered(all) => {
                let named =
                    |it: &usize| self.scene.members.get(*it).is_some_and(|it| !it.is_unnamed());
                if all.iter().any(named) {
                    let who = Who::Described(self.description(expression));
                    let members = all.into_iter().map(SourceId::new).collect();
                    let member = self.joint(who, members, expression, sieve.name);
                    self.turn(who, member, expression);
                    return Some((member, sieve.name));
                }
                let last = all.last().and_then(|&it| self.scene.members.get(it));
                let antecedent = last.map(|it| it.words.clone());
                let member = self.unnamed(expression, Relation::None, antecedent, sieve.name);
                if let Some(draft) = self.drafts.get_mut(member) {
                    draft.members = all.into_iter().map(SourceId::new).collect();
                }
                (Who::Unnamed, member)
            }
            Decision::Together(all) => {
                let who = Who::Described(self.description(expression));
                let known = self.known(who);
                (who, known.unwrap_or_else(|| self.together(who, &all, expression, sieve.name)))
            }
            Decision::Described => {
                let who = Who::Described(self.description(expression));
                (who, self.known(who).unwrap_or_else(|| self.named(who, expression, sieve.name)))
            }
        };
        self.turn(who, member, expression);
        Some((member, sieve.name))
    }

    /// The nouns and pronouns that stand for an entity: those that speak, and others that surely do.
    pub(super) fn references(
        &mut self,
        people: &[usize],
        quotations: &[Quotation<'_>],
        attributions: &[Attribution<'_>],
    ) -> Vec<Reference> {
        let speaker = |attribution: &Attribution<'_>| match self
            .drafts
            .get(attribution.speaker?.index())?
            .who
        {
            Who::Entity(entity) => Some(entity),
            _ => None,
        };
        let mut found = std::mem::take(&mut self.references);
        found.extend(refer::speakers(&self.scene, quotations, attributions, speaker));
        found.sort_by(|a, b| a.range.document_order(b.range));
        found.dedup_by(|b, a| a.range == b.range);
        found.extend(refer::further(&self.scene, &found, people, quotations));
        found
    }

    /// The words of an expression without their determiner, hashed.
    fn description(&self, expression: &Expression<'_>) -> u64 {
        let analysis = self.scene.analysis;
        let mut tokens = expression.core(analysis);
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
        let joint = !expression.others.is_empty() || !expression.companions.is_empty();
        let words = if joint { expression.tokens.clone() } else { expression.core(scene.analysis) };
        let words = bytes(scene.analysis, &words).of(scene.analysis.text());
        self.drafts.push(Draft {
            who,
            kind,
            attributions: Vec::new(),
            rule,
            description: described.then_some(Cow::Borrowed(words)),
            members: Vec::new(),
            unnamed: None,
        });
        self.scene.members.push(Member {
            who,
            number: Number::Singular,
            size: None,
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

    fn turn(&mut self, who: Who, member: usize, expression: &Expression<'_>) {
        let (tokens, sentence) = (expression.tokens.clone(), expression.sentence);
        self.scene.turns.push(Turn { who, member: Some(member), tokens, sentence });
    }

    /// A new source of several with names who speak together.
    fn together(
        &mut self,
        who: Who,
        all: &[Who],
        expression: &Expression<'_>,
        rule: &'static str,
    ) -> usize {
        let mut members = Vec::with_capacity(all.len());
        for &one in all {
            let member = self.known(one).unwrap_or_else(|| self.named(one, expression, rule));
            self.turn(one, member, expression);
            members.push(SourceId::new(member));
        }
        self.joint(who, members, expression, rule)
    }

    /// A new source that is made of others.
    fn joint(
        &mut self,
        who: Who,
        members: Vec<SourceId>,
        expression: &Expression<'_>,
        rule: &'static str,
    ) -> usize {
        let size = |id: &SourceId| {
            let member = self.scene.members.get(id.index());
            member.map_or(Some(1), |it| match it.number {
                Number::Singular => Some(1),
                Number::Plural => it.size,
            })
        };
        let size = members.iter().map(size).sum::<Option<u64>>();
        let joint = self.named(who, expression, rule);
        if let Some(draft) = self.drafts.get_mut(joint) {
            draft.members = members;
        }
        if let Some(member) = self.scene.members.get_mut(joint) {
            member.number = Number::Plural;
            member.size = size;
        }
        joint
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
            size: None,
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
                // One of four aides is an aide.
                if let Relation::PartOf(group) = relation {
                    if let Some(group) = self.scene.members.get(group) {
                        (cast.class, cast.lemma, cast.kin) = (group.class, group.lemma, group.kin);
                    }
                    let group = self.drafts.get(group).and_then(|it| it.unnamed.as_ref());
                    unnamed.role = group.and_then(|it| it.role.clone());
                }
                unnamed.head = Cow::Borrowed(analysis.word(expression.tokens.start));
            }
        }
        let (number, count) = numbers(analysis, expression);
        cast.number = number;
        cast.size = match count {
            Some(Count::Exact(size)) => Some(size),
            _ => None,
        };
        unnamed.number = number;
        unnamed.count = count;
        self.scene.members.push(cast);
        self.drafts.push(Draft {
            who: Who::Unnamed,
            kind: Some(EntityKind::Person),
            attributions: Vec::new(),
            rule,
            description: None,
            members: Vec::new(),
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
                    members: draft.members,
                    attributions: draft.attributions,
                    nested: Vec::new(),
                    unnamed: draft.unnamed,
                    rule: Cow::Borrowed(draft.rule),
                }
            })
            .collect()
    }
}
