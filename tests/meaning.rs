//! What attributions mean and their frame: statement, addressee, medium and date, as the sets of `tests/meaning` mark them.
//!
//! `cargo test --test meaning -- --nocapture` shows the figures and every difference.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "tests")]

use std::fmt::Write;

use onrecord::{Attribution, Date, Document, Extractor};

/// A set with what of each field must be right, in a thousand: cues found, then of these the statement, and the addressee,
/// medium and date where there is one or one was given.
const SETS: [(&str, &str, [usize; 5]); 5] = [
    ("first", include_str!("meaning/first.txt"), [920, 990, 980, 970, 960]),
    ("second", include_str!("meaning/second.txt"), [930, 980, 900, 900, 920]),
    ("third", include_str!("meaning/third.txt"), [860, 950, 880, 800, 800]),
    ("fourth", include_str!("meaning/fourth.txt"), [970, 970, 970, 970, 970]),
    ("fifth", include_str!("meaning/fifth.txt"), [900, 970, 970, 700, 970]),
];

const FIELDS: [&str; 5] = ["cue", "statement", "to", "in", "on"];

/// A stretch of a line: where it lies in the text, its label and the number of its attribution.
#[derive(Debug)]
struct Mark {
    start: usize,
    end: usize,
    label: String,
    number: usize,
}

/// The text of `line` and its marks.
fn read(line: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks: Vec<Mark> = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        text += before;
        let (label, after) = after.split_once(' ').unwrap();
        let (words, after) = after.split_once(']').unwrap();
        // `to2`, `s2`; inside others' contents `2<1`
        let (name, number) = match label.split_once('<') {
            Some((number, _)) => (label, number),
            None => {
                let name = label.trim_end_matches(|c: char| c.is_ascii_digit());
                (name, label.strip_prefix(name).unwrap())
            }
        };
        let number = number.parse().unwrap_or(1);
        let start = text.len();
        text += words;
        marks.push(Mark { start, end: text.len(), label: name.to_owned(), number });
        rest = after;
    }
    text += rest;
    (text, marks)
}

fn words(mark: Option<&Mark>, text: &str) -> String {
    mark.and_then(|mark| text.get(mark.start..mark.end)).unwrap_or("-").to_owned()
}

/// Right and all of each field.
#[derive(Default)]
struct Tally([(usize, usize); 5]);

impl Tally {
    fn count(&mut self, field: usize, right: bool) {
        let cell = self.0.get_mut(field).unwrap();
        cell.0 += usize::from(right);
        cell.1 += 1;
    }
}

/// Counts the fields of `found`, of which `marks` are expected; gives the differences.
fn compare(
    tally: &mut Tally,
    document: &Document<'_>,
    found: &Attribution<'_>,
    marks: &[&Mark],
) -> String {
    let text = document.text().unwrap();
    let labelled = |label: &str| marks.iter().find(|mark| mark.label == label).copied();
    let statement = format!("{:?}", found.statement).to_lowercase();
    let mut differences = String::new();
    let right = labelled(&statement).is_some();
    tally.count(1, right);
    if !right {
        write!(differences, " statement={statement}").unwrap();
    }
    let said = found.said.map(|id| document[id].span.clone());
    let spans = [found.addressee.clone(), found.medium.clone(), said];
    for (field, span) in (2..).zip(spans) {
        let expected = labelled(FIELDS[field]);
        if expected.is_none() && span.is_none() {
            continue;
        }
        let right = expected.zip(span.as_ref()).is_some_and(|(mark, span)| {
            // A day marked is the date that holds it: `late on Monday`.
            let overlap = field == 4 && span.start() < mark.end && mark.start < span.end();
            overlap || (span.start(), span.end()) == (mark.start, mark.end)
        });
        tally.count(field, right);
        if !right {
            let given = span.as_ref().map_or("-", |span| span.as_str());
            write!(differences, " {}={given} not {}", FIELDS[field], words(expected, text))
                .unwrap();
        }
    }
    differences
}

/// What of the attributions in others' contents must be right, in a thousand: those marked that are found with their
/// source and the one that tells of them, and those found that are marked.
const NESTED: [usize; 2] = [770, 950];

#[test]
fn attributions_inside_others() {
    let (mut right, mut marked, mut given) = (0, 0, 0);
    for line in include_str!("meaning/nested.txt").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (text, marks) = read(line);
        let document = Extractor::builder().build().extract(&text);
        let beside = |mark: &Mark, found: &Attribution<'_>| {
            found.cue.iter().any(|span| span.start() < mark.end && mark.start < span.end())
        };
        let numbered = |name: &str, number: usize| {
            let own = |mark: &&Mark| mark.number == number && mark.label.starts_with(name);
            marks.iter().filter(|mark| (mark.label == "s") == (name == "s")).find(own)
        };
        let mut differences = String::new();
        for mark in &marks {
            let Some((_, via)) = mark.label.split_once('<') else { continue };
            marked += 1;
            let Some(found) = document.nested().iter().find(|found| beside(mark, found)) else {
                write!(differences, " {} not found", words(Some(mark), &text)).unwrap();
                continue;
            };
            let outer = numbered("", via.parse().unwrap()).unwrap();
            let told = found.via.is_some_and(|id| beside(outer, &document[id]));
            let source = numbered("s", mark.number);
            let named = found.source.first().is_some_and(|span| {
                source.is_some_and(|mark| (mark.start, mark.end) == (span.start(), span.end()))
            });
            right += usize::from(told && named);
            if !told || !named {
                let source = found.source.first().map_or("-", |span| span.as_str());
                write!(differences, " {} by {source} via {told}", words(Some(mark), &text))
                    .unwrap();
            }
        }
        for found in document.nested() {
            given += 1;
            if !marks.iter().any(|mark| mark.label.contains('<') && beside(mark, found)) {
                write!(differences, " and {:?} found", found.cue).unwrap();
            }
        }
        if !differences.is_empty() {
            println!("nested: {line}\n   {differences}");
        }
    }
    println!("nested: right {right} of {marked}, {given} given");
    assert!(right * 1000 >= NESTED[0] * marked, "{right} of {marked} found");
    assert!(right * 1000 >= NESTED[1] * given, "{right} of {given} right");
}

#[test]
fn statements_and_frames() {
    let extractor = Extractor::builder().published(Date::new(2026, 3, 12).unwrap()).build();
    let mut low = String::new();
    for (name, set, least) in SETS {
        let mut tally = Tally::default();
        for line in set.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (text, marks) = read(line);
            let document = extractor.extract(&text);
            let mut differences = String::new();
            let fields = ["to", "in", "on"];
            for cue in marks.iter().filter(|mark| !fields.contains(&mark.label.as_str())) {
                let beside = |found: &&Attribution<'_>| {
                    let mut cues = found.cue.iter();
                    cues.any(|span| span.start() < cue.end && cue.start < span.end())
                };
                let found = document.attributions().iter().find(beside);
                tally.count(0, found.is_some());
                let own: Vec<&Mark> =
                    marks.iter().filter(|mark| mark.number == cue.number).collect();
                differences += &found.map_or(" not found".to_owned(), |found| {
                    compare(&mut tally, &document, found, &own)
                });
            }
            if !differences.is_empty() {
                println!("{name}: {line}\n   {differences}");
            }
        }
        for ((field, (right, all)), least) in FIELDS.iter().zip(tally.0).zip(least) {
            println!("{name}: {field} {right}/{all}");
            if right * 1000 < least * all {
                writeln!(low, "{name}: {field}: {right} of {all} right, not {least} in 1000")
                    .unwrap();
            }
        }
    }
    assert!(low.is_empty(), "{low}");
}
