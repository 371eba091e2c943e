//! Frames around words that are reported.

use crate::attribution::content;
use crate::attribution::cue::Form;
use crate::attribution::phrase;
use crate::attribution::run::Run;
use crate::attribution::scene::Scene;
use crate::attribution::sequel::{Follows, sequel};
use crate::attribution::subject::{Subject, inverted};
use crate::attribution::word::Class;

use super::quoted::list;
use super::{Draft, Look};

pub(super) fn according_to(look: &Look<'_, '_, '_>) -> Option<Draft> {
    if look.cue.form != Form::AccordingTo {
        return None;
    }
    let scene = look.scene;
    let end = scene.stretch_end(look.cue.head);
    let start = look.cue.run.end;
    let source_end = according_end(scene, start, end);
    let source =
        Some(content::trim(scene, Run::new(start, source_end))).filter(|run| !run.is_empty());
    source?;
    let first = look.cue.run.first;
    let sentence_first = scene.stretch_first(look.cue.head);
    let mut content = Vec::new();
    let opener = (sentence_first..first).take(4).all(|at| {
        matches!(
            scene.class(at),
            Class::And | Class::Comma | Class::Mark | Class::Dash | Class::Adverb
        )
    }) && first - sentence_first < 4;
    if !opener {
        let before = content::leftward(scene, first);
        if !before.is_empty() {
            content.push(before);
        }
    }
    let rest = scene.class(source_end) == Class::Comma
        || scene.class(source_end) == Class::Colon
        || scene.class(source_end) == Class::Dash;
    if rest && source_end + 1 < end {
        let after = Run::new(source_end + 1, end);
        let goes_on = opener
            || !matches!(
                scene.class(source_end + 1),
                Class::Relative | Class::And | Class::Subordinator | Class::Ing
            );
        if goes_on {
            content.push(content::trim(scene, after));
        }
    }
    content.retain(|run| !run.is_empty());
    (!content.is_empty())
        .then(|| Draft { cue_run: look.cue.run, ..look.draft(source, content, 94) })
}

/// The end of the source of `according to`: the next comma that opens no apposition, or the clause's end.
fn according_end(scene: &Scene<'_, '_>, start: usize, end: usize) -> usize {
    let last = end.min(start + 48);
    let mut at = start;
    while at < last {
        if scene.quote_starting(at).is_some_and(|quote| quote.run.len() > 6) {
            return at;
        }
        match scene.class(at) {
            Class::Stop | Class::Colon | Class::Dash => return at,
            Class::Comma => {
                let closes = inverted_apposition(scene, at + 1, last);
                match closes {
                    Some(close) => at = close,
                    None => return at,
                }
                if scene.class(at) != Class::Comma {
                    continue;
                }
                return at;
            }
            _ => {}
        }
        at += 1;
    }
    last
}

/// The end of the apposition that starts at `start`, where it closes with a comma or with the sentence.
fn inverted_apposition(scene: &Scene<'_, '_>, start: usize, end: usize) -> Option<usize> {
    if !matches!(scene.class(start), Class::Determiner | Class::Possessive) {
        return None;
    }
    let phrase = phrase::after(scene, start, end)?;
    matches!(scene.class(phrase.end), Class::Comma | Class::Stop).then_some(phrase.end)
}

/// `a plan that the mayor opposes`, `the bridge, which Roe says is safe, reopened`.
pub(super) fn relative(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let Subject::Before(source) = look.subject else { return None };
    let scene = look.scene;
    let pronoun = source.first.checked_sub(1)?;
    if look.cue.form != Form::Finite || scene.class(pronoun) != Class::Relative {
        return None;
    }
    let follows = scene.class(look.sequel.at);
    let mut content = vec![Run::new(pronoun, source.first)];
    if follows.is_finite() {
        let end = scene.stretch_end(look.cue.head).min(look.sequel.at + 40);
        let close = (look.sequel.at..end).find(|&at| {
            matches!(scene.class(at), Class::Comma | Class::Stop) && scene.quote_at(at).is_none()
        });
        let rest = Run::new(look.sequel.at, close.unwrap_or(end));
        content.extend(Some(rest).filter(|_| look.cue.speaks()));
    } else if !matches!(look.sequel.follows, Follows::End | Follows::Comma) {
        return None;
    }
    Some(look.draft(Some(source), content, look.rate("np").min(70)))
}

