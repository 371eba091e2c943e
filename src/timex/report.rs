//! Quarters that a report is about, and what they are set against.

use super::Policy;
use super::anchor::Anchor;
use super::calendar;
use super::dated::{Resolved, undated, unit_value};
use super::interval;
use super::meaning::{Meaning, Node, Part};
use super::pick::candidates;
use super::value::{DatePart, Quantity, Unit, Value};

impl Anchor {
    /// Takes note of a quarter: the latest one that is over is what a report is about.
    pub(super) fn note_quarter(&mut self, node: &Node, value: &Value) {
        if matches!(node.meaning, Meaning::Shift { .. } | Meaning::SamePeriod { .. }) {
            return;
        }
        self.longer = false;
        if matches!(node.meaning, Meaning::Date { year: Some(_), .. }) && self.quarter.is_some() {
            return;
        }
        let Some((first, last)) = interval::days(value) else { return };
        let is_over = |last| self.day.is_none_or(|day| last <= day);
        let fiscal = node.rule.starts_with("fiscal");
        let taken = match &mut self.quarter {
            Some((other, paragraph)) if self.paragraph <= *paragraph + REPORT => {
                *paragraph = self.paragraph;
                let older = interval::days(other)
                    .is_some_and(|(start, end)| is_over(end) && (first < start || !is_over(last)));
                fiscal || !older
            }
            _ => fiscal || self.day.is_none_or(|day| first <= day),
        };
        if taken {
            self.quarter = Some((value.clone(), self.paragraph));
        }
    }

    /// The quarter that is reported on; else the last one that is over.
    pub(super) fn reported(&self) -> Resolved {
        if let Some((value, _)) = &self.quarter {
            return Resolved::plain(value.clone(), Policy::Mentioned);
        }
        match self.day.and_then(|day| unit_value(day, -1, Unit::Quarter)) {
            Some(value) => Resolved::plain(value, Policy::Published),
            None => Resolved::plain(undated(Part::Unit(Unit::Quarter)), Policy::Unanchored),
        }
    }

    /// The quarter that ends at this day: the one of the calendar that holds most of it.
    pub(super) fn quarter_to(&self, month: u8, day: u8) -> Resolved {
        let recent =
            self.quarter.as_ref().filter(|(_, paragraph)| self.paragraph <= paragraph + REPORT);
        if let Some((value, _)) = recent {
            return Resolved::plain(value.clone(), Policy::Mentioned);
        }
        let part = Part::Day(month, day);
        let end = self.day.and_then(|reference| {
            let candidates = candidates(part, reference);
            candidates.iter().rev().find(|(_, first, _)| *first <= reference).map(|row| row.1)
        });
        let value = end
            .and_then(|end| calendar::add_days(end, -45))
            .and_then(|middle| unit_value(middle, 0, Unit::Quarter));
        match value {
            Some(value) => Resolved::plain(value, Policy::PastTense),
            None => Resolved::plain(undated(Part::Unit(Unit::Quarter)), Policy::Unanchored),
        }
    }

    /// The part of a year that another year’s figures are set against, and that year.
    pub(super) fn same_part(&self, unit: Unit) -> (DatePart, Option<i16>) {
        let told = match self.told_date() {
            Some(Value::Date { part, year }) => Some((*part, *year)),
            _ => None,
        };
        match (unit, told, &self.quarter) {
            (
                Unit::Month,
                Some((DatePart::Month(month) | DatePart::Day(month @ Some(_), _), year)),
                _,
            ) => (DatePart::Month(month), year),
            (Unit::Unknown, Some((part @ (DatePart::Month(_) | DatePart::Half(_)), year)), _) => {
                (part, year)
            }
            (Unit::Quarter, _, Some((Value::Date { part, year }, _))) => (*part, *year),
            (Unit::Unknown, _, Some((Value::Date { part, year }, _))) if !self.longer => {
                (*part, *year)
            }
            _ => (DatePart::Whole, None),
        }
    }
}

/// Over how many paragraphs a report goes on about a quarter without naming one.
pub(super) const REPORT: usize = 4;

/// `the first nine months`, `the year ended March 31`.
pub(super) fn is_several_quarters(node: &Node) -> bool {
    let counted =
        matches!(node.rule, "which_length" | "the_length" | "year_ended" | "year_to" | "length");
    counted
        && node.length().is_some_and(|(count, unit)| match unit {
            Unit::Month => {
                count == Quantity::whole(6)
                    || count == Quantity::whole(9)
                    || count == Quantity::whole(12)
            }
            Unit::Year => matches!(node.rule, "year_ended" | "year_to"),
            _ => false,
        })
}
