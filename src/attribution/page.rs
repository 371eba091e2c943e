//! Attributions without a verb: by where words stand on the page.

use crate::lexicon;

use super::content;
use super::frame::Draft;
use super::phrase;
use super::run::Run;
use super::scene::{Quote, Scene};
use super::settle::Taken;
use super::subject::{inverted, main_subject};
use super::uncued;
use super::word::Class;

/// How long a label before a colon may be.
const LONGEST_LABEL: usize = 10;
/// How long a signature after a quotation may be.
const LONGEST_SIGNATURE: usize = 14;
/// How many paragraphs a turn may have.
const LONGEST_TURN: usize = 8;
/// How far before a quotation `in the words of` may stand.
const LONGEST_WORDS: usize = 16;

/// One way in which a page attributes.
pub(super) struct Layout {
    pub(super) name: &'static str,
    add: fn(&Scene<'_, '_>, &'static str, &mut Vec<Draft>),
    /// Texts that it reads.
    #[cfg(test)]
    pub(super) finds: &'static [&'static str],
    /// Texts in which there is nothing to read for it.
    #[cfg(test)]
    pub(super) leaves: &'static [&'static str],
}

pub(super) const LAYOUTS: &[Layout] = &[
    Layout {
        name: "headline",
        add: headline,
        #[cfg(test)]
        finds: &["[source Media][cue :] [content Minister to resign]\n\nThe minister left early."],
        #[cfg(test)]
        leaves: &["Explained: Why the minister left\n\nThe minister left early."],
    },
    Layout {
        name: "transcript",
        add: transcripts,
        #[cfg(test)]
        finds: &[],
        #[cfg(test)]
        leaves: &["Time: 9 a.m.\nPlace: the town hall."],
    },
    Layout {
        name: "colon",
        add: colons,
        #[cfg(test)]
        finds: &["[source The mayor] gave her usual answer[cue :] [content “We will see.”]"],
        #[cfg(test)]
        leaves: &["There was one answer: to go home."],
    },
    Layout {
        name: "in_words",
        add: in_words,
        #[cfg(test)]
        finds: &[
            "It was, in [source her] [cue words], [content “a disgrace”].",
            "[cue In the words of] [source Jane Roe, the mayor], [content “it was a disgrace”].",
            "It was [content “a disgrace”], [cue in the words of] [source Jane Roe].",
        ],
        #[cfg(test)]
        leaves: &["It was, in other words, “a disgrace”."],
    },
    Layout {
        name: "signature",
        add: signatures,
        #[cfg(test)]
        finds: &["[content “We will see about that.”]\n\n[cue —] [source Jane Roe]"],
        #[cfg(test)]
        leaves: &[],
    },
    Layout {
        name: "introduced_quotation",
        add: uncued::introduced,
        #[cfg(test)]
        finds: &[
            "[source The mayor, Jane Roe,] was blunt. [content “We will see about that.”]",
            "For [source Jane Roe], it was too late. [content “We will see about that.”]",
        ],
        #[cfg(test)]
        leaves: &["The bridge was closed. “We will see about that.”"],
    },
    Layout {
        name: "floating_quotation",
        add: uncued::floating,
        #[cfg(test)]
        finds: &[],
        #[cfg(test)]
        leaves: &["“We will see about that.”"],
    },
];

/// Adds what the page attributes to `drafts`, which the words attribute.
pub(super) fn add(scene: &Scene<'_, '_>, drafts: &mut Vec<Draft>) {
    for layout in LAYOUTS {
        (layout.add)(scene, layout.name, drafts);
    }
}

pub(super) fn draft(
    rule: &'static str,
    source: Option<Run>,
    cue: Run,
    content: Run,
    confidence: u8,
) -> Draft {
    Draft {
        rule,
        cue: None,
        cue_run: cue,
        source,
        content: vec![content],
        confidence,
        addressee: None,
        medium: None,
        said: None,
        continues: None,
    }
}

/// `Media: …`, `Roe: …`, `…: poll` at the head of the article.
fn headline(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let Some(run) = scene.headline() else { return };
    let mut colons =
        run.tokens().filter(|&at| matches!(scene.class(at), Class::Colon | Class::Dash));
    let (Some(colon), None) = (colons.next(), colons.next()) else { return };
    let (before, after) = (Run::new(run.first, colon), Run::new(colon + 1, run.end));
    let cue = Run::new(colon, colon + 1);
    let leads =
        scene.class(colon) == Class::Colon && before.len() <= LONGEST_LABEL && after.len() >= 3;
    if leads
        && (speaks(scene, before)
            || speaks_elsewhere(scene, before, drafts)
            || is_name_with_quotation(scene, before, after))
    {
        drafts.retain(|draft| !run.overlaps(draft.cue_run));
        drafts.push(draft(name, Some(before), cue, content::trim(scene, after), 75));
    } else if after.len() <= 4
        && before.len() >= 3
        && (speaks(scene, after) || speaks_elsewhere(scene, after, drafts))
    {
        drafts.retain(|draft| !run.overlaps(draft.cue_run));
        drafts.push(draft(name, Some(content::trim(scene, after)), cue, before, 70));
    } else if drafts.iter().any(|draft| run.covers(draft.cue_run) && draft.cue_run != cue) {
        // `Harbor bridge: closure to last for weeks, say engineers`
        drafts.retain(|draft| draft.cue_run != cue);
        let labeled = |content: &Run| content.covers(cue) && content.first == run.first;
        for content in drafts.iter_mut().flat_map(|draft| &mut draft.content) {
            if leads && labeled(content) {
                content.first = colon + 1;
            }
        }
    }
}

