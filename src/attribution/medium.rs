//! Where words are said or written.

use super::run::Run;
use super::scene::Scene;
use super::word::Class;
use crate::lexicon;

/// How far a medium's noun may stand from its preposition.
const LONGEST: usize = 8;

/// `in a statement`, `on Twitter`, `in a post on Facebook`: the phrase of the preposition at `at`, from it to its noun.
pub(super) fn medium(scene: &Scene<'_, '_>, at: usize, end: usize) -> Option<Run> {
    let found = one_medium(scene, at, end)?;
    // `in a post on Facebook`
    let service = Some(found.end).filter(|&at| scene.is(at, &["on"]));
    let service = service.and_then(|at| one_medium(scene, at, end));
    Some(Run::new(at, service.map_or(found.end, |service| service.end)))
}

fn one_medium(scene: &Scene<'_, '_>, at: usize, end: usize) -> Option<Run> {
    const LEADS: [&str; 8] = ["in", "on", "at", "during", "via", "through", "by", "over"];
    if !scene.is(at, &LEADS) {
        return None;
    }
    let end = end.min(at + LONGEST);
    let mut found = None;
    let mut named = false;
    for index in at + 1..end {
        match scene.class(index) {
            // `at writing the report`
            Class::Ing if index == at + 1 => break,
            Class::Noun | Class::Name | Class::Ing | Class::Hyphen | Class::Ed => {
                let listed = scene.value(&lexicon::MEDIA, index).is_some();
                let op_ed = scene.is(index, &["ed"])
                    && scene.class_before(index) == Class::Hyphen
                    && scene.is(index - 2, &["op"]);
                if listed || op_ed {
                    found = Some(Run::new(at, index + 1));
                    named = scene.analysis.token(index).shape.has_capital();
                } else if found.is_some() && scene.date_at(index).is_some() {
                    break;
                } else if named && scene.class(index) == Class::Name {
                    // `on Radio Delta`
                    found = Some(Run::new(at, index + 1));
                }
            }
            Class::Number if named => {
                // `on Channel 9`
                found = Some(Run::new(at, index + 1));
            }
            Class::Determiner | Class::Possessive | Class::Number | Class::Adverb => {}
            Class::Pronoun if scene.is(index, &["one", "another"]) => {}
            _ => break,
        }
        // `on the court steps` is a place.
        let next = index + 1;
        let runs_on = scene.class(next) == Class::Noun
            && scene.date_at(next).is_none()
            && !scene.analysis.token(next).shape.has_capital();
        if runs_on && index < end && !named {
            found = None;
        }
        if found.is_some() && scene.class(index + 1) == Class::Ed {
            break;
        }
    }
    found
}
