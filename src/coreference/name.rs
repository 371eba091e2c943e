//! Mentions joined by their names: `Jane Roe`, `Ms. Roe`, `Roe`; `World Health Organization`, `WHO`; `US`, `United States`.

use hashbrown::HashTable;

use crate::analysis::Analysis;
use crate::fold;
use crate::lexicon;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::span::TextRange;
use crate::token::Shape;

/// The mentions of one name.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub(super) kind: EntityKind,
    /// Places in the list of mentions, in order.
    pub(super) mentions: Vec<usize>,
    /// The mention by a given name and that of the full name whose surname goes with it.
    pub(super) shares: Option<(usize, usize)>,
}

/// The names among `mentions` in clusters, ordered by first mention.
pub(super) fn clusters(analysis: &Analysis<'_>, mentions: &[Mention<'_>]) -> Vec<Cluster> {
    let mut names: Vec<Name> = mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| mention.form == MentionForm::Name)
        .map(|(place, mention)| Name::new(analysis, place, mention))
        .collect();
    for at in 1..names.len() {
        if let Some([one, next]) = names.get_mut(at - 1..=at) {
            one.share(analysis, next);
        }
    }
    let mut joiner = Joiner::new(analysis, names.len());
    // Full names first: a short one may stand before them, in the headline.
    for (at, name) in names.iter().enumerate() {
        if name.is_full() {
            joiner.full(at, name, &names);
        }
    }
    for (at, name) in names.iter().enumerate() {
        if !name.is_full() {
            joiner.short(at, name);
        }
    }
    joiner.finish(&names)
}

/// A mention by name, taken apart.
#[derive(Clone, Debug)]
struct Name {
    /// Its place in the list of mentions.
    place: usize,
    kind: EntityKind,
    range: TextRange,
    /// The name, folded and hashed; of a country, its code.
    whole: u64,
    /// The first and last words, less `Jr.` and the like.
    first: u64,
    last: u64,
    /// How many words it has.
    words: usize,
    /// Whether it is capitals alone: `WHO`.
    is_acronym: bool,
    /// The initials of its words that have a capital.
    initials: u64,
    /// The first letter of the first word.
    initial: Option<char>,
    /// Whether the first word is an initial alone.
    is_initial: bool,
    /// The place of the full name whose surname it shares: that of Ida Ulm, for `Dan` in `Dan and Ida Ulm`.
    shares: Option<usize>,
}

impl Name {
    fn new(analysis: &Analysis<'_>, place: usize, mention: &Mention<'_>) -> Self {
        let range = mention.span.range();
        let text = mention.span.as_str();
        let tokens = analysis.tokens_in(range);
        let mut words = 0;
        let (mut first, mut last) = (0, 0);
        let mut initials = fold::Hasher::new();
        let mut buffer = [0; 4];
        let mut is_acronym = false;
        let mut is_initial = false;
        for index in tokens {
            let token = analysis.token(index);
            let word = analysis.word(index);
            if !token.is_word() || is_suffix(word) {
                continue;
            }
            if words == 0 {
                first = token.hash();
                is_initial = token.shape == Shape::Initial;
                is_acronym = token.shape == Shape::Upper;
            }
            if token.shape.has_capital() {
                if let Some(letter) = word.chars().next() {
                    initials.write(letter.encode_utf8(&mut buffer));
                }
            }
            last = token.hash();
            words += 1;
        }
        let code = matches!(mention.kind, EntityKind::Geopolitical)
            .then(|| lexicon::COUNTRIES.get(text))
            .flatten();
        Self {
            place,
            kind: mention.kind,
            range,
            whole: fold::hash(code.unwrap_or_else(|| without_suffix(mention.kind, text))),
            first,
            last,
            words,
            is_acronym: is_acronym && words == 1,
            initials: initials.finish(),
            initial: text.chars().next(),
            is_initial,
            shares: None,
        }
    }

    /// Gives a given name the surname that it shares with the name after it.
    fn share(&mut self, analysis: &Analysis<'_>, next: &Self) {
        let end = analysis.tokens_in(self.range).end;
        let start = analysis.tokens_in(next.range).start;
        let given = |text: &str| lexicon::value_in(lexicon::GIVEN_NAMES, text);
        let text = analysis.text();
        let couple = self.kind == EntityKind::Person
            && next.kind == EntityKind::Person
            && self.words == 1
            && next.words == 2
            && end + 1 == start
            && matches!(analysis.word(end), "and" | "&")
            && given(self.range.of(text)).is_some()
            && given(analysis.word(start)).is_some();
        if couple {
            (self.words, self.last, self.shares) = (2, next.last, Some(next.place));
        }
    }

