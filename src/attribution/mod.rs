//! Level 6. Analysis, quotations and dates to attributions.

use std::borrow::Cow;
use std::sync::Arc;

use crate::analysis::Analysis;
use crate::id::{AttributionId, EntityId, SourceId, TimexId};
use crate::quotation::Quotation;
use crate::span::Span;
use crate::timex::Timex;

mod addressee;
mod content;
mod cue;
mod frame;
pub(crate) mod learned;
mod link;
mod medium;
mod nested;
mod page;
mod phrase;
mod run;
mod scene;
mod sequel;
mod settle;
mod silence;
mod subject;
mod telling;
mod typing;
mod uncued;
mod word;

pub(crate) use link::link;

use content::Placed;
use cue::Act;
use frame::Draft;
use learned::Models;
use nested::Scenes;
use run::Run;
use scene::Scene;
use word::Class;

/// Who said what by which word.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Attribution<'a> {
    /// How much of the content lies in quotation marks.
    pub form: AttributionForm,
    /// The words that name the source here; empty where there are none.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub source: Vec<Span<'a>>,
    /// The words that attribute.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub cue: Vec<Span<'a>>,
    /// The words attributed.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub content: Vec<Span<'a>>,
    /// The source, once for all that it says in the text; `None` where there is no source.
    #[cfg_attr(feature = "serde", serde(default))]
    pub speaker: Option<SourceId>,
    /// The sieve that tied it to its speaker.
    #[cfg_attr(feature = "serde", serde(default, borrow, skip_serializing_if = "Option::is_none"))]
    pub speaker_rule: Option<Cow<'a, str>>,
    /// What the source did in saying it.
    pub statement: Statement,
    /// When it was said: a point in time that its own clause names, not one that the words said name.
    #[cfg_attr(feature = "serde", serde(default))]
    pub said: Option<TimexId>,
    /// Whom it was said to, without what says where they were: `told [reporters] in Geneva`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub addressee: Option<Span<'a>>,
    /// Where it was said or written, from the preposition to the noun: `in a statement`, `at a news conference`, `in a post
    /// on Facebook`.
    #[cfg_attr(feature = "serde", serde(default, borrow))]
    pub medium: Option<Span<'a>>,
    /// The attribution that tells of this one: the one whose content it lies in, or that of the outlet that it was said to.
    #[cfg_attr(feature = "serde", serde(default))]
    pub via: Option<AttributionId>,
    /// In how many others' content it lies: 0 for those in [`Document::attributions`](crate::Document::attributions).
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "is_outermost"))]
    pub level: u8,
    /// The outlet that it was said to, or that carried it: `told the BBC`.
    #[cfg_attr(feature = "serde", serde(default, borrow, skip_serializing_if = "Option::is_none"))]
    pub outlet: Option<Outlet<'a>>,
    /// The attribution whose speaker goes on here, for a quotation without a source or cue of its own.
    #[cfg_attr(feature = "serde", serde(default))]
    pub continues: Option<AttributionId>,
    /// How sure the crate is that the cue attributes, from 0 to 1. Where a model weighed it, this is the chance that annotators
    /// take it so, as `MODELS.md` bears out. What the page attributes without a verb, and who keeps silent, have a figure of
    /// their [`rule`](Self::rule); attributions that others tell of have that of the rules alone, which nothing was measured on.
    pub confidence: f32,
    /// The rule or model that found it.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub rule: Cow<'a, str>,
}

impl Attribution<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Attribution<'static> {
        let owned = |spans: Vec<Span<'_>>| spans.into_iter().map(Span::into_owned).collect();
        Attribution {
            form: self.form,
            source: owned(self.source),
            cue: owned(self.cue),
            content: owned(self.content),
            speaker: self.speaker,
            speaker_rule: self.speaker_rule.map(|rule| Cow::Owned(rule.into_owned())),
            statement: self.statement,
            said: self.said,
            addressee: self.addressee.map(Span::into_owned),
            medium: self.medium.map(Span::into_owned),
            via: self.via,
            level: self.level,
            outlet: self.outlet.map(Outlet::into_owned),
            continues: self.continues,
            confidence: self.confidence,
            rule: Cow::Owned(self.rule.into_owned()),
        }
    }
}

#[cfg(feature = "serde")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_outermost(level: &u8) -> bool {
    *level == 0
}

