//! Everything in a document as rows: where, what, which class, which value, by which rule.

use onrecord::{
    Attribution, Count, Document, MentionForm, Number, Source, Span, TextRange, Unnamed,
};
use serde::Serialize;

use super::count;

/// A list of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    Names,
    Amounts,
    Dates,
    Quotations,
    Attributions,
    Sources,
}

/// One thing that was found.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) range: TextRange,
    pub(crate) part: &'static str,
    pub(crate) kind: String,
    pub(crate) text: String,
    pub(crate) value: String,
    pub(crate) rule: String,
    /// Why the value is what it is.
    pub(crate) why: String,
    /// Whether it stands for all of what was found: of an attribution, one span does.
    pub(crate) leads: bool,
}

/// All that was found in the lists that `wanted` takes, in document order.
pub(crate) fn findings(document: &Document<'_>, wanted: impl Fn(Part) -> bool) -> Vec<Finding> {
    let mut found = Vec::new();
    if wanted(Part::Names) {
        found.extend(names(document));
    }
    if wanted(Part::Amounts) {
        found.extend(amounts(document));
    }
    if wanted(Part::Dates) {
        found.extend(dates(document));
    }
    if wanted(Part::Quotations) {
        found.extend(quotations(document));
    }
    if wanted(Part::Attributions) {
        found.extend(document.attributions().iter().flat_map(|it| attribution(document, it)));
    }
    if wanted(Part::Sources) {
        found.extend(sources(document));
    }
    found.sort_by(|a, b| a.range.document_order(b.range));
    found
}

fn finding(span: &Span<'_>, part: &'static str, kind: impl Serialize) -> Finding {
    Finding {
        range: span.range(),
        part,
        kind: word(kind),
        text: span.as_str().to_owned(),
        value: String::new(),
        rule: String::new(),
        why: String::new(),
        leads: true,
    }
}

fn names<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Finding> + 'd {
    document.mentions().iter().map(|mention| Finding {
        value: mention
            .entity
            .map(|id| document[id].name.to_string())
            .filter(|name| name != mention.span.as_str())
            .unwrap_or_default(),
        rule: mention.rule.to_string(),
        ..finding(&mention.span, part(mention.form), mention.kind)
    })
}

/// What a mention is called.
fn part(form: MentionForm) -> &'static str {
    match form {
        MentionForm::Pronoun => "pronoun",
        MentionForm::Nominal => "noun",
        _ => "name",
    }
}

fn amounts<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Finding> + 'd {
    document.amounts().iter().map(|amount| {
        let value = amount.value.map(|value| value.to_string());
        let parts = [value.as_deref(), amount.unit.as_deref()];
        Finding {
            value: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
            ..finding(&amount.span, "amount", amount.kind)
        }
    })
}

fn dates<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Finding> + 'd {
    document.dates().iter().map(|timex| {
        let modifier = timex.modifier.map(|modifier| format!(" {}", word(modifier)));
        Finding {
            value: format!("{}{}", timex.value, modifier.unwrap_or_default()),
            rule: timex.rule.to_string(),
            why: word(timex.policy),
            ..finding(&timex.span, "date", timex.kind)
        }
    })
}

fn quotations<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Finding> + 'd {
    document.quotations().iter().map(|quotation| {
        let mut value = Vec::new();
        if quotation.level > 0 {
            value.push(format!("nested {}", quotation.level));
        }
        if quotation.parts.len() > 1 {
            value.push(count(quotation.parts.len(), "part"));
        }
        if !quotation.closed {
            value.push("not closed".to_owned());
        }
        Finding { value: value.join(", "), ..finding(&quotation.span, "quotation", quotation.role) }
    })
}

