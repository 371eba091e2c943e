//! What a candidate names, by its words and the words beside it: points for each kind, and the most points win.
//!
//! Where they win by few the model decides, to which this verdict is one more thing to look at.

use super::EntityKind;
use super::candidate::{Candidate, Case, Reading, Titled};
use super::cut::kind_of;
use super::gazetteer::Classes;
use crate::lexicon;
use crate::token::Shape;

/// A decision and how sure it is: the points by which it won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) kind: EntityKind,
    pub(super) points: i32,
    pub(super) rule: &'static str,
}

/// From here on a verdict stands by itself, whatever the model says, and decides for others.
pub(super) const SURE: i32 = 4;

/// A verdict of so few points says that there is no name, and stands as well.
pub(super) const NONE: i32 = -99;

#[derive(Clone, Copy, Debug, Default)]
struct Points {
    person: i32,
    organization: i32,
    place: i32,
}

/// The verdict on `candidate`, by itself.
pub(super) fn judge(reading: &Reading<'_, '_>, candidate: &Candidate) -> Verdict {
    if is_no_name(reading, candidate) {
        return Verdict { kind: EntityKind::Organization, points: NONE, rule: "none" };
    }
    let filed_from = opens_dateline(reading, candidate);
    match candidate.form {
        // `PORT ROYAL, May 3 -` is a town.
        Some((EntityKind::Facility, _)) if filed_from => {}
        Some((kind, rule)) => return listed(reading, candidate, kind, rule),
        None => {}
    }
    if filed_from {
        return Verdict { kind: EntityKind::Geopolitical, points: 8, rule: "dateline" };
    }
    let mut points = Points::default();
    by_words(reading, candidate, &mut points);
    by_title(candidate, &mut points);
    by_context(reading, candidate, &mut points);
    let first = reading.class(candidate.tokens.start);
    if candidate.tokens.len() == 1 {
        let unsure = if first.any(Classes::COMMON) { 4 } else { 2 };
        let unsure = match candidate.case {
            Case::Sentence if candidate.initial => unsure,
            Case::Sentence if first.any(Classes::COMMON) => 3,
            // A capital in the middle of a sentence is a name's.
            Case::Sentence => -1,
            Case::Title | Case::Upper => unsure + 1,
        };
        points.person -= unsure;
        points.organization -= unsure;
        points.place -= unsure;
    }
    let place =
        if first.any(Classes::LOCATION) { EntityKind::Location } else { EntityKind::Geopolitical };
    let ranked = [
        (points.person, EntityKind::Person, "person"),
        (points.place, place, "place"),
        (points.organization, EntityKind::Organization, "organization"),
    ];
    let best = ranked.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    let (points, kind, rule) = best.unwrap_or((0, EntityKind::Person, "person"));
    Verdict { kind, points, rule }
}

/// Whether it is a letter, a letter with a number (`Q3`), the first part of a currency (`US$5`, `US dollars`), a place in the
/// name of a policy (`one-China`) or of the outlet that signs the report.
fn is_no_name(reading: &Reading<'_, '_>, candidate: &Candidate) -> bool {
    let at = candidate.tokens.start;
    if candidate.tokens.len() > 1 || candidate.titled != Titled::No {
        return false;
    }
    let word = reading.analysis.word(at);
    let after = reading.analysis.word(at + 1);
    word.chars().count() == 1
        || word.len() < 4
            && word.ends_with(|c: char| c.is_ascii_digit())
            && !reading.class(at).any(Classes::KNOWN)
        || after == "$"
        || after.eq_ignore_ascii_case("dollars")
        || reading.class(at).any(Classes::COUNTRY)
            && (is_of_policy(reading, at) || is_within_credit(reading, at))
}

/// `one-China`
fn is_of_policy(reading: &Reading<'_, '_>, at: usize) -> bool {
    at > 1
        && reading.is(at - 1, "-")
        && reading.touches(at)
        && (reading.is(at - 2, "one") || reading.is(at - 2, "two"))
}

/// Whether more of the article's credit follows `at`.
fn is_within_credit(reading: &Reading<'_, '_>, at: usize) -> bool {
    let range = reading.analysis.token(at).range();
    let credit = reading.analysis.layout().credit;
    credit.is_some_and(|credit| credit.overlaps(range) && range.end() < credit.end())
}

/// Whether it is where the report was filed.
fn opens_dateline(reading: &Reading<'_, '_>, candidate: &Candidate) -> bool {
    let start = reading.analysis.token(candidate.tokens.start).start();
    reading.analysis.layout().dateline.is_some_and(|dateline| dateline.start() == start)
}

/// The verdict where the form has said it.
fn listed(
    reading: &Reading<'_, '_>,
    candidate: &Candidate,
    kind: EntityKind,
    rule: &'static str,
) -> Verdict {
    let class = reading.class(candidate.tokens.start);
    let single = candidate.tokens.len() == 1;
    let doubtful = single
        && class.any(Classes::COMMON)
        && (candidate.initial || candidate.case != Case::Sentence);
    Verdict { kind, points: if doubtful { 1 } else { 8 }, rule }
}