/// A newspaper, a broadcaster or an agency that words were said to, or that carried them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Outlet<'a> {
    /// The words that name it: `the BBC`, `the newspaper`.
    #[cfg_attr(feature = "serde", serde(flatten, borrow))]
    pub span: Span<'a>,
    /// The entity it is; `None` where the text does not name it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub entity: Option<EntityId>,
}

impl<'a> Outlet<'a> {
    pub(crate) const fn new(span: Span<'a>, entity: Option<EntityId>) -> Self {
        Self { span, entity }
    }

    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Outlet<'static> {
        Outlet { span: self.span.into_owned(), entity: self.entity }
    }
}

/// How much of a content lies in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum AttributionForm {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// None of it.
    Indirect,
}

/// What a source did.
///
/// The verb decides, with its negation and what follows it, not the words said: `said he would not resign` is an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Statement {
    /// Said that something is so: `said`, `warned that`, `accused`.
    Assertion,
    /// Said that something is not so: `denied`, `rejected claims that`, `ruled out`.
    Denial,
    /// Asked: `asked whether`, `wondered`, or words quoted that are one question.
    Question,
    /// Told someone to do something: `urged`, `called for`, `warned residents not to`.
    Directive,
    /// Bound itself, or said what it means to do: `promised to`, `threatened to`, `plans to`.
    Commitment,
    /// Gave a belief, a wish, a feeling or an attitude: `supports`, `fears`, `apologized`.
    Opinion,
    /// Would not say, or do: `declined to comment`, `did not elaborate`, `would neither confirm nor deny`, `stopped short of
    /// saying`.
    Refusal,
    /// Gave no answer: `did not respond`, `could not be reached for comment`.
    Silence,
}

/// Finds attributions.
#[derive(Clone, Debug, Default)]
pub struct Attributor {
    /// What is dropped below, in a hundred; `None` for what balances precision and recall of each kind.
    least: Option<u8>,
    /// The models to use in place of the crate's.
    models: Option<Arc<Models>>,
}

/// What a draft of the rules is dropped below, in a hundred.
const LEAST: u8 = 50;

/// What an attribution is dropped below where nothing else is said, in a hundred: precision and recall are balanced there.
const USUAL_LEAST: u8 = 55;

/// The same of beliefs, plans, refusals and silence: more of those that are unsure are right.
const LEAST_OF_BELIEFS: u8 = 42;

impl Attributor {
    /// An attributor with the cues of the crate.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves out attributions that it is less sure of than `confidence`, from 0 to 1. The higher, the more of what it gives is
    /// right and the less of what there is it gives. Where nothing is said it leaves out what is below 0.55, of beliefs, plans,
    /// refusals and silence what is below 0.42.
    ///
    /// # Examples
    ///
    /// ```
    /// use onrecord::Attributor;
    ///
    /// let attributor = Attributor::new().least_confidence(0.9);
    /// ```
    #[must_use]
    pub fn least_confidence(self, confidence: f32) -> Self {
        Self { least: Some((confidence.clamp(0.0, 1.0) * 100.0).round() as u8), ..self }
    }

    /// An attributor with `models`.
    #[cfg(feature = "training")]
    pub(crate) fn with_models(models: Models) -> Self {
        Self { models: Some(Arc::new(models)), ..Self::default() }
    }

    /// The attributions of the text, ordered by where their cue starts (their content, where there is no cue).
    ///
    /// `quotations` and `dates` are those of the same text. [`speaker`](Attribution::speaker) is left open: a
    /// [`Resolver`](crate::Resolver) fills it.
    #[must_use]
    pub fn attribute<'a>(
        &self,
        analysis: &Analysis<'a>,
        quotations: &[Quotation<'a>],
        dates: &[Timex<'a>],
    ) -> Vec<Attribution<'a>> {
        let scene = Scene::new(analysis, quotations, dates);
        self.outermost(&scene).iter().map(|draft| attribution(&scene, draft)).collect()
    }

