//! The way that words took into the article: who first said them, who told of it, whose article it is.

use std::collections::BTreeMap;

use super::Document;
use crate::attribution::{Attribution, Outlet};
use crate::id::AttributionId;
use crate::span::{Span, TextRange};

/// How long a chain may get.
const LONGEST: usize = 16;

/// A step on the way that words took into the article.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Link<'d, 'a> {
    /// Someone says them, or tells who did.
    Attribution(AttributionId),
    /// The outlet that they were said to, or that carried them: `told the BBC`.
    Outlet(&'d Outlet<'a>),
    /// The agency or paper whose article it is: `-- AGENCY`, `LONDON (Reuters) –`.
    Credit(Span<'d>),
}

impl<'a> Document<'a> {
    /// The way of the words of an attribution into the article, from the one who first said them to the agency or paper
    /// that the article is credited to. Empty for an id of another document that is longer.
    ///
    /// # Examples
    ///
    /// ```
    /// use onrecord::Link;
    ///
    /// let text = "The Norvik Times reported that the bridge was unsafe, citing two engineers.";
    /// let document = onrecord::extract(text);
    /// let reported = document.sources()[0].attributions[0];
    /// let [Link::Attribution(first), Link::Attribution(last)] = document.chain(reported)[..] else { panic!() };
    /// assert_eq!(document[first].source[0].as_str(), "two engineers");
    /// assert_eq!(document[last].source[0].as_str(), "The Norvik Times");
    /// ```
    #[must_use]
    pub fn chain(&self, id: AttributionId) -> Vec<Link<'_, 'a>> {
        let mut links = Vec::new();
        if self.attribution(id).is_none() {
            return links;
        }
        let mut next = Some(self.origin_in(id, &self.inner()));
        while let Some((id, attribution)) = next.and_then(|id| Some((id, self.attribution(id)?))) {
            links.push(Link::Attribution(id));
            next = attribution.via.filter(|_| links.len() < LONGEST);
            let teller = next.and_then(|via| self.attribution(via)?.speaker);
            let entity = teller.and_then(|id| self.sources.get(id.index())?.entity);
            let outlet = attribution.outlet.as_ref();
            // An outlet that reports is a link already.
            links.extend(
                outlet.filter(|it| entity.is_none() || it.entity != entity).map(Link::Outlet),
            );
        }
        links.extend(self.signed().map(Link::Credit));
        links
    }

    /// The attribution with this id, one inside another's content included.
    pub(super) fn attribution(&self, id: AttributionId) -> Option<&Attribution<'a>> {
        match id.index().checked_sub(self.attributions.len()) {
            Some(nested) => self.nested.get(nested),
            None => self.attributions.get(id.index()),
        }
    }

    /// The innermost attribution that all of the words of the one at `id` go back to; `inner` as [`Self::inner`] gives it.
    pub(super) fn origin_in(
        &self,
        id: AttributionId,
        inner: &BTreeMap<AttributionId, Vec<AttributionId>>,
    ) -> AttributionId {
        let mut origin = id;
        for _ in 0..LONGEST {
            let Some(outer) = self.attribution(origin) else { break };
            let all = inner.get(&origin).map_or(&[][..], Vec::as_slice);
            let accounts =
                |id: &&AttributionId| self.attribution(**id).is_some_and(|it| accounts(it, outer));
            let Some(&inner) = all.iter().find(accounts) else { break };
            origin = inner;
        }
        origin
    }

    /// The words by which an agency or paper signs the article.
    fn signed(&self) -> Option<Span<'_>> {
        if let Some(credit) = &self.credit {
            return Span::new_at(credit.as_str(), credit.start());
        }
        let dateline = self.dateline.as_ref()?;
        let text = dateline.as_str();
        let open = text.find('(')? + 1;
        let close = open + text.get(open..)?.find(')')?;
        let agency = text.get(open..close).filter(|it| it.contains(char::is_alphabetic))?;
        Span::new_at(agency, dateline.start() + open)
    }
}

/// Whether nearly all that `outer` tells is what `inner` says, with the words that say who says it.
fn accounts(inner: &Attribution<'_>, outer: &Attribution<'_>) -> bool {
    let lists = inner.source.iter().chain(&inner.cue).chain(&inner.content).chain(&inner.addressee);
    let parts: Vec<TextRange> = lists.map(Span::range).collect();
    let common = |content: TextRange| -> usize {
        let shared = |part: &TextRange| {
            content.end().min(part.end()).saturating_sub(content.start().max(part.start()))
        };
        parts.iter().map(shared).sum()
    };
    let (mut told, mut total) = (0, 0);
    for content in outer.content.iter().map(Span::range) {
        told += common(content);
        total += content.end() - content.start();
    }
    // "that" and marks are no one's. What follows a cited content names whom it is from.
    let cited = inner.rule == "cited" && told > 0;
    cited || (told + 8 >= total && told * 2 > total)
}
