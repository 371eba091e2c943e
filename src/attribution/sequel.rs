//! What stands between a cue and the words after it: whom it was said to, where, when; and what follows that.

use crate::lexicon;

use super::addressee::takes_addressee;
use super::cue::{self, Act, Cue, Form};
use super::phrase;
use super::run::Run;
use super::scene::Scene;
use super::word::Class;

/// How many steps the words beside a cue may take.
const LONGEST: usize = 24;
/// How far after a cue a comma may lead in a quotation.
const LONGEST_LEAD: usize = 24;
/// How far a medium's noun may stand from its preposition.
const LONGEST_MEDIUM: usize = 8;

/// What follows a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    That,
    To,
    Quotation,
    Colon,
    /// `whether`, `how`
    Question,
    By,
    /// A preposition, which belongs to the cue.
    Preposition,
    /// A noun phrase or a clause without *that*.
    Phrase,
    Comma,
    /// The end of the sentence, or of the clause.
    End,
}

impl Follows {
    /// The name of its rate in the cue lists.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::That => "that",
            Self::To => "to",
            Self::Quotation => "quote",
            Self::Colon => "colon",
            Self::Question => "wh",
            Self::By => "by",
            Self::Preposition => "prep",
            Self::Phrase => "np",
            Self::Comma => "comma",
            Self::End => "end",
        }
    }
}

/// The words after a cue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sequel {
    pub(super) follows: Follows,
    /// Where what follows starts: at *that*, *to*, the quotation's mark, the phrase; after a colon or preposition.
    pub(super) at: usize,
    /// The end of the cue with its particle, preposition or colon.
    pub(super) cue_end: usize,
    pub(super) addressee: Option<Run>,
    pub(super) medium: Option<Run>,
    /// The first date beside the cue, as a place in the list of dates.
    pub(super) said: Option<usize>,
}

/// Reads on from `cue` to before the token at `end`.
pub(super) fn sequel(scene: &Scene<'_, '_>, cue: &Cue, start: usize, end: usize) -> Sequel {
    let found = Sequel {
        follows: Follows::End,
        at: start,
        cue_end: start,
        addressee: None,
        medium: None,
        said: None,
    };
    let mut reader = Reader { scene, cue, end, found };
    for _ in 0..LONGEST {
        if let Some(follows) = reader.step() {
            reader.found.follows = follows;
            break;
        }
    }
    reader.look_ahead();
    reader.found
}

struct Reader<'r, 's, 'a> {
    scene: &'r Scene<'s, 'a>,
    cue: &'r Cue,
    end: usize,
    found: Sequel,
}

