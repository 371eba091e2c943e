//! To whom, where and when words were said: read from the words of a clause that no span of its attribution holds.

mod inside;

use crate::attribution::addressee::{addressee, takes_addressee};
use crate::attribution::cue::Cue;
use crate::attribution::frame::Draft;
use crate::attribution::medium::medium;
use crate::attribution::phrase;
use crate::attribution::run::Run;
use crate::attribution::scene::Scene;
use crate::attribution::word::Class;
use crate::lexicon;

/// How many tokens of a stretch beside a cue are read.
const LONGEST: usize = 40;

/// Tells for each of `drafts`, which are in order, to whom, where and when its words were said.
pub(in crate::attribution) fn tell(scene: &Scene<'_, '_>, drafts: &mut [Draft]) {
    let mut floor = 0;
    let mut asked = None;
    for at in 0..drafts.len() {
        let next = drafts.get(at + 1).map(|next| (next.source, next.cue_run));
        let Some(draft) = drafts.get_mut(at) else { continue };
        // A subject of two verbs stands before the first.
        let ceiling = next.map_or(scene.len(), |(source, cue)| {
            let own = source.filter(|source| source.first >= draft.cue_run.end);
            own.map_or(cue.first, |source| source.first.min(cue.first))
        });
        let end = last_word(draft);
        tell_one(scene, draft, Run::new(floor, ceiling));
        floor = end;
        // `Asked on Sunday whether she would run, Roe said`: she said it then, too.
        let sentence = scene.sentence(draft.cue_run.first).first;
        draft.said = draft.said.or(asked.filter(|(first, _)| *first == sentence).map(|(_, on)| on));
        let asks = draft.cue.is_some_and(|cue| cue.lemma == "ask" && cue.head == sentence);
        asked = draft.said.filter(|_| asks).map(|said| (sentence, said));
    }
}

/// The same for one draft, whose clause lies `within`.
pub(in crate::attribution) fn tell_one(scene: &Scene<'_, '_>, draft: &mut Draft, within: Run) {
    // A colon, a dash or nothing tells no more.
    if draft.cue.is_none() && !scene.analysis.token(draft.cue_run.first).is_word() {
        return;
    }
    let told = told(scene, draft, within);
    // Whoever should do something is told so: `Speaking to reporters, Roe urged [the council] to wait`.
    let bidden = draft.addressee.filter(|it| draft.content.iter().any(|run| run.covers(*it)));
    draft.addressee = bidden.or(told.addressee).or(draft.addressee);
    (draft.medium, draft.said) = (told.medium, told.said);
}

/// Where the last of its source, cue and content ends.
fn last_word(draft: &Draft) -> usize {
    let own = draft.cue_run.end.max(draft.source.map_or(0, |source| source.end));
    draft.content.iter().map(|run| run.end).fold(own, usize::max)
}

/// What is known of how words were said.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    addressee: Option<Run>,
    medium: Option<Run>,
    /// The place in the list of dates.
    said: Option<usize>,
}

/// Where in its clause a stretch stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// `[On Tuesday,] Roe said`
    Opening,
    /// `Roe [, speaking to reporters,] said`
    Aside,
    /// `Roe said [on Tuesday] that`
    AfterCue,
    /// `Roe denied the reports [on Tuesday]`
    AfterContent,
}

