//! What the spans of an attribution tell of how its words were said: a document's day, whoever is asked, a medium at the end.

use crate::attribution::addressee::{addressee, tells};
use crate::attribution::cue::{Act, Form};
use crate::attribution::frame::Draft;
use crate::attribution::medium::medium;
use crate::attribution::run::Run;
use crate::attribution::scene::Scene;
use crate::attribution::subject::{Subject, subject};
use crate::attribution::word::Class;
use crate::lexicon;

use super::{LONGEST, Place, Reader, is_released};

/// How far before the end of what is said the phrase of a medium may start.
const LONGEST_TAIL: usize = 12;

impl Reader<'_, '_, '_> {
    /// Reads what stands inside the words said and is not of them: `urged [banks in a circular to hold more cash]`,
    /// `denied [the claims in an interview]`.
    pub(super) fn inside(&mut self, draft: &Draft) {
        let scene = self.scene;
        let Some(content) = draft.content.iter().find(|run| run.first >= self.cue_end).copied()
        else {
            return;
        };
        if content.first == self.cue_end && scene.quote_at(content.first).is_none() {
            if let Some(date) = scene.date_at(content.first).filter(|it| it.first == content.first)
            {
                // `voted [last year in favor of it]`, `said [Monday the bridge would close]`
                let class = scene.class(date.end);
                let clause = matches!(class, Class::Preposition | Class::That | Class::To)
                    || matches!(class, Class::Determiner | Class::Pronoun);
                if clause && date.end < content.end {
                    self.said(date);
                }
            }
        }
        let split = draft.content.first().is_some_and(|run| run.end <= draft.cue_run.first);
        if split && content.first == self.cue_end && scene.quote_at(content.first).is_none() {
            // `It is old, researchers report [today in the Journal of Tar]`
            self.read(
                Run::new(content.first, content.end.min(content.first + LONGEST)),
                Place::AfterCue,
            );
            return;
        }
        if self.cue.is_some_and(|cue| cue.negated || cue.act == Act::Refuse) {
            // `did not respond to [a request for comment on Tuesday]`
            if let Some(date) = scene.date_at(content.end - 1).filter(|it| it.first > content.first)
            {
                let asked = |at| scene.is(at, &["comment", "respond"]);
                if (content.first..date.first).rev().take(LONGEST).any(asked) {
                    self.said(date);
                }
            }
        }
        let told = draft.addressee.filter(|phrase| content.covers(*phrase));
        if let Some(phrase) = told {
            let medium = medium(scene, phrase.end, content.end);
            self.told.medium = self.told.medium.or(medium);
            let at = medium.map_or(phrase.end, |medium| medium.end);
            let on = usize::from(scene.class(at) == Class::Preposition);
            if let Some(date) = scene.date_at(at + on) {
                self.said(date);
            }
        } else if self.told.medium.is_none() && content.len() <= LONGEST {
            let clause = content.tokens().any(|at| {
                let class = scene.class(at);
                let verb = class.is_finite() || matches!(class, Class::That | Class::To);
                let before = scene.class_before(at);
                // `the message that Roe had sent`, `the message Roe sent`
                let relative = class == Class::Ed && matches!(before, Class::Name | Class::Pronoun);
                (verb && !names_goal(scene, at) || relative) && scene.quote_at(at).is_none()
            });
            let last = (content.first + 1..content.end).rev().take(LONGEST_TAIL);
            let opens = |at: &usize| scene.class(*at) == Class::Preposition;
            let found = last.filter(opens).find_map(|at| medium(scene, at, content.end));
            let Some(found) = found.filter(|_| !clause) else { return };
            // `confirmed [his death in an email to the Harbor Times on Friday]`
            let mut at = found.end;
            let goal = scene.is(at, &["to", "with"]).then(|| addressee(scene, at + 1, content.end));
            let goal = goal.flatten();
            at = goal.map_or(at, |goal| goal.end);
            let on = usize::from(at < content.end && scene.class(at) == Class::Preposition);
            let date = scene.date_at(at + on).filter(|date| date.end <= content.end);
            at = date.map_or(at, |date| date.end);
            if at == content.end {
                self.told.medium = Some(found);
                self.told.addressee = self.told.addressee.or(goal);
                if let Some(date) = date {
                    self.said(date);
                }
            }
        }
    }

    /// The date right before the cue at `cue`: `Roe, who leads the union, on Tuesday said`.
    pub(super) fn date_before(&mut self, cue: usize, floor: usize) {
        let scene = self.scene;
        if let Some(date) = scene.date_at(cue - 1).filter(|date| date.first >= floor) {
            let before = date.first.checked_sub(1).filter(|&at| at >= floor);
            let opens = before.is_none_or(|at| {
                matches!(scene.class(at), Class::Comma | Class::Close | Class::Dash)
                    || scene.is(at, &["on", "in", "late", "early"])
            });
            if opens {
                self.said(date);
            }
        }
    }

    /// When a document came out that is the source: `a report published on Monday said`.
    pub(super) fn dated(&mut self, source: Run) {
        let scene = self.scene;
        if self.told.said.is_some() || source.len() < 2 {
            return;
        }
        let Some(date) = source.tokens().take(LONGEST).find_map(|at| scene.date_at(at)) else {
            return;
        };
        let document = (source.first..source.end).take(LONGEST).any(|at| {
            // The name of a service is no document.
            scene.value(&lexicon::DOCUMENT_NOUNS, at).is_some()
                || scene.value(&lexicon::MEDIA, at).is_some_and(str::is_empty)
        });
        // `minutes of the meeting, released on Tuesday`
        let on = usize::from(scene.class_before(date.first) == Class::Preposition);
        let issued = date.first.checked_sub(on + 1).is_some_and(|at| is_released(scene, at));
        let head = scene.class_before(date.first);
        let beside = date.first > source.first
            && (matches!(head, Class::Noun | Class::Ed | Class::Name)
                || scene.is(date.first - 1, &["on", "in", "late", "early", "from"]));
        let opens = date.first <= source.first + 1;
        if (issued || document && (beside || opens)) && source.covers(date) {
            self.said(date);
        }
    }

    /// Where the words of `source` that say no more of it tell that something was said: `said Roe [in her sermon]`,
    /// `Roe, [in a ruling handed down on Monday], found`.
    pub(super) fn medium_in(&mut self, source: Run, inverted: bool) {
        let scene = self.scene;
        if self.told.medium.is_some() {
            return;
        }
        let near = Run::new(source.first + 1, source.end.min(source.first + LONGEST));
        let opens = |at: &usize| {
            scene.class(*at) == Class::Preposition
                && (inverted || scene.class_before(*at) == Class::Comma)
        };
        let found = near.tokens().filter(opens).find_map(|at| medium(scene, at, source.end));
        self.told.medium = found.filter(|medium| !inverted || medium.end == source.end);
    }

    /// Takes note of the subject of a passive as the one who is told: `Roe was asked whether`.
    pub(super) fn is_told(&mut self, draft: &Draft) {
        let Some(cue) = self.cue.filter(|cue| cue.form == Form::Passive) else { return };
        if !tells(cue.lemma) || self.told.addressee.is_some() {
            return;
        }
        if draft.source.is_some_and(|source| source.first < self.cue_end) {
            return;
        }
        if let Subject::Before(run) = subject(self.scene, &cue) {
            let held = draft.content.iter().any(|content| content.overlaps(run) && *content != run);
            self.told.addressee = Some(run).filter(|_| !held);
        }
    }
}

/// Whether a *to* at `at` leads to somebody and to no verb.
fn names_goal(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.class(at) == Class::To
        && matches!(scene.class(at + 1), Class::Determiner | Class::Name | Class::Possessive)
}
