//! From a cue to its source and content: an ordered table of frames, the first that fits is taken.

use super::content::{self, Placed};
use super::cue::{Cue, Form};
use super::phrase;
use super::run::Run;
use super::scene::{Quote, Scene};
use super::sequel::{Follows, Sequel, sequel};
use super::subject::{Subject, inverted, main_subject};
use super::word::Class;

/// An attribution in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) rule: &'static str,
    pub(super) cue: Option<Cue>,
    /// The cue with its colon or preposition; empty for one without a cue.
    pub(super) cue_run: Run,
    pub(super) source: Option<Run>,
    pub(super) content: Vec<Run>,
    /// In a hundred.
    pub(super) confidence: u8,
    pub(super) addressee: Option<Run>,
    pub(super) medium: Option<Run>,
    pub(super) said: Option<usize>,
    /// The draft whose speaker goes on here.
    pub(super) continues: Option<usize>,
}

/// One way in which a cue stands to its source and content.
pub(super) struct Frame {
    pub(super) name: &'static str,
    read: fn(&Look<'_, '_, '_>) -> Option<Draft>,
    /// Sentences that it reads.
    #[cfg(test)]
    pub(super) finds: &'static [&'static str],
}

/// A cue with what stands around it.
pub(super) struct Look<'l, 's, 'a> {
    pub(super) scene: &'l Scene<'s, 'a>,
    pub(super) cue: Cue,
    pub(super) subject: Subject,
    pub(super) sequel: Sequel,
    /// The cues after it.
    pub(super) later: &'l [Placed],
    /// The source of the attribution before it in its sentence.
    pub(super) shared: Option<Run>,
    name: &'static str,
}

/// The draft of the cue `placed`, if any frame fits.
pub(super) fn draft(
    scene: &Scene<'_, '_>,
    placed: &Placed,
    later: &[Placed],
    shared: Option<Run>,
) -> Option<Draft> {
    let cue = placed.cue;
    let end = scene.stretch_end(cue.head);
    let sequel = sequel(scene, &cue, cue.run.end, end);
    let mut look = Look { scene, cue, subject: placed.subject, sequel, later, shared, name: "" };
    FRAMES.iter().find_map(|frame| {
        look.name = frame.name;
        (frame.read)(&look)
    })
}

pub(super) const FRAMES: &[Frame] = &[
    Frame {
        name: "according-to",
        read: according_to,
        #[cfg(test)]
        finds: &["[content The bridge will close], [cue according to] [source two officials]."],
    },
    Frame {
        name: "quotation-source-cue",
        read: quotation_source_cue,
        #[cfg(test)]
        finds: &["[content “We will appeal,”] [source Jane Roe] [cue said]."],
    },
    Frame {
        name: "quotation-cue-source",
        read: quotation_cue_source,
        #[cfg(test)]
        finds: &["[content “We will appeal,”] [cue said] [source Jane Roe]."],
    },
    Frame {
        name: "source-cue-quotation",
        read: source_cue_quotation,
        #[cfg(test)]
        finds: &["[source Jane Roe] [cue said], [content “We will appeal.”]"],
    },
    Frame {
        name: "relative",
        read: relative,
        #[cfg(test)]
        finds: &["A plan [content which] [source the mayor] [cue opposes] was passed."],
    },
    Frame {
        name: "cue-that",
        read: cue_that,
        #[cfg(test)]
        finds: &["[source Jane Roe] [cue said] [content that she would appeal]."],
    },
    Frame {
        name: "passive",
        read: passive,
        #[cfg(test)]
        finds: &["[content The mayor] [cue is expected] [content to resign]."],
    },
    Frame {
        name: "cue-to",
        read: cue_to,
        #[cfg(test)]
        finds: &["[source Jane Roe] [cue promised] [content to appeal]."],
    },
    Frame {
        name: "as-source-cue",
        read: as_source_cue,
        #[cfg(test)]
        finds: &["As [source Jane Roe] [cue said], [content the bridge is old]."],
    },
    Frame {
        name: "content-source-cue",
        read: content_source_cue,
        #[cfg(test)]
        finds: &["[content The bridge will close], [source Jane Roe] [cue said]."],
    },
    Frame {
        name: "content-cue-source",
        read: content_cue_source,
        #[cfg(test)]
        finds: &["[content The bridge will close], [cue said] [source Jane Roe]."],
    },
    Frame {
        name: "cue-content",
        read: cue_content,
        #[cfg(test)]
        finds: &["[source Jane Roe] [cue said] [content the bridge would close]."],
    },
    Frame {
        name: "noun",
        read: noun,
        #[cfg(test)]
        finds: &[
            "It came after [source the minister's] [cue claim] [content that the bridge was safe].",
        ],
    },
];

