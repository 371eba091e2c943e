//! The words that attribute: candidates, by the cue lists.
//!
//! Which candidates stand is decided by how often their like attributes in what follows them
//! ([`Cue::confidence`]).

use crate::lexicon;
use crate::tag::Tag;

use super::run::Run;
use super::scene::Scene;
use super::word::Class;

/// How far a verb group may reach before its verb.
const LONGEST_GROUP: usize = 8;

/// A word that may attribute, with its verb group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// The whole verb group: auxiliaries, negation, adverbs, verb.
    pub(super) run: Run,
    /// The verb or noun itself.
    pub(super) head: usize,
    /// The entry of the cue lists.
    pub(super) lemma: &'static str,
    /// What is done by it, by the cue lists.
    pub(super) act: Act,
    /// What its form is and what stands before it.
    pub(super) form: Form,
    pub(super) negated: bool,
    rates: &'static str,
}

/// What is done by a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// `say`
    Say,
    /// `deny`
    Deny,
    /// `ask`
    Ask,
    /// `urge`
    Order,
    /// `vow`
    Promise,
    /// `believe`, `support`
    Believe,
    /// `decline`
    Refuse,
    /// `respond`
    Answer,
}

/// How a cue stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `said`, `has said`, `will say`, `is saying`
    Finite,
    /// `was told`, `is expected`
    Passive,
    /// `, saying`
    Participle,
    /// `to say`
    Infinitive,
    /// `asked` after a noun or at a clause's start: `a plan proposed by`
    Reduced,
    /// `announcement`
    Noun,
    /// `according to`
    AccordingTo,
}

impl Act {
    fn parse(value: &str) -> Self {
        match value {
            "deny" => Self::Deny,
            "ask" => Self::Ask,
            "order" => Self::Order,
            "promise" => Self::Promise,
            "believe" => Self::Believe,
            "refuse" => Self::Refuse,
            "answer" => Self::Answer,
            _ => Self::Say,
        }
    }
}

impl Cue {
    /// How often in a hundred cases the word attributes where `follows` comes after it; 0 where the lists do not say.
    pub(super) fn rate(&self, follows: &str) -> u8 {
        let rate = tags(self.rates)
            .find_map(|rate| rate.strip_prefix(follows.as_bytes())?.strip_prefix(b"="));
        let digit = |sum: u8, digit: &u8| sum.saturating_mul(10).saturating_add(digit - b'0');
        rate.filter(|rate| rate.iter().all(u8::is_ascii_digit))
            .map_or(0, |rate| rate.iter().fold(0, digit))
    }

    /// Whether words of speech are its usual content.
    pub(super) fn speaks(&self) -> bool {
        self.rate("left") > 0
    }
}

/// The parts of a list's value, as bytes: they are short, and a search made for long text would cost more.
fn tags(value: &str) -> impl Iterator<Item = &[u8]> {
    value.as_bytes().split(|&byte| byte == b' ')
}

/// The cue at the token `head`, if it is one.
pub(super) fn cue_at(scene: &Scene<'_, '_>, head: usize) -> Option<Cue> {
    let token = scene.analysis.token(head);
    if !token.is_word() {
        return None;
    }
    let word = scene.word(head);
    if let Some(value) = lexicon::CUE_VERBS.get_hashed(token.hash(), word) {
        if let Some(cue) = verb(scene, head, value) {
            return Some(cue);
        }
    }
    if scene.is(head, &["put", "puts"]) && scene.is(head + 1, &["it"]) {
        // `as the mayor put it`
        let say = verb(scene, head, "say past part s")?;
        return Some(Cue { run: Run::new(say.run.first, head + 2), ..say });
    }
    if scene.is(head, &["according"]) && scene.is(head + 1, &["to"]) {
        return Some(Cue {
            run: Run::new(head, head + 2),
            head,
            lemma: "according",
            act: Act::Say,
            form: Form::AccordingTo,
            negated: false,
            rates: "",
        });
    }
    let value = lexicon::CUE_NOUNS.get_hashed(token.hash(), word)?;
    let (act, rates) = value.split_once(' ').unwrap_or((value, ""));
    Some(Cue {
        run: Run::new(head, head + 1),
        head,
        lemma: "",
        act: Act::parse(act),
        form: Form::Noun,
        negated: false,
        rates,
    })
}

