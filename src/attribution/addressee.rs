//! Whom words are said to.

use super::cue::{Act, Cue, Form};
use super::medium::medium;
use super::phrase;
use super::run::Run;
use super::scene::Scene;
use super::word::Class;
use crate::tag::Tag;

/// Whether the subject of the passive of `lemma` is told and does not tell: `Roe was told that the bridge would close`.
pub(super) fn tells(lemma: &str) -> bool {
    matches!(
        lemma,
        "tell"
            | "ask"
            | "inform"
            | "warn"
            | "urge"
            | "order"
            | "advise"
            | "remind"
            | "instruct"
            | "assure"
            | "notify"
    )
}

/// Whether whoever is told stands right after `cue`.
pub(super) fn takes_addressee(cue: Cue) -> bool {
    cue.form != Form::Passive
        && matches!(
            cue.lemma,
            "tell"
                | "assure"
                | "reassure"
                | "remind"
                | "inform"
                | "notify"
                | "advise"
                | "brief"
                | "convince"
                | "email"
                | "text"
        )
}

/// Whom `cue` asks or tells to do something: `urged [the council] to close the bridge`.
pub(super) fn asked(scene: &Scene<'_, '_>, cue: &Cue) -> Option<Run> {
    let called = cue.lemma == "call" && scene.is(cue.run.end, &["on", "upon"]);
    let directs = matches!(cue.act, Act::Ask | Act::Order)
        || called
        || matches!(cue.lemma, "tell" | "warn" | "remind" | "promise" | "assure");
    // What is demanded or proposed has no one after it who should do it.
    let demands = matches!(cue.lemma, "demand" | "propose" | "recommend" | "suggest" | "require");
    let start = scene.class(cue.run.end);
    let pleads_to = cue.lemma == "plead" && !scene.is(cue.run.end, &["with"]);
    if !directs
        || demands
        || pleads_to
        || matches!(cue.form, Form::Passive | Form::Noun)
        || matches!(start, Class::That | Class::Ing)
    {
        return None;
    }
    let on = usize::from(scene.is(cue.run.end, &["on", "upon", "to", "with"]));
    let end = scene.stretch_end(cue.head);
    let phrase = addressee(scene, cue.run.end + on, end)?;
    // `urged banks in a circular to hold more cash`
    let medium = medium(scene, phrase.end, end);
    let close = medium.map_or(phrase.end, |medium| medium.end);
    // `ordered ministers on Monday to cut spending`
    let on = usize::from(scene.class(close) == Class::Preposition);
    let close = scene.date_at(close + on).map_or(close, |date| date.end);
    let to = close + usize::from(scene.class(close) == Class::Not);
    let opens = scene.class(to) == Class::To && close < end
        || matches!(scene.class(close), Class::Question | Class::That)
        || scene.is(close, &["if", "whether", "when", "where", "why"]);
    let someone = scene.quote_at(phrase.first).is_none() && scene.date_at(phrase.first).is_none();
    (opens && someone).then_some(phrase)
}

/// The one spoken to whose phrase starts at `at`, without what says where: `reporters[ in Ankara]`.
pub(super) fn addressee(scene: &Scene<'_, '_>, at: usize, end: usize) -> Option<Run> {
    if matches!(
        scene.class(at),
        Class::Ing | Class::Ed | Class::That | Class::Relative | Class::Adverb
    ) {
        return None;
    }
    // An infinitive is no one.
    let tag = scene.analysis.tags().get(at);
    if scene.class_before(at) == Class::To && tag.is_some_and(|tag| *tag == Tag::VerbBase) {
        return None;
    }
    let phrase = phrase::after(scene, at, end)?;
    let place = |at: &usize| {
        scene.class(*at) == Class::Preposition && !scene.is(*at, &["of", "from", "for"])
    };
    let mut end = (phrase.first + 1..phrase.end).find(place).unwrap_or(phrase.end);
    // The last word of the *Norvik Weekly* is no date.
    let named = |at: usize| {
        scene.class(at) == Class::Name
            && scene.class(at - 1) == Class::Name
            && scene.date_in(Run::new(at, at + 1)).is_some_and(|date| !scene.is_point(date))
    };
    end += usize::from(end == phrase.end && named(end));
    // `a crowd of about 2,000`
    let counts = scene.is(end - 1, &["of"]) || scene.is(end, &["of"]);
    let about = (end..end + 4).find(|&at| scene.class(at) == Class::Number).filter(|_| counts);
    end = about.map_or(end, |at| at + 1);
    (end > at).then_some(Run::new(at, end))
}