impl Look<'_, '_, '_> {
    /// The source before the cue, its own or shared.
    fn source(&self) -> Option<Run> {
        match self.subject {
            Subject::Before(run) => Some(run),
            Subject::Shared => self.shared.or_else(|| main_subject(self.scene, self.cue.run.first)),
            Subject::None => None,
        }
    }

    fn rate(&self, follows: &str) -> u8 {
        match self.cue.form {
            Form::Participle => self.cue.rate("ing").min(self.cue.rate(follows).max(50)),
            Form::Infinitive => self.cue.rate("inf"),
            Form::Reduced => self.cue.rate("reduced"),
            Form::Passive => self.cue.rate("be"),
            _ => self.cue.rate(follows),
        }
    }

    fn draft(&self, source: Option<Run>, content: Vec<Run>, confidence: u8) -> Draft {
        Draft {
            rule: self.name,
            cue: Some(self.cue),
            cue_run: Run::new(self.cue.run.first, self.sequel.cue_end.max(self.cue.run.end)),
            source,
            content,
            confidence,
            addressee: self.sequel.addressee,
            medium: self.sequel.medium,
            said: self.sequel.said,
            continues: None,
        }
    }

    /// The quotation that ends before the token at `at`, over a comma outside it, and not with a full stop: what comes
    /// after that is a new sentence.
    fn quotation_before(&self, at: usize) -> Option<Quote> {
        let scene = self.scene;
        let quote = scene.quote_ending(at).or_else(|| {
            let outside = matches!(scene.class_before(at), Class::Comma | Class::Dash);
            scene.quote_ending(at.checked_sub(1).filter(|_| outside)?)
        })?;
        let last = quote.run.end.saturating_sub(2);
        let stopped = scene.class(last) == Class::Stop && scene.is(last, &["."]);
        let here = scene.paragraph(quote.run.end - 1) == scene.paragraph(self.cue.head);
        (here && !stopped).then_some(quote)
    }

    /// The sentence up to `quote` and with it: where the quotation is but part of what is said, all of it.
    fn up_to(&self, quote: Quote) -> Run {
        let scene = self.scene;
        let first = content::leftward(scene, quote.run.end).first;
        let opens = first >= quote.run.first;
        let led_in = scene.class_before(quote.run.first) == Class::Colon
            || (scene.class_before(quote.run.first) == Class::Comma
                && !self.is_worded_before(first, quote));
        if opens || led_in { quote.run } else { Run::new(first, quote.run.end) }
    }

    /// Whether the words before `quote` in its sentence are more than a phrase that leads in to it.
    fn is_worded_before(&self, first: usize, quote: Quote) -> bool {
        let first = first.max(quote.run.first.saturating_sub(40));
        (first..quote.run.first)
            .any(|at| self.scene.class(at).is_finite() || self.scene.class(at) == Class::Mark)
    }

    /// What goes on with a quotation or clause after the cue: `"A," X said, "B."`
    fn resumed(&self, at: usize) -> Option<Run> {
        let scene = self.scene;
        let end = scene.stretch_end(self.cue.head);
        if at >= end {
            return None;
        }
        let opening = match scene.class(at) {
            Class::Comma | Class::Colon | Class::Dash => at + 1,
            _ => at,
        };
        let quote = scene.quote_starting(opening)?;
        let taken = self.later.iter().take(2).any(|later| {
            later.cue.speaks()
                && later.cue.head >= quote.run.end
                && later.cue.head < quote.run.end + 12
                && self.quotation_before(match later.subject {
                    Subject::Before(run) => run.first,
                    _ => later.cue.run.first,
                }) == Some(quote)
        });
        let here = scene.sentence(quote.run.first).first == scene.sentence(self.cue.head).first;
        (!taken || here).then_some(quote.run)
    }
}