impl Reader<'_, '_, '_> {
    /// Passes over one thing beside the cue, or says what follows.
    fn step(&mut self) -> Option<Follows> {
        let (scene, at) = (self.scene, self.found.at);
        if at >= self.end {
            return Some(Follows::End);
        }
        if scene.quote_starting(at).is_some() {
            return Some(Follows::Quotation);
        }
        if let Some(date) = scene.date_at(at) {
            self.date(date, date.end);
            return None;
        }
        match scene.class(at) {
            Class::That => Some(Follows::That),
            Class::To => self.to(at),
            Class::Comma | Class::Dash => self.comma(at),
            Class::Colon => {
                self.found.at += 1;
                if self.found.cue_end == at {
                    self.found.cue_end = at + 1;
                }
                Some(Follows::Colon)
            }
            Class::Question => Some(Follows::Question),
            Class::Subordinator if self.cue.negated && scene.is(at, &["when", "where"]) => {
                Some(Follows::Question)
            }
            Class::Subordinator if scene.is(at, &["if", "whether", "where"]) => {
                Some(Follows::Question)
            }
            Class::Subordinator if scene.is(at, &["as"]) && self.cue.act == Act::Believe => {
                Some(Follows::Phrase)
            }
            Class::Stop | Class::Subordinator | Class::And | Class::Close | Class::Relative => {
                Some(Follows::End)
            }
            Class::Preposition if scene.is(at, &["by"]) => Some(Follows::By),
            Class::Preposition => self.preposition(at),
            Class::Adverb => {
                self.found.at += 1;
                None
            }
            _ if self.takes_addressee() => {
                let alone = self.is_her(at).then_some(Run::new(at, at + 1));
                let phrase = alone.or_else(|| phrase::after(scene, at, self.end))?;
                self.found.addressee = Some(phrase);
                self.found.at = phrase.end;
                None
            }
            _ => Some(Follows::Phrase),
        }
    }

    /// A quotation later in the sentence after a comma or colon: `told the crowd that had come to hear her: “…”`.
    fn look_ahead(&mut self) {
        let scene = self.scene;
        let open = matches!(
            self.found.follows,
            Follows::End | Follows::Comma | Follows::Preposition | Follows::Question | Follows::To
        );
        if !open || !self.cue.speaks() {
            return;
        }
        let end = self.end.min(self.found.at + LONGEST_LEAD);
        for at in self.found.at..end {
            let leads = matches!(scene.class(at), Class::Comma | Class::Colon);
            if leads && scene.quote_starting(at + 1).is_some() {
                self.found.follows = Follows::Quotation;
                self.found.at = at + 1;
                return;
            }
            let other = at > self.found.at
                && cue::cue_at(scene, at).is_some_and(|cue| cue.form == Form::Finite);
            if other || scene.quote_at(at).is_some() || (leads && scene.class(at + 1).is_finite()) {
                return;
            }
        }
    }

    /// Whether the *her* at `at` is the one spoken to: no noun of hers follows.
    fn is_her(&self, at: usize) -> bool {
        let next = self.scene.class(at + 1);
        let modified = matches!(
            next,
            Class::Noun | Class::Name | Class::Number | Class::Adverb | Class::Ed | Class::Ing
        );
        self.scene.is(at, &["her"]) && !modified
    }

    fn takes_addressee(&self) -> bool {
        // What is emailed or texted is a thing as often.
        let may_be_thing = matches!(self.cue.lemma, "email" | "text");
        self.found.addressee.is_none() && !may_be_thing && takes_addressee(*self.cue)
    }

    fn date(&mut self, date: Run, end: usize) {
        // `praised Thursday's protests`: that is not when.
        if self.scene.class(date.end) != Class::Possessive {
            self.found.said = self.found.said.or_else(|| self.scene.date_in(date));
        }
        self.found.at = end;
    }

    /// `to reporters`, or an infinitive.
    fn to(&mut self, at: usize) -> Option<Follows> {
        let spoken_to = matches!(
            self.cue.lemma,
            "say" | "explain" | "write" | "complain" | "admit" | "suggest" | "confirm"
        );
        let phrase = phrase::after(self.scene, at + 1, self.end)
            .filter(|_| spoken_to && self.found.addressee.is_none());
        match phrase {
            Some(phrase) => {
                self.found.addressee = Some(phrase);
                self.found.at = phrase.end;
                None
            }
            None if self.is_object(at + 1) => self.governed(at),
            None => Some(Follows::To),
        }
    }

    /// Whether what is at `at` after *to* is no infinitive.
    fn is_object(&self, at: usize) -> bool {
        let governs = matches!(self.cue.lemma, "respond" | "reply" | "object" | "refer" | "allude");
        governs
            || matches!(
                self.scene.class(at),
                Class::Name
                    | Class::Determiner
                    | Class::Possessive
                    | Class::Object
                    | Class::Number
                    | Class::Question
                    | Class::Ing
                    | Class::That
            )
    }

    fn comma(&mut self, at: usize) -> Option<Follows> {
        let scene = self.scene;
        if scene.quote_starting(at + 1).is_some() {
            self.found.at = at + 1;
            return Some(Follows::Quotation);
        }
        // `said, however, that` and `said on Tuesday, in a statement, that`
        let aside_ends = (at + 1..at + 5).find(|&other| scene.class(other) == Class::Comma);
        match aside_ends {
            Some(close) if scene.class(at + 1) == Class::Adverb && close + 1 < self.end => {
                self.found.at = close + 1;
                None
            }
            _ if scene.class(at + 1) == Class::That && self.cue.speaks() => {
                self.found.at = at + 1;
                Some(Follows::That)
            }
            _ => Some(Follows::Comma),
        }
    }

    /// Passes over `in a statement`, `on Tuesday`, `at a rally in Ohio`; any other preposition belongs to the cue.
    fn preposition(&mut self, at: usize) -> Option<Follows> {
        let scene = self.scene;
        if let Some(date) = scene.date_at(at + 1).or_else(|| scene.date_at(at + 2)) {
            self.date(date, date.end);
            return None;
        }
        if !self.cue.speaks() {
            return self.governed(at);
        }
        if let Some(medium) = medium(scene, at, self.end) {
            self.found.medium = self.found.medium.or(Some(medium));
            self.found.at = medium.end;
            return None;
        }
        let beside = scene.is(
            at,
            &[
                "in",
                "on",
                "at",
                "during",
                "after",
                "before",
                "from",
                "through",
                "via",
                "with",
                "following",
                "of",
                "about",
                "outside",
                "inside",
                "over",
            ],
        );
        let phrase = phrase::after(scene, at + 1, self.end).filter(|_| beside);
        match phrase {
            Some(phrase) if self.ends_aside(phrase.end) => {
                self.found.at = phrase.end;
                None
            }
            _ => self.governed(at),
        }
    }

    fn governed(&mut self, at: usize) -> Option<Follows> {
        self.found.at = at + 1;
        if self.found.cue_end == at {
            self.found.cue_end = at + 1;
        }
        Some(Follows::Preposition)
    }

    /// Whether what a cue says may start, or its sentence end, at the token at `at`.
    fn ends_aside(&self, at: usize) -> bool {
        at >= self.end
            || self.scene.quote_starting(at).is_some()
            || self.scene.date_at(at).is_some()
            || matches!(
                self.scene.class(at),
                Class::That | Class::Comma | Class::Colon | Class::Stop | Class::Preposition
            )
    }
}

/// `in a statement`, `on Twitter`, `at a news conference`: the phrase of the preposition at `at`, from it to its noun.
pub(super) fn medium(scene: &Scene<'_, '_>, at: usize, end: usize) -> Option<Run> {
    if !scene.is(at, &["in", "on", "at", "during", "via", "through", "by", "over"]) {
        return None;
    }
    let end = end.min(at + LONGEST_MEDIUM);
    let mut found = None;
    for index in at + 1..end {
        match scene.class(index) {
            Class::Noun | Class::Name | Class::Ing | Class::Hyphen => {
                if scene.value(&lexicon::MEDIA, index).is_some() {
                    found = Some(Run::new(at, index + 1));
                }
            }
            Class::Determiner | Class::Possessive | Class::Number | Class::Adverb | Class::Ed => {}
            _ if found.is_some() => break,
            _ => return None,
        }
    }
    found
}
