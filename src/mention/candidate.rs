//! Where names may be: runs of capitals cut into names, with what their form says of their kind.

use std::ops::Range;

use super::EntityKind;
use super::gazetteer::{Classes, GAZETTEER, Gazetteer};
use crate::analysis::Analysis;
use crate::token::{Shape, TokenKind};

/// No name is longer, in tokens.
const LONGEST: usize = 12;

/// A stretch that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) tokens: Range<usize>,
    /// What its form says, where it says something.
    pub(super) form: Option<(EntityKind, &'static str)>,
    /// Whether a title or form of address stands right before it.
    pub(super) titled: Titled,
    /// Whether a capital would stand there in any case.
    pub(super) initial: bool,
    /// How the sentence is written.
    pub(super) case: Case,
}

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Titled {
    No,
    /// `President`, `Chief Executive`.
    Office,
    /// `Mr`, `Gen.`
    Address,
}

/// How a sentence is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Capitals start names and sentences.
    Sentence,
    /// Capitals start all words of weight: `Court Backs Plan to Cut Fees`.
    Title,
    /// All letters are capitals.
    Upper,
}

/// The tokens of a text with their classes.
#[derive(Debug)]
pub(super) struct Reading<'r, 'a> {
    pub(super) analysis: &'r Analysis<'a>,
    gazetteer: &'static Gazetteer,
    /// One for each token; none for a token without a capital.
    classes: Vec<Classes>,
}

impl<'r, 'a> Reading<'r, 'a> {
    pub(super) fn new(analysis: &'r Analysis<'a>) -> Self {
        let gazetteer = &*GAZETTEER;
        let class = |(index, token): (usize, &crate::token::Token)| {
            if token.is_word() && token.shape.has_capital() {
                gazetteer.word(analysis, index)
            } else {
                Classes::NONE
            }
        };
        let classes = analysis.tokens().iter().enumerate().map(class).collect();
        Self { analysis, gazetteer, classes }
    }

    pub(super) fn class(&self, index: usize) -> Classes {
        self.classes.get(index).copied().unwrap_or(Classes::NONE)
    }

    /// The candidates, in order; none overlaps another.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for sentence in self.analysis.sentence_list() {
            let tokens = sentence.tokens();
            let case = self.case(tokens.clone());
            let mut scan =
                Scan { reading: self, sentence: tokens.clone(), case, titled: Titled::No };
            let mut at = tokens.start;
            while at < tokens.end {
                at = scan.step(at, &mut found).max(at + 1);
            }
        }
        found
    }

    fn case(&self, tokens: Range<usize>) -> Case {
        let (mut words, mut upper, mut capital, mut common) = (0_u32, 0_u32, 0_u32, 0_u32);
        for index in tokens.clone() {
            let token = self.analysis.token(index);
            // Short words are small in a headline as well.
            if !token.is_word() || token.range().len() < 4 {
                continue;
            }
            words += 1;
            upper += u32::from(token.shape == Shape::Upper);
            if token.shape.has_capital() {
                capital += 1;
                let class = self.class(index);
                common += u32::from(class.any(Classes::COMMON) && index > tokens.start);
            }
        }
        if words >= 2 && upper * 5 >= words * 4 {
            Case::Upper
        } else if words >= 4
            && capital * 10 >= words * 9
            && common >= 2
            && self.analysis.word(tokens.end.saturating_sub(1)) != "."
        {
            Case::Title
        } else {
            Case::Sentence
        }
    }

    /// Whether the token at `index` is a word that may be part of a name.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        let token = self.analysis.token(index);
        token.is_word() && token.shape.has_capital()
    }

    fn is(&self, index: usize, word: &str) -> bool {
        self.analysis.word(index).eq_ignore_ascii_case(word)
    }

    /// Whether the tokens at `index - 1` and `index` have no space between them.
    fn touches(&self, index: usize) -> bool {
        !self.analysis.token(index).space_before()
    }
}

/// One sentence, read from left to right.
struct Scan<'s, 'r, 'a> {
    reading: &'s Reading<'r, 'a>,
    sentence: Range<usize>,
    case: Case,
    /// What stood right before the place in hand.
    titled: Titled,
}