/// Whether `label` ends with a noun for one who speaks: `Media`, `UN report`.
fn speaks(scene: &Scene<'_, '_>, label: Run) -> bool {
    scene.value(&lexicon::HEADLINE_SOURCES, label.end.saturating_sub(1)).is_some()
}

/// Whether the last word of `label` ends or opens a source in the article.
fn speaks_elsewhere(scene: &Scene<'_, '_>, label: Run, drafts: &[Draft]) -> bool {
    let hash = |at: usize| scene.analysis.token(at).hash();
    let last = label.end.saturating_sub(1);
    scene.class(last) == Class::Name
        && drafts.iter().filter_map(|draft| draft.source).any(|source| {
            source
                .tokens()
                .take(12)
                .any(|at| scene.class(at) == Class::Name && hash(at) == hash(last))
        })
}

fn is_name_with_quotation(scene: &Scene<'_, '_>, label: Run, after: Run) -> bool {
    label.len() <= 3
        && label.tokens().all(|at| scene.class(at) == Class::Name)
        && scene.quote_starting(after.first).is_some()
}

/// Paragraphs that open with the speaker's name: `ROE: …`, `Q: …`.
fn transcripts(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let found = turns(scene, name);
    // What is said inside a turn is nested in it.
    let turns = Taken::of(&found);
    let labels: Vec<Run> = found.iter().map(|draft| draft.cue_run).collect();
    for draft in drafts.iter_mut() {
        // A transcript that stands in marks is nobody's words.
        draft.content.retain(|run| {
            let next = labels.partition_point(|label| label.first < run.first);
            !labels.get(next).is_some_and(|label| run.covers(*label))
        });
    }
    drafts.retain(|draft| {
        !draft.content.is_empty()
            && !turns.holds(draft.cue_run)
            && labels.binary_search(&draft.cue_run).is_err()
    });
    merge(drafts, found);
}

/// The turns of a transcript. One label alone is no transcript; one that comes once, as a name given in full, belongs to the turns
/// beside it.
fn turns(scene: &Scene<'_, '_>, name: &'static str) -> Vec<Draft> {
    let labels: Vec<(usize, Run, Run)> = (0..scene.analysis.paragraphs().len())
        .filter_map(|place| {
            let paragraph = scene.paragraph_run(place)?;
            let label = turn_label(scene, paragraph)?;
            Some((place, label, paragraph))
        })
        .collect();
    // A label, by its length and first word.
    let word = |label: Run| (label.len(), scene.analysis.token(label.first).hash());
    let alike = labels.iter().filter(|(_, label, _)| is_capitals(scene, *label)).count();
    let mut words: Vec<(usize, u64)> = labels.iter().map(|(_, label, _)| word(*label)).collect();
    words.sort_unstable();
    let comes_again = |label: Run| {
        let same = words.partition_point(|other| *other <= word(label))
            - words.partition_point(|other| *other < word(label));
        same >= 2 || alike >= 2 && is_capitals(scene, label)
    };
    let again: Vec<usize> =
        labels.iter().filter(|label| comes_again(label.1)).map(|label| label.0).collect();
    let beside = |other: usize| again.binary_search(&other).is_ok();
    let stands = |place: usize| {
        beside(place) || beside(place + 1) || place.checked_sub(1).is_some_and(beside)
    };
    let heads = |label: Run| scene.headline().is_some_and(|headline| headline.overlaps(label));
    let mut found = Vec::new();
    let mut next = labels.iter().map(|label| label.0).skip(1);
    for &(place, label, paragraph) in &labels {
        let next = next.next().filter(|&next| {
            next <= place + LONGEST_TURN && beside(place) && beside(next) && !heads(label)
        });
        let first = turn_part(scene, Run::new(label.end + 1, paragraph.end));
        // Figures after names are a table.
        let figure = scene.class(first.first) == Class::Number;
        if !stands(place) || first.is_empty() || figure {
            continue;
        }
        // What stands between two labels belongs to the first, but for what brackets tell of: `(Laughter.)`
        let more = (place + 1..next.unwrap_or(0)).filter_map(|place| scene.paragraph_run(place));
        let more = more.filter(|run| {
            let mark = usize::from(scene.class(run.first) == Class::Mark);
            scene.class(run.first + mark) != Class::Open
        });
        let content = [first].into_iter().chain(more.map(|run| turn_part(scene, run)));
        let cue = Run::new(label.end, label.end + 1);
        found.push(Draft {
            content: content.filter(|run| !run.is_empty()).collect(),
            ..draft(name, Some(label), cue, first, 85)
        });
    }
    found
}

