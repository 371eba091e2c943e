//! What is certain, whatever the models say.

use std::ops::Range;

use crate::attribution::USUAL_LEAST;
use crate::attribution::addressee::tells;
use crate::attribution::content;
use crate::attribution::cue::{self, Act, Form};
use crate::attribution::frame::Draft;
use crate::attribution::medium::medium;
use crate::attribution::phrase;
use crate::attribution::run::Run;
use crate::attribution::scene::Scene;
use crate::attribution::subject;
use crate::attribution::word::Class;

/// How far `as saying` may stand from `was quoted`.
const LONGEST_QUOTED: usize = 12;

/// How many words and marks may lead in to a quotation after a verb.
const LONGEST_LEAD: usize = 8;

/// How far before a participle the clause may start that it belongs to.
const LONGEST_CLAUSE: usize = 24;

/// How far into its sentence the clause before the main one may reach.
const LONGEST_OPENER: usize = 40;

/// How many words and marks the one may have whom a source is joined to.
const LONGEST_PARTNER: usize = 10;

/// Mends `draft`, which `rules` read so and which comes after `before`; `None` where nobody said it.
pub(super) fn mend(
    scene: &Scene<'_, '_>,
    mut draft: Draft,
    rules: Option<&Draft>,
    before: Option<&Draft>,
) -> Option<Draft> {
    let cue = draft.cue_run.first;
    let adverbs = (cue.saturating_sub(2)..cue).rev();
    let group = adverbs.take_while(|&at| scene.class(at) == Class::Adverb).last().unwrap_or(cue);
    let closes_aside =
        matches!(scene.class_before(group), Class::Comma | Class::Close | Class::Dash);
    let joined = scene.class_before(draft.cue_run.first) == Class::And
        && before.is_some_and(|before| {
            before.source.is_some() && before.source == rules.and_then(|rules| rules.source)
        });
    if draft.source.is_none() && (closes_aside || joined) {
        // The models lose sight of a subject behind a long aside, and of a second verb's: `…, adding that`, `and urged`.
        let takes = draft.cue.is_some_and(|cue| {
            cue.form == Form::Finite || cue.form == Form::Participle && cue.speaks()
        });
        draft.source = rules.filter(|_| takes).and_then(|rules| rules.source);
    }
    let asked = |cue: &cue::Cue| {
        cue.act == Act::Ask
            && scene.sentence(cue.head).first == cue.head
            && scene.is(cue.head, &["asked"])
    };
    if draft.cue.as_ref().is_some_and(asked) {
        // `Asked about the vote, Roe said`
        draft.confidence = draft.confidence.max(USUAL_LEAST);
    }
    let in_headline = scene.headline().is_some_and(|headline| headline.overlaps(draft.cue_run));
    if draft.source.is_none() && closes_aside && in_headline {
        // `Minister opens bridge, says it is safe`
        draft.source = subject::main_subject(scene, draft.cue_run.first);
    }
    if in_headline && draft.source.is_none() && is_label(scene, draft.cue_run) {
        // `Explained: Why the bridge is closed`
        return None;
    }
    own_words(scene, &mut draft);
    without_medium(scene, &mut draft);
    named_before_colon(scene, &mut draft);
    without_circumstance(scene, &mut draft);
    nearest_subject(scene, &mut draft);
    main_clause_subject(scene, &mut draft);
    if let Some(source) = draft.source.filter(|source| draft.cue_run.covers(*source)) {
        // `Roe [issued a statement saying]`
        let floor = scene.sentence(source.first).first;
        draft.source = phrase::before(scene, draft.cue_run.first, floor).or(Some(source));
    }
    let noun = draft.cue.filter(|cue| cue.form == Form::Noun);
    for run in &mut draft.content {
        *run = content::whole_quotations(scene, without_opener(scene, *run));
        *run = up_to_mark(scene, *run);
        if noun.is_some_and(|noun| noun.run.end == run.first || draft.cue_run.end == run.first) {
            // `The claim that it was safe [was met with laughter]`, `plans for the bridge [are in the report]`
            let own = usize::from(scene.class(run.first) == Class::That);
            *run = content::before_verb(scene, *run, own);
        }
    }
    // Two ends of one quotation have become the whole of it.
    draft.content.sort();
    draft.content.dedup_by(|next, run| {
        let one = next.overlaps(*run);
        if one {
            run.end = run.end.max(next.end);
        }
        one
    });
    if let Some(quoted) = quoted(scene, &draft) {
        // Not who quotes is the source, but who is quoted.
        draft.source = Some(quoted);
        draft.confidence = draft.confidence.max(USUAL_LEAST);
    }
    if let Some(source) = draft.source {
        if scene.is(source.first, &["no", "nobody", "none", "neither"]) {
            return None;
        }
        let source = without_goal(scene, draft.cue_run, without_opener(scene, source));
        let source = if closes_aside { before_relative(scene, source) } else { source };
        draft.source = Some(with_partner(scene, without_relative(scene, source)));
        if is_told(&draft, source) {
            draft.addressee = draft.source.take();
        }
        // `was criticized [by]`
        let end = draft.cue_run.end;
        if end + 1 == source.first && scene.is(end, &["by"]) {
            draft.cue_run.end += 1;
        }
    }
    takes_addressee(scene, &mut draft);
    leads_in(scene, &mut draft);
    // Whom the source cites is no content of another verb: `the paper reported, citing [two engineers]`.
    let cited = |run: &Run| {
        run.first.checked_sub(1).is_some_and(|before| {
            scene.is(before, &["citing", "quoting"]) && !draft.cue_run.contains(before)
        })
    };
    if draft.content.len() > 1 {
        draft.content.retain(|run| !cited(run));
    }
    // Nor is what they were asked: `Asked whether it was over, Roe laughed`.
    draft.content.retain(|run| {
        scene.sentence(run.first).first != run.first || !scene.is(run.first, &["asked"])
    });
    let again = before.is_some_and(|before| before.content == draft.content);
    if draft.content.is_empty() || again && is_medium(scene, draft.cue_run) {
        return None;
    }
    let is_none = [tells_terms, only_quotes];
    if is_none.iter().any(|is_none| is_none(scene, &draft)) {
        return None;
    }
    let aside = draft.source.map(|source| Run::new(source.end, draft.cue_run.first));
    if draft.content.len() > 1 {
        // `The union, which has 4,000 members, said`
        draft.content.retain(|run| !aside.is_some_and(|aside| aside.covers(*run)));
    }
    Some(draft)
}

