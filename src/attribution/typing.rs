//! What a source did in saying it.

use crate::analysis::Analysis;

use super::cue::{Act, Form};
use super::frame::Draft;
use super::scene::Scene;
use super::{AttributionForm, Statement};

/// The statement that `draft` makes, by its cue's class, its negation and what follows.
pub(super) fn statement(scene: &Scene<'_, '_>, draft: &Draft) -> Statement {
    let Some(cue) = draft.cue else { return Statement::Assertion };
    let first = draft.content.first().map_or(0, |run| run.first);
    let infinitive = scene.is(first, &["to"]);
    let question = scene.is(first, &["whether", "if"]);
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
        (Act::Ask, _) if infinitive && cue.form != Form::Passive => Statement::Directive,
        (Act::Ask, _) => Statement::Question,
        (Act::Order, _) => Statement::Directive,
        (Act::Promise, _) => Statement::Commitment,
        (Act::Believe, _) => Statement::Opinion,
        _ => Statement::Assertion,
    }
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