/// What the words of the clause of `draft` tell, between its neighbours `within`.
fn told(scene: &Scene<'_, '_>, draft: &Draft, within: Run) -> Told {
    let (own, source, cue) = (draft.cue_run, draft.source, draft.cue);
    let (head, verb_end) = cue.map_or((own.first, own.end), |cue| (cue.head, cue.run.end));
    let stretch = Run::new(scene.stretch_first(head), scene.stretch_end(head));
    let limit = stretch.end.min(within.end);
    let inverted = source.is_some_and(|source| source.first >= own.end);
    let subject = source.filter(|_| !inverted);
    let first = subject.map_or(own.first, |source| source.first.min(own.first));
    let tail = source.filter(|_| inverted).map_or(own.end, |source| source.end);
    let before = draft.content.iter().filter(|run| run.end <= first).map(|run| run.end).max();
    let content = draft.content.iter().filter(|run| run.first >= tail).min_by_key(|run| run.first);
    let content = content.filter(|run| run.first <= stretch.end);
    let mut reader =
        Reader { scene, cue, cue_end: own.end, told: Told::default(), close: verb_end };
    // Where it was said may be part of the cue: `[said in a statement] that`.
    let from = if inverted { tail } else { tail.min(verb_end) };
    let end = limit.min(content.map_or(limit, |run| run.first)).max(tail);
    reader.read(Run::new(from, end.min(from + LONGEST)), Place::AfterCue);
    if let Some(subject) = subject.filter(|subject| subject.end < own.first) {
        reader.date_before(own.first, subject.end);
        reader.read(Run::new(subject.end, own.first), Place::Aside);
    }
    // A clause that follows the words said has no opening of its own.
    let opening = stretch.first.max(within.first).max(before.unwrap_or(0)).min(first);
    let relative = source.is_some_and(|source| scene.class(source.first) == Class::Relative);
    let opens = !relative && before.is_none_or(|before| before <= stretch.first);
    if opens && first - opening <= LONGEST {
        reader.read(Run::new(opening, first), Place::Opening);
    }
    if let Some(content) = content.filter(|run| run.end < limit) {
        let end = limit.min(content.end + LONGEST);
        reader.read(Run::new(content.end, end), Place::AfterContent);
    }
    if let Some(source) = source {
        reader.dated(source);
        reader.medium_in(source, inverted);
    }
    reader.is_told(draft);
    reader.inside(draft);
    if let Some(date) = own.tokens().take(LONGEST).find_map(|at| scene.date_at(at)) {
        // `released a statement on Monday saying`
        reader.said(date);
    }
    reader.told
}

struct Reader<'r, 's, 'a> {
    scene: &'r Scene<'s, 'a>,
    cue: Option<Cue>,
    cue_end: usize,
    told: Told,
    /// Where the cue, or a date or medium beside it, ends: whoever is told stands there.
    close: usize,
}