/// Whether `cue` and a colon open the headline.
fn is_label(scene: &Scene<'_, '_>, cue: Run) -> bool {
    let opens = scene.headline().is_some_and(|headline| headline.first == cue.first);
    let colon = |at: usize| scene.class(at) == Class::Colon;
    opens && (colon(cue.end) || colon(cue.end.saturating_sub(1)))
}

/// Takes from `draft` when or of what it was said: `said [when asked about the bridge]`.
fn without_circumstance(scene: &Scene<'_, '_>, draft: &mut Draft) {
    let Some(cue) = draft.cue.filter(cue::Cue::speaks) else { return };
    let mut after = cue.head + 1..draft.cue_run.end;
    let quotes = draft.content.first().is_some_and(|run| scene.quote_at(run.first).is_some());
    let opens = |at: &usize| {
        scene.is(*at, &["when", "while", "after", "before"])
            || *at == cue.head + 1 && quotes && scene.is(*at, &["of", "about"])
    };
    let Some(at) = after.find(opens) else { return };
    let end = draft.cue_run.end;
    if draft.content.len() > 1 {
        draft.content.retain(|run| run.first != end);
        draft.cue_run.end = at;
    }
}

/// Gives a participle the subject of the last clause before it: `Ten left, and [two banks] closed, citing the storm`.
fn nearest_subject(scene: &Scene<'_, '_>, draft: &mut Draft) {
    let participle = draft.cue.is_some_and(|cue| cue.form == Form::Participle);
    let Some(source) = draft.source.filter(|_| participle) else { return };
    let last = draft.cue_run.first.saturating_sub(1);
    let nearest = source.end.max(last.saturating_sub(LONGEST_CLAUSE));
    if scene.class(last) != Class::Comma || nearest >= last {
        return;
    }
    let outside = |at: &usize| scene.quote_at(*at).is_none();
    let joint = (nearest..last)
        .rev()
        .filter(outside)
        .find(|&at| scene.class(at) == Class::And && !scene.is(at, &["nor"]));
    let Some(first) = joint.map(|at| at + 1).filter(|&at| scene.class(at).starts_phrase()) else {
        return;
    };
    let verb = (first..last).find(|&at| scene.is_finite(at));
    let phrase = verb.and_then(|verb| phrase::before(scene, verb, first));
    // The verb before the conjunction has a subject of its own.
    let apart = (source.end..first).any(|at| scene.is_finite(at));
    if let Some(phrase) = phrase.filter(|phrase| apart && phrase.first == first) {
        draft.source = Some(phrase);
    }
}

