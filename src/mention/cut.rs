//! Runs of capitals cut into names: listed ones, those built on a noun that says what they are, and the rest.

use super::EntityKind;
use super::candidate::{Candidate, Case, Titled};
use super::gazetteer::Classes;
use super::scan::{LONGEST, Scan, is_ship};

impl Scan<'_, '_, '_> {
    /// The name that starts at `at`, in a run that ends before `end`.
    pub(super) fn name(
        &self,
        at: usize,
        end: usize,
        phrase: Option<(usize, Classes)>,
        titled: Titled,
    ) -> Candidate {
        let initial = self.is_initial(at);
        let candidate =
            |to: usize, form| Candidate { tokens: at..to, form, titled, initial, case: self.case };
        let class = self.class(at);
        if is_ship(self.reading.analysis.word(at)) && end > at + 1 && titled == Titled::No {
            return candidate(end, Some((EntityKind::Product, "ship")));
        }
        let known = phrase.filter(|(_, classes)| classes.any(Classes::KNOWN));
        let reach = known.map_or(at, |(to, _)| to);
        let headed = || self.headed(at, end).filter(|&(to, ..)| to > reach);
        if let Some((to, kind, rule)) =
            Some(titled).filter(|it| *it == Titled::No).and_then(|_| headed())
        {
            return candidate(to, Some((kind, rule)));
        }
        if let Some((to, classes)) = known {
            let (to, kind) = self.known(at, end, to, classes);
            return candidate(to, kind.map(|kind| (kind, "listed")));
        }
        // A frequent word that opens a sentence is no name, unless what follows makes it one.
        if initial && class.any(Classes::COMMON) && titled == Titled::No && end > at + 1 {
            let next = self.class(at + 1);
            let given = class.any(Classes::GIVEN)
                && (next.any(Classes::SURNAME) || !next.any(Classes::COMMON));
            if !given && !class.any(Classes::COUNTRY) {
                return candidate(at, None);
            }
        }
        if let Some((to, kind)) = self.single(at, end, titled) {
            return candidate(to, Some((kind, "listed")));
        }
        candidate(self.default_end(at, end), None)
    }

    /// The end and kind of the name at `at` whose first words, up to `to`, are a listed phrase.
    fn known(
        &self,
        at: usize,
        end: usize,
        to: usize,
        classes: Classes,
    ) -> (usize, Option<EntityKind>) {
        // `US Treasury` ends where `Treasury Secretary` starts.
        let reading = self.reading;
        let title = reading.gazetteer.phrase(reading.analysis, to - 1, self.sentence.end);
        let in_title = title.is_some_and(|(_, classes)| classes.any(Classes::TITLE));
        if in_title && self.class(at).any(Classes::COUNTRY) {
            return (at + 1, Some(EntityKind::Geopolitical));
        }
        let kind = kind_of(classes);
        let place = matches!(kind, EntityKind::Geopolitical | EntityKind::Location);
        if place && self.is_team(to, end) {
            return (end, Some(EntityKind::Organization));
        }
        if place && self.case == Case::Sentence && self.compound(to, end) {
            return (end, None);
        }
        (to, Some(kind))
    }

    /// The end and kind of the listed word at `at`, where it is a name by itself.
    fn single(&self, at: usize, end: usize, titled: Titled) -> Option<(usize, EntityKind)> {
        let class = self.class(at);
        let alone = Classes::LOCATION
            .with(Classes::FACILITY)
            .with(Classes::EVENT)
            .with(Classes::LAW)
            .with(Classes::PRODUCT)
            .with(Classes::WORK)
            .with(Classes::LANGUAGE);
        if end == at + 1 && class.any(alone) && !class.any(Classes::COMMON.with(Classes::PERSONAL))
        {
            return Some((end, kind_of(class)));
        }
        let person = class.any(Classes::GIVEN)
            && self.class(at + 1).any(Classes::PERSONAL)
            && !class.any(Classes::DEMONYM);
        // Jordan Ostreby
        let person = person
            || class.any(Classes::GIVEN)
                && end == at + 2
                && self.case == Case::Sentence
                && self.class(at + 1) == Classes::NONE;
        if titled != Titled::No || person {
            return None;
        }
        if class.any(Classes::CITY.with(Classes::BIG_CITY)) && self.is_team(at + 1, end) {
            return Some((end, EntityKind::Organization));
        }
        if class.any(Classes::DEMONYM.with(Classes::GROUP)) {
            return Some((at + 1, EntityKind::Group));
        }
        if end == at + 1 || self.compound(at + 1, end) {
            return None;
        }
        if class.any(Classes::COUNTRY.with(Classes::BIG_CITY))
            && self.reading.is_capital(at + 1)
            && !self.reading.is(at, "van")
        {
            return Some((at + 1, EntityKind::Geopolitical));
        }
        class.any(Classes::ORGANIZATION).then_some((at + 1, EntityKind::Organization))
    }

    /// Whether `at..end`, the rest of a run behind a town, is a team's own name: `Los Angeles Lakers`.
    fn is_team(&self, at: usize, end: usize) -> bool {
        at + 1 == end && self.class(at).any(Classes::TEAM)
    }

    /// Whether `at..end`, the rest of a run behind a known name, is of frequent words: `China Mobile`, `Paris Match`.
    fn compound(&self, at: usize, end: usize) -> bool {
        at < end
            && (at..end).all(|index| {
                self.class(index).any(Classes::COMMON)
                    && !self.class(index).any(Classes::KNOWN.with(Classes::TITLE))
            })
    }

    /// The end of a name of unknown form: the run, cut before a known place or group.
    fn default_end(&self, at: usize, end: usize) -> usize {
        let stop = Classes::DEMONYM.with(Classes::GROUP).with(Classes::COUNTRY);
        (at + 1..end)
            .find(|&index| {
                self.class(index).any(stop)
                    && !self.class(index).any(Classes::PERSONAL)
                    && self.reading.analysis.token(index).space_before()
            })
            .unwrap_or(end)
    }

    /// A name built on a noun that says what it is: `X Ministry`, `Bank of Y`, `X Inc`, `Lake X`.
    fn headed(&self, at: usize, end: usize) -> Option<(usize, EntityKind, &'static str)> {
        let first = self.class(at);
        let known_person = |head: usize| {
            first.any(Classes::GIVEN)
                && !first.any(Classes::COMMON)
                && self.class(head).any(Classes::SURNAME)
                && head == at + 1
                && !self.after_article(at)
        };
        // Port Quorsk Authority
        let body = end > at + 2 && self.class(end - 1).any(Classes::HEAD_ORGANIZATION);
        let prefix = first.any(Classes::PREFIX) && !body;
        if prefix && end > at + 1 && !self.class(at + 1).any(Classes::HEAD) {
            return Some((end.min(at + 3), head_kind(first), "prefix"));
        }
        let end = self.with_and(at, end);
        let mut best = None;
        for index in (at..end).rev() {
            let class = self.class(index);
            if class.any(Classes::SUFFIX) && index > at {
                best = Some((index, EntityKind::Organization, "suffix"));
                break;
            }
            if class.any(Classes::HEAD) && !known_person(index) {
                best = Some((index, head_kind(class), "head"));
                break;
            }
        }
        let (head, kind, rule) = best?;
        let serves = matches!(kind, EntityKind::Organization | EntityKind::Law);
        let tail = self.tail(head + 1, serves);
        if tail > head + 1 {
            return Some((tail, kind, "head_of"));
        }
        // A head that opens the run is a noun by itself: `Parliament said`.
        let modified = head > at && !(at..head).all(|index| self.class(index).any(Classes::TITLE));
        modified.then_some((head + 1, kind, rule))
    }

    /// Whether `the` or `in` stands before `at`: what follows is a place or a body, no person.
    fn after_article(&self, at: usize) -> bool {
        at > self.sentence.start
            && ["the", "in", "on", "over", "near"].iter().any(|word| self.reading.is(at - 1, word))
    }

    /// The end of the run with `and` and the capitals behind it, where they are one name: `Food and Drug Administration`.
    fn with_and(&self, at: usize, end: usize) -> usize {
        let plain = |index: usize| {
            let class = self.class(index);
            class.any(Classes::COMMON) && !class.any(Classes::KNOWN.with(Classes::HEAD))
        };
        if self.case == Case::Sentence
            && self.reading.is(end, "and")
            && plain(end - 1)
            && plain(end + 1)
        {
            let more = self.run_end(end + 1).min(at + LONGEST);
            let headed = (end + 2..more).any(|index| self.class(index).any(Classes::HEAD));
            if headed {
                return more;
            }
        }
        end
    }

    /// The end of `of Foreign Affairs` or, where the name `serves` something, `for Health and Welfare`, which starts at `at`; `at`
    /// where there is none.
    fn tail(&self, at: usize, serves: bool) -> usize {
        let reading = self.reading;
        let mut end = at;
        for _ in 0..3 {
            if !["of", "for", "and"].iter().any(|word| reading.is(end, word)) {
                break;
            }
            if reading.is(end, "and") && (end == at || !self.class(end + 1).any(Classes::COMMON)) {
                break;
            }
            let mut next = end + 1;
            if reading.is(next, "the") {
                next += 1;
            }
            // `left the Bank for Reuters`
            if reading.is(end, "for") && !(serves && self.class(next).any(Classes::COMMON)) {
                break;
            }
            if next >= self.sentence.end
                || !reading.is_capital(next)
                || self.class(next).any(Classes::NOT_NAME)
            {
                break;
            }
            end = self.run_end(next).min(next + 5);
        }
        end
    }
}

