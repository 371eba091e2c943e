//! The rules that tell what quotation marks are for, in the order they are tried.

use super::QuotationRole;
use super::marks::is_mark;
use super::setting::{Function, Setting, cue, function, is_word};
use crate::lexicon::{self, CUE_VERBS, GIVEN_NAMES};

/// A rule: the first that applies gives the role.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) role: QuotationRole,
    applies: fn(&Setting<'_>) -> bool,
    /// Texts with a quotation that it gives its role to.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the table"))]
    finds: &'static [&'static str],
    /// Texts with none.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the table"))]
    leaves: &'static [&'static str],
}

/// The rule for a quotation in its setting.
pub(super) fn rule(setting: &Setting<'_>) -> &'static Rule {
    RULES.iter().find(|rule| (rule.applies)(setting)).unwrap_or(&FRAGMENT)
}

const FRAGMENT: Rule = Rule {
    name: "fragment",
    role: QuotationRole::Fragment,
    applies: |_| true,
    finds: &[
        "He was “so keenly” looking ahead to it.",
        "She urged them “to keep the channels open” this year.",
        "They are in the “last lap” of work.",
    ],
    leaves: &["“We will appeal,” she said."],
};

const RULES: &[Rule] = &[
    Rule {
        name: "nickname_inside_name",
        role: QuotationRole::Nickname,
        applies: is_inside_name,
        finds: &[
            "Police named him as Joe “Fingers” Roe.",
            "Dwayne ‘The Rock’ Roe won.",
            "They met Maria (“Mimi”) Roe.",
            "Robert C. “Bobby” van Roe spoke.",
        ],
        leaves: &["The Roe “Sand” Museum opened.", "She read “Sand” in May."],
    },
    Rule {
        name: "nickname_after_word",
        role: QuotationRole::Nickname,
        applies: |s| s.is_short(4) && cue_before(s, &["nickname"]),
        finds: &["Roe, nicknamed “the Fox”, fled.", "Jane Roe, aka “Red”, was there."],
        leaves: &["Roe, called “unfit”, fled."],
    },
    Rule {
        name: "several_paragraphs",
        role: QuotationRole::Statement,
        applies: |s| s.parts > 1,
        finds: &["“We will appeal.\n“We will win.”"],
        leaves: &["“We will appeal.”\n“We will win.”"],
    },
    Rule {
        name: "title_after_noun",
        role: QuotationRole::Title,
        applies: |s| s.is_capitalized() && s.title_words() > 0 && cue_before(s, &["work", "title"]),
        finds: &[
            "Her novel “Sand” sold well.",
            "a song called “Rain on the Sea”",
            "an essay titled “Sand.”",
        ],
        leaves: &["The book “is a delight”.", "He closed the book. “Sand,” he said."],
    },
    Rule {
        name: "title_before_noun",
        role: QuotationRole::Title,
        applies: |s| {
            let near = [s.right(0), s.right(1), s.right(2), s.right(3)];
            let mut words = near.iter().take_while(|word| !matches!(**word, "." | ";" | ":"));
            s.title_words() > 0
                && !s.ends_in_stop()
                && words.any(|word| matches!(cue(word), Some("work" | "credit")))
        },
        finds: &["“Sand,” a novel by Jane Roe, sold well.", "the “Sand” star"],
        leaves: &["“Yes,” he said of the film."],
    },
    Rule {
        name: "term_after_distance",
        role: QuotationRole::Scare,
        applies: |s| s.is_short(5) && (cue_before(s, &["distance"]) || is_known_as(s)),
        finds: &[
            "the so-called “reforms”",
            "a method known as “padding”",
            "“The Lads”, as it is known, meets.",
            "The “long week,” as locals call it, begins.",
        ],
        leaves: &["He so called “for calm”.", "“We won,” as she put it."],
    },
    Rule {
        name: "several_sentences",
        role: QuotationRole::Statement,
        applies: |s| s.holds_sentences(),
        finds: &["He called it “a disgrace. We will appeal.”"],
        leaves: &["He met “Mr. Roe” there."],
    },
    Rule {
        name: "own_sentence",
        role: QuotationRole::Statement,
        applies: |s| s.starts_sentence() && is_ended(s),
        finds: &["“We will appeal,” she said.", "He left. “Never.”", "‘We will appeal’, she said."],
        leaves: &["“Progress” has been made.", "He called it “fair.”"],
    },
    Rule {
        name: "after_lead_in",
        role: QuotationRole::Statement,
        applies: |s| {
            let spoken = s.left(0) == ":" || CUE_VERBS.contains(s.left(1));
            s.is_led_up_to() && s.is_capitalized() && is_ended(s) && (spoken || !s.is_short(2))
        },
        finds: &["She said, “We will appeal.”", "He said: ‘We will appeal’.", "She said, “No.”"],
        leaves: &["She said “we” will appeal.", "The port, “Sand,” was closed."],
    },
    Rule {
        name: "after_verb",
        role: QuotationRole::Statement,
        applies: |s| s.is_capitalized() && s.ends_in_stop() && cue(s.left(0)) == Some("voice"),
        finds: &["They shouted “Never!”"],
        leaves: &["He called it “Sand!”"],
    },
    Rule {
        name: "resumed",
        role: QuotationRole::Statement,
        applies: |s| s.before.trim_end().ends_with(',') && s.ends_in_stop() && follows_quotation(s),
        finds: &[
            "“We will appeal,” she said, “and we will win.”",
            "‘This’, she said, ‘is not over.’",
        ],
        leaves: &["He called it, she said, “a win.”"],
    },
    Rule {
        name: "title_case",
        role: QuotationRole::Title,
        applies: |s| {
            s.title_words() > 1 && !s.ends_in_cry() && !is_voiced(s) && !names_something(s)
        },
        finds: &["She was on “Rain and Sand” last night.", "He was on “An Hour With Roe.”"],
        leaves: &[
            "They shouted “Death to Sand” there.",
            "He called Roe “Little Sand” twice.",
            "It was signed on “31 April 2015.”",
            "He spoke of the “Harvest first” plan.",
            "Roe Hails “Great Big Win” Over Rivals",
        ],
    },
    Rule {
        name: "own_clause",
        role: QuotationRole::Statement,
        applies: |s| {
            let starts = s.starts_as_clause() && !s.is_among_capitals();
            starts && s.ends_in_stop() && !s.is_short(4)
        },
        finds: &["She asked the crowd “Are we going to let this stand?”"],
        leaves: &["He called it “the end of an era.”", "He saw “Roe’s plan for a new era.”"],
    },
    Rule {
        name: "term_after_noun",
        role: QuotationRole::Scare,
        applies: |s| s.is_short(4) && !s.ends_in_stop() && cue_before(s, &["term"]),
        finds: &["The word “reform” is gone from it."],
        leaves: &["His words were “we will go far beyond it”."],
    },
    Rule {
        name: "before_noun",
        role: QuotationRole::Scare,
        applies: |s| {
            let next = s.right(0);
            let is_noun = is_word(next) && function(next).is_none() && !next.ends_with("ly");
            s.is_short(3)
                && !s.ends_in_comma()
                && !s.ends_in_stop()
                && s.after.starts_with(' ')
                && is_noun
                && leads_noun(s)
        },
        finds: &["steep “punitive” tolls", "the “Harvest first” council"],
        leaves: &[
            "the “last lap” of work",
            "He was “so keenly” looking ahead.",
            "They want to “open up” libel laws.",
            "It thanked her for what it called the “historic” ties.",
        ],
    },
    Rule {
        name: "one_word",
        role: QuotationRole::Scare,
        applies: |s| s.is_short(1) && !s.is_near_speech() && !s.starts_sentence(),
        finds: &["The “experts” were wrong."],
        leaves: &["She called him “unfit”.", "“No.”"],
    },
];

/// The rule for a name of a work that is known by the ones it is listed with: `“Sand,” “Tide” and “Rain,” all novels`.
pub(super) const LISTED_TITLE: &str = "listed_title";

/// Whether `gap` stands between the items of a list.
pub(super) fn is_list_gap(gap: &str) -> bool {
    matches!(gap.trim(), "" | "," | ";" | "and" | ", and" | "or" | ", or" | "&")
}

/// `Joe “Fingers” Roe`: a given name or initial right before and a surname right after.
fn is_inside_name(s: &Setting<'_>) -> bool {
    let bracketed = s.before.ends_with('(') && s.after.starts_with(')');
    let joined = s.before.ends_with(' ') && s.after.starts_with(' ');
    let first = usize::from(bracketed);
    let is_initial = s.left(first) == "." && s.left(first + 1).chars().count() == 1;
    let given = s.left(first + usize::from(is_initial));
    let is_particle =
        matches!(s.right(first), "de" | "del" | "della" | "van" | "von" | "bin" | "al");
    let surname = s.right(first + usize::from(is_particle));
    (joined || bracketed)
        && s.is_short(3)
        && s.is_capitalized()
        && !(s.ends_in_comma() || s.ends_in_stop())
        && is_name(given)
        && is_name(surname)
        && function(s.left(first + 1)) != Some(Function::Determiner)
        && (lexicon::holds(GIVEN_NAMES, given) || !s.is_among_capitals())
}

fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && function(word).is_none()
        && (chars.next().is_none() || chars.any(char::is_lowercase))
        && !word.ends_with("'s")
        && !word.ends_with("’s")
}

