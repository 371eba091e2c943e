//! What a source did in saying it.

use crate::analysis::Analysis;

use super::cue::{Act, Form};
use super::frame::Draft;
use super::run::Run;
use super::scene::Scene;
use super::word::Class;
use super::{AttributionForm, Statement};

/// The statement that `draft` makes, by its cue's class, its negation and what follows.
pub(super) fn statement(scene: &Scene<'_, '_>, draft: &Draft) -> Statement {
    let Some(cue) = draft.cue else {
        let last = draft.content.last().map_or(0, |run| run.end.saturating_sub(1));
        let asked = scene.is(last, &["?"]);
        return if asked { Statement::Question } else { Statement::Assertion };
    };
    let content = draft.content.last().copied().unwrap_or(draft.cue_run);
    let first = content.first;
    let infinitive = scene.is(first, &["to"]);
    let question = scene.class(first) == Class::Question
        || scene.is(first, &["whether", "if", "when", "where"]);
    match (cue.act, cue.negated) {
        (Act::Refuse, _) => Statement::Refusal,
        (Act::Say, true)
            if matches!(cue.lemma, "respond" | "reply" | "answer" | "comment" | "return") =>
        {
            Statement::Silence
        }
        (Act::Say, true)
            if question
                || matches!(
                    cue.lemma,
                    "disclose" | "elaborate" | "specify" | "identify" | "name" | "confirm"
                ) =>
        {
            Statement::Refusal
        }
        (Act::Deny, false) => Statement::Denial,
        (Act::Deny, true) => Statement::Refusal,
        (Act::Ask, _)
            if (infinitive || asks_for_act(scene, draft)) && cue.form != Form::Passive =>
        {
            Statement::Directive
        }
        (Act::Say, _) if is_directing(cue.lemma) && asks_for_act(scene, draft) => {
            Statement::Directive
        }
        (Act::Say, false) if cue.lemma == "call" && calls_for_act(scene, draft) => {
            Statement::Directive
        }
        // `questioned the need for it`
        (Act::Ask, _) if cue.lemma == "question" && !question && cue.form != Form::Passive => {
            Statement::Opinion
        }
        (Act::Ask, _) => Statement::Question,
        (Act::Order, _) => Statement::Directive,
        (Act::Promise, _) => Statement::Commitment,
        (Act::Believe, _) => Statement::Opinion,
        _ => Statement::Assertion,
    }
}

/// Whether an infinitive after the verb tells someone what to do: `told him to wait`, `warned residents not to drink it`.
fn is_directing(lemma: &str) -> bool {
    matches!(
        lemma,
        "tell" | "warn" | "caution" | "remind" | "advise" | "instruct" | "beg" | "implore"
    )
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

/// `called for an inquiry`, `called on the council to close the bridge`
fn calls_for_act(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    scene.is(draft.cue_run.end.saturating_sub(1), &["for", "on"])
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
