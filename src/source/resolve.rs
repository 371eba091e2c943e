//! Runs the sieves over the text in reading order and gathers what each source says and is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::{Candidate, bytes, candidates};
use super::cast::{Member, Turn, Who, gender_of_word, kin, titles};
use super::phrase::Quantity;
use super::scene::{Expression, PRONOUN_CLASS, Scene, pronoun_at};
use super::sieve::{Decision, Relation, SIEVES, may_speak};
use super::terms::{Terms, terms};
use super::words::{Class, Reference, is_clitic};
use super::{Count, Number, Source, Unnamed, UnnamedMention};
use crate::analysis::Analysis;
use crate::attribution::{Attribution, Statement};
use crate::coreference::Entity;
use crate::fold;
use crate::id::{AttributionId, SourceId};
use crate::lexicon;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::quotation::Quotation;
use crate::span::{Span, TextRange};

/// The most tokens from the start of a sentence to a name that counts as its subject.
const OPENING: usize = 5;

/// Something in the text that the sieves or the cast must hear of, in reading order.
enum Event<'c> {
    /// The source of an attribution.
    Attribution(usize, Expression<'c>),
    /// An expression that no attribution holds.
    Alone(Expression<'c>),
    /// A name that opens a sentence.
    Named(usize, Range<usize>),
    /// A statement of terms that stands with a pronoun or by itself.
    Terms(usize),
}

impl Event<'_> {
    fn start(&self, terms: &[Terms]) -> usize {
        match self {
            Self::Attribution(_, expression) | Self::Alone(expression) => expression.tokens.start,
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
    attributions: &mut [Attribution<'a>],
) -> Vec<Source<'a>> {
    let terms = terms(analysis);
    let (candidates, loose) = candidates(analysis, mentions, &terms);
    let quoted: Vec<TextRange> =
        quotations.iter().filter(|it| it.level == 0).map(|it| it.span.range()).collect();
    let mut events = Vec::new();
    let mut taken = Vec::new();
    for (place, attribution) in attributions.iter().enumerate() {
        if let Some(expression) = expression(analysis, mentions, &candidates, attribution) {
            taken.push(analysis.range_of(expression.tokens.clone()));
            events.push(Event::Attribution(place, expression));
        }
    }
    taken.sort();
    alone(analysis, &candidates, &taken, &quoted, &mut events);
    pronouns(analysis, &terms, &taken, &quoted, &mut events);
    openings(analysis, mentions, &mut events);
    events.extend(loose.into_iter().map(Event::Terms));
    events.sort_by_key(|event| event.start(&terms));
    let mut stage = Stage::new(analysis, mentions, entities);
    for event in &events {
        match event {
            Event::Attribution(place, expression) => {
                let member = stage.hear(expression);
                if let (Some(member), Some(attribution)) = (member, attributions.get_mut(*place)) {
                    attribution.speaker = Some(SourceId::new(member));
                    stage.credit(member, AttributionId::new(*place));
                }
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
    stage.sources()
}

/// The expression that an attribution gives as its source.
fn expression<'c>(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    candidates: &'c [Candidate],
    attribution: &Attribution<'_>,
) -> Option<Expression<'c>> {
    let span = attribution.source.first()?;
    let tokens = analysis.tokens_in(span.range());
    if tokens.is_empty() {
        return None;
    }
    let first = candidates.partition_point(|it| it.phrase.head < tokens.start);
    let relative =
        tokens.len() == 1 && matches!(analysis.word(tokens.start), "who" | "that" | "which");
    let described = || {
        let candidate = candidates.get(first.checked_sub(1)?)?;
        let gap = tokens.start.saturating_sub(candidate.phrase.tokens.end);
        (gap == 0 || (gap == 1 && analysis.word(tokens.start - 1) == ",")).then_some(candidate)
    };
    let around = || {
        let candidate = candidates.get(first.checked_sub(1)?)?;
        let inside = candidate.phrase.tokens.end == tokens.end;
        (inside && candidate.cue.is_some() && candidate.speaks()).then_some(candidate)
    };
    let candidate = if let Some(candidate) = around() {
        Some(candidate)
    } else if relative {
        described()
    } else {
        candidates.get(first).filter(|it| it.phrase.head < tokens.end)
    };
    let name = name_in(analysis, mentions, &tokens, candidate)
        .filter(|_| candidate.is_none_or(|it| it.phrase.head >= tokens.start));
    let candidate = candidate.filter(|it| name.is_none() && !it.named);
    let pronoun =
        analysis.phrase(&lexicon::SOURCE_PRONOUNS, tokens.start, tokens.end).filter(|(len, _)| {
            candidate.is_none()
                && (*len == tokens.len() || analysis.word(tokens.start + len) == "of")
        });
    let sentence = analysis.sentence_at(tokens.start);
    let is_part = pronoun.is_some_and(|(len, value)| {
        matches!(value, "part" | "some" | "other") || len < tokens.len()
    });
    let pronoun = pronoun.map(|(_, value)| value).filter(|_| !is_part);
    let tokens = candidate.map_or(tokens, |it| it.phrase.tokens.clone());
    let doubtful = matches!(attribution.statement, Statement::Opinion | Statement::Refusal);
    let candidate = candidate.filter(|it| !doubtful || it.speaks() || is_taken_up(it));
    Some(Expression { tokens, sentence, candidate, name, pronoun, is_part, tentative: false })
}

/// Whether a candidate may be an earlier source, so that the least verb makes it speak again.
fn is_taken_up(candidate: &Candidate) -> bool {
    matches!(candidate.phrase.reference, Reference::Definite | Reference::This | Reference::Owned)
}

/// The place of the name that is the head of a source.
fn name_in(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    tokens: &Range<usize>,
    candidate: Option<&Candidate>,
) -> Option<usize> {
    let range = analysis.range_of(tokens.clone());
    let first = mentions.partition_point(|it| it.span.start() < range.start());
    let inside = mentions
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, mention)| mention.span.start() < range.end())
        .take(16);
    for (place, mention) in inside {
        if mention.form != MentionForm::Name || !may_speak(mention.kind) {
            continue;
        }
        let end = analysis.tokens_in(mention.span.range()).end;
        let next = analysis.word(end);
        let follows = end < tokens.end && analysis.token(end).is_word();
        let modifies = follows
            && (is_clitic(next)
                || (!matches!(next, "of" | "in" | "at" | "from" | "and" | "for" | "who" | "with")));
        let person = mention.kind == EntityKind::Person;
        let within = candidate.is_some_and(|it| {
            let phrase = analysis.range_of(it.phrase.tokens.clone());
            !it.named && phrase.overlaps(mention.span.range())
        });
        let part = modifies && (!person || is_clitic(next));
        if within || part {
            if candidate.is_some_and(|it| !it.named) && within {
                return None;
            }
            continue;
        }
        let before = candidate.is_none_or(|it| {
            it.named || mention.span.start() < analysis.token(it.phrase.head).start()
        });
        return before.then_some(place);
    }
    None
}

fn is_taken(taken: &[TextRange], range: TextRange) -> bool {
    let place = taken.partition_point(|it| it.start() < range.end());
    place.checked_sub(1).and_then(|place| taken.get(place)).is_some_and(|it| it.overlaps(range))
}

/// The candidates that speak outside attributions.
fn alone<'c>(
    analysis: &Analysis<'_>,
    candidates: &'c [Candidate],
    taken: &[TextRange],
    quoted: &[TextRange],
    events: &mut Vec<Event<'c>>,
) {
    for candidate in candidates {
        let tokens = candidate.phrase.tokens.clone();
        let range = bytes(analysis, &tokens);
        if !candidate.speaks() || is_taken(taken, range) || is_taken(quoted, range) {
            continue;
        }
        events.push(Event::Alone(Expression {
            tokens,
            sentence: candidate.sentence,
            candidate: Some(candidate),
            name: None,
            pronoun: None,
            is_part: false,
            tentative: true,
        }));
    }
}

