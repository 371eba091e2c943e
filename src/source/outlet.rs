//! The outlets that words were said to or that carried them, and the reports that attributions are told through.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Source;
use crate::analysis::Analysis;
use crate::attribution::{Attribution, Outlet};
use crate::id::{AttributionId, EntityId};
use crate::lexicon;
use crate::mention::{EntityKind, Mention};
use crate::span::{Span, TextRange};
use crate::token::Shape;

/// How far an outlet may stand from the words that tell of it, in tokens.
const REACH: usize = 12;
/// How many mentions before a noun may be the outlet that it takes up.
const BACK: usize = 60;

/// Fills [`Attribution::outlet`], and [`Attribution::via`] where an attribution to that outlet stands before.
pub(super) fn outlets<'a>(
    analysis: &Analysis<'a>,
    mentions: &[Mention<'a>],
    sources: &[Source<'a>],
    attributions: &mut [Attribution<'a>],
) {
    let page = Page { analysis, mentions };
    let mut reports: BTreeMap<EntityId, AttributionId> = BTreeMap::new();
    for (place, attribution) in attributions.iter_mut().enumerate() {
        attribution.outlet = page.outlet(attribution);
        let told = attribution.outlet.as_ref().and_then(|outlet| outlet.entity);
        let speaker = attribution.speaker.and_then(|id| sources.get(id.index())?.entity);
        if attribution.via.is_none() && told != speaker {
            attribution.via = told.and_then(|entity| reports.get(&entity).copied());
        }
        if let Some(entity) = speaker.filter(|_| attribution.level == 0) {
            reports.insert(entity, AttributionId::new(place));
        }
    }
}

struct Page<'p, 'a> {
    analysis: &'p Analysis<'a>,
    mentions: &'p [Mention<'a>],
}

impl<'a> Page<'_, 'a> {
    /// The outlet that the words of `attribution` were said to.
    fn outlet(&self, attribution: &Attribution<'a>) -> Option<Outlet<'a>> {
        let addressee = attribution.addressee.as_ref().map(Span::range);
        let found = addressee.and_then(|range| self.phrase(&self.analysis.tokens_in(range)));
        found
            .or_else(|| self.medium(attribution.medium.as_ref()?.range()))
            .or_else(|| self.quoted_by(attribution))
    }

    /// `in an interview with the Harbor Times`, `on CNN`.
    fn medium(&self, medium: TextRange) -> Option<Outlet<'a>> {
        let tokens = self.analysis.tokens_in(medium);
        let link = |at: usize| {
            matches!(self.analysis.word(at), "with" | "to" | "on" | "for" | "by" | "from")
        };
        let starts = tokens.clone().chain([tokens.end]).filter(|&at| link(at)).map(|at| at + 1);
        starts.take(4).find_map(|start| {
            self.phrase(&(start..(start + REACH).min(self.analysis.tokens().len())))
        })
    }

    /// `Roe was quoted by the Harbor Times as saying`.
    fn quoted_by(&self, attribution: &Attribution<'a>) -> Option<Outlet<'a>> {
        let cue = self.analysis.tokens_in(attribution.cue.first()?.range());
        let mut near = cue.start.saturating_sub(1)..cue.end;
        let as_saying = near.find(|&at| self.analysis.word(at) == "as")?;
        let by = (as_saying.saturating_sub(REACH)..as_saying)
            .rev()
            .find(|&at| self.analysis.word(at) == "by")?;
        let verb = self.analysis.word(by.checked_sub(1)?);
        let quoted = matches!(verb, "quoted" | "cited" | "reported");
        quoted.then(|| self.phrase(&(by + 1..as_saying))).flatten()
    }

    /// The outlet that `tokens` open with.
    fn phrase(&self, tokens: &Range<usize>) -> Option<Outlet<'a>> {
        let determiner = |word: &str| {
            ["the", "a", "an", "this", "his", "her", "its", "their"]
                .iter()
                .any(|it| word.eq_ignore_ascii_case(it))
        };
        let opened = determiner(self.analysis.word(tokens.start));
        let first = tokens.start + usize::from(opened);
        if first >= tokens.end {
            return None;
        }
        let start = self.analysis.token(first).start();
        let place = self.mentions.partition_point(|mention| mention.span.end() <= start);
        let named = self.mentions.get(place).filter(|mention| mention.span.start() <= start);
        if let Some(mention) =
            named.filter(|mention| is_outlet(self.analysis, mention.span.range()))
        {
            let from = self.analysis.token(tokens.start).start().min(mention.span.start());
            return Some(Outlet::new(self.span(from, mention.span.end()), mention.entity));
        }
        let noun = self.noun(first, tokens.end)?;
        let text = self.span(
            self.analysis.token(tokens.start).start(),
            self.analysis.token(noun.end - 1).end(),
        );
        let last = self.analysis.token(noun.end - 1);
        if last.shape != Shape::Lower {
            return Some(Outlet::new(text, None));
        }
        let definite = opened
            && noun.start == first
            && self.analysis.word(tokens.start).eq_ignore_ascii_case("the");
        let entity = self.last_named(start).filter(|_| definite);
        (entity.is_some() || !self.is_loose(&noun)).then(|| Outlet::new(text, entity))
    }

    /// The noun or name of an outlet that ends a phrase from `first`: `local radio station`, `Norvik News`.
    fn noun(&self, first: usize, end: usize) -> Option<Range<usize>> {
        let mut at = first;
        while at < end.min(first + 6) && self.analysis.token(at).is_word() {
            if let Some((len, kind)) = self.analysis.phrase(&lexicon::OUTLET_WORDS, at, end) {
                let title = self.analysis.token(at).shape == Shape::Title;
                let next = at + len;
                let last = !self.analysis.token(next).is_word()
                    || self.analysis.phrase(&lexicon::OUTLET_WORDS, next, end).is_none();
                let fits = if title { at > first } else { kind != "name" };
                if fits && last {
                    return Some(at..next);
                }
            }
            at += 1;
        }
        None
    }

    fn is_loose(&self, noun: &Range<usize>) -> bool {
        let found = self.analysis.phrase(&lexicon::OUTLET_WORDS, noun.start, noun.end);
        found.is_some_and(|(_, kind)| kind == "loose")
    }

    /// The last outlet that is named before the byte `before`.
    fn last_named(&self, before: usize) -> Option<EntityId> {
        let known = self.mentions.partition_point(|mention| mention.span.start() < before);
        let recent = self.mentions.get(known.saturating_sub(BACK)..known)?;
        recent
            .iter()
            .rev()
            .find(|mention| {
                may_be_outlet(mention.kind) && is_outlet(self.analysis, mention.span.range())
            })?
            .entity
    }

    fn span(&self, start: usize, end: usize) -> Span<'a> {
        self.analysis.span(TextRange::at(start, end))
    }
}

/// Whether the name at `name` is an outlet's.
pub(super) fn is_outlet(analysis: &Analysis<'_>, name: TextRange) -> bool {
    is_outlet_name(name.of(analysis.text()))
}

/// Whether `name` is an outlet's: one of the lists, or one that ends in `Times`, `news agency` or the like.
pub(crate) fn is_outlet_name(name: &str) -> bool {
    let bare = name.strip_prefix("The ").unwrap_or(name);
    let known = |name: &str| {
        lexicon::value_in(lexicon::KNOWN_NAMES, name).is_some_and(|it| it.ends_with(" outlet"))
    };
    if lexicon::AGENCIES.contains(bare) || known(bare) {
        return true;
    }
    let Some((rest, last)) = name.rsplit_once(char::is_whitespace) else { return false };
    let two = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
    lexicon::OUTLET_WORDS.contains(last) || lexicon::OUTLET_WORDS.contains(&format!("{two} {last}"))
}

fn may_be_outlet(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Organization | EntityKind::Work)
}
