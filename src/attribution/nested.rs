//! Attributions that others tell of: inside their content (`Roe said that [Doe had denied it]`), or with the same content
//! (`the bridge is shut, the paper reported, citing [two engineers]`).

use std::borrow::Cow;

use super::addressee::asked;
use super::content::Placed;
use super::cue::{self, Act, Cue, Form};
use super::frame::{self, Draft};
use super::phrase;
use super::run::Run;
use super::scene::Scene;
use super::subject::subject;
use super::telling;
use super::word::Class;
use crate::lexicon;
use crate::tag::Tag;
use crate::token::Shape;

/// What a draft is dropped below, in a hundred: more than for the outermost, as half of them are misread.
const LEAST: u8 = 60;
/// The same where whoever is told stands beside a verb that bids.
const LEAST_TOLD: u8 = 30;
/// How deep attributions may lie inside one another.
const DEEPEST: u8 = 4;
/// How many attributions before one are asked whether it lies in them.
const NEAR: usize = 8;
/// How far from its verb the one that is cited may stand.
const FARTHEST: usize = 60;
/// How far a verb may stand from the start of its clause.
const LONGEST_CLAUSE: usize = 40;
/// How often in a hundred cases a verb that surely tells what someone said does so.
const SURE: u8 = 85;
/// The rule of one whose content is another's.
const CITED: &str = "cited";
/// The rule of one that is quoted `as saying`.
const QUOTED_AS: &str = "quoted_as";

/// An attribution that another tells of.
#[derive(Clone, Debug)]
pub(super) struct Nested {
    pub(super) draft: Draft,
    /// The one that tells of it: a place among the outermost, and past their end among these.
    pub(super) via: usize,
    /// How many tell of it.
    pub(super) level: u8,
}

/// The scenes that cues are read in.
pub(super) struct Scenes<'i, 's, 'a> {
    /// The text with its outermost quotations.
    pub(super) text: &'i Scene<'s, 'a>,
    /// What lies in quotations, with those inside them.
    pub(super) quoted: &'i Scene<'s, 'a>,
}

impl<'i, 's, 'a> Scenes<'i, 's, 'a> {
    /// The scene of the token at `at`.
    pub(super) fn at(&self, at: usize) -> &'i Scene<'s, 'a> {
        if self.text.quote_at(at).is_some() { self.quoted } else { self.text }
    }
}

/// Those that `outermost` tell of, in the order of the ones that they lie in.
pub(super) fn nested(scenes: &Scenes<'_, '_, '_>, outermost: &[Draft]) -> Vec<Nested> {
    let mut found = Vec::new();
    for (at, outer) in outermost.iter().enumerate() {
        let first = found.len();
        for content in &outer.content {
            for draft in inside(scenes, *content) {
                let before = found.get(first..).unwrap_or_default();
                let (via, level) = around(before, &draft)
                    .map_or((at, 1), |(place, level)| (outermost.len() + first + place, level + 1));
                if level <= DEEPEST {
                    found.push(Nested { draft, via, level });
                }
            }
        }
        if let Some(draft) = cited(scenes.text, outer) {
            found.push(Nested { draft, via: at, level: 1 });
        }
    }
    found
}

/// The one of `before` whose content `draft` lies in, and its level.
fn around(before: &[Nested], draft: &Draft) -> Option<(usize, u8)> {
    let holds = |other: &Nested| other.draft.content.iter().any(|run| run.covers(draft.cue_run));
    let mut near = before.iter().enumerate().rev().take(NEAR);
    near.find(|(_, other)| holds(other)).map(|(place, other)| (place, other.level))
}

