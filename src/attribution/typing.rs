//! What a source did in saying it.

use crate::analysis::Analysis;
use crate::lexicon;

use super::cue::{Act, Cue, Form};
use super::frame::Draft;
use super::run::Run;
use super::scene::Scene;
use super::silence::{NO_ANSWER, NO_DETAILS, gives_nothing};
use super::word::Class;
use super::{AttributionForm, Statement};

/// The statement that `draft` makes, by its cue's class, its negation and what follows.
pub(super) fn statement(scene: &Scene<'_, '_>, draft: &Draft) -> Statement {
    if draft.rule == NO_ANSWER {
        return Statement::Silence;
    }
    let cue = draft.cue_run;
    if draft.rule == NO_DETAILS || stops_short(scene, cue) || gives_nothing(scene, cue) {
        return Statement::Refusal;
    }
    // `rubbished [suggestions] of a rift`: the verb before the noun says what is done.
    let own = |cue: &&Cue| cue.form != Form::Noun || cue.head == draft.cue_run.first;
    let Some(cue) = draft.cue.as_ref().filter(own) else { return unlisted(scene, draft) };
    let asks = asks(scene, draft);
    match (cue.act, is_negated(scene, cue)) {
        (Act::Refuse, _) | (Act::Deny, true) => Statement::Refusal,
        // `would not comment`
        (Act::Say, true) if cue.lemma == "comment" && has_modal(scene, cue.run) => {
            Statement::Refusal
        }
        (Act::Say, true)
            if matches!(cue.lemma, "respond" | "reply" | "answer" | "comment" | "return") =>
        {
            Statement::Silence
        }
        (Act::Say, true) if asks || withholds(cue.lemma) => Statement::Refusal,
        (Act::Deny, false) => Statement::Denial,
        (Act::Say | Act::Order, false) if is_question(scene, draft) => Statement::Question,
        (Act::Ask, _) if cue.form != Form::Passive && directs(scene, draft) => Statement::Directive,
        (Act::Say, _) if is_directing(cue.lemma) && asks_for_act(scene, draft) => {
            Statement::Directive
        }
        (Act::Say, false) if cue.lemma == "call" && calls_for_act(scene, draft) => {
            Statement::Directive
        }
        // `questioned the need for it`
        (Act::Ask, _) if cue.lemma == "question" && !asks && cue.form != Form::Passive => {
            Statement::Opinion
        }
        (Act::Believe, _) if is_eager_to_know(scene, draft) => Statement::Question,
        (act, _) => listed(scene, draft, cue.lemma, cue.run.end).unwrap_or_else(|| usual(act)),
    }
}

/// What is stated by what is done.
const fn usual(act: Act) -> Statement {
    match act {
        Act::Ask => Statement::Question,
        Act::Order => Statement::Directive,
        Act::Promise => Statement::Commitment,
        Act::Believe => Statement::Opinion,
        Act::Deny => Statement::Denial,
        Act::Refuse => Statement::Refusal,
        Act::Say | Act::Answer => Statement::Assertion,
    }
}

/// The statement of a draft whose cue is in no list: `was adamant that`, or a quotation without one.
fn unlisted(scene: &Scene<'_, '_>, draft: &Draft) -> Statement {
    let words = Run::new(draft.cue_run.first, draft.cue_run.end.min(draft.cue_run.first + 8));
    let known = words.tokens().find_map(|at| listed(scene, draft, scene.word(at), at + 1));
    let feels = words.tokens().any(|at| scene.class(at) == Class::Be);
    match (known, draft.cue) {
        (Some(statement), _) => statement,
        (None, Some(noun)) => usual(noun.act),
        (None, None) if feels => Statement::Opinion,
        (None, None) if is_question(scene, draft) || ends_asking(scene, draft) => {
            Statement::Question
        }
        (None, None) => Statement::Assertion,
    }
}