impl Scan<'_, '_, '_> {
    fn class(&self, index: usize) -> Classes {
        if index < self.sentence.end { self.reading.class(index) } else { Classes::NONE }
    }

    /// Reads what starts at `at`, and gives the place after it.
    fn step(&mut self, at: usize, found: &mut Vec<Candidate>) -> usize {
        let reading = self.reading;
        let titled = std::mem::replace(&mut self.titled, Titled::No);
        if !self.opens(at) {
            // `former`, `the late` and the like do not part a title from the name: only capitals carry one.
            return at + 1;
        }
        let end = self.run_end(at);
        let phrase = reading.gazetteer.phrase(reading.analysis, at, self.sentence.end);
        if let Some((to, classes)) = phrase {
            if classes.any(Classes::NOT_NAME) && !classes.any(Classes::KNOWN) {
                return to;
            }
            if classes.any(Classes::TITLE) && !classes.any(Classes::KNOWN) {
                self.titled = title(classes);
                return to;
            }
        }
        let class = self.class(at);
        if class.any(Classes::STOP) && phrase.is_none() && self.is_stop(at) {
            return at + 1;
        }
        let given = class.any(Classes::GIVEN) && self.class(at + 1).any(Classes::SURNAME);
        if class.any(Classes::NOT_NAME) && phrase.is_none() && !given {
            return at + 1;
        }
        // `King said` may be a person of that name, whom the text names elsewhere.
        let alone = end == at + 1 && class.any(Classes::SURNAME);
        if titled == Titled::No && phrase.is_none() && !alone && self.is_title(at, end) {
            self.titled = title(class);
            return at + 1;
        }
        let mut cut = end;
        for index in at + 1..end {
            if self.is_title(index, end) {
                cut = index;
                break;
            }
        }
        let candidate = self.name(at, cut, phrase, titled);
        let to = candidate.tokens.end;
        if !candidate.tokens.is_empty() {
            found.push(candidate);
        }
        to
    }

    /// Whether the word at `at`, which starts no name as a rule, starts none here: `He Lifeng` and `Will Smith` are names.
    fn is_stop(&self, at: usize) -> bool {
        let class = self.class(at);
        let next = self.class(at + 1);
        let named = self.reading.is_capital(at + 1) && !next.any(Classes::COMMON);
        let doubtful = self.is_initial(at) || self.case != Case::Sentence;
        let person = class.any(Classes::GIVEN) && next.any(Classes::SURNAME)
            || class.any(Classes::SURNAME) && named && !doubtful;
        // WHO
        let acronym = class.any(Classes::KNOWN)
            && self.case == Case::Sentence
            && self.reading.analysis.token(at).shape == Shape::Upper;
        !person && !acronym
    }

    /// Whether a name may start at `at`.
    fn opens(&self, at: usize) -> bool {
        let reading = self.reading;
        if reading.is_capital(at) {
            return !reading.analysis.word(at).starts_with(['\'', '’']);
        }
        // de Silva
        let word = reading.analysis.word(at);
        if is_particle(word)
            && word.len() > 1
            && reading.is_capital(self.after_particle(at).wrapping_sub(1))
        {
            return self.after_particle(at) > at;
        }
        // al-Assad
        is_article(reading.analysis.word(at))
            && reading.is(at + 1, "-")
            && reading.touches(at + 1)
            && reading.touches(at + 2)
            && reading.is_capital(at + 2)
    }

    /// Whether a capital at `at` says nothing.
    fn is_initial(&self, at: usize) -> bool {
        if at == self.sentence.start {
            return true;
        }
        let before = self.reading.analysis.token(at - 1);
        let word = self.reading.analysis.word(at - 1);
        before.kind == TokenKind::Mark
            || matches!(word, ":" | "(" | "[" | "–" | "—" | "--" | "―" | "•" | "*" | "...")
            || (word == "-" && before.space_before())
    }

    /// The place after the run of capitals that starts at `at`.
    fn run_end(&self, at: usize) -> usize {
        let reading = self.reading;
        let limit = self.sentence.end.min(at + LONGEST);
        let mut end = at + 1;
        if !reading.is_capital(at) {
            end = self.after_particle(at).max(at + 1);
        }
        while end < limit {
            let word = reading.analysis.word(end);
            let next = if reading.is_capital(end) {
                if word.starts_with(['\'', '’']) || self.breaks(end) {
                    break;
                }
                end + 1
            } else if word == "-" || word == "‑" || word == "‐" {
                let joined = reading.touches(end) && reading.touches(end + 1);
                if !joined || !(reading.is_capital(end + 1) || self.is_syllable(at, end + 1)) {
                    break;
                }
                end + 2
            } else if matches!(word, "'s" | "’s") {
                // the Prosecutor's Office, the Women's Party
                let owned = self.class(end - 1).any(Classes::COMMON)
                    && !self.class(end - 1).any(Classes::KNOWN)
                    && self.class(end + 1).any(Classes::HEAD);
                if !owned || !reading.is_capital(end + 1) {
                    break;
                }
                end + 2
            } else if word == "&" && reading.is_capital(end + 1) {
                end + 2
            } else if self.is_particle(end) {
                self.after_particle(end)
            } else {
                break;
            };
            if next <= end || next > self.sentence.end {
                break;
            }
            end = next;
        }
        end.min(self.sentence.end)
    }

    /// Whether the small word at `index`, behind a hyphen, is the second syllable of a given name: `Moon Jae-in`.
    fn is_syllable(&self, at: usize, index: usize) -> bool {
        let word = self.reading.analysis.word(index);
        let before = self.reading.analysis.token(index.saturating_sub(2));
        index >= at + 3
            && word.len() <= 5
            && before.range().len() <= 6
            && self.class(at).any(Classes::SURNAME)
            && !self.class(index - 2).any(Classes::COMMON.with(Classes::KNOWN))
            && self.reading.analysis.token(index).is_word()
            && !matches!(word, "led" | "based" | "style" | "born" | "era" | "run" | "held" | "like")
    }

    /// The place after particles at `at` and the capital behind them; `at` where none is.
    fn after_particle(&self, at: usize) -> usize {
        let reading = self.reading;
        let mut next = at;
        // van der, de la, bin al-
        for _ in 0..3 {
            if reading.is_capital(next) && next > at {
                return next + 1;
            }
            if !self.is_particle(next) {
                break;
            }
            next += 1;
            if reading.is(next, "-") && reading.touches(next) && reading.touches(next + 1) {
                next += 1;
            }
        }
        if reading.is_capital(next) && next > at { next + 1 } else { at }
    }

    /// Whether the token at `index` is a small word within a person's name.
    fn is_particle(&self, index: usize) -> bool {
        let word = self.reading.analysis.word(index);
        let hyphen = || self.reading.is(index + 1, "-") && self.reading.touches(index + 1);
        is_particle(word) || (is_article(word) && hyphen())
    }

    /// Whether a capital within a run is no part of a name.
    fn breaks(&self, index: usize) -> bool {
        let class = self.class(index);
        if class.any(Classes::NOT_NAME) && !class.any(Classes::PERSONAL) {
            return true;
        }
        if class.any(Classes::STOP) {
            return !class.any(Classes::SURNAME) || self.case != Case::Sentence;
        }
        self.case != Case::Sentence
            && class.any(Classes::COMMON)
            && !self.class(index + 1).any(Classes::HEAD)
            && !class.any(Classes::KNOWN.with(Classes::HEAD).with(Classes::SUFFIX))
            && !(class.any(Classes::SURNAME) && self.class(index - 1).any(Classes::GIVEN))
    }

    /// Whether the word at `index` is a title of the name after it, which ends before `end`.
    fn is_title(&self, index: usize, end: usize) -> bool {
        let class = self.class(index);
        if !class.any(Classes::TITLE) {
            return false;
        }
        let before =
            if index > self.sentence.start { self.class(index - 1) } else { Classes::NONE };
        let personal = before.any(Classes::PERSONAL) || before == Classes::NONE;
        let after_given = index > self.sentence.start
            && self.reading.is_capital(index - 1)
            && personal
            && !before.any(Classes::COMMON.with(Classes::KNOWN))
            && index + 1 == end;
        let is_given = class.any(Classes::GIVEN)
            && self.class(index + 1).any(Classes::SURNAME)
            && !class.any(Classes::ADDRESS);
        !after_given && !is_given
    }

    /// The name that starts at `at`, in a run that ends before `end`.
    fn name(
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
        let known = phrase.filter(|(_, classes)| classes.any(Classes::KNOWN));
        let reach = known.map_or(at, |(to, _)| to);
        if titled == Titled::No
            && let Some((to, kind, rule)) = self.headed(at, end)
            && to > reach
        {
            return candidate(to, Some((kind, rule)));
        }
        if let Some((to, classes)) = known {
            // `US Treasury` ends where `Treasury Secretary` starts.
            let title =
                self.reading.gazetteer.phrase(self.reading.analysis, to - 1, self.sentence.end);
            if title.is_some_and(|(_, classes)| classes.any(Classes::TITLE))
                && class.any(Classes::COUNTRY)
            {
                return candidate(at + 1, Some((EntityKind::Geopolitical, "listed")));
            }
            let longer = self.case == Case::Sentence && self.compound(to, end);
            let kind = kind_of(classes);
            if longer && matches!(kind, EntityKind::Geopolitical | EntityKind::Location) {
                return candidate(end, None);
            }
            return candidate(to, Some((kind, "listed")));
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
        let lone = Classes::LOCATION
            .with(Classes::FACILITY)
            .with(Classes::EVENT)
            .with(Classes::LAW)
            .with(Classes::PRODUCT)
            .with(Classes::WORK)
            .with(Classes::LANGUAGE);
        if end == at + 1 && class.any(lone) && !class.any(Classes::COMMON.with(Classes::PERSONAL)) {
            return candidate(end, Some((kind_of(class), "listed")));
        }
        let person = class.any(Classes::GIVEN)
            && self.class(at + 1).any(Classes::PERSONAL)
            && !class.any(Classes::DEMONYM);
        if titled == Titled::No && !person && class.any(Classes::DEMONYM.with(Classes::GROUP)) {
            return candidate(at + 1, Some((EntityKind::Group, "listed")));
        }
        if end > at + 1 && !person && titled == Titled::No {
            if class.any(Classes::COUNTRY.with(Classes::BIG_CITY))
                && self.reading.is_capital(at + 1)
                && !self.compound(at + 1, end)
            {
                return candidate(at + 1, Some((EntityKind::Geopolitical, "listed")));
            }
            if class.any(Classes::ORGANIZATION) && !self.compound(at + 1, end) {
                return candidate(at + 1, Some((EntityKind::Organization, "listed")));
            }
        }
        candidate(self.default_end(at, end), None)
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
        };
        if first.any(Classes::PREFIX) && end > at + 1 && !self.class(at + 1).any(Classes::HEAD) {
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
        let tail = self.tail(head + 1);
        if tail > head + 1 {
            return Some((tail, kind, "head of"));
        }
        // A head that opens the run is a noun by itself: `Parliament said`.
        let modified = head > at && !(at..head).all(|index| self.class(index).any(Classes::TITLE));
        modified.then_some((head + 1, kind, rule))
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

    /// The end of `of Foreign Affairs`, `for Health and Welfare`, which starts at `at`; `at` where there is none.
    fn tail(&self, at: usize) -> usize {
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
            if reading.is(end, "for") && !self.class(next).any(Classes::COMMON) {
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

fn title(classes: Classes) -> Titled {
    if classes.any(Classes::ADDRESS) { Titled::Address } else { Titled::Office }
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

/// Small words within a person's name, of many languages.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "della"
            | "di"
            | "da"
            | "das"
            | "dos"
            | "du"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "zu"
            | "bin"
            | "ibn"
            | "wa"
            | "ould"
            | "bint"
            | "ben"
            | "al"
            | "el"
            | "e"
            | "y"
    )
}

/// The Arabic article, as it stands before a hyphen.
fn is_article(word: &str) -> bool {
    matches!(word, "al" | "el" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "az" | "ul" | "ur")
}