/// The attributions inside `content`.
fn inside(scenes: &Scenes<'_, '_, '_>, content: Run) -> Vec<Draft> {
    let placed = |at| {
        let scene = scenes.at(at);
        let cue = cue::cue_at(scene, at).filter(|cue| content.covers(cue.run))?;
        Some(Placed { cue, subject: subject(scene, &cue) })
    };
    let cues: Vec<Placed> = content.tokens().filter_map(placed).collect();
    let mut found: Vec<Draft> = Vec::new();
    for (at, placed) in cues.iter().enumerate() {
        let scene = scenes.at(placed.cue.head);
        let bounds = bounds(scenes.text, content, placed.cue.head);
        let later = cues.get(at + 1..).unwrap_or_default();
        let sentence = scene.sentence(placed.cue.head);
        let shared = found.last().filter(|last| sentence.contains(last.cue_run.first));
        let draft = quoted_as(scene, &placed.cue, bounds)
            .or_else(|| frame::draft(scene, placed, later, shared.and_then(|last| last.source)));
        found.extend(draft.and_then(|draft| clipped(scene, draft, bounds)));
    }
    found
}

/// Where an attribution inside `content` with its cue at `head` may lie: in a quotation, its sentence there.
fn bounds(scene: &Scene<'_, '_>, content: Run, head: usize) -> Run {
    let Some(quote) = scene.quote_at(head) else { return content };
    let sentence = scene.sentence(head);
    let mark = |at: usize| usize::from(scene.class(at) == Class::Mark);
    let first = (quote.run.first + mark(quote.run.first)).max(sentence.first).max(content.first);
    let end = (quote.run.end - mark(quote.run.end - 1)).min(sentence.end).min(content.end);
    Run::new(first, end)
}

/// The draft within `bounds`; `None` where it is none that stands by itself there.
fn clipped(scene: &Scene<'_, '_>, mut draft: Draft, bounds: Run) -> Option<Draft> {
    // What stands before the words said is no part of who says some of them.
    let source = draft.source.map(|source| Run::new(source.first.max(bounds.first), source.end));
    let source = source.filter(|source| source.first < source.end && bounds.covers(*source))?;
    let source = last_phrase(scene, source);
    draft.source = Some(source);
    let cue = draft.cue?;
    // `told her the bridge was safe`, `urged members to wait`
    let someone_told = draft.addressee.is_some() || asked(scene, &cue).is_some();
    let opener = draft.content.first().map_or(Class::Other, |run| scene.class(run.first));
    let bids = bids(&cue) && (someone_told || matches!(opener, Class::To | Class::That));
    let least = if bids && someone_told { LEAST_TOLD } else { LEAST };
    let clear = draft.confidence >= least
        && draft.rule != "relative"
        && (draft.rule != "cue_to" || bids)
        && (bids || tells(&cue, draft.rule))
        && !is_unsaid(scene, &cue);
    let someone = is_phrase(scene, source) && !is_teller(scene, source) && may_tell(scene, source);
    let misread = is_naming(scene, source) || is_no_verb(scene, &draft, source);
    if !clear || !someone || misread || is_supposed(scene, source) {
        return None;
    }
    for run in &mut draft.content {
        let within = Run::new(run.first.max(bounds.first), run.end.min(bounds.end));
        *run = trimmed(scene, within);
    }
    let apart =
        |run: &Run| !run.is_empty() && !run.overlaps(source) && !run.overlaps(draft.cue_run);
    draft.content.retain(apart);
    draft.content.sort();
    telling::tell_one(scene, &mut draft, bounds);
    let denies = |run: &Run| cue.act == Act::Deny && run.len() > 1;
    let bidden = |run: &Run| bids && run.len() > 1;
    let whole = |run: &Run| denies(run) || bidden(run) || is_clause(scene, *run);
    draft.content.iter().any(whole).then_some(draft)
}

/// `source` from the last determiner in it that opens a phrase of its own: `for decades some critics` are critics.
fn last_phrase(scene: &Scene<'_, '_>, source: Run) -> Run {
    let opens = |at: &usize| {
        scene.word(*at) == "The"
            || scene.class(*at) == Class::Determiner
                && matches!(scene.class(at - 1), Class::Noun | Class::Name)
                && scene.class(*at) != Class::Possessive
    };
    let first = (source.first + 1..source.end).rev().find(opens);
    Run::new(first.unwrap_or(source.first), source.end)
}

