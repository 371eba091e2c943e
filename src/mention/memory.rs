//! What the text says elsewhere: a name seen clearly once decides its other mentions.

use hashbrown::HashTable;

use super::EntityKind;
use super::candidate::{Candidate, Reading};
use super::gazetteer::Classes;
use super::typing::{NONE, SURE, Verdict};
use crate::fold;
use crate::token::Shape;

/// What is known of a name, or of one word of a person's name.
#[derive(Clone, Copy, Debug)]
struct Known {
    hash: u64,
    kind: EntityKind,
    points: i32,
}

/// What is known of the names in a text.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Whole names.
    names: HashTable<Known>,
    /// First and last words of persons' names.
    parts: HashTable<Known>,
    /// Words that also stand in small letters.
    small: HashTable<(u64, bool)>,
}

impl Memory {
    /// Reads what is sure from `judged`.
    pub(super) fn new(reading: &Reading<'_, '_>, judged: &[(Candidate, Verdict)]) -> Self {
        let mut memory = Self::default();
        for (candidate, verdict) in judged {
            if candidate.initial && candidate.tokens.len() == 1 && !reading.is_small() {
                let hash = reading.analysis.token(candidate.tokens.start).hash();
                memory
                    .small
                    .entry(hash, |&(other, _)| other == hash, |&(hash, _)| hash)
                    .or_insert((hash, false));
            }
            if verdict.points < SURE {
                continue;
            }
            keep(&mut memory.names, name_hash(reading, candidate), *verdict);
            if let Some(hash) = short(reading, candidate) {
                keep(&mut memory.names, hash, *verdict);
            }
            let acronym = acronym(reading, candidate);
            if let Some(hash) = acronym.filter(|_| verdict.kind != EntityKind::Person) {
                keep(&mut memory.names, hash, Verdict { points: 9, ..*verdict });
            }
            if verdict.kind == EntityKind::Person && candidate.tokens.len() > 1 {
                let first = reading.analysis.token(candidate.tokens.start);
                keep(&mut memory.parts, first.hash(), *verdict);
                let last = reading.analysis.token(candidate.tokens.end - 1);
                keep(&mut memory.parts, last.hash(), *verdict);
                // Carmen Ho Ka-man is Ho.
                for index in candidate.tokens.start + 1..candidate.tokens.end - 1 {
                    if reading.class(index).any(Classes::SURNAME) {
                        keep(&mut memory.parts, reading.analysis.token(index).hash(), *verdict);
                    }
                }
            }
        }
        if !memory.small.is_empty() {
            for token in reading.analysis.tokens() {
                if token.shape == Shape::Lower {
                    let small =
                        memory.small.find_mut(token.hash(), |&(hash, _)| hash == token.hash());
                    small.into_iter().for_each(|(_, seen)| *seen = true);
                }
            }
        }
        memory
    }

    /// What is known of the name of `candidate`, as a number above 1.
    pub(super) fn elsewhere(&self, reading: &Reading<'_, '_>, candidate: &Candidate) -> u32 {
        let hash = name_hash(reading, candidate);
        let whole = self.names.find(hash, |known| known.hash == hash).map_or(0, |known| {
            let sure = known.points.clamp(SURE, SURE + 5) - SURE;
            1 + known.kind as u32 + 16 * (sure as u32 / 2)
        });
        let token = reading.analysis.token(candidate.tokens.start).hash();
        let single = candidate.tokens.len() == 1;
        let part = single && self.parts.find(token, |part| part.hash == token).is_some();
        let small = single
            && self.small.find(token, |&(hash, _)| hash == token).is_some_and(|&(_, seen)| seen);
        2 + whole + 256 * u32::from(part) + 512 * u32::from(small)
    }

    /// The verdict on `candidate` in the light of the other names.
    pub(super) fn review(
        &self,
        reading: &Reading<'_, '_>,
        candidate: &Candidate,
        verdict: Verdict,
    ) -> Verdict {
        if verdict.points <= NONE {
            return verdict;
        }
        let single = candidate.tokens.len() == 1;
        let token = reading.analysis.token(candidate.tokens.start);
        let hash = name_hash(reading, candidate);
        let may_be_part = single
            && candidate.form.is_none()
            && !reading.class(candidate.tokens.start).any(Classes::STOP);
        let is_part = |part: &Known| {
            part.hash == token.hash()
                && (verdict.kind == EntityKind::Person || verdict.points < part.points)
        };
        if may_be_part && self.parts.find(token.hash(), is_part).is_some() {
            return Verdict { kind: EntityKind::Person, points: SURE + 2, rule: "part_of_a_name" };
        }
        if single && candidate.initial && verdict.points < SURE {
            let small = self.small.find(token.hash(), |&(hash, _)| hash == token.hash());
            if small.is_some_and(|&(_, seen)| seen) {
                return Verdict { points: verdict.points - 4, ..verdict };
            }
        }
        match self.names.find(hash, |known| known.hash == hash) {
            Some(known) if known.points > verdict.points => {
                Verdict { kind: known.kind, points: known.points, rule: "named_elsewhere" }
            }
            _ => verdict,
        }
    }
}

fn keep(table: &mut HashTable<Known>, hash: u64, verdict: Verdict) {
    let known = Known { hash, kind: verdict.kind, points: verdict.points };
    table
        .entry(hash, |other| other.hash == hash, |known| known.hash)
        .and_modify(|old| {
            if old.points < known.points {
                *old = known;
            }
        })
        .or_insert(known);
}

/// `Acme` of `Acme Ltd`.
fn short(reading: &Reading<'_, '_>, candidate: &Candidate) -> Option<u64> {
    let last = candidate.tokens.end - 1;
    let is_company = candidate.tokens.len() == 2 && reading.class(last).any(Classes::SUFFIX);
    is_company.then(|| reading.analysis.token(candidate.tokens.start).hash())
}

/// `WHO` of `World Health Organization (WHO)`: an acronym is what its name is.
fn acronym(reading: &Reading<'_, '_>, candidate: &Candidate) -> Option<u64> {
    let analysis = reading.analysis;
    let end = candidate.tokens.end;
    let inside = analysis.token(end + 1);
    let bracketed = analysis.word(end) == "(" && analysis.word(end + 2) == ")";
    let alike = analysis.word(end + 1).chars().next()
        == analysis.word(candidate.tokens.start).chars().next();
    let is_acronym = bracketed && alike && inside.shape == Shape::Upper;
    (candidate.tokens.len() > 1 && is_acronym).then_some(inside.hash())
}

pub(super) fn name_hash(reading: &Reading<'_, '_>, candidate: &Candidate) -> u64 {
    if candidate.tokens.len() == 1 {
        return reading.analysis.token(candidate.tokens.start).hash();
    }
    fold::hash(reading.analysis.range_of(candidate.tokens.clone()).of(reading.analysis.text()))
}
