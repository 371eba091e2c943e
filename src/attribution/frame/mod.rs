//! From a cue to its source and content: an ordered table of frames, the first that fits is taken.

use crate::attribution::content::{self, Placed};
use crate::attribution::cue::{Cue, Form};
use crate::attribution::run::Run;
use crate::attribution::scene::{Quote, Scene};
use crate::attribution::sequel::{Sequel, sequel};
use crate::attribution::subject::{Subject, main_subject};
use crate::attribution::word::Class;

mod quoted;
mod reported;

/// An attribution in the making.
#[derive(Clone, Debug)]
pub(in crate::attribution) struct Draft {
    pub(in crate::attribution) rule: &'static str,
    pub(in crate::attribution) cue: Option<Cue>,
    /// The cue with its colon or preposition; empty for one without a cue.
    pub(in crate::attribution) cue_run: Run,
    pub(in crate::attribution) source: Option<Run>,
    pub(in crate::attribution) content: Vec<Run>,
    /// In a hundred.
    pub(in crate::attribution) confidence: u8,
    pub(in crate::attribution) addressee: Option<Run>,
    pub(in crate::attribution) medium: Option<Run>,
    pub(in crate::attribution) said: Option<usize>,
    /// The draft whose speaker goes on here.
    pub(in crate::attribution) continues: Option<usize>,
}

/// One way in which a cue stands to its source and content.
pub(in crate::attribution) struct Frame {
    pub(in crate::attribution) name: &'static str,
    read: fn(&Look<'_, '_, '_>) -> Option<Draft>,
    /// Sentences that it reads.
    #[cfg(test)]
    pub(in crate::attribution) finds: &'static [&'static str],
}

/// A cue with what stands around it.
pub(in crate::attribution) struct Look<'l, 's, 'a> {
    pub(in crate::attribution) scene: &'l Scene<'s, 'a>,
    pub(in crate::attribution) cue: Cue,
    pub(in crate::attribution) subject: Subject,
    pub(in crate::attribution) sequel: Sequel,
    /// The cues after it.
    pub(in crate::attribution) later: &'l [Placed],
    /// The source of the attribution before it in its sentence.
    pub(in crate::attribution) shared: Option<Run>,
    name: &'static str,
}

/// The draft of the cue `placed`, if any frame fits.
pub(in crate::attribution) fn draft(
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

pub(in crate::attribution) const FRAMES: &[Frame] = &[
    Frame {
        name: "according_to",
        read: reported::according_to,
        #[cfg(test)]
        finds: &["[content The bridge will close], [cue according to] [source two officials]."],
    },
    Frame {
        name: "quotation_source_cue",
        read: quoted::quotation_source_cue,
        #[cfg(test)]
        finds: &["[content “We will appeal,”] [source Jane Roe] [cue said]."],
    },
    Frame {
        name: "quotation_cue_source",
        read: quoted::quotation_cue_source,
        #[cfg(test)]
        finds: &["[content “We will appeal,”] [cue said] [source Jane Roe]."],
    },
    Frame {
        name: "source_cue_quotation",
        read: quoted::source_cue_quotation,
        #[cfg(test)]
        finds: &["[source Jane Roe] [cue said], [content “We will appeal.”]"],
    },
    Frame {
        name: "relative",
        read: reported::relative,
        #[cfg(test)]
        finds: &["A plan [content which] [source the mayor] [cue opposes] was passed."],
    },
    Frame {
        name: "cue_that",
        read: reported::cue_that,
        #[cfg(test)]
        finds: &["[source Jane Roe] [cue said] [content that she would appeal]."],
    },
    Frame {
        name: "passive",
        read: reported::passive,
        #[cfg(test)]
        finds: &["[content The mayor] [cue is expected] [content to resign]."],
    },
    Frame {
        name: "cue_to",
        read: reported::cue_to,
        #[cfg(test)]
        finds: &["[source Jane Roe] [cue promised] [content to appeal]."],
    },
    Frame {
        name: "as_source_cue",
        read: reported::as_source_cue,
        #[cfg(test)]
        finds: &["As [source Jane Roe] [cue said], [content the bridge is old]."],
    },
    Frame {
        name: "content_source_cue",
        read: reported::content_source_cue,
        #[cfg(test)]
        finds: &["[content The bridge will close], [source Jane Roe] [cue said]."],
    },
    Frame {
        name: "content_cue_source",
        read: reported::content_cue_source,
        #[cfg(test)]
        finds: &["[content The bridge will close], [cue said] [source Jane Roe]."],
    },
    Frame {
        name: "cue_content",
        read: reported::cue_content,
        #[cfg(test)]
        finds: &["[source Jane Roe] [cue said] [content the bridge would close]."],
    },
    Frame {
        name: "noun",
        read: reported::noun,
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