/// What the list says that `verb` states before what follows it; `end` is where the verb ends.
fn listed(scene: &Scene<'_, '_>, draft: &Draft, verb: &str, end: usize) -> Option<Statement> {
    let value = lexicon::CUE_STATEMENTS.get(verb)?;
    let first = content(draft).first;
    let follows = |complement: &str| match complement {
        // `is meant to`
        "to" => scene.class(first) == Class::To && !is_passive(draft),
        "that" => scene.class(first) == Class::That,
        "ing" => scene.analysis.token(first).is_word() && scene.word(first).ends_with("ing"),
        "wh" => asks(scene, draft),
        "claim" => is_claim(scene, draft),
        "not" => scene.class(end) == Class::Not,
        word => scene.is(end, &[word]),
    };
    let mut parts = value.split(' ');
    let usual = parts.next();
    let special = parts.find_map(|part| {
        let (complement, statement) = part.split_once('=')?;
        follows(complement).then_some(statement)
    });
    special.or(usual).and_then(named)
}

fn is_passive(draft: &Draft) -> bool {
    draft.cue.is_some_and(|cue| cue.form == Form::Passive)
}

fn named(statement: &str) -> Option<Statement> {
    Some(match statement {
        "assertion" => Statement::Assertion,
        "denial" => Statement::Denial,
        "question" => Statement::Question,
        "directive" => Statement::Directive,
        "commitment" => Statement::Commitment,
        "opinion" => Statement::Opinion,
        _ => return None,
    })
}

/// The last stretch of what is said; the cue where nothing is.
fn content(draft: &Draft) -> Run {
    draft.content.last().copied().unwrap_or(draft.cue_run)
}

/// Whether what is said starts as a question does: `whether`, `who had paid`.
fn asks(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    is_asking(scene, content(draft).first)
}

fn is_asking(scene: &Scene<'_, '_>, at: usize) -> bool {
    matches!(scene.class(at), Class::Question | Class::Relative)
        || scene.is(at, &["whether", "if", "when", "where", "why", "what"])
}

/// Whether the source did not do what the verb says: `did not say`, `has yet to respond`, `failed to answer`.
fn is_negated(scene: &Scene<'_, '_>, cue: &Cue) -> bool {
    let unable = ["yet", "failed", "fails", "unable"];
    let near = cue.run.first.saturating_sub(2)..cue.head;
    cue.negated
        || cue.form == Form::Infinitive && near.clone().any(|at| scene.is(at, &unable))
        || near.rev().any(|at| scene.is(at, &["neither"]))
}

fn has_modal(scene: &Scene<'_, '_>, run: Run) -> bool {
    run.tokens().any(|at| scene.class(at) == Class::Modal)
}

/// Whether one who does not do this keeps something to themselves.
fn withholds(lemma: &str) -> bool {
    matches!(
        lemma,
        "confirm"
            | "detail"
            | "disclose"
            | "discuss"
            | "elaborate"
            | "explain"
            | "identify"
            | "name"
            | "reveal"
            | "specify"
    )
}

/// `stopped short of saying`, `fell short of calling`
fn stops_short(scene: &Scene<'_, '_>, cue: Run) -> bool {
    let first = cue.first.saturating_sub(3);
    (first..cue.end.min(cue.first + 4)).any(|at| {
        scene.is(at, &["short"]) && scene.is(at + 1, &["of"]) && scene.class(at + 2) == Class::Ing
    })
}

/// Whether the words said are one sentence, quoted, that ends with a question mark.
fn is_question(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let [run] = draft.content.as_slice() else { return false };
    let Some(quote) = scene.quote_at(run.first).filter(|quote| quote.run.first == run.first) else {
        return false;
    };
    let last = (run.first..run.end).rev().take(3).find(|&at| scene.is(at, &["?"]));
    let first = run.first + usize::from(scene.class(run.first) == Class::Mark);
    last.is_some_and(|last| {
        quote.run.contains(last) && scene.sentence(first).first == scene.sentence(last).first
    })
}

/// Whether the last word said, without marks around it, ends a question: `HOST: When was that?`
fn ends_asking(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    scene.is(content(draft).end.saturating_sub(1), &["?"])
}