/// Whether the cue is no verb of its source, or not that of the content: a word with a capital inside a sentence, one
/// before *than*, one in a clause that only tells when.
fn is_no_verb(scene: &Scene<'_, '_>, draft: &Draft, source: Run) -> bool {
    let Some(cue) = draft.cue else { return false };
    let before = source.first.checked_sub(1);
    let capital = scene.analysis.token(cue.head).shape == Shape::Title
        && cue.head > scene.sentence(cue.head).first
        && cue.form != Form::AccordingTo;
    let noun = matches!(cue.form, Form::Finite)
        && source.end == cue.run.first
        && source.first + 1 < source.end
        && scene.analysis.tags().get(source.end - 1) == Some(&Tag::Adjective);
    let when = draft.rule == "source_cue_quotation"
        && before.is_some_and(|at| scene.class(at) == Class::Subordinator);
    let than = scene.is(draft.cue_run.end.saturating_sub(1), &["than"]);
    capital || noun || when || than
}

/// Whether `source` ends in a word for one who may tell something: a name, a pronoun, a noun for people, a body or a
/// document, in singular or plural.
fn may_tell(scene: &Scene<'_, '_>, source: Run) -> bool {
    let ends = |at: &usize| scene.class(*at) == Class::Preposition;
    let end = source.tokens().skip(1).find(ends).unwrap_or(source.end);
    let Some(head) = end.checked_sub(1).filter(|&head| head >= source.first) else { return false };
    let word = scene.word(head);
    let one = word.strip_suffix("ies").map_or_else(
        || Cow::Borrowed(word.strip_suffix('s').unwrap_or(word)),
        |stem| Cow::Owned(format!("{stem}y")),
    );
    let body = [word, &*one].iter().any(|word| {
        lexicon::ORGANIZATION_NOUNS.contains(word) || lexicon::DOCUMENT_NOUNS.contains(word)
    });
    let class = scene.class(head);
    body || names_someone(scene, source)
        || matches!(
            class,
            Class::Pronoun | Class::Object | Class::Relative | Class::Close | Class::Comma
        )
        || class == Class::Name
        || (source.len() == 1
            && scene.is(head, &["some", "many", "most", "several", "both", "others"]))
}

/// Whether the clause of `source` only names or measures something: `what he calls “progress”`, `the things that they ask`.
fn is_naming(scene: &Scene<'_, '_>, source: Run) -> bool {
    let Some(before) = source.first.checked_sub(1) else { return false };
    let tag = before.checked_sub(1).and_then(|at| scene.analysis.tags().get(at));
    let relative = scene.is(before, &["that", "which"]) && tag.is_some_and(|tag| *tag == Tag::Noun);
    relative || scene.is(before, &["what", "how", "than", "where"])
}

/// Whether `cue` surely tells what someone said: nobody would, could or did not say it.
fn tells(cue: &Cue, rule: &str) -> bool {
    match cue.form {
        Form::AccordingTo => return true,
        Form::Finite => {}
        Form::Participle => return rule == QUOTED_AS && cue.rate("left") >= SURE,
        _ => return false,
    }
    let object = matches!(
        cue.lemma,
        "call"
            | "cite"
            | "describe"
            | "mention"
            | "offer"
            | "point"
            | "quote"
            | "refer"
            | "reference"
            | "recite"
    );
    let speaks = bids(cue)
        || match cue.act {
            Act::Say => {
                cue.rate("left") >= SURE && cue.rate("that") >= SURE || cue.lemma == "state"
            }
            Act::Deny => true,
            Act::Ask => cue.lemma == "ask",
            _ => false,
        };
    let quoted =
        matches!(rule, "source_cue_quotation" | "quotation_source_cue" | "quotation_cue_source");
    speaks && (quoted || !object || rule == QUOTED_AS)
}

/// Whether nobody did say it: `would say`, `never said`.
fn is_unsaid(scene: &Scene<'_, '_>, cue: &Cue) -> bool {
    let supposed = cue.run.tokens().any(|at| matches!(scene.class(at), Class::Modal | Class::To));
    cue.form != Form::AccordingTo && (supposed || cue.negated && cue.act != Act::Deny)
}

