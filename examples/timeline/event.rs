//! The events of a document, in the order of time.

use onrecord::{Analysis, Date, DatePart, Document, TextRange, Timex, Value};
use serde::Serialize;

/// What the document dates, and what it leaves open.
#[derive(Debug, Serialize)]
pub(crate) struct Line<'d> {
    pub(crate) published: Option<Date>,
    pub(crate) dated: Vec<Event<'d>>,
    pub(crate) undated: Vec<Event<'d>>,
}

/// An expression of time in its sentence.
#[derive(Debug, Serialize)]
pub(crate) struct Event<'d> {
    /// The days it covers, or the value of what has none.
    pub(crate) label: String,
    /// The time since the event before it, where that is long.
    pub(crate) gap: Option<String>,
    /// Whether it lies after the day of publication.
    pub(crate) ahead: bool,
    pub(crate) before: String,
    pub(crate) words: &'d str,
    pub(crate) after: String,
}

impl<'d> Line<'d> {
    pub(crate) fn new(text: &str, document: &'d Document<'_>) -> Self {
        let sentences: Vec<TextRange> = Analysis::new(text).sentences().collect();
        let mut timexes: Vec<&Timex<'_>> = document.dates().iter().collect();
        timexes.sort_by_key(|timex| (timex.earliest, timex.latest, timex.span.start()));
        let mut line =
            Self { published: document.published(), dated: Vec::new(), undated: Vec::new() };
        let mut last: Option<Date> = None;
        for timex in timexes {
            let (before, after) = around(text, &sentences, timex.span.range());
            let mut event = Event {
                label: timex.value.to_string(),
                gap: None,
                ahead: false,
                before,
                words: timex.span.as_str(),
                after,
            };
            let Some((first, end)) = timex.earliest.zip(timex.latest) else {
                line.undated.push(event);
                continue;
            };
            event.label = days(timex, first, end);
            event.gap = last.and_then(|last| gap(last, first));
            event.ahead = line.published.is_some_and(|day| first > day);
            last = last.max(Some(end));
            line.dated.push(event);
        }
        line
    }
}

/// The sentence on either side of `range`.
fn around(text: &str, sentences: &[TextRange], range: TextRange) -> (String, String) {
    let sentence =
        sentences.iter().find(|sentence| sentence.covers(range)).copied().unwrap_or(range);
    let part = |from, to| {
        let part = text.get(from..to).unwrap_or_default();
        part.replace(char::is_whitespace, " ")
    };
    (part(sentence.start(), range.start()), part(range.end(), sentence.end()))
}

/// A year or month by its name, all else by its days.
fn days(timex: &Timex<'_>, first: Date, last: Date) -> String {
    match timex.value {
        Value::Date { part: DatePart::Whole | DatePart::Month(_), .. } => timex.value.to_string(),
        _ if first == last => first.to_string(),
        _ => format!("{first} – {last}"),
    }
}

/// How long after `last` the next event starts, from half a year.
fn gap(last: Date, next: Date) -> Option<String> {
    let days = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let months = days(next) - days(last);
    match months {
        ..6 => None,
        6..24 => Some(format!("{months} months")),
        _ => Some(format!("{} years", months / 12)),
    }
}
