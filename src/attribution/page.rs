//! Attributions without a verb: by where words stand on the page.

use crate::lexicon;

use super::content;
use super::frame::Draft;
use super::phrase;
use super::run::Run;
use super::scene::{Quote, Scene};
use super::settle::Taken;
use super::subject::main_subject;
use super::word::Class;

/// How long a label before a colon may be.
const LONGEST_LABEL: usize = 10;
/// How long a signature after a quotation may be.
const LONGEST_SIGNATURE: usize = 14;

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
        finds: &["It was, in [source her] [cue words], [content “a disgrace”]."],
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
        name: "floating_quotation",
        add: floating,
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
    let last = label.end.saturating_sub(1);
    let token = scene.analysis.token(last);
    lexicon::HEADLINE_SOURCES.get_hashed(token.hash(), scene.word(last)).is_some()
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

/// Paragraphs that open with the speaker's name: `ROE: …`, `Q: …`. One alone is no transcript; one that comes once, as a name
/// given in full, belongs to the turns beside it.
fn transcripts(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let labels: Vec<(usize, Run, Run)> = (0..scene.analysis.paragraphs().len())
        .filter_map(|place| {
            let paragraph = scene.paragraph_run(place)?;
            let colon = label_end(scene, paragraph)?;
            Some((place, Run::new(paragraph.first, colon), paragraph))
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
    let mut found = Vec::new();
    for &(place, label, paragraph) in &labels {
        let beside = |other: usize| again.binary_search(&other).is_ok();
        let stands = beside(place) || beside(place + 1) || place.checked_sub(1).is_some_and(beside);
        let content = content::trim(scene, Run::new(label.end + 1, paragraph.end));
        // Figures after names are a table.
        let figure = scene.class(content.first) == Class::Number;
        if !stands || content.is_empty() || figure {
            continue;
        }
        let cue = Run::new(label.end, label.end + 1);
        found.push(draft(name, Some(label), cue, content, 85));
    }
    // What is said inside a turn is nested in it.
    let turns = Taken::of(&found);
    let labels: Vec<Run> = found.iter().map(|draft| draft.cue_run).collect();
    drafts.retain(|draft| {
        !turns.holds(draft.cue_run) && labels.binary_search(&draft.cue_run).is_err()
    });
    merge(drafts, found);
}

/// The colon after the label that opens `paragraph`.
fn label_end(scene: &Scene<'_, '_>, paragraph: Run) -> Option<usize> {
    let colon = (paragraph.first..paragraph.end.min(paragraph.first + LONGEST_LABEL))
        .find(|&at| scene.class(at) == Class::Colon)?;
    let label = Run::new(paragraph.first, colon);
    let named = !label.is_empty()
        && label.tokens().all(|at| {
            matches!(
                scene.class(at),
                Class::Name
                    | Class::Comma
                    | Class::Hyphen
                    | Class::Open
                    | Class::Close
                    | Class::Determiner
            ) && scene.quote_at(at).is_none()
        });
    (named && colon + 1 < paragraph.end && scene.analysis.token(colon + 1).space_before())
        .then_some(colon)
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
        if scene.class(colon) != Class::Colon
            || taken.holds(quote.run)
            || scene.quote_at(colon).is_some()
        {
            continue;
        }
        let first = scene.sentence(colon).first;
        let label = Run::new(first, colon);
        let source = if label.len() <= 4 && !label.tokens().any(|at| scene.class(at).is_finite()) {
            phrase::before(scene, colon, first)
        } else {
            main_subject(scene, colon)
        };
        let Some(source) = source else { continue };
        found.push(draft(name, Some(source), Run::new(colon, colon + 1), quote.run, 60));
    }
    merge(drafts, found);
}

/// `in her words, “…”`, `in the words of`, the quotation after or before it.
fn in_words(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let taken = Taken::of(drafts);
    let mut found = Vec::new();
    for quote in scene.quotes().iter().filter(|quote| !taken.holds(quote.run)) {
        let start = quote.run.first;
        let near = (start.saturating_sub(3)..start).find(|&at| scene.is(at, &["words"]));
        let Some(words) = near else { continue };
        let Some(owner) = words.checked_sub(1) else { continue };
        let sentence = scene.sentence(start);
        if scene.class(owner) != Class::Possessive || !sentence.contains(owner) {
            continue;
        }
        let source = if scene.word(owner).starts_with(['\'', '’']) {
            phrase::before(scene, owner, sentence.first).map(|run| Run::new(run.first, words))
        } else {
            Some(Run::new(owner, words))
        };
        found.push(draft(name, source, Run::new(words, words + 1), quote.run, 70));
    }
    merge(drafts, found);
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
        let signature = content::trim(scene, Run::new(dash + 1, paragraph.end));
        let named = scene.class(signature.first) == Class::Name
            && signature.len() <= LONGEST_SIGNATURE
            && !signature.tokens().any(|at| scene.class(at).is_finite());
        if named {
            found.push(draft(name, Some(signature), Run::new(dash, dash + 1), quote.run, 75));
        }
    }
    merge(drafts, found);
}

/// Puts `found` among `drafts`, both in the order of their cues.
fn merge(drafts: &mut Vec<Draft>, found: Vec<Draft>) {
    drafts.extend(found);
    drafts.sort_by_key(|draft| draft.cue_run);
}

/// Quotations that stand as paragraphs of their own without a cue: to the speaker of the paragraph before.
fn floating(scene: &Scene<'_, '_>, name: &'static str, drafts: &mut Vec<Draft>) {
    let taken = Taken::of(drafts);
    // Where the quotations of each draft end, in the order of the text.
    let mut ends: Vec<(usize, usize)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.content.iter().any(|run| scene.quote_at(run.first).is_some()))
        .filter_map(|(index, draft)| {
            Some((draft.content.last()?.end.max(draft.cue_run.end), index))
        })
        .collect();
    ends.sort_unstable();
    let mut before = 0;
    let mut last: Option<(usize, usize)> = None;
    for quote in scene.quotes() {
        while let Some(&(end, index)) = ends.get(before).filter(|(end, _)| *end <= quote.run.first)
        {
            last = last.max(Some((end, index)));
            before += 1;
        }
        let Some((end, speaker)) = last else { continue };
        let paragraph = scene.paragraph(quote.run.first);
        if taken.holds(quote.run)
            || !is_own_paragraph(scene, *quote, paragraph)
            || scene.paragraph(end.saturating_sub(1)) + 1 != paragraph
        {
            continue;
        }
        let nothing = Run::new(quote.run.first, quote.run.first);
        last = Some((quote.run.end, drafts.len()));
        drafts
            .push(Draft { continues: Some(speaker), ..draft(name, None, nothing, quote.run, 55) });
    }
}

/// Whether `quote` opens the paragraph and ends with a sentence of it.
fn is_own_paragraph(scene: &Scene<'_, '_>, quote: Quote, paragraph: usize) -> bool {
    let Some(run) = scene.paragraph_run(paragraph) else { return false };
    let end = quote.run.end;
    run.first == quote.run.first
        && (end >= run.end || scene.sentence(end.saturating_sub(1)).end <= end)
}