/// Gives a participle at a sentence's start the subject of the main clause: `Bemoaning the delay, [Roe] left`.
fn main_clause_subject(scene: &Scene<'_, '_>, draft: &mut Draft) {
    let first = scene.sentence(draft.cue_run.first).first;
    let lead = draft.cue_run.first.saturating_sub(first);
    let opens = lead == 0
        || lead == 1 && matches!(scene.class(first), Class::Subordinator | Class::Preposition);
    let participle = draft.cue.is_some_and(|cue| cue.form == Form::Participle);
    if draft.source.is_some() || !opens || !participle {
        return;
    }
    let Some(content) = draft.content.last_mut() else { return };
    let end = scene.stretch_end(first).min(first + LONGEST_OPENER);
    let subject = (draft.cue_run.end..end).find_map(|at| {
        let quoted = scene.quote_at(at).is_some();
        let comma = scene.class(at) == Class::Comma && !quoted
            || quoted && scene.quote_ending(at + 1).is_some() && ends_with_comma(scene, at);
        let verb = (at + 2..end.min(at + LONGEST_PARTNER)).find(|&at| scene.is_finite(at));
        let phrase = verb.filter(|_| comma).and_then(|verb| phrase::before(scene, verb, at + 1))?;
        (phrase.first == at + 1 && scene.class(phrase.first) != Class::Relative).then_some(phrase)
    });
    let Some(subject) = subject else { return };
    if content.end > subject.first && content.first < subject.first {
        *content = content::trim(scene, Run::new(content.first, subject.first));
    }
    if draft.content.iter().all(|run| run.end <= subject.first) {
        draft.source = Some(subject);
    }
}

/// Whether a comma stands before the mark at `at`.
fn ends_with_comma(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.class(at) == Class::Mark && scene.class_before(at) == Class::Comma
}

/// `run` up to the closing mark of a quotation that a comma ends and a clause of time follows: `“We will see,” [as he left]`.
fn up_to_mark(scene: &Scene<'_, '_>, run: Run) -> Run {
    let Some(quote) = scene.quote_starting(run.first).filter(|quote| quote.utterance) else {
        return run;
    };
    let last = quote.run.end.saturating_sub(2);
    let stops = matches!(scene.class(last), Class::Comma | Class::Stop);
    let time = scene.is(quote.run.end, &["as", "when", "while", "until", "before", "after"]);
    let beyond = quote.run.end < run.end;
    if stops && time && beyond { quote.run } else { run }
}

/// Takes from the cue the mark of a possessive that it starts with, and the medium that it ends with: `[’s] plans for`,
/// `said [in a statement]`.
fn own_words(scene: &Scene<'_, '_>, draft: &mut Draft) {
    let Some(cue) = draft.cue else { return };
    let first = draft.cue_run.first;
    if first < cue.head && scene.is_clitic(first) {
        draft.cue_run.first += 1;
    }
    let end = cue.run.end;
    if cue.speaks()
        && end < draft.cue_run.end
        && scene.is(end, &["in"])
        && scene.is(end + 1, &["a", "an", "the"])
    {
        draft.cue_run.end = end;
    }
}

/// Whether `cue` is where words were said: `told investors on a [call] that`.
fn is_medium(scene: &Scene<'_, '_>, cue: Run) -> bool {
    (cue.first.saturating_sub(3)..cue.first)
        .any(|at| medium(scene, at, cue.end).is_some_and(|medium| medium.covers(cue)))
}

/// Takes away a source that is but the way in which words went: `was told by [email]`.
fn without_medium(scene: &Scene<'_, '_>, draft: &mut Draft) {
    let Some(source) = draft.source.filter(|source| source.first > draft.cue_run.first) else {
        return;
    };
    let by = source.first - 1;
    if source.len() == 1
        && scene.is(by, &["by"])
        && !scene.analysis.token(source.first).shape.has_capital()
        && medium(scene, by, source.end).is_some()
    {
        draft.source = None;
        draft.cue_run.end = draft.cue_run.end.min(by);
    }
}

