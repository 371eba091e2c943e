//! Names that a nickname in quotation marks parts: `Jane “Red” Roe`, `Ole (‘Bear’) van Dam`.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::mention::{EntityKind, Mention, MentionForm};
use crate::quotation::{Quotation, QuotationRole};
use crate::span::TextRange;
use crate::token::TokenKind;

/// Makes one mention of the words before and after each nickname that stands inside a name, with the nickname.
pub(super) fn join<'a>(
    analysis: &Analysis<'a>,
    mentions: &mut Vec<Mention<'a>>,
    quotations: &[Quotation<'a>],
) {
    let inside = quotations.iter().filter(|quotation| quotation.role == QuotationRole::Nickname);
    let mut whole: Vec<TextRange> = Vec::new();
    for range in inside.filter_map(|nickname| around(analysis, mentions, nickname)) {
        match whole.last_mut().filter(|last| last.overlaps(range)) {
            Some(last) => *last = last.covering(range),
            None => whole.push(range),
        }
    }
    if whole.is_empty() {
        return;
    }
    let mut ranges = whole.iter().peekable();
    mentions.retain(|mention| {
        let range = mention.span.range();
        while ranges.next_if(|whole| whole.end() <= range.start()).is_some() {}
        !ranges.peek().is_some_and(|whole| whole.overlaps(range))
    });
    mentions.extend(whole.into_iter().map(|range| Mention {
        span: analysis.span(range),
        form: MentionForm::Name,
        kind: EntityKind::Person,
        entity: None,
        rule: Cow::Borrowed("nickname"),
    }));
    mentions.sort_by(|a, b| a.span.range().document_order(b.span.range()));
}

/// From the word before `nickname` to the family name after it, or those of the mentions that they are in.
fn around(
    analysis: &Analysis<'_>,
    mentions: &[Mention<'_>],
    nickname: &Quotation<'_>,
) -> Option<TextRange> {
    let tokens = analysis.tokens_in(nickname.span.range());
    let bracket = |at: usize, mark: &str| usize::from(analysis.word(at) == mark);
    let given = tokens.start.checked_sub(1)?;
    let given = given.checked_sub(bracket(given, "("))?;
    let mut family = tokens.end + bracket(tokens.end, ")");
    let start = analysis.token(family).start();
    // A particle: `van`, `de`.
    family += usize::from(analysis.token(family).is_word() && !is_capital(analysis, family));
    if !is_capital(analysis, given) || !is_capital(analysis, family) {
        return None;
    }
    let (given, family) = (analysis.token(given).range(), analysis.token(family).range());
    let at = mentions.partition_point(|mention| mention.span.end() <= given.start());
    let near = || mentions.iter().skip(at).take(3).map(|mention| (mention, mention.span.range()));
    let before = near().find(|(_, range)| range.end() == given.end());
    let after = near().find(|(_, range)| range.start() == start || range.start() == family.start());
    let kind = |found: Option<(&Mention<'_>, _)>| found.map(|(mention, _)| mention.kind);
    let person = kind(before).or(kind(after)) == Some(EntityKind::Person);
    if !person {
        return None;
    }
    let first = before.map_or(given, |(_, range)| range);
    let last = after.map_or(family, |(_, range)| range);
    Some(first.covering(last))
}

fn is_capital(analysis: &Analysis<'_>, at: usize) -> bool {
    let token = analysis.token(at);
    token.kind == TokenKind::Word && token.shape.has_capital()
}
