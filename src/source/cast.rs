//! Who the text names, by what titles, and who has spoken so far.

use std::ops::Range;

use super::candidate::Candidate;
use super::words::{Class, cue, is_auxiliary, is_noun, noun};
use crate::analysis::Analysis;
use crate::coreference::Entity;
use crate::fold;
use crate::id::EntityId;
use crate::lexicon;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::source::Number;
use crate::tag::Tag;
use crate::token::Shape;

/// The most tokens before or after a name that are read as its title.
const TITLE: usize = 10;
/// The most earlier titles that are compared with a noun.
const TITLES: usize = 96;
/// The most names after a noun that may be the one it announces.
const COMING: usize = 8;

/// A man or a woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// A noun by which the text calls someone it names: `spokesman` in `spokesman Dan Doe`.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// The place of the name in the mentions.
    pub(super) mention: usize,
    pub(super) lemma: u64,
    /// The more general words for it.
    kin: Kin,
    /// The tokens round the noun.
    pub(super) context: Range<usize>,
    /// Whether it is that of a deputy: `vice president`.
    second: bool,
}

impl Title {
    /// Whether the noun of `candidate` is the title's, or, unless `exact`, a more general word for it.
    fn fits(&self, analysis: &Analysis<'_>, candidate: &Candidate, exact: bool) -> bool {
        let phrase = &candidate.phrase;
        let same =
            self.lemma == phrase.noun.lemma && self.second == is_second(analysis, phrase.head);
        let own = !matches!(analysis.word(phrase.tokens.start), "my" | "My" | "our" | "Our");
        let fits = same || (!exact && self.kin.holds(phrase.noun.lemma));
        fits && own && !self.is_elsewhere(analysis, phrase.tokens.start..phrase.head)
    }

    /// Whether the title is of one country or party and `words` of another: `the French minister` is no German.
    fn is_elsewhere(&self, analysis: &Analysis<'_>, words: Range<usize>) -> bool {
        let group = |at: usize| {
            analysis.token(at).shape.has_capital()
                && (lexicon::DEMONYMS.contains(analysis.word(at))
                    || lexicon::GROUPS.contains(analysis.word(at)))
        };
        let Some(own) = words.clone().find(|&at| group(at)) else { return false };
        let hash = |at: usize| analysis.token(at).hash();
        let mut others = self.context.clone().filter(|&at| group(at)).peekable();
        others.peek().is_some() && !others.any(|at| hash(at) == hash(own))
    }
}

/// Whether the noun at `at` is that of a deputy.
fn is_second(analysis: &Analysis<'_>, at: usize) -> bool {
    let before = analysis.word(at.saturating_sub(1));
    ["vice", "deputy", "assistant", "associate"].iter().any(|it| before.eq_ignore_ascii_case(it))
}

/// The more general words for a role: the low half of each one's [`fold::hash`], 0 where there are no more.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kin([u32; 6]);

impl Kin {
    fn new(words: &str) -> Self {
        let mut kin = Self::default();
        for (place, word) in kin.0.iter_mut().zip(words.split(' ')) {
            *place = fold::hash(word) as u32;
        }
        kin
    }

    fn holds(self, lemma: u64) -> bool {
        self.0.contains(&(lemma as u32))
    }
}

/// The more general words for the role at `token`.
pub(super) fn kin(analysis: &Analysis<'_>, token: usize) -> Kin {
    let word = analysis.word(token);
    let plural = lexicon::SOURCE_NOUNS.get(word).and_then(|value| value.split_once(' '));
    let words = lexicon::ROLE_KIN.get(plural.map_or(word, |(_, singular)| singular));
    words.map_or_else(Kin::default, Kin::new)
}

