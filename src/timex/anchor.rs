//! What a text has told of so far, which its expressions count from: the publication day, the dates last mentioned.

use super::Preference;
use super::date::Date;
use super::interval;
use super::meaning::{Base, Meaning, Node};
use super::report::is_several_quarters;
use super::value::{DatePart, Value};

mod resolve;

/// What resolution knows so far.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    /// The day that relative expressions count from.
    pub(super) day: Option<Date>,
    pub(super) preference: Preference,
    /// Whether the text tells of what is so year by year, as a guide does.
    pub(super) guide: bool,
    /// Whether `3/4/98` is 3 April.
    pub(super) day_first: bool,
    /// Whether the text tells of other times than its own: dates then follow the one last mentioned.
    pub(super) narrative: bool,
    /// The date last mentioned that the text goes on from.
    mentioned: Option<Value>,
    /// The date last mentioned at all, and in which sentence.
    near: Option<(Value, usize)>,
    /// The quarter that is reported on, and the paragraph that last named one.
    pub(super) quarter: Option<(Value, usize)>,
    /// Whether a stretch of several quarters was named since: `the first nine months`.
    pub(super) longer: bool,
    /// A date of an earlier year that is being told of, and in which paragraph and sentence.
    past: Option<(Value, usize, usize)>,
    /// The day last mentioned, and in which sentence.
    told: Option<(Value, usize)>,
    /// The first day of the date that a range goes on from: `Monday to Friday`.
    pub(super) from: Option<Date>,
    /// The year that was named right before: `two years later, in May`.
    pub(super) of_year: Option<i16>,
    /// Whether the expression stands in brackets right after another: `10:30 on Friday (23:30 GMT Thursday)`.
    pub(super) aside: bool,
    /// Whether the expression opens its sentence: `In March, …`.
    pub(super) opens: bool,
    /// Whether the expression opens its paragraph, as the time of an entry does.
    pub(super) stamp: bool,
    /// Where the text stands, in paragraphs and in sentences.
    pub(super) paragraph: usize,
    pub(super) sentence: usize,
}

/// Over how many sentences a paragraph goes on from an earlier year without naming it.
const BACK: usize = 3;

impl Anchor {
    pub(super) const fn new(day: Option<Date>, preference: Preference, narrative: bool) -> Self {
        Self {
            day,
            preference,
            guide: false,
            day_first: false,
            narrative,
            mentioned: None,
            near: None,
            quarter: None,
            longer: false,
            past: None,
            told: None,
            from: None,
            of_year: None,
            opens: false,
            stamp: false,
            aside: false,
            paragraph: 0,
            sentence: 0,
        }
    }

    /// Takes note of a value that was mentioned.
    pub(super) fn note(&mut self, node: &Node, value: &Value) {
        if is_several_quarters(node) {
            self.longer = true;
        }
        let (Value::Date { year: year @ Some(_), part }
        | Value::Time { year: year @ Some(_), part, .. }) = *value
        else {
            return;
        };
        if matches!(node.meaning, Meaning::Fixed(_)) || node.rule == "overnight" {
            return;
        }
        let date = Value::Date { year, part };
        self.note_past(node, &date);
        self.near = Some((date.clone(), self.sentence));
        if self.narrative && !self.opens && self.strays(&date) {
            return;
        }
        if matches!(part, DatePart::Quarter(_)) && matches!(value, Value::Date { .. }) {
            self.note_quarter(node, &date);
        }
        let guessed = matches!(node.meaning, Meaning::At { day: None, .. });
        if matches!(part, DatePart::Day(Some(_), Some(_))) && !guessed {
            self.told = Some((date.clone(), self.sentence));
        }
        self.mentioned = Some(date);
    }

    /// Takes note of a date of an earlier year that a paragraph goes on from: `In 2014, … In March …`.
    fn note_past(&mut self, node: &Node, value: &Value) {
        let Value::Date { year: Some(year), part } = *value else { return };
        let earlier = self.day.is_some_and(|day| year < day.year());
        let told = match node.meaning {
            Meaning::Date { year: Some(_), .. } => self.opens || !matches!(part, DatePart::Whole),
            // What was found by the date before it goes on with it.
            Meaning::Date { year: None, .. } => self.past_date(self.sentence).is_some(),
            _ => false,
        };
        self.past = (earlier && told).then(|| (value.clone(), self.paragraph, self.sentence));
    }

    /// The first day of the earlier date that the paragraph tells of.
    fn past_date(&self, sentence: usize) -> Option<Date> {
        let (value, paragraph, told) = self.past.as_ref()?;
        let near = *paragraph == self.paragraph && sentence <= told + BACK;
        interval::days(value).filter(|_| near).map(|days| days.0)
    }

    /// Whether the value lies far from what is being told, as the year of a book or a law does.
    fn strays(&self, value: &Value) -> bool {
        let year = |value: &Value| match value {
            Value::Date { year, .. } | Value::Time { year, .. } => *year,
            _ => None,
        };
        let reach = if matches!(value, Value::Date { part: DatePart::Whole, .. }) { 2 } else { 10 };
        match (self.mentioned.as_ref().and_then(year), year(value)) {
            (Some(told), Some(year)) => (i32::from(told) - i32::from(year)).abs() > reach,
            _ => false,
        }
    }

    /// The date last mentioned in this sentence, else the one that the text goes on from.
    pub(super) fn told_date(&self) -> Option<&Value> {
        let near = self.near.as_ref().filter(|(_, sentence)| *sentence == self.sentence);
        near.map(|(value, _)| value).or(self.mentioned.as_ref())
    }

    /// The first day of the date last mentioned, else the text's own day.
    fn last(&self) -> Option<Date> {
        self.told_date().and_then(interval::days).map(|days| days.0).or(self.day)
    }

    /// The day last mentioned.
    fn told_as_day(&self) -> Option<Date> {
        let (day, _) = self.told.as_ref()?;
        interval::days(day).map(|days| days.0)
    }

    fn base(&self, base: Base) -> Option<Date> {
        match base {
            Base::Published => self.day,
            Base::Mentioned => self.last(),
        }
    }
}