fn according_to(look: &Look<'_, '_, '_>) -> Option<Draft> {
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

fn quotation_source_cue(look: &Look<'_, '_, '_>) -> Option<Draft> {
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

fn quotation_cue_source(look: &Look<'_, '_, '_>) -> Option<Draft> {
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

fn source_cue_quotation(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let scene = look.scene;
    let sequel = &look.sequel;
    if matches!(look.cue.form, Form::Noun | Form::Reduced) {
        return None;
    }
    match sequel.follows {
        Follows::Colon => {
            let content = after_colon(scene, sequel.at)?;
            let quoted = scene.quote_starting(content.first).is_some();
            if !quoted && !look.cue.speaks() {
                return None;
            }
            let rate =
                look.rate(if quoted { "quote" } else { "colon" }).max(if quoted { 70 } else { 0 });
            Some(look.draft(look.source(), vec![content], rate))
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

/// What a colon before the token at `at` introduces: the rest of the sentence, or the next paragraph.
fn after_colon(scene: &Scene<'_, '_>, at: usize) -> Option<Run> {
    let paragraph = scene.paragraph(at.saturating_sub(1));
    if at < scene.len() && scene.paragraph(at) == paragraph {
        if let Some(quote) = scene.quote_starting(at) {
            let end = scene.stretch_end(quote.run.end.saturating_sub(1)).max(quote.run.end);
            let rest = content::trim(scene, Run::new(at, end));
            return Some(if rest.end > quote.run.end + 40 { quote.run } else { rest });
        }
        let end = scene.stretch_end(at);
        return Some(content::trim(scene, Run::new(at, end)));
    }
    let next = scene.paragraph_run(paragraph + 1)?;
    Some(
        scene
            .quote_starting(next.first)
            .map_or_else(|| content::trim(scene, next), |quote| quote.run),
    )
}

/// `a plan that the mayor opposes`, `the bridge, which Roe says is safe, reopened`.
fn relative(look: &Look<'_, '_, '_>) -> Option<Draft> {
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

fn cue_that(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let question = look.sequel.follows == Follows::Question;
    if !(look.sequel.follows == Follows::That || question) || look.cue.form == Form::Noun {
        return None;
    }
    let scene = look.scene;
    let run = content::rightward(scene, look.sequel.at, look.later, false);
    let rate = look.rate(look.sequel.follows.name());
    let draft = look.draft(look.source(), vec![content::whole_quotations(scene, run)], rate);
    if look.cue.form != Form::Passive {
        return Some(draft);
    }
    // `Roe was told that`, `it was announced that`: the subject does not speak.
    let addressee = draft.source.filter(|_| look.cue.lemma == "tell");
    Some(Draft { source: None, addressee, ..draft })
}

fn cue_to(look: &Look<'_, '_, '_>) -> Option<Draft> {
    if look.sequel.follows != Follows::To || look.cue.form == Form::Noun {
        return None;
    }
    let scene = look.scene;
    let run = content::rightward(scene, look.sequel.at, look.later, true);
    Some(look.draft(look.source(), vec![content::whole_quotations(scene, run)], look.rate("to")))
}

fn as_source_cue(look: &Look<'_, '_, '_>) -> Option<Draft> {
    let Subject::Before(source) = look.subject else { return None };
    let scene = look.scene;
    let conjunction = source.first.checked_sub(1).filter(|&at| scene.is(at, &["as"]))?;
    if look.cue.form != Form::Finite || !look.cue.speaks() {
        return None;
    }
    let content = match look.sequel.follows {
        Follows::Comma => content::rightward(scene, look.sequel.at + 1, look.later, false),
        Follows::End if scene.class_before(conjunction) == Class::Comma => {
            content::leftward(scene, conjunction)
        }
        _ => return None,
    };
    Some(look.draft(Some(source), vec![content], look.rate("end")))
}

fn content_source_cue(look: &Look<'_, '_, '_>) -> Option<Draft> {
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
    if before.is_empty() || !is_clause(scene, before) && look.sequel.follows == Follows::End {
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

/// Whether `run` holds a verb, as far as its words tell.
fn is_clause(scene: &Scene<'_, '_>, run: Run) -> bool {
    run.tokens().take(60).any(|at| {
        let class = scene.class(at);
        class.is_finite() || matches!(class, Class::Ed | Class::Ing)
    })
}

fn content_cue_source(look: &Look<'_, '_, '_>) -> Option<Draft> {
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

fn passive(look: &Look<'_, '_, '_>) -> Option<Draft> {
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

fn cue_content(look: &Look<'_, '_, '_>) -> Option<Draft> {
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

fn noun(look: &Look<'_, '_, '_>) -> Option<Draft> {
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
            Class::Possessive if scene.word(at).starts_with(['\'', '’']) => {
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