pub(super) fn cue_that(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let question = look.sequel.follows == Follows::Question;
    if !(look.sequel.follows == Follows::That || question) || look.cue.form == Form::Noun {
        return None;
    }
    let scene = look.scene;
    let run = content::rightward(scene, look.sequel.at, look.later, false);
    let rate = look.rate(look.sequel.follows.name());
    let mut content = vec![content::whole_quotations(scene, run)];
    if run.len() == 1 && scene.class(run.end) == Class::Colon {
        // `found that:`, and a list
        content.extend(list(scene, scene.paragraph(run.end) + 1));
    }
    let draft = look.draft(look.source(), content, rate);
    if look.cue.form != Form::Passive {
        return Some(draft);
    }
    // `Roe was told that`, `it was announced that`: the subject does not speak.
    let addressee = draft.source.filter(|_| look.cue.lemma == "tell");
    Some(Draft { source: None, addressee, ..draft })
}

pub(super) fn cue_to(look: &Look<'_, '_, '_>) -> Option<Draft> {
    if look.sequel.follows != Follows::To || look.cue.form == Form::Noun {
        return None;
    }
    let scene = look.scene;
    let run = content::rightward(scene, look.sequel.at, look.later, true);
    Some(look.draft(look.source(), vec![content::whole_quotations(scene, run)], look.rate("to")))
}

pub(super) fn as_source_cue(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let Subject::Before(source) = look.subject else { return None };
    let scene = look.scene;
    let conjunction = source.first.checked_sub(1).filter(|&at| scene.is(at, &["as"]))?;
    if look.cue.form != Form::Finite || !look.cue.speaks() {
        return None;
    }
    let left = || content::leftward(scene, conjunction);
    let right = || content::rightward(scene, look.sequel.at + 1, look.later, false);
    // `As Roe said, the bridge is old`, `the bridge, as Roe said, is old`, `“It is old,” as Roe said`
    let apart = scene.class_before(conjunction) == Class::Comma;
    let mut content = match look.sequel.follows {
        Follows::Comma if apart => vec![left(), right()],
        Follows::Comma => vec![right()],
        Follows::End if apart || scene.quote_ending(conjunction).is_some() => vec![left()],
        _ => return None,
    };
    content.retain(|run| !run.is_empty());
    let draft = look.draft(Some(source), content, look.rate("end"));
    // The comma belongs to no cue.
    Some(Draft { cue_run: look.cue.run, ..draft })
}

pub(super) fn content_source_cue(look: &Look<'_, '_, '_>) -> Option<Draft> {
    if look.cue.form != Form::Finite || !look.cue.speaks() {
        return None;
    }
    if !matches!(look.sequel.follows, Follows::End | Follows::Comma) {
        return None;
    }
    let Subject::Before(source) = look.subject else { return None };
    let scene = look.scene;
    if !matches!(scene.class_before(source.first), Class::Comma | Class::Dash) {
        return None;
    }
    let before = content::leftward(scene, source.first);
    // `Rates to stay high, Roe says`
    let headline = scene.headline().is_some_and(|headline| headline.covers(before))
        && before.tokens().any(|at| scene.class(at) == Class::To);
    let clause = headline || is_clause(scene, before);
    if before.is_empty() || !clause && look.sequel.follows == Follows::End {
        return None;
    }
    let mut content = vec![before];
    if look.sequel.follows == Follows::Comma {
        let start = look.sequel.at + 1;
        let stops = matches!(scene.class(start), Class::Ing | Class::Relative);
        if !stops {
            content.push(content::rightward(scene, start, look.later, false));
        }
    }
    content.retain(|run| !run.is_empty());
    let rate = look.rate(look.sequel.follows.name());
    Some(look.draft(Some(source), content, rate))
}

/// Whether `run` holds a verb, as far as its words and their tags tell.
fn is_clause(scene: &Scene<'_, '_>, run: Run) -> bool {
    run.tokens()
        .take(60)
        .any(|at| scene.is_finite(at) || matches!(scene.class(at), Class::Ed | Class::Ing))
}