    /// The attributions of [`attribute`](Self::attribute), and after them those that they tell of, whose
    /// [`level`](Attribution::level) is 1 or more: `Roe said [that Doe had denied it]`.
    #[must_use]
    pub fn attribute_nested<'a>(
        &self,
        analysis: &Analysis<'a>,
        quotations: &[Quotation<'a>],
        dates: &[Timex<'a>],
    ) -> Vec<Attribution<'a>> {
        let scene = Scene::new(analysis, quotations, dates);
        let drafts = self.outermost(&scene);
        let quoted = scene.inside_quotations(quotations);
        let scenes = Scenes { text: &scene, quoted: &quoted };
        let nested = nested::nested(&scenes, &drafts);
        let outermost = drafts.iter().map(|draft| attribution(&scene, draft));
        let inner = nested.iter().map(|nested| Attribution {
            via: Some(AttributionId::new(nested.via)),
            level: nested.level,
            ..attribution(scenes.at(nested.draft.cue_run.first), &nested.draft)
        });
        outermost.chain(inner).collect()
    }

    /// The attributions that lie in no other's content.
    fn outermost(&self, scene: &Scene<'_, '_>) -> Vec<Draft> {
        self.outermost_by(scene, self.models.as_deref().or(learned::MODELS.as_ref()))
    }

    /// The same by `models`, or by the rules alone.
    fn outermost_by(&self, scene: &Scene<'_, '_>, models: Option<&Models>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut at = 0;
        while at < scene.len() {
            let (block, cues, rules) = rules(scene, at);
            at = block.end;
            match models {
                Some(models) => learned::find(models, scene, block, cues, rules, &mut drafts),
                None => drafts.extend(rules),
            }
        }
        drafts.retain(|draft| draft.confidence >= self.least(draft));
        let mut drafts = settled(scene, drafts);
        if let Some(least) = self.least {
            // What the page attributes came in later.
            settle::drop_unsure(&mut drafts, least);
        }
        drafts
    }

    /// What `draft` is dropped below.
    fn least(&self, draft: &Draft) -> u8 {
        let lower = draft.cue.is_some_and(|cue| {
            cue.negated || matches!(cue.act, Act::Believe | Act::Promise | Act::Refuse)
        });
        self.least.unwrap_or(if lower { LEAST_OF_BELIEFS } else { USUAL_LEAST })
    }
}

/// How many tokens are read at a time, at least: a bound on the room that it takes.
const BLOCK: usize = 2000;

/// The cues of the paragraphs from `first` on, in order, with what the rules make of each, sure or not; and the tokens that these
/// paragraphs take up.
fn rules(scene: &Scene<'_, '_>, first: usize) -> (Run, Vec<Placed>, Vec<Draft>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut cues: Vec<Placed> = Vec::new();
    let mut at = first;
    // A paragraph that ends in a colon goes on in the next.
    while at < scene.len() && (at < first + BLOCK || scene.class_before(at) == Class::Colon) {
        let end = scene.paragraph_run(scene.paragraph(at)).map_or(scene.len(), |run| run.end);
        let before = cues.len();
        at = find_cues(scene, Run::new(at, end.max(at + 1)), &mut cues);
        for (index, placed) in cues.iter().enumerate().skip(before) {
            let later = cues.get(index + 1..).unwrap_or_default();
            let sentence = scene.sentence(placed.cue.head);
            let shared = drafts
                .iter()
                .rev()
                .take_while(|last| sentence.contains(last.cue_run.first))
                .find(|last| last.confidence >= LEAST)
                .and_then(|last| last.source);
            drafts.extend(frame::draft(scene, placed, later, shared));
        }
    }
    (Run::new(first, at), cues, drafts)
}

/// What stands of `drafts`, and what the page attributes.
fn settled(scene: &Scene<'_, '_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    settle::outermost(&mut drafts, 0);
    settle::resume(scene, &mut drafts);
    page::add(scene, &mut drafts);
    silence::add(scene, &mut drafts);
    settle::sort(&mut drafts);
    telling::tell(scene, &mut drafts);
    drafts
}

/// Adds the cues of a paragraph that lie outside quotations to `cues`, in order, with their subjects; gives the token
/// after them, which lies farther where a quotation runs on.
fn find_cues(scene: &Scene<'_, '_>, paragraph: Run, cues: &mut Vec<Placed>) -> usize {
    let mut at = paragraph.first;
    let mut quotes = scene.quotes_from(at).iter().peekable();
    while at < paragraph.end {
        if let Some(quote) = quotes.next_if(|quote| quote.run.first <= at) {
            at = quote.run.end.max(at + 1);
            continue;
        }
        if let Some(cue) = cue::cue_at(scene, at) {
            cues.push(Placed { cue, subject: subject::subject(scene, &cue) });
        }
        at += 1;
    }
    at
}