impl Reader<'_, '_, '_> {
    fn lemma(&self) -> &'static str {
        self.cue.map_or("", |cue| cue.lemma)
    }

    /// Reads what stands in `run`, up to where another clause begins.
    fn read(&mut self, run: Run, place: Place) {
        let scene = self.scene;
        let known = self.told;
        // Whether a clause of its own has begun: `after the verdict was read`.
        let mut subordinate = false;
        // Whether what stands here tells of something else that happened: `After his call with Doe last week, Roe said`.
        let mut event = false;
        let mut at = run.first;
        if place == Place::AfterContent && !self.goes_on(at) {
            return;
        }
        if place == Place::Opening {
            while at < run.end && self.leads(at) {
                at += 1;
            }
            // What starts with a phrase is a clause of its own.
            let phrase = scene.class(at).starts_phrase() && !scene.word(at).ends_with("ing");
            if phrase && scene.date_at(at).is_none() {
                return;
            }
        }
        while at < run.end {
            if place == Place::Opening {
                event |= scene.is(at, &["after", "before", "following"]);
                event &= scene.class(at) != Class::Comma;
            }
            if let Some(date) = scene.date_at(at) {
                at = if event { date.end.max(at + 1) } else { self.date(date, at) };
                continue;
            }
            subordinate |= event || scene.is(at, &["after", "before", "since", "until", "as"]);
            if event
                && matches!(scene.class(at), Class::Preposition | Class::To | Class::Possessive)
            {
                at += 1;
                continue;
            }
            let next = match scene.class(at) {
                Class::Subordinator
                    if scene.is(at, &["when"]) && scene.is(at + 1, &["asked", "questioned"]) =>
                {
                    Some(at + 2)
                }
                Class::Preposition | Class::To => self.preposition(at, run.end, place),
                Class::Adverb | Class::Comma | Class::Open | Class::Close => Some(at + 1),
                Class::Ing | Class::Ed => self.participle(at, run.end, place),
                Class::Verb if self.told.medium.is_some() && is_released(scene, at) => {
                    self.participle(at, run.end, place)
                }
                Class::Subordinator | Class::Relative => None,
                _ if scene.is(at, &["whose"]) => None,
                class if class.is_finite() => {
                    // It was another clause: `On Tuesday Poe left and`
                    if place == Place::Opening && !subordinate {
                        self.told = known;
                    }
                    None
                }
                class if class.starts_phrase() || class == Class::Object => {
                    self.phrase(at, run.end, place)
                }
                _ => None,
            };
            let Some(next) = next.filter(|&next| next > at) else { return };
            at = next;
        }
    }

    /// Whether the token at `at` may stand before all else in a sentence.
    fn leads(&self, at: usize) -> bool {
        let scene = self.scene;
        scene.date_at(at).is_none()
            && matches!(
                scene.class(at),
                Class::And | Class::Mark | Class::Dash | Class::Comma | Class::Adverb
            )
    }

    /// Whether what follows the words said may belong to the verb again.
    fn goes_on(&self, at: usize) -> bool {
        let scene = self.scene;
        let opens = |at: usize| {
            scene.date_at(at).is_some()
                || matches!(scene.class(at), Class::Preposition | Class::To)
                || scene.is(at, &["earlier", "late", "early"])
        };
        opens(at) || scene.class(at) == Class::Comma && opens(at + 1)
    }

    /// Takes note of `date`, and passes it.
    fn date(&mut self, date: Run, at: usize) -> usize {
        let scene = self.scene;
        if scene.is_clitic(date.end) {
            // `during Wednesday’s hearing` tells when, `said Monday’s vote` does not.
            if scene.is(date.first.wrapping_sub(1), &["at", "during", "in"]) {
                self.said(date);
            }
            return phrase::after(scene, date.end + 1, date.end + 8)
                .map_or(date.end + 1, |phrase| phrase.end);
        }
        self.said(date);
        self.close = if self.close == at { date.end } else { self.close };
        date.end.max(at + 1)
    }

    fn said(&mut self, date: Run) {
        let scene = self.scene;
        // `now expects` names no day.
        let present = scene.is(date.first, &["now", "currently", "presently"]);
        let point = || scene.date_in(date).filter(|&place| scene.is_point(place) && !present);
        self.told.said = self.told.said.or_else(point);
    }

    /// Passes a phrase with the preposition at `at`; `None` where what it tells is not how the words were said.
    fn preposition(&mut self, at: usize, end: usize, place: Place) -> Option<usize> {
        let scene = self.scene;
        if let Some(medium) = medium(scene, at, end) {
            self.told.medium = self.told.medium.or(Some(medium));
            if let Some(date) = medium.tokens().find_map(|at| scene.date_at(at)) {
                self.said(date);
            }
            let to = medium.end;
            if scene.is(to, &["with", "to"]) {
                if let Some(phrase) = addressee(scene, to + 1, end) {
                    self.told.addressee = self.told.addressee.or(Some(phrase));
                    return Some(phrase.end);
                }
            }
            self.close = if self.close == at { to } else { self.close };
            return Some(to);
        }
        let date = scene.date_at(at + 1).or_else(|| {
            let near = matches!(scene.class(at + 1), Class::Adverb | Class::Determiner)
                || scene.is(at + 1, &["early", "late", "mid"]);
            scene.date_at(at + 2).filter(|_| near)
        });
        let when =
            scene.is(at, &["on", "in", "at", "during", "from", "late", "early", "over", "within"]);
        if let Some(date) = date.filter(|date| !scene.is_clitic(date.end)) {
            if when {
                self.close = if self.close == at { date.end } else { self.close };
                self.said(date);
            }
            return Some(date.end);
        }
        if date.is_some() && when && scene.date_at(at + 1).is_some() {
            return Some(at + 1);
        }
        if scene.class(at) == Class::To {
            let phrase = addressee(scene, at + 1, end)?;
            if !self.is_goal(at, place) {
                let passes = self.told.addressee.is_none() && scene.class_before(at) == Class::Noun;
                return passes.then_some(phrase.end);
            }
            self.told.addressee = self.told.addressee.or(Some(phrase));
            return Some(phrase.end);
        }
        if scene.is(at, &["of"]) && self.told.medium.is_some_and(|medium| medium.end == at) {
            // `at a meeting of the union on Monday`
            return phrase::after(scene, at + 1, end).map(|phrase| self.before_date(phrase));
        }
        // `said of Tuesday’s vote`: what follows is what is spoken of.
        if scene.is(at, &["of", "about", "regarding", "concerning", "by", "as", "than"]) {
            return None;
        }
        if self.lemma() == "plead" && scene.is(at, &["with"]) {
            let phrase = addressee(scene, at + 1, end)?;
            self.told.addressee = self.told.addressee.or(Some(phrase));
            return Some(phrase.end);
        }
        Some(phrase::after(scene, at + 1, end).map_or(at + 1, |phrase| self.before_date(phrase)))
    }

    /// Where `phrase` ends, or the first date in it starts.
    fn before_date(&self, phrase: Run) -> usize {
        let mut inside = phrase.tokens();
        inside.find(|&at| self.scene.date_at(at).is_some()).unwrap_or(phrase.end)
    }

    /// Whether the *to* at `at` leads to whoever is spoken to.
    fn is_goal(&self, at: usize, place: Place) -> bool {
        let scene = self.scene;
        // `in a reply to questions`
        let answers =
            ["reply", "response", "answer", "reaction", "contrast", "addition", "relation"];
        if at.checked_sub(1).is_some_and(|at| scene.is(at, &answers)) {
            return false;
        }
        let after = matches!(place, Place::AfterCue | Place::AfterContent);
        let spoken = after
            && self.cue.is_some_and(|cue| cue.speaks())
            && !matches!(
                self.lemma(),
                "respond" | "reply" | "object" | "refer" | "allude" | "point" | "testify" | "lead"
            );
        let speaking = at.checked_sub(1).is_some_and(|at| {
            scene.is(at, &["speaking", "talking", "writing", "spoke", "remarks"])
        });
        spoken || speaking || after && matches!(self.lemma(), "appeal" | "plead")
    }

    /// Passes a participle that tells how the words were said or came out: `speaking to reporters`, `published on Monday`.
    fn participle(&self, at: usize, end: usize, place: Place) -> Option<usize> {
        const SPEAKING: [&str; 7] =
            ["speaking", "talking", "writing", "appearing", "testifying", "asked", "posting"];
        let scene = self.scene;
        if scene.is(at, &SPEAKING) && matches!(place, Place::Opening | Place::Aside) {
            return Some(at + 1);
        }
        if scene.is(at, &["addressing"]) && place != Place::AfterContent {
            return phrase::after(scene, at + 1, end).map(|phrase| phrase.end);
        }
        if self.told.medium.is_some() && is_released(scene, at) {
            let by = at + 1;
            let agent = scene.is(by, &["by"]).then(|| phrase::after(scene, by + 1, end)).flatten();
            return Some(agent.map_or(by, |agent| agent.end));
        }
        None
    }

    /// Passes a noun phrase: whoever is told, or an apposition.
    fn phrase(&mut self, at: usize, end: usize, place: Place) -> Option<usize> {
        let scene = self.scene;
        let pronoun = matches!(scene.class(at), Class::Pronoun | Class::Object);
        if place == Place::AfterCue && at == self.close && self.cue.is_some_and(takes_addressee) {
            let phrase = addressee(scene, at, end)?;
            self.told.addressee = self.told.addressee.or(Some(phrase));
            return Some(phrase.end);
        }
        if pronoun {
            return None;
        }
        let phrase = phrase::after(scene, at, end)?;
        let inside = (phrase.first + 1..phrase.end).find(|&at| {
            scene.date_at(at).is_some_and(|date| date.first == at)
                || medium(scene, at, end).is_some()
        });
        Some(inside.unwrap_or(phrase.end))
    }
}

/// Whether the token at `at` says that a document or broadcast came out: `released`, `aired`.
fn is_released(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.value(&lexicon::RELEASE_VERBS, at).is_some()
}