fn by_words(reading: &Reading<'_, '_>, candidate: &Candidate, points: &mut Points) {
    let tokens = candidate.tokens.clone();
    let words = tokens.clone().filter(|&index| reading.is_capital(index)).count();
    let first = reading.class(tokens.start);
    let mut last = reading.class(tokens.end.saturating_sub(1));
    if tokens.len() > 2 && is_generation(reading.analysis.word(tokens.end - 1)) {
        points.person += 4;
        last = reading.class(tokens.end - 2);
    }
    let shape = reading.analysis.token(tokens.start).shape;
    if words > 1 {
        points.person += match (first.any(Classes::GIVEN), last.any(Classes::SURNAME)) {
            (true, true) => 6,
            (true, false) => 5,
            (false, true) => 3,
            (false, false) => 1,
        };
        let common = tokens.clone().filter(|&i| reading.class(i).any(Classes::COMMON)).count();
        points.person -= 2 * i32::try_from(common).unwrap_or(8);
        points.organization += if common == words { 0 } else { i32::try_from(common).unwrap_or(8) };
        if is_capital_particle(reading.analysis.word(tokens.start)) {
            points.person += 4;
        }
        // Moon Jae-in
        if !reading.is_capital(tokens.end - 1)
            && reading.analysis.token(tokens.end - 1).shape == Shape::Lower
        {
            points.person += 5;
        }
        let initials =
            !first.any(Classes::KNOWN) && is_initials(reading.analysis.word(tokens.start));
        if initials || tokens.clone().any(|i| reading.analysis.token(i).shape == Shape::Initial) {
            points.person += 3;
        }
        if words > 4 {
            points.person -= 2;
            points.organization += 2;
        }
        if tokens.clone().any(|i| reading.analysis.word(i) == "&") {
            points.organization += 5;
        }
    } else {
        let names = i32::from(first.any(Classes::GIVEN)) + i32::from(first.any(Classes::SURNAME));
        points.person += 2 * names - if first.any(Classes::COMMON) { 2 } else { 0 };
        if candidate.case == Case::Sentence && shape == Shape::Upper {
            points.organization += 4;
        }
        if candidate.case == Case::Sentence && shape == Shape::Mixed && !first.any(Classes::SURNAME)
        {
            points.organization += 3;
        }
        if first.any(Classes::KNOWN) {
            match kind_of(first) {
                EntityKind::Organization => points.organization += 5,
                EntityKind::Geopolitical => {
                    points.place += match () {
                        () if first.any(Classes::COUNTRY) => 8,
                        () if first.any(Classes::BIG_CITY) => 6,
                        () if first.any(Classes::CITY) => 3,
                        () => 2,
                    };
                }
                EntityKind::Location => points.place += 6,
                _ => {}
            }
        }
    }
}

fn by_title(candidate: &Candidate, points: &mut Points) {
    match candidate.titled {
        Titled::Address => points.person += 9,
        Titled::Office => points.person += 6,
        Titled::No => {}
    }
}

fn by_context(reading: &Reading<'_, '_>, candidate: &Candidate, points: &mut Points) {
    let analysis = reading.analysis;
    let (start, end) = (candidate.tokens.start, candidate.tokens.end);
    let context = |index: usize| {
        let token = analysis.token(index);
        lexicon::NAME_CONTEXTS.get_hashed(token.hash(), analysis.word(index)).unwrap_or_default()
    };
    let before = start.checked_sub(1).map_or("", |index| analysis.word(index));
    if before.eq_ignore_ascii_case("the") {
        points.person -= 5;
        points.organization += 2;
    } else if start > 0 && context(start - 1) == "place" {
        points.place += if before.eq_ignore_ascii_case("in") { 3 } else { 2 };
    } else if start > 0 {
        let token = analysis.token(start - 1);
        let role = lexicon::TITLES.get_hashed(token.hash(), before);
        if role.is_some() && !token.shape.has_capital() {
            points.person += 4;
        }
    }
    let mut after = end;
    let possessive = matches!(analysis.word(after), "'s" | "’s" | "'" | "’");
    if possessive {
        after += 1;
    }
    match context(after) {
        "speaks" if !possessive => {
            points.person += 2;
            points.organization += 1;
            points.place += 1;
        }
        "acts" if !possessive => points.person += 1,
        "market" => points.organization += 2,
        "party" => {
            points.organization += 1;
            points.person -= 1;
        }
        _ => {}
    }
    if analysis.word(end) == "," {
        let age = analysis.token(end + 1).is_number() && analysis.word(end + 2) == ",";
        if age || analysis.word(end + 1) == "who" {
            points.person += 4;
        }
        if reading.class(end + 1).any(Classes::COUNTRY) {
            points.place += 3;
        }
    }
    if analysis.word(end) == "-" && analysis.word(end + 1) == "based" {
        points.place += 3;
    }
}

/// `J.K.`: letters with a stop each.
fn is_initials(word: &str) -> bool {
    let mut letters = word.split_terminator('.');
    word.len() > 3 && word.ends_with('.') && letters.all(|letter| letter.chars().count() == 1)
}

/// What tells a son from his father.
fn is_generation(word: &str) -> bool {
    matches!(word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV")
}

/// A particle that opens a surname and so has a capital: `Van der Berg`.
fn is_capital_particle(word: &str) -> bool {
    matches!(word, "Van" | "Von" | "De" | "Di" | "Da" | "Du" | "Bin" | "Ibn" | "Mac")
}
