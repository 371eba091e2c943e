//! Level 7. Mentions to entities.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::fold;
use crate::id::{EntityId, MentionId};
use crate::mention::{EntityKind, Mention};
use crate::quotation::Quotation;
use crate::span::TextRange;

mod name;
mod nickname;
pub(crate) mod reference;
mod title;

/// Someone or something that the text names, with every mention.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Entity<'a> {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name that the text gives.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub name: Cow<'a, str>,
    /// Titles and roles, as the text words them.
    #[cfg_attr(feature = "serde", serde(borrow))]
    pub titles: Vec<Cow<'a, str>>,
    /// Its mentions, in document order.
    pub mentions: Vec<MentionId>,
}

impl Entity<'_> {
    /// The same, with copies of its text.
    #[must_use]
    pub fn into_owned(self) -> Entity<'static> {
        Entity {
            kind: self.kind,
            name: Cow::Owned(self.name.into_owned()),
            titles: self.titles.into_iter().map(|title| Cow::Owned(title.into_owned())).collect(),
            mentions: self.mentions,
        }
    }
}

/// The entities of `mentions`, ordered by first mention; fills the mentions' [`entity`](Mention::entity), and makes one of
/// those that a nickname in quotation marks parts.
pub(crate) fn entities<'a>(
    analysis: &Analysis<'a>,
    mentions: &mut Vec<Mention<'a>>,
    quotations: &[Quotation<'a>],
) -> Vec<Entity<'a>> {
    nickname::join(analysis, mentions, quotations);
    let clusters = name::clusters(analysis, mentions);
    for (id, cluster) in clusters.iter().enumerate() {
        for &place in &cluster.mentions {
            if let Some(mention) = mentions.get_mut(place) {
                mention.entity = Some(EntityId::new(id));
            }
        }
    }
    clusters.into_iter().map(|cluster| entity(analysis, mentions, cluster)).collect()
}

fn entity<'a>(
    analysis: &Analysis<'a>,
    mentions: &[Mention<'a>],
    cluster: name::Cluster,
) -> Entity<'a> {
    let mut titles: Vec<Cow<'a, str>> = Vec::new();
    let mut forms: Vec<Form<'a>> = Vec::new();
    for mention in cluster.mentions.iter().filter_map(|&place| mentions.get(place)) {
        let range = mention.span.range();
        Form::count(analysis, range, &mut forms);
        if cluster.kind != EntityKind::Person || titles.len() >= MOST {
            continue;
        }
        let found = [title::before(analysis, range), title::after(analysis, range)];
        for title in found.into_iter().flatten().map(|range| range.of(analysis.text())) {
            if !titles.iter().any(|known| fold::eq(known, title)) {
                titles.push(Cow::Borrowed(title));
            }
        }
    }
    let name = Cow::Borrowed(Form::fullest(&forms));
    let name = match cluster.shares {
        Some(shares) if !name.contains(char::is_whitespace) => {
            couple(mentions, shares).map_or(name, Cow::Owned)
        }
        _ => name,
    };
    Entity {
        kind: cluster.kind,
        name,
        titles,
        mentions: cluster.mentions.into_iter().map(MentionId::new).collect(),
    }
}

/// The name of the first of a couple, whose surname stands with the second: `Dan and Ida Ulm`.
fn couple(mentions: &[Mention<'_>], (given, full): (usize, usize)) -> Option<String> {
    let given = mentions.get(given)?.span.as_str();
    let (_, surname) = mentions.get(full)?.span.as_str().rsplit_once(char::is_whitespace)?;
    Some(format!("{given} {surname}"))
}

/// One of the ways that an entity's name is written.
struct Form<'a> {
    text: &'a str,
    words: usize,
    count: usize,
}

impl<'a> Form<'a> {
    /// Counts the form at `range`; of the many forms that a name has in a long text, only the first.
    fn count(analysis: &Analysis<'a>, range: TextRange, forms: &mut Vec<Self>) {
        let text = range.of(analysis.text());
        if let Some(form) = forms.iter_mut().find(|form| form.text == text) {
            form.count += 1;
        } else if forms.len() < MOST {
            forms.push(Self { text, words: analysis.tokens_in(range).len(), count: 1 });
        }
    }

    /// The one with the most words; of those one that is not all capitals, then the most frequent, then the longest.
    fn fullest(forms: &[Self]) -> &'a str {
        let key = |form: &Self| {
            let small = form.text.contains(char::is_lowercase);
            (form.words, small && form.words > 1, form.count, form.text.len())
        };
        let best =
            forms.iter().reduce(|best, form| if key(form) > key(best) { form } else { best });
        best.map_or("", |form| form.text)
    }
}

/// How many titles and how many forms of a name are kept: an article that gives one person more says nothing new with
/// them.
const MOST: usize = 12;
