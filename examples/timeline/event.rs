//! The events of a document, in the order of time.

use onrecord::{
    Analysis, Date, DatePart, Document, Modifier, Season, TextRange, TimeOfDay, Timex, Value,
};
use serde::Serialize;

/// What the document dates, and what it leaves open.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub(crate) published: Option<Date>,
    pub(crate) dated: Vec<Event>,
    pub(crate) undated: Vec<Event>,
}

/// A sentence, with the expressions in it that mean one time.
#[derive(Debug, Serialize)]
pub(crate) struct Event {
    /// The days it covers, or the value of what has none.
    pub(crate) label: String,
    /// The time since the event before it, where that is long.
    pub(crate) gap: Option<String>,
    /// Whether it lies after the day of publication.
    pub(crate) ahead: bool,
    /// Whether it is the first that does.
    pub(crate) turn: bool,
    pub(crate) pieces: Vec<Piece>,
    #[serde(skip)]
    sentence: TextRange,
}

/// A stretch of a sentence.
#[derive(Debug, Serialize)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Whether it is an expression of the event's time.
    pub(crate) marked: bool,
}

impl Line {
    pub(crate) fn new(text: &str, document: &Document<'_>) -> Self {
        let sentences: Vec<TextRange> = Analysis::new(text).sentences().collect();
        let mut timexes: Vec<&Timex<'_>> = document.dates().iter().collect();
        timexes.sort_by_key(|timex| (timex.earliest, timex.latest, timex.span.start()));
        let mut line =
            Self { published: document.published(), dated: Vec::new(), undated: Vec::new() };
        let mut last: Option<Date> = None;
        for timex in timexes {
            let range = timex.span.range();
            let around = sentences.iter().find(|sentence| sentence.covers(range)).copied();
            let sentence = around.unwrap_or(range);
            let days = timex.earliest.zip(timex.latest);
            let label = days.map_or_else(|| timex.value.to_string(), |days| told(timex, days));
            let list = if days.is_some() { &mut line.dated } else { &mut line.undated };
            if let Some(event) = list.last_mut() {
                if event.label == label && event.sentence == sentence {
                    event.mark(text, range);
                    continue;
                }
            }
            let turned = list.iter().any(|event| event.ahead);
            let ahead = days.zip(line.published).is_some_and(|((first, _), day)| first > day);
            let mut event = Event {
                label,
                gap: days.and_then(|(first, _)| gap(last?, first)),
                ahead,
                turn: ahead && !turned,
                pieces: Vec::new(),
                sentence,
            };
            event.mark(text, range);
            last = last.max(days.map(|days| days.1));
            list.push(event);
        }
        line
    }
}

impl Event {
    /// Marks the expression at `range`, which comes after those that are marked.
    fn mark(&mut self, text: &str, range: TextRange) {
        let part = |from: usize, to: usize| {
            text.get(from..to).unwrap_or_default().replace(char::is_whitespace, " ")
        };
        let rest = self.pieces.pop().map_or(0, |rest| rest.text.len());
        let from =
            if self.pieces.is_empty() { self.sentence.start() } else { self.sentence.end() - rest };
        for (from, to, marked) in [
            (from, range.start(), false),
            (range.start(), range.end(), true),
            (range.end(), self.sentence.end(), false),
        ] {
            self.pieces.push(Piece { text: part(from, to), marked });
        }
    }
}

/// The time as a reader would put it: `early 2026-04`, `spring 1974`, `1980s`, `2026-02-02 – 02-08`.
fn told(timex: &Timex<'_>, (first, last): (Date, Date)) -> String {
    let edge = match timex.modifier {
        Some(Modifier::Start) => "early ",
        Some(Modifier::Mid) => "mid-",
        Some(Modifier::End) => "late ",
        Some(Modifier::Approx) => "about ",
        _ => "",
    };
    let time = match &timex.value {
        Value::Date { year: Some(year), part: DatePart::Season(season) } => {
            let season = match season {
                Season::Spring => "spring",
                Season::Summer => "summer",
                Season::Fall => "fall",
                Season::Winter => "winter",
            };
            format!("{season} {year}")
        }
        Value::Date { part: DatePart::Weekend(_) | DatePart::Week(_), .. } => days(first, last),
        Value::Date { part: DatePart::Day(..) | DatePart::Weekday(..), .. } if first == last => {
            first.to_string()
        }
        value @ Value::Date { .. } => value.to_string(),
        Value::Decade(decade) => format!("{decade}0s"),
        Value::Time { time, .. } => match time {
            TimeOfDay::Clock { hour, minute, .. } => {
                format!("{first} {hour:02}:{:02}", minute.unwrap_or_default())
            }
            _ => first.to_string(),
        },
        _ => days(first, last),
    };
    format!("{edge}{time}")
}

/// The first day and the last, without what they share.
fn days(first: Date, last: Date) -> String {
    let last = last.to_string();
    let last = match last.split_once('-') {
        Some((year, day)) if year.parse() == Ok(first.year()) => day,
        _ => &last,
    };
    format!("{first} – {last}")
}

/// How long after `last` the next event starts, from half a year.
fn gap(last: Date, next: Date) -> Option<String> {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let months = months(next) - months(last);
    match months {
        ..6 => None,
        6..24 => Some(format!("{months} months")),
        _ => Some(format!("{} years", months / 12)),
    }
}