/// The pronouns that speak outside attributions.
fn pronouns(
    analysis: &Analysis<'_>,
    terms: &[Terms],
    taken: &[TextRange],
    quoted: &[TextRange],
    events: &mut Vec<Event<'_>>,
) {
    for (sentence, tokens) in analysis.sentence_list().iter().map(|it| it.tokens()).enumerate() {
        for at in tokens.clone() {
            let Some((words, value, is_part)) = pronoun_at(analysis, at, tokens.end, terms) else {
                continue;
            };
            let range = analysis.range_of(words.clone());
            if is_taken(taken, range) || is_taken(quoted, range) {
                continue;
            }
            events.push(Event::Alone(Expression {
                tokens: words,
                sentence,
                candidate: None,
                name: None,
                pronoun: Some(value).filter(|_| !is_part),
                is_part,
                tentative: true,
            }));
        }
    }
}

/// The people that open a sentence by name.
fn openings<'c>(analysis: &Analysis<'_>, mentions: &[Mention<'_>], events: &mut Vec<Event<'c>>) {
    let mut last = None;
    for (place, mention) in mentions.iter().enumerate() {
        if mention.kind != EntityKind::Person || mention.form != MentionForm::Name {
            continue;
        }
        let tokens = analysis.tokens_in(mention.span.range());
        let sentence = analysis.sentence_at(tokens.start);
        let start = analysis.sentence_list().get(sentence).map_or(0, |it| it.tokens().start);
        if tokens.start <= start + OPENING && last != Some(sentence) {
            last = Some(sentence);
            events.push(Event::Named(place, tokens));
        }
    }
}