/// Whether the verb says that someone should do something or will: `promised to wait`, `urged members to wait`.
fn bids(cue: &Cue) -> bool {
    let bids = matches!(
        cue.lemma,
        "agree"
            | "ask"
            | "decline"
            | "demand"
            | "instruct"
            | "offer"
            | "order"
            | "pledge"
            | "promise"
            | "refuse"
            | "tell"
            | "threaten"
            | "urge"
            | "vow"
            | "warn"
    );
    bids && cue.form == Form::Finite
}

/// Whether the clause only supposes that its subject, `source`, speaks: `if he says so`.
fn is_supposed(scene: &Scene<'_, '_>, source: Run) -> bool {
    const ORDERS: [&str; 8] = [
        "require",
        "requires",
        "required",
        "requiring",
        "demand",
        "demands",
        "demanded",
        "recommend",
    ];
    let before = source.first.checked_sub(1);
    // `The rule requires that companies report`: none may have.
    let ordered = before
        .and_then(|at| at.checked_sub(1))
        .is_some_and(|at| scene.is(at + 1, &["that"]) && scene.is(at, &ORDERS));
    let opens = |at: usize| {
        lexicon::SUPPOSING_WORDS.contains(scene.word(at)) || scene.is(at, &["would", "could"])
    };
    ordered || opens(source.first) || before.is_some_and(opens)
}

/// Whether `source` is one noun phrase: no verb is in it, and no pronoun but alone or in `two of them`.
fn is_phrase(scene: &Scene<'_, '_>, source: Run) -> bool {
    let alone = source.len() == 1;
    source.tokens().all(|at| match scene.class(at) {
        Class::Pronoun | Class::Object => alone || scene.is(at.saturating_sub(1), &["of"]),
        Class::That | Class::To | Class::Stop | Class::Question => false,
        class => !class.is_finite(),
    })
}

/// Whether `run` is in quotation marks or holds a verb, as far as its words tell.
fn is_clause(scene: &Scene<'_, '_>, run: Run) -> bool {
    // `He said it over and over`
    let object = scene.is(run.first, &["it"])
        && matches!(scene.class(run.first + 1), Class::Preposition | Class::Adverb | Class::And);
    let short = run.len() < 3 && run.tokens().all(|at| scene.quote_at(at).is_none());
    !object
        && !short
        && run.tokens().take(LONGEST_CLAUSE).any(|at| {
            let class = scene.class(at);
            class.is_finite()
                || matches!(class, Class::Ed | Class::Ing)
                || at == run.first && class == Class::To
                || scene.quote_at(at).is_some()
        })
}

/// `run` without the marks at its ends.
fn trimmed(scene: &Scene<'_, '_>, run: Run) -> Run {
    let Run { mut first, mut end } = run;
    let mark = |at: usize| {
        matches!(scene.class(at), Class::Comma | Class::Colon | Class::Dash)
            || scene.class(at) == Class::Stop && !scene.is(at, &["?", "!"])
    };
    while first < end && mark(first) {
        first += 1;
    }
    while first < end && mark(end - 1) {
        end -= 1;
    }
    Run::new(first, end)
}

/// Whether the words stand for the one who tells, for whoever hears it, or for nobody.
fn is_teller(scene: &Scene<'_, '_>, source: Run) -> bool {
    const TELLERS: [&str; 20] = [
        "i",
        "we",
        "you",
        "it",
        "there",
        "this",
        "that",
        "which",
        "what",
        "one",
        "someone",
        "somebody",
        "anyone",
        "anybody",
        "everyone",
        "everybody",
        "nobody",
        "people",
        "me",
        "us",
    ];
    source.len() == 1 && scene.is(source.first, &TELLERS)
}

/// `quoted a minister as saying the bridge was safe`, where `cue` is `saying`.
fn quoted_as(scene: &Scene<'_, '_>, cue: &Cue, bounds: Run) -> Option<Draft> {
    let before = cue.run.first.checked_sub(1).filter(|&before| before >= bounds.first)?;
    if cue.form != Form::Participle || !scene.is(before, &["as"]) {
        return None;
    }
    let source = phrase::before(scene, before, bounds.first)?;
    let content = Run::new(cue.run.end, bounds.end);
    Some(Draft { cue_run: cue.run, ..plain(QUOTED_AS, *cue, source, vec![content]) })
}