/// `run` without the dateline or the list's mark that it starts with.
fn without_opener(scene: &Scene<'_, '_>, run: Run) -> Run {
    let dateline = scene.analysis.layout().dateline;
    let tokens = dateline.map_or(Run::new(0, 0), |range| scene.analysis.tokens_in(range).into());
    let mut first = if tokens.contains(run.first) { tokens.end } else { run.first };
    let opens = first == 0 || scene.paragraph(first) != scene.paragraph(first - 1);
    if opens && scene.class(first) != Class::Dash && scene.is_item(first) {
        first += 1;
    }
    if first == run.first {
        return run;
    }
    while first < run.end && matches!(scene.class(first), Class::Dash | Class::Colon | Class::Comma)
    {
        first += 1;
    }
    Run::new(first.min(run.end), run.end)
}

/// Whom an infinitive tells to do something is part of the content: `asked [the council to close the bridge]`.
fn takes_addressee(scene: &Scene<'_, '_>, draft: &mut Draft) {
    let Some(phrase) = draft.addressee else { return };
    // `[reassured] residents that`
    if phrase.end == draft.cue_run.end && draft.cue.is_some_and(|cue| cue.run.end == phrase.first) {
        draft.cue_run.end = phrase.first;
    }
    if phrase.first < draft.cue_run.end {
        return;
    }
    let follows = draft.content.iter_mut().find(|run| run.first == phrase.end);
    let infinitive =
        |at: usize| scene.class(at + usize::from(scene.class(at) == Class::Not)) == Class::To;
    if let Some(run) = follows.filter(|run| infinitive(run.first)) {
        run.first = phrase.first;
    }
    // One who is told that something is so is not: `assured [the council] that it was safe`.
    let told =
        draft.content.iter_mut().find(|run| run.first == phrase.first && phrase.end < run.end);
    if let Some(run) = told.filter(|_| scene.class(phrase.end) == Class::That) {
        run.first = phrase.end;
    }
}

/// A phrase and colon before a quotation belong to the cue: `gave [her usual answer:] “…”`.
fn leads_in(scene: &Scene<'_, '_>, draft: &mut Draft) {
    let [run] = draft.content.as_mut_slice() else { return };
    let Some(quote) = scene.quotes_from(run.first).first().copied() else { return };
    let lead = Run::new(run.first, quote.run.first);
    let beside = draft.cue_run.end == run.first && quote.run.end == run.end;
    if lead.len() <= 1 || lead.len() > LONGEST_LEAD || !beside {
        return;
    }
    let phrase = !lead.tokens().any(|at| {
        let class = scene.class(at);
        class.is_finite() || matches!(class, Class::That | Class::Stop | Class::Question)
    });
    if phrase && scene.class_before(quote.run.first) == Class::Colon {
        draft.cue_run.end = quote.run.first;
        run.first = quote.run.first;
    }
}

/// `source` with the one that it is joined to: `[Roe, the mayor, and] Poe, her deputy,`.
fn with_partner(scene: &Scene<'_, '_>, source: Run) -> Run {
    let first = scene.sentence(source.first).first;
    let before = Run::new(first, source.first);
    let joined = scene.is(source.first.saturating_sub(1), &["and"]);
    let phrase = before.len() <= LONGEST_PARTNER
        && before.len() > 1
        && scene.class(first) == Class::Name
        && before.tokens().all(|at| {
            let parts = [Class::Ed, Class::Dash, Class::Colon, Class::Mark];
            !scene.is_finite(at) && !parts.contains(&scene.class(at))
        });
    if joined && phrase { Run::new(first, source.end) } else { source }
}

/// Tells verb and name apart before a quotation: `Said Roe: “…”`.
fn named_before_colon(scene: &Scene<'_, '_>, draft: &mut Draft) {
    let quotes = draft.content.iter_mut().filter_map(|run| {
        let quote = scene.quotes_from(run.first).first().copied()?;
        let colon = quote.run.first.checked_sub(1).filter(|&at| scene.class(at) == Class::Colon)?;
        (quote.run.first < run.end && scene.sentence(colon).first <= run.first)
            .then_some((run, quote, colon))
    });
    for (run, quote, colon) in quotes {
        let first = scene.sentence(colon).first;
        let Some(verb) = cue::cue_at(scene, first).filter(|cue| cue.speaks()) else { continue };
        let source = phrase::after(scene, verb.run.end, colon).filter(|source| {
            source.end == colon && source.tokens().any(|at| scene.class(at) == Class::Name)
        });
        if source.is_some() && draft.cue_run.first <= colon {
            run.first = quote.run.first;
            (draft.cue, draft.cue_run, draft.source) = (Some(verb), verb.run, source);
            return;
        }
    }
}

