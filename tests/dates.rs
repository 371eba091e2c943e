//! Temporal expressions over two corpora: values with the phrases that mean them, and texts that say no time.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use onrecord::{
    Analysis, Date, Extractor, Policy, Preference, Quantifier, Timex, TimexFinder, TimexKind, Unit,
};

const DATES: &str = include_str!("corpus/dates.txt");
const NONE: &str = include_str!("corpus/dates.none.txt");

fn find<'a>(text: &'a str, published: Option<Date>) -> Vec<Timex<'a>> {
    let finder = published.map_or_else(TimexFinder::new, |day| TimexFinder::new().published(day));
    let found = finder.find(&Analysis::new(text));
    let document = Extractor::builder().published(published).build().extract(text);
    assert_eq!(document.dates(), found, "{text}");
    found
}

/// The text with brackets round each find.
fn marked(text: &str, found: &[Timex<'_>]) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for timex in found {
        marked += &text[at..timex.span.start()];
        marked += &format!("[{}]", timex.span);
        at = timex.span.end();
    }
    marked + &text[at..]
}

#[test]
fn phrases_mean_their_values() {
    let mut wrong = String::new();
    let mut published = None;
    let mut values = "";
    for line in DATES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(day) = line.strip_prefix("@ ") {
            published = (day != "none").then(|| day.parse().unwrap());
        } else if let Some(expected) = line.strip_prefix("  ") {
            let text = expected.replace(['[', ']'], "");
            let found = find(&text, published);
            let shown: Vec<_> = found.iter().map(|timex| timex.value.to_string()).collect();
            if marked(&text, &found) != expected || shown.join(" ") != values {
                let rules: Vec<_> = found.iter().map(|timex| &*timex.rule).collect();
                wrong += &format!(
                    "{values}: {expected}\n   found {} by {}: {}\n",
                    shown.join(" "),
                    rules.join(" "),
                    marked(&text, &found)
                );
            }
        } else {
            values = line;
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_is_no_date_is_left_alone() {
    let published = Some("2026-02-11".parse().unwrap());
    let mut wrong = String::new();
    let mut count = 0;
    for text in NONE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        count += 1;
        let found = find(text, published);
        for timex in &found {
            wrong += &format!("{}   {} by {}\n", marked(text, &found), timex.value, timex.rule);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    let phrases = DATES.lines().filter(|line| line.starts_with("  ")).count();
    assert!(count >= phrases, "{count} texts without a date for {phrases} phrases with one");
}

#[test]
fn both_candidates_are_kept_with_the_reason() {
    let published = "2026-02-11".parse().unwrap();
    let of = |text: &'static str, preference| {
        let finder = TimexFinder::new().published(published).preference(preference);
        let found = finder.find(&Analysis::new(text)).remove(0);
        (
            found.value.to_string(),
            found.policy,
            found.alternative.map(|value| value.to_string()).unwrap_or_default(),
        )
    };
    for (text, preference, value, policy, alternative) in [
        ("He left on Friday.", Preference::Past, "2026-02-06", Policy::PastTense, "2026-02-13"),
        (
            "He will leave on Friday.",
            Preference::Past,
            "2026-02-13",
            Policy::FutureTense,
            "2026-02-06",
        ),
        ("Friday: no trains.", Preference::Past, "2026-02-06", Policy::Preference, "2026-02-13"),
        ("Friday: no trains.", Preference::Future, "2026-02-13", Policy::Preference, "2026-02-06"),
        ("Friday: no trains.", Preference::Nearest, "2026-02-13", Policy::Nearest, "2026-02-06"),
        ("Wednesday, Feb. 11: no trains.", Preference::Past, "2026-02-11", Policy::Weekday, ""),
    ] {
        let expected = (value.to_owned(), policy, alternative.to_owned());
        assert_eq!(of(text, preference), expected, "{text} {preference:?}");
    }
}

#[test]
fn a_text_may_date_itself() {
    let text = "Mayor resigns\n\nPublished February 11, 2026\n\nThe mayor resigned on Tuesday.";
    let found = TimexFinder::new().find(&Analysis::new(text));
    assert_eq!(found[1].value.to_string(), "2026-02-10");
    assert_eq!(found[0].policy, Policy::Explicit);
    let found = TimexFinder::new().find(&Analysis::new("May 3, 2019\n\nIt opens today."));
    assert_eq!(
        (found[1].value.to_string().as_str(), found[1].policy),
        ("2019-05-03", Policy::Dated)
    );
}

#[test]
fn kinds_and_grain_narrow_the_list() {
    let text = "In 2019 he left; on May 3, 2020, he spoke; at 3 p.m. he had spoken for two hours, as he now does weekly.";
    let values = |finder: TimexFinder| -> Vec<String> {
        finder.find(&Analysis::new(text)).into_iter().map(|timex| timex.value.to_string()).collect()
    };
    let all = ["2019", "2020-05-03", "2020-05-03T15:00", "PT2H", "PRESENT_REF", "P1W"];
    assert_eq!(values(TimexFinder::new()), all);
    let kinds = TimexFinder::new().kinds(&[TimexKind::Time, TimexKind::Set]);
    assert_eq!(values(kinds), ["2020-05-03T15:00", "P1W"]);
    assert_eq!(
        values(TimexFinder::new().at_least(Unit::Day)),
        ["2020-05-03", "2020-05-03T15:00", "PT2H", "P1W"]
    );
}

#[test]
fn a_zone_is_kept_beside_the_local_time() {
    let published = Some("2026-02-11".parse().unwrap());
    for (text, value, offset) in [
        ("It began at 3 p.m. EST.", "2026-02-11T15:00", Some(-300)),
        ("It began at 3 p.m. ET on Tuesday.", "2026-02-10T15:00", Some(-300)),
        ("It began at 9 a.m. Pacific time on July 3.", "2025-07-03T09:00", Some(-420)),
        ("It began at 0735 GMT.", "2026-02-11T07:35", Some(0)),
        ("It began at 7.30am IST.", "2026-02-11T07:30", Some(330)),
        ("It began at 3 p.m. local time.", "2026-02-11T15:00", None),
        ("It began at 3 p.m. there.", "2026-02-11T15:00", None),
    ] {
        let found = find(text, published);
        assert_eq!(
            (found[0].value.to_string().as_str(), found[0].offset),
            (value, offset),
            "{text}"
        );
    }
}

#[test]
fn a_guide_names_no_year() {
    let published = Some("2026-02-11".parse().unwrap());
    let text = "It is dry in June and wet in July. From November to March the road is closed. It is mild in April.";
    let values: Vec<_> =
        find(text, published).iter().map(|timex| timex.value.to_string()).collect();
    assert_eq!(values, ["XXXX-06", "XXXX-07", "XXXX-11", "XXXX-03", "XXXX-04"]);
}

#[test]
fn sets_say_how_often() {
    let found = find("It meets twice a month, and every Friday.", None);
    assert_eq!((found[0].value.to_string().as_str(), found[0].frequency), ("P1M", Some(2)));
    assert_eq!((found[1].quantifier, found[1].frequency), (Some(Quantifier::Every), None));
}

#[test]
fn a_day_that_is_not_is_said_to_be_open() {
    let found = find("It was signed on April 31, 2020.", None);
    assert_eq!(found[0].value.to_string(), "2020-04-XX");
    assert_eq!(found[0].policy, Policy::NoSuchDay);
    assert_eq!(found[0].span.as_str(), "April 31, 2020");
}