/// `run` without the mark that closes a quotation of several turns at its end.
fn turn_part(scene: &Scene<'_, '_>, run: Run) -> Run {
    let closes = scene.quote_ending(run.end).is_some_and(|quote| quote.run.first < run.first);
    content::trim(scene, Run::new(run.first, run.end - usize::from(closes)))
}

/// The label that opens `paragraph` and ends before a colon; a quotation's mark may stand before it.
fn turn_label(scene: &Scene<'_, '_>, paragraph: Run) -> Option<Run> {
    let opens = scene.class(paragraph.first) == Class::Mark || scene.is_item(paragraph.first);
    let first = paragraph.first + usize::from(opens);
    let mut brackets = false;
    let mut colon = None;
    for at in first..paragraph.end.min(first + LONGEST_LABEL) {
        let named = match scene.class(at) {
            Class::Colon => {
                colon = Some(at);
                break;
            }
            Class::Open | Class::Close => {
                brackets = scene.class(at) == Class::Open;
                at > first
            }
            Class::Name | Class::Comma | Class::Hyphen | Class::Determiner => true,
            // `Jane Roe (chair): …`
            _ => brackets,
        };
        let free = scene.quote_at(at).is_none_or(|quote| {
            quote.run.first < paragraph.first
                || quote.run.first == paragraph.first && at > quote.run.first
        });
        if !named || !free {
            return None;
        }
    }
    let label = Run::new(first, colon?);
    (!label.is_empty()
        && label.end + 1 < paragraph.end
        && scene.analysis.token(label.end + 1).space_before())
    .then_some(label)
}

fn is_capitals(scene: &Scene<'_, '_>, label: Run) -> bool {
    label.tokens().all(|at| !scene.word(at).chars().any(char::is_lowercase))
}

/// A colon before a quotation, in a sentence whose verb is no cue: its subject speaks.
fn colons(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let taken = Taken::of(drafts);
    let mut found = Vec::new();
    for quote in scene.quotes() {
        let Some(colon) = quote.run.first.checked_sub(1) else { continue };
        if scene.class(colon) != Class::Colon || scene.quote_at(colon).is_some() {
            continue;
        }
        let first = scene.sentence(colon).first;
        let label = Run::new(first + usize::from(scene.is_item(first)), colon);
        if is_person_label(scene, label) {
            found.push(draft(name, Some(label), Run::new(colon, colon + 1), quote.run, 75));
            continue;
        }
        if taken.holds(quote.run) {
            continue;
        }
        // `A partial transcript follows:`
        let follows = scene.is_tagged_finite(colon.saturating_sub(1));
        let source = if let Some(name) = name_before(scene, colon, first) {
            Some(name)
        } else if label.len() <= 4 && !label.tokens().any(|at| scene.class(at).is_finite()) {
            phrase::before(scene, colon, first).filter(|_| !follows)
        } else {
            main_subject(scene, colon)
        };
        let Some(source) = source else { continue };
        found.push(draft(name, Some(source), Run::new(colon, colon + 1), quote.run, 60));
    }
    // What the words make of a label is none: `Jane Roe, taxi driver: “…”`
    let labels: Vec<(Run, Run)> = found
        .iter()
        .filter_map(|draft| Some((draft.source?, draft.cue_run)))
        .filter(|(source, cue)| source.end == cue.first)
        .collect();
    drafts.retain(|draft| {
        let at = labels.partition_point(|(_, colon)| colon.end <= draft.cue_run.first);
        !labels.get(at).is_some_and(|(label, colon)| {
            label.overlaps(draft.cue_run) || colon.overlaps(draft.cue_run)
        })
    });
    merge(drafts, found);
}

/// The name between a dash, or a word that says from whom, and the colon at `colon`: `a statement from Jane Roe: “…”`
fn name_before(scene: &Scene<'_, '_>, colon: usize, first: usize) -> Option<Run> {
    let name = phrase::before(scene, colon, first)?;
    let dash = scene.class_before(name.first) == Class::Dash;
    // A preposition may be part of the phrase: `a statement from Jane Roe`.
    let from = name.tokens().find(|&at| scene.is(at, &["from", "by"]));
    let from =
        from.or_else(|| name.first.checked_sub(1).filter(|&at| scene.is(at, &["from", "by"])));
    let name = from.map_or(name, |at| Run::new((at + 1).max(name.first), name.end));
    let named = name.len() >= 2 && scene.class_before(name.end) == Class::Name;
    ((dash || from.is_some()) && named && name.first > first).then_some(name)
}