fn verb(scene: &Scene<'_, '_>, head: usize, value: &'static str) -> Option<Cue> {
    let (lemma, forms) = value.split_once(' ')?;
    if is_going_on(scene, head)
        && scene.class(head + 1) == Class::To
        && next_is_cue(scene, head + 2)
    {
        return None;
    }
    let has = |form: &str| tags(forms).any(|other| other == form.as_bytes());
    let particle = particle(scene, head, forms)?;
    let group = group_before(scene, head);
    let before = scene.class_before(group.first);
    let form = match group.opened_by {
        // Who is alarmed by a thing is its source, no less than who fears it.
        Some(Class::Be) if has("feels") => Form::Finite,
        Some(Class::Be) if has("ing") => Form::Finite,
        Some(Class::Be) if has("part") => Form::Passive,
        Some(Class::Have) if has("part") => Form::Finite,
        Some(Class::Do | Class::Modal) if has("base") => Form::Finite,
        Some(Class::To) if has("base") => Form::Infinitive,
        Some(_) => return None,
        None if has("ing") => Form::Participle,
        None if has("past") || has("s") || has("base") => bare(scene, head, before, &has)?,
        None if has("feels") => return None,
        None => Form::Reduced,
    };
    let entry = lexicon::CUES.get(lemma)?;
    let (act, rates) = entry.split_once(' ').unwrap_or((entry, ""));
    // `alarmed by`, `worried about`: what is felt of it is no content.
    let of = has("feels")
        && scene.is(head + 1, &["about", "at", "by", "for", "in", "of", "on", "over", "with"]);
    let run = Run::new(group.first, head + 1 + usize::from(of) + particle);
    Some(Cue { run, head, lemma, act: Act::parse(act), form, negated: group.negated, rates })
}

/// How many words after the verb at `head` are part of it: `brushed [aside]`, `made [it clear]`; `None` where it needs one
/// and has none.
fn particle(scene: &Scene<'_, '_>, head: usize, forms: &str) -> Option<usize> {
    let particles = || tags(forms).filter_map(|form| form.strip_prefix(b"+"));
    if particles().next().is_none() {
        return Some(0);
    }
    let is_one = |at: usize| {
        particles().any(|particle| scene.word(at).as_bytes().eq_ignore_ascii_case(particle))
    };
    if is_one(head + 1) {
        Some(1)
    } else {
        (scene.is(head + 1, &["it"]) && is_one(head + 2)).then_some(2)
    }
}

/// The form of a verb without an auxiliary; `None` where the word is a noun or adjective.
fn bare(
    scene: &Scene<'_, '_>,
    head: usize,
    before: Class,
    has: &impl Fn(&str) -> bool,
) -> Option<Form> {
    let next = scene.class(head + 1);
    if has("past") {
        return match before {
            Class::Determiner if stands_alone(scene, head - 1) => Some(Form::Finite),
            Class::Determiner | Class::Possessive | Class::Preposition | Class::Hyphen => None,
            // `the recently announced plan`
            Class::Adverb if is_within_phrase(scene, head - 1) => None,
            _ if next == Class::Hyphen => None,
            _ if has("part") && (scene.is(head + 1, &["by"]) || is_reduced(scene, head)) => {
                Some(Form::Reduced)
            }
            _ => Some(Form::Finite),
        };
    }
    let plural_noun = |word: &str| word.ends_with('s') && !word.ends_with("ss");
    let in_headline = scene.headline().is_some_and(|headline| headline.contains(head));
    let word = head.checked_sub(1).map_or("", |before| scene.word(before));
    let fits = match before {
        Class::Relative | Class::Adverb => true,
        Class::Determiner => has("base") && stands_alone(scene, head - 1),
        Class::Pronoun => has("s") != scene.is(head - 1, &["i", "we", "they", "you"]),
        Class::That | Class::And => has("s") || has("base"),
        Class::Name | Class::Close | Class::Comma | Class::Mark if has("s") => {
            // A plural noun has the same form as the verb: a verb has a clause, an object or a pause after it.
            in_headline
                || !has("noun")
                || !matches!(next, Class::Preposition | Class::Verb) && !next.is_finite()
        }
        Class::Noun if has("s") => in_headline || !has("noun") || opens_object(next),
        Class::Name | Class::Noun if has("base") => {
            let follows = matches!(
                next,
                Class::Comma | Class::Name | Class::Mark | Class::Stop | Class::Noun
            );
            plural_noun(word) && (opens_object(next) || !has("noun") && follows)
        }
        Class::Comma | Class::Mark if has("base") => next.starts_phrase(),
        _ => false,
    };
    let governed = matches!(
        before,
        Class::Determiner | Class::Possessive | Class::Preposition | Class::Hyphen
    );
    let tagged = match scene.analysis.tags().get(head) {
        Some(Tag::VerbPresent) => has("base"),
        Some(Tag::VerbThird) => has("s"),
        _ => false,
    };
    (fits || tagged && !governed).then_some(Form::Finite)
}