/// The one that `outer` names as where it has its words from: `…, the paper reported, citing two engineers`.
fn cited(scene: &Scene<'_, '_>, outer: &Draft) -> Option<Draft> {
    let own = outer.cue.filter(|cue| cue.speaks() && cue.act == Act::Say)?;
    let stretch = Run::new(scene.stretch_first(own.head), scene.stretch_end(own.head));
    let near = Run::new(
        stretch.first.max(own.head.saturating_sub(FARTHEST)),
        stretch.end.min(own.head + FARTHEST),
    );
    let opens = |at: usize| {
        at == near.first
            || matches!(scene.class_before(at), Class::Comma | Class::Dash | Class::Mark)
            || scene.date_at(at.saturating_sub(1)).is_some()
    };
    let at = near.tokens().find(|&at| scene.is(at, &["citing", "quoting"]) && opens(at))?;
    let held = outer.content.iter().any(|content| content.contains(at));
    if held && (own.run.end..at).any(|at| speaks_at(scene, at)) {
        // `Roe said the paper had reported it, citing two engineers`: they are not Roe's.
        return None;
    }
    let source = phrase::after(scene, at + 1, near.end)?;
    let named = names_someone(scene, source) && !is_teller(scene, source);
    let source = whole(scene, source, near.end);
    let mut content = outer.content.clone();
    if held {
        content
            .iter_mut()
            .for_each(|run| *run = trimmed(scene, Run::new(run.first, run.end.min(at))));
        content.retain(|run| !run.is_empty());
    }
    let apart = !content.is_empty() && !content.iter().any(|content| content.overlaps(source));
    let spans = scene.quote_at(source.first).is_none() && named && apart;
    let mut cue = own;
    (cue.run, cue.head, cue.form) = (Run::new(at, at + 1), at, Form::Participle);
    spans.then(|| plain(CITED, cue, source, content))
}

/// Whether a verb of speech with a subject of its own stands at `at`.
fn speaks_at(scene: &Scene<'_, '_>, at: usize) -> bool {
    cue::cue_at(scene, at).is_some_and(|cue| cue.form == Form::Finite && cue.speaks())
}

/// Whether the noun of `phrase` is a name or one for somebody who speaks: `citing concerns` cites no one.
pub(super) fn names_someone(scene: &Scene<'_, '_>, phrase: Run) -> bool {
    let ends = |at: &usize| scene.class(*at) == Class::Preposition;
    let end = phrase.tokens().find(ends).unwrap_or(phrase.end);
    let Some(head) = end.checked_sub(1).filter(|&head| head >= phrase.first) else { return false };
    let listed = |list: &lexicon::Lexicon, at: usize| scene.value(list, at).is_some();
    scene.class(head) == Class::Name
        || listed(&lexicon::HEADLINE_SOURCES, head)
        || listed(&lexicon::ORGANIZATION_NOUNS, head)
        || (phrase.first..end).any(|at| listed(&lexicon::SOURCE_NOUNS, at))
}

/// `source` with the words after it that say how it knows: `two people familiar with the plan`.
fn whole(scene: &Scene<'_, '_>, source: Run, end: usize) -> Run {
    let mut last = source.end;
    let runs_on = |at: usize| {
        !matches!(
            scene.class(at),
            Class::Comma | Class::Stop | Class::Colon | Class::Dash | Class::Mark | Class::Close
        ) && scene.date_at(at).is_none()
    };
    while last < end && runs_on(last) {
        last += 1;
    }
    Run::new(source.first, last)
}

fn plain(rule: &'static str, cue: Cue, source: Run, content: Vec<Run>) -> Draft {
    Draft {
        rule,
        cue: Some(cue),
        cue_run: cue.run,
        source: Some(source),
        content,
        confidence: 80,
        addressee: None,
        medium: None,
        said: None,
        continues: None,
    }
}