/// Whether `label` names who speaks, and says more of it: `Jane Roe, 52, baker`.
fn is_person_label(scene: &Scene<'_, '_>, label: Run) -> bool {
    let comma = label.tokens().find(|&at| scene.class(at) == Class::Comma);
    let name = Run::new(label.first, comma.unwrap_or(label.end));
    comma.is_some()
        && label.len() <= LONGEST_LABEL
        && name.len() >= 2
        && name.tokens().all(|at| scene.class(at) == Class::Name)
        && !label.tokens().any(|at| scene.class(at).is_finite())
}

/// `in her words, “…”`, `in the words of Jane Roe, “…”`, `“…,” in the words of Jane Roe`.
fn in_words(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let taken = Taken::of(drafts);
    let free = scene.quotes().iter().filter(|quote| !taken.holds(quote.run));
    let found = free.filter_map(|quote| {
        let (source, cue) = words_before(scene, *quote)
            .or_else(|| words_of(scene, quote.run.first.saturating_sub(LONGEST_WORDS), *quote))
            .or_else(|| words_of(scene, quote.run.end, *quote))?;
        Some(draft(name, Some(source), cue, quote.run, 70))
    });
    let found = found.collect();
    merge(drafts, found);
}

/// Who speaks and `words` in `in her words, “…”`.
fn words_before(scene: &Scene<'_, '_>, quote: Quote) -> Option<(Run, Run)> {
    let start = quote.run.first;
    let words = (start.saturating_sub(3)..start).find(|&at| scene.is(at, &["words"]))?;
    let owner = words.checked_sub(1)?;
    let sentence = scene.sentence(start);
    if scene.class(owner) != Class::Possessive || !sentence.contains(owner) {
        return None;
    }
    let source = if scene.is_clitic(owner) {
        Run::new(phrase::before(scene, owner, sentence.first)?.first, words)
    } else {
        Run::new(owner, words)
    };
    Some((source, Run::new(words, words + 1)))
}

/// Who speaks and the words for it in `in the words of Jane Roe`, which starts at `first` or a few words after and stands beside
/// `quote`.
fn words_of(scene: &Scene<'_, '_>, first: usize, quote: Quote) -> Option<(Run, Run)> {
    let is_after = first >= quote.run.end;
    let end = if is_after { scene.stretch_end(first) } else { quote.run.first };
    let far = if is_after { 2 } else { LONGEST_WORDS };
    let at = (first..end.min(first + far)).find(|&at| {
        scene.is(at, &["in"])
            && scene.is(at + 1, &["the"])
            && scene.is(at + 2, &["words"])
            && scene.is(at + 3, &["of"])
    })?;
    let mut source = inverted(scene, at + 4, end)?;
    if !is_after {
        let comma = end
            .checked_sub(1)
            .filter(|&at| matches!(scene.class(at), Class::Comma | Class::Colon | Class::Dash))?;
        let apart = Run::new(source.end, comma);
        if !apart.is_empty() || scene.sentence(at).first != scene.sentence(quote.run.first).first {
            return None;
        }
        source.end = source.end.min(comma);
    }
    Some((source, Run::new(at, at + 4)))
}

/// `“…” — Jane Roe`, on one line or two.
fn signatures(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let taken = Taken::of(drafts);
    let mut found = Vec::new();
    for quote in scene.quotes() {
        let dash = quote.run.end;
        if scene.class(dash) != Class::Dash || taken.holds(quote.run) {
            continue;
        }
        let place = scene.paragraph(dash);
        if place > scene.paragraph(quote.run.end - 1) + 1 {
            continue;
        }
        let Some(paragraph) = scene.paragraph_run(place) else { continue };
        let rest = Run::new(dash + 1, paragraph.end);
        if rest.len() > 2 * LONGEST_SIGNATURE {
            continue;
        }
        let signature = content::trim(scene, rest);
        let named = scene.class(signature.first) == Class::Name
            && signature.len() <= LONGEST_SIGNATURE
            && !signature
                .tokens()
                .any(|at| scene.class(at).is_finite() || scene.class(at) == Class::Colon);
        if named {
            found.push(draft(name, Some(signature), Run::new(dash, dash + 1), quote.run, 75));
        }
    }
    merge(drafts, found);
}

/// Puts `found` among `drafts`, both in the order of their cues.
pub(super) fn merge(drafts: &mut Vec<Draft>, found: Vec<Draft>) {
    drafts.extend(found);
    drafts.sort_by_key(|draft| draft.cue_run);
}