/// Whether the participle at `head` belongs to the noun before it: `the report published on Friday showed`.
fn is_reduced(scene: &Scene<'_, '_>, head: usize) -> bool {
    let beside = scene.class(head + 1) == Class::Preposition || scene.date_at(head + 1).is_some();
    let said = scene.is(head, &["said"]);
    if said || !beside || !matches!(scene.class_before(head), Class::Noun | Class::Name) {
        return false;
    }
    for at in head + 1..head + 8 {
        let modifies = matches!(
            scene.class_before(at),
            Class::Determiner | Class::Possessive | Class::Preposition
        );
        let past = !modifies
            && scene.value(&lexicon::CUE_VERBS, at).is_some_and(|value| value.contains(" past"));
        match scene.class(at) {
            class if class.is_finite() => return true,
            Class::Noun | Class::Ed if past => return true,
            Class::Comma | Class::Stop | Class::And | Class::That | Class::Relative => {
                return false;
            }
            Class::Subordinator | Class::To | Class::Mark | Class::Question => return false,
            _ => {}
        }
    }
    false
}

/// Whether the determiner at `at` may be a subject by itself: `some say`, `both said`.
fn stands_alone(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.is(at, &["some", "many", "most", "few", "both", "all", "several", "each"])
}

/// Whether a phrase that was opened before goes on after the adverb at `at`: `the recently`, `its long`.
fn is_within_phrase(scene: &Scene<'_, '_>, at: usize) -> bool {
    matches!(scene.class_before(at), Class::Determiner | Class::Possessive)
        && !at.checked_sub(1).is_some_and(|before| stands_alone(scene, before))
}

/// Whether a clause or object is sure to start with it, so that the word before is a verb.
const fn opens_object(class: Class) -> bool {
    matches!(
        class,
        Class::That
            | Class::Determiner
            | Class::Possessive
            | Class::Pronoun
            | Class::Object
            | Class::To
            | Class::Question
    )
}

struct Group {
    first: usize,
    /// The auxiliary nearest to the verb.
    opened_by: Option<Class>,
    negated: bool,
}

/// The auxiliaries, negations and adverbs before the verb at `head`.
fn group_before(scene: &Scene<'_, '_>, head: usize) -> Group {
    let mut group = Group { first: head, opened_by: None, negated: false };
    let mut at = head;
    for _ in 0..LONGEST_GROUP {
        let Some(before) = at.checked_sub(1) else { break };
        let class = scene.class(before);
        match class {
            Class::Not => group.negated = true,
            // `neither confirmed nor denied`
            Class::And if scene.is(before, &["nor"]) => {
                group.negated = true;
                break;
            }
            Class::Adverb => {}
            class if class.is_auxiliary() || class == Class::To => {
                group.opened_by = group.opened_by.or(Some(class));
                group.first = before;
                if class == Class::To {
                    break;
                }
            }
            _ => break,
        }
        at = before;
    }
    if group.opened_by == Some(Class::To) {
        goes_on(scene, &mut group);
    }
    if group.negated && group.opened_by.is_none() {
        group.first = at.min(group.first);
    }
    group
}

/// Takes in the verb before *to* that only says that something goes on: `went on to say`, `continues to insist`.
fn goes_on(scene: &Scene<'_, '_>, group: &mut Group) {
    let at = |back: usize| group.first.checked_sub(back);
    let verb = match (at(1), at(2)) {
        (Some(on), Some(go)) if scene.is(on, &["on"]) => {
            Some(go).filter(|&go| scene.is(go, &["went", "goes", "go", "gone", "going"]))
        }
        (Some(verb), _) => Some(verb).filter(|&verb| is_going_on(scene, verb)),
        _ => None,
    };
    let Some(verb) = verb else { return };
    let before = group_before(scene, verb);
    group.first = before.first.min(verb);
    group.negated |= before.negated;
    // `has continued to say` is as finite as `continued to say`.
    group.opened_by = Some(Class::Modal);
}

/// Whether the verb at `at` only says that what comes after its *to* goes on.
pub(super) fn is_going_on(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.is(
        at,
        &[
            "continued",
            "continues",
            "continue",
            "began",
            "begins",
            "started",
            "proceeded",
            "managed",
            "used",
        ],
    )
}

/// Whether the token at `at`, or the one after an adverb there, is the base form of a verb that attributes.
fn next_is_cue(scene: &Scene<'_, '_>, at: usize) -> bool {
    let at = if scene.class(at) == Class::Adverb { at + 1 } else { at };
    scene
        .value(&lexicon::CUE_VERBS, at)
        .is_some_and(|value| tags(value).any(|form| form == b"base"))
}