/// Whether the noun of what is said stands for what someone says or believes: `rejected [claims that]`.
fn is_claim(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let run = content(draft);
    // `rebuffed [accusations] that it had failed`
    let gap = draft.cue.map_or(run.first, |cue| cue.run.end);
    let first = if gap < run.first && run.first <= gap + 4 { gap } else { run.first };
    let run = Run::new(first, run.end);
    // `dismissed as “fantasy” [reports] that`
    let long = if scene.is(run.first, &["as"]) { 12 } else { 6 };
    let near = Run::new(run.first, run.end.min(run.first + long));
    let phrase = near.tokens().take_while(|&at| {
        let class = scene.class(at);
        !class.is_finite() && !matches!(class, Class::That | Class::Relative | Class::Stop)
    });
    let mut phrase =
        phrase.take_while(|&at| at == run.first || scene.class(at) != Class::Preposition);
    phrase.any(|at| {
        scene.value(&lexicon::CUE_NOUNS, at).is_some_and(|value| {
            ["say ", "believe ", "deny "].iter().any(|act| value.starts_with(act))
        })
    })
}

/// `wants to know who paid`
fn is_eager_to_know(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let first = content(draft).first;
    let know = first + usize::from(scene.class(first) == Class::To);
    scene.is(know, &["know", "hear", "understand"]) && is_asking(scene, know + 1)
}

/// Whether an infinitive after the verb tells someone what to do: `told him to wait`, `warned residents not to drink it`.
fn is_directing(lemma: &str) -> bool {
    matches!(
        lemma,
        "tell" | "warn" | "caution" | "remind" | "advise" | "instruct" | "beg" | "implore"
    )
}

/// Whether *ask* asks for something: `asked to speak`, `asked the council to close the bridge`, `asked for privacy`.
fn directs(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let first = content(draft).first;
    let after = |at: Option<usize>| at.is_some_and(|at| scene.is(at, &["for"]));
    let beside = draft.cue_run.end == first && !scene.is(first.saturating_sub(1), &["about"]);
    scene.class(first) == Class::To
        || beside && scene.class(first) == Class::That
        || after(Some(first))
        || after(first.checked_sub(1))
        || asks_for_act(scene, draft)
}

/// `asked the council to close the bridge`
fn asks_for_act(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let Some(content) = draft.content.last() else { return false };
    let near = Run::new(content.first, content.end.min(content.first + 8));
    let question = near.tokens().find(|&at| {
        let class = scene.class(at);
        matches!(class, Class::Question | Class::To | Class::That)
            || class.is_finite()
            || scene.is(at, &["if", "whether"])
    });
    question.is_some_and(|at| scene.class(at) == Class::To && scene.quote_at(at).is_none())
}

/// `called for an inquiry`, `called on Monday for an inquiry`, `called on the council to close the bridge`
fn calls_for_act(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let first = content(draft).first;
    let after = |at: usize| scene.is(at, &["for", "on", "upon"]) && scene.date_at(at + 1).is_none();
    after(draft.cue_run.end.saturating_sub(1)) || after(first) || after(first.saturating_sub(1))
}

/// How much of the content of `draft` lies in quotation marks.
pub(super) fn form(scene: &Scene<'_, '_>, draft: &Draft) -> AttributionForm {
    let mut quoted = false;
    let mut plain = false;
    for run in &draft.content {
        let mut at = run.first;
        while at < run.end && !(quoted && plain) {
            if let Some(quote) = scene.quote_at(at) {
                quoted = true;
                at = quote.run.end;
            } else {
                plain |= is_word(scene.analysis, at);
                at += 1;
            }
        }
    }
    match (quoted, plain) {
        (true, false) => AttributionForm::Direct,
        (true, true) => AttributionForm::Mixed,
        (false, _) => AttributionForm::Indirect,
    }
}

fn is_word(analysis: &Analysis<'_>, at: usize) -> bool {
    let token = analysis.token(at);
    token.is_word() || token.is_number()
}