pub(super) fn content_cue_source(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let scene = look.scene;
    let cue = look.cue;
    let first = cue.run.first;
    if cue.form != Form::Finite
        || !cue.speaks()
        || cue.run.len() > 2
        || scene.class_before(first) != Class::Comma
    {
        return None;
    }
    let end = scene.stretch_end(cue.head);
    let source = inverted(scene, cue.run.end, end)?;
    let after = sequel(scene, &cue, source.end, end);
    if !matches!(after.follows, Follows::End | Follows::Comma) {
        return None;
    }
    let before = content::leftward(scene, first);
    if before.is_empty() {
        return None;
    }
    let mut content = vec![before];
    if after.follows == Follows::Comma && scene.class(after.at + 1).is_finite() {
        content.push(content::rightward(scene, after.at + 1, look.later, false));
    }
    let draft = look.draft(Some(source), content, look.rate("end"));
    Some(Draft {
        cue_run: cue.run,
        medium: after.medium,
        said: after.said,
        addressee: None,
        ..draft
    })
}

pub(super) fn passive(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let raising = look.cue.form == Form::Finite && matches!(look.cue.lemma, "seem" | "appear");
    if !raising && !matches!(look.cue.form, Form::Passive | Form::Reduced) {
        return None;
    }
    let scene = look.scene;
    let rate = if raising { look.rate(look.sequel.follows.name()) } else { look.rate("") };
    let subject = match look.subject {
        Subject::Before(run) => Some(run),
        _ => None,
    };
    let impersonal = subject.is_some_and(|run| run.len() == 1 && scene.is(run.first, &["it"]));
    match look.sequel.follows {
        Follows::To | Follows::Phrase => {
            let run = content::rightward(scene, look.sequel.at, look.later, true);
            let mut content: Vec<Run> = subject.into_iter().filter(|_| !impersonal).collect();
            content.push(content::whole_quotations(scene, run));
            Some(look.draft(None, content, rate))
        }
        Follows::By => {
            let source =
                phrase::after(scene, look.sequel.at + 1, scene.stretch_end(look.cue.head))?;
            let content = vec![subject.or_else(|| {
                phrase::before(scene, look.cue.run.first, scene.sentence(look.cue.head).first)
            })?];
            let draft = look.draft(Some(source), content, rate);
            Some(Draft { cue_run: Run::new(look.cue.run.first, look.sequel.at + 1), ..draft })
        }
        Follows::Preposition => {
            let run = content::rightward(scene, look.sequel.at, look.later, true);
            Some(look.draft(subject, vec![content::whole_quotations(scene, run)], rate))
        }
        _ => None,
    }
}

pub(super) fn cue_content(look: &Look<'_, '_, '_>) -> Option<Draft> {
    if !matches!(look.sequel.follows, Follows::Phrase | Follows::Preposition)
        || matches!(look.cue.form, Form::Noun | Form::Passive | Form::Reduced)
    {
        return None;
    }
    let scene = look.scene;
    let is_object = !look.cue.speaks() || look.sequel.follows == Follows::Preposition;
    let run = content::rightward(scene, look.sequel.at, look.later, is_object);
    if run.is_empty() {
        return None;
    }
    let silent =
        look.cue.negated && matches!(look.cue.lemma, "respond" | "reply" | "comment" | "answer");
    let rate = look.rate(look.sequel.follows.name()).max(if silent { 80 } else { 0 });
    Some(look.draft(look.source(), vec![content::whole_quotations(scene, run)], rate))
}

pub(super) fn noun(look: &Look<'_, '_, '_>) -> Option<Draft> {
    if look.cue.form != Form::Noun {
        return None;
    }
    let scene = look.scene;
    let rate = match look.sequel.follows {
        Follows::That | Follows::To | Follows::Preposition => {
            look.cue.rate(look.sequel.follows.name())
        }
        _ => return None,
    };
    let sentence = scene.sentence(look.cue.head);
    let source = owner(scene, look.cue.head, sentence.first);
    let run = content::rightward(scene, look.sequel.at, look.later, true);
    let run = match look.sequel.follows {
        Follows::That => content::before_verb(scene, run, 1),
        _ => content::before_verb(scene, run, 0),
    };
    Some(look.draft(source, vec![content::whole_quotations(scene, run)], rate))
}

/// Whose the noun at `head` is: `the minister's claim`, `his promise`.
fn owner(scene: &Scene<'_, '_>, head: usize, floor: usize) -> Option<Run> {
    let mut at = head;
    while at > floor.max(head.saturating_sub(4)) {
        at -= 1;
        match scene.class(at) {
            Class::Possessive if scene.is_clitic(at) => {
                let run = phrase::before(scene, at, floor)?;
                return Some(Run::new(run.first, at + 1));
            }
            Class::Possessive => return Some(Run::new(at, at + 1)),
            Class::Noun | Class::Name | Class::Adverb | Class::Number | Class::Ed => {}
            _ => return None,
        }
    }
    None
}
