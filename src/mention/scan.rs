//! A sentence read from left to right: where runs of capitals start and end, and what in them is no name.

use std::ops::Range;

use super::candidate::{Candidate, Case, Reading, Titled};
use super::gazetteer::Classes;
use crate::lexicon;
use crate::token::{Shape, TokenKind};

/// No name is longer, in tokens.
pub(super) const LONGEST: usize = 12;

/// The candidates of a text, in order; none overlaps another.
pub(super) fn candidates(reading: &Reading<'_, '_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in reading.analysis.sentence_list() {
        let tokens = sentence.tokens();
        let case = reading.case(tokens.clone());
        let mut scan = Scan { reading, sentence: tokens.clone(), case, titled: Titled::No };
        let mut at = tokens.start;
        while at < tokens.end {
            at = scan.step(at, &mut found).max(at + 1);
        }
    }
    found
}

/// One sentence, read from left to right.
pub(super) struct Scan<'s, 'r, 'a> {
    pub(super) reading: &'s Reading<'r, 'a>,
    pub(super) sentence: Range<usize>,
    pub(super) case: Case,
    /// What stood right before the place in hand.
    pub(super) titled: Titled,
}

impl Scan<'_, '_, '_> {
    pub(super) fn class(&self, index: usize) -> Classes {
        if index < self.sentence.end { self.reading.class(index) } else { Classes::NONE }
    }

    /// Reads what starts at `at`, and gives the place after it.
    pub(super) fn step(&mut self, at: usize, found: &mut Vec<Candidate>) -> usize {
        let reading = self.reading;
        let titled = std::mem::replace(&mut self.titled, Titled::No);
        if !self.opens(at) {
            // `former`, `the late` and the like do not part a title from the name: only capitals carry one.
            return at + 1;
        }
        if self.is_party_letter(at) {
            return at + 2;
        }
        let end = self.run_end(at);
        let phrase = reading.gazetteer.phrase(reading.analysis, at, self.sentence.end);
        // `The nation` is no `The Nation`.
        let phrase = phrase.filter(|&(to, classes)| {
            !classes.any(Classes::KNOWN)
                || reading.analysis.token(to - 1).shape != Shape::Lower
                || reading.is_capital(to - 1)
        });
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
        if phrase.is_none() && !alone && self.is_title(at, end) {
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

    /// Whether the word at `at`, which starts no name as a rule, starts none here: `He Jianwei` and `Will Carver` are names.
    pub(super) fn is_stop(&self, at: usize) -> bool {
        let class = self.class(at);
        let next = self.class(at + 1);
        let named = self.reading.is_capital(at + 1) && !next.any(Classes::COMMON);
        if self.case != Case::Sentence {
            return true;
        }
        let doubtful = self.is_initial(at);
        let person = class.any(Classes::GIVEN) && next.any(Classes::SURNAME)
            || class.any(Classes::SURNAME) && named && !doubtful;
        // WHO
        let acronym =
            class.any(Classes::KNOWN) && self.reading.analysis.token(at).shape == Shape::Upper;
        !person && !acronym
    }

    /// Whether a name may start at `at`.
    pub(super) fn opens(&self, at: usize) -> bool {
        let reading = self.reading;
        if reading.is_capital(at) {
            return !reading.analysis.word(at).starts_with(['\'', '’']);
        }
        let word = reading.analysis.word(at);
        // de Silva, sub-Saharan
        if is_particle(word)
            && word.len() > 1
            && reading.is_capital(self.after_particle(at).wrapping_sub(1))
        {
            return self.after_particle(at) > at;
        }
        // al-Assad
        (is_article(word) || word == "sub")
            && reading.is(at + 1, "-")
            && reading.touches(at + 1)
            && reading.touches(at + 2)
            && reading.is_capital(at + 2)
    }

    /// Whether a capital at `at` says nothing.
    pub(super) fn is_initial(&self, at: usize) -> bool {
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
    pub(super) fn run_end(&self, at: usize) -> usize {
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
                // US-China
                let sides = Classes::COUNTRY.with(Classes::DEMONYM).with(Classes::BIG_CITY);
                let pair = self.class(end - 1).any(sides) && self.class(end + 1).any(sides);
                if pair && end == at + 1 {
                    break;
                }
                if !joined || !(reading.is_capital(end + 1) || self.is_syllable(at, end + 1)) {
                    break;
                }
                end + 2
            } else if matches!(word, "'s" | "’s") {
                // the Prosecutor's Office, the Women's Party, St Mary's Hospital
                let saint = end == at + 2 && self.is_saint(at);
                let common = self.class(end - 1).any(Classes::COMMON)
                    && !self.class(end - 1).any(Classes::KNOWN);
                let owned = (common || saint) && self.class(end + 1).any(Classes::HEAD);
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
    pub(super) fn is_syllable(&self, at: usize, index: usize) -> bool {
        let word = self.reading.analysis.word(index);
        let before = self.reading.analysis.token(index.saturating_sub(2));
        index >= at + 3
            && word.len() <= 5
            && before.range().len() <= 6
            && self.class(at).any(Classes::SURNAME)
            && !self.class(index - 2).any(Classes::KNOWN)
            && !(self.class(index - 2).any(Classes::COMMON)
                && lexicon::holds(lexicon::COMMON_WORDS, word))
            && self.reading.analysis.token(index).is_word()
            && !matches!(word, "led" | "based" | "style" | "born" | "era" | "run" | "held" | "like")
    }

    /// The place after particles at `at` and the capital behind them; `at` where none is.
    pub(super) fn after_particle(&self, at: usize) -> usize {
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
    pub(super) fn is_particle(&self, index: usize) -> bool {
        let word = self.reading.analysis.word(index);
        let hyphen = || self.reading.is(index + 1, "-") && self.reading.touches(index + 1);
        // Maria do Carmo
        let portuguese = || {
            index > self.sentence.start
                && self.class(index - 1).any(Classes::GIVEN)
                && !self.class(index + 1).any(Classes::COMMON)
        };
        is_particle(word) || word == "do" && portuguese() || is_article(word) && hyphen()
    }

    /// Whether a capital within a run is no part of a name.
    pub(super) fn breaks(&self, index: usize) -> bool {
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

    /// Whether the letter at `at` is the party in `(R-Ohio)`.
    fn is_party_letter(&self, at: usize) -> bool {
        let reading = self.reading;
        at > self.sentence.start
            && matches!(reading.analysis.word(at), "R" | "D" | "I")
            && matches!(reading.analysis.word(at - 1), "(" | ",")
            && reading.is(at + 1, "-")
            && reading.touches(at + 1)
            && reading.touches(at + 2)
            && self.class(at + 2).any(Classes::KNOWN)
    }

    /// Whether what bears the name of someone with a title starts at `index`: `Queen Ingeborg Hospital`.
    fn is_honoured(&self, index: usize, end: usize) -> bool {
        const HONOURED: [&str; 8] =
            ["King", "Queen", "Prince", "Princess", "Saint", "Sir", "Lady", "Father"];
        let last = self.class(end.saturating_sub(1));
        end > index + 2
            && last.any(Classes::HEAD_ORGANIZATION.with(Classes::HEAD_FACILITY))
            && !last.any(Classes::PERSONAL)
            && HONOURED.contains(&self.reading.analysis.word(index))
    }

    fn is_saint(&self, index: usize) -> bool {
        matches!(self.reading.analysis.word(index), "St" | "St.")
    }

    /// Whether `then-` or the like stands before `index`: a title may follow.
    fn is_formerly(&self, index: usize) -> bool {
        index > self.sentence.start + 1
            && self.reading.is(index - 1, "-")
            && ["then", "ex", "vice", "acting"].iter().any(|word| self.reading.is(index - 2, word))
    }

    /// Whether the word at `index` is a title of the name after it, which ends before `end`.
    pub(super) fn is_title(&self, index: usize, end: usize) -> bool {
        let class = self.class(index);
        let joined = index > self.sentence.start && self.reading.touches(index);
        if !class.any(Classes::TITLE) || joined && !self.is_formerly(index) {
            return false;
        }
        // Quorsk General Hospital
        let next = self.class(index + 1);
        let heads = index + 1 < end && next.any(Classes::HEAD) && !next.any(Classes::PERSONAL);
        if heads || self.is_honoured(index, end) {
            return false;
        }
        // St. Mary's Hospital
        let owns = matches!(self.reading.analysis.word(index + 2), "'s" | "’s");
        if owns && self.is_saint(index) && self.class(index + 3).any(Classes::HEAD) {
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
}

/// What the name of a ship starts with.
pub(super) fn is_ship(word: &str) -> bool {
    matches!(
        word,
        "USS"
            | "USNS"
            | "USCGC"
            | "HMS"
            | "HMAS"
            | "HMCS"
            | "HMNZS"
            | "RMS"
            | "RFA"
            | "SS"
            | "MV"
            | "FV"
            | "KRI"
    )
}

fn title(classes: Classes) -> Titled {
    if classes.any(Classes::ADDRESS) { Titled::Address } else { Titled::Office }
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
            | "af"
            | "av"
            | "zum"
            | "zur"
            | "vom"
            | "dal"
            | "dalla"
            | "dei"
            | "degli"
            | "los"
            | "las"
            | "abu"
    )
}

/// The Arabic article, as it stands before a hyphen.
fn is_article(word: &str) -> bool {
    matches!(word, "al" | "el" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "az" | "ul" | "ur")
}