    fn is_full(&self) -> bool {
        self.words > 1 || self.kind != EntityKind::Person && !self.is_acronym
    }
}

/// One in the making.
#[derive(Clone, Debug)]
struct Joined {
    kind: EntityKind,
    /// Places in the list of names: the full ones in order, then the short ones in order.
    names: Vec<usize>,
    /// How many of them are full.
    full: usize,
}

impl Joined {
    fn full(&self) -> &[usize] {
        self.names.get(..self.full).unwrap_or_default()
    }
}

/// A row of an index: a key and the clusters under it, oldest first.
type Row = (u64, Vec<usize>);

struct Joiner<'r, 'a> {
    analysis: &'r Analysis<'a>,
    joined: Vec<Joined>,
    whole: HashTable<Row>,
    last: HashTable<Row>,
    first: HashTable<Row>,
    initials: HashTable<Row>,
}

/// How many clusters under one key are looked at: so many people of one surname no article has.
const MOST: usize = 16;

/// A surname that has stood for one person this often goes on doing so, whoever else of that name is mentioned in full.
const OWNED: usize = 3;

impl<'r, 'a> Joiner<'r, 'a> {
    fn new(analysis: &'r Analysis<'a>, names: usize) -> Self {
        let table = || HashTable::with_capacity(names / 4);
        Self {
            analysis,
            joined: Vec::new(),
            whole: table(),
            last: table(),
            first: table(),
            initials: table(),
        }
    }

    /// Joins a full name to the one it is, or opens a new cluster.
    fn full(&mut self, at: usize, name: &Name, names: &[Name]) {
        let same = |id: &usize| self.fits(*id, name.kind);
        let found =
            under(&self.whole, name.whole).iter().rev().take(MOST).copied().find(|id| same(id));
        let found = found.or_else(|| match name.kind {
            EntityKind::Person => self.person(name, names),
            _ => None,
        });
        let id = found.unwrap_or_else(|| self.open(name.kind));
        self.add(id, at);
        if let Some(joined) = self.joined.get_mut(id) {
            joined.full += 1;
        }
        insert(&mut self.whole, name.whole, id);
        if name.words > 1 {
            insert(&mut self.last, name.last, id);
            insert(&mut self.first, name.first, id);
            if name.kind == EntityKind::Person && name.words > 2 {
                // Carmen Ho Ka-man is Ho, José Luis Roca Sanz is Roca.
                for index in self.analysis.tokens_in(name.range).take(MOST) {
                    let token = self.analysis.token(index);
                    if token.is_word() && token.hash() != name.last && token.hash() != name.first {
                        insert(&mut self.first, token.hash(), id);
                    }
                }
                self.tails(name, id);
            }
            if name.kind != EntityKind::Person {
                insert(&mut self.initials, name.initials, id);
            }
        }
        if let Some(acronym) = self.acronym_after(name) {
            insert(&mut self.whole, acronym, id);
        }
    }

    /// Ana Sol Vidal Roca is Vidal Roca, and Abu Omar al-Sabban is Al-Sabban: names of several words that stand for the whole.
    fn tails(&mut self, name: &Name, id: usize) {
        let tokens = self.analysis.tokens_in(name.range);
        for index in tokens.clone().skip(1).take(MOST) {
            let joined = self.analysis.word(index + 1) == "-";
            let given = || lexicon::holds(lexicon::GIVEN_NAMES, self.analysis.word(index));
            let opens = self.analysis.token(index).is_word() && index + 1 < tokens.end;
            if opens && self.analysis.token(index).space_before() && (joined || !given()) {
                let tail = self.analysis.range_of(index..tokens.end).of(self.analysis.text());
                insert(&mut self.whole, fold::hash(tail), id);
            }
        }
    }

    /// The person of the same surname whose given name fits: equal, or one an initial of the other.
    fn person(&self, name: &Name, names: &[Name]) -> Option<usize> {
        under(&self.last, name.last).iter().rev().take(MOST).copied().find(|&id| {
            let Some(joined) = self.joined.get(id) else { return false };
            let Some(other) = joined.names.first().and_then(|&at| names.get(at)) else {
                return false;
            };
            joined.kind == EntityKind::Person
                && (other.first == name.first
                    || (other.is_initial || name.is_initial) && other.initial == name.initial)
        })
    }