/// Whether a word of one of the `kinds` leads up to it: `the film “…”`, `a film called “…”`, `the film, “…”`.
fn cue_before(s: &Setting<'_>, kinds: &[&str]) -> bool {
    let is_kind = |word: &str| cue(word).is_some_and(|kind| kinds.contains(&kind));
    let skipped = usize::from(matches!(s.left(0), "," | ":" | "(" | "as"));
    let (near, far) = (s.left(skipped), s.left(skipped + 1));
    is_kind(near) || matches!(near, "called" | "named" | "of" | "is" | "was") && is_kind(far)
}

/// `known as “…”`, `referred to as “…”`, `“…”, as it is known`.
fn is_known_as(s: &Setting<'_>) -> bool {
    let before = s.left(0) == "as"
        && (s.left(1) == "known" || (s.left(1) == "to" && s.left(2) == "referred"));
    // The comma stands inside the marks or outside.
    let first = usize::from(s.right(0) == ",");
    let named = |word: &str| matches!(word, "known" | "called" | "call" | "nicknamed" | "dubbed");
    let after = s.right(first) == "as" && (first + 1..first + 6).any(|at| named(s.right(at)));
    before || after
}

/// Whether a stop or comma stands at its end, inside or outside.
fn is_ended(s: &Setting<'_>) -> bool {
    s.ends_in_stop()
        || s.ends_in_comma()
        || s.right(0).is_empty()
        || (s.after.starts_with([',', '.', '?', '!', ';', ':']) && !s.is_short(2))
}