fn attribution(document: &Document<'_>, attribution: &Attribution<'_>) -> Vec<Finding> {
    let roles = [
        ("source", &attribution.source),
        ("cue", &attribution.cue),
        ("content", &attribution.content),
    ];
    let speaker = attribution.speaker.map_or_else(String::new, |id| name(document, &document[id]));
    let mut found: Vec<Finding> = Vec::new();
    for (part, spans) in roles {
        found.extend(spans.iter().map(|span| Finding {
            kind: match part {
                "cue" => word(attribution.statement),
                "content" => word(attribution.form),
                _ => String::new(),
            },
            value: if part == "source" { speaker.clone() } else { String::new() },
            rule: attribution.rule.to_string(),
            leads: false,
            ..finding(span, part, ())
        }));
    }
    if let Some(first) = found.first_mut() {
        first.leads = true;
    }
    found
}

fn sources<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Finding> + 'd {
    let unnamed = |source: &'d Source<'_>| source.unnamed.as_ref().map(|it| (source, it));
    document.sources().iter().filter_map(unnamed).flat_map(|(source, unnamed)| {
        unnamed.mentions.iter().map(move |mention| Finding {
            value: terms(unnamed).join(", "),
            rule: source.rule.to_string(),
            ..finding(&mention.span, "unnamed", mention.number)
        })
    })
}

/// How to call a source: by its name, or by the words that first refer to it.
pub(crate) fn name(document: &Document<'_>, source: &Source<'_>) -> String {
    let unnamed = source.unnamed.as_ref().and_then(|unnamed| unnamed.mentions.first());
    let words = source.attributions.iter().find_map(|&id| document[id].source.first());
    match (source.name.as_ref().or(source.description.as_ref()), unnamed) {
        (Some(name), _) => name.to_string(),
        (None, Some(mention)) => flat(&mention.span),
        (None, None) => words.map_or_else(|| "someone".to_owned(), flat),
    }
}

/// The words on one line.
pub(crate) fn flat(span: &Span<'_>) -> String {
    span.as_str().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of some spans, on one line.
pub(crate) fn joined(spans: &[Span<'_>]) -> String {
    spans.iter().map(flat).collect::<Vec<_>>().join(" … ")
}

/// The text on one line, its middle left out where it is long.
pub(crate) fn short(text: &str) -> String {
    const END: usize = 24;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = words.chars().count();
    if length <= 2 * END + 3 {
        return words;
    }
    let first: String = words.chars().take(END).collect();
    let last: String = words.chars().skip(length - END).collect();
    format!("{} … {}", first.trim_end(), last.trim_start())
}

/// Who a source is, a phrase each.
pub(crate) fn about(document: &Document<'_>, source: &Source<'_>) -> Vec<String> {
    let mut about = Vec::new();
    if let Some(unnamed) = &source.unnamed {
        about.push("not named".to_owned());
        about.extend(terms(unnamed));
        about.extend(
            unnamed.part_of.map(|id| format!("part of “{}”", name(document, &document[id]))),
        );
        about.extend(
            unnamed
                .same_group_as
                .map(|id| format!("the same group as “{}”", name(document, &document[id]))),
        );
    } else {
        about.extend(source.kind.map(word));
        let titles = source.entity.map(|id| document[id].titles.iter().map(ToString::to_string));
        about.extend(titles.into_iter().flatten());
    }
    about
}

/// What the text tells of a source that it does not name, a phrase each.
pub(crate) fn terms(unnamed: &Unnamed<'_>) -> Vec<String> {
    let mut terms = vec![match &unnamed.count {
        Some(Count::Exact(count)) => count.to_string(),
        Some(Count::Worded(count)) => count.to_string(),
        _ if unnamed.number == Number::Singular => "one".to_owned(),
        _ => "some".to_owned(),
    }];
    terms.extend(unnamed.seniority.iter().chain(&unnamed.role).map(ToString::to_string));
    for mention in &unnamed.mentions {
        for told in [&mention.affiliation, &mention.basis, &mention.anonymity, &mention.reason] {
            let told = told.as_ref().map(ToString::to_string);
            if let Some(told) = told.filter(|told| !terms.contains(told)) {
                terms.push(told);
            }
        }
    }
    terms
}

/// The word for a value in the JSON document; empty for none.
pub(crate) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}