fn head_kind(class: Classes) -> EntityKind {
    if class.any(Classes::HEAD_ORGANIZATION) {
        EntityKind::Organization
    } else if class.any(Classes::HEAD_FACILITY) {
        EntityKind::Facility
    } else if class.any(Classes::HEAD_LOCATION) {
        EntityKind::Location
    } else if class.any(Classes::HEAD_EVENT) {
        EntityKind::Event
    } else if class.any(Classes::HEAD_LAW) {
        EntityKind::Law
    } else {
        EntityKind::Geopolitical
    }
}

/// The kind of a known name.
pub(super) fn kind_of(class: Classes) -> EntityKind {
    let kinds = [
        (Classes::ORGANIZATION, EntityKind::Organization),
        (Classes::DEMONYM.with(Classes::GROUP), EntityKind::Group),
        (Classes::COUNTRY, EntityKind::Geopolitical),
        (Classes::LOCATION, EntityKind::Location),
        (Classes::FACILITY, EntityKind::Facility),
        (Classes::EVENT, EntityKind::Event),
        (Classes::LAW, EntityKind::Law),
        (Classes::PRODUCT, EntityKind::Product),
        (Classes::WORK, EntityKind::Work),
        (Classes::LANGUAGE, EntityKind::Language),
    ];
    kinds
        .iter()
        .find(|(classes, _)| class.any(*classes))
        .map_or(EntityKind::Geopolitical, |&(_, kind)| kind)
}