/// The titles of the people that `mentions` name, in document order.
pub(super) fn titles(analysis: &Analysis<'_>, mentions: &[Mention<'_>]) -> Vec<Title> {
    let mut found = Vec::new();
    for (place, mention) in mentions.iter().enumerate() {
        if mention.kind != EntityKind::Person || mention.form != MentionForm::Name {
            continue;
        }
        let tokens = analysis.tokens_in(mention.span.range());
        let sentence = analysis.sentence_list().get(analysis.sentence_at(tokens.start));
        let Some(sentence) = sentence.map(|it| it.tokens()) else { continue };
        let before = tokens.start.saturating_sub(TITLE).max(sentence.start)..tokens.start;
        let linked = matches!(
            analysis.word(tokens.start.saturating_sub(1)),
            "of" | "for"
                | "to"
                | "by"
                | "with"
                | "from"
                | "the"
                | "at"
                | "in"
                | "on"
                | "against"
                | "near"
        );
        let start = before
            .clone()
            .rev()
            .find(|&at| ends_title(analysis, at))
            .map_or(before.start, |at| at + 1);
        let before = if linked { tokens.start } else { start }..tokens.start;
        let mut after = tokens.end..tokens.end;
        if matches!(analysis.word(tokens.end), "," | "(") {
            let to = (tokens.end + 1..sentence.end.min(tokens.end + 1 + TITLE))
                .find(|&at| {
                    let verb = cue(analysis, at).is_some() && !is_noun(analysis, at);
                    matches!(analysis.word(at), "," | ")" | "." | ";")
                        || verb
                        || is_auxiliary(analysis, at)
                })
                .unwrap_or(tokens.end + 1);
            after = tokens.end + 1..to;
        }
        for context in [before, after] {
            for at in context.clone() {
                if let Some(noun) = noun(analysis, at) {
                    let title = Title {
                        mention: place,
                        lemma: noun.lemma,
                        kin: kin(analysis, at),
                        context: context.clone(),
                        second: is_second(analysis, at),
                    };
                    found.push(title);
                }
            }
        }
    }
    found
}

/// Whether no title runs on over the token.
fn ends_title(analysis: &Analysis<'_>, at: usize) -> bool {
    let word = analysis.word(at);
    let verb = analysis.tags().get(at).is_some_and(|tag| {
        matches!(
            tag,
            Tag::VerbBase | Tag::VerbPast | Tag::VerbPresent | Tag::VerbThird | Tag::Auxiliary
        )
    });
    // `The senator pressed Roe`: she is no senator.
    if verb && analysis.token(at).shape == Shape::Lower && noun(analysis, at).is_none() {
        return true;
    }
    matches!(
        word,
        "." | ";"
            | ":"
            | "("
            | ")"
            | "said"
            | "told"
            | "by"
            | "with"
            | "to"
            | "from"
            | "that"
            | "and"
    ) || (word == "," && noun(analysis, at.saturating_sub(1)).is_none())
}

/// The name that the noun phrase of `candidate` takes up by a title of its own: the last one before it.
pub(super) fn titled(
    analysis: &Analysis<'_>,
    titles: &[Title],
    mentions: &[Mention<'_>],
    candidate: &Candidate,
    exact: bool,
) -> Option<usize> {
    let start = analysis.token(candidate.phrase.tokens.start).start();
    let known = titles.partition_point(|title| {
        mentions.get(title.mention).is_some_and(|mention| mention.span.start() < start)
    });
    let fits = |title: &&Title| title.fits(analysis, candidate, exact);
    let mut best: Option<(usize, &Title)> = None;
    for title in titles.get(..known)?.iter().rev().take(TITLES).filter(fits) {
        let shared = shared_words(analysis, candidate, title);
        if best.is_none_or(|(most, _)| shared > most) {
            best = Some((shared, title));
        }
    }
    best.map(|(_, title)| title.mention)
}

/// The name in one of the next sentences that the noun phrase announces.
pub(super) fn announced(
    analysis: &Analysis<'_>,
    titles: &[Title],
    mentions: &[Mention<'_>],
    candidate: &Candidate,
) -> Option<usize> {
    let start = analysis.token(candidate.phrase.tokens.start).start();
    let known = titles.partition_point(|title| {
        mentions.get(title.mention).is_some_and(|mention| mention.span.start() < start)
    });
    let near = |title: &&Title| {
        mentions.get(title.mention).is_some_and(|mention| {
            let token = analysis.tokens_in(mention.span.range()).start;
            analysis.sentence_at(token).saturating_sub(candidate.sentence) <= 2
        })
    };
    titles
        .get(known..)?
        .iter()
        .take(COMING)
        .filter(near)
        .find(|title| title.fits(analysis, candidate, false))
        .map(|it| it.mention)
}

/// How many capitalised words of the noun phrase stand in the title too.
fn shared_words(analysis: &Analysis<'_>, candidate: &Candidate, title: &Title) -> usize {
    let phrase = candidate.phrase.tokens.start..candidate.phrase.head;
    phrase
        .filter(|&at| {
            analysis.token(at).shape.has_capital() && analysis.token(at).shape != Shape::None
        })
        .filter(|&at| {
            let hash = analysis.token(at).hash();
            title.context.clone().any(|other| analysis.token(other).hash() == hash)
        })
        .count()
}

/// Someone who speaks.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) who: Who,
    pub(super) number: Number,
    /// How many, where a number says so.
    pub(super) size: Option<u64>,
    pub(super) gender: Option<Gender>,
    pub(super) class: Option<Class>,
    /// The noun, for one without a name: [`fold::hash`] of its singular.
    pub(super) lemma: u64,
    /// The more general words for the noun.
    pub(super) kin: Kin,
    /// The words of its last mention by a noun; those of its first, where it has none.
    pub(super) words: Range<usize>,
    /// The group that it is part of.
    pub(super) part_of: Option<usize>,
    /// Whether part of the group has spoken apart from it.
    pub(super) parted: bool,
}

/// How someone who speaks is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// By an entity.
    Entity(EntityId),
    /// By a name that no entity was made of: the place of the mention.
    Name(usize),
    /// As a person without a name.
    Unnamed,
    /// By the words that describe it, or that name those who speak together: [`fold::hash`] of them.
    Described(u64),
}