/// The inverted `source` without whom its words were said to: `said Roe [to the crowd]`.
fn without_goal(scene: &Scene<'_, '_>, cue: Run, source: Run) -> Run {
    if source.first != cue.end {
        return source;
    }
    let name = source.tokens().take_while(|&at| scene.class(at) == Class::Name).count();
    let end = source.first + name;
    let goal = name > 0 && scene.class(end) == Class::To;
    if goal { Run::new(source.first, end) } else { source }
}

/// The one whom the clause tells of that `source` was found in: `Roe, who wrote to [Poe], said`.
fn before_relative(scene: &Scene<'_, '_>, source: Run) -> Run {
    let first = scene.sentence(source.first).first.max(source.first.saturating_sub(LONGEST_QUOTED));
    let mut before = (first..source.first).rev();
    let opens =
        |at: &usize| scene.class(*at) == Class::Relative || scene.class(*at) == Class::Comma;
    let head = before.find(opens).filter(|&at| {
        scene.class(at) == Class::Relative
            && at > first
            && scene.class(at - 1) == Class::Comma
            && (at + 1..source.first).any(|at| {
                let class = scene.class(at);
                class.is_finite() || matches!(class, Class::Ed | Class::Noun)
            })
    });
    head.and_then(|at| phrase::before(scene, at - 1, scene.sentence(at).first)).unwrap_or(source)
}

/// Whether it says on what terms someone spoke, or why, and not what: `both spoke on condition of anonymity because they
/// feared for their jobs`.
fn tells_terms(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let cue = draft.cue_run;
    let unnamed =
        |mut tokens: Range<usize>| tokens.any(|at| scene.is(at, &["anonymity", "anonymously"]));
    let spoke = cue.tokens().any(|at| scene.is(at, &["spoke", "speak", "speaking"]));
    let before = cue.first.saturating_sub(8)..cue.first;
    let reason = before.clone().any(|at| scene.is(at, &["because", "as", "since"]));
    spoke && unnamed(cue.first..cue.end + 6) || reason && unnamed(before)
}

/// The source of `saying` in `Roe was quoted by the paper as saying that …`.
fn quoted(scene: &Scene<'_, '_>, draft: &Draft) -> Option<Run> {
    let cue = draft.cue_run.first;
    let as_ = [Some(cue), cue.checked_sub(1)].into_iter().flatten();
    let as_ = as_.into_iter().find(|&at| scene.is(at, &["as"]) && scene.is(at + 1, &["saying"]))?;
    let mut near = as_.saturating_sub(LONGEST_QUOTED)..as_;
    let verb = near.rfind(|&at| scene.is(at, &["quoted", "cited"]))?;
    let first = scene.sentence(verb).first;
    let group = (first..verb).rev().take_while(|&at| scene.class(at).is_auxiliary()).last()?;
    phrase::before(scene, group, first)
}

/// Whether it only says who quotes: `was quoted by the paper [as saying]`.
fn only_quotes(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let passive = draft
        .cue
        .is_some_and(|cue| cue.form == Form::Passive && matches!(cue.lemma, "quote" | "cite"));
    let mut after = draft.cue_run.end..draft.cue_run.end + LONGEST_QUOTED;
    let inside = draft.cue_run.tokens().any(|at| scene.is(at, &["saying", "telling"]));
    passive
        && !inside
        && after.any(|at| scene.is(at, &["as"]) && scene.is(at + 1, &["saying", "telling"]))
}

/// Whether `source` is told and does not tell: `Roe was told that the bridge would close`.
fn is_told(draft: &Draft, source: Run) -> bool {
    draft
        .cue
        .is_some_and(|cue| cue.form == Form::Passive && source.end <= cue.head && tells(cue.lemma))
}

/// `source` without the clause that tells more of it: `Jane Roe[, who leads the union]`.
fn without_relative(scene: &Scene<'_, '_>, source: Run) -> Run {
    let opens = |at: &usize| {
        scene.class(*at) == Class::Comma && scene.is(at + 1, &["who", "whose", "which"])
    };
    let comma = (source.first + 1..source.end).find(opens);
    let end = comma.unwrap_or(source.end);
    // `an official [who] said`
    let who = end > source.first + 1 && scene.is(end - 1, &["who"]);
    Run::new(source.first, end - usize::from(who))
}
