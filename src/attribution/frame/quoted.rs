//! Frames around a quotation.

use crate::attribution::content;
use crate::attribution::cue::Form;
use crate::attribution::run::Run;
use crate::attribution::scene::Scene;
use crate::attribution::sequel::{Follows, sequel};
use crate::attribution::subject::{Subject, inverted};
use crate::attribution::word::Class;

use super::{Draft, Look};

/// How many items of a list, or paragraphs, are one content.
const LONGEST_LIST: usize = 16;

pub(super) fn quotation_source_cue(look: &Look<'_, '_, '_>) -> Option<Draft> {
    if !matches!(look.cue.form, Form::Finite) || !look.cue.speaks() {
        return None;
    }
    let Subject::Before(source) = look.subject else { return None };
    let quote = look.quotation_before(source.first)?;
    if look.sequel.follows == Follows::That {
        return None;
    }
    let mut content = vec![look.up_to(quote)];
    content.extend(look.resumed(look.sequel.at));
    Some(look.draft(Some(source), content, look.rate("left").max(80)))
}

pub(super) fn quotation_cue_source(look: &Look<'_, '_, '_>) -> Option<Draft> {
    if look.cue.form != Form::Finite || !look.cue.speaks() || look.cue.run.len() > 2 {
        return None;
    }
    let quote = look.quotation_before(look.cue.run.first)?;
    let scene = look.scene;
    let end = scene.stretch_end(look.cue.head);
    let source = inverted(scene, look.cue.run.end, end);
    let mut content = vec![look.up_to(quote)];
    let mut confidence = look.rate("left").max(80);
    let at = source.map_or(look.sequel.at, |source| source.end);
    if source.is_none() {
        if !matches!(look.sequel.follows, Follows::End | Follows::Comma) {
            return None;
        }
        confidence = confidence.min(60);
    }
    let after = sequel(scene, &look.cue, at, end);
    content.extend(look.resumed(after.at));
    let draft = look.draft(source, content, confidence);
    Some(Draft {
        cue_run: look.cue.run,
        addressee: after.addressee.filter(|_| false),
        medium: after.medium,
        said: after.said,
        ..draft
    })
}

pub(super) fn source_cue_quotation(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let scene = look.scene;
    let sequel = &look.sequel;
    if matches!(look.cue.form, Form::Noun | Form::Reduced) {
        return None;
    }
    match sequel.follows {
        Follows::Colon => {
            let content = after_colon(scene, sequel.at)?;
            let first = content.first().copied()?;
            let quoted = scene.quote_starting(first.first).is_some();
            if !quoted && !look.cue.speaks() {
                return None;
            }
            let rate =
                look.rate(if quoted { "quote" } else { "colon" }).max(if quoted { 70 } else { 0 });
            Some(look.draft(look.source(), content, rate))
        }
        Follows::Quotation => {
            let run = content::rightward(scene, sequel.at, look.later, false);
            let mut content = vec![content::whole_quotations(scene, run)];
            content.splice(0..0, clause_before(look));
            Some(look.draft(look.source(), content, look.rate("quote")))
        }
        _ => None,
    }
}

/// The clause before the subject that goes on in a quotation after the cue: `The roads were empty, she said, “but …”`
fn clause_before(look: &Look<'_, '_, '_>) -> Option<Run> {
    let Subject::Before(source) = look.subject else { return None };
    let scene = look.scene;
    if scene.class_before(source.first) != Class::Comma || !look.cue.speaks() {
        return None;
    }
    let before = content::leftward(scene, source.first);
    let opens = matches!(
        scene.class(before.first),
        Class::Preposition | Class::Subordinator | Class::Ing | Class::Ed | Class::Adverb
    );
    let clause = before.tokens().take(60).any(|at| scene.class(at).is_finite());
    (clause && !opens).then_some(before)
}

/// What a colon before the token at `at` introduces: the rest of the sentence, or the next paragraph, or the list there.
fn after_colon(scene: &Scene<'_, '_>, at: usize) -> Option<Vec<Run>> {
    let paragraph = scene.paragraph(at.saturating_sub(1));
    if at < scene.len() && scene.paragraph(at) == paragraph {
        if let Some(quote) = scene.quote_starting(at) {
            let end = scene.stretch_end(quote.run.end.saturating_sub(1)).max(quote.run.end);
            let rest = content::trim(scene, Run::new(at, end));
            return Some(vec![if rest.end > quote.run.end + 40 { quote.run } else { rest }]);
        }
        let end = scene.stretch_end(at);
        return Some(vec![content::trim(scene, Run::new(at, end))]);
    }
    let next = scene.paragraph_run(paragraph + 1)?;
    if let Some(quote) = scene.quote_starting(next.first) {
        return Some(vec![quote.run]);
    }
    let items = list(scene, paragraph + 1);
    Some(if items.is_empty() { block(scene, paragraph + 1) } else { items })
}

/// The items of the list whose first is the paragraph at `place`, without their marks.
pub(super) fn list(scene: &Scene<'_, '_>, place: usize) -> Vec<Run> {
    let items = (place..place + LONGEST_LIST)
        .map_while(|place| scene.paragraph_run(place).filter(|run| scene.is_item(run.first)))
        .map(|run| content::trim(scene, Run::new(run.first + 1, run.end)));
    items.filter(|run| !run.is_empty()).collect()
}

/// The paragraph at `place`, and those after it that no blank line parts from it where one stands before it.
fn block(scene: &Scene<'_, '_>, place: usize) -> Vec<Run> {
    let apart = scene.is_blank_before(place);
    let more = (place + 1..place + LONGEST_LIST)
        .take_while(|&place| apart && !scene.is_blank_before(place))
        .map_while(|place| scene.paragraph_run(place));
    let paragraphs = scene.paragraph_run(place).into_iter().chain(more);
    paragraphs.map(|run| content::trim(scene, run)).filter(|run| !run.is_empty()).collect()
}
