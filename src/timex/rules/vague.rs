//! Vague references: `now`, `recently`, `in the future`, `at the time`.

use super::{Rule, rule};
use crate::timex::TimexKind;
use crate::timex::meaning::Node;
use crate::timex::pattern::{Classes, Match};
use crate::timex::value::{Quantity, Unit, Value};

fn reference(found: &Match<'_>) -> Option<Node> {
    let value = match found.get(Classes::REF)?.code {
        0 => Value::Past,
        1 => Value::Present,
        _ => Value::Future,
    };
    Some(Node::value(TimexKind::Date, value))
}

pub(super) fn past(_: &Match<'_>) -> Option<Node> {
    Some(Node::value(TimexKind::Date, Value::Past))
}

pub(super) fn present(_: &Match<'_>) -> Option<Node> {
    Some(Node::value(TimexKind::Date, Value::Present))
}

/// `these days`, but not `these three days`.
fn these_days(found: &Match<'_>) -> Option<Node> {
    let vague = found.node(Classes::DURATION)?.length() == Some((Quantity::Vague, Unit::Day));
    vague.then(|| present(found)).flatten()
}

pub(super) fn future(_: &Match<'_>) -> Option<Node> {
    Some(Node::value(TimexKind::Date, Value::Future))
}

/// Stage 2.
pub(super) const VAGUE: &[Rule] = &[
    rule(
        "reference",
        "REF",
        reference,
        &[("He [now] runs it.", "PRESENT_REF"), ("He [recently] left.", "PAST_REF")],
    ),
    rule(
        "more_recently",
        "more|most recently",
        past,
        &[("He [most recently] led it.", "PAST_REF")],
    ),
    rule("right_now", "right now", present, &[("He leads it [right now].", "PRESENT_REF")]),
    rule("time_to_time", "from time to time", future, &[]),
    rule(
        "these_days",
        "these DURATION > !ago",
        these_days,
        &[("He is busy [these days].", "PRESENT_REF")],
    ),
    rule(
        "current",
        "current > !UNIT|UNITS|MONTH|SEASON|quarter|account|accounts|affairs|was|is|were|are|has|had|of|in|,|and|that",
        present,
        &[],
    ),
    rule(
        "the_future",
        "in < the near|foreseeable|distant|immediate|not-too-distant? future",
        future,
        &[("It may be sold in [the near future].", "FUTURE_REF")],
    ),
    rule("the_future_of", "the near|foreseeable|distant|immediate? future > !of", future, &[]),
    rule(
        "the_past",
        "the distant|recent|not-too-distant? past > !UNIT|UNITS|NUMBER|DURATION|VAGUE|DECADE|DATE",
        past,
        &[],
    ),
    rule(
        "time_being",
        "for|at < the time being",
        present,
        &[("It is closed for [the time being].", "PRESENT_REF")],
    ),
    rule(
        "then",
        "at < the|that time > !of|when|HYPHEN",
        past,
        &[("She led it at [the time].", "PAST_REF")],
    ),
    rule(
        "this_moment",
        "at < this time|moment > !of|PLAIN",
        present,
        &[("It is closed at [this time].", "PRESENT_REF")],
    ),
];