impl Member {
    pub(super) fn is_unnamed(&self) -> bool {
        self.who == Who::Unnamed
    }

    /// Whether a definite noun phrase with this noun may take the member up; `strong` for the same noun.
    pub(super) fn fits(&self, class: Class, lemma: u64) -> Option<Fit> {
        if self.lemma == lemma {
            return Some(Fit::Same);
        }
        let loose = |class: Class| matches!(class, Class::Source | Class::Person);
        let general = self.kin.holds(lemma);
        let fits = general
            || loose(class)
            || (self.class.is_some_and(loose) && lemma == fold::hash("official"))
            || self.class.is_none()
            || (class == Class::Speaker && self.class == Some(Class::Speaker));
        fits.then_some(Fit::Kindred)
    }
}

/// How well a noun takes up an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It is the same noun.
    Same,
    /// It is a more general one, or one that says no more than that someone speaks.
    Kindred,
}

/// A place where someone speaks, or is named as the subject of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub(super) who: Who,
    /// The place of the member; `None` for a name that has not spoken.
    pub(super) member: Option<usize>,
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
}

/// The gender that a title or the noun itself gives.
pub(super) fn gender_of_word(word: &str) -> Option<Gender> {
    if word.len() > 20 {
        return None;
    }
    let word = word.trim_end_matches('.').to_lowercase();
    match word.as_str() {
        "mr" | "sir" | "lord" | "king" | "prince" | "duke" | "man" | "father" | "brother"
        | "son" | "husband" | "uncle" | "grandfather" | "nephew" | "actor" | "monk" | "imam"
        | "boyfriend" | "waiter" | "boy" | "dad" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "lady" | "queen" | "princess" | "duchess" | "madam" | "dame"
        | "woman" | "mother" | "sister" | "daughter" | "wife" | "aunt" | "grandmother"
        | "niece" | "actress" | "nun" | "girlfriend" | "girl" | "mom" | "mum" | "waitress"
        | "widow" => Some(Gender::Female),
        word if word.ends_with("woman") => Some(Gender::Female),
        word if word.ends_with("man") && lexicon::SOURCE_NOUNS.contains(word) => Some(Gender::Male),
        _ => None,
    }
}

/// The gender of a named person: by the titles in its mentions, by its given name where they give none.
pub(super) fn gender_of_entity(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    entity: &Entity<'_>,
) -> Option<Gender> {
    let mut names = entity.mentions.iter().take(12).filter_map(|id| mentions.get(id.index()));
    let titled = names.find_map(|mention| title_gender(analysis, mention));
    titled.or_else(|| gender_of_given_name(&entity.name))
}

/// The gender that the title before a name gives.
pub(super) fn title_gender(analysis: &Analysis<'_>, mention: &Mention<'_>) -> Option<Gender> {
    let first = analysis.tokens_in(mention.span.range()).start;
    (first.saturating_sub(2)..first).rev().find_map(|at| gender_of_word(analysis.word(at)))
}

/// The gender of most who bear the first of two or more names.
pub(super) fn gender_of_given_name(name: &str) -> Option<Gender> {
    let (given, _) = name.split_once(char::is_whitespace)?;
    match lexicon::value_in(lexicon::GIVEN_NAMES, given)? {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}