/// Whether another quotation ends in a comma, or what stands for one, before it.
fn follows_quotation(s: &Setting<'_>) -> bool {
    let mut last = ' ';
    s.before.chars().any(|c| {
        let inside = is_mark(c) && matches!(last, ',' | '?' | '!' | '—' | '-');
        let outside = is_mark(last) && c == ',';
        last = c;
        inside || outside
    })
}

/// Whether what stands before it may lead up to a noun: a determiner, an adjective, a preposition, or nothing.
fn leads_noun(s: &Setting<'_>) -> bool {
    let word = s.left(0);
    let called = |word: &str| matches!(word, "call" | "calls" | "called" | "calling" | "termed");
    match function(word) {
        Some(Function::Determiner | Function::Joiner) => {
            (word != "to" || s.is_short(1)) && !called(s.left(1))
        }
        Some(_) => false,
        None => !CUE_VERBS.contains(word),
    }
}

/// Whether it is what someone calls somebody: `called Roe “Little Sand”`, `referred to Roe as “Little Sand”`.
fn names_something(s: &Setting<'_>) -> bool {
    let calls = |word: &str| matches!(word, "call" | "calls" | "called" | "calling");
    s.left(0) == "as" || (1..4).any(|at| calls(s.left(at)) && is_word(s.left(0)))
}

/// Whether a verb of saying it aloud stands before it.
fn is_voiced(s: &Setting<'_>) -> bool {
    [s.left(0), s.left(1)].into_iter().any(|word| cue(word) == Some("voice"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotation::QuotationFinder;

    #[test]
    fn every_rule_finds_its_examples_and_leaves_the_others() {
        let finder = QuotationFinder::new();
        let mut wrong = String::new();
        for rule in RULES.iter().chain([&FRAGMENT]) {
            let finds = rule.finds.iter().map(|text| (text, true));
            let leaves = rule.leaves.iter().map(|text| (text, false));
            for (text, expected) in finds.chain(leaves) {
                let found = finder.find_in(text);
                if found.iter().any(|found| found.rule == rule.name) != expected {
                    let rules: Vec<_> = found.iter().map(|found| &found.rule).collect();
                    wrong += &format!("{} {expected}: {text}: {rules:?}\n", rule.name);
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }
}
