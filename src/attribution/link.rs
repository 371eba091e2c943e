//! Ties each quotation to the attribution whose content holds it.

use crate::id::AttributionId;
use crate::quotation::Quotation;
use crate::span::TextRange;

use super::Attribution;

/// Fills [`Quotation::attribution`]; a quotation inside another gets that of the outer one.
pub(crate) fn link(quotations: &mut [Quotation<'_>], attributions: &[Attribution<'_>]) {
    let mut contents: Vec<(TextRange, usize)> = attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| attribution.level == 0)
        .flat_map(|(index, attribution)| {
            attribution.content.iter().map(move |span| (span.range(), index))
        })
        .collect();
    contents.sort_by(|a, b| a.0.document_order(b.0).then(a.1.cmp(&b.1)));
    for quotation in quotations {
        let range = quotation.span.range();
        // Contents do not overlap, but for those of one source's two attributions: the last that starts in time.
        let before = contents.partition_point(|(content, _)| content.start() <= range.start());
        quotation.attribution = contents
            .get(before.saturating_sub(4)..before)
            .unwrap_or_default()
            .iter()
            .rev()
            .find(|(content, _)| content.covers(range))
            .map(|&(_, index)| AttributionId::new(index));
    }
}