/// What is known of a source while the text is read.
struct Draft<'a> {
    who: Who,
    kind: Option<EntityKind>,
    attributions: Vec<AttributionId>,
    rule: &'static str,
    description: Option<Cow<'a, str>>,
    unnamed: Option<Unnamed<'a>>,
}

struct Stage<'t, 'a> {
    scene: Scene<'t, 'a>,
    drafts: Vec<Draft<'a>>,
    entities: Vec<Option<usize>>,
    /// The sources of candidates, by the place of the noun.
    heard: BTreeMap<usize, usize>,
    /// Names without an entity and descriptions, by the hash of their words.
    worded: BTreeMap<u64, usize>,
}

impl<'t, 'a> Stage<'t, 'a> {
    fn new(
        analysis: &'t Analysis<'a>,
        mentions: &'t [Mention<'a>],
        entities: &'t [Entity<'a>],
    ) -> Self {
        let titles = titles(analysis, mentions);
        let scene =
            Scene { analysis, mentions, entities, titles, members: Vec::new(), turns: Vec::new() };
        Self {
            scene,
            drafts: Vec::new(),
            entities: vec![None; entities.len()],
            heard: BTreeMap::new(),
            worded: BTreeMap::new(),
        }
    }

    /// Takes in a name that opens a sentence.
    fn name(&mut self, place: usize, tokens: &Range<usize>) {
        let who = self.scene.who(place);
        let member = self.known(who);
        let sentence = self.scene.analysis.sentence_at(tokens.start);
        self.scene.turns.push(Turn { who, member, tokens: tokens.clone(), sentence });
    }

    /// Takes in a statement of terms about the one who spoke last.
    fn terms(&mut self, terms: &Terms) {
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

    fn credit(&mut self, member: usize, attribution: AttributionId) {
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
    fn hear(&mut self, expression: &Expression<'_>) -> Option<usize> {
        let head = expression.candidate.map(|it| it.phrase.head);
        if let Some(member) = head.and_then(|head| self.heard.get(&head)) {
            return Some(*member);
        }
        let member = self.decide(expression)?;
        if let Some(head) = head {
            self.heard.insert(head, member);
        }
        Some(member)
    }

    fn decide(&mut self, expression: &Expression<'_>) -> Option<usize> {
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
                self.mention(member, expression, Some(antecedent));
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
        Some(member)
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
            kin: "",
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
            kin: "",
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
        self.mention(member, expression, antecedent);
        member
    }

    /// Adds the words of `expression` to a source without a name.
    fn mention(
        &mut self,
        member: usize,
        expression: &Expression<'_>,
        antecedent: Option<Range<usize>>,
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
        };
        if let Some(unnamed) = self.drafts.get_mut(member).and_then(|it| it.unnamed.as_mut()) {
            let repeated = unnamed.mentions.last().is_some_and(|it| {
                let range = mention.span.range();
                let inside = |span: &Span<'_>| span.range().covers(range);
                it.span.range() == range || it.reason.as_ref().is_some_and(inside)
            });
            if !repeated {
                unnamed.mentions.push(mention);
            }
        }
    }

    /// The sources, done.
    fn sources(self) -> Vec<Source<'a>> {
        let Self { scene, drafts, .. } = self;
        drafts
            .into_iter()
            .map(|draft| {
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