    /// Joins a short name to the nearest full one that it may be short for.
    fn short(&mut self, at: usize, name: &Name) {
        let nearest = |ids: &[usize]| {
            let known = ids.iter().rev().take(MOST).copied().filter(|id| self.fits(*id, name.kind));
            known.map(|id| (self.distance(id, at), id)).min().map(|(_, id)| id)
        };
        let owner = |ids: &[usize]| {
            let known = ids.iter().rev().take(MOST).copied().filter(|id| self.fits(*id, name.kind));
            known
                .map(|id| (self.shorts(id), id))
                .max()
                .filter(|&(shorts, _)| shorts >= OWNED)
                .map(|(_, id)| id)
        };
        let found = match name.kind {
            EntityKind::Person => nearest(under(&self.whole, name.whole))
                .or_else(|| owner(under(&self.last, name.last)))
                .or_else(|| nearest(under(&self.last, name.last)))
                .or_else(|| nearest(under(&self.first, name.first))),
            _ => nearest(under(&self.whole, name.whole))
                .or_else(|| nearest(under(&self.initials, name.whole))),
        };
        let id = found.unwrap_or_else(|| self.open(name.kind));
        if found.is_none() {
            insert(&mut self.whole, name.whole, id);
        }
        self.add(id, at);
    }

    /// How far the latest full mention of a cluster before `at` lies; those behind it come last.
    fn distance(&self, id: usize, at: usize) -> (bool, usize) {
        let names = self.joined.get(id).map_or(&[][..], Joined::full);
        let before = names.partition_point(|&name| name < at);
        match before.checked_sub(1).and_then(|index| names.get(index)) {
            Some(&name) => (false, at - name),
            None => (true, names.first().map_or(usize::MAX, |&name| name.saturating_sub(at))),
        }
    }

    /// How many short names a cluster has.
    fn shorts(&self, id: usize) -> usize {
        self.joined.get(id).map_or(0, |joined| joined.names.len() - joined.full().len())
    }

    fn fits(&self, id: usize, kind: EntityKind) -> bool {
        self.joined.get(id).is_some_and(|joined| joined.kind == kind)
    }

    /// `(WHO)` behind a name, hashed.
    fn acronym_after(&self, name: &Name) -> Option<u64> {
        let next = self.analysis.tokens_in(name.range).end;
        let inside = self.analysis.token(next + 1);
        let bracketed = self.analysis.word(next) == "(" && self.analysis.word(next + 2) == ")";
        let alike = name.initial == self.analysis.word(next + 1).chars().next();
        let is_acronym = bracketed && alike && inside.shape == Shape::Upper;
        (is_acronym && name.kind != EntityKind::Person).then_some(inside.hash())
    }

    fn open(&mut self, kind: EntityKind) -> usize {
        self.joined.push(Joined { kind, names: Vec::new(), full: 0 });
        self.joined.len() - 1
    }

    fn add(&mut self, id: usize, at: usize) {
        if let Some(joined) = self.joined.get_mut(id) {
            joined.names.push(at);
        }
    }

    fn finish(self, names: &[Name]) -> Vec<Cluster> {
        let mut clusters: Vec<Cluster> = self
            .joined
            .into_iter()
            .map(|mut joined| {
                joined.names.sort_unstable();
                let place = |&at: &usize| names.get(at).map(|name| name.place);
                let shared =
                    |&at: &usize| names.get(at).and_then(|it| Some((it.place, it.shares?)));
                Cluster {
                    kind: joined.kind,
                    shares: joined.names.iter().find_map(shared),
                    mentions: joined.names.iter().filter_map(place).collect(),
                }
            })
            .collect();
        clusters.sort_by_key(|cluster| cluster.mentions.first().copied());
        clusters
    }
}

fn under(table: &HashTable<Row>, key: u64) -> &[usize] {
    table.find(key, |(other, _)| *other == key).map_or(&[], |(_, ids)| ids)
}

fn insert(table: &mut HashTable<Row>, key: u64, id: usize) {
    let mut row = table
        .entry(key, |(other, _)| *other == key, |(key, _)| *key)
        .or_insert_with(|| (key, Vec::new()));
    let (_, ids) = row.get_mut();
    if ids.last() != Some(&id) && !ids.iter().rev().take(MOST).any(|other| *other == id) {
        ids.push(id);
    }
}

/// The name of a company without `Inc`, `Ltd` and the like.
fn without_suffix(kind: EntityKind, text: &str) -> &str {
    let is_suffix = |(_, last): &(&str, &str)| lexicon::COMPANY_SUFFIXES.contains(last);
    match text.rsplit_once(char::is_whitespace).filter(is_suffix) {
        Some((name, _)) if kind == EntityKind::Organization => {
            name.trim_end().trim_end_matches(',')
        }
        _ => text,
    }
}

/// What stands behind a surname.
fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV")
}