fn attribution<'a>(scene: &Scene<'_, 'a>, draft: &Draft) -> Attribution<'a> {
    let span = |run: &Run| scene.analysis.span(scene.range(*run));
    let spans = |run: Option<Run>| match run.filter(|run| !run.is_empty()) {
        Some(run) => vec![span(&run)],
        None => Vec::new(),
    };
    Attribution {
        form: typing::form(scene, draft),
        source: spans(draft.source),
        cue: spans(Some(draft.cue_run)),
        content: draft.content.iter().map(span).collect(),
        speaker: None,
        speaker_rule: None,
        statement: typing::statement(scene, draft),
        said: draft.said.map(TimexId::new),
        addressee: draft.addressee.as_ref().map(span),
        medium: draft.medium.as_ref().map(span),
        via: None,
        level: 0,
        outlet: None,
        continues: draft.continues.map(AttributionId::new),
        confidence: f32::from(draft.confidence) / 100.0,
        rule: Cow::Borrowed(draft.rule),
    }
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::quotation::QuotationRole;
    use crate::span::TextRange;

    /// The quotations of `text` in curly double marks, without those inside others.
    fn quotations<'a>(analysis: &Analysis<'a>) -> Vec<Quotation<'a>> {
        let text = analysis.text();
        let ranges = text.match_indices('“').filter_map(|(start, _)| {
            let end = start + text[start..].find('”')? + '”'.len_utf8();
            Some(TextRange::at(start, end))
        });
        ranges
            .map(|range| Quotation {
                span: analysis.span(range),
                role: QuotationRole::Statement,
                parts: vec![analysis.span(range)],
                level: 0,
                closed: true,
                attribution: None,
                rule: Cow::Borrowed(""),
            })
            .collect()
    }

    /// The rules' names and `text` with what each finds marked.
    fn rendered(text: &str) -> Vec<(String, String)> {
        let analysis = Analysis::new(text);
        let quotations = quotations(&analysis);
        let scene = Scene::new(&analysis, &quotations, &[]);
        let drafts = Attributor::new().outermost_by(&scene, None);
        let found: Vec<_> = drafts.iter().map(|draft| attribution(&scene, draft)).collect();
        found
            .iter()
            .map(|found| {
                let mut marks: Vec<(usize, usize, &str)> = Vec::new();
                for (name, spans) in
                    [("source", &found.source), ("cue", &found.cue), ("content", &found.content)]
                {
                    marks.extend(spans.iter().map(|span| (span.start(), span.end(), name)));
                }
                marks.sort_unstable();
                let mut out = String::new();
                let mut at = 0;
                for (start, end, name) in marks {
                    out.push_str(&text[at..start]);
                    out.push_str(&format!("[{name} {}]", &text[start..end]));
                    at = end;
                }
                out.push_str(&text[at..]);
                (found.rule.to_string(), out)
            })
            .collect()
    }

    fn plain(marked: &str) -> String {
        ["[source ", "[cue ", "[content ", "]"]
            .iter()
            .fold(marked.to_owned(), |text, mark| text.replace(mark, ""))
    }

    #[test]
    fn nothing_is_given_below_the_least_confidence() {
        let text = "“We will see,” Jane Roe said.\n\n“The council has known of it for years.”";
        let analysis = Analysis::new(text);
        let quotations = quotations(&analysis);
        let given = |least| {
            let attributor = Attributor::new().least_confidence(least);
            attributor.attribute(&analysis, &quotations, &[])
        };
        assert_eq!(given(0.1).len(), 2);
        assert_eq!(given(0.1)[1].continues, Some(AttributionId::new(0)));
        assert_eq!(given(0.9).len(), 1);
    }

    #[test]
    fn every_frame_reads_its_examples() {
        for frame in frame::FRAMES {
            for marked in frame.finds {
                let found = rendered(&plain(marked));
                assert_eq!(found, [(frame.name.to_owned(), (*marked).to_owned())]);
            }
        }
        for layout in page::LAYOUTS {
            for marked in layout.finds {
                let found = rendered(&plain(marked));
                assert_eq!(found, [(layout.name.to_owned(), (*marked).to_owned())]);
            }
            for text in layout.leaves {
                assert!(rendered(text).iter().all(|(rule, _)| rule != layout.name), "{text}");
            }
        }
    }
}
